//! One session's journal in the SQLite file of a data directory.
//!
//! A journal has its own connection and is the only one who writes its session. Records are kept as
//! the JSON that was hashed. The columns `at` and `cause` only repeat what stands there, for people
//! who look into the file; they are checked against it.

use std::fs::File;
use std::sync::Arc;

use rusqlite::types::Type;
use rusqlite::{Connection, OptionalExtension, Row, params};

use super::chain::{Chain, Chained, Hash};
use super::error::{JournalError, StoreError};
use super::flaw::What;
use super::{Journal, Kept};
use crate::session::poll::{SealedBallot, SealedBallots};
use crate::session::{PollId, Record, Seq, Weight};

/// The journal of one session. Made by [`Store::journal`](super::Store::journal).
#[derive(Debug)]
pub struct SqliteJournal {
    connection: Connection,
    session: SessionKey,
    chain: Chain,
    lost: Option<JournalError>,
    /// The directory stays ours for as long as anybody writes there.
    _lock: Option<Arc<File>>,
}

/// A session's number in the file.
#[derive(Clone, Copy, Debug)]
pub(super) struct SessionKey(pub(super) i64);

impl SqliteJournal {
    pub(super) fn open(
        connection: Connection,
        session: SessionKey,
        lock: Option<Arc<File>>,
    ) -> Result<Self, StoreError> {
        let chain = connection
            .query_row(
                "SELECT seq, hash FROM records WHERE session = ? ORDER BY seq DESC LIMIT 1",
                [session.0],
                |row| {
                    Ok(Chain {
                        head: Seq(row.get(0)?),
                        hash: Hash(row.get(1)?),
                    })
                },
            )
            .optional()?;
        Ok(Self {
            connection,
            session,
            chain: chain.unwrap_or_default(),
            lost: None,
            _lock: lock,
        })
    }

    fn write(&mut self, records: &[Kin<'_>], sealed: &[SealedBallot]) -> rusqlite::Result<()> {
        let transaction = self.connection.transaction()?;
        insert(&transaction, self.session, records)?;
        {
            let mut add = transaction.prepare_cached(
                "INSERT INTO sealed (session, poll, choice, millionths) VALUES (?, ?, ?, ?)
                 ON CONFLICT DO UPDATE SET millionths = millionths + excluded.millionths",
            )?;
            for ballot in sealed {
                let weight = i64::try_from(ballot.weight.in_millionths());
                let weight = weight.unwrap_or(i64::MAX);
                let vote = serde_json::to_string(&ballot.vote)
                    .map_err(|error| rusqlite::Error::ToSqlConversionFailure(error.into()))?;
                add.execute((self.session.0, ballot.poll.0, vote, weight))?;
            }
        }
        transaction.commit()
    }
}

impl Journal for SqliteJournal {
    fn load(&mut self) -> Result<Kept, JournalError> {
        let transaction = self.connection.transaction()?;
        let (kept, chain) = load(&transaction, self.session)?;
        transaction.finish()?;
        self.chain = chain;
        Ok(kept)
    }

    fn append(&mut self, records: &[Record], sealed: &[SealedBallot]) -> Result<(), JournalError> {
        if let Some(lost) = &self.lost {
            return Err(lost.clone());
        }
        let mut chain = self.chain;
        let records = records
            .iter()
            .map(|record| Ok((record, chain.extend(record)?)))
            .collect::<Result<Vec<_>, JournalError>>()?;
        let written = self.write(&records, sealed).map_err(JournalError::from);
        match &written {
            Ok(()) => self.chain = chain,
            // After a failed sync nobody knows what the disk holds, and a second one may say that
            // all is well.
            Err(lost @ JournalError::Lost { .. }) => self.lost = Some(lost.clone()),
            Err(_) => {}
        }
        written
    }
}

/// A record and how it stands in the journal.
pub(super) type Kin<'a> = (&'a Record, Chained);

pub(super) fn insert(
    connection: &Connection,
    session: SessionKey,
    records: &[Kin<'_>],
) -> rusqlite::Result<()> {
    let mut insert = connection.prepare_cached(
        "INSERT INTO records (session, seq, at, cause, json, hash) VALUES (?, ?, ?, ?, ?, ?)",
    )?;
    for (record, kept) in records {
        insert.execute(params![
            session.0,
            record.seq.0,
            record.at.0,
            cause(record),
            kept.json,
            kept.hash.0,
        ])?;
    }
    Ok(())
}

fn cause(record: &Record) -> Option<String> {
    record.cause.map(|cause| cause.to_string())
}

/// Everything kept of a session, and the end of its chain. Checks numbering and chain.
pub(super) fn load(
    connection: &Connection,
    session: SessionKey,
) -> Result<(Kept, Chain), JournalError> {
    let id: String = connection.query_row(
        "SELECT journal FROM sessions WHERE id = ?",
        [session.0],
        |row| row.get(0),
    )?;
    let id = id.parse().map_err(|error: uuid::Error| {
        let why = error.to_string();
        JournalError::Damaged { why }
    })?;
    let mut kept = Kept {
        id,
        records: vec![],
        sealed: SealedBallots::default(),
    };
    let mut chain = Chain::default();
    let read = for_each(connection, session, |row| {
        let before = chain;
        let record = chain.follow(&chained(row)?)?;
        let columns: (u32, i64, Option<String>) = (row.get(0)?, row.get(1)?, row.get(2)?);
        if columns != (record.seq.0, record.at.0, cause(&record)) {
            return Err(before.flaw(What::WrongColumns).into());
        }
        kept.records.push(record);
        Ok(())
    });
    read.map_err(|error| match error {
        // The file may be damaged only from here on.
        JournalError::Damaged { why } => chain.flaw(What::Unreadable { why }).into(),
        error => error,
    })?;
    kept.sealed = sealed(connection, session)?;
    Ok((kept, chain))
}

/// The rows of a session's records, in order.
pub(super) fn for_each(
    connection: &Connection,
    session: SessionKey,
    mut each: impl FnMut(&Row<'_>) -> Result<(), JournalError>,
) -> Result<(), JournalError> {
    let mut select = connection.prepare_cached(
        "SELECT seq, at, cause, json, hash FROM records WHERE session = ? ORDER BY seq",
    )?;
    let mut rows = select.query([session.0])?;
    while let Some(row) = rows.next()? {
        each(row)?;
    }
    Ok(())
}

pub(super) fn chained(row: &Row<'_>) -> rusqlite::Result<Chained> {
    Ok(Chained {
        json: row.get(3)?,
        hash: Hash(row.get(4)?),
    })
}

fn sealed(connection: &Connection, session: SessionKey) -> Result<SealedBallots, JournalError> {
    let mut select = connection
        // Where nothing may be written, the file may still be of the first version.
        .prepare_cached(
            "SELECT poll, CAST(choice AS TEXT), millionths FROM sealed WHERE session = ?",
        )?;
    let sums = select.query_map([session.0], |row| {
        let (text, millionths): (String, i64) = (row.get(1)?, row.get(2)?);
        let vote = serde_json::from_str(&text).map_err(|error| {
            rusqlite::Error::FromSqlConversionFailure(1, Type::Text, error.into())
        })?;
        Ok(SealedBallot {
            poll: PollId(row.get(0)?),
            vote,
            weight: Weight::millionths(u64::try_from(millionths).unwrap_or_default()),
        })
    })?;
    let mut sealed = SealedBallots::default();
    for sum in sums {
        sealed.add(sum?);
    }
    Ok(sealed)
}

#[cfg(test)]
mod tests;
