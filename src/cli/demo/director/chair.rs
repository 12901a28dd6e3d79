//! The played chair: opens, leads through the agenda at a lively pace, closes.

use std::collections::BTreeMap;

use super::{Deed, Part, Scene, Span};
use crate::session::conclusions::Outline;
use crate::session::floor::{self, Kind, Speech};
use crate::session::poll::{self, Question, Stage};
use crate::session::{
    Command, DelegateId, ItemId, Millis, Phase, RequestId, Seconds, Time, agenda, life,
};

/// When the session is opened, in seconds since the beginning; later where the roll is still called.
const OPENING: i64 = 90;
/// How long to wait for the roll, in seconds since the beginning.
const LATEST_OPENING: i64 = 140;
/// How long a break lasts, in seconds.
const BREAK: i64 = 25;
/// How long the next request is waited for while an item is young, in seconds.
const YOUNG: i64 = 75;
/// How long a vote stays open while some have not voted, in seconds.
const VOTING: i64 = 36;
/// How little is left of a speech, in seconds, when it is given more time.
const LAST_CALL: i64 = 7;
/// The longest limit, in seconds, that somebody is let use up.
const LONGEST: i64 = 200;
/// How long conclusions are waited for, in seconds: a person at the keyboard gets more.
const CONCLUDING: i64 = 40;
const CONCLUDING_BY_HAND: i64 = 75;
/// How long a quorum is waited for before an item's vote is given up, in seconds of the item.
const PATIENCE: i64 = 300;

/// What the chair has in mind.
#[derive(Default)]
pub(super) struct Chair {
    until: Time,
    is_connected: bool,
    has_welcomed: bool,
    has_paused: bool,
    has_said_farewell: bool,
    /// An announcement to be made while a speech is paused.
    is_line_to_announce: bool,
    /// The item after which there is a break, once it is over.
    break_due: Option<Break>,
    on: Option<OnItem>,
    speeches: BTreeMap<RequestId, OnSpeech>,
}

/// How far the way into the break is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Break {
    Announce,
    Suspend,
}

/// What the chair has in mind about the item being dealt with.
struct OnItem {
    item: ItemId,
    has_called_presenter: bool,
    /// How many are to be heard, the presenter among them.
    quota: usize,
    /// Since when there is nobody else to be heard and nothing to vote on.
    over_since: Option<Time>,
}

/// What the chair has in mind about a speech.
#[derive(Clone, Copy)]
struct OnSpeech {
    /// How long it is let go on, in seconds.
    length: i64,
    is_extended: bool,
}

/// What comes of one part of an item.
enum Next {
    /// This is done now, with so long a pause behind it.
    Do(Command, Span),
    /// It is time to wait.
    Wait,
    /// This part is over, and the one behind it begins.
    Over,
}

impl Next {
    fn floor(command: floor::Command) -> Self {
        Self::Do(Command::Floor(command), 1..=2)
    }
}

impl Chair {
    /// The next thing the chair does now.
    pub(super) fn next(&mut self, scene: &mut Scene<'_>, is_roll_called: bool) -> Option<Deed> {
        if !self.is_connected {
            self.is_connected = true;
            return Some(Deed::Connect);
        }
        if scene.now < self.until {
            return None;
        }
        let (command, pause) = match scene.session.phase {
            Phase::Planned => self.open(scene, is_roll_called)?,
            Phase::Suspended { since } => {
                let is_over = scene.now.since(since).seconds() >= BREAK;
                is_over.then_some((Command::Life(life::Command::Resume), 3..=5))?
            }
            Phase::Closed { .. } => return None,
            Phase::Open => match scene.session.agenda.current {
                None => self.between_items(scene)?,
                Some(item) => self.on_item(item, scene)?,
            },
        };
        self.until = scene.after(pause);
        Some(Deed::Command(command))
    }

    fn open(&self, scene: &Scene<'_>, is_roll_called: bool) -> Option<(Command, Span)> {
        let is_time = if is_roll_called {
            scene.prelude || scene.elapsed() >= OPENING
        } else {
            scene.elapsed() >= LATEST_OPENING
        };
        is_time.then_some((Command::Life(life::Command::Open), 2..=4))
    }

    fn between_items(&mut self, scene: &mut Scene<'_>) -> Option<(Command, Span)> {
        let (session, script) = (scene.session, scene.script);
        if !self.has_welcomed && !scene.prelude {
            self.has_welcomed = true;
            return Some((announce(&script.welcome), 3..=5));
        }
        match self.break_due.take() {
            Some(Break::Announce) => {
                self.break_due = Some(Break::Suspend);
                return Some((announce(&script.r#break), 2..=3));
            }
            Some(Break::Suspend) => return Some((Command::Life(life::Command::Suspend), 1..=1)),
            None => {}
        }
        let Some(item) = session.next_item() else {
            if self.has_said_farewell {
                return Some((Command::Life(life::Command::Close), 1..=1));
            }
            self.has_said_farewell = true;
            return Some((announce(&script.farewell), 4..=6));
        };
        if let Some(to) = who_presides(item, scene) {
            return Some((Command::Life(life::Command::HandChair { to }), 2..=4));
        }
        let start = agenda::Command::Start { item };
        Some((Command::Agenda(start), 2..=4))
    }

    fn on_item(&mut self, item: ItemId, scene: &mut Scene<'_>) -> Option<(Command, Span)> {
        if self.on.as_ref().is_none_or(|on| on.item != item) {
            self.on = Some(OnItem {
                item,
                has_called_presenter: false,
                quota: 1 + scene.rng.usize(2..=3),
                over_since: None,
            });
        }
        if let Some(speech) = scene.session.floor.current() {
            return self.on_speech(speech, scene);
        }
        for step in [Self::hear_next, Self::vote, Self::finish] {
            match step(self, item, scene) {
                Next::Do(command, pause) => return Some((command, pause)),
                Next::Wait => return None,
                Next::Over => {}
            }
        }
        None
    }

    fn hear_next(&mut self, item: ItemId, scene: &mut Scene<'_>) -> Next {
        let session = scene.session;
        let Some(on) = &mut self.on else {
            return Next::Over;
        };
        if !on.has_called_presenter {
            on.has_called_presenter = true;
            let presenter = session.plan.item(item).and_then(|item| item.presenter);
            if let Some(delegate) = presenter.filter(|who| scene.is_present(*who)) {
                let kind = Kind::Speech;
                return Next::floor(floor::Command::Call { delegate, kind });
            }
        }
        let heard = session.floor.heard.iter();
        let heard = heard.filter(|h| h.request.item == Some(item) && h.request.kind.is_on_item());
        let is_enough = heard.count() >= on.quota;
        let Some(first) = session.floor.queue.first() else {
            let used = session.agenda.progress(item).used(scene.now).seconds();
            return if is_enough || used >= YOUNG {
                Next::Over
            } else {
                Next::Wait
            };
        };
        let request = first.id;
        if !scene.is_present(first.delegate) {
            let reason = String::new();
            return Next::floor(floor::Command::Remove { request, reason });
        }
        if is_enough && first.kind != Kind::PointOfOrder {
            return Next::Over;
        }
        Next::floor(floor::Command::Give { request })
    }

    fn on_speech(&mut self, speech: &Speech, scene: &mut Scene<'_>) -> Option<(Command, Span)> {
        let request = speech.request.id;
        let spoken = speech.spoken(scene.now).seconds();
        let known = self.speeches.get(&request).copied();
        let on = known.unwrap_or_else(|| OnSpeech {
            length: length(speech, scene),
            is_extended: false,
        });
        self.speeches.insert(request, on);
        if speech.is_paused() {
            if std::mem::take(&mut self.is_line_to_announce) {
                return Some((announce(&scene.script.line), 4..=6));
            }
            let resume = floor::Command::Resume { request };
            return Some((Command::Floor(resume), 1..=2));
        }
        let place = speech.request.item.map_or(0, |item| item.0);
        let is_on_item = speech.request.kind.is_on_item();
        let mut queue = scene.session.floor.queue.iter();
        let question = queue.find(|waiting| waiting.kind == Kind::Interposed);
        if let Some(question) = question.filter(|q| is_on_item && scene.is_present(q.delegate)) {
            let request = question.id;
            return Some((Command::Floor(floor::Command::Give { request }), 1..=2));
        }
        if !self.has_paused && place == 2 && is_on_item && spoken >= 8 {
            self.has_paused = true;
            self.is_line_to_announce = true;
            let pause = floor::Command::Pause { request };
            return Some((Command::Floor(pause), 1..=1));
        }
        let left = speech.left(scene.now).map_or(i64::MAX, Millis::seconds);
        if !on.is_extended && left < LAST_CALL {
            let is_extended = true;
            self.speeches
                .insert(request, OnSpeech { is_extended, ..on });
            let seconds = Seconds(60);
            let extend = floor::Command::Extend { request, seconds };
            return Some((Command::Floor(extend), 1..=2));
        }
        let end = floor::Command::End { request };
        (spoken >= on.length).then_some((Command::Floor(end), 2..=4))
    }

    /// Puts the item's motion to the vote.
    fn vote(&mut self, item: ItemId, scene: &mut Scene<'_>) -> Next {
        let session = scene.session;
        let Some(motion) = session.plan.motion(item) else {
            return Next::Over;
        };
        let mut polls = session.polls.iter().rev();
        let poll = polls.find(|poll| poll.question.item == Some(item));
        let Some(poll) = poll else {
            if session.floor.list.is_open() {
                return Next::Do(Command::Floor(floor::Command::CloseList), 5..=6);
            }
            let question = Question::of(item, motion);
            let prepare = poll::Command::Prepare { question };
            return Next::Do(Command::Poll(prepare), 9..=12);
        };
        let id = poll.id;
        match poll.stage {
            Stage::Prepared if session.quorum(scene.now).is_reached() => {
                Next::Do(Command::Poll(poll::Command::Open { poll: id }), 3..=4)
            }
            Stage::Prepared => {
                let used = session.agenda.progress(item).used(scene.now).seconds();
                if used < PATIENCE {
                    Next::Wait
                } else {
                    Next::Over
                }
            }
            Stage::Open { since } => {
                let is_long = scene.now.since(since).seconds() >= VOTING;
                if is_long || poll.missing().next().is_none() {
                    Next::Do(Command::Poll(poll::Command::Close { poll: id }), 4..=6)
                } else {
                    Next::Wait
                }
            }
            Stage::Closed { .. } => {
                Next::Do(Command::Poll(poll::Command::Publish { poll: id }), 5..=7)
            }
            Stage::Published { .. } | Stage::Cancelled { .. } => Next::Over,
        }
    }

    /// Waits for the conclusions, and leaves the item.
    fn finish(&mut self, item: ItemId, scene: &mut Scene<'_>) -> Next {
        let session = scene.session;
        let Some(on) = &mut self.on else {
            return Next::Over;
        };
        let since = *on.over_since.get_or_insert(scene.now);
        let outline = session.conclusions.of(item);
        let patience = match scene.cast.secretary {
            Part::Played => CONCLUDING,
            Part::Person => CONCLUDING_BY_HAND,
        };
        let is_late = scene.now.since(since).seconds() >= patience;
        if !is_late && !outline.is_some_and(Outline::is_adopted) {
            return Next::Wait;
        }
        if !session.floor.list.is_open() {
            return Next::floor(floor::Command::OpenList);
        }
        let has_motion = session.plan.motion(item).is_some();
        self.break_due = has_motion.then_some(Break::Announce);
        let finish = agenda::Command::Finish { item };
        Next::Do(Command::Agenda(finish), 2..=4)
    }
}

/// How long a speech is let go on, in seconds. Who presents a motion uses up the time and gets more.
fn length(speech: &Speech, scene: &mut Scene<'_>) -> i64 {
    let seconds = match speech.request.kind {
        Kind::Speech | Kind::For | Kind::Against | Kind::Answer => 20..=34,
        Kind::Reply | Kind::Intervention => 14..=22,
        Kind::PointOfOrder => 9..=15,
        Kind::Interposed | Kind::Questioning => 7..=11,
    };
    let usual = scene.length(seconds).seconds();
    let limit = i64::from(speech.limit.0);
    if presents_motion(speech, scene) && limit <= LONGEST {
        limit.max(usual) + 8
    } else {
        usual
    }
}

fn presents_motion(speech: &Speech, scene: &Scene<'_>) -> bool {
    let plan = &scene.session.plan;
    let item = speech.request.item.and_then(|item| plan.item(item));
    item.is_some_and(|item| {
        item.motion.is_some() && item.presenter == Some(speech.request.delegate)
    })
}

/// Who has to take the chair before this item: a deputy for the last but one, else the chair.
fn who_presides(item: ItemId, scene: &Scene<'_>) -> Option<DelegateId> {
    let session = scene.session;
    let plan = &session.plan;
    let is_last_but_one = plan.item_ids().rev().nth(1) == Some(item);
    let deputies = plan.deputies.iter().copied();
    let mut deputies = deputies.filter(|deputy| scene.is_present(*deputy));
    let to = match deputies.next() {
        Some(deputy) if is_last_but_one => deputy,
        _ => plan.chair,
    };
    let can_come_back = scene.is_present(plan.chair);
    (to != session.presiding && can_come_back).then_some(to)
}

fn announce(text: &str) -> Command {
    let text = text.to_owned();
    Command::Life(life::Command::Announce { text })
}
