//! Everything that can be done here, found by typing part of what it is called.

use super::search::{Offer, Search, Step};
use super::told::{Columns, Told, reason};
use crate::console::Effect;
use crate::console::draw::Sheet;
use crate::console::foot;
use crate::console::keys::{Input, Key};
use crate::console::model::Model;
use crate::console::theme::Meaning;
use crate::console::verb::fit::Query;
use crate::console::verb::{self, Verb};

/// How many rows of verbs are seen at once on a small screen.
const OFFERED: usize = 12;

/// How many columns keys take at the least.
const KEYS: usize = 4;

/// A verb to be found, by its name.
pub struct Palette {
    search: Search<&'static str>,
}

impl Palette {
    pub(super) fn new(model: &Model) -> Self {
        let mut palette = Self {
            search: Search::new(OFFERED),
        };
        palette.go_to_top(model);
        palette
    }

    fn go_to_top(&mut self, model: &Model) {
        let offered = names(&self.offered(model));
        self.search.go_to_top(&offered);
    }

    /// What fits what was typed, the best first; of what fits as well, what can be done now before
    /// what can't. What the person may never do is not offered at all.
    fn offered(&self, model: &Model) -> Vec<&'static Verb> {
        let query = Query::of(&self.search.query());
        let own = verb::all().filter(|verb| verb.is_for(model.role));
        let fitting = own.filter_map(|verb| Some((query.fit(model, verb)?, verb)));
        let mut offered: Vec<_> = fitting
            .map(|(fit, verb)| ((fit, !verb.is_able(model)), verb))
            .collect();
        offered.sort_by_key(|(rank, _)| *rank);
        offered.into_iter().map(|(_, verb)| verb).collect()
    }

    pub(super) fn key(&mut self, model: &mut Model, input: &Input) -> (bool, Vec<Effect>) {
        let offered = self.offered(model);
        let offer = Offer {
            size: model.size,
            things: &names(&offered),
            rows: &rows(model, &offered),
            nothing: "",
        };
        match self.search.key(&mut model.typing, input, &offer) {
            Step::Chose(name) => {
                if let Some(verb) = verb::named(name) {
                    // What can't be done is said, and something else can be chosen.
                    let stays = verb::why_not(model, verb).is_some();
                    return (stays, verb::invoke(model, verb));
                }
            }
            Step::Narrowed => self.go_to_top(model),
            Step::Stayed => {}
        }
        (true, vec![])
    }

    /// As [`point`](super::mouse::point).
    pub(super) fn point(&mut self, model: &Model, place: usize) -> Option<Key> {
        let offered = names(&self.offered(model));
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
        let offered = self.offered(model);
        self.search.rows(&Offer {
            size: model.size,
            things: &names(&offered),
            rows: &rows(model, &offered),
            nothing: "",
        })
    }

    pub(super) fn view(&self, model: &Model, sheet: &mut Sheet<'_>) {
        sheet.rule(0);
        let offered = self.offered(model);
        let col = sheet.text(1, 1, Meaning::Accent, ":") + 1;
        let legend = foot::asks_width(model);
        let width = sheet.width().saturating_sub(legend);
        if offered.iter().any(|verb| foot::asks(model, verb)) {
            foot::asks_legend(model, sheet, 1, width);
        }
        let offer = Offer {
            size: model.size,
            things: &names(&offered),
            rows: &rows(model, &offered),
            nothing: model.lang.text("console.palette.nothing"),
        };
        self.search.view(model, sheet, col, &offer, |at, part| {
            let keys = [model.way(offered[at])];
            let aside = aside(model, offered[at]);
            let told = Told::of(model, offered[at], columns(model), &keys, &aside);
            for row in 0..part.height() {
                told.view(usize::from(row), &mut part.part(0, row, u16::MAX, 1));
            }
        });
    }
}

/// What each of these verbs is called in the table.
fn names(offered: &[&'static Verb]) -> Vec<&'static str> {
    offered.iter().map(|verb| verb.name).collect()
}

/// By all keys there are, so that nothing moves aside while somebody types.
fn columns(model: &Model) -> Columns {
    Columns {
        keys: model.keymap.widest(model.role).max(KEYS),
        all: model.size.0,
    }
}

/// What a verb does, or why it can't be done now.
fn aside(model: &Model, verb: &Verb) -> String {
    reason(model, verb).unwrap_or_else(|| verb.help(model).to_owned())
}

/// How many rows each of them takes.
fn rows(model: &Model, offered: &[&'static Verb]) -> Vec<u16> {
    let columns = columns(model);
    let rows = offered.iter().map(|verb| columns.rows(&aside(model, verb)));
    rows.map(|rows| u16::try_from(rows).unwrap_or(u16::MAX))
        .collect()
}
