//! What `chair ctl` says: one line of JSON, and the exit code that goes with it.

use std::io::{self, Write};
use std::process::ExitCode;

use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::value::{RawValue, to_raw_value};
use serde_json::{Value, json};

use crate::console::overlay::{Choice, Question};

/// What became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Code {
    /// It is done.
    Done,
    /// It was not understood what to do, or where.
    Misused,
    /// The hub refused it.
    Refused,
    /// It makes no sense now, or is for another role.
    NotAble,
    /// An answer is missing, or fits nothing, or several things.
    Unanswered,
    /// It can't be undone, and was not confirmed.
    Unconfirmed,
    /// There is no connection, or no answer came in time.
    NoConnection,
}

impl Code {
    /// The exit code; the help tells what each means.
    fn exit(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::Misused => 2,
            Self::Refused => 5,
            Self::NotAble => 6,
            Self::Unanswered => 7,
            Self::Unconfirmed => 8,
            Self::NoConnection => 9,
        }
    }
}

/// One answer of the program.
#[derive(Debug)]
pub(super) struct Told {
    code: Code,
    /// What stands in the object, in this order.
    fields: Vec<(String, Box<RawValue>)>,
}

impl Serialize for Told {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.fields.len()))?;
        for (name, value) in &self.fields {
            map.serialize_entry(name, value)?;
        }
        map.end()
    }
}

impl Told {
    /// It is done.
    pub(super) fn ok() -> Self {
        let (code, fields) = (Code::Done, vec![]);
        Self { code, fields }.with("ok", &true)
    }

    /// It is not done, for a reason that has a name and words.
    pub(super) fn wrong(code: Code, name: &str, text: &str) -> Self {
        let fields = vec![];
        Self { code, fields }
            .with("ok", &false)
            .with("error", &json!({"code": name, "text": text}))
    }

    /// The exit code that goes with it.
    pub(super) fn exit(&self) -> ExitCode {
        ExitCode::from(self.code.exit())
    }

    /// With this besides.
    pub(super) fn with(mut self, name: &str, value: &impl Serialize) -> Self {
        // Records and numbers can always be written.
        if let Ok(value) = to_raw_value(value) {
            self.fields.push((name.to_owned(), value));
        }
        self
    }
}

/// Writes it, as one line.
pub(super) fn say(told: &Told) -> anyhow::Result<ExitCode> {
    line(told)?;
    Ok(told.exit())
}

/// Writes a value as one line, and lets the reader have it at once.
pub(super) fn line(value: &impl Serialize) -> anyhow::Result<()> {
    let mut out = io::stdout().lock();
    writeln!(out, "{}", serde_json::to_string(value)?)?;
    out.flush()?;
    Ok(())
}

/// What is asked.
pub(super) fn question(question: &Question) -> Value {
    json!({
        "kind": question.kind.name(),
        "text": question.text,
        "optional": question.may_be_empty,
        "choices": choices(&question.choices),
    })
}

/// What can be answered.
pub(super) fn choices(choices: &[Choice]) -> Value {
    let choices = choices
        .iter()
        .map(|choice| json!({"answer": choice.answer, "label": choice.label}));
    choices.collect()
}
