//! A data directory: one SQLite file that holds many sessions, with their documents and access
//! tokens.
//!
//! Whoever opens it to write holds a lock on the directory for as long as the store or one of its
//! journals lives, so two hubs never write the same sessions. Reading needs no lock and disturbs no
//! writer.
//!
//! # What the disk tells of a secret poll
//!
//! What was voted only adds to a sum, in the transaction that records that somebody voted. But
//! SQLite first writes every transaction into its write-ahead log (`chair.sqlite3-wal`), so until
//! that log is emptied it holds, one behind the other, the pages before and after each vote. Whoever
//! can read the disk meanwhile, or keeps a copy of the file from then (a backup, a snapshot of the
//! virtual machine), can tell from two neighbouring states what was voted by whom. Votes that became
//! durable in one group can be told apart only as a group.
//!
//! [`Store::forget_trail`] empties the log; it is to be called as soon as a secret poll is closed.
//! After that the files say who voted and what the sums are, and no more (`secure_delete` keeps old
//! sums out of pages that are free). The disk itself may still hold, below the file system, blocks
//! that no file owns any more: where that matters, the directory belongs on an encrypted disk. And
//! as long as the poll is open, the sums so far can be read from the file.

use std::fmt;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use rusqlite::{Connection, OptionalExtension, params};

use super::chain::{Chain, Chained, Hash};
use super::error::{JournalError, StoreError};
use super::flaw::{Flaw, What};
use super::schema;
use super::sqlite::{self, SessionKey, SqliteJournal};
use super::verify::{Verified, verify};
use crate::session::{DelegateId, DocumentId, Event, Record, Role, Seq};

/// The file whose lock says that somebody writes. In it stands where their hub is reached.
const LOCK: &str = "chair.lock";
/// How much is read of where a hub is reached, in bytes.
const LONGEST_ADDRESS: u64 = 1 << 10;
/// How long emptying the log may hold up those who write, when somebody still reads it.
const SHORT_PATIENCE: Duration = Duration::from_millis(500);

/// A data directory that was opened.
pub struct Store {
    dir: PathBuf,
    connection: Mutex<Connection>,
    lock: Option<Arc<File>>,
}

/// Whether a hub serves what is kept in a directory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Served {
    /// None does.
    No,
    /// One does, and has not said where it is reached.
    Somewhere,
    /// One does, and is reached here.
    At(String),
}

/// Whether a hub serves this directory now, and where it is reached. Nobody is held up by this.
#[must_use]
pub fn served(dir: &Path) -> Served {
    let path = dir.join(LOCK);
    let Ok(mut lock) = File::open(&path) else {
        return Served::No;
    };
    // A lock that others can share is held by no hub; it is given back at once.
    match lock.try_lock_shared() {
        Ok(()) => return Served::No,
        Err(TryLockError::WouldBlock) => {}
        Err(TryLockError::Error(_)) => return Served::Somewhere,
    }
    let mut address = String::new();
    let read = (&mut lock)
        .take(LONGEST_ADDRESS)
        .read_to_string(&mut address);
    match read {
        Ok(length) if length > 0 => Served::At(address),
        _ => Served::Somewhere,
    }
}

/// A session that is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionInfo {
    /// Its short name.
    pub name: String,
    /// What the meeting is called.
    pub title: String,
    /// How many records it has.
    pub records: u32,
    /// Its journal's number.
    pub journal: uuid::Uuid,
}

/// What an access token opens.
#[derive(Clone, PartialEq, Eq)]
pub struct Access {
    /// What its bearer may do.
    pub role: Role,
    /// The person it belongs to.
    pub delegate: Option<DelegateId>,
    /// The token.
    pub token: String,
}

impl fmt::Debug for Access {
    /// Without the token, so that it gets into no log.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Access")
            .field("role", &self.role)
            .field("delegate", &self.delegate)
            .finish_non_exhaustive()
    }
}

impl Store {
    /// Opens a data directory to write, and makes it where there is none. Only its owner can read
    /// what is made.
    ///
    /// # Errors
    /// Where another hub writes there, the directory cannot be used, or the file in it is not one
    /// that this version can write.
    pub fn open(dir: &Path) -> Result<Self, StoreError> {
        let unusable = |error: io::Error| StoreError::unusable(dir, &error);
        private_dir(dir).map_err(unusable)?;
        let lock = private_file(&dir.join(LOCK)).map_err(unusable)?;
        match lock.try_lock() {
            // What a hub before this one has left there is so no more.
            Ok(()) => lock.set_len(0).map_err(unusable)?,
            Err(TryLockError::WouldBlock) => {
                return Err(StoreError::InUse { dir: dir.into() });
            }
            Err(TryLockError::Error(error)) => return Err(unusable(error)),
        }
        let file = dir.join(schema::FILE);
        private_file(&file).map_err(unusable)?;
        sync_dir(dir).map_err(unusable)?;
        let mut connection = schema::connect(&file, false)?;
        schema::prepare(&mut connection, &file)?;
        Ok(Self {
            dir: dir.into(),
            connection: Mutex::new(connection),
            lock: Some(Arc::new(lock)),
        })
    }

    /// Opens a data directory to read, also while a hub writes there.
    ///
    /// # Errors
    /// Where there is no journal, or none that this version can read.
    pub fn open_read_only(dir: &Path) -> Result<Self, StoreError> {
        let file = dir.join(schema::FILE);
        if !file.is_file() {
            return Err(StoreError::Missing { dir: dir.into() });
        }
        let connection = schema::connect(&file, true)?;
        schema::check(&connection, &file)?;
        Ok(Self {
            dir: dir.into(),
            connection: Mutex::new(connection),
            lock: None,
        })
    }

    /// Notes where the hub that writes here is reached, for [`served`].
    ///
    /// # Errors
    /// Where it cannot be written, or the store was opened only to read.
    pub fn note_address(&self, address: &str) -> Result<(), StoreError> {
        let path = self.dir.join(LOCK);
        let Some(mut lock) = self.lock.as_deref() else {
            let refused = io::Error::from(io::ErrorKind::PermissionDenied);
            return Err(StoreError::unusable(&path, &refused));
        };
        let note = lock
            .set_len(0)
            .and_then(|()| lock.seek(SeekFrom::Start(0)))
            .and_then(|_| lock.write_all(address.as_bytes()));
        note.map_err(|error| StoreError::unusable(&path, &error))
    }

    /// The directory.
    #[must_use]
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// The sessions kept here, the latest last.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn sessions(&self) -> Result<Vec<SessionInfo>, StoreError> {
        let connection = self.connection();
        let mut select = connection.prepare_cached(
            "SELECT name, journal, (SELECT json FROM records WHERE session = id AND seq = 1),
                 (SELECT max(seq) FROM records WHERE session = id)
             FROM sessions ORDER BY created_at, id",
        )?;
        let sessions = select.query_map([], |row| {
            let journal: String = row.get(1)?;
            let first: Option<String> = row.get(2)?;
            Ok(SessionInfo {
                name: row.get(0)?,
                title: first.as_deref().and_then(title).unwrap_or_default(),
                records: row.get::<_, Option<u32>>(3)?.unwrap_or(0),
                journal: journal.parse().unwrap_or_default(),
            })
        })?;
        Ok(sessions.collect::<Result<_, _>>()?)
    }

    /// Makes a new session durable: its first record, its documents and its access tokens together.
    ///
    /// # Errors
    /// Where a session of this name is kept already, or nothing can be written; nothing is kept then.
    pub fn create(
        &self,
        name: &str,
        journal: uuid::Uuid,
        first: &Record,
        documents: &[(DocumentId, Vec<u8>)],
        access: &[Access],
    ) -> Result<(), StoreError> {
        let chained = Chain::default().extend(first)?;
        let mut connection = self.connection();
        let transaction = connection.transaction()?;
        let made = transaction.execute(
            "INSERT INTO sessions (name, journal, created_at) VALUES (?, ?, ?)
             ON CONFLICT (name) DO NOTHING",
            params![name, journal.to_string(), first.at.0],
        )?;
        if made == 0 {
            return Err(StoreError::Exists { name: name.into() });
        }
        let session = SessionKey(transaction.last_insert_rowid());
        sqlite::insert(&transaction, session, &[(first, chained)])?;
        for (id, bytes) in documents {
            transaction.execute(
                "INSERT INTO documents (session, id, bytes) VALUES (?, ?, ?)",
                params![session.0, id.0, bytes],
            )?;
        }
        insert_access(&transaction, session, access)?;
        transaction.commit()?;
        Ok(())
    }

    /// The journal of a session, on a connection of its own.
    ///
    /// # Errors
    /// Where no such session is kept, or the file cannot be read.
    pub fn journal(&self, name: &str) -> Result<SqliteJournal, StoreError> {
        let session = key(&self.connection(), name)?;
        let read_only = self.lock.is_none();
        let connection = schema::connect(&self.dir.join(schema::FILE), read_only)?;
        SqliteJournal::open(connection, session, self.lock.clone())
    }

    /// The bytes of a document; none where the session has no such document.
    ///
    /// # Errors
    /// Where no such session is kept, or the file cannot be read.
    pub fn document(&self, name: &str, id: DocumentId) -> Result<Option<Vec<u8>>, StoreError> {
        let connection = self.connection();
        let session = key(&connection, name)?;
        Ok(document(&connection, session, id)?)
    }

    /// What opens a session, in the order it was added.
    ///
    /// # Errors
    /// Where no such session is kept, or the file cannot be read.
    pub fn access(&self, name: &str) -> Result<Vec<Access>, StoreError> {
        let connection = self.connection();
        let session = key(&connection, name)?;
        let mut select = connection.prepare_cached(
            "SELECT role, delegate, token FROM access WHERE session = ? ORDER BY rowid",
        )?;
        let mut rows = select.query([session.0])?;
        let mut access = Vec::new();
        while let Some(row) = rows.next()? {
            let name: String = row.get(0)?;
            let role = Role::ALL.into_iter().find(|role| role.name() == name);
            let delegate: Option<u32> = row.get(1)?;
            access.push(Access {
                role: role.ok_or(JournalError::Damaged { why: name })?,
                delegate: delegate.map(DelegateId),
                token: row.get(2)?,
            });
        }
        Ok(access)
    }

    /// Adds what opens a session, as for somebody who was added to the roster.
    ///
    /// # Errors
    /// Where no such session is kept, or nothing can be written; nothing is kept then.
    pub fn add_access(&self, name: &str, access: &[Access]) -> Result<(), StoreError> {
        let mut connection = self.connection();
        let transaction = connection.transaction()?;
        let session = key(&transaction, name)?;
        insert_access(&transaction, session, access)?;
        transaction.commit()?;
        Ok(())
    }

    /// Takes what was written into the main file, as far as that holds nobody up. For quiet moments:
    /// until then the write-ahead log grows.
    ///
    /// # Errors
    /// Where it cannot be written. The log stays then, and nothing is lost.
    pub fn checkpoint(&self) -> Result<(), StoreError> {
        checkpoint(&self.connection(), "PASSIVE")?;
        Ok(())
    }

    /// Empties the write-ahead log, and with it the trail that the votes of a secret poll left
    /// there. Holds up those who write for some milliseconds.
    ///
    /// # Errors
    /// [`JournalError::Busy`] where somebody still reads the log: to be tried again soon.
    pub fn forget_trail(&self) -> Result<(), StoreError> {
        let connection = self.connection();
        // Most of the work, without holding up anybody.
        checkpoint(&connection, "PASSIVE")?;
        connection.busy_timeout(SHORT_PATIENCE)?;
        let emptied = checkpoint(&connection, "TRUNCATE");
        connection.busy_timeout(schema::PATIENCE)?;
        if emptied? {
            Ok(())
        } else {
            Err(JournalError::Busy.into())
        }
    }

    /// The records of a session as they stand in the file, unchecked, in order.
    ///
    /// # Errors
    /// Where no such session is kept, or the file cannot be read.
    pub fn log(&self, name: &str) -> Result<Vec<Chained>, StoreError> {
        let connection = self.connection();
        let session = key(&connection, name)?;
        let mut log = Vec::new();
        sqlite::for_each(&connection, session, |row| {
            log.push(sqlite::chained(row)?);
            Ok(())
        })?;
        Ok(log)
    }

    /// Checks all that is kept of a session: the file, numbering and chain, the session told anew
    /// ([`verify`](super::verify)), the sums of secret polls, the documents against their hashes.
    ///
    /// # Errors
    /// The first record where it is not whole, or why that cannot be found out.
    pub fn verify(&self, name: &str) -> Result<Verified, StoreError> {
        let mut connection = self.connection();
        // One moment is looked at, also while a hub writes.
        let transaction = connection.transaction()?;
        let session = key(&transaction, name)?;
        let (kept, chain) = sqlite::load(&transaction, session)?;
        let verified = verify(&kept.records, chain.hash, Some(&kept.sealed))?;
        for planned in &verified.session.plan.documents {
            let bytes = document(&transaction, session, planned.id)?;
            if bytes.is_none_or(|bytes| Hash::of(&bytes).to_string() != planned.hash) {
                let file = planned.file.clone();
                let what = What::WrongDocument { file };
                return Err(Flaw { seq: Seq(1), what }.into());
            }
        }
        let said: String =
            transaction.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
        if said != "ok" {
            return Err(JournalError::Damaged { why: said }.into());
        }
        Ok(verified)
    }

    /// The file itself, for tests that tamper with it.
    #[cfg(test)]
    pub(super) fn raw(&self) -> MutexGuard<'_, Connection> {
        self.connection()
    }

    fn connection(&self) -> MutexGuard<'_, Connection> {
        // A panic elsewhere leaves no transaction open: it is rolled back as it is dropped.
        self.connection
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

fn key(connection: &Connection, name: &str) -> Result<SessionKey, StoreError> {
    connection
        .query_row("SELECT id FROM sessions WHERE name = ?", [name], |row| {
            row.get(0).map(SessionKey)
        })
        .optional()?
        .ok_or_else(|| StoreError::NoSession { name: name.into() })
}

fn document(
    connection: &Connection,
    session: SessionKey,
    id: DocumentId,
) -> rusqlite::Result<Option<Vec<u8>>> {
    connection
        .query_row(
            "SELECT bytes FROM documents WHERE session = ? AND id = ?",
            (session.0, id.0),
            |row| row.get(0),
        )
        .optional()
}

fn insert_access(
    connection: &Connection,
    session: SessionKey,
    access: &[Access],
) -> rusqlite::Result<()> {
    let mut insert = connection.prepare_cached(
        "INSERT INTO access (session, role, delegate, token) VALUES (?, ?, ?, ?)",
    )?;
    for access in access {
        let delegate = access.delegate.map(|delegate| delegate.0);
        insert.execute((session.0, access.role.name(), delegate, &access.token))?;
    }
    Ok(())
}

/// Whether nothing was in the way.
fn checkpoint(connection: &Connection, how: &str) -> rusqlite::Result<bool> {
    let sql = format!("PRAGMA wal_checkpoint({how})");
    let busy: i64 = connection.query_row(&sql, [], |row| row.get(0))?;
    Ok(busy == 0)
}

/// The title in a session's first record.
fn title(json: &str) -> Option<String> {
    let record: Record = serde_json::from_str(json).ok()?;
    match record.event {
        Event::Prepared(plan) => Some(plan.title),
        _ => None,
    }
}

fn private_dir(dir: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(dir)
}

fn private_file(file: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(file)
}

/// Makes the names of new files durable, and that of the directory where its parent can be opened.
fn sync_dir(dir: &Path) -> io::Result<()> {
    #[cfg(unix)]
    {
        File::open(dir)?.sync_all()?;
        if let Some(Ok(parent)) = dir.canonicalize()?.parent().map(File::open) {
            parent.sync_all()?;
        }
    }
    Ok(())
}
