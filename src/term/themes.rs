//! A person's own themes: the files of a folder, read again when they are saved.
//!
//! The folder is looked at once a second, aside from the console's own task, so that a slow disk holds
//! up nobody. Watching through the operating system would save that look and little else, and is
//! not told of changes on every file system that a home folder may lie on.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use tokio::sync::mpsc;
use tokio::task::spawn_blocking;
use tokio::time::sleep;

use crate::console::theme::{MOST_THEME, OwnTheme};

/// How often the folder is looked at.
const LOOKED: Duration = Duration::from_secs(1);
/// How many themes of a person's own there can be.
const MOST: usize = 200;

/// Where a person's own themes lie.
#[derive(Clone, Debug)]
pub struct OwnThemes {
    folder: Option<PathBuf>,
}

/// What tells that a file was saved, without reading it: when, and how large it is.
type Sight = BTreeMap<PathBuf, (Option<SystemTime>, u64)>;

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

    /// Tells the themes as they are each time that a file of theirs was saved, came or went.
    pub(super) fn watch(self) -> mpsc::Receiver<Vec<OwnTheme>> {
        let (tell, told) = mpsc::channel(1);
        if self.folder.is_some() {
            tokio::spawn(Watch::new(self).tell(tell));
        }
        told
    }

    fn sight(&self) -> Sight {
        let Some(entries) = self.folder.as_ref().and_then(|f| fs::read_dir(f).ok()) else {
            return Sight::new();
        };
        let paths = entries.filter_map(|entry| Some(entry.ok()?.path()));
        let themes = paths.filter(|path| path.extension() == Some(OsStr::new("toml")));
        let seen = themes.filter_map(|path| {
            let about = fs::metadata(&path).ok().filter(fs::Metadata::is_file)?;
            Some((path, (about.modified().ok(), about.len())))
        });
        seen.take(MOST).collect()
    }
}

/// The folder as it was when it was looked at last.
struct Watch {
    themes: OwnThemes,
    before: Sight,
}

impl Watch {
    fn new(themes: OwnThemes) -> Self {
        let before = themes.sight();
        Self { themes, before }
    }

    /// The themes as they are, if anything has changed since the last look.
    fn look(&mut self) -> Option<Vec<OwnTheme>> {
        let sight = self.themes.sight();
        let changed = self.before != sight;
        self.before = sight;
        changed.then(|| self.themes.now())
    }

    /// Looks again and again, for as long as anybody listens.
    async fn tell(mut self, tell: mpsc::Sender<Vec<OwnTheme>>) {
        loop {
            tokio::select! {
                () = tell.closed() => return,
                () = sleep(LOOKED) => {}
            }
            let looked = spawn_blocking(move || {
                let changed = self.look();
                (self, changed)
            });
            let Ok((watch, changed)) = looked.await else {
                return;
            };
            self = watch;
            if let Some(themes) = changed
                && tell.send(themes).await.is_err()
            {
                return;
            }
        }
    }
}

fn read(path: &Path) -> Option<OwnTheme> {
    let text = || -> io::Result<Vec<u8>> {
        let mut text = vec![];
        // One byte more than may be there says that it is too large.
        let file = File::open(path)?;
        file.take(MOST_THEME + 1).read_to_end(&mut text)?;
        Ok(text)
    };
    let name = path.file_stem()?.to_str()?.to_owned();
    Some(OwnTheme {
        // Short, so that what is wrong with it still fits into a row of the screen.
        file: format!("themes/{name}.toml"),
        name,
        text: text().ok()?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

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
