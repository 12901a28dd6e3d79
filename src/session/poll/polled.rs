//! What ballots that name people come to: who is elected and what remains to be done, or the grades
//! of each; and the second ballot that follows.
//!
//! Totals and rounds are kept, and never a way of marking.

use serde::{Deserialize, Serialize};

use super::{
    Choice, ChoiceNo, Contest, Event, Grade, Level, Manner, Matter, Outcome, Poll, Question, Stage,
    Tally, Vote,
};
use crate::session::Session;
use crate::session::election::{
    Ballots, Candidate, Count, Election, End, Form, Marking, Method, Ranking, Tie,
};
use crate::session::ids::{DelegateId, PollId};
use crate::session::quorum::Standing;
use crate::session::refusal::Refusal;
use crate::session::rule::{Confidence, Grades, Sums};
use crate::session::weight::Weight;

/// What is known of ballots that name people, beside the votes of each.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Polled {
    /// The weight of the ballots that name somebody. Where hands or paper are counted, heads.
    pub valid: Weight,
    /// The weight of those that name nobody.
    pub blank: Weight,
    /// Who is elected; of a confidence vote none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub elected: Option<Elected>,
}

/// What came of an election.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Elected {
    /// The count, round by round.
    pub count: Count,
    /// Who comes first of those who were level, as it was said; empty where nothing was.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub order: Vec<Candidate>,
}

impl Elected {
    /// How the poll ended by it.
    fn outcome(&self) -> Outcome {
        match self.count.end {
            End::Complete => Outcome::Elected,
            End::Tied { .. } => Outcome::Tied,
            End::SecondBallot { .. } => Outcome::SecondBallot,
            End::Open { .. } => Outcome::SeatsOpen,
        }
    }

    /// Those who are level and of whom nothing was said yet, and how many places there are for them.
    #[must_use]
    pub fn to_be_ordered(&self) -> Option<(Vec<Candidate>, usize)> {
        let End::Tied {
            between,
            seats,
            what,
        } = &self.count.end
        else {
            return None;
        };
        let said = |one: &&Candidate| self.order.contains(one);
        let known = between.iter().filter(said).count();
        let open: Vec<_> = between.iter().filter(|one| !said(one)).copied().collect();
        // Who leaves the count is the last of them all.
        let wanted = match what {
            Tie::Seat => seats.saturating_sub(known),
            Tie::Out => open.len().saturating_sub(1),
            Tie::Surplus => 1,
        };
        Some((open, wanted.max(1)))
    }
}

/// A ballot as a count sees it.
fn ranking(vote: &Vote) -> Ranking {
    let candidates = |rank: &Vec<ChoiceNo>| rank.iter().map(|no| Candidate(no.0.into())).collect();
    Ranking::new(vote.ranks().iter().map(candidates))
}

/// Ballots on which people stand, as they were cast.
pub(super) fn ballots<'v>(cast: impl Iterator<Item = (&'v Vote, Weight)>) -> Ballots {
    let mut ballots = Ballots::default();
    for (vote, weight) in cast {
        ballots.add(Marking::For(ranking(vote)), weight);
    }
    ballots
}

impl Question {
    /// The votes of each, as they are told: of rankings the first choices.
    fn totals(&self, ballots: &Ballots) -> Vec<Weight> {
        let ranked = self.matter.most_marks(self.choices.len()).is_none();
        if !ranked {
            return ballots.named(self.cells());
        }
        let mut totals = vec![Weight::ZERO; self.cells()];
        for (ranking, weight) in ballots.ways() {
            for first in ranking.ranks().first().into_iter().flatten() {
                if let Some(total) = totals.get_mut(first.place()) {
                    *total += weight;
                }
            }
        }
        totals
    }
}

/// Counts ballots that name people.
fn polled(
    question: &Question,
    ballots: &Ballots,
    people: &Sums,
    order: Vec<Candidate>,
) -> (Polled, Outcome, Weight) {
    let (valid, blank) = (ballots.valid(), ballots.blank());
    let Matter::Election(contest) = question.matter else {
        let elected = None;
        let polled = Polled {
            valid,
            blank,
            elected,
        };
        return (polled, Outcome::Graded, Weight::ZERO);
    };
    let rule = (contest.method == Method::Majority).then_some(&question.rule);
    let mut count = ballots.count(&Election {
        method: contest.method,
        candidates: question.choices.len(),
        seats: contest.seats.into(),
        order: &order,
        rule,
        people: *people,
        again: contest.second,
    });
    send_into_second_ballot(&mut count, &contest);
    let required = rule.map_or(Weight::ZERO, |rule| {
        let nobody = Sums {
            no: valid,
            abstain: blank,
            invalid: ballots.invalid(),
            ..*people
        };
        rule.required(&nobody)
    });
    let elected = Elected { count, order };
    let outcome = elected.outcome();
    let polled = Polled {
        valid,
        blank,
        elected: Some(elected),
    };
    (polled, outcome, required)
}

/// Where the body holds a second ballot between those who are level, it is held once, and only where
/// the ballots mark: a ranking tells already what a second ballot would ask.
fn send_into_second_ballot(count: &mut Count, contest: &Contest) {
    let marks = matches!(contest.method.form(), Form::Marks);
    if contest.level != Level::SecondBallot || contest.second || !marks {
        return;
    }
    if let End::Tied { between, seats, .. } = &count.end {
        count.end = End::SecondBallot {
            between: between.clone(),
            seats: *seats,
            level: true,
        };
    }
}

impl Session {
    /// The result of a poll about people.
    pub(super) fn tally_of_people(
        &self,
        poll: &Poll,
        ballots: &Ballots,
        votes: Vec<(DelegateId, Vote)>,
        quorum: Option<Standing>,
        now: crate::session::Time,
    ) -> Tally {
        let cast = ballots.valid() + ballots.blank() + ballots.invalid();
        let people = self.people(poll, cast, now);
        let lacks = quorum.is_some_and(|standing| !standing.is_reached());
        let (mut polled, outcome, required) = polled(&poll.question, ballots, &people, vec![]);
        if lacks {
            // Nobody is elected where too few were there.
            polled.elected = None;
        }
        Tally {
            by_choice: poll.question.totals(ballots),
            entitled: people.entitled,
            present: people.present,
            members: people.members,
            required,
            outcome: if lacks { Outcome::NoQuorum } else { outcome },
            votes,
            said: Default::default(),
            ledger: poll.ledger.clone(),
            quorum: quorum.filter(|_| lacks),
            polled: Some(polled),
        }
    }

    /// The ballots of a poll about people, where they are known here: those of a secret one only with
    /// its sealed sums.
    pub(super) fn ballots_of<'s>(
        &self,
        poll: &Poll,
        sealed: impl Iterator<Item = (&'s Vote, Weight)>,
    ) -> Result<Ballots, Refusal> {
        let whole =
            |counted: &[u32]| -> Vec<_> { counted.iter().map(|n| Weight::whole(*n)).collect() };
        Ok(match poll.question.manner {
            Manner::Secret => ballots(sealed),
            Manner::Named => {
                let weight = |who| poll.entitled.get(who).copied().unwrap_or_default();
                let votes = poll.voted.iter();
                ballots(votes.filter_map(|(who, vote)| Some((vote.as_ref()?, weight(who)))))
            }
            Manner::Hands => {
                let hands = whole(poll.agreed_hands()?);
                let valid = hands.iter().copied().sum();
                Ballots::by_totals(&hands, valid, Weight::ZERO, Weight::ZERO)
            }
            Manner::Paper => {
                let none = Refusal::NoPaperCounted { poll: poll.id };
                let ledger = poll.ledger.as_ref().ok_or(none)?;
                let votes = whole(&ledger.by_choice);
                let valid = Weight::whole(ledger.valid);
                Ballots::by_totals(&votes, valid, Weight::ZERO, ledger.invalid())
            }
        })
    }

    /// What follows from a result whose ballots are not at hand: everything where totals are enough;
    /// of rankings what was told of them.
    #[must_use]
    pub fn told_anew(
        &self,
        poll: &Poll,
        tally: &Tally,
        now: crate::session::Time,
    ) -> Option<Tally> {
        let polled = tally.polled.as_ref()?;
        poll.question
            .matter
            .most_marks(poll.question.choices.len())?;
        let invalid = tally.invalid();
        let totals = &tally.by_choice;
        let ballots = Ballots::by_totals(totals, polled.valid, polled.blank, invalid);
        let quorum = self.quorum_at_close(poll, now);
        Some(self.tally_of_people(poll, &ballots, tally.votes.clone(), quorum, now))
    }
}

/// The result once it was said who comes first of those who are level.
pub(super) fn ordered(
    session: &Session,
    poll: &Poll,
    tally: &Tally,
    order: &[ChoiceNo],
    ballots: &Ballots,
) -> Result<Tally, Refusal> {
    let id = poll.id;
    let contest = poll.question.matter.contest();
    let before = tally.polled.as_ref().and_then(|p| p.elected.as_ref());
    let (Some(contest), Some(before)) = (contest, before) else {
        return Err(Refusal::NoTie { poll: id });
    };
    let (open, wanted) = before
        .to_be_ordered()
        .filter(|_| poll.is_tied())
        .ok_or(Refusal::NoTie { poll: id })?;
    if contest.level == Level::Chair && session.chair_is_recused(poll) {
        let delegate = session.presiding;
        return Err(Refusal::Recused { delegate });
    }
    let said: Vec<_> = order.iter().map(|no| Candidate(no.0.into())).collect();
    let mut once = said.clone();
    once.sort_unstable();
    once.dedup();
    if once.len() < said.len() || said.len() < wanted || said.iter().any(|c| !open.contains(c)) {
        let wanted = u32::try_from(wanted).unwrap_or(u32::MAX);
        return Err(Refusal::WrongOrder { poll: id, wanted });
    }
    let order = before.order.iter().copied().chain(said).collect();
    let people = Sums {
        present: tally.present,
        entitled: tally.entitled,
        members: tally.members,
        ..Sums::default()
    };
    let (polled, outcome, _) = polled(&poll.question, ballots, &people, order);
    Ok(Tally {
        outcome,
        polled: Some(polled),
        ..tally.clone()
    })
}

/// The ballot that follows on one that left seats open, between those who go into it.
pub(super) fn second_ballot(session: &Session, poll: PollId) -> Result<Event, Refusal> {
    let found = session.poll(poll)?;
    let question = found
        .second_ballot()
        .ok_or(Refusal::NoSecondBallot { poll })?;
    if found.annulled.is_some() {
        return Err(Refusal::TakenBack { poll });
    }
    // Those who vote again must know who is elected and who is not.
    if !matches!(found.stage, Stage::Published { .. }) {
        return Err(Refusal::PublishFirst { poll });
    }
    if let Some(next) = found.repeated_by.or(found.continued_by)
        && !session.poll(next)?.is_cancelled()
    {
        return Err(Refusal::AlreadyRepeated { poll: next });
    }
    session.must_have_no_tie()?;
    session.must_have_no_poll_under_way()?;
    Ok(Event::Continued {
        poll,
        next: session.polls.next_id(),
        question,
    })
}

impl Poll {
    /// The question of the second ballot, where this one asks for one.
    #[must_use]
    pub fn second_ballot(&self) -> Option<Question> {
        let contest = self.question.matter.contest()?;
        let elected = self.tally()?.polled.as_ref()?.elected.as_ref()?;
        let End::SecondBallot { between, seats, .. } = &elected.count.end else {
            return None;
        };
        if self.tally()?.outcome != Outcome::SecondBallot {
            return None;
        }
        let choices = between.iter();
        let choices = choices.filter_map(|one| self.question.choices.get(one.place()));
        let choices: Vec<Choice> = choices.cloned().collect();
        let contest = Contest {
            seats: u16::try_from(*seats).unwrap_or(u16::MAX),
            second: true,
            ..*contest
        };
        Some(Question {
            choices,
            matter: Matter::Election(contest),
            ..self.question.clone()
        })
    }

    /// Who is elected, once that is known here. A list stands here once for each of its seats.
    #[must_use]
    pub fn elected(&self) -> &[Candidate] {
        let polled = self.tally().and_then(|tally| tally.polled.as_ref());
        let elected = polled.and_then(|polled| polled.elected.as_ref());
        elected.map_or(&[], |elected| &elected.count.elected)
    }
}

impl Tally {
    /// The grades of each person of a confidence vote, in their order, and what follows.
    pub fn grades(&self) -> impl Iterator<Item = (Grades, Confidence)> + '_ {
        let cells = self.by_choice.chunks_exact(Grade::ALL.len());
        cells.map(|cells| {
            let grades = Grades {
                high: cells[0],
                middle: cells[1],
                low: cells[2],
            };
            (grades, Confidence::judge(&grades, self.members))
        })
    }
}
