//! `chair tally`: counts ballots and applies a rule, without any session.

use std::fmt;
use std::io::Write;
use std::path::Path;

use serde::Serialize;
use serde_json::value::RawValue;

use super::args::TallyArgs;
use super::files::read_up_to;
use crate::forms::FileProblem;
use crate::forms::ballots::{self, MOST_SHEET};
use crate::session::Weight;
use crate::session::quorum::{Quorum, Standing};
use crate::session::rule::{Base, Excess, Impossible, Preset, Rule, Said, Sums, WrongRule, count};
use crate::session::verdict::{Case, Verdict};
use crate::text::{Lang, clean, width};

/// What was asked cannot be counted: one sentence for each thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadInput(pub Vec<String>);

impl fmt::Display for BadInput {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.join("\n"))
    }
}

impl std::error::Error for BadInput {}

/// Counts, judges, and writes what came of it: one line of JSON, or a few sentences.
///
/// # Errors
/// [`BadInput`] where the rule, the numbers or the ballots cannot be; else where nothing can be
/// written.
pub fn run(options: &TallyArgs, lang: Lang, out: &mut dyn Write) -> anyhow::Result<()> {
    let rule = options.rule.parse::<Rule>();
    let rule = rule.map_err(|wrong| told("--rule", &options.rule, &wrong, lang));
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
    let quorum = quorum(options, lang).map_err(|wrong| BadInput(vec![wrong]))?;
    let named = Preset::named(&options.rule).map(|preset| preset.tie);
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
    let verdict = case.judge();
    if options.json {
        writeln!(
            out,
            "{}",
            serde_json::to_string(&Told::of(&verdict, lang)?)?
        )?;
    } else {
        tell(&verdict, lang, out)?;
    }
    Ok(out.flush()?)
}

/// A wrong rule, with a mark under the place where it goes wrong.
fn told(option: &str, text: &str, wrong: &WrongRule, lang: Lang) -> String {
    let shown = clean::line(text, 200);
    let said = format!("{option}: {}", wrong.say(lang));
    // What cannot be shown as it stands cannot be pointed into either.
    match shown.get(..wrong.byte) {
        Some(before) if shown == text => {
            format!("{said}\n  {text}\n  {}^", " ".repeat(width(before)))
        }
        _ => said,
    }
}

/// The votes, from the sheet or from the numbers. What nobody told is taken from the nearest that
/// somebody did.
fn sums(options: &TallyArgs, lang: Lang) -> Result<Sums, Vec<String>> {
    let (present, members) = (options.present, options.members);
    let mut sums = match &options.ballots {
        Some(path) => sheet(path, lang)?,
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
    let part = sums.ballots();
    let nobody = [
        (Excess::BallotsOfPresent, present),
        (Excess::BallotsOfEntitled, options.entitled),
        (Excess::BallotsOfMembers, members),
    ]
    .into_iter()
    .filter(|(_, whole)| *whole == Some(Weight::ZERO) && part > Weight::ZERO)
    .map(|(what, _)| Impossible {
        what,
        part,
        whole: Weight::ZERO,
    });
    match nobody.chain(sums.check().err()).next() {
        Some(impossible) => Err(vec![impossible.say(lang)]),
        None => Ok(sums),
    }
}

fn sheet(path: &Path, lang: Lang) -> Result<Sums, Vec<String>> {
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
    let ballots = ballots::read(&bytes, &shown).map_err(|mistakes| {
        let told = mistakes.iter().map(|mistake| {
            let (file, line) = (&mistake.file, mistake.line);
            format!("{file}:{line}: {}", mistake.say(lang))
        });
        told.collect::<Vec<_>>()
    })?;
    Ok(count(ballots.iter().map(|b| (b.mark, b.weight))))
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

/// How the quorum stands, if one is asked for. Heads are counted.
fn quorum(options: &TallyArgs, lang: Lang) -> Result<Option<Standing>, String> {
    let Some(text) = &options.quorum else {
        return Ok(None);
    };
    let condition = Quorum::read(text).map_err(|wrong| told("--quorum", text, &wrong, lang))?;
    let heads = |weight: Option<Weight>| {
        let weight = weight.filter(|weight| weight.is_whole())?;
        u32::try_from(weight.in_millionths() / Weight::ONE.in_millionths()).ok()
    };
    match (heads(options.present), heads(options.members)) {
        (Some(present), Some(members)) => Ok(Some(Standing::of(condition, present, members))),
        _ => Err(lang.text("cli.tally.quorum_of_what").to_owned()),
    }
}

fn tell(verdict: &Verdict<'_>, lang: Lang, out: &mut dyn Write) -> std::io::Result<()> {
    let sums = &verdict.case.sums;
    writeln!(out, "{}", verdict.explain(lang))?;
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

/// An exact decimal: numbers of JSON have as many digits as it takes.
type Exact = Box<RawValue>;

fn exact(number: impl fmt::Display) -> serde_json::Result<Exact> {
    RawValue::from_string(number.to_string())
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
    fn of(verdict: &Verdict<'_>, lang: Lang) -> serde_json::Result<Self> {
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
            explanation: verdict.explain(lang),
            rule: rule.to_string(),
            tie_rule: tie.name(),
            conditions: conditions.collect::<serde_json::Result<_>>()?,
            after_tie: after.transpose()?,
            can_change: verdict.case.can_change(),
            share: verdict.share(lang),
        })
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use clap::Parser;
    use serde_json::{Value, json};

    use super::super::args::{Args, Verb};
    use super::*;

    /// What the command line after `chair tally` prints in English.
    fn printed(line: &[&str]) -> Result<String, String> {
        let all = ["chair", "tally"].iter().chain(line);
        let args = Args::try_parse_from(all).map_err(|error| error.to_string())?;
        let Verb::Tally(options) = args.verb else {
            panic!("another subcommand");
        };
        let mut out = vec![];
        match run(&options, args.lang.unwrap_or(Lang::En), &mut out) {
            Ok(()) => Ok(String::from_utf8(out).unwrap()),
            Err(error) => Err(error.downcast::<BadInput>().unwrap().to_string()),
        }
    }

    fn json(line: &[&str]) -> Value {
        let all: Vec<_> = line.iter().copied().chain(["--json"]).collect();
        serde_json::from_str(&printed(&all).unwrap()).unwrap()
    }

    fn words(line: &str) -> Vec<&str> {
        line.split(' ').collect()
    }

    #[test]
    fn numbers_are_judged_as_in_the_manual() {
        let line = "--members 100 --present 95 --yes 60 --no 35 --abstain 0";
        let told = json(&[&["--rule", ">= 2/3 of cast"], &words(line)[..]].concat());
        for (key, value) in [
            ("yes", json!(60)),
            ("no", json!(35)),
            ("abstain", json!(0)),
            ("invalid", json!(0)),
            ("not_voting", json!(0)),
            ("base", json!(95)),
            ("required", json!(64)),
            ("outcome", json!("not_carried")),
            ("margin", json!(-4)),
            (
                "explanation",
                json!(
                    "64 required (at least 2/3 of 95 votes for and against); 60 in favour: not carried"
                ),
            ),
        ] {
            assert_eq!(told[key], value, "{key}");
        }
    }

    #[test]
    fn people_read_sentences() {
        let line = "--members 82 --yes 41 --no 3 --abstain 36";
        let rule = ["--rule", "HĐND"];
        let told = printed(&[&rule, &words(line)[..]].concat()).unwrap();
        assert_eq!(
            told,
            "42 required (more than half of 82 members); 41 in favour: not carried\n\
             In favour 41, against 3, abstaining 36, invalid 0, not voting 2\n\
             41 of 82 members in favour, 50.00%\n\
             Those who have not voted (2) could still change it\n"
        );
        let told = printed(&[&rule, &words(line)[..], &["--lang", "vi"]].concat()).unwrap();
        assert!(told.contains("41/82 thành viên tán thành, chiếm 50,00 % tổng số thành viên\n"));
    }

    #[test]
    fn a_sheet_is_counted_and_the_chair_breaks_the_tie() {
        let folder = tempfile::tempdir().unwrap();
        let sheet = folder.path().join("ballots.csv");
        let path = sheet.to_str().unwrap();
        fs::write(
            &sheet,
            "name,choice,weight\nAn,tán thành,0.1\nBình,y,0.2\nCúc,K,0.3\nDũng,-,1\n",
        )
        .unwrap();
        let line = |tie: &'static str| ["--rule", "> 1/2 of cast", "--tie", tie, path];
        let told = json(&line("chair-side"));
        assert_eq!((&told["yes"], &told["no"]), (&json!(0.3), &json!(0.3)));
        assert_eq!(
            (&told["not_voting"], &told["required"]),
            (&json!(1), &json!(0.300_001))
        );
        assert_eq!(
            (&told["outcome"], &told["margin"]),
            (&json!("tied"), &json!(-0.000_001))
        );
        let told = json(&[&line("chair-side")[..], &["--chair-vote", "Tán thành"]].concat());
        assert_eq!(told["outcome"], "carried");
        let told = json(&[&line("casting-vote")[..], &["--chair-vote", "no"]].concat());
        assert_eq!(told["outcome"], "not_carried");
        assert_eq!(told["after_tie"], json!({"yes": 0.3, "no": 1.3}));
        let told = json(&[&line("lot")[..], &["--lot", "yes"]].concat());
        assert_eq!(told["outcome"], "carried");
    }

    #[test]
    fn a_named_body_brings_its_tie_rule() {
        let line = words("--members 25 --yes 12 --no 12 --chair-vote yes");
        for (body, outcome) in [("UBND", "carried"), ("HĐND", "not_carried")] {
            let told = json(&[&["--rule", body], &line[..]].concat());
            assert_eq!(told["outcome"], outcome, "{body}");
        }
    }

    #[test]
    fn a_quorum_comes_first() {
        let line = |present| {
            let numbers = ["--present", present, "--members", "25", "--yes", "16"];
            json(
                &[
                    &["--rule", "simple", "--quorum", "two thirds"][..],
                    &numbers,
                ]
                .concat(),
            )
        };
        assert_eq!(line("17")["outcome"], "carried");
        assert_eq!(line("16")["outcome"], "no_quorum");
    }

    #[test]
    fn large_numbers_stay_exact() {
        let line = "--members 10000000000000 --yes 5000000000000.000001 --no 4999999999999.999999";
        let line = [
            &["--rule", "majority of members", "--json"],
            &words(line)[..],
        ]
        .concat();
        let told = printed(&line).unwrap();
        assert!(told.contains(r#""yes":5000000000000.000001,"#), "{told}");
        assert!(
            told.contains(r#""margin":0,"#) && told.contains(r#""carried""#),
            "{told}"
        );
    }

    #[test]
    fn what_cannot_be_counted_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let sheet = folder.path().join("ballots.csv");
        fs::write(&sheet, "name,choice\nAn,yes\nAn,no\nBình,perhaps\n").unwrap();
        let path = sheet.to_str().unwrap();
        let rule = ["--rule", "> 1/2 of members"];
        for (line, expected) in [
            (
                "--members 100 --present 90 --yes 60 --no 35",
                "95 ballots, but only 90 present",
            ),
            ("--members 0 --yes 1", "1 ballots, but only 0 members"),
            (
                "--members 10 --present 11",
                "11 present, but only 10 members",
            ),
            ("--yes 60", "add --members"),
            ("--members 100 --quorum majority", "add --present"),
            ("--members 100 --present 90 --quorum 17", "--quorum: “17”"),
            ("--members ten", "write a number from 0"),
            ("--members 10 --tie coin", "write one of: lost, chair-side"),
            (
                "--members 10 --chair-vote maybe",
                "write yes, no or abstain",
            ),
            ("--members 10 --lot abstain", "write yes or no"),
            ("nowhere.csv", "There is no file `nowhere.csv`"),
            (&format!("{path} --yes 1"), "cannot be used with"),
            (path, "ballots.csv:3: “An” has a ballot on line 2 already"),
            (path, "ballots.csv:4: “perhaps” cannot be read"),
        ] {
            let said = printed(&[&rule, &words(line)[..]].concat()).unwrap_err();
            assert!(said.contains(expected), "{line}: {said}");
        }
        let said = printed(&["--rule", "> 1/2 of everyone", "--yes", "1"]).unwrap_err();
        assert!(
            said.starts_with("--rule: “everyone”, from character 10"),
            "{said}"
        );
        assert!(
            said.ends_with("\n  > 1/2 of everyone\n           ^"),
            "{said}"
        );
    }

    /// The cases that others decided, each as a command line.
    #[test]
    fn known_votes_come_out_as_they_did() {
        let cases = include_str!("../../tests/golden/votes.tsv");
        let mut lines = cases.lines();
        let header: Vec<_> = lines.next().unwrap().split('\t').collect();
        let mut count = 0;
        for line in lines {
            let cells: Vec<_> = line.split('\t').collect();
            let cell = |name: &str| {
                let place = header.iter().position(|column| *column == name).unwrap();
                cells[place]
            };
            let base = match cell("base") {
                "cast_abs" => "cast with abstentions",
                "cast_inv" => "cast with invalid",
                base => base,
            };
            let rule = format!("{} {} of {base}", cell("cmp"), cell("fraction"));
            let mut line = vec!["--rule", &rule];
            for (option, column) in [
                ("--members", "M"),
                ("--present", "P"),
                ("--entitled", "E"),
                ("--yes", "Y"),
                ("--no", "N"),
                ("--abstain", "A"),
                ("--invalid", "I"),
            ] {
                // One charter does not count who abstains among those entitled (V32).
                let outside = column == "A" && !cell("E").is_empty();
                if !cell(column).is_empty() && !outside {
                    line.extend([option, cell(column)]);
                }
            }
            let told = json(&line);
            let id = cell("id");
            let number = |name: &str| json!(cell(name).parse::<u64>().unwrap());
            assert_eq!(told["base"], number("base_value"), "{id}");
            assert_eq!(told["required"], number("required"), "{id}");
            let carried = told["outcome"] == "carried";
            assert_eq!(carried, cell("expect") == "pass", "{id}: {told}");
            let part = |name: &str| told[name].as_u64().unwrap();
            let parts = ["yes", "no", "abstain", "invalid", "not_voting"];
            assert_eq!(
                parts.into_iter().map(part).sum::<u64>(),
                part("entitled"),
                "{id}"
            );
            count += 1;
        }
        assert_eq!(count, 43);
    }
}
