//! What each audience may see of a record. What it may not see is never sent to it.
//!
//! | | head table | technicians | room |
//! |---|---|---|---|
//! | restricted documents | yes | no | no |
//! | the reason for an absence or a recusal | yes | no | no |
//! | a named vote before the close | no | no | no |
//! | what was answered in writing, before the close | no | no | no |
//! | hands or ballots of paper counted, a result before it is published | yes | no | no |
//! | conclusions before they are adopted | yes | no | no |
//! | a contribution in writing: that it was filed | yes | yes | yes |
//! | a contribution in writing: its text | yes | no | no |
//! | a call for help | yes | yes | only who called |
//!
//! The room is everybody else: delegates, guests, the display in the hall. Each delegate sees what the
//! room does, and what concerns them alone.

use std::borrow::Cow;

use crate::session::attendance::{self, Presence};
use crate::session::{
    Actor, DelegateId, Event, Record, Role, conclusions, floor, opinion, poll, voice,
};

/// Those who see the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Audience {
    /// Chair and secretary.
    Table,
    /// Technicians.
    Technicians,
    /// One delegate: what the room sees, and what concerns them alone.
    Delegate(DelegateId),
    /// The room: what everybody may see.
    Room,
}

impl Audience {
    /// The audiences that are no single person.
    pub const COMMON: [Self; 3] = [Self::Table, Self::Technicians, Self::Room];

    /// The audience that somebody belongs to.
    #[must_use]
    pub fn of(actor: &Actor) -> Self {
        match (actor.role, actor.delegate) {
            (Role::Chair | Role::Secretary, _) => Self::Table,
            (Role::Technician, _) => Self::Technicians,
            (Role::Delegate, Some(delegate)) => Self::Delegate(delegate),
            (Role::Delegate, None) => Self::Room,
        }
    }

    /// Those who see a record otherwise than the room does, the head table apart.
    pub fn told_apart(record: &Record) -> impl Iterator<Item = Self> {
        let called = match &record.event {
            Event::Assistance(event) => Some(event.delegate()),
            _ => None,
        };
        let apart = called.map(|delegate| [Self::Technicians, Self::Delegate(delegate)]);
        apart.into_iter().flatten()
    }

    /// The record as this audience may see it; nothing where it may not know of it at all.
    #[must_use]
    pub fn sees(self, record: &Record) -> Option<Cow<'_, Record>> {
        Some(match self.sees_event(&record.event)? {
            Cow::Borrowed(_) => Cow::Borrowed(record),
            Cow::Owned(event) => Cow::Owned(Record {
                event,
                ..record.clone()
            }),
        })
    }

    fn sees_event(self, event: &Event) -> Option<Cow<'_, Event>> {
        let in_room = self != Self::Table;
        let seen = match event {
            Event::Prepared(plan) => {
                let restricted = plan.documents.iter().any(|document| document.restricted);
                (in_room && restricted).then(|| {
                    let mut plan = plan.clone();
                    plan.documents.retain(|document| !document.restricted);
                    Event::Prepared(plan)
                })
            }
            Event::Attendance(event) => in_room
                .then(|| without_reason(event))
                .flatten()
                .map(Event::Attendance),
            Event::Poll(event) => self.sees_poll(event).map(Event::Poll),
            Event::Conclusions(event) => match event {
                conclusions::Event::Written { .. }
                | conclusions::Event::Edited { .. }
                | conclusions::Event::Placed { .. }
                | conclusions::Event::Removed { .. }
                    if in_room =>
                {
                    return None;
                }
                conclusions::Event::Written { .. }
                | conclusions::Event::Edited { .. }
                | conclusions::Event::Placed { .. }
                | conclusions::Event::Removed { .. }
                | conclusions::Event::Adopted { .. } => None,
            },
            Event::Floor(floor::Event::Contributed { request, text })
                if in_room && !text.is_empty() =>
            {
                Some(Event::Floor(floor::Event::Contributed {
                    request: *request,
                    text: String::new(),
                }))
            }
            Event::Voice(voice::Event::Recused { delegate, on, .. }) if in_room => {
                Some(Event::Voice(voice::Event::Recused {
                    delegate: *delegate,
                    on: *on,
                    reason: String::new(),
                }))
            }
            Event::Opinion(event) => self.sees_opinion(event).map(Event::Opinion),
            Event::Assistance(event) if !self.sees_call_of(event.delegate()) => return None,
            Event::Life(_)
            | Event::Agenda(_)
            | Event::Floor(_)
            | Event::Assistance(_)
            | Event::Quorum(_)
            | Event::Voice(_)
            | Event::Consent(_)
            | Event::Undo(_) => None,
        };
        Some(seen.map_or(Cow::Borrowed(event), Cow::Owned))
    }

    /// Whether it may know that this delegate calls for help.
    fn sees_call_of(self, delegate: DelegateId) -> bool {
        matches!(self, Self::Table | Self::Technicians) || self == Self::Delegate(delegate)
    }

    /// The event as it is seen, where that is not the whole of it.
    fn sees_poll(self, event: &poll::Event) -> Option<poll::Event> {
        use poll::Event::{
            Cancelled, Cast, Closed, Continued, EntitledChanged, HandsCounted, Noted, Opened,
            PaperCounted, Prepared, Published, Readied, Repeated, TieBroken,
        };
        let in_room = self != Self::Table;
        match event {
            Cast {
                poll,
                delegate,
                choice: Some(_),
            } => Some(Cast {
                poll: *poll,
                delegate: *delegate,
                choice: None,
            }),
            HandsCounted {
                poll,
                hands: Some(_),
                teller,
            } if in_room => Some(HandsCounted {
                poll: *poll,
                hands: None,
                teller: *teller,
            }),
            PaperCounted {
                poll,
                ledger: Some(_),
            } if in_room => Some(PaperCounted {
                poll: *poll,
                ledger: None,
            }),
            Closed {
                poll,
                tally: Some(_),
            } if in_room => Some(Closed {
                poll: *poll,
                tally: None,
            }),
            TieBroken {
                poll,
                tally: Some(_),
            } if in_room => Some(TieBroken {
                poll: *poll,
                tally: None,
            }),
            Cast { .. }
            | HandsCounted { .. }
            | PaperCounted { .. }
            | Closed { .. }
            | TieBroken { .. }
            | Noted { .. }
            | Continued { .. }
            | Prepared { .. }
            | Readied { .. }
            | Opened { .. }
            | EntitledChanged { .. }
            | Published { .. }
            | Cancelled { .. }
            | Repeated { .. } => None,
        }
    }
}

impl Audience {
    /// The event as it is seen, where that is not the whole of it.
    fn sees_opinion(self, event: &opinion::Event) -> Option<opinion::Event> {
        use opinion::Event::{Answered, Cancelled, Circulated, Closed, Published, Reminded};
        match event {
            Answered {
                opinion,
                delegate,
                choice: Some(_),
                ..
            } => Some(Answered {
                opinion: *opinion,
                delegate: *delegate,
                choice: None,
                text: String::new(),
            }),
            Closed {
                opinion,
                findings: Some(_),
            } if self != Self::Table => Some(Closed {
                opinion: *opinion,
                findings: None,
            }),
            Answered { .. }
            | Closed { .. }
            | Circulated { .. }
            | Reminded { .. }
            | Published { .. }
            | Cancelled { .. } => None,
        }
    }
}

/// The event as it is seen by those who may not know why somebody is absent, where there is a reason
/// in it.
fn without_reason(event: &attendance::Event) -> Option<attendance::Event> {
    use attendance::Event::{Added, LinkChanged, Marked};
    let mut event = event.clone();
    match &mut event {
        Marked {
            presence: Presence::Excused { reason },
            ..
        }
        | Added {
            presence: Presence::Excused { reason },
            ..
        } => reason.clear(),
        Marked { .. } | Added { .. } | LinkChanged { .. } => return None,
    }
    Some(event)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::testing::events::{EVENT_KINDS, every_event};
    use crate::session::{CallId, Seq, Time, assistance};

    /// How an audience sees an event.
    #[derive(Debug, PartialEq, Eq)]
    enum Seen {
        Whole,
        /// Without what may not be seen.
        Part,
        /// Not at all.
        Never,
    }
    use Seen::{Never, Part, Whole};

    /// Everything that is not seen whole by all. What is not named here is for everybody.
    const LESS: [(&str, Seen, Seen, Seen); 19] = [
        ("prepared", Whole, Part, Part),
        ("attendance.marked", Whole, Part, Part),
        ("floor.contributed", Whole, Part, Part),
        ("assistance.asked", Whole, Whole, Never),
        ("assistance.reworded", Whole, Whole, Never),
        ("assistance.withdrawn", Whole, Whole, Never),
        ("assistance.answered", Whole, Whole, Never),
        ("voice.recused", Whole, Part, Part),
        ("poll.cast", Part, Part, Part),
        ("poll.hands_counted", Whole, Part, Part),
        ("poll.paper_counted", Whole, Part, Part),
        ("poll.closed", Whole, Part, Part),
        ("poll.tie_broken", Whole, Part, Part),
        ("opinion.answered", Part, Part, Part),
        ("opinion.closed", Whole, Part, Part),
        ("conclusions.written", Whole, Never, Never),
        ("conclusions.edited", Whole, Never, Never),
        ("conclusions.placed", Whole, Never, Never),
        ("conclusions.removed", Whole, Never, Never),
    ];

    /// What everybody may see. With `LESS` it is complete, so that whoever adds an event decides.
    const FOR_ALL: [&str; 59] = [
        "life.opened",
        "life.suspended",
        "life.resumed",
        "life.closed",
        "life.chair_handed",
        "life.announced",
        "attendance.added",
        "attendance.link_changed",
        "quorum.counted",
        "quorum.lost",
        "quorum.regained",
        "voice.proxy_given",
        "voice.proxy_ended",
        "voice.rejoined",
        "agenda.started",
        "agenda.stopped",
        "floor.asked",
        "floor.withdrawn",
        "floor.removed",
        "floor.moved",
        "floor.given",
        "floor.ordered",
        "floor.policy_set",
        "floor.explained",
        "floor.paused",
        "floor.resumed",
        "floor.extended",
        "floor.ended",
        "floor.unheard",
        "floor.list_opened",
        "floor.list_closed",
        "floor.list_end_set",
        "floor.list_ended",
        "floor.debate_ended",
        "floor.parked",
        "floor.recalled",
        "floor.time_added",
        "floor.referred",
        "poll.prepared",
        "poll.readied",
        "poll.opened",
        "poll.entitled_changed",
        "poll.published",
        "poll.noted",
        "poll.cancelled",
        "poll.repeated",
        "poll.continued",
        "consent.listed",
        "consent.taken_out",
        "consent.asked",
        "consent.objected",
        "consent.waited_anew",
        "consent.decided",
        "opinion.circulated",
        "opinion.reminded",
        "opinion.published",
        "opinion.cancelled",
        "conclusions.adopted",
        "undo.undone",
    ];

    fn record(event: Event) -> Record {
        Record {
            seq: Seq(7),
            at: Time(1_000),
            by: Some(Actor::delegate(DelegateId(5))),
            cause: None,
            event,
        }
    }

    #[test]
    fn every_event_is_seen_by_each_audience_as_it_should_be() {
        for (kind, event) in EVENT_KINDS.iter().zip(every_event()) {
            let record = record(event);
            let seen = Audience::COMMON.map(|audience| match audience.sees(&record) {
                None => Never,
                Some(seen) if *seen == record => Whole,
                Some(seen) => {
                    let same = (seen.seq, seen.at, &seen.by, seen.cause);
                    assert_eq!(same, (record.seq, record.at, &record.by, record.cause));
                    Part
                }
            });
            match LESS.iter().find(|(less, ..)| less == kind) {
                Some((_, table, technicians, room)) => {
                    assert_eq!([table, technicians, room], seen.each_ref(), "{kind}");
                }
                None => {
                    assert!(FOR_ALL.contains(kind), "who may see {kind}?");
                    assert_eq!(seen, [Whole, Whole, Whole], "{kind}");
                }
            }
        }
        assert_eq!(LESS.len() + FOR_ALL.len(), EVENT_KINDS.len());
    }

    #[test]
    fn what_may_not_be_seen_is_nowhere_in_what_is_sent() {
        let sent = |audience: Audience| -> String {
            let records: Vec<_> = every_event().into_iter().map(record).collect();
            let seen = records.iter().filter_map(|record| audience.sees(record));
            seen.map(|record| serde_json::to_string(&*record).unwrap() + "\n")
                .collect()
        };
        let (table, room) = (sent(Audience::Table), sent(Audience::Room));
        let secrets = [
            "Bí mật",
            "Ý kiến gửi riêng",
            "Giúp tại ghế",
            "Riêng tư",
            r#""restricted":true"#,
            r#""hands":[1,0,0]"#,
            r#""paper_counted":{"poll":1,"ledger""#,
            r#""written""#,
        ];
        for secret in secrets {
            assert!(table.contains(secret), "{secret}");
            assert!(!room.contains(secret), "{secret}");
        }
        // A result stands in the close for the head table, and in the publication for everybody; what
        // became of the consent list is published with its poll.
        let tallies = |text: &str| text.matches(r#""outcome":"#).count();
        assert_eq!((tallies(&table), tallies(&room)), (6, 3));
        for text in [table, room] {
            assert!(!text.contains(r#""choice":"#), "a vote before the close");
            assert!(!text.contains("Chưa ai biết"), "an answer before the close");
        }
    }

    #[test]
    fn the_head_table_is_the_chair_and_the_secretary() {
        let audiences = Role::ALL.map(|role| Audience::of(&Actor::of(role)));
        use Audience::{Room, Table, Technicians};
        assert_eq!(audiences, [Table, Table, Technicians, Room]);
        let id = DelegateId(5);
        let own = Audience::of(&Actor::delegate(id));
        assert_eq!(own, Audience::Delegate(id));
    }

    #[test]
    fn a_delegate_sees_what_the_room_does_and_what_concerns_them_alone() {
        let own = Audience::Delegate(DelegateId(5));
        let other = Audience::Delegate(DelegateId(6));
        for event in every_event() {
            let called = matches!(event, Event::Assistance(_));
            let record = record(event);
            let room = Audience::Room.sees(&record);
            assert_eq!(other.sees(&record), room);
            if called {
                assert_eq!(own.sees(&record).as_deref(), Some(&record));
            } else {
                assert_eq!(own.sees(&record), room);
            }
        }
    }

    #[test]
    fn who_sees_it_otherwise_than_the_room_is_named() {
        let call = CallId(1);
        let withdrawn = |delegate| assistance::Event::Withdrawn { call, delegate };
        let mut events = every_event();
        events.push(Event::Assistance(withdrawn(DelegateId(6))));
        for record in events.into_iter().map(record) {
            let apart: Vec<_> = Audience::told_apart(&record).collect();
            let all = [5, 6].map(|id| Audience::Delegate(DelegateId(id)));
            for audience in all.into_iter().chain([Audience::Technicians]) {
                let same = audience.sees(&record) == Audience::Room.sees(&record);
                assert_eq!(same, !apart.contains(&audience), "{record:?}");
            }
        }
    }
}
