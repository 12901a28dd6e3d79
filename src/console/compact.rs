//! The console on a terminal smaller than [`SMALLEST`]: who speaks and the clock, who comes next, the
//! vote, what deserves attention before all else, and what to press.
//!
//! Whatever pane was in front, it is the floor and the vote that are seen here, so what belongs to a
//! pane can't be done; its key says so. What lies over the pane is opened by every key that opens it, and
//! shown where it has room. Where it has none it waits with everything typed into it, and takes no keys
//! unseen: a name that is typed after such a key is never taken for commands.

use super::draw::Sheet;
use super::foot::footer;
use super::keymap::sequence;
use super::keys::{self, Input, Key};
use super::model::Model;
use super::mouse::spot::Spot;
use super::overlay::{self, Overlay};
use super::pane;
use super::theme::Meaning;
use super::verb::Verb;
use super::verb::screen::{asks_to_quit, is_move, is_quit, turns};
use super::view::{SMALLEST, header, notice, notice_rows, room_over, trouble, undoable, waiting};
use super::{Effect, attention, foot, update};
use crate::session::Session;

/// What can be done however small it is: what it does is seen in the rows that are left.
const WORKS: [&str; 17] = [
    "floor.next",
    "floor.pause",
    "floor.resume",
    "floor.extend",
    "floor.end",
    "poll.open",
    "poll.close",
    "life.suspend",
    "life.resume",
    "floor.request",
    "floor.withdraw",
    "floor.finish",
    "poll.ready",
    "poll.vote",
    "consent.object",
    "attention.seen",
    "screen.quit",
];

/// From how many columns and rows on floor and vote have parts of their own.
const ROOMY: (u16, u16) = (44, 12);
/// From how many columns on they stand side by side.
const BROAD: u16 = 80;
/// How many rows it takes to say that nobody speaks.
const NOBODY: u16 = 4;
/// From how many rows on all of a vote is shown.
const WHOLE_VOTE: u16 = 8;
/// How many columns something to be typed or chosen has at the least.
const LEAST: u16 = 40;

/// Whether there is room for more than who speaks and the vote: the item at hand, and words to the person.
fn is_roomy((width, height): (u16, u16)) -> bool {
    width >= ROOMY.0 && height >= ROOMY.1
}

/// Whether it belongs to a pane, none of which is seen here.
pub(super) fn is_of_panes(verb: &Verb) -> bool {
    !verb.panes.is_empty() || turns(verb) || is_move(verb)
}

/// Whether this can be done here, and what it does is seen.
pub(super) fn works(model: &Model, verb: &Verb) -> bool {
    WORKS.contains(&verb.name) || (!is_of_panes(verb) && is_roomy(model.size))
}

/// What a verb does here: what it sends, where that is seen or is asked about first.
pub(super) fn seen(model: &mut Model, verb: &Verb, effects: Vec<Effect>) -> Vec<Effect> {
    if effects.is_empty() || model.overlay.is_some() || works(model, verb) {
        return effects;
    }
    overlay::forget(model, &effects);
    refused(model, verb)
}

/// Says that something needs a larger terminal; not of the way to the main screen, of which one sees what
/// is left.
pub(super) fn refused(model: &mut Model, verb: &Verb) -> Vec<Effect> {
    if verb.name == "screen.main" {
        return vec![];
    }
    let (columns, rows) = SMALLEST;
    let values: [(&str, &dyn std::fmt::Display); 3] = [
        ("label", &verb.label(model)),
        ("width", &columns),
        ("height", &rows),
    ];
    model.warn(model.lang.fill("console.compact.elsewhere", &values));
    vec![]
}

/// How many rows a list takes at the least in which the cursor is scrolled to.
const LIST: u16 = 7;
/// How many rows what takes a whole pane has at the least.
const PAGE: u16 = 8;
/// How many rows stay above it: who speaks and the clock.
const ABOVE: u16 = 2;

/// Whether what lies over the pane is seen here, and who speaks above it.
fn has_room(model: &Model, overlay: &Overlay) -> bool {
    let (width, height) = model.size;
    let wide = match overlay {
        Overlay::Confirm(_) => LEAST / 2,
        _ => LEAST,
    };
    let rows = overlay::rows(model, overlay, width, u16::MAX);
    let rows = match (overlay, rows) {
        (Overlay::Confirm(_) | Overlay::Field(_), Some(rows)) => rows,
        (_, Some(rows)) => rows.min(LIST),
        (_, None) => PAGE + ABOVE,
    };
    width >= wide && rows < height
}

/// Whether nothing is lost where it is left unseen: a conclusion is kept as a draft.
fn is_left_by_esc(over: &Overlay) -> bool {
    !over.holds_text() || matches!(over, Overlay::Editor(_))
}

/// Takes a key, if what it does can be seen.
pub(super) fn key(model: &mut Model, input: &Input) -> Vec<Effect> {
    match model.overlay.take() {
        Some(over)
            if asks_to_quit(&over)
                || has_room(model, &over)
                || (input.key == Key::Esc && is_left_by_esc(&over)) =>
        {
            model.overlay = Some(over);
            update::take(model, input)
        }
        beneath if is_quit(model, input) => overlay::ask_to_quit(model, beneath),
        None => update::take(model, input),
        beneath => {
            model.overlay = beneath;
            vec![]
        }
    }
}

/// Takes what was pasted, if it can be seen.
pub(super) fn paste(model: &mut Model, text: &str) -> Vec<Effect> {
    let seen = model.overlay.as_ref();
    match seen.is_some_and(|over| has_room(model, over)) {
        true => overlay::paste(model, text),
        false => vec![],
    }
}

/// Draws everything.
pub(super) fn view(model: &Model, sheet: &mut Sheet<'_>) {
    let (width, height) = (sheet.width(), sheet.height());
    let (keys, word) = match height {
        0 | 1 => (0, 0),
        2 | 3 => (1, 0),
        _ => (1, notice_rows(model, width).min(height / 4)),
    };
    let over = model.overlay.as_ref();
    let shown = over.filter(|over| has_room(model, over) && !asks_to_quit(over));
    if let Some(over) = shown {
        let rows = overlay::rows(model, over, width, room_over((width, height)));
        let rows = rows.unwrap_or(height.saturating_sub(ABOVE));
        let above = height - rows;
        let word = match model.notice {
            Some(_) => notice_rows(model, width).min(above.saturating_sub(1)),
            None => 0,
        };
        sheet.means(Spot::Outside);
        body(model, &mut sheet.part(0, 0, width, above - word).inert());
        notice(model, &mut sheet.part(0, above - word, width, word));
        overlay::view(model, over, &mut sheet.part(0, height - rows, width, rows));
        return;
    }
    let above = height - keys - word;
    if let Some(over) = over {
        let said = why_not(model, over);
        let row = sheet.wrapped(0, 0, height, Meaning::Warning, &said);
        let mut below = sheet.part(0, row, width, above.saturating_sub(row));
        body(model, &mut below.inert());
        return;
    }
    // No cursor moves here, and there are no panes to turn to.
    body(model, &mut sheet.part(0, 0, width, above).inert());
    let mut row = sheet.part(0, above, width, word);
    if !model.pending.is_empty() {
        let pressed = format!("{} …", sequence::shown(&model.pending));
        row.text(0, 1, Meaning::Heading, &pressed);
        row = sheet.part(0, above, width, 0);
    }
    if notice(model, &mut row) || trouble(model, &mut row) {
        // What was said goes by itself, and what is wrong with the link comes before all else.
    } else if attention::is_said(model) {
        attention::view(model, &mut row);
    } else if !undoable(model, &mut row) {
        let (columns, rows) = SMALLEST;
        let values: [(&str, &dyn std::fmt::Display); 2] = [("width", &columns), ("height", &rows)];
        let said = model.lang.fill("console.compact.more", &values);
        row.text(0, 1, Meaning::Dim, &said);
    }
    footer(model, &mut sheet.part(0, above + word, width, keys));
    let follow = foot::pending_rows(model, width);
    if !model.pending.is_empty() && width >= LEAST && follow < height {
        let mut part = sheet.part(0, height - follow, width, follow);
        part.clear();
        foot::pending(model, &mut part);
    }
}

/// What is said of something that has no room here.
fn why_not(model: &Model, over: &Overlay) -> String {
    if asks_to_quit(over) {
        let (yes, no) = (keys::shown("enter"), keys::shown("esc"));
        let values: [(&str, &dyn std::fmt::Display); 2] = [("yes", &yes), ("no", &no)];
        return model.lang.fill("console.quit_here", &values);
    }
    let (columns, rows) = SMALLEST;
    let esc = keys::shown("esc");
    let values: [(&str, &dyn std::fmt::Display); 3] =
        [("width", &columns), ("height", &rows), ("esc", &esc)];
    let key = match over.holds_text() {
        true => "console.compact.kept",
        false => "console.compact.needs_room",
    };
    model.lang.fill(key, &values)
}

/// Floor and vote, in as many rows as there are.
fn body(model: &Model, sheet: &mut Sheet<'_>) {
    let Some(session) = &model.session else {
        return waiting(model, sheet);
    };
    let (width, height) = (sheet.width(), sheet.height());
    if !is_roomy((width, height + 2)) {
        return rows(model, session, sheet);
    }
    header(model, &mut sheet.part(0, 0, width, 1));
    let inner = width - 2;
    pane::agenda::current(model, session, &mut sheet.part(1, 1, inner, 1));
    let mut rest = sheet.part(1, 2, inner, height - 2);
    let rows = rest.height();
    if width >= BROAD {
        let left = inner * 57 / 100;
        pane::floor::summary(model, session, &mut rest.part(0, 0, left, rows));
        let right = left + 3;
        pane::vote::summary(
            model,
            session,
            &mut rest.part(right, 0, inner - right, rows),
        );
        return;
    }
    // Where nobody speaks, why not takes two rows.
    let speaking = match session.floor.speaking.is_empty() {
        true => NOBODY,
        false => pane::floor::SPEAKING.max(pane::floor::speaking::rows(session)),
    };
    let mut part = rest.part(0, 0, inner, speaking);
    pane::floor::speaking::view(model, session, &mut part);
    let left = rows.saturating_sub(speaking);
    let vote = match pane::vote::to_be_seen(session) {
        Some(_) => left / 2 + 1,
        None => 0,
    };
    let queue = left.saturating_sub(vote);
    let mut part = rest.part(0, speaking, inner, queue);
    pane::floor::queue(model, session, &mut part);
    voting(
        model,
        session,
        &mut rest.part(0, speaking + queue, inner, vote),
    );
}

/// The vote in the rows that are left for it: whole where it fits, else how it stands comes first.
fn voting(model: &Model, session: &Session, sheet: &mut Sheet<'_>) {
    if sheet.height() >= WHOLE_VOTE {
        pane::vote::summary(model, session, sheet);
        return;
    }
    let row = pane::vote::line(model, session, 0, sheet);
    let rest = sheet.height().saturating_sub(row);
    if let Some(poll) = pane::vote::to_be_seen(session) {
        sheet.wrapped(row, 2, rest, Meaning::Text, &poll.question.text);
    }
}

/// The same where there are only a few rows: one for each, the most important first to stay.
fn rows(model: &Model, session: &Session, sheet: &mut Sheet<'_>) {
    let (width, height) = (sheet.width(), sheet.height());
    let vote = pane::vote::to_be_seen(session).is_some();
    let mut row = 0;
    if height > 3 {
        pane::agenda::current(model, session, &mut sheet.part(0, 0, width, 1));
        row = 1;
    }
    pane::floor::speaking::line(model, session, row, sheet);
    row += 1;
    if height > 4 {
        pane::floor::speaking::state(model, session, row, sheet);
        row += 1;
    }
    if vote {
        row += pane::vote::line(model, session, row, sheet);
    }
    if row < height {
        pane::floor::next(model, session, &mut sheet.part(0, row, width, height - row));
    }
}
