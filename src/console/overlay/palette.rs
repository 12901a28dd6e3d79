//! Everything that can be done here, found by typing part of what it is called.

use ratatui_textarea::TextArea;

use super::field::{self, line};
use super::hints;
use crate::console::Effect;
use crate::console::draw::{Sheet, moved, window};
use crate::console::keys::{self, Input, Key};
use crate::console::model::Model;
use crate::console::theme::Meaning;
use crate::console::verb::{self, Able, Verb};
use crate::text::{self, clean};

/// How many verbs are offered at once at most.
const MOST_OFFERED: usize = 12;

/// A verb to be found.
pub struct Palette {
    query: TextArea<'static>,
    /// The verb under the cursor, by its name: the list is sorted anew as the meeting goes on, and
    /// what was pointed at is what is meant.
    cursor: Option<&'static str>,
}

impl Palette {
    pub(super) fn new(model: &Model) -> Self {
        let mut palette = Self {
            query: line(""),
            cursor: None,
        };
        palette.go_to_top(model);
        palette
    }

    fn go_to_top(&mut self, model: &Model) {
        self.cursor = self.offered(model).first().map(|verb| verb.name);
    }

    fn place(&self, offered: &[&'static Verb]) -> Option<usize> {
        offered
            .iter()
            .position(|verb| Some(verb.name) == self.cursor)
    }

    /// What fits what was typed: what can be done now before what can't, and what the person may
    /// never do not at all.
    fn offered(&self, model: &Model) -> Vec<&'static Verb> {
        let query = self.query.lines().concat();
        let fits = |verb: &&Verb| {
            text::matches(&query, verb.label(model))
                || text::matches(&query, verb.help(model))
                || text::matches(&query, &verb.name.replace(['.', '_'], " "))
        };
        let mut offered: Vec<_> = verb::all()
            .filter(|v| v.is_for(model.role))
            .filter(fits)
            .collect();
        let begins = text::fold(&query);
        offered.sort_by_key(|verb| {
            let label = verb.label(model);
            let begins = text::fold(label).starts_with(&begins);
            (!verb.is_able(model), !begins, !text::matches(&query, label))
        });
        offered
    }

    pub(super) fn key(&mut self, model: &mut Model, input: &Input) -> (bool, Vec<Effect>) {
        let offered = self.offered(model);
        let place = self.place(&offered);
        if input.key == Key::Enter {
            return match place.map(|place| offered[place]) {
                Some(verb) => (false, verb::invoke(model, verb)),
                None => (true, vec![]),
            };
        }
        let letter = matches!(input.key, Key::Char(_) | Key::Home | Key::End);
        let to = moved(input, place.unwrap_or(0), offered.len(), MOST_OFFERED);
        match to.filter(|_| !letter) {
            Some(place) => self.cursor = offered.get(place).map(|verb| verb.name),
            None => {
                if field::type_into(&mut self.query, input) {
                    self.go_to_top(model);
                }
            }
        }
        (true, vec![])
    }

    pub(super) fn paste(&mut self, model: &Model, text: &str) -> Vec<Effect> {
        self.query.insert_str(clean::line(text, 100));
        self.go_to_top(model);
        vec![]
    }

    pub(super) fn rows(&self, model: &Model) -> u16 {
        let offered = self.offered(model).len().clamp(1, MOST_OFFERED);
        u16::try_from(offered).unwrap_or(1) + 3
    }

    pub(super) fn view(&self, model: &Model, sheet: &mut Sheet<'_>) {
        sheet.rule(0);
        let offered = self.offered(model);
        let col = sheet.text(1, 1, Meaning::Accent, ":") + 1;
        let width = sheet.width().saturating_sub(col + 6);
        field::input(&self.query, &mut sheet.part(col, 1, width, 1));
        let rows = usize::from(sheet.height().saturating_sub(3));
        let place = self.place(&offered);
        let top = window(place.unwrap_or(0), offered.len(), rows);
        if offered.is_empty() {
            sheet.text(
                2,
                1,
                Meaning::Dim,
                model.lang.text("console.palette.nothing"),
            );
        }
        for (at, verb) in offered.iter().enumerate().skip(top).take(rows) {
            let row = 2 + u16::try_from(at - top).unwrap_or(u16::MAX);
            let key = verb
                .keys
                .first()
                .map(|key| keys::shown(key))
                .unwrap_or_default();
            let (meaning, aside) = match (verb.able)(model) {
                Able::Yes => (Meaning::Text, verb.help(model)),
                Able::No(reason) => (Meaning::Dim, model.lang.text(reason)),
            };
            sheet.text(row, 1, Meaning::Accent, &text::pad_left(&key, 4));
            sheet.text(row, 6, meaning, &text::pad(verb.label(model), 24));
            sheet.text(row, 31, Meaning::Dim, aside);
            if place == Some(at) {
                sheet.select(row);
            }
        }
        let last = sheet.height().saturating_sub(1);
        hints(
            model,
            sheet,
            last,
            &[
                ("up", "console.hint.choose"),
                ("enter", "console.hint.done"),
                ("esc", "console.hint.leave"),
            ],
        );
    }
}
