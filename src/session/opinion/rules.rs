//! Who may do what with a written opinion, what follows, and what time brings.

use super::{
    Answer, Circular, Command, EARLIEST_REMINDER, Event, Findings, MOST, Opinion, Silence, Stage,
    TEXT,
};
use crate::session::actor::{Actor, Role};
use crate::session::attendance::Attendee;
use crate::session::due::Due;
use crate::session::ids::{DelegateId, OpinionId};
use crate::session::poll::{self, ChoiceNo, Manner, Question, Sense, Tally, Terms};
use crate::session::refusal::Refusal;
use crate::session::rule::Said;
use crate::session::time::Seconds;
use crate::session::verdict::Outcome;
use crate::session::weight::Weight;
use crate::session::{self, Context, Session};
use crate::text::clean;

pub(in crate::session) fn decide(
    session: &Session,
    actor: &Actor,
    command: Command,
    context: &Context<'_>,
) -> Result<Vec<session::Event>, Refusal> {
    let event = match command {
        Command::Circulate { circular } => {
            actor.must_be_officer()?;
            Some(circulate(session, circular, context)?)
        }
        Command::Answer {
            opinion,
            choice,
            text,
            delegate,
        } => {
            let delegate = match (actor.role, delegate) {
                (Role::Delegate, None) => actor.must_be_delegate()?,
                (Role::Delegate, Some(_)) => return Err(Refusal::NotYourself),
                (_, named) => {
                    actor.must_be_officer()?;
                    named.ok_or(Refusal::NotYourself)?
                }
            };
            let found = session.answerable(opinion, context)?;
            answer(session, found, delegate, choice, &text)?
        }
        Command::Remind { opinion } => {
            actor.must_be_officer()?;
            let found = session.answerable(opinion, context)?;
            reminder(found, false)
        }
        Command::Close { opinion } => {
            actor.must_be(Role::Chair)?;
            let found = session.answerable(opinion, context)?;
            let missing = u32::try_from(found.missing().count()).unwrap_or(u32::MAX);
            if missing > 0 {
                return Err(Refusal::AnswersMissing { opinion, missing });
            }
            Some(closed(session, found))
        }
        Command::Publish { opinion } => {
            actor.must_be(Role::Chair)?;
            match &session.opinion(opinion)?.stage {
                Stage::Closed {
                    findings: Some(findings),
                    ..
                } => Some(Event::Published {
                    opinion,
                    findings: findings.clone(),
                }),
                Stage::Published { .. } => None,
                _ => return Err(Refusal::OpinionHasNoResult { opinion }),
            }
        }
        Command::Cancel { opinion, reason } => {
            actor.must_be(Role::Chair)?;
            session.answerable(opinion, context)?;
            let reason = clean::line(&reason, poll::QUESTION);
            if reason.is_empty() {
                return Err(Refusal::empty("reason"));
            }
            Some(Event::Cancelled { opinion, reason })
        }
    };
    Ok(event.into_iter().map(session::Event::Opinion).collect())
}

fn circulate(
    session: &Session,
    circular: Circular,
    context: &Context<'_>,
) -> Result<Event, Refusal> {
    session.must_not_be_closed()?;
    if session.opinions.iter().len() >= MOST {
        return Err(Refusal::TooManyOpinions);
    }
    if circular.question.manner != Manner::Named {
        return Err(Refusal::OpinionIsNamed);
    }
    if circular.deadline <= context.now {
        let at = circular.deadline;
        return Err(Refusal::TimeHasPassed { at });
    }
    if !circular.question.matter.is_motion() {
        return Err(Refusal::OnlyMotions);
    }
    // What is tied is not carried, and who answers may always answer otherwise.
    let question = poll::checked(session, circular.question)?;
    let question = Question {
        terms: Terms::default(),
        ..question
    };
    // Asked twice at once, a member would answer the one and count as silent in the other.
    let mut others = session.opinions.iter();
    if let Some(same) = others.find(|other| other.asks(&question)) {
        let at = same.circular.deadline;
        return Err(Refusal::OpinionRuns {
            opinion: same.id,
            at,
        });
    }
    let members = session.roster.members();
    let entitled: Vec<_> = members.map(|a| (a.delegate.id, a.weight())).collect();
    if entitled.is_empty() {
        return Err(Refusal::NobodyMayVote);
    }
    Ok(Event::Circulated {
        opinion: session.opinions.next_id(),
        circular: Circular {
            question,
            remind_s: Seconds(circular.remind_s.0.min(EARLIEST_REMINDER)),
            ..circular
        },
        entitled,
    })
}

/// The answer; nothing where the same was answered before.
fn answer(
    session: &Session,
    opinion: &Opinion,
    delegate: DelegateId,
    choice: ChoiceNo,
    text: &str,
) -> Result<Option<Event>, Refusal> {
    session.attendee(delegate)?;
    if !opinion.entitled.contains_key(&delegate) {
        return Err(Refusal::NotAsked {
            opinion: opinion.id,
        });
    }
    let choices = &opinion.circular.question.choices;
    let chosen = choices.get(usize::from(choice.0));
    let chosen = chosen.ok_or(Refusal::NoSuchAnswer {
        opinion: opinion.id,
    })?;
    let text = clean::block(text, TEXT);
    if text.is_empty() && chosen.sense == Sense::Abstain {
        return Err(Refusal::empty("opinion"));
    }
    let answer = Some(Answer {
        choice,
        text: text.clone(),
    });
    if opinion.answered.get(&delegate) == Some(&answer) {
        return Ok(None);
    }
    Ok(Some(Event::Answered {
        opinion: opinion.id,
        delegate,
        choice: Some(choice),
        text,
    }))
}

/// The reminder; nothing where everybody has answered.
fn reminder(opinion: &Opinion, by_itself: bool) -> Option<Event> {
    let missing: Vec<_> = opinion.missing().collect();
    (!missing.is_empty()).then_some(Event::Reminded {
        opinion: opinion.id,
        missing,
        by_itself,
    })
}

fn closed(session: &Session, opinion: &Opinion) -> Event {
    Event::Closed {
        opinion: opinion.id,
        findings: Some(findings(session, opinion)),
    }
}

/// What a written opinion comes to with the answers there are.
fn findings(session: &Session, opinion: &Opinion) -> Findings {
    let question = &opinion.circular.question;
    let weight = |who: &DelegateId| opinion.entitled.get(who).copied().unwrap_or_default();
    let mut by_choice = vec![Weight::ZERO; question.choices.len()];
    let (mut votes, mut remarks, mut silent) = (vec![], vec![], vec![]);
    let asked = session
        .roster
        .iter()
        .map(|Attendee { delegate, .. }| delegate.id);
    for who in asked.filter(|who| opinion.entitled.contains_key(who)) {
        let Some(Some(answer)) = opinion.answered.get(&who) else {
            silent.push(who);
            continue;
        };
        if let Some(sum) = by_choice.get_mut(usize::from(answer.choice.0)) {
            *sum += weight(&who);
        }
        votes.push((who, answer.choice.into()));
        if !answer.text.is_empty() {
            remarks.push((who, answer.text.clone()));
        }
    }
    let in_favour = question.choices.iter().position(|c| c.sense == Sense::Yes);
    if let (Silence::InFavour, Some(place)) = (opinion.circular.silence, in_favour) {
        by_choice[place] += silent.iter().map(weight).sum::<Weight>();
    }
    let all = opinion.asked();
    let tally = Tally {
        entitled: all,
        present: by_choice.iter().copied().sum(),
        members: all,
        required: Weight::ZERO,
        outcome: Outcome::NotCarried,
        by_choice,
        votes,
        said: Said::default(),
        ledger: None,
        quorum: None,
        polled: None,
    };
    // The rule is asked once the sums stand there: what it needs, and what it makes of them.
    let case = tally.case(question);
    let (required, outcome) = (question.rule.required(&case.sums), case.judge().outcome);
    let tally = Tally {
        required,
        outcome,
        ..tally
    };
    Findings {
        tally,
        silent,
        remarks,
    }
}

/// The earliest moment of any open one: its reminder, or its deadline.
pub(in crate::session) fn due(session: &Session) -> Option<Due> {
    let next = |opinion: &Opinion| {
        let reminder = opinion
            .reminds_at()
            .and_then(|at| Some((at, reminder(opinion, true)?)));
        let (at, event) =
            reminder.unwrap_or_else(|| (opinion.circular.deadline, closed(session, opinion)));
        let events = vec![session::Event::Opinion(event)];
        Due { at, events }
    };
    session.opinions.open().map(next).min_by_key(|due| due.at)
}

impl Session {
    fn opinion(&self, opinion: OpinionId) -> Result<&Opinion, Refusal> {
        let unknown = Refusal::NoSuchOpinion { opinion };
        self.opinions.get(opinion).ok_or(unknown)
    }

    /// The written opinion, where it can be answered still.
    fn answerable(&self, opinion: OpinionId, context: &Context<'_>) -> Result<&Opinion, Refusal> {
        let found = self.opinion(opinion)?;
        let deadline = found.circular.deadline;
        let over = |at| Err(Refusal::OpinionClosed { opinion, at });
        match found.stage {
            Stage::Open if context.now < deadline => Ok(found),
            Stage::Open => over(deadline),
            Stage::Closed { at, .. } | Stage::Published { at, .. } => over(at),
            Stage::Cancelled { .. } => Err(Refusal::OpinionCancelled { opinion }),
        }
    }
}
