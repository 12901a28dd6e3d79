//! The policies: whom each chooses among those who wait alike.

use serde::{Deserialize, Serialize};

use super::course::Course;
use super::{Reason, Request};
use crate::session::floor::Kind;

/// In which order people contribute.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Policy {
    /// Who asked first.
    #[default]
    FirstCome,
    /// Who has spoken least often in the session; among equals, who asked first. Whatever
    /// [counts](Kind::counts) is having spoken: replies and interposed questions too.
    FewestSpeeches,
    /// Somebody of the group of which fewest have spoken on the item, among the groups of which
    /// somebody waits; among equals, the group that the rules name first. Whoever is of no group
    /// speaks when nobody who waits asked before them.
    Balanced,
    /// The same, but where nobody waits of the group that is to speak, nobody is proposed: the
    /// meeting decides how to go on.
    StrictlyBalanced,
    /// For and against in turn, for first, as long as both wait. Whoever is neither speaks when
    /// nobody who waits asked before them.
    ForAndAgainst,
    /// Who asked first; but in the debate about an answer, whoever asked the question comes before
    /// others (Rules of the National Assembly of Vietnam, resolution 71/2022/QH15, article 19).
    QuestionerFirst,
}

impl Policy {
    /// Every policy.
    pub const ALL: [Self; 6] = [
        Self::FirstCome,
        Self::FewestSpeeches,
        Self::Balanced,
        Self::StrictlyBalanced,
        Self::ForAndAgainst,
        Self::QuestionerFirst,
    ];

    /// The name of the policy in files, commands and text keys.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::FirstCome => "first_come",
            Self::FewestSpeeches => "fewest_speeches",
            Self::Balanced => "balanced",
            Self::StrictlyBalanced => "strictly_balanced",
            Self::ForAndAgainst => "for_and_against",
            Self::QuestionerFirst => "questioner_first",
        }
    }

    /// Whether it is the one that holds where a session file says nothing.
    #[must_use]
    pub fn is_usual(&self) -> bool {
        *self == Self::default()
    }

    /// Whether it makes sense only between groups.
    #[must_use]
    pub fn needs_groups(self) -> bool {
        matches!(self, Self::Balanced | Self::StrictlyBalanced)
    }

    /// Whom it chooses among those who wait with the same precedence, who asked first first: their
    /// place, and why; or why it chooses nobody.
    pub(super) fn choose(
        self,
        waiting: &[Request],
        course: &Course<'_>,
    ) -> Result<(usize, Reason), Reason> {
        let Some(first) = waiting.first() else {
            return Err(Reason::NobodyWaits);
        };
        let is_debate = first.kind.is_on_item();
        let asked = |request: &Request| course.has_questioned(request.delegate);
        let chosen = match self {
            Self::QuestionerFirst if is_debate => waiting
                .iter()
                .position(asked)
                .map(|place| (place, Reason::Questioner)),
            _ if !first.kind.is_contribution() => None,
            Self::FirstCome | Self::QuestionerFirst => None,
            Self::FewestSpeeches => (0..)
                .zip(waiting)
                .map(|(place, request)| (course.times(request.delegate), place))
                .min()
                .map(|(times, place)| (place, Reason::Spoken { times })),
            Self::Balanced => course.balance(waiting, false)?,
            Self::StrictlyBalanced => course.balance(waiting, true)?,
            Self::ForAndAgainst => course.alternate(waiting),
        };
        let usual = if first.kind.is_contribution() {
            Reason::FirstCome
        } else {
            Reason::Precedence(first.kind)
        };
        Ok(chosen.unwrap_or((0, usual)))
    }
}

impl Course<'_> {
    /// Somebody of the group that is to speak; nobody in particular where the first is of no group.
    fn balance(
        &self,
        waiting: &[Request],
        is_strict: bool,
    ) -> Result<Option<(usize, Reason)>, Reason> {
        let group = |request: &Request| self.group_of(request.delegate);
        if waiting.first().is_some_and(|first| group(first).is_none()) {
            return Ok(None);
        }
        let place_of = |due| waiting.iter().position(|request| group(request) == due);
        let spoken: Vec<_> = self.by_group().collect();
        let may_be_due = |group| is_strict || place_of(Some(group)).is_some();
        let due = spoken.iter().filter(|(group, _)| may_be_due(*group));
        let Some((due, _)) = due.min_by_key(|(group, times)| (*times, *group)).copied() else {
            return Ok(None);
        };
        match place_of(Some(due)) {
            Some(place) => Ok(Some((place, Reason::Balance { spoken }))),
            // Whoever is of no group is in nobody's way.
            None => match place_of(None) {
                Some(place) => Ok(Some((place, Reason::FirstCome))),
                None => Err(Reason::Stopped { due, spoken }),
            },
        }
    }

    /// Somebody of the other side; nobody in particular where the first is of no side.
    fn alternate(&self, waiting: &[Request]) -> Option<(usize, Reason)> {
        if waiting
            .first()
            .is_some_and(|first| first.kind == Kind::Speech)
        {
            return None;
        }
        let after = self.side();
        let wanted = match after {
            Some(Kind::For) => Kind::Against,
            _ => Kind::For,
        };
        let place = waiting.iter().position(|request| request.kind == wanted);
        Some(match place {
            Some(place) => (place, Reason::Alternates { after }),
            None => (0, Reason::OneSided { missing: wanted }),
        })
    }
}
