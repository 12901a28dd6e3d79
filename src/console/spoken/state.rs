//! How the meeting stands, for programs: one JSON object with what a hall display or a script asks for
//! again and again. Durations (`…_s`) are in whole seconds, moments in milliseconds since 1970, people
//! and things under their numbers, words in the language of the console. What is counted is a number that
//! can be reckoned with, also where votes weigh: `5`, `0.25`; with up to fifteen digits it is exact, and the
//! records have every weight as an exact decimal in quotes. What this role may not see is not in it, and
//! what there is none of is `null` or an empty list.
//!
//! | key | what |
//! |---|---|
//! | `link`, `role`, `seq`, `at` | how the link fares, what may be done here, the last record seen, the hub's time |
//! | `title`, `phase`, `presiding` | the session; `planned`, `open`, `suspended` or `closed`; who presides |
//! | `item`, `next_item` | the item that is dealt with and the one that comes next, with the time used and left |
//! | `speaking` | who has the floor, with the time spoken and left |
//! | `queue`, `questions`, `parked` | who waits, who waits to question somebody, who was put aside |
//! | `next` | who is proposed to speak next and `why`; while somebody waits and nobody is proposed, why the list is `stopped` |
//! | `list` | whether people may be entered: `open`, `closed`, `ended` or `debate_ended` |
//! | `help` | who asks for help at their seat |
//! | `vote` | the question that is seen: its choices with their votes once they are known, how many voted, the outcome, what is `said` of it, its correction notes; during a wait for objections the time left (`wait`), and who `objected` |
//! | `consent` | the list of items that are put as one: which stand on it, which were taken out by whom and why, the poll that puts it, what was decided so |
//! | `opinions` | what is asked in writing: where each stands, the deadline, how many of how many answered, who is missing, what silence means, the outcome |
//! | `notes` | the correction notes of all published results, the earliest first |
//! | `attendance` | how many are present of how many, whether that is a quorum |
//! | `announced` | what was announced last |

mod votes;

use serde_json::{Map, Value, json};

use crate::console::model::{Link, Model};
use crate::console::pane::vote;
use crate::console::words;
use crate::session::assistance::Call;
use crate::session::floor::order::Reason;
use crate::session::floor::{List, Request, Speech};
use crate::session::{DelegateId, ItemId, Phase, Session, Weight};

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
        put("next", next(model, session));
        let poll = vote::to_be_seen(session);
        put(
            "vote",
            poll.map_or(Value::Null, |poll| votes::vote(model, session, poll)),
        );
        put("consent", votes::consent(session));
        put("opinions", votes::opinions(model, session));
        put("notes", votes::notes(session));
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

/// What was counted, as a number.
fn counted(weight: Weight) -> Value {
    let one = Weight::ONE.in_millionths();
    if weight.is_whole() {
        return json!(weight.in_millionths() / one);
    }
    // Read from the decimal and not divided, it is the nearest there is.
    json!(weight.to_string().parse::<f64>().ok())
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

/// Who is proposed, or why nobody is; nothing where nobody waits.
fn next(model: &Model, session: &Session) -> Value {
    let (next, reason) = session.next_speaker();
    if reason == Reason::NobodyWaits {
        return Value::Null;
    }
    let said = words::reason(model.lang, session, &reason);
    // Where it needs no words on the screen, it follows from the order that is kept.
    let said = said.map_or_else(
        || words::policy(model.lang, session.floor.policy).to_owned(),
        |(_, said)| said,
    );
    let request = next.and_then(|next| session.floor.waiting(next));
    json!({
        "request": next,
        "kind": request.map(|request| request.kind),
        "person": request.map(|request| person(session, request.delegate)),
        "reason": reason.name(),
        "why": said,
        "stopped": matches!(reason, Reason::Stopped { .. }),
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

fn attendance(model: &Model, session: &Session) -> Value {
    let quorum = session.quorum(model.now());
    let here = session.roster.iter().filter(|a| a.presence.is_present());
    json!({
        "present": counted(quorum.present),
        "members": counted(quorum.members),
        "required": counted(quorum.required),
        "quorum": quorum.is_reached(),
        "people": session.roster.len(),
        "people_present": here.count(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_counted_is_a_number() {
        for (weight, number) in [
            ("0", "0"),
            ("12", "12"),
            ("0.25", "0.25"),
            ("0.300001", "0.300001"),
            ("123456789.000001", "123456789.000001"),
        ] {
            let counted = counted(Weight::read_sum(weight).unwrap());
            assert_eq!(counted.to_string(), number);
        }
    }
}
