//! What goes wrong at the front door: each trouble gets a clear word, and the session stays as it was.
//!
//! | file | where the trouble is |
//! |---|---|
//! | `files` | the command line, ports, session files, journals, recordings |
//! | `guests` | who comes over the network |
//! | `terminal` | the terminal a console sits at |
//! | `together` | several consoles, and a hub that goes away under them |

#![expect(clippy::unwrap_used, reason = "what is missing here fails the test")]

#[path = "../common/mod.rs"]
mod common;
mod files;
mod guests;
mod terminal;
mod together;
