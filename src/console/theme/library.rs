//! The themes there are: those that come with the program, and a person's own.
//!
//! A theme inherits from another by name. A person's own theme takes the place of a shipped one of
//! the same name, and may inherit from that: `inherits = "dark"` in one's own `dark.toml` means the
//! shipped one.

use std::collections::BTreeMap;

use super::depth::Depth;
use super::file::{File, MOST_THEME};
use super::resolved::Theme;
use crate::forms::page::Spot;
use crate::forms::{self, Fault, Mistake};
use crate::text::Lang;
use crate::text::near::nearest;

/// How long the name of a theme may be, in clusters.
pub(super) const NAME: usize = 60;

/// The themes that come with the program, by name; the first is the default.
pub const SHIPPED: [(&str, &str); 5] = [
    ("dark", include_str!("../../../themes/dark.toml")),
    ("light", include_str!("../../../themes/light.toml")),
    (
        "high-contrast",
        include_str!("../../../themes/high-contrast.toml"),
    ),
    (
        "colour-safe",
        include_str!("../../../themes/colour-safe.toml"),
    ),
    ("hall", include_str!("../../../themes/hall.toml")),
];

/// A theme file of a person's own, as it lies on the disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnTheme {
    /// What it is called: the name of the file without `.toml`.
    pub name: String,
    /// The file, as it is called in mistakes.
    pub file: String,
    /// What stands in it.
    pub text: Vec<u8>,
}

/// All themes there are.
#[derive(Clone, Debug, Default)]
pub struct Themes {
    own: BTreeMap<String, OwnTheme>,
}

/// Why there is no theme of a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoTheme {
    /// None is called so.
    Unknown {
        /// What was asked for.
        name: String,
        /// What there is.
        known: Vec<String>,
    },
    /// Its file, or that of one it inherits from, has these mistakes.
    Mistaken(Vec<Mistake>),
}

impl NoTheme {
    /// What is wrong and what to write instead; of several mistakes the first, and how many there are.
    #[must_use]
    pub fn say(&self, lang: Lang) -> String {
        match self {
            Self::Mistaken(mistakes) => {
                let first = mistakes.first().map(|first| first.told(lang));
                let first = first.unwrap_or_default();
                forms::first_of(&first, mistakes.len(), "chair config", lang)
            }
            Self::Unknown { .. } => self.say_all(lang),
        }
    }

    /// The same with every mistake, a line each.
    #[must_use]
    pub fn say_all(&self, lang: Lang) -> String {
        match self {
            Self::Unknown { name, known } => {
                let name = crate::text::clean::line(name, NAME);
                let known = known.join(", ");
                lang.fill(
                    "console.theme.unknown",
                    &[("theme", &name), ("known", &known)],
                )
            }
            Self::Mistaken(mistakes) => {
                let told: Vec<_> = mistakes.iter().map(|mistake| mistake.told(lang)).collect();
                told.join("\n")
            }
        }
    }
}

impl Themes {
    /// The shipped themes and these.
    #[must_use]
    pub fn with(own: Vec<OwnTheme>) -> Self {
        let named = own.into_iter().map(|theme| (theme.name.clone(), theme));
        Self {
            own: named.collect(),
        }
    }

    /// Every theme by name: the shipped ones first, then a person's own.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let shipped = SHIPPED.iter().map(|(name, _)| *name);
        let own = self.own.keys().map(String::as_str);
        shipped.chain(own.filter(|own| !SHIPPED.iter().any(|(name, _)| name == own)))
    }

    /// Where a theme comes from: its file where it is a person's own, none where it is shipped.
    #[must_use]
    pub fn file(&self, name: &str) -> Option<&str> {
        self.own.get(name).map(|own| own.file.as_str())
    }

    /// Whether this theme is among them, as it stands.
    #[must_use]
    pub fn holds(&self, theme: &OwnTheme) -> bool {
        self.own.get(&theme.name) == Some(theme)
    }

    /// What this theme looks like on a terminal with so many colours.
    ///
    /// # Errors
    /// Where there is none of this name, or its file has mistakes.
    pub fn read(&self, name: &str, depth: Depth) -> Result<Theme, NoTheme> {
        // From the theme itself up to one that inherits nothing.
        let mut line: Vec<File> = vec![];
        let mut asked = name.to_owned();
        // Who asked for it: a file, and the place in it.
        let mut by: Option<(String, Spot)> = None;
        let mut left = self.own.clone();
        loop {
            let (file, read) = match (left.remove(&asked), shipped(&asked)) {
                (Some(own), _) => (own.file.clone(), read(&own.text, &own.file)),
                (None, Some(text)) => {
                    // Shipped themes inherit from shipped ones, and in no circle.
                    left.clear();
                    let file = format!("{asked}.toml");
                    (file.clone(), read(text.as_bytes(), &file))
                }
                (None, None) => return Err(self.missing(asked, by)),
            };
            let read = read.map_err(NoTheme::Mistaken)?;
            let inherits = read.inherits.clone();
            line.push(read);
            let Some((parent, spot)) = inherits else {
                break;
            };
            asked = parent;
            by = Some((file, spot));
        }
        line.reverse();
        Ok(Theme::of(&line, depth))
    }

    /// There is no theme of this name, or it was asked for in a circle.
    fn missing(&self, name: String, by: Option<(String, Spot)>) -> NoTheme {
        let known: Vec<_> = self.names().map(str::to_owned).collect();
        let Some((file, spot)) = by else {
            return NoTheme::Unknown { name, known };
        };
        let what = if known.contains(&name) {
            Fault::InheritsItself { name }
        } else {
            let near = nearest(&name, self.names()).map(str::to_owned);
            Fault::UnknownTheme { name, near, known }
        };
        NoTheme::Mistaken(vec![Mistake {
            file,
            line: spot.line,
            column: spot.column,
            what,
        }])
    }
}

impl Theme {
    /// A theme that comes with the program; the plainest there is for an unknown name.
    #[must_use]
    pub fn shipped(name: &str, depth: Depth) -> Self {
        let theme = Themes::default().read(name, depth);
        theme.unwrap_or_else(|_| Self::of([], Depth::None))
    }
}

fn shipped(name: &str) -> Option<&'static str> {
    let mut shipped = SHIPPED.iter();
    shipped.find(|(n, _)| *n == name).map(|(_, text)| *text)
}

/// Reads a theme file.
fn read(text: &[u8], file: &str) -> Result<File, Vec<Mistake>> {
    if u64::try_from(text.len()).map_or(true, |size| size > MOST_THEME) {
        return Err(vec![Mistake {
            file: file.to_owned(),
            line: 1,
            column: None,
            what: Fault::FileTooLarge { most: MOST_THEME },
        }]);
    }
    File::read(text, file)
}
