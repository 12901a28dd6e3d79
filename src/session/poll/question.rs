//! What is put to the vote: the question, how the vote is taken, what can be voted.

use serde::{Deserialize, Serialize};

use crate::session::ids::ItemId;
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
}

impl Manner {
    /// The name of the manner in files, commands and text keys.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Named => "named",
            Self::Secret => "secret",
            Self::Hands => "hands",
        }
    }
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
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
    /// What carries it.
    pub rule: Rule,
    /// What can be voted: two to nine choices, no two called the same, one at least in favour.
    pub choices: Vec<Choice>,
}
