//! Slips that break official paper, marked while it is written: a word that stands twice, a task that
//! nobody leads or that has no term. They hold nothing up.

use super::Editor;
use crate::console::draw::Sheet;
use crate::console::model::Model;
use crate::console::modules::blank;
use crate::console::theme::Meaning;

/// Words that stand twice rightly: *luôn luôn*, *từ từ*, *năm năm* (five years).
const TWICE: &[&str] = &[
    "ba",
    "chung",
    "dần",
    "đời",
    "đêm",
    "lâu",
    "luôn",
    "mãi",
    "năm",
    "ngày",
    "người",
    "nhà",
    "song",
    "thường",
    "từ",
];

/// Whether the second of two words that follow each other is the first again by mistake.
fn is_doubled(first: &str, second: &str) -> bool {
    let (first, second) = (first.to_lowercase(), second.to_lowercase());
    first == second && first.chars().all(char::is_alphabetic) && !TWICE.contains(&first.as_str())
}

/// The first word of a text that stands there twice.
fn doubled(text: &str) -> Option<&str> {
    let words: Vec<&str> = text.split_whitespace().collect();
    words
        .windows(2)
        .find(|pair| {
            is_doubled(
                pair[0],
                pair[1].trim_end_matches(|c: char| !c.is_alphabetic()),
            )
        })
        .map(|pair| pair[0])
}

impl Editor {
    /// The slips of what is written, in one row.
    pub(super) fn slips(&self, model: &Model) -> String {
        let draft = self.typed();
        if draft.text.trim().is_empty() {
            return String::new();
        }
        let text = |key| model.lang.text(key).to_owned();
        let mut slips = vec![];
        if let Some(word) = doubled(&draft.text) {
            slips.push(model.lang.fill("console.slip.doubled", &[("word", &word)]));
        }
        // The one that is being filled is no slip yet.
        let blank = blank(&draft.text, 0).filter(|_| self.in_blank().is_none());
        if let Some((begin, end, _)) = blank {
            let name: String = draft.text.chars().skip(begin).take(end - begin).collect();
            slips.push(model.lang.fill("console.slip.blank", &[("blank", &name)]));
        }
        // Each task is given to one that leads (R25 of the field's rules).
        let lead = draft.lead.trim().trim_end_matches(';');
        if lead.is_empty() {
            slips.push(text("console.slip.no_lead"));
        } else if lead.contains(';') {
            slips.push(text("console.slip.several_leads"));
        }
        if draft.due.trim().is_empty() {
            slips.push(text("console.slip.no_due"));
        }
        let slips: Vec<_> = slips.iter().map(|slip| format!("! {slip}")).collect();
        slips.join("  ")
    }
}

/// Marks words that stand twice in a text as it is drawn, also over the end of a row.
pub(super) fn mark_doubled(sheet: &mut Sheet<'_>) {
    let area = sheet.area();
    let style = sheet.theme().style(Meaning::Warning);
    let buffer = sheet.buffer();
    let mut before = String::new();
    for y in area.top()..area.bottom() {
        let mut x = area.left();
        while x < area.right() {
            let begin = x;
            let mut word = String::new();
            while x < area.right() && !buffer[(x, y)].symbol().trim().is_empty() {
                word.push_str(buffer[(x, y)].symbol());
                x += 1;
            }
            x += 1;
            if word.is_empty() {
                continue;
            }
            let bare = word.trim_end_matches(|c: char| !c.is_alphabetic());
            if is_doubled(&before, bare) {
                for x in begin..x - 1 {
                    buffer[(x, y)].set_style(style);
                }
            }
            before = word;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_that_stands_twice_is_found() {
        assert_eq!(doubled("Quán quán triệt Nghị quyết"), Some("Quán"));
        assert_eq!(doubled("giao Sở\nSở Tài chính"), Some("Sở"));
        assert_eq!(doubled("báo cáo cáo."), Some("cáo"));
        for right in [
            "",
            "Quán triệt",
            "luôn luôn",
            "trong năm năm tới",
            "thực hiện, hiện nay",
            "số 12 12",
            "phòng, phòng ban",
        ] {
            assert_eq!(doubled(right), None, "{right}");
        }
    }
}
