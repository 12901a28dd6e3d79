//! What can be done about the quorum.

use super::{Able, EVERYWHERE, Verb, has_vote, holds, never, open, present, send};
use crate::console::model::Model;
use crate::session::quorum::{self, Policy};
use crate::session::{Command, Role};

/// It is looked at when challenged, by the chair or by somebody who is here and has a vote.
fn may_challenge(model: &Model) -> Able {
    let challenged = holds(model, |session| {
        session.plan.rules.quorum.policy == Policy::Challenged
    });
    open(model)
        .and(|| Able::when(challenged, "console.why.no_challenge"))
        .and(|| match model.role {
            Role::Chair => Able::Yes,
            _ => present(model).and(|| has_vote(model)),
        })
}

pub(super) const VERBS: &[Verb] = &[Verb {
    name: "quorum.challenge",
    keys: &[],
    panes: EVERYWHERE,
    roles: &[Role::Chair, Role::Delegate],
    footer: 0,
    able: may_challenge,
    run: |model| send(model, Command::Quorum(quorum::Command::Challenge)),
    question: never,
}];
