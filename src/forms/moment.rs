//! The moment a meeting begins, as TOML writes it: a day, a time of day and the offset from UTC.

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::Offset;
use toml::value::{self, Datetime};

use crate::session::Time;

/// Minutes east of UTC in Viet Nam: what a time without an offset means.
const HOME: i16 = 7 * 60;

/// The moment and the offset in minutes; none where day or time of day are missing or do not exist.
pub(super) fn read(written: &Datetime) -> Option<(Time, i32)> {
    let (date, time) = (written.date?, written.time?);
    let minutes = match written.offset {
        None => HOME,
        Some(value::Offset::Z) => 0,
        Some(value::Offset::Custom { minutes }) => minutes,
    };
    let local = DateTime::new(
        date.year.try_into().ok()?,
        date.month.try_into().ok()?,
        date.day.try_into().ok()?,
        time.hour.try_into().ok()?,
        time.minute.try_into().ok()?,
        time.second.unwrap_or(0).try_into().ok()?,
        time.nanosecond.unwrap_or(0).try_into().ok()?,
    );
    let moment = offset(minutes.into()).to_timestamp(local.ok()?).ok()?;
    // Whole milliseconds, rounded towards the past also before 1970.
    let milliseconds = moment.as_nanosecond().div_euclid(1_000_000);
    Some((Time(milliseconds.try_into().ok()?), minutes.into()))
}

/// A moment as TOML writes it, at this offset in minutes. Years that TOML cannot write become the
/// nearest that it can.
pub(super) fn write(moment: Time, minutes: i32) -> String {
    let moment = Timestamp::from_millisecond(moment.0).unwrap_or(if moment.0 < 0 {
        Timestamp::MIN
    } else {
        Timestamp::MAX
    });
    let local = offset(minutes).to_datetime(moment);
    let local = local.clamp(
        DateTime::constant(0, 1, 1, 0, 0, 0, 0),
        DateTime::constant(9999, 12, 31, 23, 59, 59, 0),
    );
    let milliseconds = local.subsec_nanosecond() / 1_000_000;
    let fraction = if milliseconds == 0 {
        String::new()
    } else {
        format!(".{milliseconds:03}")
    };
    let sign = if minutes < 0 { '-' } else { '+' };
    let (hours, rest) = (minutes.abs() / 60, minutes.abs() % 60);
    let (day, time) = (local.date(), local.time());
    format!(
        "{day}T{:02}:{:02}:{:02}{fraction}{sign}{hours:02}:{rest:02}",
        time.hour(),
        time.minute(),
        time.second()
    )
}

fn offset(minutes: i32) -> Offset {
    Offset::from_seconds(minutes.saturating_mul(60)).unwrap_or(Offset::UTC)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_read_and_written() {
        for (text, at, minutes) in [
            ("2026-11-30T08:00:00+07:00", 1_796_000_400_000, 420),
            ("1969-12-31T23:59:59.999+00:00", -1, 0),
            ("1969-12-31T14:30:00-09:30", 0, -570),
        ] {
            let read = read(&text.parse().unwrap()).unwrap();
            assert_eq!(read, (Time(at), minutes), "{text}");
            assert_eq!(write(read.0, read.1), text);
        }
    }

    #[test]
    fn a_time_without_an_offset_is_that_of_viet_nam() {
        let at = |text: &str| read(&text.parse().unwrap());
        assert_eq!(at("2026-11-30T08:00:00"), at("2026-11-30T08:00:00+07:00"));
        assert_eq!(
            at("2026-11-30 08:00"),
            at("2026-11-30T01:00:00Z").map(|(t, _)| (t, 420))
        );
        assert_eq!(at("2026-11-30"), None);
        assert_eq!(at("08:00:00"), None);
    }

    #[test]
    fn every_moment_can_be_written() {
        assert_eq!(write(Time(i64::MAX), 0), "9999-12-30T22:00:00.999+00:00");
        assert_eq!(write(Time(i64::MIN), 0), "0000-01-01T00:00:00+00:00");
    }
}
