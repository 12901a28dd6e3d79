//! Who may do what about consent, what follows, and what time brings.

use super::{Command, Event, REASON};
use crate::session::actor::{Actor, Role};
use crate::session::due::Due;
use crate::session::ids::{DelegateId, ItemId, PollId};
use crate::session::poll::{self, Fate, Poll, Question, Stage, Tally};
use crate::session::refusal::Refusal;
use crate::session::rule::Preset;
use crate::session::{self, Context, Session};
use crate::text::clean;

pub(in crate::session) fn decide(
    session: &Session,
    actor: &Actor,
    command: Command,
    context: &Context<'_>,
) -> Result<Vec<session::Event>, Refusal> {
    session.must_not_be_closed()?;
    match command {
        Command::List { items } => {
            actor.must_be_officer()?;
            list(session, items)
        }
        Command::TakeOut {
            item,
            reason,
            delegate,
        } => {
            let delegate = for_whom(session, actor, delegate)?;
            take_out(session, item, delegate, &reason)
        }
        Command::Ask { question } => {
            actor.must_be_officer()?;
            ask(session, question)
        }
        Command::Object { poll, delegate } => {
            let delegate = for_whom(session, actor, delegate)?;
            object(session, poll, delegate, context)
        }
    }
}

/// Whose wish it is: a delegate's own, or that of somebody for whom the head table speaks.
fn for_whom(
    session: &Session,
    actor: &Actor,
    named: Option<DelegateId>,
) -> Result<Option<DelegateId>, Refusal> {
    let delegate = match (actor.role, named) {
        (Role::Delegate, None) => Some(actor.must_be_delegate()?),
        (Role::Delegate, Some(_)) => return Err(Refusal::NotYourself),
        (_, named) => {
            actor.must_be_officer()?;
            named
        }
    };
    if let Some(delegate) = delegate
        && !session.has_vote(session.attendee(session.voice_of(delegate))?)
    {
        return Err(Refusal::HasNoVote { delegate });
    }
    Ok(delegate)
}

fn list(session: &Session, mut items: Vec<ItemId>) -> Result<Vec<session::Event>, Refusal> {
    if let Some(poll) = session.consent.asked {
        return Err(Refusal::ListIsAsked { poll });
    }
    items.sort();
    items.dedup();
    for item in items.iter().copied() {
        let planned = session.plan.item(item);
        let planned = planned.ok_or(Refusal::NoSuchItem { item })?;
        let motion = planned.motion.as_ref().ok_or(Refusal::NoMotion { item })?;
        if !motion.matter.is_motion() {
            return Err(Refusal::OnlyMotions);
        }
        if session.agenda.current == Some(item) {
            return Err(Refusal::ItemIsCurrent { item });
        }
        if session.agenda.progress(item).done {
            return Err(Refusal::ItemIsDone { item });
        }
    }
    if session.consent.items.iter().eq(&items) {
        return Ok(vec![]);
    }
    Ok(vec![session::Event::Consent(Event::Listed { items })])
}

fn take_out(
    session: &Session,
    item: ItemId,
    delegate: Option<DelegateId>,
    reason: &str,
) -> Result<Vec<session::Event>, Refusal> {
    if session.plan.item(item).is_none() {
        return Err(Refusal::NoSuchItem { item });
    }
    let consent = &session.consent;
    if !consent.items.contains(&item) {
        return Err(Refusal::NotOnList { item });
    }
    let asked = consent.asked.and_then(|poll| session.polls.get(poll));
    if let Some(poll) = asked {
        match poll.stage {
            // Votes that were cast on the whole must not come to mean less.
            Stage::Open { .. } if session.waits_until(poll).is_none() => {
                return Err(Refusal::VoteIsOpen { poll: poll.id });
            }
            Stage::Closed { .. } | Stage::Published { .. } => {
                return Err(Refusal::HasResult { poll: poll.id });
            }
            _ => {}
        }
    }
    let reason = clean::line(reason, REASON);
    let mut events = vec![session::Event::Consent(Event::TakenOut {
        item,
        delegate,
        reason,
    })];
    if let Some(poll) = asked.filter(|_| consent.items.len() == 1) {
        // Nothing is left to be asked.
        events.push(session::Event::Poll(poll::Event::Cancelled {
            poll: poll.id,
            fate: Fate::Cancelled,
            reason: String::new(),
        }));
    }
    Ok(events)
}

/// What takes an item out when it is taken up by itself.
pub(in crate::session) fn taken_up(session: &Session, item: ItemId) -> Vec<session::Event> {
    take_out(session, item, None, "").unwrap_or_default()
}

fn ask(session: &Session, question: Question) -> Result<Vec<session::Event>, Refusal> {
    let items = &session.consent.items;
    if items.is_empty() {
        return Err(Refusal::NothingOnList);
    }
    if !question.matter.is_motion() {
        return Err(Refusal::OnlyMotions);
    }
    let motions = items.iter().filter_map(|item| {
        let motion = session.plan.motion(*item)?;
        Some((*item, motion))
    });
    for (item, motion) in motions {
        if !question.rule.covers(&motion.rule) {
            return Err(Refusal::AsksLess { item });
        }
    }
    let question = Question {
        item: None,
        ..question
    };
    let prepared = poll::prepare(session, question)?;
    let asked = Event::Asked {
        poll: session.polls.next_id(),
    };
    Ok(vec![
        session::Event::Poll(prepared),
        session::Event::Consent(asked),
    ])
}

fn object(
    session: &Session,
    poll: PollId,
    delegate: Option<DelegateId>,
    context: &Context<'_>,
) -> Result<Vec<session::Event>, Refusal> {
    let found = session
        .polls
        .get(poll)
        .ok_or(Refusal::NoSuchPoll { poll })?;
    if let Some(at) = found.closed_at {
        return Err(Refusal::VoteClosed { poll, at });
    }
    let until = session.waits_until(found).ok_or(Refusal::NoWait { poll })?;
    // While the wait is stopped its time does not run out, and an objection is heard.
    if until <= context.now && session.stopped().is_none() {
        return Err(Refusal::VoteClosed { poll, at: until });
    }
    let delegate = delegate.ok_or(Refusal::NotYourself)?;
    session.must_be_present(delegate)?;
    if !found.entitled.contains_key(&session.voice_of(delegate)) {
        return Err(Refusal::NotEntitled { poll });
    }
    let is_list = session.consent.asked == Some(poll);
    let of_list = is_list.then(|| session.consent_rule()).flatten();
    let own = of_list.unwrap_or_else(|| session.plan.rules.majority.clone());
    let rule = if own.is_no_objection() {
        Preset::SIMPLE.rule()
    } else {
        own
    };
    Ok(vec![session::Event::Consent(Event::Objected {
        poll,
        delegate,
        rule,
    })])
}

/// A question that waits for objections is not closed by hand: that would cut them off.
pub(in crate::session) fn must_have_waited(session: &Session, poll: &Poll) -> Result<(), Refusal> {
    match session.waits_until(poll) {
        Some(at) => Err(Refusal::WaitRuns { poll: poll.id, at }),
        None => Ok(()),
    }
}

/// What a published result means for the items of the consent list.
pub(in crate::session) fn decided(
    session: &Session,
    poll: PollId,
    tally: &Tally,
) -> Option<session::Event> {
    let consent = &session.consent;
    (consent.asked == Some(poll)).then(|| {
        session::Event::Consent(Event::Decided {
            poll,
            outcome: tally.outcome,
            items: consent.items.iter().copied().collect(),
        })
    })
}

/// The wait is over and nobody objected: the question is decided, and everybody knows it, for
/// everybody was asked.
pub(in crate::session) fn due(session: &Session, context: &Context<'_>) -> Option<Due> {
    let poll = session.polls.open()?;
    let at = session.waits_until(poll)?;
    // Without a quorum the body cannot consent: the wait begins anew once there is one.
    if at > context.now || session.stopped().is_some() {
        return None;
    }
    let ended = Context {
        now: at,
        ..*context
    };
    let tally = poll::tally(session, poll, &ended).ok()?;
    let mut events = vec![
        session::Event::Poll(poll::Event::Closed {
            poll: poll.id,
            tally: Some(tally.clone()),
        }),
        session::Event::Poll(poll::Event::Published {
            poll: poll.id,
            tally: tally.clone(),
        }),
    ];
    events.extend(decided(session, poll.id, &tally));
    Some(Due { at, events })
}
