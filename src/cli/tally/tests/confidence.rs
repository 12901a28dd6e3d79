//! Confidence votes as they are counted from the command line.

use std::fs;

use serde_json::{Value, json};

use super::{printed, words};

/// A folder with a sheet, and its path.
fn sheet(text: &str) -> (tempfile::TempDir, String) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("grades.csv");
    fs::write(&path, text).unwrap();
    let path = path.to_str().unwrap().to_owned();
    (folder, path)
}

fn line<'l>(members: &'l str, path: &'l str, more: &[&'l str]) -> Vec<&'l str> {
    let begun = ["--method", "confidence", "--members", members, path];
    [&begun[..], more].concat()
}

/// Of 60 members the low grades of so many, the rest high.
fn low(low: u32) -> Value {
    let high = 60 - low;
    let (_folder, path) = sheet(&format!(
        "person,grade,count\nLan,low,{low}\nLan,high,{high}\n"
    ));
    super::json(&line("60", &path, &[]))
}

#[test]
fn what_follows_changes_just_above_half_and_at_two_thirds_of_all_members() {
    for (votes, outcome) in [
        (30, "stays"),
        (31, "may_resign"),
        (39, "may_resign"),
        (40, "removal"),
    ] {
        let told = low(votes);
        assert_eq!(told["people"][0]["outcome"], outcome, "{votes}");
        let required = json!({"may_resign": 31, "removal": 40});
        assert_eq!(told["required"], required);
    }
}

#[test]
fn people_read_sentences_in_both_languages() {
    let (_folder, path) =
        sheet("họ và tên;Lan;Mai\nAn;tín nhiệm cao;TNT\nBình;tín nhiệm;thấp\nCúc;-;không hợp lệ\n");
    let said = printed(&line("5", &path, &["--lang", "vi"])).unwrap();
    assert_eq!(
        said,
        "Lan: tín nhiệm cao 1 (20,00 %), tín nhiệm 1 (20,00 %), tín nhiệm thấp 0 (0,00 %), không \
         đánh giá 1: không có hệ quả\n\
         Mai: tín nhiệm cao 0 (0,00 %), tín nhiệm 0 (0,00 %), tín nhiệm thấp 2 (40,00 %), không \
         hợp lệ 1: không có hệ quả\n\
         Chỉ để so sánh, ở đây không tính như vậy: Mai, tính trên 3 phiếu theo Nghị quyết \
         96/2023/QH15 thì tín nhiệm thấp từ hai phần ba: tiến hành thủ tục miễn nhiệm\n\
         Tín nhiệm thấp từ 3 trên tổng số 5 thành viên: có thể xin từ chức; từ 4: tiến hành thủ \
         tục miễn nhiệm\n\
         Số phiếu 3, không bỏ phiếu 2\n"
    );
    let told = super::json(&line("5", &path, &[]));
    let mai = json!({
        "name": "Mai", "high": 0, "confidence": 0, "low": 2, "ungraded": 0, "invalid": 1,
        "outcome": "stays", "outcome_of_ballots": "removal",
    });
    assert_eq!(told["people"][1], mai);
    assert_eq!(
        (&told["ballots"], &told["not_voting"]),
        (&json!(3), &json!(2))
    );
}

#[test]
fn who_is_left_out_of_a_ballot_has_no_grade_of_it() {
    let (_folder, path) = sheet("person,grade,count\nLan,h,4\nMai,l,3\n");
    let told = super::json(&line("5", &path, &["--candidates", "Mai,Lan,Nga"]));
    let ungraded = told["people"].as_array().unwrap().iter();
    let ungraded: Vec<_> = ungraded
        .map(|person| (person["name"].clone(), person["ungraded"].clone()))
        .collect();
    let expected = [("Mai", 1), ("Lan", 0), ("Nga", 4)];
    assert_eq!(ungraded, expected.map(|(name, n)| (json!(name), json!(n))));
}

#[test]
fn what_cannot_be_is_refused() {
    let (_folder, path) = sheet("Lan\nhigh\nlow\nperhaps\n");
    let wrong = printed(&line("5", &path, &[])).unwrap_err();
    assert!(wrong.contains("grades.csv:4: “perhaps”"), "{wrong}");
    let (_folder, path) = sheet("Lan\nhigh\nlow\nlow\n");
    let wrong = printed(&line("2", &path, &[])).unwrap_err();
    assert!(wrong.contains('3') && wrong.contains('2'), "{wrong}");
    let wrong = printed(&line("5", &path, &["--rule", "simple", "--seats", "2"])).unwrap_err();
    assert!(wrong.contains("--rule has no meaning"), "{wrong}");
    assert!(wrong.contains("--seats has no meaning"), "{wrong}");
    let wrong = printed(&["--method", "confidence", &path]).unwrap_err();
    assert!(wrong.contains("add --members"), "{wrong}");
    let wrong = printed(&[&words("--method confidance --members 5")[..], &[&path]].concat());
    let wrong = wrong.unwrap_err();
    for words in [
        "Choose one of: plurality, majority, irv",
        "confidence",
        "Did you mean `confidence`?",
    ] {
        assert!(wrong.contains(words), "{wrong}");
    }
}
