//! What a message changes.

use super::keymap::{Found, OwnKeys, Preset, WAY_OUT, sequence};
use super::keys::{self, Input, Key};
use super::model::Model;
use super::theme::{OwnTheme, Themes};
use super::verb::screen;
use super::{Effect, Message, attention, compact, display, mouse, news, overlay, verb, view};

/// Changes the model as the message says, and tells what is to be done outside.
pub fn update(model: &mut Model, message: Message) -> Vec<Effect> {
    let mut effects = changed(model, message);
    // A display in the hall calls nobody.
    if !model.display {
        effects.extend(attention::keep_up(model));
        supersede(model);
    }
    effects
}

/// A word to the person stands where they are told what deserves attention, and what they can undo: it
/// gives way to what came after it.
fn supersede(model: &mut Model) {
    let Some(notice) = &model.notice else {
        return;
    };
    let said = notice.since + model.ahead;
    let votes = model.session.as_ref();
    let votes = votes.is_some_and(|session| session.polls.open().is_some());
    let undoable = verb::undo::offered(model).filter(|_| !votes);
    let newest = attention::newest(model).max(undoable.map(|step| step.at));
    if newest.is_some_and(|newest| newest > said) {
        model.notice = None;
    }
}

fn changed(model: &mut Model, message: Message) -> Vec<Effect> {
    match message {
        Message::Key(input) => key(model, &input),
        Message::Mouse(mouse) => mouse::take(model, mouse),
        Message::Paste(_) if model.display => vec![],
        Message::Paste(text) if view::is_too_small(model.size) => compact::paste(model, &text),
        Message::Paste(text) => overlay::paste(model, &text),
        Message::Edited(draft, edited) => overlay::editor::edited(model, draft, edited),
        Message::Resized(width, height) => {
            model.size = (width, height);
            vec![]
        }
        Message::Themes(own) => {
            themes(model, own);
            vec![]
        }
        Message::Keys(preset, own) => {
            keys_chosen(model, preset, own.as_ref());
            vec![]
        }
        Message::News(news) => news::take(model, news),
        Message::Tick(now) => {
            model.local = now;
            if model
                .notice
                .as_ref()
                .is_some_and(|notice| now.since(notice.since) >= notice.stays())
            {
                model.notice = None;
            }
            vec![]
        }
    }
}

/// A theme that was changed is seen at once. One that can't be read changes nothing: what is wrong
/// with it is said, also where it is not worn, for somebody is writing it just now. Once it is mended or
/// gone that is said instead, so that nobody mends what is right already.
fn themes(model: &mut Model, own: Vec<OwnTheme>) {
    let changed: Vec<_> = own
        .iter()
        .filter(|theme| !model.themes.holds(theme))
        .map(|theme| theme.name.clone())
        .collect();
    model.themes = Themes::with(own);
    let wrong = |name: &String| model.themes.read(name, model.depth).err();
    let wrong = changed.iter().find_map(wrong);
    overlay::dress_again(model);
    match wrong {
        Some(wrong) => model.warn(wrong.say(model.lang)),
        None => model.say(model.text("console.theme.taken")),
    }
}

/// Keys that were changed are in force at once. A file with mistakes changes nothing.
fn keys_chosen(model: &mut Model, preset: Preset, own: Option<&OwnKeys>) {
    match model.take_keys(preset, own) {
        Ok(()) => model.say(model.text("console.keys.taken")),
        Err(wrong) => model.warn(wrong),
    }
}

/// A key belongs to what lies on top, then to the verbs of the pane. Where the
/// terminal is too small to show what a key would do, it does nothing.
fn key(model: &mut Model, input: &Input) -> Vec<Effect> {
    model.pressed = Some(input.key);
    if model.display {
        display::key(model, input)
    } else if view::is_too_small(model.size) {
        compact::key(model, input)
    } else {
        take(model, input)
    }
}

/// Takes a key whose effect is seen.
pub(super) fn take(model: &mut Model, input: &Input) -> Vec<Effect> {
    doing(model, |model| pressed(model, input))
}

/// Does something that gives its effects, and tells whether it was anything.
pub(super) fn doing(
    model: &mut Model,
    deed: impl FnOnce(&mut Model) -> (Vec<Effect>, bool),
) -> Vec<Effect> {
    // It is about what was before: it goes with the next that is done.
    let notice = model.notice.take();
    let (effects, did) = deed(model);
    if !did && model.notice.is_none() {
        model.notice = notice;
    }
    effects
}

/// What a key does, and whether it was anything. What is typed into an overlay, and kept as a draft, is
/// no more than preparing: the reason why a line was refused stays while it is mended.
fn pressed(model: &mut Model, input: &Input) -> (Vec<Effect>, bool) {
    if model.overlay.is_some() {
        let effects = overlay::key(model, input);
        let is_deed = |effect: &Effect| !matches!(effect, Effect::KeepDraft(..));
        let did = effects.iter().any(is_deed) || model.overlay.is_none();
        return (effects, did);
    }
    let mut pressed = std::mem::take(&mut model.pending);
    let is_first = pressed.is_empty();
    if keys::is(input, WAY_OUT) {
        pressed.clear();
    } else if !is_first && input.key == Key::Esc {
        return (vec![], true);
    }
    pressed.push(model.keymap.meant(model, &pressed, input));
    let before = model.looking.clone();
    match model.keymap.find(model, &pressed) {
        Found::Verb(found) => {
            let effects = verb::invoke(model, found);
            let did = !screen::is_move(found) || before != model.looking;
            (effects, did)
        }
        Found::More => {
            model.pending = pressed;
            (vec![], true)
        }
        Found::ForOthers => {
            model.warn(model.lang.text("console.not_your_role").to_owned());
            (vec![], true)
        }
        Found::Nothing if is_first => (vec![], false),
        Found::Nothing => {
            let keys = sequence::shown(&pressed);
            model.warn(model.lang.fill("console.keys.nothing", &[("keys", &keys)]));
            (vec![], true)
        }
    }
}
