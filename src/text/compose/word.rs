//! The keys of one word, pressed one after the other, and what stands there then.

use super::letters::{Letter, Shape, onset, written};
use super::syllable::{Standing, standing};
use super::{Marks, Method, telex, vni};
use crate::text::letter::Tone;

/// Words an office writes in their foreign form. Only such whose Vietnamese reading can be typed with
/// the tone at the end, so that nothing is out of reach: `tets` is *tét*.
const BORROWED: &[&str] = &["post", "taxi", "test", "virus", "visa", "www"];

/// Letters that stand double in words of other languages: `offer`, `press`, `carry`, `daddy`.
const DOUBLED: &[char] = &['d', 'f', 'r', 's'];

/// What people write with one *f*, *r* or *s* at its end, and type with two, for with one it is a
/// Vietnamese syllable. Two is what any other word is written with: `boss`, `off`, `err`.
const WITH_ONE: &[&str] = &[
    "as", "bar", "bus", "car", "chef", "gas", "gis", "has", "her", "his", "if", "is", "nas", "or",
    "os", "par", "per", "plus", "pos", "ref", "sir", "sos", "us",
];

/// What a key does to a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stroke {
    /// Gives the syllable a tone, or takes it away.
    Tone(Tone),
    /// Gives a hat to this vowel.
    HatOn(char),
    /// Makes ă, ơ or ư, also out of nothing.
    Hook,
    /// The second of two d makes đ.
    Double,
    /// Gives this shape to whatever can bear it.
    Shape(Shape),
}

/// What the keys of a word have made of it.
#[derive(Clone, Debug)]
pub(super) struct Keys {
    typed: String,
    method: Method,
    letters: Vec<Letter>,
    tone: Tone,
    /// One hook for *uo*: *ươ* as soon as something follows (*thưởng*), *uơ* until then (*thuở*).
    hooked_both: bool,
    /// The last key, where it was a mark: what stood there before it.
    before: Option<(char, Vec<Letter>, Tone)>,
    /// The key that took back the one before it.
    taken_back: Option<usize>,
}

impl Keys {
    /// The word that these keys make.
    pub(super) fn press(typed: &str, method: Method) -> Self {
        let mut keys = Self {
            typed: typed.to_owned(),
            method,
            letters: vec![],
            tone: Tone::Level,
            hooked_both: false,
            before: None,
            taken_back: None,
        };
        let mut behind_small = false;
        for (place, key) in typed.char_indices() {
            // A capital behind a small letter is meant as a letter: kW, iOS.
            let is_mark = !(behind_small && key.is_ascii_uppercase());
            behind_small = key.is_ascii_lowercase();
            keys.key(place, key, is_mark);
        }
        keys
    }

    fn key(&mut self, place: usize, key: char, is_mark: bool) {
        let lower = key.to_ascii_lowercase();
        let stroke = match self.method {
            Method::Telex => telex::stroke(lower),
            Method::Vni => vni::stroke(lower),
        };
        let is_literal = self.taken_back.is_some() && self.standing() == Standing::None;
        let stroke = stroke.filter(|_| is_mark && !is_literal);
        let before = self.before.take();
        if let Some((last, letters, tone)) = before
            && stroke.is_some()
            && last == lower
            && self.taken_back.is_none()
            && self.is_shown()
        {
            self.take_back(&letters, tone);
            self.letters.push(Letter::plain(key));
            self.taken_back = Some(place);
            return;
        }
        let before = (lower, self.letters.clone(), self.tone);
        if stroke.is_some_and(|stroke| self.mark(stroke, key)) {
            self.before = Some(before);
        } else {
            self.letters.push(Letter::plain(key));
        }
    }

    /// Takes back what the last key did to the word that stood there before it. A mark that it had put
    /// in the place of another goes with it: `hoafss` is *hoas*.
    fn take_back(&mut self, before: &[Letter], tone: Tone) {
        if tone != self.tone {
            self.tone = Tone::Level;
        }
        self.letters.truncate(before.len());
        for (letter, before) in self.letters.iter_mut().zip(before) {
            if letter.shape != before.shape {
                letter.shape = Shape::Plain;
            }
        }
        self.hooked_both = false;
    }

    /// Does what a stroke says. Whether there was anything to do it to.
    fn mark(&mut self, stroke: Stroke, key: char) -> bool {
        match stroke {
            Stroke::Tone(tone) => {
                let begin = onset(&self.letters);
                let has_vowel = self.letters[begin..].iter().any(|l| l.is_vowel());
                let changes = has_vowel && self.tone != tone;
                if changes {
                    self.tone = tone;
                }
                changes
            }
            Stroke::HatOn(vowel) => self.hat(vowel),
            Stroke::Hook => self.hook(true, true) || self.horn_alone(key),
            Stroke::Shape(Shape::Hat) => {
                let places = self.rhyme().rev();
                self.shape_first(places.collect(), |_| Shape::Hat)
            }
            Stroke::Shape(Shape::Horn) => self.hook(true, false),
            Stroke::Shape(Shape::Breve) => self.hook(false, true),
            Stroke::Shape(Shape::Bar | Shape::Plain) => self.bar(true),
            Stroke::Double => self.bar(false),
        }
    }

    /// The places of the rhyme.
    fn rhyme(&self) -> std::ops::Range<usize> {
        onset(&self.letters)..self.letters.len()
    }

    /// The second of two vowels gives the first its hat, also over the end of the syllable, unless
    /// the second can stand for itself.
    fn hat(&mut self, vowel: char) -> bool {
        let plain = |letter: &Letter| letter.base == vowel && letter.shape != Shape::Hat;
        if let Some(last) = self.letters.last_mut().filter(|last| plain(last)) {
            last.shape = Shape::Hat;
            return true;
        }
        let mut with_letter = self.letters.clone();
        with_letter.push(Letter::plain(vowel));
        let place = self
            .rhyme()
            .rev()
            .find(|place| plain(&self.letters[*place]));
        standing(&with_letter, self.tone) == Standing::None
            && self.shape_first(place.into_iter().collect(), |_| Shape::Hat)
    }

    /// Makes *ư*, *ơ*, *ươ* or *ă* of what is in the rhyme.
    fn hook(&mut self, horn: bool, breve: bool) -> bool {
        let bases: Vec<char> = self.letters.iter().map(|letter| letter.base).collect();
        let pair = self
            .rhyme()
            .find(|place| bases[*place..].starts_with(&['u', 'o']));
        if let Some(place) = pair.filter(|_| horn) {
            let (u, o) = (self.letters[place].shape, self.letters[place + 1].shape);
            if (u, o) == (Shape::Horn, Shape::Horn) {
                return false;
            }
            self.hooked_both = u != Shape::Horn;
            self.letters[place].shape = Shape::Horn;
            self.letters[place + 1].shape = Shape::Horn;
            return true;
        }
        let places = self.rhyme().collect();
        let shape = |base| match base {
            'a' if breve => Shape::Breve,
            'o' | 'u' if horn => Shape::Horn,
            _ => Shape::Plain,
        };
        self.shape_first(places, shape)
    }

    /// An *ư* where there is no vowel yet.
    fn horn_alone(&mut self, key: char) -> bool {
        if self.has_vowel() {
            return false;
        }
        let (base, shape) = ('u', Shape::Horn);
        let upper = key.is_ascii_uppercase();
        self.letters.push(Letter { base, shape, upper });
        let fits = standing(&self.letters, self.tone) != Standing::None;
        if !fits {
            self.letters.pop();
        }
        fits
    }

    /// Makes đ: of a d just typed or, `explicit` or where it makes a syllable, of the first letter.
    fn bar(&mut self, explicit: bool) -> bool {
        let is_d = |letter: &Letter| letter.base == 'd' && letter.shape == Shape::Plain;
        let has_vowel = self.has_vowel();
        let only = self.letters.len() == 1;
        if let Some(last) = self.letters.last_mut().filter(|last| is_d(last))
            && (explicit || only || !has_vowel)
        {
            last.shape = Shape::Bar;
            return true;
        }
        let mut with_letter = self.letters.clone();
        with_letter.push(Letter::plain('d'));
        let first = self.letters.first().is_some_and(is_d);
        first
            && has_vowel
            && (explicit || standing(&with_letter, self.tone) == Standing::None)
            && self.shape_first(vec![0], |_| Shape::Bar)
    }

    /// Gives its shape to the first of these letters that it makes a syllable with.
    fn shape_first(&mut self, places: Vec<usize>, shape: impl Fn(char) -> Shape) -> bool {
        for place in places {
            let before = self.letters[place];
            let shape = shape(before.base);
            let Some(shaped) = before.shaped(shape).filter(|_| shape != before.shape) else {
                continue;
            };
            if shape == Shape::Plain {
                continue;
            }
            self.letters[place] = shaped;
            if self.standing() != Standing::None {
                return true;
            }
            self.letters[place] = before;
        }
        false
    }

    fn has_vowel(&self) -> bool {
        self.letters.iter().any(|letter| letter.is_vowel())
    }

    /// The letters as they are to be read: *ưo* is on its way to *ươ*.
    fn settled(&self) -> Vec<Letter> {
        let mut letters = self.letters.clone();
        let rhyme = self.rhyme();
        let bases: Vec<char> = letters[rhyme.clone()].iter().map(|l| l.base).collect();
        if let ['u', 'o', rest @ ..] = bases.as_slice()
            && letters[rhyme.start].shape == Shape::Horn
        {
            letters[rhyme.start + 1].shape = Shape::Horn;
            if rest.is_empty() && self.hooked_both {
                letters[rhyme.start].shape = Shape::Plain;
            }
        }
        letters
    }

    fn standing(&self) -> Standing {
        standing(&self.settled(), self.tone)
    }

    /// Whether it is shown composed while it is being typed.
    fn is_shown(&self) -> bool {
        self.standing() != Standing::None || !self.has_vowel()
    }

    /// What stands there.
    pub(super) fn read(&self, marks: Marks, ended: bool) -> String {
        let lower = self.typed.to_ascii_lowercase();
        if BORROWED.contains(&lower.as_str()) {
            return self.typed.clone();
        }
        let is_syllable = match self.standing() {
            Standing::Whole => true,
            Standing::Begun => !ended,
            Standing::None => false,
        };
        if is_syllable || !self.has_vowel() || self.keeps_taken_back(ended) {
            return written(&self.settled(), self.tone, marks);
        }
        self.only_bars()
    }

    /// Whether a key that took back the one before it has done what was meant in a word that is not
    /// Vietnamese, so that one of the two stays; else they are two letters of that word.
    fn keeps_taken_back(&self, ended: bool) -> bool {
        self.taken_back
            .is_some_and(|place| self.needed_taking_back(place) && self.meant_once(place, ended))
    }

    /// Whether a key was pressed twice to keep what it would have done from being done. Where it
    /// would have done nothing (`sesion`), twice is what is meant.
    fn needed_taking_back(&self, place: usize) -> bool {
        let mut once = self.typed.clone();
        once.remove(place);
        let once = Self::press(&once, self.method);
        once.is_shown()
            || once
                .taken_back
                .is_some_and(|place| once.needed_taking_back(place))
    }

    /// Whether the key is meant to stand once where it was pressed twice: where words do not double
    /// it, where more was typed to get it than a doubled letter, or where one is how this word is
    /// written.
    fn meant_once(&self, place: usize, ended: bool) -> bool {
        let lower = self.typed.to_ascii_lowercase();
        let (before, rest) = lower.split_at(place);
        let mut rest = rest.chars();
        let (Some(key), rest) = (rest.next(), rest.as_str()) else {
            return true;
        };
        let tones_before = before.chars().rev().take_while(|key| is_tone(*key)).count();
        if !DOUBLED.contains(&key) || tones_before > 1 || rest.starts_with(key) {
            return true;
        }
        let is_vowel = |key: char| Letter::plain(key).is_vowel();
        if rest.is_empty() {
            return !ended || key == 'd' || WITH_ONE.contains(&before);
        }
        // `lisst`, but not `cuffs`.
        rest != "s" && !rest.contains(is_vowel)
    }

    /// What was typed; in abbreviations, which are written in capitals, with đ.
    fn only_bars(&self) -> String {
        let is_capital = |key: char| key.is_ascii_uppercase() || key.is_ascii_digit();
        if self.typed.len() < 2 || !self.typed.chars().all(is_capital) {
            return self.typed.clone();
        }
        match self.method {
            Method::Telex => self.typed.replace("DD", "Đ"),
            Method::Vni => self.typed.replace("D9", "Đ"),
        }
    }
}

/// Whether a key of Telex gives or takes a tone.
fn is_tone(key: char) -> bool {
    matches!(telex::stroke(key), Some(Stroke::Tone(_)))
}
