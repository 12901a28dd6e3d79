//! A list to look something up in, narrowed down by typing: a text and a figure in each row. What is
//! done with the row under the cursor is for the verb that opened it.

use super::answer::one_of;
use super::search::{Offer, Search, Step, columns};
use super::{Choice, Unfit, WithPlace};
use crate::console::Effect;
use crate::console::draw::Sheet;
use crate::console::keys::{Input, Key};
use crate::console::model::Model;
use crate::console::spoken::Words;
use crate::console::theme::Meaning;
use crate::text;

/// How many rows are seen at once on a small screen.
const SHOWN: usize = 12;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// What it is about; found by typing.
    pub text: String,
    /// A figure or a word at the right, with its meaning.
    pub aside: (Meaning, String),
}

/// A list to look something up in.
pub struct Lookup {
    title: String,
    nothing: &'static str,
    search: Search<usize>,
    rows: fn(&Model) -> Vec<Row>,
    then: WithPlace,
}

impl Lookup {
    pub(super) fn new(
        model: &Model,
        title: &str,
        nothing: &'static str,
        rows: fn(&Model) -> Vec<Row>,
        then: WithPlace,
    ) -> Self {
        let mut lookup = Self {
            title: title.to_owned(),
            nothing,
            search: Search::new(SHOWN),
            rows,
            then,
        };
        lookup.go_to_top(model);
        lookup
    }

    fn go_to_top(&mut self, model: &Model) {
        let offered = places(&self.offered(model));
        self.search.go_to_top(&offered);
    }

    /// The rows that fit what was typed, with their places in the whole list.
    fn offered(&self, model: &Model) -> Vec<(usize, Row)> {
        let query = self.search.query();
        let rows = (self.rows)(model).into_iter().enumerate();
        rows.filter(|(_, row)| text::matches(query.trim(), &row.text))
            .collect()
    }

    pub(super) fn key(&mut self, model: &mut Model, input: &Input) -> (bool, Vec<Effect>) {
        let offered = places(&self.offered(model));
        match self.search.key(
            &mut model.typing,
            input,
            &Offer::of(model.size, &offered, ""),
        ) {
            Step::Chose(place) => return (false, (self.then)(model, place)),
            Step::Narrowed => self.go_to_top(model),
            Step::Stayed => {}
        }
        (true, vec![])
    }

    /// The title and the rows, to be read.
    pub(super) fn content(&self, model: &Model) -> Vec<String> {
        let rows = (self.rows)(model);
        let nothing = rows
            .is_empty()
            .then(|| model.lang.text(self.nothing).to_owned());
        let rows = rows.iter().enumerate().map(|(place, row)| {
            let (_, aside) = &row.aside;
            format!("{}. {} · {aside}", place + 1, row.text)
        });
        std::iter::once(self.title.clone())
            .chain(rows)
            .chain(nothing)
            .collect()
    }

    /// Takes a row in words.
    pub(super) fn answer(
        &self,
        model: &mut Model,
        words: &mut Words,
    ) -> Result<Vec<Effect>, Unfit> {
        let rows = (self.rows)(model);
        let rows = rows.iter().enumerate();
        let choices: Vec<_> = rows
            .map(|(place, row)| Choice::at(place, &row.text))
            .collect();
        let place = one_of(words, &choices)?;
        Ok((self.then)(model, place))
    }

    /// As [`point`](super::mouse::point).
    pub(super) fn point(&mut self, model: &Model, place: usize) -> Option<Key> {
        let offered = places(&self.offered(model));
        self.search.point(&offered, place)
    }

    /// Puts the cursor on a letter of what was typed.
    pub(super) fn go_to(&mut self, model: &Model, place: (usize, usize)) {
        if self.search.go_to(model.typing, place) {
            self.go_to_top(model);
        }
    }

    pub(super) fn paste(&mut self, model: &Model, text: &str) -> Vec<Effect> {
        self.search.paste(text);
        self.go_to_top(model);
        vec![]
    }

    /// Whether something was typed.
    pub(super) fn holds_text(&self) -> bool {
        !self.search.query().is_empty()
    }

    pub(super) fn rows(&self, model: &Model) -> u16 {
        let places = places(&self.offered(model));
        self.search.rows(&Offer::of(model.size, &places, ""))
    }

    pub(super) fn view(&self, model: &Model, sheet: &mut Sheet<'_>) {
        sheet.rule(0);
        let offered = self.offered(model);
        let col = sheet.text(1, 1, Meaning::Heading, &self.title) + 1;
        let nothing = model.lang.text(self.nothing);
        let places = places(&offered);
        let needed = offered.iter().map(|(_, row)| {
            let (_, aside) = &row.aside;
            text::width(&row.text) + text::width(aside) + 4
        });
        let columns = columns(sheet.width(), needed);
        self.search.view(
            model,
            sheet,
            col,
            &Offer::of(model.size, &places, nothing),
            |at, row| {
                let (_, shown) = &offered[at];
                let (meaning, aside) = &shown.aside;
                let row = &mut row.part(0, 0, columns, 1);
                let end = row.right(0, *meaning, &format!("{aside} "));
                let room = end.saturating_sub(2);
                row.part(1, 0, room, 1)
                    .text(0, 0, Meaning::Text, &shown.text);
            },
        );
    }
}

fn places(offered: &[(usize, Row)]) -> Vec<usize> {
    offered.iter().map(|(place, _)| *place).collect()
}
