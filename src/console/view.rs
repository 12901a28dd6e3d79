//! What the console looks like: a header, the pane in front, a word to the person, the keys.

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::attention;
use super::draw::Sheet;
use super::model::{Link, Model, Notice};
use super::mouse::spot::{Pointer, Spot};
use super::pane::{self, Pane};
use super::theme::Meaning;
use super::verb;
use super::{compact, display, foot, overlay, words};
use crate::text::{self, number};

/// The smallest terminal on which the console is complete. Four rows fewer than terminals usually have:
/// tmux and screen take one for themselves, and so do others.
pub const SMALLEST: (u16, u16) = (80, 20);

/// The rows at the head that nothing may cover: header, item, who speaks with the clock.
const HEAD: u16 = 9;

/// How many rows a word to the person takes at most.
const MOST_SAID: u16 = 10;
/// How many where something lies over the pane: fewer than reach who speaks.
const MOST_SAID_OVER: u16 = 4;

/// How many columns of a step that can be undone say something.
const LEAST_STEP: usize = 8;

/// The verb that undoes what is offered to be undone.
const UNDO: &str = "undo.last";

/// Whether a terminal of this size is too small for the console.
#[must_use]
pub fn is_too_small(size: (u16, u16)) -> bool {
    size.0 < SMALLEST.0 || size.1 < SMALLEST.1
}

/// How many rows what lies over the pane may take on a screen of this size: it covers the foot of the
/// pane, never the clock at its head.
#[must_use]
pub fn room_over(size: (u16, u16)) -> u16 {
    match is_too_small(size) {
        true => size.1.saturating_sub(1),
        false => size.1 - HEAD,
    }
}

/// Draws everything.
pub fn view(model: &Model, frame: &mut Frame<'_>) {
    let area = frame.area();
    draw(
        model,
        &mut Sheet::new(frame.buffer_mut(), area, &model.theme),
    );
}

/// What a place on the screen means.
pub(super) fn pointed(model: &Model, column: u16, row: u16) -> Option<Spot> {
    let (width, height) = model.size;
    let area = Rect::new(0, 0, width, height);
    let mut pointer = Pointer::at(column, row);
    let mut unseen = Buffer::empty(area);
    let sheet = Sheet::new(&mut unseen, area, &model.theme);
    draw(model, &mut sheet.asked_about(&mut pointer));
    pointer.spot()
}

fn draw(model: &Model, sheet: &mut Sheet<'_>) {
    sheet.clear();
    if model.display {
        return display::view(model, sheet);
    }
    let (width, height) = (sheet.width(), sheet.height());
    if is_too_small((width, height)) {
        return compact::view(model, sheet);
    }
    header(model, &mut sheet.part(0, 0, width, 1));
    let Some(overlay) = &model.overlay else {
        under_header(model, &mut sheet.part(0, 1, width, 1));
        body(model, &mut sheet.part(0, 2, width, height - 4));
        let rows = notice_rows(model, width);
        let mut word = sheet.part(0, height - 1 - rows, width, rows);
        if !notice(model, &mut word) {
            undoable(model, &mut word);
        }
        foot::footer(model, &mut sheet.part(0, height - 1, width, 1));
        if !model.pending.is_empty() {
            let rows = foot::pending_rows(model, width).min(height - HEAD);
            let mut part = sheet.part(0, height - rows, width, rows);
            part.clear();
            foot::pending(model, &mut part);
        }
        return;
    };
    sheet.means(Spot::Outside);
    if let Some(rows) = overlay::rows(model, overlay, width, room_over((width, height))) {
        let mut beneath = sheet.part(0, 2, width, height - 4);
        body(model, &mut beneath.inert());
        let mut foot = sheet.part(0, height - rows, width, rows);
        foot.clear();
        overlay::view(model, overlay, &mut foot);
    } else {
        overlay::view(model, overlay, &mut sheet.part(0, 2, width, height - 2));
    }
    let rows = notice_rows(model, width).min(MOST_SAID_OVER);
    let mut word = sheet.part(0, 1, width, rows);
    let mut word = word.inert();
    if !notice(model, &mut word) {
        under_header(model, &mut word);
    }
}

/// What is to be known before all else: that the present is not seen, or what deserves attention.
fn under_header(model: &Model, sheet: &mut Sheet<'_>) {
    if !trouble(model, sheet) {
        attention::view(model, sheet);
    }
}

fn body(model: &Model, sheet: &mut Sheet<'_>) {
    match &model.session {
        Some(session) => pane::view(model, session, sheet),
        None => waiting(model, sheet),
    }
}

pub(super) fn header(model: &Model, sheet: &mut Sheet<'_>) {
    let lang = model.lang;
    let link = link(model);
    let mut end = sheet.right(0, link.0, &format!("{} ", link.1));
    let title = match &model.session {
        None => &model.address,
        Some(session) => {
            let (sign, meaning, word) = words::phase(lang, session.phase);
            let now = words::time_of_day(session, model.now());
            let role = words::role(lang, model.role);
            let said = format!("{sign} {word}  {now}  {role}  ");
            let width = u16::try_from(text::width(&said)).unwrap_or(0);
            end = end.saturating_sub(width);
            let col = sheet.text(0, end, meaning, &format!("{sign} {word}"));
            sheet.text(0, col, Meaning::Dim, &format!("  {now}  {role}"));
            &session.plan.title
        }
    };
    let mut left = sheet.part(1, 0, end.saturating_sub(3), 1);
    // Where one is stands in full; the title gives way.
    let place = match model.pane {
        Pane::Main => String::new(),
        pane => format!(" › {}", pane.title(lang)),
    };
    let room = usize::from(left.width()).saturating_sub(text::width(&place));
    let col = left.text(0, 0, Meaning::Heading, &text::fit(title, room));
    left.text(0, col, Meaning::Accent, &place);
    left.means(Spot::Pane(Pane::Main));
}

/// How the link fares, as short as it can be said.
fn link(model: &Model) -> (Meaning, String) {
    let lang = model.lang;
    if let Some(playback) = &model.playback {
        let sign = if playback.paused { "‖" } else { "▶" };
        let said = format!(
            "{sign} ×{} {}/{}",
            playback.speed, playback.at, playback.end
        );
        return (Meaning::Accent, said);
    }
    match model.link {
        Link::Joining => (
            Meaning::Warning,
            lang.text("console.link.joining").to_owned(),
        ),
        Link::Live => (Meaning::Good, "⇄".to_owned()),
        Link::Lost { .. } | Link::Ended(_) => (
            Meaning::Alarm,
            format!("✗ {}", lang.text("console.link.lost")),
        ),
    }
}

/// How many rows the last word to the person takes: so many as it needs, but never as many as reach
/// who speaks. One where there is none.
pub(super) fn notice_rows(model: &Model, width: u16) -> u16 {
    let Some(notice) = &model.notice else {
        return 1;
    };
    let (_, sign) = sign(notice);
    let room = usize::from(width.saturating_sub(2)).saturating_sub(text::width(sign));
    let lines = text::wrap(&notice.text, room).len();
    u16::try_from(lines).unwrap_or(u16::MAX).min(MOST_SAID)
}

/// The last word to the person. Whether there is one.
pub(super) fn notice(model: &Model, sheet: &mut Sheet<'_>) -> bool {
    let Some(notice) = &model.notice else {
        return false;
    };
    let (meaning, sign) = sign(notice);
    sheet.clear();
    let col = sheet.text(0, 1, meaning, sign);
    let (width, rows) = (sheet.width().saturating_sub(1), sheet.height());
    let mut said = sheet.part(0, 0, width, rows);
    said.wrapped(0, col, rows, meaning, &notice.text);
    true
}

/// What a word to the person looks like, and the sign before it.
fn sign(notice: &Notice) -> (Meaning, &'static str) {
    match notice.alarm {
        true => (Meaning::Alarm, "✗ "),
        false => (Meaning::Accent, ""),
    }
}

/// What the key for it would undo, and until when: a moment and no countdown, so that nothing runs
/// beside the clocks of the meeting. While votes are taken it is not shown. Whether there is something.
pub(super) fn undoable(model: &Model, sheet: &mut Sheet<'_>) -> bool {
    let session = model.session.as_ref();
    let votes = session.is_some_and(|session| session.polls.open().is_some());
    let Some(step) = verb::undo::offered(model).filter(|_| !votes) else {
        return false;
    };
    let until = session.map(|session| words::exact_time(session, step.until()));
    let key = verb::named(UNDO).map(|verb| model.way(verb));
    let key = key.unwrap_or_default();
    let lang = model.lang;
    let until = lang.fill("console.undo.until", &[("at", &until.unwrap_or_default())]);
    let label = lang.text("console.undo.offer");
    let room = usize::from(sheet.width())
        .saturating_sub(text::width(&key) + text::width(label) + text::width(&until) + 6);
    if room < LEAST_STEP {
        return false;
    }
    let what = text::fit(&words::step(model, step), room).into_owned();
    sheet.pieces(
        0,
        1,
        &[
            (Meaning::Accent, &key),
            (Meaning::Dim, " "),
            (Meaning::Dim, label),
            (Meaning::Dim, " "),
            (Meaning::Dim, &what),
            (Meaning::Dim, "  "),
            (Meaning::Dim, &until),
        ],
    );
    sheet.means(Spot::Verb(UNDO));
    true
}

/// That what is seen is not the present: the hub is gone, or the past is still being told. Whether it
/// is so.
pub(super) fn trouble(model: &Model, sheet: &mut Sheet<'_>) -> bool {
    let lang = model.lang;
    match model.link {
        Link::Ended(bye) => {
            let why = lang.text(&format!("console.bye.{}", bye.name()));
            sheet.text(0, 1, Meaning::Alarm, why);
            true
        }
        Link::Lost {
            since,
            next,
            attempt,
            ..
        } => {
            let Some(session) = &model.session else {
                return true;
            };
            let age = number::clock(model.local.since(since).seconds());
            let left = next.since(model.local).seconds().max(0);
            let at = words::exact_time(session, model.now());
            let values: [(&str, &dyn std::fmt::Display); 4] = [
                ("age", &age),
                ("at", &at),
                ("attempt", &attempt),
                ("left", &left),
            ];
            let said = lang.fill("console.link.age", &values);
            sheet.text(0, 1, Meaning::Alarm, &said);
            true
        }
        Link::Joining | Link::Live => {
            let is_past = model.session.is_some() && !model.has_caught_up();
            if is_past {
                sheet.text(0, 1, Meaning::Dim, lang.text("console.link.catching_up"));
            }
            is_past
        }
    }
}

pub(super) fn waiting(model: &Model, sheet: &mut Sheet<'_>) {
    let row = sheet.height() / 3;
    let key = match model.link {
        Link::Ended(_) => "console.link.ended",
        _ => "console.link.waiting",
    };
    let text = model.fill(key, &[("address", &model.address)]);
    sheet.wrapped(row, 4, 4, Meaning::Text, &text);
    if let Link::Lost { attempt, .. } = model.link {
        let text = model.fill("console.link.tries", &[("attempt", &attempt)]);
        sheet.wrapped(row + 2, 4, 3, Meaning::Dim, &text);
    }
}
