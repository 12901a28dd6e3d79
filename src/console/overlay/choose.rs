//! A few options, one of which is chosen by its number or with the arrows.

use super::answer::{self, one_of, yes_no, yes_or_no};
use super::{Choice, Question, Unfit, WithPlace, hints};
use crate::console::Effect;
use crate::console::draw::{Sheet, moved, window};
use crate::console::keys::{Input, Key, Move};
use crate::console::model::Model;
use crate::console::mouse::spot::Spot;
use crate::console::spoken::Words;
use crate::console::theme::Meaning;
use crate::text;

/// How many rows of a long question stay above many things to be chosen.
const MOST_TITLE: u16 = 3;

/// What can be chosen, and how.
pub struct Options {
    labels: Vec<String>,
    /// What each is called besides; by its number where nothing stands here.
    called: Vec<Vec<String>>,
    /// Whether nothing may be chosen unawares.
    for_good: bool,
    /// Whether a number only points, and Enter chooses.
    confirms: bool,
    /// The option that holds already.
    holds: Option<usize>,
    /// From which option on they stand back.
    dim: usize,
}

impl From<Vec<String>> for Options {
    fn from(labels: Vec<String>) -> Self {
        Self {
            labels,
            called: vec![],
            for_good: false,
            confirms: false,
            holds: None,
            dim: usize::MAX,
        }
    }
}

impl Options {
    /// These.
    #[must_use]
    pub fn of(labels: impl IntoIterator<Item = String>) -> Self {
        labels.into_iter().collect::<Vec<_>>().into()
    }

    /// Each has names of its own by which it is chosen in words, the surest first.
    #[must_use]
    pub fn called(self, called: Vec<Vec<String>>) -> Self {
        Self { called, ..self }
    }

    /// What is chosen can't be undone: a number or an arrow comes first, so that a key pressed twice
    /// chooses nothing.
    #[must_use]
    pub fn for_good(self) -> Self {
        Self {
            for_good: true,
            ..self
        }
    }

    /// As [`Options::for_good`], where one wrong key would be announced before everybody: a number only
    /// points, and Enter chooses.
    #[must_use]
    pub fn confirmed(self) -> Self {
        Self {
            confirms: true,
            ..self.for_good()
        }
    }

    /// From this option on they stand back behind those above.
    #[must_use]
    pub fn dim_from(self, dim: usize) -> Self {
        Self { dim, ..self }
    }

    /// This option holds already, and is marked.
    #[must_use]
    pub fn holding(self, holds: Option<usize>) -> Self {
        Self { holds, ..self }
    }
}

/// One of a few to be chosen.
pub struct Choose {
    title: String,
    options: Vec<String>,
    called: Vec<Vec<String>>,
    /// None until an arrow puts it somewhere, where nothing may be chosen unawares.
    cursor: Option<usize>,
    confirms: bool,
    holds: Option<usize>,
    /// From which option on they stand back.
    dim: usize,
    then: WithPlace,
}

impl Choose {
    pub(super) fn new(title: &str, options: Options, then: WithPlace) -> Self {
        Self {
            title: title.to_owned(),
            options: options.labels,
            called: options.called,
            cursor: (!options.for_good).then_some(0),
            confirms: options.confirms,
            holds: options.holds,
            dim: options.dim,
            then,
        }
    }

    fn choices(&self) -> Vec<Choice> {
        let options = self.options.iter().enumerate();
        let choice = |(place, label): (usize, &String)| match self.called.get(place).map(|c| &c[..])
        {
            Some([answer, also @ ..]) => Choice {
                answer: answer.clone(),
                also: also.to_vec(),
                label: label.clone(),
            },
            _ => Choice::at(place, label),
        };
        options.map(choice).collect()
    }

    /// Whether there is only one thing to choose, which can't be undone: then it is to be confirmed.
    fn is_to_be_confirmed(&self) -> bool {
        self.cursor.is_none() && self.options.len() == 1
    }

    pub(super) fn asked(&self, model: &Model) -> Question {
        // What is to be confirmed is named: there is no list in which it stands.
        let (kind, text, choices) = match &self.options[..] {
            [only] if self.is_to_be_confirmed() => {
                let text = format!("{} {only}", self.title);
                (answer::Kind::YesNo, text, yes_no(model))
            }
            _ => (answer::Kind::Choice, self.title.clone(), self.choices()),
        };
        Question {
            kind,
            text,
            choices,
            before: String::new(),
            worked_out: false,
            may_be_empty: false,
        }
    }

    /// Takes one in words.
    pub(super) fn answer(
        &self,
        model: &mut Model,
        words: &mut Words,
    ) -> Result<Vec<Effect>, Unfit> {
        let place = if self.is_to_be_confirmed() {
            match yes_or_no(model, words) {
                Ok(true) => Ok(0),
                Ok(false) => return Ok(vec![]),
                // It may be called by its own name, too.
                Err(unfit) => one_of(words, &self.choices()).map_err(|_| unfit),
            }
        } else {
            one_of(words, &self.choices())
        };
        Ok((self.then)(model, place?))
    }

    /// A number chooses at once, the arrows and Enter in two steps.
    pub(super) fn key(&mut self, model: &mut Model, input: &Input) -> (bool, Vec<Effect>) {
        let numbered = match input.key {
            Key::Char(digit) => digit.to_digit(10).and_then(|n| (n as usize).checked_sub(1)),
            Key::Enter => self.cursor,
            _ => None,
        };
        let numbered = numbered.filter(|place| *place < self.options.len());
        if self.confirms && input.key != Key::Enter && numbered.is_some() {
            self.cursor = numbered;
            return (true, vec![]);
        }
        if let Some(place) = numbered {
            return (false, (self.then)(model, place));
        }
        let (before, options) = (self.cursor.unwrap_or(0), self.options.len());
        let step = Move::of(input);
        if let Some(place) = step.and_then(|step| moved(step, before, options, 1)) {
            // The first arrow enters the list at its head.
            self.cursor = Some(self.cursor.map_or(0, |_| place));
        }
        (true, vec![])
    }

    /// As [`point`](super::mouse::point).
    pub(super) fn point(&mut self, place: usize) -> Option<Key> {
        self.cursor = Some(place).filter(|place| *place < self.options.len());
        (self.cursor.is_some() && !self.confirms).then_some(Key::Enter)
    }

    pub(super) fn rows(&self, width: u16) -> u16 {
        let title = text::wrap(&self.title, usize::from(width.saturating_sub(2))).len();
        u16::try_from(self.options.len() + title + 2).unwrap_or(u16::MAX)
    }

    pub(super) fn view(&self, model: &Model, sheet: &mut Sheet<'_>) {
        sheet.rule(0);
        // A long question gives way to what can be chosen; what has no room then is scrolled to.
        let height = sheet.height();
        let below = u16::try_from(self.options.len() + 2).unwrap_or(u16::MAX);
        let title = height.saturating_sub(below).max(MOST_TITLE.min(height / 3));
        let mut row = sheet.wrapped(1, 1, title, Meaning::Heading, &self.title);
        let (all, room) = (
            self.options.len(),
            usize::from(height.saturating_sub(row + 1)),
        );
        let top = window(self.cursor.unwrap_or(0), all, room);
        for (place, option) in self.options.iter().enumerate().skip(top).take(room) {
            let number = format!("{} ", place + 1);
            let meaning = match place < self.dim {
                true => Meaning::Text,
                false => Meaning::Dim,
            };
            sheet.pieces(row, 1, &[(Meaning::Accent, &number), (meaning, option)]);
            if self.holds == Some(place) {
                let holds = model.lang.text("console.choose.holds");
                sheet.right(row, Meaning::Good, &format!("✓ {holds} "));
            }
            if self.cursor == Some(place) {
                sheet.select(row);
            }
            let mut part = sheet.part(0, row, u16::MAX, 1);
            part.means(Spot::Option(place));
            row += 1;
        }
        if room < all {
            let shown = format!("{}–{}/{all} ", top + 1, top + room.min(all - top));
            sheet.right(row, Meaning::Dim, &shown);
        }
        let choose = "console.hint.choose";
        let leave = ("esc", "console.hint.leave");
        if self.cursor.is_some() {
            let done = ("enter", "console.hint.done");
            hints(model, sheet, row, &[("up down", choose), done, leave]);
        } else {
            // Enter does nothing yet, so it is not offered.
            let numbers = match self.options.len().min(9) {
                0 | 1 => "1".to_owned(),
                last => format!("1–{last}"),
            };
            hints(model, sheet, row, &[(&numbers, choose), leave]);
        }
    }
}
