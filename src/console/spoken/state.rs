//! How the meeting stands, for programs: one JSON object with what a hall display or a script asks for
//! again and again. Times are in whole seconds, people and things under their numbers, words in the
//! language of the console. What this role may not see is not in it.

use serde_json::{Map, Value, json};

use crate::console::model::{Link, Model};
use crate::console::pane::vote;
use crate::console::words;
use crate::session::assistance::Call;
use crate::session::floor::{List, Request, Speech};
use crate::session::poll::{Poll, Stage};
use crate::session::{DelegateId, ItemId, Phase, Session};

/// The meeting as it stands now; only how the link fares where there is no session yet.
#[must_use]
pub fn state(model: &Model) -> Value {
    let mut state = Map::new();
    let mut put = |name: &str, value: Value| state.insert(name.to_owned(), value);
    put("link", json!(link(model.link)));
    put("role", json!(model.role));
    put("seq", json!(model.seen));
    put("at", json!(model.now()));
    if let Some(session) = &model.session {
        put("title", json!(session.plan.title));
        put("phase", json!(phase(session.phase)));
        put("presiding", person(session, session.presiding));
        put(
            "item",
            session
                .agenda
                .current
                .map_or(Value::Null, |id| item(model, session, id)),
        );
        put(
            "next_item",
            session
                .next_item()
                .map_or(Value::Null, |id| item(model, session, id)),
        );
        let speaking = session.floor.speaking.iter();
        put(
            "speaking",
            speaking.map(|s| speech(model, session, s)).collect(),
        );
        for (name, list) in [
            ("queue", &session.floor.queue),
            ("questions", &session.floor.questions),
            ("parked", &session.floor.parked),
        ] {
            put(name, list.iter().map(|r| request(session, r)).collect());
        }
        put("list", json!(list(session.floor.list)));
        let calls = session.assistance.calls();
        put("help", calls.map(|c| call(session, c)).collect());
        let poll = vote::to_be_seen(session);
        put(
            "vote",
            poll.map_or(Value::Null, |poll| asked(model, session, poll)),
        );
        put("attendance", attendance(model, session));
        let announced = session.announcements.last();
        put("announced", json!(announced.map(|a| &a.text)));
    }
    Value::Object(state)
}

/// How the link fares, in a word.
#[must_use]
pub fn link(link: Link) -> &'static str {
    match link {
        Link::Joining => "joining",
        Link::Live => "live",
        Link::Lost { .. } => "lost",
        Link::Ended(_) => "ended",
    }
}

fn phase(phase: Phase) -> &'static str {
    match phase {
        Phase::Planned => "planned",
        Phase::Open => "open",
        Phase::Suspended { .. } => "suspended",
        Phase::Closed { .. } => "closed",
    }
}

fn list(list: List) -> &'static str {
    match list {
        List::Open => "open",
        List::Closed => "closed",
        List::Ended => "ended",
        List::DebateEnded => "debate_ended",
    }
}

fn person(session: &Session, id: DelegateId) -> Value {
    let attendee = session.roster.get(id);
    let unit = attendee.map(|attendee| attendee.delegate.unit.as_str());
    let seat = attendee.map(|attendee| words::place_of(session, attendee));
    json!({
        "number": id,
        "name": session.roster.name(id),
        "unit": unit.unwrap_or_default(),
        "seat": seat.unwrap_or_default(),
    })
}

fn item(model: &Model, session: &Session, id: ItemId) -> Value {
    let now = model.now();
    let plan = session.plan.item(id);
    let left = session.item_time_left(id, now);
    json!({
        "item": id,
        "number": plan.map(|plan| &plan.number),
        "title": plan.map(|plan| &plan.title),
        "used_s": session.agenda.progress(id).used(now).seconds(),
        "left_s": left.map(|left| left.seconds()),
    })
}

fn request(session: &Session, request: &Request) -> Value {
    json!({
        "request": request.id,
        "kind": request.kind,
        "person": person(session, request.delegate),
    })
}

fn call(session: &Session, call: &Call) -> Value {
    json!({
        "call": call.id,
        "person": person(session, call.delegate),
        "at": call.at,
        "text": call.text,
    })
}

fn speech(model: &Model, session: &Session, speech: &Speech) -> Value {
    let now = model.now();
    json!({
        "request": speech.request.id,
        "kind": speech.request.kind,
        "person": person(session, speech.request.delegate),
        "paused": speech.is_paused(),
        "spoken_s": speech.spoken(now).seconds(),
        // Negative once it is over.
        "left_s": speech.left(now).map(|left| left.seconds()),
        "limit_s": (speech.limit.0 > 0).then_some(speech.limit),
    })
}

fn asked(model: &Model, session: &Session, poll: &Poll) -> Value {
    let stage = match &poll.stage {
        Stage::Prepared => "prepared",
        Stage::Open { .. } if session.stopped().is_some() => "stopped",
        Stage::Open { .. } => "open",
        Stage::Closed { .. } => "closed",
        Stage::Published { .. } => "published",
        Stage::Cancelled { .. } => "cancelled",
    };
    let tally = poll.tally();
    let votes = |place: usize| tally.and_then(|tally| tally.by_choice.get(place));
    let choices = poll.question.choices.iter().enumerate();
    let choices: Vec<_> = choices
        .map(|(place, choice)| {
            json!({"label": choice.label, "sense": choice.sense, "votes": votes(place)})
        })
        .collect();
    let (voted, entitled) = session.turnout(poll);
    let voters = match poll.stage {
        Stage::Prepared => session.voters(poll, model.now()).len(),
        _ => entitled,
    };
    let outcome = tally.map(|tally| poll.ending().unwrap_or(tally.outcome.into()));
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
        "said": vote::said(model, session, poll),
    })
}

fn attendance(model: &Model, session: &Session) -> Value {
    let quorum = session.quorum(model.now());
    let here = session.roster.iter().filter(|a| a.presence.is_present());
    json!({
        "present": quorum.present,
        "members": quorum.members,
        "required": quorum.required,
        "quorum": quorum.is_reached(),
        "people": session.roster.len(),
        "people_present": here.count(),
    })
}
