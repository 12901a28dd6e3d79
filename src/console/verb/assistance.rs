//! What can be done about help: delegates ask for it at their seats, and those who look after them say
//! that it was given.

use super::{Able, DELEGATES, EVERYWHERE, Verb, holds, never, send, under_way};
use crate::console::Effect;
use crate::console::model::Model;
use crate::console::overlay::{self, Options};
use crate::console::words;
use crate::session::assistance::{self, Call};
use crate::session::{CallId, Command, Role, Session};
use crate::text::Lang;

/// Those who look after delegates who ask for help.
const HELPERS: &[Role] = &[Role::Chair, Role::Secretary, Role::Technician];

fn tell(model: &mut Model, command: impl Into<Option<assistance::Command>>) -> Vec<Effect> {
    send(model, command.into().map(Command::Assistance))
}

/// The call of the delegate at this console.
fn own(model: &Model) -> Option<&Call> {
    model.session.as_ref()?.assistance.of(model.delegate?)
}

fn answer(model: &mut Model, call: CallId) -> Vec<Effect> {
    tell(model, assistance::Command::Answer { call })
}

/// Asks which call it is, by who made it; by a number also where there is only one, for what was dealt
/// with is not called again by itself.
fn answered(model: &mut Model) -> Vec<Effect> {
    let Some(session) = &model.session else {
        return vec![];
    };
    let (mut calls, mut lines, mut called) = (vec![], vec![], vec![]);
    for call in session.assistance.calls() {
        calls.push(call.id);
        lines.push(line(model.lang, session, call));
        let name = session.roster.name(call.delegate);
        called.push(vec![call.delegate.to_string(), name]);
    }
    let title = model.lang.text("console.choose.helped");
    let options = Options::of(lines).called(called).for_good();
    overlay::choose(model, title, options, move |model, place| {
        answer(model, calls[place])
    })
}

/// A call with the time of day at which it was made.
fn line(lang: Lang, session: &Session, call: &Call) -> String {
    let at = words::time_of_day(session, call.at);
    format!("{at} {}", words::call(lang, session, call))
}

pub(super) const VERBS: &[Verb] = &[
    Verb {
        name: "assistance.answer",
        keys: &["W"],
        panes: EVERYWHERE,
        roles: HELPERS,
        footer: 0,
        able: |model| {
            let asked = holds(model, |session| session.assistance.calls().next().is_some());
            under_way(model).and(|| Able::when(asked, "console.why.nobody_needs_help"))
        },
        run: answered,
        question: never,
    },
    Verb {
        name: "assistance.ask",
        keys: &["H"],
        panes: EVERYWHERE,
        roles: DELEGATES,
        footer: 7,
        able: under_way,
        run: |model| {
            let title = match own(model) {
                Some(_) => "console.prompt.help_again",
                None => "console.prompt.help",
            };
            let title = model.lang.text(title);
            overlay::prompt_or_nothing(model, title, |model, text| {
                let text = text.to_owned();
                tell(model, assistance::Command::Ask { text })
            })
        },
        question: never,
    },
    Verb {
        name: "assistance.withdraw",
        keys: &["W"],
        panes: EVERYWHERE,
        roles: DELEGATES,
        footer: 0,
        able: |model| {
            let asked = own(model).is_some();
            under_way(model).and(|| Able::when(asked, "console.why.no_help_asked"))
        },
        run: |model| {
            let call = own(model).map(|call| call.id);
            tell(
                model,
                call.map(|call| assistance::Command::Withdraw { call }),
            )
        },
        question: never,
    },
];
