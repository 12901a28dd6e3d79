//! Who may do what with the floor, and what follows.

use super::{Command, Event, Kind, MOST_ADDED, MOST_WAITING, REASON, Request, Speech};
use crate::session::actor::{Actor, Role};
use crate::session::due::Due;
use crate::session::ids::DelegateId;
use crate::session::refusal::Refusal;
use crate::session::time::{Millis, Seconds, Time};
use crate::session::{self, Context, Session};
use crate::text::clean;

pub(in crate::session) fn decide(
    session: &Session,
    actor: &Actor,
    command: Command,
    context: &Context<'_>,
) -> Result<Vec<session::Event>, Refusal> {
    session.must_not_be_closed()?;
    let floor = &session.floor;
    let events = match command {
        Command::Ask { delegate, kind } => {
            vec![ask(session, actor, delegate, kind)?]
        }
        Command::Withdraw { request } => {
            let waiting = floor.must_be_waiting(request)?;
            match actor.role {
                Role::Delegate => actor.must_be_themselves(waiting.delegate)?,
                _ => actor.must_be_officer()?,
            }
            vec![Event::Withdrawn { request }]
        }
        Command::Remove { request, reason } => {
            actor.must_be_officer()?;
            floor.must_be_waiting(request)?;
            vec![Event::Removed {
                request,
                reason: clean::line(&reason, REASON),
            }]
        }
        Command::Move { request, before } => {
            actor.must_be_officer()?;
            floor.must_be_waiting(request)?;
            if let Some(before) = before {
                floor.must_be_waiting(before)?;
            }
            if before == Some(request) {
                vec![]
            } else {
                vec![Event::Moved { request, before }]
            }
        }
        Command::Give { request } => {
            actor.must_be(Role::Chair)?;
            session.must_be_open()?;
            if floor.is_speaking(request) {
                return Err(Refusal::AlreadySpeaking { request });
            }
            let waiting = *floor.must_be_waiting(request)?;
            session.must_be_present(waiting.delegate)?;
            let in_order = floor.queue.first().is_some_and(|r| r.id == request);
            give(session, waiting, in_order, context)
        }
        Command::Call { delegate, kind } => {
            actor.must_be(Role::Chair)?;
            session.must_be_open()?;
            let same = |r: &&Request| r.delegate == delegate && r.kind == kind;
            match floor.queue.iter().find(same).map(|waiting| waiting.id) {
                Some(request) => {
                    return decide(session, actor, Command::Give { request }, context);
                }
                None => call(session, actor, delegate, kind, context)?,
            }
        }
        Command::Pause { request } => {
            actor.must_be(Role::Chair)?;
            if floor.must_be_speaking(request)?.is_paused() {
                return Err(Refusal::AlreadyPaused { request });
            }
            vec![Event::Paused { request }]
        }
        Command::Resume { request } => {
            actor.must_be(Role::Chair)?;
            session.must_be_open()?;
            if !floor.must_be_speaking(request)?.is_paused() {
                return Err(Refusal::NotPaused { request });
            }
            vec![Event::Resumed { request }]
        }
        Command::Extend { request, seconds } => {
            actor.must_be(Role::Chair)?;
            if floor.must_be_speaking(request)?.limit.0 == 0 {
                return Err(Refusal::NoLimit { request });
            }
            if seconds.0 == 0 || seconds > MOST_ADDED {
                return Err(Refusal::TooMuchTime);
            }
            vec![Event::Extended { request, seconds }]
        }
        Command::End { request } => {
            let speech = floor.must_be_speaking(request)?;
            match actor.role {
                Role::Delegate => actor.must_be_themselves(speech.request.delegate)?,
                _ => actor.must_be(Role::Chair)?,
            }
            vec![ended(speech, context.now)]
        }
        Command::OpenList | Command::CloseList => {
            actor.must_be_officer()?;
            let opens = command == Command::OpenList;
            if opens == floor.list_open && floor.list_ends.is_none() {
                vec![]
            } else if opens {
                vec![Event::ListOpened]
            } else {
                vec![Event::ListClosed]
            }
        }
        Command::SetListEnd { at } => {
            actor.must_be_officer()?;
            if !floor.list_open {
                return Err(Refusal::ListClosed);
            }
            if at <= context.now {
                return Err(Refusal::TimeHasPassed { at });
            }
            if floor.list_ends == Some(at) {
                vec![]
            } else {
                vec![Event::ListEndSet { at }]
            }
        }
    };
    Ok(events.into_iter().map(session::Event::Floor).collect())
}

fn ask(
    session: &Session,
    actor: &Actor,
    delegate: DelegateId,
    kind: Kind,
) -> Result<Event, Refusal> {
    let floor = &session.floor;
    if actor.role == Role::Delegate {
        actor.must_be_themselves(delegate)?;
        if !floor.list_open && kind != Kind::PointOfOrder {
            return Err(Refusal::ListClosed);
        }
    } else {
        actor.must_be_officer()?;
    }
    session.must_be_open()?;
    session.must_be_present(delegate)?;
    let same = |r: &&Request| r.delegate == delegate && r.kind.waits_with(kind);
    if let Some(waiting) = floor.queue.iter().find(same) {
        return Err(Refusal::AlreadyAsked {
            request: waiting.id,
        });
    }
    if kind == Kind::Interposed {
        let speech = floor.current.as_ref().ok_or(Refusal::NobodySpeaks)?;
        if speech.request.delegate == delegate {
            let request = speech.request.id;
            return Err(Refusal::AlreadySpeaking { request });
        }
    }
    if floor.queue.len() >= MOST_WAITING {
        return Err(Refusal::QueueFull);
    }
    let place = u32::try_from(floor.place_for(kind)).unwrap_or(u32::MAX);
    Ok(Event::Asked {
        request: floor.new_request(session, delegate, kind),
        place,
    })
}

/// Gives the floor to a request.
fn give(session: &Session, request: Request, in_order: bool, context: &Context<'_>) -> Vec<Event> {
    let floor = &session.floor;
    let interrupts = request.kind == Kind::Interposed && floor.current.is_some();
    let mut events = Vec::new();
    if !interrupts {
        let speeches = floor.current.iter().chain(floor.interrupted.iter().rev());
        events.extend(speeches.map(|speech| ended(speech, context.now)));
    }
    events.push(Event::Given {
        request: request.id,
        limit: session.limit(request.kind),
        interrupts,
        in_order,
    });
    events
}

/// Gives the floor to somebody who does not wait for it.
fn call(
    session: &Session,
    actor: &Actor,
    delegate: DelegateId,
    kind: Kind,
    context: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    if let Some(speech) = &session.floor.current
        && speech.request.delegate == delegate
    {
        return Err(Refusal::AlreadySpeaking {
            request: speech.request.id,
        });
    }
    let asked = ask(session, actor, delegate, kind)?;
    let Event::Asked { request, .. } = &asked else {
        return Ok(vec![]);
    };
    let given = give(session, *request, session.floor.queue.is_empty(), context);
    Ok(std::iter::once(asked).chain(given).collect())
}

fn ended(speech: &Speech, now: Time) -> Event {
    Event::Ended {
        request: speech.request.id,
        spoken: speech.spoken(now),
    }
}

/// What empties the floor when an item or the session is over.
pub(in crate::session) fn clear(session: &Session, context: &Context<'_>) -> Vec<session::Event> {
    let floor = &session.floor;
    let speeches = floor.current.iter().chain(floor.interrupted.iter().rev());
    let mut events: Vec<_> = speeches.map(|speech| ended(speech, context.now)).collect();
    if !floor.queue.is_empty() {
        events.push(Event::Unheard {
            requests: floor.queue.iter().map(|r| r.id).collect(),
        });
    }
    events.into_iter().map(session::Event::Floor).collect()
}

/// The list closes by itself when the time has come that was set for it.
pub(in crate::session) fn due(session: &Session) -> Option<Due> {
    let events = vec![session::Event::Floor(Event::ListClosed)];
    let at = session.floor.list_ends?;
    Some(Due { at, events })
}

/// What pauses the running speech when the session is suspended.
pub(in crate::session) fn pause_running(session: &Session) -> Option<session::Event> {
    let speech = session
        .floor
        .current
        .as_ref()
        .filter(|speech| !speech.is_paused())?;
    Some(session::Event::Floor(Event::Paused {
        request: speech.request.id,
    }))
}

impl Session {
    /// How long a speech of this kind may be; zero means no limit.
    #[must_use]
    pub fn limit(&self, kind: Kind) -> Seconds {
        let limits = &self.plan.rules.limits;
        match kind {
            Kind::Speech => limits.speech,
            Kind::Reply => limits.reply,
            Kind::PointOfOrder => limits.point_of_order,
            Kind::Interposed => limits.interposed,
        }
    }

    /// How long a unit's people have spoken in all.
    #[must_use]
    pub fn time_spoken_by_unit(&self, unit: &str, now: Time) -> Millis {
        self.roster
            .iter()
            .filter(|attendee| attendee.delegate.unit == unit)
            .map(|attendee| self.floor.time_spoken(attendee.delegate.id, now))
            .fold(Millis(0), |sum, spoken| sum + spoken)
    }
}
