//! Journals from before some rules of today were made.

use super::*;
use crate::session::poll::Question;
use crate::session::rule::{Side, TieRule};
use crate::session::testing::{NO, YES};
use crate::session::{Context, Role, attendance, voice};

/// What was written down before a rule of today was made.
fn written(meeting: &mut Meeting, event: Event, by: Option<Actor>) {
    meeting.record(event, by, None, meeting.now);
}

/// A question is put, and its vote opened with these written down as present and recused.
fn opened(meeting: &mut Meeting, question: Question, recused: Vec<DelegateId>) {
    let prepare = poll::Command::Prepare { question };
    meeting.secretary(prepare).unwrap();
    let poll = PollId(1);
    let entitled = meeting.session.voters(meeting.poll(poll), meeting.now);
    let opened = poll::Event::Opened {
        poll,
        entitled,
        recused,
    };
    let chair = Some(Actor::of(Role::Chair));
    written(meeting, Event::Poll(opened), chair);
}

fn check(records: &[Record]) -> Result<Verified, Flaw> {
    verify(records, Hash::NONE, None)
}

#[test]
fn a_secret_vote_of_unequal_weights_was_no_fault_when_it_was_taken() {
    let mut plan = plan();
    plan.roster[4].vote = Some(Weight::whole(3));
    let mut meeting = Meeting::opened(plan);
    opened(&mut meeting, question(Manner::Secret, "simple"), vec![]);
    for id in [4, 5] {
        meeting.votes(id, PollId(1), YES).unwrap();
    }
    let tally = meeting.close(PollId(1));
    assert_eq!(tally.by_choice[0], Weight::whole(4));
    verify(&meeting.records, Hash::NONE, Some(&meeting.sealed)).unwrap();
    // What it says is checked all the same.
    let place = place(&meeting.records, |event| {
        matches!(event, Event::Poll(poll::Event::Opened { .. }))
    });
    if let Event::Poll(poll::Event::Opened { entitled, .. }) = &mut meeting.records[place].event {
        entitled.pop();
    }
    assert!(check(&meeting.records).is_err());
}

#[test]
fn records_from_before_who_is_recused_counted_as_present_stand_as_they_were_judged() {
    let voted = |recused: Vec<DelegateId>| {
        let mut meeting = Meeting::open();
        for id in [5, 6, 7] {
            let delegate = DelegateId(id);
            let on = voice::Matter::Item(ItemId(2));
            let reason = "Người thân".to_owned();
            let command = voice::Command::Recuse {
                delegate,
                on,
                reason,
            };
            meeting.secretary(command).unwrap();
        }
        let poll = PollId(1);
        opened(
            &mut meeting,
            question(Manner::Named, "> 1/2 of present"),
            recused,
        );
        for id in [1, 2, 3, 4] {
            meeting.votes(id, poll, YES).unwrap();
        }
        meeting.close(poll);
        meeting
    };
    let before = voted(vec![]);
    let tally = before.poll(PollId(1)).tally().unwrap();
    assert_eq!(tally.outcome, Outcome::Carried, "4 of 6");
    check(&before.records).unwrap();
    let today = voted([5, 6, 7].map(DelegateId).to_vec());
    let tally = today.poll(PollId(1)).tally().unwrap();
    assert_eq!(tally.outcome, Outcome::NotCarried, "4 of 9");
    check(&today.records).unwrap();
    let wrong = voted(vec![DelegateId(5)]);
    assert!(check(&wrong.records).is_err());
}

#[test]
fn whoever_broke_a_tie_by_the_rules_of_then_broke_it() {
    let mut plan = plan();
    plan.deputies = vec![DelegateId(2)];
    let mut asked = question(Manner::Named, "simple");
    asked.terms.tie = TieRule::ChairSide;
    let mut meeting = Meeting::opened(plan);
    let poll = meeting.vote_on(asked);
    meeting.votes(2, poll, YES).unwrap();
    meeting.votes(4, poll, NO).unwrap();
    meeting.close(poll);
    let to = DelegateId(2);
    meeting.chair(life::Command::HandChair { to }).unwrap();
    let mut other = meeting.clone();
    let side = Some(Side::No);
    let refused = meeting.chair(poll::Command::BreakTie {
        poll,
        side,
        order: vec![],
    });
    assert!(refused.is_err());
    let tally = meeting.poll(poll).resolved_by(side);
    let chair = Some(Actor::of(Role::Chair));
    let broken = |tally| Event::Poll(poll::Event::TieBroken { poll, tally });
    written(&mut meeting, broken(tally.clone()), chair.clone());
    check(&meeting.records).unwrap();
    // A result that does not follow from the side is wrong at any time.
    let wrong = tally.map(|tally| poll::Tally {
        outcome: Outcome::Carried,
        ..tally
    });
    written(&mut other, broken(wrong), chair);
    assert!(check(&other.records).is_err());
}

#[test]
fn a_wait_that_ran_out_without_a_quorum_had_that_outcome() {
    let mut plan = plan();
    plan.rules.quorum.policy = quorum::Policy::Continuous;
    let mut meeting = Meeting::opened(plan);
    let poll = meeting.vote_on(question(Manner::Named, "no objection"));
    for id in [3, 4, 5, 6] {
        meeting.delegate(id, attendance::Command::CheckOut).unwrap();
    }
    meeting.later(10);
    let context = Context {
        now: meeting.now,
        sealed: &SealedBallots::default(),
    };
    let tally = meeting
        .session
        .result_of(meeting.poll(poll), &context)
        .unwrap();
    assert_eq!(tally.outcome, Outcome::NoQuorum);
    let closed = |tally| Event::Poll(poll::Event::Closed { poll, tally });
    let mut other = meeting.clone();
    written(&mut meeting, closed(Some(tally.clone())), None);
    check(&meeting.records).unwrap();
    let carried = poll::Tally {
        outcome: Outcome::Carried,
        ..tally
    };
    written(&mut other, closed(Some(carried)), None);
    assert!(check(&other.records).is_err());
}

/// Today a speech ends with its speaker's leaving, also one that a question has paused, and what they
/// asked for is put aside. Before, both stood where they were.
#[test]
fn who_left_may_have_kept_the_floor_before() {
    let mut meeting = Meeting::open();
    let speech = meeting.asks(5, floor::Kind::Speech);
    meeting.give(speech).unwrap();
    let question = meeting.asks(6, floor::Kind::Interposed);
    meeting.give(question).unwrap();
    meeting.asks(5, floor::Kind::PointOfOrder);
    let left = |meeting: &mut Meeting| meeting.delegate(5, attendance::Command::CheckOut);
    let mut before = meeting.clone();
    let events = left(&mut meeting).unwrap();
    assert_eq!(events.len(), 3);
    check(&meeting.records).unwrap();
    let mut today = meeting.records.clone();
    let ended = today.len() - 2;
    if let Event::Floor(floor::Event::Ended { spoken, .. }) = &mut today[ended].event {
        spoken.0 += 1;
    }
    assert_eq!(check(&today).unwrap_err().what, What::WrongTime);
    let actor = Some(Actor::delegate(DelegateId(5)));
    written(&mut before, events[0].clone(), actor);
    check(&before.records).unwrap();
}

/// Today hands count what each vote weighs where weights make the quorum, and are not counted where
/// they weigh differently. Before, their number was held against the weight of all.
#[test]
fn hands_made_a_quorum_by_their_number_where_weights_are_added_up() {
    let mut plan = plan();
    plan.rules.quorum = quorum::Quorum {
        condition: Some("> 1/2 of members".parse().unwrap()),
        policy: quorum::Policy::VotesCast,
        measure: quorum::Measure::Weight,
        ..plan.rules.quorum
    };
    for (line, delegate) in plan.roster.iter_mut().enumerate() {
        let weight = 2 + u32::try_from(line % 2).unwrap();
        delegate.vote = delegate.vote.map(|_| Weight::whole(weight));
    }
    let mut meeting = Meeting::opened(plan);
    opened(&mut meeting, question(Manner::Hands, "simple"), vec![]);
    let poll = PollId(1);
    let count = poll::Command::CountHands {
        poll,
        hands: vec![7, 1, 0],
        teller: poll::Teller::First,
    };
    meeting.secretary(count).unwrap();
    let context = Context {
        now: meeting.now,
        sealed: &SealedBallots::default(),
    };
    let found = meeting.poll(poll);
    let tally = meeting.session.result_by_heads(found, &context).unwrap();
    let lacking = tally.quorum.unwrap();
    assert_eq!(tally.outcome, Outcome::NoQuorum);
    assert_eq!(lacking.present, Weight::whole(8), "heads");
    assert!(lacking.members > Weight::whole(16), "weights");
    let today = meeting.session.result_of(found, &context).unwrap();
    assert_ne!(today.outcome, Outcome::NoQuorum);
    let chair = Some(Actor::of(Role::Chair));
    let closed = |tally| Event::Poll(poll::Event::Closed { poll, tally });
    let mut other = meeting.clone();
    written(&mut meeting, closed(Some(tally.clone())), chair.clone());
    check(&meeting.records).unwrap();
    // What it says is checked all the same.
    let wrong = poll::Tally {
        by_choice: [8, 0, 0].map(Weight::whole).to_vec(),
        ..tally
    };
    written(&mut other, closed(Some(wrong)), chair);
    assert_eq!(check(&other.records).unwrap_err().what, What::WrongTally);
}
