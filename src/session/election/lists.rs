//! Seats for lists in proportion to their votes: highest averages and largest remainders.
//!
//! Quotients and remainders are compared as fractions, so that lists are level only where they
//! truly are.

use super::level::{first_by_order, most_first};
use super::{
    Ballots, Candidate, Count, Election, End, Method, Needed, Round, Settled, Tie, Votes, Why,
};
use crate::session::weight::Weight;

/// Seat by seat to the list whose votes divided by its next divisor are the most.
pub(super) fn by_divisors(ballots: &Ballots, election: &Election<'_>) -> Count {
    let (mut count, votes) = begin(ballots, election);
    let divisor = |seats: usize| {
        let seats = u64::try_from(seats).unwrap_or(u64::MAX);
        match election.method {
            Method::DHondt => seats.saturating_add(1),
            _ => seats.saturating_mul(2).saturating_add(1),
        }
    };
    while !votes.is_empty() && count.seats_left() > 0 {
        let quotient = |(list, votes): &(Candidate, Votes)| {
            let divisor = Votes::whole(divisor(count.seats_of(*list)));
            (*list, votes.by(&divisor))
        };
        let quotients: Vec<_> = votes.iter().map(quotient).collect();
        if let Err(end) = give(&mut count, election, quotients, Why::Quotient) {
            count.end = end;
            break;
        }
    }
    count
}

/// Each list the seats of its whole quotas, and the seats left to the largest remainders.
pub(super) fn by_remainders(ballots: &Ballots, election: &Election<'_>) -> Count {
    let (mut count, votes) = begin(ballots, election);
    let total: Votes = votes.iter().map(|(_, votes)| votes).sum();
    let seats = Votes::whole(u64::try_from(election.seats).unwrap_or(u64::MAX));
    let quota = total.by(&seats);
    let mut rests = vec![];
    for (list, votes) in most_first(votes) {
        let whole = votes.whole_times(&quota);
        for _ in 0..whole {
            count.elect(list, Why::Quota, Settled::Plainly);
        }
        rests.push((list, votes.less(&quota.times(&Votes::whole(whole)))));
    }
    if let Some(round) = count.rounds.last_mut() {
        round.needed = Some(Needed::AtLeast(quota));
    }
    while !rests.is_empty() && count.seats_left() > 0 {
        if let Err(end) = give(&mut count, election, rests.clone(), Why::Remainder) {
            count.end = end;
            break;
        }
        let most = rests.iter().map(|(_, rest)| rest.clone()).max();
        // Those who were level and all got a seat leave together.
        rests.retain(|(_, rest)| Some(rest) != most.as_ref());
    }
    count
}

/// The votes of the lists that have any.
fn begin(ballots: &Ballots, election: &Election<'_>) -> (Count, Vec<(Candidate, Votes)>) {
    let mut count = Count::begun(election);
    let all = Candidate::all(election.candidates).zip(ballots.named(election.candidates));
    let votes = most_first(all);
    let exact = |(list, votes): &(Candidate, Weight)| (*list, Votes::from(*votes));
    count.rounds.push(Round {
        votes: votes.iter().map(exact).collect(),
        exhausted: Votes::zero(),
        needed: None,
        steps: vec![],
    });
    let any = votes.iter().filter(|(_, votes)| *votes > Weight::ZERO);
    let any: Vec<_> = any.map(exact).collect();
    if any.is_empty() {
        let seats = election.seats;
        count.end = End::Open { seats };
    }
    (count, any)
}

/// One seat to each who has the most, if there are enough seats for all of them.
fn give(
    count: &mut Count,
    election: &Election<'_>,
    claims: Vec<(Candidate, Votes)>,
    why: Why,
) -> Result<(), End> {
    let claims = most_first(claims);
    let most = claims.first().map(|(_, most)| most.clone());
    let level = claims
        .iter()
        .filter(|(_, claim)| Some(claim) == most.as_ref());
    let level: Vec<_> = level.map(|(list, _)| *list).collect();
    let seats = count.seats_left();
    let (first, by) = if level.len() <= seats {
        (level, Settled::Plainly)
    } else if let Some(first) = first_by_order(election, &level, seats) {
        (first, Settled::Order)
    } else {
        return Err(End::Tied {
            between: level,
            seats,
            what: Tie::Seat,
        });
    };
    for list in first {
        count.elect(list, why, by);
    }
    Ok(())
}
