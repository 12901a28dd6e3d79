//! Rules as text: read, written, and what is wrong with a text that is no rule.
//!
//! ```text
//! rule      = alone | part { "and" part }
//! alone     = "no objection" | "plurality"
//! part      = preset | condition
//! condition = ( ">" | ">=" | "≥" ) number "/" number "of" base
//! base      = "cast" [ "with" ( "abstentions" | "invalid" ) ] | "present" | "entitled" | "members"
//! ```
//!
//! Presets are known by their names in both languages; case, accents and the number of spaces make
//! no difference. A rule is written back as its conditions, which every reader understands alike.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{Base, Compare, Condition, Form, MOST_CONDITIONS, Preset, Rule};
use crate::text::{Lang, clean};

/// How much of a wrong rule is quoted, in clusters.
const QUOTED: usize = 60;

/// A rule that could not be read: where, and what could stand there.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.say(Lang::En))]
pub struct WrongRule {
    /// What stands there instead, safe to show; empty where the text ends too early.
    pub part: String,
    /// The place in the text, in bytes from 0.
    pub byte: usize,
    /// The same place in characters, from 1.
    pub character: usize,
    /// What could stand there.
    pub wanted: Wanted,
}

/// What could stand in a rule where something else stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Wanted {
    /// A preset or a condition.
    Part,
    /// A fraction.
    Fraction,
    /// A fraction that is more than nothing and not more than one.
    ProperFraction,
    /// The word `of`.
    Of,
    /// What the fraction is taken of.
    Base,
    /// `and`, or the end.
    End,
    /// Nothing else beside a rule that stands alone.
    Alone,
    /// The end, for there are conditions enough.
    Fewer,
    /// `members`, of which alone a quorum is a fraction.
    Members,
}

impl WrongRule {
    /// Something is wrong with `text` from this byte up to `end`.
    pub(in crate::session) fn at(text: &str, byte: usize, end: usize, wanted: Wanted) -> Self {
        let before = text.get(..byte).unwrap_or(text);
        Self {
            part: clean::line(text.get(byte..end).unwrap_or_default().trim(), QUOTED),
            byte,
            character: before.chars().count() + 1,
            wanted,
        }
    }

    /// What is wrong, where, and what to write instead.
    #[must_use]
    pub fn say(&self, lang: Lang) -> String {
        let wanted = match self.wanted {
            Wanted::Part => lang.text("rule.wanted.part").to_owned(),
            Wanted::Fraction => lang.text("rule.wanted.fraction").to_owned(),
            Wanted::ProperFraction => lang.text("rule.wanted.proper_fraction").to_owned(),
            Wanted::Of => lang.text("rule.wanted.of").to_owned(),
            Wanted::Base => {
                let bases = Base::NAMES.map(|(_, name)| format!("`{name}`")).join(", ");
                lang.fill("rule.wanted.base", &[("bases", &bases)])
            }
            Wanted::End => lang.text("rule.wanted.end").to_owned(),
            Wanted::Alone => lang.text("rule.wanted.alone").to_owned(),
            Wanted::Fewer => lang.fill("rule.wanted.fewer", &[("most", &MOST_CONDITIONS)]),
            Wanted::Members => lang.text("rule.wanted.members").to_owned(),
        };
        let key = if self.part.is_empty() {
            "rule.wrong.ends"
        } else {
            "rule.wrong.stands"
        };
        lang.fill(
            key,
            &[
                ("part", &self.part),
                ("place", &self.character),
                ("wanted", &wanted),
            ],
        )
    }
}

/// A stretch of a text that is being read, from one byte to another.
struct Reader<'t> {
    text: &'t str,
    at: usize,
    end: usize,
    /// Whether a fraction may be of nothing, as rules of earlier records may be.
    recorded: bool,
}

impl<'t> Reader<'t> {
    fn rest(&self) -> &'t str {
        self.text.get(self.at..self.end).unwrap_or_default()
    }

    fn skip_space(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start().len();
    }

    /// Passes what stands here after white space, if it does.
    fn take(&mut self, sign: &str) -> bool {
        self.skip_space();
        let stands = self.rest().starts_with(sign);
        if stands {
            self.at += sign.len();
        }
        stands
    }

    /// Passes a word, whatever its case, if it stands here by itself.
    fn take_word(&mut self, word: &str) -> bool {
        self.skip_space();
        let rest = self.rest();
        let begun = rest.split_whitespace().next().unwrap_or_default();
        let stands = begun.eq_ignore_ascii_case(word);
        if stands {
            self.at += begun.len();
        }
        stands
    }

    fn number(&mut self) -> Option<u32> {
        self.skip_space();
        let rest = self.rest();
        let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let number = rest.get(..digits)?.parse().ok()?;
        self.at += digits;
        Some(number)
    }

    fn wrong(&mut self, wanted: Wanted) -> WrongRule {
        self.skip_space();
        WrongRule::at(self.text, self.at, self.end, wanted)
    }

    /// Reads `> 1/2 of members`, up to the end of the stretch.
    fn condition(&mut self) -> Result<Condition, WrongRule> {
        let compare = if self.take(">=") || self.take("≥") {
            Compare::AtLeast
        } else if self.take(">") {
            Compare::MoreThan
        } else {
            return Err(self.wrong(Wanted::Part));
        };
        self.skip_space();
        let fraction = self.at;
        let number = |reader: &mut Self| {
            let number = reader.number();
            number.ok_or_else(|| reader.wrong(Wanted::Fraction))
        };
        let numerator = number(self)?;
        if !self.take("/") {
            return Err(self.wrong(Wanted::Fraction));
        }
        let denominator = number(self)?;
        let of_nothing = numerator == 0 && !self.recorded;
        if denominator == 0 || numerator > denominator || of_nothing {
            self.at = fraction;
            return Err(self.wrong(Wanted::ProperFraction));
        }
        if !self.take_word("of") {
            return Err(self.wrong(Wanted::Of));
        }
        let base = self.base()?;
        self.skip_space();
        if !self.rest().is_empty() {
            return Err(self.wrong(Wanted::End));
        }
        Ok(Condition {
            compare,
            numerator,
            denominator,
            base,
        })
    }

    /// Reads the longest name of a base that stands here.
    fn base(&mut self) -> Result<Base, WrongRule> {
        self.skip_space();
        let mut names = Base::NAMES;
        names.sort_by_key(|(_, name)| std::cmp::Reverse(name.len()));
        let begun = self.at;
        for (base, name) in names {
            if name.split(' ').all(|word| self.take_word(word)) {
                return Ok(base);
            }
            self.at = begun;
        }
        Err(self.wrong(Wanted::Base))
    }

    /// Reads a preset or a condition.
    fn part(&mut self) -> Result<Form, WrongRule> {
        self.skip_space();
        if self.rest().starts_with(['>', '≥']) {
            return Ok(Form::All(vec![self.condition()?]));
        }
        Preset::named(self.rest())
            .map(|preset| preset.rule().0)
            .ok_or_else(|| self.wrong(Wanted::Part))
    }
}

/// The stretches between the words `and`.
fn parts(text: &str, recorded: bool) -> impl Iterator<Item = Reader<'_>> {
    let lower = text.to_ascii_lowercase();
    let is_gap = |c: Option<char>| c.is_none_or(char::is_whitespace);
    let mut joints: Vec<usize> = lower
        .match_indices("and")
        .map(|(at, _)| at)
        .filter(|at| {
            let (before, after) = (lower.get(..*at), lower.get(at + 3..));
            is_gap(before.and_then(|text| text.chars().next_back()))
                && is_gap(after.and_then(|text| text.chars().next()))
        })
        .collect();
    joints.push(text.len());
    let mut begun = 0;
    joints.into_iter().map(move |end| {
        let part = Reader {
            text,
            at: begun,
            end,
            recorded,
        };
        begun = end + 3;
        part
    })
}

impl FromStr for Condition {
    type Err = WrongRule;

    fn from_str(text: &str) -> Result<Self, WrongRule> {
        Self::read(text, false)
    }
}

impl Condition {
    /// Reads a condition, one that is `recorded` also where its fraction is of nothing.
    pub(in crate::session) fn read(text: &str, recorded: bool) -> Result<Self, WrongRule> {
        let (at, end) = (0, text.len());
        let mut reader = Reader {
            text,
            at,
            end,
            recorded,
        };
        reader.condition()
    }
}

impl FromStr for Rule {
    type Err = WrongRule;

    fn from_str(text: &str) -> Result<Self, WrongRule> {
        Self::read(text, false)
    }
}

impl Rule {
    /// Reads a rule, one that is `recorded` also where a fraction is of nothing.
    fn read(text: &str, recorded: bool) -> Result<Self, WrongRule> {
        let mut all = vec![];
        let mut alone = None;
        for (place, mut part) in parts(text, recorded).enumerate() {
            part.skip_space();
            let (begun, end) = (part.at, part.end);
            let wrong = |wanted| Err(WrongRule::at(text, begun, end, wanted));
            if alone.is_some() {
                return wrong(Wanted::Alone);
            }
            match part.part()? {
                Form::All(conditions) => all.extend(conditions),
                _ if place > 0 => return wrong(Wanted::Alone),
                form => alone = Some(form),
            }
            if all.len() > MOST_CONDITIONS {
                return wrong(Wanted::Fewer);
            }
        }
        Ok(Self(alone.unwrap_or(Form::All(all))))
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

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let conditions = match &self.0 {
            Form::All(conditions) => conditions,
            Form::NoObjection => return f.write_str(Preset::NO_OBJECTION.name),
            Form::Plurality => return f.write_str(Preset::PLURALITY.name),
        };
        for (place, condition) in conditions.iter().enumerate() {
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
        let text = String::deserialize(deserializer)?;
        Self::read(&text, true).map_err(serde::de::Error::custom)
    }
}
