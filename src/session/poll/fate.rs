//! What becomes of a question that gets no outcome by votes, or loses the one it had.

use serde::{Deserialize, Serialize};

use super::{Poll, Stage};
use crate::session::refusal::Refusal;
use crate::session::verdict::Outcome;

/// What became of a question otherwise than by votes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fate {
    /// The head table took it back before there was a result, to put it otherwise or not at all.
    #[default]
    Cancelled,
    /// Who moved it withdrew it before there was a result.
    Withdrawn,
    /// An earlier vote made it moot, before it had a result or after: the European Parliament marks
    /// votes that were taken as lapsed, too.
    Lapsed,
    /// The chair declared its result void. The result stays on the record and counts for nothing.
    Void,
}

impl Fate {
    /// Every fate.
    pub const ALL: [Self; 4] = [Self::Cancelled, Self::Withdrawn, Self::Lapsed, Self::Void];

    /// The name in records and text keys.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Cancelled => "cancelled",
            Self::Withdrawn => "withdrawn",
            Self::Lapsed => "lapsed",
            Self::Void => "void",
        }
    }

    /// Whether this can become of a poll as it stands.
    ///
    /// # Errors
    /// A question with a result can no longer be taken back; one without has nothing to be void.
    pub(super) fn may_befall(self, poll: &Poll) -> Result<(), Refusal> {
        let poll_id = poll.id;
        let before = matches!(poll.stage, Stage::Prepared | Stage::Open { .. });
        if poll.annulled.is_some() || !before && !poll.has_result() {
            return Err(Refusal::TakenBack { poll: poll_id });
        }
        match self {
            Self::Cancelled | Self::Withdrawn if !before => {
                Err(Refusal::HasResult { poll: poll_id })
            }
            Self::Void if before => Err(Refusal::NotClosed { poll: poll_id }),
            _ => Ok(()),
        }
    }
}

/// How a poll ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// By the votes.
    Judged(Outcome),
    /// Otherwise.
    Fate(Fate),
}

impl From<Outcome> for Ending {
    fn from(outcome: Outcome) -> Self {
        Self::Judged(outcome)
    }
}

impl Ending {
    /// The name in text keys.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Judged(outcome) => outcome.name(),
            Self::Fate(fate) => fate.name(),
        }
    }
}

impl Poll {
    /// What became of it otherwise than by votes, and why.
    #[must_use]
    pub fn fate(&self) -> Option<(Fate, &str)> {
        match (&self.annulled, &self.stage) {
            (Some((fate, reason)), _) | (None, Stage::Cancelled { fate, reason }) => {
                Some((*fate, reason))
            }
            _ => None,
        }
    }

    /// How it ended, where that is known here.
    #[must_use]
    pub fn ending(&self) -> Option<Ending> {
        let judged = || Some(Ending::Judged(self.tally()?.outcome));
        let fate = self.fate().map(|(fate, _)| Ending::Fate(fate));
        fate.or_else(judged)
    }

    /// Whether votes were taken to their end, whatever became of the result.
    #[must_use]
    pub fn has_result(&self) -> bool {
        matches!(self.stage, Stage::Closed { .. } | Stage::Published { .. })
    }
}
