//! What the console offers, the hub carries out: in random meetings, for every role, a verb that is
//! said to make sense is not refused.
//!
//! Verbs that first ask for something more (a name, a reason, a person) are not followed here: what is
//! typed there may always be refused. There are no other exceptions.

use std::cell::RefCell;
use std::rc::Rc;

use proptest::prelude::*;

use crate::console::overlay::Overlay;
use crate::console::pane::{PANES, Pane};
use crate::console::testing::{Console, Hub};
use crate::console::verb;
use crate::console::{Effect, Message};
use crate::link::Order;
use crate::session::testing::Meeting;
use crate::session::testing::any::{Step, step};
use crate::session::{Actor, Context, DelegateId, Role, Session, decide};

pub(super) fn actors() -> [Actor; 5] {
    [
        Actor::of(Role::Chair),
        Actor::of(Role::Secretary),
        Actor::of(Role::Technician),
        Actor::delegate(DelegateId(5)),
        Actor::delegate(DelegateId(9)),
    ]
}

/// A meeting to which these things have happened, as far as they were allowed.
pub(super) fn after(steps: Vec<Step>, open: bool) -> Hub {
    let mut meeting = if open {
        Meeting::open()
    } else {
        Meeting::planned()
    };
    for step in steps {
        happens(&mut meeting, step);
    }
    Rc::new(RefCell::new(meeting))
}

pub(super) fn happens(meeting: &mut Meeting, step: Step) {
    match step.aimed(&meeting.session) {
        Step::Command(actor, command) | Step::Aimed(actor, command, _) => {
            let _ = meeting.by(&actor, command);
        }
        Step::Link(delegate, up) => {
            let known = meeting.session.roster.get(DelegateId(delegate)).is_some();
            if known {
                meeting.link(delegate, up);
            }
        }
        Step::Later(seconds) => meeting.later(seconds),
        Step::Back => meeting.comes_back(),
    }
}

/// Puts every cursor on something, the one this number says.
fn look_around(console: &mut Console, at: usize) {
    let Some(session) = &console.model.session else {
        return;
    };
    let nth = |count: usize| at % count.max(1);
    let looking = &mut console.model.looking;
    let queue = &session.floor.queue;
    looking.request = queue.get(nth(queue.len())).map(|request| request.id);
    let people: Vec<_> = session.roster.iter().map(|a| a.delegate.id).collect();
    looking.delegate = Some(people[nth(people.len())]);
    looking.voter = Some(people[nth(people.len())]);
    looking.item = session.plan.item_ids().nth(nth(4));
    let conclusion = session.plan.item_ids().find_map(|item| {
        let draft = &session.conclusions.of(item)?.draft;
        Some((item, draft.get(nth(draft.len()))?.id))
    });
    looking.concluding = conclusion.map(|(item, _)| item);
    looking.conclusion = conclusion.map(|(_, id)| id);
}

fn refusals(console: &mut Console, session: &Session, actor: &Actor, pane: Pane) -> Vec<String> {
    let mut found = vec![];
    let own = |verb: &&verb::Verb| verb.is_for(actor.role) && verb.is_in(pane);
    for verb in verb::all()
        .filter(own)
        .filter(|verb| verb.subject() != "screen")
    {
        console.model.pane = pane;
        console.model.overlay = None;
        if !verb.is_able(&console.model) {
            continue;
        }
        let looking = console.model.looking.clone();
        let mut effects = verb::invoke(&mut console.model, verb);
        if let Some(Overlay::Confirm(confirm)) = console.model.overlay.take() {
            effects = confirm.effects;
        }
        console.model.looking = looking;
        for effect in effects {
            let Effect::Order(Order::Command { command, .. }) = effect else {
                continue;
            };
            let hub = console.hub.borrow();
            let context = Context {
                now: hub.now,
                sealed: &hub.sealed,
            };
            if let Err(refusal) = decide(session, actor, (*command).clone(), &context) {
                found.push(format!("{}: {command:?} refused: {refusal:?}", verb.name));
            }
        }
    }
    found
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn what_makes_sense_is_not_refused(
        steps in proptest::collection::vec(step(), 0..120),
        open in proptest::bool::weighted(0.9),
        at in 0..12usize,
    ) {
        let hub = after(steps, open);
        let session = hub.borrow().session.clone();
        for actor in actors() {
            let mut console = Console::of(&hub, actor.clone());
            let now = hub.borrow().now;
            console.tell(Message::Tick(now));
            look_around(&mut console, at);
            for pane in PANES {
                let refused = refusals(&mut console, &session, &actor, pane);
                prop_assert!(refused.is_empty(), "{actor:?} in {pane:?}: {refused:#?}");
            }
        }
    }
}
