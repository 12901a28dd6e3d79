//! Keys as they are read, laid one over the other, and found again.

use super::*;
use crate::console::keys;
use crate::console::testing::{Console, opened};
use crate::session::{Actor, Role};
use crate::text::Lang;

fn own(text: &str) -> OwnKeys {
    OwnKeys {
        file: "keys.toml".to_owned(),
        text: text.as_bytes().to_vec(),
    }
}

/// What is wrong with a file over the default keys.
fn wrong(text: &str) -> String {
    let read = Keymap::of(Preset::Default, Some(&own(text)));
    read.err().expect("a mistake")[0].told(Lang::En)
}

/// The name of what these keys do, for a console with these keys over the default ones.
fn does(console: &Console, keys: &str) -> String {
    let keys = Sequence::parse(keys).unwrap();
    match console.model.keymap.find(&console.model, keys.keys()) {
        Found::Verb(verb) => verb.name.to_owned(),
        Found::More => "…".to_owned(),
        Found::ForOthers => "others".to_owned(),
        Found::Nothing => String::new(),
    }
}

fn chair_with(text: &str) -> Console {
    let mut chair = Console::chair(&opened());
    chair
        .model
        .take_keys(Preset::Default, Some(&own(text)))
        .unwrap();
    chair
}

#[test]
fn the_presets_are_without_mistakes_and_lose_nothing() {
    for preset in Preset::ALL {
        let keymap = Keymap::of(preset, None).map_err(|wrong| wrong[0].told(Lang::En));
        let keymap = keymap.unwrap_or_else(|wrong| panic!("{wrong}"));
        // What has a key in the table has one in every preset, so that nothing is found only by name
        // that was on a key before.
        let bare = verb::all().filter(|verb| !verb.keys.is_empty());
        let lost: Vec<_> = bare
            .filter(|verb| keymap.keys_of(verb).is_empty())
            .collect();
        let lost: Vec<_> = lost.iter().map(|verb| verb.name).collect();
        assert_eq!(lost, [""; 0], "{preset:?}");
        for act in Act::ALL {
            assert_ne!(keymap.act_shown(act), "", "{preset:?}: {}", act.name());
        }
    }
}

#[test]
fn the_function_keys_need_no_letters_and_no_second_hand() {
    use keys::Key;
    let keymap = Keymap::preset(Preset::Function);
    for binding in keymap.bindings.iter().filter(|b| !b.keys.is(WAY_OUT)) {
        for key in binding.keys.keys() {
            let shift_tab = key.key == Key::Tab;
            assert!(
                !key.ctrl && !key.alt && (!key.shift || shift_tab),
                "{key:?}"
            );
            assert!(!matches!(key.key, Key::Char(_)), "{key:?}");
        }
        assert!(binding.keys.keys().len() <= 2, "{}", binding.keys.written());
    }
}

#[test]
fn what_is_written_leads_to_the_same_keys() {
    for (preset, lang) in Preset::ALL
        .into_iter()
        .flat_map(|p| Lang::ALL.map(|l| (p, l)))
    {
        let keymap = Keymap::preset(preset);
        let written = keymap.written(lang);
        let again = Keymap::of(Preset::Default, Some(&own(&written)));
        let again = again.unwrap_or_else(|wrong| panic!("{}", wrong[0].told(Lang::En)));
        assert_eq!(again.written(lang), written);
        for verb in verb::all() {
            let sorted = |keymap: &Keymap| {
                let keys = keymap.keys_of(verb).into_iter().map(Sequence::written);
                let mut keys: Vec<_> = keys.collect();
                keys.sort();
                keys
            };
            assert_eq!(sorted(&keymap), sorted(&again), "{}", verb.name);
        }
    }
}

#[test]
fn a_file_is_laid_over_the_defaults() {
    let chair = chair_with(
        "[everywhere]\n\"g n\" = \"floor.next\"\n\"f9\" = [\"floor.pause\", \"floor.resume\"]\n\
         \"e\" = \"none\"\n[floor]\n\"u\" = \"floor.remove\"\n",
    );
    // A key that others begin with can't be pressed alone any more.
    assert_eq!(does(&chair, "g"), "…");
    assert_eq!(does(&chair, "g n"), "floor.next");
    assert_eq!(does(&chair, "n"), "floor.next");
    assert_eq!(does(&chair, "e"), "");
    // In its own pane only, before what works everywhere.
    assert_eq!(does(&chair, "u"), "poll.publish");
    let next = verb::named("floor.next").unwrap();
    assert_eq!(chair.model.keymap.told(next), ["gn", "n"]);
    assert_eq!(chair.model.way(verb::named("floor.end").unwrap()), "");
    assert_eq!(
        chair.model.keymap.told(verb::named("floor.end").unwrap()),
        [":"]
    );
}

#[test]
fn the_way_out_stays() {
    let chair = chair_with("alone = true\n");
    assert_eq!(does(&chair, "ctrl-c"), "screen.quit");
    assert_eq!(does(&chair, "n"), "");
}

#[test]
fn keys_of_others_are_told_from_no_keys() {
    let console = Console::of(&opened(), Actor::of(Role::Technician));
    assert_eq!(does(&console, "n"), "others");
    assert_eq!(does(&console, "ctrl-y"), "");
}

#[test]
fn mistakes_are_told_with_line_and_column() {
    for (text, told) in [
        (
            "[everywhere]\n\"n\" = \"floor.nxt\"",
            "keys.toml:2:7: Nothing is called “floor.nxt”; did you mean `floor.next`?",
        ),
        (
            "[everywhere]\n  \"ctlr-n\" = \"floor.next\"",
            "keys.toml:2:3: “ctlr-n” is not a key. Write for example `n`, `N`, `f2`, `enter`, `ctrl-s`, \
             `shift-tab`, or several with blanks between: `g n`.",
        ),
        (
            "[everywhere]\n\"g ent\" = \"floor.next\"",
            "keys.toml:2:1: “ent” in “g ent” is not a key. Write for example `n`, `N`, `f2`, `enter`, \
             `ctrl-s`, `shift-tab`, with blanks between.",
        ),
        (
            "[everywhere]\n\"n\" = [\"floor.next\", \"floor.end\"]",
            "keys.toml:2:22: “n” can't do both `floor.next` and `floor.end`. Keep one of them, or put one \
             on another key.",
        ),
        (
            "[floor]\n\"g  n\" = \"floor.next\"\n\"g n\" = \"floor.end\"",
            "keys.toml:3:1: “g n” can't do both `floor.next` and `floor.end`. Keep one of them, or put \
             one on another key.",
        ),
        (
            "[floor]\n\"g\" = \"floor.next\"\n\"g n\" = \"floor.end\"",
            "keys.toml:3:1: “g” is the beginning of “g n”, which could then never be pressed to its end. \
             Change one of them.",
        ),
        (
            "[flor]\n\"g\" = \"floor.next\"",
            "keys.toml:1:2: `flor` is not known here; did you mean `floor`?",
        ),
        (
            "[everywhere]\n\"ctrl-c\" = \"floor.next\"",
            "keys.toml:2:1: “ctrl-c” always does the same and can't be used here: `ctrl-c` asks to leave, \
             and `esc` breaks off a sequence. Take another key.",
        ),
        (
            "[editor]\n\"s\" = \"editor.send\"",
            "keys.toml:2:1: “s” types a letter or moves in the text here. Take an F key, or one with \
             `ctrl-` or `alt-`, without others after it.",
        ),
        (
            "[everywhere]\n\"f2\" = \"editor.send\"",
            "keys.toml:2:8: “editor.send” is done elsewhere. Put it under `[editor]`.",
        ),
        (
            "[editor]\n\"f2\" = \"floor.next\"",
            "keys.toml:2:8: “floor.next” is done elsewhere. Put it under `[everywhere]`.",
        ),
        (
            "[typing]\n\"f2\" = \"typing.switch\"\n[editor]\n\"f2\" = \"editor.send\"",
            "keys.toml:4:1: “f2” can't do both `typing.switch` and `editor.send`. Keep one of them, or \
             put one on another key.",
        ),
        (
            "[everywhere]\n\"n\" = 3",
            "keys.toml:2:7: `everywhere` must be text in quotes, but here stands a whole number. Write \
             for example `\"n\" = \"floor.next\"`.",
        ),
        (
            "[everywhere]\n\"n\" = \"floor.next\"\n\"n\" = \"floor.end\"",
            "keys.toml:3:1: `\"n\"` is here a second time. Keep one of them.",
        ),
    ] {
        assert_eq!(wrong(text), told);
    }
    let large = "#".repeat(usize::try_from(MOST_KEYS).unwrap() + 1);
    assert!(wrong(&large).starts_with("keys.toml:1: "));
}

#[test]
fn every_name_of_a_key_in_a_text_is_one_of_the_table() {
    for lang in Lang::ALL {
        for key in lang.keys() {
            for name in lang.placeholders(key).filter(|name| name.contains('.')) {
                assert!(verb::named(name).is_some(), "{key}: {name}");
            }
        }
    }
}

#[test]
fn every_mistake_is_told_and_a_setting_is_sent_to_its_own_file() {
    let read = Keymap::of(
        Preset::Default,
        Some(&own(
            "keys = \"function\"\n[everywhere]\n\"f8\" = \"flor.end\"\n\"foo\" = \"none\"\n",
        )),
    );
    let told = read.err().expect("mistakes").into_iter();
    let told: Vec<_> = told.map(|mistake| mistake.told(Lang::En)).collect();
    assert_eq!(told.len(), 3, "{told:#?}");
    assert_eq!(
        told[0],
        "keys.toml:1:1: `keys` belongs into the file `config.toml`, not into this one. Move the line there."
    );
}
