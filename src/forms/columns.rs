//! Tables as a spreadsheet program saves them: rows of cells, in columns that a header names.
//!
//! What the cells mean is for those who read a table of some kind.

use csv::{ByteRecord, ReaderBuilder};

use super::mistake::Fault;
use super::page::{Page, Spot};
use super::table::{Noted, Read};
use super::wordings::{Wordings, meant, near};
use crate::text::fold;

/// What each column may be called; the first is the name it is missed by. Case and accents do not
/// count.
pub(super) type Names<C> = Wordings<C>;

/// Columns that are there for those who keep the table, and are not read.
const NOTES: [&str; 3] = ["ghi chú", "note", "notes"];

/// What a column of the file holds.
pub(super) enum Heading<C> {
    Column(C, String),
    Notes,
    /// Nothing: its cells must be empty.
    None,
}

/// A table whose columns are known.
pub(super) struct Columns<C> {
    /// The line of the header.
    pub top: Spot,
    pub headings: Vec<Heading<C>>,
    /// The rows below it that hold anything, and where each begins.
    pub rows: Vec<(Spot, Vec<String>)>,
}

impl<C: Copy + PartialEq> Columns<C> {
    /// Reads a table: what its columns are called, which of them must be there, and what it is when
    /// one is missing. Without a header there is no table, which is noted as `empty`.
    pub fn read(
        page: &Page,
        names: &Names<C>,
        must: &[C],
        missing: fn(&'static str) -> Fault,
        empty: Fault,
    ) -> Read<Self> {
        Self::read_with_others(page, names, |_| None, must, missing, empty)
    }

    /// Reads a table in which columns of other names may mean something as well: what a column at a
    /// place is that is none of the known ones.
    pub fn read_with_others(
        page: &Page,
        names: &Names<C>,
        other: fn(usize) -> Option<C>,
        must: &[C],
        missing: fn(&'static str) -> Fault,
        empty: Fault,
    ) -> Read<Self> {
        let text = page.text();
        if text.starts_with("PK\u{3}\u{4}") {
            page.note_unread(page.spot(0), Fault::Workbook);
            return Err(Noted);
        }
        let mut rows = rows(text).into_iter().map(|(offset, cells)| {
            let spot = Spot {
                column: None,
                ..page.spot(offset)
            };
            (spot, cells)
        });
        let Some((top, header)) = rows.next() else {
            page.note(page.spot(0), empty);
            return Err(Noted);
        };
        let headings = headings(page, top, &header, names, other);
        for column in must.iter().filter(|column| !has(&headings, **column)) {
            let mut names = names.iter().filter(|(c, _)| c == column);
            let name = names.next().and_then(|(_, names)| names.first());
            page.note(top, missing(name.copied().unwrap_or_default()));
        }
        let rows = rows.collect();
        Ok(Self {
            top,
            headings,
            rows,
        })
    }

    /// Whether there is such a column.
    pub fn has(&self, column: C) -> bool {
        has(&self.headings, column)
    }

    /// What a row tells: the column, how the file calls it, and the cell. Cells beyond the columns
    /// are noted.
    pub fn cells<'r>(
        &'r self,
        page: &Page,
        spot: Spot,
        cells: &'r [String],
    ) -> impl Iterator<Item = (C, &'r str, &'r str)> {
        let known = self
            .headings
            .iter()
            .map(Some)
            .chain(std::iter::repeat(None));
        let beyond = |(cell, heading): (&String, Option<&Heading<C>>)| {
            !cell.is_empty() && matches!(heading, None | Some(Heading::None))
        };
        if cells.iter().zip(known).any(beyond) {
            let (found, most) = (cells.len(), self.headings.len());
            page.note(spot, Fault::TooManyCells { found, most });
        }
        let headings = self.headings.iter().enumerate();
        headings.filter_map(|(place, heading)| match heading {
            Heading::Column(column, name) => {
                let cell = cells.get(place).map_or("", String::as_str);
                Some((*column, name.as_str(), cell))
            }
            Heading::Notes | Heading::None => None,
        })
    }
}

fn has<C: PartialEq>(headings: &[Heading<C>], column: C) -> bool {
    let mut headings = headings.iter();
    headings.any(|heading| matches!(heading, Heading::Column(c, _) if *c == column))
}

/// The rows that hold anything, and where each begins.
fn rows(text: &str) -> Vec<(usize, Vec<String>)> {
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter(text))
        .from_reader(text.as_bytes());
    let mut rows = vec![];
    let mut record = ByteRecord::new();
    // Reading from memory without asking for equal lengths cannot fail.
    while reader.read_byte_record(&mut record).unwrap_or(false) {
        let cell = |bytes| String::from_utf8_lossy(bytes).trim().to_owned();
        let cells: Vec<_> = record.iter().map(cell).collect();
        if cells.iter().all(String::is_empty) {
            continue;
        }
        let begun = record.position().map_or(0, csv::Position::byte);
        let begun = usize::try_from(begun).unwrap_or(usize::MAX);
        // The reader has not yet passed the empty lines before the row.
        let rest = text.as_bytes().get(begun..).unwrap_or_default();
        let empty = rest.iter().take_while(|byte| matches!(byte, b'\r' | b'\n'));
        rows.push((begun + empty.count(), cells));
    }
    rows
}

/// What separates the cells, by the first line that holds anything: whatever stands there most
/// often outside quotes.
fn delimiter(text: &str) -> u8 {
    let mut lines = text.lines();
    let header = lines.find(|line| !line.trim().is_empty()).unwrap_or("");
    let outside: Vec<&str> = header.split('"').step_by(2).collect();
    let count = |delimiter: u8| {
        let parts = outside.iter();
        parts
            .map(|part| part.matches(char::from(delimiter)).count())
            .sum::<usize>()
    };
    // The last of equals is taken: a comma, if there is only one column.
    let delimiters = [b'\t', b';', b','].into_iter();
    delimiters
        .max_by_key(|delimiter| count(*delimiter))
        .unwrap_or(b',')
}

/// What each column holds. A column that means nothing is passed over, so that the rows can be
/// examined all the same.
fn headings<C: Copy + PartialEq>(
    page: &Page,
    spot: Spot,
    header: &[String],
    names: &Names<C>,
    other: fn(usize) -> Option<C>,
) -> Vec<Heading<C>> {
    let mut headings: Vec<Heading<C>> = vec![];
    let note = |fault| page.note(spot, fault);
    for (place, name) in header.iter().enumerate() {
        let folded = fold(name);
        let heading = if folded.is_empty() {
            Heading::None
        } else if let Some(column) = meant(names, name) {
            if has(&headings, column) {
                let name = name.clone();
                note(Fault::DuplicateColumn { name });
            }
            Heading::Column(column, name.clone())
        } else if NOTES.iter().any(|note| fold(note) == folded) {
            Heading::Notes
        } else if let Some(column) = other(place) {
            Heading::Column(column, name.clone())
        } else {
            note(unknown(names, name));
            Heading::Notes
        };
        headings.push(heading);
    }
    headings
}

/// That no column of this name is known.
pub(super) fn unknown<C>(names: &Names<C>, name: &str) -> Fault {
    let usual = names.iter().filter_map(|(_, names)| names.first());
    Fault::UnknownColumn {
        name: name.to_owned(),
        near: near(names, name, 0),
        known: usual.copied().collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_header_says_what_separates_the_cells() {
        for (text, expected) in [
            ("id;name\n1;a,b,c,d", b';'),
            ("\n\nid,name", b','),
            ("id\tname;x\tunit", b'\t'),
            ("\"a;b;c\",name", b','),
            ("id", b','),
            ("", b','),
        ] {
            assert_eq!(delimiter(text), expected, "{text}");
        }
    }

    #[test]
    fn every_row_knows_its_line() {
        let page = Page::open(
            "f",
            b"\r\n\r\nid,name\r\n\r\n1,\"a\nb\"\r\n,,\r\n\r\n2,c\r\n",
        );
        let lines =
            |(offset, cells): &(usize, Vec<String>)| (page.spot(*offset).line, cells[0].clone());
        let found: Vec<_> = rows(page.text()).iter().map(lines).collect();
        let row = |line, first: &str| (line, first.to_owned());
        assert_eq!(found, [row(3, "id"), row(5, "1"), row(9, "2")]);
    }
}
