//! What can be done with the session itself.

use super::{
    Able, CHAIR, EVERYWHERE, OFFICERS, Verb, holds, live, never, no_open_poll, open, send,
    under_way,
};
use crate::console::model::Model;
use crate::console::overlay::{self, Candidates, may_take_chair};
use crate::console::words;
use crate::session::{Command, Session, life};

fn ask(model: &mut Model, command: life::Command) -> Vec<crate::console::Effect> {
    send(model, Command::Life(command))
}

pub(super) const VERBS: &[Verb] = &[
    Verb {
        name: "life.open",
        keys: &["O"],
        panes: EVERYWHERE,
        roles: CHAIR,
        footer: 1,
        able: |model| {
            live(model)
                .and(|| {
                    let planned = holds(model, |session| session.phase.is_planned());
                    Able::when(planned, "console.why.opened_before")
                })
                .and(|| {
                    let enough = holds(model, |session| session.quorum_to_begin(model.now()));
                    Able::when(enough, "console.why.no_quorum_to_open")
                })
        },
        run: |model| ask(model, life::Command::Open),
        question: words::question_open,
    },
    Verb {
        name: "life.suspend",
        keys: &["S"],
        panes: EVERYWHERE,
        roles: CHAIR,
        footer: 0,
        able: |model| open(model).and(|| no_open_poll(model)),
        run: |model| ask(model, life::Command::Suspend),
        question: never,
    },
    Verb {
        name: "life.resume",
        keys: &["S"],
        panes: EVERYWHERE,
        roles: CHAIR,
        footer: 1,
        able: |model| {
            live(model).and(|| {
                let suspended = holds(model, |session| session.phase.is_suspended());
                Able::when(suspended, "console.why.not_suspended")
            })
        },
        run: |model| ask(model, life::Command::Resume),
        question: never,
    },
    Verb {
        name: "life.close",
        keys: &["Q"],
        panes: EVERYWHERE,
        roles: CHAIR,
        footer: 0,
        able: |model| {
            under_way(model)
                .and(|| {
                    let planned = holds(model, |session| session.phase.is_planned());
                    Able::when(!planned, "console.why.not_open")
                })
                .and(|| no_open_poll(model))
        },
        run: |model| ask(model, life::Command::Close),
        question: words::question_close,
    },
    Verb {
        name: "life.hand_chair",
        keys: &["H"],
        panes: EVERYWHERE,
        roles: CHAIR,
        footer: 0,
        able: |model| {
            under_way(model).and(|| {
                let other = |session: &Session| may_take_chair(session).next().is_some();
                Able::when(holds(model, other), "console.why.no_deputy")
            })
        },
        run: |model| {
            let Some(session) = &model.session else {
                return vec![];
            };
            let name = session.roster.name(session.presiding);
            let title = model.lang.fill("console.pick.chair", &[("name", &name)]);
            overlay::pick(model, &title, Candidates::Deputies, |model, to| {
                ask(model, life::Command::HandChair { to })
            })
        },
        question: never,
    },
    Verb {
        name: "life.announce",
        keys: &["A"],
        panes: EVERYWHERE,
        roles: OFFICERS,
        footer: 0,
        able: under_way,
        run: |model| {
            let title = model.lang.text("console.prompt.announce");
            overlay::prompt(model, title, "", |model, text| {
                ask(
                    model,
                    life::Command::Announce {
                        text: text.to_owned(),
                    },
                )
            })
        },
        question: never,
    },
];
