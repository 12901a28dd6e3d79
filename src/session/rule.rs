//! Majorities and quorums as exact rules: fractions of a base, compared in whole numbers.
//!
//! A rule is one or more conditions that must all hold, written as text in session files, on the
//! command line and on screens: `> 1/2 of members`, `>= 2/3 of cast and > 1/2 of present`, in words of
//! either language such as `quá nửa tổng số đại biểu` or `at least two thirds of members`, or by the
//! name of a [`Preset`] in English or Vietnamese. Whatever the conditions say, nothing is carried
//! without one vote in favour, except by `no objection`, where silence is consent by the rule's own
//! words. Nothing here is ever rounded.
//!
//! | file | what |
//! |---|---|
//! | `written` | rules as text |
//! | `words`, `phrase` | the words of both languages in which rules are written, and how they are found |
//! | `wrong` | what is wrong with a text that is no rule |
//! | `meant` | the word of it that was probably meant otherwise |
//! | `preset` | rules that have a name, with their sources and a worked example each |
//! | `sums` | what a rule is applied to, and the counting of ballots |
//! | `together` | several rules as one |
//! | `tie` | what is done where there are as many votes in favour as against |
//! | `confidence` | the confidence vote with three grades |
//!
//! What a rule, a tie rule and a quorum come to together is for [`verdict`](super::verdict).

mod confidence;
mod meant;
mod phrase;
mod preset;
mod sums;
#[cfg(test)]
pub(in crate::session) mod tests;
mod tie;
mod together;
mod words;
mod written;
mod wrong;

pub use confidence::{Confidence, Grades, Papers};
pub use meant::Meant;
pub use preset::Preset;
pub use sums::{Excess, Impossible, Mark, Sums, count};
pub use tie::{Chair, Said, Side, TieRule, WrongTieRule};
pub(in crate::session) use tie::{Decision, with_one_more};
pub use wrong::{Wanted, WrongRule};

use super::weight::Weight;

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
    /// Those present who have a vote, whether or not they are recused on this question.
    Present,
    /// Those entitled to vote on this question.
    Entitled,
    /// All who have a vote in this body, present or not.
    Members,
}

impl Base {
    /// Every base, with its name in a written rule.
    pub const NAMES: [(Self, &'static str); 6] = [
        (Self::Cast, "cast"),
        (Self::CastWithAbstentions, "cast with abstentions"),
        (Self::CastWithInvalid, "cast with invalid"),
        (Self::Present, "present"),
        (Self::Entitled, "entitled"),
        (Self::Members, "members"),
    ];

    /// Whether its size depends on how many vote.
    #[must_use]
    pub fn depends_on_turnout(self) -> bool {
        matches!(
            self,
            Self::Cast | Self::CastWithAbstentions | Self::CastWithInvalid
        )
    }

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
    /// Nobody votes against.
    const NONE_AGAINST: Self = Self::at_least(1, 1, Base::Cast);
    /// More vote in favour than against.
    const MORE_THAN_AGAINST: Self = Self::more_than(1, 2, Base::Cast);

    /// More than this fraction.
    const fn more_than(numerator: u32, denominator: u32, base: Base) -> Self {
        Self {
            compare: Compare::MoreThan,
            numerator,
            denominator,
            base,
        }
    }

    /// This fraction or more.
    const fn at_least(numerator: u32, denominator: u32, base: Base) -> Self {
        Self {
            compare: Compare::AtLeast,
            numerator,
            denominator,
            base,
        }
    }

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

    /// Whether nothing less than all is enough.
    pub(super) fn asks_all(&self) -> bool {
        self.compare == Compare::AtLeast && self.numerator == self.denominator
    }

    /// Whether the fraction is one half.
    pub(super) fn is_half(&self) -> bool {
        u64::from(self.numerator) * 2 == u64::from(self.denominator)
    }
}

/// The conditions under which a motion is carried. All must hold; there is at least one.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Rule(Form);

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Form {
    All(Vec<Condition>),
    NoObjection,
    Plurality,
}

impl Rule {
    /// The conditions, in the order they were written.
    ///
    /// Those of `no objection` and `plurality` are what they come to for a question that is answered
    /// yes or no: nobody against, and more for than against.
    #[must_use]
    pub fn conditions(&self) -> &[Condition] {
        match &self.0 {
            Form::All(conditions) => conditions,
            Form::NoObjection => &[Condition::NONE_AGAINST],
            Form::Plurality => &[Condition::MORE_THAN_AGAINST],
        }
    }

    /// Whether what is required depends on how many vote, so that it is not known before they have.
    #[must_use]
    pub fn depends_on_turnout(&self) -> bool {
        self.conditions()
            .iter()
            .any(|condition| condition.base.depends_on_turnout())
    }

    /// Whether silence is consent: `no objection`. One vote against and the question has to be put
    /// to an ordinary vote.
    #[must_use]
    pub fn is_no_objection(&self) -> bool {
        self.0 == Form::NoObjection
    }

    /// Whether the most votes carry, however few they are: `plurality`. For a question that is answered
    /// yes or no, more for than against.
    #[must_use]
    pub fn is_plurality(&self) -> bool {
        self.0 == Form::Plurality
    }

    /// Whether as many votes for as against leave the question open, so that a tie rule has a say:
    /// every condition asks for half. Where more is asked for, half of the votes are simply too few.
    #[must_use]
    pub fn can_tie(&self) -> bool {
        !self.is_no_objection() && self.conditions().iter().all(Condition::is_half)
    }

    /// Whether these votes carry the motion. Never without a vote in favour, unless silence is
    /// consent by the rule's own words; and never where nobody could have spoken.
    #[must_use]
    pub fn carries(&self, sums: &Sums) -> bool {
        if self.is_no_objection() {
            let anybody = sums.entitled.max(sums.yes);
            return sums.no == Weight::ZERO && anybody > Weight::ZERO;
        }
        sums.yes > Weight::ZERO
            && self
                .conditions()
                .iter()
                .all(|c| c.holds(sums.yes, sums.of(c.base)))
    }

    /// The votes in favour that are needed as the bases stand: the most that any condition asks,
    /// and at least something. None where silence is consent.
    #[must_use]
    pub fn required(&self, sums: &Sums) -> Weight {
        if self.is_no_objection() {
            return Weight::ZERO;
        }
        let whole = sums.are_whole();
        let least = if whole {
            Weight::ONE
        } else {
            Weight::millionths(1)
        };
        self.conditions()
            .iter()
            .map(|c| c.required(sums.of(c.base), whole))
            .fold(least, Weight::max)
    }
}
