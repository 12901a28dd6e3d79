//! Who speaks: giving the floor, and the clock of a speech.

use super::super::{Able, CHAIR, EVERYWHERE, Verb, never, open};
use super::{
    LISTS, is_here, of_request, pointed, pointing, speaking, speech, to_speech, verb, waiting,
};
use crate::session::Seconds;
use crate::session::floor::{self, Speech};

/// How much one press of "more time" adds.
const ONE_MORE: Seconds = Seconds(60);

pub(in crate::console::verb) const VERBS: &[Verb] = &[
    Verb {
        name: "floor.next",
        keys: &["n"],
        panes: EVERYWHERE,
        roles: CHAIR,
        footer: 2,
        able: |model| {
            open(model)
                .and(|| Able::when(!waiting(model).is_empty(), "console.why.queue_is_empty"))
                .and(|| Able::when(is_here(model, 0), "console.why.first_is_gone"))
        },
        run: |model| {
            let request = waiting(model).first().map(|first| first.id);
            of_request(model, request, |request| floor::Command::Give { request })
        },
        question: never,
    },
    Verb {
        name: "floor.give",
        keys: &["enter"],
        panes: LISTS,
        roles: CHAIR,
        footer: 0,
        able: |model| {
            open(model).and(|| pointing(model)).and(|| {
                let here = pointed(model).is_some_and(|place| is_here(model, place));
                Able::when(here, "console.why.pointed_is_gone")
            })
        },
        run: |model| {
            let request = pointed(model).map(|place| waiting(model)[place].id);
            of_request(model, request, |request| floor::Command::Give { request })
        },
        question: never,
    },
    Verb {
        name: "floor.pause",
        keys: &["p"],
        panes: EVERYWHERE,
        roles: CHAIR,
        footer: 3,
        able: |model| {
            speaking(model).and(|| {
                let runs = speech(model).is_some_and(|speech| !speech.is_paused());
                Able::when(runs, "console.why.paused")
            })
        },
        run: |model| to_speech(model, |request| floor::Command::Pause { request }),
        question: never,
    },
    Verb {
        name: "floor.resume",
        keys: &["p"],
        panes: EVERYWHERE,
        roles: CHAIR,
        footer: 3,
        able: |model| {
            open(model).and(|| speaking(model)).and(|| {
                let paused = speech(model).is_some_and(Speech::is_paused);
                Able::when(paused, "console.why.not_paused")
            })
        },
        run: |model| to_speech(model, |request| floor::Command::Resume { request }),
        question: never,
    },
    Verb {
        name: "floor.extend",
        keys: &["+", "="],
        panes: EVERYWHERE,
        roles: CHAIR,
        footer: 4,
        able: |model| {
            speaking(model).and(|| {
                let limited = speech(model).is_some_and(|speech| speech.limit.0 > 0);
                Able::when(limited, "console.why.no_limit")
            })
        },
        run: |model| {
            to_speech(model, |request| floor::Command::Extend {
                request,
                seconds: ONE_MORE,
            })
        },
        question: never,
    },
    verb(CHAIR, "floor.end", &["e"], 4, speaking, |model| {
        to_speech(model, |request| floor::Command::End { request })
    }),
];
