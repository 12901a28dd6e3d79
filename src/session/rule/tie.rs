//! Ties: what is done where there are as many votes in favour as against.
//!
//! A tie is exact equality and nothing else: 12 for and 11 against of 25 members is no tie, it is
//! too few. It leaves a question open only where half of something was asked for
//! ([`Rule::can_tie`](super::Rule::can_tie)) and the rule itself does not carry with half.
//! Where a tie rule needs what nobody has said yet, the vote stays tied: nobody guesses for a chair.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::{Rule, Sums};
use crate::session::weight::Weight;

/// What a body does with a tie.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TieRule {
    /// What is tied is lost: the usual rule of associations and of Robert's Rules.
    #[default]
    Lost,
    /// The side on which the chair's own ballot lies wins, although it has no majority: People's
    /// Committees and the Government (Law 77/2015 art. 117 and the Law on the Government).
    ChairSide,
    /// A chair who does not vote otherwise may cast one vote: a vice president over a senate, a
    /// mayor over a council, the chair of a Japanese assembly.
    CastingVote,
    /// A chair who has voted like everybody else has a second vote.
    SecondVote,
    /// A chair who is a member and has not voted may add one vote wherever that decides: to break a
    /// tie or to make one. Without it a tie is lost (Robert's Rules).
    ChairMayVote,
    /// A lot is drawn.
    Lot,
}

impl TieRule {
    /// Every tie rule, with its name in files and on the command line.
    pub const NAMES: [(Self, &'static str); 6] = [
        (Self::Lost, "lost"),
        (Self::ChairSide, "chair-side"),
        (Self::CastingVote, "casting-vote"),
        (Self::SecondVote, "second-vote"),
        (Self::ChairMayVote, "chair-may-vote"),
        (Self::Lot, "lot"),
    ];

    /// The name in files and on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        Self::NAMES
            .iter()
            .find(|(rule, _)| *rule == self)
            .map_or("", |(_, name)| name)
    }

    /// How a tie ends under this rule.
    pub(in crate::session) fn decide(self, rule: &Rule, sums: &Sums, said: Said) -> Decision {
        match self {
            Self::Lost | Self::ChairMayVote => Decision::Lost,
            Self::ChairSide => match said.chair {
                Some(Chair::Votes(side)) => Decision::Falls(side),
                // A chair who abstained took no side, and the law names nobody else.
                Some(Chair::Abstains) | None => Decision::Open,
            },
            Self::CastingVote | Self::SecondVote => match said.chair {
                Some(Chair::Votes(side)) => Decision::Votes(side),
                Some(Chair::Abstains) => Decision::Lost,
                // One vote more may still be too few. Then nobody need be asked.
                None if rule.carries(&with_one_more(sums, Side::Yes)) => Decision::Open,
                None => Decision::Lost,
            },
            Self::Lot => said.drawn.map_or(Decision::Open, Decision::Falls),
        }
    }
}

impl fmt::Display for TieRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// Not a tie rule.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("write one of: {}", TieRule::NAMES.map(|(_, name)| name).join(", "))]
pub struct WrongTieRule;

impl FromStr for TieRule {
    type Err = WrongTieRule;

    fn from_str(text: &str) -> Result<Self, WrongTieRule> {
        Self::NAMES
            .iter()
            .find(|(_, name)| *name == text.trim())
            .map(|(rule, _)| *rule)
            .ok_or(WrongTieRule)
    }
}

/// One of the two sides of a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// In favour.
    Yes,
    /// Against.
    No,
}

/// What the chair said or did.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Chair {
    /// Took a side.
    Votes(Side),
    /// Expressly took none.
    Abstains,
}

/// What is known beside the ballots when a tie is to be resolved. Nothing, at first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Said {
    /// The chair's own ballot, for [`TieRule::ChairSide`]; the chair's additional vote, for the
    /// other rules about the chair.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chair: Option<Chair>,
    /// The side that was drawn.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub drawn: Option<Side>,
}

impl Said {
    /// The side that was taken or drawn.
    #[must_use]
    pub fn side(self) -> Option<Side> {
        match self.chair {
            Some(Chair::Votes(side)) => Some(side),
            Some(Chair::Abstains) | None => self.drawn,
        }
    }
}

/// How a tie ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::session) enum Decision {
    /// Somebody has to say something first.
    Open,
    /// It is lost.
    Lost,
    /// It goes to this side, whatever the rule asks.
    Falls(Side),
    /// This side has one vote more, and the rule is asked again.
    Votes(Side),
}

/// The sums after one vote more. It is a vote beside those entitled, and counts one whatever
/// others weigh.
pub(in crate::session) fn with_one_more(sums: &Sums, side: Side) -> Sums {
    let mut sums = *sums;
    match side {
        Side::Yes => sums.yes += Weight::ONE,
        Side::No => sums.no += Weight::ONE,
    }
    sums
}
