//! Ballots that mark: plurality, and majority with a second ballot for the seats left.

use super::level::{first_by_order, most_first};
use super::{
    Ballots, Candidate, Count, Election, End, Method, Needed, Round, Settled, Tie, Votes, Why,
};
use crate::session::weight::Weight;

/// How many go into a second ballot for each seat that is left, beside those who are level with the
/// last of them: for one seat the first two.
const SECOND_BALLOT: usize = 2;

/// Counts by plurality or majority.
pub(super) fn count(ballots: &Ballots, election: &Election<'_>) -> Count {
    let mut count = Count::begun(election);
    let all = Candidate::all(election.candidates).zip(ballots.named(election.candidates));
    let votes = most_first(all);
    let rule = election
        .rule
        .filter(|_| election.method == Method::Majority);
    let enough = |votes: Weight| {
        let sums = ballots.sums_for(votes, &election.people);
        votes > Weight::ZERO && rule.is_none_or(|rule| rule.carries(&sums))
    };
    let needed = rule.map(|rule| {
        let sums = ballots.sums_for(Weight::ZERO, &election.people);
        rule.required(&sums)
    });
    let exact = |(candidate, votes): &(Candidate, Weight)| (*candidate, Votes::from(*votes));
    count.rounds.push(Round {
        votes: votes.iter().map(exact).collect(),
        exhausted: Votes::zero(),
        needed: needed.map(|votes| Needed::AtLeast(votes.into())),
        steps: vec![],
    });
    let (able, rest): (Vec<_>, Vec<_>) = votes.into_iter().partition(|(_, votes)| enough(*votes));
    let why = if rule.is_some() {
        Why::Enough
    } else {
        Why::Most
    };
    let seats = election.seats;
    // Those who are level with the first who would get no seat share what is left of the seats.
    let (sure, level) = match able.get(seats) {
        Some((_, border)) => {
            let sure = able.iter().take_while(|(_, votes)| votes > border);
            let level = able.iter().filter(|(_, votes)| votes == border);
            (
                sure.count(),
                level.map(|(candidate, _)| *candidate).collect(),
            )
        }
        None => (able.len(), vec![]),
    };
    for (candidate, _) in able.iter().take(sure) {
        count.elect(*candidate, why, Settled::Plainly);
    }
    let left = count.seats_left();
    if left == 0 {
        return count;
    }
    if able.len() < seats {
        count.end = without_enough(left, &rest, rule.is_some());
        return count;
    }
    match first_by_order(election, &level, left) {
        Some(first) => {
            for candidate in first {
                count.elect(candidate, why, Settled::Order);
            }
        }
        None if rule.is_some() && !election.again => {
            count.end = End::SecondBallot {
                between: level,
                seats: left,
                level: true,
            };
        }
        None => {
            count.end = End::Tied {
                between: level,
                seats: left,
                what: Tie::Seat,
            };
        }
    }
    count
}

/// What remains to be done where fewer have enough votes than there are seats: the seats stay open.
/// However level the rest are, and in whichever ballot, a lot or age gives a seat to nobody who has
/// not what is required.
fn without_enough(seats: usize, rest: &[(Candidate, Weight)], rule: bool) -> End {
    if !rule || rest.is_empty() {
        return End::Open { seats };
    }
    let last = rest.get(seats * SECOND_BALLOT - 1);
    let stands = |votes: Weight| last.is_none_or(|(_, last)| votes >= *last);
    let between = rest.iter().filter(|(_, votes)| stands(*votes));
    End::SecondBallot {
        between: between.map(|(candidate, _)| *candidate).collect(),
        seats,
        level: false,
    }
}
