//! Every task of a meeting in at most two keys from the main screen: each is really done with the keys
//! of each preset, and the table in the README is made from what was pressed.
//!
//! Typing a name or a text is counted apart, with the Enter that ends it, and so is pointing at somebody
//! with the arrows, which does the same. Every other key counts, in every preset: also one that ends what
//! was typed in another way than Enter.

use super::keymap::with;
use super::states::{asks, calm, closed, paused, planned, published, speaking, suspended, voting};
use crate::console::keymap::{Act, Preset, sequence::shown};
use crate::console::keys::{Input, Key};
use crate::console::testing::Console;
use crate::console::verb;
use crate::session::floor::Kind;
use crate::session::poll::Manner;

/// One thing that is done with the hands.
#[derive(Clone, Copy)]
enum Step {
    /// The keys of a verb.
    Does(&'static str),
    /// The key of what is done where something is typed.
    Acts(Act),
    /// Enter, to confirm.
    Confirm,
    /// Typing a name.
    Name(&'static str),
    /// Typing a text.
    Text(&'static str),
    /// Enter, after what was typed.
    Done,
}

use Step::{Acts, Confirm, Does, Done, Name, Text};

struct Task {
    what: &'static str,
    before: fn() -> Console,
    /// The ways to do it: the first of which the keys are there is taken.
    ways: &'static [&'static [Step]],
    /// What stands on the record in the end.
    event: &'static str,
}

/// Somebody waits and nobody speaks.
fn somebody_waits() -> Console {
    let mut console = calm();
    asks(&mut console, 5, Kind::Speech);
    console
}

/// The third who waits is pointed at.
fn pointing() -> Console {
    let mut console = speaking();
    console.keys("<down><down><down>");
    console
}

fn on_item_2() -> Console {
    let mut console = calm();
    console.keys(">");
    console
}

/// The item with a motion, no vote prepared.
fn a_motion() -> Console {
    let mut console = calm();
    console.keys(">>");
    console
}

macro_rules! tasks {
    ($($what:literal $before:expr, $($steps:expr),+ => $event:literal,)*) => {
        const TASKS: &[Task] = &[$(Task {
            what: $what,
            before: || $before,
            ways: &[$(&$steps),+],
            event: $event,
        }),*];
    };
}

tasks! {
    "Open the session" planned(), [Does("life.open"), Confirm] => "life.opened",
    "Next speaker" somebody_waits(), [Does("floor.next")] => "floor.given",
    "Pause the clock" speaking(), [Does("floor.pause")] => "floor.paused",
    "Go on" paused(), [Does("floor.resume")] => "floor.resumed",
    "One more minute" speaking(), [Does("floor.extend")] => "floor.extended",
    "End the speech" speaking(), [Does("floor.end")] => "floor.ended",
    "Add a speaker" calm(), [Does("floor.add"), Name("dao"), Done] => "floor.asked",
    "Point of order" speaking(), [Does("floor.add_order"), Name("dao"), Done] => "floor.asked",
    "Move the one pointed at first" pointing(), [Does("floor.first")] => "floor.moved",
    "Move up" pointing(), [Does("floor.up")] => "floor.moved",
    "Move down" pointing(), [Does("floor.down")] => "floor.moved",
    "Remove" pointing(), [Does("floor.remove"), Text("trùng"), Done] => "floor.removed",
    "Close the list" calm(), [Does("floor.close_list")] => "floor.list_closed",
    "Prepare the vote on the item’s motion" a_motion(), [Does("poll.prepare")] => "poll.prepared",
    "Open the vote on the item’s motion" a_motion(), [Does("poll.open"), Confirm] => "poll.opened",
    "Open a vote that is prepared" voting(Manner::Named, 0), [Does("poll.open"), Confirm] => "poll.opened",
    "Close the vote" voting(Manner::Named, 1), [Does("poll.close"), Confirm] => "poll.closed",
    "Publish the result" closed(0), [Does("poll.publish"), Confirm] => "poll.published",
    "Repeat the vote" published(), [Does("poll.repeat"), Text("đếm nhầm"), Done] => "poll.repeated",
    "Mark somebody present" planned(), [Does("attendance.mark"), Name("dao"), Done] => "attendance.marked",
    "Mark somebody late" planned(), [Does("attendance.mark_late"), Name("dao"), Done],
        [Does("attendance.mark"), Name("dao"), Acts(Act::Late)] => "attendance.marked",
    "Mark somebody absent" planned(), [Does("attendance.mark_absent"), Name("dao"), Done],
        [Does("attendance.mark"), Name("dao"), Acts(Act::Absent)] => "attendance.marked",
    "Next item" calm(), [Does("agenda.next")] => "agenda.started",
    "Item before" on_item_2(), [Does("agenda.back")] => "agenda.started",
    "Write a conclusion on the current item" calm(), [Does("conclusions.start"), Text("Đồng ý"), Acts(Act::Send)] => "conclusions.written",
    "Announce" calm(), [Does("life.announce"), Text("Giải lao"), Done] => "life.announced",
    "Suspend" calm(), [Does("life.suspend")] => "life.suspended",
    "Resume" suspended(), [Does("life.resume")] => "life.resumed",
    "Hand the chair over" calm(), [Does("life.hand_chair"), Name("quynh"), Done] => "life.chair_handed",
}

/// What was pressed for a task, as it is written in the table, and how many keys that were.
fn done(task: &Task, preset: Preset) -> (String, usize) {
    let mut console = with((task.before)(), preset);
    let enter = Input {
        key: Key::Enter,
        ..Input::default()
    };
    let (mut written, mut count) = (vec![], 0);
    let keymap = console.model.keymap.clone();
    let has_keys = |step: &Step| match step {
        Does(name) => !keymap.keys_of(verb::named(name).unwrap()).is_empty(),
        _ => true,
    };
    let way = task.ways.iter().find(|way| way.iter().all(has_keys));
    let way = way.unwrap_or_else(|| panic!("{} has no keys", task.what));
    for step in *way {
        let keys = match step {
            Does(name) => {
                let verb = verb::named(name).unwrap();
                let (model, keymap) = (&console.model, &console.model.keymap);
                let ways = keymap.keys_of(verb).into_iter();
                let ways = ways.filter(|keys| keymap.does(model, keys, verb));
                let way = ways.min_by_key(|keys| keys.keys().len());
                way.unwrap_or_else(|| panic!("{name} has no key"))
                    .keys()
                    .to_vec()
            }
            Acts(act) => console.model.keymap.key_of(*act).unwrap().keys().to_vec(),
            Confirm | Done => vec![enter.clone()],
            Name(text) | Text(text) => {
                console.types(text);
                let said = if matches!(step, Name(_)) {
                    "name"
                } else {
                    "text"
                };
                written.push(format!("*{said}*"));
                continue;
            }
        };
        count += match step {
            Done => 0,
            _ => keys.len(),
        };
        written.push(format!("`{}`", shown(&keys)));
        for key in keys {
            console.press(key);
        }
    }
    let last = console.hub.borrow().records.last().cloned().unwrap();
    let event = serde_json::to_value(&last.event).unwrap();
    let (subject, what) = event.as_object().unwrap().iter().next().unwrap();
    let what = match what {
        serde_json::Value::Object(fields) => fields.keys().next().unwrap().clone(),
        other => other.as_str().unwrap_or_default().to_owned(),
    };
    let happened = format!("{subject}.{what}");
    assert_eq!(
        happened,
        task.event,
        "{} {preset:?}:\n{}",
        task.what,
        console.text()
    );
    assert!(
        console.model.overlay.is_none() && console.refused.is_empty(),
        "{}",
        task.what
    );
    (written.join(" "), count)
}

#[test]
fn every_task_takes_at_most_two_keys_and_the_readme_tells_them() {
    let mut table = "| Task | Default | vi | Function keys |\n|---|---|---|---|\n".to_owned();
    for task in TASKS {
        let cells = Preset::ALL.map(|preset| {
            let (cell, count) = done(task, preset);
            assert!(count <= 2, "{} takes {count} keys: {cell}", task.what);
            cell
        });
        table.push_str(&format!("| {} | {} |\n", task.what, cells.join(" | ")));
    }
    let readme = include_str!("../../../README.md");
    let (_, after) = readme.split_once("<!-- tasks -->").unwrap();
    let (stands, _) = after.split_once("<!-- /tasks -->").unwrap();
    assert!(
        stands.trim() == table.trim(),
        "put this between <!-- tasks --> and <!-- /tasks --> in README.md:\n\n{table}"
    );
}
