//! The way back: the keys for a word that stands there already, so that it can be written on.

use super::letters::{Letter, Shape, onset, taken_apart};
use super::{Method, telex, vni};

/// The keys that make this word, marks behind their letters and the tone at the end; none where a
/// letter of it is not Vietnamese. Whether they make just this word is for `compose` to say: not
/// every row of letters is a syllable.
#[must_use]
pub fn spell(word: &str, method: Method) -> Option<String> {
    let (letters, tone) = taken_apart(word)?;
    let mut keys = String::new();
    let rhyme = onset(&letters);
    for (place, letter) in letters.iter().enumerate() {
        push(&mut keys, letter.base, letter.upper);
        if let Some(key) = key(*letter, method) {
            push(&mut keys, key, letter.upper);
        }
        // Telex has two o for ô, so three for two (*xoong*).
        let doubled = |next: &Letter| next.base == 'o' && next.shape == Shape::Plain;
        if method == Method::Telex
            && place >= rhyme
            && doubled(letter)
            && letters.get(place + 1).is_some_and(doubled)
        {
            push(&mut keys, 'o', letter.upper);
        }
    }
    let tone = match method {
        Method::Telex => telex::key(tone),
        Method::Vni => vni::key(tone),
    };
    if let Some(key) = tone {
        push(
            &mut keys,
            key,
            letters.last().is_some_and(|last| last.upper),
        );
    }
    Some(keys)
}

/// The key behind this letter, if it takes one.
fn key(letter: Letter, method: Method) -> Option<char> {
    match (method, letter.shape) {
        (_, Shape::Plain) => None,
        (Method::Vni, shape) => vni::shape(shape),
        (Method::Telex, Shape::Hat | Shape::Bar) => Some(letter.base),
        (Method::Telex, Shape::Horn | Shape::Breve) => Some(telex::HOOK),
    }
}

fn push(keys: &mut String, key: char, upper: bool) {
    keys.push(if upper { key.to_ascii_uppercase() } else { key });
}
