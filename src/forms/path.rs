//! The files that a session file names: only such as lie in its own folder or below.

use super::mistake::Fault;
use super::{FileProblem, Files};

/// How long a path may be, in clusters.
pub(super) const LONGEST: usize = 300;

/// The bytes of a named file, of which there may be `most`.
pub(super) fn read(files: &dyn Files, path: &str, most: u64) -> Result<Vec<u8>, Fault> {
    if !stays_inside(path) {
        return Err(Fault::PathOutside {
            path: path.to_owned(),
        });
    }
    let file = |problem| Fault::File {
        path: path.to_owned(),
        problem,
        most,
    };
    let bytes = files.read(path).map_err(file)?;
    if u64::try_from(bytes.len()).is_ok_and(|size| size <= most) {
        Ok(bytes)
    } else {
        Err(file(FileProblem::TooLarge))
    }
}

/// Whether a path, its parts joined by `/`, can lead nowhere but into the folder it starts from, on
/// any system.
fn stays_inside(path: &str) -> bool {
    !path.contains(['\\', ':', '\0'])
        && path
            .split('/')
            .all(|part| !part.is_empty() && part != "." && part != "..")
}

#[cfg(test)]
mod tests {
    use super::stays_inside;

    #[test]
    fn no_path_leaves_the_folder() {
        for path in ["roster.csv", "documents/báo cáo 1.md", "a/..b/c"] {
            assert!(stays_inside(path), "{path}");
        }
        for path in [
            "",
            "/etc/passwd",
            "..",
            "../a",
            "a/../../b",
            "a/..",
            "./a",
            "a//b",
            "a/",
            "C:/a",
            "C:a",
            r"a\b",
            r"..\a",
            r"\\host\a",
            "a\0",
        ] {
            assert!(!stays_inside(path), "{path}");
        }
    }
}
