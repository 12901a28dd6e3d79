//! What a chair and a secretary see and do with several microphones, time accounts, requests put
//! aside, the ends of list and debate, and what was not heard.

use std::cell::RefCell;
use std::rc::Rc;

use super::screens::written;
use super::states::{State, asks, interposed, later, pressed};
use crate::console::testing::{Console, plan::briefing};
use crate::session::floor::{Kind, List};
use crate::session::plan::{Accounts, Plan};
use crate::session::testing::Meeting;
use crate::session::{Actor, DelegateId, ItemId, Millis, Role, Seconds, agenda};
use crate::text::Lang;

const STATES: &[State] = &[
    ("floor_two_microphones", two),
    ("floor_two_and_a_question", || {
        let mut console = two();
        asks(&mut console, 11, Kind::Interposed);
        later(pressed(console, "n"), 8)
    }),
    ("floor_which_speech", || pressed(two(), "e")),
    ("floor_accounts", || {
        pressed(overdrawn(), ":quy thoi gian<enter>")
    }),
    ("floor_add_time", || {
        pressed(overdrawn(), ":quy thoi gian<enter>quan ly cong<enter>")
    }),
    ("floor_account_beside", || pressed(over_time(), "3")),
    ("floor_parked", parked),
    ("floor_list_closes", || {
        pressed(parked(), ":hen gio<enter>15<enter>")
    }),
    ("floor_list_ended", || {
        pressed(parked(), ":ket thuc dang ky<enter>y")
    }),
    ("floor_end_list", || {
        pressed(parked(), ":ket thuc dang ky<enter>")
    }),
    ("floor_end_debate", || {
        pressed(parked(), ":ket thuc thao luan<enter>")
    }),
    ("floor_debate_ended", || {
        pressed(parked(), ":ket thuc thao luan<enter>y")
    }),
    ("floor_unspoken", || pressed(two(), "U")),
    ("floor_unheard", || {
        let console = pressed(parked(), ":ket thuc thao luan<enter>y");
        pressed(contributes(console), ":chua duoc phat bieu<enter>")
    }),
    ("floor_contribution", || {
        let console = pressed(parked(), ":ket thuc thao luan<enter>y");
        pressed(contributes(console), ":chua duoc phat bieu<enter><enter>1")
    }),
];

/// The sample session with other rules, open, everybody here, the first item taken up.
fn with(change: impl FnOnce(&mut Plan)) -> Console {
    let mut plan = briefing();
    change(&mut plan);
    let hub = Rc::new(RefCell::new(Meeting::opened(plan)));
    let item = ItemId(1);
    hub.borrow_mut()
        .chair(agenda::Command::Start { item })
        .unwrap();
    Console::chair(&hub)
}

/// Two speak, one paused; two wait.
fn two() -> Console {
    let mut console = with(|plan| plan.rules.floor.microphones = 2);
    for id in [17, 29, 31, 38] {
        asks(&mut console, id, Kind::Speech);
    }
    console.keys("n");
    console.later(40);
    console.keys("pn");
    later(console, 25)
}

/// Somebody speaks who has more than used up the time of their unit; their colleague waits.
fn over_time() -> Console {
    let mut console = with(|plan| {
        plan.rules.accounts = Some(Accounts {
            each: Seconds(120),
            per_item: true,
            units: vec![],
        });
    });
    for id in [17, 18, 29] {
        asks(&mut console, id, Kind::Speech);
    }
    console.keys("n");
    later(console, 155)
}

fn overdrawn() -> Console {
    pressed(over_time(), "e")
}

/// Three wait, two are put aside.
fn parked() -> Console {
    let mut console = with(|_| {});
    for id in [17, 29, 11, 31, 24] {
        asks(&mut console, id, Kind::Speech);
    }
    pressed(console, "<down><down>z<home><down>z")
}

/// The first who was not heard files something in writing.
fn contributes(mut console: Console) -> Console {
    console.keys(":chua duoc phat bieu<enter><enter>");
    console.types("Đề nghị bổ sung kinh phí cho điểm cầu vùng cao.");
    pressed(console, "<enter>")
}

#[test]
fn the_floor_in_its_further_states() {
    written(STATES);
}

#[test]
fn with_two_microphones_a_key_asks_which_speech_is_meant() {
    let mut console = two();
    let standing = |console: &Console| -> Vec<_> {
        let hub = console.hub.borrow();
        let speaking = hub.session.floor.speaking.iter();
        speaking
            .map(|s| (s.request.delegate.0, s.is_paused(), s.limit.0))
            .collect()
    };
    assert_eq!(standing(&console), [(17, true, 180), (29, false, 180)]);
    console.keys("p1");
    assert_eq!(standing(&console), [(17, false, 180), (29, false, 180)]);
    console.keys("p2+1");
    assert_eq!(standing(&console), [(17, false, 240), (29, true, 180)]);
    console.keys("e1");
    assert_eq!(standing(&console), [(29, true, 180)]);
    console.keys("p");
    assert_eq!(
        standing(&console),
        [(29, false, 180)],
        "one needs no choice"
    );
    console.keys("nn");
    let speakers: Vec<_> = standing(&console).iter().map(|s| s.0).collect();
    assert_eq!(speakers, [31, 38], "the longest gives way");
    assert_eq!(console.refused, []);
}

#[test]
fn a_delegate_ends_their_own_of_two_speeches() {
    let console = two();
    let mut own = Console::of(&console.hub, Actor::delegate(DelegateId(17)));
    own.keys("e");
    let hub = console.hub.borrow();
    let left: Vec<_> = hub.session.floor.speaking.iter().collect();
    assert_eq!(left.len(), 1);
    assert_eq!(left[0].request.delegate.0, 29);
}

#[test]
fn what_a_unit_has_left_is_seen_and_made_up_for() {
    let mut console = over_time();
    assert!(console.shows("quá quỹ 00:35"), "{}", console.text());
    console.keys("e");
    console.keys(":quy thoi gian<enter>");
    let unit = {
        let hub = console.hub.borrow();
        let of = |id| hub.session.roster.get(DelegateId(id)).unwrap();
        of(17).delegate.unit.clone()
    };
    console.types(&unit);
    console.keys("<enter>");
    assert!(console.shows("Cộng cho mọi đơn vị"), "{}", console.text());
    console.keys("<enter>");
    assert!(
        console.shows("Cộng cho mọi đơn vị"),
        "nothing is chosen yet"
    );
    console.keys("1");
    let hub = console.hub.borrow();
    let accounts = hub.session.accounts(hub.now);
    for account in accounts {
        let expected = if account.unit == unit { 0 } else { 155_000 };
        assert_eq!(account.left(), Millis(expected), "{}", account.unit);
    }
    assert_eq!(console.refused, []);
}

#[test]
fn a_request_is_put_aside_and_brought_back_with_one_key() {
    let mut console = parked();
    let aside = |console: &Console| -> Vec<_> {
        let hub = console.hub.borrow();
        hub.session
            .floor
            .parked
            .iter()
            .map(|r| r.delegate.0)
            .collect()
    };
    assert_eq!(aside(&console).len(), 2);
    console.keys("<end>z");
    assert_eq!(aside(&console).len(), 1);
    assert_eq!(console.hub.borrow().queue().len(), 4);
    console.keys("<end><enter>");
    assert_eq!(aside(&console).len(), 0, "it can be given the floor, too");
    assert!(console.hub.borrow().session.floor.current().is_some());
    assert_eq!(console.refused, []);
}

#[test]
fn list_and_debate_are_ended_by_name_and_only_when_confirmed() {
    let list = |console: &Console| console.hub.borrow().session.floor.list;
    let mut console = parked();
    console.keys(":ket thuc dang ky<enter><esc>");
    assert_eq!(list(&console), List::Open);
    console.keys(":ket thuc dang ky<enter>y");
    assert_eq!(list(&console), List::Ended);
    console.keys("l");
    assert_eq!(list(&console), List::Open);
    console.keys(":ket thuc thao luan<enter><esc>");
    assert_eq!(list(&console), List::Open);
    console.keys(":ket thuc thao luan<enter>y");
    assert_eq!(list(&console), List::DebateEnded);
    assert_eq!(console.hub.borrow().session.floor.unheard.len(), 5);
}

#[test]
fn who_has_not_spoken_is_called_up_by_the_chair_and_entered_by_the_secretary() {
    let console = two();
    let mut secretary = Console::of(&console.hub, Actor::of(Role::Secretary));
    secretary.keys("U<enter>");
    assert_eq!(console.hub.borrow().queue().len(), 3);
    let mut chair = Console::chair(&console.hub);
    chair.keys("U<enter>");
    let hub = console.hub.borrow();
    assert_eq!(hub.session.floor.queue.len(), 2);
    assert_eq!(hub.session.floor.heard.len(), 1);
    assert!(secretary.refused.is_empty() && chair.refused.is_empty());
}

#[test]
fn only_minutes_are_taken_for_the_closing_of_the_list() {
    let mut console = parked();
    for wrong in ["0", "601", "chin"] {
        console.keys(":hen gio<enter>");
        console.types(wrong);
        console.keys("<enter>");
        assert_eq!(console.hub.borrow().session.floor.list_ends, None);
        assert!(console.shows("từ 1 đến 600"), "{}", console.text());
    }
    console.keys(":hen gio<enter>5<enter>");
    console.later(301);
    assert_eq!(console.hub.borrow().session.floor.list, List::Closed);
}

#[test]
fn the_log_says_with_what_somebody_breaks_in_who_was_given_the_floor() {
    let mut console = interposed();
    console.keys("n7");
    for (lang, point, speech) in [
        (Lang::Vi, "phát biểu (quy trình)", "phát biểu (phát biểu)"),
        (
            Lang::En,
            "has the floor (point of order)",
            "has the floor (speech)",
        ),
    ] {
        console = console.lang(lang);
        assert!(console.shows(point), "{}", console.text());
        assert!(!console.shows(speech), "{}", console.text());
    }
}

#[test]
fn who_raised_a_point_of_order_only_is_told_by_its_sign_and_time() {
    let hub = crate::console::testing::opened();
    let mut chair = Console::chair(&hub);
    asks(&mut chair, 5, Kind::PointOfOrder);
    chair.keys("n");
    chair.later(30);
    chair.keys("e3");
    let name = hub.borrow().session.roster.name(DelegateId(5));
    let text = chair.text();
    let given = name.rsplit(' ').next().unwrap();
    let row = text
        .lines()
        .find(|row| row.contains(given) && row.contains("00:30"));
    let row = row.unwrap_or_else(|| panic!("{text}"));
    assert!(row.contains("!  00:30") && !text.contains("×0"), "{text}");
}
