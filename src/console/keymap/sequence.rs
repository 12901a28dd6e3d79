//! Keys pressed one after the other: `n`, `g n`, `f9 f2`.

use crate::console::keys::{self, Input};

/// How many keys one after the other there can be.
const LONGEST: usize = 4;

/// Keys pressed one after the other; at least one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sequence(Vec<Input>);

impl Sequence {
    /// Reads keys as they are written, with blanks between.
    ///
    /// # Errors
    /// The part that is no key; all of it where there is none, or too many.
    pub fn parse(text: &str) -> Result<Self, String> {
        let read = |part: &str| {
            let key = keys::parse(part).map(|key| keys::normal(&key));
            key.ok_or_else(|| part.to_owned())
        };
        let read: Vec<_> = text
            .split_whitespace()
            .map(read)
            .collect::<Result<_, _>>()?;
        if (1..=LONGEST).contains(&read.len()) {
            Ok(Self(read))
        } else {
            Err(text.to_owned())
        }
    }

    /// The keys.
    #[must_use]
    pub fn keys(&self) -> &[Input] {
        &self.0
    }

    /// Whether these are the keys, or the first of them.
    #[must_use]
    pub fn begins_with(&self, pressed: &[Input]) -> bool {
        self.0.len() >= pressed.len()
            && self
                .0
                .iter()
                .zip(pressed)
                .all(|(key, pressed)| *key == keys::normal(pressed))
    }

    /// Whether this is one key alone, and this one.
    #[must_use]
    pub fn is(&self, key: &str) -> bool {
        matches!(&self.0[..], [only] if keys::is(only, key))
    }

    /// Whether one could not be told from the other while it is pressed.
    #[must_use]
    pub fn clashes(&self, other: &Self) -> bool {
        self.begins_with(&other.0) || other.begins_with(&self.0)
    }

    /// The keys as they are written.
    #[must_use]
    pub fn written(&self) -> String {
        let keys: Vec<_> = self.0.iter().map(keys::written).collect();
        keys.join(" ")
    }

    /// The keys as people read them in hints.
    #[must_use]
    pub fn shown(&self) -> String {
        shown(&self.0)
    }
}

/// Keys as people read them in hints. Single letters stand together, as they are said: `gg`.
#[must_use]
pub fn shown(pressed: &[Input]) -> String {
    let keys: Vec<_> = pressed.iter().map(keys::shown_of).collect();
    let short = keys.iter().all(|key| key.chars().count() == 1);
    keys.join(if short { "" } else { " " })
}
