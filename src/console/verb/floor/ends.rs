//! Requests put aside, and the ends of list and debate.

use super::super::{Able, CHAIR, EVERYWHERE, OFFICERS, Verb, never, open, under_way};
use super::{LISTS, ask, list, list_is_open, of_request, parked, pointed, pointing, verb, waiting};
use crate::console::overlay;
use crate::console::words;
use crate::session::floor::{self, List};
use crate::session::{Millis, Seconds};

/// The longest time after which the list may be told to close, in minutes.
const LONGEST: u32 = 600;

pub(in crate::console::verb) const VERBS: &[Verb] = &[
    Verb {
        name: "floor.park",
        keys: &["z"],
        panes: LISTS,
        roles: OFFICERS,
        footer: 0,
        able: pointing,
        run: |model| {
            let request = pointed(model).map(|place| waiting(model)[place].id);
            of_request(model, request, |request| floor::Command::Park { request })
        },
        question: never,
    },
    Verb {
        name: "floor.recall",
        keys: &["z"],
        panes: LISTS,
        roles: OFFICERS,
        footer: 0,
        able: |model| {
            under_way(model)
                .and(|| Able::when(parked(model).is_some(), "console.why.nobody_parked_here"))
        },
        run: |model| {
            let request = parked(model);
            of_request(model, request, |request| floor::Command::Recall { request })
        },
        question: never,
    },
    verb(
        OFFICERS,
        "floor.close_list_at",
        &[],
        0,
        |model| {
            under_way(model)
                .and(|| Able::when(!list(model).is_ended(), "console.why.list_is_ended"))
                .and(|| Able::when(list_is_open(model), "console.why.open_list_first"))
        },
        |model| {
            let title = model.lang.text("console.prompt.close_list").to_owned();
            overlay::prompt(model, &title, "", |model, text| {
                let minutes = text.trim().parse::<u32>().ok();
                match minutes.filter(|minutes| (1..=LONGEST).contains(minutes)) {
                    Some(minutes) => {
                        let at = model.now() + Millis::from(Seconds::minutes(minutes));
                        ask(model, floor::Command::SetListEnd { at })
                    }
                    None => {
                        let why = ("most", &LONGEST as &dyn std::fmt::Display);
                        model.warn(model.lang.fill("console.why.no_minutes", &[why]));
                        vec![]
                    }
                }
            })
        },
    ),
    Verb {
        name: "floor.end_list",
        keys: &[],
        panes: EVERYWHERE,
        roles: CHAIR,
        footer: 0,
        able: |model| {
            open(model).and(|| Able::when(!list(model).is_ended(), "console.why.list_is_ended"))
        },
        run: |model| ask(model, floor::Command::EndList),
        question: words::question_end_list,
    },
    Verb {
        name: "floor.end_debate",
        keys: &[],
        panes: EVERYWHERE,
        roles: CHAIR,
        footer: 0,
        able: |model| {
            let ended = list(model) == List::DebateEnded;
            open(model).and(|| Able::when(!ended, "console.why.debate_is_ended"))
        },
        run: |model| ask(model, floor::Command::EndDebate),
        // Those who wait lose their turn for good.
        question: words::question_end_debate,
    },
];
