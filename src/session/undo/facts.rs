//! What a record builds on and what it changes. Where something that was done later touches what a
//! step changed, the step can't be undone before it.

use crate::session::ids::{DelegateId, RequestId};
use crate::session::{
    Event, Session, agenda, attendance, conclusions, consent, floor, life, opinion, poll, voice,
};

/// Something that is so or not so, on which what is done later may build.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fact {
    /// What became of a request for the floor.
    Request(RequestId),
    /// Who has a microphone.
    Microphones,
    /// Who may be entered on the list of speakers.
    List,
    /// Which policy proposes the order.
    Policy,
    /// The time that everybody was given.
    Accounts,
    /// How far the agenda has come, with what is settled on it.
    Agenda,
    /// What stands on the consent list.
    Consent,
    /// How somebody is here.
    Presence(DelegateId),
    /// For whom somebody sits in.
    Seat(DelegateId),
    /// That somebody is on the roster.
    Person(DelegateId),
    /// Who is on the roster at all.
    Roster,
    /// Who holds somebody's voice.
    Proxy(DelegateId),
}

/// What a record changes, and what it builds on besides.
#[derive(Clone, Debug, Default)]
pub(super) struct Touched {
    pub changes: Vec<Fact>,
    pub needs: Vec<Fact>,
}

impl Touched {
    fn new(changes: &[Fact], needs: &[Fact]) -> Self {
        Self {
            changes: changes.to_vec(),
            needs: needs.to_vec(),
        }
    }

    /// Everything that it touches.
    pub fn all(&self) -> impl Iterator<Item = &Fact> {
        self.changes.iter().chain(&self.needs)
    }
}

/// Whether what was done before can't be undone once this has happened, whatever it was.
pub(super) fn is_barrier(event: &Event) -> bool {
    match event {
        Event::Life(event) => matches!(
            event,
            life::Event::Opened
                | life::Event::Suspended
                | life::Event::Resumed
                | life::Event::Closed
        ),
        Event::Poll(event) => {
            matches!(
                event,
                poll::Event::Opened { .. } | poll::Event::Closed { .. }
            )
        }
        _ => false,
    }
}

/// What this event touches, in the session as it was before it.
pub(super) fn touched(session: &Session, event: &Event) -> Touched {
    use Fact::{Agenda, Consent, Person, Presence, Proxy, Roster, Seat};
    match event {
        Event::Prepared(_) | Event::Quorum(_) | Event::Undo(_) => Touched::default(),
        Event::Life(life::Event::ChairHanded { to }) => Touched::new(&[], &[Person(*to)]),
        Event::Life(_) => Touched::default(),
        Event::Attendance(event) => match event {
            attendance::Event::Marked { delegate, presence } => {
                let before = session.roster.get(*delegate);
                let before = before.and_then(attendance::Attendee::sitting);
                let now = presence.sitting();
                // Who sits in somewhere is here, and nowhere else.
                let mut touched = Touched::new(
                    &[Presence(*delegate)],
                    &[Person(*delegate), Seat(*delegate)],
                );
                touched
                    .changes
                    .extend(before.into_iter().chain(now).map(Seat));
                touched
                    .needs
                    .extend(now.into_iter().flat_map(|by| [Person(by), Presence(by)]));
                touched
            }
            attendance::Event::Added { delegate, .. } => {
                Touched::new(&[Person(delegate.id), Roster], &[])
            }
            attendance::Event::LinkChanged { delegate, .. } => {
                Touched::new(&[], &[Person(*delegate)])
            }
        },
        Event::Voice(event) => match event {
            voice::Event::ProxyGiven { delegate, to } => {
                Touched::new(&[Proxy(*delegate)], &[Person(*delegate), Person(*to)])
            }
            voice::Event::ProxyEnded { delegate } => Touched::new(
                &[Proxy(*delegate)],
                &[Person(*delegate), Presence(*delegate)],
            ),
            voice::Event::Recused { delegate, .. } | voice::Event::Rejoined { delegate, .. } => {
                Touched::new(&[], &[Person(*delegate)])
            }
        },
        Event::Agenda(agenda::Event::Started { .. } | agenda::Event::Stopped { .. }) => {
            Touched::new(&[Agenda], &[])
        }
        Event::Floor(event) => floor(session, event),
        Event::Assistance(event) => Touched::new(&[], &[Person(event.delegate())]),
        Event::Poll(event) => match event {
            poll::Event::Cast { delegate, .. } | poll::Event::Readied { delegate, .. } => {
                Touched::new(&[], &[Presence(*delegate), Person(*delegate)])
            }
            _ => Touched::new(&[], &[Agenda]),
        },
        Event::Consent(consent::Event::Decided { .. }) => Touched::new(&[Consent, Agenda], &[]),
        Event::Consent(_) => Touched::new(&[Consent], &[]),
        Event::Opinion(opinion::Event::Answered { delegate, .. }) => {
            Touched::new(&[], &[Person(*delegate)])
        }
        Event::Opinion(_) => Touched::new(&[], &[Roster]),
        Event::Conclusions(conclusions::Event::Adopted { .. }) => Touched::new(&[], &[Agenda]),
        Event::Conclusions(_) => Touched::default(),
    }
}

fn floor(session: &Session, event: &floor::Event) -> Touched {
    use Fact::{Accounts, Agenda, List, Microphones, Person, Policy, Presence, Request};
    use floor::Event as E;
    match event {
        E::Asked { request, .. } | E::Referred { request } => {
            // Who is not here does not wait either.
            let who = request.delegate;
            Touched::new(&[Request(request.id)], &[Person(who), Presence(who)])
        }
        E::Withdrawn { request }
        | E::Removed { request, .. }
        | E::Explained { request, .. }
        | E::Paused { request }
        | E::Resumed { request }
        | E::Extended { request, .. }
        | E::Parked { request }
        | E::Recalled { request, .. }
        | E::Contributed { request, .. } => Touched::new(&[Request(*request)], &[]),
        E::Moved { request, before } => {
            let before: Vec<_> = before.iter().map(|before| Request(*before)).collect();
            Touched::new(&[Request(*request)], &before)
        }
        E::Given {
            request,
            interrupts,
            ..
        } => {
            // What it interrupts has another clock from then on.
            let paused = session.floor.current().filter(|_| *interrupts);
            let mut touched = Touched::new(&[Request(*request), Microphones], &[Agenda]);
            touched
                .changes
                .extend(paused.map(|speech| Request(speech.request.id)));
            touched
        }
        E::Ended { request, .. } => {
            let pauses = session.floor.speech(*request).and_then(|s| s.pauses);
            let mut touched = Touched::new(&[Request(*request), Microphones], &[]);
            touched.changes.extend(pauses.map(Request));
            touched
        }
        E::Unheard { requests } => {
            let changes: Vec<_> = requests.iter().map(|request| Request(*request)).collect();
            Touched::new(&changes, &[])
        }
        E::Ordered { .. } => Touched::default(),
        E::PolicySet { .. } => Touched::new(&[Policy], &[]),
        E::ListOpened | E::ListClosed | E::ListEndSet { .. } | E::ListEnded | E::DebateEnded => {
            Touched::new(&[List], &[])
        }
        E::TimeAdded { .. } => Touched::new(&[Accounts], &[]),
    }
}
