//! The wrong key, and how it is taken back.

use super::screens::written;
use super::states::{State, voting};
use crate::console::testing::{Console, opened};
use crate::console::{Message, keys};
use crate::session::floor::Kind;
use crate::session::poll::Manner;
use crate::session::{Actor, Event, Refusal, Role, undo};

/// The first item is taken up, two wait and the first of them has the floor.
fn given() -> Console {
    let hub = opened();
    let mut chair = Console::chair(&hub);
    chair.keys(">");
    for id in [4, 5] {
        hub.borrow_mut().asks(id, Kind::Speech);
    }
    chair.catch_up();
    chair.keys("n");
    chair
}

const STATES: &[State] = &[
    ("undo_offered", given),
    ("undo_undone", || pressed("Z")),
    ("undo_log", || pressed("Z 7")),
    ("undo_choose", || {
        let mut chair = given();
        choose(&mut chair);
        chair
    }),
];

fn pressed(keys: &str) -> Console {
    let mut chair = given();
    chair.keys(keys);
    chair
}

/// Opens the list of what can be undone.
fn choose(console: &mut Console) {
    console.keys(":");
    console.types("hoàn tác một");
    console.keys("<enter>");
}

#[test]
fn what_can_be_undone_is_said_and_what_was_undone_is_marked() {
    written(STATES);
}

#[test]
fn one_key_takes_the_last_step_back_and_says_so() {
    let mut chair = given();
    let first = chair.hub.borrow().session.floor.current().copied();
    assert!(chair.shows("Z hoàn tác: Mời"), "{}", chair.text());
    chair.keys("Z");
    assert!(chair.hub.borrow().session.floor.current().is_none());
    assert!(chair.shows("Đã hoàn tác: Mời"), "{}", chair.text());
    // Nothing is lost by it: the same key as before gives the floor again.
    chair.keys("n");
    let again = chair.hub.borrow().session.floor.current().copied();
    assert_eq!(again.map(|s| s.request), first.map(|s| s.request));
    // The step before it is offered next.
    chair.keys("<ctrl-z> Z");
    assert_eq!(chair.hub.borrow().session.agenda.current, None);
    assert!(chair.refused.is_empty());
}

#[test]
fn what_is_too_long_ago_is_not_offered_and_the_key_says_why() {
    let mut chair = given();
    chair.later(59);
    assert!(chair.shows("Z hoàn tác:"));
    chair.later(1);
    assert!(!chair.shows("Z hoàn tác:"));
    chair.keys("Z");
    assert!(chair.shows("không có thao tác nào hoàn tác được"));
    assert!(chair.hub.borrow().session.floor.current().is_some());
}

#[test]
fn two_who_undo_the_same_thing_undo_it_once() {
    let hub = opened();
    let mut chair = Console::chair(&hub);
    let mut secretary = Console::of(&hub, Actor::of(Role::Secretary));
    chair.keys(">");
    chair.later(5);
    secretary.catch_up();
    chair.keys(">");
    secretary.catch_up();
    // The secretary has the list open when the chair is quicker.
    choose(&mut secretary);
    chair.keys("Z");
    secretary.keys("<enter>");
    let refused = &secretary.refused[..];
    assert!(
        matches!(refused, [Refusal::AlreadyUndone { .. }]),
        "{refused:?}"
    );
    assert!(
        secretary.shows("Đã có người hoàn tác"),
        "{}",
        secretary.text()
    );
    let current = hub.borrow().session.agenda.current;
    assert_eq!(current, hub.borrow().session.plan.item_ids().next());
}

#[test]
fn a_key_undoes_what_stood_on_the_screen_when_it_was_pressed() {
    let mut chair = given();
    let steps = |chair: &Console| chair.hub.borrow().session.lately.steps().last().cloned();
    let step = steps(&chair).unwrap().seq;
    // The key is pressed twice before the answer to the first comes.
    for _ in 0..2 {
        chair.tell(Message::Key(keys::parse("Z").unwrap()));
    }
    chair.catch_up();
    assert_eq!(chair.refused, [Refusal::AlreadyUndone { step }]);
    let undone = |event: &Event| matches!(event, Event::Undo(undo::Event::Undone { .. }));
    let hub = chair.hub.borrow();
    let undone = hub.records.iter().filter(|record| undone(&record.event));
    assert_eq!(undone.count(), 1);
}

#[test]
fn a_secretary_is_offered_their_own_last_step() {
    let hub = opened();
    let mut secretary = Console::of(&hub, Actor::of(Role::Secretary));
    let mut chair = Console::chair(&hub);
    secretary.keys("2 <down> l");
    chair.catch_up();
    chair.keys(">");
    secretary.catch_up();
    assert!(secretary.shows("Z hoàn tác:"), "{}", secretary.text());
    assert!(
        !secretary.shows("Z hoàn tác: Vào mục"),
        "{}",
        secretary.text()
    );
    assert!(chair.shows("Z hoàn tác: Vào mục"), "{}", chair.text());
}

#[test]
fn while_votes_are_taken_nothing_is_offered() {
    let chair = voting(Manner::Named, 2);
    assert!(chair.hub.borrow().session.polls.open().is_some());
    assert!(!chair.shows("Z hoàn tác:"), "{}", chair.text());
}
