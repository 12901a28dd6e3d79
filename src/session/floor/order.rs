//! The order in which people are to speak: a policy proposes it, the chair may always choose
//! otherwise.
//!
//! The queue is kept in the proposed order, which is made anew whenever something happens to the
//! floor (`arrange`). Whoever asks for something of higher precedence ([`Kind::rank`]) comes before
//! all of a lower one, whatever the policy; among those who want to contribute to the item the
//! [`Policy`] chooses, place by place, as if everybody before them had spoken. Whom the head table
//! moved by hand keeps the place where they were put, and the others go around them. Wherever the
//! policy has nothing to say, who asked earlier comes first. Time plays no part.
//!
//! An order that is not simply that of the events before is a record of its own, so that whoever
//! follows a session needs to know no policy.

mod arrange;
mod course;
mod policy;
mod rules;
#[cfg(test)]
mod tests;

pub use policy::Policy;
pub(in crate::session) use rules::ordered;
pub(super) use rules::{Turn, explain, follow, place_for, set_policy, turn_of, turn_of_newcomer};

use super::{Floor, Kind, Request};
use crate::session::Session;
use crate::session::ids::{DelegateId, GroupId, RequestId};

/// How many groups a balance may be kept between.
pub const MOST_GROUPS: usize = 20;
/// How many categories of points of order there may be.
pub const MOST_CATEGORIES: usize = 20;

/// Who is to speak next, and after them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// Who is to speak next: the first of `order`.
    pub next: Option<RequestId>,
    /// All who may speak by the policy, in order.
    pub order: Vec<RequestId>,
    /// Those who wait behind the place at which a strict balance stops the list.
    pub left: Vec<RequestId>,
    /// Why the next is next, or why there is none.
    pub reason: Reason,
}

/// Why somebody is to speak next, or why nobody is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// Nobody waits.
    NobodyWaits,
    /// The head table put them there.
    Moved,
    /// What they ask for comes before what the others ask for.
    Precedence(Kind),
    /// Nobody who waits asked before them.
    FirstCome,
    /// Nobody who waits has spoken less often.
    Spoken {
        /// How often.
        times: usize,
    },
    /// Of their group fewest have spoken.
    Balance {
        /// How many of each group have spoken on the item.
        spoken: Vec<(GroupId, usize)>,
    },
    /// The other side spoke last; nobody did where none is named.
    Alternates {
        /// Who spoke last: for or against.
        after: Option<Kind>,
    },
    /// It would be for the other side to speak, but nobody of it waits.
    OneSided {
        /// The side that is missing: for or against.
        missing: Kind,
    },
    /// They asked the question whose answer is debated.
    Questioner,
    /// A strict balance stops the list: nobody waits from the group that is to speak.
    Stopped {
        /// The group that is to speak.
        due: GroupId,
        /// How many of each group have spoken on the item.
        spoken: Vec<(GroupId, usize)>,
    },
}

impl Reason {
    /// Its name, as scripts read it.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::NobodyWaits => "nobody_waits",
            Self::Moved => "moved",
            Self::Precedence(_) => "precedence",
            Self::FirstCome => "first_come",
            Self::Spoken { .. } => "fewest_speeches",
            Self::Balance { .. } => "balance",
            Self::Alternates { .. } => "alternates",
            Self::OneSided { .. } => "one_sided",
            Self::Questioner => "questioner",
            Self::Stopped { .. } => "stopped",
        }
    }
}

/// How the chair departed from the order, for one request.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Departure {
    /// Whether the request was moved by hand.
    pub moved: bool,
    /// Whether it was given the floor though it was not next.
    pub called: bool,
    /// Who would have been next then.
    pub passed: Option<DelegateId>,
    /// Why, where the chair said so.
    pub reason: String,
}

/// The order of a queue, and where it stops.
struct Arranged {
    requests: Vec<Request>,
    /// The first place that a strict balance does not let speak.
    stop: Option<usize>,
    /// Why the first is first, or nobody is.
    reason: Reason,
}

impl Session {
    /// Who is to speak next, by the policy and what the chair changed in its order.
    #[must_use]
    pub fn proposal(&self) -> Proposal {
        let arranged = arrange::arrange(self, &self.floor, usize::MAX);
        let ids: Vec<_> = arranged.requests.iter().map(|r| r.id).collect();
        let (order, left) = ids.split_at(arranged.stop.unwrap_or(ids.len()));
        Proposal {
            next: order.first().copied(),
            order: order.to_vec(),
            left: left.to_vec(),
            reason: arranged.reason,
        }
    }

    /// Who is to speak next, and why, or why nobody is. Quicker than the whole [`Session::proposal`].
    #[must_use]
    pub fn next_speaker(&self) -> (Option<RequestId>, Reason) {
        let first = arrange::arrange(self, &self.floor, 1);
        let next = first.requests.first().filter(|_| first.stop.is_none());
        (next.map(|next| next.id), first.reason)
    }

    fn group_of(&self, delegate: DelegateId) -> Option<GroupId> {
        self.roster.get(delegate)?.delegate.group
    }
}

impl Floor {
    /// Whether the head table put this request where it stands.
    #[must_use]
    pub fn is_moved(&self, request: RequestId) -> bool {
        let departure = self.departures.get(&request);
        departure.is_some_and(|departure| departure.moved)
    }

    /// What tells who asked earlier.
    fn arrival(&self, request: RequestId) -> (RequestId, bool, RequestId) {
        match self.returned.get(&request) {
            Some(after) => (*after, true, request),
            None => (request, false, request),
        }
    }

    /// Puts those who wait into this order. Whoever is not named stands behind; none is lost.
    pub(super) fn put_in_order(&mut self, order: &[RequestId]) {
        let place = |id| order.iter().position(|other| *other == id);
        self.queue
            .sort_by_cached_key(|request| place(request.id).unwrap_or(usize::MAX));
    }
}
