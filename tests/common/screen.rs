//! The binary in a terminal of its own: keys in, a screen out.

use std::io::{Read, Write};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

use super::{PATIENCE, SURROUNDINGS};

/// A terminal with a process in it.
pub struct Screen {
    terminal: vt100::Parser,
    /// All that was ever written to the terminal.
    pub written: Vec<u8>,
    arrived: Receiver<Vec<u8>>,
    reader: JoinHandle<()>,
    unwanted: Arc<AtomicBool>,
    keys: Box<dyn Write + Send>,
    master: Box<dyn MasterPty + Send>,
    child: Box<dyn Child + Send + Sync>,
    /// The modes of the line before anything ran on it.
    line: String,
}

fn size(columns: u16, rows: u16) -> PtySize {
    PtySize {
        rows,
        cols: columns,
        pixel_width: 0,
        pixel_height: 0,
    }
}

/// The modes of a terminal's line, as the system has them.
fn modes(master: &dyn MasterPty) -> String {
    format!("{:?}", master.get_termios())
}

/// The binary with these arguments, to be started in a terminal.
pub fn command(home: &Path, args: &[&str]) -> CommandBuilder {
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_chair"));
    command.args(args);
    surround(&mut command, home);
    command
}

/// Gives a command the surroundings of all tests, and nothing else.
pub fn surround(command: &mut CommandBuilder, home: &Path) {
    command.env_clear();
    for (name, value) in SURROUNDINGS {
        command.env(name, value);
    }
    command.env("HOME", home);
}

impl Screen {
    /// A console at a hub, 80 columns and 24 rows.
    pub fn join(home: &Path, link: &str) -> Self {
        Self::of(command(home, &["join", link]))
    }

    /// Any command, in 80 columns and 24 rows.
    pub fn of(command: CommandBuilder) -> Self {
        Self::sized(command, 80, 24)
    }

    /// Any command in a terminal of any size.
    pub fn sized(command: CommandBuilder, columns: u16, rows: u16) -> Self {
        let pair = native_pty_system().openpty(size(columns, rows)).unwrap();
        let line = modes(&*pair.master);
        let child = pair.slave.spawn_command(command).unwrap();
        let mut output = pair.master.try_clone_reader().unwrap();
        let (arrives, arrived) = channel();
        let unwanted = Arc::new(AtomicBool::new(false));
        let told = Arc::clone(&unwanted);
        let reader = thread::spawn(move || {
            let mut buffer = [0; 64 * 1024];
            while let Ok(count @ 1..) = output.read(&mut buffer) {
                if arrives.send(buffer[..count].to_vec()).is_err() || told.load(Ordering::SeqCst) {
                    return;
                }
            }
        });
        Self {
            terminal: parser(columns, rows),
            written: vec![],
            arrived,
            reader,
            unwanted,
            keys: pair.master.take_writer().unwrap(),
            master: pair.master,
            child,
            line,
        }
    }

    /// Presses a key, as the console writes it: `n`, `enter`, `esc`, `ctrl-s`, `f2`.
    pub fn press(&mut self, key: &str) -> &mut Self {
        let bytes = match key {
            "enter" => "\r",
            "esc" => "\x1b",
            "tab" => "\t",
            "space" => " ",
            "backspace" => "\x7f",
            "up" => "\x1b[A",
            "down" => "\x1b[B",
            "right" => "\x1b[C",
            "left" => "\x1b[D",
            "home" => "\x1b[H",
            "f1" => "\x1bOP",
            "f2" => "\x1bOQ",
            "f3" => "\x1bOR",
            "f4" => "\x1bOS",
            "f5" => "\x1b[15~",
            "f6" => "\x1b[17~",
            "f7" => "\x1b[18~",
            "f8" => "\x1b[19~",
            "f9" => "\x1b[20~",
            "f10" => "\x1b[21~",
            "f11" => "\x1b[23~",
            "f12" => "\x1b[24~",
            "ctrl-c" => "\x03",
            "ctrl-l" => "\x0c",
            "ctrl-s" => "\x13",
            "ctrl-x" => "\x18",
            "ctrl-w" => "\x17",
            letter if letter.chars().count() == 1 => letter,
            unknown => panic!("no key {unknown}"),
        };
        self.send(bytes)
    }

    /// Types text, letter by letter.
    pub fn enter(&mut self, text: &str) -> &mut Self {
        self.send(text)
    }

    /// Pastes text, as terminals do.
    pub fn paste(&mut self, text: &str) -> &mut Self {
        self.send(&format!("\x1b[200~{text}\x1b[201~"))
    }

    /// Clicks where this stands on the screen, as a terminal tells it that was asked for presses.
    pub fn click(&mut self, words: &str) -> &mut Self {
        let text = self.text();
        let mut lines = text.lines().zip(1..);
        let (before, row) = lines
            .find_map(|(line, row): (&str, usize)| Some((&line[..line.find(words)?], row)))
            .unwrap();
        let column = before.chars().count() + 1;
        self.send(&format!("\x1b[<0;{column};{row}M\x1b[<0;{column};{row}m"))
    }

    /// Sends these bytes, as a terminal does.
    pub fn send(&mut self, bytes: &str) -> &mut Self {
        self.keys.write_all(bytes.as_bytes()).unwrap();
        self.keys.flush().unwrap();
        self
    }

    /// Writes these bytes to the console, as a terminal writes keys.
    pub fn type_bytes(&mut self, bytes: &[u8]) -> &mut Self {
        // A console that has ended reads no more.
        let _ = self.keys.write_all(bytes).and_then(|()| self.keys.flush());
        self
    }

    /// Whether the process has ended, as far as its output was looked at.
    pub fn has_ended(&mut self) -> bool {
        self.child.try_wait().unwrap().is_some()
    }

    /// What differs from a terminal that nobody has touched: nothing, once it was given back.
    pub fn left_behind(&self) -> Vec<&'static str> {
        let screen = self.terminal();
        let line = modes(&*self.master) != self.line;
        let found = [
            ("alternate screen", screen.alternate_screen()),
            ("no cursor", screen.hide_cursor()),
            ("bracketed paste", screen.bracketed_paste()),
            ("application cursor", screen.application_cursor()),
            ("application keypad", screen.application_keypad()),
            (
                "mouse",
                screen.mouse_protocol_mode() != vt100::MouseProtocolMode::None,
            ),
            ("bold", screen.bold()),
            ("colour", screen.fgcolor() != vt100::Color::Default),
            ("ground", screen.bgcolor() != vt100::Color::Default),
            ("the line's modes", line),
        ];
        found
            .into_iter()
            .filter(|(_, is)| *is)
            .map(|(what, _)| what)
            .collect()
    }

    /// Makes the terminal larger or smaller.
    pub fn resize(&mut self, columns: u16, rows: u16) -> &mut Self {
        let (to_columns, to_rows) = (columns.try_into().unwrap(), rows.try_into().unwrap());
        self.terminal.screen_mut().set_size(to_rows, to_columns);
        self.master.resize(size(columns, rows)).unwrap();
        self
    }

    /// What is on the screen now, as far as it was looked at.
    pub fn text(&self) -> String {
        self.terminal.screen().contents()
    }

    /// The terminal's state.
    pub fn terminal(&self) -> &vt100::Screen {
        self.terminal.screen()
    }

    /// Waits until the screen shows this text.
    #[track_caller]
    pub fn wait_for(&mut self, text: &str) -> &mut Self {
        self.wait_until(text, |screen| screen.contains(text))
    }

    /// Waits until the screen no longer shows this text.
    #[track_caller]
    pub fn wait_gone(&mut self, text: &str) -> &mut Self {
        self.wait_until(&format!("no {text}"), |screen| !screen.contains(text))
    }

    /// Waits until the screen is as it should be.
    #[track_caller]
    pub fn wait_until(&mut self, what: &str, is_so: impl Fn(&str) -> bool) -> &mut Self {
        self.wait(what, |screen| is_so(&screen.text()))
    }

    /// Waits until this was written, seen on the screen or not.
    #[track_caller]
    pub fn wait_written(&mut self, bytes: &str) -> &mut Self {
        let wanted = bytes.as_bytes();
        self.wait(&format!("{bytes:?} written"), |screen| {
            let mut places = screen.written.windows(wanted.len());
            places.any(|place| place == wanted)
        })
    }

    #[track_caller]
    fn wait(&mut self, what: &str, is_so: impl Fn(&Self) -> bool) -> &mut Self {
        let deadline = Instant::now() + PATIENCE;
        while !is_so(self) {
            let left = deadline.saturating_duration_since(Instant::now());
            match self.arrived.recv_timeout(left) {
                Ok(bytes) => self.take(&bytes),
                Err(RecvTimeoutError::Timeout) => {
                    panic!("waited for {what:?}, and saw:\n{}", self.text())
                }
                Err(RecvTimeoutError::Disconnected) => {
                    panic!("waited for {what:?}, but it ended:\n{}", self.text())
                }
            }
        }
        self
    }

    /// Takes in what is written within this time. Gives how many bytes that was.
    pub fn watch(&mut self, time: Duration) -> usize {
        let (before, until) = (self.written.len(), Instant::now() + time);
        let left = || until.saturating_duration_since(Instant::now());
        while let Ok(bytes) = self.arrived.recv_timeout(left()) {
            self.take(&bytes);
        }
        self.written.len() - before
    }

    fn take(&mut self, bytes: &[u8]) {
        self.terminal.process(bytes);
        self.written.extend_from_slice(bytes);
    }

    /// The process.
    pub fn pid(&self) -> u32 {
        self.child.process_id().unwrap()
    }

    /// Waits until the process has ended and all it wrote was seen. Gives its exit code.
    #[track_caller]
    pub fn ended(&mut self) -> u32 {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let left = deadline.saturating_duration_since(Instant::now());
            match self.arrived.recv_timeout(left) {
                Ok(bytes) => self.take(&bytes),
                Err(RecvTimeoutError::Disconnected) => break,
                Err(RecvTimeoutError::Timeout) => panic!("it does not end:\n{}", self.text()),
            }
        }
        self.child.wait().unwrap().exit_code()
    }

    /// Takes the terminal away, as when a line breaks, and leaves the process behind.
    pub fn hang_up(mut self) -> Box<dyn Child + Send + Sync> {
        // The reader holds the terminal as well, and lets go after the next it reads.
        self.unwanted.store(true, Ordering::SeqCst);
        self.resize(90, 30);
        self.reader.join().unwrap();
        self.child
    }
}

fn parser(columns: u16, rows: u16) -> vt100::Parser {
    vt100::Parser::new(rows.try_into().unwrap(), columns.try_into().unwrap(), 0)
}
