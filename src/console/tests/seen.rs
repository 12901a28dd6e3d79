//! What of a vote is to be seen where: the result of the item at hand, a second ballot only where it
//! is next, everything where the screen has no room for it, and whose row is one's own.

use super::asked::listed;
use super::elections::{cast, graded, put, second};
use super::states::{pressed, start, voting};
use crate::console::pane::vote::to_be_seen;
use crate::console::spoken::state;
use crate::console::testing::{Console, opened};
use crate::session::election::Method;
use crate::session::plan::Substitutes;
use crate::session::poll::{self, ChoiceNo, Fate, Manner, Matter, Question};
use crate::session::testing::{Meeting, contest, question};
use crate::session::voice::{self, Rights};
use crate::session::{Actor, DelegateId, ItemId, PollId, Role, consent};
use crate::text::Lang;

/// The result of the item at hand stays when another's was published meanwhile, and goes with the item.
#[test]
fn the_result_of_the_item_at_hand_is_kept() {
    let hub = opened();
    start(&hub, 1);
    let decided = |item: u32| {
        let mut put = question(Manner::Named, "simple");
        put.item = Some(ItemId(item));
        let poll = hub.borrow_mut().vote_on(put);
        hub.borrow_mut().votes(1, poll, ChoiceNo(0)).unwrap();
        hub.borrow_mut().close(poll);
        poll
    };
    let publish = |poll| {
        let publish = poll::Command::Publish { poll };
        hub.borrow_mut().chair(publish).unwrap();
    };
    let seen = || to_be_seen(&hub.borrow().session).map(|poll| poll.id);
    let first = decided(1);
    publish(first);
    let other = decided(2);
    assert_eq!(seen(), Some(other), "it is not through with");
    publish(other);
    assert_eq!(seen(), Some(first), "it belongs to the item at hand");
    start(&hub, 3);
    assert_eq!(seen(), None);
    start(&hub, 2);
    assert_eq!(seen(), Some(other));
}

/// What was withdrawn or has lapsed is told as that, and no result before it is taken for its own; what
/// was only taken back is as if it had not been.
#[test]
fn what_was_withdrawn_stands_before_the_result_of_something_else() {
    for (fate, told) in [
        (Fate::Withdrawn, Some("withdrawn")),
        (Fate::Lapsed, Some("lapsed")),
        (Fate::Cancelled, None),
    ] {
        let hub = opened();
        start(&hub, 1);
        let put = |text: &str| {
            let mut put = question(Manner::Named, "simple");
            put.item = Some(ItemId(1));
            put.text = text.to_owned();
            hub.borrow_mut().vote_on(put)
        };
        let first = put("Sửa quy chế");
        hub.borrow_mut().votes(1, first, ChoiceNo(0)).unwrap();
        hub.borrow_mut().close(first);
        let publish = poll::Command::Publish { poll: first };
        hub.borrow_mut().chair(publish).unwrap();
        let second = put("Lập tổ công tác");
        let gone = poll::Command::Cancel {
            poll: second,
            fate,
            reason: "Tự rút".to_owned(),
        };
        hub.borrow_mut().chair(gone).unwrap();
        let mut chair = Console::chair(&hub).lang(Lang::En);
        chair.catch_up();
        let seen = to_be_seen(&hub.borrow().session).map(|poll| poll.id);
        let state = state::state(&chair.model);
        assert_eq!(seen, Some(if told.is_some() { second } else { first }));
        assert_eq!(state["vote"]["outcome"], told.unwrap_or("carried"));
        if let Some(told) = told {
            let told = told.to_uppercase();
            assert!(chair.shows(&told), "{}", chair.text());
            assert!(chair.shows("Tự rút"), "{}", chair.text());
            assert!(chair.shows("Lập tổ công tác"), "{}", chair.text());
            put("Giao kinh phí");
            chair.catch_up();
            assert!(!chair.shows(&told), "{}", chair.text());
        }
    }
}

#[test]
fn a_second_ballot_is_offered_at_the_foot_only_while_it_is_next() {
    let offer = "E Bầu tiếp";
    let chair = second();
    start(&chair.hub, 1);
    let mut chair = pressed(chair, "");
    chair.catch_up();
    chair.keys("u<enter>");
    assert!(chair.shows(offer), "{}", chair.text());
    start(&chair.hub, 2);
    chair.catch_up();
    assert!(!chair.shows(offer), "{}", chair.text());
    start(&chair.hub, 1);
    chair.catch_up();
    assert!(chair.shows(offer), "{}", chair.text());
}

#[test]
fn while_the_room_is_counted_delegates_are_told_so() {
    for (manner, said) in [(Manner::Hands, "đếm"), (Manner::Paper, "kiểm phiếu")] {
        let chair = voting(manner, 1);
        let mut own = Console::of(&chair.hub, Actor::delegate(DelegateId(5)));
        own.keys("4");
        assert!(own.shows(said), "{}", own.text());
        assert!(!own.shows("#"), "{}", own.text());
        let table = pressed(chair, "4");
        assert!(table.shows("#"), "{}", table.text());
    }
}

/// The round is what one vote is told from another by, so it is whole where the manner is cut.
#[test]
fn a_narrow_heading_keeps_the_round() {
    let mut chair = pressed(voting(Manner::Named, 2), "c<enter>u<enter>r");
    chair.types("Đếm nhầm");
    chair.keys("<enter>");
    assert_eq!(chair.refused, []);
    assert_eq!(chair.hub.borrow().session.polls.latest().unwrap().round, 2);
    for (width, lang, round) in [
        (80, Lang::Vi, "vòng 2"),
        (80, Lang::En, "round 2"),
        (200, Lang::Vi, "vòng 2"),
    ] {
        let chair = pressed(Console::chair(&chair.hub).lang(lang).size(width, 24), "");
        let text = chair.text().to_lowercase();
        assert!(text.contains(round), "{width}: {text}");
    }
}

/// Lists that have the same share of the seat left are marked as level.
#[test]
fn lists_that_are_level_are_marked() {
    // Ten each for two lists: a seat each, and both as good for the third.
    let ballots: [(u32, &[&[u8]]); 2] = [(10, &[&[0]]), (10, &[&[1]])];
    let mut chair = cast(contest(Method::DHondt, 3), Manner::Secret, &ballots);
    chair.keys("c<enter>4");
    assert_eq!(chair.refused, []);
    let text = chair.text();
    let rows: Vec<_> = text.lines().filter(|row| row.contains('%')).collect();
    let signs = |sign: char| {
        let of = |row: &&&str| row.trim_start().starts_with(sign);
        rows.iter().filter(of).count()
    };
    assert_eq!((signs('='), signs('·')), (2, 2), "{text}");
}

/// A proxy whose holder is recused is silent: the last row says whose, and who holds it.
#[test]
fn the_voice_of_a_recused_holder_is_listed_as_silent() {
    let mut plan = opened().borrow().session.plan.clone();
    plan.rules.rights = Rights {
        proxies: Substitutes::Vote,
        ..Rights::default()
    };
    let hub = opened();
    *hub.borrow_mut() = Meeting::opened(plan);
    start(&hub, 3);
    let absent = |id| crate::session::attendance::Command::Mark {
        delegate: DelegateId(id),
        mark: crate::session::attendance::Mark::Absent,
    };
    hub.borrow_mut().secretary(absent(7)).unwrap();
    let give = voice::Command::GiveProxy {
        delegate: DelegateId(7),
        to: DelegateId(8),
    };
    hub.borrow_mut().secretary(give).unwrap();
    let recuse = voice::Command::Recuse {
        delegate: DelegateId(8),
        on: voice::Matter::Item(ItemId(3)),
        reason: "Người thân".to_owned(),
    };
    hub.borrow_mut().secretary(recuse).unwrap();
    let mut put = question(Manner::Named, "simple");
    put.item = Some(ItemId(3));
    let prepare = poll::Command::Prepare { question: put };
    hub.borrow_mut().secretary(prepare).unwrap();
    let chair = pressed(Console::chair(&hub).size(200, 50), "4");
    let text = chair.text();
    let row = text
        .lines()
        .find(|row| row.contains('⊘'))
        .unwrap_or_default();
    let name = |id| hub.borrow().session.roster.name(DelegateId(id));
    let given = name(8).rsplit(' ').next().unwrap().to_owned();
    assert!(row.contains(&format!("{} ⇢ {given}", name(7))), "{text}");
    assert!(row.contains(&name(8)), "{text}");
}

/// What a small screen has no room for is told to be there, and read with one key.
#[test]
fn what_is_cut_on_a_small_screen_is_read_whole() {
    let chair = pressed(graded(), "4");
    let end = "không có hệ quả";
    assert!(chair.shows("dòng: *"), "{}", chair.text());
    let mut chair = pressed(chair, "*");
    for name in ["Nguyễn Thị Hồng Hạnh", "Trần Quốc Bảo", "Lê Minh Tâm"] {
        assert!(chair.shows(name), "{}", chair.text());
    }
    chair.keys("<end>");
    assert!(chair.shows("Phạm Thu Thủy"), "{}", chair.text());
    assert!(chair.shows(end), "{}", chair.text());
    // A motion is read as well; without any there is nothing to be read.
    let motion = pressed(voting(Manner::Named, 2), "*");
    assert!(motion.shows("Cần"), "{}", motion.text());
    let none = pressed(Console::chair(&opened()), "*");
    assert!(none.shows("Chưa có việc nào"), "{}", none.text());
}

/// A ranking that is longer than its row is read below, and one's own row is marked.
#[test]
fn a_long_ballot_is_read_below_and_the_own_row_is_marked() {
    let mut chair = pressed(put(contest(Method::Irv, 1), Manner::Named), "o<enter>");
    {
        let mut hub = chair.hub.borrow_mut();
        hub.casts(5, PollId(1), &[&[0], &[1], &[2], &[3]]).unwrap();
        hub.casts(6, PollId(1), &[&[0]]).unwrap();
    }
    chair.catch_up();
    chair.keys("c<enter>u<enter>");
    let own = Console::of(&chair.hub, Actor::delegate(DelegateId(5)));
    let own = pressed(own, "4<home>");
    let text = own.text();
    assert_eq!(text.matches("(bạn)").count(), 1, "{text}");
    assert!(text.contains("Phạm Thu Thủy"), "{text}");
    let name = own.hub.borrow().session.roster.name(DelegateId(5));
    let given = name.rsplit(' ').next().unwrap();
    assert!(
        text.contains(&format!("{given}: Nguyễn Thị Hồng Hạnh")),
        "{text}"
    );
}

/// The items of the list stand on the main screen before and while it is put, one that was taken out
/// marked as such.
#[test]
fn the_items_of_the_consent_list_are_named_on_the_main_screen() {
    let hub = listed();
    let out = consent::Command::TakeOut {
        item: ItemId(4),
        reason: String::new(),
        delegate: None,
    };
    hub.borrow_mut().secretary(out).unwrap();
    let ask = consent::Command::Ask {
        question: Question {
            item: None,
            text: "Thông qua chung".to_owned(),
            matter: Matter::Motion,
            ..question(Manner::Named, "no objection")
        },
    };
    hub.borrow_mut().chair(ask).unwrap();
    for (width, height) in [(80, 24), (200, 50)] {
        for role in [Role::Chair, Role::Secretary] {
            let console = Console::of(&hub, Actor::of(role)).size(width, height);
            let text = console.text();
            assert!(text.contains("≡ 2. "), "{text}");
            assert!(text.contains("⊘ đã đưa ra: 4. "), "{text}");
        }
    }
}

#[test]
fn an_empty_queue_says_so_and_with_which_key_somebody_is_added() {
    let mut chair = Console::chair(&opened());
    chair.keys("<enter>");
    assert!(chair.shows("Nhấn a để thêm người"), "{}", chair.text());
    assert!(!chair.shows("bằng mũi tên"), "{}", chair.text());
}
