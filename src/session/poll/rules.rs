//! Who may do what with a poll, and what follows.

use std::collections::BTreeSet;

use super::count::{cast, count_hands, count_paper};
use super::polled::{ordered, second_ballot};
use super::tally::{broken, closed_tally, tally};
use super::{
    Changing, Choice, Command, Event, FEWEST_SECRET, Fate, LABEL, MOST_CHOICES, Manner, PERSON,
    Poll, QUESTION, Question, Sense, Stage,
};
use crate::session::actor::{Actor, Role};
use crate::session::ids::{DelegateId, PollId};
use crate::session::refusal::Refusal;
use crate::session::weight::Weight;
use crate::session::{self, Context, Decision, Session, consent};
use crate::text::clean;

pub(in crate::session) fn decide(
    session: &Session,
    actor: &Actor,
    command: Command,
    context: &Context<'_>,
) -> Result<Decision, Refusal> {
    // A result may come to be known after the meeting, and a note be written to it; nothing else may
    // change then.
    if !matches!(command, Command::Publish { .. } | Command::Note { .. }) {
        session.must_not_be_closed()?;
    }
    match &command {
        Command::Ready { .. } | Command::Cast { delegate: None, .. } => {
            actor.must_be_delegate()?;
        }
        Command::Cast {
            delegate: Some(voice),
            ..
        } if actor.role == Role::Delegate => {
            session.must_be_their_voice(actor.must_be_delegate()?, *voice)?;
        }
        Command::Prepare { .. }
        | Command::CountHands { .. }
        | Command::CountPaper { .. }
        | Command::Note { .. }
        | Command::Cast { .. } => actor.must_be_officer()?,
        _ => actor.must_be(Role::Chair)?,
    }
    let mut follows = None;
    let event = match command {
        Command::Prepare { question } => prepare(session, question)?,
        Command::Ready { poll } => {
            let delegate = actor.must_be_delegate()?;
            let found = session.poll(poll)?;
            found.must_be_prepared()?;
            session.must_be_voter(session.voice_of(delegate), found)?;
            if found.ready.contains(&delegate) {
                return Ok(Decision::default());
            }
            Event::Readied { poll, delegate }
        }
        Command::Open { poll } => open(session, session.poll(poll)?, context)?,
        Command::Put { question } => {
            let question = may_be_put(session, question)?;
            let found = session.as_prepared(question.clone());
            let opened = open(session, &found, context)?;
            follows = Some(session::Event::Poll(opened));
            let poll = found.id;
            Event::Prepared { poll, question }
        }
        Command::Cast {
            poll,
            choice,
            delegate,
        } => {
            return cast(session, actor, poll, choice, delegate, context);
        }
        Command::CountHands {
            poll,
            hands,
            teller,
        } => count_hands(session, poll, hands, teller, context)?,
        Command::CountPaper { poll, ledger } => count_paper(session, poll, ledger, context)?,
        Command::Close { poll } => {
            let found = session.poll(poll)?;
            found.must_be_open()?;
            consent::must_have_waited(session, found)?;
            Event::Closed {
                poll,
                tally: Some(tally(session, found, context)?),
            }
        }
        Command::BreakTie { poll, side, order } => {
            let found = session.poll(poll)?;
            let tally = if found.is_on_motion() {
                broken(session, found, side)?
            } else {
                let ballots = session.ballots_of(found, context.sealed.of(poll))?;
                ordered(session, found, closed_tally(found)?, &order, &ballots)?
            };
            Event::TieBroken {
                poll,
                tally: Some(tally),
            }
        }
        Command::Continue { poll } => second_ballot(session, poll)?,
        Command::Publish { poll } => {
            let found = session.poll(poll)?;
            match &found.stage {
                _ if found.annulled.is_some() => return Err(Refusal::TakenBack { poll }),
                _ if found.is_tied() => return Err(Refusal::TieWaits { poll }),
                Stage::Closed {
                    tally: Some(tally), ..
                } => {
                    follows = consent::decided(session, poll, tally);
                    Event::Published {
                        poll,
                        tally: tally.clone(),
                    }
                }
                Stage::Published { .. } => return Ok(Decision::default()),
                _ => return Err(Refusal::NotClosed { poll }),
            }
        }
        Command::Note { poll, text } => {
            if !matches!(session.poll(poll)?.stage, Stage::Published { .. }) {
                return Err(Refusal::NotPublished { poll });
            }
            let text = said(&text, "text")?;
            Event::Noted { poll, text }
        }
        Command::Cancel { poll, fate, reason } => {
            let found = session.poll(poll)?;
            if found.fate().is_some_and(|(known, _)| known == fate) {
                return Ok(Decision::default());
            }
            fate.may_befall(found)?;
            let reason = match fate {
                Fate::Cancelled => clean::line(&reason, QUESTION),
                Fate::Withdrawn | Fate::Lapsed | Fate::Void => said(&reason, "reason")?,
            };
            Event::Cancelled { poll, fate, reason }
        }
        Command::Repeat { poll, reason } => repeat(session, poll, &reason)?,
    };
    let mut events = vec![session::Event::Poll(event)];
    events.extend(follows);
    Ok(events.into())
}

/// A text that must say something.
fn said(text: &str, field: &str) -> Result<String, Refusal> {
    let text = clean::line(text, QUESTION);
    if text.is_empty() {
        return Err(Refusal::empty(field));
    }
    Ok(text)
}

pub(in crate::session) fn prepare(session: &Session, question: Question) -> Result<Event, Refusal> {
    Ok(Event::Prepared {
        question: may_be_put(session, question)?,
        poll: session.polls.next_id(),
    })
}

/// The question, where it can be put now, with its texts cleaned.
fn may_be_put(session: &Session, question: Question) -> Result<Question, Refusal> {
    let question = checked(session, question)?;
    session.must_have_no_poll_under_way()?;
    session.must_have_no_tie()?;
    Ok(question)
}

impl Session {
    /// What the poll on this question would be, if it were prepared now.
    #[must_use]
    pub fn as_prepared(&self, question: Question) -> Poll {
        Poll::prepared(self.polls.next_id(), question, 1, None)
    }
}

/// The question as it can be put, with its texts cleaned.
pub(in crate::session) fn checked(
    session: &Session,
    question: Question,
) -> Result<Question, Refusal> {
    let is_motion = question.matter.is_motion();
    let length = if is_motion { LABEL } else { PERSON };
    let choices: Vec<_> = question
        .choices
        .into_iter()
        .map(|choice| Choice {
            label: clean::line(&choice.label, length),
            ..choice
        })
        .collect();
    let text = said(&question.text, "question")?;
    // “An” and “an” are one person to whoever reads them; “An” and “Ân” are two.
    let labels: BTreeSet<_> = choices.iter().map(|c| c.label.to_lowercase()).collect();
    let unclear =
        choices.iter().any(|choice| choice.label.is_empty()) || labels.len() < choices.len();
    let wrong = choices.len() < 2
        || choices.len() > MOST_CHOICES
        || choices.iter().all(|choice| choice.sense != Sense::Yes);
    if is_motion && (unclear || wrong) {
        return Err(Refusal::WrongChoices);
    }
    if unclear {
        return Err(Refusal::WrongPeople);
    }
    let manner = question.manner;
    if manner.is_secret() && question.terms.changing == Changing::UntilClose {
        return Err(Refusal::SecretIsFinal);
    }
    if let Some(item) = question.item
        && session.plan.item(item).is_none()
    {
        return Err(Refusal::NoSuchItem { item });
    }
    let question = Question {
        text,
        choices,
        terms: question.terms.in_manner(manner),
        ..question
    };
    if is_motion {
        Ok(question)
    } else {
        question.about_people()
    }
}

fn open(session: &Session, found: &Poll, context: &Context<'_>) -> Result<Event, Refusal> {
    session.must_be_open()?;
    found.must_be_prepared()?;
    session.must_have_no_open_poll()?;
    session.must_have_quorum(session.quorum_to_vote(context.now), context.now)?;
    let entitled = session.voters(found, context.now);
    if entitled.is_empty() {
        return Err(Refusal::NobodyMayVote);
    }
    if found.question.manner.is_secret() && entitled.len() < FEWEST_SECRET {
        return Err(Refusal::TooFewForSecret);
    }
    if found.question.manner == Manner::Secret && !weigh_alike(&entitled) {
        return Err(Refusal::UnequalSecret);
    }
    let by_heads = found.question.manner.is_counted() && !found.question.rule.is_no_objection();
    if by_heads && session.quorum_weighs_ballots() && !weigh_alike(&entitled) {
        return Err(Refusal::UnequalCounted);
    }
    let recused = session.recused_here(found, context.now);
    Ok(Event::Opened {
        poll: found.id,
        entitled,
        recused,
    })
}

/// Whether all these votes weigh the same. A secret sum of votes that do not tells who cast them: only
/// one set of voters comes to 3.5.
#[must_use]
pub fn weigh_alike(voters: &[(DelegateId, Weight)]) -> bool {
    voters.windows(2).all(|pair| match pair {
        [one, other] => one.1 == other.1,
        _ => true,
    })
}

fn repeat(session: &Session, poll: PollId, reason: &str) -> Result<Event, Refusal> {
    let found = session.poll(poll)?;
    if !found.has_result() {
        return Err(Refusal::NotClosed { poll });
    }
    if !found.is_tied() {
        session.must_have_no_tie()?;
    }
    if let Some(next) = found.repeated_by.or(found.continued_by)
        && !session.poll(next)?.is_cancelled()
    {
        return Err(Refusal::AlreadyRepeated { poll: next });
    }
    let reason = said(reason, "reason")?;
    session.must_have_no_poll_under_way()?;
    Ok(Event::Repeated {
        poll,
        next: session.polls.next_id(),
        reason,
    })
}

/// What takes back the question that is still only prepared when the session is closed.
pub(in crate::session) fn withdraw(session: &Session) -> Option<session::Event> {
    let mut polls = session.polls.iter();
    let prepared = polls.find(|poll| matches!(poll.stage, Stage::Prepared))?;
    Some(session::Event::Poll(Event::Cancelled {
        poll: prepared.id,
        fate: Fate::Cancelled,
        reason: String::new(),
    }))
}
