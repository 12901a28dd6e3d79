//! The SQLite file: its tables, how it is opened, and how another version's file is told.

use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};

use super::error::StoreError;

/// The name of the file in a data directory.
pub(super) const FILE: &str = "chair.sqlite3";
/// How long to wait for another connection that writes.
pub(super) const PATIENCE: Duration = Duration::from_secs(5);

/// Says in the file's header whose it is: "CHAR".
const APPLICATION: i64 = 0x4348_4152;
/// The version of the tables below.
const VERSION: i64 = 2;

/// `sealed` holds the sums of secret polls, one for each way of marking a ballot as JSON, and says
/// nowhere what they were summed up from.
const TABLES: &str = "
CREATE TABLE sessions (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    journal TEXT NOT NULL UNIQUE,
    created_at INTEGER NOT NULL
) STRICT;
CREATE TABLE records (
    session INTEGER NOT NULL REFERENCES sessions (id),
    seq INTEGER NOT NULL,
    at INTEGER NOT NULL,
    cause TEXT,
    json TEXT NOT NULL,
    hash BLOB NOT NULL,
    PRIMARY KEY (session, seq)
) STRICT, WITHOUT ROWID;
CREATE TABLE sealed (
    session INTEGER NOT NULL REFERENCES sessions (id),
    poll INTEGER NOT NULL,
    choice TEXT NOT NULL,
    millionths INTEGER NOT NULL,
    PRIMARY KEY (session, poll, choice)
) STRICT, WITHOUT ROWID;
CREATE TABLE documents (
    session INTEGER NOT NULL REFERENCES sessions (id),
    id INTEGER NOT NULL,
    bytes BLOB NOT NULL,
    PRIMARY KEY (session, id)
) STRICT;
CREATE TABLE access (
    session INTEGER NOT NULL REFERENCES sessions (id),
    role TEXT NOT NULL,
    delegate INTEGER,
    token TEXT NOT NULL,
    PRIMARY KEY (session, token)
) STRICT;
";

/// Of the first version ballots had one choice each, and the number of it stood in `sealed`. Read as
/// text it says the same.
const FROM_1: &str = "
ALTER TABLE sealed RENAME TO sealed_1;
CREATE TABLE sealed (
    session INTEGER NOT NULL REFERENCES sessions (id),
    poll INTEGER NOT NULL,
    choice TEXT NOT NULL,
    millionths INTEGER NOT NULL,
    PRIMARY KEY (session, poll, choice)
) STRICT, WITHOUT ROWID;
INSERT INTO sealed SELECT session, poll, CAST(choice AS TEXT), millionths FROM sealed_1;
DROP TABLE sealed_1;
";

/// Opens a connection to a file that exists.
pub(super) fn connect(file: &Path, read_only: bool) -> Result<Connection, StoreError> {
    let mode = if read_only {
        OpenFlags::SQLITE_OPEN_READ_ONLY
    } else {
        OpenFlags::SQLITE_OPEN_READ_WRITE
    };
    let connection = Connection::open_with_flags(file, mode | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    connection.busy_timeout(PATIENCE)?;
    connection.pragma_update(None, "foreign_keys", true)?;
    // Sums of secret polls leave nothing of themselves in pages that were given back.
    connection.pragma_update(None, "secure_delete", true)?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    // A checkpoint inside a commit is what makes the slowest commit slow. The store does it in
    // quiet moments, and SQLite when the last connection is closed.
    connection.pragma_update(None, "wal_autocheckpoint", 0)?;
    Ok(connection)
}

/// Makes the tables where the file is new and brings those of an earlier version up to this one;
/// refuses what was not written by this program, or by a
/// later version of it, and leaves that as it was.
pub(super) fn prepare(connection: &mut Connection, file: &Path) -> Result<(), StoreError> {
    let tables: i64 =
        connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    let is_new = tables == 0 && header(connection, "application_id")? == 0;
    if !is_new {
        check(connection, file)?;
    }
    let mode: String =
        connection.pragma_update_and_check(None, "journal_mode", "WAL", |row| row.get(0))?;
    if !mode.eq_ignore_ascii_case("wal") {
        let why = std::io::Error::other(format!("journal_mode={mode}"));
        return Err(StoreError::unusable(file, &why));
    }
    if is_new {
        let transaction = connection.transaction()?;
        transaction.execute_batch(TABLES)?;
        transaction.pragma_update(None, "application_id", APPLICATION)?;
        transaction.pragma_update(None, "user_version", VERSION)?;
        transaction.commit()?;
    } else if header(connection, "user_version")? < VERSION {
        let transaction = connection.transaction()?;
        transaction.execute_batch(FROM_1)?;
        transaction.pragma_update(None, "user_version", VERSION)?;
        transaction.commit()?;
    }
    Ok(())
}

/// Refuses a file that this version of the program cannot read.
pub(super) fn check(connection: &Connection, file: &Path) -> Result<(), StoreError> {
    let file = file.to_owned();
    if header(connection, "application_id")? != APPLICATION {
        return Err(StoreError::Foreign { file });
    }
    let found = header(connection, "user_version")?;
    if found > VERSION {
        let known = VERSION;
        return Err(StoreError::Newer { file, found, known });
    }
    Ok(())
}

fn header(connection: &Connection, field: &str) -> rusqlite::Result<i64> {
    connection.pragma_query_value(None, field, |row| row.get(0))
}
