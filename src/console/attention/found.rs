//! What deserves attention, from the session and the link.

use std::fmt::Display;

use super::{Attention, Kind, verb_for};
use crate::console::model::{Link, Model};
use crate::console::{pane, words};
use crate::session::attendance::Presence;
use crate::session::floor::{self, Speech};
use crate::session::poll::{Elected, Poll, Sense, Stage};
use crate::session::quorum::{Measure, Policy};
use crate::session::{Role, Session, Weight};

/// Everything, in no order.
pub(super) fn all(model: &Model) -> Vec<Attention> {
    let mut found: Vec<_> = disconnected(model).into_iter().collect();
    let Some(session) = model
        .session
        .as_ref()
        .filter(|session| !session.phase.is_closed())
    else {
        return found;
    };
    if model.role == Role::Delegate {
        found.extend(own(model, session));
    } else {
        found.extend(vote(model, session));
        found.extend(undecided(model, session));
        found.extend(quorum(model, session));
        found.extend(chair(model, session));
        found.extend(floor(model, session));
        found.extend(help(model, session));
    }
    found
}

fn attention(
    model: &Model,
    (kind, about, level): (Kind, u32, u32),
    values: &[(&str, &dyn Display)],
    verb: &str,
) -> Attention {
    let key = format!("console.attention.{}", kind.name());
    Attention {
        kind,
        about,
        level,
        said: model.lang.fill(&key, values),
        verb: verb_for(model, verb),
    }
}

fn disconnected(model: &Model) -> Option<Attention> {
    let lost = matches!(model.link, Link::Lost { .. } | Link::Ended(_));
    lost.then(|| attention(model, (Kind::Disconnected, 0, 0), &[], ""))
}

fn vote(model: &Model, session: &Session) -> Option<Attention> {
    let poll = session.polls.open()?;
    if session.stopped().is_some() {
        let verb = "screen.attendance";
        return Some(attention(
            model,
            (Kind::VoteStopped, poll.id.0, 0),
            &[],
            verb,
        ));
    }
    let (voted, entitled) = session.turnout(poll);
    let complete = complete(session).is_some();
    let values: [(&str, &dyn Display); 2] = [("voted", &voted), ("entitled", &entitled)];
    complete.then(|| {
        attention(
            model,
            (Kind::VoteComplete, poll.id.0, 0),
            &values,
            "poll.close",
        )
    })
}

/// The open vote in which everybody who may has voted.
pub fn complete(session: &Session) -> Option<&Poll> {
    let poll = session.polls.open().filter(|poll| casts(poll))?;
    let (voted, entitled) = session.turnout(poll);
    (entitled > 0 && voted >= entitled).then_some(poll)
}

/// What the vote that is seen leaves to be decided: how it ends where it is level, a vote that the chair
/// may still cast, seats that stay open.
pub fn undecided(model: &Model, session: &Session) -> Option<Attention> {
    let poll = pane::vote::to_be_seen(session)?;
    if session.asks_chair(poll) {
        let kind = match poll.is_tied() {
            true => Kind::ChairDecides,
            false => Kind::ChairMayDecide,
        };
        let votes = level_votes(model, poll);
        let values: [(&str, &dyn Display); 1] = [("votes", &votes)];
        let about = (kind, poll.id.0, 0);
        return Some(attention(model, about, &values, "poll.break_tie"));
    }
    let short = poll.say_short(model.lang);
    let short = short.filter(|_| pane::vote::is_left_open(poll))?;
    let verb = match (&poll.stage, poll.second_ballot()) {
        (Stage::Published { .. }, Some(_)) => "poll.second_ballot",
        (Stage::Published { .. }, None) => "poll.repeat",
        _ => "poll.publish",
    };
    // Worse once it is published: then it is to be seen to.
    let level = u32::from(matches!(poll.stage, Stage::Published { .. }));
    let about = (Kind::SeatsOpen, poll.id.0, level);
    let short = short.trim_end_matches('.');
    Some(attention(model, about, &[("short", &short)], verb))
}

/// The votes between which it is to be decided: for and against, or those of the people who are level.
fn level_votes(model: &Model, poll: &Poll) -> String {
    let (Some(tally), lang) = (poll.tally(), model.lang) else {
        return String::new();
    };
    if poll.is_on_motion() {
        let sides = [Sense::Yes, Sense::No];
        let votes = sides.map(|side| tally.of(side, &poll.question.choices).say(lang));
        return votes.join("–");
    }
    let elected = tally.polled.as_ref().and_then(|p| p.elected.as_ref());
    let (level, _) = elected.and_then(Elected::to_be_ordered).unwrap_or_default();
    let names = poll.question.names();
    let level = level.iter().filter_map(|one| {
        let votes = tally.by_choice.get(one.place())?.say(lang);
        Some(format!("{} {votes}", names.get(one.place())?))
    });
    level.collect::<Vec<_>>().join(", ")
}

/// Whether each votes for themselves, on their own device.
fn casts(poll: &Poll) -> bool {
    !poll.question.manner.is_counted() && !poll.question.rule.is_no_objection()
}

/// Where the body's policy looks at the quorum while it sits: lost, or lost with the next who leaves.
fn quorum(model: &Model, session: &Session) -> Option<Attention> {
    let rules = &session.plan.rules.quorum;
    let watches = match rules.policy {
        Policy::Vote | Policy::Continuous => session.phase.is_open(),
        Policy::Challenged => session.watch.lost.is_some(),
        Policy::Session | Policy::VotesCast => false,
    };
    let now = model.now();
    let standing = session.quorum(now);
    if !watches || standing.required == Weight::ZERO || session.stopped().is_some() {
        return None;
    }
    let values: [(&str, &dyn Display); 3] = [
        ("present", &standing.present),
        ("required", &standing.required),
        ("missing", &standing.missing()),
    ];
    let verb = "screen.attendance";
    if !standing.is_reached() {
        // Worse with everybody who goes.
        let level = session
            .roster
            .members()
            .filter(|a| !session.counts_as_present(a, now));
        let level = u32::try_from(level.count()).unwrap_or(u32::MAX);
        return Some(attention(
            model,
            (Kind::QuorumLost, 0, level),
            &values,
            verb,
        ));
    }
    let most = match rules.measure {
        Measure::Heads => Weight::ONE,
        Measure::Weight => {
            let here = session
                .roster
                .members()
                .filter(|a| session.counts_as_present(a, now));
            here.map(|a| a.weight()).max().unwrap_or(Weight::ZERO)
        }
    };
    let edge = standing.present.less(most) < standing.required;
    edge.then(|| attention(model, (Kind::QuorumEdge, 0, 0), &values, verb))
}

/// Whoever presides has left, or does not come: the chair is handed over by a person, never by itself.
fn chair(model: &Model, session: &Session) -> Option<Attention> {
    let chair = session.roster.get(session.presiding)?;
    let gone = match chair.presence {
        Presence::Left { .. } | Presence::Absent | Presence::Excused { .. } => true,
        Presence::Expected | Presence::Present { .. } => false,
    };
    let name = session.roster.name(session.presiding);
    let presence = words::presence(model.lang, session, chair);
    let values: [(&str, &dyn Display); 2] = [("name", &name), ("presence", &presence)];
    let kind = (Kind::ChairGone, session.presiding.0, 0);
    gone.then(|| attention(model, kind, &values, "life.hand_chair"))
}

fn floor(model: &Model, session: &Session) -> Vec<Attention> {
    let now = model.now();
    let mut found = Vec::new();
    let over = |speech: &&Speech| speech.left(now).is_some_and(|left| left.0 <= 0);
    for speech in session.floor.speaking.iter().filter(over) {
        let name = session.roster.name(speech.request.delegate);
        // Worse with every minute.
        let minutes = speech.left(now).map_or(0, |left| -left.0 / 60_000);
        let level = u32::try_from(minutes).unwrap_or(0);
        let kind = (Kind::OverTime, speech.request.id.0, level);
        found.push(attention(model, kind, &[("name", &name)], "floor.end"));
    }
    let points = session.floor.queue.iter();
    for point in points.filter(|request| request.kind == floor::Kind::PointOfOrder) {
        let name = session.roster.name(point.delegate);
        let kind = (Kind::PointOfOrder, point.id.0, 0);
        let next = session.next_speaker().0 == Some(point.id);
        let verb = if next { "floor.next" } else { "screen.floor" };
        found.push(attention(model, kind, &[("name", &name)], verb));
    }
    found
}

/// Who asks for help, the earliest first.
fn help(model: &Model, session: &Session) -> Vec<Attention> {
    let calls = session.assistance.calls();
    let found = calls.map(|call| {
        let kind = (Kind::Help, call.id.0, 0);
        let who = words::call(model.lang, session, call);
        attention(model, kind, &[("who", &who)], "assistance.answer")
    });
    found.collect()
}

/// What concerns the delegate who sits here.
fn own(model: &Model, session: &Session) -> Vec<Attention> {
    let Some(own) = model.delegate else {
        return vec![];
    };
    let mut found = Vec::new();
    let mut speaking = session.floor.speaking.iter();
    if let Some(speech) = speaking.find(|speech| speech.request.delegate == own) {
        let kind = (Kind::YouSpeak, speech.request.id.0, 0);
        found.push(attention(model, kind, &[], "floor.end_own"));
    }
    let open = session.polls.open().filter(|poll| casts(poll));
    let votes = |poll: &&Poll| {
        let mut voices = session.voices_of(own);
        voices.any(|voice| poll.missing().any(|who| who == voice.delegate.id))
    };
    if let Some(poll) = open.filter(votes) {
        let kind = (Kind::YouVote, poll.id.0, 0);
        found.push(attention(model, kind, &[], "screen.vote"));
    }
    let next = session
        .next_speaker()
        .0
        .and_then(|next| session.floor.waiting(next));
    if let Some(next) = next.filter(|next| next.delegate == own) {
        let kind = (Kind::YouAreNext, next.id.0, 0);
        found.push(attention(model, kind, &[], ""));
    }
    if let Some(call) = session.assistance.of(own) {
        let kind = (Kind::HelpAsked, call.id.0, 0);
        let at = words::time_of_day(session, call.at);
        let verb = "assistance.withdraw";
        found.push(attention(model, kind, &[("at", &at)], verb));
    }
    if let Some((about, said)) = words::sitting_in(model.lang, session, own) {
        let kind = (Kind::SitsIn, about.0, 0);
        found.push(attention(model, kind, &[("said", &said)], ""));
    }
    found
}
