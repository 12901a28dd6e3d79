//! Session files as people write them: the right ones come through whole, and of the wrong ones
//! every mistake is said.
//!
//! Each file in `forms/wrong` begins with a comment that names its mistakes in order: the line (after
//! the file, where that is the roster's own) and something that is said in English.

#![expect(clippy::unwrap_used, reason = "what is missing here fails the test")]

use std::fs;
use std::path::{Path, PathBuf};

use chair_console::cli::check;
use chair_console::cli::files::Folder;
use chair_console::forms::{self, Dossier, Mistake};
use chair_console::session::Weight;
use chair_console::text::{Lang, clean};

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

fn session_files(name: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder(name)).unwrap();
    let mut files: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| {
        file.extension()
            .is_some_and(|extension| extension == "toml")
    });
    files.sort();
    assert!(!files.is_empty());
    files
}

fn read(file: &Path) -> Result<Dossier, Vec<Mistake>> {
    forms::read(&fs::read(file).unwrap(), "session.toml", &Folder::of(file))
}

fn right(file: &str) -> Dossier {
    read(&folder(file)).unwrap_or_else(|mistakes| panic!("{file}: {mistakes:#?}"))
}

#[test]
fn every_mistake_is_said_where_it_is() {
    for file in session_files("tests/forms/wrong") {
        let text = String::from_utf8_lossy(&fs::read(&file).unwrap()).into_owned();
        let expected: Vec<_> = text
            .lines()
            .next()
            .and_then(|line| line.strip_prefix("# "))
            .unwrap_or_default()
            .split(" · ")
            .map(|mistake| {
                let (place, words) = mistake.split_once(' ').unwrap();
                let (file, line) = place.split_once(':').unwrap_or(("session.toml", place));
                (file.to_owned(), line.parse::<u32>().unwrap(), words)
            })
            .collect();
        let mistakes = read(&file).expect_err(&file.display().to_string());
        let found: Vec<_> = mistakes.iter().map(|m| (&m.file, m.line)).collect();
        let places: Vec<_> = expected
            .iter()
            .map(|(file, line, _)| (file, *line))
            .collect();
        assert_eq!(found, places, "{}: {mistakes:#?}", file.display());
        for (mistake, (.., words)) in mistakes.iter().zip(&expected) {
            let said = mistake.say(Lang::En);
            assert!(said.contains(words), "{}: {words}: {said}", file.display());
        }
    }
}

#[test]
fn a_mistake_is_said_in_each_language_and_safe_to_show() {
    for mistake in session_files("tests/forms/wrong")
        .iter()
        .flat_map(|file| read(file).unwrap_err())
    {
        let said = Lang::ALL.map(|lang| mistake.say(lang));
        assert_ne!(said[0], said[1]);
        for said in said {
            assert!(clean::is_clean_line(&said), "{said:?}");
            assert!(!said.contains("forms."), "{said}");
            assert!(said.ends_with(['.', '?']), "{said}");
        }
    }
}

#[test]
fn what_is_right_comes_back_as_it_was_written() {
    let mut files = session_files("tests/forms/right");
    files.push(folder("recordings/briefing/session.toml"));
    files.push(folder("recordings/council/session.toml"));
    for file in files {
        let dossier = right(file.to_str().unwrap());
        for lang in Lang::ALL {
            let written = forms::write(&dossier.plan, lang);
            let again = forms::read(written.as_bytes(), "written.toml", &Folder::of(&file));
            let again = again.unwrap_or_else(|mistakes| panic!("{written}: {mistakes:#?}"));
            assert_eq!(again.plan, dossier.plan, "{written}");
            assert_eq!(again.documents, dossier.documents, "{written}");
            assert_eq!(again.quorum_from, dossier.quorum_from, "{written}");
        }
    }
}

#[test]
fn the_briefing_is_read_whole() {
    let Dossier {
        plan, documents, ..
    } = right("recordings/briefing/session.toml");
    assert_eq!(plan.roster.len(), 40);
    assert_eq!(plan.roster.iter().filter(|d| d.vote.is_some()).count(), 34);
    assert_eq!(plan.agenda.len(), 5);
    assert_eq!(documents.len(), 9);
    assert_eq!(plan.starts.0, 1_796_000_400_000);
    assert_eq!(plan.utc_offset, 420);
    for delegate in &plan.roster {
        assert!(clean::is_clean_line(&delegate.name), "{}", delegate.name);
    }
    let restricted: Vec<_> = plan.documents.iter().filter(|d| d.restricted).collect();
    assert_eq!(restricted.len(), 1);
    assert_eq!(restricted[0].item.0, 5);
    let (_, bytes) = &documents[8];
    assert_eq!(restricted[0].size, bytes.len() as u64);
    assert_eq!(restricted[0].hash.len(), 64);
}

#[test]
fn what_is_left_out_has_its_usual_value() {
    let plan = right("tests/forms/right/shortest.toml").plan;
    assert_eq!(plan.utc_offset, 420);
    assert_eq!(plan.rules.quorum.to_string(), "none");
    assert_eq!(plan.rules.quorum.grace.0, 60);
    assert_eq!(plan.rules.majority.to_string(), "> 1/2 of cast");
    let labels: Vec<_> = plan.rules.choices.iter().map(|c| &*c.label).collect();
    assert_eq!(labels, ["Tán thành", "Không tán thành", "Không biểu quyết"]);
    let limits = plan.rules.limits;
    assert_eq!(
        [
            limits.speech,
            limits.reply,
            limits.point_of_order,
            limits.interposed
        ]
        .map(|s| s.0),
        [180, 120, 60, 60]
    );
    let votes: Vec<_> = plan.roster.iter().map(|d| d.vote).collect();
    assert_eq!(votes, [Some(Weight::ONE), None]);
}

#[test]
fn who_votes_is_read_from_votes_and_roles() {
    let votes = |file: &str| -> Vec<_> {
        let plan = right(&format!("tests/forms/right/{file}.toml")).plan;
        plan.roster.into_iter().map(|d| d.vote).collect()
    };
    let one = Some(Weight::ONE);
    let half = Some(Weight::millionths(500_000));
    assert_eq!(votes("list_comma"), [one, None, half]);
    assert_eq!(votes("list_tab"), [None, one]);
    assert_eq!(votes("list_heads"), [one, one]);
    assert_eq!(
        votes("fullest"),
        [
            Some(Weight::millionths(1_500_000)),
            one,
            None,
            Some(Weight::millionths(1))
        ]
    );
}

#[test]
fn a_file_larger_than_any_session_file_is_refused_unread() {
    let large = vec![b'#'; 1 << 20];
    let files = Folder::of(Path::new("session.toml"));
    let line_one = |text: &[u8]| {
        let mistakes = forms::read(text, "f", &files).unwrap_err();
        mistakes
            .into_iter()
            .map(|m| m.say(Lang::En))
            .next()
            .unwrap()
    };
    assert!(line_one(&large).contains("missing"));
    assert!(line_one(&[&large[..], b"#"].concat()).contains("too large"));
}

fn checked(file: &str, print: bool) -> (bool, String) {
    let mut out = vec![];
    let right = check::run(&folder(file), Lang::En, print, &mut out).unwrap();
    (right, String::from_utf8(out).unwrap())
}

#[test]
fn a_right_file_is_summed_up_or_printed() {
    let (right, said) = checked("recordings/briefing/session.toml", false);
    assert!(right);
    for line in [
        "Begins         08:00, 30 November 2026",
        "People         40: 34 with a vote, 6 without",
        "Quorum         23 of 34 (at least 2/3 of all members)",
        "Majority       more than half of all members: 18 of 34; a tie: lost",
        "Agenda items   5, of which 1 with a vote",
    ] {
        assert!(said.contains(line), "{said}");
    }
    let (_, said) = checked("recordings/council/session.toml", false);
    let line = "Elections      3: 1 of 3 to be elected: majority";
    assert!(said.contains(line), "{said}");
    let (right, printed) = checked("recordings/council/session.toml", true);
    assert!(right);
    let plan = self::right("recordings/council/session.toml").plan;
    assert_eq!(printed, forms::write(&plan, Lang::En));
}

#[test]
fn a_quorum_that_comes_with_the_majority_is_told() {
    let file = folder("recordings/council/session.toml");
    let written = forms::write(&right("recordings/council/session.toml").plan, Lang::En);
    let home = tempfile::tempdir().unwrap();
    for name in fs::read_dir(file.parent().unwrap()).unwrap() {
        let name = name.unwrap();
        if name.path().is_file() {
            fs::copy(name.path(), home.path().join(name.file_name())).unwrap();
        }
    }
    let path = home.path().join("session.toml");
    let brought: String = written
        .lines()
        .filter(|line| !line.starts_with("quorum ="))
        .map(|line| match line.starts_with("majority =") {
            true => "majority = \"HĐND\"\n".to_owned(),
            false => format!("{line}\n"),
        })
        .collect();
    fs::write(&path, brought).unwrap();
    for (lang, end) in [
        (
            Lang::En,
            "; it comes with `people's council`, `quorum = \"none\"` switches it off",
        ),
        (
            Lang::Vi,
            "; theo `HĐND`, muốn bỏ thì viết `quorum = \"none\"`",
        ),
    ] {
        let mut out = vec![];
        check::run(&path, lang, false, &mut out).unwrap();
        let said = String::from_utf8(out).unwrap();
        assert!(said.contains(end), "{said}");
    }
}

#[test]
fn what_is_unusual_about_votes_is_told() {
    let file = folder("recordings/council/session.toml");
    let written = fs::read_to_string(&file).unwrap();
    assert!(
        !checked("recordings/council/session.toml", false)
            .1
            .contains("Votes")
    );
    // The sample tells each of these behind a mark.
    let unusual = ["tie", "changing", "tellers", "proxy_votes", "entitled"]
        .iter()
        .fold(written, |text, key| {
            text.replace(&format!("\n# {key} = "), &format!("\n{key} = "))
        })
        .replace("proxy_votes = \"none\"", "proxy_votes = \"vote\"")
        .replace("entitled = \"frozen\"", "entitled = \"until close\"");
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("session.toml");
    fs::write(&path, unusual).unwrap();
    let mut out = vec![];
    assert!(check::run(&path, Lang::En, false, &mut out).unwrap());
    let said = String::from_utf8(out).unwrap();
    for line in [
        "more than half of votes for and against; a tie: the chair's casting vote",
        "may be changed until the close, hands counted by two, who comes during a vote may vote, proxies vote",
    ] {
        assert!(said.contains(line), "{said}");
    }
}

/// A right file of a small body, with these lines in its rules and agenda.
fn small(head: &str, rules: &str, agenda: &str, roster: &str) -> String {
    format!(
        "id = \"board\"\ntitle = \"Board\"\nstarts = 2026-11-30T08:00:00+07:00\nchair = 1\n{head}\n\
         [rules]\n{rules}\n{agenda}\n{roster}"
    )
}

const FOUR: &str = "[[roster]]\nid = 1\nname = \"Lê An\"\nvote = 1\n[[roster]]\nid = 2\nname = \"Vũ \
    Bình\"\nvote = 1\n[[roster]]\nid = 3\nname = \"Đỗ Cúc\"\nvote = 1\n[[roster]]\nid = 4\nname = \
    \"Hồ Dung\"\nvote = 1\n";

fn summed_up(text: &str, lang: Lang) -> String {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("session.toml");
    fs::write(&path, text).unwrap();
    let mut out = vec![];
    let right = check::run(&path, lang, false, &mut out).unwrap();
    let said = String::from_utf8(out).unwrap();
    assert!(right, "{said}");
    said
}

#[test]
fn what_may_not_have_been_meant_is_remarked_upon_and_the_file_is_right() {
    let item = |motion: &str| {
        format!("[[agenda]]\nnumber = \"1\"\ntitle = \"A\"\nmotion = {{ {motion} }}")
    };
    let motion = item("text = \"A?\"");
    let [one, light] = ["vote = 1", "vote = 2"];
    let guests = FOUR.replace(one, "");
    for (text, line, said) in [
        (
            small("secretary = 2", "quorum_policy = \"vote\"", &motion, FOUR),
            7,
            "no quorum is asked for",
        ),
        (
            small(
                "secretary = 2",
                "quorum = \"none\"\nquorum_by = \"heads\"",
                &motion,
                FOUR,
            ),
            8,
            "`quorum_by`",
        ),
        (
            small("secretary = 1", "", &motion, FOUR),
            5,
            "The secretary is the chair as well",
        ),
        (
            small("secretary = 2\ndeputies = [1]", "", &motion, FOUR),
            6,
            "among the `deputies`",
        ),
        (
            small(
                "secretary = 2",
                "majority = \"UBND\"\nquorum = \"none\"",
                &motion,
                &FOUR.replacen(one, "", 1),
            ),
            4,
            "The chair has no vote",
        ),
        (
            small("secretary = 2", "", &motion, &guests),
            12,
            "Nobody on the roster has a vote",
        ),
        (
            small(
                "secretary = 2",
                "ballot = \"secret\"",
                &motion,
                &FOUR.replacen(one, "", 2),
            ),
            8,
            "fewer than 3 have a vote",
        ),
        (
            small(
                "secretary = 2",
                "ballot = \"secret\"",
                &motion,
                &FOUR.replacen(one, light, 1),
            ),
            8,
            "votes weigh differently",
        ),
        (
            small(
                "secretary = 2",
                "",
                &item("text = \"A?\", candidates = [\"Lê An\", \"Hồ Dũng\"]"),
                FOUR,
            ),
            11,
            "“Hồ Dũng” is not on the roster, but “Hồ Dung” is",
        ),
    ] {
        let told = summed_up(&text, Lang::En);
        let (_, remarks) = told
            .split_once("Was this meant?\n")
            .unwrap_or_else(|| panic!("{told}\n{text}"));
        assert_eq!(remarks.lines().count(), 1, "{remarks}");
        assert!(
            remarks.contains(&format!("session.toml:{line}:")),
            "{remarks}"
        );
        assert!(remarks.contains(said), "{remarks}");
        assert!(summed_up(&text, Lang::Vi).contains("Đề nghị xem lại:"));
    }
    // What is usual is not: a chair without a vote, a candidate from outside, a tie that is lost.
    for text in [
        small(
            "secretary = 2\ndeputies = [3]",
            "quorum = \"half\"\nquorum_policy = \"vote\"",
            &motion,
            FOUR,
        ),
        small(
            "secretary = 2",
            "ballot = \"secret\"",
            &motion,
            &FOUR.replacen(one, "", 1),
        ),
        small(
            "secretary = 2",
            "",
            &item("text = \"A?\", candidates = [\"lê an\", \"Ngô Hà\"]"),
            FOUR,
        ),
    ] {
        let told = summed_up(&text, Lang::En);
        assert!(!told.contains("Was this meant?"), "{told}");
    }
    for recording in ["briefing", "council"] {
        let right = right(&format!("recordings/{recording}/session.toml"));
        assert_eq!(right.remarks, []);
    }
}

#[test]
fn items_that_decide_otherwise_are_told_with_what_they_require() {
    let agenda = "[[agenda]]\nnumber = \"1\"\ntitle = \"A\"\nmotion = { text = \"A?\" }\n\
        [[agenda]]\nnumber = \"2\"\ntitle = \"B\"\nmotion = { text = \"B?\", majority = \"ít nhất hai phần ba \
        tổng số đại biểu\", changing = \"until close\" }\n\
        [[agenda]]\nnumber = \"3\"\ntitle = \"C\"\nmotion = { text = \"C?\", tie = \"lot\" }\n\
        [[agenda]]\nnumber = \"4\"\ntitle = \"D\"\nmotion = { text = \"D?\", candidates = [\"Lê An\"] }";
    let text = small("secretary = 2", "substitutes = \"vote\"", agenda, FOUR);
    let told = summed_up(&text, Lang::En);
    for line in [
        "Majority       more than half of votes for and against; a tie: lost\n",
        "Votes          substitutes vote\n",
        "Own rules      2: at least 2/3 of all members: 3 of 4; may be changed until the close\n",
        "                 3: a tie: by lot\n",
        "                 4: more than half of all members: 3 of 4\n",
    ] {
        assert!(told.contains(line), "{line}{told}");
    }
    let told = summed_up(&text, Lang::Vi);
    for line in [
        "2: ít nhất 2/3 tổng số thành viên: 3 trên 4; được đổi đến khi đóng\n",
        "người dự thay được biểu quyết",
    ] {
        assert!(told.contains(line), "{line}{told}");
    }
}

#[test]
fn mistakes_are_printed_with_file_line_and_column() {
    let (right, said) = checked("tests/forms/wrong/roster_rows.toml", false);
    assert!(!right);
    let first =
        "tests/forms/wrong/roster_rows.toml:7:7: `quorm` is not known here; did you mean `quorum`?";
    assert!(said.lines().next().unwrap().ends_with(first), "{said}");
    assert!(
        said.contains("tests/forms/wrong/lists/rows.csv:4: The number 1"),
        "{said}"
    );
}

#[test]
fn a_session_file_that_is_not_there_is_named() {
    let error = check::run(Path::new("no/such.toml"), Lang::En, false, &mut vec![]).unwrap_err();
    assert!(error.to_string().contains("no/such.toml"));
}

/// Where a wrong rule begins to be wrong, in the line that has it.
#[test]
fn a_wrong_rule_is_pointed_at_within_its_text() {
    for (rule, column) in [
        ("\"> 1/2 of membres\"", 22),
        ("'quá nửa tổng số  membres'", 30),
        (r#""> 1/2 of\u0020membres""#, 27),
    ] {
        let text = small("", &format!("majority = {rule}"), "", FOUR);
        let files = Folder::of(Path::new("session.toml"));
        let wrong = forms::read(text.as_bytes(), "session.toml", &files).unwrap_err();
        let found = wrong.iter().filter(|mistake| mistake.line == 7);
        let found: Vec<_> = found.map(|mistake| mistake.column).collect();
        assert_eq!(found, [Some(column)], "{wrong:?}");
    }
}
