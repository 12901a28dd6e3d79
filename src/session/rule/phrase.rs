//! How a written rule is taken apart into words, and compared with phrases.
//!
//! Case and accents make no difference, nor do commas, and a hyphen within a word is a space. Which
//! phrases there are and what they mean is for `words`.

use unicode_normalization::char::is_combining_mark;

use crate::text::fold;

/// A word, a number or a sign, and where it stands in the text, in bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Token {
    pub at: usize,
    pub end: usize,
    /// As it is compared: folded.
    pub word: String,
}

impl Token {
    /// Whether it is a number with decimal places.
    pub fn is_decimal(&self) -> bool {
        let is_digit = |c: char| c.is_ascii_digit();
        self.word.starts_with(is_digit) && self.word.contains(|c| !is_digit(c))
    }
}

/// Signs of more than one character.
const LONG_SIGNS: [&str; 2] = [">=", "=>"];

/// Takes a text apart.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = vec![];
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let rest = &text[at..];
        let length = match c {
            _ if is_gap(c) => {
                at += c.len_utf8();
                continue;
            }
            '0'..='9' => number(rest),
            c if c.is_alphanumeric() => {
                let ends = |c: char| c.is_ascii_digit() || !is_within_word(c);
                rest.find(ends).unwrap_or(rest.len())
            }
            '-' | '\u{2010}' | '\u{2011}' if is_within(text, at, c) => {
                at += c.len_utf8();
                continue;
            }
            c => {
                let sign = LONG_SIGNS.iter().find(|sign| rest.starts_with(**sign));
                sign.map_or(c.len_utf8(), |sign| sign.len())
            }
        };
        let end = at + length;
        let word = fold(&text[at..end]);
        tokens.push(Token { at, end, word });
        at = end;
    }
    tokens
}

fn is_gap(c: char) -> bool {
    c.is_whitespace() || c == ','
}

fn is_within_word(c: char) -> bool {
    c.is_alphanumeric() || is_combining_mark(c) || matches!(c, '\'' | '’')
}

/// Whether a sign stands between two letters.
fn is_within(text: &str, at: usize, sign: char) -> bool {
    let before = text[..at].chars().next_back();
    let after = text[at + sign.len_utf8()..].chars().next();
    before.is_some_and(is_within_word) && after.is_some_and(char::is_alphabetic)
}

/// How long the number is that a text begins with, its decimal places included.
fn number(text: &str) -> usize {
    let digits = |text: &str| {
        text.find(|c: char| !c.is_ascii_digit())
            .unwrap_or(text.len())
    };
    let whole = digits(text);
    let Some(places) = text[whole..].strip_prefix(['.', ',']) else {
        return whole;
    };
    match digits(places) {
        0 => whole,
        places => whole + 1 + places,
    }
}

/// Places one after another, each with the wordings that may stand there. An empty one means that
/// the place may be left out.
pub(super) type Phrase = &'static [&'static [&'static str]];

/// Phrases, ready to be compared, and what each means.
pub(super) struct Table<T>(pub Vec<(T, Vec<Vec<Vec<String>>>)>);

impl<T: Clone> Table<T> {
    pub fn of(phrases: &[(T, Phrase)]) -> Self {
        let words = |wording: &&str| {
            tokens(wording)
                .into_iter()
                .map(|token| token.word)
                .collect()
        };
        let place = |wordings: &&[&str]| wordings.iter().map(words).collect();
        let entry =
            |(meaning, phrase): &(T, Phrase)| (meaning.clone(), phrase.iter().map(place).collect());
        Self(phrases.iter().map(entry).collect())
    }

    /// The longest phrase that stands at the beginning, and how many words it takes. Of two that are
    /// equally long, the first.
    pub fn longest(&self, tokens: &[Token]) -> Option<(T, usize)> {
        let mut longest: Option<(&T, usize)> = None;
        for (meaning, places) in &self.0 {
            let length = length(places, tokens).filter(|n| *n > 0);
            let Some(length) = length else { continue };
            if longest.is_none_or(|(_, most)| length > most) {
                longest = Some((meaning, length));
            }
        }
        longest.map(|(meaning, length)| (meaning.clone(), length))
    }
}

/// How many words a phrase takes where it stands at the beginning: at each place the longest wording.
pub(super) fn length(places: &[Vec<Vec<String>>], tokens: &[Token]) -> Option<usize> {
    places.iter().try_fold(0, |at, wordings| {
        let rest = tokens.get(at..)?;
        let stands = |wording: &&Vec<String>| {
            rest.len() >= wording.len() && wording.iter().zip(rest).all(|(word, t)| *word == t.word)
        };
        let longest = wordings.iter().filter(stands).map(Vec::len).max();
        longest.map(|length| at + length)
    })
}
