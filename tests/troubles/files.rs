//! The command line, ports, session files, journals, recordings.

use std::fs;
use std::net::TcpListener;
use std::path::Path;

use chair_console::session::{Command, life};

use super::common::{Client, Hub, briefing, run};

/// Runs `chair host` on the sample session.
fn host(home: &Path, data: &str, listen: &str) -> (i32, String, String) {
    let session = briefing();
    let session = session.to_str().unwrap();
    run(home, &["host", "--data", data, "--listen", listen, session])
}

/// A data directory with a short meeting in it, and its recording.
fn kept(home: &Path) -> String {
    let hub = Hub::start(home);
    let mut chair = Client::join(&hub.chair, None).unwrap();
    for n in 0..50 {
        let text = format!("Thông báo {n}");
        chair.ask(Command::Life(life::Command::Announce { text }));
    }
    let log = hub.log(home);
    assert_eq!(hub.end(), Some(0));
    log
}

/// A complaint is a sentence for a person: not a panic, nor an error's inside.
#[track_caller]
fn is_plain(complaint: &str) {
    for inside in [
        "panicked",
        "RUST_BACKTRACE",
        "Err(",
        "SqliteFailure",
        "Os {",
    ] {
        assert!(!complaint.contains(inside), "{complaint}");
    }
}

#[test]
fn a_port_in_use_is_said() {
    let home = tempfile::tempdir().unwrap();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let data = home.path().join("data");
    let (code, _, complaint) = host(home.path(), data.to_str().unwrap(), &address);
    assert_eq!(code, 1);
    assert!(complaint.contains(&address) && complaint.contains("--listen"));
    is_plain(&complaint);
}

#[test]
fn a_data_directory_in_use_is_said_and_its_hub_goes_on() {
    let home = tempfile::tempdir().unwrap();
    let hub = Hub::start(home.path());
    let data = hub.data.to_str().unwrap();
    let (code, _, complaint) = host(home.path(), data, "127.0.0.1:0");
    assert_eq!(code, 1);
    assert!(complaint.contains(data) && complaint.contains("--data"));
    is_plain(&complaint);
    Client::join(&hub.chair, None).unwrap();
}

#[test]
fn a_wrong_session_file_is_told_line_by_line_and_nothing_is_kept() {
    let home = tempfile::tempdir().unwrap();
    let file = home.path().join("session.toml");
    let right = fs::read_to_string(briefing()).unwrap();
    fs::copy(
        briefing().with_file_name("roster.csv"),
        home.path().join("roster.csv"),
    )
    .unwrap();
    fs::write(&file, right.replacen("title =", "titel =", 1)).unwrap();
    let line = 1 + right
        .lines()
        .position(|l| l.starts_with("title ="))
        .unwrap();
    let place = format!("session.toml:{line}:");
    let name = file.to_str().unwrap();

    let (code, told, _) = run(home.path(), &["check", name]);
    assert_eq!(code, 3);
    assert!(told.contains(&place) && told.contains("titel"), "{told}");

    let data = home.path().join("data");
    let data = data.to_str().unwrap();
    let args = ["host", "--data", data, "--listen", "127.0.0.1:0", name];
    let (code, _, told) = run(home.path(), &args);
    assert_eq!(code, 3, "{told}");
    assert!(told.contains(&place) && told.contains("titel"), "{told}");
    assert!(!Path::new(data).exists());
}

#[test]
fn a_journal_that_was_cut_is_neither_served_nor_called_whole() {
    let home = tempfile::tempdir().unwrap();
    let home = home.path();
    let log = kept(home);
    let data = home.join("data");
    let file = data.join("chair.sqlite3");
    let whole = fs::read(&file).unwrap();
    let data = data.to_str().unwrap();
    for cut in [
        0,
        50,
        4_096,
        whole.len() / 2,
        whole.len() - 4_096,
        whole.len() - 1_000,
    ] {
        fs::write(&file, &whole[..cut]).unwrap();
        let (code, said, complaint) = run(home, &["verify", data]);
        let all = format!("cut at {cut}: {said}{complaint}");
        is_plain(&all);
        // Without a single byte it is an empty file, in which nothing was ever kept.
        let nothing = cut == 0;
        assert!(nothing || matches!(code, 1 | 3), "{all}");
        let (code, said, complaint) = run(home, &["log", "--data", data]);
        is_plain(&complaint);
        assert!(code == 1 || said.len() <= log.len(), "{complaint}");
        if !nothing {
            let listen = "127.0.0.1:0";
            let (code, _, complaint) = run(home, &["host", "--data", data, "--listen", listen]);
            assert!(matches!(code, 1 | 3), "cut at {cut}: {complaint}");
            assert!(!complaint.is_empty());
            is_plain(&complaint);
        }
    }
    fs::write(&file, &whole).unwrap();
    assert_eq!(run(home, &["verify", data]).0, 0);
}

#[test]
fn a_torn_recording_is_told_with_its_line() {
    let home = tempfile::tempdir().unwrap();
    let home = home.path();
    let log = kept(home);
    let file = home.join("record.jsonl");
    let name = file.to_str().unwrap();
    fs::write(&file, &log).unwrap();
    assert_eq!(run(home, &["verify", name]).0, 0);
    fs::write(&file, &log[..log.len() - 30]).unwrap();
    let (code, said, _) = run(home, &["verify", name]);
    assert_eq!(code, 3);
    assert!(said.contains(&log.lines().count().to_string()), "{said}");
    fs::write(&file, log.replacen("Thông báo 7", "Thông báo 8", 1)).unwrap();
    let (code, said, _) = run(home, &["verify", name]);
    assert_eq!(code, 3, "{said}");
}

#[test]
fn a_console_without_a_terminal_or_a_link_says_so() {
    let home = tempfile::tempdir().unwrap();
    let link = "http://127.0.0.1:1/briefing#TOKEN";
    let (code, _, complaint) = run(home.path(), &["join", link]);
    assert_eq!(code, 1);
    assert!(complaint.contains("terminal"), "{complaint}");
    let (code, _, complaint) = run(home.path(), &["join", "briefing"]);
    assert_eq!(code, 1);
    is_plain(&complaint);
    assert_eq!(run(home.path(), &["jion"]).0, 2);
}
