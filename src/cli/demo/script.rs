//! What the played chair and secretary say and write: the words of the sample meeting itself, in the
//! language it is held in. That is the language in which the demo is begun; the screen may change its own.

use anyhow::Context;
use serde::Deserialize;

use crate::session::conclusions::{Content, Due};
use crate::text::Lang;

/// The script in this language.
fn carried(lang: Lang) -> &'static str {
    match lang {
        Lang::Vi => include_str!("script.vi.toml"),
        Lang::En => include_str!("script.en.toml"),
    }
}

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
    /// Reads the script in this language.
    ///
    /// # Errors
    /// Where it has mistakes, which a test rules out.
    pub(super) fn read(lang: Lang) -> anyhow::Result<Self> {
        toml::from_str(carried(lang)).context("the demo's script has a mistake")
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
    fn the_scripts_fit_the_sample_sessions() {
        for lang in Lang::ALL {
            let (script, plan) = (
                Script::read(lang).unwrap(),
                sample::read(lang).unwrap().plan,
            );
            assert_eq!(script.items.len(), plan.agenda.len());
            let lines = script.items.iter().flat_map(|item| &item.conclusions);
            let levels: Vec<u8> = lines.clone().map(|line| line.level).collect();
            assert!([1, 2, 3].iter().all(|level| levels.contains(level)));
            // Who is to do something is somebody there, or all of them.
            let units: Vec<_> = plan
                .roster
                .iter()
                .map(|person| person.unit.as_str())
                .collect();
            let leads = lines.map(|line| line.lead.as_str());
            let mut leads = leads.filter(|lead| !lead.is_empty() && !lead.contains("các "));
            assert!(leads.all(|lead| lead.starts_with("all ") || units.contains(&lead)));
        }
    }
}
