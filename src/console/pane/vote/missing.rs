//! Who has not voted in an open poll. It stands below all else, so that nothing moves aside for it while
//! votes come in.

use super::progress::given_name;
use crate::console::draw::Sheet;
use crate::console::theme::Meaning;
use crate::session::poll::Poll;
use crate::session::{DelegateId, Session};
use crate::text::{Lang, width::fit_name};

/// How many are named in a sentence at the most.
const MOST: usize = 12;
/// From how many columns on whole names have room.
const WIDE: u16 = 60;
/// How many columns somebody takes at the least, and at the most, where everybody has a place.
const NARROWEST: u16 = 15;
const WIDEST: u16 = 30;

/// Whether it is told who has not voted, or that everybody has: in an open poll of ballots.
pub(super) fn is_told(poll: &Poll) -> bool {
    poll.is_open() && !poll.question.manner.is_counted() && !poll.question.rule.is_no_objection()
}

/// Who has not voted in a sentence, from this row on; while most are missing, how many are says more
/// than who. Returns the row behind it.
pub(super) fn named(
    session: &Session,
    poll: &Poll,
    lang: Lang,
    row: u16,
    sheet: &mut Sheet<'_>,
) -> u16 {
    if !is_told(poll) || poll.missing().count() > MOST {
        return row;
    }
    // Given names are what people go by; where there is room, whole names are clearer.
    let missing: Vec<_> = poll
        .missing()
        .map(|id| match sheet.width() {
            WIDE.. => session.roster.name(id),
            _ => given_name(session, id),
        })
        .collect();
    let (meaning, text) = match missing.is_empty() {
        true => (Meaning::Good, lang.text("console.vote.complete").to_owned()),
        false => {
            let names = missing.join(", ");
            let text = lang.fill("console.vote.missing", &[("names", &names)]);
            (Meaning::Dim, text)
        }
    };
    let rest = sheet.height().saturating_sub(row);
    sheet.wrapped(row, 0, rest.min(6), meaning, &text)
}

/// Everybody who may vote, each in a place of their own with a sign whether they have, from this row on:
/// whoever votes changes their sign, and nobody moves. Nothing where there is no room for all. Returns the
/// row behind it.
pub(super) fn placed(
    session: &Session,
    poll: &Poll,
    lang: Lang,
    row: u16,
    sheet: &mut Sheet<'_>,
) -> Option<u16> {
    let first = row + 1;
    let rows = sheet.height().checked_sub(first).filter(|rows| *rows > 0)?;
    if !is_told(poll) || sheet.width() < WIDE {
        return None;
    }
    let all: Vec<DelegateId> = poll.entitled.keys().copied().collect();
    let needed = u16::try_from(all.len().div_ceil(usize::from(rows))).ok()?;
    // No more columns than it takes for names to be read, unless rows are short.
    let columns = needed.max(sheet.width() / WIDEST).max(1);
    let column = sheet.width() / columns;
    if column < NARROWEST || all.is_empty() {
        return None;
    }
    if poll.missing().next().is_none() {
        sheet.text(row, 0, Meaning::Good, lang.text("console.vote.complete"));
    }
    let taken = all.len().div_ceil(usize::from(columns));
    for (place, id) in all.iter().enumerate() {
        let (sign, sign_meaning, meaning) = match poll.voted.contains_key(id) {
            true => ("✓", Meaning::Good, Meaning::Dim),
            false => ("·", Meaning::Warning, Meaning::Text),
        };
        let at = |place: usize| u16::try_from(place).unwrap_or(u16::MAX);
        let (col, row) = (at(place / taken) * column, first + at(place % taken));
        let mut cell = sheet.part(col, row, column - 1, 1);
        cell.text(0, 0, sign_meaning, sign);
        let name = session.roster.name(*id);
        cell.text(0, 2, meaning, &fit_name(&name, usize::from(column - 3)));
    }
    Some(first + u16::try_from(taken).unwrap_or(rows))
}
