//! Polls: put a question, see who is ready, open, vote, close, and, as a separate act, publish.
//!
//! Who may vote, and how many members the body has, is frozen when the poll is opened. Of a secret
//! poll the record says who voted; what was voted only ever drops into a sum beside the journal
//! ([`SealedBallots`]), and both become durable together. The result is worked out once, when the
//! poll is closed, and stands in the record from then on.

mod question;
mod rules;
mod tally;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

pub use question::{Choice, ChoiceNo, Manner, Question, Sense};
pub(super) use rules::{decide, withdraw};
pub use tally::{SealedBallot, SealedBallots, Tally};

use super::Session;
use super::attendance::Attendee;
use super::ids::{DelegateId, PollId};
use super::refusal::Refusal;
use super::time::Time;
pub use super::verdict::Outcome;
use super::weight::Weight;

/// How long a question may be, in clusters.
pub const QUESTION: usize = 1_000;
/// How long the label of a choice may be, in clusters.
pub const LABEL: usize = 40;
/// How many choices a poll may offer.
pub const MOST_CHOICES: usize = 9;
/// How few may take part in a secret poll: among fewer, a result tells who voted what.
pub const FEWEST_SECRET: usize = 3;

/// Where a poll stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stage {
    /// The question is put; people say they are ready.
    Prepared,
    /// Votes are taken.
    Open {
        /// Since when.
        since: Time,
    },
    /// No more votes. The head table knows the result.
    Closed {
        /// When.
        at: Time,
        /// The result; hidden from those who may not know it yet.
        tally: Option<Tally>,
    },
    /// Everybody knows the result.
    Published {
        /// When.
        at: Time,
        /// The result.
        tally: Tally,
    },
    /// Taken back before there was a result.
    Cancelled {
        /// Why.
        reason: String,
    },
}

/// One poll.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Poll {
    /// Its number.
    pub id: PollId,
    /// The question and how it is decided.
    pub question: Question,
    /// Which round this is, from 1.
    pub round: u32,
    /// The round before, and why it was repeated.
    pub repeats: Option<(PollId, String)>,
    /// The round that took this one's place.
    pub repeated_by: Option<PollId>,
    /// Where it stands.
    pub stage: Stage,
    /// Those who said they are ready.
    pub ready: BTreeSet<DelegateId>,
    /// Those who may vote, with the weight of each; frozen when the poll is opened.
    pub entitled: BTreeMap<DelegateId, Weight>,
    /// All members of the body, by weight, or by head where hands are counted; frozen when the poll
    /// is opened.
    pub members: Weight,
    /// Those who voted, with what they voted where that is on the record and known here.
    pub voted: BTreeMap<DelegateId, Option<ChoiceNo>>,
    /// The hands counted for each choice, once they were entered; only at the head table.
    pub hands: Option<Vec<u32>>,
    /// When it was closed.
    pub closed_at: Option<Time>,
}

impl Poll {
    /// The result, where it is known here.
    #[must_use]
    pub fn tally(&self) -> Option<&Tally> {
        match &self.stage {
            Stage::Closed { tally, .. } => tally.as_ref(),
            Stage::Published { tally, .. } => Some(tally),
            _ => None,
        }
    }

    /// Whether it was taken back.
    #[must_use]
    pub fn is_cancelled(&self) -> bool {
        matches!(self.stage, Stage::Cancelled { .. })
    }

    /// Whether votes are being taken.
    #[must_use]
    pub fn is_open(&self) -> bool {
        matches!(self.stage, Stage::Open { .. })
    }

    /// Those entitled who have not voted yet.
    pub fn missing(&self) -> impl Iterator<Item = DelegateId> {
        self.entitled
            .keys()
            .copied()
            .filter(|who| !self.voted.contains_key(who))
    }
}

/// Every poll of the session, in the order they were prepared.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Polls {
    polls: Vec<Poll>,
}

impl Polls {
    /// Every poll, the earliest first.
    pub fn iter(&self) -> std::slice::Iter<'_, Poll> {
        self.polls.iter()
    }

    /// The poll with this number.
    #[must_use]
    pub fn get(&self, id: PollId) -> Option<&Poll> {
        self.polls.iter().find(|poll| poll.id == id)
    }

    fn get_mut(&mut self, id: PollId) -> Option<&mut Poll> {
        self.polls.iter_mut().find(|poll| poll.id == id)
    }

    /// The poll in which votes are being taken. There is never more than one.
    #[must_use]
    pub fn open(&self) -> Option<&Poll> {
        self.polls.iter().find(|poll| poll.is_open())
    }

    /// The poll the meeting is busy with: the last one, unless it was cancelled.
    #[must_use]
    pub fn latest(&self) -> Option<&Poll> {
        self.polls.last().filter(|poll| !poll.is_cancelled())
    }

    fn next_id(&self) -> PollId {
        PollId(
            self.polls
                .iter()
                .map(|poll| poll.id.0)
                .max()
                .unwrap_or(0)
                .saturating_add(1),
        )
    }
}

impl<'a> IntoIterator for &'a Polls {
    type Item = &'a Poll;
    type IntoIter = std::slice::Iter<'a, Poll>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// What can be asked of polls.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Command {
    /// Put a question, without taking votes yet. Head table.
    Prepare {
        /// The question.
        question: Question,
    },
    /// A delegate who is present and has a vote says they are ready.
    Ready {
        /// In which poll.
        poll: PollId,
    },
    /// Take votes. Chair.
    Open {
        /// Which.
        poll: PollId,
    },
    /// Vote, once and for good: a delegate for themselves, who is not named then; in a named poll
    /// the head table for somebody who says aloud what they vote. Who has left votes no more, and
    /// the vote of who leaves later stands.
    Cast {
        /// In which poll.
        poll: PollId,
        /// What.
        choice: ChoiceNo,
        /// For whom, where the head table enters it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        delegate: Option<DelegateId>,
    },
    /// Enter the hands counted for each choice. May be corrected until the close. Head table.
    CountHands {
        /// In which poll.
        poll: PollId,
        /// Hands for each choice, in the order of the choices.
        hands: Vec<u32>,
    },
    /// Take no more votes and work out the result. Chair.
    Close {
        /// Which.
        poll: PollId,
    },
    /// Let everybody know the result. Possible when the session is closed, too. Chair.
    Publish {
        /// Which.
        poll: PollId,
    },
    /// Take the question back before there is a result. Chair.
    Cancel {
        /// Which.
        poll: PollId,
        /// Why.
        reason: String,
    },
    /// Put the question again in a new round, where no later round stands already; the old one stays
    /// on the record. Chair.
    Repeat {
        /// Which.
        poll: PollId,
        /// Why; must be said.
        reason: String,
    },
}

/// What happened to a poll.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Event {
    /// A question was put.
    Prepared {
        /// The new poll.
        poll: PollId,
        /// The question.
        question: Question,
    },
    /// Somebody is ready.
    Readied {
        /// In which poll.
        poll: PollId,
        /// Who.
        delegate: DelegateId,
    },
    /// Votes are taken.
    Opened {
        /// In which poll.
        poll: PollId,
        /// Who may vote, with the weight of each.
        entitled: Vec<(DelegateId, Weight)>,
    },
    /// Somebody voted.
    Cast {
        /// In which poll.
        poll: PollId,
        /// Who.
        delegate: DelegateId,
        /// What; never there for a secret poll, nor for anybody but the journal before the close.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        choice: Option<ChoiceNo>,
    },
    /// Hands were counted.
    HandsCounted {
        /// In which poll.
        poll: PollId,
        /// For each choice; hidden from those who may not know it yet.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        hands: Option<Vec<u32>>,
    },
    /// No more votes are taken.
    Closed {
        /// In which poll.
        poll: PollId,
        /// The result; hidden from those who may not know it yet.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        tally: Option<Tally>,
    },
    /// Everybody knows the result.
    Published {
        /// Of which poll.
        poll: PollId,
        /// The result.
        tally: Tally,
    },
    /// The question was taken back.
    Cancelled {
        /// Which.
        poll: PollId,
        /// Why.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        reason: String,
    },
    /// The question is put again in a new round.
    Repeated {
        /// Which.
        poll: PollId,
        /// The new round.
        next: PollId,
        /// Why.
        reason: String,
    },
}

pub(super) fn apply(session: &mut Session, event: &Event, at: Time) {
    let polls = &mut session.polls;
    match event {
        Event::Prepared { poll, question } => {
            polls
                .polls
                .push(Poll::prepared(*poll, question.clone(), 1, None));
        }
        Event::Repeated { poll, next, reason } => {
            if let Some(old) = polls.get_mut(*poll) {
                old.repeated_by = Some(*next);
                let (question, round) = (old.question.clone(), old.round.saturating_add(1));
                let repeats = Some((*poll, reason.clone()));
                polls
                    .polls
                    .push(Poll::prepared(*next, question, round, repeats));
            }
        }
        Event::Readied { poll, delegate } => {
            polls.change(*poll, |poll| {
                poll.ready.insert(*delegate);
            });
        }
        Event::Opened { poll, entitled } => polls.change(*poll, |poll| {
            poll.members = poll.weigh(session.roster.members().map(Attendee::weight));
            poll.entitled = entitled.iter().copied().collect();
            poll.stage = Stage::Open { since: at };
        }),
        Event::Cast {
            poll,
            delegate,
            choice,
        } => polls.change(*poll, |poll| {
            poll.voted.insert(*delegate, *choice);
        }),
        Event::HandsCounted { poll, hands } => {
            polls.change(*poll, |poll| poll.hands.clone_from(hands));
        }
        Event::Closed { poll, tally } => {
            polls.change(*poll, |poll| {
                poll.closed_at = Some(at);
                poll.stage = Stage::Closed {
                    at,
                    tally: tally.clone(),
                };
            });
        }
        Event::Published { poll, tally } => {
            polls.change(*poll, |poll| {
                poll.stage = Stage::Published {
                    at,
                    tally: tally.clone(),
                };
            });
        }
        Event::Cancelled { poll, reason } => {
            polls.change(*poll, |poll| {
                poll.stage = Stage::Cancelled {
                    reason: reason.clone(),
                };
            });
        }
    }
}

impl Polls {
    fn change(&mut self, id: PollId, change: impl FnOnce(&mut Poll)) {
        if let Some(poll) = self.get_mut(id) {
            change(poll);
        }
    }
}

impl Poll {
    fn prepared(
        id: PollId,
        question: Question,
        round: u32,
        repeats: Option<(PollId, String)>,
    ) -> Self {
        Self {
            id,
            question,
            round,
            repeats,
            repeated_by: None,
            stage: Stage::Prepared,
            ready: BTreeSet::new(),
            entitled: BTreeMap::new(),
            members: Weight::ZERO,
            voted: BTreeMap::new(),
            hands: None,
            closed_at: None,
        }
    }

    fn must_be_prepared(&self) -> Result<(), Refusal> {
        match self.stage {
            Stage::Prepared => Ok(()),
            _ => Err(Refusal::NotPrepared { poll: self.id }),
        }
    }

    fn must_be_open(&self) -> Result<(), Refusal> {
        if self.is_open() {
            Ok(())
        } else {
            Err(Refusal::NotOpen { poll: self.id })
        }
    }
}

impl Session {
    fn poll(&self, poll: PollId) -> Result<&Poll, Refusal> {
        self.polls.get(poll).ok_or(Refusal::NoSuchPoll { poll })
    }

    pub(super) fn must_have_no_open_poll(&self) -> Result<(), Refusal> {
        match self.polls.open() {
            Some(poll) => Err(Refusal::VoteIsOpen { poll: poll.id }),
            None => Ok(()),
        }
    }

    fn must_have_no_poll_under_way(&self) -> Result<(), Refusal> {
        self.must_have_no_open_poll()?;
        match self
            .polls
            .iter()
            .find(|poll| matches!(poll.stage, Stage::Prepared))
        {
            Some(poll) => Err(Refusal::PollIsPrepared { poll: poll.id }),
            None => Ok(()),
        }
    }

    /// How many have voted, and how many may.
    #[must_use]
    pub fn turnout(&self, poll: &Poll) -> (usize, usize) {
        match (&poll.hands, poll.question.manner) {
            (Some(hands), Manner::Hands) => {
                let counted: u64 = hands.iter().map(|n| u64::from(*n)).sum();
                (
                    usize::try_from(counted).unwrap_or(usize::MAX),
                    poll.entitled.len(),
                )
            }
            _ => (poll.voted.len(), poll.entitled.len()),
        }
    }
}
