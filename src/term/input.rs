//! What the terminal says, read on a thread of its own.
//!
//! Once its terminal is gone, crossterm reads on and on without a pause and never comes back. Its
//! own stream does that on the task that waits for keys, which then sees no signal any more; a
//! thread of our own harms nobody and ends with the program. It cannot be stopped before, so there
//! is one in a program, and it reads one event at a time, each only when it is told to: while a
//! person's own editor has the terminal, nobody else takes its keys.
//!
//! The same thread asks a terminal that may know the kitty keyboard protocol whether it does, before
//! it reads the first key: asked by crossterm that takes up to two seconds where no answer comes, and
//! the first frame waits for nobody.

use std::io;
use std::sync::mpsc as sync;
use std::thread;

use crossterm::event::{
    self, Event, KeyCode, KeyEvent, KeyModifiers, MouseButton, MouseEvent, MouseEventKind,
};
use crossterm::terminal::supports_keyboard_enhancement;
use tokio::sync::mpsc;

use crate::console::mouse::{Kind, Mouse};

/// What the terminal says.
#[derive(Debug)]
pub(super) enum Told {
    /// Something happened to it.
    Event(Event),
    /// It knows the kitty keyboard protocol.
    KnowsKitty,
}

/// What the terminal says, one thing at a time.
pub(super) struct Keys {
    told: mpsc::Receiver<io::Result<Told>>,
    go_on: sync::Sender<()>,
}

/// Begins to read. After an error nothing more comes.
///
/// # Errors
/// Where the system gives no thread.
pub(super) fn listen() -> io::Result<Keys> {
    let (tells, told) = mpsc::channel(1);
    let (go_on, goes_on) = sync::channel();
    thread::Builder::new()
        .name("keys".to_owned())
        .spawn(move || {
            let tell = |told: io::Result<Told>| {
                let failed = told.is_err();
                tells.blocking_send(told).is_ok() && !failed && goes_on.recv().is_ok()
            };
            if may_know_kitty(|name| std::env::var(name).ok())
                && supports_keyboard_enhancement().unwrap_or(false)
                && !tell(Ok(Told::KnowsKitty))
            {
                return;
            }
            while tell(event::read().map(Told::Event)) {}
        })?;
    Ok(Keys { told, go_on })
}

impl Keys {
    /// The next thing it says. Until [`Keys::read_on`] there is no other.
    pub(super) async fn next(&mut self) -> Option<io::Result<Told>> {
        self.told.recv().await
    }

    /// The event was done with: the next may be read.
    pub(super) fn read_on(&self) {
        // The thread is gone only once there is nothing more to read.
        let _ = self.go_on.send(());
    }
}

/// Whether the terminal is one of those that know the kitty keyboard protocol, by what it calls itself.
/// Only these are asked: others gain nothing by it, and one that doesn't answer would keep the first
/// key waiting. Over SSH only the name of the kind of terminal comes along.
fn may_know_kitty(says: impl Fn(&str) -> Option<String>) -> bool {
    const KINDS: [&str; 7] = [
        "kitty",
        "ghostty",
        "foot",
        "wezterm",
        "alacritty",
        "rio",
        "contour",
    ];
    const PROGRAMS: [&str; 6] = [
        "WezTerm",
        "ghostty",
        "iTerm.app",
        "kitty",
        "rio",
        "WarpTerminal",
    ];
    let kind = says("TERM").unwrap_or_default();
    // Within tmux and screen the program is the one outside.
    let inside = ["screen", "tmux"].iter().any(|name| kind.starts_with(name));
    let program = says("TERM_PROGRAM").unwrap_or_default();
    KINDS.iter().any(|name| kind.contains(name)) || (!inside && PROGRAMS.contains(&&*program))
}

/// A key as it was meant: the Linux console sends Shift-Tab as Alt-Tab, which no terminal passes on for
/// itself.
pub(super) fn meant(key: KeyEvent) -> KeyEvent {
    if key.code == KeyCode::Tab && key.modifiers == KeyModifiers::ALT {
        return KeyEvent {
            code: KeyCode::BackTab,
            modifiers: KeyModifiers::SHIFT,
            ..key
        };
    }
    key
}

/// What the console takes of the mouse: the first button and the wheel.
pub(super) fn mouse(told: MouseEvent) -> Option<Mouse> {
    let kind = match told.kind {
        MouseEventKind::Down(MouseButton::Left) => Kind::Press,
        MouseEventKind::ScrollUp => Kind::WheelUp,
        MouseEventKind::ScrollDown => Kind::WheelDown,
        _ => return None,
    };
    let (column, row) = (told.column, told.row);
    Some(Mouse { column, row, kind })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_terminals_that_may_know_the_protocol_are_asked() {
        let asked = |term: &str, program: &str| {
            may_know_kitty(|name| {
                let said = match name {
                    "TERM" => term,
                    "TERM_PROGRAM" => program,
                    _ => "",
                };
                Some(said.to_owned())
            })
        };
        for (term, program) in [
            ("xterm-kitty", ""),
            ("xterm-ghostty", "ghostty"),
            ("foot-extra", ""),
            ("xterm-256color", "iTerm.app"),
            ("xterm-256color", "WezTerm"),
        ] {
            assert!(asked(term, program), "{term} {program}");
        }
        for (term, program) in [
            ("linux", ""),
            ("screen-256color", "tmux"),
            ("tmux-256color", "iTerm.app"),
            ("xterm-256color", "Apple_Terminal"),
            ("putty", ""),
            ("", ""),
        ] {
            assert!(!asked(term, program), "{term} {program}");
        }
        assert!(!may_know_kitty(|_| None));
    }
}
