//! `chair tally`: counts ballots without any session, and applies the rule of a motion, the method of
//! an election or what follows from a confidence vote; one file for each.

mod confidence;
mod election;
mod motion;
#[cfg(test)]
mod tests;

use std::fmt;
use std::io::Write;
use std::path::Path;

use serde_json::value::RawValue;

use super::args::TallyArgs;
use super::files::read_up_to;
use crate::forms::ballots::MOST_SHEET;
use crate::forms::rankings;
use crate::forms::{FileProblem, Mistake};
use crate::session::Weight;
use crate::session::election::{Method, WrongMethod};
use crate::session::rule::{Base, Excess, Impossible, Rule, Sums, WrongRule};
use crate::text::{Lang, clean, width};

/// How ballots about people are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// They elect, by this method.
    Elects(Method),
    /// They grade.
    Grades,
}

impl Way {
    /// What every way is called.
    pub fn names() -> impl Iterator<Item = &'static str> {
        let methods = Method::NAMES.into_iter().map(|(_, name)| name);
        methods.chain([confidence::NAME])
    }

    /// The way of this name.
    ///
    /// # Errors
    /// None has it.
    pub fn named(name: &str) -> Result<Self, WrongMethod> {
        match name {
            confidence::NAME => Ok(Self::Grades),
            name => name.parse().map(Self::Elects),
        }
    }
}

/// What was asked cannot be counted: one sentence for each thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadInput(pub Vec<String>);

impl fmt::Display for BadInput {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.join("\n"))
    }
}

impl std::error::Error for BadInput {}

/// Counts, and writes what came of it: one line of JSON, or a few sentences.
///
/// # Errors
/// [`BadInput`] where what was asked, the numbers or the ballots cannot be; else where nothing can
/// be written.
pub fn run(options: &TallyArgs, lang: Lang, out: &mut dyn Write) -> anyhow::Result<()> {
    match options.method {
        Some(Way::Elects(method)) => election::run(options, method, lang, out)?,
        Some(Way::Grades) => confidence::run(options, lang, out)?,
        None => motion::run(options, lang, out)?,
    }
    Ok(out.flush()?)
}

/// A wrong rule, with a mark under the place where it goes wrong.
fn told(option: &str, text: &str, wrong: &WrongRule, lang: Lang) -> String {
    let shown = clean::line(text, 200);
    let said = format!("{option}: {}", wrong.say(lang));
    // What cannot be shown as it stands cannot be pointed into either.
    match shown.get(..wrong.place()) {
        Some(before) if shown == text => {
            format!("{said}\n  {text}\n  {}^", " ".repeat(width(before)))
        }
        _ => said,
    }
}

/// The bytes of a sheet of ballots, and its path as it is shown.
fn sheet(path: &Path, lang: Lang) -> Result<(Vec<u8>, String), Vec<String>> {
    let shown = clean::line(&path.to_string_lossy(), 500);
    let bytes = read_up_to(path, MOST_SHEET).map_err(|problem| {
        let path = ("path", &shown as &dyn fmt::Display);
        vec![match problem {
            FileProblem::Missing => lang.fill("cli.tally.no_sheet", &[path]),
            FileProblem::NotAFile => lang.fill("forms.file.not_a_file", &[path]),
            other => {
                let why = clean::line(&other.to_string(), 200);
                lang.fill("forms.file.unreadable", &[path, ("why", &why)])
            }
        }]
    })?;
    Ok((bytes, shown))
}

/// Who stands or is graded, where that is told.
fn candidates(options: &TallyArgs, lang: Lang) -> Result<Option<Vec<String>>, Vec<String>> {
    let told = options.candidates.as_deref();
    told.map(|text| rankings::names("--candidates", text))
        .transpose()
        .map_err(|fault| vec![format!("--candidates: {}", fault.say(lang))])
}

/// What is wrong in a sheet, each with its line.
fn wrong_rows(mistakes: &[Mistake], lang: Lang) -> Vec<String> {
    let told = mistakes.iter().map(|mistake| {
        let (file, line) = (&mistake.file, mistake.line);
        format!("{file}:{line}: {}", mistake.say(lang))
    });
    told.collect()
}

/// That these numbers can be, with what was told of them.
fn possible(sums: &Sums, options: &TallyArgs, lang: Lang) -> Result<(), String> {
    let part = sums.ballots();
    let nobody = [
        (Excess::BallotsOfPresent, options.present),
        (Excess::BallotsOfEntitled, options.entitled),
        (Excess::BallotsOfMembers, options.members),
    ]
    .into_iter()
    .filter(|(_, whole)| *whole == Some(Weight::ZERO) && part > Weight::ZERO)
    .map(|(what, _)| Impossible {
        what,
        part,
        whole: Weight::ZERO,
    });
    match nobody.chain(sums.check().err()).next() {
        Some(impossible) => Err(impossible.say(lang)),
        None => Ok(()),
    }
}

/// The numbers that the rule asks for and nobody told.
fn missing(options: &TallyArgs, rule: &Rule, lang: Lang) -> Vec<String> {
    let told = |base| match base {
        Base::Present => ("--present", options.present.is_some()),
        Base::Members => ("--members", options.members.is_some()),
        Base::Entitled => (
            "--entitled",
            options.entitled.or(options.present).is_some() || options.ballots.is_some(),
        ),
        Base::Cast | Base::CastWithAbstentions | Base::CastWithInvalid => ("", true),
    };
    let mut missing: Vec<String> = vec![];
    for condition in rule.conditions() {
        let (option, told) = told(condition.base);
        let rule = condition.to_string();
        let said = || lang.fill("cli.tally.missing", &[("rule", &rule), ("option", &option)]);
        if !told && !missing.contains(&said()) {
            missing.push(said());
        }
    }
    missing
}

/// An exact decimal: numbers of JSON have as many digits as it takes.
type Exact = Box<RawValue>;

fn exact(number: impl fmt::Display) -> serde_json::Result<Exact> {
    RawValue::from_string(number.to_string())
}
