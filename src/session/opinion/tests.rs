use super::super::poll::{Manner, Outcome, Sense};
use super::super::testing::{ABSTAIN, Answer as Said, Meeting, NO, YES, circular, question};
use super::super::{
    Actor, DelegateId, Event as Happened, Refusal, Role, Seconds, Session, Time, Weight, life,
};
use super::*;

const FIRST: OpinionId = OpinionId(1);
const DAY: i64 = 86_400;

fn answers(meeting: &mut Meeting, id: u32, choice: ChoiceNo, text: &str) -> Said {
    let answer = Command::Answer {
        opinion: FIRST,
        choice,
        text: text.to_owned(),
        delegate: None,
    };
    meeting.delegate(id, answer)
}

/// Circulated before the session is opened, to be answered within a day.
fn circulated(rule: &str, silence: Silence) -> Meeting {
    let mut meeting = Meeting::planned();
    let circular = Circular {
        silence,
        ..circular(rule)
    };
    meeting.secretary(Command::Circulate { circular }).unwrap();
    meeting
}

fn asked(meeting: &Meeting) -> &Opinion {
    meeting.session.opinions.get(FIRST).unwrap()
}

fn findings(meeting: &Meeting) -> &Findings {
    asked(meeting).findings().unwrap()
}

fn replayed(meeting: &Meeting) {
    let again = Session::replay(&meeting.records);
    assert_eq!(again.as_ref(), Some(&meeting.session));
}

#[test]
fn it_goes_to_all_members_and_closes_at_its_deadline_by_itself() {
    let mut meeting = circulated("majority of members", Silence::NotVoting);
    let deadline = asked(&meeting).circular.deadline;
    assert_eq!(asked(&meeting).entitled.len(), 9, "not the guest");
    for id in [1, 2, 3, 4] {
        answers(&mut meeting, id, YES, "").unwrap();
    }
    answers(&mut meeting, 5, NO, "Chưa rõ kinh phí").unwrap();
    meeting.later(3 * DAY);
    let Stage::Closed { at, findings } = &asked(&meeting).stage else {
        panic!("{:?}", asked(&meeting).stage);
    };
    let findings = findings.as_ref().unwrap();
    assert_eq!(*at, deadline);
    let tally = &findings.tally;
    assert_eq!(tally.outcome, Outcome::NotCarried, "4 of 9");
    assert_eq!(
        (tally.required, tally.members),
        (Weight::whole(5), Weight::whole(9))
    );
    assert_eq!(tally.not_voting(), Weight::whole(4));
    assert_eq!(tally.votes.len(), 5);
    assert_eq!(findings.silent, [6, 7, 8, 10].map(DelegateId));
    assert_eq!(
        findings.remarks,
        [(DelegateId(5), "Chưa rõ kinh phí".to_owned())]
    );
    let late = answers(&mut meeting, 6, YES, "");
    let at = deadline;
    assert_eq!(late, Err(Refusal::OpinionClosed { opinion: FIRST, at }));
    replayed(&meeting);
}

#[test]
fn silence_is_in_favour_only_where_the_rule_says_so_and_the_result_names_the_silent() {
    for (silence, outcome, yes) in [
        (Silence::NotVoting, Outcome::NotCarried, 1),
        (Silence::InFavour, Outcome::Carried, 7),
    ] {
        let mut meeting = circulated("majority of members", silence);
        answers(&mut meeting, 1, YES, "").unwrap();
        answers(&mut meeting, 2, NO, "").unwrap();
        answers(&mut meeting, 3, NO, "").unwrap();
        meeting.later(DAY);
        let findings = findings(&meeting);
        assert_eq!(findings.tally.outcome, outcome, "{silence:?}");
        assert_eq!(findings.tally.by_choice[0], Weight::whole(yes));
        assert_eq!(findings.silent.len(), 6);
        assert_eq!(
            findings.tally.votes.len(),
            3,
            "nobody is said to have answered"
        );
        let all: Weight = findings.tally.by_choice.iter().copied().sum();
        let rest = findings.tally.not_voting();
        assert_eq!(all + rest, findings.tally.entitled);
    }
}

#[test]
fn nobody_answering_carries_nothing() {
    let mut meeting = circulated("simple", Silence::NotVoting);
    meeting.later(DAY);
    let tally = &findings(&meeting).tally;
    assert_eq!(tally.outcome, Outcome::NotCarried);
    assert_eq!(tally.present, Weight::ZERO);
}

#[test]
fn the_last_answer_counts_and_the_same_again_is_no_event() {
    let mut meeting = circulated("majority of members", Silence::NotVoting);
    answers(&mut meeting, 5, YES, "").unwrap();
    assert_eq!(answers(&mut meeting, 5, YES, " "), Ok(vec![]));
    answers(&mut meeting, 5, NO, "").unwrap();
    meeting.later(DAY);
    assert_eq!(findings(&meeting).tally.votes, [(DelegateId(5), NO.into())]);
}

#[test]
fn another_opinion_says_what_it_is() {
    let mut meeting = circulated("majority of members", Silence::NotVoting);
    assert_eq!(meeting.session.plan.rules.choices[2].sense, Sense::Abstain);
    let empty = Refusal::empty("opinion");
    assert_eq!(answers(&mut meeting, 5, ABSTAIN, " \n"), Err(empty));
    answers(&mut meeting, 5, ABSTAIN, "Đề nghị\nlùi một tháng").unwrap();
    let answer = asked(&meeting).answered[&DelegateId(5)].clone().unwrap();
    assert_eq!(answer.text, "Đề nghị\nlùi một tháng");
    let opinion = FIRST;
    assert_eq!(
        answers(&mut meeting, 5, ChoiceNo(3), ""),
        Err(Refusal::NoSuchAnswer { opinion })
    );
}

#[test]
fn who_may_answer() {
    let mut meeting = circulated("majority of members", Silence::NotVoting);
    let opinion = FIRST;
    assert_eq!(
        answers(&mut meeting, 9, YES, ""),
        Err(Refusal::NotAsked { opinion })
    );
    let answer = |delegate| Command::Answer {
        opinion,
        choice: YES,
        text: String::new(),
        delegate,
    };
    let other = answer(Some(DelegateId(6)));
    assert_eq!(
        meeting.delegate(5, other.clone()),
        Err(Refusal::NotYourself)
    );
    assert_eq!(meeting.secretary(answer(None)), Err(Refusal::NotYourself));
    let role = Role::Technician;
    assert_eq!(
        meeting.by(&Actor::of(role), other.clone()),
        Err(Refusal::NotYourRole { role })
    );
    // A paper that was handed in.
    meeting.secretary(other).unwrap();
    assert!(!asked(&meeting).missing().any(|who| who == DelegateId(6)));
}

#[test]
fn it_is_answered_whatever_becomes_of_the_session() {
    let mut meeting = circulated("majority of members", Silence::NotVoting);
    answers(&mut meeting, 1, YES, "").unwrap();
    let delegates = (1..=10).map(DelegateId).collect();
    meeting
        .secretary(super::super::attendance::Command::MarkPresent { delegates })
        .unwrap();
    meeting.chair(life::Command::Open).unwrap();
    answers(&mut meeting, 2, YES, "").unwrap();
    // A live vote beside it goes its own way.
    let poll = meeting.vote_on(question(Manner::Named, "majority of members"));
    answers(&mut meeting, 3, YES, "").unwrap();
    meeting.votes(3, poll, NO).unwrap();
    meeting.close(poll);
    meeting.chair(life::Command::Suspend).unwrap();
    answers(&mut meeting, 4, YES, "").unwrap();
    meeting.chair(life::Command::Close).unwrap();
    answers(&mut meeting, 5, YES, "").unwrap();
    let circular = Circular {
        deadline: Time(meeting.now.0 + 1),
        ..circular("simple")
    };
    assert_eq!(
        meeting.chair(Command::Circulate { circular }),
        Err(Refusal::SessionClosed)
    );
    meeting.later(DAY);
    assert_eq!(findings(&meeting).tally.outcome, Outcome::Carried);
    let opinion = FIRST;
    meeting.chair(Command::Publish { opinion }).unwrap();
    replayed(&meeting);
}

#[test]
fn the_silent_are_reminded_on_request_and_once_by_itself_before_the_deadline() {
    let mut meeting = circulated("majority of members", Silence::NotVoting);
    let opinion = FIRST;
    answers(&mut meeting, 1, YES, "").unwrap();
    let remind = Command::Remind { opinion };
    let events = meeting.secretary(remind.clone()).unwrap();
    let missing: Vec<_> = [2, 3, 4, 5, 6, 7, 8, 10].map(DelegateId).to_vec();
    let reminded = Event::Reminded {
        opinion,
        missing: missing.clone(),
        by_itself: false,
    };
    assert_eq!(events, [Happened::Opinion(reminded)]);
    meeting.later(DAY - 3_600);
    let last = meeting.records.last().unwrap();
    let reminded = Event::Reminded {
        opinion,
        missing,
        by_itself: true,
    };
    assert_eq!(last.event, Happened::Opinion(reminded));
    assert_eq!((last.at, &last.by), (meeting.now, &None));
    meeting.later(60);
    assert_eq!(asked(&meeting).reminded.len(), 2, "only once");
    let role = Role::Delegate;
    assert_eq!(
        meeting.delegate(5, remind),
        Err(Refusal::NotYourRole { role })
    );
}

#[test]
fn nobody_is_reminded_where_all_have_answered_or_the_moment_lay_before_it_went_out() {
    let mut meeting = circulated("majority of members", Silence::NotVoting);
    for id in [1, 2, 3, 4, 5, 6, 7, 8, 10] {
        answers(&mut meeting, id, YES, "").unwrap();
    }
    let opinion = FIRST;
    assert_eq!(meeting.chair(Command::Remind { opinion }), Ok(vec![]));
    meeting.later(DAY - 1);
    assert!(asked(&meeting).reminded.is_empty());
    // Everybody has answered, so the chair need not wait.
    meeting.chair(Command::Close { opinion }).unwrap();
    assert_eq!(findings(&meeting).tally.outcome, Outcome::Carried);

    let mut meeting = Meeting::open();
    let circular = Circular {
        remind_s: Seconds(2 * 86_400),
        ..circular("simple")
    };
    meeting.chair(Command::Circulate { circular }).unwrap();
    meeting.later(DAY - 1);
    assert!(asked(&meeting).reminded.is_empty());
}

#[test]
fn it_is_closed_early_only_once_nobody_is_missing_published_by_the_chair_and_taken_back_with_a_reason()
 {
    let mut meeting = circulated("majority of members", Silence::NotVoting);
    let opinion = FIRST;
    let missing = 9;
    assert_eq!(
        meeting.chair(Command::Close { opinion }),
        Err(Refusal::AnswersMissing { opinion, missing })
    );
    let publish = Command::Publish { opinion };
    assert_eq!(
        meeting.chair(publish.clone()),
        Err(Refusal::OpinionHasNoResult { opinion })
    );
    let role = Role::Secretary;
    assert_eq!(
        meeting.secretary(publish.clone()),
        Err(Refusal::NotYourRole { role })
    );
    let cancel = |reason: &str| Command::Cancel {
        opinion,
        reason: reason.to_owned(),
    };
    assert_eq!(meeting.chair(cancel(" ")), Err(Refusal::empty("reason")));
    let mut other = meeting.clone();
    other.chair(cancel("Gửi nhầm")).unwrap();
    assert_eq!(
        answers(&mut other, 5, YES, ""),
        Err(Refusal::OpinionCancelled { opinion })
    );
    other.later(3 * DAY);
    assert!(asked(&other).findings().is_none());

    meeting.later(DAY);
    let at = asked(&meeting).circular.deadline;
    assert_eq!(
        meeting.chair(cancel("Muộn")),
        Err(Refusal::OpinionClosed { opinion, at })
    );
    meeting.chair(publish.clone()).unwrap();
    assert_eq!(meeting.chair(publish), Ok(vec![]));
}

#[test]
fn what_can_be_circulated() {
    let mut meeting = Meeting::open();
    let refused = |meeting: &mut Meeting, change: fn(&mut Circular)| {
        let mut circular = circular("simple");
        change(&mut circular);
        meeting.chair(Command::Circulate { circular }).unwrap_err()
    };
    let at = Time(5);
    assert_eq!(
        refused(&mut meeting, |c| c.deadline = Time(5)),
        Refusal::TimeHasPassed { at }
    );
    assert_eq!(
        refused(&mut meeting, |c| c.question.manner = Manner::Secret),
        Refusal::OpinionIsNamed
    );
    assert_eq!(
        refused(&mut meeting, |c| c.question.choices.clear()),
        Refusal::WrongChoices
    );
    assert_eq!(
        refused(&mut meeting, |c| c.question.text.clear()),
        Refusal::empty("question")
    );
    for nth in 0..MOST {
        let mut circular = circular("simple");
        circular.question.text += &nth.to_string();
        meeting.chair(Command::Circulate { circular }).unwrap();
    }
    assert_eq!(refused(&mut meeting, |_| ()), Refusal::TooManyOpinions);
}

#[test]
fn the_same_question_is_not_asked_twice_at_once() {
    let mut meeting = circulated("simple", Silence::NotVoting);
    let again = Command::Circulate {
        circular: circular("simple"),
    };
    let (opinion, at) = (FIRST, asked(&meeting).circular.deadline);
    assert_eq!(
        meeting.secretary(again.clone()),
        Err(Refusal::OpinionRuns { opinion, at })
    );
    let reason = "Sửa thời hạn".to_owned();
    meeting.chair(Command::Cancel { opinion, reason }).unwrap();
    meeting.secretary(again).unwrap();
}

#[test]
fn what_was_planned_waits_to_be_circulated_until_it_went_out() {
    let mut plan = super::super::testing::plan();
    plan.opinions = vec![circular("simple")];
    let mut meeting = Meeting::of(plan);
    let waits = |meeting: &Meeting| meeting.session.to_circulate().count();
    assert_eq!(waits(&meeting), 1);
    let circular = meeting.session.to_circulate().next().unwrap().clone();
    meeting.secretary(Command::Circulate { circular }).unwrap();
    assert_eq!(waits(&meeting), 0);
    let reason = "Sửa câu hỏi".to_owned();
    let opinion = FIRST;
    meeting.chair(Command::Cancel { opinion, reason }).unwrap();
    assert_eq!(waits(&meeting), 1);
}
