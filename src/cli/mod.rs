//! The command line: one file per subcommand, putting the rooms together.
//!
//! What can be said on it is written down once, in [`args`]; help, completions and the man page are
//! made from that. Errors are told as sentences, and the exit code says what became of it:
//!
//! | code | meaning |
//! |---|---|
//! | 0 | done |
//! | 1 | it could not be done; the last lines say why and what to do |
//! | 2 | the command line itself was not understood, or what `tally` was given cannot be counted |
//! | 3 | a session file or the settings have mistakes, or a journal is not whole |
//! | 4 | a demo without a terminal: its hub refused something that it should have taken |
//! | 5 | `ctl`: the hub refused it |
//! | 6 | `ctl`: it makes no sense now, or is for another role |
//! | 7 | `ctl`: an answer is missing, or fits nothing or several things |
//! | 8 | `ctl`: it can't be undone and was not confirmed |
//! | 9 | `ctl`: no connection, or no answer in time |

pub mod args;
pub mod check;
pub mod command_line;
pub mod ctl;
pub mod demo;
pub mod files;
pub mod folders;
pub mod host;
pub mod join;
pub mod links;
pub mod log;
pub mod picture;
pub mod replay;
pub mod settings;
pub mod tally;
pub mod verify;

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Mutex;

use anyhow::Context;
use args::Verb;
use settings::Settings;

use crate::console::keymap::Keymap;
use crate::session::Role;
use crate::text::{Lang, Trouble};

/// What was given cannot be counted: the same code as for a command line that is not understood.
const MISUSED: u8 = 2;
/// The file has mistakes, or the journal is not whole.
const FLAWED: u8 = 3;
/// A demo's hub refused something that it should have taken.
const FAULTY: u8 = 4;

/// Does what the command line says.
#[must_use]
pub fn main() -> ExitCode {
    let args = match command_line::read(std::env::args_os().collect()) {
        Ok(args) => args,
        Err(instead) if instead.was_asked_for => {
            let _ = write!(io::stdout(), "{}", instead.text);
            return ExitCode::SUCCESS;
        }
        Err(instead) => {
            let _ = write!(io::stderr(), "{}", instead.text);
            return ExitCode::from(MISUSED);
        }
    };
    let settings = Settings::here(&args.said());
    if !matches!(args.verb, Verb::Config { .. }) {
        for wrong in &settings.wrong {
            let _ = writeln!(io::stderr(), "chair: {}", wrong.say(settings.lang()));
        }
    }
    match run(args.verb, &settings) {
        Ok(code) => code,
        // Who reads our output may stop reading; that is no failure.
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            let lang = settings.lang();
            let _ = writeln!(io::stderr(), "chair: {}", told(&error, lang));
            if error.is::<tally::BadInput>() {
                ExitCode::from(MISUSED)
            } else {
                ExitCode::FAILURE
            }
        }
    }
}

fn run(verb: Verb, settings: &Settings) -> anyhow::Result<ExitCode> {
    let lang = settings.lang();
    let data = |data: Option<PathBuf>| data.map_or_else(|| settings.data(), Ok);
    let mut out = io::stdout().lock();
    let whole = |whole| {
        if whole {
            ExitCode::SUCCESS
        } else {
            ExitCode::from(FLAWED)
        }
    };
    match verb {
        Verb::Demo(options) => {
            drop(out);
            let options = demo::Options {
                role: match options.display {
                    true => Role::Technician,
                    false => options.role,
                },
                display: options.display,
                seed: options.seed.unwrap_or_else(demo::Options::any_seed),
                headless: options.headless,
                data: options.data,
                record: options.record,
                settings: settings.clone(),
            };
            let faultless = with_tasks(lang, demo::run(&options, &mut io::stdout()))?;
            return Ok(if faultless {
                ExitCode::SUCCESS
            } else {
                ExitCode::from(FAULTY)
            });
        }
        Verb::Host(options) => {
            drop(out);
            return with_tasks(lang, host::run(&options, settings)).map(whole);
        }
        Verb::Join(options) => {
            drop(out);
            with_tasks(lang, join::run(&options, settings))?;
        }
        Verb::Ctl(options) => {
            drop(out);
            return with_tasks(lang, ctl::run(&options, settings));
        }
        Verb::Replay(options) => {
            drop(out);
            with_tasks(lang, replay::run(&options, settings))?;
        }
        Verb::Picture(options) => picture::run(&options, settings)?,
        Verb::Check { file, print } => return check::run(&file, lang, print, &mut out).map(whole),
        Verb::Log {
            session,
            data: named,
        } => {
            log::run(&data(named)?, session.as_deref(), lang, &mut out)?;
        }
        Verb::Links {
            session,
            data: named,
            url,
        } => {
            let dir = data(named)?;
            let (url, told) = match url {
                Some(url) => (url, None),
                None => links::base(&dir, settings),
            };
            links::run(&dir, session.as_deref(), &url, lang, &mut out)?;
            if let Some(told) = told {
                let _ = writeln!(io::stderr(), "chair: {told}");
            }
        }
        Verb::Verify { target, session } => {
            return verify::run(&data(target)?, session.as_deref(), lang, &mut out).map(whole);
        }
        Verb::Tally(options) => tally::run(&options, lang, &mut out)?,
        Verb::Config { default: true, .. } => {
            out.write_all(settings::to_begin_with(lang).as_bytes())?;
        }
        Verb::Config { default: false, .. } => {
            // Whether there is such a theme is known only where the themes lie.
            let settings = match join::no_theme(settings) {
                Some(wrong) => settings.clone().without_theme(wrong),
                None => settings.clone(),
            };
            settings::in_force(&settings, &mut out)?;
            let wrong_keys = join::wrong_keys(&settings);
            for wrong in &wrong_keys {
                writeln!(out, "\n✗ {wrong}")?;
            }
            return Ok(whole(settings.wrong.is_empty() && wrong_keys.is_empty()));
        }
        Verb::Keys { .. } => {
            let own = join::own_keys(settings).own();
            match Keymap::of(settings.keys(), own.as_ref()) {
                Ok(keymap) => out.write_all(keymap.written(lang).as_bytes())?,
                Err(mistakes) => {
                    for mistake in mistakes {
                        let _ = writeln!(io::stderr(), "chair: {}", mistake.told(lang));
                    }
                    return Ok(whole(false));
                }
            }
        }
        Verb::Completions { shell } => {
            // Made in memory first: who stops reading must not end it in a panic.
            let mut completions = Vec::new();
            clap_complete::generate(
                shell,
                &mut command_line::command(lang),
                "chair",
                &mut completions,
            );
            out.write_all(&completions)?;
        }
        Verb::Man => clap_mangen::Man::new(command_line::command(lang)).render(&mut out)?,
    }
    Ok(ExitCode::SUCCESS)
}

/// Runs what waits for others: connections, keys, time.
fn with_tasks<T>(lang: Lang, task: impl Future<Output = anyhow::Result<T>>) -> anyhow::Result<T> {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .context(lang.text("cli.no_tasks"))?
        .block_on(task)
}

/// Writes what goes on inside to a file: never to the screen a person is looking at. Without a file
/// it is not written at all.
fn log_to_file(settings: &Settings) {
    let Ok(folder) = folders::state() else { return };
    if std::fs::create_dir_all(&folder).is_err() {
        return;
    }
    let file = std::fs::OpenOptions::new()
        .create(true)
        .append(true)
        .open(folder.join("chair.log"));
    let filter = tracing_subscriber::EnvFilter::try_new(settings.log())
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("warn"));
    if let Ok(file) = file {
        // Set once; a second time changes nothing.
        let _ = tracing_subscriber::fmt()
            .with_env_filter(filter)
            .with_ansi(false)
            .with_writer(Mutex::new(file))
            .try_init();
    }
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error
        .chain()
        .filter_map(|cause| cause.downcast_ref::<io::Error>())
        .any(|error| error.kind() == io::ErrorKind::BrokenPipe)
}

/// An error with its causes, as one sentence after the other.
fn told(error: &anyhow::Error, lang: Lang) -> String {
    let mut told: Vec<String> = Vec::new();
    for cause in error.chain().map(|cause| cause_told(cause, lang)) {
        // Some errors tell their cause themselves.
        if !told.iter().any(|said| said.contains(&cause)) {
            told.push(cause);
        }
    }
    told.join(": ")
}

fn cause_told(cause: &(dyn std::error::Error + 'static), lang: Lang) -> String {
    if let Some(error) = cause.downcast_ref::<io::Error>() {
        // An error of ours that was only wrapped tells itself.
        let own = error.get_ref().is_some() && error.raw_os_error().is_none();
        return match own {
            true => error.to_string(),
            false => Trouble::new(error.kind(), error).say(lang),
        };
    }
    match cause.is::<folders::NoHome>() {
        true => lang.text(folders::NO_HOME).to_owned(),
        false => cause.to_string(),
    }
}

/// Writes a line that a person reads.
fn say(line: &str) -> anyhow::Result<()> {
    writeln!(io::stdout(), "{line}")?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_system_refused_is_told_in_the_language() {
        let missing = io::Error::from_raw_os_error(2);
        let error = anyhow::Error::from(missing).context("phien-hop.svg");
        let said = told(&error, Lang::Vi);
        assert_eq!(said, "phien-hop.svg: không có tệp hoặc thư mục này");
        let own = anyhow::Error::from(io::Error::other("đã nói rồi"));
        assert_eq!(told(&own, Lang::Vi), "đã nói rồi");
        let homeless = anyhow::Error::from(folders::NoHome);
        assert!(told(&homeless, Lang::Vi).contains("HOME"));
        assert_ne!(told(&homeless, Lang::Vi), told(&homeless, Lang::En));
    }
}
