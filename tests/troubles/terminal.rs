//! The terminal a console sits at: too small, gone, without colours, given back.

use std::sync::mpsc::channel;
use std::thread;

use vt100::{MouseProtocolEncoding, MouseProtocolMode};

use super::common::hub::signal;
use super::common::screen::command;
use super::common::{Hub, PATIENCE, Screen, briefing, chair};

const TITLE: &str = "Họp giao ban tháng 11 năm 2026";

/// A hub with a console of its chair, who sees the session.
fn joined(home: &std::path::Path) -> (Hub, Screen) {
    let hub = Hub::start(home);
    let mut console = Screen::join(home, &hub.chair);
    console.wait_for(TITLE);
    (hub, console)
}

#[test]
fn a_small_terminal_tells_the_size_at_which_everything_is_seen() {
    let home = tempfile::tempdir().unwrap();
    let hub = Hub::start(home.path());
    let mut console = Screen::sized(command(home.path(), &["join", &hub.chair]), 60, 20);
    console.wait_for("80×20");
    console.resize(80, 24).wait_for(TITLE).wait_gone("80×20");
    console.resize(40, 10).wait_for("80×20");
    console.resize(80, 20).wait_for(TITLE).wait_gone("80×20");
    // A pane can't be seen there, and its key says so; leaving is asked about.
    console
        .resize(60, 20)
        .wait_for("80×20")
        .press("2")
        .wait_for("Điểm danh: cần cửa sổ")
        .press("q");
    console.wait_for("Rời bàn điều hành?").press("esc");
    console
        .resize(80, 24)
        .wait_for(TITLE)
        .wait_gone("› Điểm danh");
    console.press("2").wait_for("› Điểm danh");
}

#[test]
fn a_console_whose_terminal_goes_away_ends_by_itself() {
    let home = tempfile::tempdir().unwrap();
    // More than once, for it matters what it does at that moment.
    for _ in 0..5 {
        let (_hub, console) = joined(home.path());
        let mut child = console.hang_up();
        let (tells, told) = channel();
        thread::spawn(move || tells.send(child.wait()));
        let ended = told.recv_timeout(PATIENCE);
        ended.expect("it goes on without a terminal").unwrap();
    }
}

#[test]
fn a_console_that_is_told_to_end_gives_the_terminal_back() {
    let home = tempfile::tempdir().unwrap();
    for name in ["TERM", "HUP", "INT"] {
        let (_hub, mut console) = joined(home.path());
        assert!(console.terminal().alternate_screen());
        signal(console.pid(), name);
        console.ended();
        let terminal = console.terminal();
        assert!(!terminal.alternate_screen(), "after {name}");
        assert!(!terminal.hide_cursor(), "after {name}");
        assert!(!terminal.bracketed_paste(), "after {name}");
    }
}

/// The sample session, in which a speech may last a second.
fn hurried(home: &std::path::Path) -> Hub {
    let folder = home.join("briefing");
    std::fs::create_dir_all(folder.join("documents")).unwrap();
    let from = briefing();
    let from = from.parent().unwrap();
    let documents = std::fs::read_dir(from.join("documents")).unwrap();
    let names =
        documents.map(|file| std::path::Path::new("documents").join(file.unwrap().file_name()));
    for name in names.chain(["roster.csv".into()]) {
        std::fs::copy(from.join(&name), folder.join(&name)).unwrap();
    }
    let text = std::fs::read_to_string(briefing()).unwrap();
    let text = text.replace("speech = 180", "speech = 1");
    std::fs::write(folder.join("session.toml"), text).unwrap();
    let mut host = chair(home);
    host.args(["host", "--listen", "127.0.0.1:0", "--data"]);
    host.arg(home.join("data")).arg(folder.join("session.toml"));
    Hub::of(host, home.join("data"))
}

#[test]
fn bell_and_notification_come_for_what_only_time_brings() {
    let home = tempfile::tempdir().unwrap();
    let hub = hurried(home.path());
    let mut start = command(home.path(), &["join", &hub.chair]);
    start.env("CHAIR_BELL", "all");
    start.env("CHAIR_NOTIFY", "osc9");
    let mut console = Screen::of(start);
    console.wait_for(TITLE).press("2").wait_for("› Điểm danh");
    console.press("P").wait_for("Ghi có mặt").press("enter");
    console.wait_gone("Ghi có mặt").press("O");
    console.wait_for("Khai mạc phiên họp?").press("enter");
    console.wait_for("● Đang họp").press("1");
    console
        .wait_gone("› Điểm danh")
        .press("g")
        .wait_for("Mời ai");
    console.enter("tuyen").press("enter").wait_for("Quá giờ");
    console.wait_written("\x1b]9;Quá giờ: Bùi Mạnh Tuyển\x1b\\\x07");
    // Lost within the seconds in which nothing more rings: told when they are over, by time alone.
    hub.kill();
    console.wait_written("\x1b]9;Mất kết nối với máy chủ\x1b\\\x07");
}

/// A script in this folder that stands for somebody's editor.
fn editor(home: &std::path::Path, lines: &str) -> String {
    let file = home.join("editor.sh");
    std::fs::write(&file, lines).unwrap();
    format!("sh {}", file.display())
}

#[test]
fn a_text_goes_to_a_persons_own_editor_and_comes_back() {
    let home = tempfile::tempdir().unwrap();
    let hub = Hub::start(home.path());
    let mut command = command(home.path(), &["join", &hub.chair]);
    let script = "printf 'mine: '; read -r line; cat \"$1\"; echo \"$line\" >> \"$1\"\n";
    command.env("EDITOR", editor(home.path(), script));
    let mut console = Screen::of(command);
    console.wait_for(TITLE).press("w").wait_for("KẾT LUẬN MỚI");
    for letter in "Giao Vawn phongf".chars() {
        console.press(&letter.to_string());
    }
    console
        .press("space")
        .wait_for("Giao Văn phòng")
        .press("ctrl-l")
        .wait_for("mine:");
    assert!(!console.terminal().alternate_screen());
    // What is typed now belongs to the editor: lines, not keys of the console.
    for key in ["q", "s", "o", "enter"] {
        console.press(key);
    }
    console
        .wait_for("qso")
        .wait_for("KẾT LUẬN MỚI")
        .wait_for("Giao Văn phòng");
    assert!(console.terminal().alternate_screen());
    // The keys are the console's again.
    console
        .press("ctrl-s")
        .wait_gone("KẾT LUẬN MỚI")
        .wait_for("1. Giao Văn phòng");
}

#[test]
fn an_editor_that_fails_leaves_the_text_as_it_was() {
    let home = tempfile::tempdir().unwrap();
    let hub = Hub::start(home.path());
    let mut command = command(home.path(), &["join", &hub.chair]);
    command.env(
        "EDITOR",
        editor(home.path(), "echo spoilt > \"$1\"; exit 3\n"),
    );
    let mut console = Screen::of(command);
    console.wait_for(TITLE).press("w").wait_for("KẾT LUẬN MỚI");
    console.press("A").press("ctrl-l");
    console
        .wait_for("Nội dung giữ như trước")
        .wait_gone("spoilt");
    console.press("ctrl-s").wait_for("1. A");
}

/// A console with the mouse, and whether its terminal tells of presses alone.
fn with_mouse(home: &std::path::Path, hub: &Hub) -> Screen {
    let mut start = command(home, &["join", &hub.chair]);
    start.env("CHAIR_MOUSE", "on");
    let script = "printf 'mine: '; read -r line; echo \"$line\" >> \"$1\"\n";
    start.env("EDITOR", editor(home, script));
    let mut console = Screen::of(start);
    console.wait_for(TITLE);
    console
}

fn listens(console: &Screen) -> bool {
    let terminal = console.terminal();
    let mode = terminal.mouse_protocol_mode();
    match mode {
        MouseProtocolMode::None => false,
        MouseProtocolMode::PressRelease => {
            assert_eq!(
                terminal.mouse_protocol_encoding(),
                MouseProtocolEncoding::Sgr
            );
            true
        }
        more => panic!("{more:?} is more than is needed"),
    }
}

#[test]
fn the_mouse_is_asked_for_where_it_is_wanted_and_given_back() {
    let home = tempfile::tempdir().unwrap();
    let hub = Hub::start(home.path());
    let mut console = with_mouse(home.path(), &hub);
    assert!(listens(&console));
    // The hints stand where they stay.
    console.wait_for("O Khai mạc?");
    console.click("? Trợ giúp").wait_for("hỏi lại trước");
    // The wheel, a button that means nothing, a place beyond the screen, and one that is none: places
    // are counted from 1.
    console
        .send("\x1b[<65;5;10M\x1b[<2;2;24M\x1b[<2;2;24m\x1b[<0;900;900M\x1b[<0;900;900m")
        .send("\x1b[<0;0;0M\x1b[<0;0;0m\x1b[<65;0;0M")
        .wait_gone("Khai mạc");
    console.press("esc").wait_gone("hỏi lại trước");
    // A person's own editor has the terminal for itself.
    console.press("w").wait_for("KẾT LUẬN MỚI").press("A");
    console.press("ctrl-l").wait_for("mine:");
    assert!(!listens(&console));
    console.press("B").press("enter").wait_for("KẾT LUẬN MỚI");
    assert!(listens(&console));
    console.press("esc").wait_gone("KẾT LUẬN MỚI");
    console.press(":").wait_for("Thông báo").enter("chuootj");
    console.wait_for(" : chuột").press("enter");
    console.wait_for("Chuột: tắt.");
    assert!(!listens(&console));
    console.press(":").wait_for("Thông báo").enter("chuootj");
    console.wait_for(" : chuột").press("enter");
    console.wait_for("Chuột: bật.");
    assert!(listens(&console));
    console.press("q").wait_for("Rời bàn điều hành?");
    console.press("enter");
    assert_eq!(console.ended(), 0);
    assert_eq!(console.left_behind(), [""; 0]);
}

#[test]
fn the_mouse_is_given_back_when_the_console_is_told_to_end_and_never_asked_for_unasked() {
    let home = tempfile::tempdir().unwrap();
    let hub = Hub::start(home.path());
    for name in ["TERM", "HUP", "INT"] {
        let mut console = with_mouse(home.path(), &hub);
        assert!(listens(&console));
        signal(console.pid(), name);
        console.ended();
        assert!(!listens(&console), "after {name}");
    }
    let mut console = Screen::join(home.path(), &hub.chair);
    console.wait_for(TITLE).press("q");
    console.wait_for("Rời bàn điều hành?").press("enter");
    console.ended();
    let written = String::from_utf8_lossy(&console.written);
    assert!(!written.contains("\x1b[?1000") && !written.contains("\x1b[?1006"));
}

/// The parameters of every change of looks that was written.
fn looks(written: &[u8]) -> Vec<String> {
    let text = String::from_utf8_lossy(written);
    let sequences = text.split("\x1b[").skip(1);
    let looks = sequences.filter_map(|sequence| {
        let end = sequence.find(|c: char| !c.is_ascii_digit() && c != ';' && c != ':')?;
        sequence[end..]
            .starts_with('m')
            .then(|| sequence[..end].to_owned())
    });
    looks.collect()
}

/// Whether looks name a colour. 39 and 49 are the terminal's own.
fn names_colour(looks: &str) -> bool {
    let mut codes = looks
        .split([';', ':'])
        .filter_map(|code| code.parse::<u32>().ok());
    codes.any(|code| matches!(code, 30..=38 | 40..=48 | 90..=97 | 100..=107))
}

#[test]
fn without_colours_not_one_is_written_and_with_them_they_are() {
    let home = tempfile::tempdir().unwrap();
    let hub = Hub::start(home.path());
    for (no_color, coloured) in [(Some("1"), false), (None, true)] {
        let mut start = command(home.path(), &["join", &hub.chair]);
        start.env("COLORTERM", "truecolor");
        if let Some(value) = no_color {
            start.env("NO_COLOR", value);
        }
        let mut console = Screen::of(start);
        console.wait_for(TITLE).press("2").wait_for("› Điểm danh");
        console
            .press("P")
            .wait_for("Ghi có mặt")
            .press("esc")
            .wait_gone("Ghi có mặt");
        let looks = looks(&console.written);
        assert!(!looks.is_empty());
        assert_eq!(looks.iter().any(|looks| names_colour(looks)), coloured);
    }
}

#[test]
fn the_language_is_what_was_asked_for() {
    let home = tempfile::tempdir().unwrap();
    let hub = Hub::start(home.path());
    let asked = ["join", &hub.technician, "--lang", "en"];
    let mut console = Screen::of(command(home.path(), &asked));
    console.wait_for("Not open yet").wait_for("technician");
    let mut start = command(home.path(), &["join", &hub.technician]);
    start.env("LANG", "en_GB.UTF-8");
    Screen::of(start).wait_for("Not open yet");
}
