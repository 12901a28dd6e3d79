//! Who acts: the role an access token grants, and what a record says of it.

use serde::{Deserialize, Serialize};

use super::ids::DelegateId;

/// What an access token lets its bearer do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Runs the meeting: everything a secretary may do, and the floor, the votes, the session.
    Chair,
    /// Keeps attendance, agenda, queue and conclusions; prepares questions, enters votes and hands.
    Secretary,
    /// Sees how the session and its connections fare and helps those who ask for it; touches nothing
    /// of the meeting.
    Technician,
    /// Takes part: checks in, asks for the floor, votes.
    Delegate,
}

impl Role {
    /// Every role, from the one that may do most.
    pub const ALL: [Self; 4] = [
        Self::Chair,
        Self::Secretary,
        Self::Technician,
        Self::Delegate,
    ];

    /// The name of the role in files, links and on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Chair => "chair",
            Self::Secretary => "secretary",
            Self::Technician => "technician",
            Self::Delegate => "delegate",
        }
    }

    /// Whether the role sits at the head table: sees drafts and counts not yet published.
    #[must_use]
    pub fn is_officer(self) -> bool {
        matches!(self, Self::Chair | Self::Secretary)
    }

    /// Whether the role looks after those who ask for help.
    #[must_use]
    pub fn gives_help(self) -> bool {
        self.is_officer() || self == Self::Technician
    }
}

/// Who sent a command, as the hub knows them. Stands in every record that came of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Actor {
    /// What they may do.
    pub role: Role,
    /// The person, where the token belongs to one: always for a delegate.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delegate: Option<DelegateId>,
    /// What the console calls itself, so that two consoles of one role can be told apart.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
}

impl Actor {
    /// Somebody of this role who is no particular person.
    #[must_use]
    pub fn of(role: Role) -> Self {
        Self {
            role,
            delegate: None,
            name: String::new(),
        }
    }

    /// The delegate with this number.
    #[must_use]
    pub fn delegate(delegate: DelegateId) -> Self {
        Self {
            role: Role::Delegate,
            delegate: Some(delegate),
            name: String::new(),
        }
    }
}
