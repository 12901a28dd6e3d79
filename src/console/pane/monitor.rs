//! How hub and connections fare: for the technician, who touches nothing of the meeting.

use crate::console::draw::Sheet;
use crate::console::model::{Link, Model};
use crate::console::theme::Meaning;
use crate::console::words;
use crate::session::{Role, Session};
use crate::text::{self, number};
use crate::wire::Vitals;

/// Draws the pane.
pub fn view(model: &Model, session: &Session, sheet: &mut Sheet<'_>) {
    let (width, height) = (sheet.width(), sheet.height());
    let left = width / 2;
    let used = link(model, &mut sheet.part(1, 0, left - 2, height));
    sites(
        model,
        session,
        &mut sheet.part(1, used + 1, left - 2, height.saturating_sub(used + 1)),
    );
    let mut right = sheet.part(left + 1, 0, width.saturating_sub(left + 2), height);
    match &model.vitals {
        Some(vitals) => connections(model, session, vitals, &mut right),
        None => {
            right.text(
                0,
                0,
                Meaning::Dim,
                model.lang.text("console.monitor.no_vitals"),
            );
        }
    }
}

/// One row with a name on the left and a figure on the right.
fn figure(sheet: &mut Sheet<'_>, row: u16, name: &str, figure: &str) {
    sheet.text(row, 0, Meaning::Dim, name);
    sheet.right(row, Meaning::Text, figure);
}

/// The link and the hub's figures. Returns how many rows they took.
fn link(model: &Model, sheet: &mut Sheet<'_>) -> u16 {
    let lang = model.lang;
    sheet.heading(0, lang.text("console.monitor.link"), &model.address);
    let state = match model.link {
        Link::Joining => "console.link.joining",
        Link::Live => "console.link.live",
        Link::Lost { .. } | Link::Ended(_) => "console.link.lost",
    };
    figure(
        sheet,
        1,
        lang.text("console.monitor.state"),
        lang.text(state),
    );
    let round_trip = model
        .round_trip
        .map_or_else(|| "–".to_owned(), |t| format!("{} ms", t.0));
    figure(
        sheet,
        2,
        lang.text("console.monitor.round_trip"),
        &round_trip,
    );
    figure(
        sheet,
        3,
        lang.text("console.monitor.clock"),
        &format!("{:+} ms", model.ahead.0),
    );
    figure(
        sheet,
        4,
        lang.text("console.monitor.seen"),
        &model.seen.to_string(),
    );
    let Some(vitals) = &model.vitals else {
        return 5;
    };
    let millis = |micros: u32| number::millis(micros.into(), lang);
    figure(
        sheet,
        5,
        lang.text("console.monitor.last_write"),
        &millis(vitals.last_write_us),
    );
    figure(
        sheet,
        6,
        lang.text("console.monitor.longest_write"),
        &millis(vitals.longest_write_us),
    );
    let slow = format!("{} / {}", vitals.too_slow, vitals.too_fast);
    figure(sheet, 7, lang.text("console.monitor.cut_off"), &slow);
    if let Some(free) = vitals.disk_free {
        figure(
            sheet,
            8,
            lang.text("console.monitor.disk"),
            &number::file_size(free, lang),
        );
        return 9;
    }
    8
}

fn sites(model: &Model, session: &Session, sheet: &mut Sheet<'_>) {
    let lang = model.lang;
    sheet.heading(0, lang.text("console.monitor.sites"), "");
    for (row, standing) in (1..).zip(session.sites()) {
        let name = session
            .plan
            .site(standing.site)
            .map_or("", |site| site.name.as_str());
        let said = format!("{}/{}", standing.present, standing.invited);
        let end = sheet.right(row, Meaning::Text, &said);
        if standing.cut_off > 0 {
            let lost = format!("⌁{} ", standing.cut_off);
            let width = u16::try_from(text::width(&lost)).unwrap_or(0);
            sheet.text(row, end.saturating_sub(width), Meaning::Alarm, &lost);
        }
        sheet
            .part(0, row, end.saturating_sub(5), 1)
            .text(0, 0, Meaning::Text, name);
    }
}

/// Who is connected: the head table by name, delegates as a number, and who is behind in reading.
fn connections(model: &Model, session: &Session, vitals: &Vitals, sheet: &mut Sheet<'_>) {
    let lang = model.lang;
    let count = vitals.connections.len();
    sheet.heading(
        0,
        lang.text("console.monitor.connections"),
        &count.to_string(),
    );
    let mut sorted: Vec<_> = vitals.connections.iter().collect();
    sorted.sort_by_key(|c| (c.role == Role::Delegate, c.unread == 0));
    for (row, connection) in (1..sheet.height()).zip(sorted) {
        let since = words::time_of_day(session, connection.since);
        let unread = if connection.unread > 0 {
            format!("↓{} ", connection.unread)
        } else {
            String::new()
        };
        let end = sheet.right(row, Meaning::Dim, &format!("{unread}{since}"));
        let who = match connection.delegate {
            Some(delegate) if connection.role == Role::Delegate => session.roster.name(delegate),
            _ if connection.name.is_empty() => words::role(lang, connection.role).to_owned(),
            _ => format!(
                "{} · {}",
                words::role(lang, connection.role),
                connection.name
            ),
        };
        let meaning = if connection.role == Role::Delegate {
            Meaning::Text
        } else {
            Meaning::Accent
        };
        sheet
            .part(0, row, end.saturating_sub(1), 1)
            .text(0, 0, meaning, &who);
    }
}
