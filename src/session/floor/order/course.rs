//! The course that the speaking has taken: what a policy may look at.

use std::collections::{BTreeMap, BTreeSet};

use super::{Floor, Kind, Request};
use crate::session::Session;
use crate::session::ids::{DelegateId, GroupId};

/// Who has spoken, and in which capacity. How often somebody spoke is counted in the whole session;
/// groups, sides and questions belong to the debate of the item.
pub(super) struct Course<'s> {
    session: &'s Session,
    times: BTreeMap<DelegateId, usize>,
    groups: BTreeMap<GroupId, usize>,
    side: Option<Kind>,
    questioners: BTreeSet<DelegateId>,
    answered: bool,
}

impl<'s> Course<'s> {
    /// The course up to now, with the speeches that are not over.
    pub(super) fn of(session: &'s Session, floor: &Floor) -> Self {
        let groups = session.plan.rules.floor.group_ids();
        let mut course = Self {
            session,
            times: BTreeMap::new(),
            groups: groups.map(|group| (group, 0)).collect(),
            side: None,
            questioners: BTreeSet::new(),
            answered: false,
        };
        let heard = floor.heard.iter().map(|heard| heard.request);
        let running = floor.speeches().map(|speech| speech.request);
        for request in heard.chain(running) {
            // Who asked before any item was taken up speaks on the one that was taken up then.
            if request.item.is_none() || request.item == session.agenda.current {
                course.hear(request);
            } else {
                course.count(request);
            }
        }
        course
    }

    /// Goes on as if this request had been heard on the item.
    pub(super) fn hear(&mut self, request: Request) {
        self.count(request);
        match request.kind {
            Kind::Questioning => {
                // The first question after an answer opens a new round.
                if std::mem::take(&mut self.answered) {
                    self.questioners.clear();
                }
                self.questioners.insert(request.delegate);
            }
            Kind::Answer => self.answered = true,
            kind if kind.is_contribution() => {
                let group = self.group_of(request.delegate);
                if let Some(times) = group.and_then(|group| self.groups.get_mut(&group)) {
                    *times += 1;
                }
                if kind != Kind::Speech {
                    self.side = Some(kind);
                }
            }
            _ => {}
        }
    }

    fn count(&mut self, request: Request) {
        if request.kind.counts() {
            *self.times.entry(request.delegate).or_default() += 1;
        }
    }

    /// How often somebody has spoken.
    pub(super) fn times(&self, delegate: DelegateId) -> usize {
        self.times.get(&delegate).copied().unwrap_or(0)
    }

    /// How many of each group have spoken, in the order of the rules.
    pub(super) fn by_group(&self) -> impl Iterator<Item = (GroupId, usize)> {
        self.groups.iter().map(|(group, times)| (*group, *times))
    }

    pub(super) fn group_of(&self, delegate: DelegateId) -> Option<GroupId> {
        self.session.group_of(delegate)
    }

    /// Which side spoke last.
    pub(super) fn side(&self) -> Option<Kind> {
        self.side
    }

    /// Whether somebody put one of the questions that were answered last, or wait for an answer.
    pub(super) fn has_questioned(&self, delegate: DelegateId) -> bool {
        self.questioners.contains(&delegate)
    }
}
