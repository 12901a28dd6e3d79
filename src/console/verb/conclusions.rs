//! What can be done with conclusions.

use super::{Able, EVERYWHERE, OFFICERS, Verb, live, never, send};
use crate::console::Effect;
use crate::console::draft::Draft;
use crate::console::model::Model;
use crate::console::overlay;
use crate::console::pane::{self, Pane};
use crate::session::conclusions::{self, Conclusion, DEEPEST, Outline};
use crate::session::{Command, ItemId};

const HERE: &[Pane] = &[Pane::Conclusions];

fn outline(model: &Model) -> Option<(ItemId, &Outline)> {
    let item = model.concluding()?;
    Some((item, model.session.as_ref()?.conclusions.of(item)?))
}

/// The place of the conclusion under the cursor in its outline.
fn pointed(model: &Model) -> Option<(ItemId, &[Conclusion], usize)> {
    let (item, outline) = outline(model)?;
    let place = outline
        .draft
        .iter()
        .position(|c| Some(c.id) == model.looking.conclusion)?;
    Some((item, &outline.draft, place))
}

fn pointing(model: &Model) -> Able {
    live(model).and(|| Able::when(pointed(model).is_some(), "console.why.no_conclusion_here"))
}

/// Conclusions are written also while the connection is lost, but not in a recording.
fn writing(model: &Model) -> Able {
    Able::when(model.concluding().is_some(), "console.why.no_session")
        .and(|| Able::when(model.playback.is_none(), "console.why.recording"))
}

/// As [`writing`], on the conclusion under the cursor.
fn writing_there(model: &Model) -> Able {
    writing(model).and(|| Able::when(pointed(model).is_some(), "console.why.no_conclusion_here"))
}

/// Writes a new conclusion behind the one under the cursor, so much deeper.
fn write(model: &mut Model, deeper: u8) -> Vec<Effect> {
    let Some(item) = model.concluding() else {
        return vec![];
    };
    // Whoever writes on an item stays there when the meeting goes on to the next.
    model.looking.concluding = Some(item);
    let draft = match pointed(model) {
        Some((item, outline, place)) => {
            let above = &outline[place];
            Draft::new(item, Some(above.id), (above.level + deeper).min(DEEPEST))
        }
        None => {
            let last = outline(model).and_then(|(_, outline)| outline.draft.last());
            Draft::new(item, last.map(|last| last.id), 1)
        }
    };
    overlay::edit(model, draft)
}

/// How much beneath the conclusion at this place stands beneath it.
fn beneath(outline: &[Conclusion], place: usize) -> &[Conclusion] {
    let rest = &outline[place + 1..];
    let beneath = rest
        .iter()
        .take_while(|conclusion| conclusion.level > outline[place].level);
    &rest[..beneath.count()]
}

/// What makes the conclusion under the cursor stand one level deeper or higher, where it is; nothing
/// where it can't.
fn shifted(model: &Model, deeper: bool) -> Option<conclusions::Command> {
    let (_, outline, place) = pointed(model)?;
    let own = &outline[place];
    let above = place.checked_sub(1).map(|above| &outline[above]);
    let level = if deeper {
        let deepest = beneath(outline, place).iter().map(|c| c.level).max();
        let has_room = deepest.unwrap_or(own.level) < DEEPEST;
        (has_room && above.is_some_and(|above| above.level >= own.level))
            .then_some(own.level + 1)?
    } else {
        (own.level > 1).then_some(own.level - 1)?
    };
    Some(conclusions::Command::Place {
        conclusion: own.id,
        after: above.map(|above| above.id),
        level,
    })
}

/// What moves the conclusion under the cursor, with all beneath it, past its neighbour of the same
/// level; nothing where it has none.
fn passed(model: &Model, down: bool) -> Option<conclusions::Command> {
    let (_, outline, place) = pointed(model)?;
    let (conclusion, level) = (outline[place].id, outline[place].level);
    let neighbour = if down {
        let end = place + 1 + beneath(outline, place).len();
        outline
            .get(end)
            .filter(|next| next.level == level)
            .map(|_| end)
    } else {
        let before = outline[..place].iter().rposition(|c| c.level <= level);
        before.filter(|before| outline[*before].level == level)
    };
    let neighbour = neighbour?;
    // Downwards it comes behind the neighbour; upwards behind what the neighbour stands behind.
    let after = if down {
        Some(outline[neighbour].id)
    } else {
        neighbour.checked_sub(1).map(|above| outline[above].id)
    };
    Some(conclusions::Command::Place {
        conclusion,
        after,
        level,
    })
}

fn place(model: &mut Model, command: Option<conclusions::Command>) -> Vec<Effect> {
    send(model, command.map(Command::Conclusions))
}

/// The conclusion under the cursor has where to go.
fn goes(model: &Model, command: Option<conclusions::Command>) -> Able {
    pointing(model).and(|| Able::when(command.is_some(), "console.why.nowhere_to_go"))
}

pub(super) const VERBS: &[Verb] = &[
    Verb {
        name: "conclusions.start",
        keys: &["w"],
        panes: EVERYWHERE,
        roles: OFFICERS,
        footer: 6,
        able: writing,
        run: |model| {
            model.pane = Pane::Conclusions;
            model.looking.concluding = None;
            model.looking.conclusion = None;
            write(model, 0)
        },
        question: never,
    },
    Verb {
        name: "conclusions.write",
        keys: &["n"],
        panes: HERE,
        roles: OFFICERS,
        footer: 1,
        able: writing,
        run: |model| write(model, 0),
        question: never,
    },
    Verb {
        name: "conclusions.write_beneath",
        keys: &["b"],
        panes: HERE,
        roles: OFFICERS,
        footer: 2,
        able: writing_there,
        run: |model| write(model, 1),
        question: never,
    },
    Verb {
        name: "conclusions.edit",
        keys: &["enter"],
        panes: HERE,
        roles: OFFICERS,
        footer: 1,
        able: writing_there,
        run: |model| match pointed(model)
            .map(|(item, outline, place)| Draft::of(item, &outline[place]))
        {
            Some(draft) => overlay::edit(model, draft),
            None => vec![],
        },
        question: never,
    },
    Verb {
        name: "conclusions.deeper",
        keys: &["tab"],
        panes: HERE,
        roles: OFFICERS,
        footer: 3,
        able: |model| goes(model, shifted(model, true)),
        run: |model| {
            let command = shifted(model, true);
            place(model, command)
        },
        question: never,
    },
    Verb {
        name: "conclusions.higher",
        keys: &["shift-tab"],
        panes: HERE,
        roles: OFFICERS,
        footer: 0,
        able: |model| goes(model, shifted(model, false)),
        run: |model| {
            let command = shifted(model, false);
            place(model, command)
        },
        question: never,
    },
    Verb {
        name: "conclusions.up",
        keys: &["K", "shift-up"],
        panes: HERE,
        roles: OFFICERS,
        footer: 0,
        able: |model| goes(model, passed(model, false)),
        run: |model| {
            let command = passed(model, false);
            place(model, command)
        },
        question: never,
    },
    Verb {
        name: "conclusions.down",
        keys: &["J", "shift-down"],
        panes: HERE,
        roles: OFFICERS,
        footer: 0,
        able: |model| goes(model, passed(model, true)),
        run: |model| {
            let command = passed(model, true);
            place(model, command)
        },
        question: never,
    },
    Verb {
        name: "conclusions.remove",
        keys: &["x", "delete"],
        panes: HERE,
        roles: OFFICERS,
        footer: 3,
        able: |model| {
            pointing(model).and(|| {
                let alone = pointed(model)
                    .is_some_and(|(_, outline, place)| beneath(outline, place).is_empty());
                Able::when(alone, "console.why.has_more_beneath")
            })
        },
        run: |model| {
            let command = pointed(model).map(|(_, outline, place)| {
                let Conclusion { id, version, .. } = outline[place];
                Command::Conclusions(conclusions::Command::Remove {
                    conclusion: id,
                    version,
                })
            });
            send(model, command)
        },
        question: |model| {
            let question = model.lang.text("console.question.remove_conclusion");
            Some(question.to_owned())
        },
    },
    Verb {
        name: "conclusions.adopt",
        keys: &["C"],
        panes: HERE,
        roles: OFFICERS,
        footer: 2,
        able: |model| {
            live(model).and(|| {
                // What was adopted can be taken back as a whole.
                let ready = outline(model).is_some_and(|(_, outline)| {
                    let something = !outline.draft.is_empty() || outline.adopted.is_some();
                    something && !outline.is_adopted()
                });
                Able::when(ready, "console.why.nothing_to_adopt")
            })
        },
        run: |model| {
            let item = model.concluding();
            send(
                model,
                item.map(|item| Command::Conclusions(conclusions::Command::Adopt { item })),
            )
        },
        question: |model| Some(model.lang.text("console.question.adopt").to_owned()),
    },
    Verb {
        name: "conclusions.next_item",
        keys: &["]"],
        panes: HERE,
        roles: super::ALL,
        footer: 4,
        able: |_| Able::Yes,
        run: |model| {
            pane::conclusions::turn(model, true);
            vec![]
        },
        question: never,
    },
    Verb {
        name: "conclusions.item_before",
        keys: &["["],
        panes: HERE,
        roles: super::ALL,
        footer: 0,
        able: |_| Able::Yes,
        run: |model| {
            pane::conclusions::turn(model, false);
            vec![]
        },
        question: never,
    },
];
