//! Everything that can be done here, found by typing part of what it is called.

use super::search::{Search, Step};
use crate::console::Effect;
use crate::console::draw::Sheet;
use crate::console::foot;
use crate::console::keys::Input;
use crate::console::model::Model;
use crate::console::theme::Meaning;
use crate::console::verb::{self, Able, Verb};
use crate::text::{self, Folded};

/// How many verbs are offered at once at most.
const MOST_OFFERED: usize = 12;

/// A verb to be found, by its name.
pub struct Palette {
    search: Search<&'static str>,
}

impl Palette {
    pub(super) fn new(model: &Model) -> Self {
        let mut palette = Self {
            search: Search::new(MOST_OFFERED),
        };
        palette.go_to_top(model);
        palette
    }

    fn go_to_top(&mut self, model: &Model) {
        let offered = names(&self.offered(model));
        self.search.go_to_top(&offered);
    }

    /// What fits what was typed: what can be done now before what can't, and what the person may
    /// never do not at all.
    fn offered(&self, model: &Model) -> Vec<&'static Verb> {
        let query = self.search.query();
        let (beginning, query) = (text::fold(&query), Folded::of(&query));
        let finds = |text: &str| Folded::of(text).is_found_by(&query);
        let fits =
            |verb: &&Verb| finds(verb.label(model)) || finds(verb.help(model)) || finds(verb.name);
        let mut offered: Vec<_> = verb::all()
            .filter(|v| v.is_for(model.role))
            .filter(fits)
            .collect();
        offered.sort_by_cached_key(|verb| {
            let label = verb.label(model);
            let begins = text::fold(label).starts_with(&beginning);
            (!verb.is_able(model), !begins, !finds(label))
        });
        offered
    }

    pub(super) fn key(&mut self, model: &mut Model, input: &Input) -> (bool, Vec<Effect>) {
        let offered = names(&self.offered(model));
        match self.search.key(&mut model.typing, input, &offered) {
            Step::Chose(name) => {
                if let Some(verb) = verb::named(name) {
                    return (false, verb::invoke(model, verb));
                }
            }
            Step::Narrowed => self.go_to_top(model),
            Step::Stayed => {}
        }
        (true, vec![])
    }

    pub(super) fn paste(&mut self, model: &Model, text: &str) -> Vec<Effect> {
        self.search.paste(text);
        self.go_to_top(model);
        vec![]
    }

    pub(super) fn rows(&self, model: &Model) -> u16 {
        self.search.rows(self.offered(model).len())
    }

    pub(super) fn view(&self, model: &Model, sheet: &mut Sheet<'_>) {
        sheet.rule(0);
        let offered = self.offered(model);
        let col = sheet.text(1, 1, Meaning::Accent, ":") + 1;
        let nothing = model.lang.text("console.palette.nothing");
        let legend = foot::asks_width(model);
        let width = sheet.width().saturating_sub(legend);
        if offered.iter().any(|verb| foot::asks(model, verb)) {
            foot::asks_legend(model, sheet, 1, width);
        }
        let names = names(&offered);
        self.search
            .view(model, sheet, col, &names, nothing, |at, row| {
                show(model, offered[at], row);
            });
    }
}

/// What each of these verbs is called in the table.
fn names(offered: &[&'static Verb]) -> Vec<&'static str> {
    offered.iter().map(|verb| verb.name).collect()
}

/// A verb in one row: its key, what it is called, what it does or why it can't be done now.
fn show(model: &Model, verb: &Verb, row: &mut Sheet<'_>) {
    let key = model.way(verb);
    let (meaning, aside) = match (verb.able)(model) {
        Able::Yes => (Meaning::Text, verb.help(model).to_owned()),
        Able::No(reason) => (Meaning::Dim, model.text(reason)),
    };
    let key = text::pad_left(&key, 4);
    row.text(0, 1, Meaning::Accent, &key);
    let col = row.text(0, 6, meaning, &text::fit(verb.label(model), 23));
    if foot::asks(model, verb) {
        row.text(0, col, Meaning::Warning, foot::ASKS);
    }
    row.text(0, 31, Meaning::Dim, &aside);
}
