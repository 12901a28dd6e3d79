//! Random keys and clicks at real consoles of every role, while random people take part at a real hub: nothing
//! panics, and in the end, however it came, the terminal is as it was found.
//!
//! How long it lasts and where chance begins is said by the surroundings, `CHAIR_SOAK_MINUTES` and
//! `CHAIR_SOAK_SEED`: see *How to go on* in the README. Without a word it is short, and always the same
//! keys. The same in one process, with simulated time, is `console::tests::soak`.

#[path = "../common/mod.rs"]
mod common;

use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::channel;
use std::thread;
use std::time::{Duration, Instant};

use chair_console::session::{Actor, Command, DelegateId, Session};
use common::hub::signal;
use common::people::{Chair, DEVICES, Delegate};
use common::screen::command;
use common::talker::{Meeting, Person, Talker};
use common::{Hub, Screen, run};

/// What all chance comes from where nobody says otherwise.
const SEED: u64 = 20_261_130;
/// How many bursts of keys each console gets where nobody says how long.
const BURSTS: u32 = 40;
/// How long is looked at what a burst does.
const LOOK: Duration = Duration::from_millis(30);
const TITLE: &str = "Họp giao ban";

/// Keys as terminals write them, besides letters.
const KEYS: &[&str] = &[
    "\r",
    "\r",
    "\x1b",
    "\x1b",
    "\t",
    "\x1b[Z",
    "\x1b[A",
    "\x1b[B",
    "\x1b[C",
    "\x1b[D",
    "\x1b[H",
    "\x1b[F",
    "\x1b[5~",
    "\x1b[6~",
    "\x1b[3~",
    "\x7f",
    "\x1bOP",
    "\x1bOQ",
    "\x1b[15~",
    "\x1b[24~",
    "\x03",
    "\x13",
    "\x18",
    "\x0f",
    "\x07",
    "\x14",
    "\x0c",
    "\x1b[1;2A",
    "\x1b[1;5C",
    "\x1bq",
    "\x1b[200~dán\x1b[201~",
    "\x1b[200~\x1b[31mđỏ\n\x1b[201~",
    "\x1b[I",
    "\x1b[O",
    "\x1b[?1u",
    "\x1b[99999~",
    "\u{0}",
    "\u{1f600}",
    "ễ",
    "\x1b[",
];
const LETTERS: &str = "123456789?:/!#<>[]+-=. abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

/// A number that the surroundings say.
fn said(name: &str) -> Option<u64> {
    std::env::var(name)
        .ok()
        .and_then(|value| value.parse().ok())
}

/// Somebody who does something now and then.
struct Unhurried<P>(P);

impl<P: Person> Person for Unhurried<P> {
    fn actor(&self) -> Actor {
        self.0.actor()
    }

    fn next(&mut self, session: &Session, chance: &mut fastrand::Rng) -> Option<Command> {
        if chance.u8(..12) > 0 {
            return None;
        }
        self.0.next(session, chance)
    }
}

/// A button of the mouse pressed and let go, or the wheel turned, somewhere on the screen or beyond.
fn click(chance: &mut fastrand::Rng) -> String {
    let button = chance.choice([0, 0, 0, 2, 64, 65]).unwrap_or_default();
    let (column, row) = (chance.u8(1..90), chance.u8(1..28));
    format!("\x1b[<{button};{column};{row}M\x1b[<{button};{column};{row}m")
}

/// One to a few keys or clicks.
fn burst(chance: &mut fastrand::Rng) -> Vec<u8> {
    let mut keys = vec![];
    for _ in 0..chance.u32(1..6) {
        let letters: Vec<char> = LETTERS.chars().collect();
        let letter = chance.choice(letters).map(String::from);
        let named = chance.choice(KEYS).map(|key| (*key).to_owned());
        let key = match chance.u8(..8) {
            0..5 => letter,
            5 => Some(click(chance)),
            _ => named,
        };
        keys.extend(key.unwrap_or_default().into_bytes());
    }
    keys
}

/// A console at this link that speaks this language; where an editor is asked for, it does nothing.
fn console(home: &Path, link: &str, lang: &str) -> Screen {
    let mut start = command(home, &["join", link, "--lang", lang]);
    start.env("EDITOR", "true");
    start.env("CHAIR_MOUSE", "on");
    let mut console = Screen::of(start);
    console.wait_for(TITLE);
    console
}

/// Fails unless the terminal is as it was found.
fn is_given_back(console: &mut Screen, seed: u64, how: &str) -> u32 {
    let code = console.ended();
    let left = console.left_behind();
    assert!(
        left.is_empty(),
        "CHAIR_SOAK_SEED={seed}: {how} leaves behind {left:?}\n{}",
        console.text()
    );
    let shown = console.text();
    assert!(
        !shown.contains("panicked"),
        "CHAIR_SOAK_SEED={seed}: {shown}"
    );
    code
}

#[test]
fn soaked_consoles_of_every_role_give_the_terminal_back() {
    let seed = said("CHAIR_SOAK_SEED").unwrap_or(SEED);
    let end = said("CHAIR_SOAK_MINUTES")
        .map(|minutes| Instant::now() + Duration::from_secs(60 * minutes));
    let home = tempfile::tempdir().unwrap();
    let home = home.path();
    let hub = Hub::start(home);
    let meeting = Arc::new(Meeting::default());
    let (answers, _answered) = channel();
    let chair = Talker::new(
        &hub.chair,
        Unhurried(Chair::default()),
        seed,
        &meeting,
        &answers,
    );
    let mut people = vec![thread::spawn(move || chair.talk())];
    let delegates = hub.delegates();
    for id in DEVICES {
        let person = Unhurried(Delegate(DelegateId(id)));
        let link = &delegates[&DelegateId(id)];
        let talker = Talker::new(link, person, seed + u64::from(id), &meeting, &answers);
        people.push(thread::spawn(move || talker.talk()));
    }

    let own = &delegates[&DelegateId(5)];
    let seats = [
        (&hub.chair, "vi"),
        (&hub.secretary, "en"),
        (&hub.technician, "vi"),
        (own, "en"),
    ];
    let mut chance = fastrand::Rng::with_seed(seed);
    let mut consoles: Vec<Screen> = seats
        .iter()
        .map(|(link, lang)| console(home, link, lang))
        .collect();
    let mut bursts = 0;
    while end.map_or(bursts < BURSTS, |end| Instant::now() < end) {
        bursts += 1;
        for (at, (link, lang)) in seats.iter().enumerate() {
            let screen = &mut consoles[at];
            screen.type_bytes(&burst(&mut chance));
            if chance.u8(..10) == 0 {
                screen.resize(chance.u16(20..220), chance.u16(5..60));
            }
            screen.watch(LOOK);
            let how = match chance.u8(..40) {
                0 => Some("TERM"),
                1 => Some("HUP"),
                _ => None,
            };
            if screen.has_ended() {
                // Keys can leave as well: that is no failure, and not said to be one.
                assert_eq!(
                    is_given_back(screen, seed, "leaving"),
                    0,
                    "CHAIR_SOAK_SEED={seed}"
                );
            } else if let Some(how) = how {
                signal(screen.pid(), how);
                is_given_back(screen, seed, how);
            } else {
                continue;
            }
            consoles[at] = console(home, link, lang);
        }
    }

    // However deep somebody was, this leads out: away with what lies on top, then leaving, then yes.
    for mut screen in consoles {
        screen.resize(80, 24);
        // A key that was cut off in the middle is ended by a letter.
        screen.type_bytes(b"~\x1b").watch(LOOK);
        for _ in 0..3 {
            screen.type_bytes(b"\x1b").watch(LOOK);
        }
        screen.type_bytes(b"q").watch(LOOK);
        screen.type_bytes(b"\r");
        assert_eq!(
            is_given_back(&mut screen, seed, "leaving"),
            0,
            "CHAIR_SOAK_SEED={seed}"
        );
    }
    meeting.end();
    for person in people {
        person.join().unwrap();
    }
    let data = hub.data.clone();
    assert_eq!(hub.end(), Some(0), "CHAIR_SOAK_SEED={seed}: the hub fell");
    let (code, told, _) = run(home, &["verify", data.to_str().unwrap()]);
    assert_eq!(code, 0, "CHAIR_SOAK_SEED={seed}: {told}");
}
