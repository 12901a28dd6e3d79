//! Who comes first of those who are level: by what was counted before, or by what people say.

use std::cmp::Reverse;

use super::{Candidate, Election, Round, Settled, Votes};

/// The first `places` of these by the order that was told. None where it does not decide.
pub(super) fn first_by_order(
    election: &Election<'_>,
    level: &[Candidate],
    places: usize,
) -> Option<Vec<Candidate>> {
    let named = election.order.iter().copied();
    let mut first: Vec<_> = named
        .filter(|candidate| level.contains(candidate))
        .collect();
    let rest = level.iter().filter(|candidate| !first.contains(candidate));
    // One who alone is not named comes last.
    let rest: Vec<_> = rest.copied().collect();
    if let [last] = rest.as_slice() {
        first.push(*last);
    }
    (first.len() >= places).then(|| first.into_iter().take(places).collect())
}

/// Who of these had least, or most, in the last round in which they were not all level; and if more
/// than one, in the round before that, and so on.
pub(super) fn by_earlier_rounds(
    rounds: &[Round],
    level: &[Candidate],
    least: bool,
) -> (Vec<Candidate>, Settled) {
    let mut level = level.to_vec();
    for (place, round) in rounds.iter().enumerate().rev() {
        let votes = |candidate: &Candidate| {
            let found = round.votes.iter().find(|(other, _)| other == candidate);
            found.map_or_else(Votes::zero, |(_, votes)| votes.clone())
        };
        let all = level.iter().map(votes);
        let extreme = if least { all.min() } else { all.max() };
        level.retain(|candidate| Some(votes(candidate)) == extreme);
        if level.len() == 1 {
            return (level, Settled::Earlier(place + 1));
        }
    }
    (level, Settled::Plainly)
}

/// The votes of each, the most first; level ones in the order of the candidates.
pub(super) fn most_first<V: Ord + Clone>(
    votes: impl IntoIterator<Item = (Candidate, V)>,
) -> Vec<(Candidate, V)> {
    let mut votes: Vec<_> = votes.into_iter().collect();
    votes.sort_by_key(|(candidate, votes)| (Reverse(votes.clone()), *candidate));
    votes
}
