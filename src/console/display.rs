//! The display in the hall: what everybody in the room is to see, large, on a projector.
//!
//! It is only looked at: there is no cursor, and no key but the one that leaves. It knows no more
//! than the room does, whatever link it was given: records are taken in as [`Audience::Room`] sees
//! them, so a result that is not published, a running count or a draft is not even in the model.

use super::digits::{self, Size};
use super::draw::Sheet;
use super::keys::{Input, Key};
use super::model::{Link, Model};
use super::pane::{attendance, consent, floor, vote};
use super::theme::Meaning;
use super::verb::screen::is_quit;
use super::view::waiting;
use super::{Effect, words};
use crate::session::floor::Speech;
use crate::session::poll::{Poll, Stage, Tally};
use crate::session::{Millis, Phase, Record, Session};
use crate::text::{self, number};
use crate::wire::audience::Audience;

/// The theme that is worn where none was asked for.
pub const THEME: &str = "hall";
/// How long an announcement stays to be read.
const ANNOUNCED: Millis = Millis(180_000);
/// How many rows item and header take, with the blank one below.
const HEAD: u16 = 5;
/// How many of those who wait are shown.
const NEXT: u16 = 5;
/// How many rows a vote keeps below the items it puts as one: what can be chosen, the rule, how many
/// have voted or how long can be objected.
const BELOW: u16 = 10;
/// How many rows the outcome of a vote takes.
const BAND: u16 = 3;

/// What this display takes in of a record.
pub(super) fn sees(record: &Record) -> Option<Record> {
    Audience::Room.sees(record).map(|seen| seen.into_owned())
}

/// The only key is the one that leaves; nothing is lost with a display, so nothing is asked.
pub(super) fn key(model: &Model, input: &Input) -> Vec<Effect> {
    let interrupts = input.ctrl && input.key == Key::Char('c');
    match is_quit(model, input) || interrupts {
        true => vec![Effect::Quit],
        false => vec![],
    }
}

/// Draws everything.
pub(super) fn view(model: &Model, sheet: &mut Sheet<'_>) {
    let (width, height) = (sheet.width(), sheet.height());
    let margin = if width >= 60 { 2 } else { 0 };
    let inner = width.saturating_sub(2 * margin);
    let Some(session) = &model.session else {
        return waiting(model, sheet);
    };
    let mut page = sheet.part(margin, 0, inner, height);
    head(model, session, &mut page.part(0, 0, inner, HEAD));
    let last = height.saturating_sub(1);
    foot(model, session, &mut page.part(0, last, inner, 1));
    let above = announcement(model, session, last.saturating_sub(1), &mut page);
    let rows = above.saturating_sub(HEAD);
    middle(model, session, &mut page.part(0, HEAD, inner, rows));
}

/// The meeting and the time of day, and which item is dealt with.
fn head(model: &Model, session: &Session, sheet: &mut Sheet<'_>) {
    let lang = model.lang;
    let time = words::time_of_day(session, model.now());
    let mut end = sheet.right(0, Meaning::Dim, &time);
    if !matches!(model.link, Link::Live | Link::Joining) && model.playback.is_none() {
        // Quietly: the room can do nothing about it.
        let said = format!("✗ {}  ", lang.text("console.link.lost"));
        let wide = u16::try_from(text::width(&said)).unwrap_or(0);
        end = end.saturating_sub(wide);
        sheet.text(0, end, Meaning::Warning, &said);
    }
    let title = &session.plan.title;
    let mut left = sheet.part(0, 0, end.saturating_sub(2), 1);
    left.text(0, 0, Meaning::Dim, title);
    let Some(item) = session.agenda.current else {
        return;
    };
    let items = session.plan.agenda.len();
    let place = format!("{}/{items}  ", item.0);
    let col = sheet.text(2, 0, Meaning::Accent, &place);
    let title = words::item_title(model, item);
    sheet.wrapped(2, col, 2, Meaning::Speaking, &title);
}

/// Who is here, and how to leave.
fn foot(model: &Model, session: &Session, sheet: &mut Sheet<'_>) {
    let (meaning, present) = attendance::line(model, session);
    let leave = model.text("console.display.leave");
    let end = sheet.right(0, Meaning::Line, &leave);
    let mut left = sheet.part(0, 0, end.saturating_sub(2), 1);
    left.text(0, 0, meaning, &present);
}

/// What was announced lately, above this row. Returns the row it begins with.
fn announcement(model: &Model, session: &Session, row: u16, sheet: &mut Sheet<'_>) -> u16 {
    let last = session.announcements.last();
    let recent = last.filter(|last| model.now().since(last.at) < ANNOUNCED);
    let Some(recent) = recent else {
        return row;
    };
    let values = [("text", &recent.text as &dyn std::fmt::Display)];
    let said = model.lang.fill("console.announced", &values);
    let lines = text::wrap(&said, usize::from(sheet.width()));
    let rows = u16::try_from(lines.len()).unwrap_or(1).min(3);
    let begin = row.saturating_sub(rows);
    sheet.wrapped(begin, 0, rows, Meaning::Heading, &said);
    begin.saturating_sub(1)
}

/// The one thing that matters now: a vote, its result, who speaks, or why nothing happens.
fn middle(model: &Model, session: &Session, sheet: &mut Sheet<'_>) {
    if !session.phase.is_open() {
        return quiet(model, session, sheet);
    }
    let poll = vote::to_be_seen(session);
    let speech = session.floor.current();
    if let Some(poll) = poll.filter(|poll| poll.is_open()) {
        return beside(model, session, sheet, |sheet| {
            voting(model, session, poll, sheet);
        });
    }
    let result = poll.and_then(|poll| published(poll, speech));
    if let (Some(poll), Some(tally)) = (poll, result) {
        return outcome(model, session, poll, tally, sheet);
    }
    match &session.floor.speaking[..] {
        [speech] => speaking(model, session, speech, sheet),
        [] => match poll.filter(|poll| is_awaited(poll)) {
            Some(poll) => voting(model, session, poll, sheet),
            None => quiet(model, session, sheet),
        },
        _ => {
            let (width, height) = (sheet.width(), sheet.height());
            let rows = floor::speaking::rows(session).min(height);
            floor::speaking::view(model, session, &mut sheet.part(0, 0, width, rows));
            next(model, session, rows + 1, sheet);
        }
    }
}

/// Whether the room waits for a vote to begin, or for its result.
fn is_awaited(poll: &Poll) -> bool {
    matches!(poll.stage, Stage::Prepared | Stage::Closed { .. })
}

/// The result of a poll for as long as nobody has begun to speak since.
fn published<'p>(poll: &'p Poll, speech: Option<&Speech>) -> Option<&'p Tally> {
    let Stage::Published { at, tally } = &poll.stage else {
        return None;
    };
    speech
        .is_none_or(|speech| speech.begun < *at)
        .then_some(tally)
}

/// Text in the middle of a row.
fn centred(sheet: &mut Sheet<'_>, row: u16, meaning: Meaning, said: &str) {
    let wide = u16::try_from(text::width(said)).unwrap_or(u16::MAX);
    let col = sheet.width().saturating_sub(wide) / 2;
    sheet.text(row, col, meaning, said);
}

/// Text in the middle of rows. Returns the row behind it.
fn centred_rows(sheet: &mut Sheet<'_>, row: u16, most: u16, meaning: Meaning, said: &str) -> u16 {
    let lines = text::wrap(said, usize::from(sheet.width()));
    let rows = u16::try_from(lines.len()).unwrap_or(most).min(most);
    for (row, line) in (row..row + rows).zip(&lines) {
        centred(sheet, row, meaning, line);
    }
    row + rows
}

/// Digits in the middle, as large as these rows allow. Returns the row behind them.
fn large(sheet: &mut Sheet<'_>, row: u16, rows: u16, meaning: Meaning, clock: &str) -> u16 {
    let width = sheet.width();
    let most = width * 4 / 5;
    // The largest that the clock can come to, so that it keeps its size as it runs.
    let longest = if clock.contains('/') { clock } else { LONGEST };
    let longest = if clock.len() > longest.len() {
        clock
    } else {
        longest
    };
    match Size::largest(longest, most, rows) {
        Some(size) => {
            let wide = size.width(clock).unwrap_or(width);
            let col = width.saturating_sub(wide) / 2;
            let mut part = sheet.part(col, row, wide, size.height());
            digits::draw(clock, size, &mut part, meaning);
            row + size.height()
        }
        None => {
            centred(sheet, row, meaning, clock);
            row + 1
        }
    }
}

/// The longest that a speaker's clock usually reads.
const LONGEST: &str = "+00:00";

/// Who speaks, with the clock as large as the hall allows, and who comes next.
fn speaking(model: &Model, session: &Session, speech: &Speech, sheet: &mut Sheet<'_>) {
    let (width, height) = (sheet.width(), sheet.height());
    let floor = &session.floor;
    let waiting = u16::try_from(floor.queue.len()).unwrap_or(NEXT).min(NEXT);
    // Those who wait give way to the clock where there is little room.
    let below = match waiting {
        0 => 0,
        rows => (rows + 2).min(height / 3),
    };
    let kind = words::kind(model.lang, speech.request.kind);
    centred(sheet, 0, Meaning::Dim, kind);
    let (sign, meaning) = words::speech_sign(speech);
    let name = session.roster.name(speech.request.delegate);
    let name = text::width::fit_name(&name, usize::from(width.saturating_sub(2)));
    let said = format!("{sign} {name}");
    let wide = u16::try_from(text::width(&said)).unwrap_or(u16::MAX);
    let col = width.saturating_sub(wide) / 2;
    sheet.pieces(
        1,
        col,
        &[
            (meaning, sign),
            (Meaning::Text, " "),
            (Meaning::Speaking, &name),
        ],
    );
    let unit = session.roster.get(speech.request.delegate);
    let unit = unit.map_or("", |attendee| attendee.delegate.unit.as_str());
    centred(sheet, 2, Meaning::Dim, unit);
    let (clock, meaning) = floor::speaking::clock(speech, model.now());
    // A blank row, the digits, how the clock stands, the gauge, a blank row.
    let rows = height.saturating_sub(below + 7);
    let row = large(sheet, 4, rows, meaning, &clock);
    let said = floor::speaking::clock_said(model, speech);
    centred(sheet, row + 1, meaning, &said);
    floor::speaking::gauge(model, speech, row + 2, sheet);
    if below > 0 {
        next(model, session, height - below + 1, sheet);
    }
}

/// Those who come next, from this row on.
fn next(model: &Model, session: &Session, row: u16, sheet: &mut Sheet<'_>) {
    let (width, height) = (sheet.width(), sheet.height());
    if session.floor.queue.is_empty() || row >= height {
        return;
    }
    sheet.heading(row, model.lang.text("console.floor.queue"), "");
    let rows = height.saturating_sub(row + 1).min(NEXT);
    floor::next(model, session, &mut sheet.part(0, row + 1, width, rows));
}

/// Draws this, and in the last row who speaks meanwhile.
fn beside(model: &Model, session: &Session, sheet: &mut Sheet<'_>, draw: impl Fn(&mut Sheet<'_>)) {
    let (width, height) = (sheet.width(), sheet.height());
    if session.floor.speaking.is_empty() {
        return draw(sheet);
    }
    let last = height.saturating_sub(1);
    draw(&mut sheet.part(0, 0, width, last.saturating_sub(1)));
    floor::speaking::line(model, session, last, sheet);
}

/// A vote being taken or prepared: the question, what can be chosen, what is required, how many have
/// voted and since when. What was voted is for nobody to see yet.
fn voting(model: &Model, session: &Session, poll: &Poll, sheet: &mut Sheet<'_>) {
    let lang = model.lang;
    let (width, height) = (sheet.width(), sheet.height());
    let (meaning, stage) = vote::stage(model, session, poll);
    let manner = match poll.question.rule.is_no_objection() {
        true => String::new(),
        false => words::manner(lang, poll.question.manner),
    };
    sheet.titled(0, &[(meaning, stage), (Meaning::Dim, &manner)]);
    let since = match poll.stage {
        Stage::Open { since } => Some(since),
        _ => None,
    };
    if let Some(since) = since {
        let open = number::clock(model.now().since(since).seconds().max(0));
        sheet.beside(0, meaning, &open);
    }
    let mut row = sheet.wrapped(1, 0, 4, Meaning::Speaking, &poll.question.text);
    // What is put as one is named, as far as the clock and the rule leave room.
    let items = consent::named(model, session, poll);
    let most = sheet.height().saturating_sub(row + BELOW);
    row = consent::rows(model, row, most, &items, sheet) + 1;
    let mut col = 0;
    // Where nobody votes, there is nothing to choose.
    let choices = match poll.question.rule.is_no_objection() {
        true => &[][..],
        false => &poll.question.choices,
    };
    for choice in choices {
        // A name is no vote in favour.
        let (sign, meaning) = match poll.is_on_motion() {
            true => words::sense(choice.sense),
            false => ("•", Meaning::Text),
        };
        let label = format!("{sign} {}", choice.label);
        let wide = u16::try_from(text::width(&label)).unwrap_or(u16::MAX);
        if col > 0 && col + wide > width {
            (col, row) = (0, row + 1);
        }
        col = sheet.text(row, col, meaning, &label) + 4;
    }
    row += 2;
    let rule = poll.question.rule.say(lang);
    row = sheet.wrapped(row, 0, 2, Meaning::Text, &rule) + 1;
    if let Some(until) = session.waits_until(poll) {
        let left = until.since(model.now()).max(Millis(0)) + Millis(999);
        let clock = number::clock(left.seconds());
        let rows = height.saturating_sub(row);
        large(sheet, row, rows, Meaning::Accent, &clock);
        return;
    }
    if poll.question.manner.is_counted() || poll.question.rule.is_no_objection() {
        return;
    }
    let (part, whole) = match poll.stage {
        Stage::Prepared => {
            let voters = session.voters(poll, model.now());
            let ready = voters.iter().filter(|(id, _)| session.is_ready(*id, poll));
            (ready.count(), voters.len())
        }
        _ => session.turnout(poll),
    };
    let key = match poll.stage {
        Stage::Prepared => "console.display.ready",
        _ => "console.display.voted",
    };
    let rows = height.saturating_sub(row + 4);
    let row = large(
        sheet,
        row,
        rows,
        Meaning::Speaking,
        &format!("{part}/{whole}"),
    );
    centred(sheet, row + 1, Meaning::Text, lang.text(key));
    sheet.gauge(
        row + 2,
        0,
        width,
        (part as u64, whole as u64),
        Meaning::Accent,
    );
}

/// A result that everybody may know: how it ended, the votes for each choice, and why.
fn outcome(model: &Model, session: &Session, poll: &Poll, tally: &Tally, sheet: &mut Sheet<'_>) {
    let lang = model.lang;
    let (width, height) = (sheet.width(), sheet.height());
    let row = sheet.wrapped(0, 0, 3, Meaning::Text, &poll.question.text) + 1;
    let ending = poll.ending().unwrap_or(tally.outcome.into());
    let (meaning, said) = words::outcome(lang, ending);
    let sign = words::outcome_sign(ending);
    let mut band = sheet.part(0, row, width, BAND);
    band.rule(0);
    centred(&mut band, 1, meaning, &format!("{sign} {said}"));
    band.rule(BAND - 1);
    let row = row + BAND + 1;
    let sentences = session.say_standing(poll, model.now(), lang);
    let lines: usize = sentences
        .iter()
        .map(|said| text::wrap(said, usize::from(width)).len())
        .sum();
    let below = u16::try_from(lines).unwrap_or(4).min(height / 3);
    let rows = height.saturating_sub(row + below + 1);
    let mut row = match numbers(model, poll, tally, &mut sheet.part(0, row, width, rows)) {
        0 => row,
        used => row + used + 1,
    };
    for said in sentences {
        let room = height.saturating_sub(row);
        row = centred_rows(sheet, row, room, Meaning::Text, &said);
    }
}

/// The votes for each choice: in large digits side by side, else a row for each. Returns how many
/// rows they took.
fn numbers(model: &Model, poll: &Poll, tally: &Tally, sheet: &mut Sheet<'_>) -> u16 {
    if poll.question.rule.is_no_objection() {
        return 0;
    }
    let (width, height) = (sheet.width(), sheet.height());
    let choices = poll.question.choices.iter().zip(&tally.by_choice);
    let said: Vec<_> = choices
        .map(|(choice, weight)| (choice, weight.say(model.lang)))
        .collect();
    let cell = width / u16::try_from(said.len().max(1)).unwrap_or(u16::MAX);
    // Who is elected is told name by name.
    if !poll.question.matter.is_motion() {
        return vote::figures(model, poll, tally, sheet);
    }
    let sizes: Option<Vec<_>> = said
        .iter()
        .map(|(choice, number)| {
            let rows = height.saturating_sub(2);
            let size = Size::largest(number, cell.saturating_sub(4), rows)?;
            (text::width(&choice.label) + 2 < usize::from(cell)).then_some(size)
        })
        .collect();
    let size = sizes.and_then(|sizes| sizes.into_iter().min_by_key(|size| size.height()));
    let Some(size) = size else {
        return vote::figures(model, poll, tally, sheet);
    };
    for (place, (choice, number)) in (0..).zip(&said) {
        let (sign, meaning) = words::sense(choice.sense);
        let mut part = sheet.part(place * cell, 0, cell, height);
        let wide = size.width(number).unwrap_or(cell);
        let mut drawn = part.part(cell.saturating_sub(wide) / 2, 0, wide, size.height());
        digits::draw(number, size, &mut drawn, meaning);
        let label = format!("{sign} {}", choice.label);
        centred(&mut part, size.height() + 1, meaning, &label);
    }
    size.height() + 2
}

/// Nobody speaks and nothing is voted on: what the room waits for.
fn quiet(model: &Model, session: &Session, sheet: &mut Sheet<'_>) {
    let lang = model.lang;
    let height = sheet.height();
    let mut row = height / 4;
    match session.phase {
        Phase::Planned => {
            let plan = &session.plan;
            let day = words::day_and_time(session, plan.starts, lang);
            let place = [plan.room.as_str(), &plan.place]
                .into_iter()
                .filter(|part| !part.is_empty())
                .collect::<Vec<_>>()
                .join(", ");
            row = centred_rows(sheet, row, 3, Meaning::Speaking, &plan.title) + 1;
            row = centred_rows(sheet, row, 1, Meaning::Heading, &day);
            row = centred_rows(sheet, row, 2, Meaning::Text, &place) + 1;
            centred(
                sheet,
                row,
                Meaning::Dim,
                lang.text("console.floor.not_opened"),
            );
        }
        Phase::Suspended { since } => {
            let at = words::time_of_day(session, since);
            let said = lang.fill("console.floor.suspended", &[("at", &at)]);
            centred(sheet, row, Meaning::Warning, &said);
        }
        Phase::Closed { .. } => {
            centred(
                sheet,
                row,
                Meaning::Speaking,
                lang.text("console.floor.closed"),
            );
        }
        Phase::Open => {
            let coming = session
                .next_item()
                .filter(|_| session.agenda.current.is_none());
            if let Some(item) = coming {
                let title = words::item_title(model, item);
                let said = lang.fill("console.display.coming", &[("item", &title)]);
                centred_rows(sheet, row, 3, Meaning::Text, &said);
            }
            next(model, session, row + 4, sheet);
        }
    }
}
