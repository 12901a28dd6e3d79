//! Dates as people say them in Vietnamese. Words come folded.

use jiff::Span;
use jiff::civil::{Date, Weekday};

use super::said::{
    Said, Week, a_year, date, day, day_and_month, end_of_month, end_of_quarter, later, month,
    month_end, month_of, number, quarter_end, short_figures, weekday, with_year, year, year_end,
};

pub(super) fn read(words: &[&str], today: Date) -> Said {
    let mut words = words;
    let mut says_day = false;
    while let ["ngay", rest @ ..] = words {
        says_day = true;
        words = rest;
    }
    match words {
        ["trong", "thang", ..] | ["thang", ..] => {
            let month = if words[0] == "trong" {
                &words[1..]
            } else {
                words
            };
            month_of(period(month, words[0] == "trong", today))
        }
        ["hom", "nay"] | ["nay"] => Said::Day(today),
        ["mai"] => later(today, Span::new().days(1)),
        ["kia" | "mot"] if says_day => later(today, Span::new().days(2)),
        ["thu", name, rest @ ..] => match (named(name), week(rest)) {
            (Some(own), Some(week)) => weekday(own, week, today),
            _ => Said::Words,
        },
        ["chu", "nhat", rest @ ..] | ["cn", rest @ ..] => {
            let week = week(rest);
            week.map_or(Said::Words, |week| weekday(Weekday::Sunday, week, today))
        }
        [short, rest @ ..] if short.len() == 2 && short.starts_with('t') => {
            match (named(&short[1..]), week(rest)) {
                (Some(own), Some(week)) => weekday(own, week, today),
                _ => Said::Words,
            }
        }
        ["dau", "tuan", "sau" | "toi"] => weekday(Weekday::Monday, Week::Next, today),
        ["giua", "thang", rest @ ..] => middle(rest, today),
        ["cuoi" | "het", rest @ ..] | ["trong", "vong", rest @ ..] | ["trong", rest @ ..] => {
            period(rest, true, today)
        }
        ["sau", rest @ ..] => span(rest, today),
        [of, "thang", rest @ ..] if number(of).is_some() && !rest.is_empty() => {
            day_of_month(of, rest, today)
        }
        [of] if says_day && number(of).is_some() => {
            number(of).map_or(Said::Words, |of| day(of, today))
        }
        [figures] if figures.contains(['/', '-', '.']) => short_figures(figures, today),
        _ => period(words, false, today),
    }
}

/// The weekday that these words begin with, and how many they are.
pub(super) fn weekday_named(words: &[&str]) -> Option<(Weekday, usize)> {
    match words {
        ["thu", name, ..] => Some((named(name)?, 2)),
        ["chu", "nhat", ..] => Some((Weekday::Sunday, 2)),
        _ => None,
    }
}

/// The weekday of a name behind *thứ*.
fn named(name: &str) -> Option<Weekday> {
    Some(match name {
        "hai" | "2" => Weekday::Monday,
        "ba" | "3" => Weekday::Tuesday,
        "tu" | "4" => Weekday::Wednesday,
        "nam" | "5" => Weekday::Thursday,
        "sau" | "6" => Weekday::Friday,
        "bay" | "7" => Weekday::Saturday,
        _ => return None,
    })
}

fn week(words: &[&str]) -> Option<Week> {
    Some(match words {
        [] | ["toi"] => Week::Coming,
        ["nay"] | ["tuan", "nay"] => Week::This,
        ["sau"] | ["tuan", "sau" | "toi"] => Week::Next,
        _ => return None,
    })
}

/// The end of a week, month, quarter or year. `is_said` tells whether something says that its end is
/// meant; a bare *tuần* is none.
fn period(words: &[&str], is_said: bool, today: Date) -> Said {
    match words {
        ["tuan"] | ["tuan", "nay"] if is_said => weekday(Weekday::Friday, Week::This, today),
        ["tuan", "sau" | "toi"] => weekday(Weekday::Friday, Week::Next, today),
        ["thang"] if is_said => month_end(today, 0),
        ["thang", "nay"] => month_end(today, 0),
        ["thang", "sau" | "toi"] => month_end(today, 1),
        ["thang", rest @ ..] => match named_year(rest) {
            Some((of, year)) => number(of).map_or(Said::Words, |of| end_of_month(of, year, today)),
            None => Said::Words,
        },
        ["quy"] if is_said => quarter_end(today, 0),
        ["quy", "nay"] => quarter_end(today, 0),
        ["quy", "sau" | "toi"] => quarter_end(today, 1),
        ["quy", rest @ ..] => {
            let quarter = named_year(rest).and_then(|(of, year)| Some((quarter(of)?, year)));
            quarter.map_or(Said::Words, |(of, year)| end_of_quarter(of, year, today))
        }
        ["nam"] if is_said => year_end(year(today)),
        ["nam", "nay"] => year_end(year(today)),
        ["nam", "sau" | "toi"] => year_end(year(today) + 1),
        ["nam", of] => a_year(of).map_or(Said::Words, year_end),
        _ => span(words, today),
    }
}

/// A number and perhaps its year: `4`, `4/2024`, `4 nam 2024`.
fn named_year<'w>(words: &[&'w str]) -> Option<(&'w str, Option<u16>)> {
    match words {
        [of] => with_year(of),
        [of, "nam", year] => Some((of, Some(a_year(year)?))),
        _ => None,
    }
}

fn quarter(name: &str) -> Option<u16> {
    match name {
        "i" => Some(1),
        "ii" => Some(2),
        "iii" => Some(3),
        "iv" => Some(4),
        _ => number(name),
    }
}

fn day_of_month(of: &str, rest: &[&str], today: Date) -> Said {
    let Some((own, year)) = named_year(rest) else {
        return Said::Words;
    };
    match (number(of), number(own), year) {
        (Some(day), Some(month), Some(year)) => date(year, month, day).into(),
        (Some(day), Some(month), None) => day_and_month(day, month, today),
        _ => Said::Words,
    }
}

/// The 15th.
fn middle(words: &[&str], today: Date) -> Said {
    let end = match words {
        [] | ["nay"] => month_end(today, 0),
        ["sau" | "toi"] => month_end(today, 1),
        _ => match named_year(words) {
            Some((of, year)) => number(of).map_or(Said::Words, |of| end_of_month(of, year, today)),
            None => Said::Words,
        },
    };
    match end {
        Said::Day(end) => date(year(end), month(end), 15).into(),
        other => other,
    }
}

/// So many days, weeks or months from now.
fn span(words: &[&str], today: Date) -> Said {
    let [count, unit, rest @ ..] = words else {
        return Said::Words;
    };
    let ends = matches!(rest, [] | ["nua" | "toi" | "sau"]);
    let Some(count) = number(count).map(i64::from).filter(|_| ends) else {
        return Said::Words;
    };
    match *unit {
        "ngay" => later(today, Span::new().days(count)),
        "tuan" => later(today, Span::new().weeks(count)),
        "thang" => later(today, Span::new().months(count)),
        _ => Said::Words,
    }
}
