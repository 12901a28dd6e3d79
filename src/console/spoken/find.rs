//! Verbs found by what they are called: their name, their label in either language, or the short words
//! by which the panes are asked for where there are none to be seen.

use super::{Words, Wrong};
use crate::console::model::Model;
use crate::console::verb::fit::Query;
use crate::console::verb::screen::{Reach, reach};
use crate::console::verb::{self, Verb};
use crate::session::Role;
use crate::text::near::how_near;
use crate::text::{Lang, fold};

/// How many verbs are named at most that were probably meant.
const MOST_NEAR: usize = 5;

/// Takes the words that call one verb of this role, as many as can be. A whole name counts more than
/// a beginning, for scripts go on calling the same when there are more verbs.
pub(super) fn verb(model: &Model, words: &mut Words) -> Result<&'static Verb, Wrong> {
    let mut several = vec![];
    let phrases: Vec<_> = words.phrases().collect();
    if let Some(found) = fitting(model.role, words, phrases, is_called, &mut several) {
        return Ok(found);
    }
    // What is called so on the screen is told to be there, before anything that only begins so.
    let elsewhere = words.phrases().find_map(|(_, said)| {
        let said = fold(&said);
        verb::all().find(|verb| is_called(verb, &said))
    });
    let seen = elsewhere.filter(|verb| verb.is_for(model.role) && several.is_empty());
    if let Some(seen) = seen {
        return Err(Wrong::NotHere(seen.name));
    }
    let beginnings: Vec<_> = words.beginnings().collect();
    if let Some(found) = fitting(model.role, words, beginnings, begins, &mut several) {
        return Ok(found);
    }
    let said = words.text();
    if !several.is_empty() {
        let verbs = several.iter().map(|verb| verb.name).collect();
        return Err(Wrong::SeveralVerbs { said, verbs });
    }
    match elsewhere {
        Some(other) => Err(Wrong::NotYours(other.name)),
        None => {
            let near = near(model, words);
            Err(Wrong::UnknownVerb { said, near })
        }
    }
}

/// Takes the words that fit one verb alone, the first of those that were said; notes the first that fit
/// several.
fn fitting(
    role: Role,
    words: &mut Words,
    said: Vec<(usize, String)>,
    fits: fn(&Verb, &str) -> bool,
    several: &mut Vec<&'static Verb>,
) -> Option<&'static Verb> {
    for (count, said) in said {
        let said = fold(&said);
        if said.is_empty() {
            continue;
        }
        let found: Vec<_> = mine(role).filter(|verb| fits(verb, &said)).collect();
        if let [found] = found[..] {
            words.drop(count);
            return Some(found);
        }
        if several.is_empty() {
            *several = found;
        }
    }
    None
}

/// What this role can do without a screen.
pub(super) fn mine(role: Role) -> impl Iterator<Item = &'static Verb> {
    verb::all().filter(move |verb| verb.is_for(role) && reach(verb) != Reach::Seen)
}

/// The short words for a verb in this language, the first of them the one that is told.
pub(super) fn short(lang: Lang, verb: &Verb) -> impl Iterator<Item = &'static str> {
    let pane = verb.name.strip_prefix("screen.");
    let words = pane.and_then(|pane| lang.known(&format!("spoken.called.{pane}")));
    words.into_iter().flat_map(|words| words.split(", "))
}

/// What a verb is called where it is to be said: a short word where there is one, else its name.
#[must_use]
pub fn called(lang: Lang, verb: &Verb) -> &'static str {
    let known = verb::named(verb.name).map_or("", |verb| verb.name);
    short(lang, verb).next().unwrap_or(known)
}

/// What a verb is called, folded: by its name, and in each language by its label, or by its short words
/// where it has such: what a pane is called on the screen is often what is done there.
pub(super) fn names(verb: &Verb) -> Vec<String> {
    let of = |lang: Lang| {
        let label = lang.text(&format!("verb.{}.label", verb.name));
        let label = Some(label).filter(|_| short(lang, verb).next().is_none());
        label.into_iter().chain(short(lang, verb)).map(fold)
    };
    let name = verb.name.to_owned();
    std::iter::once(name)
        .chain(Lang::ALL.into_iter().flat_map(of))
        .collect()
}

pub(super) fn is_called(verb: &Verb, said: &str) -> bool {
    names(verb).iter().any(|name| name == said)
}

fn begins(verb: &Verb, said: &str) -> bool {
    names(verb).iter().any(|name| name.starts_with(said))
}

/// The verbs that were probably meant: the nearest by their letters, else those that have to do with what
/// was said.
fn near(model: &Model, words: &Words) -> Vec<&'static str> {
    let mut near: Vec<(usize, &'static str)> = vec![];
    for (_, said) in words.beginnings() {
        for verb in mine(model.role) {
            let names = names(verb);
            let distances = names.iter().filter_map(|name| how_near(&said, name));
            near.extend(distances.min().map(|distance| (distance, verb.name)));
        }
    }
    near.sort_by_key(|(distance, _)| *distance);
    let mut named: Vec<&'static str> = vec![];
    for (_, name) in near {
        if !named.contains(&name) {
            named.push(name);
        }
    }
    if named.is_empty() {
        let mut beginnings = words.beginnings().map(|(_, said)| about(model, &said));
        let found = beginnings.find(|found| !found.is_empty());
        named = found.unwrap_or_default().iter().map(|v| v.name).collect();
    }
    named.truncate(MOST_NEAR);
    named
}

/// The verbs that have to do with this, as they would be found on the screen, the best first.
pub(super) fn about(model: &Model, said: &str) -> Vec<&'static Verb> {
    let query = Query::of(said);
    if fold(said).is_empty() {
        return vec![];
    }
    let fitting = mine(model.role).filter_map(|verb| Some((query.fit(model, verb)?, verb)));
    let mut fitting: Vec<_> = fitting.collect();
    fitting.sort_by_key(|(fit, _)| *fit);
    fitting.into_iter().map(|(_, verb)| verb).collect()
}
