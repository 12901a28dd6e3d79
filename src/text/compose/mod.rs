//! Vietnamese letters out of plain keys: Telex and VNI.
//!
//! Over SSH there is no input method, so the console has its own. A word is a function of the keys
//! pressed for it ([`compose`]): nothing is stored but those keys, and so what was typed can always
//! be got back. Keys that make no Vietnamese syllable stay as they are: `windows`, `session`,
//! `2026`. Ready letters, such as somebody's own input method sends, are never touched.
//!
//! | file | what lives there |
//! |---|---|
//! | `letters` | a letter and its parts, and where the tone mark stands |
//! | `syllable` | which syllables there are: onset, rhyme, tone |
//! | `telex`, `vni` | what each key does by each method |
//! | `word` | keys pressed one after the other, and what stands there then |
//! | `spell` | the way back: the keys for a word |
//!
//! What both methods have in common:
//!
//! * A mark may be typed behind its letter or at the end of the word: `vieejt`, `vietej`.
//! * The same key twice takes its mark back and stays as a letter: `ass` is *as*, `xooong` *xoong*.
//!   Where there was nothing to take back the letters stay as typed: `session`, `office`.
//! * In a word that can't be Vietnamese, *d f r s* twice are two letters, as other languages double
//!   them: before a vowel (`offer`, `buffer`, `carry`) and at the end (`boss`, `press`, `off`). They
//!   are one where they can't be meant so: pressed three times (`offf` is *off*), before consonants
//!   alone (`lisst` is *list*), *d* at the end (`dadd` is *dad*), and in the short words that are
//!   written with one and need two to be got at all (`ass`, `buss`, `gass`; the list is in `word`).
//!   Other keys are never doubled in words: `maxx` is *max*, `howw` *how*.
//! * Words without a vowel, and words in capitals, take đ and nothing else: `QDD`, `NDD-CP`, `ATLDD`.
//! * In Telex `w` alone is ư. Brackets stay brackets, for official paper has them.
//!
//! Which keys belong to a word, and where the word stands, is for the room that has a cursor.

mod letters;
mod spell;
mod syllable;
mod telex;
#[cfg(test)]
mod tests;
mod vni;
mod word;

pub use spell::spell;

use word::Keys;

/// How marks are typed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Method {
    /// By letters: `s f r x j` for tones, `aa aw ee oo ow uw dd` for letters, `z` for no tone.
    #[default]
    Telex,
    /// By figures: 1 to 5 for tones, 6 to 9 for letters, 0 for no tone.
    Vni,
}

/// Where the tone mark stands in open syllables that end in *oa*, *oe* and *uy*.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Marks {
    /// On the first vowel: *hòa*, *thủy*. So Decree 30/2020/NĐ-CP writes the country's name at the
    /// head of every official paper, and so do the usual input methods unless told otherwise.
    #[default]
    Old,
    /// On the last vowel, as school books write: *hoà*, *thuỷ*.
    New,
}

/// Whether a key belongs to a word that is being composed.
#[must_use]
pub fn is_key(key: char, method: Method) -> bool {
    key.is_ascii_alphabetic() || method == Method::Vni && key.is_ascii_digit()
}

/// What these keys are so far, while the word is being typed: also what can still become a syllable
/// is shown composed. In NFC.
#[must_use]
pub fn compose(keys: &str, method: Method, marks: Marks) -> String {
    Keys::press(keys, method).read(marks, false)
}

/// What these keys are now that the word has ended: what has not become a syllable is what was typed.
#[must_use]
pub fn finish(keys: &str, method: Method, marks: Marks) -> String {
    Keys::press(keys, method).read(marks, true)
}
