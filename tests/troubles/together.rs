//! Several consoles at once, text from elsewhere, and a hub that goes away under them.

use std::path::Path;
use std::time::{Duration, Instant};

use chair_console::session::{Command, DelegateId, ItemId, agenda, attendance, floor, life};

use super::common::hub::signal;
use super::common::screen::command;
use super::common::{Client, Hub, PATIENCE, Screen};

/// A hub whose session is open, with everybody there and these on the list.
fn open(home: &Path, waiting: &[u32]) -> Hub {
    let hub = Hub::start(home);
    let mut chair = Client::join(&hub.chair, None).unwrap();
    let delegates = (1..=34).map(DelegateId).collect();
    chair.ask(Command::Attendance(attendance::Command::MarkPresent {
        delegates,
    }));
    chair.ask(Command::Life(life::Command::Open));
    let item = ItemId(1);
    chair.ask(Command::Agenda(agenda::Command::Start { item }));
    for id in waiting {
        let (delegate, kind) = (DelegateId(*id), floor::Kind::Speech);
        chair.ask(Command::Floor(floor::Command::ask(delegate, kind)));
    }
    hub
}

#[test]
fn two_chairs_who_press_next_at_the_same_instant_skip_nobody() {
    let home = tempfile::tempdir().unwrap();
    let hub = open(home.path(), &[5, 13, 23]);
    let names = ["bàn chính", "bàn phụ"];
    let mut chairs = names.map(|name| {
        let join = ["join", &hub.chair, "--name", name];
        Screen::of(command(home.path(), &join))
    });
    for chair in &mut chairs {
        chair.wait_for("CHỜ PHÁT BIỂU 3");
    }
    // Neither can see what the other did: the hub stands still until both have pressed. That help
    // is shown says that the key before it was taken in.
    signal(hub.pid(), "STOP");
    for chair in &mut chairs {
        chair
            .press("n")
            .press("?")
            .wait_until("help", |screen| !screen.contains("CHỜ PHÁT BIỂU"));
    }
    signal(hub.pid(), "CONT");
    // The one who came second is told why nothing came of it.
    let told = |chair: &Screen| chair.text().contains("✗ ");
    let deadline = Instant::now() + PATIENCE;
    while !chairs.iter().any(told) && Instant::now() < deadline {
        for chair in &mut chairs {
            chair.watch(Duration::from_millis(20));
        }
    }
    assert_eq!(chairs.iter().filter(|chair| told(chair)).count(), 1);
    for chair in &mut chairs {
        chair.press("esc").wait_for("CHỜ PHÁT BIỂU 2");
        chair.wait_for("Trịnh Quốc Đạt").wait_for("còn lại / 03:00");
    }
    let log = hub.log(home.path());
    let given: Vec<_> = log
        .lines()
        .filter(|line| line.contains(r#"{"given""#))
        .collect();
    assert_eq!(given.len(), 1, "{log}");
    assert!(!log.contains(r#"{"ended""#), "{log}");
}

#[test]
fn what_is_pasted_into_a_name_is_only_text() {
    let home = tempfile::tempdir().unwrap();
    let hub = open(home.path(), &[]);
    let mut chair = Screen::join(home.path(), &hub.chair);
    chair
        .wait_for("● Đang họp")
        .press("N")
        .wait_for("Họ tên; đơn vị; chức vụ:");
    chair.paste(
        "\x1b]0;của tôi\x07\x1b[31mHoàng\x1b[2J Đỏ\u{202e}\u{0}; Báo\r\n Lạc Sơn; Phóng viên",
    );
    chair
        .wait_for("Đỏ")
        .press("enter")
        .wait_gone("Họ tên; đơn vị");
    chair
        .press("2")
        .press("/")
        .wait_for("Tìm:")
        .enter("lac son")
        .press("enter");
    chair
        .wait_for("lọc: lac son")
        .wait_for("Phóng viên · Báo Lạc Sơn");
    let log = hub.log(home.path());
    let added = log
        .lines()
        .find(|line| line.contains("Phóng viên"))
        .unwrap();
    for raw in ["\\u001b", "\\u0007", "\\u0000", "\u{202e}", "\\n", "\\r"] {
        assert!(!added.contains(raw), "{added}");
    }
    assert!(added.contains("Hoàng"), "{added}");
}

#[test]
fn a_hub_that_is_gone_is_said_with_its_age_and_what_is_typed_meanwhile_arrives() {
    let home = tempfile::tempdir().unwrap();
    let hub = open(home.path(), &[5]);
    let address = hub.address.clone();
    let mut chair = Screen::join(home.path(), &hub.chair);
    chair
        .wait_for("CHỜ PHÁT BIỂU 1")
        .press("w")
        .wait_for("KẾT LUẬN MỚI");
    chair.enter("Giao Văn phòng ").wait_for("Giao Văn phòng");
    hub.kill();
    chair.wait_for("✗ mất kết nối").wait_for("trạng thái lúc");
    chair
        .enter("chuẩn bị tổng kết")
        .wait_for("Giao Văn phòng chuẩn bị tổng kết");
    chair.press("ctrl-s").wait_for("sẽ gửi ngay khi có lại");
    let hub = Hub::again(home.path(), &address);
    chair.wait_for("Đã lưu kết luận.").wait_gone("mất kết nối");
    chair.wait_for("1. Giao Văn phòng chuẩn bị tổng kết");
    chair.press("1").wait_for("CHỜ PHÁT BIỂU 1");
    let log = hub.log(home.path());
    assert_eq!(log.matches("Giao Văn phòng chuẩn bị tổng kết").count(), 1);
}

#[test]
fn a_text_outlives_the_console_it_was_typed_in() {
    let home = tempfile::tempdir().unwrap();
    let hub = open(home.path(), &[]);
    let mut chair = Screen::join(home.path(), &hub.chair);
    chair
        .wait_for("● Đang họp")
        .press("w")
        .wait_for("KẾT LUẬN MỚI");
    chair
        .enter("Giao Thanh tra Sở")
        .wait_for("Giao Thanh tra Sở");
    signal(chair.pid(), "KILL");
    chair.ended();
    let mut chair = Screen::join(home.path(), &hub.chair);
    chair
        .wait_for("1 bản nháp chưa gửi")
        .press("w")
        .wait_for("Giao Thanh tra Sở");
    chair.press("ctrl-s").wait_for("1. Giao Thanh tra Sở");
}
