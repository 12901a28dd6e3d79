//! What is carried unless somebody objects, items put as one, and what is asked in writing: on the
//! screen and by keys.

use super::states::{concluded, later, pressed, start, voting};
use crate::console::spoken::{Came, Manner, Words, begin};
use crate::console::testing::{Console, Hub, opened};
use crate::console::{overlay, verb};
use crate::session::opinion::{self, Circular, Silence};
use crate::session::plan::Plan;
use crate::session::poll::{self, Matter, Outcome, Question, Terms};
use crate::session::testing::{ABSTAIN, Meeting, NO, YES, choices};
use crate::session::{Actor, DelegateId, ItemId, OpinionId, PollId, Role, Seconds, Time};
use crate::session::{attendance, consent};
use crate::text::Lang;

/// Two items on the list, a third that is being dealt with.
pub(super) fn listed() -> Hub {
    let hub = opened();
    let mut plan: Plan = hub.borrow().session.plan.clone();
    let motion = plan.agenda[2].motion.clone();
    for item in [1, 3] {
        plan.agenda[item].motion.clone_from(&motion);
        plan.agenda[item].consent = true;
    }
    *hub.borrow_mut() = Meeting::opened(plan);
    start(&hub, 1);
    hub
}

/// Objections to the list are awaited, three seconds of ten.
pub(super) fn waiting() -> Console {
    let hub = listed();
    let mut console = later(Console::chair(&hub), 60);
    console.keys(":");
    console.types("thong qua ca");
    console.keys("<enter><enter>o<enter>");
    assert_eq!(console.refused, []);
    later(console, 3)
}

fn circular(hub: &Hub, silence: Silence) -> Circular {
    let now = hub.borrow().now;
    Circular {
        question: Question {
            item: None,
            text: "Thống nhất lịch công tác quý I năm 2027".to_owned(),
            manner: poll::Manner::Named,
            rule: "majority of members".parse().unwrap(),
            choices: choices(),
            terms: Terms::default(),
            matter: Matter::Motion,
        },
        deadline: Time(now.0 + 30 * 3_600_000),
        remind_s: Seconds(86_400),
        silence,
    }
}

/// A question in writing that nine have answered.
pub(super) fn circulated(silence: Silence) -> Console {
    let hub = opened();
    let circular = circular(&hub, silence);
    let opinion = OpinionId(1);
    hub.borrow_mut()
        .secretary(opinion::Command::Circulate { circular })
        .unwrap();
    for id in 1..10 {
        let (choice, text) = match id {
            7 => (NO, "Trùng với kỳ nghỉ Tết"),
            8 => (ABSTAIN, "Lùi lại một tuần"),
            _ => (YES, ""),
        };
        let answer = opinion::Command::Answer {
            opinion,
            choice,
            text: text.to_owned(),
            delegate: None,
        };
        hub.borrow_mut().delegate(id, answer).unwrap();
    }
    Console::chair(&hub)
}

fn follows(mut console: Console) -> Console {
    console.keys(":");
    console.types("xem ai da tra loi");
    console.keys("<enter>");
    console
}

pub(super) fn closed() -> Console {
    let mut console = later(circulated(Silence::InFavour), 31 * 3_600);
    console.keys(":");
    console.types("cong bo ket qua y");
    console.keys("<enter>1");
    assert_eq!(console.refused, []);
    follows(console)
}

#[test]
fn how_it_looks() {
    type State = (&'static str, fn() -> Console);
    let on_vote = || {
        let mut console = waiting();
        console.keys("4");
        console
    };
    let on_agenda = || {
        let mut console = Console::chair(&listed());
        console.keys("5<down>");
        console
    };
    let open = || follows(later(circulated(Silence::NotVoting), 60));
    let states: [State; 5] = [
        ("wait", waiting),
        ("wait_vote", on_vote),
        ("consent_agenda", on_agenda),
        ("opinion_open", open),
        ("opinion_published", closed),
    ];
    for (name, state) in states {
        let screens = Lang::ALL.map(|lang| state().lang(lang).screen());
        insta::assert_snapshot!(name, screens.join("\n\n"));
        let large = state().size(200, 50).screen();
        insta::assert_snapshot!(format!("{name}_200x50"), large);
    }
}

#[test]
fn the_list_is_put_with_a_few_keys_and_carried_without_another() {
    let mut chair = waiting();
    assert!(chair.shows("CÓ AI PHẢN ĐỐI KHÔNG?"), "{}", chair.text());
    assert!(chair.shows("00:07"), "{}", chair.text());
    // Closing is not the chair's, and is said not to be before the key does anything.
    chair.keys("c");
    assert!(chair.shows("tự thông qua"), "{}", chair.text());
    chair = later(chair, 7);
    let hub = chair.hub.borrow();
    let decided = hub.session.consent.decided.last().unwrap();
    assert_eq!(decided.outcome, Outcome::Carried);
    assert_eq!(decided.items, [2, 4].map(ItemId));
}

#[test]
fn one_key_objects_and_one_key_opens_the_vote() {
    for by_table in [false, true] {
        let mut chair = waiting();
        let hub = chair.hub.clone();
        if by_table {
            chair.keys("Y");
            chair.types("5");
            chair.keys("<enter>");
        } else {
            let mut delegate = Console::of(&hub, Actor::delegate(DelegateId(5)));
            delegate.keys("v");
            assert!(delegate.shows("phản đối bằng o"), "{}", delegate.text());
            delegate.keys("o");
            assert_eq!(delegate.refused, []);
        }
        chair.catch_up();
        let objected = |hub: &Hub| hub.borrow().session.consent.objections.len();
        assert_eq!(objected(&hub), 1);
        assert!(chair.shows("phản đối"), "{}", chair.text());
        chair.keys("o<enter>");
        let hub = hub.borrow();
        let poll = hub.session.polls.get(PollId(1)).unwrap();
        assert!(poll.is_open() && !poll.question.rule.is_no_objection());
    }
}

#[test]
fn the_question_before_a_list_is_put_names_its_items_and_those_taken_out() {
    let hub = listed();
    let titles = {
        let hub = hub.borrow();
        let items = hub.session.consent.items.iter();
        let titles = items.map(|item| hub.session.plan.item(*item).unwrap().title.clone());
        titles.collect::<Vec<_>>()
    };
    let mut delegate = Console::of(&hub, Actor::delegate(DelegateId(5)));
    delegate.keys(":");
    delegate.types("tach khoi");
    delegate.keys("<enter>2<enter>");
    let mut chair = later(Console::chair(&hub), 60);
    chair.keys(":");
    chair.types("thong qua ca");
    chair.keys("<enter><enter>o");
    let asked = chair.text().replace('\n', " ");
    let asked = asked.split_whitespace().collect::<Vec<_>>().join(" ");
    let name = hub.borrow().session.roster.name(DelegateId(5));
    assert!(asked.contains("Đã đưa ra khỏi danh mục:"), "{asked}");
    assert!(asked.contains(&format!("({name})")), "{asked}");
    for title in titles {
        assert!(asked.contains(&title), "{title}: {asked}");
    }
}

#[test]
fn an_item_is_put_on_the_list_and_taken_off() {
    let hub = listed();
    let mut chair = Console::chair(&hub);
    let items = |hub: &Hub| -> Vec<u32> {
        let hub = hub.borrow();
        hub.session.consent.items.iter().map(|i| i.0).collect()
    };
    // The cursor enters the list at the item at hand.
    chair.keys("5<down>");
    chair.model.looking.item = Some(ItemId(3));
    chair.keys("m");
    assert_eq!(items(&hub), [2, 3, 4]);
    chair.keys("m");
    assert_eq!(items(&hub), [2, 4]);
    let mut delegate = Console::of(&hub, Actor::delegate(DelegateId(5)));
    delegate.keys(":");
    delegate.types("tach khoi");
    delegate.keys("<enter>2");
    delegate.types("Cần bàn kỹ");
    delegate.keys("<enter>");
    assert_eq!(items(&hub), [2]);
    let hub = hub.borrow();
    let out = hub.session.consent.taken_out.last().unwrap();
    assert_eq!(out.reason, "Cần bàn kỹ");
    assert_eq!(out.delegate, Some(DelegateId(5)));
}

/// On the main screen they stand below the question, in the vote pane beside it: nowhere twice.
#[test]
fn each_item_of_the_list_stands_once_at_every_size() {
    for (width, height) in [(80, 24), (100, 30), (120, 40), (200, 50)] {
        let mut chair = waiting().size(width, height);
        for keys in ["", "4"] {
            chair.keys(keys);
            for item in ["≡ 2. ", "≡ 4. "] {
                let text = chair.text();
                assert_eq!(
                    text.matches(item).count(),
                    1,
                    "{item} {width}x{height}: {text}"
                );
            }
        }
    }
}

#[test]
fn items_that_are_passed_over_for_the_list_are_told_and_the_list_is_not_forgotten() {
    let hub = listed();
    let mut chair = Console::chair(&hub);
    let mut delegate = Console::of(&hub, Actor::delegate(DelegateId(5)));
    // No motion: where nothing is put to the vote, the list stands there.
    assert!(
        chair.shows("Chờ thông qua chung: 2 nội"),
        "{}",
        chair.text()
    );
    chair.keys(">");
    assert!(
        chair.shows("Bỏ qua mục 2, nằm trong danh sách"),
        "{}",
        chair.text()
    );
    delegate.catch_up();
    assert!(!delegate.shows("Bỏ qua mục"), "{}", delegate.text());
    // The motion of the third item is in front, and then a vote.
    chair = later(chair, 60);
    for keys in ["", "v", "o", "<enter>"] {
        chair.keys(keys);
        let text = chair.text();
        assert_eq!(
            text.matches("Chờ thông qua chung: 2 nội").count(),
            1,
            "{text}"
        );
    }
    chair.keys(">");
    assert!(
        !chair.shows("Bỏ qua mục"),
        "a vote is open: {}",
        chair.text()
    );
    // Put at last, it stands there as what it is.
    let mut put = waiting();
    assert!(!put.shows("Chờ thông qua chung"), "{}", put.text());
    put.keys("1");
    assert!(!put.shows("Chờ thông qua chung"), "{}", put.text());
}

#[test]
fn an_item_of_the_list_goes_by_its_number_on_the_agenda() {
    let hub = listed();
    let numbers: Vec<_> = hub
        .borrow()
        .session
        .plan
        .agenda
        .iter()
        .map(|item| item.number.clone())
        .collect();
    assert_eq!(numbers[..4], ["1", "2", "3", "4"]);
    let mut delegate = Console::of(&hub, Actor::delegate(DelegateId(5)));
    let manner = Manner::Reciting { confirms: true };
    // The fourth is the second on the list.
    assert!(delegate.says("consent.take_out_own 1 -", manner).is_err());
    delegate.says("consent.take_out_own 2 -", manner).unwrap();
    assert_eq!(delegate.refused, []);
    assert_eq!(hub.borrow().session.consent.items, [ItemId(4)].into());
}

#[test]
fn the_only_item_that_can_be_taken_out_is_named() {
    let hub = listed();
    hub.borrow_mut()
        .chair(consent::Command::List {
            items: vec![ItemId(4)],
        })
        .unwrap();
    let mut delegate = Console::of(&hub, Actor::delegate(DelegateId(5)));
    let verb = verb::named("consent.take_out_own").unwrap();
    let manner = Manner::Reciting { confirms: false };
    let came = begin(&mut delegate.model, verb, Words::default(), manner);
    let Ok(Came::Asks(_, question)) = came else {
        panic!("{came:?}")
    };
    let title = hub
        .borrow()
        .session
        .plan
        .item(ItemId(4))
        .unwrap()
        .title
        .clone();
    assert_eq!(question.kind, overlay::Kind::YesNo);
    assert!(question.text.contains(&title), "{}", question.text);
}

/// What there is none of is not asked about.
#[test]
fn the_question_that_closes_a_vote_tells_who_is_missing_only_where_somebody_is() {
    let asks = |stage, keys: &str| {
        let mut chair = voting(poll::Manner::Named, stage);
        chair.keys(keys);
        chair.text()
    };
    assert!(asks(1, "c").contains(", còn "), "{}", asks(1, "c"));
    let complete = asks(2, "c");
    assert!(complete.contains("Đóng biểu quyết?"), "{complete}");
    assert!(!complete.contains(", còn "), "{complete}");
}

#[test]
fn a_closed_list_is_to_be_opened_before_it_can_close_by_itself() {
    let mut chair = Console::chair(&opened());
    let why = |chair: &mut Console| {
        let verb = verb::named("floor.close_list_at").unwrap();
        match (verb.able)(&chair.model) {
            verb::Able::No(why) => chair.model.text(why),
            verb::Able::Yes => String::new(),
        }
    };
    assert_eq!(why(&mut chair), "");
    chair.keys("l");
    let said = why(&mut chair);
    assert!(
        said.contains("đã khóa rồi") && said.contains("bằng l "),
        "{said}"
    );
}

#[test]
fn a_question_on_the_spot_waits_for_objections() {
    let hub = opened();
    let mut chair = Console::chair(&hub);
    chair.keys(":");
    chair.types("hoi co ai phan doi");
    chair.keys("<enter>");
    chair.types("Nghỉ sớm mười phút");
    chair.keys("<enter>o");
    assert!(chair.shows("sau 10 giây"), "{}", chair.text());
    chair.keys("<enter>");
    let found = later(chair, 10);
    assert!(found.shows("THÔNG QUA"), "{}", found.text());
    let hub = hub.borrow();
    let tally = hub.session.polls.latest().unwrap().tally().unwrap();
    assert_eq!(tally.outcome, Outcome::Carried);
}

#[test]
fn a_question_is_circulated_answered_and_its_silent_reminded() {
    let hub = opened();
    let mut secretary = Console::of(&hub, Actor::of(Role::Secretary));
    secretary.keys(":");
    secretary.types("gui phieu");
    secretary.keys("<enter>1");
    secretary.types("Đồng ý lùi lịch họp?");
    secretary.keys("<enter>");
    assert!(
        secretary.shows("Ví dụ: 17h thứ sáu"),
        "{}",
        secretary.text()
    );
    secretary.types("mau");
    secretary.keys("<enter>");
    assert!(
        secretary.shows("Chưa hiểu: ghi ngày và giờ"),
        "{}",
        secretary.text()
    );
    secretary.keys("<backspace><backspace><backspace>");
    secretary.types("6h");
    assert!(
        secretary.shows("06:00, 30/11/2026 đã qua"),
        "{}",
        secretary.text()
    );
    secretary.keys("<enter>");
    assert!(hub.borrow().session.opinions.get(OpinionId(1)).is_none());
    secretary.keys("<backspace><backspace>");
    secretary.types("17h thu s");
    assert!(secretary.shows("thứ Sáu tuần này → 04/12/2026"));
    secretary.keys("<tab>");
    assert!(
        secretary.shows("17:00 thứ Sáu, ngày 04 tháng 12 năm 2026 (còn 4 ngày 9 giờ)"),
        "{}",
        secretary.text()
    );
    secretary.keys("<enter>");
    assert_eq!(secretary.refused, []);
    let id = OpinionId(1);
    let deadline = hub
        .borrow()
        .session
        .opinions
        .get(id)
        .unwrap()
        .circular
        .deadline;
    // 4/12/2026 17:00 at UTC+7.
    assert_eq!(deadline, Time(1_796_378_400_000));

    let mut delegate = Console::of(&hub, Actor::delegate(DelegateId(5)));
    delegate.keys(":");
    delegate.types("tra loi phieu");
    delegate.keys("<enter>3");
    delegate.types("Lùi hẳn sang tháng sau");
    delegate.keys("<enter>");
    assert_eq!(delegate.refused, []);
    secretary.keys(":");
    secretary.types("nhac nguoi");
    secretary.keys("<enter>");
    assert_eq!(secretary.refused, []);
    let found = hub.borrow();
    let opinion = found.session.opinions.get(id).unwrap();
    assert_eq!(opinion.answered.len(), 1);
    assert_eq!(opinion.reminded.len(), 1);
    let mut silent = Console::of(&hub, Actor::delegate(DelegateId(6)));
    drop(found);
    hub.borrow_mut()
        .secretary(opinion::Command::Remind { opinion: id })
        .unwrap();
    silent.catch_up();
    assert!(silent.shows("Xin ý kiến"), "{}", silent.text());
    delegate.catch_up();
    assert!(!delegate.shows("Xin ý kiến"), "{}", delegate.text());
}

#[test]
fn nobody_sees_what_was_answered_before_the_deadline() {
    let console = follows(circulated(Silence::NotVoting));
    assert!(console.shows("9/34"), "{}", console.text());
    assert!(!console.shows("Lùi lại một tuần"), "{}", console.text());
    let shown = closed();
    assert!(shown.shows("Lùi lại một tuần"), "{}", shown.text());
    assert!(shown.shows("25 người không trả lời"), "{}", shown.text());
}

#[test]
fn only_who_can_put_the_list_is_told_the_key() {
    for (actor, told) in [
        (Actor::of(Role::Secretary), true),
        (Actor::delegate(DelegateId(5)), false),
    ] {
        let console = later(Console::of(&listed(), actor), 60);
        let shown = console.text();
        assert!(shown.contains("Chờ thông qua chung: 2"), "{shown}");
        assert_eq!(shown.contains("Nhấn : để đưa ra"), told, "{shown}");
    }
}

#[test]
fn that_the_list_was_carried_is_said_where_somebody_looks() {
    let chair = later(waiting(), 8);
    let said = chair.model.notice.as_ref().map(|notice| &notice.text);
    let said = said.is_some_and(|text| text.contains("Thông qua chung (2 nội dung)"));
    assert!(said, "{}", chair.text());
}

#[test]
fn who_closes_the_session_is_told_what_is_still_asked_in_writing() {
    let mut chair = circulated(Silence::NotVoting);
    chair.keys("Q");
    assert!(
        chair.shows("kiến bằng văn bản chưa đến hạn"),
        "{}",
        chair.text()
    );
}

#[test]
fn who_closes_the_session_is_told_what_was_concluded_and_not_adopted() {
    let told = "Còn 1 mục có kết luận";
    let chair = pressed(concluded(), "<esc>Q");
    assert!(chair.shows(told), "{}", chair.text());
    let chair = pressed(concluded(), "C<enter><esc>Q");
    assert!(!chair.shows(told), "{}", chair.text());
    assert!(chair.shows("Bế mạc phiên họp?"), "{}", chair.text());
}

/// A list that was not decided for want of a quorum waits, and both the vote and the key for the next
/// item say so.
#[test]
fn a_list_that_was_not_decided_is_named_where_nothing_else_is_left() {
    let mut chair = waiting();
    let hub = chair.hub.clone();
    for id in 3..34 {
        let left = attendance::Command::CheckOut;
        hub.borrow_mut().delegate(id, left).unwrap();
    }
    chair = later(chair, 8);
    let decided = hub.borrow().session.consent.decided.last().unwrap().outcome;
    assert_eq!(decided, Outcome::NoQuorum);
    chair.keys("F<enter>");
    assert!(chair.shows("Đưa ra lại bằng :"), "{}", chair.text());
    let rest: Vec<_> = hub.borrow().session.plan.item_ids().collect();
    for item in rest.into_iter().filter(|item| ![2, 4].contains(&item.0)) {
        let start = crate::session::agenda::Command::Start { item };
        let _ = hub.borrow_mut().chair(start);
        let finish = crate::session::agenda::Command::Finish { item };
        let _ = hub.borrow_mut().chair(finish);
    }
    chair.catch_up();
    chair.keys(">");
    assert!(
        chair.shows("Chỉ còn danh sách thông qua chung"),
        "{}",
        chair.text()
    );
}

/// Without a quorum the time to object does not run.
#[test]
fn a_wait_that_is_stopped_says_so() {
    let hub = listed();
    let mut plan: Plan = hub.borrow().session.plan.clone();
    plan.rules.quorum.policy = crate::session::quorum::Policy::Continuous;
    *hub.borrow_mut() = Meeting::opened(plan);
    start(&hub, 1);
    let mut chair = Console::chair(&hub);
    chair.keys(":");
    chair.types("thong qua ca");
    chair.keys("<enter><enter>o<enter>");
    for id in 3..34 {
        let left = attendance::Command::CheckOut;
        hub.borrow_mut().delegate(id, left).unwrap();
    }
    let chair = later(chair, 60);
    assert!(chair.shows("TẠM DỪNG"), "{}", chair.text());
    assert!(chair.shows("tính lại từ đầu"), "{}", chair.text());
}

/// What is asked in writing stands on the main screen of whoever has to see to it.
#[test]
fn the_head_table_sees_until_when_is_asked_in_writing() {
    for (actor, told) in [
        (Actor::of(Role::Chair), true),
        (Actor::of(Role::Secretary), true),
        (Actor::of(Role::Technician), false),
        (Actor::delegate(DelegateId(5)), false),
    ] {
        let hub = circulated(Silence::NotVoting).hub;
        let console = later(Console::of(&hub, actor), 60);
        let line = "Lấy ý kiến văn bản: 9/34 đã trả lời, đến";
        assert_eq!(console.shows(line), told, "{}", console.text());
        // Over, it is there no more.
        let console = later(console, 31 * 3_600);
        assert!(!console.shows("Lấy ý kiến văn bản"), "{}", console.text());
    }
}
