//! Which syllables there are.
//!
//! A syllable is an onset, a rhyme and a tone. The rhymes are few enough to be listed whole, which
//! says more than vowels and codas apart could: there is *inh* and no *enh*. Beside the sounds of
//! Vietnamese proper stand those of the Central Highlands' place names (*Krông*, *Đắk*, *Kông*), for
//! those must be written, too.

use super::letters::{Letter, onset};
use crate::text::letter::Tone;

/// The onsets, the longest that begins alike behind the shorter.
const ONSETS: &[&str] = &[
    "", "b", "c", "ch", "d", "đ", "g", "gh", "gi", "h", "k", "kh", "l", "m", "n", "ng", "ngh",
    "nh", "p", "ph", "qu", "r", "s", "t", "th", "tr", "v", "x",
];

/// Onsets of place names that are written in Vietnamese letters.
const LOANED: &[&str] = &["br", "đr", "j", "kr", "pl", "pr"];

/// The rhymes.
const RHYMES: &[&str] = &[
    "a", "ac", "ach", "ai", "am", "an", "ang", "anh", "ao", "ap", "at", "au", "ay", // a
    "ăc", "ăk", "ăm", "ăn", "ăng", "ăp", "ăt", // ă
    "âc", "âm", "ân", "âng", "âp", "ât", "âu", "ây", // â
    "e", "ec", "em", "en", "eng", "eo", "ep", "et", // e
    "ê", "êc", "êch", "êm", "ên", "êng", "ênh", "êp", "êt", "êu", // ê
    "i", "ia", "ich", "im", "in", "inh", "ip", "it", "iu", // i
    "iêc", "iêm", "iên", "iêng", "iêp", "iêt", "iêu", // iê
    "o", "oc", "oi", "om", "on", "ong", "op", "ot", "ooc", "oong", // o
    "oa", "oac", "oach", "oai", "oam", "oan", "oang", "oanh", "oao", "oap", "oat",
    "oay", // oa
    "oăc", "oăm", "oăn", "oăng", "oăt", "oe", "oen", "oeo", "oet", // oă, oe
    "ô", "ôc", "ôi", "ôm", "ôn", "ông", "ôp", "ôt", // ô
    "ơ", "ơi", "ơm", "ơn", "ơp", "ơt", // ơ
    "u", "ua", "uc", "ui", "uk", "um", "un", "ung", "up", "ut", // u
    "uân", "uâng", "uât", "uây", "uê", "uêch", "uênh", "uơ", // uâ, uê, uơ
    "uôc", "uôi", "uôm", "uôn", "uông", "uôt", // uô
    "uy", "uya", "uych", "uyên", "uyêt", "uynh", "uyp", "uyt", "uyu", // uy
    "ư", "ưa", "ưc", "ưi", "ưm", "ưn", "ưng", "ưt", "ưu", // ư
    "ươc", "ươi", "ươm", "ươn", "ương", "ươp", "ươt", "ươu", // ươ
    "y", "ych", "yêm", "yên", "yêng", "yêt", "yêu", "ynh", "yt", "yu", // y
];

/// How far letters are a syllable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// They are one.
    Whole,
    /// They can become one by more letters and marks.
    Begun,
    /// They can't.
    None,
}

/// How far these letters under this tone are a syllable.
pub(super) fn standing(letters: &[Letter], tone: Tone) -> Standing {
    let lower: Vec<char> = letters.iter().map(|letter| letter.lower()).collect();
    let (head, rhyme) = lower.split_at(onset(letters));
    if rhyme.is_empty() {
        let begins = |own: &str| own.chars().count() >= head.len() && grows_into(head, own);
        let begun = ONSETS.iter().chain(LOANED).any(|own| begins(own));
        return if begun && tone == Tone::Level {
            Standing::Begun
        } else {
            Standing::None
        };
    }
    let onsets = ONSETS.iter().chain(LOANED);
    let same = |onset: &&&str| onset.chars().count() == head.len() && grows_into(head, onset);
    let onsets: Vec<&str> = onsets.filter(same).copied().collect();
    let grows = |own: &str| grows_into(rhyme, own) && onsets.iter().any(|onset| agree(onset, own));
    if !fits(rhyme, tone, false) || !RHYMES.iter().any(|own| grows(own)) {
        return Standing::None;
    }
    let (head, whole): (String, String) = (head.iter().collect(), rhyme.iter().collect());
    let known = |list: &[&str]| list.contains(&head.as_str());
    let is_whole = (known(ONSETS) || known(LOANED))
        && RHYMES.contains(&whole.as_str())
        && agree(&head, &whole)
        && fits(rhyme, tone, true);
    if is_whole {
        Standing::Whole
    } else {
        Standing::Begun
    }
}

/// Whether more letters, and marks on those that have none, can make it that.
fn grows_into(typed: &[char], whole: &str) -> bool {
    let mut letters = whole.chars();
    typed.iter().all(|typed| {
        letters.next().is_some_and(|own| match typed {
            'a' => matches!(own, 'a' | 'ă' | 'â'),
            'd' => matches!(own, 'd' | 'đ'),
            'e' => matches!(own, 'e' | 'ê'),
            'o' => matches!(own, 'o' | 'ô' | 'ơ'),
            'u' => matches!(own, 'u' | 'ư'),
            typed => *typed == own,
        })
    })
}

/// Whether an onset may stand before a rhyme.
fn agree(onset: &str, rhyme: &str) -> bool {
    let front = rhyme.starts_with(['e', 'ê', 'i', 'y']);
    match onset {
        "" => !rhyme.starts_with("iê") && !matches!(rhyme, "ych" | "ynh" | "yt" | "yu"),
        "qu" => {
            let begins = rhyme.starts_with(['a', 'ă', 'â', 'e', 'ê', 'i', 'ơ', 'y']);
            begins && !rhyme.starts_with("ia") && !rhyme.starts_with("iê")
                || matches!(rhyme, "ôc" | "o")
        }
        "gi" => !rhyme.starts_with(['i', 'y']),
        _ if matches!(rhyme, "êng" | "êc") => false,
        _ if rhyme.starts_with('y') => rhyme == "y",
        "c" => !front,
        // Before o and ô in the names of the Highlands: Kon Tum, Kông Chro.
        "k" => front || rhyme.starts_with(['o', 'ô']),
        "g" => !front || rhyme.starts_with('i') && !rhyme.starts_with("iê"),
        "ng" => !front,
        "gh" | "ngh" => front,
        _ => true,
    }
}

/// Whether a rhyme may bear a tone: before a stop there are but two. A rhyme still being typed may
/// have none yet.
fn fits(rhyme: &[char], tone: Tone, ended: bool) -> bool {
    let stopped = match rhyme {
        [.., 'c' | 'p' | 't'] | [.., 'c', 'h'] => true,
        // Names of the Highlands are written with k, with and without a tone: Đắk, Đăk.
        [.., 'k'] => return matches!(tone, Tone::Level | Tone::Rising | Tone::Heavy),
        _ => false,
    };
    !stopped || matches!(tone, Tone::Rising | Tone::Heavy) || tone == Tone::Level && !ended
}

/// Every syllable there is, as letters without case, for tests.
#[cfg(test)]
pub(super) fn all() -> impl Iterator<Item = (String, Tone)> {
    let tones = [
        Tone::Level,
        Tone::Falling,
        Tone::Dipping,
        Tone::Broken,
        Tone::Rising,
        Tone::Heavy,
    ];
    let pairs = ONSETS.iter().chain(LOANED).flat_map(|onset| {
        let rhymes = RHYMES.iter().filter(move |rhyme| agree(onset, rhyme));
        rhymes.map(move |rhyme| (*onset, *rhyme))
    });
    pairs.flat_map(move |(onset, rhyme)| {
        let letters: Vec<char> = rhyme.chars().collect();
        let tones = tones.into_iter();
        let tones: Vec<Tone> = tones.filter(|tone| fits(&letters, *tone, true)).collect();
        tones
            .into_iter()
            .map(move |tone| (format!("{onset}{rhyme}"), tone))
    })
}
