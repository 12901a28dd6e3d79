//! Votes that are changed, two tellers, ballots of paper, and secrets that would not be any.

use super::*;

fn changing(manner: Manner) -> Question {
    let mut asked = question(manner, MEMBERS);
    asked.terms.changing = Changing::UntilClose;
    asked
}

#[test]
fn where_votes_may_be_changed_the_last_counts_and_all_stay_on_the_record() {
    let mut meeting = Meeting::open();
    let poll = meeting.vote_on(changing(Manner::Named));
    meeting.votes(5, poll, YES).unwrap();
    assert_eq!(meeting.votes(5, poll, YES), Ok(vec![]), "no new record");
    assert_eq!(meeting.votes(5, poll, NO).unwrap().len(), 1);
    meeting.secretary(cast_for(poll, 5, ABSTAIN)).unwrap();
    meeting.votes(6, poll, YES).unwrap();
    assert_eq!(meeting.session.turnout(meeting.poll(poll)).0, 2);
    let tally = meeting.close(poll);
    assert_eq!(tally.by_choice, [votes(1), votes(0), votes(1)]);
    let shown = [(DelegateId(5), ABSTAIN.into()), (DelegateId(6), YES.into())];
    assert_eq!(tally.votes, shown);
    let cast = |r: &&crate::session::Record| matches!(r.event, Happened::Poll(Event::Cast { .. }));
    assert_eq!(meeting.records.iter().filter(cast).count(), 4);
}

#[test]
fn the_same_vote_once_more_is_no_other_vote() {
    let mut meeting = Meeting::open();
    let poll = meeting.vote_on(question(Manner::Named, MEMBERS));
    meeting.votes(5, poll, YES).unwrap();
    assert_eq!(meeting.votes(5, poll, YES), Ok(vec![]));
    let other = meeting.votes(5, poll, NO);
    assert_eq!(other, Err(Refusal::AlreadyVoted { poll }));
}

#[test]
fn a_secret_vote_is_final() {
    let mut meeting = Meeting::open();
    for manner in [Manner::Secret, Manner::Paper] {
        let question = changing(manner);
        let refused = meeting.secretary(Command::Prepare { question });
        assert_eq!(refused, Err(Refusal::SecretIsFinal));
    }
    let hands = changing(Manner::Hands);
    let poll = meeting.vote_on(hands);
    assert_eq!(meeting.poll(poll).question.terms, Terms::default());
}

#[test]
fn two_tellers_count_for_themselves_and_must_agree() {
    let mut meeting = Meeting::open();
    let mut asked = question(Manner::Hands, MEMBERS);
    asked.terms.two_tellers = true;
    let poll = meeting.vote_on(asked);
    let count = |meeting: &mut Meeting, teller, hands: &[u32]| {
        let hands = hands.to_vec();
        meeting.secretary(Command::CountHands {
            poll,
            hands,
            teller,
        })
    };
    count(&mut meeting, Teller::First, &[5, 3, 1]).unwrap();
    let close = Command::Close { poll };
    let missing = meeting.chair(close.clone());
    assert_eq!(missing, Err(Refusal::NoHandsCounted { poll }));
    count(&mut meeting, Teller::Second, &[5, 4, 0]).unwrap();
    let differ = meeting.chair(close.clone());
    assert_eq!(differ, Err(Refusal::TellersDiffer { poll }));
    count(&mut meeting, Teller::Second, &[5, 3, 1]).unwrap();
    let tally = meeting.close(poll);
    assert_eq!(tally.by_choice, [votes(5), votes(3), votes(1)]);

    let reason = "Đếm lại".to_owned();
    meeting.chair(Command::Repeat { poll, reason }).unwrap();
    let poll = PollId(2);
    assert!(meeting.poll(poll).question.terms.two_tellers);
}

#[test]
fn one_teller_is_not_two() {
    let mut meeting = Meeting::open();
    let poll = meeting.vote_on(question(Manner::Hands, MEMBERS));
    let count = Command::CountHands {
        poll,
        hands: vec![5, 3, 1],
        teller: Teller::Second,
    };
    assert_eq!(meeting.secretary(count), Err(Refusal::WrongManner { poll }));
}

/// 82 members and a secret ballot on paper.
fn on_paper() -> Meeting {
    let mut plan = plan();
    let member = plan.roster[0].clone();
    plan.roster = (1..=82)
        .map(|id| Delegate {
            id: DelegateId(id),
            ..member.clone()
        })
        .collect();
    let mut meeting = Meeting::opened(plan);
    meeting.vote_on(question(Manner::Paper, MEMBERS));
    meeting
}

fn paper([issued, returned, valid, invalid]: [u32; 4], by_choice: [u32; 3]) -> Command {
    Command::CountPaper {
        poll: PollId(1),
        ledger: Ledger {
            issued,
            returned,
            valid,
            invalid,
            by_choice: by_choice.to_vec(),
        },
    }
}

#[test]
fn a_ledger_of_paper_must_add_up_and_gives_the_result() {
    let mut meeting = on_paper();
    let poll = PollId(1);
    let close = Command::Close { poll };
    assert_eq!(
        meeting.chair(close.clone()),
        Err(Refusal::NoPaperCounted { poll })
    );
    for (wrong, refusal) in [
        (
            paper([82, 80, 81, 1], [62, 19, 0]),
            Refusal::ValidAndInvalid {
                valid: 81,
                invalid: 1,
                returned: 80,
            },
        ),
        (
            paper([80, 82, 81, 1], [62, 19, 0]),
            Refusal::MoreReturnedThanIssued {
                returned: 82,
                issued: 80,
            },
        ),
        (
            paper([83, 80, 79, 1], [60, 19, 0]),
            Refusal::TooManyIssued {
                issued: 83,
                entitled: 82,
            },
        ),
        (
            paper([82, 80, 79, 1], [60, 19, 1]),
            Refusal::VotesOfValid {
                votes: 80,
                valid: 79,
            },
        ),
        (
            paper([82, 80, u32::MAX, u32::MAX], [u32::MAX; 3]),
            Refusal::ValidAndInvalid {
                valid: u32::MAX,
                invalid: u32::MAX,
                returned: 80,
            },
        ),
    ] {
        assert_eq!(meeting.secretary(wrong), Err(refusal));
    }
    meeting
        .secretary(paper([82, 80, 79, 1], [60, 19, 0]))
        .unwrap();
    assert_eq!(meeting.session.turnout(meeting.poll(poll)), (80, 82));
    let tally = meeting.close(poll);
    assert_eq!(tally.by_choice, [votes(60), votes(19), votes(0)]);
    assert_eq!((tally.invalid(), tally.not_voting()), (votes(1), votes(2)));
    assert_eq!(
        (tally.required, tally.outcome),
        (votes(42), Outcome::Carried)
    );
    let poll = meeting.poll(poll);
    assert_eq!(tally.case(&poll.question).sums.invalid, votes(1));
    let said = meeting.session.announcement(poll, Lang::En);
    let ledger = "82 ballots issued, 80 returned: 79 valid, 1 invalid";
    assert!(said.unwrap().contains(ledger));
}

#[test]
fn an_invalid_ballot_counts_where_the_rule_counts_it() {
    let mut meeting = on_paper();
    meeting
        .secretary(paper([82, 80, 79, 1], [40, 39, 0]))
        .unwrap();
    let poll = meeting.poll(PollId(1)).clone();
    let carried = |rule: &str| {
        let mut poll = poll.clone();
        poll.question.rule = rule.parse().unwrap();
        let session = &meeting.session;
        let sums = session.sums(&poll, &[votes(40), votes(39), votes(0)], meeting.now);
        poll.question.rule.carries(&sums)
    };
    assert!(carried("simple"));
    assert!(!carried("> 1/2 of cast with invalid"));
}

#[test]
fn a_secret_sum_of_unequal_votes_would_tell_whose_they_are() {
    let mut plan = plan();
    plan.roster[4].vote = Some(votes(3));
    let mut meeting = Meeting::opened(plan);
    let prepare = |manner| Command::Prepare {
        question: question(manner, "simple"),
    };
    meeting.secretary(prepare(Manner::Secret)).unwrap();
    let open = |poll| Command::Open { poll: PollId(poll) };
    assert_eq!(meeting.chair(open(1)), Err(Refusal::UnequalSecret));
    let cancel = Command::Cancel {
        poll: PollId(1),
        fate: Fate::Cancelled,
        reason: String::new(),
    };
    meeting.chair(cancel).unwrap();
    meeting.secretary(prepare(Manner::Paper)).unwrap();
    meeting.chair(open(2)).unwrap();
    assert_eq!(meeting.poll(PollId(2)).members, votes(9), "by head");
}

#[test]
fn a_unanimous_secret_result_tells_what_everybody_voted() {
    for (second, told) in [(YES, true), (NO, false)] {
        let mut meeting = Meeting::open();
        let poll = meeting.vote_on(question(Manner::Secret, "simple"));
        meeting.votes(3, poll, YES).unwrap();
        meeting.votes(4, poll, second).unwrap();
        let tally = meeting.close(poll);
        assert_eq!(tally.reveals_everybody(&meeting.poll(poll).question), told);
    }
}
