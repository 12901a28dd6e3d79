//! Requests put aside for later (gọi sau): they wait for nobody's turn until they are brought back.

use super::{Event, Floor, Request};
use crate::session::ids::RequestId;
use crate::session::refusal::Refusal;

impl Floor {
    pub(super) fn park(&mut self, id: RequestId) {
        let request = self.take(id);
        self.parked.extend(request);
    }

    pub(super) fn recall(&mut self, id: RequestId, place: u32) {
        if let Some(request) = self.take(id) {
            self.enter(request, place);
        }
    }
}

/// Brings a request back: where one of its kind would come to stand that is new.
pub(super) fn recalled(floor: &Floor, request: RequestId) -> Result<Event, Refusal> {
    let aside = |parked: &&Request| parked.id == request;
    let parked = floor.parked.iter().find(aside);
    let parked = parked.ok_or(Refusal::NotParked { request })?;
    let place = u32::try_from(floor.place_for(parked.kind)).unwrap_or(u32::MAX);
    Ok(Event::Recalled { request, place })
}
