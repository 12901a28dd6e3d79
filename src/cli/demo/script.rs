//! What the played chair and secretary say and write: the words of the sample meeting itself, in the
//! language it is held in, whatever the language of the screen.

use anyhow::Context;
use serde::Deserialize;

use crate::session::conclusions::{Content, Due};

const SCRIPT: &str = include_str!("script.toml");

/// The words of the meeting.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Script {
    /// Announced once the session is open.
    pub(super) welcome: String,
    /// Announced when a speech is paused.
    pub(super) line: String,
    /// Announced before the break.
    pub(super) r#break: String,
    /// Announced before the close.
    pub(super) farewell: String,
    /// Why somebody is excused.
    pub(super) excuse: String,
    /// Names of those who sit in for others.
    pub(super) substitutes: Vec<String>,
    /// Who comes without having been expected.
    pub(super) guest: Guest,
    /// What is written on each item, in the order of the agenda.
    #[serde(rename = "item")]
    pub(super) items: Vec<Item>,
}

/// Who comes without having been expected.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Guest {
    pub(super) name: String,
    pub(super) title: String,
    pub(super) unit: String,
}

/// What is written on one item.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Item {
    pub(super) conclusions: Vec<Line>,
    #[serde(default)]
    pub(super) correction: Option<Correction>,
}

/// One conclusion.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Line {
    pub(super) level: u8,
    text: String,
    #[serde(default)]
    lead: String,
    #[serde(default)]
    with: Vec<String>,
    #[serde(default)]
    due: String,
}

/// A conclusion that is changed after it was written.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Correction {
    /// Which line, from 1.
    pub(super) line: usize,
    /// What it says then.
    pub(super) text: String,
}

impl Script {
    /// Reads the script in the program.
    ///
    /// # Errors
    /// Where it has mistakes, which a test rules out.
    pub(super) fn read() -> anyhow::Result<Self> {
        toml::from_str(SCRIPT).context("the demo's script has a mistake")
    }
}

impl Line {
    /// As it is sent.
    pub(super) fn content(&self) -> Content {
        Content {
            text: self.text.clone(),
            lead: self.lead.clone(),
            with: self.with.clone(),
            due: Due::read(&self.due),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::demo::sample;

    #[test]
    fn the_script_fits_the_sample_session() {
        let script = Script::read().unwrap();
        assert_eq!(
            script.items.len(),
            sample::read().unwrap().plan.agenda.len()
        );
        let levels: Vec<u8> = script
            .items
            .iter()
            .flat_map(|item| item.conclusions.iter().map(|line| line.level))
            .collect();
        assert!([1, 2, 3].iter().all(|level| levels.contains(level)));
    }
}
