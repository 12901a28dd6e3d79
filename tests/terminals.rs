//! Keys as terminals send them: what each writes for a key, after its own description, and what the
//! console makes of it.
//!
//! Keys that reach it differently from every one of these (a PuTTY set to SCO or VT400, F1 in a window
//! that keeps it for its own help) can be put on others in `keys.toml`.

#![expect(clippy::unwrap_used, reason = "what is missing here fails the test")]

mod common;

use std::fs;
use std::path::Path;

use common::Screen;
use common::screen::command;

/// Keys from F5 on, the same everywhere but on the Linux console.
const UPPER: [(&str, &str); 8] = [
    ("F5", "\x1b[15~"),
    ("F6", "\x1b[17~"),
    ("F7", "\x1b[18~"),
    ("F8", "\x1b[19~"),
    ("F9", "\x1b[20~"),
    ("F10", "\x1b[21~"),
    ("F11", "\x1b[23~"),
    ("F12", "\x1b[24~"),
];

/// F1 to F4 of the VT100, as most send them.
const VT100: [(&str, &str); 4] = [
    ("F1", "\x1bOP"),
    ("F2", "\x1bOQ"),
    ("F3", "\x1bOR"),
    ("F4", "\x1bOS"),
];

/// Arrows and the keys around them, in the two modes that a terminal can be in.
const ARROWS: [(&str, &str); 8] = [
    ("↑", "\x1b[A"),
    ("↓", "\x1b[B"),
    ("→", "\x1b[C"),
    ("←", "\x1b[D"),
    ("↑", "\x1bOA"),
    ("↓", "\x1bOB"),
    ("→", "\x1bOC"),
    ("←", "\x1bOD"),
];

/// Home and End as a VT220 has them: Linux console, screen, tmux, PuTTY.
const VT220: [(&str, &str); 3] = [("Home", "\x1b[1~"), ("End", "\x1b[4~"), ("Del", "\x1b[3~")];

/// Keys, as they are shown, and what is sent for each.
type Keys = &'static [(&'static str, &'static str)];

/// What each terminal calls itself, and what it sends besides.
const TERMINALS: &[(&str, &[Keys])] = &[
    (
        "linux",
        &[
            &[
                ("F1", "\x1b[[A"),
                ("F2", "\x1b[[B"),
                ("F3", "\x1b[[C"),
                ("F4", "\x1b[[D"),
                ("F5", "\x1b[[E"),
                ("⇧Tab", "\x1b\t"),
            ],
            &UPPER,
            &ARROWS,
            &VT220,
        ],
    ),
    (
        "screen",
        &[&VT100, &UPPER, &ARROWS, &VT220, &[("⇧Tab", "\x1b[Z")]],
    ),
    (
        "tmux-256color",
        &[&VT100, &UPPER, &ARROWS, &VT220, &[("⇧Tab", "\x1b[Z")]],
    ),
    (
        "putty",
        &[
            &[
                ("F1", "\x1b[11~"),
                ("F2", "\x1b[12~"),
                ("F3", "\x1b[13~"),
                ("F4", "\x1b[14~"),
                ("⇧Tab", "\x1b[Z"),
            ],
            &UPPER,
            &ARROWS,
            &VT220,
        ],
    ),
    // Windows Terminal, iTerm and what mosh makes of any.
    (
        "xterm-256color",
        &[
            &VT100,
            &UPPER,
            &ARROWS,
            &[
                ("Home", "\x1b[H"),
                ("End", "\x1b[F"),
                ("Home", "\x1bOH"),
                ("End", "\x1bOF"),
                ("Del", "\x1b[3~"),
                ("⇧Tab", "\x1b[Z"),
            ],
        ],
    ),
];

/// Every key is the first of two, so that the foot of the screen shows which one has arrived.
fn keys(home: &Path) {
    let keys =
        "f1 f2 f3 f4 f5 f6 f7 f8 f9 f10 f11 f12 up down right left home end delete shift-tab";
    let lines = keys
        .split(' ')
        .map(|key| format!("\"{key} x\" = \"screen.main\"\n"));
    let file = format!("alone = true\n[everywhere]\n{}", lines.collect::<String>());
    let folder = home.join(".config/chair");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("keys.toml"), file).unwrap();
}

/// A console that plays a recording in a terminal that calls itself so.
fn playing(home: &Path, term: &str) -> Screen {
    let recording = Path::new(env!("CARGO_MANIFEST_DIR")).join("recordings/briefing/record.jsonl");
    let mut command = command(home, &["replay", recording.to_str().unwrap()]);
    command.env("TERM", term);
    let mut screen = Screen::of(command);
    screen.wait_for("Họp giao ban tháng 11 năm 2026");
    screen
}

#[test]
fn every_key_of_every_terminal_is_understood() {
    let home = tempfile::tempdir().unwrap();
    keys(home.path());
    for (term, sent) in TERMINALS {
        let mut screen = playing(home.path(), term);
        for (key, bytes) in sent.iter().copied().flatten() {
            let shown = format!(" {key} …  ");
            screen.send(bytes).wait_for(&shown);
            // A lone Esc acts at once.
            screen.send("\x1b").wait_gone(&shown);
        }
        screen
            .press("ctrl-c")
            .wait_for("Rời bàn điều hành?")
            .press("enter");
        assert_eq!(screen.ended(), 0, "{term}");
    }
}

#[test]
fn the_kitty_protocol_is_used_where_it_is_offered_and_given_back() {
    let home = tempfile::tempdir().unwrap();
    keys(home.path());
    let mut screen = playing(home.path(), "xterm-kitty");
    let wrote = |screen: &Screen, bytes: &str| {
        let mut windows = screen.written.windows(bytes.len());
        windows.any(|window| window == bytes.as_bytes())
    };
    // It was asked, and the first frame has not waited for the answer.
    assert!(!wrote(&screen, "\x1b[>1u"));
    screen.send("\x1b[?0u\x1b[?62c");
    screen.send("\x1b[13~").wait_for(" F3 …  ");
    assert!(wrote(&screen, "\x1b[?u") && wrote(&screen, "\x1b[>1u"));
    screen.send("\x1b[27u").wait_gone(" F3 …  ");
    screen
        .send("\x1b[99;5u")
        .wait_for("Rời bàn điều hành?")
        .press("enter");
    assert_eq!(screen.ended(), 0);
    assert!(wrote(&screen, "\x1b[<1u"));
    let at = |bytes: &str| {
        let written = String::from_utf8_lossy(&screen.written).into_owned();
        written.rfind(bytes).unwrap()
    };
    assert!(
        at("\x1b[<1u") < at("\x1b[?1049l"),
        "the flags belong to the screen of our own"
    );
}

#[test]
fn a_terminal_that_knows_nothing_of_it_is_not_asked() {
    let home = tempfile::tempdir().unwrap();
    let mut screen = playing(home.path(), "linux");
    screen
        .press("q")
        .wait_for("Rời bàn điều hành?")
        .press("enter");
    assert_eq!(screen.ended(), 0);
    let written = String::from_utf8_lossy(&screen.written);
    assert!(
        !written.contains("\x1b[?u")
            && !written.contains("\x1b[>1u")
            && !written.contains("\x1b[c")
    );
}
