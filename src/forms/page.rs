//! One file under examination: its text, where its lines begin, and what was found wrong in it.
//!
//! What stands on a line that could not be read at all is not examined further, and of a file whose
//! structure is broken nobody says what is missing: it may only not have been understood.

use std::cell::RefCell;
use std::collections::BTreeSet;

use super::mistake::{Fault, Mistake};

/// How many mistakes of one file are told; of more, only their number.
pub(crate) const MOST_MISTAKES: usize = 1_000;

/// A place in a file, as people count: from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Spot {
    pub line: u32,
    /// In characters; none where the whole line is meant.
    pub column: Option<u32>,
}

/// A file under examination.
pub(crate) struct Page {
    name: String,
    text: String,
    starts: Vec<usize>,
    found: RefCell<Found>,
}

#[derive(Default)]
struct Found {
    mistakes: Vec<Mistake>,
    remarks: Vec<Mistake>,
    more: usize,
    /// Lines that could not be read.
    unread: BTreeSet<u32>,
    /// Whether the structure of the file is broken.
    broken: bool,
    /// The line from which on nothing can be read.
    lost: Option<u32>,
}

impl Page {
    /// Opens a file. What is not UTF-8 is noted, and replaced so that the rest can be examined.
    pub fn open(name: &str, bytes: &[u8]) -> Self {
        let all = bytes.len();
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        let mark = all - bytes.len();
        let text = String::from_utf8_lossy(bytes).into_owned();
        let starts = lines(text.as_bytes());
        let page = Self {
            name: name.to_owned(),
            text,
            starts,
            found: RefCell::default(),
        };
        let starts = lines(bytes);
        let mut offset = 0;
        for chunk in bytes.utf8_chunks() {
            offset += chunk.valid().len();
            if !chunk.invalid().is_empty() {
                let line = number(starts.partition_point(|start| *start <= offset));
                let spot = Spot { line, column: None };
                page.note_unread(
                    spot,
                    Fault::NotText {
                        offset: mark + offset,
                    },
                );
                offset += chunk.invalid().len();
            }
        }
        page
    }

    /// The text, without the mark that some programs put at its beginning.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The place of the byte at this offset.
    pub fn spot(&self, offset: usize) -> Spot {
        let line = self.starts.partition_point(|start| *start <= offset);
        let start = line
            .checked_sub(1)
            .and_then(|line| self.starts.get(line))
            .copied()
            .unwrap_or(0);
        let mut end = offset.min(self.text.len());
        while !self.text.is_char_boundary(end) {
            end -= 1;
        }
        let before = self.text.get(start..end).unwrap_or("");
        Spot {
            line: number(line),
            column: Some(number(before.chars().count() + 1)),
        }
    }

    /// Notes a mistake.
    pub fn note(&self, spot: Spot, what: Fault) {
        let mut found = self.found.borrow_mut();
        let lost = found.lost.is_some_and(|lost| lost <= spot.line);
        let unread = lost || found.unread.contains(&spot.line);
        if unread || (found.broken && what.is_absence()) {
            return;
        }
        found.add(&self.name, spot, what);
    }

    /// Notes a line that could not be read, once.
    pub fn note_unread(&self, spot: Spot, what: Fault) {
        let mut found = self.found.borrow_mut();
        if found.unread.insert(spot.line) {
            found.add(&self.name, spot, what);
        }
    }

    /// Notes what is no mistake but may not have been meant; as many times as mistakes are told at most.
    pub fn remark(&self, spot: Spot, what: Fault) {
        let remarks = &mut self.found.borrow_mut().remarks;
        if remarks.len() < MOST_MISTAKES {
            remarks.push(mistake(&self.name, spot, what));
        }
    }

    /// What was remarked upon, in the order of the lines.
    pub fn remarks(&self) -> Vec<Mistake> {
        let mut remarks = self.found.borrow().remarks.clone();
        remarks.sort_by_key(|remark| (remark.line, remark.column));
        remarks
    }

    /// Says that the structure of the file is broken.
    pub fn set_broken(&self) {
        self.found.borrow_mut().broken = true;
    }

    /// Says that from this line on nothing can be read.
    pub fn set_lost(&self, line: u32) {
        self.found.borrow_mut().lost = Some(line);
    }

    /// Every mistake, in the order of the lines.
    pub fn into_mistakes(self) -> Vec<Mistake> {
        let Found {
            mut mistakes, more, ..
        } = self.found.into_inner();
        mistakes.sort_by_key(|mistake| (mistake.line, mistake.column));
        if let Some(last) = mistakes.last().filter(|_| more > 0) {
            mistakes.push(Mistake {
                file: self.name,
                line: last.line,
                column: None,
                what: Fault::More { more },
            });
        }
        mistakes
    }
}

impl Found {
    fn add(&mut self, name: &str, spot: Spot, what: Fault) {
        if self.mistakes.len() == MOST_MISTAKES {
            self.more += 1;
            return;
        }
        self.mistakes.push(mistake(name, spot, what));
    }
}

fn mistake(file: &str, spot: Spot, what: Fault) -> Mistake {
    Mistake {
        file: file.to_owned(),
        line: spot.line,
        column: spot.column,
        what,
    }
}

/// Where each line begins. Some spreadsheet programs end lines with a carriage return alone.
fn lines(bytes: &[u8]) -> Vec<usize> {
    let ends = bytes.iter().enumerate().filter(|(at, byte)| match byte {
        b'\n' => true,
        b'\r' => bytes.get(at + 1) != Some(&b'\n'),
        _ => false,
    });
    std::iter::once(0)
        .chain(ends.map(|(at, _)| at + 1))
        .collect()
}

fn number(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_counted_in_lines_and_characters() {
        let page = Page::open("f", "\u{feff}a = 1\ntên = \"x\"\n".as_bytes());
        let spot = |line, column| Spot {
            line,
            column: Some(column),
        };
        assert_eq!(page.spot(0), spot(1, 1));
        assert_eq!(page.spot(6), spot(2, 1));
        assert_eq!(page.spot(page.text().rfind('=').unwrap()), spot(2, 5));
        assert_eq!(page.spot(1_000).line, 3);
    }

    #[test]
    fn each_line_with_wrong_bytes_is_noted_once() {
        let page = Page::open("f", b"ok\nNguy\xea\xean \xff\nok\n\xfe");
        let mistakes = page.into_mistakes();
        let found: Vec<_> = mistakes.iter().map(|m| (m.line, m.what.clone())).collect();
        assert_eq!(
            found,
            [
                (2, Fault::NotText { offset: 7 }),
                (4, Fault::NotText { offset: 16 }),
            ]
        );
    }

    #[test]
    fn of_very_many_mistakes_only_the_number_is_told() {
        let page = Page::open("f", &b"\xff\n".repeat(MOST_MISTAKES + 5));
        let mistakes = page.into_mistakes();
        assert_eq!(mistakes.len(), MOST_MISTAKES + 1);
        assert_eq!(mistakes[MOST_MISTAKES].what, Fault::More { more: 5 });
    }
}
