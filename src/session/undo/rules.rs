//! Who may undo what, until when.

use super::lately::take_back;
use super::{Command, Event};
use crate::session::actor::{Actor, Role};
use crate::session::floor;
use crate::session::ids::Seq;
use crate::session::record::Record;
use crate::session::refusal::Refusal;
use crate::session::time::Time;
use crate::session::{self, Context, Session};

pub(in crate::session) fn decide(
    session: &Session,
    actor: &Actor,
    command: Command,
    context: &Context<'_>,
) -> Result<Vec<session::Event>, Refusal> {
    let Command::Step { step } = command;
    may_be_undone(session, actor, step, context.now)?;
    let undone = session::Event::Undo(Event::Undone { step });
    let after = session.without(step, context);
    let mut regained = after.floor.speaking.iter();
    let absent = regained.find(|speech| {
        session.floor.speech(speech.request.id).is_none()
            && after.must_be_present(speech.request.delegate).is_err()
    });
    if let Some(speech) = absent {
        after.must_be_present(speech.request.delegate)?;
    }
    let order = floor::order::ordered(&after, &after.floor).map(session::Event::Floor);
    Ok(std::iter::once(undone).chain(order).collect())
}

fn may_be_undone(session: &Session, actor: &Actor, seq: Seq, now: Time) -> Result<(), Refusal> {
    actor.must_be_officer()?;
    let lately = &session.lately;
    let step = lately.step(seq).ok_or(Refusal::TooLateToUndo)?;
    if step.undone.is_some() {
        return Err(Refusal::AlreadyUndone { step: seq });
    }
    if !step.is_undoable() {
        return Err(Refusal::CannotBeUndone);
    }
    if now >= step.until() {
        return Err(Refusal::TooLateToUndo);
    }
    if step.is_the_chairs() {
        actor.must_be(Role::Chair)?;
    }
    for later in lately.since(step) {
        if later.is_barrier() {
            return Err(Refusal::MovedOnSince);
        }
        if !later.builds_on(step) || later.follows_from(step) {
            continue;
        }
        return Err(if later.is_undoable() {
            Refusal::LaterStepFirst { step: later.seq }
        } else {
            Refusal::MovedOnSince
        });
    }
    Ok(())
}

impl Session {
    /// Whether this person may undo the step that began with this record.
    ///
    /// # Errors
    /// The rule that forbids it.
    pub fn may_undo(&self, actor: &Actor, step: Seq, now: Time) -> Result<(), Refusal> {
        may_be_undone(self, actor, step, now)
    }

    /// The session as it would be without this step.
    fn without(&self, step: Seq, context: &Context<'_>) -> Self {
        let mut after = self.clone();
        let undo = Event::Undone { step };
        let record = Record {
            seq: Seq(u32::MAX),
            at: context.now,
            by: None,
            cause: None,
            event: session::Event::Undo(undo),
        };
        take_back(&mut after, undo, &record);
        after
    }
}
