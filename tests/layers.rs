//! The order of the rooms: each uses only those below it, and the pure ones know no outside world.
//!
//! The source is read as text. Comments and test code are left out: a test may use any room.

#![expect(clippy::unwrap_used, reason = "what is missing here fails the test")]

use std::fs;
use std::path::{Path, PathBuf};

/// The rooms from the ground up.
const ROOMS: &[&str] = &[
    "text", "session", "forms", "wire", "journal", "hub", "link", "console", "term", "cli",
];

/// Rooms without a clock, randomness, I/O, async or a terminal.
const PURE: &[&str] = &["text", "session", "forms", "wire", "console"];

/// What a pure room does not mention.
const OUTSIDE: &[&str] = &[
    "std::env",
    "std::fs",
    "std::io",
    "println!",
    "Timestamp::now",
    "Zoned::now",
    "now_v7",
    "std::net",
    "std::process",
    "std::thread",
    "SystemTime",
    "Instant",
    "async ",
    "tokio::",
    "rusqlite",
    "crossterm",
    "fastrand",
    "getrandom",
    "ratatui::backend",
    "ratatui::Terminal",
];

/// The names of what can go wrong outside, which do nothing.
const ONLY_NAMES: &str = "std::io::ErrorKind";

/// What the console may know of the link: its plain types.
const PLAIN: &[&str] = &["News", "Order", "Playback", "Ticket"];

/// A file of a room, without comments and test code.
struct Source {
    path: PathBuf,
    room: String,
    /// How many modules lie between it and the root of the crate.
    depth: usize,
    code: String,
}

fn sources() -> Vec<Source> {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = vec![];
    collect(&src, &mut files);
    let for_tests: Vec<_> = files.iter().flat_map(|file| test_modules(file)).collect();
    files.retain(|file| !for_tests.contains(file));
    let source = |path: PathBuf| {
        let inner = path.strip_prefix(&src).unwrap();
        let names: Vec<_> = inner.iter().map(|name| name.to_str().unwrap()).collect();
        // Only `main.rs` and `lib.rs` are no room's.
        let (file, room) = (names.last()?, *names.first().filter(|_| names.len() > 1)?);
        if is_for_tests(&names) {
            return None;
        }
        Some(Source {
            room: room.to_owned(),
            depth: names.len() - usize::from(*file == "mod.rs"),
            code: without_tests(&fs::read_to_string(&path).unwrap()),
            path,
        })
    };
    let sources: Vec<_> = files.into_iter().filter_map(source).collect();
    assert!(sources.len() > 100, "the source was not found");
    sources
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

/// The files of the modules that a file declares for tests only.
fn test_modules(file: &Path) -> Vec<PathBuf> {
    let text = fs::read_to_string(file).unwrap();
    let folder = match file.file_name().unwrap().to_str().unwrap() {
        "mod.rs" | "lib.rs" => file.parent().unwrap().to_owned(),
        _ => file.with_extension(""),
    };
    let items = text.split("#[cfg(test)]\n").skip(1);
    let declared = items.filter_map(|item| item.trim_start().strip_prefix("mod ")?.split_once(';'));
    declared
        .map(|(name, _)| folder.join(format!("{name}.rs")))
        .collect()
}

fn is_for_tests(names: &[&str]) -> bool {
    let test = |name: &&str| matches!(name.trim_end_matches(".rs"), "tests" | "testing");
    names.iter().any(test)
}

/// The code of a file, item by item as rustfmt lays it out, without what only tests see.
fn without_tests(text: &str) -> String {
    let mut code = String::new();
    let mut lines = text
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"));
    while let Some(line) = lines.next() {
        if line.trim() != "#[cfg(test)]" {
            code.push_str(line);
            code.push('\n');
            continue;
        }
        let indent = &line[..line.len() - line.trim_start().len()];
        let end = format!("{indent}}}");
        let mut item = lines
            .by_ref()
            .skip_while(|line| line.trim().starts_with("#["));
        let first = item.next().unwrap_or_default();
        if !first.ends_with(';') {
            let _ = item.find(|line| *line == end);
        }
    }
    code
}

/// The paths that begin with `crate::`, with groups written out: `["link", "News"]`.
fn paths(code: &str) -> Vec<Vec<String>> {
    let mut paths = vec![];
    for (place, found) in code.match_indices("crate::") {
        // Also `$crate::` and the like; but not `my_crate::`.
        let before = code[..place].chars().next_back();
        if !before.is_some_and(|letter| letter.is_alphanumeric() || letter == '_') {
            expand(&code[place + found.len()..], &mut vec![], &mut paths);
        }
    }
    paths
}

/// Reads one path or group and gives what stands behind it.
fn expand<'c>(code: &'c str, before: &mut Vec<String>, paths: &mut Vec<Vec<String>>) -> &'c str {
    let code = code.trim_start();
    if let Some(mut rest) = code.strip_prefix('{') {
        loop {
            rest = expand(rest, &mut before.clone(), paths).trim_start();
            rest = rest.strip_prefix(',').unwrap_or(rest).trim_start();
            if let Some(rest) = rest.strip_prefix('}') {
                return rest;
            }
            assert!(!rest.is_empty(), "a group without an end");
        }
    }
    let is_letter = |letter: char| letter.is_alphanumeric() || letter == '_' || letter == '*';
    let end = code.find(|letter| !is_letter(letter)).unwrap_or(code.len());
    let (name, rest) = code.split_at(end);
    before.push(name.to_owned());
    if let Some(rest) = rest.strip_prefix("::") {
        return expand(rest, before, paths);
    }
    paths.push(before.clone());
    let rest = rest.trim_start();
    // `as another` is part of the path before.
    match rest.strip_prefix("as ") {
        Some(rest) => rest.trim_start_matches(is_letter),
        None => rest,
    }
}

#[test]
fn a_room_uses_only_rooms_below_it() {
    let place = |room: &str| ROOMS.iter().position(|known| *known == room);
    let mut wrong = vec![];
    for source in sources() {
        let own = place(&source.room);
        let own = own.unwrap_or_else(|| panic!("{} is not in the list of rooms", source.room));
        for path in paths(&source.code) {
            if place(&path[0]).is_none_or(|used| used > own) {
                wrong.push(format!(
                    "{}: crate::{}",
                    source.path.display(),
                    path.join("::")
                ));
            }
        }
        // Past the root of the crate there would be a way around all this.
        if source.code.contains(&"super::".repeat(source.depth)) {
            wrong.push(format!("{}: too many super::", source.path.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_pure_rooms_know_no_outside_world() {
    let mut wrong = vec![];
    for source in sources().iter().filter(|s| PURE.contains(&s.room.as_str())) {
        let code = source.code.replace(ONLY_NAMES, "");
        for outside in OUTSIDE.iter().filter(|name| code.contains(**name)) {
            wrong.push(format!("{}: {outside}", source.path.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_console_knows_only_the_plain_types_of_the_link() {
    let mut wrong = vec![];
    for source in sources().iter().filter(|source| source.room == "console") {
        for path in paths(&source.code) {
            let plain = path
                .get(1)
                .is_some_and(|name| PLAIN.contains(&name.as_str()));
            if matches!(path[0].as_str(), "link" | "hub" | "journal") && !plain {
                wrong.push(format!("{}: {}", source.path.display(), path.join("::")));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Shares, thousands and decimals are written as each language has them by `text::number` alone, and
/// dates by `text::date`: no pattern of another room puts a sign behind a number, or rounds one.
#[test]
fn numbers_are_written_in_one_place() {
    let mut wrong = vec![];
    for source in sources().iter().filter(|source| source.room != "text") {
        for line in source.code.lines() {
            let rounds = line.split('{').skip(1).any(|place| {
                let place = place.split('}').next().unwrap_or_default();
                place
                    .split_once(':')
                    .is_some_and(|(_, form)| form.starts_with('.'))
            });
            let shares = line.contains("}%") || line.contains("} %");
            if rounds || shares {
                wrong.push(format!("{}: {}", source.path.display(), line.trim()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_reading_itself_is_right() {
    let code = "use crate::{a::{b, c as d}, e};\nlet x = crate::f::G::new(); not_crate::h;";
    let found: Vec<_> = paths(code).iter().map(|path| path.join("::")).collect();
    assert_eq!(found, ["a::b", "a::c", "e", "f::G::new"]);
    let code = "a\n#[cfg(test)]\nmod tests;\nb\n// no\n#[cfg(test)]\n#[x]\nmod c {\n    d\n}\ne\n";
    assert_eq!(without_tests(code), "a\nb\ne\n");
}
