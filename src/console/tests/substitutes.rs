//! Who sits in for a member: looked up on the roster or named from outside, and what they can do.

use super::attention::row;
use super::states::{later, start};
use crate::console::overlay::{Kind, Unfit};
use crate::console::pane::Pane;
use crate::console::spoken::{Came, Manner, Words, Wrong, begin, go_on, told};
use crate::console::testing::{Console, Hub, opened};
use crate::console::verb;
use crate::session::plan::Substitutes;
use crate::session::poll::{self, Manner as Voting};
use crate::session::testing::{Meeting, question};
use crate::session::{Actor, DelegateId, ItemId, PollId, Role};
use crate::text::Lang;

/// A member, and two guests of the sample roster, the second of whom shares a given name with nobody.
const MEMBER: u32 = 8;
const GUEST: u32 = 36;

fn hub(substitutes: Substitutes) -> Hub {
    let hub = opened();
    let mut plan = hub.borrow().session.plan.clone();
    plan.rules.substitutes = substitutes;
    *hub.borrow_mut() = Meeting::opened(plan);
    start(&hub, 1);
    hub
}

fn name(hub: &Hub, id: u32) -> String {
    hub.borrow().session.roster.name(DelegateId(id))
}

/// Who sits in for the member: their name, and their number where they stand on the roster.
fn sits(hub: &Hub) -> (Option<String>, Option<u32>) {
    let hub = hub.borrow();
    let member = hub.session.attendee(DelegateId(MEMBER)).unwrap();
    let name = member.substitute().map(str::to_owned);
    (name, member.sitting().map(|by| by.0))
}

/// Says who sits in for the member.
fn says(hub: &Hub, answers: &[&str]) -> Result<Came, Wrong> {
    let mut secretary = Console::of(hub, Actor::of(Role::Secretary));
    let verb = verb::named("attendance.substitute").unwrap();
    let member = MEMBER.to_string();
    let answers = std::iter::once(member.as_str()).chain(answers.iter().copied());
    let words = Words::of_args(answers.map(str::to_owned));
    let manner = Manner::Reciting { confirms: false };
    let came = begin(&mut secretary.model, verb, words, manner)?;
    if let Came::Done(effects) = &came {
        secretary.take(effects.clone());
        secretary.catch_up();
        assert_eq!(secretary.refused, []);
    }
    Ok(came)
}

#[test]
fn a_number_or_a_whole_name_of_the_roster_is_that_person() {
    let guest = name(&opened(), GUEST);
    for said in [
        GUEST.to_string(),
        format!("#{GUEST}"),
        guest.clone(),
        guest.to_lowercase(),
    ] {
        let hub = hub(Substitutes::Vote);
        says(&hub, &[&said]).unwrap();
        assert_eq!(sits(&hub), (Some(guest.clone()), Some(GUEST)), "{said}");
    }
    let hub = hub(Substitutes::Vote);
    says(&hub, &["Hoàng Văn Bền"]).unwrap();
    assert_eq!(sits(&hub), (Some("Hoàng Văn Bền".to_owned()), None));
}

/// A number is never a name.
#[test]
fn a_number_that_nobody_has_is_told_and_records_nothing() {
    let hub = hub(Substitutes::Vote);
    let came = says(&hub, &["999"]);
    let Err(Wrong::NotAble(said)) = came else {
        panic!("{came:?}")
    };
    assert!(said.contains("999"), "{said}");
    assert_eq!(sits(&hub), (None, None));
}

#[test]
fn part_of_a_name_asks_who_is_meant_and_a_name_from_outside_stays_possible() {
    let hub = hub(Substitutes::Vote);
    let guest = name(&hub, GUEST);
    let given = guest.rsplit(' ').next().unwrap().to_owned();
    let came = says(&hub, &[&given]);
    let Ok(Came::Asks(_, asked)) = came else {
        panic!("{came:?}")
    };
    assert_eq!(asked.kind, Kind::Choice);
    let answers: Vec<_> = asked
        .choices
        .iter()
        .map(|choice| choice.answer.clone())
        .collect();
    assert!(answers.contains(&GUEST.to_string()), "{answers:?}");
    assert_eq!(answers.last().unwrap(), "new");
    assert_eq!(sits(&hub), (None, None));
    says(&hub, &[&given, "new"]).unwrap();
    assert_eq!(sits(&hub), (Some(given.clone()), None));
    says(&hub, &[&given, &GUEST.to_string()]).unwrap();
    assert_eq!(sits(&hub), (Some(guest), Some(GUEST)));
    assert!(matches!(
        says(&hub, &[&given, "nobody"]),
        Err(Wrong::Unfit(Unfit::Nothing { .. }))
    ));
}

/// On the screen it is seen what a line is understood as before it is sent.
#[test]
fn what_is_typed_is_understood_before_the_eyes() {
    let hub = hub(Substitutes::Vote);
    let guest = name(&hub, GUEST);
    let mut secretary = Console::of(&hub, Actor::of(Role::Secretary));
    secretary.keys("2");
    secretary.model.looking.delegate = Some(DelegateId(MEMBER));
    secretary.keys("s");
    assert!(
        secretary.shows("hoặc tên người ngoài danh sách"),
        "{}",
        secretary.text()
    );
    secretary.types("Hoàng Văn Bền");
    assert!(
        secretary.shows("Ngoài danh sách: Hoàng Văn Bền"),
        "{}",
        secretary.text()
    );
    secretary.keys(&"<backspace>".repeat(13));
    secretary.types(guest.rsplit(' ').next().unwrap());
    assert!(secretary.shows("Tab để điền"), "{}", secretary.text());
    secretary.keys("<tab>");
    assert!(
        secretary.shows(&format!("Trong danh sách: {guest}")),
        "{}",
        secretary.text()
    );
    secretary.keys("<enter>");
    assert_eq!(secretary.refused, []);
    assert_eq!(sits(&hub), (Some(guest), Some(GUEST)));
    // Who has a vote of their own is refused, and what was typed is there again.
    secretary.model.looking.delegate = Some(DelegateId(MEMBER));
    secretary.keys("s");
    secretary.types("9");
    secretary.keys("<enter>");
    assert_eq!(secretary.refused.len(), 1);
    assert!(
        secretary.shows("có quyền biểu quyết riêng"),
        "{}",
        secretary.text()
    );
}

/// With a link of their own or with that of the member: who sits in reads what they may do, and votes
/// where they may.
#[test]
fn who_sits_in_reads_what_they_may_do_and_votes_where_they_may() {
    for (rule, said) in [
        (Substitutes::None, "được phát biểu, không biểu quyết"),
        (
            Substitutes::Attendance,
            "tính vào số người dự, không biểu quyết",
        ),
        (Substitutes::Vote, "được phát biểu và biểu quyết"),
    ] {
        let votes = rule == Substitutes::Vote;
        let hub = hub(rule);
        says(&hub, &[&GUEST.to_string()]).unwrap();
        let delegate = |id| Console::of(&hub, Actor::delegate(DelegateId(id)));
        let (mut own, mut member) = (delegate(GUEST), delegate(MEMBER));
        let told_first = format!("Bạn dự thay {}: ", name(&hub, MEMBER));
        assert!(row(&own).contains(&told_first), "{}", row(&own));
        let lines = told::pane(&own.model, Pane::Main).join("\n");
        assert!(
            lines.contains(&told_first) && lines.contains(said),
            "{lines}"
        );
        let wide = delegate(GUEST).size(200, 50);
        assert!(row(&wide).contains(said), "{}", row(&wide));
        let wide = delegate(MEMBER).size(200, 50).lang(Lang::Vi);
        let here = format!("{} dự thay ở đây: ", name(&hub, GUEST));
        assert!(
            row(&wide).contains(&here) && row(&wide).contains(said),
            "{}",
            row(&wide)
        );

        let asked = question(Voting::Named, "simple");
        let prepare = poll::Command::Prepare { question: asked };
        hub.borrow_mut().secretary(prepare).unwrap();
        for console in [&mut own, &mut member] {
            console.catch_up();
            console.keys("y");
            assert_eq!(console.refused, []);
        }
        let poll = PollId(1);
        let is_ready = hub
            .borrow()
            .session
            .is_ready(DelegateId(MEMBER), hub.borrow().poll(poll));
        assert_eq!(is_ready, votes);
        hub.borrow_mut()
            .chair(poll::Command::Open { poll })
            .unwrap();
        own.catch_up();
        assert_eq!(
            row(&own).contains("bạn chưa bỏ phiếu"),
            votes,
            "{}",
            row(&own)
        );
        own.keys("v1");
        assert_eq!(own.refused, []);
        member.catch_up();
        member.keys("v2");
        let tally = {
            let hub = hub.borrow();
            let poll = hub.poll(poll);
            poll.voted.keys().map(|id| id.0).collect::<Vec<_>>()
        };
        let expected: &[u32] = if votes { &[MEMBER] } else { &[] };
        assert_eq!(tally, expected, "{rule:?}");
    }
}

/// The member's line tells who votes for it.
#[test]
fn the_vote_pane_tells_whose_voice_somebody_casts() {
    let hub = hub(Substitutes::Vote);
    says(&hub, &[&GUEST.to_string()]).unwrap();
    let asked = poll::Question {
        item: Some(ItemId(1)),
        ..question(Voting::Named, "simple")
    };
    hub.borrow_mut().vote_on(asked);
    let mut chair = later(Console::chair(&hub), 1).size(120, 50);
    chair.keys("4");
    let given = name(&hub, GUEST);
    let given = given.rsplit(' ').next().unwrap();
    let line = format!("{} ⇢ {given}", name(&hub, MEMBER));
    assert!(chair.shows(&line), "{line}: {}", chair.text());
}

/// What the conversation of the linear console does with it.
#[test]
fn somebody_can_be_asked_who_is_meant() {
    let hub = hub(Substitutes::Vote);
    let mut secretary = Console::of(&hub, Actor::of(Role::Secretary));
    let verb = verb::named("attendance.substitute").unwrap();
    let guest = name(&hub, GUEST);
    let said = format!("{MEMBER} {}", guest.rsplit(' ').next().unwrap());
    let came = begin(
        &mut secretary.model,
        verb,
        Words::of_line(&said),
        Manner::Conversing,
    );
    assert!(matches!(came, Ok(Came::Asks(..))), "{came:?}");
    let came = go_on(
        &mut secretary.model,
        Words::of_line("new"),
        Manner::Conversing,
    )
    .unwrap();
    let Came::Done(effects) = came else {
        panic!("{came:?}")
    };
    secretary.take(effects);
    secretary.catch_up();
    assert_eq!(sits(&hub), (Some("Huệ".to_owned()), None));
}
