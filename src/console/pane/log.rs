//! What happened, in the order in which it happened, each in full.

use crate::console::draw::Sheet;
use crate::console::keys::Move;
use crate::console::model::Model;
use crate::console::theme::Meaning;
use crate::console::words;
use crate::session::{Event, Record, Session, poll};
use crate::text;

/// How many rows the last announcement takes at most.
const ANNOUNCED: u16 = 3;

/// Where the words of a record begin, behind its number and time.
const TEXT_AT: u16 = 16;

/// Draws the pane: the latest below, as a log is read. Above stands what was announced last, which
/// can be read again here when its word at the foot of the screen is gone.
pub fn view(model: &Model, session: &Session, sheet: &mut Sheet<'_>) {
    let top = announced(model, session, sheet);
    let mut free = sheet.height().saturating_sub(top + 1);
    let end = model.records.len().saturating_sub(model.looking.log_back);
    // From below, each as many rows as it takes, until there is no more room.
    for record in model.records.range(..end).rev() {
        if free == 0 {
            break;
        }
        let (meaning, lines) = whole_line(model, record, sheet.width());
        let rows = u16::try_from(lines.len()).unwrap_or(u16::MAX);
        // Of the topmost its end is seen.
        let cut = usize::from(rows.saturating_sub(free));
        free = free.saturating_sub(rows);
        for (row, line) in (top + free..).zip(&lines[cut..]) {
            sheet.text(row, TEXT_AT, meaning, line);
        }
        if cut == 0 {
            stamp(session, record, sheet, top + free);
        }
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

/// The latest few, for large screens. That somebody voted or is ready to is left to the log: how many
/// are stands beside, and what else happened would be driven off by it.
pub(super) fn latest(model: &Model, sheet: &mut Sheet<'_>) {
    let Some(session) = &model.session else {
        return;
    };
    sheet.heading(0, model.lang.text("console.log.heading"), "");
    let rows = usize::from(sheet.height().saturating_sub(1));
    let worth_telling = |record: &&Record| {
        use poll::Event::{Cast, Readied};
        !matches!(record.event, Event::Poll(Cast { .. } | Readied { .. }))
    };
    let latest = model.records.iter().rev().filter(worth_telling);
    for (row, record) in (1..).zip(latest.take(rows)) {
        line(model, session, record, sheet, row);
    }
}

/// What happened and by whom; what was undone says so.
fn told(model: &Model, record: &Record) -> (Meaning, String, String) {
    let (what, by) = words::event_and_who(model, record);
    if model.undone.contains(&record.seq) {
        let undone = model.lang.text("console.undo.undone");
        return (Meaning::Dim, format!("({undone}) {what}"), by);
    }
    (Meaning::Text, what, by)
}

/// The same in as many rows as it takes. Who did it stays in one piece.
fn whole_line(model: &Model, record: &Record, width: u16) -> (Meaning, Vec<String>) {
    let (meaning, what, by) = told(model, record);
    let by = by.trim_start().replace(' ', "\u{a0}");
    let room = width.saturating_sub(TEXT_AT + 1);
    (
        meaning,
        text::wrap(&format!("{what} {by}"), usize::from(room)),
    )
}

/// Which record it is, and when. Returns the column behind it.
fn stamp(session: &Session, record: &Record, sheet: &mut Sheet<'_>, row: u16) -> u16 {
    let at = words::exact_time(session, record.at);
    let seq = format!("{:>5} ", record.seq.0);
    let pieces = [(Meaning::Dim, &*seq), (Meaning::Dim, &*at)];
    sheet.pieces(row, 0, &pieces) + 2
}

fn line(model: &Model, session: &Session, record: &Record, sheet: &mut Sheet<'_>, row: u16) {
    let col = stamp(session, record, sheet, row);
    // A long text gives way to who it was, unless that takes more than half of the row by itself.
    let (meaning, what, by) = told(model, record);
    let room = usize::from(sheet.width().saturating_sub(col));
    let by = text::fit(&by, room / 2);
    let what = text::fit(&what, room - text::width(&by));
    let pieces = [(meaning, &*what), (meaning, &*by)];
    sheet.pieces(row, col, &pieces);
}

/// How many records back a page is: so many that none between two pages is left out.
fn a_page(model: &Model) -> usize {
    let end = model.records.len().saturating_sub(model.looking.log_back);
    let mut room = usize::from(model.size.1.saturating_sub(6 + ANNOUNCED));
    let records = model.records.range(..end).rev();
    let fitting = records.take_while(|record| {
        let rows = whole_line(model, record, model.size.0).1.len();
        let fits = rows <= room;
        room = room.saturating_sub(rows);
        fits
    });
    fitting.count().max(1)
}

/// Scrolls back and forth.
pub(super) fn move_cursor(model: &mut Model, step: Move) {
    let page = a_page(model);
    let most = model.records.len().saturating_sub(1);
    let back = model.looking.log_back;
    model.looking.log_back = match step {
        Move::Up => back + 1,
        Move::Down => back.saturating_sub(1),
        Move::PageUp => back + page,
        Move::PageDown => back.saturating_sub(page),
        Move::First => most,
        Move::Last => 0,
        Move::Left | Move::Right => back,
    }
    .min(most);
}
