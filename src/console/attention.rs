//! Attention: what a person at the console should look at, the weightiest first.
//!
//! It is said in the row under the header, where nothing stands otherwise: a sign, a sentence, the key
//! that deals with it, and how many more there are. Nothing opens by itself, nothing takes the keys,
//! nothing blinks. While votes are taken only what concerns the vote is said; the rest waits and is
//! counted, in words where nothing is said. What was seen is put away until it gets worse.
//!
//! Outside the screen a bell or a notification of the desktop tells of it, where somebody has set it
//! so: once for each thing, and never more than one in a few seconds.
//!
//! | file | what lives there |
//! |---|---|
//! | [`alert`] | bell and notification: which are wanted, and when one is due |
//! | `found` | what deserves attention, from the session and the link |

pub mod alert;
mod found;

use std::collections::BTreeMap;

use super::Effect;
use super::draw::Sheet;
use super::model::Model;
use super::mouse::spot::Spot;
use super::theme::Meaning;
use super::verb::{self, Verb};
use crate::session::Time;
use crate::text;
use alert::Alerts;
pub use found::{complete, undecided};

/// The verb that shows all of them.
pub(super) const LIST: &str = "attention.list";

/// What it is, the weightiest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// The hub can't be reached.
    Disconnected,
    /// A delegate: one has the floor.
    YouSpeak,
    /// A delegate: votes are being taken, and one has not voted.
    YouVote,
    /// Votes stand still because the quorum is lost.
    VoteStopped,
    /// The quorum is lost.
    QuorumLost,
    /// Whoever presides is not here.
    ChairGone,
    /// Everybody has voted.
    VoteComplete,
    /// A vote is level, and somebody has to say how it ends.
    ChairDecides,
    /// The chair may still cast a vote that decides.
    ChairMayDecide,
    /// An election left seats open.
    SeatsOpen,
    /// Somebody speaks beyond their time.
    OverTime,
    /// A point of order waits.
    PointOfOrder,
    /// One more who leaves, and the quorum is lost.
    QuorumEdge,
    /// A delegate asks for help.
    Help,
    /// A delegate: one is the next to speak.
    YouAreNext,
    /// A delegate: one has asked for help, and it is on its way.
    HelpAsked,
    /// A delegate: one sits in for a member, or somebody does here.
    SitsIn,
}

impl Kind {
    /// Every kind, the weightiest first.
    pub const ALL: [Self; 17] = [
        Self::Disconnected,
        Self::YouSpeak,
        Self::YouVote,
        Self::VoteStopped,
        Self::QuorumLost,
        Self::ChairGone,
        Self::VoteComplete,
        Self::ChairDecides,
        Self::ChairMayDecide,
        Self::SeatsOpen,
        Self::OverTime,
        Self::PointOfOrder,
        Self::QuorumEdge,
        Self::Help,
        Self::YouAreNext,
        Self::HelpAsked,
        Self::SitsIn,
    ];

    /// Its name in text keys.
    fn name(self) -> &'static str {
        match self {
            Self::Disconnected => "disconnected",
            Self::YouSpeak => "you_speak",
            Self::YouVote => "you_vote",
            Self::VoteStopped => "vote_stopped",
            Self::QuorumLost => "quorum_lost",
            Self::ChairGone => "chair_gone",
            Self::VoteComplete => "vote_complete",
            Self::ChairDecides => "chair_decides",
            Self::ChairMayDecide => "chair_may_decide",
            Self::SeatsOpen => "seats_open",
            Self::OverTime => "over_time",
            Self::PointOfOrder => "point_of_order",
            Self::QuorumEdge => "quorum_edge",
            Self::Help => "help",
            Self::YouAreNext => "you_are_next",
            Self::HelpAsked => "help_asked",
            Self::SitsIn => "sits_in",
        }
    }

    /// Whether it is said while votes are taken.
    fn is_of_vote(self) -> bool {
        matches!(
            self,
            Self::Disconnected
                | Self::YouVote
                | Self::VoteStopped
                | Self::QuorumLost
                | Self::ChairGone
                | Self::VoteComplete
                | Self::SitsIn
        )
    }

    /// Whether it is worth a bell where only what weighs rings.
    #[must_use]
    pub fn is_weighty(self) -> bool {
        matches!(
            self,
            Self::Disconnected
                | Self::YouSpeak
                | Self::YouVote
                | Self::VoteStopped
                | Self::QuorumLost
                | Self::ChairGone
                | Self::PointOfOrder
        )
    }

    /// How it looks, and the sign before it: never told by colour alone.
    fn sign(self) -> (Meaning, &'static str) {
        match self {
            Self::Disconnected | Self::VoteStopped | Self::QuorumLost => (Meaning::Alarm, "✗"),
            Self::ChairGone
            | Self::ChairDecides
            | Self::OverTime
            | Self::PointOfOrder
            | Self::QuorumEdge
            | Self::Help => (Meaning::Warning, "!"),
            Self::YouSpeak | Self::YouVote => (Meaning::Speaking, "▶"),
            Self::VoteComplete
            | Self::ChairMayDecide
            | Self::SeatsOpen
            | Self::YouAreNext
            | Self::HelpAsked
            | Self::SitsIn => (Meaning::Accent, "»"),
        }
    }
}

/// One thing that deserves attention.
#[derive(Clone)]
pub struct Attention {
    /// What it is.
    pub kind: Kind,
    /// Of which request, poll or person; nothing in particular where it is 0.
    pub about: u32,
    /// How bad it is: what was put away comes back when this is higher than it was.
    pub level: u32,
    /// In a sentence.
    pub said: String,
    /// What to do about it, where there is something this person may do.
    pub verb: Option<&'static Verb>,
}

/// What one attention is told from another by.
type Name = (Kind, u32);

/// What is remembered of one while it lasts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Known {
    /// Since when, on the hub's clock.
    since: Time,
    /// How bad it was when it was put away.
    put_away: Option<u32>,
    /// Whether it was told outside the screen, or was there before this console was.
    told: bool,
}

/// What the console remembers of attentions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Memory {
    known: BTreeMap<Name, Known>,
    /// Whether the session is known up to the present, or was before the connection was lost.
    knows: bool,
    /// When it last rang, on this machine's clock.
    rang: Option<Time>,
    alerts: Alerts,
}

impl Memory {
    /// Nothing was seen yet, and this is wanted outside the screen.
    #[must_use]
    pub fn with(alerts: Alerts) -> Self {
        Self {
            alerts,
            ..Self::default()
        }
    }
}

impl Attention {
    fn name(&self) -> Name {
        (self.kind, self.about)
    }

    fn is_put_away(&self, memory: &Memory) -> bool {
        let known = memory.known.get(&self.name());
        let put_away = known.and_then(|known| known.put_away);
        put_away.is_some_and(|level| self.level <= level)
    }
}

/// Everything that deserves attention and was not put away, the weightiest first.
#[must_use]
pub fn attentions(model: &Model) -> Vec<Attention> {
    let mut all = listed(model);
    all.retain(|attention| !attention.is_put_away(&model.attention));
    all
}

/// Everything that deserves attention, the weightiest first; at the end what was put away and is still
/// so.
#[must_use]
pub fn listed(model: &Model) -> Vec<Attention> {
    let mut all = found::all(model);
    all.sort_by_key(|attention| (attention.is_put_away(&model.attention), attention.name()));
    all
}

/// The same, divided: what is said now, and how many wait for the end of the vote.
fn said_now(model: &Model) -> (Vec<Attention>, usize) {
    let session = model.session.as_ref();
    let votes = session.is_some_and(|session| session.polls.open().is_some());
    let (now, wait): (Vec<_>, Vec<_>) = attentions(model)
        .into_iter()
        .partition(|attention| !votes || attention.kind.is_of_vote());
    (now, wait.len())
}

/// Puts away what is said now, until it gets worse.
pub fn put_away(model: &mut Model) {
    if let Some(first) = said_now(model).0.first()
        && let Some(known) = model.attention.known.get_mut(&first.name())
    {
        known.put_away = Some(first.level);
    }
}

/// Whether something is said that can be put away.
#[must_use]
pub fn is_said(model: &Model) -> bool {
    !said_now(model).0.is_empty()
}

/// Since when it is so, on the hub's clock.
#[must_use]
pub fn since(model: &Model, attention: &Attention) -> Option<Time> {
    let known = model.attention.known.get(&attention.name());
    known.map(|known| known.since)
}

/// Since when the newest is so of what is said now, on the hub's clock.
pub(super) fn newest(model: &Model) -> Option<Time> {
    let (said, _) = said_now(model);
    let since = said.iter().map(|attention| since(model, attention));
    since.max().flatten()
}

/// Remembers what is new, forgets what is over, and tells outside the screen of what is wanted there.
pub(super) fn keep_up(model: &mut Model) -> Vec<Effect> {
    let all = found::all(model);
    let now = model.now();
    // What was so before this console was there is nothing new.
    let told = !model.attention.knows || model.playback.is_some();
    let caught_up = model.attention.knows || model.has_caught_up();
    model.attention.knows = model.session.is_some() && caught_up;
    let known = &mut model.attention.known;
    known.retain(|name, _| all.iter().any(|attention| attention.name() == *name));
    for attention in &all {
        known.entry(attention.name()).or_insert(Known {
            since: now,
            put_away: None,
            told,
        });
    }
    let (said, _) = said_now(model);
    let memory = &mut model.attention;
    let new = said.iter().find(|attention| {
        let known = memory.known.get(&attention.name());
        known.is_some_and(|known| !known.told) && memory.alerts.wants(attention.kind)
    });
    let Some(new) = new else {
        return vec![];
    };
    if memory
        .rang
        .is_some_and(|rang| model.local.since(rang) < alert::APART)
    {
        return vec![];
    }
    memory.rang = Some(model.local);
    if let Some(known) = memory.known.get_mut(&new.name()) {
        known.told = true;
    }
    vec![Effect::Alert(memory.alerts.of(new))]
}

/// Draws the row: the weightiest, what to press about it, how many more.
pub(super) fn view(model: &Model, sheet: &mut Sheet<'_>) {
    let (said, wait) = said_now(model);
    let Some(first) = said.first() else {
        // A number alone says nothing.
        if wait > 0 {
            let said = model.lang.fill("console.attention.waits", &[("n", &wait)]);
            sheet.right(0, Meaning::Dim, &format!("{said} "));
        }
        return;
    };
    let more = said.len() - 1 + wait;
    let more = if more == 0 {
        String::new()
    } else {
        format!("+{more} ")
    };
    let end = sheet.right(0, Meaning::Dim, &more);
    if verb::can(model, LIST) {
        sheet.part(end, 0, u16::MAX, 1).means(Spot::Verb(LIST));
    }
    let (meaning, sign) = first.kind.sign();
    let hint = first.verb.filter(|verb| verb::can(model, verb.name));
    let hint = hint.map(|verb| (model.way(verb), verb.label(model)));
    let hint = hint.filter(|(key, _)| !key.is_empty());
    let (key, label) = hint.unwrap_or_default();
    let wide = text::width(&key) + text::width(label) + 7;
    let room = usize::from(end).saturating_sub(wide);
    let said = text::fit(&first.said, room);
    let col = sheet.pieces(0, 1, &[(meaning, sign), (meaning, " "), (meaning, &said)]);
    if !key.is_empty() {
        let pieces = [
            (Meaning::Accent, &*key),
            (Meaning::Dim, " "),
            (Meaning::Dim, label),
        ];
        sheet.pieces(0, col + 2, &pieces);
    }
    if let Some(verb) = first.verb.filter(|verb| verb::can(model, verb.name)) {
        sheet.part(0, 0, end, 1).means(Spot::Verb(verb.name));
    }
}

/// All that is [`listed`] as lines to choose from, with what each is about; of what was put away it is
/// said in words that it was.
#[must_use]
pub fn lines(model: &Model) -> Vec<String> {
    let line = |attention: &Attention| {
        let sign = attention.kind.sign().1;
        let seen = match attention.is_put_away(&model.attention) {
            true => format!("{}: ", model.lang.text("console.attention.seen")),
            false => String::new(),
        };
        let at = since(model, attention).zip(model.session.as_ref());
        let at = at.map(|(at, session)| super::words::time_of_day(session, at));
        let label = attention
            .verb
            .map(|verb| format!(" → {}", verb.label(model)));
        format!(
            "{sign} {} {seen}{}{}",
            at.unwrap_or_default(),
            attention.said,
            label.unwrap_or_default()
        )
    };
    listed(model).iter().map(line).collect()
}

fn verb_for(model: &Model, name: &str) -> Option<&'static Verb> {
    verb::named(name).filter(|verb| verb.is_for(model.role) && verb.is_able(model))
}
