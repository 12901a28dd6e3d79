//! What follows for the order of the queue, and who may change it.

use super::arrange::arrange;
use super::{Departure, Policy, Reason};
use crate::session::Session;
use crate::session::actor::{Actor, Role};
use crate::session::floor::{Event, Floor, Kind, REASON, Request};
use crate::session::ids::RequestId;
use crate::session::refusal::Refusal;
use crate::session::time::Time;
use crate::text::clean;

/// Where a new request goes: before whoever comes after it by the policy and was not put there by
/// hand, else to the end.
pub(in crate::session::floor) fn place_for(session: &Session, request: Request) -> u32 {
    let floor = &session.floor;
    if request.kind == Kind::Questioning {
        return u32::try_from(floor.questions.len()).unwrap_or(u32::MAX);
    }
    let mut with = floor.clone();
    with.queue.push(request);
    with.returned.insert(request.id, RequestId(with.last));
    let order = arrange(session, &with, usize::MAX).requests;
    let mut after = order
        .iter()
        .skip_while(|other| other.id != request.id)
        .skip(1)
        .filter(|other| !floor.is_moved(other.id));
    let after = after.next().map(|after| after.id);
    let place = floor.queue.iter().position(|other| Some(other.id) == after);
    u32::try_from(place.unwrap_or(floor.queue.len())).unwrap_or(u32::MAX)
}

/// These events, and the order that follows from them where it is another than they leave.
pub(in crate::session::floor) fn follow(
    session: &Session,
    mut events: Vec<Event>,
    now: Time,
) -> Vec<Event> {
    if events.is_empty() {
        return events;
    }
    let mut floor = session.floor.clone();
    for event in &events {
        floor.apply(event, now);
    }
    events.extend(ordered(session, &floor));
    events
}

/// The order in which those who wait are to speak, where it is another than the one in which they stand.
pub(in crate::session) fn ordered(session: &Session, floor: &Floor) -> Option<Event> {
    let order = arrange(session, floor, usize::MAX).requests;
    (order != floor.queue).then(|| Event::Ordered {
        queue: order.iter().map(|request| request.id).collect(),
    })
}

/// Whether it is somebody's turn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::session::floor) struct Turn {
    pub in_order: bool,
    /// Whose turn it is otherwise.
    pub passed: Option<RequestId>,
}

impl Turn {
    fn of(in_order: bool, next: Option<RequestId>) -> Self {
        let passed = next.filter(|_| !in_order);
        Self { in_order, passed }
    }
}

/// Whether it is the turn of a request that waits: that it is the next of its list. An item begins
/// with its presentation, whoever waits already.
pub(in crate::session::floor) fn turn_of(session: &Session, request: Request) -> Turn {
    if session.is_presentation(&request) {
        return Turn::of(true, None);
    }
    let next = match request.kind {
        Kind::Questioning => session.floor.questions.first().map(|first| first.id),
        _ => session.next_speaker().0,
    };
    Turn::of(next == Some(request.id), next)
}

/// Whether it is the turn of somebody who did not wait: nobody waits before them, or those who do
/// are stopped because somebody of their group is to speak. Who has to present or to answer always
/// may.
pub(in crate::session::floor) fn turn_of_newcomer(session: &Session, request: Request) -> Turn {
    match request.kind {
        _ if session.is_presentation(&request) => Turn::of(true, None),
        Kind::Answer => Turn::of(true, None),
        Kind::Questioning => {
            let next = session.floor.questions.first().map(|first| first.id);
            Turn::of(next.is_none(), next)
        }
        _ => {
            let (next, reason) = session.next_speaker();
            let in_order = match reason {
                Reason::NobodyWaits => true,
                Reason::Stopped { due, .. } => session.group_of(request.delegate) == Some(due),
                _ => false,
            };
            Turn::of(in_order, next)
        }
    }
}

/// Another policy. Chair.
pub(in crate::session::floor) fn set_policy(
    session: &Session,
    actor: &Actor,
    policy: Policy,
) -> Result<Vec<Event>, Refusal> {
    actor.must_be(Role::Chair)?;
    if policy.needs_groups() && session.plan.rules.floor.groups.len() < 2 {
        return Err(Refusal::NoGroups);
    }
    Ok(if policy == session.floor.policy {
        vec![]
    } else {
        vec![Event::PolicySet { policy }]
    })
}

/// Why the order was departed from. Head table.
pub(in crate::session::floor) fn explain(
    session: &Session,
    actor: &Actor,
    request: RequestId,
    reason: &str,
) -> Result<Vec<Event>, Refusal> {
    actor.must_be_officer()?;
    let departure: &Departure = session
        .floor
        .departures
        .get(&request)
        .ok_or(Refusal::NotOutOfOrder { request })?;
    let reason = clean::line(reason, REASON);
    if reason.is_empty() {
        return Err(Refusal::empty("reason"));
    }
    Ok(if departure.reason == reason {
        vec![]
    } else {
        vec![Event::Explained { request, reason }]
    })
}
