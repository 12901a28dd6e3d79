//! By linear mode alone: lines at a prompt, in a terminal.

use std::path::Path;

use crate::Way;
use crate::common::screen::command;
use crate::common::{Hub, Screen};
use crate::meeting::Step;

/// A terminal with a prompt.
pub struct Linear {
    terminal: Screen,
}

impl Way for Linear {
    fn begin(home: &Path, hub: &Hub) -> Self {
        let command = command(home, &["join", "--linear", &hub.chair]);
        let terminal = Screen::sized(command, 160, 50);
        Self { terminal }
    }

    /// Every answer where it is asked for: what is left out of the line is a question.
    fn does(&mut self, step: &Step) {
        let text = step.answers.iter().map(|answer| quoted(answer));
        let line: Vec<_> = std::iter::once(step.verb.to_owned()).chain(text).collect();
        self.says(">", &line.join(" "));
        if step.asks {
            self.says("?", "có");
        }
    }

    fn leave(mut self) {
        self.says(">", "quit");
        self.says("?", "có");
        assert_eq!(self.terminal.ended(), 0);
        assert!(!self.terminal.terminal().alternate_screen());
    }
}

impl Linear {
    /// Says a line once this prompt is the last that stands there.
    fn says(&mut self, prompt: &str, line: &str) {
        self.terminal.wait_until(prompt, |screen| {
            let mut lines = screen.lines().rev().map(str::trim_end);
            lines.find(|line| !line.is_empty()) == Some(prompt)
        });
        self.terminal.enter(line).press("enter");
    }
}

/// An answer that is whole, as one types it.
fn quoted(answer: &str) -> String {
    match answer.split_once('=') {
        Some((name, value)) => format!("{name}=\"{value}\""),
        None => format!("\"{answer}\""),
    }
}
