//! Requests for the floor, and what they are for.

use serde::{Deserialize, Serialize};

use crate::session::ids::{DelegateId, ItemId, RequestId};

/// What somebody wants the floor for, from the lowest rank to the highest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// To speak on the item.
    Speech,
    /// To reply to what was said.
    Reply,
    /// To raise a point of order.
    PointOfOrder,
    /// To put a question during the present speech, which it pauses.
    Interposed,
}

impl Kind {
    /// Every kind, from the lowest rank.
    pub const ALL: [Self; 4] = [
        Self::Speech,
        Self::Reply,
        Self::PointOfOrder,
        Self::Interposed,
    ];

    /// Whether somebody can have only one of the two waiting: one turn on the item, as a speech or
    /// a reply, and beside it one point of order and one question.
    #[must_use]
    pub fn waits_with(self, other: Self) -> bool {
        let on_item = |kind| matches!(kind, Self::Speech | Self::Reply);
        self == other || on_item(self) && on_item(other)
    }

    /// The name of the kind in files, commands and text keys.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Speech => "speech",
            Self::Reply => "reply",
            Self::PointOfOrder => "point_of_order",
            Self::Interposed => "interposed",
        }
    }
}

/// One request for the floor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Request {
    /// Its number.
    pub id: RequestId,
    /// Who wants to speak.
    pub delegate: DelegateId,
    /// What for.
    pub kind: Kind,
    /// On which item.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item: Option<ItemId>,
}
