//! The small things that panes draw with: a sheet of rows and columns that cuts what does not fit,
//! never inside a cluster.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::keys::Move;
use super::mouse::spot::{Pointer, Spot};
use super::theme::{Meaning, Theme};
use crate::text;

/// A part of the screen to write on. Rows and columns count from its upper left corner; what lies
/// outside of it is cut off.
pub struct Sheet<'a> {
    buffer: &'a mut Buffer,
    area: Rect,
    theme: &'a Theme,
    /// The place that is asked about; none while a frame is drawn.
    pointer: Option<&'a mut Pointer>,
}

impl<'a> Sheet<'a> {
    /// A sheet over this part of the screen.
    pub fn new(buffer: &'a mut Buffer, area: Rect, theme: &'a Theme) -> Self {
        let area = area.intersection(buffer.area);
        Self {
            buffer,
            area,
            theme,
            pointer: None,
        }
    }

    /// The same, to find out what a place on it means.
    pub fn asked_about(self, pointer: &'a mut Pointer) -> Self {
        let pointer = Some(pointer);
        Self { pointer, ..self }
    }

    /// All of this sheet means this to the mouse, but for what is drawn on it from now on.
    pub fn means(&mut self, spot: Spot) {
        if let Some(pointer) = &mut self.pointer {
            pointer.found(self.area, Some(spot));
        }
    }

    /// Row and column of the place that is asked about, if it is on this sheet.
    #[must_use]
    pub fn asked(&self) -> Option<(u16, u16)> {
        let pointer = self.pointer.as_ref();
        pointer.and_then(|pointer| pointer.within(self.area))
    }

    /// The same sheet, for what is seen there and means nothing to the mouse.
    pub fn inert(&mut self) -> Sheet<'_> {
        Sheet {
            buffer: self.buffer,
            area: self.area,
            theme: self.theme,
            pointer: None,
        }
    }

    /// How many columns there are.
    #[must_use]
    pub fn width(&self) -> u16 {
        self.area.width
    }

    /// How many rows there are.
    #[must_use]
    pub fn height(&self) -> u16 {
        self.area.height
    }

    /// Where the sheet lies on the screen.
    #[must_use]
    pub fn area(&self) -> Rect {
        self.area
    }

    /// The screen beneath, for widgets of others.
    pub fn buffer(&mut self) -> &mut Buffer {
        self.buffer
    }

    /// The theme it is drawn with.
    #[must_use]
    pub fn theme(&self) -> &Theme {
        self.theme
    }

    /// A part of this sheet.
    pub fn part(&mut self, col: u16, row: u16, width: u16, height: u16) -> Sheet<'_> {
        let (x, y) = (
            self.area.x.saturating_add(col),
            self.area.y.saturating_add(row),
        );
        let area = Rect {
            x,
            y,
            width,
            height,
        }
        .intersection(self.area);
        Sheet {
            buffer: self.buffer,
            area,
            theme: self.theme,
            pointer: self.pointer.as_deref_mut(),
        }
    }

    /// Blanks the whole sheet.
    pub fn clear(&mut self) {
        if let Some(pointer) = &mut self.pointer {
            pointer.found(self.area, None);
        }
        for y in self.area.top()..self.area.bottom() {
            for x in self.area.left()..self.area.right() {
                self.buffer[(x, y)].reset();
            }
        }
        self.buffer
            .set_style(self.area, self.theme.style(Meaning::Text));
    }

    /// Writes text, cut where the sheet ends. Returns the column behind it.
    pub fn text(&mut self, row: u16, col: u16, meaning: Meaning, text: &str) -> u16 {
        if row >= self.area.height || col >= self.area.width {
            return col;
        }
        let room = usize::from(self.area.width - col);
        let fitted = text::fit(text, room);
        let (x, y) = (self.area.x + col, self.area.y + row);
        self.buffer
            .set_stringn(x, y, &fitted, room, self.theme.style(meaning));
        col + u16::try_from(text::width(&fitted)).unwrap_or(u16::MAX)
    }

    /// Writes one piece after the other. Returns the column behind the last.
    pub fn pieces(&mut self, row: u16, col: u16, pieces: &[(Meaning, &str)]) -> u16 {
        pieces.iter().fold(col, |col, (meaning, text)| {
            self.text(row, col, *meaning, text)
        })
    }

    /// Writes text that ends at the sheet's right edge. Returns the column before it.
    pub fn right(&mut self, row: u16, meaning: Meaning, text: &str) -> u16 {
        let width = u16::try_from(text::width(text)).unwrap_or(u16::MAX);
        let col = self.area.width.saturating_sub(width);
        self.text(row, col, meaning, text);
        col
    }

    /// Writes text in several rows, words kept whole. Returns the row behind the last.
    pub fn wrapped(&mut self, row: u16, col: u16, most: u16, meaning: Meaning, text: &str) -> u16 {
        let room = usize::from(self.area.width.saturating_sub(col));
        let lines = text::wrap(text, room);
        let shown = lines.len().min(usize::from(most));
        for (place, line) in lines.iter().take(shown).enumerate() {
            let row = row + u16::try_from(place).unwrap_or(u16::MAX);
            let cut = place + 1 == shown && lines.len() > shown;
            let line = if cut {
                format!("{line} …")
            } else {
                line.clone()
            };
            self.text(row, col, meaning, &line);
        }
        row + u16::try_from(shown).unwrap_or(u16::MAX)
    }

    /// A heading with something that matters less behind it, and a line to the sheet's edge.
    pub fn heading(&mut self, row: u16, heading: &str, aside: &str) {
        self.titled(row, &[(Meaning::Heading, heading), (Meaning::Dim, aside)]);
    }

    /// A heading of several pieces, two blanks between them, and a line to the sheet's edge. Returns
    /// the column behind the pieces.
    pub fn titled(&mut self, row: u16, pieces: &[(Meaning, &str)]) -> u16 {
        let mut col = 0;
        for (meaning, piece) in pieces.iter().filter(|(_, piece)| !piece.is_empty()) {
            let gap = if col == 0 { 0 } else { 2 };
            col = self.text(row, col + gap, *meaning, piece);
        }
        self.line(row, col + 1);
        col
    }

    /// Something that belongs to a heading, on its line at the right edge.
    pub fn beside(&mut self, row: u16, meaning: Meaning, text: &str) {
        self.right(row, meaning, &format!(" {text}"));
    }

    /// A bar that is filled as far as `part` of `whole`, to half a cell. It is a stroke and not a
    /// block, so that neither a clock beside it nor a bar below it is drowned.
    pub fn gauge(&mut self, row: u16, col: u16, width: u16, share: (u64, u64), meaning: Meaning) {
        let (part, whole) = share;
        let halves = u64::from(width) * 2;
        let filled = part.min(whole).saturating_mul(halves).checked_div(whole);
        // Something is seen as soon as there is something.
        let filled = filled.unwrap_or(0).max(u64::from(part > 0));
        let cells = usize::try_from(filled / 2).unwrap_or(0);
        let half = if filled % 2 == 1 { "╸" } else { "" };
        let bar = format!("{}{half}", "━".repeat(cells));
        let mut part = self.part(col, row, width, 1);
        let end = part.text(0, 0, meaning, &bar);
        part.line(0, end);
    }

    /// A mark on a [`gauge`](Self::gauge) of the same width: how far it has to be filled for something
    /// to be enough. The last cell that has to be filled is the one with the mark.
    pub fn mark(&mut self, row: u16, col: u16, width: u16, share: (u64, u64), meaning: Meaning) {
        let (needed, whole) = share;
        let cells = needed.min(whole).saturating_mul(u64::from(width));
        let cells = cells
            .checked_add(whole.saturating_sub(1))
            .and_then(|cells| cells.checked_div(whole));
        let at = cells.and_then(|cells| u16::try_from(cells).ok()?.checked_sub(1));
        if let Some(at) = at {
            self.text(row, col + at, meaning, "╋");
        }
    }

    /// A line from this column to the sheet's edge.
    fn line(&mut self, row: u16, col: u16) {
        let line = "─".repeat(usize::from(self.area.width.saturating_sub(col)));
        self.text(row, col, Meaning::Line, &line);
    }

    /// A line across.
    pub fn rule(&mut self, row: u16) {
        self.line(row, 0);
    }

    /// Shows that the cursor is on this row.
    pub fn select(&mut self, row: u16) {
        if row < self.area.height {
            let row = Rect {
                y: self.area.y + row,
                height: 1,
                ..self.area
            };
            self.buffer
                .set_style(row, self.theme.style(Meaning::Selected));
        }
    }
}

/// The window of a list that shows the row with the cursor: where it begins, so that the cursor is
/// never outside and the window moves no more than it must from the top.
#[must_use]
pub fn window(cursor: usize, rows: usize, height: usize) -> usize {
    if rows <= height || height == 0 {
        return 0;
    }
    cursor.saturating_sub(height / 2).min(rows - height)
}

/// The same of things that take several rows each: which of them stands first.
#[must_use]
pub fn window_of(cursor: usize, things: usize, height: u16, rows: impl Fn(usize) -> u16) -> usize {
    let tops = (0..things).scan(0, |row, at| {
        let top = *row;
        *row += usize::from(rows(at));
        Some(top)
    });
    let tops: Vec<usize> = tops.collect();
    let last = things.checked_sub(1);
    let all = last.map_or(0, |last| tops[last] + usize::from(rows(last)));
    let at = tops.get(cursor).copied().unwrap_or(0);
    let top = window(at, all, usize::from(height));
    tops.partition_point(|row| *row < top).min(cursor)
}

/// The place that a cursor moves to: by one, by a page, to an end. None where it does not move along.
#[must_use]
pub fn moved(step: Move, cursor: usize, rows: usize, page: usize) -> Option<usize> {
    let last = rows.saturating_sub(1);
    Some(match step {
        Move::Up => cursor.saturating_sub(1),
        Move::Down => (cursor + 1).min(last),
        Move::PageUp => cursor.saturating_sub(page.max(1)),
        Move::PageDown => (cursor + page.max(1)).min(last),
        Move::First => 0,
        Move::Last => last,
        Move::Left | Move::Right => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_window_holds_the_cursor_and_all_its_rows() {
        let rows = |at: usize| [1, 3, 1, 2, 4][at % 5];
        for things in 1..20 {
            for cursor in 0..things {
                let top = window_of(cursor, things, 9, rows);
                let shown: u16 = (top..=cursor).map(rows).sum();
                assert!(shown <= 9, "{cursor} of {things}: {top}");
                let left: u16 = (top..things).map(rows).sum();
                assert!(top == 0 || left >= 6, "{cursor} of {things}: {top}");
            }
        }
    }

    #[test]
    fn the_window_holds_the_cursor() {
        for rows in 0..30 {
            for cursor in 0..rows {
                let top = window(cursor, rows, 7);
                assert!(
                    top <= cursor && cursor < top + 7,
                    "{cursor} of {rows}: {top}"
                );
                assert!(rows <= 7 || top + 7 <= rows);
            }
        }
    }
}
