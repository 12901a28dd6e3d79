//! Requests put aside for later (gọi sau): they wait for nobody's turn until they are brought back.

use super::{Event, Floor, Request, order};
use crate::session::Session;
use crate::session::ids::RequestId;
use crate::session::refusal::Refusal;

impl Floor {
    pub(super) fn park(&mut self, id: RequestId) {
        let request = self.take(id);
        // Where the head table had put it once is over.
        self.departures.remove(&id);
        self.parked.extend(request);
    }

    pub(super) fn recall(&mut self, id: RequestId, place: u32) {
        if let Some(request) = self.take(id) {
            self.returned.insert(id, RequestId(self.last));
            self.enter(request, place);
        }
    }
}

/// Brings a request back: where it would come to stand if it were new.
pub(super) fn recalled(session: &Session, request: RequestId) -> Result<Event, Refusal> {
    let aside = |parked: &&Request| parked.id == request;
    let parked = session.floor.parked.iter().find(aside);
    let parked = parked.ok_or(Refusal::NotParked { request })?;
    let place = order::place_for(session, *parked);
    Ok(Event::Recalled { request, place })
}
