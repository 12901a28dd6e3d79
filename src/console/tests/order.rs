//! What a chair sees and does about the order of speakers.

use std::cell::RefCell;
use std::rc::Rc;

use super::screens::written;
use super::states::State;
use crate::console::testing::plan::briefing;
use crate::console::testing::{Console, Hub};
use crate::session::floor::{Command, Kind, Policy};
use crate::session::testing::Meeting;
use crate::session::{Actor, DelegateId, GroupId, ItemId, agenda};

/// The sample session with two groups, its first item under way: 1 to 12 are of one, 13 to 20 of the
/// other, the rest of none.
fn hub(policy: Policy) -> Hub {
    let mut plan = briefing();
    let rules = &mut plan.rules.floor;
    rules.order = policy;
    rules.groups = ["Khối quản lý", "Khối sự nghiệp"]
        .map(str::to_owned)
        .to_vec();
    rules.points_of_order = ["Vi phạm quy chế", "Khác"].map(str::to_owned).to_vec();
    for delegate in &mut plan.roster {
        delegate.group = match delegate.id.0 {
            1..=12 => Some(GroupId(1)),
            13..=20 => Some(GroupId(2)),
            _ => None,
        };
    }
    let mut meeting = Meeting::opened(plan);
    let item = ItemId(1);
    meeting.chair(agenda::Command::Start { item }).unwrap();
    Rc::new(RefCell::new(meeting))
}

/// The chair's console after these have spoken and those have asked, in the pane of the floor.
pub(super) fn floor(policy: Policy, spoke: &[u32], asked: &[(u32, Kind)]) -> Console {
    let hub = hub(policy);
    for id in spoke {
        let (delegate, kind) = (DelegateId(*id), Kind::Speech);
        hub.borrow_mut()
            .chair(Command::Call { delegate, kind })
            .unwrap();
    }
    for (id, kind) in asked {
        hub.borrow_mut().asks(*id, *kind);
    }
    let mut chair = Console::chair(&hub);
    chair.keys("3");
    chair
}

const SPEECH: Kind = Kind::Speech;

const STATES: &[State] = &[
    ("order_balanced", || {
        floor(
            Policy::Balanced,
            &[4, 5, 6, 14],
            &[(7, SPEECH), (15, SPEECH), (22, SPEECH)],
        )
    }),
    ("order_stopped", || {
        floor(Policy::StrictlyBalanced, &[4], &[(7, SPEECH), (8, SPEECH)])
    }),
    ("order_not_spoken", || {
        floor(
            Policy::FewestSpeeches,
            &[4],
            &[(4, Kind::Reply), (5, SPEECH)],
        )
        .after("n")
    }),
    ("order_in_turn", || {
        floor(
            Policy::ForAndAgainst,
            &[],
            &[(4, Kind::For), (5, Kind::For), (6, Kind::Against)],
        )
        .after("n")
    }),
    ("order_questions", || {
        floor(
            Policy::QuestionerFirst,
            &[],
            &[
                (4, Kind::Questioning),
                (5, Kind::Questioning),
                (6, Kind::PointOfOrder),
            ],
        )
    }),
    ("order_passed_over", || {
        let mut chair = floor(
            Policy::FirstCome,
            &[4],
            &[(5, SPEECH), (6, SPEECH), (7, SPEECH)],
        );
        chair.keys("<down> <down> K <down> <down> <enter>");
        chair
    }),
    ("order_policies", || {
        let mut chair = floor(Policy::FirstCome, &[], &[(5, SPEECH)]);
        chair.keys(":");
        chair.types("thu tu phat bieu");
        chair.keys("<enter>");
        chair
    }),
];

impl Console {
    fn after(mut self, keys: &str) -> Self {
        self.keys(keys);
        self
    }
}

#[test]
fn the_pane_says_why_the_first_is_first() {
    written(STATES);
}

/// Does what the palette finds under these words.
fn command(console: &mut Console, words: &str) {
    console.keys(":");
    console.types(words);
    console.keys("<enter>");
}

#[test]
fn a_chair_changes_the_order_and_is_told_why_nobody_is_next() {
    let mut chair = floor(Policy::FirstCome, &[4], &[(7, SPEECH), (8, SPEECH)]);
    assert!(chair.shows("ai đăng ký trước, mời trước"));
    command(&mut chair, "thu tu phat bieu");
    chair.keys("4");
    assert_eq!(
        chair.hub.borrow().session.floor.policy,
        Policy::StrictlyBalanced
    );
    assert!(
        chair.shows("dừng: đến lượt Khối sự nghiệp"),
        "{}",
        chair.text()
    );
    chair.keys("n");
    assert!(chair.shows("Chưa cân đối nên dừng"), "{}", chair.text());
    assert_eq!(chair.hub.borrow().queue(), [7, 8]);
    // The chair may call somebody all the same, and say why.
    chair.keys("<down> <enter>");
    assert_eq!(chair.hub.borrow().queue(), [8]);
    assert!(chair.shows("không theo thứ tự"), "{}", chair.text());
    command(&mut chair, "ly do doi thu tu");
    chair.types("Phải về sớm");
    chair.keys("<enter>");
    assert!(chair.shows("Phải về sớm"), "{}", chair.text());
    assert_eq!(chair.refused, []);
}

#[test]
fn adding_somebody_asks_for_the_side_only_where_it_matters() {
    let mut chair = floor(Policy::ForAndAgainst, &[], &[]);
    chair.keys("a2 dao<enter>");
    let kinds = |chair: &Console| -> Vec<Kind> {
        let hub = chair.hub.borrow();
        let queue = hub.session.floor.queue.iter();
        queue.map(|request| request.kind).collect()
    };
    assert_eq!(kinds(&chair), [Kind::Against]);
    chair.keys("!1 dao<enter>");
    assert_eq!(kinds(&chair), [Kind::PointOfOrder, Kind::Against]);
    let category = chair.hub.borrow().session.floor.queue[0].category;
    assert_eq!(category, Some(1));
    let hub = hub(Policy::FirstCome);
    let mut delegate = Console::of(&hub, Actor::delegate(DelegateId(5)));
    delegate.keys("a");
    assert_eq!(kinds(&delegate), [Kind::Speech]);
}

#[test]
fn questions_are_called_from_a_list_of_their_own() {
    let asked = [(6, SPEECH), (4, Kind::Questioning), (5, Kind::Questioning)];
    let mut chair = floor(Policy::QuestionerFirst, &[], &asked);
    chair.keys("<down> <down> <down> K");
    let questions = |chair: &Console| -> Vec<u32> {
        let hub = chair.hub.borrow();
        let questions = hub.session.floor.questions.iter();
        questions.map(|request| request.delegate.0).collect()
    };
    assert_eq!(questions(&chair), [5, 4]);
    command(&mut chair, "moi chat van");
    assert_eq!(questions(&chair), [4]);
    assert_eq!(chair.hub.borrow().queue(), [6]);
    assert!(chair.shows("CHẤT VẤN 1"), "{}", chair.text());
    assert_eq!(chair.refused, []);
}

#[test]
fn an_order_goes_by_its_whole_name_though_another_contains_it() {
    let mut chair = floor(Policy::FirstCome, &[], &[]);
    let manner = crate::console::spoken::Manner::Reciting { confirms: true };
    for (said, meant) in [
        ("balanced", Policy::Balanced),
        ("strictly_balanced", Policy::StrictlyBalanced),
    ] {
        chair.says(&format!("floor.policy {said}"), manner).unwrap();
        assert_eq!(chair.hub.borrow().session.floor.policy, meant);
    }
}

#[test]
fn who_waits_with_a_question_only_is_told_how_to_be_called() {
    let mut chair = floor(Policy::FirstCome, &[], &[(4, Kind::Questioning)]);
    chair.keys("n");
    assert!(chair.shows("danh sách chất vấn"), "{}", chair.text());
    assert_eq!(chair.refused, []);
}

#[test]
fn a_reason_is_still_noted_once_the_speech_is_over() {
    let mut chair = floor(Policy::FirstCome, &[], &[(4, SPEECH), (13, SPEECH)]);
    let last = chair.hub.borrow().session.floor.queue[1].id;
    chair
        .hub
        .borrow_mut()
        .chair(Command::Give { request: last })
        .unwrap();
    chair.catch_up();
    chair.keys("n");
    command(&mut chair, "ly do doi thu tu");
    chair.types("Đi công tác");
    chair.keys("<enter>");
    let reason = || {
        chair.hub.borrow().session.floor.departures[&last]
            .reason
            .clone()
    };
    assert_eq!(reason(), "Đi công tác");
    assert_eq!(chair.refused, []);
}

#[test]
fn on_an_ended_list_nobody_is_offered_whom_it_does_not_take() {
    let mut chair = floor(Policy::FirstCome, &[], &[]);
    let presenter = chair.hub.borrow().session.plan.agenda[0].presenter.unwrap();
    chair.hub.borrow_mut().chair(Command::EndList).unwrap();
    chair.catch_up();
    // Who presents the item may still explain.
    chair.keys("a");
    let name = chair
        .hub
        .borrow()
        .session
        .roster
        .name(presenter)
        .to_string();
    assert!(chair.shows(&name), "{}", chair.text());
    assert!(!chair.shows("Đặng Xuân Thưởng"), "{}", chair.text());
    chair.keys("<esc>R");
    assert!(chair.shows("hãy mở lại danh sách"), "{}", chair.text());
    assert_eq!(chair.refused, []);
}
