//! How complete the meeting is: how units and sites fare.

use std::collections::BTreeMap;

use super::rules::place_at;
use super::{Attendee, Event, Link, Place};
use crate::session::ids::{DelegateId, SiteId};
use crate::session::refusal::Refusal;
use crate::session::time::Time;
use crate::session::{self, Session};

/// How complete a unit is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitStanding {
    /// The unit.
    pub unit: String,
    /// Its members on the roster.
    pub members: u32,
    /// Those of them who are present, substitutes among them.
    pub present: u32,
}

impl UnitStanding {
    /// Whether anybody sits there for the unit, so that it counts in "28 of 30 units".
    #[must_use]
    pub fn is_represented(&self) -> bool {
        self.present > 0
    }
}

/// How a site fares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SiteStanding {
    /// The site.
    pub site: SiteId,
    /// People on the roster who take part from there.
    pub invited: u32,
    /// Those of them who are present.
    pub present: u32,
    /// Those of them whose connection is lost.
    pub cut_off: u32,
}

impl Session {
    /// The person with this number.
    ///
    /// # Errors
    /// Where there is none.
    pub fn attendee(&self, delegate: DelegateId) -> Result<&Attendee, Refusal> {
        self.roster
            .get(delegate)
            .ok_or(Refusal::NoSuchDelegate { delegate })
    }

    /// What to record when the hub sees a delegate's first device join (`up`) or the last one go.
    /// Nothing where the record already says so, or the session is over.
    #[must_use]
    pub fn link_changed(&self, delegate: DelegateId, up: bool, now: Time) -> Vec<session::Event> {
        let Some(attendee) = self.roster.get(delegate) else {
            return vec![];
        };
        let link = match (up, attendee.link) {
            (true, Link::None | Link::Lost { .. }) => Link::Up,
            (false, Link::Up) => Link::Lost { since: now },
            _ => return vec![],
        };
        if self.phase.is_closed() {
            return vec![];
        }
        vec![session::Event::Attendance(Event::LinkChanged {
            delegate,
            link,
        })]
    }

    /// How somebody takes part who sits where the roster puts them.
    #[must_use]
    pub fn usual_place(&self, attendee: &Attendee) -> Place {
        place_at(self, attendee.delegate.site)
    }

    /// How complete each unit with members is, in the order of the roster.
    #[must_use]
    pub fn units(&self) -> Vec<UnitStanding> {
        let mut units: Vec<UnitStanding> = Vec::new();
        let mut places: BTreeMap<&str, usize> = BTreeMap::new();
        for attendee in self
            .roster
            .members()
            .filter(|a| !a.delegate.unit.is_empty())
        {
            let unit = &attendee.delegate.unit;
            let place = *places.entry(unit).or_insert_with(|| {
                units.push(UnitStanding {
                    unit: unit.clone(),
                    members: 0,
                    present: 0,
                });
                units.len() - 1
            });
            units[place].members += 1;
            units[place].present += u32::from(attendee.presence.is_present());
        }
        units
    }

    /// How each site fares, in the order of the session file.
    #[must_use]
    pub fn sites(&self) -> Vec<SiteStanding> {
        let count = |site, test: fn(&Attendee) -> bool| {
            let there = self.roster.iter().filter(|a| a.delegate.site == Some(site));
            u32::try_from(there.filter(|a| test(a)).count()).unwrap_or(u32::MAX)
        };
        let sites = u32::try_from(self.plan.sites.len()).unwrap_or(u32::MAX);
        (1..=sites)
            .map(SiteId)
            .map(|site| SiteStanding {
                site,
                invited: count(site, |_| true),
                present: count(site, |a| a.presence.is_present()),
                cut_off: count(site, Attendee::is_cut_off),
            })
            .collect()
    }
}
