//! What a right file says that its secretary may not have meant: told beside what the file comes to,
//! and never in the way of the session. What is usual somewhere is not remarked upon.

use super::mistake::Fault;
use super::roster::People;
use super::table::Table;
use crate::session::plan::{Delegate, Plan};
use crate::session::poll::{Choice, FEWEST_SECRET, Manner, weigh_alike};
use crate::session::rule::TieRule;
use crate::session::{DelegateId, Weight};
use crate::text::near::nearly;
use crate::text::{Lang, clean};

/// How much of a name is shown, in clusters.
const NAME: usize = 60;

/// Something that a secretary would want to be told of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Remark {
    /// A key that says nothing where no quorum is asked for.
    WithoutQuorum {
        /// The key.
        key: &'static str,
    },
    /// The secretary presides as well.
    ChairKeepsTheRecord,
    /// Somebody deputises for themselves.
    ChairIsDeputy,
    /// The chair has no vote, and yet a tie is for their own vote to decide.
    ChairHasNoVote,
    /// Secret, and yet a tie is decided by the side of the chair's own ballot.
    SecretSide,
    /// Something is put to the vote, and nobody on the roster has one.
    NobodyVotes,
    /// A secret vote among so few that it would be refused.
    TooFewForSecret,
    /// A secret vote of votes that weigh differently, which would be refused.
    UnequalSecret,
    /// Somebody stands whose name is not on the roster, but nearly.
    NearlyOnRoster {
        /// As it is written.
        name: String,
        /// As it stands on the roster.
        near: String,
    },
}

impl Remark {
    /// What it is, and what to do if it was not meant.
    #[must_use]
    pub fn say(&self, lang: Lang) -> String {
        match self {
            Self::WithoutQuorum { key } => {
                lang.fill("forms.remark.without_quorum", &[("key", key)])
            }
            Self::ChairKeepsTheRecord => lang.text("forms.remark.chair_keeps_record").to_owned(),
            Self::ChairIsDeputy => lang.text("forms.remark.chair_is_deputy").to_owned(),
            Self::ChairHasNoVote => lang.text("forms.remark.chair_has_no_vote").to_owned(),
            Self::SecretSide => lang.text("forms.remark.secret_side").to_owned(),
            Self::NobodyVotes => lang.text("forms.remark.nobody_votes").to_owned(),
            Self::TooFewForSecret => {
                lang.fill("forms.remark.too_few_for_secret", &[("n", &FEWEST_SECRET)])
            }
            Self::UnequalSecret => lang.text("forms.remark.unequal_secret").to_owned(),
            Self::NearlyOnRoster { name, near } => {
                let (name, near) = (clean::line(name, NAME), clean::line(near, NAME));
                lang.fill("forms.remark.nearly", &[("name", &name), ("near", &near)])
            }
        }
    }
}

/// Remarks upon something at the place of a key.
pub(super) fn at(table: &Table<'_>, key: &str, remark: Remark) {
    let spot = table.spot_of(key);
    table.page.remark(spot, Fault::Remark(remark));
}

/// Remarks upon the plan as a whole.
pub(super) fn of_plan(session: &Table<'_>, plan: &Plan) {
    if plan.secretary == plan.chair {
        at(session, "secretary", Remark::ChairKeepsTheRecord);
    }
    if plan.deputies.contains(&plan.chair) {
        at(session, "deputies", Remark::ChairIsDeputy);
    }
    let voters: Vec<_> = plan.roster.iter().filter_map(voter).collect();
    let motions = || plan.agenda.iter().filter_map(|item| item.motion.as_ref());
    if voters.is_empty() && motions().next().is_some() {
        at(session, "roster", Remark::NobodyVotes);
        return;
    }
    let by_chair = motions().any(|motion| {
        let is_motion = motion.matter.is_motion() && motion.rule.can_tie();
        is_motion && asks_a_voting_chair(motion.terms.tie)
    });
    let secret_side = motions().any(|motion| {
        let tied = motion.matter.is_motion() && motion.rule.can_tie();
        tied && motion.terms.tie == TieRule::ChairSide && motion.manner.is_secret()
    });
    if secret_side {
        at(session, "agenda", Remark::SecretSide);
    }
    if by_chair && voters.iter().all(|(id, _)| *id != plan.chair) {
        at(session, "chair", Remark::ChairHasNoVote);
    }
    if voters.len() < FEWEST_SECRET && motions().any(|motion| motion.manner.is_secret()) {
        at(session, "agenda", Remark::TooFewForSecret);
    }
    if !weigh_alike(&voters) && motions().any(|motion| motion.manner == Manner::Secret) {
        at(session, "agenda", Remark::UnequalSecret);
    }
}

fn voter(delegate: &Delegate) -> Option<(DelegateId, Weight)> {
    delegate.vote.map(|vote| (delegate.id, vote))
}

/// Whether a tie is for a chair who has a vote like everybody else.
fn asks_a_voting_chair(tie: TieRule) -> bool {
    match tie {
        TieRule::ChairSide | TieRule::SecondVote | TieRule::ChairMayVote => true,
        TieRule::Lost | TieRule::CastingVote | TieRule::Lot => false,
    }
}

/// Remarks upon those who stand under a key and are nearly, but not quite, called like somebody on the
/// roster.
pub(super) fn of_names(table: &Table<'_>, key: &str, names: &[Choice], people: &People<'_>) {
    for Choice { label: name, .. } in names {
        if people
            .names()
            .any(|known| known.to_lowercase() == name.to_lowercase())
        {
            continue;
        }
        if let Some(near) = people.names().find(|known| nearly(name, known)) {
            let (name, near) = (name.clone(), near.to_owned());
            at(table, key, Remark::NearlyOnRoster { name, near });
        }
    }
}
