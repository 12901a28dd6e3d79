//! The panes: the main screen, and one for each subject in full size.

pub mod agenda;
pub mod attendance;
pub mod conclusions;
pub mod consent;
pub mod floor;
pub mod log;
pub mod main;
pub mod monitor;
mod opinion;
pub mod vote;

use super::draw::Sheet;
use super::keys::Move;
use super::model::Model;
use super::mouse::spot::Spot;
use crate::session::Session;
use crate::text::Lang;

/// A pane.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Pane {
    /// Everything a chair needs, on one screen.
    Main,
    /// Who is here.
    Attendance,
    /// Who speaks and who waits, who spoke how long.
    Floor,
    /// The vote.
    Vote,
    /// The agenda and its documents.
    Agenda,
    /// What was concluded.
    Conclusions,
    /// What happened.
    Log,
    /// How hub and connections fare.
    Monitor,
}

/// Every pane, in the order of their keys.
pub const PANES: [Pane; 8] = [
    Pane::Main,
    Pane::Attendance,
    Pane::Floor,
    Pane::Vote,
    Pane::Agenda,
    Pane::Conclusions,
    Pane::Log,
    Pane::Monitor,
];

impl Pane {
    /// The name of the pane in text keys.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Main => "main",
            Self::Attendance => "attendance",
            Self::Floor => "floor",
            Self::Vote => "vote",
            Self::Agenda => "agenda",
            Self::Conclusions => "conclusions",
            Self::Log => "log",
            Self::Monitor => "monitor",
        }
    }

    /// What the pane is called.
    #[must_use]
    pub fn title(self, lang: Lang) -> &'static str {
        lang.text(&format!("console.pane.{}", self.name()))
    }
}

/// Moves the cursor of the pane in front.
pub(super) fn move_cursor(model: &mut Model, step: Move) {
    match model.pane {
        Pane::Main | Pane::Floor => floor::move_cursor(model, step),
        Pane::Attendance => attendance::move_cursor(model, step),
        Pane::Vote => vote::move_cursor(model, step),
        Pane::Agenda => agenda::move_cursor(model, step),
        Pane::Conclusions => conclusions::move_cursor(model, step),
        Pane::Log => log::move_cursor(model, step),
        Pane::Monitor => {}
    }
}

/// Draws the pane in front.
pub(super) fn view(model: &Model, session: &Session, sheet: &mut Sheet<'_>) {
    sheet.means(Spot::Pane(model.pane));
    match model.pane {
        Pane::Main => main::view(model, session, sheet),
        Pane::Attendance => attendance::view(model, session, sheet),
        Pane::Floor => floor::view(model, session, sheet),
        Pane::Vote => vote::view(model, session, sheet),
        Pane::Agenda => agenda::view(model, session, sheet),
        Pane::Conclusions => conclusions::view(model, session, sheet),
        Pane::Log => log::view(model, session, sheet),
        Pane::Monitor => monitor::view(model, session, sheet),
    }
}
