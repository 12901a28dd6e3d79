//! A terminal smaller than 80×20: what is left to be seen, and that nothing is done unseen.

use proptest::collection::vec;
use proptest::prelude::*;

use super::screens;
use super::states::{self, State, editing, pressed, speaking, voting};
use crate::console::keymap::Preset;
use crate::console::testing::Console;
use crate::console::{Message, overlay};
use crate::session::election::Method;
use crate::session::floor::List;
use crate::session::poll::Manner;
use crate::session::testing::contest;
use crate::session::{Actor, DelegateId, PollId};
use crate::text::Lang;

const SMALL: &[State] = &[
    ("small_60x15_over", || {
        states::later(speaking(), 200).size(60, 15)
    }),
    ("small_60x15_ballot", || {
        let hub = super::elections::opened_with(contest(Method::Majority, 2));
        pressed(delegate(&hub, 60, 15), "v1")
    }),
    ("small_60x15", || speaking().size(60, 15)),
    ("small_60x15_vote", || voting(Manner::Named, 1).size(60, 15)),
    ("small_60x15_result", || states::closed(0).size(60, 15)),
    ("small_40x8", || speaking().size(40, 8)),
    ("small_40x8_vote", || voting(Manner::Named, 1).size(40, 8)),
    ("small_40x8_lost", || states::lost().size(40, 8)),
    ("small_20x5", || speaking().size(20, 5)),
    ("small_20x5_vote", || voting(Manner::Named, 1).size(20, 5)),
    ("small_100x19_busy", || states::busy().size(100, 19)),
    ("small_confirm", || {
        pressed(voting(Manner::Named, 0).size(60, 15), "o")
    }),
    ("small_kept", || editing(states::calm()).size(40, 8)),
    ("small_60x15_editor", || {
        editing(states::calm()).size(60, 15)
    }),
    ("small_80x19_name", || {
        pressed(speaking().size(80, 19), "anguye")
    }),
    ("small_80x19_pending", || {
        let chair = super::keymap::with(speaking(), Preset::Function);
        pressed(chair.size(80, 19), "<f9>")
    }),
    ("small_80x19_palette", || {
        pressed(speaking().size(80, 19), ":")
    }),
];

/// The whole console in the rows that tmux and screen leave of 24, and in the fewest that do.
const ROWS: &[State] = &[
    ("rows_80x23_speaking", || speaking().size(80, 23)),
    ("rows_80x20_speaking", || speaking().size(80, 20)),
    ("rows_80x19_speaking", || speaking().size(80, 19)),
    ("rows_80x20_vote", || voting(Manner::Named, 1).size(80, 20)),
    ("rows_80x20_busy", || states::busy().size(80, 20)),
    ("rows_80x20_attendance", || {
        pressed(speaking(), "2").size(80, 20)
    }),
    ("rows_80x20_vote_pane", || {
        pressed(voting(Manner::Named, 1), "4").size(80, 20)
    }),
    ("rows_80x20_floor", || pressed(speaking(), "3").size(80, 20)),
    ("rows_80x20_add", || {
        pressed(speaking().size(80, 20), "anguye")
    }),
    ("rows_80x20_editor", || editing(states::calm()).size(80, 20)),
    ("rows_80x20_ballot", || {
        let hub = super::elections::opened_with(contest(Method::Majority, 2));
        pressed(delegate(&hub, 80, 20), "v1")
    }),
    ("rows_80x20_rules", || {
        let mut chair = states::calm().size(80, 20);
        chair.keys("V");
        chair.types("Nghỉ giải lao?");
        chair.keys("<enter>1");
        chair
    }),
];

#[test]
fn a_few_rows_less_and_everything_is_there() {
    screens::written(ROWS);
}

/// What lies over a pane leaves the clock, and its last row says how it is left.
#[test]
fn in_twenty_rows_nothing_is_cut_off_that_is_needed() {
    let states = states::MAIN.iter().chain(states::PANES);
    for (name, state) in states {
        for lang in Lang::ALL {
            let console = state().lang(lang).size(80, 20);
            let Some(over) = &console.model.overlay else {
                continue;
            };
            let text = console.text();
            let last = text.lines().last().unwrap_or_default();
            let is_told = matches!(over, overlay::Overlay::Editor(_));
            assert!(last.contains("Esc") || is_told, "{name}\n{text}");
            let rows = overlay::rows(&console.model, over, 80, u16::MAX);
            if rows.is_some() {
                let clock = speaks(&console);
                assert!(
                    clock.is_none_or(|clock| console.shows_clock(&clock)),
                    "{name}\n{text}"
                );
            }
        }
    }
}

/// The clock of whoever speaks, as it has to stand there.
fn speaks(console: &Console) -> Option<String> {
    let session = console.model.session.as_ref()?;
    let speech = session.floor.current()?;
    let left = speech.left(console.model.now())?;
    Some(crate::text::number::clock(left.seconds()))
}

#[test]
fn a_name_typed_after_a_key_is_never_taken_for_commands() {
    let sizes = [
        (200, 19),
        (79, 40),
        (60, 15),
        (44, 12),
        (40, 8),
        (20, 5),
        (9, 2),
    ];
    for (width, height) in sizes {
        for key in ["a", "!", "m", "A", "H", "V", "w", ":", "?"] {
            let mut chair = speaking().size(width, height);
            let before = chair.hub.borrow().records.len();
            chair.keys(key);
            chair.types("nguyen e n p c");
            let text = chair.text();
            assert_eq!(chair.hub.borrow().records.len(), before, "{key}\n{text}");
            assert!(
                chair.model.overlay.is_some(),
                "{key} {width}×{height}\n{text}"
            );
            assert!(chair.refused.is_empty());
            chair.keys("<esc><esc>");
            assert!(chair.model.overlay.is_none(), "{key} {width}×{height}");
            chair.keys("p");
            assert!(chair.hub.borrow().records.len() > before, "{key}");
        }
    }
}

#[test]
fn somebody_is_found_and_added_there() {
    let mut chair = states::calm().size(79, 23);
    chair.keys("a");
    chair.types("dao");
    assert!(chair.shows("Đào"), "{}", chair.text());
    chair.keys("<enter>");
    assert_eq!(chair.hub.borrow().queue().len(), 1);
    // What was done can be undone there, and says so.
    chair.keys("l");
    assert!(chair.shows("Z hoàn tác"), "{}", chair.text());
    chair.keys("Z");
    assert_eq!(chair.hub.borrow().session.floor.list, List::Open);
}

#[test]
fn a_key_of_a_pane_says_that_it_needs_a_larger_terminal() {
    for (key, said) in [
        ("2", "Điểm danh: cần cửa sổ 80×20"),
        ("<tab>", "cần cửa sổ 80×20"),
        ("<down>", "cần cửa sổ 80×20"),
        ("T", "cần cửa sổ 80×20"),
    ] {
        let mut chair = speaking().size(79, 19);
        let before = chair.hub.borrow().records.len();
        chair.keys(key);
        assert!(chair.shows(said), "{key}\n{}", chair.text());
        assert_eq!(chair.hub.borrow().records.len(), before);
        assert_eq!(chair.model.pane, crate::console::pane::Pane::Main);
    }
    // Where there is no room for the item either, what would change it is not done.
    let mut chair = states::calm().size(30, 6);
    let before = chair.hub.borrow().records.len();
    chair.keys(">");
    assert!(chair.shows("Mục tiếp: cần cửa sổ"), "{}", chair.text());
    assert_eq!(chair.hub.borrow().records.len(), before);
    assert_eq!(chair.unsent().count(), 0);
}

#[test]
fn clock_floor_vote_and_a_hint() {
    screens::written(SMALL);
}

#[test]
fn what_is_seen_there_can_be_done_there() {
    let mut console = speaking().size(60, 15);
    let waiting = |console: &Console| console.hub.borrow().session.floor.queue.len();
    let before = waiting(&console);
    console.keys("+p");
    assert!(console.shows("TẠM DỪNG / 04:00"), "{}", console.text());
    console.keys("pn");
    assert_eq!(waiting(&console), before - 1);
    console.keys("e");
    assert!(console.hub.borrow().session.floor.speaking.is_empty());
    assert_eq!(console.refused, []);
}

#[test]
fn a_vote_is_opened_and_closed_there_with_a_question() {
    let mut console = voting(Manner::Named, 0).size(60, 15);
    console.keys("o");
    assert!(console.model.overlay.is_some());
    assert!(console.hub.borrow().session.polls.open().is_none());
    console.keys("<enter>");
    assert!(console.hub.borrow().session.polls.open().is_some());
    console.keys("c<enter>");
    assert!(console.hub.borrow().session.polls.open().is_none());
}

#[test]
fn the_floor_is_meant_whatever_pane_was_in_front() {
    // On the page of conclusions, n writes one; here the floor is seen, and n calls the next.
    let mut console = pressed(speaking(), "6").size(60, 15);
    let before = console.hub.borrow().session.floor.queue.len();
    console.keys("n");
    assert!(console.model.overlay.is_none());
    assert_eq!(console.hub.borrow().session.floor.queue.len(), before - 1);
    assert_eq!(console.model.pane, crate::console::pane::Pane::Conclusions);
}

#[test]
fn a_question_without_room_is_not_answered_unread() {
    let mut console = voting(Manner::Named, 0).size(20, 5);
    console.keys("o<enter>");
    assert!(console.hub.borrow().session.polls.open().is_none());
    for lang in Lang::ALL {
        console.model.lang = lang;
        assert!(console.shows("80×20"), "{}", console.text());
    }
    console.keys("<esc>");
    assert!(console.model.overlay.is_none());
}

#[test]
fn who_speaks_and_the_clock_stay_down_to_the_smallest() {
    for (width, height) in [
        (20, 1),
        (20, 3),
        (20, 5),
        (44, 12),
        (79, 23),
        (79, 60),
        (200, 19),
        (80, 20),
        (80, 23),
    ] {
        let console = speaking().size(width, height);
        let text = console.text();
        assert!(text.contains("Tuyển"), "{width}×{height}\n{text}");
        assert!(console.shows_clock("02:35"), "{width}×{height}\n{text}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]
    #[test]
    fn resizing_never_loses_a_place(sizes in vec((1..=220u16, 1..=70u16), 1..12), which in 0..7usize) {
        let mut console = match which {
            0 => pressed(states::long_queue(), "<down><down>"),
            1 => pressed(states::calm(), "2<down><down><down>"),
            2 => pressed(voting(Manner::Named, 1), "4<down>"),
            3 => pressed(states::calm(), "5<down><down>"),
            4 => pressed(states::spoken(), "7<up><up><up>"),
            5 => editing(states::calm()),
            _ => pressed(states::calm(), "a lam"),
        };
        let before = (console.text(), console.model.looking.clone(), console.model.pane);
        for (width, height) in sizes {
            console.tell(Message::Resized(width, height));
            console.buffer();
        }
        console.tell(Message::Resized(80, 24));
        prop_assert_eq!(before, (console.text(), console.model.looking.clone(), console.model.pane));
    }
}

/// What a delegate has at this hub, in the terminal of a phone.
fn delegate(hub: &crate::console::testing::Hub, width: u16, height: u16) -> Console {
    Console::of(hub, Actor::delegate(DelegateId(5))).size(width, height)
}

#[test]
fn a_delegate_votes_there() {
    for (width, height) in [(60, 15), (40, 9), (79, 23)] {
        let chair = voting(Manner::Named, 1);
        let voted = || chair.hub.borrow().poll(PollId(1)).voted.len();
        let missing = chair.hub.borrow().poll(PollId(1)).missing().next();
        let mut own = Console::of(&chair.hub, Actor::delegate(missing.unwrap()));
        own = own.size(width, height);
        let before = voted();
        own.keys("v");
        assert!(own.shows("Không tán thành"), "{}", own.text());
        own.keys("1");
        assert_eq!(
            (own.refused.len(), voted()),
            (0, before + 1),
            "{}",
            own.text()
        );
    }
}

#[test]
fn a_delegate_fills_in_a_ballot_of_an_election_there() {
    for (width, height) in [(60, 15), (40, 9)] {
        let hub = super::elections::opened_with(contest(Method::Majority, 2));
        let mut own = delegate(&hub, width, height);
        own.keys("v");
        let who_speaks = own.text().lines().next().map(str::to_owned);
        assert!(own.shows("Trần Quốc Bảo"), "{}", own.text());
        own.keys("<down> <space> <down><down> <space>");
        // What is pointed at is scrolled to, however few rows there are.
        assert!(own.shows("Phạm Thu Thủy"), "{}", own.text());
        if height > 9 {
            own.keys("1");
            assert!(own.shows("✗ Chỉ được chọn nhiều nhất 2"), "{}", own.text());
        }
        own.keys("<enter>");
        assert!(own.shows("Trần Quốc Bảo, Phạm Thu Thủy"), "{}", own.text());
        assert_eq!(own.text().lines().next().map(str::to_owned), who_speaks);
        own.keys("<enter>");
        assert_eq!(own.refused, []);
        let hub = hub.borrow();
        assert_eq!(hub.poll(PollId(1)).voted.len(), 1, "{}", own.text());
    }
}

#[test]
fn what_weighs_most_is_said_there_too() {
    for lang in Lang::ALL {
        let mut chair = states::later(speaking(), 200).lang(lang).size(60, 15);
        // Over time: said with the key that ends it, which works here.
        let end = crate::console::verb::named("floor.end").unwrap();
        let hint = format!("e {}", end.label(&chair.model));
        let row = |console: &Console| {
            let text = console.text();
            text.lines().rev().nth(1).unwrap_or_default().to_owned()
        };
        assert!(
            row(&chair).starts_with(" ! ") && row(&chair).contains(&hint),
            "{}",
            chair.text()
        );
        // What was seen is put away, and the usual word stands there again.
        chair.keys("I");
        assert!(row(&chair).contains("80×20"), "{}", chair.text());
        // Somebody who can do nothing about it is not told a key for it.
        let own = delegate(&chair.hub, 60, 15).lang(lang);
        assert!(!row(&own).contains(&hint), "{}", own.text());
    }
}
