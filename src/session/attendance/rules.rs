//! Who may say who is here, and what follows.

use std::collections::BTreeSet;

use super::{Attendee, Command, Event, MOST_DELEGATES, Mark, NAME, Newcomer, Place, Presence};
use crate::session::actor::Actor;
use crate::session::ids::{DelegateId, SiteId};
use crate::session::plan::{Delegate, SiteKind};
use crate::session::refusal::Refusal;
use crate::session::time::Time;
use crate::session::weight::Weight;
use crate::session::{self, Context, Session, floor};
use crate::text::clean;

pub(in crate::session) fn decide(
    session: &Session,
    actor: &Actor,
    command: Command,
    context: &Context<'_>,
) -> Result<Vec<session::Event>, Refusal> {
    session.must_not_be_closed()?;
    let events = match command {
        Command::Mark { delegate, mark } => {
            actor.must_be_officer()?;
            let attendee = session.attendee(delegate)?;
            let sits_in = match mark {
                Mark::SitIn { place, by } => sits_in(session, attendee, place, by)?,
                _ => None,
            };
            let presence = marked(session, attendee, mark, context.now)?;
            let changes = attendee.presence != presence;
            let marked = changes.then_some(Event::Marked { delegate, presence });
            sits_in.into_iter().chain(marked).collect()
        }
        Command::MarkPresent { delegates } => {
            actor.must_be_officer()?;
            let mut named: BTreeSet<_> = delegates.into_iter().collect();
            let mut events = Vec::new();
            for attendee in &session.roster {
                let delegate = attendee.delegate.id;
                if named.remove(&delegate) && attendee.presence == Presence::Expected {
                    let presence = here(session.usual_place(attendee), false);
                    events.push(Event::Marked { delegate, presence });
                }
            }
            if let Some(delegate) = named.pop_first() {
                return Err(Refusal::NoSuchDelegate { delegate });
            }
            events
        }
        Command::Add { newcomer } => {
            actor.must_be_officer()?;
            vec![add(session, newcomer)?]
        }
        Command::CheckIn { place } => {
            let delegate = actor.must_be_delegate()?;
            let attendee = session.attendee(delegate)?;
            if attendee.presence.is_present() {
                vec![]
            } else {
                let comes_back = matches!(attendee.presence, Presence::Left { .. });
                let presence = if comes_back {
                    // As late as they were the first time, and whoever sat there sits there again.
                    still_here(&attendee.presence, place)
                } else {
                    here(place, !session.phase.is_planned())
                };
                vec![Event::Marked { delegate, presence }]
            }
        }
        Command::CheckOut => {
            let delegate = actor.must_be_delegate()?;
            let presence = left(session.attendee(delegate)?, context.now)?;
            vec![Event::Marked { delegate, presence }]
        }
    };
    let events = with_seats_left(session, events, context.now);
    let gone = events.iter().filter_map(|event| match event {
        Event::Marked { delegate, presence } if !presence.is_present() => Some(*delegate),
        _ => None,
    });
    let floor = floor::leave(session, &gone.collect(), context.now);
    let events = events.into_iter().map(session::Event::Attendance);
    Ok(events.chain(floor).collect())
}

fn here(place: Place, late: bool) -> Presence {
    Presence::Present {
        place,
        late,
        substitute: None,
        sitting: None,
    }
}

/// What follows where somebody on the roster comes to sit in for somebody else: they are here. One
/// person counts once, so nobody does who has a vote of their own, sits in already, or does not sit at
/// their own place.
fn sits_in(
    session: &Session,
    attendee: &Attendee,
    place: Place,
    by: DelegateId,
) -> Result<Option<Event>, Refusal> {
    let substitute = session.attendee(by)?;
    if substitute.is_member() {
        return Err(Refusal::HasOwnVote { delegate: by });
    }
    let own = attendee.delegate.id;
    let elsewhere = session.sits_for(by).is_some_and(|a| a.delegate.id != own);
    let replaced = substitute.substitute().is_some();
    if by == own || elsewhere || replaced {
        return Err(Refusal::CannotSitIn { delegate: by });
    }
    if substitute.presence.is_present() {
        return Ok(None);
    }
    let presence = still_here(&substitute.presence, place);
    Ok(Some(Event::Marked {
        delegate: by,
        presence,
    }))
}

/// These events, and that nobody sits any more for whom somebody sat in who is gone with them.
fn with_seats_left(session: &Session, mut events: Vec<Event>, now: Time) -> Vec<Event> {
    let in_person = |presence: &Presence| {
        let replaced = known(presence).1.is_some();
        presence.is_present() && !replaced
    };
    let gone: BTreeSet<_> = events
        .iter()
        .filter_map(|event| match event {
            Event::Marked { delegate, presence } => (!in_person(presence)).then_some(*delegate),
            Event::Added { .. } | Event::LinkChanged { .. } => None,
        })
        .collect();
    if gone.is_empty() {
        return events;
    }
    for attendee in &session.roster {
        let delegate = attendee.delegate.id;
        let is_left = attendee.sitting().is_some_and(|by| gone.contains(&by));
        if is_left && !gone.contains(&delegate) {
            let (late, substitute) = known(&attendee.presence);
            let presence = Presence::Left {
                at: now,
                late,
                substitute,
            };
            events.push(Event::Marked { delegate, presence });
        }
    }
    events
}

/// Whether somebody who is or was here came late, and who sits in for them.
fn known(presence: &Presence) -> (bool, Option<String>) {
    match presence {
        Presence::Present {
            late, substitute, ..
        }
        | Presence::Left {
            late, substitute, ..
        } => (*late, substitute.clone()),
        Presence::Expected | Presence::Excused { .. } | Presence::Absent => (false, None),
    }
}

/// Here, with what is known of them already.
fn still_here(presence: &Presence, place: Place) -> Presence {
    let (late, substitute) = known(presence);
    Presence::Present {
        place,
        late,
        substitute,
        sitting: presence.sitting(),
    }
}

/// Gone now, with what is known of them already.
fn left(attendee: &Attendee, now: Time) -> Result<Presence, Refusal> {
    must_be_here(attendee)?;
    let (late, substitute) = known(&attendee.presence);
    Ok(Presence::Left {
        at: now,
        late,
        substitute,
    })
}

fn must_be_here(attendee: &Attendee) -> Result<(), Refusal> {
    if attendee.presence.is_present() {
        return Ok(());
    }
    let delegate = attendee.delegate.id;
    Err(Refusal::NotPresent { delegate })
}

/// Here, with somebody who sits in; who came late still did.
fn substituted(
    attendee: &Attendee,
    place: Place,
    name: String,
    sitting: Option<DelegateId>,
) -> Presence {
    Presence::Present {
        place,
        late: known(&attendee.presence).0,
        substitute: Some(name),
        sitting,
    }
}

fn marked(
    session: &Session,
    attendee: &Attendee,
    mark: Mark,
    now: Time,
) -> Result<Presence, Refusal> {
    Ok(match mark {
        Mark::Expected => Presence::Expected,
        Mark::Present { place } => here(place, false),
        Mark::Place { place } => {
            must_be_here(attendee)?;
            still_here(&attendee.presence, place)
        }
        Mark::Late { place } => match still_here(&attendee.presence, place) {
            Presence::Present {
                substitute,
                sitting,
                ..
            } => Presence::Present {
                place,
                late: true,
                substitute,
                sitting,
            },
            other => other,
        },
        Mark::Substitute { place, name } => {
            let name = clean::line(&name, NAME);
            if name.is_empty() {
                return Err(Refusal::empty("name"));
            }
            substituted(attendee, place, name, None)
        }
        Mark::SitIn { place, by } => {
            substituted(attendee, place, session.roster.name(by), Some(by))
        }
        Mark::Excused { reason } => Presence::Excused {
            reason: clean::line(&reason, NAME),
        },
        Mark::Absent => Presence::Absent,
        Mark::Left if matches!(attendee.presence, Presence::Left { .. }) => {
            attendee.presence.clone()
        }
        Mark::Left => left(attendee, now)?,
    })
}

fn add(session: &Session, newcomer: Newcomer) -> Result<Event, Refusal> {
    let name = clean::line(&newcomer.name, NAME);
    if name.is_empty() {
        return Err(Refusal::empty("name"));
    }
    if session.roster.len() >= MOST_DELEGATES {
        return Err(Refusal::RosterFull);
    }
    if let Some(site) = newcomer.site
        && session.plan.site(site).is_none()
    {
        return Err(Refusal::NoSuchSite { site });
    }
    if newcomer
        .vote
        .is_some_and(|vote| vote > Weight::MOST || vote == Weight::ZERO)
    {
        return Err(Refusal::WrongWeight);
    }
    let last = session.roster.last;
    let delegate = Delegate {
        id: DelegateId(last.checked_add(1).ok_or(Refusal::RosterFull)?),
        name,
        title: clean::line(&newcomer.title, NAME),
        unit: clean::line(&newcomer.unit, NAME),
        group: None,
        site: newcomer.site,
        seat: clean::line(&newcomer.seat, NAME),
        vote: newcomer.vote,
        proxy: None,
    };
    let presence = here(
        place_at(session, delegate.site),
        !session.phase.is_planned(),
    );
    Ok(Event::Added { delegate, presence })
}

pub(super) fn place_at(session: &Session, site: Option<SiteId>) -> Place {
    match site
        .and_then(|site| session.plan.site(site))
        .map(|site| site.kind)
    {
        Some(SiteKind::Remote) => Place::Remote,
        Some(SiteKind::Hall | SiteKind::Room) | None => Place::Hall,
    }
}
