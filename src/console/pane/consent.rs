//! Consent as it is seen: the wait for objections, and the items that are put as one.

use super::vote;
use crate::console::draw::Sheet;
use crate::console::model::Model;
use crate::console::mouse::spot::Spot;
use crate::console::theme::Meaning;
use crate::console::words;
use crate::session::poll::{Outcome, Poll};
use crate::session::{ItemId, Millis, Role, Session};
use crate::text::{self, number};

/// How many rows [`wait`] takes.
pub(super) const WAIT_ROWS: u16 = 3;

/// How long objections can still be made. Returns the row behind it.
pub(super) fn wait(model: &Model, session: &Session, poll: &Poll, sheet: &mut Sheet<'_>) -> u16 {
    let Some(until) = session.waits_until(poll) else {
        return 0;
    };
    if session.stopped().is_some() {
        let said = model.lang.text("console.consent.waits_anew");
        return sheet.wrapped(0, 0, WAIT_ROWS, Meaning::Warning, said);
    }
    let whole = Millis::from(session.plan.rules.wait);
    // Rounded up: while a moment is left, nobody reads that none is.
    let left = (until.since(model.now()).max(Millis(0)) + Millis(999)).seconds();
    let said = number::clock(left);
    let said = model.lang.fill("console.consent.left", &[("left", &said)]);
    sheet.text(0, 0, Meaning::Accent, &said);
    let width = sheet.width();
    let share = (
        u64::try_from(left).unwrap_or(0),
        u64::try_from(whole.seconds()).unwrap_or(0),
    );
    sheet.gauge(1, 0, width, share, Meaning::Accent);
    let rest = sheet.height().saturating_sub(2).min(1);
    // Who only watches has no key for it.
    let hint = match model.role {
        Role::Chair | Role::Secretary => model.text("console.consent.hint_table"),
        Role::Delegate => model.text("console.consent.hint_delegate"),
        Role::Technician => String::new(),
    };
    sheet.wrapped(2, 0, rest, Meaning::Dim, &hint)
}

/// What carries it, where silence does and it is not known yet what came of it.
pub(super) fn rule(model: &Model, session: &Session, poll: &Poll) -> Option<String> {
    let wait = session.plan.rules.wait.0;
    let silence = poll.question.rule.is_no_objection() && poll.tally().is_none();
    silence.then(|| model.lang.fill("console.consent.rule", &[("n", &wait)]))
}

/// That a list waits to be put, where nothing else is. Returns the row behind it.
pub(super) fn waiting(model: &Model, session: &Session, row: u16, sheet: &mut Sheet<'_>) -> u16 {
    let listed = session.consent.items.len();
    if listed == 0 {
        return row;
    }
    // Only the head table can put it.
    let key = match model.role.is_officer() {
        true => "console.consent.waiting_to_be_put",
        false => "console.consent.waiting",
    };
    let said = model.fill(key, &[("n", &listed)]);
    let row = sheet.wrapped(row, 0, 2, Meaning::Text, &said);
    let items: Vec<_> = session.consent.items.iter().copied().collect();
    let room = sheet.height().saturating_sub(row);
    let titles = titles(model, session, &items);
    rows(model, row, room, &titles, sheet)
}

/// That a list waits while something else is in front, for whoever can put it: at the right of a row.
/// Returns the column it begins in.
pub(super) fn reminder(model: &Model, session: &Session, sheet: &mut Sheet<'_>) -> u16 {
    let width = sheet.width();
    let consent = &session.consent;
    let waits = consent.asked.is_none() && !consent.items.is_empty();
    if !waits || !model.role.is_officer() || is_said_below(model, session) {
        return width;
    }
    let fill = |key| model.fill(key, &[("n", &consent.items.len())]);
    let whole = fill("console.consent.waiting_to_be_put");
    // Beside what is asked in writing there is room for the number only.
    let alone = session.opinions.open().next().is_none();
    let said = match alone && text::width(&whole) <= usize::from(width) {
        true => whole,
        false => fill("console.consent.waiting"),
    };
    let col = sheet.right(0, Meaning::Accent, &said);
    let mut part = sheet.part(col, 0, width, 1);
    part.means(Spot::Verb("consent.ask"));
    col
}

/// Whether the vote says already that the list waits.
fn is_said_below(model: &Model, session: &Session) -> bool {
    let current = session.agenda.current;
    match vote::to_be_seen(session) {
        Some(poll) => back(model, session, poll).is_some(),
        None => current.is_none_or(|item| session.plan.motion(item).is_none()),
    }
}

/// What the head table is told when an item is taken up behind others that stand on the list: they
/// are not forgotten. Nothing where none was passed over.
pub(in crate::console) fn passed_over(
    model: &Model,
    session: &Session,
    item: ItemId,
) -> Option<String> {
    let before = session.plan.item_ids().filter(|before| *before < item);
    let before: Vec<_> = before.collect();
    let listed = |item: &&ItemId| session.consent.items.contains(item);
    let passed = before.iter().rev().take_while(listed);
    let numbers = passed.filter_map(|item| Some(session.plan.item(*item)?.number.as_str()));
    let mut numbers: Vec<_> = numbers.collect();
    numbers.reverse();
    if numbers.is_empty() {
        return None;
    }
    let numbers = numbers.join(", ");
    Some(model.fill("console.consent.passed_over", &[("items", &numbers)]))
}

/// That the list a poll put as one was not decided and waits to be put again.
pub(super) fn back(model: &Model, session: &Session, poll: &Poll) -> Option<String> {
    let consent = &session.consent;
    let undecided = consent.decided.iter().rev().find(|d| d.poll == poll.id);
    let waits = consent.asked.is_none() && !consent.items.is_empty();
    undecided.filter(|decided| waits && decided.outcome == Outcome::NoQuorum)?;
    let key = match model.role.is_officer() {
        true => "console.consent.back_to_be_put",
        false => "console.consent.back",
    };
    Some(model.text(key))
}

/// The items that a poll puts as one, or decided, and what was taken out before. Returns how many rows
/// they and the space behind them take.
pub(super) fn list(model: &Model, session: &Session, poll: &Poll, sheet: &mut Sheet<'_>) -> u16 {
    let items = put_by(session, poll);
    if items.is_empty() {
        return 0;
    }
    let said = items.len().to_string();
    sheet.heading(0, model.lang.text("console.consent.heading"), &said);
    let mut row = 1;
    for (meaning, title) in titles(model, session, &items) {
        let room = sheet.height().saturating_sub(row).min(2);
        row = sheet.wrapped(row, 0, room, meaning, &title);
    }
    row + 1
}

/// What main screen and display say of the items that a poll puts as one: a row for each. Nothing where it
/// puts no list.
pub(in crate::console) fn named(
    model: &Model,
    session: &Session,
    poll: &Poll,
) -> Vec<(Meaning, String)> {
    let items = put_by(session, poll);
    match items.is_empty() || poll.tally().is_some() {
        true => vec![],
        false => titles(model, session, &items),
    }
}

/// Draws a row for each as far as there is room, and how many more there are. Returns the row behind.
pub(in crate::console) fn rows(
    model: &Model,
    row: u16,
    most: u16,
    titles: &[(Meaning, String)],
    sheet: &mut Sheet<'_>,
) -> u16 {
    let room = usize::from(most);
    // One that is left over needs a row no more than saying so does.
    let shown = match titles.len() <= room {
        true => titles.len(),
        false => room.saturating_sub(1),
    };
    let width = usize::from(sheet.width());
    let mut row = row;
    for (meaning, title) in titles.iter().take(shown) {
        sheet.text(row, 0, *meaning, &text::fit(title, width));
        row += 1;
    }
    let more = titles.len() - shown;
    if more > 0 && room > 0 {
        let said = model.lang.fill("console.consent.more", &[("n", &more)]);
        sheet.text(row, 0, Meaning::Dim, &said);
        row += 1;
    }
    row
}

/// The titles of what is put as one, and behind them what was taken out, marked as such.
fn titles(model: &Model, session: &Session, items: &[ItemId]) -> Vec<(Meaning, String)> {
    let listed = items.iter().map(|item| {
        let title = words::item_title(model, *item);
        (Meaning::Text, format!("≡ {title}"))
    });
    let mark = model.lang.text("console.consent.out");
    let out = session.consent.taken_out.iter().map(|out| {
        let title = words::item_title(model, out.item);
        (Meaning::Warning, format!("⊘ {mark}: {title}"))
    });
    listed.chain(out).collect()
}

/// The items that a poll puts as one, in a sentence, and what was taken out before; none where it puts
/// no list.
pub fn said(model: &Model, session: &Session, poll: &Poll) -> Option<String> {
    let items = put_by(session, poll);
    if items.is_empty() {
        return None;
    }
    let titles: Vec<_> = items.iter().map(|i| words::item_title(model, *i)).collect();
    let items = titles.join("; ");
    let said = model
        .lang
        .fill("console.consent.items", &[("items", &items)]);
    let out = session.consent.taken_out.iter().map(|out| {
        let title = words::item_title(model, out.item);
        match out.delegate {
            Some(who) => format!("{title} ({})", session.roster.name(who)),
            None => title,
        }
    });
    let out: Vec<_> = out.collect();
    if out.is_empty() {
        return Some(said);
    }
    let out = out.join("; ");
    let out = model
        .lang
        .fill("console.consent.taken_out", &[("items", &out)]);
    Some(format!("{said} {out}"))
}

/// What a poll put as one: what still stands on the list, or what it decided.
fn put_by(session: &Session, poll: &Poll) -> Vec<ItemId> {
    let consent = &session.consent;
    if consent.asked == Some(poll.id) {
        return consent.items.iter().copied().collect();
    }
    let decided = consent.decided.iter().find(|d| d.poll == poll.id);
    decided.map_or_else(Vec::new, |decided| decided.items.clone())
}

/// What an item has to do with the list, in a word or two.
pub(super) fn standing(model: &Model, session: &Session, item: ItemId) -> Option<String> {
    let listed = model.lang.text("console.consent.listed");
    if session.consent.items.contains(&item) {
        return Some(format!("≡ {listed}"));
    }
    let decided = session.consent.outcome(item)?;
    let outcome = words::outcome(model.lang, decided.outcome).1;
    Some(format!("≡ {outcome}"))
}
