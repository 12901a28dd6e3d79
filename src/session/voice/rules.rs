//! Who may give a proxy to whom, and who is recused.

use super::{Command, Event, Matter, REASON};
use crate::session::actor::{Actor, Role};
use crate::session::due::Due;
use crate::session::ids::DelegateId;
use crate::session::plan::Substitutes;
use crate::session::refusal::Refusal;
use crate::session::time::Time;
use crate::session::{self, Context, Session};
use crate::text::clean;

pub(in crate::session) fn decide(
    session: &Session,
    actor: &Actor,
    command: Command,
    _: &Context<'_>,
) -> Result<Vec<session::Event>, Refusal> {
    session.must_not_be_closed()?;
    let (Command::GiveProxy { delegate, .. }
    | Command::EndProxy { delegate }
    | Command::Recuse { delegate, .. }
    | Command::Rejoin { delegate, .. }) = command;
    if actor.role == Role::Delegate {
        actor.must_be_themselves(delegate)?;
    } else {
        actor.must_be_officer()?;
    }
    session.attendee(delegate)?;
    let event = match command {
        Command::GiveProxy { delegate, to } => {
            if session.voices.proxies.get(&delegate) == Some(&to) {
                return Ok(vec![]);
            }
            session.must_be_able_to_hold(delegate, to)?;
            let given = Event::ProxyGiven { delegate, to };
            // Nobody loses a voice without its being told.
            if session.voices.proxies.contains_key(&delegate) {
                let events = [Event::ProxyEnded { delegate }, given];
                return Ok(events.map(session::Event::Voice).to_vec());
            }
            given
        }
        Command::EndProxy { delegate } => {
            if !session.voices.proxies.contains_key(&delegate) {
                return Err(Refusal::NoProxy { delegate });
            }
            Event::ProxyEnded { delegate }
        }
        Command::Recuse {
            delegate,
            on,
            reason,
        } => {
            session.must_be_matter(on)?;
            session.must_still_leave(delegate, on)?;
            if session.voices.recusal(delegate, on).is_some() {
                return Err(Refusal::AlreadyRecused { delegate });
            }
            let reason = clean::line(&reason, REASON);
            if reason.is_empty() {
                return Err(Refusal::empty("reason"));
            }
            Event::Recused {
                delegate,
                on,
                reason,
            }
        }
        Command::Rejoin { delegate, on } => {
            session.must_be_matter(on)?;
            session.must_still_leave(delegate, on)?;
            if session.voices.recusal(delegate, on).is_none() {
                return Err(Refusal::NotRecused { delegate });
            }
            Event::Rejoined { delegate, on }
        }
    };
    Ok(vec![session::Event::Voice(event)])
}

/// That proxies end whose grantors have come.
pub(in crate::session) fn due(session: &Session, now: Time) -> Option<Due> {
    let came = |grantor: &DelegateId| {
        let attendee = session.roster.get(*grantor);
        attendee.is_some_and(|attendee| attendee.presence.is_present())
    };
    let grantors = session.voices.proxies.keys().copied().filter(came);
    let ended = |delegate| session::Event::Voice(Event::ProxyEnded { delegate });
    let events: Vec<_> = grantors.map(ended).collect();
    (!events.is_empty()).then_some(Due { at: now, events })
}

impl Session {
    /// Whether somebody can hold the voice of somebody else: both are members, the grantor is not
    /// here, nobody passes on what they hold, and nobody holds more than the body allows.
    fn must_be_able_to_hold(&self, grantor: DelegateId, holder: DelegateId) -> Result<(), Refusal> {
        let rights = &self.plan.rules.rights;
        if rights.proxies == Substitutes::None {
            return Err(Refusal::NoProxies);
        }
        if !self.attendee(grantor)?.is_member() {
            return Err(Refusal::NoVote);
        }
        if self.attendee(grantor)?.presence.is_present() {
            return Err(Refusal::GrantorPresent { delegate: grantor });
        }
        let given_on = self.voices.proxies.contains_key(&holder);
        let holds = self.voices.held_by(grantor).next().is_some();
        if grantor == holder || !self.attendee(holder)?.is_member() || given_on || holds {
            return Err(Refusal::CannotHold { delegate: holder });
        }
        let held = self
            .voices
            .held_by(holder)
            .filter(|other| *other != grantor);
        let most = rights.most_proxies;
        if most > 0 && held.count() >= usize::try_from(most).unwrap_or(usize::MAX) {
            return Err(Refusal::TooManyProxies {
                delegate: holder,
                most,
            });
        }
        // Who may vote is settled when a vote is opened. A voice that counts there and was not cast
        // yet must not fall silent with its holder.
        let open = self
            .polls
            .open()
            .filter(|poll| poll.may_still_vote(grantor));
        let holder = self.attendee(holder)?;
        if open.is_some_and(|poll| self.is_recused(holder, poll)) {
            let delegate = holder.delegate.id;
            return Err(Refusal::HolderRecused { delegate });
        }
        Ok(())
    }

    /// Whether the matter is there: an item, also for the votes still to come, or a poll that is not
    /// over.
    fn must_be_matter(&self, on: Matter) -> Result<(), Refusal> {
        match on {
            Matter::Item(item) if self.plan.item(item).is_none() => {
                Err(Refusal::NoSuchItem { item })
            }
            Matter::Item(_) => Ok(()),
            Matter::Poll(poll) => {
                let found = self.polls.get(poll).ok_or(Refusal::NoSuchPoll { poll })?;
                if found.is_under_way() {
                    Ok(())
                } else {
                    Err(Refusal::NotPrepared { poll })
                }
            }
        }
    }

    /// Whether a delegate may cast this voice: their own, that of the member for whom they sit in, or one
    /// whose proxy they hold.
    pub(in crate::session) fn must_be_their_voice(
        &self,
        own: DelegateId,
        voice: DelegateId,
    ) -> Result<(), Refusal> {
        let here = self.here_for(self.attendee(voice)?);
        if own == voice || here.is_some_and(|here| here.delegate.id == own) {
            Ok(())
        } else {
            Err(Refusal::NotYourself)
        }
    }
}
