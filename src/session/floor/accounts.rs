//! Time accounts: how much time the people of a unit have together.
//!
//! An account runs for speeches and replies, and not while their clock stands still. Points of order
//! and questions cost a unit nothing, nor do the speeches of the item's presenter, who is there to
//! present and to explain. Overrun, an account goes below zero and nobody is stopped: the chair sees
//! it before giving the floor, and may give everybody the time by which one unit is over.

use std::collections::{BTreeMap, BTreeSet};

use super::{Event, Request};
use crate::session::Session;
use crate::session::ids::ItemId;
use crate::session::plan::Accounts;
use crate::session::refusal::Refusal;
use crate::session::time::{Millis, Time};
use crate::text;

/// What was added to everybody's account: for each item, or for the session as a whole.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Added(BTreeMap<Option<ItemId>, Millis>);

impl Added {
    pub(super) fn add(&mut self, item: Option<ItemId>, time: Millis) {
        *self.0.entry(item).or_default() += time;
    }
}

/// The account of one unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account<'a> {
    /// Whose.
    pub unit: &'a str,
    /// How much time it was given, additions included.
    pub given: Millis,
    /// How much its people have used, with the speeches that are not over.
    pub used: Millis,
}

impl Account<'_> {
    /// How much is left; negative when overrun.
    #[must_use]
    pub fn left(&self) -> Millis {
        self.given - self.used
    }
}

impl Session {
    /// Every unit's account as it stands, in the order of their names. None where time is not
    /// accounted for.
    #[must_use]
    pub fn accounts(&self, now: Time) -> Vec<Account<'_>> {
        let units: BTreeSet<_> = self
            .roster
            .iter()
            .map(|attendee| attendee.delegate.unit.as_str())
            .collect();
        let units = units.into_iter();
        let mut accounts: Vec<_> = units.filter_map(|unit| self.account(unit, now)).collect();
        accounts.sort_by_cached_key(|account| text::sort::key(account.unit));
        accounts
    }

    /// The account of a unit. None where time is not accounted for, nobody has the unit, or it has no
    /// name.
    #[must_use]
    pub fn account<'a>(&'a self, unit: &'a str, now: Time) -> Option<Account<'a>> {
        let accounts = self.plan.rules.accounts.as_ref()?;
        let mut people = self.roster.iter();
        if unit.is_empty() || !people.any(|attendee| attendee.delegate.unit == unit) {
            return None;
        }
        let mut own = accounts.units.iter();
        let given = own.find(|own| own.unit == unit);
        let given = given.map_or(accounts.each, |own| own.seconds);
        let item = self.accounted_item(accounts);
        let added = self.floor.added.0.get(&item).copied().unwrap_or_default();
        let over = self.floor.heard.iter().map(|h| (h.request, h.spoken));
        let running = self.floor.speeches().map(|s| (s.request, s.spoken(now)));
        let used = over
            .chain(running)
            .filter(|(request, _)| {
                self.is_charged(request)
                    && (!accounts.per_item || request.item == item)
                    && self.is_of(request, unit)
            })
            .fold(Millis(0), |sum, (_, spoken)| sum + spoken);
        Some(Account {
            unit,
            given: Millis::from(given) + added,
            used,
        })
    }

    /// Whether a speech goes from the time of the speaker's unit.
    #[must_use]
    pub fn is_charged(&self, request: &Request) -> bool {
        request.kind.is_on_item() && !self.is_by_presenter(request)
    }

    fn is_of(&self, request: &Request, unit: &str) -> bool {
        let attendee = self.roster.get(request.delegate);
        attendee.is_some_and(|attendee| attendee.delegate.unit == unit)
    }

    /// The item for which accounts are kept now; none where they are kept for the session.
    fn accounted_item(&self, accounts: &Accounts) -> Option<ItemId> {
        self.agenda.current.filter(|_| accounts.per_item)
    }
}

/// Gives everybody the time by which this unit is over.
pub(super) fn add_time(session: &Session, unit: String, now: Time) -> Result<Event, Refusal> {
    let accounts = session.plan.rules.accounts.as_ref();
    let accounts = accounts.ok_or(Refusal::NoAccounts)?;
    let Some(account) = session.account(&unit, now) else {
        return Err(Refusal::NoSuchUnit { unit });
    };
    let mut speeches = session.floor.speeches();
    if let Some(speech) = speeches.find(|speech| session.is_of(&speech.request, &unit)) {
        let request = speech.request.id;
        return Err(Refusal::UnitSpeaks { request });
    }
    let left = account.left();
    if left >= Millis(0) {
        return Err(Refusal::NotOverdrawn { unit });
    }
    // Whole seconds, as the account is shown.
    let over = (Millis(0) - left).0;
    Ok(Event::TimeAdded {
        item: session.accounted_item(accounts),
        time: Millis((over + 999) / 1_000 * 1_000),
        unit,
    })
}
