//! The quorum: how many of those who have a vote must be present, and whether they are.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::Session;
use super::rule::{Base, Condition, Wanted, WrongRule};
use super::time::{Seconds, Time};
use super::weight::Weight;

/// How many must be present. Written `>= 2/3 of members`, as a preset, or `none`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quorum {
    /// The fraction of the members; none where the body asks for none.
    pub condition: Option<Condition>,
    /// How long somebody whose connection was lost still counts as present.
    pub grace: Seconds,
}

/// Whether there is a quorum at some moment. Heads are counted, not weights.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Standing {
    /// Members who count as present.
    pub present: u32,
    /// All members.
    pub members: u32,
    /// How many members must be present; 0 where the body asks for none.
    pub required: u32,
}

impl Standing {
    /// How a body with so many members stands when so many are present.
    #[must_use]
    pub fn of(condition: Option<Condition>, present: u32, members: u32) -> Self {
        let required = condition.map_or(0, |condition| {
            let votes = condition.required(Weight::whole(members), true);
            u32::try_from(votes.in_millionths() / Weight::ONE.in_millionths()).unwrap_or(u32::MAX)
        });
        Self {
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
    pub fn missing(&self) -> u32 {
        self.required.saturating_sub(self.present)
    }
}

impl Quorum {
    /// How long a lost connection still counts where the session file does not say.
    pub const GRACE: Seconds = Seconds(60);

    /// Names under which common quorums are known; the text of each stands behind it. At least half
    /// and more than half differ in a body with an even number of members.
    pub const PRESETS: [(&'static str, &'static str); 3] = [
        ("half", ">= 1/2 of members"),
        ("majority", "> 1/2 of members"),
        ("two thirds", ">= 2/3 of members"),
    ];

    /// Reads the fraction; the grace is set beside it.
    ///
    /// # Errors
    /// Where the text is neither `none`, nor a preset, nor a condition on `members`.
    pub fn read(text: &str) -> Result<Option<Condition>, WrongRule> {
        let text = text.trim();
        if text == "none" {
            return Ok(None);
        }
        let preset = Self::PRESETS.iter().find(|(name, _)| *name == text);
        let condition = Condition::from_str(preset.map_or(text, |(_, written)| written))?;
        if condition.base == Base::Members {
            Ok(Some(condition))
        } else {
            let place = text.find(" of ").map_or(0, |at| at + 4);
            Err(WrongRule::at(text, place, text.len(), Wanted::Members))
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
}

impl Serialize for Quorum {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Written {
            rule: self.to_string(),
            grace_s: self.grace,
        }
        .serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Quorum {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let written = Written::deserialize(deserializer)?;
        let condition = Self::read(&written.rule).map_err(serde::de::Error::custom)?;
        Ok(Self {
            condition,
            grace: written.grace_s,
        })
    }
}

impl Session {
    /// Whether there is a quorum at this moment.
    ///
    /// Those whose connection was lost count until the grace has passed; substitutes count where
    /// the body's rules say so; guests never do.
    #[must_use]
    pub fn quorum(&self, now: Time) -> Standing {
        let members = self.roster.members().count();
        let present = self
            .roster
            .members()
            .filter(|seat| self.counts_as_present(seat, now))
            .count();
        let heads = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        let condition = self.plan.rules.quorum.condition;
        Standing::of(condition, heads(present), heads(members))
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Meeting, plan};
    use super::*;

    fn required(text: &str, members: usize) -> u32 {
        let mut plan = plan();
        let member = plan.roster[0].clone();
        plan.roster = vec![member; members];
        plan.rules.quorum.condition = Quorum::read(text).unwrap();
        let meeting = Meeting::of(plan);
        meeting.session.quorum(meeting.now).required
    }

    #[test]
    fn at_least_half_is_not_more_than_half() {
        for (text, members, heads) in [
            ("half", 42, 21),
            ("half", 43, 22),
            ("majority", 42, 22),
            ("majority", 43, 22),
            ("two thirds", 25, 17),
            ("two thirds", 42, 28),
            ("two thirds", 43, 29),
            ("two thirds", 82, 55),
            ("none", 25, 0),
        ] {
            assert_eq!(required(text, members), heads, "{text} of {members}");
        }
    }

    #[test]
    fn a_quorum_is_a_fraction_of_the_members() {
        for wrong in ["", "half of members", "> 1/2 of cast", "17"] {
            assert!(Quorum::read(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_quorum_is_written_as_it_is_read() {
        for text in ["none", ">= 2/3 of members"] {
            let quorum = Quorum {
                condition: Quorum::read(text).unwrap(),
                grace: Seconds(30),
            };
            let json = serde_json::to_string(&quorum).unwrap();
            assert_eq!(json, format!(r#"{{"rule":"{text}","grace_s":30}}"#));
            assert_eq!(serde_json::from_str::<Quorum>(&json).unwrap(), quorum);
        }
    }
}
