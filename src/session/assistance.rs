//! Assistance: a delegate asks for help, for themselves and at their seat. A microphone that does not
//! work, a page that shows nothing, a glass of water.
//!
//! It is no part of the debate: it takes no floor, holds nothing up, and works in every phase of the
//! session until it is closed, also for whoever can't sign in. Each delegate has one call at most;
//! asking again changes its words. It is over when the head table or a technician says that it was
//! dealt with, when the delegate takes it back, and by itself when the delegate leaves or the session
//! is closed. Who may see it is the concern of [`crate::wire::audience`]: not the other delegates.

#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

use super::actor::Actor;
use super::attendance::{self, Presence};
use super::ids::{CallId, DelegateId};
use super::refusal::Refusal;
use super::time::Time;
use super::{Context, Event as Any, Session, life};
use crate::text::clean;

/// How long the words of a call may be, in clusters.
pub const TEXT: usize = 120;

/// The calls for help that are not over.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Assistance {
    /// The earliest first.
    calls: Vec<Call>,
    /// The highest number that was given out.
    last: u32,
}

/// A call for help.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call {
    /// Its number.
    pub id: CallId,
    /// Who needs help.
    pub delegate: DelegateId,
    /// Since when.
    pub at: Time,
    /// With what, in a line; empty where it was not said.
    pub text: String,
}

impl Assistance {
    /// The calls that are not over, the earliest first.
    pub fn calls(&self) -> impl Iterator<Item = &Call> {
        self.calls.iter()
    }

    /// The call of this delegate, while it is not over.
    #[must_use]
    pub fn of(&self, delegate: DelegateId) -> Option<&Call> {
        self.calls.iter().find(|call| call.delegate == delegate)
    }

    /// A call that ended because its delegate was marked as gone stands again: they had not left. Not
    /// where they have called anew.
    pub(super) fn put_back(&mut self, call: Call) {
        if self.of(call.delegate).is_none() {
            let place = self.calls.partition_point(|other| other.id < call.id);
            self.calls.insert(place, call);
        }
    }

    fn end(&mut self, delegate: DelegateId) {
        self.calls.retain(|call| call.delegate != delegate);
    }
}

/// What can be asked about assistance.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Command {
    /// Call for help. Where one waits for it already, other words take the place of the earlier ones,
    /// and nothing else changes. Delegate, for themselves.
    Ask {
        /// With what, in a line of at most [`TEXT`] clusters; may be empty.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        text: String,
    },
    /// Help is no longer needed. Delegate, for themselves.
    Withdraw {
        /// Which call.
        call: CallId,
    },
    /// It was dealt with. Head table, technician.
    Answer {
        /// Which call.
        call: CallId,
    },
}

/// What happened about assistance.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Event {
    /// Somebody called for help.
    Asked {
        /// The number of the call.
        call: CallId,
        /// Who.
        delegate: DelegateId,
        /// With what.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        text: String,
    },
    /// Somebody who waits for help says otherwise what is the matter.
    Reworded {
        /// Which call.
        call: CallId,
        /// Whose.
        delegate: DelegateId,
        /// With what.
        text: String,
    },
    /// Help is no longer needed.
    Withdrawn {
        /// Which call.
        call: CallId,
        /// Whose.
        delegate: DelegateId,
    },
    /// The call was dealt with.
    Answered {
        /// Which call.
        call: CallId,
        /// Whose.
        delegate: DelegateId,
    },
}

impl Event {
    /// Whose call it is about.
    #[must_use]
    pub fn delegate(&self) -> DelegateId {
        match self {
            Self::Asked { delegate, .. }
            | Self::Reworded { delegate, .. }
            | Self::Withdrawn { delegate, .. }
            | Self::Answered { delegate, .. } => *delegate,
        }
    }
}

pub(super) fn decide(
    session: &Session,
    actor: &Actor,
    command: Command,
    _: &Context<'_>,
) -> Result<Vec<Any>, Refusal> {
    let event = match command {
        Command::Ask { text } => ask(session, actor, &text)?,
        Command::Withdraw { call } => {
            let delegate = actor.must_be_delegate()?;
            session.must_not_be_closed()?;
            if session.call(call)?.delegate != delegate {
                return Err(Refusal::NotYourself);
            }
            Some(Event::Withdrawn { call, delegate })
        }
        Command::Answer { call } => {
            if !actor.role.gives_help() {
                return Err(Refusal::NotYourRole { role: actor.role });
            }
            session.must_not_be_closed()?;
            let delegate = session.call(call)?.delegate;
            Some(Event::Answered { call, delegate })
        }
    };
    Ok(event.into_iter().map(Any::Assistance).collect())
}

/// A call, or other words for one; nothing where nothing new is said.
fn ask(session: &Session, actor: &Actor, text: &str) -> Result<Option<Event>, Refusal> {
    let delegate = actor.must_be_delegate()?;
    session.must_not_be_closed()?;
    session.attendee(delegate)?;
    let text = clean::line(text, TEXT);
    let Some(call) = session.assistance.of(delegate) else {
        let call = CallId(session.assistance.last.saturating_add(1));
        return Ok(Some(Event::Asked {
            call,
            delegate,
            text,
        }));
    };
    // Who only presses again takes back nothing of what they said.
    if text.is_empty() || text == call.text {
        return Ok(None);
    }
    let call = call.id;
    Ok(Some(Event::Reworded {
        call,
        delegate,
        text,
    }))
}

pub(super) fn apply(session: &mut Session, event: &Event, at: Time) {
    let assistance = &mut session.assistance;
    match event {
        Event::Asked {
            call,
            delegate,
            text,
        } => {
            assistance.end(*delegate);
            assistance.last = assistance.last.max(call.0);
            assistance.calls.push(Call {
                id: *call,
                delegate: *delegate,
                at,
                text: text.clone(),
            });
        }
        Event::Reworded { call, text, .. } => {
            let call = assistance.calls.iter_mut().find(|known| known.id == *call);
            if let Some(call) = call {
                call.text.clone_from(text);
            }
        }
        Event::Withdrawn { call, .. } | Event::Answered { call, .. } => {
            assistance.calls.retain(|known| known.id != *call);
        }
    }
}

/// What else ends a call: its delegate leaves, or the session is closed.
pub(super) fn follow(session: &mut Session, event: &Any) {
    match event {
        Any::Life(life::Event::Closed) => session.assistance.calls.clear(),
        Any::Attendance(event) => {
            if let Some(delegate) = gone(event) {
                session.assistance.end(delegate);
            }
        }
        _ => {}
    }
}

/// Who is gone by this. To be expected still is not to be gone.
fn gone(event: &attendance::Event) -> Option<DelegateId> {
    match event {
        attendance::Event::Marked {
            delegate,
            presence: Presence::Left { .. } | Presence::Absent | Presence::Excused { .. },
        } => Some(*delegate),
        _ => None,
    }
}

impl Session {
    /// The call that this ends by itself, if it ends one.
    pub(super) fn call_ended_by(&self, event: &attendance::Event) -> Option<&Call> {
        self.assistance.of(gone(event)?)
    }

    fn call(&self, call: CallId) -> Result<&Call, Refusal> {
        let mut calls = self.assistance.calls();
        let known = calls.find(|known| known.id == call);
        known.ok_or(Refusal::NoSuchCall { call })
    }
}
