//! How much a voice counts: an exact decimal with six places, never a floating-point number.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign};
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The weight of one voice or the sum of many, in millionths of a vote.
///
/// Written as a decimal: `1`, `0.25`, `12.500001`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Weight(u64);

impl Weight {
    /// No vote at all.
    pub const ZERO: Self = Self(0);
    /// One vote.
    pub const ONE: Self = Self(1_000_000);
    /// The largest weight one delegate may bear: a million votes. Ten million such delegates still
    /// add up without overflow.
    pub const MOST: Self = Self(1_000_000_000_000);
    /// The largest sum that is counted: ten million delegates, each with the largest weight.
    pub const MOST_SUM: Self = Self(10_000_000 * Self::MOST.0);

    /// So many whole votes.
    #[must_use]
    pub fn whole(votes: u32) -> Self {
        Self(u64::from(votes) * Self::ONE.0)
    }

    /// So many millionths of a vote.
    #[must_use]
    pub fn millionths(millionths: u64) -> Self {
        Self(millionths)
    }

    /// The weight in millionths of a vote.
    #[must_use]
    pub fn in_millionths(self) -> u64 {
        self.0
    }

    /// Whether this is a whole number of votes.
    #[must_use]
    pub fn is_whole(self) -> bool {
        self.0.is_multiple_of(Self::ONE.0)
    }

    /// The difference, or zero where `other` is the larger.
    #[must_use]
    pub fn less(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl Weight {
    /// Reads the sum of many weights, which may be larger than [`Weight::MOST`].
    ///
    /// # Errors
    /// Where the text is not a decimal number with at most six places.
    pub fn read_sum(text: &str) -> Result<Self, WrongWeight> {
        split(text)
            .and_then(|(whole, part)| read(whole, part))
            .ok_or(WrongWeight)
    }
}

impl Add for Weight {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl AddAssign for Weight {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl Sum for Weight {
    fn sum<I: Iterator<Item = Self>>(weights: I) -> Self {
        weights.fold(Self::ZERO, Add::add)
    }
}

impl fmt::Display for Weight {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, part) = (self.0 / Self::ONE.0, self.0 % Self::ONE.0);
        if part == 0 {
            return f.pad(&whole.to_string());
        }
        let digits = format!("{part:06}");
        f.pad(&format!("{whole}.{}", digits.trim_end_matches('0')))
    }
}

/// A weight that could not be read: not a decimal number from 0 to a million with at most six places.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a vote weight is a number from 0 to 1000000 with at most six decimal places")]
pub struct WrongWeight;

/// Reads a decimal of any size that fits.
fn read(whole: &str, part: &str) -> Option<Weight> {
    let digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || part.len() > 6 || !digits(whole) || !digits(part) {
        return None;
    }
    let part: u64 = format!("{part:0<6}").parse().ok()?;
    let whole: u64 = whole.parse().ok()?;
    let millionths = whole.checked_mul(Weight::ONE.0)?.checked_add(part)?;
    Some(Weight(millionths))
}

/// The digits before and after the mark, which must not stand at the end.
fn split(text: &str) -> Option<(&str, &str)> {
    match text.split_once(['.', ',']) {
        Some((_, "")) => None,
        Some(parts) => Some(parts),
        None => Some((text, "")),
    }
}

impl FromStr for Weight {
    type Err = WrongWeight;

    fn from_str(text: &str) -> Result<Self, WrongWeight> {
        Self::read_sum(text)
            .ok()
            .filter(|weight| *weight <= Self::MOST)
            .ok_or(WrongWeight)
    }
}

impl Serialize for Weight {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Weight {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        // Sums of many weights are read back too, so the bound on one weight is not applied here.
        let text = String::deserialize(deserializer)?;
        let (whole, part) = text.split_once('.').unwrap_or((&text, ""));
        read(whole, part).ok_or_else(|| serde::de::Error::custom(WrongWeight))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_weight_is_read_and_written_exactly() {
        for text in ["0", "1", "0.25", "12.500001", "1000000"] {
            assert_eq!(text.parse::<Weight>().unwrap().to_string(), text);
        }
        assert_eq!("0,5".parse::<Weight>(), "0.5".parse());
    }

    #[test]
    fn a_tenth_and_two_tenths_are_three_tenths() {
        let weight = |text: &str| text.parse::<Weight>().unwrap();
        assert_eq!(weight("0.1") + weight("0.2"), weight("0.3"));
    }

    #[test]
    fn what_is_no_weight_is_refused() {
        for text in [
            "",
            "-1",
            "1e3",
            "1.0000001",
            "1000000.1",
            "1.x",
            "x",
            "١",
            "+1",
            "1.+5",
            "1.",
        ] {
            assert_eq!(text.parse::<Weight>(), Err(WrongWeight), "{text}");
        }
    }

    #[test]
    fn a_weight_is_a_decimal_string_in_json_and_a_sum_may_be_large() {
        let sum = Weight::MOST + Weight::MOST;
        let json = serde_json::to_string(&sum).unwrap();
        assert_eq!(json, r#""2000000""#);
        assert_eq!(serde_json::from_str::<Weight>(&json).unwrap(), sum);
        for wrong in [
            r#""1.+5""#,
            r#""-1""#,
            "1",
            r#""""#,
            r#""99999999999999999999""#,
        ] {
            assert!(serde_json::from_str::<Weight>(wrong).is_err(), "{wrong}");
        }
    }
}
