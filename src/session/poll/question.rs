//! What is put to the vote: the question, how the vote is taken, what can be voted.

use serde::{Deserialize, Serialize};

use super::{Matter, Terms};
use crate::session::ids::ItemId;
use crate::session::plan::Motion;
use crate::session::rule::Rule;

/// How a vote is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Manner {
    /// Everybody's vote is on the record.
    Named,
    /// Only the sums are known.
    Secret,
    /// Hands are raised, counted and entered by the head table.
    Hands,
    /// Ballots of paper are cast in secret; tellers count them and the head table enters their
    /// ledger.
    Paper,
}

impl Manner {
    /// The name of the manner in files, commands and text keys.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Named => "named",
            Self::Secret => "secret",
            Self::Hands => "hands",
            Self::Paper => "paper",
        }
    }

    /// Whether nobody is to know who voted what.
    #[must_use]
    pub fn is_secret(self) -> bool {
        matches!(self, Self::Secret | Self::Paper)
    }

    /// Whether people in the room are counted instead of votes being cast here. Then everybody counts
    /// one, whatever their vote weighs.
    #[must_use]
    pub fn is_counted(self) -> bool {
        matches!(self, Self::Hands | Self::Paper)
    }
}

/// Who counted the hands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Teller {
    /// The only teller, or the first of two.
    #[default]
    First,
    /// The second of two.
    Second,
}

/// What a choice means for the rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sense {
    /// In favour.
    Yes,
    /// Against.
    No,
    /// Neither.
    Abstain,
}

/// One thing that can be voted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// What it is called.
    pub label: String,
    /// What it means for the rule.
    pub sense: Sense,
}

/// The place of a choice among those of its poll; 0 is the first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ChoiceNo(pub u8);

/// What is put to the vote, and how it is decided.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// The item it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item: Option<ItemId>,
    /// The question in full.
    pub text: String,
    /// How the vote is taken.
    pub manner: Manner,
    /// What carries it; in an election by [`Method::Majority`] what everybody needs for a seat.
    ///
    /// [`Method::Majority`]: crate::session::election::Method::Majority
    pub rule: Rule,
    /// What can be voted, no two called the same. Of a motion two to nine choices, one at least in
    /// favour; else those who stand, whatever their sense: one to [`MOST_PEOPLE`](super::MOST_PEOPLE).
    pub choices: Vec<Choice>,
    /// On what terms.
    #[serde(default, skip_serializing_if = "super::is_usual")]
    pub terms: Terms,
    /// What it is about.
    #[serde(default, skip_serializing_if = "super::is_usual")]
    pub matter: Matter,
}

impl Question {
    /// A motion of the agenda as it is put.
    #[must_use]
    pub fn of(item: ItemId, motion: &Motion) -> Self {
        Self {
            item: Some(item),
            text: motion.text.clone(),
            manner: motion.manner,
            rule: motion.rule.clone(),
            choices: motion.choices.clone(),
            terms: motion.terms.in_manner(motion.manner),
            matter: motion.matter,
        }
    }
}
