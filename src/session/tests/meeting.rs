//! Whole meetings, as they happen.

use super::super::attendance::{self, Mark, Place, Presence};
use super::super::conclusions::{self, Content, Due};
use super::super::floor::{self, Kind};
use super::super::poll::{self, Manner, Outcome};
use super::super::testing::{ABSTAIN, Meeting, NO, YES, question};
use super::super::{DelegateId, ItemId, Millis, Phase, Refusal, Session, Weight, agenda, life};

#[test]
fn a_monthly_briefing_from_the_roll_call_to_the_close() {
    let mut meeting = Meeting::planned();

    // The roll call: two excused, one with a substitute, all others present.
    let mark = |delegate, mark| attendance::Command::Mark {
        delegate: DelegateId(delegate),
        mark,
    };
    let reason = "Đi công tác".to_owned();
    meeting
        .secretary(mark(4, Mark::Excused { reason }))
        .unwrap();
    let name = "Lê Thị Dự Thay".to_owned();
    let place = Place::Hall;
    meeting
        .secretary(mark(6, Mark::Substitute { place, name }))
        .unwrap();
    let unmarked = meeting.session.roster.iter();
    let unmarked = unmarked.filter(|a| a.presence == Presence::Expected);
    let delegates = unmarked.map(|a| a.delegate.id).collect();
    meeting
        .secretary(attendance::Command::MarkPresent { delegates })
        .unwrap();
    let quorum = meeting.session.quorum(meeting.now);
    assert_eq!(
        (quorum.present, quorum.required),
        (Weight::whole(7), Weight::whole(6))
    );
    meeting.chair(life::Command::Open).unwrap();

    // The first item: three speeches, one interrupted by a question, one point of order.
    let start = |item| agenda::Command::Start { item: ItemId(item) };
    meeting.chair(start(1)).unwrap();
    let speeches = [3, 5, 10].map(|id| meeting.asks(id, Kind::Speech));
    let order = meeting.asks(7, Kind::PointOfOrder);
    assert_eq!(meeting.queue(), [7, 3, 5, 10]);
    meeting.give(order).unwrap();
    meeting.later(20);
    for request in speeches {
        meeting.give(request).unwrap();
        meeting.later(120);
    }
    let question_on_it = meeting.asks(8, Kind::Interposed);
    meeting.give(question_on_it).unwrap();
    meeting.later(30);
    for request in [question_on_it, speeches[2]] {
        meeting.chair(floor::Command::End { request }).unwrap();
    }
    let spoken = |id| {
        meeting
            .session
            .floor
            .time_spoken(DelegateId(id), meeting.now)
    };
    assert_eq!(spoken(10), Millis(120_000));
    assert_eq!(spoken(8), Millis(30_000));

    // The second: a secret vote fails for want of a member's majority and is repeated by name.
    meeting.chair(start(2)).unwrap();
    let secret = meeting.vote_on(question(Manner::Secret, "majority of members"));
    for (id, choice) in [
        (1, YES),
        (2, YES),
        (3, YES),
        (5, NO),
        (7, ABSTAIN),
        (8, YES),
    ] {
        meeting.votes(id, secret, choice).unwrap();
    }
    let tally = meeting.close(secret);
    assert_eq!(tally.outcome, Outcome::NotCarried);
    assert_eq!(tally.not_voting(), Weight::ONE);
    meeting
        .chair(poll::Command::Publish { poll: secret })
        .unwrap();
    let named = meeting.vote_on(question(Manner::Named, "majority of members"));
    for id in [1, 2, 3, 5, 10] {
        meeting.votes(id, named, YES).unwrap();
    }
    let tally = meeting.close(named);
    assert_eq!(
        (tally.required, tally.outcome),
        (Weight::whole(5), Outcome::Carried)
    );
    meeting
        .chair(poll::Command::Publish { poll: named })
        .unwrap();

    // A break, a deputy in the chair, a conclusion, the close.
    meeting.chair(life::Command::Suspend).unwrap();
    meeting.later(600);
    meeting.chair(life::Command::Resume).unwrap();
    let to = DelegateId(3);
    meeting.chair(life::Command::HandChair { to }).unwrap();
    let content = Content {
        text: "Giao Phòng Kế hoạch hoàn thiện kế hoạch".to_owned(),
        lead: "Phòng Kế hoạch".to_owned(),
        with: vec!["Phòng Tài chính".to_owned()],
        due: Due::read("30/4/2024"),
    };
    let (item, after, level) = (ItemId(2), None, 1);
    let write = conclusions::Command::Write {
        item,
        after,
        level,
        content,
    };
    meeting.secretary(write).unwrap();
    meeting.chair(life::Command::Close).unwrap();
    meeting.chair(conclusions::Command::Adopt { item }).unwrap();

    let session = &meeting.session;
    assert_eq!(session.phase, Phase::Closed { at: meeting.now });
    assert_eq!(session.presiding, to);
    assert!(session.conclusions.of(item).unwrap().is_adopted());
    assert_eq!(Session::replay(&meeting.records).as_ref(), Some(session));
}

#[test]
fn two_chairs_who_do_the_same_at_once_do_it_once() {
    let mut meeting = Meeting::open();
    let mut both = |command: super::super::Command| {
        let first = meeting.chair(command.clone()).unwrap();
        let second = meeting.chair(command);
        assert!(!first.is_empty());
        second
    };
    let item = ItemId(1);
    let start = agenda::Command::Start { item }.into();
    assert_eq!(both(start), Err(Refusal::ItemIsCurrent { item }));
    let (delegate, kind) = (DelegateId(5), Kind::Speech);
    let call = floor::Command::Call { delegate, kind }.into();
    assert!(matches!(both(call), Err(Refusal::AlreadySpeaking { .. })));
    let request = super::super::RequestId(1);
    let end = floor::Command::End { request }.into();
    assert_eq!(both(end), Err(Refusal::NotSpeaking { request }));
    let prepare = poll::Command::Prepare {
        question: question(Manner::Named, "simple"),
    };
    let poll = super::super::PollId(1);
    assert_eq!(both(prepare.into()), Err(Refusal::PollIsPrepared { poll }));
    let open = poll::Command::Open { poll }.into();
    assert_eq!(both(open), Err(Refusal::NotPrepared { poll }));
    let close = poll::Command::Close { poll }.into();
    assert_eq!(both(close), Err(Refusal::NotOpen { poll }));
    assert_eq!(both(poll::Command::Publish { poll }.into()), Ok(vec![]));
    let suspend = life::Command::Suspend.into();
    assert_eq!(both(suspend), Err(Refusal::SessionSuspended));
    let close = life::Command::Close.into();
    assert_eq!(both(close), Err(Refusal::SessionClosed));
}
