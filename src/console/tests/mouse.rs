//! The mouse: what a person clicks on is found on the screen as it is drawn.

use proptest::prelude::*;
use proptest::sample::{Index, select};

use super::elections::delegate;
use super::states::{self, PANES, State, calm, concluded, lost, pressed, speaking, voting};
use crate::console::Message;
use crate::console::mouse::Kind;
use crate::console::overlay::Overlay;
use crate::console::pane::Pane;
use crate::console::testing::Console;
use crate::session::election::Method;
use crate::session::floor;
use crate::session::poll::{Manner, Stage};
use crate::session::testing::contest;
use crate::session::{DelegateId, ItemId, PollId, RequestId};
use crate::text::Lang;

/// The sizes at which everything is tried.
const SIZES: [(u16, u16); 2] = [(80, 24), (200, 50)];

fn wanted(mut console: Console) -> Console {
    console.model.mouse = true;
    console
}

/// The same state at both sizes, with the mouse.
fn at_both(state: fn() -> Console) -> impl Iterator<Item = Console> {
    SIZES
        .into_iter()
        .map(move |(width, height)| wanted(state().size(width, height)))
}

/// Who speaks.
fn speaker(console: &Console) -> Option<RequestId> {
    let hub = console.hub.borrow();
    hub.session.floor.speaking.first().map(|s| s.request.id)
}

fn is_open(console: &Console) -> bool {
    console.hub.borrow().session.polls.open().is_some()
}

fn asks(console: &Console) -> bool {
    matches!(console.model.overlay, Some(Overlay::Confirm(_)))
}

#[test]
fn a_part_of_the_main_screen_leads_to_its_pane_and_the_title_back() {
    for mut console in at_both(speaking) {
        for (part, pane) in [
            ("BIỂU QUYẾT ─", Pane::Vote),
            ("CÓ MẶT", Pane::Attendance),
            ("CHỜ PHÁT BIỂU", Pane::Floor),
            ("Trình bày: ", Pane::Agenda),
        ] {
            console.click(part);
            assert_eq!(console.model.pane, pane);
            console.click("Họp giao ban");
            assert_eq!(console.model.pane, Pane::Main);
        }
    }
    let mut large = wanted(speaking().size(200, 50));
    for (part, pane) in [
        ("DIỄN BIẾN", Pane::Log),
        ("KẾT LUẬN", Pane::Conclusions),
        ("ĐÃ PHÁT BIỂU", Pane::Floor),
    ] {
        large.click(part);
        assert_eq!(large.model.pane, pane);
        large.click("Họp giao ban");
    }
    // An item of the agenda beside is the one under the cursor there.
    large.click("3. Danh mục");
    assert_eq!(large.model.pane, Pane::Agenda);
    assert_eq!(large.model.looking.item, Some(ItemId(3)));
}

#[test]
fn a_click_on_a_row_puts_the_cursor_there_and_two_are_enter() {
    for mut console in at_both(speaking) {
        let first = speaker(&console);
        console.click("Ninh Đắc Thành");
        let pointed = console.model.looking.request;
        assert!(pointed.is_some());
        assert_eq!(console.model.pane, Pane::Main);
        assert_eq!(speaker(&console), first);
        // A second click long after is another first one.
        console.click("Ninh Đắc Thành");
        assert_eq!(speaker(&console), first);
        console.double_click("Ninh Đắc Thành");
        assert_eq!(speaker(&console), pointed);
        assert_eq!(console.refused, []);
    }
}

#[test]
fn of_several_clicks_at_once_two_count() {
    let mut console = wanted(speaking());
    let place = console.place("Hồ Sĩ Lượng");
    for _ in 0..5 {
        console.mouse(place, Kind::Press);
    }
    let floor = |console: &Console| {
        let hub = console.hub.borrow();
        let records = hub.records.iter();
        let given = records.filter(|record| {
            matches!(
                &record.event,
                crate::session::Event::Floor(floor::Event::Given { .. })
            )
        });
        given.count()
    };
    // The one before, and this one.
    assert_eq!(floor(&console), 2);
}

#[test]
fn rows_of_every_list_can_be_pointed_at() {
    for mut console in at_both(|| pressed(calm(), "2")) {
        console.click("Trịnh Quốc Đạt");
        let pointed = console.model.looking.delegate.unwrap();
        let name = console.hub.borrow().session.roster.name(pointed);
        assert_eq!(name, "Trịnh Quốc Đạt");
    }
    for mut console in at_both(|| pressed(voting(Manner::Named, 1), "4")) {
        console.click("Mai Đức Thuận");
        assert_eq!(console.model.looking.voter, Some(DelegateId(30)));
        console.double_click("Mai Đức Thuận");
        assert!(matches!(console.model.overlay, Some(Overlay::Choose(_))));
    }
    for mut console in at_both(|| pressed(calm(), "5")) {
        console.click("2. Tình hình");
        assert_eq!(console.model.looking.item, Some(ItemId(2)));
        assert_eq!(console.model.looking.document, None);
    }
    for mut console in at_both(|| pressed(concluded(), "6")) {
        console.click("Ý kiến chậm");
        let pointed = console.model.looking.conclusion.unwrap();
        let hub = console.hub.borrow();
        let (_, conclusion) = hub.session.conclusions.get(pointed).unwrap();
        assert_eq!(conclusion.content.text, "Ý kiến chậm coi như nhất trí");
    }
}

#[test]
fn a_hint_does_what_its_key_does_once() {
    for mut console in at_both(speaking) {
        let next = console.hub.borrow().session.next_speaker().0;
        console.double_click("Mời tiếp");
        // Two clicks are no two speakers.
        assert_eq!(speaker(&console), next);
        let waits = console.hub.borrow().session.floor.queue.len();
        assert_eq!(waits, 4);
        console.click("Trợ giúp");
        assert!(matches!(console.model.overlay, Some(Overlay::Help(_))));
        console.click("Esc đóng");
        assert!(console.model.overlay.is_none());
    }
}

/// The key that says yes stands where the hint stood that asked.
#[test]
fn a_question_is_answered_by_a_click_of_its_own() {
    for size in [(80, 24), (200, 50), (60, 15)] {
        let mut console = wanted(voting(Manner::Named, 0).size(size.0, size.1));
        let (_, foot) = console.place("o Mở biểu quyết");
        for column in [1, 3, 9] {
            console.later(1);
            console.mouse((column, foot), Kind::Press);
            assert!(asks(&console), "{column} at {size:?}");
            for _ in 0..4 {
                console.mouse((column, foot), Kind::Press);
                console.mouse(console.place("đồng ý"), Kind::Press);
            }
            assert!(asks(&console) && !is_open(&console));
            console.click("Esc không");
            assert!(!asks(&console) && !is_open(&console));
        }
        console.click("o Mở biểu quyết");
        console.click("đồng ý");
        assert!(!asks(&console) && is_open(&console));
    }
}

#[test]
fn a_click_beside_a_question_is_no() {
    for mut console in at_both(|| pressed(voting(Manner::Named, 0), "o")) {
        console.click("Mở biểu quyết");
        assert!(asks(&console), "the question itself is no answer");
        console.click("ĐANG PHÁT BIỂU");
        assert!(!asks(&console) && !is_open(&console));
        // It was only about the question.
        assert_eq!(console.model.pane, Pane::Main);
    }
}

#[test]
fn nothing_typed_is_lost_by_a_click_beside_it() {
    for state in ["field", "pick", "palette", "editor"] {
        let (_, state) = PANES.iter().find(|(name, _)| *name == state).unwrap();
        for mut console in at_both(*state) {
            console.types("ha");
            console.click("Họp giao ban");
            assert!(console.model.overlay.is_some());
        }
    }
}

#[test]
fn what_is_offered_is_chosen_with_a_click() {
    for mut console in at_both(|| pressed(speaking(), ":")) {
        console.types("tam nghi");
        console.click("Tạm dừng phiên họp");
        assert!(console.hub.borrow().session.phase.is_suspended());
    }
    for mut console in at_both(|| pressed(calm(), "a lam")) {
        console.click("Trung tâm");
        let hub = console.hub.borrow();
        let [request] = &hub.session.floor.queue[..] else {
            panic!("{:?}", hub.session.floor.queue);
        };
        let asked = hub.session.roster.get(request.delegate).unwrap();
        assert!(asked.delegate.unit.starts_with("Trung tâm"));
    }
    for mut console in at_both(|| pressed(voting(Manner::Named, 1), "4<down><enter>")) {
        let voted = |console: &Console| {
            let hub = console.hub.borrow();
            hub.session.polls.open().unwrap().voted.len()
        };
        let before = voted(&console);
        console.click("2 Không tán thành");
        assert!(console.model.overlay.is_none());
        assert_eq!(voted(&console), before + 1, "{:?}", console.refused);
    }
    for mut console in at_both(|| pressed(calm(), "w<ctrl-g>")) {
        console.click("chủ trì, phối hợp");
        assert!(console.shows("Giao "), "{}", console.text());
        assert!(matches!(console.model.overlay, Some(Overlay::Editor(_))));
    }
}

/// A verb found by a click may ask where the pointer is: the second of two clicks does not answer.
#[test]
fn two_clicks_in_the_palette_answer_nothing() {
    for mut console in at_both(|| voting(Manner::Named, 0)) {
        console.keys(":");
        console.types("mo bieu quyet");
        console.double_click("o Mở biểu quyết");
        assert!(asks(&console) && !is_open(&console));
    }
}

#[test]
fn what_deserves_attention_and_what_can_be_undone_is_dealt_with_by_a_click() {
    for mut console in at_both(|| states::later(speaking(), 200)) {
        console.click("Quá giờ");
        assert_eq!(speaker(&console), None);
        console.click("hoàn tác:");
        assert!(speaker(&console).is_some());
    }
}

#[test]
fn what_may_follow_a_key_can_be_clicked() {
    for mut console in at_both(calm) {
        let preset = crate::console::keymap::Preset::Function;
        console.model.take_keys(preset, None).unwrap();
        console.keys("<f10>");
        console.click("Ghi kết luận");
        assert!(console.model.pending.is_empty());
        assert!(matches!(console.model.overlay, Some(Overlay::Editor(_))));
        console.keys("<esc><f10>");
        console.click("Esc bỏ qua");
        assert!(console.model.pending.is_empty() && console.model.overlay.is_none());
    }
}

#[test]
fn a_click_in_a_text_puts_the_cursor_there() {
    for mut console in at_both(|| pressed(calm(), "A")) {
        console.types("Giải lao chiều");
        console.click("chiều");
        console.types("buổi ");
        assert!(console.shows("Giải lao buổi chiều"), "{}", console.text());
    }
    for mut console in at_both(|| states::editing(calm())) {
        console.click("tham mưu");
        console.types("khẩn trương ");
        assert!(console.shows("Sở khẩn trương tham mưu"));
        console.click("Văn phòng Sở     ");
        console.keys("<end>");
        console.types("!");
        assert!(console.shows("Văn phòng Sở!"), "{}", console.text());
    }
}

/// What a list is narrowed down by is a text like any other.
#[test]
fn a_click_in_what_is_searched_puts_the_cursor_there() {
    for (keys, typed, seen) in [
        ("a", "nam tuyen", "nam xtuyen"),
        (":", "bieu quyet", "bieu xquyet"),
        ("D", "dark blue", "dark xblue"),
        ("w<ctrl-g>", "giao nhiem vu", "giao xnhiem vu"),
    ] {
        let mut console = wanted(pressed(calm(), keys));
        console.model.typing.on = false;
        console.types(typed);
        console.click(typed.split_once(' ').unwrap().1);
        console.types("x");
        assert!(console.shows(seen), "{keys}: {}", console.text());
    }
}

/// A text so long that it goes beyond its row: what is seen is what is meant.
#[test]
fn a_click_in_a_long_line_means_the_letter_that_is_seen() {
    let mut console = wanted(pressed(calm(), "A"));
    for n in 10..60 {
        console.types(&format!("số {n} "));
    }
    console.click("số 55");
    console.types("x");
    console.keys("<end>");
    assert!(console.shows("xsố 55"), "{}", console.text());
    let mut console = wanted(pressed(calm(), "w"));
    for n in 100..500 {
        console.types(&format!("việc {n} "));
    }
    console.click("việc 470");
    console.types("x");
    console.keys("<down><end>");
    assert!(console.shows("xviệc 470"), "{}", console.text());
}

#[test]
fn a_ballot_is_filled_in_and_looked_through_with_clicks() {
    for (width, height) in SIZES {
        let ballot = delegate(contest(Method::Majority, 2), "v");
        let mut console = wanted(ballot.size(width, height));
        console.click("3 Lê Minh Tâm");
        console.click("1 Nguyễn Thị Hồng Hạnh");
        console.click("xem lại");
        assert!(
            console.shows("Nguyễn Thị Hồng Hạnh, Lê Minh Tâm"),
            "{}",
            console.text()
        );
        let place = console.place("⏎ gửi");
        // Quick as it is, it is no answer.
        console.mouse(place, Kind::Press);
        assert!(console.model.overlay.is_some());
        console.click("⏎ gửi");
        assert!(console.model.overlay.is_none());
    }
}

#[test]
fn the_wheel_moves_the_list_beneath_it() {
    for mut console in at_both(speaking) {
        let place = console.place("Hồ Sĩ Lượng");
        for _ in 0..3 {
            console.mouse(place, Kind::WheelDown);
        }
        let third = console.hub.borrow().session.floor.queue[2].id;
        assert_eq!(console.model.looking.request, Some(third));
        console.mouse(place, Kind::WheelUp);
        let second = console.hub.borrow().session.floor.queue[1].id;
        assert_eq!(console.model.looking.request, Some(second));
        // There is no list in the vote.
        let before = console.model.looking.clone();
        console.mouse(console.place("BIỂU QUYẾT ─"), Kind::WheelDown);
        assert_eq!(console.model.looking, before);
        assert_eq!(console.model.pane, Pane::Main);
    }
    for mut console in at_both(|| pressed(calm(), "?")) {
        console.mouse((5, 10), Kind::WheelDown);
        let top = console.place("Chương trình").1;
        console.mouse((5, 10), Kind::WheelUp);
        assert_eq!(console.place("Chương trình").1, top + 3);
    }
    for mut console in at_both(|| pressed(states::spoken(), "7")) {
        console.mouse((5, 10), Kind::WheelUp);
        assert_eq!(console.model.looking.log_back, 3);
    }
    for mut console in at_both(|| pressed(calm(), "a")) {
        let before = console.screen();
        // Not over the list.
        console.mouse((5, 5), Kind::WheelDown);
        assert_eq!(console.screen(), before);
        let place = console.place("⏎ xong").1;
        console.mouse((5, place), Kind::WheelDown);
        assert_ne!(console.screen(), before);
    }
}

#[test]
fn a_small_terminal_takes_clicks_on_what_can_be_done_there() {
    let mut console = wanted(speaking().size(60, 15));
    console.click("p Dừng giờ");
    assert!(console.shows("TẠM DỪNG"), "{}", console.text());
    let before = console.model.looking.clone();
    console.click("Hồ Sĩ Lượng");
    console.double_click("Hồ Sĩ Lượng");
    assert_eq!(console.model.looking, before);
    assert_eq!(console.model.pane, Pane::Main);
}

#[test]
fn it_is_switched_while_the_console_runs_and_says_so() {
    let mut console = calm().lang(Lang::En);
    console.keys(":");
    console.types("mouse on");
    console.keys("<enter>");
    assert!(console.model.mouse && console.shows("The mouse is on."));
    console.click("Commands");
    console.types("mouse on");
    console.click("Mouse on / off");
    assert!(!console.model.mouse && console.shows("The mouse is off."));
    console.click("Commands");
    assert!(console.model.overlay.is_none());
}

/// Everything in which anything can be clicked.
fn every() -> Vec<State> {
    states::MAIN.iter().chain(PANES).copied().collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn where_the_mouse_is_not_wanted_nothing_happens(
        state in select(every()),
        column in 0..260u16,
        row in 0..90u16,
        kind in select(vec![Kind::Press, Kind::WheelUp, Kind::WheelDown]),
    ) {
        let mut console = state.1();
        let before = (console.screen(), console.hub.borrow().records.len());
        console.mouse((column, row), kind);
        console.mouse((column, row), kind);
        prop_assert_eq!((console.screen(), console.hub.borrow().records.len()), before);
    }

    /// What can't be undone asks first, and is not answered by the same hand in the same moment.
    #[test]
    fn no_number_of_clicks_on_one_place_opens_closes_or_publishes(
        state in select(every()),
        large in any::<bool>(),
        column in 0..200u16,
        row in any::<Index>(),
        clicks in 1..4usize,
    ) {
        let (width, height) = SIZES[usize::from(large)];
        let mut console = wanted(state.1().size(width, height));
        let asked = asks(&console);
        let stands = |console: &Console| {
            let hub = console.hub.borrow();
            let polls = hub.session.polls.get(PollId(1));
            // One that is only prepared is taken back as it came.
            let stage = polls.map(|poll| &poll.stage);
            let stage = stage.filter(|stage| !matches!(stage, Stage::Prepared));
            (stage.map(std::mem::discriminant), hub.session.phase.is_closed())
        };
        let before = stands(&console);
        // The rows that hold the most come often.
        let rows: Vec<u16> = (0..height).chain([height - 1; 20]).collect();
        let place = (column % width, *row.get(&rows));
        for _ in 0..clicks {
            console.mouse(place, Kind::Press);
        }
        prop_assert!(asked || stands(&console) == before, "{} at {:?}", state.0, place);
    }
}

#[test]
fn a_console_that_lost_its_hub_is_told_so_and_sends_nothing() {
    for mut console in at_both(lost) {
        console.click("Họp giao ban");
        console.tell(Message::Resized(80, 24));
        let sent = console.unsent().count();
        console.mouse((2, 23), Kind::Press);
        assert_eq!(console.unsent().count(), sent);
    }
}
