//! Whether a journal can be what it says: the whole session told anew, record by record, and held
//! against the rules.
//!
//! Numbering and hash chain are checked when records are read ([`super::chain`]). Here is what
//! stands in them: one plan and only at the beginning, time that never goes back, nothing named that
//! does not exist at that moment. What was decided about the session itself, the agenda
//! and the polls is put to [`decide`](crate::session::decide) once more, in the name of whoever the
//! record says did it; who was entitled, every vote and every result must come out as they were
//! recorded.
//!
//! So a record's time must be the time its decision was made with: what the hub gave as
//! [`Context::now`](crate::session::Context::now).
//!
//! What cannot be seen from within: records cut off at the end, and a chain that was worked out anew
//! as a whole. Both show in the hash of the last record, wherever somebody kept it.

mod events;

use std::fmt::{self, Write};

use sha2::{Digest, Sha256};

use super::chain::Hash;
use super::flaw::{Flaw, What};
use super::recording::Recording;
use crate::session::poll::{Manner, SealedBallots};
use crate::session::{Event, Record, Seq, Session, Time, Weight};

/// A journal that was found whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified {
    /// The number of its last record.
    pub records: Seq,
    /// The hash of its last record.
    pub head: Hash,
    /// A hash of the state it leads to. Two journals with the same one tell of the same session;
    /// comparable between copies of one version of this program only.
    pub digest: Hash,
    /// That state.
    pub session: Session,
}

/// Tells a session anew from records whose numbers and hashes are known to fit.
///
/// The sums of secret polls are given where they are kept; without them it is checked only that a
/// result weighs as much as those who voted.
///
/// # Errors
/// The first record that cannot be.
pub fn verify(
    records: &[Record],
    head: Hash,
    sealed: Option<&SealedBallots>,
) -> Result<Verified, Flaw> {
    let at = |seq, what| Flaw { seq, what };
    let Some((first, rest)) = records.split_first() else {
        return Err(at(Seq(1), What::NoPlan));
    };
    let Event::Prepared(plan) = &first.event else {
        return Err(at(first.seq, What::NoPlan));
    };
    let mut retold = Retold::new(Session::prepared(plan.as_ref().clone()), first.at, sealed);
    let mut last = first.seq;
    for record in rest {
        retold.record(record).map_err(|what| at(record.seq, what))?;
        last = record.seq;
    }
    retold.sums().map_err(|what| at(last, what))?;
    Ok(Verified {
        records: last,
        head,
        digest: digest(&retold.session),
        session: retold.session,
    })
}

impl Recording {
    /// Tells the session of the whole records anew.
    ///
    /// # Errors
    /// The first record that cannot be.
    pub fn verify(&self) -> Result<Verified, Flaw> {
        verify(&self.records, self.head, None)
    }
}

/// The session as it is being told anew.
struct Retold<'a> {
    session: Session,
    now: Time,
    sealed: Option<&'a SealedBallots>,
    given: events::Given,
}

impl<'a> Retold<'a> {
    fn new(session: Session, now: Time, sealed: Option<&'a SealedBallots>) -> Self {
        Self {
            session,
            now,
            sealed,
            given: events::Given::default(),
        }
    }

    fn record(&mut self, record: &Record) -> Result<(), What> {
        if record.at < self.now {
            return Err(What::TimeBack);
        }
        self.now = record.at;
        events::check(&self.session, record, self.sealed)?;
        self.given.note(&record.event)?;
        self.session.apply(record);
        Ok(())
    }

    /// Of every secret poll, whatever became of it: the sums weigh what those who voted weigh.
    fn sums(&self) -> Result<(), What> {
        let Some(sealed) = self.sealed else {
            return Ok(());
        };
        let polls = self.session.polls.iter();
        for poll in polls.filter(|poll| poll.question.manner == Manner::Secret) {
            let sums: Weight = sealed.of(poll.id).map(|(_, weight)| weight).sum();
            events::must_weigh_the_same(poll, sums)?;
        }
        Ok(())
    }
}

/// SHA-256 over everything known of a session.
fn digest(session: &Session) -> Hash {
    struct Sink(Sha256);
    impl Write for Sink {
        fn write_str(&mut self, text: &str) -> fmt::Result {
            self.0.update(text.as_bytes());
            Ok(())
        }
    }
    let mut sink = Sink(Sha256::new());
    // Every collection in a session is ordered, so the same state is always written the same way.
    // The sink takes everything, so writing cannot fail.
    let _ = write!(sink, "{session:?}");
    Hash(sink.0.finalize().into())
}

#[cfg(test)]
mod tests;
