//! A journal in memory: for tests of what stands above it. Nothing in it is durable.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::chain::Chain;
use super::error::JournalError;
use super::{Journal, Kept};
use crate::session::Record;
use crate::session::poll::SealedBallot;

/// A journal in memory. Clones are handles on the same one, so that a test can look at what was
/// kept, or let the next append fail, while somebody else writes.
#[derive(Clone, Debug, Default)]
pub struct Memory(Arc<Mutex<State>>);

#[derive(Debug, Default)]
struct State {
    kept: Kept,
    chain: Chain,
    next: Option<JournalError>,
}

impl Memory {
    /// An empty journal with this number.
    #[must_use]
    pub fn new(id: uuid::Uuid) -> Self {
        let memory = Self::default();
        memory.state().kept.id = id;
        memory
    }

    /// Lets the next append fail with this error and keep nothing. [`JournalError::Lost`] stays.
    pub fn fail_next(&self, error: JournalError) {
        self.state().next = Some(error);
    }

    /// Everything kept so far.
    #[must_use]
    pub fn kept(&self) -> Kept {
        self.state().kept.clone()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Journal for Memory {
    fn load(&mut self) -> Result<Kept, JournalError> {
        Ok(self.kept())
    }

    fn append(&mut self, records: &[Record], sealed: &[SealedBallot]) -> Result<(), JournalError> {
        let mut state = self.state();
        if let Some(error) = &state.next {
            let error = error.clone();
            if error.may_be_tried_again() {
                state.next = None;
            }
            return Err(error);
        }
        let mut chain = state.chain;
        for record in records {
            chain.extend(record)?;
        }
        state.chain = chain;
        state.kept.records.extend_from_slice(records);
        for ballot in sealed {
            state.kept.sealed.add(ballot.clone());
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journal::testing;
    use crate::text::Trouble;

    #[test]
    fn it_keeps_what_was_appended_and_nothing_that_failed() {
        let (records, sealed) = testing::meeting();
        let memory = Memory::new(uuid::Uuid::from_u128(7));
        let mut journal: Box<dyn Journal> = Box::new(memory.clone());
        journal.append(&records[..1], &[]).unwrap();
        memory.fail_next(JournalError::Full);
        assert_eq!(
            journal.append(&records[1..2], &sealed),
            Err(JournalError::Full)
        );
        assert_eq!(memory.kept().records, records[..1]);
        assert!(journal.append(&records[2..], &[]).is_err(), "a gap");
        journal.append(&records[1..], &sealed).unwrap();
        assert_eq!(journal.load().unwrap(), testing::kept(7));
    }

    #[test]
    fn a_lost_journal_stays_lost() {
        let mut memory = Memory::default();
        let lost = JournalError::Lost {
            why: Trouble::unknown(&"gone"),
        };
        memory.fail_next(lost.clone());
        let records = testing::records();
        assert_eq!(memory.append(&records[..1], &[]), Err(lost.clone()));
        assert_eq!(memory.append(&records[..1], &[]), Err(lost));
        assert_eq!(memory.kept(), Kept::default());
    }
}
