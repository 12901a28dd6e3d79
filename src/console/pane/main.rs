//! The main screen: everything with which a chair runs a meeting, complete at 80×24.
//!
//! Above the item and what is asked in writing, on the left who speaks and who waits, on the right
//! the vote and the attendance.
//! A larger terminal shows more, not larger: a tall one what happened lately and the agenda, a wide
//! one agenda and conclusions beside. To the mouse every part leads to the pane that shows it in full.

use super::{Pane, agenda, attendance, conclusions, consent, floor, log, opinion, vote};
use crate::console::draw::Sheet;
use crate::console::model::Model;
use crate::console::mouse::spot::Spot;
use crate::session::Session;

/// From how many columns on agenda and conclusions stand beside.
const WIDE: u16 = 150;
/// From how many rows of the pane on what happened stands below.
const TALL: u16 = 32;
/// How many rows the item takes, with the one below for what is asked in writing, and the consent list
/// that waits.
const ITEM: u16 = 3;
/// How many columns lie between two parts.
const GAP: u16 = 3;
/// How many rows more of the vote take at the least.
const LEAST_MORE: u16 = 4;
/// How many rows of a tall screen the vote has at the least.
const VOTE: u16 = 13;

/// A part that leads to its pane.
fn of(pane: Pane, mut part: Sheet<'_>) -> Sheet<'_> {
    part.means(Spot::Pane(pane));
    part
}

/// Draws the pane.
pub fn view(model: &Model, session: &Session, sheet: &mut Sheet<'_>) {
    let (width, height) = (sheet.width(), sheet.height());
    let inner = width.saturating_sub(2);
    let mut item = of(Pane::Agenda, sheet.part(1, 0, inner, 2));
    agenda::current(model, session, &mut item);
    let end = consent::reminder(model, session, &mut sheet.part(1, 2, inner, 1));
    opinion::asked(model, session, &mut sheet.part(1, 2, end, 1));
    let rows = height.saturating_sub(ITEM);
    let mut body = sheet.part(1, ITEM, inner, rows);
    let is_tall = height >= TALL;
    if width >= WIDE {
        let side = inner / 4;
        beside(model, session, &mut body.part(0, 0, side, rows));
        let left = side + GAP;
        let mut rest = body.part(left, 0, inner - left, rows);
        halves(model, session, is_tall, false, &mut rest);
    } else {
        halves(model, session, is_tall, is_tall, &mut body);
    }
}

/// The agenda, below it what was concluded, and who spoke how long.
fn beside(model: &Model, session: &Session, sheet: &mut Sheet<'_>) {
    let (width, height) = (sheet.width(), sheet.height());
    let part = height / 3;
    let wanted = agenda::rows_of_list(model, session, width);
    let rows = wanted.min(part + part / 2);
    let mut items = of(Pane::Agenda, sheet.part(0, 0, width, rows));
    agenda::list(model, session, &mut items);
    let (below, last) = (rows + 1, height - part);
    let middle = last.saturating_sub(below + 1);
    let mut middle = of(Pane::Conclusions, sheet.part(0, below, width, middle));
    conclusions::summary(model, session, &mut middle);
    let mut spoken = of(Pane::Floor, sheet.part(0, last, width, part));
    floor::spoken(model, session, &mut spoken);
}

/// Floor and vote side by side; on a tall screen what happened lately below the one, attendance by
/// unit below the other, and the agenda where it stands nowhere else.
fn halves(
    model: &Model,
    session: &Session,
    is_tall: bool,
    has_agenda: bool,
    sheet: &mut Sheet<'_>,
) {
    let (width, height) = (sheet.width(), sheet.height());
    let left = width * 57 / 100;
    let log_rows = if is_tall { height / 3 } else { 0 };
    let floor_rows = match log_rows {
        0 => height,
        rows => height.saturating_sub(rows + 1),
    };
    let mut floor = of(Pane::Floor, sheet.part(0, 0, left, floor_rows));
    floor::summary(model, session, &mut floor);
    let mut log = of(Pane::Log, sheet.part(0, floor_rows + 1, left, log_rows));
    log::latest(model, &mut log);
    let col = left + GAP;
    let mut right = sheet.part(col, 0, width.saturating_sub(col), height);
    let width = right.width();
    let least = attendance::SUMMARY.min(height);
    let vote_rows = match is_tall {
        // Attendance by unit has what it needs where the vote has enough.
        true if !has_agenda => {
            VOTE.max(height.saturating_sub(attendance::rows_by_unit(session) + 1))
        }
        true => VOTE,
        false => height.saturating_sub(least + 1),
    };
    let mut part = of(Pane::Vote, right.part(0, 0, width, vote_rows));
    let above = vote::summary(model, session, &mut part) + 1;
    let room = vote_rows.saturating_sub(above);
    if is_tall && room >= LEAST_MORE {
        vote::more(model, session, &mut part.part(0, above, width, room));
    }
    let mut row = vote_rows + 1;
    if has_agenda {
        let wanted = agenda::rows_of_list(model, session, width);
        let rows = wanted.min(height.saturating_sub(row + least + 1));
        let mut items = of(Pane::Agenda, right.part(0, row, width, rows));
        agenda::list(model, session, &mut items);
        row += rows + 1;
    }
    let rest = height.saturating_sub(row);
    let mut attendance = of(Pane::Attendance, right.part(0, row, width, rest));
    attendance::summary(model, session, &mut attendance);
}
