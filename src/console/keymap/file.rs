//! A file of keys, read: what it says, or every mistake with its place.
//!
//! ```toml
//! alone = true              # nothing but what stands here
//!
//! [everywhere]
//! "f2" = "floor.next"
//! "g a" = "floor.add"       # one key after the other
//! "p" = ["floor.pause", "floor.resume"]
//!
//! [floor]
//! "z" = "none"              # takes a key away
//! ```

use super::{Does, FILE, Layer, Sequence, WAY_OUT};
use crate::console::keys::{self, Input, Key as Pressed};
use crate::console::verb;
use crate::forms::key::{Key, Keys};
use crate::forms::page::{Page, Spot};
use crate::forms::table::{Entry, Noted, Read, Table};
use crate::forms::{Fault, Mistake, file};
use crate::text::near::nearest;

/// What takes a key away.
const NONE: &str = "none";

/// What a file of keys says.
pub(super) struct File {
    /// Whether nothing counts but what stands here.
    pub alone: bool,
    /// Keys and what they do; nothing where they are taken away.
    pub lines: Vec<(Layer, Sequence, Vec<Does>)>,
}

macro_rules! keys {
    ($($name:literal $example:literal,)*) => {
        /// The tables of a file of keys.
        static KEYS: Keys = Keys {
            header: "",
            keys: &[
                Key { name: "alone", example: "alone = true" },
                $(Key { name: $name, example: $example }),*
            ],
            once: &[&SETTINGS],
            ..Keys::ALONE
        };

        /// The same, for those who look for them in another file.
        pub(crate) static ELSEWHERE: Keys = Keys {
            header: FILE,
            keys: &[$(Key { name: $name, example: $example }),*],
            ..Keys::ALONE
        };
    };
}

/// What stands in the file of settings, for whoever writes it here. What each can be is known where
/// settings are read.
pub(crate) static SETTINGS: Keys = Keys {
    header: "config.toml",
    keys: &[
        Key {
            name: "keys",
            example: "keys = \"function\"",
        },
        Key {
            name: "language",
            example: "language = \"vi\"",
        },
        Key {
            name: "theme",
            example: "theme = \"light\"",
        },
        Key {
            name: "colours",
            example: "colours = \"256\"",
        },
        Key {
            name: "tones",
            example: "tones = \"new\"",
        },
        Key {
            name: "mouse",
            example: "mouse = \"on\"",
        },
        Key {
            name: "bell",
            example: "bell = \"weighty\"",
        },
        Key {
            name: "notify",
            example: "notify = \"osc9\"",
        },
        Key {
            name: "linear",
            example: "linear = \"yes\"",
        },
        Key {
            name: "name",
            example: "name = \"Bàn chủ tọa\"",
        },
        Key {
            name: "data",
            example: "data = \"/srv/chair\"",
        },
        Key {
            name: "listen",
            example: "listen = \"0.0.0.0:7878\"",
        },
        Key {
            name: "url",
            example: "url = \"http://hop.example.vn:7878\"",
        },
        Key {
            name: "log",
            example: "log = \"info\"",
        },
    ],
    ..Keys::ALONE
};

keys! {
    "everywhere" r#""n" = "floor.next""#,
    "main" r#""x" = "floor.remove""#,
    "attendance" r#""p" = "attendance.present""#,
    "floor" r#""x" = "floor.remove""#,
    "vote" r#""enter" = "poll.cast_for""#,
    "agenda" r#""m" = "consent.list""#,
    "conclusions" r#""n" = "conclusions.write""#,
    "log" r#""home" = "screen.first""#,
    "monitor" r#""home" = "screen.first""#,
    "typing" r#""ctrl-t" = "typing.switch""#,
    "editor" r#""ctrl-s" = "editor.send""#,
    "roll" r#""ctrl-l" = "roll.late""#,
}

/// A line of the file, with the place of its keys.
struct Line {
    layer: Layer,
    spot: Spot,
    keys: Sequence,
    does: Vec<Does>,
}

impl File {
    /// Reads a file of keys, called `file_name` in mistakes.
    ///
    /// # Errors
    /// Every mistake, in the order of the lines.
    pub fn read(text: &[u8], file_name: &str) -> Result<Self, Vec<Mistake>> {
        file::read(text, file_name, &KEYS, |root| {
            let alone = root.truth("alone");
            // All are read before the first mistake ends it: every one is told.
            let read: Vec<_> = Layer::all().map(|layer| lines(root, layer)).collect();
            let mut all = vec![];
            for lines in read {
                all.extend(lines?);
            }
            note_clashes(root.page, &all);
            let lines = all.into_iter();
            Ok(Self {
                alone: alone?.unwrap_or(false),
                lines: lines.map(|l| (l.layer, l.keys, l.does)).collect(),
            })
        })
    }
}

/// The lines of one table. Those with mistakes are noted and left out.
fn lines(root: &Table<'_>, layer: Layer) -> Read<Vec<Line>> {
    let entries = root.entries(layer.name())?.unwrap_or_default();
    let read: Vec<_> = entries.iter().map(|e| line(root.page, layer, e)).collect();
    read.into_iter().collect()
}

fn line(page: &Page, layer: Layer, entry: &Entry<'_>) -> Read<Line> {
    let wrong = |fault| {
        page.note(entry.spot, fault);
        Noted
    };
    let keys = keys(layer, entry.key).map_err(wrong);
    let named = entry.value.texts(page)?;
    let mut does: Vec<Does> = vec![];
    for (name, spot) in named {
        if name == NONE {
            continue;
        }
        let found = does_here(layer, name).map_err(|fault| {
            page.note(spot, fault);
            Noted
        })?;
        if let Some(other) = does.iter().find(|other| !other.may_share(found)) {
            let fault = Fault::TwoOnOneKey {
                keys: entry.key.to_owned(),
                one: other.name().to_owned(),
                other: found.name().to_owned(),
            };
            page.note(spot, fault);
            return Err(Noted);
        }
        does.push(found);
    }
    let (spot, keys) = (entry.spot, keys?);
    Ok(Line {
        layer,
        spot,
        keys,
        does,
    })
}

/// The keys of a line.
fn keys(layer: Layer, text: &str) -> Result<Sequence, Fault> {
    let keys = Sequence::parse(text).map_err(|part| Fault::WrongKey {
        text: text.to_owned(),
        part,
    })?;
    let breaks_off = |key: &Input| keys::is(key, "esc");
    let fixed = keys.keys().iter().any(|key| keys::is(key, WAY_OUT))
        || keys.keys().len() > 1 && keys.keys().iter().any(breaks_off);
    if fixed {
        let key = text.to_owned();
        return Err(Fault::FixedKey { key });
    }
    let types = |key: &Input| {
        let letter = !matches!(key.key, Pressed::F(_) | Pressed::Char(_));
        letter || (matches!(key.key, Pressed::Char(_)) && !key.ctrl && !key.alt)
    };
    if layer.is_for_typing() && (keys.keys().len() > 1 || keys.keys().iter().any(types)) {
        let key = text.to_owned();
        return Err(Fault::KeyTypes { key });
    }
    Ok(keys)
}

/// What has this name, where it can be done in this layer.
fn does_here(layer: Layer, name: &str) -> Result<Does, Fault> {
    let Some(does) = Does::named(name) else {
        let acts = super::Act::ALL.into_iter().map(super::Act::name);
        let near = nearest(name, verb::all().map(|verb| verb.name).chain(acts));
        let (name, near) = (name.to_owned(), near.map(str::to_owned));
        return Err(Fault::UnknownVerb { name, near });
    };
    let home = match does {
        Does::Act(act) if act.layer() != layer => act.layer(),
        Does::Verb(_) if layer.is_for_typing() => Layer::Everywhere,
        _ => return Ok(does),
    };
    let (name, home) = (name.to_owned(), home.name().to_owned());
    Err(Fault::VerbElsewhere { name, home })
}

/// Notes keys that stand twice in one place, and those that begin others.
fn note_clashes(page: &Page, lines: &[Line]) {
    for (place, line) in lines.iter().enumerate() {
        let before = lines[..place].iter();
        let mut meeting = before.filter(|before| before.layer.meets(line.layer));
        let Some(other) = meeting.find(|before| before.keys.clashes(&line.keys)) else {
            continue;
        };
        let names = |line: &Line| {
            line.does
                .first()
                .map_or(NONE, |does| does.name())
                .to_owned()
        };
        let fault = if other.keys == line.keys {
            Fault::TwoOnOneKey {
                keys: line.keys.written(),
                one: names(other),
                other: names(line),
            }
        } else {
            let mut both = [other.keys.written(), line.keys.written()];
            both.sort_by_key(String::len);
            let [keys, others] = both;
            Fault::KeysBeginOthers { keys, others }
        };
        page.note(line.spot, fault);
    }
}
