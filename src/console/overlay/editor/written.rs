//! What the running words say already of who leads, who helps and by when: offered for the field that is
//! still empty, so that nothing is typed twice. It is never taken for granted, since a unit may be named
//! for another reason.

use jiff::civil::Date;

use super::{Editor, Part, today, units};
use crate::console::draft::in_figures;
use crate::console::model::Model;
use crate::text::Folded;
use crate::text::date::{self, Said};

/// How many words of a unit's name are enough to mean it, where no other unit's name begins with them:
/// `Phòng Kế hoạch` for `Phòng Kế hoạch - Tài chính`.
const ENOUGH: usize = 3;

/// What those who help stand behind, folded.
const HELPERS: [&[&str]; 2] = [&["phoi", "hop"], &["with"]];

/// What those to whom it is reported stand behind, folded.
const REPORT: [&[&str]; 2] = [&["bao", "cao"], &["report"]];

impl Editor {
    /// What the words say that belongs in the field one is in, as long as that is empty.
    pub(super) fn written(&self, model: &Model) -> Option<String> {
        let text = self.text.text();
        let (field, said) = match self.focus {
            Part::Text => return None,
            Part::Lead => (&self.lead, given(&text, &units(model, ""))),
            Part::With => (&self.with, helping(&text, &units(model, ""))),
            Part::Due => (&self.due, term(&text, today(model))),
        };
        said.filter(|_| field.text().is_empty())
    }
}

/// The unit that it is given to: the first that is named, and not as one that helps.
fn given(text: &str, units: &[String]) -> Option<String> {
    let folded = Folded::of(text);
    let words: Vec<&str> = folded.words().collect();
    let (given, _) = parted(&words, &HELPERS);
    let (given, _) = parted(given, &REPORT);
    named(given, units).into_iter().next()
}

/// The units that help, as the field takes them.
fn helping(text: &str, units: &[String]) -> Option<String> {
    let folded = Folded::of(text);
    let words: Vec<&str> = folded.words().collect();
    let (_, helping) = parted(&words, &HELPERS);
    let (helping, _) = parted(helping, &REPORT);
    let named = named(helping, units);
    (!named.is_empty()).then(|| named.join("; "))
}

/// The last day in figures with a word that says on which side of it is meant.
fn term(text: &str, today: Date) -> Option<String> {
    let words = text.split_whitespace().rev();
    let mut found = words.filter_map(|word| {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        let at = bare.as_ptr() as usize - text.as_ptr() as usize;
        let Said::Day(_) = date::figures(bare) else {
            return None;
        };
        let begin = date::side_at_end(&text[..at])?;
        match date::term(&text[begin..at + bare.len()], today) {
            (Some(sided), Said::Day(day)) => Some(sided.with(&in_figures(day))),
            _ => None,
        }
    });
    found.next()
}

/// The words before one of these, and those behind; without one all stand before.
fn parted<'w, 't>(words: &'w [&'t str], by: &[&[&str]]) -> (&'w [&'t str], &'w [&'t str]) {
    let places = 0..words.len();
    let begins = |at: &usize| by.iter().any(|those| words[*at..].starts_with(those));
    words.split_at(places.into_iter().find(begins).unwrap_or(words.len()))
}

/// The units that are named, in order.
fn named(words: &[&str], units: &[String]) -> Vec<String> {
    let folded: Vec<Folded> = units.iter().map(|unit| Folded::of(unit)).collect();
    let (mut named, mut rest) = (vec![], words);
    while !rest.is_empty() {
        let lengths = folded.iter().map(|unit| {
            let pairs = unit.words().zip(rest);
            let alike = pairs.take_while(|(own, said)| own == *said).count();
            let whole = alike == unit.words().count();
            if whole || alike >= ENOUGH { alike } else { 0 }
        });
        let lengths: Vec<usize> = lengths.collect();
        let most = lengths.iter().copied().max().unwrap_or(0);
        let mut meant = lengths
            .iter()
            .zip(units)
            .filter(|(alike, _)| **alike == most);
        if let (1.., Some((_, unit)), None) = (most, meant.next(), meant.next())
            && !named.contains(unit)
        {
            named.push(unit.clone());
        }
        rest = &rest[most.max(1)..];
    }
    named
}

#[cfg(test)]
mod tests {
    use super::*;

    fn some() -> Vec<String> {
        [
            "Văn phòng Sở",
            "Phòng Kế hoạch - Tài chính",
            "Phòng Quản lý Khoa học",
            "Phòng Quản lý Công nghệ",
            "Thanh tra Sở",
        ]
        .map(str::to_owned)
        .to_vec()
    }

    #[test]
    fn who_leads_and_who_helps_is_read_where_it_is_said() {
        let text = "Giao Phòng Kế hoạch chủ trì, phối hợp với Thanh tra Sở, phòng quản lý công nghệ \
                    rà soát; báo cáo Văn phòng Sở.";
        let units = some();
        assert_eq!(
            given(text, &units).as_deref(),
            Some("Phòng Kế hoạch - Tài chính")
        );
        assert_eq!(
            helping(text, &units).as_deref(),
            Some("Thanh tra Sở; Phòng Quản lý Công nghệ")
        );
        // What could be two is none, and what is reported to does not lead.
        assert_eq!(given("Giao Phòng Quản lý rà soát", &units), None);
        assert_eq!(given("Báo cáo Văn phòng Sở trước 5/12/2026", &units), None);
        assert_eq!(helping("Giao Thanh tra Sở rà soát", &units), None);
    }

    #[test]
    fn a_day_is_a_term_only_behind_a_word_that_says_so() {
        let today = jiff::civil::date(2026, 11, 30);
        let term = |text| term(text, today);
        assert_eq!(
            term("Theo Nghị quyết ngày 01/12/2025, báo cáo trước 11/12/2026.").as_deref(),
            Some("trước ngày 11/12/2026")
        );
        assert_eq!(
            term("to report no later than 4/12/2026, as agreed").as_deref(),
            Some("no later than 04/12/2026")
        );
        assert_eq!(term("Theo Nghị quyết số 5 ngày 01/12/2025"), None);
        assert_eq!(term(""), None);
    }
}
