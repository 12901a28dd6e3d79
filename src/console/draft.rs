//! Conclusions that are being typed and have not reached the hub yet.
//!
//! The console says with every key what is to be kept; where it is kept is the concern of `term`.

use serde::{Deserialize, Serialize};

use crate::session::conclusions::{Conclusion, Content, Due, MOST_UNITS, TEXT, WORDS};
use crate::session::{ConclusionId, ItemId};
use crate::text::clean;

/// What is being written, and where it belongs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// The item it is written on.
    pub item: ItemId,
    /// Whether it changes a conclusion or is a new one.
    pub aim: Aim,
    /// The words.
    pub text: String,
    /// The unit that is to do it, as typed.
    pub lead: String,
    /// The units that are to help, as typed: separated by semicolons.
    pub with: String,
    /// By when, as typed.
    pub due: String,
}

/// What a draft is to become.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Aim {
    /// A new conclusion.
    New {
        /// Behind which; at the top where none is named.
        after: Option<ConclusionId>,
        /// How deep.
        level: u8,
    },
    /// A changed one.
    Change {
        /// Which.
        conclusion: ConclusionId,
        /// The version it is made on.
        version: u32,
    },
    /// A new one at the end, for the conclusion it was to change was struck meanwhile.
    Again {
        /// Which that was.
        conclusion: ConclusionId,
    },
}

/// A day as it is typed.
#[must_use]
pub fn in_figures(day: jiff::civil::Date) -> String {
    format!("{:02}/{:02}/{:04}", day.day(), day.month(), day.year())
}

/// A term as it is typed: read again it is the same.
#[must_use]
pub fn as_typed(due: &Due) -> String {
    match due {
        Due::Day(day) => in_figures(*day),
        Due::Month(month) => month_in_figures(month.first()),
        Due::Term { words, .. } | Due::Words(words) => words.clone(),
    }
}

/// The month of a day as it is typed.
#[must_use]
pub fn month_in_figures(day: jiff::civil::Date) -> String {
    format!("{:02}/{:04}", day.month(), day.year())
}

impl Draft {
    /// An empty new one.
    #[must_use]
    pub fn new(item: ItemId, after: Option<ConclusionId>, level: u8) -> Self {
        let (text, lead, with, due) = Default::default();
        Self {
            item,
            aim: Aim::New { after, level },
            text,
            lead,
            with,
            due,
        }
    }

    /// The conclusion as it stands, to be changed.
    #[must_use]
    pub fn of(item: ItemId, conclusion: &Conclusion) -> Self {
        let content = &conclusion.content;
        Self {
            item,
            aim: Aim::Change {
                conclusion: conclusion.id,
                version: conclusion.version,
            },
            text: content.text.clone(),
            lead: content.lead.clone(),
            with: content.with.join("; "),
            due: content.due.as_ref().map_or_else(String::new, as_typed),
        }
    }

    /// The name it is kept under: one for each conclusion, one for a new one on each item.
    #[must_use]
    pub fn name(&self) -> String {
        match self.aim {
            Aim::New { .. } => format!("item-{}-new", self.item),
            Aim::Change { conclusion, .. } | Aim::Again { conclusion } => {
                format!("conclusion-{conclusion}")
            }
        }
    }

    /// What is to be sent: as the hub will write it down, so that one's own words are known again
    /// when they come back.
    #[must_use]
    pub fn content(&self) -> Content {
        let units = self.with.split(';').map(|unit| clean::line(unit, WORDS));
        Content {
            text: clean::block(&self.text, TEXT),
            lead: clean::line(&self.lead, WORDS),
            with: units
                .filter(|unit| !unit.is_empty())
                .take(MOST_UNITS)
                .collect(),
            due: Due::read(&self.due),
        }
    }

    /// Whether nothing was typed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        [&self.text, &self.lead, &self.with, &self.due]
            .iter()
            .all(|text| text.trim().is_empty())
    }
}
