//! What is seen of the quorum, of proxies and recusals, and what keys do about them.

use std::cell::RefCell;
use std::rc::Rc;

use crate::console::spoken::{self, Words, verb_of};
use crate::console::testing::{Console, Hub, plan};
use crate::session::attendance::{self, Mark, Place};
use crate::session::plan::Substitutes;
use crate::session::poll::{self, ChoiceNo, Manner};
use crate::session::quorum::{Policy, Quorum};
use crate::session::testing::{Meeting, YES, question};
use crate::session::voice::{Matter, Rights};
use crate::session::{Actor, DelegateId, ItemId, Plan, PollId, agenda, voice};
use crate::text::Lang;

/// Everybody is here, item 3 is under way, in a body with these rules.
fn meeting(change: impl FnOnce(&mut Plan)) -> Hub {
    let mut plan = plan::briefing();
    change(&mut plan);
    let mut meeting = Meeting::opened(plan);
    let item = ItemId(3);
    meeting.chair(agenda::Command::Start { item }).unwrap();
    Rc::new(RefCell::new(meeting))
}

fn mark(hub: &Hub, delegate: u32, mark: Mark) {
    let delegate = DelegateId(delegate);
    let command = attendance::Command::Mark { delegate, mark };
    hub.borrow_mut().secretary(command).unwrap();
}

/// A vote is open, and then one too few of the members are left.
fn losing(policy: Policy) -> Console {
    let hub = meeting(|plan| {
        plan.rules.quorum.policy = policy;
        plan.rules.quorum.condition = Quorum::read("> 9/10 of members").unwrap();
    });
    let mut put = question(Manner::Named, "> 1/2 of members");
    put.item = Some(ItemId(3));
    hub.borrow_mut().vote_on(put);
    let members: Vec<_> = {
        let meeting = hub.borrow();
        let members = meeting.session.roster.members();
        members.map(|a| a.delegate.id.0).collect()
    };
    for id in &members[1..12] {
        hub.borrow_mut().votes(*id, PollId(1), ChoiceNo(0)).unwrap();
    }
    let mut gone = members.iter().rev();
    loop {
        let now = hub.borrow().now;
        if !hub.borrow().session.quorum(now).is_reached() {
            break;
        }
        mark(&hub, *gone.next().unwrap(), Mark::Left);
    }
    let mut console = Console::chair(&hub);
    console.later(75);
    console
}

#[test]
fn what_the_policy_does_is_seen_above_the_question() {
    for policy in Policy::ALL {
        let screens = Lang::ALL.map(|lang| losing(policy).lang(lang).screen());
        insta::assert_snapshot!(policy.name(), screens.join("\n\n"));
    }
}

#[test]
fn a_stopped_vote_takes_no_votes_and_says_why() {
    let mut chair = losing(Policy::Continuous);
    chair.keys("4<enter>");
    assert!(chair.shows("tạm dừng vì không đủ số người dự"));
    chair.keys("1c");
    assert!(chair.shows("KHÔNG ĐỦ số người dự"), "{}", chair.text());
    let mut delegate = Console::of(&chair.hub, Actor::delegate(DelegateId(20)));
    delegate.keys("v");
    assert!(delegate.shows("tạm dừng vì không đủ số người dự"));
    assert!(delegate.model.overlay.is_none());
}

/// How many votes make the quorum is told by the state in the words of the pane, before the first is
/// cast as well as during the vote.
#[test]
fn the_state_tells_the_votes_that_make_the_quorum_in_the_words_of_the_pane() {
    let hub = meeting(|plan| {
        plan.rules.quorum.policy = Policy::VotesCast;
        plan.rules.quorum.condition = Quorum::read("two thirds").unwrap();
    });
    let mut put = question(Manner::Named, "simple");
    put.item = Some(ItemId(3));
    let prepare = poll::Command::Prepare { question: put };
    hub.borrow_mut().secretary(prepare).unwrap();
    let tells = |cast: u32| {
        for lang in Lang::ALL {
            let mut console = Console::chair(&hub).lang(lang);
            let told = spoken::state::state(&console.model);
            let told = told["vote"]["said"][0].as_str().unwrap().to_owned();
            let words = match lang {
                Lang::En => format!("votes needed for a quorum, {cast} cast"),
                Lang::Vi => format!("phiếu để đủ số, có {cast} phiếu"),
            };
            assert!(told.contains(&words), "{told}");
            console.keys("4");
            assert!(console.shows(&told), "{}", console.text());
        }
    };
    tells(0);
    let poll = PollId(1);
    hub.borrow_mut()
        .chair(poll::Command::Open { poll })
        .unwrap();
    hub.borrow_mut().votes(2, poll, ChoiceNo(0)).unwrap();
    tells(1);
}

fn palette(console: &mut Console, label: &str) {
    console.keys(":");
    console.types(label);
    console.keys("<enter>");
}

#[test]
fn a_delegate_challenges_the_quorum_by_name() {
    let chair = losing(Policy::Challenged);
    assert_eq!(chair.hub.borrow().session.watch.counted, None);
    let mut delegate = Console::of(&chair.hub, Actor::delegate(DelegateId(5)));
    palette(&mut delegate, "kiểm tra số người dự");
    assert_eq!(delegate.refused, []);
    assert!(chair.hub.borrow().session.stopped().is_some());
    assert!(delegate.shows("‖ TẠM DỪNG"), "{}", delegate.text());
}

/// Two are absent, and proxies may vote.
fn with_proxies() -> Hub {
    let hub = meeting(|plan| {
        plan.rules.rights = Rights {
            proxies: Substitutes::Vote,
            most_proxies: 2,
            ..Rights::default()
        };
    });
    for id in [6, 7] {
        mark(&hub, id, Mark::Absent);
    }
    hub
}

#[test]
fn a_proxy_is_given_in_the_roll_and_cast_by_its_holder() {
    let hub = with_proxies();
    let mut secretary = Console::of(&hub, Actor::of(crate::session::Role::Secretary));
    secretary.keys("2<home><down><down><down><down><down>y");
    let holder = hub.borrow().session.roster.name(DelegateId(5));
    secretary.types(&holder);
    secretary.keys("<enter>");
    let given = hub.borrow().session.voices.proxies.clone();
    assert_eq!(
        given.into_iter().collect::<Vec<_>>(),
        [(DelegateId(6), DelegateId(5))]
    );
    let screens = Lang::ALL.map(|lang| {
        let mut console = Console::chair(&hub).lang(lang);
        console.keys("2<home><down><down><down><down><down>");
        console.screen()
    });
    insta::assert_snapshot!("proxy_in_the_roll", screens.join("\n\n"));

    let mut put = question(Manner::Secret, "> 1/2 of members");
    put.item = Some(ItemId(3));
    hub.borrow_mut().vote_on(put);
    let mut delegate = Console::of(&hub, Actor::delegate(DelegateId(5)));
    // Whose voice, then what: first the own, then the one that is left.
    delegate.keys("v<enter><down><enter>v<down><enter>");
    assert_eq!(delegate.refused, []);
    let voted: Vec<_> = {
        let meeting = hub.borrow();
        let poll = meeting.session.polls.latest().unwrap();
        poll.voted.keys().map(|id| id.0).collect()
    };
    assert_eq!(voted, [5, 6]);
    delegate.keys("v");
    assert!(delegate.shows("Bạn đã bỏ phiếu"), "{}", delegate.text());
}

#[test]
fn a_recusal_is_noted_with_a_reason_and_undone() {
    let hub = with_proxies();
    let mut chair = Console::chair(&hub);
    chair.keys("2<home><down><down><down><down>x<enter>");
    chair.types("Có người thân dự thầu");
    chair.keys("<enter>");
    assert_eq!(chair.refused, []);
    let recused = hub.borrow().session.voices.recusals.clone();
    assert_eq!(recused.len(), 1);
    assert_eq!(recused[0].on, Matter::Item(ItemId(3)));
    let mut put = question(Manner::Named, "> 1/2 of members");
    put.item = Some(ItemId(3));
    hub.borrow_mut()
        .secretary(poll::Command::Prepare { question: put })
        .unwrap();
    let give = voice::Command::GiveProxy {
        delegate: DelegateId(7),
        to: DelegateId(8),
    };
    hub.borrow_mut().secretary(give).unwrap();
    for (pane, name) in [("2", "recused_in_the_roll"), ("4", "recused_in_the_vote")] {
        let screens = Lang::ALL.map(|lang| {
            let mut console = Console::chair(&hub).lang(lang);
            console.keys(pane);
            console.keys("<home><down><down><down><down>");
            console.screen()
        });
        insta::assert_snapshot!(name, screens.join("\n\n"));
    }
    let delegate = hub.borrow().session.voices.recusals[0].delegate;
    let mut own = Console::of(&hub, Actor::delegate(delegate));
    own.keys("y");
    assert_eq!(own.refused, []);
    assert!(own.shows("Bạn không tham gia"), "{}", own.text());
    let ready = hub.borrow().session.polls.latest().unwrap().ready.clone();
    assert!(ready.is_empty());
    palette(&mut own, "tôi tham gia lại");
    assert_eq!(own.refused, []);
    assert!(hub.borrow().session.voices.recusals.is_empty());
}

/// What is voted on can't be chosen any more, and nothing else is taken in its place unasked.
#[test]
fn a_recusal_while_a_vote_is_open_falls_on_nothing_else_unasked() {
    for later in [false, true] {
        let hub = meeting(|plan| {
            if later {
                plan.agenda[3].motion = plan.agenda[2].motion.clone();
            }
        });
        let mut put = question(Manner::Named, "> 1/2 of members");
        put.item = Some(ItemId(3));
        hub.borrow_mut().vote_on(put);
        for lang in Lang::ALL {
            let mut chair = Console::chair(&hub).lang(lang);
            chair.keys("2<home><down><down><down><down>x");
            let why = match lang {
                Lang::En => "for the vote that is open",
                Lang::Vi => "Biểu quyết đang mở",
            };
            assert!(chair.shows(why), "{}", chair.text());
            assert_eq!(chair.model.overlay.is_some(), later);
            // Words that name no matter are no reason for a recusal on the one that is left.
            chair.keys("<esc>");
            let mut words = Words::of_line("voice.recuse 5 Lợi");
            let verb = verb_of(&chair.model, &mut words).unwrap();
            let manner = spoken::Manner::Reciting { confirms: true };
            spoken::begin(&mut chair.model, verb, words, manner).unwrap_err();
            assert!(hub.borrow().session.voices.recusals.is_empty());
        }
    }
}

/// In words an item goes by its number on the agenda, though others before it are done.
#[test]
fn in_words_a_recusal_names_the_item_by_its_number() {
    let hub = meeting(|plan| plan.agenda[3].motion = plan.agenda[2].motion.clone());
    let mut chair = Console::chair(&hub);
    chair
        .says(
            "voice.recuse 5 4 Lợi",
            spoken::Manner::Reciting { confirms: true },
        )
        .unwrap();
    let on = hub.borrow().session.voices.recusals[0].on;
    assert_eq!(on, Matter::Item(ItemId(4)));
}

/// Where those entitled are counted until the close, the open vote comes first among what can be left.
#[test]
fn who_has_not_voted_is_recused_during_a_vote_that_counts_until_the_close() {
    let hub = meeting(|plan| plan.rules.rights.entitled = poll::Entitled::UntilClose);
    let mut put = question(Manner::Named, "> 1/2 of members");
    put.item = Some(ItemId(3));
    let poll = hub.borrow_mut().vote_on(put);
    hub.borrow_mut().votes(4, poll, YES).unwrap();
    let before = hub.borrow().poll(poll).entitled.len();
    let mut chair = Console::chair(&hub);
    chair.keys("2<home><down><down><down>x");
    assert!(chair.shows("Biểu quyết đang mở"), "{}", chair.text());
    chair.keys("<down>x<enter>Lợi<space>ích<enter>");
    assert_eq!(chair.refused, []);
    chair.keys("<esc>");
    let delegate = hub.borrow().session.voices.recusals[0].delegate;
    assert_eq!(hub.borrow().poll(poll).entitled.len(), before - 1);
    assert!(
        chair.shows(&format!("1/{}", before - 1)),
        "{}",
        chair.text()
    );
    let mut own = Console::of(&hub, Actor::delegate(delegate));
    own.keys("v");
    assert!(own.shows("Bạn không tham gia"), "{}", own.text());
    palette(&mut own, "tôi tham gia lại");
    assert_eq!(own.refused, []);
    assert_eq!(hub.borrow().poll(poll).entitled.len(), before);
}

#[test]
fn who_comes_late_is_seen_to_add_to_those_who_may_vote() {
    let hub = meeting(|plan| plan.rules.rights.entitled = poll::Entitled::UntilClose);
    mark(&hub, 8, Mark::Absent);
    let mut put = question(Manner::Named, "> 1/2 of entitled");
    put.item = Some(ItemId(3));
    hub.borrow_mut().vote_on(put);
    let mut chair = Console::chair(&hub);
    let before = hub.borrow().poll(PollId(1)).entitled.len();
    assert!(chair.shows(&format!("0/{before}")), "{}", chair.text());
    mark(&hub, 8, Mark::Late { place: Place::Hall });
    chair.catch_up();
    assert!(
        chair.shows(&format!("0/{}", before + 1)),
        "{}",
        chair.text()
    );
}
