//! Colours as people write them, and the nearest of the 256 to any of the sixteen million.

use ratatui::style::Color;

/// The sixteen colours that every terminal with colours has, by their names.
const NAMED: [(&str, Color); 17] = [
    ("default", Color::Reset),
    ("black", Color::Black),
    ("red", Color::Red),
    ("green", Color::Green),
    ("yellow", Color::Yellow),
    ("blue", Color::Blue),
    ("magenta", Color::Magenta),
    ("cyan", Color::Cyan),
    ("white", Color::Gray),
    ("bright black", Color::DarkGray),
    ("bright red", Color::LightRed),
    ("bright green", Color::LightGreen),
    ("bright yellow", Color::LightYellow),
    ("bright blue", Color::LightBlue),
    ("bright magenta", Color::LightMagenta),
    ("bright cyan", Color::LightCyan),
    ("bright white", Color::White),
];

/// The steps of the palette's cube, from 16 on. The grey ramp from 232 on has 8, 18, … 238.
const STEPS: [u8; 6] = [0, 95, 135, 175, 215, 255];

/// Every name that a colour can have.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    NAMED.iter().map(|(name, _)| *name)
}

/// One of the sixteen, or the terminal's own, by its name.
pub(super) fn named(text: &str) -> Option<Color> {
    let mut named = NAMED.iter();
    named.find(|(name, _)| *name == text).map(|(_, c)| *c)
}

/// Any colour: `#rrggbb`, a name, or the number of one of the 256.
pub(super) fn any(text: &str) -> Option<Color> {
    if let Some(hex) = text.strip_prefix('#') {
        let all = hex.len() == 6 && hex.bytes().all(|b| b.is_ascii_hexdigit());
        let number = u32::from_str_radix(hex, 16).ok().filter(|_| all)?;
        return Some(Color::from_u32(number));
    }
    let digits = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    match text.parse().ok().filter(|_| digits) {
        Some(index) => Some(Color::Indexed(index)),
        None => named(text),
    }
}

/// The same colour where there are only 256: what is no true colour stays as it is.
pub(super) fn in_256(colour: Color) -> Color {
    match colour {
        Color::Rgb(red, green, blue) => Color::Indexed(nearest([red, green, blue])),
        other => other,
    }
}

/// The sixteen in a terminal whose owner changed nothing: xterm's, by its own source.
const XTERM: [u32; 16] = [
    0x00_0000, 0xcd_0000, 0x00_cd00, 0xcd_cd00, 0x00_00ee, 0xcd_00cd, 0x00_cdcd, 0xe5_e5e5,
    0x7f_7f7f, 0xff_0000, 0x00_ff00, 0xff_ff00, 0x5c_5cff, 0xff_00ff, 0x00_ffff, 0xff_ffff,
];

/// Red, green and blue of a colour as it usually comes to the eye. None for the terminal's own.
#[must_use]
pub fn on_screen(colour: Color) -> Option<[u8; 3]> {
    match colour {
        Color::Reset => None,
        Color::Rgb(red, green, blue) => Some([red, green, blue]),
        Color::Indexed(index) => rgb(index).or_else(|| sixteen(index.into())),
        named => sixteen(
            NAMED
                .iter()
                .position(|(_, c)| *c == named)?
                .checked_sub(1)?,
        ),
    }
}

fn sixteen(place: usize) -> Option<[u8; 3]> {
    let [_, red, green, blue] = XTERM.get(place)?.to_be_bytes();
    Some([red, green, blue])
}

/// Red, green and blue of one of the 256. None for the first sixteen: they are whatever the person
/// made of them.
fn rgb(index: u8) -> Option<[u8; 3]> {
    match index {
        0..16 => None,
        16..232 => {
            let cube = usize::from(index - 16);
            Some([cube / 36, cube / 6 % 6, cube % 6].map(|step| STEPS[step]))
        }
        232.. => Some([8 + 10 * (index - 232); 3]),
    }
}

/// The nearest of the 256, those apart that a person may have changed.
fn nearest(colour: [u8; 3]) -> u8 {
    (16..=255)
        .min_by_key(|index| rgb(*index).map(|other| apart(colour, other)))
        .unwrap_or(16)
}

/// How far two colours are apart: a plain weighting of the three differences that is near to what
/// the eye sees (“redmean”, <https://www.compuphase.com/cmetric.htm>).
fn apart(one: [u8; 3], other: [u8; 3]) -> i64 {
    let mean = (i64::from(one[0]) + i64::from(other[0])) / 2;
    let [red, green, blue] =
        [0, 1, 2].map(|part| (i64::from(one[part]) - i64::from(other[part])).pow(2));
    (512 + mean) * red + 1024 * green + (767 - mean) * blue
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_read_as_they_are_written() {
        assert_eq!(any("#0b5fA5"), Some(Color::Rgb(0x0b, 0x5f, 0xa5)));
        assert_eq!(any("bright yellow"), Some(Color::LightYellow));
        assert_eq!(any("214"), Some(Color::Indexed(214)));
        for wrong in ["", "#12", "#+12345", "#12345g", "256", "-1", "+1", "pink"] {
            assert_eq!(any(wrong), None, "{wrong}");
        }
        assert_eq!(named("214"), None);
    }

    #[test]
    fn the_nearest_of_the_palette_is_itself() {
        for index in 16..=255 {
            let colour = rgb(index).unwrap();
            assert_eq!(rgb(nearest(colour)), Some(colour), "{index}");
        }
        assert_eq!(nearest([1, 0, 2]), 16);
        assert_eq!(nearest([0xd5, 0xd9, 0xe0]), 253);
        assert_eq!(in_256(Color::Gray), Color::Gray);
    }
}
