//! Elections as they are counted from the command line.

use std::fs;

use serde_json::{Value, json};

use super::{printed, words};

/// A folder with a sheet, and its path.
fn sheet(text: &str) -> (tempfile::TempDir, String) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ballots.csv");
    fs::write(&path, text).unwrap();
    let path = path.to_str().unwrap().to_owned();
    (folder, path)
}

const THIRTY: &str = "count,ballot\n3,A>C>D>B\n9,B>A>C>D\n8,C>D>A>B\n5,D>A>B>C\n5,D>B>C>A\n";

fn told(text: &str, line: &str) -> Value {
    let (_folder, path) = sheet(text);
    super::json(&[&words(line)[..], &[&path]].concat())
}

fn refused(text: &str, line: &str) -> String {
    let (_folder, path) = sheet(text);
    printed(&[&words(line)[..], &[&path]].concat()).unwrap_err()
}

#[test]
fn thirty_ballots_elect_the_same_by_two_methods() {
    let irv = told(THIRTY, "--method irv");
    assert_eq!(irv["elected"], json!(["C"]));
    assert_eq!(irv["rounds"][1]["more_than"], 15);
    assert_eq!(
        irv["rounds"][2]["votes"][0],
        json!({"name": "C", "votes": 20})
    );
    let step = json!({"step": "out", "names": ["A"]});
    assert_eq!(irv["rounds"][0]["steps"][0], step);
    let schulze = told(THIRTY, "--method schulze");
    assert_eq!(schulze["elected"], json!(["C"]));
    assert_eq!(schulze["duels"][0]["votes"], json!([16, 14]));
    assert_eq!(
        (&irv["valid"], &irv["outcome"]),
        (&json!(30), &json!("complete"))
    );
}

#[test]
fn a_surplus_is_told_as_a_fraction() {
    let stv = told(
        "ballot;count\nA>B;60\nC;22\nB;18\n",
        "--method stv --seats 2",
    );
    assert_eq!(stv["elected"], json!(["A", "B"]));
    assert_eq!(stv["rounds"][0]["needed"], 34);
    let moved = json!({
        "step": "moved",
        "from": "A",
        "to": [{"name": "B", "votes": 26}],
        "exhausted": 0,
        "value": "13/30",
    });
    assert_eq!(stv["rounds"][0]["steps"][1], moved);
}

#[test]
fn people_read_sentences_and_are_asked_where_nothing_decides() {
    let (_folder, path) = sheet("count,ballot\n50,Lan\n44,Mai\n44,Nga\n");
    let line = words("--method plurality --seats 2");
    let said = printed(&[&line[..], &[&path]].concat()).unwrap();
    assert_eq!(
        said,
        "Votes: Lan 50, Mai 44, Nga 44\n\
         Lan is elected: 50 votes, more than those without a seat\n\
         Elected: Lan\n\
         Level for the seats still open (1): Mai, Nga. Who comes first is decided by the rule of \
         the body: the older, the chair or a lot.\n\
         Once it is decided, count again and tell it with --order \"first>second\".\n\
         Valid ballots 138, blank 0, invalid 0, not voting 0\n"
    );
    let said = printed(&[&line[..], &["--order", "nga>Mai", "--lang", "vi", &path]].concat());
    let said = said.unwrap();
    assert!(said.contains("Trúng cử: Lan, Nga\n"), "{said}");
    let level = "Nga trúng cử: 44 phiếu, ngang với Mai; xét theo thứ tự đã cho biết\n";
    assert!(said.contains(level), "{said}");
}

#[test]
fn half_of_the_members_elect_and_the_rest_stands_again() {
    // A 50, B 44, C 38.
    let plain = "count,ballot\n38,\"A,B\"\n12,\"A,C\"\n6,B\n26,C\n";
    let first = told(plain, "--method majority --seats 2 --members 82");
    assert_eq!(
        (&first["elected"], &first["outcome"]),
        (&json!(["A", "B"]), &json!("complete"))
    );
    // A 50, B 44, C 44.
    let level = "count,ballot\n25,\"A,B\"\n25,\"A,C\"\n19,\"B,C\"\n";
    let first = told(
        level,
        "--method majority --seats 2 --members 82 --present 82",
    );
    assert_eq!(first["outcome"], "second_ballot");
    assert_eq!(
        (&first["between"], &first["seats_open"]),
        (&json!(["B", "C"]), &json!(1))
    );
    // Exactly half is not enough in a second ballot either, whatever order is told.
    for line in ["", " --order C>B"] {
        let again = told(
            "count,ballot\n41,B\n41,C\n",
            &format!("--method majority --round 2 --members 82{line}"),
        );
        assert_eq!(
            (&again["elected"], &again["outcome"], &again["seats_open"]),
            (&json!([]), &json!("second_ballot"), &json!(1))
        );
    }
    // Who has enough and is level again is decided between.
    let again = told(level, "--method majority --seats 2 --round 2 --members 82");
    assert_eq!(
        (&again["outcome"], &again["tied_for"]),
        (&json!("tied"), &json!("seat"))
    );
    let again = told(
        level,
        "--method majority --seats 2 --round 2 --members 82 --order C>B",
    );
    assert_eq!(again["elected"], json!(["A", "C"]));
}

#[test]
fn lists_get_seats() {
    let lists = "count,ballot\n53,Xanh\n24,Vàng\n23,Đỏ\n";
    let told = told(
        lists,
        "--method sainte-lague --seats 7 --candidates Xanh,Vàng,Đỏ,Trắng",
    );
    assert_eq!(told["elected"].as_array().unwrap().len(), 7);
    let of = |name: &str| {
        let all = told["elected"].as_array().unwrap().iter();
        all.filter(|elected| *elected == name).count()
    };
    assert_eq!(["Xanh", "Vàng", "Đỏ", "Trắng"].map(of), [3, 2, 2, 0]);
}

#[test]
fn what_does_not_go_together_is_refused() {
    for (line, expected) in [
        ("--method irv --seats 2", "irv elects one"),
        (
            "--method stv --members 10",
            "--members has no meaning for the method stv",
        ),
        ("--method schulze --rule simple", "--rule has no meaning"),
        ("--method plurality --round 2", "--round has no meaning"),
        ("--method majority", "add --members"),
        (
            "--method majority --members 2 --rule plurali",
            "--rule: “plurali”",
        ),
        (
            "--method majority --members 2 --rule unanimity --yes 3",
            "cannot be used with",
        ),
        ("--method irv --tie lost", "cannot be used with"),
        ("--method irv --lot yes", "cannot be used with"),
        ("--rule simple --seats 2", "--method"),
        ("--rule simple --order A>B", "--method"),
        (
            "--method approval",
            "Choose one of: plurality, majority, irv, stv, schulze",
        ),
        ("--method stv --seats 0", "0 is not in 1..=1000"),
        (
            "--method irv --candidates A,B",
            "ballots.csv:2: Nobody called “C” stands",
        ),
        (
            "--method irv --candidates A,,B",
            "--candidates: In “A,,B” a name is missing",
        ),
        (
            "--method irv --order X>Y",
            "--order: Nobody called “X” stands",
        ),
        (
            "--method majority --members 20",
            "30 ballots, but only 20 members",
        ),
        ("--method plurality", "ballots.csv:2: “A>C>D>B” is an order"),
    ] {
        let text = match line {
            "--method majority --members 20" => "count,ballot\n30,A\n",
            _ => THIRTY,
        };
        let said = refused(text, line);
        assert!(said.contains(expected), "{line}: {said}");
    }
    let said = printed(&["--method", "irv"]).unwrap_err();
    assert!(said.contains("BALLOTS.csv"), "{said}");
    let silence = [
        "--method",
        "majority",
        "--members",
        "20",
        "--rule",
        "no objection",
    ];
    let (_folder, path) = sheet("count,ballot\n3,A\n");
    let said = printed(&[&silence[..], &[&path]].concat()).unwrap_err();
    assert!(said.contains("nobody is elected by silence"), "{said}");
}
