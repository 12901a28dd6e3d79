//! What delegates do for themselves: ask for the floor, take it back, end their own speech.

use super::super::never;
use super::super::{Able, DELEGATES, EVERYWHERE, Verb, open, present, send, under_way};
use super::{asked, list_is_open, of_request, order, speaking, speech, speeches, verb};
use crate::console::Effect;
use crate::console::model::Model;
use crate::session::floor::{self, Kind, Request, Speech};
use crate::session::{Command, DelegateId, RequestId};

/// The delegate at this console may ask for the floor like this.
fn may_ask(model: &Model, kind: Kind) -> Able {
    let own = |request: &&Request| Some(request.delegate) == model.delegate;
    open(model)
        .and(|| present(model))
        .and(|| {
            let open = list_is_open(model) || kind == Kind::PointOfOrder;
            Able::when(open, "console.why.list_is_closed")
        })
        .and(|| {
            let mut own = asked(model).filter(own);
            let asked = own.any(|request| request.kind.waits_with(kind));
            Able::when(!asked, "console.why.asked_before")
        })
        .and(|| {
            let may = model.session.as_ref().zip(model.delegate);
            let may = may.is_none_or(|(session, own)| session.has_turn(own, kind));
            Able::when(may, "console.why.had_turn")
        })
}

/// A question can be put to somebody else who speaks.
fn may_interpose(model: &Model) -> Able {
    may_ask(model, Kind::Interposed)
        .and(|| speaking(model))
        .and(|| {
            let own = speech(model).map(|speech| speech.request.delegate) == model.delegate;
            Able::when(!own, "console.why.is_speaking")
        })
}

/// The delegate's own speech.
fn own_speech(model: &Model) -> Option<RequestId> {
    let own = |speech: &&Speech| Some(speech.request.delegate) == model.delegate;
    Some(speeches(model).iter().find(own)?.request.id)
}

/// The delegate's own request that waits, or was put aside.
fn own(model: &Model) -> Option<RequestId> {
    let own = asked(model).filter(|request| Some(request.delegate) == model.delegate);
    own.map(|request| request.id).next_back()
}

fn request(model: &mut Model, kind: Kind, category: Option<u8>) -> Vec<Effect> {
    let own: Option<DelegateId> = model.delegate;
    let command = own.map(|delegate| {
        Command::Floor(floor::Command::Ask {
            delegate,
            kind,
            category,
        })
    });
    send(model, command)
}

pub(in crate::console::verb) const VERBS: &[Verb] = &[
    verb(
        DELEGATES,
        "floor.request",
        &["a"],
        1,
        |model| may_ask(model, Kind::Speech),
        |model| order::with_side(model, |model, kind| request(model, kind, None)),
    ),
    verb(
        DELEGATES,
        "floor.request_reply",
        &["R"],
        0,
        |model| may_ask(model, Kind::Reply),
        |model| request(model, Kind::Reply, None),
    ),
    verb(
        DELEGATES,
        "floor.request_order",
        &["!"],
        3,
        |model| may_ask(model, Kind::PointOfOrder),
        |model| {
            order::with_category(model, |model, category| {
                request(model, Kind::PointOfOrder, category)
            })
        },
    ),
    verb(
        DELEGATES,
        "floor.request_question",
        &["i"],
        0,
        may_interpose,
        |model| request(model, Kind::Interposed, None),
    ),
    verb(
        DELEGATES,
        "floor.request_intervention",
        &[],
        0,
        |model| may_ask(model, Kind::Intervention),
        |model| request(model, Kind::Intervention, None),
    ),
    verb(
        DELEGATES,
        "floor.request_questioning",
        &[],
        0,
        |model| may_ask(model, Kind::Questioning),
        |model| request(model, Kind::Questioning, None),
    ),
    Verb {
        name: "floor.withdraw",
        keys: &["w"],
        panes: EVERYWHERE,
        roles: DELEGATES,
        footer: 2,
        able: |model| {
            under_way(model).and(|| Able::when(own(model).is_some(), "console.why.not_waiting"))
        },
        run: |model| {
            let request = own(model);
            of_request(model, request, |request| floor::Command::Withdraw {
                request,
            })
        },
        // The place in the queue can't be had back.
        question: |model| Some(model.lang.text("console.question.withdraw").to_owned()),
    },
    Verb {
        name: "floor.finish",
        keys: &["e"],
        panes: EVERYWHERE,
        roles: DELEGATES,
        footer: 1,
        able: |model| {
            speaking(model)
                .and(|| Able::when(own_speech(model).is_some(), "console.why.not_speaking"))
        },
        run: |model| {
            let request = own_speech(model);
            of_request(model, request, |request| floor::Command::End { request })
        },
        question: never,
    },
];
