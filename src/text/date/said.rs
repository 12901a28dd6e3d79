//! Dates as people say them: `thứ sáu tuần sau`, `cuối tháng`, `30/4`, `next friday`.
//!
//! Both languages are understood at any time, with accents or without. Only what is understood to the
//! last word is a date: "trong 10 ngày làm việc" depends on holidays, "hàng tuần" has no end, and both
//! stay words. "Within a month" is a month, due on its last day; its end, a quarter or a year without
//! a day is its last day; a week its Friday, when offices close. What a saying became is to be shown
//! before it is kept.

use jiff::Span;
use jiff::civil::{Date, Weekday};

use super::side::sided;
use super::{en, vi};
use crate::text::fold;

/// What a saying is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Said {
    /// This day.
    Day(Date),
    /// Within this month, whose first day this is.
    Month(Date),
    /// A day that is in no calendar, such as 31/2/2027.
    NoSuchDay,
    /// No date: words, or nothing.
    Words,
}

impl Said {
    /// The day that is meant: of a month its last.
    #[must_use]
    pub fn day(self) -> Option<Date> {
        match self {
            Self::Day(day) => Some(day),
            Self::Month(first) => Some(first.last_of_month()),
            Self::NoSuchDay | Self::Words => None,
        }
    }
}

impl From<Option<Date>> for Said {
    fn from(day: Option<Date>) -> Self {
        day.map_or(Self::NoSuchDay, Self::Day)
    }
}

/// Reads a whole date in figures, as `30/4/2024`, `30-4-2024`, `30.4.2024` or `2024-04-30`; or a
/// whole month, as `4/2024` or `04-2024`.
#[must_use]
pub fn figures(text: &str) -> Said {
    match &numbers(text)[..] {
        [(year, 4), (month, _), (day, _)] | [(day, _), (month, _), (year, 4)] => {
            date(*year, *month, *day).into()
        }
        [(month, 1 | 2), (year, 4)] => within(date(*year, *month, 1)),
        _ => Said::Words,
    }
}

/// Within the month that begins on this day.
pub(super) fn within(first: Option<Date>) -> Said {
    first.map_or(Said::NoSuchDay, Said::Month)
}

/// Within the month in which this day is.
pub(super) fn month_of(day: Said) -> Said {
    match day {
        Said::Day(day) => Said::Month(day.first_of_month()),
        other => other,
    }
}

/// Reads what somebody says, on this day, that something is due. A day or a month without a year is
/// the next to come. On which side of it is meant is for [`term`](super::term).
#[must_use]
pub fn said(text: &str, today: Date) -> Said {
    let text = sided(text).map_or(text, |sided| sided.rest);
    let whole = figures(text);
    if whole != Said::Words {
        return whole;
    }
    let folded = fold(text);
    let words: Vec<&str> = folded
        .split([' ', ','])
        .filter(|word| !word.is_empty())
        .collect();
    [vi::read, en::read]
        .into_iter()
        .map(|read| read(&words, today))
        .find(|said| *said != Said::Words)
        .unwrap_or(Said::Words)
}

/// The numbers of a text that is nothing but numbers and one kind of sign between them, and how many
/// figures each has.
fn numbers(text: &str) -> Vec<(u16, usize)> {
    let Some(sign) = text.trim().chars().find(|c| matches!(c, '/' | '-' | '.')) else {
        return vec![];
    };
    let number = |part: &str| {
        let part = part.trim();
        let only_figures = part.bytes().all(|byte| byte.is_ascii_digit());
        Some((part.parse().ok().filter(|_| only_figures)?, part.len()))
    };
    let parts: Option<Vec<_>> = text.split(sign).map(number).collect();
    parts.unwrap_or_default()
}

/// A day and a month, perhaps a year of two figures, in one word: `30/4`, `30/4/27`.
pub(super) fn short_figures(word: &str, today: Date) -> Said {
    match numbers(word)[..] {
        [(day, 1 | 2), (month, 1 | 2)] => day_and_month(day, month, today),
        [(day, 1 | 2), (month, 1 | 2), (year, 2)] => date(2000 + year, month, day).into(),
        _ => figures(word),
    }
}

/// The next day to come of this number in this month.
pub(super) fn day_and_month(day: u16, month: u16, today: Date) -> Said {
    let year = year(today);
    let this = date(year, month, day);
    let next = || date(year + 1, month, day);
    this.filter(|this| *this >= today).or_else(next).into()
}

/// The next day to come of this number.
pub(super) fn day(day: u16, today: Date) -> Said {
    if !(1..=31).contains(&day) {
        return Said::NoSuchDay;
    }
    let months = (0..3).filter_map(|n| {
        today
            .first_of_month()
            .checked_add(Span::new().months(n))
            .ok()
    });
    let days = months.filter_map(|first| date(year(first), month(first), day));
    days.into_iter().find(|day| *day >= today).into()
}

pub(super) fn date(year: u16, month: u16, day: u16) -> Option<Date> {
    let (month, day) = (i8::try_from(month).ok()?, i8::try_from(day).ok()?);
    Date::new(i16::try_from(year).ok()?, month, day).ok()
}

pub(super) fn year(day: Date) -> u16 {
    day.year().unsigned_abs()
}

pub(super) fn month(day: Date) -> u16 {
    u16::from(day.month().unsigned_abs())
}

/// So much later; none where that is beyond all calendars.
pub(super) fn later(today: Date, span: Span) -> Said {
    today.checked_add(span).ok().into()
}

/// Which week is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Week {
    /// The next such day to come.
    Coming,
    /// The week, from Monday on, that today is in.
    This,
    /// The week after.
    Next,
}

pub(super) fn weekday(weekday: Weekday, week: Week, today: Date) -> Said {
    let ahead = i64::from(weekday.to_monday_zero_offset())
        - i64::from(today.weekday().to_monday_zero_offset());
    let days = match week {
        Week::Coming if ahead <= 0 => ahead + 7,
        Week::Coming | Week::This => ahead,
        Week::Next => ahead + 7,
    };
    later(today, Span::new().days(days))
}

/// The last day of the month so many months from now.
pub(super) fn month_end(today: Date, months: i64) -> Said {
    let day = today
        .first_of_month()
        .checked_add(Span::new().months(months));
    day.ok().map(Date::last_of_month).into()
}

/// The last day of this month, of this year or else of the next such month to come.
pub(super) fn end_of_month(month_named: u16, named: Option<u16>, today: Date) -> Said {
    let coming = year(today) + u16::from(month_named < month(today));
    let first = date(named.unwrap_or(coming), month_named, 1);
    first.map(Date::last_of_month).into()
}

/// The last day of a quarter, of this year or else of the next such quarter to come.
pub(super) fn end_of_quarter(quarter: u16, named: Option<u16>, today: Date) -> Said {
    if (1..=4).contains(&quarter) {
        end_of_month(quarter * 3, named, today)
    } else {
        Said::NoSuchDay
    }
}

/// The last day of the quarter so many quarters from now.
pub(super) fn quarter_end(today: Date, quarters: i64) -> Said {
    let rest = i64::from((3 - month(today) % 3) % 3);
    month_end(today, rest + quarters * 3)
}

/// The last day of a year.
pub(super) fn year_end(year: u16) -> Said {
    date(year, 12, 31).into()
}

/// A number of figures only.
pub(super) fn number(word: &str) -> Option<u16> {
    let only_figures = word.bytes().all(|byte| byte.is_ascii_digit());
    word.parse().ok().filter(|_| only_figures)
}

/// A year in figures.
pub(super) fn a_year(word: &str) -> Option<u16> {
    number(word).filter(|_| word.len() == 4)
}

/// A number, perhaps with its year: `4`, `04/2024`.
pub(super) fn with_year(word: &str) -> Option<(&str, Option<u16>)> {
    match word.split_once(['/', '-']) {
        Some((word, year)) => Some((word, Some(a_year(year)?))),
        None => Some((word, None)),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    /// A Monday.
    const TODAY: Date = date(2026, 11, 30);

    fn reads(rows: &[(&str, (i16, i8, i8))]) {
        for (text, (year, month, day)) in rows {
            let day = date(*year, *month, *day);
            assert_eq!(said(text, TODAY).day(), Some(day), "{text}");
        }
    }

    #[test]
    fn within_a_month_is_a_month_and_its_end_a_day() {
        for (text, year, month) in [
            ("trong tháng 04/2024", 2024, 4),
            ("tháng 12 năm 2026", 2026, 12),
            ("trong tháng này", 2026, 11),
            ("trong tháng", 2026, 11),
            ("tháng sau", 2026, 12),
            ("trong tháng 2", 2027, 2),
            ("04/2024", 2024, 4),
            ("4-2024", 2024, 4),
            ("April 2024", 2024, 4),
            ("in December", 2026, 12),
            ("next month", 2026, 12),
            ("this month", 2026, 11),
        ] {
            let first = date(year, month, 1);
            assert_eq!(said(text, TODAY), Said::Month(first), "{text}");
        }
        for text in [
            "cuối tháng",
            "hết tháng 2",
            "end of April",
            "by the end of next month",
        ] {
            assert!(matches!(said(text, TODAY), Said::Day(_)), "{text}");
        }
    }

    #[test]
    fn vietnamese_sayings() {
        reads(&[
            ("hôm nay", (2026, 11, 30)),
            ("mai", (2026, 12, 1)),
            ("ngày mai", (2026, 12, 1)),
            ("Ngày kia", (2026, 12, 2)),
            ("thứ sáu", (2026, 12, 4)),
            ("thứ hai", (2026, 12, 7)),
            ("thứ hai này", (2026, 11, 30)),
            ("thứ sáu tuần này", (2026, 12, 4)),
            ("thứ sáu tuần sau", (2026, 12, 11)),
            ("trước thứ 6 tuần tới", (2026, 12, 11)),
            ("chủ nhật", (2026, 12, 6)),
            ("T5", (2026, 12, 3)),
            ("đầu tuần sau", (2026, 12, 7)),
            ("cuối tuần", (2026, 12, 4)),
            ("trong tuần sau", (2026, 12, 11)),
            ("cuối tháng", (2026, 11, 30)),
            ("cuối tháng sau", (2026, 12, 31)),
            ("giữa tháng 12", (2026, 12, 15)),
            ("hết tháng 2", (2027, 2, 28)),
            ("trong tháng 04/2024", (2024, 4, 30)),
            ("tháng 12 năm 2026", (2026, 12, 31)),
            ("trong tháng này", (2026, 11, 30)),
            ("cuối quý", (2026, 12, 31)),
            ("quý I/2027", (2027, 3, 31)),
            ("hết quý II", (2027, 6, 30)),
            ("quý sau", (2027, 3, 31)),
            ("cuối năm", (2026, 12, 31)),
            ("trong năm 2027", (2027, 12, 31)),
            ("30/4", (2027, 4, 30)),
            ("trước ngày 15/12", (2026, 12, 15)),
            ("15-12-2026", (2026, 12, 15)),
            ("15/12/26", (2026, 12, 15)),
            ("chậm nhất là ngày 5 tháng 1", (2027, 1, 5)),
            ("ngày 05 tháng 3 năm 2027", (2027, 3, 5)),
            ("ngày 15", (2026, 12, 15)),
            ("ngày 30", (2026, 11, 30)),
            ("10 ngày nữa", (2026, 12, 10)),
            ("trong vòng 2 tuần", (2026, 12, 14)),
            ("sau 1 tháng", (2026, 12, 30)),
            ("thu sau tuan sau", (2026, 12, 11)),
        ]);
    }

    #[test]
    fn english_sayings() {
        reads(&[
            ("today", (2026, 11, 30)),
            ("Tomorrow", (2026, 12, 1)),
            ("friday", (2026, 12, 4)),
            ("this friday", (2026, 12, 4)),
            ("next friday", (2026, 12, 11)),
            ("by Fri", (2026, 12, 4)),
            ("end of month", (2026, 11, 30)),
            ("by the end of next month", (2026, 12, 31)),
            ("end of the week", (2026, 12, 4)),
            ("end of the year", (2026, 12, 31)),
            ("end of quarter", (2026, 12, 31)),
            ("end of April", (2027, 4, 30)),
            ("April 2024", (2024, 4, 30)),
            ("in December", (2026, 12, 31)),
            ("next month", (2026, 12, 31)),
            ("30 April", (2027, 4, 30)),
            ("4 Dec 2026", (2026, 12, 4)),
            ("December 4", (2026, 12, 4)),
            ("in 10 days", (2026, 12, 10)),
            ("within 2 weeks", (2026, 12, 14)),
            ("2026-12-15", (2026, 12, 15)),
        ]);
    }

    #[test]
    fn a_day_that_is_in_no_calendar_is_told() {
        for text in [
            "31/2/2027",
            "31/2",
            "29/2/2027",
            "ngày 31 tháng 4",
            "tháng 13",
            "trong tháng 13/2026",
            "13/2026",
            "quý 5",
            "31 April",
            "15/13/2026",
            "2026-13-01",
            "ngày 32",
            "0/1/2027",
        ] {
            assert_eq!(said(text, TODAY), Said::NoSuchDay, "{text}");
        }
    }

    #[test]
    fn what_is_no_date_stays_words() {
        for text in [
            "",
            "hàng tuần",
            "hằng tuần cho đến khi hoàn thành",
            "trong 10 ngày làm việc",
            "ngay sau khi Hội đồng nhân dân thông qua",
            "theo Quyết định số 155/QĐ-UBND",
            "155/QĐ-UBND",
            "thứ",
            "tháng",
            "tuần",
            "năm",
            "5",
            "30",
            "1/2/3/4",
            "+1/2/2027",
            "may be",
            "every friday",
            "next",
        ] {
            assert_eq!(said(text, TODAY), Said::Words, "{text}");
        }
    }

    #[test]
    fn weeks_begin_on_monday() {
        let sunday = date(2026, 12, 6);
        assert_eq!(said("thứ hai", sunday), Said::Day(date(2026, 12, 7)));
        assert_eq!(
            said("thứ hai tuần sau", sunday),
            Said::Day(date(2026, 12, 7))
        );
        assert_eq!(said("chủ nhật này", sunday), Said::Day(sunday));
    }

    proptest! {
        #[test]
        fn anything_can_be_said(text in "\\PC{0,40}", days in 0i32..80_000) {
            let today = date(1970, 1, 1).checked_add(Span::new().days(days)).unwrap();
            let _ = said(&text, today);
        }

        #[test]
        fn sayings_in_any_order_can_be_said(
            words in prop::collection::vec(
                prop::sample::select(vec![
                    "thứ", "sáu", "tuần", "sau", "này", "ngày", "tháng", "quý", "năm", "cuối", "30", "4/2027",
                    "65535", "9999", "next", "friday", "end", "of", "in", "april", "days", "trong",
                ]),
                0..6,
            ),
            days in 0i32..80_000,
        ) {
            let today = date(1970, 1, 1).checked_add(Span::new().days(days)).unwrap();
            let _ = said(&words.join(" "), today);
        }

        /// A date in figures is the same on whatever day it is read.
        #[test]
        fn a_whole_date_depends_on_nothing(days in 0i32..80_000, today in 0i32..80_000) {
            let day = |days| date(1970, 1, 1).checked_add(Span::new().days(days)).unwrap();
            let written = day(days).strftime("%d/%m/%Y").to_string();
            prop_assert_eq!(said(&written, day(today)), Said::Day(day(days)));
        }
    }
}
