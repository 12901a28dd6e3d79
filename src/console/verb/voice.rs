//! What can be done about voices: proxies given and taken back, recusals. The head table does it for
//! the person under the cursor, a delegate for themselves.

use super::{Able, DELEGATES, EVERYWHERE, OFFICERS, Verb, holds, never, send, under_way};
use crate::console::Effect;
use crate::console::model::Model;
use crate::console::overlay::{self, Candidates, Options};
use crate::console::pane::{self, Pane, vote};
use crate::console::words;
use crate::session::plan::Substitutes;
use crate::session::voice::{self, Matter};
use crate::session::{Command, DelegateId, Role, Session};

const HERE: &[Pane] = &[Pane::Attendance];

fn ask(model: &mut Model, command: voice::Command) -> Vec<Effect> {
    send(model, Command::Voice(command))
}

/// Whose voice is meant: a delegate's own, at the head table the one under the cursor.
fn whose(model: &Model) -> Option<DelegateId> {
    match model.role {
        Role::Delegate => model.delegate,
        _ => pane::attendance::pointed(model),
    }
}

/// Somebody who has a vote, of whom this holds.
fn when(model: &Model, test: fn(&Session, DelegateId) -> bool, reason: &'static str) -> Able {
    let member = holds(model, |session| {
        let attendee = whose(model).and_then(|id| session.roster.get(id));
        attendee.is_some_and(|attendee| attendee.is_member())
    });
    let fits = holds(model, |session| {
        whose(model).is_some_and(|id| test(session, id))
    });
    under_way(model)
        .and(|| Able::when(whose(model).is_some(), "console.why.nobody_here"))
        .and(|| Able::when(member, "console.why.has_no_vote"))
        .and(|| Able::when(fits, reason))
}

fn may_give(model: &Model) -> Able {
    let known = holds(model, |session| {
        session.plan.rules.rights.proxies != Substitutes::None
    });
    under_way(model)
        .and(|| Able::when(known, "console.why.no_proxies"))
        .and(|| {
            let absent = |session: &Session, id: DelegateId| {
                let attendee = session.roster.get(id);
                attendee.is_some_and(|attendee| !attendee.presence.is_present())
            };
            when(model, absent, "console.why.grantor_present")
        })
}

fn may_end(model: &Model) -> Able {
    let given = |session: &Session, id: DelegateId| session.voices.proxies.contains_key(&id);
    when(model, given, "console.why.no_proxy")
}

fn give(model: &mut Model) -> Vec<Effect> {
    let Some((delegate, name)) = named(model) else {
        return vec![];
    };
    let title = model.lang.fill("console.pick.holder", &[("name", &name)]);
    overlay::pick(model, &title, Candidates::Present, move |model, to| {
        ask(model, voice::Command::GiveProxy { delegate, to })
    })
}

fn end(model: &mut Model) -> Vec<Effect> {
    let delegate = whose(model);
    let command = delegate.map(|delegate| voice::Command::EndProxy { delegate });
    send(model, command.map(Command::Voice))
}

/// Whose voice is meant, and their name.
fn named(model: &Model) -> Option<(DelegateId, String)> {
    let delegate = whose(model)?;
    Some((delegate, model.session.as_ref()?.roster.name(delegate)))
}

/// What somebody could be recused on: the poll at hand as long as it can be left, and the items that are
/// not done, the one being dealt with first.
fn matters(session: &Session, delegate: DelegateId) -> Vec<Matter> {
    let poll = vote::latest(session).filter(|poll| poll.is_under_way());
    let current = session.agenda.current;
    let later = session.plan.item_ids().filter(|item| {
        Some(*item) != current
            && !session.agenda.progress(*item).done
            && session.plan.motion(*item).is_some()
    });
    let items = current.into_iter().chain(later).map(Matter::Item);
    let all = poll
        .map(|poll| Matter::Poll(poll.id))
        .into_iter()
        .chain(items);
    all.filter(|on| session.may_still_leave(delegate, *on))
        .filter(|on| session.voices.recusal(delegate, *on).is_none())
        .collect()
}

/// The recusals of somebody that can still be undone.
fn recused(session: &Session, delegate: DelegateId) -> Vec<Matter> {
    let may = |on: Matter| {
        let over = match on {
            Matter::Poll(poll) => {
                let poll = session.polls.get(poll);
                poll.is_none_or(|poll| !poll.is_under_way())
            }
            Matter::Item(_) => false,
        };
        !over && session.may_still_leave(delegate, on)
    };
    let recusals = session.voices.recusals.iter();
    recusals
        .filter(|recusal| recusal.delegate == delegate && may(recusal.on))
        .map(|recusal| recusal.on)
        .collect()
}

/// The open vote that somebody can't leave any more, nor come back to.
fn settled(session: &Session, delegate: DelegateId) -> Option<Matter> {
    let open = session.polls.open()?;
    let on = Matter::Poll(open.id);
    (!session.may_still_leave(delegate, on)).then_some(on)
}

/// Why there is no matter to be chosen: while a vote is open, because it can't be chosen any more.
fn or_too_late(model: &Model, reason: &'static str) -> &'static str {
    let open = whose(model).zip(model.session.as_ref());
    match open.and_then(|(delegate, session)| settled(session, delegate)) {
        Some(_) => "console.why.recusal_too_late",
        None => reason,
    }
}

fn may_recuse(model: &Model) -> Able {
    let matter = |session: &Session, id: DelegateId| !matters(session, id).is_empty();
    let reason = or_too_late(model, "console.why.nothing_to_recuse");
    when(model, matter, reason)
}

fn may_rejoin(model: &Model) -> Able {
    let matter = |session: &Session, id: DelegateId| !recused(session, id).is_empty();
    let reason = or_too_late(model, "console.why.not_recused");
    when(model, matter, reason)
}

/// Asks which of these matters is meant, if there are several. While a vote is open that can't be
/// meant any more it is always asked: it is what everybody thinks of then.
fn choose(
    model: &mut Model,
    title: &'static str,
    of: fn(&Session, DelegateId) -> Vec<Matter>,
    then: fn(&mut Model, DelegateId, Matter) -> Vec<Effect>,
) -> Vec<Effect> {
    let (Some((delegate, name)), Some(session)) = (named(model), &model.session) else {
        return vec![];
    };
    let matters = of(session, delegate);
    let settled = settled(session, delegate);
    if let ([matter], None) = (&matters[..], settled) {
        return then(model, delegate, *matter);
    }
    // In words an item goes by its number on the agenda, not by its place in this list.
    let called = matters.iter().map(|on| match on {
        Matter::Item(item) => vec![words::item_number(model, *item)],
        Matter::Poll(_) => vec![words::matter(model, *on)],
    });
    let called = called.collect();
    let options = Options::of(matters.iter().map(|on| words::matter(model, *on))).called(called);
    let mut title = model.lang.fill(title, &[("name", &name)]);
    if let Some(settled) = settled {
        let vote = words::matter(model, settled);
        let values: [(&str, &dyn std::fmt::Display); 2] = [("vote", &vote), ("question", &title)];
        title = model.lang.fill("console.choose.vote_is_open", &values);
    }
    overlay::choose(model, &title, options, move |model, place| {
        then(model, delegate, matters[place])
    })
}

fn recuse(model: &mut Model) -> Vec<Effect> {
    choose(
        model,
        "console.choose.recusal",
        matters,
        |model, delegate, on| {
            let matter = words::matter(model, on);
            let title = model
                .lang
                .fill("console.prompt.recusal", &[("matter", &matter)]);
            overlay::prompt(model, &title, "", move |model, reason| {
                let reason = reason.to_owned();
                ask(
                    model,
                    voice::Command::Recuse {
                        delegate,
                        on,
                        reason,
                    },
                )
            })
        },
    )
}

fn rejoin(model: &mut Model) -> Vec<Effect> {
    choose(
        model,
        "console.choose.rejoin",
        recused,
        |model, delegate, on| ask(model, voice::Command::Rejoin { delegate, on }),
    )
}

/// One that the head table has for others in the roll.
const fn for_others(
    name: &'static str,
    keys: &'static [&'static str],
    able: fn(&Model) -> Able,
    run: fn(&mut Model) -> Vec<Effect>,
) -> Verb {
    Verb {
        name,
        keys,
        panes: HERE,
        roles: OFFICERS,
        footer: 0,
        able,
        run,
        question: never,
    }
}

/// One that a delegate has for themselves.
const fn for_themselves(
    name: &'static str,
    able: fn(&Model) -> Able,
    run: fn(&mut Model) -> Vec<Effect>,
) -> Verb {
    Verb {
        name,
        keys: &[],
        panes: EVERYWHERE,
        roles: DELEGATES,
        footer: 0,
        able,
        run,
        question: never,
    }
}

pub(super) const VERBS: &[Verb] = &[
    for_others("voice.proxy", &["y"], may_give, give),
    for_others("voice.proxy_end", &[], may_end, end),
    for_others("voice.recuse", &["x"], may_recuse, recuse),
    for_others("voice.rejoin", &[], may_rejoin, rejoin),
    for_themselves("voice.own_proxy", may_give, give),
    for_themselves("voice.own_proxy_end", may_end, end),
    for_themselves("voice.own_recuse", may_recuse, recuse),
    for_themselves("voice.own_rejoin", may_rejoin, rejoin),
];
