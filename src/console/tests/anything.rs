//! Whatever is pressed, whatever happens, whatever the size: nothing panics, nobody is stuck.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use super::able::{actors, after, happens};
use crate::console::Message;
use crate::console::keys::{self, Input, Key};
use crate::console::mouse::Kind;
use crate::console::pane::Pane;
use crate::console::testing::Console;
use crate::console::view::is_too_small;
use crate::link::News;
use crate::session::DocumentId;
use crate::session::testing::any::{Step, step};
use crate::wire::{Bye, Contents};

/// One thing that happens at a console.
#[derive(Clone, Debug)]
pub(super) enum Happening {
    Key(Input),
    Mouse((u16, u16), Kind),
    Paste(&'static str),
    Resized(u16, u16),
    Meeting(Step),
    Lost,
    Joined,
    Forgotten,
    Ended,
    Document(&'static str),
}

fn key() -> impl Strategy<Value = Input> {
    let letter = |letters: &'static str| {
        let letters: Vec<char> = letters.chars().collect();
        select(letters).prop_map(|letter| Input {
            key: Key::Char(letter),
            ..Input::default()
        })
    };
    let named = select(
        &[
            "enter",
            "enter",
            "esc",
            "tab",
            "shift-tab",
            "up",
            "down",
            "left",
            "right",
            "home",
            "end",
            "pageup",
            "pagedown",
            "backspace",
            "delete",
            "ctrl-s",
            "ctrl-o",
            "ctrl-x",
            "ctrl-c",
            "ctrl-m",
            "ctrl-j",
            "ctrl-u",
            "shift-up",
            "shift-down",
            "space",
        ][..],
    );
    prop_oneof![
        2 => letter("12345678?:/!#<>[]+.y"),
        3 => letter("abcdefghijklmnopqrstuvwxyzABCDEFHJKLMNOPQRSTVXnơvễ"),
        3 => named.prop_map(|name| keys::parse(name).unwrap()),
    ]
}

const PASTED: [&str; 4] = [
    "",
    "Nguyễn\tVăn\r\n\u{1b}[2J\u{1b}]0;x\u{7}An",
    "\u{202e}\u{0}\u{9b}31mđỏ",
    "một\nhai\nba",
];

/// Anywhere within a terminal as others have it, and most often where the hints are.
fn mouse() -> impl Strategy<Value = Happening> {
    let row = prop_oneof![0..82u16, Just(23), 10..24u16];
    let kind = select(vec![Kind::Press, Kind::WheelUp, Kind::WheelDown]);
    let done = (0..252u16, row, kind);
    let near = (0..80u16, 0..24u16).prop_map(|at| Happening::Mouse(at, Kind::Press));
    prop_oneof![
        done.prop_map(|(column, row, kind)| Happening::Mouse((column, row), kind)),
        near,
    ]
}

pub(super) fn happening() -> impl Strategy<Value = Happening> {
    prop_oneof![
        20 => key().prop_map(Happening::Key),
        8 => mouse(),
        1 => select(&PASTED[..]).prop_map(Happening::Paste),
        1 => (1..=250u16, 1..=80u16).prop_map(|(w, h)| Happening::Resized(w, h)),
        3 => Just(Happening::Resized(80, 24)),
        6 => step().prop_map(Happening::Meeting),
        1 => Just(Happening::Lost),
        2 => Just(Happening::Joined),
        1 => Just(Happening::Forgotten),
        1 => select(&PASTED[..]).prop_map(Happening::Document),
    ]
}

pub(super) fn happened(console: &mut Console, happening: Happening) {
    match happening {
        Happening::Key(input) => console.press(input),
        Happening::Mouse(at, kind) => console.mouse(at, kind),
        Happening::Paste(text) => console.paste(text),
        Happening::Resized(width, height) => console.tell(Message::Resized(width, height)),
        Happening::Meeting(step) => {
            happens(&mut console.hub.borrow_mut(), step);
            console.tick();
        }
        Happening::Lost => console.lose(),
        Happening::Joined => console.join(),
        Happening::Forgotten => console.forget_and_join(),
        Happening::Ended => console.tell(Message::News(News::Ended { bye: Bye::HubStops })),
        Happening::Document(text) => {
            let (document, contents) = (DocumentId(1), Contents::Text(text.to_owned()));
            console.tell(Message::News(News::Document { document, contents }));
        }
    }
}

/// Nothing drawn could steer a terminal.
pub(super) fn is_safe(console: &Console) -> bool {
    let buffer = console.buffer();
    let safe = |c: char| !c.is_control() && !('\u{202a}'..='\u{202e}').contains(&c);
    buffer
        .content
        .iter()
        .all(|cell| cell.symbol().chars().all(safe))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn nothing_panics_and_nobody_is_stuck(
        before in vec(step(), 0..40),
        happenings in vec(happening(), 0..80),
        who in 0..5usize,
        size in (1..=250u16, 1..=80u16),
        ended in proptest::bool::weighted(0.1),
        mouse in proptest::bool::weighted(0.8),
    ) {
        let hub = after(before, true);
        let mut console = Console::of(&hub, actors()[who].clone());
        console.model.mouse = mouse;
        let last = ended.then_some(Happening::Ended);
        for (place, happening) in happenings.into_iter().chain(last).enumerate() {
            happened(&mut console, happening);
            if place % 8 == 0 {
                prop_assert!(is_safe(&console));
            }
        }
        console.tell(Message::Resized(size.0, size.1));
        prop_assert!(is_safe(&console));
        if is_too_small(size) {
            console.tell(Message::Resized(80, 24));
        }
        // Esc leaves what lies on top and what that was asked over; once more leads to the main screen.
        console.keys("<esc><esc><esc>");
        prop_assert!(console.model.overlay.is_none());
        prop_assert_eq!(console.model.pane, Pane::Main);
    }
}

#[test]
fn every_state_can_be_drawn_at_any_size() {
    for (name, state) in super::states::MAIN.iter().chain(super::states::PANES) {
        let mut console = state();
        for (width, height) in (1..=250)
            .step_by(31)
            .flat_map(|w| [(w, 1), (w, 9), (w, 24), (w, 37), (w, 80)])
            .chain((19..24).map(|height| (80, height)))
        {
            console.tell(Message::Resized(width, height));
            assert!(is_safe(&console), "{name} at {width}×{height}");
        }
    }
}
