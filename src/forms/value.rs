//! Single values that people write as text, whichever file they stand in: read, or said what is
//! wrong with them.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use unicode_segmentation::UnicodeSegmentation;

use super::mistake::Fault;
use super::word::Words;
use crate::session::quorum::Quorum;
use crate::session::rule::{Condition, Rule};
use crate::session::{DelegateId, Weight};
use crate::text::near::nearest;
use crate::text::{clean, fold};

/// The largest number anybody may have on a roster. Leaves room for those who come unexpected.
pub(super) const MOST_ID: u32 = 1_000_000;
/// How long the short name of a session may be.
const NAME: usize = 60;

/// A text of one line that says something, composed and without needless white space.
///
/// What would be taken out of it to be safe is a mistake instead: whoever wrote the file should
/// know that it is there.
pub(crate) fn line(key: &str, raw: &str, most: usize) -> Result<String, Fault> {
    let key = || key.to_owned();
    let raw = raw.trim();
    if raw.contains(|c| matches!(c, '\n'..='\r' | '\u{85}' | '\u{2028}' | '\u{2029}')) {
        return Err(Fault::LineBreak { key: key() });
    }
    let text = clean::line(raw, usize::MAX);
    let plain: String = raw.nfc().collect();
    let plain = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    if text != plain || text.contains(char::REPLACEMENT_CHARACTER) {
        // If no character is wrong by itself, a mark stands on nothing, or too many on one letter.
        let sign = raw.chars().find(|c| is_unsafe(*c));
        let sign = sign.or_else(|| raw.nfc().find(|c| is_combining_mark(*c)));
        let sign = sign.unwrap_or(char::REPLACEMENT_CHARACTER);
        return Err(Fault::Unsafe { key: key(), sign });
    }
    if text.is_empty() {
        return Err(Fault::Empty { key: key() });
    }
    if text.graphemes(true).count() > most {
        return Err(Fault::TooLong { key: key(), most });
    }
    Ok(text)
}

/// Whether a character would be taken out or replaced, or was replaced already when somebody saved
/// the file.
fn is_unsafe(c: char) -> bool {
    // A control by itself would take its neighbour along.
    if c.is_control() {
        return true;
    }
    let shown = clean::line(&format!("a{c}a"), usize::MAX);
    shown == "aa" || shown.contains(char::REPLACEMENT_CHARACTER)
}

/// One of some words, whatever its case and accents.
pub(crate) fn word<T: Copy>(key: &str, text: &str, words: &Words<T>) -> Result<T, Fault> {
    let folded = fold(text);
    let names = || words.iter().map(|(name, _)| *name);
    words
        .iter()
        .find(|(name, _)| fold(name) == folded)
        .map(|(_, meaning)| *meaning)
        .ok_or_else(|| Fault::WrongWord {
            key: key.to_owned(),
            text: text.to_owned(),
            near: nearest(text, names()),
            known: names().collect(),
        })
}

/// The short name of a session: letters without accents, digits and hyphens.
pub(super) fn session_name(text: &str) -> Result<String, Fault> {
    let may = |c: char| c.is_ascii_alphanumeric() || c == '-';
    let begins = text.starts_with(|c: char| c.is_ascii_alphanumeric());
    if begins && text.chars().all(may) && text.len() <= NAME {
        return Ok(text.to_owned());
    }
    let words = fold(text);
    let words = words.split(|c: char| !c.is_ascii_alphanumeric());
    let words: Vec<_> = words.filter(|word| !word.is_empty()).collect();
    let near: String = words.join("-").chars().take(NAME).collect();
    let near = near.trim_end_matches('-').to_owned();
    Err(Fault::WrongName {
        text: text.to_owned(),
        near: Some(near).filter(|near| !near.is_empty()),
    })
}

/// A rule.
pub(super) fn rule(text: &str) -> Result<Rule, Fault> {
    text.parse().map_err(|wrong| Fault::WrongRule { wrong })
}

/// A quorum.
pub(super) fn quorum(text: &str) -> Result<Option<Condition>, Fault> {
    Quorum::read(text).map_err(|wrong| Fault::WrongQuorum {
        text: text.to_owned(),
        wrong,
    })
}

/// The weight of a vote. Who has none is a guest and is not told by a weight of nothing.
pub(super) fn weight(text: &str) -> Result<Weight, Fault> {
    let weight = text.trim().parse().ok();
    weight
        .filter(|weight| *weight > Weight::ZERO)
        .ok_or_else(|| Fault::WrongWeight {
            text: text.to_owned(),
        })
}

/// A number on the roster.
pub(super) fn id(text: &str) -> Result<DelegateId, Fault> {
    let digits = text.trim();
    digits
        .parse()
        .ok()
        .filter(|id| digits.bytes().all(|b| b.is_ascii_digit()) && (1..=MOST_ID).contains(id))
        .map(DelegateId)
        .ok_or_else(|| Fault::WrongId {
            text: text.to_owned(),
            most: MOST_ID,
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_decomposed_name_is_composed() {
        assert_eq!(
            line("name", "  Nguye\u{302}\u{303}n  Lam ", 10).unwrap(),
            "Nguyễn Lam"
        );
    }

    #[test]
    fn what_would_be_taken_out_is_named() {
        for (raw, sign) in [
            ("\u{1b}[31mAn", '\u{1b}'),
            ("An\u{200b}", '\u{200b}'),
            ("A\u{202e}n", '\u{202e}'),
            ("Nguy\u{fffd}n", '\u{fffd}'),
            ("A\u{7}n", '\u{7}'),
            ("A\u{e000}n", '\u{e000}'),
            ("\u{301}An", '\u{301}'),
        ] {
            let key = "name".to_owned();
            assert_eq!(
                line("name", raw, 10),
                Err(Fault::Unsafe { key, sign }),
                "{raw:?}"
            );
        }
    }

    #[test]
    fn a_name_for_a_session_is_made_of_what_was_written() {
        assert_eq!(session_name("Council-2026").unwrap(), "Council-2026");
        let Err(Fault::WrongName { near, .. }) = session_name("Họp giao ban / tháng 11") else {
            panic!("taken for a name");
        };
        assert_eq!(near.as_deref(), Some("hop-giao-ban-thang-11"));
    }
}
