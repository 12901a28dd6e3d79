//! What the eye makes of colours: contrast, and how far apart two are for eyes that see fewer. For
//! tests only; nothing on the screen is computed.

use ratatui::style::{Color, Modifier, Style};

/// Red, green and blue, as a screen is told them.
pub(super) type Rgb = [u8; 3];

/// What the sixteen look like where nobody changed them: in xterm (its source, `XTerm-col.ad`), in
/// Windows Terminal (the scheme Campbell) and on the Linux console (VGA). Each after its
/// documentation, black first, then as their numbers go.
pub(super) const PALETTES: [(&str, [u32; 16]); 3] = [
    (
        "xterm",
        [
            0x00_0000, 0xcd_0000, 0x00_cd00, 0xcd_cd00, 0x00_00ee, 0xcd_00cd, 0x00_cdcd, 0xe5_e5e5,
            0x7f_7f7f, 0xff_0000, 0x00_ff00, 0xff_ff00, 0x5c_5cff, 0xff_00ff, 0x00_ffff, 0xff_ffff,
        ],
    ),
    (
        "Campbell",
        [
            0x0c_0c0c, 0xc5_0f1f, 0x13_a10e, 0xc1_9c00, 0x00_37da, 0x88_1798, 0x3a_96dd, 0xcc_cccc,
            0x76_7676, 0xe7_4856, 0x16_c60c, 0xf9_f1a5, 0x3b_78ff, 0xb4_009e, 0x61_d6d6, 0xf2_f2f2,
        ],
    ),
    (
        "VGA",
        [
            0x00_0000, 0xaa_0000, 0x00_aa00, 0xaa_5500, 0x00_00aa, 0xaa_00aa, 0x00_aaaa, 0xaa_aaaa,
            0x55_5555, 0xff_5555, 0x55_ff55, 0xff_ff55, 0x55_55ff, 0xff_55ff, 0x55_ffff, 0xff_ffff,
        ],
    ),
];

/// The numbers of the sixteen by their colours.
const SIXTEEN: [Color; 16] = [
    Color::Black,
    Color::Red,
    Color::Green,
    Color::Yellow,
    Color::Blue,
    Color::Magenta,
    Color::Cyan,
    Color::Gray,
    Color::DarkGray,
    Color::LightRed,
    Color::LightGreen,
    Color::LightYellow,
    Color::LightBlue,
    Color::LightMagenta,
    Color::LightCyan,
    Color::White,
];

/// What a colour looks like with this palette. None for the terminal's own.
pub(super) fn seen(colour: Color, palette: &[u32; 16]) -> Option<Rgb> {
    let of = |number: u32| {
        let [_, red, green, blue] = number.to_be_bytes();
        [red, green, blue]
    };
    match SIXTEEN.iter().position(|named| *named == colour) {
        Some(place) => Some(of(palette[place])),
        None => super::on_screen(colour),
    }
}

/// Letters and ground of a style as they come to the eye, on a terminal with this ground.
pub(super) fn letters_and_ground(style: Style, palette: &[u32; 16], ground: Rgb) -> (Rgb, Rgb) {
    let colour = |colour: Option<Color>| colour.and_then(|colour| seen(colour, palette));
    let ground = colour(style.bg).unwrap_or(ground);
    // The letters of a terminal with a dark ground are white by themselves, else black.
    let letters = if luminance(ground) < 0.5 {
        palette[7]
    } else {
        palette[0]
    };
    let [_, red, green, blue] = letters.to_be_bytes();
    let letters = colour(style.fg).unwrap_or([red, green, blue]);
    if style.add_modifier.contains(Modifier::REVERSED) {
        (ground, letters)
    } else {
        (letters, ground)
    }
}

/// How much two colours stand out from each other, 1 to 21: WCAG 2.2, “contrast ratio”.
pub(super) fn contrast(one: Rgb, other: Rgb) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// WCAG 2.2, “relative luminance”, 0 to 1.
fn luminance(colour: Rgb) -> f64 {
    let [red, green, blue] = linear(colour);
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

fn linear(colour: Rgb) -> [f64; 3] {
    colour.map(|part| {
        let part = f64::from(part) / 255.0;
        if part <= 0.04045 {
            part / 12.92
        } else {
            ((part + 0.055) / 1.055).powf(2.4)
        }
    })
}

/// What becomes of light in an eye: a matrix for linear red, green and blue.
pub(super) type Eye = [[f64; 3]; 3];

/// The usual eye, and those without red, green and blue receptors: the matrices of severity 1.0 in
/// table 1 of G. M. Machado, M. M. Oliveira, L. A. F. Fernandes, “A Physiologically-based Model for
/// Simulation of Color Vision Deficiency”, IEEE TVCG 15 (6), 2009.
pub(super) const EYES: [(&str, Eye); 4] = [
    ("usual", [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]),
    (
        "protanopia",
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ],
    ),
    (
        "deuteranopia",
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ],
    ),
    (
        "tritanopia",
        [
            [1.255528, -0.076749, -0.178779],
            [-0.078411, 0.930809, 0.147602],
            [0.004733, 0.691367, 0.303900],
        ],
    ),
];

/// How far two colours are apart for such an eye: the distance in CIE L*a*b* (ΔE*ab 1976, D65). About
/// 2.3 can just be noticed side by side.
pub(super) fn apart(one: Rgb, other: Rgb, eye: &Eye) -> f64 {
    let (one, other) = (lab(one, eye), lab(other, eye));
    let squares = one.iter().zip(other).map(|(a, b)| (a - b).powi(2));
    squares.sum::<f64>().sqrt()
}

fn lab(colour: Rgb, eye: &Eye) -> [f64; 3] {
    let light = times(eye, linear(colour)).map(|part| part.clamp(0.0, 1.0));
    // IEC 61966-2-1, each row over the white point.
    let [x, y, z] = times(
        &[
            [0.4124 / 0.9505, 0.3576 / 0.9505, 0.1805 / 0.9505],
            [0.2126, 0.7152, 0.0722],
            [0.0193 / 1.089, 0.1192 / 1.089, 0.9505 / 1.089],
        ],
        light,
    )
    .map(|part| {
        if part > 216.0 / 24389.0 {
            part.cbrt()
        } else {
            (24389.0 / 27.0 * part + 16.0) / 116.0
        }
    });
    [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
}

fn times(matrix: &Eye, light: [f64; 3]) -> [f64; 3] {
    matrix.map(|row| row.iter().zip(light).map(|(a, b)| a * b).sum())
}

#[test]
fn contrast_is_that_of_the_standard() {
    assert!((contrast([255; 3], [0; 3]) - 21.0).abs() < 0.001);
    // The lightest grey that passes 4.5 on white, as often told.
    assert!(contrast([0x76; 3], [255; 3]) >= 4.5);
    assert!(contrast([0x77; 3], [255; 3]) < 4.5);
}

#[test]
fn an_eye_without_green_takes_red_and_green_for_one() {
    let (red, green) = ([0xb0, 0x5a, 0x3c], [0x6e, 0x78, 0x3c]);
    let [usual, _, deuteranopia, tritanopia] = EYES.map(|(_, eye)| apart(red, green, &eye));
    assert!(usual > 40.0, "{usual}");
    assert!(deuteranopia < 15.0, "{deuteranopia}");
    assert!(tritanopia > 40.0, "{tritanopia}");
    assert!(apart([255; 3], [0; 3], &EYES[0].1) > 99.9);
}
