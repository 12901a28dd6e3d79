//! How a poll stands is said before, during and after the vote, on the main screen, in the pane of
//! the vote and in the announcement that is read out; and what the chair is asked, with which key.

use super::attention::row;
use super::states::{State, pressed, voting, voting_on};
use crate::console::spoken::{ear::Ear, state};
use crate::console::testing::{Console, opened};
use crate::session::poll::{ChoiceNo, Manner, Outcome, Terms};
use crate::session::rule::TieRule;
use crate::session::testing::question;
use crate::session::{Actor, PollId, Role};
use crate::text::Lang;

/// A secret vote, 17 to 17, of a body in which the chair's side wins a tie.
fn tied() -> Console {
    let terms = Terms {
        tie: TieRule::ChairSide,
        ..Terms::default()
    };
    let mut console = voting_on(Manner::Secret, 0, terms);
    console.keys("o<enter>");
    for id in 1..35 {
        let choice = ChoiceNo(u8::from(id > 17));
        let voted = console.hub.borrow_mut().votes(id, PollId(1), choice);
        voted.unwrap();
    }
    console.catch_up();
    pressed(console, "c<enter>")
}

/// A published result with a correction note.
pub(super) fn noted() -> Console {
    let published = pressed(voting(Manner::Named, 2), "4c<enter>u<enter>");
    from_palette(published, "poll.note", "Đại biểu số 7 định tán thành")
}

fn typed(mut console: Console, text: &str) -> Console {
    console.types(text);
    pressed(console, "<enter>")
}

fn paper() -> Console {
    typed(pressed(voting(Manner::Paper, 1), "#"), "34 33 32 1 20 9 3")
}

fn tellers(second: &str) -> Console {
    let terms = Terms {
        two_tellers: true,
        ..Terms::default()
    };
    let first = pressed(voting_on(Manner::Hands, 1, terms), "#1");
    let both = pressed(typed(first, "20 9 3"), "#2");
    typed(both, second)
}

/// Something that is only in the palette.
fn from_palette(console: Console, name: &str, text: &str) -> Console {
    let found = typed(pressed(console, ":"), name);
    typed(found, text)
}

const RESULTS: &[State] = &[
    ("result_before", || pressed(voting(Manner::Secret, 0), "4")),
    ("result_during", || pressed(voting(Manner::Named, 1), "4")),
    ("result_announced", || {
        pressed(voting(Manner::Named, 2), "4c<enter>u")
    }),
    ("result_published", || {
        pressed(voting(Manner::Named, 2), "4c<enter>u<enter>")
    }),
    ("result_tied", tied),
    ("result_tied_pane", || pressed(tied(), "4")),
    ("result_asked", || pressed(tied(), "B")),
    ("result_broken", || pressed(tied(), "B1<enter>")),
    ("result_broken_announced", || pressed(tied(), "B2<enter>u")),
    ("result_paper", paper),
    ("result_paper_announced", || pressed(paper(), "4c<enter>u")),
    ("result_tellers_differ", || pressed(tellers("20 8 4"), "4")),
    ("result_void", || {
        let published = pressed(voting(Manner::Named, 2), "c<enter>u<enter>");
        from_palette(published, "poll.void", "Đếm nhầm một phiếu")
    }),
    ("result_note", noted),
];

#[test]
fn how_a_poll_stands_is_seen_at_every_stage() {
    for (name, state) in RESULTS {
        let small = Lang::ALL.map(|lang| state().lang(lang).screen());
        let large = Lang::ALL.map(|lang| state().lang(lang).size(200, 50).screen());
        insta::assert_snapshot!(*name, small.join("\n\n"));
        insta::assert_snapshot!(format!("{name}_200x50"), large.join("\n\n"));
    }
}

fn outcome(console: &Console) -> Option<Outcome> {
    let hub = console.hub.borrow();
    let poll = hub.session.polls.get(PollId(1)).unwrap();
    poll.tally().map(|tally| tally.outcome)
}

#[test]
fn a_tie_is_asked_about_and_published_only_when_it_is_answered() {
    let mut chair = tied();
    assert_eq!(outcome(&chair), Some(Outcome::Tied));
    chair.keys("u");
    assert!(chair.shows("chủ tọa (B)"), "{}", chair.text());
    // A key pressed twice answers nothing.
    chair.keys("B<enter><enter>");
    assert_eq!(outcome(&chair), Some(Outcome::Tied));
    // Nor does a number by itself: what will happen stands beside it, and Enter does it.
    chair.keys("B2");
    assert_eq!(outcome(&chair), Some(Outcome::Tied));
    assert!(
        chair.shows("Không tán thành: không được thông qua"),
        "{}",
        chair.text()
    );
    chair.keys("<enter>u<enter>");
    assert_eq!(outcome(&chair), Some(Outcome::NotCarried));
    assert!(chair.shows("ĐÃ CÔNG BỐ"), "{}", chair.text());
    assert_eq!(chair.refused, []);
}

/// A chair who may vote and has not: told in the row, in the pane and before the result is published,
/// to everybody at the table, and to whoever only listens.
#[test]
fn a_vote_that_the_chair_may_still_cast_is_told_before_it_is_too_late() {
    let terms = Terms {
        tie: TieRule::ChairMayVote,
        ..Terms::default()
    };
    let mut chair = voting_on(Manner::Named, 0, terms);
    chair.keys("o<enter>");
    for id in 2..35 {
        let choice = if id < 19 { 0 } else { 1 };
        let voted = chair
            .hub
            .borrow_mut()
            .votes(id, PollId(1), ChoiceNo(choice));
        voted.unwrap();
    }
    chair.catch_up();
    chair.keys("c<enter>");
    assert_eq!(outcome(&chair), Some(Outcome::NotCarried));
    let said = row(&chair);
    assert!(
        said.contains("17–16: chủ tọa còn được bỏ một phiếu"),
        "{said}"
    );
    assert!(said.contains("B Quyết định"), "{said}");
    let secretary = Console::of(&chair.hub, Actor::of(Role::Secretary));
    assert!(
        row(&secretary).contains("17–16: chủ tọa còn được bỏ"),
        "{}",
        row(&secretary)
    );
    let told = state::state(&secretary.model)["vote"]["said"].to_string();
    assert!(told.contains("Chủ tọa còn được bỏ một phiếu"), "{told}");
    let heard = Ear::default().listen(&chair.model).join("\n");
    assert!(
        heard.contains("17–16: chủ tọa còn được bỏ một phiếu"),
        "{heard}"
    );
    chair.keys("u");
    let asked = chair.text();
    let asked = asked.split_whitespace().collect::<Vec<_>>().join(" ");
    let warned = "quyết định kết quả (B). Công bố kết quả cho mọi người?";
    assert!(asked.contains(warned), "{asked}");
    chair.keys("<esc>B1<enter>");
    assert_eq!(outcome(&chair), Some(Outcome::Carried));
    assert!(!row(&chair).contains("chủ tọa còn"), "{}", row(&chair));
    chair.keys("u");
    assert!(!chair.shows("còn được bỏ một phiếu"), "{}", chair.text());
}

/// A named vote, 16 to 16, in which the chair votes not at all and their deputy against; then the
/// deputy presides.
fn handed_over() -> Console {
    let terms = Terms {
        tie: TieRule::ChairSide,
        ..Terms::default()
    };
    let mut console = voting_on(Manner::Named, 0, terms);
    console.keys("o<enter>");
    for id in 2..35 {
        let choice = match id {
            3 => 2,
            4..20 => 0,
            _ => 1,
        };
        let voted = console
            .hub
            .borrow_mut()
            .votes(id, PollId(1), ChoiceNo(choice));
        voted.unwrap();
    }
    console.catch_up();
    console.keys("c<enter>");
    let to = crate::session::DelegateId(2);
    let hand = crate::session::life::Command::HandChair { to };
    console.hub.borrow_mut().chair(hand).unwrap();
    console.catch_up();
    console
}

#[test]
fn who_presides_is_offered_only_the_side_they_have_taken() {
    let mut chair = handed_over();
    assert_eq!(outcome(&chair), Some(Outcome::Tied));
    chair.keys("B");
    assert!(
        chair.shows("theo bên chủ tọa đã biểu quyết"),
        "{}",
        chair.text()
    );
    assert!(!chair.shows("1 Tán thành"), "{}", chair.text());
    chair.keys("1<enter>");
    assert_eq!(chair.refused, []);
    assert_eq!(outcome(&chair), Some(Outcome::NotCarried));

    let hub = opened();
    let mut asked = question(Manner::Named, "simple");
    asked.terms.tie = TieRule::CastingVote;
    let poll = hub.borrow_mut().vote_on(asked);
    for (id, choice) in [(2, 1), (3, 0)] {
        hub.borrow_mut().votes(id, poll, ChoiceNo(choice)).unwrap();
    }
    hub.borrow_mut().close(poll);
    let to = crate::session::DelegateId(2);
    let hand = crate::session::life::Command::HandChair { to };
    hub.borrow_mut().chair(hand).unwrap();
    let mut chair = Console::chair(&hub);
    assert!(chair.shows("Người chủ tọa đã bỏ phiếu"), "{}", chair.text());
    chair.keys("B");
    assert_eq!(chair.refused, []);
    assert!(chair.model.overlay.is_none());
    assert_eq!(outcome(&chair), Some(Outcome::Tied));
}

#[test]
fn who_may_not_know_sees_neither_sums_nor_that_there_is_a_tie() {
    let chair = tied();
    for actor in [
        Actor::of(Role::Technician),
        Actor::delegate(crate::session::DelegateId(5)),
    ] {
        let mut other = Console::of(&chair.hub, actor);
        other.keys("4");
        for secret in ["17", "NGANG", "ngang"] {
            let summary = other.text();
            let left: String = summary
                .lines()
                .map(|line| line.chars().take(40).collect::<String>() + "\n")
                .collect();
            assert!(!left.contains(secret), "{secret}\n{summary}");
        }
    }
    for counted in [tellers("20 9 3"), paper()] {
        let other = Console::of(&counted.hub, Actor::of(Role::Technician));
        let poll = other.model.session.as_ref().unwrap().polls.open().unwrap();
        assert_eq!(
            (&poll.hands, &poll.second_count, &poll.ledger),
            (&None, &None, &None)
        );
    }
}

#[test]
fn the_rest_of_the_hands_is_filled_in_and_shown_before_it_is_sent() {
    let mut table = pressed(voting(Manner::Hands, 1), "#");
    table = typed(table, "- 9 3");
    assert!(table.shows("22 9 3"), "{}", table.text());
    let counted = |console: &Console| {
        let hub = console.hub.borrow();
        hub.session.polls.get(PollId(1)).unwrap().hands.clone()
    };
    assert_eq!(counted(&table), None);
    table.keys("<enter>");
    assert_eq!(counted(&table), Some(vec![22, 9, 3]));
    let empty = "<backspace>".repeat(12);
    table.keys("#");
    for (text, filled) in [
        ("9 3", "22 9 3"),
        ("20 9 -", "20 9 5"),
        ("20,?,3", "20 11 3"),
    ] {
        table.keys(&empty);
        table = typed(table, text);
        assert!(table.shows(filled), "{text}: {}", table.text());
    }
}

#[test]
fn what_one_teller_found_is_not_shown_to_the_other() {
    let terms = Terms {
        two_tellers: true,
        ..Terms::default()
    };
    let first = pressed(voting_on(Manner::Hands, 1, terms), "#1");
    let mut table = typed(first, "21 9 3");
    table.keys("4");
    assert!(!table.shows("21"), "{}", table.text());
    table.keys("#2");
    assert!(!table.shows("21 9 3"), "{}", table.text());
    table = typed(table, "21 8 4");
    assert!(table.shows("9 ≠ 8"), "{}", table.text());
    table.keys("c");
    assert!(table.shows("không khớp"), "{}", table.text());
}

#[test]
fn a_ledger_that_does_not_add_up_is_opened_again_with_its_numbers() {
    let mut table = typed(pressed(voting(Manner::Paper, 1), "#"), "34 33 33 1 20 9 3");
    assert_eq!(table.refused.len(), 1);
    assert!(table.shows("34 33 33 1 20 9 3"), "{}", table.text());
    table.keys("<esc>c");
    assert!(table.shows("kiểm phiếu (#)"), "{}", table.text());
}
