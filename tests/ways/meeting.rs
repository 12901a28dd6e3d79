//! The meeting that is run in every way: what the chair does, and what comes of it.

use std::time::Instant;

use chair_console::journal::recording;
use serde_json::Value;

use crate::common::{Client, Hub, PATIENCE};

/// One thing that the chair does.
pub struct Step {
    /// The verb.
    pub verb: &'static str,
    /// What it asks, answered as somebody would type it.
    pub answers: &'static [&'static str],
    /// Whether it can't be undone, and asks.
    pub asks: bool,
    /// What comes of it at the latest.
    pub brings: &'static str,
}

const fn step(verb: &'static str, answers: &'static [&'static str], brings: &'static str) -> Step {
    Step {
        verb,
        answers,
        asks: false,
        brings,
    }
}

/// One that asks to be confirmed.
const fn sure(verb: &'static str, brings: &'static str) -> Step {
    Step {
        asks: true,
        ..step(verb, &[], brings)
    }
}

/// How many records there are in the end.
pub const RECORDS: usize = 73;

/// The whole meeting, by the chair alone.
pub const MEETING: &[Step] = &[
    sure("attendance.all", "attendance.marked"),
    step(
        "attendance.excused",
        &["quoc dat", "đi công tác"],
        "attendance.marked",
    ),
    step("attendance.late", &["kieu oanh"], "attendance.marked"),
    sure("life.open", "life.opened"),
    step("agenda.next", &[], "agenda.started"),
    step("floor.add", &["hoai thuong"], "floor.asked"),
    step("floor.add", &["dang xuan"], "floor.asked"),
    step("floor.next", &[], "floor.given"),
    step("floor.extend", &[], "floor.extended"),
    step("floor.end", &[], "floor.ended"),
    step("floor.add_order", &["nhu y"], "floor.asked"),
    step("floor.next", &[], "floor.given"),
    step("floor.end", &[], "floor.ended"),
    step("floor.next", &[], "floor.given"),
    step("floor.end", &[], "floor.ended"),
    step("agenda.next", &[], "agenda.started"),
    step("agenda.next", &[], "agenda.started"),
    step("poll.prepare", &[], "poll.prepared"),
    sure("poll.open", "poll.opened"),
    step("poll.cast_for", &["luong the khai", "1"], "poll.cast"),
    step("poll.cast_for", &["dinh thi ngoc quynh", "2"], "poll.cast"),
    sure("poll.close", "poll.closed"),
    sure("poll.publish", "poll.published"),
    step(
        "conclusions.start",
        &[
            "Giao hoàn thiện Danh mục, trình Ủy ban nhân dân tỉnh.",
            "unit=ke hoach",
            "by=15/12/2026",
        ],
        "conclusions.written",
    ),
    sure("conclusions.adopt", "conclusions.adopted"),
    step(
        "life.announce",
        &["Nghỉ giải lao mười phút"],
        "life.announced",
    ),
    step("life.suspend", &[], "life.suspended"),
    step("life.resume", &[], "life.resumed"),
    step("life.hand_chair", &["ngoc quynh"], "life.chair_handed"),
    sure("life.close", "life.closed"),
];

/// Somebody who only sees what happens, to know when it has.
pub struct Observer {
    client: Client,
    seen: usize,
}

impl Observer {
    pub fn at(hub: &Hub) -> Self {
        let client = Client::join(&hub.secretary, None).unwrap();
        Self { client, seen: 0 }
    }

    /// Waits for what a step brings.
    #[track_caller]
    pub fn waits_for(&mut self, step: &Step) {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let new = &self.client.records[self.seen..];
            let named = |event| name(&serde_json::to_value(event).unwrap()) == step.brings;
            if let Some(last) = new.iter().rposition(|record| named(&record.event)) {
                self.seen += last + 1;
                return;
            }
            // The hub says how it fares, whatever happens.
            let heard = self.client.hear().is_ok() && Instant::now() < deadline;
            assert!(heard, "{} brings no {}", step.verb, step.brings);
        }
    }
}

/// The subject and name of an event.
fn name(event: &Value) -> String {
    let first = |value: &Value| match value {
        Value::Object(fields) => {
            let (name, inner) = fields.iter().next().unwrap();
            (name.clone(), inner.clone())
        }
        other => (other.as_str().unwrap_or_default().to_owned(), Value::Null),
    };
    let (subject, inner) = first(event);
    format!("{subject}.{}", first(&inner).0)
}

/// The records of a journal without what no two meetings have in common: times, and the numbers of
/// commands.
pub fn comparable(log: &str) -> Vec<String> {
    let recording = recording::read(log.as_bytes()).unwrap();
    let comparable = recording.records.iter().map(|record| {
        let mut record = serde_json::to_value(record).unwrap();
        timeless(&mut record);
        record.to_string()
    });
    comparable.collect()
}

/// What differs by the moment at which something was done.
const OF_THE_MOMENT: [&str; 3] = ["at", "cause", "spoken"];

fn timeless(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            fields.retain(|name, _| !OF_THE_MOMENT.contains(&name.as_str()));
            fields.values_mut().for_each(timeless);
        }
        Value::Array(list) => list.iter_mut().for_each(timeless),
        _ => {}
    }
}
