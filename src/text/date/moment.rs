//! Moments as people say them: a day and a time of day in one breath, in any order: `17h thứ sáu`,
//! `4/12/2026 17:00`, `5 giờ chiều mai`, `next friday 5pm`.
//!
//! The time of day is found among the words and taken out; what is left is a day as people say it. A
//! time alone is of today, and a day alone ends when offices close. What a saying became is to be
//! shown before it is kept.

use jiff::civil::{Date, DateTime, Time};

use super::said::{Said, number, said};
use super::side::{Side, term};
use crate::text::fold;

/// When a day ends on which no time was named: when offices close.
pub const DAY_ENDS: Time = Time::constant(17, 0, 0, 0);

/// What a saying of a moment is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SaidMoment {
    /// This moment, at the place where it was said.
    At(DateTime),
    /// A day that is in no calendar.
    NoSuchDay,
    /// No moment.
    Words,
}

/// Reads a moment as somebody says it on this day.
#[must_use]
pub fn moment(text: &str, today: Date) -> SaidMoment {
    let folded = fold(text);
    let mut words: Vec<&str> = folded
        .split([' ', ','])
        .filter(|word| !word.is_empty())
        .collect();
    let Ok(clock) = take_clock(&mut words) else {
        return SaidMoment::Words;
    };
    let is_bare = words.iter().all(|word| PARTICLES.contains(word));
    let words = words.join(" ");
    let day = match clock {
        Some(_) if is_bare => Said::Day(today),
        Some(_) => said(&words, today),
        // Before a day ends with the day before; before five o'clock on it with that hour.
        None => match term(&words, today) {
            (Some(sided), Said::Day(day)) if sided.side == Side::Before => {
                day.yesterday().ok().into()
            }
            (_, said) => said,
        },
    };
    match (day, day.day()) {
        (_, Some(day)) => SaidMoment::At(day.to_datetime(clock.unwrap_or(DAY_ENDS))),
        (Said::NoSuchDay, None) => SaidMoment::NoSuchDay,
        _ => SaidMoment::Words,
    }
}

/// Words that may stand alone beside a time of day, and say nothing more.
const PARTICLES: &[&str] = &[
    "truoc", "cham", "muon", "nhat", "la", "den", "vao", "by", "before", "until",
];

/// A time of day that is in no day, such as 25:00.
struct NoSuchTime;

/// Takes the time of day out of the words, and what belongs to it: `lúc`, `at`, `sáng`, `pm`.
fn take_clock(words: &mut Vec<&str>) -> Result<Option<Time>, NoSuchTime> {
    for begin in 0..words.len() {
        let Some((taken, hour, minute)) = clock_at(&words[begin..]) else {
            continue;
        };
        let mut end = begin + taken;
        let mut half = words.get(end).and_then(|word| half_of_day(word));
        if half.is_some() {
            end += 1;
        } else if begin > 0 {
            // chiều mai 5h
            half = half_of_day(words[0]);
        }
        let mut begin = begin;
        if begin > 0 && matches!(words[begin - 1], "luc" | "hoi" | "at") {
            begin -= 1;
        }
        words.drain(begin..end);
        if begin > 0 && half_of_day(words[0]).is_some() {
            words.remove(0);
        }
        let hour = match half {
            Some(Half::Later) if hour < 12 => hour + 12,
            Some(Half::Earlier) if hour == 12 => 0,
            _ => hour,
        };
        let small = |number: u16| i8::try_from(number).ok();
        let time = small(hour).zip(small(minute));
        let time = time.and_then(|(hour, minute)| Time::new(hour, minute, 0, 0).ok());
        return time.map(Some).ok_or(NoSuchTime);
    }
    Ok(None)
}

#[derive(Clone, Copy)]
enum Half {
    Earlier,
    Later,
}

fn half_of_day(word: &str) -> Option<Half> {
    match word {
        "am" | "sang" => Some(Half::Earlier),
        "pm" | "chieu" | "toi" => Some(Half::Later),
        _ => None,
    }
}

/// The time of day that these words begin with: how many of them it takes, the hour and the minute.
fn clock_at(words: &[&str]) -> Option<(usize, u16, u16)> {
    let first = *words.first()?;
    match words {
        // 17 giờ 30 phút
        [hour, "gio", minute, "phut", ..] => {
            return Some((4, number(hour)?, number(minute)?));
        }
        // 17 giờ 30: a number on its own, and no day of a month
        [hour, "gio", minute, rest @ ..]
            if minute.len() == 2 && number(minute).is_some() && rest.first() != Some(&"thang") =>
        {
            return Some((3, number(hour)?, number(minute)?));
        }
        [hour, "gio", ..] => return Some((2, number(hour)?, 0)),
        // 5 pm
        [hour, "am" | "pm", ..] if number(hour).is_some() => return Some((1, number(hour)?, 0)),
        _ => {}
    }
    // 17:00, 5:30pm, 17h, 17h30, 17g30, 5pm
    let (clock, half) = match (first.strip_suffix("am"), first.strip_suffix("pm")) {
        (Some(clock), _) => (clock, Some(false)),
        (_, Some(clock)) => (clock, Some(true)),
        _ => (first, None),
    };
    let (hour, minute) = match clock.split_once([':', 'h', 'g']) {
        Some((hour, "")) if !clock.ends_with(':') => (number(hour)?, 0),
        Some((hour, minute)) if minute.len() == 2 => (number(hour)?, number(minute)?),
        None if half.is_some() => (number(clock)?, 0),
        _ => return None,
    };
    let hour = match half {
        Some(_) if !(1..=12).contains(&hour) => u16::MAX,
        Some(later) => hour % 12 + if later { 12 } else { 0 },
        None => hour,
    };
    Some((1, hour, minute))
}

#[cfg(test)]
mod tests {
    use jiff::civil::{date, datetime};
    use proptest::prelude::*;

    use super::*;

    /// A Monday.
    const TODAY: Date = date(2026, 11, 30);

    #[test]
    fn a_day_and_a_time_in_any_order() {
        for (text, (month, day, hour, minute)) in [
            ("4/12/2026 17:00", (12, 4, 17, 0)),
            ("04/12/2026, 8:30", (12, 4, 8, 30)),
            ("17h thứ sáu", (12, 4, 17, 0)),
            ("17h30 thứ sáu tuần sau", (12, 11, 17, 30)),
            ("17g30 ngày mai", (12, 1, 17, 30)),
            ("trước 17:00 thứ sáu", (12, 4, 17, 0)),
            ("trước 17 giờ ngày 4/12", (12, 4, 17, 0)),
            ("17 giờ 30 phút ngày 04 tháng 12 năm 2026", (12, 4, 17, 30)),
            ("17 giờ 30 ngày mai", (12, 1, 17, 30)),
            ("5 giờ chiều mai", (12, 1, 17, 0)),
            ("lúc 8 giờ sáng mai", (12, 1, 8, 0)),
            ("9h tối nay", (11, 30, 21, 0)),
            ("chiều mai 5h", (12, 1, 17, 0)),
            ("sáng thứ sáu lúc 8h", (12, 4, 8, 0)),
            ("next friday 5pm", (12, 11, 17, 0)),
            ("by 5 pm on friday", (12, 4, 17, 0)),
            ("tomorrow at 5:30pm", (12, 1, 17, 30)),
            ("12am tomorrow", (12, 1, 0, 0)),
            ("12 pm tomorrow", (12, 1, 12, 0)),
            ("2026-12-04 23:59", (12, 4, 23, 59)),
        ] {
            let at = datetime(2026, month, day, hour, minute, 0, 0);
            assert_eq!(moment(text, TODAY), SaidMoment::At(at), "{text}");
        }
    }

    #[test]
    fn a_time_alone_is_of_today_and_a_day_alone_ends_when_offices_close() {
        for text in ["17h", "17:00", "trước 17h", "5pm", "by 5pm", "17 giờ"] {
            let at = datetime(2026, 11, 30, 17, 0, 0, 0);
            assert_eq!(moment(text, TODAY), SaidMoment::At(at), "{text}");
        }
        for (text, month, day) in [
            ("thứ sáu", 12, 4),
            ("friday", 12, 4),
            ("4/12/2026", 12, 4),
            ("cuối tháng", 11, 30),
            ("tháng 12", 12, 31),
            ("chậm nhất ngày 5/12", 12, 5),
            ("trước ngày 5/12", 12, 4),
            ("before next friday", 12, 10),
        ] {
            let at = datetime(2026, month, day, 17, 0, 0, 0);
            assert_eq!(moment(text, TODAY), SaidMoment::At(at), "{text}");
        }
    }

    #[test]
    fn what_is_no_moment_is_none() {
        for text in [
            "",
            "17",
            "25:00 thứ sáu",
            "17:60",
            "13pm",
            "0am",
            "17:5",
            "17: thứ sáu",
            "17h 18h thứ sáu",
            "hàng tuần 17h",
            "giờ",
            "trước",
            "by",
        ] {
            assert_eq!(moment(text, TODAY), SaidMoment::Words, "{text}");
        }
        for text in ["31/2/2027 17:00", "17h ngày 31 tháng 4"] {
            assert_eq!(moment(text, TODAY), SaidMoment::NoSuchDay, "{text}");
        }
    }

    proptest! {
        #[test]
        fn anything_can_be_said(text in "\\PC{0,40}") {
            let _ = moment(&text, TODAY);
        }

        /// In figures every moment is read as what it is.
        #[test]
        fn figures_are_read_back(days in 0i32..40_000, hour in 0i8..24, minute in 0i8..60) {
            let day = date(1970, 1, 1).checked_add(jiff::Span::new().days(days)).unwrap();
            let at = day.at(hour, minute, 0, 0);
            let written = at.strftime("%d/%m/%Y %H:%M").to_string();
            prop_assert_eq!(moment(&written, TODAY), SaidMoment::At(at));
            let written = at.strftime("%Hh%M ngày %d/%m/%Y").to_string();
            prop_assert_eq!(moment(&written, TODAY), SaidMoment::At(at));
        }
    }
}
