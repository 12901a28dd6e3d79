//! Speeches: how long they may be, how long they have run.

use super::Request;
use crate::session::ids::RequestId;
use crate::session::time::{Millis, Seconds, Time};

/// Somebody who has the floor, or had it when an interposed question paused them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Speech {
    /// The request it came of.
    pub request: Request,
    /// How long it may be; zero means no limit.
    pub limit: Seconds,
    /// When it began.
    pub begun: Time,
    /// The speech that is paused until this one is over.
    pub pauses: Option<RequestId>,
    pub(super) ran: Millis,
    pub(super) running_since: Option<Time>,
}

impl Speech {
    pub(super) fn begin(request: Request, limit: Seconds, at: Time) -> Self {
        Self {
            request,
            limit,
            begun: at,
            pauses: None,
            ran: Millis(0),
            running_since: Some(at),
        }
    }

    /// How long it has run, pauses not counted.
    #[must_use]
    pub fn spoken(&self, now: Time) -> Millis {
        self.ran
            + self
                .running_since
                .map_or(Millis(0), |since| now.since(since))
    }

    /// How much of the limit is left; negative over time, none without a limit.
    #[must_use]
    pub fn left(&self, now: Time) -> Option<Millis> {
        (self.limit.0 > 0).then(|| Millis::from(self.limit) - self.spoken(now))
    }

    /// Whether its clock stands still.
    #[must_use]
    pub fn is_paused(&self) -> bool {
        self.running_since.is_none()
    }

    pub(super) fn halt(&mut self, at: Time) {
        self.ran = self.spoken(at);
        self.running_since = None;
    }
}

/// How urgent a speech's clock is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Warning {
    /// More than a minute is left, or there is no limit.
    Calm,
    /// At most a minute is left, or a third of the limit where that is less.
    LastMinute,
    /// At most ten seconds are left, or a third of the limit where that is less.
    LastSeconds,
    /// The limit has passed.
    Over,
}

impl Warning {
    /// How urgent it is with this much time left.
    #[must_use]
    pub fn of(left: Option<Millis>, limit: Seconds) -> Self {
        let at_most = |seconds| Millis::from(Seconds((limit.0 / 3).min(seconds)));
        match left {
            Some(left) if left.0 <= 0 => Self::Over,
            Some(left) if left <= at_most(10) => Self::LastSeconds,
            Some(left) if left <= at_most(60) => Self::LastMinute,
            _ => Self::Calm,
        }
    }
}

/// A speech that is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Heard {
    /// The request it came of.
    pub request: Request,
    /// When it began.
    pub begun: Time,
    /// How long it ran.
    pub spoken: Millis,
    /// How long it might have been, additions included; zero without a limit.
    pub limit: Seconds,
}
