//! How much a client may ask for: so many at once, so many a second in the long run.

use std::time::Duration;

use tokio::time::Instant;

use crate::wire::{COMMANDS_PER_SECOND, MOST_COMMANDS};

const EACH: Duration = Duration::from_millis(1_000 / COMMANDS_PER_SECOND as u64);

/// What one client may still ask for. Holds the moment at which nothing would be owed any more.
#[derive(Clone, Copy, Debug)]
pub struct Allowance {
    even: Instant,
}

impl Allowance {
    /// A client that has asked for nothing yet.
    #[must_use]
    pub fn full(now: Instant) -> Self {
        Self { even: now }
    }

    /// Takes one.
    ///
    /// # Errors
    /// How long to wait until one can be taken, where all are used up. Nothing is taken then.
    pub fn take(&mut self, now: Instant) -> Result<(), Duration> {
        let even = self.even.max(now) + EACH;
        let too_far = even.saturating_duration_since(now + EACH * MOST_COMMANDS);
        if too_far > Duration::ZERO {
            return Err(too_far);
        }
        self.even = even;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_burst_is_let_through_and_then_so_many_a_second() {
        let start = Instant::now();
        let mut allowance = Allowance::full(start);
        for _ in 0..MOST_COMMANDS {
            assert_eq!(allowance.take(start), Ok(()));
        }
        assert_eq!(allowance.take(start), Err(EACH));
        let second = start + Duration::from_secs(1);
        for _ in 0..COMMANDS_PER_SECOND {
            assert_eq!(allowance.take(second), Ok(()));
        }
        assert!(allowance.take(second).is_err());
    }

    #[test]
    fn rest_does_not_save_up_more_than_one_burst() {
        let start = Instant::now();
        let mut allowance = Allowance::full(start);
        let later = start + Duration::from_secs(3_600);
        let taken = (0..1_000).take_while(|_| allowance.take(later).is_ok());
        assert_eq!(taken.count(), MOST_COMMANDS as usize);
    }
}
