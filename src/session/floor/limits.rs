//! How long a speech may be, and how often one may speak on an item.
//!
//! The first speech on an item may have another limit than later ones, and the item's presenter has
//! limits of their own: their first speech on the item is its presentation, what they say later an
//! explanation. Limits that a session file can name stand in [`PRESETS`].

use super::{Kind, Request};
use crate::session::Session;
use crate::session::ids::{DelegateId, ItemId};
use crate::session::plan::Limits;
use crate::session::time::Seconds;

/// Limits as they are where a session file says nothing: three minutes, two for a reply, one for a
/// point of order or a question.
const USUAL: Limits = Limits {
    speech: Seconds(180),
    reply: Seconds(120),
    point_of_order: Seconds(60),
    interposed: Seconds(60),
    later_speech: None,
    presentation: None,
    explanation: None,
    intervention: None,
    questioning: None,
    answer: None,
    speeches: None,
};

/// The limits that have a name.
///
/// | name | source |
/// |---|---|
/// | `usual` | what holds where a session file says nothing |
/// | `vn-national-assembly-71-2022` | Resolution 71/2022/QH15, article 18: first speech 7 minutes, later ones 3, debate 3 each, explanation 10, presentation 15 |
/// | `vn-national-assembly-102-2015` | Resolution 102/2015/QH13, the text before it: the same, and nobody speaks a third time on an item; who asks is referred to writing |
///
/// ```
/// use chair_console::session::plan::Limits;
/// use chair_console::session::Seconds;
///
/// let limits = Limits::preset("vn-national-assembly-71-2022").unwrap();
/// assert_eq!(limits.speech, Seconds(7 * 60));
/// assert_eq!(limits.later_speech, Some(Seconds(3 * 60)));
/// assert_eq!(limits.speeches, None);
/// let older = Limits::preset("vn-national-assembly-102-2015").unwrap();
/// assert_eq!(older.speeches, Some(2));
/// ```
pub const PRESETS: &[(&str, Limits)] = &[
    ("usual", USUAL),
    ("vn-national-assembly-71-2022", ASSEMBLY),
    ("vn-national-assembly-102-2015", OLDER_ASSEMBLY),
];

const ASSEMBLY: Limits = Limits {
    speech: Seconds(420),
    later_speech: Some(Seconds(180)),
    reply: Seconds(180),
    explanation: Some(Seconds(600)),
    presentation: Some(Seconds(900)),
    ..USUAL
};

const OLDER_ASSEMBLY: Limits = Limits {
    speeches: Some(2),
    ..ASSEMBLY
};

impl Default for Limits {
    fn default() -> Self {
        USUAL
    }
}

impl Limits {
    /// The limits of this name; see [`PRESETS`].
    #[must_use]
    pub fn preset(name: &str) -> Option<Self> {
        let mut presets = PRESETS.iter();
        let (_, limits) = presets.find(|(known, _)| *known == name)?;
        Some(*limits)
    }
}

impl Session {
    /// Whether it is the first contribution of whoever presents the item: its presentation.
    pub(super) fn is_presentation(&self, request: &Request) -> bool {
        request.kind.is_contribution()
            && self.is_by_presenter(request)
            && self.speeches_on(request.delegate, request.item) == 0
    }

    /// How long the speech of this request may be if it begins now; zero means no limit.
    #[must_use]
    pub fn limit_of(&self, request: &Request) -> Seconds {
        let limits = &self.plan.rules.limits;
        let spoken = self.speeches_on(request.delegate, request.item);
        match request.kind {
            _ if self.is_presentation(request) => limits.presentation.unwrap_or(limits.speech),
            kind if kind.is_contribution() && self.is_by_presenter(request) => {
                limits.explanation.unwrap_or(limits.speech)
            }
            kind if kind.is_contribution() && spoken > 0 => {
                limits.later_speech.unwrap_or(limits.speech)
            }
            Kind::Speech | Kind::For | Kind::Against => limits.speech,
            Kind::Reply => limits.reply,
            Kind::PointOfOrder => limits.point_of_order,
            Kind::Interposed => limits.interposed,
            Kind::Intervention => limits.intervention.unwrap_or(limits.interposed),
            Kind::Questioning => limits.questioning.unwrap_or(limits.interposed),
            Kind::Answer => {
                let explanation = limits.explanation.unwrap_or(limits.speech);
                limits.answer.unwrap_or(explanation)
            }
        }
    }

    /// How often somebody has spoken on this item; replies, questions and points of order do not
    /// count, a speech that is not over does.
    #[must_use]
    pub fn speeches_on(&self, delegate: DelegateId, item: Option<ItemId>) -> usize {
        let heard = self.floor.heard.iter().map(|heard| heard.request);
        let speeches = self.floor.speeches().map(|speech| speech.request);
        heard
            .chain(speeches)
            .filter(|r| r.delegate == delegate && r.item == item && r.kind.is_contribution())
            .count()
    }

    /// Whether somebody who asks like this has spoken on the item as often as one may.
    #[must_use]
    pub fn has_spoken_enough(&self, request: &Request) -> bool {
        let most = self.plan.rules.limits.speeches;
        let most = most.and_then(|most| usize::try_from(most).ok());
        request.kind.is_contribution()
            && !self.is_by_presenter(request)
            && most.is_some_and(|most| self.speeches_on(request.delegate, request.item) >= most)
    }

    /// Whether the presenter of the item wants to speak or speaks on it.
    #[must_use]
    pub fn is_by_presenter(&self, request: &Request) -> bool {
        let item = request.item.and_then(|item| self.plan.item(item));
        request.kind.is_contribution()
            && item.is_some_and(|item| item.presenter == Some(request.delegate))
    }
}
