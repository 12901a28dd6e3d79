//! What is said of a poll below its numbers: what the chair is asked, how it stands, what has to be
//! known about its result; and the whole of it, to be read where a screen has no room for it.

use crate::console::draw::Sheet;
use crate::console::model::Model;
use crate::console::pane::consent;
use crate::console::theme::Meaning;
use crate::console::verb;
use crate::session::poll::{Poll, Stage};
use crate::session::{Role, Session};
use crate::text;

/// What is said of a poll below its numbers: what the chair is asked, how it stands, what has to be
/// known about its result.
pub(super) fn standing(model: &Model, session: &Session, poll: &Poll) -> Vec<(Meaning, String)> {
    let lang = model.lang;
    let mut said = vec![];
    if session.asks_chair(poll) {
        let key = match (model.role, poll.is_tied()) {
            (Role::Chair, true) if session.chair_has_voted(poll) => "console.why.chair_has_voted",
            (Role::Chair, true) if !poll.is_on_motion() => "console.vote.press_order",
            (Role::Chair, true) => "console.vote.press_tie",
            (Role::Chair, false) => "console.vote.press_add",
            _ => "console.vote.chair_is_asked",
        };
        said.push((Meaning::Warning, model.text(key)));
    }
    let waits = poll.second_ballot().is_some() && poll.annulled.is_none();
    if waits && poll.continued_by.is_none() && poll.repeated_by.is_none() {
        let key = match poll.stage {
            Stage::Published { .. } if model.role == Role::Chair => "console.vote.press_second",
            Stage::Published { .. } => "console.vote.second_waits",
            _ => "console.vote.second_after",
        };
        said.push((Meaning::Warning, model.text(key)));
    }
    let standing = match consent::rule(model, session, poll) {
        Some(rule) => vec![rule],
        None => session.say_standing(poll, model.now(), lang),
    };
    // While votes are taken, what is required is what everybody asks.
    let meaning = match poll.is_open() {
        true => Meaning::Text,
        false => Meaning::Dim,
    };
    said.extend(standing.into_iter().map(|text| (meaning, text)));
    let back = consent::back(model, session, poll);
    said.extend(back.map(|text| (Meaning::Warning, text)));
    if let Some(tally) = poll.tally() {
        if tally.reveals_everybody(&poll.question) {
            let text = lang.text("console.vote.reveals_everybody").to_owned();
            said.push((Meaning::Warning, text));
        }
        let ledger = tally.ledger.as_ref();
        said.extend(ledger.map(|ledger| (Meaning::Dim, ledger.say(lang))));
    }
    let notes = poll.notes.iter().rev();
    said.extend(notes.map(|note| {
        let text = lang.fill("console.vote.note", &[("text", &note.text)]);
        (Meaning::Text, text)
    }));
    said
}

/// Draws what is said from this row on. What there is no room for is told to be there, with the key
/// that opens it. Returns the row behind it.
pub(super) fn draw(
    model: &Model,
    said: &[(Meaning, String)],
    row: u16,
    sheet: &mut Sheet<'_>,
) -> u16 {
    let (width, rest) = (sheet.width(), sheet.height().saturating_sub(row));
    let lines = said.iter().flat_map(|(meaning, text)| {
        let lines = text::wrap(text, usize::from(width)).into_iter();
        lines.map(|line| (*meaning, line))
    });
    let lines: Vec<_> = lines.collect();
    let room = usize::from(rest);
    let shown = match lines.len() <= room {
        true => lines.len(),
        false => room.saturating_sub(1),
    };
    let mut row = row;
    for (meaning, line) in lines.iter().take(shown) {
        sheet.text(row, 0, *meaning, line);
        row += 1;
    }
    let left = lines.len() - shown;
    if left > 0 && room > 0 {
        let said = match verb::can(model, "poll.read_count") {
            true => model.fill("console.vote.press_read", &[("n", &left)]),
            false => "…".to_owned(),
        };
        sheet.text(row, 0, Meaning::Accent, &said);
        row += 1;
    }
    row
}

/// All that is known of a poll, a sentence each: the question, how it stands, and how it was counted.
#[must_use]
pub fn whole(model: &Model, session: &Session, poll: &Poll) -> Vec<String> {
    let standing = standing(model, session, poll).into_iter();
    let mut said = vec![poll.question.text.clone()];
    said.extend(standing.map(|(_, text)| text));
    for line in poll.say_count(model.lang) {
        if !said.contains(&line) {
            said.push(line);
        }
    }
    said
}
