//! Vietnamese alphabetical order.
//!
//! Compared first by letters (a ă â b c d đ e ê …, the four foreign letters in their Latin places),
//! then by tones (ngang, huyền, hỏi, ngã, sắc, nặng), last by case, small before capital. As the
//! Unicode collation for Vietnamese has it, a level counts only when the level before it is equal
//! over the whole text: "Hồ Anh" stands before "Hổ Anh", and both before "Hồ Bình".
//!
//! A tone belongs to its syllable, so "hoà" and "hòa" are neighbours wherever the mark is put.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::letter::{Tone, one_d, shaped, tone};

const ALPHABET: &str = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz";

/// What a text is sorted by. Keys of different texts differ, so that a sorted list has one order.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SortKey {
    /// One part for a text; for a name given name, family name, middle names.
    parts: Vec<Part>,
    capitals: Vec<bool>,
    text: String,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct Part {
    letters: Vec<Weight>,
    /// One for each word.
    tones: Vec<Tone>,
}

/// The place of a character in the alphabet: the end of a word before anything else, so that "An
/// Bình" stands before "Anh".
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Weight {
    Space,
    Sign(char),
    Digit(char),
    Vietnamese(usize),
    Foreign(char),
}

/// The key of a text in Vietnamese alphabetical order.
pub fn key(text: &str) -> SortKey {
    from_parts(text, &[text])
}

/// The key of a personal name: by given name (the last word), then by family name, then by middle
/// names, as Vietnamese lists of people are.
pub fn name_key(name: &str) -> SortKey {
    let words: Vec<&str> = name.split_whitespace().collect();
    match words.as_slice() {
        [family, middle @ .., given] => from_parts(name, &[given, family, &middle.join(" ")]),
        _ => from_parts(name, &[name]),
    }
}

fn from_parts(text: &str, parts: &[&str]) -> SortKey {
    let mut capitals = Vec::new();
    let parts = parts.iter().map(|text| part(text, &mut capitals)).collect();
    SortKey {
        parts,
        capitals,
        text: text.nfc().collect(),
    }
}

fn part(text: &str, capitals: &mut Vec<bool>) -> Part {
    let mut letters: Vec<char> = Vec::new();
    let mut tones: Vec<Tone> = Vec::new();
    let mut in_word = false;
    for c in text.trim().nfd() {
        if is_combining_mark(c) {
            if let Some(last) = letters.last_mut() {
                *last = shaped(*last, c).unwrap_or(*last);
            }
            if let (true, Some(tone), Some(word)) = (in_word, tone(c), tones.last_mut()) {
                *word = (*word).max(tone);
            }
            continue;
        }
        let lower = one_d(c.to_lowercase().next().unwrap_or(c));
        if lower.is_whitespace() {
            in_word = false;
            if letters.last() != Some(&' ') {
                letters.push(' ');
            }
            continue;
        }
        if !in_word {
            tones.push(Tone::Level);
        }
        in_word = true;
        letters.push(lower);
        capitals.push(c.is_uppercase());
    }
    Part {
        letters: letters.into_iter().map(weight).collect(),
        tones,
    }
}

fn weight(c: char) -> Weight {
    if c == ' ' {
        Weight::Space
    } else if let Some(place) = ALPHABET.chars().position(|letter| letter == c) {
        Weight::Vietnamese(place)
    } else if c.is_numeric() {
        Weight::Digit(c)
    } else if c.is_alphabetic() {
        Weight::Foreign(c)
    } else {
        Weight::Sign(c)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::text::testing::any_text;

    /// Fails unless the keys of the texts rise strictly.
    fn rises(key: fn(&str) -> SortKey, texts: &[&str]) {
        for pair in texts.windows(2) {
            assert!(key(pair[0]) < key(pair[1]), "{} < {}", pair[0], pair[1]);
        }
    }

    #[test]
    fn letters_stand_in_the_order_of_the_alphabet() {
        let alphabet: Vec<String> = ALPHABET.chars().map(String::from).collect();
        rises(
            key,
            &alphabet.iter().map(String::as_str).collect::<Vec<_>>(),
        );
        rises(
            key,
            &[
                "", "(a)", "2", "an", "ăn", "ân", "da", "đa", "ea", "Êa", "za", "øa", "日",
            ],
        );
        rises(key, &["Dũng", "Duy", "Đan", "Đức", "Em"]);
        rises(key, &["Tư", "Tư Anh", "Tứ Anh", "Tự Anh", "Tư Bình", "Từa"]);
    }

    #[test]
    fn tones_come_second_and_case_last() {
        rises(key, &["ma", "mà", "mả", "mã", "má", "mạ", "man", "măn"]);
        rises(key, &["an", "An", "AN", "án", "Án", "anh"]);
        rises(key, &["Hồ Anh", "Hổ Anh", "Hồ Bình"]);
        for both in ["hòa", "hoà"] {
            rises(key, &["hoa", both, "hỏa", "hoá"]);
            rises(key, &[both, "hoả", "hóa", "hoạ"]);
        }
    }

    #[test]
    fn encoding_and_look_alikes_make_no_difference() {
        assert_eq!(key("Nguye\u{302}\u{303}n"), key("Nguyễn"));
        // NFD puts the dot below before the circumflex.
        rises(key, &["o\u{323}", "ô", "o\u{323}\u{302}", "ộc"]);
        rises(key, &["Dy", "Ðan", "Đức", "Ɖy"]);
    }

    #[test]
    fn names_are_sorted_by_given_name() {
        rises(
            name_key,
            &[
                "Trần Thị An",
                "Lê Văn Ân",
                "Vũ Bình",
                "Đỗ Đức Dũng",
                "Lê Dũng",
                "Nguyễn Dũng",
                "Nguyễn Thị Dũng",
                "Nguyễn Văn Dũng",
                "Lê Văn Đức",
                "Trần Hà",
                "Bùi Thị Hạ",
                "Nhung",
                "Nguyễn Thị Hồng Nhung",
            ],
        );
        rises(name_key, &["Lê Hà", "LÊ HÀ", "Vũ Hà", "Lê Há"]);
    }

    proptest! {
        #[test]
        fn only_equal_texts_have_equal_keys(a in any_text(), b in any_text()) {
            let equal = a.nfc().eq(b.nfc());
            prop_assert_eq!(key(&a) == key(&b), equal);
            prop_assert_eq!(name_key(&a) == name_key(&b), equal);
        }
    }
}
