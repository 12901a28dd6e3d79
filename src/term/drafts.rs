//! Where texts that have not arrived at the hub are kept: one small file for each, in a folder of
//! the person's own, written anew with every key and put in place at once, so that it is whole
//! whatever happens to the console.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::console::draft::Draft;

/// A folder of drafts of one session.
#[derive(Clone, Debug)]
pub struct Drafts {
    folder: Option<PathBuf>,
}

impl Drafts {
    /// Drafts in this folder, which is made when the first is kept.
    #[must_use]
    pub fn in_folder(folder: PathBuf) -> Self {
        Self {
            folder: Some(folder),
        }
    }

    /// Drafts that are kept nowhere, as for a recording.
    #[must_use]
    pub fn nowhere() -> Self {
        Self { folder: None }
    }

    /// The drafts that an earlier console left. What can't be read is left where it is.
    #[must_use]
    pub fn kept(&self) -> BTreeMap<String, Draft> {
        let files = self
            .folder
            .iter()
            .filter_map(|folder| fs::read_dir(folder).ok())
            .flatten();
        files
            .flatten()
            .filter_map(|file| {
                let path = file.path();
                let name = path
                    .file_name()?
                    .to_str()?
                    .strip_suffix(".json")?
                    .to_owned();
                let draft = serde_json::from_slice(&fs::read(&path).ok()?).ok()?;
                Some((name, draft))
            })
            .collect()
    }

    /// Keeps a draft. A disk that is full must not stop the person from writing on, so a failure
    /// is only logged.
    pub fn keep(&self, name: &str, draft: &Draft) {
        if let Err(error) = self.try_keep(name, draft) {
            tracing::warn!(%error, "a draft could not be kept");
        }
    }

    fn try_keep(&self, name: &str, draft: &Draft) -> io::Result<()> {
        let Some(folder) = &self.folder else {
            return Ok(());
        };
        make_private(folder)?;
        let beside = folder.join(format!("{name}.new"));
        fs::write(&beside, serde_json::to_vec(draft)?)?;
        fs::rename(beside, folder.join(format!("{name}.json")))
    }

    /// The folder, which only its owner may look into.
    ///
    /// # Errors
    /// Where it can't be made, or nothing is kept here.
    pub fn folder(&self) -> io::Result<&Path> {
        let folder = self.folder.as_ref().ok_or(io::ErrorKind::NotFound)?;
        make_private(folder)?;
        Ok(folder)
    }

    /// Lets a draft go.
    pub fn drop(&self, name: &str) {
        if let Some(folder) = &self.folder {
            // It may never have been kept.
            let _ = fs::remove_file(folder.join(format!("{name}.json")));
        }
    }
}

/// Makes a folder that only its owner may look into: drafts are nobody else's business yet.
fn make_private(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::ItemId;

    #[test]
    fn what_was_kept_is_there_for_the_next_console() {
        let folder = tempfile::tempdir().unwrap();
        let drafts = Drafts::in_folder(folder.path().join("briefing"));
        assert!(drafts.kept().is_empty());
        let mut draft = Draft::new(ItemId(1), None, 1);
        draft.text = "Giao Văn phòng".to_owned();
        drafts.keep(&draft.name(), &draft);
        draft.text = "Giao Văn phòng Sở chủ trì".to_owned();
        drafts.keep(&draft.name(), &draft);
        assert_eq!(
            drafts.kept(),
            BTreeMap::from([(draft.name(), draft.clone())])
        );
        drafts.drop(&draft.name());
        assert!(drafts.kept().is_empty());
    }

    #[test]
    fn a_spoilt_draft_is_left_where_it_is() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("item-1-new.json"), "{").unwrap();
        let drafts = Drafts::in_folder(folder.path().to_owned());
        assert!(drafts.kept().is_empty());
        assert!(folder.path().join("item-1-new.json").exists());
    }
}
