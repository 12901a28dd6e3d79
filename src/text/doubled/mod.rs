//! Words that stand twice by mistake: *quán quán triệt*, *the the*.
//!
//! Vietnamese is written syllable by syllable, so two words in their right places often give the same
//! syllable twice: *triển khai | khai thác*, *công trình | trình UBND*. That is no slip where the first
//! of the two ends a compound in use, or stands by itself, and the second begins one. A syllable that
//! is written twice as a word of its own (*luôn luôn*) is none either. Everything else is one. Signs
//! between the two tell them apart.
//!
//! What is known of the language stands in files that can be edited: `compounds.txt`, `alone.txt`,
//! `twice.txt`. Both languages are looked at whatever the screen's is.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;

use super::letter;

/// What is known of the words.
struct Known {
    /// The last two syllables of each compound.
    ends: BTreeSet<(String, String)>,
    /// The first two.
    begins: BTreeSet<(String, String)>,
    twice: BTreeSet<String>,
    /// Stand by themselves as the first of the two, as the second, as the name of a body.
    first: BTreeSet<String>,
    second: BTreeSet<String>,
    bodies: BTreeSet<String>,
}

static KNOWN: LazyLock<Known> = LazyLock::new(|| {
    let (mut ends, mut begins) = (BTreeSet::new(), BTreeSet::new());
    for compound in entries(include_str!("compounds.txt")) {
        let syllables: Vec<String> = compound.split(' ').map(syllable).collect();
        if let ([first, second, ..], [.., before, last]) = (&syllables[..], &syllables[..]) {
            begins.insert((first.clone(), second.clone()));
            ends.insert((before.clone(), last.clone()));
        }
    }
    let alone = include_str!("alone.txt");
    let section = |name: &str| {
        let after = alone.split(&format!("[{name}]\n")).nth(1);
        let own = after.and_then(|after| after.split('[').next());
        entries(own.unwrap_or_default()).map(syllable).collect()
    };
    Known {
        ends,
        begins,
        twice: entries(include_str!("twice.txt")).map(syllable).collect(),
        first: section("first"),
        second: section("second"),
        bodies: section("body"),
    }
});

/// What a file lists.
fn entries(file: &str) -> impl Iterator<Item = &str> {
    let lines = file.lines().filter(|line| !line.starts_with(['#', '[']));
    let entries = lines.flat_map(|line| line.split(',')).map(str::trim);
    entries.filter(|entry| !entry.is_empty())
}

/// A syllable without case, its tone behind it, so that *hòa* and *hoà* are one.
fn syllable(word: &str) -> String {
    let (mut letters, mut tones) = (String::new(), String::new());
    for part in word.nfd().flat_map(char::to_lowercase) {
        match letter::tone(part) {
            Some(_) => tones.push(part),
            None => letters.push(part),
        }
    }
    letters + &tones
}

/// A word of a text, and where it stands there.
struct Word<'a> {
    text: &'a str,
    begin: usize,
}

impl<'a> Word<'a> {
    /// Without the signs before it; the signs behind it belong to it.
    fn begun(&self) -> &'a str {
        self.text.trim_start_matches(|c: char| !c.is_alphanumeric())
    }

    /// Without the signs behind it; the signs before it belong to it.
    fn ended(&self) -> &'a str {
        self.text.trim_end_matches(|c: char| !c.is_alphanumeric())
    }

    fn range(&self) -> Range<usize> {
        let before = self.text.len() - self.begun().len();
        self.begin + before..self.begin + self.ended().len()
    }
}

/// The words of a text that stand there twice by mistake: where the first of the two stands, and where
/// the second, in bytes.
#[must_use]
pub fn doubled(text: &str) -> Vec<(Range<usize>, Range<usize>)> {
    let mut begin = 0;
    let mut words = vec![];
    for part in text.split_inclusive(char::is_whitespace) {
        let text = part.trim_end();
        if !text.is_empty() {
            words.push(Word { text, begin });
        }
        begin += part.len();
    }
    let pairs = words.windows(2).enumerate();
    let slips = pairs.filter(|(at, pair)| {
        let (first, second) = (pair[0].begun(), pair[1].ended());
        let is_same = first.chars().all(char::is_alphabetic)
            && !first.is_empty()
            && syllable(first) == syllable(second);
        is_same && !is_right(&words, *at)
    });
    slips
        .map(|(_, pair)| (pair[0].range(), pair[1].range()))
        .collect()
}

/// Whether the same syllable is right in this place and the next.
fn is_right(words: &[Word<'_>], at: usize) -> bool {
    let known = &*KNOWN;
    let (first, second) = (words[at].begun(), words[at + 1].ended());
    let own = syllable(first);
    if known.twice.contains(&own) {
        return true;
    }
    let before = at
        .checked_sub(1)
        .map(|before| syllable(words[before].begun()));
    // Signs behind the second part it from what follows.
    let after = words.get(at + 2).filter(|_| second == words[at + 1].text);
    let after = after.map(|after| syllable(after.ended()));
    // Signs before the first part it from what goes before.
    let before = before.filter(|_| first == words[at].text);
    let ends = before.is_some_and(|before| known.ends.contains(&(before, own.clone())));
    let begins = after.is_some_and(|after| known.begins.contains(&(own.clone(), after)));
    let is_body = known.bodies.contains(&own) && second.starts_with(char::is_uppercase);
    match (ends, begins) {
        (true, true) => true,
        (true, false) => known.second.contains(&own) || is_body,
        (false, true) => known.first.contains(&own),
        (false, false) => false,
    }
}

#[cfg(test)]
mod tests;
