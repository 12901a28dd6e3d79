//! `chair replay`: a recording in the console.

use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, anyhow};

use super::args::Replay;
use super::files::read_up_to;
use super::settings::Settings;
use super::{join, log_to_file};
use crate::hub::{Clock, SystemClock};
use crate::journal::recording;
use crate::link::replay;
use crate::session::Record;
use crate::term::{self, Drafts};
use crate::text::Lang;

/// How long a recording may be, in bytes.
const LONGEST: u64 = 256 * 1024 * 1024;

/// Plays the recording until the person leaves.
///
/// # Errors
/// Where the file is no recording, or there is no terminal.
pub async fn run(options: &Replay, settings: &Settings) -> anyhow::Result<()> {
    let lang = settings.lang();
    let records = recorded(&options.file, lang)?;
    join::check_terminal(settings)?;
    let setup = join::setup(settings, &options.file.display().to_string());
    log_to_file(settings);
    let clock: Arc<dyn Clock> = Arc::new(SystemClock::new());
    let (orders, news) = replay::play(records);
    let (drafts, themes, keys) = (
        Drafts::nowhere(),
        join::own_themes(),
        join::own_keys(settings),
    );
    term::sit(setup, orders, news, drafts, themes, keys, clock)
        .await
        .context(lang.text("cli.terminal_lost"))?;
    Ok(())
}

/// The records of a recording.
///
/// # Errors
/// Where the file is no recording.
pub fn recorded(file: &Path, lang: Lang) -> anyhow::Result<Vec<Record>> {
    let shown = file.display();
    let bytes = read_up_to(file, LONGEST).map_err(|problem| {
        let why = problem.trouble().say(lang);
        let values: [(&str, &dyn std::fmt::Display); 2] = [("file", &shown), ("why", &why)];
        anyhow!(lang.fill("cli.no_recording", &values))
    })?;
    let recording =
        recording::read(&bytes).map_err(|wrong| anyhow!("{shown}: {}", wrong.text(lang)))?;
    Ok(recording.records)
}
