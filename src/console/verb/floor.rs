//! What can be done with the floor: the queue and who speaks.

use super::{
    Able, CHAIR, DELEGATES, EVERYWHERE, OFFICERS, Verb, holds, is_present, never, open, present,
    send, under_way,
};
use crate::console::Effect;
use crate::console::model::Model;
use crate::console::overlay::{self, Candidates};
use crate::console::pane::Pane;
use crate::session::floor::{self, Kind, Request, Speech};
use crate::session::{Command, DelegateId, RequestId, Role, Seconds};

/// How much one press of "more time" adds.
const ONE_MORE: Seconds = Seconds(60);
const LISTS: &[Pane] = &[Pane::Main, Pane::Floor];

fn ask(model: &mut Model, command: floor::Command) -> Vec<Effect> {
    send(model, Command::Floor(command))
}

fn queue(model: &Model) -> &[Request] {
    model
        .session
        .as_ref()
        .map_or(&[], |session| &session.floor.queue)
}

fn speech(model: &Model) -> Option<&Speech> {
    model.session.as_ref()?.floor.current.as_ref()
}

fn list_is_open(model: &Model) -> bool {
    holds(model, |session| session.floor.list_open)
}

/// Whether whoever made the request at this place is still here to be given the floor.
fn is_here(model: &Model, place: usize) -> bool {
    let request = queue(model).get(place);
    request.is_some_and(|request| is_present(model, request.delegate))
}

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
            let mut waiting = queue(model).iter().filter(own);
            let asked = waiting.any(|request| request.kind.waits_with(kind));
            Able::when(!asked, "console.why.asked_before")
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

/// The place in the queue of the request under the cursor.
fn pointed(model: &Model) -> Option<usize> {
    queue(model)
        .iter()
        .position(|request| Some(request.id) == model.looking.request)
}

/// The delegate's own request that waits.
fn own(model: &Model) -> Option<RequestId> {
    let own = queue(model)
        .iter()
        .filter(|request| Some(request.delegate) == model.delegate);
    own.map(|request| request.id).next_back()
}

fn speaking(model: &Model) -> Able {
    under_way(model).and(|| Able::when(speech(model).is_some(), "console.why.nobody_speaks"))
}

fn pointing(model: &Model) -> Able {
    under_way(model).and(|| Able::when(pointed(model).is_some(), "console.why.no_request_here"))
}

/// Makes the request with this place stand before that with the other.
fn move_before(model: &mut Model, place: usize, before: usize) -> Vec<Effect> {
    let request = queue(model)[place].id;
    let before = queue(model).get(before).map(|request| request.id);
    ask(model, floor::Command::Move { request, before })
}

fn add(model: &mut Model, kind: Kind, title: &'static str) -> Vec<Effect> {
    let title = model.lang.text(title);
    overlay::pick(model, title, Candidates::Present, move |model, delegate| {
        ask(model, floor::Command::Ask { delegate, kind })
    })
}

/// Asks this of a request, if there is one.
fn of_request(
    model: &mut Model,
    request: Option<RequestId>,
    command: fn(RequestId) -> floor::Command,
) -> Vec<Effect> {
    send(model, request.map(|id| Command::Floor(command(id))))
}

/// Asks this of the speech that has the floor.
fn to_speech(model: &mut Model, command: fn(RequestId) -> floor::Command) -> Vec<Effect> {
    let request = speech(model).map(|speech| speech.request.id);
    of_request(model, request, command)
}

fn request(model: &mut Model, kind: Kind) -> Vec<Effect> {
    let own: Option<DelegateId> = model.delegate;
    let command = own.map(|delegate| Command::Floor(floor::Command::Ask { delegate, kind }));
    send(model, command)
}

/// What can be done on every pane and asks no question before.
const fn verb(
    roles: &'static [Role],
    name: &'static str,
    keys: &'static [&'static str],
    footer: u8,
    able: fn(&Model) -> Able,
    run: fn(&mut Model) -> Vec<Effect>,
) -> Verb {
    Verb {
        name,
        keys,
        panes: EVERYWHERE,
        roles,
        footer,
        able,
        run,
        question: never,
    }
}

pub(super) const VERBS: &[Verb] = &[
    Verb {
        name: "floor.next",
        keys: &["n"],
        panes: EVERYWHERE,
        roles: CHAIR,
        footer: 2,
        able: |model| {
            open(model)
                .and(|| Able::when(!queue(model).is_empty(), "console.why.queue_is_empty"))
                .and(|| Able::when(is_here(model, 0), "console.why.first_is_gone"))
        },
        run: |model| {
            let request = queue(model).first().map(|first| first.id);
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
            let request = pointed(model).map(|place| queue(model)[place].id);
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
    verb(OFFICERS, "floor.add", &["a"], 4, open, |model| {
        add(model, Kind::Speech, "console.pick.speech")
    }),
    verb(OFFICERS, "floor.add_reply", &["R"], 0, open, |model| {
        add(model, Kind::Reply, "console.pick.reply")
    }),
    verb(OFFICERS, "floor.add_order", &["!"], 7, open, |model| {
        add(model, Kind::PointOfOrder, "console.pick.point_of_order")
    }),
    verb(
        OFFICERS,
        "floor.add_question",
        &["i"],
        0,
        |model| open(model).and(|| speaking(model)),
        |model| add(model, Kind::Interposed, "console.pick.interposed"),
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
            overlay::pick(model, title, Candidates::Present, |model, delegate| {
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
                let last = queue(model).len().checked_sub(1);
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
        able: pointing,
        run: |model| {
            let Some(place) = pointed(model) else {
                return vec![];
            };
            let request = queue(model)[place];
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
            under_way(model).and(|| Able::when(list_is_open(model), "console.why.list_is_closed"))
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
    verb(
        DELEGATES,
        "floor.request",
        &["a"],
        1,
        |model| may_ask(model, Kind::Speech),
        |model| request(model, Kind::Speech),
    ),
    verb(
        DELEGATES,
        "floor.request_reply",
        &["R"],
        0,
        |model| may_ask(model, Kind::Reply),
        |model| request(model, Kind::Reply),
    ),
    verb(
        DELEGATES,
        "floor.request_order",
        &["!"],
        3,
        |model| may_ask(model, Kind::PointOfOrder),
        |model| request(model, Kind::PointOfOrder),
    ),
    verb(
        DELEGATES,
        "floor.request_question",
        &["i"],
        0,
        may_interpose,
        |model| request(model, Kind::Interposed),
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
            speaking(model).and(|| {
                let own = speech(model).map(|speech| speech.request.delegate) == model.delegate;
                Able::when(own, "console.why.not_speaking")
            })
        },
        run: |model| to_speech(model, |request| floor::Command::End { request }),
        question: never,
    },
];
