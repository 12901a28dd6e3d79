//! Rules as text: read and written. What is wrong with a text that is no rule is told by `wrong`.
//!
//! ```text
//! rule      = part { and part }
//! part      = preset | condition
//! condition = [ opening ] fraction [ "or more" ] [ "of" ] base [ "or more" ]
//! opening   = ">" | "more than" | "quá" | ">=" | "at least" | "ít nhất" | …
//! fraction  = number "/" number | number "%" | "half" | "two thirds" | "hai phần ba" | …
//! base      = "cast" [ "with" ( "abstentions" | "invalid" ) ] | "present" | "entitled" | "members" | …
//! ```
//!
//! Signs and words of both languages may be mixed; the words stand in `words`. Presets are known by
//! their names in both languages; case, accents and the number of spaces make no difference. What
//! could mean several things is not guessed: a fraction that does not say whether it is enough, a
//! percentage with decimals, which may have been rounded, `số đại biểu`, who may be all or those
//! present, `absolute majority` where it does not say of what. A rule is written back as its conditions in English, which every reader understands
//! alike; but what screens show of it in either language is read as well.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::meant::meant;
use super::phrase::{self, Token};
use super::words::{self, Link};
use super::wrong::{Wanted, WrongRule};
use super::{Compare, Condition, Form, MOST_CONDITIONS, Preset, Rule};

/// A text that is being read, word by word.
struct Reader<'t> {
    text: &'t str,
    tokens: Vec<Token>,
    /// The word that is read next.
    at: usize,
    /// Whether a fraction may be of nothing or more than all be asked, as in rules of earlier records.
    recorded: bool,
}

impl<'t> Reader<'t> {
    fn new(text: &'t str, recorded: bool) -> Self {
        Self {
            text,
            tokens: phrase::tokens(text),
            at: 0,
            recorded,
        }
    }

    fn rest(&self) -> &[Token] {
        self.tokens.get(self.at..).unwrap_or_default()
    }

    fn is_done(&self) -> bool {
        self.rest().is_empty()
    }

    /// Passes what stands here, if it does.
    fn pass<T>(&mut self, stands: impl FnOnce(&[Token]) -> Option<(T, usize)>) -> Option<T> {
        let (meaning, length) = stands(self.rest())?;
        self.at += length;
        Some(meaning)
    }

    fn take(&mut self, link: Link) -> bool {
        self.pass(|rest| Some(((), words::link(link, rest)?)))
            .is_some()
    }

    /// Where this word begins in the text.
    fn byte(&self, place: usize) -> usize {
        self.tokens.get(place).map_or(self.text.len(), |t| t.at)
    }

    /// Something is wrong from this word on, up to the next `and`.
    fn wrong_from(&self, place: usize, wanted: Wanted) -> WrongRule {
        let ends = |at: &usize| words::link(Link::And, &self.tokens[*at..]).is_some();
        let end = (place + 1..self.tokens.len()).find(ends);
        let end = self.byte(end.unwrap_or(self.tokens.len()));
        WrongRule::at(self.text, self.byte(place), end, wanted)
    }

    fn wrong(&self, wanted: Wanted) -> WrongRule {
        self.wrong_from(self.at, wanted)
    }

    /// Whether a number or the name of a fraction stands here.
    fn is_at_fraction(&self) -> bool {
        let begins = |token: &Token| token.word.starts_with(|c: char| c.is_ascii_digit());
        let rest = self.rest();
        rest.first().is_some_and(begins)
            || words::fraction(rest).is_some()
            || words::whole_number(rest).is_some()
    }

    /// Reads `1/2`, `hai phần ba`, `two thirds`, `60%` or `half`.
    fn fraction(&mut self) -> Result<(u32, u32), WrongRule> {
        let begun = self.at;
        let rounded = self.rest().first().is_some_and(Token::is_decimal);
        if rounded && words::link(Link::Percent, &self.rest()[1..]).is_some() {
            return Err(self.wrong(Wanted::WholePercent));
        }
        let named = words::fraction(self.rest());
        let upper = words::whole_number(self.rest());
        // `một` may begin `một nửa`, and `một phần hai` as well.
        if let Some((fraction, length)) = named
            && upper.is_none_or(|(_, shorter)| shorter < length)
        {
            self.at += length;
            return Ok(fraction);
        }
        let Some(upper) = self.pass(words::whole_number) else {
            return Err(self.wrong(Wanted::Fraction));
        };
        let lower = if self.take(Link::Percent) {
            100
        } else if let Some(lower) = self.pass(words::part) {
            lower
        } else if self.take(Link::Slash) {
            let lower = self.pass(words::whole_number);
            lower.ok_or_else(|| self.wrong(Wanted::Fraction))?
        } else {
            return Err(self.wrong_from(begun, Wanted::Fraction));
        };
        let of_nothing = upper == 0 && !self.recorded;
        if lower == 0 || upper > lower || of_nothing {
            return Err(self.wrong_from(begun, Wanted::ProperFraction));
        }
        Ok((upper, lower))
    }

    /// Reads `> 1/2 of members`, and where its base stands.
    fn condition(&mut self) -> Result<(Condition, usize), WrongRule> {
        let begun = self.at;
        let opening = self.pass(words::opens);
        let fraction = self.at;
        let said = opening.and_then(|opening| opening.fraction);
        if opening.is_none() && !self.is_at_fraction() {
            return Err(self.wrong(Wanted::Part));
        }
        let (numerator, denominator) = said.map_or_else(|| self.fraction(), Ok)?;
        if words::link(Link::Plus, self.rest()).is_some() {
            return Err(self.wrong_from(begun, Wanted::NoPlus));
        }
        // Nothing is more than something or more.
        let open = opening.is_none_or(|opening| opening.compare == Compare::AtLeast);
        let mut or_more = open && self.take(Link::OrMore);
        self.take(Link::Of);
        let place = self.at;
        let base = match self.pass(words::base) {
            Some(Some(base)) => base,
            Some(None) => return Err(self.wrong_from(place, Wanted::PlainBase)),
            None => return Err(self.wrong(Wanted::Base)),
        };
        or_more |= open && self.take(Link::OrMore);
        self.take(Link::InFavour);
        or_more |= open && self.take(Link::OrMore);
        let compare = match opening {
            Some(opening) if opening.needs_or_more && !or_more => {
                return Err(self.wrong(Wanted::OrMore));
            }
            Some(opening) => opening.compare,
            None if or_more => Compare::AtLeast,
            None => return Err(self.wrong_from(begun, Wanted::Compare)),
        };
        if compare == Compare::MoreThan && numerator == denominator && !self.recorded {
            return Err(self.wrong_from(fraction, Wanted::LessThanAll));
        }
        let condition = Condition {
            compare,
            numerator,
            denominator,
            base,
        };
        Ok((condition, self.byte(place)))
    }

    /// Whether nothing follows, or another part.
    fn is_at_end(&self) -> bool {
        self.is_done() || words::link(Link::And, self.rest()).is_some()
    }

    /// That nothing follows but another part.
    fn must_end(&self) -> Result<(), WrongRule> {
        match self.is_at_end() {
            true => Ok(()),
            false => Err(self.wrong(Wanted::End)),
        }
    }

    /// Reads a preset or a condition.
    fn part(&mut self) -> Result<Form, WrongRule> {
        let begun = self.at;
        let mut behind = None;
        if let Some(form) = self.pass(words::preset) {
            let vague = || self.wrong_from(begun, Wanted::PlainMajority);
            match form {
                Some(form) if self.is_at_end() => return Ok(form),
                None if self.is_at_end() => return Err(vague()),
                // What follows may tell of what it is a majority.
                None => behind = Some((self.byte(self.at), vague())),
                Some(_) => behind = Some((self.byte(self.at), self.wrong(Wanted::End))),
            }
            self.at = begun;
        }
        let read = self.condition().and_then(|(condition, _)| {
            self.must_end()?;
            Ok(Form::All(vec![condition]))
        });
        // Whichever comes further tells what is wrong.
        read.map_err(|wrong| match behind {
            Some((byte, behind)) if byte > wrong.byte => behind,
            _ => wrong,
        })
    }
}

impl FromStr for Condition {
    type Err = WrongRule;

    fn from_str(text: &str) -> Result<Self, WrongRule> {
        Self::read(text, false).map(|(condition, _)| condition)
    }
}

/// A text, read; where it is wrong, with the word that was probably meant otherwise.
fn read_or_meant<T>(
    text: &str,
    read: impl Fn(&str) -> Result<T, WrongRule>,
) -> Result<T, WrongRule> {
    read(text).map_err(|wrong| {
        let wrong_from = |text: &str| read(text).err().map(|wrong| wrong.byte);
        let meant = meant(text, wrong.byte, wrong_from);
        WrongRule { meant, ..wrong }
    })
}

impl Condition {
    /// Reads a condition, one that is `recorded` also where it could never hold or asks nothing; and
    /// at which byte its base stands.
    pub(in crate::session) fn read(text: &str, recorded: bool) -> Result<(Self, usize), WrongRule> {
        read_or_meant(text, |text| Self::read_strictly(text, recorded))
    }

    fn read_strictly(text: &str, recorded: bool) -> Result<(Self, usize), WrongRule> {
        let mut reader = Reader::new(text, recorded);
        let read = reader.condition()?;
        match reader.is_done() {
            true => Ok(read),
            false => Err(reader.wrong(Wanted::End)),
        }
    }
}

impl FromStr for Rule {
    type Err = WrongRule;

    fn from_str(text: &str) -> Result<Self, WrongRule> {
        Self::read(text, false)
    }
}

impl Rule {
    /// Reads a rule, one that is `recorded` also where it could never hold or asks nothing.
    fn read(text: &str, recorded: bool) -> Result<Self, WrongRule> {
        read_or_meant(text, |text| Self::read_strictly(text, recorded))
    }

    fn read_strictly(text: &str, recorded: bool) -> Result<Self, WrongRule> {
        let mut reader = Reader::new(text, recorded);
        let mut all = vec![];
        let mut alone = None;
        loop {
            let begun = reader.at;
            let wrong = |reader: &Reader<'_>, wanted| Err(reader.wrong_from(begun, wanted));
            if alone.is_some() {
                return wrong(&reader, Wanted::Alone);
            }
            match reader.part()? {
                Form::All(conditions) => all.extend(conditions),
                _ if !all.is_empty() => return wrong(&reader, Wanted::Alone),
                form => alone = Some(form),
            }
            if all.len() > MOST_CONDITIONS {
                return wrong(&reader, Wanted::Fewer);
            }
            if !reader.take(Link::And) {
                return Ok(Self(alone.unwrap_or(Form::All(all))));
            }
        }
    }
}

impl fmt::Display for Condition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = match self.compare {
            Compare::MoreThan => ">",
            Compare::AtLeast => ">=",
        };
        write!(
            f,
            "{sign} {}/{} of {}",
            self.numerator,
            self.denominator,
            self.base.name()
        )
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let conditions = match &self.0 {
            Form::All(conditions) => conditions,
            Form::NoObjection => return f.write_str(Preset::NO_OBJECTION.name),
            Form::Plurality => return f.write_str(Preset::PLURALITY.name),
        };
        for (place, condition) in conditions.iter().enumerate() {
            if place > 0 {
                f.write_str(" and ")?;
            }
            condition.fmt(f)?;
        }
        Ok(())
    }
}

impl Serialize for Rule {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Rule {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::read(&text, true).map_err(serde::de::Error::custom)
    }
}
