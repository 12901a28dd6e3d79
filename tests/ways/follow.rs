//! What scripts rely on: exit codes, commands that can be sent twice, following a meeting through the
//! end of a hub and its return.

use std::io::{BufRead, BufReader, Lines};
use std::path::Path;
use std::process::{Child, ChildStdout, Stdio};

use serde_json::Value;

use crate::common::hub::signal;
use crate::common::{Hub, chair};
use crate::ctl::ctl;

/// `chair ctl watch`, line by line.
struct Watch {
    child: Child,
    lines: Lines<BufReader<ChildStdout>>,
}

impl Watch {
    fn on(home: &Path, link: &str, args: &[&str]) -> Self {
        let mut command = chair(home);
        command.args(["ctl", "watch", link]).args(args);
        let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        Self { child, lines }
    }

    fn next(&mut self) -> Value {
        let line = self.lines.next().expect("it goes on").unwrap();
        serde_json::from_str(&line).unwrap()
    }

    /// The next change of the link.
    fn link(&mut self) -> Value {
        std::iter::repeat_with(|| self.next())
            .find(|line| line.get("link").is_some())
            .unwrap()
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn a_watch_goes_on_where_it_was_when_the_hub_comes_back() {
    let home = tempfile::tempdir().unwrap();
    let home = home.path();
    let hub = Hub::start(home);
    let link = hub.secretary.clone();
    let mut watch = Watch::on(home, &link, &["--from", "1"]);
    assert_eq!(watch.link()["link"], "live");
    let mut seen = vec![];
    let mut see = |watch: &mut Watch, upto: u64| {
        while seen.last() != Some(&upto) {
            seen.extend(watch.next()["seq"].as_u64());
        }
    };
    let (_, told) = ctl(home, &link, &["life.announce", "một"]);
    see(&mut watch, told["seq"].as_u64().unwrap());
    let address = hub.address.clone();
    hub.kill();
    assert_eq!(watch.link()["link"], "lost");
    let hub = Hub::again(home, &address);
    let (_, told) = ctl(home, &link, &["life.announce", "hai"]);
    let last = told["seq"].as_u64().unwrap();
    let live = watch.link();
    assert_eq!(
        (&live["link"], &live["resumed"]),
        (&"live".into(), &true.into())
    );
    see(&mut watch, last);
    assert_eq!(seen, (1..=last).collect::<Vec<_>>(), "no gaps, no doubles");
    // An interrupt is how it is meant to end.
    signal(watch.child.id(), "INT");
    assert_eq!(watch.child.wait().unwrap().code(), Some(0));
    drop(hub);
}

#[test]
fn a_watch_from_now_on_tells_nothing_of_before() {
    let home = tempfile::tempdir().unwrap();
    let home = home.path();
    let hub = Hub::start(home);
    ctl(home, &hub.chair, &["life.announce", "trước"]);
    let mut watch = Watch::on(home, &hub.technician, &[]);
    let live = watch.next();
    assert_eq!(live["role"], "technician");
    let (_, told) = ctl(home, &hub.chair, &["life.announce", "sau"]);
    assert_eq!(watch.next()["seq"], told["seq"]);
}

#[test]
fn a_command_sent_twice_is_done_once() {
    let home = tempfile::tempdir().unwrap();
    let home = home.path();
    let hub = Hub::start(home);
    let number = "01930000-0000-7000-8000-000000000001";
    let args = ["life.announce", "Mời vào phòng", "--id", number];
    let (code, first) = ctl(home, &hub.chair, &args);
    assert_eq!((code, &first["records"][0]["cause"]), (0, &number.into()));
    let (code, again) = ctl(home, &hub.chair, &args);
    assert_eq!((code, &again["again"]), (0, &true.into()));
    assert_eq!(again["records"], first["records"]);
}

#[test]
fn each_way_to_fail_has_an_exit_code_of_its_own() {
    let home = tempfile::tempdir().unwrap();
    let home = home.path();
    let hub = Hub::start(home);
    let (chair, technician) = (hub.chair.clone(), hub.technician.clone());
    let closed = format!("http://{}/briefing#NOT-A-TOKEN", hub.address);
    let expected: [(&str, &[&str], i32, &str); 11] = [
        (&chair, &["dance"], 2, "unknown_verb"),
        (&chair, &["floor.next", "8"], 6, "not_able"),
        (&chair, &["life.announce", "một", "hai"], 2, "too_much"),
        (&chair, &["floor.up"], 6, "not_able"),
        (&technician, &["floor.next"], 6, "not_your_role"),
        (&chair, &["attendance.late"], 7, "answer_missing"),
        (&chair, &["attendance.late", "thi"], 7, "ambiguous"),
        (
            &chair,
            &["attendance.late", "Napoleon"],
            7,
            "no_such_answer",
        ),
        (&chair, &["attendance.all"], 8, "needs_confirmation"),
        (&closed, &["state"], 9, "unknown_token"),
        ("briefing", &["state"], 2, "wrong_link"),
    ];
    for (link, args, code, name) in expected {
        let (exit, told) = ctl(home, link, args);
        if code > 2 && code < 9 {
            assert_eq!(told["verb"], args[0], "{told}");
        }
        if name == "answer_missing" {
            assert_eq!(told["asks"]["kind"], "person", "{told}");
        }
        let found = told["error"]["code"].as_str().unwrap_or_default();
        assert_eq!((exit, found), (code, name), "{args:?}: {told}");
    }
    // Nothing of it was done.
    let (_, state) = ctl(home, &chair, &["state"]);
    assert_eq!(
        (&state["seq"], &state["phase"]),
        (&1.into(), &"planned".into())
    );
    let address = hub.address.clone();
    hub.kill();
    let link = format!("http://{address}/briefing#T");
    let (exit, told) = ctl(home, &link, &["state", "--timeout", "1"]);
    assert_eq!((exit, &told["error"]["code"]), (9, &"no_connection".into()));
}

#[test]
fn what_the_hub_refuses_is_told_with_its_reason() {
    let home = tempfile::tempdir().unwrap();
    let home = home.path();
    let hub = Hub::start(home);
    let (code, told) = ctl(home, &hub.chair, &["life.open", "--yes"]);
    assert_eq!(code, 0, "{told}");
    // Nobody has come yet.
    let (code, told) = ctl(home, &hub.chair, &["floor.add", "7"]);
    assert_eq!((code, &told["ok"]), (5, &false.into()), "{told}");
    assert_eq!(told["error"]["code"], told["refusal"]["reason"]);
}

#[test]
fn a_script_is_told_what_there_is_to_do_and_how_the_meeting_stands() {
    let home = tempfile::tempdir().unwrap();
    let home = home.path();
    let hub = Hub::start(home);
    let (code, told) = ctl(home, &hub.chair, &["verbs"]);
    assert_eq!(code, 0);
    let verbs = told["verbs"].as_array().unwrap();
    let named = |name: &str| verbs.iter().find(|verb| verb["verb"] == name).unwrap();
    assert_eq!(named("life.open")["asks"]["kind"], "yes_no");
    assert_eq!(named("life.hand_chair")["asks"]["kind"], "person");
    assert_eq!(named("attendance.late")["of"], "person");
    // All that may be asked is told beforehand.
    assert_eq!(named("agenda.next").get("may_ask"), None);
    let asked = |verb: &Value| {
        let further = verb["may_ask"].as_array().unwrap().iter();
        further
            .map(|asked| asked["kind"].clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(asked(named("attendance.excused")), ["text"]);
    assert!(
        asked(named("poll.elect")).len() > 2,
        "{}",
        named("poll.elect")
    );
    let raw = verbs
        .iter()
        .find(|verb| verb["why_not"].to_string().contains('{'));
    assert_eq!(raw, None, "keys stand in every reason");
    let next = named("floor.next");
    assert_eq!(next["able"], false);
    assert!(next["why_not"].is_string() && next["label"].is_string());

    for args in [&["attendance.all", "--yes"][..], &["life.open", "--yes"]] {
        ctl(home, &hub.chair, args);
    }
    for args in [
        &["floor.add", "7"][..],
        &["floor.add", "8"],
        &["floor.next"],
    ] {
        assert_eq!(ctl(home, &hub.chair, args).0, 0);
    }
    let (_, state) = ctl(home, &hub.technician, &["state"]);
    assert_eq!(state["phase"], "open");
    assert_eq!(state["speaking"][0]["person"]["number"], 7);
    let left = state["speaking"][0]["left_s"].as_i64().unwrap();
    assert!((0..=180).contains(&left), "{left}");
    assert_eq!(state["queue"][0]["person"]["number"], 8);
    assert_eq!(state["attendance"]["quorum"], true);
    let [present, members] = ["present", "members"].map(|key| state["attendance"][key].as_u64());
    assert!(present.is_some() && present == members, "{state}");
}
