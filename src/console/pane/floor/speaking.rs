//! Who has the floor, with a clock.

use crate::console::digits::{self, Size};
use crate::console::draw::Sheet;
use crate::console::model::Model;
use crate::console::theme::Meaning;
use crate::console::verb;
use crate::console::words;
use crate::session::floor::{Speech, Warning};
use crate::session::{Millis, Phase, Session, Time};
use crate::text::{self, number, width::fit_name};

/// In how many steps the gauge of a speech is filled at most.
const STEPS: u64 = 24;

/// How many rows this takes at the least, where so many have the floor.
pub(in crate::console) fn rows(session: &Session) -> u16 {
    match u16::try_from(session.floor.speaking.len()) {
        Ok(speeches @ 2..) => 1 + 2 * speeches,
        _ => 0,
    }
}

/// Who has the floor, with a clock; a large one where there is room for it.
pub fn view(model: &Model, session: &Session, sheet: &mut Sheet<'_>) {
    let lang = model.lang;
    let speaking = lang.text("console.floor.speaking");
    match &session.floor.speaking[..] {
        [] => {
            sheet.heading(0, speaking, "");
            let (state, next) = nobody(model, session);
            sheet.text(1, 2, Meaning::Text, &state);
            sheet.text(2, 2, Meaning::Dim, &next.unwrap_or_default());
        }
        [speech] => {
            sheet.heading(0, speaking, words::kind(lang, speech.request.kind));
            alone(model, session, speech, sheet);
        }
        speeches => {
            let heading = format!("{speaking} {}", speeches.len());
            sheet.heading(0, &heading, "");
            // Where there is no room for all, the latest are seen.
            let room = usize::from(sheet.height().saturating_sub(1) / 2).max(1);
            let seen = &speeches[speeches.len().saturating_sub(room)..];
            for (row, speech) in (1..).step_by(2).zip(seen) {
                let mut part = sheet.part(0, row, u16::MAX, 2);
                person(model, session, speech, false, &mut part);
            }
        }
    }
}

/// How many columns the one who has the floor keeps beside a clock.
const BESIDE: u16 = 20;
/// What a clock comes to read if nobody ends the speech: there is room for it from the beginning, so
/// that the digits do not shrink when time is up.
const TO_COME: &str = "+00:00";

/// The one who has the floor: with a gauge, and a clock as large as there is room for.
fn alone(model: &Model, session: &Session, speech: &Speech, sheet: &mut Sheet<'_>) {
    let now = model.now();
    let (clock, meaning) = clock(speech, now);
    let width = sheet.width();
    let longest = match clock.len() > TO_COME.len() {
        true => clock.as_str(),
        false => TO_COME,
    };
    // A clock grows no larger than can be read from two metres: more room is for more to be seen.
    let rows = sheet
        .height()
        .saturating_sub(3)
        .min(Size::Times(1).height());
    let size = Size::largest(longest, width.saturating_sub(BESIDE), rows);
    let wide = size.and_then(|size| Some((size.width(&clock)?, size.width(longest)?)));
    let (beside, below) = match size.zip(wide) {
        Some((size, (wide, kept))) => {
            let mut large = sheet.part(width - wide, 1, wide, size.height());
            digits::draw(&clock, size, &mut large, meaning);
            (width - kept - 1, 1 + size.height())
        }
        None => (width, 3),
    };
    person(
        model,
        session,
        speech,
        wide.is_some(),
        &mut sheet.part(0, 1, beside, 2),
    );
    if wide.is_some() {
        let said = clock_said(model, speech);
        let meaning = said_meaning(speech, now);
        sheet.part(0, 3, beside, 1).text(0, 2, meaning, &said);
    }
    gauge(model, speech, below, sheet);
    if let Some(text) = self::below(model, session, speech, width) {
        sheet.text(below + 1, 2, Meaning::Warning, &text);
    } else if let Some(text) = words::departure(model.lang, session, speech.request.id) {
        sheet.text(below + 1, 2, Meaning::Dim, &text);
    }
}

/// Who speaks in two rows, with the clock unless that is drawn elsewhere: the name, and the unit with
/// what it has left of its time.
fn person(
    model: &Model,
    session: &Session,
    speech: &Speech,
    has_clock: bool,
    sheet: &mut Sheet<'_>,
) {
    let now = model.now();
    let width = sheet.width();
    let (name_end, unit_end) = if has_clock {
        (width, width)
    } else {
        let (clock, meaning) = clock(speech, now);
        let said = clock_said(model, speech);
        (
            sheet.right(0, meaning, &clock),
            sheet.right(1, Meaning::Dim, &said),
        )
    };
    let (sign, meaning) = words::speech_sign(speech);
    sheet.text(0, 0, meaning, sign);
    let name = session.roster.name(speech.request.delegate);
    let room = usize::from(name_end.saturating_sub(3));
    sheet.text(0, 2, Meaning::Speaking, &fit_name(&name, room));
    let attendee = session.roster.get(speech.request.delegate);
    let unit = attendee.map_or("", |a| a.delegate.unit.as_str());
    let charged = session.is_charged(&speech.request);
    let account = session.account(unit, now).filter(|_| charged);
    let account = account.map(|account| words::account(model.lang, &account));
    let paused = match session.floor.speaking.len() {
        1 => None,
        _ => below(model, session, speech, width),
    };
    // The unit gives way to what it has left, and both to whom a question holds up.
    let mut room = unit_end.saturating_sub(4);
    if let Some((meaning, said)) = &account {
        let wide = u16::try_from(text::width(said)).unwrap_or(u16::MAX);
        room = room.saturating_sub(wide + 2);
        let unit = u16::try_from(text::width(unit)).unwrap_or(u16::MAX);
        sheet.text(1, 2 + unit.min(room) + 2, *meaning, said);
    }
    let (meaning, said) = match &paused {
        Some(paused) => (Meaning::Warning, paused.as_str()),
        None => (Meaning::Dim, unit),
    };
    sheet.part(2, 1, room, 1).text(0, 0, meaning, said);
}

/// Who waits to go on when this speech is over.
fn below(model: &Model, session: &Session, speech: &Speech, width: u16) -> Option<String> {
    let mut paused = session.floor.interrupted.iter();
    let below = paused.find(|below| Some(below.request.id) == speech.pauses)?;
    let room = usize::from(width.saturating_sub(20));
    let name = fit_name(&session.roster.name(below.request.delegate), room);
    let lang = model.lang;
    Some(lang.fill("console.floor.interrupted", &[("name", &name)]))
}

/// Who speaks and the clock in one row; of several the latest. Else why nobody does.
pub(in crate::console) fn line(model: &Model, session: &Session, row: u16, sheet: &mut Sheet<'_>) {
    let width = sheet.width();
    match session.floor.speaking.last() {
        Some(speech) => {
            let (clock, meaning) = clock(speech, model.now());
            let end = sheet.part(0, row, width, 1).right(0, meaning, &clock);
            let (sign, meaning) = words::speech_sign(speech);
            sheet.text(row, 0, meaning, sign);
            let name = session.roster.name(speech.request.delegate);
            let room = usize::from(end.saturating_sub(3));
            sheet.text(row, 2, Meaning::Speaking, &fit_name(&name, room));
        }
        None => {
            let (state, _) = nobody(model, session);
            let said = text::fit(&state, usize::from(width.saturating_sub(2)));
            sheet.text(row, 2, Meaning::Text, &said);
        }
    }
}

/// How the clock of [`line`] stands, in one row.
pub(in crate::console) fn state(model: &Model, session: &Session, row: u16, sheet: &mut Sheet<'_>) {
    match session.floor.speaking.last() {
        Some(speech) => {
            let said = clock_said(model, speech);
            let meaning = said_meaning(speech, model.now());
            sheet.text(row, 2, meaning, &said);
        }
        None => {
            let (_, next) = nobody(model, session);
            sheet.text(row, 2, Meaning::Dim, &next.unwrap_or_default());
        }
    }
}

/// How much of its time a speech has used, across the sheet.
pub(in crate::console) fn gauge(model: &Model, speech: &Speech, row: u16, sheet: &mut Sheet<'_>) {
    let now = model.now();
    let part = u64::try_from(speech.spoken(now).0).unwrap_or(0);
    let limit = u64::from(speech.limit.0) * 1000;
    // By no finer steps than are seen from afar: the digits tell the seconds, and every step is bytes.
    let steps = STEPS.min(u64::from(sheet.width()));
    if let Some(filled) = (part.min(limit) * steps).checked_div(limit) {
        let warning = Warning::of(speech.left(now), speech.limit);
        sheet.gauge(row, 0, sheet.width(), (filled, steps), meaning_of(warning));
    }
}

/// What the words of the clock mean: nothing to worry about while there is time.
fn said_meaning(speech: &Speech, now: Time) -> Meaning {
    match Warning::of(speech.left(now), speech.limit) {
        Warning::Calm => Meaning::Dim,
        warning => meaning_of(warning),
    }
}

/// Why nobody has the floor, and what this person can do about it.
fn nobody(model: &Model, session: &Session) -> (String, Option<String>) {
    let lang = model.lang;
    let may = |name, key| verb::can(model, name).then(|| model.text(key));
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
pub(in crate::console) fn clock(speech: &Speech, now: Time) -> (String, Meaning) {
    let left = speech.left(now);
    let text = match left {
        // Rounded up, so that a speech of three minutes begins with 03:00 and ends with 00:00.
        Some(left) if left.0 >= 0 => number::clock(Millis(left.0 + 999).seconds()),
        Some(left) => format!("+{}", number::clock(-Millis(left.0 + 999).seconds())),
        None => number::clock(speech.spoken(now).seconds()),
    };
    (text, meaning_of(Warning::of(left, speech.limit)))
}

fn meaning_of(warning: Warning) -> Meaning {
    match warning {
        Warning::Calm => Meaning::Speaking,
        Warning::LastMinute | Warning::LastSeconds => Meaning::Warning,
        Warning::Over => Meaning::Alarm,
    }
}

/// How the clock stands, in words: what its colour says is to be read, too.
pub(in crate::console) fn clock_said(model: &Model, speech: &Speech) -> String {
    let warning = Warning::of(speech.left(model.now()), speech.limit);
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
