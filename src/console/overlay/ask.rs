//! What verbs open: a line to be typed, a person to be found, a choice, a ballot, something to be read.
//! Each asks, and is given what to do with the answer.

use super::editor;
use super::{
    Aid, Candidates, Choose, Dressing, Editor, Field, Help, Lookup, Marking, Opinions, Options,
    Overlay, Palette, Pick, Reader, Reading, Row, WithDelegate,
};
use crate::console::Effect;
use crate::console::draft::Draft;
use crate::console::keymap::Act;
use crate::console::model::Model;
use crate::link::Order;
use crate::session::poll::{self, Vote};
use crate::session::{DelegateId, DocumentId, PollId, RequestId};
use crate::text::Lang;
use crate::wire::Contents;

/// Whether a reason must be given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// It may be left out.
    Optional,
    /// It must.
    Required,
}

/// Asks for a line of text that may not be empty.
pub fn prompt(
    model: &mut Model,
    title: &str,
    before: &str,
    then: impl Fn(&mut Model, &str) -> Vec<Effect> + 'static,
) -> Vec<Effect> {
    model.overlay = Some(Overlay::Field(Field::new(title, before, Box::new(then))));
    vec![]
}

/// Asks for a line of text, and shows what it is understood as while it is typed.
pub fn prompt_aided(
    model: &mut Model,
    title: &str,
    before: &str,
    aid: Aid,
    then: impl Fn(&mut Model, &str) -> Vec<Effect> + 'static,
) -> Vec<Effect> {
    let field = Field::new(title, before, Box::new(then)).aided(aid);
    model.overlay = Some(Overlay::Field(field));
    vec![]
}

/// Asks for several numbers in one line, with an example of what can be typed.
pub fn prompt_numbers(
    model: &mut Model,
    title: &str,
    before: &str,
    example: String,
    then: impl Fn(&mut Model, &str) -> Vec<Effect> + 'static,
) -> Vec<Effect> {
    let field = Field::new(title, before, Box::new(then)).of_numbers(example);
    model.overlay = Some(Overlay::Field(field));
    vec![]
}

/// Asks whether a line is right that was worked out from what was typed before, and tells how. It can
/// still be changed.
pub fn prompt_worked_out(
    model: &mut Model,
    title: &str,
    line: &str,
    how: String,
    then: impl Fn(&mut Model, &str) -> Vec<Effect> + 'static,
) -> Vec<Effect> {
    let field = Field::new(title, line, Box::new(then)).worked_out(how);
    model.overlay = Some(Overlay::Field(field));
    vec![]
}

/// Asks for a line of text that may be empty, such as a reason.
pub fn prompt_or_nothing(
    model: &mut Model,
    title: &str,
    then: impl Fn(&mut Model, &str) -> Vec<Effect> + 'static,
) -> Vec<Effect> {
    let field = Field::new(title, "", Box::new(then)).may_be_empty();
    model.overlay = Some(Overlay::Field(field));
    vec![]
}

/// Asks for the reason of what can't be undone: the question, what will happen, stands above it.
pub fn prompt_for_good(
    model: &mut Model,
    question: impl Fn(&Model) -> String + 'static,
    reason: Reason,
    then: impl Fn(&mut Model, &str) -> Vec<Effect> + 'static,
) -> Vec<Effect> {
    let (title, may_be_empty) = match reason {
        Reason::Optional => ("console.prompt.reason_if_any", true),
        Reason::Required => ("console.prompt.reason", false),
    };
    let title = model.lang.text(title);
    let field = Field::new(title, "", Box::new(then)).with_question(Box::new(question));
    let field = match may_be_empty {
        true => field.may_be_empty(),
        false => field,
    };
    model.overlay = Some(Overlay::Field(field));
    vec![]
}

/// Asks for a line of text that takes effect as it is typed, such as a filter.
pub fn prompt_live(
    model: &mut Model,
    title: &str,
    before: &str,
    then: impl Fn(&mut Model, &str) -> Vec<Effect> + 'static,
) -> Vec<Effect> {
    let field = Field::new(title, before, Box::new(then))
        .may_be_empty()
        .live();
    model.overlay = Some(Overlay::Field(field));
    vec![]
}

/// Asks for a person.
pub fn pick(
    model: &mut Model,
    title: &str,
    candidates: Candidates,
    then: impl Fn(&mut Model, DelegateId) -> Vec<Effect> + 'static,
) -> Vec<Effect> {
    pick_or(model, title, candidates, then, [])
}

/// Asks for a person to be marked: Enter does the first with whoever is pointed at, other keys what
/// goes with them.
pub fn pick_or(
    model: &mut Model,
    title: &str,
    candidates: Candidates,
    then: impl Fn(&mut Model, DelegateId) -> Vec<Effect> + 'static,
    others: impl IntoIterator<Item = (Act, WithDelegate)>,
) -> Vec<Effect> {
    let pick = Pick::new(model, title, candidates, Box::new(then));
    let pick = others
        .into_iter()
        .fold(pick, |pick, (act, then)| pick.or(act, then));
    model.overlay = Some(Overlay::Pick(pick));
    vec![]
}

/// Asks for one of a few.
pub fn choose(
    model: &mut Model,
    title: &str,
    options: impl Into<Options>,
    then: impl Fn(&mut Model, usize) -> Vec<Effect> + 'static,
) -> Vec<Effect> {
    let choose = Choose::new(title, options.into(), Box::new(then));
    model.overlay = Some(Overlay::Choose(choose));
    vec![]
}

/// Asks for a ballot of a question about people.
pub fn mark(
    model: &mut Model,
    question: &poll::Question,
    title: &str,
    then: impl Fn(&mut Model, Vote) -> Vec<Effect> + 'static,
) -> Vec<Effect> {
    let marking = Marking::of(question, title, Box::new(then));
    model.overlay = Some(Overlay::Marking(marking));
    vec![]
}

/// Asks who comes first of these; at least so many must be named. What follows is told before it is
/// recorded.
pub fn put_in_order(
    model: &mut Model,
    title: &str,
    names: Vec<String>,
    least: usize,
    follows: impl Fn(Lang, &Vote) -> String + 'static,
    then: impl Fn(&mut Model, Vote) -> Vec<Effect> + 'static,
) -> Vec<Effect> {
    let marking = Marking::order(title, names, least, Box::new(follows), Box::new(then));
    model.overlay = Some(Overlay::Marking(marking));
    vec![]
}

/// Opens the count of an election, round by round, or the grades of a confidence vote.
pub fn read_count(model: &mut Model, poll: PollId) -> Vec<Effect> {
    model.overlay = Some(Overlay::Reader(Reader::new(Reading::Count(poll))));
    vec![]
}

/// Shows a list in which something can be looked up.
pub fn look_up(
    model: &mut Model,
    title: &str,
    nothing: &'static str,
    rows: fn(&Model) -> Vec<Row>,
    then: impl Fn(&mut Model, usize) -> Vec<Effect> + 'static,
) -> Vec<Effect> {
    let lookup = Lookup::new(model, title, nothing, rows, Box::new(then));
    model.overlay = Some(Overlay::Lookup(lookup));
    vec![]
}

/// Opens what somebody who was not heard filed in writing.
pub fn read_contribution(model: &mut Model, request: RequestId) -> Vec<Effect> {
    model.overlay = Some(Overlay::Reader(Reader::new(Reading::Contribution(request))));
    vec![]
}

/// Opens a document.
pub fn read(model: &mut Model, document: DocumentId) -> Vec<Effect> {
    model.overlay = Some(Overlay::Reader(Reader::new(Reading::Document(document))));
    match model.documents.get(&document) {
        Some(Contents::Text(_)) => vec![],
        _ => vec![Effect::Order(Order::Document(document))],
    }
}

/// Opens the editor; with what was typed before and has not arrived, where there is such.
pub fn edit(model: &mut Model, draft: Draft) -> Vec<Effect> {
    let draft = model.drafts.get(&draft.name()).cloned().unwrap_or(draft);
    model.overlay = Some(Overlay::Editor(Box::new(Editor::new(draft))));
    editor::session_changed(model);
    vec![]
}

/// Shows what is asked in writing.
pub fn opinions(model: &mut Model) -> Vec<Effect> {
    model.overlay = Some(Overlay::Opinions(Opinions::default()));
    vec![]
}

/// Shows the keys.
pub fn help(model: &mut Model) -> Vec<Effect> {
    model.overlay = Some(Overlay::Help(Help::default()));
    vec![]
}

/// Shows everything that can be done.
pub fn palette(model: &mut Model) -> Vec<Effect> {
    model.overlay = Some(Overlay::Palette(Palette::new(model)));
    vec![]
}

/// Shows the themes to choose from.
pub fn themes(model: &mut Model) -> Vec<Effect> {
    model.overlay = Some(Overlay::Dressing(Dressing::new(model)));
    vec![]
}
