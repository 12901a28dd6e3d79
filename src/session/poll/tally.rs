//! What a poll comes to.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Choice, Ledger, Manner, Matter, Poll, Polled, Question, Sense, Stage, Vote};
use crate::session::attendance::Attendee;
use crate::session::ids::{DelegateId, PollId};
use crate::session::quorum::Standing;
use crate::session::refusal::Refusal;
use crate::session::rule::{Chair, Said, Side, Sums, TieRule};
use crate::session::time::Time;
use crate::session::verdict::{Case, Outcome};
use crate::session::weight::Weight;
use crate::session::{Context, Session};

/// What a poll came to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tally {
    /// The weight of the votes for each choice, in the order of the choices: where rankings were cast
    /// of first choices, of a confidence vote for each grade of the first person, then of the next.
    pub by_choice: Vec<Weight>,
    /// The weight of those entitled. Like every weight here it is the number of heads where hands
    /// were counted.
    pub entitled: Weight,
    /// The weight of those who voted or were still present when the poll was closed: of those
    /// entitled, and of those who were not only because they were recused.
    pub present: Weight,
    /// The weight of all members when the poll was opened.
    pub members: Weight,
    /// The weight in favour that was needed.
    pub required: Weight,
    /// How it ended.
    pub outcome: Outcome,
    /// Who voted what, in the order of the roster; only for a named poll.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub votes: Vec<(DelegateId, Vote)>,
    /// What the chair or a lot said to it, where that had to do with the outcome.
    #[serde(default, skip_serializing_if = "super::is_usual")]
    pub said: Said,
    /// What the tellers of a ballot on paper reported.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ledger: Option<Ledger>,
    /// How far from a quorum it was; only where there was none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quorum: Option<Standing>,
    /// Of an election or a confidence vote: what is known of the ballots beside the votes of each.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub polled: Option<Polled>,
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
        self.entitled.less(self.handed_in())
    }

    /// The weight of the ballots that were handed in, whatever stands on them.
    #[must_use]
    pub fn handed_in(&self) -> Weight {
        let counted = match &self.polled {
            Some(polled) => polled.valid + polled.blank,
            None => self.by_choice.iter().copied().sum(),
        };
        counted + self.invalid()
    }

    /// The weight of what was cast but did not count; only ballots of paper can be invalid.
    #[must_use]
    pub fn invalid(&self) -> Weight {
        self.ledger.as_ref().map_or(Weight::ZERO, Ledger::invalid)
    }

    /// What was judged, so that it can be judged and explained again.
    #[must_use]
    pub fn case<'q>(&self, question: &'q Question) -> Case<'q> {
        let of = |sense| self.of(sense, &question.choices);
        Case {
            rule: &question.rule,
            tie: question.terms.tie,
            said: self.said,
            quorum: self.quorum,
            sums: Sums {
                yes: of(Sense::Yes),
                no: of(Sense::No),
                abstain: of(Sense::Abstain),
                invalid: self.invalid(),
                present: self.present,
                entitled: self.entitled,
                members: self.members,
            },
        }
    }

    /// Whether a secret result tells what everybody voted: all who voted, voted the same.
    #[must_use]
    pub fn reveals_everybody(&self, question: &Question) -> bool {
        let handed_in = self.handed_in();
        if question.matter == Matter::Confidence {
            // One person whom all graded alike is enough.
            let alike = self.by_choice.contains(&handed_in) && handed_in > Weight::ZERO;
            return question.manner.is_secret() && alike;
        }
        let all = |sum: &Weight| *sum == Weight::ZERO || *sum == handed_in;
        let marked = self.by_choice.iter().any(|sum| *sum > Weight::ZERO);
        question.manner.is_secret() && marked && self.by_choice.iter().all(all)
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
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SealedBallot {
    /// In which poll.
    pub poll: PollId,
    /// What was voted.
    pub vote: Vote,
    /// What the vote weighs.
    pub weight: Weight,
}

/// The sums of secret polls, kept apart from the records: one for each way of marking a ballot.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SealedBallots {
    sums: BTreeMap<(PollId, Vote), Weight>,
}

impl SealedBallots {
    /// Adds one vote to its sum.
    pub fn add(&mut self, ballot: SealedBallot) {
        *self.sums.entry((ballot.poll, ballot.vote)).or_default() += ballot.weight;
    }

    /// The ways in which ballots of a poll were marked, with the sum for each.
    pub fn of(&self, poll: PollId) -> impl Iterator<Item = (&Vote, Weight)> {
        let of_poll = move |((of, _), _): &(&(PollId, Vote), &Weight)| *of == poll;
        let sums = self.sums.range((poll, Vote::default())..);
        sums.take_while(of_poll)
            .map(|((_, vote), weight)| (vote, *weight))
    }
}

impl Question {
    /// The weight of the votes for each choice, in the order of the choices.
    fn sums<'v>(&self, cast: impl Iterator<Item = (&'v Vote, Weight)>) -> Vec<Weight> {
        let mut sums = vec![Weight::ZERO; self.choices.len()];
        for (vote, weight) in cast {
            for choice in vote.ranks().iter().flatten() {
                if let Some(sum) = sums.get_mut(usize::from(choice.0)) {
                    *sum += weight;
                }
            }
        }
        sums
    }
}

/// Works out the result of a poll that is being closed.
pub(in crate::session) fn tally(
    session: &Session,
    poll: &Poll,
    context: &Context<'_>,
) -> Result<Tally, Refusal> {
    let quorum = session.quorum_at_close(poll, context.now);
    judged(session, poll, quorum, context)
}

/// Works out the result of a poll where the quorum stands so.
fn judged(
    session: &Session,
    poll: &Poll,
    quorum: Option<Standing>,
    context: &Context<'_>,
) -> Result<Tally, Refusal> {
    let roster = session.roster.iter().map(|a| a.delegate.id);
    let vote = |who: DelegateId| Some((who, poll.voted.get(&who)?.clone()?));
    let named = poll.question.manner == Manner::Named;
    let votes: Vec<_> = roster.filter_map(vote).filter(|_| named).collect();
    if !poll.is_on_motion() {
        let ballots = session.ballots_of(poll, context.sealed.of(poll.id))?;
        return Ok(session.tally_of_people(poll, &ballots, votes, quorum, context.now));
    }
    let by_choice: Vec<Weight> = match poll.question.manner {
        // Nobody voted: who was against has objected, and the question was put otherwise.
        _ if poll.question.rule.is_no_objection() => {
            vec![Weight::ZERO; poll.question.choices.len()]
        }
        Manner::Named => {
            let weight = |who| poll.entitled.get(who).copied().unwrap_or_default();
            let cast = votes.iter().map(|(who, vote)| (vote, weight(who)));
            poll.question.sums(cast)
        }
        Manner::Secret => poll.question.sums(context.sealed.of(poll.id)),
        Manner::Hands => {
            let hands = poll.agreed_hands()?.iter();
            hands.map(|hands| Weight::whole(*hands)).collect()
        }
        Manner::Paper => {
            let none = Refusal::NoPaperCounted { poll: poll.id };
            let ledger = poll.ledger.as_ref().ok_or(none)?;
            let votes = ledger.by_choice.iter();
            votes.map(|votes| Weight::whole(*votes)).collect()
        }
    };
    let sums = session.sums(poll, &by_choice, context.now);
    let case = Case {
        rule: &poll.question.rule,
        tie: poll.question.terms.tie,
        said: session.own_ballot_of_chair(poll),
        quorum,
        sums,
    };
    let verdict = case.judge();
    let outcome = verdict.outcome;
    Ok(Tally {
        by_choice,
        entitled: sums.entitled,
        present: sums.present,
        members: sums.members,
        required: poll.question.rule.required(&sums),
        outcome,
        votes,
        said: verdict.intervention.map_or(Said::default(), |_| case.said),
        ledger: poll.ledger.clone(),
        quorum: quorum.filter(|_| outcome == Outcome::NoQuorum),
        polled: None,
    })
}

/// The result of a poll that is closed and not published yet.
pub(super) fn closed_tally(poll: &Poll) -> Result<&Tally, Refusal> {
    match &poll.stage {
        Stage::Closed {
            tally: Some(tally), ..
        } => Ok(tally),
        _ => Err(Refusal::NotClosed { poll: poll.id }),
    }
}

/// The result once the chair, or the lot drawn in the room, has said a side. A chair who is recused
/// takes none: whoever presides in their place does, or the vote is repeated.
///
/// It is for whoever presides when the tie is broken, also where they took the chair after the vote.
/// What they have voted by name binds them: where the side of the chair's ballot decides, it is that
/// side and no other. A casting vote is for a chair who has not voted otherwise, so nobody who voted
/// casts one; a second vote is for one who has, and is free.
pub(super) fn broken(session: &Session, poll: &Poll, side: Option<Side>) -> Result<Tally, Refusal> {
    let tally = closed_tally(poll)?;
    if !session.asks_chair(poll) {
        return Err(Refusal::NoTie { poll: poll.id });
    }
    let tie = poll.question.terms.tie;
    let delegate = session.presiding;
    if tie != TieRule::Lot && session.chair_is_recused(poll) {
        return Err(Refusal::Recused { delegate });
    }
    match session.side_of_chair(poll) {
        Some(own) if Some(own) != side => return Err(Refusal::SideWasCast { side: own }),
        _ if session.chair_has_voted(poll) => return Err(Refusal::ChairHasVoted { delegate }),
        _ => {}
    }
    resolved(tally, poll, side)
}

/// What a tie comes to with this side, whoever said it.
fn resolved(tally: &Tally, poll: &Poll, side: Option<Side>) -> Result<Tally, Refusal> {
    let tie = poll.question.terms.tie;
    let chair = |side: Option<Side>| Some(side.map_or(Chair::Abstains, Chair::Votes));
    let said = match (tie, side) {
        (TieRule::ChairSide | TieRule::Lot, None) => return Err(Refusal::SideNeeded),
        (TieRule::Lot, drawn) => Said { chair: None, drawn },
        (_, side) => Said {
            chair: chair(side),
            drawn: None,
        },
    };
    let case = Case {
        said,
        ..tally.case(&poll.question)
    };
    Ok(Tally {
        outcome: case.judge().outcome,
        said,
        ..tally.clone()
    })
}

impl Poll {
    /// The sum of these weights; where people are counted, everybody counts one.
    pub(super) fn weigh(&self, weights: impl Iterator<Item = Weight>) -> Weight {
        match self.question.manner {
            Manner::Hands | Manner::Paper => weights.map(|_| Weight::ONE).sum(),
            Manner::Named | Manner::Secret => weights.sum(),
        }
    }
}

impl Poll {
    /// What a result comes to if a tie falls to this side, whoever said so; none where there is no
    /// result, or a side is needed and none said.
    #[must_use]
    pub fn resolved_by(&self, side: Option<Side>) -> Option<Tally> {
        resolved(self.tally()?, self, side).ok()
    }
}

impl Session {
    /// What a poll comes to as it stands, whether or not it may be closed now.
    ///
    /// # Errors
    /// Where people in the room have not been counted, or not alike.
    pub fn result_of(&self, poll: &Poll, context: &Context<'_>) -> Result<Tally, Refusal> {
        tally(self, poll, context)
    }

    /// What a poll came to whose ballots are counted in the room when these made a quorum by their
    /// number, also where the body adds up weights. So it was once; today each has the weight that all
    /// who may vote have.
    ///
    /// # Errors
    /// As [`result_of`](Self::result_of).
    pub fn result_by_heads(&self, poll: &Poll, context: &Context<'_>) -> Result<Tally, Refusal> {
        judged(self, poll, Some(self.quorum_of_heads(poll)), context)
    }

    /// The side the chair took by their own ballot, where that decides a tie and the vote was named.
    fn own_ballot_of_chair(&self, poll: &Poll) -> Said {
        let own = poll.voted.get(&self.presiding).and_then(Option::as_ref);
        // Whoever is told a ballot only with the result finds it there.
        let told = || {
            let mut votes = poll.tally()?.votes.iter();
            let own = votes.find(|(who, _)| *who == self.presiding);
            own.map(|(_, vote)| vote)
        };
        let own = own.or_else(told).and_then(Vote::only);
        let choice = own.and_then(|own| poll.question.choices.get(usize::from(own.0)));
        let chair = match choice.map(|choice| choice.sense) {
            Some(Sense::Yes) => Some(Chair::Votes(Side::Yes)),
            Some(Sense::No) => Some(Chair::Votes(Side::No)),
            Some(Sense::Abstain) => Some(Chair::Abstains),
            None => None,
        };
        let decides = poll.question.terms.tie == TieRule::ChairSide;
        Said {
            chair: chair.filter(|_| decides),
            drawn: None,
        }
    }

    /// The side on which the named ballot of whoever presides lies, where that decides a tie.
    #[must_use]
    pub fn side_of_chair(&self, poll: &Poll) -> Option<Side> {
        self.own_ballot_of_chair(poll).side()
    }

    /// Whether a casting vote is asked for, and whoever presides has voted already.
    #[must_use]
    pub fn chair_has_voted(&self, poll: &Poll) -> bool {
        let casting = poll.question.terms.tie == TieRule::CastingVote;
        casting && poll.voted.contains_key(&self.presiding)
    }

    /// Whether whoever presides takes no part in deciding this, not in a tie either.
    #[must_use]
    pub fn chair_is_recused(&self, poll: &Poll) -> bool {
        let chair = self.roster.get(self.presiding);
        chair.is_some_and(|chair| self.is_recused(chair, poll))
    }

    /// Whether the chair has to say how a tie ends, or may still add a vote that decides.
    #[must_use]
    pub fn asks_chair(&self, poll: &Poll) -> bool {
        let Stage::Closed {
            tally: Some(tally), ..
        } = &poll.stage
        else {
            return false;
        };
        let chair = self.presiding;
        let has_a_vote_left =
            poll.entitled.contains_key(&chair) && !poll.voted.contains_key(&chair);
        let case = tally.case(&poll.question);
        poll.is_tied()
            || poll.is_on_motion()
                && poll.fate().is_none()
                && poll.repeated_by.is_none()
                && has_a_vote_left
                && case.chair_can_decide()
    }

    /// What a poll's rule is applied to if these were the votes.
    pub(super) fn sums(&self, poll: &Poll, by_choice: &[Weight], now: Time) -> Sums {
        let votes = |sense| sum(by_choice, sense, &poll.question.choices);
        let ledger = poll.ledger.as_ref();
        let invalid = ledger.map_or(Weight::ZERO, Ledger::invalid);
        let cast = by_choice.iter().copied().sum::<Weight>() + invalid;
        Sums {
            yes: votes(Sense::Yes),
            no: votes(Sense::No),
            abstain: votes(Sense::Abstain),
            invalid,
            ..self.people(poll, cast, now)
        }
    }

    /// Whom there is to vote in a poll in which so much was cast, and nothing of the votes.
    pub(super) fn people(&self, poll: &Poll, cast: Weight, now: Time) -> Sums {
        let weigh = |test: &dyn Fn(&Attendee) -> bool| {
            let those = self.roster.iter().filter(|a| test(a));
            poll.weigh(those.map(Attendee::weight))
        };
        let (present, entitled, members) = if poll.entitled.is_empty() {
            let present = weigh(&|a| self.is_here_for(a, poll, now));
            let entitled = weigh(&|a| self.may_vote_in(a, poll, now));
            (present, entitled, weigh(&Attendee::is_member))
        } else {
            // Who came after the opening cannot vote and must not weigh on the result; who voted
            // was here, even if they have left; who is recused and stays is here.
            let present = weigh(&|a| {
                let id = &a.delegate.id;
                let counted = poll.entitled.contains_key(id) || poll.recused.contains(id);
                poll.voted.contains_key(id) || counted && self.may_vote(a, now)
            });
            let entitled = poll.weigh(poll.entitled.values().copied());
            (present.max(cast), entitled, poll.members)
        };
        Sums {
            present,
            entitled,
            members,
            ..Sums::default()
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
