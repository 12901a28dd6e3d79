//! What keys do to a vote.

use super::states::{calm, published, voting, voting_on};
use crate::console::testing::Console;
use crate::session::poll::{self, Changing, Manner, Terms};
use crate::session::rule::{Preset, Rule};
use crate::session::{Actor, DelegateId, PollId};
use crate::text::Lang;

#[test]
fn a_question_shows_the_numbers_of_the_moment_and_is_dropped_when_it_is_settled() {
    let mut chair = voting(Manner::Named, 1);
    chair.keys("c");
    assert!(chair.shows("27/34"));
    let yes = crate::session::testing::YES;
    chair.hub.borrow_mut().votes(28, PollId(1), yes).unwrap();
    chair.catch_up();
    assert!(chair.shows("28/34"), "{}", chair.text());
    chair
        .hub
        .borrow_mut()
        .chair(poll::Command::Close { poll: PollId(1) })
        .unwrap();
    chair.catch_up();
    chair.keys("<enter>");
    assert_eq!(chair.refused, []);
    assert!(chair.model.overlay.is_none());
    assert!(
        chair.shows("Không có biểu quyết đang mở."),
        "{}",
        chair.text()
    );
}

#[test]
fn the_motion_of_the_item_is_put_with_two_keys_and_one_question() {
    let mut chair = calm();
    chair.keys(">>");
    let records = |chair: &Console| chair.hub.borrow().records.len();
    let before = records(&chair);
    for lang in Lang::ALL {
        chair.model.lang = lang;
        chair.keys("o");
        let asked = chair.text();
        let (what, manner) = match lang {
            Lang::Vi => ("Chuẩn bị và mở ngay biểu quyết", "(ghi tên) cho 31 người"),
            Lang::En => ("Prepare and open the vote", "at once, for 31"),
        };
        assert!(asked.contains(what) && asked.contains(manner), "{asked}");
        chair.keys("<esc>");
        assert_eq!(records(&chair), before);
    }
    chair.model.lang = Lang::Vi;
    chair.keys("o<enter>");
    assert!(chair.hub.borrow().session.polls.open().is_some());
    assert_eq!(records(&chair), before + 2);
    // Prepared by itself, it is opened as it was.
    let mut chair = calm();
    chair.keys(">>vo");
    assert!(chair.shows("Mở biểu quyết (ghi tên)"), "{}", chair.text());
    chair.keys("<enter>");
    assert!(chair.hub.borrow().session.polls.open().is_some());
    // A motion that has a result is not put again without a reason.
    let mut chair = published();
    chair.keys("o");
    assert!(chair.shows("biểu quyết lại bằng r"), "{}", chair.text());
    // Where there is no motion, it is said what to press.
    let mut chair = calm();
    chair.keys("o");
    assert!(chair.shows("hỏi thêm bằng V"), "{}", chair.text());
    assert_eq!(chair.refused, []);
}

#[test]
fn a_vote_in_words_is_understood_in_either_language_whatever_the_choices_are_called() {
    let manner = crate::console::spoken::Manner::Reciting { confirms: true };
    for (said, meant) in [
        ("yes", 0),
        ("TÁN THÀNH", 0),
        ("against", 1),
        ("ktt", 1),
        ("abstain", 2),
    ] {
        let chair = voting(Manner::Named, 1);
        let who = chair
            .hub
            .borrow()
            .session
            .polls
            .open()
            .unwrap()
            .missing()
            .next();
        let mut delegate = Console::of(&chair.hub, Actor::delegate(who.unwrap()));
        delegate.says(&format!("poll.vote {said}"), manner).unwrap();
        assert_eq!(delegate.refused, [], "{said}");
        let hub = chair.hub.borrow();
        let vote = hub.session.polls.open().unwrap().voted[&who.unwrap()].clone();
        assert_eq!(vote, Some(poll::ChoiceNo(meant).into()), "{said}");
    }
}

#[test]
fn a_motion_that_somebody_prepared_meanwhile_is_not_put_twice() {
    let mut chair = calm();
    chair.keys(">>o");
    let mut secretary = Console::of(&chair.hub, Actor::of(crate::session::Role::Secretary));
    secretary.keys("v");
    chair.catch_up();
    chair.keys("<enter>");
    assert_eq!(
        chair.refused,
        [crate::session::Refusal::PollIsPrepared { poll: PollId(1) }]
    );
    assert!(chair.hub.borrow().session.polls.open().is_none());
    chair.keys("o<enter>");
    assert!(chair.hub.borrow().session.polls.open().is_some());
}

/// On a large screen everybody who may vote has a place, and whoever votes changes a sign in it.
#[test]
fn nobody_moves_while_votes_come_in() {
    for pane in ["1", "4"] {
        let mut chair = voting(Manner::Named, 1).size(200, 50);
        chair.keys(pane);
        let names = [
            "Lường Thế Khải",
            "Hà Thị Lệ Thuỷ",
            "Đỗ Thị Kim Liễu",
            "Ma Thị Ngần",
        ];
        let places = |chair: &Console| names.map(|name| chair.place(name));
        let before = places(&chair);
        assert!(chair.shows("· Ma Thị Ngần"), "{}", chair.text());
        for voter in 28..=34 {
            let yes = crate::session::testing::YES;
            let hub = chair.hub.clone();
            hub.borrow_mut().votes(voter, PollId(1), yes).unwrap();
            chair.catch_up();
            assert_eq!(places(&chair), before, "{voter}: {}", chair.text());
        }
        assert!(chair.shows("✓ Ma Thị Ngần"), "{}", chair.text());
    }
}

#[test]
fn a_question_not_confirmed_waits_for_no_answer() {
    let mut chair = voting(Manner::Named, 0);
    chair.keys("o<esc>o n Q<esc>");
    assert_eq!(chair.model.awaited.len(), 0);
}

#[test]
fn a_result_can_be_published_after_a_new_round_was_taken_back() {
    let mut chair = voting(Manner::Named, 2);
    chair.keys("c<enter>r");
    chair.types("Đếm nhầm");
    chair.keys("<enter>X<enter>");
    assert!(chair.hub.borrow().session.polls.latest().is_none());
    assert!(chair.shows("■ CHỜ CÔNG BỐ"), "{}", chair.text());
}

#[test]
fn the_vote_of_an_earlier_item_gives_way_to_the_next() {
    let mut chair = published();
    assert!(chair.shows("■ ĐÃ CÔNG BỐ"));
    chair.keys(">");
    assert!(!chair.shows("ĐÃ CÔNG BỐ") && chair.shows("Mục này không có nội dung"));
    chair.keys("<");
    assert!(chair.shows("■ ĐÃ CÔNG BỐ"));
}

#[test]
fn one_key_pressed_twice_casts_no_vote() {
    let mut chair = voting(Manner::Named, 1);
    let voted = |console: &Console| {
        let hub = console.hub.borrow();
        hub.session.polls.latest().map(|poll| poll.voted.len())
    };
    assert_eq!(voted(&chair), Some(27));
    chair.keys("4<enter><enter><enter>");
    assert_eq!(voted(&chair), Some(27));
    chair.keys("<down><enter>");
    assert_eq!(voted(&chair), Some(28));
    chair.keys("<enter>2");
    assert_eq!(voted(&chair), Some(29));
    let mut delegate = Console::of(&chair.hub, Actor::delegate(DelegateId(33)));
    delegate.keys("v<enter>v<enter>");
    assert_eq!(voted(&delegate), Some(29));
    delegate.keys("<up><enter>");
    assert_eq!(voted(&delegate), Some(30));
    assert_eq!(delegate.refused, []);
}

#[test]
fn a_question_put_on_the_spot_has_the_bodys_rule_or_another() {
    let asked = |keys: &str| -> Rule {
        let mut chair = calm();
        chair.keys("V");
        chair.types("Hoãn nội dung này?");
        chair.keys(keys);
        assert_eq!(chair.refused, []);
        let hub = chair.hub.borrow();
        hub.session.polls.latest().unwrap().question.rule.clone()
    };
    let own = calm().hub.borrow().session.plan.rules.majority.clone();
    assert_eq!(asked("<enter><enter><enter>"), own);
    assert_eq!(asked("<enter>1 2"), Preset::SIMPLE.rule());
}

/// The last of the rules offered is any other, in words, which are helped with as they are typed.
#[test]
fn a_rule_is_written_in_words_where_none_of_those_offered_is_right() {
    let mut chair = calm();
    chair.keys("V");
    chair.types("Hoãn nội dung này?");
    chair.keys("<enter>1");
    assert!(
        chair.text().contains("9 mức khác, viết bằng lời…"),
        "{}",
        chair.text()
    );
    chair.keys("9");
    assert!(chair.text().contains("ví dụ: quá nửa tổng số đại biểu"));
    // Half a word is completed by what it begins, in the language of the screen.
    chair.types("it nhat 3/5 tong");
    assert!(
        chair.text().contains("tổng số thành viên"),
        "{}",
        chair.text()
    );
    chair.keys("<tab>");
    assert!(
        chair.text().contains("ít nhất 3/5 tổng số thành viên"),
        "{}",
        chair.text()
    );
    chair.keys("<enter>");
    assert_eq!(chair.refused, []);
    let hub = chair.hub.borrow();
    let rule = &hub.session.polls.latest().unwrap().question.rule;
    assert_eq!(rule.to_string(), ">= 3/5 of members");
}

#[test]
fn a_rule_that_is_not_understood_stays_where_it_was_typed() {
    let mut chair = calm().lang(Lang::En);
    chair.keys("V");
    chair.types("Put off?");
    chair.keys("<enter>19");
    chair.types("more than half of delegates");
    assert!(
        chair.text().contains("“delegates” is not understood"),
        "{}",
        chair.text()
    );
    chair.keys("<enter>");
    assert!(chair.hub.borrow().session.polls.latest().is_none());
    assert!(chair.text().contains("more than half of delegates"));
    assert!(
        chair.text().contains("could mean several things"),
        "{}",
        chair.text()
    );
    for _ in 0.."delegates".len() {
        chair.keys("<backspace>");
    }
    chair.types("present");
    chair.keys("<enter>");
    assert_eq!(chair.refused, []);
}

/// Whoever may vote otherwise sees how they have voted.
#[test]
fn a_vote_that_can_be_changed_is_marked_where_one_chooses() {
    let terms = Terms {
        changing: Changing::UntilClose,
        ..Terms::default()
    };
    let chair = voting_on(Manner::Named, 1, terms);
    let mut delegate = Console::of(&chair.hub, Actor::delegate(DelegateId(33)));
    let marked = |delegate: &Console| -> Vec<String> {
        let screen = delegate.text();
        let rows = screen.lines().filter(|row| row.contains("phiếu hiện tại"));
        rows.map(str::to_owned).collect()
    };
    delegate.keys("v");
    assert!(marked(&delegate).is_empty(), "{}", delegate.text());
    for (key, choice) in [("2", "Không tán thành"), ("3", "Không biểu quyết")] {
        delegate.keys(key);
        assert_eq!(delegate.refused, []);
        delegate.keys("v");
        let marked = marked(&delegate);
        assert!(
            marked.len() == 1 && marked[0].contains(choice),
            "{marked:?}"
        );
    }
    delegate.keys("<esc>");
    // What was voted in secret is known nowhere.
    let chair = voting(Manner::Secret, 1);
    let mut delegate = Console::of(&chair.hub, Actor::delegate(DelegateId(33)));
    delegate.keys("v2");
    assert_eq!(delegate.refused, []);
    assert!(delegate.model.ballots.is_empty());
}

#[test]
fn what_is_counted_in_the_room_is_entered_as_the_example_shows() {
    for (manner, numbers) in [
        (Manner::Hands, "22 8 4"),
        (Manner::Hands, "- 8 4"),
        (Manner::Paper, "34 33 32 1 20 8 4"),
    ] {
        for lang in Lang::ALL {
            let mut chair = voting(manner, 1).lang(lang);
            chair.keys("#");
            assert!(chair.shows(numbers), "{}", chair.text());
            // What stands there is taken as it stands there; where one number is left open, it is
            // shown before it is sent.
            chair.types(numbers);
            chair.keys("<enter>");
            if numbers.contains('-') {
                assert!(chair.shows("22 8 4"), "{}", chair.text());
                chair.keys("<enter>");
            }
            assert_eq!(chair.refused, []);
            assert!(chair.model.overlay.is_none(), "{}", chair.text());
        }
    }
}

#[test]
fn what_becomes_of_the_ballots_stands_in_the_question() {
    let asks = |console: Console, verb: &str, said: &str| {
        let mut console = console.lang(Lang::En);
        let verb = crate::console::verb::named(verb).unwrap();
        let before = console.hub.borrow().records.len();
        let effects = crate::console::verb::invoke(&mut console.model, verb);
        assert!(effects.is_empty());
        console.model.size = (200, 50);
        assert!(console.shows(said), "{}", console.text());
        assert_eq!(console.hub.borrow().records.len(), before);
    };
    asks(
        voting(Manner::Named, 0),
        "poll.cancel",
        "Cancel the vote? Nobody has voted yet.",
    );
    let open = voting(Manner::Named, 1);
    let (voted, entitled) = {
        let hub = open.hub.borrow();
        let poll = hub.session.polls.open().unwrap();
        hub.session.turnout(poll)
    };
    let lost = format!(
        "{voted} of {entitled} have voted: their ballots do not count, and there will be no result."
    );
    asks(open, "poll.cancel", &lost);
    asks(
        voting(Manner::Hands, 1),
        "poll.withdraw",
        "There will be no result. It can't be undone.",
    );
    asks(published(), "poll.void", "The result (CARRIED; ");
    asks(
        published(),
        "poll.void",
        "it stays to be read. It can't be undone.",
    );
}
