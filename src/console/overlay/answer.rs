//! Answers in words, where there is no screen to answer on with keys.
//!
//! What an overlay asks is told as a [`Question`]; the next words answer it. Words leave less to the
//! eye than keys do, so what fits several things is refused, with all that it could have meant.

use super::{Overlay, dismiss, settle};
use crate::console::Effect;
use crate::console::model::Model;
use crate::console::spoken::Words;
use crate::text::{self, fold};

/// How many choices are named at once at most.
pub(super) const MOST_NAMED: usize = 100;

/// What kind of answer is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Yes or no.
    YesNo,
    /// Any text.
    Text,
    /// Somebody.
    Person,
    /// One of a few.
    Choice,
}

impl Kind {
    /// Its name, as scripts read it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::YesNo => "yes_no",
            Self::Text => "text",
            Self::Person => "person",
            Self::Choice => "choice",
        }
    }
}

/// Something that can be answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The answer that surely means it.
    pub answer: String,
    /// Others that mean nothing else either, as long as they fit one only.
    pub also: Vec<String>,
    /// What it is.
    pub label: String,
}

impl Choice {
    /// What is chosen by its place in a list.
    pub(super) fn at(place: usize, label: &str) -> Self {
        Self {
            answer: (place + 1).to_string(),
            also: vec![],
            label: label.to_owned(),
        }
    }
}

/// What is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// What kind of answer is wanted.
    pub kind: Kind,
    /// The question.
    pub text: String,
    /// What can be answered, where that is known beforehand; of many only the first.
    pub choices: Vec<Choice>,
    /// What is proposed; it is the answer where nothing is said.
    pub before: String,
    /// Whether what is proposed was worked out from what was said before, and is to be confirmed.
    pub worked_out: bool,
    /// Whether nothing is an answer, too.
    pub may_be_empty: bool,
}

/// Why an answer is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unfit {
    /// It could mean several things.
    Several {
        /// What was said.
        said: String,
        /// What it could mean.
        choices: Vec<Choice>,
    },
    /// It is no answer of the form that is asked for.
    Unclear {
        /// What was said.
        said: String,
        /// How it is to be said.
        how: String,
        /// What can be named in it.
        choices: Vec<Choice>,
    },
    /// It means nothing of what could be meant.
    Nothing {
        /// What was said.
        said: String,
        /// What could be meant.
        choices: Vec<Choice>,
    },
}

/// The words for yes and no, folded.
const YES: [&str; 7] = ["yes", "y", "co", "c", "dong y", "vang", "ok"];
const NO: [&str; 4] = ["no", "n", "khong", "k"];

/// Takes a yes or no.
pub(super) fn yes_or_no(model: &Model, words: &mut Words) -> Result<bool, Unfit> {
    let found = chosen(words, |said| {
        let said = fold(said);
        let yes = YES.contains(&&*said).then_some(true);
        vec![
            yes.or(NO.contains(&&*said).then_some(false))
                .into_iter()
                .collect(),
        ]
    });
    found.map_err(|(said, _)| Unfit::Nothing {
        said,
        choices: yes_no(model),
    })
}

/// The two answers to a question that is to be confirmed.
pub(super) fn yes_no(model: &Model) -> Vec<Choice> {
    let choice = |answer: &str, key| Choice {
        answer: answer.to_owned(),
        also: vec![],
        label: model.lang.text(key).to_owned(),
    };
    vec![
        choice("yes", "console.hint.yes"),
        choice("no", "console.hint.no"),
    ]
}

/// Takes the words that mean exactly one thing, as many as can be. `tiers` gives what a text could
/// mean, the surest first: where one tier has something, those behind it do not count.
///
/// Else what was said, and the things it could have meant.
pub(super) fn chosen<T>(
    words: &mut Words,
    mut tiers: impl FnMut(&str) -> Vec<Vec<T>>,
) -> Result<T, (String, Vec<T>)> {
    let mut several: Option<(String, Vec<T>)> = None;
    let mut one = None;
    for (count, said) in words.beginnings() {
        let found = tiers(&said).into_iter().find(|tier| !tier.is_empty());
        let Some(mut found) = found else { continue };
        if found.len() > 1 {
            several.get_or_insert((said, found));
        } else if let Some(found) = found.pop() {
            one = Some((count, found));
            break;
        }
    }
    match one {
        Some((count, found)) => {
            words.drop(count);
            Ok(found)
        }
        None => Err(several.unwrap_or_else(|| (words.text(), vec![]))),
    }
}

/// Takes one of these, by its sure answer, by what it is called, or by part of that. Gives its place.
pub(super) fn one_of(words: &mut Words, choices: &[Choice]) -> Result<usize, Unfit> {
    let places = |fits: &dyn Fn(&Choice) -> bool| -> Vec<usize> {
        let fitting = choices.iter().enumerate().filter(|(_, c)| fits(c));
        fitting.map(|(place, _)| place).collect()
    };
    let found = chosen(words, |said| {
        let folded = fold(said);
        if folded.is_empty() {
            return vec![];
        }
        vec![
            places(&|choice| choice.answer == said),
            places(&|choice| choice.also.iter().any(|also| fold(also) == folded)),
            places(&|choice| choice.label == said),
            places(&|choice| fold(&choice.label) == folded),
            places(&|choice| text::matches(said, &choice.label)),
        ]
    });
    found.map_err(|(said, found)| {
        let named = |places: &mut dyn Iterator<Item = usize>| -> Vec<Choice> {
            places
                .take(MOST_NAMED)
                .map(|place| choices[place].clone())
                .collect()
        };
        if found.is_empty() {
            let choices = named(&mut (0..choices.len()));
            return Unfit::Nothing { said, choices };
        }
        let choices = named(&mut found.into_iter());
        Unfit::Several { said, choices }
    })
}

/// What lies on top asks; nothing where it is only to be read.
#[must_use]
pub fn asked(model: &Model) -> Option<Question> {
    match model.overlay.as_ref()? {
        Overlay::Confirm(confirm) => Some(Question {
            kind: Kind::YesNo,
            text: confirm.question(model),
            choices: yes_no(model),
            before: String::new(),
            worked_out: false,
            may_be_empty: false,
        }),
        Overlay::Field(field) => Some(field.asked(model)),
        Overlay::Pick(pick) => Some(pick.asked(model)),
        Overlay::Choose(choose) => Some(choose.asked(model)),
        Overlay::Dressing(_) => Some(super::themes::asked(model)),
        Overlay::Marking(marking) => Some(marking.asked(model)),
        Overlay::Editor(editor) => Some(editor.asked(model)),
        Overlay::Lookup(_)
        | Overlay::Palette(_)
        | Overlay::Help(_)
        | Overlay::Reader(_)
        | Overlay::Opinions(_) => None,
    }
}

/// What could be answered that begins with what was said, or is found by it.
#[must_use]
pub fn fitting(model: &Model, said: &str) -> Vec<Choice> {
    if let Some(Overlay::Pick(pick)) = &model.overlay {
        return pick.fitting(model, said);
    }
    let choices = asked(model).map_or_else(Vec::new, |question| question.choices);
    let fits =
        |choice: &Choice| choice.answer.starts_with(said) || text::matches(said, &choice.label);
    choices.into_iter().filter(fits).collect()
}

/// What is to be read on top, line by line; nothing where it is a question, or has not come yet.
#[must_use]
pub fn content(model: &Model) -> Option<Vec<String>> {
    match model.overlay.as_ref()? {
        Overlay::Lookup(lookup) => Some(lookup.content(model)),
        Overlay::Reader(reader) => reader.content(model),
        Overlay::Opinions(_) => Some(super::opinions::content(model)),
        Overlay::Palette(_)
        | Overlay::Help(_)
        | Overlay::Confirm(_)
        | Overlay::Field(_)
        | Overlay::Pick(_)
        | Overlay::Choose(_)
        | Overlay::Dressing(_)
        | Overlay::Marking(_)
        | Overlay::Editor(_) => None,
    }
}

/// Whether what lies on top takes words.
#[must_use]
pub fn takes_words(model: &Model) -> bool {
    matches!(model.overlay, Some(Overlay::Lookup(_))) || asked(model).is_some()
}

/// Gives the next words to what lies on top: it takes as many as its answer needs.
///
/// # Errors
/// Where they are no answer. Then it asks still.
pub fn answer(model: &mut Model, words: &mut Words) -> Result<Vec<Effect>, Unfit> {
    let Some(mut overlay) = model.overlay.take() else {
        return Ok(vec![]);
    };
    let answered = match &mut overlay {
        Overlay::Confirm(confirm) => match yes_or_no(model, words) {
            Ok(true) => Ok(confirm.effects.clone()),
            Ok(false) => {
                dismiss(model, overlay);
                return Ok(vec![]);
            }
            Err(unfit) => Err(unfit),
        },
        Overlay::Field(field) => field.answer(model, words),
        Overlay::Pick(pick) => pick.answer(model, words),
        Overlay::Choose(choose) => choose.answer(model, words),
        Overlay::Lookup(lookup) => lookup.answer(model, words),
        Overlay::Marking(marking) => match marking.answer(model, words) {
            Ok((stays, effects)) => return Ok(settle(model, overlay, stays, effects)),
            Err(unfit) => Err(unfit),
        },
        Overlay::Dressing(_) => super::themes::answer(model, words),
        Overlay::Editor(editor) => {
            let (stays, effects) = editor.answer(model, words);
            if stays && model.overlay.is_none() {
                model.overlay = Some(overlay);
            }
            return Ok(effects);
        }
        Overlay::Palette(_) | Overlay::Help(_) | Overlay::Reader(_) | Overlay::Opinions(_) => {
            Ok(vec![])
        }
    };
    match answered {
        Ok(effects) => Ok(settle(model, overlay, false, effects)),
        Err(unfit) => {
            model.overlay = Some(overlay);
            Err(unfit)
        }
    }
}
