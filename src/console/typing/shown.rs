//! What a text that is being written looks like.
//!
//! A block goes on in the next row only behind a space, and never within the braces of a blank: the
//! text area itself would part a word from the sign behind it, and a date at each of its strokes. So
//! what is drawn has in the place of such signs one that joins words, and the signs are put back into
//! the cells they came to.

use ratatui::style::Style;
use ratatui::widgets::Widget;
use ratatui_textarea::{CursorMove, TextArea, WrapMode};

use super::Writing;
use crate::console::draw::Sheet;
use crate::console::modules;
use crate::console::mouse::spot::Spot;
use crate::console::theme::Meaning;
use crate::text;

/// From how many columns on a line says at which side it goes on.
const LEAST: usize = 4;

/// Belongs to the words on both its sides (Unicode: a connector, ExtendNumLet), and is one column wide.
const JOINS: char = '⁔';

/// Part of a row of a text, in letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// The row.
    pub row: usize,
    /// The first letter.
    pub begin: usize,
    /// Behind the last.
    pub end: usize,
}

impl Writing {
    /// Draws it; the cursor is to be seen where it is being typed. `field` tells it from others on top.
    pub fn view(&self, sheet: &mut Sheet<'_>, field: usize, is_typed: bool) {
        self.view_marked(sheet, field, is_typed, &[]);
    }

    /// As [`view`](Self::view), with parts of it marked as slips.
    pub fn view_marked(
        &self,
        sheet: &mut Sheet<'_>,
        field: usize,
        is_typed: bool,
        slips: &[Stretch],
    ) {
        let room = usize::from(sheet.width());
        let mut area = match self.has_lines {
            true => self.joined(room),
            false => self.area.clone(),
        };
        area.set_style(sheet.theme().style(Meaning::Text));
        if !is_typed {
            area.set_cursor_style(Style::default());
        }
        if self.has_lines {
            show(&area, field, sheet);
            self.put_back(&area, slips, sheet);
            return;
        }
        let whole = self.cells();
        if whole <= room || room < LEAST {
            show(&area, field, sheet);
            return;
        }
        // A line that goes on outside what is seen of it says so at that side.
        let mut seen = sheet.part(1, 0, sheet.width() - 2, 1);
        let width = usize::from(seen.width());
        show(&area, field, &mut seen);
        let hidden = self.hidden(width);
        if hidden > 0 {
            sheet.text(0, 0, Meaning::Dim, "‹");
        }
        if hidden + width < whole - 1 {
            sheet.text(0, sheet.width() - 1, Meaning::Dim, "›");
        }
    }

    /// The text with what belongs together joined, letter for letter, in a room this wide.
    fn joined(&self, room: usize) -> TextArea<'static> {
        let lines = self.lines().iter().map(|line| joined(line, room));
        let mut area: TextArea<'static> = lines.collect();
        area.set_wrap_mode(WrapMode::Word);
        area.set_cursor_line_style(Style::default());
        let at = |n| u16::try_from(n).unwrap_or(u16::MAX);
        let (row, col) = self.place();
        if let Some((begin, end)) = self.area.selection_range() {
            let (from_row, from_col) = if begin == (row, col) { end } else { begin };
            area.move_cursor(CursorMove::Jump(at(from_row), at(from_col)));
            area.start_selection();
        }
        area.move_cursor(CursorMove::Jump(at(row), at(col)));
        area
    }

    /// Puts the signs that were joined back into their cells, and marks slips.
    fn put_back(&self, area: &TextArea<'_>, slips: &[Stretch], sheet: &mut Sheet<'_>) {
        let style = sheet.theme().style(Meaning::Warning);
        let (top, left) = area.scroll_offset();
        let place = sheet.area();
        let buffer = sheet.buffer();
        let mut sign = [0; 4];
        let joins = JOINS.encode_utf8(&mut sign);
        let cells = (0..place.height).flat_map(|y| (0..place.width).map(move |x| (y, x)));
        for (y, x) in cells {
            let cell = &mut buffer[(place.x + x, place.y + y)];
            let is_joined = cell.symbol() == joins;
            if !is_joined && (slips.is_empty() || cell.symbol() == " ") {
                continue;
            }
            let at = area.screen_to_data((top + y).into(), (left + x).into());
            if is_joined && let Some(line) = self.lines().get(at.0) {
                cell.set_char(line.chars().nth(at.1).unwrap_or(' '));
            }
            let is_in = |slip: &Stretch| slip.row == at.0 && (slip.begin..slip.end).contains(&at.1);
            if slips.iter().any(is_in) {
                cell.set_style(style);
            }
        }
    }

    /// How many columns the line takes, with the cursor behind it.
    fn cells(&self) -> usize {
        self.lines().first().map_or(0, |line| text::width(line)) + 1
    }

    /// How many columns are hidden before those that are seen, where there are so many: the cursor
    /// stands in the last of them as soon as it is beyond.
    fn hidden(&self, room: usize) -> usize {
        let (row, col) = self.place();
        let line = self.lines().get(row);
        let at = line.and_then(|line| line.chars().nth(col));
        let under = at.map_or(1, cells);
        (text::width(&self.before_cursor()) + under.max(1)).saturating_sub(room)
    }
}

/// How many columns a letter takes.
fn cells(letter: char) -> usize {
    text::width(letter.encode_utf8(&mut [0; 4]))
}

/// A line with everything joined that is to stay in one row: what is between two spaces, and a blank
/// with the spaces in it. What is wider than a row is left to be parted wherever it may.
fn joined(line: &str, room: usize) -> String {
    let mut letters: Vec<char> = line.chars().collect();
    let mut blanks = vec![];
    let mut from = 0;
    while let Some((begin, end, _)) = modules::blank(line, from) {
        let width: usize = letters[begin..end].iter().copied().map(cells).sum();
        if width <= room {
            blanks.push(begin..end);
        }
        from = end;
    }
    let is_between = |at: usize| blanks.iter().any(|blank| blank.contains(&at));
    let parts: Vec<bool> = (0..letters.len())
        .map(|at| letters[at].is_whitespace() && !is_between(at))
        .collect();
    let mut begin = 0;
    while begin < letters.len() {
        let behind = parts[begin..].iter().position(|parts| *parts);
        let end = behind.map_or(letters.len(), |behind| begin + behind);
        let run = &mut letters[begin..end];
        let width: usize = run.iter().copied().map(cells).sum();
        let is_sign = |letter: char| !letter.is_alphanumeric() && cells(letter) == 1;
        for letter in run
            .iter_mut()
            .filter(|letter| width <= room && is_sign(**letter))
        {
            *letter = JOINS;
        }
        begin = end + 1;
    }
    letters.into_iter().collect()
}

/// Draws a text, each of its letters meaning itself to the mouse.
fn show(area: &TextArea<'_>, field: usize, sheet: &mut Sheet<'_>) {
    area.render(sheet.area(), sheet.buffer());
    if let Some((row, col)) = sheet.asked() {
        let (top, left) = area.scroll_offset();
        let letter = area.screen_to_data((top + row).into(), (left + col).into());
        sheet.means(Spot::Letter(field, (letter.0, letter.1)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_blanks_are_joined_letter_for_letter() {
        assert_eq!(
            joined("trước ngày 30/11/2026.", 40),
            "trước ngày 30⁔11⁔2026⁔"
        );
        assert_eq!(
            joined("với {các bên}, (kể cả)", 40),
            "với ⁔các⁔bên⁔⁔ ⁔kể cả⁔"
        );
        // What is wider than a row can't stay in one.
        assert_eq!(joined("{các_bên} và/hoặc", 6), "{các_bên} và/hoặc");
        assert_eq!(joined("{các bên} a/b", 6), "⁔các bên⁔ a⁔b");
        assert_eq!(joined("", 6), "");
        assert_eq!(joined(" a  b ", 6), " a  b ");
    }

    proptest::proptest! {
        #[test]
        fn no_letter_is_moved(line in "(\\PC|[{} /.]){0,40}", room in 0usize..60) {
            let joined = joined(&line, room);
            proptest::prop_assert_eq!(joined.chars().count(), line.chars().count());
            for (shown, letter) in joined.chars().zip(line.chars()) {
                proptest::prop_assert!(shown == letter || shown == JOINS && cells(letter) == 1);
            }
        }
    }
}
