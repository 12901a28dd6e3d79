//! Consent: what is carried without a count unless somebody speaks up.
//!
//! Two things rest on it. A question put by the rule `no objection` is asked, a waiting time runs,
//! and if nobody objects until its end the question is carried by itself, at that very moment; one
//! objection ends the wait and leaves the same question prepared for an ordinary vote. And the
//! consent list: several items with motions put as one question. Whoever has a vote may have an item
//! taken out as long as the list is not decided; what is taken out is an ordinary item again, the
//! rest is decided together, and the record then has the outcome of each item.
//!
//! The question itself is a poll like any other: its stages, its result and its quorum are those of
//! [`poll`]. While a wait runs nothing else may move, as during any open vote: the
//! session is neither suspended nor closed and no other item is taken up before it is over or was
//! cancelled. A wait that ran while the hub was away begins anew, for silence that nobody could break
//! is no consent. Where the loss of the quorum stops votes it stops the wait, too, which begins anew
//! when the quorum is reached again; an objection is heard all the while. Elsewhere whether there is a
//! quorum is seen at its end: without one the outcome is `no_quorum`.

mod rules;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

pub(super) use rules::{decide, decided, due, must_have_waited, taken_up};

use super::Session;
use super::ids::{DelegateId, ItemId, PollId};
use super::plan::Plan;
use super::poll::{self, Poll, Question, Stage};
use super::rule::Rule;
use super::time::{Seconds, Time};
use super::verdict::Outcome;

/// How long the chair waits for an objection where the session file does not say.
pub const WAIT: Seconds = Seconds(10);
/// The shortest wait: time to reach for a button.
pub const SHORTEST: u32 = 3;
/// The longest wait: ten minutes.
pub const LONGEST: u32 = 600;
/// How long the reason may be for which an item is taken out, in clusters.
pub const REASON: usize = 500;

/// The consent list, and what became of objections.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Consent {
    /// The items on the list, in the order of the agenda. They are not decided yet.
    pub items: BTreeSet<ItemId>,
    /// What was taken out, the earliest first.
    pub taken_out: Vec<TakenOut>,
    /// The poll by which the list is put, from its preparation until it is decided.
    pub asked: Option<PollId>,
    /// What was decided as one, the earliest first.
    pub decided: Vec<Decided>,
    /// Who objected to what, the earliest first.
    pub objections: Vec<Objection>,
}

/// An item that was taken out of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TakenOut {
    /// Which.
    pub item: ItemId,
    /// At whose request; none where the head table did it by itself.
    pub delegate: Option<DelegateId>,
    /// Why; empty where it was not said.
    pub reason: String,
}

/// Items that were decided as one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decided {
    /// By which poll.
    pub poll: PollId,
    /// What became of each of them.
    pub outcome: Outcome,
    /// Which.
    pub items: Vec<ItemId>,
    /// Whether it counts no more: the poll was void, or was put again.
    pub set_aside: bool,
}

/// An objection that ended a wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Objection {
    /// To which question.
    pub poll: PollId,
    /// Whose.
    pub delegate: DelegateId,
    /// When.
    pub at: Time,
}

impl Consent {
    /// An item that was taken out stands on the list after all.
    pub(super) fn put_back(&mut self, item: ItemId) {
        self.items.insert(item);
        let taken = self.taken_out.iter().rposition(|taken| taken.item == item);
        taken.map(|place| self.taken_out.remove(place));
    }

    pub(super) fn planned(plan: &Plan) -> Self {
        let listed = |item: &ItemId| {
            let item = plan.item(*item);
            item.is_some_and(|item| item.consent && item.motion.is_some())
        };
        Self {
            items: plan.item_ids().filter(listed).collect(),
            ..Self::default()
        }
    }

    /// What became of an item on the consent list, and by which poll; the last time it was.
    #[must_use]
    pub fn outcome(&self, item: ItemId) -> Option<&Decided> {
        let mut decided = self.decided.iter().rev();
        decided.find(|decided| !decided.set_aside && decided.items.contains(&item))
    }

    /// The objection that ended the wait for this question, if one did.
    #[must_use]
    pub fn objection(&self, poll: PollId) -> Option<&Objection> {
        let mut objections = self.objections.iter().rev();
        objections.find(|objection| objection.poll == poll)
    }
}

/// What can be asked about consent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Command {
    /// Put these items on the list and no others; nothing dissolves it. Each has a motion and is
    /// neither finished nor being dealt with. Head table, while the list is not put to the vote.
    List {
        /// Which.
        items: Vec<ItemId>,
    },
    /// Take an item out, before the list is decided: whoever has a vote, for themselves, present or
    /// not; the head table, also for somebody.
    TakeOut {
        /// Which.
        item: ItemId,
        /// Why; may be empty.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        reason: String,
        /// At whose request, where the head table does it for somebody.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        delegate: Option<DelegateId>,
    },
    /// Prepare the vote on the list. It is carried by `no objection`, or by a rule that asks at
    /// least what the rule of every listed motion asks. Head table.
    Ask {
        /// The question; it belongs to no single item.
        question: Question,
    },
    /// Object, while the wait runs: whoever is entitled and present, for themselves; the head table
    /// for somebody who calls it out.
    Object {
        /// To which question.
        poll: PollId,
        /// For whom, where the head table enters it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        delegate: Option<DelegateId>,
    },
}

/// What happened about consent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Event {
    /// The list was made up.
    Listed {
        /// What stands on it from now on, in the order of the agenda.
        items: Vec<ItemId>,
    },
    /// An item was taken out.
    TakenOut {
        /// Which.
        item: ItemId,
        /// At whose request; none where the head table did it by itself.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        delegate: Option<DelegateId>,
        /// Why.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        reason: String,
    },
    /// The poll just prepared decides the list.
    Asked {
        /// Which poll.
        poll: PollId,
    },
    /// Somebody objected: the question is prepared for an ordinary vote.
    Objected {
        /// To which question.
        poll: PollId,
        /// Who.
        delegate: DelegateId,
        /// What carries it from now on.
        rule: Rule,
    },
    /// The wait for objections begins anew, for it ran while the hub was away and nobody could object,
    /// or was stopped for want of a quorum.
    WaitedAnew {
        /// For which question.
        poll: PollId,
    },
    /// The list was decided.
    Decided {
        /// By which poll.
        poll: PollId,
        /// What became of each item.
        outcome: Outcome,
        /// Which items.
        items: Vec<ItemId>,
    },
}

pub(super) fn apply(session: &mut Session, event: &Event, at: Time) {
    let consent = &mut session.consent;
    match event {
        Event::Listed { items } => consent.items = items.iter().copied().collect(),
        Event::TakenOut {
            item,
            delegate,
            reason,
        } => {
            consent.items.remove(item);
            consent.taken_out.push(TakenOut {
                item: *item,
                delegate: *delegate,
                reason: reason.clone(),
            });
        }
        Event::Asked { poll } => consent.asked = Some(*poll),
        Event::Objected {
            poll,
            delegate,
            rule,
        } => {
            consent.objections.push(Objection {
                poll: *poll,
                delegate: *delegate,
                at,
            });
            session.polls.put_to_vote(*poll, rule.clone());
        }
        Event::WaitedAnew { poll } => session.polls.wait_anew(*poll, at),
        Event::Decided {
            poll,
            outcome,
            items,
        } => {
            consent.asked = None;
            // Without a quorum nothing was decided: the list waits until there is one.
            if *outcome != Outcome::NoQuorum {
                consent.items.clear();
            }
            consent.decided.push(Decided {
                poll: *poll,
                outcome: *outcome,
                items: items.clone(),
                set_aside: false,
            });
            if *outcome == Outcome::Carried {
                items.iter().for_each(|item| session.agenda.settle(*item));
            }
        }
    }
}

/// Where the poll that decides the list is put again in a new round, or taken back, the list follows:
/// what was decided by it is open again.
pub(super) fn follow(session: &mut Session, event: &poll::Event) {
    let (poll, next) = match event {
        poll::Event::Repeated { poll, next, .. } => (*poll, Some(*next)),
        poll::Event::Cancelled { poll, .. } => (*poll, None),
        _ => return,
    };
    let consent = &mut session.consent;
    let decided = consent.decided.iter_mut().find(|d| d.poll == poll);
    if consent.asked == Some(poll) {
        consent.asked = next;
    } else if let Some(decided) = decided {
        consent.items.extend(decided.items.iter().copied());
        consent.asked = next;
        if decided.outcome == Outcome::Carried && !decided.set_aside {
            let items = decided.items.iter();
            items.for_each(|item| session.agenda.unsettle(*item));
        }
        decided.set_aside = true;
    }
}

impl Session {
    /// What to record when the hub comes back, or a quorum is reached again, and an objection was
    /// being waited for: the wait begins anew.
    #[must_use]
    pub fn wait_again(&self) -> Option<super::Event> {
        let poll = self.polls.open()?;
        self.waits_until(poll)?;
        let poll = poll.id;
        Some(super::Event::Consent(Event::WaitedAnew { poll }))
    }

    /// When the wait for an objection ends, while one runs.
    #[must_use]
    pub fn waits_until(&self, poll: &Poll) -> Option<Time> {
        let Stage::Open { since } = poll.stage else {
            return None;
        };
        let asks = poll.question.rule.is_no_objection();
        asks.then(|| since + self.plan.rules.wait.into())
    }

    /// What carries the consent list where it is voted on: everything that the motions on it ask.
    /// None where that can't be said in one rule, so that it goes only without objection.
    #[must_use]
    pub fn consent_rule(&self) -> Option<Rule> {
        let items = self.consent.items.iter();
        let motions = items.filter_map(|item| self.plan.motion(*item));
        Rule::together(motions.map(|motion| &motion.rule))
    }
}
