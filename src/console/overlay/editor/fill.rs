//! Text modules: chosen from a list, put in, and their blanks filled one after the other. What stands
//! in a blank is noted in the field it belongs to as well, so that nothing is typed twice.

use super::{Editor, Part, today};
use crate::console::draft::in_figures;
use crate::console::draw::Sheet;
use crate::console::keys::{Input, Key};
use crate::console::model::Model;
use crate::console::modules::{self, Kind, Module, Source};
use crate::console::overlay::search::{Offer, Search, Step};
use crate::console::theme::Meaning;
use crate::console::typing::Writing;
use crate::console::words;
use crate::session::conclusions::Due;
use crate::text;
use crate::text::date::{self, Said};

/// How many modules are seen at once on a small screen.
const OFFERED: usize = 8;

/// The list of modules.
pub(super) struct Modules {
    search: Search<usize>,
}

impl Modules {
    pub(super) fn open(model: &mut Model) -> Self {
        if let Source::Broken(mistake) = &model.modules {
            let said = model
                .lang
                .fill("console.modules.broken", &[("mistake", mistake)]);
            model.warn(said);
        }
        let mut modules = Self {
            search: Search::new(OFFERED),
        };
        modules.search.go_to_top(&modules.places(model));
        modules
    }

    /// The places of those that fit what was typed.
    fn places(&self, model: &Model) -> Vec<usize> {
        let query = self.search.query();
        let all = model.modules.modules(model.lang);
        let fits = |module: &Module| {
            text::matches(&query, &module.name) || text::matches(&query, &module.text)
        };
        let places = all.iter().enumerate().filter(|(_, module)| fits(module));
        places.map(|(place, _)| place).collect()
    }

    /// Takes a key: whether the list stays, and the module that was chosen.
    pub(super) fn key(&mut self, model: &mut Model, input: &Input) -> (bool, Option<Module>) {
        if input.key == Key::Esc {
            return (false, None);
        }
        let places = self.places(model);
        match self.search.key(
            &mut model.typing,
            input,
            &Offer::of(model.size, &places, ""),
        ) {
            Step::Chose(place) => {
                let all = model.modules.modules(model.lang);
                return (false, all.get(place).cloned());
            }
            Step::Narrowed => {
                let places = self.places(model);
                self.search.go_to_top(&places);
            }
            Step::Stayed => {}
        }
        (true, None)
    }

    /// Puts the cursor on a letter of what was typed.
    pub(super) fn go_to(&mut self, model: &Model, place: (usize, usize)) {
        if self.search.go_to(model.typing, place) {
            let places = self.places(model);
            self.search.go_to_top(&places);
        }
    }

    /// Points at what is offered at this place. Gives the key that chooses it.
    pub(super) fn point(&mut self, model: &Model, place: usize) -> Option<Key> {
        let places = self.places(model);
        self.search.point(&places, place)
    }

    pub(super) fn view(&self, model: &Model, sheet: &mut Sheet<'_>) {
        let places = self.places(model);
        let rows = self
            .search
            .rows(&Offer::of(model.size, &places, ""))
            .min(sheet.height());
        let (width, top) = (sheet.width(), sheet.height() - rows);
        let mut part = sheet.part(0, top, width, rows);
        part.clear();
        part.rule(0);
        let col = part.text(
            1,
            1,
            Meaning::Heading,
            model.lang.text("console.modules.title"),
        ) + 1;
        let all = model.modules.modules(model.lang);
        let nothing = model.lang.text("console.palette.nothing");
        self.search.view(
            model,
            &mut part,
            col,
            &Offer::of(model.size, &places, nothing),
            |at, row| {
                if let Some(module) = places.get(at).and_then(|place| all.get(*place)) {
                    let name = text::pad(&text::fit(&module.name, 24), 24);
                    let col = row.text(0, 1, Meaning::Text, &name) + 1;
                    row.text(0, col, Meaning::Dim, &module.text);
                }
            },
        );
    }
}

impl Editor {
    /// Puts a module in where the cursor is, and goes to its first blank.
    pub(super) fn put_in(&mut self, module: &Module) {
        self.focus = Part::Text;
        let begin = self.text.place();
        self.text.insert(&module.text);
        self.text.go_to(begin);
        self.next_blank();
    }

    /// The next blank behind the cursor: its row, and where it is there.
    pub(super) fn blank_behind(&self) -> Option<(usize, (usize, usize, Kind))> {
        let (row, col) = self.text.behind_selection();
        let lines = self.text.lines();
        lines.iter().enumerate().skip(row).find_map(|(at, line)| {
            let blank = modules::blank(line, if at == row { col } else { 0 });
            blank.map(|blank| (at, blank))
        })
    }

    /// Goes to the next blank behind the cursor. Whether there is one.
    pub(super) fn next_blank(&mut self) -> bool {
        let found = self.blank_behind();
        if let Some((row, blank)) = found {
            self.open_blank(row, blank);
        }
        found.is_some()
    }

    /// Notes what stands in a blank in the field it belongs to, unless something stands there.
    pub(super) fn note(&mut self, model: &Model, kind: Kind, typed: &str) {
        let note = |field: &mut Writing, text: &str| {
            if field.text().trim().is_empty() {
                *field = Writing::line(text);
            }
        };
        match kind {
            Kind::Unit => note(&mut self.lead, typed),
            Kind::Units => {
                note(&mut self.with, typed.trim_end_matches(';'));
                let units: Vec<_> = typed.split(';').map(str::trim).collect();
                let units: Vec<_> = units.into_iter().filter(|unit| !unit.is_empty()).collect();
                self.text.put_before_cursor(typed, &units.join(", "));
            }
            Kind::Date | Kind::Term => {
                let term = self.term_in_blank(kind, typed, model);
                note(&mut self.due, &term.due);
                self.text.put_before_cursor(&term.stands, &term.put);
            }
            Kind::To | Kind::Free => {}
        }
    }

    /// What was said in a blank for a day or a term, as it is understood there: with the word that
    /// stands before the blank, unless one was said with it.
    pub(super) fn said_in_blank(&self, typed: &str) -> String {
        match date::sided(typed) {
            Some(_) => typed.to_owned(),
            None => format!("{}{typed}", self.side_before(typed)),
        }
    }

    /// What stands before the blank and says on which side of a day is meant.
    fn side_before(&self, typed: &str) -> String {
        let before = self.text.before_cursor();
        let before = before.strip_suffix(typed).unwrap_or_default();
        let begin = date::side_at_end(before).unwrap_or(before.len());
        before[begin..].to_owned()
    }

    /// What becomes of what was typed in a blank for a day or a term. Which side of the day is meant is
    /// never changed: where it was said, it takes the place of the word before the blank; where
    /// neither says it, a term that is a day includes that day.
    fn term_in_blank(&self, kind: Kind, typed: &str, model: &Model) -> Term {
        let (lang, today) = (model.lang, today(model));
        let (said, before) = (self.said_in_blank(typed), self.side_before(typed));
        let stands = typed.to_owned();
        if let (Some(sided), Said::Day(day)) = date::term(&said, today) {
            let figures = in_figures(day);
            let due = sided.with(&figures);
            if date::sided(typed).is_some() {
                let (stands, put) = (before + typed, due.clone());
                return Term { stands, put, due };
            }
            // “trước {term}” has no “ngày” yet.
            let put = due.strip_prefix(&before).unwrap_or(&figures).to_owned();
            return Term { stands, put, due };
        }
        let read = date::said(typed, today)
            .day()
            .filter(|_| kind == Kind::Date);
        let settled = words::due_settled(typed, today);
        let due = read.map(in_figures).or(settled);
        let due = due.unwrap_or_else(|| typed.to_owned());
        let put = match Due::read(&due) {
            Some(Due::Day(_)) if kind == Kind::Term => {
                lang.fill("console.term.by", &[("day", &due)])
            }
            Some(read) if kind == Kind::Term => words::due_said(lang, &read),
            _ => due.clone(),
        };
        Term { stands, put, due }
    }
}

/// What becomes of a day or a term in a blank.
struct Term {
    /// What stands there.
    stands: String,
    /// What is put in its place.
    put: String,
    /// What is noted in the field for it.
    due: String,
}
