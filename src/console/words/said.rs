//! Events and refusals as sentences.
//!
//! The text of an event stands under `session.event.<subject>.<event>`, that of a refusal under
//! `refusal.<reason>`. Its placeholders are the fields of the event as they are written in a record,
//! with numbers of people, items and polls replaced by what these are called; so a new event needs
//! nothing here but its text.

use std::fmt::Display;

use serde_json::{Map, Value};

use super::{exact_time, item_title, kind, role};
use crate::console::model::Model;
use crate::session::attendance::{self, Presence};
use crate::session::floor::{self, Kind, Policy};
use crate::session::poll::{self, Outcome};
use crate::session::voice::Matter;
use crate::session::{
    Actor, DelegateId, Event, ItemId, Millis, OpinionId, PollId, Record, Refusal, RequestId, Role,
    Seq, Time,
};
use crate::text::{self, Lang};

/// How somebody is here, in words.
pub(super) fn presence(lang: Lang, presence: &Presence) -> String {
    match presence {
        Presence::Expected => lang.text("session.presence.expected").to_owned(),
        Presence::Present {
            place,
            late,
            substitute,
            ..
        } => {
            let place = match place {
                attendance::Place::Hall => "session.presence.hall",
                attendance::Place::Remote => "session.presence.remote",
            };
            with_known(lang, place, *late, substitute.as_deref())
        }
        Presence::Excused { reason } if reason.is_empty() => {
            lang.text("session.presence.excused").to_owned()
        }
        Presence::Excused { reason } => {
            format!("{}: {reason}", lang.text("session.presence.excused"))
        }
        Presence::Absent => lang.text("session.presence.absent").to_owned(),
        Presence::Left {
            late, substitute, ..
        } => with_known(lang, "session.presence.left", *late, substitute.as_deref()),
    }
}

/// The text of a state, with who sits in and that they came late.
fn with_known(lang: Lang, state: &str, late: bool, substitute: Option<&str>) -> String {
    let mut said = lang.text(state).to_owned();
    if let Some(name) = substitute {
        said = format!(
            "{said}, {}",
            lang.fill("session.presence.substitute", &[("name", &name)])
        );
    }
    if late {
        said = format!("{said}, {}", lang.text("session.presence.late"));
    }
    said
}

/// Why a command was refused, and what to do.
#[must_use]
pub fn refusal(model: &Model, refusal: &Refusal) -> String {
    let fields = match serde_json::to_value(refusal) {
        Ok(Value::Object(fields)) => fields,
        _ => Map::new(),
    };
    let reason = fields
        .get("reason")
        .and_then(Value::as_str)
        .unwrap_or_default();
    said(model, &format!("refusal.{reason}"), &fields)
}

/// What happened, and by whom.
#[must_use]
pub fn event(model: &Model, record: &Record) -> String {
    let (what, by) = event_and_who(model, record);
    what + &by
}

/// What happened; and by whom, with a dash before it, where what happened does not say so already.
#[must_use]
pub fn event_and_who(model: &Model, record: &Record) -> (String, String) {
    let what = what(model, &record.event);
    let by = record.by.as_ref();
    let by = by.map_or_else(String::new, |actor| by_whom(model, actor, &what));
    (what, by)
}

/// What happened.
pub(super) fn what(model: &Model, event: &Event) -> String {
    let (key, fields) = told(event);
    let what = said(model, &format!("session.event.{key}"), &fields);
    if let Some(elected) = elected(model, event) {
        return model
            .lang
            .fill("session.event.poll.elected", &[("elected", &elected)]);
    }
    match breaks_in(model, event) {
        Some(of) => format!("{what} ({})", kind(model.lang, of)),
        None => what,
    }
}

/// Where the result of an election is published: who is elected.
fn elected(model: &Model, event: &Event) -> Option<String> {
    let Event::Poll(poll::Event::Published { poll, .. }) = event else {
        return None;
    };
    let poll = model.session.as_ref()?.polls.get(*poll)?;
    poll.say_elected(model.lang)
}

/// Where the floor was given to what is no speech, but breaks into one: what it is.
fn breaks_in(model: &Model, event: &Event) -> Option<Kind> {
    let Event::Floor(floor::Event::Given { request, .. }) = event else {
        return None;
    };
    let (_, kind) = model.asked.get(request)?;
    matches!(kind, Kind::Interposed | Kind::PointOfOrder).then_some(*kind)
}

/// Who did it, with a dash before it, where what happened does not say so already.
pub(super) fn by_whom(model: &Model, actor: &Actor, what: &str) -> String {
    let by = by(model, actor);
    match what.starts_with(by.as_str()) {
        true => String::new(),
        false => format!(" — {by}"),
    }
}

/// Who did it.
fn by(model: &Model, actor: &Actor) -> String {
    match (actor.role, actor.delegate) {
        (Role::Delegate, Some(delegate)) => name(model, delegate),
        _ if actor.name.is_empty() => role(model.lang, actor.role).to_owned(),
        _ => format!("{} ({})", role(model.lang, actor.role), actor.name),
    }
}

/// The subject and name of an event, and its fields.
fn told(event: &Event) -> (String, Map<String, Value>) {
    if let Event::Prepared(plan) = event {
        let title = Value::String(plan.title.clone());
        return (
            "prepared".to_owned(),
            Map::from_iter([("title".to_owned(), title)]),
        );
    }
    let Ok(Value::Object(outer)) = serde_json::to_value(event) else {
        return Default::default();
    };
    let Some((subject, inner)) = outer.into_iter().next() else {
        return Default::default();
    };
    // What became of a question has words of its own for each fate.
    if let Event::Poll(poll::Event::Cancelled { fate, .. }) = event
        && let Value::Object(inner) = inner
    {
        let fields = inner.into_iter().find_map(|(_, fields)| match fields {
            Value::Object(fields) => Some(fields),
            _ => None,
        });
        return (
            format!("{subject}.{}", fate.name()),
            fields.unwrap_or_default(),
        );
    }
    match inner {
        Value::String(name) => (format!("{subject}.{name}"), Map::new()),
        Value::Object(inner) => match inner.into_iter().next() {
            Some((name, Value::Object(fields))) if is_out_of_order(&fields) => {
                let told = match fields.contains_key("passed") {
                    true => "before",
                    false => "out_of_order",
                };
                (format!("{subject}.{name}_{told}"), fields)
            }
            // With what somebody needs help is said where they said so.
            Some((name, Value::Object(fields)))
                if subject == "assistance" && name == "asked" && fields.contains_key("text") =>
            {
                (format!("{subject}.{name}_with"), fields)
            }
            Some((name, Value::Object(fields))) => (format!("{subject}.{name}"), fields),
            Some((name, _)) => (format!("{subject}.{name}"), Map::new()),
            None => Default::default(),
        },
        _ => Default::default(),
    }
}

/// Whether the floor was given to another than was proposed.
fn is_out_of_order(fields: &Map<String, Value>) -> bool {
    fields.get("in_order") == Some(&Value::Bool(false))
}

fn said(model: &Model, key: &str, fields: &Map<String, Value>) -> String {
    let mut values: Vec<(String, String)> = Vec::new();
    gather(model, fields, &mut values);
    let values: Vec<(&str, &dyn Display)> = values
        .iter()
        .map(|(name, value)| (name.as_str(), value as &dyn Display))
        .collect();
    model.lang.fill(key, &values)
}

/// Every field with what is to be read for it; those of nested objects stand beside the others.
fn gather(model: &Model, fields: &Map<String, Value>, values: &mut Vec<(String, String)>) {
    for (name, value) in fields {
        let read = match (name.as_str(), value) {
            ("presence", value) => serde_json::from_value(value.clone())
                .ok()
                .map(|p| presence(model.lang, &p)),
            ("link", value) => serde_json::from_value(value.clone())
                .ok()
                .map(|link| super::link(model.lang, link).to_owned()),
            ("outcome", value) => serde_json::from_value::<Outcome>(value.clone())
                .ok()
                .map(|outcome| super::outcome(model.lang, outcome).1)
                // Capitals are for the eye.
                .map(|said| {
                    if model.unseen {
                        said.to_lowercase()
                    } else {
                        said.to_owned()
                    }
                }),
            ("request", Value::Object(request)) => {
                gather(model, request, values);
                None
            }
            ("on", value) => serde_json::from_value(value.clone())
                .ok()
                .map(|on| matter(model, on)),
            (_, Value::Object(nested)) => {
                gather(model, nested, values);
                None
            }
            (name, Value::Number(number)) => number.as_i64().map(|n| numbered(model, name, n)),
            ("kind", value) => serde_json::from_value::<Kind>(value.clone())
                .ok()
                .map(|k| kind(model.lang, k).to_owned()),
            ("policy", value) => serde_json::from_value::<Policy>(value.clone())
                .ok()
                .map(|p| super::policy(model.lang, p).to_owned()),
            ("role", value) => serde_json::from_value::<Role>(value.clone())
                .ok()
                .map(|r| role(model.lang, r).to_owned()),
            ("field", Value::String(field)) => Some(
                model
                    .lang
                    .text(&format!("session.field.{field}"))
                    .to_owned(),
            ),
            ("done", Value::Bool(done)) => {
                let key = if *done {
                    "session.item.done"
                } else {
                    "session.item.left"
                };
                Some(model.lang.text(key).to_owned())
            }
            (_, Value::String(text)) => Some(text.clone()),
            (_, Value::Array(list)) => Some(list.len().to_string()),
            _ => None,
        };
        values.extend(read.map(|read| (name.clone(), read)));
    }
}

/// What a number stands for, by the name of its field.
fn numbered(model: &Model, field: &str, number: i64) -> String {
    let id = u32::try_from(number).unwrap_or_default();
    match field {
        "delegate" | "to" => name(model, DelegateId(id)),
        "request" | "before" | "passed" => match model.asked.get(&RequestId(id)) {
            Some((delegate, _)) => name(model, *delegate),
            None => format!("#{id}"),
        },
        "item" => item_title(model, ItemId(id)),
        "step" => super::step::known(model, Seq(id)).unwrap_or_else(|| format!("#{id}")),
        "poll" => {
            let session = model.session.as_ref();
            let poll = session.and_then(|session| session.polls.get(PollId(id)));
            poll.map_or_else(|| format!("#{id}"), |p| fitting(model, &p.question.text))
        }
        "opinion" => {
            let session = model.session.as_ref();
            let opinion = session.and_then(|session| session.opinions.get(OpinionId(id)));
            opinion.map_or_else(
                || format!("#{id}"),
                |o| fitting(model, &o.circular.question.text),
            )
        }
        "at" => match &model.session {
            Some(session) => exact_time(session, Time(number)),
            None => String::new(),
        },
        "spoken" | "time" => text::number::clock(Millis(number).seconds()),
        "limit" | "seconds" => text::number::clock(number),
        _ => number.to_string(),
    }
}

/// A question as it is told with what happened to it: cut short where it is to be seen in a row.
fn fitting(model: &Model, question: &str) -> String {
    match model.unseen {
        true => question.to_owned(),
        false => text::fit(question, 60).into_owned(),
    }
}

/// What somebody is recused on.
#[must_use]
pub fn matter(model: &Model, on: Matter) -> String {
    match on {
        Matter::Item(item) => numbered(model, "item", item.0.into()),
        Matter::Poll(poll) => numbered(model, "poll", poll.0.into()),
    }
}

/// The name of somebody; where a row's room is nobody's concern, told apart from others of that name.
fn name(model: &Model, delegate: DelegateId) -> String {
    match &model.session {
        Some(session) if model.unseen => super::name(model, session, delegate),
        Some(session) => session.roster.name(delegate),
        None => format!("#{delegate}"),
    }
}
