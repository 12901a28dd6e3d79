//! Ties in live polls: decided by what is known, or asked, and never guessed (domain, T1 to T7).

use super::*;
use crate::session::plan::Plan;
use crate::session::rule::{Chair, Said, Side, TieRule};

/// A body of so many members, all here, of which the first presides.
fn body(members: u32) -> Plan {
    let mut plan = plan();
    let member = plan.roster[0].clone();
    plan.roster = (1..=members)
        .map(|id| Delegate {
            id: DelegateId(id),
            name: format!("Thành viên {id}"),
            ..member.clone()
        })
        .collect();
    plan
}

/// A question under this tie rule, open, in which the first so many after the chair vote in favour,
/// the next against.
fn voted(plan: Plan, manner: Manner, rule: &str, tie: TieRule, yes: u32, no: u32) -> Meeting {
    let mut meeting = Meeting::opened(plan);
    let mut asked = question(manner, rule);
    asked.terms.tie = tie;
    let poll = meeting.vote_on(asked);
    for id in 2..2 + yes + no {
        let choice = if id < 2 + yes { YES } else { NO };
        meeting.votes(id, poll, choice).unwrap();
    }
    meeting
}

const POLL: PollId = PollId(1);

fn breaks(meeting: &mut Meeting, side: Option<Side>) -> Result<Outcome, Refusal> {
    meeting.chair(Command::BreakTie {
        poll: POLL,
        side,
        order: vec![],
    })?;
    Ok(meeting.poll(POLL).tally().unwrap().outcome)
}

#[test]
fn t1_the_chairs_own_ballot_decides_at_once_where_it_is_known() {
    for (own, outcome) in [
        (Some(YES), Outcome::Carried),
        (Some(NO), Outcome::NotCarried),
        (Some(ABSTAIN), Outcome::Tied),
        (None, Outcome::Tied),
    ] {
        let (yes, no) = (
            12 - u32::from(own == Some(YES)),
            12 - u32::from(own == Some(NO)),
        );
        let (plan, rule) = (body(25), "UBND");
        let mut meeting = voted(plan, Manner::Named, rule, TieRule::ChairSide, yes, no);
        if let Some(own) = own {
            meeting.votes(1, POLL, own).unwrap();
        }
        let tally = meeting.close(POLL);
        assert_eq!(tally.outcome, outcome, "{own:?}");
        assert_eq!(meeting.poll(POLL).is_tied(), outcome == Outcome::Tied);
    }
}

#[test]
fn t1_a_chair_who_took_no_side_is_asked_and_nothing_is_published_before() {
    let (plan, tie) = (body(25), TieRule::ChairSide);
    let mut meeting = voted(plan, Manner::Secret, "UBND", tie, 12, 12);
    assert_eq!(meeting.close(POLL).outcome, Outcome::Tied);
    let poll = POLL;
    let waits = Refusal::TieWaits { poll };
    let publish = Command::Publish { poll };
    assert_eq!(meeting.chair(publish.clone()), Err(waits.clone()));
    assert_eq!(meeting.chair(life::Command::Close), Err(waits.clone()));
    let another = Command::Prepare {
        question: question(Manner::Named, MEMBERS),
    };
    assert_eq!(meeting.secretary(another), Err(waits));
    let role = Role::Secretary;
    let side = Some(Side::Yes);
    let refused = meeting.secretary(Command::BreakTie {
        poll,
        side,
        order: vec![],
    });
    assert_eq!(refused, Err(Refusal::NotYourRole { role }));
    assert_eq!(breaks(&mut meeting, None), Err(Refusal::SideNeeded));
    assert_eq!(breaks(&mut meeting, side), Ok(Outcome::Carried));
    let no = Some(Side::No);
    assert_eq!(breaks(&mut meeting, no), Err(Refusal::NoTie { poll }));
    meeting.chair(publish).unwrap();
    let said = meeting.poll(poll).tally().unwrap().said;
    assert_eq!(said.chair, Some(Chair::Votes(Side::Yes)));
}

#[test]
fn t1_twelve_to_eleven_is_no_tie() {
    let (plan, tie) = (body(25), TieRule::ChairSide);
    let mut meeting = voted(plan, Manner::Named, "UBND", tie, 11, 11);
    meeting.votes(1, POLL, YES).unwrap();
    let tally = meeting.close(POLL);
    assert_eq!(
        (tally.outcome, tally.said),
        (Outcome::NotCarried, Said::default())
    );
}

#[test]
fn t2_and_t6_who_has_no_vote_otherwise_breaks_the_tie() {
    for (side, outcome) in [
        (Some(Side::Yes), Outcome::Carried),
        (Some(Side::No), Outcome::NotCarried),
        (None, Outcome::NotCarried),
    ] {
        let mut plan = body(101);
        plan.roster[0].vote = None;
        let tie = TieRule::CastingVote;
        let mut meeting = voted(plan, Manner::Named, "simple", tie, 50, 50);
        assert_eq!(meeting.close(POLL).members, votes(100));
        assert_eq!(breaks(&mut meeting, side), Ok(outcome), "{side:?}");
    }
}

#[test]
fn t3_a_chair_who_has_not_voted_may_break_or_make_a_tie() {
    let tie = TieRule::ChairMayVote;
    let held = |yes, no| {
        let mut meeting = voted(body(30), Manner::Secret, "simple", tie, yes, no);
        let outcome = meeting.close(POLL).outcome;
        (meeting, outcome)
    };
    let (mut meeting, outcome) = held(10, 10);
    assert_eq!(outcome, Outcome::NotCarried);
    assert!(meeting.session.asks_chair(meeting.poll(POLL)));
    assert_eq!(breaks(&mut meeting, Some(Side::Yes)), Ok(Outcome::Carried));
    let (mut meeting, outcome) = held(11, 10);
    assert_eq!(outcome, Outcome::Carried);
    assert_eq!(
        breaks(&mut meeting, Some(Side::No)),
        Ok(Outcome::NotCarried)
    );
    let (mut meeting, _) = held(12, 10);
    let no_tie = Err(Refusal::NoTie { poll: POLL });
    assert_eq!(breaks(&mut meeting, Some(Side::No)), no_tie);
    // Nobody has to be waited for: without a word it stands as it is.
    let (mut meeting, _) = held(10, 10);
    meeting.chair(Command::Publish { poll: POLL }).unwrap();
}

#[test]
fn t3_a_chair_who_has_voted_has_no_other_vote() {
    let tie = TieRule::ChairMayVote;
    let mut meeting = voted(body(30), Manner::Secret, "simple", tie, 9, 10);
    meeting.votes(1, POLL, YES).unwrap();
    assert_eq!(meeting.close(POLL).outcome, Outcome::NotCarried);
    let no_tie = Err(Refusal::NoTie { poll: POLL });
    assert_eq!(breaks(&mut meeting, Some(Side::Yes)), no_tie);
}

#[test]
fn t4_where_nothing_is_said_a_tie_is_lost() {
    let mut meeting = voted(body(30), Manner::Named, "simple", TieRule::Lost, 10, 10);
    assert_eq!(meeting.close(POLL).outcome, Outcome::NotCarried);
    let no_tie = Err(Refusal::NoTie { poll: POLL });
    assert_eq!(breaks(&mut meeting, Some(Side::Yes)), no_tie);
}

#[test]
fn t5_a_second_vote_makes_six_to_five() {
    let tie = TieRule::SecondVote;
    let mut meeting = voted(body(10), Manner::Named, "simple", tie, 4, 5);
    meeting.votes(1, POLL, YES).unwrap();
    assert_eq!(meeting.close(POLL).outcome, Outcome::Tied);
    assert_eq!(breaks(&mut meeting, Some(Side::Yes)), Ok(Outcome::Carried));
    let poll = meeting.poll(POLL);
    let tally = poll.tally().unwrap();
    assert_eq!(tally.by_choice[..2], [votes(5), votes(5)]);
    let done = tally.case(&poll.question).judge().intervention.unwrap();
    assert_eq!((done.yes, done.no), (votes(6), votes(5)));
}

#[test]
fn t7_a_mayor_gets_a_ballot_only_once_there_is_a_tie() {
    let tie = TieRule::CastingVote;
    let mut meeting = voted(body(9), Manner::Named, "simple", tie, 4, 4);
    let own = meeting.votes(1, POLL, YES);
    assert_eq!(own, Err(Refusal::NotEntitled { poll: POLL }));
    assert_eq!(meeting.close(POLL).outcome, Outcome::Tied);
    assert_eq!(breaks(&mut meeting, Some(Side::Yes)), Ok(Outcome::Carried));
    let phases = meeting
        .records
        .iter()
        .filter_map(|record| match &record.event {
            Happened::Poll(Event::Closed { tally, .. } | Event::TieBroken { tally, .. }) => {
                Some(tally.as_ref().unwrap().outcome)
            }
            _ => None,
        });
    let phases: Vec<_> = phases.collect();
    assert_eq!(
        phases,
        [Outcome::Tied, Outcome::Carried],
        "two phases of one vote"
    );
}

#[test]
fn a_lot_is_drawn_in_the_room_and_its_side_entered() {
    let mut meeting = voted(body(11), Manner::Secret, "simple", TieRule::Lot, 5, 5);
    assert_eq!(meeting.close(POLL).outcome, Outcome::Tied);
    assert_eq!(breaks(&mut meeting, None), Err(Refusal::SideNeeded));
    assert_eq!(
        breaks(&mut meeting, Some(Side::No)),
        Ok(Outcome::NotCarried)
    );
    let said = meeting.poll(POLL).tally().unwrap().said;
    assert_eq!((said.chair, said.drawn), (None, Some(Side::No)));
}

#[test]
fn a_tie_can_be_put_to_the_vote_again_instead() {
    let mut meeting = voted(body(11), Manner::Named, "simple", TieRule::Lot, 5, 5);
    meeting.close(POLL);
    let reason = "Bàn thêm rồi biểu quyết lại".to_owned();
    meeting
        .chair(Command::Repeat { poll: POLL, reason })
        .unwrap();
    assert!(!meeting.poll(POLL).is_tied());
    let no_tie = Err(Refusal::NoTie { poll: POLL });
    assert_eq!(breaks(&mut meeting, Some(Side::Yes)), no_tie);
}

/// Whoever presides when the tie is broken is bound by what they voted by name.
#[test]
fn a_deputy_who_takes_the_chair_takes_the_side_of_their_own_ballot() {
    for (manner, own, bound) in [
        (Manner::Named, YES, Some(Side::Yes)),
        (Manner::Named, NO, Some(Side::No)),
        (Manner::Named, ABSTAIN, None),
        (Manner::Secret, YES, None),
    ] {
        let mut plan = body(26);
        plan.deputies = vec![DelegateId(26)];
        let (yes, no) = (12 - u32::from(own == YES), 12 - u32::from(own == NO));
        let mut meeting = voted(plan, manner, "UBND", TieRule::ChairSide, yes, no);
        meeting.votes(26, POLL, own).unwrap();
        assert_eq!(meeting.close(POLL).outcome, Outcome::Tied);
        let to = DelegateId(26);
        meeting.chair(life::Command::HandChair { to }).unwrap();
        let poll = meeting.poll(POLL);
        assert!(
            meeting.session.asks_chair(poll),
            "it is never decided unasked"
        );
        assert_eq!(meeting.session.side_of_chair(poll), bound);
        let other = match bound {
            Some(Side::Yes) => Side::No,
            _ => Side::Yes,
        };
        if let Some(side) = bound {
            let refused = Err(Refusal::SideWasCast { side });
            assert_eq!(breaks(&mut meeting, Some(other)), refused.clone());
            assert_eq!(breaks(&mut meeting, None), refused);
        }
        let side = bound.unwrap_or(other);
        let outcome = match side {
            Side::Yes => Outcome::Carried,
            Side::No => Outcome::NotCarried,
        };
        assert_eq!(breaks(&mut meeting, Some(side)), Ok(outcome));
    }
}

/// A casting vote is for who has not voted; a second vote for who has.
#[test]
fn a_deputy_who_has_voted_has_a_second_vote_and_no_casting_vote() {
    for (tie, may) in [(TieRule::CastingVote, false), (TieRule::SecondVote, true)] {
        let mut plan = body(11);
        plan.deputies = vec![DelegateId(2), DelegateId(11)];
        plan.roster[10].vote = Some(Weight::ONE);
        let mut meeting = voted(plan, Manner::Named, "simple", tie, 4, 4);
        assert_eq!(meeting.close(POLL).outcome, Outcome::Tied);
        let to = DelegateId(2);
        meeting.chair(life::Command::HandChair { to }).unwrap();
        let side = Some(Side::Yes);
        let delegate = to;
        let expected = match may {
            true => Ok(Outcome::Carried),
            false => Err(Refusal::ChairHasVoted { delegate }),
        };
        assert_eq!(breaks(&mut meeting, side), expected);
        if !may {
            let to = DelegateId(11);
            meeting.chair(life::Command::HandChair { to }).unwrap();
            assert_eq!(breaks(&mut meeting, side), Ok(Outcome::Carried));
        }
    }
}
