//! `chair tally` as it is typed: motions here, elections beside.

mod confidence;
mod election;

use std::ffi::OsString;
use std::fs;

use serde_json::{Value, json};

use super::super::args::Verb;
use super::super::command_line;
use super::*;

/// What the command line after `chair tally` prints in English.
fn printed(line: &[&str]) -> Result<String, String> {
    let english: &[_] = if line.contains(&"--lang") {
        &[]
    } else {
        &["--lang", "en"]
    };
    let all = ["chair", "tally"].iter().chain(english).chain(line);
    let all = all.map(OsString::from).collect();
    let args = command_line::read(all).map_err(|instead| instead.text)?;
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
fn what_chair_or_lot_say_in_vain_is_told() {
    let told = |rest: &str| {
        let line = format!("--rule simple {rest}");
        json(&words(&line))["explanation"]
            .as_str()
            .unwrap()
            .to_owned()
    };
    let no_quorum = "--present 20 --members 40 --quorum majority";
    let no_quorum = format!("--yes 10 --no 10 --tie lot --lot no {no_quorum}");
    for (rest, vain) in [
        (
            "--yes 51 --no 49 --tie casting-vote --chair-vote no",
            "--chair-vote changes nothing: there is no tie",
        ),
        (
            "--yes 50 --no 50 --tie lost --chair-vote no",
            "--chair-vote changes nothing: the tie rule `lost`",
        ),
        (
            "--yes 51 --no 49 --tie lot --lot no",
            "--lot changes nothing: there is no tie",
        ),
        (
            "--yes 50 --no 50 --tie lot --lot yes --chair-vote no",
            "--chair-vote changes nothing: the tie rule `lot`",
        ),
        (
            "--yes 50 --no 50 --tie casting-vote --chair-vote no --lot yes",
            "--lot changes nothing: the tie rule `casting-vote`",
        ),
        (&no_quorum, "--lot changes nothing: without a quorum"),
        ("--yes 50 --no 50 --tie casting-vote --chair-vote no", ""),
        ("--yes 51 --no 49 --tie chair-side --chair-vote no", ""),
        (
            "--yes 11 --no 10 --tie chair-may-vote --chair-vote abstain",
            "",
        ),
    ] {
        let told = told(rest);
        assert_eq!(told.contains("--"), !vain.is_empty(), "{told}");
        assert!(told.contains(vain), "{told}");
    }
}

#[test]
fn the_ballot_of_a_chair_whose_side_wins_is_among_those_counted() {
    let told = |rest: &str| printed(&words(&format!("--rule UBND --members 25 {rest}")));
    let said = told("--yes 12 --no 12 --chair-vote abstain").unwrap_err();
    assert!(said.contains("none of them is abstaining"), "{said}");
    let said = told("--yes 12 --no 12 --abstain 1 --chair-vote abstain").unwrap();
    assert!(said.contains("but the chair has abstained"), "{said}");
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
fn a_named_body_brings_its_quorum() {
    let outcome =
        |line: &str| json(&[&["--rule", "HĐND"], &words(line)[..]].concat())["outcome"].clone();
    let few = "--members 82 --present 54 --yes 42 --no 12";
    assert_eq!(outcome(few), "no_quorum");
    assert_eq!(outcome(&format!("{few} --quorum none")), "carried");
    assert_eq!(outcome(&few.replace("54", "55")), "carried");
    assert_eq!(outcome("--members 82 --yes 42 --no 12"), "carried");
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
        ("--members 0 --yes 1", "1 ballot, but only 0 members"),
        (
            "--members 10 --present 11",
            "11 present, but only 10 members",
        ),
        ("--yes 60", "add --members"),
        ("--members 100 --quorum majority", "add --present"),
        ("--members 100 --present 90 --quorum 17", "--quorum: “17”"),
        ("--members ten", "write a number from 0"),
        ("--members 10 --tie coin", "Choose one of: lost, chair-side"),
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
    let said = printed(&words("--method irv --yes 3 --no 1")).unwrap_err();
    assert!(
        said.starts_with("Ballots about people are counted from a sheet"),
        "{said}"
    );
    let said = printed(&["--rule", ">= 0/2 of cast", "--yes", "1"]).unwrap_err();
    assert!(said.ends_with("\n  >= 0/2 of cast\n     ^"), "{said}");
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
    let cases = include_str!("../../../tests/golden/votes.tsv");
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
