//! The questions asked before what can't be undone: what will happen stands in the question.

use super::manner;
use crate::console::model::Model;
use crate::console::pane::{consent, vote};
use crate::session::Session;
use crate::session::plan::ItemChange;
use crate::session::poll::Poll;
use crate::text::number::thousands;

fn latest(model: &Model) -> Option<&Poll> {
    vote::latest(model.session.as_ref()?)
}

/// Open the session?
#[must_use]
pub fn question_open(model: &Model) -> Option<String> {
    let session = model.session.as_ref()?;
    let quorum = session.quorum(model.now());
    let key = if quorum.is_reached() {
        "console.question.open"
    } else {
        "console.question.open_without_quorum"
    };
    let values: [(&str, &dyn std::fmt::Display); 3] = [
        ("present", &quorum.present),
        ("members", &quorum.members),
        ("required", &quorum.required),
    ];
    Some(model.lang.fill(key, &values))
}

/// Close the session?
#[must_use]
pub fn question_close(model: &Model) -> Option<String> {
    let session = model.session.as_ref()?;
    let left = session
        .plan
        .item_ids()
        .filter(|item| !session.agenda.progress(*item).done)
        .count();
    let waiting = session.floor.queue.len() + session.floor.parked.len();
    let values: [(&str, &dyn std::fmt::Display); 2] = [("items", &left), ("waiting", &waiting)];
    let question = model.lang.fill("console.question.close", &values);
    let asked = session.opinions.open().count();
    if asked == 0 {
        return Some(question);
    }
    let still = model
        .lang
        .fill("console.question.opinions_go_on", &[("n", &asked)]);
    Some(format!("{question} {still}"))
}

/// Open the vote?
#[must_use]
pub fn question_poll_open(model: &Model) -> Option<String> {
    let (session, poll) = (model.session.as_ref()?, latest(model)?);
    let now = model.now();
    let voters = session.voters(poll, now).len();
    if poll.question.rule.is_no_objection() {
        let wait = session.plan.rules.wait.0;
        let values: [(&str, &dyn std::fmt::Display); 3] = [
            ("question", &poll.question.text),
            ("n", &wait),
            ("voters", &voters),
        ];
        let question = model.lang.fill("console.question.wait_open", &values);
        return Some(with_list(question, model, session, poll));
    }
    let manner = manner(model.lang, poll.question.manner);
    let standing = session.say_standing(poll, now, model.lang).join(". ");
    let values: [(&str, &dyn std::fmt::Display); 4] = [
        ("question", &poll.question.text),
        ("manner", &manner),
        ("voters", &voters),
        ("standing", &standing),
    ];
    let question = model.lang.fill("console.question.poll_open", &values);
    Some(with_list(question, model, session, poll))
}

/// The question, and the items behind it where a list is put.
fn with_list(question: String, model: &Model, session: &Session, poll: &Poll) -> String {
    match consent::said(model, session, poll) {
        Some(items) => format!("{question} {items}"),
        None => question,
    }
}

/// Close the vote?
#[must_use]
pub fn question_poll_close(model: &Model) -> Option<String> {
    let (session, poll) = (model.session.as_ref()?, latest(model)?);
    let (voted, entitled) = session.turnout(poll);
    let missing = thousands((entitled - voted.min(entitled)) as u64, model.lang);
    let values: [(&str, &dyn std::fmt::Display); 3] = [
        ("voted", &voted),
        ("entitled", &entitled),
        ("missing", &missing),
    ];
    let lacking = session
        .quorum_at_close(poll, model.now())
        .is_some_and(|quorum| !quorum.is_reached());
    let key = if lacking {
        "console.question.poll_close_without_quorum"
    } else {
        "console.question.poll_close"
    };
    Some(model.lang.fill(key, &values))
}

/// Publish the result?
#[must_use]
pub fn question_poll_publish(model: &Model) -> Option<String> {
    let poll = vote::to_be_published(model)?;
    let announcement = model.session.as_ref()?.announcement(poll, model.lang)?;
    let values: [(&str, &dyn std::fmt::Display); 1] = [("announcement", &announcement)];
    Some(model.lang.fill("console.question.poll_publish", &values))
}

/// Leave the item? Only where somebody speaks or waits, who would not be heard.
#[must_use]
pub fn question_leave_item(model: &Model) -> Option<String> {
    let session = model.session.as_ref()?;
    let floor = &session.floor;
    session.agenda.current?;
    let waiting = floor.queue.len() + floor.parked.len();
    let stops = session.plan.rules.floor.item_change == ItemChange::Stop;
    let speaks = floor.current().filter(|_| stops);
    if waiting == 0 && speaks.is_none() {
        return None;
    }
    let key = match speaks {
        Some(_) if waiting == 0 => "console.question.leave_item_speech",
        Some(_) => "console.question.leave_item_speaking",
        None => "console.question.leave_item",
    };
    Some(model.lang.fill(key, &[("waiting", &waiting)]))
}

/// End the debate? Those who wait would not be heard.
#[must_use]
pub fn question_end_debate(model: &Model) -> Option<String> {
    let waiting = model.session.as_ref()?.floor.would_be_unheard().count();
    let key = "console.question.end_debate";
    Some(model.lang.fill(key, &[("waiting", &waiting)]))
}
