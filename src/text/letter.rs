//! The parts of a Vietnamese letter: its base, the mark that makes it another letter (ă, ô, ư) and
//! the tone mark of its syllable.
//!
//! Works on decomposed text (NFD), where base, shape and tone are characters of their own. What a
//! room does with the parts (drop, order, abbreviate) is its own affair.

/// The tone of a syllable, in the order of the dictionary.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Tone {
    /// *ngang*: no mark.
    Level,
    /// *huyền*: grave.
    Falling,
    /// *hỏi*: hook above.
    Dipping,
    /// *ngã*: tilde.
    Broken,
    /// *sắc*: acute.
    Rising,
    /// *nặng*: dot below.
    Heavy,
}

/// The tone that a combining mark stands for, if it stands for one.
pub(super) fn tone(mark: char) -> Option<Tone> {
    Some(match mark {
        '\u{300}' => Tone::Falling,
        '\u{309}' => Tone::Dipping,
        '\u{303}' => Tone::Broken,
        '\u{301}' => Tone::Rising,
        '\u{323}' => Tone::Heavy,
        _ => return None,
    })
}

/// The combining mark of a tone; none for the level one, which is not written.
pub(super) fn mark(tone: Tone) -> Option<char> {
    Some(match tone {
        Tone::Level => return None,
        Tone::Falling => '\u{300}',
        Tone::Dipping => '\u{309}',
        Tone::Broken => '\u{303}',
        Tone::Rising => '\u{301}',
        Tone::Heavy => '\u{323}',
    })
}

/// The letter that a lower-case base becomes under a mark; `None` if the two make no letter.
pub(super) fn shaped(base: char, mark: char) -> Option<char> {
    Some(match (base, mark) {
        ('a', '\u{306}') => 'ă',
        ('a', '\u{302}') => 'â',
        ('e', '\u{302}') => 'ê',
        ('o', '\u{302}') => 'ô',
        ('o', '\u{31b}') => 'ơ',
        ('u', '\u{31b}') => 'ư',
        _ => return None,
    })
}

/// A lower-case letter, with the two look-alikes of đ made đ.
///
/// Lists from older systems write Đ as the Icelandic Ð (U+00D0) or the African Ɖ (U+0189). On
/// screen nobody sees the difference, so a search or a sorted list must not see one either.
pub(super) fn one_d(lower: char) -> char {
    match lower {
        'ð' | 'ɖ' => 'đ',
        other => other,
    }
}
