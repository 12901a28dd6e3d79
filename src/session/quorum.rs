//! The quorum: how many of those who have a vote must be present, when that is looked at, and whether
//! they are.

mod policy;
#[cfg(test)]
mod tests;
mod watch;

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

pub use policy::{Measure, Policy, Uncounted};
pub use watch::{Command, Count, Event, Watch};
pub(super) use watch::{apply, decide, due};

use super::Session;
use super::attendance::{Attendee, Place};
use super::rule::{Base, Condition, Preset, Wanted, WrongRule};
use super::time::{Seconds, Time};
use super::weight::Weight;
use crate::text::fold;

/// How many must be present, and when. The fraction is written `>= 2/3 of members`, in words, as a
/// preset, or `none`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quorum {
    /// The fraction of the members; none where the body asks for none.
    pub condition: Option<Condition>,
    /// How long somebody whose connection was lost still counts as present.
    pub grace: Seconds,
    /// When it is looked at.
    pub policy: Policy,
    /// Who does not count. Substitutes and proxies count as the body's rules on them say.
    pub without: Vec<Uncounted>,
    /// Whether heads are counted or weights.
    pub measure: Measure,
}

impl Default for Quorum {
    fn default() -> Self {
        Self {
            condition: None,
            grace: Self::GRACE,
            policy: Policy::default(),
            without: vec![],
            measure: Measure::default(),
        }
    }
}

/// What makes a quorum.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MadeBy {
    /// Those who are present.
    #[default]
    Presence,
    /// The ballots that were cast, wherever those who cast them are now.
    Ballots,
}

/// Whether there is a quorum at some moment: in heads, or in weights where the body's rules say so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Standing {
    /// What it is made by.
    #[serde(default, skip_serializing_if = "super::is_usual")]
    pub made_by: MadeBy,
    /// Members who count as present, or whose ballots were cast.
    pub present: Weight,
    /// All members.
    pub members: Weight,
    /// How many members must be present, or must have cast a ballot; 0 where the body asks for none.
    pub required: Weight,
}

impl Standing {
    /// How a body with so many members stands when so many are present.
    #[must_use]
    pub fn of(condition: Option<Condition>, present: u32, members: u32) -> Self {
        Self::weighing(condition, Weight::whole(present), Weight::whole(members))
    }

    /// How a body of this weight stands when so much of it is present.
    #[must_use]
    pub fn weighing(condition: Option<Condition>, present: Weight, members: Weight) -> Self {
        let whole = present.is_whole() && members.is_whole();
        let required = condition.map_or(Weight::ZERO, |asks| asks.required(members, whole));
        Self {
            made_by: MadeBy::Presence,
            present,
            members,
            required,
        }
    }

    /// Whether enough members are present.
    #[must_use]
    pub fn is_reached(&self) -> bool {
        self.present >= self.required
    }

    /// How many members are missing.
    #[must_use]
    pub fn missing(&self) -> Weight {
        self.required.less(self.present)
    }
}

impl Quorum {
    /// How long a lost connection still counts where the session file does not say.
    pub const GRACE: Seconds = Seconds(60);

    /// Names under which common quorums are known, in English and in Vietnamese; the text of each
    /// stands behind them. At least half and more than half differ in a body with an even number of
    /// members.
    pub const PRESETS: [(&'static str, &'static str, &'static str); 3] = [
        ("half", "một nửa", ">= 1/2 of members"),
        ("majority", "quá nửa", "> 1/2 of members"),
        ("two thirds", "hai phần ba", ">= 2/3 of members"),
    ];

    /// What is written where the body asks for no quorum.
    pub const NONE: [&'static str; 2] = ["none", "không xét"];

    /// Reads the fraction; the grace is set beside it.
    ///
    /// # Errors
    /// Where the text is neither `none`, nor a preset, nor a condition on `members`.
    pub fn read(text: &str) -> Result<Option<Condition>, WrongRule> {
        Self::read_as(text, false)
    }

    /// The fraction that belongs to a preset for motions, where one does.
    #[must_use]
    pub fn of_preset(preset: &Preset) -> Option<Condition> {
        Self::read(preset.quorum?).ok().flatten()
    }

    /// Reads it, one that is `recorded` also where the fraction is of nothing.
    fn read_as(text: &str, recorded: bool) -> Result<Option<Condition>, WrongRule> {
        let folded = fold(text);
        let is = |name: &str| fold(name) == folded;
        if Self::NONE.into_iter().any(is) {
            return Ok(None);
        }
        let mut presets = Self::PRESETS.into_iter();
        let preset = presets.find(|(english, vietnamese, _)| is(english) || is(vietnamese));
        let condition = preset.map_or(text, |(.., written)| written);
        let (condition, base) = Condition::read(condition, recorded).map_err(|wrong| {
            let wanted = match wrong.wanted {
                Wanted::Part | Wanted::Fraction | Wanted::PlainMajority => Wanted::Quorum,
                // Of the bases only one may stand here.
                Wanted::Base | Wanted::PlainBase => Wanted::Members,
                wanted => wanted,
            };
            WrongRule { wanted, ..wrong }
        })?;
        if condition.base == Base::Members {
            Ok(Some(condition))
        } else {
            Err(WrongRule::at(text, base, text.len(), Wanted::Members))
        }
    }
}

impl fmt::Display for Quorum {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.condition {
            Some(condition) => condition.fmt(f),
            None => f.write_str("none"),
        }
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    rule: String,
    grace_s: Seconds,
    #[serde(default, skip_serializing_if = "super::is_usual")]
    policy: Policy,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    without: Vec<Uncounted>,
    #[serde(default, skip_serializing_if = "super::is_usual")]
    measure: Measure,
}

impl Serialize for Quorum {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Written {
            rule: self.to_string(),
            grace_s: self.grace,
            policy: self.policy,
            without: self.without.clone(),
            measure: self.measure,
        }
        .serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Quorum {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let written = Written::deserialize(deserializer)?;
        let condition = Self::read_as(&written.rule, true).map_err(serde::de::Error::custom)?;
        Ok(Self {
            condition,
            grace: written.grace_s,
            policy: written.policy,
            without: written.without,
            measure: written.measure,
        })
    }
}

impl Session {
    /// How many of the members count as present at this moment, and whether they are enough.
    ///
    /// Those whose connection was lost count until the grace has passed; substitutes and proxies
    /// count where the body's rules say so; guests never do.
    #[must_use]
    pub fn quorum(&self, now: Time) -> Standing {
        let members = self.measured(self.roster.members());
        let present = self.roster.members().filter(|a| self.makes_quorum(a, now));
        let present = self.measured(present);
        Standing::weighing(self.plan.rules.quorum.condition, present, members)
    }

    /// Whether a member counts as present and is not left out by the body's rules.
    fn makes_quorum(&self, attendee: &Attendee, now: Time) -> bool {
        let left_out = |who: &Uncounted| match who {
            Uncounted::Remote => self.takes_part(attendee) == Some(Place::Remote),
            Uncounted::Chair => attendee.delegate.id == self.presiding,
            Uncounted::Recused => self.is_recused_now(attendee.delegate.id),
            Uncounted::Proxies => self.holder(attendee).is_some(),
        };
        self.counts_as_present(attendee, now)
            && !self.plan.rules.quorum.without.iter().any(left_out)
    }
}
