//! The durable sequence of a session's records, behind one trait.
//!
//! | file | subject |
//! |---|---|
//! | [`chain`] | each record bound to the one before it by a hash |
//! | [`memory`] | a journal that forgets, for tests |
//! | [`sqlite`] | the journal that lasts: one session in an SQLite file |
//! | [`store`] | that file: many sessions, their documents and access tokens |
//! | [`recording`] | a journal as JSON lines, to keep, send and replay |
//! | [`verify`] | whether a journal can be what it says |
//! | [`flaw`], [`error`] | what can be wrong, in words for people |
//!
//! What happens in a session is decided in `session`; when and in which groups records are written
//! is the concern of `hub`. Everything here may block: it waits for a disk.

pub mod chain;
pub mod error;
pub mod flaw;
pub mod memory;
pub mod recording;
mod schema;
pub mod sqlite;
pub mod store;
#[cfg(test)]
pub(crate) mod testing;
pub mod verify;

use crate::session::Record;
use crate::session::poll::{SealedBallot, SealedBallots};

pub use chain::{Chained, Hash};
pub use error::{JournalError, StoreError};
pub use flaw::{Flaw, What};
pub use memory::Memory;
pub use recording::Recording;
pub use sqlite::SqliteJournal;
pub use store::{Access, Served, SessionInfo, Store, served};

/// Where the records of one session are kept. One task writes it; nobody else does meanwhile.
pub trait Journal: Send {
    /// Everything that was kept. Checks numbering and chain.
    ///
    /// # Errors
    /// [`JournalError::Broken`] or [`JournalError::Damaged`] where what was kept is not whole any
    /// more; [`JournalError::Lost`] where it cannot be read.
    fn load(&mut self) -> Result<Kept, JournalError>;

    /// Makes records and sealed ballots durable together, or neither. Returns once they are.
    ///
    /// The records go on where the journal ends, numbered without gaps.
    ///
    /// # Errors
    /// After [`JournalError::Full`] and [`JournalError::Busy`] nothing was written and the same may
    /// be tried again. After [`JournalError::Lost`] it is not known what was written; every later
    /// append fails too. The last durable state is what [`load`](Self::load) gives after reopening.
    fn append(&mut self, records: &[Record], sealed: &[SealedBallot]) -> Result<(), JournalError>;
}

/// What a journal kept of a session.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Kept {
    /// The journal's number; another one means another past.
    pub id: uuid::Uuid,
    /// What happened, in order.
    pub records: Vec<Record>,
    /// The sums of secret polls.
    pub sealed: SealedBallots,
}
