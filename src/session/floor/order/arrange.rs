//! The order of a queue, place by place.

use std::cmp::Reverse;

use super::course::Course;
use super::{Arranged, Floor, Reason, Request};
use crate::session::Session;

/// The order in which those who wait on this floor are to speak. `session` gives the rules, the
/// groups and the item; its own floor is not looked at. Only so many places are looked at.
pub(super) fn arrange(session: &Session, floor: &Floor, most: usize) -> Arranged {
    let mut course = Course::of(session, floor);
    let free = floor.queue.iter().filter(|r| !floor.is_moved(r.id));
    let mut free: Vec<Request> = free.copied().collect();
    free.sort_by_key(|request| {
        let category = request.category.unwrap_or(u8::MAX);
        (
            Reverse(request.kind.rank()),
            category,
            floor.arrival(request.id),
        )
    });
    let mut requests = Vec::with_capacity(floor.queue.len());
    let mut stop = None;
    let mut reason = None;
    for standing in floor.queue.iter().take(most) {
        let (request, why) = if floor.is_moved(standing.id) {
            (*standing, Reason::Moved)
        } else {
            let rank = free.first().map(|request| request.kind.rank());
            let alike = free.iter().take_while(|r| Some(r.kind.rank()) == rank);
            let (place, why) = match floor.policy.choose(&free[..alike.count()], &course) {
                Ok(chosen) => chosen,
                Err(why) => {
                    stop.get_or_insert(requests.len());
                    (0, why)
                }
            };
            (free.remove(place), why)
        };
        reason.get_or_insert(why);
        course.hear(request);
        requests.push(request);
    }
    Arranged {
        requests,
        stop,
        reason: reason.unwrap_or(Reason::NobodyWaits),
    }
}
