//! What is remembered of the last minute, and how a step is taken back.
//!
//! Of the floor the state before all of it is kept, and what happened to it since, so that it can be
//! told anew without a step; of everything else a step remembers what it found. All of it follows
//! from the records, so that every end of a session remembers the same.

use std::collections::{BTreeSet, VecDeque};

use super::facts::{self, Fact};
use super::{Event as Undo, WITHIN};
use crate::session::actor::Actor;
use crate::session::agenda::Agenda;
use crate::session::assistance::Call;
use crate::session::attendance::Presence;
use crate::session::floor::{self, Floor};
use crate::session::ids::{DelegateId, ItemId, RequestId, Seq};
use crate::session::record::{CommandId, Record};
use crate::session::time::{Millis, Time};
use crate::session::{Event, Session, attendance, consent, voice};

/// How many steps are remembered at most; in a minute with more, only the last of them can be undone.
const MOST: usize = 1_000;

/// What was done lately.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lately {
    steps: VecDeque<Step>,
    /// The floor before the first of them.
    floor: Floor,
}

/// Everything that came of one command, or that the hub noticed at once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Its first record.
    pub seq: Seq,
    /// When.
    pub at: Time,
    /// Who; nobody where the hub noticed it.
    pub by: Option<Actor>,
    /// What happened, in order.
    pub events: Vec<Event>,
    /// That it was undone.
    pub undone: Option<Undone>,
    cause: Option<CommandId>,
    found: Found,
    changes: BTreeSet<Fact>,
    needs: BTreeSet<Fact>,
    /// Speeches whose clocks it had stopped and that went on when it was undone.
    stood: Vec<RequestId>,
    /// Where this undid another: the speeches that went on by it.
    went_on: Vec<RequestId>,
}

/// That a step was undone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Undone {
    /// When.
    pub at: Time,
    /// By whom.
    pub by: Option<Actor>,
}

/// What a step found of what it changed, the floor apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Found {
    agenda: Option<Agenda>,
    presences: Vec<(DelegateId, Presence)>,
    proxies: Vec<(DelegateId, DelegateId)>,
    calls: Vec<Call>,
}

impl Step {
    /// Whether it is of a kind that can be undone: a step of the floor, of attendance or of the agenda.
    #[must_use]
    pub fn is_undoable(&self) -> bool {
        self.by.is_some()
            && self.cause.is_some()
            && self.events.iter().all(|event| match event {
                Event::Floor(_) | Event::Agenda(_) | Event::Attendance(_) => true,
                // An item that is taken up leaves the consent list.
                Event::Consent(consent::Event::TakenOut { .. }) => {
                    self.events.iter().any(is_of_agenda)
                }
                _ => false,
            })
    }

    /// Whether only the chair does such a thing.
    #[must_use]
    pub fn is_the_chairs(&self) -> bool {
        use floor::Event::{
            DebateEnded, Ended, Extended, Given, ListEnded, Paused, PolicySet, Resumed, TimeAdded,
        };
        // What the agenda and attendance bring with them for the floor is not.
        let brought = |event| is_of_agenda(event) || matches!(event, Event::Attendance(_));
        !self.events.iter().any(brought)
            && self.events.iter().any(|event| {
                matches!(
                    event,
                    Event::Floor(
                        Given { .. }
                            | Ended { .. }
                            | Paused { .. }
                            | Resumed { .. }
                            | Extended { .. }
                            | PolicySet { .. }
                            | TimeAdded { .. }
                            | ListEnded
                            | DebateEnded
                    )
                )
            })
    }

    /// Until when it can be undone.
    #[must_use]
    pub fn until(&self) -> Time {
        self.at + Millis::from(WITHIN)
    }

    /// Whether it builds on something that the other changed.
    pub(super) fn builds_on(&self, other: &Self) -> bool {
        let mut touched = self.changes.iter().chain(&self.needs);
        touched.any(|fact| other.changes.contains(fact))
    }

    /// Whether it bars the way back to everything before it.
    pub(super) fn is_barrier(&self) -> bool {
        self.events.iter().any(facts::is_barrier)
    }

    /// Whether the hub noticed it because of the other, so that it goes with it.
    pub(super) fn follows_from(&self, other: &Self) -> bool {
        let goes_with = |event: &Event| {
            matches!(
                event,
                Event::Floor(floor::Event::ListClosed)
                    | Event::Voice(voice::Event::ProxyEnded { .. })
            )
        };
        self.by.is_none() && self.builds_on(other) && self.events.iter().all(goes_with)
    }

    /// A step that begins with this record, before anything is told of it.
    fn begun(record: &Record) -> Self {
        Self {
            seq: record.seq,
            at: record.at,
            by: record.by.clone(),
            events: vec![],
            undone: None,
            cause: record.cause,
            found: Found::default(),
            changes: BTreeSet::new(),
            needs: BTreeSet::new(),
            stood: vec![],
            went_on: vec![],
        }
    }
}

fn is_of_agenda(event: &Event) -> bool {
    matches!(event, Event::Agenda(_))
}

impl Lately {
    /// Nothing was done yet, and the floor is like this.
    pub(in crate::session) fn planned(floor: Floor) -> Self {
        let steps = VecDeque::new();
        Self { steps, floor }
    }

    /// What was done, the earliest first: at least everything that can still be undone.
    pub fn steps(&self) -> impl DoubleEndedIterator<Item = &Step> {
        self.steps.iter()
    }

    /// The step that began with this record, while it is remembered.
    #[must_use]
    pub fn step(&self, seq: Seq) -> Option<&Step> {
        self.place(seq).map(|place| &self.steps[place])
    }

    fn place(&self, seq: Seq) -> Option<usize> {
        self.steps.iter().position(|step| step.seq == seq)
    }

    /// What was done after this step and still holds.
    pub(super) fn since(&self, step: &Step) -> impl Iterator<Item = &Step> {
        let seq = step.seq;
        let later = self.steps.iter().filter(move |later| later.seq > seq);
        later.filter(|later| later.undone.is_none())
    }

    /// Forgets what is too long ago to be undone.
    fn forget(&mut self, now: Time) {
        while let Some(first) = self.steps.front() {
            if now < first.until() && self.steps.len() <= MOST {
                return;
            }
            if let Some(first) = self.steps.pop_front() {
                retell(&mut self.floor, &first);
            }
        }
    }

    /// The floor as it is told by what was done lately.
    fn floor(&self) -> Floor {
        let mut floor = self.floor.clone();
        for step in &self.steps {
            retell(&mut floor, step);
        }
        floor
    }

    /// Who asked on an item that was taken up by mistake asked on the one that is dealt with again.
    fn ask_on(&mut self, since: Seq, from: Option<ItemId>, to: Option<ItemId>) {
        let later = self.steps.iter_mut().filter(|step| step.seq > since);
        for event in later.flat_map(|step| &mut step.events) {
            if let Event::Floor(
                floor::Event::Asked { request, .. } | floor::Event::Referred { request },
            ) = event
                && request.item == from
            {
                request.item = to;
            }
        }
    }

    /// Those whose clocks this step stopped.
    fn stopped_by(&self, place: usize) -> Vec<RequestId> {
        let mut floor = self.floor.clone();
        for step in self.steps.iter().take(place) {
            retell(&mut floor, step);
        }
        let running = |floor: &Floor| -> Vec<_> {
            let speeches = floor.speaking.iter().filter(|speech| !speech.is_paused());
            speeches.map(|speech| speech.request.id).collect()
        };
        let ran = running(&floor);
        retell(&mut floor, &self.steps[place]);
        let runs = running(&floor);
        ran.into_iter().filter(|id| !runs.contains(id)).collect()
    }
}

/// Lets happen to a floor what a step did to it, or what is left of one that was undone.
fn retell(floor: &mut Floor, step: &Step) {
    for event in &step.events {
        let Event::Floor(event) = event else {
            continue;
        };
        if step.undone.is_none() {
            floor.apply(event, step.at);
        } else if let floor::Event::Asked { request, .. } | floor::Event::Referred { request } =
            event
        {
            floor.number(request.id);
        }
    }
    floor.stand(&step.stood, step.at);
    floor.go_on(&step.went_on, step.at);
}

/// Remembers what is about to happen, which is not an undoing.
pub(in crate::session) fn remember(session: &mut Session, record: &Record) {
    session.lately.forget(record.at);
    let touched = facts::touched(session, &record.event);
    let matters = match &record.event {
        Event::Floor(_) | Event::Agenda(_) => true,
        Event::Consent(consent::Event::TakenOut { .. }) => true,
        Event::Attendance(event) => !matches!(event, attendance::Event::LinkChanged { .. }),
        event => facts::is_barrier(event),
    };
    let goes_on = session.lately.steps.back().is_some_and(|last| {
        last.cause.is_some() && last.cause == record.cause && last.by == record.by
    });
    // What no step that is remembered depends on is not worth remembering.
    let depends = || {
        let mut steps = session.lately.steps.iter();
        steps.any(|step| touched.all().any(|fact| step.changes.contains(fact)))
    };
    if !matters && !goes_on && !depends() {
        return;
    }
    if !goes_on {
        session.lately.steps.push_back(Step::begun(record));
    }
    let ended = match &record.event {
        Event::Attendance(event) => session.call_ended_by(event).cloned(),
        _ => None,
    };
    let Some(step) = session.lately.steps.back_mut() else {
        return;
    };
    match &record.event {
        Event::Agenda(_) => {
            step.found
                .agenda
                .get_or_insert_with(|| session.agenda.clone());
        }
        Event::Attendance(attendance::Event::Marked { delegate, .. }) => {
            let found = session.roster.get(*delegate);
            let found = found.map(|attendee| (*delegate, attendee.presence.clone()));
            step.found.presences.extend(found);
            step.found.calls.extend(ended);
        }
        Event::Voice(voice::Event::ProxyEnded { delegate }) => {
            let found = session.voices.proxies.get(delegate);
            let found = found.map(|holder| (*delegate, *holder));
            step.found.proxies.extend(found);
        }
        _ => {}
    }
    step.events.push(record.event.clone());
    step.changes.extend(touched.changes);
    step.needs.extend(touched.needs);
}

/// Takes back the step that this record undoes, with what the hub noticed because of it.
pub(in crate::session) fn take_back(session: &mut Session, undo: Undo, record: &Record) {
    let Undo::Undone { step } = undo;
    let lately = &mut session.lately;
    lately.forget(record.at);
    // What is not known here, because its beginning was not to be seen, changes nothing.
    let known = lately.place(step);
    let known = known.filter(|place| lately.steps[*place].undone.is_none());
    let stopped = known.map_or(vec![], |place| lately.stopped_by(place));
    if let Some(place) = known {
        let undone = lately.steps[place].clone();
        let follows = |later: &Step| later.undone.is_none() && later.follows_from(&undone);
        let goes =
            |other: &Step| other.seq == undone.seq || other.seq > undone.seq && follows(other);
        let mut gone: Vec<Step> = Vec::new();
        for step in lately.steps.iter_mut().filter(|step| goes(step)) {
            step.undone = Some(Undone {
                at: record.at,
                by: record.by.clone(),
            });
            gone.push(step.clone());
        }
        lately.steps[place].stood.clone_from(&stopped);
        for step in gone.into_iter().rev() {
            give_back(session, step, record.at);
        }
    }
    let lately = &mut session.lately;
    lately.steps.push_back(Step {
        events: vec![record.event.clone()],
        went_on: stopped,
        ..Step::begun(record)
    });
    session.floor = lately.floor();
}

/// Gives back what a step found, the floor apart.
fn give_back(session: &mut Session, step: Step, at: Time) {
    for (delegate, presence) in step.found.presences.into_iter().rev() {
        session.roster.mark(delegate, presence);
    }
    session.voices.proxies.extend(step.found.proxies);
    for call in step.found.calls {
        session.assistance.put_back(call);
    }
    for event in &step.events {
        match event {
            Event::Attendance(attendance::Event::Added { delegate, .. }) => {
                session.roster.strike(delegate.id);
            }
            Event::Consent(consent::Event::TakenOut { item, .. }) => {
                session.consent.put_back(*item);
            }
            _ => {}
        }
    }
    if let Some(mut agenda) = step.found.agenda {
        agenda.stand(step.at, at);
        let from = std::mem::replace(&mut session.agenda, agenda).current;
        session
            .lately
            .ask_on(step.seq, from, session.agenda.current);
    }
}
