//! Sentences about a session, in the language of the screen.

mod due;
mod order;
mod question;
mod rule;
mod said;
mod step;

pub use due::{
    Moment, due_is_in_no_calendar, due_is_whole, due_label, due_read, due_said, due_settled,
    moment_offers, moment_read, moment_said, offer_said,
};
pub use order::{departure, of_request, reason};
pub use question::{
    question_close, question_end_debate, question_end_list, question_open, question_poll_close,
    question_poll_fate, question_poll_open, question_poll_publish,
};
pub use rule::{rule_offers, rule_said};
pub use said::{event, event_and_who, matter, refusal};
pub use step::{step, step_and_who};

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::Offset;

use super::model::Model;
use super::theme::Meaning;
use crate::session::assistance::Call;
use crate::session::attendance::{Attendee, Link, Place, Presence};
use crate::session::floor::{Account, Kind, Policy, Speech};
use crate::session::plan::{Document, Substitutes};
use crate::session::poll::{Ending, Fate, Manner, Outcome, Sense};
use crate::session::{DelegateId, ItemId, Millis, Phase, Role, Session, Time};
use crate::text::{self, Lang};

/// The time of day at the place of the meeting: hours and minutes.
#[must_use]
pub fn time_of_day(session: &Session, at: Time) -> String {
    let (hours, minutes, _) = day_clock(session, at);
    format!("{hours:02}:{minutes:02}")
}

/// The time of day with seconds.
#[must_use]
pub fn exact_time(session: &Session, at: Time) -> String {
    let (hours, minutes, seconds) = day_clock(session, at);
    format!("{hours:02}:{minutes:02}:{seconds:02}")
}

/// A day and the time of day: `"17:00, 04/12/2026"`.
#[must_use]
pub fn day_and_time(session: &Session, at: Time, lang: Lang) -> String {
    let day = local(session, at).date();
    let day = text::date::short(day.year(), day.month(), day.day(), lang);
    format!("{}, {day}", time_of_day(session, at))
}

fn local(session: &Session, at: Time) -> DateTime {
    let moment = Timestamp::from_millisecond(at.0).unwrap_or_default();
    offset(session).to_datetime(moment)
}

/// The day that it is now at the place of the meeting.
fn this_day(session: &Session, now: Time) -> Date {
    local(session, now).date()
}

fn offset(session: &Session) -> Offset {
    Offset::from_seconds(session.plan.utc_offset * 60).unwrap_or(Offset::UTC)
}

/// A long time in its two largest parts: `"1 ngày 3 giờ"`, `"2 giờ 5 phút"`; a short one as a clock.
#[must_use]
pub fn long_time(lang: Lang, seconds: i64) -> String {
    let (days, hours, minutes) = (seconds / 86_400, seconds / 3600 % 24, seconds / 60 % 60);
    let fill = |key, large: i64, small: i64| {
        let values: [(&str, &dyn std::fmt::Display); 2] = [("large", &large), ("small", &small)];
        lang.fill(key, &values)
    };
    match (days, hours) {
        (0, 0) => text::number::clock(seconds),
        (0, _) => fill("console.opinion.hours", hours, minutes),
        _ => fill("console.opinion.days", days, hours),
    }
}

fn day_clock(session: &Session, at: Time) -> (i64, i64, i64) {
    let local = at.0.div_euclid(1000) + i64::from(session.plan.utc_offset) * 60;
    let second = local.rem_euclid(86_400);
    (second / 3600, second / 60 % 60, second % 60)
}

/// What an item is called: its number and title.
#[must_use]
pub fn item_title(model: &Model, item: ItemId) -> String {
    let plan = model
        .session
        .as_ref()
        .and_then(|session| session.plan.item(item));
    plan.map_or_else(
        || format!("#{item}"),
        |plan| format!("{}. {}", plan.number, plan.title),
    )
}

/// The number of an item on the agenda, by which it goes in words; empty where there is no such item.
#[must_use]
pub fn item_number(model: &Model, item: ItemId) -> String {
    let session = model.session.as_ref();
    let plan = session.and_then(|session| session.plan.item(item));
    plan.map_or_else(String::new, |plan| plan.number.clone())
}

/// What somebody wants the floor for.
#[must_use]
pub fn kind(lang: Lang, kind: Kind) -> &'static str {
    lang.text(&format!("session.kind.{}", kind.name()))
}

/// What a policy is called.
#[must_use]
pub fn policy(lang: Lang, policy: Policy) -> &'static str {
    lang.text(&format!("session.policy.{}.label", policy.name()))
}

/// A sign for the kind of a request, so that rank is seen without colour.
#[must_use]
pub fn kind_sign(kind: Kind) -> &'static str {
    match kind {
        Kind::Speech => " ",
        Kind::For => "+",
        Kind::Against => "-",
        Kind::Reply => "↩",
        Kind::Answer => "↪",
        Kind::PointOfOrder => "!",
        Kind::Intervention => "»",
        Kind::Interposed | Kind::Questioning => "?",
    }
}

/// The sign of a speech: its clock runs, or stands still.
#[must_use]
pub fn speech_sign(speech: &Speech) -> (&'static str, Meaning) {
    if speech.is_paused() {
        ("‖", Meaning::Warning)
    } else {
        ("▶", Meaning::Speaking)
    }
}

/// How much a unit has left of its time, or by how much it is over.
#[must_use]
pub fn account(lang: Lang, account: &Account<'_>) -> (Meaning, String) {
    let left = account.left();
    let clock = text::number::clock(left.seconds().abs());
    let (meaning, key) = match left {
        Millis(..0) => (Meaning::Alarm, "console.floor.account_over"),
        _ => (Meaning::Dim, "console.floor.account_left"),
    };
    (meaning, lang.fill(key, &[("time", &clock)]))
}

/// How a vote is taken.
#[must_use]
pub fn manner(lang: Lang, manner: Manner) -> String {
    lang.text(&format!("session.manner.{}", manner.name()))
        .to_owned()
}

/// How it is voted, where there is room for a word only.
#[must_use]
pub fn manner_in_a_word(lang: Lang, manner: Manner) -> String {
    lang.text(&format!("session.manner_in_a_word.{}", manner.name()))
        .to_owned()
}

/// What a role is called.
#[must_use]
pub fn role(lang: Lang, role: Role) -> &'static str {
    lang.text(&format!("session.role.{}", role.name()))
}

/// Where the session stands: a sign, its meaning, a word.
#[must_use]
pub fn phase(lang: Lang, phase: Phase) -> (&'static str, Meaning, &'static str) {
    let (sign, meaning, name) = match phase {
        Phase::Planned => ("○", Meaning::Dim, "planned"),
        Phase::Open => ("●", Meaning::Good, "open"),
        Phase::Suspended { .. } => ("‖", Meaning::Warning, "suspended"),
        Phase::Closed { .. } => ("■", Meaning::Dim, "closed"),
    };
    (sign, meaning, lang.text(&format!("session.phase.{name}")))
}

/// A sign for how somebody is here.
#[must_use]
pub fn presence_sign(session: &Session, attendee: &Attendee) -> (&'static str, Meaning) {
    if session.holder(attendee).is_some() {
        return ("⇢", Meaning::Warning);
    }
    if attendee.is_cut_off() {
        return ("⌁", Meaning::Alarm);
    }
    match &attendee.presence {
        Presence::Expected => ("·", Meaning::Dim),
        Presence::Present {
            substitute: Some(_),
            ..
        } => ("⇄", Meaning::Warning),
        Presence::Present { late: true, .. } => ("◐", Meaning::Good),
        Presence::Present {
            place: Place::Hall, ..
        } => ("●", Meaning::Good),
        Presence::Present {
            place: Place::Remote,
            ..
        } => ("◉", Meaning::Good),
        Presence::Excused { .. } => ("▫", Meaning::Dim),
        Presence::Absent => ("✗", Meaning::Alarm),
        Presence::Left { .. } => ("→", Meaning::Dim),
    }
}

/// How somebody is here, in words.
#[must_use]
pub fn presence(lang: Lang, session: &Session, attendee: &Attendee) -> String {
    let mut said = said::presence(lang, &attendee.presence);
    if let Some(holder) = session.holder(attendee) {
        let given = lang.fill("session.presence.proxy", &[("name", &holder.delegate.name)]);
        said = format!("{said}, {given}");
    }
    if attendee.is_cut_off() {
        said = format!("{said}, {}", lang.text("session.link.lost"));
    }
    said
}

/// That somebody sits in for a member, or that somebody does at their place, and what who sits in may do;
/// with the number of the member.
#[must_use]
pub fn sitting_in(lang: Lang, session: &Session, own: DelegateId) -> Option<(DelegateId, String)> {
    let (member, key, name) = match session.sits_for(own) {
        Some(member) => (member, "for", member.delegate.name.as_str()),
        None => {
            let attendee = session.roster.get(own)?;
            (attendee, "here", attendee.substitute()?)
        }
    };
    let may = match session.plan.rules.substitutes {
        Substitutes::Vote if member.is_member() => "vote",
        Substitutes::Attendance if member.is_member() => "attendance",
        _ => "none",
    };
    let key = format!("console.substitute.{key}_{may}");
    Some((member.delegate.id, lang.fill(&key, &[("name", &name)])))
}

/// What the hub sees of a device, in words.
#[must_use]
pub fn link(lang: Lang, link: Link) -> &'static str {
    lang.text(match link {
        Link::None => "session.link.none",
        Link::Up => "session.link.up",
        Link::Lost { .. } => "session.link.lost",
    })
}

/// Somebody as they are told apart from others of the same name: name, unit, seat or site.
#[must_use]
pub fn who(session: &Session, attendee: &Attendee) -> String {
    let delegate = &attendee.delegate;
    let site = delegate.site.and_then(|site| session.plan.site(site));
    let site = site.filter(|site| delegate.seat.is_empty() && site.name != delegate.unit);
    let site = site.map_or("", |site| site.name.as_str());
    let parts = [&*delegate.name, &*delegate.unit, &*delegate.seat, site];
    let parts = parts.into_iter().filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join(", ")
}

/// The name of somebody, and where another has the same what tells them apart: the unit, or where
/// that is the same, too, seat and number.
#[must_use]
pub fn name(model: &Model, session: &Session, id: DelegateId) -> String {
    let name = session.roster.name(id);
    if !model.directory.is_shared(&name) {
        return name;
    }
    let Some(own) = session.roster.get(id) else {
        return name;
    };
    let unit = &own.delegate.unit;
    let is_alike = |other: &Attendee| {
        let other = &other.delegate;
        other.id != id && other.name == name && other.unit == *unit
    };
    match unit.is_empty() || session.roster.iter().any(is_alike) {
        true => format!("{}, #{id}", who(session, own)),
        false => format!("{name} ({unit})"),
    }
}

/// What a document's file is called, without the folders it lies in.
#[must_use]
pub fn file_name(document: &Document) -> String {
    let name = document.file.rsplit(['/', '\\']).next();
    text::clean::line(name.unwrap_or_default(), 60)
}

/// Where somebody sits: their seat, or their site where they have none.
#[must_use]
pub fn place_of(session: &Session, attendee: &Attendee) -> String {
    let delegate = &attendee.delegate;
    if !delegate.seat.is_empty() {
        return delegate.seat.clone();
    }
    let site = delegate.site.and_then(|site| session.plan.site(site));
    site.map_or_else(String::new, |site| site.name.clone())
}

/// Who calls for help, where they sit, and with what: what is looked for first comes first.
#[must_use]
pub fn call(lang: Lang, session: &Session, call: &Call) -> String {
    call_parts(lang, session, call).join(" · ")
}

/// The parts of the same.
#[must_use]
pub fn call_parts(lang: Lang, session: &Session, call: &Call) -> Vec<String> {
    let name = session.roster.name(call.delegate);
    let (place, unit) = match session.roster.get(call.delegate) {
        None => Default::default(),
        Some(attendee) => {
            let delegate = &attendee.delegate;
            let site = delegate.site.and_then(|site| session.plan.site(site));
            // A unit at a site of its own name is told once.
            let site = site.filter(|site| site.name != delegate.unit);
            let place = match delegate.seat.is_empty() {
                true => site.map_or_else(String::new, |site| site.name.clone()),
                // A number alone would not be taken for a seat.
                false => lang.fill("console.seat", &[("seat", &delegate.seat)]),
            };
            (place, delegate.unit.clone())
        }
    };
    let parts = [name, place, call.text.clone(), unit];
    parts.into_iter().filter(|part| !part.is_empty()).collect()
}

/// How a poll ended: a meaning and a word.
#[must_use]
pub fn outcome(lang: Lang, ending: impl Into<Ending>) -> (Meaning, &'static str) {
    let ending = ending.into();
    let meaning = match ending {
        Ending::Judged(Outcome::Carried | Outcome::Elected) => Meaning::Yes,
        Ending::Judged(Outcome::SecondBallot | Outcome::SeatsOpen) => Meaning::Warning,
        Ending::Judged(Outcome::Graded) => Meaning::Heading,
        Ending::Judged(Outcome::NotCarried) => Meaning::No,
        Ending::Judged(Outcome::Tied | Outcome::NoQuorum) | Ending::Fate(Fate::Void) => {
            Meaning::Alarm
        }
        Ending::Fate(Fate::Cancelled | Fate::Withdrawn | Fate::Lapsed) => Meaning::Dim,
    };
    let word = lang.text(&format!("session.outcome.{}", ending.name()));
    (meaning, word)
}

/// A sign for how a poll ended: good and bad only where it is one or the other.
#[must_use]
pub fn outcome_sign(ending: impl Into<Ending>) -> &'static str {
    match ending.into() {
        Ending::Judged(Outcome::Carried | Outcome::Elected) => "✓",
        Ending::Judged(Outcome::Tied) => "=",
        Ending::Judged(Outcome::SecondBallot) => "↻",
        Ending::Judged(Outcome::Graded | Outcome::SeatsOpen) => "■",
        Ending::Judged(Outcome::NotCarried | Outcome::NoQuorum) | Ending::Fate(_) => "✗",
    }
}

/// The sign and meaning of a choice.
#[must_use]
pub fn sense(sense: Sense) -> (&'static str, Meaning) {
    match sense {
        Sense::Yes => ("✓", Meaning::Yes),
        Sense::No => ("✗", Meaning::No),
        Sense::Abstain => ("○", Meaning::Abstain),
    }
}

/// The day on which a session is held, where it is held.
#[must_use]
pub fn meeting_day(session: &Session) -> Date {
    local(session, session.plan.starts).date()
}
