//! The vote: the question, who is ready, who has voted, the rule, the result.
//!
//! | file | what |
//! |---|---|
//! | `progress` | the numbers, before and after there is a result |
//! | `missing` | who has not voted |
//! | `elected` | the result of an election or a confidence vote |
//! | `people` | who votes, and the polls before |
//! | `quorum` | what the quorum does to the vote |
//! | `said` | what is said below the numbers, and the whole of it where there is no room |

mod elected;
mod missing;
mod people;
mod progress;
mod quorum;
mod said;

pub(in crate::console) use said::is_left_open;
pub use said::whole;

use super::consent;
use crate::console::draw::{Sheet, moved};
use crate::console::keys::Move;
use crate::console::model::Model;
use crate::console::theme::Meaning;
use crate::console::verb;
use crate::console::words;
use crate::session::poll::{Ending, Fate, Poll, Question, Stage, Tally};
use crate::session::{DelegateId, ItemId, Session};
use crate::text;
use people::listed;

/// How many rows are kept for the names of those who have not voted.
const MISSING: u16 = 2;

/// How many rows a page of people has.
const PAGE: usize = 10;

/// How many rows the items of a consent list keep, whatever else is to be said.
const LIST: u16 = 4;

/// The poll the meeting is busy with, or was busy with last: the last that was not taken back.
#[must_use]
pub fn latest(session: &Session) -> Option<&Poll> {
    let mut polls = session.polls.iter().rev();
    polls.find(|poll| !poll.is_cancelled())
}

/// The poll whose result is known here and waits to be published.
#[must_use]
pub fn to_be_published(model: &Model) -> Option<&Poll> {
    let session = model.session.as_ref()?;
    session.polls.iter().rev().find(|poll| {
        let closed = matches!(poll.stage, Stage::Closed { tally: Some(_), .. });
        closed && poll.repeated_by.is_none() && poll.annulled.is_none()
    })
}

/// The poll that is to be seen: one that is not through with, else the last one of the item that is
/// being dealt with. One that was withdrawn or has lapsed is seen until there is another, so that
/// nobody takes the result before it for its own; one that was only taken back is as if it had not been.
#[must_use]
pub fn to_be_seen(session: &Session) -> Option<&Poll> {
    let current = session.agenda.current;
    let elsewhere = |poll: &&Poll| current.is_some() && poll.question.item != current;
    let is_published = |poll: &&Poll| matches!(poll.stage, Stage::Published { .. });
    let moot = |poll: &&Poll| {
        let fate = poll.fate().map(|(fate, _)| fate);
        poll.is_cancelled() && fate != Some(Fate::Cancelled)
    };
    let last = session.polls.iter().next_back();
    let gone = last.filter(moot).filter(|poll| !elsewhere(poll));
    let busy = latest(session).filter(|poll| !(is_published(poll) && elsewhere(poll)));
    let waits = busy.filter(|poll| !is_published(poll));
    waits.or(gone).or(busy).or_else(|| {
        let mut polls = session.polls.iter().rev();
        polls.find(|poll| !poll.is_cancelled() && !elsewhere(poll))
    })
}

/// The poll that is meant where none is named: the one that is to be seen, else the last.
#[must_use]
pub fn meant(session: &Session) -> Option<&Poll> {
    to_be_seen(session).or_else(|| latest(session))
}

/// How a poll stands, a sentence each, with what the quorum does to it and what remains to be decided.
#[must_use]
pub fn said(model: &Model, session: &Session, poll: &Poll) -> Vec<String> {
    let note = quorum::note(model, session, poll).map(|(_, note)| note);
    let to_decide = said::to_decide(model, session, poll);
    let standing = session.say_standing(poll, model.now(), model.lang);
    let counting = progress::counting(model, poll).map(|key| model.text(key));
    let asked = note.into_iter().chain(counting).chain(to_decide);
    asked.chain(standing).collect()
}

/// The person under the cursor.
#[must_use]
pub fn pointed(model: &Model) -> Option<DelegateId> {
    let session = model.session.as_ref()?;
    let poll = to_be_seen(session)?;
    let listed = listed(model, session, poll);
    listed.get(cursor(model, poll, &listed)).copied()
}

/// Those among whom the cursor moves.
#[must_use]
pub fn voters(model: &Model) -> Vec<DelegateId> {
    let session = model.session.as_ref();
    let both = session.and_then(|session| Some((session, to_be_seen(session)?)));
    both.map_or_else(Vec::new, |(session, poll)| listed(model, session, poll))
}

/// The place of the cursor: on the person looked at last, else on the first who has not voted.
fn cursor(model: &Model, poll: &Poll, listed: &[DelegateId]) -> usize {
    let at = |id: &DelegateId| Some(*id) == model.looking.voter;
    let missing = |id: &DelegateId| poll.is_open() && !poll.voted.contains_key(id);
    let first = || listed.iter().position(missing);
    listed.iter().position(at).or_else(first).unwrap_or(0)
}

/// Puts the cursor on the next person who has not voted, so that a roll is called with two keys for
/// each.
pub fn go_on(model: &mut Model) {
    let Some(poll) = model.session.as_ref().and_then(to_be_seen) else {
        return;
    };
    let missing: Vec<_> = poll.missing().collect();
    let place = cursor(model, poll, &missing);
    let next = missing.get(place + 1).or_else(|| missing.first());
    model.looking.voter = next.copied();
}

/// Draws the pane.
pub fn view(model: &Model, session: &Session, sheet: &mut Sheet<'_>) {
    let (width, height) = (sheet.width(), sheet.height());
    let right = people::width(width);
    let left = width - right - 2;
    let Some(poll) = to_be_seen(session) else {
        let inner = width.saturating_sub(2);
        let rows = nothing(model, session, &mut sheet.part(1, 0, inner, height)) + 1;
        let mut below = sheet.part(1, rows, inner, height.saturating_sub(rows));
        more(model, session, &mut below);
        return;
    };
    // The items of a consent list stand beside.
    let mut beside = sheet.part(1, 0, left.saturating_sub(2), height);
    let row = standing(model, session, poll, &[], &mut beside);
    // Where everybody stands beside, a name needs no second place.
    if poll.missing().next().is_none() || !people::are_seen(model.size, poll, poll.entitled.len()) {
        missing::named(session, poll, model.lang, row, &mut beside);
    }
    let mut right = sheet.part(left + 1, 0, right, height);
    let rounds = people::rounds(model, Some(poll), session, &mut right);
    let recused = people::recused(model, session, poll, &mut right);
    let people = right.height().saturating_sub(rounds + recused);
    let right_width = right.width();
    let mut below = right.part(0, rounds, right_width, people);
    let rows = consent::list(model, session, poll, &mut below);
    let left = people.saturating_sub(rows);
    people::view(
        model,
        session,
        poll,
        true,
        &mut below.part(0, rows, right_width, left),
    );
}

/// What a large screen shows of the vote besides: who voted what, and the results before. Who has not
/// voted stands above already, and would go through the list with every vote.
pub(super) fn more(model: &Model, session: &Session, sheet: &mut Sheet<'_>) {
    let (width, height) = (sheet.width(), sheet.height());
    let poll = to_be_seen(session);
    let rows = people::rounds(model, poll, session, sheet);
    let mut below = sheet.part(0, rows, width, height.saturating_sub(rows));
    match poll {
        Some(poll) if poll.is_under_way() => {}
        Some(poll) => people::view(model, session, poll, false, &mut below),
        None => coming(model, session, &mut below),
    }
}

/// The items that come with a motion.
fn coming(model: &Model, session: &Session, sheet: &mut Sheet<'_>) {
    let current = session.agenda.current;
    let items = session.plan.item_ids().filter(|item| {
        let done = session.agenda.progress(*item).done;
        !done && current != Some(*item) && session.plan.motion(*item).is_some()
    });
    let titles: Vec<_> = items.map(|item| words::item_title(model, item)).collect();
    if titles.is_empty() {
        return;
    }
    sheet.heading(0, model.lang.text("console.vote.coming"), "");
    for (row, title) in (1..).zip(titles) {
        sheet.text(
            row,
            0,
            Meaning::Text,
            &text::fit(&title, usize::from(sheet.width())),
        );
    }
}

/// The question and how it stands, for the main screen. Returns the row behind it.
pub(in crate::console) fn summary(model: &Model, session: &Session, sheet: &mut Sheet<'_>) -> u16 {
    let Some(poll) = to_be_seen(session) else {
        return nothing(model, session, sheet);
    };
    let items = consent::named(model, session, poll);
    let row = standing(model, session, poll, &items, sheet);
    match missing::placed(session, poll, model.lang, row, sheet) {
        Some(behind) => behind,
        None => missing::named(session, poll, model.lang, row, sheet),
    }
}

/// The question, with these items that it puts as one, and how it stands. Returns the row behind it.
fn standing(
    model: &Model,
    session: &Session,
    poll: &Poll,
    items: &[(Meaning, String)],
    sheet: &mut Sheet<'_>,
) -> u16 {
    let (meaning, stage) = stage(model, session, poll);
    // Where silence is consent nobody votes in any manner.
    let round = match poll.question.rule.is_no_objection() {
        true => "",
        false => {
            let left = usize::from(sheet.width()).saturating_sub(text::width(stage) + 2);
            &how(model, poll, left)
        }
    };
    sheet.titled(0, &[(meaning, stage), (Meaning::Dim, round)]);
    let (width, room) = (sheet.width(), sheet.height());
    let rows =
        |text: &str| u16::try_from(text::wrap(text, usize::from(width)).len()).unwrap_or(u16::MAX);
    // What is required and why it ended so keeps rows at the foot, whatever stands above.
    let said = said::standing(model, session, poll);
    let wanted = said.iter().map(|(_, text)| rows(text)).sum::<u16>();
    let for_numbers = match poll.tally() {
        Some(tally) => progress::result_rows(poll, tally),
        None if session.waits_until(poll).is_some() => consent::WAIT_ROWS,
        None => progress::rows(poll),
    };
    let for_items = u16::try_from(items.len()).unwrap_or(u16::MAX).min(LIST);
    let for_question = rows(&poll.question.text).min(2) + for_items;
    let top = match quorum::note(model, session, poll) {
        Some((meaning, note)) => sheet.wrapped(1, 0, 2, meaning, &note),
        None => 1,
    };
    let for_missing = if missing::is_told(poll) { MISSING } else { 0 };
    let left = room.saturating_sub(top + for_numbers + for_question);
    let foot = (wanted + for_missing).min(left.max(2)).min(room);
    let above = room - foot;
    // The question has what the numbers leave, and gets as much of it as it needs.
    let most = above.saturating_sub(top + for_numbers + for_items);
    let question = &poll.question.text;
    let row = sheet.wrapped(top, 0, most.clamp(1, 6), Meaning::Text, question);
    let most = above.saturating_sub(row + for_numbers);
    let row = consent::rows(model, row, most, items, sheet);
    let mut numbers = sheet.part(0, row, width, above.saturating_sub(row));
    let row = row
        + match poll.tally() {
            Some(tally) => progress::result(model, poll, tally, &mut numbers),
            None if session.waits_until(poll).is_some() => {
                consent::wait(model, session, poll, &mut numbers)
            }
            None => progress::view(model, session, poll, &mut numbers),
        };
    said::draw(model, &said, row, sheet)
}

/// How a poll stands, in a word or two.
pub(in crate::console) fn stage(
    model: &Model,
    session: &Session,
    poll: &Poll,
) -> (Meaning, &'static str) {
    let lang = model.lang;
    match &poll.stage {
        _ if poll.annulled.is_some() => (Meaning::Alarm, lang.text("console.vote.annulled")),
        Stage::Prepared => (Meaning::Warning, lang.text("console.vote.prepared")),
        Stage::Open { .. } if session.stopped().is_some() => {
            (Meaning::Alarm, lang.text("console.vote.stopped"))
        }
        Stage::Open { .. } if session.waits_until(poll).is_some() => {
            (Meaning::Accent, lang.text("console.consent.waits"))
        }
        Stage::Open { .. } => (Meaning::Accent, lang.text("console.vote.open")),
        Stage::Closed { .. } if poll.is_tied() => (Meaning::Alarm, lang.text("console.vote.tied")),
        Stage::Closed { .. } => (Meaning::Warning, lang.text("console.vote.closed")),
        Stage::Published { .. } => (Meaning::Heading, lang.text("console.vote.published")),
        Stage::Cancelled { fate, .. } => words::outcome(lang, Ending::Fate(*fate)),
    }
}

/// A poll in one row: how it stands, and how many voted or what came of it. Returns the rows taken.
pub(in crate::console) fn line(
    model: &Model,
    session: &Session,
    row: u16,
    sheet: &mut Sheet<'_>,
) -> u16 {
    let Some(poll) = to_be_seen(session) else {
        return 0;
    };
    let (meaning, said) = match poll.tally() {
        Some(tally) => {
            let ending = poll.ending().unwrap_or(tally.outcome.into());
            let (meaning, outcome) = words::outcome(model.lang, ending);
            // The figures of people say nothing without their names.
            let told = match poll.is_on_motion() {
                true => {
                    let votes = tally.by_choice.iter();
                    let votes: Vec<_> = votes.map(|weight| weight.say(model.lang)).collect();
                    votes.join("–")
                }
                false => poll.elected_names().unwrap_or_default().join(", "),
            };
            let sign = words::outcome_sign(ending);
            (meaning, format!("{sign} {outcome} {told}"))
        }
        None => {
            let (meaning, stage) = stage(model, session, poll);
            let (voted, entitled) = session.turnout(poll);
            match poll.is_open() && !poll.question.manner.is_counted() {
                true => (meaning, format!("{stage} {voted}/{entitled}")),
                false => (meaning, stage.to_owned()),
            }
        }
    };
    let room = usize::from(sheet.width());
    sheet.text(row, 0, meaning, &text::fit(&said, room));
    1
}

/// The figures of a result, as many rows as there is room for. Returns how many.
pub(in crate::console) fn figures(
    model: &Model,
    poll: &Poll,
    tally: &Tally,
    sheet: &mut Sheet<'_>,
) -> u16 {
    progress::figures(model, poll, tally, sheet)
}

/// How it is voted and in which round, in so many cells: in a word or two where there is room, else in
/// one. The round is what one vote is told from another by, so the manner gives way first.
fn how(model: &Model, poll: &Poll, cells: usize) -> String {
    let (lang, manner) = (model.lang, poll.question.manner);
    let manners = [
        words::manner(lang, manner),
        words::manner_in_a_word(lang, manner),
    ];
    let mut said = manners.map(|manner| match poll.round {
        1 => manner,
        n => lang.fill("console.vote.round", &[("n", &n), ("manner", &manner)]),
    });
    let fitting = said.iter_mut().find(|said| text::width(said) <= cells);
    match fitting {
        Some(said) => std::mem::take(said),
        None if poll.round == 1 => String::new(),
        None => lang.fill("console.vote.round_alone", &[("n", &poll.round)]),
    }
}

/// What could be put to the vote. Returns the row behind it.
fn nothing(model: &Model, session: &Session, sheet: &mut Sheet<'_>) -> u16 {
    let lang = model.lang;
    sheet.heading(0, lang.text("console.vote.heading"), "");
    let motion = session
        .agenda
        .current
        .and_then(|item| session.plan.motion(item));
    let Some(motion) = motion else {
        let state = if session.agenda.current.is_some() {
            lang.text("console.vote.no_motion")
        } else {
            lang.text("console.vote.none")
        };
        let mut row = sheet.wrapped(1, 0, 2, Meaning::Dim, state);
        if verb::can(model, "poll.ask") {
            // With keys of several strokes it takes two rows.
            let text = model.text("console.vote.press_ask");
            row = sheet.wrapped(row, 0, 2, Meaning::Dim, &text);
        }
        return consent::waiting(model, session, row, sheet);
    };
    let most = if sheet.height() > 8 { 4 } else { 2 };
    let row = sheet.wrapped(1, 0, most, Meaning::Text, &motion.text);
    let mut rule = motion.rule.say(lang);
    if !motion.matter.is_motion() {
        let item = session.agenda.current.unwrap_or(ItemId(0));
        rule = Question::of(item, motion).say_matter(lang).join(" · ");
    }
    let manner = words::manner(lang, motion.manner);
    let text = lang.fill(
        "console.vote.motion",
        &[("manner", &manner), ("rule", &rule)],
    );
    let mut row = sheet.wrapped(row, 0, 2, Meaning::Dim, &text);
    let press = [
        ("poll.open", "console.vote.press_open"),
        ("poll.prepare", "console.vote.press_prepare"),
    ];
    let press = press.into_iter().find(|(name, _)| verb::can(model, name));
    if let Some((_, press)) = press {
        let text = model.text(press);
        row = sheet.wrapped(row, 0, 2, Meaning::Dim, &text);
    }
    row
}

/// Moves the cursor among the people of the poll.
pub(super) fn move_cursor(model: &mut Model, step: Move) {
    let Some(session) = &model.session else {
        return;
    };
    let Some(poll) = to_be_seen(session) else {
        return;
    };
    let listed = listed(model, session, poll);
    let columns = people::columns(model.size, poll, listed.len());
    let (at, last) = (cursor(model, poll, &listed), listed.len().saturating_sub(1));
    let place = match step {
        Move::Left => Some(at.saturating_sub(1)),
        Move::Right => Some((at + 1).min(last)),
        // From row to row, in the same column.
        Move::Up => Some(at.checked_sub(columns).unwrap_or(at)),
        Move::Down => Some(if at + columns <= last {
            at + columns
        } else {
            at
        }),
        _ => moved(step, at, listed.len(), PAGE * columns),
    };
    if let Some(place) = place {
        model.looking.voter = listed.get(place).copied();
    }
}
