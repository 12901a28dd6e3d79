//! How a line that was begun could go on: verbs, topics of help, answers.
//!
//! What is put in the place of what was begun are words that say something to whoever hears them: a name
//! rather than its number. Where several things fit, the line goes on as far as they are the same, and
//! only where they part they are told.

use unicode_normalization::UnicodeNormalization;

use super::offer::trying;
use super::subject::{self, Takes};
use super::{Words, find, help};
use crate::console::model::Model;
use crate::console::overlay::{self, Choice};
use crate::console::verb::Verb;
use crate::text::fold;

/// How a line goes on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Completed {
    /// From which byte on something is put in the place of what stands there.
    pub from: usize,
    /// What is put there, if the line goes on.
    pub put: Option<String>,
    /// Where it could go on in several ways: what to say for each, and what it is.
    pub choices: Vec<Choice>,
}

/// Something that the line could go on with.
#[derive(Clone)]
struct Way {
    /// What stands in the line then.
    put: String,
    choice: Choice,
}

/// How a line goes on that was begun so.
#[must_use]
pub fn complete(model: &mut Model, line: &str) -> Completed {
    let begun = line.trim_start();
    let from = line.len() - begun.len();
    if overlay::asked(model).is_some() {
        let fitting = overlay::fitting(model, begun);
        return completed(from, begun, ways(begun, fitting));
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
        let fitting = match subject::of(verb) {
            Takes::Topic => topics(model, &rest),
            _ => trying(model, verb, &[], |model| overlay::fitting(model, &rest)),
        };
        return completed(from, &rest, ways(&rest, fitting));
    }
    completed(from, begun, verbs(model, begun))
}

/// The verbs that are called so: in the language spoken, else in the other.
fn verbs(model: &Model, begun: &str) -> Vec<Way> {
    let said = fold(begun);
    let ways = |put: &dyn Fn(&'static Verb) -> Option<&'static str>| -> Vec<Way> {
        let found = find::mine(model.role).filter_map(|verb| Some((verb, put(verb)?)));
        let way = |(verb, put): (&'static Verb, &'static str)| Way {
            put: put.to_owned(),
            choice: Choice {
                answer: find::called(model.lang, verb).to_owned(),
                also: vec![],
                label: verb.label(model).to_owned(),
            },
        };
        found.map(way).collect()
    };
    // What a pane is called on the screen is not what it is asked for by.
    let said_as = |verb: &'static Verb| match find::short(model.lang, verb).next() {
        Some(short) => short,
        None => verb.label(model),
    };
    let own = |verb: &'static Verb| {
        let called = [find::called(model.lang, verb), verb.name, said_as(verb)].into_iter();
        let mut called = called.chain(find::short(model.lang, verb));
        called.find(|name| fold(name).starts_with(&said))
    };
    let own = ways(&own);
    // Who typed marks means the letters that bear them.
    let typed: String = begun.to_lowercase().nfc().collect();
    if fold(&typed) != typed {
        let marked = own
            .iter()
            .filter(|way| way.put.to_lowercase().starts_with(&typed));
        let marked: Vec<Way> = marked.cloned().collect();
        if !marked.is_empty() {
            return marked;
        }
    }
    if !own.is_empty() {
        return own;
    }
    ways(&|verb| {
        let mut names = find::names(verb).into_iter();
        let fits = names.any(|name| name.starts_with(&said));
        fits.then(|| said_as(verb))
    })
}

/// The subjects of which there is help, that begin so.
fn topics(model: &Model, said: &str) -> Vec<Choice> {
    let said = fold(said);
    let subjects = help::subjects(model.role).into_iter();
    let topic = |subject: &str| Choice {
        answer: subject.to_owned(),
        also: vec![],
        label: help::title(model.lang, subject).to_owned(),
    };
    let begins = |c: &Choice| c.answer.starts_with(&said) || fold(&c.label).starts_with(&said);
    subjects.map(topic).filter(begins).collect()
}

/// What stands in the line for each of these answers: what was begun, if that means nothing else; else a
/// name, else the sure answer.
fn ways(begun: &str, choices: Vec<Choice>) -> Vec<Way> {
    let begun = fold(begun);
    let is_sure = |text: &str| {
        let has = |choice: &&Choice| choice.also.iter().any(|a| a == text) || choice.label == text;
        !text.is_empty() && choices.iter().filter(has).count() == 1
    };
    let put = |choice: &Choice| {
        let sure = |text: &&String| is_sure(text);
        let mut called = choice.also.iter().chain([&choice.label]).filter(sure);
        let as_begun = called
            .clone()
            .find(|text| !begun.is_empty() && fold(text).starts_with(&begun));
        let is_answer = !begun.is_empty() && choice.answer.starts_with(&begun);
        let name = called.next().filter(|_| !choice.also.is_empty());
        match (as_begun, is_answer, name) {
            (Some(text), ..) => text.clone(),
            (None, false, Some(name)) => name.clone(),
            _ => choice.answer.clone(),
        }
    };
    let puts: Vec<_> = choices.iter().map(put).collect();
    let ways = puts.into_iter().zip(choices);
    ways.map(|(put, choice)| Way { put, choice }).collect()
}

fn completed(from: usize, begun: &str, ways: Vec<Way>) -> Completed {
    let put = match &ways[..] {
        [] => None,
        [only] => Some(only.put.clone()),
        [first, others @ ..] => {
            let begins = |way: &Way| fold(&way.put).starts_with(&fold(begun));
            let common = others.iter().fold(first.put.as_str(), |common, way| {
                beginning(common, &way.put)
            });
            let goes_on = common.chars().count() > begun.chars().count();
            (ways.iter().all(begins) && goes_on).then(|| common.to_owned())
        }
    };
    let choices = match put {
        Some(_) => vec![],
        None => ways.into_iter().map(|way| way.choice).collect(),
    };
    Completed { from, put, choices }
}

/// As far as two texts are the same.
fn beginning<'a>(one: &'a str, other: &str) -> &'a str {
    let mut others = other.chars();
    let parts = one
        .char_indices()
        .find(|(_, letter)| others.next() != Some(*letter));
    parts.map_or(one, |(at, _)| &one[..at])
}
