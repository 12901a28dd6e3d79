//! Who spoke how often and how long.

use std::collections::BTreeSet;

use crate::console::draw::Sheet;
use crate::console::model::Model;
use crate::console::theme::Meaning;
use crate::console::words;
use crate::session::{DelegateId, Millis, Session};
use crate::text::{number, width::fit_name};

/// How many columns names have beside a bar.
const NAMES: u16 = 32;

/// Who spoke how often and how long, by person and by unit, with the speeches that are not over.
///
/// The one that runs is counted up to the last full minute of the clock, so that these figures
/// change only when the time of day does: they are never more than was spoken, and the sign of who
/// speaks says that they are still growing. Speeches paused below it are counted to the second.
pub(in crate::console::pane) fn view(model: &Model, session: &Session, sheet: &mut Sheet<'_>) {
    let lang = model.lang;
    let floor = &session.floor;
    let at = floor.last_full_minute(model.now());
    let sign = |id| speaks(session, id);
    let mut people: Vec<_> = session
        .roster
        .iter()
        .map(|attendee| (floor.time_spoken(attendee.delegate.id, at), attendee))
        .filter(|(spoken, attendee)| spoken.0 > 0 || sign(attendee.delegate.id).is_some())
        .collect();
    people.sort_by_key(|(spoken, _)| std::cmp::Reverse(*spoken));
    sheet.heading(0, lang.text("console.floor.totals"), "");
    if people.is_empty() {
        sheet.text(1, 2, Meaning::Dim, lang.text("console.floor.nobody_spoke"));
        return;
    }
    let clock = |spoken: Millis| match spoken.0 {
        0 => "–".to_owned(),
        _ => number::clock(spoken.seconds()),
    };
    let longest = people.first().map_or(Millis(0), |(spoken, _)| *spoken);
    let half = sheet.height() / 2;
    let width = sheet.width();
    for (row, (spoken, attendee)) in (1..half).zip(&people) {
        let id = attendee.delegate.id;
        let times = match (sign(id), floor.times_spoken(id)) {
            (Some(sign), _) => sign.to_owned(),
            // Points of order and the like are no speeches, and take their time all the same.
            (None, 0) => uncounted(session, id).to_owned(),
            (None, times) => format!("×{times}"),
        };
        let said = format!("{times:>3} {:>6}", clock(*spoken));
        let end = sheet.right(row, Meaning::Dim, &said);
        let end = bar(sheet, row, end, (*spoken, longest));
        let name = fit_name(&attendee.delegate.name, usize::from(end.saturating_sub(1)));
        sheet.text(row, 0, Meaning::Text, &name);
    }
    let names: BTreeSet<_> = people
        .iter()
        .map(|(_, attendee)| attendee.delegate.unit.as_str())
        .collect();
    let mut units: Vec<_> = names
        .into_iter()
        .map(|unit| (session.time_spoken_by_unit(unit, at), unit))
        .collect();
    units.sort_by_key(|(spoken, _)| std::cmp::Reverse(*spoken));
    let longest = units.first().map_or(Millis(0), |(spoken, _)| *spoken);
    let mut part = sheet.part(0, half + 1, width, half);
    part.heading(0, lang.text("console.floor.by_unit"), "");
    for (row, (spoken, unit)) in (1..half).zip(&units) {
        let mut own = people.iter().filter(|(_, a)| a.delegate.unit == *unit);
        let speaks = own.find_map(|(_, a)| sign(a.delegate.id)).unwrap_or("");
        let said = format!("{speaks:>3} {:>6}", clock(*spoken));
        let end = part.right(row, Meaning::Dim, &said);
        let end = bar(&mut part, row, end, (*spoken, longest));
        let room = end.saturating_sub(1);
        part.part(0, row, room, 1).text(0, 0, Meaning::Text, unit);
    }
}

/// The sign of what somebody had the floor for last who has made no speech that is counted.
fn uncounted(session: &Session, delegate: DelegateId) -> &'static str {
    let mut heard = session.floor.heard.iter().rev();
    let last = heard.find(|heard| heard.request.delegate == delegate);
    last.map_or("", |heard| words::kind_sign(heard.request.kind))
}

/// How long that is beside the longest, as a bar, where there is room for it. Returns the column
/// before it.
fn bar(sheet: &mut Sheet<'_>, row: u16, end: u16, (spoken, longest): (Millis, Millis)) -> u16 {
    let room = end.saturating_sub(NAMES + 4);
    if room < NAMES / 2 {
        return end;
    }
    let millis = |time: Millis| u64::try_from(time.0).unwrap_or(0);
    let share = (millis(spoken), millis(longest));
    sheet.gauge(row, NAMES + 2, room, share, Meaning::Accent);
    NAMES + 2
}

/// The sign of somebody whose speech is not over: it runs, or its clock stands still.
fn speaks(session: &Session, delegate: DelegateId) -> Option<&'static str> {
    let floor = &session.floor;
    let mut speeches = floor.speeches();
    let speech = speeches.find(|speech| speech.request.delegate == delegate)?;
    Some(words::speech_sign(speech).0)
}
