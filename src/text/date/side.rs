//! On which side of a day a term lies. `trước ngày 05/12` ends with the day before, `chậm nhất ngày
//! 05/12` and `đến ngày 05/12` with that day itself: in official paper the difference is a day, so the
//! word that was said is kept beside what it means.

use jiff::Span;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::Lang;
use super::said::{Said, a_year, figures, said};
use crate::text::fold;

/// On which side of a day something is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// Before it: that day is too late.
    Before,
    /// On it at the latest.
    By,
    /// On it.
    On,
    /// From it on.
    From,
    /// Going on to its end.
    Until,
}

/// What says the side, in either language. Where one begins as another does, the longer comes first.
const SAYINGS: &[(&str, Side, Lang)] = &[
    ("trước", Side::Before, Lang::Vi),
    ("chậm nhất là vào", Side::By, Lang::Vi),
    ("chậm nhất là", Side::By, Lang::Vi),
    ("chậm nhất vào", Side::By, Lang::Vi),
    ("chậm nhất đến", Side::By, Lang::Vi),
    ("chậm nhất", Side::By, Lang::Vi),
    ("muộn nhất là vào", Side::By, Lang::Vi),
    ("muộn nhất là", Side::By, Lang::Vi),
    ("muộn nhất vào", Side::By, Lang::Vi),
    ("muộn nhất", Side::By, Lang::Vi),
    ("không chậm hơn", Side::By, Lang::Vi),
    ("không muộn hơn", Side::By, Lang::Vi),
    ("không quá", Side::By, Lang::Vi),
    ("hạn cuối là", Side::By, Lang::Vi),
    ("hạn cuối", Side::By, Lang::Vi),
    ("hạn chót là", Side::By, Lang::Vi),
    ("hạn chót", Side::By, Lang::Vi),
    ("hạn đến", Side::By, Lang::Vi),
    ("hạn là", Side::By, Lang::Vi),
    ("hạn", Side::By, Lang::Vi),
    ("đến hết", Side::By, Lang::Vi),
    ("đến", Side::By, Lang::Vi),
    ("cho đến hết", Side::Until, Lang::Vi),
    ("cho đến", Side::Until, Lang::Vi),
    ("cho tới", Side::Until, Lang::Vi),
    ("vào", Side::On, Lang::Vi),
    (WITHIN, Side::On, Lang::Vi),
    ("bắt đầu từ", Side::From, Lang::Vi),
    ("kể từ", Side::From, Lang::Vi),
    ("từ", Side::From, Lang::Vi),
    ("before", Side::Before, Lang::En),
    ("on or before", Side::By, Lang::En),
    ("no later than", Side::By, Lang::En),
    ("not later than", Side::By, Lang::En),
    ("at the latest by", Side::By, Lang::En),
    ("at the latest on", Side::By, Lang::En),
    ("at the latest", Side::By, Lang::En),
    ("due by", Side::By, Lang::En),
    ("due on", Side::By, Lang::En),
    ("due", Side::By, Lang::En),
    ("by on", Side::By, Lang::En),
    ("by", Side::By, Lang::En),
    ("on", Side::On, Lang::En),
    ("starting on", Side::From, Lang::En),
    ("starting", Side::From, Lang::En),
    ("as of", Side::From, Lang::En),
    ("from", Side::From, Lang::En),
    ("until", Side::Until, Lang::En),
    ("till", Side::Until, Lang::En),
    ("through", Side::Until, Lang::En),
];

/// Says a side only before *ngày*: within a month is a month.
const WITHIN: &str = "trong";

/// From how many words before a day on nothing of it is read any more.
const MOST_WORDS: usize = 6;

/// A saying, and what stands behind it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sided<'t> {
    /// Which side it says.
    pub side: Side,
    /// As it was said, with its accents.
    pub words: &'t str,
    /// What stands behind it.
    pub rest: &'t str,
    lang: Lang,
}

impl Sided<'_> {
    /// The saying with a day: `"trước ngày 05/12/2026"`, `"by 05/12/2026"`.
    #[must_use]
    pub fn with(&self, day: &str) -> String {
        match self.lang {
            Lang::Vi => format!("{} ngày {day}", self.words),
            Lang::En => format!("{} {day}", self.words),
        }
    }
}

/// Takes what says the side off the beginning of a text.
#[must_use]
pub fn sided(text: &str) -> Option<Sided<'_>> {
    let text = text.trim();
    let words: Vec<&str> = text.split_whitespace().take(MOST_WORDS).collect();
    let folded: Vec<String> = words.iter().map(|word| fold(word)).collect();
    SAYINGS.iter().find_map(|(saying, side, lang)| {
        let own = fold(saying);
        let own: Vec<&str> = own.split(' ').collect();
        let begins = folded.len() >= own.len() && folded.iter().zip(&own).all(|(a, b)| a == b);
        let next = folded.get(own.len()).map(String::as_str);
        if !begins || *saying == WITHIN && next != Some("ngay") {
            return None;
        }
        let rest = own.iter().fold(text, |rest, _| after_word(rest));
        let said = text[..text.len() - rest.len()].trim_end();
        // Without accents it is what the keys made of it, not what is to stand on paper.
        let words = if said.is_ascii() && !saying.is_ascii() {
            saying
        } else {
            said
        };
        Some(Sided {
            side: *side,
            words,
            rest,
            lang: *lang,
        })
    })
}

/// What says a side at the end of a text, perhaps with *ngày* behind it: where it begins.
#[must_use]
pub fn side_at_end(text: &str) -> Option<usize> {
    let begins = text.char_indices().rev().filter(|(at, letter)| {
        let is_first = text[..*at]
            .chars()
            .next_back()
            .is_none_or(|c| !c.is_alphanumeric());
        is_first && letter.is_alphanumeric()
    });
    let said = |at: &usize| {
        let rest = sided(&text[*at..]).map(|sided| fold(sided.rest));
        rest.is_some_and(|rest| matches!(rest.as_str(), "" | "ngay" | "the"))
            // “trong” is none without the “ngày” that stands there.
            && text.ends_with(' ')
    };
    let begins = begins.map(|(at, _)| at).take(MOST_WORDS);
    begins.filter(said).last()
}

/// Reads what somebody says, on this day, that something is due: on which side of which day. A month
/// that something is to be done before or from ends or begins there as well as a week, a quarter and
/// a year: `trước tháng 4` is before its first day, `chậm nhất tháng 4` by its last.
#[must_use]
pub fn term(text: &str, today: Date) -> (Option<Sided<'_>>, Said) {
    match sided(text) {
        Some(sided) => on_its_side(sided, |rest| said(rest, today)),
        None => (None, said(text, today)),
    }
}

/// Reads a term with its day or month in figures: `"trước ngày 05/12/2026"`, `"by 5/12/2026"`.
#[must_use]
pub fn term_in_figures(text: &str) -> Option<(Side, Date)> {
    let bare = |rest: &str| match fold(rest.split(' ').next().unwrap_or_default()).as_str() {
        "ngay" | "thang" | "the" => figures(after_word(rest)),
        _ => figures(rest),
    };
    match on_its_side(sided(text)?, bare) {
        (Some(sided), Said::Day(day)) => Some((sided.side, day)),
        _ => None,
    }
}

fn on_its_side<'t>(sided: Sided<'t>, read: impl Fn(&str) -> Said) -> (Option<Sided<'t>>, Said) {
    let read = read(sided.rest);
    let is_begin = matches!(sided.side, Side::Before | Side::From);
    match read {
        // On a month is within it.
        Said::Month(_) if sided.side == Side::On => (None, read),
        Said::Month(first) if is_begin => (Some(sided), Said::Day(first)),
        Said::Month(first) => (Some(sided), Said::Day(first.last_of_month())),
        Said::Day(last) if is_begin => {
            let first = first_of(sided.rest, last);
            (Some(sided), Said::Day(first))
        }
        Said::Day(_) => (Some(sided), read),
        Said::NoSuchDay | Said::Words => (None, read),
    }
}

/// The first day of the week, quarter or year that was said, which is read as its last. Any other
/// saying means one day.
fn first_of(saying: &str, last: Date) -> Date {
    let folded = fold(saying);
    let is_small = |word: &&str| !matches!(*word, "trong" | "the" | "in" | "within");
    let words: Vec<&str> = folded.split(' ').filter(is_small).collect();
    let first = match words[..] {
        ["end", ..] => Some(last),
        ["tuan", ..] | [.., "week"] => last.checked_sub(Span::new().days(4)).ok(),
        ["quy", ..] | [.., "quarter"] => {
            let first = last.first_of_month();
            first.checked_sub(Span::new().months(2)).ok()
        }
        ["nam", ..] | [.., "year"] => Some(last.first_of_year()),
        [year] if a_year(year).is_some() => Some(last.first_of_year()),
        _ => Some(last),
    };
    first.unwrap_or(last)
}

/// What stands behind the first word.
fn after_word(text: &str) -> &str {
    let end = text.find(char::is_whitespace).unwrap_or(text.len());
    text[end..].trim_start()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    /// A Monday.
    const TODAY: Date = date(2026, 11, 30);

    #[test]
    fn the_side_that_was_said_is_kept() {
        use Side::{Before, By, From, On, Until};
        for (text, side, words, (year, month, day)) in [
            ("trước ngày 5/12", Before, "trước", (2026, 12, 5)),
            ("truoc thu 6 tuan toi", Before, "trước", (2026, 12, 11)),
            ("Trước 15/12/2026", Before, "Trước", (2026, 12, 15)),
            ("chậm nhất ngày 5/12", By, "chậm nhất", (2026, 12, 5)),
            (
                "chậm nhất là ngày 5 tháng 1",
                By,
                "chậm nhất là",
                (2027, 1, 5),
            ),
            ("muộn nhất thứ sáu", By, "muộn nhất", (2026, 12, 4)),
            ("đến ngày 5/12", By, "đến", (2026, 12, 5)),
            ("đến hết tháng 2", By, "đến hết", (2027, 2, 28)),
            ("hạn 15/12", By, "hạn", (2026, 12, 15)),
            ("không quá ngày 15/12", By, "không quá", (2026, 12, 15)),
            ("vào thứ sáu tuần sau", On, "vào", (2026, 12, 11)),
            ("trong ngày mai", On, "trong", (2026, 12, 1)),
            ("từ ngày 1/1/2027", From, "từ", (2027, 1, 1)),
            ("kể từ ngày mai", From, "kể từ", (2026, 12, 1)),
            ("cho đến ngày 30/6/2027", Until, "cho đến", (2027, 6, 30)),
            ("before next friday", Before, "before", (2026, 12, 11)),
            ("by Fri", By, "by", (2026, 12, 4)),
            (
                "no later than 5 December",
                By,
                "no later than",
                (2026, 12, 5),
            ),
            ("on or before 5 Dec 2026", By, "on or before", (2026, 12, 5)),
            ("by the end of next month", By, "by", (2026, 12, 31)),
            ("on friday", On, "on", (2026, 12, 4)),
            ("from tomorrow", From, "from", (2026, 12, 1)),
            ("until 30 June 2027", Until, "until", (2027, 6, 30)),
        ] {
            let (sided, said) = term(text, TODAY);
            let sided = sided.unwrap_or_else(|| panic!("{text}"));
            assert_eq!((sided.side, sided.words), (side, words), "{text}");
            assert_eq!(said, Said::Day(date(year, month, day)), "{text}");
        }
    }

    /// Before April is before its first day, by April by its last.
    #[test]
    fn a_side_of_something_longer_than_a_day() {
        for (text, (year, month, day)) in [
            ("trước tháng 4", (2027, 4, 1)),
            ("trước tháng 4/2028", (2028, 4, 1)),
            ("trước cuối tháng sau", (2026, 12, 31)),
            ("trước tuần sau", (2026, 12, 7)),
            ("trước quý II/2027", (2027, 4, 1)),
            ("trước năm 2028", (2028, 1, 1)),
            ("từ tháng sau", (2026, 12, 1)),
            ("từ quý sau", (2027, 1, 1)),
            ("chậm nhất tháng 4", (2027, 4, 30)),
            ("chậm nhất tuần sau", (2026, 12, 11)),
            ("đến quý II/2027", (2027, 6, 30)),
            ("before April", (2027, 4, 1)),
            ("before next week", (2026, 12, 7)),
            ("before the end of next week", (2026, 12, 11)),
            ("before next year", (2027, 1, 1)),
            ("from next quarter", (2027, 1, 1)),
            ("by next month", (2026, 12, 31)),
            ("by next year", (2027, 12, 31)),
        ] {
            let (sided, said) = term(text, TODAY);
            assert!(sided.is_some(), "{text}");
            assert_eq!(said, Said::Day(date(year, month, day)), "{text}");
        }
        for text in ["vào tháng 4", "trong tháng 4", "on April"] {
            let (sided, said) = term(text, TODAY);
            assert_eq!(
                (sided, said),
                (None, Said::Month(date(2027, 4, 1))),
                "{text}"
            );
        }
    }

    #[test]
    fn what_says_no_side_is_read_as_it_is() {
        assert_eq!(term("thứ sáu", TODAY), (None, Said::Day(date(2026, 12, 4))));
        for text in [
            "",
            "trước",
            "trước khi xong",
            "đến khi xong",
            "by and by",
            "từ",
        ] {
            assert_eq!(term(text, TODAY), (None, Said::Words), "{text}");
        }
        assert_eq!(term("trước ngày 31/4/2027", TODAY), (None, Said::NoSuchDay));
    }

    #[test]
    fn in_figures_it_is_read_on_any_day() {
        let day = date(2026, 12, 5);
        for (text, read) in [
            ("trước ngày 05/12/2026", Some((Side::Before, day))),
            ("trước 5/12/2026", Some((Side::Before, day))),
            ("chậm nhất là ngày 05/12/2026", Some((Side::By, day))),
            ("by 05/12/2026", Some((Side::By, day))),
            (
                "trước tháng 12/2026",
                Some((Side::Before, date(2026, 12, 1))),
            ),
            ("chậm nhất 12/2026", Some((Side::By, date(2026, 12, 31)))),
            ("trước ngày 5/12", None),
            ("trước ngày 25 hằng tháng", None),
            ("vào tháng 12/2026", None),
            ("05/12/2026", None),
        ] {
            assert_eq!(term_in_figures(text), read, "{text}");
        }
    }

    #[test]
    fn the_side_that_a_sentence_ends_in_is_found() {
        for (text, said) in [
            ("báo cáo trước ngày ", Some("trước ngày ")),
            ("báo cáo chậm nhất là ngày ", Some("chậm nhất là ngày ")),
            ("xong trong ngày ", Some("trong ngày ")),
            ("trước ", Some("trước ")),
            ("reports by ", Some("by ")),
            ("reports no later than ", Some("no later than ")),
            ("on or before ", Some("on or before ")),
            ("báo cáo ", None),
            ("trong ", None),
            ("nearby ", None),
            ("ngày ", None),
            ("trước ngày 5 ", None),
            ("", None),
        ] {
            let found = side_at_end(text).map(|at| &text[at..]);
            assert_eq!(found, said, "{text}");
        }
    }

    proptest! {
        #[test]
        fn anything_can_be_a_term(text in "(trước|chậm nhất|by|on|từ|trong)? ?(ngày )?\\PC{0,20}", days in 0i32..80_000) {
            let today = date(1970, 1, 1).checked_add(Span::new().days(days)).unwrap();
            let _ = (term(&text, today), term_in_figures(&text), side_at_end(&text));
        }

        /// What a saying is written as is read as the same again, on whatever day.
        #[test]
        fn what_is_written_is_read_back(place in 0..SAYINGS.len(), days in 0i32..80_000) {
            let (saying, side, _) = SAYINGS[place];
            let day = date(1970, 1, 1).checked_add(Span::new().days(days)).unwrap();
            let figures = day.strftime("%d/%m/%Y").to_string();
            let text = format!("{saying} ngày {figures}");
            let written = sided(&text).unwrap().with(&figures);
            prop_assert_eq!(term_in_figures(&written), Some((side, day)));
        }
    }
}
