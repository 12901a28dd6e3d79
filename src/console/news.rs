//! What the link tells, written into the model.

use super::display;
use super::find::Directory;
use super::model::{Asker, Link, MOST_LOGGED, Model};
use super::overlay::{self, editor};
use super::pane;
use super::{Effect, words};
use crate::link::News;
use crate::session::{
    Record, Seq, Session, agenda, assistance, attendance, consent, floor, life, opinion, undo,
};
use crate::text::clean;
use crate::wire::{Answer, Contents};

/// How long a document may be to be shown, in clusters.
const LONGEST_DOCUMENT: usize = 1_000_000;

/// Takes news in.
pub(super) fn take(model: &mut Model, news: News) -> Vec<Effect> {
    match news {
        News::Joined {
            role,
            delegate,
            resumed,
            head,
        } => {
            let again = matches!(model.link, Link::Lost { .. });
            model.role = role;
            model.delegate = delegate;
            model.link = Link::Live;
            model.head = head;
            if !resumed {
                model.session = None;
                model.records.clear();
                model.ballots.clear();
                model.undone.clear();
                model.seen = Seq(0);
            }
            if again {
                model.say(model.lang.text("console.link.again").to_owned());
            }
        }
        News::Records { upto, records } => {
            for record in records {
                // A display learns no more than the room does, whatever link it was given.
                let seen = match model.display {
                    true => display::sees(&record),
                    false => Some(record),
                };
                if let Some(record) = seen {
                    apply(model, record);
                }
            }
            model.seen = model.seen.max(upto);
            // Said once there is a session in which they can be opened.
            if model.session.is_some()
                && model.has_caught_up()
                && std::mem::take(&mut model.has_found)
            {
                let drafts = model.drafts.len();
                model.say(model.fill("console.draft.found", &[("n", &drafts)]));
            }
            overlay::session_changed(model);
        }
        News::Answered { ticket, answer } => return answered(model, ticket, answer),
        News::Document { document, contents } => {
            let contents = match contents {
                Contents::Text(text) => Contents::Text(clean::block(&text, LONGEST_DOCUMENT)),
                other => other,
            };
            model.documents.insert(document, contents);
        }
        News::Vitals(vitals) => model.vitals = Some(vitals),
        News::Clock { ahead, round_trip } => {
            model.ahead = ahead;
            model.round_trip = Some(round_trip);
        }
        News::Lost {
            bye,
            attempt,
            retry_in,
        } => {
            let since = match model.link {
                Link::Lost { since, .. } => since,
                _ => model.local,
            };
            model.round_trip = None;
            model.link = Link::Lost {
                since,
                attempt,
                next: model.local + retry_in,
                bye,
            };
        }
        News::Ended { bye } => model.link = Link::Ended(bye),
        News::Playback(playback) => model.playback = Some(playback),
    }
    vec![]
}

fn apply(model: &mut Model, record: Record) {
    use crate::session::Event;
    match (&mut model.session, &record.event) {
        (_, Event::Prepared(plan)) => {
            model.session = Some(Session::prepared((**plan).clone()));
            model.directory = Directory::default();
        }
        (Some(session), _) => session.apply(&record),
        (None, _) => return,
    }
    if let Some(session) = &model.session {
        model.directory.keep_up(&session.roster);
    }
    if let Event::Undo(undo::Event::Undone { step }) = record.event {
        undone(model, step);
    }
    let is_past = record.seq <= model.head;
    if !is_past && let Some(session) = &model.session {
        match &record.event {
            Event::Life(life::Event::Announced { text }) => {
                model.say(model.lang.fill("console.announced", &[("text", text)]));
            }
            Event::Consent(consent::Event::Objected { delegate, .. }) => {
                let name = session.roster.name(*delegate);
                let said = model
                    .lang
                    .fill("console.consent.objected", &[("name", &name)]);
                model.say(said);
            }
            Event::Consent(consent::Event::Decided { .. })
            | Event::Life(life::Event::ChairHanded { .. }) => {
                model.say(words::event(model, &record));
            }
            Event::Agenda(agenda::Event::Started { item }) if model.role.is_officer() => {
                if let Some(said) = pane::consent::passed_over(model, session, *item) {
                    model.say(said);
                }
            }
            Event::Undo(_) if model.role.is_officer() => {
                model.say(words::event(model, &record));
            }
            Event::Assistance(assistance::Event::Answered { delegate, .. })
                if model.delegate == Some(*delegate) =>
            {
                model.say(model.text("console.helped"));
            }
            // Whoever is asked in writing is told so, and again when they are reminded.
            Event::Opinion(
                opinion::Event::Circulated { opinion, .. }
                | opinion::Event::Reminded { opinion, .. },
            ) if session.opinions.get(*opinion).is_some_and(|opinion| {
                let own = model.delegate;
                own.is_some_and(|own| opinion.missing().any(|who| who == own))
            }) =>
            {
                let asked = session.opinions.get(*opinion);
                let text = asked.map_or("", |o| o.circular.question.text.as_str());
                let said = model.fill("console.opinion.asked", &[("question", &text)]);
                model.say(said);
            }
            Event::Attendance(attendance::Event::LinkChanged {
                delegate,
                link: attendance::Link::Lost { .. },
            }) if session
                .roster
                .get(*delegate)
                .is_some_and(attendance::Attendee::is_cut_off) =>
            {
                let name = session.roster.name(*delegate);
                model.say(model.lang.fill("console.cut_off", &[("name", &name)]));
            }
            _ => {}
        }
    }
    if let Event::Floor(floor::Event::Asked { request, .. } | floor::Event::Referred { request }) =
        &record.event
    {
        model
            .asked
            .insert(request.id, (request.delegate, request.kind));
    }
    if model.looking.log_back > 0 {
        // Who looks back keeps looking at the same.
        model.looking.log_back += 1;
    }
    if model.records.len() >= MOST_LOGGED {
        model.records.pop_front();
    }
    model.records.push_back(record);
}

/// Everything that this step came to is marked as undone in the log.
fn undone(model: &mut Model, step: Seq) {
    let session = model.session.as_ref();
    let known = session.and_then(|session| session.lately.step(step));
    let records = known.map_or(0, |step| step.events.len());
    let records = u32::try_from(records).unwrap_or(0);
    model.undone.extend((step.0..step.0 + records).map(Seq));
}

fn answered(model: &mut Model, ticket: crate::link::Ticket, answer: Answer) -> Vec<Effect> {
    let Some(asker) = model.awaited.remove(&ticket) else {
        return vec![];
    };
    match (asker, answer) {
        (Asker::Verb, Answer::Done { .. }) => {
            model.typed.remove(&ticket);
            vec![]
        }
        (
            Asker::Ballot {
                poll,
                voice,
                choice,
            },
            Answer::Done { .. },
        ) => {
            model.ballots.insert((poll, voice), choice);
            vec![]
        }
        (Asker::Verb | Asker::Ballot { .. }, Answer::Refused(refusal)) => {
            model.warn(words::refusal(model, &refusal));
            overlay::refused(model, ticket);
            vec![]
        }
        (Asker::Editor { draft, sent }, answer) => editor::answered(model, &draft, &sent, answer),
    }
}
