//! The floor: who has it and for how long, who waits, who spoke how much.

mod queue;
pub mod speaking;
mod totals;

use crate::console::draw::Sheet;
use crate::console::model::Model;
use crate::session::Session;

pub(super) use queue::move_cursor;
pub(in crate::console) use queue::{next, view as queue};
pub(super) use totals::view as spoken;

/// How many rows who speaks takes, with the clock as it fits everywhere.
pub(in crate::console) const SPEAKING: u16 = 6;
/// The same with a large clock.
const LARGE: u16 = 8;
/// From how many columns and rows on the clock is large.
const ROOM_FOR_LARGE: (u16, u16) = (62, 20);

/// Draws the pane.
pub fn view(model: &Model, session: &Session, sheet: &mut Sheet<'_>) {
    let (width, height) = (sheet.width(), sheet.height());
    let left = width * 55 / 100;
    summary(model, session, &mut sheet.part(1, 0, left, height));
    let mut right = sheet.part(left + 4, 0, width.saturating_sub(left + 5), height);
    spoken(model, session, &mut right);
}

/// Who speaks, and who waits below.
pub(in crate::console) fn summary(model: &Model, session: &Session, sheet: &mut Sheet<'_>) {
    let (width, height) = (sheet.width(), sheet.height());
    let large = width >= ROOM_FOR_LARGE.0 && height >= ROOM_FOR_LARGE.1;
    let several = speaking::rows(session);
    let rows = if large { LARGE } else { SPEAKING };
    let rows = rows.max(several + 1);
    speaking::view(model, session, &mut sheet.part(0, 0, width, rows));
    let below = height.saturating_sub(rows);
    queue::view(model, session, &mut sheet.part(0, rows, width, below));
}
