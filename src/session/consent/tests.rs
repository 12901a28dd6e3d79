use super::super::poll::{self, Fate, Manner, Outcome, Stage, Teller};
use super::super::testing::{Meeting, NO, YES, plan, question};
use super::super::{
    Actor, DelegateId, Event as Happened, ItemId, Refusal, Role, Session, Time, agenda, attendance,
    life,
};
use super::*;

const FIRST: PollId = PollId(1);

fn object(poll: PollId) -> Command {
    let delegate = None;
    Command::Object { poll, delegate }
}

fn take_out(item: u32) -> Command {
    Command::TakeOut {
        item: ItemId(item),
        reason: "Cần thảo luận".to_owned(),
        delegate: None,
    }
}

fn asks(rule: &str) -> Command {
    let question = question(Manner::Named, rule);
    Command::Ask { question }
}

/// The three items with a motion each, all on the list from the beginning.
fn listed() -> Meeting {
    let mut plan = plan();
    let motion = plan.agenda[1].motion.clone();
    for item in &mut plan.agenda {
        item.motion.clone_from(&motion);
        item.consent = true;
    }
    Meeting::opened(plan)
}

fn items(meeting: &Meeting) -> Vec<u32> {
    meeting.session.consent.items.iter().map(|i| i.0).collect()
}

/// Opens the question that was prepared last.
fn opens(meeting: &mut Meeting) -> PollId {
    let poll = meeting.session.polls.latest().unwrap().id;
    meeting.chair(poll::Command::Open { poll }).unwrap();
    poll
}

fn replayed(meeting: &Meeting) {
    let again = Session::replay(&meeting.records);
    assert_eq!(again.as_ref(), Some(&meeting.session));
}

#[test]
fn without_an_objection_it_is_carried_at_the_end_of_the_wait_by_itself() {
    for manner in [Manner::Named, Manner::Secret, Manner::Hands] {
        let mut meeting = Meeting::open();
        let poll = meeting.vote_on(question(manner, "no objection"));
        let opened = meeting.now;
        let until = Time(opened.0 + 10_000);
        assert_eq!(meeting.session.waits_until(meeting.poll(poll)), Some(until));
        meeting.later(9);
        assert!(meeting.poll(poll).is_open());
        meeting.later(60);
        let Stage::Published { at, tally } = &meeting.poll(poll).stage else {
            panic!("{:?}", meeting.poll(poll).stage);
        };
        assert_eq!((*at, tally.outcome), (until, Outcome::Carried));
        assert_eq!(meeting.poll(poll).closed_at, Some(until));
        let last = meeting.records.iter().rev().take(2);
        assert!(last.into_iter().all(|r| r.by.is_none() && r.at == until));
        replayed(&meeting);
    }
}

#[test]
fn the_wait_is_that_of_the_session_file() {
    let mut plan = plan();
    plan.rules.wait = Seconds(30);
    let mut meeting = Meeting::opened(plan);
    let poll = meeting.vote_on(question(Manner::Named, "no objection"));
    meeting.later(29);
    assert!(meeting.poll(poll).is_open());
    meeting.later(1);
    assert!(!meeting.poll(poll).is_open());
}

#[test]
fn one_objection_leaves_the_same_question_prepared_for_an_ordinary_vote() {
    let mut meeting = Meeting::open();
    let poll = meeting.vote_on(question(Manner::Named, "no objection"));
    meeting.later(4);
    let events = meeting.delegate(5, object(poll)).unwrap();
    let rule = meeting.session.plan.rules.majority.clone();
    let delegate = DelegateId(5);
    let objected = Event::Objected {
        poll,
        delegate,
        rule: rule.clone(),
    };
    assert_eq!(events, [Happened::Consent(objected)]);
    let found = meeting.poll(poll);
    assert_eq!(
        (&found.stage, &found.question.rule),
        (&Stage::Prepared, &rule)
    );
    let objection = meeting.session.consent.objection(poll).unwrap();
    assert_eq!((objection.delegate, objection.at), (delegate, meeting.now));
    // The wait is gone for good, and the vote is like any other.
    meeting.later(60);
    assert_eq!(meeting.poll(poll).stage, Stage::Prepared);
    assert_eq!(
        meeting.delegate(6, object(poll)),
        Err(Refusal::NoWait { poll })
    );
    opens(&mut meeting);
    for id in [1, 2, 3, 4, 6] {
        meeting.votes(id, poll, YES).unwrap();
    }
    meeting.votes(5, poll, NO).unwrap();
    assert_eq!(meeting.close(poll).outcome, Outcome::Carried);
    replayed(&meeting);
}

#[test]
fn a_body_that_knows_only_consent_votes_by_simple_majority_then() {
    let mut plan = plan();
    plan.rules.majority = "no objection".parse().unwrap();
    let mut meeting = Meeting::opened(plan);
    let poll = meeting.vote_on(question(Manner::Named, "no objection"));
    meeting.delegate(5, object(poll)).unwrap();
    let rule = meeting.poll(poll).question.rule.to_string();
    assert_eq!(rule, "> 1/2 of cast");
}

#[test]
fn who_may_object() {
    let mut meeting = Meeting::open();
    let poll = meeting.vote_on(question(Manner::Named, "no objection"));
    let guest = DelegateId(9);
    assert_eq!(
        meeting.delegate(9, object(poll)),
        Err(Refusal::HasNoVote { delegate: guest })
    );
    assert_eq!(meeting.chair(object(poll)), Err(Refusal::NotYourself));
    let role = Role::Technician;
    assert_eq!(
        meeting.by(&Actor::of(role), object(poll)),
        Err(Refusal::NotYourRole { role })
    );
    let other = Command::Object {
        poll,
        delegate: Some(DelegateId(6)),
    };
    assert_eq!(
        meeting.delegate(5, other.clone()),
        Err(Refusal::NotYourself)
    );
    meeting.delegate(7, attendance::Command::CheckOut).unwrap();
    let delegate = DelegateId(7);
    assert_eq!(
        meeting.delegate(7, object(poll)),
        Err(Refusal::NotPresent { delegate })
    );
    let unknown = PollId(9);
    assert_eq!(
        meeting.delegate(5, object(unknown)),
        Err(Refusal::NoSuchPoll { poll: unknown })
    );
    meeting.secretary(other).unwrap();
    assert_eq!(
        meeting.session.consent.objection(poll).unwrap().delegate,
        DelegateId(6)
    );
}

#[test]
fn who_came_after_the_question_was_opened_was_not_asked() {
    let mut meeting = Meeting::open();
    meeting.delegate(7, attendance::Command::CheckOut).unwrap();
    let poll = meeting.vote_on(question(Manner::Named, "no objection"));
    let place = attendance::Place::Hall;
    let here = attendance::Command::CheckIn { place };
    meeting.delegate(7, here).unwrap();
    assert_eq!(
        meeting.delegate(7, object(poll)),
        Err(Refusal::NotEntitled { poll })
    );
}

#[test]
fn while_the_wait_runs_nothing_is_voted_and_nothing_else_moves() {
    let mut meeting = Meeting::open();
    let poll = meeting.vote_on(question(Manner::Named, "no objection"));
    let at = Time(meeting.now.0 + 10_000);
    assert_eq!(
        meeting.votes(5, poll, YES),
        Err(Refusal::WrongManner { poll })
    );
    assert_eq!(
        meeting.chair(poll::Command::Close { poll }),
        Err(Refusal::WaitRuns { poll, at })
    );
    let open = Err(Refusal::VoteIsOpen { poll });
    assert_eq!(meeting.chair(life::Command::Suspend), open);
    assert_eq!(meeting.chair(life::Command::Close), open);
    let item = ItemId(1);
    assert_eq!(meeting.chair(agenda::Command::Start { item }), open);
    let reason = String::new();
    meeting
        .chair(poll::Command::Cancel {
            poll,
            fate: Fate::Cancelled,
            reason,
        })
        .unwrap();
    meeting.later(60);
    assert!(meeting.poll(poll).is_cancelled());
    meeting.chair(life::Command::Suspend).unwrap();
}

#[test]
fn hands_are_not_counted_where_silence_is_consent() {
    let mut meeting = Meeting::open();
    let poll = meeting.vote_on(question(Manner::Hands, "no objection"));
    let hands = vec![9, 0, 0];
    assert_eq!(
        meeting.chair(poll::Command::CountHands {
            poll,
            hands,
            teller: Teller::First
        }),
        Err(Refusal::WrongManner { poll })
    );
}

#[test]
fn without_a_quorum_at_the_end_nothing_was_decided() {
    let mut meeting = listed();
    meeting.chair(asks("no objection")).unwrap();
    let poll = opens(&mut meeting);
    for id in [3, 4, 5, 6] {
        meeting.delegate(id, attendance::Command::CheckOut).unwrap();
    }
    meeting.later(10);
    let outcome = meeting.poll(poll).tally().unwrap().outcome;
    assert_eq!(outcome, Outcome::NoQuorum);
    // The list waits for a better moment.
    assert_eq!(items(&meeting), [1, 2, 3]);
    assert_eq!(meeting.session.consent.asked, None);
    replayed(&meeting);
}

#[test]
fn the_list_is_adopted_as_one_and_the_record_has_the_outcome_of_each_item() {
    let mut meeting = listed();
    assert_eq!(
        meeting.session.next_item(),
        None,
        "none is taken up by itself"
    );
    meeting.delegate(5, take_out(2)).unwrap();
    let out = &meeting.session.consent.taken_out[0];
    assert_eq!((out.item, out.delegate), (ItemId(2), Some(DelegateId(5))));
    meeting.secretary(asks("no objection")).unwrap();
    let poll = opens(&mut meeting);
    meeting.later(10);
    let Some(Happened::Consent(Event::Decided {
        poll: by,
        outcome,
        items: adopted,
    })) = meeting.records.last().map(|record| &record.event)
    else {
        panic!("{:?}", meeting.records.last());
    };
    assert_eq!((*by, *outcome), (poll, Outcome::Carried));
    assert_eq!(*adopted, [ItemId(1), ItemId(3)]);
    let session = &meeting.session;
    assert_eq!(session.consent.outcome(ItemId(3)).unwrap().poll, poll);
    assert!(session.agenda.progress(ItemId(1)).done);
    assert!(items(&meeting).is_empty());
    // What was taken out is an ordinary item.
    assert_eq!(session.consent.outcome(ItemId(2)), None);
    assert_eq!(session.next_item(), Some(ItemId(2)));
    replayed(&meeting);
}

#[test]
fn while_the_wait_runs_one_item_can_go_and_the_rest_is_carried() {
    let mut meeting = listed();
    meeting.chair(asks("no objection")).unwrap();
    opens(&mut meeting);
    meeting.later(5);
    meeting.delegate(6, take_out(1)).unwrap();
    meeting.later(5);
    let decided = meeting.session.consent.decided.last().unwrap();
    assert_eq!(decided.items, [ItemId(2), ItemId(3)]);
    assert_eq!(
        meeting.delegate(6, take_out(2)),
        Err(Refusal::NotOnList { item: ItemId(2) })
    );
}

#[test]
fn where_the_last_item_goes_there_is_nothing_to_ask() {
    let mut meeting = listed();
    meeting.chair(asks("no objection")).unwrap();
    let poll = opens(&mut meeting);
    for item in 1..=3 {
        meeting.delegate(6, take_out(item)).unwrap();
    }
    assert!(meeting.poll(poll).is_cancelled());
    assert_eq!(meeting.session.consent.asked, None);
    meeting.later(60);
    assert!(meeting.session.consent.decided.is_empty());
    replayed(&meeting);
}

#[test]
fn an_objection_to_the_list_puts_it_to_one_vote_that_asks_what_each_motion_asks() {
    let mut meeting = listed();
    meeting.session.plan.agenda[2].motion.as_mut().unwrap().rule =
        ">= 2/3 of members".parse().unwrap();
    meeting.chair(asks("no objection")).unwrap();
    let poll = opens(&mut meeting);
    meeting.delegate(5, object(poll)).unwrap();
    let rule = meeting.poll(poll).question.rule.to_string();
    assert_eq!(rule, "> 1/2 of members and >= 2/3 of members");
    opens(&mut meeting);
    meeting.votes(5, poll, NO).unwrap();
    // Votes were cast on the whole.
    let open = Err(Refusal::VoteIsOpen { poll });
    assert_eq!(meeting.delegate(6, take_out(1)), open);
    for id in [1, 2, 3, 4, 6] {
        meeting.votes(id, poll, YES).unwrap();
    }
    assert_eq!(meeting.close(poll).outcome, Outcome::NotCarried);
    assert_eq!(
        meeting.delegate(6, take_out(1)),
        Err(Refusal::HasResult { poll })
    );
    meeting.chair(poll::Command::Publish { poll }).unwrap();
    let decided = meeting.session.consent.outcome(ItemId(1)).unwrap();
    assert_eq!(decided.outcome, Outcome::NotCarried);
    // Each is an ordinary item again.
    assert!(items(&meeting).is_empty());
    assert_eq!(meeting.session.next_item(), Some(ItemId(1)));
}

#[test]
fn a_list_that_was_lost_and_is_put_again_is_whole_again() {
    for published in [false, true] {
        let mut meeting = listed();
        meeting.chair(asks("majority of members")).unwrap();
        let poll = opens(&mut meeting);
        meeting.close(poll);
        if published {
            meeting.chair(poll::Command::Publish { poll }).unwrap();
        }
        let reason = "Nhầm".to_owned();
        meeting
            .chair(poll::Command::Repeat { poll, reason })
            .unwrap();
        assert_eq!(items(&meeting), [1, 2, 3]);
        let next = opens(&mut meeting);
        assert_eq!(meeting.session.consent.asked, Some(next));
        for id in 1..=5 {
            meeting.votes(id, next, YES).unwrap();
        }
        meeting.close(next);
        meeting
            .chair(poll::Command::Publish { poll: next })
            .unwrap();
        let decided = meeting.session.consent.outcome(ItemId(2)).unwrap();
        assert_eq!((decided.poll, decided.outcome), (next, Outcome::Carried));
        replayed(&meeting);
    }
}

#[test]
fn a_result_may_come_to_be_known_when_the_meeting_is_over() {
    let mut meeting = listed();
    meeting.chair(asks("majority of members")).unwrap();
    let poll = opens(&mut meeting);
    meeting.close(poll);
    meeting.chair(life::Command::Close).unwrap();
    meeting.chair(poll::Command::Publish { poll }).unwrap();
    assert_eq!(
        meeting.session.consent.outcome(ItemId(1)).unwrap().poll,
        poll
    );
}

#[test]
fn the_list_is_never_put_by_less_than_a_motion_asks() {
    let mut meeting = listed();
    let item = ItemId(1);
    assert_eq!(
        meeting.chair(asks("simple")),
        Err(Refusal::AsksLess { item })
    );
    meeting.chair(asks("majority of members")).unwrap();
    assert_eq!(
        meeting.chair(asks("no objection")),
        Err(Refusal::PollIsPrepared { poll: FIRST })
    );
}

#[test]
fn what_may_stand_on_the_list() {
    let mut meeting = Meeting::open();
    let list = |meeting: &mut Meeting, items: &[u32]| {
        let items = items.iter().copied().map(ItemId).collect();
        meeting.secretary(Command::List { items })
    };
    let item = ItemId(1);
    assert_eq!(list(&mut meeting, &[1]), Err(Refusal::NoMotion { item }));
    let item = ItemId(7);
    assert_eq!(list(&mut meeting, &[7]), Err(Refusal::NoSuchItem { item }));
    let nothing = Err(Refusal::NothingOnList);
    assert_eq!(meeting.chair(asks("no objection")), nothing);
    let item = ItemId(2);
    let absent = meeting.delegate(5, take_out(2));
    assert_eq!(absent, Err(Refusal::NotOnList { item }));
    assert_eq!(list(&mut meeting, &[2, 2]).unwrap().len(), 1);
    assert_eq!(list(&mut meeting, &[2]), Ok(vec![]));
    meeting.chair(asks("no objection")).unwrap();
    let asked = Err(Refusal::ListIsAsked { poll: FIRST });
    assert_eq!(list(&mut meeting, &[]), asked);
    let reason = String::new();
    let cancel = poll::Command::Cancel {
        poll: FIRST,
        fate: Fate::Cancelled,
        reason,
    };
    meeting.chair(cancel).unwrap();
    list(&mut meeting, &[]).unwrap();
    meeting.chair(agenda::Command::Start { item }).unwrap();
    assert_eq!(
        list(&mut meeting, &[2]),
        Err(Refusal::ItemIsCurrent { item })
    );
    meeting.chair(agenda::Command::Finish { item }).unwrap();
    assert_eq!(list(&mut meeting, &[2]), Err(Refusal::ItemIsDone { item }));
}

#[test]
fn an_item_that_is_taken_up_by_itself_leaves_the_list() {
    let mut meeting = listed();
    let item = ItemId(2);
    let events = meeting.chair(agenda::Command::Start { item }).unwrap();
    let out = Event::TakenOut {
        item,
        delegate: None,
        reason: String::new(),
    };
    let started = agenda::Event::Started { item };
    assert_eq!(events, [Happened::Consent(out), Happened::Agenda(started)]);
    assert_eq!(items(&meeting), [1, 3]);
}

#[test]
fn an_item_can_be_taken_out_before_the_session_and_by_who_is_absent() {
    let mut plan = plan();
    plan.agenda[1].consent = true;
    let mut meeting = Meeting::of(plan);
    let guest = DelegateId(9);
    assert_eq!(
        meeting.delegate(9, take_out(2)),
        Err(Refusal::HasNoVote { delegate: guest })
    );
    meeting.delegate(5, take_out(2)).unwrap();
    assert!(items(&meeting).is_empty());
}

#[test]
fn a_wait_that_ran_while_the_hub_was_away_begins_anew() {
    let mut meeting = Meeting::open();
    assert_eq!(meeting.session.wait_again(), None);
    let poll = meeting.vote_on(question(Manner::Named, "no objection"));
    // Nobody looks at what is due while the hub is away.
    meeting.now.0 += 60_000;
    let again = meeting.session.wait_again().unwrap();
    assert_eq!(again, Happened::Consent(Event::WaitedAnew { poll }));
    meeting.session.write(&again, meeting.now);
    let until = Time(meeting.now.0 + 10_000);
    assert_eq!(meeting.session.waits_until(meeting.poll(poll)), Some(until));
    meeting.later(4);
    meeting.delegate(5, object(poll)).unwrap();
}

#[test]
fn a_void_decision_adopted_nothing_and_can_be_put_again() {
    let mut meeting = listed();
    meeting.chair(asks("no objection")).unwrap();
    let poll = opens(&mut meeting);
    meeting.later(10);
    assert!(items(&meeting).is_empty());
    let cancel = poll::Command::Cancel {
        poll,
        fate: Fate::Void,
        reason: "Thiếu tài liệu".to_owned(),
    };
    meeting.chair(cancel).unwrap();
    assert_eq!(items(&meeting), [1, 2, 3]);
    assert_eq!(meeting.session.consent.outcome(ItemId(1)), None);
    assert!(!meeting.session.agenda.progress(ItemId(1)).done);
    let reason = "Đã bổ sung".to_owned();
    meeting
        .chair(poll::Command::Repeat { poll, reason })
        .unwrap();
    let next = opens(&mut meeting);
    assert_eq!(meeting.session.consent.asked, Some(next));
    meeting.later(10);
    assert_eq!(
        meeting.session.consent.outcome(ItemId(1)).unwrap().poll,
        next
    );
    assert!(meeting.session.agenda.progress(ItemId(1)).done);
    replayed(&meeting);
}
