//! What the screen costs: finding somebody among ten thousand people, and drawing.
//!
//! `cargo bench --bench screen` prints times beside something bare measured in the same run, and the
//! bytes that a terminal receives beside those of a plain dashboard. It asserts nothing, for machines
//! differ.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a benchmark prints, and what is missing ends it"
)]

use std::cell::Cell;
use std::hint::black_box;
use std::io::{self, Write};
use std::rc::Rc;
use std::time::{Duration, Instant};

use chair_console::console::keymap::Preset;
use chair_console::console::theme::{Depth, Themes};
use chair_console::console::typing::Typing;
use chair_console::console::{Message, Model, Setup, keys, update, view};
use chair_console::journal::recording;
use chair_console::link::News;
use chair_console::session::{DelegateId, Event, Millis, Record, Role, Session};
use chair_console::term::Quiet;
use chair_console::text::Lang;
use ratatui::Terminal;

/// A meeting in which somebody speaks and others wait.
const RECORDING: &[u8] = include_bytes!("../../recordings/briefing/record.jsonl");
/// How many wait when somebody speaks, at the moment of it that is drawn.
const WAITING: usize = 4;
/// How many people the large meeting has.
const PEOPLE: usize = 10_000;
/// How often each thing is done.
const ROUNDS: usize = 400;
const SIZES: [(u16, u16); 2] = [(80, 24), (200, 50)];

fn main() {
    let records = busy(recording::read(RECORDING).unwrap().records);
    search(&records);
    drawing(&records);
}

/// The records up to a moment when somebody speaks and others wait.
fn busy(mut records: Vec<Record>) -> Vec<Record> {
    let mut session = Session::replay(&records[..1]).unwrap();
    let told = records.iter().position(|record| {
        session.apply(record);
        let floor = &session.floor;
        floor.queue.len() == WAITING && floor.current().is_some_and(|speech| !speech.is_paused())
    });
    records.truncate(told.unwrap() + 1);
    records
}

/// A chair's console that was told these records.
fn console(records: &[Record], size: (u16, u16), depth: Depth) -> Model {
    let last = records.last().unwrap();
    let mut model = Model::new(Setup {
        warning: None,
        themes: Themes::default(),
        lang: Lang::Vi,
        theme: "dark".to_owned(),
        depth,
        size,
        alerts: Default::default(),
        display: false,
        address: String::new(),
        typing: Typing::TELEX,
        preset: Preset::Default,
        mouse: false,
        own_keys: None,
        modules: Default::default(),
        drafts: Default::default(),
        now: last.at,
    });
    let joined = News::Joined {
        role: Role::Chair,
        delegate: None,
        resumed: false,
        head: last.seq,
    };
    let told = News::Records {
        upto: last.seq,
        records: records.to_vec(),
    };
    for message in [
        Message::News(joined),
        Message::News(told),
        Message::Tick(last.at),
    ] {
        update(&mut model, message);
    }
    model
}

fn press(model: &mut Model, name: &str) {
    update(model, Message::Key(keys::parse(name).unwrap()));
}

/// The median and the slowest but one in a hundred.
fn of(mut times: Vec<Duration>) -> (Duration, Duration) {
    times.sort_unstable();
    (times[times.len() / 2], times[times.len() * 99 / 100])
}

/// The same meeting with ten thousand people, most of whom share their names with others.
fn crowd(records: &[Record]) -> Vec<Record> {
    const FAMILY: [&str; 12] = [
        "Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Phan", "Vũ", "Đặng", "Bùi", "Đỗ", "Hồ", "Dương",
    ];
    const MIDDLE: [&str; 7] = ["Văn", "Thị", "Hữu", "Đức", "Minh", "Thanh", "Ngọc"];
    const GIVEN: [&str; 13] = [
        "Thanh", "Hương", "Đạt", "Ước", "Yến", "Ngọc", "Nguyên", "Bảo", "Quỳnh", "Thạch", "Hoà",
        "Lâm", "Ánh",
    ];
    let mut records = records.to_vec();
    if let Event::Prepared(plan) = &mut records[0].event {
        let planned = plan.roster.len();
        let sample = plan.roster[0].clone();
        let more = (planned..PEOPLE).map(|n| {
            let mut delegate = sample.clone();
            delegate.id = DelegateId(1_000 + u32::try_from(n).unwrap());
            let (family, middle, given) = (FAMILY[n % 12], MIDDLE[n / 12 % 7], GIVEN[n / 84 % 13]);
            delegate.name = format!("{family} {middle} {given}");
            delegate.unit = format!("Đơn vị {}", n % 97);
            delegate.seat = format!("{}", n % 500);
            delegate
        });
        plan.roster.extend(more);
    }
    records
}

/// A key in the field for people: from the key to the frame that is ready to be drawn.
fn search(records: &[Record]) {
    let records = crowd(records);
    let Event::Prepared(plan) = &records[0].event else {
        return;
    };
    let names: Vec<String> = plan.roster.iter().map(|d| d.name.to_lowercase()).collect();
    let bare = of((0..ROUNDS)
        .map(|_| {
            let begun = Instant::now();
            black_box(names.iter().filter(|n| n.contains("thanh")).count());
            begun.elapsed()
        })
        .collect());
    println!("\nfinding somebody among {PEOPLE} people, each key until its frame, at 200x50");
    println!(
        "{:<34}{:>10.2?}{:>10.2?}",
        "bare: every name asked for \"thanh\"", bare.0, bare.1
    );
    let mut model = console(&records, (200, 50), Depth::Sixteen);
    let mut terminal = Terminal::new(ratatui::backend::TestBackend::new(200, 50)).unwrap();
    let still: Vec<Duration> = (0..ROUNDS)
        .map(|_| {
            let begun = Instant::now();
            terminal.draw(|frame| view(&model, frame)).unwrap();
            begun.elapsed()
        })
        .collect();
    let (median, slow) = of(still);
    println!(
        "{:<34}{median:>10.2?}{slow:>10.2?}",
        "a frame without any key"
    );
    println!(
        "{:<34}{:>10}{:>10}",
        "each key until its frame", "median", "99 %"
    );
    for query in ["ngthanh", "dang", "thanh 42", "nvt"] {
        let (mut times, mut found) = (vec![], vec![]);
        for _ in 0..ROUNDS / query.len() {
            press(&mut model, "a");
            for letter in query.chars() {
                let name = if letter == ' ' {
                    "space".to_owned()
                } else {
                    letter.to_string()
                };
                let begun = Instant::now();
                press(&mut model, &name);
                found.push(begun.elapsed());
                terminal.draw(|frame| view(&model, frame)).unwrap();
                times.push(begun.elapsed());
            }
            press(&mut model, "esc");
        }
        let (median, slow) = of(times);
        let ratio = median.as_secs_f64() / bare.0.as_secs_f64();
        println!("{query:<34}{median:>10.2?}{slow:>10.2?}{ratio:>8.1} times the bare");
        let (median, slow) = of(found);
        println!("{:<34}{median:>10.2?}{slow:>10.2?}", "  the search alone");
    }
}

/// Counts what it is given.
#[derive(Clone, Default)]
struct Counting(Rc<Cell<usize>>);

impl Write for Counting {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.set(self.0.get() + bytes.len());
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The median time and bytes of a frame after each change; the change says whether the terminal is
/// cleared as well.
fn frames(
    mut model: Model,
    size: (u16, u16),
    mut change: impl FnMut(&mut Model, usize) -> bool,
) -> (Duration, usize) {
    let counted = Counting::default();
    let mut terminal = Terminal::new(Quiet::new(counted.clone(), size)).unwrap();
    let mut times = vec![];
    let mut sizes = vec![];
    for round in 0..ROUNDS {
        if change(&mut model, round) {
            terminal.clear().unwrap();
        }
        let before = counted.0.get();
        let begun = Instant::now();
        terminal.draw(|frame| view(&model, frame)).unwrap();
        terminal.backend_mut().show().unwrap();
        times.push(begun.elapsed());
        sizes.push(counted.0.get() - before);
    }
    sizes.sort_unstable();
    (of(times).0, sizes[sizes.len() / 2])
}

/// What each kind of frame costs on a busy main screen.
fn drawing(records: &[Record]) {
    type Change = fn(&mut Model, usize) -> bool;
    // What is changed, in which pane, and what such a change costs in a dashboard of four panes drawn
    // by ratatui 0.30 alone, in bytes: at 80x24 in 16 colours and in true colour, at 200x50 likewise.
    let changes: [(&str, &str, Option<[usize; 4]>, Change); 7] = [
        ("nothing changed", "", Some([25, 25, 25, 25]), |_, _| false),
        ("tick", "", Some([45, 66, 46, 67]), |model, _| {
            let now = model.local + Millis(1_000);
            update(model, Message::Tick(now));
            false
        }),
        (
            "cursor down or up a row",
            "",
            Some([216, 343, 372, 524]),
            |model, round| {
                press(model, if round % 2 == 0 { "down" } else { "up" });
                false
            },
        ),
        ("queue changed", "", None, |model, round| {
            let queue = &mut model.session.as_mut().unwrap().floor.queue;
            queue.swap(round % 2, WAITING - 1);
            false
        }),
        (
            "log scrolled a line",
            "7",
            Some([1_721, 3_015, 4_300, 7_596]),
            |model, round| {
                press(model, if round / 20 % 2 == 0 { "up" } else { "down" });
                false
            },
        ),
        (
            "palette opened or closed",
            "",
            Some([1_175, 1_921, 966, 1_528]),
            |model, round| {
                press(model, if round % 2 == 0 { ":" } else { "esc" });
                false
            },
        ),
        (
            "all anew after a clear",
            "",
            Some([4_834, 7_465, 11_821, 24_302]),
            |_, _| true,
        ),
    ];
    let mut column = 0;
    for size in SIZES {
        for (depth, colours) in [(Depth::Sixteen, "16 colours"), (Depth::True, "true colour")] {
            println!("\na frame at {}x{} in {colours}", size.0, size.1);
            let mut still = None;
            for (name, pane, plain, change) in changes {
                let mut model = console(records, size, depth);
                if !pane.is_empty() {
                    press(&mut model, pane);
                }
                let (time, bytes) = frames(model, size, change);
                let ratio = time.as_secs_f64() / still.get_or_insert(time).as_secs_f64();
                let plain = plain.map_or_else(String::new, |plain| {
                    format!("; {} B in a plain dashboard", plain[column])
                });
                println!(
                    "{name:<28}{bytes:>8} B{time:>10.1?}{ratio:>7.2} times a still frame{plain}"
                );
            }
            column += 1;
        }
    }
}
