//! Help in words: how things are asked for, and what can be done, subject by subject. A list of
//! everything is long to listen to, so it is told only where it is asked for.

use super::find::{self, is_called, mine};
use super::{Wrong, able, offer};
use crate::console::model::Model;
use crate::console::verb::screen::{Reach, reach};
use crate::console::verb::{Able, Verb};
use crate::session::Role;
use crate::text::{Lang, fold};

/// The subject of what tells how things stand, and of leaving.
const SCREEN: &str = "screen";

/// Help on this: a subject, a verb, or anything that a verb has to do with; on how to get help where
/// nothing is said.
///
/// # Errors
/// Where nothing has to do with it.
pub(super) fn on(model: &mut Model, about: &str) -> Result<Vec<String>, Wrong> {
    let said = fold(about);
    if said.is_empty() {
        return Ok(overview(model));
    }
    let all = Lang::ALL.map(|lang| lang.text("spoken.help.all"));
    if all.iter().any(|all| fold(all) == said) {
        return Ok(everything(model));
    }
    let role = model.role;
    if let Some(subject) = subjects(role).into_iter().find(|s| is_titled(s, &said)) {
        return Ok(of_subject(model, subject));
    }
    let exactly: Vec<&'static Verb> = mine(role).filter(|verb| is_called(verb, &said)).collect();
    if let [verb] = exactly[..] {
        return Ok(whole(model, verb));
    }
    let found = match exactly.is_empty() {
        true => find::about(model, about),
        false => exactly,
    };
    if found.is_empty() {
        return Err(Wrong::NoTopic(about.to_owned()));
    }
    Ok(found.into_iter().map(|verb| line(model, verb)).collect())
}

/// The subjects of what this role can do, in the order of the table.
pub(super) fn subjects(role: Role) -> Vec<&'static str> {
    let mut subjects: Vec<&'static str> = vec![];
    for verb in mine(role).filter(|verb| verb.subject() != SCREEN) {
        if !subjects.contains(&verb.subject()) {
            subjects.push(verb.subject());
        }
    }
    subjects
}

/// What a subject is called in this language.
pub(super) fn title(lang: Lang, subject: &str) -> &'static str {
    lang.text(&format!("verb.subject.{subject}"))
}

fn is_titled(subject: &str, said: &str) -> bool {
    subject == said || Lang::ALL.iter().any(|l| fold(title(*l, subject)) == said)
}

/// What tells how things stand, what there is besides, and how to hear more of it.
fn overview(model: &mut Model) -> Vec<String> {
    let lang = model.lang;
    let of_screen = |model: &Model, at: Reach| -> Vec<String> {
        let verbs = mine(model.role).filter(|v| v.subject() == SCREEN && reach(v) == at);
        verbs.map(|verb| line(model, verb)).collect()
    };
    let mut lines = vec![lang.text("spoken.help.reading").to_owned()];
    lines.extend(of_screen(model, Reach::Everywhere));
    lines.push(lang.text("spoken.help.subjects").to_owned());
    for subject in subjects(model.role) {
        let verbs: Vec<_> = mine(model.role)
            .filter(|v| v.subject() == subject)
            .collect();
        let able = verbs.iter().filter(|verb| able(model, verb) == Able::Yes);
        let title = title(lang, subject);
        let named = match fold(title) == subject {
            true => title.to_owned(),
            false => format!("{title} ({subject})"),
        };
        let values: [(&str, &dyn std::fmt::Display); 3] = [
            ("subject", &named),
            ("able", &able.count()),
            ("n", &verbs.len()),
        ];
        lines.push(lang.fill("spoken.help.subject", &values));
    }
    lines.push(lang.text("spoken.help.besides").to_owned());
    lines.extend(of_screen(model, Reach::Seat));
    lines.push(lang.text("spoken.help.how").to_owned());
    lines
}

/// Every verb, subject by subject.
fn everything(model: &Model) -> Vec<String> {
    let mut lines = vec![];
    for subject in subjects(model.role) {
        lines.extend(of_subject(model, subject));
    }
    lines
}

fn of_subject(model: &Model, subject: &str) -> Vec<String> {
    let verbs = mine(model.role).filter(|verb| verb.subject() == subject);
    let head = format!("{}:", title(model.lang, subject));
    let lines = verbs.map(|verb| line(model, verb));
    std::iter::once(head).chain(lines).collect()
}

/// A verb in a line: how it is called, and what it does.
fn line(model: &Model, verb: &Verb) -> String {
    let mut short = find::short(model.lang, verb);
    let (called, also) = match short.next() {
        Some(word) => (word, short.collect::<Vec<_>>().join(", ")),
        None => (find::called(model.lang, verb), verb.label(model).to_owned()),
    };
    let does = does(model, verb);
    match also.is_empty() {
        true => format!("{called}: {does}"),
        false => format!("{called} ({also}): {does}"),
    }
}

/// What a verb does, in words that need no cursor and no pane.
pub(super) fn does(model: &Model, verb: &Verb) -> &'static str {
    let unseen = model.lang.known(&format!("spoken.does.{}", verb.name));
    unseen.unwrap_or_else(|| verb.help(model))
}

/// All about one verb: what it does, why it can't be done now, what it asks.
fn whole(model: &mut Model, verb: &'static Verb) -> Vec<String> {
    let lang = model.lang;
    let mut lines = vec![line(model, verb)];
    let offer = offer::offer(model, verb);
    lines.extend(offer.why_not.map(|why| {
        let values: [(&str, &dyn std::fmt::Display); 1] = [("why", &why)];
        lang.fill("spoken.help.not_now", &values)
    }));
    let asked: Vec<_> = offer.question.into_iter().chain(offer.further).collect();
    let asked: Vec<_> = asked.iter().map(|asked| asked.text.as_str()).collect();
    if !asked.is_empty() {
        let asked = asked.join(" ");
        lines.push(lang.fill("spoken.help.asks", &[("questions", &asked)]));
    }
    lines
}
