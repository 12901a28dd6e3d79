//! The floor: who has it and for how long, who waits for it and in which order.
//!
//! The queue is kept in the order in which people are to speak, which [`order`] proposes; the head
//! table may move anybody anywhere. Those who want to question somebody wait on a list of their own.
//! Commands name the request they mean, so that two people who press "next" at once skip nobody.

mod accounts;
mod command;
mod contributions;
mod ends;
mod event;
#[cfg(test)]
mod golden;
mod kind;
mod limits;
pub mod order;
mod parked;
mod rules;
mod speech;
#[cfg(test)]
mod tests;
mod undone;
mod unspoken;

use std::collections::BTreeMap;

pub use accounts::Account;
pub use command::Command;
pub use contributions::{CONTRIBUTION, Contribution};
pub use ends::List;
pub(super) use ends::{close, due, leave, leave_item, new_item};
pub use event::Event;
pub use kind::{Kind, Request};
pub use limits::PRESETS;
pub use order::Policy;
pub(super) use rules::{decide, pause_running};
pub use speech::{Heard, Speech, Warning};

use order::Departure;

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
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Floor {
    /// Who may be entered on the list.
    pub list: List,
    /// When the list closes by itself, or closed so.
    pub list_ends: Option<Time>,
    /// Those who wait, in the order in which they are to speak.
    pub queue: Vec<Request>,
    /// Those who wait to question somebody, in the order in which they are to be called.
    pub questions: Vec<Request>,
    /// Who is proposed.
    pub policy: Policy,
    /// What the chair did otherwise, by request.
    pub departures: BTreeMap<RequestId, Departure>,
    /// Those brought back after they were put aside, with the last who had asked by then: they come
    /// after that one, as if they had asked anew.
    returned: BTreeMap<RequestId, RequestId>,
    /// Those put aside for later, the earliest first.
    pub parked: Vec<Request>,
    /// Who has the floor: one for each microphone, the one open longest first. A question stands in
    /// the place of the speech that it pauses.
    pub speaking: Vec<Speech>,
    /// Speeches paused by an interposed question.
    pub interrupted: Vec<Speech>,
    /// Speeches that are over, in order.
    pub heard: Vec<Heard>,
    /// Those who asked and were not heard before their item or its debate was over, or were referred
    /// to writing.
    pub unheard: Vec<Request>,
    /// What they had to say, as far as it was filed in writing.
    pub contributions: BTreeMap<RequestId, Contribution>,
    added: accounts::Added,
    last: u32,
}

impl Floor {
    /// Who was given the floor last and has it still.
    #[must_use]
    pub fn current(&self) -> Option<&Speech> {
        self.speaking.last()
    }

    /// Every speech that is not over: those that have the floor, and those paused by a question.
    pub fn speeches(&self) -> impl Iterator<Item = &Speech> {
        self.speaking.iter().chain(&self.interrupted)
    }

    /// Empty, with this policy.
    pub(super) fn planned(policy: Policy) -> Self {
        Self {
            policy,
            ..Self::default()
        }
    }

    /// The request with this number, if it waits in the queue or with a question.
    #[must_use]
    pub fn waiting(&self, id: RequestId) -> Option<&Request> {
        let mut waiting = self.queue.iter().chain(&self.questions);
        waiting.find(|request| request.id == id)
    }

    /// Everybody who asked for the floor and has not had it: in the queue, with a question, and those
    /// put aside.
    pub fn everybody(&self) -> impl DoubleEndedIterator<Item = &Request> {
        let waiting = self.queue.iter().chain(&self.questions);
        waiting.chain(&self.parked)
    }

    /// How often somebody has spoken on the items so far, as [`Kind::counts`] says.
    #[must_use]
    pub fn times_spoken(&self, delegate: DelegateId) -> usize {
        self.heard
            .iter()
            .filter(|h| h.request.delegate == delegate && h.request.kind.counts())
            .count()
    }

    /// The last full minute of the clock; when a running speech began or went on, if that was
    /// later. Counted up to then, times spoken are never too long, and grow once a minute.
    #[must_use]
    pub fn last_full_minute(&self, now: Time) -> Time {
        let minute = Time(now.0 - now.0.rem_euclid(60_000));
        let since = self.speaking.iter().filter_map(|s| s.running_since);
        since.fold(minute, Time::max)
    }

    /// How long somebody has spoken in all, with the speech that is running.
    #[must_use]
    pub fn time_spoken(&self, delegate: DelegateId, now: Time) -> Millis {
        let over = self.heard.iter().map(|h| (h.request.delegate, h.spoken));
        over.chain(self.speeches().map(|s| (s.request.delegate, s.spoken(now))))
            .filter(|(who, _)| *who == delegate)
            .fold(Millis(0), |sum, (_, spoken)| sum + spoken)
    }
}

pub(super) fn apply(session: &mut Session, event: &Event, at: Time) {
    session.floor.apply(event, at);
}

impl Floor {
    pub(super) fn apply(&mut self, event: &Event, at: Time) {
        match event {
            Event::Asked { request, place } => {
                self.last = self.last.max(request.id.0);
                self.enter(*request, *place);
            }
            Event::Withdrawn { request } | Event::Removed { request, .. } => {
                self.take(*request);
            }
            Event::Moved { request, before } => {
                if let Some(moved) = self.take(*request) {
                    self.departures.entry(*request).or_default().moved = true;
                    let list = self.list_of(moved.kind);
                    let before = before.and_then(|b| list.iter().position(|r| r.id == b));
                    list.insert(before.unwrap_or(list.len()), moved);
                }
            }
            Event::Given {
                request,
                limit,
                interrupts,
                in_order,
                passed,
            } => {
                let passed = passed.and_then(|passed| self.waiting(passed));
                let passed = passed.map(|passed| passed.delegate);
                if let Some(request) = self.take(*request) {
                    if !in_order {
                        let departure = self.departures.entry(request.id).or_default();
                        (departure.called, departure.passed) = (true, passed);
                    }
                    self.begin(Speech::begin(request, *limit, at), *interrupts, at);
                }
            }
            Event::Paused { request } => {
                if let Some(speech) = self.speech_mut(*request) {
                    speech.halt(at);
                }
            }
            Event::Resumed { request } => {
                if let Some(speech) = self.speech_mut(*request) {
                    speech.running_since.get_or_insert(at);
                }
            }
            Event::Extended { request, seconds } => {
                if let Some(speech) = self.speech_mut(*request) {
                    speech.limit = Seconds(speech.limit.0.saturating_add(seconds.0));
                }
            }
            Event::Ended { request, spoken } => {
                self.end(*request, *spoken);
            }
            Event::Unheard { requests } => {
                for id in requests {
                    let request = self.take(*id);
                    self.unheard.extend(request);
                }
            }
            Event::Referred { request } => {
                self.last = self.last.max(request.id.0);
                self.unheard.push(*request);
            }
            Event::Ordered { queue } => self.put_in_order(queue),
            Event::PolicySet { policy } => self.policy = *policy,
            Event::Explained { request, reason } => {
                if let Some(departure) = self.departures.get_mut(request) {
                    departure.reason.clone_from(reason);
                }
            }
            Event::ListOpened
            | Event::ListClosed
            | Event::ListEndSet { .. }
            | Event::ListEnded
            | Event::DebateEnded => ends::apply(self, event, at),
            Event::Parked { request } => self.park(*request),
            Event::Recalled { request, place } => self.recall(*request, *place),
            Event::TimeAdded { item, time, .. } => self.added.add(*item, *time),
            Event::Contributed { request, text } => self.file(*request, text, at),
        }
    }

    /// Lets a request wait at this place.
    fn enter(&mut self, request: Request, place: u32) {
        let place = usize::try_from(place).unwrap_or(usize::MAX);
        let list = self.list_of(request.kind);
        list.insert(place.min(list.len()), request);
    }

    fn list_of(&mut self, kind: Kind) -> &mut Vec<Request> {
        match kind {
            Kind::Questioning => &mut self.questions,
            _ => &mut self.queue,
        }
    }

    /// Takes a request out of its list, or from among those put aside.
    fn take(&mut self, id: RequestId) -> Option<Request> {
        [&mut self.queue, &mut self.questions, &mut self.parked]
            .into_iter()
            .find_map(|list| {
                let place = list.iter().position(|request| request.id == id)?;
                Some(list.remove(place))
            })
    }

    /// Gives the floor: in the place of the last speech, which it pauses, or beside the others.
    fn begin(&mut self, speech: Speech, interrupts: bool, at: Time) {
        match self.speaking.last_mut().filter(|_| interrupts) {
            Some(current) => {
                let pauses = Some(current.request.id);
                let mut paused = std::mem::replace(current, Speech { pauses, ..speech });
                paused.halt(at);
                self.interrupted.push(paused);
            }
            None => self.speaking.push(speech),
        }
    }

    /// Takes the floor; what the speech paused has its place again. A speech that is paused itself ends
    /// beneath the question, which goes on.
    fn end(&mut self, id: RequestId, spoken: Millis) {
        let is = |speech: &Speech| speech.request.id == id;
        let Some(place) = self.speaking.iter().position(is) else {
            if let Some(place) = self.interrupted.iter().position(is) {
                let speech = self.interrupted.remove(place);
                self.pass_down(speech);
                self.hear(speech, spoken);
            }
            return;
        };
        let speech = self.speaking.remove(place);
        let paused = self
            .interrupted
            .iter()
            .position(|below| Some(below.request.id) == speech.pauses);
        if let Some(below) = paused {
            let below = self.interrupted.remove(below);
            self.speaking.insert(place, below);
        }
        self.hear(speech, spoken);
    }

    /// Whoever paused this speech, which is over, pauses what it paused.
    fn pass_down(&mut self, speech: Speech) {
        let over = Some(speech.request.id);
        let all = self.speaking.iter_mut().chain(&mut self.interrupted);
        for above in all.filter(|above| above.pauses == over) {
            above.pauses = speech.pauses;
        }
    }

    fn hear(&mut self, speech: Speech, spoken: Millis) {
        self.heard.push(Heard {
            request: speech.request,
            begun: speech.begun,
            spoken,
            limit: speech.limit,
        });
    }

    /// The speech that has the floor with this request.
    #[must_use]
    pub fn speech(&self, id: RequestId) -> Option<&Speech> {
        self.speaking.iter().find(|s| s.request.id == id)
    }

    fn speech_mut(&mut self, id: RequestId) -> Option<&mut Speech> {
        self.speaking.iter_mut().find(|s| s.request.id == id)
    }

    fn must_be_speaking(&self, request: RequestId) -> Result<&Speech, Refusal> {
        self.speech(request).ok_or(Refusal::NotSpeaking { request })
    }

    /// The request, whether it waits or was put aside.
    fn must_be_asked(&self, request: RequestId) -> Result<&Request, Refusal> {
        self.everybody()
            .find(|asked| asked.id == request)
            .ok_or(Refusal::NoSuchRequest { request })
    }

    fn must_be_waiting(&self, request: RequestId) -> Result<&Request, Refusal> {
        self.waiting(request)
            .ok_or(Refusal::NoSuchRequest { request })
    }

    fn new_request(
        &self,
        session: &Session,
        delegate: DelegateId,
        kind: Kind,
        category: Option<u8>,
    ) -> Request {
        let id = RequestId(self.last.saturating_add(1));
        Request {
            id,
            delegate,
            kind,
            item: session.agenda.current,
            category,
        }
    }
}
