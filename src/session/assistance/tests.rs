//! Delegates who ask for help, and how a call ends.

use super::super::attendance::{self, Mark};
use super::super::testing::Meeting;
use super::super::{Actor, CallId, DelegateId, Refusal, Role, Time, life, undo};
use super::{Call, Command, TEXT};

fn ask(text: &str) -> Command {
    let text = text.to_owned();
    Command::Ask { text }
}

fn calls(meeting: &Meeting) -> Vec<Call> {
    meeting.session.assistance.calls().cloned().collect()
}

fn call(id: u32, delegate: u32, at: Time, text: &str) -> Call {
    Call {
        id: CallId(id),
        delegate: DelegateId(delegate),
        at,
        text: text.to_owned(),
    }
}

fn mark(delegate: u32, mark: Mark) -> attendance::Command {
    let delegate = DelegateId(delegate);
    attendance::Command::Mark { delegate, mark }
}

#[test]
fn a_delegate_has_one_call_and_may_say_otherwise_what_is_the_matter() {
    let mut meeting = Meeting::open();
    meeting.delegate(5, ask("")).unwrap();
    let at = meeting.now;
    meeting.later(10);
    meeting.delegate(6, ask("hết pin")).unwrap();
    let other = call(2, 6, meeting.now, "hết pin");
    assert_eq!(calls(&meeting), [call(1, 5, at, ""), other.clone()]);

    // Asking again keeps the place and the time; saying nothing takes back nothing.
    meeting.delegate(5, ask("micro\nhỏng\u{1b}[31m")).unwrap();
    let said = call(1, 5, at, "micro hỏng");
    assert_eq!(calls(&meeting), [said, other]);
    assert_eq!(meeting.delegate(5, ask("")).unwrap(), []);
    assert_eq!(meeting.delegate(5, ask("micro hỏng")).unwrap(), []);

    meeting.delegate(5, ask(&"ă".repeat(TEXT + 50))).unwrap();
    let text = &calls(&meeting)[0].text;
    assert!(text.chars().count() <= TEXT, "{text}");
}

#[test]
fn a_call_is_taken_back_by_who_made_it_and_dealt_with_by_those_who_help() {
    let mut meeting = Meeting::open();
    meeting.delegate(5, ask("")).unwrap();
    let first = CallId(1);
    let withdraw = |call| Command::Withdraw { call };
    let answer = |call| Command::Answer { call };
    assert_eq!(
        meeting.delegate(6, withdraw(first)),
        Err(Refusal::NotYourself)
    );
    let role = Role::Delegate;
    let refused = Err(Refusal::NotYourRole { role });
    assert_eq!(meeting.delegate(5, answer(first)), refused);
    meeting.delegate(5, withdraw(first)).unwrap();
    let gone = Err(Refusal::NoSuchCall { call: first });
    assert_eq!(meeting.delegate(5, withdraw(first)), gone);

    for role in [Role::Chair, Role::Secretary, Role::Technician] {
        let actor = Actor::of(role);
        let refused = Err(Refusal::NotYourRole { role });
        assert_eq!(meeting.by(&actor, ask("")), refused);
        meeting.delegate(5, ask("")).unwrap();
        let call = calls(&meeting)[0].id;
        // Who was late does not end what was called since.
        assert_eq!(meeting.by(&actor, answer(first)), gone);
        meeting.by(&actor, answer(call)).unwrap();
        assert_eq!(calls(&meeting), []);
    }
}

#[test]
fn a_call_ends_by_itself_when_its_delegate_leaves_and_when_the_session_closes() {
    let mut meeting = Meeting::planned();
    // Before the opening, too, and by whoever can't sign in.
    meeting.delegate(4, ask("không điểm danh được")).unwrap();
    meeting.secretary(mark(4, Mark::Expected)).unwrap();
    assert_eq!(calls(&meeting).len(), 1);
    let leaving = [
        Mark::Absent,
        Mark::Excused {
            reason: String::new(),
        },
    ];
    for gone in leaving {
        meeting.delegate(4, ask("")).unwrap();
        meeting.secretary(mark(4, gone)).unwrap();
        assert_eq!(calls(&meeting), []);
    }

    let mut meeting = Meeting::open();
    meeting.delegate(5, ask("")).unwrap();
    meeting.delegate(6, ask("")).unwrap();
    meeting.delegate(5, attendance::Command::CheckOut).unwrap();
    assert_eq!(calls(&meeting), [call(2, 6, meeting.now, "")]);
    meeting.chair(life::Command::Close).unwrap();
    assert_eq!(calls(&meeting), []);
    assert_eq!(meeting.delegate(6, ask("")), Err(Refusal::SessionClosed));
}

#[test]
fn a_call_cannot_be_undone_and_stands_again_where_somebody_had_not_left() {
    let mut meeting = Meeting::open();
    meeting.delegate(5, ask("micro hỏng")).unwrap();
    let before = calls(&meeting);
    let asked = meeting.records.last().unwrap().seq;
    let undone = meeting.chair(undo::Command::Step { step: asked });
    assert!(undone.is_err());
    meeting.later(5);
    meeting.secretary(mark(5, Mark::Left)).unwrap();
    let step = meeting.records.last().unwrap().seq;
    assert_eq!(calls(&meeting), []);
    meeting.chair(undo::Command::Step { step }).unwrap();
    assert_eq!(calls(&meeting), before);

    // Who has called anew meanwhile waits with that call.
    meeting.secretary(mark(5, Mark::Left)).unwrap();
    let step = meeting.records.last().unwrap().seq;
    meeting.delegate(5, ask("loa")).unwrap();
    let anew = calls(&meeting);
    meeting.chair(undo::Command::Step { step }).unwrap();
    assert_eq!(calls(&meeting), anew);
}
