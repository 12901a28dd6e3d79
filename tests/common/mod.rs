//! What the tests that come in through the front door stand on: the real binary, in a terminal of its
//! own ([`screen`]), as a hub of its own ([`hub`]), a client that speaks the wire by hand
//! ([`client`]), and people who act as chance has it ([`people`]) and never give up ([`talker`]).
//!
//! Nothing here sleeps. What is waited for is a condition, with a deadline that only a failure meets.

#![allow(
    dead_code,
    unused_imports,
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "each test takes what it needs, and what is missing fails it"
)]

pub mod client;
pub mod hub;
pub mod people;
pub mod screen;
pub mod talker;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

pub use client::Client;
pub use hub::Hub;
pub use screen::Screen;

/// How long anything may take before it counts as never coming.
pub const PATIENCE: Duration = Duration::from_secs(20);

/// The sample session.
pub fn briefing() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("recordings/briefing/session.toml")
}

/// What every process of a test finds around it, whatever the machine looks like.
pub const SURROUNDINGS: [(&str, &str); 2] = [("LANG", "vi_VN.UTF-8"), ("TERM", "xterm-256color")];

/// The binary with fixed surroundings and `home` as its person's home.
pub fn chair(home: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_chair"));
    command.env_clear().envs(SURROUNDINGS).env("HOME", home);
    command
}

/// Runs the binary to its end: exit code, what it printed, what it complained of.
pub fn run(home: &Path, args: &[&str]) -> (i32, String, String) {
    let output = chair(home).args(args).output().unwrap();
    (
        output.status.code().expect("ended by itself"),
        String::from_utf8(output.stdout).unwrap(),
        String::from_utf8(output.stderr).unwrap(),
    )
}
