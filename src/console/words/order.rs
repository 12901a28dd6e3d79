//! Why somebody is to speak next, or why nobody is, and how the chair departed from that.

use std::fmt::Display;

use crate::console::model::Model;
use crate::console::theme::Meaning;
use crate::session::floor::order::{Departure, Reason};
use crate::session::{GroupId, RequestId, Session};
use crate::text::width::fit_name;
use crate::text::{Lang, fit};

/// How many columns the name of a group takes at most.
const GROUP: usize = 20;
/// How many columns the name of somebody takes who was passed over.
const NAME: usize = 16;

/// Why the first is first, or why nobody is proposed; nothing where that is plain to see.
#[must_use]
pub fn reason(lang: Lang, session: &Session, reason: &Reason) -> Option<(Meaning, String)> {
    let fill = |key: &str, values: &[(&str, &dyn Display)]| lang.fill(key, values);
    let said = match reason {
        Reason::NobodyWaits | Reason::FirstCome => return None,
        Reason::Moved => lang.text("console.order.moved").to_owned(),
        Reason::Precedence(kind) => fill(
            "console.order.precedence",
            &[("kind", &super::kind(lang, *kind))],
        ),
        Reason::Spoken { times: 0 } => lang.text("console.order.not_spoken").to_owned(),
        Reason::Spoken { times } => fill("console.order.spoken", &[("n", times)]),
        Reason::Balance { spoken } => fill(
            "console.order.balance",
            &[("counts", &counts(lang, session, spoken))],
        ),
        Reason::Alternates { after: None } => lang.text("console.order.begins").to_owned(),
        Reason::Alternates { after: Some(after) } => fill(
            "console.order.alternates",
            &[("side", &super::kind(lang, *after))],
        ),
        Reason::OneSided { missing } => fill(
            "console.order.one_sided",
            &[("side", &super::kind(lang, *missing))],
        ),
        Reason::Questioner => lang.text("console.order.questioner").to_owned(),
        Reason::Stopped { due, spoken } => {
            let group = group(session, *due);
            let counts = counts(lang, session, spoken);
            let said = fill(
                "console.order.stopped",
                &[("group", &group), ("counts", &counts)],
            );
            return Some((Meaning::Warning, said));
        }
    };
    Some((Meaning::Dim, said))
}

fn group(session: &Session, group: GroupId) -> String {
    let name = session.plan.rules.floor.group(group);
    fit(name.unwrap_or_default(), GROUP).into_owned()
}

/// How many of each group have spoken: “3 from A, 1 from B”.
fn counts(lang: Lang, session: &Session, spoken: &[(GroupId, usize)]) -> String {
    let count = |(id, n): &(GroupId, usize)| {
        let group = group(session, *id);
        lang.fill("console.order.from", &[("n", n), ("group", &group)])
    };
    let counts: Vec<_> = spoken.iter().map(count).collect();
    counts.join(", ")
}

/// How the floor was given out of order, and why; nothing where it was not.
#[must_use]
pub fn departure(lang: Lang, session: &Session, request: RequestId) -> Option<String> {
    let departure: &Departure = session.floor.departures.get(&request)?;
    let passed = departure
        .passed
        .map(|who| fit_name(&session.roster.name(who), NAME));
    let said = match passed {
        _ if !departure.called && departure.reason.is_empty() => return None,
        _ if !departure.called => lang.text("console.order.moved").to_owned(),
        Some(name) => lang.fill("console.order.passed", &[("name", &name)]),
        None => lang.text("console.order.out_of_order").to_owned(),
    };
    Some(match departure.reason.as_str() {
        "" => said,
        reason => format!("{said} – {reason}"),
    })
}

/// Whose request this is.
#[must_use]
pub fn of_request(model: &Model, request: RequestId) -> String {
    let session = model.session.as_ref();
    let name = model.asked.get(&request).zip(session);
    name.map_or_else(String::new, |((who, _), session)| {
        session.roster.name(*who).to_string()
    })
}
