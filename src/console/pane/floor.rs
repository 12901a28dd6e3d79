//! The floor: who has it and for how long, who waits, who spoke how much.

use std::collections::BTreeSet;

use crate::console::digits;
use crate::console::draw::{Sheet, moved, window};
use crate::console::keys::Input;
use crate::console::model::Model;
use crate::console::theme::Meaning;
use crate::console::verb;
use crate::console::words;
use crate::session::floor::{Request, Speech, Warning};
use crate::session::{DelegateId, Millis, Phase, RequestId, Session};
use crate::text::{self, number, width::fit_name};

/// How many rows who speaks takes.
const SPEAKING: u16 = 5;
/// The same with a large clock.
const LARGE: u16 = 11;
/// From how many columns and rows on the clock is large.
const ROOM_FOR_LARGE: (u16, u16) = (60, 26);

/// Draws the pane.
pub fn view(model: &Model, session: &Session, sheet: &mut Sheet<'_>) {
    let (width, height) = (sheet.width(), sheet.height());
    let left = width * 55 / 100;
    summary(model, session, &mut sheet.part(1, 0, left, height));
    let mut right = sheet.part(left + 4, 0, width.saturating_sub(left + 5), height);
    totals(model, session, &mut right);
}

/// Who speaks, and who waits below.
pub(super) fn summary(model: &Model, session: &Session, sheet: &mut Sheet<'_>) {
    let (width, height) = (sheet.width(), sheet.height());
    let large = width >= ROOM_FOR_LARGE.0 && height >= ROOM_FOR_LARGE.1;
    let rows = if large { LARGE } else { SPEAKING };
    speaking(model, session, &mut sheet.part(0, 0, width, rows));
    let below = height.saturating_sub(rows + 1);
    queue(model, session, &mut sheet.part(0, rows + 1, width, below));
}

/// Who has the floor, with a clock; a large one where there is room for it.
pub fn speaking(model: &Model, session: &Session, sheet: &mut Sheet<'_>) {
    let lang = model.lang;
    let Some(speech) = &session.floor.current else {
        sheet.heading(0, lang.text("console.floor.speaking"), "");
        let (state, next) = nobody(model, session);
        sheet.text(1, 2, Meaning::Text, &state);
        sheet.text(2, 2, Meaning::Dim, next.unwrap_or_default());
        return;
    };
    let now = model.now();
    let left = speech.left(now);
    let warning = Warning::of(left, speech.limit);
    let kind = words::kind(lang, speech.request.kind);
    sheet.heading(0, lang.text("console.floor.speaking"), kind);
    let (clock, meaning) = clock(speech, left, warning, now);
    let said = clock_said(model, speech, warning);
    let width = sheet.width();
    let large = digits::width(&clock).filter(|wide| sheet.height() >= LARGE && wide + 4 <= width);
    let (name_end, unit_end) = match large {
        Some(wide) => {
            digits::draw(&clock, &mut sheet.part(2, 4, wide, digits::HEIGHT), meaning);
            let below = 4 + digits::HEIGHT;
            sheet.text(below - 1, wide + 4, Meaning::Dim, &said);
            (width, width)
        }
        None => (
            sheet.right(1, meaning, &clock),
            sheet.right(2, Meaning::Dim, &said),
        ),
    };
    let (sign, meaning) = if speech.is_paused() {
        ("‖", Meaning::Warning)
    } else {
        ("▶", Meaning::Speaking)
    };
    sheet.text(1, 0, meaning, sign);
    let name = session.roster.name(speech.request.delegate);
    let room = usize::from(name_end.saturating_sub(3));
    sheet.text(1, 2, Meaning::Speaking, &fit_name(&name, room));
    let attendee = session.roster.get(speech.request.delegate);
    let unit = attendee.map_or("", |a| a.delegate.unit.as_str());
    let room = unit_end.saturating_sub(4);
    sheet.part(2, 2, room, 1).text(0, 0, Meaning::Dim, unit);
    let row = if large.is_some() { LARGE - 1 } else { 3 };
    let part = u64::try_from(speech.spoken(now).0).unwrap_or(0);
    let limit = u64::from(speech.limit.0) * 1000;
    if limit > 0 {
        sheet.gauge(row, 0, width, (part, limit), meaning_of(warning));
    }
    if let Some(below) = session.floor.interrupted.last() {
        let name = fit_name(
            &session.roster.name(below.request.delegate),
            usize::from(width.saturating_sub(20)),
        );
        let text = lang.fill("console.floor.interrupted", &[("name", &name)]);
        let row = if large.is_some() { 3 } else { 4 };
        sheet.text(row, 2, Meaning::Warning, &text);
    }
}

/// Why nobody has the floor, and what this person can do about it.
fn nobody(model: &Model, session: &Session) -> (String, Option<&'static str>) {
    let lang = model.lang;
    let may = |name, key| verb::can(model, name).then(|| lang.text(key));
    match session.phase {
        Phase::Planned => (
            lang.text("console.floor.not_opened").to_owned(),
            may("life.open", "console.floor.press_open"),
        ),
        Phase::Suspended { since } => {
            let at = words::time_of_day(session, since);
            (
                lang.fill("console.floor.suspended", &[("at", &at)]),
                may("life.resume", "console.floor.press_resume"),
            )
        }
        Phase::Closed { .. } => (lang.text("console.floor.closed").to_owned(), None),
        Phase::Open => (
            lang.text("console.floor.nobody").to_owned(),
            may("floor.next", "console.floor.give_next")
                .or_else(|| may("floor.call", "console.floor.nobody_waits"))
                .or_else(|| may("floor.add", "console.floor.add_somebody")),
        ),
    }
}

/// What the clock reads: the time left, or how long it is over; the time spoken without a limit.
fn clock(
    speech: &Speech,
    left: Option<Millis>,
    warning: Warning,
    now: crate::session::Time,
) -> (String, Meaning) {
    let text = match left {
        // Rounded up, so that a speech of three minutes begins with 03:00 and ends with 00:00.
        Some(left) if left.0 >= 0 => number::clock(Millis(left.0 + 999).seconds()),
        Some(left) => format!("+{}", number::clock(-Millis(left.0 + 999).seconds())),
        None => number::clock(speech.spoken(now).seconds()),
    };
    (text, meaning_of(warning))
}

fn meaning_of(warning: Warning) -> Meaning {
    match warning {
        Warning::Calm => Meaning::Speaking,
        Warning::LastMinute | Warning::LastSeconds => Meaning::Warning,
        Warning::Over => Meaning::Alarm,
    }
}

/// How the clock stands, in words: what its colour says is to be read, too.
fn clock_said(model: &Model, speech: &Speech, warning: Warning) -> String {
    let limit = number::clock(i64::from(speech.limit.0));
    let key = match warning {
        _ if speech.is_paused() && warning == Warning::Over => "console.floor.paused_over",
        _ if speech.is_paused() => "console.floor.paused",
        _ if speech.limit.0 == 0 => "console.floor.spoken",
        Warning::Calm => "console.floor.left",
        Warning::LastMinute | Warning::LastSeconds => "console.floor.nearly_over",
        Warning::Over => "console.floor.over",
    };
    model.lang.fill(key, &[("limit", &limit)])
}

/// Who waits, in the order in which they are to speak.
fn queue(model: &Model, session: &Session, sheet: &mut Sheet<'_>) {
    let lang = model.lang;
    let floor = &session.floor;
    let count = format!("{}", floor.queue.len());
    let closed = if floor.list_open {
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

/// Who spoke how often and how long, by person and by unit, with the speeches that are not over.
///
/// The one that runs is counted up to the last full minute of the clock, so that these figures
/// change only when the time of day does: they are never more than was spoken, and the sign of who
/// speaks says that they are still growing. Speeches paused below it are counted to the second.
fn totals(model: &Model, session: &Session, sheet: &mut Sheet<'_>) {
    let lang = model.lang;
    let floor = &session.floor;
    let at = floor.last_full_minute(model.now());
    let sign = |id| speaks(session, id);
    let mut people: Vec<_> = session
        .roster
        .iter()
        .map(|attendee| (floor.time_spoken(attendee.delegate.id, at), attendee))
        .filter(|(spoken, attendee)| spoken.0 > 0 || sign(attendee.delegate.id).is_some())
        .collect();
    people.sort_by_key(|(spoken, _)| std::cmp::Reverse(*spoken));
    sheet.heading(0, lang.text("console.floor.totals"), "");
    if people.is_empty() {
        sheet.text(1, 2, Meaning::Dim, lang.text("console.floor.nobody_spoke"));
        return;
    }
    let clock = |spoken: Millis| match spoken.0 {
        0 => "–".to_owned(),
        _ => number::clock(spoken.seconds()),
    };
    let half = sheet.height() / 2;
    let width = sheet.width();
    for (row, (spoken, attendee)) in (1..half).zip(&people) {
        let times = sign(attendee.delegate.id).map_or_else(
            || format!("×{}", floor.times_spoken(attendee.delegate.id)),
            str::to_owned,
        );
        let said = format!("{times} {:>6}", clock(*spoken));
        let end = sheet.right(row, Meaning::Dim, &said);
        let name = fit_name(&attendee.delegate.name, usize::from(end.saturating_sub(2)));
        sheet.text(row, 1, Meaning::Text, &name);
    }
    let names: BTreeSet<_> = people
        .iter()
        .map(|(_, attendee)| attendee.delegate.unit.as_str())
        .collect();
    let mut units: Vec<_> = names
        .into_iter()
        .map(|unit| (session.time_spoken_by_unit(unit, at), unit))
        .collect();
    units.sort_by_key(|(spoken, _)| std::cmp::Reverse(*spoken));
    let mut part = sheet.part(0, half + 1, width, half);
    part.heading(0, lang.text("console.floor.by_unit"), "");
    for (row, (spoken, unit)) in (1..half).zip(&units) {
        let mut own = people.iter().filter(|(_, a)| a.delegate.unit == *unit);
        let said = match own.find_map(|(_, a)| sign(a.delegate.id)) {
            Some(sign) => format!("{sign} {:>5}", clock(*spoken)),
            None => clock(*spoken),
        };
        let end = part.right(row, Meaning::Dim, &said);
        let room = end.saturating_sub(2);
        part.part(1, row, room, 1).text(0, 0, Meaning::Text, unit);
    }
}

/// The sign of somebody whose speech is not over: it runs, or its clock stands still.
fn speaks(session: &Session, delegate: DelegateId) -> Option<&'static str> {
    let floor = &session.floor;
    let mut speeches = floor.current.iter().chain(&floor.interrupted);
    let speech = speeches.find(|speech| speech.request.delegate == delegate)?;
    Some(if speech.is_paused() { "‖" } else { "▶" })
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
pub(super) fn move_cursor(model: &mut Model, input: &Input) {
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
