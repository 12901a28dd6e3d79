//! The keys at the foot of the screen: those that matter now, and, once the first of several was
//! pressed, what may follow. What must be confirmed and what can't be done now is to be seen before
//! the key is pressed.

use super::draw::Sheet;
use super::keymap::{Sequence, find::Follows, sequence::shown};
use super::model::Model;
use super::mouse::spot::Spot;
use super::pane::Pane;
use super::theme::Meaning;
use super::verb::{self, Able, Verb};
use super::{compact, overlay, view};
use crate::text;

/// The sign behind what asks before it is done.
pub const ASKS: &str = "?";

/// The least columns that a key with what it does takes among those that may follow.
const COLUMN: u16 = 38;

/// What is looked for at any moment of a meeting, so that it is shown, dimmed, also where it can't be
/// done just now.
const MISSED: [&str; 9] = [
    "floor.next",
    "floor.pause",
    "floor.extend",
    "floor.end",
    "poll.open",
    "poll.close",
    "agenda.next",
    "floor.request",
    "poll.vote",
];

/// A key and what it does.
struct Hint {
    /// The name of the verb.
    verb: &'static str,
    key: String,
    label: &'static str,
    /// Whether it asks first, as things stand.
    asks: bool,
    able: bool,
}

impl Hint {
    /// Of a verb whose key does it here, at this moment; for what can't be done: would do it.
    fn of(model: &Model, verb: &Verb) -> Option<Self> {
        let keys = model.keymap.way(model, verb)?;
        model.keymap.does(model, keys, verb).then(|| Self {
            verb: verb.name,
            key: Sequence::shown(keys),
            label: verb.label(model),
            asks: asks(model, verb),
            able: verb.is_able(model),
        })
    }

    /// How many columns it takes, with the space behind it.
    fn width(&self) -> usize {
        text::width(&self.key) + text::width(self.label) + 3 + usize::from(self.asks)
    }

    fn view(&self, sheet: &mut Sheet<'_>, row: u16, col: u16) -> u16 {
        let key = if self.able {
            Meaning::Accent
        } else {
            Meaning::Dim
        };
        let begin = col;
        let col = sheet.text(row, col, key, &self.key);
        let mut col = sheet.text(row, col + 1, Meaning::Dim, self.label);
        if self.asks {
            col = sheet.text(row, col, Meaning::Warning, ASKS);
        }
        let mut hint = sheet.part(begin, row, col.saturating_sub(begin), 1);
        hint.means(Spot::Verb(self.verb));
        col
    }
}

/// Whether something asks before it is done, as things stand.
#[must_use]
pub fn asks(model: &Model, verb: &Verb) -> bool {
    verb.is_able(model) && (verb.question)(model).is_some()
}

/// How much it belongs into the footer now. A motion that nobody has prepared waits longer than what the
/// pane in front is for.
fn rank(model: &Model, verb: &Verb) -> u8 {
    let is_for_votes = matches!(model.seen_pane(), Pane::Main | Pane::Vote);
    match verb.name == "poll.open" && !is_for_votes && verb::poll::opens_motion(model) {
        true => verb::named("poll.prepare").map_or(verb.footer, |verb| verb.footer),
        false => verb.footer,
    }
}

/// The keys that matter now, the most important first, as many as there is room for; then what
/// somebody may look for and can't do just now, dimmed.
pub fn footer(model: &Model, sheet: &mut Sheet<'_>) {
    let is_small = view::is_too_small(model.size);
    // Of a meeting that is over or can't be reached nothing is missed.
    let is_missed = |verb: &Verb| verb::is_under_way(model) && MISSED.contains(&verb.name);
    let own = |verb: &&Verb| {
        let here = match is_small {
            true => compact::works(model, verb) && verb.is_able(model),
            false => verb.is_in(model.pane),
        };
        let shown = verb.is_for(model.role) && here && verb.footer > 0;
        shown && verb.is_next(model) && (verb.is_able(model) || is_missed(verb))
    };
    let mut verbs: Vec<_> = verb::all().filter(own).collect();
    verbs.sort_by_key(|verb| {
        (
            !verb.is_able(model),
            rank(model, verb),
            verb.panes.is_empty(),
        )
    });
    // Help, palette and the way out always have their place; where all is small the way out does.
    let is_last = |verb: &&Verb| verb.footer >= 9 && (!is_small || verb.name == "screen.quit");
    let (last, first): (Vec<_>, Vec<_>) = verbs.into_iter().partition(is_last);
    let hints = |verbs: Vec<&Verb>| {
        let hints = verbs.into_iter().filter_map(|verb| Hint::of(model, verb));
        hints.collect::<Vec<_>>()
    };
    let (first, last) = (hints(first), hints(last));
    // The blanks behind the last one need no room.
    let mut room = usize::from(sheet.width().saturating_add(1));
    room = room.saturating_sub(last.iter().map(Hint::width).sum());
    let mut shown = vec![];
    let mut left = vec![];
    for hint in first {
        // A shorter one further down may still find room.
        if hint.width() <= room {
            room -= hint.width();
            shown.push(hint);
        } else {
            left.push(hint);
        }
    }
    let mut col = 1;
    if shown.is_empty() {
        // Where no label has room, the keys alone are better than nothing.
        for hint in left.iter().filter(|hint| hint.able) {
            let taken = text::width(&hint.key) + 2;
            if taken <= room {
                room -= taken;
                let width = u16::try_from(text::width(&hint.key)).unwrap_or(0);
                let mut key = sheet.part(col, 0, width, 1);
                key.text(0, 0, Meaning::Accent, &hint.key);
                key.means(Spot::Verb(hint.verb));
                col += width + 1;
            }
        }
    }
    for hint in shown.iter().chain(&last) {
        col = hint.view(sheet, 0, col) + 2;
    }
}

/// How many columns of keys there are in a box this wide.
fn columns(width: u16) -> usize {
    usize::from((width / COLUMN).clamp(1, 3))
}

/// How many rows it takes to show what may follow.
#[must_use]
pub fn pending_rows(model: &Model, width: u16) -> u16 {
    let follows = model.keymap.follows(model, &model.pending).len();
    u16::try_from(follows.div_ceil(columns(width)) + 3).unwrap_or(u16::MAX)
}

/// The keys that were pressed, and what may follow them: what can't be done now is dimmed, with the
/// reason where there is room for it.
pub fn pending(model: &Model, sheet: &mut Sheet<'_>) {
    sheet.rule(0);
    let pressed = format!("{} …", shown(&model.pending));
    sheet.text(1, 1, Meaning::Heading, &pressed);
    let follows = model.keymap.follows(model, &model.pending);
    let widest = follows.iter().map(|f| text::width(&f.keys)).max();
    let columns = columns(sheet.width());
    let rows = usize::from(sheet.height().saturating_sub(3)).max(1);
    let width = sheet.width() / u16::try_from(columns).unwrap_or(1);
    for (place, follows) in follows.iter().enumerate() {
        let (col, row) = (place / rows, place % rows);
        let at = |n: usize| u16::try_from(n).unwrap_or(u16::MAX);
        let mut cell = sheet.part(at(col).saturating_mul(width), at(row) + 2, width - 1, 1);
        follow(model, follows, widest.unwrap_or(0), &mut cell);
    }
    let last = sheet.height().saturating_sub(1);
    let col = overlay::hints(model, sheet, last, &[("esc", "console.hint.leave")]);
    asks_legend(model, sheet, last, col);
}

fn follow(model: &Model, follows: &Follows, keys: usize, sheet: &mut Sheet<'_>) {
    let verb = follows.verb;
    let (key, label, reason) = match (verb.able)(model) {
        Able::Yes => (Meaning::Accent, Meaning::Text, String::new()),
        Able::No(reason) => (Meaning::Dim, Meaning::Dim, model.text(reason)),
    };
    let col = sheet.text(0, 1, key, &text::pad_left(&follows.keys, keys));
    let mut col = sheet.text(0, col + 1, label, verb.label(model));
    if asks(model, verb) {
        col = sheet.text(0, col, Meaning::Warning, ASKS);
    }
    // Half a reason is none: whoever presses the key is told, and help and palette tell it whole.
    if usize::from(sheet.width()) >= usize::from(col) + 2 + text::width(&reason) {
        sheet.text(0, col + 2, Meaning::Dim, &reason);
    }
    sheet.means(Spot::Verb(verb.name));
}

/// How many columns it takes to say what the sign behind what asks means.
pub fn asks_width(model: &Model) -> u16 {
    let said = text::width(model.lang.text("console.hint.asks")) + text::width(ASKS) + 2;
    u16::try_from(said).unwrap_or(u16::MAX)
}

/// What the sign behind what asks means. Returns the column behind it.
pub fn asks_legend(model: &Model, sheet: &mut Sheet<'_>, row: u16, col: u16) -> u16 {
    let col = sheet.text(row, col, Meaning::Warning, ASKS);
    sheet.text(
        row,
        col + 1,
        Meaning::Dim,
        model.lang.text("console.hint.asks"),
    )
}
