//! Which keys do what: the keys of the table of verbs, over them a preset, over that a person's own
//! `keys.toml`.
//!
//! A key, or several pressed one after the other ([`Sequence`]), stands in a [`Layer`]: everywhere, in
//! one pane, or where something is typed. What stands in the layer of the pane in front goes before
//! what stands everywhere. Whatever names a key on the screen asks here, so that a key that was
//! moved is shown where it is now.
//!
//! | file | what lives there |
//! |---|---|
//! | [`sequence`] | keys one after the other, as they are written and shown |
//! | [`act`] | what can be done where something is typed |
//! | [`find`] | what keys mean at this moment, and what may follow |
//! | `file` | a file of keys, read |
//! | [`written`] | the keys in force, written as such a file |

pub mod act;
mod file;
pub mod find;
pub mod sequence;
#[cfg(test)]
mod tests;
pub mod written;

pub use act::Act;
pub(crate) use file::ELSEWHERE;
#[cfg(test)]
pub(crate) use file::SETTINGS;
pub use find::Found;
pub use sequence::Sequence;

use super::pane::{PANES, Pane};
use super::verb::{self, Verb};
use crate::forms::{Fault, Mistake};
use file::File;

/// How large a file of keys may be, in bytes.
pub const MOST_KEYS: u64 = 1 << 16;

/// What a person's own file of keys is called, in the folder of settings.
pub const FILE: &str = "keys.toml";

/// The key that always asks to leave, whatever a file says: nobody is locked in.
pub const WAY_OUT: &str = "ctrl-c";

/// The keys to begin with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Preset {
    /// Those of the table of verbs: letters.
    #[default]
    Default,
    /// The same, and what hands that know vi are used to.
    Vi,
    /// Function keys alone, as on the consoles of conference systems.
    Function,
}

impl Preset {
    /// Every preset.
    pub const ALL: [Self; 3] = [Self::Default, Self::Vi, Self::Function];

    /// The name it is chosen by.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Default => "default",
            Self::Vi => "vi",
            Self::Function => "function",
        }
    }

    /// Whether the number row stands for function keys, for terminals that keep some of those for
    /// themselves: it has a key below each, and no letters do anything beside.
    const fn has_number_row(self) -> bool {
        matches!(self, Self::Function)
    }

    /// Its file; none for what stands in the table itself.
    const fn file(self) -> Option<&'static str> {
        match self {
            Self::Default => None,
            Self::Vi => Some(include_str!("presets/vi.toml")),
            Self::Function => Some(include_str!("presets/function.toml")),
        }
    }
}

/// A person's own file of keys, as it lies on the disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnKeys {
    /// The file, as it is called in mistakes.
    pub file: String,
    /// What stands in it.
    pub text: Vec<u8>,
}

/// Where keys mean something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Layer {
    /// In every pane that has nothing else for them.
    Everywhere,
    /// In this pane.
    Pane(Pane),
    /// Wherever something is typed.
    Typing,
    /// In the editor of conclusions.
    Editor,
    /// Where somebody is looked for to be marked.
    Roll,
}

impl Layer {
    /// Every layer, in the order in which a file is best written.
    pub fn all() -> impl Iterator<Item = Self> {
        let over = [Self::Typing, Self::Editor, Self::Roll];
        std::iter::once(Self::Everywhere)
            .chain(PANES.into_iter().map(Self::Pane))
            .chain(over)
    }

    /// The name of its table in a file.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Everywhere => "everywhere",
            Self::Pane(pane) => pane.name(),
            Self::Typing => "typing",
            Self::Editor => "editor",
            Self::Roll => "roll",
        }
    }

    /// Whether letters are typed there, so that they can't be keys.
    #[must_use]
    pub fn is_for_typing(self) -> bool {
        matches!(self, Self::Typing | Self::Editor | Self::Roll)
    }

    /// Whether keys of both can be pressed at the same place, without one going before the other.
    fn meets(self, other: Self) -> bool {
        self == other
            || (self.is_for_typing() && [self, other].contains(&Self::Typing))
                && other.is_for_typing()
    }
}

/// What keys do.
#[derive(Clone, Copy)]
pub enum Does {
    /// Something of the table of verbs.
    Verb(&'static Verb),
    /// Something where something is typed.
    Act(Act),
}

impl Does {
    /// What has this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        let act = || Act::named(name).map(Self::Act);
        verb::named(name).map(Self::Verb).or_else(act)
    }

    /// Its name in a file.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Verb(verb) => verb.name,
            Self::Act(act) => act.name(),
        }
    }

    /// Whether this can be on one key with another: no person has both, or the state of the meeting
    /// says which one is meant.
    fn may_share(self, other: Self) -> bool {
        match (self, other) {
            (Self::Verb(one), Self::Verb(other)) => verb::may_share(one, other),
            _ => false,
        }
    }
}

/// Keys, and what they do in a layer.
#[derive(Clone)]
struct Binding {
    layer: Layer,
    keys: Sequence,
    does: Does,
}

/// The keys in force.
#[derive(Clone)]
pub struct Keymap {
    /// Of those for one thing the one to be shown first comes first.
    bindings: Vec<Binding>,
    /// Whether a key of the number row that does nothing is the function key above it.
    number_row: bool,
}

impl Default for Keymap {
    /// The keys of the table of verbs.
    fn default() -> Self {
        let mut bindings = vec![];
        for verb in verb::all() {
            let layers = match verb.panes {
                [] => vec![Layer::Everywhere],
                panes => panes.iter().map(|pane| Layer::Pane(*pane)).collect(),
            };
            for (key, layer) in verb
                .keys
                .iter()
                .flat_map(|k| layers.iter().map(move |l| (k, l)))
            {
                // A test holds that every key of the table is one.
                bindings.extend(Sequence::parse(key).ok().map(|keys| Binding {
                    layer: *layer,
                    keys,
                    does: Does::Verb(verb),
                }));
            }
        }
        for act in Act::ALL {
            bindings.extend(Sequence::parse(act.key()).ok().map(|keys| Binding {
                layer: act.layer(),
                keys,
                does: Does::Act(act),
            }));
        }
        Self {
            bindings,
            number_row: false,
        }
    }
}

impl Keymap {
    /// Whether the number row stands for function keys that a terminal keeps for itself.
    #[must_use]
    pub fn has_number_row(&self) -> bool {
        self.number_row
    }

    /// The keys of a preset, and over them a person's own.
    ///
    /// # Errors
    /// Every mistake of the person's own file.
    pub fn of(preset: Preset, own: Option<&OwnKeys>) -> Result<Self, Vec<Mistake>> {
        let mut keymap = Self {
            number_row: preset.has_number_row(),
            ..Self::default()
        };
        if let Some(text) = preset.file() {
            keymap.lay_over(File::read(text.as_bytes(), preset.name())?);
        }
        if let Some(own) = own {
            if u64::try_from(own.text.len()).map_or(true, |size| size > MOST_KEYS) {
                return Err(vec![Mistake {
                    file: own.file.clone(),
                    line: 1,
                    column: None,
                    what: Fault::FileTooLarge { most: MOST_KEYS },
                }]);
            }
            keymap.lay_over(File::read(&own.text, &own.file)?);
        }
        Ok(keymap)
    }

    /// The keys of a preset alone.
    #[must_use]
    pub fn preset(preset: Preset) -> Self {
        // A test holds that the presets are without mistakes.
        Self::of(preset, None).unwrap_or_default()
    }

    /// Puts what a file says in the place of what was on its keys before, and before what does the
    /// same on others.
    fn lay_over(&mut self, file: File) {
        let is_way_out = |keys: &Sequence| keys.is(WAY_OUT);
        if file.alone {
            self.bindings.retain(|binding| is_way_out(&binding.keys));
        }
        let mut over = vec![];
        for (layer, keys, does) in file.lines {
            self.bindings.retain(|before| {
                // What would begin it, or begins with it, could not be told from it.
                !layer.meets(before.layer) || !before.keys.clashes(&keys)
            });
            over.extend(does.into_iter().map(|does| Binding {
                layer,
                keys: keys.clone(),
                does,
            }));
        }
        self.bindings.splice(0..0, over);
    }
}
