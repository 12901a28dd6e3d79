//! The director: decides what the played people do, from the session as it stands and the time.
//!
//! Nothing is sent here. The [stage](super::stage) asks again and again, and does what it is told;
//! the same seed and the same sessions give the same acts.
//!
//! | file | plays |
//! |---|---|
//! | `room` | the delegates |
//! | `secretary` | the secretary, where no person sits there |
//! | `chair` | the chair, where no person sits there, and else until the meeting is under way |

mod chair;
mod room;
mod secretary;

use std::ops::RangeInclusive;

use fastrand::Rng;

use super::company::Company;
use super::script::Script;
use crate::session::{Command, DelegateId, Millis, Plan, Session, Time};
use chair::Chair;
use room::Room;
use secretary::Secretary;

/// Who acts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Who {
    /// Somebody on the roster, with their own device.
    Delegate(DelegateId),
    /// The chair's console.
    Chair,
    /// The secretary's console, which is always connected.
    Secretary,
}

/// What they do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Deed {
    /// Open a connection of their own.
    Connect,
    /// Let the connection drop.
    Disconnect,
    /// Send this.
    Command(Command),
}

/// One thing that a played person does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Act {
    /// Who.
    pub(super) actor: Who,
    /// What.
    pub(super) deed: Deed,
    /// Whether it must be refused: people also vote too late, or twice.
    pub(super) refused: bool,
}

impl Act {
    fn new(actor: Who, deed: Deed) -> Self {
        Self {
            actor,
            deed,
            refused: false,
        }
    }

    fn command(actor: Who, command: Command) -> Self {
        Self::new(actor, Deed::Command(command))
    }
}

/// Whether a part is played, or a person sits there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// Played.
    Played,
    /// A person sits there.
    Person,
}

/// Who plays the head table. The delegates are always played.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cast {
    /// The chair.
    pub(super) chair: Part,
    /// The secretary.
    pub(super) secretary: Part,
}

/// The director of one meeting.
pub(super) struct Director {
    rng: Rng,
    cast: Cast,
    company: Company,
    script: Script,
    begun: Option<Time>,
    /// Whether everything up to the first speech happens at once, so that the person who is going to
    /// preside finds the meeting under way.
    prelude: bool,
    room: Room,
    secretary: Option<Secretary>,
    chair: Option<Chair>,
}

impl Director {
    /// The director of a meeting that has not begun.
    pub(super) fn new(seed: u64, plan: &Plan, cast: Cast, script: Script) -> Self {
        let mut rng = Rng::with_seed(seed);
        let company = Company::draw(plan, &mut rng);
        Self {
            rng,
            cast,
            company,
            script,
            begun: None,
            prelude: cast.chair == Part::Person,
            room: Room::default(),
            secretary: (cast.secretary == Part::Played).then(Secretary::default),
            chair: Some(Chair::default()),
        }
    }

    /// Whether the meeting is still being brought under way, as fast as it goes.
    pub(super) fn is_in_prelude(&self) -> bool {
        self.prelude
    }

    /// The next thing that somebody does now; nothing where it is time to wait.
    pub(super) fn next(&mut self, session: &Session, now: Time) -> Option<Act> {
        if session.phase.is_closed() {
            return None;
        }
        let first = self.begun.is_none();
        let mut scene = Scene {
            session,
            now,
            begun: *self.begun.get_or_insert(now),
            prelude: self.prelude,
            cast: self.cast,
            company: &self.company,
            script: &self.script,
            rng: &mut self.rng,
        };
        if first {
            self.room.begin(&mut scene);
        }
        let is_under_way = session.floor.current().is_some() && session.floor.queue.len() >= 2;
        if self.prelude && (is_under_way || scene.elapsed() >= LONGEST_PRELUDE) {
            self.prelude = false;
            self.chair = None;
            // From here on the person has the chair to themselves.
            return Some(Act::new(Who::Chair, Deed::Disconnect));
        }
        if let Some(act) = self.room.next(&mut scene) {
            return Some(act);
        }
        let secretary = &mut self.secretary;
        if let Some(command) = secretary.as_mut().and_then(|s| s.next(&mut scene)) {
            return Some(Act::command(Who::Secretary, command));
        }
        let is_roll_called = secretary.as_ref().is_none_or(Secretary::has_called_roll);
        let deed = self.chair.as_mut()?.next(&mut scene, is_roll_called)?;
        Some(Act::new(Who::Chair, deed))
    }
}

/// What those who are played look at, at one moment.
struct Scene<'a> {
    session: &'a Session,
    now: Time,
    begun: Time,
    prelude: bool,
    cast: Cast,
    company: &'a Company,
    script: &'a Script,
    rng: &'a mut Rng,
}

/// When the played chair lets go in any case, in seconds since the beginning.
const LONGEST_PRELUDE: i64 = 10;

/// So many seconds, from the fewest to the most.
type Span = RangeInclusive<i64>;

impl Scene<'_> {
    /// Some time from now; at once during the prelude.
    fn after(&mut self, seconds: Span) -> Time {
        let length = self.length(seconds);
        if self.prelude {
            self.now
        } else {
            self.now + length
        }
    }

    /// Some length of time.
    fn length(&mut self, seconds: Span) -> Millis {
        Millis(
            self.rng
                .i64(seconds.start() * 1_000..=seconds.end() * 1_000),
        )
    }

    /// Seconds since the beginning.
    fn elapsed(&self) -> i64 {
        self.now.since(self.begun).seconds()
    }

    /// Whether it happens this time, of so many times in a hundred.
    fn chance(&mut self, percent: u32) -> bool {
        self.rng.u32(..100) < percent
    }

    fn is_present(&self, delegate: DelegateId) -> bool {
        let attendee = self.session.roster.get(delegate);
        attendee.is_some_and(|attendee| attendee.presence.is_present())
    }

    /// Whether a person presides, who takes more time than the one who is played.
    fn is_leisurely(&self) -> bool {
        self.cast.chair == Part::Person
    }
}

#[cfg(test)]
mod tests;
