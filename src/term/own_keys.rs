//! The keys a person has chosen: a preset in their settings, and a file of their own beside these.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::watch::{self, Own, Sight};
use crate::console::keymap::{FILE, MOST_KEYS, OwnKeys, Preset};

/// The file of settings beside it, in which the preset can stand.
const SETTINGS: &str = "config.toml";

/// Says which preset is chosen now.
type Chosen = Arc<dyn Fn() -> Preset + Send + Sync>;

/// Where a person's own keys lie, and how to know which preset they are laid over.
#[derive(Clone)]
pub struct KeysFile {
    folder: Option<PathBuf>,
    chosen: Chosen,
}

impl KeysFile {
    /// In this folder, in which there need be no such file. The preset stands in the settings there, or
    /// elsewhere; `chosen` knows.
    #[must_use]
    pub fn in_folder(folder: &Path, chosen: impl Fn() -> Preset + Send + Sync + 'static) -> Self {
        Self {
            folder: Some(folder.to_owned()),
            chosen: Arc::new(chosen),
        }
    }

    /// Nowhere: there are none but those of this preset.
    #[must_use]
    pub fn nowhere(preset: Preset) -> Self {
        Self {
            folder: None,
            chosen: Arc::new(move || preset),
        }
    }

    /// The file as it is now, if there is one that can be read.
    #[must_use]
    pub fn own(&self) -> Option<OwnKeys> {
        let text = watch::read(&self.folder.as_ref()?.join(FILE), MOST_KEYS).ok()?;
        let file = FILE.to_owned();
        Some(OwnKeys { file, text })
    }
}

impl Own for KeysFile {
    type Read = (Preset, Option<OwnKeys>);

    fn sight(&self) -> Sight {
        let folder = self.folder.iter();
        let files = folder.flat_map(|folder| [FILE, SETTINGS].map(|file| folder.join(file)));
        watch::sight(files)
    }

    fn now(&self) -> Self::Read {
        ((self.chosen)(), self.own())
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::term::watch::Watch;

    #[test]
    fn keys_that_are_saved_or_chosen_anew_are_told_once() {
        let place = tempfile::tempdir().unwrap();
        let (file, settings) = (
            place.path().join("keys.toml"),
            place.path().join("config.toml"),
        );
        let read = settings.clone();
        let chosen = move || match fs::read_to_string(&read) {
            Ok(text) if text.contains("keys = \"vi\"") => Preset::Vi,
            _ => Preset::Default,
        };
        let keys = KeysFile::in_folder(place.path(), chosen);
        assert_eq!(keys.own(), None);
        let mut watch = Watch::new(keys);
        assert_eq!(watch.look(), None);
        fs::write(&file, "[main]").unwrap();
        let (preset, told) = watch.look().unwrap();
        let told = told.unwrap();
        assert_eq!((&*told.file, &told.text[..]), ("keys.toml", &b"[main]"[..]));
        assert_eq!(preset, Preset::Default);
        assert_eq!(watch.look(), None);
        fs::write(&settings, "keys = \"vi\"").unwrap();
        assert_eq!(watch.look(), Some((Preset::Vi, Some(told))));
        // Of other settings there is nothing to tell here.
        fs::write(&settings, "keys = \"vi\"\ntheme = \"light\"").unwrap();
        assert_eq!(watch.look(), None);
        fs::remove_file(&file).unwrap();
        assert_eq!(watch.look(), Some((Preset::Vi, None)));
        assert_eq!(KeysFile::nowhere(Preset::Vi).now(), (Preset::Vi, None));
    }
}
