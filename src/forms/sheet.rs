//! A roster as a table of its own: text that a spreadsheet program saves, in columns that a header
//! names.

use std::borrow::Cow;
use std::collections::BTreeMap;

use csv::{ByteRecord, ReaderBuilder};

use super::mistake::Fault;
use super::near::nearest;
use super::page::{Page, Spot};
use super::roster::{Cell, Column, People, Row, Unsaid};
use super::table::{Noted, Read};
use crate::session::plan::Site;
use crate::text::fold;

/// What each column may be called. Case and accents do not count.
const HEADERS: [(Column, &[&str]); 8] = [
    (Column::Id, &["mã", "id", "stt", "số"]),
    (Column::Name, &["họ và tên", "name", "họ tên", "tên"]),
    (Column::Title, &["chức vụ", "title", "position"]),
    (Column::Unit, &["đơn vị", "unit"]),
    (Column::Site, &["điểm cầu", "site"]),
    (Column::Seat, &["ghế", "seat"]),
    (Column::Vote, &["phiếu", "vote", "weight"]),
    (Column::Role, &["vai trò", "role"]),
];

/// Columns that are there for those who keep the table, and are not read.
const NOTES: [&str; 3] = ["ghi chú", "note", "notes"];

/// What a column of the file holds.
enum Heading {
    Column(Column, String),
    Notes,
    /// Nothing: its cells must be empty.
    None,
}

/// Reads a roster.
pub(super) fn read<'s>(page: &Page, sites: &'s [Read<Site>]) -> Read<People<'s>> {
    let text = page.text();
    if text.starts_with("PK\u{3}\u{4}") {
        page.note_unread(page.spot(0), Fault::Workbook);
        return Err(Noted);
    }
    let rows = rows(text);
    let mut rows = rows.iter().map(|(offset, cells)| {
        let spot = Spot {
            column: None,
            ..page.spot(*offset)
        };
        (spot, cells.as_slice())
    });
    let Some((top, header)) = rows.next() else {
        page.note(page.spot(0), Fault::EmptyRoster);
        return Err(Noted);
    };
    let headings = headings(page, top, header);
    let has = |column| {
        let mut headings = headings.iter();
        headings.any(|heading| matches!(heading, Heading::Column(c, _) if *c == column))
    };
    let unsaid = match (has(Column::Role), has(Column::Vote)) {
        (true, _) => Unsaid::Unclear,
        (false, true) => Unsaid::Guest,
        (false, false) => Unsaid::OneVote,
    };
    let mut people = People::new(sites, unsaid);
    for (spot, cells) in rows {
        if people.is_full(page, spot) {
            break;
        }
        let known = headings.iter().map(Some).chain(std::iter::repeat(None));
        let beyond = |(cell, heading): &(&String, Option<&Heading>)| {
            !cell.is_empty() && matches!(heading, None | Some(Heading::None))
        };
        if cells.iter().zip(known).any(|cell| beyond(&cell)) {
            let (found, most) = (cells.len(), headings.len());
            page.note(spot, Fault::TooManyCells { found, most });
        }
        people.add(page, &row(spot, &headings, cells));
    }
    people.not_empty(page, top)
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
fn headings(page: &Page, spot: Spot, header: &[String]) -> Vec<Heading> {
    let mut headings: Vec<Heading> = vec![];
    let note = |fault| page.note(spot, fault);
    for name in header {
        let folded = fold(name);
        let heading = if folded.is_empty() {
            Heading::None
        } else if let Some(column) = column(&folded) {
            let again =
                |heading: &Heading| matches!(heading, Heading::Column(c, _) if *c == column);
            if headings.iter().any(again) {
                let name = name.clone();
                note(Fault::DuplicateColumn { name });
            }
            Heading::Column(column, name.clone())
        } else {
            if !NOTES.iter().any(|note| fold(note) == folded) {
                let known = HEADERS.iter().flat_map(|(_, names)| names.iter().copied());
                let near = nearest(name, known);
                let name = name.clone();
                note(Fault::UnknownColumn { name, near });
            }
            Heading::Notes
        };
        headings.push(heading);
    }
    for column in [Column::Id, Column::Name] {
        let has = |heading: &Heading| matches!(heading, Heading::Column(c, _) if *c == column);
        if !headings.iter().any(has) {
            let mut names = HEADERS.iter().filter(|(c, _)| *c == column);
            let name = names.next().map_or("", |(_, names)| names[0]);
            note(Fault::MissingColumn { column: name });
        }
    }
    headings
}

/// The column of a folded name.
fn column(folded: &str) -> Option<Column> {
    HEADERS
        .iter()
        .find(|(_, names)| names.iter().any(|name| fold(name) == folded))
        .map(|(column, _)| *column)
}

fn row<'r>(spot: Spot, headings: &'r [Heading], cells: &'r [String]) -> Row<'r> {
    let mut told = BTreeMap::new();
    for (place, heading) in headings.iter().enumerate() {
        if let Heading::Column(column, name) = heading {
            let text = cells.get(place).map_or("", String::as_str);
            let cell = Cell {
                key: Cow::Borrowed(name.as_str()),
                text: Cow::Borrowed(text),
                spot,
            };
            told.insert(*column, Ok(cell));
        }
    }
    Row { spot, cells: told }
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
