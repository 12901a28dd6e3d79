//! Who may do what. Default: refuse.

use proptest::prelude::*;

use super::super::testing::Meeting;
use super::super::testing::any::command;
use super::super::{
    Actor, Command, DelegateId, Refusal, Role, agenda, assistance, attendance, conclusions,
    consent, floor, life, opinion, poll, quorum, undo, voice,
};

const CHAIR: &[Role] = &[Role::Chair];
const TABLE: &[Role] = &[Role::Chair, Role::Secretary];
const DELEGATE: &[Role] = &[Role::Delegate];
const CHAIR_OR_DELEGATE: &[Role] = &[Role::Chair, Role::Delegate];
const HELPERS: &[Role] = &[Role::Chair, Role::Secretary, Role::Technician];
const TABLE_OR_DELEGATE: &[Role] = &[Role::Chair, Role::Secretary, Role::Delegate];

/// The roles that may send a command at all. Complete: a new command must be named here.
fn roles(command: &Command) -> &'static [Role] {
    match command {
        Command::Life(command) => match command {
            life::Command::Open
            | life::Command::Suspend
            | life::Command::Resume
            | life::Command::Close
            | life::Command::HandChair { .. } => CHAIR,
            life::Command::Announce { .. } => TABLE,
        },
        Command::Attendance(command) => match command {
            attendance::Command::Mark { .. }
            | attendance::Command::MarkPresent { .. }
            | attendance::Command::Add { .. } => TABLE,
            attendance::Command::CheckIn { .. } | attendance::Command::CheckOut => DELEGATE,
        },
        Command::Quorum(quorum::Command::Challenge) => CHAIR_OR_DELEGATE,
        Command::Voice(command) => match command {
            voice::Command::GiveProxy { .. }
            | voice::Command::EndProxy { .. }
            | voice::Command::Recuse { .. }
            | voice::Command::Rejoin { .. } => TABLE_OR_DELEGATE,
        },
        Command::Agenda(agenda::Command::Start { .. } | agenda::Command::Finish { .. }) => TABLE,
        Command::Floor(command) => match command {
            floor::Command::Ask { .. }
            | floor::Command::Withdraw { .. }
            | floor::Command::Contribute { .. } => TABLE_OR_DELEGATE,
            floor::Command::Remove { .. }
            | floor::Command::Move { .. }
            | floor::Command::Explain { .. }
            | floor::Command::OpenList
            | floor::Command::CloseList
            | floor::Command::SetListEnd { .. }
            | floor::Command::Park { .. }
            | floor::Command::Recall { .. } => TABLE,
            floor::Command::Give { .. }
            | floor::Command::Call { .. }
            | floor::Command::SetPolicy { .. }
            | floor::Command::Pause { .. }
            | floor::Command::Resume { .. }
            | floor::Command::Extend { .. }
            | floor::Command::EndList
            | floor::Command::EndDebate
            | floor::Command::AddTime { .. } => CHAIR,
            floor::Command::End { .. } => CHAIR_OR_DELEGATE,
        },
        Command::Assistance(command) => match command {
            assistance::Command::Ask { .. } | assistance::Command::Withdraw { .. } => DELEGATE,
            assistance::Command::Answer { .. } => HELPERS,
        },
        Command::Poll(command) => match command {
            poll::Command::Ready { .. } | poll::Command::Cast { delegate: None, .. } => DELEGATE,
            // A delegate may cast a voice they hold.
            poll::Command::Cast { .. } => TABLE_OR_DELEGATE,
            poll::Command::Prepare { .. }
            | poll::Command::CountHands { .. }
            | poll::Command::CountPaper { .. }
            | poll::Command::Note { .. } => TABLE,
            poll::Command::Open { .. }
            | poll::Command::Put { .. }
            | poll::Command::Close { .. }
            | poll::Command::BreakTie { .. }
            | poll::Command::Continue { .. }
            | poll::Command::Publish { .. }
            | poll::Command::Cancel { .. }
            | poll::Command::Repeat { .. } => CHAIR,
        },
        Command::Consent(command) => match command {
            consent::Command::TakeOut { .. } | consent::Command::Object { .. } => TABLE_OR_DELEGATE,
            consent::Command::List { .. } | consent::Command::Ask { .. } => TABLE,
        },
        Command::Opinion(command) => match command {
            opinion::Command::Answer { .. } => TABLE_OR_DELEGATE,
            opinion::Command::Circulate { .. } | opinion::Command::Remind { .. } => TABLE,
            opinion::Command::Close { .. }
            | opinion::Command::Publish { .. }
            | opinion::Command::Cancel { .. } => CHAIR,
        },
        Command::Conclusions(command) => match command {
            conclusions::Command::Write { .. }
            | conclusions::Command::Edit { .. }
            | conclusions::Command::Place { .. }
            | conclusions::Command::Remove { .. }
            | conclusions::Command::Adopt { .. } => TABLE,
        },
        // Some steps are the chair's to undo.
        Command::Undo(undo::Command::Step { .. }) => TABLE,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..Default::default() })]

    #[test]
    fn nobody_acts_beyond_their_role(command in command(), role in 0..4usize, person in 0..12u32) {
        let role = Role::ALL[role];
        let actor = Actor {
            delegate: (role == Role::Delegate || person < 4).then_some(DelegateId(person)),
            ..Actor::of(role)
        };
        for mut meeting in [Meeting::planned(), Meeting::open()] {
            let done = meeting.by(&actor, command.clone());
            if !roles(&command).contains(&role) {
                prop_assert!(done.is_err(), "{:?}", done);
            } else {
                prop_assert_ne!(done, Err(Refusal::NotYourRole { role }));
            }
        }
    }
}

/// A token of the role of a delegate that belongs to nobody opens nothing.
#[test]
fn a_delegate_who_is_nobody_does_nothing() {
    let mut meeting = Meeting::open();
    let nobody = Actor::of(Role::Delegate);
    let role = Role::Delegate;
    let place = attendance::Place::Hall;
    let delegate = DelegateId(5);
    let kind = floor::Kind::Speech;
    for command in [
        Command::Attendance(attendance::Command::CheckIn { place }),
        Command::Floor(floor::Command::ask(delegate, kind)),
    ] {
        let refused = meeting.by(&nobody, command);
        assert_eq!(refused, Err(Refusal::NotYourRole { role }));
    }
}
