//! Who has not spoken so far.

use crate::session::Session;
use crate::session::attendance::Attendee;

impl Session {
    /// Members present who have not spoken in this session and do not speak now. Points of order do
    /// not count: see [`super::Floor::times_spoken`].
    pub fn never_spoken(&self) -> impl Iterator<Item = &Attendee> {
        let floor = &self.floor;
        self.roster.iter().filter(|attendee| {
            let delegate = attendee.delegate.id;
            attendee.delegate.vote.is_some()
                && attendee.presence.is_present()
                && floor.times_spoken(delegate) == 0
                && !floor.speeches().any(|s| s.request.delegate == delegate)
        })
    }
}
