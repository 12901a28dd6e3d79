//! Polls: put a question, see who is ready, open, vote, close, and, as a separate act, publish.
//!
//! Who may vote, and how many members the body has, is frozen when the poll is opened, unless the
//! body's rules count them until it is closed. Of a secret
//! poll the record says who voted; what was voted only ever drops into a sum beside the journal
//! ([`SealedBallots`]), and both become durable together. The result is worked out once, when the
//! poll is closed, and stands in the record from then on.

mod command;
mod count;
mod entitled;
mod event;
mod fate;
mod ledger;
mod matter;
mod polled;
mod question;
mod rules;
mod say;
mod tally;
mod terms;
#[cfg(test)]
mod tests;
mod told;
mod vote;

use std::collections::{BTreeMap, BTreeSet};

pub use command::Command;
pub use entitled::Entitled;
pub(super) use entitled::due;
pub use event::Event;
pub(super) use event::apply;
pub use fate::{Ending, Fate};
pub use ledger::Ledger;
pub use matter::{Contest, Grade, Level, MOST_PEOPLE, Matter, PERSON};
pub use polled::{Elected, Polled};
pub use question::{Choice, ChoiceNo, Manner, Question, Sense, Teller};
pub use rules::weigh_alike;
pub(super) use rules::{checked, decide, prepare, withdraw};
pub(super) use tally::tally;
pub use tally::{SealedBallot, SealedBallots, Tally};
pub use terms::{Changing, Terms};
pub use vote::Vote;

use super::ids::{DelegateId, PollId};
use super::refusal::Refusal;
use super::time::Time;
pub use super::verdict::Outcome;
use super::weight::Weight;
use super::{Session, is_usual};

/// How long a question may be, in clusters.
pub const QUESTION: usize = 1_000;
/// How long the label of a choice may be, in clusters.
pub const LABEL: usize = 40;
/// How many choices a motion may offer.
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
    /// Taken off before there was a result.
    Cancelled {
        /// What became of it.
        fate: Fate,
        /// Why.
        reason: String,
    },
}

/// A note to a result, written after everybody knew it. The result is as it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// When.
    pub at: Time,
    /// What it says.
    pub text: String,
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
    /// The ballot whose open seats this one fills.
    pub continues: Option<PollId>,
    /// The ballot that fills the seats this one left open; what was decided here stands.
    pub continued_by: Option<PollId>,
    /// Where it stands.
    pub stage: Stage,
    /// Those who said they are ready.
    pub ready: BTreeSet<DelegateId>,
    /// Those who may vote, with the weight of each; frozen when the poll is opened, unless the body's
    /// rules count them until the close.
    pub entitled: BTreeMap<DelegateId, Weight>,
    /// Those who were here as well when who may vote was settled, and may not only because they are
    /// recused. They are present while they stay.
    pub recused: BTreeSet<DelegateId>,
    /// All members of the body, by weight, or by head where hands are counted; frozen together with
    /// those who may vote.
    pub members: Weight,
    /// Those who voted, with what they voted where that is on the record and known here.
    pub voted: BTreeMap<DelegateId, Option<Vote>>,
    /// The hands counted for each choice, once they were entered; only at the head table.
    pub hands: Option<Vec<u32>>,
    /// What the second teller counted, where there are two; only at the head table.
    pub second_count: Option<Vec<u32>>,
    /// What the tellers of a ballot on paper reported; only at the head table.
    pub ledger: Option<Ledger>,
    /// When it was closed.
    pub closed_at: Option<Time>,
    /// What became of its result later, and why. The result itself stays where it was.
    pub annulled: Option<(Fate, String)>,
    /// Notes to the published result, the earliest first.
    pub notes: Vec<Note>,
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

    /// Whether it was taken off before there was a result.
    #[must_use]
    pub fn is_cancelled(&self) -> bool {
        matches!(self.stage, Stage::Cancelled { .. })
    }

    /// Whether votes are being taken.
    #[must_use]
    pub fn is_open(&self) -> bool {
        matches!(self.stage, Stage::Open { .. })
    }

    /// Whether somebody has to say how a tie ends before there is a result.
    #[must_use]
    pub fn is_tied(&self) -> bool {
        self.ending() == Some(Ending::Judged(Outcome::Tied)) && self.repeated_by.is_none()
    }

    /// Whether this person has a vote left, or may still vote otherwise than before.
    #[must_use]
    pub fn may_still_vote(&self, who: DelegateId) -> bool {
        let again = self.question.terms.changing == Changing::UntilClose;
        self.is_open()
            && self.entitled.contains_key(&who)
            && (again || !self.voted.contains_key(&who))
    }

    /// Whether it is prepared or open.
    #[must_use]
    pub fn is_under_way(&self) -> bool {
        matches!(self.stage, Stage::Prepared | Stage::Open { .. })
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

    pub(super) fn next_id(&self) -> PollId {
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

impl Poll {
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

    /// Nothing else is begun, and the session does not end, while a tie waits for the chair.
    pub(super) fn must_have_no_tie(&self) -> Result<(), Refusal> {
        match self.polls.iter().find(|poll| poll.is_tied()) {
            Some(poll) => Err(Refusal::TieWaits { poll: poll.id }),
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
        let counted: Option<u64> = match poll.question.manner {
            Manner::Hands => poll
                .hands
                .as_ref()
                .map(|hands| hands.iter().map(|n| u64::from(*n)).sum()),
            Manner::Paper => poll.ledger.as_ref().map(|ledger| ledger.returned.into()),
            Manner::Named | Manner::Secret => None,
        };
        let voted = counted.map(|counted| usize::try_from(counted).unwrap_or(usize::MAX));
        (voted.unwrap_or(poll.voted.len()), poll.entitled.len())
    }
}
