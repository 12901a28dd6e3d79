//! What time it is on the hub: the one clock that every timer of a session runs on.

use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Instant, SystemTime, UNIX_EPOCH};

use crate::session::Time;

/// Says what time it is.
pub trait Clock: Send + Sync {
    /// The time now; never earlier than it said before.
    fn now(&self) -> Time;
}

/// This machine's clock, read once and then counted on from there: it never goes back, even when
/// somebody sets the machine's clock during a session.
#[derive(Clone, Copy, Debug)]
pub struct SystemClock {
    begun: Instant,
    begun_at: Time,
}

impl SystemClock {
    /// Reads the machine's clock.
    #[must_use]
    pub fn new() -> Self {
        // A machine whose clock stands before 1970 counts from there.
        let since_epoch = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .unwrap_or_default();
        Self {
            begun: Instant::now(),
            begun_at: Time(i64::try_from(since_epoch.as_millis()).unwrap_or(0)),
        }
    }
}

impl Default for SystemClock {
    fn default() -> Self {
        Self::new()
    }
}

impl Clock for SystemClock {
    fn now(&self) -> Time {
        let passed = i64::try_from(self.begun.elapsed().as_millis()).unwrap_or(i64::MAX);
        Time(self.begun_at.0.saturating_add(passed))
    }
}

/// A clock that is set from outside, for tests and for sessions that are simulated.
#[derive(Debug)]
pub struct ManualClock(AtomicI64);

impl ManualClock {
    /// A clock that stands at this time.
    #[must_use]
    pub fn at(time: Time) -> Self {
        Self(AtomicI64::new(time.0))
    }

    /// Puts the clock forward to this time; it cannot be put back.
    pub fn set(&self, time: Time) {
        self.0.fetch_max(time.0, Ordering::SeqCst);
    }
}

impl Clock for ManualClock {
    fn now(&self) -> Time {
        Time(self.0.load(Ordering::SeqCst))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_manual_clock_goes_forward_only() {
        let clock = ManualClock::at(Time(1_000));
        clock.set(Time(3_000));
        clock.set(Time(2_000));
        assert_eq!(clock.now(), Time(3_000));
    }

    #[test]
    fn the_system_clock_does_not_go_back() {
        let clock = SystemClock::new();
        let first = clock.now();
        assert!(clock.now() >= first);
    }
}
