//! What can be done where something is typed, besides typing. These are no verbs: they are about the
//! line or the text that is being typed, not about the meeting.

use super::Layer;
use crate::console::typing::SWITCH;

/// Something that a key does where something is typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// Vietnamese typing is switched on or off.
    Switch,
    /// The conclusion is sent.
    Send,
    /// The text modules are shown.
    Modules,
    /// The text is opened in the person's own editor.
    OwnEditor,
    /// What somebody else wrote meanwhile is put in as well.
    TakeTheirs,
    /// What is being written is given up.
    GiveUp,
    /// Whoever is pointed at came late.
    Late,
    /// Whoever is pointed at is absent.
    Absent,
}

impl Act {
    /// All of them, in the order in which a file is best written.
    pub const ALL: [Self; 8] = [
        Self::Switch,
        Self::Send,
        Self::Modules,
        Self::OwnEditor,
        Self::TakeTheirs,
        Self::GiveUp,
        Self::Late,
        Self::Absent,
    ];

    /// What has this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|act| act.name() == name)
    }

    /// Its name in a file of keys.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Switch => "typing.switch",
            Self::Send => "editor.send",
            Self::Modules => "editor.modules",
            Self::OwnEditor => "editor.own_editor",
            Self::TakeTheirs => "editor.take_theirs",
            Self::GiveUp => "editor.give_up",
            Self::Late => "roll.late",
            Self::Absent => "roll.absent",
        }
    }

    /// The text key of what it is called.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Switch => "verb.screen.typing.label",
            Self::Send => "console.hint.save",
            Self::Modules => "console.hint.modules",
            Self::OwnEditor => "console.hint.own_editor",
            Self::TakeTheirs => "console.hint.both",
            Self::GiveUp => "console.hint.give_up",
            Self::Late => "verb.attendance.late.label",
            Self::Absent => "verb.attendance.absent.label",
        }
    }

    /// Where it can be done.
    #[must_use]
    pub const fn layer(self) -> Layer {
        match self {
            Self::Switch => Layer::Typing,
            Self::Send | Self::Modules | Self::OwnEditor | Self::TakeTheirs | Self::GiveUp => {
                Layer::Editor
            }
            Self::Late | Self::Absent => Layer::Roll,
        }
    }

    /// The key it is on where no file says otherwise.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Switch => SWITCH,
            Self::Send => "ctrl-s",
            Self::Modules => "ctrl-g",
            Self::OwnEditor => "ctrl-l",
            Self::TakeTheirs => "ctrl-o",
            Self::GiveUp => "ctrl-x",
            Self::Late => "ctrl-l",
            Self::Absent => "ctrl-a",
        }
    }
}
