//! Text modules: sentences to begin a conclusion with, and blanks in them to be filled.
//!
//! They stand in a file that people can edit; those that come with the program are such files, too,
//! one in each language. Where a person's own file lies is the concern of `cli`, how blanks are
//! filled that of the editor.

use serde::Deserialize;

use crate::text::{Lang, clean};

/// How long a sentence may be, in clusters.
const LONGEST: usize = 2_000;
/// How long its name may be, in clusters.
const LONGEST_NAME: usize = 60;
/// What a person's own file is called.
pub const FILE: &str = "modules.toml";
/// How many there may be.
const MOST: usize = 200;

/// A sentence to begin with.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Module {
    /// What it is called.
    pub name: String,
    /// What it says, with blanks such as `{unit}`.
    pub text: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    module: Vec<Module>,
}

/// Where the modules come from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Source {
    /// From the program.
    #[default]
    Shipped,
    /// From the person's own file.
    Own(Vec<Module>),
    /// From the program, for with the person's own file this is wrong, as a sentence.
    Broken(String),
}

impl Source {
    /// What stands in a person's file; a mistake in it with its line.
    #[must_use]
    pub fn of(file: &str) -> Self {
        match read(file) {
            Ok(modules) => Self::Own(modules),
            Err(mistake) => Self::Broken(mistake),
        }
    }

    /// The modules for this language; a person's own are the same in both.
    #[must_use]
    pub fn modules(&self, lang: Lang) -> Vec<Module> {
        match self {
            Self::Own(modules) => modules.clone(),
            Self::Shipped | Self::Broken(_) => shipped(lang),
        }
    }
}

/// The modules that come with the program.
#[must_use]
pub fn shipped(lang: Lang) -> Vec<Module> {
    let file = match lang {
        Lang::Vi => include_str!("vi.toml"),
        Lang::En => include_str!("en.toml"),
    };
    // A test rules out that they have mistakes.
    read(file).unwrap_or_default()
}

/// Reads a file of modules; else says what is wrong in it, with its line.
fn read(file: &str) -> Result<Vec<Module>, String> {
    let file: File = toml::from_str(file).map_err(|error| {
        let line = error
            .span()
            .map_or(1, |span| 1 + file[..span.start].matches('\n').count());
        format!("{FILE}:{line}: {}", error.message())
    })?;
    let cleaned = file.module.into_iter().take(MOST).map(|module| Module {
        name: clean::line(&module.name, LONGEST_NAME),
        text: clean::block(&module.text, LONGEST),
    });
    Ok(cleaned.filter(|module| !module.text.is_empty()).collect())
}

/// What belongs into a blank.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The unit that leads.
    Unit,
    /// The units that help.
    Units,
    /// Who gets the report.
    To,
    /// A day.
    Date,
    /// A term of any kind, with the words that go before it.
    Term,
    /// Whatever its name says.
    Free,
}

/// The first blank of a line from this column on: where it begins and ends, in letters, and what
/// belongs into it.
#[must_use]
pub fn blank(line: &str, from: usize) -> Option<(usize, usize, Kind)> {
    let letters: Vec<char> = line.chars().collect();
    let begin = (from..letters.len()).find(|at| letters[*at] == '{')?;
    let end = begin + letters[begin..].iter().position(|letter| *letter == '}')?;
    let name: String = letters[begin + 1..end].iter().collect();
    let kind = match name.trim() {
        "unit" => Kind::Unit,
        "units" => Kind::Units,
        "to" => Kind::To,
        "date" => Kind::Date,
        "term" => Kind::Term,
        _ => Kind::Free,
    };
    Some((begin, end + 1, kind))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn those_that_are_shipped_are_right_and_the_same_in_both_languages() {
        let [vi, en] = [shipped(Lang::Vi), shipped(Lang::En)];
        assert!(vi.len() >= 5);
        assert_eq!(vi.len(), en.len());
        for (vi, en) in vi.iter().zip(&en) {
            let kinds = |text: &str| {
                let mut kinds = vec![];
                let mut from = 0;
                while let Some((_, end, kind)) = blank(text, from) {
                    kinds.push(format!("{kind:?}"));
                    from = end;
                }
                kinds.sort();
                kinds
            };
            assert_eq!(kinds(&vi.text), kinds(&en.text), "{}", vi.name);
            assert!(!vi.name.is_empty() && !en.name.is_empty());
        }
    }

    #[test]
    fn a_mistake_is_told_with_its_line_and_the_shipped_ones_remain() {
        let broken = Source::of("[[module]]\nname = \"A\"\ntitle = 1\n");
        assert!(
            matches!(&broken, Source::Broken(mistake) if mistake.starts_with("modules.toml:3: ")),
            "{broken:?}"
        );
        assert_eq!(broken.modules(Lang::Vi), shipped(Lang::Vi));
        let own = Source::of("[[module]]\nname = \"A\"\ntext = \"Giao {unit}.\"\n");
        assert_eq!(own.modules(Lang::En)[0].text, "Giao {unit}.");
    }

    #[test]
    fn blanks_are_found_one_after_the_other() {
        let line = "Giao {unit} rà soát {việc}";
        assert_eq!(blank(line, 0), Some((5, 11, Kind::Unit)));
        assert_eq!(blank(line, 6), Some((20, 26, Kind::Free)));
        assert_eq!(blank(line, 21), None);
        assert_eq!(blank("{unit", 0), None);
    }
}
