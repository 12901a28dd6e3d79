//! The blank of a text module that is being filled, from where it is gone to until it is left. Whichever
//! way that is, what stands in it is noted in the field it belongs to. What was completed is noted at
//! once, and no more is taken in with it; only what is changed in it opens it again.

use super::{Editor, Part};
use crate::console::keys::{Input, Key};
use crate::console::model::Model;
use crate::console::modules::{self, Kind};
use crate::console::typing::Writing;

/// A blank: what belongs into it, and where it is.
#[derive(Clone, Debug)]
pub(super) struct Blank {
    kind: Kind,
    row: usize,
    /// How many letters of its row stand before it, and behind it.
    before: usize,
    behind: usize,
    is_complete: bool,
    /// What was noted of it in its field.
    noted: Option<String>,
}

impl Editor {
    /// Opens the blank between these letters of a row.
    pub(super) fn open_blank(&mut self, row: usize, (begin, end, kind): (usize, usize, Kind)) {
        self.text.select(row, begin, end);
        self.blank = Some(Blank {
            kind,
            row,
            before: begin,
            behind: self.letters(row).saturating_sub(end),
            is_complete: false,
            noted: None,
        });
    }

    /// Whether the cursor is in the blank that is being filled, whatever stands there.
    pub(super) fn is_at_blank(&self) -> bool {
        self.focus == Part::Text && self.blank.as_ref().is_some_and(|blank| self.holds(blank))
    }

    /// What was typed into the blank so far, up to the cursor; none where it is complete.
    pub(super) fn in_blank(&self) -> Option<(Kind, String)> {
        let blank = self.blank.as_ref().filter(|blank| !blank.is_complete)?;
        let is_typed = self.is_at_blank() && !self.text.is_selecting();
        let before = self.text.before_cursor();
        is_typed.then(|| (blank.kind, before.chars().skip(blank.before).collect()))
    }

    /// Leaves the blank, and notes what stands in it. Whether anything was noted.
    pub(super) fn leave_blank(&mut self, model: &Model) -> bool {
        let Some(mut blank) = self.blank.take() else {
            return false;
        };
        // Of several units each can be completed, and another added.
        if blank.is_complete && blank.kind != Kind::Units {
            return false;
        }
        self.take_note_back(&mut blank);
        self.note_blank(model, &mut blank)
    }

    /// What stands in the blank is complete: it is noted.
    pub(super) fn complete_blank(&mut self, model: &Model) {
        let Some(mut blank) = self.blank.take() else {
            return;
        };
        let before = self.before_blank(&blank);
        if blank.kind == Kind::Units {
            let units = self.stands_in(&blank).unwrap_or_default();
            if self.with.text().trim().is_empty() {
                self.with = Writing::line(&units);
                blank.noted = Some(units);
            }
        } else {
            self.note_blank(model, &mut blank);
        }
        blank.is_complete = true;
        // Where the words before it went into it, it is no blank any more.
        self.blank = Some(blank).filter(|blank| self.before_blank(blank) == before);
    }

    /// A key is about to be taken: what is typed on behind what is complete is none of the blank's.
    /// Whether anything was noted.
    pub(super) fn write_on(&mut self, model: &Model, input: &Input) -> bool {
        let Some(blank) = self.blank.as_ref().filter(|blank| blank.is_complete) else {
            return false;
        };
        let writes = match input.key {
            Key::Char(';') => blank.kind != Kind::Units,
            Key::Char(_) => !input.ctrl && !input.alt,
            _ => false,
        };
        writes && self.is_at_blank() && self.leave_blank(model)
    }

    /// A key or a paste was taken, and there were so many rows before: sees whether the blank was left
    /// or opened again. Whether anything was noted.
    pub(super) fn written_on(&mut self, model: &Model, changed: bool, rows: usize) -> bool {
        let Some(blank) = &self.blank else {
            return false;
        };
        let is_there = self.text.lines().len() == rows && self.end(blank).is_some();
        let is_untouched = self.stands_in(blank).is_some_and(|typed| is_blank(&typed));
        if !is_there || is_untouched && !self.text.is_selecting() {
            self.blank = None;
            return false;
        }
        if !self.is_at_blank() {
            return self.leave_blank(model);
        }
        if let Some(mut blank) = self.blank.take_if(|blank| changed && blank.is_complete) {
            self.take_note_back(&mut blank);
            blank.is_complete = false;
            self.blank = Some(blank);
        }
        false
    }

    fn letters(&self, row: usize) -> usize {
        let line = self.text.lines().get(row);
        line.map_or(0, |line| line.chars().count())
    }

    /// Behind which letter of its row the blank ends; none where its row is not what it was.
    fn end(&self, blank: &Blank) -> Option<usize> {
        let end = self.letters(blank.row).checked_sub(blank.behind)?;
        (end >= blank.before).then_some(end)
    }

    /// Whether the cursor is in it.
    fn holds(&self, blank: &Blank) -> bool {
        let (row, col) = self.text.place();
        let end = self.end(blank).filter(|_| row == blank.row);
        end.is_some_and(|end| (blank.before..=end).contains(&col))
    }

    /// What stands before it in its row.
    fn before_blank(&self, blank: &Blank) -> String {
        let line = self.text.lines().get(blank.row);
        line.map_or_else(String::new, |line| {
            line.chars().take(blank.before).collect()
        })
    }

    /// What stands in it.
    fn stands_in(&self, blank: &Blank) -> Option<String> {
        let end = self.end(blank)?;
        let line = self.text.lines().get(blank.row)?.chars();
        Some(line.skip(blank.before).take(end - blank.before).collect())
    }

    /// Notes what stands in it. Whether that was anything. The cursor stays where it is in the text.
    fn note_blank(&mut self, model: &Model, blank: &mut Blank) -> bool {
        let typed = self.stands_in(blank).filter(|typed| !is_blank(typed));
        let Some(typed) = typed.filter(|typed| !typed.trim().is_empty()) else {
            return false;
        };
        let field = |editor: &mut Self| editor.field(blank.kind).map(|field| field.text());
        let (row, col) = self.text.place();
        let (letters, noted) = (self.letters(blank.row), field(self));
        let end = blank.before + typed.trim_end().chars().count();
        self.text.go_to((blank.row, end));
        self.note(model, blank.kind, typed.trim());
        let moved = |col: usize| (col + self.letters(blank.row)).saturating_sub(letters);
        let col = match row == blank.row && col > blank.before {
            true => moved(col.max(end)),
            false => col,
        };
        self.text.go_to((row, col));
        blank.noted = field(self).filter(|_| noted.is_some_and(|noted| noted.trim().is_empty()));
        true
    }

    /// Takes back what was noted of it, where that stands there still.
    fn take_note_back(&mut self, blank: &mut Blank) {
        let noted = blank.noted.take();
        if let (Some(noted), Some(field)) = (noted, self.field(blank.kind))
            && field.text() == noted
        {
            *field = Writing::line("");
        }
    }

    /// The field in which such a blank is noted.
    fn field(&mut self, kind: Kind) -> Option<&mut Writing> {
        match kind {
            Kind::Unit => Some(&mut self.lead),
            Kind::Units => Some(&mut self.with),
            Kind::Date | Kind::Term => Some(&mut self.due),
            Kind::To | Kind::Free => None,
        }
    }
}

/// Whether nothing was put in its place yet.
fn is_blank(text: &str) -> bool {
    modules::blank(text, 0).is_some_and(|(begin, end, _)| (begin, end) == (0, text.chars().count()))
}
