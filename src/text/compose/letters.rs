//! A letter and its parts, and where the tone mark of a syllable stands.

use unicode_normalization::UnicodeNormalization;

use super::Marks;
use crate::text::letter::{self, Tone};

/// What makes a plain letter another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    Plain,
    /// â, ê, ô.
    Hat,
    /// ơ, ư.
    Horn,
    /// ă.
    Breve,
    /// đ.
    Bar,
}

/// One letter of a word, without its tone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Letter {
    /// The plain letter in lower case, or whatever else was typed.
    pub(super) base: char,
    pub(super) shape: Shape,
    pub(super) upper: bool,
}

impl Letter {
    /// The letter of a key as it stands.
    pub(super) fn plain(key: char) -> Self {
        Self {
            base: key.to_ascii_lowercase(),
            shape: Shape::Plain,
            upper: key.is_ascii_uppercase(),
        }
    }

    pub(super) fn is_vowel(self) -> bool {
        matches!(self.base, 'a' | 'e' | 'i' | 'o' | 'u' | 'y')
    }

    /// The letter under this shape; as it is where there is no such letter.
    pub(super) fn shaped(self, shape: Shape) -> Option<Self> {
        let shaped = Self { shape, ..self };
        (shape == Shape::Plain || shaped.lower() != self.base).then_some(shaped)
    }

    /// The letter in lower case.
    pub(super) fn lower(self) -> char {
        let mark = match self.shape {
            Shape::Plain => return self.base,
            Shape::Bar if self.base == 'd' => return 'đ',
            Shape::Bar => return self.base,
            Shape::Hat => '\u{302}',
            Shape::Horn => '\u{31b}',
            Shape::Breve => '\u{306}',
        };
        letter::shaped(self.base, mark).unwrap_or(self.base)
    }

    /// The letter as it is written, in NFC.
    fn written(self, tone: Tone) -> char {
        let lower = self.lower();
        // Together, for a dot below goes beneath the hat: ậ is ạ with a hat to Unicode.
        let parts = [Some(lower), letter::mark(tone)].into_iter().flatten();
        let marked = parts.nfc().next().unwrap_or(lower);
        if !self.upper {
            return marked;
        }
        // Every Vietnamese letter has one capital.
        marked.to_uppercase().next().unwrap_or(marked)
    }
}

/// The letters and the tone of a word as it is written; none where a letter is not Vietnamese.
pub(super) fn taken_apart(word: &str) -> Option<(Vec<Letter>, Tone)> {
    let mut letters: Vec<Letter> = vec![];
    let mut tone = Tone::Level;
    for part in word.nfd() {
        if let Some(own) = letter::tone(part) {
            tone = own;
            continue;
        }
        let shape = match part {
            '\u{302}' => Shape::Hat,
            '\u{31b}' => Shape::Horn,
            '\u{306}' => Shape::Breve,
            'đ' | 'Đ' => {
                let upper = part == 'Đ';
                let (base, shape) = ('d', Shape::Bar);
                letters.push(Letter { base, shape, upper });
                continue;
            }
            _ if part.is_ascii_alphabetic() => {
                letters.push(Letter::plain(part));
                continue;
            }
            _ => return None,
        };
        let last = letters.pop()?;
        letters.push(last.shaped(shape)?);
    }
    Some((letters, tone))
}

/// How many letters stand before the rhyme. In *qu* and *gi* the vowel belongs to the onset, unless
/// it is the only one there is (*gì*).
pub(super) fn onset(letters: &[Letter]) -> usize {
    let consonants = letters.iter().take_while(|l| !l.is_vowel()).count();
    let lower: Vec<char> = letters.iter().map(|l| l.lower()).collect();
    match lower.as_slice() {
        ['q', 'u', ..] => 2,
        ['g', 'i', ..] if letters.get(2).is_some_and(|l| l.is_vowel()) => 2,
        _ => consonants,
    }
}

/// The word as it is written.
pub(super) fn written(letters: &[Letter], tone: Tone, marks: Marks) -> String {
    let marked = (tone != Tone::Level)
        .then(|| marked(letters, marks))
        .flatten();
    let each = letters.iter().enumerate().map(|(place, letter)| {
        let here = marked == Some(place);
        letter.written(if here { tone } else { Tone::Level })
    });
    each.collect()
}

/// Which letter bears the tone mark.
fn marked(letters: &[Letter], marks: Marks) -> Option<usize> {
    let begin = onset(letters);
    let vowels = letters[begin..].iter().take_while(|l| l.is_vowel()).count();
    let end = begin + vowels;
    // ă â ê ô ơ ư draw it to themselves, the last of them where there are two (*ươ*).
    let shaped = letters[begin..end]
        .iter()
        .rposition(|l| l.shape != Shape::Plain);
    if let Some(shaped) = shaped {
        return Some(begin + shaped);
    }
    let bases: String = letters[begin..end].iter().map(|l| l.base).collect();
    let place = match (bases.as_str(), end < letters.len()) {
        ("", _) => return None,
        // Before a consonant the last vowel bears it, of three the one in the middle.
        (_, true) => vowels - 1,
        ("oa" | "oe" | "uy", false) => usize::from(marks == Marks::New),
        (_, false) => usize::from(vowels == 3),
    };
    Some(begin + place)
}
