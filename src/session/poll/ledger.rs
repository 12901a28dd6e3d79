//! The ledger of a secret ballot on paper: how many ballots went out, came back, and count.

use serde::{Deserialize, Serialize};

use super::Poll;
use crate::session::refusal::Refusal;
use crate::session::weight::Weight;

/// What the tellers report of a secret ballot on paper. Issued (phát ra) ≥ returned (thu về) =
/// valid (hợp lệ) + invalid (không hợp lệ), and the votes for all choices together = valid.
///
/// All of it is entered, although one number follows from others: that they fit is what shows that
/// nobody miscounted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ledger {
    /// Ballots handed out.
    pub issued: u32,
    /// Ballots that came back.
    pub returned: u32,
    /// Those of them that count.
    pub valid: u32,
    /// Those of them that do not: spoiled, or marked for more than one choice.
    pub invalid: u32,
    /// Valid ballots for each choice, in the order of the choices.
    pub by_choice: Vec<u32>,
}

impl Ledger {
    /// The invalid ballots, each counting one.
    #[must_use]
    pub fn invalid(&self) -> Weight {
        Weight::whole(self.invalid)
    }

    /// Whether the numbers fit together and to the poll.
    pub(super) fn check(&self, poll: &Poll) -> Result<(), Refusal> {
        let Self {
            issued,
            returned,
            valid,
            invalid,
            ..
        } = *self;
        if self.by_choice.len() != poll.question.choices.len() {
            return Err(Refusal::NoSuchChoice { poll: poll.id });
        }
        let entitled = poll.entitled.len() as u64;
        if u64::from(issued) > entitled {
            return Err(Refusal::TooManyIssued { issued, entitled });
        }
        if returned > issued {
            return Err(Refusal::MoreReturnedThanIssued { returned, issued });
        }
        if u64::from(valid) + u64::from(invalid) != u64::from(returned) {
            return Err(Refusal::ValidAndInvalid {
                valid,
                invalid,
                returned,
            });
        }
        let votes: u64 = self.by_choice.iter().map(|n| u64::from(*n)).sum();
        if votes != u64::from(valid) {
            return Err(Refusal::VotesOfValid { votes, valid });
        }
        Ok(())
    }
}
