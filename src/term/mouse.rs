//! The terminal asked to tell of the mouse, and told that nobody listens any more.
//!
//! Of what it can tell only presses and the wheel are asked for. crossterm's own command asks for every
//! motion as well, which over SSH is a stream of bytes from somebody who only looks.

use std::fmt;
#[cfg(windows)]
use std::io;

use crossterm::Command;
#[cfg(windows)]
use crossterm::event::{DisableMouseCapture, EnableMouseCapture};

/// Asks for presses and the wheel, their places written as numbers, which reach any column.
pub(super) struct Listen;

impl Command for Listen {
    fn write_ansi(&self, out: &mut impl fmt::Write) -> fmt::Result {
        out.write_str("\x1b[?1000h\x1b[?1006h")
    }

    #[cfg(windows)]
    fn execute_winapi(&self) -> io::Result<()> {
        EnableMouseCapture.execute_winapi()
    }

    #[cfg(windows)]
    fn is_ansi_code_supported(&self) -> bool {
        EnableMouseCapture.is_ansi_code_supported()
    }
}

/// Asks for nothing any more.
pub(super) struct Unlisten;

impl Command for Unlisten {
    fn write_ansi(&self, out: &mut impl fmt::Write) -> fmt::Result {
        out.write_str("\x1b[?1006l\x1b[?1000l")
    }

    #[cfg(windows)]
    fn execute_winapi(&self) -> io::Result<()> {
        DisableMouseCapture.execute_winapi()
    }

    #[cfg(windows)]
    fn is_ansi_code_supported(&self) -> bool {
        DisableMouseCapture.is_ansi_code_supported()
    }
}
