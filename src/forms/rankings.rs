//! A sheet of ballots of an election: whom each ballot names, and in which order.
//!
//! A table as in [`ballots`](super::ballots), with these columns:
//!
//! | column | also | what | when left out |
//! |---|---|---|---|
//! | `name` | họ và tên, họ tên, tên | who votes; each another | must be there, unless there is `count` |
//! | `ballot` | phiếu bầu, phiếu, ranking, xếp thứ tự | whom the ballot names, see below | must be there |
//! | `count` | số lượng, số lá phiếu | how many ballots are marked like this | 1 |
//! | `weight` | số phiếu, trọng số | what each of them weighs, above 0 with at most six decimal places | 1 |
//!
//! | method | a ballot |
//! |---|---|
//! | `irv`, `stv` | `An>Bình>Cúc`: the first choice first; whom it leaves out comes after all others |
//! | `schulze` | `An>Bình=Cúc`: also equal ranks |
//! | `plurality`, `majority` | `An=Bình`, also with commas or semicolons: every name that is marked |
//! | by lists | the name of one list |
//!
//! Empty or `-`: not handed in. `blank`, `trắng`: names nobody. `invalid`, `không hợp lệ`: nothing
//! counts. A ballot that marks more names than there are seats is invalid. Case does not tell names
//! apart, accents do. The candidates are those whom the ballots name, in alphabetical order, unless
//! they are told.

use std::collections::{BTreeMap, HashMap};

use super::ballots::{MOST_BALLOTS, is_new, words};
use super::columns::{Columns, Names};
use super::mistake::{Fault, Mistake};
use super::page::Page;
use super::papers::{self, Sum};
use super::value;
use crate::session::Weight;
use crate::session::attendance::NAME;
use crate::session::election::{Ballots, Candidate, Form, MOST_CANDIDATES, Marking, Ranking};
use crate::session::rule::Mark;
use crate::text::near::nearest;
use crate::text::{fold, sort};

/// What is known before the sheet is read.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// What stands on a ballot.
    pub form: Form,
    /// How many seats there are, and so how many names may be marked.
    pub seats: usize,
    /// Who stands, where that is told. Nobody twice.
    pub candidates: Option<&'a [String]>,
}

/// What a sheet holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// Who stands; their places are the numbers of the [`Candidate`]s.
    pub candidates: Vec<String>,
    /// The ballots.
    pub ballots: Ballots,
}

#[derive(Clone, Copy, PartialEq)]
enum Column {
    Name,
    Ballot,
    Count,
    Weight,
}

const HEADERS: &Names<Column> = &[
    (Column::Name, &["name", "họ và tên", "họ tên", "tên"]),
    (
        Column::Ballot,
        &["ballot", "phiếu bầu", "phiếu", "ranking", "xếp thứ tự"],
    ),
    (Column::Count, &["count", "số lượng", "số lá phiếu"]),
    (Column::Weight, &["weight", "số phiếu", "trọng số"]),
];

/// What can be said of a ballot that names nobody.
const NOBODY: [Mark; 3] = [Mark::Abstain, Mark::Invalid, Mark::NotVoting];

/// A ballot as it is written: a mark that names nobody, or names.
enum Written {
    Mark(Mark),
    Names(Vec<Vec<String>>),
}

/// Reads a sheet, called `file_name` in mistakes.
///
/// # Errors
/// Every mistake, in the order of the lines. At least one.
pub fn read(bytes: &[u8], file_name: &str, asked: Asked<'_>) -> Result<Sheet, Vec<Mistake>> {
    papers::examine(bytes, file_name, |page| {
        let words = words().filter(|(_, mark)| NOBODY.contains(mark));
        let mut reader = Reader {
            page,
            asked,
            known: known(asked.candidates.unwrap_or_default()),
            words: words.collect(),
            names: HashMap::new(),
        };
        reader.sheet()
    })
}

/// The place of each name, however it is capitalised.
fn known(candidates: &[String]) -> HashMap<String, Candidate> {
    let places = (0..u16::MAX).map(Candidate);
    let names = candidates.iter().map(|name| name.to_lowercase());
    names.zip(places).collect()
}

struct Reader<'p> {
    page: &'p Page,
    asked: Asked<'p>,
    known: HashMap<String, Candidate>,
    /// What can stand there instead of names, folded.
    words: HashMap<String, Mark>,
    /// Names as they were read, by what is written: a long sheet writes each many times.
    names: HashMap<String, String>,
}

impl Reader<'_> {
    fn sheet(&mut self) -> Sheet {
        let written = self.written();
        let candidates = match self.asked.candidates {
            Some(candidates) => candidates.to_vec(),
            None => named(&written),
        };
        if candidates.len() > MOST_CANDIDATES {
            let most = MOST_CANDIDATES;
            self.page
                .note(self.page.spot(0), Fault::TooManyCandidates { most });
        }
        let known = known(&candidates);
        let most = match self.asked.form {
            Form::Marks => self.asked.seats,
            Form::One => 1,
            Form::Ranks | Form::RanksWithEquals => usize::MAX,
        };
        let mut ballots = Ballots::default();
        for (written, weight) in written {
            let marking = match written {
                Written::Mark(Mark::NotVoting) => Marking::NotVoting,
                Written::Mark(Mark::Abstain) => Marking::Blank,
                Written::Mark(_) => Marking::Invalid,
                Written::Names(ranks) => {
                    let place = |name: String| known.get(&name.to_lowercase()).copied();
                    let ranks = ranks.into_iter();
                    let ranks = ranks.map(|rank| rank.into_iter().filter_map(place).collect());
                    let ranking = Ranking::new(ranks);
                    if ranking.candidates().count() > most {
                        Marking::Invalid
                    } else {
                        Marking::For(ranking)
                    }
                }
            };
            ballots.add(marking, weight);
        }
        Sheet {
            candidates,
            ballots,
        }
    }

    /// The rows in which nothing is wrong.
    fn written(&mut self) -> Vec<(Written, Weight)> {
        let page = self.page;
        let missing = |column| Fault::MissingRankingColumn { column };
        let must = [Column::Ballot];
        let Ok(table) = Columns::read(page, HEADERS, &must, missing, Fault::NoBallots) else {
            return vec![];
        };
        if !table.has(Column::Name) && !table.has(Column::Count) {
            page.note(table.top, missing("name"));
        }
        if table.rows.is_empty() {
            page.note(table.top, Fault::NoBallots);
        }
        let mut lines = HashMap::new();
        let mut all = Sum::default();
        let mut ballots = vec![];
        for (spot, cells) in &table.rows {
            if ballots.len() == MOST_BALLOTS {
                let most = MOST_BALLOTS;
                page.note(*spot, Fault::TooManyBallots { most });
                break;
            }
            let (mut right, mut written) = (true, None);
            let (mut weight, mut alike) = (Weight::ONE, 1);
            for (column, key, text) in table.cells(page, *spot, cells) {
                let read = match column {
                    // Ballots that are counted together have no name.
                    Column::Name if text.is_empty() && table.has(Column::Count) => Ok(()),
                    Column::Name => value::line(key, text, NAME).map(|name| {
                        right &= is_new(page, *spot, &name, &mut lines);
                    }),
                    Column::Ballot => self.ballot(key, text).map(|read| written = Some(read)),
                    Column::Count | Column::Weight if text.is_empty() => Ok(()),
                    Column::Count => papers::alike(text).map(|read| alike = read),
                    Column::Weight => papers::weight(text).map(|read| weight = read),
                };
                if let Err(fault) = read {
                    page.note(*spot, fault);
                    right = false;
                }
            }
            let Some(together) = all.add(page, *spot, weight, alike) else {
                break;
            };
            if let (true, Some(written)) = (right, written) {
                ballots.push((written, together));
            }
        }
        ballots
    }

    /// One ballot, if it can stand in this election.
    fn ballot(&mut self, key: &str, text: &str) -> Result<Written, Fault> {
        if let Some(mark) = self.mark(text) {
            return Ok(Written::Mark(mark));
        }
        let equal = |c| matches!(c, '=' | ',' | ';');
        let quoted = || text.to_owned();
        match self.asked.form {
            Form::Marks | Form::One if text.contains('>') => {
                return Err(Fault::RankedMarks { text: quoted() });
            }
            Form::Ranks if text.contains(equal) => {
                return Err(Fault::EqualRanks { text: quoted() });
            }
            _ => {}
        }
        let mut seen: Vec<String> = vec![];
        let mut ranks = vec![];
        for rank in text.split('>') {
            let mut names = vec![];
            for name in rank.split(equal) {
                if name.trim().is_empty() {
                    return Err(Fault::NameMissing { text: quoted() });
                }
                let name = self.name(key, name)?;
                let known = name.to_lowercase();
                if self.asked.candidates.is_some() && !self.known.contains_key(&known) {
                    return Err(unknown(name, self.asked.candidates.unwrap_or_default()));
                }
                if seen.contains(&known) {
                    return Err(Fault::CandidateTwice { name });
                }
                seen.push(known);
                names.push(name);
            }
            ranks.push(names);
        }
        Ok(Written::Names(ranks))
    }

    /// What stands there instead of names. Who stands under such a name is meant by it.
    fn mark(&self, text: &str) -> Option<Mark> {
        if self.known.contains_key(&text.trim().to_lowercase()) {
            return None;
        }
        self.words.get(&fold(text)).copied()
    }

    fn name(&mut self, key: &str, text: &str) -> Result<String, Fault> {
        if let Some(name) = self.names.get(text) {
            return Ok(name.clone());
        }
        let name = value::line(key, text, NAME)?;
        self.names.insert(text.to_owned(), name.clone());
        Ok(name)
    }
}

/// Everybody who is named, in alphabetical order, each as the first spelling in that order.
fn named(written: &[(Written, Weight)]) -> Vec<String> {
    let mut names: BTreeMap<String, String> = BTreeMap::new();
    for (written, _) in written {
        let Written::Names(ranks) = written else {
            continue;
        };
        for name in ranks.iter().flatten() {
            let spelt = names
                .entry(name.to_lowercase())
                .or_insert_with(|| name.clone());
            if name < spelt {
                spelt.clone_from(name);
            }
        }
    }
    let mut names: Vec<_> = names.into_values().collect();
    names.sort_by_cached_key(|name| sort::name_key(name));
    names
}

/// Reads names that stand in a row, divided by `>`, commas or semicolons, none of them twice.
///
/// # Errors
/// What is wrong with it.
pub fn names(key: &str, text: &str) -> Result<Vec<String>, Fault> {
    let mut names: Vec<String> = vec![];
    for name in text.split(['>', ',', ';']) {
        if name.trim().is_empty() {
            let text = text.to_owned();
            return Err(Fault::NameMissing { text });
        }
        let name = value::line(key, name, NAME)?;
        let same = |other: &String| other.to_lowercase() == name.to_lowercase();
        if names.iter().any(same) {
            let key = key.to_owned();
            return Err(Fault::PersonTwice { key, name });
        }
        names.push(name);
    }
    if names.len() > MOST_CANDIDATES {
        let most = MOST_CANDIDATES;
        return Err(Fault::TooManyCandidates { most });
    }
    Ok(names)
}

/// Finds names among those who stand.
///
/// # Errors
/// Of the first who does not stand.
pub fn places(names: Vec<String>, candidates: &[String]) -> Result<Vec<Candidate>, Fault> {
    let known = known(candidates);
    let mut places = vec![];
    for name in names {
        let place = known.get(&name.to_lowercase());
        let Some(place) = place else {
            return Err(unknown(name, candidates));
        };
        places.push(*place);
    }
    Ok(places)
}

/// That nobody of this name stands.
fn unknown(name: String, candidates: &[String]) -> Fault {
    let near = nearest(&name, candidates.iter().map(String::as_str)).map(str::to_owned);
    let known = candidates.to_vec();
    Fault::UnknownCandidate { name, near, known }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Lang;

    fn asked(form: Form, seats: usize) -> Asked<'static> {
        Asked {
            form,
            seats,
            candidates: None,
        }
    }

    fn wrong(text: &str, asked: Asked<'_>) -> Vec<(u32, String)> {
        let mistakes = read(text.as_bytes(), "b.csv", asked).unwrap_err();
        let told = |mistake: &Mistake| {
            assert_ne!(mistake.say(Lang::Vi), mistake.say(Lang::En));
            (mistake.line, mistake.say(Lang::En))
        };
        mistakes.iter().map(told).collect()
    }

    #[test]
    fn rankings_are_read_with_counts_weights_and_papers_that_name_nobody() {
        let sheet = read(
            "count,ballot,weight\n3,Cúc > An=bình,\n1,Bình,0.5\n2,blank,\n1,không hợp lệ,\n4,-,\n"
                .as_bytes(),
            "b.csv",
            asked(Form::RanksWithEquals, 1),
        )
        .unwrap();
        assert_eq!(sheet.candidates, ["An", "Bình", "Cúc"]);
        let [an, binh, cuc] = [0, 1, 2].map(Candidate);
        let mut expected = Ballots::default();
        let votes = Weight::whole;
        let ranks = Ranking::new([vec![cuc], vec![an, binh]]);
        expected.add(Marking::For(ranks), votes(3));
        expected.add(Marking::For(Ranking::marks([binh])), "0.5".parse().unwrap());
        expected.add(Marking::Blank, votes(2));
        expected.add(Marking::Invalid, votes(1));
        expected.add(Marking::NotVoting, votes(4));
        assert_eq!(sheet.ballots, expected);
    }

    #[test]
    fn who_marks_more_than_there_are_seats_has_voted_invalidly() {
        let text = "name;ballot\nXuân;A, B\nHạ;A, B, C\n";
        let sheet = read(text.as_bytes(), "b.csv", asked(Form::Marks, 2)).unwrap();
        assert_eq!(sheet.ballots.valid(), Weight::ONE);
        assert_eq!(sheet.ballots.invalid(), Weight::ONE);
    }

    #[test]
    fn every_mistake_is_told_with_its_line() {
        let candidates = ["An", "Bình"].map(str::to_owned);
        let told = Asked {
            candidates: Some(&candidates),
            ..asked(Form::Ranks, 1)
        };
        let found = wrong(
            "name,ballot,count\nXuân,An>Binh,\nXuân,An,\nThu,An>An,\nHạ,An>>Bình,\nĐông,An=Bình,\nMai,Đào,0\n",
            told,
        );
        let expected = [
            (2, "did you mean “Bình”"),
            (3, "on line 2 already"),
            (4, "“An” stands there twice"),
            (5, "a name is missing"),
            (6, "several on one rank"),
            (7, "Nobody called “Đào” stands. Write one of: “An”, “Bình”"),
            (7, "“0” is not a number of ballots"),
        ];
        assert_eq!(found.len(), expected.len(), "{found:#?}");
        for ((line, said), (on, words)) in found.iter().zip(expected) {
            assert!(*line == on && said.contains(words), "{line}: {said}");
        }
        for (text, words) in [
            ("name,weight\nAn,1\n", "There is no column “ballot”"),
            ("ballot\nAn\n", "There is no column “name”"),
            ("name,ballot\n", "There are no ballots"),
            ("name,ballot\nXuân,A>B\n", "names are only marked"),
            (
                "count,ballot,weight\n10000000,A,1000000\n1,B,0.000001\n",
                "at most 10,000,000,000,000",
            ),
        ] {
            let found = wrong(text, asked(Form::Marks, 1));
            assert!(found[0].1.contains(words), "{text}: {found:?}");
        }
        let many: Vec<_> = (0..=MOST_CANDIDATES).map(|n| format!("c{n}")).collect();
        let text = format!("count,ballot\n1,{}\n", many.join(">"));
        let found = wrong(&text, asked(Form::Ranks, 1));
        assert!(found[0].1.contains("too many candidates: at most 100"));
    }
}
