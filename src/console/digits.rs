//! Digits large enough to be read from across the room, for a clock on a large terminal.

use super::draw::Sheet;
use super::theme::Meaning;

/// How many rows the digits take.
pub const HEIGHT: u16 = 5;
/// Cells between two signs.
const GAP: u16 = 2;

/// Three columns and five rows for each sign, a bit for each point, the left column highest.
fn points(sign: char) -> Option<(u16, [u8; 5])> {
    Some(match sign {
        '0' => (3, [0b111, 0b101, 0b101, 0b101, 0b111]),
        '1' => (3, [0b110, 0b010, 0b010, 0b010, 0b111]),
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
        _ => return None,
    })
}

/// How many columns a clock takes; none where it holds something that has no large form.
#[must_use]
pub fn width(clock: &str) -> Option<u16> {
    let columns = clock.chars().map(|sign| Some(points(sign)?.0 * 2 + GAP));
    let sum: Option<u16> = columns.sum();
    sum.map(|sum| sum.saturating_sub(GAP))
}

/// Draws a clock. Two cells make a point, which is about square.
pub fn draw(clock: &str, sheet: &mut Sheet<'_>, meaning: Meaning) {
    let mut col = 0;
    for (columns, rows) in clock.chars().filter_map(points) {
        for (row, bits) in (0..).zip(rows) {
            for column in 0..columns {
                let on = bits >> (columns - 1 - column) & 1 == 1;
                if on {
                    sheet.text(row, col + column * 2, meaning, "██");
                }
            }
        }
        col += columns * 2 + GAP;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_has_a_large_form_and_words_have_none() {
        assert_eq!(width("02:35"), Some(4 * 6 + 2 + 4 * 2));
        assert_eq!(width("+1:02:35"), Some(6 * 6 + 2 * 2 + 7 * 2));
        assert_eq!(width("2 giờ"), None);
    }
}
