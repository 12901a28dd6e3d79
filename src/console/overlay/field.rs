//! One line to be typed.

use super::{Kind, Question, Says, Unfit, WithText, typing_hints};
use crate::console::Effect;
use crate::console::draw::Sheet;
use crate::console::keys::{Input, Key};
use crate::console::model::Model;
use crate::console::spoken::Words;
use crate::console::theme::Meaning;
use crate::console::typing::Writing;
use crate::text::{self, clean};

/// How long a line may be, in clusters.
const LONGEST: usize = 1_000;

/// A line to be typed, and what is done with it.
pub struct Field {
    title: String,
    input: Writing,
    /// What stood there when it was opened.
    before: String,
    then: WithText,
    may_be_empty: bool,
    live: bool,
    aid: Option<Aid>,
    /// What could be typed; empty where that is plain.
    example: String,
    /// Whether several numbers are typed.
    numbers: bool,
    /// What will happen, where that can't be undone; or what was worked out.
    question: Option<Says>,
    /// Whether what stands here was worked out from what was typed before.
    worked_out: bool,
}

/// How many rows a question takes; none where there is none.
fn question_rows(question: &str, width: u16) -> u16 {
    if question.is_empty() {
        return 0;
    }
    let lines = text::wrap(question, usize::from(width.saturating_sub(2)));
    u16::try_from(lines.len()).unwrap_or(u16::MAX)
}

/// What helps with a line while it is typed.
#[derive(Clone, Copy)]
pub struct Aid {
    /// What the line was understood as.
    pub says: fn(&Model, &str) -> (Meaning, String),
    /// What it may become, the likeliest first: how that is shown, and the whole line.
    pub offers: fn(&Model, &str) -> Vec<(String, String)>,
}

impl Field {
    pub(super) fn new(title: &str, before: &str, then: WithText) -> Self {
        let (may_be_empty, live, aid) = (false, false, None);
        Self {
            title: title.to_owned(),
            input: Writing::line(before),
            before: before.to_owned(),
            then,
            may_be_empty,
            live,
            aid,
            example: String::new(),
            numbers: false,
            question: None,
            worked_out: false,
        }
    }

    /// For several numbers, such as these.
    pub(super) fn of_numbers(self, example: String) -> Self {
        let numbers = true;
        Self {
            example,
            numbers,
            ..self
        }
    }

    pub(super) fn with_question(self, question: Says) -> Self {
        let question = Some(question);
        Self { question, ..self }
    }

    pub(super) fn worked_out(self, how: String) -> Self {
        let worked_out = true;
        let question: Says = Box::new(move |_| how.clone());
        Self { worked_out, ..self }.with_question(question)
    }

    pub(super) fn aided(self, aid: Aid) -> Self {
        let aid = Some(aid);
        Self { aid, ..self }
    }

    pub(super) fn may_be_empty(self) -> Self {
        Self {
            may_be_empty: true,
            ..self
        }
    }

    pub(super) fn live(self) -> Self {
        Self { live: true, ..self }
    }

    fn typed(&self) -> String {
        clean::line(&self.input.text(), LONGEST)
    }

    /// Whether something was typed.
    pub(super) fn holds_text(&self) -> bool {
        self.input.text() != self.before
    }

    pub(super) fn key(&mut self, model: &mut Model, input: &Input) -> (bool, Vec<Effect>) {
        if input.key == Key::Enter {
            self.input.end_word(model.typing);
            let typed = self.typed();
            if typed.is_empty() && !self.may_be_empty {
                return (true, vec![]);
            }
            return (false, (self.then)(model, &typed));
        }
        if let (Key::Tab, Some(aid)) = (input.key, self.aid) {
            self.input.end_word(model.typing);
            if let Some((_, line)) = (aid.offers)(model, &self.typed()).into_iter().next() {
                self.input = Writing::line(&line);
            }
            return (true, vec![]);
        }
        self.input.key(&mut model.typing, input);
        (true, self.take_effect(model))
    }

    pub(super) fn rows(&self, model: &Model, width: u16) -> u16 {
        self.own_rows() + question_rows(&self.question(model), width)
    }

    /// How many rows the line takes, with what helps with it and the keys.
    fn own_rows(&self) -> u16 {
        match self.aid {
            Some(_) => 5,
            None => 3 + u16::from(!self.example.is_empty()),
        }
    }

    /// With the numbers of the moment; empty where nothing is asked.
    fn question(&self, model: &Model) -> String {
        let question = self.question.as_ref();
        question.map_or_else(String::new, |says| says(model))
    }

    pub(super) fn asked(&self, model: &Model) -> Question {
        Question {
            kind: Kind::Text,
            // What was worked out is named already.
            text: match self.worked_out {
                true => self.question(model),
                false => format!("{} {}", self.question(model), self.title)
                    .trim()
                    .to_owned(),
            },
            choices: vec![],
            before: self.input.text(),
            worked_out: self.worked_out,
            may_be_empty: self.may_be_empty,
        }
    }

    /// Takes a line in words; nothing said means what stands here already.
    pub(super) fn answer(
        &mut self,
        model: &mut Model,
        words: &mut Words,
    ) -> Result<Vec<Effect>, Unfit> {
        let said = match self.numbers {
            true => words.take_numbers(),
            false => words.take_text(),
        };
        let said = said.unwrap_or_default();
        let said = clean::line(&said, LONGEST);
        if !said.is_empty() {
            // Kept here, too: should it be refused, it comes back.
            self.input = Writing::line(&said);
        }
        let said = self.typed();
        if said.is_empty() && !self.may_be_empty {
            let choices = vec![];
            return Err(Unfit::Nothing { said, choices });
        }
        Ok((self.then)(model, &said))
    }

    pub(super) fn paste(&mut self, model: &mut Model, text: &str) -> Vec<Effect> {
        self.input.insert(&clean::line(text, LONGEST));
        self.take_effect(model)
    }

    /// Puts the cursor on a letter.
    pub(super) fn go_to(&mut self, model: &mut Model, place: (usize, usize)) -> Vec<Effect> {
        let ended = self.input.end_word(model.typing);
        self.input.go_to(place);
        match ended {
            true => self.take_effect(model),
            false => vec![],
        }
    }

    fn take_effect(&self, model: &mut Model) -> Vec<Effect> {
        if self.live {
            (self.then)(model, &self.typed())
        } else {
            vec![]
        }
    }

    pub(super) fn view(&self, model: &Model, sheet: &mut Sheet<'_>) {
        sheet.rule(0);
        let question = self.question(model);
        let (width, height) = (sheet.width(), sheet.height());
        // A long question gives way to what is typed.
        let room = height.saturating_sub(self.own_rows());
        let asked = question_rows(&question, width).min(room);
        sheet.wrapped(1, 1, asked, Meaning::Warning, &question);
        let mut below = sheet.part(0, asked, width, height.saturating_sub(asked));
        self.view_line(model, &mut below);
    }

    /// The line, from the second row on, and what helps with it.
    fn view_line(&self, model: &Model, sheet: &mut Sheet<'_>) {
        let col = sheet.text(1, 1, Meaning::Heading, &self.title) + 1;
        let width = sheet.width().saturating_sub(col + 1);
        // A title that leaves too little room gives way to what is typed.
        let (col, width) = if width < 20 {
            (1, sheet.width().saturating_sub(2))
        } else {
            (col, width)
        };
        let mut part = sheet.part(col, 1, width, 1);
        part.clear();
        self.input.view(&mut part, 0, true);
        let done = ("enter", "console.hint.done");
        let leave = ("esc", "console.hint.leave");
        let Some(aid) = self.aid else {
            sheet.text(2, 1, Meaning::Dim, &self.example);
            let last = sheet.height().saturating_sub(1);
            typing_hints(model, sheet, last, &[done, leave]);
            return;
        };
        let (meaning, said) = (aid.says)(model, &self.typed());
        sheet.text(2, 1, meaning, &said);
        let offers = (aid.offers)(model, &self.typed());
        let shown: Vec<_> = offers.into_iter().map(|(shown, _)| shown).collect();
        sheet.text(3, 1, Meaning::Dim, &shown.join(" · "));
        let complete = ("tab", "console.hint.complete");
        typing_hints(model, sheet, 4, &[done, complete, leave]);
    }
}
