//! What is on its way to one client: a bounded queue that never makes its sender wait.
//!
//! The keeper of a session puts frames in; the client's connection takes them out as fast as the
//! client reads. A client that lets the queue fill up is cut off, and nobody else notices.

use std::collections::VecDeque;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

use super::past::Frame;
use crate::wire::Bye;

/// How many frames may wait.
const MOST_FRAMES: usize = 256;
/// How many bytes may wait, besides the backlog of a client that has just joined.
const MOST_BYTES: usize = 8 * 1024 * 1024;

enum Entry {
    Frame(Frame),
    Backlog(Vec<Frame>),
    Bye(Bye),
}

/// What comes out at the other end.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Out {
    /// To be sent.
    Frame(Frame),
    /// The last thing to be said.
    Bye(Bye),
}

/// The end into which frames are put.
#[derive(Debug)]
pub(super) struct Outbox {
    queue: mpsc::Sender<Entry>,
    bytes: Arc<AtomicUsize>,
    cut: CancellationToken,
}

/// The end from which they are sent.
#[derive(Debug)]
pub(super) struct Outgoing {
    queue: mpsc::Receiver<Entry>,
    backlog: VecDeque<Frame>,
    bytes: Arc<AtomicUsize>,
    cut: CancellationToken,
}

/// The client did not read: it has been cut off.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct CutOff;

pub(super) fn outbox() -> (Outbox, Outgoing) {
    let (sender, receiver) = mpsc::channel(MOST_FRAMES);
    let bytes = Arc::new(AtomicUsize::new(0));
    let cut = CancellationToken::new();
    let outgoing = Outgoing {
        queue: receiver,
        backlog: VecDeque::new(),
        bytes: Arc::clone(&bytes),
        cut: cut.clone(),
    };
    let outbox = Outbox {
        queue: sender,
        bytes,
        cut,
    };
    (outbox, outgoing)
}

impl Outbox {
    /// Puts a frame behind the others.
    pub(super) fn send(&self, frame: Frame) -> Result<(), CutOff> {
        let bytes = frame.len();
        if self.bytes.fetch_add(bytes, Ordering::SeqCst) + bytes > MOST_BYTES {
            self.cut.cancel();
            return Err(CutOff);
        }
        self.put(Entry::Frame(frame))
    }

    /// Puts in what happened before the client came. Its frames are shared by all who join, so
    /// their bytes are not counted against this one.
    pub(super) fn send_backlog(&self, frames: Vec<Frame>) -> Result<(), CutOff> {
        self.put(Entry::Backlog(frames))
    }

    /// Puts in the last word.
    pub(super) fn send_bye(&self, bye: Bye) {
        // Where there is no room for it the client is cut off, which ends the connection as well.
        let _ = self.put(Entry::Bye(bye));
    }

    fn put(&self, entry: Entry) -> Result<(), CutOff> {
        match self.queue.try_send(entry) {
            Ok(()) => Ok(()),
            // The connection ended by itself and will say so.
            Err(mpsc::error::TrySendError::Closed(_)) => Ok(()),
            Err(mpsc::error::TrySendError::Full(_)) => {
                self.cut.cancel();
                Err(CutOff)
            }
        }
    }

    /// How many messages wait.
    pub(super) fn unread(&self) -> u32 {
        let waiting = self.queue.max_capacity() - self.queue.capacity();
        u32::try_from(waiting).unwrap_or(u32::MAX)
    }
}

impl Outgoing {
    /// What is to be sent next; nothing once the keeper has let go of this client. Nothing is lost
    /// where the waiting is given up.
    pub(super) async fn next(&mut self) -> Option<Out> {
        loop {
            if let Some(frame) = self.backlog.pop_front() {
                return Some(Out::Frame(frame));
            }
            match self.queue.recv().await? {
                Entry::Frame(frame) => {
                    self.bytes.fetch_sub(frame.len(), Ordering::SeqCst);
                    return Some(Out::Frame(frame));
                }
                Entry::Backlog(frames) => self.backlog.extend(frames),
                Entry::Bye(bye) => return Some(Out::Bye(bye)),
            }
        }
    }

    /// Fires when the client was cut off because it did not read.
    pub(super) fn cut(&self) -> CancellationToken {
        self.cut.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn what_goes_in_comes_out_in_order() {
        let (outbox, mut outgoing) = outbox();
        outbox.send_backlog(vec!["1".into(), "2".into()]).unwrap();
        outbox.send("3".into()).unwrap();
        outbox.send_bye(Bye::HubStops);
        drop(outbox);
        for expected in ["1", "2", "3"] {
            assert_eq!(outgoing.next().await, Some(Out::Frame(expected.into())));
        }
        assert_eq!(outgoing.next().await, Some(Out::Bye(Bye::HubStops)));
        assert_eq!(outgoing.next().await, None);
    }

    #[test]
    fn too_many_frames_cut_the_client_off() {
        let (outbox, outgoing) = outbox();
        for _ in 0..MOST_FRAMES {
            outbox.send("x".into()).unwrap();
        }
        assert_eq!(outbox.unread(), 256);
        assert!(!outgoing.cut().is_cancelled());
        assert_eq!(outbox.send("x".into()), Err(CutOff));
        assert!(outgoing.cut().is_cancelled());
    }

    #[test]
    fn too_many_bytes_cut_the_client_off() {
        let (outbox, outgoing) = outbox();
        let long = Frame::from("x".repeat(3 * 1024 * 1024));
        outbox.send(long.clone()).unwrap();
        outbox.send(long.clone()).unwrap();
        assert_eq!(outbox.send(long), Err(CutOff));
        assert!(outgoing.cut().is_cancelled());
    }

    #[tokio::test]
    async fn reading_makes_room() {
        let (outbox, mut outgoing) = outbox();
        let long = Frame::from("x".repeat(5 * 1024 * 1024));
        for _ in 0..10 {
            outbox.send(long.clone()).unwrap();
            outgoing.next().await.unwrap();
        }
    }
}
