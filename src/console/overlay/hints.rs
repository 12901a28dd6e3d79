//! The keys at the foot of what lies on top, and what they do: to be read, and to be clicked.

use crate::console::draw::Sheet;
use crate::console::keymap::Act;
use crate::console::keys::{self, Input};
use crate::console::model::Model;
use crate::console::mouse::spot::Spot;
use crate::console::theme::Meaning;
use crate::text;

/// As [`hints`], where something is typed: with how keys are taken.
pub(super) fn typing_hints(model: &Model, sheet: &mut Sheet<'_>, row: u16, keys: &[(&str, &str)]) {
    let meaning = if model.typing.on {
        Meaning::Accent
    } else {
        Meaning::Dim
    };
    let sign = model.typing.sign();
    let col = sheet.right(row, meaning, &format!("{sign} "));
    let key = format!("{} ", model.keymap.act_shown(Act::Switch));
    let before = u16::try_from(text::width(&key)).unwrap_or(0);
    let col = col.saturating_sub(before);
    sheet.text(row, col, Meaning::Dim, &key);
    hints(model, &mut sheet.part(0, row, col, 1), 0, keys);
    if let Some(key) = key_of(model, Act::Switch.name()) {
        sheet.part(col, row, u16::MAX, 1).means(Spot::Key(key));
    }
}

/// Keys and what they do, in one row. A key that has a name, such as `editor.send`, is the one that is
/// set for it; what has none is left out. Returns the column for the next.
pub(in crate::console) fn hints(
    model: &Model,
    sheet: &mut Sheet<'_>,
    row: u16,
    hints: &[(&str, &str)],
) -> u16 {
    let mut col = 1;
    for (keys, label) in fitting(model, sheet.width(), hints) {
        let begin = col;
        let mut last = begin;
        for key in keys.split(' ') {
            last = col;
            col = sheet.text(row, col, Meaning::Accent, &shown(model, key));
            press(model, sheet, row, (last, col), key);
        }
        if col == begin {
            continue;
        }
        let behind = col;
        col = sheet.text(row, col + 1, Meaning::Dim, model.lang.text(label));
        // Of several keys, none is meant by what they do together.
        if last == begin {
            press(model, sheet, row, (behind, col), keys);
        }
        col += 2;
    }
    col
}

/// Those for which there is room, in their order; the one that leaves is always among them.
fn fitting<'a, 'b>(
    model: &Model,
    columns: u16,
    hints: &'a [(&'b str, &'b str)],
) -> Vec<&'a (&'b str, &'b str)> {
    let leaves = |hint: &(&str, &str)| hint.0 == "esc";
    let leave = hints.iter().find(|hint| leaves(hint));
    let leave = leave.map_or(0, |hint| width(model, hint) + 2);
    // The blanks behind the last one need no room.
    let mut room = (usize::from(columns) + 1).saturating_sub(leave);
    let fits = |hint: &&(&str, &str)| {
        let wide = width(model, hint) + 2;
        let fits = leaves(hint) || wide <= room;
        room = match leaves(hint) {
            true => room,
            false => room.saturating_sub(wide),
        };
        fits
    };
    hints.iter().filter(fits).collect()
}

/// The key that a hint names, as it is shown.
fn shown(model: &Model, key: &str) -> String {
    match Act::named(key) {
        Some(act) => model.keymap.act_shown(act),
        None => keys::shown(key),
    }
}

/// How many columns a hint takes; none where its key is on nothing.
fn width(model: &Model, (keys, label): &(&str, &str)) -> usize {
    let keys = keys.split(' ').map(|key| text::width(&shown(model, key)));
    match keys.sum() {
        0 => 0,
        keys => keys + 1 + text::width(model.lang.text(label)),
    }
}

/// These hints without as many of the `lesser`, from the first on, as there is no room for in a row
/// this wide, where something is typed.
pub(super) fn with_room<'a>(
    model: &Model,
    columns: u16,
    mut hints: Vec<(&'a str, &'a str)>,
    lesser: &[&str],
) -> Vec<(&'a str, &'a str)> {
    let sign = format!(
        " {} {} ",
        model.keymap.act_shown(Act::Switch),
        model.typing.sign()
    );
    let room = usize::from(columns).saturating_sub(text::width(&sign));
    let taken = |hint: &(&str, &str)| match width(model, hint) {
        0 => 0,
        wide => wide + 2,
    };
    for lesser in lesser {
        if hints.iter().map(taken).sum::<usize>() <= room {
            break;
        }
        hints.retain(|(key, _)| key != lesser);
    }
    hints
}

/// These columns of a row mean that key to the mouse.
fn press(model: &Model, sheet: &mut Sheet<'_>, row: u16, (begin, end): (u16, u16), key: &str) {
    if let Some(key) = key_of(model, key) {
        let mut part = sheet.part(begin, row, end.saturating_sub(begin), 1);
        part.means(Spot::Key(key));
    }
}

/// The key that a hint names; none where it names several at once.
fn key_of(model: &Model, key: &str) -> Option<Input> {
    match Act::named(key) {
        Some(act) => model.keymap.key_of(act)?.keys().first().cloned(),
        None => keys::parse(key),
    }
}
