//! By function keys alone: a full screen, in a terminal.

use std::path::Path;

use chair_console::console::keymap::{Act, Keymap, Preset};
use chair_console::console::pane::Pane;
use chair_console::console::verb;

use crate::Way;
use crate::common::screen::command;
use crate::common::{Hub, Screen};
use crate::meeting::Step;

/// A console whose verbs are on function keys.
pub struct FunctionKeys {
    screen: Screen,
    keymap: Keymap,
    /// What the roll is narrowed to.
    filter: &'static str,
}

impl Way for FunctionKeys {
    fn begin(home: &Path, hub: &Hub) -> Self {
        let preset = Preset::Function;
        let args = ["join", &hub.chair, "--keys", preset.name()];
        let mut screen = Screen::of(command(home, &args));
        screen.wait_for("CÓ MẶT 0/34");
        Self {
            screen,
            keymap: Keymap::preset(preset),
            filter: "",
        }
    }

    /// Every answer where the screen asks for it. Whom a verb of the roll is done to is looked for there
    /// first; in a vote the cursor stands on who comes next.
    fn does(&mut self, step: &Step) {
        let verb = verb::named(step.verb).unwrap();
        let pane = verb.panes.first().copied().unwrap_or(Pane::Main);
        self.press(match pane {
            Pane::Attendance => "screen.attendance",
            Pane::Vote => "screen.vote",
            Pane::Conclusions => "screen.conclusions",
            _ => "screen.main",
        });
        let answers = match (pane, step.answers) {
            (Pane::Attendance, [person, answers @ ..]) => {
                self.looks_for(person);
                answers
            }
            (Pane::Vote, [_, answers @ ..]) => answers,
            (_, answers) => answers,
        };
        self.press(step.verb);
        if step.verb == "conclusions.start" {
            self.writes(answers);
        } else {
            for answer in answers {
                self.screen.enter(answer);
                // A ballot is one letter, which is all there is to say.
                if pane != Pane::Vote {
                    self.screen.press("enter");
                }
            }
        }
        if step.asks {
            self.screen.press("enter");
        }
        self.screen.wait_for(step.shows);
    }

    fn leave(mut self) {
        self.press("screen.quit");
        self.screen.press("enter");
        assert_eq!(self.screen.ended(), 0);
        assert_eq!(self.screen.left_behind(), Vec::<&str>::new());
    }
}

impl FunctionKeys {
    /// Presses the keys of a verb. Not those with Esc, which a terminal could take for the beginning of
    /// what is pressed next.
    fn press(&mut self, verb: &str) {
        let verb = verb::named(verb).unwrap();
        let keys = self.keymap.keys_of(verb).into_iter();
        let mut written = keys.map(|keys| keys.written());
        let keys = written.find(|keys| keys != "esc").unwrap();
        for key in keys.split(' ') {
            let is_plain = ["enter", "tab"].contains(&key);
            assert!(is_plain || (key.starts_with('f') && key.len() > 1), "{key}");
            self.screen.press(key);
        }
    }

    /// Narrows the roll to a person, whoever it was narrowed to before.
    fn looks_for(&mut self, person: &'static str) {
        self.press("attendance.find");
        for _ in self.filter.chars() {
            self.screen.press("backspace");
        }
        self.screen.enter(person).press("enter");
        self.filter = person;
    }

    /// Writes a conclusion: its text, then what stands in the fields beneath.
    fn writes(&mut self, answers: &[&str]) {
        for (at, answer) in answers.iter().enumerate() {
            let (field, text) = answer.split_once('=').unwrap_or(("", answer));
            if at > 0 {
                self.screen.press("tab");
            }
            self.screen.enter(text);
            if field == "unit" {
                // It is chosen from what is offered; next comes who works with it, which stays empty.
                self.screen.press("enter").press("tab");
            }
        }
        let send = self.keymap.key_of(Act::Send).unwrap().written();
        self.screen.press(&send);
    }
}
