//! A delegate's own vote.

use super::{ask, is_counted, is_prepared, latest, standing};
use crate::console::model::Model;
use crate::console::overlay;
use crate::console::verb::{
    Able, DELEGATES, EVERYWHERE, Verb, holds, never, present, send, under_way,
};
use crate::session::Command;
use crate::session::poll::{self, ChoiceNo, Poll};

/// Of the delegate: may vote, and has not or may still vote otherwise.
fn may_vote(model: &Model) -> Able {
    let poll = latest(model).filter(|poll| poll.is_open());
    let missing = |poll: &Poll| model.delegate.is_some_and(|own| poll.may_still_vote(own));
    under_way(model)
        .and(|| Able::when(poll.is_some(), "console.why.no_open_poll"))
        .and(|| Able::when(!poll.is_some_and(is_counted), "console.why.raise_a_hand"))
        .and(|| Able::when(poll.is_some_and(missing), "console.why.has_voted"))
        .and(|| present(model))
        .and(|| has_vote(model))
}

/// Of the delegate: has a vote as they sit there.
fn has_vote(model: &Model) -> Able {
    let vote = holds(model, |session| {
        let own = model.delegate.and_then(|own| session.roster.get(own));
        own.is_some_and(|attendee| session.has_vote(attendee))
    });
    Able::when(vote, "console.why.no_vote")
}

pub(in crate::console::verb) const VERBS: &[Verb] = &[
    Verb {
        name: "poll.ready",
        keys: &["y"],
        panes: EVERYWHERE,
        roles: DELEGATES,
        footer: 1,
        able: |model| {
            under_way(model)
                .and(|| {
                    let prepared = latest(model).filter(|poll| is_prepared(poll));
                    Able::when(prepared.is_some(), "console.why.no_prepared_poll")
                })
                .and(|| present(model))
                .and(|| has_vote(model))
                .and(|| {
                    let said =
                        |poll: &Poll| poll.ready.iter().any(|who| Some(*who) == model.delegate);
                    Able::when(!latest(model).is_some_and(said), "console.why.is_ready")
                })
        },
        run: |model| {
            let poll = standing(model, is_prepared);
            send(
                model,
                poll.map(|poll| Command::Poll(poll::Command::Ready { poll })),
            )
        },
        question: never,
    },
    Verb {
        name: "poll.vote",
        keys: &["v"],
        panes: EVERYWHERE,
        roles: DELEGATES,
        footer: 1,
        able: may_vote,
        run: |model| {
            let Some(poll) = latest(model).filter(|poll| poll.is_open()) else {
                return vec![];
            };
            let (poll, title) = (poll.id, poll.question.text.clone());
            let options = latest(model).map_or_else(Vec::new, |poll| {
                poll.question
                    .choices
                    .iter()
                    .map(|choice| choice.label.clone())
                    .collect()
            });
            overlay::choose_for_good(model, &title, options, move |model, place| {
                let choice = ChoiceNo(u8::try_from(place).unwrap_or(u8::MAX)).into();
                ask(
                    model,
                    poll::Command::Cast {
                        poll,
                        choice,
                        delegate: None,
                    },
                )
            })
        },
        question: never,
    },
];
