//! What a person sets: in `config.toml`, in the environment, on the command line.
//!
//! What is said on the command line goes before the environment, the environment before the file,
//! the file before the default. `auto` leaves it to what the system and the terminal say of
//! themselves, typing to the language. What is wrong in the file or the environment is told and changes nothing: the next
//! that is right is in force, for nobody shall be kept out of a meeting by a slip in a file.

mod table;
#[cfg(test)]
mod tests;
mod told;

use std::path::PathBuf;

pub use table::{SETTINGS, Setting, colours, keys, tones, typing};
pub use told::{card, in_force, to_begin_with};

use super::{files, folders};
use crate::console::attention::alert::Alerts;
use crate::console::keymap::Preset;
use crate::console::theme::{Depth, NoTheme, SHIPPED};
use crate::console::typing::Typing;
use crate::forms::key::Key;
use crate::forms::{self, Fault, FileProblem, Mistake, file, value};
use crate::text::{Lang, clean};

/// How large `config.toml` may be, in bytes.
const MOST: u64 = 1 << 16;

/// Where the value of a setting comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// Nobody said anything.
    Default,
    /// What the system or the terminal says of itself, in this variable.
    System(&'static str),
    /// This line of the file.
    File(u32),
    /// This variable of ours.
    Variable(&'static str),
    /// This option of the command line.
    Flag(&'static str),
}

/// Something that is said in a wrong way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// In the file.
    InFile(Mistake),
    /// In this variable.
    InVariable(&'static str, Fault),
    /// Of the theme that is named at this place: why it can't be put on.
    Theme(String, NoTheme),
}

impl Wrong {
    /// Where, what, and what to write instead.
    #[must_use]
    pub fn say(&self, lang: Lang) -> String {
        match self {
            Self::InFile(mistake) => mistake.told(lang),
            Self::InVariable(name, fault) => format!("{name}: {}", fault.say(lang)),
            Self::Theme(place, wrong) => {
                let said = format!("{place} {}", wrong.say_all(lang));
                let (instead, _) = SHIPPED[0];
                let values: [(&str, &dyn std::fmt::Display); 2] =
                    [("wrong", &said), ("instead", &instead)];
                lang.fill("console.theme.instead", &values)
            }
        }
    }
}

/// What is said on the command line: the name of a setting and its value.
pub type Said = Vec<(&'static str, String)>;

/// Everything that is set.
#[derive(Clone, Debug)]
pub struct Settings {
    /// In the order of [`SETTINGS`]: as it is written, and where it comes from.
    values: Vec<(String, Source)>,
    /// What was said on the command line.
    said: Said,
    /// What is wrong.
    pub wrong: Vec<Wrong>,
    /// The file, also where there is none yet; none where the account has no home.
    pub path: Option<PathBuf>,
}

impl Settings {
    /// What is set for this person, at this terminal, with this command line.
    #[must_use]
    pub fn here(said: &Said) -> Self {
        let path = folders::config()
            .ok()
            .map(|folder| folder.join("config.toml"));
        let (mut text, mut wrong) = (vec![], vec![]);
        if let Some(path) = &path {
            match files::read_up_to(path, MOST) {
                Ok(read) => text = read,
                Err(FileProblem::Missing) => {}
                Err(problem) => wrong.push(unreadable(path.display().to_string(), problem)),
            }
        }
        let name = path
            .as_ref()
            .map_or_else(String::new, |p| p.display().to_string());
        let says = |name: &str| std::env::var(name).ok();
        let mut settings = Self::of(said, says, &name, &text);
        settings.wrong.splice(0..0, wrong);
        settings.path = path;
        settings
    }

    /// What is set by a command line, an environment and a file of this name.
    fn of(said: &Said, says: impl Fn(&str) -> Option<String>, name: &str, text: &[u8]) -> Self {
        let mut wrong = vec![];
        let in_file = read(name, text, &mut wrong);
        let mut value = |setting: &Setting| {
            if let Some((_, value)) = said.iter().find(|(name, _)| *name == setting.name) {
                return (value.clone(), Source::Flag(setting.flag));
            }
            if let Some(value) = says(setting.variable).filter(|value| !value.is_empty()) {
                match (setting.check)(setting.name, &value) {
                    Ok(()) => return (value, Source::Variable(setting.variable)),
                    Err(fault) => wrong.push(Wrong::InVariable(setting.variable, fault)),
                }
            }
            let mut in_file = in_file.iter();
            if let Some((_, value, line)) = in_file.find(|(name, ..)| *name == setting.name) {
                return (value.clone(), Source::File(*line));
            }
            (setting.default.to_owned(), Source::Default)
        };
        let values = SETTINGS.iter().map(&mut value).collect();
        let mut settings = Self {
            values,
            said: said.clone(),
            wrong,
            path: None,
        };
        settings.resolve("language", system_language(&says));
        settings.resolve("colours", terminal_colours(&says));
        settings.resolve("typing", settings.usual_typing());
        settings
    }

    /// What is set now: the same command line, with the file as it is by now.
    #[must_use]
    pub fn again(&self) -> Self {
        Self::here(&self.said)
    }

    /// Puts what the system says in the place of `auto`.
    fn resolve(&mut self, name: &str, system: (&'static str, Source)) {
        let place = SETTINGS.iter().position(|setting| setting.name == name);
        if let Some(value) = place.and_then(|place| self.values.get_mut(place))
            && crate::text::fold(&value.0) == "auto"
        {
            *value = (system.0.to_owned(), system.1);
        }
    }

    /// How keys are taken where nobody says: as the language of the screen has it, and from where
    /// that comes.
    fn usual_typing(&self) -> (&'static str, Source) {
        let typing = match self.lang() {
            Lang::Vi => "telex",
            Lang::En => "off",
        };
        (typing, self.value("language").1)
    }

    /// A setting as it is written, and where it comes from.
    fn value(&self, name: &str) -> (&str, Source) {
        let place = SETTINGS.iter().position(|setting| setting.name == name);
        let value = place.and_then(|place| self.values.get(place));
        value.map_or(("", Source::Default), |(value, source)| (value, *source))
    }

    fn said(&self, name: &str) -> Option<&str> {
        Some(self.value(name).0).filter(|value| !value.is_empty())
    }

    /// The language of screens and messages.
    #[must_use]
    pub fn lang(&self) -> Lang {
        let lang = value::word("", self.value("language").0, table::LANGUAGES);
        lang.ok().flatten().unwrap_or_default()
    }

    /// The name of the theme, and whether it was asked for on this very command line.
    #[must_use]
    pub fn theme(&self) -> (&str, bool) {
        let (name, source) = self.value("theme");
        (name, matches!(source, Source::Flag(_)))
    }

    /// The same where the theme that is named can't be put on: the usual one is in force, and what is
    /// wrong is said with the place where it is named.
    #[must_use]
    pub fn without_theme(mut self, wrong: NoTheme) -> Self {
        let place = match self.value("theme").1 {
            Source::File(line) => {
                let file = self.path.as_ref().map(|path| path.display().to_string());
                format!("{}:{line}:", clean::line(&file.unwrap_or_default(), 500))
            }
            Source::Variable(name) | Source::Flag(name) | Source::System(name) => {
                format!("{name}:")
            }
            Source::Default => String::new(),
        };
        self.wrong.push(Wrong::Theme(place, wrong));
        let mut settings = SETTINGS.iter().zip(&mut self.values);
        if let Some((setting, value)) = settings.find(|(setting, _)| setting.name == "theme") {
            *value = (setting.default.to_owned(), Source::Default);
        }
        self
    }

    /// How many colours there are.
    #[must_use]
    pub fn depth(&self) -> Depth {
        let depth = value::word("", self.value("colours").0, table::COLOURS);
        depth.ok().flatten().unwrap_or(Depth::Sixteen)
    }

    /// How keys are taken where something is typed.
    #[must_use]
    pub fn typing(&self) -> Typing {
        let typing = value::word("", self.value("typing").0, table::TYPING);
        let marks = value::word("", self.value("tones").0, table::TONES);
        Typing {
            marks: marks.unwrap_or_default(),
            ..typing.ok().flatten().unwrap_or(Typing::OFF)
        }
    }

    /// What calls for attention outside the screen.
    #[must_use]
    pub fn alerts(&self) -> Alerts {
        let bell = value::word("", self.value("bell").0, table::BELL);
        let notify = value::word("", self.value("notify").0, table::NOTIFY);
        Alerts {
            bell: bell.unwrap_or_default(),
            notify: notify.unwrap_or_default(),
        }
    }

    /// The keys to begin with.
    #[must_use]
    pub fn keys(&self) -> Preset {
        let keys = value::word("", self.value("keys").0, table::KEYS);
        keys.unwrap_or_default()
    }

    /// Whether the mouse is wanted.
    #[must_use]
    pub fn mouse(&self) -> bool {
        value::word("", self.value("mouse").0, table::MOUSE).unwrap_or_default()
    }

    /// Whether the console is lines that are told, and no full screen.
    #[must_use]
    pub fn is_linear(&self) -> bool {
        value::word("", self.value("linear").0, table::LINEAR).unwrap_or_default()
    }

    /// What a console is called in the records; empty where nobody said.
    #[must_use]
    pub fn name(&self) -> &str {
        self.value("name").0
    }

    /// Where sessions are kept.
    ///
    /// # Errors
    /// Where nobody said, and the account has no home.
    pub fn data(&self) -> anyhow::Result<PathBuf> {
        self.said("data")
            .map_or_else(folders::data, |data| Ok(PathBuf::from(data)))
    }

    /// The address that a hub listens on.
    #[must_use]
    pub fn listen(&self) -> std::net::SocketAddr {
        let default = std::net::SocketAddr::from(([127, 0, 0, 1], 7878));
        self.value("listen").0.parse().unwrap_or(default)
    }

    /// The hub's address as guests reach it, where somebody said.
    #[must_use]
    pub fn url(&self) -> Option<&str> {
        self.said("url")
    }

    /// How much of what goes on inside is written to the log.
    #[must_use]
    pub fn log(&self) -> &str {
        self.value("log").0
    }

    /// The first thing that is wrong, short enough for a few rows of a screen: the file without its
    /// folder; and where all are told.
    #[must_use]
    pub fn warning(&self) -> Option<String> {
        let first = match self.wrong.first()? {
            Wrong::InFile(mistake) => Wrong::InFile(Mistake {
                file: "config.toml".to_owned(),
                ..mistake.clone()
            }),
            variable => variable.clone(),
        };
        let first = first.say(self.lang());
        let all = self.wrong.len();
        Some(forms::first_of(&first, all, "chair config", self.lang()))
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self::of(&vec![], |_| None, "", b"")
    }
}

fn unreadable(file: String, problem: FileProblem) -> Wrong {
    let what = Fault::File {
        path: file.clone(),
        problem,
        most: MOST,
    };
    Wrong::InFile(Mistake {
        file,
        line: 1,
        column: None,
        what,
    })
}

/// What stands in the file and is right: name, value and line. What is wrong is noted.
fn read(name: &str, text: &[u8], wrong: &mut Vec<Wrong>) -> Vec<(&'static str, String, u32)> {
    if u64::try_from(text.len()).map_or(true, |size| size > MOST) {
        let what = Fault::FileTooLarge { most: MOST };
        let file = name.to_owned();
        let (line, column) = (1, None);
        wrong.push(Wrong::InFile(Mistake {
            file,
            line,
            column,
            what,
        }));
        return vec![];
    }
    let mut found = vec![];
    let read = file::read(text, name, &table::FILE, |root| {
        for (setting, Key { name, .. }) in SETTINGS.iter().zip(table::FILE.keys) {
            let Some(value) = root.value(name) else {
                continue;
            };
            let Ok(text) = value.written(root.page) else {
                continue;
            };
            match (setting.check)(name, &text) {
                Ok(()) => found.push((*name, text.into_owned(), value.spot.line)),
                Err(fault) => drop(value.wrong(root.page, fault)),
            }
        }
        Ok(())
    });
    wrong.extend(
        read.err()
            .unwrap_or_default()
            .into_iter()
            .map(Wrong::InFile),
    );
    found
}

/// The language of the system, Vietnamese where it names none that is spoken here.
fn system_language(says: impl Fn(&str) -> Option<String>) -> (&'static str, Source) {
    let named = ["LC_ALL", "LC_MESSAGES", "LANG"]
        .into_iter()
        .find_map(|name| Some((name, says(name).filter(|value| !value.is_empty())?)));
    match named.and_then(|(name, tag)| Some((Lang::from_tag(&tag)?, name))) {
        Some((lang, name)) => (lang.code(), Source::System(name)),
        None => (Lang::default().code(), Source::Default),
    }
}

/// The colours that the terminal says it has; sixteen where it says nothing.
fn terminal_colours(says: impl Fn(&str) -> Option<String>) -> (&'static str, Source) {
    match Depth::told(says) {
        Some((depth, name)) => (depth.name(), Source::System(name)),
        None => (Depth::Sixteen.name(), Source::Default),
    }
}
