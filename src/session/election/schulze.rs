//! Schulze's method: everybody against everybody, and the strongest paths between them.
//!
//! A duel is won by whom more ballots rank higher, and is as strong as those votes. A path is as
//! strong as the weakest duel won on it. One beats another whose strongest path back is weaker.
//! Beating in this sense goes round in no circle, so that somebody is always unbeaten; and who wins
//! every duel wins. Several seats go to the unbeaten, then to the unbeaten of those left.

use std::cmp::min;

use serde::{Deserialize, Serialize};

use super::level::{first_by_order, most_first};
use super::{Ballots, Candidate, Count, Election, End, Ranking, Round, Settled, Tie, Votes, Why};
use crate::session::weight::Weight;

/// Two candidates, and what stands between them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Duel {
    /// The two; the one who stands earlier among the candidates first.
    pub between: [Candidate; 2],
    /// The votes that rank each above the other.
    pub votes: [Weight; 2],
    /// The strongest path from each to the other.
    pub paths: [Weight; 2],
}

impl Duel {
    /// The same with this one first; none where they are neither of the two.
    pub(super) fn seen_from(&self, one: Candidate) -> Option<Self> {
        let turned = || {
            let (mut between, mut votes, mut paths) = (self.between, self.votes, self.paths);
            between.reverse();
            votes.reverse();
            paths.reverse();
            Self {
                between,
                votes,
                paths,
            }
        };
        match self.between {
            [first, _] if first == one => Some(*self),
            [_, second] if second == one => Some(turned()),
            _ => None,
        }
    }
}

type Table = Vec<Vec<Weight>>;

/// Counts by Schulze's method.
pub(super) fn count(ballots: &Ballots, election: &Election<'_>) -> Count {
    let mut count = Count::begun(election);
    let duels = duels(ballots, election.candidates);
    let paths = paths(&duels);
    let all: Vec<_> = Candidate::all(election.candidates).collect();
    count.duels = pairs(&all)
        .map(|(a, b)| Duel {
            between: [a, b],
            votes: [duels[a.place()][b.place()], duels[b.place()][a.place()]],
            paths: [paths[a.place()][b.place()], paths[b.place()][a.place()]],
        })
        .collect();
    count.rounds.push(first_ranks(ballots, election.candidates));
    if ballots.valid() == Weight::ZERO {
        count.end = End::Open {
            seats: election.seats,
        };
        return count;
    }
    let mut left = all;
    while count.seats_left() > 0 && !left.is_empty() {
        let unbeaten = |a: &&Candidate| {
            let beats = |b: &Candidate| paths[b.place()][a.place()] > paths[a.place()][b.place()];
            !left.iter().any(beats)
        };
        let unbeaten: Vec<_> = left.iter().filter(unbeaten).copied().collect();
        let seats = count.seats_left();
        let (first, by) = if unbeaten.len() <= seats {
            (unbeaten, Settled::Plainly)
        } else if let Some(first) = first_by_order(election, &unbeaten, seats) {
            (first, Settled::Order)
        } else {
            count.end = End::Tied {
                between: unbeaten,
                seats,
                what: Tie::Seat,
            };
            return count;
        };
        left.retain(|candidate| !first.contains(candidate));
        for candidate in first {
            count.elect(candidate, Why::Unbeaten, by);
        }
    }
    if count.seats_left() > 0 {
        count.end = End::Open {
            seats: count.seats_left(),
        };
    }
    count
}

/// The votes that rank the one above the other, for every pair.
fn duels(ballots: &Ballots, candidates: usize) -> Table {
    let mut duels = vec![vec![Weight::ZERO; candidates]; candidates];
    for (ranking, weight) in ballots.ways() {
        let ranks = ranks(ranking, candidates);
        for (row, mine) in duels.iter_mut().zip(&ranks) {
            for (votes, _) in row
                .iter_mut()
                .zip(&ranks)
                .filter(|(_, theirs)| mine < *theirs)
            {
                *votes += weight;
            }
        }
    }
    duels
}

/// The rank of each candidate on a ballot; those who stand nowhere share the last.
fn ranks(ranking: &Ranking, candidates: usize) -> Vec<usize> {
    let mut places = vec![usize::MAX; candidates];
    for (rank, members) in ranking.ranks().iter().enumerate() {
        for candidate in members {
            if let Some(place) = places.get_mut(candidate.place()) {
                *place = rank;
            }
        }
    }
    places
}

/// The strongest path from each to each, by way of everybody in turn (Floyd and Warshall).
fn paths(duels: &Table) -> Table {
    let size = duels.len();
    let won = |a: usize, b: usize| {
        let (mine, theirs) = (duels[a][b], duels[b][a]);
        if mine > theirs { mine } else { Weight::ZERO }
    };
    let mut paths: Table = (0..size)
        .map(|a| (0..size).map(|b| won(a, b)).collect())
        .collect();
    for by in 0..size {
        for from in (0..size).filter(|from| *from != by) {
            for to in (0..size).filter(|to| *to != by && *to != from) {
                let way = min(paths[from][by], paths[by][to]);
                paths[from][to] = paths[from][to].max(way);
            }
        }
    }
    paths
}

/// For the eye: how many ballots put each first, alone or with others.
fn first_ranks(ballots: &Ballots, candidates: usize) -> Round {
    let mut votes = vec![Weight::ZERO; candidates];
    for (ranking, weight) in ballots.ways() {
        for candidate in ranking.ranks().first().into_iter().flatten() {
            if let Some(votes) = votes.get_mut(candidate.place()) {
                *votes += weight;
            }
        }
    }
    let votes = most_first(Candidate::all(candidates).zip(votes)).into_iter();
    Round {
        votes: votes.map(|(c, votes)| (c, Votes::from(votes))).collect(),
        exhausted: Votes::zero(),
        needed: None,
        steps: vec![],
    }
}

fn pairs(all: &[Candidate]) -> impl Iterator<Item = (Candidate, Candidate)> {
    let earlier = all.iter().enumerate();
    earlier.flat_map(move |(place, a)| all[place + 1..].iter().map(move |b| (*a, *b)))
}
