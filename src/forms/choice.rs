//! What can be voted: labels whose place says what they mean, or labels that say it themselves.

use std::collections::BTreeSet;

use toml::de::DeValue;

use super::key::CHOICE;
use super::mistake::Fault;
use super::table::{MayRead, Noted, Read, Table, Value};
use super::word::SENSES;
use crate::session::poll::{Choice, LABEL, MOST_CHOICES, Sense};

/// What can be voted where a session file does not say.
pub(super) fn usual() -> Vec<Choice> {
    let labels = ["Tán thành", "Không tán thành", "Không biểu quyết"];
    labels
        .into_iter()
        .zip(SENSES)
        .map(|(label, (_, sense))| Choice {
            label: label.to_owned(),
            sense: *sense,
        })
        .collect()
}

/// What a label means that says no more, by its place among the choices.
pub(super) fn sense_of_place(place: usize) -> Option<Sense> {
    SENSES.get(place).map(|(_, sense)| *sense)
}

/// Reads `choices`.
pub(super) fn read(table: &Table<'_>) -> MayRead<Vec<Choice>> {
    let Some(list) = table.list("choices")? else {
        return Ok(None);
    };
    let choices: Vec<_> = list
        .iter()
        .enumerate()
        .map(|(place, value)| choice(table, place, value))
        .collect();
    let choices = choices.into_iter().collect::<Read<Vec<_>>>()?;
    let fault = if choices.len() < 2 || choices.len() > MOST_CHOICES {
        Fault::WrongChoices {
            found: choices.len(),
            most: MOST_CHOICES,
        }
    } else if let Some(label) = repeated(&choices) {
        Fault::DuplicateChoice { label }
    } else if choices.iter().all(|choice| choice.sense != Sense::Yes) {
        Fault::NoneInFavour
    } else {
        return Ok(Some(choices));
    };
    table.page.note(table.spot_of("choices"), fault);
    Err(Noted)
}

/// The first label that stands there twice.
fn repeated(choices: &[Choice]) -> Option<String> {
    let mut seen = BTreeSet::new();
    let mut labels = choices.iter().map(|choice| &choice.label);
    labels.find(|label| !seen.insert(*label)).cloned()
}

fn choice(table: &Table<'_>, place: usize, value: &Value<'_>) -> Read<Choice> {
    let page = table.page;
    if !matches!(value.value, DeValue::Table(_)) {
        let label = value.text(page, LABEL)?;
        let sense = sense_of_place(place);
        let sense = sense.ok_or_else(|| {
            let label = label.clone();
            value.wrong(page, Fault::NoSense { label })
        })?;
        return Ok(Choice { label, sense });
    }
    let choice = value.table(page, &CHOICE)?;
    let label = choice.must("label", choice.text("label", LABEL));
    let sense = choice.must("sense", choice.word("sense", SENSES));
    Ok(Choice {
        label: label?,
        sense: sense?,
    })
}
