//! Lists that can be called up at any time: who has not spoken, the time that units have, who was
//! not heard.

use super::super::{Able, OFFICERS, Verb, holds, live};
use super::{ask, verb};
use crate::console::Effect;
use crate::console::model::Model;
use crate::console::overlay::{self, Candidates, Options, Row};
use crate::console::theme::Meaning;
use crate::console::words;
use crate::session::floor::{self, Kind};
use crate::session::{Millis, RequestId, Role};

pub(in crate::console::verb) const VERBS: &[Verb] = &[
    verb(OFFICERS, "floor.unspoken", &["U"], 0, live, |model| {
        let title = model.lang.text("console.pick.unspoken");
        overlay::pick(model, title, Candidates::Unspoken, |model, delegate| {
            let kind = Kind::Speech;
            let command = match model.role {
                Role::Chair => floor::Command::Call { delegate, kind },
                _ => floor::Command::ask(delegate, kind),
            };
            ask(model, command)
        })
    }),
    verb(
        OFFICERS,
        "floor.accounts",
        &[],
        0,
        |model| {
            live(model).and(|| {
                let kept = holds(model, |session| session.plan.rules.accounts.is_some());
                Able::when(kept, "console.why.no_accounts")
            })
        },
        |model| {
            let title = model.lang.text("console.lookup.accounts");
            let nothing = "console.lookup.no_unit";
            overlay::look_up(model, title, nothing, accounts, add_time)
        },
    ),
    verb(
        OFFICERS,
        "floor.unheard",
        &[],
        0,
        |model| {
            live(model).and(|| {
                let some = holds(model, |session| !session.floor.unheard.is_empty());
                Able::when(some, "console.why.all_heard")
            })
        },
        |model| {
            let title = model.lang.text("console.lookup.unheard");
            let nothing = "console.pick.nobody";
            overlay::look_up(model, title, nothing, unheard, contribution)
        },
    ),
];

fn accounts(model: &Model) -> Vec<Row> {
    let Some(session) = &model.session else {
        return vec![];
    };
    let accounts = session.accounts(session.floor.last_full_minute(model.now()));
    accounts
        .iter()
        .map(|account| Row {
            text: account.unit.to_owned(),
            aside: words::account(model.lang, account),
        })
        .collect()
}

/// Asks whether everybody is to have the time by which this unit is over.
fn add_time(model: &mut Model, place: usize) -> Vec<Effect> {
    let now = model.now();
    let accounts = model.session.as_ref().map(|session| session.accounts(now));
    let account = accounts.as_ref().and_then(|accounts| accounts.get(place));
    let Some((unit, left)) = account.map(|account| (account.unit.to_owned(), account.left()))
    else {
        return vec![];
    };
    let lang = model.lang;
    let reason = match (model.role, left < Millis(0)) {
        (Role::Chair, true) => None,
        (Role::Chair, false) => Some(lang.fill("console.why.has_time", &[("unit", &unit)])),
        _ => Some(lang.text("console.not_your_role").to_owned()),
    };
    if let Some(reason) = reason {
        model.warn(reason);
        return vec![];
    }
    let title = lang.fill("console.choose.add_time", &[("unit", &unit)]);
    let add = lang.text("console.choose.add_time_to_all").to_owned();
    let options = Options::of([add]).for_good();
    overlay::choose(model, &title, options, move |model, _| {
        let unit = unit.clone();
        ask(model, floor::Command::AddTime { unit })
    })
}

fn unheard(model: &Model) -> Vec<Row> {
    let Some(session) = &model.session else {
        return vec![];
    };
    let floor = &session.floor;
    let row = |request: &floor::Request| {
        let name = session.roster.name(request.delegate);
        let unit = session
            .roster
            .get(request.delegate)
            .map_or("", |attendee| attendee.delegate.unit.as_str());
        let item = request.item.and_then(|item| session.plan.item(item));
        let on = item.map_or(String::new(), |item| format!(" · {}.", item.number));
        let kind = words::kind(model.lang, request.kind);
        let aside = match floor.contributions.contains_key(&request.id) {
            true => (Meaning::Good, "console.lookup.filed"),
            false => (Meaning::Dim, "console.lookup.not_filed"),
        };
        Row {
            text: format!("{name}{on} {kind} · {unit}"),
            aside: (aside.0, model.lang.text(aside.1).to_owned()),
        }
    };
    floor.unheard.iter().map(row).collect()
}

/// Opens what was filed in writing, or takes it down.
fn contribution(model: &mut Model, place: usize) -> Vec<Effect> {
    let Some(session) = &model.session else {
        return vec![];
    };
    let Some(request) = session.floor.unheard.get(place) else {
        return vec![];
    };
    let (id, name) = (request.id, session.roster.name(request.delegate));
    if !session.floor.contributions.contains_key(&id) {
        return take_down(model, id, &name);
    }
    let options = ["console.choose.read", "console.choose.file_again"];
    let options = options.map(|key| model.lang.text(key).to_owned());
    overlay::choose(
        model,
        &name.clone(),
        options.to_vec(),
        move |model, place| match place {
            0 => overlay::read_contribution(model, id),
            _ => take_down(model, id, &name),
        },
    )
}

fn take_down(model: &mut Model, request: RequestId, name: &str) -> Vec<Effect> {
    let title = model
        .lang
        .fill("console.prompt.contribution", &[("name", &name)]);
    overlay::prompt(model, &title, "", move |model, text| {
        let text = text.to_owned();
        ask(model, floor::Command::Contribute { request, text })
    })
}
