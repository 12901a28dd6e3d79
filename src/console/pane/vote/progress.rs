//! The numbers of a poll: who is ready or has voted, what was counted, what came of it.

use super::elected;
use crate::console::draw::Sheet;
use crate::console::model::Model;
use crate::console::theme::Meaning;
use crate::console::words;
use crate::session::poll::{Manner, Poll, Stage, Tally};
use crate::session::{DelegateId, Session, Weight};
use crate::text::{self, number};

/// How many cells a bar has at the least.
const LEAST_BAR: u16 = 10;

/// How many rows [`view`] takes at most.
pub(super) fn rows(poll: &Poll) -> u16 {
    match counted(poll) {
        Some(counted) => {
            let to_say = if differ(&counted) { 2 } else { 0 };
            2 + to_say + u16::try_from(counted.len()).unwrap_or(u16::MAX - 4)
        }
        None if poll.is_open() && poll.question.manner.is_counted() => 4,
        None => 2,
    }
}

/// What was counted in the room for each choice: by both tellers, where there are two and both have
/// counted. What one of two found is for nobody to see before the other has counted, too.
fn counted(poll: &Poll) -> Option<Vec<(u32, u32)>> {
    let first = match poll.question.manner {
        Manner::Paper => &poll.ledger.as_ref()?.by_choice,
        _ => poll.hands.as_ref()?,
    };
    let second = match poll.question.terms.two_tellers {
        true => poll.second_count.as_ref()?,
        false => first,
    };
    Some(first.iter().copied().zip(second.iter().copied()).collect())
}

/// How many rows [`result`] takes.
pub(super) fn result_rows(poll: &Poll, tally: &Tally) -> u16 {
    if poll.question.rule.is_no_objection() {
        return 1;
    }
    if !poll.is_on_motion() {
        return 1 + elected::height(poll, tally);
    }
    let rest =
        u16::from(tally.not_voting() > Weight::ZERO) + u16::from(tally.invalid() > Weight::ZERO);
    1 + u16::try_from(poll.question.choices.len()).unwrap_or(u16::MAX - 2) + rest
}

/// How many of a list have a row of their own where there are so many rows, and how many are only
/// counted in the last.
pub(super) fn squeezed(all: usize, rows: u16) -> (usize, usize) {
    let rows = usize::from(rows);
    if all <= rows {
        return (all, 0);
    }
    let shown = rows.saturating_sub(1);
    (shown, all - shown)
}

/// Says in a row how many more there are. Returns the row behind it.
pub(super) fn more(sheet: &mut Sheet<'_>, row: u16, more: usize) -> u16 {
    if more == 0 {
        return row;
    }
    sheet.text(row, 0, Meaning::Dim, &format!("+{more} …"));
    (row + 1).min(sheet.height())
}

/// Who is ready or has voted, while there is no result to be seen. Returns the row behind it.
pub(super) fn view(model: &Model, session: &Session, poll: &Poll, sheet: &mut Sheet<'_>) -> u16 {
    let lang = model.lang;
    let (key, part, whole) = if matches!(poll.stage, Stage::Prepared) {
        let now = model.now();
        let voters = session.voters(poll, now);
        let ready = voters.iter().filter(|(id, _)| session.is_ready(*id, poll));
        ("console.vote.ready", ready.count(), voters.len())
    } else {
        let (voted, entitled) = session.turnout(poll);
        ("console.vote.voted", voted, entitled)
    };
    let width = sheet.width();
    let said = lang.fill(key, &[("part", &part), ("whole", &whole)]);
    let meaning = match poll.is_open() {
        true => Meaning::Speaking,
        false => Meaning::Text,
    };
    sheet.text(0, 0, meaning, &said);
    let share = (part as u64, whole as u64);
    sheet.gauge(1, 0, width, share, Meaning::Accent);
    let rest = sheet.height().saturating_sub(2);
    let counted = counted(poll);
    let to_do = counting(model, poll);
    if let (None, Some(key)) = (&counted, to_do) {
        return sheet.wrapped(2, 0, rest.min(2), Meaning::Warning, &model.text(key));
    }
    let mut row = 2;
    if let Some(counted) = counted {
        let (shown, left) = squeezed(counted.len(), rest);
        for (cell, (first, second)) in counted.into_iter().enumerate().take(shown) {
            let (meaning, said) = match first == second {
                true => (Meaning::Text, first.to_string()),
                false => (Meaning::Alarm, format!("{first} ≠ {second}")),
            };
            let end = sheet.right(row, meaning, &said);
            let mut part = sheet.part(0, row, end.saturating_sub(1), 1);
            part.text(0, 0, Meaning::Text, &poll.question.cell(cell, lang));
            row += 1;
        }
        row = more(sheet, row, left);
        if let Some(key) = to_do {
            let rest = sheet.height().saturating_sub(row);
            row = sheet.wrapped(row, 0, rest.min(2), Meaning::Alarm, &model.text(key));
        }
    }
    row.min(sheet.height())
}

/// Whether two tellers found different numbers.
fn differ(counted: &[(u32, u32)]) -> bool {
    counted.iter().any(|(first, second)| first != second)
}

/// What is to be done while the votes of an open poll are counted in the room: the text key. Nothing
/// where they are counted, and alike.
pub(super) fn counting(model: &Model, poll: &Poll) -> Option<&'static str> {
    if !poll.is_open() || !poll.question.manner.is_counted() {
        return None;
    }
    if let Some(counted) = counted(poll) {
        return differ(&counted).then_some("console.why.tellers_differ");
    }
    Some(
        match (poll.question.manner, &poll.hands, &poll.second_count) {
            // Only the head table enters what was counted.
            (Manner::Paper, ..) if !model.role.is_officer() => "console.vote.counting_paper",
            _ if !model.role.is_officer() => "console.vote.counting_hands",
            (Manner::Paper, ..) => "console.vote.count_paper",
            (_, Some(_), None) if poll.question.terms.two_tellers => "console.vote.await_second",
            (_, None, Some(_)) => "console.vote.await_first",
            _ => "console.vote.count_hands",
        },
    )
}

pub(super) fn given_name(session: &Session, id: DelegateId) -> String {
    let name = session.roster.name(id);
    name.rsplit(' ').next().unwrap_or(&name).to_owned()
}

/// The result: how it ended, then one row for each choice. Returns the row behind it.
pub(super) fn result(model: &Model, poll: &Poll, tally: &Tally, sheet: &mut Sheet<'_>) -> u16 {
    let lang = model.lang;
    let ending = poll.ending().unwrap_or(tally.outcome.into());
    let (meaning, outcome) = words::outcome(lang, ending);
    let sign = words::outcome_sign(ending);
    sheet.text(0, 0, meaning, &format!("{sign} {outcome}"));
    let (width, rows) = (sheet.width(), sheet.height().saturating_sub(1));
    1 + figures(model, poll, tally, &mut sheet.part(0, 1, width, rows))
}

/// A row for each choice, and for what was none. Returns the row behind them.
pub(super) fn figures(model: &Model, poll: &Poll, tally: &Tally, sheet: &mut Sheet<'_>) -> u16 {
    let lang = model.lang;
    if poll.question.rule.is_no_objection() {
        // There are no votes to be told.
        return 0;
    }
    if !poll.is_on_motion() {
        return elected::rows(model, poll, tally, sheet);
    }
    let room = sheet.height();
    let share = |weight: Weight| {
        let (part, whole) = (weight.in_millionths(), tally.members.in_millionths());
        number::percent(part.into(), whole.into(), lang)
    };
    let missing = tally.not_voting();
    let invalid = tally.invalid();
    let figures: Vec<_> = tally.by_choice.iter().chain([&invalid, &missing]).collect();
    // Numbers stand below each other; what a choice is called has what is left.
    let wide = |said: &dyn Fn(Weight) -> String| {
        let widths = figures.iter().map(|weight| text::width(&said(**weight)));
        widths.max().unwrap_or(0)
    };
    let numbers = wide(&|weight| weight.say(lang));
    let shares = wide(&|weight| share(weight));
    let labels = poll.question.choices.iter();
    let labels = labels.map(|choice| text::width(&choice.label)).max();
    let labels = u16::try_from(labels.unwrap_or(0)).unwrap_or(u16::MAX);
    let mut line = |row: u16, sign: &str, meaning: Meaning, label: &str, weight: Weight| {
        let number = text::pad_left(&weight.say(lang), numbers);
        let said = format!("{number}  {}", text::pad_left(&share(weight), shares));
        let end = sheet.right(row, meaning, &said);
        let mut part = sheet.part(0, row, end.saturating_sub(1), 1);
        part.text(0, 0, meaning, sign);
        let quiet = if sign == " " { meaning } else { Meaning::Text };
        part.part(2, 0, end, 1).text(0, 0, quiet, label);
        let bar = labels.saturating_add(4);
        let room = end.saturating_sub(bar.saturating_add(2));
        if sign != " " && room >= LEAST_BAR {
            let share = (weight.in_millionths(), tally.members.in_millionths());
            sheet.gauge(row, bar, room, share, meaning);
        }
    };
    let mut rows: Vec<_> = poll
        .question
        .choices
        .iter()
        .zip(&tally.by_choice)
        .map(|(choice, weight)| {
            let (sign, meaning) = words::sense(choice.sense);
            (sign, meaning, choice.label.as_str(), *weight)
        })
        .collect();
    for (key, weight) in [
        ("console.vote.invalid", invalid),
        ("console.vote.not_voting", missing),
    ] {
        if weight > Weight::ZERO {
            rows.push((" ", Meaning::Dim, lang.text(key), weight));
        }
    }
    let (shown, left) = squeezed(rows.len(), room);
    let mut row = 0;
    for (sign, meaning, label, weight) in rows.into_iter().take(shown) {
        line(row, sign, meaning, label, weight);
        row += 1;
    }
    more(sheet, row, left)
}
