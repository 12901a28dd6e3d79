//! A whole meeting, run by keys alone in a real terminal against a real hub, with a vote from many
//! devices. Other ways to run one are compared in `ways`.

#![expect(clippy::unwrap_used, reason = "what is missing here fails the test")]

mod common;

use std::ops::{Deref, DerefMut};
use std::path::Path;

use chair_console::console::keymap::{Act, Keymap, Preset};
use chair_console::console::verb;
use chair_console::journal::recording;
use chair_console::session::poll::{self, ChoiceNo};
use chair_console::session::{Command, ConclusionId, DelegateId, PollId, Record, Session};
use chair_console::wire::Answer;
use serde_json::Value;

use common::{Client, Hub, Screen, run};

/// What the journal holds in the end.
const COURSE: [&str; 9] = [
    "prepared.agency attendance.marked life.opened agenda.started",
    "floor.asked floor.given floor.paused floor.resumed floor.extended floor.ended",
    "floor.given floor.ended",
    "floor.asked floor.given floor.ended",
    "floor.given floor.ended",
    "agenda.stopped agenda.started agenda.stopped agenda.started",
    "poll.prepared poll.opened poll.cast poll.closed poll.published",
    "conclusions.written conclusions.adopted",
    "agenda.stopped life.closed",
];

/// A chair at a console. What is done is named; the keys for it are looked up and
/// pressed.
struct Chair {
    screen: Screen,
    keymap: Keymap,
}

impl Chair {
    fn join(home: &Path, link: &str) -> Self {
        Self {
            screen: Screen::join(home, link),
            keymap: Keymap::preset(Preset::Default),
        }
    }

    /// Presses the keys of a verb.
    #[track_caller]
    fn does(&mut self, name: &str) -> &mut Screen {
        let verb = verb::named(name).unwrap_or_else(|| panic!("no verb {name}"));
        let keys = self.keymap.keys_of(verb)[0].written();
        self.presses(&keys)
    }

    /// Presses the key of what is done where something is typed.
    #[track_caller]
    fn acts(&mut self, act: Act) -> &mut Screen {
        let key = self.keymap.key_of(act).unwrap().written();
        self.presses(&key)
    }

    #[track_caller]
    fn presses(&mut self, keys: &str) -> &mut Screen {
        for key in keys.split(' ') {
            self.screen.press(key);
        }
        &mut self.screen
    }
}

impl Deref for Chair {
    type Target = Screen;

    fn deref(&self) -> &Screen {
        &self.screen
    }
}

impl DerefMut for Chair {
    fn deref_mut(&mut self) -> &mut Screen {
        &mut self.screen
    }
}

/// Finds a person in the roll by typing part of what is known of them.
fn find(chair: &mut Chair, typed: &str, shown: &str) {
    chair
        .does("attendance.find")
        .wait_for("Tìm:")
        .enter(typed)
        .press("enter");
    chair.wait_for(&format!("lọc: {typed}")).wait_for(shown);
}

/// Goes back from a narrowed roll to the whole.
fn whole_roll(chair: &mut Chair, typed: &str) {
    chair.does("attendance.find").wait_for("Tìm:");
    for _ in typed.chars() {
        chair.press("backspace");
    }
    chair.press("enter").wait_gone("lọc:");
}

/// Puts somebody on the list.
fn add(chair: &mut Chair, verb: &str, title: &str, typed: &str, name: &str) {
    chair.does(verb).wait_for(title).enter(typed).wait_for(name);
    chair.press("enter").wait_gone(title);
}

#[test]
fn a_chair_runs_a_whole_meeting_by_keys_alone() {
    let home = tempfile::tempdir().unwrap();
    let home = home.path();
    let hub = Hub::start(home);
    let mut chair = Chair::join(home, &hub.chair);
    chair
        .wait_for("Họp giao ban tháng 11 năm 2026")
        .wait_for("○ Chưa khai mạc")
        .wait_for("chủ tọa")
        .wait_for("CÓ MẶT 0/34")
        .wait_for("✗ thiếu 23 người (cần 23)");

    // The roll: everybody at once, then the exceptions.
    chair.does("screen.attendance").wait_for("› Điểm danh");
    chair
        .does("attendance.all")
        .wait_for("Ghi có mặt cho 40 người");
    chair.press("enter").wait_for("CÓ MẶT 34/34");
    chair.wait_for("✓ đủ số người dự").wait_for("Đơn vị 10/10");
    find(&mut chair, "quoc dat", "Trịnh Quốc Đạt");
    chair
        .does("attendance.excused")
        .wait_for("Lý do vắng:")
        .enter("đi công tác");
    chair.press("enter").wait_for("vắng có lý do: đi công tác");
    chair.wait_for("CÓ MẶT 33/34");
    whole_roll(&mut chair, "quoc dat");
    find(&mut chair, "kieu oanh", "Phùng Thị Kiều Oanh");
    chair.does("attendance.late").wait_for("muộn 1");
    whole_roll(&mut chair, "kieu oanh");
    find(&mut chair, "chu thi van", "Chu Thị Vân");
    chair
        .does("attendance.substitute")
        .wait_for("Người dự thay:")
        .enter("Lý Văn Páo");
    chair.press("enter").wait_for("Lý Văn Páo");
    whole_roll(&mut chair, "chu thi van");

    // The session and its first item.
    chair.does("screen.main").wait_gone("› Điểm danh");
    chair.does("life.open").wait_for("Khai mạc phiên họp?");
    chair.press("enter").wait_for("● Đang họp");
    chair
        .does("agenda.next")
        .wait_for("1/5  1. Kết quả công tác");

    // Three speeches: paused, prolonged, ended.
    let title = "Ai phát biểu?";
    add(
        &mut chair,
        "floor.add",
        title,
        "hoai thuong",
        "Bế Thị Hoài Thương",
    );
    add(
        &mut chair,
        "floor.add",
        title,
        "dang xuan",
        "Đặng Xuân Thưởng",
    );
    add(
        &mut chair,
        "floor.add",
        title,
        "ngo thi bich",
        "Ngô Thị Bích Đào",
    );
    chair.wait_for("CHỜ PHÁT BIỂU 3");
    chair.does("floor.next").wait_for("CHỜ PHÁT BIỂU 2");
    chair.wait_for("còn lại / 03:00");
    chair.does("floor.pause").wait_for("TẠM DỪNG / 03:00");
    chair.does("floor.pause").wait_for("còn lại / 03:00");
    chair.does("floor.extend").wait_for("còn lại / 04:00");
    chair.does("floor.end").wait_for("Chưa ai phát biểu.");
    chair.does("floor.next").wait_for("CHỜ PHÁT BIỂU 1");
    chair.does("floor.end").wait_for("Chưa ai phát biểu.");

    // A point of order comes before the one who waits.
    add(
        &mut chair,
        "floor.add_order",
        "Ai nêu quy trình?",
        "nhu y",
        "Phạm Thị Như Ý",
    );
    chair.wait_for("CHỜ PHÁT BIỂU 2");
    chair.does("floor.next").wait_for("còn lại / 01:00");
    chair.wait_until("the point of order first", |screen| {
        let place = |text: &str| screen.find(text);
        place("Phạm Thị Như Ý") < place("Ngô Thị Bích Đào")
    });
    chair.does("floor.end").wait_for("Chưa ai phát biểu.");
    chair.does("floor.next").wait_for("CHỜ PHÁT BIỂU 0");
    chair.wait_for("còn lại / 03:00");
    chair.does("floor.end").wait_for("Chưa ai phát biểu.");

    // A named vote on the third item's motion: two by key, the others on their own devices.
    chair
        .does("agenda.next")
        .wait_for("2/5  2. Tình hình giải ngân");
    chair
        .does("agenda.next")
        .wait_for("3/5  3. Danh mục nhiệm vụ");
    chair.does("poll.prepare").wait_for("○ CHUẨN BỊ BIỂU QUYẾT");
    chair.does("poll.open").wait_for("Mở biểu quyết (ghi tên)");
    chair.press("enter").wait_for("● ĐANG BIỂU QUYẾT");
    chair.does("screen.vote").wait_for("› Biểu quyết");
    let entitled = entitled(&chair.text());
    chair.press("enter").wait_for("Phiếu của Lường Thế Khải:");
    chair.press("1");
    chair.wait_for(&format!("Đã bỏ phiếu 1/{entitled}"));
    // The cursor has gone on to the next who has not voted.
    chair
        .press("enter")
        .wait_for("Phiếu của Đinh Thị Ngọc Quỳnh:");
    chair
        .press("2")
        .wait_for(&format!("Đã bỏ phiếu 2/{entitled}"));
    let for_it = 3..=24;
    let cast = vote_from_devices(&hub, for_it.map(DelegateId));
    chair.wait_for(&format!("Đã bỏ phiếu {}/{entitled}", 2 + cast));
    chair.does("poll.close").wait_for("Đóng biểu quyết?");
    chair.press("enter").wait_for("■ CHỜ CÔNG BỐ");
    chair.does("poll.publish").wait_for("Công bố kết quả");
    chair.press("enter").wait_for("■ ĐÃ CÔNG BỐ");
    chair.wait_for("✓ ĐƯỢC THÔNG QUA");
    chair.wait_until("21 in favour, 1 against", |screen| {
        let counted = |choice: &str, votes: &str| {
            let mut lines = screen.lines().map(|line| line.split_whitespace());
            lines.any(|words| {
                words
                    .collect::<Vec<_>>()
                    .join(" ")
                    .contains(&format!("{choice} {votes} "))
            })
        };
        counted("✓ Tán thành", "21") && counted("✗ Không tán thành", "1")
    });

    // A conclusion, with who is to do it by when.
    chair.does("conclusions.start").wait_for("KẾT LUẬN MỚI");
    chair.enter("Giao hoàn thiện Danh mục, trình Ủy ban nhân dân tỉnh.");
    chair.wait_for("trình Ủy ban nhân dân tỉnh.");
    chair
        .press("tab")
        .enter("ke hoach")
        .wait_for("Phòng Kế hoạch");
    chair
        .press("enter")
        .press("tab")
        .press("tab")
        .enter("15/12/2026");
    chair.wait_for("15/12/2026");
    chair.acts(Act::Send).wait_for("Đã lưu kết luận.");
    chair
        .wait_for("chủ trì: Phòng Kế hoạch")
        .wait_for("thời hạn: ngày 15 tháng 12");
    chair
        .does("conclusions.adopt")
        .wait_for("Chốt kết luận của mục này?");
    chair.press("enter").wait_for("✓ đã chốt");

    // The end: nothing that can't be undone happens on one key.
    chair.does("screen.main").wait_gone("› Kết luận");
    chair.does("life.close").wait_for("Bế mạc phiên họp?");
    chair.press("enter").wait_for("Đã bế mạc");
    chair
        .does("screen.quit")
        .wait_for("Rời bàn điều hành?")
        .press("enter");
    assert_eq!(chair.ended(), 0);
    assert!(!chair.terminal().alternate_screen() && !chair.terminal().hide_cursor());

    let log = hub.log(home);
    assert_eq!(course(&log).join(" "), COURSE.join(" "));
    let whole = recording::read(log.as_bytes()).unwrap().records;
    let session = Session::replay(&whole).unwrap();
    let (_, conclusion) = session.conclusions.get(ConclusionId(1)).unwrap();
    assert_eq!(conclusion.content.lead, "Phòng Kế hoạch - Tài chính");
    let (code, said, _) = run(home, &["verify", hub.data.to_str().unwrap()]);
    assert_eq!(code, 0, "{said}");
    assert_eq!(hub.end(), Some(0));
}

/// How many may vote, as the screen says it.
fn entitled(screen: &str) -> usize {
    let (_, rest) = screen.split_once("Đã bỏ phiếu 0/").unwrap();
    let digits = rest.chars().take_while(char::is_ascii_digit);
    digits.collect::<String>().parse().unwrap()
}

/// Casts a vote in favour from the device of each of these. How many counted.
fn vote_from_devices(hub: &Hub, delegates: impl Iterator<Item = DelegateId>) -> usize {
    let links = hub.delegates();
    let vote = poll::Command::Cast {
        poll: PollId(1),
        choice: ChoiceNo(0).into(),
        delegate: None,
    };
    delegates
        .map(|delegate| Client::join(&links[&delegate], None).unwrap())
        .map(|mut device| device.ask(Command::Poll(vote.clone())))
        .filter(|answer| matches!(answer, Answer::Done { .. }))
        .count()
}

/// The course of the meeting as the journal tells it: what happened, without who and when. What
/// happened several times in a row is said once.
fn course(log: &str) -> Vec<String> {
    let mut course = happened(log);
    course.dedup();
    course
}

/// What happened, without who and when; links that came and went are left out.
fn happened(log: &str) -> Vec<String> {
    let recording = recording::read(log.as_bytes()).unwrap();
    let name = |record: &Record| {
        let (subject, what) = first(&serde_json::to_value(&record.event).unwrap());
        format!("{subject}.{}", first(&what).0)
    };
    let names = recording.records.iter().map(name);
    names
        .filter(|name| !name.ends_with("link_changed"))
        .collect()
}

/// The name of a thing on the wire, and what it holds.
fn first(value: &Value) -> (String, Value) {
    match value {
        Value::Object(fields) => {
            let (name, value) = fields.iter().next().unwrap();
            (name.clone(), value.clone())
        }
        other => (other.as_str().unwrap_or_default().to_owned(), Value::Null),
    }
}
