//! What is understood of a term in words, in either language, to the last word or not at all.

use super::{Kind, On, Rhythm, Until};
use crate::text::date::{self, Said};
use crate::text::fold;

/// Ways to begin, without accents: the longest first.
const AFTER: &[&[&str]] = &[
    &["ngay", "sau", "khi"],
    &["sau", "khi"],
    &["ngay", "khi"],
    &["khi"],
    &["immediately", "after"],
    &["as", "soon", "as"],
    &["after"],
    &["once"],
    &["when"],
];
const UNTIL: &[&[&str]] = &[
    &["cho", "den", "khi"],
    &["cho", "toi", "khi"],
    &["den", "khi"],
    &["cho", "den", "ngay"],
    &["cho", "den"],
    &["den", "het", "ngay"],
    &["den", "ngay"],
    &["den"],
    &["until"],
];
const AS_IN: &[&[&str]] = &[
    &["theo", "thoi", "han", "tai"],
    &["theo", "thoi", "han", "trong"],
    &["theo", "thoi", "han", "cua"],
    &["theo", "quy", "dinh", "tai"],
    &["theo"],
    &["tai"],
    &["as", "set", "in"],
    &["as", "set", "by"],
    &["according", "to"],
    &["under"],
    &["as", "in"],
];
/// What documents are called.
const DOCUMENTS: &[&str] = &[
    "quyet dinh",
    "ke hoach",
    "nghi quyet",
    "nghi dinh",
    "thong bao",
    "cong van",
    "chi thi",
    "decision",
    "resolution",
    "plan",
    "notice",
    "decree",
    "directive",
];

impl Kind {
    /// Reads what is understood to the last word.
    pub(super) fn read(text: &str) -> Option<Self> {
        if let Some((side, day)) = date::term_in_figures(text) {
            return Some(Self::Day { side, day });
        }
        let words: Vec<&str> = text.split_whitespace().collect();
        let folded: Vec<String> = words
            .iter()
            .map(|word| fold(word.trim_end_matches(',')))
            .collect();
        let folded: Vec<&str> = folded.iter().map(String::as_str).collect();
        // What stands behind one of these beginnings.
        let behind = |beginnings: &[&[&str]]| {
            let begun = beginnings.iter().find(|begin| folded.starts_with(begin))?;
            Some(words[begun.len()..].join(" ")).filter(|rest| !rest.is_empty())
        };
        if let Some(every) = every(&words, &folded) {
            return Some(every);
        }
        if let Some(event) = behind(AFTER) {
            return Some(Self::After { event });
        }
        if let Some(event) = behind(UNTIL) {
            return (date::figures(&event) == Said::Words).then_some(Self::Until { event });
        }
        let document = behind(AS_IN).filter(|document| is_document(document))?;
        Some(Self::AsIn { document })
    }
}

/// Whether this names a document: by what it is called, or by a number such as 155/QĐ-UBND.
fn is_document(text: &str) -> bool {
    let folded = fold(text);
    let is_number = |word: &str| {
        let parts = word.split_once('/');
        parts.is_some_and(|(number, sign)| {
            number.parse::<u32>().is_ok() && sign.starts_with(char::is_alphabetic)
        })
    };
    folded.split(' ').any(is_number) || DOCUMENTS.iter().any(|name| folded.contains(name))
}

/// Reads `thứ sáu hằng tuần cho đến khi hoàn thành`, `ngày 25 hằng tháng`, `every friday until done`.
fn every(words: &[&str], folded: &[&str]) -> Option<Kind> {
    let mut at = 0;
    while matches!(
        folded.get(at),
        Some(&("vao" | "truoc" | "on" | "by" | "the"))
    ) {
        at += 1;
    }
    if folded[at..].starts_with(&["dinh", "ky"]) {
        at += 2;
    }
    let (before, taken) = day_of(&folded[at..]);
    at += taken;
    if folded.get(at) == Some(&"of") {
        at += 1;
    }
    let (rhythm, named, taken) = rhythm(&folded[at..])?;
    at += taken;
    // hằng tuần vào thứ sáu
    let mut behind = None;
    if named.is_none() && before.is_none() {
        let mut on = at;
        while matches!(folded.get(on), Some(&("vao" | "on" | "the"))) {
            on += 1;
        }
        let (day, taken) = day_of(&folded[on..]);
        if day.is_some() {
            behind = day;
            at = on + taken;
        }
    }
    let on = before.or(named).or(behind);
    let fits = match (on, rhythm) {
        (None, _) | (Some(On::Weekday(_)), Rhythm::Week) => true,
        (Some(On::Day(day)), Rhythm::Month) => (1..=31).contains(&day),
        _ => false,
    };
    let until = if at == words.len() {
        None
    } else {
        let begun = UNTIL.iter().find(|begin| folded[at..].starts_with(begin))?;
        let event = words[at + begun.len()..].join(" ");
        match date::figures(&event) {
            Said::Day(day) => Some(Until::Day(day)),
            Said::Month(first) => Some(Until::Day(first.last_of_month())),
            Said::Words if !event.is_empty() => Some(Until::Event(event)),
            Said::NoSuchDay | Said::Words => return None,
        }
    };
    fits.then_some(Kind::Every { rhythm, on, until })
}

/// The day of a week or month that these words begin with, and how many they are.
fn day_of(folded: &[&str]) -> (Option<On>, usize) {
    if let Some((weekday, taken)) = date::weekday_named(folded) {
        return (Some(On::Weekday(weekday.to_monday_one_offset())), taken);
    }
    let number = |word: &str| {
        let figures = word.trim_end_matches(|c: char| c.is_ascii_lowercase());
        let ordinal = matches!(&word[figures.len()..], "" | "st" | "nd" | "rd" | "th");
        figures.parse().ok().filter(|_| ordinal).map(On::Day)
    };
    match folded {
        ["ngay", day, ..] => (number(day), 2),
        [day, "of", ..] | [day] => (number(day), usize::from(number(day).is_some())),
        _ => (None, 0),
    }
}

/// The rhythm that these words begin with, the weekday that is named in it, and how many words it is.
fn rhythm(folded: &[&str]) -> Option<(Rhythm, Option<On>, usize)> {
    let unit = |word: &str| {
        Some(match word {
            "ngay" | "day" | "daily" => Rhythm::Day,
            "tuan" | "week" | "weekly" => Rhythm::Week,
            "thang" | "month" | "monthly" => Rhythm::Month,
            "quy" | "quarter" | "quarterly" => Rhythm::Quarter,
            "nam" | "year" | "yearly" => Rhythm::Year,
            _ => return None,
        })
    };
    match folded {
        ["hang" | "moi" | "every" | "each", rest @ ..] => {
            if let Some(rhythm) = unit(rest.first()?) {
                return Some((rhythm, None, 2));
            }
            let (weekday, taken) = date::weekday_named(rest)?;
            let on = On::Weekday(weekday.to_monday_one_offset());
            Some((Rhythm::Week, Some(on), 1 + taken))
        }
        [word, ..] if word.ends_with("ly") => Some((unit(word)?, None, 1)),
        _ => None,
    }
}
