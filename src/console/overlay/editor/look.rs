//! What the editor looks like: the words, the other's words beside them, the fields, and below them
//! what helps with what is being typed.

use super::{Editor, Part, today};
use crate::console::draft::Aim;
use crate::console::draw::Sheet;
use crate::console::keymap::Act;
use crate::console::model::Model;
use crate::console::modules::Kind;
use crate::console::overlay::hints::{typing_hints, with_room};
use crate::console::pane::conclusions::tasks;
use crate::console::theme::Meaning;
use crate::console::words;
use crate::session::conclusions::Conclusion;

/// How wide the names of the fields are.
const LABELS: u16 = 21;

impl Editor {
    pub(in crate::console::overlay) fn view(&self, model: &Model, sheet: &mut Sheet<'_>) {
        let lang = model.lang;
        let title = match self.draft.aim {
            Aim::New { .. } => lang.text("console.editor.new"),
            Aim::Change { .. } => lang.text("console.editor.change"),
            Aim::Again { .. } => lang.text("console.editor.again"),
        };
        let (width, height) = (sheet.width().saturating_sub(2), sheet.height());
        let mut body = sheet.part(1, 0, width, height.saturating_sub(1));
        body.heading(0, title, &words::item_title(model, self.draft.item));
        let fields = height.saturating_sub(8);
        let room = fields.saturating_sub(3);
        let own = if self.theirs.is_some() {
            room / 2
        } else {
            room
        };
        let is_typed = self.focus == Part::Text;
        let mut written = body.part(0, 2, width, own);
        let place = Part::Text.place();
        self.text
            .view_marked(&mut written, place, is_typed, &self.doubled());
        if let Some(theirs) = &self.theirs {
            self.their_words(model, theirs, &mut body.part(0, 2 + own, width, room - own));
        }
        body.rule(fields.saturating_sub(1));
        for (row, (part, input, label)) in (fields..).zip([
            (Part::Lead, &self.lead, "console.editor.lead"),
            (Part::With, &self.with, "console.editor.with"),
            (Part::Due, &self.due, "console.editor.due"),
        ]) {
            let meaning = if part == self.focus {
                Meaning::Accent
            } else {
                Meaning::Dim
            };
            body.text(row, 0, meaning, lang.text(label));
            let room = width.saturating_sub(LABELS);
            let mut line = body.part(LABELS, row, room, 1);
            input.view(&mut line, part.place(), part == self.focus);
        }
        let blank = self.in_blank();
        let read = match (self.focus, &blank) {
            (Part::Due, _) => Some(self.due.text()),
            (Part::Text, Some((Kind::Date | Kind::Term, typed))) if typed.trim().is_empty() => {
                Some(typed.clone())
            }
            (Part::Text, Some((Kind::Date | Kind::Term, typed))) => Some(self.said_in_blank(typed)),
            _ => None,
        };
        let offered = self.offered(model);
        let col = if is_typed { 0 } else { LABELS };
        let mut row = fields + 3;
        if let Some(typed) = read {
            let (meaning, read) = words::due_read(lang, &typed, today(model));
            body.text(row, col, meaning, &read);
            row += 1;
        }
        // What is wrong stays there until it is mended, whatever is offered above it.
        let last = fields + 6;
        body.text(last, 0, Meaning::Warning, &self.slips(model));
        if !offered.is_empty() {
            body.wrapped(row, col, last.saturating_sub(row), Meaning::Dim, &offered);
        }
        match &self.modules {
            Some(modules) => modules.view(model, sheet),
            None => self.foot(model, sheet, height.saturating_sub(1)),
        }
    }

    fn their_words(&self, model: &Model, theirs: &Conclusion, sheet: &mut Sheet<'_>) {
        sheet.rule(0);
        sheet.text(
            1,
            0,
            Meaning::Warning,
            model.lang.text("console.editor.theirs"),
        );
        let room = sheet.height().saturating_sub(3);
        let row = sheet.wrapped(2, 0, room, Meaning::Text, &theirs.content.text);
        sheet.text(row, 0, Meaning::Dim, &tasks(model, theirs));
    }

    fn foot(&self, model: &Model, sheet: &mut Sheet<'_>, row: u16) {
        let say = |sheet: &mut Sheet<'_>, key| {
            let again = model.keymap.act_shown(Act::GiveUp);
            let said = model.lang.fill(key, &[("key", &again)]);
            sheet.text(row, 1, Meaning::Warning, &said);
        };
        if self.gives_up {
            say(sheet, "console.editor.give_up");
        } else if model.on_its_way(&self.draft.name()).is_some() {
            let live = model.is_live();
            say(
                sheet,
                if live {
                    "console.editor.sending"
                } else {
                    "console.editor.queued"
                },
            );
        } else if self.theirs.is_some() {
            let keys = [
                ("editor.send", "console.hint.mine"),
                ("editor.take_theirs", "console.hint.both"),
                ("esc", "console.hint.later"),
            ];
            typing_hints(model, sheet, row, &keys);
        } else {
            let completes = self.wants_completing(model) && !self.completions(model).is_empty();
            let in_words = self.focus == Part::Text && !self.is_at_blank();
            let has_next = self.focus == Part::Text && self.blank_behind().is_some();
            let mut keys = vec![("editor.send", "console.hint.save")];
            if completes && !in_words {
                keys.push(("enter", "console.hint.complete"));
            }
            keys.push(match (completes && in_words, has_next) {
                (true, _) => ("tab", "console.hint.complete"),
                (false, true) => ("tab", "console.hint.next_blank"),
                (false, false) => ("tab", "console.hint.field"),
            });
            keys.extend([
                ("editor.modules", "console.hint.modules"),
                ("editor.own_editor", "console.hint.own_editor"),
                ("esc", "console.hint.later"),
                ("editor.give_up", "console.hint.give_up"),
            ]);
            let lesser = ["editor.own_editor", "editor.modules", "editor.give_up"];
            let keys = with_room(model, sheet.width(), keys, &lesser);
            typing_hints(model, sheet, row, &keys);
        }
    }
}
