//! A backend that writes a frame at once, and nothing where nothing changed.
//!
//! ratatui's crossterm backend writes cell by cell, says every part of a look for itself and hides a
//! cursor that is hidden already. Here the frame is written briefly, as [`ink`] does, gathered in
//! memory and written in one go, inside a synchronized update where it is more than the terminal
//! takes in at a glance; a frame without a changed cell is thrown away. It never asks the terminal for anything: the size
//! is told, so it serves a terminal at the far end of a connection as well.

use std::cell::RefCell;
use std::io::{self, Write};
use std::rc::Rc;

use crossterm::terminal::{BeginSynchronizedUpdate, EndSynchronizedUpdate};
use crossterm::{Command, QueueableCommand};
use ratatui::backend::{Backend, ClearType, CrosstermBackend, WindowSize};
use ratatui::buffer::Cell;
use ratatui::layout::{Position, Size};

use super::ink;

/// From how many bytes on a frame is wrapped in a synchronized update.
const GLANCE: usize = 512;

/// What the inner backend writes to.
#[derive(Clone, Default)]
struct Gathered(Rc<RefCell<Vec<u8>>>);

impl Write for Gathered {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A backend that writes a frame at once.
pub struct Quiet<W: Write> {
    inner: CrosstermBackend<Gathered>,
    gathered: Gathered,
    out: W,
    size: Size,
    cursor_hidden: bool,
    /// Whether the frame holds anything worth writing.
    changed: bool,
}

impl<W: Write> Quiet<W> {
    /// Writes to `out`, a terminal of so many columns and rows.
    pub fn new(out: W, size: (u16, u16)) -> Self {
        let gathered = Gathered::default();
        Self {
            inner: CrosstermBackend::new(gathered.clone()),
            gathered,
            out,
            size: size.into(),
            cursor_hidden: false,
            changed: false,
        }
    }

    /// The terminal has this many columns and rows now.
    pub fn resize(&mut self, size: (u16, u16)) {
        self.size = size.into();
    }

    /// Somebody else had the terminal: nothing is known of its cursor.
    pub(super) fn forget(&mut self) {
        self.cursor_hidden = false;
    }

    /// Writes at once what is no part of a frame, such as a bell.
    ///
    /// # Errors
    /// Where the terminal can't be written.
    pub fn say(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.out.write_all(bytes)?;
        self.out.flush()
    }

    /// Writes what was gathered since the last time, if anything changed.
    ///
    /// # Errors
    /// Where the terminal can't be written.
    pub fn show(&mut self) -> io::Result<()> {
        let frame = std::mem::take(&mut *self.gathered.0.borrow_mut());
        if !std::mem::take(&mut self.changed) {
            return Ok(());
        }
        if frame.len() > GLANCE {
            let mut whole = ansi(BeginSynchronizedUpdate);
            whole.extend_from_slice(&frame);
            whole.extend_from_slice(&ansi(EndSynchronizedUpdate));
            self.out.write_all(&whole)?;
        } else {
            self.out.write_all(&frame)?;
        }
        self.out.flush()
    }
}

fn ansi(command: impl Command) -> Vec<u8> {
    let mut bytes = Vec::new();
    // Writing to memory does not fail.
    let _ = bytes.queue(command);
    bytes
}

impl<W: Write> Backend for Quiet<W> {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        let mut content = content.peekable();
        if content.peek().is_none() {
            return Ok(());
        }
        self.changed = true;
        self.gathered
            .write_all(ink::cells(content, self.size.width).as_bytes())
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        if std::mem::replace(&mut self.cursor_hidden, true) {
            return Ok(());
        }
        self.changed = true;
        self.inner.hide_cursor()
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        self.cursor_hidden = false;
        self.changed = true;
        self.inner.show_cursor()
    }

    fn get_cursor_position(&mut self) -> io::Result<Position> {
        Ok(Position::ORIGIN)
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        self.inner.set_cursor_position(position)
    }

    fn clear(&mut self) -> io::Result<()> {
        self.changed = true;
        self.inner.clear()
    }

    fn clear_region(&mut self, clear_type: ClearType) -> io::Result<()> {
        self.changed = true;
        self.inner.clear_region(clear_type)
    }

    fn size(&self) -> io::Result<Size> {
        Ok(self.size)
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        Ok(WindowSize {
            columns_rows: self.size,
            pixels: Size::ZERO,
        })
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use ratatui::Terminal;
    use ratatui::widgets::Paragraph;

    use super::*;

    /// The bytes that a frame with this text costs after the one before.
    fn cost(terminal: &mut Terminal<Quiet<Vec<u8>>>, text: &str) -> usize {
        terminal
            .draw(|frame| frame.render_widget(Paragraph::new(text), frame.area()))
            .unwrap();
        let backend = terminal.backend_mut();
        let before = backend.out.len();
        backend.show().unwrap();
        backend.out.len() - before
    }

    #[test]
    fn a_frame_without_a_change_costs_nothing() {
        let mut terminal = Terminal::new(Quiet::new(Vec::new(), (80, 24))).unwrap();
        assert!(cost(&mut terminal, "00:59") > 0);
        assert_eq!(cost(&mut terminal, "00:59"), 0);
    }

    #[test]
    fn a_clock_costs_a_few_bytes() {
        let mut terminal = Terminal::new(Quiet::new(Vec::new(), (80, 24))).unwrap();
        cost(&mut terminal, "00:59");
        let tick = cost(&mut terminal, "00:58");
        assert!((1..20).contains(&tick), "{tick}");
    }

    #[test]
    fn a_large_frame_is_one_synchronized_update() {
        let mut terminal = Terminal::new(Quiet::new(Vec::new(), (80, 24))).unwrap();
        let text = "chủ tọa khai mạc phiên họp\n".repeat(24);
        cost(&mut terminal, &text);
        let written = String::from_utf8(terminal.backend().out.clone()).unwrap();
        assert!(written.starts_with("\x1b[?2026h") && written.ends_with("\x1b[?2026l"));
    }
}
