//! Who has not spoken so far.

use std::collections::BTreeSet;

use super::Kind;
use crate::session::Session;
use crate::session::attendance::Attendee;

impl Session {
    /// Members present who have not spoken in this session and do not speak now. Points of order do
    /// not count: see [`super::Floor::times_spoken`].
    pub fn never_spoken(&self) -> impl Iterator<Item = &Attendee> {
        let floor = &self.floor;
        let heard = floor.heard.iter().map(|heard| heard.request);
        let heard = heard.filter(|request| request.kind != Kind::PointOfOrder);
        let speaks = floor.speeches().map(|speech| speech.request);
        let spoken: BTreeSet<_> = heard.chain(speaks).map(|r| r.delegate).collect();
        self.roster.iter().filter(move |attendee| {
            attendee.delegate.vote.is_some()
                && attendee.presence.is_present()
                && !spoken.contains(&attendee.delegate.id)
        })
    }
}
