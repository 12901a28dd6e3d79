//! A real terminal around the console: input, output, size, the loop, giving the terminal back.
//!
//! The console says what is to be seen and done; here it is drawn and done. One task owns the model
//! and reads one stream of messages: keys, ticks, news from the link. What is ready is taken in
//! first, then one frame is drawn, at most thirty a second, in one write, and not a byte where
//! nothing changed.

#[cfg(test)]
mod cost;
mod drafts;
mod editor;
mod ground;
mod ink;
mod input;
pub mod linear;
mod mouse;
mod own_keys;
mod pace;
mod quiet;
mod themes;
mod unseen;
mod watch;

use std::io;
use std::sync::Arc;
use std::time::Duration;

use crossterm::event::{Event, KeyEventKind};
use crossterm::terminal;
use ratatui::Terminal;
use tokio::sync::mpsc;
use tokio::time::{Instant, MissedTickBehavior, interval_at, sleep_until};

pub use drafts::Drafts;
use editor::Lent;
use ground::Ground;
use input::Told;
pub use own_keys::KeysFile;
use pace::Pace;
pub use quiet::Quiet;
pub use themes::OwnThemes;
pub use unseen::Unseen;
use watch::Own;

use crate::console::draft::Draft;
use crate::console::keymap::{OwnKeys, Preset};
use crate::console::model::Link;
use crate::console::theme::{OwnTheme, Themes};
use crate::console::{self, Effect, Message, Model, Setup};
use crate::hub::Clock;
use crate::link::{News, Order};
use crate::text::Trouble;
use crate::wire::Bye;

/// How often the time is told when nothing else happens.
const TICK: Duration = Duration::from_secs(1);

/// Sits a person down at this machine's terminal until they leave, the terminal goes away, or the
/// program is told to end. The terminal is given back as it was found. Gives what the hub said, where it
/// had ended the link for good. `clock` is the one that the
/// link measures the hub's against.
///
/// # Errors
/// Where the terminal can't be read or written.
pub async fn sit(
    setup: Setup,
    orders: mpsc::Sender<Order>,
    news: mpsc::Receiver<News>,
    drafts: Drafts,
    themes: OwnThemes,
    keys: KeysFile,
    clock: Arc<dyn Clock>,
) -> io::Result<Option<Bye>> {
    let size = terminal::window_size()?;
    let (width, height) = (size.columns, size.rows);
    let ground = Ground::take()?;
    let setup = Setup {
        size: (width, height),
        drafts: drafts.kept(),
        themes: Themes::with(themes.now()),
        own_keys: keys.own(),
        now: clock.now(),
        ..setup
    };
    let seat = Seat {
        model: Model::new(setup),
        terminal: Terminal::new(Quiet::new(io::stdout(), (width, height)))?,
        orders,
        drafts,
        clock,
        ground,
        to_edit: None,
    };
    // With the seat the terminal is given back.
    seat.stay(news, themes.watch(), keys.watch()).await
}

struct Seat {
    model: Model,
    terminal: Terminal<Quiet<io::Stdout>>,
    orders: mpsc::Sender<Order>,
    drafts: Drafts,
    clock: Arc<dyn Clock>,
    ground: Ground,
    /// What is to be opened in the person's own editor.
    to_edit: Option<Draft>,
}

/// Whether the person stays.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stays {
    Yes,
    No,
}

/// What became of the terminal since the last look.
enum Sight {
    AsBefore,
    Resized(Message),
    Gone,
}

impl Seat {
    /// Stays until the person leaves. Gives what the hub said, where it had ended the link by then.
    async fn stay(
        mut self,
        news: mpsc::Receiver<News>,
        themes: mpsc::Receiver<Vec<OwnTheme>>,
        own_keys: mpsc::Receiver<(Preset, Option<OwnKeys>)>,
    ) -> io::Result<Option<Bye>> {
        self.until_left(news, themes, own_keys).await?;
        Ok(match self.model.link {
            Link::Ended(bye) => Some(bye),
            Link::Joining | Link::Live | Link::Lost { .. } => None,
        })
    }

    async fn until_left(
        &mut self,
        mut news: mpsc::Receiver<News>,
        mut themes: mpsc::Receiver<Vec<OwnTheme>>,
        mut own_keys: mpsc::Receiver<(Preset, Option<OwnKeys>)>,
    ) -> io::Result<()> {
        let mut keys = input::listen()?;
        let mut ticks = interval_at(Instant::now() + TICK, TICK);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut end = ground::told_to_end()?;
        self.draw()?;
        let mut pace = Pace::default();
        pace.drawn(Instant::now());
        // When a frame is to be drawn that could not be drawn at once.
        let mut owed: Option<Instant> = None;
        let mut told_all = false;
        loop {
            let mut has_read = false;
            let message = tokio::select! {
                biased;
                () = end.wait() => return Ok(()),
                key = keys.next() => match key {
                    Some(Ok(told)) => {
                        has_read = true;
                        match told {
                            Told::Event(event) => self.input(event)?,
                            Told::KnowsKitty => {
                                self.ground.use_kitty()?;
                                None
                            }
                        }
                    }
                    // The terminal went away.
                    Some(Err(_)) | None => return Ok(()),
                },
                told = news.recv(), if !told_all => {
                    // The link has ended, and its last word stands on the screen until the person
                    // has read it and leaves.
                    told_all = told.is_none();
                    told.map(Message::News)
                }
                Some(own) = themes.recv() => Some(Message::Themes(own)),
                Some((preset, own)) = own_keys.recv() => Some(Message::Keys(preset, own)),
                _ = ticks.tick() => match self.look_at_terminal()? {
                    Sight::AsBefore => Some(Message::Tick(self.clock.now())),
                    Sight::Resized(resized) => Some(resized),
                    Sight::Gone => return Ok(()),
                },
                () = sleep_until(owed.unwrap_or_else(Instant::now)), if owed.is_some() => None,
            };
            if let Some(message) = message
                && self.take(message).await == Stays::No
            {
                return Ok(());
            }
            if let Some(draft) = self.to_edit.take() {
                if self.edit(draft, &mut news, &mut end).await? == Stays::No {
                    return Ok(());
                }
                // Whoever interrupted the editor did not mean the console.
                end = ground::told_to_end()?;
            }
            if has_read {
                keys.read_on();
            }
            // What is ready already is taken in before the frame is drawn.
            while let Ok(told) = news.try_recv() {
                if self.take(Message::News(told)).await == Stays::No {
                    return Ok(());
                }
            }
            owed = pace.next().filter(|next| Instant::now() < *next);
            if owed.is_none() {
                self.draw()?;
                pace.drawn(Instant::now());
            }
        }
    }

    /// What the terminal says, as the console understands it.
    fn input(&mut self, event: Event) -> io::Result<Option<Message>> {
        Ok(match event {
            Event::Key(key) if key.kind != KeyEventKind::Release => {
                Some(Message::Key(input::meant(key).into()))
            }
            Event::Mouse(told) => input::mouse(told).map(Message::Mouse),
            Event::Paste(text) => Some(Message::Paste(text)),
            Event::Resize(width, height) => Some(self.resized((width, height))?),
            _ => None,
        })
    }

    fn resized(&mut self, (width, height): (u16, u16)) -> io::Result<Message> {
        self.terminal.backend_mut().resize((width, height));
        self.terminal.clear()?;
        Ok(Message::Resized(width, height))
    }

    /// Looks at the terminal with every tick: a resize at the same instant as a key is not told by
    /// crossterm, and not everybody is sent a signal when the terminal goes away.
    fn look_at_terminal(&mut self) -> io::Result<Sight> {
        Ok(match terminal::window_size() {
            Ok(size) if (size.columns, size.rows) == self.model.size => Sight::AsBefore,
            Ok(size) => Sight::Resized(self.resized((size.columns, size.rows))?),
            // It told its size when it was taken.
            Err(_) => Sight::Gone,
        })
    }

    /// Takes a message in, with the time it came at, and does what follows of both: also what time alone
    /// brings calls for attention.
    async fn take(&mut self, message: Message) -> Stays {
        for message in [Message::Tick(self.clock.now()), message] {
            for effect in console::update(&mut self.model, message) {
                match effect {
                    // A link that has ended takes no more orders; the screen says so already.
                    Effect::Order(order) => drop(self.orders.send(order).await),
                    Effect::KeepDraft(name, draft) => self.drafts.keep(&name, &draft),
                    Effect::DropDraft(name) => self.drafts.drop(&name),
                    // A terminal that can't be written is noticed with the next frame.
                    Effect::Alert(alert) => drop(self.terminal.backend_mut().say(&alert.bytes())),
                    Effect::OpenEditor(draft) => self.to_edit = Some(draft),
                    Effect::Quit => return Stays::No,
                }
            }
        }
        Stays::Yes
    }

    /// Lends the terminal to the person's own editor. Meanwhile the meeting goes on: news are taken in,
    /// and only not shown.
    async fn edit(
        &mut self,
        draft: Draft,
        news: &mut mpsc::Receiver<News>,
        end: &mut ground::End,
    ) -> io::Result<Stays> {
        let name = editor::name();
        let opened = self.drafts.folder().and_then(|folder| {
            let lent = Lent::new(folder, &draft.text)?;
            self.ground.lend();
            let ended = lent.open(&name);
            Ok((lent, ended?))
        });
        let edited = match opened {
            Err(error) => Err(trouble(&error)),
            Ok((lent, mut ended)) => {
                let mut told_all = false;
                let status = loop {
                    tokio::select! {
                        biased;
                        () = end.wait_but_for_interrupt() => {
                            lent.leave();
                            return Ok(Stays::No);
                        }
                        status = &mut ended => break status,
                        told = news.recv(), if !told_all => match told {
                            Some(told) => drop(self.take(Message::News(told)).await),
                            None => told_all = true,
                        },
                    }
                };
                match status {
                    Ok(Ok(status)) if status.success() => {
                        lent.text().map_err(|error| trouble(&error))
                    }
                    Ok(Ok(status)) => Err(Trouble::unknown(&format!("{name}: {status}"))),
                    Ok(Err(error)) => Err(trouble(&error)),
                    Err(_) => Err(Trouble::unknown(&name)),
                }
            }
        };
        self.ground.take_again()?;
        self.terminal.backend_mut().forget();
        let size = terminal::window_size()?;
        let resized = self.resized((size.columns, size.rows))?;
        self.take(resized).await;
        Ok(self.take(Message::Edited(draft, edited)).await)
    }

    fn draw(&mut self) -> io::Result<()> {
        let model = &self.model;
        self.ground.listen_to_mouse(model.mouse)?;
        self.terminal.draw(|frame| console::view(model, frame))?;
        self.terminal.backend_mut().show()
    }
}

fn trouble(error: &io::Error) -> Trouble {
    Trouble::new(error.kind(), error)
}
