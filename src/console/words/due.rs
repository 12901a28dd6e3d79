//! By when: terms and moments as people say them, and what they were read as, to be shown before
//! anything is sent.

use jiff::civil::Date;

use super::{day_and_time, offset, this_day};
use crate::console::draft::{in_figures, month_in_figures};
use crate::console::theme::Meaning;
use crate::session::conclusions::{Due, Kind};
use crate::session::{Session, Time};
use crate::text::date::{self, Offer, Said, SaidMoment, Side};
use crate::text::{self, Lang};

/// What a typed term was read as, on the day of the meeting: what is kept of it, in words.
#[must_use]
pub fn due_read(lang: Lang, typed: &str, today: Date) -> (Meaning, String) {
    let typed = typed.trim();
    if due_is_in_no_calendar(typed, today) {
        let said = lang.fill("console.editor.no_such_day", &[("typed", &typed)]);
        return (Meaning::Warning, said);
    }
    let settled = due_settled(typed, today).unwrap_or_else(|| typed.to_owned());
    let Some(due) = Due::read(&settled) else {
        return (
            Meaning::Dim,
            lang.text("console.editor.due_none").to_owned(),
        );
    };
    let said = match &due {
        Due::Day(day) => date::with_weekday(*day, lang),
        Due::Month(month) => {
            let (of, last) = (month_said(lang, month.first()), short(month.last(), lang));
            lang.fill(
                "console.editor.due_month",
                &[("month", &of), ("day", &last)],
            )
        }
        Due::Term {
            kind: Kind::Day { side, day },
            ..
        } => side_said(lang, *side, *day),
        Due::Term { words, kind } => {
            let key = format!("console.editor.due_kind.{}", name(kind));
            lang.fill(&key, &[("words", words)])
        }
        Due::Words(_) => {
            let said = lang.fill("console.editor.due_words", &[("words", &typed)]);
            return (Meaning::Dim, said);
        }
    };
    match due.last_day() {
        Some(last) if last < today => {
            let said = lang.fill("console.editor.due_past", &[("day", &said)]);
            (Meaning::Warning, said)
        }
        _ => (Meaning::Accent, said),
    }
}

/// A side of a day, and where that day itself is too late, the last that is not.
fn side_said(lang: Lang, side: Side, day: Date) -> String {
    let key = match side {
        Side::Before => "console.editor.side.before",
        Side::By => "console.editor.side.by",
        Side::On => "console.editor.side.on",
        Side::From => "console.editor.side.from",
        Side::Until => "console.editor.side.until",
    };
    let last = short(day.yesterday().unwrap_or(day), lang);
    let day = match side {
        Side::Before => short(day, lang),
        _ => date::with_weekday(day, lang),
    };
    lang.fill(key, &[("day", &day), ("last", &last)])
}

fn short(day: Date, lang: Lang) -> String {
    date::short(day.year(), day.month(), day.day(), lang)
}

/// What a typed term becomes: a saying the day or month it means, with the word that says on which
/// side of it is meant; also at the end of something that is due again and again. None where it stays
/// as it is.
#[must_use]
pub fn due_settled(typed: &str, today: Date) -> Option<String> {
    let settled = match date::term(typed, today) {
        (Some(sided), Said::Day(day)) => sided.with(&in_figures(day)),
        (_, Said::Day(day)) => in_figures(day),
        (_, Said::Month(first)) => month_in_figures(first),
        (_, Said::NoSuchDay) => return None,
        (_, Said::Words) => until_settled(typed, today)?,
    };
    Some(settled).filter(|settled| *settled != typed)
}

/// Whether a typed term is understood as more than words.
#[must_use]
pub fn due_is_whole(typed: &str, today: Date) -> bool {
    let settled = due_settled(typed, today);
    let settled = settled.as_deref().unwrap_or(typed);
    !due_is_in_no_calendar(typed, today)
        && !matches!(Due::read(settled), Some(Due::Words(_)) | None)
}

/// Whether a typed term names a day that is in no calendar, such as 31/2/2027.
#[must_use]
pub fn due_is_in_no_calendar(typed: &str, today: Date) -> bool {
    date::term(typed, today).1 == Said::NoSuchDay
}

/// `hằng tuần đến cuối quý`: the saying behind the last *đến* or *until* as a day.
fn until_settled(typed: &str, today: Date) -> Option<String> {
    let end = ["đến ", "den ", "until "].into_iter();
    let end = end
        .filter_map(|word| Some(typed.rfind(word)? + word.len()))
        .max()?;
    let (before, saying) = typed.split_at(end);
    let day = date::said(saying, today).day()?;
    let settled = format!("{before}{}", in_figures(day));
    matches!(Due::read(&settled), Some(Due::Term { .. })).then_some(settled)
}

/// By when, in words.
#[must_use]
pub fn due_said(lang: Lang, due: &Due) -> String {
    match due {
        Due::Day(day) => {
            let day = date::long(day.year(), day.month(), day.day(), lang);
            lang.fill("session.due.day", &[("day", &day)])
        }
        Due::Month(month) => {
            let month = month_said(lang, month.first());
            lang.fill("session.due.month", &[("month", &month)])
        }
        Due::Term { words, .. } | Due::Words(words) => words.clone(),
    }
}

/// What a term is called, by its kind.
#[must_use]
pub fn due_label(due: &Due) -> &'static str {
    match due {
        Due::Day(_) | Due::Month(_) | Due::Words(_) => "console.conclusions.due",
        Due::Term { kind, .. } => match kind {
            Kind::Day { .. } => "console.conclusions.due",
            Kind::Every { .. } => "console.conclusions.due_every",
            Kind::After { .. } => "console.conclusions.due_after",
            Kind::Until { .. } => "console.conclusions.due_until",
            Kind::AsIn { .. } => "console.conclusions.due_as_in",
        },
    }
}

fn name(kind: &Kind) -> &'static str {
    match kind {
        Kind::Day { .. } => "day",
        Kind::Every { .. } => "every",
        Kind::After { .. } => "after",
        Kind::Until { .. } => "until",
        Kind::AsIn { .. } => "as_in",
    }
}

/// A month of a year: `"tháng 4 năm 2024"`, `"April 2024"`.
fn month_said(lang: Lang, first: Date) -> String {
    let month = lang.text(&format!("common.month.{}", first.month()));
    let values: [(&str, &dyn std::fmt::Display); 2] = [("month", &month), ("year", &first.year())];
    lang.fill("common.date.month", &values)
}

/// What a saying of a moment was read as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moment {
    /// A moment to come.
    At(Time),
    /// One that is over.
    Past(Time),
    /// A day that is in no calendar.
    NoSuchDay,
    /// None.
    Words,
}

/// Reads a moment as people say it now, at the place of the meeting: `4/12/2026 17:00`,
/// `17h thứ sáu tuần sau`.
#[must_use]
pub fn moment_read(session: &Session, typed: &str, now: Time) -> Moment {
    match date::moment(typed, this_day(session, now)) {
        SaidMoment::At(local) => match offset(session).to_timestamp(local) {
            Ok(at) if Time(at.as_millisecond()) > now => Moment::At(Time(at.as_millisecond())),
            Ok(at) => Moment::Past(Time(at.as_millisecond())),
            Err(_) => Moment::NoSuchDay,
        },
        SaidMoment::NoSuchDay => Moment::NoSuchDay,
        SaidMoment::Words => Moment::Words,
    }
}

/// What a typed moment was read as, in words.
#[must_use]
pub fn moment_said(lang: Lang, session: &Session, typed: &str, now: Time) -> (Meaning, String) {
    let warning = |key| (Meaning::Warning, lang.text(key).to_owned());
    match moment_read(session, typed, now) {
        Moment::At(at) => {
            let left = super::long_time(lang, at.since(now).seconds());
            let (time, day) = (super::time_of_day(session, at), this_day(session, at));
            let day = date::with_weekday(day, lang);
            let values: [(&str, &dyn std::fmt::Display); 3] =
                [("time", &time), ("day", &day), ("left", &left)];
            (Meaning::Accent, lang.fill("console.moment.at", &values))
        }
        Moment::Past(at) => {
            let at = day_and_time(session, at, lang);
            (
                Meaning::Warning,
                lang.fill("console.moment.past", &[("moment", &at)]),
            )
        }
        Moment::NoSuchDay => {
            let typed = text::fit(typed.trim(), 40);
            let said = lang.fill("console.editor.no_such_day", &[("typed", &typed)]);
            (Meaning::Warning, said)
        }
        Moment::Words if typed.trim().is_empty() => {
            let (_, examples) = warning("console.moment.examples");
            (Meaning::Dim, examples)
        }
        Moment::Words => warning("console.moment.none"),
    }
}

/// What a typed moment may become: each as it is shown, with its day, and the whole line.
#[must_use]
pub fn moment_offers(
    lang: Lang,
    session: &Session,
    typed: &str,
    now: Time,
) -> Vec<(String, String)> {
    let today = this_day(session, now);
    let is_begin = |at: &usize| *at == 0 || typed[..*at].ends_with(' ');
    let places = typed.char_indices().map(|(at, _)| at);
    let begins = places.chain([typed.len()]).filter(is_begin);
    // Behind the time of day: the longest end of the line that something is offered for.
    let mut offered = begins.map(|at| (at, date::offers(&typed[at..], today, lang)));
    let found = offered.find(|(_, offers)| !offers.is_empty());
    let Some((at, offers)) = found else {
        return vec![];
    };
    let line = |offer: Offer| {
        let shown = offer_said(&offer.said, &in_figures(offer.day));
        (shown, format!("{}{}", &typed[..at], offer.said))
    };
    offers.into_iter().map(line).collect()
}

/// A saying and what it becomes: `cuối tháng → 31/12/2026`.
#[must_use]
pub fn offer_said(said: &str, becomes: &str) -> String {
    format!("{said} → {becomes}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use Lang::{En, Vi};

    /// What is shown before it is kept, and what is kept: the word that was said stays, and says
    /// whether the day itself is in time.
    #[test]
    fn the_side_of_a_day_is_shown_and_kept() {
        let today = Date::constant(2026, 11, 30);
        for (typed, lang, shown, kept) in [
            (
                "truoc thu sau",
                Vi,
                "trước ngày 04/12/2026 (chậm nhất 03/12/2026)",
                "trước ngày 04/12/2026",
            ),
            (
                "chậm nhất là thứ sáu",
                Vi,
                "chậm nhất thứ Sáu, ngày 04 tháng 12 năm 2026",
                "chậm nhất là ngày 04/12/2026",
            ),
            (
                "đến cuối quý",
                Vi,
                "chậm nhất thứ Năm, ngày 31 tháng 12 năm 2026",
                "đến ngày 31/12/2026",
            ),
            (
                "vào 4/12",
                Vi,
                "vào thứ Sáu, ngày 04 tháng 12 năm 2026",
                "vào ngày 04/12/2026",
            ),
            (
                "từ tháng sau",
                Vi,
                "từ thứ Ba, ngày 01 tháng 12 năm 2026",
                "từ ngày 01/12/2026",
            ),
            (
                "4/12",
                Vi,
                "thứ Sáu, ngày 04 tháng 12 năm 2026",
                "04/12/2026",
            ),
            (
                "before next Friday",
                En,
                "before 11 Dec 2026 (by 10 Dec 2026)",
                "before 11/12/2026",
            ),
            (
                "no later than friday",
                En,
                "by Friday, 4 December 2026",
                "no later than 04/12/2026",
            ),
            (
                "on friday",
                En,
                "on Friday, 4 December 2026",
                "on 04/12/2026",
            ),
            (
                "until the end of the year",
                En,
                "until Thursday, 31 December 2026",
                "until 31/12/2026",
            ),
        ] {
            let (meaning, read) = due_read(lang, typed, today);
            assert_eq!((meaning, &*read), (Meaning::Accent, shown), "{typed}");
            assert_eq!(due_settled(typed, today).as_deref(), Some(kept), "{typed}");
            assert_eq!(due_settled(kept, today), None, "{kept} stays as it is");
            assert_eq!(due_read(lang, kept, today).1, shown, "{kept}");
        }
    }

    #[test]
    fn before_today_is_past_and_by_today_is_not() {
        let today = Date::constant(2026, 11, 30);
        let meaning = |typed| due_read(Vi, typed, today).0;
        assert_eq!(meaning("trước hôm nay"), Meaning::Warning);
        assert_eq!(meaning("trước 30/11/2026"), Meaning::Warning);
        assert_eq!(meaning("chậm nhất hôm nay"), Meaning::Accent);
        assert_eq!(meaning("từ 1/11/2026"), Meaning::Accent);
        assert_eq!(meaning("trước 31/2/2027"), Meaning::Warning);
        assert!(!due_is_whole("trước 31/2/2027", today));
    }

    /// What comes again and again, and is not understood to the last word, is taken as it was said: no
    /// day is made of it, and nothing is wrong with it.
    #[test]
    fn what_comes_again_and_again_is_accepted_as_it_was_said() {
        let today = Date::constant(2026, 11, 30);
        for (typed, understood) in [
            ("hằng tuần", true),
            ("hàng tuần", true),
            ("định kỳ hằng tháng", true),
            ("every week", true),
            ("hai tuần một lần", false),
            ("2 tuần/lần", false),
            ("hai tuần 1 lần", false),
            ("mỗi tháng hai lần", false),
            ("mỗi quý một lần", false),
            ("every two weeks", false),
            ("every other Friday", false),
            ("twice a month", false),
            ("fortnightly", false),
        ] {
            assert_eq!(due_settled(typed, today), None, "{typed}");
            assert_eq!(due_is_whole(typed, today), understood, "{typed}");
            for lang in Lang::ALL {
                let (meaning, read) = due_read(lang, typed, today);
                let expected = match understood {
                    true => Meaning::Accent,
                    false => Meaning::Dim,
                };
                assert_eq!(meaning, expected, "{typed}: {read}");
                assert!(read.ends_with(typed), "{typed}: {read}");
            }
            let due = Due::read(typed).unwrap();
            assert_eq!(due_said(Vi, &due), typed);
        }
    }
}
