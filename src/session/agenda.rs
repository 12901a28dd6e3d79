//! The agenda: which item is being dealt with, and how its time goes.

use serde::{Deserialize, Serialize};

use super::actor::Actor;
use super::ids::ItemId;
use super::refusal::Refusal;
use super::time::{Millis, Time};
use super::{Context, Session, consent, floor};

/// How far the meeting has come.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Agenda {
    /// The item being dealt with.
    pub current: Option<ItemId>,
    progress: Vec<Progress>,
}

/// How far one item has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Time used up to the last stop.
    used: Millis,
    /// Since when its clock runs.
    running_since: Option<Time>,
    /// Whether it was begun at all.
    pub begun: bool,
    /// Whether it is finished.
    pub done: bool,
}

impl Progress {
    /// Time used until now.
    #[must_use]
    pub fn used(&self, now: Time) -> Millis {
        self.used
            + self
                .running_since
                .map_or(Millis(0), |since| now.since(since))
    }
}

impl Agenda {
    pub(super) fn planned(items: usize) -> Self {
        Self {
            current: None,
            progress: vec![Progress::default(); items],
        }
    }

    /// How far an item has come.
    #[must_use]
    pub fn progress(&self, item: ItemId) -> Progress {
        self.index(item)
            .map_or_else(Progress::default, |place| self.progress[place])
    }

    fn index(&self, item: ItemId) -> Option<usize> {
        let place = usize::try_from(item.0).ok()?.checked_sub(1)?;
        (place < self.progress.len()).then_some(place)
    }

    fn at(&mut self, item: ItemId) -> Option<&mut Progress> {
        let place = self.index(item)?;
        self.progress.get_mut(place)
    }

    /// Stops the current item's clock, as when the session is suspended.
    pub(super) fn halt(&mut self, at: Time) {
        if let Some(progress) = self.current.and_then(|item| self.at(item)) {
            progress.used = progress.used(at);
            progress.running_since = None;
        }
    }

    /// Lets the current item's clock, if it runs, have stood still from then until now.
    pub(super) fn stand(&mut self, from: Time, until: Time) {
        let current = self.current.map(|item| self.progress(item));
        if current.is_some_and(|progress| progress.running_since.is_some()) {
            self.halt(from);
            self.run(until);
        }
    }

    /// An item was decided without being taken up by itself.
    pub(super) fn settle(&mut self, item: ItemId) {
        if let Some(progress) = self.at(item) {
            progress.done = true;
        }
    }

    /// What decided it was void.
    pub(super) fn unsettle(&mut self, item: ItemId) {
        if let Some(progress) = self.at(item) {
            progress.done = false;
        }
    }

    /// Lets the current item's clock run again.
    pub(super) fn run(&mut self, at: Time) {
        if let Some(progress) = self.current.and_then(|item| self.at(item)) {
            progress.running_since.get_or_insert(at);
        }
    }
}

/// What can be asked of the agenda. Head table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Command {
    /// Take up this item, also one that was finished. A current item that stands before it is
    /// finished by this; one that stands after it is left for later.
    Start {
        /// Which.
        item: ItemId,
    },
    /// Finish the item being dealt with.
    Finish {
        /// Which.
        item: ItemId,
    },
}

/// What happened to the agenda.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Event {
    /// An item was taken up.
    Started {
        /// Which.
        item: ItemId,
    },
    /// The current item was left.
    Stopped {
        /// Which.
        item: ItemId,
        /// Whether it is finished, or left for later.
        done: bool,
    },
}

pub(super) fn decide(
    session: &Session,
    actor: &Actor,
    command: Command,
    context: &Context<'_>,
) -> Result<Vec<super::Event>, Refusal> {
    actor.must_be_officer()?;
    session.must_be_open()?;
    let (Command::Start { item } | Command::Finish { item }) = command;
    if session.plan.item(item).is_none() {
        return Err(Refusal::NoSuchItem { item });
    }
    session.must_have_no_open_poll()?;
    let starts = matches!(command, Command::Start { .. });
    let is_current = session.agenda.current == Some(item);
    match (starts, is_current) {
        (true, true) => return Err(Refusal::ItemIsCurrent { item }),
        (false, false) => return Err(Refusal::ItemIsNotCurrent { item }),
        _ => {}
    }
    let mut events = Vec::new();
    if starts {
        // What is dealt with by itself is no longer dealt with together with others.
        events.extend(consent::taken_up(session, item));
    }
    if let Some(current) = session.agenda.current {
        events.extend(floor::leave_item(session, context));
        let done = !starts || item > current;
        events.push(super::Event::Agenda(Event::Stopped {
            item: current,
            done,
        }));
    }
    if starts {
        events.extend(floor::new_item(session));
        events.push(super::Event::Agenda(Event::Started { item }));
    }
    Ok(events)
}

pub(super) fn apply(session: &mut Session, event: &Event, at: Time) {
    let agenda = &mut session.agenda;
    match *event {
        Event::Started { item } => {
            if let Some(progress) = agenda.at(item) {
                progress.begun = true;
                progress.done = false;
                agenda.halt(at);
                agenda.current = Some(item);
                agenda.run(at);
            }
        }
        Event::Stopped { item, done } => {
            if agenda.current == Some(item) {
                agenda.halt(at);
                agenda.current = None;
            }
            if let Some(progress) = agenda.at(item) {
                progress.done = done;
            }
        }
    }
}

impl Session {
    /// The item that comes after the current one, or the first that is not done. What stands on the
    /// consent list is not taken up by itself.
    #[must_use]
    pub fn next_item(&self) -> Option<ItemId> {
        let listed = |item: &ItemId| self.consent.items.contains(item);
        let open = |item: &ItemId| !self.agenda.progress(*item).done && !listed(item);
        match self.agenda.current {
            Some(current) => self
                .plan
                .item_ids()
                .filter(|item| *item > current)
                .find(open)
                .or_else(|| {
                    self.plan
                        .item_ids()
                        .filter(|item| *item < current)
                        .find(open)
                }),
            None => self.plan.item_ids().find(open),
        }
    }

    /// The item before the current one; the last begun one where none is current.
    #[must_use]
    pub fn previous_item(&self) -> Option<ItemId> {
        let before = |item: &ItemId| match self.agenda.current {
            Some(current) => *item < current,
            None => self.agenda.progress(*item).begun,
        };
        self.plan.item_ids().rev().find(before)
    }

    /// How much of the time allotted to an item is left; negative when it is over. None where no
    /// time was allotted.
    #[must_use]
    pub fn item_time_left(&self, item: ItemId, now: Time) -> Option<Millis> {
        let allotted = self.plan.item(item)?.allotted;
        (allotted.0 > 0).then(|| Millis::from(allotted) - self.agenda.progress(item).used(now))
    }

    /// When the meeting is expected to end if every item not yet done takes the time it was
    /// allotted, or what is left of it.
    #[must_use]
    pub fn expected_end(&self, now: Time) -> Time {
        if let super::Phase::Closed { at } = self.phase {
            return at;
        }
        let from = if self.phase.is_planned() {
            now.max(self.plan.starts)
        } else {
            now
        };
        let left = self
            .plan
            .item_ids()
            .filter(|item| !self.agenda.progress(*item).done);
        left.filter_map(|item| self.item_time_left(item, now))
            .fold(from, |end, left| end + left.max(Millis(0)))
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::Meeting;
    use super::super::{Event as Happened, Phase, life};
    use super::*;

    fn start(item: u32) -> Command {
        let item = ItemId(item);
        Command::Start { item }
    }

    fn finish(item: u32) -> Command {
        let item = ItemId(item);
        Command::Finish { item }
    }

    fn used(meeting: &Meeting, item: u32) -> i64 {
        let progress = meeting.session.agenda.progress(ItemId(item));
        progress.used(meeting.now).seconds()
    }

    #[test]
    fn taking_up_the_next_item_finishes_the_one_before() {
        let mut meeting = Meeting::open();
        assert_eq!(meeting.session.next_item(), Some(ItemId(1)));
        meeting.secretary(start(1)).unwrap();
        meeting.later(300);
        let events = meeting.chair(start(2)).unwrap();
        let (item, done) = (ItemId(1), true);
        let stopped = Happened::Agenda(Event::Stopped { item, done });
        let started = Happened::Agenda(Event::Started { item: ItemId(2) });
        assert_eq!(events, [stopped, started]);
        meeting.later(60);
        assert_eq!((used(&meeting, 1), used(&meeting, 2)), (300, 60));
        let item = ItemId(2);
        assert_eq!(
            meeting.chair(start(2)),
            Err(Refusal::ItemIsCurrent { item })
        );
        meeting.chair(finish(2)).unwrap();
        let again = meeting.chair(finish(2));
        assert_eq!(again, Err(Refusal::ItemIsNotCurrent { item }));
        assert_eq!(meeting.session.agenda.current, None);
        assert_eq!(meeting.session.next_item(), Some(ItemId(3)));
        for unknown in [0, 4, u32::MAX] {
            let item = ItemId(unknown);
            let refused = meeting.chair(start(unknown));
            assert_eq!(refused, Err(Refusal::NoSuchItem { item }));
        }
    }

    #[test]
    fn going_back_leaves_the_later_item_open_and_adds_to_the_earlier() {
        let mut meeting = Meeting::open();
        meeting.chair(start(1)).unwrap();
        meeting.later(100);
        meeting.chair(start(2)).unwrap();
        meeting.later(100);
        assert_eq!(meeting.session.previous_item(), Some(ItemId(1)));
        meeting.chair(start(1)).unwrap();
        meeting.later(50);
        assert_eq!((used(&meeting, 1), used(&meeting, 2)), (150, 100));
        let second = meeting.session.agenda.progress(ItemId(2));
        assert!(second.begun && !second.done);
        meeting.chair(finish(1)).unwrap();
        assert_eq!(meeting.session.next_item(), Some(ItemId(2)));
        assert_eq!(meeting.session.previous_item(), Some(ItemId(2)));
        meeting.chair(start(3)).unwrap();
        assert_eq!(
            meeting.session.next_item(),
            Some(ItemId(2)),
            "what was left open comes last"
        );
    }

    #[test]
    fn the_end_is_expected_when_all_have_taken_their_time() {
        let mut meeting = Meeting::planned();
        let end = |meeting: &Meeting| meeting.session.expected_end(meeting.now);
        let planned = meeting.session.plan.starts + Millis(30 * 60_000);
        meeting.later(-600);
        assert_eq!(end(&meeting), planned);
        meeting.later(600);
        meeting.chair(life::Command::Open).unwrap();
        meeting.chair(start(1)).unwrap();
        meeting.later(5 * 60);
        assert_eq!(end(&meeting), planned);
        meeting.later(7 * 60);
        let left = meeting.session.item_time_left(ItemId(1), meeting.now);
        assert_eq!(left, Some(Millis(-120_000)));
        assert_eq!(meeting.session.item_time_left(ItemId(3), meeting.now), None);
        assert_eq!(end(&meeting), planned + Millis(120_000));
        meeting.chair(life::Command::Close).unwrap();
        let at = meeting.now;
        assert_eq!(meeting.session.phase, Phase::Closed { at });
        meeting.later(60);
        assert_eq!(end(&meeting), at);
    }

    #[test]
    fn the_items_clock_stands_still_while_the_session_is_suspended() {
        let mut meeting = Meeting::open();
        meeting.chair(start(1)).unwrap();
        meeting.later(60);
        meeting.chair(life::Command::Suspend).unwrap();
        meeting.later(600);
        assert_eq!(meeting.chair(start(2)), Err(Refusal::SessionSuspended));
        meeting.chair(life::Command::Resume).unwrap();
        meeting.later(30);
        assert_eq!(used(&meeting, 1), 90);
    }

    #[test]
    fn an_event_out_of_place_stops_no_other_clock() {
        let mut meeting = Meeting::open();
        meeting.chair(start(1)).unwrap();
        for item in [2, 0, 99].map(ItemId) {
            let done = true;
            let stopped = Happened::Agenda(Event::Stopped { item, done });
            meeting.session.write(&stopped, meeting.now);
        }
        let unknown = Happened::Agenda(Event::Started { item: ItemId(99) });
        meeting.session.write(&unknown, meeting.now);
        assert_eq!(meeting.session.agenda.current, Some(ItemId(1)));
        meeting.later(60);
        assert_eq!(used(&meeting, 1), 60);
    }
}
