//! How the session is written in JSON. These are promises to clients in other languages and to
//! journals that were written long ago.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::json;

use super::super::attendance::{self, Link, Mark, Place, Presence};
use super::super::conclusions::{self, Conclusion, Content, Due};
use super::super::floor::{self, Kind, Request};
use super::super::poll::{self, ChoiceNo, Manner, Outcome, Tally, Vote};
use super::super::rule::Said;
use super::super::testing::{plan, question};
use super::super::{
    Actor, Command, CommandId, ConclusionId, DelegateId, Event, ItemId, Millis, Plan, PollId,
    Record, Refusal, RequestId, Role, Seconds, Seq, Time, Weight, agenda, life,
};

/// That a value is written so, and read from it.
fn is<T>(value: T, json: serde_json::Value)
where
    T: Serialize + DeserializeOwned + PartialEq + std::fmt::Debug,
{
    assert_eq!(serde_json::to_value(&value).unwrap(), json);
    let text = json.to_string();
    assert_eq!(serde_json::from_str::<T>(&text).unwrap(), value, "{text}");
}

#[test]
fn commands_are_nested_objects() {
    let (request, delegate) = (RequestId(17), DelegateId(5));
    let poll = PollId(2);
    let conclusion = ConclusionId(4);
    let choice = Vote::from(ChoiceNo(1));
    let command = |command: Command, json| is(command, json);
    command(life::Command::Open.into(), json!({"life": "open"}));
    let to = DelegateId(3);
    command(
        life::Command::HandChair { to }.into(),
        json!({"life": {"hand_chair": {"to": 3}}}),
    );
    let mark = Mark::Present { place: Place::Hall };
    command(
        attendance::Command::Mark { delegate, mark }.into(),
        json!({"attendance": {"mark": {"delegate": 5, "mark": {"present": {"place": "hall"}}}}}),
    );
    let mark = Mark::Place {
        place: Place::Remote,
    };
    command(
        attendance::Command::Mark { delegate, mark }.into(),
        json!({"attendance": {"mark": {"delegate": 5, "mark": {"place": {"place": "remote"}}}}}),
    );
    let mark = Mark::Absent;
    command(
        attendance::Command::Mark { delegate, mark }.into(),
        json!({"attendance": {"mark": {"delegate": 5, "mark": "absent"}}}),
    );
    command(
        agenda::Command::Start { item: ItemId(2) }.into(),
        json!({"agenda": {"start": {"item": 2}}}),
    );
    command(
        floor::Command::Give { request }.into(),
        json!({"floor": {"give": {"request": 17}}}),
    );
    let seconds = Seconds(60);
    command(
        floor::Command::Extend { request, seconds }.into(),
        json!({"floor": {"extend": {"request": 17, "seconds": 60}}}),
    );
    let delegate = None;
    let cast = poll::Command::Cast {
        poll,
        choice,
        delegate,
    };
    command(
        cast.into(),
        json!({"poll": {"cast": {"poll": 2, "choice": 1}}}),
    );
    let rule = "> 1/2 of members";
    command(
        poll::Command::Prepare {
            question: question(Manner::Hands, rule),
        }
        .into(),
        json!({"poll": {"prepare": {"question": {
            "item": 2,
            "text": "Thông qua kế hoạch",
            "manner": "hands",
            "rule": rule,
            "choices": [
                {"label": "Tán thành", "sense": "yes"},
                {"label": "Không tán thành", "sense": "no"},
                {"label": "Không biểu quyết", "sense": "abstain"},
            ],
        }}}}),
    );
    let put = poll::Command::Put {
        question: question(Manner::Hands, rule),
    };
    let asked = serde_json::to_value(question(Manner::Hands, rule)).unwrap();
    command(put.into(), json!({"poll": {"put": {"question": asked}}}));
    let content = Content {
        text: "Giao Sở".to_owned(),
        lead: "Sở".to_owned(),
        with: vec!["Văn phòng".to_owned()],
        due: Due::read("30/4/2024"),
    };
    let version = 3;
    let edit = conclusions::Command::Edit {
        conclusion,
        version,
        content,
    };
    let due = json!({"day": "2024-04-30"});
    let content = json!({"text": "Giao Sở", "lead": "Sở", "with": ["Văn phòng"], "due": due});
    let edit_json = json!({"conclusion": 4, "version": 3, "content": content});
    command(edit.into(), json!({"conclusions": {"edit": edit_json}}));
}

#[test]
fn what_is_left_out_has_no_value() {
    let read = |json: serde_json::Value| serde_json::from_value::<Command>(json).unwrap();
    let request = RequestId(1);
    let moved = read(json!({"floor": {"move": {"request": 1}}}));
    let before = None;
    assert_eq!(moved, floor::Command::Move { request, before }.into());
    let removed = read(json!({"floor": {"remove": {"request": 1}}}));
    let reason = String::new();
    assert_eq!(removed, floor::Command::Remove { request, reason }.into());
    let added = read(json!({"attendance": {"add": {"newcomer": {"name": "A"}}}}));
    let Command::Attendance(attendance::Command::Add { newcomer }) = added else {
        panic!("{added:?}");
    };
    assert_eq!((newcomer.vote, newcomer.site), (None, None));
    let content = json!({"text": "A"});
    let write = json!({"conclusions": {"write": {"item": 1, "level": 1, "content": content}}});
    assert!(matches!(
        read(write),
        Command::Conclusions(conclusions::Command::Write { after: None, .. })
    ));
}

#[test]
fn unknown_names_are_errors() {
    for wrong in [
        json!({"floor": {"move": {"request": 1, "befor": 2}}}),
        json!({"floor": {"give": {"request": 1}, "end": {"request": 1}}}),
        json!({"floor": {"next": {}}}),
        json!({"life": "opened"}),
        json!({"life": {"open": {}}, "floor": "open_list"}),
        json!({"poll": {"cast": {"poll": 1, "choice": 0, "weight": "9"}}}),
        json!({"poll": {"cast": {"poll": 1, "choice": 256}}}),
        json!({"poll": {"cast": {"poll": -1, "choice": 0}}}),
        json!({"attendance": {"add": {"newcomer": {"name": "A", "votes": "1"}}}}),
        json!({"attendance": {"add": {"newcomer": {"name": "A", "vote": 1.5}}}}),
        json!({"attendance": {"mark": {"delegate": 1, "mark": {"present": {"place": "moon"}}}}}),
        json!({"conclusions": {"write": {"item": 1, "level": 1, "content": {"text": "A", "x": 1}}}}),
    ] {
        assert!(
            serde_json::from_value::<Command>(wrong.clone()).is_err(),
            "{wrong}"
        );
    }
}

#[test]
fn events_say_what_happened() {
    let at = Time(1_000);
    let delegate = DelegateId(5);
    let poll = PollId(2);
    let request = Request {
        id: RequestId(17),
        delegate,
        kind: Kind::PointOfOrder,
        item: None,
        category: None,
    };
    let place = 0;
    is(
        Event::Floor(floor::Event::Asked { request, place }),
        json!({"floor": {"asked": {
            "request": {"id": 17, "delegate": 5, "kind": "point_of_order"}, "place": 0,
        }}}),
    );
    let (request, spoken) = (RequestId(17), Millis(61_000));
    is(
        Event::Floor(floor::Event::Ended { request, spoken }),
        json!({"floor": {"ended": {"request": 17, "spoken": 61_000}}}),
    );
    let limit = Seconds(300);
    let (interrupts, in_order) = (false, true);
    let given = floor::Event::Given {
        request,
        limit,
        interrupts,
        in_order,
        passed: None,
    };
    let json = json!({"request": 17, "limit": 300, "in_order": true});
    is(Event::Floor(given), json!({"floor": {"given": json}}));
    let presence = Presence::Present {
        place: Place::Remote,
        late: true,
        substitute: Some("B".to_owned()),
        sitting: None,
    };
    let json = json!({"state": "present", "place": "remote", "late": true, "substitute": "B"});
    is(
        Event::Attendance(attendance::Event::Marked { delegate, presence }),
        json!({"attendance": {"marked": {"delegate": 5, "presence": json}}}),
    );
    is(Presence::Expected, json!({"state": "expected"}));
    let sits_in = Presence::Present {
        place: Place::Hall,
        late: false,
        substitute: Some("B".to_owned()),
        sitting: Some(DelegateId(10)),
    };
    let json = json!({"state": "present", "place": "hall", "substitute": "B", "sitting": 10});
    is(sits_in, json);
    let left = |late, substitute| Presence::Left {
        at,
        late,
        substitute,
    };
    is(left(false, None), json!({"state": "left", "at": 1_000}));
    is(
        left(true, Some("B".to_owned())),
        json!({"state": "left", "at": 1_000, "late": true, "substitute": "B"}),
    );
    is(Link::None, json!({"state": "none"}));
    is(
        Link::Lost { since: at },
        json!({"state": "lost", "since": 1_000}),
    );
    let choice = None;
    let cast = poll::Event::Cast {
        poll,
        delegate,
        choice,
    };
    is(
        Event::Poll(cast),
        json!({"poll": {"cast": {"poll": 2, "delegate": 5}}}),
    );
    let entitled = vec![(delegate, "0.5".parse().unwrap())];
    is(
        Event::Poll(poll::Event::Opened {
            poll,
            entitled: entitled.clone(),
            recused: vec![],
        }),
        json!({"poll": {"opened": {"poll": 2, "entitled": [[5, "0.5"]]}}}),
    );
    is(
        Event::Poll(poll::Event::Opened {
            poll,
            entitled,
            recused: vec![DelegateId(6)],
        }),
        json!({"poll": {"opened": {"poll": 2, "entitled": [[5, "0.5"]], "recused": [6]}}}),
    );
    let tally = Tally {
        by_choice: vec![Weight::ONE, Weight::ZERO],
        entitled: Weight::whole(2),
        present: Weight::whole(2),
        members: Weight::whole(3),
        required: Weight::whole(2),
        outcome: Outcome::NotCarried,
        votes: vec![(delegate, ChoiceNo(0).into())],
        said: Said::default(),
        ledger: None,
        quorum: None,
        polled: None,
    };
    is(
        tally,
        json!({
            "by_choice": ["1", "0"], "entitled": "2", "present": "2", "members": "3",
            "required": "2", "outcome": "not_carried", "votes": [[5, 0]],
        }),
    );
}

#[test]
fn a_conclusion_is_one_flat_object() {
    let conclusion = Conclusion {
        id: ConclusionId(4),
        level: 2,
        version: 1,
        content: Content {
            text: "Báo cáo".to_owned(),
            due: Some(Due::Words("hàng tuần".to_owned())),
            ..Content::default()
        },
    };
    let due = json!({"words": "hàng tuần"});
    let json = json!({"id": 4, "level": 2, "version": 1, "text": "Báo cáo", "due": due});
    is(conclusion, json);
    let plain = Conclusion {
        id: ConclusionId(1),
        level: 1,
        version: 1,
        content: Content::default(),
    };
    is(
        plain,
        json!({"id": 1, "level": 1, "version": 1, "text": ""}),
    );
}

#[test]
fn a_record_says_who_did_it_and_why() {
    let id = "0198c5c2-0000-7000-8000-000000000001";
    let record = Record {
        seq: Seq(57),
        at: Time(1_700_000_000_000),
        by: Some(Actor {
            role: Role::Chair,
            delegate: Some(DelegateId(1)),
            name: "bàn chủ trì".to_owned(),
        }),
        cause: Some(id.parse::<CommandId>().unwrap()),
        event: Event::Life(life::Event::Opened),
    };
    is(
        record,
        json!({
            "seq": 57, "at": 1_700_000_000_000_i64,
            "by": {"role": "chair", "delegate": 1, "name": "bàn chủ trì"},
            "cause": id, "event": {"life": "opened"},
        }),
    );
}

#[test]
fn a_refusal_names_its_reason() {
    let request = RequestId(17);
    is(
        Refusal::AlreadySpeaking { request },
        json!({"reason": "already_speaking", "request": 17}),
    );
    is(Refusal::NotYourself, json!({"reason": "not_yourself"}));
    let (present, required) = (Weight::whole(5), Weight::whole(6));
    is(
        Refusal::NoQuorum { present, required },
        json!({"reason": "no_quorum", "present": "5", "required": "6"}),
    );
}

#[test]
fn a_plan_is_read_as_it_was_written() {
    let written = serde_json::to_string(&plan()).unwrap();
    assert_eq!(serde_json::from_str::<Plan>(&written).unwrap(), plan());
}
