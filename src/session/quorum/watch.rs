//! What is done about the quorum: a challenge, votes stopped when it is lost and going on when it is
//! reached again.

use serde::{Deserialize, Serialize};

use super::{MadeBy, Measure, Policy, Standing};
use crate::session::actor::{Actor, Role};
use crate::session::attendance::Attendee;
use crate::session::due::Due;
use crate::session::ids::DelegateId;
use crate::session::poll::Poll;
use crate::session::refusal::Refusal;
use crate::session::time::Time;
use crate::session::weight::Weight;
use crate::session::{self, Context, Session};

/// What has become of the quorum under a policy that stops votes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Watch {
    /// Since when it has been lacking; none while there is one, or while nobody has looked.
    pub lost: Option<Time>,
    /// The last time it was challenged.
    pub counted: Option<Count>,
}

/// A count after a challenge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Count {
    /// When.
    pub at: Time,
    /// Those who counted as present: heads, or the weights of their votes.
    pub present: Weight,
    /// What was required.
    pub required: Weight,
}

/// What can be asked of the quorum.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Command {
    /// Have the quorum counted, where it is looked at only when challenged. The chair, or any
    /// delegate who is present and has a vote.
    Challenge,
}

/// What happened to the quorum.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Event {
    /// It was challenged and counted. Where it is lacking, votes stop.
    Counted {
        /// Those who count as present: heads, or the weights of their votes.
        present: Weight,
        /// What is required.
        required: Weight,
    },
    /// It was lost: votes stop.
    Lost {
        /// Those who still count as present.
        present: Weight,
        /// What is required.
        required: Weight,
    },
    /// It is reached again: votes go on.
    Regained {
        /// Those who count as present.
        present: Weight,
        /// What is required.
        required: Weight,
    },
}

pub(in crate::session) fn decide(
    session: &Session,
    actor: &Actor,
    command: Command,
    context: &Context<'_>,
) -> Result<Vec<session::Event>, Refusal> {
    let Command::Challenge = command;
    session.must_not_be_closed()?;
    if actor.role != Role::Chair {
        let delegate = actor.must_be_delegate()?;
        session.must_be_present(delegate)?;
        let voice = session.voice_of(delegate);
        if !session.has_vote(session.attendee(voice)?) {
            return Err(Refusal::NoVote);
        }
    }
    session.must_be_open()?;
    if session.plan.rules.quorum.policy != Policy::Challenged {
        return Err(Refusal::NoChallenge);
    }
    let Standing {
        present, required, ..
    } = session.quorum(context.now);
    let counted = Event::Counted { present, required };
    Ok(vec![session::Event::Quorum(counted)])
}

pub(in crate::session) fn apply(session: &mut Session, event: &Event, at: Time) {
    let watch = &mut session.watch;
    match *event {
        Event::Counted { present, required } => {
            watch.counted = Some(Count {
                at,
                present,
                required,
            });
            if present < required {
                watch.lost.get_or_insert(at);
            } else {
                watch.lost = None;
            }
        }
        Event::Lost { .. } => {
            watch.lost.get_or_insert(at);
        }
        Event::Regained { .. } => watch.lost = None,
    }
}

/// That the quorum is lost, at the moment it was, or reached again.
pub(in crate::session) fn due(session: &Session, now: Time) -> Option<Due> {
    let policy = session.plan.rules.quorum.policy;
    let watched = match policy {
        Policy::Continuous => session.phase.is_open(),
        Policy::Challenged => session.watch.lost.is_some(),
        Policy::Session | Policy::Vote | Policy::VotesCast => false,
    };
    if !watched {
        return None;
    }
    let lacking = !session.quorum(now).is_reached();
    if lacking == session.watch.lost.is_some() {
        return None;
    }
    let at = if lacking { lost_at(session, now) } else { now };
    let Standing {
        present, required, ..
    } = session.quorum(at);
    let event = if lacking {
        Event::Lost { present, required }
    } else {
        Event::Regained { present, required }
    };
    let mut events = vec![session::Event::Quorum(event)];
    // A wait for objections that was stopped has its whole time again.
    events.extend(session.wait_again().filter(|_| !lacking));
    Some(Due { at, events })
}

/// The moment from which on there has been no quorum: when the grace of somebody's lost connection
/// ran out, or now, if whatever it was has only just happened. As time passes by itself, only fewer
/// are left.
fn lost_at(session: &Session, now: Time) -> Time {
    let roster = session.roster.iter();
    let mut moments: Vec<_> = roster.filter_map(|a| session.counts_until(a)).collect();
    moments.retain(|at| *at <= now);
    moments.sort_unstable();
    let lost = moments.partition_point(|at| session.quorum(*at).is_reached());
    moments.get(lost).copied().unwrap_or(now)
}

impl Session {
    /// Whether votes are stopped because the quorum was found lacking, and since when.
    #[must_use]
    pub fn stopped(&self) -> Option<Time> {
        self.watch.lost.filter(|_| self.polls.open().is_some())
    }

    /// Whether the quorum allows a session to be opened.
    #[must_use]
    pub fn quorum_to_begin(&self, now: Time) -> bool {
        self.plan.rules.quorum.policy != Policy::Session || self.quorum(now).is_reached()
    }

    /// Whether the quorum allows a vote to be opened.
    #[must_use]
    pub fn quorum_to_vote(&self, now: Time) -> bool {
        match self.plan.rules.quorum.policy {
            Policy::Vote | Policy::Continuous => self.quorum(now).is_reached(),
            Policy::Challenged => self.watch.lost.is_none(),
            Policy::Session | Policy::VotesCast => true,
        }
    }

    /// What a poll that is closed now is judged by; none where the policy asks for nothing then.
    #[must_use]
    pub fn quorum_at_close(&self, poll: &Poll, now: Time) -> Option<Standing> {
        match self.plan.rules.quorum.policy {
            Policy::Session => None,
            Policy::Vote | Policy::Continuous => Some(self.quorum(now)),
            Policy::Challenged => self.watch.lost.map(|_| self.quorum(now)),
            // Where silence is consent nobody votes: those who could object make the quorum.
            Policy::VotesCast if poll.question.rule.is_no_objection() => Some(self.quorum(now)),
            Policy::VotesCast => Some(self.quorum_of_votes(poll)),
        }
    }

    /// Whether the quorum is made by the weight of the ballots that were cast.
    #[must_use]
    pub fn quorum_weighs_ballots(&self) -> bool {
        let quorum = &self.plan.rules.quorum;
        let asks = quorum.condition.is_some();
        asks && (quorum.policy, quorum.measure) == (Policy::VotesCast, Measure::Weight)
    }

    /// How the quorum stands by the votes that were cast. Of people who are counted in the room
    /// nobody knows who they were: where weights are added up, each has the weight that all who may
    /// vote have, for a vote of unequal weights isn't taken in such a manner then.
    fn quorum_of_votes(&self, poll: &Poll) -> Standing {
        if poll.question.manner.is_counted() {
            let counted = self.turnout(poll).0;
            let each = poll.entitled.values().next().copied();
            let each = each.filter(|_| self.quorum_weighs_ballots());
            let each = each.unwrap_or(Weight::ONE);
            self.made_by_ballots(std::iter::repeat_n(each, counted).sum())
        } else {
            self.made_by_ballots_of(poll.voted.keys())
        }
    }

    /// How the quorum would stand if everybody voted who may, where the votes cast in this poll make
    /// it: at most so much can come of it.
    #[must_use]
    pub fn quorum_at_most(&self, poll: &Poll) -> Option<Standing> {
        let by_votes = self.plan.rules.quorum.policy == Policy::VotesCast;
        let counts = by_votes && !poll.question.rule.is_no_objection();
        counts.then(|| self.made_by_ballots_of(poll.entitled.keys()))
    }

    fn made_by_ballots_of<'a>(&self, voters: impl Iterator<Item = &'a DelegateId>) -> Standing {
        let voters = voters.filter_map(|id| self.roster.get(*id));
        self.made_by_ballots(self.measured(voters))
    }

    fn made_by_ballots(&self, voted: Weight) -> Standing {
        let members = self.measured(self.roster.members());
        let standing = Standing::weighing(self.plan.rules.quorum.condition, voted, members);
        Standing {
            made_by: MadeBy::Ballots,
            ..standing
        }
    }

    /// How the quorum stands by the number of ballots that were counted in the room, whatever they
    /// weigh.
    pub(in crate::session) fn quorum_of_heads(&self, poll: &Poll) -> Standing {
        let counted = u32::try_from(self.turnout(poll).0).unwrap_or(u32::MAX);
        let members = self.measured(self.roster.members());
        let condition = self.plan.rules.quorum.condition;
        Standing::weighing(condition, Weight::whole(counted), members)
    }

    /// So many members, or what their votes weigh, as the body adds them up.
    pub(super) fn measured<'a>(&self, those: impl Iterator<Item = &'a Attendee>) -> Weight {
        match self.plan.rules.quorum.measure {
            Measure::Heads => Weight::whole(u32::try_from(those.count()).unwrap_or(u32::MAX)),
            Measure::Weight => those.map(Attendee::weight).sum(),
        }
    }

    pub(in crate::session) fn must_not_be_stopped(&self, now: Time) -> Result<(), Refusal> {
        match self.stopped() {
            Some(since) => {
                let quorum = self.quorum(now);
                Err(Refusal::VoteStopped {
                    at: since,
                    present: quorum.present,
                    required: quorum.required,
                })
            }
            None => Ok(()),
        }
    }

    pub(in crate::session) fn must_have_quorum(
        &self,
        enough: bool,
        now: Time,
    ) -> Result<(), Refusal> {
        if enough {
            return Ok(());
        }
        let quorum = self.quorum(now);
        Err(Refusal::NoQuorum {
            present: quorum.present,
            required: quorum.required,
        })
    }
}
