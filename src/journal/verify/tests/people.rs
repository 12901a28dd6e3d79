//! Elections: what was counted must follow from what was cast.

use super::*;
use crate::session::Weight;
use crate::session::election::Method;
use crate::session::poll::{Grade, Matter, Question};
use crate::session::testing::{about, contest};

const FOUR: [&str; 4] = ["An", "Bình", "Chi", "Dũng"];

fn question(matter: Matter, manner: Manner) -> Question {
    Question {
        item: Some(ItemId(2)),
        ..about(matter, manner, "majority of members", &FOUR)
    }
}

/// An election with a tie, the lot, a second ballot, and a confidence vote, in this manner.
fn meeting(manner: Manner) -> Meeting {
    let mut meeting = Meeting::open();
    let level = meeting.vote_on(question(contest(Method::Plurality, 1), manner));
    for (who, mark) in [(3, 0), (4, 0), (5, 1), (6, 1)] {
        meeting.casts(who, level, &[&[mark]]).unwrap();
    }
    meeting.close(level);
    let (side, order) = (None, vec![ChoiceNo(1)]);
    let lot = poll::Command::BreakTie {
        poll: level,
        side,
        order,
    };
    meeting.chair(lot).unwrap();
    meeting
        .chair(poll::Command::Publish { poll: level })
        .unwrap();

    let first = meeting.vote_on(question(contest(Method::Majority, 2), manner));
    for who in [1, 2, 3, 4, 5] {
        meeting
            .casts(who, first, &[&[0, who as u8 % 3 + 1]])
            .unwrap();
    }
    meeting.casts(6, first, &[]).unwrap();
    assert_eq!(meeting.close(first).outcome, Outcome::SecondBallot);
    meeting
        .chair(poll::Command::Publish { poll: first })
        .unwrap();
    meeting
        .chair(poll::Command::Continue { poll: first })
        .unwrap();
    let second = meeting.session.polls.latest().unwrap().id;
    meeting.chair(poll::Command::Open { poll: second }).unwrap();
    for who in [1, 2, 3, 4, 5] {
        meeting.casts(who, second, &[&[0]]).unwrap();
    }
    meeting.close(second);

    let ranked = meeting.vote_on(question(contest(Method::Stv, 2), manner));
    for who in 1..=8 {
        let first = who as u8 % 4;
        meeting
            .casts(who, ranked, &[&[first], &[(first + 1) % 4]])
            .unwrap();
    }
    let tally = meeting.close(ranked);
    if tally.outcome == Outcome::Tied {
        let elected = tally.polled.unwrap().elected.unwrap();
        let (open, _) = elected.to_be_ordered().unwrap();
        let order = open.iter().map(|one| ChoiceNo(one.0 as u8)).collect();
        let tie = poll::Command::BreakTie {
            poll: ranked,
            side,
            order,
        };
        meeting.chair(tie).unwrap();
    }
    meeting
        .chair(poll::Command::Publish { poll: ranked })
        .unwrap();

    let graded = meeting.vote_on(question(Matter::Confidence, manner));
    for who in 1..=7 {
        let marks = [Grade::Low.of(0).0, Grade::High.of(3).0];
        meeting.casts(who, graded, &[&marks]).unwrap();
    }
    meeting.close(graded);
    meeting
        .chair(poll::Command::Publish { poll: graded })
        .unwrap();
    meeting
}

#[test]
fn elections_are_found_whole_with_their_sealed_ballots_and_without() {
    for manner in [Manner::Named, Manner::Secret] {
        let meeting = meeting(manner);
        for sealed in [Some(&meeting.sealed), None] {
            let verified = verify(&meeting.records, Hash::NONE, sealed);
            let verified = verified.unwrap_or_else(|flaw| panic!("{manner:?}: {flaw}"));
            assert_eq!(verified.session, meeting.session);
        }
    }
}

/// What is found where the result of a poll was changed.
fn changed(poll: u32, sealed: bool, change: impl Fn(&mut poll::Tally)) -> What {
    let meeting = meeting(Manner::Secret);
    let mut records = meeting.records.clone();
    let id = PollId(poll);
    let closed =
        |event: &Event| matches!(event, Event::Poll(PollEvent::Closed { poll, .. }) if *poll == id);
    let at = place(&records, closed);
    if let Event::Poll(PollEvent::Closed {
        tally: Some(tally), ..
    }) = &mut records[at].event
    {
        change(tally);
    }
    let sealed = sealed.then_some(&meeting.sealed);
    verify(&records, Hash::NONE, sealed).unwrap_err().what
}

#[test]
fn a_result_that_does_not_follow_from_the_ballots_is_found() {
    for sealed in [true, false] {
        // A vote moved from one to another, where totals tell everything.
        let moved = changed(2, sealed, |tally| {
            tally.by_choice[0] = Weight::whole(4);
            tally.by_choice[1] = Weight::whole(3);
        });
        assert_eq!(moved, What::WrongTally);
        let open = changed(3, sealed, |tally| tally.outcome = Outcome::SeatsOpen);
        assert_eq!(open, What::WrongTally);
        let graded = changed(5, sealed, |tally| tally.outcome = Outcome::Elected);
        assert_eq!(graded, What::WrongTally);
        // A ballot too many.
        let more = changed(4, sealed, |tally| {
            if let Some(polled) = &mut tally.polled {
                polled.valid += Weight::ONE;
            }
        });
        let wrong_sum = matches!(more, What::WrongSum { .. } | What::WrongTally);
        assert!(wrong_sum, "{more:?}");
    }
    // Who is elected by rankings is seen from the ballots alone.
    let ranked = changed(4, true, |tally| {
        if let Some(elected) = tally.polled.as_mut().and_then(|p| p.elected.as_mut()) {
            elected.count.rounds.pop();
        }
    });
    assert_eq!(ranked, What::WrongTally);
}
