//! By `chair ctl` alone: a process for each step.

use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::Way;
use crate::common::{Hub, chair};
use crate::meeting::Step;

/// A shell, as it were.
pub struct Ctl {
    home: PathBuf,
    link: String,
}

impl Way for Ctl {
    fn begin(home: &Path, hub: &Hub) -> Self {
        Self {
            home: home.to_owned(),
            link: hub.chair.clone(),
        }
    }

    fn does(&mut self, step: &Step) {
        let mut args = vec![step.verb];
        args.extend(step.answers);
        if step.asks {
            // It does nothing before it is confirmed.
            let (code, told) = ctl(&self.home, &self.link, &args);
            assert_eq!((code, &told["ok"]), (8, &Value::Bool(false)), "{told}");
            args.push("--yes");
        }
        let (code, told) = ctl(&self.home, &self.link, &args);
        assert_eq!((code, &told["ok"]), (0, &Value::Bool(true)), "{told}");
        let records = told["records"].as_array().unwrap();
        let last = records.last().expect(step.verb);
        assert_eq!(last["seq"], told["seq"], "all its records are told: {told}");
    }

    fn leave(self) {}
}

/// Runs `chair ctl` with the link where no list of processes shows it: exit code, and what it told.
pub fn ctl(home: &Path, link: &str, args: &[&str]) -> (i32, Value) {
    let mut command = chair(home);
    command.env("CHAIR_LINK", link).arg("ctl").args(args);
    let output = command.output().unwrap();
    let told = String::from_utf8(output.stdout).unwrap();
    assert_eq!(told.lines().count(), 1, "{told}");
    let told = serde_json::from_str(&told).unwrap();
    (output.status.code().unwrap(), told)
}
