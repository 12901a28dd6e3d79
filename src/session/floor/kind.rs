//! Requests for the floor, and what they are for.

use serde::{Deserialize, Serialize};

use crate::session::ids::{DelegateId, ItemId, RequestId};

/// What somebody wants the floor for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// To speak on the item.
    Speech,
    /// To speak for it.
    For,
    /// To speak against it.
    Against,
    /// To reply to what was said, or to debate it.
    Reply,
    /// To answer what was asked.
    Answer,
    /// To raise a point of order.
    PointOfOrder,
    /// To say something short at once, when the present speech is over.
    Intervention,
    /// To put a question during the present speech, which it pauses.
    Interposed,
    /// To question somebody who has to answer (chất vấn). Waits on a list of its own.
    Questioning,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 9] = [
        Self::Speech,
        Self::For,
        Self::Against,
        Self::Reply,
        Self::Answer,
        Self::PointOfOrder,
        Self::Intervention,
        Self::Interposed,
        Self::Questioning,
    ];

    /// Its precedence on the list of speakers: whoever has a higher one comes before all who have a
    /// lower one. Contributions have the lowest; only those are put in order by a policy.
    #[must_use]
    pub fn rank(self) -> u8 {
        match self {
            Self::Speech | Self::For | Self::Against | Self::Questioning => 0,
            Self::Reply => 1,
            Self::Answer => 2,
            Self::PointOfOrder => 3,
            Self::Intervention => 4,
            Self::Interposed => 5,
        }
    }

    /// Whether it is a contribution to the item: for it, against it, or neither.
    #[must_use]
    pub fn is_contribution(self) -> bool {
        matches!(self, Self::Speech | Self::For | Self::Against)
    }

    /// Whether it is about the item: a contribution or a reply.
    #[must_use]
    pub fn is_on_item(self) -> bool {
        self.is_contribution() || self == Self::Reply
    }

    /// Whether it counts for how often somebody has spoken. Points of order are not about the item,
    /// and whoever has to answer does not choose to speak.
    #[must_use]
    pub fn counts(self) -> bool {
        !matches!(self, Self::PointOfOrder | Self::Answer)
    }

    /// Whether somebody can have only one of the two waiting: one turn on the item, as a
    /// contribution or a reply, and beside it one of every other kind.
    #[must_use]
    pub fn waits_with(self, other: Self) -> bool {
        self == other || self.is_on_item() && other.is_on_item()
    }

    /// The name of the kind in files, commands and text keys.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Speech => "speech",
            Self::For => "for",
            Self::Against => "against",
            Self::Reply => "reply",
            Self::Answer => "answer",
            Self::PointOfOrder => "point_of_order",
            Self::Intervention => "intervention",
            Self::Interposed => "interposed",
            Self::Questioning => "questioning",
        }
    }
}

/// One request for the floor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Request {
    /// Its number. Who asked earlier has a smaller one.
    pub id: RequestId,
    /// Who wants to speak.
    pub delegate: DelegateId,
    /// What for.
    pub kind: Kind,
    /// On which item.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item: Option<ItemId>,
    /// What a point of order is about: its place among the categories of the body's rules, from 1,
    /// which is also its rank.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<u8>,
}
