//! What can be asked of the floor.

use serde::{Deserialize, Serialize};

use super::{Kind, Policy};
use crate::session::ids::{DelegateId, RequestId};
use crate::session::time::{Seconds, Time};

/// What can be asked of the floor.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Command {
    /// Ask for the floor: a delegate for themselves, the head table for anybody present. One may
    /// wait once to contribute or reply, and besides once for everything else.
    Ask {
        /// Who wants to speak.
        delegate: DelegateId,
        /// What for.
        kind: Kind,
        /// What a point of order is about: its place among the categories of the rules, from 1.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        category: Option<u8>,
    },
    /// Take a request back: a delegate their own, the head table any.
    Withdraw {
        /// Which.
        request: RequestId,
    },
    /// Strike a request from the list. Head table.
    Remove {
        /// Which.
        request: RequestId,
        /// Why, if it is said.
        #[serde(default)]
        reason: String,
    },
    /// Move a request to stand before another of its list, or to the end. Whatever the policy, it
    /// stays there. Head table.
    Move {
        /// Which.
        request: RequestId,
        /// Before which; at the end where none is named.
        #[serde(default)]
        before: Option<RequestId>,
    },
    /// Give the floor to a request. An interposed question pauses who speaks; anything else ends
    /// their speech. Chair.
    Give {
        /// Which.
        request: RequestId,
    },
    /// Give the floor to somebody who is not on the list. Chair.
    Call {
        /// Whom.
        delegate: DelegateId,
        /// What for.
        kind: Kind,
    },
    /// Let another policy propose who is next. Chair.
    SetPolicy {
        /// Which.
        policy: Policy,
    },
    /// Say why the order was departed from: why somebody was moved, or given the floor though
    /// another was proposed. Head table.
    Explain {
        /// For which request.
        request: RequestId,
        /// Why.
        reason: String,
    },
    /// Stop the speech's clock. Chair.
    Pause {
        /// Whose speech.
        request: RequestId,
    },
    /// Let the speech's clock run again. Chair.
    Resume {
        /// Whose speech.
        request: RequestId,
    },
    /// Allow the speech more time. Chair.
    Extend {
        /// Whose speech.
        request: RequestId,
        /// How much more, 1 to 3600.
        seconds: Seconds,
    },
    /// End the speech. Chair, or the delegate whose speech it is.
    End {
        /// Whose speech.
        request: RequestId,
    },
    /// Let delegates ask for the floor, until the list is closed by hand. Head table.
    OpenList,
    /// Let no delegate ask for the floor any more, but for points of order. Head table.
    CloseList,
    /// Let the open list close by itself; opening it takes that back. Head table.
    SetListEnd {
        /// When; a time to come.
        at: Time,
    },
    /// End the list, as the meeting decided: nobody is entered any more, those who wait still speak.
    /// Chair.
    EndList,
    /// End the debate, as the meeting decided: those who wait are not heard any more. Chair.
    EndDebate,
    /// Put a waiting request aside for later. Head table.
    Park {
        /// Which.
        request: RequestId,
    },
    /// Bring a request back that was put aside. Head table.
    Recall {
        /// Which.
        request: RequestId,
    },
    /// Give everybody the time by which this unit is over its own. Chair.
    AddTime {
        /// Which unit.
        unit: String,
    },
    /// File in writing what somebody was not heard with: a delegate their own, the head table
    /// anybody's. Filed again, it takes the place of the former.
    Contribute {
        /// The request that was not heard.
        request: RequestId,
        /// What they have to say.
        text: String,
    },
}

impl Command {
    /// Asks for the floor, for a point of order without saying what it is about.
    #[must_use]
    pub fn ask(delegate: DelegateId, kind: Kind) -> Self {
        let category = None;
        Self::Ask {
            delegate,
            kind,
            category,
        }
    }
}
