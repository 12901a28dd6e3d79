//! What a chair, a secretary and delegates do with the floor.

mod ends;
mod time;

use super::*;
use crate::session::attendance::{self, Mark};
use crate::session::testing::Meeting;
use crate::session::{self, Actor, ItemId, Role, agenda, life};

fn ask(delegate: u32, kind: Kind) -> Command {
    Command::ask(DelegateId(delegate), kind)
}

fn call(delegate: u32, kind: Kind) -> Command {
    Command::Call {
        delegate: DelegateId(delegate),
        kind,
    }
}

fn speaks(meeting: &Meeting) -> Option<u32> {
    let speech = meeting.session.floor.current();
    speech.map(|speech| speech.request.delegate.0)
}

#[test]
fn people_speak_in_the_order_in_which_they_asked() {
    let mut meeting = Meeting::open();
    let [a, b, c] = [5, 6, 7].map(|id| meeting.asks(id, Kind::Speech));
    assert_eq!(meeting.queue(), [5, 6, 7]);
    for (request, who) in [(a, 5), (b, 6), (c, 7)] {
        meeting.give(request).unwrap();
        assert_eq!(speaks(&meeting), Some(who));
    }
    let heard = meeting.session.floor.heard.iter();
    let heard: Vec<_> = heard.map(|h| h.request.delegate.0).collect();
    assert_eq!(heard, [5, 6]);
}

#[test]
fn a_higher_rank_goes_before_a_lower_one_and_behind_its_own() {
    let mut meeting = Meeting::open();
    let first = meeting.asks(1, Kind::Speech);
    meeting.give(first).unwrap();
    meeting.asks(2, Kind::Speech);
    meeting.asks(3, Kind::PointOfOrder);
    meeting.asks(4, Kind::Reply);
    meeting.asks(5, Kind::Interposed);
    meeting.asks(6, Kind::Interposed);
    meeting.asks(7, Kind::Speech);
    meeting.asks(8, Kind::PointOfOrder);
    assert_eq!(meeting.queue(), [5, 6, 3, 8, 4, 2, 7]);
}

#[test]
fn a_point_of_order_the_chair_moved_down_holds_no_other_back() {
    let mut meeting = Meeting::open();
    meeting.asks(1, Kind::PointOfOrder);
    let parked = meeting.asks(8, Kind::PointOfOrder);
    meeting.asks(4, Kind::Speech);
    let (request, before) = (parked, None);
    meeting
        .secretary(Command::Move { request, before })
        .unwrap();
    meeting.asks(5, Kind::PointOfOrder);
    assert_eq!(meeting.queue(), [1, 5, 4, 8]);
}

#[test]
fn one_person_waits_once_to_speak_once_for_order_and_once_with_a_question() {
    let mut meeting = Meeting::open();
    meeting.chair(call(3, Kind::Speech)).unwrap();
    let request = meeting.asks(5, Kind::Speech);
    for kind in [Kind::Speech, Kind::Reply] {
        let refused = meeting.delegate(5, ask(5, kind));
        assert_eq!(refused, Err(Refusal::AlreadyAsked { request }));
    }
    for kind in [Kind::PointOfOrder, Kind::Interposed] {
        let request = meeting.asks(5, kind);
        let refused = meeting.delegate(5, ask(5, kind));
        assert_eq!(refused, Err(Refusal::AlreadyAsked { request }));
    }
}

#[test]
fn two_chairs_who_press_next_at_once_skip_nobody() {
    let mut meeting = Meeting::open();
    let [first, second] = [5, 6].map(|id| meeting.asks(id, Kind::Speech));
    meeting.give(first).unwrap();
    let refused = meeting.give(first);
    assert_eq!(refused, Err(Refusal::AlreadySpeaking { request: first }));
    assert_eq!(speaks(&meeting), Some(5));
    assert_eq!(meeting.queue(), [6]);
    meeting.give(second).unwrap();
    let gone = Err(Refusal::NoSuchRequest { request: first });
    assert_eq!(meeting.give(first), gone);
}

#[test]
fn a_question_pauses_the_speech_and_gives_the_floor_back_paused() {
    let mut meeting = Meeting::open();
    let speech = meeting.asks(5, Kind::Speech);
    meeting.give(speech).unwrap();
    meeting.later(100);
    let question = meeting.asks(6, Kind::Interposed);
    meeting.give(question).unwrap();
    assert_eq!(speaks(&meeting), Some(6));
    meeting.later(20);
    let end = |request| Command::End { request };
    meeting.chair(end(question)).unwrap();
    assert_eq!(speaks(&meeting), Some(5));
    meeting.later(40);
    let current = meeting.session.floor.current().copied().unwrap();
    assert!(current.is_paused());
    assert_eq!(current.spoken(meeting.now), Millis(100_000));
    let resume = Command::Resume { request: speech };
    meeting.chair(resume.clone()).unwrap();
    let refused = Refusal::NotPaused { request: speech };
    assert_eq!(meeting.chair(resume), Err(refused));
    meeting.later(140);
    meeting.chair(end(speech)).unwrap();
    let heard = meeting.session.floor.heard.iter();
    let heard: Vec<_> = heard.map(|h| (h.request.delegate.0, h.spoken.0)).collect();
    assert_eq!(heard, [(6, 20_000), (5, 240_000)]);
    assert_eq!(speaks(&meeting), None);
}

#[test]
fn a_question_needs_a_speech_of_somebody_else() {
    let mut meeting = Meeting::open();
    let refused = meeting.delegate(5, ask(5, Kind::Interposed));
    assert_eq!(refused, Err(Refusal::NobodySpeaks));
    let request = meeting.asks(5, Kind::Speech);
    meeting.give(request).unwrap();
    let refused = meeting.delegate(5, ask(5, Kind::Interposed));
    assert_eq!(refused, Err(Refusal::AlreadySpeaking { request }));
}

#[test]
fn whoever_else_gets_the_floor_ends_the_speech_and_all_it_interrupted() {
    let mut meeting = Meeting::open();
    for (id, kind) in [(5, Kind::Speech), (6, Kind::Interposed), (7, Kind::Speech)] {
        let request = meeting.asks(id, kind);
        meeting.give(request).unwrap();
        meeting.later(10);
    }
    assert_eq!(speaks(&meeting), Some(7));
    assert!(meeting.session.floor.interrupted.is_empty());
    let heard = meeting.session.floor.heard.iter();
    let heard: Vec<_> = heard.map(|h| h.request.delegate.0).collect();
    assert_eq!(heard, [6, 5]);
}

#[test]
fn pausing_stops_the_clock_and_a_minute_can_be_added() {
    let mut meeting = Meeting::open();
    let request = meeting.asks(5, Kind::Speech);
    meeting.give(request).unwrap();
    meeting.later(100);
    meeting.chair(Command::Pause { request }).unwrap();
    let again = meeting.chair(Command::Pause { request });
    assert_eq!(again, Err(Refusal::AlreadyPaused { request }));
    meeting.later(60);
    meeting.chair(Command::Resume { request }).unwrap();
    meeting.later(140);
    let left = |meeting: &Meeting| {
        let speech = meeting.session.floor.current().copied().unwrap();
        speech.left(meeting.now).unwrap()
    };
    assert_eq!(left(&meeting), Millis(60_000));
    let extend = |seconds| Command::Extend {
        request,
        seconds: Seconds(seconds),
    };
    meeting.chair(extend(60)).unwrap();
    assert_eq!(left(&meeting), Millis(120_000));
    for wrong in [0, 3_601, u32::MAX] {
        assert_eq!(meeting.chair(extend(wrong)), Err(Refusal::TooMuchTime));
    }
}

#[test]
fn a_speech_without_a_limit_cannot_be_extended() {
    let mut plan = session::testing::plan();
    plan.rules.limits.speech = Seconds(0);
    let mut meeting = Meeting::opened(plan);
    let request = meeting.asks(5, Kind::Speech);
    meeting.give(request).unwrap();
    assert_eq!(
        meeting
            .session
            .floor
            .current()
            .copied()
            .unwrap()
            .left(meeting.now),
        None
    );
    let seconds = Seconds(60);
    let refused = meeting.chair(Command::Extend { request, seconds });
    assert_eq!(refused, Err(Refusal::NoLimit { request }));
}

#[test]
fn giving_the_floor_out_of_order_is_on_the_record() {
    let given_in_order = |events: Vec<session::Event>| match events.last() {
        Some(session::Event::Floor(Event::Given { in_order, .. })) => *in_order,
        other => panic!("{other:?}"),
    };
    let mut meeting = Meeting::open();
    assert!(given_in_order(
        meeting.chair(call(3, Kind::Speech)).unwrap()
    ));
    let [first, second] = [5, 6].map(|id| meeting.asks(id, Kind::Speech));
    assert!(!given_in_order(meeting.give(second).unwrap()));
    assert!(!given_in_order(
        meeting.chair(call(7, Kind::Speech)).unwrap()
    ));
    assert!(given_in_order(meeting.give(first).unwrap()));
}

#[test]
fn an_item_begins_with_its_presentation_whoever_waits_already() {
    let mut meeting = Meeting::open();
    let item = ItemId(1);
    meeting.chair(agenda::Command::Start { item }).unwrap();
    meeting.asks(5, Kind::Speech);
    let given = |events: Vec<session::Event>| match events.last() {
        Some(session::Event::Floor(Event::Given {
            in_order, passed, ..
        })) => (*in_order, *passed),
        other => panic!("{other:?}"),
    };
    let presents = meeting.chair(call(3, Kind::Speech)).unwrap();
    assert_eq!(given(presents), (true, None));
    meeting.asks(6, Kind::Speech);
    let request = meeting.session.floor.current().unwrap().request.id;
    meeting.chair(Command::End { request }).unwrap();
    // What the presenter says later is a contribution like others.
    let again = meeting.chair(call(3, Kind::Speech)).unwrap();
    assert!(!given(again).0);
}

#[test]
fn calling_somebody_who_waits_gives_the_floor_to_their_request() {
    let mut meeting = Meeting::open();
    let request = meeting.asks(5, Kind::Speech);
    meeting.chair(call(5, Kind::Speech)).unwrap();
    assert_eq!(
        meeting.session.floor.current().copied().unwrap().request.id,
        request
    );
    assert!(meeting.queue().is_empty());
    let again = meeting.chair(call(5, Kind::Speech));
    assert_eq!(again, Err(Refusal::AlreadySpeaking { request }));
}

#[test]
fn a_list_closes_by_itself_at_the_moment_that_was_set() {
    let mut meeting = Meeting::open();
    let at = Time(meeting.now.0 + 60_000);
    let passed = meeting.now;
    assert_eq!(
        meeting.secretary(Command::SetListEnd { at: passed }),
        Err(Refusal::TimeHasPassed { at: passed })
    );
    meeting.secretary(Command::SetListEnd { at }).unwrap();
    meeting.later(59);
    meeting.asks(5, Kind::Speech);
    assert!(meeting.session.floor.list.is_open());
    // Nobody looked for a while; the record bears the moment all the same.
    meeting.later(30);
    let closed = meeting.records.last().unwrap();
    assert_eq!(closed.event, session::Event::Floor(Event::ListClosed));
    assert_eq!((closed.at, &closed.by), (at, &None));
    let (delegate, kind) = (DelegateId(6), Kind::Speech);
    assert_eq!(
        meeting.delegate(6, Command::ask(delegate, kind)),
        Err(Refusal::ListClosed)
    );
    assert_eq!(
        meeting.chair(Command::SetListEnd { at: Time(at.0 * 2) }),
        Err(Refusal::ListClosed)
    );
}

#[test]
fn a_list_that_was_to_close_by_itself_can_be_left_open() {
    let mut meeting = Meeting::open();
    let at = Time(meeting.now.0 + 60_000);
    meeting.chair(Command::SetListEnd { at }).unwrap();
    assert_eq!(
        meeting.chair(Command::OpenList),
        Ok(vec![session::Event::Floor(Event::ListOpened)])
    );
    meeting.later(61);
    assert!(meeting.session.floor.list.is_open());
}

#[test]
fn a_closed_list_takes_points_of_order_and_whom_the_secretary_enters() {
    let mut meeting = Meeting::open();
    meeting.secretary(Command::CloseList).unwrap();
    assert_eq!(meeting.secretary(Command::CloseList), Ok(vec![]));
    let refused = meeting.delegate(5, ask(5, Kind::Speech));
    assert_eq!(refused, Err(Refusal::ListClosed));
    meeting.asks(5, Kind::PointOfOrder);
    meeting.secretary(ask(6, Kind::Speech)).unwrap();
    meeting.secretary(Command::OpenList).unwrap();
    meeting.asks(7, Kind::Speech);
    assert_eq!(meeting.queue(), [5, 6, 7]);
}

#[test]
fn requests_are_moved_withdrawn_and_removed() {
    let mut meeting = Meeting::open();
    let [a, b, c] = [5, 6, 7].map(|id| meeting.asks(id, Kind::Speech));
    let to = |request, before| Command::Move { request, before };
    meeting.secretary(to(c, Some(a))).unwrap();
    assert_eq!(meeting.queue(), [7, 5, 6]);
    assert_eq!(meeting.secretary(to(a, Some(a))), Ok(vec![]));
    meeting.secretary(to(c, None)).unwrap();
    assert_eq!(meeting.queue(), [5, 6, 7]);
    let theirs = meeting.delegate(5, Command::Withdraw { request: b });
    assert_eq!(theirs, Err(Refusal::NotYourself));
    meeting
        .delegate(6, Command::Withdraw { request: b })
        .unwrap();
    let removed = Command::Remove {
        request: a,
        reason: " trùng\u{1b}[2J ".to_owned(),
    };
    let events = meeting.secretary(removed.clone()).unwrap();
    let reason = "trùng".to_owned();
    assert_eq!(
        events,
        [session::Event::Floor(Event::Removed { request: a, reason })]
    );
    let gone = Err(Refusal::NoSuchRequest { request: a });
    assert_eq!(meeting.secretary(removed), gone);
    assert_eq!(meeting.secretary(to(c, Some(a))), gone);
    assert_eq!(meeting.queue(), [7]);
}

#[test]
fn a_delegate_acts_for_themselves_only() {
    let mut meeting = Meeting::open();
    let refused = meeting.delegate(5, ask(6, Kind::Speech));
    assert_eq!(refused, Err(Refusal::NotYourself));
    let request = meeting.asks(6, Kind::Speech);
    meeting.give(request).unwrap();
    let end = Command::End { request };
    assert_eq!(meeting.delegate(5, end.clone()), Err(Refusal::NotYourself));
    meeting.delegate(6, end).unwrap();
}

#[test]
fn only_who_is_here_gets_the_floor() {
    let mut meeting = Meeting::open();
    let request = meeting.asks(5, Kind::Speech);
    meeting.delegate(5, attendance::Command::CheckOut).unwrap();
    let absent = Refusal::NotPresent {
        delegate: DelegateId(5),
    };
    assert_eq!(meeting.give(request), Err(absent.clone()));
    assert_eq!(meeting.chair(call(5, Kind::Speech)), Err(absent.clone()));
    assert_eq!(meeting.delegate(5, ask(5, Kind::PointOfOrder)), Err(absent));
    let delegate = DelegateId(99);
    let nobody = meeting.chair(call(99, Kind::Speech));
    assert_eq!(nobody, Err(Refusal::NoSuchDelegate { delegate }));
    let delegate = DelegateId(5);
    let mark = Mark::Substitute {
        place: attendance::Place::Hall,
        name: "Lê Thị B".to_owned(),
    };
    meeting
        .secretary(attendance::Command::Mark { delegate, mark })
        .unwrap();
    meeting.give(request).unwrap();
}

#[test]
fn the_queue_is_bounded() {
    let mut meeting = Meeting::open();
    for n in 0..MOST_WAITING {
        let id = RequestId(u32::try_from(n).unwrap() + 1);
        meeting.session.floor.queue.push(Request {
            id,
            delegate: DelegateId(1_000),
            kind: Kind::Speech,
            item: None,
            category: None,
        });
    }
    let refused = meeting.delegate(5, ask(5, Kind::Speech));
    assert_eq!(refused, Err(Refusal::QueueFull));
}

#[test]
fn suspending_pauses_the_speech() {
    let mut meeting = Meeting::open();
    let request = meeting.asks(5, Kind::Speech);
    meeting.give(request).unwrap();
    meeting.later(30);
    meeting.chair(life::Command::Suspend).unwrap();
    meeting.later(600);
    let resume = Command::Resume { request };
    assert_eq!(
        meeting.chair(resume.clone()),
        Err(Refusal::SessionSuspended)
    );
    meeting.chair(life::Command::Resume).unwrap();
    meeting.later(5);
    meeting.chair(resume).unwrap();
    let spoken = meeting
        .session
        .floor
        .current()
        .copied()
        .unwrap()
        .spoken(meeting.now);
    assert_eq!(spoken, Millis(30_000));
}

#[test]
fn who_was_not_heard_before_the_item_was_over_stays_on_the_record() {
    let mut meeting = Meeting::open();
    let item = |item| ItemId(item);
    meeting
        .chair(agenda::Command::Start { item: item(1) })
        .unwrap();
    let first = meeting.asks(5, Kind::Speech);
    meeting.asks(6, Kind::Speech);
    meeting.asks(7, Kind::PointOfOrder);
    meeting.give(first).unwrap();
    meeting
        .chair(agenda::Command::Start { item: item(2) })
        .unwrap();
    let floor = &meeting.session.floor;
    assert_eq!(floor.current(), None);
    assert!(floor.queue.is_empty());
    let unheard: Vec<_> = floor.unheard.iter().map(|r| r.delegate.0).collect();
    assert_eq!(unheard, [7, 6]);
    assert!(floor.unheard.iter().all(|r| r.item == Some(item(1))));
}

#[test]
fn speaking_time_is_known_for_each_person_and_unit() {
    let mut meeting = Meeting::open();
    for (id, seconds) in [(5, 60), (6, 30), (5, 15)] {
        let request = meeting.asks(id, Kind::Speech);
        meeting.give(request).unwrap();
        meeting.later(seconds);
    }
    let (session, now) = (&meeting.session, meeting.now);
    assert_eq!(
        session.floor.time_spoken(DelegateId(5), now),
        Millis(75_000)
    );
    assert_eq!(session.floor.times_spoken(DelegateId(5)), 1);
    let unit = session.time_spoken_by_unit("Phòng Tài chính", now);
    assert_eq!(unit, Millis(105_000));
}

#[test]
fn times_spoken_can_be_counted_by_full_minutes() {
    let mut meeting = Meeting::open();
    meeting.now = Time(600_000);
    let of = |meeting: &Meeting| {
        let floor = &meeting.session.floor;
        let at = floor.last_full_minute(meeting.now);
        floor.time_spoken(DelegateId(5), at).0
    };
    meeting.later(45);
    let request = meeting.asks(5, Kind::Speech);
    meeting.give(request).unwrap();
    let mut seen = Vec::new();
    for seconds in [0, 14, 1, 59, 1] {
        meeting.later(seconds);
        seen.push(of(&meeting));
    }
    assert_eq!(seen, [0, 0, 15_000, 15_000, 75_000]);
    meeting.later(20);
    meeting.chair(Command::Pause { request }).unwrap();
    assert_eq!(of(&meeting), 95_000, "paused, it is counted whole");
    meeting.later(3);
    meeting.chair(Command::Resume { request }).unwrap();
    assert_eq!(of(&meeting), 95_000, "and shrinks no more");
    meeting.later(60);
    assert_eq!(of(&meeting), 132_000);
}

#[test]
fn the_clock_warns_a_minute_and_ten_seconds_before_the_end_and_after_it() {
    let of = |left, limit| Warning::of(Some(Millis(left)), Seconds(limit));
    for (left, warning) in [
        (60_001, Warning::Calm),
        (60_000, Warning::LastMinute),
        (10_001, Warning::LastMinute),
        (10_000, Warning::LastSeconds),
        (1, Warning::LastSeconds),
        (0, Warning::Over),
        (-5_000, Warning::Over),
    ] {
        assert_eq!(of(left, 300), warning, "{left}");
    }
    assert_eq!(of(20_001, 60), Warning::Calm);
    assert_eq!(of(5_001, 15), Warning::Calm);
    assert_eq!(of(5_000, 15), Warning::LastSeconds);
    assert_eq!(Warning::of(None, Seconds(0)), Warning::Calm);
}

#[test]
fn the_floor_is_given_only_while_the_session_is_open() {
    let mut meeting = Meeting::planned();
    let refused = meeting.secretary(ask(5, Kind::Speech));
    assert_eq!(refused, Err(Refusal::SessionNotOpen));
    let technician = Actor::of(Role::Technician);
    let refused = meeting.by(&technician, ask(5, Kind::Speech));
    let role = Role::Technician;
    assert_eq!(refused, Err(Refusal::NotYourRole { role }));
}
