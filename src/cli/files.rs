//! The files beside a session file, as they lie on a disk. Every reading is bounded, and nothing is
//! read that is not a plain file within the folder.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Read};
use std::path::{Path, PathBuf};

use crate::forms::{FileProblem, Files, MOST_DOCUMENT};
use crate::text::Trouble;

/// A folder in which a session file lies.
#[derive(Clone, Debug)]
pub struct Folder {
    folder: PathBuf,
}

impl Folder {
    /// The folder of a session file.
    #[must_use]
    pub fn of(session: &Path) -> Self {
        let folder = session.parent().filter(|folder| *folder != Path::new(""));
        Self {
            folder: folder.unwrap_or(Path::new(".")).to_owned(),
        }
    }
}

impl Files for Folder {
    fn read(&self, path: &str) -> Result<Vec<u8>, FileProblem> {
        let folder = fs::canonicalize(&self.folder).map_err(problem)?;
        let file = fs::canonicalize(folder.join(path)).map_err(problem)?;
        if !file.starts_with(&folder) {
            return Err(FileProblem::Outside);
        }
        let bytes = read_up_to(&file, MOST_DOCUMENT)?;
        if u64::try_from(bytes.len()).is_ok_and(|size| size <= MOST_DOCUMENT) {
            Ok(bytes)
        } else {
            Err(FileProblem::TooLarge)
        }
    }
}

/// The bytes of a file; of one that is larger than `most`, one byte more than that.
///
/// # Errors
/// Why it could not be read.
pub fn read_up_to(path: &Path, most: u64) -> Result<Vec<u8>, FileProblem> {
    // Asked before it is opened: opening a pipe would wait for somebody to write into it.
    if !fs::metadata(path).map_err(problem)?.is_file() {
        return Err(FileProblem::NotAFile);
    }
    let mut bytes = vec![];
    let file = File::open(path).map_err(problem)?;
    file.take(most + 1)
        .read_to_end(&mut bytes)
        .map_err(problem)?;
    Ok(bytes)
}

#[expect(clippy::needless_pass_by_value, reason = "handed to map_err")]
fn problem(error: io::Error) -> FileProblem {
    match error.kind() {
        ErrorKind::NotFound | ErrorKind::NotADirectory => FileProblem::Missing,
        _ => FileProblem::Unreadable(Trouble::new(error.kind(), &error)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_files_within_the_folder_are_read() {
        let place = tempfile::tempdir().unwrap();
        let folder = place.path().join("meeting");
        fs::create_dir_all(folder.join("documents")).unwrap();
        fs::write(folder.join("documents/a.md"), "a").unwrap();
        fs::write(place.path().join("secret"), "s").unwrap();
        let files = Folder::of(&folder.join("session.toml"));
        assert_eq!(files.read("documents/a.md"), Ok(b"a".to_vec()));
        assert_eq!(files.read("documents"), Err(FileProblem::NotAFile));
        assert_eq!(files.read("b.md"), Err(FileProblem::Missing));
        assert_eq!(files.read("documents/a.md/b"), Err(FileProblem::Missing));
        assert_eq!(files.read("../secret"), Err(FileProblem::Outside));
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink("../secret", folder.join("link")).unwrap();
            assert_eq!(files.read("link"), Err(FileProblem::Outside));
        }
    }

    #[test]
    fn reading_is_bounded() {
        let place = tempfile::tempdir().unwrap();
        let file = place.path().join("session.toml");
        fs::write(&file, "0123456789").unwrap();
        assert_eq!(read_up_to(&file, 4).unwrap(), b"01234");
        assert_eq!(read_up_to(&file, 10).unwrap().len(), 10);
        let large = File::create(place.path().join("large")).unwrap();
        large.set_len(MOST_DOCUMENT + 1).unwrap();
        assert_eq!(Folder::of(&file).read("large"), Err(FileProblem::TooLarge));
    }
}
