//! What becomes of a question otherwise than by votes, and notes to what is published.

use super::*;

const POLL: PollId = PollId(1);

fn befall(meeting: &mut Meeting, fate: Fate) -> Result<(), Refusal> {
    let reason = "Đã có nghị quyết khác".to_owned();
    let poll = POLL;
    let done = meeting.chair(Command::Cancel { poll, fate, reason });
    done.map(|_| ())
}

/// A meeting whose question is prepared, open, closed or published.
fn at(stage: usize) -> Meeting {
    let mut meeting = Meeting::open();
    let poll = POLL;
    let prepare = Command::Prepare {
        question: question(Manner::Named, MEMBERS),
    };
    let way = [
        prepare,
        Command::Open { poll },
        Command::Close { poll },
        Command::Publish { poll },
    ];
    for command in way.into_iter().take(stage + 1) {
        meeting.chair(command).unwrap();
    }
    meeting
}

#[test]
fn each_fate_has_its_time() {
    use Fate::{Cancelled, Lapsed, Void, Withdrawn};
    let has_result = Err(Refusal::HasResult { poll: POLL });
    let not_closed = Err(Refusal::NotClosed { poll: POLL });
    for stage in 0..4 {
        for fate in [Cancelled, Withdrawn, Lapsed, Void] {
            let expected = match (fate, stage) {
                (Cancelled | Withdrawn, 2..) => has_result.clone(),
                (Void, 0 | 1) => not_closed.clone(),
                _ => Ok(()),
            };
            let mut meeting = at(stage);
            assert_eq!(befall(&mut meeting, fate), expected, "{fate:?} at {stage}");
            let known = meeting.poll(POLL).fate().map(|(fate, _)| fate);
            assert_eq!(known, expected.is_ok().then_some(fate));
            if expected.is_ok() {
                assert_eq!(befall(&mut meeting, fate), Ok(()), "twice is once");
                let gone = Err(Refusal::TakenBack { poll: POLL });
                let other = if fate == Lapsed { Void } else { Lapsed };
                assert_eq!(befall(&mut meeting, other), gone);
            }
        }
    }
}

#[test]
fn only_what_is_simply_taken_back_needs_no_reason() {
    let mut meeting = at(0);
    let poll = POLL;
    let bare = |fate| Command::Cancel {
        poll,
        fate,
        reason: " ".to_owned(),
    };
    let field = "reason".to_owned();
    for fate in [Fate::Withdrawn, Fate::Lapsed] {
        let refused = meeting.chair(bare(fate));
        assert_eq!(
            refused,
            Err(Refusal::Empty {
                field: field.clone()
            })
        );
    }
    meeting.chair(bare(Fate::Cancelled)).unwrap();
}

#[test]
fn a_void_result_stays_on_the_record_and_can_be_voted_on_again() {
    let mut meeting = at(3);
    befall(&mut meeting, Fate::Void).unwrap();
    let poll = meeting.poll(POLL);
    assert_eq!(poll.ending(), Some(Ending::Fate(Fate::Void)));
    assert_eq!(poll.tally().unwrap().outcome, Outcome::NotCarried);
    let reason = "Đếm sai".to_owned();
    meeting
        .chair(Command::Repeat { poll: POLL, reason })
        .unwrap();
    assert_eq!(meeting.poll(POLL).repeated_by, Some(PollId(2)));
}

#[test]
fn a_void_result_is_not_published_any_more() {
    let mut meeting = at(2);
    befall(&mut meeting, Fate::Void).unwrap();
    let poll = POLL;
    let refused = meeting.chair(Command::Publish { poll });
    assert_eq!(refused, Err(Refusal::TakenBack { poll }));
}

#[test]
fn a_note_is_added_to_what_is_published_also_after_the_meeting() {
    let note = |text: &str| Command::Note {
        poll: POLL,
        text: text.to_owned(),
    };
    let mut meeting = at(2);
    let refused = meeting.secretary(note("Sửa"));
    assert_eq!(refused, Err(Refusal::NotPublished { poll: POLL }));
    let mut meeting = at(3);
    let before = meeting.poll(POLL).tally().cloned();
    meeting.chair(life::Command::Close).unwrap();
    meeting
        .secretary(note("Đại biểu 4 định tán thành\u{1b}[0m"))
        .unwrap();
    let poll = meeting.poll(POLL);
    assert_eq!(poll.notes[0].text, "Đại biểu 4 định tán thành");
    assert_eq!(poll.tally(), before.as_ref());
    let role = Role::Delegate;
    let refused = meeting.delegate(5, note("Tôi"));
    assert_eq!(refused, Err(Refusal::NotYourRole { role }));
    let field = "text".to_owned();
    assert_eq!(meeting.chair(note("")), Err(Refusal::Empty { field }));
}
