//! What is to be asked of all members in writing.

use super::agenda::Defaults;
use super::key::OPINION;
use super::mistake::Fault;
use super::session::when;
use super::table::{Noted, Read, Table};
use super::word::SILENCES;
use super::{choice, value};
use crate::session::Seconds;
use crate::session::opinion::{Circular, EARLIEST_REMINDER, MOST};
use crate::session::poll::{Choice, Manner, Matter, QUESTION, Question, Sense, Terms};

/// Seconds of an hour.
pub(super) const HOUR: u32 = 3_600;

/// What can be answered where a question does not say: what the body answers with in its own words,
/// and where it has none, the usual answers of a written opinion.
pub(super) fn answers(body: &[Choice]) -> Vec<Choice> {
    if body == choice::usual() {
        usual()
    } else {
        body.to_vec()
    }
}

/// What can be answered where a session file says nothing of it.
pub(super) fn usual() -> Vec<Choice> {
    let choices = [
        ("Tán thành", Sense::Yes),
        ("Không tán thành", Sense::No),
        ("Ý kiến khác", Sense::Abstain),
    ];
    choices
        .map(|(label, sense)| Choice {
            label: label.to_owned(),
            sense,
        })
        .to_vec()
}

/// Reads `[[opinions]]`. Without defaults, because the body's rules are wrong, they are only looked
/// through for mistakes.
pub(super) fn read(session: &Table<'_>, defaults: Option<&Defaults<'_>>) -> Read<Vec<Circular>> {
    let list = session.list("opinions")?.unwrap_or_default();
    if list.len() > MOST {
        let (key, most) = ("opinions", MOST);
        let fault = Fault::TooMany { key, most };
        session.page.note(session.spot_of(key), fault);
        return Err(Noted);
    }
    let read = |table: Table<'_>| one(&table, defaults);
    let opinions: Vec<_> = list
        .iter()
        .map(|value| value.table(session.page, &OPINION).and_then(read))
        .collect();
    opinions.into_iter().collect()
}

fn one(table: &Table<'_>, defaults: Option<&Defaults<'_>>) -> Read<Circular> {
    let text = table.must("text", table.text("text", QUESTION));
    let deadline = table.must("deadline", when(table, "deadline"));
    let rule = table.parse("majority", value::rule);
    let choices = choice::read(table);
    let remind = table.number("remind_h", 0, EARLIEST_REMINDER / HOUR);
    let silence = table.word("silence", SILENCES);
    let defaults = defaults.ok_or(Noted)?;
    Ok(Circular {
        question: Question {
            item: None,
            text: text?,
            manner: Manner::Named,
            rule: rule?.unwrap_or_else(|| defaults.rules.majority.clone()),
            choices: choices?.unwrap_or_else(|| answers(&defaults.rules.choices)),
            terms: Terms::default(),
            matter: Matter::Motion,
        },
        deadline: deadline?.0,
        remind_s: Seconds(remind?.unwrap_or(0) * HOUR),
        silence: silence?.unwrap_or_default(),
    })
}
