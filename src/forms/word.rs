//! The fixed words of session files and rosters, and what each means.

use crate::session::floor::Policy;
use crate::session::plan::{ItemChange, SiteKind, Substitutes};
use crate::session::poll::{Changing, Manner, Sense};
use crate::session::rule::TieRule;

/// Words and what each means.
pub(crate) type Words<T> = [(&'static str, T)];

pub(super) const MANNERS: &Words<Manner> = &[
    ("named", Manner::Named),
    ("secret", Manner::Secret),
    ("hands", Manner::Hands),
    ("paper", Manner::Paper),
];

/// The names of [`TieRule::NAMES`], as a session file's other words are read.
pub(super) const TIES: &Words<TieRule> = &[
    ("lost", TieRule::Lost),
    ("chair-side", TieRule::ChairSide),
    ("casting-vote", TieRule::CastingVote),
    ("second-vote", TieRule::SecondVote),
    ("chair-may-vote", TieRule::ChairMayVote),
    ("lot", TieRule::Lot),
];

pub(super) const CHANGING: &Words<Changing> = &[
    ("final", Changing::Final),
    ("until close", Changing::UntilClose),
];

pub(super) const SUBSTITUTES: &Words<Substitutes> = &[
    ("none", Substitutes::None),
    ("attendance", Substitutes::Attendance),
    ("vote", Substitutes::Vote),
];

pub(super) const ITEM_CHANGES: &Words<ItemChange> =
    &[("stop", ItemChange::Stop), ("keep", ItemChange::Keep)];

pub(super) const SITES: &Words<SiteKind> = &[
    ("hall", SiteKind::Hall),
    ("room", SiteKind::Room),
    ("remote", SiteKind::Remote),
];

/// In the order that labels without more are given their sense.
pub(super) const SENSES: &Words<Sense> = &[
    ("yes", Sense::Yes),
    ("no", Sense::No),
    ("abstain", Sense::Abstain),
];

/// Whether somebody on the roster has a vote.
pub(super) const ROLES: &Words<bool> = &[
    ("đại biểu", true),
    ("khách mời", false),
    ("delegate", true),
    ("member", true),
    ("guest", false),
];

pub(super) const ORDERS: &Words<Policy> = &[
    ("first_come", Policy::FirstCome),
    ("fewest_speeches", Policy::FewestSpeeches),
    ("balanced", Policy::Balanced),
    ("strictly_balanced", Policy::StrictlyBalanced),
    ("for_and_against", Policy::ForAndAgainst),
    ("questioner_first", Policy::QuestionerFirst),
];

/// The word for a meaning.
pub(super) fn name<T: PartialEq>(words: &Words<T>, meaning: &T) -> &'static str {
    let mut words = words.iter();
    words
        .find(|(_, of)| of == meaning)
        .map_or("", |(word, _)| word)
}
