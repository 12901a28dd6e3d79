//! The vote: the question, who is ready, who has voted, the rule, the result.

use crate::console::draw::{Sheet, moved, window};
use crate::console::keys::Input;
use crate::console::model::Model;
use crate::console::theme::Meaning;
use crate::console::verb;
use crate::console::words;
use crate::session::poll::{Manner, Poll, Stage, Tally};
use crate::session::{DelegateId, Session, Weight};
use crate::text::{self, number, width::fit_name};

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
        closed && poll.repeated_by.is_none()
    })
}

/// The poll that is to be seen: one that is not through with, else the last one of the item that is
/// being dealt with.
fn shown(session: &Session) -> Option<&Poll> {
    latest(session).filter(|poll| {
        let published = matches!(poll.stage, Stage::Published { .. });
        let elsewhere =
            session.agenda.current.is_some() && poll.question.item != session.agenda.current;
        !(published && elsewhere)
    })
}

/// The person under the cursor.
#[must_use]
pub fn pointed(model: &Model) -> Option<DelegateId> {
    let session = model.session.as_ref()?;
    let listed = listed(model, session, shown(session)?);
    listed.get(cursor(model, &listed)).copied()
}

/// The place of the cursor: on the person looked at last, else on the first.
fn cursor(model: &Model, listed: &[DelegateId]) -> usize {
    let at = |id: &DelegateId| Some(*id) == model.looking.voter;
    listed.iter().position(at).unwrap_or(0)
}

/// Puts the cursor on the next person who has not voted, so that a roll is called with two keys for
/// each.
pub fn go_on(model: &mut Model) {
    let Some(poll) = model.session.as_ref().and_then(shown) else {
        return;
    };
    let missing: Vec<_> = poll.missing().collect();
    let place = cursor(model, &missing);
    let next = missing.get(place + 1).or_else(|| missing.first());
    model.looking.voter = next.copied();
}

/// Draws the pane.
pub fn view(model: &Model, session: &Session, sheet: &mut Sheet<'_>) {
    let (width, height) = (sheet.width(), sheet.height());
    let left = width / 2;
    let Some(poll) = shown(session) else {
        nothing(
            model,
            session,
            &mut sheet.part(1, 0, width.saturating_sub(2), height),
        );
        return;
    };
    summary(
        model,
        session,
        &mut sheet.part(1, 0, left.saturating_sub(2), height),
    );
    let mut right = sheet.part(left + 1, 0, width.saturating_sub(left + 2), height);
    let rounds = rounds(model, session, poll, &mut right);
    let people = right.height().saturating_sub(rounds);
    let right_width = right.width();
    people_list(
        model,
        session,
        poll,
        &mut right.part(0, rounds, right_width, people),
    );
}

/// The question and how it stands, for the main screen.
pub(super) fn summary(model: &Model, session: &Session, sheet: &mut Sheet<'_>) {
    let Some(poll) = shown(session) else {
        nothing(model, session, sheet);
        return;
    };
    let lang = model.lang;
    let manner = words::manner(lang, poll.question.manner);
    let round = if poll.round > 1 {
        lang.fill(
            "console.vote.round",
            &[("n", &poll.round), ("manner", &manner)],
        )
    } else {
        manner
    };
    let (meaning, stage) = match &poll.stage {
        Stage::Prepared => (Meaning::Warning, lang.text("console.vote.prepared")),
        Stage::Open { .. } => (Meaning::Accent, lang.text("console.vote.open")),
        Stage::Closed { .. } => (Meaning::Warning, lang.text("console.vote.closed")),
        Stage::Published { .. } => (Meaning::Heading, lang.text("console.vote.published")),
        Stage::Cancelled { .. } => (Meaning::Dim, lang.text("console.vote.cancelled")),
    };
    let col = sheet.text(0, 0, meaning, stage);
    sheet.text(0, col + 2, Meaning::Dim, &round);
    let required = words::required(lang, session, poll, model.now());
    let rule = poll.question.rule.say(lang);
    let required = lang.fill(
        "console.vote.required",
        &[("required", &required), ("rule", &rule)],
    );
    let (width, room) = (sheet.width(), sheet.height());
    // How many votes are needed keeps its rows at the foot, whatever stands above.
    let lines = text::wrap(&required, usize::from(width)).len();
    let for_rule = u16::try_from(lines.min(2)).unwrap_or(2);
    let above = room.saturating_sub(for_rule);
    let for_numbers = match poll.tally() {
        Some(tally) => result_rows(poll, tally),
        None => progress_rows(poll),
    };
    // The question has what the numbers leave, and gets as much of it as it needs.
    let most = above.saturating_sub(1 + for_numbers).clamp(1, 6);
    let row = sheet.wrapped(1, 0, most, Meaning::Text, &poll.question.text);
    let mut numbers = sheet.part(0, row, width, above.saturating_sub(row));
    let row = row
        + match poll.tally() {
            Some(tally) => result(model, poll, tally, &mut numbers),
            None => progress(model, session, poll, &mut numbers),
        };
    sheet.wrapped(row, 0, for_rule, Meaning::Dim, &required);
}

/// What could be put to the vote.
fn nothing(model: &Model, session: &Session, sheet: &mut Sheet<'_>) {
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
        let row = sheet.wrapped(1, 0, 2, Meaning::Dim, state);
        if verb::can(model, "poll.ask") {
            sheet.wrapped(row, 0, 1, Meaning::Dim, lang.text("console.vote.press_ask"));
        }
        return;
    };
    let most = if sheet.height() > 8 { 4 } else { 2 };
    let row = sheet.wrapped(1, 0, most, Meaning::Text, &motion.text);
    let rule = motion.rule.say(lang);
    let manner = words::manner(lang, motion.manner);
    let text = lang.fill(
        "console.vote.motion",
        &[("manner", &manner), ("rule", &rule)],
    );
    let row = sheet.wrapped(row, 0, 2, Meaning::Dim, &text);
    if verb::can(model, "poll.prepare") {
        let text = lang.text("console.vote.press_prepare");
        sheet.wrapped(row, 0, 1, Meaning::Dim, text);
    }
}

/// How many rows [`progress`] takes at most.
fn progress_rows(poll: &Poll) -> u16 {
    match &poll.hands {
        Some(hands) => 2 + u16::try_from(hands.len()).unwrap_or(u16::MAX - 2),
        None if poll.is_open() => 4,
        None => 2,
    }
}

/// How many rows [`result`] takes.
fn result_rows(poll: &Poll, tally: &Tally) -> u16 {
    let rest = u16::from(tally.not_voting() > Weight::ZERO);
    1 + u16::try_from(poll.question.choices.len()).unwrap_or(u16::MAX - 2) + rest
}

/// How many of a list have a row of their own where there are so many rows, and how many are only
/// counted in the last.
fn squeezed(all: usize, rows: u16) -> (usize, usize) {
    let rows = usize::from(rows);
    if all <= rows {
        return (all, 0);
    }
    let shown = rows.saturating_sub(1);
    (shown, all - shown)
}

/// Says in a row how many more there are. Returns the row behind it.
fn more(sheet: &mut Sheet<'_>, row: u16, more: usize) -> u16 {
    if more == 0 {
        return row;
    }
    sheet.text(row, 0, Meaning::Dim, &format!("+{more} …"));
    (row + 1).min(sheet.height())
}

/// Who is ready or has voted, while there is no result to be seen. Returns the row behind it.
fn progress(model: &Model, session: &Session, poll: &Poll, sheet: &mut Sheet<'_>) -> u16 {
    let lang = model.lang;
    let (key, part, whole) = if matches!(poll.stage, Stage::Prepared) {
        let now = model.now();
        let voters = session.roster.iter().filter(|a| session.may_vote(a, now));
        let (mut ready, mut all) = (0, 0);
        for voter in voters {
            all += 1;
            ready += usize::from(poll.ready.contains(&voter.delegate.id));
        }
        ("console.vote.ready", ready, all)
    } else {
        let (voted, entitled) = session.turnout(poll);
        ("console.vote.voted", voted, entitled)
    };
    let width = sheet.width();
    let said = lang.fill(key, &[("part", &part), ("whole", &whole)]);
    sheet.text(0, 0, Meaning::Text, &said);
    let share = (part as u64, whole as u64);
    sheet.gauge(1, 0, width, share, Meaning::Accent);
    let rest = sheet.height().saturating_sub(2);
    if poll.is_open() && poll.question.manner != Manner::Hands {
        // Given names are what people go by; where there is room, whole names are clearer.
        let missing: Vec<_> = poll
            .missing()
            .map(|id| match width {
                60.. => session.roster.name(id),
                _ => given_name(session, id),
            })
            .collect();
        let text = if missing.is_empty() {
            lang.text("console.vote.complete").to_owned()
        } else {
            lang.fill("console.vote.missing", &[("names", &missing.join(", "))])
        };
        let meaning = if missing.is_empty() {
            Meaning::Good
        } else {
            Meaning::Dim
        };
        return sheet.wrapped(2, 0, rest.min(6), meaning, &text);
    }
    if poll.is_open() && poll.hands.is_none() {
        let text = lang.text("console.vote.count_hands");
        return sheet.wrapped(2, 0, rest.min(2), Meaning::Warning, text);
    }
    let mut row = 2;
    if let Some(hands) = &poll.hands {
        let (shown, left) = squeezed(hands.len(), rest);
        for (choice, hands) in poll.question.choices.iter().zip(hands).take(shown) {
            let end = sheet.right(row, Meaning::Text, &hands.to_string());
            let mut part = sheet.part(0, row, end.saturating_sub(1), 1);
            part.text(0, 0, Meaning::Text, &choice.label);
            row += 1;
        }
        row = more(sheet, row, left);
    }
    row.min(sheet.height())
}

fn given_name(session: &Session, id: DelegateId) -> String {
    let name = session.roster.name(id);
    name.rsplit(' ').next().unwrap_or(&name).to_owned()
}

/// The result: how it ended, then one row for each choice. Returns the row behind it.
fn result(model: &Model, poll: &Poll, tally: &Tally, sheet: &mut Sheet<'_>) -> u16 {
    let lang = model.lang;
    let (meaning, outcome) = words::outcome(lang, tally.outcome);
    let sign = if meaning == Meaning::Yes {
        "✓"
    } else {
        "✗"
    };
    sheet.text(0, 0, meaning, &format!("{sign} {outcome}"));
    let room = sheet.height().saturating_sub(1);
    let share = |weight: Weight| {
        let (part, whole) = (weight.in_millionths(), tally.members.in_millionths());
        number::percent(part.into(), whole.into(), lang)
    };
    let missing = tally.not_voting();
    let figures: Vec<_> = tally.by_choice.iter().chain([&missing]).collect();
    // Numbers stand below each other; what a choice is called has what is left.
    let wide = |said: &dyn Fn(Weight) -> String| {
        let widths = figures.iter().map(|weight| text::width(&said(**weight)));
        widths.max().unwrap_or(0)
    };
    let numbers = wide(&|weight| weight.to_string());
    let shares = wide(&|weight| share(weight));
    let mut line = |row: u16, sign: &str, meaning: Meaning, label: &str, weight: Weight| {
        let number = text::pad_left(&weight.to_string(), numbers);
        let said = format!("{number}  {}", text::pad_left(&share(weight), shares));
        let end = sheet.right(row, meaning, &said);
        let mut part = sheet.part(0, row, end.saturating_sub(1), 1);
        part.text(0, 0, meaning, sign);
        let meaning = if sign == " " { meaning } else { Meaning::Text };
        part.part(2, 0, end, 1).text(0, 0, meaning, label);
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
    if missing > Weight::ZERO {
        let label = lang.text("console.vote.not_voting");
        rows.push((" ", Meaning::Dim, label, missing));
    }
    let (shown, left) = squeezed(rows.len(), room);
    let mut row = 1;
    for (sign, meaning, label, weight) in rows.into_iter().take(shown) {
        line(row, sign, meaning, label, weight);
        row += 1;
    }
    more(sheet, row, left)
}

/// The rounds and polls before, newest first. Returns how many rows they took.
fn rounds(model: &Model, session: &Session, poll: &Poll, sheet: &mut Sheet<'_>) -> u16 {
    let before: Vec<_> = session
        .polls
        .iter()
        .filter(|other| other.id != poll.id)
        .collect();
    if before.is_empty() {
        return 0;
    }
    let lang = model.lang;
    sheet.heading(0, lang.text("console.vote.before"), "");
    let most = sheet.height() / 3;
    let mut row = 1;
    for poll in before.iter().rev().take(usize::from(most)) {
        let (meaning, said) = match (&poll.stage, poll.tally()) {
            (_, Some(tally)) => words::outcome(lang, tally.outcome),
            (Stage::Cancelled { .. }, _) => (Meaning::Dim, lang.text("console.vote.cancelled")),
            _ => (Meaning::Dim, ""),
        };
        // A result stays to be read also where the question was put again.
        let again = if poll.repeated_by.is_some() {
            "↻ "
        } else {
            ""
        };
        let end = sheet.right(row, meaning, &format!("{again}{said}"));
        sheet
            .part(0, row, end.saturating_sub(1), 1)
            .text(0, 0, Meaning::Dim, &poll.question.text);
        row += 1;
    }
    row + 1
}

/// The people of the poll: before it opens, those who could vote now, who is not ready first; then
/// those who have not voted first; for a named result, who voted what.
fn listed(model: &Model, session: &Session, poll: &Poll) -> Vec<DelegateId> {
    if let Some(tally) = poll.tally() {
        return tally.votes.iter().map(|(id, _)| *id).collect();
    }
    if poll.question.manner == Manner::Hands {
        // Hands are counted; who raised theirs is known to nobody here.
        return vec![];
    }
    if matches!(poll.stage, Stage::Prepared) {
        let now = model.now();
        let voters = session.roster.iter().filter(|a| session.may_vote(a, now));
        let is_ready = |id: &DelegateId| poll.ready.contains(id);
        let (ready, mut listed): (Vec<_>, Vec<_>) =
            voters.map(|a| a.delegate.id).partition(is_ready);
        listed.extend(ready);
        return listed;
    }
    let mut listed: Vec<_> = poll.missing().collect();
    let voted = |id: &DelegateId| poll.voted.contains_key(id);
    listed.extend(session.roster.iter().map(|a| a.delegate.id).filter(voted));
    listed
}

fn people_list(model: &Model, session: &Session, poll: &Poll, sheet: &mut Sheet<'_>) {
    let listed = listed(model, session, poll);
    if listed.is_empty() {
        return;
    }
    let key = if poll.tally().is_some() {
        "console.vote.votes"
    } else {
        "console.vote.people"
    };
    sheet.heading(0, model.lang.text(key), "");
    let rows = usize::from(sheet.height().saturating_sub(1));
    let cursor = cursor(model, &listed);
    let top = window(cursor, listed.len(), rows);
    for (place, id) in listed.iter().enumerate().skip(top).take(rows) {
        let row = 1 + u16::try_from(place - top).unwrap_or(0);
        let (sign, meaning, label) = voted_sign(model, poll, *id);
        // Who is still awaited stands out; the others are there to be looked up.
        let quiet = if meaning == Meaning::Warning {
            meaning
        } else {
            Meaning::Dim
        };
        let end = sheet.right(row, quiet, label);
        sheet.text(row, 0, meaning, sign);
        let room = usize::from(end.saturating_sub(3));
        sheet.text(
            row,
            2,
            Meaning::Text,
            &fit_name(&session.roster.name(*id), room),
        );
        if cursor == place {
            sheet.select(row);
        }
    }
}

fn voted_sign<'m>(
    model: &Model,
    poll: &'m Poll,
    id: DelegateId,
) -> (&'static str, Meaning, &'m str) {
    let vote = poll
        .tally()
        .and_then(|t| t.votes.iter().find(|(who, _)| *who == id));
    if let Some((_, choice)) = vote
        && let Some(choice) = poll.question.choices.get(usize::from(choice.0))
    {
        let (sign, meaning) = words::sense(choice.sense);
        return (sign, meaning, &choice.label);
    }
    let (done, word) = match poll.stage {
        Stage::Prepared => (poll.ready.contains(&id), "console.vote.is_ready"),
        _ => (poll.voted.contains_key(&id), "console.vote.has_voted"),
    };
    if done {
        ("✓", Meaning::Good, model.lang.text(word))
    } else {
        let word = model.lang.text("console.vote.not_yet");
        ("·", Meaning::Warning, word)
    }
}

/// Moves the cursor among the people of the poll.
pub(super) fn move_cursor(model: &mut Model, input: &Input) {
    let Some(session) = &model.session else {
        return;
    };
    let Some(poll) = shown(session) else {
        return;
    };
    let listed = listed(model, session, poll);
    if let Some(place) = moved(input, cursor(model, &listed), listed.len(), 10) {
        model.looking.voter = listed.get(place).copied();
    }
}
