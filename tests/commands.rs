//! The other things a person does with the program: see the demo, play a recording, draw a picture,
//! have completions and a man page.

mod common;

use common::screen::command;
use common::{Hub, Screen, run};

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

#[test]
fn what_is_wrong_with_keys_and_theme_is_told_with_the_settings() {
    let home = tempfile::tempdir().unwrap();
    let config = home.path().join(".config/chair");
    std::fs::create_dir_all(config.join("themes")).unwrap();
    let write = |name: &str, text: &str| std::fs::write(config.join(name), text).unwrap();
    let told = || run(home.path(), &["config", "--lang", "en"]);
    assert_eq!(told().0, 0);
    write(
        "keys.toml",
        "[everywhere]\n\"f1\" = \"floor.dance\"\n\"xx\" = \"floor.next\"",
    );
    let (code, out, _) = told();
    assert_eq!(code, 3);
    for place in ["✗ keys.toml:2:", "✗ keys.toml:3:"] {
        assert!(out.contains(place), "{place}: {out}");
    }
    write("keys.toml", "");
    write("config.toml", "theme = \"night\"");
    write(
        "themes/night.toml",
        "[heading]\nfg = \"blu\"\nbg = \"gren\"",
    );
    let (code, out, _) = told();
    assert_eq!(code, 3);
    for place in ["themes/night.toml:2:", "themes/night.toml:3:"] {
        assert!(out.contains(place), "{place}: {out}");
    }
}

#[test]
fn links_are_for_where_the_hub_is_or_say_what_they_assume() {
    let home = tempfile::tempdir().unwrap();
    let hub = Hub::start(home.path());
    let data = hub.data.to_str().unwrap().to_owned();
    let links = || run(home.path(), &["links", "--data", &data]);
    let base = hub.room.clone();
    let (code, table, told) = links();
    assert_eq!((code, told.as_str()), (0, ""));
    assert!(
        table.lines().skip(1).all(|line| line.contains(&base)),
        "{table}"
    );
    hub.kill();
    let (code, table, told) = links();
    assert_eq!(code, 0);
    assert!(table.contains("http://127.0.0.1:7878/"), "{table}");
    assert!(told.contains("http://127.0.0.1:7878"), "{told}");
    let named = ["links", "--data", &data, "--url", "https://hop.example.vn/"];
    let (_, table, told) = run(home.path(), &named);
    assert!(
        table.contains("https://hop.example.vn/briefing#"),
        "{table}"
    );
    assert_eq!(told, "");
}

#[test]
fn what_the_system_refused_is_said_in_the_language_of_the_person() {
    let home = tempfile::tempdir().unwrap();
    let nothing = home.path().join("nothing");
    let (nothing, folder) = (nothing.to_str().unwrap(), home.path().to_str().unwrap());
    for args in [
        &["replay", nothing][..],
        &["replay", folder],
        &["verify", nothing],
        &["log", "--data", nothing],
        &["links", "--data", nothing],
        &["picture", nothing, "--at", "1", "--out", "x.svg"],
        &["host", nothing],
        &["check", nothing],
    ] {
        let (code, _, told) = run(home.path(), &[&["--lang", "vi"], args].concat());
        assert_ne!(code, 0, "{args:?}");
        for english in ["such", "file", "directory", "error", "is not"] {
            let told = told.replace(nothing, "").replace(folder, "");
            assert!(!told.contains(english), "{args:?}: {told}");
        }
    }
}
