//! Dates as each language writes them, and as people say them: days ([`said`](fn@said)), on which side
//! of a day something is due ([`term`]), moments ([`moment`](fn@moment)), and what is offered to
//! whoever begins to say one ([`offers`]).
//!
//! Which day it is, and in which time zone, is for the caller: a date comes in as an argument.

mod en;
mod moment;
mod offer;
mod said;
mod side;
mod vi;

use jiff::civil::{Date, Weekday};

use super::Lang;

pub use moment::{DAY_ENDS, SaidMoment, moment};
pub use offer::{Offer, offers};
pub use said::{Said, figures, said};
pub use side::{Side, Sided, side_at_end, sided, term, term_in_figures};

/// A date in words: `"ngày 05 tháng 3 năm 2024"`, `"5 March 2024"`.
///
/// In Vietnamese the form of official paper (Decree 30/2020/NĐ-CP, appendix I): days below 10 and
/// the months 1 and 2 have a leading zero, other months have none.
pub fn long(year: i16, month: i8, day: i8, lang: Lang) -> String {
    let month = lang.text(&format!("common.month.{month}"));
    lang.fill(
        "common.date.long",
        &[
            ("day", &in_figures(day, lang)),
            ("month", &month),
            ("year", &year),
        ],
    )
}

/// A date for tables and status lines: `"05/3/2024"`, `"5 Mar 2024"`.
///
/// In English the month stays a word: which of two figures is the month depends on the reader.
pub fn short(year: i16, month: i8, day: i8, lang: Lang) -> String {
    let month = lang.text(&format!("common.month_short.{month}"));
    lang.fill(
        "common.date.short",
        &[
            ("day", &in_figures(day, lang)),
            ("month", &month),
            ("year", &year),
        ],
    )
}

/// A day with its weekday: `"thứ Sáu, ngày 04 tháng 12 năm 2026"`, `"Friday, 4 December 2026"`.
pub fn with_weekday(day: Date, lang: Lang) -> String {
    let number = day.weekday().to_monday_one_offset();
    let weekday = lang.text(&format!("common.weekday.{number}"));
    let date = long(day.year(), day.month(), day.day(), lang);
    lang.fill(
        "common.date.with_weekday",
        &[("weekday", &weekday), ("date", &date)],
    )
}

/// The weekday that these words, folded, begin with in either language, and how many words it is.
pub fn weekday_named(words: &[&str]) -> Option<(Weekday, usize)> {
    vi::weekday_named(words).or_else(|| en::weekday_named(words))
}

fn in_figures(day: i8, lang: Lang) -> String {
    match lang {
        Lang::Vi => format!("{day:02}"),
        Lang::En => day.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Lang::{En, Vi};

    #[test]
    fn vietnamese_pads_days_and_the_first_two_months() {
        for (month, day, in_words, in_figures) in [
            (3, 5, "ngày 05 tháng 3 năm 2024", "05/3/2024"),
            (4, 9, "ngày 09 tháng 4 năm 2024", "09/4/2024"),
            (2, 10, "ngày 10 tháng 02 năm 2024", "10/02/2024"),
            (12, 31, "ngày 31 tháng 12 năm 2024", "31/12/2024"),
        ] {
            assert_eq!(long(2024, month, day, Vi), in_words);
            assert_eq!(short(2024, month, day, Vi), in_figures);
        }
    }

    #[test]
    fn the_weekday_stands_before_the_day() {
        let day = jiff::civil::date(2026, 12, 4);
        assert_eq!(with_weekday(day, Vi), "thứ Sáu, ngày 04 tháng 12 năm 2026");
        assert_eq!(with_weekday(day, En), "Friday, 4 December 2026");
    }

    #[test]
    fn english_names_the_month() {
        assert_eq!(long(2024, 3, 5, En), "5 March 2024");
        assert_eq!(short(2024, 12, 31, En), "31 Dec 2024");
    }
}
