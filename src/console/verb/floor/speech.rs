//! Who speaks: giving the floor, and the clock of a speech.

use super::super::{Able, CHAIR, EVERYWHERE, Verb, holds, is_present, never, open};
use super::{
    LISTS, is_here, nobody_pointed, of_request, speaking, speeches, to_speech, under_cursor, verb,
    waiting,
};
use crate::console::Effect;
use crate::console::model::Model;
use crate::session::floor::{self, Speech};
use crate::session::{RequestId, Seconds};

/// How much one press of "more time" adds.
const ONE_MORE: Seconds = Seconds(60);

/// Who is proposed.
fn next(model: &Model) -> Option<RequestId> {
    model.session.as_ref()?.next_speaker().0
}

fn has_limit(speech: &Speech) -> bool {
    speech.limit.0 > 0
}

/// Stops the clock of a speech, or lets it run: of several, each as it stands.
fn pause_or_resume(model: &mut Model) -> Vec<Effect> {
    to_speech(
        model,
        |_| true,
        |speech| {
            let request = speech.request.id;
            match speech.is_paused() {
                true => floor::Command::Resume { request },
                false => floor::Command::Pause { request },
            }
        },
    )
}

/// Why there is nobody to be called: nobody asked, or those who did stand on the list of questions.
fn nobody_waits(model: &Model) -> &'static str {
    match holds(model, |session| session.floor.questions.is_empty()) {
        true => "console.why.queue_is_empty",
        false => "console.why.only_questions",
    }
}

pub(in crate::console::verb) const VERBS: &[Verb] = &[
    Verb {
        name: "floor.next",
        keys: &["n"],
        panes: EVERYWHERE,
        roles: CHAIR,
        footer: 2,
        able: |model| {
            open(model)
                .and(|| Able::when(!waiting(model).is_empty(), nobody_waits(model)))
                .and(|| Able::when(next(model).is_some(), "console.why.balance_stops"))
                .and(|| Able::when(is_here(model, 0), "console.why.first_is_gone"))
        },
        run: |model| {
            let request = next(model);
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
            let request = under_cursor(model);
            open(model)
                .and(|| Able::when(request.is_some(), nobody_pointed(model)))
                .and(|| {
                    let here = request.is_some_and(|r| is_present(model, r.delegate));
                    Able::when(here, "console.why.pointed_is_gone")
                })
        },
        run: |model| {
            let request = under_cursor(model).map(|request| request.id);
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
                let runs = speeches(model).iter().any(|speech| !speech.is_paused());
                Able::when(runs, "console.why.paused")
            })
        },
        run: pause_or_resume,
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
                let paused = speeches(model).iter().any(Speech::is_paused);
                Able::when(paused, "console.why.not_paused")
            })
        },
        run: pause_or_resume,
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
                let limited = speeches(model).iter().any(has_limit);
                Able::when(limited, "console.why.no_limit")
            })
        },
        run: |model| {
            to_speech(model, has_limit, |speech| floor::Command::Extend {
                request: speech.request.id,
                seconds: ONE_MORE,
            })
        },
        question: never,
    },
    verb(CHAIR, "floor.end", &["e"], 4, speaking, |model| {
        to_speech(
            model,
            |_| true,
            |speech| floor::Command::End {
                request: speech.request.id,
            },
        )
    }),
];
