//! What can be said now: every verb with what it does and asks, and how a line that was begun could go
//! on.

use super::{Manner, Takes, Words, able, find, subject};
use crate::console::model::Model;
use crate::console::overlay::{self, Choice, Question};
use crate::console::verb::{self, Verb};
use crate::text::fold;

/// A verb as it is offered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// Its name.
    pub name: &'static str,
    /// What it is called.
    pub label: &'static str,
    /// What it does.
    pub help: &'static str,
    /// Why it makes no sense now, where it does not.
    pub why_not: Option<&'static str>,
    /// What it is done to: the first answer.
    pub subject: Option<&'static str>,
    /// What it asks first of all, or next to what it is done to, where that is known now.
    pub question: Option<Question>,
}

/// Everything that this role may do.
#[must_use]
pub fn offers(model: &mut Model) -> Vec<Offer> {
    let verbs = verb::all().filter(|verb| verb.is_for(model.role));
    let verbs: Vec<&'static Verb> = verbs.collect();
    verbs.into_iter().map(|verb| offer(model, verb)).collect()
}

fn offer(model: &mut Model, verb: &'static Verb) -> Offer {
    let able = able(model, verb);
    let why_not = subject::why_not(model, verb, able);
    let (takes, is_able) = (subject::of(verb), why_not.is_none());
    let subject = match takes {
        Takes::Nothing => None,
        Takes::Always(subject) | Takes::IfSaid(subject) => Some(subject.name()),
    };
    Offer {
        name: verb.name,
        label: verb.label(model),
        help: verb.help(model),
        why_not,
        subject,
        question: is_able
            .then(|| trying(model, verb, overlay::asked))
            .flatten(),
    }
}

/// What is to be seen once a verb has asked its first question. Nothing of it stays.
///
/// What concerns the screen only is not tried, for it would be done at once.
fn trying<T: Default>(model: &mut Model, verb: &'static Verb, look: impl FnOnce(&Model) -> T) -> T {
    if verb.subject() == "screen" {
        return T::default();
    }
    let before = (
        model.pane,
        model.looking.clone(),
        model.notice.clone(),
        model.awaited.clone(),
        model.drafts.clone(),
    );
    let overlay = model.overlay.take();
    // Nothing is sent of what this would do.
    let _ = super::begin(model, verb, Words::default(), Manner::Conversing);
    let seen = look(model);
    model.overlay = overlay;
    (
        model.pane,
        model.looking,
        model.notice,
        model.awaited,
        model.drafts,
    ) = before;
    seen
}

/// How the last words of a line can be completed: from which byte on, and what can stand there.
#[must_use]
pub fn complete(model: &mut Model, line: &str) -> (usize, Vec<Choice>) {
    let begun = line.trim_start();
    let from = line.len() - begun.len();
    if overlay::asked(model).is_some() {
        return (from, overlay::fitting(model, begun));
    }
    let mut words = Words::of_line(begun);
    let said_all = begun.ends_with(char::is_whitespace);
    if let Ok(verb) = super::verb_of(model, &mut words)
        && (said_all || !words.is_empty())
    {
        let rest = words.text();
        let from = match rest.is_empty() {
            true => line.len(),
            false => line.rfind(&rest).unwrap_or(line.len()),
        };
        let fitting = trying(model, verb, |model| overlay::fitting(model, &rest));
        return (from, fitting);
    }
    let said = fold(begun);
    let mine = verb::all().filter(|verb| verb.is_for(model.role));
    let named = mine.filter_map(|verb| {
        let names = find::names(verb);
        let fits = |name: &String| name.starts_with(&said);
        // By its name where that is begun, else by its label in the language spoken.
        let answer = match (fits(&names[0]), names[1..].iter().any(fits)) {
            (true, _) => verb.name,
            (false, true) => verb.label(model),
            (false, false) => return None,
        };
        let (answer, label) = (answer.to_owned(), verb.label(model).to_owned());
        let also = vec![];
        Some(Choice {
            answer,
            also,
            label,
        })
    });
    (from, named.collect())
}
