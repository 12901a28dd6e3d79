//! The console's end of a session: where records come from and commands go to.
//!
//! Everything above sees only [`News`] and gives only [`Order`]s, whether a hub is behind it or a
//! recording. A chair's console reaches its own embedded hub through the same link as a remote one.
//!
//! | file | subject |
//! |---|---|
//! | [`remote`] | a hub: connect, resume, send again |
//! | [`address`] | join links |
//! | [`backoff`] | pauses between tries |
//! | [`offset`] | how the hub's clock stands to this machine's |
//! | [`replay`], [`player`] | a recording being played |

pub mod address;
pub mod backoff;
pub mod offset;
pub mod player;
pub mod remote;
pub mod replay;
#[cfg(test)]
mod tests;

use crate::session::{Command, DelegateId, DocumentId, Millis, Record, Role, Seq, Time};
use crate::wire::{Answer, Bye, Contents, Vitals};

pub use address::{Address, WrongAddress};
pub use remote::connect;
pub use replay::play;

/// How many orders and how many news may wait in the channels of a link.
const WAITING: usize = 1_024;

/// The number a console gives a command, to know its answer by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ticket(pub u64);

/// What a link tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum News {
    /// The session was joined, or joined again.
    Joined {
        /// What may be done here.
        role: Role,
        /// Which person this is.
        delegate: Option<DelegateId>,
        /// Whether the records go on where they were; else what is known of the session is to be
        /// forgotten, for they begin anew.
        resumed: bool,
        /// The last record there is; the session is up to date once it has been seen. A recording
        /// has none: it is being watched, not caught up with.
        head: Seq,
    },
    /// What happened.
    Records {
        /// How far this reaches.
        upto: Seq,
        /// In order.
        records: Vec<Record>,
    },
    /// What became of a command.
    Answered {
        /// Which.
        ticket: Ticket,
        /// What became of it.
        answer: Answer,
    },
    /// A document that was asked for.
    Document {
        /// Which.
        document: DocumentId,
        /// What is in it.
        contents: Contents,
    },
    /// How the hub fares.
    Vitals(Vitals),
    /// How the hub's clock stands to this machine's.
    Clock {
        /// What to add to this machine's time to have the hub's.
        ahead: Millis,
        /// How long a message takes there and back.
        round_trip: Millis,
    },
    /// The connection is lost; the link tries again by itself.
    Lost {
        /// What the hub said, where it said something.
        bye: Option<Bye>,
        /// Which try comes next, from 1.
        attempt: u32,
        /// How long until it is made.
        retry_in: Millis,
    },
    /// The link has ended and will not try again.
    Ended {
        /// What the hub said.
        bye: Bye,
    },
    /// Where a recording stands.
    Playback(Playback),
}

/// Where a recording that is being played stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Playback {
    /// Whether it stands still.
    pub paused: bool,
    /// How many times as fast as it happened: 1 to 64.
    pub speed: u32,
    /// The last record played.
    pub at: Seq,
    /// The last record there is.
    pub end: Seq,
    /// The time in the recording.
    pub now: Time,
}

/// What a link is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Order {
    /// Send this command, again and again until it is answered.
    Command {
        /// To know the answer by.
        ticket: Ticket,
        /// What.
        command: Box<Command>,
    },
    /// Ask for a document.
    Document(DocumentId),
    /// Stop and go on with a recording.
    TogglePause,
    /// Play one record of a recording.
    Step,
    /// Play a recording twice as fast, up to 64 times.
    Faster,
    /// Play a recording half as fast, down to once.
    Slower,
}
