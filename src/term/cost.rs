//! What a minute before the screen costs, in bytes that a terminal receives: a link over SSH may be
//! slow, and a chair's machine old.

use std::cell::Cell;
use std::io::{self, Write};
use std::rc::Rc;

use ratatui::Terminal;

use super::Quiet;
use crate::console::theme::{Depth, Themes};
use crate::console::typing::Typing;
use crate::console::{Message, Model, Setup, update, view};
use crate::journal::recording;
use crate::link::News;
use crate::session::{Millis, Record, Role, Session};
use crate::text::Lang;

/// A whole meeting.
const RECORDING: &[u8] = include_bytes!("../../recordings/briefing/record.jsonl");
const MINUTE: usize = 60;
const SIZES: [(u16, u16); 3] = [(80, 24), (120, 40), (200, 50)];
const DEPTHS: [Depth; 3] = [Depth::None, Depth::Sixteen, Depth::True];

/// How many records lead to the first moment of which this is so.
fn moment(records: &[Record], is_it: impl Fn(&Session) -> bool) -> usize {
    let mut session = Session::replay(&records[..1]).unwrap();
    let told = records.iter().position(|record| {
        session.apply(record);
        is_it(&session)
    });
    told.unwrap() + 1
}

/// A chair's console that was told these records.
fn console(records: &[Record], size: (u16, u16), depth: Depth) -> Model {
    let last = records.last().unwrap();
    let mut model = Model::new(Setup {
        lang: Lang::Vi,
        warning: None,
        theme: "dark".to_owned(),
        themes: Themes::default(),
        depth,
        typing: Typing::OFF,
        preset: Default::default(),
        mouse: false,
        own_keys: None,
        size,
        alerts: Default::default(),
        display: false,
        address: String::new(),
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
    update(&mut model, Message::News(joined));
    tell(&mut model, records);
    model
}

fn tell(model: &mut Model, records: &[Record]) {
    let Some(last) = records.last() else {
        return;
    };
    let (upto, records) = (last.seq, records.to_vec());
    update(model, Message::News(News::Records { upto, records }));
    update(model, Message::Tick(last.at));
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

/// The bytes of so many seconds: a frame after each record, at its own moment, and after each second.
fn bytes(mut model: Model, seconds: usize, to_come: &[Record]) -> usize {
    let counted = Counting::default();
    let quiet = Quiet::new(counted.clone(), model.size);
    let mut terminal = Terminal::new(quiet).unwrap();
    let mut draw = |model: &Model| {
        terminal.draw(|frame| view(model, frame)).unwrap();
        terminal.backend_mut().show().unwrap();
    };
    draw(&model);
    let begun = counted.0.get();
    let mut to_come = to_come.iter().peekable();
    for _ in 0..seconds {
        let now = model.local + Millis(1_000);
        while let Some(record) = to_come.next_if(|record| record.at <= now) {
            tell(&mut model, std::slice::from_ref(record));
            draw(&model);
        }
        update(&mut model, Message::Tick(now));
        draw(&model);
    }
    counted.0.get() - begun
}

/// Asserts of a minute from this moment on, in every size and depth, that a second costs no more: of
/// a minute in which nothing happens but that time passes, or of the time until this is over.
fn costs(is_it: impl Fn(&Session) -> bool, until: Option<fn(&Session) -> bool>, most: usize) {
    let records = recording::read(RECORDING).unwrap().records;
    let told = moment(&records, is_it);
    let end = until.map_or(told, |is_over| moment(&records, is_over) - 1);
    let to_come = &records[told..end];
    let last = to_come
        .last()
        .map(|last| last.at.since(records[told - 1].at));
    let seconds = last.map_or(MINUTE, |long| usize::try_from(long.seconds()).unwrap());
    for size in SIZES {
        for depth in DEPTHS {
            let model = console(&records[..told], size, depth);
            let second = bytes(model, seconds, to_come) / seconds;
            assert!(
                second <= most,
                "{size:?} {depth:?}: {second} bytes a second"
            );
        }
    }
}

#[test]
fn a_running_clock_costs_fifty_bytes_a_second() {
    let speaks = |session: &Session| {
        let speech = session.floor.current();
        speech.is_some_and(|speech| !speech.is_paused()) && session.floor.queue.len() > 2
    };
    costs(speaks, None, 50);
}

#[test]
fn a_live_vote_costs_three_hundred_bytes_a_second() {
    let over = |session: &Session| session.polls.iter().any(|poll| poll.tally().is_some());
    costs(|session| session.polls.open().is_some(), Some(over), 300);
}

#[test]
fn where_nothing_happens_only_the_time_of_day_costs_anything() {
    let nobody = |session: &Session| {
        session.phase.is_open()
            && session.agenda.current.is_some()
            && session.floor.speaking.is_empty()
    };
    costs(nobody, None, 3);
}
