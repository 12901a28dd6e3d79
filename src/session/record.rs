//! Records: what happened, in which order, at what time, by whom and because of what.
//!
//! The hub numbers and stamps them; applied in order they are the session. How they are chained and
//! kept is the concern of the room `journal`.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::Event;
use super::actor::Actor;
use super::ids::Seq;
use super::time::Time;

/// The number a sender gives a command, so that the same command sent twice is done once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CommandId(pub uuid::Uuid);

impl fmt::Display for CommandId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for CommandId {
    type Err = uuid::Error;

    fn from_str(text: &str) -> Result<Self, uuid::Error> {
        text.parse().map(Self)
    }
}

/// One thing that happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Record {
    /// Its place in the journal, from 1 without gaps.
    pub seq: Seq,
    /// When, on the hub's clock. Never earlier than the record before.
    pub at: Time,
    /// Who did it; nobody where the hub itself noticed it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Actor>,
    /// The command it came of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cause: Option<CommandId>,
    /// What happened.
    pub event: Event,
}
