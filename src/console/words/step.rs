//! Steps that can be undone, as sentences.

use super::said::{by_whom, what};
use crate::console::model::Model;
use crate::session::undo::Step;
use crate::session::{Event, Record, Seq, agenda, attendance, floor};

/// What a step came to, in a sentence: the weightiest of what happened in it.
#[must_use]
pub fn step(model: &Model, step: &Step) -> String {
    told(model, step.events.iter())
}

/// The same, and who did it.
#[must_use]
pub fn step_and_who(model: &Model, undoable: &Step) -> String {
    let what = step(model, undoable);
    let by = undoable.by.as_ref();
    let by = by.map_or_else(String::new, |by| by_whom(model, by, &what));
    what + &by
}

/// The step that began with this record, as long as the log knows it.
pub(super) fn known(model: &Model, first: Seq) -> Option<String> {
    let place = model.records.binary_search_by_key(&first, |r| r.seq).ok()?;
    let cause = model.records[place].cause;
    let of_it = |record: &&Record| record.cause.is_some() && record.cause == cause;
    let records = model.records.range(place..).take_while(of_it);
    Some(told(model, records.map(|record| &record.event)))
}

fn told<'a>(model: &Model, events: impl Iterator<Item = &'a Event> + Clone) -> String {
    let marked =
        |event: &&Event| matches!(event, Event::Attendance(attendance::Event::Marked { .. }));
    let n = events.clone().filter(marked).count();
    if n > 1 {
        return model.lang.fill("console.undo.marked", &[("n", &n)]);
    }
    let weightiest = events.max_by_key(|event| weight(event));
    weightiest.map_or_else(String::new, |event| what(model, event))
}

/// How much of a step an event is: what was wanted weighs more than what it brought with it.
fn weight(event: &Event) -> u8 {
    match event {
        Event::Agenda(agenda::Event::Started { .. }) => 5,
        Event::Agenda(agenda::Event::Stopped { .. }) => 4,
        Event::Floor(floor::Event::Given { .. } | floor::Event::DebateEnded) => 3,
        Event::Floor(floor::Event::Ordered { .. } | floor::Event::Unheard { .. }) => 0,
        Event::Consent(_) => 0,
        _ => 2,
    }
}
