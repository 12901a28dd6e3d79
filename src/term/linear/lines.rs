//! Where lines come from and go to: a terminal with a prompt, or plain lines where there is none.
//!
//! At a prompt each has a thread of its own: the one that reads may wait for ever, and the one that
//! writes waits for it, so that what is told never stands amid what is typed.

use std::io::{self, BufRead, IsTerminal, Write};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

use rustyline::completion::Completer;
use rustyline::error::ReadlineError;
use rustyline::highlight::Highlighter;
use rustyline::hint::Hinter;
use rustyline::history::DefaultHistory;
use rustyline::validate::Validator;
use rustyline::{CompletionType, Config, Context, Editor, ExternalPrinter, Helper};
use tokio::sync::mpsc;

/// What somebody who sits there does.
pub(super) enum Said {
    /// They said this line.
    Line(String),
    /// They want to leave what is asked.
    Leave,
    /// They have said all.
    End,
    /// They want to know how this could go on; the answer goes here.
    Complete(String, Sender<(usize, Option<String>)>),
}

/// What is to be shown.
enum Shown {
    Line(String),
    /// A prompt, and what stands there already.
    Prompt(String, String),
}

/// Both ends.
pub(super) struct Lines {
    shown: Option<Sender<Shown>>,
    said: mpsc::Receiver<Said>,
}

/// How many lines may wait to be heard.
const WAITING: usize = 64;

impl Lines {
    /// A prompt where a person sits at a terminal, else plain lines.
    ///
    /// # Errors
    /// Where the terminal can't be used.
    pub(super) fn open() -> io::Result<Self> {
        let (says, said) = mpsc::channel(WAITING);
        let shown = match is_at_terminal() {
            true => Some(prompt(says)?),
            false => {
                thread::spawn(move || plain(&says));
                None
            }
        };
        Ok(Self { shown, said })
    }

    /// Whether somebody can be asked.
    pub(super) fn can_ask(&self) -> bool {
        self.shown.is_some()
    }

    /// Tells a line.
    ///
    /// # Errors
    /// Where nobody reads any more.
    pub(super) fn tell(&self, line: &str) -> io::Result<()> {
        match &self.shown {
            // Whoever has gone hears no more.
            Some(shown) => drop(shown.send(Shown::Line(line.to_owned()))),
            None => {
                let mut out = io::stdout().lock();
                writeln!(out, "{line}")?;
                out.flush()?;
            }
        }
        Ok(())
    }

    /// Waits for a line behind this prompt.
    pub(super) fn ask(&self, prompt: &str, before: &str) {
        if let Some(shown) = &self.shown {
            let prompt = Shown::Prompt(prompt.to_owned(), before.to_owned());
            drop(shown.send(prompt));
        }
    }

    /// The next that is said.
    pub(super) async fn hear(&mut self) -> Said {
        self.said.recv().await.unwrap_or(Said::End)
    }
}

/// Whether a person sits at a terminal, and not at the end of a pipe.
fn is_at_terminal() -> bool {
    io::stdin().is_terminal() && io::stdout().is_terminal()
}

/// Plain lines until there are no more.
fn plain(says: &mpsc::Sender<Said>) {
    for line in io::stdin().lock().lines() {
        let Ok(line) = line else { break };
        if says.blocking_send(Said::Line(line)).is_err() {
            return;
        }
    }
    // Nobody may listen any more.
    let _ = says.blocking_send(Said::End);
}

/// A prompt with history and completion.
fn prompt(says: mpsc::Sender<Said>) -> io::Result<Sender<Shown>> {
    let config = Config::builder()
        .auto_add_history(true)
        .bracketed_paste(false)
        // One way to go on at most is given; where there are several they are told, a line each.
        .completion_type(CompletionType::List)
        .build();
    let mut editor: Editor<Guess, DefaultHistory> =
        Editor::with_config(config).map_err(io::Error::other)?;
    // None on a terminal that can do nothing but lines: then they are simply written.
    let mut printer = editor.create_external_printer().ok();
    editor.set_helper(Some(Guess { says: says.clone() }));
    let (shows, shown) = channel::<Shown>();
    let (asks, asked) = channel();
    thread::spawn(move || {
        for shown in shown {
            match shown {
                Shown::Prompt(prompt, before) => drop(asks.send((prompt, before))),
                Shown::Line(line) => {
                    let line = format!("{line}\n");
                    let printed = match &mut printer {
                        Some(printer) => printer.print(line).is_ok(),
                        None => io::stdout().write_all(line.as_bytes()).is_ok(),
                    };
                    if !printed {
                        return;
                    }
                }
            }
        }
    });
    thread::spawn(move || read(&mut editor, &asked, &says));
    Ok(shows)
}

/// Reads a line for each prompt.
fn read(
    editor: &mut Editor<Guess, DefaultHistory>,
    asked: &Receiver<(String, String)>,
    says: &mpsc::Sender<Said>,
) {
    for (prompt, before) in asked {
        let said = match editor.readline_with_initial(&prompt, (&before, "")) {
            Ok(line) => Said::Line(line),
            Err(ReadlineError::Interrupted) => Said::Leave,
            Err(_) => Said::End,
        };
        let is_end = matches!(said, Said::End);
        if says.blocking_send(said).is_err() || is_end {
            return;
        }
    }
}

/// Asks the console how a line could go on.
struct Guess {
    says: mpsc::Sender<Said>,
}

impl Helper for Guess {}
impl Highlighter for Guess {}
impl Hinter for Guess {
    type Hint = String;
}
impl Validator for Guess {}

impl Completer for Guess {
    type Candidate = String;

    fn complete(
        &self,
        line: &str,
        pos: usize,
        _: &Context<'_>,
    ) -> rustyline::Result<(usize, Vec<String>)> {
        let (answers, answered) = channel();
        let begun = line.get(..pos).unwrap_or(line).to_owned();
        let asked = self.says.blocking_send(Said::Complete(begun, answers));
        let answer = asked.ok().and_then(|()| answered.recv().ok());
        let (from, put) = answer.unwrap_or((pos, None));
        Ok((from, put.into_iter().collect()))
    }
}
