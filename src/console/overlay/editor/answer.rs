//! A conclusion written in words: its text, then who is to do it, who is to help, by when. Each is a
//! question of its own; parts that are named (`unit=…`) can come together.

use super::{Editor, Part, units};
use crate::console::Effect;
use crate::console::draft::Aim;
use crate::console::model::Model;
use crate::console::overlay::{Choice, Kind, Overlay, Question};
use crate::console::spoken::Words;
use crate::console::typing::Writing;
use crate::console::words;
use crate::session::conclusions::TEXT;
use crate::text::{clean, fold};

/// The names of the parts.
const NAMES: [(&str, Part); 6] = [
    ("text", Part::Text),
    ("unit", Part::Lead),
    ("lead", Part::Lead),
    ("with", Part::With),
    ("by", Part::Due),
    ("due", Part::Due),
];

impl Editor {
    /// What is asked now: the part whose turn it is.
    pub(in crate::console::overlay) fn asked(&self, model: &Model) -> Question {
        let lang = model.lang;
        let title = words::item_title(model, self.draft.item);
        let (said, before) = match self.focus {
            Part::Text => {
                let key = match self.draft.aim {
                    Aim::New { .. } => "console.editor.new",
                    Aim::Change { .. } => "console.editor.change",
                    Aim::Again { .. } => "console.editor.again",
                };
                (format!("{} {title}", lang.text(key)), self.text.text())
            }
            Part::Lead => (
                lang.text("console.editor.lead").to_owned(),
                self.lead.text(),
            ),
            Part::With => (
                lang.text("console.editor.with").to_owned(),
                self.with.text(),
            ),
            Part::Due => (lang.text("console.editor.due").to_owned(), self.due.text()),
        };
        let units = match self.focus {
            Part::Lead | Part::With => units(model, ""),
            Part::Text | Part::Due => vec![],
        };
        let choices = units.into_iter().map(|unit| Choice {
            answer: unit.clone(),
            also: vec![],
            label: unit,
        });
        Question {
            kind: Kind::Text,
            text: said,
            choices: choices.collect(),
            // A question is asked in one line.
            before: before.replace('\n', " "),
            worked_out: false,
            may_be_empty: self.focus != Part::Text,
        }
    }

    /// Takes the next words, and goes on to the next part; behind the last it is sent. Whether it
    /// stays, as with a key.
    pub(in crate::console::overlay) fn answer(
        &mut self,
        model: &mut Model,
        words: &mut Words,
    ) -> (bool, Vec<Effect>) {
        let names = NAMES.map(|(name, _)| name);
        let was_last = self.focus == Part::Due;
        for (name, said) in words.take_named(&names) {
            let named = NAMES.iter().find(|(known, _)| Some(*known) == name);
            let part = named.map_or(self.focus, |(_, part)| *part);
            self.put(model, part, said.trim());
        }
        self.settle(model);
        if was_last {
            self.focus = Part::Text;
            return (true, self.send(model));
        }
        let has_text = !self.text.text().trim().is_empty();
        match has_text {
            true => self.turn(true),
            false => self.focus = Part::Text,
        }
        (true, self.keep(model))
    }

    /// Nothing said leaves what stands there.
    fn put(&mut self, model: &Model, part: Part, said: &str) {
        if said.is_empty() {
            return;
        }
        match part {
            Part::Text => self.text = Writing::block(&clean::block(said, TEXT)),
            Part::Lead => self.lead = Writing::line(&unit(model, said)),
            Part::With => {
                let units: Vec<_> = said.split(';').map(|said| unit(model, said)).collect();
                self.with = Writing::line(&units.join("; "));
            }
            Part::Due => self.due = Writing::line(&clean::line(said, TEXT)),
        }
    }
}

/// The conclusion that is open is finished: it is sent, whatever parts were not asked for.
pub(in crate::console) fn finish(model: &mut Model) -> Vec<Effect> {
    let Some(Overlay::Editor(mut editor)) = model.overlay.take() else {
        return vec![];
    };
    let effects = editor.send(model);
    model.overlay = Some(Overlay::Editor(editor));
    effects
}

/// A unit by part of its name, where that fits one only; else as it was said.
fn unit(model: &Model, said: &str) -> String {
    let said = clean::line(said, TEXT);
    let mut fitting = units(model, &said);
    let whole = fitting.iter().position(|unit| fold(unit) == fold(&said));
    match (whole, fitting.len()) {
        (Some(place), _) => fitting.swap_remove(place),
        (None, 1) => fitting.swap_remove(0),
        _ => said,
    }
}
