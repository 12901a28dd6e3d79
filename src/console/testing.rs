//! What tests of the console share: a console before a hub that is a [`Meeting`], keys as a string
//! in, the whole screen as text out.
//!
//! Commands are decided by the real rules and come back as records and an answer, so what stands on
//! the screen is what a meeting would show. Time stands still until a test sets it forward.

pub(crate) mod plan;

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use sha2::{Digest, Sha256};

use super::digits::{self, Size};
use super::draft::Draft;
use super::draw::Sheet;
use super::keymap::Preset;
use super::keys::{self, Input, Key};
use super::model::{Model, Setup};
use super::mouse::{Kind, Mouse};
use super::theme::{Depth, Meaning, Theme, Themes};
use super::typing::Typing;
use super::{Effect, Message, update, view};
use crate::link::{News, Order, Ticket};
use crate::session::testing::Meeting;
use crate::session::{Actor, Command, Millis, Refusal, Role, Seq, Time};
use crate::text::Lang;
use crate::wire::{Answer, audience::Audience};

/// A hub that several consoles share.
pub(crate) type Hub = Rc<RefCell<Meeting>>;

/// A hub with the sample session, not yet opened.
pub(crate) fn briefing() -> Hub {
    Rc::new(RefCell::new(Meeting::of(plan::briefing())))
}

/// A hub with the sample session, open, everybody here.
pub(crate) fn opened() -> Hub {
    Rc::new(RefCell::new(Meeting::opened(plan::briefing())))
}

/// A console and its link to the hub.
pub(crate) struct Console {
    pub(crate) model: Model,
    pub(crate) hub: Hub,
    /// What was to be done outside, but for commands, which the hub was given.
    pub(crate) effects: Vec<Effect>,
    /// What the hub refused.
    pub(crate) refused: Vec<Refusal>,
    actor: Actor,
    connected: bool,
    told: usize,
    unsent: Vec<(Ticket, Command)>,
}

impl Console {
    /// A chair's console at 80×24 that has joined.
    pub(crate) fn chair(hub: &Hub) -> Self {
        Self::of(hub, Actor::of(Role::Chair))
    }

    /// A console of this person at 80×24 that has joined.
    pub(crate) fn of(hub: &Hub, actor: Actor) -> Self {
        let mut console = Self::starting(hub, actor);
        console.join();
        console
    }

    /// One that has not joined yet.
    pub(crate) fn starting(hub: &Hub, actor: Actor) -> Self {
        Self {
            model: Model::new(setup(hub.borrow().now)),
            hub: hub.clone(),
            effects: vec![],
            refused: vec![],
            actor,
            connected: false,
            told: 0,
            unsent: vec![],
        }
    }

    /// What such a console knows before it joins.
    pub(crate) fn setup(&self) -> Setup {
        setup(self.hub.borrow().now)
    }

    pub(crate) fn lang(mut self, lang: Lang) -> Self {
        self.model.lang = lang;
        self
    }

    pub(crate) fn size(mut self, width: u16, height: u16) -> Self {
        self.tell(Message::Resized(width, height));
        self
    }

    /// Joins the session, or joins it again from the last record seen.
    pub(crate) fn join(&mut self) {
        self.connected = true;
        let head = Seq(u32::try_from(self.hub.borrow().records.len()).unwrap());
        let joined = News::Joined {
            role: self.actor.role,
            delegate: self.actor.delegate,
            resumed: self.told > 0,
            head,
        };
        self.tell(Message::News(joined));
        let (ahead, round_trip) = (Millis(0), Millis(2));
        self.tell(Message::News(News::Clock { ahead, round_trip }));
        self.catch_up();
    }

    /// Joins a session whose past is told anew.
    pub(crate) fn forget_and_join(&mut self) {
        self.told = 0;
        self.join();
    }

    /// Loses the connection; the next try comes in four seconds.
    pub(crate) fn lose(&mut self) {
        self.connected = false;
        let (attempt, retry_in) = (1, Millis(4_000));
        self.tell(Message::News(News::Lost {
            bye: None,
            attempt,
            retry_in,
        }));
    }

    /// Presses these keys: letters as they are, others in angle brackets, `<enter>`, `<ctrl-s>`,
    /// `<space>`. Blanks only make it easier to read.
    pub(crate) fn keys(&mut self, keys: &str) {
        let mut rest = keys.trim_start();
        while let Some(letter) = rest.chars().next() {
            let named = rest.strip_prefix('<').and_then(|after| {
                let (name, after) = after.split_once('>')?;
                Some((keys::parse(name)?, after))
            });
            let (input, after) = named.unwrap_or_else(|| {
                let input = Input {
                    key: Key::Char(letter),
                    ..Input::default()
                };
                (input, &rest[letter.len_utf8()..])
            });
            self.press(input);
            rest = after.trim_start();
        }
    }

    pub(crate) fn press(&mut self, input: Input) {
        self.tell(Message::Key(input));
        self.catch_up();
    }

    /// Presses a key for each letter of a text, blanks included.
    pub(crate) fn types(&mut self, text: &str) {
        for letter in text.chars() {
            self.press(Input {
                key: Key::Char(letter),
                ..Input::default()
            });
        }
    }

    /// Does something with the mouse at this column and row.
    pub(crate) fn mouse(&mut self, (column, row): (u16, u16), kind: Kind) {
        self.tell(Message::Mouse(Mouse { column, row, kind }));
        self.catch_up();
    }

    /// Clicks where this stands on the screen, long after any click before.
    pub(crate) fn click(&mut self, text: &str) {
        let place = self.place(text);
        self.later(1);
        self.mouse(place, Kind::Press);
    }

    /// Clicks twice there.
    pub(crate) fn double_click(&mut self, text: &str) {
        let place = self.place(text);
        self.click(text);
        self.mouse(place, Kind::Press);
    }

    /// Column and row where this stands on the screen first.
    pub(crate) fn place(&self, text: &str) -> (u16, u16) {
        let buffer = self.buffer();
        let width = usize::from(buffer.area.width);
        let rows = buffer.content.chunks(width).zip(0..);
        let mut found = rows.filter_map(|(cells, row)| {
            let line: String = cells.iter().map(|cell| cell.symbol()).collect();
            let before = line[..line.find(text)?].to_owned();
            Some((u16::try_from(crate::text::width(&before)).unwrap(), row))
        });
        let first = found.next();
        first.unwrap_or_else(|| panic!("no {text:?} on\n{}", self.text()))
    }

    pub(crate) fn paste(&mut self, text: &str) {
        self.tell(Message::Paste(text.to_owned()));
        self.catch_up();
    }

    /// So many seconds pass.
    pub(crate) fn later(&mut self, seconds: i64) {
        self.hub.borrow_mut().later(seconds);
        self.tick();
    }

    /// The clock is looked at.
    pub(crate) fn tick(&mut self) {
        let now = self.hub.borrow().now;
        self.tell(Message::Tick(now));
        self.catch_up();
    }

    /// Lets the hub decide what was sent, and tells what came of it and of what others did.
    pub(crate) fn catch_up(&mut self) {
        if !self.connected {
            return;
        }
        for (ticket, command) in std::mem::take(&mut self.unsent) {
            let decided = self.hub.borrow_mut().by(&self.actor, command);
            self.tell_records();
            let answer = match decided {
                Ok(_) => Answer::Done {
                    seq: Seq(u32::try_from(self.told).unwrap()),
                },
                Err(refusal) => {
                    self.refused.push(refusal.clone());
                    Answer::Refused(refusal)
                }
            };
            self.tell(Message::News(News::Answered { ticket, answer }));
        }
        self.tell_records();
    }

    fn tell_records(&mut self) {
        let audience = Audience::of(&self.actor);
        let records: Vec<_> = self.hub.borrow().records[self.told..].to_vec();
        self.told += records.len();
        let seen = records.iter().filter_map(|record| audience.sees(record));
        let records: Vec<_> = seen.map(|record| record.into_owned()).collect();
        let upto = Seq(u32::try_from(self.told).unwrap());
        if upto > self.model.seen {
            self.tell(Message::News(News::Records { upto, records }));
        }
    }

    pub(crate) fn tell(&mut self, message: Message) {
        self.model.local = self.hub.borrow().now;
        let effects = update(&mut self.model, message);
        self.take(effects);
    }

    /// Does outside what is to be done there.
    pub(crate) fn take(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Order(Order::Command { ticket, command }) => {
                    self.unsent.push((ticket, *command));
                }
                other => self.effects.push(other),
            }
        }
    }

    /// What was to be sent and has not reached the hub.
    pub(crate) fn unsent(&self) -> impl Iterator<Item = &Command> {
        self.unsent.iter().map(|(_, command)| command)
    }

    /// The drafts that would be found again if this console died now.
    pub(crate) fn kept(&self) -> BTreeMap<String, Draft> {
        let mut kept = BTreeMap::new();
        for effect in &self.effects {
            match effect {
                Effect::KeepDraft(name, draft) => {
                    kept.insert(name.clone(), draft.clone());
                }
                Effect::DropDraft(name) => {
                    kept.remove(name);
                }
                _ => {}
            }
        }
        kept
    }

    pub(crate) fn buffer(&self) -> Buffer {
        let (width, height) = self.model.size;
        let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
        terminal.draw(|frame| view(&self.model, frame)).unwrap();
        terminal.backend().buffer().clone()
    }

    /// The whole screen as text.
    pub(crate) fn text(&self) -> String {
        rows(&self.buffer()).join("\n")
    }

    /// The whole screen as text, and a sum of how it looks.
    pub(crate) fn screen(&self) -> String {
        let buffer = self.buffer();
        let mut sum = Sha256::new();
        for cell in &buffer.content {
            sum.update(format!("{:?}{:?}{:?};", cell.fg, cell.bg, cell.modifier));
        }
        let sum: String = sum.finalize()[..4]
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        format!("{}\n[{sum}]", rows(&buffer).join("\n"))
    }

    /// How the whole screen looks: a letter for the look of each cell, and what each letter looks
    /// like.
    pub(crate) fn styled(&self) -> String {
        let buffer = self.buffer();
        let mut looks: Vec<String> = vec![];
        let mut letters = String::new();
        for (place, cell) in buffer.content.iter().enumerate() {
            if place > 0 && place % usize::from(buffer.area.width) == 0 {
                letters.push('\n');
            }
            let look = format!("{:?} on {:?} {:?}", cell.fg, cell.bg, cell.modifier);
            let known = looks.iter().position(|known| *known == look);
            let known = known.unwrap_or_else(|| {
                looks.push(look);
                looks.len() - 1
            });
            letters.push(char::from(b'a' + u8::try_from(known).unwrap()));
        }
        let looks = looks
            .iter()
            .zip('a'..)
            .map(|(look, letter)| format!("{letter} {look}"));
        let looks: Vec<_> = looks.collect();
        format!("{letters}\n\n{}", looks.join("\n"))
    }

    /// Whether a clock that reads this stands somewhere on the screen.
    pub(crate) fn shows_clock(&self, clock: &str) -> bool {
        shows_clock(&self.buffer(), clock)
    }

    /// Whether this stands somewhere on the screen.
    pub(crate) fn shows(&self, text: &str) -> bool {
        self.text().contains(text)
    }
}

/// Whether a clock that reads this stands somewhere on a screen, in letters or in large digits.
pub(crate) fn shows_clock(screen: &Buffer, clock: &str) -> bool {
    let theme = Theme::shipped("dark", Depth::None);
    let drawn = |size: Size| {
        let area = Rect::new(0, 0, size.width(clock).unwrap(), size.height());
        let mut drawn = Buffer::empty(area);
        let mut sheet = Sheet::new(&mut drawn, area, &theme);
        digits::draw(clock, size, &mut sheet, Meaning::Text);
        drawn
    };
    let stands = |drawn: &Buffer| {
        let (wide, high) = (drawn.area.width, drawn.area.height);
        let at = |x: u16, y: u16| {
            let mut all = (0..high).flat_map(|row| (0..wide).map(move |col| (col, row)));
            all.all(|(col, row)| screen[(x + col, y + row)].symbol() == drawn[(col, row)].symbol())
        };
        let columns = 0..=screen.area.width.saturating_sub(wide);
        let fits = wide <= screen.area.width && high <= screen.area.height;
        fits && columns
            .into_iter()
            .any(|x| (0..=screen.area.height - high).any(|y| at(x, y)))
    };
    let large = [Size::Half].into_iter().chain((1..6).map(Size::Times));
    rows(screen).iter().any(|row| row.contains(clock))
        || large.into_iter().any(|size| stands(&drawn(size)))
}

/// What a console at 80×24 knows before it joins.
fn setup(now: Time) -> Setup {
    Setup {
        lang: Lang::Vi,
        theme: "dark".to_owned(),
        warning: None,
        themes: Themes::default(),
        depth: Depth::True,
        // Whoever sits here has an input method: tests type ready letters.
        typing: Typing::OFF,
        preset: Preset::default(),
        mouse: false,
        own_keys: None,
        size: (80, 24),
        display: false,
        alerts: Default::default(),
        address: "ws://10.0.0.5:7777".to_owned(),
        modules: Default::default(),
        drafts: BTreeMap::new(),
        now,
    }
}

/// The rows of a screen without the blanks at their ends.
pub(crate) fn rows(buffer: &Buffer) -> Vec<String> {
    let width = usize::from(buffer.area.width.max(1));
    let row = |cells: &[ratatui::buffer::Cell]| {
        let row: String = cells.iter().map(|cell| cell.symbol()).collect();
        row.trim_end().to_owned()
    };
    buffer.content.chunks(width).map(row).collect()
}
