//! In which order people speak: the policy, why the chair departed from it, and those whom no policy
//! puts in order, who question and who answer.

use super::super::{Able, CHAIR, OFFICERS, Verb, open, under_way};
use super::queue::add;
use super::{ask, of_request, verb};
use crate::console::Effect;
use crate::console::model::Model;
use crate::console::overlay::{self, Candidates, Options};
use crate::console::words;
use crate::session::RequestId;
use crate::session::floor::{self, Kind, Policy};

/// Asks on which side somebody wants to speak, where the order goes by sides.
pub(super) fn with_side(
    model: &mut Model,
    then: impl Fn(&mut Model, Kind) -> Vec<Effect> + 'static,
) -> Vec<Effect> {
    const SIDES: [Kind; 3] = [Kind::For, Kind::Against, Kind::Speech];
    let policy = model.session.as_ref().map(|session| session.floor.policy);
    if policy != Some(Policy::ForAndAgainst) {
        return then(model, Kind::Speech);
    }
    let lang = model.lang;
    let sides = SIDES.map(|side| match side {
        Kind::Speech => lang.text("console.choose.neither").to_owned(),
        side => words::kind(lang, side).to_owned(),
    });
    let title = lang.text("console.choose.for_or_against");
    overlay::choose(model, title, sides.to_vec(), move |model, place| {
        then(model, SIDES[place])
    })
}

/// Asks what a point of order is about, where the rules name categories.
pub(super) fn with_category(
    model: &mut Model,
    then: impl Fn(&mut Model, Option<u8>) -> Vec<Effect> + 'static,
) -> Vec<Effect> {
    let rules = model.session.as_ref().map(|s| &s.plan.rules.floor);
    let categories = rules.map_or(vec![], |rules| rules.points_of_order.clone());
    if categories.is_empty() {
        return then(model, None);
    }
    let title = model.lang.text("console.choose.category");
    overlay::choose(model, title, categories, move |model, place| {
        then(model, u8::try_from(place + 1).ok())
    })
}

/// The policies that make sense here.
fn policies(model: &Model) -> Vec<Policy> {
    let rules = model.session.as_ref().map(|s| &s.plan.rules.floor);
    let groups = rules.map_or(0, |rules| rules.groups.len());
    let makes_sense = |policy: &Policy| !policy.needs_groups() || groups > 1;
    Policy::ALL.into_iter().filter(makes_sense).collect()
}

/// The departure from the order that a reason would be given for: that under the cursor, else the
/// latest who has the floor out of order, else the latest whom somebody moved, else the latest who had
/// the floor out of order and is heard, as long as no reason is known.
fn departed(model: &Model) -> Option<RequestId> {
    let floor = &model.session.as_ref()?.floor;
    let departure = |id: &RequestId| floor.departures.get(id);
    let pointed = model.looking.request.into_iter();
    let has_floor = floor.speaking.iter().chain(&floor.interrupted).rev();
    let called = has_floor.map(|speech| speech.request.id);
    let moved = floor.everybody().map(|request| request.id);
    let mut heard = floor.heard.iter().rev().map(|heard| heard.request.id);
    let unexplained = |id: &RequestId| departure(id).is_some_and(|d| d.reason.is_empty());
    let mut now = pointed.chain(called).chain(moved);
    now.find(|id| departure(id).is_some())
        .or_else(|| heard.find(unexplained))
}

fn first_question(model: &Model) -> Option<RequestId> {
    let session = model.session.as_ref()?;
    let first = session.floor.questions.first()?;
    Some(first.id)
}

pub(in crate::console::verb) const VERBS: &[Verb] = &[
    verb(CHAIR, "floor.policy", &[], 0, under_way, |model| {
        let lang = model.lang;
        let policies = policies(model);
        let options = policies.iter().map(|policy| {
            let help = lang.text(&format!("session.policy.{}.help", policy.name()));
            format!("{}: {help}", words::policy(lang, *policy))
        });
        let title = lang.text("console.choose.policy");
        let numbered = policies.iter().enumerate();
        let called = numbered.map(|(place, policy)| {
            let (name, said) = (policy.name(), words::policy(lang, *policy));
            [(place + 1).to_string(), name.to_owned(), said.to_owned()].to_vec()
        });
        let options = Options::of(options).called(called.collect());
        overlay::choose(model, title, options, move |model, place| {
            let policy = policies[place];
            ask(model, floor::Command::SetPolicy { policy })
        })
    }),
    verb(
        OFFICERS,
        "floor.explain",
        &[],
        0,
        |model| {
            let some = departed(model).is_some();
            under_way(model).and(|| Able::when(some, "console.why.in_order"))
        },
        |model| {
            let Some(request) = departed(model) else {
                return vec![];
            };
            let name = words::of_request(model, request);
            let title = model
                .lang
                .fill("console.prompt.explain", &[("name", &name)]);
            overlay::prompt(model, &title, "", move |model, reason| {
                let reason = reason.to_owned();
                ask(model, floor::Command::Explain { request, reason })
            })
        },
    ),
    verb(OFFICERS, "floor.add_intervention", &[], 0, open, |model| {
        add(model, Kind::Intervention, None, "console.pick.intervention")
    }),
    verb(OFFICERS, "floor.add_questioning", &[], 0, open, |model| {
        add(model, Kind::Questioning, None, "console.pick.questioning")
    }),
    verb(
        CHAIR,
        "floor.next_question",
        &[],
        0,
        |model| {
            open(model)
                .and(|| {
                    let some = first_question(model).is_some();
                    Able::when(some, "console.why.nobody_questions")
                })
                .and(|| Able::when(questioner_is_here(model), "console.why.first_is_gone"))
        },
        |model| {
            let request = first_question(model);
            of_request(model, request, |request| floor::Command::Give { request })
        },
    ),
    verb(CHAIR, "floor.call_answer", &[], 0, open, |model| {
        let title = model.lang.text("console.pick.answer");
        let candidates = Candidates::ToSpeak(Kind::Answer);
        overlay::pick(model, title, candidates, |model, delegate| {
            let kind = Kind::Answer;
            ask(model, floor::Command::Call { delegate, kind })
        })
    }),
];

/// Whether whoever has the first question is still here to put it.
fn questioner_is_here(model: &Model) -> bool {
    let session = model.session.as_ref();
    let first = session.and_then(|session| session.floor.questions.first());
    first.is_some_and(|first| super::super::is_present(model, first.delegate))
}
