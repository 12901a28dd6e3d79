//! Every kind of event, by the name it has in JSON, and one of each. An event that is new does not
//! compile until it is named here, and then asks to be thought of wherever kinds are listed.

use super::super::attendance::{Link, Place, Presence};
use super::super::conclusions::{Conclusion, Content};
use super::super::floor::{Kind, Policy, Request};
use super::super::opinion::Findings;
use super::super::poll::{ChoiceNo, Fate, Ledger, Manner, Outcome, Tally, Teller};
use super::super::rule::{Chair, Said, Side};
use super::super::{
    CallId, ConclusionId, DelegateId, Event, ItemId, Millis, OpinionId, PollId, RequestId, Seconds,
    Seq, Time, Weight, agenda, assistance, attendance, conclusions, consent, floor, life, opinion,
    poll, quorum, undo, voice,
};
use super::{circular, plan, question};

macro_rules! kinds {
    ($($subject:ident $name:ident { $($variant:ident $kind:literal)* })*) => {
        /// Every kind of event.
        pub(crate) const EVENT_KINDS: &[&str] = &["prepared", $($($kind,)*)*];

        /// The kind of an event.
        pub(crate) fn event_kind(event: &Event) -> &'static str {
            match event {
                Event::Prepared(_) => "prepared",
                $(Event::$name(event) => match event {
                    $($subject::Event::$variant { .. } => $kind,)*
                },)*
            }
        }
    };
}

kinds! {
    life Life {
        Opened "life.opened"
        Suspended "life.suspended"
        Resumed "life.resumed"
        Closed "life.closed"
        ChairHanded "life.chair_handed"
        Announced "life.announced"
    }
    attendance Attendance {
        Marked "attendance.marked"
        Added "attendance.added"
        LinkChanged "attendance.link_changed"
    }
    quorum Quorum {
        Counted "quorum.counted"
        Lost "quorum.lost"
        Regained "quorum.regained"
    }
    voice Voice {
        ProxyGiven "voice.proxy_given"
        ProxyEnded "voice.proxy_ended"
        Recused "voice.recused"
        Rejoined "voice.rejoined"
    }
    agenda Agenda {
        Started "agenda.started"
        Stopped "agenda.stopped"
    }
    floor Floor {
        Asked "floor.asked"
        Withdrawn "floor.withdrawn"
        Removed "floor.removed"
        Moved "floor.moved"
        Given "floor.given"
        Ordered "floor.ordered"
        PolicySet "floor.policy_set"
        Explained "floor.explained"
        Paused "floor.paused"
        Resumed "floor.resumed"
        Extended "floor.extended"
        Ended "floor.ended"
        Unheard "floor.unheard"
        ListOpened "floor.list_opened"
        ListClosed "floor.list_closed"
        ListEndSet "floor.list_end_set"
        ListEnded "floor.list_ended"
        DebateEnded "floor.debate_ended"
        Parked "floor.parked"
        Recalled "floor.recalled"
        TimeAdded "floor.time_added"
        Referred "floor.referred"
        Contributed "floor.contributed"
    }
    assistance Assistance {
        Asked "assistance.asked"
        Reworded "assistance.reworded"
        Withdrawn "assistance.withdrawn"
        Answered "assistance.answered"
    }
    poll Poll {
        Prepared "poll.prepared"
        Readied "poll.readied"
        Opened "poll.opened"
        EntitledChanged "poll.entitled_changed"
        Cast "poll.cast"
        HandsCounted "poll.hands_counted"
        PaperCounted "poll.paper_counted"
        Closed "poll.closed"
        TieBroken "poll.tie_broken"
        Published "poll.published"
        Noted "poll.noted"
        Cancelled "poll.cancelled"
        Repeated "poll.repeated"
        Continued "poll.continued"
    }
    consent Consent {
        Listed "consent.listed"
        TakenOut "consent.taken_out"
        Asked "consent.asked"
        Objected "consent.objected"
        WaitedAnew "consent.waited_anew"
        Decided "consent.decided"
    }
    opinion Opinion {
        Circulated "opinion.circulated"
        Answered "opinion.answered"
        Reminded "opinion.reminded"
        Closed "opinion.closed"
        Published "opinion.published"
        Cancelled "opinion.cancelled"
    }
    conclusions Conclusions {
        Written "conclusions.written"
        Edited "conclusions.edited"
        Placed "conclusions.placed"
        Removed "conclusions.removed"
        Adopted "conclusions.adopted"
    }
    undo Undo {
        Undone "undo.undone"
    }
}

/// One event of each kind, in the order of [`EVENT_KINDS`], with all that some may not see.
pub(crate) fn every_event() -> Vec<Event> {
    let mut plan = plan();
    plan.documents = [false, true].map(document).to_vec();
    let mut events = vec![Event::Prepared(Box::new(plan))];
    events.extend(life().into_iter().map(Event::Life));
    events.extend(attendance().into_iter().map(Event::Attendance));
    events.extend(quorum().into_iter().map(Event::Quorum));
    events.extend(voice().into_iter().map(Event::Voice));
    events.extend(agenda().into_iter().map(Event::Agenda));
    events.extend(floor().into_iter().map(Event::Floor));
    events.extend(assistance().into_iter().map(Event::Assistance));
    events.extend(poll().into_iter().map(Event::Poll));
    events.extend(consent().into_iter().map(Event::Consent));
    events.extend(opinion().into_iter().map(Event::Opinion));
    events.extend(conclusions().into_iter().map(Event::Conclusions));
    events.push(Event::Undo(undo::Event::Undone { step: Seq(2) }));
    events
}

fn document(restricted: bool) -> super::super::plan::Document {
    super::super::plan::Document {
        id: super::super::DocumentId(1 + u32::from(restricted)),
        item: ItemId(1),
        title: "Báo cáo".to_owned(),
        file: "bao-cao.txt".to_owned(),
        size: 3,
        hash: "00".repeat(32),
        restricted,
    }
}

fn life() -> Vec<life::Event> {
    use life::Event::{Announced, ChairHanded, Closed, Opened, Resumed, Suspended};
    let to = DelegateId(3);
    let text = "Giải lao".to_owned();
    vec![
        Opened,
        Suspended,
        Resumed,
        Closed,
        ChairHanded { to },
        Announced { text },
    ]
}

fn attendance() -> Vec<attendance::Event> {
    use attendance::Event::{Added, LinkChanged, Marked};
    let delegate = DelegateId(5);
    let reason = "Bí mật".to_owned();
    let presence = Presence::Excused { reason };
    let here = Presence::Present {
        place: Place::Hall,
        late: true,
        substitute: None,
        sitting: None,
    };
    vec![
        Marked { delegate, presence },
        Added {
            delegate: plan().roster[8].clone(),
            presence: here,
        },
        LinkChanged {
            delegate,
            link: Link::Up,
        },
    ]
}

fn quorum() -> Vec<quorum::Event> {
    use quorum::Event::{Counted, Lost, Regained};
    let [present, required] = [Weight::whole(5), Weight::whole(6)];
    vec![
        Counted { present, required },
        Lost { present, required },
        Regained {
            present: required,
            required,
        },
    ]
}

fn voice() -> Vec<voice::Event> {
    use voice::Event::{ProxyEnded, ProxyGiven, Recused, Rejoined};
    let (delegate, to) = (DelegateId(5), DelegateId(6));
    let on = voice::Matter::Item(ItemId(2));
    let reason = "Riêng tư".to_owned();
    vec![
        ProxyGiven { delegate, to },
        ProxyEnded { delegate },
        Recused {
            delegate,
            on,
            reason,
        },
        Rejoined { delegate, on },
    ]
}

fn agenda() -> Vec<agenda::Event> {
    use agenda::Event::{Started, Stopped};
    let item = ItemId(1);
    vec![Started { item }, Stopped { item, done: true }]
}

fn floor() -> Vec<floor::Event> {
    use floor::Event::{
        Asked, Contributed, DebateEnded, Ended, Explained, Extended, Given, ListClosed, ListEndSet,
        ListEnded, ListOpened, Moved, Ordered, Parked, Paused, PolicySet, Recalled, Referred,
        Removed, Resumed, TimeAdded, Unheard, Withdrawn,
    };
    let request = RequestId(1);
    let reason = "Trùng".to_owned();
    let asked = Request {
        id: request,
        delegate: DelegateId(5),
        kind: Kind::Speech,
        item: None,
        category: Some(1),
    };
    vec![
        Asked {
            request: asked,
            place: 0,
        },
        Withdrawn { request },
        Removed { request, reason },
        Moved {
            request,
            before: None,
        },
        Given {
            request,
            limit: Seconds(300),
            interrupts: false,
            in_order: false,
            passed: Some(RequestId(2)),
        },
        Ordered {
            queue: vec![request],
        },
        PolicySet {
            policy: Policy::Balanced,
        },
        Explained {
            request,
            reason: "Theo đề nghị của đoàn".to_owned(),
        },
        Paused { request },
        Resumed { request },
        Extended {
            request,
            seconds: Seconds(60),
        },
        Ended {
            request,
            spoken: Millis(1_000),
        },
        Unheard {
            requests: vec![request],
        },
        ListOpened,
        ListClosed,
        ListEndSet { at: Time(60_000) },
        ListEnded,
        DebateEnded,
        Parked { request },
        Recalled { request, place: 0 },
        TimeAdded {
            unit: "Trung tâm".to_owned(),
            item: None,
            time: Millis(60_000),
        },
        Referred { request: asked },
        Contributed {
            request,
            text: "Ý kiến gửi riêng".to_owned(),
        },
    ]
}

fn assistance() -> Vec<assistance::Event> {
    use assistance::Event::{Answered, Asked, Reworded, Withdrawn};
    let (call, delegate) = (CallId(1), DelegateId(5));
    let text = "Giúp tại ghế".to_owned();
    vec![
        Asked {
            call,
            delegate,
            text: text.clone(),
        },
        Reworded {
            call,
            delegate,
            text,
        },
        Withdrawn { call, delegate },
        Answered { call, delegate },
    ]
}

fn consent() -> Vec<consent::Event> {
    use consent::Event::{Asked, Decided, Listed, Objected, TakenOut, WaitedAnew};
    let (poll, item, delegate) = (PollId(1), ItemId(2), DelegateId(5));
    vec![
        Listed { items: vec![item] },
        TakenOut {
            item,
            delegate: Some(delegate),
            reason: "Cần thảo luận".to_owned(),
        },
        Asked { poll },
        Objected {
            poll,
            delegate,
            rule: question(Manner::Named, "simple").rule,
        },
        WaitedAnew { poll },
        Decided {
            poll,
            outcome: Outcome::Carried,
            items: vec![item],
        },
    ]
}

fn opinion() -> Vec<opinion::Event> {
    use opinion::Event::{Answered, Cancelled, Circulated, Closed, Published, Reminded};
    let (opinion, delegate) = (OpinionId(1), DelegateId(5));
    let findings = Findings {
        tally: tally(),
        silent: vec![DelegateId(6)],
        remarks: vec![(delegate, "Đề nghị bổ sung".to_owned())],
    };
    vec![
        Circulated {
            opinion,
            circular: circular("simple"),
            entitled: vec![(delegate, Weight::ONE)],
        },
        Answered {
            opinion,
            delegate,
            choice: Some(ChoiceNo(2)),
            text: "Chưa ai biết".to_owned(),
        },
        Reminded {
            opinion,
            missing: vec![delegate],
            by_itself: true,
        },
        Closed {
            opinion,
            findings: Some(findings.clone()),
        },
        Published { opinion, findings },
        Cancelled {
            opinion,
            reason: "Lỗi".to_owned(),
        },
    ]
}

fn ledger() -> Ledger {
    Ledger {
        issued: 2,
        returned: 1,
        valid: 1,
        invalid: 0,
        by_choice: vec![1, 0, 0],
    }
}

fn tally() -> Tally {
    Tally {
        by_choice: vec![Weight::ONE, Weight::ZERO, Weight::ZERO],
        entitled: Weight::whole(9),
        present: Weight::whole(9),
        members: Weight::whole(9),
        required: Weight::whole(5),
        outcome: Outcome::NotCarried,
        votes: vec![(DelegateId(5), ChoiceNo(0).into())],
        said: Said {
            chair: Some(Chair::Votes(Side::Yes)),
            drawn: None,
        },
        ledger: Some(ledger()),
        quorum: None,
        polled: None,
    }
}

fn poll() -> Vec<poll::Event> {
    use poll::Event::{
        Cancelled, Cast, Closed, Continued, EntitledChanged, HandsCounted, Noted, Opened,
        PaperCounted, Prepared, Published, Readied, Repeated, TieBroken,
    };
    let (poll, delegate) = (PollId(1), DelegateId(5));
    let reason = "Lỗi".to_owned();
    let tally = tally();
    vec![
        Prepared {
            poll,
            question: question(Manner::Named, "simple"),
        },
        Readied { poll, delegate },
        Opened {
            poll,
            entitled: vec![(delegate, Weight::ONE)],
            recused: vec![DelegateId(6)],
        },
        EntitledChanged {
            poll,
            joined: vec![(DelegateId(6), Weight::ONE)],
            left: vec![delegate],
            recused: vec![DelegateId(7)],
        },
        Cast {
            poll,
            delegate,
            choice: Some(ChoiceNo(0).into()),
        },
        HandsCounted {
            poll,
            hands: Some(vec![1, 0, 0]),
            teller: Teller::First,
        },
        PaperCounted {
            poll,
            ledger: Some(ledger()),
        },
        Closed {
            poll,
            tally: Some(tally.clone()),
        },
        TieBroken {
            poll,
            tally: Some(tally.clone()),
        },
        Published { poll, tally },
        Noted {
            poll,
            text: "Đính chính".to_owned(),
        },
        Cancelled {
            poll,
            fate: Fate::Lapsed,
            reason: reason.clone(),
        },
        Repeated {
            poll,
            next: PollId(2),
            reason,
        },
        Continued {
            poll,
            next: PollId(2),
            question: question(Manner::Named, "simple"),
        },
    ]
}

fn conclusions() -> Vec<conclusions::Event> {
    use conclusions::Event::{Adopted, Edited, Placed, Removed, Written};
    let (conclusion, item) = (ConclusionId(1), ItemId(1));
    let (place, level, version) = (0, 1, 1);
    let content = Content {
        text: "Dự thảo".to_owned(),
        ..Content::default()
    };
    let adopted = Conclusion {
        id: conclusion,
        level,
        version,
        content: content.clone(),
    };
    vec![
        Written {
            conclusion,
            item,
            place,
            level,
            content: content.clone(),
        },
        Edited {
            conclusion,
            version,
            content,
        },
        Placed {
            conclusion,
            place,
            level,
        },
        Removed { conclusion },
        Adopted {
            item,
            outline: vec![adopted],
        },
    ]
}

#[test]
fn there_is_one_event_of_every_kind() {
    let kinds: Vec<_> = every_event().iter().map(event_kind).collect();
    assert_eq!(kinds, EVENT_KINDS);
}

#[test]
fn the_name_of_a_kind_is_the_one_it_has_in_json() {
    for event in every_event() {
        let json = serde_json::to_value(&event).unwrap();
        let (subject, inner) = json.as_object().unwrap().iter().next().unwrap();
        let kind = match inner.as_str() {
            Some(name) => format!("{subject}.{name}"),
            None if subject == "prepared" => subject.clone(),
            None => format!(
                "{subject}.{}",
                inner.as_object().unwrap().keys().next().unwrap()
            ),
        };
        assert_eq!(kind, event_kind(&event));
    }
}
