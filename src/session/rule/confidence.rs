//! The confidence vote (lấy phiếu tín nhiệm): three grades instead of yes and no, what follows from
//! them, and both in plain words.
//!
//! Only the low grade counts. Of what it must be more than half, or two thirds, the sources do not
//! say alike: Resolution 85/2014/QH13 of all deputies, Resolution 96/2023/QH15, which took its place,
//! of all ballots. All members are what it is judged of here; where the ballots would lead to
//! something else, that is told beside it, and nobody has to find it out later.

use std::fmt::Display;

use super::{Base, Condition};
use crate::session::weight::Weight;
use crate::text::Lang;
use crate::text::number::percent;

/// How many gave each grade.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Grades {
    /// High confidence (tín nhiệm cao).
    pub high: Weight,
    /// Confidence (tín nhiệm).
    pub middle: Weight,
    /// Low confidence (tín nhiệm thấp).
    pub low: Weight,
}

/// What follows from a confidence vote.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Confidence {
    /// Nothing.
    Stays,
    /// More than half gave the low grade: the person may resign.
    MayResign,
    /// At least two thirds gave the low grade: removal is put to the vote.
    Removal,
}

impl Confidence {
    /// The low grades of more than half of all members.
    pub const MAY_RESIGN: Condition = Condition::more_than(1, 2, Base::Members);
    /// The low grades of at least two thirds of all members.
    pub const REMOVAL: Condition = Condition::at_least(2, 3, Base::Members);

    /// What follows for the person where so many are the whole, all members or all ballots, by the
    /// resolutions on confidence votes in the National Assembly and the People's Councils.
    ///
    /// ```
    /// use chair_console::session::Weight;
    /// use chair_console::session::rule::{Confidence, Grades};
    ///
    /// let members = Weight::whole(60);
    /// let low = |votes| Grades { low: Weight::whole(votes), ..Grades::default() };
    /// assert_eq!(Confidence::judge(&low(30), members), Confidence::Stays);
    /// assert_eq!(Confidence::judge(&low(31), members), Confidence::MayResign);
    /// assert_eq!(Confidence::judge(&low(39), members), Confidence::MayResign);
    /// assert_eq!(Confidence::judge(&low(40), members), Confidence::Removal);
    /// ```
    #[must_use]
    pub fn judge(grades: &Grades, whole: Weight) -> Self {
        let low =
            |condition: Condition| grades.low > Weight::ZERO && condition.holds(grades.low, whole);
        if low(Self::REMOVAL) {
            Self::Removal
        } else if low(Self::MAY_RESIGN) {
            Self::MayResign
        } else {
            Self::Stays
        }
    }

    /// The name in JSON and text keys.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Stays => "stays",
            Self::MayResign => "may_resign",
            Self::Removal => "removal",
        }
    }

    /// How many low grades it takes where there are so many members; none where nothing follows.
    #[must_use]
    pub fn required(self, members: Weight) -> Option<Weight> {
        let condition = match self {
            Self::Stays => return None,
            Self::MayResign => Self::MAY_RESIGN,
            Self::Removal => Self::REMOVAL,
        };
        Some(condition.required(members, members.is_whole()))
    }

    /// What follows from how many low grades, where there are so many members.
    #[must_use]
    pub fn say_thresholds(members: Weight, lang: Lang) -> String {
        let required = |follows: Self| follows.required(members).unwrap_or_default();
        let resign = required(Self::MayResign);
        let removal = required(Self::Removal);
        let (resign_said, removal_said) = (resign.say(lang), removal.say(lang));
        let members = members.say(lang);
        let mut values: Vec<(&str, &dyn Display)> =
            vec![("members", &members), ("removal", &removal_said)];
        if resign < removal {
            values.push(("resign", &resign_said));
            lang.fill("election.confidence.thresholds", &values)
        } else {
            // Of few members two thirds are no more than more than half.
            lang.fill("election.confidence.threshold", &values)
        }
    }
}

/// The ballots on which somebody stood, beside the grades they gave.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Papers {
    /// All that were handed in.
    pub all: Weight,
    /// Those that gave this person no grade.
    pub ungraded: Weight,
    /// Those on which nothing counts for this person.
    pub invalid: Weight,
}

impl Grades {
    /// The grades of somebody, what part of all members gave each, and what follows; and what would
    /// follow of all ballots, where that is something else.
    #[must_use]
    pub fn explain(&self, name: &str, papers: &Papers, members: Weight, lang: Lang) -> Vec<String> {
        let follows = Confidence::judge(self, members);
        let share = |votes: Weight| {
            let [part, whole] = [votes, members].map(|n| n.in_millionths().into());
            format!("{} ({})", votes.say(lang), percent(part, whole, lang))
        };
        let [high, middle, low] = [self.high, self.middle, self.low].map(share);
        let mut left = String::new();
        for (key, n) in [
            ("election.confidence.left", papers.ungraded),
            ("election.confidence.invalid", papers.invalid),
        ] {
            if n > Weight::ZERO {
                left += &lang.fill(key, &[("n", &n.say(lang))]);
            }
        }
        let required = follows.required(members).unwrap_or_default().say(lang);
        let said = members.say(lang);
        let values: [(&str, &dyn Display); 2] = [("members", &said), ("required", &required)];
        let key = format!("election.confidence.{}", follows.name());
        let told = lang.fill(&key, &values);
        let values: [(&str, &dyn Display); 6] = [
            ("left", &left),
            ("name", &name),
            ("high", &high),
            ("middle", &middle),
            ("low", &low),
            ("follows", &told),
        ];
        let mut lines = vec![lang.fill("election.confidence.line", &values)];
        let of_ballots = Confidence::judge(self, papers.all);
        if of_ballots != follows {
            let key = format!("election.confidence.of_ballots_{}", of_ballots.name());
            let values: [(&str, &dyn Display); 2] = [("name", &name), ("n", &papers.all.say(lang))];
            lines.push(lang.fill(&key, &values));
        }
        lines
    }
}
