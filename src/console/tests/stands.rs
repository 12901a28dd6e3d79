//! How the meeting stands, for programs: what is decided or waits to be, and who is proposed to speak.

use serde_json::{Value, json};

use super::asked::{circulated, closed, listed, waiting};
use super::order::floor;
use super::results::noted;
use super::states::later;
use crate::console::spoken::state::state;
use crate::console::testing::Console;
use crate::session::floor::{Kind, Policy};
use crate::session::opinion::Silence;
use crate::session::{Actor, DelegateId, ItemId, Role, consent};

fn of(console: &Console) -> Value {
    state(&console.model)
}

#[test]
fn what_is_asked_in_writing_is_told_with_who_is_missing_and_what_silence_means() {
    let open = later(circulated(Silence::NotVoting), 3_600);
    let opinion = &of(&open)["opinions"][0];
    assert_eq!(opinion["stage"], "open");
    assert_eq!([&opinion["answered"], &opinion["asked"]], [9, 34]);
    assert_eq!(opinion["missing"].as_array().unwrap().len(), 34 - 9);
    assert_eq!(opinion["missing"][0]["number"], 10);
    assert_eq!(opinion["silence"], "not_voting");
    assert_eq!(opinion["left_s"], 29 * 3_600);
    assert_eq!(opinion["outcome"], Value::Null);
    assert_eq!(
        opinion["choices"][0]["votes"],
        Value::Null,
        "not told before the end"
    );

    let published = &of(&closed())["opinions"][0];
    assert_eq!(published["stage"], "published");
    assert_eq!(published["silence"], "in_favour");
    assert_eq!(published["outcome"], "carried");
    assert_eq!(published["choices"][0]["votes"], 32);
    assert_eq!(of(&Console::chair(&listed()))["opinions"], json!([]));
}

#[test]
fn the_consent_list_is_told_with_what_was_taken_out_and_what_became_of_it() {
    let hub = listed();
    let numbers = |list: &Value| -> Vec<String> {
        let items = list.as_array().unwrap().iter();
        items
            .map(|item| item["number"].as_str().unwrap().to_owned())
            .collect()
    };
    let out = consent::Command::TakeOut {
        item: ItemId(4),
        reason: "Cần bàn kỹ".to_owned(),
        delegate: None,
    };
    let list = of(&Console::chair(&hub))["consent"].clone();
    assert_eq!(numbers(&list["items"]), ["2", "4"]);
    assert_eq!(
        [&list["taken_out"], &list["decided"]],
        [&json!([]), &json!([])]
    );
    hub.borrow_mut().delegate(5, out).unwrap();
    let list = of(&Console::chair(&hub))["consent"].clone();
    assert_eq!(numbers(&list["items"]), ["2"]);
    assert_eq!(list["taken_out"][0]["item"]["number"], "4");
    assert_eq!(list["taken_out"][0]["person"]["number"], 5);
    assert_eq!(list["taken_out"][0]["reason"], "Cần bàn kỹ");

    let put = waiting();
    let now = of(&put);
    assert_eq!(now["consent"]["poll"], 1);
    let carried = later(put, 8);
    let list = &of(&carried)["consent"];
    assert_eq!(list["items"], json!([]));
    assert_eq!(list["decided"][0]["outcome"], "carried");
    assert_eq!(numbers(&list["decided"][0]["items"]), ["2", "4"]);
}

#[test]
fn a_wait_is_told_with_the_time_left_and_with_who_objected() {
    let put = waiting();
    let vote = of(&put)["vote"].clone();
    assert_eq!(vote["wait"]["left_s"], 7);
    assert_eq!(vote["objected"], Value::Null);
    let mut delegate = Console::of(&put.hub, Actor::delegate(DelegateId(5)));
    delegate.keys("o");
    let vote = of(&delegate)["vote"].clone();
    assert_eq!(vote["wait"], Value::Null);
    assert_eq!(vote["objected"]["number"], 5);
}

#[test]
fn correction_notes_are_told_with_their_result_and_all_together() {
    let chair = noted();
    let state = of(&chair);
    let note = &state["notes"][0];
    assert_eq!(note["text"], "Đại biểu số 7 định tán thành");
    assert_eq!(note["poll"], 1);
    assert!(note["at"].as_i64() > Some(0), "{note}");
    assert_eq!(state["vote"]["notes"], state["notes"]);
    // They belong to what was published, so anybody may know them.
    let room = Console::of(&chair.hub, Actor::of(Role::Technician));
    assert_eq!(of(&room)["notes"], state["notes"]);
}

#[test]
fn who_is_next_is_told_with_the_reason_and_why_a_strict_balance_stops() {
    let asked = [(7, Kind::Speech), (15, Kind::Speech)];
    let chair = floor(Policy::Balanced, &[4, 5, 6, 14], &asked);
    let next = of(&chair)["next"].clone();
    assert_eq!(next["person"]["number"], 15);
    assert_eq!(
        [&next["reason"], &next["stopped"]],
        [&json!("balance"), &json!(false)]
    );
    let why = next["why"].as_str().unwrap();
    assert!(why.contains('3') && why.contains("Khối quản lý"), "{why}");
    let queue = &of(&chair)["queue"];
    assert_eq!(queue.as_array().unwrap().len(), 2);

    let stopped = floor(Policy::StrictlyBalanced, &[4], &[(7, Kind::Speech)]);
    let next = of(&stopped)["next"].clone();
    assert_eq!(
        [&next["request"], &next["person"]],
        [&Value::Null, &Value::Null]
    );
    assert_eq!(
        [&next["reason"], &next["stopped"]],
        [&json!("stopped"), &json!(true)]
    );
    assert!(
        next["why"].as_str().unwrap().contains("Khối sự nghiệp"),
        "{next}"
    );

    let plain = floor(Policy::FirstCome, &[], &[(7, Kind::Speech)]);
    let next = of(&plain)["next"].clone();
    assert_eq!(next["reason"], "first_come");
    assert!(!next["why"].as_str().unwrap().is_empty());
    let nobody = floor(Policy::FirstCome, &[], &[]);
    assert_eq!(of(&nobody)["next"], Value::Null);
}
