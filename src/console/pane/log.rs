//! What happened, in the order in which it happened.

use crate::console::draw::Sheet;
use crate::console::keys::{Input, Key};
use crate::console::model::Model;
use crate::console::theme::Meaning;
use crate::console::words;
use crate::session::{Record, Session};
use crate::text;

/// How many rows the last announcement takes at most.
const ANNOUNCED: u16 = 3;

/// Draws the pane: the latest below, as a log is read. Above stands what was announced last, which
/// can be read again here when its word at the foot of the screen is gone.
pub fn view(model: &Model, session: &Session, sheet: &mut Sheet<'_>) {
    let top = announced(model, session, sheet);
    let height = usize::from(sheet.height().saturating_sub(top + 1));
    let end = model.records.len().saturating_sub(model.looking.log_back);
    let first = end.saturating_sub(height);
    for (row, record) in (top..).zip(model.records.range(first..end)) {
        line(model, session, record, sheet, row);
    }
    let last = sheet.height().saturating_sub(1);
    if model.looking.log_back > 0 {
        let text = model
            .lang
            .fill("console.log.newer", &[("n", &model.looking.log_back)]);
        sheet.text(last, 1, Meaning::Warning, &text);
    }
    sheet.right(
        last,
        Meaning::Dim,
        &format!("{end}/{} ", model.records.len()),
    );
}

/// What was announced last, and when. Returns the row behind it.
fn announced(model: &Model, session: &Session, sheet: &mut Sheet<'_>) -> u16 {
    let Some(last) = session.announcements.last() else {
        return 0;
    };
    let at = words::time_of_day(session, last.at);
    let col = sheet.text(0, 1, Meaning::Dim, &at) + 1;
    let text = model
        .lang
        .fill("console.announced", &[("text", &last.text)]);
    sheet.wrapped(0, col, ANNOUNCED, Meaning::Accent, &text)
}

/// The latest few, for large screens.
pub(super) fn latest(model: &Model, sheet: &mut Sheet<'_>) {
    let Some(session) = &model.session else {
        return;
    };
    sheet.heading(0, model.lang.text("console.log.heading"), "");
    let rows = usize::from(sheet.height().saturating_sub(1));
    for (row, record) in (1..).zip(model.records.iter().rev().take(rows)) {
        line(model, session, record, sheet, row);
    }
}

fn line(model: &Model, session: &Session, record: &Record, sheet: &mut Sheet<'_>, row: u16) {
    let at = words::exact_time(session, record.at);
    let seq = format!("{:>5} ", record.seq.0);
    let col = sheet.pieces(
        row,
        0,
        &[
            (Meaning::Dim, &seq),
            (Meaning::Dim, &at),
            (Meaning::Dim, "  "),
        ],
    );
    // A long text gives way to who it was, unless that takes more than half of the row by itself.
    let (mut what, by) = words::event_and_who(model, record);
    let mut meaning = Meaning::Text;
    if model.undone.contains(&record.seq) {
        meaning = Meaning::Dim;
        what = format!("({}) {what}", model.lang.text("console.undo.undone"));
    }
    let room = usize::from(sheet.width().saturating_sub(col));
    let by = text::fit(&by, room / 2);
    let what = text::fit(&what, room - text::width(&by));
    let pieces = [(meaning, &*what), (meaning, &*by)];
    sheet.pieces(row, col, &pieces);
}

/// Scrolls back and forth.
pub(super) fn move_cursor(model: &mut Model, input: &Input) {
    let page = usize::from(model.size.1.saturating_sub(6)).max(1);
    let most = model.records.len().saturating_sub(1);
    let back = model.looking.log_back;
    model.looking.log_back = match input.key {
        Key::Up | Key::Char('k') => back + 1,
        Key::Down | Key::Char('j') => back.saturating_sub(1),
        Key::PageUp => back + page,
        Key::PageDown => back.saturating_sub(page),
        Key::Home => most,
        Key::End => 0,
        _ => back,
    }
    .min(most);
}
