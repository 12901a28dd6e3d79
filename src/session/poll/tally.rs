//! What a poll comes to.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Choice, ChoiceNo, Manner, Poll, Sense};
use crate::session::attendance::Attendee;
use crate::session::ids::{DelegateId, PollId};
use crate::session::refusal::Refusal;
use crate::session::rule::{Said, Sums, TieRule};
use crate::session::time::Time;
use crate::session::verdict::{Case, Outcome};
use crate::session::weight::Weight;
use crate::session::{Context, Session};

/// What a poll came to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tally {
    /// The weight of the votes for each choice, in the order of the choices.
    pub by_choice: Vec<Weight>,
    /// The weight of those entitled. Like every weight here it is the number of heads where hands
    /// were counted.
    pub entitled: Weight,
    /// The weight of those entitled who voted or were still present when the poll was closed.
    pub present: Weight,
    /// The weight of all members when the poll was opened.
    pub members: Weight,
    /// The weight in favour that was needed.
    pub required: Weight,
    /// How it ended.
    pub outcome: Outcome,
    /// Who voted what, in the order of the roster; only for a named poll.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub votes: Vec<(DelegateId, ChoiceNo)>,
}

impl Tally {
    /// The weight of the votes that mean this.
    #[must_use]
    pub fn of(&self, sense: Sense, choices: &[Choice]) -> Weight {
        sum(&self.by_choice, sense, choices)
    }

    /// The weight of those entitled who did not vote.
    #[must_use]
    pub fn not_voting(&self) -> Weight {
        self.entitled.less(self.by_choice.iter().copied().sum())
    }
}

fn sum(by_choice: &[Weight], sense: Sense, choices: &[Choice]) -> Weight {
    let pairs = choices.iter().zip(by_choice);
    pairs
        .filter(|(choice, _)| choice.sense == sense)
        .map(|(_, weight)| *weight)
        .sum()
}

/// A secret vote on its way into the sum: what was voted, and not by whom.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SealedBallot {
    /// In which poll.
    pub poll: PollId,
    /// What was voted.
    pub choice: ChoiceNo,
    /// What the vote weighs.
    pub weight: Weight,
}

/// The sums of secret polls, kept apart from the records.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SealedBallots {
    sums: BTreeMap<(PollId, ChoiceNo), Weight>,
}

impl SealedBallots {
    /// Adds one vote to its sum.
    pub fn add(&mut self, ballot: SealedBallot) {
        *self.sums.entry((ballot.poll, ballot.choice)).or_default() += ballot.weight;
    }

    /// The sum for one choice.
    #[must_use]
    pub fn sum(&self, poll: PollId, choice: ChoiceNo) -> Weight {
        self.sums.get(&(poll, choice)).copied().unwrap_or_default()
    }
}

/// Works out the result of a poll that is being closed.
pub(super) fn tally(
    session: &Session,
    poll: &Poll,
    context: &Context<'_>,
) -> Result<Tally, Refusal> {
    let mut votes: Vec<(DelegateId, ChoiceNo)> = vec![];
    let by_choice: Vec<Weight> = match poll.question.manner {
        Manner::Named => {
            let vote = |who: DelegateId| Some((who, (*poll.voted.get(&who)?)?));
            let roster = session.roster.iter();
            votes = roster.filter_map(|a| vote(a.delegate.id)).collect();
            let mut sums = vec![Weight::ZERO; poll.question.choices.len()];
            for (who, choice) in &votes {
                if let Some(sum) = sums.get_mut(usize::from(choice.0)) {
                    *sum += poll.entitled.get(who).copied().unwrap_or_default();
                }
            }
            sums
        }
        Manner::Secret => (0..=u8::MAX)
            .map(|choice| context.sealed.sum(poll.id, ChoiceNo(choice)))
            .take(poll.question.choices.len())
            .collect(),
        Manner::Hands => {
            let none = Refusal::NoHandsCounted { poll: poll.id };
            let hands = poll.hands.as_ref().ok_or(none)?;
            hands.iter().map(|hands| Weight::whole(*hands)).collect()
        }
    };
    let sums = session.sums(poll, &by_choice, context.now);
    // Whether the chair breaks a tie is not asked in a live poll: what is tied is not carried.
    let case = Case {
        rule: &poll.question.rule,
        tie: TieRule::Lost,
        said: Said::default(),
        quorum: Some(session.quorum(context.now)),
        sums,
    };
    let outcome = case.judge().outcome;
    Ok(Tally {
        by_choice,
        entitled: sums.entitled,
        present: sums.present,
        members: sums.members,
        required: poll.question.rule.required(&sums),
        outcome,
        votes,
    })
}

impl Poll {
    /// The sum of these weights; where hands are counted, everybody counts one.
    pub(super) fn weigh(&self, weights: impl Iterator<Item = Weight>) -> Weight {
        match self.question.manner {
            Manner::Hands => weights.map(|_| Weight::ONE).sum(),
            Manner::Named | Manner::Secret => weights.sum(),
        }
    }
}

impl Session {
    /// What a poll's rule is applied to if these were the votes.
    fn sums(&self, poll: &Poll, by_choice: &[Weight], now: Time) -> Sums {
        let votes = |sense| sum(by_choice, sense, &poll.question.choices);
        let cast = by_choice.iter().copied().sum();
        let weigh = |test: &dyn Fn(&Attendee) -> bool| {
            let those = self.roster.iter().filter(|a| test(a));
            poll.weigh(those.map(Attendee::weight))
        };
        let (present, entitled, members) = if poll.entitled.is_empty() {
            let present = weigh(&|a| self.may_vote(a, now));
            (present, present, weigh(&Attendee::is_member))
        } else {
            // Who came after the opening cannot vote and must not weigh on the result; who voted
            // was here, even if they have left.
            let present = weigh(&|a| {
                poll.voted.contains_key(&a.delegate.id)
                    || poll.entitled.contains_key(&a.delegate.id) && self.may_vote(a, now)
            });
            let entitled = poll.weigh(poll.entitled.values().copied());
            (present.max(cast), entitled, poll.members)
        };
        Sums {
            yes: votes(Sense::Yes),
            no: votes(Sense::No),
            abstain: votes(Sense::Abstain),
            invalid: Weight::ZERO,
            present,
            entitled,
            members,
        }
    }

    /// What must vote in favour. Before and during the vote: if it were closed now and everybody
    /// entitled voted for or against; each abstention may lower it where the rule counts only votes
    /// cast. Once the result is known: what was needed.
    #[must_use]
    pub fn required_now(&self, poll: &Poll, now: Time) -> Weight {
        if let Some(tally) = poll.tally() {
            return tally.required;
        }
        let mut sums = self.sums(poll, &[], now);
        sums.yes = sums.entitled;
        poll.question.rule.required(&sums)
    }
}
