//! The display in the hall: large, read only, and no more than the room may know.

use super::elections;
use super::states::{self, State, speaking, voting};
use crate::console::testing::{Console, Hub, briefing};
use crate::console::theme::{Depth, Theme};
use crate::console::{Effect, Message, display};
use crate::session::election::Method;
use crate::session::poll::{Manner, Stage};
use crate::session::testing::contest;
use crate::session::{Actor, Role, life};
use crate::text::Lang;

/// A display at this hub, with a link of this role.
fn display_of(hub: &Hub, role: Role) -> Console {
    let mut console = Console::starting(hub, Actor::of(role));
    console.model.display = true;
    console.model.theme = Theme::shipped(display::THEME, Depth::True);
    console.join();
    console
}

fn display(console: Console) -> Console {
    display_of(&console.hub, Role::Chair)
}

const STATES: &[State] = &[
    ("planned", states::planned),
    ("calm", states::calm),
    ("speaking", speaking),
    ("over", || states::later(speaking(), 200)),
    ("several", states::interposed),
    ("prepared", || voting(Manner::Named, 0)),
    ("voting", || voting(Manner::Named, 1)),
    ("voting_hands", || voting(Manner::Hands, 1)),
    ("voting_busy", states::busy),
    ("closed", || states::closed(0)),
    ("carried", states::published),
    ("not_carried", || {
        states::pressed(states::closed(1), "u<enter>")
    }),
    ("electing", || {
        let put = elections::put(contest(Method::Majority, 2), Manner::Secret);
        states::pressed(put, "o<enter>")
    }),
    ("second_ballot", || {
        states::pressed(elections::second(), "u<enter>")
    }),
    ("graded", || {
        states::pressed(elections::graded(), "u<enter>")
    }),
    ("suspended", || {
        let console = speaking();
        let mut hub = console.hub.borrow_mut();
        hub.chair(life::Command::Suspend).unwrap();
        drop(hub);
        console
    }),
    ("announced", || {
        let console = speaking();
        let text = "Giải lao 10 phút sau nội dung này".to_owned();
        let mut hub = console.hub.borrow_mut();
        hub.secretary(life::Command::Announce { text }).unwrap();
        drop(hub);
        console
    }),
];

#[test]
fn what_the_hall_sees() {
    for (name, state) in STATES {
        let screens = Lang::ALL.map(|lang| display(state()).lang(lang).screen());
        insta::assert_snapshot!(format!("display_{name}"), screens.join("\n\n"));
        let large = display(state()).size(160, 45).screen();
        insta::assert_snapshot!(format!("display_{name}_160x45"), large);
    }
}

#[test]
fn a_result_is_seen_once_it_is_published_and_not_before() {
    let mut chair = states::closed(0);
    let mut hall = display(Console::chair(&chair.hub));
    let known = |console: &Console| {
        let session = console.model.session.as_ref().unwrap();
        session.polls.latest().unwrap().tally().is_some()
    };
    // The chair's own console knows it; the display was given the same link.
    assert!(known(&chair) && !known(&hall));
    for lang in Lang::ALL {
        let hall = display(Console::chair(&chair.hub)).lang(lang);
        let text = hall.text();
        assert!(
            !text.contains("THÔNG QUA") && !text.contains("CARRIED"),
            "{text}"
        );
        assert!(!text.contains("70,59"), "{text}");
    }
    chair.keys("u<enter>");
    hall.catch_up();
    assert!(hall.shows("✓ ĐƯỢC THÔNG QUA"), "{}", hall.text());
    assert!(hall.shows("24 phiếu tán thành"), "{}", hall.text());
}

/// The room is asked about items: they are named to it.
#[test]
fn the_items_of_a_consent_list_are_named_in_the_hall() {
    let waiting = super::asked::waiting();
    for (width, height) in [(80, 24), (200, 50)] {
        let hall = display_of(&waiting.hub, Role::Technician).size(width, height);
        for said in ["CÓ AI PHẢN ĐỐI KHÔNG?", "≡ 2. ", "≡ 4. ", "█"] {
            assert!(hall.shows(said), "{said}: {}", hall.text());
        }
    }
}

#[test]
fn hands_that_were_counted_are_not_seen_before_the_result() {
    let mut chair = voting(Manner::Hands, 1);
    chair.keys("#");
    chair.types("20 9 3");
    chair.keys("<enter>");
    let hall = display(Console::chair(&chair.hub));
    let session = hall.model.session.as_ref().unwrap();
    let poll = session.polls.latest().unwrap();
    assert!(matches!(poll.stage, Stage::Open { .. }) && poll.hands.is_none());
}

#[test]
fn every_link_shows_the_same() {
    for (name, state) in STATES {
        let hub = state().hub;
        let seen = [Role::Chair, Role::Secretary, Role::Technician]
            .map(|role| display_of(&hub, role).screen());
        assert!(seen.iter().all(|screen| *screen == seen[0]), "{name}");
    }
}

#[test]
fn no_key_does_anything_but_the_one_that_leaves() {
    let mut hall = display(voting(Manner::Named, 0));
    let (before, records) = (hall.text(), hall.hub.borrow().records.len());
    hall.keys("n o <enter> 2 : ? a V <esc>");
    hall.tell(Message::Paste("dán".to_owned()));
    assert_eq!(
        (hall.text(), hall.hub.borrow().records.len()),
        (before, records)
    );
    assert!(hall.model.overlay.is_none() && hall.effects.is_empty());
    hall.keys("q");
    assert_eq!(hall.effects, [Effect::Quit]);
}

#[test]
fn a_result_gives_way_to_who_speaks_after_it() {
    let mut chair = states::published();
    let mut hall = display(Console::chair(&chair.hub));
    assert!(hall.shows("✓ ĐƯỢC THÔNG QUA"));
    let request = states::asks(&mut chair, 17, crate::session::floor::Kind::Speech);
    let give = crate::session::floor::Command::Give { request };
    hall.hub.borrow_mut().later(5);
    hall.hub.borrow_mut().chair(give).unwrap();
    hall.tick();
    assert!(
        !hall.shows("✓ ĐƯỢC THÔNG QUA") && hall.shows_clock("03:00"),
        "{}",
        hall.text()
    );
}

#[test]
fn the_connection_lost_is_said_quietly_and_what_is_seen_stays() {
    let mut hall = display(speaking());
    hall.lose();
    hall.later(7);
    assert!(
        hall.shows("✗ mất kết nối") && hall.shows_clock("02:35"),
        "{}",
        hall.text()
    );
    assert!(!hall.shows("thử lại"));
}

#[test]
fn every_size_can_be_drawn() {
    for (name, state) in STATES {
        let mut hall = display(state());
        for (width, height) in [
            (1, 1),
            (20, 5),
            (40, 12),
            (80, 24),
            (132, 43),
            (200, 50),
            (250, 90),
        ] {
            hall.tell(Message::Resized(width, height));
            let wide = hall.text().lines().map(crate::text::width).max();
            assert!(wide.unwrap_or(0) <= usize::from(width), "{name}");
        }
    }
    let mut hall = display_of(&briefing(), Role::Technician);
    hall.model.session = None;
    assert!(!hall.text().is_empty());
}

#[test]
fn who_asks_for_help_is_nobody_elses_business() {
    let chair = states::calm();
    let text = "micro hỏng".to_owned();
    let ask = crate::session::assistance::Command::Ask { text };
    chair.hub.borrow_mut().delegate(7, ask).unwrap();
    for role in [Role::Chair, Role::Technician] {
        let hall = display_of(&chair.hub, role);
        let session = hall.model.session.as_ref().unwrap();
        assert_eq!(session.assistance.calls().count(), 0);
        assert!(!hall.text().contains("trợ giúp"));
    }
}
