//! The languages that the interface speaks.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A language of the interface. What people say and write in a meeting is not translated.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// Vietnamese, the language of the first home.
    #[default]
    Vi,
    /// English.
    En,
}

/// A name that is no language of the interface.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is not a language of this program: use “vi” (Vietnamese) or “en” (English)")]
pub struct UnknownLang(pub String);

impl Lang {
    /// All languages, the default first.
    pub const ALL: [Self; 2] = [Self::Vi, Self::En];

    /// The language of a locale or language tag, such as `vi_VN.UTF-8`, `en-GB` or `vi`; `None` if
    /// it is not one of ours, as for `C` and `fr_FR`.
    pub fn from_tag(tag: &str) -> Option<Self> {
        let language = tag.trim().split(['_', '-', '.', '@']).next()?;
        Self::ALL
            .into_iter()
            .find(|lang| language.eq_ignore_ascii_case(lang.code()))
    }

    /// The two letters of ISO 639-1.
    pub fn code(self) -> &'static str {
        match self {
            Self::Vi => "vi",
            Self::En => "en",
        }
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.code())
    }
}

impl FromStr for Lang {
    type Err = UnknownLang;

    fn from_str(tag: &str) -> Result<Self, UnknownLang> {
        // What is quoted back comes from outside, like the tag itself.
        Self::from_tag(tag).ok_or_else(|| UnknownLang(crate::text::clean::line(tag, 40)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn locales_name_a_language() {
        for (tag, lang) in [
            ("vi_VN.UTF-8", Some(Lang::Vi)),
            ("vi", Some(Lang::Vi)),
            ("EN-gb", Some(Lang::En)),
            ("en.UTF-8", Some(Lang::En)),
            ("en@euro", Some(Lang::En)),
            ("C", None),
            ("C.UTF-8", None),
            ("POSIX", None),
            ("fr_FR", None),
            ("vietnam", None),
            ("", None),
        ] {
            assert_eq!(Lang::from_tag(tag), lang, "{tag}");
        }
    }

    #[test]
    fn a_language_is_written_as_its_code() {
        for lang in Lang::ALL {
            let json = serde_json::to_string(&lang).unwrap();
            assert_eq!(json, format!("\"{}\"", lang.code()));
            assert_eq!(serde_json::from_str::<Lang>(&json).unwrap(), lang);
            assert_eq!(lang.to_string().parse(), Ok(lang));
        }
        assert_eq!(Lang::default(), Lang::Vi);
    }

    #[test]
    fn an_unknown_language_says_which_there_are() {
        assert_eq!(
            "f\u{1b}[1mr".parse::<Lang>().unwrap_err().to_string(),
            "“fr” is not a language of this program: use “vi” (Vietnamese) or “en” (English)"
        );
    }
}
