//! What can be said now: every verb with what it does and asks.

use std::collections::VecDeque;

use super::{Came, Manner, Takes, Words, able, find, help, subject};
use crate::console::model::Model;
use crate::console::overlay::{self, Choice, Kind, Question};
use crate::console::verb::Verb;

/// How often a verb is answered on trial at most.
const MOST_TRIED: usize = 60;
/// How many choices of one question are tried.
const MOST_CHOICES: usize = 10;

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
    pub why_not: Option<String>,
    /// What it is done to: the first answer.
    pub subject: Option<&'static str>,
    /// What it asks first of all, or next to what it is done to, where that is known now.
    pub question: Option<Question>,
    /// What may be asked after that, depending on what is answered, in the order in which it comes up.
    pub further: Vec<Question>,
}

/// Everything that this role may do.
#[must_use]
pub fn offers(model: &mut Model) -> Vec<Offer> {
    let verbs: Vec<&'static Verb> = find::mine(model.role).collect();
    verbs.into_iter().map(|verb| offer(model, verb)).collect()
}

pub(super) fn offer(model: &mut Model, verb: &'static Verb) -> Offer {
    let able = able(model, verb);
    let why_not = subject::why_not(model, verb, able);
    let (takes, is_able) = (subject::of(verb), why_not.is_none());
    let subject = match takes {
        Takes::Nothing => None,
        Takes::Topic => Some("topic"),
        Takes::Always(subject) | Takes::IfSaid(subject) => Some(subject.name()),
    };
    let mut questions = match is_able {
        true => questions(model, verb).into_iter(),
        false => vec![].into_iter(),
    };
    Offer {
        name: verb.name,
        label: verb.label(model),
        help: help::does(model, verb),
        why_not,
        subject,
        question: questions.next(),
        further: questions.collect(),
    }
}

/// Everything that a verb may ask, each once: whatever can be answered is answered on trial.
fn questions(model: &mut Model, verb: &'static Verb) -> Vec<Question> {
    let mut found: Vec<Question> = vec![];
    let mut paths: VecDeque<Vec<String>> = VecDeque::from([vec![]]);
    for _ in 0..MOST_TRIED {
        let Some(path) = paths.pop_front() else { break };
        let Some(question) = trying(model, verb, &path, overlay::asked) else {
            continue;
        };
        // Asked again: what was answered did not fit.
        if found.iter().any(|known| known.text == question.text) {
            continue;
        }
        let ways = on_trial(&question).into_iter();
        paths.extend(ways.map(|answer| [&path[..], &[answer]].concat()));
        found.push(question);
    }
    found
}

/// Answers that may lead on to other questions.
fn on_trial(question: &Question) -> Vec<String> {
    match question.kind {
        // What follows a yes is done.
        Kind::YesNo => vec![],
        Kind::Person => first(&question.choices, 1),
        Kind::Choice => first(&question.choices, MOST_CHOICES),
        Kind::Text => {
            let samples = ["", "1", "a", "31/12/2099"].map(str::to_owned);
            let proposed = Some(question.before.clone()).filter(|before| !before.is_empty());
            samples.into_iter().chain(proposed).collect()
        }
    }
}

fn first(choices: &[Choice], most: usize) -> Vec<String> {
    let answers = choices.iter().take(most);
    answers.map(|choice| choice.answer.clone()).collect()
}

/// What is to be seen once a verb was given these answers and asks on. Nothing of it stays.
///
/// What concerns the screen only is not tried, for it would be done at once.
pub(super) fn trying<T: Default>(
    model: &mut Model,
    verb: &'static Verb,
    answers: &[String],
    look: impl FnOnce(&Model) -> T,
) -> T {
    if verb.subject() == "screen" {
        return T::default();
    }
    let before = (
        model.pane,
        model.looking.clone(),
        model.notice.clone(),
        model.awaited.clone(),
        model.drafts.clone(),
        model.attention.clone(),
    );
    let overlay = model.overlay.take();
    let typed: Vec<_> = model.typed.keys().copied().collect();
    // Nothing is sent of what this would do.
    let manner = Manner::Conversing;
    let mut came = super::begin(model, verb, Words::default(), manner);
    for answer in answers {
        if matches!(came, Ok(Came::Asks(..))) {
            came = super::go_on(model, Words::one(answer), manner);
        }
    }
    let seen = match came {
        Ok(Came::Asks(..)) | Ok(Came::Tells(_)) => look(model),
        _ => T::default(),
    };
    model.overlay = overlay;
    model.typed.retain(|ticket, _| typed.contains(ticket));
    (
        model.pane,
        model.looking,
        model.notice,
        model.awaited,
        model.drafts,
        model.attention,
    ) = before;
    seen
}
