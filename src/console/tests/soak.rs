//! Ten minutes of a meeting in which everybody presses random keys and clicks anywhere: all roles at
//! one hub, in both languages, while others do random things, connections break and come back,
//! terminals change their size and time passes. Nothing panics, nobody is stuck, nothing typed is
//! lost, and nothing but conclusions is sent into a broken connection.
//!
//! The meetings are as many, and the chance is, as the surroundings say: see *How to go on* in the
//! README. Without a word from there it is always the same two.

use std::cell::RefCell;
use std::rc::Rc;

use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

use super::able::actors;
use super::anything::{Happening, happened, happening, is_safe};
use crate::console::Message;
use crate::console::keys::{self, Input};
use crate::console::overlay::Overlay;
use crate::console::pane::Pane;
use crate::console::testing::{Console, plan};
use crate::console::verb::{self, Verb};
use crate::session::testing::Meeting;
use crate::session::{Command, Session};
use crate::text::Lang;

/// What all chance comes from where nobody says otherwise.
const SEED: u64 = 20_261_130;
/// How long a meeting is, in seconds of its own time.
const MEETING: i64 = 600;
/// How many things happen in a second of it.
const A_SECOND: usize = 3;
/// How many meetings a minute of soaking is.
const A_MINUTE: u64 = 4;

/// The seeds of the meetings to be held.
fn seeds() -> std::ops::Range<u64> {
    let said = |name| {
        std::env::var(name)
            .ok()
            .and_then(|value: String| value.parse().ok())
    };
    let first = said("CHAIR_SOAK_SEED").unwrap_or(SEED);
    let meetings = said("CHAIR_SOAK_MINUTES").map_or(2, |minutes: u64| minutes * A_MINUTE);
    first..first.saturating_add(meetings)
}

/// A meeting under way. If it fails, what it began with is told, and what happened last.
struct Soak {
    seed: u64,
    chance: fastrand::Rng,
    runner: TestRunner,
    consoles: Vec<Console>,
    last: Vec<String>,
}

impl Drop for Soak {
    fn drop(&mut self) {
        if std::thread::panicking() {
            let from = self.last.len().saturating_sub(30);
            eprintln!(
                "CHAIR_SOAK_SEED={}\n{}",
                self.seed,
                self.last[from..].join("\n")
            );
        }
    }
}

impl Soak {
    fn new(seed: u64) -> Self {
        let plan = if seed.is_multiple_of(2) {
            crate::session::testing::plan()
        } else {
            plan::briefing()
        };
        let hub = Rc::new(RefCell::new(Meeting::of(plan)));
        let consoles = actors()
            .into_iter()
            .zip([Lang::Vi, Lang::En].into_iter().cycle());
        let consoles = consoles.map(|(actor, lang)| {
            let mut console = Console::of(&hub, actor).lang(lang);
            console.model.mouse = true;
            console
        });
        let mut bytes = [0; 32];
        bytes[..8].copy_from_slice(&seed.to_le_bytes());
        let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &bytes);
        Self {
            seed,
            chance: fastrand::Rng::with_seed(seed),
            runner: TestRunner::new_with_rng(Config::default(), rng),
            consoles: consoles.collect(),
            last: vec![],
        }
    }

    /// One of these.
    fn any<T>(&mut self, strategy: &impl Strategy<Value = T>) -> T {
        strategy.new_tree(&mut self.runner).unwrap().current()
    }

    /// The key of something that this person can do now, where there is any.
    fn meaningful(&mut self, at: usize) -> Option<Input> {
        let model = &self.consoles[at].model;
        let now = |verb: &&'static Verb| {
            verb.is_for(model.role) && verb.is_in(model.pane) && verb.is_able(model)
        };
        let able: Vec<_> = verb::all()
            .filter(now)
            .filter_map(|verb| verb.keys.first())
            .collect();
        let chosen = self.chance.choice(able)?;
        keys::parse(chosen)
    }

    /// One thing happens at one of the consoles; the others see what came of it.
    fn step(&mut self, all: &impl Strategy<Value = Happening>) {
        let at = self.chance.usize(..self.consoles.len());
        let happening = match self.chance.bool() {
            true => self.meaningful(at).map(Happening::Key),
            false => None,
        };
        let happening = happening.unwrap_or_else(|| self.any(all));
        self.last.push(format!("{at}: {happening:?}"));
        happened(&mut self.consoles[at], happening);
        if self.chance.usize(..A_SECOND) == 0 {
            self.consoles[at].later(1);
        }
        for console in &mut self.consoles {
            console.tick();
        }
        for console in &self.consoles {
            for command in console.unsent() {
                assert!(
                    matches!(command, Command::Conclusions(_)),
                    "sent into nowhere: {command:?}"
                );
            }
        }
        if self.chance.u8(..4) == 0 {
            self.looks(at);
        }
        if self.chance.u8(..30) == 0 {
            self.comes_home(at);
        }
    }

    /// What stands on the screen is safe, at this size and any other.
    fn looks(&mut self, at: usize) {
        let (width, height) = (self.chance.u16(1..=220), self.chance.u16(1..=60));
        let console = &mut self.consoles[at];
        assert!(is_safe(console));
        let size = console.model.size;
        console.tell(Message::Resized(width, height));
        assert!(is_safe(console));
        console.tell(Message::Resized(size.0, size.1));
    }

    /// `Esc` always leads to the main screen, and `q` asks there whether to leave; texts that have not
    /// arrived are all kept.
    fn comes_home(&mut self, at: usize) {
        let console = &mut self.consoles[at];
        let kept = console.kept();
        assert_eq!(kept, console.model.drafts, "a text was not kept");
        console.tell(Message::Resized(80, 24));
        console.keys("<esc><esc><esc>");
        assert!(console.model.overlay.is_none(), "something stays");
        assert_eq!(console.model.pane, Pane::Main);
        console.keys("q");
        let asks = matches!(&console.model.overlay, Some(Overlay::Confirm(confirm)) if confirm.verb.name == "screen.quit");
        assert!(asks, "q does not ask to leave");
        console.keys("<esc>");
        assert!(console.model.overlay.is_none());
    }

    /// Everybody has come back: the records tell the same session, here and at the head table.
    fn end(mut self) {
        for at in 0..self.consoles.len() {
            self.consoles[at].join();
            self.comes_home(at);
        }
        let hub = self.consoles[0].hub.clone();
        let hub = hub.borrow();
        assert_eq!(Session::replay(&hub.records).as_ref(), Some(&hub.session));
        for console in &self.consoles {
            assert_eq!(console.model.seen.0 as usize, hub.records.len());
        }
    }
}

#[test]
fn ten_minutes_of_random_keys_leave_nobody_stuck() {
    let all = happening();
    for seed in seeds() {
        let mut soak = Soak::new(seed);
        let hub = soak.consoles[0].hub.clone();
        let end = hub.borrow().now.0 + MEETING * 1000;
        while hub.borrow().now.0 < end {
            soak.step(&all);
        }
        soak.end();
    }
}
