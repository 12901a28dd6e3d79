//! Who may say who is here, and what follows.

use std::collections::BTreeSet;

use super::{Attendee, Command, Event, MOST_DELEGATES, Mark, NAME, Newcomer, Place, Presence};
use crate::session::actor::Actor;
use crate::session::ids::{DelegateId, SiteId};
use crate::session::plan::{Delegate, SiteKind};
use crate::session::refusal::Refusal;
use crate::session::time::Time;
use crate::session::weight::Weight;
use crate::session::{self, Context, Session};
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
            let presence = marked(attendee, mark, context.now)?;
            if attendee.presence == presence {
                vec![]
            } else {
                vec![Event::Marked { delegate, presence }]
            }
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
                let presence = here(place, !session.phase.is_planned() && !comes_back);
                vec![Event::Marked { delegate, presence }]
            }
        }
        Command::CheckOut => {
            let delegate = actor.must_be_delegate()?;
            if !session.attendee(delegate)?.presence.is_present() {
                return Err(Refusal::NotPresent { delegate });
            }
            let presence = Presence::Left { at: context.now };
            vec![Event::Marked { delegate, presence }]
        }
    };
    Ok(events.into_iter().map(session::Event::Attendance).collect())
}

fn here(place: Place, late: bool) -> Presence {
    Presence::Present {
        place,
        late,
        substitute: None,
    }
}

fn marked(attendee: &Attendee, mark: Mark, now: Time) -> Result<Presence, Refusal> {
    Ok(match mark {
        Mark::Expected => Presence::Expected,
        Mark::Present { place } => here(place, false),
        Mark::Late { place } => here(place, true),
        Mark::Substitute { place, name } => {
            let name = clean::line(&name, NAME);
            if name.is_empty() {
                return Err(Refusal::empty("name"));
            }
            Presence::Present {
                place,
                late: false,
                substitute: Some(name),
            }
        }
        Mark::Excused { reason } => Presence::Excused {
            reason: clean::line(&reason, NAME),
        },
        Mark::Absent => Presence::Absent,
        Mark::Left => match attendee.presence {
            Presence::Present { .. } => Presence::Left { at: now },
            Presence::Left { at } => Presence::Left { at },
            _ => {
                let delegate = attendee.delegate.id;
                return Err(Refusal::NotPresent { delegate });
            }
        },
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
    let last = session
        .roster
        .iter()
        .map(|a| a.delegate.id.0)
        .max()
        .unwrap_or(0);
    let delegate = Delegate {
        id: DelegateId(last.checked_add(1).ok_or(Refusal::RosterFull)?),
        name,
        title: clean::line(&newcomer.title, NAME),
        unit: clean::line(&newcomer.unit, NAME),
        site: newcomer.site,
        seat: clean::line(&newcomer.seat, NAME),
        vote: newcomer.vote,
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
