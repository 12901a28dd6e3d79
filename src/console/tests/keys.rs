//! What keys do: to the meeting, to the cursor, to what lies on top.

use super::states::{self, asks, calm, lost, pressed, speaking, voting};
use crate::console::keys::{Input, Key};
use crate::console::model::Asker;
use crate::console::overlay::Overlay;
use crate::console::pane::Pane;
use crate::console::testing::{Console, briefing, opened};
use crate::console::{Effect, Message};
use crate::session::attendance::{self, Mark, Place, Presence};
use crate::session::floor::Kind;
use crate::session::poll::Manner;
use crate::session::{Actor, DelegateId, ItemId, PollId, Role, agenda};
use crate::text::Lang;

fn speaks(console: &Console) -> Option<u32> {
    let hub = console.hub.borrow();
    let speech = hub.session.floor.current();
    speech.map(|speech| speech.request.delegate.0)
}

fn queue(console: &Console) -> Vec<u32> {
    console.hub.borrow().queue()
}

#[test]
fn a_chair_runs_a_meeting_by_single_keys() {
    let hub = briefing();
    let mut chair = Console::chair(&hub);
    chair.keys("2 P<enter> <esc> O<enter> >");
    assert!(chair.shows("34/34"), "{}", chair.text());
    assert_eq!(hub.borrow().session.agenda.current, Some(ItemId(1)));
    chair.keys("a thuong<enter> a dao<enter> n");
    assert_eq!(speaks(&chair), Some(4));
    chair.keys("+ p");
    assert!(chair.shows("TẠM DỪNG / 04:00"), "{}", chair.text());
    chair.keys("p n e");
    assert_eq!(speaks(&chair), None);
    chair.keys(">> v o<enter>");
    let poll = PollId(1);
    for id in 1..35 {
        hub.borrow_mut()
            .votes(id, poll, crate::session::testing::YES)
            .unwrap();
    }
    chair.catch_up();
    assert!(chair.shows("✓ Mọi người đã bỏ phiếu."));
    chair.keys("c<enter> u<enter>");
    assert!(chair.shows("■ ĐÃ CÔNG BỐ") && chair.shows("✓ ĐƯỢC THÔNG QUA"));
    chair.keys("Q<enter>");
    assert!(hub.borrow().session.phase.is_closed());
    assert_eq!(chair.refused, []);
}

#[test]
fn two_chairs_who_press_next_at_once_skip_nobody() {
    let hub = opened();
    let (mut one, mut other) = (Console::chair(&hub), Console::chair(&hub));
    asks(&mut one, 5, Kind::Speech);
    asks(&mut one, 6, Kind::Speech);
    other.catch_up();
    let n = Input {
        key: Key::Char('n'),
        ..Input::default()
    };
    // Both press before either has seen what came of it.
    one.tell(Message::Key(n.clone()));
    other.tell(Message::Key(n));
    one.catch_up();
    other.catch_up();
    assert_eq!((speaks(&one), queue(&one)), (Some(5), vec![6]));
    assert_eq!(other.refused.len(), 1);
    assert!(
        other
            .model
            .notice
            .as_ref()
            .is_some_and(|notice| notice.alarm)
    );
}

#[test]
fn the_cursor_stays_on_its_person_when_others_come_and_go() {
    let mut console = speaking();
    console.keys("<down><down>");
    assert_eq!(queue(&console), [24, 29, 11, 31, 38]);
    asks(&mut console, 5, Kind::PointOfOrder);
    console.keys("K");
    assert_eq!(queue(&console), [5, 29, 24, 11, 31, 38]);
    // Once that person speaks, the cursor is on nobody, and nobody is removed by mistake.
    console.keys("<enter>");
    assert_eq!(speaks(&console), Some(29));
    console.keys("x");
    assert!(console.model.overlay.is_none());
    assert!(console.shows("Hãy chọn một người chờ bằng mũi tên."));
}

#[test]
fn those_who_speak_or_wait_come_last_and_it_is_said_of_them() {
    let console = pressed(speaking(), "a");
    for said in ["đang phát biểu", "đã đăng ký"] {
        assert!(!list(&console).contains(said), "{}", console.text());
    }
    for (number, said) in [("17", "đang phát biểu"), ("38", "đã đăng ký")] {
        let mut console = pressed(speaking(), "a");
        console.types(number);
        assert!(
            list(&console).contains(said),
            "{number}: {}",
            console.text()
        );
    }
}

/// What is offered, without the pane behind it.
fn list(console: &Console) -> String {
    let text = console.text();
    text.lines().skip(11).collect::<Vec<_>>().join("\n")
}

#[test]
fn who_was_pointed_at_is_picked_though_the_list_changes() {
    let hub = briefing();
    let mut console = Console::chair(&hub);
    let here = |delegate| attendance::Command::Mark {
        delegate: DelegateId(delegate),
        mark: Mark::Present { place: Place::Hall },
    };
    hub.borrow_mut().secretary(here(3)).unwrap();
    console.catch_up();
    console.keys("H<down>");
    let Some(Overlay::Pick(_)) = &console.model.overlay else {
        panic!("{}", console.text());
    };
    // Delegate 2 was second behind 3, who is present; now 2 comes and 3 leaves.
    hub.borrow_mut().secretary(here(2)).unwrap();
    hub.borrow_mut()
        .secretary(attendance::Command::Mark {
            delegate: DelegateId(3),
            mark: Mark::Absent,
        })
        .unwrap();
    console.catch_up();
    console.keys("<enter>");
    assert_eq!(console.refused, []);
    assert_eq!(console.hub.borrow().session.presiding, DelegateId(2));
}

#[test]
fn people_of_the_same_name_are_told_apart_by_unit_and_seat() {
    let mut console = calm();
    console.keys("a bich lam");
    assert!(console.shows("Phòng Kế hoạch - Tài chính") && console.shows("C2"));
    assert!(console.shows("Trung tâm Ứng dụng"));
    console.types(" trung");
    console.keys("<enter>");
    assert_eq!(queue(&console), [31]);
}

#[test]
fn enter_on_nobody_does_nothing() {
    let mut console = calm();
    console.keys("a qqqq<enter><enter>");
    assert!(matches!(console.model.overlay, Some(Overlay::Pick(_))));
    assert!(console.shows("Không tìm thấy ai."));
    assert_eq!(queue(&console), [0; 0]);
    console.keys("<esc>: qqqq<enter>");
    assert!(matches!(console.model.overlay, Some(Overlay::Palette(_))));
}

#[test]
fn a_key_of_the_pane_never_does_something_else_to_the_meeting() {
    let mut console = speaking();
    // `p` marks present here; with nobody found it must not pause the speech.
    console.keys("2/ qqqq<enter>p");
    assert!(
        !console
            .hub
            .borrow()
            .session
            .floor
            .current()
            .unwrap()
            .is_paused()
    );
    assert!(console.shows("Không có ai trong danh sách này."));
}

#[test]
fn nothing_is_done_to_what_is_not_to_be_seen() {
    let mut console = calm();
    let before = console.hub.borrow().records.len();
    console.keys(":");
    console.types("vắng có lý do");
    console.keys("<enter>");
    assert_eq!(console.model.pane, Pane::Attendance);
    assert!(console.model.overlay.is_none());
    assert_eq!(console.hub.borrow().records.len(), before);
}

#[test]
fn keys_in_an_overlay_are_the_overlays() {
    let mut console = speaking();
    let before = console.hub.borrow().records.len();
    for open in ["q", "?", ":", "A", "a", "Q"] {
        console.keys(open);
        console.keys("pe");
        console.keys("<esc>");
        assert!(console.model.overlay.is_none(), "{open}");
    }
    assert_eq!(console.hub.borrow().records.len(), before);
    assert_eq!(console.effects, []);
}

#[test]
fn leaving_asks_and_gives_back_what_it_was_asked_over() {
    let mut console = calm();
    console.keys("q<esc>");
    assert_eq!(console.effects, []);
    console.keys("A");
    console.types("Giải lao");
    console.keys("<ctrl-c>n");
    assert!(console.shows("Giải lao"), "{}", console.text());
    console.keys("<esc>q<enter>");
    assert_eq!(console.effects, [Effect::Quit]);
    let mut console = calm();
    console.keys("a<ctrl-c><ctrl-c>");
    assert_eq!(console.effects, [Effect::Quit]);
}

#[test]
fn escape_leads_back_to_the_main_screen() {
    for key in '2'..='8' {
        let mut console = speaking();
        console.keys(&format!("{key}<esc>"));
        assert_eq!(console.model.pane, Pane::Main);
    }
}

#[test]
fn an_item_is_left_without_a_question_and_the_key_that_undoes_gives_back_who_waited() {
    let mut console = calm();
    console.keys(">");
    let current = |console: &Console| console.hub.borrow().session.agenda.current;
    assert_eq!(current(&console), Some(ItemId(2)));
    asks(&mut console, 5, Kind::Speech);
    console.keys(">");
    assert_eq!(current(&console), Some(ItemId(3)));
    assert_eq!(queue(&console), [0; 0]);
    console.keys("Z");
    assert_eq!(current(&console), Some(ItemId(2)));
    assert_eq!(queue(&console), [5]);
}

#[test]
fn what_cannot_be_sent_now_stays_to_be_sent_later() {
    let mut console = calm();
    console.keys("A");
    console.types("Giải lao 10 phút");
    console.lose();
    console.keys("<enter>");
    assert!(console.shows("Giải lao 10 phút") && console.model.overlay.is_some());
    assert_eq!(console.model.awaited.len(), 0);
    console.join();
    console.keys("<enter>");
    assert_eq!(console.hub.borrow().session.announcements.len(), 1);
    assert!(console.model.overlay.is_none());
}

#[test]
fn a_line_that_is_refused_is_opened_again_with_its_text() {
    let mut console = voting(Manner::Hands, 1);
    console.keys("#");
    console.types("30 20 1");
    console.keys("<enter>");
    assert_eq!(console.refused.len(), 1);
    assert!(console.shows("30 20 1"), "{}", console.text());
    // One number too few is the rest of those who are here; where nothing is left, or where two are
    // missing, that is said before anything is sent.
    console.keys("<backspace><backspace><enter>");
    assert!(console.shows("Nhiều hơn 34 người") && console.shows("30 20"));
    console.keys("<backspace><backspace><backspace><enter>");
    assert!(console.shows("Hãy nhập 3 số") && console.shows("30"));
    assert_eq!(console.refused.len(), 1);
    console.keys("<ctrl-u>");
    console.keys("<esc>");
    assert!(console.model.typed.is_empty() && console.model.awaited.is_empty());
}

#[test]
fn pasted_text_is_made_safe() {
    let mut console = calm();
    console.keys("A");
    console.paste("Giải\tlao\u{1b}[2J\u{1b}]0;x\u{7}\r\n10 phút\u{202e}");
    console.keys("<enter>");
    let hub = console.hub.borrow();
    let announced = hub.session.announcements.last().map(|a| a.text.clone());
    assert_eq!(announced.as_deref(), Some("Giải lao 10 phút"));
}

#[test]
fn a_roll_is_called_with_one_key_for_each_person() {
    let hub = briefing();
    let mut console = Console::of(&hub, Actor::of(Role::Secretary));
    // Nobody changes places who is not here: the cursor stays.
    console.keys("2 p p a l t");
    assert_eq!(console.model.looking.delegate, Some(DelegateId(5)));
    console.keys("p <up> t");
    console.keys("e");
    console.types("đi công tác");
    console.keys("<enter>s");
    console.types("Hoàng Văn Bền");
    console.keys("<enter>");
    let hub = hub.borrow();
    let presence = |id| {
        hub.session
            .roster
            .get(DelegateId(id))
            .unwrap()
            .presence
            .clone()
    };
    assert!(presence(1).is_present() && presence(2).is_present());
    assert_eq!(presence(3), Presence::Absent);
    assert!(matches!(presence(4), Presence::Present { late: true, .. }));
    assert!(matches!(
        presence(5),
        Presence::Present {
            place: Place::Remote,
            ..
        }
    ));
    assert!(matches!(presence(6), Presence::Excused { .. }));
    assert!(matches!(
        presence(7),
        Presence::Present {
            substitute: Some(_),
            ..
        }
    ));
    assert_eq!(console.model.looking.delegate, Some(DelegateId(8)));
}

#[test]
fn the_roll_says_all_that_is_known_of_who_left() {
    let mut console = Console::of(&briefing(), Actor::of(Role::Secretary));
    console.keys("2 s");
    console.types("Hoàng Văn Bền");
    console.keys("<enter> <up> l <up>");
    assert!(console.shows("có mặt, Hoàng Văn Bền dự thay, đến muộn"));
    console.keys("t <up>");
    assert!(console.shows("dự trực tuyến, Hoàng Văn Bền dự thay, đến muộn"));
    console.keys("g <up>");
    assert!(console.shows("về sớm, Hoàng Văn Bền dự thay, đến muộn"));
}

#[test]
fn somebody_unexpected_is_added_in_one_line() {
    let mut console = calm();
    console.keys("M");
    console.types("Lê Văn Mới; Sở Nội vụ; Phó Giám đốc");
    console.keys("<enter>");
    let hub = console.hub.borrow();
    let added = hub.session.roster.iter().last().unwrap();
    assert_eq!(added.delegate.name, "Lê Văn Mới");
    assert_eq!(added.delegate.unit, "Sở Nội vụ");
    assert!(added.is_member() && added.presence.is_present());
}

#[test]
fn a_technician_touches_nothing_of_the_meeting() {
    let chair = speaking();
    let mut console = Console::of(&chair.hub, Actor::of(Role::Technician));
    let before = chair.hub.borrow().records.len();
    for key in (' '..='~').filter(|key| !"qLD".contains(*key)) {
        console.press(Input {
            key: Key::Char(key),
            ..Input::default()
        });
        console.keys("<enter><esc><esc>");
    }
    assert_eq!(chair.hub.borrow().records.len(), before);
    assert_eq!(console.refused, []);
}

#[test]
fn a_terminal_too_small_does_nothing_unseen_and_keeps_the_place() {
    let mut console = pressed(speaking(), "6");
    console = states::editing(console);
    let (before, records) = (console.text(), console.hub.borrow().records.len());
    console.tell(Message::Resized(79, 9));
    assert!(console.shows("80×20") && console.shows("Bùi Mạnh Tuyển"));
    assert!(console.shows_clock("02:35"), "{}", console.text());
    console.keys("n <enter> <ctrl-s> abc");
    console.paste("dán");
    assert_eq!(console.hub.borrow().records.len(), records);
    console.keys("q");
    assert!(console.shows("Rời bàn điều hành?"), "{}", console.text());
    console.keys("<esc>");
    console.tell(Message::Resized(80, 24));
    assert_eq!(console.text(), before);
}

#[test]
fn the_connection_lost_is_said_with_the_age_of_what_is_seen() {
    let mut console = lost();
    assert!(console.shows("✗ mất kết nối") && console.shows("Mất kết nối 00:03"));
    let clock = "02:35";
    assert!(console.shows_clock(clock));
    console.later(10);
    assert!(console.shows_clock(clock) && console.shows("Mất kết nối 00:13"));
    console.keys("n");
    assert!(console.shows("Mất kết nối: chưa làm được lúc này.") && console.shows("00:13"));
    console.join();
    assert!(console.shows("Đã kết nối lại.") && !console.shows("✗"));
}

#[test]
fn a_wrong_clock_shows_the_right_time() {
    let mut console = speaking();
    let (ahead, round_trip) = (crate::session::Millis(7_000), crate::session::Millis(3));
    console.tell(Message::News(crate::link::News::Clock {
        ahead,
        round_trip,
    }));
    console.model.local.0 -= 7_000;
    assert!(console.shows_clock("02:35"));
}

#[test]
fn hints_name_only_what_can_be_done() {
    let closed = |lang| pressed(calm(), "Q<enter>").lang(lang);
    for lang in Lang::ALL {
        let console = closed(lang);
        for row in console.text().lines().skip(4).take(16) {
            assert!(!row.contains("Nhấn") && !row.contains("Press"), "{row}");
        }
    }
    let watching = Console::of(&calm().hub, Actor::of(Role::Technician));
    assert!(!watching.shows("Nhấn"), "{}", watching.text());
}

#[test]
fn who_looks_back_in_the_log_keeps_looking_at_the_same() {
    let mut console = pressed(speaking(), "7<up><up><up>");
    let first = |console: &Console| console.text().lines().nth(2).map(str::to_owned);
    let before = first(&console);
    asks(&mut console, 6, Kind::Speech);
    asks(&mut console, 7, Kind::Speech);
    assert_eq!(first(&console), before);
}

#[test]
fn an_answer_is_awaited_once() {
    let mut chair = calm();
    chair.tell(Message::Key(Input {
        key: Key::Char('l'),
        ..Input::default()
    }));
    assert_eq!(
        chair.model.awaited.values().collect::<Vec<_>>(),
        [&Asker::Verb]
    );
    chair.catch_up();
    assert!(chair.model.awaited.is_empty());
}

#[test]
fn what_the_chair_turned_to_is_seen_by_the_secretary_where_they_are_writing() {
    let chair = calm();
    let mut secretary = Console::of(&chair.hub, Actor::of(Role::Secretary));
    secretary = pressed(secretary, "6n");
    secretary.types("Đồng ý");
    let item = ItemId(2);
    chair
        .hub
        .borrow_mut()
        .chair(agenda::Command::Start { item })
        .unwrap();
    secretary.catch_up();
    secretary.keys("<ctrl-s>");
    assert_eq!(secretary.model.concluding(), Some(ItemId(1)));
    assert!(secretary.shows("Đồng ý"));
}

#[test]
fn a_recording_is_news_from_its_beginning() {
    let chair = calm();
    let text = "Giải lao 10 phút".to_owned();
    let announce = crate::session::life::Command::Announce { text };
    chair.hub.borrow_mut().chair(announce).unwrap();
    let console = states::replayed(&chair.hub);
    assert!(console.shows("» Giải lao 10 phút"), "{}", console.text());
    let catching_up = console.model.lang.text("console.link.catching_up");
    assert!(!console.shows(catching_up), "{}", console.text());
}

#[test]
fn an_alarm_goes_with_the_next_key_that_does_something() {
    let why = "Hãy chọn một người chờ bằng mũi tên.";
    for (key, stays) in [("z", true), ("2", false), ("a", false), ("<down>", false)] {
        let mut console = speaking();
        console.keys("x");
        assert!(console.shows(why), "{}", console.text());
        console.keys(key);
        assert_eq!(console.shows(why), stays, "{key}\n{}", console.text());
    }
}

#[test]
fn what_was_announced_last_is_found_again() {
    let mut chair = calm();
    chair.keys("A");
    chair.types("Giải lao 10 phút");
    chair.keys("<enter>");
    chair.later(60);
    assert!(!chair.shows("» Giải lao 10 phút"));
    chair.keys("7");
    let text = chair.text();
    let row = text.lines().nth(2).unwrap();
    assert_eq!(row, " 08:02 » Giải lao 10 phút");
}
