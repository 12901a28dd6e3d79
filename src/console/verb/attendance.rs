//! What can be done with attendance: the roll call by key, newcomers, checking in.

mod substitute;

use super::{
    Able, DELEGATES, EVERYWHERE, OFFICERS, Verb, is_present, never, present, send, under_way,
};
use crate::console::Effect;
use crate::console::keymap::Act;
use crate::console::model::Model;
use crate::console::overlay::{self, Candidates, WithDelegate};
use crate::console::pane::{self, Pane};
use crate::session::attendance::{self, Mark, Newcomer, Place, Presence};
use crate::session::{Command, DelegateId, Weight};

const HERE: &[Pane] = &[Pane::Attendance];

fn ask(model: &mut Model, command: attendance::Command) -> Vec<Effect> {
    send(model, Command::Attendance(command))
}

/// The delegate under the cursor.
fn pointed(model: &Model) -> Option<DelegateId> {
    pane::attendance::pointed(model)
}

fn pointing(model: &Model) -> Able {
    under_way(model).and(|| Able::when(pointed(model).is_some(), "console.why.nobody_here"))
}

/// Where the delegate is or would usually be.
fn place(model: &Model, delegate: DelegateId) -> Place {
    let attendee = model
        .session
        .as_ref()
        .and_then(|s| Some((s, s.roster.get(delegate)?)));
    match attendee {
        Some((
            _,
            attendance::Attendee {
                presence: Presence::Present { place, .. },
                ..
            },
        )) => *place,
        Some((session, attendee)) => session.usual_place(attendee),
        None => Place::Hall,
    }
}

/// Marks the delegate under the cursor and goes on to the next, so that a roll is called with one
/// key for each person.
fn mark(model: &mut Model, mark: impl FnOnce(Place) -> Mark) -> Vec<Effect> {
    let Some(delegate) = pointed(model) else {
        return vec![];
    };
    let mark = mark(place(model, delegate));
    pane::attendance::go_on(model);
    ask(model, attendance::Command::Mark { delegate, mark })
}

/// Those whom nobody has marked yet.
fn unmarked(model: &Model) -> Vec<DelegateId> {
    let roster = model
        .session
        .iter()
        .flat_map(|session| session.roster.iter());
    roster
        .filter(|a| a.presence == Presence::Expected)
        .map(|a| a.delegate.id)
        .collect()
}

fn add(model: &mut Model, vote: Option<Weight>) -> Vec<Effect> {
    let title = model.lang.text("console.prompt.newcomer");
    overlay::prompt(model, title, "", move |model, text| {
        let mut parts = text.split(';').map(|part| part.trim().to_owned());
        let mut part = || parts.next().unwrap_or_default();
        let (name, unit, title) = (part(), part(), part());
        let newcomer = Newcomer {
            name,
            unit,
            title,
            site: None,
            seat: String::new(),
            vote,
        };
        ask(model, attendance::Command::Add { newcomer })
    })
}

fn check_in(model: &mut Model, place: Place) -> Vec<Effect> {
    ask(model, attendance::Command::CheckIn { place })
}

/// Only who is not here yet can come.
fn absent(model: &Model) -> Able {
    under_way(model)
        .and(|| Able::when(model.delegate.is_some(), "console.why.no_delegate"))
        .and(|| {
            let here = model.delegate.is_some_and(|own| is_present(model, own));
            Able::when(!here, "console.why.is_present")
        })
}

/// Marks somebody who is looked for by name, from wherever one is: who comes in late is not to be
/// sought in the roll.
fn look_for(model: &mut Model) -> Vec<Effect> {
    let title = model.lang.text("console.pick.mark");
    let late: WithDelegate = Box::new(set_late);
    let absent: WithDelegate = Box::new(set_absent);
    let present = |model: &mut Model, delegate| {
        let place = place(model, delegate);
        set(model, delegate, Mark::Present { place })
    };
    let others = [(Act::Late, late), (Act::Absent, absent)];
    overlay::pick_or(model, title, Candidates::Unmarked, present, others)
}

fn set(model: &mut Model, delegate: DelegateId, mark: Mark) -> Vec<Effect> {
    ask(model, attendance::Command::Mark { delegate, mark })
}

fn set_late(model: &mut Model, delegate: DelegateId) -> Vec<Effect> {
    let place = place(model, delegate);
    set(model, delegate, Mark::Late { place })
}

fn set_absent(model: &mut Model, delegate: DelegateId) -> Vec<Effect> {
    set(model, delegate, Mark::Absent)
}

/// As [`look_for`], for one mark alone, so that Enter gives it.
fn look_for_one(
    model: &mut Model,
    title: &str,
    set: fn(&mut Model, DelegateId) -> Vec<Effect>,
) -> Vec<Effect> {
    let title = model.lang.text(title);
    overlay::pick(model, title, Candidates::Unmarked, set)
}

pub(super) const VERBS: &[Verb] = &[
    Verb {
        name: "attendance.mark",
        keys: &["m"],
        panes: EVERYWHERE,
        roles: OFFICERS,
        footer: 7,
        able: under_way,
        run: look_for,
        question: never,
    },
    Verb {
        name: "attendance.mark_late",
        keys: &[],
        panes: EVERYWHERE,
        roles: OFFICERS,
        footer: 0,
        able: under_way,
        run: |model| look_for_one(model, "console.pick.mark_late", set_late),
        question: never,
    },
    Verb {
        name: "attendance.mark_absent",
        keys: &[],
        panes: EVERYWHERE,
        roles: OFFICERS,
        footer: 0,
        able: under_way,
        run: |model| look_for_one(model, "console.pick.mark_absent", set_absent),
        question: never,
    },
    Verb {
        name: "attendance.present",
        keys: &["p"],
        panes: HERE,
        roles: OFFICERS,
        footer: 1,
        able: pointing,
        run: |model| mark(model, |place| Mark::Present { place }),
        question: never,
    },
    Verb {
        name: "attendance.late",
        keys: &["l"],
        panes: HERE,
        roles: OFFICERS,
        footer: 2,
        able: pointing,
        run: |model| mark(model, |place| Mark::Late { place }),
        question: never,
    },
    Verb {
        name: "attendance.absent",
        keys: &["a"],
        panes: HERE,
        roles: OFFICERS,
        footer: 2,
        able: pointing,
        run: |model| mark(model, |_| Mark::Absent),
        question: never,
    },
    Verb {
        name: "attendance.excused",
        keys: &["e"],
        panes: HERE,
        roles: OFFICERS,
        footer: 2,
        able: pointing,
        run: |model| {
            let Some(delegate) = pointed(model) else {
                return vec![];
            };
            let title = model.lang.text("console.prompt.excused").to_owned();
            overlay::prompt_or_nothing(model, &title, move |model, reason| {
                pane::attendance::go_on(model);
                let mark = Mark::Excused {
                    reason: reason.to_owned(),
                };
                ask(model, attendance::Command::Mark { delegate, mark })
            })
        },
        question: never,
    },
    Verb {
        name: "attendance.substitute",
        keys: &["s"],
        panes: HERE,
        roles: OFFICERS,
        footer: 2,
        able: pointing,
        run: |model| {
            let Some(delegate) = pointed(model) else {
                return vec![];
            };
            substitute::ask_who(model, delegate)
        },
        question: never,
    },
    Verb {
        name: "attendance.left",
        keys: &["g"],
        panes: HERE,
        roles: OFFICERS,
        footer: 3,
        able: |model| {
            pointing(model).and(|| {
                let attendee = pointed(model).and_then(|id| {
                    let session = model.session.as_ref()?;
                    Some(&session.roster.get(id)?.presence)
                });
                let was_here = attendee.is_some_and(|presence| {
                    presence.is_present() || matches!(presence, Presence::Left { .. })
                });
                Able::when(was_here, "console.why.was_not_here")
            })
        },
        run: |model| mark(model, |_| Mark::Left),
        question: never,
    },
    Verb {
        name: "attendance.place",
        keys: &["t"],
        panes: HERE,
        roles: OFFICERS,
        footer: 0,
        able: |model| {
            pointing(model).and(|| {
                let here = pointed(model).is_some_and(|id| is_present(model, id));
                Able::when(here, "console.why.is_not_here")
            })
        },
        run: |model| {
            mark(model, |place| Mark::Place {
                place: if place == Place::Hall {
                    Place::Remote
                } else {
                    Place::Hall
                },
            })
        },
        question: never,
    },
    Verb {
        name: "attendance.unmark",
        keys: &["u"],
        panes: HERE,
        roles: OFFICERS,
        footer: 0,
        able: pointing,
        run: |model| mark(model, |_| Mark::Expected),
        question: never,
    },
    Verb {
        name: "attendance.all",
        keys: &["P"],
        panes: HERE,
        roles: OFFICERS,
        footer: 1,
        able: |model| {
            under_way(model)
                .and(|| Able::when(!unmarked(model).is_empty(), "console.why.all_marked"))
        },
        run: |model| {
            let delegates = unmarked(model);
            ask(model, attendance::Command::MarkPresent { delegates })
        },
        question: |model| {
            let n = unmarked(model).len();
            Some(
                model
                    .lang
                    .fill("console.question.all_present", &[("n", &n)]),
            )
        },
    },
    Verb {
        name: "attendance.add_guest",
        keys: &["N"],
        panes: EVERYWHERE,
        roles: OFFICERS,
        footer: 0,
        able: under_way,
        run: |model| add(model, None),
        question: never,
    },
    Verb {
        name: "attendance.add_member",
        keys: &["M"],
        panes: EVERYWHERE,
        roles: OFFICERS,
        footer: 0,
        able: under_way,
        run: |model| add(model, Some(Weight::ONE)),
        question: never,
    },
    Verb {
        name: "attendance.find",
        keys: &["/"],
        panes: HERE,
        roles: super::ALL,
        footer: 4,
        able: |_| Able::Yes,
        run: |model| {
            let title = model.lang.text("console.prompt.find").to_owned();
            // A new search begins with everybody; Enter alone ends it.
            model.looking.filter.clear();
            overlay::prompt_live(model, &title, "", |model, text| {
                model.looking.filter = text.to_owned();
                vec![]
            })
        },
        question: never,
    },
    Verb {
        name: "attendance.check_in",
        keys: &["h"],
        panes: EVERYWHERE,
        roles: DELEGATES,
        footer: 1,
        able: absent,
        run: |model| check_in(model, Place::Hall),
        question: never,
    },
    Verb {
        name: "attendance.check_in_remote",
        keys: &["m"],
        panes: EVERYWHERE,
        roles: DELEGATES,
        footer: 1,
        able: absent,
        run: |model| check_in(model, Place::Remote),
        question: never,
    },
    Verb {
        name: "attendance.check_out",
        keys: &["G"],
        panes: EVERYWHERE,
        roles: DELEGATES,
        footer: 0,
        able: |model| under_way(model).and(|| present(model)),
        run: |model| ask(model, attendance::Command::CheckOut),
        question: |model| Some(model.lang.text("console.question.check_out").to_owned()),
    },
];
