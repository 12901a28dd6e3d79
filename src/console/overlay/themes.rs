//! The themes there are, each shown as the cursor comes to it: the screen above is the sample.

use super::answer::one_of;
use super::search::{Offer, Search, Step};
use super::{Choice, Kind, Question, Unfit};
use crate::console::Effect;
use crate::console::draw::Sheet;
use crate::console::keys::{Input, Key};
use crate::console::model::Model;
use crate::console::spoken::Words;
use crate::console::theme::Meaning;
use crate::text;

/// How many rows are seen at once on a small screen.
const OFFERED: usize = 8;

/// Where what there is to be said of a theme begins.
const ABOUT: u16 = 24;

/// A theme to be chosen.
pub struct Dressing {
    search: Search<String>,
    /// The theme that was worn before, which comes back where none is chosen.
    before: String,
}

impl Dressing {
    pub(super) fn new(model: &Model) -> Self {
        let before = model.theme_name.clone();
        let mut search = Search::new(OFFERED);
        search.point_at(before.clone());
        Self { search, before }
    }

    fn offered(&self, model: &Model) -> Vec<String> {
        let query = self.search.query();
        let fits = |name: &&str| text::matches(&query, &name.replace('-', " "));
        let offered = model.themes.names().filter(fits);
        offered.map(str::to_owned).collect()
    }

    /// Every key may bring the cursor to another theme; what it comes to is put on.
    pub(super) fn key(&mut self, model: &mut Model, input: &Input) -> (bool, Vec<Effect>) {
        let offered = self.offered(model);
        match self.search.key(
            &mut model.typing,
            input,
            &Offer::of(model.size, &offered, ""),
        ) {
            Step::Chose(name) => return (!keep(model, &name), vec![]),
            Step::Narrowed => {
                let offered = self.offered(model);
                self.search.go_to_top(&offered);
            }
            Step::Stayed => {}
        }
        self.try_on(model);
        (true, vec![])
    }

    /// As [`point`](super::mouse::point).
    pub(super) fn point(&mut self, model: &Model, place: usize) -> Option<Key> {
        let offered = self.offered(model);
        self.search.point(&offered, place)
    }

    pub(super) fn paste(&mut self, model: &mut Model, text: &str) -> Vec<Effect> {
        self.search.paste(text);
        self.go_to_top(model);
        vec![]
    }

    /// Puts the cursor on a letter of what was typed.
    pub(super) fn go_to(&mut self, model: &mut Model, place: (usize, usize)) {
        if self.search.go_to(model.typing, place) {
            self.go_to_top(model);
        }
    }

    fn go_to_top(&mut self, model: &mut Model) {
        let offered = self.offered(model);
        self.search.go_to_top(&offered);
        self.try_on(model);
    }

    /// Shows what the theme under the cursor looks like; one with mistakes changes nothing, and says
    /// so in its row.
    fn try_on(&self, model: &mut Model) {
        if let Some(name) = self.tried_on(model)
            && let Ok(theme) = model.themes.read(&name, model.depth)
        {
            model.theme = theme;
        }
    }

    /// The theme under the cursor.
    pub(super) fn tried_on(&self, model: &Model) -> Option<String> {
        self.search.pointed(&self.offered(model))
    }

    /// Puts on again what was worn before.
    pub(super) fn leave(&self, model: &mut Model) {
        // It could be read when it was put on; should its file be broken by now, the look that is on
        // the screen is as good as any.
        if let Ok(theme) = model.themes.read(&self.before, model.depth) {
            model.theme = theme;
        }
    }

    /// What there is to be said of each, in as many rows as it takes, and of which meaning it is.
    fn about(&self, model: &Model) -> Vec<(Meaning, Vec<String>)> {
        let room = usize::from(model.size.0.saturating_sub(ABOUT));
        let offered = self.offered(model);
        let about = offered.iter().map(|name| about(model, name));
        about
            .map(|(meaning, said)| (meaning, text::wrap(&said, room.max(1))))
            .collect()
    }

    pub(super) fn rows(&self, model: &Model) -> u16 {
        let offered = self.offered(model);
        let rows = rows(&self.about(model));
        self.search.rows(&Offer {
            size: model.size,
            things: &offered,
            rows: &rows,
            nothing: "",
        })
    }

    pub(super) fn view(&self, model: &Model, sheet: &mut Sheet<'_>) {
        sheet.rule(0);
        let offered = self.offered(model);
        let title = model.lang.text("console.theme.title");
        let col = sheet.text(1, 1, Meaning::Heading, title) + 1;
        let about = self.about(model);
        let offer = Offer {
            size: model.size,
            things: &offered,
            rows: &rows(&about),
            nothing: model.lang.text("console.theme.nothing"),
        };
        self.search.view(model, sheet, col, &offer, |at, row| {
            show(model, &offered[at], &about[at], row);
        });
    }
}

/// How many rows each takes.
fn rows(about: &[(Meaning, Vec<String>)]) -> Vec<u16> {
    let rows = about.iter().map(|(_, lines)| u16::try_from(lines.len()));
    rows.map(|rows| rows.unwrap_or(1)).collect()
}

/// The question which theme to wear.
pub(super) fn asked(model: &Model) -> Question {
    Question {
        kind: Kind::Choice,
        text: model.lang.text("console.theme.title").to_owned(),
        choices: choices(model),
        before: String::new(),
        worked_out: false,
        may_be_empty: false,
    }
}

fn choices(model: &Model) -> Vec<Choice> {
    let names = model.themes.names().map(|name| Choice {
        answer: name.to_owned(),
        also: vec![],
        label: name.to_owned(),
    });
    names.collect()
}

/// Takes a theme by its name.
pub(super) fn answer(model: &mut Model, words: &mut Words) -> Result<Vec<Effect>, Unfit> {
    let choices = choices(model);
    let place = one_of(words, &choices)?;
    keep(model, &choices[place].answer);
    Ok(vec![])
}

/// Keeps a theme. Whether it can be worn.
fn keep(model: &mut Model, name: &str) -> bool {
    match model.dress(name) {
        Ok(()) => {
            let said = model.lang.fill("console.theme.kept", &[("theme", &name)]);
            model.say(said);
            true
        }
        Err(wrong) => {
            model.warn(wrong.say(model.lang));
            false
        }
    }
}

/// What a theme is for, or where it lies, or what is wrong with it.
fn about(model: &Model, name: &str) -> (Meaning, String) {
    match model.themes.read(name, model.depth) {
        Err(wrong) => (Meaning::Alarm, format!("✗ {}", wrong.say(model.lang))),
        Ok(_) => {
            let about = match model.themes.file(name) {
                Some(file) => text::clean::line(file, 200),
                None => model
                    .lang
                    .text(&format!("console.theme.about.{name}"))
                    .to_owned(),
            };
            (Meaning::Dim, about)
        }
    }
}

/// A theme: what it is called, and what there is to be said of it.
fn show(model: &Model, name: &str, about: &(Meaning, Vec<String>), sheet: &mut Sheet<'_>) {
    let sign = if name == model.theme_name { "●" } else { " " };
    sheet.text(0, 1, Meaning::Accent, sign);
    let shown = text::clean::line(name, 20);
    sheet.text(0, 3, Meaning::Text, &text::pad(&shown, 20));
    let (meaning, lines) = about;
    for (row, line) in (0..).zip(lines) {
        sheet.text(row, ABOUT, *meaning, line);
    }
}
