//! A person's own themes: the files of a folder.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use super::watch::{self, Own, Sight};
use crate::console::theme::{MOST_THEME, OwnTheme};

/// How many themes of a person's own there can be.
const MOST: usize = 200;

/// Where a person's own themes lie.
#[derive(Clone, Debug)]
pub struct OwnThemes {
    folder: Option<PathBuf>,
}

impl OwnThemes {
    /// In this folder, which need not be there.
    #[must_use]
    pub fn in_folder(folder: PathBuf) -> Self {
        let folder = Some(folder);
        Self { folder }
    }

    /// Nowhere: there are none.
    #[must_use]
    pub fn nowhere() -> Self {
        Self { folder: None }
    }

    /// The themes as they are now: every `NAME.toml`. What can't be read is not there.
    #[must_use]
    pub fn now(&self) -> Vec<OwnTheme> {
        let files = self.sight();
        files.keys().filter_map(|path| read(path)).collect()
    }
}

impl Own for OwnThemes {
    type Read = Vec<OwnTheme>;

    fn sight(&self) -> Sight {
        let Some(entries) = self.folder.as_ref().and_then(|f| fs::read_dir(f).ok()) else {
            return Sight::new();
        };
        let paths = entries.filter_map(|entry| Some(entry.ok()?.path()));
        let themes = paths.filter(|path| path.extension() == Some(OsStr::new("toml")));
        watch::sight(themes).into_iter().take(MOST).collect()
    }

    fn now(&self) -> Vec<OwnTheme> {
        Self::now(self)
    }
}

fn read(path: &Path) -> Option<OwnTheme> {
    let name = path.file_stem()?.to_str()?.to_owned();
    Some(OwnTheme {
        // Short, so that what is wrong with it still fits into a row of the screen.
        file: format!("themes/{name}.toml"),
        name,
        text: watch::read(path, MOST_THEME).ok()?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::term::watch::Watch;

    #[test]
    fn the_themes_of_a_folder_are_its_toml_files() {
        let place = tempfile::tempdir().unwrap();
        let folder = place.path().join("themes");
        let themes = OwnThemes::in_folder(folder.clone());
        assert_eq!(themes.now(), []);
        fs::create_dir_all(folder.join("folder.toml")).unwrap();
        fs::write(folder.join("night.toml"), "inherits = \"dark\"").unwrap();
        fs::write(folder.join("night.toml~"), "").unwrap();
        let found = themes.now();
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].name, "night");
        assert_eq!(found[0].text, b"inherits = \"dark\"");
        assert_eq!(OwnThemes::nowhere().now(), []);
    }

    #[test]
    fn a_saved_theme_is_told_once() {
        let place = tempfile::tempdir().unwrap();
        let file = place.path().join("night.toml");
        let mut watch = Watch::new(OwnThemes::in_folder(place.path().to_owned()));
        assert_eq!(watch.look(), None);
        fs::write(&file, "").unwrap();
        assert_eq!(watch.look().unwrap()[0].name, "night");
        fs::write(&file, "inherits = \"light\"").unwrap();
        assert_eq!(watch.look().unwrap()[0].text, b"inherits = \"light\"");
        assert_eq!(watch.look(), None);
        fs::remove_file(&file).unwrap();
        assert_eq!(watch.look(), Some(vec![]));
    }
}
