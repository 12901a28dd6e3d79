//! What the whole path costs, through the front door: `cargo bench`.
//!
//! Real consoles in real terminals against a real hub with its default journal. Figures are printed
//! beside what the same machine needs for the bare thing in the same run; nothing is asserted, for
//! wall time on a shared machine is no proof of anything.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a benchmark prints, and what is missing ends it"
)]

#[path = "../common/mod.rs"]
mod common;

use std::fs::{self, File};
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use chair_console::session::{Command, DelegateId, ItemId, agenda, attendance, floor, life};
use common::screen::{command, surround};
use common::{Client, Hub, Screen};
use portable_pty::CommandBuilder;

/// How often a start is measured.
const STARTS: usize = 20;
/// How often a key is measured.
const KEYS: usize = 200;
/// A person presses no faster; the hub takes ten commands a second in the long run.
const BETWEEN_KEYS: Duration = Duration::from_millis(110);
/// How long bytes are counted.
const COUNTED: Duration = Duration::from_secs(10);
/// How many delegates are connected at most.
const CONNECTED: usize = 500;
/// About what a record takes.
const RECORD: usize = 250;

fn main() {
    let home = tempfile::tempdir().unwrap();
    let home = home.path();
    let hub = open(home);
    println!("\n{:<52}{:>10}{:>10}", "", "median", "p99");
    starts(home, &hub);
    keys(home, &hub);
    bytes(home, &hub);
    drop(hub);
    memory();
}

/// A hub whose session is open and on its first item, with somebody speaking.
fn open(home: &Path) -> Hub {
    let hub = Hub::start(home);
    let mut chair = Client::join(&hub.chair, None).unwrap();
    let delegates = (1..=34).map(DelegateId).collect();
    chair.ask(Command::Attendance(attendance::Command::MarkPresent {
        delegates,
    }));
    chair.ask(Command::Life(life::Command::Open));
    let item = ItemId(1);
    chair.ask(Command::Agenda(agenda::Command::Start { item }));
    let (delegate, kind) = (DelegateId(5), floor::Kind::Speech);
    chair.ask(Command::Floor(floor::Command::Call { delegate, kind }));
    hub
}

/// Times in the order of their length.
struct Times(Vec<Duration>);

impl Times {
    fn of(count: usize, mut once: impl FnMut() -> Duration) -> Self {
        let mut times: Vec<_> = (0..count).map(|_| once()).collect();
        times.sort_unstable();
        Self(times)
    }

    fn at(&self, percent: usize) -> Duration {
        self.0[(self.0.len() - 1) * percent / 100]
    }

    fn print(&self, what: &str) {
        let millis = |time: Duration| format!("{:.2} ms", time.as_secs_f64() * 1e3);
        println!(
            "{what:<52}{:>10}{:>10}",
            millis(self.at(50)),
            millis(self.at(99))
        );
    }

    fn print_beside(&self, what: &str, bare: &Self) {
        let ratio = self.at(50).as_secs_f64() / bare.at(50).as_secs_f64();
        println!("{what:<52}{ratio:>9.1}×");
    }
}

/// From the start of the program to its first frame, and to the session on it.
fn starts(home: &Path, hub: &Hub) {
    let nothing = Times::of(STARTS, || {
        let mut start = CommandBuilder::new("true");
        surround(&mut start, home);
        start.env("PATH", "/usr/bin:/bin");
        let begun = Instant::now();
        Screen::of(start).ended();
        begun.elapsed()
    });
    let mut live = vec![];
    let frame = Times::of(STARTS, || {
        let start = command(home, &["join", &hub.chair]);
        let begun = Instant::now();
        let mut console = Screen::of(start);
        console.wait_until("a frame", |screen| !screen.trim().is_empty());
        let frame = begun.elapsed();
        console.wait_for("Họp giao ban tháng 11");
        live.push(begun.elapsed());
        leave(console);
        frame
    });
    let mut live = live.into_iter();
    let live = Times::of(STARTS, || live.next().unwrap());
    frame.print("start → first frame");
    live.print("start → the live session on it");
    nothing.print("  beside: start → end of `true`, in a terminal too");
    frame.print_beside("  first frame against it", &nothing);
    live.print_beside("  live session against it", &nothing);
}

fn leave(mut console: Screen) {
    console
        .press("q")
        .wait_for("Rời bàn điều hành?")
        .press("enter");
    console.ended();
}

/// From a key pressed in one console to its effect on another's screen.
fn keys(home: &Path, hub: &Hub) {
    let mut chair = Screen::join(home, &hub.chair);
    let mut other = Screen::join(home, &hub.secretary);
    chair.wait_for("còn lại / ");
    other.wait_for("còn lại / ");
    let mut pauses = false;
    let key = Times::of(KEYS, || {
        thread::sleep(BETWEEN_KEYS);
        pauses = !pauses;
        let effect = if pauses {
            "TẠM DỪNG / "
        } else {
            "còn lại / "
        };
        let begun = Instant::now();
        chair.press("p");
        other.wait_for(effect);
        let seen = begun.elapsed();
        chair.wait_for(effect);
        seen
    });
    leave(chair);
    leave(other);
    let trip = ping_pong();
    let append = appends(&hub.data);
    println!();
    key.print("key → durable → seen in a second console");
    trip.print("  beside: 250 bytes to and fro over loopback TCP");
    append.print("  beside: 250 bytes appended to a file and synced");
    key.print_beside("  key against there and back", &trip);
    key.print_beside("  key against a synced append", &append);
}

fn ping_pong() -> Times {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let mut near = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
    let (mut far, _) = listener.accept().unwrap();
    near.set_nodelay(true).unwrap();
    far.set_nodelay(true).unwrap();
    let echo = thread::spawn(move || {
        let mut message = [0; RECORD];
        while far.read_exact(&mut message).is_ok() {
            far.write_all(&message).unwrap();
        }
    });
    let mut message = [7; RECORD];
    let times = Times::of(KEYS, || {
        let begun = Instant::now();
        near.write_all(&message).unwrap();
        near.read_exact(&mut message).unwrap();
        begun.elapsed()
    });
    drop(near);
    echo.join().unwrap();
    times
}

fn appends(folder: &Path) -> Times {
    let path = folder.join("append");
    let mut file = File::create(&path).unwrap();
    let times = Times::of(KEYS, || {
        let begun = Instant::now();
        file.write_all(&[7; RECORD]).unwrap();
        file.sync_data().unwrap();
        begun.elapsed()
    });
    fs::remove_file(path).unwrap();
    times
}

/// What is written to a terminal while nothing changes, and while only a clock runs.
fn bytes(home: &Path, hub: &Hub) {
    let depths = [("16 colours", ""), ("true colour", "truecolor")];
    let mut consoles = depths.map(|(_, depth)| {
        let mut start = command(home, &["join", &hub.chair]);
        start.env("COLORTERM", depth);
        Screen::of(start)
    });
    consoles[0].wait_for("còn lại / ");
    consoles[1].wait_for("còn lại / ");
    println!(
        "\n{:<52}{:>10}{:>10}",
        "written in ten seconds, 80×24", "16 col.", "true col."
    );
    let running = count(&mut consoles);
    println!(
        "{:<52}{:>8} B{:>8} B",
        "a speech's clock runs", running[0], running[1]
    );
    consoles[0].press("p");
    for console in &mut consoles {
        console.wait_for("TẠM DỪNG / ");
    }
    let idle = count(&mut consoles);
    println!(
        "{:<52}{:>8} B{:>8} B",
        "nothing changes (the time of day may)", idle[0], idle[1]
    );
    consoles.into_iter().for_each(leave);
}

fn count(consoles: &mut [Screen; 2]) -> [usize; 2] {
    // What is still under way does not count.
    let settled = Duration::from_millis(300);
    for console in consoles.iter_mut() {
        console.watch(settled);
    }
    let begun = Instant::now();
    let mut counted = [0, 0];
    while begun.elapsed() < COUNTED {
        for (console, counted) in consoles.iter_mut().zip(&mut counted) {
            *counted += console.watch(Duration::from_millis(50));
        }
    }
    counted
}

/// What the hub holds in memory, alone and with many delegates.
fn memory() {
    let home = tempfile::tempdir().unwrap();
    let hub = Hub::start(home.path());
    let alone = resident(&hub);
    let links: Vec<_> = hub.delegates().into_values().collect();
    let join = |n: usize| Client::join(&links[n % links.len()], None).unwrap();
    let mut clients: Vec<_> = (0..CONNECTED).map(join).collect();
    // Everybody has heard of everybody once the last one's question was answered.
    for client in &mut clients {
        client.ask(Command::Attendance(attendance::Command::CheckIn {
            place: attendance::Place::Hall,
        }));
    }
    let full = resident(&hub);
    println!(
        "\n{:<52}{:>7} KiB",
        "the hub's memory, nobody connected", alone
    );
    println!(
        "{:<52}{:>7} KiB",
        format!("with {CONNECTED} delegates"),
        full
    );
    let each = full.saturating_sub(alone) / CONNECTED as u64;
    println!("{:<52}{:>7} KiB", "  for each of them", each);
}

/// Resident memory in KiB.
fn resident(hub: &Hub) -> u64 {
    let status = fs::read_to_string(format!("/proc/{}/status", hub.pid())).unwrap();
    let line = status.lines().find(|line| line.starts_with("VmRSS:"));
    let number = line.and_then(|line| line.split_whitespace().nth(1));
    number.unwrap().parse().unwrap()
}
