//! The floor: who has it and for how long, who waits for it and in which order.
//!
//! The queue is kept in the order in which people are to speak. A new request goes before the first
//! one of a lower rank; the head table may move it anywhere. Commands name the request they mean, so
//! that two people who press "next" at once skip nobody.

mod command;
mod event;
mod kind;
mod rules;
mod speech;
#[cfg(test)]
mod tests;

pub use command::Command;
pub use event::Event;
pub use kind::{Kind, Request};
pub(super) use rules::{clear, decide, due, pause_running};
pub use speech::{Heard, Speech, Warning};

use super::Session;
use super::ids::{DelegateId, RequestId};
use super::refusal::Refusal;
use super::time::{Millis, Seconds, Time};

/// How many requests may wait at once.
pub const MOST_WAITING: usize = 1_000;
/// How much one press of "more time" may add.
pub const MOST_ADDED: Seconds = Seconds(3_600);
/// How long a reason may be, in clusters.
pub const REASON: usize = 300;

/// The floor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Floor {
    /// Whether delegates may ask for the floor. Points of order always may.
    pub list_open: bool,
    /// When the open list closes by itself.
    pub list_ends: Option<Time>,
    /// Those who wait, in the order in which they are to speak.
    pub queue: Vec<Request>,
    /// Who has the floor.
    pub current: Option<Speech>,
    /// Speeches paused by an interposed question, the latest last.
    pub interrupted: Vec<Speech>,
    /// Speeches that are over, in order.
    pub heard: Vec<Heard>,
    /// Those who asked and were not heard before their item was over.
    pub unheard: Vec<Request>,
    last: u32,
}

impl Default for Floor {
    fn default() -> Self {
        Self {
            list_open: true,
            list_ends: None,
            queue: vec![],
            current: None,
            interrupted: vec![],
            heard: vec![],
            unheard: vec![],
            last: 0,
        }
    }
}

impl Floor {
    /// The request with this number, if it waits.
    #[must_use]
    pub fn waiting(&self, id: RequestId) -> Option<&Request> {
        self.queue.iter().find(|request| request.id == id)
    }

    /// How often somebody has spoken on the items so far; points of order do not count.
    #[must_use]
    pub fn times_spoken(&self, delegate: DelegateId) -> usize {
        self.heard
            .iter()
            .filter(|h| h.request.delegate == delegate && h.request.kind != Kind::PointOfOrder)
            .count()
    }

    /// The last full minute of the clock; when the running speech began or went on, if that was
    /// later. Counted up to then, times spoken are never too long, and grow once a minute.
    #[must_use]
    pub fn last_full_minute(&self, now: Time) -> Time {
        let minute = Time(now.0 - now.0.rem_euclid(60_000));
        let since = self.current.as_ref().and_then(|s| s.running_since);
        since.map_or(minute, |since| minute.max(since))
    }

    /// How long somebody has spoken in all, with the speech that is running.
    #[must_use]
    pub fn time_spoken(&self, delegate: DelegateId, now: Time) -> Millis {
        let over = self.heard.iter().map(|h| (h.request.delegate, h.spoken));
        let running = self.current.iter().chain(&self.interrupted);
        over.chain(running.map(|s| (s.request.delegate, s.spoken(now))))
            .filter(|(who, _)| *who == delegate)
            .fold(Millis(0), |sum, (_, spoken)| sum + spoken)
    }

    /// Where a new request of this kind goes: before the first of a lower rank. One of its own rank
    /// that was moved down behind others stays behind.
    fn place_for(&self, kind: Kind) -> usize {
        self.queue
            .iter()
            .position(|request| request.kind < kind)
            .unwrap_or(self.queue.len())
    }
}

pub(super) fn apply(session: &mut Session, event: &Event, at: Time) {
    let floor = &mut session.floor;
    match event {
        Event::Asked { request, place } => {
            floor.last = floor.last.max(request.id.0);
            let place = usize::try_from(*place)
                .unwrap_or(usize::MAX)
                .min(floor.queue.len());
            floor.queue.insert(place, *request);
        }
        Event::Withdrawn { request } | Event::Removed { request, .. } => {
            floor.take(*request);
        }
        Event::Moved { request, before } => {
            if let Some(moved) = floor.take(*request) {
                let before = before.and_then(|b| floor.queue.iter().position(|r| r.id == b));
                floor
                    .queue
                    .insert(before.unwrap_or(floor.queue.len()), moved);
            }
        }
        Event::Given {
            request,
            limit,
            interrupts,
            ..
        } => {
            if let Some(request) = floor.take(*request) {
                if *interrupts && let Some(mut speech) = floor.current.take() {
                    speech.halt(at);
                    floor.interrupted.push(speech);
                }
                floor.current = Some(Speech {
                    request,
                    limit: *limit,
                    begun: at,
                    ran: Millis(0),
                    running_since: Some(at),
                });
            }
        }
        Event::Paused { request } => {
            if let Some(speech) = floor.speech_mut(*request) {
                speech.halt(at);
            }
        }
        Event::Resumed { request } => {
            if let Some(speech) = floor.speech_mut(*request) {
                speech.running_since.get_or_insert(at);
            }
        }
        Event::Extended { request, seconds } => {
            if let Some(speech) = floor.speech_mut(*request) {
                speech.limit = Seconds(speech.limit.0.saturating_add(seconds.0));
            }
        }
        Event::Ended { request, spoken } => {
            if let Some(speech) = floor.current.take_if(|s| s.request.id == *request) {
                floor.current = floor.interrupted.pop();
                floor.heard.push(Heard {
                    request: speech.request,
                    begun: speech.begun,
                    spoken: *spoken,
                    limit: speech.limit,
                });
            }
        }
        Event::Unheard { requests } => {
            for id in requests {
                let request = floor.take(*id);
                floor.unheard.extend(request);
            }
        }
        Event::ListOpened => {
            floor.list_open = true;
            floor.list_ends = None;
        }
        Event::ListClosed => {
            floor.list_open = false;
            floor.list_ends = None;
        }
        Event::ListEndSet { at } => floor.list_ends = Some(*at),
    }
}

impl Floor {
    fn take(&mut self, id: RequestId) -> Option<Request> {
        let place = self.queue.iter().position(|request| request.id == id)?;
        Some(self.queue.remove(place))
    }

    fn speech_mut(&mut self, id: RequestId) -> Option<&mut Speech> {
        self.current
            .as_mut()
            .filter(|speech| speech.request.id == id)
    }

    fn is_speaking(&self, id: RequestId) -> bool {
        self.current
            .iter()
            .chain(&self.interrupted)
            .any(|speech| speech.request.id == id)
    }

    fn must_be_speaking(&self, request: RequestId) -> Result<&Speech, Refusal> {
        self.current
            .as_ref()
            .filter(|speech| speech.request.id == request)
            .ok_or(Refusal::NotSpeaking { request })
    }

    fn must_be_waiting(&self, request: RequestId) -> Result<&Request, Refusal> {
        self.waiting(request)
            .ok_or(Refusal::NoSuchRequest { request })
    }

    fn new_request(&self, session: &Session, delegate: DelegateId, kind: Kind) -> Request {
        let id = RequestId(self.last.saturating_add(1));
        Request {
            id,
            delegate,
            kind,
            item: session.agenda.current,
        }
    }
}
