//! What a chair sees of the order, and what holds of every order.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use super::*;
use crate::session::floor::{Command, Event};
use crate::session::testing::{Meeting, plan};
use crate::session::{Event as Any, ItemId, Plan, Refusal, agenda};

/// The plan of tests with two groups: A are 4 to 6, B are 7 to 9.
fn grouped(policy: Policy) -> Plan {
    let mut plan = plan();
    plan.rules.floor.order = policy;
    plan.rules.floor.groups = ["A", "B"].map(str::to_owned).to_vec();
    plan.rules.floor.points_of_order = ["Quy trình", "Khác"].map(str::to_owned).to_vec();
    for delegate in &mut plan.roster {
        delegate.group = match delegate.id.0 {
            4..=6 => Some(GroupId(1)),
            7..=9 => Some(GroupId(2)),
            _ => None,
        };
    }
    plan
}

fn meeting(policy: Policy) -> Meeting {
    Meeting::opened(grouped(policy))
}

fn reason(meeting: &Meeting) -> Reason {
    meeting.session.proposal().reason
}

/// The chair gives the floor to whoever is proposed.
fn next(meeting: &mut Meeting) -> u32 {
    let next = meeting.session.proposal().next.unwrap();
    let speaker = meeting.session.floor.waiting(next).unwrap().delegate;
    meeting.give(next).unwrap();
    speaker.0
}

fn spoken(a: usize, b: usize) -> Vec<(GroupId, usize)> {
    vec![(GroupId(1), a), (GroupId(2), b)]
}

#[test]
fn for_and_against_take_turns_for_first() {
    let mut meeting = meeting(Policy::ForAndAgainst);
    meeting.asks(5, Kind::For);
    meeting.asks(6, Kind::For);
    meeting.asks(7, Kind::Against);
    assert_eq!(meeting.queue(), [5, 7, 6]);
    assert_eq!(reason(&meeting), Reason::Alternates { after: None });
    assert_eq!(next(&mut meeting), 5);
    let after = Some(Kind::For);
    assert_eq!(reason(&meeting), Reason::Alternates { after });
    assert_eq!(next(&mut meeting), 7);
    assert_eq!(next(&mut meeting), 6);
    meeting.asks(4, Kind::For);
    let missing = Kind::Against;
    assert_eq!(reason(&meeting), Reason::OneSided { missing });
}

#[test]
fn who_is_neither_for_nor_against_speaks_in_the_order_of_arrival() {
    let mut meeting = meeting(Policy::ForAndAgainst);
    for (id, kind) in [
        (4, Kind::Speech),
        (5, Kind::For),
        (6, Kind::For),
        (7, Kind::Speech),
        (8, Kind::Against),
    ] {
        meeting.asks(id, kind);
    }
    assert_eq!(meeting.queue(), [4, 5, 8, 6, 7]);
    assert_eq!(reason(&meeting), Reason::FirstCome);
}

#[test]
fn who_has_not_spoken_comes_first_and_the_console_can_say_so() {
    let mut meeting = meeting(Policy::FewestSpeeches);
    meeting.asks(5, Kind::Speech);
    next(&mut meeting);
    // Who speaks has spoken once, also before they have done.
    meeting.asks(5, Kind::Speech);
    meeting.asks(6, Kind::Speech);
    assert_eq!(meeting.queue(), [6, 5]);
    assert_eq!(reason(&meeting), Reason::Spoken { times: 0 });
    next(&mut meeting);
    assert_eq!(reason(&meeting), Reason::Spoken { times: 1 });
}

#[test]
fn a_balance_counts_what_was_said_on_the_item() {
    let mut meeting = meeting(Policy::Balanced);
    let start = |item| agenda::Command::Start { item: ItemId(item) };
    meeting.chair(start(1)).unwrap();
    for id in [4, 5, 6] {
        meeting.asks(id, Kind::Speech);
        next(&mut meeting);
    }
    meeting.asks(4, Kind::Speech);
    meeting.asks(7, Kind::Speech);
    assert_eq!(meeting.queue(), [7, 4]);
    let (three, none) = (spoken(3, 0), spoken(0, 0));
    assert_eq!(reason(&meeting), Reason::Balance { spoken: three });
    meeting.chair(start(2)).unwrap();
    meeting.asks(7, Kind::Speech);
    meeting.asks(4, Kind::Speech);
    assert_eq!(meeting.queue(), [4, 7]);
    assert_eq!(reason(&meeting), Reason::Balance { spoken: none });
}

#[test]
fn a_strict_balance_stops_until_somebody_of_the_group_comes() {
    let mut meeting = meeting(Policy::StrictlyBalanced);
    meeting.asks(7, Kind::Speech);
    let stopped = Reason::Stopped {
        due: GroupId(1),
        spoken: spoken(0, 0),
    };
    assert_eq!(reason(&meeting), stopped);
    assert_eq!(meeting.session.proposal().next, None);
    // A point of order, and whoever is of no group, are in nobody's way.
    meeting.asks(10, Kind::Speech);
    meeting.asks(3, Kind::PointOfOrder);
    assert_eq!(meeting.queue(), [3, 10, 7]);
    let proposal = meeting.session.proposal();
    assert_eq!((proposal.order.len(), proposal.left.len()), (2, 1));
    meeting.asks(4, Kind::Speech);
    assert_eq!(meeting.queue(), [3, 4, 7, 10]);
    assert!(meeting.session.proposal().left.is_empty());
}

#[test]
fn calling_up_somebody_of_the_group_that_is_missing_is_in_order() {
    let in_order = |delegate| {
        let mut meeting = meeting(Policy::StrictlyBalanced);
        meeting.asks(7, Kind::Speech);
        let (delegate, kind) = (DelegateId(delegate), Kind::Speech);
        let events = meeting.chair(Command::Call { delegate, kind }).unwrap();
        events.iter().any(|event| {
            let given = |event: &Event| matches!(event, Event::Given { in_order: true, .. });
            matches!(event, Any::Floor(event) if given(event))
        })
    };
    assert!(in_order(4));
    assert!(!in_order(8));
    assert!(!in_order(10));
}

#[test]
fn whoever_asked_the_question_comes_first_in_the_debate_about_its_answer() {
    let mut meeting = meeting(Policy::QuestionerFirst);
    let call = |delegate, kind| Command::Call {
        delegate: DelegateId(delegate),
        kind,
    };
    meeting.asks(5, Kind::Questioning);
    meeting.asks(6, Kind::Questioning);
    assert!(meeting.queue().is_empty());
    let floor = &meeting.session.floor;
    let [first, second] = [0, 1].map(|place| floor.questions[place].id);
    meeting.give(first).unwrap();
    meeting.chair(call(3, Kind::Answer)).unwrap();
    meeting.asks(7, Kind::Reply);
    meeting.asks(5, Kind::Reply);
    assert_eq!(meeting.queue(), [5, 7]);
    assert_eq!(reason(&meeting), Reason::Questioner);
    // The next question opens a round of its own.
    meeting.give(second).unwrap();
    meeting.asks(6, Kind::Reply);
    assert_eq!(meeting.queue(), [6, 7, 5]);
}

#[test]
fn who_answers_is_never_out_of_order_and_who_questions_has_a_list_of_their_own() {
    let mut meeting = meeting(Policy::FirstCome);
    meeting.asks(4, Kind::Speech);
    let question = meeting.asks(5, Kind::Questioning);
    let events = meeting.give(question).unwrap();
    assert!(events.iter().all(|event| !matches!(
        event,
        Any::Floor(Event::Given {
            in_order: false,
            ..
        })
    )));
    let (delegate, kind) = (DelegateId(3), Kind::Answer);
    meeting.chair(Command::Call { delegate, kind }).unwrap();
    assert!(meeting.session.floor.departures.is_empty());
    // One waits on both lists at once, and nobody is moved from one to the other.
    let speech = meeting.asks(5, Kind::Speech);
    let question = meeting.asks(5, Kind::Questioning);
    let across = Command::Move {
        request: question,
        before: Some(speech),
    };
    let refused = Err(Refusal::NoSuchRequest { request: speech });
    assert_eq!(meeting.chair(across), refused);
}

#[test]
fn whom_the_chair_moved_stays_there_and_the_others_go_around() {
    let mut meeting = meeting(Policy::FewestSpeeches);
    for id in [4, 5] {
        meeting.asks(id, Kind::Speech);
        next(&mut meeting);
    }
    let ids = [4, 6, 5, 7].map(|id| meeting.asks(id, Kind::Speech));
    assert_eq!(meeting.queue(), [6, 7, 4, 5]);
    let (request, before) = (ids[2], Some(ids[3]));
    meeting.chair(Command::Move { request, before }).unwrap();
    assert_eq!(meeting.queue(), [6, 5, 7, 4]);
    // Who comes new goes before those after whom the policy would not put them.
    meeting.asks(8, Kind::Speech);
    assert_eq!(meeting.queue(), [6, 5, 7, 8, 4]);
    next(&mut meeting);
    assert_eq!(reason(&meeting), Reason::Moved);
    assert_eq!(next(&mut meeting), 5);
}

#[test]
fn another_policy_puts_those_who_wait_in_another_order_on_the_record() {
    let mut meeting = meeting(Policy::FirstCome);
    for id in [7, 8, 4] {
        meeting.asks(id, Kind::Speech);
    }
    let policy = Policy::Balanced;
    let events = meeting.chair(Command::SetPolicy { policy }).unwrap();
    let Some(Any::Floor(Event::Ordered { queue })) = events.last() else {
        panic!("{events:?}");
    };
    assert_eq!(queue.len(), 3);
    assert_eq!(meeting.queue(), [4, 7, 8]);
    assert_eq!(meeting.chair(Command::SetPolicy { policy }), Ok(vec![]));
    let policy = Policy::FirstCome;
    meeting.chair(Command::SetPolicy { policy }).unwrap();
    assert_eq!(meeting.queue(), [7, 8, 4]);
    let mut meeting = Meeting::open();
    let policy = Policy::StrictlyBalanced;
    assert_eq!(
        meeting.chair(Command::SetPolicy { policy }),
        Err(Refusal::NoGroups)
    );
}

#[test]
fn who_was_passed_over_is_on_the_record_and_a_reason_can_be_added() {
    let mut meeting = meeting(Policy::FirstCome);
    let [first, second] = [5, 6].map(|id| meeting.asks(id, Kind::Speech));
    let explain = |request, reason: &str| {
        let reason = reason.to_owned();
        Command::Explain { request, reason }
    };
    let early = Err(Refusal::NotOutOfOrder { request: second });
    assert_eq!(meeting.chair(explain(second, "x")), early);
    let events = meeting.give(second).unwrap();
    assert!(matches!(
        events.last(),
        Some(Any::Floor(Event::Given { in_order: false, passed: Some(passed), .. })) if *passed == first
    ));
    let empty = meeting.chair(explain(second, " "));
    assert!(matches!(empty, Err(Refusal::Empty { .. })));
    meeting
        .secretary(explain(second, "Phải đi công tác"))
        .unwrap();
    let departure = &meeting.session.floor.departures[&second];
    assert_eq!(departure.passed, Some(DelegateId(5)));
    assert_eq!(departure.reason, "Phải đi công tác");
    assert!(departure.called && !departure.moved);
}

#[test]
fn points_of_order_go_by_category_where_the_rules_name_some() {
    let mut meeting = meeting(Policy::FirstCome);
    let ask = |delegate, kind, category| {
        let delegate = DelegateId(delegate);
        Command::Ask {
            delegate,
            kind,
            category,
        }
    };
    for (id, category) in [(4, None), (5, Some(2)), (6, Some(1))] {
        meeting
            .delegate(id, ask(id, Kind::PointOfOrder, category))
            .unwrap();
    }
    assert_eq!(meeting.queue(), [6, 5, 4]);
    assert_eq!(reason(&meeting), Reason::Precedence(Kind::PointOfOrder));
    for (kind, category) in [
        (Kind::PointOfOrder, 3),
        (Kind::PointOfOrder, 0),
        (Kind::Speech, 1),
    ] {
        let refused = meeting.delegate(7, ask(7, kind, Some(category)));
        assert_eq!(refused, Err(Refusal::NoSuchCategory { category }));
    }
}

/// What somebody does to the list, by numbers small enough to meet.
#[derive(Clone, Debug)]
enum Step {
    Ask(u32, Kind),
    Give(usize),
    Move(usize, usize),
    Withdraw(usize),
    End,
    Policy(Policy),
    Later,
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        6 => (3..11u32, select(&Kind::ALL[..])).prop_map(|(id, kind)| Step::Ask(id, kind)),
        2 => (0..6usize).prop_map(Step::Give),
        2 => (0..6usize, 0..7usize).prop_map(|(a, b)| Step::Move(a, b)),
        1 => (0..6usize).prop_map(Step::Withdraw),
        2 => Just(Step::End),
        1 => select(&Policy::ALL[..]).prop_map(Step::Policy),
        1 => Just(Step::Later),
    ]
}

fn run(policy: Policy, steps: &[Step], hold: i64) -> Meeting {
    let mut meeting = meeting(policy);
    for step in steps {
        let queue: Vec<_> = meeting.session.floor.queue.iter().map(|r| r.id).collect();
        let at = |place: usize| queue.get(place % queue.len().max(1)).copied();
        let command = match *step {
            Step::Ask(delegate, kind) => Some(Command::ask(DelegateId(delegate), kind)),
            Step::Give(place) => at(place).map(|request| Command::Give { request }),
            Step::Move(place, before) => at(place).map(|request| Command::Move {
                request,
                before: queue.get(before).copied(),
            }),
            Step::Withdraw(place) => at(place).map(|request| Command::Withdraw { request }),
            Step::End => meeting.session.floor.current().map(|speech| Command::End {
                request: speech.request.id,
            }),
            Step::Policy(policy) => Some(Command::SetPolicy { policy }),
            Step::Later => {
                meeting.later(hold);
                None
            }
        };
        if let Some(command) = command {
            let _ = meeting.chair(command);
        }
    }
    meeting
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..Default::default() })]

    #[test]
    fn nobody_is_lost_or_doubled_by_any_order(
        policy in select(&Policy::ALL[..]),
        steps in vec(step(), 0..60),
    ) {
        let meeting = run(policy, &steps, 7);
        let proposal = meeting.session.proposal();
        let floor = &meeting.session.floor;
        let queue: Vec<_> = floor.queue.iter().map(|request| request.id).collect();
        // What stands in the queue is what is proposed: whole, and in this order.
        prop_assert_eq!([proposal.order.clone(), proposal.left.clone()].concat(), queue);
        prop_assert_eq!(proposal.next, proposal.order.first().copied());
        prop_assert_eq!(proposal.next.is_none(),
            matches!(proposal.reason, Reason::NobodyWaits | Reason::Stopped { .. }));
        if floor.policy != Policy::StrictlyBalanced {
            prop_assert!(proposal.left.is_empty());
        }
    }

    #[test]
    fn precedence_holds_among_those_whom_nobody_moved(
        policy in select(&Policy::ALL[..]),
        steps in vec(step(), 0..60),
    ) {
        let meeting = run(policy, &steps, 7);
        let floor = &meeting.session.floor;
        let free = floor.queue.iter().filter(|r| !floor.is_moved(r.id));
        let ranks: Vec<_> = free.map(|request| request.kind.rank()).collect();
        prop_assert!(ranks.is_sorted_by(|a, b| a >= b), "{:?}", ranks);
    }

    #[test]
    fn time_plays_no_part(policy in select(&Policy::ALL[..]), steps in vec(step(), 0..60)) {
        let [short, long] = [1, 3_000].map(|hold| run(policy, &steps, hold).session);
        prop_assert_eq!(&short.floor.queue, &long.floor.queue);
        prop_assert_eq!(short.proposal(), long.proposal());
    }
}
