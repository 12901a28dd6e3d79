//! A person's own keys: one file beside their settings.

use std::path::PathBuf;

use super::watch::{self, Own, Sight};
use crate::console::keymap::{FILE, MOST_KEYS, OwnKeys};

/// Where a person's own keys lie.
#[derive(Clone, Debug)]
pub struct KeysFile {
    path: Option<PathBuf>,
}

impl KeysFile {
    /// In this folder, in which there need be no such file.
    #[must_use]
    pub fn in_folder(folder: &std::path::Path) -> Self {
        let path = Some(folder.join(FILE));
        Self { path }
    }

    /// Nowhere: there are none.
    #[must_use]
    pub fn nowhere() -> Self {
        Self { path: None }
    }

    /// The file as it is now, if there is one that can be read.
    #[must_use]
    pub fn now(&self) -> Option<OwnKeys> {
        let text = watch::read(self.path.as_ref()?, MOST_KEYS).ok()?;
        let file = FILE.to_owned();
        Some(OwnKeys { file, text })
    }
}

impl Own for KeysFile {
    type Read = Option<OwnKeys>;

    fn sight(&self) -> Sight {
        watch::sight(self.path.clone())
    }

    fn now(&self) -> Option<OwnKeys> {
        Self::now(self)
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::term::watch::Watch;

    #[test]
    fn keys_that_are_saved_are_told_once() {
        let place = tempfile::tempdir().unwrap();
        let file = place.path().join("keys.toml");
        let keys = KeysFile::in_folder(place.path());
        assert_eq!(keys.now(), None);
        let mut watch = Watch::new(keys.clone());
        assert_eq!(watch.look(), None);
        fs::write(&file, "[main]").unwrap();
        let told = watch.look().unwrap().unwrap();
        assert_eq!((&*told.file, &told.text[..]), ("keys.toml", &b"[main]"[..]));
        assert_eq!(watch.look(), None);
        fs::remove_file(&file).unwrap();
        assert_eq!(watch.look(), Some(None));
        assert_eq!(KeysFile::nowhere().now(), None);
    }
}
