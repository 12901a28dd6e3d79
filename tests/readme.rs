//! What README.md says of the program is what the program says of itself.

use chair_console::cli::settings;
use chair_console::console::verb;
use chair_console::text::Lang;

/// What stands in README.md between `<!-- name -->` and `<!-- /name -->` is this.
fn stands_in_the_readme(name: &str, card_is: &str) {
    let marks = (format!("<!-- {name} -->"), format!("<!-- /{name} -->"));
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/README.md");
    let readme = std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{path}: {error}"));
    let (_, after) = readme
        .split_once(&marks.0)
        .unwrap_or_else(|| panic!("README.md has no {}", marks.0));
    let (card, _) = after
        .split_once(&marks.1)
        .unwrap_or_else(|| panic!("README.md has {} without {}", marks.0, marks.1));
    assert!(
        card.trim() == card_is.trim(),
        "this part of README.md is old; put this between {} and {}:\n\n{card_is}",
        marks.0,
        marks.1
    );
}

#[test]
fn the_key_card_is_the_table_of_verbs() {
    stands_in_the_readme("keys", &verb::card(Lang::En));
}

#[test]
fn the_settings_are_the_table_of_settings() {
    stands_in_the_readme("settings", &settings::card(Lang::En));
}

#[test]
fn the_key_card_names_every_verb() {
    for lang in Lang::ALL {
        let card = verb::card(lang);
        let rows = card.lines().filter(|line| line.starts_with("| `"));
        assert_eq!(rows.count(), verb::all().count());
    }
}
