//! What a live session is and what may happen in it: the rule book of the house.
//!
//! A [`Command`] says what somebody wants; [`decide`] holds all the rules and answers with the
//! [`Event`]s that follow, or with a [`Refusal`]; [`Session::apply`] writes an event down and cannot
//! fail. The hub decides; hub, console, replay, papers and tests all apply.
//!
//! Each subject has its state, commands and events in a file of its own, and in a folder of the same
//! name the rules and whatever else would make the file long; here they are only put together:
//!
//! | file | subject |
//! |---|---|
//! | [`life`] | opened, suspended, closed; who presides; announcements |
//! | [`attendance`] | who is here, how, since when; units and sites |
//! | [`quorum`] | how many must be here, and when that is looked at |
//! | [`voice`] | who may cast whose voice: proxies, recusals |
//! | [`agenda`] | which item is being dealt with, and its time |
//! | [`floor`] | who speaks, who waits |
//! | [`assistance`] | delegates who ask for help at their seats |
//! | [`poll`] | questions, votes, results |
//! | [`consent`] | what is carried unless somebody objects; several items put as one |
//! | [`opinion`] | what is asked of all members in writing |
//! | [`rule`] | what carries a motion |
//! | [`verdict`] | what sums, rule, tie rule and quorum come to, and why |
//! | [`election`] | who of several candidates gets the seats |
//! | [`conclusions`] | what was concluded |
//! | [`undo`] | what can be taken back for a minute |
//! | [`plan`] | what was prepared beforehand |
//! | [`mod@due`] | what time brings by itself, of all of these |
//!
//! There is no clock, no randomness and no I/O here: time and sealed sums come in with the
//! [`Context`]. Keeping and chaining records is left to `journal`, who may see what to `wire`.

pub mod actor;
pub mod agenda;
pub mod assistance;
pub mod attendance;
pub mod conclusions;
pub mod consent;
pub mod due;
pub mod election;
pub mod floor;
pub mod ids;
pub mod life;
pub mod opinion;
pub mod plan;
pub mod poll;
pub mod quorum;
pub mod record;
pub mod refusal;
pub mod rule;
pub mod time;
pub mod undo;
pub mod verdict;
pub mod voice;
pub mod weight;

#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

pub use actor::{Actor, Role};
pub use due::due;
pub use ids::{
    CallId, ConclusionId, DelegateId, DocumentId, GroupId, ItemId, OpinionId, PollId, RequestId,
    Seq, SiteId,
};
pub use life::Phase;
pub use plan::Plan;
pub use record::{CommandId, Record};
pub use refusal::Refusal;
pub use time::{Millis, Seconds, Time};
pub use weight::Weight;

/// A live session: everything that is known of it at one moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// What was prepared.
    pub plan: Plan,
    /// Where the session stands.
    pub phase: Phase,
    /// When it was opened.
    pub opened_at: Option<Time>,
    /// Who presides now.
    pub presiding: DelegateId,
    /// Everybody on the roster.
    pub roster: attendance::Roster,
    /// What has become of the quorum.
    pub watch: quorum::Watch,
    /// Who holds whose voice, and who is recused.
    pub voices: voice::Voices,
    /// How far the agenda has come.
    pub agenda: agenda::Agenda,
    /// Who speaks and who waits.
    pub floor: floor::Floor,
    /// Who waits for help.
    pub assistance: assistance::Assistance,
    /// What was put to the vote.
    pub polls: poll::Polls,
    /// What is carried unless somebody objects.
    pub consent: consent::Consent,
    /// What is asked in writing.
    pub opinions: opinion::Opinions,
    /// What was concluded.
    pub conclusions: conclusions::Conclusions,
    /// What was announced, the earliest first.
    pub announcements: Vec<life::Announcement>,
    /// What was done lately and can be undone.
    pub lately: undo::Lately,
}

/// What somebody wants to happen, by subject.
///
/// Written as nested JSON objects, such as `{"floor":{"give":{"request":17}}}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Command {
    /// The session itself.
    Life(life::Command),
    /// Attendance.
    Attendance(attendance::Command),
    /// The quorum.
    Quorum(quorum::Command),
    /// Who may cast whose voice.
    Voice(voice::Command),
    /// The agenda.
    Agenda(agenda::Command),
    /// The floor.
    Floor(floor::Command),
    /// Assistance.
    Assistance(assistance::Command),
    /// A poll.
    Poll(poll::Command),
    /// Consent.
    Consent(consent::Command),
    /// A written opinion.
    Opinion(opinion::Command),
    /// Conclusions.
    Conclusions(conclusions::Command),
    /// Undo.
    Undo(undo::Command),
}

/// What happened, by subject.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// The session was prepared: always the first record, and only that one.
    Prepared(Box<Plan>),
    /// The session itself.
    Life(life::Event),
    /// Attendance.
    Attendance(attendance::Event),
    /// The quorum.
    Quorum(quorum::Event),
    /// Who may cast whose voice.
    Voice(voice::Event),
    /// The agenda.
    Agenda(agenda::Event),
    /// The floor.
    Floor(floor::Event),
    /// Assistance.
    Assistance(assistance::Event),
    /// A poll.
    Poll(poll::Event),
    /// Consent.
    Consent(consent::Event),
    /// A written opinion.
    Opinion(opinion::Event),
    /// Conclusions.
    Conclusions(conclusions::Event),
    /// Undo.
    Undo(undo::Event),
}

/// What a decision may depend on besides the session.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// The time on the hub's clock.
    pub now: Time,
    /// The sums of secret polls.
    pub sealed: &'a poll::SealedBallots,
}

/// What follows from a command that was accepted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Decision {
    /// What goes on the record, in order. Nothing where the command asked for what is so already.
    pub events: Vec<Event>,
    /// What drops into a secret poll's sum, in the same breath and in no record.
    pub sealed: Option<poll::SealedBallot>,
}

/// Whether something is as it is where nothing is said. Records leave it out then.
fn is_usual<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

impl From<Vec<Event>> for Decision {
    fn from(events: Vec<Event>) -> Self {
        Self {
            events,
            sealed: None,
        }
    }
}

/// What follows when this person asks for this, as the session stands.
///
/// # Errors
/// The rule that forbids it. Nothing has happened then.
pub fn decide(
    session: &Session,
    actor: &Actor,
    command: Command,
    context: &Context<'_>,
) -> Result<Decision, Refusal> {
    match command {
        Command::Life(command) => life::decide(session, actor, command, context).map(Into::into),
        Command::Attendance(command) => {
            attendance::decide(session, actor, command, context).map(Into::into)
        }
        Command::Quorum(command) => {
            quorum::decide(session, actor, command, context).map(Into::into)
        }
        Command::Voice(command) => voice::decide(session, actor, command, context).map(Into::into),
        Command::Agenda(command) => {
            agenda::decide(session, actor, command, context).map(Into::into)
        }
        Command::Floor(command) => floor::decide(session, actor, command, context).map(Into::into),
        Command::Assistance(command) => {
            assistance::decide(session, actor, command, context).map(Into::into)
        }
        Command::Poll(command) => poll::decide(session, actor, command, context),
        Command::Consent(command) => {
            consent::decide(session, actor, command, context).map(Into::into)
        }
        Command::Opinion(command) => {
            opinion::decide(session, actor, command, context).map(Into::into)
        }
        Command::Conclusions(command) => {
            conclusions::decide(session, actor, command, context).map(Into::into)
        }
        Command::Undo(command) => undo::decide(session, actor, command, context).map(Into::into),
    }
}

impl Session {
    /// The session as it was prepared, before anything happened.
    #[must_use]
    pub fn prepared(plan: Plan) -> Self {
        let floor = floor::Floor::planned(plan.rules.floor.order);
        Self {
            phase: Phase::Planned,
            opened_at: None,
            presiding: plan.chair,
            roster: attendance::Roster::planned(&plan.roster),
            watch: quorum::Watch::default(),
            voices: voice::Voices::planned(&plan.roster),
            agenda: agenda::Agenda::planned(plan.agenda.len()),
            lately: undo::Lately::planned(floor.clone()),
            floor,
            assistance: assistance::Assistance::default(),
            polls: poll::Polls::default(),
            consent: consent::Consent::planned(&plan),
            opinions: opinion::Opinions::default(),
            conclusions: conclusions::Conclusions::default(),
            announcements: vec![],
            plan,
        }
    }

    /// Writes down what happened, and remembers it for a while, should it be undone. An event that
    /// speaks of things unknown here, because their beginning was not to be seen, changes nothing.
    pub fn apply(&mut self, record: &Record) {
        if let Event::Undo(undo) = &record.event {
            return undo::take_back(self, *undo, record);
        }
        undo::remember(self, record);
        self.write(&record.event, record.at);
    }

    fn write(&mut self, event: &Event, at: Time) {
        match event {
            Event::Prepared(plan) => *self = Self::prepared(Plan::clone(plan)),
            Event::Life(event) => life::apply(self, event, at),
            Event::Attendance(event) => attendance::apply(self, event),
            Event::Quorum(event) => quorum::apply(self, event, at),
            Event::Voice(event) => voice::apply(self, event),
            Event::Agenda(event) => agenda::apply(self, event, at),
            Event::Floor(event) => floor::apply(self, event, at),
            Event::Assistance(event) => assistance::apply(self, event, at),
            Event::Poll(event) => {
                poll::apply(self, event, at);
                consent::follow(self, event);
            }
            Event::Consent(event) => consent::apply(self, event, at),
            Event::Opinion(event) => opinion::apply(self, event, at),
            Event::Conclusions(event) => conclusions::apply(self, event),
            // Taken back where it is known who did it, and from which record on.
            Event::Undo(_) => {}
        }
        assistance::follow(self, event);
    }

    /// The session that these records tell of; none without the first, which holds the plan.
    pub fn replay<'a>(records: impl IntoIterator<Item = &'a Record>) -> Option<Self> {
        let mut records = records.into_iter();
        let Event::Prepared(plan) = &records.next()?.event else {
            return None;
        };
        let mut session = Self::prepared(Plan::clone(plan));
        for record in records {
            session.apply(record);
        }
        Some(session)
    }
}
