//! How a vote goes, from the question to its publication.

mod counts;
mod fates;
mod people;
mod ties;

use super::*;
use crate::session::attendance::{self, Mark, Newcomer, Place};
use crate::session::plan::{Delegate, Substitutes};
use crate::session::testing::{ABSTAIN, Meeting, NO, YES, choices, plan, question};
use crate::session::{Actor, Event as Happened, ItemId, Role, life, voice};
use crate::text::Lang;

const MEMBERS: &str = "> 1/2 of members";

fn cast_for(poll: PollId, who: u32, choice: ChoiceNo) -> Command {
    Command::Cast {
        poll,
        choice: choice.into(),
        delegate: Some(DelegateId(who)),
    }
}

fn votes(weight: u32) -> Weight {
    Weight::whole(weight)
}

fn mark(delegate: u32, mark: Mark) -> attendance::Command {
    let delegate = DelegateId(delegate);
    attendance::Command::Mark { delegate, mark }
}

#[test]
fn a_named_vote_from_the_question_to_its_publication() {
    let mut meeting = Meeting::open();
    let asked = question(Manner::Named, MEMBERS);
    meeting
        .secretary(Command::Prepare { question: asked })
        .unwrap();
    let poll = PollId(1);
    assert_eq!(meeting.session.polls.latest().unwrap().id, poll);
    for id in [4, 5] {
        meeting.delegate(id, Command::Ready { poll }).unwrap();
    }
    assert_eq!(meeting.delegate(4, Command::Ready { poll }), Ok(vec![]));
    assert_eq!(meeting.poll(poll).ready.len(), 2);
    let required = |m: &Meeting| m.session.required_now(m.poll(poll), m.now);
    assert_eq!(required(&meeting), votes(5));
    meeting.chair(Command::Open { poll }).unwrap();
    assert_eq!(meeting.session.polls.open().unwrap().id, poll);
    assert_eq!(meeting.poll(poll).missing().count(), 9);
    for (id, choice) in [
        (3, YES),
        (4, YES),
        (5, YES),
        (6, NO),
        (7, ABSTAIN),
        (10, YES),
    ] {
        meeting.votes(id, poll, choice).unwrap();
    }
    meeting.chair(cast_for(poll, 1, YES)).unwrap();
    assert_eq!(required(&meeting), votes(5));
    let missing: Vec<_> = meeting.poll(poll).missing().map(|who| who.0).collect();
    assert_eq!(missing, [2, 8]);
    assert_eq!(meeting.session.turnout(meeting.poll(poll)), (7, 9));
    let tally = meeting.close(poll);
    assert_eq!(tally.by_choice, [votes(5), votes(1), votes(1)]);
    assert_eq!(tally.not_voting(), votes(2));
    assert_eq!(tally.of(Sense::Yes, &choices()), votes(5));
    assert_eq!(
        (tally.required, tally.outcome),
        (votes(5), Outcome::Carried)
    );
    assert_eq!(tally.votes.len(), 7);
    assert!(matches!(meeting.poll(poll).stage, Stage::Closed { .. }));
    assert_eq!(meeting.session.polls.open(), None);
    meeting.chair(Command::Publish { poll }).unwrap();
    assert_eq!(meeting.chair(Command::Publish { poll }), Ok(vec![]));
    assert!(matches!(meeting.poll(poll).stage, Stage::Published { .. }));
}

#[test]
fn a_question_is_cleaned_and_must_be_whole() {
    let mut meeting = Meeting::open();
    let good = || question(Manner::Named, MEMBERS);
    let choice = |label: &str, sense| Choice {
        label: label.to_owned(),
        sense,
    };
    let mut prepare = |change: &dyn Fn(&mut Question)| {
        let mut question = good();
        change(&mut question);
        meeting.secretary(Command::Prepare { question })
    };
    let field = "question".to_owned();
    assert_eq!(
        prepare(&|q| q.text = " \u{1b}[2J\u{200b}\n".to_owned()),
        Err(Refusal::Empty { field })
    );
    let wrong: [Vec<Choice>; 6] = [
        vec![],
        vec![choice("Có", Sense::Yes)],
        vec![choice("Không", Sense::No), choice("Khác", Sense::Abstain)],
        vec![choice("Có", Sense::Yes), choice("\u{202e}", Sense::No)],
        vec![choice("Có", Sense::Yes), choice(" Có ", Sense::No)],
        (0..10)
            .map(|n| choice(&n.to_string(), Sense::Yes))
            .collect(),
    ];
    for choices in wrong {
        let refused = prepare(&|q| q.choices.clone_from(&choices));
        assert_eq!(refused, Err(Refusal::WrongChoices), "{choices:?}");
    }
    let item = ItemId(4);
    let refused = prepare(&|q| q.item = Some(item));
    assert_eq!(refused, Err(Refusal::NoSuchItem { item }));
    prepare(&|q| {
        q.text = "Thông\u{1b}[31m qua\r\nkế hoạch\u{7}".to_owned();
        q.choices[0].label = "Ta\u{301}n thành".to_owned();
    })
    .unwrap();
    let question = &meeting.session.polls.latest().unwrap().question;
    assert_eq!(question.text, "Thông qua kế hoạch");
    assert_eq!(question.choices[0].label, "Tán thành");
}

#[test]
fn there_is_one_question_at_a_time() {
    let mut meeting = Meeting::open();
    let prepare = || Command::Prepare {
        question: question(Manner::Named, MEMBERS),
    };
    meeting.secretary(prepare()).unwrap();
    let poll = PollId(1);
    let refused = meeting.secretary(prepare());
    assert_eq!(refused, Err(Refusal::PollIsPrepared { poll }));
    meeting.chair(Command::Open { poll }).unwrap();
    let refused = meeting.secretary(prepare());
    assert_eq!(refused, Err(Refusal::VoteIsOpen { poll }));
    let refused = meeting.chair(Command::Open { poll });
    assert_eq!(refused, Err(Refusal::NotPrepared { poll }));
    for command in [life::Command::Suspend, life::Command::Close] {
        let refused = meeting.chair(command);
        assert_eq!(refused, Err(Refusal::VoteIsOpen { poll }));
    }
    meeting.close(poll);
    meeting.secretary(prepare()).unwrap();
}

#[test]
fn a_question_is_put_and_opened_at_once_or_not_at_all() {
    let mut meeting = Meeting::open();
    let put = || Command::Put {
        question: question(Manner::Named, MEMBERS),
    };
    assert!(meeting.secretary(put()).is_err());
    // Too few are here to vote: nothing is prepared either.
    let here: Vec<_> = (1..=8).collect();
    for delegate in here.iter().copied() {
        meeting.secretary(mark(delegate, Mark::Absent)).unwrap();
    }
    let before = meeting.records.len();
    assert!(meeting.chair(put()).is_err());
    assert_eq!(meeting.records.len(), before);
    for delegate in here {
        let present = Mark::Present { place: Place::Hall };
        meeting.secretary(mark(delegate, present)).unwrap();
    }
    meeting.chair(put()).unwrap();
    let poll = meeting.session.polls.open().unwrap();
    assert_eq!(poll.id, PollId(1));
    let events: Vec<_> = meeting.records.iter().rev().take(2).collect();
    assert!(matches!(
        &events[1].event,
        Happened::Poll(Event::Prepared {
            poll: PollId(1),
            ..
        })
    ));
    assert!(matches!(
        &events[0].event,
        Happened::Poll(Event::Opened { poll: PollId(1), entitled, .. })
            if entitled.len() == poll.entitled.len() && !entitled.is_empty()
    ));
    let refused = meeting.chair(put());
    assert_eq!(refused, Err(Refusal::VoteIsOpen { poll: PollId(1) }));
    meeting.close(PollId(1));
    let prepare = Command::Prepare {
        question: question(Manner::Named, MEMBERS),
    };
    meeting.secretary(prepare).unwrap();
    let poll = PollId(2);
    assert_eq!(meeting.chair(put()), Err(Refusal::PollIsPrepared { poll }));
}

#[test]
fn the_first_vote_counts_and_only_who_may_vote_votes() {
    let mut meeting = Meeting::open();
    let prepare = Command::Prepare {
        question: question(Manner::Named, MEMBERS),
    };
    meeting.secretary(prepare).unwrap();
    let poll = PollId(1);
    assert_eq!(meeting.votes(5, poll, YES), Err(Refusal::NotOpen { poll }));
    let guest = meeting.delegate(9, Command::Ready { poll });
    assert_eq!(guest, Err(Refusal::NotEntitled { poll }));
    meeting.chair(Command::Open { poll }).unwrap();
    let refused = meeting.votes(5, poll, ChoiceNo(3));
    assert_eq!(refused, Err(Refusal::NoSuchChoice { poll }));
    meeting.votes(5, poll, YES).unwrap();
    let twice = Err(Refusal::AlreadyVoted { poll });
    assert_eq!(meeting.votes(5, poll, NO), twice);
    assert_eq!(meeting.secretary(cast_for(poll, 5, NO)), twice);
    assert_eq!(
        meeting.votes(9, poll, YES),
        Err(Refusal::NotEntitled { poll })
    );
    let delegate = DelegateId(99);
    let nobody = meeting.secretary(cast_for(poll, 99, YES));
    assert_eq!(nobody, Err(Refusal::NoSuchDelegate { delegate }));
    let other = meeting.delegate(5, cast_for(poll, 6, YES));
    assert_eq!(other, Err(Refusal::NotYourself));
    let poll = PollId(2);
    assert_eq!(
        meeting.votes(5, poll, YES),
        Err(Refusal::NoSuchPoll { poll })
    );
}

#[test]
fn a_late_ballot_is_told_when_the_vote_was_closed() {
    let mut meeting = Meeting::open();
    let poll = meeting.vote_on(question(Manner::Named, MEMBERS));
    meeting.later(60);
    let at = meeting.now;
    meeting.close(poll);
    let late = Err(Refusal::VoteClosed { poll, at });
    assert_eq!(meeting.votes(5, poll, YES), late);
    meeting.later(60);
    meeting.chair(Command::Publish { poll }).unwrap();
    assert_eq!(meeting.votes(5, poll, YES), late);
    let again = meeting.chair(Command::Close { poll });
    assert_eq!(again, Err(Refusal::NotOpen { poll }));
}

#[test]
fn a_secret_ballot_leaves_no_choice_on_the_record() {
    let mut meeting = Meeting::open();
    let poll = meeting.vote_on(question(Manner::Secret, "simple"));
    for (id, choice) in [(3, YES), (4, NO), (5, YES), (6, ABSTAIN)] {
        let events = meeting.votes(id, poll, choice).unwrap();
        let cast = Event::Cast {
            poll,
            delegate: DelegateId(id),
            choice: None,
        };
        assert_eq!(events, [Happened::Poll(cast)]);
    }
    assert_eq!(
        meeting.votes(3, poll, NO),
        Err(Refusal::AlreadyVoted { poll })
    );
    let entered = meeting.secretary(cast_for(poll, 7, YES));
    assert_eq!(entered, Err(Refusal::WrongManner { poll }));
    let tally = meeting.close(poll);
    assert_eq!(tally.by_choice, [votes(2), votes(1), votes(1)]);
    assert_eq!(tally.outcome, Outcome::Carried);
    assert!(tally.votes.is_empty());
}

#[test]
fn a_secret_vote_among_two_would_tell_who_voted_what() {
    let mut plan = plan();
    plan.rules.quorum.condition = None;
    let mut meeting = Meeting::opened(plan);
    for id in 3..=10 {
        meeting.delegate(id, attendance::Command::CheckOut).unwrap();
    }
    let prepare = Command::Prepare {
        question: question(Manner::Secret, "simple"),
    };
    meeting.secretary(prepare).unwrap();
    let open = Command::Open { poll: PollId(1) };
    assert_eq!(meeting.chair(open.clone()), Err(Refusal::TooFewForSecret));
    for id in 1..=2 {
        meeting.delegate(id, attendance::Command::CheckOut).unwrap();
    }
    assert_eq!(meeting.chair(open), Err(Refusal::NobodyMayVote));
}

#[test]
fn hands_are_counted_by_head_and_may_be_corrected() {
    let mut plan = plan();
    for delegate in &mut plan.roster {
        delegate.vote = delegate.vote.map(|_| votes(delegate.id.0));
    }
    let mut meeting = Meeting::opened(plan);
    let poll = meeting.vote_on(question(Manner::Hands, "> 1/2 of present"));
    let count = |hands: &[u32]| Command::CountHands {
        poll,
        hands: hands.to_vec(),
        teller: Teller::First,
    };
    assert_eq!(
        meeting.votes(5, poll, YES),
        Err(Refusal::WrongManner { poll })
    );
    let uncounted = meeting.chair(Command::Close { poll });
    assert_eq!(uncounted, Err(Refusal::NoHandsCounted { poll }));
    for short in [&[5, 4][..], &[], &[1, 1, 1, 1]] {
        let refused = meeting.secretary(count(short));
        assert_eq!(refused, Err(Refusal::NoSuchChoice { poll }));
    }
    let (counted, entitled) = (10, 9);
    let refused = meeting.secretary(count(&[5, 4, 1]));
    assert_eq!(refused, Err(Refusal::TooManyHands { counted, entitled }));
    let refused = meeting.secretary(count(&[u32::MAX; 3]));
    assert!(matches!(refused, Err(Refusal::TooManyHands { .. })));
    meeting.secretary(count(&[4, 4, 0])).unwrap();
    assert_eq!(meeting.session.turnout(meeting.poll(poll)), (8, 9));
    meeting.secretary(count(&[5, 3, 1])).unwrap();
    let tally = meeting.close(poll);
    assert_eq!(tally.by_choice, [votes(5), votes(3), votes(1)]);
    assert_eq!((tally.entitled, tally.members), (votes(9), votes(9)));
    assert_eq!(
        (tally.required, tally.outcome),
        (votes(5), Outcome::Carried)
    );
}

#[test]
fn hands_are_counted_only_where_hands_are_raised() {
    let mut meeting = Meeting::open();
    let poll = meeting.vote_on(question(Manner::Named, MEMBERS));
    let hands = vec![1, 1, 1];
    let refused = meeting.secretary(Command::CountHands {
        poll,
        hands,
        teller: Teller::First,
    });
    assert_eq!(refused, Err(Refusal::WrongManner { poll }));
}

#[test]
fn an_open_vote_is_not_touched_by_who_comes() {
    let mut meeting = Meeting::open();
    meeting.secretary(mark(10, Mark::Absent)).unwrap();
    let poll = meeting.vote_on(question(
        Manner::Named,
        "> 1/2 of members and > 1/2 of present",
    ));
    meeting
        .secretary(mark(10, Mark::Late { place: Place::Hall }))
        .unwrap();
    let newcomer = Newcomer {
        name: "Phạm Thị Mới".to_owned(),
        title: String::new(),
        unit: String::new(),
        site: None,
        seat: String::new(),
        vote: Some(votes(100)),
    };
    meeting
        .secretary(attendance::Command::Add { newcomer })
        .unwrap();
    for late in [10, 11] {
        let refused = meeting.votes(late, poll, NO);
        assert_eq!(refused, Err(Refusal::NotEntitled { poll }));
    }
    for id in [3, 4, 5, 6, 7] {
        meeting.votes(id, poll, YES).unwrap();
    }
    let tally = meeting.close(poll);
    assert_eq!((tally.members, tally.present), (votes(9), votes(8)));
    assert_eq!(
        (tally.required, tally.outcome),
        (votes(5), Outcome::Carried)
    );
}

#[test]
fn who_leaves_keeps_the_vote_they_cast_and_casts_no_other() {
    let mut meeting = Meeting::open();
    let poll = meeting.vote_on(question(Manner::Named, "> 1/2 of present"));
    meeting.votes(5, poll, YES).unwrap();
    for id in [5, 6] {
        meeting.delegate(id, attendance::Command::CheckOut).unwrap();
    }
    let delegate = DelegateId(6);
    let refused = meeting.votes(6, poll, YES);
    assert_eq!(refused, Err(Refusal::NotPresent { delegate }));
    let tally = meeting.close(poll);
    assert_eq!(tally.by_choice[0], votes(1));
    assert_eq!((tally.entitled, tally.present), (votes(9), votes(8)));
    assert_eq!(
        (tally.required, tally.outcome),
        (votes(5), Outcome::NotCarried)
    );
}

#[test]
fn a_substitute_votes_only_where_the_rules_let_them() {
    for (rule, entitled, present) in [
        (Substitutes::None, 8, 8),
        (Substitutes::Attendance, 8, 9),
        (Substitutes::Vote, 9, 9),
    ] {
        let mut plan = plan();
        plan.rules.substitutes = rule;
        let mut meeting = Meeting::opened(plan);
        let substitute = Mark::Substitute {
            place: Place::Hall,
            name: "Lê Thị B".to_owned(),
        };
        meeting.secretary(mark(5, substitute)).unwrap();
        let quorum = meeting.session.quorum(meeting.now);
        assert_eq!(quorum.present, votes(present));
        let poll = meeting.vote_on(question(Manner::Named, MEMBERS));
        assert_eq!(meeting.poll(poll).entitled.len(), entitled);
        let vote = meeting.votes(5, poll, YES);
        assert_eq!(vote.is_ok(), rule == Substitutes::Vote);
    }
}

/// By their own link or by that of the member: it is one voice, and has one ballot.
#[test]
fn who_sits_in_from_the_roster_votes_by_either_link_and_never_twice() {
    let by = DelegateId(9);
    let sit_in = |rule| {
        let mut plan = plan();
        plan.rules.substitutes = rule;
        let mut meeting = Meeting::opened(plan);
        let place = Place::Hall;
        meeting
            .secretary(mark(5, Mark::SitIn { place, by }))
            .unwrap();
        meeting
    };
    for first in [9, 5] {
        let mut meeting = sit_in(Substitutes::Vote);
        let question = question(Manner::Named, MEMBERS);
        meeting.secretary(Command::Prepare { question }).unwrap();
        let poll = PollId(1);
        meeting.delegate(first, Command::Ready { poll }).unwrap();
        assert!(meeting.session.is_ready(DelegateId(5), meeting.poll(poll)));
        meeting.chair(Command::Open { poll }).unwrap();
        let cast = |meeting: &mut Meeting, own: u32| {
            let delegate = (own == 9).then_some(DelegateId(5));
            let choice = YES.into();
            meeting.delegate(
                own,
                Command::Cast {
                    poll,
                    choice,
                    delegate,
                },
            )
        };
        assert_eq!(cast(&mut meeting, first).map(|events| events.len()), Ok(1));
        // It is final, from wherever it comes again.
        for own in [9, 5] {
            let again = cast(&mut meeting, own);
            assert!(again.is_err() || again == Ok(vec![]), "{again:?}");
        }
        let tally = meeting.close(poll);
        assert_eq!(tally.by_choice[0], votes(1));
        assert_eq!(tally.votes.len(), 1);
    }
    // Where they only attend, they have none; nor has anybody else the member's.
    for rule in [Substitutes::None, Substitutes::Attendance] {
        let mut meeting = sit_in(rule);
        let poll = meeting.vote_on(question(Manner::Named, MEMBERS));
        for (own, delegate) in [
            (5, None),
            (9, Some(DelegateId(5))),
            (9, None),
            (6, Some(DelegateId(5))),
        ] {
            let choice = YES.into();
            let vote = meeting.delegate(
                own,
                Command::Cast {
                    poll,
                    choice,
                    delegate,
                },
            );
            assert!(vote.is_err(), "{own} {rule:?}");
        }
    }
    let mut meeting = sit_in(Substitutes::Vote);
    let poll = meeting.vote_on(question(Manner::Named, MEMBERS));
    let (choice, delegate) = (YES.into(), Some(DelegateId(5)));
    assert_eq!(
        meeting.delegate(
            6,
            Command::Cast {
                poll,
                choice,
                delegate
            }
        ),
        Err(Refusal::NotYourself)
    );
    meeting.close(poll);
    // Who is recused casts no voice, whosever it is.
    let question = question(Manner::Named, MEMBERS);
    meeting.secretary(Command::Prepare { question }).unwrap();
    let poll = PollId(2);
    let recuse = voice::Command::Recuse {
        delegate: by,
        on: voice::Matter::Poll(poll),
        reason: "Có lợi ích liên quan".to_owned(),
    };
    meeting.secretary(recuse).unwrap();
    meeting.chair(Command::Open { poll }).unwrap();
    assert!(!meeting.poll(poll).entitled.contains_key(&DelegateId(5)));
}

#[test]
fn a_substitute_who_comes_during_the_vote_does_not_inherit_it() {
    let mut meeting = Meeting::open();
    let poll = meeting.vote_on(question(Manner::Named, MEMBERS));
    let substitute = Mark::Substitute {
        place: Place::Hall,
        name: "Lê Thị B".to_owned(),
    };
    meeting.secretary(mark(5, substitute)).unwrap();
    assert_eq!(
        meeting.votes(5, poll, YES),
        Err(Refusal::NotEntitled { poll })
    );
}

#[test]
fn without_a_quorum_no_vote_opens_and_none_carries() {
    let mut meeting = Meeting::open();
    let poll = meeting.vote_on(question(Manner::Named, "simple"));
    for id in 1..=8 {
        meeting.chair(cast_for(poll, id, YES)).unwrap();
    }
    for id in 5..=8 {
        meeting.delegate(id, attendance::Command::CheckOut).unwrap();
    }
    let tally = meeting.close(poll);
    assert_eq!(tally.outcome, Outcome::NoQuorum);
    assert_eq!(tally.by_choice[0], votes(8));
    let reason = "Không đủ số đại biểu".to_owned();
    meeting.chair(Command::Repeat { poll, reason }).unwrap();
    let refused = meeting.chair(Command::Open { poll: PollId(2) });
    let (present, required) = (votes(5), votes(6));
    assert_eq!(refused, Err(Refusal::NoQuorum { present, required }));
}

#[test]
fn a_question_can_be_taken_back_until_there_is_a_result() {
    let mut meeting = Meeting::open();
    let cancel = |poll| Command::Cancel {
        poll,
        fate: Fate::Cancelled,
        reason: "Sửa câu hỏi".to_owned(),
    };
    let open = meeting.vote_on(question(Manner::Named, MEMBERS));
    meeting.votes(5, open, YES).unwrap();
    meeting.chair(cancel(open)).unwrap();
    assert_eq!(meeting.chair(cancel(open)), Ok(vec![]));
    assert_eq!(meeting.session.polls.latest(), None);
    assert_eq!(
        meeting.votes(6, open, YES),
        Err(Refusal::NotOpen { poll: open })
    );
    let poll = meeting.vote_on(question(Manner::Named, MEMBERS));
    meeting.close(poll);
    assert_eq!(
        meeting.chair(cancel(poll)),
        Err(Refusal::HasResult { poll })
    );
    let role = Role::Secretary;
    assert_eq!(
        meeting.secretary(cancel(poll)),
        Err(Refusal::NotYourRole { role })
    );
}

#[test]
fn a_new_round_needs_a_reason_and_replaces_the_old_one_once() {
    let mut meeting = Meeting::open();
    let repeat = |poll, reason: &str| Command::Repeat {
        poll,
        reason: reason.to_owned(),
    };
    let first = meeting.vote_on(question(Manner::Named, MEMBERS));
    let refused = meeting.chair(repeat(first, "Lỗi"));
    assert_eq!(refused, Err(Refusal::NotClosed { poll: first }));
    meeting.votes(5, first, YES).unwrap();
    meeting.close(first);
    let field = "reason".to_owned();
    assert_eq!(
        meeting.chair(repeat(first, " ")),
        Err(Refusal::Empty { field })
    );
    meeting.chair(repeat(first, "Máy hỏng")).unwrap();
    let second = PollId(2);
    let round = meeting.poll(second);
    assert_eq!(round.repeats, Some((first, "Máy hỏng".to_owned())));
    assert_eq!((round.round, round.voted.len()), (2, 0));
    assert_eq!(meeting.poll(first).voted.len(), 1);
    let cancel = Command::Cancel {
        poll: second,
        fate: Fate::Cancelled,
        reason: String::new(),
    };
    meeting.chair(cancel).unwrap();
    meeting.chair(repeat(first, "Máy đã sửa")).unwrap();
    let third = PollId(3);
    assert_eq!(meeting.poll(first).repeated_by, Some(third));
    meeting.chair(Command::Open { poll: third }).unwrap();
    meeting.close(third);
    let again = meeting.chair(repeat(first, "Lỗi"));
    assert_eq!(again, Err(Refusal::AlreadyRepeated { poll: third }));
    meeting.chair(repeat(third, "Lỗi")).unwrap();
    assert_eq!(meeting.poll(PollId(4)).round, 3);
}

#[test]
fn a_lost_line_votes_no_more_after_the_grace_until_it_is_back() {
    let mut meeting = Meeting::open();
    meeting.link(10, true);
    meeting.link(10, false);
    meeting.later(60);
    let poll = meeting.vote_on(question(Manner::Named, MEMBERS));
    let entitled = &meeting.poll(poll).entitled;
    assert!(!entitled.contains_key(&DelegateId(10)));
    meeting.close(poll);
    meeting.link(10, true);
    let poll = meeting.vote_on(question(Manner::Named, MEMBERS));
    meeting.link(10, false);
    meeting.later(120);
    // Whoever votes is here, whatever the hub saw of the line.
    meeting.votes(10, poll, YES).unwrap();
}

#[test]
fn weights_add_up_exactly() {
    let mut plan = plan();
    let weights = [(3, "0.1"), (4, "0.2"), (5, "0.3")];
    for delegate in &mut plan.roster {
        let weight = weights.iter().find(|(id, _)| *id == delegate.id.0);
        delegate.vote = weight.map(|(_, weight)| weight.parse().unwrap());
    }
    let mut meeting = Meeting::opened(plan);
    let poll = meeting.vote_on(question(Manner::Named, "simple"));
    for (id, choice) in [(3, YES), (4, YES), (5, NO)] {
        meeting.votes(id, poll, choice).unwrap();
    }
    let tally = meeting.close(poll);
    assert_eq!(tally.by_choice[0], tally.by_choice[1]);
    assert_eq!(tally.outcome, Outcome::NotCarried);
    assert_eq!(tally.required, "0.300001".parse().unwrap());
}

#[test]
fn a_result_is_published_after_the_session_and_nothing_else_is_done() {
    let mut meeting = Meeting::open();
    let poll = meeting.vote_on(question(Manner::Named, MEMBERS));
    meeting.close(poll);
    let reason = "Lỗi".to_owned();
    meeting.chair(Command::Repeat { poll, reason }).unwrap();
    meeting.chair(life::Command::Close).unwrap();
    let prepared = PollId(2);
    assert!(meeting.poll(prepared).is_cancelled());
    let refused = meeting.chair(Command::Open { poll: prepared });
    assert_eq!(refused, Err(Refusal::SessionClosed));
    let role = Role::Technician;
    let publish = Command::Publish { poll };
    let refused = meeting.by(&Actor::of(role), publish.clone());
    assert_eq!(refused, Err(Refusal::NotYourRole { role }));
    meeting.chair(publish).unwrap();
}

/// Of seven entitled five have voted, one has left and the line of one is lost: neither can vote now, and
/// either may come back.
#[test]
fn who_has_gone_is_told_apart_from_those_who_can_still_vote() {
    let mut plan = plan();
    plan.rules.quorum.condition = None;
    let mut meeting = Meeting::opened(plan);
    let put = question(Manner::Named, "> 1/2 of members");
    let poll = meeting.vote_on(put);
    let ids: Vec<u32> = meeting.poll(poll).entitled.keys().map(|id| id.0).collect();
    let told = |meeting: &Meeting, lang| {
        let said = meeting
            .session
            .say_standing(meeting.poll(poll), meeting.now, lang);
        said.last().unwrap().clone()
    };
    let n = ids.len();
    assert_eq!(told(&meeting, Lang::En), format!("{n} can still vote"));
    for id in &ids[2..] {
        meeting.votes(*id, poll, YES).unwrap();
    }
    let mark = |meeting: &mut Meeting, id: u32, mark: Mark| {
        let delegate = DelegateId(id);
        let command = attendance::Command::Mark { delegate, mark };
        meeting.secretary(command).unwrap();
    };
    mark(&mut meeting, ids[0], Mark::Left);
    let refused = meeting.votes(ids[0], poll, YES);
    assert!(matches!(refused, Err(Refusal::NotPresent { .. })));
    assert_eq!(
        told(&meeting, Lang::En),
        "2 have not voted: 1 here can still vote; no longer here: 1"
    );
    let place = Place::Remote;
    mark(&mut meeting, ids[1], Mark::Present { place });
    meeting.link(ids[1], true);
    meeting.link(ids[1], false);
    assert_eq!(
        told(&meeting, Lang::Vi),
        "Còn 2 phiếu chưa bỏ: 0 của người đang dự; \
         1 của người không còn dự họp; 1 của người mất kết nối"
    );
    let place = Place::Hall;
    mark(&mut meeting, ids[0], Mark::Present { place });
    meeting.link(ids[1], true);
    assert_eq!(told(&meeting, Lang::Vi), "Còn 2 phiếu chưa bỏ");
    for id in &ids[..2] {
        meeting.votes(*id, poll, YES).unwrap();
    }
    let all = "All votes are in; the close tells the outcome";
    assert_eq!(told(&meeting, Lang::En), all);
}
