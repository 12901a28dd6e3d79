//! What is to be done at a time: taken out when it is due, in order.

use std::collections::BTreeMap;

use crate::session::Time;

/// Things to be done; of those for the same time, what was put in first comes out first.
#[derive(Clone, Debug)]
pub(super) struct Timetable<T> {
    entries: BTreeMap<(Time, u64), T>,
    last: u64,
}

impl<T> Default for Timetable<T> {
    fn default() -> Self {
        Self {
            entries: BTreeMap::new(),
            last: 0,
        }
    }
}

impl<T> Timetable<T> {
    /// To be done at this time.
    pub(super) fn at(&mut self, time: Time, what: T) {
        self.last += 1;
        self.entries.insert((time, self.last), what);
    }

    /// Takes out what is due first, if its time has come.
    pub(super) fn due(&mut self, now: Time) -> Option<T> {
        let first = self.entries.first_entry()?;
        (first.key().0 <= now).then(|| first.remove())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_due_comes_out_in_order() {
        let mut table = Timetable::default();
        for (time, what) in [(20, 'c'), (10, 'a'), (10, 'b'), (30, 'd')] {
            table.at(Time(time), what);
        }
        let due: String = std::iter::from_fn(|| table.due(Time(20))).collect();
        assert_eq!(due, "abc");
        assert_eq!(table.due(Time(29)), None);
        assert_eq!(table.due(Time(30)), Some('d'));
    }
}
