//! Who waits, in the order in which they are to speak and why; who waits with a question, and who was
//! put aside.

use crate::console::draw::{Sheet, moved, window};
use crate::console::keys::Move;
use crate::console::model::Model;
use crate::console::mouse::spot::{Spot, Thing};
use crate::console::theme::Meaning;
use crate::console::verb;
use crate::console::words;
use crate::session::floor::{Floor, List, Request};
use crate::session::{RequestId, Session};
use crate::text::{self, Lang, width::fit_name};

/// One row of the list.
enum Row {
    /// Somebody who waits, with their place.
    Waiting(usize, Request),
    /// What stands above a list of its own.
    Heading(String),
    /// Somebody who waits with a question, with their place, or was put aside, without.
    Beside(Option<usize>, Request),
}

/// Who waits, in the order in which they are to speak; below them those with a question, and those put
/// aside.
pub(in crate::console) fn view(model: &Model, session: &Session, sheet: &mut Sheet<'_>) {
    let lang = model.lang;
    let floor = &session.floor;
    let heading = format!("{} {}", lang.text("console.floor.queue"), floor.queue.len());
    let list = list(model, session);
    let waiting = floor.queue.iter().copied().enumerate();
    let mut rows: Vec<_> = waiting.map(|(place, r)| Row::Waiting(place, r)).collect();
    if !floor.questions.is_empty() {
        let n = floor.questions.len();
        let heading = lang.fill("console.floor.questions", &[("n", &n)]);
        rows.push(Row::Heading(heading));
        let questions = floor.questions.iter().copied().enumerate();
        rows.extend(questions.map(|(place, r)| Row::Beside(Some(place), r)));
    }
    if !floor.parked.is_empty() {
        let n = floor.parked.len();
        let heading = lang.fill("console.floor.parked", &[("n", &n)]);
        rows.push(Row::Heading(heading));
        rows.extend(floor.parked.iter().map(|r| Row::Beside(None, *r)));
    }
    if rows.is_empty() {
        let nothing = "console.floor.queue_empty";
        // Where nobody speaks either, what can be done about it stands there already.
        let said = match floor.speaking.is_empty() {
            true => lang.text(nothing).to_owned(),
            false => verb::hinted(
                model,
                "floor.add",
                nothing,
                "console.floor.queue_empty_press",
            ),
        };
        title(lang, floor, &heading, &list, "", sheet);
        sheet.wrapped(1, 2, 2, Meaning::Dim, &said);
        return;
    }
    let (next, reason) = session.next_speaker();
    let above = match words::reason(lang, session, &reason) {
        // Its end names the numbers, so it is not cut where three rows can hold it.
        Some((meaning, said)) => sheet.wrapped(1, 2, 3, meaning, &said),
        None => 1,
    };
    let height = usize::from(sheet.height().saturating_sub(above));
    let pointed = |row: &Row| match row {
        Row::Waiting(_, request) | Row::Beside(_, request) => {
            Some(request.id) == model.looking.request
        }
        Row::Heading(_) => false,
    };
    let cursor = rows.iter().position(pointed);
    let top = window(cursor.unwrap_or(0), rows.len(), height);
    let width = sheet.width();
    let most = usize::from(width) * 60 / 100;
    let seen = || rows.iter().enumerate().skip(top).take(height);
    let names = seen().filter_map(|(_, row)| match row {
        Row::Waiting(_, request) | Row::Beside(_, request) => {
            let name = session.roster.name(request.delegate);
            Some(text::width(&fit_name(&name, most)))
        }
        Row::Heading(_) => None,
    });
    // Names take what the longest one seen needs; the rest is for their units.
    let name = names.max().unwrap_or(0);
    for (at, shown) in seen() {
        let row = above + u16::try_from(at - top).unwrap_or(u16::MAX);
        let mut line = sheet.part(0, row, width, 1);
        if let Row::Waiting(_, request) | Row::Beside(_, request) = shown {
            line.means(Spot::Thing(Thing::Request(request.id)));
        }
        match shown {
            Row::Waiting(place, request) | Row::Beside(Some(place), request) => {
                let (meaning, number) = number(*place, *request, next);
                asked(
                    model,
                    session,
                    (meaning, &number),
                    *request,
                    name,
                    &mut line,
                );
            }
            Row::Beside(None, request) => {
                let number = (Meaning::Dim, " – ");
                asked(model, session, number, *request, name, &mut line);
            }
            Row::Heading(heading) => {
                line.text(0, 0, Meaning::Heading, heading);
            }
        }
        if cursor == Some(at) {
            sheet.select(row);
        }
    }
    let more = match rows.len().saturating_sub(top + height) {
        0 => String::new(),
        hidden => lang.fill("console.more", &[("n", &hidden)]),
    };
    title(lang, floor, &heading, &list, &more, sheet);
}

/// What stands above the list: how many wait, whether more may ask, and how many are not seen. The
/// order is told where there is room for it.
fn title(lang: Lang, floor: &Floor, heading: &str, list: &str, more: &str, sheet: &mut Sheet<'_>) {
    let policy = words::policy(lang, floor.policy);
    let taken = |text: &str| match text {
        "" => 0,
        _ => text::width(text) + 2,
    };
    let taken = text::width(heading) + taken(list) + taken(policy) + taken(more);
    let fits = taken <= usize::from(sheet.width());
    let pieces = [
        (Meaning::Heading, heading),
        (Meaning::Warning, list),
        (Meaning::Dim, if fits { policy } else { "" }),
    ];
    sheet.titled(0, &pieces);
    if !more.is_empty() {
        sheet.beside(0, Meaning::Dim, more);
    }
}

/// Those who come next, a row each, and in the last row how many more there are.
pub(in crate::console) fn next(model: &Model, session: &Session, sheet: &mut Sheet<'_>) {
    let (width, height) = (sheet.width(), usize::from(sheet.height()));
    let queue = &session.floor.queue;
    if queue.is_empty() {
        let nothing = model.lang.text("console.floor.queue_empty");
        sheet.text(0, 1, Meaning::Dim, nothing);
    }
    let most = usize::from(width) * 60 / 100;
    let names = queue.iter().take(height).map(|request| {
        let name = session.roster.name(request.delegate);
        text::width(&fit_name(&name, most))
    });
    let name = names.max().unwrap_or(0);
    let (next, _) = session.next_speaker();
    for (row, request) in (0..sheet.height()).zip(queue) {
        let number = number(usize::from(row), *request, next);
        let mut line = sheet.part(0, row, width, 1);
        asked(
            model,
            session,
            (number.0, &number.1),
            *request,
            name,
            &mut line,
        );
    }
    let hidden = queue.len().saturating_sub(height);
    if hidden > 0 && height > 0 {
        let more = model.lang.fill("console.more", &[("n", &hidden)]);
        let last = sheet.height() - 1;
        sheet.right(last, Meaning::Dim, &format!("  {more}"));
    }
}

/// A place in the queue; who comes next is found without reading.
fn number(place: usize, request: Request, next: Option<RequestId>) -> (Meaning, String) {
    let meaning = match Some(request.id) == next {
        true => Meaning::Accent,
        false => Meaning::Dim,
    };
    (meaning, format!("{:>2} ", place + 1))
}

/// How the list stands, where it does not simply take requests.
fn list(model: &Model, session: &Session) -> String {
    let lang = model.lang;
    let floor = &session.floor;
    match (floor.list, floor.list_ends) {
        (List::Open, None) => String::new(),
        (List::Open, Some(at)) => {
            let at = words::time_of_day(session, at);
            lang.fill("console.floor.list_closes", &[("at", &at)])
        }
        (List::Closed, _) => lang.text("console.floor.list_closed").to_owned(),
        (List::Ended, _) => lang.text("console.floor.list_ended").to_owned(),
        (List::DebateEnded, _) => lang.text("console.floor.debate_ended").to_owned(),
    }
}

fn asked(
    model: &Model,
    session: &Session,
    number: (Meaning, &str),
    request: Request,
    name_width: usize,
    sheet: &mut Sheet<'_>,
) {
    let attendee = session.roster.get(request.delegate);
    let gone = attendee.is_none_or(|a| !a.presence.is_present() || a.is_cut_off());
    let name = session.roster.name(request.delegate);
    let meaning = if gone { Meaning::Dim } else { Meaning::Text };
    let sign = words::kind_sign(request.kind);
    let name = text::pad(&fit_name(&name, name_width), name_width);
    // Somebody who is not here any more says so with the same sign as on the roll.
    let mark = attendee
        .filter(|_| gone)
        .map_or(" ", |attendee| words::presence_sign(session, attendee).0);
    // A blank has no look of its own: without colour it would be underlined or reversed.
    let seen = |sign: &str, meaning| {
        if sign == " " { Meaning::Text } else { meaning }
    };
    let pieces = [
        number,
        (seen(sign, Meaning::Warning), sign),
        (seen(mark, Meaning::Alarm), mark),
        (Meaning::Text, " "),
        (meaning, &name),
    ];
    let col = sheet.pieces(0, 0, &pieces) + 2;
    let times = session.floor.times_spoken(request.delegate);
    let mut times = match times {
        0 => String::new(),
        times => format!("×{times}"),
    };
    if session.floor.is_moved(request.id) {
        times = format!("↕{times}");
    }
    let end = sheet.right(0, Meaning::Dim, &times);
    let unit = attendee.map_or("", |a| a.delegate.unit.as_str());
    // What the unit has left is seen before the floor is given. Counted by full minutes of the
    // clock, so that a speech does not redraw the whole list.
    let at = session.floor.last_full_minute(model.now());
    let account = session
        .account(unit, at)
        .filter(|_| session.is_charged(&request));
    let end = account.map_or(end, |account| {
        let (meaning, said) = words::account(model.lang, &account);
        let room = end.saturating_sub(u16::from(!times.is_empty()));
        sheet.part(0, 0, room, 1).right(0, meaning, &said)
    });
    sheet
        .part(col, 0, end.saturating_sub(col + 1), 1)
        .text(0, 0, Meaning::Dim, unit);
}

/// Moves the cursor in the queue, and below it among those put aside.
pub(in crate::console::pane) fn move_cursor(model: &mut Model, step: Move) {
    let Some(session) = &model.session else {
        return;
    };
    let floor = &session.floor;
    let asked = || floor.everybody();
    let pointed: Option<RequestId> = model.looking.request;
    let place = match asked().position(|request| Some(request.id) == pointed) {
        Some(cursor) => moved(step, cursor, asked().count(), 10),
        // The first press only shows where the cursor is.
        None => moved(step, 0, asked().count(), 10).map(|_| 0),
    };
    if let Some(place) = place {
        model.looking.request = asked().nth(place).map(|request| request.id);
    }
}
