//! What deserves attention: said once, quietly, in its own row.

use super::screens::written;
use super::states::{self, State, pressed, voting};
use crate::console::attention::alert::{Alert, Alerts, Bell, Notify};
use crate::console::spoken::offer::offers;
use crate::console::testing::{Console, Hub, opened};
use crate::console::{Effect, attention};
use crate::session::attendance::{self, Mark};
use crate::session::floor::Kind;
use crate::session::poll::{ChoiceNo, Manner};
use crate::session::{Actor, DelegateId, PollId, Role, assistance};
use crate::text::Lang;

fn leaves(hub: &Hub, delegate: u32) {
    let delegate = DelegateId(delegate);
    let mark = Mark::Absent;
    let command = attendance::Command::Mark { delegate, mark };
    hub.borrow_mut().secretary(command).unwrap();
}

/// Of 34 members 23 must be present: so many leave that this many are left.
fn left(members: u32) -> Console {
    let hub = opened();
    let chair = Console::chair(&hub);
    for delegate in members + 1..=34 {
        leaves(&hub, delegate);
    }
    caught_up(chair)
}

fn caught_up(mut console: Console) -> Console {
    console.tick();
    console
}

/// Somebody is over their time, and a point of order waits.
fn over() -> Console {
    let hub = opened();
    let mut chair = Console::chair(&hub);
    let request = hub.borrow_mut().asks(4, Kind::Speech);
    hub.borrow_mut().give(request).unwrap();
    chair.later(900);
    hub.borrow_mut().asks(7, Kind::PointOfOrder);
    caught_up(chair)
}

fn delegate(hub: &Hub, id: u32) -> Console {
    Console::of(hub, Actor::delegate(DelegateId(id)))
}

/// Whoever presides has left.
fn chair_gone() -> Console {
    let hub = opened();
    let delegate = hub.borrow().session.presiding;
    let mark = Mark::Left;
    let command = attendance::Command::Mark { delegate, mark };
    hub.borrow_mut().secretary(command).unwrap();
    Console::chair(&hub)
}

fn asks_for_help(hub: &Hub, delegate: u32, text: &str) {
    let text = text.to_owned();
    let ask = assistance::Command::Ask { text };
    hub.borrow_mut().delegate(delegate, ask).unwrap();
}

/// Two delegates wait for help.
fn helped() -> Hub {
    let hub = opened();
    asks_for_help(&hub, 7, "micro không hoạt động");
    hub.borrow_mut().later(90);
    asks_for_help(&hub, 12, "");
    hub
}

const STATES: &[State] = &[
    ("attention_over_time", over),
    ("attention_quorum_edge", || left(23)),
    ("attention_quorum_lost", || left(22)),
    ("attention_vote_complete", || voting(Manner::Named, 2)),
    ("attention_listed", || {
        let mut chair = over();
        chair.keys(":");
        chair.types("cần chú ý");
        chair.keys("<enter>");
        chair
    }),
    ("attention_listed_seen", || {
        let mut chair = pressed(over(), "I:");
        chair.types("cần chú ý");
        chair.keys("<enter>");
        chair
    }),
    ("attention_chair_gone", chair_gone),
    ("attention_help", || caught_up(Console::chair(&helped()))),
    ("attention_help_listed", || {
        let mut chair = caught_up(Console::chair(&helped()));
        chair.keys("W");
        chair
    }),
    ("attention_help_asked", || delegate(&helped(), 7)),
    ("attention_you_vote", || {
        delegate(&voting(Manner::Named, 1).hub, 30)
    }),
];

#[test]
fn attention_as_it_is_drawn() {
    written(STATES);
}

#[test]
fn the_weightiest_is_said_with_its_key_and_the_others_are_counted() {
    let mut chair = over();
    assert!(row(&chair).contains("! Quá giờ"), "{}", row(&chair));
    assert!(row(&chair).contains("+1"), "{}", row(&chair));
    // Seen, it gives its place to the next; a minute later it is worse.
    chair.keys("I");
    assert!(row(&chair).contains("quy trình"), "{}", row(&chair));
    chair.keys("I");
    assert_eq!(row(&chair), "");
    chair.later(61);
    assert!(row(&chair).contains("Quá giờ"), "{}", row(&chair));
    // What is over is forgotten: the next one is new.
    chair.keys("e");
    assert!(!row(&chair).contains("Quá giờ"), "{}", row(&chair));
}

/// What a verb would ask is found out by trying it: what is said of the meeting is not put away by that.
#[test]
fn what_can_be_said_is_looked_up_without_putting_anything_away() {
    let mut chair = over();
    let before = (row(&chair), chair.text());
    assert!(before.0.contains("Quá giờ"), "{}", before.0);
    let offers = offers(&mut chair.model);
    assert!(offers.iter().any(|offer| offer.name == "attention.list"));
    assert_eq!((row(&chair), chair.text()), before);
}

#[test]
fn what_was_seen_stays_in_the_list_and_says_so() {
    let mut chair = over();
    chair.keys("II");
    assert_eq!(row(&chair), "");
    // Nothing more can be put away, which is not to say that there is nothing.
    chair.keys("I");
    assert!(chair.shows("Đã xem hết"), "{}", chair.text());
    for (lang, seen) in [(Lang::Vi, "đã xem: "), (Lang::En, "seen: ")] {
        chair.model.lang = lang;
        let list = crate::console::verb::named(attention::LIST).unwrap();
        crate::console::verb::invoke(&mut chair.model, list);
        let text = chair.text();
        assert_eq!(text.matches(seen).count(), 2, "{text}");
        chair.keys("<esc>");
    }
    // What is new stands before what was seen, and what is listed can be dealt with all the same.
    asks_for_help(&chair.hub, 9, "");
    chair.tick();
    let lines = attention::lines(&chair.model);
    assert!(
        !lines[0].contains("seen: ") && lines[1].contains("seen: "),
        "{lines:?}"
    );
    let list = crate::console::verb::named(attention::LIST).unwrap();
    crate::console::verb::invoke(&mut chair.model, list);
    chair.keys("2");
    assert!(chair.hub.borrow().session.floor.speaking.is_empty());
    // Where there is nothing at all, it is said.
    let mut calm = states::calm();
    calm.keys("I");
    assert!(calm.shows("không có gì cần chú ý"), "{}", calm.text());
}

#[test]
fn while_votes_are_taken_only_the_vote_speaks() {
    let mut chair = voting(Manner::Named, 1);
    chair.hub.borrow_mut().asks(1, Kind::PointOfOrder);
    chair.tick();
    let screen = chair.text();
    let row = screen.lines().nth(1).unwrap_or_default();
    assert!(
        !row.contains("quy trình") && row.contains("1 việc"),
        "{row}"
    );
    // Everybody votes: that is said.
    let missing: Vec<_> = {
        let hub = chair.hub.borrow();
        hub.session.polls.open().unwrap().missing().collect()
    };
    for who in missing {
        let cast = chair.hub.borrow_mut().votes(who.0, PollId(1), ChoiceNo(0));
        cast.unwrap();
    }
    chair.tick();
    assert!(chair.shows("» Cả"), "{}", chair.text());
}

#[test]
fn it_takes_no_key_and_opens_nothing() {
    let mut chair = left(22);
    assert!(chair.model.overlay.is_none());
    chair.keys("a");
    chair.types("Lan");
    let typed = chair.text();
    leaves(&chair.hub, 22);
    chair.tick();
    assert!(
        chair.model.overlay.is_some() && chair.shows("Lan"),
        "{typed}"
    );
}

fn alerts(console: &Console) -> Vec<&Alert> {
    let alerts = console.effects.iter();
    let alerts = alerts.filter_map(|effect| match effect {
        Effect::Alert(alert) => Some(alert),
        _ => None,
    });
    alerts.collect()
}

fn with_alerts(mut console: Console, bell: Bell, notify: Notify) -> Console {
    console.model.attention = attention::Memory::with(Alerts { bell, notify });
    console
}

#[test]
fn a_bell_rings_once_for_each_and_not_too_often() {
    let hub = opened();
    let quiet = Console::chair(&hub);
    let mut chair = with_alerts(Console::chair(&hub), Bell::Weighty, Notify::Osc777);
    hub.borrow_mut().asks(7, Kind::PointOfOrder);
    hub.borrow_mut().asks(8, Kind::PointOfOrder);
    chair.tick();
    assert_eq!(alerts(&chair).len(), 1);
    chair.later(4);
    assert_eq!(alerts(&chair).len(), 1);
    chair.later(1);
    assert_eq!(alerts(&chair).len(), 2);
    chair.later(60);
    assert_eq!(alerts(&chair).len(), 2);
    let bytes = alerts(&chair)[0].bytes();
    let told = String::from_utf8(bytes).unwrap();
    assert!(
        told.starts_with("\u{1b}]777;notify;chair;Ý kiến về quy trình: "),
        "{told:?}"
    );
    assert!(told.ends_with("\u{1b}\\\u{7}"), "{told:?}");
    // Nobody who has not asked for it hears anything.
    assert!(alerts(&caught_up(quiet)).is_empty());
}

#[test]
fn what_was_so_before_one_came_does_not_ring() {
    let hub = left(22).hub;
    let mut late = with_alerts(
        Console::starting(&hub, Actor::of(Role::Secretary)),
        Bell::All,
        Notify::Off,
    );
    late.join();
    late.tick();
    assert!(alerts(&late).is_empty());
    late.lose();
    assert_eq!(alerts(&late).len(), 1);
}

#[test]
fn a_notification_is_only_words() {
    let alert = Alert {
        rings: false,
        notify: Notify::Osc777,
        text: "a;b".to_owned(),
    };
    assert_eq!(alert.bytes(), b"\x1b]777;notify;chair;a,b\x1b\\");
    let alert = Alert {
        rings: true,
        notify: Notify::Off,
        ..alert
    };
    assert_eq!(alert.bytes(), b"\x07");
}

#[test]
fn a_question_is_not_answered_by_the_key_that_asked_it() {
    // Enter twice on a command of the palette: the second one answers nothing.
    let mut chair = states::calm();
    chair.keys(":");
    chair.types("bế mạc");
    chair.keys("<enter> <enter> <enter>");
    assert!(!chair.hub.borrow().session.phase.is_closed());
    assert!(chair.model.overlay.is_some());
    chair.keys("x Q o <space>");
    assert!(!chair.hub.borrow().session.phase.is_closed());
    chair.keys("y");
    assert!(chair.hub.borrow().session.phase.is_closed());

    // Asked by its own key, pressed twice: nothing either; Enter says yes.
    let mut chair = states::calm();
    chair.keys("Q Q Q");
    assert!(!chair.hub.borrow().session.phase.is_closed());
    chair.keys("<enter>");
    assert!(chair.hub.borrow().session.phase.is_closed());
}

#[test]
fn a_delegate_is_told_what_concerns_them() {
    let hub = opened();
    let request = hub.borrow_mut().asks(7, Kind::Speech);
    let mut own = delegate(&hub, 7).lang(Lang::En);
    assert!(own.shows("You are the next to speak"), "{}", own.text());
    hub.borrow_mut().give(request).unwrap();
    own.tick();
    assert!(own.shows("You have the floor"), "{}", own.text());
    let other = delegate(&hub, 8).lang(Lang::En);
    assert!(!other.shows("You "), "{}", other.text());
}

pub(super) fn row(console: &Console) -> String {
    console.text().lines().nth(1).unwrap_or_default().to_owned()
}

/// The screen without the keys at its foot, where everybody is offered to ask for help.
fn above_foot(console: &Console) -> String {
    let text = console.text();
    let (above, _) = text.rsplit_once('\n').unwrap();
    above.to_owned()
}

/// Who waits for help.
fn waits(hub: &Hub) -> Vec<u32> {
    let hub = hub.borrow();
    let calls = hub.session.assistance.calls();
    calls.map(|call| call.delegate.0).collect()
}

#[test]
fn who_asks_for_help_is_seen_by_those_who_help_and_dealt_with_by_two_keys() {
    let hub = helped();
    for role in [Role::Chair, Role::Secretary, Role::Technician] {
        let console = Console::of(&hub, Actor::of(role));
        let row = row(&console);
        let said = row.contains("trợ giúp") && row.contains("micro") && row.contains("+1");
        assert!(said && row.contains("W Đã trợ giúp"), "{role:?} {row}");
    }
    let mut technician = Console::of(&hub, Actor::of(Role::Technician));
    // The key that lists them, pressed twice, deals with nothing.
    technician.keys("W W <enter>");
    assert_eq!(waits(&hub), [7, 12]);
    technician.keys("<esc> W 2");
    assert_eq!(waits(&hub), [7]);
    technician.keys("W 1");
    assert_eq!(waits(&hub), [0; 0]);
    assert_eq!(row(&technician), "");
    assert_eq!(technician.refused, []);
    assert!(technician.model.overlay.is_none());
}

#[test]
fn help_gives_way_to_what_weighs_more_and_waits_for_the_end_of_a_vote() {
    let mut chair = over();
    asks_for_help(&chair.hub, 9, "");
    chair.tick();
    assert!(row(&chair).contains("Quá giờ") && row(&chair).contains("+2"));
    chair.keys("I");
    assert!(row(&chair).contains("quy trình"), "{}", row(&chair));
    chair.keys("I");
    assert!(row(&chair).contains("trợ giúp"), "{}", row(&chair));

    let mut chair = voting(Manner::Named, 1);
    asks_for_help(&chair.hub, 9, "");
    chair.tick();
    assert!(!row(&chair).contains("trợ giúp") && row(&chair).contains("1 việc"));
}

#[test]
fn a_delegate_asks_says_otherwise_and_takes_it_back_and_no_other_delegate_knows() {
    let hub = opened();
    let (mut own, mut other) = (delegate(&hub, 7).lang(Lang::En), delegate(&hub, 8));
    own.keys("H");
    own.keys("<enter>");
    assert!(row(&own).contains("Help is on its way"), "{}", own.text());
    own.keys("H");
    own.types("loa re");
    own.keys("<enter>");
    let call = hub.borrow().session.assistance.of(DelegateId(7)).cloned();
    assert_eq!(call.unwrap().text, "loa re");
    other.tick();
    assert!(!above_foot(&other).contains("trợ giúp"), "{}", other.text());
    assert_eq!(
        other
            .model
            .session
            .as_ref()
            .unwrap()
            .assistance
            .calls()
            .count(),
        0
    );
    own.keys("W");
    assert_eq!(waits(&hub), [0; 0]);
    assert_eq!(row(&own), "");

    asks_for_help(&hub, 7, "");
    let mut secretary = Console::of(&hub, Actor::of(Role::Secretary));
    own.tick();
    secretary.keys("W 1");
    own.tick();
    assert!(own.shows("was dealt with"), "{}", own.text());
    other.keys("7");
    assert!(!above_foot(&other).contains("trợ giúp"), "{}", other.text());
    secretary.keys("7");
    assert!(secretary.shows("gọi trợ giúp"), "{}", secretary.text());
}

#[test]
fn whoever_presides_and_has_left_is_told_with_the_key_that_hands_the_chair_over() {
    let mut chair = chair_gone();
    let said = row(&chair);
    assert!(
        said.contains("không có mặt: về sớm") && said.contains("H "),
        "{said}"
    );
    // The secretary can't hand the chair over, and sees it all the same.
    let mut secretary = Console::of(&chair.hub, Actor::of(Role::Secretary));
    let said = row(&secretary);
    assert!(
        said.contains("không có mặt") && !said.contains("H "),
        "{said}"
    );
    chair.keys("H");
    chair.types("quynh");
    chair.keys("<enter>");
    assert!(!row(&chair).contains("không có mặt"), "{}", row(&chair));
    // Who presides now is told at once, to whoever did it and to everybody else.
    secretary.catch_up();
    for console in [&chair, &secretary] {
        let said = &console.model.notice.as_ref().unwrap().text;
        assert!(said.contains("Quỳnh chủ tọa từ lúc này"), "{said}");
    }

    // Whoever presides is not offered; the first who is here and may take the chair is.
    let mut chair = states::calm();
    let name = |id| chair.hub.borrow().session.roster.name(DelegateId(id));
    let names = [1, 2, 3].map(name);
    let shown = pressed(states::calm(), "H").text();
    let first = shown
        .lines()
        .find(|row| names.iter().any(|name| row.contains(name)));
    assert!(shown.contains(&format!("thay {}?", names[0])), "{shown}");
    let offered: Vec<_> = shown.lines().filter(|row| row.starts_with(" ●")).collect();
    assert_eq!(offered.len(), 2, "{shown}");
    assert!(offered[0].contains(&names[1]) && first.is_some(), "{shown}");
    leaves(&chair.hub, 2);
    chair.tick();
    chair.keys("H<enter>");
    assert_eq!(chair.hub.borrow().session.presiding, DelegateId(3));
    // The chair of the session comes first when it is to be handed back.
    chair.keys("H<enter>");
    assert_eq!(chair.hub.borrow().session.presiding, DelegateId(1));

    // Also while votes are taken, which the chair closes.
    let mut chair = voting(Manner::Named, 1);
    let delegate = chair.hub.borrow().session.presiding;
    let mark = Mark::Left;
    let command = attendance::Command::Mark { delegate, mark };
    chair.hub.borrow_mut().secretary(command).unwrap();
    chair.tick();
    assert!(row(&chair).contains("không có mặt"), "{}", row(&chair));
}

#[test]
fn a_delegate_who_has_voted_reads_that_something_waits_and_not_a_bare_number() {
    let chair = voting(Manner::Named, 1);
    let voted = {
        let hub = chair.hub.borrow();
        let poll = hub.session.polls.open().unwrap();
        poll.voted.keys().next().unwrap().0
    };
    chair.hub.borrow_mut().asks(voted, Kind::PointOfOrder);
    for (lang, said) in [
        (Lang::Vi, "1 việc cần chú ý sau biểu quyết"),
        (Lang::En, "1 to be seen after the vote"),
    ] {
        let own = delegate(&chair.hub, voted).lang(lang);
        assert_eq!(row(&own).trim(), said);
    }
}

#[test]
fn a_word_to_the_person_gives_way_to_what_came_after_it() {
    // To a key that does something, but not to one that does nothing.
    let mut chair = states::calm();
    chair.model.say("lời nhắn".to_owned());
    chair.keys("<backspace>");
    assert!(chair.shows("lời nhắn"));
    chair.keys("3");
    assert!(!chair.shows("lời nhắn"));

    // To an attention, where it stands over it.
    let mut chair = states::calm();
    chair.keys("A");
    chair.model.say("lời nhắn".to_owned());
    chair.later(1);
    assert!(chair.shows("lời nhắn"));
    chair.hub.borrow_mut().asks(7, Kind::PointOfOrder);
    chair.tick();
    assert!(!chair.shows("lời nhắn") && row(&chair).contains("quy trình"));
    // One that is newer than the attention is read.
    chair.later(1);
    chair.model.say("lời sau".to_owned());
    chair.tick();
    assert!(chair.shows("lời sau"), "{}", chair.text());

    // To what can be undone.
    let mut chair = states::calm();
    chair.model.say("lời nhắn".to_owned());
    chair.later(1);
    let delegate = DelegateId(7);
    let kind = Kind::Speech;
    let call = crate::session::floor::Command::Call { delegate, kind };
    chair.hub.borrow_mut().chair(call).unwrap();
    chair.tick();
    assert!(
        !chair.shows("lời nhắn") && chair.shows("Z "),
        "{}",
        chair.text()
    );
}
