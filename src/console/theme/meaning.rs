//! What a piece of the screen can mean. A theme says what each of these looks like.

use crate::forms::key::{Key, Keys};

/// One table for everything that is to be known of each meaning: its name in a theme file, and the
/// one that it looks like where a theme does not speak of it.
macro_rules! meanings {
    ($($(#[doc = $doc:literal])* $meaning:ident $name:literal like $kin:ident,)*) => {
        /// What a piece of the screen means; a theme says what that looks like.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Meaning {
            $($(#[doc = $doc])* $meaning,)*
        }

        /// Every meaning, in the order in which a theme file is best written.
        pub const MEANINGS: &[Meaning] = &[$(Meaning::$meaning),*];

        /// What stands before the first table of a theme file, and its tables.
        pub(super) static FILE: Keys = Keys {
            header: "",
            keys: &[
                Key { name: "inherits", example: "inherits = \"dark\"" },
                Key { name: "ground", example: "ground = \"#14181f\"" },
                $(Key { name: $name, example: concat!("[", $name, "]") }),*
            ],
            once: &[&FILE],
            ..Keys::ALONE
        };

        impl Meaning {
            /// Its name in theme files.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$meaning => $name,)*
                }
            }

            /// The meaning that it looks like where a theme does not speak of it; ordinary text
            /// looks like itself.
            #[must_use]
            pub fn kin(self) -> Self {
                match self {
                    $(Self::$meaning => Self::$kin,)*
                }
            }
        }
    };
}

meanings! {
    /// Ordinary text, and the ground of the whole screen.
    Text "text" like Text,
    /// What matters less.
    Dim "dim" like Text,
    /// The heading of a part of the screen.
    Heading "heading" like Text,
    /// The one accent: what is current, what a key does.
    Accent "accent" like Heading,
    /// Who has the floor, and the clock while there is time.
    Speaking "speaking" like Text,
    /// A clock that runs out, something to look at.
    Warning "warning" like Text,
    /// Over time, no quorum, connection lost.
    Alarm "alarm" like Warning,
    /// All is well.
    Good "good" like Text,
    /// In favour, carried.
    Yes "yes" like Good,
    /// Against, not carried.
    No "no" like Alarm,
    /// Abstaining.
    Abstain "abstain" like Text,
    /// Where the cursor is.
    Selected "selected" like Text,
    /// A line that separates, the empty part of a gauge.
    Line "line" like Dim,
}
