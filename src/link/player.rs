//! A recording being played, without a clock: told what time it is, it says what happened by then.
//!
//! A meeting has long silences. Where more than [`LONGEST_GAP`] of recorded time lies between two
//! records, only that much is waited, and the recording's time jumps to shortly before the next; so
//! a replay takes less time than the meeting did, even at its own speed.

use std::time::Duration;

use super::Playback;
use crate::session::{Millis, Record, Seq, Time};

/// How much recorded time between two records is waited at most.
pub const LONGEST_GAP: Millis = Millis(5_000);
/// How many times as fast a recording can be played.
pub const FASTEST: u32 = 64;

/// A recording and where it stands.
#[derive(Debug)]
pub struct Player {
    records: Vec<Record>,
    /// How many records were played.
    played: usize,
    /// The time in the recording.
    now: Time,
    /// Real time that did not make up a whole millisecond of recorded time yet, in microseconds of
    /// recorded time.
    rest: u128,
    speed: u32,
    paused: bool,
}

impl Player {
    /// A recording at its beginning: the first record, which holds the plan, comes at once.
    #[must_use]
    pub fn new(records: Vec<Record>) -> Self {
        Self {
            now: records.first().map_or(Time(0), |record| record.at),
            records,
            played: 0,
            rest: 0,
            speed: 1,
            paused: false,
        }
    }

    /// Where it stands.
    #[must_use]
    pub fn playback(&self) -> Playback {
        let seq = |record: Option<&Record>| record.map_or(Seq(0), |record| record.seq);
        Playback {
            paused: self.paused,
            speed: self.speed,
            at: seq(self.records[..self.played].last()),
            end: seq(self.records.last()),
            now: self.now,
        }
    }

    /// So much real time has passed. Gives what happened meanwhile.
    pub fn pass(&mut self, passed: Duration) -> &[Record] {
        let from = self.played;
        if !self.paused {
            let ahead = passed.as_micros() * u128::from(self.speed) + self.rest;
            self.rest = ahead % 1_000;
            let mut ahead = Millis(i64::try_from(ahead / 1_000).unwrap_or(i64::MAX));
            while let Some(wait) = self.wait() {
                if ahead < wait {
                    break;
                }
                ahead = ahead - wait;
                self.play_next();
            }
            if self.wait().is_some() {
                self.skip_silence();
                self.now = self.now + ahead;
            }
        }
        &self.records[from..self.played]
    }

    /// Stops or goes on.
    pub fn toggle_pause(&mut self) {
        self.paused = !self.paused;
    }

    /// Plays one record and stops there. Gives it, unless the recording is at its end.
    pub fn step(&mut self) -> &[Record] {
        let from = self.played;
        self.paused = true;
        self.play_next();
        &self.records[from..self.played]
    }

    /// Twice as fast, up to [`FASTEST`].
    pub fn faster(&mut self) {
        self.speed = (self.speed * 2).min(FASTEST);
    }

    /// Half as fast, down to its own speed.
    pub fn slower(&mut self) {
        self.speed = (self.speed / 2).max(1);
    }

    /// How long until the next record, in real time; nothing where it stands still or is over.
    #[must_use]
    pub fn next_in(&self) -> Option<Duration> {
        let wait = self.wait().filter(|_| !self.paused)?;
        let micros = u64::try_from(wait.0.saturating_mul(1_000)).unwrap_or(0);
        let rest = u64::try_from(self.rest).unwrap_or(0);
        let micros = micros.saturating_sub(rest);
        Some(Duration::from_micros(
            micros.div_ceil(u64::from(self.speed)),
        ))
    }

    /// Recorded time that is waited until the next record; nothing at the end.
    fn wait(&self) -> Option<Millis> {
        let next = self.records.get(self.played)?;
        let gap = next.at.since(self.now);
        Some(gap.min(LONGEST_GAP).max(Millis(0)))
    }

    /// Lets the recording's time jump where more lies ahead than is waited for.
    fn skip_silence(&mut self) {
        if let Some(next) = self.records.get(self.played) {
            self.now = self.now.max(next.at + Millis(-LONGEST_GAP.0));
        }
    }

    fn play_next(&mut self) {
        if let Some(next) = self.records.get(self.played) {
            self.now = self.now.max(next.at);
            self.played += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::{Event, life};

    /// Records at these seconds.
    fn player(seconds: &[i64]) -> Player {
        let record = |(place, second): (usize, &i64)| Record {
            seq: Seq(u32::try_from(place).unwrap() + 1),
            at: Time(second * 1_000),
            by: None,
            cause: None,
            event: Event::Life(life::Event::Opened),
        };
        Player::new(seconds.iter().enumerate().map(record).collect())
    }

    fn pass(player: &mut Player, millis: u64) -> Vec<u32> {
        let played = player.pass(Duration::from_millis(millis));
        played.iter().map(|record| record.seq.0).collect()
    }

    #[test]
    fn records_come_when_their_time_has_come() {
        let mut player = player(&[100, 102, 103]);
        assert_eq!(pass(&mut player, 0), [1]);
        assert_eq!(player.next_in(), Some(Duration::from_secs(2)));
        assert_eq!(pass(&mut player, 1_500), [0; 0]);
        assert_eq!(player.playback().now, Time(101_500));
        assert_eq!(pass(&mut player, 500), [2]);
        assert_eq!(pass(&mut player, 60_000), [3]);
        assert_eq!(player.next_in(), None);
        assert_eq!(player.playback().now, Time(103_000));
    }

    #[test]
    fn a_long_silence_is_cut_to_five_seconds() {
        let mut player = player(&[0, 3_600, 3_601]);
        pass(&mut player, 0);
        assert_eq!(player.next_in(), Some(Duration::from_secs(5)));
        assert_eq!(pass(&mut player, 4_999), [0; 0]);
        assert_eq!(player.playback().now, Time(3_599_999));
        assert_eq!(pass(&mut player, 1), [2]);
        assert_eq!(pass(&mut player, 1_000), [3]);
    }

    #[test]
    fn it_plays_up_to_64_times_as_fast() {
        let mut player = player(&[0, 4]);
        pass(&mut player, 0);
        (0..10).for_each(|_| player.faster());
        assert_eq!(player.playback().speed, 64);
        assert_eq!(player.next_in(), Some(Duration::from_micros(62_500)));
        assert_eq!(pass(&mut player, 62), [0; 0]);
        assert_eq!(pass(&mut player, 1), [2]);
        (0..10).for_each(|_| player.slower());
        assert_eq!(player.playback().speed, 1);
    }

    #[test]
    fn parts_of_a_millisecond_are_not_lost() {
        let mut player = player(&[0, 1]);
        pass(&mut player, 0);
        for _ in 0..9_999 {
            assert!(player.pass(Duration::from_micros(100)).is_empty());
        }
        assert_eq!(player.pass(Duration::from_micros(100)).len(), 1);
    }

    #[test]
    fn a_pause_stands_still_and_a_step_plays_one() {
        let mut player = player(&[0, 1, 2]);
        pass(&mut player, 0);
        player.toggle_pause();
        assert_eq!(pass(&mut player, 60_000), [0; 0]);
        assert_eq!(player.next_in(), None);
        assert_eq!(player.step().len(), 1);
        assert_eq!(player.playback().at, Seq(2));
        player.toggle_pause();
        assert_eq!(pass(&mut player, 1_000), [3]);
        assert!(player.step().is_empty(), "the end");
    }

    #[test]
    fn an_empty_recording_is_over_at_once() {
        let mut player = player(&[]);
        assert_eq!(pass(&mut player, 1_000), [0; 0]);
        assert_eq!(player.playback().end, Seq(0));
    }
}
