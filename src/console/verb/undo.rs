//! Undo: the last step of one's own, or one of the last steps of anybody.
//!
//! What is undone is the step that stands on the screen, by its number: pressed twice, or by two
//! people at once, the key undoes nothing else.

use super::{Able, EVERYWHERE, OFFICERS, Verb, never, send, under_way};
use crate::console::model::Model;
use crate::console::{overlay, words};
use crate::session::undo::{self, Step};
use crate::session::{Actor, Command, Refusal, Seq};

/// Who sits here, as the rules ask for it.
fn actor(model: &Model) -> Actor {
    Actor {
        delegate: model.delegate,
        ..Actor::of(model.role)
    }
}

/// The last step that somebody of one's own role did and that is of a kind that can be undone.
fn own_last(model: &Model) -> Option<&Step> {
    let steps = model.session.as_ref()?.lately.steps().rev();
    let own = |step: &&Step| step.by.as_ref().is_some_and(|by| by.role == model.role);
    let mut own = steps.filter(own);
    own.find(|step| step.is_undoable() && step.undone.is_none())
}

fn may_undo(model: &Model, step: &Step) -> Result<(), Refusal> {
    match &model.session {
        Some(session) => session.may_undo(&actor(model), step.seq, model.now()),
        None => Err(Refusal::TooLateToUndo),
    }
}

/// The step that the key undoes now, if there is one.
pub fn offered(model: &Model) -> Option<&Step> {
    let step = own_last(model).filter(|_| under_way(model) == Able::Yes)?;
    may_undo(model, step).is_ok().then_some(step)
}

fn able(model: &Model) -> Able {
    under_way(model).and(|| match own_last(model).map(|step| may_undo(model, step)) {
        Some(Ok(())) => Able::Yes,
        None | Some(Err(Refusal::TooLateToUndo)) => Able::No("console.why.nothing_to_undo"),
        Some(Err(Refusal::LaterStepFirst { .. })) => Able::No("console.why.later_step"),
        Some(Err(_)) => Able::No("console.why.moved_on"),
    })
}

/// Everything that could be undone here, the latest first.
fn all_offered(model: &Model) -> Vec<Seq> {
    let steps = model
        .session
        .iter()
        .flat_map(|session| session.lately.steps().rev());
    let offered = steps.filter(|step| may_undo(model, step).is_ok());
    offered.map(|step| step.seq).collect()
}

fn undo(step: Seq) -> Command {
    Command::Undo(undo::Command::Step { step })
}

pub(super) const VERBS: &[Verb] = &[
    Verb {
        name: "undo.last",
        keys: &["Z", "ctrl-z"],
        panes: EVERYWHERE,
        roles: OFFICERS,
        footer: 0,
        able,
        run: |model| {
            let step = offered(model).map(|step| undo(step.seq));
            send(model, step)
        },
        question: never,
    },
    Verb {
        name: "undo.choose",
        keys: &[],
        panes: EVERYWHERE,
        roles: OFFICERS,
        footer: 0,
        able: |model| {
            under_way(model).and(|| {
                let nothing = all_offered(model).is_empty();
                Able::when(!nothing, "console.why.nothing_to_undo")
            })
        },
        run: |model| {
            let offered = all_offered(model);
            let told = offered.iter().filter_map(|seq| {
                let step = model.session.as_ref()?.lately.step(*seq)?;
                Some(words::step_and_who(model, step))
            });
            let told = told.collect::<Vec<_>>();
            let title = model.lang.text("console.choose.undo");
            overlay::choose(model, title, told, move |model, place| {
                send(model, undo(offered[place]))
            })
        },
        question: never,
    },
];
