//! What is said in words does what keys do.

use proptest::collection::vec;
use proptest::prelude::*;

use super::able::{actors, after};
use crate::console::model::Model;
use crate::console::overlay::{self, Kind, Unfit};
use crate::console::spoken::{Came, Manner, Words, Wrong, able, begin, go_on, subject, verb_of};
use crate::console::testing::{Console, briefing, opened};
use crate::console::verb::{self, Able};
use crate::session::floor::Kind as For;
use crate::session::testing::any::step;
use crate::session::{Actor, DelegateId, Phase, Role, Session, life};
use crate::text::Lang;

pub(super) const RECITING: Manner = Manner::Reciting { confirms: false };
pub(super) const CONFIRMING: Manner = Manner::Reciting { confirms: true };

impl Console {
    /// Says a line, and lets the hub answer.
    pub(super) fn says(&mut self, line: &str, manner: Manner) -> Result<Came, Wrong> {
        self.saying(Words::of_line(line), manner)
    }

    fn saying(&mut self, mut words: Words, manner: Manner) -> Result<Came, Wrong> {
        let verb = verb_of(&self.model, &mut words)?;
        let came = begin(&mut self.model, verb, words, manner)?;
        self.came(came)
    }

    /// Answers what is asked.
    pub(super) fn answers(&mut self, line: &str) -> Result<Came, Wrong> {
        let came = go_on(&mut self.model, Words::of_line(line), Manner::Conversing)?;
        self.came(came)
    }

    fn came(&mut self, came: Came) -> Result<Came, Wrong> {
        if let Came::Done(effects) | Came::Asks(effects, _) | Came::Tells(effects) = came.clone() {
            self.take(effects);
        }
        self.catch_up();
        Ok(came)
    }

    fn session(&self) -> &Session {
        self.model.session.as_ref().unwrap()
    }

    pub(super) fn queue(&self) -> Vec<u32> {
        let queue = self.session().floor.queue.iter();
        queue.map(|request| request.delegate.0).collect()
    }
}

pub(super) fn question(came: Result<Came, Wrong>) -> overlay::Question {
    match came {
        Ok(Came::Asks(_, question)) => question,
        other => panic!("no question: {other:?}"),
    }
}

pub(super) fn verb_said(role: Role, line: &str) -> Result<(&'static str, String), Wrong> {
    let hub = briefing();
    let console = Console::of(&hub, Actor::of(role));
    let mut words = Words::of_line(line);
    verb_of(&console.model, &mut words).map(|verb| (verb.name, words.text()))
}

#[test]
fn a_verb_is_called_by_its_name_or_its_label_in_either_language() {
    for (line, name, rest) in [
        ("floor.add thanh", "floor.add", "thanh"),
        ("add speaker văn thanh", "floor.add", "văn thanh"),
        ("Add Sp thanh", "floor.add", "thanh"),
        ("KHAI MẠC", "life.open", ""),
        ("khai mac", "life.open", ""),
        ("next", "floor.next", ""),
        ("mục tiếp", "agenda.next", ""),
        ("who", "screen.attendance", ""),
        ("life.ann mời các vị", "life.announce", "mời các vị"),
    ] {
        let found = verb_said(Role::Chair, line);
        assert_eq!(found, Ok((name, rest.to_owned())), "{line}");
    }
}

#[test]
fn what_calls_no_verb_or_several_names_those_that_were_meant() {
    let Err(Wrong::SeveralVerbs { verbs, .. }) = verb_said(Role::Chair, "remove 3") else {
        panic!("several are called so");
    };
    assert_eq!(verbs, ["floor.remove", "conclusions.remove"]);
    let Err(Wrong::UnknownVerb { near, said }) = verb_said(Role::Chair, "flor.nxt") else {
        panic!("nothing is called so");
    };
    assert_eq!((near, said), (vec!["floor.next"], "flor.nxt".to_owned()));
    assert_eq!(
        verb_said(Role::Technician, "floor.next"),
        Err(Wrong::NotYours("floor.next"))
    );
    assert!(matches!(
        verb_said(Role::Chair, ""),
        Err(Wrong::UnknownVerb { .. })
    ));
}

#[test]
fn what_cannot_be_undone_is_asked_first_and_said_with_what_will_happen() {
    let hub = opened();
    let mut chair = Console::chair(&hub).lang(Lang::En);
    let asked = question(chair.says("life.close", RECITING));
    assert_eq!(asked.kind, Kind::YesNo);
    assert!(
        asked.text.contains("Close the session for good?"),
        "{}",
        asked.text
    );
    assert_eq!(chair.session().phase, Phase::Open);

    question(chair.says("life.close", Manner::Conversing));
    assert!(matches!(
        chair.answers("maybe"),
        Err(Wrong::Unfit(Unfit::Nothing { .. }))
    ));
    assert_eq!(chair.answers("không"), Ok(Came::Done(vec![])));
    assert_eq!(chair.session().phase, Phase::Open);
    assert!(chair.model.awaited.is_empty() && chair.model.overlay.is_none());

    chair.says("life.close", CONFIRMING).unwrap();
    assert!(chair.session().phase.is_closed());
}

#[test]
fn people_are_named_by_what_nobody_else_is_called() {
    let hub = opened();
    let mut chair = Console::chair(&hub);
    let name = chair.session().roster.name(DelegateId(7)).to_string();
    chair.says("floor.add 7", RECITING).unwrap();
    chair
        .says(&format!("floor.add_order {name}"), RECITING)
        .unwrap();
    assert_eq!(chair.queue().iter().filter(|id| **id == 7).count(), 2);

    // Half of the roster is called so: nothing is done, and everybody meant is named.
    let several = chair.says("floor.add thị", RECITING);
    let Err(Wrong::Unfit(Unfit::Several { choices, .. })) = several else {
        panic!("{several:?}");
    };
    assert!(choices.len() > 3);
    let first = &choices[0];
    assert!(first.label.contains(", "), "unit and seat: {}", first.label);
    chair
        .says(&format!("floor.add {}", first.answer), RECITING)
        .unwrap();
    assert_eq!(chair.queue().len(), 3);
    assert!(matches!(
        chair.says("floor.add nobody", RECITING),
        Err(Wrong::Unfit(Unfit::Nothing { .. }))
    ));
}

#[test]
fn what_was_not_said_is_asked_and_what_may_be_left_out_is_left_out() {
    let hub = opened();
    let mut chair = Console::chair(&hub).lang(Lang::En);
    assert_eq!(
        question(chair.says("floor.add", RECITING)).kind,
        Kind::Person
    );
    chair.says("floor.add 7", RECITING).unwrap();
    // Nobody is there to be asked: struck without a reason.
    chair.says("floor.remove 7", RECITING).unwrap();
    assert!(chair.queue().is_empty());

    question(chair.says("floor.add", Manner::Conversing));
    chair.answers("7").unwrap();
    let reason = question(chair.says("floor.remove 7", Manner::Conversing));
    assert!(reason.may_be_empty && reason.kind == Kind::Text);
    assert_eq!(chair.queue(), [7]);
    chair.answers("").unwrap();
    assert!(chair.queue().is_empty());
}

#[test]
fn more_than_is_asked_does_nothing() {
    let hub = opened();
    let mut chair = Console::chair(&hub);
    chair.says("floor.add 7", RECITING).unwrap();
    assert_eq!(
        chair.says("floor.next 8", RECITING),
        Err(Wrong::TooMuch("8".to_owned()))
    );
    assert!(chair.session().floor.speaking.is_empty());
    assert!(chair.model.awaited.is_empty());
}

#[test]
fn a_request_is_named_by_who_made_it_or_by_its_number() {
    let hub = opened();
    let mut chair = Console::chair(&hub);
    for line in [
        "floor.add 7",
        "floor.add 8",
        "floor.add 9",
        "floor.add_order 9",
    ] {
        chair.says(line, RECITING).unwrap();
    }
    chair.says("floor.first 8", RECITING).unwrap();
    let queue = chair.queue();
    assert!(queue.iter().position(|id| *id == 8) < queue.iter().position(|id| *id == 7));
    // One has asked twice.
    assert!(matches!(
        chair.says("floor.remove 9", RECITING),
        Err(Wrong::Unfit(Unfit::Several { .. }))
    ));
    let reply = chair.session().floor.queue.iter();
    let reply = reply
        .clone()
        .find(|request| request.kind == For::PointOfOrder);
    let line = format!("floor.remove #{}", reply.unwrap().id);
    chair.says(&line, RECITING).unwrap();
    assert_eq!(chair.queue().iter().filter(|id| **id == 9).count(), 1);
}

#[test]
fn nothing_to_do_it_to_is_told_as_on_the_screen() {
    let hub = opened();
    let mut chair = Console::chair(&hub).lang(Lang::En);
    let wrong = chair.says("floor.remove", RECITING).unwrap_err();
    let reason = Lang::En.text("spoken.none.request");
    assert_eq!(wrong, Wrong::NotAble(reason.to_owned()));
    assert_eq!(wrong.say(&chair.model), reason);
}

#[test]
fn a_conclusion_is_written_with_its_parts_named() {
    let hub = opened();
    let mut chair = Console::chair(&hub);
    chair.says("agenda.next", RECITING).unwrap();
    let line = r#"conclusions.start Giao rà soát danh mục unit=ke hoach with="noi vu; Sở X" by=15/12/2026"#;
    chair.says(line, RECITING).unwrap();
    let item = chair.session().agenda.current.unwrap();
    let outline = chair.session().conclusions.of(item).unwrap();
    let content = &outline.draft[0].content;
    assert_eq!(content.text, "Giao rà soát danh mục");
    assert_eq!(content.lead, "Phòng Kế hoạch - Tài chính");
    assert_eq!(content.with.last().map(String::as_str), Some("Sở X"));
    assert!(content.due.is_some());
    assert!(chair.model.overlay.is_none() && chair.model.drafts.is_empty());

    // Asked for, part by part.
    question(chair.says("conclusions.start", Manner::Conversing));
    for answer in ["Việc thứ hai", "văn phòng x", ""] {
        question(chair.answers(answer));
    }
    assert!(matches!(chair.answers("cuối tháng"), Ok(Came::Done(_))));
    let outline = chair.session().conclusions.of(item).unwrap();
    assert_eq!(outline.draft.len(), 2);

    chair.says("conclusions.remove 2", CONFIRMING).unwrap();
    chair
        .says("conclusions.edit 1 \"Giao rà soát\"", RECITING)
        .unwrap();
    let outline = chair.session().conclusions.of(item).unwrap();
    assert_eq!(outline.draft.len(), 1);
    assert_eq!(outline.draft[0].content.text, "Giao rà soát");
    assert_eq!(outline.draft[0].content.lead, "Phòng Kế hoạch - Tài chính");
    chair.says("conclusions.adopt", CONFIRMING).unwrap();
    assert!(chair.session().conclusions.of(item).unwrap().is_adopted());
    assert!(matches!(
        chair.says("conclusions.adopt 4", CONFIRMING),
        Err(Wrong::NotAble(_))
    ));
}

#[test]
fn a_proposal_is_the_answer_where_nothing_is_said() {
    let hub = opened();
    let mut chair = Console::chair(&hub);
    chair.says("agenda.next", RECITING).unwrap();
    let args = ["poll.ask", "Thông qua?", "3", "1"].map(str::to_owned);
    chair.saying(Words::of_args(args), RECITING).unwrap();
    chair.says("poll.open", CONFIRMING).unwrap();
    let asked = question(chair.says("poll.hands - 2 1", Manner::Conversing));
    assert!(asked.before.ends_with(" 2 1"), "{}", asked.before);
    assert!(matches!(chair.answers(""), Ok(Came::Done(_))));
    let poll = chair.session().polls.iter().next().unwrap();
    assert!(poll.hands.is_some());
}

/// Nobody is there to look at it: which number was worked out is told, and it is entered only once it
/// is confirmed.
#[test]
fn a_number_that_was_worked_out_is_named_and_confirmed() {
    let hub = opened();
    let mut chair = Console::chair(&hub);
    chair.says("agenda.next", RECITING).unwrap();
    let args = ["poll.ask", "Thông qua?", "3", "1"].map(str::to_owned);
    chair.saying(Words::of_args(args), RECITING).unwrap();
    chair.says("poll.open", CONFIRMING).unwrap();
    let counted = |console: &Console| console.session().polls.iter().next()?.hands.clone();
    let asked = question(chair.says("poll.hands 20 - 1", RECITING));
    let rest = asked.before.split(' ').nth(1).unwrap().to_owned();
    assert!(asked.worked_out, "{asked:?}");
    let named = format!("Không tán thành: {rest},");
    assert!(asked.text.contains(&named), "{}", asked.text);
    assert_eq!(counted(&chair), None);
    let came = chair.says("poll.hands 20 - 1", CONFIRMING);
    assert!(matches!(came, Ok(Came::Done(_))), "{came:?}");
    assert_eq!(counted(&chair), Some(vec![20, rest.parse().unwrap(), 1]));
}

#[test]
fn what_was_refused_is_asked_again_with_what_was_said() {
    let hub = opened();
    let mut chair = Console::chair(&hub);
    let long = "x".repeat(900);
    let came = chair.says(&format!("life.announce {long}"), Manner::Conversing);
    assert!(matches!(came, Ok(Came::Done(_))), "{came:?}");
    if chair.refused.is_empty() {
        return assert_eq!(chair.session().announcements.len(), 1);
    }
    let asked = overlay::asked(&chair.model).unwrap();
    assert_eq!(asked.before, long);
}

#[test]
fn what_is_only_to_be_read_is_told() {
    let hub = opened();
    let mut chair = Console::chair(&hub).lang(Lang::En);
    chair.says("poll.ask \"Carried?\" 3 1", RECITING).unwrap();
    assert!(matches!(
        chair.says("poll.read_count", RECITING),
        Ok(Came::Tells(_))
    ));
    assert!(!overlay::content(&chair.model).unwrap().is_empty());
}

#[test]
fn every_exception_to_what_a_pane_points_at_is_a_verb_of_a_pane() {
    for (name, _) in subject::OWN {
        let verb = verb::named(name).unwrap();
        assert!(!verb.panes.is_empty(), "{name}");
    }
}

#[test]
fn a_verb_is_able_where_there_is_something_to_do_it_to() {
    let hub = opened();
    let mut chair = Console::chair(&hub);
    let remove = verb::named("floor.remove").unwrap();
    let before = chair.model.looking.clone();
    assert!(matches!(able(&mut chair.model, remove), Able::No(_)));
    chair.says("floor.add 7", RECITING).unwrap();
    assert_eq!(able(&mut chair.model, remove), Able::Yes);
    let present = verb::named("attendance.present").unwrap();
    assert_eq!(able(&mut chair.model, present), Able::Yes);
    assert_eq!(chair.model.looking, before);
}

#[test]
fn announcing_is_heard_as_it_was_said() {
    let hub = opened();
    let mut chair = Console::chair(&hub);
    chair.says("thông báo Mời các vị về chỗ", RECITING).unwrap();
    let announced = &chair.session().announcements[0].text;
    assert_eq!(announced, "Mời các vị về chỗ");
    let record = hub.borrow().records.last().unwrap().event.clone();
    assert!(matches!(
        record,
        crate::session::Event::Life(life::Event::Announced { .. })
    ));
}

/// A line of nearly any words.
fn line() -> impl Strategy<Value = Vec<String>> {
    const WORDS: &[&str] = &[
        "1",
        "2",
        "7",
        "#1",
        "yes",
        "no",
        "",
        "-",
        "nguyen",
        "x",
        "21 2 1",
        "30",
        "unit=a",
        "4/12/2026 17:00",
        "\u{1b}[2J",
    ];
    vec(
        proptest::sample::select(WORDS).prop_map(str::to_owned),
        0..5,
    )
}

/// The cursor of nobody is left where a question was.
fn is_quiet(model: &Model) -> bool {
    model.overlay.is_none() || !model.awaited.is_empty()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn whatever_is_said_comes_to_something(
        before in vec(step(), 0..40),
        said in vec((0..200usize, line(), 0..3usize), 1..40),
        who in 0..5usize,
    ) {
        let hub = after(before, true);
        let mut console = Console::of(&hub, actors()[who].clone());
        let verbs: Vec<_> = verb::all().collect();
        for (place, words, manner) in said {
            let verb = verbs[place % verbs.len()];
            let manner = [Manner::Conversing, RECITING, CONFIRMING][manner];
            let words = std::iter::once(verb.name.to_owned()).chain(words);
            match console.saying(Words::of_args(words), manner) {
                Ok(Came::Asks(_, question)) => prop_assert!(!question.text.is_empty()),
                Ok(Came::Told(lines)) => prop_assert!(!lines.is_empty()),
                Ok(Came::Tells(_)) => {}
                Ok(Came::Done(_)) => prop_assert!(is_quiet(&console.model) || !console.refused.is_empty()),
                Err(wrong) => {
                    prop_assert!(!wrong.say(&console.model).is_empty());
                    prop_assert!(manner == Manner::Conversing || is_quiet(&console.model));
                }
            }
            overlay::leave(&mut console.model);
        }
    }
}

#[test]
fn help_is_asked_for_and_given_in_words() {
    let hub = opened();
    let mut own = Console::of(&hub, Actor::delegate(DelegateId(7)));
    own.says("assistance.ask micro hỏng", RECITING).unwrap();
    let waits = |hub: &crate::console::testing::Hub| {
        let hub = hub.borrow();
        let calls = hub.session.assistance.calls();
        calls
            .map(|call| (call.delegate.0, call.text.clone()))
            .collect::<Vec<_>>()
    };
    assert_eq!(waits(&hub), [(7, "micro hỏng".to_owned())]);
    let mut technician = Console::of(&hub, Actor::of(Role::Technician));
    let state = crate::console::spoken::state::state(&technician.model);
    let call = &state["help"][0];
    assert_eq!(call["text"], "micro hỏng");
    assert_eq!(call["person"]["number"], 7);
    let other = Console::of(&hub, Actor::delegate(DelegateId(8)));
    let state = crate::console::spoken::state::state(&other.model);
    assert_eq!(state["help"], serde_json::json!([]));

    // Where one waits they are called by their number as well as where several do.
    technician.says("assistance.answer 7", RECITING).unwrap();
    assert_eq!(waits(&hub), []);
    for id in [8, 9] {
        let mut own = Console::of(&hub, Actor::delegate(DelegateId(id)));
        own.says("assistance.ask", RECITING).unwrap();
    }
    technician.catch_up();
    technician.says("assistance.answer 9", RECITING).unwrap();
    assert_eq!(waits(&hub), [(8, String::new())]);
    let mut own = Console::of(&hub, Actor::delegate(DelegateId(8)));
    own.says("assistance.withdraw", RECITING).unwrap();
    assert_eq!(waits(&hub), []);
}
