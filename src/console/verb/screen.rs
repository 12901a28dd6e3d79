//! What can be done with the screen itself: panes, help, language, theme, recordings, leaving.

use super::{ALL, Able, EVERYWHERE, Verb, never};
use crate::console::Effect;
use crate::console::keys::{Input, Move};
use crate::console::model::Model;
use crate::console::overlay::{self, Overlay};
use crate::console::pane::{self, PANES, Pane};
use crate::console::typing::SWITCH;
use crate::link::Order;
use crate::session::Role;
use crate::text::Lang;
use crate::text::compose::{Marks, Method};

fn show(model: &mut Model, pane: Pane) -> Vec<Effect> {
    model.pane = pane;
    vec![]
}

fn turn(model: &mut Model, forward: bool) -> Vec<Effect> {
    let place = PANES
        .iter()
        .position(|pane| *pane == model.pane)
        .unwrap_or(0);
    let next = if forward {
        place + 1
    } else {
        place + PANES.len() - 1
    };
    show(model, PANES[next % PANES.len()])
}

fn step(model: &mut Model, step: Move) -> Vec<Effect> {
    pane::move_cursor(model, step);
    vec![]
}

/// Tells how keys are taken from now on.
fn say_typing(model: &mut Model) -> Vec<Effect> {
    let sample = match model.typing.marks {
        Marks::Old => "hòa, thủy",
        Marks::New => "hoà, thuỷ",
    };
    let sign = model.typing.sign();
    let values: [(&str, &dyn std::fmt::Display); 2] = [("sign", &sign), ("sample", &sample)];
    let key = if model.typing.on {
        "console.typing.composed"
    } else {
        "console.typing.plain"
    };
    model.say(model.lang.fill(key, &values));
    vec![]
}

fn recording(model: &Model) -> Able {
    Able::when(model.playback.is_some(), "console.why.no_recording")
}

fn order(order: Order) -> Vec<Effect> {
    vec![Effect::Order(order)]
}

const VIEWERS: &[Role] = &[Role::Technician];

const fn verb(
    name: &'static str,
    keys: &'static [&'static str],
    run: fn(&mut Model) -> Vec<Effect>,
) -> Verb {
    Verb {
        name,
        keys,
        panes: EVERYWHERE,
        roles: ALL,
        footer: 0,
        able: |_| Able::Yes,
        run,
        question: never,
    }
}

const fn player(
    name: &'static str,
    keys: &'static [&'static str],
    run: fn(&mut Model) -> Vec<Effect>,
) -> Verb {
    Verb {
        roles: VIEWERS,
        footer: 1,
        able: recording,
        ..verb(name, keys, run)
    }
}

pub(super) const VERBS: &[Verb] = &[
    verb("screen.main", &["1", "f1", "esc"], |model| {
        show(model, Pane::Main)
    }),
    verb("screen.attendance", &["2", "f2"], |model| {
        show(model, Pane::Attendance)
    }),
    verb("screen.floor", &["3", "f3"], |model| {
        show(model, Pane::Floor)
    }),
    verb("screen.vote", &["4", "f4"], |model| show(model, Pane::Vote)),
    verb("screen.agenda", &["5", "f5"], |model| {
        show(model, Pane::Agenda)
    }),
    verb("screen.conclusions", &["6", "f6"], |model| {
        show(model, Pane::Conclusions)
    }),
    verb("screen.log", &["7", "f7"], |model| show(model, Pane::Log)),
    verb("screen.monitor", &["8", "f8"], |model| {
        show(model, Pane::Monitor)
    }),
    verb("screen.next", &["tab"], |model| turn(model, true)),
    verb("screen.before", &["shift-tab"], |model| turn(model, false)),
    Verb {
        footer: 9,
        ..verb("screen.help", &["?"], overlay::help)
    },
    Verb {
        footer: 9,
        ..verb("screen.palette", &[":"], overlay::palette)
    },
    verb("screen.language", &["L"], |model| {
        model.lang = match model.lang {
            Lang::Vi => Lang::En,
            Lang::En => Lang::Vi,
        };
        vec![]
    }),
    verb("screen.theme", &["D"], overlay::themes),
    verb("screen.typing", &[SWITCH], |model| {
        model.typing.on = !model.typing.on;
        say_typing(model)
    }),
    verb("screen.method", &[], |model| {
        model.typing.on = true;
        model.typing.method = match model.typing.method {
            Method::Telex => Method::Vni,
            Method::Vni => Method::Telex,
        };
        say_typing(model)
    }),
    verb("screen.marks", &[], |model| {
        model.typing.marks = match model.typing.marks {
            Marks::Old => Marks::New,
            Marks::New => Marks::Old,
        };
        say_typing(model)
    }),
    verb("screen.mouse", &[], |model| {
        model.mouse = !model.mouse;
        let said = match model.mouse {
            true => "console.mouse.on",
            false => "console.mouse.off",
        };
        model.say(model.text(said));
        vec![]
    }),
    player("screen.play", &["space"], |_| order(Order::TogglePause)),
    player("screen.step", &["."], |_| order(Order::Step)),
    player("screen.faster", &[">"], |_| order(Order::Faster)),
    player("screen.slower", &["<"], |_| order(Order::Slower)),
    Verb {
        footer: 9,
        question: |model| Some(model.lang.text("console.question.quit").to_owned()),
        ..verb("screen.quit", &["q", "ctrl-c"], |_| vec![Effect::Quit])
    },
];

/// The moves of the cursor of the pane in front.
pub(super) const MOVES: &[Verb] = &[
    verb("screen.up", &["up", "k"], |model| step(model, Move::Up)),
    verb("screen.down", &["down", "j"], |model| {
        step(model, Move::Down)
    }),
    verb("screen.left", &["left"], |model| step(model, Move::Left)),
    verb("screen.right", &["right"], |model| step(model, Move::Right)),
    verb("screen.page_up", &["pageup"], |model| {
        step(model, Move::PageUp)
    }),
    verb("screen.page_down", &["pagedown"], |model| {
        step(model, Move::PageDown)
    }),
    verb("screen.first", &["home"], |model| step(model, Move::First)),
    verb("screen.last", &["end"], |model| step(model, Move::Last)),
];

/// Whether this is what asks before leaving: a second ctrl-c then leaves at once.
#[must_use]
pub fn asks_to_quit(overlay: &Overlay) -> bool {
    matches!(overlay, Overlay::Confirm(confirm) if confirm.effects == [Effect::Quit])
}

/// Whether this key asks to leave.
#[must_use]
pub fn is_quit(model: &Model, input: &Input) -> bool {
    let quit = super::named("screen.quit");
    let mut keys = quit.into_iter().flat_map(|quit| model.keymap.keys_of(quit));
    keys.any(|keys| keys.keys().len() == 1 && keys.begins_with(std::slice::from_ref(input)))
}

/// Whether it turns to another pane.
#[must_use]
pub fn turns(verb: &Verb) -> bool {
    let name = verb.name.strip_prefix("screen.");
    let pane = |name| PANES.iter().any(|pane| pane.name() == name);
    name.is_some_and(|name| pane(name) || ["next", "before"].contains(&name))
}

/// Whether it only moves a cursor.
#[must_use]
pub fn is_move(verb: &Verb) -> bool {
    MOVES.iter().any(|step| step.name == verb.name)
}

/// How far from the full screen a verb still means something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// On the full screen only: it moves, dresses or opens something there.
    Seen,
    /// Wherever somebody sits, also line by line.
    Seat,
    /// Everywhere, also for a program that calls one verb and is gone.
    Everywhere,
}

/// Verbs that only change how the screen looks, takes keys or is walked about on.
const SEEN: [&str; 9] = [
    "attention.seen",
    "screen.next",
    "screen.before",
    "screen.palette",
    "screen.theme",
    "screen.typing",
    "screen.method",
    "screen.marks",
    "screen.mouse",
];

/// How far from the full screen this verb still means something.
#[must_use]
pub fn reach(verb: &Verb) -> Reach {
    // Recordings are played on the full screen only.
    let is_player = verb.subject() == "screen" && verb.roles == VIEWERS;
    match verb.name {
        "screen.language" | "screen.quit" => Reach::Seat,
        name if SEEN.contains(&name) || is_player || is_move(verb) => Reach::Seen,
        _ => Reach::Everywhere,
    }
}
