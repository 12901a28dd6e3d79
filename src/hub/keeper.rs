//! The keeper of a session: one thread that owns it and is its only writer.
//!
//! Requests come through one bounded inbox. The keeper takes all that are waiting, decides them one
//! after the other, makes everything that came of them durable in one write, and only then tells
//! anybody. So a thousand ballots at once cost a few writes, and what was shown or acknowledged is
//! never lost. Rules are the concern of `session`, durability of `journal`, sending of the
//! connections.

use std::collections::HashMap;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Instant;

use tokio::sync::mpsc;
use uuid::Uuid;

use super::clock::Clock;
use super::memory::{Memory, answer_to};
use super::outbox::Outbox;
use super::past::Past;
use super::seats::{Seat, SeatNo, Seats};
use crate::journal::{Journal, JournalError, Kept};
use crate::session::poll::{Manner, SealedBallot, SealedBallots};
use crate::session::{
    Actor, Command, CommandId, Context, DelegateId, Event, PollId, Record, Refusal, Seq, Session,
    Time, attendance, decide, due, poll,
};
use crate::wire::{Answer, Audience, Bye, HubMessage, VERSION, Vitals};

/// How many requests may wait for the keeper.
pub(super) const INBOX: usize = 1_024;
/// How many requests are decided before they are made durable together.
const MOST_AT_ONCE: usize = 512;
/// How many things may come due at once. More would mean that some rule never comes to rest.
const MOST_DUE: usize = 64;

/// What the keeper is asked.
#[derive(Debug)]
pub(super) enum Request {
    /// Somebody was let in.
    Join(Box<Join>),
    /// A connection is gone.
    Leave(SeatNo),
    /// Somebody wants something.
    Command {
        /// Who.
        seat: SeatNo,
        /// The command's number.
        id: CommandId,
        /// What.
        command: Box<Command>,
    },
    /// Time goes on, which may bring something about by itself.
    Tick,
    /// Time to say how the hub fares.
    Report,
    /// Stop, and say this to everybody.
    Stop(Bye),
}

/// Somebody who was let in.
#[derive(Debug)]
pub(super) struct Join {
    /// The connection.
    pub(super) seat: SeatNo,
    /// Who acts through it.
    pub(super) actor: Actor,
    /// Whether somebody is here because of it; a tool is nobody.
    pub(super) is_device: bool,
    /// The last record they saw.
    pub(super) since: Seq,
    /// In which journal.
    pub(super) journal: Option<Uuid>,
    /// Where to send what they are told.
    pub(super) outbox: Outbox,
}

/// What the keeper has done for it where the journal is kept.
pub(super) trait Housekeeping: Send {
    /// A secret poll is over: whatever could tell in which order its ballots came must go.
    fn forget_trail(&self);
    /// Somebody was added to the roster and needs a token.
    fn delegate_added(&self, delegate: DelegateId);
    /// Bytes free where the journal is kept, where that is known.
    fn disk_free(&self) -> Option<u64>;
}

/// The one writer of a session.
pub(super) struct Keeper {
    name: String,
    journal: Box<dyn Journal>,
    id: Uuid,
    clock: Arc<dyn Clock>,
    housekeeping: Box<dyn Housekeeping>,
    too_fast: Arc<AtomicU32>,
    session: Session,
    sealed: SealedBallots,
    last: Time,
    past: Past,
    memory: Memory,
    seats: Seats,
    /// Whether the record may say something else of delegates' devices than what is so.
    links_unsettled: bool,
    last_write_us: u32,
    longest_write_us: u32,
}

/// What came of a batch of requests, before any of it is durable.
#[derive(Default)]
struct Draft {
    records: Vec<Record>,
    sealed: Vec<SealedBallot>,
    /// What became of the commands of this batch.
    answers: HashMap<CommandId, (Actor, Answer)>,
    /// Accepted, without any record.
    idle: Vec<(CommandId, Actor)>,
    then: Vec<Then>,
    report: bool,
    stop: Option<Bye>,
    /// The working session cannot be trusted any more.
    spoilt: bool,
}

/// Why a batch did not become durable.
enum Unsaved {
    /// Nothing was written, and the journal is as it was.
    Undone,
    /// The journal can no longer be written.
    Lost(JournalError),
}

/// Why a session cannot be kept.
#[derive(Debug, thiserror::Error)]
pub enum KeeperError {
    /// Its journal failed.
    #[error(transparent)]
    Journal(#[from] JournalError),
    /// Its journal does not begin with a plan.
    #[error("the journal does not begin with the plan of a session, so nothing can be kept in it")]
    NoPlan,
}

/// What is to be said once the batch is durable, in this order.
enum Then {
    Welcome(Box<Join>),
    Reply {
        seat: SeatNo,
        id: CommandId,
        answer: Answer,
        /// Whether the answer stands even if this batch cannot be saved.
        settled: bool,
    },
}

impl Keeper {
    /// Takes over a journal: reads it and works out how the session stands.
    ///
    /// # Errors
    /// Where the journal cannot be read, or does not begin with a plan.
    pub(super) fn open(
        name: &str,
        mut journal: Box<dyn Journal>,
        clock: Arc<dyn Clock>,
        housekeeping: Box<dyn Housekeeping>,
        too_fast: Arc<AtomicU32>,
    ) -> Result<Self, KeeperError> {
        let kept = journal.load()?;
        let session = replayed(&kept)?;
        let mut past = Past::default();
        let mut memory = Memory::default();
        for record in &kept.records {
            past.push(record);
            memory.keep(record);
        }
        Ok(Self {
            name: name.to_owned(),
            journal,
            id: kept.id,
            clock,
            housekeeping,
            too_fast,
            session,
            sealed: kept.sealed,
            last: kept.records.last().map_or(Time(0), |record| record.at),
            past,
            memory,
            seats: Seats::default(),
            links_unsettled: true,
            last_write_us: 0,
            longest_write_us: 0,
        })
    }

    /// The session as it stands.
    pub(super) fn session(&self) -> &Session {
        &self.session
    }

    /// Keeps the session until it is told to stop, or can no longer write.
    pub(super) fn run(mut self, mut inbox: mpsc::Receiver<Request>) {
        let kept = catch_unwind(AssertUnwindSafe(|| {
            let mut batch = Vec::new();
            while inbox.blocking_recv_many(&mut batch, MOST_AT_ONCE) > 0 {
                if self.handle(std::mem::take(&mut batch)).is_break() {
                    break;
                }
            }
        }));
        if kept.is_err() {
            tracing::error!(session = self.name, "the session's keeper failed and stops");
            self.seats.dismiss(Bye::JournalLost);
        }
    }

    /// Deals with requests that came together.
    fn handle(&mut self, batch: Vec<Request>) -> ControlFlow<()> {
        let mut draft = Draft::default();
        self.settle_links(&mut draft);
        for request in batch {
            self.take(request, &mut draft);
            if draft.stop.is_some() {
                break;
            }
        }
        let since = self.past.head();
        match self.save(&draft) {
            Ok(()) => self.publish(&draft.records, since),
            Err(Unsaved::Undone) => {
                if let Err(error) = self.start_over(&mut draft) {
                    return self.lose(&error);
                }
            }
            Err(Unsaved::Lost(error)) => return self.lose(&error.into()),
        }
        self.answer(draft.then);
        for (id, actor) in draft.idle {
            self.memory.keep_idle(id, actor, self.past.head());
        }
        self.keep_house(&draft.records);
        if draft.report {
            self.tell_vitals();
        }
        match draft.stop {
            Some(bye) => {
                self.seats.dismiss(bye);
                ControlFlow::Break(())
            }
            None => ControlFlow::Continue(()),
        }
    }

    fn take(&mut self, request: Request, draft: &mut Draft) {
        match request {
            Request::Join(join) => {
                let now = self.now();
                let seat = Seat::of(join.actor.clone(), join.is_device, now);
                let first = self.seats.take(join.seat, seat);
                if let Some(delegate) = first {
                    self.link_changed(delegate, true, draft);
                }
                draft.then.push(Then::Welcome(join));
            }
            Request::Leave(seat) => {
                if let Some(delegate) = self.seats.leave(seat) {
                    self.link_changed(delegate, false, draft);
                }
            }
            Request::Command { seat, id, command } => {
                let Some(actor) = self.seats.actor(seat).cloned() else {
                    return;
                };
                let known = self.memory.answer(id, &actor);
                let settled = known.is_some();
                let answer = known.unwrap_or_else(|| self.command(&actor, id, *command, draft));
                draft.then.push(Then::Reply {
                    seat,
                    id,
                    answer,
                    settled,
                });
            }
            Request::Tick => self.settle(draft),
            Request::Report => draft.report = true,
            Request::Stop(bye) => draft.stop = Some(bye),
        }
    }

    /// Decides a command that was not done before.
    fn command(
        &mut self,
        actor: &Actor,
        id: CommandId,
        command: Command,
        draft: &mut Draft,
    ) -> Answer {
        if let Some((by, answer)) = draft.answers.get(&id) {
            return answer_to(actor, by, answer.clone());
        }
        self.settle(draft);
        let now = self.now();
        let context = Context {
            now,
            sealed: &self.sealed,
        };
        // One command that trips over a mistake in the rules must not end the session for all.
        let decided = catch_unwind(AssertUnwindSafe(|| {
            decide(&self.session, actor, command, &context)
        }));
        let answer = match decided {
            Ok(Ok(decision)) => {
                if decision.events.is_empty() {
                    draft.idle.push((id, actor.clone()));
                }
                if let Some(ballot) = decision.sealed {
                    self.sealed.add(ballot.clone());
                    draft.sealed.push(ballot);
                }
                self.record(Some(actor), Some(id), decision.events, now, draft);
                let seq = self.drafted(draft);
                self.settle(draft);
                Answer::Done { seq }
            }
            Ok(Err(refusal)) => Answer::Refused(refusal),
            Err(_) => {
                tracing::error!(session = self.name, command = %id, "deciding a command failed");
                Answer::Refused(Refusal::NotSaved)
            }
        };
        draft.answers.insert(id, (actor.clone(), answer.clone()));
        answer
    }

    fn link_changed(&mut self, delegate: DelegateId, up: bool, draft: &mut Draft) {
        let now = self.now();
        let events = self.session.link_changed(delegate, up, now);
        self.record(None, None, events, now, draft);
        self.settle(draft);
    }

    /// Writes down what has come due, each at its moment.
    fn settle(&mut self, draft: &mut Draft) {
        for _ in 0..MOST_DUE {
            let context = Context {
                now: self.now(),
                sealed: &self.sealed,
            };
            let come = catch_unwind(AssertUnwindSafe(|| due(&self.session, &context)));
            match come {
                Ok(Some(come)) => {
                    let at = come.at.max(self.last);
                    self.record(None, None, come.events, at, draft);
                }
                Ok(None) => return,
                Err(_) => {
                    tracing::error!(session = self.name, "working out what is due failed");
                    return;
                }
            }
        }
        tracing::error!(session = self.name, "more came due than ever should");
    }

    /// Puts right what the record says of delegates' devices and of a wait for objections, after a restart or a write that failed.
    fn settle_links(&mut self, draft: &mut Draft) {
        if !std::mem::take(&mut self.links_unsettled) {
            return;
        }
        // While the hub was away nobody could object.
        let again = self.session.wait_again();
        let now = self.now();
        self.record(None, None, again.into_iter().collect(), now, draft);
        let everybody: Vec<_> = self.session.roster.iter().map(|a| a.delegate.id).collect();
        for delegate in everybody {
            let up = self.seats.has_device(delegate);
            self.link_changed(delegate, up, draft);
        }
    }

    /// Writes down what happened, in the working session and the draft.
    fn record(
        &mut self,
        by: Option<&Actor>,
        cause: Option<CommandId>,
        events: Vec<Event>,
        at: Time,
        draft: &mut Draft,
    ) {
        for event in events {
            let record = Record {
                seq: self.drafted(draft).next(),
                at,
                by: by.cloned(),
                cause,
                event,
            };
            let applied = catch_unwind(AssertUnwindSafe(|| self.session.apply(&record)));
            if applied.is_err() {
                tracing::error!(session = self.name, "writing down what happened failed");
                draft.spoilt = true;
            }
            self.last = at;
            draft.records.push(record);
        }
    }

    /// The last record, with those of the draft.
    fn drafted(&self, draft: &Draft) -> Seq {
        draft.records.last().map_or(self.past.head(), |r| r.seq)
    }

    /// The time on the hub's clock; never earlier than the last record.
    fn now(&self) -> Time {
        self.clock.now().max(self.last)
    }

    fn save(&mut self, draft: &Draft) -> Result<(), Unsaved> {
        if draft.spoilt {
            return Err(Unsaved::Undone);
        }
        if draft.records.is_empty() {
            return Ok(());
        }
        let begun = Instant::now();
        match self.journal.append(&draft.records, &draft.sealed) {
            Ok(()) => {}
            Err(error) if error.may_be_tried_again() => {
                tracing::error!(session = self.name, %error, "nothing was done");
                return Err(Unsaved::Undone);
            }
            Err(error) => return Err(Unsaved::Lost(error)),
        }
        self.last_write_us = u32::try_from(begun.elapsed().as_micros()).unwrap_or(u32::MAX);
        self.longest_write_us = self.longest_write_us.max(self.last_write_us);
        Ok(())
    }

    /// Tells everybody what is durable now.
    fn publish(&mut self, records: &[Record], since: Seq) {
        if records.is_empty() {
            return;
        }
        for record in records {
            self.past.push(record);
            self.memory.keep(record);
        }
        self.seats.tell(&self.past, since);
    }

    /// Goes back to what is durable, and takes back what was going to be answered.
    fn start_over(&mut self, draft: &mut Draft) -> Result<(), KeeperError> {
        let kept = self.journal.load()?;
        self.session = replayed(&kept)?;
        self.last = kept.records.last().map_or(Time(0), |record| record.at);
        self.sealed = kept.sealed;
        self.links_unsettled = true;
        draft.records.clear();
        draft.idle.clear();
        for then in &mut draft.then {
            if let Then::Reply {
                answer,
                settled: false,
                ..
            } = then
            {
                *answer = Answer::Refused(Refusal::NotSaved);
            }
        }
        Ok(())
    }

    /// The journal can no longer be written: nothing more can be promised to anybody.
    fn lose(&mut self, error: &KeeperError) -> ControlFlow<()> {
        tracing::error!(session = self.name, %error, "the journal is lost; the session stops");
        self.seats.dismiss(Bye::JournalLost);
        ControlFlow::Break(())
    }

    fn answer(&mut self, then: Vec<Then>) {
        for then in then {
            match then {
                Then::Welcome(join) => self.welcome(*join),
                Then::Reply {
                    seat, id, answer, ..
                } => {
                    let reply = HubMessage::Reply { id, answer };
                    self.seats.send_to(seat, reply.encode().into());
                }
            }
        }
    }

    fn welcome(&mut self, join: Join) {
        let head = self.past.head();
        let resumed = join.journal == Some(self.id) && join.since <= head;
        let since = if resumed { join.since } else { Seq(0) };
        let welcome = HubMessage::Welcome {
            version: VERSION,
            session: self.name.clone(),
            journal: self.id,
            role: join.actor.role,
            delegate: join.actor.delegate,
            resumed,
            head,
            now: self.now(),
        };
        let backlog = self.past.backlog(Audience::of(&join.actor), since);
        self.seats
            .welcome(join.seat, join.outbox, welcome.encode().into(), backlog);
    }

    fn keep_house(&self, records: &[Record]) {
        for record in records {
            match &record.event {
                Event::Poll(
                    poll::Event::Closed { poll, .. } | poll::Event::Cancelled { poll, .. },
                ) if self.is_secret(*poll) => self.housekeeping.forget_trail(),
                Event::Attendance(attendance::Event::Added { delegate, .. }) => {
                    self.housekeeping.delegate_added(delegate.id);
                }
                _ => {}
            }
        }
    }

    fn is_secret(&self, poll: PollId) -> bool {
        let poll = self.session.polls.get(poll);
        poll.is_some_and(|poll| poll.question.manner == Manner::Secret)
    }

    fn tell_vitals(&mut self) {
        self.seats.tell_vitals(Vitals {
            too_fast: self.too_fast.load(Ordering::Relaxed),
            last_write_us: self.last_write_us,
            longest_write_us: self.longest_write_us,
            records: self.past.head().0,
            disk_free: self.housekeeping.disk_free(),
            ..Vitals::default()
        });
    }
}

fn replayed(kept: &Kept) -> Result<Session, KeeperError> {
    Session::replay(&kept.records).ok_or(KeeperError::NoPlan)
}

#[cfg(test)]
#[path = "tests/keeper.rs"]
mod tests;
