//! What can be done with the floor. Here is what several of its files ask; the verbs stand beside:
//! who speaks, who waits and in which order, the ends of list and debate, lists to be called up, and what delegates do
//! for themselves.

pub(super) mod ends;
pub(super) mod lists;
pub(super) mod order;
pub(super) mod own;
pub(super) mod queue;
pub(super) mod speech;

use super::{Able, EVERYWHERE, Verb, is_present, never, send, under_way};
use crate::console::Effect;
use crate::console::model::Model;
use crate::console::overlay;
use crate::console::pane::Pane;
use crate::console::words;
use crate::session::floor::{self, List, Request, Speech};
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

/// Every request that waits or was put aside.
fn asked(model: &Model) -> impl DoubleEndedIterator<Item = &Request> {
    let floor = model.session.as_ref().map(|session| &session.floor);
    let floor = floor.into_iter();
    floor.flat_map(|floor| floor.everybody())
}

fn speech(model: &Model) -> Option<&Speech> {
    model.session.as_ref()?.floor.current()
}

/// Every speech that has the floor, the one open longest first.
fn speeches(model: &Model) -> &[Speech] {
    model
        .session
        .as_ref()
        .map_or(&[], |session| &session.floor.speaking)
}

fn list(model: &Model) -> List {
    let session = model.session.as_ref();
    session.map_or(List::Open, |session| session.floor.list)
}

fn list_is_open(model: &Model) -> bool {
    list(model).is_open()
}

/// Whether whoever made the request at this place is still here to be given the floor.
fn is_here(model: &Model, place: usize) -> bool {
    let request = waiting(model).get(place);
    request.is_some_and(|request| is_present(model, request.delegate))
}

/// The list on which the request under the cursor waits: the queue, unless it is a question.
fn line(model: &Model) -> &[Request] {
    let floor = model.session.as_ref().map(|session| &session.floor);
    let questions = floor.map_or(&[][..], |floor| &floor.questions);
    let pointed = |request: &Request| Some(request.id) == model.looking.request;
    match questions.iter().any(pointed) {
        true => questions,
        false => waiting(model),
    }
}

/// The place of the request under the cursor on its list.
fn pointed(model: &Model) -> Option<usize> {
    line(model)
        .iter()
        .position(|request| Some(request.id) == model.looking.request)
}

/// The request under the cursor, where it was put aside.
fn parked(model: &Model) -> Option<RequestId> {
    let parked = &model.session.as_ref()?.floor.parked;
    let mut parked = parked.iter().map(|request| request.id);
    parked.find(|id| Some(*id) == model.looking.request)
}

/// The request under the cursor, whether it waits in the queue or was put aside.
fn under_cursor(model: &Model) -> Option<Request> {
    let mut asked = asked(model);
    asked
        .find(|request| Some(request.id) == model.looking.request)
        .copied()
}

fn speaking(model: &Model) -> Able {
    under_way(model).and(|| Able::when(speech(model).is_some(), "console.why.nobody_speaks"))
}

fn pointing(model: &Model) -> Able {
    under_way(model).and(|| Able::when(pointed(model).is_some(), nobody_pointed(model)))
}

/// Why nobody is under the cursor: nobody waits, or somebody is to be chosen.
fn nobody_pointed(model: &Model) -> &'static str {
    match asked(model).next() {
        Some(_) => "console.why.no_request_here",
        None if model.role.is_officer() => "console.why.queue_is_empty_press",
        None => "console.why.queue_is_empty",
    }
}

/// Asks this of a request, if there is one.
fn of_request(
    model: &mut Model,
    request: Option<RequestId>,
    command: fn(RequestId) -> floor::Command,
) -> Vec<Effect> {
    send(model, request.map(|id| Command::Floor(command(id))))
}

/// Asks this of the speech that has the floor; where several have it, of the one that is chosen.
fn to_speech(
    model: &mut Model,
    fits: fn(&Speech) -> bool,
    command: fn(&Speech) -> floor::Command,
) -> Vec<Effect> {
    let speeches: Vec<_> = speeches(model).iter().copied().filter(fits).collect();
    if let [speech] = speeches[..] {
        return ask(model, command(&speech));
    }
    let name = |speech: &Speech| {
        let session = model.session.as_ref();
        let name = session.map(|session| session.roster.name(speech.request.delegate));
        format!(
            "{} {}",
            words::speech_sign(speech).0,
            name.unwrap_or_default()
        )
    };
    let options = speeches.iter().map(name).collect::<Vec<_>>();
    let title = model.lang.text("console.choose.speech");
    overlay::choose(model, title, options, move |model, place| {
        ask(model, command(&speeches[place]))
    })
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
