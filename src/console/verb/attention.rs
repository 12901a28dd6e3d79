//! What can be done about what deserves attention: see all of it, put away what was seen.

use super::{ALL, Able, EVERYWHERE, Verb, never};
use crate::console::attention;
use crate::console::model::Model;
use crate::console::overlay;

fn something(model: &Model) -> Able {
    let nothing = attention::attentions(model).is_empty();
    Able::when(!nothing, "console.why.nothing_to_see")
}

pub(super) const VERBS: &[Verb] = &[
    Verb {
        name: "attention.seen",
        keys: &["I"],
        panes: EVERYWHERE,
        roles: ALL,
        footer: 0,
        able: |model| Able::when(attention::is_said(model), "console.why.nothing_to_see"),
        run: |model| {
            attention::put_away(model);
            vec![]
        },
        question: never,
    },
    Verb {
        name: attention::LIST,
        keys: &[],
        panes: EVERYWHERE,
        roles: ALL,
        footer: 0,
        able: something,
        run: |model| {
            let listed = attention::attentions(model);
            let title = model.lang.text("console.choose.attention");
            let lines = attention::lines(model);
            overlay::choose(model, title, lines, move |model, place| {
                match listed[place].verb {
                    Some(verb) => super::invoke(model, verb),
                    None => vec![],
                }
            })
        },
        question: never,
    },
];
