//! Who may vote in a poll: those who may when it is opened, and, where the body's rules count until
//! the close, also those who come later; who leaves without having voted is not counted then.
//!
//! Present, where a rule asks for a share of those present, are all these and, beside them, those who
//! could vote as well but are recused: a recusal lowers those entitled and nothing else. So whoever
//! sits in or holds a proxy counts where the body lets them vote, and not where they only attend; who
//! takes part over a line counts like everybody else, until the grace of a lost connection has passed.
//! A chair who has only a casting vote takes no part before there is a tie and is not counted, as the
//! president of a Japanese assembly is not (Local Autonomy Act art. 116). The quorum counts otherwise,
//! as [`super::super::quorum`] says.

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
    /// Counted anew until the close: who comes late may vote, who leaves or is recused without having
    /// voted is not counted.
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
        self.is_here_for(attendee, poll, now) && !self.is_recused(attendee, poll)
    }

    /// Whether a voice could be cast in a poll as things stand, if nobody were recused. Those whose
    /// voice it is are present where a rule asks for a share of those present.
    #[must_use]
    pub fn is_here_for(&self, attendee: &Attendee, poll: &Poll, now: Time) -> bool {
        let casting = poll.question.terms.tie == TieRule::CastingVote;
        self.may_vote(attendee, now) && !(casting && attendee.delegate.id == self.presiding)
    }

    /// Those who are here and may not vote in a poll only because they are recused, in the order of
    /// the roster.
    #[must_use]
    pub fn recused_here(&self, poll: &Poll, now: Time) -> Vec<DelegateId> {
        let recused = |a: &&Attendee| self.is_here_for(a, poll, now) && self.is_recused(a, poll);
        let roster = self.roster.iter().filter(recused);
        roster.map(|attendee| attendee.delegate.id).collect()
    }

    /// Whether a voice is ready to be cast: its own person has said so, who sits in for them, with
    /// whichever link, or the holder of their proxy.
    #[must_use]
    pub fn is_ready(&self, voice: DelegateId, poll: &Poll) -> bool {
        let attendee = self.roster.get(voice);
        let here = attendee.and_then(|attendee| Some((attendee, self.here_for(attendee)?)));
        here.is_some_and(|(attendee, here)| {
            let own = attendee.presence.is_present() && poll.ready.contains(&voice);
            own || poll.ready.contains(&here.delegate.id)
        })
    }

    /// Whether somebody is here for this voice who may cast it in this poll. Their line may have been
    /// lost: who votes is here.
    pub(super) fn must_be_voter(&self, delegate: DelegateId, poll: &Poll) -> Result<(), Refusal> {
        let attendee = self.attendee(delegate)?;
        self.must_not_be_recused(attendee, poll)?;
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
    let poll = session.polls.open().filter(|poll| !poll.is_counted())?;
    // A secret vote of another weight would tell whose it is, and of hands nobody knows whose they are.
    let manner = poll.question.manner;
    let weighed =
        manner == Manner::Secret || manner.is_counted() && session.quorum_weighs_ballots();
    let alike = |weight: Weight| {
        let known = poll.entitled.values().next();
        !weighed || known.is_none_or(|known| *known == weight)
    };
    let mut joined = session.voters(poll, now);
    joined.retain(|(who, weight)| !poll.entitled.contains_key(who) && alike(*weight));
    let gone = |delegate: &DelegateId| {
        let Some(attendee) = session.roster.get(*delegate) else {
            // Added by mistake, and struck off again.
            return Some((now, *delegate));
        };
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
    let mut recused = session.recused_here(poll, now);
    recused.retain(|who| !poll.recused.contains(who));
    if earliest < now {
        (joined, recused) = Default::default();
    }
    if joined.is_empty() && left.is_empty() && recused.is_empty() {
        return None;
    }
    let poll = poll.id;
    let events = vec![session::Event::Poll(Event::EntitledChanged {
        poll,
        joined,
        left,
        recused,
    })];
    Some(Due {
        at: earliest,
        events,
    })
}

impl Poll {
    /// Whether people in the room were counted already: what was counted stands.
    #[must_use]
    pub fn is_counted(&self) -> bool {
        self.hands.is_some() || self.second_count.is_some() || self.ledger.is_some()
    }
}
