//! Limits, accounts and microphones; the golden cases that are about time.

use serde_json::Value;

use super::super::*;
use super::{call, speaks};
use crate::session::ids::ItemId;
use crate::session::plan::{Accounts, ItemChange, Limits, Plan, UnitTime};
use crate::session::testing::{Meeting, plan};
use crate::session::{agenda, life};

/// The golden case with this number.
fn golden(id: &str) -> Value {
    let cases = include_str!("../../../../tests/golden/speakers.json");
    let cases: Vec<Value> = serde_json::from_str(cases).unwrap();
    let case = cases.into_iter().find(|case| case["id"] == id);
    case.unwrap_or_else(|| panic!("{id}"))
}

fn seconds(value: &Value) -> Millis {
    Millis(value.as_i64().unwrap() * 1000)
}

fn with(change: impl FnOnce(&mut Plan)) -> Meeting {
    let mut plan = plan();
    change(&mut plan);
    Meeting::opened(plan)
}

fn takes_up(meeting: &mut Meeting, item: u32) {
    let item = ItemId(item);
    meeting.chair(agenda::Command::Start { item }).unwrap();
}

/// Asks and is given the floor.
fn begins(meeting: &mut Meeting, id: u32, kind: Kind) -> RequestId {
    let request = meeting.asks(id, kind);
    meeting.give(request).unwrap();
    request
}

fn ends(meeting: &mut Meeting, request: RequestId) {
    meeting.chair(Command::End { request }).unwrap();
}

fn limit(meeting: &Meeting) -> u32 {
    meeting.session.floor.current().unwrap().limit.0
}

fn accounts(each: u32, per_item: bool) -> Option<Accounts> {
    Some(Accounts {
        each: Seconds(each),
        per_item,
        units: vec![],
    })
}

fn left(meeting: &Meeting, unit: &str) -> i64 {
    let account = meeting.session.account(unit, meeting.now).unwrap();
    account.left().0 / 1000
}

const FINANCE: &str = "Phòng Tài chính";
const CENTRE: &str = "Trung tâm";

#[test]
fn s06_a_unit_over_its_time_gives_everybody_as_much() {
    let case = golden("S06");
    let unit = |group: &str| if group == "G1" { FINANCE } else { CENTRE };
    let start = u32::try_from(case["initial"]["G1"].as_u64().unwrap()).unwrap();
    assert_eq!(case["initial"]["G2"], start);
    let mut meeting = with(|plan| plan.rules.accounts = accounts(start, false));
    for speech in case["speak"].as_array().unwrap() {
        assert_eq!(speech[0], "G1");
        let request = begins(&mut meeting, 5, Kind::Speech);
        meeting.later(speech[1].as_i64().unwrap());
        let add = Command::AddTime {
            unit: FINANCE.to_owned(),
        };
        let refused = meeting.chair(add);
        assert_eq!(refused, Err(Refusal::UnitSpeaks { request }));
        ends(&mut meeting, request);
    }
    let stands = |meeting: &Meeting, expected: &Value| {
        for (group, seconds) in expected.as_object().unwrap() {
            assert_eq!(left(meeting, unit(group)), seconds.as_i64().unwrap());
        }
    };
    stands(&meeting, &case["remaining"]);
    let add = |unit: &str| Command::AddTime {
        unit: unit.to_owned(),
    };
    meeting.chair(add(FINANCE)).unwrap();
    stands(&meeting, &case["after_add_time_G1"]);
    for unit in [FINANCE, CENTRE] {
        let not = Refusal::NotOverdrawn {
            unit: unit.to_owned(),
        };
        assert_eq!(meeting.chair(add(unit)), Err(not));
    }
    let unit = "Không có".to_owned();
    let nobody = Refusal::NoSuchUnit { unit };
    assert_eq!(meeting.chair(add("Không có")), Err(nobody));
    let mut without = Meeting::open();
    assert_eq!(without.chair(add(FINANCE)), Err(Refusal::NoAccounts));
}

#[test]
fn s07_what_is_paused_is_not_spoken() {
    let case = golden("S07");
    let mut meeting = Meeting::open();
    let begin = meeting.now;
    let request = begins(&mut meeting, 5, Kind::Speech);
    let at = |meeting: &mut Meeting, moment: &str| {
        meeting.now = begin + seconds(&case[moment]);
    };
    at(&mut meeting, "pause");
    meeting.chair(Command::Pause { request }).unwrap();
    at(&mut meeting, "unpause");
    meeting.chair(Command::Resume { request }).unwrap();
    at(&mut meeting, "end");
    ends(&mut meeting, request);
    let heard = meeting.session.floor.heard[0];
    assert_eq!(heard.spoken, seconds(&case["spoken"]));
    let paused = meeting.now.since(heard.begun) - heard.spoken;
    assert_eq!(paused, seconds(&case["paused"]));
}

#[test]
fn s08_the_national_assembly_limits_each_speech() {
    let case = golden("S08");
    let limits = Limits::preset(case["policy"].as_str().unwrap()).unwrap();
    let expected = |name: &str| case["limits_s"][name].as_u64().unwrap();
    let mut meeting = with(|plan| plan.rules.limits = limits);
    takes_up(&mut meeting, 1);
    // The presenter of the item is the third on the roster.
    for (who, kind, name) in [
        (3, Kind::Speech, "present"),
        (5, Kind::Speech, "speech1"),
        (6, Kind::Reply, "debate"),
        (5, Kind::Speech, "speech2"),
        (5, Kind::Speech, "speech2"),
        (3, Kind::Speech, "explain"),
    ] {
        begins(&mut meeting, who, kind);
        assert_eq!(u64::from(limit(&meeting)), expected(name), "{name}");
    }
    takes_up(&mut meeting, 2);
    begins(&mut meeting, 5, Kind::Speech);
    assert_eq!(u64::from(limit(&meeting)), expected("speech1"), "anew");
}

#[test]
fn s08_the_older_text_sends_a_third_speech_to_writing() {
    let limits = Limits::preset("vn-national-assembly-102-2015").unwrap();
    let mut meeting = with(|plan| plan.rules.limits = limits);
    takes_up(&mut meeting, 1);
    for _ in 0..2 {
        let request = begins(&mut meeting, 5, Kind::Speech);
        ends(&mut meeting, request);
    }
    let third = super::ask(5, Kind::Speech);
    let events = meeting.delegate(5, third.clone()).unwrap();
    assert!(matches!(
        events[..],
        [crate::session::Event::Floor(Event::Referred { .. })]
    ));
    assert!(meeting.queue().is_empty());
    let listed = meeting.session.floor.unheard.iter();
    let listed: Vec<_> = listed.map(|r| r.delegate.0).collect();
    assert_eq!(listed, [5], "for the secretary");
    for refused in [
        meeting.delegate(5, third.clone()),
        meeting.secretary(third),
        meeting.chair(call(5, Kind::Speech)),
    ] {
        assert_eq!(refused, Err(Refusal::SpokenEnough));
    }
    // A reply, a point of order, another item: all that is something else.
    meeting.asks(5, Kind::Reply);
    meeting.asks(5, Kind::PointOfOrder);
    takes_up(&mut meeting, 2);
    meeting.asks(5, Kind::Speech);
    for _ in 0..3 {
        meeting.chair(call(3, Kind::Speech)).unwrap();
        let request = meeting.session.floor.current().unwrap().request.id;
        ends(&mut meeting, request);
    }
}

#[test]
fn s13_who_has_had_a_microphone_longest_gives_way() {
    let case = golden("S13");
    let most = u32::try_from(case["max"].as_u64().unwrap()).unwrap();
    let mut meeting = with(|plan| plan.rules.floor.microphones = most);
    let who = |name: &Value| match name.as_str().unwrap() {
        "A" => 5,
        "B" => 6,
        _ => 7,
    };
    let begin = meeting.now;
    let opened = case["open"].as_array().unwrap().iter();
    for speaker in opened.chain([&case["shift"]]) {
        meeting.now = begin + seconds(&speaker[1]);
        begins(&mut meeting, who(&speaker[0]), Kind::Speech);
    }
    let expected: Vec<_> = case["expect_open"]
        .as_array()
        .unwrap()
        .iter()
        .map(who)
        .collect();
    assert_eq!(open(&meeting), expected);
    let heard = meeting.session.floor.heard[0];
    assert_eq!(
        (heard.request.delegate.0, heard.spoken),
        (5, Millis(60_000))
    );
}

fn open(meeting: &Meeting) -> Vec<u32> {
    let speaking = meeting.session.floor.speaking.iter();
    speaking.map(|speech| speech.request.delegate.0).collect()
}

#[test]
fn each_of_two_speeches_is_paused_extended_and_ended_by_itself() {
    let mut meeting = with(|plan| plan.rules.floor.microphones = 2);
    let [a, b] = [5, 6].map(|id| begins(&mut meeting, id, Kind::Speech));
    meeting.later(30);
    meeting.chair(Command::Pause { request: a }).unwrap();
    let seconds = Seconds(60);
    let extend = Command::Extend {
        request: b,
        seconds,
    };
    meeting.chair(extend).unwrap();
    meeting.later(30);
    let spoken = |meeting: &Meeting, request| {
        let speech = *meeting.session.floor.speech(request).unwrap();
        (speech.spoken(meeting.now).0 / 1000, speech.limit.0)
    };
    assert_eq!(spoken(&meeting, a), (30, 300));
    assert_eq!(spoken(&meeting, b), (60, 360));
    meeting.chair(life::Command::Suspend).unwrap();
    meeting.later(600);
    assert_eq!(
        spoken(&meeting, b),
        (60, 360),
        "suspended, all clocks stand"
    );
    meeting.chair(life::Command::Resume).unwrap();
    ends(&mut meeting, a);
    assert_eq!(open(&meeting), [6]);
}

#[test]
fn a_question_among_two_speakers_gives_the_microphone_back_to_whom_it_paused() {
    let mut meeting = with(|plan| plan.rules.floor.microphones = 2);
    begins(&mut meeting, 5, Kind::Speech);
    begins(&mut meeting, 6, Kind::Speech);
    let question = begins(&mut meeting, 7, Kind::Interposed);
    assert_eq!(open(&meeting), [5, 7]);
    // Full, the longest gives way; the question and what it paused stay.
    begins(&mut meeting, 8, Kind::Speech);
    assert_eq!(open(&meeting), [7, 8]);
    ends(&mut meeting, question);
    assert_eq!(open(&meeting), [6, 8]);
    assert!(meeting.session.floor.speaking[0].is_paused());
    assert_eq!(speaks(&meeting), Some(8));
}

#[test]
fn nobody_has_two_microphones() {
    let mut meeting = with(|plan| plan.rules.floor.microphones = 2);
    let speech = begins(&mut meeting, 5, Kind::Speech);
    begins(&mut meeting, 6, Kind::Speech);
    let again = meeting.chair(call(5, Kind::Speech));
    assert_eq!(again, Err(Refusal::AlreadySpeaking { request: speech }));
    begins(&mut meeting, 6, Kind::PointOfOrder);
    assert_eq!(open(&meeting), [5, 6]);
    assert_eq!(speaks(&meeting), Some(6));
}

#[test]
fn an_account_pays_for_speeches_and_replies_alone() {
    let mut meeting = with(|plan| plan.rules.accounts = accounts(600, false));
    takes_up(&mut meeting, 1);
    begins(&mut meeting, 5, Kind::Speech);
    meeting.later(60);
    begins(&mut meeting, 7, Kind::Interposed);
    meeting.later(60);
    assert_eq!(
        (left(&meeting, FINANCE), left(&meeting, CENTRE)),
        (540, 600)
    );
    begins(&mut meeting, 8, Kind::PointOfOrder);
    meeting.later(60);
    assert_eq!(
        (left(&meeting, FINANCE), left(&meeting, CENTRE)),
        (540, 600)
    );
    let reply = begins(&mut meeting, 6, Kind::Reply);
    meeting.later(40);
    assert_eq!(left(&meeting, FINANCE), 500, "while it runs, too");
    meeting.chair(Command::Pause { request: reply }).unwrap();
    meeting.later(100);
    assert_eq!(left(&meeting, FINANCE), 500);
    // The presenter is there to present.
    begins(&mut meeting, 3, Kind::Speech);
    meeting.later(300);
    assert_eq!(left(&meeting, "Phòng Kế hoạch"), 600);
}

#[test]
fn accounts_for_items_begin_anew_and_are_found_again() {
    let mut meeting = with(|plan| {
        plan.rules.accounts = accounts(100, true);
        let units = &mut plan.rules.accounts.as_mut().unwrap().units;
        units.push(UnitTime {
            unit: CENTRE.to_owned(),
            seconds: Seconds(40),
        });
    });
    takes_up(&mut meeting, 1);
    begins(&mut meeting, 5, Kind::Speech);
    meeting.later(130);
    takes_up(&mut meeting, 2);
    assert_eq!((left(&meeting, FINANCE), left(&meeting, CENTRE)), (100, 40));
    takes_up(&mut meeting, 1);
    assert_eq!(left(&meeting, FINANCE), -30);
    let unit = FINANCE.to_owned();
    meeting.chair(Command::AddTime { unit }).unwrap();
    assert_eq!((left(&meeting, FINANCE), left(&meeting, CENTRE)), (0, 70));
    takes_up(&mut meeting, 2);
    assert_eq!((left(&meeting, FINANCE), left(&meeting, CENTRE)), (100, 40));
    let units = meeting.session.accounts(meeting.now).len();
    assert_eq!(units, 6);
}

#[test]
fn s15_who_speaks_when_the_item_changes_stops_or_goes_on() {
    for (change, expected) in [(ItemChange::Stop, None), (ItemChange::Keep, Some(5))] {
        let mut meeting = with(|plan| plan.rules.floor.item_change = change);
        takes_up(&mut meeting, 1);
        begins(&mut meeting, 5, Kind::Speech);
        meeting.asks(6, Kind::Speech);
        takes_up(&mut meeting, 2);
        assert_eq!(speaks(&meeting), expected);
        assert!(meeting.queue().is_empty(), "the queue belongs to the item");
        meeting.chair(life::Command::Close).unwrap();
        assert_eq!(speaks(&meeting), None);
    }
}

#[test]
fn who_has_not_spoken_can_be_seen_at_any_time() {
    let mut meeting = Meeting::open();
    let unspoken = |meeting: &Meeting| -> Vec<u32> {
        let never = meeting.session.never_spoken();
        never.map(|attendee| attendee.delegate.id.0).collect()
    };
    assert_eq!(unspoken(&meeting), [1, 2, 3, 4, 5, 6, 7, 8, 10]);
    begins(&mut meeting, 5, Kind::PointOfOrder);
    begins(&mut meeting, 6, Kind::Speech);
    begins(&mut meeting, 7, Kind::Interposed);
    meeting
        .delegate(8, crate::session::attendance::Command::CheckOut)
        .unwrap();
    assert_eq!(unspoken(&meeting), [1, 2, 3, 4, 5, 10]);
}
