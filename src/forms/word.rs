//! The fixed words of session files and rosters, and what each means.

use crate::session::election::Method;
use crate::session::opinion::Silence;
use crate::session::plan::{ItemChange, SiteKind, Substitutes};
use crate::session::poll::{Changing, Entitled, Level, Manner, Sense};
use crate::session::quorum::{Measure, Uncounted};
use crate::session::rule::TieRule;
use crate::session::{floor, quorum};

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

/// The names of [`Method::NAMES`], as a session file's other words are read.
pub(super) const METHODS: &Words<Method> = &[
    ("majority", Method::Majority),
    ("plurality", Method::Plurality),
    ("irv", Method::Irv),
    ("stv", Method::Stv),
    ("schulze", Method::Schulze),
    ("sainte-lague", Method::SainteLague),
    ("d-hondt", Method::DHondt),
    ("hare-niemeyer", Method::HareNiemeyer),
];

/// The names of [`Level::NAMES`], likewise.
pub(super) const LEVELS: &Words<Level> = &[
    ("lot", Level::Lot),
    ("chair", Level::Chair),
    ("older", Level::Older),
    ("second-ballot", Level::SecondBallot),
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

pub(super) const ENTITLED: &Words<Entitled> = &[
    ("frozen", Entitled::Frozen),
    ("until close", Entitled::UntilClose),
];

pub(super) const POLICIES: &Words<quorum::Policy> = &[
    ("session", quorum::Policy::Session),
    ("vote", quorum::Policy::Vote),
    ("continuous", quorum::Policy::Continuous),
    ("challenged", quorum::Policy::Challenged),
    ("votes cast", quorum::Policy::VotesCast),
];

pub(super) const UNCOUNTED: &Words<Uncounted> = &[
    ("remote", Uncounted::Remote),
    ("chair", Uncounted::Chair),
    ("recused", Uncounted::Recused),
    ("proxies", Uncounted::Proxies),
];

pub(super) const MEASURES: &Words<Measure> =
    &[("heads", Measure::Heads), ("weight", Measure::Weight)];

pub(super) const SILENCES: &Words<Silence> = &[
    ("not voting", Silence::NotVoting),
    ("in favour", Silence::InFavour),
];

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

pub(super) const ORDERS: &Words<floor::Policy> = &[
    ("first_come", floor::Policy::FirstCome),
    ("fewest_speeches", floor::Policy::FewestSpeeches),
    ("balanced", floor::Policy::Balanced),
    ("strictly_balanced", floor::Policy::StrictlyBalanced),
    ("for_and_against", floor::Policy::ForAndAgainst),
    ("questioner_first", floor::Policy::QuestionerFirst),
];

/// The word for a meaning.
pub(super) fn name<T: PartialEq>(words: &Words<T>, meaning: &T) -> &'static str {
    let mut words = words.iter();
    words
        .find(|(_, of)| of == meaning)
        .map_or("", |(word, _)| word)
}
