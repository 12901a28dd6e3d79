//! A person's own editor: a text in a file of its own, the terminal lent to the editor, the text
//! taken back.

use std::fs;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus};
use std::thread;

use tokio::sync::oneshot;

/// How long a text that comes back may be, in bytes. What the console keeps of it is for the console.
const LONGEST: u64 = 1024 * 1024;

/// The editor that the person has set, as shells understand it.
pub(super) fn name() -> String {
    let set = |name| {
        std::env::var(name)
            .ok()
            .filter(|name| !name.trim().is_empty())
    };
    let usual = if cfg!(windows) { "notepad" } else { "vi" };
    set("VISUAL")
        .or_else(|| set("EDITOR"))
        .unwrap_or_else(|| usual.to_owned())
}

/// A text in a file that only its owner may read; goes away with this.
pub(super) struct Lent(PathBuf);

impl Lent {
    /// Puts a text into a new file of this folder.
    pub(super) fn new(folder: &Path, text: &str) -> io::Result<Self> {
        let path = folder.join(format!("editing-{}.txt", std::process::id()));
        let mut options = fs::OpenOptions::new();
        options.write(true).create(true).truncate(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(&path)?;
        file.write_all(text.as_bytes())?;
        // Editors end every line.
        file.write_all(b"\n")?;
        Ok(Self(path))
    }

    /// Starts the editor on it. It has the terminal until it ends.
    ///
    /// On a thread of its own rather than a task: the program may have to end before the editor does.
    pub(super) fn open(
        &self,
        editor: &str,
    ) -> io::Result<oneshot::Receiver<io::Result<ExitStatus>>> {
        let (ends, ended) = oneshot::channel();
        let mut command = command(editor, &self.0);
        thread::Builder::new()
            .name("editor".to_owned())
            .spawn(move || {
                // Nobody waits any more where the program ends.
                let _ = ends.send(command.status());
            })?;
        Ok(ended)
    }

    /// Leaves the file where it is: the editor has it still.
    pub(super) fn leave(self) {
        std::mem::forget(self);
    }

    /// What stands in the file now.
    pub(super) fn text(&self) -> io::Result<String> {
        let mut bytes = vec![];
        fs::File::open(&self.0)?
            .take(LONGEST)
            .read_to_end(&mut bytes)?;
        let text = String::from_utf8_lossy(&bytes);
        Ok(text.strip_suffix('\n').unwrap_or(&text).to_owned())
    }
}

impl Drop for Lent {
    fn drop(&mut self) {
        // The editor may have taken it away itself.
        let _ = fs::remove_file(&self.0);
    }
}

/// The editor may have arguments of its own (`code --wait`), so a shell reads it, as git does.
fn command(editor: &str, file: &Path) -> Command {
    if cfg!(windows) {
        let mut command = Command::new(editor);
        command.arg(file);
        return command;
    }
    let mut command = Command::new("sh");
    command
        .arg("-c")
        .arg(format!("{editor} \"$@\""))
        .arg(editor)
        .arg(file);
    command
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_goes_into_a_file_and_comes_back() {
        let folder = tempfile::tempdir().unwrap();
        let lent = Lent::new(folder.path(), "Giao Văn phòng\ntrước Tết").unwrap();
        assert_eq!(lent.text().unwrap(), "Giao Văn phòng\ntrước Tết");
        let ended = lent.open("sed -i s/Tết/30-4/").unwrap();
        assert!(ended.blocking_recv().unwrap().unwrap().success());
        assert_eq!(lent.text().unwrap(), "Giao Văn phòng\ntrước 30-4");
        drop(lent);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[test]
    fn an_editor_that_does_not_exist_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let lent = Lent::new(folder.path(), "A").unwrap();
        let ended = lent.open("no-such-editor-anywhere").unwrap();
        assert!(!ended.blocking_recv().unwrap().unwrap().success());
        assert_eq!(lent.text().unwrap(), "A");
    }
}
