//! One table of a session file, read key by key. Whatever is wrong is noted on the page at once, so
//! that reading can go on and every mistake is found in one go.

use std::borrow::Cow;

use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue};

use super::key::{self, Keys};
use super::literal;
use super::mistake::{Fault, Kind};
use super::page::{Page, Spot};
use super::value;
use super::word::Words;
use crate::text::near::nearest;

/// A mistake was found and is noted: there is nothing to read here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Noted;

/// What was read, or that a mistake was noted.
pub(crate) type Read<T> = Result<T, Noted>;

/// What was read if it was there, or that a mistake was noted.
pub(crate) type MayRead<T> = Read<Option<T>>;

/// A value, where it stands, and the key it stands under.
pub(crate) struct Value<'p> {
    pub key: &'static str,
    pub value: &'p DeValue<'p>,
    pub spot: Spot,
    /// Where it begins in the file, in bytes.
    pub at: usize,
    /// How it is written.
    pub example: &'static str,
}

/// A value under a key that is not one of a few known ones.
pub(crate) struct Entry<'p> {
    pub key: &'p str,
    pub spot: Spot,
    pub value: Value<'p>,
}

/// A table of a session file.
pub(crate) struct Table<'p> {
    pub page: &'p Page,
    /// Where it begins.
    pub spot: Spot,
    entries: &'p DeTable<'p>,
    keys: &'static Keys,
    /// Keys that were probably meant by others, and so are not missing.
    meant: Vec<&'static str>,
}

impl<'p> Table<'p> {
    /// Opens a table and notes the keys that do not belong there.
    pub fn open(page: &'p Page, entries: &'p DeTable<'p>, spot: Spot, keys: &'static Keys) -> Self {
        let mut meant = vec![];
        for (name, _) in entries {
            let spot = page.spot(name.span().start);
            let name: &str = name.get_ref();
            if keys.names().any(|key| key == name) {
                continue;
            }
            let key = name.to_owned();
            if let Some(home) = key::home(name, keys) {
                page.note(spot, Fault::MisplacedKey { key, home });
                continue;
            }
            let unused = keys.names().filter(|key| !entries.contains_key(*key));
            let near = nearest(name, unused);
            meant.extend(near);
            let fault = Fault::UnknownKey {
                key,
                near,
                elsewhere: key::elsewhere(name, keys),
                known: keys.names().collect(),
            };
            page.note(spot, fault);
        }
        Self {
            page,
            spot,
            entries,
            keys,
            meant,
        }
    }

    /// Notes that a key is missing, if it is.
    pub fn must<T>(&self, key: &'static str, read: MayRead<T>) -> Read<T> {
        if let Some(value) = read? {
            return Ok(value);
        }
        if !self.meant.contains(&key) {
            let example = self.keys.example(key);
            self.page
                .note(self.spot, Fault::MissingKey { key, example });
        }
        Err(Noted)
    }

    /// The value of a key.
    pub fn value(&self, key: &'static str) -> Option<Value<'p>> {
        // The parser puts a value from nowhere where it could not read one.
        let value = self.entries.get(key).filter(|v| !v.span().is_empty())?;
        Some(Value {
            key,
            value: value.get_ref(),
            spot: self.page.spot(value.span().start),
            at: value.span().start,
            example: self.keys.example(key),
        })
    }

    /// Where a key stands.
    pub fn spot_of(&self, key: &str) -> Spot {
        let entry = self.entries.get_key_value(key);
        entry.map_or(self.spot, |(key, _)| self.page.spot(key.span().start))
    }

    /// A text of one line that says something, of at most so many clusters.
    pub fn text(&self, key: &'static str, most: usize) -> MayRead<String> {
        self.read(key, |value| value.text(self.page, most))
    }

    /// The same, for what is often a bare number.
    pub fn label(&self, key: &'static str, most: usize) -> MayRead<String> {
        self.read(key, |value| match value.value {
            DeValue::Integer(number) => Ok(number.to_string()),
            _ => value.text(self.page, most),
        })
    }

    /// A text that may be left out or empty.
    pub fn remark(&self, key: &'static str, most: usize) -> Read<String> {
        match self.value(key) {
            Some(Value {
                value: DeValue::String(text),
                ..
            }) if text.trim().is_empty() => Ok(String::new()),
            _ => self.text(key, most).map(Option::unwrap_or_default),
        }
    }

    /// A whole number within bounds.
    pub fn number(&self, key: &'static str, least: u32, most: u32) -> MayRead<u32> {
        self.read(key, |value| value.number(self.page, least, most))
    }

    /// `true` or `false`.
    pub fn truth(&self, key: &'static str) -> MayRead<bool> {
        self.read(key, |value| match value.value {
            DeValue::Boolean(truth) => Ok(*truth),
            _ => value.wrong_kind(self.page, Kind::Truth),
        })
    }

    /// One of some words.
    pub fn word<T: Copy>(&self, key: &'static str, words: &'static Words<T>) -> MayRead<T> {
        self.read(key, |value| value.word(self.page, words))
    }

    /// Whatever the function makes of a text that says something.
    pub fn parse<T>(
        &self,
        key: &'static str,
        parse: impl FnOnce(&str) -> Result<T, Fault>,
    ) -> MayRead<T> {
        self.read(key, |value| {
            parse(value.raw(self.page)?).map_err(|fault| value.wrong(self.page, fault))
        })
    }

    /// A list.
    pub fn list(&self, key: &'static str) -> MayRead<Vec<Value<'p>>> {
        self.read(key, |value| {
            let DeValue::Array(list) = value.value else {
                return value.wrong_kind(self.page, Kind::List);
            };
            Ok(self.elements(&value, list))
        })
    }

    /// A table within this one.
    pub fn table(&self, key: &'static str, keys: &'static Keys) -> MayRead<Table<'p>> {
        self.read(key, |value| value.table(self.page, keys))
    }

    /// What stands in a table within this one whose keys are for the reader to understand: each key
    /// with its place and its value, from the top down.
    pub fn entries(&self, key: &'static str) -> MayRead<Vec<Entry<'p>>> {
        self.read(key, |value| {
            let DeValue::Table(entries) = value.value else {
                return value.wrong_kind(self.page, Kind::Table);
            };
            // The parser puts a value from nowhere where it could not read one.
            let read = entries.iter().filter(|(_, value)| !value.span().is_empty());
            let mut read: Vec<_> = read.collect();
            read.sort_by_key(|(key, _)| key.span().start);
            let entry = |(key, found): (&'p Spanned<_>, &'p Spanned<_>)| Entry {
                key: AsRef::<str>::as_ref(key.get_ref()),
                spot: self.page.spot(key.span().start),
                value: Value {
                    value: found.get_ref(),
                    spot: self.page.spot(found.span().start),
                    at: found.span().start,
                    ..value
                },
            };
            Ok(read.into_iter().map(entry).collect())
        })
    }

    fn elements(&self, value: &Value<'p>, list: &'p DeArray<'p>) -> Vec<Value<'p>> {
        list.iter()
            .map(|element: &Spanned<DeValue<'_>>| Value {
                value: element.get_ref(),
                spot: self.page.spot(element.span().start),
                at: element.span().start,
                ..*value
            })
            .collect()
    }

    fn read<T>(&self, key: &'static str, read: impl FnOnce(Value<'p>) -> Read<T>) -> MayRead<T> {
        self.value(key).map(read).transpose()
    }
}

impl<'p> Value<'p> {
    /// One of some words.
    pub fn word<T: Copy>(&self, page: &Page, words: &'static Words<T>) -> Read<T> {
        let text = self.raw(page)?;
        value::word(self.key, text, words).map_err(|fault| self.wrong(page, fault))
    }

    /// Notes what is wrong with the value: where it begins, or in a text at the very place, if the fault
    /// has one.
    pub fn wrong(&self, page: &Page, fault: Fault) -> Noted {
        let within = fault.byte().and_then(|byte| {
            let literal = page.text().get(self.at..)?;
            Some(page.spot(self.at + literal::offset(literal, byte)?))
        });
        page.note(within.unwrap_or(self.spot), fault);
        Noted
    }

    /// Notes that another kind of value should stand here.
    pub fn wrong_kind<T>(&self, page: &Page, wanted: Kind) -> Read<T> {
        let fault = Fault::WrongKind {
            key: self.key.to_owned(),
            wanted,
            found: kind(self.value),
            example: self.example,
        };
        Err(self.wrong(page, fault))
    }

    /// The text as it stands in the file.
    pub fn raw(&self, page: &Page) -> Read<&'p str> {
        match self.value {
            DeValue::String(text) => Ok(text),
            _ => self.wrong_kind(page, Kind::Text),
        }
    }

    /// A text of one line that says something.
    pub fn text(&self, page: &Page, most: usize) -> Read<String> {
        value::line(self.key, self.raw(page)?, most).map_err(|fault| self.wrong(page, fault))
    }

    /// A whole number within bounds.
    pub fn number(&self, page: &Page, least: u32, most: u32) -> Read<u32> {
        let DeValue::Integer(number) = self.value else {
            return self.wrong_kind(page, Kind::Number);
        };
        u32::from_str_radix(number.as_str(), number.radix())
            .ok()
            .filter(|number| (least..=most).contains(number))
            .ok_or_else(|| {
                let fault = Fault::OutOfRange {
                    key: self.key.to_owned(),
                    least: least.into(),
                    most: most.into(),
                };
                self.wrong(page, fault)
            })
    }

    /// The text of a text or a number, for what people write either way.
    pub fn written(&self, page: &Page) -> Read<Cow<'p, str>> {
        match self.value {
            DeValue::String(text) => Ok(Cow::Borrowed(text)),
            DeValue::Integer(number) => Ok(Cow::Owned(number.to_string())),
            DeValue::Float(number) => Ok(Cow::Borrowed(number.as_str())),
            _ => self.wrong_kind(page, Kind::Text),
        }
    }

    /// A text, or a list of texts, each with where it stands.
    pub fn texts(&self, page: &Page) -> Read<Vec<(&'p str, Spot)>> {
        let DeValue::Array(list) = self.value else {
            return Ok(vec![(self.raw(page)?, self.spot)]);
        };
        let text = |element: &'p Spanned<DeValue<'p>>| {
            let value = Value {
                value: element.get_ref(),
                spot: page.spot(element.span().start),
                at: element.span().start,
                ..*self
            };
            Ok((value.raw(page)?, value.spot))
        };
        list.iter().map(text).collect()
    }

    /// The table that this is.
    pub fn table(&self, page: &'p Page, keys: &'static Keys) -> Read<Table<'p>> {
        match self.value {
            DeValue::Table(entries) => Ok(Table::open(page, entries, self.spot, keys)),
            _ => self.wrong_kind(page, Kind::Table),
        }
    }
}

fn kind(value: &DeValue<'_>) -> Kind {
    match value {
        DeValue::String(_) => Kind::Text,
        DeValue::Integer(_) => Kind::Number,
        DeValue::Float(_) => Kind::Decimal,
        DeValue::Boolean(_) => Kind::Truth,
        DeValue::Datetime(_) => Kind::Moment,
        DeValue::Array(_) => Kind::List,
        DeValue::Table(_) => Kind::Table,
    }
}
