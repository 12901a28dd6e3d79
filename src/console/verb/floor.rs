//! What can be done with the floor. Here is what several of its files ask; the verbs stand beside:
//! who speaks, who waits, and what delegates do for themselves.

pub(super) mod own;
pub(super) mod queue;
pub(super) mod speech;

use super::{Able, EVERYWHERE, Verb, holds, is_present, never, send, under_way};
use crate::console::Effect;
use crate::console::model::Model;
use crate::console::pane::Pane;
use crate::session::floor::{self, Request, Speech};
use crate::session::{Command, RequestId, Role};

const LISTS: &[Pane] = &[Pane::Main, Pane::Floor];

fn ask(model: &mut Model, command: floor::Command) -> Vec<Effect> {
    send(model, Command::Floor(command))
}

fn waiting(model: &Model) -> &[Request] {
    model
        .session
        .as_ref()
        .map_or(&[], |session| &session.floor.queue)
}

fn speech(model: &Model) -> Option<&Speech> {
    model.session.as_ref()?.floor.current()
}

fn list_is_open(model: &Model) -> bool {
    holds(model, |session| session.floor.list.is_open())
}

/// Whether whoever made the request at this place is still here to be given the floor.
fn is_here(model: &Model, place: usize) -> bool {
    let request = waiting(model).get(place);
    request.is_some_and(|request| is_present(model, request.delegate))
}

/// The place in the queue of the request under the cursor.
fn pointed(model: &Model) -> Option<usize> {
    waiting(model)
        .iter()
        .position(|request| Some(request.id) == model.looking.request)
}

fn speaking(model: &Model) -> Able {
    under_way(model).and(|| Able::when(speech(model).is_some(), "console.why.nobody_speaks"))
}

fn pointing(model: &Model) -> Able {
    under_way(model).and(|| Able::when(pointed(model).is_some(), "console.why.no_request_here"))
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
