//! Numbers as each language writes them.
//!
//! Integers throughout. What is rounded here is for the eye only: what a vote decides is decided on
//! the numbers themselves.

use super::Lang;

/// The share of a part in a whole with two decimals, rounded half up: `"51,22 %"`, `"51.22%"`.
///
/// Exact for every pair of numbers. Of nothing there is no share: `"–"`.
pub fn percent(part: u128, whole: u128, lang: Lang) -> String {
    if whole == 0 {
        return "–".to_owned();
    }
    let mut ones = part / whole;
    let mut rest = part % whole;
    // Long division, since the usual `rest * 10_000 / whole` overflows for large weights.
    let mut decimals = 0;
    for _ in 0..4 {
        let digit;
        (digit, rest) = times_ten(rest, whole);
        decimals = decimals * 10 + digit;
    }
    if rest >= whole - rest {
        decimals += 1;
    }
    if decimals == 10_000 {
        ones += 1;
        decimals = 0;
    }
    let (hundredths, decimals) = (decimals / 100, decimals % 100);
    let integer = if ones == 0 {
        hundredths.to_string()
    } else {
        format!("{ones}{hundredths:02}")
    };
    let mark = lang.text("common.number.decimal");
    lang.fill(
        "common.percent.value",
        &[("n", &format_args!("{integer}{mark}{decimals:02}"))],
    )
}

/// Ten times a rest divided by the whole, and what remains: one step of a long division. The rest
/// is smaller than the whole. Adds instead of multiplying, so that nothing overflows.
fn times_ten(rest: u128, whole: u128) -> (u16, u128) {
    let (mut digit, mut sum) = (0, 0);
    for _ in 0..10 {
        if sum >= whole - rest {
            sum -= whole - rest;
            digit += 1;
        } else {
            sum += rest;
        }
    }
    (digit, sum)
}

/// A number with its thousands apart: `"1.540.792"`, `"1,540,792"`.
pub fn thousands(n: u64, lang: Lang) -> String {
    let digits = n.to_string();
    let mark = lang.text("common.number.group");
    let mut out = String::with_capacity(digits.len() * 2);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            out.push_str(mark);
        }
        out.push(digit);
    }
    out
}

/// A length of time as a clock shows it: `"04:05"`, from an hour on `"1:02:03"`, overdrawn
/// `"-00:12"`. The same in every language.
pub fn clock(seconds: i64) -> String {
    let sign = if seconds < 0 { "-" } else { "" };
    let all = seconds.unsigned_abs();
    let (hours, minutes, seconds) = (all / 3600, all / 60 % 60, all % 60);
    if hours > 0 {
        format!("{sign}{hours}:{minutes:02}:{seconds:02}")
    } else {
        format!("{sign}{minutes:02}:{seconds:02}")
    }
}

/// The size of a file with one decimal, rounded half up: `"12,4 KB"`, `"12.4 KB"`.
///
/// A kilobyte is 1024 bytes, as file managers count. Below that the bytes are given whole.
pub fn file_size(bytes: u64, lang: Lang) -> String {
    if bytes < 1024 {
        return format!("{bytes} B");
    }
    let mut unit = 1024;
    let mut names = ["KB", "MB", "GB", "TB"].into_iter();
    let mut name = names.next().unwrap_or_default();
    let mut tenths = in_tenths(bytes, unit);
    // Decided on the rounded number: one byte less than a megabyte is "1,0 MB", not "1024,0 KB".
    while tenths >= 10_240
        && let Some(next) = names.next()
    {
        name = next;
        unit *= 1024;
        tenths = in_tenths(bytes, unit);
    }
    format!("{} {name}", self::tenths(tenths, lang))
}

/// A short time with one decimal, rounded half up: `"2,4 ms"`, `"2.4 ms"`.
pub fn millis(micros: u64, lang: Lang) -> String {
    format!("{} ms", tenths(in_tenths(micros, 1000), lang))
}

/// A number of tenths: `"1.540,7"`, `"1,540.7"`.
fn tenths(tenths: u64, lang: Lang) -> String {
    let mark = lang.text("common.number.decimal");
    format!("{}{mark}{}", thousands(tenths / 10, lang), tenths % 10)
}

/// How many tenths of a unit, rounded half up. The unit is at least 10, so the result fits.
fn in_tenths(bytes: u64, unit: u64) -> u64 {
    let tenths = (u128::from(bytes) * 10 + u128::from(unit / 2)) / u128::from(unit);
    u64::try_from(tenths).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use Lang::{En, Vi};

    #[test]
    fn shares_have_two_decimals_rounded_half_up() {
        for (part, whole, vi, en) in [
            (42, 82, "51,22 %", "51.22%"),
            (41, 82, "50,00 %", "50.00%"),
            (54, 82, "65,85 %", "65.85%"),
            (55, 82, "67,07 %", "67.07%"),
            (78, 82, "95,12 %", "95.12%"),
            (448, 479, "93,53 %", "93.53%"),
            (1, 3, "33,33 %", "33.33%"),
            (2, 3, "66,67 %", "66.67%"),
            (0, 82, "0,00 %", "0.00%"),
            (82, 82, "100,00 %", "100.00%"),
            (83, 82, "101,22 %", "101.22%"),
            (1, 800, "0,13 %", "0.13%"),
            (1, 801, "0,12 %", "0.12%"),
            (19_999, 20_000, "100,00 %", "100.00%"),
            (1, 0, "–", "–"),
        ] {
            assert_eq!(percent(part, whole, Vi), vi);
            assert_eq!(percent(part, whole, En), en);
        }
    }

    #[test]
    fn shares_of_huge_numbers_are_exact() {
        assert_eq!(percent(u128::MAX, u128::MAX, Vi), "100,00 %");
        assert_eq!(percent(u128::MAX - 1, u128::MAX, Vi), "100,00 %");
        assert_eq!(percent(u128::MAX / 3, u128::MAX, Vi), "33,33 %");
        assert_eq!(percent(u128::MAX, 1, En), format!("{}00.00%", u128::MAX));
    }

    #[test]
    fn thousands_stand_apart() {
        for (n, vi, en) in [
            (0, "0", "0"),
            (999, "999", "999"),
            (1000, "1.000", "1,000"),
            (1_540_792, "1.540.792", "1,540,792"),
        ] {
            assert_eq!(thousands(n, Vi), vi);
            assert_eq!(thousands(n, En), en);
        }
    }

    #[test]
    fn clocks_run_over() {
        for (seconds, shown) in [
            (0, "00:00"),
            (245, "04:05"),
            (3599, "59:59"),
            (3723, "1:02:03"),
            (-12, "-00:12"),
            (-3723, "-1:02:03"),
        ] {
            assert_eq!(clock(seconds), shown);
        }
        assert!(clock(i64::MIN).starts_with('-'));
    }

    #[test]
    fn short_times_have_one_decimal() {
        for (micros, vi, en) in [
            (0, "0,0 ms", "0.0 ms"),
            (2_449, "2,4 ms", "2.4 ms"),
            (2_450, "2,5 ms", "2.5 ms"),
            (1_234_567, "1.234,6 ms", "1,234.6 ms"),
        ] {
            assert_eq!([millis(micros, Vi), millis(micros, En)], [vi, en]);
        }
    }

    #[test]
    fn sizes_have_the_unit_that_reads_best() {
        for (bytes, vi, en) in [
            (0, "0 B", "0 B"),
            (1023, "1023 B", "1023 B"),
            (1024, "1,0 KB", "1.0 KB"),
            (12_698, "12,4 KB", "12.4 KB"),
            (1024 * 1024 - 1, "1,0 MB", "1.0 MB"),
            (1_288_490_189, "1,2 GB", "1.2 GB"),
            (u64::MAX, "16.777.216,0 TB", "16,777,216.0 TB"),
        ] {
            assert_eq!(file_size(bytes, Vi), vi);
            assert_eq!(file_size(bytes, En), en);
        }
    }

    proptest! {
        #[test]
        fn long_division_agrees_with_multiplication(part in 0u64.., whole in 1u64..) {
            let hundredths =
                (u128::from(part) * 20_000 + u128::from(whole)) / (2 * u128::from(whole));
            let expected = format!("{}.{:02}%", hundredths / 100, hundredths % 100);
            prop_assert_eq!(percent(part.into(), whole.into(), En), expected);
        }
    }
}
