//! What the console knows: the session as it was told, how the link fares, and where the person
//! who sits before it is looking.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::Effect;
use super::attention::Memory;
use super::attention::alert::Alerts;
use super::draft::Draft;
use super::find::Directory;
use super::keymap::{Keymap, OwnKeys, Preset};
use super::keys::{Input, Key};
use super::modules;
use super::mouse::Pressed;
use super::overlay::Overlay;
use super::pane::Pane;
use super::spoken;
use super::theme::{Depth, NoTheme, SHIPPED, Theme, Themes};
use super::typing::Typing;
use super::verb::{self, Verb};
use super::view;
use crate::forms;
use crate::link::{Order, Playback, Ticket};
use crate::session::conclusions::Content;
use crate::session::poll::ChoiceNo;
use crate::session::{
    Command, ConclusionId, DelegateId, DocumentId, ItemId, Millis, PollId, Record, RequestId, Role,
    Seq, Session, Time, floor,
};
use crate::text::{self, Lang};
use crate::wire::{Bye, Contents, Vitals};

/// How many records the log keeps for looking back.
pub const MOST_LOGGED: usize = 20_000;
/// How long a notice stays at the least.
const NOTICE_STAYS: Millis = Millis(8_000);
/// How long each letter of it stays: so slowly it can be read beside a meeting.
const LETTER_STAYS: Millis = Millis(100);

/// What is known before the first message.
#[derive(Clone, Debug)]
pub struct Setup {
    /// The language of the screen.
    pub lang: Lang,
    /// Something that is wrong with the settings, to be told first of all.
    pub warning: Option<String>,
    /// The name of the theme.
    pub theme: String,
    /// The themes there are.
    pub themes: Themes,
    /// How many colours there are.
    pub depth: Depth,
    /// How keys are taken where something is typed.
    pub typing: Typing,
    /// The keys to begin with.
    pub preset: Preset,
    /// Whether the mouse is wanted.
    pub mouse: bool,
    /// A person's own keys, to be laid over them.
    pub own_keys: Option<OwnKeys>,
    /// What calls for attention outside the screen.
    pub alerts: Alerts,
    /// Columns and rows.
    pub size: (u16, u16),
    /// Where the session is, as people know it; shown until the session itself is known.
    pub address: String,
    /// Sentences to begin conclusions with.
    pub modules: modules::Source,
    /// Texts that an earlier console kept and that never arrived.
    pub drafts: BTreeMap<String, Draft>,
    /// Whether this is a display in the hall: looked at by everybody, operated by nobody.
    pub display: bool,
    /// The time on this machine's clock.
    pub now: Time,
}

/// How the link fares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Link {
    /// Not joined yet.
    Joining,
    /// Joined.
    Live,
    /// Lost, and trying again.
    Lost {
        /// Since when, on this machine's clock.
        since: Time,
        /// Which try comes next.
        attempt: u32,
        /// When it is made, on this machine's clock.
        next: Time,
        /// What the hub said, where it said something.
        bye: Option<Bye>,
    },
    /// Ended by the hub, for good.
    Ended(Bye),
}

/// A word to the person, for a few seconds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// What.
    pub text: String,
    /// Whether something went wrong.
    pub alarm: bool,
    /// Since when, on this machine's clock.
    pub since: Time,
}

impl Notice {
    /// How long it stays: a line for a few seconds, several as long as it takes to read them. It goes
    /// sooner with the next thing that is done.
    #[must_use]
    pub fn stays(&self) -> Millis {
        let letters = i64::try_from(text::width(&self.text)).unwrap_or(i64::MAX);
        let all = letters.saturating_mul(LETTER_STAYS.0);
        Millis(all).max(NOTICE_STAYS)
    }
}

/// Whose answer is awaited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Asker {
    /// A verb: only a refusal is worth a word.
    Verb,
    /// A delegate's vote by name: what was voted is remembered once it has arrived.
    Ballot {
        /// In which poll.
        poll: PollId,
        /// Whose voice.
        voice: DelegateId,
        /// What.
        choice: ChoiceNo,
    },
    /// The editor: the draft is kept until it has arrived.
    Editor {
        /// The name of the draft.
        draft: String,
        /// What was sent of it; more may have been typed since.
        sent: Content,
    },
}

/// Where somebody is looking in the panes that have a cursor. Things are remembered by what they
/// are, not by their row, so that a cursor stays on its thing when others come and go.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Looking {
    /// In the queue.
    pub request: Option<RequestId>,
    /// In the roster.
    pub delegate: Option<DelegateId>,
    /// What the roster is narrowed down to.
    pub filter: String,
    /// In the agenda pane: an item, or a document of it.
    pub item: Option<ItemId>,
    /// In the agenda pane, the document under the cursor.
    pub document: Option<DocumentId>,
    /// In the conclusions pane: the item whose conclusions are shown; the current one where none.
    pub concluding: Option<ItemId>,
    /// In the conclusions pane.
    pub conclusion: Option<ConclusionId>,
    /// In the vote pane.
    pub voter: Option<DelegateId>,
    /// How many records from the end the log is scrolled back.
    pub log_back: usize,
}

/// What the console knows.
pub struct Model {
    /// The language of the screen.
    pub lang: Lang,
    /// The name of the theme.
    pub theme_name: String,
    /// The themes there are.
    pub themes: Themes,
    /// How many colours there are.
    pub depth: Depth,
    /// How keys are taken where something is typed.
    pub typing: Typing,
    /// The keys to begin with.
    pub preset: Preset,
    /// Which keys do what.
    pub keymap: Keymap,
    /// The keys that were pressed and mean nothing before more follow.
    pub pending: Vec<Input>,
    /// Whether the mouse is wanted.
    pub mouse: bool,
    /// The last press of the mouse.
    pub(super) clicked: Option<Pressed>,
    /// What meanings look like.
    pub theme: Theme,
    /// Columns and rows.
    pub size: (u16, u16),
    /// Whether this is a display in the hall.
    pub display: bool,
    /// Whether nobody sees it: what is told names verbs by what they are called, not by keys.
    pub unseen: bool,
    /// Where the session is.
    pub address: String,
    /// What may be done here.
    pub role: Role,
    /// Which person this is.
    pub delegate: Option<DelegateId>,
    /// The session, once it is known.
    pub session: Option<Session>,
    /// Everybody on its roster, as they are searched for.
    pub directory: Directory,
    /// The records, for the log; the latest last.
    pub records: VecDeque<Record>,
    /// What was seen of what deserves attention.
    pub attention: Memory,
    /// The key that is being dealt with, or was last.
    pub(super) pressed: Option<Key>,
    /// Records of steps that were undone.
    pub undone: BTreeSet<Seq>,
    /// Who made each request and what it is, also those that are no longer anywhere else.
    pub asked: BTreeMap<RequestId, (DelegateId, floor::Kind)>,
    /// How far the records reach.
    pub seen: Seq,
    /// How far they reached when the session was joined: until then the past is being caught up with.
    pub head: Seq,
    /// How the link fares.
    pub link: Link,
    /// What to add to this machine's time to have the hub's.
    pub ahead: Millis,
    /// How long a message takes to the hub and back.
    pub round_trip: Option<Millis>,
    /// The time on this machine's clock.
    pub local: Time,
    /// How the hub fares.
    pub vitals: Option<Vitals>,
    /// Documents that were read.
    pub documents: BTreeMap<DocumentId, Contents>,
    /// Where a recording stands, if this is one.
    pub playback: Option<Playback>,
    /// The pane in front.
    pub pane: Pane,
    /// What lies over it.
    pub overlay: Option<Overlay>,
    /// Where the cursors are.
    pub looking: Looking,
    /// The last word to the person.
    pub notice: Option<Notice>,
    /// Commands without an answer yet.
    pub awaited: BTreeMap<Ticket, Asker>,
    /// What was voted from here by name, and for whom: the hub tells nobody before the close.
    pub ballots: BTreeMap<(PollId, DelegateId), ChoiceNo>,
    /// The lines that were typed for them, to be opened again should the hub refuse.
    pub typed: BTreeMap<Ticket, Overlay>,
    /// Sentences to begin conclusions with.
    pub modules: modules::Source,
    /// Texts that have not arrived at the hub.
    pub drafts: BTreeMap<String, Draft>,
    /// Whether texts of an earlier console were found and have not been spoken of yet.
    pub(super) has_found: bool,
    last_ticket: u64,
}

impl Model {
    /// The console before anything is known.
    #[must_use]
    pub fn new(setup: Setup) -> Self {
        let mut model = Self {
            lang: setup.lang,
            theme: Theme::shipped(SHIPPED[0].0, setup.depth),
            theme_name: SHIPPED[0].0.to_owned(),
            themes: setup.themes,
            depth: setup.depth,
            typing: setup.typing,
            preset: setup.preset,
            keymap: Keymap::preset(setup.preset),
            pending: vec![],
            mouse: setup.mouse,
            clicked: None,
            size: setup.size,
            display: setup.display,
            unseen: false,
            address: setup.address,
            role: Role::Technician,
            delegate: None,
            session: None,
            directory: Directory::default(),
            records: VecDeque::new(),
            attention: Memory::with(setup.alerts),
            pressed: None,
            undone: BTreeSet::new(),
            asked: BTreeMap::new(),
            seen: Seq(0),
            head: Seq(0),
            link: Link::Joining,
            ahead: Millis(0),
            round_trip: None,
            local: setup.now,
            vitals: None,
            documents: BTreeMap::new(),
            playback: None,
            pane: Pane::Main,
            overlay: None,
            looking: Looking::default(),
            notice: None,
            awaited: BTreeMap::new(),
            ballots: BTreeMap::new(),
            typed: BTreeMap::new(),
            modules: setup.modules,
            has_found: !setup.drafts.is_empty(),
            drafts: setup.drafts,
            last_ticket: 0,
        };
        // A theme with mistakes keeps nobody out of a meeting: the first one is shown instead.
        let dressed = model.dress(&setup.theme);
        let unworn = dressed.err().map(|wrong| model.unworn(&wrong));
        // Neither do keys with mistakes: those of the preset do.
        let keys = model.take_keys(setup.preset, setup.own_keys.as_ref()).err();
        let wrong: Vec<_> = [setup.warning, unworn, keys]
            .into_iter()
            .flatten()
            .collect();
        if !wrong.is_empty() {
            model.warn(wrong.join("\n"));
        }
        model
    }

    /// The same of a console that nobody sees: it is spoken to, and tells in words.
    #[must_use]
    pub fn unseen(setup: Setup) -> Self {
        let unseen = true;
        Self {
            unseen,
            ..Self::new(setup)
        }
    }

    /// Puts on the theme of this name.
    ///
    /// # Errors
    /// Where there is none, or its file has mistakes: everything looks as before.
    pub fn dress(&mut self, name: &str) -> Result<(), NoTheme> {
        self.theme = self.themes.read(name, self.depth)?;
        self.theme_name = name.to_owned();
        Ok(())
    }

    /// That a theme can't be put on, and what is worn instead.
    fn unworn(&self, wrong: &NoTheme) -> String {
        let instead = self.theme_name.as_str();
        let wrong = wrong.say(self.lang);
        let values: [(&str, &dyn std::fmt::Display); 2] =
            [("wrong", &wrong), ("instead", &instead)];
        self.lang.fill("console.theme.instead", &values)
    }

    /// Lays these keys over this preset.
    ///
    /// # Errors
    /// What is wrong with the file of keys: everything is as before.
    pub fn take_keys(&mut self, preset: Preset, own: Option<&OwnKeys>) -> Result<(), String> {
        let keymap = Keymap::of(preset, own).map_err(|mistakes| {
            let told = mistakes.first().map(|first| first.told(self.lang));
            let told = told.unwrap_or_default();
            forms::first_of(&told, mistakes.len(), "chair keys", self.lang)
        });
        self.keymap = keymap?;
        self.preset = preset;
        self.pending.clear();
        Ok(())
    }

    /// The keys of a verb as they are told here; empty where it has none.
    #[must_use]
    pub fn way(&self, verb: &Verb) -> String {
        let way = self.keymap.way(self, verb);
        way.map_or_else(String::new, super::keymap::Sequence::shown)
    }

    /// The keys of the verb of this name as a text tells them; what it is called where there are none
    /// to be pressed.
    fn way_to(&self, name: &str) -> Option<String> {
        let verb = verb::named(name)?;
        if self.unseen {
            return Some(format!("“{}”", spoken::called(self.lang, verb)));
        }
        Some(self.keymap.told_here(self, verb))
    }

    /// The text of a key, in which the name of a verb in braces stands for its keys.
    #[must_use]
    pub fn text(&self, key: &str) -> String {
        self.lang.fill_by(key, |name| self.way_to(name))
    }

    /// The same, with the other placeholders filled.
    #[must_use]
    pub fn fill(&self, key: &str, values: &[(&str, &dyn std::fmt::Display)]) -> String {
        self.lang.fill_by(key, |name| {
            let value = values.iter().find(|(given, _)| *given == name);
            let value = value.map(|(_, value)| value.to_string());
            value.or_else(|| self.way_to(name))
        })
    }

    /// The pane that is seen: on a terminal too small for panes, what is left of the main screen.
    #[must_use]
    pub fn seen_pane(&self) -> Pane {
        match view::is_too_small(self.size) {
            true => Pane::Main,
            false => self.pane,
        }
    }

    /// The time on the hub's clock. While the connection is lost it stands still at the moment of
    /// the loss: what is shown is the last state known, not a guess.
    #[must_use]
    pub fn now(&self) -> Time {
        match (&self.playback, self.link) {
            (Some(playback), _) => playback.now,
            (None, Link::Lost { since, .. }) => since + self.ahead,
            (None, _) => self.local + self.ahead,
        }
    }

    /// Whether the hub can be reached.
    #[must_use]
    pub fn is_live(&self) -> bool {
        self.link == Link::Live
    }

    /// Whether all that had happened before joining is known.
    #[must_use]
    pub fn has_caught_up(&self) -> bool {
        self.seen >= self.head
    }

    /// The order that sends a command; its answer will be awaited.
    pub fn send(&mut self, command: Command, asker: Asker) -> Effect {
        self.last_ticket += 1;
        let ticket = Ticket(self.last_ticket);
        self.awaited.insert(ticket, asker);
        Effect::Order(Order::Command {
            ticket,
            command: Box::new(command),
        })
    }

    /// Says something to the person.
    pub fn say(&mut self, text: String) {
        self.notice = Some(Notice {
            text,
            alarm: false,
            since: self.local,
        });
    }

    /// Says that something went wrong.
    pub fn warn(&mut self, text: String) {
        self.notice = Some(Notice {
            text,
            alarm: true,
            since: self.local,
        });
    }

    /// What was sent of a draft and is not answered yet.
    #[must_use]
    pub fn on_its_way(&self, draft: &str) -> Option<&Content> {
        self.awaited.values().find_map(|asker| match asker {
            Asker::Editor { draft: name, sent } if name == draft => Some(sent),
            _ => None,
        })
    }

    /// The item whose conclusions are shown.
    #[must_use]
    pub fn concluding(&self) -> Option<ItemId> {
        let session = self.session.as_ref()?;
        self.looking
            .concluding
            .or(session.agenda.current)
            .or_else(|| session.previous_item())
            .or_else(|| session.plan.item_ids().next())
    }
}
