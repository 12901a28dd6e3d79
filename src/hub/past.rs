//! Everything that happened, encoded once for each audience: what a client that joins or comes back
//! is sent, put together from pieces that are there already.
//!
//! What an audience may see is decided in [`crate::wire::audience`].

use std::sync::Arc;

use axum::extract::ws::Utf8Bytes;

use crate::session::{Record, Seq};
use crate::wire::Audience;

/// How many records one frame holds at most.
const MOST_RECORDS: usize = 500;
/// How many bytes of records one frame holds, unless a single record is longer.
const MOST_BYTES: usize = 1024 * 1024;

/// A message that is ready to be sent; copies share its bytes.
pub(super) type Frame = Utf8Bytes;

/// One record as JSON; nothing where this audience may not know of it.
type Piece = Option<Arc<str>>;

/// The encoded records of one session.
#[derive(Debug, Default)]
pub(super) struct Past {
    table: Sight,
    room: Sight,
}

/// What one audience sees.
#[derive(Debug, Default)]
struct Sight {
    /// One for each record: that of `Seq(1)` comes first.
    pieces: Vec<Piece>,
    /// Frames that are full and will not change, in order and from the first record.
    frames: Vec<(usize, Frame)>,
    /// Bytes of the pieces that stand in no full frame yet.
    open_bytes: usize,
}

impl Past {
    /// Adds what happened next.
    pub(super) fn push(&mut self, record: &Record) {
        let table = piece(Audience::Table, record, None);
        let room = piece(Audience::Room, record, table.as_ref());
        self.table.push(table);
        self.room.push(room);
    }

    /// The last record.
    pub(super) fn head(&self) -> Seq {
        Seq(u32::try_from(self.table.pieces.len()).unwrap_or(u32::MAX))
    }

    /// One frame with everything after `since`, as it is told to those who have seen the rest.
    pub(super) fn news(&self, audience: Audience, since: Seq) -> Frame {
        let sight = self.sight(audience);
        let from = place(since).min(sight.pieces.len());
        frame(&sight.pieces[from..], sight.pieces.len())
    }

    /// Everything after `since`, in frames of bearable length; one at least.
    pub(super) fn backlog(&self, audience: Audience, since: Seq) -> Vec<Frame> {
        let sight = self.sight(audience);
        let mut from = place(since).min(sight.pieces.len());
        let mut frames = Vec::new();
        let mut begins = 0;
        for (ends, whole) in &sight.frames {
            if from == begins {
                frames.push(whole.clone());
                from = *ends;
            } else if from < *ends {
                frames.push(frame(&sight.pieces[from..*ends], *ends));
                from = *ends;
            }
            begins = *ends;
        }
        if from < sight.pieces.len() || frames.is_empty() {
            frames.push(frame(&sight.pieces[from..], sight.pieces.len()));
        }
        frames
    }

    fn sight(&self, audience: Audience) -> &Sight {
        match audience {
            Audience::Table => &self.table,
            Audience::Room => &self.room,
        }
    }
}

impl Sight {
    fn push(&mut self, piece: Piece) {
        self.open_bytes += piece.as_ref().map_or(0, |piece| piece.len());
        self.pieces.push(piece);
        let begins = self.frames.last().map_or(0, |(ends, _)| *ends);
        let ends = self.pieces.len();
        if ends - begins >= MOST_RECORDS || self.open_bytes >= MOST_BYTES {
            let whole = frame(&self.pieces[begins..], ends);
            self.frames.push((ends, whole));
            self.open_bytes = 0;
        }
    }
}

/// How many pieces come before those after `since`.
fn place(since: Seq) -> usize {
    usize::try_from(since.0).unwrap_or(usize::MAX)
}

/// Encodes a record; where this audience sees what another does, their piece is shared.
fn piece(audience: Audience, record: &Record, other: Option<&Arc<str>>) -> Piece {
    let seen = audience.sees(record)?;
    // A record has no map with keys other than strings: it can always be written.
    let json = serde_json::to_string(&seen).unwrap_or_default();
    match other {
        Some(other) if **other == *json => Some(Arc::clone(other)),
        _ => Some(json.into()),
    }
}

/// `HubMessage::Records`, put together from encoded records.
fn frame(pieces: &[Piece], upto: usize) -> Frame {
    let length: usize = pieces.iter().flatten().map(|piece| piece.len() + 1).sum();
    let mut text = String::with_capacity(length + 48);
    text.push_str(r#"{"records":{"upto":"#);
    text.push_str(&upto.to_string());
    text.push_str(r#","records":["#);
    for (number, piece) in pieces.iter().flatten().enumerate() {
        if number > 0 {
            text.push(',');
        }
        text.push_str(piece);
    }
    text.push_str("]}}");
    text.into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::{Event, Time, life};
    use crate::wire::HubMessage;

    fn record(seq: u32) -> Record {
        Record {
            seq: Seq(seq),
            at: Time(i64::from(seq)),
            by: None,
            cause: None,
            event: Event::Life(life::Event::Opened),
        }
    }

    fn past(records: u32) -> Past {
        let mut past = Past::default();
        (1..=records).for_each(|seq| past.push(&record(seq)));
        past
    }

    fn read(frames: &[Frame]) -> (Seq, Vec<Record>) {
        let mut all = vec![];
        let mut head = Seq(0);
        for frame in frames {
            match HubMessage::decode(frame).unwrap() {
                HubMessage::Records { upto, records } => {
                    head = upto;
                    all.extend(records);
                }
                other => panic!("{other:?}"),
            }
        }
        (head, all)
    }

    #[test]
    fn frames_are_what_the_codec_writes() {
        let message = HubMessage::Records {
            upto: Seq(2),
            records: vec![record(1), record(2)],
        };
        assert_eq!(
            past(2).news(Audience::Room, Seq(0)).as_str(),
            message.encode()
        );
    }

    #[test]
    fn a_backlog_is_complete_wherever_it_begins() {
        let past = past(1_234);
        for since in [0, 1, 499, 500, 501, 999, 1_000, 1_100, 1_233, 1_234, 5_000] {
            let (head, records) = read(&past.backlog(Audience::Table, Seq(since)));
            assert_eq!(head, Seq(1_234));
            let seqs: Vec<_> = records.iter().map(|record| record.seq.0).collect();
            assert_eq!(seqs, (since + 1..=1_234).collect::<Vec<_>>(), "{since}");
        }
    }

    #[test]
    fn a_backlog_from_the_beginning_shares_its_full_frames() {
        let past = past(1_000);
        let (one, two) = (
            past.backlog(Audience::Room, Seq(0)),
            past.backlog(Audience::Room, Seq(0)),
        );
        assert_eq!(one.len(), 2);
        assert_eq!(one[0].as_str().as_ptr(), two[0].as_str().as_ptr());
    }

    #[test]
    fn an_empty_past_is_still_told() {
        assert_eq!(
            read(&past(0).backlog(Audience::Room, Seq(0))),
            (Seq(0), vec![])
        );
    }
}
