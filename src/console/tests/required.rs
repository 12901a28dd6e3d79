//! Whatever is asked with however many choices: how many votes are needed is to be seen, and once the
//! vote is closed how it ended.

use crate::console::testing::{Console, opened};
use crate::session::poll::{self, Choice, ChoiceNo, Manner, Matter, Question, Sense, Terms};
use crate::session::{ItemId, PollId, agenda};

/// Longer than any screen is wide, as questions in meetings are.
const LONG: &str = "Thống nhất chủ trương điều chỉnh kế hoạch đầu tư công trung hạn giai đoạn 2026 đến \
    2030, bổ sung danh mục công trình trọng điểm, điều chuyển vốn giữa các dự án chậm giải ngân và giao \
    Văn phòng Sở chủ trì, phối hợp với các phòng, đơn vị liên quan hoàn thiện tờ trình trước khi trình cấp \
    có thẩm quyền xem xét, quyết định theo quy định của pháp luật hiện hành";

fn asked(manner: Manner, choices: usize) -> Console {
    let hub = opened();
    let item = ItemId(3);
    hub.borrow_mut()
        .chair(agenda::Command::Start { item })
        .unwrap();
    let rule = hub.borrow().session.plan.rules.majority.clone();
    let choices = (0..choices).map(|place| Choice {
        label: format!("Phương án {}", place + 1),
        sense: [Sense::Yes, Sense::No, Sense::Abstain][place.min(2)],
    });
    let question = Question {
        item: Some(item),
        text: LONG.to_owned(),
        manner,
        rule,
        choices: choices.collect(),
        terms: Terms::default(),
        matter: Matter::Motion,
    };
    hub.borrow_mut()
        .secretary(poll::Command::Prepare { question })
        .unwrap();
    Console::chair(&hub)
}

/// The smallest and the largest, and those around which the main screen shows more.
const SIZES: [(u16, u16); 8] = [
    (80, 24),
    (80, 28),
    (100, 35),
    (119, 36),
    (120, 24),
    (120, 36),
    (200, 28),
    (200, 50),
];

/// It stands on the main screen and in the pane of the vote.
fn seen(console: &mut Console, what: &str, said: &str) {
    for (width, height) in SIZES {
        console.model.size = (width, height);
        for pane in ["1", "4"] {
            console.keys(pane);
            assert!(
                console.shows(said),
                "{what} at {width}×{height} in {pane}\n{}",
                console.text()
            );
        }
    }
    console.model.size = (80, 24);
}

/// The beginning of what is said of how the poll stands.
fn required(console: &Console) -> String {
    let hub = console.hub.borrow();
    let poll = hub.session.polls.latest().unwrap();
    let said = hub.session.say_standing(poll, hub.now, console.model.lang);
    let begun = said[0].split(" (").next().unwrap();
    begun.chars().take(24).collect()
}

#[test]
fn how_many_votes_are_needed_is_seen_at_every_stage() {
    for choices in 2..=9 {
        for manner in [Manner::Named, Manner::Hands] {
            let mut console = asked(manner, choices);
            let what = |stage: &str| format!("{choices} choices, {manner:?}, {stage}");
            let said = required(&console);
            seen(&mut console, &what("prepared"), &said);
            console.keys("o<enter>");
            let said = required(&console);
            seen(&mut console, &what("open"), &said);
            if manner == Manner::Hands {
                console.keys("#");
                console.types(&"3 ".repeat(choices));
                console.keys("<enter>");
                let said = required(&console);
                seen(&mut console, &what("counted"), &said);
            } else {
                for id in 1..25 {
                    let choice = ChoiceNo(u8::try_from(id % choices).unwrap());
                    let id = u32::try_from(id).unwrap();
                    let voted = console.hub.borrow_mut().votes(id, PollId(1), choice);
                    voted.unwrap();
                }
                console.catch_up();
            }
            console.keys("c<enter>");
            let outcome = {
                let hub = console.hub.borrow();
                let tally = hub.session.polls.latest().unwrap().tally().unwrap();
                crate::console::words::outcome(console.model.lang, tally.outcome).1
            };
            seen(&mut console, &what("closed"), outcome);
            let said = required(&console);
            seen(&mut console, &what("closed"), &said);
            console.keys("u<enter>");
            seen(&mut console, &what("published"), outcome);
        }
    }
}
