//! How the list and the debate come to an end: closed for a while, at a time set before, or ended by
//! a decision of the meeting; and what becomes of the floor when the item is over.
//!
//! * Closed, the list takes no requests of delegates; the head table may still enter people. It can
//!   be opened again at any time.
//! * Ended, nobody is entered any more who would speak on the item. Those who wait still speak.
//! * With the debate ended, they do not either: they are on the record as not heard.
//!
//! Points of order are always taken, and the item's presenter may always be called up to explain.
//! What the meeting decided is for the item: the next one begins with an open list, as does one after
//! a list that closed by itself.

use std::collections::BTreeSet;

use super::rules::ended;
use super::{Event, Floor, Kind, Request, Speech, order};
use crate::session::due::Due;
use crate::session::ids::DelegateId;
use crate::session::plan::ItemChange;
use crate::session::refusal::Refusal;
use crate::session::time::Time;
use crate::session::{self, Context, Session};

/// Who may be entered on the list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum List {
    /// Whoever asks.
    #[default]
    Open,
    /// Whom the head table enters.
    Closed,
    /// Nobody any more; those who wait still speak.
    Ended,
    /// Nobody any more, and nobody waits.
    DebateEnded,
}

impl List {
    /// That delegates may ask for the floor.
    pub(super) fn must_be_open(self) -> Result<(), Refusal> {
        match self {
            Self::Open => Ok(()),
            Self::Closed => Err(Refusal::ListClosed),
            Self::Ended | Self::DebateEnded => Err(Refusal::ListEnded),
        }
    }

    /// Whether delegates may ask for the floor.
    #[must_use]
    pub fn is_open(self) -> bool {
        self == Self::Open
    }

    /// Whether it was ended by decision.
    #[must_use]
    pub fn is_ended(self) -> bool {
        matches!(self, Self::Ended | Self::DebateEnded)
    }
}

impl Floor {
    /// Those who are not heard when the debate is over, in the queue and put aside.
    pub fn would_be_unheard(&self) -> impl Iterator<Item = &Request> {
        self.everybody()
            .filter(|request| request.kind != Kind::PointOfOrder)
    }
}

impl Session {
    /// Whether the head table can still enter somebody who would speak so: on an ended list only the
    /// presenter of the item, and whoever does not speak on the item.
    #[must_use]
    pub fn list_takes(&self, delegate: DelegateId, kind: Kind) -> bool {
        self.list_takes_of(kind, |presenter| presenter == delegate)
    }

    /// Whether there is anybody at all whom the head table can still enter to speak so.
    #[must_use]
    pub fn list_takes_somebody(&self, kind: Kind) -> bool {
        self.list_takes_of(kind, |_| true)
    }

    fn list_takes_of(&self, kind: Kind, may_be: impl Fn(DelegateId) -> bool) -> bool {
        let item = self.agenda.current.and_then(|item| self.plan.item(item));
        let presenter = item.and_then(|item| item.presenter);
        let explains = kind.is_contribution() && presenter.is_some_and(may_be);
        !self.floor.list.is_ended() || !kind.is_on_item() || explains
    }
}

pub(super) fn open_list(floor: &Floor) -> Vec<Event> {
    match floor.list.is_open() && floor.list_ends.is_none() {
        true => vec![],
        false => vec![Event::ListOpened],
    }
}

pub(super) fn close_list(floor: &Floor) -> Result<Vec<Event>, Refusal> {
    match floor.list {
        List::Open => Ok(vec![Event::ListClosed]),
        List::Closed => Ok(vec![]),
        List::Ended | List::DebateEnded => Err(Refusal::ListEnded),
    }
}

pub(super) fn set_list_end(floor: &Floor, at: Time, now: Time) -> Result<Vec<Event>, Refusal> {
    floor.list.must_be_open()?;
    if at <= now {
        return Err(Refusal::TimeHasPassed { at });
    }
    if floor.list_ends == Some(at) {
        return Ok(vec![]);
    }
    Ok(vec![Event::ListEndSet { at }])
}

/// The list closes by itself when the time has come that was set for it.
pub(in crate::session) fn due(session: &Session) -> Option<Due> {
    let events = vec![session::Event::Floor(Event::ListClosed)];
    let at = session.floor.list_ends?;
    let is_open = session.floor.list.is_open();
    is_open.then_some(Due { at, events })
}

pub(super) fn end_list(floor: &Floor) -> Result<Vec<Event>, Refusal> {
    match floor.list {
        List::Open | List::Closed => Ok(vec![Event::ListEnded]),
        List::Ended | List::DebateEnded => Err(Refusal::ListEnded),
    }
}

pub(super) fn end_debate(floor: &Floor) -> Result<Vec<Event>, Refusal> {
    if floor.list == List::DebateEnded {
        return Err(Refusal::ListEnded);
    }
    let mut events = unheard(floor.would_be_unheard());
    events.push(Event::DebateEnded);
    Ok(events)
}

fn unheard<'a>(requests: impl Iterator<Item = &'a Request>) -> Vec<Event> {
    let requests: Vec<_> = requests.map(|request| request.id).collect();
    match requests.is_empty() {
        true => vec![],
        false => vec![Event::Unheard { requests }],
    }
}

pub(super) fn apply(floor: &mut Floor, event: &Event, at: Time) {
    match event {
        Event::ListOpened => (floor.list, floor.list_ends) = (List::Open, None),
        Event::ListClosed => {
            floor.list = List::Closed;
            // What closed by itself is still known to have done so.
            floor.list_ends = floor.list_ends.filter(|ends| *ends <= at);
        }
        Event::ListEndSet { at } => floor.list_ends = Some(*at),
        Event::ListEnded => floor.list = List::Ended,
        Event::DebateEnded => floor.list = List::DebateEnded,
        _ => {}
    }
}

/// The speech and what it paused, in the order in which they end.
pub(super) fn down_from(floor: &Floor, speech: &Speech) -> Vec<Speech> {
    let mut down = vec![*speech];
    let mut next = speech.pauses;
    while let Some(below) = floor
        .interrupted
        .iter()
        .find(|below| Some(below.request.id) == next)
    {
        down.push(*below);
        next = below.pauses;
    }
    down
}

/// What empties the floor when the session is closed.
pub(in crate::session) fn close(session: &Session, context: &Context<'_>) -> Vec<session::Event> {
    let floor = &session.floor;
    let speeches = floor.speaking.iter();
    let speeches = speeches.flat_map(|speech| down_from(floor, speech));
    let mut events: Vec<_> = speeches.map(|speech| ended(&speech, context.now)).collect();
    events.extend(unheard(floor.everybody()));
    events.into_iter().map(session::Event::Floor).collect()
}

/// What becomes of the floor when these people leave: their speeches end, and what they asked for is
/// put aside, so that nobody waits for who is not there. Brought back it is where the head table does
/// so, once they have come again; else it is on the record as not heard when the item is over.
///
/// Whose connection is lost has not left: they keep the floor and their place, and the chair sees
/// that they are cut off.
pub(in crate::session) fn leave(
    session: &Session,
    gone: &BTreeSet<DelegateId>,
    now: Time,
) -> Vec<session::Event> {
    let floor = &session.floor;
    let theirs = |request: &Request| gone.contains(&request.delegate);
    let speeches = floor.speeches().filter(|speech| theirs(&speech.request));
    let mut events: Vec<_> = speeches.map(|speech| ended(speech, now)).collect();
    let waiting = floor.queue.iter().chain(&floor.questions);
    let parked = |request: &Request| Event::Parked {
        request: request.id,
    };
    events.extend(waiting.filter(|request| theirs(request)).map(parked));
    if events.is_empty() {
        return vec![];
    }
    let events = order::follow(session, events, now);
    events.into_iter().map(session::Event::Floor).collect()
}

/// What becomes of the floor when the meeting leaves the item: nobody waits on it any more, and who
/// speaks stops or goes on, as the rules say.
pub(in crate::session) fn leave_item(
    session: &Session,
    context: &Context<'_>,
) -> Vec<session::Event> {
    let mut events = close(session, context);
    if session.plan.rules.floor.item_change == ItemChange::Keep {
        events.retain(|event| !matches!(event, session::Event::Floor(Event::Ended { .. })));
    }
    events
}

/// What opens the list for the next item, where it was ended for the one before or closed by itself.
pub(in crate::session) fn new_item(session: &Session) -> Option<session::Event> {
    let floor = &session.floor;
    let opens = floor.list.is_ended() || floor.list_ends.is_some();
    opens.then_some(session::Event::Floor(Event::ListOpened))
}
