//! How the floor is kept, as a session file says: how long speeches may be, how many microphones
//! there are, how much time each unit has.

use std::collections::BTreeSet;

use toml::de::{DeTable, DeValue};

use super::key::{ACCOUNTS, FLOOR, LIMITS, UNIT};
use super::mistake::Fault;
use super::roster::People;
use super::session::LONGEST;
use super::table::{MayRead, Noted, Read, Table};
use super::word::{ITEM_CHANGES, ORDERS};
use crate::session::Seconds;
use crate::session::attendance::NAME;
use crate::session::floor::PRESETS;
use crate::session::floor::order::{MOST_CATEGORIES, MOST_GROUPS};
use crate::session::plan::{Accounts, FloorRules, Limits, MOST_MICROPHONES, UnitTime};
use crate::text::near::nearest;

/// How often a person may be allowed to speak on an item at most, where that is limited.
pub(super) const MOST_SPEECHES: u32 = 1_000;

/// Reads `limits`: the name of a preset, or a table that may begin with one.
pub(super) fn limits(rules: &Table<'_>) -> Read<Limits> {
    let value = rules.value("limits");
    if value.is_some_and(|value| matches!(value.value, DeValue::String(_))) {
        return Ok(rules.word("limits", PRESETS)?.unwrap_or_default());
    }
    let nothing = DeTable::new();
    let table = match rules.table("limits", &LIMITS)? {
        Some(table) => table,
        None => Table::open(rules.page, &nothing, rules.spot, &LIMITS),
    };
    let preset = table.word("preset", PRESETS);
    let limit = |key| {
        let seconds = table.number(key, 0, LONGEST);
        seconds.map(|seconds| seconds.map(Seconds))
    };
    let speech = limit("speech");
    let later_speech = limit("later_speech");
    let reply = limit("reply");
    let point_of_order = limit("point_of_order");
    let interposed = limit("interposed");
    let presentation = limit("presentation");
    let explanation = limit("explanation");
    let intervention = limit("intervention");
    let questioning = limit("questioning");
    let answer = limit("answer");
    let speeches = table.number("speeches", 1, MOST_SPEECHES);
    let preset = preset?.unwrap_or_default();
    Ok(Limits {
        speech: speech?.unwrap_or(preset.speech),
        later_speech: later_speech?.or(preset.later_speech),
        reply: reply?.unwrap_or(preset.reply),
        point_of_order: point_of_order?.unwrap_or(preset.point_of_order),
        interposed: interposed?.unwrap_or(preset.interposed),
        presentation: presentation?.or(preset.presentation),
        explanation: explanation?.or(preset.explanation),
        intervention: intervention?.or(preset.intervention),
        questioning: questioning?.or(preset.questioning),
        answer: answer?.or(preset.answer),
        speeches: speeches?.or(preset.speeches),
    })
}

/// Reads `[rules.floor]`.
pub(super) fn floor(rules: &Table<'_>) -> Read<FloorRules> {
    let usual = FloorRules::default();
    let Some(table) = rules.table("floor", &FLOOR)? else {
        return Ok(usual);
    };
    let microphones = table.number("microphones", 1, MOST_MICROPHONES);
    let one_request = table.truth("one_request");
    let item_change = table.word("item_change", ITEM_CHANGES);
    let order = table.word("order", ORDERS);
    let groups = names(&table, "groups", MOST_GROUPS);
    let points_of_order = names(&table, "points_of_order", MOST_CATEGORIES);
    let floor = FloorRules {
        microphones: microphones?.unwrap_or(usual.microphones),
        one_request: one_request?.unwrap_or(usual.one_request),
        item_change: item_change?.unwrap_or(usual.item_change),
        order: order?.unwrap_or(usual.order),
        groups: groups?,
        points_of_order: points_of_order?,
    };
    if floor.order.needs_groups() && floor.groups.len() < 2 {
        table.page.note(table.spot_of("order"), Fault::NoGroups);
        return Err(Noted);
    }
    Ok(floor)
}

/// A list of names, each there once.
fn names(table: &Table<'_>, key: &'static str, most: usize) -> Read<Vec<String>> {
    let list = table.list(key)?.unwrap_or_default();
    if list.len() > most {
        let fault = Fault::TooMany { key, most };
        table.page.note(table.spot_of(key), fault);
        return Err(Noted);
    }
    let mut names: Vec<String> = vec![];
    let mut read = Ok(());
    for value in &list {
        match value.text(table.page, NAME) {
            Ok(name) if names.contains(&name) => {
                read = Err(value.wrong(table.page, Fault::DuplicateName { key, name }));
            }
            Ok(name) => names.push(name),
            Err(noted) => read = Err(noted),
        }
    }
    read.map(|()| names)
}

/// Notes the groups to which nobody belongs: a balance would wait for them for ever.
pub(super) fn filled(rules: &Table<'_>, floor: &FloorRules, people: &People<'_>) {
    let Ok(delegates) = people.delegates() else {
        return;
    };
    for (group, name) in floor.group_ids().zip(&floor.groups) {
        if delegates
            .iter()
            .all(|delegate| delegate.group != Some(group))
        {
            let name = name.clone();
            let spot = rules.spot_of("floor");
            rules.page.note(spot, Fault::EmptyGroup { name });
        }
    }
}

/// Reads `[rules.accounts]`.
pub(super) fn accounts(rules: &Table<'_>, people: Option<&People<'_>>) -> MayRead<Accounts> {
    let Some(table) = rules.table("accounts", &ACCOUNTS)? else {
        return Ok(None);
    };
    let each = table.must("each", table.number("each", 1, LONGEST));
    let per_item = table.truth("per_item");
    let units = units(&table, people);
    Ok(Some(Accounts {
        each: Seconds(each?),
        per_item: per_item?.unwrap_or(false),
        units: units?,
    }))
}

fn units(table: &Table<'_>, people: Option<&People<'_>>) -> Read<Vec<UnitTime>> {
    let delegates = people.and_then(|people| people.delegates().ok());
    let known: Option<BTreeSet<_>> =
        delegates.map(|all| all.into_iter().map(|delegate| delegate.unit).collect());
    let mut seen: Vec<(String, u32)> = vec![];
    let mut read = vec![];
    for value in table.list("units")?.unwrap_or_default() {
        read.push(value.table(table.page, &UNIT).and_then(|row| {
            let unit = row.must("unit", row.text("unit", NAME));
            let seconds = row.must("seconds", row.number("seconds", 0, LONGEST));
            let unit = unit?;
            let spot = row.spot_of("unit");
            if let Some((name, first)) = seen.iter().find(|(name, _)| *name == unit) {
                let (name, first) = (name.clone(), *first);
                table.page.note(spot, Fault::DuplicateUnit { name, first });
                return Err(Noted);
            }
            if let Some(known) = known.as_ref().filter(|known| !known.contains(&unit)) {
                let near = nearest(&unit, known.iter().map(String::as_str)).map(str::to_owned);
                let name = unit;
                table.page.note(spot, Fault::UnknownUnit { name, near });
                return Err(Noted);
            }
            seen.push((unit.clone(), spot.line));
            let seconds = Seconds(seconds?);
            Ok(UnitTime { unit, seconds })
        }));
    }
    read.into_iter().collect()
}
