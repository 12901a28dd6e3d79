//! What can be done about consent: the list of items put as one, and objections.

use super::{
    Able, DELEGATES, EVERYWHERE, OFFICERS, Verb, has_vote, holds, never, no_open_poll, present,
    send, under_way,
};
use crate::console::Effect;
use crate::console::model::Model;
use crate::console::overlay::{self, Candidates, Options};
use crate::console::pane::Pane;
use crate::console::words;
use crate::session::consent;
use crate::session::poll::{self, Matter, Poll, Question};
use crate::session::rule::{Preset, Rule};
use crate::session::{Command, DelegateId, ItemId, PollId};

fn ask(model: &mut Model, command: consent::Command) -> Vec<Effect> {
    send(model, Command::Consent(command))
}

/// The items on the list.
fn listed(model: &Model) -> Vec<ItemId> {
    let session = model.session.as_ref();
    session.map_or_else(Vec::new, |s| s.consent.items.iter().copied().collect())
}

/// The item under the cursor of the agenda pane, where it could stand on the list.
fn pointed(model: &Model) -> Option<ItemId> {
    let item = model
        .looking
        .item
        .filter(|_| model.looking.document.is_none())?;
    let session = model.session.as_ref()?;
    let free = session.agenda.current != Some(item) && !session.agenda.progress(item).done;
    (free && session.plan.motion(item).is_some()).then_some(item)
}

/// The question for which objections are awaited.
fn waiting(model: &Model) -> Option<PollId> {
    let session = model.session.as_ref()?;
    let poll = session.polls.open()?;
    session.waits_until(poll).map(|_| poll.id)
}

fn a_list(model: &Model) -> Able {
    under_way(model).and(|| Able::when(!listed(model).is_empty(), "console.why.nothing_on_list"))
}

/// Whether the list was voted on as a whole: what is on it then stays.
fn list_not_decided(model: &Model) -> Able {
    let decided = holds(model, |session| {
        let asked = session
            .consent
            .asked
            .and_then(|poll| session.polls.get(poll));
        asked.is_some_and(Poll::has_result)
    });
    Able::when(!decided, "console.why.publish_list_first")
}

fn a_wait(model: &Model) -> Able {
    under_way(model).and(|| Able::when(waiting(model).is_some(), "console.why.no_wait"))
}

fn no_question(model: &Model) -> Able {
    let busy = holds(model, |session| {
        let mut polls = session.polls.iter();
        polls.any(|poll| poll.is_open() || poll.stage == poll::Stage::Prepared)
    });
    Able::when(!busy, "console.why.poll_under_way")
}

/// Asks which item is to be taken out.
fn choose_item(
    model: &mut Model,
    then: impl Fn(&mut Model, ItemId) -> Vec<Effect> + 'static,
) -> Vec<Effect> {
    let items = listed(model);
    let options = items.iter().map(|item| words::item_title(model, *item));
    // In words an item goes by its number on the agenda, not by its place on this list.
    let called = items
        .iter()
        .map(|item| vec![words::item_number(model, *item)]);
    let options = Options::of(options).called(called.collect()).for_good();
    let title = model.lang.text("console.consent.which");
    overlay::choose(model, title, options, move |model, place| {
        then(model, items[place])
    })
}

/// Asks why, which need not be said, and takes the item out.
fn take_out(model: &mut Model, item: ItemId, delegate: Option<DelegateId>) -> Vec<Effect> {
    let title = model.lang.text("console.consent.reason").to_owned();
    overlay::prompt_or_nothing(model, &title, move |model, reason| {
        let reason = reason.to_owned();
        ask(
            model,
            consent::Command::TakeOut {
                item,
                reason,
                delegate,
            },
        )
    })
}

/// A question of this text and rule, answered as the body usually does.
fn question(model: &Model, item: Option<ItemId>, text: &str, rule: Rule) -> Option<Question> {
    let rules = &model.session.as_ref()?.plan.rules;
    Some(Question {
        item,
        text: text.to_owned(),
        manner: rules.manner,
        rule,
        choices: rules.choices.clone(),
        terms: rules.terms.in_manner(rules.manner),
        matter: Matter::Motion,
    })
}

/// Prepares the question of the whole list.
fn ask_list(model: &mut Model, rule: Rule) -> Vec<Effect> {
    let text = model.lang.text("console.consent.question");
    let question = question(model, None, text, rule);
    send(
        model,
        question.map(|question| Command::Consent(consent::Command::Ask { question })),
    )
}

/// Prepares a question that is carried unless somebody objects.
fn ask_consent(model: &mut Model, text: &str) -> Vec<Effect> {
    let item = model.session.as_ref().and_then(|s| s.agenda.current);
    let question = question(model, item, text, Preset::NO_OBJECTION.rule());
    send(
        model,
        question.map(|question| Command::Poll(poll::Command::Prepare { question })),
    )
}

pub(super) const VERBS: &[Verb] = &[
    Verb {
        name: "consent.list",
        keys: &["m"],
        panes: &[Pane::Agenda],
        roles: OFFICERS,
        footer: 3,
        able: |model| {
            under_way(model)
                .and(|| Able::when(pointed(model).is_some(), "console.why.not_for_list"))
                .and(|| no_open_poll(model))
                .and(|| list_not_decided(model))
        },
        run: |model| {
            let Some(item) = pointed(model) else {
                return vec![];
            };
            let mut items = listed(model);
            if items.contains(&item) {
                let (reason, delegate) = Default::default();
                let command = consent::Command::TakeOut {
                    item,
                    reason,
                    delegate,
                };
                return ask(model, command);
            }
            items.push(item);
            ask(model, consent::Command::List { items })
        },
        question: never,
    },
    Verb {
        name: "consent.ask",
        keys: &[],
        panes: EVERYWHERE,
        roles: OFFICERS,
        footer: 0,
        able: |model| a_list(model).and(|| no_question(model)),
        run: |model| {
            let lang = model.lang;
            let Some(session) = &model.session else {
                return vec![];
            };
            let wait = session.plan.rules.wait.0;
            let mut rules = vec![Preset::NO_OBJECTION.rule()];
            let mut options = vec![lang.fill("console.consent.by_wait", &[("n", &wait)])];
            // One vote asks all that the motions ask, where that can be said in one rule.
            if let Some(rule) = session.consent_rule().filter(|r| !r.is_no_objection()) {
                let said = rule.say(lang);
                options.push(lang.fill("console.consent.by_vote", &[("rule", &said)]));
                rules.push(rule);
            }
            let title = lang.text("console.consent.how");
            overlay::choose(model, title, options, move |model, place| {
                ask_list(model, rules[place].clone())
            })
        },
        question: never,
    },
    Verb {
        name: "consent.prepare",
        keys: &[],
        panes: EVERYWHERE,
        roles: OFFICERS,
        footer: 0,
        able: |model| under_way(model).and(|| no_question(model)),
        run: |model| {
            let session = model.session.as_ref();
            let motion = session.and_then(|s| s.plan.motion(s.agenda.current?));
            let before = motion.map_or_else(String::new, |motion| motion.text.clone());
            let title = model.lang.text("console.consent.prompt");
            overlay::prompt(model, title, &before, ask_consent)
        },
        question: never,
    },
    Verb {
        name: "consent.object",
        keys: &["o"],
        panes: EVERYWHERE,
        roles: DELEGATES,
        footer: 1,
        able: |model| a_wait(model).and(|| present(model)).and(|| has_vote(model)),
        run: |model| {
            let poll = waiting(model);
            let delegate = None;
            let object = poll.map(|poll| consent::Command::Object { poll, delegate });
            send(model, object.map(Command::Consent))
        },
        question: never,
    },
    Verb {
        name: "consent.object_for",
        keys: &["Y"],
        panes: EVERYWHERE,
        roles: OFFICERS,
        footer: 1,
        able: a_wait,
        run: |model| {
            let Some(poll) = waiting(model) else {
                return vec![];
            };
            let title = model.lang.text("console.consent.who_objects");
            overlay::pick(model, title, Candidates::Present, move |model, delegate| {
                let delegate = Some(delegate);
                ask(model, consent::Command::Object { poll, delegate })
            })
        },
        question: never,
    },
    Verb {
        name: "consent.take_out",
        keys: &[],
        panes: EVERYWHERE,
        roles: OFFICERS,
        footer: 0,
        able: |model| a_list(model).and(|| list_not_decided(model)),
        run: |model| {
            choose_item(model, |model, item| {
                let title = model.lang.text("console.consent.who_asks");
                overlay::pick(model, title, Candidates::Present, move |model, delegate| {
                    take_out(model, item, Some(delegate))
                })
            })
        },
        question: never,
    },
    Verb {
        name: "consent.take_out_own",
        keys: &[],
        panes: EVERYWHERE,
        roles: DELEGATES,
        footer: 0,
        able: |model| {
            a_list(model)
                .and(|| list_not_decided(model))
                .and(|| has_vote(model))
        },
        run: |model| choose_item(model, |model, item| take_out(model, item, None)),
        question: never,
    },
];
