//! Ballots as a count sees them: ways of marking one, and how many marked each.
//!
//! Ballots that are marked alike are one entry. So nothing here tells whose a ballot was or when it
//! came, and a secret election is kept as nothing else.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Candidate;
use crate::session::rule::Sums;
use crate::session::weight::Weight;

/// Candidates in the order of preference, the first rank first. Those who share a rank are equal;
/// those who stand nowhere come after all others. Ballots that only mark have one rank.
///
/// Within a rank in the order of the candidates, so that ballots marked alike are equal.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Ranking(Vec<Vec<Candidate>>);

impl Ranking {
    /// A ballot with these ranks. Empty ranks are passed over.
    #[must_use]
    pub fn new(ranks: impl IntoIterator<Item = Vec<Candidate>>) -> Self {
        let mut ranks: Vec<_> = ranks.into_iter().filter(|rank| !rank.is_empty()).collect();
        for rank in &mut ranks {
            rank.sort_unstable();
        }
        Self(ranks)
    }

    /// A ballot that marks these and prefers none of them.
    #[must_use]
    pub fn marks(candidates: impl IntoIterator<Item = Candidate>) -> Self {
        Self::new([candidates.into_iter().collect()])
    }

    /// A ballot that names these, one to a rank.
    #[must_use]
    pub fn strict(candidates: impl IntoIterator<Item = Candidate>) -> Self {
        Self::new(candidates.into_iter().map(|candidate| vec![candidate]))
    }

    /// The ranks, the first first.
    #[must_use]
    pub fn ranks(&self) -> &[Vec<Candidate>] {
        &self.0
    }

    /// Everybody who stands on the ballot.
    pub fn candidates(&self) -> impl Iterator<Item = Candidate> {
        self.0.iter().flatten().copied()
    }

    /// The candidates in strict order. Where two share a rank nobody can tell who is meant, and the
    /// ballot counts no further.
    pub(super) fn preferences(&self) -> impl Iterator<Item = Candidate> {
        let one = |rank: &Vec<Candidate>| match rank.as_slice() {
            [candidate] => Some(*candidate),
            _ => None,
        };
        self.0.iter().map_while(one)
    }
}

/// What became of one ballot.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Marking {
    /// It names candidates.
    For(Ranking),
    /// It was handed in and names nobody.
    Blank,
    /// It was handed in, but nothing on it counts.
    Invalid,
    /// It was not handed in.
    NotVoting,
}

/// All ballots: how much weight each way of marking one has.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ballots {
    ways: BTreeMap<Ranking, Weight>,
    blank: Weight,
    invalid: Weight,
    not_voting: Weight,
    /// How many name somebody, where only the votes of each candidate were told.
    told: Option<Weight>,
}

impl Ballots {
    /// The ballots of which only the votes of each candidate are known, and how many there were:
    /// enough for methods that mark, and for no other.
    #[must_use]
    pub fn by_totals(totals: &[Weight], valid: Weight, blank: Weight, invalid: Weight) -> Self {
        let mut ballots = Self {
            told: Some(valid),
            ..Self::default()
        };
        for (candidate, votes) in Candidate::all(totals.len()).zip(totals) {
            if *votes > Weight::ZERO {
                ballots.add(Marking::For(Ranking::marks([candidate])), *votes);
            }
        }
        ballots.add(Marking::Blank, blank);
        ballots.add(Marking::Invalid, invalid);
        ballots
    }

    /// Adds one ballot, or several that are marked alike. A ballot that names nobody is blank.
    pub fn add(&mut self, marking: Marking, weight: Weight) {
        match marking {
            Marking::For(ranking) if ranking.0.is_empty() => self.blank += weight,
            Marking::For(ranking) => *self.ways.entry(ranking).or_default() += weight,
            Marking::Blank => self.blank += weight,
            Marking::Invalid => self.invalid += weight,
            Marking::NotVoting => self.not_voting += weight,
        }
    }

    /// Every way in which a ballot was marked, and the weight of those that were.
    pub fn ways(&self) -> impl Iterator<Item = (&Ranking, Weight)> {
        self.ways.iter().map(|(ranking, weight)| (ranking, *weight))
    }

    /// The ballots that name somebody.
    #[must_use]
    pub fn valid(&self) -> Weight {
        self.told
            .unwrap_or_else(|| self.ways.values().copied().sum())
    }

    /// Those that name nobody.
    #[must_use]
    pub fn blank(&self) -> Weight {
        self.blank
    }

    /// Those on which nothing counts.
    #[must_use]
    pub fn invalid(&self) -> Weight {
        self.invalid
    }

    /// Those that were not handed in.
    #[must_use]
    pub fn not_voting(&self) -> Weight {
        self.not_voting
    }

    /// All of them, handed in or not.
    #[must_use]
    pub fn entitled(&self) -> Weight {
        self.valid() + self.blank + self.invalid + self.not_voting
    }

    /// Whether every ballot counts a whole number of votes.
    pub(super) fn are_whole(&self) -> bool {
        self.ways.values().all(|weight| weight.is_whole())
    }

    /// The votes of each who stands: every ballot that names somebody, at whatever rank.
    #[must_use]
    pub fn named(&self, candidates: usize) -> Vec<Weight> {
        let mut votes = vec![Weight::ZERO; candidates];
        for (ranking, weight) in self.ways() {
            for candidate in ranking.candidates() {
                if let Some(votes) = votes.get_mut(candidate.place()) {
                    *votes += weight;
                }
            }
        }
        votes
    }

    /// The ballots as a question for or against one candidate, of these people.
    pub(super) fn sums_for(&self, votes: Weight, people: &Sums) -> Sums {
        Sums {
            yes: votes,
            no: self.valid().less(votes),
            abstain: self.blank,
            invalid: self.invalid,
            ..*people
        }
    }
}
