//! The mouse, for those who want it: what a press and the wheel do.
//!
//! What a place means is said by whoever draws it ([`Sheet::means`](super::draw::Sheet::means)), so
//! there is no second layout. The screen is a function of the model: on a press it is drawn once more
//! where nobody sees it, and what was drawn last at the place pressed is what is meant. Nothing of a
//! frame is kept, so nothing can be out of date after a resize, and no frame costs more for it.
//! As with a key, what counts is how things stand when the press comes in, which may be a moment after
//! what was seen: rows are remembered by what they are, and what can't be undone asks.
//!
//! A press does what a key would, and asks where the key asks. People press twice where once is
//! meant: of two presses within [`TWICE`] the second counts only where it can do no harm. On the same row
//! it is Enter; on something that appeared beneath the pointer with the first press it is nothing, so
//! that no double click both asks and answers.
//!
//! | file | what lives there |
//! |---|---|
//! | [`spot`] | what a place on the screen means |

pub mod spot;

use super::keys::{Input, Key, Move};
use super::model::Model;
use super::pane::{self, Pane};
use super::{Effect, overlay, update, verb, view};
use crate::session::{Millis, Time};
use spot::{Spot, Thing};

/// Within which time a second press belongs to the first.
pub const TWICE: Millis = Millis(500);

/// How far apart, in columns, two presses are that were meant for one place.
const APART: u16 = 2;

/// How many rows of a text the wheel moves at once.
const ROWS: usize = 3;

/// What was done with the mouse, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mouse {
    /// The column, from 0 at the left.
    pub column: u16,
    /// The row, from 0 at the top.
    pub row: u16,
    /// What was done.
    pub kind: Kind,
}

/// What can be done with the mouse.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The first button was pressed.
    Press,
    /// The wheel was turned up.
    WheelUp,
    /// The wheel was turned down.
    WheelDown,
}

/// The last press.
#[derive(Clone, Debug)]
pub(super) struct Pressed {
    at: (u16, u16),
    when: Time,
    on: Option<Spot>,
    /// Whether it was the second of two.
    is_second: bool,
}

/// How a press counts.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Counts {
    Alone,
    AsSecond,
    Not,
}

/// Takes what was done with the mouse, where it is wanted. A display in the hall is operated by nobody.
pub(super) fn take(model: &mut Model, mouse: Mouse) -> Vec<Effect> {
    if !model.mouse || model.display {
        return vec![];
    }
    let spot = view::pointed(model, mouse.column, mouse.row);
    match mouse.kind {
        Kind::Press => press(model, (mouse.column, mouse.row), spot),
        Kind::WheelUp => wheel(model, spot, Move::Up),
        Kind::WheelDown => wheel(model, spot, Move::Down),
    }
}

fn press(model: &mut Model, at: (u16, u16), on: Option<Spot>) -> Vec<Effect> {
    let when = model.local;
    let before = model.clicked.take();
    let before = before.filter(|before| when.since(before.when) < TWICE);
    let counts = counts(before.as_ref(), at, on.as_ref());
    model.clicked = Some(Pressed {
        at,
        when,
        on: on.clone(),
        is_second: counts != Counts::Alone,
    });
    match (counts, on) {
        (Counts::Alone, Some(spot)) => act(model, spot),
        (Counts::AsSecond, _) => {
            model.pressed = Some(Key::Enter);
            let enter = Key::Enter;
            update::take(model, &plain(enter))
        }
        _ => vec![],
    }
}

/// How a press counts that follows another one at once.
fn counts(before: Option<&Pressed>, at: (u16, u16), on: Option<&Spot>) -> Counts {
    let (Some(before), Some(on)) = (before, on) else {
        return Counts::Alone;
    };
    let is_same = before.on.as_ref() == Some(on);
    let is_near = before.at.1 == at.1 && before.at.0.abs_diff(at.0) <= APART;
    match on {
        _ if on.is_step() => Counts::Alone,
        Spot::Thing(_) if is_same && !before.is_second => Counts::AsSecond,
        _ if on.is_light() && !is_same && !is_near => Counts::Alone,
        _ => Counts::Not,
    }
}

fn act(model: &mut Model, spot: Spot) -> Vec<Effect> {
    // What asks was not asked by a key, so that every key that answers does.
    model.pressed = None;
    match spot {
        Spot::Over => vec![],
        Spot::Outside => match &model.overlay {
            Some(over) if !over.holds_text() => update::take(model, &plain(Key::Esc)),
            _ => vec![],
        },
        Spot::Pane(pane) => look(model, pane, None),
        Spot::Thing(thing) => look(model, thing.pane(), Some(thing)),
        Spot::Verb(name) => update::doing(model, |model| {
            model.pending.clear();
            let effects = verb::named(name).map(|verb| verb::invoke(model, verb));
            (effects.unwrap_or_default(), true)
        }),
        Spot::Key(input) => update::take(model, &input),
        Spot::Option(place) | Spot::Name(place) => match overlay::mouse::point(model, place) {
            Some(key) => update::take(model, &plain(key)),
            None => vec![],
        },
        Spot::Letter(field, place) => overlay::mouse::go_to(model, field, place),
    }
}

/// Turns to a pane, and to a thing in it. What stands on the main screen with a cursor of its own is
/// looked at there.
fn look(model: &mut Model, pane: Pane, thing: Option<Thing>) -> Vec<Effect> {
    update::doing(model, |model| {
        model.pending.clear();
        let before = (model.pane, model.looking.clone());
        match thing {
            Some(thing) if pane == pane_with_cursor(model) => thing.point_at(model),
            _ => {
                model.pane = pane;
                thing.into_iter().for_each(|thing| thing.point_at(model));
            }
        }
        (vec![], before != (model.pane, model.looking.clone()))
    })
}

/// The pane to which the list belongs that has the cursor now.
fn pane_with_cursor(model: &Model) -> Pane {
    match model.pane {
        Pane::Main => Pane::Floor,
        pane => pane,
    }
}

/// Moves the cursor of the list beneath the pointer, or scrolls the text there.
fn wheel(model: &mut Model, on: Option<Spot>, step: Move) -> Vec<Effect> {
    let Some(on) = on else {
        return vec![];
    };
    if model.overlay.is_some() {
        let is_over = on != Spot::Outside;
        let key = match step {
            Move::Up => Key::Up,
            _ => Key::Down,
        };
        let times = model.overlay.as_ref().filter(|_| is_over);
        let times = times.map_or(0, |over| over.turned(ROWS));
        let keys = (0..times).flat_map(|_| overlay::key(model, &plain(key)));
        return keys.collect();
    }
    if model.pending.is_empty() && on.pane() == Some(pane_with_cursor(model)) {
        let times = if model.pane == Pane::Log { ROWS } else { 1 };
        (0..times).for_each(|_| pane::move_cursor(model, step));
    }
    vec![]
}

fn plain(key: Key) -> Input {
    Input {
        key,
        ..Input::default()
    }
}
