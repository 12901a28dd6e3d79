//! A sheet of ballots: who voted what, for counting without a session.
//!
//! Comma-, semicolon- or tab-separated values in UTF-8, at most 64 MiB and a million rows. The
//! header names the columns, in any order; case and accents do not count, and a column called
//! `ghi chú`, `note` or `notes` is passed over.
//!
//! | column | also | what | when left out |
//! |---|---|---|---|
//! | `name` | họ và tên, họ tên, tên | who votes; each another | must be there |
//! | `choice` | biểu quyết, lựa chọn, ý kiến | what they voted, see [`mark`]; empty for not voting | must be there |
//! | `weight` | số phiếu, trọng số | what the vote weighs, above 0 with at most six decimal places | 1 |

use std::collections::HashMap;

use super::columns::{Columns, Names};
use super::mistake::{Fault, Mistake};
use super::page::{Page, Spot};
use super::papers;
use super::value;
use super::wordings::{Wordings, by_word, meant, near};
use crate::session::Weight;
use crate::session::attendance::NAME;
use crate::session::rule::Mark;
use crate::text::fold;

/// How large a sheet may be, in bytes.
pub const MOST_SHEET: u64 = 64 << 20;
/// How many ballots a sheet may hold.
pub const MOST_BALLOTS: usize = 1_000_000;

/// One ballot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ballot {
    /// Whose it is.
    pub name: String,
    /// What stands on it.
    pub mark: Mark,
    /// What it weighs.
    pub weight: Weight,
}

#[derive(Clone, Copy, PartialEq)]
enum Column {
    Name,
    Choice,
    Weight,
}

const HEADERS: &Names<Column> = &[
    (Column::Name, &["name", "họ và tên", "họ tên", "tên"]),
    (
        Column::Choice,
        &["choice", "biểu quyết", "lựa chọn", "ý kiến", "vote"],
    ),
    (Column::Weight, &["weight", "số phiếu", "trọng số"]),
];

/// What can stand on a ballot. Case and accents do not count.
pub(super) const MARKS: &Wordings<Mark> = &[
    (
        Mark::Yes,
        &[
            "yes",
            "tán thành",
            "đồng ý",
            "y",
            "t",
            "đ",
            "tt",
            "đy",
            "for",
            "in favour",
            "in favor",
            "aye",
            "agree",
            "có",
        ],
    ),
    (
        Mark::No,
        &[
            "no",
            "không tán thành",
            "không đồng ý",
            "n",
            "k",
            "ktt",
            "kđy",
            "against",
            "nay",
            "disagree",
            "không",
            "phản đối",
        ],
    ),
    (
        Mark::Abstain,
        &[
            "abstain",
            "không biểu quyết",
            "ý kiến khác",
            "a",
            "b",
            "kbq",
            "ykk",
            "kyk",
            "không có ý kiến",
            "không ý kiến",
            "abstaining",
            "abstention",
            "phiếu trắng",
            "trắng",
            "blank",
        ],
    ),
    (
        Mark::Invalid,
        &[
            "invalid",
            "không hợp lệ",
            "i",
            "h",
            "khl",
            "spoilt",
            "phiếu không hợp lệ",
        ],
    ),
    (
        Mark::NotVoting,
        &[
            "",
            "-",
            "–",
            "—",
            "not voting",
            "did not vote",
            "nv",
            "không bỏ phiếu",
            "kbp",
            "absent",
            "vắng",
            "vắng mặt",
        ],
    ),
];

/// What stands on a ballot, in English or Vietnamese, as a word or its letter:
///
/// | mark | words | letters |
/// |---|---|---|
/// | in favour | yes, for, in favour, aye, agree, tán thành, đồng ý, có | y, t, đ, tt, đy |
/// | against | no, against, nay, disagree, không tán thành, không đồng ý, không, phản đối | n, k, ktt, kđy |
/// | abstaining | abstain, abstention, blank, không biểu quyết, ý kiến khác, không có ý kiến, phiếu trắng | a, b, kbq, ykk, kyk |
/// | invalid | invalid, spoilt, không hợp lệ | i, h, khl |
/// | not voting | nothing, not voting, did not vote, absent, không bỏ phiếu, vắng | -, nv, kbp |
///
/// `không biểu quyết` is the third choice that the law has beside for and against, so that is what its
/// letters mean as well; who handed in nothing is `không bỏ phiếu`.
///
/// ```
/// use chair_console::forms::ballots::mark;
/// use chair_console::session::rule::Mark;
///
/// assert_eq!(mark("Tán thành"), Some(Mark::Yes));
/// assert_eq!(mark("KHONG TAN THANH"), Some(Mark::No));
/// assert_eq!(mark(" a "), Some(Mark::Abstain));
/// assert_eq!(mark("-"), Some(Mark::NotVoting));
/// assert_eq!(mark("perhaps"), None);
/// ```
#[must_use]
pub fn mark(text: &str) -> Option<Mark> {
    meant(MARKS, text)
}

/// Reads a sheet, called `file_name` in mistakes.
///
/// # Errors
/// Every mistake, in the order of the lines. At least one.
pub fn read(bytes: &[u8], file_name: &str) -> Result<Vec<Ballot>, Vec<Mistake>> {
    papers::examine(bytes, file_name, ballots)
}

/// The ballots in which nothing is wrong.
fn ballots(page: &Page) -> Vec<Ballot> {
    let must = [Column::Name, Column::Choice];
    let missing = |column| Fault::MissingBallotColumn { column };
    let Ok(table) = Columns::read(page, HEADERS, &must, missing, Fault::NoBallots) else {
        return vec![];
    };
    if table.rows.is_empty() {
        page.note(table.top, Fault::NoBallots);
    }
    // Every mark is looked up many times in a long sheet.
    let marks = by_word(MARKS);
    let mut lines: HashMap<String, u32> = HashMap::new();
    let mut ballots = vec![];
    for (spot, cells) in &table.rows {
        if ballots.len() == MOST_BALLOTS {
            let most = MOST_BALLOTS;
            page.note(*spot, Fault::TooManyBallots { most });
            break;
        }
        let (mut name, mut mark, mut weight) = (None, None, Some(Weight::ONE));
        for (column, key, text) in table.cells(page, *spot, cells) {
            let noted = |fault| page.note(*spot, fault);
            match column {
                Column::Name => {
                    let read = value::line(key, text, NAME).map_err(noted).ok();
                    name = read.filter(|name| is_new(page, *spot, name, &mut lines));
                }
                Column::Choice => {
                    mark = marks.get(&fold(text)).copied();
                    if mark.is_none() {
                        let near = near(MARKS, text, 2);
                        let text = text.to_owned();
                        noted(Fault::UnknownMark { text, near });
                    }
                }
                Column::Weight if text.is_empty() => {}
                Column::Weight => weight = papers::weight(text).map_err(noted).ok(),
            }
        }
        if let (Some(name), Some(mark), Some(weight)) = (name, mark, weight) {
            ballots.push(Ballot { name, mark, weight });
        }
    }
    ballots
}

/// The words that can stand on a ballot, folded, with what they mean; without the letters, each of
/// which may be somebody's name.
pub fn words() -> impl Iterator<Item = (String, Mark)> {
    let is_letter = |word: &str| word.chars().count() == 1 && word.chars().all(char::is_alphabetic);
    let all = by_word(MARKS).into_iter();
    all.filter(move |(word, _)| !is_letter(word))
}

/// Whether nobody of this name has voted before; that somebody has is noted. Accents tell names
/// apart, capitals do not.
pub(super) fn is_new(
    page: &Page,
    spot: Spot,
    name: &str,
    lines: &mut HashMap<String, u32>,
) -> bool {
    let first = *lines.entry(name.to_lowercase()).or_insert(spot.line);
    let new = first == spot.line;
    if !new {
        let name = name.to_owned();
        page.note(spot, Fault::DuplicateBallot { name, first });
    }
    new
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Lang;

    fn right(text: &str) -> Vec<(String, Mark, Weight)> {
        let ballots = read(text.as_bytes(), "ballots.csv").unwrap();
        let parts = |ballot: Ballot| (ballot.name, ballot.mark, ballot.weight);
        ballots.into_iter().map(parts).collect()
    }

    fn wrong(text: &str) -> Vec<(u32, String)> {
        let mistakes = read(text.as_bytes(), "ballots.csv").unwrap_err();
        let told = |mistake: &Mistake| {
            assert_ne!(mistake.say(Lang::Vi), mistake.say(Lang::En));
            (mistake.line, mistake.say(Lang::En))
        };
        mistakes.iter().map(told).collect()
    }

    #[test]
    fn ballots_are_read_in_both_languages() {
        let one = Weight::ONE;
        assert_eq!(
            right("name,choice\nAn,yes\nBình,K\nCúc,Không biểu quyết\nDũng,\nGiang,-\n"),
            [
                ("An".to_owned(), Mark::Yes, one),
                ("Bình".to_owned(), Mark::No, one),
                ("Cúc".to_owned(), Mark::Abstain, one),
                ("Dũng".to_owned(), Mark::NotVoting, one),
                ("Giang".to_owned(), Mark::NotVoting, one),
            ]
        );
        assert_eq!(
            right(
                "\u{feff}SO PHIEU;Họ và tên;Biểu quyết;Ghi chú\r\n0,5;An;TAN THANH;x\r\n;Ân;h;\r\n"
            ),
            [
                ("An".to_owned(), Mark::Yes, "0.5".parse().unwrap()),
                ("Ân".to_owned(), Mark::Invalid, one),
            ]
        );
    }

    #[test]
    fn letters_mean_what_the_words_mean_that_they_stand_for() {
        for (letters, words) in [
            ("tt", "tán thành"),
            ("đy", "đồng ý"),
            ("ktt", "không tán thành"),
            ("kđy", "không đồng ý"),
            ("kbq", "không biểu quyết"),
            ("ykk", "ý kiến khác"),
            ("kyk", "không ý kiến"),
            ("khl", "không hợp lệ"),
            ("kbp", "không bỏ phiếu"),
            ("nv", "not voting"),
        ] {
            assert!(mark(letters).is_some(), "{letters}");
            assert_eq!(mark(letters), mark(words), "{letters}");
        }
    }

    #[test]
    fn every_mistake_is_told_with_its_line() {
        let found = wrong(
            "name,choice,weight\nAn,yes,1\nBình,yess,1\nan,no,1\nCúc,perhaps,0\n,yes,1\nDũng,no,1,2\n",
        );
        let expected = [
            (3, "did you mean `yes`"),
            (4, "on line 2 already"),
            (5, "“perhaps” cannot be read"),
            (5, "“0” is not the weight"),
            (6, "`name` is empty"),
            (7, "4 cells"),
        ];
        assert_eq!(found.len(), expected.len(), "{found:#?}");
        for ((line, said), (on, words)) in found.iter().zip(expected) {
            assert!(*line == on && said.contains(words), "{line}: {said}");
        }
    }

    #[test]
    fn a_sheet_has_a_header_and_ballots() {
        for (text, words) in [
            ("", "There are no ballots"),
            ("name,choice\n", "There are no ballots"),
            ("An,yes\nBình,no\n", "column “An” is none of those"),
            ("name,weight\nAn,1\n", "There is no column “choice”"),
            ("name,choice,choice\nAn,yes,no\n", "two columns"),
            ("PK\u{3}\u{4}", "workbook"),
        ] {
            let found = wrong(text);
            assert!(found[0].1.contains(words), "{text}: {found:?}");
        }
        let large = vec![b'a'; usize::try_from(MOST_SHEET).unwrap() + 1];
        let mistakes = read(&large, "ballots.csv").unwrap_err();
        assert!(mistakes[0].say(Lang::En).contains("at most 64.0 MB"));
    }
}
