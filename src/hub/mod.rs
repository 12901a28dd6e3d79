//! The hub: the live session's server, the only authority on what happened, in which order, at what
//! time.
//!
//! | file | subject |
//! |---|---|
//! | `house` | the sessions of one data directory: added, taken up again, stopped |
//! | `keeper` | one thread that owns one session and is its only writer |
//! | `past` | everything that happened, encoded once for each audience |
//! | `memory` | which commands were done already |
//! | `seats`, `outbox` | who is connected, and what is on its way to them |
//! | `door` | how many sockets may be open, and for how long |
//! | [`server`] | what is served under which address |
//! | `connection` | one client from its hello to its goodbye |
//! | [`access`] | tokens, and the brake on guessing them |
//! | [`allowance`] | how much a client may ask for |
//! | [`page`] | the files of the delegates' page |
//! | `documents` | documents as they are handed out |
//! | [`clock`] | what time it is |
//!
//! What may happen in a session is decided in `session`, what is said to clients stands in `wire`,
//! and how records become durable is the concern of `journal`. Log lines never bear a token, nor
//! who voted what.

pub mod access;
pub mod allowance;
pub mod clock;
mod connection;
mod documents;
mod door;
mod house;
mod keeper;
mod memory;
mod outbox;
pub mod page;
mod past;
mod seats;
pub mod server;
#[cfg(test)]
pub(crate) mod tests;

use std::sync::{Mutex, MutexGuard, PoisonError};

pub use access::{Randomness, SeededRandomness, SystemRandomness};
pub use clock::{Clock, ManualClock, SystemClock};
pub use house::{Added, House, HouseError, Limits, Links};
pub use keeper::KeeperError;
pub use server::serve;

/// What the mutex guards, also after a panic: everything guarded here is whole at every moment.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
