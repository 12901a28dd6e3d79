//! One verb: said, sent, answered, and seen in the records.

use serde_json::Value;
use tokio::time::{Instant, timeout_at};

use super::told::{self as said, Code, Told};
use super::{Ids, ended};
use crate::console::model::Model;
use crate::console::overlay::{self, Kind, Question};
use crate::console::spoken::{self, Came, Manner, Words, Wrong, told};
use crate::console::verb::screen::{Reach, reach};
use crate::console::words;
use crate::link::{News, Ticket};
use crate::session::{CommandId, Record, Refusal, Seq};
use crate::term::Unseen;
use crate::wire::Answer;

/// Does a verb, and tells what came of it. Nothing is told as done before it is durable and its
/// records were seen.
pub(super) async fn done(
    console: &mut Unseen,
    ids: &Ids,
    words: Vec<String>,
    confirms: bool,
    until: Instant,
) -> Told {
    if let Some(id) = ids.asked
        && let Some(told) = before(&console.model, id)
    {
        return told;
    }
    let mut words = Words::of_args(words);
    let verb = match spoken::verb_of(&console.model, &mut words) {
        Ok(verb) => verb,
        Err(wrong) => {
            let told = came_to_nothing(&console.model, &wrong);
            return match wrong {
                Wrong::NotYours(name) | Wrong::NotHere(name) => told.with("verb", &name),
                _ => told,
            };
        }
    };
    let manner = Manner::Reciting { confirms };
    let name = verb.name;
    if reach(verb) == Reach::Seat {
        return came_to_nothing(&console.model, &Wrong::NotHere(name)).with("verb", &name);
    }
    let began = spoken::begin(&mut console.model, verb, words, manner);
    // What the verb itself says: news of others may come later.
    let said = console
        .model
        .notice
        .as_ref()
        .map(|notice| notice.text.clone());
    let told = match began {
        Err(wrong) => came_to_nothing(&console.model, &wrong),
        Ok(Came::Asks(_, question)) => unanswered(&console.model, &question),
        Ok(Came::Told(lines)) => Told::ok().with("lines", &lines),
        Ok(Came::Tells(effects)) => {
            console.act(effects).await;
            read(console, until).await
        }
        Ok(Came::Done(_)) if spoken::shows(verb) => {
            Told::ok().with("lines", &told::pane(&console.model, console.model.pane))
        }
        Ok(Came::Done(effects)) => {
            let (sent, _) = console.act(effects).await;
            let told = answered(console, ids, sent, until).await;
            match said {
                Some(said) => told.with("said", &said),
                None => told,
            }
        }
    };
    told.with("verb", &name)
}

/// What came of this command earlier, where it was sent before: then it is not sent again.
fn before(model: &Model, id: CommandId) -> Option<Told> {
    let ids = [id];
    let caused: Vec<_> = caused(model, &ids).collect();
    let last = caused.last()?.seq;

    Some(
        Told::ok()
            .with("again", &true)
            .with("seq", &last)
            .with("records", &caused),
    )
}

/// The records that came of these commands.
fn caused<'m>(model: &'m Model, ids: &'m [CommandId]) -> impl Iterator<Item = &'m Record> {
    let records = model.records.iter();
    records.filter(|record| record.cause.is_some_and(|cause| ids.contains(&cause)))
}

fn came_to_nothing(model: &Model, wrong: &Wrong) -> Told {
    let code = match wrong {
        Wrong::UnknownVerb { .. }
        | Wrong::SeveralVerbs { .. }
        | Wrong::NoTopic(_)
        | Wrong::TooMuch(_) => Code::Misused,
        Wrong::NotYours(_) | Wrong::NotHere(_) | Wrong::NotAble(_) => Code::NotAble,
        Wrong::Unfit(_) => Code::Unanswered,
    };
    let told = Told::wrong(code, wrong.code(), &wrong.say(model));
    let choices = wrong.choices(model);
    if choices.is_empty() {
        return told;
    }
    told.with("choices", &said::choices(&choices))
}

fn unanswered(model: &Model, question: &Question) -> Told {
    if question.kind == Kind::YesNo || question.worked_out {
        let text = &question.text;
        let told = Told::wrong(Code::Unconfirmed, "needs_confirmation", text)
            .with("confirm_with", &"--yes");
        return match question.worked_out {
            true => told.with("proposed", &question.before),
            false => told,
        };
    }
    let values: [(&str, &dyn std::fmt::Display); 1] = [("asks", &question.text)];
    let text = model.lang.fill("cli.ctl.answer_missing", &values);
    let mut told = Told::wrong(Code::Unanswered, "answer_missing", &text);
    told = told.with("asks", &said::question(question));
    told = told.with("choices", &said::choices(&question.choices));
    if !question.before.is_empty() {
        told = told.with("proposed", &question.before);
    }
    with_notice(model, told)
}

/// With what the console says besides.
fn with_notice(model: &Model, told: Told) -> Told {
    match &model.notice {
        Some(notice) => told.with("said", &notice.text),
        None => told,
    }
}

/// What is to be read, once it has come.
async fn read(console: &mut Unseen, until: Instant) -> Told {
    loop {
        if let Some(lines) = overlay::content(&console.model) {
            return Told::ok().with("lines", &lines);
        }
        match timeout_at(until, console.hear()).await {
            Ok(Some(News::Ended { bye })) => return ended(bye, console.model.lang),
            Ok(Some(_)) => {}
            Ok(None) | Err(_) => return too_late(&console.model, &[]),
        }
    }
}

/// Waits for the hub's answers, and until all that came of them has been seen.
async fn answered(console: &mut Unseen, ids: &Ids, mut sent: Vec<Ticket>, until: Instant) -> Told {
    let mut last = Seq(0);
    while !sent.is_empty() || console.model.seen < last {
        match timeout_at(until, console.hear()).await {
            Ok(Some(News::Answered { ticket, answer })) => {
                sent.retain(|awaited| *awaited != ticket);
                match answer {
                    Answer::Done { seq } => last = last.max(seq),
                    Answer::Refused(refusal) => return refused(&console.model, &refusal),
                }
            }
            Ok(Some(News::Ended { bye })) => return ended(bye, console.model.lang),
            Ok(Some(_)) => {}
            Ok(None) | Err(_) => return too_late(&console.model, &ids.given()),
        }
    }
    let ids = ids.given();
    let records: Vec<_> = caused(&console.model, &ids).collect();
    // In words, too: what was left unsaid, as what somebody is recused on, was chosen here.
    let words: Vec<_> = records
        .iter()
        .map(|record| words::event(&console.model, record))
        .collect();
    Told::ok()
        .with("seq", &last)
        .with("records", &records)
        .with("told", &words)
}

fn refused(model: &Model, refusal: &Refusal) -> Told {
    let fields = serde_json::to_value(refusal).unwrap_or_default();
    let name = fields.get("reason").and_then(Value::as_str);
    let text = words::refusal(model, refusal);
    Told::wrong(Code::Refused, name.unwrap_or("refused"), &text).with("refusal", &fields)
}

/// No answer came in time. The same number sent again does nothing twice.
fn too_late(model: &Model, ids: &[CommandId]) -> Told {
    let text = model.lang.text("cli.ctl.no_answer");
    let told = Told::wrong(Code::NoConnection, "no_answer", text);
    match ids.first() {
        Some(id) => told.with("id", &id),
        None => told,
    }
}
