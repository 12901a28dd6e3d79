//! `chair verify`: whether a journal or a recording is whole, and where not.

use std::fs;
use std::io::Write;
use std::path::Path;

use crate::journal::verify::Verified;
use crate::journal::{Store, StoreError, recording};
use crate::text::{Lang, Trouble, clean};

/// Checks a data directory or a recording file, and writes what was found. Answers whether all of
/// it is whole. In a directory every session is checked where none is named.
///
/// # Errors
/// Where there is nothing to check or it cannot be read: then it is not known whether it is whole.
pub fn run(
    target: &Path,
    session: Option<&str>,
    lang: Lang,
    out: &mut dyn Write,
) -> anyhow::Result<bool> {
    let whole = if target.is_dir() {
        directory(target, session, lang, out)?
    } else {
        file(target, lang, out)?
    };
    out.flush()?;
    Ok(whole)
}

fn directory(
    dir: &Path,
    session: Option<&str>,
    lang: Lang,
    out: &mut dyn Write,
) -> anyhow::Result<bool> {
    // Words in the reader's language, not those of the error's own display.
    let told = |error: StoreError| anyhow::anyhow!(error.text(lang));
    let store = Store::open_read_only(dir).map_err(told)?;
    let names = match session {
        Some(name) => vec![name.to_owned()],
        None => {
            let sessions = store.sessions().map_err(told)?;
            sessions.into_iter().map(|kept| kept.name).collect()
        }
    };
    if names.is_empty() {
        writeln!(out, "{}", lang.text("journal.verify.none"))?;
    }
    let mut all_whole = true;
    for name in names {
        let shown = clean::line(&name, 100);
        match store.verify(&name) {
            Ok(verified) => tell(&shown, &verified, lang, out)?,
            Err(StoreError::Journal(error)) => {
                all_whole = false;
                writeln!(out, "{shown}: {}", error.text(lang))?;
            }
            Err(error) => return Err(told(error)),
        }
    }
    Ok(all_whole)
}

fn file(file: &Path, lang: Lang, out: &mut dyn Write) -> anyhow::Result<bool> {
    let shown = clean::line(&file.to_string_lossy(), 500);
    let bytes = fs::read(file).map_err(|why| {
        let why = Trouble::new(why.kind(), &why).say(lang);
        let values: [(&str, &dyn std::fmt::Display); 2] = [("file", &shown), ("why", &why)];
        anyhow::anyhow!(lang.fill("journal.verify.unreadable", &values))
    })?;
    let recording = match recording::read(&bytes) {
        Ok(recording) => recording,
        Err(wrong) => {
            writeln!(out, "{shown}: {}", wrong.text(lang))?;
            return Ok(false);
        }
    };
    match recording.verify() {
        Ok(verified) => tell(&shown, &verified, lang, out)?,
        Err(flaw) if recording.torn.is_none() || !recording.records.is_empty() => {
            writeln!(out, "{shown}: {}", flaw.text(lang))?;
            return Ok(false);
        }
        // Torn in the first record: that is said below.
        Err(_) => {}
    }
    if let Some(line) = recording.torn {
        let torn = lang.fill("journal.verify.torn", &[("line", &line)]);
        writeln!(out, "{shown}: {torn}")?;
    }
    Ok(recording.torn.is_none())
}

fn tell(shown: &str, verified: &Verified, lang: Lang, out: &mut dyn Write) -> anyhow::Result<()> {
    let text = lang.fill(
        "journal.verify.whole",
        &[
            ("name", &shown),
            ("records", &verified.records),
            ("head", &verified.head),
            ("digest", &verified.digest),
        ],
    );
    Ok(writeln!(out, "{text}")?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journal::testing;

    fn said(target: &Path, session: Option<&str>, lang: Lang) -> (bool, String) {
        let mut out = Vec::new();
        let whole = run(target, session, lang, &mut out).unwrap();
        (whole, String::from_utf8(out).unwrap())
    }

    #[test]
    fn whole_sessions_are_said_to_be_whole() {
        let dir = tempfile::tempdir().unwrap();
        let store = Store::open(dir.path()).unwrap();
        testing::keep(&store, "a");
        testing::keep(&store, "b");
        let (whole, text) = said(dir.path(), None, Lang::En);
        assert!(whole, "{text}");
        assert!(
            text.contains("a: whole") && text.contains("b: whole"),
            "{text}"
        );
        let (whole, text) = said(dir.path(), Some("b"), Lang::Vi);
        assert!(whole && !text.contains("a: "), "{text}");
        assert!(run(dir.path(), Some("c"), Lang::Vi, &mut Vec::new()).is_err());
    }

    #[test]
    fn a_tampered_session_is_named_with_its_record() {
        let dir = tempfile::tempdir().unwrap();
        let store = Store::open(dir.path()).unwrap();
        testing::keep(&store, "a");
        let file = rusqlite::Connection::open(dir.path().join("chair.sqlite3")).unwrap();
        let changed = file.execute(
            "UPDATE records SET json = replace(json, '\"place\":\"hall\"', '\"place\":\"remote\"') WHERE seq = 3",
            [],
        );
        assert_eq!(changed, Ok(1));
        let (whole, text) = said(dir.path(), None, Lang::En);
        assert!(!whole && text.contains("record 3"), "{text}");
    }

    #[test]
    fn a_recording_is_checked_too() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("record.jsonl");
        let mut bytes = Vec::new();
        recording::write(&mut bytes, &testing::records()).unwrap();
        fs::write(&path, &bytes).unwrap();
        assert!(said(&path, None, Lang::En).0);
        fs::write(&path, &bytes[..bytes.len() - 40]).unwrap();
        let (whole, text) = said(&path, None, Lang::En);
        assert!(!whole && text.contains("middle of a record"), "{text}");
        fs::write(&path, &bytes[1..]).unwrap();
        let (whole, text) = said(&path, None, Lang::En);
        assert!(!whole && text.contains("Line 1"), "{text}");
        assert!(run(&dir.path().join("none"), None, Lang::En, &mut vec![]).is_err());
    }
}
