//! That the reference tells everything there is, and nothing else.

use std::collections::BTreeSet;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::{Answer, Bye, ClientMessage, Contents, HubMessage};
use crate::session::Refusal;
use crate::session::attendance::{Link, Presence};
use crate::session::conclusions::{Conclusion, Due, Kind};
use crate::session::quorum::Quorum;
use crate::session::voice::Matter;
use crate::session::{Command, CommandId, DelegateId, Time, Weight, poll};

const REFERENCE: &str = include_str!("reference.md");

/// The cells of every row under this heading.
fn rows(heading: &str) -> Vec<Vec<&'static str>> {
    let mut lines = REFERENCE.lines().skip_while(|line| *line != heading);
    assert_eq!(lines.next(), Some(heading));
    let section = lines.take_while(|line| !line.starts_with('#'));
    let table = section.filter(|line| line.starts_with('|')).skip(2);
    table
        .map(|line| line.trim_matches('|').split('|').map(str::trim).collect())
        .collect()
}

/// What stands between the marks of code in a cell.
fn code(cell: &'static str) -> Vec<&'static str> {
    cell.split('`').skip(1).step_by(2).collect()
}

/// The names of all there are of a kind, as the codec itself lists them to whoever names another.
fn names<T: DeserializeOwned + std::fmt::Debug>(wrong: Value) -> BTreeSet<String> {
    let error = serde_json::from_value::<T>(wrong).unwrap_err().to_string();
    let (_, names) = error.split_once("expected").expect(&error);
    let names = names.split('`').skip(1).step_by(2);
    names.map(str::to_owned).collect()
}

fn set<'a>(names: impl IntoIterator<Item = &'a str>) -> BTreeSet<String> {
    names.into_iter().map(str::to_owned).collect()
}

/// Reads the text, and finds it as it would be written.
fn read<T: Serialize + DeserializeOwned>(text: &str) -> T {
    let value = serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"));
    let written: Value = serde_json::to_value(&value).unwrap();
    assert_eq!(written, serde_json::from_str::<Value>(text).unwrap());
    value
}

#[test]
fn every_message_stands_in_the_reference_as_the_codec_reads_it() {
    let from_clients = rows("## From the client");
    for row in &from_clients {
        let text = code(row[1])[0];
        read::<ClientMessage>(text);
        assert!(text.starts_with(&format!("{{\"{}\":", code(row[0])[0])));
    }
    let told = set(from_clients.iter().map(|row| code(row[0])[0]));
    assert_eq!(told, names::<ClientMessage>(json!({"?": 0})));

    let (mut answers, mut contents) = (BTreeSet::new(), BTreeSet::new());
    let from_hub = rows("## From the hub");
    for row in &from_hub {
        let text = code(row[1])[0];
        assert!(text.starts_with(&format!("{{\"{}\":", code(row[0])[0])));
        match read::<HubMessage>(text) {
            HubMessage::Reply { answer, .. } => answers.insert(name(&answer)),
            HubMessage::Document { contents: told, .. } => contents.insert(name(&told)),
            _ => false,
        };
    }
    let told = set(from_hub.iter().map(|row| code(row[0])[0]));
    assert_eq!(told, names::<HubMessage>(json!({"?": 0})));
    assert_eq!(answers, names::<Answer>(json!({"?": 0})));
    assert_eq!(contents, names::<Contents>(json!({"?": 0})));
}

/// The name of the variant.
fn name(value: &impl Serialize) -> String {
    match serde_json::to_value(value).unwrap() {
        Value::String(name) => name,
        Value::Object(fields) => fields.keys().next().unwrap().clone(),
        other => panic!("{other}"),
    }
}

#[test]
fn every_bye_stands_in_the_reference_with_whether_to_come_back() {
    let byes = rows("## Reasons of a bye");
    for row in &byes {
        let bye: Bye = read(&format!("\"{}\"", code(row[0])[0]));
        let come_back = if bye.may_come_back() { "yes" } else { "no" };
        assert_eq!(row[1], come_back, "{bye:?}");
    }
    let told = set(byes.iter().map(|row| code(row[0])[0]));
    assert_eq!(told, names::<Bye>(json!("?")));
}

#[test]
fn every_refusal_stands_in_the_reference_with_its_fields() {
    let mut told = BTreeSet::new();
    for row in rows("## Refusals") {
        let text = code(row[0])[0];
        read::<Refusal>(text);
        let value: Value = serde_json::from_str(text).unwrap();
        assert!(told.insert(value["reason"].as_str().unwrap().to_owned()));
    }
    assert_eq!(told, names::<Refusal>(json!({"reason": "?"})));
}

#[test]
fn every_shape_in_the_reference_is_read_as_what_it_is_said_to_be() {
    let shapes: Vec<_> = rows("# Shapes")
        .into_iter()
        .flat_map(|row| code(row[1]))
        .filter(|code| *code != "state" && *code != "reason")
        .collect();
    let mut examples = shapes.iter();
    let mut next = || *examples.next().unwrap();
    assert_eq!(next(), "\"absent\"");
    read::<Command>(next());
    read::<Command>(next());
    read::<Presence>(next());
    read::<Presence>(next());
    read::<Link>(next());
    read::<Refusal>(next());
    read::<DelegateId>(next());
    read::<CommandId>(next());
    read::<Time>(next());
    read::<crate::session::Seconds>(next());
    read::<Weight>(next());
    read::<crate::session::rule::Rule>(next());
    read::<Quorum>(next());
    read::<Quorum>(next());
    read::<Command>(next());
    read::<Matter>(next());
    read::<Matter>(next());
    read::<Command>(next());
    read::<Command>(next());
    read::<poll::Matter>(next());
    read::<poll::Matter>(next());
    read::<(DelegateId, Weight)>(next());
    read::<Due>(next());
    read::<Due>(next());
    read::<Due>(next());
    read::<Due>(next());
    assert_eq!(
        [next(), next()],
        ["\"on\":{\"weekday\":5}", "\"on\":{\"day\":25}"]
    );
    read::<Kind>(next());
    read::<Kind>(next());
    read::<Kind>(next());
    read::<Kind>(next());
    read::<Conclusion>(next());
    assert_eq!(examples.next(), None);
}
