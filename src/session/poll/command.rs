//! What can be asked of polls.

use serde::{Deserialize, Serialize};

use super::{ChoiceNo, Fate, Ledger, Question, Teller, Vote};
use crate::session::ids::{DelegateId, PollId};
use crate::session::rule::Side;

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
    /// Put a question and take votes on it at once: both happen, or neither. Chair.
    Put {
        /// The question.
        question: Question,
    },
    /// Vote: a delegate for themselves, who is not named then; in a named poll the head table for
    /// somebody who says aloud what they vote. The first vote is final, unless the question lets
    /// votes be changed until the close. Who has left votes no more, and the vote of who leaves
    /// later stands.
    Cast {
        /// In which poll.
        poll: PollId,
        /// What.
        choice: Vote,
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
        /// Whose count it is, where two tellers count.
        #[serde(default, skip_serializing_if = "super::is_usual")]
        teller: Teller,
    },
    /// Enter what the tellers of a ballot on paper report. May be corrected until the close. Head
    /// table.
    CountPaper {
        /// In which poll.
        poll: PollId,
        /// The report.
        ledger: Ledger,
    },
    /// Take no more votes and work out the result. Chair.
    Close {
        /// Which.
        poll: PollId,
    },
    /// Say what a tie rule still needs: the side the chair takes, the chair's additional vote, or the
    /// side that was drawn in the room; in an election, who comes first. Chair.
    BreakTie {
        /// In which poll.
        poll: PollId,
        /// The side; none where a chair who could cast a vote expressly casts none.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        side: Option<Side>,
        /// Of an election, instead: who comes first of those who are level, by the lot, by age or by
        /// the chair; as many as have to be told apart, the first first.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        order: Vec<ChoiceNo>,
    },
    /// Hold a second ballot for the seats that a published election left open, between those who go
    /// into it. Chair.
    Continue {
        /// After which.
        poll: PollId,
    },
    /// Let everybody know the result. Possible when the session is closed, too. Chair.
    Publish {
        /// Which.
        poll: PollId,
    },
    /// Attach a note to a published result, which stays as it is. Possible when the session is
    /// closed, too. Head table.
    Note {
        /// To which.
        poll: PollId,
        /// The note.
        text: String,
    },
    /// Take the question off without a result of its own, or make void the one it has. Chair.
    Cancel {
        /// Which.
        poll: PollId,
        /// What became of it.
        #[serde(default, skip_serializing_if = "super::is_usual")]
        fate: Fate,
        /// Why; may be left out only where the question is simply taken back.
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
