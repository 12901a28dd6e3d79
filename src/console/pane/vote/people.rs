//! Who votes in a poll, and the polls before it.

use std::borrow::Cow;

use super::cursor;
use super::progress::given_name;
use crate::console::draw::{Sheet, window};
use crate::console::model::Model;
use crate::console::mouse::spot::{Spot, Thing};
use crate::console::overlay::say_ballot;
use crate::console::theme::Meaning;
use crate::console::words;
use crate::session::poll::{Grade, Matter, Poll, Stage, Vote};
use crate::session::{DelegateId, Session};
use crate::text::{self, width::fit_name};

/// How many columns somebody takes at the least where people stand side by side.
const COLUMN: u16 = 32;
/// From how many columns on it is told where somebody belongs, too, and how many of these the name has.
const ROOMY: usize = 70;
const NAME: usize = 41;

/// The rounds and polls before the one shown, newest first. Returns how many rows they took.
pub(super) fn rounds(
    model: &Model,
    shown: Option<&Poll>,
    session: &Session,
    sheet: &mut Sheet<'_>,
) -> u16 {
    let before: Vec<_> = session
        .polls
        .iter()
        .filter(|other| shown.is_none_or(|shown| shown.id != other.id))
        .collect();
    if before.is_empty() {
        return 0;
    }
    let lang = model.lang;
    sheet.heading(0, lang.text("console.vote.before"), "");
    let most = sheet.height() / 3;
    let mut row = 1;
    for poll in before.iter().rev().take(usize::from(most)) {
        let ending = poll.ending();
        let (meaning, said) = ending.map_or((Meaning::Dim, ""), |end| words::outcome(lang, end));
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

/// How many columns of a pane this wide people have.
pub(super) fn width(pane: u16) -> u16 {
    (pane - pane / 2).saturating_sub(2)
}

/// How many rows of the screen are not theirs at the most: header and footer, the heading, recusals and
/// the polls before.
const TAKEN: u16 = 10;

/// How many of so many people stand side by side on a screen of this size: as many as it takes to see
/// them all, if it can be. What is said on a ballot about people needs its row.
pub(super) fn columns((columns, rows): (u16, u16), poll: &Poll, people: usize) -> usize {
    if poll.tally().is_some() && !poll.is_on_motion() {
        return 1;
    }
    let needed = people.div_ceil(usize::from(rows.saturating_sub(TAKEN).max(1)));
    needed.clamp(1, usize::from((width(columns) / COLUMN).max(1)))
}

/// Whether all of them are seen at once.
pub(super) fn are_seen(size: (u16, u16), poll: &Poll, people: usize) -> bool {
    people <= columns(size, poll, people) * usize::from(size.1.saturating_sub(TAKEN))
}

/// The people of the poll: before it opens, those who could vote now; then those who may vote; for a named
/// result, who voted what, and who could have and did not. Where all are seen at once nobody changes place
/// while votes come in; else who is not ready or has not voted comes first.
pub(super) fn listed(model: &Model, session: &Session, poll: &Poll) -> Vec<DelegateId> {
    if let Some(tally) = poll.tally() {
        let votes = tally.votes.iter().map(|(id, _)| *id);
        // Where nobody's vote is known, who did not vote is none of the record either.
        let silent = poll.missing().filter(|_| !tally.votes.is_empty());
        return votes.chain(silent).collect();
    }
    if poll.question.manner.is_counted() || poll.question.rule.is_no_objection() {
        // People are counted; who voted what is known to nobody here.
        return vec![];
    }
    if matches!(poll.stage, Stage::Prepared) {
        let now = model.now();
        let voters = session.voters(poll, now).into_iter().map(|(id, _)| id);
        let voters: Vec<_> = voters.collect();
        if are_seen(model.size, poll, voters.len()) {
            return voters;
        }
        let (ready, mut listed): (Vec<_>, Vec<_>) = voters
            .into_iter()
            .partition(|id| session.is_ready(*id, poll));
        listed.extend(ready);
        return listed;
    }
    let entitled: Vec<_> = poll.entitled.keys().copied().collect();
    if are_seen(model.size, poll, entitled.len()) {
        return entitled;
    }
    let voted = |id: &DelegateId| poll.voted.contains_key(id);
    let (voted, mut listed): (Vec<_>, Vec<_>) = entitled.into_iter().partition(voted);
    listed.extend(voted);
    listed
}

/// Who is recused, and whose voice is silent with its holder, in the last row. Returns how many rows
/// that took.
pub(super) fn recused(model: &Model, session: &Session, poll: &Poll, sheet: &mut Sheet<'_>) -> u16 {
    let recusals = session.voices.recusals.iter();
    let recused: Vec<_> = recusals
        .filter(|recusal| recusal.on.concerns(poll))
        .map(|recusal| recusal.delegate)
        .collect();
    let silent = session.roster.members().filter(|attendee| {
        !recused.contains(&attendee.delegate.id) && session.is_recused(attendee, poll)
    });
    let silent = silent.map(|attendee| attendee.delegate.id);
    let whole = usize::from(sheet.width());
    let names: Vec<_> = recused.iter().copied().chain(silent).collect();
    let names: Vec<_> = names
        .into_iter()
        .map(|id| voice(session, id, whole))
        .collect();
    if names.is_empty() {
        return 0;
    }
    let names = names.join(", ");
    let said = model
        .lang
        .fill("console.vote.recused", &[("names", &names)]);
    let row = sheet.height().saturating_sub(1);
    let said = text::fit(&said, usize::from(sheet.width()));
    sheet.text(row, 0, Meaning::Dim, &said);
    1
}

/// What a voice is called: whose it is, and who holds it.
fn voice(session: &Session, id: DelegateId, room: usize) -> String {
    let here = session.roster.get(id).and_then(|a| session.here_for(a));
    let holder = here.filter(|here| here.delegate.id != id);
    let by = holder.map_or_else(String::new, |holder| {
        format!(" ⇢ {}", given_name(session, holder.delegate.id))
    });
    let room = room.saturating_sub(text::width(&by));
    format!("{}{by}", fit_name(&session.roster.name(id), room))
}

/// The people of the poll, with the cursor among them where it is theirs.
pub(super) fn view(
    model: &Model,
    session: &Session,
    poll: &Poll,
    has_cursor: bool,
    sheet: &mut Sheet<'_>,
) {
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
    let cursor = has_cursor.then(|| cursor(model, poll, &listed));
    let columns = match has_cursor {
        true => columns(model.size, poll, listed.len()),
        false => 1,
    };
    // A ballot that is longer than its row is read below, where the cursor is on it.
    let foot = cursor.map_or(0, |place| read(model, session, poll, listed[place], sheet));
    let rows = usize::from(sheet.height().saturating_sub(1 + foot));
    let all = listed.len().div_ceil(columns);
    let first = window(cursor.unwrap_or(0) / columns, all, rows) * columns;
    let width = sheet.width() / u16::try_from(columns).unwrap_or(1);
    let shown = listed.iter().enumerate().skip(first).take(rows * columns);
    for (place, id) in shown {
        let at = |place: usize| u16::try_from(place).unwrap_or(u16::MAX);
        let (col, row) = (at((place - first) % columns), at((place - first) / columns));
        let gap = u16::from(columns > 1);
        let sheet = &mut sheet.part(col * width, 1 + row, width - gap, 1);
        let (sign, meaning, label) = voted_sign(model, poll, *id);
        // Who is still awaited stands out; the others are there to be looked up.
        let quiet = if meaning == Meaning::Warning {
            meaning
        } else {
            Meaning::Dim
        };
        // Side by side, the sign alone says whether somebody has voted.
        let label = match columns > 1 && poll.tally().is_none() {
            true => Cow::Borrowed(""),
            false => text::fit(&label, usize::from(room_for_ballot(sheet))),
        };
        let end = sheet.right(0, quiet, &label);
        sheet.text(0, 0, meaning, sign);
        let mut room = usize::from(end.saturating_sub(3));
        let mine = format!(" ({})", model.lang.text("console.vote.mine"));
        let is_mine = model.delegate == Some(*id);
        if is_mine {
            room = room.saturating_sub(text::width(&mine));
        }
        if room >= ROOMY {
            let attendee = session.roster.get(*id);
            let unit = attendee.map_or("", |attendee| &attendee.delegate.unit);
            let unit = text::fit(unit, room - NAME);
            sheet.text(0, at(2 + NAME), Meaning::Dim, &unit);
            room = NAME - 1;
        }
        let col = sheet.text(0, 2, Meaning::Text, &voice(session, *id, room));
        if is_mine {
            sheet.text(0, col, Meaning::Accent, &mine);
        }
        if cursor == Some(place) {
            sheet.select(0);
        }
        sheet.means(Spot::Thing(Thing::Voter(*id)));
    }
}

/// How many cells of a row a ballot may take.
fn room_for_ballot(sheet: &Sheet<'_>) -> u16 {
    sheet.width() / 2
}

/// The ballot of whoever is under the cursor, in the last rows, where its own row cuts it. Returns how
/// many rows that took.
fn read(
    model: &Model,
    session: &Session,
    poll: &Poll,
    id: DelegateId,
    sheet: &mut Sheet<'_>,
) -> u16 {
    let (_, _, label) = voted_sign(model, poll, id);
    if text::width(&label) <= usize::from(room_for_ballot(sheet)) {
        return 0;
    }
    let said = format!("{}: {label}", given_name(session, id));
    let lines = text::wrap(&said, usize::from(sheet.width())).len();
    let rows = u16::try_from(lines).unwrap_or(u16::MAX);
    let rows = rows.min(sheet.height() / 2);
    let first = sheet.height().saturating_sub(rows);
    sheet.wrapped(first, 0, rows, Meaning::Text, &said);
    rows
}

fn voted_sign<'m>(
    model: &Model,
    poll: &'m Poll,
    id: DelegateId,
) -> (&'static str, Meaning, Cow<'m, str>) {
    let vote = poll
        .tally()
        .and_then(|t| t.votes.iter().find(|(who, _)| *who == id));
    if let Some((_, vote)) = vote
        && !poll.is_on_motion()
    {
        let said = said_ballot(model, poll, vote);
        return ("✓", Meaning::Text, said.into());
    }
    if let Some((_, vote)) = vote
        && let Some(choice) = vote.only()
        && let Some(choice) = poll.question.choices.get(usize::from(choice.0))
    {
        let (sign, meaning) = words::sense(choice.sense);
        return (sign, meaning, choice.label.as_str().into());
    }
    let (done, word) = match poll.stage {
        Stage::Prepared => {
            let session = model.session.as_ref();
            let ready = session.is_some_and(|session| session.is_ready(id, poll));
            (ready, "console.vote.is_ready")
        }
        _ => (poll.voted.contains_key(&id), "console.vote.has_voted"),
    };
    if poll.tally().is_some() {
        (
            "–",
            Meaning::Dim,
            model.lang.text("console.vote.not_voting").into(),
        )
    } else if done {
        ("✓", Meaning::Good, model.lang.text(word).into())
    } else {
        let word = model.lang.text("console.vote.not_yet");
        ("·", Meaning::Warning, word.into())
    }
}

/// What somebody's ballot says on which people stand.
fn said_ballot(model: &Model, poll: &Poll, vote: &Vote) -> String {
    let lang = model.lang;
    if vote.ranks().is_empty() {
        return lang.text("election.blank").to_owned();
    }
    match poll.question.matter {
        Matter::Confidence => {
            // In the order of those who are graded, one sign for each.
            let cells = vote.ranks().iter().flatten();
            let signs = cells.map(|no| {
                let grade = Grade::ALL[usize::from(no.0) % Grade::ALL.len()];
                let key = format!("console.grade.{}", grade.name());
                lang.text(&key)
            });
            signs.collect::<Vec<_>>().join(" ")
        }
        Matter::Motion | Matter::Election(_) => say_ballot(&poll.question.names(), vote),
    }
}
