//! Recordings: a journal as JSON lines, to keep, to send and to replay.
//!
//! Each line is one record with its hash as the last field ([`Chained`]). What secret polls were
//! summed up from is not in a recording; their results are, once they were closed.

use std::io::{self, Write};

use super::chain::{Chain, Chained, Hash};
use super::flaw::{Flaw, What};
use crate::session::Record;
use crate::text::Lang;

/// A recording that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recording {
    /// The whole records, in order.
    pub records: Vec<Record>,
    /// The hash of the last one.
    pub head: Hash,
    /// The number of the last line, where it ends in the middle of a record.
    pub torn: Option<usize>,
}

/// A line that cannot stand in a recording.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.text(Lang::En))]
pub struct WrongLine {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong there.
    pub flaw: Flaw,
}

impl WrongLine {
    /// The line, and what is wrong with the record there.
    #[must_use]
    pub fn text(&self, lang: Lang) -> String {
        lang.fill(
            "journal.wrong_line",
            &[("line", &self.line), ("flaw", &self.flaw.text(lang))],
        )
    }
}

/// Writes records as a recording, the first of them being the first of the session.
///
/// # Errors
/// Where they are not numbered without gaps, or cannot be written.
pub fn write<'a>(
    out: &mut dyn Write,
    records: impl IntoIterator<Item = &'a Record>,
) -> io::Result<Hash> {
    let mut chain = Chain::default();
    for record in records {
        let chained = chain.extend(record).map_err(io::Error::other)?;
        writeln!(out, "{}", chained.line())?;
    }
    Ok(chain.hash)
}

/// Reads a recording. One that ends in the middle of a record, as when its disk was full or its
/// writer was killed, gives the whole records before that.
///
/// # Errors
/// At the first line that is no record, bears a wrong number, or whose hash does not fit.
pub fn read(bytes: &[u8]) -> Result<Recording, WrongLine> {
    let mut chain = Chain::default();
    let mut recording = Recording {
        records: vec![],
        head: Hash::NONE,
        torn: None,
    };
    for (line, text) in (1..).zip(bytes.split_inclusive(|byte| *byte == b'\n')) {
        let whole = text.strip_suffix(b"\n");
        let kept = std::str::from_utf8(whole.unwrap_or(text))
            .ok()
            .and_then(Chained::read);
        let record = match kept {
            Some(kept) => chain.follow(&kept),
            None => Err(chain.flaw(What::NotARecord)),
        };
        match record {
            Ok(record) => recording.records.push(record),
            // Only the last line can lack its end, and part of a record is never a record. It may
            // end in a hash, for a plan names those of its documents.
            Err(flaw) if whole.is_none() && flaw.what == What::NotARecord => {
                recording.torn = Some(line);
            }
            Err(flaw) => return Err(WrongLine { line, flaw }),
        }
    }
    recording.head = chain.hash;
    Ok(recording)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::journal::testing;
    use crate::session::Seq;

    fn recorded() -> Vec<u8> {
        let mut bytes = Vec::new();
        write(&mut bytes, &testing::records()).unwrap();
        bytes
    }

    /// The number of the line in which a byte stands.
    fn line_of(bytes: &[u8], place: usize) -> usize {
        1 + bytes[..place].iter().filter(|b| **b == b'\n').count()
    }

    #[test]
    fn what_was_written_is_read() {
        let recording = read(&recorded()).unwrap();
        assert_eq!(recording.records, testing::records());
        assert_eq!(recording.torn, None);
        let head = write(&mut Vec::new(), &testing::records()).unwrap();
        assert_eq!(recording.head, head);
        assert!(read(b"").unwrap().records.is_empty());
    }

    #[test]
    fn cut_anywhere_it_gives_the_whole_records_before_the_cut() {
        // Enough for a plan, which names a hash of its own, and some records behind it.
        let records = &testing::records()[..6];
        let mut bytes = Vec::new();
        write(&mut bytes, records).unwrap();
        let ends: Vec<usize> = (0..bytes.len()).filter(|at| bytes[*at] == b'\n').collect();
        for cut in 0..bytes.len() {
            let recording = read(&bytes[..cut]).unwrap();
            let whole = ends.iter().filter(|end| **end <= cut).count();
            assert_eq!(recording.records, records[..whole], "cut at {cut}");
            let at_an_end = cut == 0 || ends.iter().any(|end| cut == *end || cut == *end + 1);
            assert_eq!(recording.torn, (!at_an_end).then_some(whole + 1));
        }
    }

    #[test]
    fn a_line_left_out_is_found() {
        let bytes = recorded();
        let lines: Vec<&[u8]> = bytes.split_inclusive(|b| *b == b'\n').collect();
        let without = [&lines[..4], &lines[5..]].concat().concat();
        let wrong = read(&without).unwrap_err();
        assert_eq!((wrong.line, wrong.flaw.seq), (5, Seq(5)));
        assert_eq!(wrong.flaw.what, What::WrongNumber { found: Seq(6) });
        assert!(wrong.to_string().contains("5"), "{wrong}");
    }

    #[test]
    fn what_is_no_record_is_refused_with_its_line() {
        let mut bytes = recorded();
        bytes.extend_from_slice(b"\n");
        let wrong = read(&bytes).unwrap_err();
        assert_eq!(wrong.line, testing::records().len() + 1);
        assert_eq!(wrong.flaw.what, What::NotARecord);
        assert!(read(b"\xff\xfe\n").is_err());
    }

    proptest! {
        #[test]
        fn a_changed_byte_is_found_at_its_record(place: prop::sample::Index, other: u8) {
            let mut bytes = recorded();
            let place = place.index(bytes.len());
            prop_assume!(bytes[place] != other);
            let line = line_of(&bytes, place);
            let last = line_of(&bytes, bytes.len() - 1);
            bytes[place] = other;
            match read(&bytes) {
                Err(wrong) => prop_assert_eq!(wrong.line, line),
                // The end of the last line: the record looks torn.
                Ok(recording) => {
                    prop_assert_eq!(recording.torn, Some(line));
                    prop_assert_eq!(line, last);
                }
            }
        }
    }
}
