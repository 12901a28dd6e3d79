//! What can go wrong with a journal and with the directory it is kept in: what happened, why, and
//! what to do, in both languages.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;

use super::flaw::Flaw;
use crate::text::{Lang, Trouble, clean};

/// Why a journal could not be read or written.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.text(Lang::En))]
pub enum JournalError {
    /// The disk is full. Nothing was written; it may be tried again.
    Full,
    /// Another program held the file for too long. Nothing was written; it may be tried again.
    Busy,
    /// Reading, writing or syncing failed. Final: what was written is not known, so nothing more may
    /// be written before the journal was opened anew.
    Lost {
        /// What the system said.
        why: Trouble,
    },
    /// The records are not those that were written.
    Broken(#[from] Flaw),
    /// The file itself is damaged.
    Damaged {
        /// What SQLite said.
        why: String,
    },
}

impl JournalError {
    /// Whether nothing was written and the same may be tried again.
    #[must_use]
    pub fn may_be_tried_again(&self) -> bool {
        matches!(self, Self::Full | Self::Busy)
    }

    /// What happened, why, and what to do.
    #[must_use]
    pub fn text(&self, lang: Lang) -> String {
        match self {
            Self::Full => lang.text("journal.error.full").to_owned(),
            Self::Busy => lang.text("journal.error.busy").to_owned(),
            Self::Lost { why } => lang.fill("journal.error.lost", &[("why", &why.say(lang))]),
            Self::Broken(flaw) => lang.fill("journal.error.broken", &[("flaw", &flaw.text(lang))]),
            Self::Damaged { why } => lang.fill("journal.error.damaged", &[("why", why)]),
        }
    }
}

impl From<rusqlite::Error> for JournalError {
    fn from(error: rusqlite::Error) -> Self {
        let why = error.to_string();
        match error.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => Self::Full,
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy,
            // A value of the wrong type, a number where no other may be: not what we wrote.
            None
            | Some(
                ErrorCode::DatabaseCorrupt
                | ErrorCode::NotADatabase
                | ErrorCode::ConstraintViolation
                | ErrorCode::TypeMismatch,
            ) => Self::Damaged { why },
            Some(code) => {
                let why = Trouble::new(kind(code), &why);
                Self::Lost { why }
            }
        }
    }
}

/// What the system refused, where SQLite tells it.
fn kind(code: ErrorCode) -> ErrorKind {
    match code {
        ErrorCode::PermissionDenied => ErrorKind::PermissionDenied,
        ErrorCode::ReadOnly => ErrorKind::ReadOnlyFilesystem,
        ErrorCode::OutOfMemory => ErrorKind::OutOfMemory,
        _ => ErrorKind::Other,
    }
}

/// Why a data directory could not be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.text(Lang::En))]
pub enum StoreError {
    /// Another hub writes there.
    InUse {
        /// The directory.
        dir: PathBuf,
    },
    /// No journal is there.
    Missing {
        /// The directory.
        dir: PathBuf,
    },
    /// The directory or a file in it cannot be made or opened.
    Unusable {
        /// Which.
        path: PathBuf,
        /// What the system said.
        why: Trouble,
    },
    /// The file is an SQLite file of another program.
    Foreign {
        /// Which.
        file: PathBuf,
    },
    /// The file was written by a newer version of this program.
    Newer {
        /// Which.
        file: PathBuf,
        /// The version of its format.
        found: i64,
        /// The newest version that is known here.
        known: i64,
    },
    /// A session of this name is kept there already.
    Exists {
        /// The name.
        name: String,
    },
    /// No session of this name is kept there.
    NoSession {
        /// The name.
        name: String,
    },
    /// The file could not be read or written.
    Journal(#[from] JournalError),
}

impl StoreError {
    pub(super) fn unusable(path: &Path, error: &std::io::Error) -> Self {
        Self::Unusable {
            path: path.to_owned(),
            why: Trouble::new(error.kind(), error),
        }
    }

    /// What happened, why, and what to do.
    #[must_use]
    pub fn text(&self, lang: Lang) -> String {
        let shown = |path: &Path| clean::line(&path.to_string_lossy(), 500);
        match self {
            Self::InUse { dir } => lang.fill("journal.store.in_use", &[("dir", &shown(dir))]),
            Self::Missing { dir } => lang.fill("journal.store.missing", &[("dir", &shown(dir))]),
            Self::Unusable { path, why } => lang.fill(
                "journal.store.unusable",
                &[("path", &shown(path)), ("why", &why.say(lang))],
            ),
            Self::Foreign { file } => lang.fill("journal.store.foreign", &[("file", &shown(file))]),
            Self::Newer { file, found, known } => lang.fill(
                "journal.store.newer",
                &[("file", &shown(file)), ("found", found), ("known", known)],
            ),
            Self::Exists { name } => {
                lang.fill("journal.store.exists", &[("name", &clean::line(name, 100))])
            }
            Self::NoSession { name } => lang.fill(
                "journal.store.no_session",
                &[("name", &clean::line(name, 100))],
            ),
            Self::Journal(error) => error.text(lang),
        }
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Journal(error.into())
    }
}

impl From<Flaw> for StoreError {
    fn from(flaw: Flaw) -> Self {
        Self::Journal(flaw.into())
    }
}

#[cfg(test)]
mod tests {
    use rusqlite::ffi;

    use super::*;

    fn said(code: i32) -> JournalError {
        rusqlite::Error::SqliteFailure(ffi::Error::new(code), None).into()
    }

    #[test]
    fn only_what_was_surely_not_written_may_be_tried_again() {
        assert_eq!(said(ffi::SQLITE_FULL), JournalError::Full);
        assert_eq!(said(ffi::SQLITE_BUSY), JournalError::Busy);
        for final_error in [
            ffi::SQLITE_IOERR,
            ffi::SQLITE_IOERR_FSYNC,
            ffi::SQLITE_IOERR_WRITE,
            ffi::SQLITE_READONLY,
        ] {
            let error = said(final_error);
            assert!(matches!(error, JournalError::Lost { .. }), "{error}");
            assert!(!error.may_be_tried_again());
        }
        for damage in [ffi::SQLITE_CORRUPT, ffi::SQLITE_NOTADB] {
            let error = said(damage);
            assert!(matches!(error, JournalError::Damaged { .. }), "{error}");
            assert!(!error.may_be_tried_again());
        }
    }
}
