//! Cells written as a terminal reads them, in few bytes.
//!
//! What is said of a look is only what differs from the cell before, all of it in one sequence, and
//! the sixteen colours by their short names. The cursor goes the shortest way that is known to lead
//! there: where the width of something written is not beyond doubt, its place is named in full.

use ratatui::buffer::Cell;
use ratatui::style::{Color, Modifier};

/// What can be said of a look, and what takes it away again.
const ATTRIBUTES: [(Modifier, u8, u8); 7] = [
    (Modifier::BOLD, 1, 22),
    (Modifier::DIM, 2, 22),
    (Modifier::ITALIC, 3, 23),
    (Modifier::UNDERLINED, 4, 24),
    (Modifier::SLOW_BLINK, 5, 25),
    (Modifier::REVERSED, 7, 27),
    (Modifier::CROSSED_OUT, 9, 29),
];

/// What is seen where there is no letter.
const SEEN_ON_BLANKS: Modifier = Modifier::UNDERLINED
    .union(Modifier::REVERSED)
    .union(Modifier::CROSSED_OUT);

/// What the terminal writes with.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Look {
    fg: Color,
    bg: Color,
    attributes: Modifier,
}

/// What every frame begins and ends with.
const PLAIN: Look = Look {
    fg: Color::Reset,
    bg: Color::Reset,
    attributes: Modifier::empty(),
};

/// Writes cells, in the order of their rows. In the end the terminal writes plainly again.
pub(super) fn cells<'a>(cells: impl Iterator<Item = (u16, u16, &'a Cell)>, width: u16) -> String {
    let mut written = String::new();
    let mut look = PLAIN;
    let mut place = None;
    for (x, y, cell) in cells {
        go(&mut written, place, (x, y));
        let symbol = cell.symbol();
        let wanted = seen(symbol, cell, look);
        if wanted != look {
            written.push_str(&change(look, wanted));
            look = wanted;
        }
        written.push_str(symbol);
        // Beyond the last column the cursor is nowhere for certain.
        place = behind(symbol, x, y).filter(|(x, _)| *x < width);
    }
    if look != PLAIN {
        written.push_str("\x1b[m");
    }
    written
}

/// How a cell is to be written, where the terminal writes like this already: of a blank only its
/// ground is seen, and a stroke through or below it.
fn seen(symbol: &str, cell: &Cell, look: Look) -> Look {
    let wanted = Look {
        fg: cell.fg,
        bg: cell.bg,
        attributes: cell.modifier,
    };
    let is_seen = |attributes: Modifier| attributes.intersects(SEEN_ON_BLANKS);
    if symbol != " " || is_seen(wanted.attributes) || is_seen(look.attributes) {
        return wanted;
    }
    Look {
        bg: wanted.bg,
        ..look
    }
}

/// Where the cursor stands after a symbol, where all terminals agree on that.
fn behind(symbol: &str, x: u16, y: u16) -> Option<(u16, u16)> {
    let mut letters = symbol.chars();
    let single = letters.next().is_some() && letters.next().is_none();
    let narrow = single && crate::text::width(symbol) == 1;
    narrow.then(|| (x + 1, y))
}

/// Moves the cursor, if it must, by the shorter of two ways.
fn go(written: &mut String, from: Option<(u16, u16)>, to: (u16, u16)) {
    let by_name = match to {
        (0, y) => format!("\x1b[{}H", y + 1),
        (x, y) => format!("\x1b[{};{}H", y + 1, x + 1),
    };
    let by_steps = from.and_then(|from| steps(from, to));
    let shorter = by_steps.filter(|steps| steps.len() < by_name.len());
    written.push_str(&shorter.unwrap_or(by_name));
}

/// The way from one place to another in the same row or one below. None leads up.
fn steps((from_x, from_y): (u16, u16), (x, y): (u16, u16)) -> Option<String> {
    let step = |steps: u16, letter: char| match steps {
        0 => String::new(),
        1 => format!("\x1b[{letter}"),
        steps => format!("\x1b[{steps}{letter}"),
    };
    let rows = y.checked_sub(from_y)?;
    // A line feed is a step down and nothing else, as the terminal is in raw mode.
    let down = match rows {
        0..=3 => "\n".repeat(usize::from(rows)),
        _ => step(rows, 'B'),
    };
    let across = match from_x.saturating_sub(x) {
        0 => step(x.saturating_sub(from_x), 'C'),
        // A step back is one byte.
        back @ 1..=4 => "\x08".repeat(usize::from(back)),
        back => step(back, 'D'),
    };
    Some(down + &across)
}

/// Says a look to a terminal that writes with another.
fn change(from: Look, to: Look) -> String {
    let (step, anew) = (said(from, to, false), said(PLAIN, to, true));
    let said = if anew.len() < step.len() { anew } else { step };
    format!("\x1b[{said}m")
}

/// What differs between two looks, or the second one from the beginning.
fn said(from: Look, to: Look, anew: bool) -> String {
    let mut said: Vec<String> = vec![];
    if anew {
        // A sequence without a number takes everything away, as 0 does.
        said.push(if to == PLAIN {
            String::new()
        } else {
            "0".to_owned()
        });
    }
    let mut kept = from.attributes;
    for (attribute, _, off) in ATTRIBUTES {
        if kept.contains(attribute) && !to.attributes.contains(attribute) {
            said.push(off.to_string());
            // One number takes away bold and dim.
            let both = ATTRIBUTES.iter().filter(|(_, _, other)| *other == off);
            both.for_each(|(attribute, ..)| kept.remove(*attribute));
        }
    }
    for (attribute, on, _) in ATTRIBUTES {
        if to.attributes.contains(attribute) && !kept.contains(attribute) {
            said.push(on.to_string());
        }
    }
    if from.fg != to.fg {
        said.push(colour(to.fg, 30));
    }
    if from.bg != to.bg {
        said.push(colour(to.bg, 40));
    }
    said.join(";")
}

/// A colour of letters (30) or of the ground (40).
fn colour(colour: Color, base: u8) -> String {
    let bright = base + 60;
    let number = match colour {
        Color::Reset => base + 9,
        Color::Black => base,
        Color::Red => base + 1,
        Color::Green => base + 2,
        Color::Yellow => base + 3,
        Color::Blue => base + 4,
        Color::Magenta => base + 5,
        Color::Cyan => base + 6,
        Color::Gray => base + 7,
        Color::DarkGray => bright,
        Color::LightRed => bright + 1,
        Color::LightGreen => bright + 2,
        Color::LightYellow => bright + 3,
        Color::LightBlue => bright + 4,
        Color::LightMagenta => bright + 5,
        Color::LightCyan => bright + 6,
        Color::White => bright + 7,
        Color::Indexed(index) => return format!("{};5;{index}", base + 8),
        Color::Rgb(red, green, blue) => return format!("{};2;{red};{green};{blue}", base + 8),
    };
    number.to_string()
}

#[cfg(test)]
mod tests {
    use std::num::NonZero;

    use proptest::collection::vec;
    use proptest::prelude::*;
    use proptest::sample::select;
    use ratatui::buffer::Buffer;
    use ratatui::layout::Rect;
    use ratatui::style::Style;

    use super::*;

    const WIDTH: u16 = 12;
    const HEIGHT: u16 = 4;

    fn style() -> impl Strategy<Value = Style> {
        let colour = || {
            select(vec![
                Color::Reset,
                Color::Gray,
                Color::White,
                Color::LightRed,
                Color::Indexed(214),
                Color::Rgb(20, 24, 31),
            ])
        };
        // What is bold and dim at once is shown differently by different terminals.
        let attributes = select(vec![
            Modifier::empty(),
            Modifier::BOLD,
            Modifier::DIM,
            Modifier::UNDERLINED,
            Modifier::BOLD | Modifier::REVERSED,
            Modifier::DIM | Modifier::UNDERLINED,
        ]);
        (colour(), colour(), attributes).prop_map(|(fg, bg, attributes)| {
            Style::default().fg(fg).bg(bg).add_modifier(attributes)
        })
    }

    /// A screen with a piece of text in each half of each row, so that none cuts another.
    fn screen() -> impl Strategy<Value = Buffer> {
        const TEXTS: [&str; 6] = ["Ấn", " ", "▶ họp", "█▌", "e\u{301}x", "một hai ba"];
        let half = WIDTH / 2;
        let piece = move || (0..half, select(&TEXTS[..]), style());
        let pieces = vec((piece(), piece()), usize::from(HEIGHT));
        pieces.prop_map(move |rows| {
            let mut screen = Buffer::empty(Rect::new(0, 0, WIDTH, HEIGHT));
            for (y, (left, right)) in (0..).zip(rows) {
                for (begin, (x, text, style)) in [(0, left), (half, right)] {
                    let room = usize::from(half - x);
                    screen.set_stringn(begin + x, y, text, room, style);
                }
            }
            screen
        })
    }

    fn colour_of(colour: vt100::Color) -> Color {
        match colour {
            vt100::Color::Default => Color::Reset,
            vt100::Color::Idx(7) => Color::Gray,
            vt100::Color::Idx(9) => Color::LightRed,
            vt100::Color::Idx(15) => Color::White,
            vt100::Color::Idx(index) => Color::Indexed(index),
            vt100::Color::Rgb(red, green, blue) => Color::Rgb(red, green, blue),
        }
    }

    proptest! {
        #[test]
        fn a_terminal_shows_what_was_drawn(screens in vec(screen(), 1..4)) {
            let mut terminal = vt100::Parser::new(NonZero::new(HEIGHT).unwrap(), NonZero::new(WIDTH).unwrap(), 0);
            let mut before = Buffer::empty(Rect::new(0, 0, WIDTH, HEIGHT));
            for screen in screens {
                let changed = before.diff(&screen);
                terminal.process(cells(changed.into_iter(), WIDTH).as_bytes());
                for (x, y) in (0..HEIGHT).flat_map(|y| (0..WIDTH).map(move |x| (x, y))) {
                    let shown = terminal.screen().cell(y, x).unwrap();
                    let drawn = &screen[(x, y)];
                    if shown.is_wide_continuation() {
                        continue;
                    }
                    let text = if shown.has_contents() { shown.contents() } else { " " };
                    prop_assert_eq!(text, drawn.symbol());
                    prop_assert_eq!(colour_of(shown.bgcolor()), drawn.bg);
                    let has = |attribute| drawn.modifier.contains(attribute);
                    prop_assert_eq!(shown.underline(), has(Modifier::UNDERLINED));
                    prop_assert_eq!(shown.inverse(), has(Modifier::REVERSED));
                    // What is not seen on a blank does not matter there.
                    if text != " " || drawn.modifier.intersects(SEEN_ON_BLANKS) {
                        prop_assert_eq!(colour_of(shown.fgcolor()), drawn.fg);
                        prop_assert_eq!(shown.bold(), has(Modifier::BOLD));
                        prop_assert_eq!(shown.dim(), has(Modifier::DIM));
                    }
                }
                before = screen;
            }
            prop_assert!(!terminal.screen().bold() && !terminal.screen().inverse());
        }
    }

    #[test]
    fn a_place_is_named_where_a_width_is_in_doubt() {
        let mut screen = Buffer::empty(Rect::new(0, 0, 20, 1));
        screen.set_string(0, 0, "漢字", Style::default());
        let empty = Buffer::empty(screen.area);
        let written = cells(empty.diff(&screen).into_iter(), 20);
        assert_eq!(written, "\x1b[1H漢\x1b[1;3H字");
    }

    #[test]
    fn a_look_is_told_once_and_briefly() {
        let mut screen = Buffer::empty(Rect::new(0, 0, 20, 2));
        let bold = Style::default()
            .fg(Color::White)
            .add_modifier(Modifier::BOLD);
        screen.set_string(4, 1, "02:35", bold);
        let empty = Buffer::empty(screen.area);
        let written = cells(empty.diff(&screen).into_iter(), 20);
        assert_eq!(written, "\x1b[2;5H\x1b[1;97m02:35\x1b[m");
    }
}
