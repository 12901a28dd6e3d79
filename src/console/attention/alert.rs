//! Bell and notification: which are wanted, and when one is due. They are made in the room `term`.

use super::{Attention, Kind};
use crate::session::Millis;
use crate::text::clean;

/// How far apart two of them are at least.
pub const APART: Millis = Millis(5_000);
/// How long the words of a notification may be, in clusters.
const LONGEST: usize = 120;

/// When the bell rings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Bell {
    /// Never.
    #[default]
    Off,
    /// For what weighs.
    Weighty,
    /// For everything.
    All,
}

/// How the desktop is told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Notify {
    /// Not at all.
    #[default]
    Off,
    /// By OSC 9, as iTerm, Windows Terminal, WezTerm and others take it.
    Osc9,
    /// By OSC 777, as urxvt, foot, Ghostty and others take it.
    Osc777,
}

/// What is wanted outside the screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Alerts {
    /// The bell.
    pub bell: Bell,
    /// The notification.
    pub notify: Notify,
}

/// One call for attention outside the screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alert {
    /// Whether the bell rings.
    pub rings: bool,
    /// How the desktop is told.
    pub notify: Notify,
    /// What it is told.
    pub text: String,
}

impl Alerts {
    fn rings(self, kind: Kind) -> bool {
        match self.bell {
            Bell::Off => false,
            Bell::Weighty => kind.is_weighty(),
            Bell::All => true,
        }
    }

    pub(super) fn wants(self, kind: Kind) -> bool {
        self.rings(kind) || self.notify != Notify::Off
    }

    pub(super) fn of(self, attention: &Attention) -> Alert {
        Alert {
            rings: self.rings(attention.kind),
            notify: self.notify,
            text: clean::line(&attention.said, LONGEST),
        }
    }
}

impl Alert {
    /// What is written to the terminal for it. The words were cleaned of everything that is not text; a
    /// semicolon would end them early in OSC 777.
    #[must_use]
    pub fn bytes(&self) -> Vec<u8> {
        let text = self.text.replace(';', ",");
        let mut bytes = match self.notify {
            Notify::Off => String::new(),
            Notify::Osc9 => format!("\x1b]9;{text}\x1b\\"),
            Notify::Osc777 => format!("\x1b]777;notify;chair;{text}\x1b\\"),
        };
        if self.rings {
            bytes.push('\x07');
        }
        bytes.into_bytes()
    }
}
