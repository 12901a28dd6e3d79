//! The played secretary: calls the roll, writes conclusions, enters what people without a device say.

use std::collections::{BTreeSet, VecDeque};

use super::room::opinion;
use super::{Part, Scene, Span};
use crate::cli::demo::company::Fate;
use crate::session::attendance::{self, Link, Mark, Newcomer, Presence};
use crate::session::conclusions;
use crate::session::floor::{self, Kind};
use crate::session::poll::{self, Manner, Poll, Stage, Teller};
use crate::session::{Command, DelegateId, ItemId, Time};

/// When the roll is called, in seconds since the beginning.
const ROLL: i64 = 55;
/// How long an item has been dealt with when its first conclusion is written, in seconds.
const FIRST_LINE: i64 = 35;
/// How long a vote is open when what others said aloud is entered, in seconds.
const ALOUD: i64 = 8;

/// What the secretary has done.
#[derive(Default)]
pub(super) struct Secretary {
    until: Time,
    is_roll_called: bool,
    exceptions: VecDeque<(DelegateId, Mark)>,
    has_added_guest: bool,
    /// The item that conclusions are being written on, how many lines there are, and whether the
    /// correction is made.
    writing: Option<(ItemId, usize, bool)>,
    adopted: BTreeSet<ItemId>,
    asked_on: Option<ItemId>,
    has_reordered: bool,
}

impl Secretary {
    /// Whether the roll has been called, exceptions and all.
    pub(super) fn has_called_roll(&self) -> bool {
        self.is_roll_called && self.exceptions.is_empty()
    }

    /// The next thing the secretary does now.
    pub(super) fn next(&mut self, scene: &mut Scene<'_>) -> Option<Command> {
        if scene.now < self.until {
            return None;
        }
        let (command, pause) = self.wants(scene)?;
        self.until = scene.after(pause);
        Some(command)
    }

    fn wants(&mut self, scene: &mut Scene<'_>) -> Option<(Command, Span)> {
        if !self.is_roll_called {
            let is_time = scene.prelude || scene.elapsed() >= ROLL;
            return is_time.then(|| self.call_roll(scene));
        }
        while let Some((delegate, mark)) = self.exceptions.pop_front() {
            // Who came meanwhile is no exception any more.
            let attendee = scene.session.roster.get(delegate);
            if attendee.is_some_and(|attendee| attendee.link == Link::None) {
                let mark = attendance::Command::Mark { delegate, mark };
                return Some((Command::Attendance(mark), 2..=4));
            }
        }
        if !scene.session.phase.is_open() || scene.prelude {
            return None;
        }
        if let Some(poll) = scene.session.polls.open() {
            return self.enter_vote(poll, scene);
        }
        self.add_guest(scene)
            .or_else(|| self.ask_for_others(scene))
            .or_else(|| self.reorder(scene))
            .or_else(|| self.write(scene))
            .or_else(|| self.adopt(scene))
    }

    /// All present, then the exceptions.
    fn call_roll(&mut self, scene: &mut Scene<'_>) -> (Command, Span) {
        self.is_roll_called = true;
        let expected: Vec<_> = scene
            .session
            .roster
            .iter()
            .filter(|attendee| attendee.presence == Presence::Expected)
            .map(|attendee| attendee.delegate.id)
            .collect();
        for delegate in &expected {
            let mark = match scene.company.fate(*delegate) {
                Fate::Early => continue,
                Fate::Late | Fate::Absent => Mark::Absent,
                Fate::Excused => Mark::Excused {
                    reason: scene.script.excuse.clone(),
                },
                Fate::Substitute => Mark::Substitute {
                    place: scene.company.place(*delegate),
                    name: scene
                        .rng
                        .choice(&scene.script.substitutes)
                        .cloned()
                        .unwrap_or_default(),
                },
            };
            self.exceptions.push_back((*delegate, mark));
        }
        let command = attendance::Command::MarkPresent {
            delegates: expected,
        };
        (Command::Attendance(command), 2..=3)
    }

    fn add_guest(&mut self, scene: &mut Scene<'_>) -> Option<(Command, Span)> {
        let when = if scene.is_leisurely() { 75 } else { 200 };
        if self.has_added_guest || scene.elapsed() < when {
            return None;
        }
        self.has_added_guest = true;
        let guest = &scene.script.guest;
        let newcomer = Newcomer {
            name: guest.name.clone(),
            title: guest.title.clone(),
            unit: guest.unit.clone(),
            site: None,
            seat: String::new(),
            vote: None,
        };
        let command = attendance::Command::Add { newcomer };
        Some((Command::Attendance(command), 3..=5))
    }

    /// Once on every other item, somebody without a device raises a hand.
    fn ask_for_others(&mut self, scene: &mut Scene<'_>) -> Option<(Command, Span)> {
        let item = scene.session.agenda.current?;
        let used = scene.session.agenda.progress(item).used(scene.now);
        if self.asked_on == Some(item) || item.0.is_multiple_of(2) || used.seconds() < 25 {
            return None;
        }
        self.asked_on = Some(item);
        let plan = &scene.session.plan;
        let waits = |who: &DelegateId| {
            let mut queue = scene.session.floor.queue.iter();
            queue.any(|request| request.delegate == *who)
        };
        let hands: Vec<_> = scene
            .company
            .without_device()
            .iter()
            .copied()
            .filter(|who| ![plan.chair, plan.secretary].contains(who))
            .filter(|who| scene.is_present(*who) && !waits(who))
            .collect();
        let delegate = scene.rng.choice(hands)?;
        let kind = Kind::Speech;
        let command = floor::Command::ask(delegate, kind);
        Some((Command::Floor(command), 2..=4))
    }

    /// Once, somebody who asked last has to leave soon and is let go first.
    fn reorder(&mut self, scene: &mut Scene<'_>) -> Option<(Command, Span)> {
        let queue = &scene.session.floor.queue;
        if self.has_reordered || scene.is_leisurely() || queue.len() < 3 {
            return None;
        }
        let before = queue.iter().find(|request| request.kind.is_on_item())?;
        let request = queue.last().filter(|last| last.id != before.id)?.id;
        self.has_reordered = true;
        let before = Some(before.id);
        let command = floor::Command::Move { request, before };
        Some((Command::Floor(command), 2..=4))
    }

    /// Enters what was said aloud, or the hands that were counted.
    fn enter_vote(&mut self, poll: &Poll, scene: &mut Scene<'_>) -> Option<(Command, Span)> {
        let Stage::Open { since } = poll.stage else {
            return None;
        };
        if scene.now.since(since).seconds() < ALOUD {
            return None;
        }
        match poll.question.manner {
            // No motion of the demo is put on paper, whose ballots nobody could count here.
            Manner::Secret | Manner::Paper => None,
            Manner::Hands if poll.hands.is_some() => None,
            Manner::Hands => {
                let mut hands = vec![0; poll.question.choices.len()];
                for _ in &poll.entitled {
                    let choice = opinion(poll, scene);
                    if let Some(count) = hands.get_mut(usize::from(choice.0)) {
                        *count += 1;
                    }
                }
                let poll = poll.id;
                let command = poll::Command::CountHands {
                    poll,
                    hands,
                    teller: Teller::First,
                };
                Some((Command::Poll(command), 2..=3))
            }
            Manner::Named => {
                // A person who presides votes for themselves.
                let chair = scene.is_leisurely().then_some(scene.session.plan.chair);
                let delegate = poll.missing().find(|who| {
                    scene.company.without_device().contains(who)
                        && Some(*who) != chair
                        && scene.is_present(*who)
                })?;
                let command = poll::Command::Cast {
                    poll: poll.id,
                    choice: opinion(poll, scene).into(),
                    delegate: Some(delegate),
                };
                Some((Command::Poll(command), 1..=3))
            }
        }
    }

    fn write(&mut self, scene: &mut Scene<'_>) -> Option<(Command, Span)> {
        let session = scene.session;
        let item = session.agenda.current?;
        if session.agenda.progress(item).used(scene.now).seconds() < FIRST_LINE {
            return None;
        }
        let (writing, lines, is_corrected) = self
            .writing
            .filter(|(on, ..)| *on == item)
            .unwrap_or((item, 0, false));
        let place = usize::try_from(item.0).ok()?.checked_sub(1)?;
        let words = scene.script.items.get(place)?;
        let draft = session.conclusions.of(item).map(|outline| &outline.draft);
        if let Some(line) = words.conclusions.get(lines) {
            let last = draft.and_then(|draft| draft.last());
            let deepest = last.map_or(1, |last| last.level.saturating_add(1));
            self.writing = Some((writing, lines + 1, is_corrected));
            let command = conclusions::Command::Write {
                item,
                after: last.map(|last| last.id),
                level: line.level.min(deepest).min(conclusions::DEEPEST),
                content: line.content(),
            };
            return Some((Command::Conclusions(command), 9..=14));
        }
        let correction = words.correction.as_ref().filter(|_| !is_corrected)?;
        self.writing = Some((writing, lines, true));
        let wrong = draft?.get(correction.line.checked_sub(1)?)?;
        let mut content = wrong.content.clone();
        content.text.clone_from(&correction.text);
        let command = conclusions::Command::Edit {
            conclusion: wrong.id,
            version: wrong.version,
            content,
        };
        Some((Command::Conclusions(command), 5..=8))
    }

    /// Where a person presides, conclusions are adopted once their item is finished: it is for the
    /// chair to say when. The played chair waits for them.
    fn adopt(&mut self, scene: &mut Scene<'_>) -> Option<(Command, Span)> {
        let session = scene.session;
        let is_ready = |item: ItemId| match scene.cast.chair {
            Part::Person => session.agenda.progress(item).done,
            Part::Played => session.agenda.current == Some(item),
        };
        let has_words = |item: ItemId| {
            let outline = session.conclusions.of(item);
            outline.is_some_and(|outline| !outline.draft.is_empty() && !outline.is_adopted())
        };
        let mut items = session.plan.item_ids();
        let item = items
            .find(|item| is_ready(*item) && has_words(*item) && !self.adopted.contains(item))?;
        self.adopted.insert(item);
        let command = conclusions::Command::Adopt { item };
        Some((Command::Conclusions(command), 3..=5))
    }
}
