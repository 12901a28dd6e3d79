//! What each key does in Telex.

use super::word::Stroke;
use crate::text::letter::Tone;

/// What this key does, beside being a letter. Keys come in lower case.
pub(super) fn stroke(key: char) -> Option<Stroke> {
    Some(match key {
        's' => Stroke::Tone(Tone::Rising),
        'f' => Stroke::Tone(Tone::Falling),
        'r' => Stroke::Tone(Tone::Dipping),
        'x' => Stroke::Tone(Tone::Broken),
        'j' => Stroke::Tone(Tone::Heavy),
        'z' => Stroke::Tone(Tone::Level),
        'a' | 'e' | 'o' => Stroke::HatOn(key),
        'w' => Stroke::Hook,
        'd' => Stroke::Double,
        _ => return None,
    })
}

/// The key behind a letter that gives it a hat; of ă, ơ and ư.
pub(super) const HOOK: char = 'w';

/// The key that gives a tone.
pub(super) fn key(tone: Tone) -> Option<char> {
    Some(match tone {
        Tone::Level => return None,
        Tone::Rising => 's',
        Tone::Falling => 'f',
        Tone::Dipping => 'r',
        Tone::Broken => 'x',
        Tone::Heavy => 'j',
    })
}
