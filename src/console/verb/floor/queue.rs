//! Who waits: adding people, calling them up, moving and removing their requests, closing the list.

use super::super::{Able, CHAIR, EVERYWHERE, OFFICERS, Verb, holds, never, open, under_way};
use super::{
    LISTS, ask, line, list, list_is_open, nobody_pointed, order, pointed, pointing, speaking,
    under_cursor, verb,
};
use crate::console::Effect;
use crate::console::model::Model;
use crate::console::overlay::{self, Candidates};
use crate::session::floor::{self, Kind};

/// Makes the request with this place stand before that with the other.
fn move_before(model: &mut Model, place: usize, before: usize) -> Vec<Effect> {
    let request = line(model)[place].id;
    let before = line(model).get(before).map(|request| request.id);
    ask(model, floor::Command::Move { request, before })
}

pub(super) fn add(
    model: &mut Model,
    kind: Kind,
    category: Option<u8>,
    title: &'static str,
) -> Vec<Effect> {
    let title = model.lang.text(title);
    let candidates = Candidates::ToSpeak(kind);
    overlay::pick(model, title, candidates, move |model, delegate| {
        let ask_for = floor::Command::Ask {
            delegate,
            kind,
            category,
        };
        ask(model, ask_for)
    })
}

/// The list still takes somebody who would speak so.
fn taken(model: &Model, kind: Kind) -> Able {
    open(model).and(|| {
        let takes = holds(model, |session| session.list_takes_somebody(kind));
        Able::when(takes, "console.why.list_is_ended")
    })
}

pub(in crate::console::verb) const VERBS: &[Verb] = &[
    verb(
        OFFICERS,
        "floor.add",
        &["a"],
        4,
        |model| taken(model, Kind::Speech),
        |model| {
            order::with_side(model, |model, kind| {
                add(model, kind, None, "console.pick.speech")
            })
        },
    ),
    verb(
        OFFICERS,
        "floor.add_reply",
        &["R"],
        0,
        |model| taken(model, Kind::Reply),
        |model| add(model, Kind::Reply, None, "console.pick.reply"),
    ),
    verb(OFFICERS, "floor.add_order", &["!"], 7, open, |model| {
        order::with_category(model, |model, category| {
            add(
                model,
                Kind::PointOfOrder,
                category,
                "console.pick.point_of_order",
            )
        })
    }),
    verb(
        OFFICERS,
        "floor.add_question",
        &["i"],
        0,
        |model| open(model).and(|| speaking(model)),
        |model| add(model, Kind::Interposed, None, "console.pick.interposed"),
    ),
    Verb {
        name: "floor.call",
        keys: &["g"],
        panes: EVERYWHERE,
        roles: CHAIR,
        footer: 0,
        able: open,
        run: |model| {
            let title = model.lang.text("console.pick.call");
            let candidates = Candidates::ToSpeak(Kind::Speech);
            overlay::pick(model, title, candidates, |model, delegate| {
                ask(
                    model,
                    floor::Command::Call {
                        delegate,
                        kind: Kind::Speech,
                    },
                )
            })
        },
        question: never,
    },
    Verb {
        name: "floor.up",
        keys: &["K", "shift-up"],
        panes: LISTS,
        roles: OFFICERS,
        footer: 0,
        able: |model| {
            pointing(model).and(|| Able::when(pointed(model) > Some(0), "console.why.is_first"))
        },
        run: |model| match pointed(model) {
            Some(place) if place > 0 => move_before(model, place, place - 1),
            _ => vec![],
        },
        question: never,
    },
    Verb {
        name: "floor.down",
        keys: &["J", "shift-down"],
        panes: LISTS,
        roles: OFFICERS,
        footer: 0,
        able: |model| {
            pointing(model).and(|| {
                let last = line(model).len().checked_sub(1);
                Able::when(pointed(model) < last, "console.why.is_last")
            })
        },
        run: |model| match pointed(model) {
            Some(place) => move_before(model, place, place + 2),
            None => vec![],
        },
        question: never,
    },
    Verb {
        name: "floor.first",
        keys: &["T"],
        panes: LISTS,
        roles: OFFICERS,
        footer: 0,
        able: |model| {
            pointing(model).and(|| Able::when(pointed(model) > Some(0), "console.why.is_first"))
        },
        run: |model| match pointed(model) {
            Some(place) => move_before(model, place, 0),
            None => vec![],
        },
        question: never,
    },
    Verb {
        name: "floor.remove",
        keys: &["x", "delete"],
        panes: LISTS,
        roles: OFFICERS,
        footer: 0,
        able: |model| {
            let some = under_cursor(model).is_some();
            under_way(model).and(|| Able::when(some, nobody_pointed(model)))
        },
        run: |model| {
            let Some(request) = under_cursor(model) else {
                return vec![];
            };
            let name = model
                .session
                .as_ref()
                .map(|s| s.roster.name(request.delegate));
            let name = name.unwrap_or_default();
            let title = model.lang.fill("console.prompt.remove", &[("name", &name)]);
            overlay::prompt_or_nothing(model, &title, move |model, reason| {
                let reason = reason.to_owned();
                ask(
                    model,
                    floor::Command::Remove {
                        request: request.id,
                        reason,
                    },
                )
            })
        },
        question: never,
    },
    Verb {
        name: "floor.close_list",
        keys: &["l"],
        panes: EVERYWHERE,
        roles: OFFICERS,
        footer: 0,
        able: |model| {
            under_way(model)
                .and(|| Able::when(!list(model).is_ended(), "console.why.list_is_ended"))
                .and(|| Able::when(list_is_open(model), "console.why.list_is_closed"))
        },
        run: |model| ask(model, floor::Command::CloseList),
        question: never,
    },
    Verb {
        name: "floor.open_list",
        keys: &["l"],
        panes: EVERYWHERE,
        roles: OFFICERS,
        footer: 0,
        able: |model| {
            under_way(model).and(|| Able::when(!list_is_open(model), "console.why.list_is_open"))
        },
        run: |model| ask(model, floor::Command::OpenList),
        question: never,
    },
];
