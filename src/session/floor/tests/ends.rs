//! The ends of list and debate, requests put aside, and what is said in writing instead.

use super::super::*;
use super::ask;
use crate::session::ids::ItemId;
use crate::session::testing::{Meeting, plan};
use crate::session::{Event as Happened, agenda, life};

fn unheard(meeting: &Meeting) -> Vec<u32> {
    let unheard = meeting.session.floor.unheard.iter();
    unheard.map(|request| request.delegate.0).collect()
}

fn takes_up(meeting: &mut Meeting, item: u32) {
    let item = ItemId(item);
    meeting.chair(agenda::Command::Start { item }).unwrap();
}

#[test]
fn s11_an_ended_list_still_hears_who_waits_and_takes_nobody() {
    let mut meeting = Meeting::open();
    takes_up(&mut meeting, 1);
    let [a, b] = [5, 6].map(|id| meeting.asks(id, Kind::Speech));
    meeting.chair(Command::EndList).unwrap();
    assert_eq!(meeting.chair(Command::EndList), Err(Refusal::ListEnded));
    assert_eq!(meeting.queue(), [5, 6]);
    let themselves = meeting.delegate(7, ask(7, Kind::Speech));
    assert_eq!(themselves, Err(Refusal::ListEnded));
    for kind in [Kind::Speech, Kind::Reply] {
        let entered = meeting.secretary(ask(7, kind));
        assert_eq!(entered, Err(Refusal::ListEnded));
    }
    for request in [a, b] {
        meeting.give(request).unwrap();
    }
    meeting.asks(7, Kind::PointOfOrder);
    meeting.secretary(ask(8, Kind::Interposed)).unwrap();
    // The presenter answers in the end.
    meeting.secretary(ask(3, Kind::Speech)).unwrap();
    assert!(unheard(&meeting).is_empty());
}

#[test]
fn s11_an_ended_debate_hears_nobody_any_more() {
    let mut meeting = Meeting::open();
    takes_up(&mut meeting, 1);
    let first = meeting.asks(4, Kind::Speech);
    meeting.give(first).unwrap();
    let [_, b] = [5, 6].map(|id| meeting.asks(id, Kind::Speech));
    meeting.secretary(Command::Park { request: b }).unwrap();
    meeting.asks(7, Kind::PointOfOrder);
    let events = meeting.chair(Command::EndDebate).unwrap();
    assert_eq!(events.len(), 2);
    assert_eq!(events[1], Happened::Floor(Event::DebateEnded));
    assert_eq!(unheard(&meeting), [5, 6]);
    assert_eq!(meeting.queue(), [7], "points of order are dealt with");
    let speech = meeting.session.floor.current().unwrap();
    assert_eq!(speech.request.id, first, "who speaks may finish");
    assert_eq!(meeting.chair(Command::EndDebate), Err(Refusal::ListEnded));
    assert_eq!(
        meeting.secretary(Command::CloseList),
        Err(Refusal::ListEnded)
    );
}

#[test]
fn an_ended_list_can_end_the_debate_and_be_opened_again() {
    let mut meeting = Meeting::open();
    meeting.asks(5, Kind::Speech);
    meeting.chair(Command::EndList).unwrap();
    meeting.chair(Command::EndDebate).unwrap();
    meeting.secretary(Command::OpenList).unwrap();
    meeting.asks(6, Kind::Speech);
    assert_eq!(meeting.queue(), [6]);
}

#[test]
fn the_next_item_begins_with_an_open_list_unless_it_was_closed_by_hand() {
    let list = |meeting: &Meeting| meeting.session.floor.list;
    let mut meeting = Meeting::open();
    takes_up(&mut meeting, 1);
    meeting.chair(Command::EndDebate).unwrap();
    takes_up(&mut meeting, 2);
    assert_eq!(list(&meeting), List::Open);
    let at = Time(meeting.now.0 + 60_000);
    meeting.secretary(Command::SetListEnd { at }).unwrap();
    meeting.later(61);
    assert_eq!(list(&meeting), List::Closed);
    takes_up(&mut meeting, 3);
    assert_eq!(list(&meeting), List::Open, "it had closed by itself");
    assert_eq!(meeting.session.floor.list_ends, None);
    meeting.secretary(Command::CloseList).unwrap();
    takes_up(&mut meeting, 1);
    assert_eq!(list(&meeting), List::Closed);
}

#[test]
fn s12_a_second_request_on_the_item_is_refused_but_may_be_entered() {
    let mut plan = plan();
    plan.rules.floor.one_request = true;
    let mut meeting = Meeting::opened(plan);
    takes_up(&mut meeting, 1);
    let first = meeting.asks(5, Kind::Speech);
    let request = first;
    meeting.delegate(5, Command::Withdraw { request }).unwrap();
    let request = meeting.asks(5, Kind::Speech);
    meeting.give(request).unwrap();
    for kind in [Kind::Speech, Kind::Reply] {
        let again = meeting.delegate(5, ask(5, kind));
        assert_eq!(again, Err(Refusal::OneRequest));
    }
    meeting.asks(5, Kind::PointOfOrder);
    meeting.secretary(ask(5, Kind::Speech)).unwrap();
    takes_up(&mut meeting, 2);
    meeting.asks(5, Kind::Speech);
}

#[test]
fn s16_who_waits_when_the_item_is_over_was_not_heard() {
    let mut meeting = Meeting::open();
    takes_up(&mut meeting, 1);
    let requests = [4, 5, 6, 7].map(|id| meeting.asks(id, Kind::Speech));
    let request = requests[1];
    meeting.secretary(Command::Park { request }).unwrap();
    let item = ItemId(1);
    meeting.secretary(agenda::Command::Finish { item }).unwrap();
    assert_eq!(unheard(&meeting), [4, 6, 7, 5]);
    assert!(meeting.session.floor.parked.is_empty());
}

#[test]
fn a_parked_request_waits_aside_until_it_is_brought_back() {
    let mut meeting = Meeting::open();
    let [a, b, c] = [5, 6, 7].map(|id| meeting.asks(id, Kind::Speech));
    let park = |request| Command::Park { request };
    let recall = |request| Command::Recall { request };
    let refused = meeting.secretary(recall(a));
    assert_eq!(refused, Err(Refusal::NotParked { request: a }));
    for request in [a, b, c] {
        meeting.secretary(park(request)).unwrap();
    }
    assert!(meeting.queue().is_empty());
    let again = meeting.secretary(park(a));
    assert_eq!(again, Err(Refusal::NoSuchRequest { request: a }));
    let twice = meeting.delegate(5, ask(5, Kind::Speech));
    assert_eq!(twice, Err(Refusal::AlreadyAsked { request: a }));
    meeting.asks(8, Kind::Speech);
    meeting.secretary(recall(a)).unwrap();
    assert_eq!(meeting.queue(), [8, 5]);
    meeting
        .delegate(6, Command::Withdraw { request: b })
        .unwrap();
    meeting.give(c).unwrap();
    assert!(meeting.session.floor.parked.is_empty());
    let given = meeting.records.last().unwrap();
    let out_of_order = Happened::Floor(Event::Given {
        request: c,
        limit: Seconds(300),
        interrupts: false,
        in_order: false,
        passed: meeting.session.floor.queue.first().map(|next| next.id),
    });
    assert_eq!(given.event, out_of_order);
}

#[test]
fn what_was_not_heard_is_filed_in_writing() {
    let mut meeting = Meeting::open();
    takes_up(&mut meeting, 1);
    let [a, b] = [5, 6].map(|id| meeting.asks(id, Kind::Speech));
    let file = |request, text: &str| Command::Contribute {
        request,
        text: text.to_owned(),
    };
    let waits = meeting.delegate(5, file(a, "Tôi đề nghị"));
    assert_eq!(waits, Err(Refusal::NotUnheard { request: a }));
    meeting.chair(Command::EndDebate).unwrap();
    let theirs = meeting.delegate(6, file(a, "Tôi đề nghị"));
    assert_eq!(theirs, Err(Refusal::NotYourself));
    let empty = meeting.delegate(5, file(a, " \u{1b}[2J"));
    assert_eq!(empty, Err(Refusal::empty("text")));
    meeting
        .delegate(5, file(a, "Tôi đề nghị\nbổ sung"))
        .unwrap();
    meeting.chair(life::Command::Close).unwrap();
    meeting.later(3_600);
    meeting.secretary(file(b, "Ý kiến gửi sau")).unwrap();
    meeting.secretary(file(a, "Bản sửa")).unwrap();
    let filed = &meeting.session.floor.contributions;
    let filed: Vec<_> = filed
        .iter()
        .map(|(of, c)| (of.0, c.text.as_str()))
        .collect();
    assert_eq!(filed, [(a.0, "Bản sửa"), (b.0, "Ý kiến gửi sau")]);
    let records = Session::replay(&meeting.records).unwrap();
    assert_eq!(records, meeting.session);
}
