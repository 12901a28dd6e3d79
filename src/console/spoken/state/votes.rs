//! What is decided, or waits to be: the vote, the consent list, what is asked in writing, and what was
//! noted about results.

use serde_json::{Value, json};

use super::{counted, person};
use crate::console::model::Model;
use crate::console::pane::vote;
use crate::session::opinion::{self, Opinion};
use crate::session::poll::{Note, Poll, Stage};
use crate::session::{ItemId, Millis, Session};

/// The question that is seen.
pub(super) fn vote(model: &Model, session: &Session, poll: &Poll) -> Value {
    let stage = match &poll.stage {
        Stage::Prepared => "prepared",
        Stage::Open { .. } if session.stopped().is_some() => "stopped",
        Stage::Open { .. } => "open",
        Stage::Closed { .. } => "closed",
        Stage::Published { .. } => "published",
        Stage::Cancelled { .. } => "cancelled",
    };
    let tally = poll.tally();
    let votes = |place: usize| tally.and_then(|tally| tally.by_choice.get(place)).copied();
    let choices = poll.question.choices.iter().enumerate();
    let choices: Vec<_> = choices
        .map(|(place, choice)| {
            json!({"label": choice.label, "sense": choice.sense, "votes": votes(place).map(counted)})
        })
        .collect();
    let (voted, entitled) = session.turnout(poll);
    let voters = match poll.stage {
        Stage::Prepared => session.voters(poll, model.now()).len(),
        _ => entitled,
    };
    let judged = tally.map(|tally| tally.outcome.into());
    let outcome = poll.ending().or(judged);
    let objection = session.consent.objection(poll.id);
    json!({
        "poll": poll.id,
        "question": poll.question.text,
        "stage": stage,
        "round": poll.round,
        "manner": poll.question.manner,
        "voted": voted,
        "entitled": voters,
        "choices": choices,
        "outcome": outcome.map(|outcome| outcome.name()),
        "elected": poll.elected_names(),
        "wait": wait(model, session, poll),
        "objected": objection.map(|objection| person(session, objection.delegate)),
        "asks_chair": session.asks_chair(poll),
        "said": vote::said(model, session, poll),
        "notes": poll.notes.iter().map(|note| noted(poll, note)).collect::<Vec<_>>(),
    })
}

/// The wait for objections, while it runs. Stopped for want of a quorum, it begins anew.
fn wait(model: &Model, session: &Session, poll: &Poll) -> Value {
    let Some(until) = session.waits_until(poll) else {
        return Value::Null;
    };
    let stopped = session.stopped().is_some();
    let left = until.since(model.now()).max(Millis(0)) + Millis(999);
    json!({
        "until": until,
        "left_s": (!stopped).then(|| left.seconds()),
        "stopped": stopped,
    })
}

fn noted(poll: &Poll, note: &Note) -> Value {
    json!({
        "poll": poll.id,
        "question": poll.question.text,
        "at": note.at,
        "text": note.text,
    })
}

/// What was noted about all results.
pub(super) fn notes(session: &Session) -> Value {
    let polls = session.polls.iter();
    let notes = polls.flat_map(|poll| poll.notes.iter().map(move |note| (note.at, poll, note)));
    let mut notes: Vec<_> = notes.collect();
    notes.sort_by_key(|(at, ..)| *at);
    notes
        .iter()
        .map(|(_, poll, note)| noted(poll, note))
        .collect()
}

/// An item by its number and title.
fn item(session: &Session, id: ItemId) -> Value {
    let plan = session.plan.item(id);
    json!({
        "item": id,
        "number": plan.map(|plan| &plan.number),
        "title": plan.map(|plan| &plan.title),
    })
}

/// The list of what is put as one.
pub(super) fn consent(session: &Session) -> Value {
    let consent = &session.consent;
    let items = |items: &mut dyn Iterator<Item = ItemId>| -> Vec<Value> {
        items.map(|id| item(session, id)).collect()
    };
    let out = consent.taken_out.iter().map(|out| {
        json!({
            "item": item(session, out.item),
            "person": out.delegate.map(|who| person(session, who)),
            "reason": out.reason,
        })
    });
    let decided = consent.decided.iter().map(|decided| {
        json!({
            "poll": decided.poll,
            "outcome": decided.outcome.name(),
            "items": items(&mut decided.items.iter().copied()),
            "set_aside": decided.set_aside,
        })
    });
    json!({
        "items": items(&mut consent.items.iter().copied()),
        "taken_out": out.collect::<Vec<_>>(),
        "poll": consent.asked,
        "decided": decided.collect::<Vec<_>>(),
    })
}

/// What is asked in writing, the earliest first.
pub(super) fn opinions(model: &Model, session: &Session) -> Value {
    let opinions = session.opinions.iter();
    opinions.map(|one| opinion(model, session, one)).collect()
}

fn opinion(model: &Model, session: &Session, opinion: &Opinion) -> Value {
    let (stage, reason) = match &opinion.stage {
        opinion::Stage::Open => ("open", None),
        opinion::Stage::Closed { .. } => ("closed", None),
        opinion::Stage::Published { .. } => ("published", None),
        opinion::Stage::Cancelled { reason } => ("cancelled", Some(reason)),
    };
    let deadline = opinion.circular.deadline;
    let left = deadline.since(model.now()).max(Millis(0));
    let findings = opinion.findings();
    let missing = opinion.missing().map(|who| person(session, who));
    let required = match findings {
        Some(findings) => Some(findings.tally.required),
        None => opinion.required(),
    };
    let choices = opinion.circular.question.choices.iter().enumerate();
    let choices = choices.map(|(place, choice)| {
        let votes = findings
            .and_then(|findings| findings.tally.by_choice.get(place))
            .copied();
        json!({"label": choice.label, "sense": choice.sense, "votes": votes.map(counted)})
    });
    json!({
        "opinion": opinion.id,
        "question": opinion.circular.question.text,
        "stage": stage,
        "cancelled_because": reason,
        "deadline": deadline,
        "left_s": opinion.is_open().then(|| left.seconds()),
        "answered": opinion.answered.len(),
        "asked": opinion.entitled.len(),
        "missing": missing.collect::<Vec<_>>(),
        "silence": opinion.circular.silence.name(),
        "rule": opinion.circular.question.rule,
        "required": required.map(counted),
        "choices": choices.collect::<Vec<_>>(),
        "outcome": findings.map(|findings| findings.tally.outcome.name()),
    })
}
