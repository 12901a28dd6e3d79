//! The main screen: everything with which a chair runs a meeting, complete at 80×24.
//!
//! Above the item and what is asked in writing, on the left who speaks and who waits, on the right the vote and the attendance.
//! A larger terminal shows more: the agenda beside, what happened below.

use super::{agenda, attendance, floor, log, opinion, vote};
use crate::console::draw::Sheet;
use crate::console::model::Model;
use crate::session::Session;

/// From how many columns on the agenda stands beside.
const WIDE: u16 = 120;
/// From how many rows on what happened stands below.
const TALL: u16 = 36;

/// Draws the pane.
pub fn view(model: &Model, session: &Session, sheet: &mut Sheet<'_>) {
    let (width, height) = (sheet.width(), sheet.height());
    agenda::current(
        model,
        session,
        &mut sheet.part(1, 0, width.saturating_sub(2), 2),
    );
    opinion::asked(
        model,
        session,
        &mut sheet.part(1, 2, width.saturating_sub(2), 1),
    );
    let (mut top, mut rows, mut left) = (3, height.saturating_sub(3), 1);
    if height >= TALL {
        let log_rows = height / 4;
        rows = rows.saturating_sub(log_rows + 1);
        let row = top + rows + 1;
        log::latest(
            model,
            &mut sheet.part(1, row, width.saturating_sub(2), log_rows),
        );
        top += 1;
        rows = rows.saturating_sub(1);
    }
    if width >= WIDE {
        let columns = width / 4;
        agenda::list(
            model,
            session,
            &mut sheet.part(1, top, columns.saturating_sub(3), rows),
        );
        left = columns + 1;
    }
    let rest = width.saturating_sub(left + 1);
    let floor_width = rest * 57 / 100;
    let right = left + floor_width + 3;
    let right_width = (width.saturating_sub(1)).saturating_sub(right);
    floor::summary(
        model,
        session,
        &mut sheet.part(left, top, floor_width, rows),
    );
    let attendance_rows = attendance::SUMMARY.min(rows);
    let vote_rows = rows.saturating_sub(attendance_rows + 1);
    vote::summary(
        model,
        session,
        &mut sheet.part(right, top, right_width, vote_rows),
    );
    let row = top + vote_rows + 1;
    attendance::summary(
        model,
        session,
        &mut sheet.part(right, row, right_width, attendance_rows),
    );
}
