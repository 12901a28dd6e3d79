//! Something that can be done, as help and palette tell it: its keys, what it is called, what it does
//! or why it can't be done now; in as many rows as that takes, so that nothing is cut.

use crate::console::draw::Sheet;
use crate::console::foot;
use crate::console::model::Model;
use crate::console::theme::Meaning;
use crate::console::verb::{Able, Verb};
use crate::text;

/// How many columns a name takes at most, with the sign that it asks first and a blank.
const LABEL: usize = 25;

/// How many columns there are.
#[derive(Clone, Copy)]
pub(super) struct Columns {
    /// For keys.
    pub(super) keys: usize,
    /// In all.
    pub(super) all: u16,
}

impl Columns {
    /// Where names begin.
    fn label(self) -> usize {
        self.keys + 2
    }

    /// Where what is said besides begins.
    fn aside(self) -> usize {
        self.label() + LABEL
    }

    /// How many there are for what is said besides.
    fn room(self) -> usize {
        usize::from(self.all).saturating_sub(self.aside()).max(1)
    }

    /// What is said besides, in as many rows as it takes.
    fn wrapped(self, aside: &str) -> Vec<String> {
        text::wrap(aside, self.room())
    }

    /// How many rows that are. Most take one, which is soon known.
    pub(super) fn rows(self, aside: &str) -> usize {
        match text::width(aside) <= self.room() {
            true => 1,
            false => self.wrapped(aside).len(),
        }
    }
}

/// A verb as it is told.
pub(super) struct Told {
    keys: Vec<String>,
    label: &'static str,
    asks: bool,
    able: bool,
    aside: Vec<String>,
    columns: Columns,
}

impl Told {
    /// A verb with these keys, and what is said besides.
    pub(super) fn of(
        model: &Model,
        verb: &Verb,
        columns: Columns,
        keys: &[String],
        aside: &str,
    ) -> Self {
        Self {
            keys: packed(keys, columns.keys),
            label: verb.label(model),
            asks: foot::asks(model, verb),
            able: verb.is_able(model),
            aside: columns.wrapped(aside),
            columns,
        }
    }

    /// How many rows it takes.
    pub(super) fn rows(&self) -> usize {
        self.keys.len().max(self.aside.len())
    }

    /// Draws one of its rows.
    pub(super) fn view(&self, row: usize, sheet: &mut Sheet<'_>) {
        let col = |col: usize| u16::try_from(col).unwrap_or(u16::MAX);
        if let Some(keys) = self.keys.get(row) {
            let keys = text::pad_left(keys, self.columns.keys);
            sheet.text(0, 1, Meaning::Accent, &keys);
        }
        if row == 0 {
            let meaning = match self.able {
                true => Meaning::Text,
                false => Meaning::Dim,
            };
            let end = sheet.text(0, col(self.columns.label()), meaning, self.label);
            if self.asks {
                sheet.text(0, end, Meaning::Warning, foot::ASKS);
            }
        }
        if let Some(aside) = self.aside.get(row) {
            sheet.text(0, col(self.columns.aside()), Meaning::Dim, aside);
        }
    }
}

/// Keys in rows of so many columns. Two blanks between them, for one stands within keys that are
/// pressed one after the other.
fn packed(keys: &[String], width: usize) -> Vec<String> {
    let mut rows: Vec<String> = vec![];
    for keys in keys {
        match rows.last_mut() {
            Some(row) if text::width(row) + 2 + text::width(keys) <= width => {
                row.push_str("  ");
                row.push_str(keys);
            }
            _ => rows.push(keys.clone()),
        }
    }
    rows
}

/// Why something can't be done now, if it can't.
pub(super) fn reason(model: &Model, verb: &Verb) -> Option<String> {
    match (verb.able)(model) {
        Able::Yes => None,
        Able::No(reason) => Some(model.text(reason)),
    }
}
