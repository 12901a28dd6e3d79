//! What every meaning looks like on one kind of terminal: a theme with all it inherits, and with
//! what it does not speak of filled in.

use ratatui::style::{Color, Modifier, Style};

use super::colour::in_256;
use super::depth::Depth;
use super::file::{File, Look};
use super::meaning::{MEANINGS, Meaning};

/// What every meaning looks like on one kind of terminal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Theme {
    /// In the order of [`MEANINGS`].
    styles: Vec<Style>,
    /// The ground that it paints where it can, or is made for.
    ground: Option<Color>,
}

impl Theme {
    /// The theme that these files make, each over the one before.
    pub(super) fn of<'f>(files: impl IntoIterator<Item = &'f File>, depth: Depth) -> Self {
        let mut whole = File::default();
        for file in files {
            whole.ground = file.ground.or(whole.ground);
            for (meaning, look) in &file.looks {
                whole.looks.entry(*meaning).or_default().take_over(look);
            }
        }
        let text = whole.looks.get(&Meaning::Text).cloned().unwrap_or_default();
        let ground = text.bg.or(whole.ground);
        let text = text.style(depth);
        let style = |meaning: &Meaning| {
            let own = whole.style(*meaning, depth);
            Style {
                fg: own.fg.or(text.fg),
                bg: own.bg.or(text.bg),
                ..own
            }
        };
        Self {
            styles: MEANINGS.iter().map(style).collect(),
            ground,
        }
    }

    /// What this meaning looks like.
    #[must_use]
    pub fn style(&self, meaning: Meaning) -> Style {
        self.styles
            .get(meaning as usize)
            .copied()
            .unwrap_or_default()
    }

    /// The colour of the ground, as far as the theme says it: the one it paints, else the one that
    /// it is made for.
    #[must_use]
    pub fn ground(&self) -> Option<Color> {
        self.ground
    }
}

impl File {
    /// What a meaning looks like by itself, or else as its kin does. Where the cursor is can be
    /// seen in any case.
    fn style(&self, meaning: Meaning, depth: Depth) -> Style {
        match self.looks.get(&meaning) {
            Some(look) => look.style(depth),
            None if meaning == Meaning::Selected => Style::new().add_modifier(Modifier::REVERSED),
            None if meaning == meaning.kin() => Style::new(),
            None => self.style(meaning.kin(), depth),
        }
    }
}

impl Look {
    /// Takes over what another theme's file says. A new colour does away with the form that the
    /// old one had among the 256.
    fn take_over(&mut self, over: &Self) {
        if over.fg.is_some() {
            self.fg256 = None;
        }
        if over.bg.is_some() {
            self.bg256 = None;
        }
        if over.style.is_some() {
            self.mono = None;
        }
        self.fg = over.fg.or(self.fg);
        self.bg = over.bg.or(self.bg);
        self.fg256 = over.fg256.or(self.fg256);
        self.bg256 = over.bg256.or(self.bg256);
        self.fg16 = over.fg16.or(self.fg16);
        self.bg16 = over.bg16.or(self.bg16);
        self.style = over.style.or(self.style);
        self.mono = over.mono.or(self.mono);
    }

    fn style(&self, depth: Depth) -> Style {
        let (fg, bg) = match depth {
            Depth::True => (self.fg, self.bg),
            Depth::Indexed => (
                self.fg256.or(self.fg).map(in_256),
                self.bg256.or(self.bg).map(in_256),
            ),
            Depth::Sixteen => (
                self.fg16.or(self.fg.and_then(one_of_16)),
                self.bg16.or(self.bg.and_then(one_of_16)),
            ),
            Depth::None => (None, None),
        };
        let attributes = match depth {
            Depth::None => self.mono.or(self.style),
            _ => self.style,
        };
        Style {
            fg,
            bg,
            ..Style::new().add_modifier(attributes.unwrap_or_default())
        }
    }
}

/// A colour that has a name is one of the sixteen; of the others none is near enough to be meant.
fn one_of_16(colour: Color) -> Option<Color> {
    match colour {
        Color::Rgb(..) | Color::Indexed(_) => None,
        named => Some(named),
    }
}
