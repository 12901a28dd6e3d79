//! The agenda and its documents.

use super::consent;
use crate::console::draw::{Sheet, moved, window};
use crate::console::keys::Move;
use crate::console::model::Model;
use crate::console::mouse::spot::{Spot, Thing};
use crate::console::theme::Meaning;
use crate::console::words;
use crate::session::{DocumentId, ItemId, Session};
use crate::text::{self, number, width::fit_name};

/// The item being dealt with, in two rows.
pub(in crate::console) fn current(model: &Model, session: &Session, sheet: &mut Sheet<'_>) {
    let lang = model.lang;
    let now = model.now();
    let end = end_said(model, session);
    let items = session.plan.agenda.len();
    let Some(item) = session.agenda.current else {
        let next = session.next_item();
        let key = match (session.phase.is_closed(), next) {
            (true, _) => "console.agenda.closed",
            (false, Some(_)) => "console.agenda.none_yet",
            (false, None) => "console.agenda.all_done",
        };
        let next = next.map_or_else(String::new, |item| words::item_title(model, item));
        sheet.text(0, 0, Meaning::Text, &lang.fill(key, &[("item", &next)]));
        sheet.right(1, Meaning::Dim, &end);
        let presiding = session.roster.name(session.presiding);
        sheet.text(
            1,
            0,
            Meaning::Dim,
            &lang.fill("console.agenda.chair", &[("name", &presiding)]),
        );
        return;
    };
    let time = time_said(model, session, item);
    let over = session
        .item_time_left(item, now)
        .is_some_and(|left| left.0 < 0);
    let meaning = if over { Meaning::Alarm } else { Meaning::Text };
    let col = sheet.right(0, meaning, &time);
    let place = format!("{}/{items}  ", item.0);
    let mut left = sheet.part(0, 0, col.saturating_sub(2), 1);
    left.pieces(
        0,
        0,
        &[
            (Meaning::Accent, &place),
            (Meaning::Speaking, &words::item_title(model, item)),
        ],
    );
    let col = sheet.right(1, Meaning::Dim, &end);
    let mut known = vec![];
    // That somebody else presides is what must not be missed, so it comes first.
    if session.presiding != session.plan.chair {
        let name = fit_name(&session.roster.name(session.presiding), 24);
        known.push(lang.fill("console.agenda.chair", &[("name", &name)]));
    }
    if let Some(presenter) = session.plan.item(item).and_then(|plan| plan.presenter) {
        let name = fit_name(&session.roster.name(presenter), 30);
        known.push(lang.fill("console.agenda.presenter", &[("name", &name)]));
    }
    let documents = session.plan.documents_of(item).count();
    if documents > 0 {
        known.push(lang.fill("console.agenda.documents", &[("n", &documents)]));
    }
    sheet
        .part(5, 1, col.saturating_sub(7), 1)
        .text(0, 0, Meaning::Dim, &known.join(" · "));
}

/// When the meeting is expected to end, or ended.
pub(in crate::console) fn end_said(model: &Model, session: &Session) -> String {
    let end = words::time_of_day(session, session.expected_end(model.now()));
    let key = if session.phase.is_closed() {
        "console.agenda.ended"
    } else {
        "console.agenda.expected_end"
    };
    model.lang.fill(key, &[("at", &end)])
}

/// The time used of the time allotted, in minutes.
pub(in crate::console) fn time_said(model: &Model, session: &Session, item: ItemId) -> String {
    let used = session.agenda.progress(item).used(model.now()).seconds() / 60;
    let allotted = session
        .plan
        .item(item)
        .map_or(0, |plan| plan.allotted.0 / 60);
    if allotted == 0 {
        return model
            .lang
            .fill("console.agenda.minutes", &[("used", &used)]);
    }
    model.lang.fill(
        "console.agenda.minutes_of",
        &[("used", &used), ("allotted", &allotted)],
    )
}

/// The widest time said of an item.
fn time_width(model: &Model, session: &Session) -> u16 {
    let items = session.plan.item_ids();
    let widths = items.map(|item| text::width(&time_said(model, session, item)));
    u16::try_from(widths.max().unwrap_or(0)).unwrap_or(0)
}

/// An item's title as the list shows it: in up to two rows.
fn title_rows(model: &Model, item: ItemId, room: u16) -> u16 {
    let rows = text::wrap(&words::item_title(model, item), usize::from(room)).len();
    u16::try_from(rows).unwrap_or(2).min(2)
}

/// How many rows [`list`] takes for all items.
pub(super) fn rows_of_list(model: &Model, session: &Session, width: u16) -> u16 {
    let room = width.saturating_sub(time_width(model, session) + 4);
    let items = session.plan.item_ids();
    1 + items.map(|item| title_rows(model, item, room)).sum::<u16>()
}

/// All items with how far each has come, for large screens; the one dealt with is always seen.
pub(super) fn list(model: &Model, session: &Session, sheet: &mut Sheet<'_>) {
    sheet.heading(0, model.lang.text("console.agenda.heading"), "");
    let (width, height) = (sheet.width(), sheet.height());
    let times = time_width(model, session);
    let room = width.saturating_sub(times + 4);
    let items: Vec<_> = session.plan.item_ids().collect();
    let rows: Vec<_> = items
        .iter()
        .map(|item| title_rows(model, *item, room))
        .collect();
    let current = session.agenda.current;
    let place = items.iter().position(|item| Some(*item) == current);
    let mut first = 0;
    while let Some(place) = place
        && first < place
        && 1 + rows[first..=place].iter().sum::<u16>() > height
    {
        first += 1;
    }
    let mut row = 1;
    for (item, rows) in items.into_iter().zip(rows).skip(first) {
        let (sign, meaning) = sign(session, item);
        sheet.text(row, 0, meaning, sign);
        let (meaning, quiet) = match current == Some(item) {
            true => (Meaning::Speaking, Meaning::Text),
            false => (Meaning::Text, Meaning::Dim),
        };
        let time = time_said(model, session, item);
        sheet.part(0, row, width, 1).right(0, quiet, &time);
        let title = words::item_title(model, item);
        let mut part = sheet.part(2, row, room, rows);
        part.wrapped(0, 0, rows, meaning, &title);
        let mut whole = sheet.part(0, row, width, rows);
        whole.means(Spot::Thing(Thing::Item(item)));
        row += rows;
    }
}

fn sign(session: &Session, item: ItemId) -> (&'static str, Meaning) {
    let progress = session.agenda.progress(item);
    if session.agenda.current == Some(item) {
        ("▶", Meaning::Accent)
    } else if progress.done {
        ("✓", Meaning::Good)
    } else if progress.begun {
        ("◐", Meaning::Warning)
    } else {
        ("○", Meaning::Dim)
    }
}

/// A row of the pane: an item or one of its documents.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Row {
    Item(ItemId),
    Document(ItemId, DocumentId),
}

fn rows(session: &Session) -> Vec<Row> {
    let of = |item| {
        let documents = session
            .plan
            .documents_of(item)
            .map(move |d| Row::Document(item, d.id));
        std::iter::once(Row::Item(item)).chain(documents)
    };
    session.plan.item_ids().flat_map(of).collect()
}

fn cursor(model: &Model, rows: &[Row]) -> Option<usize> {
    rows.iter().position(|row| match *row {
        Row::Item(item) => model.looking.item == Some(item) && model.looking.document.is_none(),
        Row::Document(_, document) => model.looking.document == Some(document),
    })
}

/// Draws the pane.
pub fn view(model: &Model, session: &Session, sheet: &mut Sheet<'_>) {
    let width = sheet.width();
    let mut head = sheet.part(1, 0, width.saturating_sub(2), 1);
    let documents = session.plan.documents.len();
    let said = model
        .lang
        .fill("console.agenda.documents", &[("n", &documents)]);
    head.heading(0, model.lang.text("console.agenda.heading"), &said);
    head.beside(0, Meaning::Dim, &end_said(model, session));
    let rows = rows(session);
    let cursor = cursor(model, &rows);
    let height = usize::from(sheet.height().saturating_sub(2));
    let top = window(cursor.unwrap_or(0), rows.len(), height);
    for (place, row) in rows.iter().enumerate().skip(top).take(height) {
        let line = 2 + u16::try_from(place - top).unwrap_or(0);
        let mut part = sheet.part(1, line, width.saturating_sub(2), 1);
        let thing = match *row {
            Row::Item(item) => {
                item_row(model, session, item, &mut part);
                Thing::Item(item)
            }
            Row::Document(item, document) => {
                document_row(model, session, document, &mut part);
                Thing::Document(item, document)
            }
        };
        part.means(Spot::Thing(thing));
        if cursor == Some(place) {
            part.select(0);
        }
    }
}

fn item_row(model: &Model, session: &Session, item: ItemId, sheet: &mut Sheet<'_>) {
    let (sign, meaning) = sign(session, item);
    sheet.text(0, 0, meaning, sign);
    let mut said = time_said(model, session, item);
    if let Some(standing) = consent::standing(model, session, item) {
        said = format!("{standing} · {said}");
    } else if session.plan.motion(item).is_some() {
        said = format!("{} · {said}", model.lang.text("console.agenda.motion"));
    }
    let end = sheet.right(0, Meaning::Dim, &said);
    let meaning = if session.agenda.current == Some(item) {
        Meaning::Speaking
    } else {
        Meaning::Text
    };
    sheet
        .part(2, 0, end.saturating_sub(4), 1)
        .text(0, 0, meaning, &words::item_title(model, item));
}

/// The column at which what a document is called begins.
const DOCUMENT: u16 = 5;

fn document_row(model: &Model, session: &Session, id: DocumentId, sheet: &mut Sheet<'_>) {
    let Some(document) = session.plan.documents.iter().find(|d| d.id == id) else {
        return;
    };
    let size = number::file_size(document.size, model.lang);
    let mut end = sheet.right(0, Meaning::Dim, &size);
    if document.restricted {
        let said = model.lang.text("console.agenda.restricted");
        let width = u16::try_from(text::width(said)).unwrap_or(0);
        end = end.saturating_sub(width + 2);
        sheet.text(0, end, Meaning::Warning, said);
    }
    // What the file is called helps to find it elsewhere, and gives way to what it is about.
    let file = words::file_name(document);
    let wide = text::width(&file) + 2;
    if usize::from(DOCUMENT + 1) + text::width(&document.title) + wide <= usize::from(end) {
        end = end.saturating_sub(u16::try_from(wide).unwrap_or(end));
        sheet.text(0, end, Meaning::Dim, &file);
    }
    sheet
        .part(DOCUMENT, 0, end.saturating_sub(DOCUMENT + 1), 1)
        .text(0, 0, Meaning::Dim, &document.title);
}

/// Moves the cursor among items and documents.
pub(super) fn move_cursor(model: &mut Model, step: Move) {
    let Some(session) = &model.session else {
        return;
    };
    let rows = rows(session);
    let place = match cursor(model, &rows) {
        Some(cursor) => moved(step, cursor, rows.len(), 10),
        None => {
            let current = rows.iter().position(|row| match *row {
                Row::Item(item) => session.agenda.current == Some(item),
                Row::Document(..) => false,
            });
            moved(step, 0, rows.len(), 10).map(|_| current.unwrap_or(0))
        }
    };
    (model.looking.item, model.looking.document) = match place.map(|place| rows[place]) {
        Some(Row::Item(item)) => (Some(item), None),
        Some(Row::Document(item, document)) => (Some(item), Some(document)),
        None => return,
    };
}
