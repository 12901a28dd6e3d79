//! Conclusions: the outline of one item, as it will leave the room.

use crate::console::draft::Aim;
use crate::console::draw::{Sheet, moved};
use crate::console::keys::Move;
use crate::console::model::Model;
use crate::console::mouse::spot::{Spot, Thing};
use crate::console::theme::Meaning;
use crate::console::verb;
use crate::console::words;
use crate::session::conclusions::{Conclusion, Outline, marks};
use crate::session::{ItemId, Role, Session};
use crate::text;

/// The conclusions that this person sees of an item: the draft at the head table, else what was
/// adopted.
pub(in crate::console) fn seen(model: &Model, outline: &Outline) -> Vec<Conclusion> {
    let officer = matches!(model.role, Role::Chair | Role::Secretary);
    if officer {
        outline.draft.clone()
    } else {
        outline.adopted.clone().unwrap_or_default()
    }
}

/// Turns to the next item, or the one before.
pub fn turn(model: &mut Model, forward: bool) {
    let (Some(session), Some(item)) = (&model.session, model.concluding()) else {
        return;
    };
    let mut items = session.plan.item_ids();
    let turned = if forward {
        items.find(|other| *other > item)
    } else {
        items.rev().find(|other| *other < item)
    };
    if turned.is_some() {
        model.looking.concluding = turned;
        model.looking.conclusion = None;
    }
}

/// Draws the pane.
pub fn view(model: &Model, session: &Session, sheet: &mut Sheet<'_>) {
    let Some(item) = model.concluding() else {
        return;
    };
    let none = Outline::default();
    let outline = session.conclusions.of(item).unwrap_or(&none);
    let (meaning, said) = state(model, outline);
    let width = sheet.width();
    let end = sheet.right(0, meaning, &format!("{said} "));
    let title = words::item_title(model, item);
    sheet
        .part(1, 0, end.saturating_sub(2), 1)
        .text(0, 0, Meaning::Speaking, &title);
    let shown = seen(model, outline);
    let waiting = unsent(model, item);
    if shown.is_empty() {
        let key = if model.role.is_officer() {
            "console.conclusions.none"
        } else {
            "console.conclusions.none_adopted"
        };
        sheet.wrapped(2, 3, 2, Meaning::Dim, &model.text(key));
    }
    let height = sheet.height().saturating_sub(3);
    let mut body = sheet.part(1, 2, width.saturating_sub(2), height);
    let pointed = model.looking.conclusion;
    let cursor = shown.iter().position(|c| Some(c.id) == pointed);
    list(model, item, &shown, cursor, None, &mut body);
    if waiting > 0 {
        let last = sheet.height().saturating_sub(1);
        let text = model.fill("console.conclusions.unsent", &[("n", &waiting)]);
        sheet.text(last, 1, Meaning::Warning, &text);
    }
}

/// What was concluded on the item dealt with, for large screens.
pub(super) fn summary(model: &Model, session: &Session, sheet: &mut Sheet<'_>) {
    let lang = model.lang;
    let Some(item) = session.agenda.current.or_else(|| session.previous_item()) else {
        return;
    };
    let none = Outline::default();
    let outline = session.conclusions.of(item).unwrap_or(&none);
    let (meaning, said) = state(model, outline);
    let heading = (Meaning::Heading, lang.text("console.conclusions.heading"));
    let number = (Meaning::Dim, &*item.to_string());
    sheet.titled(0, &[heading, number, (meaning, said)]);
    let shown = seen(model, outline);
    if shown.is_empty() {
        let nothing = match model.role.is_officer() {
            true => verb::hinted(
                model,
                "conclusions.start",
                "console.conclusions.nothing",
                "console.conclusions.nothing_press",
            ),
            false => lang.text("console.conclusions.none_adopted").to_owned(),
        };
        sheet.wrapped(1, 0, 2, Meaning::Dim, &nothing);
    }
    let (width, height) = (sheet.width(), sheet.height());
    let mut body = sheet.part(0, 1, width, height.saturating_sub(1));
    // What was written last is what is being talked about.
    let last = shown.len().checked_sub(1);
    list(model, item, &shown, None, last, &mut body);
}

/// How the conclusions of an item stand.
fn state(model: &Model, outline: &Outline) -> (Meaning, &'static str) {
    let lang = model.lang;
    if outline.draft.is_empty() {
        (Meaning::Dim, "")
    } else if outline.is_adopted() {
        (Meaning::Good, lang.text("console.conclusions.adopted"))
    } else if outline.adopted.is_some() {
        (Meaning::Warning, lang.text("console.conclusions.changed"))
    } else {
        (Meaning::Warning, lang.text("console.conclusions.draft"))
    }
}

/// How many texts on this item have not arrived at the hub.
fn unsent(model: &Model, item: ItemId) -> usize {
    model
        .drafts
        .values()
        .filter(|draft| draft.item == item)
        .count()
}

/// Conclusions below each other; the one with the cursor is marked and kept in sight, else the other
/// one is.
fn list(
    model: &Model,
    item: ItemId,
    shown: &[Conclusion],
    cursor: Option<usize>,
    in_sight: Option<usize>,
    sheet: &mut Sheet<'_>,
) {
    let marks = marks(shown);
    let width = usize::from(sheet.width());
    // Every conclusion takes as many rows as its words and its tasks need; the one under the cursor is
    // kept in sight.
    let broken = |conclusion: &Conclusion, text: &str| {
        let taken = indent(conclusion) + 4;
        text::wrap(text, width.saturating_sub(taken))
    };
    let blocks: Vec<(Vec<String>, Vec<String>)> = shown
        .iter()
        .map(|conclusion| {
            let tasks = tasks(model, conclusion);
            let tasks = Some(tasks).filter(|tasks| !tasks.is_empty());
            let tasks = tasks.map_or_else(Vec::new, |tasks| broken(conclusion, &tasks));
            (broken(conclusion, &conclusion.content.text), tasks)
        })
        .collect();
    let rows: Vec<usize> = blocks
        .iter()
        .map(|(text, tasks)| text.len() + tasks.len())
        .collect();
    let height = usize::from(sheet.height());
    let mut top = 0;
    if let Some(kept) = cursor.or(in_sight) {
        while top < kept && rows[top..=kept].iter().sum::<usize>() > height {
            top += 1;
        }
    }
    let mut row = 0u16;
    for (place, conclusion) in shown.iter().enumerate().skip(top) {
        let indent = u16::try_from(indent(conclusion)).unwrap_or(0);
        let meaning = if conclusion.level <= 1 {
            Meaning::Speaking
        } else {
            Meaning::Text
        };
        let first = row;
        sheet.text(row, indent, Meaning::Accent, &marks[place]);
        let (text, tasks) = &blocks[place];
        let text = text.iter().map(|line| (meaning, line));
        let tasks = tasks.iter().map(|line| (Meaning::Dim, line));
        for (meaning, line) in text.chain(tasks) {
            sheet.text(row, indent + 3, meaning, line);
            row += 1;
        }
        if is_unsent(model, conclusion) {
            sheet.text(first, indent + 2, Meaning::Warning, "✎");
        }
        let mut whole = sheet.part(0, first, u16::MAX, row - first);
        whole.means(Spot::Thing(Thing::Conclusion(item, conclusion.id)));
        if cursor == Some(place) {
            for row in first..row {
                sheet.select(row);
            }
        }
    }
}

fn indent(conclusion: &Conclusion) -> usize {
    usize::from(conclusion.level.saturating_sub(1)) * 3
}

fn is_unsent(model: &Model, conclusion: &Conclusion) -> bool {
    model
        .drafts
        .values()
        .any(|draft| matches!(draft.aim, Aim::Change { conclusion: id, .. } if id == conclusion.id))
}

/// Who is to do it, with whom, by when, in one row.
#[must_use]
pub fn tasks(model: &Model, conclusion: &Conclusion) -> String {
    task_parts(model, conclusion).join(" · ")
}

/// The parts of the same.
#[must_use]
pub fn task_parts(model: &Model, conclusion: &Conclusion) -> Vec<String> {
    let lang = model.lang;
    let content = &conclusion.content;
    let mut parts = vec![];
    if !content.lead.is_empty() {
        parts.push(lang.fill("console.conclusions.lead", &[("unit", &content.lead)]));
    }
    if !content.with.is_empty() {
        parts.push(lang.fill(
            "console.conclusions.with",
            &[("units", &content.with.join(", "))],
        ));
    }
    if let Some(due) = &content.due {
        let said = words::due_said(lang, due);
        parts.push(lang.fill(words::due_label(due), &[("due", &said)]));
    }
    parts
}

/// Moves the cursor among the conclusions.
pub(super) fn move_cursor(model: &mut Model, step: Move) {
    let (Some(session), Some(item)) = (&model.session, model.concluding()) else {
        return;
    };
    let Some(outline) = session.conclusions.of(item) else {
        return;
    };
    let shown = seen(model, outline);
    let cursor = shown
        .iter()
        .position(|c| Some(c.id) == model.looking.conclusion);
    let place = match cursor {
        Some(cursor) => moved(step, cursor, shown.len(), 5),
        None => moved(step, 0, shown.len(), 5).map(|_| 0),
    };
    if let Some(place) = place {
        model.looking.conclusion = shown.get(place).map(|conclusion| conclusion.id);
    }
}
