//! What a verb is done to, where on the screen a cursor would point at it. In words it is the first
//! answer: a person, a request by who made it, an item, a document, a conclusion.

use std::fmt::Display;

use crate::console::Effect;
use crate::console::model::{Looking, Model};
use crate::console::overlay::{self, Candidates, Options};
use crate::console::pane::{self, Pane};
use crate::console::verb::{self, Able, Verb};
use crate::console::words;
use crate::session::conclusions::marks;
use crate::session::{DelegateId, ItemId};

/// What a verb is done to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// Somebody on the roster.
    Person,
    /// Somebody who has a vote in the poll at hand.
    Voter,
    /// A request that waits or was put aside.
    Request,
    /// An item of the agenda.
    Item,
    /// A document of an item.
    Document,
    /// A conclusion.
    Conclusion,
    /// The item whose conclusions are meant.
    Outline,
}

/// How a verb takes its subject.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Takes {
    /// It takes none.
    Nothing,
    /// Its first answer.
    Always(Subject),
    /// Its first answer where there are any; else the one that the meeting is busy with.
    IfSaid(Subject),
    /// What it is to tell of, in any words; of everything where none are said.
    Topic,
}

/// Verbs of a pane that are not done to what its cursor points at, or to something else.
pub(in crate::console) const OWN: [(&str, Takes); 8] = [
    ("attendance.all", Takes::Nothing),
    ("attendance.find", Takes::Nothing),
    ("poll.cast_for", Takes::Always(Subject::Voter)),
    ("agenda.read", Takes::Always(Subject::Document)),
    ("conclusions.write", Takes::Always(Subject::Outline)),
    ("conclusions.adopt", Takes::IfSaid(Subject::Outline)),
    ("conclusions.next_item", Takes::Nothing),
    ("conclusions.item_before", Takes::Nothing),
];

/// What a verb takes.
#[must_use]
pub fn of(verb: &Verb) -> Takes {
    if let Some((_, takes)) = OWN.iter().find(|(name, _)| *name == verb.name) {
        return *takes;
    }
    match verb.panes.first() {
        None if verb.name == "screen.help" => Takes::Topic,
        None | Some(Pane::Log | Pane::Monitor) => Takes::Nothing,
        Some(Pane::Attendance) => Takes::Always(Subject::Person),
        Some(Pane::Main | Pane::Floor) => Takes::Always(Subject::Request),
        Some(Pane::Vote) => Takes::Always(Subject::Voter),
        Some(Pane::Agenda) => Takes::Always(Subject::Item),
        Some(Pane::Conclusions) => Takes::Always(Subject::Conclusion),
    }
}

impl Subject {
    /// Its name, as scripts read it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Voter => "voter",
            Self::Request => "request",
            Self::Item | Self::Outline => "item",
            Self::Document => "document",
            Self::Conclusion => "conclusion",
        }
    }

    /// The question for it.
    #[must_use]
    pub fn text(self, model: &Model) -> &'static str {
        model.lang.text(&format!("spoken.which.{}", self.name()))
    }

    /// Asks for it, and does the verb to what is answered. Where there is nothing to ask for, the verb
    /// itself tells what is missing.
    pub(super) fn ask(self, model: &mut Model, verb: &'static Verb) -> Vec<Effect> {
        let title = self.text(model);
        match self {
            Self::Person => overlay::pick(model, title, Candidates::Present, move |model, id| {
                model.looking.filter.clear();
                model.looking.delegate = Some(id);
                verb::invoke(model, verb)
            }),
            Self::Voter => overlay::pick(model, title, Candidates::Voters, move |model, id| {
                model.looking.voter = Some(id);
                verb::invoke(model, verb)
            }),
            _ => {
                let things = self.things(model);
                if things.is_empty() {
                    let why = why_not(model, verb, (verb.able)(model));
                    model.warn(why.unwrap_or_default());
                    return vec![];
                }
                let (mut options, mut called, mut looks) = (vec![], vec![], vec![]);
                for thing in things {
                    options.push(thing.label);
                    called.push(thing.called);
                    looks.push(thing.look);
                }
                let options = Options::of(options).called(called);
                overlay::choose(model, title, options, move |model, place| {
                    model.looking = looks[place].clone();
                    verb::invoke(model, verb)
                })
            }
        }
    }

    /// Where a cursor would point for each that there is, for those that are not people.
    pub(super) fn things(self, model: &Model) -> Vec<Thing> {
        match self {
            Self::Person | Self::Voter => vec![],
            Self::Request => requests(model),
            Self::Item => items(model, |looking, item| looking.item = Some(item)),
            Self::Outline => items(model, |looking, item| looking.concluding = Some(item)),
            Self::Document => documents(model),
            Self::Conclusion => conclusions(model),
        }
    }
}

/// What tells on the screen that the cursor points at nothing.
const POINTLESS: [&str; 7] = [
    "console.why.no_request_here",
    "console.why.queue_is_empty_press",
    "console.why.nobody_here",
    "console.why.no_voter_here",
    "console.why.no_item_here",
    "console.why.no_document_here",
    "console.why.no_conclusion_here",
];

/// Why a verb makes no sense now, in words that need no cursor.
pub(super) fn why_not(model: &Model, verb: &Verb, able: Able) -> Option<String> {
    let reason = match able {
        Able::Yes => return None,
        Able::No(reason) => reason,
    };
    Some(match of(verb) {
        Takes::Always(subject) | Takes::IfSaid(subject) if POINTLESS.contains(&reason) => {
            let key = format!("spoken.none.{}", subject.name());
            model.text(&key)
        }
        _ => model.text(reason),
    })
}

/// Something that a cursor can point at.
pub(super) struct Thing {
    /// What it is.
    label: String,
    /// What it is called besides, the surest first.
    called: Vec<String>,
    /// The cursors that point at it.
    pub(super) look: Looking,
}

fn thing(
    model: &Model,
    label: String,
    called: Vec<String>,
    at: impl FnOnce(&mut Looking),
) -> Thing {
    let mut look = model.looking.clone();
    at(&mut look);
    Thing {
        label,
        called,
        look,
    }
}

fn requests(model: &Model) -> Vec<Thing> {
    let Some(session) = &model.session else {
        return vec![];
    };
    let of = |request: &crate::session::floor::Request| {
        let attendee = session.roster.get(request.delegate);
        let who = attendee.map_or_else(String::new, |who| words::who(session, who));
        let kind = words::kind(model.lang, request.kind);
        let (id, number) = (format!("#{}", request.id), request.delegate.to_string());
        let name = session.roster.name(request.delegate).to_string();
        let label = format!("{who}, {kind}");
        thing(model, label, vec![id, number, name], |looking| {
            looking.request = Some(request.id);
        })
    };
    session.floor.everybody().map(of).collect()
}

fn items(model: &Model, look: fn(&mut Looking, ItemId)) -> Vec<Thing> {
    let Some(session) = &model.session else {
        return vec![];
    };
    let of = |item: ItemId| {
        // The number on the agenda may be that of another item's record.
        let called = vec![words::item_number(model, item), format!("#{item}")];
        thing(model, words::item_title(model, item), called, |looking| {
            look(looking, item);
            looking.document = None;
        })
    };
    session.plan.item_ids().map(of).collect()
}

fn documents(model: &Model) -> Vec<Thing> {
    let Some(session) = &model.session else {
        return vec![];
    };
    let of = |item: ItemId| {
        session.plan.documents_of(item).map(move |document| {
            let called = vec![document.id.to_string()];
            thing(model, document.title.clone(), called, |looking| {
                looking.item = Some(item);
                looking.document = Some(document.id);
            })
        })
    };
    session.plan.item_ids().flat_map(of).collect()
}

/// Those of the item that is shown first, by their marks; the others only by their numbers.
fn conclusions(model: &Model) -> Vec<Thing> {
    let (Some(session), Some(shown)) = (&model.session, model.concluding()) else {
        return vec![];
    };
    let others = session.plan.item_ids().filter(|item| *item != shown);
    let mut things = vec![];
    for item in std::iter::once(shown).chain(others) {
        let Some(outline) = session.conclusions.of(item) else {
            continue;
        };
        let all = outline.draft.iter().zip(marks(&outline.draft)).enumerate();
        for (place, (conclusion, mark)) in all {
            let number = |number: &dyn Display| number.to_string();
            let mut called = vec![format!("#{}", conclusion.id)];
            if item == shown {
                called.push(number(&(place + 1)));
            }
            let text = conclusion.content.text.replace('\n', " ");
            things.push(thing(model, format!("{mark} {text}"), called, |looking| {
                looking.concluding = Some(item);
                looking.conclusion = Some(conclusion.id);
            }));
        }
    }
    things
}

/// How many people are tried at most to see whether something can be done to any of them.
const MOST_TRIED: usize = 200;

impl Subject {
    /// Where cursors would point, for each that there is; of people for the first of them.
    pub(super) fn looks(self, model: &Model) -> Vec<Looking> {
        let people: Vec<DelegateId> = match self {
            Self::Voter => pane::vote::voters(model),
            Self::Person => {
                let roster = model.session.iter().flat_map(|session| &session.roster);
                roster.map(|attendee| attendee.delegate.id).collect()
            }
            _ => {
                let things = self.things(model).into_iter();
                return things.map(|thing| thing.look).collect();
            }
        };
        let look = |id| Looking {
            delegate: Some(id),
            voter: Some(id),
            filter: String::new(),
            ..model.looking.clone()
        };
        people.into_iter().take(MOST_TRIED).map(look).collect()
    }
}
