//! Dates as people say them in English. Words come folded.

use jiff::Span;
use jiff::civil::{Date, Weekday};

use super::said::{
    Said, Week, a_year, date, day_and_month, end_of_month, later, month_end, month_of, number,
    quarter_end, weekday, year, year_end,
};

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

const WEEKDAYS: [(&str, Weekday); 7] = [
    ("monday", Weekday::Monday),
    ("tuesday", Weekday::Tuesday),
    ("wednesday", Weekday::Wednesday),
    ("thursday", Weekday::Thursday),
    ("friday", Weekday::Friday),
    ("saturday", Weekday::Saturday),
    ("sunday", Weekday::Sunday),
];

pub(super) fn read(words: &[&str], today: Date) -> Said {
    let mut words = words;
    while let ["the", rest @ ..] = words {
        words = rest;
    }
    match words {
        ["today"] => Said::Day(today),
        ["tomorrow"] => later(today, Span::new().days(1)),
        ["day", "after", "tomorrow"] => later(today, Span::new().days(2)),
        ["end", "of", "the", rest @ ..] | ["end", "of", rest @ ..] => end_of(rest, today),
        ["in" | "within", rest @ ..] => match rest {
            [count, unit] if number(count).is_some() => span(count, unit, today),
            [_] | [_, _] => within(rest, today),
            _ => Said::Words,
        },
        ["next", name] if named(name).is_some() => on(name, Week::Next, today),
        ["this", name] if named(name).is_some() => on(name, Week::This, today),
        ["next" | "this", ..] => within(words, today),
        [name] if named(name).is_some() => on(name, Week::Coming, today),
        [name] if MONTHS.contains(name) => within(words, today),
        [a, b] => match (number(a), month_named(a), number(b), month_named(b)) {
            (Some(day), _, _, Some(month)) | (_, Some(month), Some(day), _) if day < 100 => {
                day_and_month(day, month, today)
            }
            (_, Some(_), Some(_), _) => within(words, today),
            _ => Said::Words,
        },
        [day, month, year] => match (number(day), month_named(month), a_year(year)) {
            (Some(day), Some(month), Some(year)) => date(year, month, day).into(),
            _ => Said::Words,
        },
        _ => Said::Words,
    }
}

/// The weekday that these words begin with, and how many they are.
pub(super) fn weekday_named(words: &[&str]) -> Option<(Weekday, usize)> {
    let named = named(words.first()?)?;
    Some((named, 1))
}

/// A weekday by its name, or by the first letters of it; `thu` alone is Vietnamese (*thứ*).
fn named(name: &str) -> Option<Weekday> {
    let begins = |whole: &str| name.len() >= 3 && name != "thu" && whole.starts_with(name);
    let found = WEEKDAYS.iter().find(|(whole, _)| begins(whole));
    found.map(|(_, weekday)| *weekday)
}

/// A month by its name, or by the first letters of it.
fn month_named(name: &str) -> Option<u16> {
    let begins = |whole: &str| name.len() >= 3 && whole.starts_with(name);
    let place = MONTHS.iter().position(|whole| begins(whole))?;
    u16::try_from(place + 1).ok()
}

fn on(name: &str, week: Week, today: Date) -> Said {
    named(name).map_or(Said::Words, |own| weekday(own, week, today))
}

/// A month as such, the end of anything longer or shorter.
fn within(words: &[&str], today: Date) -> Said {
    let end = end_of(words, today);
    match words {
        [.., "month"] => month_of(end),
        [name, ..] if month_named(name).is_some() => month_of(end),
        _ => end,
    }
}

fn end_of(words: &[&str], today: Date) -> Said {
    match words {
        ["week"] | ["this", "week"] => weekday(Weekday::Friday, Week::This, today),
        ["next", "week"] => weekday(Weekday::Friday, Week::Next, today),
        ["month"] | ["this", "month"] => month_end(today, 0),
        ["next", "month"] => month_end(today, 1),
        ["quarter"] | ["this", "quarter"] => quarter_end(today, 0),
        ["next", "quarter"] => quarter_end(today, 1),
        ["year"] | ["this", "year"] => year_end(year(today)),
        ["next", "year"] => year_end(year(today) + 1),
        [name] => match (month_named(name), a_year(name)) {
            (Some(month), _) => end_of_month(month, None, today),
            (None, Some(year)) => year_end(year),
            (None, None) => Said::Words,
        },
        [name, year] => match (month_named(name), a_year(year)) {
            (Some(month), Some(year)) => end_of_month(month, Some(year), today),
            _ => Said::Words,
        },
        _ => Said::Words,
    }
}

fn span(count: &str, unit: &str, today: Date) -> Said {
    let Some(count) = number(count).map(i64::from) else {
        return Said::Words;
    };
    match unit {
        "day" | "days" => later(today, Span::new().days(count)),
        "week" | "weeks" => later(today, Span::new().weeks(count)),
        "month" | "months" => later(today, Span::new().months(count)),
        _ => Said::Words,
    }
}
