//! Who waits, in the order in which they are to speak.

use crate::console::draw::{Sheet, moved, window};
use crate::console::keys::Input;
use crate::console::model::Model;
use crate::console::theme::Meaning;
use crate::console::words;
use crate::session::floor::Request;
use crate::session::{RequestId, Session};
use crate::text::{self, width::fit_name};

/// Who waits, in the order in which they are to speak.
pub(super) fn view(model: &Model, session: &Session, sheet: &mut Sheet<'_>) {
    let lang = model.lang;
    let floor = &session.floor;
    let count = format!("{}", floor.queue.len());
    let closed = if floor.list.is_open() {
        ""
    } else {
        lang.text("console.floor.list_closed")
    };
    let heading = format!("{} {count}", lang.text("console.floor.queue"));
    let col = sheet.text(0, 0, Meaning::Heading, &heading);
    sheet.text(0, col + 2, Meaning::Warning, closed);
    if floor.queue.is_empty() {
        sheet.text(1, 2, Meaning::Dim, lang.text("console.floor.queue_empty"));
        return;
    }
    let rows = usize::from(sheet.height().saturating_sub(1));
    let cursor = cursor(model, session);
    let top = window(cursor.unwrap_or(0), floor.queue.len(), rows);
    let width = sheet.width();
    let most = usize::from(width) * 60 / 100;
    let seen = || floor.queue.iter().enumerate().skip(top).take(rows);
    let names = seen().map(|(_, request)| {
        let name = session.roster.name(request.delegate);
        text::width(&fit_name(&name, most))
    });
    // Names take what the longest one seen needs; the rest is for their units.
    let name = names.max().unwrap_or(0);
    for (place, request) in seen() {
        let row = 1 + u16::try_from(place - top).unwrap_or(u16::MAX);
        let mut line = sheet.part(0, row, width, 1);
        waiting(session, place, *request, name, &mut line);
        if cursor == Some(place) {
            sheet.select(row);
        }
    }
    let hidden = floor.queue.len().saturating_sub(top + rows);
    if hidden > 0 {
        sheet.right(
            0,
            Meaning::Dim,
            &lang.fill("console.more", &[("n", &hidden)]),
        );
    }
}

fn waiting(
    session: &Session,
    place: usize,
    request: Request,
    name_width: usize,
    sheet: &mut Sheet<'_>,
) {
    let attendee = session.roster.get(request.delegate);
    let gone = attendee.is_none_or(|a| !a.presence.is_present() || a.is_cut_off());
    let name = session.roster.name(request.delegate);
    let meaning = if gone { Meaning::Dim } else { Meaning::Text };
    let sign = words::kind_sign(request.kind);
    let number = format!("{:>2} ", place + 1);
    let name = text::pad(&fit_name(&name, name_width), name_width);
    // Somebody who is not here any more says so with the same sign as on the roll.
    let mark = attendee
        .filter(|_| gone)
        .map_or(" ", |attendee| words::presence_sign(attendee).0);
    // A blank has no look of its own: without colour it would be underlined or reversed.
    let seen = |sign: &str, meaning| {
        if sign == " " { Meaning::Text } else { meaning }
    };
    let pieces = [
        (Meaning::Dim, number.as_str()),
        (seen(sign, Meaning::Warning), sign),
        (seen(mark, Meaning::Alarm), mark),
        (Meaning::Text, " "),
        (meaning, &name),
    ];
    let col = sheet.pieces(0, 0, &pieces) + 2;
    let times = session.floor.times_spoken(request.delegate);
    let times = if times > 0 {
        format!("×{times}")
    } else {
        String::new()
    };
    let end = sheet.right(0, Meaning::Dim, &times);
    let unit = attendee.map_or("", |a| a.delegate.unit.as_str());
    sheet
        .part(col, 0, end.saturating_sub(col + 1), 1)
        .text(0, 0, Meaning::Dim, unit);
}

/// The place of the cursor in the queue.
fn cursor(model: &Model, session: &Session) -> Option<usize> {
    let pointed: Option<RequestId> = model.looking.request;
    session
        .floor
        .queue
        .iter()
        .position(|request| Some(request.id) == pointed)
}

/// Moves the cursor in the queue.
pub(in crate::console::pane) fn move_cursor(model: &mut Model, input: &Input) {
    let Some(session) = &model.session else {
        return;
    };
    let rows = session.floor.queue.len();
    let place = match cursor(model, session) {
        Some(cursor) => moved(input, cursor, rows, 10),
        // The first press only shows where the cursor is.
        None => moved(input, 0, rows, 10).map(|_| 0),
    };
    if let Some(place) = place {
        model.looking.request = session.floor.queue.get(place).map(|request| request.id);
    }
}
