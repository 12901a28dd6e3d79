//! How long to wait before trying to connect again.

use std::time::Duration;

/// The pause before the second try; each one after is twice as long.
const FIRST: Duration = Duration::from_millis(250);
/// No pause is longer.
pub const LONGEST: Duration = Duration::from_secs(15);

/// How long to wait before this try, counted from 1.
///
/// `chance` spreads the pauses by a quarter to either side, so that hundreds of clients which lost
/// the same hub do not all come back at once. Any number will do; the whole range is used evenly.
#[must_use]
pub fn pause(attempt: u32, chance: u16) -> Duration {
    let doublings = attempt.saturating_sub(1).min(16);
    let pause = FIRST.saturating_mul(1 << doublings).min(LONGEST * 4 / 5);
    // 3/4 to 5/4 of the pause. The longest comes to exactly the cap.
    let spread = pause / 2 * u32::from(chance) / u32::from(u16::MAX);
    pause * 3 / 4 + spread
}

#[cfg(test)]
mod tests {
    use super::*;

    const MIDDLE: u16 = u16::MAX / 2;

    fn millis(attempt: u32, chance: u16) -> u128 {
        pause(attempt, chance).as_millis()
    }

    #[test]
    fn pauses_double_and_stop_growing() {
        let pauses: Vec<_> = (1..=9).map(|attempt| millis(attempt, MIDDLE)).collect();
        assert_eq!(
            pauses,
            [249, 499, 999, 1_999, 3_999, 7_999, 11_999, 11_999, 11_999]
        );
    }

    #[test]
    fn no_pause_is_longer_than_the_cap_however_often_it_is_tried() {
        for attempt in [1, 2, 10, 100, u32::MAX] {
            assert!(pause(attempt, u16::MAX) <= LONGEST);
        }
        assert_eq!(pause(u32::MAX, u16::MAX), LONGEST);
    }

    #[test]
    fn chance_spreads_a_pause_by_a_quarter() {
        assert_eq!(millis(3, 0), 750);
        assert_eq!(millis(3, u16::MAX), 1_250);
    }

    #[test]
    fn there_is_always_a_pause() {
        assert!(pause(0, 0) >= FIRST / 2);
    }
}
