//! The company: who comes to the sample meeting, who is late, who stays away, who has no device.

use std::collections::{BTreeMap, BTreeSet};

use fastrand::Rng;

use crate::session::attendance::Place;
use crate::session::plan::SiteKind;
use crate::session::{DelegateId, Plan};

/// How somebody comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    /// Before the session is opened.
    Early,
    /// After it was opened.
    Late,
    /// Not at all, with a reason.
    Excused,
    /// Not at all, without one.
    Absent,
    /// Somebody sits in for them.
    Substitute,
}

/// How many come late.
const LATE: usize = 4;
/// How many of those who come have no device, besides chair and secretary.
const WITHOUT_DEVICE: usize = 2;

/// How everybody comes.
#[derive(Clone, Debug)]
pub(super) struct Company {
    fates: BTreeMap<DelegateId, Fate>,
    without_device: BTreeSet<DelegateId>,
    /// Who leaves before the end.
    pub(super) leaver: Option<DelegateId>,
    /// Those at the end of a line that can break.
    pub(super) remote: BTreeSet<DelegateId>,
}

impl Company {
    /// Draws lots. Whom the meeting cannot do without comes in time.
    pub(super) fn draw(plan: &Plan, rng: &mut Rng) -> Self {
        let needed: BTreeSet<_> = [plan.chair, plan.secretary]
            .into_iter()
            .chain(plan.deputies.iter().copied())
            .chain(plan.agenda.iter().filter_map(|item| item.presenter))
            .collect();
        let kind = |site| plan.site(site).map(|site| site.kind);
        let remote: BTreeSet<_> = plan
            .roster
            .iter()
            .filter(|delegate| delegate.site.and_then(kind) == Some(SiteKind::Remote))
            .map(|delegate| delegate.id)
            .collect();
        let mut free: Vec<_> = plan
            .roster
            .iter()
            .filter(|delegate| delegate.vote.is_some() && !needed.contains(&delegate.id))
            .map(|delegate| delegate.id)
            .collect();
        rng.shuffle(&mut free);
        let mut fates: BTreeMap<_, _> = plan
            .roster
            .iter()
            .map(|delegate| (delegate.id, Fate::Early))
            .collect();
        let others = [Fate::Excused, Fate::Absent, Fate::Substitute];
        let drawn = others.into_iter().chain([Fate::Late; LATE]);
        for (fate, delegate) in drawn.zip(std::iter::from_fn(|| free.pop())) {
            fates.insert(delegate, fate);
        }
        // Without a device nobody can take part from afar.
        free.retain(|delegate| !remote.contains(delegate));
        let leaver = free.pop();
        let without_device = free
            .into_iter()
            .take(WITHOUT_DEVICE)
            .chain([plan.chair, plan.secretary])
            .collect();
        Self {
            fates,
            without_device,
            leaver,
            remote,
        }
    }

    /// How somebody comes; who was added during the meeting is there.
    pub(super) fn fate(&self, delegate: DelegateId) -> Fate {
        self.fates.get(&delegate).copied().unwrap_or(Fate::Early)
    }

    /// Those who come and take part with a device of their own.
    pub(super) fn with_device(&self) -> impl Iterator<Item = (DelegateId, Fate)> {
        self.fates.iter().filter_map(|(delegate, fate)| {
            let comes = matches!(fate, Fate::Early | Fate::Late);
            (comes && !self.without_device.contains(delegate)).then_some((*delegate, *fate))
        })
    }

    /// Those who are there without a device, chair and secretary among them.
    pub(super) fn without_device(&self) -> &BTreeSet<DelegateId> {
        &self.without_device
    }

    /// How somebody takes part.
    pub(super) fn place(&self, delegate: DelegateId) -> Place {
        if self.remote.contains(&delegate) {
            Place::Remote
        } else {
            Place::Hall
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::demo::sample;
    use crate::text::Lang;

    #[test]
    fn whoever_is_needed_comes_and_most_of_the_others() {
        let plans = Lang::ALL.map(|lang| sample::read(lang).unwrap().plan);
        for (plan, seed) in plans
            .iter()
            .flat_map(|plan| (0..200).map(move |seed| (plan, seed)))
        {
            let company = Company::draw(plan, &mut Rng::with_seed(seed));
            let presenters = plan.agenda.iter().filter_map(|item| item.presenter);
            for needed in presenters.chain([plan.chair, plan.secretary]) {
                assert_eq!(company.fate(needed), Fate::Early);
            }
            let fates = |wanted| {
                let all = plan.roster.iter().map(|delegate| company.fate(delegate.id));
                all.filter(|fate| *fate == wanted).count()
            };
            assert_eq!(fates(Fate::Late), LATE);
            assert_eq!(fates(Fate::Excused) + fates(Fate::Absent), 2);
            assert_eq!(fates(Fate::Substitute), 1);
            assert_eq!(company.with_device().count(), 40 - 3 - 4);
            assert!(company.leaver.is_some());
            assert_eq!(company.remote.len(), 6);
        }
    }
}
