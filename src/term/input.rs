//! What the terminal says, read on a thread of its own.
//!
//! Once its terminal is gone, crossterm reads on and on without a pause and never comes back. Its
//! own stream does that on the task that waits for keys, which then sees no signal any more; a
//! thread of our own harms nobody and ends with the program. It cannot be stopped before, so there
//! is one in a program.

use std::io;
use std::thread;

use crossterm::event::{self, Event};
use tokio::sync::mpsc;

/// How many events may wait. A person types no faster; of a long paste there is one.
const WAITING: usize = 1_024;

/// Begins to read. After an error nothing more comes.
///
/// # Errors
/// Where the system gives no thread.
pub(super) fn listen() -> io::Result<mpsc::Receiver<io::Result<Event>>> {
    let (told, inbox) = mpsc::channel(WAITING);
    thread::Builder::new()
        .name("keys".to_owned())
        .spawn(move || {
            loop {
                let event = event::read();
                let failed = event.is_err();
                if told.blocking_send(event).is_err() || failed {
                    return;
                }
            }
        })?;
    Ok(inbox)
}
