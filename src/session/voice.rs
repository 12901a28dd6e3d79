//! Voices: who may cast whose.
//!
//! Every line of the roster that has a vote is one voice. Its own person casts it, or who sits in for
//! them (người dự thay), or, while they are not here, the holder of their proxy (ủy quyền). Who sits in
//! casts it with a link of their own where they stand on the roster, else with that of the member: it is
//! one voice with one ballot, whichever it comes from. So somebody who speaks for
//! two units stands on two lines and holds the second as a proxy: each voice has a ballot of its own.
//! Who is recused (không tham gia biểu quyết do có lợi ích liên quan) casts no voice on that matter.
//! That is said before the vote is opened; where the body counts until the close who may vote, also
//! during it, by who has not decided anything in it yet.
//!
//! Who of them may vote in one poll is the concern of [`super::poll`].

mod rules;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub(super) use rules::{decide, due};

use super::Session;
use super::attendance::{Attendee, Link, Place, Presence};
use super::ids::{DelegateId, ItemId, PollId};
use super::plan::{Delegate, Substitutes};
use super::poll::{Entitled, Poll};
use super::refusal::Refusal;
use super::time::{Millis, Time};

/// How long the reason for a recusal may be, in clusters.
pub const REASON: usize = 300;

/// Who may vote for whom, and until when that is open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rights {
    /// Until when it is open who may vote.
    #[serde(default, skip_serializing_if = "super::is_usual")]
    pub entitled: Entitled,
    /// What the proxy of a member who is not here counts for.
    #[serde(default, skip_serializing_if = "super::is_usual")]
    pub proxies: Substitutes,
    /// How many proxies one person may hold; 0 means as many as they are given.
    #[serde(default, skip_serializing_if = "super::is_usual")]
    pub most_proxies: u32,
}

/// What somebody is recused on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Matter {
    /// Every vote on an item of the agenda.
    Item(ItemId),
    /// One poll.
    Poll(PollId),
}

impl Matter {
    /// Whether a poll is about it.
    #[must_use]
    pub fn concerns(self, poll: &Poll) -> bool {
        match self {
            Self::Item(item) => poll.question.item == Some(item),
            Self::Poll(id) => poll.id == id,
        }
    }
}

/// That somebody takes no part in deciding a matter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recusal {
    /// Who.
    pub delegate: DelegateId,
    /// On what.
    pub on: Matter,
    /// Why.
    pub reason: String,
}

/// Who holds whose voice, and who is recused.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Voices {
    /// The holder of each proxy that was given and not ended, by its grantor.
    pub proxies: BTreeMap<DelegateId, DelegateId>,
    /// Recusals, the earliest first.
    pub recusals: Vec<Recusal>,
}

impl Voices {
    pub(super) fn planned(roster: &[Delegate]) -> Self {
        let given = |delegate: &Delegate| Some((delegate.id, delegate.proxy?));
        Self {
            proxies: roster.iter().filter_map(given).collect(),
            recusals: vec![],
        }
    }

    /// Those whose proxies somebody holds.
    pub fn held_by(&self, holder: DelegateId) -> impl Iterator<Item = DelegateId> {
        let proxies = self.proxies.iter();
        proxies
            .filter(move |(_, by)| **by == holder)
            .map(|(grantor, _)| *grantor)
    }

    /// The recusal of somebody on exactly this matter.
    #[must_use]
    pub fn recusal(&self, delegate: DelegateId, on: Matter) -> Option<&Recusal> {
        let mut recusals = self.recusals.iter();
        recusals.find(|recusal| recusal.delegate == delegate && recusal.on == on)
    }
}

/// What can be asked of voices.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Command {
    /// Let somebody hold the voice of a member who is not here. Head table; a delegate for their own.
    GiveProxy {
        /// Whose voice.
        delegate: DelegateId,
        /// Who holds it.
        to: DelegateId,
    },
    /// Take a proxy back. Head table; a delegate for their own.
    EndProxy {
        /// Whose voice.
        delegate: DelegateId,
    },
    /// Take no part in deciding a matter, as [`Session::may_still_leave`] says. Head table; a delegate
    /// for themselves.
    Recuse {
        /// Who.
        delegate: DelegateId,
        /// On what.
        on: Matter,
        /// Why; must be said.
        reason: String,
    },
    /// Take part in it after all, as long as it could be left. Head table; a delegate for themselves.
    Rejoin {
        /// Who.
        delegate: DelegateId,
        /// In what.
        on: Matter,
    },
}

/// What happened to voices.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Event {
    /// Somebody holds a voice.
    ProxyGiven {
        /// Whose.
        delegate: DelegateId,
        /// Who holds it.
        to: DelegateId,
    },
    /// A proxy was taken back, or its grantor has come.
    ProxyEnded {
        /// Whose.
        delegate: DelegateId,
    },
    /// Somebody takes no part in deciding a matter.
    Recused {
        /// Who.
        delegate: DelegateId,
        /// On what.
        on: Matter,
        /// Why; hidden from those who need not know.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        reason: String,
    },
    /// Somebody takes part in it after all.
    Rejoined {
        /// Who.
        delegate: DelegateId,
        /// In what.
        on: Matter,
    },
}

pub(super) fn apply(session: &mut Session, event: &Event) {
    let voices = &mut session.voices;
    match event {
        Event::ProxyGiven { delegate, to } => {
            voices.proxies.insert(*delegate, *to);
        }
        Event::ProxyEnded { delegate } => {
            voices.proxies.remove(delegate);
        }
        Event::Recused {
            delegate,
            on,
            reason,
        } => voices.recusals.push(Recusal {
            delegate: *delegate,
            on: *on,
            reason: reason.clone(),
        }),
        Event::Rejoined { delegate, on } => {
            let is = |recusal: &Recusal| recusal.delegate == *delegate && recusal.on == *on;
            voices.recusals.retain(|recusal| !is(recusal));
        }
    }
}

impl Session {
    /// Who holds the voice of a member who is not here: on the roster and present themselves.
    #[must_use]
    pub fn holder(&self, attendee: &Attendee) -> Option<&Attendee> {
        if attendee.presence.is_present() || self.plan.rules.rights.proxies == Substitutes::None {
            return None;
        }
        let holder = self.voices.proxies.get(&attendee.delegate.id)?;
        self.roster
            .get(*holder)
            .filter(|holder| holder.presence.is_present() && holder.substitute().is_none())
    }

    /// Who sits in for somebody, where that is somebody on the roster who is here.
    #[must_use]
    pub fn sits_in(&self, attendee: &Attendee) -> Option<&Attendee> {
        let by = self.roster.get(attendee.sitting()?)?;
        Some(by).filter(|by| by.is_here_in_person())
    }

    /// For whom somebody on the roster sits in.
    #[must_use]
    pub fn sits_for(&self, by: DelegateId) -> Option<&Attendee> {
        self.roster.iter().find(|a| a.sitting() == Some(by))
    }

    /// Whose voice somebody speaks with: that of the member for whom they sit in, else their own.
    #[must_use]
    pub fn voice_of(&self, delegate: DelegateId) -> DelegateId {
        let member = self.sits_for(delegate);
        member.map_or(delegate, |member| member.delegate.id)
    }

    /// Who is here for a line of the roster: whoever sits there, or the holder of the proxy.
    #[must_use]
    pub fn here_for<'s>(&'s self, attendee: &'s Attendee) -> Option<&'s Attendee> {
        if attendee.presence.is_present() {
            Some(self.sits_in(attendee).unwrap_or(attendee))
        } else {
            self.holder(attendee)
        }
    }

    /// Where whoever is here for somebody takes part.
    #[must_use]
    pub fn takes_part(&self, attendee: &Attendee) -> Option<Place> {
        match self.here_for(attendee)?.presence {
            Presence::Present { place, .. } => Some(place),
            _ => None,
        }
    }

    /// The moment from which on somebody does not count as present any more, if their connection, or
    /// that of the holder of their proxy, is lost and stays so.
    #[must_use]
    pub fn counts_until(&self, attendee: &Attendee) -> Option<Time> {
        let here = self.here_for(attendee)?;
        match (&here.presence, here.link) {
            (
                Presence::Present {
                    place: Place::Remote,
                    ..
                },
                Link::Lost { since },
            ) => Some(since + Millis::from(self.plan.rules.quorum.grace)),
            _ => None,
        }
    }

    /// Whether somebody counts as present now: a lost connection still does until the grace has
    /// passed, a substitute or a proxy where the body's rules say so.
    #[must_use]
    pub fn counts_as_present(&self, attendee: &Attendee, now: Time) -> bool {
        let in_person =
            attendee.substitute().is_none() || self.plan.rules.substitutes != Substitutes::None;
        in_person
            && self.here_for(attendee).is_some()
            && self.counts_until(attendee).is_none_or(|until| now < until)
    }

    /// Whether who is here for somebody has a vote: a member; a substitute or the holder of a proxy
    /// where the body's rules let them vote.
    #[must_use]
    pub fn has_vote(&self, attendee: &Attendee) -> bool {
        let rules = &self.plan.rules;
        let in_person = attendee.substitute().is_none() || rules.substitutes == Substitutes::Vote;
        let for_themselves =
            self.holder(attendee).is_none() || rules.rights.proxies == Substitutes::Vote;
        attendee.is_member() && in_person && for_themselves
    }

    /// Whether a voice may be cast now: who is here for it has a vote and counts as present.
    #[must_use]
    pub fn may_vote(&self, attendee: &Attendee, now: Time) -> bool {
        self.has_vote(attendee) && self.counts_as_present(attendee, now)
    }

    /// The voices that somebody may cast beside their own: that of the member for whom they sit in, and
    /// those whose proxies they hold.
    pub fn held_voices(&self, holder: DelegateId) -> impl Iterator<Item = &Attendee> {
        let sits = self.sits_for(holder);
        let held = self.voices.held_by(holder).filter_map(move |grantor| {
            let grantor = self.roster.get(grantor)?;
            (self.holder(grantor)?.delegate.id == holder).then_some(grantor)
        });
        sits.into_iter().chain(held).filter(|a| self.has_vote(a))
    }

    /// The voices that somebody may cast, their own first.
    pub fn voices_of(&self, delegate: DelegateId) -> impl Iterator<Item = &Attendee> {
        let own = self.roster.get(delegate).filter(|own| self.has_vote(own));
        own.into_iter().chain(self.held_voices(delegate))
    }

    /// Whether a voice is silent in a poll, because its own person, or who would cast it for them, is
    /// recused.
    #[must_use]
    pub fn is_recused(&self, attendee: &Attendee, poll: &Poll) -> bool {
        self.silenced_by(attendee, poll).is_some()
    }

    /// Who is recused where a voice is silent in a poll: its own person, or else who would cast it for
    /// them.
    fn silenced_by(&self, attendee: &Attendee, poll: &Poll) -> Option<DelegateId> {
        let own = attendee.delegate.id;
        let holder = self.here_for(attendee).map(|here| here.delegate.id);
        let is_recused = |who: &DelegateId| {
            let mut recusals = self.voices.recusals.iter();
            recusals.any(|recusal| recusal.delegate == *who && recusal.on.concerns(poll))
        };
        std::iter::once(own).chain(holder).find(is_recused)
    }

    /// That a voice is not silent in a poll.
    pub(super) fn must_not_be_recused(
        &self,
        attendee: &Attendee,
        poll: &Poll,
    ) -> Result<(), Refusal> {
        match self.silenced_by(attendee, poll) {
            Some(delegate) => Err(Refusal::Recused { delegate }),
            None => Ok(()),
        }
    }

    /// Whether somebody may still be recused on a matter, or come back to it, as far as the vote goes
    /// that is open. Where who may vote is frozen, it is settled for everybody at the opening; where it
    /// is counted until the close, for those who have cast a voice, their own or one they hold, and for
    /// everybody once the people in the room were counted.
    #[must_use]
    pub fn may_still_leave(&self, delegate: DelegateId, on: Matter) -> bool {
        self.must_still_leave(delegate, on).is_ok()
    }

    fn must_still_leave(&self, delegate: DelegateId, on: Matter) -> Result<(), Refusal> {
        let Some(poll) = self.polls.open().filter(|poll| on.concerns(poll)) else {
            return Ok(());
        };
        if self.plan.rules.rights.entitled == Entitled::Frozen || poll.is_counted() {
            return Err(Refusal::VoteIsOpen { poll: poll.id });
        }
        let mut voices = self.voices.held_by(delegate).chain([delegate]);
        match voices.any(|voice| poll.voted.contains_key(&voice)) {
            true => Err(Refusal::AlreadyVoted { poll: poll.id }),
            false => Ok(()),
        }
    }

    /// Whether somebody is recused on what is being dealt with: the item, or the poll that is
    /// prepared or open.
    #[must_use]
    pub fn is_recused_now(&self, delegate: DelegateId) -> bool {
        let poll = self.polls.latest().filter(|poll| poll.is_under_way());
        let item = self.agenda.current;
        let mut recusals = self.voices.recusals.iter();
        recusals.any(|recusal| {
            let on_item = matches!(recusal.on, Matter::Item(on) if Some(on) == item);
            let on_poll = poll.is_some_and(|poll| recusal.on.concerns(poll));
            recusal.delegate == delegate && (on_item || on_poll)
        })
    }
}
