//! Keys that a person set: in force at once, shown wherever a key is named, and what may follow when
//! one was pressed that others follow.

use std::collections::BTreeSet;

use super::states::{self, calm, pressed, speaking, voting};
use crate::console::Message;
use crate::console::keymap::{OwnKeys, Preset};
use crate::console::keys;
use crate::console::overlay::Overlay;
use crate::console::pane::Pane;
use crate::console::testing::{Console, briefing, opened};
use crate::session::floor::Kind;
use crate::session::poll::Manner;
use crate::session::{Actor, Role};
use crate::text::Lang;

/// This console with these keys to begin with.
pub(super) fn with(mut console: Console, preset: Preset) -> Console {
    console.model.take_keys(preset, None).unwrap();
    console
}

fn saved(console: &mut Console, text: &str) {
    let own = OwnKeys {
        file: "keys.toml".to_owned(),
        text: text.as_bytes().to_vec(),
    };
    console.tell(Message::Keys(console.model.preset, Some(own)));
}

#[test]
fn another_preset_that_is_saved_is_in_force_at_once_with_ones_own_keys_over_it() {
    let mut chair = calm();
    let own = || {
        let file = "keys.toml".to_owned();
        let text = b"[everywhere]\n\"f12\" = \"floor.end\"".to_vec();
        Some(OwnKeys { file, text })
    };
    chair.tell(Message::Keys(Preset::Function, own()));
    assert!(chair.shows("Đã đọc lại bộ phím"), "{}", chair.text());
    states::asks(&mut chair, 5, Kind::Speech);
    chair.keys("<f2>");
    assert!(chair.hub.borrow().session.floor.current().is_some());
    chair.keys("<f12>");
    assert!(chair.hub.borrow().session.floor.current().is_none());
    // A file with mistakes changes nothing, not the preset either.
    let broken = OwnKeys {
        file: "keys.toml".to_owned(),
        text: b"[everywhere]\n\"f12\" = \"floor.dance\"".to_vec(),
    };
    chair.tell(Message::Keys(Preset::Vi, Some(broken)));
    assert_eq!(chair.model.preset, Preset::Function);
    assert!(chair.shows("keys.toml:2"), "{}", chair.text());
}

#[test]
fn keys_that_are_saved_are_in_force_and_shown_at_once() {
    let mut chair = calm();
    states::asks(&mut chair, 5, Kind::Speech);
    assert!(chair.shows("Nhấn n để mời người đầu danh sách."));
    saved(
        &mut chair,
        "[everywhere]\n\"n\" = \"none\"\n\"f8\" = \"floor.next\"",
    );
    assert!(chair.shows("Đã đọc lại bộ phím"), "{}", chair.text());
    assert!(
        chair.shows("Nhấn F8 để mời người đầu danh sách."),
        "{}",
        chair.text()
    );
    chair.keys("n");
    assert_eq!(chair.hub.borrow().queue(), [5]);
    chair.keys("<f8>");
    assert_eq!(chair.hub.borrow().queue(), [0; 0]);
    chair.tell(Message::Keys(Preset::Default, None));
    states::asks(&mut chair, 6, Kind::Speech);
    chair.keys("n");
    assert_eq!(chair.hub.borrow().queue(), [0; 0]);
}

#[test]
fn a_broken_file_warns_and_changes_nothing() {
    let mut chair = calm();
    saved(&mut chair, "[everywhere]\n\"f8\" = \"floor.next\"");
    saved(
        &mut chair,
        "[everywhere]\n\"f8\" = \"floor.next\"\n\"f9\" = \"flor.end\"",
    );
    let said = "✗ keys.toml:3:8: Không có việc nào tên là “flor.end”; có phải là `floor.end`?";
    assert!(chair.shows(said), "{}", chair.text());
    states::asks(&mut chair, 5, Kind::Speech);
    chair.keys("<f8>");
    assert_eq!(chair.hub.borrow().queue(), [0; 0]);
}

#[test]
fn what_may_follow_is_shown_and_the_clock_stays() {
    let chair = pressed(with(speaking(), Preset::Function), "<f10>");
    insta::assert_snapshot!("pending", chair.screen());
    let chair = pressed(
        with(voting(Manner::Named, 0), Preset::Vi).lang(Lang::En),
        "g",
    );
    insta::assert_snapshot!("pending_vi", chair.screen());
    let chair = pressed(with(speaking(), Preset::Function).size(200, 50), "<f9>");
    insta::assert_snapshot!("pending_200x50", chair.screen());
}

#[test]
fn esc_and_keys_that_lead_nowhere_break_a_sequence_off() {
    let mut chair = with(speaking(), Preset::Function);
    let before = chair.text();
    chair.keys("<f10>");
    assert_ne!(chair.text(), before);
    chair.keys("<esc>");
    assert_eq!(chair.text(), before);
    chair.keys("<f10>z");
    assert!(
        chair.shows("F10 z: không có việc nào ở các phím này."),
        "{}",
        chair.text()
    );
    // The way out is one at any place.
    chair.keys("<f10><ctrl-c>");
    assert!(chair.shows("Rời bàn điều hành?"), "{}", chair.text());
    // What was begun is forgotten where it can't be seen.
    chair.keys("<esc><f10>");
    chair.tell(Message::Resized(60, 20));
    chair.keys("a");
    chair.tell(Message::Resized(80, 24));
    assert!(chair.model.pending.is_empty());
}

#[test]
fn where_a_terminal_keeps_function_keys_the_number_row_stands_for_them() {
    // F10 and a whole menu, F11, F1.
    let mut chair = with(speaking(), Preset::Function);
    chair.keys("0");
    let with_numbers = chair.text();
    assert_eq!(
        with_numbers,
        pressed(with(speaking(), Preset::Function), "<f10>").text()
    );
    chair.keys("0");
    assert!(chair.hub.borrow().session.phase.is_suspended());
    chair.keys("<f10>0");
    assert!(chair.hub.borrow().session.phase.is_open());
    let mut chair = with(speaking(), Preset::Function);
    chair.keys("-");
    assert!(chair.shows("KẾT LUẬN MỚI"), "{}", chair.text());
    // What is typed stays what it is.
    chair.types("-10=");
    assert!(chair.shows("-10="), "{}", chair.text());
    let mut chair = with(speaking(), Preset::Function);
    chair.keys("1");
    assert!(chair.shows("hỏi lại trước"), "{}", chair.text());
    chair.keys("<esc>=<enter>");
    assert!(
        matches!(chair.model.overlay, Some(Overlay::Palette(_))),
        "{}",
        chair.text()
    );
    // A key that a person has put something on does that.
    let mut chair = with(speaking(), Preset::Function);
    saved(&mut chair, "[everywhere]\n\"5\" = \"floor.pause\"");
    chair.keys("5");
    assert!(
        chair
            .hub
            .borrow()
            .session
            .floor
            .current()
            .unwrap()
            .is_paused()
    );
    // In the other presets figures turn to panes.
    let chair = pressed(with(speaking(), Preset::Vi), "3");
    assert!(chair.shows("› Phát biểu"), "{}", chair.text());
}

#[test]
fn two_keys_do_one_thing() {
    let mut chair = with(speaking(), Preset::Vi);
    chair.keys("gg");
    let first = chair.hub.borrow().queue()[0];
    assert_eq!(
        chair
            .model
            .looking
            .request
            .map(|request| chair.model.asked[&request].0.0),
        Some(first)
    );
    chair.keys("<down>dd<enter>");
    assert_eq!(chair.hub.borrow().queue().len(), 4);
    assert_eq!(chair.hub.borrow().queue()[0], first);
}

#[test]
fn what_asks_and_what_is_forbidden_is_seen_before_the_key_is_pressed() {
    // In the footer: opening asks, leaving an item does not, for that can be undone.
    let row = |console: &Console| console.text().lines().last().unwrap_or_default().to_owned();
    let chair = voting(Manner::Named, 0).lang(Lang::En);
    assert!(row(&chair).contains("o Open vote?"), "{}", chair.text());
    let mut chair = calm().lang(Lang::En);
    assert!(row(&chair).contains("> Next item "), "{}", chair.text());
    states::asks(&mut chair, 5, Kind::Speech);
    assert!(row(&chair).contains("> Next item "), "{}", chair.text());
    // In the help: with the reason.
    let help = pressed(calm().lang(Lang::En), "?");
    assert!(help.shows("Open session") && help.shows("The session was opened before"));
    assert!(
        help.shows("Close session?") && help.shows("? asks first"),
        "{}",
        help.text()
    );
    // In the palette.
    let palette = pressed(calm().lang(Lang::En), ":session");
    assert!(palette.shows("Close session?") && palette.shows("? asks first"));
    assert!(
        palette.shows("The session was opened before"),
        "{}",
        palette.text()
    );
}

#[test]
fn whatever_the_state_the_marks_tell_the_truth() {
    for (name, state) in states::MAIN.iter().chain(states::PANES) {
        let console = state();
        if console.model.overlay.is_some() || console.model.session.is_none() {
            continue;
        }
        for verb in crate::console::verb::all() {
            let here = verb.is_for(console.model.role) && verb.is_in(console.model.pane);
            if !here || verb.subject() == "screen" || !verb.is_able(&console.model) {
                continue;
            }
            let said = crate::console::foot::asks(&console.model, verb);
            let mut console = state();
            crate::console::verb::invoke(&mut console.model, verb);
            let asked = matches!(console.model.overlay, Some(Overlay::Confirm(_)));
            assert_eq!(said, asked, "{} in {name}", verb.name);
        }
    }
}

#[test]
fn no_text_shows_the_name_of_a_verb_for_its_key() {
    for (name, state) in states::MAIN.iter().chain(states::PANES) {
        for lang in Lang::ALL {
            for preset in Preset::ALL {
                let text = with(state(), preset).lang(lang).size(200, 50).text();
                let raw = crate::console::verb::all()
                    .find(|verb| text.contains(&format!("{{{}}}", verb.name)));
                assert!(raw.is_none(), "{name}:\n{text}");
            }
        }
    }
}

#[test]
fn the_editor_and_every_field_listen_to_the_keys_that_are_set() {
    let mut secretary = Console::of(&opened(), Actor::of(Role::Secretary));
    secretary = with(secretary, Preset::Function);
    secretary.keys("<f7><f12><f6><f2>");
    secretary.types("Đồng ý");
    assert!(secretary.shows("F2 lưu"), "{}", secretary.text());
    // Keys of the other presets are none here.
    secretary.keys("<ctrl-s>");
    assert!(secretary.shows("F2 lưu"), "{}", secretary.text());
    secretary.keys("<f9>");
    assert!(secretary.shows("VI Telex"), "{}", secretary.text());
    secretary.keys("<ctrl-t>");
    assert!(secretary.shows("VI Telex"), "{}", secretary.text());
    secretary.keys("<f2>");
    assert!(secretary.shows("Đồng ý") && secretary.model.overlay.is_none());
}

#[test]
fn at_the_start_keys_with_mistakes_keep_nobody_out() {
    let hub = briefing();
    let console = Console::chair(&hub);
    let setup = |own: &str| crate::console::Setup {
        preset: Preset::Vi,
        own_keys: Some(OwnKeys {
            file: "keys.toml".to_owned(),
            text: own.as_bytes().to_vec(),
        }),
        ..console.setup()
    };
    let model = crate::console::Model::new(setup("[everywhere]\n\"n\" = \"nonsense\""));
    let said = model.notice.map(|notice| notice.text).unwrap_or_default();
    assert!(said.starts_with("keys.toml:2:7: "), "{said}");
    let quit = crate::console::verb::named("screen.quit").unwrap();
    assert_eq!(model.keymap.told(quit), ["ZZ", "q", "^C"]);
}

/// What may follow is told once, under one key and by a name that nothing else there has.
#[test]
fn nothing_that_may_follow_is_told_twice() {
    for (preset, lang) in Preset::ALL
        .into_iter()
        .flat_map(|p| Lang::ALL.map(|l| (p, l)))
    {
        for console in [calm, speaking, || voting(Manner::Named, 1)] {
            let mut console = with(console(), preset).lang(lang);
            for pane in [
                Pane::Main,
                Pane::Attendance,
                Pane::Vote,
                Pane::Agenda,
                Pane::Conclusions,
            ] {
                console.model.pane = pane;
                for key in ["f9", "f10", "f12", "g", "space"] {
                    let pressed = [keys::parse(key).unwrap()];
                    let follows = console.model.keymap.follows(&console.model, &pressed);
                    let mut told = BTreeSet::new();
                    for follows in follows {
                        let label = follows.verb.label(&console.model);
                        assert!(told.insert(label), "{preset:?} {pane:?} {key}: {label}");
                    }
                }
            }
        }
    }
}
