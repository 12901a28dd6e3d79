//! Attendance: who is here, how, since when; who is missing and why; which units are complete.
//!
//! Presence is what the head table or the delegate says; the link is what the hub sees of the
//! delegate's device. A broken link makes nobody absent, so it takes neither the floor nor a place
//! among those who wait from anybody; who leaves or is marked absent loses both by the same command.

mod rules;
mod standing;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

pub(super) use rules::decide;
pub use standing::{SiteStanding, UnitStanding};

use super::Session;
use super::actor::{Actor, Role};
use super::ids::{DelegateId, SiteId};
use super::plan::Delegate;
use super::refusal::Refusal;
use super::time::Time;
use super::weight::Weight;

/// How long a name may be, in clusters.
pub const NAME: usize = 120;
/// How many people a roster may hold.
pub const MOST_DELEGATES: usize = 10_000;

/// How somebody takes part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// In the hall or an extension room.
    Hall,
    /// Over a line.
    Remote,
}

/// Whether a delegate is here.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "state", deny_unknown_fields)]
pub enum Presence {
    /// Nobody has said yet.
    #[default]
    Expected,
    /// Here.
    Present {
        /// In the hall or over a line.
        place: Place,
        /// Came after the session was opened. Who left and came back is not late.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        late: bool,
        /// The name of who sits in for the delegate (người dự thay).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        substitute: Option<String>,
        /// Their number, where they stand on the roster themselves.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        sitting: Option<DelegateId>,
    },
    /// Absent with a reason.
    Excused {
        /// The reason given.
        reason: String,
    },
    /// Absent without one.
    Absent,
    /// Was here and left before the end.
    Left {
        /// When.
        at: Time,
        /// Came after the session was opened.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        late: bool,
        /// The name of who sat in for the delegate.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        substitute: Option<String>,
    },
}

impl Presence {
    /// Whether somebody sits there.
    #[must_use]
    pub fn is_present(&self) -> bool {
        matches!(self, Self::Present { .. })
    }

    /// The number of who sits in there, where that is somebody on the roster.
    #[must_use]
    pub fn sitting(&self) -> Option<DelegateId> {
        match self {
            Self::Present { sitting, .. } => *sitting,
            _ => None,
        }
    }
}

/// What the hub sees of a delegate's device.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "state", deny_unknown_fields)]
pub enum Link {
    /// No device has joined.
    #[default]
    None,
    /// At least one device is connected.
    Up,
    /// The last device went away.
    Lost {
        /// When.
        since: Time,
    },
}

/// A person on the roster and how they are here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attendee {
    /// Who.
    pub delegate: Delegate,
    /// Whether they are here.
    pub presence: Presence,
    /// Their device.
    pub link: Link,
}

impl Attendee {
    /// The weight of their vote, zero for a guest.
    #[must_use]
    pub fn weight(&self) -> Weight {
        self.delegate.vote.unwrap_or(Weight::ZERO)
    }

    /// Whether they have a vote in this body.
    #[must_use]
    pub fn is_member(&self) -> bool {
        self.delegate.vote.is_some()
    }

    /// Whether they take part over a line that is broken now.
    #[must_use]
    pub fn is_cut_off(&self) -> bool {
        matches!(
            self.presence,
            Presence::Present {
                place: Place::Remote,
                ..
            }
        ) && matches!(self.link, Link::Lost { .. })
    }

    /// Who sits in for them.
    #[must_use]
    pub fn substitute(&self) -> Option<&str> {
        match &self.presence {
            Presence::Present { substitute, .. } => substitute.as_deref(),
            _ => None,
        }
    }

    /// The number of who sits in for them, where that is somebody on the roster.
    #[must_use]
    pub fn sitting(&self) -> Option<DelegateId> {
        self.presence.sitting()
    }

    /// Whether they are here themselves.
    #[must_use]
    pub fn is_here_in_person(&self) -> bool {
        self.presence.is_present() && self.substitute().is_none()
    }
}

/// Everybody on the roster, in its order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Roster {
    attendees: Vec<Attendee>,
    /// The highest number that was given out, also to somebody who was struck off again.
    last: u32,
}

impl Roster {
    pub(super) fn planned(delegates: &[Delegate]) -> Self {
        let attendees = delegates
            .iter()
            .map(|delegate| Attendee {
                delegate: delegate.clone(),
                presence: Presence::Expected,
                link: Link::None,
            })
            .collect();
        let last = delegates.iter().map(|delegate| delegate.id.0).max();
        Self {
            attendees,
            last: last.unwrap_or(0),
        }
    }

    /// Everybody, in the order of the roster.
    pub fn iter(&self) -> std::slice::Iter<'_, Attendee> {
        self.attendees.iter()
    }

    /// Those who have a vote in this body.
    pub fn members(&self) -> impl Iterator<Item = &Attendee> {
        self.attendees
            .iter()
            .filter(|attendee| attendee.is_member())
    }

    /// The person with this number.
    #[must_use]
    pub fn get(&self, id: DelegateId) -> Option<&Attendee> {
        self.place(id).map(|place| &self.attendees[place])
    }

    fn place(&self, id: DelegateId) -> Option<usize> {
        // Numbers nearly always rise; where a plan has them otherwise, all are looked at.
        let number = |attendee: &Attendee| attendee.delegate.id;
        let found = self.attendees.binary_search_by_key(&id, number).ok();
        found.or_else(|| self.attendees.iter().position(|a| number(a) == id))
    }

    fn get_mut(&mut self, id: DelegateId) -> Option<&mut Attendee> {
        self.place(id).map(|place| &mut self.attendees[place])
    }

    /// How somebody is here is this now.
    pub(super) fn mark(&mut self, id: DelegateId, presence: Presence) {
        if let Some(attendee) = self.get_mut(id) {
            attendee.presence = presence;
        }
    }

    fn enter(&mut self, delegate: Delegate, presence: Presence) {
        self.last = self.last.max(delegate.id.0);
        self.attendees.push(Attendee {
            delegate,
            presence,
            link: Link::None,
        });
    }

    /// Takes somebody off the roster who was added by mistake. Their number is not given out again.
    pub(super) fn strike(&mut self, id: DelegateId) {
        self.attendees.retain(|attendee| attendee.delegate.id != id);
    }

    /// How many people are on the roster.
    #[must_use]
    pub fn len(&self) -> usize {
        self.attendees.len()
    }

    /// Whether the roster is empty.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.attendees.is_empty()
    }

    /// The person's name; their number where the roster does not know them.
    #[must_use]
    pub fn name(&self, id: DelegateId) -> String {
        self.get(id)
            .map_or_else(|| format!("#{id}"), |a| a.delegate.name.clone())
    }
}

impl<'a> IntoIterator for &'a Roster {
    type Item = &'a Attendee;
    type IntoIter = std::slice::Iter<'a, Attendee>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// What can be marked of a delegate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Mark {
    /// Not marked after all.
    Expected,
    /// Present themselves, and in time: whatever was said before of lateness or a substitute was
    /// wrong.
    Present {
        /// In the hall or over a line.
        place: Place,
    },
    /// In the hall or over a line: nothing else is said of whoever is present.
    Place {
        /// Where.
        place: Place,
    },
    /// Present, but came late; who sits in goes on sitting there.
    Late {
        /// In the hall or over a line.
        place: Place,
    },
    /// Somebody sits in for them; who came late still did.
    Substitute {
        /// In the hall or over a line.
        place: Place,
        /// Who.
        name: String,
    },
    /// Somebody on the roster who has no vote of their own sits in for them, and is here for it.
    SitIn {
        /// In the hall or over a line.
        place: Place,
        /// Who sits in.
        by: DelegateId,
    },
    /// Absent with a reason.
    Excused {
        /// The reason; may be empty where it is not to be written down.
        reason: String,
    },
    /// Absent without one.
    Absent,
    /// Left before the end; that they came late and who sat in is still known.
    Left,
}

/// Somebody who came without being on the roster.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Newcomer {
    /// Their name.
    pub name: String,
    /// Their position.
    #[serde(default)]
    pub title: String,
    /// Their unit.
    #[serde(default)]
    pub unit: String,
    /// Where they take part.
    #[serde(default)]
    pub site: Option<SiteId>,
    /// Their seat.
    #[serde(default)]
    pub seat: String,
    /// The weight of their vote; none for a guest.
    #[serde(default)]
    pub vote: Option<Weight>,
}

/// What can be asked of attendance.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Command {
    /// Mark one person. Only who is present can leave or change places; who left already left
    /// when they did. Head table.
    Mark {
        /// Who.
        delegate: DelegateId,
        /// As what.
        mark: Mark,
    },
    /// Mark all of these present where their site says they take part, except those whom somebody
    /// marked meanwhile: "all present, then the exceptions". Head table.
    MarkPresent {
        /// Those who were unmarked on the sender's screen.
        delegates: Vec<DelegateId>,
    },
    /// Add somebody who is not on the roster and is here. Head table.
    Add {
        /// Who.
        newcomer: Newcomer,
    },
    /// A delegate says they are here.
    CheckIn {
        /// In the hall or over a line.
        place: Place,
    },
    /// A delegate says they leave.
    CheckOut,
}

/// What happened to attendance.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Event {
    /// A person's presence is this now.
    Marked {
        /// Who.
        delegate: DelegateId,
        /// How they are here.
        presence: Presence,
    },
    /// A person was added to the roster.
    Added {
        /// Who.
        delegate: Delegate,
        /// How they are here.
        presence: Presence,
    },
    /// A person's devices joined or were lost.
    LinkChanged {
        /// Whose.
        delegate: DelegateId,
        /// How the link is now.
        link: Link,
    },
}

pub(super) fn apply(session: &mut Session, event: &Event) {
    match event {
        Event::Marked { delegate, presence } => {
            session.roster.mark(*delegate, presence.clone());
        }
        Event::Added { delegate, presence } => {
            session.roster.enter(delegate.clone(), presence.clone());
        }
        Event::LinkChanged { delegate, link } => {
            if let Some(attendee) = session.roster.get_mut(*delegate) {
                attendee.link = *link;
            }
        }
    }
}

impl Actor {
    /// The person, if this is a delegate speaking for themselves.
    pub(super) fn must_be_delegate(&self) -> Result<DelegateId, Refusal> {
        match (self.role, self.delegate) {
            (Role::Delegate, Some(delegate)) => Ok(delegate),
            _ => Err(Refusal::NotYourRole { role: self.role }),
        }
    }

    /// Whether a delegate acts for this person, who must be themselves.
    pub(super) fn must_be_themselves(&self, delegate: DelegateId) -> Result<(), Refusal> {
        if self.must_be_delegate()? == delegate {
            Ok(())
        } else {
            Err(Refusal::NotYourself)
        }
    }
}
