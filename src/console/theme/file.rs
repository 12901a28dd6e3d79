//! A theme file, read: what it says of each meaning, or every mistake with its place.

use std::collections::BTreeMap;

use ratatui::style::{Color, Modifier};

use super::colour;
use super::meaning::{FILE, MEANINGS, Meaning};
use crate::forms::key::{Key, Keys};
use crate::forms::page::Spot;
use crate::forms::table::{MayRead, Table, Value};
use crate::forms::{Fault, Mistake, file};
use crate::text::near::nearest;

/// How large a theme file may be, in bytes.
pub const MOST_THEME: u64 = 1 << 16;

/// What a theme file says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct File {
    /// The theme from which it has what it does not say itself.
    pub inherits: Option<(String, Spot)>,
    /// The ground it is made for, where it leaves the ground to the terminal.
    pub ground: Option<Color>,
    pub looks: BTreeMap<Meaning, Look>,
}

/// What a theme file says of one meaning.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Look {
    pub fg: Option<Color>,
    pub bg: Option<Color>,
    pub fg256: Option<Color>,
    pub bg256: Option<Color>,
    pub fg16: Option<Color>,
    pub bg16: Option<Color>,
    pub style: Option<Modifier>,
    pub mono: Option<Modifier>,
}

/// The keys of a meaning's table.
static LOOK: Keys = Keys {
    header: "[text]",
    keys: &[
        Key {
            name: "fg",
            example: "fg = \"#7cc4ff\"",
        },
        Key {
            name: "bg",
            example: "bg = \"#14181f\"",
        },
        Key {
            name: "fg256",
            example: "fg256 = 117",
        },
        Key {
            name: "bg256",
            example: "bg256 = 234",
        },
        Key {
            name: "fg16",
            example: "fg16 = \"bright cyan\"",
        },
        Key {
            name: "bg16",
            example: "bg16 = \"black\"",
        },
        Key {
            name: "style",
            example: "style = \"bold\"",
        },
        Key {
            name: "mono",
            example: "mono = \"bold underline\"",
        },
    ],
    once: &[&FILE],
    ..Keys::ALONE
};

/// What letters can be besides coloured.
const STYLES: [(&str, Modifier); 4] = [
    ("bold", Modifier::BOLD),
    ("dim", Modifier::DIM),
    ("reverse", Modifier::REVERSED),
    ("underline", Modifier::UNDERLINED),
];

impl File {
    /// Reads a theme file, called `file_name` in mistakes.
    ///
    /// # Errors
    /// Every mistake, in the order of the lines.
    pub fn read(text: &[u8], file_name: &str) -> Result<Self, Vec<Mistake>> {
        file::read(text, file_name, &FILE, |root| {
            let inherits = root.text("inherits", super::library::NAME);
            let spot = root.spot_of("inherits");
            let ground = colour(root, "ground");
            let mut looks = BTreeMap::new();
            // All are read before the first mistake ends it: every one is told.
            let read: Vec<_> = MEANINGS.iter().map(|m| (*m, look(root, *m))).collect();
            for (meaning, look) in read {
                looks.extend(look?.map(|look| (meaning, look)));
            }
            Ok(Self {
                inherits: inherits?.map(|name| (name, spot)),
                ground: ground?,
                looks,
            })
        })
    }
}

fn look(root: &Table<'_>, meaning: Meaning) -> MayRead<Look> {
    let Some(table) = root.table(meaning.name(), &LOOK)? else {
        return Ok(None);
    };
    let (fg, bg) = (colour(&table, "fg"), colour(&table, "bg"));
    let (fg256, bg256) = (colour(&table, "fg256"), colour(&table, "bg256"));
    let (fg16, bg16) = (one_of_16(&table, "fg16"), one_of_16(&table, "bg16"));
    let (style, mono) = (style(&table, "style"), style(&table, "mono"));
    Ok(Some(Look {
        fg: fg?,
        bg: bg?,
        fg256: fg256?,
        bg256: bg256?,
        fg16: fg16?,
        bg16: bg16?,
        style: style?,
        mono: mono?,
    }))
}

/// Any colour.
fn colour(table: &Table<'_>, key: &'static str) -> MayRead<Color> {
    read(table, key, colour::any, |key, text| {
        let near = nearest(&text, colour::names());
        Fault::WrongColour { key, text, near }
    })
}

/// A colour that a terminal with sixteen has.
fn one_of_16(table: &Table<'_>, key: &'static str) -> MayRead<Color> {
    read(table, key, colour::named, |key, text| Fault::WrongWord {
        key,
        near: nearest(&text, colour::names()),
        known: colour::names().collect(),
        text,
    })
}

fn read(
    table: &Table<'_>,
    key: &'static str,
    read: impl FnOnce(&str) -> Option<Color>,
    wrong: impl FnOnce(String, String) -> Fault,
) -> MayRead<Color> {
    let read = |value: Value<'_>| {
        let text = value.written(table.page)?;
        read(&text).ok_or_else(|| value.wrong(table.page, wrong(key.to_owned(), text.into())))
    };
    table.value(key).map(read).transpose()
}

/// Attributes, several with blanks between.
fn style(table: &Table<'_>, key: &'static str) -> MayRead<Modifier> {
    let Some(value) = table.value(key) else {
        return Ok(None);
    };
    let mut style = Modifier::empty();
    for word in value.raw(table.page)?.split_whitespace() {
        style |= attribute(word).map_err(|fault| value.wrong(table.page, fault(key)))?;
    }
    Ok(Some(style))
}

fn attribute(word: &str) -> Result<Modifier, impl FnOnce(&str) -> Fault> {
    let names = || STYLES.iter().map(|(name, _)| *name);
    let mut styles = STYLES.iter();
    let found = styles.find(|(name, _)| *name == word);
    found.map(|(_, modifier)| *modifier).ok_or_else(|| {
        let text = word.to_owned();
        move |key: &str| Fault::WrongWord {
            key: key.to_owned(),
            near: nearest(&text, names()),
            known: names().collect(),
            text,
        }
    })
}
