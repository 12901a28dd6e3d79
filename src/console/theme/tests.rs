//! Themes as they are read, what they inherit, and that what they show can be read by everybody.

use ratatui::style::{Color, Modifier};

use super::sight::{self, EYES, PALETTES, apart, contrast, letters_and_ground};
use super::*;
use crate::text::Lang;

fn own(name: &str, text: &str) -> OwnTheme {
    OwnTheme {
        name: name.to_owned(),
        file: format!("themes/{name}.toml"),
        text: text.as_bytes().to_vec(),
    }
}

fn themes(own_themes: &[(&str, &str)]) -> Themes {
    Themes::with(own_themes.iter().map(|(n, t)| own(n, t)).collect())
}

/// What is wrong with a theme, said in English.
fn wrong(text: &str) -> String {
    let wrong = themes(&[("own", text)]).read("own", Depth::True);
    wrong.unwrap_err().say(Lang::En)
}

#[test]
fn shipped_themes_can_be_read_and_speak_of_everything_by_themselves_or_by_inheritance() {
    for (name, _) in SHIPPED {
        for depth in Depth::ALL {
            let theme = Themes::default().read(name, depth).unwrap();
            assert!(depth == Depth::None || theme.style(Meaning::Alarm).fg.is_some());
            assert!(theme.ground().is_some(), "{name} says no ground");
        }
    }
}

#[test]
fn without_colour_there_is_none_and_what_matters_stands_out_still() {
    for (name, _) in SHIPPED {
        let theme = Theme::shipped(name, Depth::None);
        for meaning in MEANINGS {
            let style = theme.style(*meaning);
            assert_eq!((style.fg, style.bg), (None, None), "{name} {meaning:?}");
        }
        let text = theme.style(Meaning::Text);
        for meaning in [Meaning::Warning, Meaning::Alarm, Meaning::Selected] {
            assert_ne!(theme.style(meaning), text, "{name} {meaning:?}");
        }
    }
}

#[test]
fn a_theme_stands_over_what_it_inherits_key_by_key() {
    let themes = themes(&[
        (
            "night",
            "inherits = \"dark\"\n[warning]\nfg = \"#ff0000\"\n[alarm]\nstyle = \"underline\"",
        ),
        ("later", "inherits = \"night\"\n[warning]\nmono = \"dim\""),
    ]);
    let dark = Theme::shipped("dark", Depth::True);
    let later = themes.read("later", Depth::True).unwrap();
    let warning = later.style(Meaning::Warning);
    assert_eq!(warning.fg, Some(Color::Rgb(255, 0, 0)));
    assert_eq!(warning.add_modifier, Modifier::BOLD, "as in dark");
    let alarm = later.style(Meaning::Alarm);
    assert_eq!(alarm.fg, dark.style(Meaning::Alarm).fg);
    assert_eq!(alarm.add_modifier, Modifier::UNDERLINED);
    assert_eq!(later.style(Meaning::Good), dark.style(Meaning::Good));
    let plain = themes.read("later", Depth::None).unwrap();
    assert_eq!(plain.style(Meaning::Warning).add_modifier, Modifier::DIM);
    // What is shown without colours follows a new style.
    assert_eq!(
        plain.style(Meaning::Alarm).add_modifier,
        Modifier::UNDERLINED
    );
}

#[test]
fn a_theme_of_ones_own_takes_the_place_of_a_shipped_one_and_inherits_from_it() {
    let themes = themes(&[
        ("dark", "inherits = \"dark\"\n[good]\nfg = \"#010203\""),
        ("mine", "inherits = \"dark\""),
    ]);
    let mine = themes.read("mine", Depth::True).unwrap();
    assert_eq!(mine.style(Meaning::Good).fg, Some(Color::Rgb(1, 2, 3)));
    assert_eq!(
        mine.style(Meaning::No),
        Theme::shipped("dark", Depth::True).style(Meaning::No)
    );
    // Shipped ones stay as they are.
    let hall = themes.read("hall", Depth::True).unwrap();
    assert_eq!(hall, Theme::shipped("hall", Depth::True));
    let names: Vec<_> = themes.names().collect();
    assert_eq!(
        names,
        [
            "dark",
            "light",
            "high-contrast",
            "colour-safe",
            "hall",
            "mine"
        ]
    );
}

#[test]
fn a_meaning_without_a_table_looks_like_its_kin() {
    let text = "[text]\nfg = \"white\"\n[warning]\nfg = \"yellow\"\nstyle = \"bold\"";
    let theme = themes(&[("own", text)]).read("own", Depth::True).unwrap();
    for meaning in [Meaning::Alarm, Meaning::No] {
        assert_eq!(theme.style(meaning), theme.style(Meaning::Warning));
    }
    assert_eq!(theme.style(Meaning::Yes), theme.style(Meaning::Text));
    // But where the cursor is must be seen.
    let selected = theme.style(Meaning::Selected);
    assert!(selected.add_modifier.contains(Modifier::REVERSED));
}

#[test]
fn with_256_colours_the_nearest_is_taken_where_none_is_written() {
    let text = "[text]\nfg = \"#d5d9e0\"\nbg = \"#000001\"\nbg256 = 17\n[good]\nfg = \"green\"";
    let theme = themes(&[("own", text)])
        .read("own", Depth::Indexed)
        .unwrap();
    let style = theme.style(Meaning::Text);
    assert_eq!(
        (style.fg, style.bg),
        (Some(Color::Indexed(253)), Some(Color::Indexed(17)))
    );
    assert_eq!(theme.style(Meaning::Good).fg, Some(Color::Green));
    // A new true colour does away with the number that was inherited.
    let themes = themes(&[
        ("own", text),
        ("over", "inherits = \"own\"\n[text]\nbg = \"#ffffff\""),
    ]);
    let over = themes.read("over", Depth::Indexed).unwrap();
    assert_eq!(over.style(Meaning::Text).bg, Some(Color::Indexed(231)));
}

#[test]
fn a_wrong_theme_says_where_and_what_to_write() {
    for (text, at, said) in [
        ("[text]\nfg = \"#12\"", "2:6", "`\"#7cc4ff\"`"),
        ("[text]\nfg = \"gren\"", "2:6", "`green`"),
        ("[text]\nfg16 = \"#123456\"", "2:8", "bright cyan"),
        ("[text]\nfg256 = 256", "2:9", "0 to 255"),
        (
            "[text]\n\nstyle = \"blink\"",
            "3:9",
            "bold, dim, reverse, underline",
        ),
        ("[txet]\n", "1:2", "`text`"),
        ("[text]\nforeground = \"red\"", "2:1", "fg, bg"),
        (
            "[text]\ninherits = \"dark\"",
            "2:1",
            "at the top of the file",
        ),
        ("text = 1", "1:8", "`[text]`"),
        ("[text\n", "1:", "bracket"),
        ("inherits = \"drak\"", "1:1", "“dark”"),
        ("inherits = \"own\"", "1:1", "no end"),
        ("inherits = \"vanished\"", "1:1", "high-contrast"),
        ("ground = \"night\"", "1:10", "not a colour"),
        (
            "[text]\nfg = \"#000000\u{1b}[31m\"",
            "2:14",
            "not TOML here",
        ),
    ] {
        let wrong = wrong(text);
        let place = format!("themes/own.toml:{at}");
        assert!(
            wrong.starts_with(&place) && wrong.contains(said),
            "{text}\n{wrong}"
        );
        assert!(!wrong.contains('\u{1b}'));
    }
    let large = "#".repeat(usize::try_from(MOST_THEME).unwrap() + 1);
    assert!(wrong(&large).contains("too large"));
    let unknown = Themes::default()
        .read("own\u{1b}", Depth::True)
        .unwrap_err();
    assert!(
        unknown
            .say(Lang::En)
            .starts_with("There is no theme own. Choose one of: dark, ")
    );
}

#[test]
fn the_page_for_those_who_write_themes_names_every_meaning_and_theme() {
    let page = include_str!("../../../themes/README.md");
    for meaning in MEANINGS {
        let row = format!("| `{}` |", meaning.name());
        assert!(page.contains(&row), "{row}");
    }
    for (name, _) in SHIPPED {
        assert!(page.contains(&format!("| `{name}` |")), "{name}");
        for lang in Lang::ALL {
            let key = format!("console.theme.about.{name}");
            assert_ne!(lang.text(&key), key);
        }
    }
}

/// What everything must stand out by in a theme: WCAG 2.2 asks 4.5 of text (1.4.3) and 7 of text
/// that everybody is to read (1.4.6).
fn least(theme: &str) -> f64 {
    if theme == "high-contrast" { 7.0 } else { 4.5 }
}

#[test]
fn everything_that_is_read_stands_out_from_its_ground() {
    for (name, _) in SHIPPED {
        for depth in [Depth::True, Depth::Indexed, Depth::Sixteen] {
            let theme = Theme::shipped(name, depth);
            for (palette_name, palette) in PALETTES {
                let ground = match depth {
                    // A terminal with sixteen colours has one of them for its ground.
                    Depth::Sixteen => Some(Color::Black),
                    _ => theme.ground(),
                };
                let ground = ground.and_then(|c| sight::seen(c, &palette)).unwrap();
                // Lines tell nothing that is not told by signs and words.
                for meaning in MEANINGS.iter().filter(|m| **m != Meaning::Line) {
                    let (letters, ground) =
                        letters_and_ground(theme.style(*meaning), &palette, ground);
                    let stands = contrast(letters, ground);
                    assert!(
                        stands >= least(name),
                        "{name} {depth:?} {palette_name}: {meaning:?} {stands:.2}"
                    );
                }
            }
        }
    }
}

#[test]
fn dark_can_be_read_on_the_grounds_that_dark_terminals_have() {
    // Black; Windows Terminal; Visual Studio Code; GNOME Terminal; Ubuntu's; Dracula.
    let grounds = [
        "#000000", "#0c0c0c", "#1e1e1e", "#171421", "#300a24", "#282a36",
    ];
    let theme = Theme::shipped("dark", Depth::True);
    for ground in grounds {
        let ground = sight::seen(colour::any(ground).unwrap(), &PALETTES[0].1).unwrap();
        for meaning in MEANINGS.iter().filter(|m| **m != Meaning::Line) {
            let style = theme.style(*meaning);
            let (letters, ground) = letters_and_ground(style, &PALETTES[0].1, ground);
            let stands = contrast(letters, ground);
            assert!(stands >= 4.5, "{meaning:?} on {ground:?}: {stands:.2}");
        }
    }
}

/// From how far apart (ΔE*ab) two colours are told from each other at a glance and not side by side:
/// ten times what can just be noticed.
const APART: f64 = 23.0;

#[test]
fn for_every_eye_votes_and_warnings_stay_apart() {
    let groups = [
        [Meaning::Yes, Meaning::No, Meaning::Abstain],
        [Meaning::Good, Meaning::Warning, Meaning::Alarm],
    ];
    let closest = |theme: &Theme| {
        let seen = |meaning| sight::seen(theme.style(meaning).fg?, &PALETTES[0].1);
        let mut closest = f64::MAX;
        for [one, two, three] in groups {
            for (a, b) in [(one, two), (two, three), (one, three)] {
                for (_, eye) in EYES {
                    closest = closest.min(apart(seen(a).unwrap(), seen(b).unwrap(), &eye));
                }
            }
        }
        closest
    };
    for depth in [Depth::True, Depth::Indexed] {
        let safe = closest(&Theme::shipped("colour-safe", depth));
        assert!(safe >= APART, "{depth:?}: {safe:.1}");
    }
    // The others promise nothing of the kind: this is what the theme is for.
    assert!(closest(&Theme::shipped("dark", Depth::True)) < APART);
}

#[test]
fn a_file_with_several_mistakes_tells_all_of_them_where_there_is_room() {
    let text = b"[heading]\nfg = \"blu\"\n[warnin]\nfg = 3\n[text]\nstyle = \"bald\"".to_vec();
    let (name, file) = ("night".to_owned(), "themes/night.toml".to_owned());
    let themes = Themes::with(vec![OwnTheme { name, file, text }]);
    let wrong = themes.read("night", Depth::True).unwrap_err();
    let all = wrong.say_all(Lang::En);
    let lines: Vec<_> = all.lines().collect();
    assert_eq!(lines.len(), 3, "{all}");
    for (line, place) in lines.iter().zip(["toml:2:", "toml:3:", "toml:6:"]) {
        assert!(line.contains(place), "{line}");
    }
    let short = wrong.say(Lang::En);
    assert!(short.starts_with(lines[0]), "{short}");
    assert!(
        short.contains("3 mistakes") && short.contains("chair config"),
        "{short}"
    );
}
