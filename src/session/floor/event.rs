//! What happens to the floor.

use serde::{Deserialize, Serialize};

use super::{Policy, Request};
use crate::session::ids::{ItemId, RequestId};
use crate::session::time::{Millis, Seconds, Time};

/// What happened to the floor.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Event {
    /// Somebody asked for the floor.
    Asked {
        /// The request.
        request: Request,
        /// Its place in the queue; 0 is the first.
        place: u32,
    },
    /// A request was taken back.
    Withdrawn {
        /// Which.
        request: RequestId,
    },
    /// A request was struck from the list.
    Removed {
        /// Which.
        request: RequestId,
        /// Why.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        reason: String,
    },
    /// A request was moved.
    Moved {
        /// Which.
        request: RequestId,
        /// Before which; at the end where none is named.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        before: Option<RequestId>,
    },
    /// The floor was given.
    Given {
        /// To which request.
        request: RequestId,
        /// How long the speech may be; zero means no limit.
        limit: Seconds,
        /// Whether it pauses the present speech rather than follow it.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        interrupts: bool,
        /// Whether that was the one proposed.
        in_order: bool,
        /// Which was proposed, where it was another.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        passed: Option<RequestId>,
    },
    /// Those who wait are to speak in this order, which follows from what happened before.
    Ordered {
        /// Everybody who waits, but for those with a question.
        queue: Vec<RequestId>,
    },
    /// Another policy proposes who is next.
    PolicySet {
        /// Which.
        policy: Policy,
    },
    /// It was said why the order was departed from.
    Explained {
        /// For which request.
        request: RequestId,
        /// Why.
        reason: String,
    },
    /// The speech's clock was stopped.
    Paused {
        /// Whose speech.
        request: RequestId,
    },
    /// The speech's clock runs again.
    Resumed {
        /// Whose speech.
        request: RequestId,
    },
    /// The speech was allowed more time.
    Extended {
        /// Whose speech.
        request: RequestId,
        /// How much more.
        seconds: Seconds,
    },
    /// The speech is over. What it interrupted has the floor again, paused.
    Ended {
        /// Whose speech.
        request: RequestId,
        /// How long it ran.
        spoken: Millis,
    },
    /// These asked and were not heard before their item was over.
    Unheard {
        /// Which.
        requests: Vec<RequestId>,
    },
    /// Delegates may ask for the floor, until the list is closed by hand.
    ListOpened,
    /// Delegates may not ask for the floor any more.
    ListClosed,
    /// The list closes by itself at this time.
    ListEndSet {
        /// When.
        at: Time,
    },
    /// The list is ended: nobody is entered any more, those who wait still speak.
    ListEnded,
    /// The debate is ended: nobody waits to speak any more.
    DebateEnded,
    /// A waiting request was put aside for later.
    Parked {
        /// Which.
        request: RequestId,
    },
    /// A request that was put aside waits again.
    Recalled {
        /// Which.
        request: RequestId,
        /// Its place in the queue; 0 is the first.
        place: u32,
    },
    /// Everybody was given the time by which a unit was over its own.
    TimeAdded {
        /// Whose overrun it was.
        unit: String,
        /// On which item, where the accounts are for items.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        item: Option<ItemId>,
        /// How much.
        time: Millis,
    },
    /// Somebody asked who has spoken on the item as often as one may: they are to say it in writing.
    Referred {
        /// The request, which is not heard.
        request: Request,
    },
    /// What somebody was not heard with was filed in writing.
    Contributed {
        /// The request that was not heard.
        request: RequestId,
        /// What they have to say; empty where it may not be seen.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        text: String,
    },
}
