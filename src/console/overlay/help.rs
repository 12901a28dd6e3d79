//! The keys, all of them, by subject; made from the table of verbs.

use std::rc::Rc;

use super::hints;
use super::told::{Columns, Told, reason};
use crate::console::Effect;
use crate::console::draw::{Sheet, moved};
use crate::console::foot;
use crate::console::keymap::Found;
use crate::console::keys::{Input, Key, Move};
use crate::console::model::Model;
use crate::console::theme::Meaning;
use crate::console::verb::{self, Verb};
use crate::text;

/// How many columns keys take at the least.
const KEYS: usize = 10;

/// What leads back to the meeting.
const HOME: &str = "screen.main";

/// The keys.
#[derive(Default)]
pub struct Help {
    top: usize,
}

enum Row {
    Subject(&'static str),
    Verb(&'static Verb),
    Nothing,
}

fn rows(model: &Model) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut subject = "";
    for verb in verb::all().filter(|verb| verb.is_for(model.role)) {
        if verb.subject() != subject {
            if !subject.is_empty() {
                rows.push(Row::Nothing);
            }
            subject = verb.subject();
            rows.push(Row::Subject(subject));
        }
        rows.push(Row::Verb(verb));
    }
    rows
}

/// A line of the page.
enum Line {
    Nothing,
    Said(String),
    Subject(&'static str),
    /// Of a verb, one of the lines it takes.
    Verb(Rc<Told>, usize),
}

/// The page, in as many columns as there are.
fn lines(model: &Model) -> Vec<Line> {
    let columns = Columns {
        keys: model.keymap.widest(model.role).max(KEYS),
        all: model.size.0,
    };
    let mut lines = vec![];
    // Whose key does not arrive looks here first.
    if model.keymap.has_number_row() {
        let said = model.lang.text("console.keys.number_row");
        let room = usize::from(model.size.0.saturating_sub(2));
        lines.extend(text::wrap(said, room).into_iter().map(Line::Said));
        lines.push(Line::Nothing);
    }
    for row in rows(model) {
        match row {
            Row::Nothing => lines.push(Line::Nothing),
            Row::Subject(subject) => lines.push(Line::Subject(subject)),
            Row::Verb(verb) => {
                let told = Rc::new(told_of(model, verb, columns));
                lines.extend((0..told.rows()).map(|row| Line::Verb(told.clone(), row)));
            }
        }
    }
    lines
}

/// What the page shows of a verb: besides what it does, where it can be done and why not now.
fn told_of(model: &Model, verb: &Verb, columns: Columns) -> Told {
    let panes = verb.panes.iter().map(|pane| pane.title(model.lang));
    let panes: Vec<_> = panes.collect();
    let help = verb.help(model);
    let aside = if panes.is_empty() {
        help.to_owned()
    } else {
        format!("{}: {help}", panes.join(", "))
    };
    let keys = model.keymap.told(verb);
    let aside = match reason(model, verb) {
        Some(reason) => format!("{reason} · {aside}"),
        None => aside,
    };
    Told::of(model, verb, columns, &keys, &aside)
}

impl Help {
    /// The key that opened it closes it. So do those that lead to the main screen, which do
    /// what they do besides.
    pub(super) fn key(&mut self, model: &mut Model, input: &Input) -> (bool, Vec<Effect>) {
        if let Some(step) = Move::of(input) {
            // The page as it is drawn: without header, blank row and hints.
            let page = usize::from(model.size.1.saturating_sub(4));
            let lines = lines(model).len();
            let top = moved(step, self.top, lines.saturating_sub(page) + 1, page);
            self.top = top.unwrap_or(self.top);
            return (true, vec![]);
        }
        if matches!(input.key, Key::Char('?' | 'q')) {
            return (false, vec![]);
        }
        let pressed = std::slice::from_ref(input);
        match model.keymap.find(model, pressed) {
            Found::Verb(verb) if verb.name == "screen.help" => (false, vec![]),
            Found::Verb(verb) if verb.name == HOME => (false, verb::invoke(model, verb)),
            Found::More if model.keymap.leads_to(pressed, HOME) => {
                model.pending = pressed.to_vec();
                (false, vec![])
            }
            _ => (true, vec![]),
        }
    }

    pub(super) fn view(&self, model: &Model, sheet: &mut Sheet<'_>) {
        let lines = lines(model);
        let height = usize::from(sheet.height().saturating_sub(2));
        let top = self.top.min(lines.len().saturating_sub(height));
        for (place, line) in lines.iter().enumerate().skip(top).take(height) {
            let row = u16::try_from(place - top).unwrap_or(u16::MAX);
            match line {
                Line::Nothing => {}
                Line::Said(said) => {
                    sheet.text(row, 1, Meaning::Text, said);
                }
                Line::Subject(subject) => {
                    let key = format!("verb.subject.{subject}");
                    sheet.text(row, 1, Meaning::Heading, model.lang.text(&key));
                }
                Line::Verb(told, line) => told.view(*line, &mut sheet.part(0, row, u16::MAX, 1)),
            }
        }
        let last = sheet.height().saturating_sub(1);
        let more = lines.len().saturating_sub(top + height);
        if more > 0 {
            let text = model.lang.fill("console.more", &[("n", &more)]);
            sheet.right(last, Meaning::Dim, &format!("{text} "));
        }
        let keys = [
            ("down", "console.hint.scroll"),
            ("esc", "console.hint.close"),
        ];
        let col = hints(model, sheet, last, &keys);
        foot::asks_legend(model, sheet, last, col);
    }
}
