//! The numbers by which a session's things are known, each a type of its own so that none can be
//! mistaken for another. They are given out by [`super::decide`], counting from 1.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(
            Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
        )]
        #[serde(transparent)]
        pub struct $name(pub u32);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = std::num::ParseIntError;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
    };
}

id! {
    /// A person on the roster; the number the secretary gave them there.
    DelegateId
}
id! {
    /// An agenda item, by its place in the agenda as it was planned.
    ItemId
}
id! {
    /// A document of the session.
    DocumentId
}
id! {
    /// A place from which people take part, in the order of the session file.
    SiteId
}
id! {
    /// A group between which the floor may be balanced, in the order of the session file.
    GroupId
}
id! {
    /// One request for the floor.
    RequestId
}
id! {
    /// One call for help.
    CallId
}
id! {
    /// One poll; a repeated round is a poll of its own.
    PollId
}
id! {
    /// One question that is asked in writing.
    OpinionId
}
id! {
    /// One conclusion in the tree of an agenda item.
    ConclusionId
}
id! {
    /// The place of a record in the session's journal. The first record is 1; 0 means none yet.
    #[derive(Default)]
    Seq
}

impl Seq {
    /// The number after this one.
    #[must_use]
    pub fn next(self) -> Self {
        Self(self.0.saturating_add(1))
    }
}
