//! The questions asked before what can't be undone: what will happen stands in the question.

use super::{self as words, manner};
use crate::console::model::Model;
use crate::console::pane::{consent, vote};
use crate::console::verb::poll::{ToOpen, to_open};
use crate::session::poll::{Fate, Poll, Stage};
use crate::session::quorum::MadeBy;
use crate::session::{PollId, Session};
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
    let drafts = session
        .plan
        .item_ids()
        .filter_map(|item| session.conclusions.of(item))
        .filter(|outline| !outline.draft.is_empty() && !outline.is_adopted())
        .count();
    let asked = session.opinions.open().count();
    // What there is none of need not be read.
    let left = [
        ("console.question.items_left", left),
        ("console.question.waiting_left", waiting),
        ("console.question.drafts_left", drafts),
        ("console.question.opinions_go_on", asked),
    ];
    let left = left.iter().filter(|(_, n)| *n > 0);
    let left = left.map(|(key, n)| model.lang.fill(key, &[("n", n)]));
    let question = model.lang.text("console.question.close").to_owned();
    let said: Vec<_> = std::iter::once(question).chain(left).collect();
    Some(said.join(" "))
}

/// Open the vote?
#[must_use]
pub fn question_poll_open(model: &Model) -> Option<String> {
    let session = model.session.as_ref()?;
    let asked = to_open(model)?;
    let (poll, now) = (asked.poll(), model.now());
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
    let key = match asked {
        ToOpen::Prepared(_) => "console.question.poll_open",
        ToOpen::Motion(_) => "console.question.poll_put",
    };
    let question = model.lang.fill(key, &values);
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
    // What there is none of need not be read.
    let missing = match entitled - voted.min(entitled) {
        0 => String::new(),
        missing => {
            let missing = thousands(missing as u64, model.lang);
            model
                .lang
                .fill("console.question.not_voted", &[("n", &missing)])
        }
    };
    let values: [(&str, &dyn std::fmt::Display); 3] = [
        ("voted", &voted),
        ("entitled", &entitled),
        ("missing", &missing),
    ];
    let lacking = session
        .quorum_at_close(poll, model.now())
        .filter(|quorum| !quorum.is_reached());
    let key = match lacking.map(|quorum| quorum.made_by) {
        Some(MadeBy::Presence) => "console.question.poll_close_without_quorum",
        Some(MadeBy::Ballots) => "console.question.poll_close_without_ballots",
        None => "console.question.poll_close",
    };
    Some(model.lang.fill(key, &values))
}

/// Publish the result?
#[must_use]
pub fn question_poll_publish(model: &Model) -> Option<String> {
    let poll = vote::to_be_published(model)?;
    let announcement = model.session.as_ref()?.announcement(poll, model.lang)?;
    let values: [(&str, &dyn std::fmt::Display); 1] = [("announcement", &announcement)];
    let question = model.lang.fill("console.question.poll_publish", &values);
    // Published, it can be added no more.
    let may_add = model.session.as_ref().is_some_and(|s| s.asks_chair(poll));
    Some(match may_add {
        true => format!("{} {question}", model.text("console.vote.press_add")),
        false => question,
    })
}

/// End the list? Those who wait are heard; nobody else is put on it.
#[must_use]
pub fn question_end_list(model: &Model) -> Option<String> {
    let waiting = model.session.as_ref()?.floor.would_be_unheard().count();
    Some(for_so_many(model, "console.question.end_list", waiting))
}

/// End the debate? Those who wait would not be heard.
#[must_use]
pub fn question_end_debate(model: &Model) -> Option<String> {
    let waiting = model.session.as_ref()?.floor.would_be_unheard().count();
    Some(for_so_many(model, "console.question.end_debate", waiting))
}

/// A question about those who wait; where nobody does, the one without a number.
fn for_so_many(model: &Model, key: &str, waiting: usize) -> String {
    match waiting {
        0 => model.lang.text(&format!("{key}_nobody")).to_owned(),
        _ => model.lang.fill(key, &[("waiting", &waiting)]),
    }
}

/// Take this question from the table, whatever becomes of it? What that does to votes and result stands
/// in it.
#[must_use]
pub fn question_poll_fate(model: &Model, poll: PollId, fate: Fate) -> String {
    let session = model.session.as_ref();
    let Some((session, poll)) = session.and_then(|s| Some((s, s.polls.get(poll)?))) else {
        return String::new();
    };
    let lang = model.lang;
    let question = lang.text(&format!("console.question.{}", fate.name()));
    let (voted, entitled) = session.turnout(poll);
    let outcome = poll
        .ending()
        .map_or("", |ending| words::outcome(lang, ending).1);
    let values: [(&str, &dyn std::fmt::Display); 3] = [
        ("voted", &voted),
        ("entitled", &entitled),
        ("outcome", &outcome),
    ];
    let counted = poll.question.manner.is_counted() || poll.question.rule.is_no_objection();
    let key = match poll.stage {
        Stage::Prepared => "console.question.nobody_voted",
        Stage::Open { .. } if counted => "console.question.no_result",
        Stage::Open { .. } => "console.question.ballots_lost",
        Stage::Closed { .. } | Stage::Published { .. } | Stage::Cancelled { .. } => {
            "console.question.result_lost"
        }
    };
    let mut said = vec![question.to_owned(), lang.fill(key, &values)];
    let decided = session.consent.decided.iter();
    let reopened = decided.filter(|d| d.poll == poll.id && !d.set_aside);
    let items: usize = reopened.map(|decided| decided.items.len()).sum();
    if items > 0 {
        said.push(lang.fill("console.question.items_reopened", &[("n", &items)]));
    }
    said.push(lang.text("console.question.for_good").to_owned());
    said.join(" ")
}
