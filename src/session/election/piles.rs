//! Votes that go on: whose pile each ballot lies on, and what it still counts there.

use super::{Ballots, Candidate, Ranking, Votes};
use crate::session::weight::Weight;

/// Ballots that count the same fraction of what they counted at first.
struct Parcel {
    value: Votes,
    /// By their place among the ways.
    ways: Vec<usize>,
}

/// Every ballot on the pile of the first of its candidates who is still in the count.
pub(super) struct Piles<'b> {
    ways: Vec<(&'b Ranking, Weight)>,
    piles: Vec<Vec<Parcel>>,
    /// What those have who keep a number of votes, whatever lies on their pile.
    kept: Vec<Option<Votes>>,
    hopeful: Vec<bool>,
    exhausted: Votes,
}

/// What went on from one pile.
pub(super) struct Moved {
    pub to: Vec<(Candidate, Votes)>,
    pub exhausted: Votes,
}

impl<'b> Piles<'b> {
    /// Deals the ballots out by their first preferences.
    pub fn deal(ballots: &'b Ballots, candidates: usize) -> Self {
        let ways: Vec<_> = ballots.ways().collect();
        let mut piles = Self {
            piles: (0..candidates).map(|_| vec![]).collect(),
            kept: vec![None; candidates],
            hopeful: vec![true; candidates],
            exhausted: Votes::zero(),
            ways,
        };
        let all = Parcel {
            value: Votes::whole(1),
            ways: (0..piles.ways.len()).collect(),
        };
        piles.hand_on(vec![all]);
        piles
    }

    /// Those who are neither elected nor out.
    pub fn hopefuls(&self) -> Vec<Candidate> {
        let all = Candidate::all(self.hopeful.len()).zip(&self.hopeful);
        all.filter(|(_, hopeful)| **hopeful)
            .map(|(candidate, _)| candidate)
            .collect()
    }

    /// No more votes come to this one.
    pub fn close(&mut self, candidate: Candidate) {
        self.hopeful[candidate.place()] = false;
    }

    /// The votes of one.
    pub fn votes(&self, candidate: Candidate) -> Votes {
        let place = candidate.place();
        if let Some(kept) = &self.kept[place] {
            return kept.clone();
        }
        let parcels = self.piles[place].iter();
        parcels.map(|parcel| self.worth(parcel)).sum()
    }

    /// The votes that nobody can use.
    pub fn exhausted(&self) -> &Votes {
        &self.exhausted
    }

    /// All that lies on the pile goes on at `value` of what it counted; so many votes are kept.
    pub fn pass_on(&mut self, from: Candidate, value: &Votes, kept: Votes) -> Moved {
        let mut parcels = std::mem::take(&mut self.piles[from.place()]);
        self.kept[from.place()] = Some(kept);
        for parcel in &mut parcels {
            parcel.value = parcel.value.times(value);
        }
        self.hand_on(parcels)
    }

    fn worth(&self, parcel: &Parcel) -> Votes {
        let weights = parcel.ways.iter().map(|way| self.ways[*way].1);
        Votes::from(weights.sum::<Weight>()).times(&parcel.value)
    }

    /// Ballots that count alike are one parcel, so that there are few of them to be summed up.
    fn put(&mut self, place: usize, part: Parcel) {
        let mut there = self.piles[place].iter_mut();
        match there.find(|parcel| parcel.value == part.value) {
            Some(parcel) => parcel.ways.extend(part.ways),
            None => self.piles[place].push(part),
        }
    }

    fn hand_on(&mut self, parcels: Vec<Parcel>) -> Moved {
        let mut sums = vec![Votes::zero(); self.piles.len()];
        let mut exhausted = Votes::zero();
        for parcel in parcels {
            let mut split: Vec<Vec<usize>> = vec![vec![]; self.piles.len()];
            let mut nobody = vec![];
            for way in parcel.ways {
                let mut preferences = self.ways[way].0.preferences();
                let next = preferences.find(|next| self.hopeful[next.place()]);
                next.map_or(&mut nobody, |next| &mut split[next.place()])
                    .push(way);
            }
            for (place, ways) in split.into_iter().enumerate() {
                if !ways.is_empty() {
                    let value = parcel.value.clone();
                    let part = Parcel { value, ways };
                    sums[place] = sums[place].plus(&self.worth(&part));
                    self.put(place, part);
                }
            }
            let value = parcel.value;
            let part = Parcel {
                value,
                ways: nobody,
            };
            exhausted = exhausted.plus(&self.worth(&part));
        }
        self.exhausted = self.exhausted.plus(&exhausted);
        let to = Candidate::all(sums.len()).zip(sums);
        Moved {
            to: to.filter(|(_, votes)| !votes.is_zero()).collect(),
            exhausted,
        }
    }
}
