//! Tables of words in which several mean the same: what may stand in the cells of a sheet, in both
//! languages. Case and accents do not count.

use std::collections::HashMap;

use crate::text::fold;
use crate::text::near::nearest;

/// Meanings, and what each may be called.
pub(super) type Wordings<T> = [(T, &'static [&'static str])];

/// What a text means, if it is one of the words.
pub(super) fn meant<T: Copy>(wordings: &Wordings<T>, text: &str) -> Option<T> {
    let folded = fold(text);
    let mut all = wordings.iter();
    all.find(|(_, words)| words.iter().any(|word| fold(word) == folded))
        .map(|(meaning, _)| *meaning)
}

/// Every word, as it is written.
pub(super) fn words<T>(wordings: &Wordings<T>) -> impl Iterator<Item = &'static str> {
    wordings.iter().flat_map(|(_, words)| words.iter().copied())
}

/// Every word folded, with what it means: for sheets in which they are looked up very often.
pub(super) fn by_word<T: Copy>(wordings: &Wordings<T>) -> HashMap<String, T> {
    let all = wordings.iter();
    all.flat_map(|(meaning, words)| words.iter().map(|word| (fold(word), *meaning)))
        .collect()
}

/// The word that was probably meant. One of `shortest` characters or fewer is like too many others.
pub(super) fn near<T>(wordings: &Wordings<T>, text: &str, shortest: usize) -> Option<&'static str> {
    nearest(
        text,
        words(wordings).filter(|word| word.chars().count() > shortest),
    )
}

#[cfg(test)]
mod tests {
    use super::super::{ballots, grades};
    use super::*;

    #[test]
    fn no_word_means_two_things() {
        for words in [
            words(ballots::MARKS).collect::<Vec<_>>(),
            words(grades::GRADES).collect(),
        ] {
            let mut folded: Vec<_> = words.iter().map(|word| fold(word)).collect();
            folded.sort();
            folded.dedup();
            assert_eq!(folded.len(), words.len(), "{words:?}");
        }
    }
}
