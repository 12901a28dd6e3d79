//! Undo: the last steps of the floor, of attendance and of the agenda can be taken back for a minute.
//!
//! A step is everything that came of one command. Undoing it is a record of its own that says which
//! step; nothing is struck from the journal. The session is then as if the step had not been, but for
//! what was done since by others, which stays: who asked for the floor meanwhile still waits. A clock
//! that the step stopped runs on from where it stood; the time between is nobody's.
//!
//! A step is named by its first record, never as "the last one": of two people who press the key at
//! once, one undoes it and the other is told that it was undone. What was undone is not done again by
//! undoing that; whoever wants it back does it anew.
//!
//! | file | what lives there |
//! |---|---|
//! | `lately` | what is remembered of the last minute, and how a step is taken back |
//! | `facts` | what a record builds on and what it changes, which tells what depends on a step |
//! | `rules` | who may undo what, until when |

mod facts;
mod lately;
mod rules;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

pub use lately::{Lately, Step, Undone};
pub(super) use lately::{remember, take_back};
pub(super) use rules::decide;

use super::ids::Seq;
use super::time::Seconds;

/// For how long a step can be undone.
pub const WITHIN: Seconds = Seconds(60);

/// What can be asked. Head table; a step that is the chair's alone, chair.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Command {
    /// Undo the step that began with this record.
    Step {
        /// Its first record.
        step: Seq,
    },
}

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Event {
    /// The step that began with this record was undone.
    Undone {
        /// Its first record.
        step: Seq,
    },
}
