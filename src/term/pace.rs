//! How soon the next frame may be drawn: at once after a pause, and never more than thirty a second
//! in the long run.
//!
//! A few frames may follow each other without a pause, so that what a person waits for (the session
//! behind the first frame, the effect of a key) is not held up by a clock that just ticked.

use std::collections::VecDeque;
use std::time::Duration;

use tokio::time::Instant;

/// How many frames may follow each other at once.
const AT_ONCE: usize = 4;
/// In which time there are no more of them.
const WHILE: Duration = Duration::from_millis(134);

/// When the last few frames were drawn.
#[derive(Debug, Default)]
pub(super) struct Pace {
    drawn: VecDeque<Instant>,
}

impl Pace {
    /// The earliest moment for the next frame; none where it may be drawn at any time.
    pub(super) fn next(&self) -> Option<Instant> {
        let first = self.drawn.front().filter(|_| self.drawn.len() == AT_ONCE);
        first.map(|first| *first + WHILE)
    }

    /// A frame was drawn.
    pub(super) fn drawn(&mut self, now: Instant) {
        if self.drawn.len() == AT_ONCE {
            self.drawn.pop_front();
        }
        self.drawn.push_back(now);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// When frames are drawn that are wanted at these milliseconds.
    fn drawn(wanted: &[u64]) -> Vec<u128> {
        let begin = Instant::now();
        let mut pace = Pace::default();
        let frames = wanted.iter().map(|millis| {
            let wanted = begin + Duration::from_millis(*millis);
            let at = pace.next().map_or(wanted, |next| next.max(wanted));
            pace.drawn(at);
            (at - begin).as_millis()
        });
        frames.collect()
    }

    #[test]
    fn the_first_frames_and_those_after_a_pause_come_at_once() {
        assert_eq!(drawn(&[0, 2, 3, 5, 500, 501]), [0, 2, 3, 5, 500, 501]);
        assert_eq!(drawn(&[0, 1_000, 1_003]), [0, 1_000, 1_003]);
    }

    #[test]
    fn in_the_long_run_there_are_thirty_a_second() {
        let frames = drawn(&[0; 100]);
        assert_eq!(frames[..6], [0, 0, 0, 0, 134, 134]);
        let second = frames.iter().filter(|at| (1_000..2_000).contains(*at));
        assert!(second.count() <= 32);
    }
}
