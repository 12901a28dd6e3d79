//! Lists that are narrowed down by typing, on small screens and large ones.

use super::states::calm;
use crate::console::testing::Console;

/// How many rows the list of people has.
fn rows_of_people(console: &Console) -> usize {
    let screen = console.text();
    let list = screen
        .lines()
        .skip_while(|line| !line.contains("Ai phát biểu?"));
    // What was typed stands above the list, the keys below it.
    list.count() - 2
}

#[test]
fn a_list_takes_half_of_a_large_screen_and_what_the_clock_leaves_of_a_small_one() {
    for (size, rows) in [
        ((80, 20), 8),
        ((80, 24), 10),
        ((120, 34), 14),
        ((200, 50), 22),
    ] {
        let mut chair = calm().size(size.0, size.1);
        chair.keys("a");
        assert_eq!(rows_of_people(&chair), rows, "{size:?}");
    }
}

/// A page is what is seen, so that nobody is passed over.
#[test]
fn a_page_of_a_list_is_what_is_seen_of_it() {
    for (width, height) in [(80, 20), (80, 24), (200, 50)] {
        let mut by_pages = calm().size(width, height);
        let mut by_rows = calm().size(width, height);
        by_pages.keys("a<pagedown>");
        by_rows.keys("a");
        for _ in 0..rows_of_people(&by_rows) {
            by_rows.keys("<down>");
        }
        assert_eq!(by_pages.styled(), by_rows.styled(), "{width}x{height}");
    }
}

#[test]
fn where_somebody_belongs_is_not_cut_where_there_is_room() {
    let cut = |console: &Console| {
        let screen = console.text();
        let list = screen
            .lines()
            .skip_while(|line| !line.contains("Ai phát biểu?"));
        list.filter(|line| line.contains('…')).count()
    };
    let mut chair = calm().size(80, 24);
    chair.keys("a");
    chair.types("trung tam");
    assert!(cut(&chair) > 0, "{}", chair.text());
    chair.model.size = (200, 50);
    assert_eq!(cut(&chair), 0, "{}", chair.text());
}
