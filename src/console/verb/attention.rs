//! What can be done about what deserves attention: see all of it, put away what was seen.

use super::{ALL, Able, EVERYWHERE, Verb, never};
use crate::console::attention;
use crate::console::model::Model;
use crate::console::overlay::{self, Options};

/// Something deserves attention, seen or not.
fn something(model: &Model) -> Able {
    let nothing = attention::listed(model).is_empty();
    Able::when(!nothing, "console.why.nothing_to_see")
}

/// Something is said that can be put away. What was, is still in the list.
fn unseen(model: &Model) -> Able {
    let said = attention::is_said(model);
    something(model).and(|| Able::when(said, "console.why.all_seen"))
}

pub(super) const VERBS: &[Verb] = &[
    Verb {
        name: "attention.seen",
        keys: &["I"],
        panes: EVERYWHERE,
        roles: ALL,
        footer: 0,
        able: unseen,
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
            let listed = attention::listed(model);
            let unseen = attention::attentions(model).len();
            let title = model.lang.text("console.choose.attention");
            let lines = attention::lines(model);
            let options = Options::of(lines).dim_from(unseen);
            overlay::choose(model, title, options, move |model, place| {
                match listed[place].verb {
                    Some(verb) => super::invoke(model, verb),
                    None => vec![],
                }
            })
        },
        question: never,
    },
];
