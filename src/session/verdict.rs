//! What sums, a rule, a tie rule and a quorum come to, as a pure judgement, and why.
//!
//! A [`Case`] is everything that is known; a [`Verdict`] is what follows from it, with the numbers
//! that make it plain. Judging costs nothing and asks nobody, so it can be done before, during and
//! after a vote alike. What it takes from people, a withdrawal or a repetition, is for the poll.
//!
//! # More votes in favour
//!
//! By a rule alone one vote more in favour never turns what was carried into what is not. Nor does it
//! where a tie is lost or a chair may add a vote; nor where a tie is broken by one vote more, for what
//! the chair's vote carried a member's carries as well. Where a tie falls to a side whatever the rule
//! asks, the chair's or that of a lot, it can: of 25 members of a People's Committee 11 for and 11
//! against is carried with the chair in favour, and 12 for and 11 against is not, for that is no tie
//! and not the 13 that the law asks. So the law has it; nothing here smooths it.

mod say;
#[cfg(test)]
mod tests;

use std::fmt;

use serde::{Deserialize, Serialize};

use super::quorum::Standing;
use super::rule::{Chair, Condition, Decision, Rule, Said, Side, Sums, TieRule, with_one_more};
use super::weight::Weight;

/// How a vote ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// The rule is met.
    Carried,
    /// It is not.
    NotCarried,
    /// As many for as against, and whoever decides then has not said anything yet.
    Tied,
    /// Too few were present when the vote was closed, whatever the votes.
    NoQuorum,
    /// Of an election: every seat is filled.
    Elected,
    /// Of an election: the seats left go to a second ballot.
    SecondBallot,
    /// Of an election: seats stay open, and nobody is left who could get them.
    SeatsOpen,
    /// Of a confidence vote: everybody has their grades.
    Graded,
}

impl Outcome {
    /// The name in records, files and text keys.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Carried => "carried",
            Self::NotCarried => "not_carried",
            Self::Tied => "tied",
            Self::NoQuorum => "no_quorum",
            Self::Elected => "elected",
            Self::SecondBallot => "second_ballot",
            Self::SeatsOpen => "seats_open",
            Self::Graded => "graded",
        }
    }
}

/// What is to be judged.
#[derive(Clone, Copy, Debug)]
pub struct Case<'r> {
    /// What carries the motion.
    pub rule: &'r Rule,
    /// What is done with a tie.
    pub tie: TieRule,
    /// What is known for a tie.
    pub said: Said,
    /// Whether enough are there; none where nothing is asked.
    pub quorum: Option<Standing>,
    /// The votes, and whom there is to vote.
    pub sums: Sums,
}

/// What one condition asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Need {
    /// The condition.
    pub condition: Condition,
    /// The size of its base.
    pub base: Weight,
    /// The votes in favour it asks, as the base stands.
    pub required: Weight,
    /// How many of them are still missing.
    pub missing: Weight,
}

/// What a chair or a lot did to the votes, or has still to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Intervention {
    /// Whether it was done to a tie; a chair who may vote may also do so where there is none.
    pub tied: bool,
    /// The side that was taken or drawn; none where nobody has said or somebody declined.
    pub side: Option<Side>,
    /// In favour, with the chair's additional vote where there is one.
    pub yes: Weight,
    /// Against, with the chair's additional vote where there is one.
    pub no: Weight,
}

/// How far the votes in favour are from what is required.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Margin {
    /// Whether they are too few.
    pub short: bool,
    /// By how much.
    pub by: Weight,
}

impl fmt::Display for Margin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.short { "-" } else { "" };
        write!(f, "{sign}{}", self.by)
    }
}

/// A judgement.
#[derive(Clone, Copy, Debug)]
pub struct Verdict<'r> {
    /// What was judged.
    pub case: Case<'r>,
    /// How the vote ended, or would end now.
    pub outcome: Outcome,
    /// What a chair or a lot had to do with it.
    pub intervention: Option<Intervention>,
}

impl<'r> Case<'r> {
    /// Judges.
    #[must_use]
    pub fn judge(&self) -> Verdict<'r> {
        let (outcome, intervention) = self.decide(&self.sums);
        Verdict {
            case: *self,
            outcome,
            intervention,
        }
    }

    fn decide(&self, sums: &Sums) -> (Outcome, Option<Intervention>) {
        if self.quorum.is_some_and(|standing| !standing.is_reached()) {
            return (Outcome::NoQuorum, None);
        }
        let added = self.added();
        let sums = &added.map_or(*sums, |side| with_one_more(sums, side));
        let done = |sums: &Sums, tied, side| {
            let (yes, no) = (sums.yes, sums.no);
            Some(Intervention {
                tied,
                side,
                yes,
                no,
            })
        };
        let added = added.and_then(|side| done(sums, false, Some(side)));
        if self.rule.carries(sums) {
            return (Outcome::Carried, added);
        }
        if sums.yes != sums.no || sums.yes == Weight::ZERO || !self.rule.can_tie() {
            return (Outcome::NotCarried, added);
        }
        match self.tie.decide(self.rule, sums, self.said) {
            Decision::Lost if matches!(self.tie, TieRule::Lost | TieRule::ChairMayVote) => {
                (Outcome::NotCarried, added)
            }
            Decision::Lost => (Outcome::NotCarried, done(sums, true, None)),
            Decision::Open => (Outcome::Tied, done(sums, true, None)),
            Decision::Falls(side) => {
                let outcome = match side {
                    Side::Yes => Outcome::Carried,
                    Side::No => Outcome::NotCarried,
                };
                (outcome, done(sums, true, Some(side)))
            }
            Decision::Votes(side) => {
                let sums = with_one_more(sums, side);
                let outcome = if self.rule.carries(&sums) {
                    Outcome::Carried
                } else {
                    Outcome::NotCarried
                };
                (outcome, done(&sums, true, Some(side)))
            }
        }
    }

    /// The side to which a chair who may vote adds a vote.
    fn added(&self) -> Option<Side> {
        match (self.tie, self.said.chair) {
            (TieRule::ChairMayVote, Some(Chair::Votes(side))) => Some(side),
            _ => None,
        }
    }

    /// Whether the outcome could still become another by the votes of those who have not voted,
    /// with the same people present.
    ///
    /// Votes for do most for a motion and votes against do most against it; between the two only a
    /// tie can be special, and of all ties that can still come about the largest. Where everybody
    /// against makes a tie that the chair would turn, one who abstains instead does more against it.
    /// Weights are taken as if they could be divided.
    #[must_use]
    pub fn can_change(&self) -> bool {
        // A chair who has added a vote is one of those who had not voted.
        let chair = self.added().map_or(Weight::ZERO, |_| Weight::ONE);
        let left = self.sums.not_voting().less(chair);
        if left == Weight::ZERO {
            return false;
        }
        let now = self.decide(&self.sums).0;
        let with = |yes, no| {
            let sums = Sums {
                yes: self.sums.yes + yes,
                no: self.sums.no + no,
                abstain: self.sums.abstain + left.less(yes + no),
                ..self.sums
            };
            self.decide(&sums).0
        };
        let tie = self.largest_tie(left).map(|(yes, no)| with(yes, no));
        let ends = [
            with(left, Weight::ZERO),
            with(Weight::ZERO, left),
            with(Weight::ZERO, left.less(self.unit())),
        ];
        ends.into_iter().chain(tie).any(|outcome| outcome != now)
    }

    /// Whether a vote that the chair may add, and has not added, would decide where there is no tie
    /// to be asked about.
    #[must_use]
    pub fn chair_can_decide(&self) -> bool {
        let unsaid = self.tie == TieRule::ChairMayVote && self.said.chair.is_none();
        let now = self.judge().outcome;
        let with = |side| {
            let said = Said {
                chair: Some(Chair::Votes(side)),
                ..self.said
            };
            Self { said, ..*self }.judge().outcome
        };
        unsaid
            && [Side::Yes, Side::No]
                .into_iter()
                .any(|side| with(side) != now)
    }

    /// The least by which votes can differ.
    fn unit(&self) -> Weight {
        if self.sums.are_whole() {
            Weight::ONE
        } else {
            Weight::millionths(1)
        }
    }

    /// How those left could vote for and against to make the largest tie.
    fn largest_tie(&self, left: Weight) -> Option<(Weight, Weight)> {
        let Sums { yes, no, .. } = self.sums;
        let unit = self.unit().in_millionths();
        let all = (yes + no + left).in_millionths() / 2;
        let each = Weight::millionths(all - all % unit);
        (each >= yes.max(no)).then(|| (each.less(yes), each.less(no)))
    }
}

impl Verdict<'_> {
    /// What each condition asks, in the order they were written. Nothing, where silence is consent.
    pub fn needs(&self) -> impl Iterator<Item = Need> {
        let sums = self.case.sums;
        let whole = sums.are_whole();
        let asks = !self.case.rule.is_no_objection();
        let conditions = self.case.rule.conditions().iter().filter(move |_| asks);
        conditions.map(move |condition| {
            let base = sums.of(condition.base);
            let required = condition.required(base, whole);
            Need {
                condition: *condition,
                base,
                required,
                missing: required.less(sums.yes),
            }
        })
    }

    /// The condition that asks most; of equals the first. None where silence is consent.
    #[must_use]
    pub fn deciding(&self) -> Option<Need> {
        let most = |most: Need, need: Need| {
            if need.required > most.required {
                need
            } else {
                most
            }
        };
        self.needs().reduce(most)
    }

    /// How far the motion is from being carried by the votes alone. Where silence is consent, every
    /// vote against is one too many.
    #[must_use]
    pub fn margin(&self) -> Margin {
        let sums = &self.case.sums;
        let (have, required) = if self.case.rule.is_no_objection() {
            (Weight::ZERO, sums.no)
        } else {
            (sums.yes, self.case.rule.required(sums))
        };
        Margin {
            short: have < required,
            by: have.less(required) + required.less(have),
        }
    }
}
