//! A confidence vote: the grades of each, and what follows from them.

use std::io::Write;
use std::path::Path;

use serde::Serialize;

use super::{BadInput, Exact, candidates, exact, possible, sheet, wrong_rows};
use crate::cli::args::TallyArgs;
use crate::forms::grades::{self, Graded};
use crate::session::Weight;
use crate::session::rule::{Confidence, Papers, Sums};
use crate::text::Lang;

/// The name of the method on the command line.
pub(crate) const NAME: &str = "confidence";

/// Counts, and writes what came of it.
pub(super) fn run(options: &TallyArgs, lang: Lang, out: &mut dyn Write) -> anyhow::Result<()> {
    let wrong = unfit(options, lang);
    let (Some(members), Some(path), true) = (options.members, &options.ballots, wrong.is_empty())
    else {
        return Err(BadInput(wrong).into());
    };
    let people = read(options, path, lang).map_err(BadInput)?;
    let all = people.iter().map(Graded::all).max().unwrap_or_default();
    let sums = Sums {
        // Each ballot grades somebody once: those of one person are what must be possible.
        yes: all,
        entitled: members,
        members,
        ..Sums::default()
    };
    possible(&sums, options, lang).map_err(|wrong| BadInput(vec![wrong]))?;
    let said = people.iter().map(|graded| {
        let papers = Papers {
            all,
            // Whoever is left out of a ballot has no grade of it.
            ungraded: graded.ungraded + all.less(graded.all()),
            invalid: graded.invalid,
        };
        (
            papers,
            graded.grades.explain(&graded.name, &papers, members, lang),
        )
    });
    let said: Vec<_> = said.collect();
    if options.json {
        let told = Told::of(&people, &said, members, all)?;
        writeln!(out, "{}", serde_json::to_string(&told)?)?;
        return Ok(());
    }
    for line in said.iter().flat_map(|(_, lines)| lines) {
        writeln!(out, "{line}")?;
    }
    writeln!(out, "{}", Confidence::say_thresholds(members, lang))?;
    let counts = lang.fill(
        "cli.tally.graded",
        &[
            ("ballots", &all.say(lang)),
            ("not_voting", &members.less(all).say(lang)),
        ],
    );
    writeln!(out, "{counts}")?;
    Ok(())
}

/// What was said that has no meaning here, and what must be said and was not.
fn unfit(options: &TallyArgs, lang: Lang) -> Vec<String> {
    let said = [
        ("--rule", options.rule.is_some()),
        ("--present", options.present.is_some()),
        ("--seats", options.seats > 1),
        ("--order", options.order.is_some()),
        ("--round", options.round.is_some()),
    ];
    let said = said.into_iter().filter(|(_, said)| *said);
    let mut wrong: Vec<_> = said
        .map(|(option, _)| lang.fill("cli.tally.not_graded", &[("option", &option)]))
        .collect();
    if options.members.is_none() {
        wrong.push(lang.text("cli.tally.graded_of_members").to_owned());
    }
    if options.ballots.is_none() {
        wrong.push(lang.text("cli.tally.sheet_needed").to_owned());
    }
    wrong
}

fn read(options: &TallyArgs, path: &Path, lang: Lang) -> Result<Vec<Graded>, Vec<String>> {
    let people = candidates(options, lang)?;
    let (bytes, shown) = sheet(path, lang)?;
    grades::read(&bytes, &shown, people.as_deref()).map_err(|rows| wrong_rows(&rows, lang))
}

/// What is written as JSON.
#[derive(Serialize)]
struct Told<'g> {
    method: &'static str,
    members: Exact,
    ballots: Exact,
    not_voting: Exact,
    /// How many low grades it takes.
    required: ToldRequired,
    people: Vec<ToldPerson<'g>>,
    explanation: Vec<&'g str>,
}

#[derive(Serialize)]
struct ToldRequired {
    may_resign: Exact,
    removal: Exact,
}

#[derive(Serialize)]
struct ToldPerson<'g> {
    name: &'g str,
    high: Exact,
    confidence: Exact,
    low: Exact,
    ungraded: Exact,
    invalid: Exact,
    /// `stays`, `may_resign` or `removal`.
    outcome: &'static str,
    /// The same of all ballots instead of all members.
    outcome_of_ballots: &'static str,
}

impl<'g> Told<'g> {
    fn of(
        people: &'g [Graded],
        said: &'g [(Papers, Vec<String>)],
        members: Weight,
        ballots: Weight,
    ) -> serde_json::Result<Self> {
        let required = |follows: Confidence| exact(follows.required(members).unwrap_or_default());
        let one = |(graded, (papers, _)): (&'g Graded, &(Papers, Vec<String>))| {
            let grades = &graded.grades;
            Ok(ToldPerson {
                name: &graded.name,
                high: exact(grades.high)?,
                confidence: exact(grades.middle)?,
                low: exact(grades.low)?,
                ungraded: exact(papers.ungraded)?,
                invalid: exact(papers.invalid)?,
                outcome: Confidence::judge(grades, members).name(),
                outcome_of_ballots: Confidence::judge(grades, ballots).name(),
            })
        };
        let people = people.iter().zip(said).map(one);
        let lines = said.iter().flat_map(|(_, lines)| lines);
        Ok(Self {
            method: NAME,
            members: exact(members)?,
            ballots: exact(ballots)?,
            not_voting: exact(members.less(ballots))?,
            required: ToldRequired {
                may_resign: required(Confidence::MayResign)?,
                removal: required(Confidence::Removal)?,
            },
            people: people.collect::<serde_json::Result<_>>()?,
            explanation: lines.map(String::as_str).collect(),
        })
    }
}
