//! Holds texts and program together: no text that nobody shows, no key that names no text.
//!
//! A text counts as used when a string literal somewhere in `src/` is its key, or is a beginning of
//! its key that ends in a dot (`"refusal."`), also before the first brace of a pattern
//! (`"verb.{name}.label"`). What a comment says does not count, nor do the catalogue's own tests.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use super::Lang;

/// A string literal of a source file, and whether a text is asked for by it there and then.
#[derive(Debug, PartialEq)]
struct Literal {
    text: String,
    asked: bool,
}

/// The string literals of Rust source. Reads just enough of the language to tell them from
/// comments, characters and lifetimes; escapes stay as written, since no key has one.
fn literals(source: &str) -> Vec<Literal> {
    let mut found = Vec::new();
    let mut code = String::new();
    let mut rest = source;
    while let Some(c) = rest.chars().next() {
        let token = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            rest.find("*/").map_or(rest.len(), |at| at + 2)
        } else if let Some((open, close)) = raw_string(&source[..source.len() - rest.len()], rest) {
            let end = rest[open..].find(&close).map_or(rest.len(), |at| open + at);
            found.push(Literal {
                text: rest[open..end].to_owned(),
                asked: asks(&code),
            });
            code.push('"');
            (end + close.len()).min(rest.len())
        } else if c == '"' {
            let end = end_of_string(rest);
            let text = rest[1..end].strip_suffix('"').unwrap_or(&rest[1..end]);
            found.push(Literal {
                text: text.to_owned(),
                asked: asks(&code),
            });
            code.push('"');
            end
        } else if c == '\'' {
            code.push('\'');
            end_of_char(rest)
        } else {
            if !c.is_whitespace() {
                code.push(c);
            }
            c.len_utf8()
        };
        rest = &rest[token..];
    }
    found
}

/// Where the content of a raw string begins, and what ends it, if one begins here.
fn raw_string(before: &str, rest: &str) -> Option<(usize, String)> {
    let ends_in_word = |code: &str| code.ends_with(|c: char| c.is_alphanumeric() || c == '_');
    if ends_in_word(before.strip_suffix('b').unwrap_or(before)) {
        return None;
    }
    let after = rest.strip_prefix('r')?;
    let hashes = after.len() - after.trim_start_matches('#').len();
    after[hashes..]
        .starts_with('"')
        .then(|| (hashes + 2, format!("\"{}", "#".repeat(hashes))))
}

fn end_of_string(rest: &str) -> usize {
    let mut escaped = true;
    for (at, c) in rest.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    rest.len()
}

/// The end of a character literal, or of the quote alone if it begins a lifetime.
fn end_of_char(rest: &str) -> usize {
    let inside = &rest[1..];
    if inside.starts_with('\\') {
        return inside[2..].find('\'').map_or(rest.len(), |at| at + 4);
    }
    let first = inside.chars().next().map_or(0, char::len_utf8);
    if inside[first..].starts_with('\'') {
        first + 2
    } else {
        1
    }
}

/// Whether the code up to here (without white space) asks for the text that follows.
fn asks(code: &str) -> bool {
    [".text(", ".fill(", ".text(&", ".fill(&"]
        .iter()
        .any(|call| code.ends_with(call))
}

/// Whether a literal has the form of a key. Other things too have a method called `text`.
fn looks_like_key(literal: &str) -> bool {
    literal.split('.').count() > 1
        && literal.split('.').all(|part| {
            let mut chars = part.chars();
            !part.is_empty() && chars.all(|c| matches!(c, 'a'..='z' | '0'..='9' | '_' | '-'))
        })
}

/// The beginning of keys that a literal stands for, if it stands for a family of keys.
fn family(literal: &str) -> Option<&str> {
    let beginning = literal.split('{').next().unwrap_or(literal);
    beginning
        .strip_suffix('.')
        .filter(|name| !name.is_empty())
        .map(|_| beginning)
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// The literals of all sources but the catalogue's own, with the file each stands in.
fn all_literals() -> Vec<(PathBuf, Literal)> {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let own = src.join("text").join("catalog");
    let mut files = Vec::new();
    sources(&src, &mut files);
    files.retain(|file| !file.with_extension("").starts_with(&own));
    let literals_of = |file: PathBuf| {
        let source = fs::read_to_string(&file).unwrap();
        literals(&source)
            .into_iter()
            .map(move |literal| (file.clone(), literal))
    };
    files.into_iter().flat_map(literals_of).collect()
}

#[test]
fn every_text_is_used() {
    let literals = all_literals();
    let whole: BTreeSet<&str> = literals.iter().map(|(_, literal)| &*literal.text).collect();
    let families: BTreeSet<&str> = whole.iter().filter_map(|literal| family(literal)).collect();
    let used = |key: &str| whole.contains(key) || families.iter().any(|f| key.starts_with(f));
    let unused: Vec<&str> = Lang::Vi.keys().filter(|key| !used(key)).collect();
    assert!(
        unused.is_empty(),
        "texts that nothing in src/ shows: {unused:#?}"
    );
}

#[test]
fn every_text_that_is_asked_for_exists() {
    let keys: BTreeSet<&str> = Lang::Vi.keys().collect();
    let missing: Vec<_> = all_literals()
        .into_iter()
        .filter(|(_, literal)| literal.asked && looks_like_key(&literal.text))
        .filter(|(_, literal)| !keys.contains(&*literal.text))
        .map(|(file, literal)| format!("{}: {}", file.display(), literal.text))
        .collect();
    assert!(missing.is_empty(), "keys without a text: {missing:#?}");
}

#[test]
fn literals_are_told_from_what_surrounds_them() {
    let source = r###"
        // "comment.line" isn't one
        /* "comment.block" */
        fn f<'a>(lang: Lang) -> &'a str { lang.text("a.b"); lang
            .fill( "a.c", &[]); '"'; '\''; '\\'; b"bytes"; r"raw.one"; r#"raw."two""#;
            return br#"" { "#; for_r("x\"y.z"); lang.text(&format!("f.{name}.label")) }
    "###;
    let found = literals(source);
    let all: Vec<&str> = found.iter().map(|literal| &*literal.text).collect();
    let expected = [
        "a.b",
        "a.c",
        "bytes",
        "raw.one",
        "raw.\"two\"",
        "\" { ",
        "x\\\"y.z",
        "f.{name}.label",
    ];
    assert_eq!(all, expected);
    let asked: Vec<&str> = found.iter().filter(|l| l.asked).map(|l| &*l.text).collect();
    assert_eq!(asked, ["a.b", "a.c"]);
}

#[test]
fn families_end_in_a_dot() {
    assert_eq!(family("refusal."), Some("refusal."));
    assert_eq!(family("verb.{name}.label"), Some("verb."));
    assert_eq!(family("verb"), None);
    assert_eq!(family("{name}.label"), None);
    assert_eq!(family("."), None);
    assert!(looks_like_key("refusal.poll.already_open"));
    assert!(!looks_like_key("Hello, world."));
}
