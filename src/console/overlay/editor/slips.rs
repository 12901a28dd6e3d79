//! Slips that break official paper, marked while it is written: a word that stands twice, a task that
//! nobody leads or that has no term. They hold nothing up.

use super::Editor;
use crate::console::model::Model;
use crate::console::modules::blank;
use crate::console::typing::Stretch;
use crate::text::doubled::doubled;

impl Editor {
    /// The slips of what is written, in one row.
    pub(super) fn slips(&self, model: &Model) -> String {
        let draft = self.typed();
        if draft.text.trim().is_empty() {
            return String::new();
        }
        let text = |key| model.lang.text(key).to_owned();
        let mut slips = vec![];
        if let Some((first, _)) = doubled(&draft.text).into_iter().next() {
            let word = &draft.text[first];
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

    /// Where words stand that are there twice: of each two the second.
    pub(super) fn doubled(&self) -> Vec<Stretch> {
        let text = self.text.text();
        let part = |word: std::ops::Range<usize>| {
            let before = &text[..word.start];
            let row = before.matches('\n').count();
            let line = before.rsplit('\n').next().unwrap_or_default();
            let begin = line.chars().count();
            let end = begin + text[word].chars().count();
            Stretch { row, begin, end }
        };
        let slips = doubled(&text).into_iter();
        slips.map(|(_, second)| part(second)).collect()
    }
}
