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
    /// What a chair's screen says then, as it did not before.
    pub shows: &'static str,
}

const fn step(
    verb: &'static str,
    answers: &'static [&'static str],
    brings: &'static str,
    shows: &'static str,
) -> Step {
    Step {
        verb,
        answers,
        asks: false,
        brings,
        shows,
    }
}

/// One that asks to be confirmed.
const fn sure(verb: &'static str, brings: &'static str, shows: &'static str) -> Step {
    Step {
        asks: true,
        ..step(verb, &[], brings, shows)
    }
}

/// How many records there are in the end.
pub const RECORDS: usize = 76;

/// The whole meeting, by the chair alone.
pub const MEETING: &[Step] = &[
    sure("attendance.all", "attendance.marked", "CÓ MẶT 34/34"),
    step(
        "attendance.excused",
        &["quoc dat", "đi công tác"],
        "attendance.marked",
        "CÓ MẶT 33/34",
    ),
    step(
        "attendance.late",
        &["kieu oanh"],
        "attendance.marked",
        "muộn 1",
    ),
    step(
        "attendance.substitute",
        &["chu thi van", "Lý Văn Páo"],
        "attendance.marked",
        "Lý Văn Páo",
    ),
    sure("life.open", "life.opened", "● Đang họp"),
    step("agenda.next", &[], "agenda.started", "1/5  1."),
    step(
        "floor.add",
        &["hoai thuong"],
        "floor.asked",
        "CHỜ PHÁT BIỂU 1",
    ),
    step(
        "floor.add",
        &["dang xuan"],
        "floor.asked",
        "CHỜ PHÁT BIỂU 2",
    ),
    step("floor.next", &[], "floor.given", "còn lại / 03:00"),
    step("floor.pause", &[], "floor.paused", "TẠM DỪNG / 03:00"),
    step("floor.resume", &[], "floor.resumed", "còn lại / 03:00"),
    step("floor.extend", &[], "floor.extended", "còn lại / 04:00"),
    step("floor.end", &[], "floor.ended", "Chưa ai phát biểu."),
    step(
        "floor.add_order",
        &["nhu y"],
        "floor.asked",
        "CHỜ PHÁT BIỂU 2",
    ),
    step("floor.next", &[], "floor.given", "còn lại / 01:00"),
    step("floor.end", &[], "floor.ended", "Chưa ai phát biểu."),
    step("floor.next", &[], "floor.given", "còn lại / 03:00"),
    step("floor.end", &[], "floor.ended", "Chưa ai phát biểu."),
    step("agenda.next", &[], "agenda.started", "2/5  2."),
    step("agenda.next", &[], "agenda.started", "3/5  3."),
    step(
        "poll.prepare",
        &[],
        "poll.prepared",
        "○ CHUẨN BỊ BIỂU QUYẾT",
    ),
    sure("poll.open", "poll.opened", "● ĐANG BIỂU QUYẾT"),
    step(
        "poll.cast_for",
        &["luong the khai", "1"],
        "poll.cast",
        "phiếu 1/",
    ),
    step(
        "poll.cast_for",
        &["dinh thi ngoc quynh", "2"],
        "poll.cast",
        "phiếu 2/",
    ),
    sure("poll.close", "poll.closed", "■ CHỜ CÔNG BỐ"),
    sure("poll.publish", "poll.published", "■ ĐÃ CÔNG BỐ"),
    step(
        "conclusions.start",
        &[
            "Giao hoàn thiện Danh mục, trình Ủy ban nhân dân tỉnh.",
            "unit=ke hoach",
            "by=15/12/2026",
        ],
        "conclusions.written",
        "chủ trì: Phòng Kế hoạch",
    ),
    sure("conclusions.adopt", "conclusions.adopted", "✓ đã chốt"),
    step(
        "life.announce",
        &["Nghỉ giải lao mười phút"],
        "life.announced",
        "Nghỉ giải lao",
    ),
    step("life.suspend", &[], "life.suspended", "Tạm nghỉ"),
    step("life.resume", &[], "life.resumed", "● Đang họp"),
    step(
        "life.hand_chair",
        &["ngoc quynh"],
        "life.chair_handed",
        "Chủ tọa: Đinh",
    ),
    sure("life.close", "life.closed", "Đã bế mạc"),
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
