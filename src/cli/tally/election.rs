//! An election: ballots that name candidates, and the method that makes seats of them.

mod told;

use std::io::Write;

use self::told::Told;
use super::{BadInput, candidates, missing, possible, sheet, told, wrong_rows};
use crate::cli::args::TallyArgs;
use crate::forms::Fault;
use crate::forms::rankings::{self, Asked, Sheet};
use crate::session::election::{Candidate, Decider, Election, End, Method, Words};
use crate::session::rule::{Preset, Rule, Sums};
use crate::text::Lang;

/// Counts, and writes what came of it.
pub(super) fn run(
    options: &TallyArgs,
    method: Method,
    lang: Lang,
    out: &mut dyn Write,
) -> anyhow::Result<()> {
    let wrong = unfit(options, method, lang);
    if !wrong.is_empty() {
        return Err(BadInput(wrong).into());
    }
    let rule = rule(options, method, lang).map_err(|wrong| BadInput(vec![wrong]))?;
    let wrong = rule.as_ref().map(|rule| missing(options, rule, lang));
    if let Some(wrong) = wrong.filter(|wrong| !wrong.is_empty()) {
        return Err(BadInput(wrong).into());
    }
    let sheet = read(options, method, lang).map_err(BadInput)?;
    let order = order(options, &sheet.candidates, lang).map_err(|wrong| BadInput(vec![wrong]))?;
    let Sheet {
        candidates,
        ballots,
    } = sheet;
    let people = Sums {
        present: options.present.unwrap_or_default(),
        members: options.members.unwrap_or_default(),
        entitled: ballots.entitled(),
        ..Sums::default()
    };
    let cast = Sums {
        yes: ballots.valid(),
        abstain: ballots.blank(),
        invalid: ballots.invalid(),
        ..people
    };
    possible(&cast, options, lang).map_err(|wrong| BadInput(vec![wrong]))?;
    let count = ballots.count(&Election {
        method,
        candidates: candidates.len(),
        seats: options.seats.into(),
        order: &order,
        rule: rule.as_ref(),
        people,
        again: options.round.is_some_and(|round| round > 1),
    });
    if options.json {
        let told = Told::of(&count, &cast, &candidates, lang)?;
        writeln!(out, "{}", serde_json::to_string(&told)?)?;
        return Ok(());
    }
    let words = Words {
        names: &candidates,
        decider: Decider::Order,
        lang,
    };
    for line in count.explain(words) {
        writeln!(out, "{line}")?;
    }
    if matches!(count.end, End::Tied { .. }) {
        writeln!(out, "{}", lang.text("cli.tally.say_order"))?;
    }
    let counts = lang.fill(
        "cli.tally.ballots",
        &[
            ("valid", &cast.yes.say(lang)),
            ("blank", &cast.abstain.say(lang)),
            ("invalid", &cast.invalid.say(lang)),
            ("not_voting", &cast.not_voting().say(lang)),
        ],
    );
    writeln!(out, "{counts}")?;
    Ok(())
}

/// What was said that has no meaning for the method.
fn unfit(options: &TallyArgs, method: Method, lang: Lang) -> Vec<String> {
    let name = method.name();
    let majority = [
        ("--rule", options.rule.is_some()),
        ("--members", options.members.is_some()),
        ("--present", options.present.is_some()),
        ("--round", options.round.is_some()),
    ];
    let said = majority.into_iter().filter(|(_, said)| *said);
    let said = said.filter(|_| method != Method::Majority);
    let mut wrong: Vec<_> = said
        .map(|(option, _)| {
            lang.fill(
                "cli.tally.majority_only",
                &[("option", &option), ("method", &name)],
            )
        })
        .collect();
    if options.seats > 1 && !method.fills_several() {
        wrong.push(lang.fill("cli.tally.one_seat", &[("method", &name)]));
    }
    wrong
}

/// What a candidate needs beside the most votes.
fn rule(options: &TallyArgs, method: Method, lang: Lang) -> Result<Option<Rule>, String> {
    if method != Method::Majority {
        return Ok(None);
    }
    let text = options.rule.as_deref().unwrap_or(Preset::MEMBERS.name);
    let rule = text.parse::<Rule>();
    let rule = rule.map_err(|wrong| told("--rule", text, &wrong, lang))?;
    // Silence elects nobody.
    if rule.is_no_objection() {
        return Err(lang.text("cli.tally.no_candidate_by_silence").to_owned());
    }
    Ok(Some(rule))
}

/// The ballots and who stands.
fn read(options: &TallyArgs, method: Method, lang: Lang) -> Result<Sheet, Vec<String>> {
    let candidates = candidates(options, lang)?;
    let Some(path) = &options.ballots else {
        return Err(vec![lang.text("cli.tally.sheet_needed").to_owned()]);
    };
    let (bytes, shown) = sheet(path, lang)?;
    let asked = Asked {
        form: method.form(),
        seats: options.seats.into(),
        candidates: candidates.as_deref(),
    };
    rankings::read(&bytes, &shown, asked).map_err(|rows| wrong_rows(&rows, lang))
}

/// Who comes first of those who are level.
fn order(options: &TallyArgs, candidates: &[String], lang: Lang) -> Result<Vec<Candidate>, String> {
    let Some(text) = &options.order else {
        return Ok(vec![]);
    };
    rankings::names("--order", text)
        .and_then(|names| rankings::places(names, candidates))
        .map_err(|fault| said("--order", &fault, lang))
}

fn said(option: &str, fault: &Fault, lang: Lang) -> String {
    format!("{option}: {}", fault.say(lang))
}
