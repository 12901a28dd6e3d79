//! The confidence vote (lấy phiếu tín nhiệm): three grades instead of yes and no.

use super::{Base, Condition};
use crate::session::weight::Weight;

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
    /// More than half of all members gave the low grade: the person may resign.
    MayResign,
    /// At least two thirds of all members gave the low grade: removal is put to the vote.
    Removal,
}

impl Confidence {
    /// The low grades of more than half of all members.
    pub const MAY_RESIGN: Condition = Condition::more_than(1, 2, Base::Members);
    /// The low grades of at least two thirds of all members.
    pub const REMOVAL: Condition = Condition::at_least(2, 3, Base::Members);

    /// What follows for the person, by the resolution on confidence votes in the National Assembly
    /// and the People's Councils. Only the low grade counts, and always of all members.
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
    pub fn judge(grades: &Grades, members: Weight) -> Self {
        let low = |condition: Condition| {
            grades.low > Weight::ZERO && condition.holds(grades.low, members)
        };
        if low(Self::REMOVAL) {
            Self::Removal
        } else if low(Self::MAY_RESIGN) {
            Self::MayResign
        } else {
            Self::Stays
        }
    }
}
