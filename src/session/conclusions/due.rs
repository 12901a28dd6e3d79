//! By when something is to be done. A notice of conclusions knows many kinds of terms (R26 of the
//! field's rules): a day, a side of a day (before it, by it), a month, again and again until it is
//! done, once something has happened, until something happens, as another document has it.
//!
//! The words of a term are what leaves the room; beside them stands what was understood of them, so
//! that terms can be sorted, followed up and asked for. It is read from the words by the hub and never
//! taken from a client. What nobody understands stays words.

mod reading;

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::WORDS;
use crate::text::clean;
use crate::text::date::{self, Said, Side};

/// By when something is to be done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Due {
    /// On a day.
    Day(Date),
    /// Within a month.
    Month(Month),
    /// As said in words, of which this was understood.
    Term {
        /// The words.
        words: String,
        /// What was understood.
        kind: Kind,
    },
    /// As said in words.
    Words(String),
}

/// A month of a year: `2024-04`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Month(Date);

/// What kind of term it is, where it is no day and no month.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// On a side of a day that was said: before it, by it, from it on.
    Day {
        /// Which side.
        side: Side,
        /// The day.
        day: Date,
    },
    /// Again and again.
    Every {
        /// How often.
        rhythm: Rhythm,
        /// On which day of it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        on: Option<On>,
        /// Until when; else without an end.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        until: Option<Until>,
    },
    /// Once this has happened.
    After {
        /// In words.
        event: String,
    },
    /// Going on until this happens.
    Until {
        /// In words.
        event: String,
    },
    /// The term that a document sets.
    AsIn {
        /// Which, in words: its number and day.
        document: String,
    },
}

/// How often something is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rhythm {
    /// Every day.
    Day,
    /// Every week.
    Week,
    /// Every month.
    Month,
    /// Every quarter.
    Quarter,
    /// Every year.
    Year,
}

/// On which day of a week or month something is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum On {
    /// 1 is Monday, 7 Sunday.
    Weekday(i8),
    /// 1 to 31.
    Day(u8),
}

/// When something that is due again and again ends.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Until {
    /// On a day.
    Day(Date),
    /// When this has happened.
    Event(String),
}

impl Month {
    /// Its first day.
    #[must_use]
    pub fn first(self) -> Date {
        self.0
    }

    /// Its last day: when what is due within it is due.
    #[must_use]
    pub fn last(self) -> Date {
        self.0.last_of_month()
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.0.year(), self.0.month())
    }
}

impl FromStr for Month {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        format!("{text}-01")
            .parse()
            .map(Self)
            .map_err(|_| "a month is written as 2024-04")
    }
}

impl TryFrom<String> for Month {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<Month> for String {
    fn from(month: Month) -> Self {
        month.to_string()
    }
}

impl Due {
    /// Reads what was written: a day as `30/4/2024` or `2024-04-30`, a month as `4/2024`, nothing as
    /// no term, anything else as words. What people say instead (`cuối tháng`) depends on the day, so
    /// it is made a date where it is typed.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let words = clean::line(text, WORDS);
        if words.is_empty() {
            return None;
        }
        Some(match date::figures(&words) {
            Said::Day(day) => Self::Day(day),
            Said::Month(first) => Self::Month(Month(first)),
            Said::NoSuchDay | Said::Words => match Kind::read(&words) {
                Some(kind) => Self::Term { words, kind },
                None => Self::Words(words),
            },
        })
    }

    /// The last day that is in time, where it is known: before a day it is the day before.
    #[must_use]
    pub fn last_day(&self) -> Option<Date> {
        match self {
            Self::Day(day) => Some(*day),
            Self::Month(month) => Some(month.last()),
            Self::Term {
                kind: Kind::Day { side, day },
                ..
            } => match side {
                Side::Before => day.yesterday().ok(),
                Side::By | Side::On | Side::Until => Some(*day),
                Side::From => None,
            },
            Self::Term { .. } | Self::Words(_) => None,
        }
    }

    /// How long it is at most.
    pub(super) fn bytes(&self) -> usize {
        match self {
            // What was understood is part of the words.
            Self::Term { words, .. } => 2 * words.len(),
            Self::Words(words) => words.len(),
            Self::Day(_) | Self::Month(_) => 0,
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    fn kind(text: &str) -> Kind {
        match Due::read(text) {
            Some(Due::Term { words, kind }) => {
                assert_eq!(words, text, "the words stay as they were");
                kind
            }
            other => panic!("{text}: {other:?}"),
        }
    }

    fn is_every(text: &str, rhythm: Rhythm, on: Option<On>, until: Option<&str>) {
        let until = until.map(|event| Until::Event(event.to_owned()));
        assert_eq!(kind(text), Kind::Every { rhythm, on, until }, "{text}");
    }

    #[test]
    fn a_day_and_a_month() {
        let day = |y, m, d| Some(Due::Day(date(y, m, d)));
        let month = |y, m| Some(Due::Month(Month(date(y, m, 1))));
        let words = |text: &str| Some(Due::Words(text.to_owned()));
        for (text, due) in [
            ("30/4/2024", day(2024, 4, 30)),
            ("2024-04-30", day(2024, 4, 30)),
            ("30 / 04 / 2024", day(2024, 4, 30)),
            ("31/4/2024", words("31/4/2024")),
            ("4/2024", month(2024, 4)),
            ("04/2024", month(2024, 4)),
            ("13/2024", words("13/2024")),
            ("+1/+4/2024", words("+1/+4/2024")),
            ("1/4/+202", words("1/4/+202")),
            ("sớm nhất có thể", words("sớm nhất có thể")),
            ("  ", None),
        ] {
            assert_eq!(Due::read(text), due, "{text}");
        }
        let april = Due::read("04/2024").unwrap();
        assert_eq!(april.last_day(), Some(date(2024, 4, 30)));
    }

    #[test]
    fn a_side_of_a_day_with_the_last_day_that_is_in_time() {
        let fifth = date(2026, 12, 5);
        for (text, side, last) in [
            (
                "trước ngày 05/12/2026",
                Side::Before,
                Some(date(2026, 12, 4)),
            ),
            ("trước 5/12/2026", Side::Before, Some(date(2026, 12, 4))),
            ("chậm nhất ngày 05/12/2026", Side::By, Some(fifth)),
            ("đến ngày 5/12/2026", Side::By, Some(fifth)),
            ("vào ngày 5/12/2026", Side::On, Some(fifth)),
            ("từ ngày 5/12/2026", Side::From, None),
            ("cho đến ngày 5/12/2026", Side::Until, Some(fifth)),
            ("before 5/12/2026", Side::Before, Some(date(2026, 12, 4))),
            ("no later than 2026-12-05", Side::By, Some(fifth)),
            ("on 5.12.2026", Side::On, Some(fifth)),
        ] {
            let day = fifth;
            assert_eq!(kind(text), Kind::Day { side, day }, "{text}");
            assert_eq!(Due::read(text).unwrap().last_day(), last, "{text}");
        }
    }

    #[test]
    fn again_and_again() {
        use Rhythm::{Day, Month, Quarter, Week, Year};
        let friday = Some(On::Weekday(5));
        is_every("hàng tuần", Week, None, None);
        is_every("hằng tháng", Month, None, None);
        is_every("định kỳ hằng quý", Quarter, None, None);
        is_every("mỗi ngày", Day, None, None);
        is_every(
            "hàng tuần cho đến khi hoàn thành",
            Week,
            None,
            Some("hoàn thành"),
        );
        is_every(
            "hằng tuần, cho tới khi Đề án được duyệt",
            Week,
            None,
            Some("Đề án được duyệt"),
        );
        is_every("vào thứ Sáu hằng tuần", Week, friday, None);
        is_every(
            "hằng tuần vào thứ sáu đến khi xong",
            Week,
            friday,
            Some("xong"),
        );
        is_every("chủ nhật hàng tuần", Week, Some(On::Weekday(7)), None);
        is_every("trước ngày 25 hằng tháng", Month, Some(On::Day(25)), None);
        is_every("every week", Week, None, None);
        is_every("Weekly until it is done", Week, None, Some("it is done"));
        is_every("every Friday", Week, friday, None);
        is_every(
            "every week on Friday until done",
            Week,
            friday,
            Some("done"),
        );
        is_every("by the 25th of every month", Month, Some(On::Day(25)), None);
        is_every("yearly", Year, None, None);
        let until = Some(Until::Day(date(2027, 6, 30)));
        let (rhythm, on) = (Week, None);
        for text in ["hàng tuần đến ngày 30/6/2027", "every week until 30/6/2027"] {
            let until = until.clone();
            assert_eq!(kind(text), Kind::Every { rhythm, on, until }, "{text}");
        }
    }

    #[test]
    fn after_until_and_as_in() {
        let text = "ngay sau khi HĐND thông qua Nghị quyết sửa đổi 112/NQ-HĐND";
        let event = "HĐND thông qua Nghị quyết sửa đổi 112/NQ-HĐND".to_owned();
        assert_eq!(kind(text), Kind::After { event });
        let event = "the council has passed it".to_owned();
        assert_eq!(
            kind("as soon as the council has passed it"),
            Kind::After { event }
        );
        let event = "có hướng dẫn mới".to_owned();
        assert_eq!(kind("cho đến khi có hướng dẫn mới"), Kind::Until { event });
        let document = "155/QĐ-UBND ngày 18/01/2024".to_owned();
        for text in [
            "theo thời hạn tại 155/QĐ-UBND ngày 18/01/2024",
            "theo 155/QĐ-UBND ngày 18/01/2024",
            "as set in 155/QĐ-UBND ngày 18/01/2024",
        ] {
            assert_eq!(
                kind(text),
                Kind::AsIn {
                    document: document.clone()
                },
                "{text}"
            );
        }
    }

    #[test]
    fn what_is_not_understood_to_the_last_word_stays_words() {
        for text in [
            "hàng tuần báo cáo Chủ tịch",
            "hàng tuần cho đến khi",
            "thứ sáu hằng tháng",
            "ngày 32 hằng tháng",
            "hàng",
            "theo tiến độ",
            "cho đến",
            "sau khi",
            "trong 10 ngày làm việc",
            "đến ngày 31/4/2024",
            "trước ngày 30/4",
            "every",
        ] {
            let words = Some(Due::Words(text.to_owned()));
            assert_eq!(Due::read(text), words, "{text}");
        }
    }

    #[test]
    fn what_was_written_before_kinds_were_known_is_read_as_it_was() {
        let read = |json: &str| serde_json::from_str::<Due>(json).unwrap();
        assert_eq!(
            read("{\"day\":\"2024-04-30\"}"),
            Due::Day(date(2024, 4, 30))
        );
        let words = Due::Words("hàng tuần".to_owned());
        assert_eq!(read("{\"words\":\"hàng tuần\"}"), words);
    }

    #[test]
    fn how_terms_are_written_down() {
        for (text, json) in [
            ("04/2024", r#"{"month":"2024-04"}"#),
            (
                "trước ngày 05/12/2026",
                r#"{"term":{"words":"trước ngày 05/12/2026","kind":{"day":{"side":"before","day":"2026-12-05"}}}}"#,
            ),
            (
                "thứ sáu hàng tuần cho đến khi hoàn thành",
                r#"{"term":{"words":"thứ sáu hàng tuần cho đến khi hoàn thành","kind":{"every":{"rhythm":"week","on":{"weekday":5},"until":{"event":"hoàn thành"}}}}}"#,
            ),
            (
                "theo 155/QĐ-UBND",
                r#"{"term":{"words":"theo 155/QĐ-UBND","kind":{"as_in":{"document":"155/QĐ-UBND"}}}}"#,
            ),
        ] {
            let due = Due::read(text).unwrap();
            assert_eq!(serde_json::to_string(&due).unwrap(), json);
            assert_eq!(serde_json::from_str::<Due>(json).unwrap(), due);
        }
        assert!(serde_json::from_str::<Due>(r#"{"month":"2024-13"}"#).is_err());
    }

    proptest! {
        #[test]
        fn anything_can_be_a_term(
            words in prop::collection::vec(
                prop::sample::select(vec![
                    "hàng", "hằng", "tuần", "tháng", "thứ", "sáu", "ngày", "25", "cho", "đến", "khi", "theo",
                    "every", "friday", "until", "trước", "by", "of", "30/6/2027", "sau", "x", "định", "kỳ", "vào",
                ]),
                0..8,
            ),
        ) {
            let text = words.join(" ");
            if let Some(due) = Due::read(&text) {
                let json = serde_json::to_string(&due).unwrap();
                prop_assert_eq!(serde_json::from_str::<Due>(&json).unwrap(), due);
            }
        }
    }
}
