//! The panes as lines, to be heard or felt one after the other: a sentence for each thing, what matters
//! most first, no columns, no signs that only the eye knows.

use crate::console::model::{Link, Model};
use crate::console::pane::{Pane, agenda, attendance, conclusions, vote};
use crate::console::words;
use crate::session::floor::{Kind, List, Request, Speech};
use crate::session::poll::{self, Poll, Stage};
use crate::session::{DelegateId, Event, ItemId, Record, Session};
use crate::text::Lang;

/// How many records of the log are told.
const LOGGED: usize = 20;

/// What stands on a pane.
#[must_use]
pub fn pane(model: &Model, pane: Pane) -> Vec<String> {
    let Some(session) = &model.session else {
        return link(model);
    };
    match pane {
        Pane::Main => main(model, session),
        Pane::Attendance => roll(model, session),
        Pane::Floor => floor(model, session),
        Pane::Vote => asked(model, session),
        Pane::Agenda => items(model, session),
        Pane::Conclusions => concluded(model, session),
        Pane::Log => logged(model),
        Pane::Monitor => link(model),
    }
}

/// The whole meeting in a few lines.
fn main(model: &Model, session: &Session) -> Vec<String> {
    let lang = model.lang;
    let (_, _, phase) = words::phase(lang, session.phase);
    let mut lines = vec![format!("{}: {phase}", session.plan.title)];
    if !model.is_live() {
        lines.extend(link(model));
    }
    lines.extend(item(model, session));
    lines.extend(speaking(model, session));
    let first = session.floor.queue.first();
    let n = session.floor.queue.len();
    lines.push(match first {
        Some(first) => {
            let name = words::name(model, session, first.delegate);
            lang.fill("spoken.told.waiting", &[("n", &n), ("first", &name)])
        }
        None => lang.text("console.floor.queue_empty").to_owned(),
    });
    if let Some(poll) = vote::to_be_seen(session) {
        lines.push(stage(model, session, poll));
    }
    lines.push(present(model, session));
    // What who sits in may do is said to them, and where they sit.
    let sits = model
        .delegate
        .and_then(|own| words::sitting_in(lang, session, own));
    lines.extend(sits.map(|(_, said)| said));
    lines.extend(session.assistance.calls().map(|call| {
        let who = words::call_parts(lang, session, call).join(", ");
        lang.fill("console.attention.help", &[("who", &who)])
    }));
    let announced = session.announcements.last();
    lines.extend(announced.map(|last| {
        let at = words::time_of_day(session, last.at);
        format!(
            "{at} {}",
            lang.fill("spoken.told.announced", &[("text", &last.text)])
        )
    }));
    lines
}

/// The item being dealt with, else the one that comes next; who presides; when it is over.
fn item(model: &Model, session: &Session) -> [String; 3] {
    let lang = model.lang;
    let said = match (session.agenda.current, session.next_item()) {
        (Some(item), _) => {
            let time = item_time(model, session, item);
            let title = words::item_title(model, item);
            lang.fill("spoken.told.item", &[("item", &title), ("time", &time)])
        }
        (None, _) if session.phase.is_closed() => lang.text("console.agenda.closed").to_owned(),
        (None, Some(next)) => {
            let title = words::item_title(model, next);
            lang.fill("spoken.told.next_item", &[("item", &title)])
        }
        (None, None) => lang.text("console.agenda.all_done").to_owned(),
    };
    let chair = words::name(model, session, session.presiding);
    let chair = lang.fill("console.agenda.chair", &[("name", &chair)]);
    [said, chair, sentence(&agenda::end_said(model, session))]
}

/// How much of its time an item has used.
fn item_time(model: &Model, session: &Session, item: ItemId) -> String {
    let lang = model.lang;
    let used = session.agenda.progress(item).used(model.now()).seconds() / 60;
    let allotted = session.plan.item(item).map_or(0, |plan| plan.allotted.0);
    let (used, allotted) = (
        span(lang, used * 60),
        span(lang, i64::from(allotted / 60 * 60)),
    );
    let values: [(&str, &dyn std::fmt::Display); 2] = [("used", &used), ("allotted", &allotted)];
    match session.plan.item(item).map(|plan| plan.allotted.0) {
        None | Some(0) => lang.fill("spoken.told.item_used", &values),
        Some(_) => lang.fill("spoken.told.item_used_of", &values),
    }
}

/// A length of time as it is spoken: a clock is for the eye.
pub(super) fn span(lang: Lang, seconds: i64) -> String {
    let (minutes, seconds) = (seconds / 60, seconds % 60);
    let minutes_said = lang.fill("spoken.span.minutes", &[("n", &minutes)]);
    let seconds_said = lang.fill("spoken.span.seconds", &[("n", &seconds)]);
    match (minutes, seconds) {
        (0, _) => seconds_said,
        (_, 0) => minutes_said,
        _ => format!("{minutes_said} {seconds_said}"),
    }
}

/// A text as a sentence begins. What stands in capitals for the eye would be spelt out.
fn sentence(text: &str) -> String {
    let shouts = !text.chars().any(char::is_lowercase);
    let text = if shouts {
        text.to_lowercase()
    } else {
        text.to_owned()
    };
    let mut letters = text.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).collect()
}

/// Who has the floor.
fn speaking(model: &Model, session: &Session) -> Vec<String> {
    if session.floor.speaking.is_empty() {
        return vec![model.lang.text("console.floor.nobody").to_owned()];
    }
    let speeches = session.floor.speaking.iter();
    speeches
        .map(|speech| speaks(model, session, speech))
        .collect()
}

fn speaks(model: &Model, session: &Session, speech: &Speech) -> String {
    let lang = model.lang;
    let now = model.now();
    let spoken = span(lang, speech.spoken(now).seconds());
    let limit = span(lang, i64::from(speech.limit.0));
    let (key, time) = match speech.left(now) {
        None => ("spoken.told.speaks", spoken),
        Some(left) if left.0 < 0 => (
            "spoken.told.speaks_over",
            span(lang, (-left.0).div_euclid(1000)),
        ),
        Some(left) => ("spoken.told.speaks_left", span(lang, left.seconds())),
    };
    let who = who(lang, session, speech.request.delegate);
    let kind = kind_said(lang, speech.request.kind);
    let values: [(&str, &dyn std::fmt::Display); 4] = [
        ("who", &who),
        ("kind", &kind),
        ("time", &time),
        ("limit", &limit),
    ];
    let said = lang.fill(key, &values);
    match speech.is_paused() {
        true => format!("{said}, {}", lang.text("spoken.told.paused")),
        false => said,
    }
}

/// What the floor is had for, where it is not what it is usually had for.
fn kind_said(lang: Lang, kind: Kind) -> String {
    match kind {
        Kind::Speech => String::new(),
        kind => format!(" ({})", words::kind(lang, kind)),
    }
}

/// Somebody with unit, and seat or site.
fn who(lang: Lang, session: &Session, id: DelegateId) -> String {
    let Some(attendee) = session.roster.get(id) else {
        return format!("#{id}");
    };
    let delegate = &attendee.delegate;
    // A number alone would not be taken for a seat.
    match delegate.seat.is_empty() {
        true => words::who(session, attendee),
        false => {
            let seat = lang.fill("console.seat", &[("seat", &delegate.seat)]);
            let parts = [&delegate.name, &delegate.unit, &seat];
            let parts = parts.into_iter().filter(|part| !part.is_empty());
            parts.map(String::as_str).collect::<Vec<_>>().join(", ")
        }
    }
}

/// Who speaks, who waits in which order, and how the list stands.
fn floor(model: &Model, session: &Session) -> Vec<String> {
    let lang = model.lang;
    let floor = &session.floor;
    let mut lines = speaking(model, session);
    let list = match floor.list {
        List::Open => "spoken.told.list_open",
        List::Closed => "console.floor.list_closed",
        List::Ended => "console.floor.list_ended",
        List::DebateEnded => "console.floor.debate_ended",
    };
    let n = floor.queue.len();
    let policy = words::policy(lang, floor.policy);
    let values: [(&str, &dyn std::fmt::Display); 3] =
        [("n", &n), ("list", &lang.text(list)), ("policy", &policy)];
    lines.push(lang.fill("spoken.told.queue", &values));
    let asked = |place: usize, request: &Request| {
        let who = who(lang, session, request.delegate);
        format!("{place}. {who}{}", kind_said(lang, request.kind))
    };
    lines.extend(
        (1..)
            .zip(&floor.queue)
            .map(|(n, request)| asked(n, request)),
    );
    for (list, key) in [
        (&floor.questions, "spoken.told.questions"),
        (&floor.parked, "spoken.told.parked"),
    ] {
        if !list.is_empty() {
            lines.push(lang.fill(key, &[("n", &list.len())]));
            lines.extend((1..).zip(list).map(|(n, request)| asked(n, request)));
        }
    }
    let (next, reason) = session.next_speaker();
    let next = next.and_then(|next| floor.everybody().find(|request| request.id == next));
    if let Some((_, why)) = words::reason(lang, session, &reason) {
        lines.push(match next {
            Some(next) => {
                let name = words::name(model, session, next.delegate);
                let values: [(&str, &dyn std::fmt::Display); 2] = [("name", &name), ("why", &why)];
                lang.fill("spoken.told.next", &values)
            }
            None => sentence(&why),
        });
    }
    lines
}

/// How many are here, and whether they are enough.
fn present(model: &Model, session: &Session) -> String {
    let quorum = session.quorum(model.now());
    let said = attendance::quorum_said(model, session);
    let values: [(&str, &dyn std::fmt::Display); 3] = [
        ("present", &quorum.present),
        ("members", &quorum.members),
        ("quorum", &said),
    ];
    model.lang.fill("spoken.told.present", &values)
}

/// Everybody on the roster, or those whom the filter finds, and how they are here.
fn roll(model: &Model, session: &Session) -> Vec<String> {
    let mut lines = vec![present(model, session)];
    let found = model.directory.find(&model.looking.filter, &session.roster);
    lines.extend(found.map(|(_, attendee)| {
        let presence = words::presence(model.lang, session, attendee);
        let id = attendee.delegate.id;
        format!("{id}. {}: {presence}", who(model.lang, session, id))
    }));
    lines
}

/// The question and how the vote on it stands, in a sentence.
fn stage(model: &Model, session: &Session, poll: &Poll) -> String {
    let lang = model.lang;
    let (voted, entitled) = session.turnout(poll);
    let (voted, entitled): (&dyn std::fmt::Display, &dyn std::fmt::Display) = (&voted, &entitled);
    let question = &poll.question.text;
    let outcome = poll
        .ending()
        .map_or("", |ending| words::outcome(lang, ending).1);
    // Of an election it is told who is elected.
    let elected = poll.say_elected(lang).filter(|_| poll.annulled.is_none());
    let outcome = elected.unwrap_or_else(|| outcome.to_lowercase());
    let key = match &poll.stage {
        Stage::Prepared => "spoken.told.vote_prepared",
        Stage::Open { .. } if session.stopped().is_some() => "spoken.told.vote_stopped",
        Stage::Open { .. } if poll.question.manner.is_counted() => "spoken.told.vote_counted",
        Stage::Open { .. } => "spoken.told.vote_open",
        Stage::Closed { .. } => "spoken.told.vote_closed",
        Stage::Published { .. } => "spoken.told.vote_published",
        Stage::Cancelled { .. } => "spoken.told.vote_cancelled",
    };
    let values: [(&str, &dyn std::fmt::Display); 4] = [
        ("question", question),
        ("voted", voted),
        ("entitled", entitled),
        ("outcome", &outcome),
    ];
    lang.fill(key, &values)
}

/// The vote: the question, how it is taken, who is missing, what came of it.
fn asked(model: &Model, session: &Session) -> Vec<String> {
    let lang = model.lang;
    let Some(poll) = vote::to_be_seen(session) else {
        let motion = session
            .agenda
            .current
            .and_then(|item| session.plan.motion(item));
        return match motion {
            Some(motion) => {
                let (manner, rule) = (words::manner(lang, motion.manner), motion.rule.say(lang));
                let how = sentence(&format!("{manner}; {rule}"));
                vec![motion.text.clone(), how]
            }
            None => vec![lang.text("console.vote.none").to_owned()],
        };
    };
    let mut lines = vec![stage(model, session, poll)];
    lines.push(sentence(&words::manner(lang, poll.question.manner)));
    lines.extend(sums(lang, poll));
    let said = vote::said(model, session, poll).into_iter();
    lines.extend(said.map(|said| sentence(said.trim_start_matches("! "))));
    if poll.is_open() && !poll.question.manner.is_counted() {
        let missing = poll.missing();
        let names: Vec<_> = missing.map(|id| words::name(model, session, id)).collect();
        let values: [(&str, &dyn std::fmt::Display); 2] =
            [("n", &names.len()), ("names", &names.join(", "))];
        lines.push(match names.is_empty() {
            true => lang.text("spoken.told.complete").to_owned(),
            false => lang.fill("spoken.told.missing", &values),
        });
    }
    lines
}

/// What can be chosen, with the sums where they are known.
fn sums(lang: Lang, poll: &Poll) -> Vec<String> {
    let tally = poll.tally();
    let choices = poll.question.choices.iter().enumerate();
    let said = choices.map(|(place, choice)| {
        let votes = tally.and_then(|tally| tally.by_choice.get(place));
        match votes {
            Some(votes) => format!("{}. {}: {}", place + 1, choice.label, votes.say(lang)),
            None => format!("{}. {}", place + 1, choice.label),
        }
    });
    said.collect()
}

/// The items, how far each has come, and its documents.
fn items(model: &Model, session: &Session) -> Vec<String> {
    let lang = model.lang;
    let mut lines = vec![sentence(&agenda::end_said(model, session))];
    for item in session.plan.item_ids() {
        let progress = session.agenda.progress(item);
        let key = match (
            session.agenda.current == Some(item),
            progress.done,
            progress.begun,
        ) {
            (true, ..) => "spoken.told.is_current",
            (_, true, _) => "spoken.told.is_done",
            (.., true) => "spoken.told.is_begun",
            _ => "spoken.told.is_to_come",
        };
        let time = item_time(model, session, item);
        let mut said = format!(
            "{}: {}, {time}",
            words::item_title(model, item),
            lang.text(key)
        );
        if session.plan.motion(item).is_some() {
            said = format!("{said}, {}", lang.text("console.agenda.motion"));
        }
        lines.push(said);
        lines.extend(session.plan.documents_of(item).map(|document| {
            let values: [(&str, &dyn std::fmt::Display); 2] =
                [("n", &document.id), ("title", &document.title)];
            lang.fill("spoken.told.document", &values)
        }));
    }
    lines
}

/// The conclusions of the item at hand.
fn concluded(model: &Model, session: &Session) -> Vec<String> {
    let lang = model.lang;
    let Some(item) = model.concluding() else {
        return vec![];
    };
    let mut lines = vec![words::item_title(model, item)];
    let outline = session.conclusions.of(item);
    let seen = outline.map_or_else(Vec::new, |outline| conclusions::seen(model, outline));
    if seen.is_empty() {
        lines.push(lang.text("spoken.told.no_conclusion").to_owned());
        return lines;
    }
    let adopted = outline.is_some_and(|outline| outline.is_adopted());
    let key = match adopted {
        true => "spoken.told.adopted",
        false => "spoken.told.draft",
    };
    lines.push(lang.text(key).to_owned());
    for (place, conclusion) in seen.iter().enumerate() {
        let text = conclusion.content.text.replace('\n', " ");
        let tasks = conclusions::task_parts(model, conclusion).join("; ");
        let gap = if tasks.is_empty() { "" } else { "; " };
        lines.push(format!("{}. {text}{gap}{tasks}", place + 1));
    }
    lines
}

/// What happened last.
fn logged(model: &Model) -> Vec<String> {
    let first = model.records.len().saturating_sub(LOGGED);
    let records = model.records.range(first..);
    records
        .flat_map(|record| record_said(model, record))
        .collect()
}

/// One thing that happened, with its time; where a result is published, with the sums.
#[must_use]
pub fn record_said(model: &Model, record: &Record) -> Vec<String> {
    let Some(session) = &model.session else {
        return vec![];
    };
    let at = words::time_of_day(session, record.at);
    let mut said = vec![format!("{at} {}", words::event(model, record))];
    if let Event::Poll(poll::Event::Published { poll, .. }) = &record.event {
        let poll = session.polls.get(*poll);
        said.extend(poll.iter().flat_map(|poll| sums(model.lang, poll)));
    }
    said
}

/// How the link fares.
fn link(model: &Model) -> Vec<String> {
    let lang = model.lang;
    let state = match model.link {
        Link::Joining => "console.link.joining",
        Link::Live => "console.link.live",
        Link::Lost { .. } | Link::Ended(_) => "console.link.lost",
    };
    let mut lines = vec![format!("{}: {}", model.address, lang.text(state))];
    if let Some(round_trip) = model.round_trip {
        let label = lang.text("console.monitor.round_trip");
        lines.push(format!("{label}: {} ms", round_trip.0));
    }
    if let Some(vitals) = &model.vitals {
        let label = sentence(lang.text("console.monitor.connections"));
        lines.push(format!("{label}: {}", vitals.connections.len()));
    }
    lines
}
