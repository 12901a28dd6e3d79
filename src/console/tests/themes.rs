//! Choosing a theme, and themes that are written while they are worn.

use super::states;
use crate::console::Message;
use crate::console::testing::Console;
use crate::console::theme::{Depth, OwnTheme, Theme};

fn own(name: &str, text: &str) -> OwnTheme {
    OwnTheme {
        name: name.to_owned(),
        file: format!("/themes/{name}.toml"),
        text: text.as_bytes().to_vec(),
    }
}

fn shipped(name: &str) -> Theme {
    Theme::shipped(name, Depth::True)
}

fn saved(console: &mut Console, text: &str) {
    console.tell(Message::Themes(vec![own("night", text)]));
}

#[test]
fn each_theme_is_shown_as_the_cursor_comes_to_it() {
    let mut console = states::busy();
    console.keys("D");
    assert_eq!(console.model.theme, shipped("dark"));
    console.keys("<down>");
    assert_eq!(console.model.theme, shipped("light"));
    console.keys("<down><down>");
    assert_eq!(console.model.theme, shipped("colour-safe"));
    console.types("hall");
    assert_eq!(console.model.theme, shipped("hall"));
    insta::assert_snapshot!(
        "choosing_a_theme",
        states::pressed(states::busy(), "D").screen()
    );
}

#[test]
fn esc_gives_the_old_one_back_and_enter_keeps_the_new_one() {
    let mut console = states::calm();
    console.keys("D<down><down><esc>");
    assert_eq!(console.model.theme, shipped("dark"));
    assert_eq!(console.model.theme_name, "dark");
    console.keys("D<down><enter>");
    assert_eq!(console.model.theme, shipped("light"));
    assert_eq!(console.model.theme_name, "light");
    assert!(console.shows("theme = \"light\""), "{}", console.text());
    // The cursor begins where one is.
    console.keys("D<enter>");
    assert_eq!(console.model.theme_name, "light");
    // Asked whether to leave, and staying after all.
    console.keys("D<down><ctrl-c><esc><esc>");
    assert_eq!(console.model.theme, shipped("light"));
}

#[test]
fn it_is_found_in_the_palette_by_its_name() {
    let mut console = states::calm();
    console.keys(":");
    console.types("theme");
    console.keys("<enter><down><enter>");
    assert_eq!(console.model.theme_name, "light");
}

#[test]
fn a_theme_that_is_saved_is_seen_at_once() {
    let mut console = states::calm();
    saved(&mut console, "inherits = \"light\"");
    console.keys("D");
    console.types("night");
    assert!(console.shows("/themes/night.toml"), "{}", console.text());
    assert_eq!(console.model.theme, shipped("light"));
    // While it is tried on, too.
    saved(&mut console, "inherits = \"hall\"");
    assert_eq!(console.model.theme, shipped("hall"));
    console.keys("<enter>");
    saved(&mut console, "inherits = \"dark\"");
    assert_eq!(console.model.theme, shipped("dark"));
    assert_eq!(console.model.theme_name, "night");
}

#[test]
fn a_broken_file_warns_and_changes_nothing() {
    let mut console = states::calm();
    saved(&mut console, "inherits = \"light\"");
    console.keys("D");
    console.types("night");
    console.keys("<enter>");
    saved(&mut console, "inherits = \"light\"\n[text]\nfg = \"gren\"");
    assert_eq!(console.model.theme, shipped("light"));
    let said = "/themes/night.toml:3:6: “gren” ở `fg` không phải là màu; có phải là `green`?";
    assert!(console.shows(said), "{}", console.text());
    // Nor can it be chosen; the list says why.
    console.keys("D");
    assert!(
        console.shows("✗ /themes/night.toml:3:6:"),
        "{}",
        console.text()
    );
    console.keys("<enter>");
    assert!(console.model.overlay.is_some());
    console.keys("<esc>");
    assert_eq!(console.model.theme, shipped("light"));
    // Gone altogether: the look stays.
    console.tell(Message::Themes(vec![]));
    assert_eq!(console.model.theme, shipped("light"));
}

#[test]
fn once_a_broken_file_is_mended_or_gone_its_warning_goes_too() {
    for mended in [vec![own("night", "inherits = \"light\"")], vec![]] {
        let mut console = states::calm();
        saved(&mut console, "[heading");
        assert!(
            console.shows("✗ /themes/night.toml:1:"),
            "{}",
            console.text()
        );
        console.tell(Message::Themes(mended));
        assert!(!console.shows("night.toml"), "{}", console.text());
        assert!(
            console.shows("Đã đọc lại các giao diện màu"),
            "{}",
            console.text()
        );
    }
}
