//! Themes: what each meaning looks like, read from files that people can edit.
//!
//! A theme file has one table for each [`Meaning`], with `fg` and `bg` in true colour (`"#rrggbb"`, or
//! one of the sixteen names),
//! `fg16` and `bg16` by one of the sixteen names (`"yellow"`, `"bright yellow"`), `style` with
//! attributes for terminals with colours, and `mono` with those for terminals without (`"bold"`,
//! `"dim"`, `"reverse"`, `"underline"`, several with spaces). What a table leaves out is as in `text`.

use std::collections::BTreeMap;

use ratatui::style::{Color, Modifier, Style};
use serde::Deserialize;

/// What a piece of the screen means; a theme says what that looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Meaning {
    /// Ordinary text, and the ground of the whole screen.
    Text,
    /// What matters less.
    Dim,
    /// The heading of a part of the screen.
    Heading,
    /// The one accent: what is current, what a key does.
    Accent,
    /// Who has the floor, and the clock while there is time.
    Speaking,
    /// A clock that runs out, something to look at.
    Warning,
    /// Over time, no quorum, connection lost.
    Alarm,
    /// All is well.
    Good,
    /// In favour, carried.
    Yes,
    /// Against, not carried.
    No,
    /// Abstaining.
    Abstain,
    /// Where the cursor is.
    Selected,
    /// A line that separates, the empty part of a gauge.
    Line,
}

/// Every meaning; a theme file holds them all.
pub const MEANINGS: [Meaning; 13] = [
    Meaning::Text,
    Meaning::Dim,
    Meaning::Heading,
    Meaning::Accent,
    Meaning::Speaking,
    Meaning::Warning,
    Meaning::Alarm,
    Meaning::Good,
    Meaning::Yes,
    Meaning::No,
    Meaning::Abstain,
    Meaning::Selected,
    Meaning::Line,
];

/// How many colours the terminal has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Depth {
    /// Sixteen million.
    True,
    /// Sixteen.
    Sixteen,
    /// None: `NO_COLOR`.
    None,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Look {
    fg: Option<String>,
    bg: Option<String>,
    fg16: Option<String>,
    bg16: Option<String>,
    #[serde(default)]
    style: String,
    mono: Option<String>,
}

/// What every meaning looks like on one kind of terminal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Theme {
    styles: BTreeMap<Meaning, Style>,
}

/// Why a theme file could not be read.
#[derive(Debug, thiserror::Error)]
pub enum WrongTheme {
    /// It is not TOML of the right shape.
    #[error(transparent)]
    Shape(#[from] toml::de::Error),
    /// A colour or attribute has a name that is not known.
    #[error(
        "`{0}` is no colour and no attribute: write `#rrggbb`, one of the sixteen names, or bold, dim, reverse, underline"
    )]
    Name(String),
}

/// The themes that come with the program, by name.
pub const SHIPPED: [(&str, &str); 2] = [
    ("dark", include_str!("../../themes/dark.toml")),
    ("light", include_str!("../../themes/light.toml")),
];

impl Theme {
    /// Reads a theme file for a terminal with this many colours.
    ///
    /// # Errors
    /// Where the file is no theme.
    pub fn read(text: &str, depth: Depth) -> Result<Self, WrongTheme> {
        let looks: BTreeMap<Meaning, Look> = toml::from_str(text)?;
        let mut styles = BTreeMap::new();
        for (meaning, look) in looks {
            styles.insert(meaning, look.style(depth)?);
        }
        Ok(Self { styles })
    }

    /// A theme that comes with the program; the first one for an unknown name.
    #[must_use]
    pub fn shipped(name: &str, depth: Depth) -> Self {
        let text = SHIPPED
            .iter()
            .find(|(n, _)| *n == name)
            .unwrap_or(&SHIPPED[0])
            .1;
        // Shipped themes are read in a test; a plain screen is the worst that could come of it.
        Self::read(text, depth).unwrap_or(Self {
            styles: BTreeMap::new(),
        })
    }

    /// What this meaning looks like.
    #[must_use]
    pub fn style(&self, meaning: Meaning) -> Style {
        let ground = self.styles.get(&Meaning::Text).copied().unwrap_or_default();
        let own = self.styles.get(&meaning).copied().unwrap_or_default();
        Style {
            fg: own.fg.or(ground.fg),
            bg: own.bg.or(ground.bg),
            ..own
        }
    }
}

impl Look {
    fn style(&self, depth: Depth) -> Result<Style, WrongTheme> {
        let (fg, bg, attributes) = match depth {
            Depth::True => (&self.fg, &self.bg, &self.style),
            Depth::Sixteen => (&self.fg16, &self.bg16, &self.style),
            Depth::None => (&None, &None, self.mono.as_ref().unwrap_or(&self.style)),
        };
        let color = |name: &Option<String>| name.as_deref().map(color).transpose();
        let mut style = Style {
            fg: color(fg)?,
            bg: color(bg)?,
            ..Style::default()
        };
        for name in attributes.split_whitespace() {
            style = style.add_modifier(match name {
                "bold" => Modifier::BOLD,
                "dim" => Modifier::DIM,
                "reverse" => Modifier::REVERSED,
                "underline" => Modifier::UNDERLINED,
                other => return Err(WrongTheme::Name(other.to_owned())),
            });
        }
        Ok(style)
    }
}

fn color(name: &str) -> Result<Color, WrongTheme> {
    let wrong = || WrongTheme::Name(name.to_owned());
    if let Some(hex) = name.strip_prefix('#') {
        let number = u32::from_str_radix(hex, 16).map_err(|_| wrong())?;
        return if hex.len() == 6 {
            Ok(Color::from_u32(number))
        } else {
            Err(wrong())
        };
    }
    Ok(match name {
        "default" => Color::Reset,
        "black" => Color::Black,
        "red" => Color::Red,
        "green" => Color::Green,
        "yellow" => Color::Yellow,
        "blue" => Color::Blue,
        "magenta" => Color::Magenta,
        "cyan" => Color::Cyan,
        "white" => Color::Gray,
        "bright black" => Color::DarkGray,
        "bright red" => Color::LightRed,
        "bright green" => Color::LightGreen,
        "bright yellow" => Color::LightYellow,
        "bright blue" => Color::LightBlue,
        "bright magenta" => Color::LightMagenta,
        "bright cyan" => Color::LightCyan,
        "bright white" => Color::White,
        _ => return Err(wrong()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shipped_themes_hold_every_meaning_in_every_depth() {
        for (name, text) in SHIPPED {
            for depth in [Depth::True, Depth::Sixteen, Depth::None] {
                let theme = Theme::read(text, depth).unwrap();
                for meaning in MEANINGS {
                    assert!(
                        theme.styles.contains_key(&meaning),
                        "{name} lacks {meaning:?}"
                    );
                }
            }
        }
    }

    #[test]
    fn without_colour_there_is_none() {
        for (name, _) in SHIPPED {
            let theme = Theme::shipped(name, Depth::None);
            for meaning in MEANINGS {
                let style = theme.style(meaning);
                assert_eq!((style.fg, style.bg), (None, None), "{name} {meaning:?}");
            }
        }
    }

    #[test]
    fn a_wrong_theme_says_what_is_wrong() {
        let read = |text| Theme::read(text, Depth::True).unwrap_err().to_string();
        assert!(read("[text]\nfg = \"#12\"").contains("`#12`"));
        assert!(read("[text]\nstyle = \"blink\"").contains("`blink`"));
        assert!(read("[txet]\n").contains("txet"));
    }
}
