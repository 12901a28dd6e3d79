//! What can be done with the agenda and its documents.

use super::{ALL, Able, EVERYWHERE, OFFICERS, Verb, never, no_open_poll, open, send};
use crate::console::Effect;
use crate::console::model::Model;
use crate::console::overlay;
use crate::console::pane::Pane;
use crate::session::{Command, ItemId, agenda};

fn start(model: &mut Model, item: Option<ItemId>) -> Vec<Effect> {
    send(
        model,
        item.map(|item| Command::Agenda(agenda::Command::Start { item })),
    )
}

fn next(model: &Model) -> Option<ItemId> {
    model.session.as_ref()?.next_item()
}

fn previous(model: &Model) -> Option<ItemId> {
    model.session.as_ref()?.previous_item()
}

fn current(model: &Model) -> Option<ItemId> {
    model.session.as_ref()?.agenda.current
}

/// Items are taken up and left in an open session, and not while a vote is open.
fn may_turn(model: &Model) -> Able {
    open(model).and(|| no_open_poll(model))
}

/// The item under the cursor of the agenda pane.
fn pointed(model: &Model) -> Option<ItemId> {
    model
        .looking
        .item
        .filter(|_| model.looking.document.is_none())
}

pub(super) const VERBS: &[Verb] = &[
    Verb {
        name: "agenda.next",
        keys: &[">"],
        panes: EVERYWHERE,
        roles: OFFICERS,
        footer: 5,
        able: |model| {
            let listed = super::holds(model, |session| !session.consent.items.is_empty());
            let why = match listed {
                true => "console.why.only_consent_list",
                false => "console.why.no_next_item",
            };
            may_turn(model).and(|| Able::when(next(model).is_some(), why))
        },
        run: |model| {
            let item = next(model);
            start(model, item)
        },
        question: never,
    },
    Verb {
        name: "agenda.back",
        keys: &["<"],
        panes: EVERYWHERE,
        roles: OFFICERS,
        footer: 0,
        able: |model| {
            may_turn(model)
                .and(|| Able::when(previous(model).is_some(), "console.why.no_item_before"))
        },
        run: |model| {
            let item = previous(model);
            start(model, item)
        },
        question: never,
    },
    Verb {
        name: "agenda.finish",
        keys: &["F"],
        panes: EVERYWHERE,
        roles: OFFICERS,
        footer: 0,
        able: |model| {
            may_turn(model).and(|| Able::when(current(model).is_some(), "console.why.no_item"))
        },
        run: |model| {
            let item = current(model);
            send(
                model,
                item.map(|item| Command::Agenda(agenda::Command::Finish { item })),
            )
        },
        question: never,
    },
    Verb {
        name: "agenda.start",
        keys: &["enter"],
        panes: &[Pane::Agenda],
        roles: OFFICERS,
        footer: 2,
        able: |model| {
            may_turn(model)
                .and(|| Able::when(pointed(model).is_some(), "console.why.no_item_here"))
                .and(|| {
                    let other = pointed(model) != current(model);
                    Able::when(other, "console.why.item_is_current")
                })
        },
        run: |model| {
            let item = pointed(model);
            start(model, item)
        },
        question: never,
    },
    Verb {
        name: "agenda.read",
        keys: &["enter"],
        panes: &[Pane::Agenda],
        roles: ALL,
        footer: 2,
        able: |model| {
            Able::when(
                model.looking.document.is_some(),
                "console.why.no_document_here",
            )
        },
        run: |model| match model.looking.document {
            Some(document) => overlay::read(model, document),
            None => vec![],
        },
        question: never,
    },
];
