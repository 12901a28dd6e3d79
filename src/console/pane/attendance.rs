//! Attendance: the roll, called with one key for each person.

use crate::console::draw::{Sheet, moved, window};
use crate::console::keys::Move;
use crate::console::model::Model;
use crate::console::mouse::spot::{Spot, Thing};
use crate::console::theme::Meaning;
use crate::console::verb;
use crate::console::words;
use crate::session::attendance::{Attendee, Presence, UnitStanding};
use crate::session::quorum::Standing;
use crate::session::{DelegateId, Session, Weight};
use crate::text::{self, width::fit_name};

/// How many rows the summary takes.
pub(super) const SUMMARY: u16 = 5;
/// How many rows the gauge takes above the units, with a blank row on either side.
const GAUGE: u16 = 3;
/// How many rows attendance by unit has at the least.
const LEAST_UNITS: usize = 3;
/// How wide a column of the roll is at least.
const COLUMN: u16 = 39;

/// The people shown: those whom the filter finds.
fn shown<'s>(model: &Model, session: &'s Session) -> Vec<&'s Attendee> {
    let query = model.looking.filter.trim();
    let found = model.directory.find(query, &session.roster);
    found.map(|(_, attendee)| attendee).collect()
}

fn cursor(model: &Model, shown: &[&Attendee]) -> usize {
    let at = |a: &&Attendee| Some(a.delegate.id) == model.looking.delegate;
    shown.iter().position(at).unwrap_or(0)
}

/// The person under the cursor.
pub fn pointed(model: &Model) -> Option<DelegateId> {
    let shown = shown(model, model.session.as_ref()?);
    shown
        .get(cursor(model, &shown))
        .map(|attendee| attendee.delegate.id)
}

/// Puts the cursor on the next person.
pub fn go_on(model: &mut Model) {
    let Some(session) = &model.session else {
        return;
    };
    let shown = shown(model, session);
    let next = (cursor(model, &shown) + 1).min(shown.len().saturating_sub(1));
    model.looking.delegate = shown.get(next).map(|attendee| attendee.delegate.id);
}

fn columns(width: u16) -> usize {
    usize::from((width / COLUMN).max(1))
}

/// Moves the cursor: up and down in a column, left and right between them.
pub(super) fn move_cursor(model: &mut Model, step: Move) {
    let Some(session) = &model.session else {
        return;
    };
    let shown = shown(model, session);
    let cursor = cursor(model, &shown);
    let rows = shown.len().div_ceil(columns(model.size.0)).max(1);
    let place = match step {
        Move::Left => Some(cursor.saturating_sub(rows)),
        Move::Right => Some((cursor + rows).min(shown.len().saturating_sub(1))),
        _ => moved(step, cursor, shown.len(), rows),
    };
    if let Some(place) = place {
        model.looking.delegate = shown.get(place).map(|attendee| attendee.delegate.id);
    }
}

/// Draws the pane.
pub fn view(model: &Model, session: &Session, sheet: &mut Sheet<'_>) {
    let lang = model.lang;
    let (width, height) = (sheet.width(), sheet.height());
    totals(
        model,
        session,
        &mut sheet.part(1, 0, width.saturating_sub(2), 2),
    );
    let shown = shown(model, session);
    let cursor = cursor(model, &shown);
    let list = height.saturating_sub(6);
    if shown.is_empty() {
        let nobody = verb::hinted(
            model,
            "attendance.add_guest",
            "console.attendance.nobody_found",
            "console.attendance.nobody_add",
        );
        sheet.wrapped(3, 3, 3, Meaning::Dim, &nobody);
    }
    // Read down the columns, as a printed list is; the columns scroll together.
    let columns = columns(width);
    let rows = shown.len().div_ceil(columns).max(1);
    let top = window(cursor % rows, rows, usize::from(list));
    let column = width / u16::try_from(columns).unwrap_or(1);
    for (place, attendee) in shown.iter().enumerate() {
        let (col, row) = (place / rows, place % rows);
        if row < top || row >= top + usize::from(list) {
            continue;
        }
        let col = u16::try_from(col).unwrap_or(0) * column;
        let row = 3 + u16::try_from(row - top).unwrap_or(0);
        let mut cell = sheet.part(col, row, column.saturating_sub(1), 1);
        person(session, attendee, &mut cell);
        cell.means(Spot::Thing(Thing::Delegate(attendee.delegate.id)));
        if place == cursor {
            cell.select(0);
        }
    }
    if let Some(attendee) = shown.get(cursor) {
        detail(
            model,
            session,
            attendee,
            &mut sheet.part(1, height - 2, width - 2, 2),
        );
    }
    if !model.looking.filter.is_empty() {
        let text = lang.fill(
            "console.attendance.filter",
            &[("text", &model.looking.filter)],
        );
        sheet.right(1, Meaning::Warning, &format!("{text} "));
    }
}

fn person(session: &Session, attendee: &Attendee, sheet: &mut Sheet<'_>) {
    let (sign, meaning) = words::presence_sign(session, attendee);
    let number = format!("{:>3} ", attendee.delegate.id);
    let guest = if !attendee.is_member() {
        "◇"
    } else if session.is_recused_now(attendee.delegate.id) {
        "⊘"
    } else {
        " "
    };
    let place = text::fit(&attendee.delegate.seat, 6);
    let end = sheet.right(0, Meaning::Dim, &format!("{guest} {place:>3}"));
    let col = sheet.pieces(0, 1, &[(meaning, sign), (Meaning::Dim, &number)]);
    let present = attendee.presence.is_present();
    let meaning = if present { Meaning::Text } else { Meaning::Dim };
    let room = usize::from(end.saturating_sub(col + 1));
    sheet.text(0, col, meaning, &fit_name(&attendee.delegate.name, room));
}

/// Everything known of the person under the cursor.
fn detail(model: &Model, session: &Session, attendee: &Attendee, sheet: &mut Sheet<'_>) {
    let delegate = &attendee.delegate;
    let presence = words::presence(model.lang, session, attendee);
    sheet.right(0, words::presence_sign(session, attendee).1, &presence);
    let room = usize::from(sheet.width()).saturating_sub(text::width(&presence) + 2);
    sheet.text(0, 0, Meaning::Text, &text::fit(&delegate.name, room));
    let vote = match delegate.vote {
        Some(weight) => model.lang.fill(
            "console.attendance.vote",
            &[("weight", &weight.say(model.lang))],
        ),
        None => model.lang.text("console.attendance.guest").to_owned(),
    };
    let site = delegate
        .site
        .and_then(|site| session.plan.site(site))
        .map(|site| &site.name);
    let known = [
        recusals(model, session, attendee).as_str(),
        &voices(model, session, attendee),
        &delegate.seat,
        &delegate.title,
        &delegate.unit,
        site.map_or("", String::as_str),
    ]
    .into_iter()
    .filter(|part| !part.is_empty())
    .collect::<Vec<_>>()
    .join(" · ");
    // What somebody may do stands whole; where they belong has the room that is left.
    sheet.right(1, Meaning::Dim, &vote);
    let room = usize::from(sheet.width()).saturating_sub(text::width(&vote) + 2);
    sheet.text(1, 0, Meaning::Dim, &text::fit(&known, room));
}

/// Whose voices somebody holds; and who holds theirs, where nobody does just now.
fn voices(model: &Model, session: &Session, attendee: &Attendee) -> String {
    let id = attendee.delegate.id;
    let held: Vec<_> = session
        .held_voices(id)
        .map(|a| a.delegate.name.as_str())
        .collect();
    let names = held.join(", ");
    if !held.is_empty() {
        return model
            .lang
            .fill("console.attendance.holds", &[("names", &names)]);
    }
    let given = session.voices.proxies.get(&id);
    let given = given.filter(|_| session.holder(attendee).is_none());
    given.map_or_else(String::new, |holder| {
        let name = session.roster.name(*holder);
        model
            .lang
            .fill("console.attendance.given", &[("name", &name)])
    })
}

/// What somebody is recused on, and why, where that is known here.
fn recusals(model: &Model, session: &Session, attendee: &Attendee) -> String {
    let id = attendee.delegate.id;
    let recusals = session.voices.recusals.iter();
    let said = recusals
        .filter(|recusal| recusal.delegate == id)
        .map(|recusal| {
            let matter = words::matter(model, recusal.on);
            let matter = text::fit(&matter, 40);
            let said = model
                .lang
                .fill("console.attendance.recused", &[("matter", &matter)]);
            if recusal.reason.is_empty() {
                said
            } else {
                format!("{said} ({})", recusal.reason)
            }
        });
    said.collect::<Vec<_>>().join(" · ")
}

/// Heads, quorum and complete units in two rows.
fn totals(model: &Model, session: &Session, sheet: &mut Sheet<'_>) {
    let lang = model.lang;
    let quorum = session.quorum(model.now());
    let (sign, meaning) = quorum_sign(session, model);
    let said = quorum_said(model, session);
    let present = format!(
        "{} {}/{}",
        lang.text("console.attendance.present"),
        quorum.present,
        quorum.members
    );
    let said = format!("{sign} {said}");
    let pieces = [(Meaning::Heading, &*present), (meaning, &said)];
    let col = sheet.titled(0, &pieces);
    let room = usize::from(sheet.width().saturating_sub(col + 4));
    let others = others(model, session, room);
    if !others.is_empty() {
        sheet.beside(0, Meaning::Dim, &text::fit(&others, room));
    }
    let (complete, missing) = represented(&session.units());
    let text = lang.fill("console.attendance.units", &[("complete", &complete)]);
    let missing = if missing.is_empty() {
        String::new()
    } else {
        lang.fill(
            "console.attendance.missing",
            &[("units", &missing.join(", "))],
        )
    };
    let col = sheet.text(1, 0, Meaning::Dim, &text);
    sheet.text(1, col + 1, Meaning::Warning, &missing);
}

/// Heads and quorum in a line.
pub(in crate::console) fn line(model: &Model, session: &Session) -> (Meaning, String) {
    let quorum = session.quorum(model.now());
    let (sign, meaning) = quorum_sign(session, model);
    let present = model.lang.text("console.attendance.present");
    let said = quorum_said(model, session);
    let said = format!(
        "{present} {}/{} · {sign} {said}",
        quorum.present, quorum.members
    );
    let meaning = match quorum.is_reached() {
        true => Meaning::Dim,
        false => meaning,
    };
    (meaning, said)
}

fn quorum_sign(session: &Session, model: &Model) -> (&'static str, Meaning) {
    if session.quorum(model.now()).is_reached() {
        ("✓", Meaning::Good)
    } else {
        ("✗", Meaning::Alarm)
    }
}

/// Whether enough are here.
pub(in crate::console) fn quorum_said(model: &Model, session: &Session) -> String {
    let quorum = session.quorum(model.now());
    if quorum.required == Weight::ZERO {
        return model.lang.text("console.quorum.none").to_owned();
    }
    if quorum.is_reached() {
        model
            .lang
            .fill("console.quorum.reached", &[("required", &quorum.required)])
    } else {
        let missing = quorum.missing();
        model.lang.fill(
            "console.quorum.lacking",
            &[("required", &quorum.required), ("missing", &missing)],
        )
    }
}

/// What says how many are cut off.
const CUT_OFF: &str = "console.attendance.cut_off";

/// How many are late, cut off, guests, in so many cells: what is nothing is not said, and where there is
/// little room the sign alone says who is cut off, as it does on the roll.
fn others(model: &Model, session: &Session, cells: usize) -> String {
    let count =
        |test: &dyn Fn(&Attendee) -> bool| session.roster.iter().filter(|a| test(a)).count();
    let parts = [
        (
            "console.attendance.guests",
            count(&|a| !a.is_member() && a.presence.is_present()),
        ),
        (
            "console.attendance.late",
            count(&|a| matches!(a.presence, Presence::Present { late: true, .. })),
        ),
        (CUT_OFF, count(&Attendee::is_cut_off)),
        (
            "console.attendance.proxies",
            count(&|a| session.holder(a).is_some()),
        ),
        (
            "console.attendance.recusals",
            count(&|a| session.is_recused_now(a.delegate.id)),
        ),
    ];
    let said: Vec<_> = parts
        .iter()
        .filter(|(_, n)| *n > 0)
        .map(|(key, n)| (*key, model.lang.fill(key, &[("n", n)])))
        .collect();
    let whole = said.iter().map(|(_, said)| said.as_str());
    let whole = whole.collect::<Vec<_>>().join(" · ");
    if text::width(&whole) <= cells {
        return whole;
    }
    let short = said.iter().map(|(key, said)| match *key {
        CUT_OFF => format!("⌁ {}", count(&Attendee::is_cut_off)),
        _ => said.clone(),
    });
    short.collect::<Vec<_>>().join(" · ")
}

/// "28/30", and the units of which nobody is here.
fn represented(units: &[UnitStanding]) -> (String, Vec<String>) {
    let here = units.iter().filter(|unit| unit.is_represented()).count();
    let missing = units
        .iter()
        .filter(|unit| !unit.is_represented())
        .map(|unit| unit.unit.clone());
    (format!("{here}/{}", units.len()), missing.collect())
}

/// Attendance and quorum, for the main screen: where there is room, unit by unit.
pub(super) fn summary(model: &Model, session: &Session, sheet: &mut Sheet<'_>) {
    let lang = model.lang;
    let quorum = session.quorum(model.now());
    let (sign, meaning) = quorum_sign(session, model);
    let present = format!(
        "{} {}/{}",
        lang.text("console.attendance.present"),
        quorum.present,
        quorum.members
    );
    sheet.heading(0, &present, "");
    let said = format!("{sign} {}", quorum_said(model, session));
    sheet.text(1, 0, meaning, &said);
    let units = session.units();
    let (complete, missing) = represented(&units);
    let text = lang.fill("console.attendance.units", &[("complete", &complete)]);
    sheet.text(2, 0, Meaning::Dim, &text);
    let mut row = 3;
    if !missing.is_empty() {
        let text = lang.fill(
            "console.attendance.missing",
            &[("units", &missing.join(", "))],
        );
        sheet.text(row, 0, Meaning::Warning, &text);
        row += 1;
    }
    let others = others(model, session, usize::from(sheet.width()));
    sheet.text(row, 0, Meaning::Dim, &others);
    let (width, height) = (sheet.width(), sheet.height());
    let above = row + 1 + GAUGE;
    if height > above {
        gauge(&quorum, row + 2, sheet);
    }
    let mut below = sheet.part(0, above, width, height.saturating_sub(above));
    by_unit(model, units, &mut below);
}

/// How many members are here, with a mark where the quorum is reached.
fn gauge(quorum: &Standing, row: u16, sheet: &mut Sheet<'_>) {
    let (width, members) = (sheet.width(), quorum.members.in_millionths());
    let (meaning, mark) = match quorum.is_reached() {
        true => (Meaning::Good, Meaning::Good),
        false => (Meaning::Alarm, Meaning::Text),
    };
    let present = quorum.present.in_millionths();
    sheet.gauge(row, 0, width, (present, members), meaning);
    let required = quorum.required.in_millionths();
    sheet.mark(row, 0, width, (required, members), mark);
}

/// How many rows [`summary`] takes with every unit.
pub(super) fn rows_by_unit(session: &Session) -> u16 {
    let units = u16::try_from(session.units().len()).unwrap_or(u16::MAX);
    (SUMMARY + GAUGE).saturating_add(units)
}

/// How many of each unit are here: those of whom somebody is missing first.
fn by_unit(model: &Model, mut units: Vec<UnitStanding>, sheet: &mut Sheet<'_>) {
    let height = usize::from(sheet.height());
    if height < LEAST_UNITS {
        return;
    }
    units.sort_by_key(|unit| std::cmp::Reverse(unit.members - unit.present));
    let fits = units.len() <= height;
    let shown = if fits { units.len() } else { height - 1 };
    for (row, unit) in (0..).zip(units.iter().take(shown)) {
        let (sign, meaning) = match (unit.is_represented(), unit.present == unit.members) {
            (false, _) => ("✗", Meaning::Warning),
            (true, false) => ("◐", Meaning::Dim),
            (true, true) => ("✓", Meaning::Good),
        };
        sheet.text(row, 0, meaning, sign);
        let said = format!("{}/{}", unit.present, unit.members);
        let end = sheet.right(row, Meaning::Text, &said);
        sheet
            .part(2, row, end.saturating_sub(4), 1)
            .text(0, 0, Meaning::Text, &unit.unit);
    }
    let hidden = units.len() - shown;
    if hidden > 0 {
        let more = model.lang.fill("console.more", &[("n", &hidden)]);
        let last = sheet.height().saturating_sub(1);
        sheet.text(last, 2, Meaning::Dim, &more);
    }
}
