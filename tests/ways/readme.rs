//! What the README shows of scripts and of lines is done as it stands there, before a real hub.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::common::{Hub, SURROUNDINGS, chair};
use crate::ctl::ctl;

const README: &str = include_str!("../../README.md");

/// The lines of the first example under a heading that begin with one of these prompts, without it.
fn example(heading: &str, prompts: &[&str]) -> Vec<String> {
    let (_, after) = README.split_once(&format!("## {heading}\n")).unwrap();
    let (_, block) = after.split_once("```console\n").unwrap();
    let (block, _) = block.split_once("```").unwrap();
    let said = |line: &'static str| prompts.iter().find_map(|prompt| line.strip_prefix(prompt));
    let lines = block.lines().filter_map(said);
    lines.map(str::to_owned).collect()
}

/// A line of a shell without what it pipes into, and that.
fn before_the_pipe(line: &str) -> (&str, &str) {
    line.split_once(" | ").unwrap_or((line, ""))
}

/// A shell that finds `chair`, with the link where the README has it put.
fn shell(home: &Path, link: &str, line: &str) -> Command {
    let folder = Path::new(env!("CARGO_BIN_EXE_chair")).parent().unwrap();
    let path = std::env::var("PATH").unwrap();
    let mut shell = Command::new("sh");
    shell.env_clear().envs(SURROUNDINGS).env("HOME", home);
    shell.env("PATH", format!("{}:{path}", folder.display()));
    shell.env("CHAIR_LINK", link).args(["-c", line]);
    shell
}

/// What jq is told to look for, as a path into JSON.
fn paths(jq: &str) -> Vec<String> {
    let parts = jq.split(|c: char| !(c.is_alphanumeric() || "._[]".contains(c)));
    let paths = parts.filter(|part| part.starts_with('.'));
    paths
        .map(|path| path.replace(['.', '['], "/").replace(']', ""))
        .collect()
}

/// Everybody is here and the session open.
fn open(home: &Path, hub: &Hub) {
    for args in [["attendance.all", "--yes"], ["life.open", "--yes"]] {
        assert_eq!(ctl(home, &hub.chair, &args).0, 0, "{args:?}");
    }
    assert_eq!(ctl(home, &hub.chair, &["agenda.next"]).0, 0);
}

#[test]
fn what_scripts_are_shown_to_do_is_done() {
    let home = tempfile::tempdir().unwrap();
    let home = home.path();
    let hub = Hub::start(home);
    open(home, &hub);
    let lines = example("Scripting", &["$ "]);
    let (export, lines) = lines.split_first().unwrap();
    assert!(export.starts_with("export CHAIR_LINK="), "{export}");
    let (_, help, _) = crate::common::run(home, &["ctl", "--help"]);
    let mut watching = None;
    for line in lines {
        let (line, jq) = before_the_pipe(line);
        assert!(help.contains(line), "{line} is in the help, too: {help}");
        let mut shell = shell(home, &hub.chair, line);
        if line.ends_with("watch") {
            let mut child = shell.stdout(Stdio::piped()).spawn().unwrap();
            let mut told = BufReader::new(child.stdout.take().unwrap()).lines();
            // What happens from here on is followed.
            let live: Value = serde_json::from_str(&told.next().unwrap().unwrap()).unwrap();
            assert_eq!(live["link"], "live");
            watching = Some((child, told, paths(jq)));
            continue;
        }
        let output = shell.output().unwrap();
        let told = String::from_utf8(output.stdout).unwrap();
        assert!(output.status.success(), "{line}: {told}");
        let told: Value = serde_json::from_str(&told).unwrap();
        for path in paths(jq) {
            assert!(told.pointer(&path).is_some(), "{path}: {told}");
        }
    }
    let (mut child, told, paths) = watching.unwrap();
    let lines = told.map(|line| serde_json::from_str::<Value>(&line.unwrap()).unwrap());
    let mut seen = lines.filter(|line| line.pointer(&paths[0]).is_some());
    assert!(seen.next().is_some(), "{paths:?}");
    child.kill().unwrap();
    child.wait().unwrap();
}

#[test]
fn what_is_shown_to_be_said_at_the_prompt_is_done() {
    let home = tempfile::tempdir().unwrap();
    let home = home.path();
    let hub = Hub::start(home);
    open(home, &hub);
    let mut console = chair(home);
    console.args(["join", "--linear", &hub.chair]);
    console.stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = console.spawn().unwrap();
    let lines = example("Line by line", &["> ", "? "]);
    let mut pipe = child.stdin.take().unwrap();
    for line in &lines {
        writeln!(pipe, "{line}").unwrap();
    }
    drop(pipe);
    let output = child.wait_with_output().unwrap();
    let told = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "{told}");
    assert!(!told.contains('✗'), "{told}");
    let log = hub.log(home);
    for (line, event) in [
        ("floor.add", "\"asked\""),
        ("next", "\"given\""),
        ("mục tiếp", "\"started\""),
        ("conclusions.start", "\"written\""),
        ("life.close", "\"closed\""),
    ] {
        assert!(lines.iter().any(|said| said.starts_with(line)), "{line}");
        assert!(log.contains(event), "{line}: {log}\n{told}");
    }
    // The item that was open before, and the one that was gone to.
    assert_eq!(log.matches("\"started\"").count(), 2, "{told}");
}
