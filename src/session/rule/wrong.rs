//! A text that is no rule: where it goes wrong, and what could stand there, in both languages.

use super::{Base, MOST_CONDITIONS, Meant};
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
    /// The word from there on that was probably meant otherwise.
    pub meant: Option<Meant>,
}

/// What could stand in a rule where something else stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Wanted {
    /// A preset or a condition.
    Part,
    /// Whether the fraction itself is enough.
    Compare,
    /// A fraction.
    Fraction,
    /// A fraction that is more than nothing and not more than one.
    ProperFraction,
    /// A fraction of less than one, for nobody can be more than all.
    LessThanAll,
    /// A fraction, for a percentage with decimals may have been rounded.
    WholePercent,
    /// More than half instead of half and one more.
    NoPlus,
    /// What the fraction is taken of.
    Base,
    /// The same, where the words could mean several things.
    PlainBase,
    /// A majority that says of what it is one, where the name could mean several things.
    PlainMajority,
    /// `trở lên`, which belongs to `từ`.
    OrMore,
    /// `and`, or the end.
    End,
    /// Nothing else beside a rule that stands alone.
    Alone,
    /// The end, for there are conditions enough.
    Fewer,
    /// A quorum.
    Quorum,
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
            meant: None,
        }
    }

    /// Where somebody has to look, in bytes from 0: at the word that was probably meant otherwise, or
    /// else where reading ended.
    #[must_use]
    pub fn place(&self) -> usize {
        self.meant.as_ref().map_or(self.byte, |meant| meant.byte)
    }

    /// That a word was probably meant otherwise, if one was.
    #[must_use]
    pub fn say_meant(&self, lang: Lang) -> Option<String> {
        let meant = self.meant.as_ref()?;
        let part = clean::line(&meant.part, QUOTED);
        let values: [(&str, &dyn std::fmt::Display); 2] = [("part", &part), ("near", &meant.near)];
        Some(lang.fill("rule.wrong.meant", &values))
    }

    /// What could stand there, as it follows on “write”.
    #[must_use]
    pub fn say_wanted(&self, lang: Lang) -> String {
        match self.wanted {
            Wanted::Part => lang.text("rule.wanted.part").to_owned(),
            Wanted::Compare => lang.text("rule.wanted.compare").to_owned(),
            Wanted::Fraction => lang.text("rule.wanted.fraction").to_owned(),
            Wanted::ProperFraction => lang.text("rule.wanted.proper_fraction").to_owned(),
            Wanted::LessThanAll => lang.text("rule.wanted.less_than_all").to_owned(),
            Wanted::WholePercent => lang.text("rule.wanted.whole_percent").to_owned(),
            Wanted::NoPlus => lang.text("rule.wanted.no_plus").to_owned(),
            Wanted::Base => lang.fill("rule.wanted.base", &[("bases", &bases(lang))]),
            Wanted::PlainBase => lang.fill("rule.wanted.plain_base", &[("bases", &bases(lang))]),
            Wanted::PlainMajority => lang.text("rule.wanted.plain_majority").to_owned(),
            Wanted::OrMore => lang.text("rule.wanted.or_more").to_owned(),
            Wanted::End => lang.text("rule.wanted.end").to_owned(),
            Wanted::Alone => lang.text("rule.wanted.alone").to_owned(),
            Wanted::Fewer => lang.fill("rule.wanted.fewer", &[("most", &MOST_CONDITIONS)]),
            Wanted::Quorum => lang.text("rule.wanted.quorum").to_owned(),
            Wanted::Members => lang.text("rule.wanted.members").to_owned(),
        }
    }

    /// What is wrong, where, and what to write instead.
    #[must_use]
    pub fn say(&self, lang: Lang) -> String {
        if let Some(meant) = self.say_meant(lang) {
            return meant;
        }
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
                ("wanted", &self.say_wanted(lang)),
            ],
        )
    }
}

/// Every base as it may be written, with the name in the reader's own language first.
fn bases(lang: Lang) -> String {
    let named = |(base, name): (Base, &'static str)| {
        let shown = base.say(lang);
        lang.fill(
            "rule.wanted.one_base",
            &[("name", &name), ("shown", &shown)],
        )
    };
    Base::NAMES.map(named).join(", ")
}
