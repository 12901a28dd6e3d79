//! Verbs found by what they are called: their name, or their label in either language.

use super::{Words, Wrong};
use crate::console::verb::{self, Verb};
use crate::forms::near::nearest;
use crate::session::Role;
use crate::text::{Lang, fold};

/// Takes the words that call one verb of this role, as many as can be. A whole name counts more than
/// a beginning, for scripts go on calling the same when there are more verbs.
pub(super) fn verb(role: Role, words: &mut Words) -> Result<&'static Verb, Wrong> {
    let mut several = vec![];
    for fits in [is_called as fn(&Verb, &str) -> bool, begins] {
        let beginnings: Vec<_> = words.beginnings().collect();
        for (count, said) in beginnings {
            let said = fold(&said);
            if said.is_empty() {
                continue;
            }
            let mine = verb::all().filter(|verb| verb.is_for(role));
            let found: Vec<_> = mine.filter(|verb| fits(verb, &said)).collect();
            if let [found] = found[..] {
                words.drop(count);
                return Ok(found);
            }
            if several.is_empty() {
                several = found;
            }
        }
    }
    let said = words.text();
    if !several.is_empty() {
        let verbs = several.iter().map(|verb| verb.name).collect();
        return Err(Wrong::SeveralVerbs { said, verbs });
    }
    let others = words.beginnings().find_map(|(_, said)| {
        let said = fold(&said);
        verb::all().find(|verb| is_called(verb, &said))
    });
    if let Some(other) = others {
        return Err(Wrong::NotYours(other.name));
    }
    let near = near(role, words);
    Err(Wrong::UnknownVerb { said, near })
}

/// Short names of what is asked for again and again.
pub(super) const SHORT: [(&str, &str); 6] = [
    ("state", "screen.main"),
    ("where", "screen.main"),
    ("queue", "screen.floor"),
    ("who", "screen.attendance"),
    ("verbs", "screen.help"),
    ("quit", "screen.quit"),
];

/// What a verb is called, folded: by its name, and in each language.
pub(super) fn names(verb: &Verb) -> [String; 3] {
    let label = |lang: Lang| fold(lang.text(&format!("verb.{}.label", verb.name)));
    [verb.name.to_owned(), label(Lang::Vi), label(Lang::En)]
}

fn is_called(verb: &Verb, said: &str) -> bool {
    let short = SHORT.iter().find(|(short, _)| *short == said);
    short.is_some_and(|(_, name)| *name == verb.name) || names(verb).iter().any(|name| name == said)
}

fn begins(verb: &Verb, said: &str) -> bool {
    names(verb).iter().any(|name| name.starts_with(said))
}

/// The verbs that were probably meant.
fn near(role: Role, words: &Words) -> Vec<&'static str> {
    let mut near = vec![];
    for (_, said) in words.beginnings() {
        for verb in verb::all().filter(|verb| verb.is_for(role)) {
            let names = names(verb);
            let is_near = nearest(&said, names.iter().map(String::as_str)).is_some();
            if is_near && !near.contains(&verb.name) {
                near.push(verb.name);
            }
        }
    }
    near
}
