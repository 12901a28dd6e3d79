//! Everything that happened, encoded once for each audience: what a client that joins or comes back
//! is sent, put together from pieces that are there already.
//!
//! What an audience may see is decided in [`crate::wire::audience`].

use std::collections::BTreeMap;
use std::ops::Range;
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
///
/// The head table has a sight of its own. Everybody else sees what the room does; what some of them see
/// otherwise is little, and kept apart.
#[derive(Debug, Default)]
pub(super) struct Past {
    table: Sight,
    room: Sight,
    apart: BTreeMap<Audience, Apart>,
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

/// What some see otherwise than the room does, by the place of the record.
type Apart = BTreeMap<usize, Piece>;

impl Past {
    /// Adds what happened next.
    pub(super) fn push(&mut self, record: &Record) {
        let table = piece(Audience::Table, record, None);
        let room = piece(Audience::Room, record, table.as_ref());
        for audience in Audience::told_apart(record) {
            let seen = piece(audience, record, table.as_ref());
            let apart = self.apart.entry(audience).or_default();
            apart.insert(self.room.pieces.len(), seen);
        }
        self.table.push(table);
        self.room.push(room);
    }

    /// The last record.
    pub(super) fn head(&self) -> Seq {
        Seq(u32::try_from(self.table.pieces.len()).unwrap_or(u32::MAX))
    }

    /// An audience that sees everything after `since` as this one does: the same one for as many as can
    /// be, so that they share a frame.
    pub(super) fn alike(&self, audience: Audience, since: Seq) -> Audience {
        let apart = self.apart.get(&audience);
        let otherwise = apart.is_some_and(|apart| apart.range(place(since)..).next().is_some());
        if audience == Audience::Table || otherwise {
            audience
        } else {
            Audience::Room
        }
    }

    /// One frame with everything after `since`, as it is told to those who have seen the rest.
    pub(super) fn news(&self, audience: Audience, since: Seq) -> Frame {
        let (sight, apart) = self.sight(audience);
        let from = place(since).min(sight.pieces.len());
        sight.frame(from..sight.pieces.len(), apart)
    }

    /// Everything after `since`, in frames of bearable length; one at least.
    pub(super) fn backlog(&self, audience: Audience, since: Seq) -> Vec<Frame> {
        let (sight, apart) = self.sight(audience);
        let mut from = place(since).min(sight.pieces.len());
        let mut frames = Vec::new();
        let mut begins = 0;
        for (ends, whole) in &sight.frames {
            let shared = apart.is_none_or(|apart| apart.range(begins..*ends).next().is_none());
            if from == begins && shared {
                frames.push(whole.clone());
                from = *ends;
            } else if from < *ends {
                frames.push(sight.frame(from..*ends, apart));
                from = *ends;
            }
            begins = *ends;
        }
        if from < sight.pieces.len() || frames.is_empty() {
            frames.push(sight.frame(from..sight.pieces.len(), apart));
        }
        frames
    }

    fn sight(&self, audience: Audience) -> (&Sight, Option<&Apart>) {
        match audience {
            Audience::Table => (&self.table, None),
            _ => (&self.room, self.apart.get(&audience)),
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
            let whole = self.frame(begins..ends, None);
            self.frames.push((ends, whole));
            self.open_bytes = 0;
        }
    }

    /// These records in one frame, where some may be seen otherwise.
    fn frame(&self, places: Range<usize>, apart: Option<&Apart>) -> Frame {
        let upto = places.end;
        let seen = |place: usize| {
            let otherwise = apart.and_then(|apart| apart.get(&place));
            otherwise.unwrap_or(&self.pieces[place]).as_deref()
        };
        frame(places.filter_map(seen), upto)
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
fn frame<'a>(pieces: impl Iterator<Item = &'a str> + Clone, upto: usize) -> Frame {
    let length: usize = pieces.clone().map(|piece| piece.len() + 1).sum();
    let mut text = String::with_capacity(length + 48);
    text.push_str(r#"{"records":{"upto":"#);
    text.push_str(&upto.to_string());
    text.push_str(r#","records":["#);
    for (number, piece) in pieces.enumerate() {
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
    use crate::session::{CallId, DelegateId, Event, Time, assistance, life};
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

    /// A past in which these delegates call for help, each with the record of this number.
    fn with_calls(records: u32, calls: &[(u32, u32)]) -> Past {
        let mut past = Past::default();
        for seq in 1..=records {
            let mut record = record(seq);
            if let Some((_, delegate)) = calls.iter().find(|(at, _)| *at == seq) {
                record.event = Event::Assistance(assistance::Event::Asked {
                    call: CallId(seq),
                    delegate: DelegateId(*delegate),
                    text: String::new(),
                });
            }
            past.push(&record);
        }
        past
    }

    #[test]
    fn what_concerns_one_alone_is_sent_to_no_other_and_to_them_in_its_place() {
        let past = with_calls(1_200, &[(3, 5), (700, 6), (1_100, 5)]);
        let own = |id| Audience::Delegate(DelegateId(id));
        for (audience, seen) in [
            (Audience::Table, &[3, 700, 1_100][..]),
            (Audience::Technicians, &[3, 700, 1_100]),
            (own(5), &[3, 1_100]),
            (own(6), &[700]),
            (own(7), &[]),
            (Audience::Room, &[]),
        ] {
            for since in [0, 2, 3, 500, 699, 1_099, 1_100, 1_200] {
                let wanted = (since + 1..=1_200)
                    .filter(|seq| seen.contains(seq) || ![3, 700, 1_100].contains(seq));
                let wanted: Vec<_> = wanted.collect();
                let backlog = past.backlog(audience, Seq(since));
                let news = [past.news(audience, Seq(since))];
                let alike = [past.news(past.alike(audience, Seq(since)), Seq(since))];
                for frames in [&backlog[..], &news, &alike] {
                    let (head, records) = read(frames);
                    assert_eq!(head, Seq(1_200));
                    let seqs: Vec<_> = records.iter().map(|record| record.seq.0).collect();
                    assert_eq!(seqs, wanted, "{audience:?} {since}");
                }
            }
        }
        // Who sees nothing otherwise shares the frames of the room.
        let (one, other) = (past.backlog(own(7), Seq(0)), past.backlog(own(5), Seq(0)));
        let room = past.backlog(Audience::Room, Seq(0));
        let at = |frames: &[Frame], place: usize| frames[place].as_str().as_ptr();
        assert_eq!(at(&one, 0), at(&room, 0));
        assert_ne!(at(&other, 0), at(&room, 0));
        assert_eq!(at(&other, 1), at(&room, 1));
        assert_eq!(past.alike(own(5), Seq(1_100)), Audience::Room);
    }

    #[test]
    fn an_empty_past_is_still_told() {
        assert_eq!(
            read(&past(0).backlog(Audience::Room, Seq(0))),
            (Seq(0), vec![])
        );
    }
}
