//! What each key does in VNI.

use super::letters::Shape;
use super::word::Stroke;
use crate::text::letter::Tone;

/// What this key does, beside being a figure.
pub(super) fn stroke(key: char) -> Option<Stroke> {
    Some(match key {
        '1' => Stroke::Tone(Tone::Rising),
        '2' => Stroke::Tone(Tone::Falling),
        '3' => Stroke::Tone(Tone::Dipping),
        '4' => Stroke::Tone(Tone::Broken),
        '5' => Stroke::Tone(Tone::Heavy),
        '0' => Stroke::Tone(Tone::Level),
        '6' => Stroke::Shape(Shape::Hat),
        '7' => Stroke::Shape(Shape::Horn),
        '8' => Stroke::Shape(Shape::Breve),
        '9' => Stroke::Shape(Shape::Bar),
        _ => return None,
    })
}

/// The key that gives a letter its shape.
pub(super) fn shape(shape: Shape) -> Option<char> {
    Some(match shape {
        Shape::Plain => return None,
        Shape::Hat => '6',
        Shape::Horn => '7',
        Shape::Breve => '8',
        Shape::Bar => '9',
    })
}

/// The key that gives a tone.
pub(super) fn key(tone: Tone) -> Option<char> {
    Some(match tone {
        Tone::Level => return None,
        Tone::Rising => '1',
        Tone::Falling => '2',
        Tone::Dipping => '3',
        Tone::Broken => '4',
        Tone::Heavy => '5',
    })
}
