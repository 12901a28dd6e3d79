//! Who comes over the network: with the wrong token, too much to say, or another version.

use std::io::Write;
use std::process::Command as Process;

use chair_console::session::{
    Actor, Command, CommandId, DelegateId, Refusal, RequestId, Role, floor, life,
};
use chair_console::wire::{Answer, Bye, ClientMessage, HubMessage, VERSION};

use super::common::client::{connect, hear, hello, say};
use super::common::{Client, Hub, SURROUNDINGS, Screen, briefing, run};

#[test]
fn a_token_opens_only_what_its_role_may_do() {
    let home = tempfile::tempdir().unwrap();
    let hub = Hub::start(home.path());
    let before = hub.log(home.path());
    let delegate = &hub.delegates()[&DelegateId(7)];
    for (link, role) in [
        (&hub.technician, Role::Technician),
        (&hub.secretary, Role::Secretary),
        (delegate, Role::Delegate),
    ] {
        let answer = Client::join(link, None)
            .unwrap()
            .ask(Command::Life(life::Command::Open));
        assert_eq!(answer, Answer::Refused(Refusal::NotYourRole { role }));
    }
    // Nor may one delegate speak for another.
    let ask = floor::Command::ask(DelegateId(8), floor::Kind::Speech);
    let answer = Client::join(delegate, None)
        .unwrap()
        .ask(Command::Floor(ask));
    assert!(matches!(answer, Answer::Refused(_)), "{answer:?}");
    // Devices came and went; nothing else happened.
    let after = hub.log(home.path());
    let asked = after.lines().skip(before.lines().count());
    assert!(
        asked.into_iter().all(|line| line.contains("link_changed")),
        "{after}"
    );
}

#[test]
fn a_command_for_something_that_is_gone_is_refused() {
    let home = tempfile::tempdir().unwrap();
    let hub = Hub::start(home.path());
    let mut chair = Client::join(&hub.chair, None).unwrap();
    chair.ask(Command::Life(life::Command::Open));
    let request = RequestId(17);
    let answer = chair.ask(Command::Floor(floor::Command::Give { request }));
    assert_eq!(answer, Answer::Refused(Refusal::NoSuchRequest { request }));
}

#[test]
fn a_link_that_opens_nothing_is_said_on_the_screen_until_the_person_leaves() {
    let home = tempfile::tempdir().unwrap();
    let hub = Hub::start(home.path());
    let (place, _) = hub.chair.split_once('#').unwrap();
    let mut console = Screen::join(home.path(), &format!("{place}#AAAA-BBBB-CCCC"));
    console
        .wait_for("Hãy xin liên kết mới")
        .wait_for("Nhấn q để thoát");
    console
        .press("q")
        .wait_for("Rời bàn điều hành?")
        .press("enter");
    assert_eq!(console.ended(), 1);
}

#[test]
fn ten_megabytes_are_refused_and_nobody_else_notices() {
    let home = tempfile::tempdir().unwrap();
    let hub = Hub::start(home.path());
    let mut chair = Client::join(&hub.chair, None).unwrap();
    let mut socket = connect(&hub.secretary).unwrap();
    say(&mut socket, &hello(&hub.secretary, None)).unwrap();
    assert!(matches!(hear(&mut socket), Ok(HubMessage::Welcome { .. })));
    // Said beside the listening: the hub stops reading long before all of it is out, and the goodbye
    // must be heard whatever becomes of the rest.
    let mut stream = socket.get_ref().try_clone().unwrap();
    let talking = std::thread::spawn(move || {
        let long = 10_u64 << 20;
        // One whole text frame, masked with zeros.
        let mut frame = vec![0x81, 0xff];
        frame.extend(long.to_be_bytes());
        frame.extend([0; 4]);
        frame.resize(frame.len() + (10 << 20), b'x');
        stream.write_all(&frame)
    });
    let ended = loop {
        match hear(&mut socket).expect("a goodbye before the end") {
            HubMessage::Bye(bye) => break bye,
            HubMessage::Records { .. } | HubMessage::Vitals(_) => {}
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(ended, Bye::TooLong);
    // Buffers on the way may have taken the rest, or the end of the connection cut it short.
    let _ = talking.join().unwrap();
    let text = "Mời đại biểu vào họp".to_owned();
    let answer = chair.ask(Command::Life(life::Command::Announce { text }));
    assert!(matches!(answer, Answer::Done { .. }));
}

#[test]
fn another_version_is_told_before_anything_else() {
    let home = tempfile::tempdir().unwrap();
    let hub = Hub::start(home.path());
    let mut socket = connect(&hub.chair).unwrap();
    let mut word = hello(&hub.chair, None);
    if let ClientMessage::Hello { version, .. } = &mut word {
        *version = VERSION + 1;
    }
    say(&mut socket, &word).unwrap();
    assert_eq!(
        hear(&mut socket).unwrap(),
        HubMessage::Bye(Bye::WrongVersion)
    );
    assert!(hear(&mut socket).is_err());
}

/// What the hub says to a command: an answer, or goodbye. An end without either fails the test.
fn word(client: &mut Client, to: CommandId) -> Result<Answer, Bye> {
    loop {
        match client.hear().unwrap() {
            HubMessage::Reply { id, answer } if id == to => return Ok(answer),
            HubMessage::Bye(bye) => return Err(bye),
            _ => {}
        }
    }
}

/// A disk that takes no more, as far as that can be had without being root: files may not grow past
/// a limit. What was acknowledged before is there afterwards, and nothing else.
#[test]
fn a_journal_that_cannot_grow_keeps_what_it_acknowledged() {
    let home = tempfile::tempdir().unwrap();
    let data = home.path().join("data");
    let mut command = Process::new("sh");
    command
        .env_clear()
        .envs(SURROUNDINGS)
        .env("HOME", home.path());
    command.env("PATH", "/usr/bin:/bin");
    let limited = "ulimit -f 600; trap '' XFSZ; exec \"$@\"";
    command.args(["-c", limited, "sh", env!("CARGO_BIN_EXE_chair"), "host"]);
    command.args(["--listen", "127.0.0.1:0", "--data"]);
    command.arg(&data).arg(briefing());
    let hub = Hub::of(command, data.clone());
    let mut chair = Client::join(&hub.chair, None).unwrap();
    let mut done = 0;
    loop {
        let text = format!("{done}: {}", "rất dài ".repeat(100));
        let id = CommandId(uuid::Uuid::now_v7());
        let command = Command::Life(life::Command::Announce { text });
        // One at a time, so a goodbye can only stand where an answer would: nothing is sent into a
        // connection that was closed, and nothing can swallow the last word.
        chair.send(id, &command).unwrap();
        match word(&mut chair, id) {
            Ok(Answer::Done { .. }) => done += 1,
            Ok(Answer::Refused(Refusal::TooFast)) => {}
            // Nothing was written, and the hub knows it.
            Ok(Answer::Refused(Refusal::NotSaved)) => break,
            // The hub does not know what was written, and promises nothing more.
            Err(Bye::JournalLost) => break,
            other => panic!("{other:?}"),
        }
        assert!(done < 10_000, "the limit does not hold");
    }
    assert!(done > 0);
    // The hub itself lives, and says so to whoever comes now.
    let mut late = connect(&hub.secretary).unwrap();
    say(&mut late, &hello(&hub.secretary, None)).unwrap();
    let told = hear(&mut late).unwrap();
    assert!(
        matches!(
            told,
            HubMessage::Welcome { .. } | HubMessage::Bye(Bye::JournalLost)
        ),
        "{told:?}"
    );
    let address = hub.address.clone();
    drop(hub);

    let hub = Hub::again(home.path(), &address);
    let log = hub.log(home.path());
    let kept = log
        .lines()
        .filter(|line| line.contains("announced"))
        .count();
    assert_eq!(kept, done);
    let mut chair = Client::join(&hub.chair, None).unwrap();
    let text = "Họp tiếp".to_owned();
    let answer = chair.ask(Command::Life(life::Command::Announce { text }));
    assert!(matches!(answer, Answer::Done { .. }));
    assert!(log.contains(&serde_json::to_string(&Actor::of(Role::Chair).role).unwrap()));
    assert_eq!(run(home.path(), &["verify", data.to_str().unwrap()]).0, 0);
}
