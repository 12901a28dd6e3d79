//! What README.md says of the program is what the program says of itself.

use chair_console::console::verb;
use chair_console::text::Lang;

/// The key card stands between these two lines of README.md.
const MARKS: (&str, &str) = ("<!-- keys -->", "<!-- /keys -->");

#[test]
fn the_key_card_is_the_table_of_verbs() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/README.md");
    let readme = std::fs::read_to_string(path).expect("README.md is there");
    let (_, after) = readme
        .split_once(MARKS.0)
        .unwrap_or_else(|| panic!("README.md has no {}", MARKS.0));
    let (card, _) = after
        .split_once(MARKS.1)
        .unwrap_or_else(|| panic!("README.md has {} without {}", MARKS.0, MARKS.1));
    let card_is = verb::card(Lang::En);
    assert!(
        card.trim() == card_is.trim(),
        "the key card in README.md is old; put this between {} and {}:\n\n{card_is}",
        MARKS.0,
        MARKS.1
    );
}

#[test]
fn the_key_card_names_every_verb() {
    for lang in Lang::ALL {
        let card = verb::card(lang);
        let rows = card.lines().filter(|line| line.starts_with("| `"));
        assert_eq!(rows.count(), verb::all().count());
    }
}
