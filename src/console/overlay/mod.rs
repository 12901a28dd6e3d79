//! What lies over a pane for a moment: a question to confirm, a field to fill in, a list to choose
//! from, help, a document, the editor of conclusions.
//!
//! A key goes to the overlay as long as one is there; `Esc` always takes it away without doing
//! anything.
//!
//! What was typed is not lost: while the hub can't be reached an answer stays where it is, and a line
//! that the hub refused is opened again.

mod answer;
mod ask;
mod choose;
pub mod editor;
mod field;
mod help;
mod hints;
mod lookup;
mod marking;
pub(super) mod mouse;
mod opinions;
mod palette;
mod pick;
mod reader;
mod search;
mod themes;
mod told;

use super::Effect;
use super::draw::Sheet;
use super::keymap::{Act, Layer};
use super::keys::{self, Input, Key};
use super::model::Model;
use super::mouse::spot::Spot;
use super::theme::Meaning;
use super::typing::SWITCH;
use super::verb::{self, Able, Verb, screen::asks_to_quit};
use crate::link::{Order, Ticket};
use crate::session::DelegateId;
use crate::session::poll::Vote;

pub use answer::{Choice, Kind, Question, Unfit, answer, asked, content, fitting, takes_words};
pub use ask::{
    Reason, choose, edit, help, look_up, mark, opinions, palette, pick, pick_or, prompt,
    prompt_aided, prompt_for_good, prompt_live, prompt_numbers, prompt_or_nothing,
    prompt_worked_out, put_in_order, read, read_contribution, read_count, themes,
};
pub use choose::{Choose, Options};
pub use editor::Editor;
pub use field::{Aid, Field};
pub use help::Help;
pub(super) use hints::hints;
use hints::typing_hints;
pub use lookup::{Lookup, Row};
pub use marking::{Marking, say_ballot};
pub use opinions::Opinions;
pub use palette::Palette;
pub use pick::{Candidates, Pick, may_take_chair};
pub use reader::{Reader, Reading};
pub use themes::Dressing;

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
    /// Whether something that was typed or marked would be lost with it.
    #[must_use]
    pub fn holds_text(&self) -> bool {
        match self {
            Self::Confirm(_) | Self::Choose(_) | Self::Help(_) | Self::Reader(_) => false,
            Self::Opinions(_) | Self::Dressing(_) => false,
            Self::Field(field) => field.holds_text(),
            Self::Pick(pick) => pick.holds_text(),
            Self::Lookup(lookup) => lookup.holds_text(),
            Self::Palette(palette) => palette.holds_text(),
            Self::Marking(marking) => marking.holds_marks(),
            // It is kept as a draft whatever becomes of the editor.
            Self::Editor(_) => true,
        }
    }
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
        let mut effects = match &mut overlay {
            Overlay::Editor(editor) => editor.pause(model),
            _ => vec![],
        };
        effects.extend(ask_to_quit(model, Some(overlay)));
        return effects;
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
        Overlay::Pick(pick) => pick.rows(model),
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
