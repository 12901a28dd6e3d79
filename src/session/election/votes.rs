//! A number of votes as an exact fraction: what a ballot counts after its value was divided.

use std::fmt;
use std::iter::Sum;
use std::str::FromStr;

use num_rational::BigRational;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::session::weight::Weight;
use crate::text::Lang;
use crate::text::number::thousands;

/// A number of votes, exact whatever it was divided by. Not negative.
///
/// Written as a decimal where six places are enough, `12.5`, else as a fraction, `23/3`.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Votes(BigRational);

impl Votes {
    /// None.
    #[must_use]
    pub fn zero() -> Self {
        Self::whole(0)
    }

    /// So many whole votes.
    #[must_use]
    pub fn whole(votes: u64) -> Self {
        Self(BigRational::from_integer(votes.into()))
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_zero(&self) -> bool {
        *self == Self::zero()
    }

    pub(super) fn plus(&self, other: &Self) -> Self {
        Self(&self.0 + &other.0)
    }

    /// The difference, or none where `other` is the larger.
    pub(super) fn less(&self, other: &Self) -> Self {
        if self > other {
            Self(&self.0 - &other.0)
        } else {
            Self::zero()
        }
    }

    pub(super) fn times(&self, other: &Self) -> Self {
        Self(&self.0 * &other.0)
    }

    /// A part of these; nothing is divided by nothing.
    pub(super) fn by(&self, other: &Self) -> Self {
        if other.is_zero() {
            return Self::zero();
        }
        Self(&self.0 / &other.0)
    }

    /// How often `other` is contained in these.
    pub(super) fn whole_times(&self, other: &Self) -> u64 {
        u64::try_from(self.by(other).0.to_integer()).unwrap_or(u64::MAX)
    }

    /// In millionths of a vote, if that is exact.
    fn in_millionths(&self) -> Option<u128> {
        let million = BigRational::from_integer(Weight::ONE.in_millionths().into());
        let millionths = &self.0 * million;
        let whole = millionths.is_integer().then(|| millionths.to_integer())?;
        u128::try_from(whole).ok()
    }

    /// The number as the language writes it. What has more than six places is cut there, and marked
    /// as near: for the eye only.
    #[must_use]
    pub fn say(&self, lang: Lang) -> String {
        let million = Weight::ONE.in_millionths();
        let exact = self.in_millionths();
        let near = || {
            let cut = &self.0 * BigRational::from_integer(million.into());
            u128::try_from(cut.to_integer()).unwrap_or(u128::MAX)
        };
        let millionths = exact.unwrap_or_else(near);
        let whole = u64::try_from(millionths / u128::from(million)).unwrap_or(u64::MAX);
        let part = format!("{:06}", millionths % u128::from(million));
        let mark = match part.trim_end_matches('0') {
            "" => thousands(whole, lang),
            part => {
                let mark = lang.text("common.number.decimal");
                format!("{}{mark}{part}", thousands(whole, lang))
            }
        };
        if exact.is_some() {
            mark
        } else {
            format!("≈ {mark}")
        }
    }
}

impl Votes {
    /// The number exactly: as a fraction where six places are too few.
    #[must_use]
    pub fn say_exactly(&self, lang: Lang) -> String {
        match self.in_millionths() {
            Some(_) => self.say(lang),
            None => self.to_string(),
        }
    }
}

impl From<Weight> for Votes {
    fn from(weight: Weight) -> Self {
        let million = Weight::ONE.in_millionths();
        Self(BigRational::new(
            weight.in_millionths().into(),
            million.into(),
        ))
    }
}

impl Sum for Votes {
    fn sum<I: Iterator<Item = Self>>(votes: I) -> Self {
        votes.fold(Self::zero(), |sum, votes| sum.plus(&votes))
    }
}

impl<'v> Sum<&'v Self> for Votes {
    fn sum<I: Iterator<Item = &'v Self>>(votes: I) -> Self {
        votes.fold(Self::zero(), |sum, votes| sum.plus(votes))
    }
}

impl fmt::Display for Votes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.in_millionths() {
            Some(millionths) => {
                let million = u128::from(Weight::ONE.in_millionths());
                let (whole, part) = (millionths / million, millionths % million);
                match format!("{part:06}").trim_end_matches('0') {
                    "" => write!(f, "{whole}"),
                    part => write!(f, "{whole}.{part}"),
                }
            }
            None => write!(f, "{}/{}", self.0.numer(), self.0.denom()),
        }
    }
}

/// Not a number of votes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("write a number of votes such as 12.5 or 23/3")]
pub struct WrongVotes;

impl FromStr for Votes {
    type Err = WrongVotes;

    fn from_str(text: &str) -> Result<Self, WrongVotes> {
        let Some((number, divisor)) = text.split_once('/') else {
            let weight: Weight = text.parse().map_err(|_| WrongVotes)?;
            return Ok(weight.into());
        };
        let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        if !digits(number) || !digits(divisor) {
            return Err(WrongVotes);
        }
        text.parse().map(Self).map_err(|_| WrongVotes)
    }
}

/// Written as it is displayed: exact in both forms.
impl Serialize for Votes {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Votes {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(de::Error::custom)
    }
}
