//! Digits larger than letters: a clock that is found at a glance, and on a large terminal one that is
//! read from across the room.

use super::draw::Sheet;
use super::theme::Meaning;

/// Rows of points in a sign.
const ROWS: u16 = 5;

/// How large the digits are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    /// Two points above each other in a cell.
    Half,
    /// A point is two cells wide and one high, so many times; twice as wide as high is about square.
    Times(u16),
}

impl Size {
    /// How many rows the digits take.
    #[must_use]
    pub const fn height(self) -> u16 {
        match self {
            Self::Half => ROWS.div_ceil(2),
            Self::Times(n) => ROWS * n,
        }
    }

    /// How many columns a point takes, and the gap between two signs.
    const fn columns(self) -> (u16, u16) {
        match self {
            Self::Half => (1, 1),
            Self::Times(n) => (2 * n, 2 * n),
        }
    }

    /// How many columns a clock takes; none where it holds something that has no large form.
    #[must_use]
    pub fn width(self, clock: &str) -> Option<u16> {
        let (point, gap) = self.columns();
        let columns = clock
            .chars()
            .map(|sign| Some(points(sign)?.0 * point + gap));
        let sum: Option<u16> = columns.sum();
        sum.map(|sum| sum.saturating_sub(gap))
    }

    /// The largest size in which a clock takes no more than so many columns and rows.
    #[must_use]
    pub fn largest(clock: &str, columns: u16, rows: u16) -> Option<Self> {
        let fits = |size: &Self| {
            let width = size.width(clock);
            size.height() <= rows && width.is_some_and(|width| width <= columns)
        };
        let times = (1..=columns.min(rows / ROWS)).rev().map(Self::Times);
        times.chain([Self::Half]).find(fits)
    }
}

/// Three columns and five rows for each sign, a bit for each point, the left column highest.
fn points(sign: char) -> Option<(u16, [u8; 5])> {
    Some(match sign {
        '0' => (3, [0b111, 0b101, 0b101, 0b101, 0b111]),
        '1' => (3, [0b011, 0b001, 0b001, 0b001, 0b001]),
        '2' => (3, [0b111, 0b001, 0b111, 0b100, 0b111]),
        '3' => (3, [0b111, 0b001, 0b111, 0b001, 0b111]),
        '4' => (3, [0b101, 0b101, 0b111, 0b001, 0b001]),
        '5' => (3, [0b111, 0b100, 0b111, 0b001, 0b111]),
        '6' => (3, [0b111, 0b100, 0b111, 0b101, 0b111]),
        '7' => (3, [0b111, 0b001, 0b001, 0b001, 0b001]),
        '8' => (3, [0b111, 0b101, 0b111, 0b101, 0b111]),
        '9' => (3, [0b111, 0b101, 0b111, 0b001, 0b111]),
        ':' => (1, [0b0, 0b1, 0b0, 0b1, 0b0]),
        '+' => (3, [0b000, 0b010, 0b111, 0b010, 0b000]),
        '/' => (3, [0b001, 0b001, 0b010, 0b100, 0b100]),
        ',' | '.' => (1, [0b0, 0b0, 0b0, 0b1, 0b1]),
        _ => return None,
    })
}

/// Draws a clock.
pub fn draw(clock: &str, size: Size, sheet: &mut Sheet<'_>, meaning: Meaning) {
    let (point, gap) = size.columns();
    let mut col = 0;
    for (columns, rows) in clock.chars().filter_map(points) {
        let is_on = |row: u16, column: u16| {
            let bits = rows.get(usize::from(row)).copied().unwrap_or(0);
            bits >> (columns - 1 - column) & 1 == 1
        };
        for (row, column) in (0..size.height()).flat_map(|y| (0..columns).map(move |x| (y, x))) {
            let cell = match size {
                Size::Half => match (is_on(row * 2, column), is_on(row * 2 + 1, column)) {
                    (true, true) => "█",
                    (true, false) => "▀",
                    (false, true) => "▄",
                    (false, false) => continue,
                },
                Size::Times(n) if is_on(row / n, column) => "█",
                Size::Times(_) => continue,
            };
            let cells = cell.repeat(usize::from(point));
            sheet.text(row, col + column * point, meaning, &cells);
        }
        col += columns * point + gap;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_has_a_large_form_and_words_have_none() {
        let large = Size::Times(1);
        assert_eq!(large.width("02:35"), Some(4 * 6 + 2 + 4 * 2));
        assert_eq!(large.width("+1:02:35"), Some(6 * 6 + 2 * 2 + 7 * 2));
        assert_eq!(large.width("2 giờ"), None);
        assert_eq!(Size::Half.width("02:35"), Some(4 * 3 + 1 + 4));
    }

    #[test]
    fn a_clock_is_as_large_as_there_is_room() {
        let largest = |columns, rows| Size::largest("02:35", columns, rows);
        assert_eq!(largest(200, 50), Some(Size::Times(5)));
        assert_eq!(largest(200, 20), Some(Size::Times(4)));
        assert_eq!(largest(67, 20), Some(Size::Times(1)));
        assert_eq!(largest(33, 20), Some(Size::Half));
        assert_eq!(largest(16, 20), None);
        assert_eq!(largest(200, 2), None);
    }
}
