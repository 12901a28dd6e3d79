//! On what terms a vote is taken, beside its manner and its rule: what is done with a tie, whether a
//! vote may be changed, how many count the hands.

use serde::{Deserialize, Serialize};

use super::{Manner, is_usual};
use crate::session::rule::TieRule;

/// Whether who has voted may vote otherwise while votes are taken.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Changing {
    /// The first press is final.
    #[default]
    Final,
    /// The last vote before the close counts. Every change stays on the record.
    UntilClose,
}

/// The terms of a vote. Where nothing is said: a tie is lost, the first vote counts, one count of the
/// hands is enough.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Terms {
    /// What is done with a tie.
    #[serde(default, skip_serializing_if = "is_usual")]
    pub tie: TieRule,
    /// Whether a vote may be changed; only a named one can be.
    #[serde(default, skip_serializing_if = "is_usual")]
    pub changing: Changing,
    /// Whether two tellers count the hands, each for themselves, and must agree.
    #[serde(default, skip_serializing_if = "is_usual")]
    pub two_tellers: bool,
}

impl Terms {
    /// The terms as far as they mean anything for a vote in this manner.
    ///
    /// A secret vote is always final: to take one back out of its sum, somebody would have to know
    /// whose it was and what.
    #[must_use]
    pub fn in_manner(self, manner: Manner) -> Self {
        Self {
            changing: match manner {
                Manner::Named => self.changing,
                Manner::Secret | Manner::Hands | Manner::Paper => Changing::Final,
            },
            two_tellers: self.two_tellers && manner == Manner::Hands,
            ..self
        }
    }
}
