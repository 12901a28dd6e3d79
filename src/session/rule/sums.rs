//! What a rule is applied to: sums of weights, and how ballots become sums.

use super::Base;
use crate::session::weight::Weight;

/// Sums of weights. What is not known is zero; whoever judges by a rule sees to it that the bases
/// of that rule are known.
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
    /// So many votes in favour, against and abstaining, of people with one vote each. All of them,
    /// and nobody else, were entitled.
    #[must_use]
    pub fn votes(yes: u32, no: u32, abstain: u32) -> Self {
        let [yes, no, abstain] = [yes, no, abstain].map(Weight::whole);
        Self {
            yes,
            no,
            abstain,
            entitled: yes + no + abstain,
            ..Self::default()
        }
    }

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

    /// Everything that was cast.
    #[must_use]
    pub fn ballots(&self) -> Weight {
        self.yes + self.no + self.abstain + self.invalid
    }

    /// Those entitled who did not vote, or have not yet.
    #[must_use]
    pub fn not_voting(&self) -> Weight {
        self.entitled.less(self.ballots())
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

    /// Whether these numbers can be: nobody votes who may not, and nobody is there twice. A number
    /// that is zero is taken for one that nobody told, but for the ballots themselves.
    ///
    /// # Errors
    /// Which part is larger than the whole it belongs to.
    pub fn check(&self) -> Result<(), Impossible> {
        let ballots = self.ballots();
        [
            (Excess::BallotsOfPresent, ballots, self.present),
            (Excess::BallotsOfEntitled, ballots, self.entitled),
            (Excess::BallotsOfMembers, ballots, self.members),
            (Excess::PresentOfMembers, self.present, self.members),
            (Excess::EntitledOfMembers, self.entitled, self.members),
        ]
        .into_iter()
        .find(|(_, part, whole)| *whole > Weight::ZERO && part > whole)
        .map_or(Ok(()), |(what, part, whole)| {
            Err(Impossible { what, part, whole })
        })
    }
}

/// Numbers that cannot be: a part that is larger than its whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Impossible {
    /// Which part of which whole.
    pub what: Excess,
    /// The part.
    pub part: Weight,
    /// The whole.
    pub whole: Weight,
}

/// What can exceed what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Excess {
    /// More ballots than people there.
    BallotsOfPresent,
    /// More ballots than people who may vote.
    BallotsOfEntitled,
    /// More ballots than members.
    BallotsOfMembers,
    /// More people there than the body has.
    PresentOfMembers,
    /// More people who may vote than the body has.
    EntitledOfMembers,
}

/// What stands on one ballot, or that it was not handed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Mark {
    /// In favour.
    Yes,
    /// Against.
    No,
    /// Neither.
    Abstain,
    /// Cast, but nothing that counts.
    Invalid,
    /// Nothing was cast.
    NotVoting,
}

/// Counts ballots. Everybody who appears is entitled; who is present and how many members there are
/// is not on the ballots and stays zero. The order of the ballots makes no difference.
#[must_use]
pub fn count(ballots: impl IntoIterator<Item = (Mark, Weight)>) -> Sums {
    let mut by_mark = [Weight::ZERO; 5];
    for (mark, weight) in ballots {
        by_mark[mark as usize] += weight;
    }
    let [yes, no, abstain, invalid, not_voting] = by_mark;
    Sums {
        yes,
        no,
        abstain,
        invalid,
        entitled: yes + no + abstain + invalid + not_voting,
        ..Sums::default()
    }
}
