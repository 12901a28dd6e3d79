//! Who may vote in a poll: those who may when it is opened, and, where the body's rules count until
//! the close, also those who come later; who leaves without having voted is not counted then.

use serde::{Deserialize, Serialize};

use super::{Event, Manner, Poll};
use crate::session::attendance::Attendee;
use crate::session::due::Due;
use crate::session::ids::DelegateId;
use crate::session::refusal::Refusal;
use crate::session::rule::TieRule;
use crate::session::time::Time;
use crate::session::weight::Weight;
use crate::session::{self, Session};

/// Until when it is open who may vote.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Entitled {
    /// Whoever may vote when the poll is opened, and nobody else.
    #[default]
    Frozen,
    /// Counted anew until the close: who comes late may vote, who leaves without having voted is not
    /// counted.
    UntilClose,
}

impl Session {
    /// The voices that may be cast in a poll if it is opened now, with the weight of each, in the
    /// order of the roster.
    #[must_use]
    pub fn voters(&self, poll: &Poll, now: Time) -> Vec<(DelegateId, Weight)> {
        let roster = self.roster.iter();
        let voters = roster.filter(|attendee| self.may_vote_in(attendee, poll, now));
        voters.map(|a| (a.delegate.id, a.weight())).collect()
    }

    /// Whether a voice may be cast in a poll as things stand. A chair who has a casting vote gets it
    /// once there is a tie, and none before.
    #[must_use]
    pub fn may_vote_in(&self, attendee: &Attendee, poll: &Poll, now: Time) -> bool {
        let casting = poll.question.terms.tie == TieRule::CastingVote;
        self.may_vote(attendee, now)
            && !self.is_recused(attendee, poll)
            && !(casting && attendee.delegate.id == self.presiding)
    }

    /// Whether a voice is ready to be cast: its own person has said so, or the holder of their proxy.
    #[must_use]
    pub fn is_ready(&self, voice: DelegateId, poll: &Poll) -> bool {
        let attendee = self.roster.get(voice);
        let here = attendee.and_then(|attendee| self.here_for(attendee));
        here.is_some_and(|here| poll.ready.contains(&here.delegate.id))
    }

    /// Whether somebody is here for this voice who may cast it in this poll. Their line may have been
    /// lost: who votes is here.
    pub(super) fn must_be_voter(&self, delegate: DelegateId, poll: &Poll) -> Result<(), Refusal> {
        let attendee = self.attendee(delegate)?;
        if self.is_recused(attendee, poll) {
            return Err(Refusal::Recused { delegate });
        }
        if self.here_for(attendee).is_none() {
            return Err(Refusal::NotPresent { delegate });
        }
        if self.has_vote(attendee) {
            Ok(())
        } else {
            Err(Refusal::NotEntitled { poll: poll.id })
        }
    }
}

/// That others may vote now than before, where the body's rules count them until the close. At the
/// moment at which the grace of somebody's lost connection ran out, for those who went so.
pub(in crate::session) fn due(session: &Session, now: Time) -> Option<Due> {
    if session.plan.rules.rights.entitled == Entitled::Frozen {
        return None;
    }
    let poll = session.polls.open().filter(|poll| !is_counted(poll))?;
    // A secret vote of another weight would tell whose it is.
    let alike = |weight: Weight| {
        let secret = poll.question.manner == Manner::Secret;
        let known = poll.entitled.values().next();
        !secret || known.is_none_or(|known| *known == weight)
    };
    let mut joined = session.voters(poll, now);
    joined.retain(|(who, weight)| !poll.entitled.contains_key(who) && alike(*weight));
    let gone = |delegate: &DelegateId| {
        let attendee = session.roster.get(*delegate)?;
        let gone = !session.may_vote_in(attendee, poll, now);
        gone.then(|| {
            let until = session.counts_until(attendee);
            (
                until.filter(|until| *until <= now).unwrap_or(now),
                *delegate,
            )
        })
    };
    let gone: Vec<_> = poll.missing().filter_map(|id| gone(&id)).collect();
    let earliest = gone.iter().map(|(at, _)| *at).min().unwrap_or(now);
    let then = gone.iter().filter(|(at, _)| *at == earliest);
    let left: Vec<_> = then.map(|(_, delegate)| *delegate).collect();
    let joined = if earliest < now { vec![] } else { joined };
    if joined.is_empty() && left.is_empty() {
        return None;
    }
    let poll = poll.id;
    let events = vec![session::Event::Poll(Event::EntitledChanged {
        poll,
        joined,
        left,
    })];
    Some(Due {
        at: earliest,
        events,
    })
}

/// Whether people in the room were counted already: what was counted stands.
fn is_counted(poll: &Poll) -> bool {
    poll.hands.is_some() || poll.second_count.is_some() || poll.ledger.is_some()
}
