//! `chair log`: the records of a session as JSON lines, as they stand in the journal.

use std::io::Write;
use std::path::Path;

use anyhow::{anyhow, bail};

use crate::journal::Store;
use crate::text::{Lang, clean};

/// Writes the records of a session as a recording, also while a hub runs. The name may be left out
/// where only one session is kept.
///
/// # Errors
/// Where there is no such session, several and none named, or the journal cannot be read.
pub fn run(
    dir: &Path,
    session: Option<&str>,
    lang: Lang,
    out: &mut dyn Write,
) -> anyhow::Result<()> {
    let store = Store::open_read_only(dir).map_err(|error| anyhow!(error.text(lang)))?;
    let name = named(&store, session, lang)?;
    for record in store
        .log(&name)
        .map_err(|error| anyhow!(error.text(lang)))?
    {
        writeln!(out, "{}", record.line())?;
    }
    out.flush()?;
    Ok(())
}

/// The session that is meant: the one that is named, else the only one that is kept.
///
/// # Errors
/// Where none is named and there is none, or more than one.
pub fn named(store: &Store, session: Option<&str>, lang: Lang) -> anyhow::Result<String> {
    if let Some(name) = session {
        return Ok(name.to_owned());
    }
    let mut sessions = store
        .sessions()
        .map_err(|error| anyhow!(error.text(lang)))?;
    match (sessions.pop(), sessions.is_empty()) {
        (Some(only), true) => Ok(only.name),
        (None, _) => bail!(lang.text("journal.log.none")),
        (Some(last), false) => {
            sessions.push(last);
            let lines = sessions.iter().map(|kept| {
                let title = clean::line(&kept.title, 120);
                format!("\n  {} — {title}", clean::line(&kept.name, 100))
            });
            let list: String = lines.collect();
            bail!(lang.fill("journal.log.which", &[("list", &list)]))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journal::{Journal, recording, testing};

    #[test]
    fn the_log_is_a_recording() {
        let dir = tempfile::tempdir().unwrap();
        let store = Store::open(dir.path()).unwrap();
        testing::keep(&store, "giao-ban");
        // The hub still runs.
        let mut out = Vec::new();
        run(dir.path(), None, Lang::En, &mut out).unwrap();
        let recording = recording::read(&out).unwrap();
        let mut journal = store.journal("giao-ban").unwrap();
        assert_eq!(recording.records, journal.load().unwrap().records);
        assert_eq!(recording.torn, None);
    }

    #[test]
    fn several_sessions_are_listed_when_none_is_named() {
        let dir = tempfile::tempdir().unwrap();
        let store = Store::open(dir.path()).unwrap();
        let mut out = Vec::new();
        assert!(run(dir.path(), None, Lang::En, &mut out).is_err());
        testing::keep(&store, "a");
        testing::keep(&store, "b");
        let error = run(dir.path(), None, Lang::En, &mut out)
            .unwrap_err()
            .to_string();
        assert!(error.contains("\n  a — ") && error.contains("\n  b — "));
        assert!(out.is_empty());
        run(dir.path(), Some("b"), Lang::En, &mut out).unwrap();
        assert!(!out.is_empty());
        assert!(run(dir.path(), Some("c"), Lang::En, &mut out).is_err());
    }
}
