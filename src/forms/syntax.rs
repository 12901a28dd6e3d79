//! What is not TOML at all, said in the words of somebody who writes a session file.

use std::borrow::Cow;

use toml::de::{DeTable, DeValue, Error};

use super::mistake::Fault;
use super::page::Page;
use super::value;
use super::word::Words;

const QUOTES: [char; 5] = ['“', '”', '„', '‘', '’'];

/// What people write for yes and no, and what TOML calls it.
const TRUTHS: &Words<&str> = &[
    ("yes", "true"),
    ("on", "true"),
    ("true", "true"),
    ("có", "true"),
    ("no", "false"),
    ("off", "false"),
    ("false", "false"),
    ("không", "false"),
];

/// What the parser says of a line at which it gives up and reads no further.
const STOPS: &str = "key with no value";
/// How often the rest is tried again without such lines.
const TRIES: usize = 10;
/// What the parser says of the line after a bracket that was not closed.
const UNCLOSED: [&str; 2] = ["missing comma between", "missing key for inline table"];

/// What the parser says when something is not as it should be, by how that begins, and the text that
/// tells what should stand there.
const EXPECTED: &[(&str, &str)] = &[
    ("key with no value", "equals"),
    ("missing value for key", "equals"),
    ("missing assignment", "equals"),
    ("extra `=`", "one_equals"),
    ("unexpected `=`", "one_equals"),
    ("extra assignment", "comma"),
    ("missing comma", "comma"),
    ("extra comma", "element"),
    ("string values must be quoted", "value"),
    ("missing value", "value"),
    ("invalid value", "value"),
    ("missing opening quote", "value"),
    ("invalid basic string", "closing_quote"),
    ("invalid literal string", "closing_quote"),
    ("invalid multi-line", "closing_quote"),
    ("unclosed inline table", "closing_brace"),
    ("unclosed", "closing_bracket"),
    ("missing array opening", "opening"),
    ("missing inline table opening", "opening"),
    ("missing table open", "opening"),
    ("unquoted keys", "key"),
    ("invalid unquoted key", "key"),
    ("missing key", "key"),
    ("keys cannot", "key"),
    ("invalid key-value pair", "equals"),
    ("invalid inline table element", "key"),
    ("unexpected key or value", "end_of_line"),
    ("unexpected content", "end_of_line"),
    ("missing escaped value", "escape"),
    ("too few unicode", "escape"),
    ("unexpected leading zero", "number"),
    ("`_` may", "number"),
    ("radix", "number"),
    ("integers with a radix", "number"),
    ("redundant", "number"),
    ("unexpected sign", "number"),
    ("invalid exponent", "number"),
    ("invalid date", "moment"),
    ("invalid time", "moment"),
    ("invalid boolean", "value"),
    ("invalid float", "value"),
    ("invalid string", "value"),
    ("invalid integer", "number"),
    ("invalid hexadecimal", "number"),
    ("invalid octal", "number"),
    ("invalid binary", "number"),
    ("invalid fraction", "number"),
    ("invalid mantissa", "number"),
    ("invalid comment character", "character"),
    ("carriage return", "character"),
    ("invalid key", "key"),
    ("invalid table", "key"),
    ("cannot recurse", "depth"),
];

/// The name of the text that tells what should stand where the parser says this.
pub(super) fn expected(said: &str) -> Option<&'static str> {
    let found = EXPECTED.iter().find(|(begins, _)| said.starts_with(begins));
    found.map(|(_, name)| *name)
}

/// The text without the lines at which the parser gives up, so that it can read what comes after
/// them. They are noted, and blanks stand in their place.
pub(super) fn readable(page: &Page) -> Cow<'_, str> {
    let mut text = Cow::Borrowed(page.text());
    for _ in 0..TRIES {
        let (_, errors) = DeTable::parse_recoverable(&text);
        let stops = |error: &Error| {
            let stops = error.message().starts_with(STOPS);
            error.span().filter(|_| stops).map(|span| span.start)
        };
        let stops: Vec<_> = errors.iter().filter_map(stops).collect();
        if stops.is_empty() {
            break;
        }
        let mut bytes = text.into_owned().into_bytes();
        for at in stops {
            page.set_broken();
            let said = STOPS.to_owned();
            page.note_unread(page.spot(at), Fault::Syntax { said });
            let start = bytes[..at.min(bytes.len())]
                .iter()
                .rposition(|b| *b == b'\n');
            let line = bytes.iter_mut().skip(start.map_or(0, |at| at + 1));
            for byte in line.take_while(|byte| **byte != b'\n') {
                *byte = b' ';
            }
        }
        // Whole lines were blanked, so what is left is still UTF-8.
        text = Cow::Owned(String::from_utf8_lossy(&bytes).into_owned());
    }
    text
}

/// Notes what the parser found. Lines on which it stumbled are not examined further.
pub(super) fn note(page: &Page, root: &DeTable<'_>, errors: &[Error]) {
    let listed_in_file = matches!(
        root.get("roster").map(|roster| roster.get_ref()),
        Some(DeValue::String(_))
    );
    let mut roster_twice = false;
    let end = page.text().len();
    let span = |error: &Error| error.span().unwrap_or(end..end);
    let unclosed = |error: &&Error| is_unclosed(error.message(), page.text(), span(error).start);
    let lost = errors.iter().filter(unclosed).map(|e| span(e).start).min();
    if let Some(lost) = lost {
        // What follows stands within the bracket for the parser, and means nothing there.
        page.set_broken();
        page.note_unread(page.spot(lost), Fault::Unclosed);
        page.set_lost(page.spot(lost).line);
    }
    let before = |error: &&Error| lost.is_none_or(|lost| span(error).start < lost);
    for error in errors.iter().filter(before) {
        let span = span(error);
        let spot = page.spot(span.start);
        let part = page.text().get(span.clone()).unwrap_or("");
        if error.message() == "duplicate key" {
            let again = part == "roster" && listed_in_file;
            if !again {
                let key = part.to_owned();
                page.note(spot, Fault::DuplicateKey { key });
            } else if !roster_twice {
                roster_twice = true;
                page.note(spot, Fault::RosterTwice);
            }
            continue;
        }
        let fault = fault(line_around(page.text(), span.start), part, error.message());
        // A wrong date is a whole value: what comes after it was understood.
        if !matches!(fault, Fault::WrongDate { .. }) {
            page.set_broken();
        }
        page.note_unread(spot, fault);
    }
}

/// Whether a new line, not a new element of a list, begins here within a bracket.
fn is_unclosed(said: &str, text: &str, at: usize) -> bool {
    let begins_line = text.get(..at).is_some_and(|before| before.ends_with('\n'));
    let begins = text.get(at..).unwrap_or("");
    begins_line
        && UNCLOSED.iter().any(|unclosed| said.starts_with(unclosed))
        && begins.starts_with(|c: char| c == '[' || c.is_alphabetic())
}

fn line_around(text: &str, offset: usize) -> &str {
    let before = text.get(..offset).unwrap_or(text);
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    let rest = text.get(start..).unwrap_or("");
    rest.lines().next().unwrap_or("")
}

fn fault(line: &str, part: &str, said: &str) -> Fault {
    let (key, value) = line.split_once('=').unwrap_or((line, ""));
    let value = value.split('#').next().unwrap_or("").trim();
    if key.trim() == "starts" && !value.is_empty() {
        return Fault::WrongDate {
            text: value.to_owned(),
        };
    }
    if let Ok(truth) = value::word("", part, TRUTHS) {
        let text = part.to_owned();
        return Fault::BareTruth { text, truth };
    }
    if value.starts_with(QUOTES) || part.contains(QUOTES) {
        return Fault::CurlyQuotes;
    }
    Fault::Syntax {
        said: said.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Lang;

    /// Every way in which people go wrong has words of its own in each language.
    #[test]
    fn what_the_parser_says_is_told_in_our_words() {
        let wrong = [
            "a",
            "a b",
            "a = ",
            "a = b",
            "a = \"x",
            "a = 'x",
            "a = \"\"\"x",
            "[a",
            "[[a]",
            "a = [1, 2",
            "a = [1 2]",
            "a = {b = 1",
            "a = {b = 1 c = 2}",
            "a = {b}",
            "= 1",
            "a = 1 2",
            "a = 1 = 2",
            "a == 1",
            "a = \"\\q\"",
            "a = 01",
            "a = 1__0",
            "a = 2026-13-01",
            "a = 25:00:00",
            "a = +x",
            "a.= 1",
            "a = 1e",
            "#\u{1}",
            "a = [,]",
            "a = {,}",
            "[]",
            "a = tru",
            "a = floor.end",
            "a = information",
            "a = none",
            "a = nan1",
            "a = 12abc",
            "a = 1.2.3",
            "a = -x",
            "a = 1-2",
            "a = 0b2",
            "a = \"x\" y",
            "ä = 1",
            "a = \"\\u12\"",
            "a = 0X1",
            "a = 2026-1-1",
            "a = 1:2",
            "!",
            "[a]b",
            "a = ]",
            "a = }",
        ];
        for text in wrong {
            let (_, errors) = DeTable::parse_recoverable(text);
            assert!(!errors.is_empty(), "{text}");
            for error in errors {
                let said = error.message().to_owned();
                assert!(expected(&said).is_some(), "{text}: {said}");
                for lang in Lang::ALL {
                    let told = Fault::Syntax { said: said.clone() }.say(lang);
                    assert!(!told.contains(&said) && !told.contains("forms."), "{told}");
                }
            }
        }
    }

    #[test]
    fn what_is_not_known_keeps_its_words_at_the_end() {
        for lang in Lang::ALL {
            let said = "something new".to_owned();
            let told = Fault::Syntax { said }.say(lang);
            assert!(told.ends_with("(something new)"), "{told}");
        }
    }
}
