//! The texts that people read, in files a translator can edit.
//!
//! Each subject is one file in each language, `vi/refusal.toml` and `en/refusal.toml`: tables of
//! strings. A text is named by file, table and key, `refusal.poll.already_open`. `{name}` in a text
//! is a place that the program fills. `{name|vote|votes}` is the first word where that value is 1, and
//! the second else, with `#` for the value itself: Vietnamese has no need of it, English has.
//!
//! The files are part of the program and read once. Tests hold that the languages have the same
//! keys and placeholders, that every text is used and every text asked for exists. Which text is
//! shown where, and in which language, is for the caller.

mod lang;
#[cfg(test)]
mod usage;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::{Display, Write};
use std::sync::{LazyLock, Mutex, PoisonError};

pub use lang::{Lang, UnknownLang};

/// One subject's file in each language.
struct Subject {
    name: &'static str,
    vi: &'static str,
    en: &'static str,
}

macro_rules! subjects {
    ($($name:literal),* $(,)?) => {
        &[$(Subject {
            name: $name,
            vi: include_str!(concat!("vi/", $name, ".toml")),
            en: include_str!(concat!("en/", $name, ".toml")),
        }),*]
    };
}

/// A new subject is a line here, and its file in each language.
const SUBJECTS: &[Subject] = subjects![
    "cli", "common", "console", "demo", "election", "forms", "help", "journal", "link", "page",
    "refusal", "rule", "session", "settings", "spoken", "verb",
];

/// How many missing keys are remembered. A key may be built from what another program sent, so
/// their number must be bounded; far fewer are ever seen unless somebody tries.
const MISSING: usize = 1000;

static VI: LazyLock<Texts> = LazyLock::new(|| Texts::read(Lang::Vi));
static EN: LazyLock<Texts> = LazyLock::new(|| Texts::read(Lang::En));

#[derive(Default)]
struct Texts {
    by_key: BTreeMap<String, String>,
    /// What was wrong with the files. A test looks; a running program shows keys instead.
    problems: Vec<String>,
}

impl Texts {
    fn of(lang: Lang) -> &'static Self {
        match lang {
            Lang::Vi => &VI,
            Lang::En => &EN,
        }
    }

    fn read(lang: Lang) -> Self {
        let mut texts = Self::default();
        for subject in SUBJECTS {
            let file = match lang {
                Lang::Vi => subject.vi,
                Lang::En => subject.en,
            };
            match file.parse::<toml::Table>() {
                Ok(table) => texts.add(subject.name, table),
                Err(error) => texts
                    .problems
                    .push(format!("{lang}/{}.toml: {error}", subject.name)),
            }
        }
        texts
    }

    fn add(&mut self, path: &str, table: toml::Table) {
        for (name, value) in table {
            let key = format!("{path}.{name}");
            match value {
                toml::Value::Table(table) => self.add(&key, table),
                toml::Value::String(text) => {
                    self.by_key.insert(key, text);
                }
                _ => self
                    .problems
                    .push(format!("{key} is not a text: put it in quotes")),
            }
        }
    }
}

impl Lang {
    /// The text of a key in this language. A missing text is the key itself: something to report,
    /// and better than nothing on the screen of a running meeting.
    pub fn text(self, key: &str) -> &'static str {
        match Texts::of(self).by_key.get(key) {
            Some(text) => text,
            None => missing(key),
        }
    }

    /// The text of a key in this language, where there is one.
    #[must_use]
    pub fn known(self, key: &str) -> Option<&'static str> {
        Texts::of(self).by_key.get(key).map(String::as_str)
    }

    /// The text of a key with its placeholders filled: `{name}` becomes the value of that name.
    ///
    /// A placeholder without a value stays visible; a value without a placeholder is not used. What
    /// stands in braces in a value is left alone.
    pub fn fill(self, key: &str, values: &[(&str, &dyn Display)]) -> String {
        self.fill_by(key, |name| {
            let mut values = values.iter();
            values.find(|(given, _)| *given == name).map(|(_, v)| *v)
        })
    }

    /// As [`Self::fill`], with the value of each placeholder from a function.
    pub fn fill_by<V: Display>(self, key: &str, value_of: impl Fn(&str) -> Option<V>) -> String {
        let mut out = String::new();
        for piece in pieces(self.text(key)) {
            // Writing to a string fails only if the value itself refuses to be shown.
            let written = match (piece.name().and_then(&value_of), piece) {
                (Some(value), Piece::Forms { one, other, .. }) => {
                    let value = value.to_string();
                    let form = if value == "1" { one } else { other };
                    out.push_str(&form.replace('#', &value));
                    continue;
                }
                (Some(value), _) => write!(out, "{value}"),
                (None, piece) => write!(out, "{piece}"),
            };
            debug_assert!(written.is_ok(), "a value of {key} cannot be shown");
        }
        out
    }

    /// The names of the placeholders of a text.
    pub fn placeholders(self, key: &str) -> impl Iterator<Item = &'static str> {
        let pieces = pieces(self.text(key)).into_iter();
        pieces.filter_map(Piece::name)
    }

    /// All keys of this language, in order.
    pub fn keys(self) -> impl Iterator<Item = &'static str> {
        Texts::of(self).by_key.keys().map(String::as_str)
    }
}

/// Part of a text.
#[derive(Clone, Copy)]
enum Piece<'a> {
    Text(&'a str),
    Placeholder(&'a str),
    /// One word for one and another for any other number.
    Forms {
        name: &'a str,
        one: &'a str,
        other: &'a str,
    },
}

impl<'a> Piece<'a> {
    /// The name of the value that it needs.
    fn name(self) -> Option<&'a str> {
        match self {
            Self::Text(_) => None,
            Self::Placeholder(name) | Self::Forms { name, .. } => Some(name),
        }
    }

    /// What stands between two braces, where that is a place to be filled.
    fn of(inside: &'a str) -> Option<Self> {
        let mut parts = inside.split('|');
        let name = parts.next().filter(|name| is_name(name))?;
        match (parts.next(), parts.next(), parts.next()) {
            (None, ..) => Some(Self::Placeholder(name)),
            (Some(one), Some(other), None) => Some(Self::Forms { name, one, other }),
            _ => None,
        }
    }
}

fn is_name(name: &str) -> bool {
    let mut chars = name.chars();
    !name.is_empty() && chars.all(|c| matches!(c, 'a'..='z' | '0'..='9' | '_' | '.'))
}

impl Display for Piece<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Text(text) => f.write_str(text),
            Self::Placeholder(name) => write!(f, "{{{name}}}"),
            Self::Forms { name, one, other } => write!(f, "{{{name}|{one}|{other}}}"),
        }
    }
}

/// Takes a text apart at its placeholders: braces around a name of small letters, digits, `_` and `.`, or
/// around a name and two forms. Other braces are text.
fn pieces(mut text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut from = 0;
    while let Some(open) = text[from..].find('{').map(|at| from + at) {
        let inside = &text[open + 1..];
        let place = inside
            .split_once('}')
            .and_then(|(inside, rest)| Some((Piece::of(inside)?, rest)));
        match place {
            Some((place, rest)) => {
                pieces.push(Piece::Text(&text[..open]));
                pieces.push(place);
                text = rest;
                from = 0;
            }
            None => from = open + 1,
        }
    }
    pieces.push(Piece::Text(text));
    pieces
}

/// A missing key as a text that lives as long as the program, kept once however often it is asked.
fn missing(key: &str) -> &'static str {
    static SEEN: Mutex<BTreeSet<&'static str>> = Mutex::new(BTreeSet::new());
    let mut seen = SEEN.lock().unwrap_or_else(PoisonError::into_inner);
    match seen.get(key) {
        Some(known) => known,
        None if seen.len() < MISSING => {
            let kept: &'static str = Box::leak(key.to_owned().into_boxed_str());
            seen.insert(kept);
            kept
        }
        None => "?",
    }
}

#[cfg(test)]
mod tests {
    use unicode_normalization::is_nfc;

    use super::*;
    use Lang::{En, Vi};

    fn placeholders(text: &str) -> BTreeSet<&str> {
        pieces(text).into_iter().filter_map(Piece::name).collect()
    }

    #[test]
    fn every_file_can_be_read() {
        for lang in [Vi, En] {
            assert_eq!(Texts::of(lang).problems, [""; 0]);
        }
    }

    #[test]
    fn both_languages_have_the_same_keys() {
        let (vi, en): (BTreeSet<_>, BTreeSet<_>) = (Vi.keys().collect(), En.keys().collect());
        let only = |a: &BTreeSet<&'static str>, b| a.difference(b).copied().collect::<Vec<_>>();
        assert_eq!(only(&vi, &en), [""; 0], "only in Vietnamese");
        assert_eq!(only(&en, &vi), [""; 0], "only in English");
    }

    #[test]
    fn both_languages_have_the_same_placeholders() {
        for key in Vi.keys() {
            assert_eq!(
                placeholders(Vi.text(key)),
                placeholders(En.text(key)),
                "{key}"
            );
        }
    }

    #[test]
    fn texts_are_composed_and_without_controls() {
        for (lang, key) in [Vi, En]
            .into_iter()
            .flat_map(|l| l.keys().map(move |key| (l, key)))
        {
            let text = lang.text(key);
            assert!(is_nfc(text), "{lang}: {key} is not NFC");
            assert!(
                !text.contains(|c: char| c.is_control() && c != '\n'),
                "{lang}: {key}"
            );
        }
    }

    #[test]
    fn placeholders_are_filled_once() {
        assert_eq!(
            Vi.fill("common.percent.value", &[("n", &"51,22")]),
            "51,22 %"
        );
        assert_eq!(
            En.fill("common.percent.value", &[("n", &"{n}"), ("m", &1)]),
            "{n}%"
        );
        assert_eq!(Vi.fill("common.percent.value", &[]), "{n} %");
        assert_eq!(
            En.fill("common.date.long", &[("year", &2024), ("day", &5)]),
            "5 {month} 2024"
        );
    }

    #[test]
    fn a_word_fits_its_number() {
        for (n, of, all) in [
            (0, "0 members", "all 0 members"),
            (1, "1 member", "the only member"),
            (2, "2 members", "all 2 members"),
            (11, "11 members", "all 11 members"),
        ] {
            assert_eq!(En.fill("rule.base.members", &[("n", &n)]), of);
            assert_eq!(En.fill("election.of.members", &[("n", &n)]), all);
        }
        let untold = "{n|the only member|all # members}";
        assert_eq!(
            pieces(untold)
                .iter()
                .map(Piece::to_string)
                .collect::<String>(),
            untold
        );
    }

    #[test]
    fn other_braces_are_text() {
        for text in [
            "{n|a}",
            "{n|a|b|c}",
            "{N|a|b}",
            "",
            "{",
            "}",
            "{}",
            "{ n }",
            "{N}",
            "{{",
            "a {b",
            "đ {} {",
        ] {
            assert_eq!(
                pieces(text)
                    .iter()
                    .map(Piece::to_string)
                    .collect::<String>(),
                text
            );
            assert!(placeholders(text).is_empty(), "{text}");
        }
        assert_eq!(placeholders("{{n}} {a {b_2}"), ["b_2", "n"].into());
    }

    #[test]
    fn a_missing_text_is_its_key() {
        let key = String::from("common.there.is_none");
        assert_eq!(Vi.text(&key), key);
        assert!(std::ptr::eq(Vi.text(&key), En.text(&key)));
        assert_eq!(Vi.fill(&key, &[("n", &1)]), key);
    }
}
