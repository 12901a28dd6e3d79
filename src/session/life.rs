//! The session itself: opened, suspended, closed; who presides; what is announced to everybody.

use serde::{Deserialize, Serialize};

use super::actor::{Actor, Role};
use super::ids::DelegateId;
use super::refusal::Refusal;
use super::time::Time;
use super::{Context, Session, agenda, floor, poll};
use crate::text::clean;

/// How long an announcement may be, in clusters.
pub const ANNOUNCEMENT: usize = 500;

/// Where the session stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Phase {
    /// Not yet opened.
    #[default]
    Planned,
    /// In session.
    Open,
    /// Interrupted, to be resumed.
    Suspended {
        /// Since when.
        since: Time,
    },
    /// Over.
    Closed {
        /// When it was closed.
        at: Time,
    },
}

impl Phase {
    /// Not yet opened.
    #[must_use]
    pub fn is_planned(&self) -> bool {
        matches!(self, Self::Planned)
    }

    /// In session and not suspended.
    #[must_use]
    pub fn is_open(&self) -> bool {
        matches!(self, Self::Open)
    }

    /// Interrupted.
    #[must_use]
    pub fn is_suspended(&self) -> bool {
        matches!(self, Self::Suspended { .. })
    }

    /// Over.
    #[must_use]
    pub fn is_closed(&self) -> bool {
        matches!(self, Self::Closed { .. })
    }
}

/// Something announced to everybody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Announcement {
    /// When.
    pub at: Time,
    /// What.
    pub text: String,
}

/// What can be asked of the session itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Command {
    /// Open it. Chair.
    Open,
    /// Interrupt it; a running speech is paused. Chair.
    Suspend,
    /// Go on. Chair.
    Resume,
    /// Close it for good: the current item is finished, the floor emptied, a prepared question taken
    /// back. Conclusions can still be written and results published. Chair.
    Close,
    /// Let somebody else preside: a deputy, or the chair again. Chair.
    HandChair {
        /// Who presides from now on.
        to: DelegateId,
    },
    /// Tell everybody something. Head table.
    Announce {
        /// What.
        text: String,
    },
}

/// What happened to the session itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Event {
    /// It was opened.
    Opened,
    /// It was interrupted.
    Suspended,
    /// It went on.
    Resumed,
    /// It was closed.
    Closed,
    /// Somebody else presides.
    ChairHanded {
        /// Who.
        to: DelegateId,
    },
    /// Something was announced.
    Announced {
        /// What.
        text: String,
    },
}

pub(super) fn decide(
    session: &Session,
    actor: &Actor,
    command: Command,
    context: &Context<'_>,
) -> Result<Vec<super::Event>, Refusal> {
    if matches!(command, Command::Announce { .. }) {
        actor.must_be_officer()?;
    } else {
        actor.must_be(Role::Chair)?;
    }
    session.must_not_be_closed()?;
    let mut events = Vec::new();
    let event = match command {
        Command::Open if session.phase.is_planned() => {
            session.must_have_quorum(session.quorum_to_begin(context.now), context.now)?;
            Event::Opened
        }
        Command::Open => return Err(Refusal::SessionAlreadyOpen),
        Command::Suspend => {
            session.must_be_open()?;
            session.must_have_no_open_poll()?;
            events.extend(floor::pause_running(session));
            Event::Suspended
        }
        Command::Resume if session.phase.is_suspended() => Event::Resumed,
        Command::Resume => return Err(Refusal::SessionNotSuspended),
        Command::Close => {
            if session.phase.is_planned() {
                return Err(Refusal::SessionNotOpen);
            }
            session.must_have_no_open_poll()?;
            session.must_have_no_tie()?;
            events.extend(poll::withdraw(session));
            events.extend(floor::close(session, context));
            if let Some(item) = session.agenda.current {
                let stopped = agenda::Event::Stopped { item, done: true };
                events.push(super::Event::Agenda(stopped));
            }
            Event::Closed
        }
        Command::HandChair { to } => {
            session.must_be_present(to)?;
            if to == session.presiding {
                return Err(Refusal::AlreadyPresiding { delegate: to });
            }
            if to != session.plan.chair && !session.plan.deputies.contains(&to) {
                return Err(Refusal::NotADeputy { delegate: to });
            }
            Event::ChairHanded { to }
        }
        Command::Announce { text } => {
            let text = clean::line(&text, ANNOUNCEMENT);
            if text.is_empty() {
                return Err(Refusal::empty("text"));
            }
            Event::Announced { text }
        }
    };
    events.push(super::Event::Life(event));
    Ok(events)
}

pub(super) fn apply(session: &mut Session, event: &Event, at: Time) {
    match event {
        Event::Opened => {
            session.phase = Phase::Open;
            session.opened_at = Some(at);
        }
        Event::Suspended => {
            session.phase = Phase::Suspended { since: at };
            session.agenda.halt(at);
        }
        Event::Resumed => {
            session.phase = Phase::Open;
            session.agenda.run(at);
        }
        Event::Closed => session.phase = Phase::Closed { at },
        Event::ChairHanded { to } => session.presiding = *to,
        Event::Announced { text } => {
            session.announcements.push(Announcement {
                at,
                text: text.clone(),
            });
        }
    }
}

impl Actor {
    pub(super) fn must_be(&self, role: Role) -> Result<(), Refusal> {
        if self.role == role {
            Ok(())
        } else {
            Err(Refusal::NotYourRole { role: self.role })
        }
    }

    pub(super) fn must_be_officer(&self) -> Result<(), Refusal> {
        if self.role.is_officer() {
            Ok(())
        } else {
            Err(Refusal::NotYourRole { role: self.role })
        }
    }
}

impl Session {
    pub(super) fn must_be_open(&self) -> Result<(), Refusal> {
        match self.phase {
            Phase::Open => Ok(()),
            Phase::Planned => Err(Refusal::SessionNotOpen),
            Phase::Suspended { .. } => Err(Refusal::SessionSuspended),
            Phase::Closed { .. } => Err(Refusal::SessionClosed),
        }
    }

    pub(super) fn must_not_be_closed(&self) -> Result<(), Refusal> {
        if self.phase.is_closed() {
            Err(Refusal::SessionClosed)
        } else {
            Ok(())
        }
    }

    pub(super) fn must_be_present(&self, delegate: DelegateId) -> Result<(), Refusal> {
        if self.attendee(delegate)?.presence.is_present() {
            Ok(())
        } else {
            Err(Refusal::NotPresent { delegate })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::attendance;
    use super::super::testing::Meeting;
    use super::*;

    #[test]
    fn a_session_is_opened_suspended_resumed_and_closed_once() {
        let mut meeting = Meeting::planned();
        let refused = |refusal| Err(refusal);
        assert_eq!(
            meeting.chair(Command::Suspend),
            refused(Refusal::SessionNotOpen)
        );
        assert_eq!(
            meeting.chair(Command::Resume),
            refused(Refusal::SessionNotSuspended)
        );
        assert_eq!(
            meeting.chair(Command::Close),
            refused(Refusal::SessionNotOpen)
        );
        meeting.chair(Command::Open).unwrap();
        assert_eq!(meeting.session.opened_at, Some(meeting.now));
        assert_eq!(
            meeting.chair(Command::Open),
            refused(Refusal::SessionAlreadyOpen)
        );
        meeting.later(60);
        meeting.chair(Command::Suspend).unwrap();
        let since = meeting.now;
        assert_eq!(meeting.session.phase, Phase::Suspended { since });
        assert_eq!(
            meeting.chair(Command::Suspend),
            refused(Refusal::SessionSuspended)
        );
        meeting.chair(Command::Resume).unwrap();
        meeting.chair(Command::Suspend).unwrap();
        meeting.chair(Command::Close).unwrap();
        for command in [
            Command::Open,
            Command::Suspend,
            Command::Resume,
            Command::Close,
        ] {
            assert_eq!(meeting.chair(command), refused(Refusal::SessionClosed));
        }
    }

    #[test]
    fn closing_finishes_the_item_and_empties_the_floor() {
        let mut meeting = Meeting::open();
        let item = super::super::ItemId(1);
        meeting.chair(agenda::Command::Start { item }).unwrap();
        let request = meeting.asks(5, floor::Kind::Speech);
        meeting.asks(6, floor::Kind::Speech);
        meeting.give(request).unwrap();
        meeting.chair(Command::Close).unwrap();
        let session = &meeting.session;
        assert!(session.agenda.progress(item).done);
        assert!(session.floor.speaking.is_empty());
        assert_eq!(
            (session.floor.heard.len(), session.floor.unheard.len()),
            (1, 1)
        );
    }

    #[test]
    fn a_deputy_takes_the_chair_and_gives_it_back() {
        let mut meeting = Meeting::open();
        let to = |delegate| Command::HandChair {
            to: DelegateId(delegate),
        };
        let delegate = DelegateId(1);
        assert_eq!(
            meeting.chair(to(1)),
            Err(Refusal::AlreadyPresiding { delegate })
        );
        let delegate = DelegateId(4);
        assert_eq!(meeting.chair(to(4)), Err(Refusal::NotADeputy { delegate }));
        let delegate = DelegateId(99);
        assert_eq!(
            meeting.chair(to(99)),
            Err(Refusal::NoSuchDelegate { delegate })
        );
        meeting.chair(to(3)).unwrap();
        assert_eq!(meeting.session.presiding, DelegateId(3));
        meeting.delegate(1, attendance::Command::CheckOut).unwrap();
        let delegate = DelegateId(1);
        assert_eq!(meeting.chair(to(1)), Err(Refusal::NotPresent { delegate }));
        let place = attendance::Place::Hall;
        meeting
            .delegate(1, attendance::Command::CheckIn { place })
            .unwrap();
        meeting.chair(to(1)).unwrap();
        assert_eq!(meeting.session.presiding, DelegateId(1));
    }

    #[test]
    fn an_announcement_is_cleaned_and_says_something() {
        let mut meeting = Meeting::planned();
        let announce = |text: &str| Command::Announce {
            text: text.to_owned(),
        };
        let field = "text".to_owned();
        assert_eq!(
            meeting.secretary(announce("\u{7} ")),
            Err(Refusal::Empty { field })
        );
        meeting
            .secretary(announce("Giải lao\n10 phút\u{1b}]0;x\u{7}"))
            .unwrap();
        let (at, text) = (meeting.now, "Giải lao 10 phút".to_owned());
        assert_eq!(meeting.session.announcements, [Announcement { at, text }]);
    }
}
