//! What is begun and can be completed: units from the roster, days and terms as people say them. In
//! the fields, in the blanks of a module, and in running words behind *trước ngày*, *before* and others
//! that a day follows.

use super::{Editor, Part, today};
use crate::console::draft::{in_figures, month_in_figures};
use crate::console::model::Model;
use crate::console::modules::Kind;
use crate::console::words;
use crate::text::Folded;
use crate::text::date::{self, Said};

/// Something that completes what was begun.
pub(super) struct Completion {
    /// How it is shown; a day with the saying that it was.
    pub(super) shown: String,
    /// What it takes the place of: what stands before the cursor.
    begun: String,
    /// What is put there.
    whole: String,
}

/// What is begun before the cursor.
enum Begun {
    Unit(String),
    Day(String),
    Term(String),
    /// Nothing yet, and what the words say that belongs here.
    Written(String),
}

/// What a day follows in running words, and how many letters of it must be there before it is taken
/// for one.
const BEFORE_DAYS: [(&str, usize); 10] = [
    ("trước ngày ", 0),
    ("chậm nhất ngày ", 0),
    ("chậm nhất là ngày ", 0),
    ("đến ngày ", 0),
    ("vào ngày ", 0),
    ("before ", 0),
    ("no later than ", 0),
    ("trước ", 3),
    ("chậm nhất ", 3),
    ("by ", 3),
];

/// How many words a saying of a day has at most.
const MOST_WORDS: usize = 5;

/// Terms that are no days.
const TERMS: [&str; 8] = [
    "console.term.this_month",
    "console.term.next_month",
    "console.term.weekly",
    "console.term.monthly",
    "console.term.quarterly",
    "console.term.after",
    "console.term.until",
    "console.term.as_in",
];

impl Editor {
    fn begun(&self, model: &Model) -> Option<Begun> {
        if let Some(written) = self.written(model) {
            return Some(Begun::Written(written));
        }
        let last_unit = |typed: &str| {
            let typed = typed.rsplit(';').next().unwrap_or_default().trim_start();
            Begun::Unit(typed.to_owned())
        };
        Some(match self.focus {
            Part::Lead => Begun::Unit(self.lead.before_cursor()),
            Part::With => last_unit(&self.with.before_cursor()),
            Part::Due => Begun::Term(self.due.before_cursor()),
            Part::Text => match self.in_blank() {
                Some((Kind::Unit | Kind::Units | Kind::To, typed)) => last_unit(&typed),
                Some((Kind::Date, typed)) => Begun::Day(typed),
                Some((Kind::Term, typed)) => Begun::Term(typed),
                Some((Kind::Free, _)) => return None,
                None => Begun::Day(begun_day(&self.text.before_cursor())?),
            },
        })
    }

    /// What completes what is begun, the likeliest first.
    pub(super) fn completions(&self, model: &Model) -> Vec<Completion> {
        match self.begun(model) {
            Some(Begun::Unit(typed)) if !typed.trim().is_empty() => units(model, &typed),
            Some(Begun::Day(typed)) => days(model, &typed),
            Some(Begun::Term(typed)) => {
                let mut terms = days(model, &typed);
                terms.extend(self::terms(model, &typed));
                terms
            }
            Some(Begun::Written(whole)) => vec![Completion {
                shown: model
                    .lang
                    .fill("console.editor.written", &[("said", &whole)]),
                begun: String::new(),
                whole,
            }],
            Some(Begun::Unit(_)) | None => vec![],
        }
    }

    /// What completes what is begun, in one text to be shown.
    pub(super) fn offered(&self, model: &Model) -> String {
        let completions = self.completions(model).into_iter();
        let shown: Vec<_> = completions.map(|completion| completion.shown).collect();
        shown.join(" · ")
    }

    /// Whether something is begun that is not whole by itself, so that completing it is what is meant.
    pub(super) fn wants_completing(&self, model: &Model) -> bool {
        match self.begun(model) {
            Some(Begun::Unit(typed)) => !typed.trim().is_empty(),
            Some(Begun::Day(typed)) => !typed.trim().is_empty(),
            Some(Begun::Term(typed)) => {
                let typed = typed.trim();
                !typed.is_empty() && !words::due_is_whole(typed, today(model))
            }
            Some(Begun::Written(_)) => true,
            None => false,
        }
    }

    /// Completes what is begun with what is likeliest. Whether there was something.
    pub(super) fn complete(&mut self, model: &Model) -> bool {
        let Some(completion) = self.completions(model).into_iter().next() else {
            return false;
        };
        let input = self.input();
        input.put_before_cursor(&completion.begun, &completion.whole);
        true
    }
}

/// What is begun of a day at the end of running words.
fn begun_day(before: &str) -> Option<String> {
    let lower = before.to_lowercase();
    // Lower case may be longer; then there is nothing to be cut at the same place.
    let same = lower.len() == before.len();
    let found = BEFORE_DAYS.iter().filter_map(|(word, least)| {
        let at = lower.rfind(word).filter(|_| same)?;
        let is_word = at == 0 || !lower[..at].ends_with(char::is_alphanumeric);
        let typed = &before[at + word.len()..];
        let fits = typed.split(' ').count() <= MOST_WORDS && typed.len() >= *least;
        (is_word && fits).then_some(typed)
    });
    found.min_by_key(|typed| typed.len()).map(str::to_owned)
}

fn units(model: &Model, typed: &str) -> Vec<Completion> {
    let units = super::units(model, typed).into_iter();
    let completion = |unit: String| Completion {
        shown: unit.clone(),
        begun: typed.to_owned(),
        whole: unit,
    };
    let begun = units.filter(|unit| *unit != typed.trim());
    begun.map(completion).collect()
}

/// Sayings of a day, and what each becomes.
fn days(model: &Model, typed: &str) -> Vec<Completion> {
    let offers = date::offers(typed, today(model), model.lang).into_iter();
    let completion = |offer: date::Offer| {
        let settled = words::due_settled(&offer.said, today(model));
        let whole = settled.unwrap_or_else(|| in_figures(offer.day));
        Completion {
            shown: words::offer_said(&offer.said, &whole),
            begun: typed.to_owned(),
            whole,
        }
    };
    offers.map(completion).collect()
}

fn terms(model: &Model, typed: &str) -> Vec<Completion> {
    let query = Folded::of(typed);
    if typed.trim().is_empty() {
        return vec![];
    }
    let sayings = TERMS.iter().map(|key| model.lang.text(key));
    let fits = |said: &&str| {
        let said = Folded::of(said);
        said.is_found_by(&query) && said != query
    };
    let completion = |said: &str| {
        let (begun, said) = (typed.to_owned(), said.to_owned());
        match date::said(&said, today(model)) {
            Said::Month(first) => {
                let whole = month_in_figures(first);
                let shown = words::offer_said(&said, &whole);
                Completion {
                    shown,
                    begun,
                    whole,
                }
            }
            _ => Completion {
                shown: said.clone(),
                begun,
                whole: said,
            },
        }
    };
    sayings.filter(fits).map(completion).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Lang;

    #[test]
    fn a_day_is_begun_behind_the_words_that_say_so() {
        let begun = |text: &str| begun_day(text);
        let is = |text: &str| Some(text.to_owned());
        assert_eq!(begun("báo cáo trước ngày "), is(""));
        assert_eq!(begun("Trước ngày thứ s"), is("thứ s"));
        assert_eq!(begun("to report before next f"), is("next f"));
        assert_eq!(begun("to report by end"), is("end"));
        assert_eq!(begun("to report by "), None);
        assert_eq!(
            begun("led by the office of the people's committee of the city"),
            None
        );
        assert_eq!(begun("hereby end"), None);
        assert_eq!(begun(""), None);
    }

    #[test]
    fn terms_of_both_languages_are_understood_or_begin_what_is() {
        for lang in Lang::ALL {
            for key in TERMS {
                let said = lang.text(key);
                let today = jiff::civil::date(2026, 11, 30);
                let whole = words::due_is_whole(said, today);
                let begins = words::due_is_whole(&format!("{said} 155/QĐ-UBND"), today);
                assert!(whole || begins, "{said}");
            }
        }
    }
}
