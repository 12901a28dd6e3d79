//! Majorities and quorums as exact rules: fractions of a base, compared in whole numbers.
//!
//! A rule is one or more conditions that must all hold, written as text in session files and on
//! screens: `> 1/2 of members`, `>= 2/3 of cast and > 1/2 of present`. Whatever the conditions say,
//! nothing is carried without one vote in favour. Nothing here is ever rounded.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::weight::Weight;
use crate::text::clean;

/// How many conditions a rule may have.
pub const MOST_CONDITIONS: usize = 8;

/// What a fraction is taken of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Base {
    /// Votes for and against.
    Cast,
    /// Votes for, against and abstaining.
    CastWithAbstentions,
    /// Votes for and against, and invalid ballots.
    CastWithInvalid,
    /// Those present who have a vote.
    Present,
    /// Those entitled to vote on this question.
    Entitled,
    /// All who have a vote in this body, present or not.
    Members,
}

impl Base {
    const NAMES: [(Self, &'static str); 6] = [
        (Self::Cast, "cast"),
        (Self::CastWithAbstentions, "cast with abstentions"),
        (Self::CastWithInvalid, "cast with invalid"),
        (Self::Present, "present"),
        (Self::Entitled, "entitled"),
        (Self::Members, "members"),
    ];

    /// The name of the base in a written rule.
    #[must_use]
    pub fn name(self) -> &'static str {
        Self::NAMES
            .iter()
            .find(|(base, _)| *base == self)
            .map_or("", |(_, name)| name)
    }
}

/// Whether exactly the fraction is enough.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Compare {
    /// More than the fraction: written `>`.
    MoreThan,
    /// The fraction or more: written `>=`.
    AtLeast,
}

/// A fraction of a base that votes in favour must reach or exceed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Condition {
    /// Whether exactly the fraction is enough.
    pub compare: Compare,
    /// The upper part of the fraction: 0 to `denominator`.
    pub numerator: u32,
    /// The lower part of the fraction: at least 1.
    pub denominator: u32,
    /// What the fraction is taken of.
    pub base: Base,
}

impl Condition {
    /// Whether `part` of `whole` is enough. Exact for every weight.
    #[must_use]
    pub fn holds(&self, part: Weight, whole: Weight) -> bool {
        let left = u128::from(part.in_millionths()) * u128::from(self.denominator);
        let right = u128::from(whole.in_millionths()) * u128::from(self.numerator);
        match self.compare {
            Compare::MoreThan => left > right,
            Compare::AtLeast => left >= right,
        }
    }

    /// The smallest part of `whole` that is enough, in whole votes where `in_whole_votes`, else in
    /// millionths of a vote.
    #[must_use]
    pub fn required(&self, whole: Weight, in_whole_votes: bool) -> Weight {
        let unit = if in_whole_votes {
            u128::from(Weight::ONE.in_millionths())
        } else {
            1
        };
        let (up, down) = (
            u128::from(whole.in_millionths()) * u128::from(self.numerator),
            u128::from(self.denominator) * unit,
        );
        let units = match self.compare {
            Compare::MoreThan => up / down + 1,
            Compare::AtLeast => up.div_ceil(down),
        };
        Weight::millionths(u64::try_from(units * unit).unwrap_or(u64::MAX))
    }
}

/// What a rule is applied to: sums of weights.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sums {
    /// In favour.
    pub yes: Weight,
    /// Against.
    pub no: Weight,
    /// Abstaining.
    pub abstain: Weight,
    /// Cast, but invalid.
    pub invalid: Weight,
    /// Present, with a vote.
    pub present: Weight,
    /// Entitled to vote on this question.
    pub entitled: Weight,
    /// All who have a vote in this body.
    pub members: Weight,
}

impl Sums {
    /// The size of a base.
    #[must_use]
    pub fn of(&self, base: Base) -> Weight {
        match base {
            Base::Cast => self.yes + self.no,
            Base::CastWithAbstentions => self.yes + self.no + self.abstain,
            Base::CastWithInvalid => self.yes + self.no + self.invalid,
            Base::Present => self.present,
            Base::Entitled => self.entitled,
            Base::Members => self.members,
        }
    }

    /// Whether every sum is a whole number of votes, so that what is required is one too.
    #[must_use]
    pub fn are_whole(&self) -> bool {
        [
            self.yes,
            self.no,
            self.abstain,
            self.invalid,
            self.present,
            self.entitled,
            self.members,
        ]
        .iter()
        .all(|sum| sum.is_whole())
    }
}

/// The conditions under which a motion is carried. All must hold; there is at least one.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Rule {
    conditions: Vec<Condition>,
}

impl Rule {
    /// Names under which common rules are known; the text of each stands behind it.
    ///
    /// `majority of members` is that of the People's Councils and Committees (Law 77/2015 art. 91
    /// and 117), `two thirds of members` that for removing a deputy (the same art. 91).
    pub const PRESETS: [(&'static str, &'static str); 6] = [
        ("simple", "> 1/2 of cast"),
        ("majority of present", "> 1/2 of present"),
        ("majority of members", "> 1/2 of members"),
        ("two thirds of cast", ">= 2/3 of cast"),
        ("two thirds of members", ">= 2/3 of members"),
        ("three quarters of cast", ">= 3/4 of cast"),
    ];

    /// The conditions, in the order they were written.
    #[must_use]
    pub fn conditions(&self) -> &[Condition] {
        &self.conditions
    }

    /// Whether these votes carry the motion. Never without a vote in favour.
    #[must_use]
    pub fn carries(&self, sums: &Sums) -> bool {
        sums.yes > Weight::ZERO
            && self
                .conditions
                .iter()
                .all(|c| c.holds(sums.yes, sums.of(c.base)))
    }

    /// The votes in favour that are needed as the bases stand: the most that any condition asks,
    /// and at least something.
    #[must_use]
    pub fn required(&self, sums: &Sums) -> Weight {
        let whole = sums.are_whole();
        let least = if whole {
            Weight::ONE
        } else {
            Weight::millionths(1)
        };
        self.conditions
            .iter()
            .map(|c| c.required(sums.of(c.base), whole))
            .fold(least, Weight::max)
    }
}

/// A rule that could not be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{part}` is not a rule: write a preset such as `majority of members`, or a condition such as `>= 2/3 of cast`"
)]
pub struct WrongRule {
    /// The part of the text that was not understood.
    pub part: String,
}

impl FromStr for Condition {
    type Err = WrongRule;

    fn from_str(text: &str) -> Result<Self, WrongRule> {
        let wrong = || WrongRule {
            part: clean::line(text, 60),
        };
        let rest = text.trim();
        let (compare, rest) = if let Some(rest) = rest.strip_prefix(">=") {
            (Compare::AtLeast, rest)
        } else if let Some(rest) = rest.strip_prefix('≥') {
            (Compare::AtLeast, rest)
        } else {
            (Compare::MoreThan, rest.strip_prefix('>').ok_or_else(wrong)?)
        };
        let (fraction, base) = rest.split_once(" of ").ok_or_else(wrong)?;
        let (up, down) = fraction.split_once('/').ok_or_else(wrong)?;
        let (numerator, denominator): (u32, u32) = (
            up.trim().parse().map_err(|_| wrong())?,
            down.trim().parse().map_err(|_| wrong())?,
        );
        if denominator == 0 || numerator > denominator {
            return Err(wrong());
        }
        let base = base.split_whitespace().collect::<Vec<_>>().join(" ");
        let (base, _) = Base::NAMES
            .into_iter()
            .find(|(_, name)| *name == base)
            .ok_or_else(wrong)?;
        Ok(Self {
            compare,
            numerator,
            denominator,
            base,
        })
    }
}

impl fmt::Display for Condition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = match self.compare {
            Compare::MoreThan => ">",
            Compare::AtLeast => ">=",
        };
        write!(
            f,
            "{sign} {}/{} of {}",
            self.numerator,
            self.denominator,
            self.base.name()
        )
    }
}

impl FromStr for Rule {
    type Err = WrongRule;

    fn from_str(text: &str) -> Result<Self, WrongRule> {
        let text = text.trim();
        let written = Self::PRESETS
            .iter()
            .find(|(name, _)| *name == text)
            .map_or(text, |(_, rule)| rule);
        let conditions: Vec<Condition> = written
            .split(" and ")
            .map(str::parse)
            .collect::<Result<_, _>>()?;
        if conditions.len() > MOST_CONDITIONS {
            let part = clean::line(text, 60);
            return Err(WrongRule { part });
        }
        Ok(Self { conditions })
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, condition) in self.conditions.iter().enumerate() {
            if place > 0 {
                f.write_str(" and ")?;
            }
            condition.fmt(f)?;
        }
        Ok(())
    }
}

impl Serialize for Rule {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Rule {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rule(text: &str) -> Rule {
        text.parse().unwrap()
    }

    fn votes(yes: u32, no: u32, abstain: u32) -> Sums {
        Sums {
            yes: Weight::whole(yes),
            no: Weight::whole(no),
            abstain: Weight::whole(abstain),
            ..Sums::default()
        }
    }

    #[test]
    fn a_rule_is_read_and_written() {
        for text in [
            "> 1/2 of members",
            ">= 2/3 of cast and > 1/2 of present",
            "> 66/100 of cast with abstentions",
        ] {
            assert_eq!(rule(text).to_string(), text);
        }
        assert_eq!(rule("simple"), rule("> 1/2 of cast"));
        assert_eq!(rule("≥ 2/3 of cast"), rule(">= 2/3 of cast"));
    }

    #[test]
    fn a_wrong_rule_names_the_part_that_is_wrong() {
        for (text, part) in [
            ("half of members", "half of members"),
            ("> 1/2 of cast and > 3/2 of present", "> 3/2 of present"),
            ("> 1/0 of cast", "> 1/0 of cast"),
            ("> 1/2 of everyone", "> 1/2 of everyone"),
            ("", ""),
        ] {
            assert_eq!(text.parse::<Rule>().unwrap_err().part, part);
        }
    }

    #[test]
    fn exactly_half_is_not_more_than_half() {
        let sums = Sums {
            members: Weight::whole(82),
            ..votes(41, 3, 36)
        };
        assert!(!rule("> 1/2 of members").carries(&sums));
        assert!(rule(">= 1/2 of members").carries(&sums));
        assert_eq!(rule("> 1/2 of members").required(&sums), Weight::whole(42));
    }

    #[test]
    fn nothing_is_carried_without_a_vote_in_favour() {
        assert!(!rule(">= 2/3 of cast").carries(&votes(0, 0, 12)));
        assert_eq!(
            rule(">= 2/3 of cast").required(&votes(0, 0, 12)),
            Weight::ONE
        );
    }

    #[test]
    fn weights_compare_exactly() {
        let sums = Sums {
            yes: "0.3".parse().unwrap(),
            no: "0.3".parse().unwrap(),
            ..Sums::default()
        };
        assert!(!rule("> 1/2 of cast").carries(&sums));
        assert_eq!(
            rule("> 1/2 of cast").required(&sums),
            "0.300001".parse().unwrap()
        );
    }

    #[test]
    fn a_rule_has_a_bounded_number_of_conditions() {
        let many = |n| vec!["> 1/2 of cast"; n].join(" and ");
        assert_eq!(rule(&many(MOST_CONDITIONS)).conditions().len(), 8);
        assert!(many(MOST_CONDITIONS + 1).parse::<Rule>().is_err());
    }

    #[test]
    fn every_preset_is_a_rule() {
        for (name, written) in Rule::PRESETS {
            assert_eq!(rule(name).to_string(), written);
        }
    }

    #[test]
    fn the_largest_sums_do_not_overflow() {
        let most = Weight::millionths(u64::MAX);
        let sums = Sums {
            yes: most,
            no: most,
            members: most,
            ..Sums::default()
        };
        let rule = rule("> 4294967295/4294967295 of members");
        assert!(!rule.carries(&sums));
        assert_eq!(rule.required(&sums), most);
    }

    /// Cases recomputed by hand, many of them votes that were really taken.
    #[test]
    fn known_votes_come_out_as_they_did() {
        let cases = include_str!("../../tests/golden/votes.tsv");
        let mut lines = cases.lines();
        let header: Vec<_> = lines.next().unwrap().split('\t').collect();
        let mut count = 0;
        for line in lines {
            let cells: Vec<_> = line.split('\t').collect();
            let cell = |name: &str| {
                let place = header.iter().position(|column| *column == name).unwrap();
                cells[place]
            };
            let votes = |name: &str| match cell(name) {
                "" => Weight::ZERO,
                number => number.parse().unwrap(),
            };
            let base = match cell("base") {
                "cast_abs" => "cast with abstentions",
                "cast_inv" => "cast with invalid",
                base => base,
            };
            let written = format!("{} {} of {base}", cell("cmp"), cell("fraction"));
            let rule = rule(&written);
            let sums = Sums {
                yes: votes("Y"),
                no: votes("N"),
                abstain: votes("A"),
                invalid: votes("I"),
                present: votes("P"),
                entitled: votes("E"),
                members: votes("M"),
            };
            let id = cell("id");
            let [condition] = rule.conditions() else {
                panic!("{id} has one condition");
            };
            let whole = sums.of(condition.base);
            assert_eq!(whole, votes("base_value"), "{id}: base");
            assert_eq!(
                condition.required(whole, true),
                votes("required"),
                "{id}: required"
            );
            assert_eq!(
                rule.carries(&sums),
                cell("expect") == "pass",
                "{id}: {written}"
            );
            // What is shown as required is what decides, but that something must be in favour.
            let enough = Sums {
                yes: rule.required(&sums),
                ..sums
            };
            if !matches!(
                condition.base,
                Base::Cast | Base::CastWithAbstentions | Base::CastWithInvalid
            ) {
                assert!(rule.carries(&enough), "{id}: {}", enough.yes);
            }
            count += 1;
        }
        assert_eq!(count, 43);
    }
}
