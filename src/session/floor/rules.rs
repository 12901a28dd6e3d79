//! Who may do what with the floor, and what follows.

use super::accounts::add_time;
use super::contributions::contribute;
use super::ends::{close_list, down_from, end_debate, end_list, open_list, set_list_end};
use super::parked::recalled;
use super::{Command, Event, Kind, MOST_ADDED, MOST_WAITING, REASON, Request, Speech, order};
use crate::session::actor::{Actor, Role};
use crate::session::ids::DelegateId;
use crate::session::refusal::Refusal;
use crate::session::time::{Millis, Time};
use crate::session::{self, Context, Session};
use crate::text::clean;

pub(in crate::session) fn decide(
    session: &Session,
    actor: &Actor,
    command: Command,
    context: &Context<'_>,
) -> Result<Vec<session::Event>, Refusal> {
    if !matches!(command, Command::Contribute { .. }) {
        session.must_not_be_closed()?;
    }
    let floor = &session.floor;
    let events = match command {
        Command::Ask {
            delegate,
            kind,
            category,
        } => {
            vec![ask(session, actor, delegate, kind, category)?]
        }
        Command::Withdraw { request } => {
            let waiting = floor.must_be_asked(request)?;
            match actor.role {
                Role::Delegate => actor.must_be_themselves(waiting.delegate)?,
                _ => actor.must_be_officer()?,
            }
            vec![Event::Withdrawn { request }]
        }
        Command::Remove { request, reason } => {
            actor.must_be_officer()?;
            floor.must_be_asked(request)?;
            vec![Event::Removed {
                request,
                reason: clean::line(&reason, REASON),
            }]
        }
        Command::Move { request, before } => {
            actor.must_be_officer()?;
            let moved = floor.must_be_waiting(request)?;
            if let Some(before) = before {
                let there = floor.must_be_waiting(before)?;
                let list = |request: &Request| request.kind == Kind::Questioning;
                if list(moved) != list(there) {
                    return Err(Refusal::NoSuchRequest { request: before });
                }
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
            if floor.speeches().any(|s| s.request.id == request) {
                return Err(Refusal::AlreadySpeaking { request });
            }
            let waiting = *floor.must_be_asked(request)?;
            session.must_be_present(waiting.delegate)?;
            give(session, waiting, order::turn_of(session, waiting), context)
        }
        Command::Call { delegate, kind } => {
            actor.must_be(Role::Chair)?;
            session.must_be_open()?;
            let same = |r: &&Request| r.delegate == delegate && r.kind == kind;
            match floor.everybody().find(same).map(|waiting| waiting.id) {
                Some(request) => {
                    return decide(session, actor, Command::Give { request }, context);
                }
                None => call(session, actor, delegate, kind, context)?,
            }
        }
        Command::SetPolicy { policy } => order::set_policy(session, actor, policy)?,
        Command::Explain { request, reason } => order::explain(session, actor, request, &reason)?,
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
        Command::OpenList => {
            actor.must_be_officer()?;
            open_list(floor)
        }
        Command::CloseList => {
            actor.must_be_officer()?;
            close_list(floor)?
        }
        Command::SetListEnd { at } => {
            actor.must_be_officer()?;
            set_list_end(floor, at, context.now)?
        }
        Command::EndList => {
            actor.must_be(Role::Chair)?;
            session.must_be_open()?;
            end_list(floor)?
        }
        Command::EndDebate => {
            actor.must_be(Role::Chair)?;
            session.must_be_open()?;
            end_debate(floor)?
        }
        Command::Park { request } => {
            actor.must_be_officer()?;
            floor.must_be_waiting(request)?;
            vec![Event::Parked { request }]
        }
        Command::Recall { request } => {
            actor.must_be_officer()?;
            vec![recalled(session, request)?]
        }
        Command::AddTime { unit } => {
            actor.must_be(Role::Chair)?;
            vec![add_time(session, unit, context.now)?]
        }
        Command::Contribute { request, text } => vec![contribute(session, actor, request, &text)?],
    };
    let events = order::follow(session, events, context.now);
    Ok(events.into_iter().map(session::Event::Floor).collect())
}

fn ask(
    session: &Session,
    actor: &Actor,
    delegate: DelegateId,
    kind: Kind,
    category: Option<u8>,
) -> Result<Event, Refusal> {
    let floor = &session.floor;
    let by_themselves = actor.role == Role::Delegate;
    if by_themselves {
        actor.must_be_themselves(delegate)?;
        if kind != Kind::PointOfOrder {
            floor.list.must_be_open()?;
        }
    } else {
        actor.must_be_officer()?;
    }
    session.must_be_open()?;
    session.must_be_present(delegate)?;
    if let Some(category) = category {
        let known = session.plan.rules.floor.category(category);
        if known.is_none() || kind != Kind::PointOfOrder {
            return Err(Refusal::NoSuchCategory { category });
        }
    }
    let same = |r: &&Request| r.delegate == delegate && r.kind.waits_with(kind);
    if let Some(waiting) = floor.everybody().find(same) {
        return Err(Refusal::AlreadyAsked {
            request: waiting.id,
        });
    }
    if kind == Kind::Interposed {
        let speech = floor.current().ok_or(Refusal::NobodySpeaks)?;
        if speech.request.delegate == delegate {
            let request = speech.request.id;
            return Err(Refusal::AlreadySpeaking { request });
        }
    }
    if floor.everybody().count() >= MOST_WAITING {
        return Err(Refusal::QueueFull);
    }
    let request = floor.new_request(session, delegate, kind, category);
    if !session.list_takes(delegate, kind) {
        return Err(Refusal::ListEnded);
    }
    if session.has_spoken_enough(&request) {
        // Referred once, they are on the list of those who were not heard.
        return match floor
            .unheard
            .iter()
            .find(|r| same(r) && r.item == request.item)
        {
            Some(_) => Err(Refusal::SpokenEnough),
            None => Ok(Event::Referred { request }),
        };
    }
    if by_themselves && session.plan.rules.floor.one_request && has_asked_before(session, &request)
    {
        return Err(Refusal::OneRequest);
    }
    let place = order::place_for(session, request);
    Ok(Event::Asked { request, place })
}

/// Whether they had their turn on this item already, or asked for it in vain.
fn has_asked_before(session: &Session, request: &Request) -> bool {
    let floor = &session.floor;
    let speeches = floor.speeches().map(|speech| speech.request);
    let heard = floor.heard.iter().map(|heard| heard.request);
    let mut before = speeches.chain(heard).chain(floor.unheard.iter().copied());
    request.kind.is_on_item()
        && before.any(|r| {
            r.delegate == request.delegate
                && r.item == request.item
                && r.kind.waits_with(request.kind)
        })
}

impl Session {
    /// Whether a delegate who asks for themselves like this may have a turn on the item: they have
    /// not spoken enough before, or had their one request.
    #[must_use]
    pub fn has_turn(&self, delegate: DelegateId, kind: Kind) -> bool {
        let request = self.floor.new_request(self, delegate, kind, None);
        let rules = &self.plan.rules.floor;
        !(self.has_spoken_enough(&request) || rules.one_request && has_asked_before(self, &request))
    }
}

/// Gives the floor to a request. Unless it is a question, which only pauses, this ends the speeches
/// of whoever would have two microphones, and of who has had one longest where none is free.
fn give(
    session: &Session,
    request: Request,
    turn: order::Turn,
    context: &Context<'_>,
) -> Vec<Event> {
    let floor = &session.floor;
    let interrupts = request.kind == Kind::Interposed && floor.current().is_some();
    let mut events = Vec::new();
    if !interrupts {
        let microphones = session.plan.rules.floor.microphones.max(1);
        let is_own = |s: &&Speech| s.request.delegate == request.delegate;
        let own = floor.speaking.iter().filter(is_own);
        let others = floor.speaking.iter().filter(|s| !is_own(s));
        let free = usize::try_from(microphones).unwrap_or(usize::MAX) - 1;
        let too_many = others.clone().count().saturating_sub(free);
        let ends = own.chain(others.take(too_many));
        let ends = ends.flat_map(|speech| down_from(floor, speech));
        events.extend(ends.map(|speech| ended(&speech, context.now)));
    }
    events.push(Event::Given {
        request: request.id,
        limit: session.limit_of(&request),
        interrupts,
        in_order: turn.in_order,
        passed: turn.passed,
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
    let mut speaking = session.floor.speaking.iter();
    if let Some(speech) = speaking.find(|s| s.request.delegate == delegate) {
        return Err(Refusal::AlreadySpeaking {
            request: speech.request.id,
        });
    }
    let asked = ask(session, actor, delegate, kind, None)?;
    let Event::Asked { request, .. } = &asked else {
        // Who has spoken enough is not called up either.
        return Err(Refusal::SpokenEnough);
    };
    let turn = order::turn_of_newcomer(session, *request);
    let given = give(session, *request, turn, context);
    Ok(std::iter::once(asked).chain(given).collect())
}

pub(super) fn ended(speech: &Speech, now: Time) -> Event {
    Event::Ended {
        request: speech.request.id,
        spoken: speech.spoken(now),
    }
}

/// What pauses the running speeches when the session is suspended.
pub(in crate::session) fn pause_running(session: &Session) -> impl Iterator<Item = session::Event> {
    let speaking = session.floor.speaking.iter();
    speaking.filter(|speech| !speech.is_paused()).map(|speech| {
        session::Event::Floor(Event::Paused {
            request: speech.request.id,
        })
    })
}

impl Session {
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
