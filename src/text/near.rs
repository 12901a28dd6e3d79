//! The word that was probably meant: the nearest of those known, if it is near enough.

use super::fold;

/// The word of `known` nearest to this one, if no more than a third of the letters differ.
///
/// Case and accents do not count, and two letters that changed places are one mistake.
pub(crate) fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let near = known
        .into_iter()
        .filter_map(|name| Some((how_near(word, name)?, name)));
    near.min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}

/// How many letters of a word differ from this name, if it is near enough as in [`nearest`].
pub(crate) fn how_near(word: &str, name: &str) -> Option<usize> {
    // A word longer than any of ours is not worth comparing.
    let letters = |text: &str| fold(text).chars().take(LONGEST).collect::<Vec<char>>();
    let (word, name) = (letters(word), letters(name));
    let most = (name.len().max(word.len()) / 3).max(1);
    let distance = distance(&word, &name);
    (!word.is_empty() && distance <= most).then_some(distance)
}

/// Whether two words are the same but for their accents, or one letter.
pub(crate) fn nearly(one: &str, other: &str) -> bool {
    let letters = |word: &str| fold(word).chars().take(LONGEST).collect::<Vec<_>>();
    let (one, other) = (letters(one), letters(other));
    one.len().abs_diff(other.len()) <= 1 && distance(&one, &other) <= 1
}

const LONGEST: usize = 80;

/// How many letters must be put in, taken out, replaced or swapped with their neighbour.
fn distance(a: &[char], b: &[char]) -> usize {
    let mut before = vec![0; b.len() + 1];
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for (i, from) in a.iter().enumerate() {
        let mut row = vec![i + 1; b.len() + 1];
        for (j, to) in b.iter().enumerate() {
            let replaced = last[j] + usize::from(from != to);
            row[j + 1] = replaced.min(last[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && *from == b[j - 1] && a[i - 1] == *to {
                row[j + 1] = row[j + 1].min(before[j - 1] + 1);
            }
        }
        before = std::mem::replace(&mut last, row);
    }
    last[b.len()]
}

#[cfg(test)]
mod tests {
    use super::{nearest, nearly};

    #[test]
    fn names_are_nearly_the_same_but_for_one_letter() {
        assert!(nearly("Trần Văn Nam", "Trần Văn Năm"));
        assert!(nearly("Trần Văn Nam", "Trần Van Nan"));
        assert!(nearly("Trần Văn Nam", "Tràn Văn Nma"));
        assert!(!nearly("Trần Văn Nam", "Trần Văn Bình"));
        assert!(!nearly("Trần Văn Nam", "Trần Văn"));
    }

    #[test]
    fn what_was_meant_is_found() {
        let known = ["quorum", "majority", "grace_s", "Phòng mở rộng"];
        for (word, meant) in [
            ("quorm", Some("quorum")),
            ("qourum", Some("quorum")),
            ("Majority", Some("majority")),
            ("grace", Some("grace_s")),
            ("phong mo rong", Some("Phòng mở rộng")),
            ("speech", None),
            ("", None),
        ] {
            assert_eq!(nearest(word, known), meant, "{word}");
        }
    }
}
