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

/// What remains to be decided about a poll, and with which key: how a tie ends, a vote that the chair may
/// still cast, seats that too few have enough votes for.
pub(super) fn to_decide(model: &Model, session: &Session, poll: &Poll) -> Vec<String> {
    let is_chair = model.role == Role::Chair;
    let mut said = vec![];
    if session.asks_chair(poll) {
        let key = match (is_chair, poll.is_tied()) {
            (true, true) if session.chair_has_voted(poll) => "console.why.chair_has_voted",
            (true, true) if !poll.is_on_motion() => "console.vote.press_order",
            (true, true) => "console.vote.press_tie",
            (true, false) => "console.vote.press_add",
            (false, true) => "console.vote.chair_is_asked",
            (false, false) => "console.vote.chair_may_add",
        };
        said.push(model.text(key));
    }
    let Some(short) = poll.say_short(model.lang).filter(|_| is_left_open(poll)) else {
        return said;
    };
    let is_published = matches!(poll.stage, Stage::Published { .. });
    let key = match poll.second_ballot() {
        Some(_) if !is_published => Some("console.vote.second_after"),
        Some(_) if is_chair && is_another(poll) => Some("console.vote.press_another"),
        Some(_) if is_chair => Some("console.vote.press_second"),
        Some(_) => Some("console.vote.second_waits"),
        None => (is_published && is_chair).then_some("console.vote.press_again"),
    };
    said.extend(key.map(|key| model.text(key)));
    said.push(short);
    said
}

/// Whether a ballot that follows on this one would be the third or a later one.
fn is_another(poll: &Poll) -> bool {
    let contest = poll.question.matter.contest();
    contest.is_some_and(|contest| contest.second)
}

/// Whether nothing was done yet about the seats that an election left open.
pub(in crate::console) fn is_left_open(poll: &Poll) -> bool {
    let next = poll.continued_by.or(poll.repeated_by);
    poll.annulled.is_none() && next.is_none()
}

/// What is said of a poll below its numbers: what remains to be decided, how it stands, what has to be
/// known about its result.
pub(super) fn standing(model: &Model, session: &Session, poll: &Poll) -> Vec<(Meaning, String)> {
    let lang = model.lang;
    let to_decide = to_decide(model, session, poll).into_iter();
    let mut said: Vec<_> = to_decide.map(|text| (Meaning::Warning, text)).collect();
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
