//! The word of a wrong rule that was probably meant otherwise.
//!
//! A word of those in which rules are written is proposed only where the rule is read further with it:
//! what is near in letters may still make no sense there.

use super::phrase;
use super::words;
use crate::text::fold;
use crate::text::near::how_near;

/// How many words from the place on where reading ended are looked at: further ones cannot be why.
const LOOKED_AT: usize = 6;

/// A word that was probably meant by another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meant {
    /// The word as it stands in the text.
    pub part: String,
    /// Where it stands in the text, in bytes from 0.
    pub byte: usize,
    /// The word that was probably meant.
    pub near: &'static str,
}

impl Meant {
    /// The text with the word that was probably meant.
    #[must_use]
    pub fn put_right(&self, text: &str) -> String {
        let before = text.get(..self.byte).unwrap_or_default();
        let after = text.get(self.byte + self.part.len()..).unwrap_or_default();
        format!("{before}{}{after}", self.near)
    }
}

/// The nearest word by which a text is read further that goes wrong from this byte on. `read` tells
/// from which byte a text is wrong; none where it is right.
pub(super) fn meant(
    text: &str,
    wrong_from: usize,
    read: impl Fn(&str) -> Option<usize>,
) -> Option<Meant> {
    let tokens = phrase::tokens(text).into_iter();
    let from = tokens
        .filter(|token| token.at >= wrong_from)
        .take(LOOKED_AT);
    let mut near: Vec<(usize, Meant)> = vec![];
    for token in from.filter(|token| token.word.starts_with(char::is_alphabetic)) {
        // What is a word already was meant as it stands.
        if words::vocabulary()
            .iter()
            .any(|word| fold(word) == token.word)
        {
            continue;
        }
        let part = text.get(token.at..token.end).unwrap_or_default();
        let known = words::vocabulary().iter().filter_map(|word| {
            let distance = how_near(part, word)?;
            let (byte, part) = (token.at, part.to_owned());
            Some((
                distance,
                Meant {
                    part,
                    byte,
                    near: word,
                },
            ))
        });
        near.extend(known);
    }
    // Of those equally near the first, for it stands where reading ended.
    near.sort_by_key(|(distance, _)| *distance);
    let mut meant = near.into_iter().map(|(_, meant)| meant);
    meant.find(|meant| {
        let end = meant.byte + meant.near.len();
        read(&meant.put_right(text)).is_none_or(|byte| byte >= end)
    })
}
