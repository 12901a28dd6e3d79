//! What the terminal says, read on a thread of its own.
//!
//! Once its terminal is gone, crossterm reads on and on without a pause and never comes back. Its
//! own stream does that on the task that waits for keys, which then sees no signal any more; a
//! thread of our own harms nobody and ends with the program. It cannot be stopped before, so there
//! is one in a program, and it reads one event at a time, each only when it is told to: while a
//! person's own editor has the terminal, nobody else takes its keys.

use std::io;
use std::sync::mpsc as sync;
use std::thread;

use crossterm::event::{self, Event};
use tokio::sync::mpsc;

/// The events of the terminal, one at a time.
pub(super) struct Keys {
    told: mpsc::Receiver<io::Result<Event>>,
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
            loop {
                let event = event::read();
                let failed = event.is_err();
                if tells.blocking_send(event).is_err() || failed || goes_on.recv().is_err() {
                    return;
                }
            }
        })?;
    Ok(Keys { told, go_on })
}

impl Keys {
    /// The next event. Until [`Keys::read_on`] there is no other.
    pub(super) async fn next(&mut self) -> Option<io::Result<Event>> {
        self.told.recv().await
    }

    /// The event was done with: the next may be read.
    pub(super) fn read_on(&self) {
        // The thread is gone only once there is nothing more to read.
        let _ = self.go_on.send(());
    }
}
