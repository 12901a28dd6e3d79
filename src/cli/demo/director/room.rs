//! The delegates: they come and go, ask for the floor, speak, vote, and lose their connections.

use std::collections::{BTreeMap, BTreeSet};

use super::{Act, Deed, Scene, Who};
use crate::cli::demo::company::Fate;
use crate::cli::demo::timetable::Timetable;
use crate::session::attendance;
use crate::session::floor::{self, Kind};
use crate::session::poll::{self, ChoiceNo, Manner, Poll, Sense, Stage};
use crate::session::{Command, DelegateId, ItemId, Millis, PollId, RequestId};

/// How many wait at most before nobody else asks.
const QUEUE: usize = 4;
/// How many come together at the beginning.
const FIRST: i64 = 6;
/// How long after the other each further one comes, in milliseconds.
const APART: i64 = 1_650;
/// When somebody leaves for good, in seconds since the beginning.
const LEAVING: i64 = 540;

/// What somebody is going to do.
#[derive(Clone, Copy, Debug)]
enum Intent {
    /// Open the connection for the first time.
    Arrive(DelegateId),
    /// Say that they are here.
    CheckIn(DelegateId),
    /// Say that they leave.
    CheckOut(DelegateId),
    /// Lose the connection, for good.
    GoOffline(DelegateId),
    /// Somebody far away loses the connection.
    Outage,
    /// The connection is back.
    ComeBack(DelegateId),
    /// Somebody asks for the floor.
    Stir,
    /// Somebody raises a point of order.
    PointOfOrder,
    /// Somebody puts a question to the speaker.
    Interpose,
    /// Somebody thinks better of it.
    Withdraw(DelegateId),
    /// The speaker comes to the end.
    EndSpeech(RequestId),
    /// Say that they are ready.
    Ready(DelegateId, PollId),
    /// Vote.
    Vote(DelegateId, PollId),
    /// Press the button once more.
    VoteAgain(DelegateId, PollId),
    /// Vote after the close.
    VoteLate(PollId),
    /// Ask although the list is closed.
    AskInVain,
}

/// The delegates, and what they have noticed.
#[derive(Default)]
pub(super) struct Room {
    intents: Timetable<Intent>,
    online: BTreeSet<DelegateId>,
    item: Option<ItemId>,
    speech: Option<RequestId>,
    polls: BTreeMap<PollId, Progress>,
    is_list_closed: bool,
    /// What each last voted, so that who votes twice votes otherwise.
    chosen: BTreeMap<DelegateId, ChoiceNo>,
}

/// How far a poll has come, as the room has noticed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Progress {
    Prepared,
    Open,
    Over,
}

impl Room {
    /// Everybody makes their plans.
    pub(super) fn begin(&mut self, scene: &mut Scene<'_>) {
        let mut coming: Vec<_> = scene.company.with_device().collect();
        scene.rng.shuffle(&mut coming);
        for (place, (delegate, fate)) in (0..).zip(coming) {
            let arrival = match fate {
                Fate::Late if scene.is_leisurely() => scene.begun + scene.length(20..=150),
                Fate::Late => scene.begun + scene.length(150..=420),
                _ if scene.prelude => scene.begun,
                // The first are there at once, the others drop in.
                _ => scene.begun + Millis((place - FIRST).max(0) * APART) + scene.length(0..=3),
            };
            self.intents.at(arrival, Intent::Arrive(delegate));
        }
        let once = [
            (Intent::Outage, 110..=180),
            (Intent::PointOfOrder, 240..=300),
            (Intent::Interpose, 125..=160),
        ];
        for (intent, seconds) in once {
            let at = scene.begun + scene.length(seconds);
            self.intents.at(at, intent);
        }
        if let Some(leaver) = scene.company.leaver {
            let at = scene.begun + scene.length(LEAVING..=LEAVING + 60);
            self.intents.at(at, Intent::CheckOut(leaver));
        }
    }

    /// The next thing that some delegate does now.
    pub(super) fn next(&mut self, scene: &mut Scene<'_>) -> Option<Act> {
        self.notice_item(scene);
        self.notice_speech(scene);
        self.notice_polls(scene);
        self.notice_list(scene);
        while let Some(intent) = self.intents.due(scene.now) {
            let act = self.carry_out(intent, scene);
            if act.is_some() {
                return act;
            }
        }
        None
    }

    fn notice_item(&mut self, scene: &mut Scene<'_>) {
        let current = scene.session.agenda.current;
        if current.is_some() && self.item.is_none() {
            let at = scene.after(6..=10);
            self.intents.at(at, Intent::Stir);
        }
        self.item = self.item.or(current);
    }

    fn notice_speech(&mut self, scene: &mut Scene<'_>) {
        let Some(speech) = scene.session.floor.current() else {
            return;
        };
        let request = speech.request;
        if self.speech == Some(request.id) || !self.online.contains(&request.delegate) {
            return;
        }
        self.speech = Some(request.id);
        let item = request.item.and_then(|item| scene.session.plan.item(item));
        if item.is_some_and(|i| i.motion.is_some() && i.presenter == Some(request.delegate)) {
            // Has much to say, and leaves it to the chair to end.
            return;
        }
        let slow = if scene.is_leisurely() { 3 } else { 1 };
        let (seconds, percent) = match request.kind {
            Kind::Speech | Kind::For | Kind::Against | Kind::Answer => (16 * slow..=28 * slow, 55),
            Kind::Reply | Kind::Intervention => (10 * slow..=16 * slow, 60),
            Kind::PointOfOrder => (8..=14, 60),
            Kind::Interposed | Kind::Questioning => (6..=10, 80),
        };
        if scene.chance(percent) {
            let at = scene.now + scene.length(seconds);
            self.intents.at(at, Intent::EndSpeech(request.id));
        }
    }

    fn notice_polls(&mut self, scene: &mut Scene<'_>) {
        let Some(poll) = scene.session.polls.latest() else {
            return;
        };
        let progress = match poll.stage {
            Stage::Prepared => Progress::Prepared,
            Stage::Open { .. } => Progress::Open,
            _ => Progress::Over,
        };
        let before = self.polls.insert(poll.id, progress);
        if before >= Some(progress) {
            return;
        }
        match progress {
            Progress::Prepared => {
                for voter in self.voters(scene) {
                    if scene.chance(92) {
                        let at = scene.now + scene.length(1..=9);
                        self.intents.at(at, Intent::Ready(voter, poll.id));
                    }
                }
            }
            Progress::Open => self.plan_votes(poll, scene),
            Progress::Over if poll.question.manner != Manner::Hands => {
                let at = scene.now + Millis(1_500);
                self.intents.at(at, Intent::VoteLate(poll.id));
            }
            Progress::Over => {}
        }
    }

    /// Most vote soon, some late, one or two not at all.
    fn plan_votes(&mut self, poll: &Poll, scene: &mut Scene<'_>) {
        if poll.question.manner == Manner::Hands {
            return;
        }
        let mut voters = self.voters(scene);
        scene.rng.shuffle(&mut voters);
        let never = scene.rng.usize(1..=2);
        for (place, voter) in voters.into_iter().skip(never).enumerate() {
            let wait = match place {
                0..=1 => scene.length(24..=32),
                _ => scene.length(2..=25).min(scene.length(2..=25)),
            };
            let at = scene.now + wait;
            self.intents.at(at, Intent::Vote(voter, poll.id));
            if place == 4 {
                let again = at + Millis(2_500);
                self.intents.at(again, Intent::VoteAgain(voter, poll.id));
            }
        }
    }

    fn notice_list(&mut self, scene: &mut Scene<'_>) {
        let is_closed = !scene.session.floor.list.is_open();
        if is_closed && !self.is_list_closed {
            let at = scene.now + scene.length(2..=4);
            self.intents.at(at, Intent::AskInVain);
        }
        self.is_list_closed = is_closed;
    }

    /// Those who vote with a device of their own.
    fn voters(&self, scene: &Scene<'_>) -> Vec<DelegateId> {
        let voters = scene.session.roster.iter().filter(|attendee| {
            self.online.contains(&attendee.delegate.id)
                && scene.session.may_vote(attendee, scene.now)
        });
        voters.map(|attendee| attendee.delegate.id).collect()
    }

    fn carry_out(&mut self, intent: Intent, scene: &mut Scene<'_>) -> Option<Act> {
        match intent {
            Intent::Arrive(delegate) => {
                let at = scene.after(1..=4);
                self.intents.at(at, Intent::CheckIn(delegate));
                self.come(delegate)
            }
            Intent::CheckIn(delegate) if !scene.is_present(delegate) => {
                let place = scene.company.place(delegate);
                self.send(
                    delegate,
                    Command::Attendance(attendance::Command::CheckIn { place }),
                )
            }
            Intent::CheckIn(_) => None,
            Intent::CheckOut(delegate) => self.check_out(delegate, scene),
            Intent::GoOffline(delegate) => self.go(delegate),
            Intent::Outage => self.outage(scene),
            Intent::ComeBack(delegate) => self.come(delegate),
            Intent::Stir => self.stir(scene),
            Intent::PointOfOrder => self.point_of_order(scene),
            Intent::Interpose => self.interpose(scene),
            Intent::Withdraw(delegate) => {
                let queue = &scene.session.floor.queue;
                let theirs = |r: &&floor::Request| r.delegate == delegate && r.kind.is_on_item();
                let request = queue.iter().find(theirs)?.id;
                self.send(
                    delegate,
                    Command::Floor(floor::Command::Withdraw { request }),
                )
            }
            Intent::EndSpeech(request) => self.end_speech(request, scene),
            Intent::Ready(delegate, poll) => {
                let found = scene.session.polls.get(poll)?;
                if found.stage != Stage::Prepared || !scene.is_present(delegate) {
                    return None;
                }
                self.send(delegate, Command::Poll(poll::Command::Ready { poll }))
            }
            Intent::Vote(delegate, poll) => self.vote(delegate, poll, scene),
            Intent::VoteAgain(delegate, poll) => {
                let found = scene.session.polls.get(poll)?;
                if !found.is_open() || !found.voted.contains_key(&delegate) {
                    return None;
                }
                let chosen = self.chosen.get(&delegate).copied();
                let other = if chosen == Some(ChoiceNo(0)) { 1 } else { 0 };
                self.send(delegate, cast(poll, ChoiceNo(other)))
                    .map(in_vain)
            }
            Intent::VoteLate(poll) => {
                let found = scene.session.polls.get(poll)?;
                found.closed_at?;
                let forgot = found.missing().find(|who| self.online.contains(who));
                let voter = forgot.or_else(|| self.online.first().copied())?;
                self.send(voter, cast(poll, ChoiceNo(0))).map(in_vain)
            }
            Intent::AskInVain => {
                if scene.session.floor.list.is_open() {
                    return None;
                }
                let delegate = self.anybody(scene)?;
                self.send(delegate, ask(delegate, Kind::Speech))
                    .map(in_vain)
            }
        }
    }

    fn come(&mut self, delegate: DelegateId) -> Option<Act> {
        let is_new = self.online.insert(delegate);
        is_new.then(|| Act::new(Who::Delegate(delegate), Deed::Connect))
    }

    fn go(&mut self, delegate: DelegateId) -> Option<Act> {
        let was_there = self.online.remove(&delegate);
        was_there.then(|| Act::new(Who::Delegate(delegate), Deed::Disconnect))
    }

    /// Nothing where their connection is lost just now.
    fn send(&self, delegate: DelegateId, command: Command) -> Option<Act> {
        let is_online = self.online.contains(&delegate);
        is_online.then(|| Act::command(Who::Delegate(delegate), command))
    }

    fn check_out(&mut self, delegate: DelegateId, scene: &mut Scene<'_>) -> Option<Act> {
        let floor = &scene.session.floor;
        let speeches = floor.speeches();
        let mut engaged = speeches
            .map(|speech| speech.request.delegate)
            .chain(floor.queue.iter().map(|request| request.delegate));
        if engaged.any(|who| who == delegate) {
            let later = scene.now + Millis(15_000);
            self.intents.at(later, Intent::CheckOut(delegate));
            return None;
        }
        if !scene.is_present(delegate) {
            return None;
        }
        let at = scene.now + scene.length(2..=4);
        self.intents.at(at, Intent::GoOffline(delegate));
        self.send(delegate, Command::Attendance(attendance::Command::CheckOut))
    }

    fn outage(&mut self, scene: &mut Scene<'_>) -> Option<Act> {
        let next = scene.now + scene.length(90..=200);
        self.intents.at(next, Intent::Outage);
        let there: Vec<_> = scene.company.remote.intersection(&self.online).collect();
        let delegate = **scene.rng.choice(&there)?;
        let back = scene.now + scene.length(20..=90);
        self.intents.at(back, Intent::ComeBack(delegate));
        self.go(delegate)
    }

    fn stir(&mut self, scene: &mut Scene<'_>) -> Option<Act> {
        let floor = &scene.session.floor;
        let most = if scene.prelude { QUEUE - 1 } else { QUEUE };
        let can_ask = scene.session.phase.is_open()
            && scene.session.agenda.current.is_some()
            && floor.list.is_open();
        if can_ask && floor.queue.len() >= most {
            let next = scene.now + scene.length(14..=22);
            self.intents.at(next, Intent::Stir);
            return self.give_up(scene);
        }
        let delegate = can_ask.then(|| self.anybody(scene)).flatten();
        let Some(delegate) = delegate else {
            let later = scene.now + Millis(6_000);
            self.intents.at(later, Intent::Stir);
            return None;
        };
        let next = scene.after(14..=26);
        self.intents.at(next, Intent::Stir);
        if scene.chance(12) {
            let at = scene.now + scene.length(10..=20);
            self.intents.at(at, Intent::Withdraw(delegate));
        }
        let was_answered = floor.heard.iter().any(|heard| {
            heard.request.item == scene.session.agenda.current && heard.request.kind == Kind::Speech
        });
        let kind = if was_answered && scene.chance(25) {
            Kind::Reply
        } else {
            Kind::Speech
        };
        self.send(delegate, ask(delegate, kind))
    }

    /// Where many wait, one of them thinks better of it.
    fn give_up(&self, scene: &mut Scene<'_>) -> Option<Act> {
        let queue = scene.session.floor.queue.iter();
        let theirs: Vec<_> = queue
            .filter(|r| r.kind.is_on_item() && self.online.contains(&r.delegate))
            .collect();
        // Who is next stays.
        let waiting = scene.rng.choice(theirs.get(1..)?)?;
        let request = waiting.id;
        let command = floor::Command::Withdraw { request };
        self.send(waiting.delegate, Command::Floor(command))
    }

    fn point_of_order(&mut self, scene: &mut Scene<'_>) -> Option<Act> {
        let in_session = scene.session.phase.is_open() && scene.session.agenda.current.is_some();
        let delegate = in_session.then(|| self.anybody(scene)).flatten();
        let wait = match delegate {
            Some(_) => scene.length(260..=340),
            None => Millis(10_000),
        };
        self.intents.at(scene.now + wait, Intent::PointOfOrder);
        let delegate = delegate?;
        self.send(delegate, ask(delegate, Kind::PointOfOrder))
    }

    fn interpose(&mut self, scene: &mut Scene<'_>) -> Option<Act> {
        let floor = &scene.session.floor;
        let is_on_item = |speech: &&floor::Speech| speech.request.kind.is_on_item();
        let fits = scene.session.phase.is_open()
            && floor.list.is_open()
            && floor.current().filter(is_on_item).is_some()
            && floor.queue.iter().all(|r| r.kind != Kind::Interposed);
        let delegate = fits.then(|| self.anybody(scene)).flatten();
        let wait = match delegate {
            Some(_) => scene.length(130..=200),
            None => Millis(4_000),
        };
        self.intents.at(scene.now + wait, Intent::Interpose);
        let delegate = delegate?;
        self.send(delegate, ask(delegate, Kind::Interposed))
    }

    fn end_speech(&mut self, request: RequestId, scene: &mut Scene<'_>) -> Option<Act> {
        let floor = &scene.session.floor;
        let is_theirs = |speech: &&floor::Speech| speech.request.id == request;
        let current = floor.current().filter(is_theirs);
        let waits = current.is_some_and(floor::Speech::is_paused)
            || floor.interrupted.iter().any(|s| is_theirs(&s));
        if waits {
            let later = scene.now + Millis(5_000);
            self.intents.at(later, Intent::EndSpeech(request));
            return None;
        }
        let delegate = current?.request.delegate;
        self.send(delegate, Command::Floor(floor::Command::End { request }))
    }

    fn vote(&mut self, delegate: DelegateId, poll: PollId, scene: &mut Scene<'_>) -> Option<Act> {
        let found = scene.session.polls.get(poll)?;
        let may_vote = found.is_open() && found.missing().any(|who| who == delegate);
        if !may_vote || !scene.is_present(delegate) {
            return None;
        }
        if !self.online.contains(&delegate) {
            let later = scene.now + Millis(4_000);
            self.intents.at(later, Intent::Vote(delegate, poll));
            return None;
        }
        let choice = opinion(found, scene);
        self.chosen.insert(delegate, choice);
        self.send(delegate, cast(poll, choice))
    }

    /// Somebody with a device who neither speaks nor waits nor has a part in the item.
    fn anybody(&self, scene: &mut Scene<'_>) -> Option<DelegateId> {
        let session = scene.session;
        let floor = &session.floor;
        let item = session
            .agenda
            .current
            .and_then(|item| session.plan.item(item));
        let busy: BTreeSet<_> = floor
            .speeches()
            .map(|speech| speech.request.delegate)
            .chain(floor.queue.iter().map(|request| request.delegate))
            .chain(item.and_then(|item| item.presenter))
            .chain([session.presiding])
            .collect();
        let free: Vec<_> = self
            .online
            .iter()
            .copied()
            .filter(|who| scene.is_present(*who) && !busy.contains(who))
            .collect();
        scene.rng.choice(free)
    }
}

/// What somebody votes.
pub(super) fn opinion(poll: &Poll, scene: &mut Scene<'_>) -> ChoiceNo {
    let choices = (0..).map(ChoiceNo).zip(&poll.question.choices);
    let yes = choices
        .clone()
        .find(|(_, choice)| choice.sense == Sense::Yes);
    let agrees = scene.chance(80);
    let all: Vec<_> = choices.map(|(number, _)| number).collect();
    match yes {
        Some((number, _)) if agrees => number,
        _ => scene.rng.choice(all).unwrap_or(ChoiceNo(0)),
    }
}

fn ask(delegate: DelegateId, kind: Kind) -> Command {
    Command::Floor(floor::Command::ask(delegate, kind))
}

fn cast(poll: PollId, choice: ChoiceNo) -> Command {
    let choice = choice.into();
    Command::Poll(poll::Command::Cast {
        poll,
        choice,
        delegate: None,
    })
}

fn in_vain(act: Act) -> Act {
    Act {
        refused: true,
        ..act
    }
}
