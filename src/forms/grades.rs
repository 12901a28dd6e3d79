//! A sheet of grades of a confidence vote (lấy phiếu tín nhiệm): whom each ballot gives which grade.
//!
//! A table as in [`ballots`](super::ballots), in one of two shapes. In the wide one every line is a
//! ballot, and every column whose name is none of these is called after a person and holds the grade:
//!
//! | column | also | what | when left out |
//! |---|---|---|---|
//! | `name` | họ và tên, họ tên, tên | who votes; each another | nobody says |
//! | `count` | số lượng, số lá phiếu | how many ballots are marked like this | 1 |
//! | `weight` | số phiếu, trọng số | what each of them weighs, above 0 with at most six decimal places | 1 |
//!
//! In the long one every line is one grade, as tellers add them up, with two columns more:
//!
//! | column | also | what |
//! |---|---|---|
//! | `person` | người được lấy phiếu | who is graded |
//! | `grade` | mức, mức độ, mức tín nhiệm | the grade, see [`grade`] |
//!
//! Empty or `-`: no grade. `invalid`, `không hợp lệ`: nothing counts for this person, as where two
//! grades are marked. People stand in the order of the sheet, unless they are told.

use std::collections::HashMap;

use super::ballots::{MOST_BALLOTS, is_new};
use super::columns::{self, Columns, Heading, Names};
use super::mistake::{Fault, Mistake};
use super::page::{Page, Spot};
use super::papers::{self, Sum};
use super::rankings::places;
use super::value;
use super::wordings::{Wordings, by_word, meant, near};
use crate::session::Weight;
use crate::session::attendance::NAME;
use crate::session::election::MOST_CANDIDATES;
use crate::session::poll::Grade;
use crate::session::rule::Grades;
use crate::text::fold;

/// What stands on a ballot beside a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Given {
    /// A grade.
    Grade(Grade),
    /// None.
    None,
    /// Something that does not count.
    Invalid,
}

/// What the ballots gave one person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Graded {
    /// Who.
    pub name: String,
    /// The grades.
    pub grades: Grades,
    /// How many gave none.
    pub ungraded: Weight,
    /// On how many nothing counts for this person.
    pub invalid: Weight,
}

impl Graded {
    fn of(name: String) -> Self {
        Self {
            name,
            grades: Grades::default(),
            ungraded: Weight::ZERO,
            invalid: Weight::ZERO,
        }
    }

    fn add(&mut self, given: Given, weight: Weight) {
        *match given {
            Given::Grade(Grade::High) => &mut self.grades.high,
            Given::Grade(Grade::Middle) => &mut self.grades.middle,
            Given::Grade(Grade::Low) => &mut self.grades.low,
            Given::None => &mut self.ungraded,
            Given::Invalid => &mut self.invalid,
        } += weight;
    }

    /// All ballots on which this person stood.
    #[must_use]
    pub fn all(&self) -> Weight {
        let Grades { high, middle, low } = self.grades;
        high + middle + low + self.ungraded + self.invalid
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Column {
    Name,
    Count,
    Weight,
    Person,
    Grade,
    /// The grades of whoever the column at this place is called after.
    Of(usize),
}

const HEADERS: &Names<Column> = &[
    (Column::Name, &["name", "họ và tên", "họ tên", "tên"]),
    (Column::Count, &["count", "số lượng", "số lá phiếu"]),
    (Column::Weight, &["weight", "số phiếu", "trọng số"]),
    (Column::Person, &["person", "người được lấy phiếu"]),
    (Column::Grade, &["grade", "mức", "mức độ", "mức tín nhiệm"]),
];

/// What can stand beside a name. Case and accents do not count.
pub(super) const GRADES: &Wordings<Given> = &[
    (
        Given::Grade(Grade::High),
        &[
            "high",
            "high confidence",
            "h",
            "tín nhiệm cao",
            "cao",
            "tnc",
        ],
    ),
    (
        Given::Grade(Grade::Middle),
        &["medium", "middle", "confidence", "m", "tín nhiệm", "tn"],
    ),
    (
        Given::Grade(Grade::Low),
        &[
            "low",
            "low confidence",
            "l",
            "tín nhiệm thấp",
            "thấp",
            "tnt",
        ],
    ),
    (
        Given::None,
        &[
            "",
            "-",
            "–",
            "—",
            "blank",
            "trắng",
            "phiếu trắng",
            "không đánh giá",
        ],
    ),
    (
        Given::Invalid,
        &["invalid", "i", "khl", "không hợp lệ", "phiếu không hợp lệ"],
    ),
];

/// What stands beside a name, in English or Vietnamese, as a word or its short form:
///
/// | grade | words | short |
/// |---|---|---|
/// | high | high, high confidence, tín nhiệm cao, cao | h, TNC |
/// | confidence | confidence, medium, tín nhiệm | m, TN |
/// | low | low, low confidence, tín nhiệm thấp, thấp | l, TNT |
/// | none | nothing, blank, trắng, không đánh giá | - |
/// | invalid | invalid, không hợp lệ | i |
///
/// A `c` could be cao or confidence and a `t` tín nhiệm or thấp, so neither is read.
///
/// ```
/// use chair_console::forms::grades::{Given, grade};
/// use chair_console::session::poll::Grade;
///
/// assert_eq!(grade("Tín nhiệm thấp"), Some(Given::Grade(Grade::Low)));
/// assert_eq!(grade("TN"), Some(Given::Grade(Grade::Middle)));
/// assert_eq!(grade("-"), Some(Given::None));
/// assert_eq!(grade("t"), None);
/// ```
#[must_use]
pub fn grade(text: &str) -> Option<Given> {
    meant(GRADES, text)
}

/// Reads a sheet, called `file_name` in mistakes; of `people`, where it is told who is graded.
///
/// # Errors
/// Every mistake, in the order of the lines. At least one.
pub fn read(
    bytes: &[u8],
    file_name: &str,
    people: Option<&[String]>,
) -> Result<Vec<Graded>, Vec<Mistake>> {
    papers::examine(bytes, file_name, |page| graded(page, people))
}

/// The people, and where each stands among them however the name is capitalised.
struct People<'p> {
    told: Option<&'p [String]>,
    all: Vec<Graded>,
    places: HashMap<String, usize>,
}

impl People<'_> {
    /// The place of somebody, who is new among them unless it was told who is.
    fn place(&mut self, key: &str, text: &str) -> Result<usize, Fault> {
        let name = value::line(key, text, NAME)?;
        if let Some(place) = self.places.get(&name.to_lowercase()) {
            return Ok(*place);
        }
        if let Some(told) = self.told {
            return places(vec![name], told).map(|_| 0);
        }
        if self.all.len() == MOST_CANDIDATES {
            let most = MOST_CANDIDATES;
            return Err(Fault::TooManyCandidates { most });
        }
        self.add(name);
        Ok(self.all.len() - 1)
    }

    fn add(&mut self, name: String) {
        self.places.insert(name.to_lowercase(), self.all.len());
        self.all.push(Graded::of(name));
    }
}

/// What the rows in which nothing is wrong come to.
fn graded(page: &Page, told: Option<&[String]>) -> Vec<Graded> {
    let missing = |column| Fault::MissingGradeColumn { column };
    let other = |place| Some(Column::Of(place));
    let Ok(table) = Columns::read_with_others(page, HEADERS, other, &[], missing, Fault::NoBallots)
    else {
        return vec![];
    };
    let mut people = People {
        told,
        all: vec![],
        places: HashMap::new(),
    };
    for name in told.unwrap_or_default() {
        people.add(name.clone());
    }
    let columns = columns_of(page, &table, &mut people);
    if table.rows.is_empty() {
        page.note(table.top, Fault::NoBallots);
    }
    let words = by_word(GRADES);
    let mut voters = HashMap::new();
    let mut all = Sum::default();
    for (row, (spot, cells)) in table.rows.iter().enumerate() {
        if row == MOST_BALLOTS {
            let most = MOST_BALLOTS;
            page.note(*spot, Fault::TooManyBallots { most });
            break;
        }
        let read = Row::read(page, *spot, &table, cells, &words);
        let mut given: Vec<(usize, Given)> = vec![];
        if let Some((key, text)) = read.person {
            match people.place(key, text) {
                Ok(place) => given.extend(read.grade.map(|grade| (place, grade))),
                Err(fault) => page.note(*spot, fault),
            }
        }
        let of = |(column, given): &(usize, Given)| Some((*columns.get(column)?, *given));
        given.extend(read.of.iter().filter_map(of));
        if let Some((key, text)) = read.voter {
            match value::line(key, text, NAME) {
                Ok(name) => {
                    // In the long shape a voter has a line for each who is graded.
                    let person = given.first().filter(|_| read.person.is_some());
                    let voters = voters.entry(person.map(|(place, _)| *place));
                    is_new(page, *spot, &name, voters.or_default());
                }
                Err(fault) => page.note(*spot, fault),
            }
        }
        let Some(weight) = all.add(page, *spot, read.weight, read.alike) else {
            break;
        };
        for (place, given) in given {
            if let Some(person) = people.all.get_mut(place) {
                person.add(given, weight);
            }
        }
    }
    people.all
}

/// Whether every line is one grade.
fn is_long(table: &Columns<Column>) -> bool {
    table.has(Column::Person) || table.has(Column::Grade)
}

/// Whose grades stand in which column; that the columns fit together is seen to.
fn columns_of(
    page: &Page,
    table: &Columns<Column>,
    people: &mut People<'_>,
) -> HashMap<usize, usize> {
    let long = is_long(table);
    let missing = |column| page.note(table.top, Fault::MissingGradeColumn { column });
    let mut columns = HashMap::new();
    let mut found = false;
    for heading in &table.headings {
        let Heading::Column(Column::Of(place), name) = heading else {
            continue;
        };
        found = true;
        if long {
            page.note(table.top, columns::unknown(HEADERS, name));
            continue;
        }
        match people.place(name, name) {
            Ok(person) if columns.values().any(|other| *other == person) => {
                let name = name.clone();
                page.note(table.top, Fault::DuplicateColumn { name });
            }
            Ok(person) => {
                columns.insert(*place, person);
            }
            Err(fault) => page.note(table.top, fault),
        }
    }
    match (long, table.has(Column::Person), table.has(Column::Grade)) {
        (true, false, _) => missing("person"),
        (true, _, false) => missing("grade"),
        (false, ..) if !found => missing("person"),
        _ => {}
    }
    columns
}

/// What stands in one row.
struct Row<'r> {
    voter: Option<(&'r str, &'r str)>,
    person: Option<(&'r str, &'r str)>,
    grade: Option<Given>,
    of: Vec<(usize, Given)>,
    weight: Weight,
    alike: u32,
}

impl<'r> Row<'r> {
    /// Reads a row; what is wrong in it is noted.
    fn read(
        page: &Page,
        spot: Spot,
        table: &'r Columns<Column>,
        cells: &'r [String],
        words: &HashMap<String, Given>,
    ) -> Self {
        let mut row = Self {
            voter: None,
            person: None,
            grade: None,
            of: vec![],
            weight: Weight::ONE,
            alike: 1,
        };
        for (column, key, text) in table.cells(page, spot, cells) {
            let read = match column {
                // Ballots that are counted together have no name.
                Column::Name if text.is_empty() && table.has(Column::Count) => Ok(()),
                Column::Name => {
                    row.voter = Some((key, text));
                    Ok(())
                }
                Column::Person => {
                    row.person = Some((key, text));
                    Ok(())
                }
                Column::Grade => given(words, text).map(|given| row.grade = Some(given)),
                // A column that is not known was told as such.
                Column::Of(_) if is_long(table) => Ok(()),
                Column::Of(place) => given(words, text).map(|given| row.of.push((place, given))),
                Column::Count | Column::Weight if text.is_empty() => Ok(()),
                Column::Count => papers::alike(text).map(|read| row.alike = read),
                Column::Weight => papers::weight(text).map(|read| row.weight = read),
            };
            if let Err(fault) = read {
                page.note(spot, fault);
            }
        }
        row
    }
}

fn given(words: &HashMap<String, Given>, text: &str) -> Result<Given, Fault> {
    let known = words.get(&fold(text)).copied();
    known.ok_or_else(|| Fault::UnknownGrade {
        text: text.to_owned(),
        near: near(GRADES, text, 3),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Lang;

    /// Who is graded how often high, confidence, low, not at all, invalidly.
    fn right(text: &str) -> Vec<(String, [u32; 5])> {
        let all = read(text.as_bytes(), "g.csv", None).unwrap();
        let one = |graded: Graded| {
            let Grades { high, middle, low } = graded.grades;
            let n = [high, middle, low, graded.ungraded, graded.invalid];
            let n = n.map(|n| u32::try_from(n.in_millionths() / 1_000_000).unwrap());
            (graded.name, n)
        };
        all.into_iter().map(one).collect()
    }

    fn wrong(text: &str, people: Option<&[String]>) -> Vec<(u32, String)> {
        let mistakes = read(text.as_bytes(), "g.csv", people).unwrap_err();
        let told = |mistake: &Mistake| {
            assert_ne!(mistake.say(Lang::Vi), mistake.say(Lang::En));
            (mistake.line, mistake.say(Lang::En))
        };
        mistakes.iter().map(told).collect()
    }

    fn row(name: &str, n: [u32; 5]) -> (String, [u32; 5]) {
        (name.to_owned(), n)
    }

    #[test]
    fn a_ballot_to_a_line_with_a_column_for_each_person() {
        let expected = [row("Lan", [1, 1, 2, 0, 0]), row("Mai", [1, 0, 1, 1, 1])];
        assert_eq!(
            right(
                "name,Lan,Mai\nAn,high,low\nBình,Tín nhiệm thấp,-\nCúc,TNT,TNC\nDũng,m,invalid\n"
            ),
            expected
        );
        // In whatever order, without names, some of them together.
        assert_eq!(
            right(
                "Lan;Mai;số lượng\nTN;KHONG HOP LE;1\ntín nhiệm thấp;;1\nthấp;cao;\nCao;thấp;1\n"
            ),
            expected
        );
    }

    #[test]
    fn a_grade_to_a_line_as_tellers_add_them_up() {
        let expected = [row("Lan", [40, 8, 10, 0, 0]), row("Mai", [58, 0, 0, 0, 0])];
        assert_eq!(
            right("person,grade,count\nLan,high,40\nLan,confidence,8\nLan,low,10\nMai,h,58\n"),
            expected
        );
        let named = "name,person,grade\nAn,Lan,h\nAn,Mai,l\nBình,Lan,m\n";
        assert_eq!(
            right(named),
            [row("Lan", [1, 1, 0, 0, 0]), row("Mai", [0, 0, 1, 0, 0])]
        );
    }

    #[test]
    fn every_mistake_is_told_with_its_line() {
        let people = ["Lan", "Mai"].map(str::to_owned);
        for (text, people, expected) in [
            (
                "name,Lan,Mai\nAn,hgih,low\nan,low,t\nCúc,low\nD,l,l,l\n",
                None,
                &[
                    (2, "did you mean `high`"),
                    (3, "“t” cannot be read as a grade"),
                    (3, "on line 2 already"),
                    (5, "4 cells"),
                ][..],
            ),
            (
                "Lan,Mia\nh,l\n",
                Some(&people[..]),
                &[(1, "did you mean “Mai”")],
            ),
            ("Lan,lan\nh,l\n", None, &[(1, "two columns")]),
            ("name\nAn\n", None, &[(1, "There is no column “person”")]),
            (
                "person,count\nLan,3\n",
                None,
                &[(1, "There is no column “grade”")],
            ),
            (
                "grade,weigth\nh,3\n",
                None,
                &[(1, "did you mean “weight”"), (1, "no column “person”")],
            ),
            (
                "person,grade,count\nLan,h,0\n",
                None,
                &[(2, "“0” is not a number of ballots")],
            ),
            ("person,grade\n,h\n", None, &[(2, "`person` is empty")]),
            (
                "name,person,grade\nAn,Lan,h\nAn,Lan,l\n",
                None,
                &[(3, "on line 2 already")],
            ),
            ("Lan\n", None, &[(1, "There are no ballots")]),
        ] {
            let found = wrong(text, people);
            assert_eq!(found.len(), expected.len(), "{text}: {found:#?}");
            for ((line, said), (on, words)) in found.iter().zip(expected) {
                assert!(line == on && said.contains(words), "{text}{line}: {said}");
            }
        }
    }
}
