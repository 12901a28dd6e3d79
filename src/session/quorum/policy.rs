//! When a body looks at its quorum, and whom it counts.

use serde::{Deserialize, Serialize};

/// When the quorum is looked at, and what follows where it is lacking.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Policy {
    /// When the session is opened, which is refused without it. Votes ask no more.
    Session,
    /// When a vote is opened, which is refused without it, and when it is closed: without it there is
    /// no result.
    #[default]
    Vote,
    /// All the time. Losing it stops the vote that is open until it is reached again.
    Continuous,
    /// Only when the chair or a delegate challenges it. Found lacking, it stops votes until it is
    /// reached again.
    Challenged,
    /// When a vote is closed, by those who cast a ballot, wherever they are now. Where silence is
    /// consent nobody casts one: then by those who are present.
    VotesCast,
}

impl Policy {
    /// Every policy.
    pub const ALL: [Self; 5] = [
        Self::Session,
        Self::Vote,
        Self::Continuous,
        Self::Challenged,
        Self::VotesCast,
    ];

    /// The name of the policy in records and text keys.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Session => "session",
            Self::Vote => "vote",
            Self::Continuous => "continuous",
            Self::Challenged => "challenged",
            Self::VotesCast => "votes_cast",
        }
    }
}

/// Somebody who could be left out when the quorum is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Uncounted {
    /// Who takes part over a line.
    Remote,
    /// Who presides.
    Chair,
    /// Who is recused on what is being dealt with.
    Recused,
    /// Who is not here themselves: somebody holds their proxy.
    Proxies,
}

/// What is added up for the quorum.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// Members, each one, whatever their vote weighs.
    #[default]
    Heads,
    /// The weights of their votes.
    Weight,
}
