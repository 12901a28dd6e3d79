//! Verbs found by what is typed of them: part of what they are called, or of what they do.

use super::Verb;
use crate::console::model::Model;
use crate::text::Folded;

/// How well a verb fits what was typed, the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fit {
    /// It is what it is called, or its name in the table.
    Title,
    /// They are whole words of what it is called.
    Words,
    /// What it is called begins so.
    Beginning,
    /// A word of what it is called begins so.
    Word,
    /// It is found by what it is called in another way, such as by first letters.
    Inside,
    /// Only what it does, or its name in the table, has it.
    Told,
}

/// What was typed to find a verb by.
pub struct Query {
    typed: String,
    folded: Folded,
}

impl Query {
    /// What was typed, as it stands.
    #[must_use]
    pub fn of(typed: &str) -> Self {
        Self {
            typed: typed.trim().to_owned(),
            folded: Folded::of(typed),
        }
    }

    /// How well this verb fits it, if at all.
    #[must_use]
    pub fn fit(&self, model: &Model, verb: &Verb) -> Option<Fit> {
        let label = Folded::of(verb.label(model));
        let (words, typed): (Vec<_>, Vec<_>) =
            (label.words().collect(), self.folded.words().collect());
        // Nothing typed finds everything, and nothing better than other things.
        if typed.is_empty() {
            return Some(Fit::Title);
        }
        if words == typed || verb.name == self.typed {
            return Some(Fit::Title);
        }
        if typed.iter().all(|word| words.contains(word)) {
            return Some(Fit::Words);
        }
        let (words, typed) = (words.join(" "), typed.join(" "));
        if words.starts_with(&typed) {
            return Some(Fit::Beginning);
        }
        if words.contains(&format!(" {typed}")) {
            return Some(Fit::Word);
        }
        if label.is_found_by(&self.folded) {
            return Some(Fit::Inside);
        }
        let told = |text: &str| Folded::of(text).is_found_by(&self.folded);
        (told(verb.help(model)) || told(verb.name)).then_some(Fit::Told)
    }
}
