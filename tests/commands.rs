//! The other things a person does with the program: see the demo, play a recording, draw a picture,
//! have completions and a man page.

mod common;

use common::screen::command;
use common::{Screen, run};

/// A recording of a whole meeting.
fn recording() -> String {
    format!(
        "{}/recordings/briefing/record.jsonl",
        env!("CARGO_MANIFEST_DIR")
    )
}

#[test]
fn the_demo_sits_a_newcomer_down_in_a_living_meeting() {
    let home = tempfile::tempdir().unwrap();
    let mut screen = Screen::of(command(home.path(), &["demo", "--seed", "3"]));
    screen.wait_for("● Đang họp").wait_for("▶ ");
    screen.press("n").wait_for("CHỜ PHÁT BIỂU");
    screen.press("q").wait_for("Rời bàn điều hành?");
    screen.press("enter");
    assert_eq!(screen.ended(), 0);
    assert!(
        screen.text().contains("chair host --data"),
        "{}",
        screen.text()
    );
}

#[test]
fn the_demo_without_a_terminal_tells_what_happens() {
    let home = tempfile::tempdir().unwrap();
    let (code, told, _) = run(
        home.path(),
        &["demo", "--headless", "120", "--seed", "5", "--lang", "en"],
    );
    assert_eq!(code, 0, "{told}");
    assert!(told.contains("Session opened"), "{told}");
    assert!(told.contains("chair verify"), "{told}");
}

#[test]
fn a_recording_is_played_paused_and_stepped_through() {
    let home = tempfile::tempdir().unwrap();
    let recording = recording();
    let mut screen = Screen::of(command(home.path(), &["replay", &recording]));
    screen.wait_for("/319").press("space").wait_for("‖ ×1");
    screen.press(".").press(".").press(".").press("7");
    screen.wait_for("Chuẩn bị phiên họp: Họp giao ban");
    screen.press(">").wait_for("×2").press("<").wait_for("×1");
    screen
        .press("q")
        .wait_for("Rời bàn điều hành?")
        .press("enter");
    assert_eq!(screen.ended(), 0);
}

#[test]
fn the_picture_in_the_readme_is_what_is_drawn_now() {
    let home = tempfile::tempdir().unwrap();
    let out = home.path().join("screen.svg");
    let recording = recording();
    let args = ["picture", &recording, "--at", "243", "--later", "1"];
    let looks = [
        "--size",
        "100x30",
        "--lang",
        "vi",
        "--out",
        out.to_str().unwrap(),
    ];
    let (code, _, complaint) = run(home.path(), &[&args[..], &looks[..]].concat());
    assert_eq!(code, 0, "{complaint}");
    let kept = recording.replace("record.jsonl", "screen.svg");
    assert!(
        std::fs::read(&out).unwrap() == std::fs::read(&kept).unwrap(),
        "draw it again with the command in recordings/README.md"
    );
}

#[test]
fn completions_and_the_man_page_come_from_the_same_definitions() {
    let home = tempfile::tempdir().unwrap();
    let (code, man, _) = run(home.path(), &["man"]);
    assert_eq!(code, 0);
    let (code, bash, _) = run(home.path(), &["completions", "bash"]);
    assert_eq!(code, 0);
    for verb in ["demo", "host", "join", "check", "log", "replay", "verify"] {
        assert!(man.contains(verb) && bash.contains(verb), "{verb}");
    }
}

#[test]
fn what_is_not_understood_ends_with_two() {
    let home = tempfile::tempdir().unwrap();
    for wrong in [&["dance"][..], &["demo", "--role", "king"], &["join"]] {
        assert_eq!(run(home.path(), wrong).0, 2, "{wrong:?}");
    }
}

#[test]
fn a_console_without_a_terminal_says_so() {
    let home = tempfile::tempdir().unwrap();
    let (code, _, complaint) = run(home.path(), &["demo", "--seed", "3"]);
    assert_eq!(code, 1);
    assert!(complaint.contains("terminal"), "{complaint}");
}

#[test]
fn settings_are_told_with_where_they_come_from() {
    let home = tempfile::tempdir().unwrap();
    let (code, said, _) = run(home.path(), &["config", "--lang", "en"]);
    assert_eq!(code, 0);
    assert!(said.contains("theme = \"dark\""), "{said}");
    let (code, file, _) = run(home.path(), &["config", "--default"]);
    assert_eq!(code, 0);
    let folder = home.path().join(".config/chair");
    std::fs::create_dir_all(&folder).unwrap();
    let file = file.replace("#theme = \"dark\"", "theme = \"hall\"\nlisten = \"here\"");
    std::fs::write(folder.join("config.toml"), file).unwrap();
    let (code, said, _) = run(home.path(), &["config", "--lang", "en"]);
    assert_eq!(code, 3, "{said}");
    assert!(said.contains("theme = \"hall\""), "{said}");
    assert!(said.contains("Write for example `listen = "), "{said}");
}
