//! What it costs to draw, and that nothing is said by colour alone.

use std::collections::BTreeSet;

use ratatui::buffer::Buffer;

use super::states::{self, MAIN};
use crate::console::pane::{PANES, Pane};
use crate::console::testing::{Console, rows};
use crate::console::theme::{Depth, Theme};
use crate::session::Role;
use crate::session::poll::Manner;
use crate::text::Lang;

/// The cells in which two screens differ: column and row.
fn changed(before: &Buffer, after: &Buffer) -> Vec<(u16, u16)> {
    let updates = before.diff(after);
    updates.into_iter().map(|(x, y, _)| (x, y)).collect()
}

/// What can be undone is told once and goes after a minute: here somebody looks on who can't undo it.
fn told_no_more(console: &mut Console) {
    console.model.role = Role::Technician;
}

/// A second later. What changed on the screen.
fn ticks(console: &mut Console) -> Vec<(u16, u16)> {
    let before = console.buffer();
    console.later(1);
    changed(&before, &console.buffer())
}

#[test]
fn a_running_clock_changes_the_clock_and_nothing_else() {
    for keys in ["", "3", "?", "a", "A", "q"] {
        let mut console = states::speaking();
        console.keys(keys);
        told_no_more(&mut console);
        let (mut cells, mut more) = (0, 0);
        for _ in 0..60 {
            let changed = ticks(&mut console);
            let rows: BTreeSet<_> = changed.iter().map(|(_, y)| *y).collect();
            // The digits in three rows and the gauge below them. Once a minute more: the time of day,
            // the minutes of the item.
            more += usize::from(rows.len() > 4 || changed.len() > 20);
            cells += changed.len();
        }
        assert!(
            more <= 2,
            "{keys}: more than the clock in {more} seconds of a minute"
        );
        assert!(cells < 360, "{keys}: {cells} cells in a minute");
    }
}

#[test]
fn where_no_clock_runs_nothing_changes() {
    for state in [
        states::calm,
        states::paused,
        states::planned,
        states::joining,
    ] {
        let mut console = state();
        told_no_more(&mut console);
        let changes = (0..50).map(|_| ticks(&mut console).len()).sum::<usize>();
        assert!(changes < 20, "{}", console.text());
    }
    let mut console = states::paused();
    told_no_more(&mut console);
    console.later(30);
    let changes = (0..20).map(|_| ticks(&mut console).len()).sum::<usize>();
    assert_eq!(changes, 0);
}

#[test]
fn every_state_differs_in_its_signs_and_words_alone() {
    let mut seen = BTreeSet::new();
    for (name, state) in MAIN {
        let mut console = state();
        console.model.theme = Theme::shipped("dark", Depth::None);
        let screen = rows(&console.buffer()).join("\n");
        assert!(
            seen.insert(screen),
            "{name} looks like another without colour"
        );
        for cell in &console.buffer().content {
            let colours = (cell.fg, cell.bg);
            let none = ratatui::style::Color::Reset;
            assert_eq!(colours, (none, none), "{name}");
        }
    }
}

#[test]
fn what_matters_is_said_in_words_and_signs() {
    for (state, signs) in [
        (
            states::speaking as fn() -> Console,
            &["▶ Bùi", "còn lại / 03:00"][..],
        ),
        (states::busy, &["QUÁ GIỜ"]),
        (|| states::closed(0), &["✓ ĐƯỢC THÔNG QUA"]),
        (|| states::closed(1), &["✗ KHÔNG ĐƯỢC THÔNG QUA"]),
        (
            || states::later(states::speaking(), 140),
            &["SẮP HẾT / 03:00"],
        ),
        (
            || states::later(states::speaking(), 200),
            &["QUÁ GIỜ / 03:00"],
        ),
        (states::paused, &["‖ Bùi", "TẠM DỪNG / 03:00"]),
        (
            states::interposed,
            &["hỏi xen", "‖ Bùi Mạnh Tuyển chờ nói tiếp"],
        ),
        (states::lost, &["✗ mất kết nối"]),
        (states::planned, &["○ Chưa khai mạc", "✓ đủ số người dự"]),
    ] {
        let console = state();
        for sign in signs {
            assert!(console.shows(sign), "{sign}\n{}", console.text());
        }
    }
    assert!(states::later(states::speaking(), 200).shows_clock("+00:45"));
}

#[test]
fn a_larger_terminal_has_a_larger_clock_and_it_does_not_shrink_when_time_is_up() {
    for (size, rows) in [
        ((80, 24), 3),
        ((100, 30), 3),
        ((120, 40), 5),
        ((200, 50), 5),
    ] {
        for seconds in [0, 200] {
            let console = states::later(states::speaking(), seconds).size(size.0, size.1);
            let clock = if seconds == 0 { "02:35" } else { "+00:45" };
            assert!(console.shows_clock(clock), "{size:?}\n{}", console.text());
            let screen = self::rows(&console.buffer());
            let high = screen.iter().filter(|row| row.contains(['█', '▀', '▄']));
            assert_eq!(high.count(), rows, "{size:?}\n{}", console.text());
        }
    }
}

#[test]
fn no_name_is_cut_inside_a_cluster_and_nothing_runs_into_the_edge() {
    let clusters: BTreeSet<String> = {
        use unicode_segmentation::UnicodeSegmentation;
        let console = states::calm();
        let hub = console.hub.borrow();
        let names = hub.session.roster.iter().map(|a| a.delegate.name.clone());
        names
            .flat_map(|name| name.graphemes(true).map(str::to_owned).collect::<Vec<_>>())
            .collect()
    };
    assert!(clusters.contains("ễ"));
    let mut console = states::pressed(states::calm(), "2");
    for width in 80..130 {
        console = console.size(width, 24);
        let text = console.text();
        assert!(
            !text.chars().any(|c| ('\u{300}'..='\u{36f}').contains(&c)),
            "{text}"
        );
    }
}

#[test]
fn where_one_is_stands_in_full_beside_a_long_title() {
    for lang in Lang::ALL {
        for pane in PANES.into_iter().filter(|pane| *pane != Pane::Main) {
            let mut console = states::voting(Manner::Named, 1).lang(lang);
            console.model.pane = pane;
            let session = console.model.session.as_mut().unwrap();
            session.plan.title = "Hội nghị giao ban công tác tháng 11 ".repeat(5);
            let place = format!("… › {} ", pane.title(lang));
            assert!(console.shows(&place), "{place}\n{}", console.text());
        }
    }
}

#[test]
fn a_long_text_in_the_log_does_not_hide_who_it_was() {
    let mut console = states::calm();
    console.keys("A");
    console.types(&"Giải lao mười phút, mời dùng nước tại sảnh ".repeat(4));
    console.keys("<enter>7");
    // The announcement itself, which stands over the log, goes by.
    console.later(9);
    let text = console.text();
    let rows = text
        .lines()
        .skip_while(|row| !row.contains("Thông báo: Giải lao"));
    let told: Vec<_> = rows.take(5).map(str::trim).collect();
    assert!(
        told.join(" ").contains("tại sảnh —\u{a0}chủ\u{a0}tọa"),
        "{text}"
    );
}
