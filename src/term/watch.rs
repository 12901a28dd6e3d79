//! Files of a person's own that are read again when they are saved: themes, keys.
//!
//! They are looked at once a second, aside from the console's own task, so that a slow disk holds up
//! nobody. Watching through the operating system would save that look and little else, and is not
//! told of changes on every file system that a home folder may lie on.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use tokio::sync::mpsc;
use tokio::task::spawn_blocking;
use tokio::time::sleep;

/// How often they are looked at.
const LOOKED: Duration = Duration::from_secs(1);

/// What tells that a file was saved, without reading it: when, and how large it is.
pub(super) type Sight = BTreeMap<PathBuf, (Option<SystemTime>, u64)>;

/// What is seen of these files; those that are not there are not in it.
pub(super) fn sight(paths: impl IntoIterator<Item = PathBuf>) -> Sight {
    let seen = paths.into_iter().filter_map(|path| {
        let about = fs::metadata(&path).ok().filter(fs::Metadata::is_file)?;
        Some((path, (about.modified().ok(), about.len())))
    });
    seen.collect()
}

/// What stands in a file; of one larger than `most` bytes enough to see that.
pub(super) fn read(path: &Path, most: u64) -> io::Result<Vec<u8>> {
    let mut text = vec![];
    File::open(path)?.take(most + 1).read_to_end(&mut text)?;
    Ok(text)
}

/// Files that can be looked at.
pub(super) trait Own: Send + Sized + 'static {
    /// What is made of them.
    type Read: Clone + PartialEq + Send;

    /// What is seen of them without reading.
    fn sight(&self) -> Sight;

    /// What they say now.
    fn now(&self) -> Self::Read;

    /// Tells what they say each time that one was saved, came or went.
    fn watch(self) -> mpsc::Receiver<Self::Read> {
        let (tell, told) = mpsc::channel(1);
        tokio::spawn(Watch::new(self).tell(tell));
        told
    }
}

/// Files as they were when they were looked at last.
pub(super) struct Watch<O: Own> {
    own: O,
    before: Sight,
    read: O::Read,
}

impl<O: Own> Watch<O> {
    pub(super) fn new(own: O) -> Self {
        let (before, read) = (own.sight(), own.now());
        Self { own, before, read }
    }

    /// What the files say, if that is something else than at the last look.
    pub(super) fn look(&mut self) -> Option<O::Read> {
        let sight = self.own.sight();
        if self.before == sight {
            return None;
        }
        self.before = sight;
        let read = self.own.now();
        if self.read == read {
            return None;
        }
        self.read = read.clone();
        Some(read)
    }

    /// Looks again and again, for as long as anybody listens.
    async fn tell(mut self, tell: mpsc::Sender<O::Read>) {
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
            if let Some(read) = changed
                && tell.send(read).await.is_err()
            {
                return;
            }
        }
    }
}
