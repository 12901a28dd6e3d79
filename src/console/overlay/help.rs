//! The keys, all of them, by subject; made from the table of verbs.

use super::hints;
use crate::console::Effect;
use crate::console::draw::{Sheet, moved};
use crate::console::foot;
use crate::console::keys::{Input, Key, Move};
use crate::console::model::Model;
use crate::console::pane::Pane;
use crate::console::theme::Meaning;
use crate::console::verb::{self, Able, Verb};
use crate::text;

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

/// Everything that this person can do, by subject: a line each, to be read.
pub(super) fn content(model: &Model) -> Vec<String> {
    let line = |row: &Row| match row {
        Row::Nothing => None,
        Row::Subject(subject) => Some(
            model
                .lang
                .text(&format!("verb.subject.{subject}"))
                .to_owned(),
        ),
        Row::Verb(verb) => Some(format!(
            "  {} ({}): {}",
            verb.name,
            verb.label(model),
            verb.help(model)
        )),
    };
    rows(model).iter().filter_map(line).collect()
}

impl Help {
    pub(super) fn key(&mut self, model: &Model, input: &Input) -> (bool, Vec<Effect>) {
        // The page as it is drawn: without header, blank row and hints.
        let page = usize::from(model.size.1.saturating_sub(4));
        let rows = rows(model).len();
        if matches!(input.key, Key::Char('?' | 'q')) {
            return (false, vec![]);
        }
        let step = Move::of(input);
        if let Some(top) =
            step.and_then(|step| moved(step, self.top, rows.saturating_sub(page) + 1, page))
        {
            self.top = top;
        }
        (true, vec![])
    }

    pub(super) fn view(&self, model: &Model, sheet: &mut Sheet<'_>) {
        let rows = rows(model);
        let height = usize::from(sheet.height().saturating_sub(2));
        let top = self.top.min(rows.len().saturating_sub(height));
        for (place, row) in rows.iter().enumerate().skip(top).take(height) {
            let line = u16::try_from(place - top).unwrap_or(u16::MAX);
            match row {
                Row::Nothing => {}
                Row::Subject(subject) => {
                    let key = format!("verb.subject.{subject}");
                    sheet.text(line, 1, Meaning::Heading, model.lang.text(&key));
                }
                Row::Verb(verb) => show(model, verb, &mut sheet.part(0, line, u16::MAX, 1)),
            }
        }
        let last = sheet.height().saturating_sub(1);
        let more = rows.len().saturating_sub(top + height);
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

fn show(model: &Model, verb: &Verb, sheet: &mut Sheet<'_>) {
    let keys = model.keymap.told(verb);
    let (meaning, reason) = match (verb.able)(model) {
        Able::Yes => (Meaning::Text, None),
        Able::No(reason) => (Meaning::Dim, Some(model.text(reason))),
    };
    sheet.text(0, 1, Meaning::Accent, &text::pad_left(&keys.join(" "), 9));
    let col = sheet.text(0, 12, meaning, &text::fit(verb.label(model), 23));
    if foot::asks(model, verb) {
        sheet.text(0, col, Meaning::Warning, foot::ASKS);
    }
    let panes: Vec<_> = verb
        .panes
        .iter()
        .map(|pane: &Pane| pane.title(model.lang))
        .collect();
    let help = verb.help(model);
    let aside = if panes.is_empty() {
        help.to_owned()
    } else {
        format!("{}: {help}", panes.join(", "))
    };
    let aside = match reason {
        Some(reason) => format!("{reason} · {aside}"),
        None => aside,
    };
    sheet.text(0, 37, Meaning::Dim, &aside);
}
