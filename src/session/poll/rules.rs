//! Who may do what with a poll, and what follows.

use std::collections::BTreeSet;

use super::tally::tally;
use super::{
    Choice, ChoiceNo, Command, Event, FEWEST_SECRET, LABEL, MOST_CHOICES, Manner, QUESTION,
    Question, SealedBallot, Sense, Stage,
};
use crate::session::actor::{Actor, Role};
use crate::session::ids::{DelegateId, PollId};
use crate::session::refusal::Refusal;
use crate::session::{self, Context, Decision, Session};
use crate::text::clean;

pub(in crate::session) fn decide(
    session: &Session,
    actor: &Actor,
    command: Command,
    context: &Context<'_>,
) -> Result<Decision, Refusal> {
    // A result may come to be known after the meeting; nothing else may change then.
    if !matches!(command, Command::Publish { .. }) {
        session.must_not_be_closed()?;
    }
    match &command {
        Command::Ready { .. } | Command::Cast { delegate: None, .. } => {
            actor.must_be_delegate()?;
        }
        Command::Prepare { .. } | Command::CountHands { .. } | Command::Cast { .. } => {
            actor.must_be_officer()?;
        }
        _ => actor.must_be(Role::Chair)?,
    }
    let event = match command {
        Command::Prepare { question } => prepare(session, question)?,
        Command::Ready { poll } => {
            let delegate = actor.must_be_delegate()?;
            let found = session.poll(poll)?;
            found.must_be_prepared()?;
            session.must_be_voter(delegate, poll)?;
            if found.ready.contains(&delegate) {
                return Ok(Decision::default());
            }
            Event::Readied { poll, delegate }
        }
        Command::Open { poll } => open(session, poll, context)?,
        Command::Cast {
            poll,
            choice,
            delegate,
        } => {
            return cast(session, actor, poll, choice, delegate);
        }
        Command::CountHands { poll, hands } => count_hands(session, poll, hands)?,
        Command::Close { poll } => {
            let found = session.poll(poll)?;
            found.must_be_open()?;
            Event::Closed {
                poll,
                tally: Some(tally(session, found, context)?),
            }
        }
        Command::Publish { poll } => match &session.poll(poll)?.stage {
            Stage::Closed {
                tally: Some(tally), ..
            } => Event::Published {
                poll,
                tally: tally.clone(),
            },
            Stage::Published { .. } => return Ok(Decision::default()),
            _ => return Err(Refusal::NotClosed { poll }),
        },
        Command::Cancel { poll, reason } => match session.poll(poll)?.stage {
            Stage::Prepared | Stage::Open { .. } => Event::Cancelled {
                poll,
                reason: clean::line(&reason, QUESTION),
            },
            Stage::Cancelled { .. } => return Ok(Decision::default()),
            Stage::Closed { .. } | Stage::Published { .. } => {
                return Err(Refusal::HasResult { poll });
            }
        },
        Command::Repeat { poll, reason } => repeat(session, poll, &reason)?,
    };
    Ok(vec![session::Event::Poll(event)].into())
}

fn prepare(session: &Session, question: Question) -> Result<Event, Refusal> {
    let choices: Vec<_> = question
        .choices
        .into_iter()
        .map(|choice| Choice {
            label: clean::line(&choice.label, LABEL),
            ..choice
        })
        .collect();
    let text = clean::line(&question.text, QUESTION);
    if text.is_empty() {
        return Err(Refusal::empty("question"));
    }
    let labels: BTreeSet<_> = choices.iter().map(|choice| &choice.label).collect();
    let wrong = choices.len() < 2
        || choices.len() > MOST_CHOICES
        || choices.iter().all(|choice| choice.sense != Sense::Yes)
        || choices.iter().any(|choice| choice.label.is_empty())
        || labels.len() < choices.len();
    if wrong {
        return Err(Refusal::WrongChoices);
    }
    if let Some(item) = question.item
        && session.plan.item(item).is_none()
    {
        return Err(Refusal::NoSuchItem { item });
    }
    session.must_have_no_poll_under_way()?;
    let question = Question {
        text,
        choices,
        ..question
    };
    Ok(Event::Prepared {
        poll: session.polls.next_id(),
        question,
    })
}

fn open(session: &Session, poll: PollId, context: &Context<'_>) -> Result<Event, Refusal> {
    let found = session.poll(poll)?;
    session.must_be_open()?;
    found.must_be_prepared()?;
    session.must_have_no_open_poll()?;
    let quorum = session.quorum(context.now);
    if !quorum.is_reached() {
        return Err(Refusal::NoQuorum {
            present: quorum.present,
            required: quorum.required,
        });
    }
    let voters = session
        .roster
        .iter()
        .filter(|a| session.may_vote(a, context.now));
    let entitled: Vec<_> = voters.map(|a| (a.delegate.id, a.weight())).collect();
    if entitled.is_empty() {
        return Err(Refusal::NobodyMayVote);
    }
    if found.question.manner == Manner::Secret && entitled.len() < FEWEST_SECRET {
        return Err(Refusal::TooFewForSecret);
    }
    Ok(Event::Opened { poll, entitled })
}

fn cast(
    session: &Session,
    actor: &Actor,
    poll: PollId,
    choice: ChoiceNo,
    for_whom: Option<DelegateId>,
) -> Result<Decision, Refusal> {
    let found = session.poll(poll)?;
    if let Some(at) = found.closed_at {
        return Err(Refusal::VoteClosed { poll, at });
    }
    found.must_be_open()?;
    let manner = found.question.manner;
    if manner == Manner::Hands || (for_whom.is_some() && manner == Manner::Secret) {
        return Err(Refusal::WrongManner { poll });
    }
    let delegate = match for_whom {
        Some(delegate) => delegate,
        None => actor.must_be_delegate()?,
    };
    session.attendee(delegate)?;
    let weight = *found
        .entitled
        .get(&delegate)
        .ok_or(Refusal::NotEntitled { poll })?;
    if found.voted.contains_key(&delegate) {
        return Err(Refusal::AlreadyVoted { poll });
    }
    session.must_be_voter(delegate, poll)?;
    if usize::from(choice.0) >= found.question.choices.len() {
        return Err(Refusal::NoSuchChoice { poll });
    }
    let secret = manner == Manner::Secret;
    let event = Event::Cast {
        poll,
        delegate,
        choice: (!secret).then_some(choice),
    };
    Ok(Decision {
        events: vec![session::Event::Poll(event)],
        sealed: secret.then_some(SealedBallot {
            poll,
            choice,
            weight,
        }),
    })
}

fn count_hands(session: &Session, poll: PollId, hands: Vec<u32>) -> Result<Event, Refusal> {
    let found = session.poll(poll)?;
    found.must_be_open()?;
    if found.question.manner != Manner::Hands {
        return Err(Refusal::WrongManner { poll });
    }
    if hands.len() != found.question.choices.len() {
        return Err(Refusal::NoSuchChoice { poll });
    }
    let counted: u64 = hands.iter().map(|n| u64::from(*n)).sum();
    let entitled = found.entitled.len() as u64;
    if counted > entitled {
        return Err(Refusal::TooManyHands { counted, entitled });
    }
    Ok(Event::HandsCounted {
        poll,
        hands: Some(hands),
    })
}

fn repeat(session: &Session, poll: PollId, reason: &str) -> Result<Event, Refusal> {
    let found = session.poll(poll)?;
    if !matches!(found.stage, Stage::Closed { .. } | Stage::Published { .. }) {
        return Err(Refusal::NotClosed { poll });
    }
    if let Some(next) = found.repeated_by
        && !session.poll(next)?.is_cancelled()
    {
        return Err(Refusal::AlreadyRepeated { poll: next });
    }
    let reason = clean::line(reason, QUESTION);
    if reason.is_empty() {
        return Err(Refusal::empty("reason"));
    }
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
        reason: String::new(),
    }))
}

impl Session {
    /// Whether somebody sits there who may vote. Their line may have been lost: who votes is here.
    fn must_be_voter(&self, delegate: DelegateId, poll: PollId) -> Result<(), Refusal> {
        self.must_be_present(delegate)?;
        if self.has_vote(self.attendee(delegate)?) {
            Ok(())
        } else {
            Err(Refusal::NotEntitled { poll })
        }
    }
}
