//! The ledger of a secret ballot on paper: how many ballots went out, came back, and count.

use serde::{Deserialize, Serialize};

use super::{Grade, Matter, Poll};
use crate::session::refusal::Refusal;
use crate::session::weight::Weight;

/// What the tellers report of a secret ballot on paper. Issued (phát ra) ≥ returned (thu về) =
/// valid (hợp lệ) + invalid (không hợp lệ), and the votes for all choices together = valid; where a
/// ballot may name several people, up to so many times that.
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
    /// Valid ballots for each choice, in the order of the choices; of a confidence vote for each grade of
    /// the first person, then of the next.
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
        if self.by_choice.len() != poll.question.cells() {
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
        self.check_votes(poll)
    }

    /// Whether so many valid ballots can hold these votes. One that names nobody is invalid, as where
    /// every name was crossed out (Law on Election of Deputies 2015, art. 74).
    fn check_votes(&self, poll: &Poll) -> Result<(), Refusal> {
        let valid = self.valid;
        let question = &poll.question;
        let votes: u64 = self.by_choice.iter().map(|n| u64::from(*n)).sum();
        let misfit = |votes: u64| Refusal::VotesOfValid { votes, valid };
        let most = question.matter.most_marks(question.choices.len());
        let most = u64::try_from(most.unwrap_or(1)).unwrap_or(1);
        if question.matter == Matter::Confidence {
            // Somebody may be left without a grade, and nobody has more than one of a ballot.
            let of_each = self.by_choice.chunks(Grade::ALL.len());
            let of_each = of_each.map(|cells| cells.iter().map(|n| u64::from(*n)).sum());
            let too_many = of_each
                .max()
                .filter(|votes: &u64| *votes > u64::from(valid));
            return too_many.map_or(Ok(()), |votes| Err(misfit(votes)));
        }
        let too_many = self.by_choice.iter().max().filter(|votes| **votes > valid);
        if let Some(votes) = too_many {
            return Err(misfit(u64::from(*votes)));
        }
        if most == 1 && votes != u64::from(valid) {
            return Err(misfit(votes));
        }
        if votes < u64::from(valid) || votes > u64::from(valid) * most {
            let most = u32::try_from(most).unwrap_or(u32::MAX);
            return Err(Refusal::MarksOfValid { votes, valid, most });
        }
        Ok(())
    }
}
