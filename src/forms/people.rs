//! A motion that is no motion: who stands in an election, or of whom confidence is voted.

use std::collections::BTreeSet;

use super::mistake::Fault;
use super::table::{MayRead, Noted, Read, Table};
use super::terms::Majority;
use super::word::{LEVELS, METHODS};
use super::{remark, roster};
use crate::session::Refusal;
use crate::session::election::{Form, MOST_SEATS, Method};
use crate::session::poll::{Choice, Contest, Level, MOST_PEOPLE, Manner, Matter, PERSON, Sense};
use crate::session::rule::{Preset, Rule};

/// What a question about people asks.
pub(super) struct People {
    pub matter: Matter,
    pub choices: Vec<Choice>,
    pub rule: Rule,
}

/// What is written of people, before the manner of the vote and its rule are known.
pub(super) struct Written {
    matter: Matter,
    choices: Vec<Choice>,
}

const ELECTION: &str = "candidates";
const CONFIDENCE: &str = "confidence";

/// Reads `candidates` or `confidence` and what goes with them; nothing where the table puts a motion.
pub(super) fn read(table: &Table<'_>, roster: Option<&roster::People<'_>>) -> MayRead<Written> {
    let candidates = names(table, ELECTION);
    let graded = names(table, CONFIDENCE);
    let seats = table.number("seats", 1, u32::try_from(MOST_SEATS).unwrap_or(u32::MAX));
    let method = table.word("method", METHODS);
    let level = table.word("level", LEVELS);
    let (candidates, graded) = (candidates?, graded?);
    let (with, choices) = match (candidates, graded) {
        (Some(_), Some(_)) => return no_use(table, CONFIDENCE, ELECTION).map(|()| None),
        (Some(candidates), None) => (ELECTION, candidates),
        (None, Some(graded)) => (CONFIDENCE, graded),
        (None, None) => {
            for key in ["seats", "method", "level"] {
                if table.value(key).is_some() {
                    let (key, needs) = (key, ELECTION);
                    table
                        .page
                        .note(table.spot_of(key), Fault::Needs { key, needs });
                    return Err(Noted);
                }
            }
            return Ok(None);
        }
    };
    if let Some(roster) = roster {
        remark::of_names(table, with, &choices, roster);
    }
    for key in ["choices", "tie"] {
        no_use(table, key, with)?;
    }
    if with == CONFIDENCE {
        for key in ["seats", "method", "level", "majority"] {
            no_use(table, key, with)?;
        }
        let matter = Matter::Confidence;
        return Ok(Some(Written { matter, choices }));
    }
    let method = method?.unwrap_or(Method::Majority);
    if method != Method::Majority && table.value("majority").is_some() {
        let (key, method) = ("majority", method.name());
        let spot = table.spot_of(key);
        table.page.note(spot, Fault::NotOfMethod { key, method });
        return Err(Noted);
    }
    let seats = seats?.unwrap_or(1);
    let most = match method.form() {
        _ if !method.fills_several() => 1,
        Form::One => MOST_SEATS,
        _ => choices.len(),
    };
    if usize::try_from(seats).unwrap_or(usize::MAX) > most {
        let spot = table.spot_of("seats");
        table.page.note(spot, Fault::TooManySeats { seats, most });
        return Err(Noted);
    }
    let matter = Matter::Election(Contest {
        method,
        seats: u16::try_from(seats).unwrap_or(u16::MAX),
        level: level?.unwrap_or(Level::Lot),
        second: false,
    });
    Ok(Some(Written { matter, choices }))
}

impl Written {
    /// The question, where it can be voted on in this manner and by this rule.
    pub fn put(
        self,
        table: &Table<'_>,
        manner: Manner,
        majority: Option<Majority>,
    ) -> Read<People> {
        let Self { matter, choices } = self;
        let unfit = |key, refusal| {
            let spot = table.spot_of(key);
            table.page.note(spot, Fault::Unfit { refusal });
            Noted
        };
        matter
            .may_be_voted(manner, choices.len())
            .map_err(|refusal| unfit("ballot", refusal))?;
        let by_majority = matter.contest().map(|contest| contest.method) == Some(Method::Majority);
        let rule = match majority {
            Some(majority) if majority.rule.is_no_objection() => {
                return Err(unfit("majority", Refusal::NoOneBySilence));
            }
            Some(majority) => majority.rule,
            None if by_majority => Preset::MEMBERS.rule(),
            None => Preset::PLURALITY.rule(),
        };
        Ok(People {
            matter,
            choices,
            rule,
        })
    }
}

/// Notes a key that means nothing beside another.
fn no_use(table: &Table<'_>, key: &'static str, with: &'static str) -> Read<()> {
    if table.value(key).is_none() {
        return Ok(());
    }
    let spot = table.spot_of(key);
    table.page.note(spot, Fault::NoUse { key, with });
    Err(Noted)
}

/// The names under a key: one at least, no two alike.
fn names(table: &Table<'_>, key: &'static str) -> MayRead<Vec<Choice>> {
    let Some(list) = table.list(key)? else {
        return Ok(None);
    };
    let names: Vec<_> = list
        .iter()
        .map(|value| value.text(table.page, PERSON))
        .collect();
    let names = names.into_iter().collect::<Read<Vec<_>>>()?;
    let mut seen = BTreeSet::new();
    let twice = names.iter().find(|name| !seen.insert(name.to_lowercase()));
    let fault = if let Some(name) = twice {
        Fault::PersonTwice {
            key: key.to_owned(),
            name: name.clone(),
        }
    } else if names.is_empty() {
        let refusal = Refusal::WrongPeople;
        Fault::Unfit { refusal }
    } else if names.len() > MOST_PEOPLE {
        Fault::TooMany {
            key,
            most: MOST_PEOPLE,
        }
    } else {
        let choice = |label| Choice {
            label,
            sense: Sense::Yes,
        };
        return Ok(Some(names.into_iter().map(choice).collect()));
    };
    table.page.note(table.spot_of(key), fault);
    Err(Noted)
}
