//! What a place on the screen means, noted by whoever draws it.

use ratatui::layout::Rect;

use crate::console::keys::{Input, Move};
use crate::console::model::Model;
use crate::console::pane::Pane;
use crate::session::{ConclusionId, DelegateId, DocumentId, ItemId, RequestId};

/// Something in the list of a pane that its cursor can be on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Thing {
    /// Somebody who waits.
    Request(RequestId),
    /// Somebody on the roll.
    Delegate(DelegateId),
    /// Somebody who votes.
    Voter(DelegateId),
    /// An item of the agenda.
    Item(ItemId),
    /// A document of an item.
    Document(ItemId, DocumentId),
    /// A conclusion on an item.
    Conclusion(ItemId, ConclusionId),
}

impl Thing {
    /// The pane whose cursor can be on it.
    #[must_use]
    pub fn pane(self) -> Pane {
        match self {
            Self::Request(_) => Pane::Floor,
            Self::Delegate(_) => Pane::Attendance,
            Self::Voter(_) => Pane::Vote,
            Self::Item(_) | Self::Document(..) => Pane::Agenda,
            Self::Conclusion(..) => Pane::Conclusions,
        }
    }

    /// Puts the cursor on it.
    pub(super) fn point_at(self, model: &mut Model) {
        let concluding = model.concluding();
        let looking = &mut model.looking;
        match self {
            Self::Request(request) => looking.request = Some(request),
            Self::Delegate(delegate) => looking.delegate = Some(delegate),
            Self::Voter(voter) => looking.voter = Some(voter),
            Self::Item(item) => (looking.item, looking.document) = (Some(item), None),
            Self::Document(item, document) => {
                (looking.item, looking.document) = (Some(item), Some(document));
            }
            Self::Conclusion(item, conclusion) => {
                // The pane goes on with the meeting, unless somebody turned to another item.
                if concluding != Some(item) {
                    looking.concluding = Some(item);
                }
                looking.conclusion = Some(conclusion);
            }
        }
    }
}

/// What a place on the screen means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Spot {
    /// Part of what belongs to this pane.
    Pane(Pane),
    /// A row of a pane's list.
    Thing(Thing),
    /// What the verb of this name does.
    Verb(&'static str),
    /// What a key does in whatever lies on top.
    Key(Input),
    /// What is offered at this place of the list on top: chosen at once.
    Option(usize),
    /// The name at this place of the ballot on top.
    Name(usize),
    /// A letter of what is being typed: which of several fields it is, row and column of the text.
    Letter(usize, (usize, usize)),
    /// What lies on top, and means nothing there.
    Over,
    /// What lies beneath it.
    Outside,
}

impl Spot {
    /// The pane that it belongs to.
    #[must_use]
    pub fn pane(&self) -> Option<Pane> {
        match self {
            Self::Pane(pane) => Some(*pane),
            Self::Thing(thing) => Some(thing.pane()),
            _ => None,
        }
    }

    /// Whether a press there only shows something, or can be taken back by another.
    #[must_use]
    pub fn is_light(&self) -> bool {
        match self {
            Self::Pane(_) | Self::Thing(_) | Self::Name(_) | Self::Letter(..) | Self::Over => true,
            Self::Key(_) => self.is_step(),
            Self::Verb(_) | Self::Option(_) | Self::Outside => false,
        }
    }

    /// Whether it moves a cursor, so that it may be pressed again and again.
    #[must_use]
    pub fn is_step(&self) -> bool {
        match self {
            Self::Key(input) => Move::of(input).is_some(),
            Self::Letter(..) => true,
            _ => false,
        }
    }
}

/// A place on the screen, and what it means as far as it was drawn: what is drawn later lies on top.
#[derive(Debug)]
pub struct Pointer {
    at: (u16, u16),
    spot: Option<Spot>,
}

impl Pointer {
    /// At this column and row.
    #[must_use]
    pub fn at(column: u16, row: u16) -> Self {
        let spot = None;
        Self {
            at: (column, row),
            spot,
        }
    }

    /// What stands there means this; or nothing.
    pub(in crate::console) fn found(&mut self, area: Rect, spot: Option<Spot>) {
        if self.within(area).is_some() {
            self.spot = spot;
        }
    }

    /// Row and column within this part of the screen, if it is there.
    pub(in crate::console) fn within(&self, area: Rect) -> Option<(u16, u16)> {
        let is_there = area.contains(self.at.into());
        is_there.then(|| (self.at.1 - area.y, self.at.0 - area.x))
    }

    /// What it means.
    pub(in crate::console) fn spot(self) -> Option<Spot> {
        self.spot
    }
}
