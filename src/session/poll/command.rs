//! What can be asked of polls.

use serde::{Deserialize, Serialize};

use super::{ChoiceNo, Question};
use crate::session::ids::{DelegateId, PollId};

/// What can be asked of polls.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Command {
    /// Put a question, without taking votes yet. Head table.
    Prepare {
        /// The question.
        question: Question,
    },
    /// A delegate who is present and has a vote says they are ready.
    Ready {
        /// In which poll.
        poll: PollId,
    },
    /// Take votes. Chair.
    Open {
        /// Which.
        poll: PollId,
    },
    /// Vote, once and for good: a delegate for themselves, who is not named then; in a named poll
    /// the head table for somebody who says aloud what they vote. Who has left votes no more, and
    /// the vote of who leaves later stands.
    Cast {
        /// In which poll.
        poll: PollId,
        /// What.
        choice: ChoiceNo,
        /// For whom, where the head table enters it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        delegate: Option<DelegateId>,
    },
    /// Enter the hands counted for each choice. May be corrected until the close. Head table.
    CountHands {
        /// In which poll.
        poll: PollId,
        /// Hands for each choice, in the order of the choices.
        hands: Vec<u32>,
    },
    /// Take no more votes and work out the result. Chair.
    Close {
        /// Which.
        poll: PollId,
    },
    /// Let everybody know the result. Possible when the session is closed, too. Chair.
    Publish {
        /// Which.
        poll: PollId,
    },
    /// Take the question back before there is a result. Chair.
    Cancel {
        /// Which.
        poll: PollId,
        /// Why.
        reason: String,
    },
    /// Put the question again in a new round, where no later round stands already; the old one stays
    /// on the record. Chair.
    Repeat {
        /// Which.
        poll: PollId,
        /// Why; must be said.
        reason: String,
    },
}
