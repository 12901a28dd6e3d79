//! What a console, a delegate page and a hub say to each other.
//!
//! Enough stands here to write a client in another language: how it goes, then every message, every
//! reason and every refusal as they stand on the wire, then the shapes of values. Every message is one WebSocket text
//! frame holding one JSON object with one key, the name of the message. Names are in `snake_case`.
//! Moments are milliseconds since 1970-01-01 UTC on the hub's clock, weights are decimal strings,
//! command numbers are UUIDs. Fields that are absent have no value; unknown names are errors.
//!
//! # Joining
//!
//! A join link is `http://HOST:PORT/SESSION#TOKEN`. The token stays behind the `#`, so no server
//! log or proxy sees it. The WebSocket is at `ws://HOST:PORT/SESSION/ws`, subprotocol
//! [`SUBPROTOCOL`]. Naming the subprotocol is not required, for the version that counts stands in the
//! hello; a client that offers only others is let in without one. The client speaks first, within ten seconds:
//!
//! ```json
//! {"hello":{"version":1,"token":"K7QM-3XPD-9TRW","name":"tablet 4","since":57,"journal":"…"}}
//! ```
//!
//! `since` and `journal` are what a client that was here before saw last; others leave them out. With
//! `"tool":true` a client is no device at which somebody sits, such as a script that calls once and is
//! gone: whether its delegate counts as connected does not change with it, and no record is written of
//! its coming and going. All else is as for others. The
//! hub answers with a [`HubMessage::Welcome`], or a [`HubMessage::Bye`] and the end of the
//! connection. Where `resumed` is false in the welcome, the client forgets what it knew and begins
//! anew. Then come [`HubMessage::Records`] with everything since, and from then on as it happens.
//!
//! # The session
//!
//! The first record is `{"prepared":{…}}` with the whole [plan](crate::session::Plan). A client
//! applies the records in order, as [`Session::apply`](crate::session::Session::apply) does. Some
//! are never sent to some clients, and some are sent without what may not be seen yet (see
//! [`audience`]); so `seq` has gaps, and `upto` says how far the client is.
//!
//! # Commands
//!
//! ```json
//! {"command":{"id":"0198c5c2-…","command":{"floor":{"give":{"request":17}}}}}
//! ```
//!
//! The client chooses `id` and keeps the command until a [`HubMessage::Reply`] with that id says
//! `done` or `refused`. After a broken connection it sends again what has no reply: a command that
//! was done is not done twice. What can be asked is the tree of [`Command`](crate::session::Command);
//! what can be answered is [`Refusal`](crate::session::Refusal). A record stands before the reply of
//! the command that caused it, and bears the command's id as `cause`.
//!
//! # Clock
//!
//! `{"ping":{"n":5}}` is answered at once by `{"pong":{"n":5,"now":…}}`. Half the way back is taken
//! as the delay; timers run on the hub's clock.
//!
//! # Limits
//!
//! A client's message is at most [`MOST_BYTES`] long; it may send [`MOST_COMMANDS`] at once and ten
//! a second in the long run, more are refused as `too_fast`. A client that does not read is told
//! `too_slow` and cut off; it may come back and go on where it was.
//!
//! A client may say hello while the hub has room for it, else it is told `too_many_connections`;
//! some of the room is kept for those who are no delegates. A socket to which the hub had nothing to
//! say for half a minute is closed, whatever was sent on it: a request by halves, or a connection
//! kept open for later. A joined client never meets this, for the hub sends it a WebSocket ping every
//! ten seconds; it must answer them (most libraries do so unasked), or is taken for gone.
//!
#![doc = include_str!("reference.md")]

pub mod audience;
pub mod message;
#[cfg(test)]
mod reference;

pub use audience::Audience;
pub use message::{Answer, Bye, ClientMessage, Connection, Contents, HubMessage, Vitals};

/// The name of this protocol in the WebSocket handshake.
pub const SUBPROTOCOL: &str = "chair.v1";
/// The version a client says in its hello.
pub const VERSION: u32 = 1;
/// How long a client's message may be, in bytes.
pub const MOST_BYTES: usize = 64 * 1024;
/// How long a hub's message may be, in bytes.
pub const MOST_HUB_BYTES: usize = 16 * 1024 * 1024;
/// How many commands a client may send in one burst.
pub const MOST_COMMANDS: u32 = 60;
/// How many commands a second a client may send in the long run.
pub const COMMANDS_PER_SECOND: u32 = 10;
