//! An election as JSON.

use serde::Serialize;
use serde_json::value::RawValue;

use super::super::{Exact, exact};
use crate::session::election::{
    Candidate, Count, Decider, Duel, End, Needed, Round, Settled, Step, Tie, Votes, Why, Words,
};
use crate::session::rule::Sums;
use crate::text::Lang;

/// What is written as JSON. Votes are numbers where six decimal places are enough, else fractions
/// as text, `"23/3"`.
#[derive(Serialize)]
pub(super) struct Told<'c> {
    method: &'static str,
    seats: usize,
    candidates: &'c [String],
    valid: Exact,
    blank: Exact,
    invalid: Exact,
    not_voting: Exact,
    rounds: Vec<ToldRound<'c>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    duels: Vec<ToldDuel<'c>>,
    /// In the order they got their seats; a list once for each seat.
    elected: Vec<&'c str>,
    /// `complete`, `tied`, `second_ballot` or `open`.
    outcome: &'static str,
    /// Between whom it is still open.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    between: Vec<&'c str>,
    /// What those who are tied are level for: `seat`, `out` or `surplus`.
    #[serde(skip_serializing_if = "Option::is_none")]
    tied_for: Option<&'static str>,
    seats_open: usize,
    explanation: Vec<String>,
}

#[derive(Serialize)]
struct ToldRound<'c> {
    votes: Vec<ToldVotes<'c>>,
    exhausted: Exact,
    #[serde(skip_serializing_if = "Option::is_none")]
    needed: Option<Exact>,
    /// Instead of `needed`: exactly this is not enough.
    #[serde(skip_serializing_if = "Option::is_none")]
    more_than: Option<Exact>,
    steps: Vec<ToldStep<'c>>,
}

#[derive(Serialize)]
struct ToldVotes<'c> {
    name: &'c str,
    votes: Exact,
}

#[derive(Serialize)]
#[serde(tag = "step", rename_all = "snake_case")]
enum ToldStep<'c> {
    Elected {
        name: &'c str,
        why: &'static str,
        #[serde(flatten)]
        by: ToldSettled,
    },
    Out {
        names: Vec<&'c str>,
        #[serde(flatten)]
        by: ToldSettled,
    },
    Moved {
        from: &'c str,
        to: Vec<ToldVotes<'c>>,
        exhausted: Exact,
        value: Exact,
    },
}

/// What decided between those who were level.
#[derive(Serialize)]
struct ToldSettled {
    #[serde(skip_serializing_if = "Option::is_none")]
    by_round: Option<usize>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    by_order: bool,
}

impl From<Settled> for ToldSettled {
    fn from(by: Settled) -> Self {
        Self {
            by_round: match by {
                Settled::Earlier(round) => Some(round),
                Settled::Plainly | Settled::Order => None,
            },
            by_order: by == Settled::Order,
        }
    }
}

#[derive(Serialize)]
struct ToldDuel<'c> {
    between: [&'c str; 2],
    votes: [Exact; 2],
    paths: [Exact; 2],
}

fn votes(votes: &Votes) -> serde_json::Result<Exact> {
    let text = votes.to_string();
    if text.contains('/') {
        RawValue::from_string(serde_json::to_string(&text)?)
    } else {
        exact(text)
    }
}

impl<'c> Told<'c> {
    pub(super) fn of(
        count: &Count,
        cast: &Sums,
        candidates: &'c [String],
        lang: Lang,
    ) -> serde_json::Result<Self> {
        let names = Names(candidates);
        let (outcome, between, tied_for, seats_open) = match &count.end {
            End::Complete => ("complete", vec![], None, 0),
            End::Open { seats } => ("open", vec![], None, *seats),
            End::SecondBallot { between, seats, .. } => {
                ("second_ballot", names.of(between), None, *seats)
            }
            End::Tied {
                between,
                seats,
                what,
            } => {
                let what = match what {
                    Tie::Seat => "seat",
                    Tie::Out => "out",
                    Tie::Surplus => "surplus",
                };
                ("tied", names.of(between), Some(what), *seats)
            }
        };
        let rounds = count.rounds.iter().map(|round| names.round(round));
        let duels = count.duels.iter().map(|duel| names.duel(duel));
        Ok(Self {
            method: count.method.name(),
            seats: count.seats,
            candidates,
            valid: exact(cast.yes)?,
            blank: exact(cast.abstain)?,
            invalid: exact(cast.invalid)?,
            not_voting: exact(cast.not_voting())?,
            rounds: rounds.collect::<serde_json::Result<_>>()?,
            duels: duels.collect::<serde_json::Result<_>>()?,
            elected: names.of(&count.elected),
            outcome,
            between,
            tied_for,
            seats_open,
            explanation: count.explain(Words {
                names: candidates,
                decider: Decider::Order,
                lang,
            }),
        })
    }
}

struct Names<'c>(&'c [String]);

impl<'c> Names<'c> {
    fn name(&self, candidate: Candidate) -> &'c str {
        self.0
            .get(usize::from(candidate.0))
            .map_or("", String::as_str)
    }

    fn of(&self, candidates: &[Candidate]) -> Vec<&'c str> {
        candidates.iter().map(|c| self.name(*c)).collect()
    }

    fn votes(&self, all: &[(Candidate, Votes)]) -> serde_json::Result<Vec<ToldVotes<'c>>> {
        let one = |(candidate, number): &(Candidate, Votes)| {
            Ok(ToldVotes {
                name: self.name(*candidate),
                votes: votes(number)?,
            })
        };
        all.iter().map(one).collect()
    }

    fn round(&self, round: &Round) -> serde_json::Result<ToldRound<'c>> {
        let (needed, more_than) = match &round.needed {
            Some(Needed::AtLeast(needed)) => (Some(votes(needed)?), None),
            Some(Needed::MoreThan(half)) => (None, Some(votes(half)?)),
            None => (None, None),
        };
        let steps = round.steps.iter().map(|step| self.step(step));
        Ok(ToldRound {
            votes: self.votes(&round.votes)?,
            exhausted: votes(&round.exhausted)?,
            needed,
            more_than,
            steps: steps.collect::<serde_json::Result<_>>()?,
        })
    }

    fn step(&self, step: &Step) -> serde_json::Result<ToldStep<'c>> {
        Ok(match step {
            Step::Elected { candidate, why, by } => ToldStep::Elected {
                name: self.name(*candidate),
                why: match why {
                    Why::Most => "most",
                    Why::Enough => "enough",
                    Why::Remaining => "remaining",
                    Why::Unbeaten => "unbeaten",
                    Why::Quotient => "quotient",
                    Why::Quota => "quota",
                    Why::Remainder => "remainder",
                },
                by: (*by).into(),
            },
            Step::Out { candidates, by } => ToldStep::Out {
                names: self.of(candidates),
                by: (*by).into(),
            },
            Step::Moved {
                from,
                to,
                exhausted,
                value,
            } => ToldStep::Moved {
                from: self.name(*from),
                to: self.votes(to)?,
                exhausted: votes(exhausted)?,
                value: votes(value)?,
            },
        })
    }

    fn duel(&self, duel: &Duel) -> serde_json::Result<ToldDuel<'c>> {
        let [a, b] = duel.votes;
        let [there, back] = duel.paths;
        Ok(ToldDuel {
            between: duel.between.map(|candidate| self.name(candidate)),
            votes: [exact(a)?, exact(b)?],
            paths: [exact(there)?, exact(back)?],
        })
    }
}
