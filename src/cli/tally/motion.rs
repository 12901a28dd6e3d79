//! A motion: votes for and against, and the rule that carries it.

use std::fmt::Display;
use std::io::Write;
use std::path::Path;

use serde::Serialize;

use super::{BadInput, Exact, exact, missing, possible, sheet, told, wrong_rows};
use crate::cli::args::TallyArgs;
use crate::forms::ballots;
use crate::session::Weight;
use crate::session::quorum::{Quorum, Standing};
use crate::session::rule::{Chair, Preset, Rule, Said, Side, Sums, TieRule, count};
use crate::session::verdict::{Case, Outcome, Verdict};
use crate::text::Lang;

/// Counts, judges, and writes what came of it.
pub(super) fn run(options: &TallyArgs, lang: Lang, out: &mut dyn Write) -> anyhow::Result<()> {
    let text = options.rule.as_deref().unwrap_or_default();
    let rule = text.parse::<Rule>();
    let rule = rule.map_err(|wrong| told("--rule", text, &wrong, lang));
    let sums = sums(options, lang);
    let (rule, sums) = match (rule, sums) {
        (Ok(rule), Ok(sums)) => (rule, sums),
        (rule, sums) => {
            let mut wrong: Vec<_> = rule.err().into_iter().collect();
            wrong.extend(sums.err().unwrap_or_default());
            return Err(BadInput(wrong).into());
        }
    };
    let missing = missing(options, &rule, lang);
    if !missing.is_empty() {
        return Err(BadInput(missing).into());
    }
    let preset = Preset::named(text);
    let quorum = quorum(options, preset, lang).map_err(|wrong| BadInput(vec![wrong]))?;
    let named = preset.map(|preset| preset.tie);
    let case = Case {
        rule: &rule,
        tie: options.tie.or(named).unwrap_or_default(),
        said: Said {
            chair: options.chair_vote,
            drawn: options.lot,
        },
        quorum,
        sums,
    };
    chair_among(&case, lang).map_err(|wrong| BadInput(vec![wrong]))?;
    let verdict = case.judge();
    let mut explanation = verdict.explain(lang);
    for without_effect in vain(&verdict, lang) {
        explanation = format!("{}. {without_effect}", explanation.trim_end_matches('.'));
    }
    if options.json {
        let told = Told::of(&verdict, explanation, lang)?;
        writeln!(out, "{}", serde_json::to_string(&told)?)?;
    } else {
        tell(&verdict, &explanation, lang, out)?;
    }
    Ok(())
}

/// That the ballot of a chair whose side wins can be among those counted.
fn chair_among(case: &Case<'_>, lang: Lang) -> Result<(), String> {
    let (Some(chair), TieRule::ChairSide) = (case.said.chair, case.tie) else {
        return Ok(());
    };
    let (votes, key) = match chair {
        Chair::Votes(Side::Yes) => (case.sums.yes, "cli.tally.in_favour"),
        Chair::Votes(Side::No) => (case.sums.no, "cli.tally.against"),
        Chair::Abstains => (case.sums.abstain, "cli.tally.abstaining"),
    };
    let values: [(&str, &dyn Display); 2] = [("tie", &case.tie), ("side", &lang.text(key))];
    match votes > Weight::ZERO {
        true => Ok(()),
        false => Err(lang.fill("cli.tally.chair_not_among", &values)),
    }
}

/// What chair or lot said though it decides nothing here, and why not. The side of a chair whose own
/// ballot is among the votes is told in any case, and a chair who may add a vote may as well add none.
fn vain(verdict: &Verdict<'_>, lang: Lang) -> Vec<String> {
    let Case { tie, said, .. } = verdict.case;
    let decided = verdict.intervention.is_some();
    let has_no_need = match tie {
        TieRule::ChairSide => true,
        TieRule::ChairMayVote => said.chair == Some(Chair::Abstains),
        TieRule::Lost | TieRule::CastingVote | TieRule::SecondVote | TieRule::Lot => false,
    };
    let asks_chair = !matches!(tie, TieRule::Lost | TieRule::Lot);
    let said = [
        (
            said.chair.is_some() && !has_no_need,
            "--chair-vote",
            asks_chair,
        ),
        (said.drawn.is_some(), "--lot", tie == TieRule::Lot),
    ];
    let vain = said
        .into_iter()
        .filter(|(is_said, _, asked)| *is_said && !(decided && *asked));
    vain.map(|(_, option, asked)| {
        let key = match asked {
            false => "cli.tally.vain_by_tie_rule",
            true if verdict.outcome == Outcome::NoQuorum => "cli.tally.vain_without_quorum",
            true => "cli.tally.vain_without_tie",
        };
        let values: [(&str, &dyn Display); 2] = [("option", &option), ("tie", &tie)];
        lang.fill(key, &values)
    })
    .collect()
}

/// The votes, from the sheet or from the numbers. What nobody told is taken from the nearest that
/// somebody did.
fn sums(options: &TallyArgs, lang: Lang) -> Result<Sums, Vec<String>> {
    let (present, members) = (options.present, options.members);
    let mut sums = match &options.ballots {
        Some(path) => of_sheet(path, lang)?,
        None => {
            let votes = Sums {
                yes: options.yes.unwrap_or_default(),
                no: options.no.unwrap_or_default(),
                abstain: options.abstain.unwrap_or_default(),
                invalid: options.invalid.unwrap_or_default(),
                ..Sums::default()
            };
            let entitled = options.entitled.or(present).or(members);
            Sums {
                entitled: entitled.unwrap_or(votes.ballots()),
                ..votes
            }
        }
    };
    sums.present = present.unwrap_or_default();
    sums.members = members.unwrap_or_default();
    possible(&sums, options, lang).map_err(|wrong| vec![wrong])?;
    Ok(sums)
}

fn of_sheet(path: &Path, lang: Lang) -> Result<Sums, Vec<String>> {
    let (bytes, shown) = sheet(path, lang)?;
    let ballots = ballots::read(&bytes, &shown).map_err(|rows| wrong_rows(&rows, lang))?;
    Ok(count(ballots.iter().map(|b| (b.mark, b.weight))))
}

/// How the quorum stands, if one is asked for: by the option, or else by a named rule, whose quorum is
/// looked at where it was told how many there are. Heads are counted.
fn quorum(
    options: &TallyArgs,
    preset: Option<&Preset>,
    lang: Lang,
) -> Result<Option<Standing>, String> {
    let asked = options
        .quorum
        .as_ref()
        .map(|text| Quorum::read(text).map_err(|wrong| told("--quorum", text, &wrong, lang)));
    let brought = preset.and_then(Quorum::of_preset);
    let condition = asked.clone().unwrap_or(Ok(brought))?;
    let heads = |weight: Option<Weight>| {
        let weight = weight.filter(|weight| weight.is_whole())?;
        u32::try_from(weight.in_millionths() / Weight::ONE.in_millionths()).ok()
    };
    match (heads(options.present), heads(options.members)) {
        (Some(present), Some(members)) => Ok(Some(Standing::of(condition, present, members))),
        _ if asked.is_none() => Ok(None),
        _ => Err(lang.text("cli.tally.quorum_of_what").to_owned()),
    }
}

fn tell(
    verdict: &Verdict<'_>,
    explanation: &str,
    lang: Lang,
    out: &mut dyn Write,
) -> std::io::Result<()> {
    let sums = &verdict.case.sums;
    writeln!(out, "{explanation}")?;
    let counts = lang.fill(
        "cli.tally.counts",
        &[
            ("yes", &sums.yes.say(lang)),
            ("no", &sums.no.say(lang)),
            ("abstain", &sums.abstain.say(lang)),
            ("invalid", &sums.invalid.say(lang)),
            ("not_voting", &sums.not_voting().say(lang)),
        ],
    );
    writeln!(out, "{counts}")?;
    for line in verdict.share(lang).into_iter().chain(verdict.outlook(lang)) {
        writeln!(out, "{line}")?;
    }
    Ok(())
}

/// What is written as JSON.
#[derive(Serialize)]
struct Told {
    yes: Exact,
    no: Exact,
    abstain: Exact,
    invalid: Exact,
    not_voting: Exact,
    entitled: Exact,
    /// The base of the condition that asks most; where silence is consent, those entitled.
    base: Exact,
    /// What that condition asks.
    required: Exact,
    outcome: &'static str,
    /// Votes in favour beyond what is required; negative where they are too few.
    margin: Exact,
    explanation: String,
    /// The rule as its conditions.
    rule: String,
    tie_rule: &'static str,
    conditions: Vec<ToldNeed>,
    #[serde(skip_serializing_if = "Option::is_none")]
    after_tie: Option<ToldTie>,
    /// Whether those who did not vote could change the outcome.
    can_change: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    share: Option<String>,
}

#[derive(Serialize)]
struct ToldNeed {
    condition: String,
    base: Exact,
    required: Exact,
    missing: Exact,
}

/// The votes with that of the chair who broke a tie.
#[derive(Serialize)]
struct ToldTie {
    yes: Exact,
    no: Exact,
}

impl Told {
    fn of(verdict: &Verdict<'_>, explanation: String, lang: Lang) -> serde_json::Result<Self> {
        let Case {
            rule, tie, sums, ..
        } = &verdict.case;
        let deciding = verdict.deciding();
        let conditions = verdict.needs().map(|need| {
            Ok(ToldNeed {
                condition: need.condition.to_string(),
                base: exact(need.base)?,
                required: exact(need.required)?,
                missing: exact(need.missing)?,
            })
        });
        let after = verdict.intervention.filter(|done| done.side.is_some());
        let after = after.map(|done| {
            let (yes, no) = (exact(done.yes)?, exact(done.no)?);
            Ok::<_, serde_json::Error>(ToldTie { yes, no })
        });
        Ok(Self {
            yes: exact(sums.yes)?,
            no: exact(sums.no)?,
            abstain: exact(sums.abstain)?,
            invalid: exact(sums.invalid)?,
            not_voting: exact(sums.not_voting())?,
            entitled: exact(sums.entitled)?,
            base: exact(deciding.map_or(sums.entitled, |need| need.base))?,
            required: exact(deciding.map_or(Weight::ZERO, |need| need.required))?,
            outcome: verdict.outcome.name(),
            margin: exact(verdict.margin())?,
            explanation,
            rule: rule.to_string(),
            tie_rule: tie.name(),
            conditions: conditions.collect::<serde_json::Result<_>>()?,
            after_tie: after.transpose()?,
            can_change: verdict.case.can_change(),
            share: verdict.share(lang),
        })
    }
}
