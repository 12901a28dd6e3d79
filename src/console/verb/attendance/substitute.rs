//! Who sits in for somebody: looked up on the roster by number or name, or written as a name from
//! outside. Nobody is guessed: where a name is found among others, it is asked who is meant.

use super::{ask, place};
use crate::console::Effect;
use crate::console::find::By;
use crate::console::model::Model;
use crate::console::overlay::{self, Aid, Options};
use crate::console::pane;
use crate::console::theme::Meaning;
use crate::console::words;
use crate::session::DelegateId;
use crate::session::attendance::{Attendee, Command, Mark};
use crate::text::fold;

/// How many people of the roster are offered at most, beside the name as it was written.
const MOST: usize = 8;

/// What the name from outside is called as an answer, in every language.
const OUTSIDE: &str = "new";

const AID: Aid = Aid {
    says: understood,
    offers,
};

/// Asks who sits in for somebody.
pub(super) fn ask_who(model: &mut Model, delegate: DelegateId) -> Vec<Effect> {
    again(model, delegate, "")
}

fn again(model: &mut Model, delegate: DelegateId, before: &str) -> Vec<Effect> {
    let title = model.lang.text("console.prompt.substitute");
    overlay::prompt_aided(model, title, before, AID, move |model, typed| {
        named(model, delegate, typed)
    })
}

/// Marks whoever was named, or asks who is meant.
fn named(model: &mut Model, delegate: DelegateId, typed: &str) -> Vec<Effect> {
    match meant(model, typed) {
        Meant::OnRoster(by) => sits_in(model, delegate, by),
        Meant::Nobody => {
            let values: [(&str, &dyn std::fmt::Display); 1] = [("number", &typed)];
            model.warn(model.lang.fill("console.why.no_such_number", &values));
            again(model, delegate, typed)
        }
        Meant::Outside => outside(model, delegate, typed),
        Meant::OneOf(people) => choose(model, delegate, typed, people),
    }
}

/// What a line can mean.
enum Meant {
    /// This person of the roster.
    OnRoster(DelegateId),
    /// A number that nobody has.
    Nobody,
    /// A name from outside.
    Outside,
    /// One of these, or a name from outside.
    OneOf(Vec<DelegateId>),
}

fn meant(model: &Model, typed: &str) -> Meant {
    let roster = model.session.as_ref().map(|session| &session.roster);
    let number = typed.strip_prefix('#').unwrap_or(typed).trim();
    if !number.is_empty() && number.chars().all(|c| c.is_ascii_digit()) {
        let known = number.parse().ok().map(DelegateId);
        let known = known.filter(|id| roster.is_some_and(|roster| roster.get(*id).is_some()));
        return known.map_or(Meant::Nobody, Meant::OnRoster);
    }
    let whole: Vec<_> = roster
        .into_iter()
        .flatten()
        .filter(|attendee| fold(&attendee.delegate.name) == fold(typed))
        .collect();
    if let [one] = whole[..] {
        return Meant::OnRoster(one.delegate.id);
    }
    let found: Vec<_> = found(model, typed).map(|a| a.delegate.id).collect();
    match found.is_empty() {
        true => Meant::Outside,
        false => Meant::OneOf(found),
    }
}

/// Those of the roster who could sit in and are found by a name; the likeliest first.
fn found<'m>(model: &'m Model, typed: &str) -> impl Iterator<Item = &'m Attendee> {
    let session = model.session.as_ref().filter(|_| !typed.trim().is_empty());
    let found = session.map(|session| model.directory.find(typed, &session.roster));
    let mut found: Vec<_> = found
        .into_iter()
        .flatten()
        .filter(|(fit, attendee)| fit.by != By::Place && !attendee.is_member())
        .collect();
    found.sort_by_key(|(fit, _)| *fit);
    found.into_iter().map(|(_, attendee)| attendee).take(MOST)
}

/// Asks whether one of these is meant, or somebody who is not on the roster.
fn choose(
    model: &mut Model,
    delegate: DelegateId,
    typed: &str,
    people: Vec<DelegateId>,
) -> Vec<Effect> {
    let Some(session) = &model.session else {
        return vec![];
    };
    let (mut options, mut called) = (vec![], vec![]);
    for attendee in people.iter().filter_map(|id| session.roster.get(*id)) {
        let id = attendee.delegate.id.to_string();
        options.push(format!("{id} {}", words::who(session, attendee)));
        called.push(vec![id, attendee.delegate.name.clone()]);
    }
    let outside_said = model
        .lang
        .fill("console.choose.substitute_outside", &[("name", &typed)]);
    options.push(outside_said);
    called.push(vec![OUTSIDE.to_owned()]);
    let title = model.lang.text("console.choose.substitute");
    let typed = typed.to_owned();
    overlay::choose(
        model,
        title,
        Options::of(options).called(called),
        move |model, at| match people.get(at) {
            Some(by) => sits_in(model, delegate, *by),
            None => outside(model, delegate, &typed),
        },
    )
}

fn sits_in(model: &mut Model, delegate: DelegateId, by: DelegateId) -> Vec<Effect> {
    let place = place(model, delegate);
    mark(model, delegate, Mark::SitIn { place, by })
}

fn outside(model: &mut Model, delegate: DelegateId, name: &str) -> Vec<Effect> {
    let (place, name) = (place(model, delegate), name.to_owned());
    mark(model, delegate, Mark::Substitute { place, name })
}

fn mark(model: &mut Model, delegate: DelegateId, mark: Mark) -> Vec<Effect> {
    pane::attendance::go_on(model);
    ask(model, Command::Mark { delegate, mark })
}

/// What the line is understood as while it is typed.
fn understood(model: &Model, typed: &str) -> (Meaning, String) {
    let lang = model.lang;
    if typed.is_empty() {
        let said = lang.text("console.substitute.how").to_owned();
        return (Meaning::Dim, said);
    }
    let who = |id: DelegateId| {
        let session = model.session.as_ref()?;
        Some(words::who(session, session.roster.get(id)?))
    };
    let values: [(&str, &dyn std::fmt::Display); 1] = [("name", &typed)];
    match meant(model, typed) {
        Meant::OnRoster(id) => {
            let who = who(id).unwrap_or_default();
            let said = lang.fill("console.substitute.on_roster", &[("who", &who)]);
            (Meaning::Good, said)
        }
        Meant::Nobody => {
            let said = lang.fill("console.why.no_such_number", &[("number", &typed)]);
            (Meaning::Warning, said)
        }
        Meant::Outside => (
            Meaning::Text,
            lang.fill("console.substitute.outside", &values),
        ),
        Meant::OneOf(_) => (
            Meaning::Dim,
            lang.text("console.substitute.found").to_owned(),
        ),
    }
}

/// Those of the roster whom it may become.
fn offers(model: &Model, typed: &str) -> Vec<(String, String)> {
    let offer = |attendee: &Attendee| {
        let id = attendee.delegate.id.to_string();
        (format!("{id} {}", attendee.delegate.name), id)
    };
    found(model, typed).map(offer).collect()
}
