//! What lies over a pane for a moment: a question to confirm, a field to fill in, a list to choose
//! from, help, a document, the editor of conclusions.
//!
//! A key goes to the overlay as long as one is there; `Esc` always takes it away without doing
//! anything. What is done with an answer is a function that the verb gave when it opened it.
//!
//! What was typed is not lost: while the hub can't be reached an answer stays where it is, and a line
//! that the hub refused is opened again.

mod answer;
pub mod editor;
mod field;
mod help;
mod hints;
mod list;
mod lookup;
mod marking;
pub(super) mod mouse;
mod opinions;
mod palette;
mod reader;
mod search;
mod themes;
mod told;

use super::Effect;
use super::draft::Draft;
use super::draw::Sheet;
use super::keymap::{Act, Layer};
use super::keys::{self, Input, Key};
use super::model::Model;
use super::mouse::spot::Spot;
use super::theme::Meaning;
use super::typing::SWITCH;
use super::verb::{self, Able, Verb, screen::asks_to_quit};
use crate::link::{Order, Ticket};
use crate::session::poll::{self, Vote};
use crate::session::{DelegateId, DocumentId, PollId, RequestId};
use crate::text::Lang;
use crate::wire::Contents;

pub use answer::{Choice, Kind, Question, Unfit, answer, asked, content, fitting, takes_words};
pub use editor::Editor;
pub use field::{Aid, Field};
pub use help::Help;
pub(super) use hints::hints;
use hints::typing_hints;
pub use list::{Candidates, Choose, Pick};
pub use lookup::{Lookup, Row};
pub use marking::{Marking, say_ballot};
pub use opinions::Opinions;
pub use palette::Palette;
pub use reader::{Reader, Reading};
pub use themes::Dressing;

/// Whether a reason must be given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// It may be left out.
    Optional,
    /// It must.
    Required,
}

/// What is done with a line of text.
pub type WithText = Box<dyn Fn(&mut Model, &str) -> Vec<Effect>>;
/// What is said at the moment at which it is read.
pub type Says = Box<dyn Fn(&Model) -> String>;
/// What is done with a person.
pub type WithDelegate = Box<dyn Fn(&mut Model, DelegateId) -> Vec<Effect>>;
/// What is done with a choice among several.
pub type WithPlace = Box<dyn Fn(&mut Model, usize) -> Vec<Effect>>;

/// What is done with a ballot.
pub type WithVote = Box<dyn Fn(&mut Model, Vote) -> Vec<Effect>>;

/// A question to be confirmed. Its words are those of the moment, so that the numbers in it are
/// never old; what is done is what was meant when it was asked.
pub struct Confirm {
    /// What asks.
    pub verb: &'static Verb,
    /// What is done if so.
    pub effects: Vec<Effect>,
    /// What it was asked over, which comes back if not.
    pub beneath: Option<Box<Overlay>>,
    /// The key that asked. Pressed twice, or still on its way, it doesn't answer.
    pub asked_by: Option<Key>,
}

impl Confirm {
    /// The keys that say yes: any of these but the one that asked.
    fn yes(&self) -> impl Iterator<Item = Key> {
        let asked_by = self.asked_by;
        let keys = [Key::Enter, Key::Char('y')].into_iter();
        keys.filter(move |key| Some(*key) != asked_by)
    }

    fn question(&self, model: &Model) -> String {
        (self.verb.question)(model).unwrap_or_else(|| self.verb.label(model).to_owned())
    }
}

/// What lies over the pane.
pub enum Overlay {
    /// A question to be confirmed.
    Confirm(Confirm),
    /// A line to be typed.
    Field(Field),
    /// A person to be found.
    Pick(Pick),
    /// One of a few to be chosen.
    Choose(Choose),
    /// A ballot to be filled in.
    Marking(Marking),
    /// Something to be looked up.
    Lookup(Lookup),
    /// Everything that can be done.
    Palette(Palette),
    /// A theme to be chosen.
    Dressing(Dressing),
    /// The keys.
    Help(Help),
    /// A document.
    Reader(Reader),
    /// What is asked in writing.
    Opinions(Opinions),
    /// A conclusion being written.
    Editor(Box<Editor>),
}

impl Overlay {
    /// Whether something typed would be lost with it.
    #[must_use]
    pub fn holds_text(&self) -> bool {
        match self {
            Self::Confirm(_) | Self::Choose(_) | Self::Help(_) | Self::Reader(_) => false,
            Self::Field(_)
            | Self::Pick(_)
            | Self::Lookup(_)
            | Self::Palette(_)
            | Self::Dressing(_)
            | Self::Opinions(_)
            | Self::Marking(_)
            | Self::Editor(_) => true,
        }
    }
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

/// As [`prompt`], with an example of what can be typed.
pub fn prompt_like(
    model: &mut Model,
    title: &str,
    before: &str,
    example: String,
    then: impl Fn(&mut Model, &str) -> Vec<Effect> + 'static,
) -> Vec<Effect> {
    let field = Field::new(title, before, Box::new(then)).with_example(example);
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
    let pick = Pick::new(model, title, candidates, Box::new(then));
    model.overlay = Some(Overlay::Pick(pick));
    vec![]
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
    options: Vec<String>,
    then: impl Fn(&mut Model, usize) -> Vec<Effect> + 'static,
) -> Vec<Effect> {
    model.overlay = Some(Overlay::Choose(Choose::new(title, options, Box::new(then))));
    vec![]
}

/// Asks for one of a few, each of which has names of its own by which it is chosen in words.
pub(super) fn choose_called(
    model: &mut Model,
    title: &str,
    options: Vec<String>,
    called: Vec<Vec<String>>,
    then: impl Fn(&mut Model, usize) -> Vec<Effect> + 'static,
) -> Vec<Effect> {
    let choose = Choose::new(title, options, Box::new(then)).called(called);
    model.overlay = Some(Overlay::Choose(choose));
    vec![]
}

/// As [`choose_for_good`], of things that have names of their own as in [`choose_called`].
pub(super) fn choose_called_for_good(
    model: &mut Model,
    title: &str,
    options: Vec<String>,
    called: Vec<Vec<String>>,
    then: impl Fn(&mut Model, usize) -> Vec<Effect> + 'static,
) -> Vec<Effect> {
    let choose = Choose::new(title, options, Box::new(then)).called(called);
    model.overlay = Some(Overlay::Choose(choose.with_nothing_chosen()));
    vec![]
}

/// Asks for one of a few where what is chosen can't be undone: a number or an arrow comes first, so
/// that a key pressed twice chooses nothing.
pub fn choose_for_good(
    model: &mut Model,
    title: &str,
    options: Vec<String>,
    then: impl Fn(&mut Model, usize) -> Vec<Effect> + 'static,
) -> Vec<Effect> {
    let choose = Choose::new(title, options, Box::new(then)).with_nothing_chosen();
    model.overlay = Some(Overlay::Choose(choose));
    vec![]
}

/// As [`choose_for_good`]; the option that holds already is marked.
pub fn choose_anew(
    model: &mut Model,
    title: &str,
    options: Vec<String>,
    holds: Option<usize>,
    then: impl Fn(&mut Model, usize) -> Vec<Effect> + 'static,
) -> Vec<Effect> {
    let choose = Choose::new(title, options, Box::new(then)).with_nothing_chosen();
    model.overlay = Some(Overlay::Choose(choose.holding(holds)));
    vec![]
}

/// As [`choose_for_good`], where one wrong key would be announced before everybody: a number only
/// points, and Enter chooses.
pub fn choose_and_confirm(
    model: &mut Model,
    title: &str,
    options: Vec<String>,
    then: impl Fn(&mut Model, usize) -> Vec<Effect> + 'static,
) -> Vec<Effect> {
    let choose = Choose::new(title, options, Box::new(then)).with_confirmation();
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

/// The themes have changed: what is worn, or being tried on, is put on again.
pub(super) fn dress_again(model: &mut Model) {
    let worn = match &model.overlay {
        Some(Overlay::Dressing(dressing)) => dressing.tried_on(model),
        _ => None,
    };
    let worn = worn.unwrap_or_else(|| model.theme_name.clone());
    // One that can't be read any more stays on the screen as it was.
    if let Ok(theme) = model.themes.read(&worn, model.depth) {
        model.theme = theme;
    }
}

/// Gives a key to what lies on top.
pub(super) fn key(model: &mut Model, input: &Input) -> Vec<Effect> {
    let composed = model.typing.on;
    let effects = match model.keymap.act(Layer::Typing, input) {
        // What is typed into knows it by the key it is on where nobody set another.
        Some(Act::Switch) => match keys::parse(SWITCH) {
            Some(switch) => take_key(model, &switch),
            None => vec![],
        },
        _ if keys::is(input, SWITCH) && !has_act(model, input) => vec![],
        _ => take_key(model, input),
    };
    // A ready letter came: somebody has an input method of their own.
    if composed && !model.typing.on && matches!(input.key, Key::Char(c) if !c.is_ascii()) {
        let key = model.keymap.act_shown(Act::Switch);
        let values: [(&str, &dyn std::fmt::Display); 1] = [("key", &key)];
        model.say(model.lang.fill("console.typing.own", &values));
    }
    effects
}

/// Whether a key does something besides typing in what lies on top.
fn has_act(model: &Model, input: &Input) -> bool {
    let layer = match model.overlay {
        Some(Overlay::Editor(_)) => Layer::Editor,
        Some(Overlay::Pick(_)) => Layer::Roll,
        _ => return false,
    };
    model.keymap.act(layer, input).is_some()
}

fn take_key(model: &mut Model, input: &Input) -> Vec<Effect> {
    let Some(mut overlay) = model.overlay.take() else {
        return vec![];
    };
    if input.ctrl && input.key == Key::Char('c') {
        if asks_to_quit(&overlay) {
            return vec![Effect::Quit];
        }
        return ask_to_quit(model, Some(overlay));
    }
    if input.key == Key::Esc && !matches!(overlay, Overlay::Editor(_)) {
        dismiss(model, overlay);
        return vec![];
    }
    let (stays, effects) = match &mut overlay {
        Overlay::Confirm(confirm) => match input.key {
            key if confirm.yes().any(|yes| yes == key) => (false, confirm.effects.clone()),
            Key::Char('n') => {
                dismiss(model, overlay);
                return vec![];
            }
            _ => (true, vec![]),
        },
        Overlay::Field(field) => field.key(model, input),
        Overlay::Pick(pick) => pick.key(model, input),
        Overlay::Choose(choose) => choose.key(model, input),
        Overlay::Marking(marking) => marking.key(model, input),
        Overlay::Lookup(lookup) => lookup.key(model, input),
        Overlay::Palette(palette) => palette.key(model, input),
        Overlay::Dressing(dressing) => dressing.key(model, input),
        Overlay::Help(help) => help.key(model, input),
        Overlay::Reader(reader) => reader.key(model, input),
        Overlay::Opinions(opinions) => opinions.key(model, input),
        // What the editor sends waits for the connection by itself.
        Overlay::Editor(editor) => {
            let (stays, effects) = editor.key(model, input);
            if stays && model.overlay.is_none() {
                model.overlay = Some(overlay);
            }
            return effects;
        }
    };
    settle(model, overlay, stays, effects)
}

/// What follows from an answer, given by keys or by words: what it sends goes out only where there is a
/// hub to take it, and whoever stays comes back.
fn settle(model: &mut Model, overlay: Overlay, stays: bool, effects: Vec<Effect>) -> Vec<Effect> {
    let sent = effects.iter().find_map(ticket);
    if sent.is_some() && !model.is_live() {
        // A question keeps its command; a line makes a new one when it is sent again.
        if !matches!(overlay, Overlay::Confirm(_)) {
            forget(model, &effects);
        }
        model.warn(model.lang.text("console.why.not_connected").to_owned());
        model.overlay = Some(overlay);
        return vec![];
    }
    if let (Overlay::Confirm(confirm), Able::No(reason)) = (&overlay, able(model, &overlay)) {
        forget(model, &confirm.effects);
        model.warn(model.text(reason));
        return vec![];
    }
    match (stays, sent) {
        // Whoever stays is put back; an answer may have opened another overlay instead.
        (true, _) if model.overlay.is_none() => model.overlay = Some(overlay),
        (false, Some(ticket)) if matches!(overlay, Overlay::Field(_)) => {
            model.typed.insert(ticket, overlay);
        }
        _ => {}
    }
    effects
}

/// Whether what a question asks makes sense still.
fn able(model: &Model, overlay: &Overlay) -> Able {
    match overlay {
        Overlay::Confirm(confirm) => (confirm.verb.able)(model),
        _ => Able::Yes,
    }
}

/// Asks before leaving; what lies there now comes back if not.
pub(super) fn ask_to_quit(model: &mut Model, beneath: Option<Overlay>) -> Vec<Effect> {
    let Some(verb) = verb::named("screen.quit") else {
        return vec![Effect::Quit];
    };
    model.overlay = Some(Overlay::Confirm(Confirm {
        verb,
        effects: vec![Effect::Quit],
        beneath: beneath.map(Box::new),
        asked_by: model.pressed,
    }));
    vec![]
}

/// Takes it away without doing anything.
fn dismiss(model: &mut Model, overlay: Overlay) {
    match overlay {
        Overlay::Confirm(confirm) => {
            forget(model, &confirm.effects);
            model.overlay = confirm.beneath.map(|beneath| *beneath);
        }
        Overlay::Dressing(dressing) => dressing.leave(model),
        _ => {}
    }
}

/// Leaves what lies on top without doing anything.
pub fn leave(model: &mut Model) {
    if let Some(overlay) = model.overlay.take() {
        dismiss(model, overlay);
    }
}

/// These commands are not sent after all: no answer will come.
pub(super) fn forget(model: &mut Model, effects: &[Effect]) {
    for ticket in effects.iter().filter_map(ticket) {
        model.awaited.remove(&ticket);
    }
}

pub(super) fn ticket(effect: &Effect) -> Option<Ticket> {
    match effect {
        Effect::Order(Order::Command { ticket, .. }) => Some(*ticket),
        _ => None,
    }
}

/// Opens a line again that the hub refused, unless something else is being done meanwhile.
pub(super) fn refused(model: &mut Model, ticket: Ticket) {
    let typed = model.typed.remove(&ticket);
    if model.overlay.is_none() {
        model.overlay = typed;
    }
}

/// What lies on top sees that the session has changed.
pub(super) fn session_changed(model: &mut Model) {
    if let Some(mut overlay) = model.overlay.take() {
        if let Overlay::Pick(pick) = &mut overlay {
            pick.look_again(model);
        }
        model.overlay = Some(overlay);
    }
    editor::session_changed(model);
}

/// Gives pasted text to what lies on top.
pub(super) fn paste(model: &mut Model, text: &str) -> Vec<Effect> {
    let Some(mut overlay) = model.overlay.take() else {
        return vec![];
    };
    let effects = match &mut overlay {
        Overlay::Field(field) => field.paste(model, text),
        Overlay::Pick(pick) => pick.paste(model, text),
        Overlay::Lookup(lookup) => lookup.paste(model, text),
        Overlay::Palette(palette) => palette.paste(model, text),
        Overlay::Dressing(dressing) => dressing.paste(model, text),
        Overlay::Editor(editor) => editor.paste(model, text),
        Overlay::Confirm(_)
        | Overlay::Choose(_)
        | Overlay::Marking(_)
        | Overlay::Help(_)
        | Overlay::Reader(_)
        | Overlay::Opinions(_) => vec![],
    };
    model.overlay = Some(overlay);
    effects
}

/// How many rows it takes at the foot of a screen this large; none where it takes the whole pane.
#[must_use]
pub fn rows(model: &Model, overlay: &Overlay, width: u16, height: u16) -> Option<u16> {
    let rows = match overlay {
        Overlay::Confirm(confirm) => {
            let question = confirm.question(model);
            let lines = crate::text::wrap(&question, usize::from(width.saturating_sub(2)));
            u16::try_from(lines.len() + 2).unwrap_or(height)
        }
        Overlay::Field(field) => field.rows(model, width),
        Overlay::Pick(pick) => pick.rows(),
        Overlay::Choose(choose) => choose.rows(width),
        Overlay::Marking(marking) => marking.rows(width),
        Overlay::Lookup(lookup) => lookup.rows(model),
        Overlay::Palette(palette) => palette.rows(model),
        Overlay::Dressing(dressing) => dressing.rows(model),
        Overlay::Help(_) | Overlay::Reader(_) | Overlay::Opinions(_) | Overlay::Editor(_) => {
            return None;
        }
    };
    Some(rows.min(height))
}

/// Draws what lies on top.
pub fn view(model: &Model, overlay: &Overlay, sheet: &mut Sheet<'_>) {
    sheet.means(Spot::Over);
    match overlay {
        Overlay::Confirm(confirm) => {
            sheet.rule(0);
            let last = sheet.height().saturating_sub(1);
            let question = confirm.question(model);
            sheet.wrapped(1, 1, last.saturating_sub(1), Meaning::Warning, &question);
            let yes = match confirm.yes().next() {
                Some(Key::Enter) => "enter",
                _ => "y",
            };
            let keys = [(yes, "console.hint.yes"), ("esc", "console.hint.no")];
            hints(model, sheet, last, &keys);
        }
        Overlay::Field(field) => field.view(model, sheet),
        Overlay::Pick(pick) => pick.view(model, sheet),
        Overlay::Choose(choose) => choose.view(model, sheet),
        Overlay::Marking(marking) => marking.view(model, sheet),
        Overlay::Lookup(lookup) => lookup.view(model, sheet),
        Overlay::Palette(palette) => palette.view(model, sheet),
        Overlay::Dressing(dressing) => dressing.view(model, sheet),
        Overlay::Help(help) => help.view(model, sheet),
        Overlay::Reader(reader) => reader.view(model, sheet),
        Overlay::Opinions(opinions) => opinions.view(model, sheet),
        Overlay::Editor(editor) => editor.view(model, sheet),
    }
}
