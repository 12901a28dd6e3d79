//! The rounds of instant-runoff voting and of the single transferable vote.
//!
//! Both put the last out and let the votes go on. They differ in what is enough: with `irv` more
//! than half of the votes that still count, with `stv` the Droop quota, fixed at the beginning; and
//! what `stv` has above the quota goes on, too.
//!
//! A surplus goes on by the weighted inclusive Gregory method: every ballot on the pile counts on at
//! surplus ÷ votes of what it counted there. The largest surplus goes first, before anybody is put
//! out. Several who are last and level are out together where even all their votes would not bring
//! them up to the next; then no order of them matters.

use super::level::{by_earlier_rounds, first_by_order, most_first};
use super::piles::Piles;
use super::{
    Ballots, Candidate, Count, Election, End, Method, Needed, Round, Settled, Step, Tie, Votes, Why,
};
use crate::session::weight::Weight;

/// Counts by `irv` or `stv`.
pub(super) fn count(ballots: &Ballots, election: &Election<'_>) -> Count {
    let mut rounds = Rounds {
        piles: Piles::deal(ballots, election.candidates),
        count: Count::begun(election),
        quota: quota(ballots, election),
        surpluses: vec![],
        out: vec![],
        election,
    };
    loop {
        rounds.look();
        if let Some(end) = rounds.advance() {
            rounds.count.end = end;
            return rounds.count;
        }
    }
}

/// The Droop quota: the least number of votes that more cannot reach than there are seats.
fn quota(ballots: &Ballots, election: &Election<'_>) -> Option<Votes> {
    let unit = if ballots.are_whole() {
        Weight::ONE.in_millionths()
    } else {
        1
    };
    let seats = u64::try_from(election.seats).unwrap_or(u64::MAX);
    let units = ballots.valid().in_millionths() / unit;
    let quota = (units / seats.saturating_add(1) + 1).saturating_mul(unit);
    (election.method == Method::Stv).then(|| Weight::millionths(quota).into())
}

struct Rounds<'e, 'b> {
    election: &'e Election<'e>,
    piles: Piles<'b>,
    count: Count,
    /// What is enough throughout: of `stv`.
    quota: Option<Votes>,
    /// Who is elected and has more than is enough.
    surpluses: Vec<Candidate>,
    out: Vec<Candidate>,
}

impl Rounds<'_, '_> {
    /// Writes a new round down as the votes lie.
    fn look(&mut self) {
        let all = Candidate::all(self.election.candidates);
        let shown = all.filter(|candidate| !self.out.contains(candidate));
        let votes = most_first(shown.map(|candidate| (candidate, self.piles.votes(candidate))));
        let needed = match &self.quota {
            Some(quota) => Needed::AtLeast(quota.clone()),
            None => {
                let counting: Votes = votes.iter().map(|(_, votes)| votes).sum();
                Needed::MoreThan(counting.by(&Votes::whole(2)))
            }
        };
        self.count.rounds.push(Round {
            votes,
            exhausted: self.piles.exhausted().clone(),
            needed: Some(needed),
            steps: vec![],
        });
    }

    /// Does what follows from the round; what remains, once the count is over.
    fn advance(&mut self) -> Option<End> {
        for candidate in self.with_enough() {
            self.elect(candidate, Why::Enough);
        }
        let hopefuls = self.piles.hopefuls();
        let left = self.count.seats_left();
        if left == 0 {
            return Some(End::Complete);
        }
        if hopefuls.len() <= left {
            return Some(self.fill_up(&hopefuls));
        }
        if self.surpluses.is_empty() {
            self.put_out(&hopefuls, left)
        } else {
            self.pass_surplus(left)
        }
    }

    /// The hopefuls who have what is enough, the most first.
    fn with_enough(&self) -> Vec<Candidate> {
        let hopefuls = self.piles.hopefuls();
        let votes = hopefuls.into_iter().map(|c| (c, self.piles.votes(c)));
        let round = self.count.rounds.last();
        let needed = round.and_then(|round| round.needed.as_ref());
        let enough = |votes: &Votes| needed.is_some_and(|needed| needed.is_met_by(votes));
        let able = most_first(votes).into_iter();
        able.filter(|(_, votes)| enough(votes))
            .map(|(candidate, _)| candidate)
            .collect()
    }

    fn elect(&mut self, candidate: Candidate, why: Why) {
        self.piles.close(candidate);
        self.count.elect(candidate, why, Settled::Plainly);
        let votes = self.piles.votes(candidate);
        if self.quota.as_ref().is_some_and(|quota| votes > *quota) {
            self.surpluses.push(candidate);
        }
    }

    /// As many seats as people: all of them who have a vote.
    fn fill_up(&mut self, hopefuls: &[Candidate]) -> End {
        let votes = hopefuls.iter().map(|c| (*c, self.piles.votes(*c)));
        for (candidate, votes) in most_first(votes) {
            if !votes.is_zero() {
                self.elect(candidate, Why::Remaining);
            }
        }
        match self.count.seats_left() {
            0 => End::Complete,
            seats => End::Open { seats },
        }
    }

    /// The largest surplus goes on.
    fn pass_surplus(&mut self, seats: usize) -> Option<End> {
        let quota = self.quota.clone().unwrap_or_else(Votes::zero);
        let votes = most_first(self.surpluses.iter().map(|c| (*c, self.piles.votes(*c))));
        let most = votes.first().map(|(_, most)| most.clone())?;
        let level = votes.iter().filter(|(_, votes)| *votes == most);
        let level: Vec<_> = level.map(|(candidate, _)| *candidate).collect();
        let from = match self.first_of(&level, false) {
            Ok((candidate, _)) => candidate,
            Err(between) => {
                let what = Tie::Surplus;
                return Some(End::Tied {
                    between,
                    seats,
                    what,
                });
            }
        };
        self.surpluses.retain(|candidate| *candidate != from);
        let value = most.less(&quota).by(&most);
        self.hand_on(from, value, quota);
        None
    }

    /// The last is out, and the votes go on.
    fn put_out(&mut self, hopefuls: &[Candidate], seats: usize) -> Option<End> {
        let votes = most_first(hopefuls.iter().map(|c| (*c, self.piles.votes(*c))));
        let least = votes.last().map(|(_, least)| least.clone())?;
        let (last, before): (Vec<_>, Vec<_>) =
            votes.into_iter().partition(|(_, votes)| *votes == least);
        let together: Votes = last.iter().map(|(_, votes)| votes).sum();
        let level: Vec<_> = last.into_iter().map(|(candidate, _)| candidate).collect();
        let behind = before.last().is_some_and(|(_, next)| together < *next);
        let harmless = least.is_zero() || before.len() >= seats && behind;
        let (candidates, by) = if harmless {
            (level, Settled::Plainly)
        } else {
            match self.first_of(&level, true) {
                Ok((candidate, by)) => (vec![candidate], by),
                Err(between) => {
                    let what = Tie::Out;
                    return Some(End::Tied {
                        between,
                        seats,
                        what,
                    });
                }
            }
        };
        for candidate in &candidates {
            self.piles.close(*candidate);
            self.out.push(*candidate);
        }
        let moved = candidates.clone();
        self.count.step(Step::Out { candidates, by });
        for candidate in moved {
            self.hand_on(candidate, Votes::whole(1), Votes::zero());
        }
        None
    }

    fn hand_on(&mut self, from: Candidate, value: Votes, kept: Votes) {
        let moved = self.piles.pass_on(from, &value, kept);
        if moved.to.is_empty() && moved.exhausted.is_zero() {
            return;
        }
        self.count.step(Step::Moved {
            from,
            to: moved.to,
            exhausted: moved.exhausted,
            value,
        });
    }

    /// Who of those level had least, or most, before; else who comes last, or first, by the order
    /// that was told. Else those between whom nothing decides.
    fn first_of(
        &self,
        level: &[Candidate],
        least: bool,
    ) -> Result<(Candidate, Settled), Vec<Candidate>> {
        let before = self.count.rounds.split_last();
        let before = before.map_or(&[][..], |(_, before)| before);
        if let [only] = level {
            return Ok((*only, Settled::Plainly));
        }
        let (level, by) = by_earlier_rounds(before, level, least);
        if let [only] = level.as_slice() {
            return Ok((*only, by));
        }
        let places = if least { level.len() - 1 } else { 1 };
        let first = first_by_order(self.election, &level, places);
        let found = first.and_then(|first| {
            let mut level = level.iter();
            match least {
                true => level.find(|candidate| !first.contains(candidate)).copied(),
                false => first.first().copied(),
            }
        });
        found
            .map(|candidate| (candidate, Settled::Order))
            .ok_or(level)
    }
}
