//! How the hub's clock stands to this machine's, from the last few round trips.
//!
//! The hub's time in an answer was true somewhere between asking and hearing; half the way is taken
//! as the delay. The quickest of the last few round trips leaves the least room for error.

use std::collections::VecDeque;

use crate::session::{Millis, Time};

/// How many round trips are looked at.
const LAST: usize = 8;

/// What is known of the hub's clock.
#[derive(Clone, Debug, Default)]
pub struct Offset {
    trips: VecDeque<Trip>,
}

/// One question and its answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Trip {
    /// What to add to this machine's time to have the hub's.
    pub ahead: Millis,
    /// How long it took there and back.
    pub round_trip: Millis,
}

impl Offset {
    /// Adds a round trip: asked and heard on this machine's clock, answered on the hub's. Gives the
    /// best of the last few.
    pub fn add(&mut self, asked: Time, answered: Time, heard: Time) -> Trip {
        // A clock that was set back meanwhile must not make a trip shorter than nothing.
        let round_trip = Millis(heard.since(asked).0.max(0));
        let there = asked + Millis(round_trip.0 / 2);
        let trip = Trip {
            ahead: answered.since(there),
            round_trip,
        };
        if self.trips.len() == LAST {
            self.trips.pop_front();
        }
        self.trips.push_back(trip);
        let best = self.trips.iter().rev().min_by_key(|trip| trip.round_trip);
        best.copied().unwrap_or(trip)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_the_way_is_the_delay() {
        let trip = Offset::default().add(Time(1_000), Time(61_020), Time(1_040));
        assert_eq!(trip.ahead, Millis(60_000));
        assert_eq!(trip.round_trip, Millis(40));
    }

    #[test]
    fn the_quickest_trip_is_believed_for_a_while() {
        let mut offset = Offset::default();
        offset.add(Time(0), Time(105), Time(10));
        let slow = |offset: &mut Offset| offset.add(Time(0), Time(500), Time(400)).ahead;
        for _ in 1..LAST {
            assert_eq!(slow(&mut offset), Millis(100));
        }
        assert_eq!(
            slow(&mut offset),
            Millis(300),
            "the quick one is too old now"
        );
    }

    #[test]
    fn of_equal_trips_the_latest_is_believed() {
        let mut offset = Offset::default();
        offset.add(Time(0), Time(105), Time(10));
        assert_eq!(offset.add(Time(0), Time(205), Time(10)).ahead, Millis(200));
    }
}
