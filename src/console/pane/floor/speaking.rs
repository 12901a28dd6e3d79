//! Who has the floor, with a clock.

use super::LARGE;
use crate::console::digits;
use crate::console::draw::Sheet;
use crate::console::model::Model;
use crate::console::theme::Meaning;
use crate::console::verb;
use crate::console::words;
use crate::session::floor::{Speech, Warning};
use crate::session::{Millis, Phase, Session};
use crate::text::{number, width::fit_name};

/// Who has the floor, with a clock; a large one where there is room for it.
pub fn view(model: &Model, session: &Session, sheet: &mut Sheet<'_>) {
    let lang = model.lang;
    let Some(speech) = session.floor.current() else {
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
