//! What a chair who pressed the wrong key gets back.

use super::super::attendance::{self, Mark, Newcomer, Place, Presence};
use super::super::floor::{self, Kind};
use super::super::testing::{Answer, Meeting, YES, plan, question};
use super::super::{
    Actor, DelegateId, Event, ItemId, Refusal, RequestId, Role, Seq, agenda, consent, life, poll,
    voice,
};
use super::{Command, Undone};
use crate::session::poll::Manner;

/// The first record of the last step that is not an undoing.
fn last(meeting: &Meeting) -> Seq {
    let mut steps = meeting.session.lately.steps().rev();
    let step = steps.find(|step| step.is_undoable() && step.undone.is_none());
    step.expect("something was done").seq
}

fn undo(meeting: &mut Meeting, step: Seq) -> Answer {
    meeting.chair(Command::Step { step })
}

fn undo_last(meeting: &mut Meeting) -> Answer {
    let step = last(meeting);
    undo(meeting, step)
}

fn speaker(meeting: &Meeting) -> Option<(u32, i64)> {
    let speech = meeting.session.floor.current()?;
    let spoken = speech.spoken(meeting.now).seconds();
    Some((speech.request.delegate.0, spoken))
}

fn mark(delegate: u32, mark: Mark) -> attendance::Command {
    let delegate = DelegateId(delegate);
    attendance::Command::Mark { delegate, mark }
}

#[test]
fn a_speech_ended_by_mistake_goes_on_with_the_time_it_had() {
    let mut meeting = Meeting::open();
    let request = meeting.asks(5, Kind::Speech);
    meeting.give(request).unwrap();
    meeting.later(70);
    meeting.chair(floor::Command::End { request }).unwrap();
    meeting.later(20);
    undo_last(&mut meeting).unwrap();
    assert_eq!(speaker(&meeting), Some((5, 70)));
    assert!(meeting.session.floor.heard.is_empty());
    meeting.later(10);
    assert_eq!(speaker(&meeting), Some((5, 80)));
    // The next end counts what was spoken, and not the pause.
    meeting.chair(floor::Command::End { request }).unwrap();
    assert_eq!(meeting.session.floor.heard[0].spoken.seconds(), 80);
}

#[test]
fn a_floor_given_by_mistake_goes_back_and_who_joined_meanwhile_still_waits() {
    let mut meeting = Meeting::open();
    let [first, second] = [5, 6].map(|id| meeting.asks(id, Kind::Speech));
    meeting.give(first).unwrap();
    meeting.later(30);
    meeting.give(second).unwrap();
    let given = last(&meeting);
    meeting.later(5);
    meeting.asks(7, Kind::Speech);
    meeting.asks(8, Kind::PointOfOrder);
    undo(&mut meeting, given).unwrap();
    assert_eq!(speaker(&meeting), Some((5, 30)));
    assert_eq!(meeting.queue(), [8, 6, 7]);
    assert!(meeting.session.floor.heard.is_empty());
    meeting.later(10);
    assert_eq!(speaker(&meeting), Some((5, 40)));
}

#[test]
fn a_request_that_was_struck_waits_where_it_was() {
    let mut meeting = Meeting::open();
    let [_, second, third] = [5, 6, 7].map(|id| meeting.asks(id, Kind::Speech));
    let (request, before) = (third, Some(second));
    meeting
        .secretary(floor::Command::Move { request, before })
        .unwrap();
    assert_eq!(meeting.queue(), [5, 7, 6]);
    let reason = String::new();
    meeting
        .secretary(floor::Command::Remove { request, reason })
        .unwrap();
    assert_eq!(meeting.queue(), [5, 6]);
    undo_last(&mut meeting).unwrap();
    assert_eq!(meeting.queue(), [5, 7, 6]);
    assert!(meeting.session.floor.is_moved(third));
}

#[test]
fn a_number_that_was_given_out_is_not_given_out_again() {
    let mut meeting = Meeting::open();
    let asked = meeting.asks(5, Kind::Speech);
    undo_last(&mut meeting).unwrap();
    assert!(meeting.queue().is_empty());
    assert_eq!(meeting.asks(6, Kind::Speech), RequestId(asked.0 + 1));

    let newcomer = Newcomer {
        name: "Lê Thị Mới".to_owned(),
        title: String::new(),
        unit: String::new(),
        site: None,
        seat: String::new(),
        vote: None,
    };
    let add = attendance::Command::Add { newcomer };
    meeting.secretary(add.clone()).unwrap();
    undo_last(&mut meeting).unwrap();
    assert_eq!(meeting.session.roster.len(), 10);
    meeting.secretary(add).unwrap();
    let numbers = meeting.session.roster.iter().map(|a| a.delegate.id.0);
    assert_eq!(numbers.max(), Some(12));
}

#[test]
fn who_was_added_and_has_joined_stays() {
    let mut meeting = Meeting::open();
    let newcomer = Newcomer {
        name: "Lê Thị Mới".to_owned(),
        title: String::new(),
        unit: String::new(),
        site: None,
        seat: String::new(),
        vote: None,
    };
    meeting
        .secretary(attendance::Command::Add { newcomer })
        .unwrap();
    let added = last(&meeting);
    meeting.link(11, true);
    assert_eq!(undo(&mut meeting, added), Err(Refusal::MovedOnSince));
}

#[test]
fn an_item_taken_up_by_mistake_is_left_as_if_it_had_not_been() {
    let mut plan = plan();
    plan.agenda[1].consent = true;
    let mut meeting = Meeting::opened(plan);
    let item = ItemId(1);
    meeting.secretary(agenda::Command::Start { item }).unwrap();
    let speaks = meeting.asks(5, Kind::Speech);
    meeting.give(speaks).unwrap();
    for id in [6, 7] {
        meeting.asks(id, Kind::Speech);
    }
    meeting.later(100);
    let item = ItemId(2);
    meeting.secretary(agenda::Command::Start { item }).unwrap();
    assert!(meeting.queue().is_empty() && speaker(&meeting).is_none());
    meeting.later(15);
    let late = meeting.asks(8, Kind::Speech);
    let step = {
        let steps = meeting.session.lately.steps();
        let mut of_agenda = steps.filter(|step| {
            let started = Event::Agenda(agenda::Event::Started { item });
            step.events.contains(&started)
        });
        of_agenda.next().unwrap().seq
    };
    undo(&mut meeting, step).unwrap();
    let session = &meeting.session;
    let progress = |item| session.agenda.progress(ItemId(item));
    assert_eq!(session.agenda.current, Some(ItemId(1)));
    assert_eq!(progress(1).used(meeting.now).seconds(), 100);
    assert!(!progress(1).done && !progress(2).begun);
    assert_eq!(progress(2).used(meeting.now).seconds(), 0);
    assert!(session.consent.items.contains(&ItemId(2)));
    assert_eq!(session.consent.taken_out, []);
    assert_eq!(speaker(&meeting), Some((5, 100)));
    // Who asked meanwhile asked on what is dealt with.
    assert_eq!(meeting.queue(), [6, 7, 8]);
    let asked = session.floor.waiting(late).unwrap();
    assert_eq!(asked.item, Some(ItemId(1)));
    meeting.later(10);
    let used = meeting.session.agenda.progress(ItemId(1)).used(meeting.now);
    assert_eq!(used.seconds(), 110);
}

#[test]
fn a_mark_is_taken_back_with_what_followed_from_it() {
    let mut plan = plan();
    plan.rules.rights.proxies = super::super::plan::Substitutes::Vote;
    let mut meeting = Meeting::of(plan);
    let place = Place::Hall;
    meeting.secretary(mark(5, Mark::Present { place })).unwrap();
    let (delegate, to) = (DelegateId(6), DelegateId(5));
    meeting
        .secretary(voice::Command::GiveProxy { delegate, to })
        .unwrap();
    meeting.secretary(mark(6, Mark::Present { place })).unwrap();
    assert!(meeting.session.voices.proxies.is_empty());
    undo_last(&mut meeting).unwrap();
    let presence = &meeting.session.attendee(delegate).unwrap().presence;
    assert_eq!(*presence, Presence::Expected);
    assert_eq!(meeting.session.voices.proxies.get(&delegate), Some(&to));
}

#[test]
fn all_present_is_one_step() {
    let mut meeting = Meeting::planned();
    let delegates = (1..=10).map(DelegateId).collect();
    meeting.secretary(mark(4, Mark::Absent)).unwrap();
    meeting
        .secretary(attendance::Command::MarkPresent { delegates })
        .unwrap();
    undo_last(&mut meeting).unwrap();
    let mut roster = meeting.session.roster.iter();
    assert!(!roster.any(|attendee| attendee.presence.is_present()));
    let absent = &meeting.session.attendee(DelegateId(4)).unwrap().presence;
    assert_eq!(*absent, Presence::Absent);
}

#[test]
fn a_step_can_be_undone_for_a_minute_and_once() {
    let mut meeting = Meeting::open();
    meeting.asks(5, Kind::Speech);
    let step = last(&meeting);
    meeting.later(59);
    let mut late = meeting.clone();
    undo(&mut meeting, step).unwrap();
    let undone = meeting.session.lately.step(step).unwrap().undone.clone();
    let (at, by) = (meeting.now, Some(Actor::of(Role::Chair)));
    assert_eq!(undone, Some(Undone { at, by }));
    let again = meeting.secretary(Command::Step { step });
    assert_eq!(again, Err(Refusal::AlreadyUndone { step }));
    // That it was undone is not undone in turn.
    let undoing = meeting.records.last().unwrap().seq;
    assert_eq!(undo(&mut meeting, undoing), Err(Refusal::CannotBeUndone));

    late.later(1);
    assert_eq!(undo(&mut late, step), Err(Refusal::TooLateToUndo));
    late.asks(6, Kind::Speech);
    assert_eq!(undo(&mut late, step), Err(Refusal::TooLateToUndo));
    assert_eq!(undo(&mut late, Seq(9_999)), Err(Refusal::TooLateToUndo));
    assert_eq!(late.queue(), [5, 6]);
}

#[test]
fn what_later_steps_build_on_waits_for_them() {
    let mut meeting = Meeting::open();
    let request = meeting.asks(5, Kind::Speech);
    let asked = last(&meeting);
    meeting.asks(6, Kind::Speech);
    meeting.give(request).unwrap();
    let given = last(&meeting);
    meeting.chair(floor::Command::Pause { request }).unwrap();
    let paused = last(&meeting);
    let first = |step| Err(Refusal::LaterStepFirst { step });
    assert_eq!(undo(&mut meeting, asked), first(given));
    assert_eq!(undo(&mut meeting, given), first(paused));
    for step in [paused, given, asked] {
        undo(&mut meeting, step).unwrap();
    }
    assert_eq!(meeting.queue(), [6]);
}

#[test]
fn nothing_is_undone_across_a_vote_or_a_break() {
    let mut meeting = Meeting::open();
    meeting.secretary(mark(5, Mark::Absent)).unwrap();
    let marked = last(&meeting);
    let poll = meeting.vote_on(question(Manner::Named, "majority of members"));
    assert_eq!(undo(&mut meeting, marked), Err(Refusal::MovedOnSince));
    // What is marked while the votes are taken can be taken back until they vote.
    meeting.secretary(mark(6, Mark::Left)).unwrap();
    undo_last(&mut meeting).unwrap();
    meeting
        .secretary(mark(
            7,
            Mark::Place {
                place: Place::Remote,
            },
        ))
        .unwrap();
    let moved = last(&meeting);
    meeting.votes(7, poll, YES).unwrap();
    assert_eq!(undo(&mut meeting, moved), Err(Refusal::MovedOnSince));
    meeting.close(poll);
    meeting.chair(poll::Command::Publish { poll }).unwrap();

    meeting.asks(8, Kind::Speech);
    let asked = last(&meeting);
    meeting.chair(life::Command::Suspend).unwrap();
    assert_eq!(undo(&mut meeting, asked), Err(Refusal::MovedOnSince));
    let suspended = meeting.records.last().unwrap().seq;
    assert_eq!(undo(&mut meeting, suspended), Err(Refusal::CannotBeUndone));
    let items = vec![ItemId(2)];
    meeting.secretary(consent::Command::List { items }).unwrap();
    let listed = meeting.records.last().unwrap().seq;
    assert_eq!(undo(&mut meeting, listed), Err(Refusal::TooLateToUndo));
}

#[test]
fn the_secretary_undoes_what_a_secretary_may_do() {
    let mut meeting = Meeting::open();
    let request = meeting.asks(5, Kind::Speech);
    let asked = last(&meeting);
    meeting.give(request).unwrap();
    let step = last(&meeting);
    let role = Role::Secretary;
    let refused = meeting.secretary(Command::Step { step });
    assert_eq!(refused, Err(Refusal::NotYourRole { role }));
    let role = Role::Delegate;
    let refused = meeting.delegate(5, Command::Step { step });
    assert_eq!(refused, Err(Refusal::NotYourRole { role }));
    undo(&mut meeting, step).unwrap();
    meeting.secretary(Command::Step { step: asked }).unwrap();
    assert!(meeting.queue().is_empty());
}

#[test]
fn the_list_closed_at_its_time_opens_again_with_the_time_it_was_given() {
    let mut meeting = Meeting::open();
    let at = meeting.now + super::super::Millis(10_000);
    meeting
        .secretary(floor::Command::SetListEnd { at })
        .unwrap();
    let set = last(&meeting);
    meeting.later(20);
    assert!(!meeting.session.floor.list.is_open());
    undo(&mut meeting, set).unwrap();
    assert!(meeting.session.floor.list.is_open());
    assert_eq!(meeting.session.floor.list_ends, None);
}

#[test]
fn who_was_marked_gone_by_mistake_speaks_on_and_waits_on() {
    let mut meeting = Meeting::open();
    let speaks = meeting.asks(5, Kind::Speech);
    meeting.give(speaks).unwrap();
    meeting.later(30);
    for id in [6, 7, 8] {
        meeting.asks(id, Kind::Speech);
    }
    for gone in [5, 7] {
        meeting.secretary(mark(gone, Mark::Absent)).unwrap();
    }
    assert_eq!((meeting.queue(), speaker(&meeting)), (vec![6, 8], None));
    meeting.later(10);
    for _ in 0..2 {
        let step = last(&meeting);
        meeting.secretary(Command::Step { step }).unwrap();
    }
    let back = (meeting.queue(), speaker(&meeting));
    assert_eq!(back, (vec![6, 7, 8], Some((5, 30))));

    // Who has asked since they were marked present is here.
    meeting.secretary(mark(9, Mark::Absent)).unwrap();
    let place = Place::Hall;
    meeting.secretary(mark(9, Mark::Late { place })).unwrap();
    let marked = last(&meeting);
    meeting.asks(9, Kind::Speech);
    let step = last(&meeting);
    let refused = undo(&mut meeting, marked);
    assert_eq!(refused, Err(Refusal::LaterStepFirst { step }));
}

#[test]
fn nobody_who_is_gone_gets_the_floor_back() {
    let mut meeting = Meeting::open();
    let request = meeting.asks(5, Kind::Speech);
    meeting.give(request).unwrap();
    meeting.chair(floor::Command::End { request }).unwrap();
    let ended = last(&meeting);
    meeting.secretary(mark(5, Mark::Left)).unwrap();
    let delegate = DelegateId(5);
    let refused = undo(&mut meeting, ended);
    assert_eq!(refused, Err(Refusal::NotPresent { delegate }));
}
