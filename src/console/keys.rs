//! Keys as people write and read them: `n`, `N`, `ctrl-s`, `shift-tab`, `f2`, `enter`.
//!
//! A key press is the text editor's own [`Input`], so that it reaches the editor unchanged.

pub use ratatui_textarea::{Input, Key};

const NAMED: [(&str, Key); 13] = [
    ("enter", Key::Enter),
    ("esc", Key::Esc),
    ("tab", Key::Tab),
    ("backspace", Key::Backspace),
    ("delete", Key::Delete),
    ("up", Key::Up),
    ("down", Key::Down),
    ("left", Key::Left),
    ("right", Key::Right),
    ("home", Key::Home),
    ("end", Key::End),
    ("pageup", Key::PageUp),
    ("pagedown", Key::PageDown),
];

/// A move of a cursor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Move {
    /// One row up.
    Up,
    /// One row down.
    Down,
    /// One column to the left.
    Left,
    /// One column to the right.
    Right,
    /// A page up.
    PageUp,
    /// A page down.
    PageDown,
    /// To the first row.
    First,
    /// To the last row.
    Last,
}

impl Move {
    /// The move that a key makes in whatever lies over a pane.
    #[must_use]
    pub fn of(input: &Input) -> Option<Self> {
        Some(match input.key {
            Key::Up | Key::Char('k') => Self::Up,
            Key::Down | Key::Char('j') => Self::Down,
            Key::Left => Self::Left,
            Key::Right => Self::Right,
            Key::PageUp => Self::PageUp,
            Key::PageDown => Self::PageDown,
            Key::Home => Self::First,
            Key::End => Self::Last,
            _ => return None,
        })
    }
}

/// Reads a key as it is written. None where it is no key.
#[must_use]
pub fn parse(text: &str) -> Option<Input> {
    let mut input = Input::default();
    let mut rest = text;
    loop {
        if let Some(after) = rest.strip_prefix("ctrl-") {
            (input.ctrl, rest) = (true, after);
        } else if let Some(after) = rest.strip_prefix("alt-") {
            (input.alt, rest) = (true, after);
        } else if let Some(after) = rest.strip_prefix("shift-") {
            (input.shift, rest) = (true, after);
        } else {
            break;
        }
    }
    let mut letters = rest.chars();
    input.key = match (letters.next(), letters.next()) {
        (Some(letter), None) => Key::Char(letter),
        _ if rest == "space" => Key::Char(' '),
        _ => match rest.strip_prefix('f').and_then(|n| n.parse().ok()) {
            Some(n @ 1..=12) => Key::F(n),
            _ => NAMED.iter().find(|(name, _)| *name == rest)?.1,
        },
    };
    Some(input)
}

/// The key as it is written.
#[must_use]
pub fn written(input: &Input) -> String {
    let name = match input.key {
        Key::Char(' ') => "space".to_owned(),
        Key::Char(letter) => letter.to_string(),
        Key::F(n) => format!("f{n}"),
        key => NAMED
            .iter()
            .find(|(_, k)| *k == key)
            .map_or("", |(name, _)| name)
            .to_owned(),
    };
    let modifier = |on: bool, name| if on { name } else { "" };
    let shift = input.shift && !matches!(input.key, Key::Char(_));
    [
        modifier(input.ctrl, "ctrl-"),
        modifier(input.alt, "alt-"),
        modifier(shift, "shift-"),
        &name,
    ]
    .concat()
}

/// Whether a press is this key.
#[must_use]
pub fn is(input: &Input, key: &str) -> bool {
    parse(key).is_some_and(|key| normal(&key) == normal(input))
}

/// A press as it is compared: a letter's own case says whether shift was held.
#[must_use]
pub fn normal(input: &Input) -> Input {
    let shift = input.shift && !matches!(input.key, Key::Char(_));
    Input {
        shift,
        ..input.clone()
    }
}

/// The key as people read it in hints: `↑`, `⏎`, `^S`.
#[must_use]
pub fn shown(key: &str) -> String {
    parse(key).map_or_else(|| key.to_owned(), |key| shown_of(&key))
}

/// The same, of a key that was read.
#[must_use]
pub fn shown_of(input: &Input) -> String {
    let name = match input.key {
        Key::Enter => "⏎".to_owned(),
        Key::Up => "↑".to_owned(),
        Key::Down => "↓".to_owned(),
        Key::Left => "←".to_owned(),
        Key::Right => "→".to_owned(),
        Key::Esc => "Esc".to_owned(),
        Key::Tab => "Tab".to_owned(),
        Key::PageUp => "PgUp".to_owned(),
        Key::PageDown => "PgDn".to_owned(),
        Key::Home => "Home".to_owned(),
        Key::End => "End".to_owned(),
        Key::Delete => "Del".to_owned(),
        Key::Backspace => "⌫".to_owned(),
        Key::F(n) => format!("F{n}"),
        Key::Char(' ') => "␣".to_owned(),
        Key::Char(letter) if input.ctrl => letter.to_uppercase().to_string(),
        _ => written(&Input {
            key: input.key,
            ..Input::default()
        }),
    };
    let modifier = |on: bool, name| if on { name } else { "" };
    [
        modifier(input.ctrl, "^"),
        modifier(input.alt, "M-"),
        modifier(input.shift && !matches!(input.key, Key::Char(_)), "⇧"),
        &name,
    ]
    .concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_read_as_it_is_written() {
        for key in [
            "n",
            "N",
            "ctrl-s",
            "shift-tab",
            "f12",
            "enter",
            "space",
            "?",
            ":",
            "-",
            "alt-x",
        ] {
            assert_eq!(written(&parse(key).unwrap()), key);
        }
    }

    #[test]
    fn what_is_no_key_is_not_read() {
        for text in ["", "nn", "f13", "ctrl-", "hyper-x", "return"] {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_capital_letter_is_the_same_with_and_without_shift() {
        let held = Input {
            key: Key::Char('N'),
            shift: true,
            ..Input::default()
        };
        assert!(is(&held, "N"));
        assert!(!is(&held, "n"));
    }
}
