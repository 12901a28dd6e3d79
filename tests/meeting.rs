//! A whole meeting, run by keys alone in a real terminal against a real hub.

#![expect(clippy::unwrap_used, reason = "what is missing here fails the test")]

mod common;

use chair_console::journal::recording;
use chair_console::session::poll::{self, ChoiceNo};
use chair_console::session::{Command, ConclusionId, DelegateId, PollId, Session};
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

/// Finds a person in the roll by typing part of what is known of them.
fn find(chair: &mut Screen, typed: &str, shown: &str) {
    chair
        .press("/")
        .wait_for("Tìm:")
        .enter(typed)
        .press("enter");
    chair.wait_for(&format!("lọc: {typed}")).wait_for(shown);
}

/// Goes back from a narrowed roll to the whole.
fn whole_roll(chair: &mut Screen, typed: &str) {
    chair.press("/").wait_for("Tìm:");
    for _ in typed.chars() {
        chair.press("backspace");
    }
    chair.press("enter").wait_gone("lọc:");
}

/// Puts somebody on the list.
fn add(chair: &mut Screen, key: &str, title: &str, typed: &str, name: &str) {
    chair.press(key).wait_for(title).enter(typed).wait_for(name);
    chair.press("enter").wait_gone(title);
}

#[test]
fn a_chair_runs_a_whole_meeting_by_keys_alone() {
    let home = tempfile::tempdir().unwrap();
    let home = home.path();
    let hub = Hub::start(home);
    let mut chair = Screen::join(home, &hub.chair);
    chair
        .wait_for("Họp giao ban tháng 11 năm 2026")
        .wait_for("○ Chưa khai mạc")
        .wait_for("chủ tọa")
        .wait_for("CÓ MẶT 0/34")
        .wait_for("✗ thiếu 23 người (cần 23)");

    // The roll: everybody at once, then the exceptions.
    chair.press("2").wait_for("› Điểm danh");
    chair.press("P").wait_for("Ghi có mặt cho 40 người");
    chair.press("enter").wait_for("CÓ MẶT 34/34");
    chair.wait_for("✓ đủ số người dự").wait_for("Đơn vị 10/10");
    find(&mut chair, "quoc dat", "Trịnh Quốc Đạt");
    chair
        .press("e")
        .wait_for("Lý do vắng:")
        .enter("đi công tác");
    chair.press("enter").wait_for("vắng có lý do: đi công tác");
    chair.wait_for("CÓ MẶT 33/34");
    whole_roll(&mut chair, "quoc dat");
    find(&mut chair, "kieu oanh", "Phùng Thị Kiều Oanh");
    chair.press("l").wait_for("muộn 1");
    whole_roll(&mut chair, "kieu oanh");
    find(&mut chair, "chu thi van", "Chu Thị Vân");
    chair
        .press("s")
        .wait_for("Người dự thay:")
        .enter("Lý Văn Páo");
    chair.press("enter").wait_for("Lý Văn Páo");
    whole_roll(&mut chair, "chu thi van");

    // The session and its first item.
    chair.press("1").press("O").wait_for("Khai mạc phiên họp?");
    chair.press("enter").wait_for("● Đang họp");
    chair.press(">").wait_for("1/5  1. Kết quả công tác");

    // Three speeches: paused, prolonged, ended.
    let title = "Ai phát biểu?";
    add(&mut chair, "a", title, "hoai thuong", "Bế Thị Hoài Thương");
    add(&mut chair, "a", title, "dang xuan", "Đặng Xuân Thưởng");
    add(&mut chair, "a", title, "ngo thi bich", "Ngô Thị Bích Đào");
    chair.wait_for("CHỜ PHÁT BIỂU 3");
    chair.press("n").wait_for("CHỜ PHÁT BIỂU 2");
    chair.wait_for("còn lại / 03:00");
    chair.press("p").wait_for("TẠM DỪNG / 03:00");
    chair.press("p").wait_for("còn lại / 03:00");
    chair.press("+").wait_for("còn lại / 04:00");
    chair.press("e").wait_for("Chưa ai phát biểu.");
    chair.press("n").wait_for("CHỜ PHÁT BIỂU 1");
    chair.press("e").wait_for("Chưa ai phát biểu.");

    // A point of order comes before the one who waits.
    add(
        &mut chair,
        "!",
        "Ai nêu quy trình?",
        "nhu y",
        "Phạm Thị Như Ý",
    );
    chair.wait_for("CHỜ PHÁT BIỂU 2");
    chair.press("n").wait_for("còn lại / 01:00");
    chair.wait_until("the point of order first", |screen| {
        let place = |text: &str| screen.find(text);
        place("Phạm Thị Như Ý") < place("Ngô Thị Bích Đào")
    });
    chair.press("e").wait_for("Chưa ai phát biểu.");
    chair.press("n").wait_for("CHỜ PHÁT BIỂU 0");
    chair.wait_for("còn lại / 03:00");
    chair.press("e").wait_for("Chưa ai phát biểu.");

    // A named vote on the third item's motion: two by key, the others on their own devices.
    chair.press(">").wait_for("2/5  2. Tình hình giải ngân");
    chair.press(">").wait_for("3/5  3. Danh mục nhiệm vụ");
    chair.press("v").wait_for("○ CHUẨN BỊ BIỂU QUYẾT");
    chair.press("o").wait_for("Mở biểu quyết (ghi tên)");
    chair.press("enter").wait_for("● ĐANG BIỂU QUYẾT");
    chair.press("4").wait_for("› Biểu quyết");
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
    chair.press("c").wait_for("Đóng biểu quyết?");
    chair.press("enter").wait_for("■ CHỜ CÔNG BỐ");
    chair.press("u").wait_for("Công bố kết quả");
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
    chair.press("w").wait_for("KẾT LUẬN MỚI");
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
    chair
        .wait_for("15/12/2026")
        .press("ctrl-s")
        .wait_for("Đã lưu kết luận.");
    chair
        .wait_for("chủ trì: Phòng Kế hoạch")
        .wait_for("thời hạn: trước ngày 15 tháng 12");
    chair.press("C").wait_for("Chốt kết luận của mục này?");
    chair.press("enter").wait_for("✓ đã chốt");

    // The end: nothing that can't be undone happens on one key.
    chair.press("1").press("Q").wait_for("Bế mạc phiên họp?");
    chair.press("enter").wait_for("Đã bế mạc");
    chair
        .press("q")
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
/// happened several times in a row is said once, and links that came and went are left out.
fn course(log: &str) -> Vec<String> {
    let recording = recording::read(log.as_bytes()).unwrap();
    let mut course = vec![];
    for record in &recording.records {
        let event = serde_json::to_value(&record.event).unwrap();
        let (subject, what) = first(&event);
        let name = format!("{subject}.{}", first(&what).0);
        if !name.ends_with("link_changed") && course.last() != Some(&name) {
            course.push(name);
        }
    }
    course
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
