//! What a message changes.

use super::keys::Input;
use super::model::{Model, NOTICE_STAYS};
use super::verb::screen::{asks_to_quit, is_quit};
use super::{Effect, Message, news, overlay, pane, verb, view};

/// Changes the model as the message says, and tells what is to be done outside.
pub fn update(model: &mut Model, message: Message) -> Vec<Effect> {
    match message {
        Message::Key(input) => key(model, &input),
        Message::Paste(_) if view::is_too_small(model.size) => vec![],
        Message::Paste(text) => overlay::paste(model, &text),
        Message::Resized(width, height) => {
            model.size = (width, height);
            vec![]
        }
        Message::News(news) => news::take(model, news),
        Message::Tick(now) => {
            model.local = now;
            if model
                .notice
                .as_ref()
                .is_some_and(|n| now.since(n.since) >= NOTICE_STAYS)
            {
                model.notice = None;
            }
            vec![]
        }
    }
}

/// A key belongs to what lies on top, then to the verbs of the pane, then to the pane's cursor. Where
/// the terminal is too small to show what a key would do, it does nothing; one can only leave.
fn key(model: &mut Model, input: &Input) -> Vec<Effect> {
    if view::is_too_small(model.size) {
        return match model.overlay.take() {
            Some(overlay) if asks_to_quit(&overlay) => {
                model.overlay = Some(overlay);
                overlay::key(model, input)
            }
            beneath if is_quit(input) => overlay::ask_to_quit(model, beneath),
            beneath => {
                model.overlay = beneath;
                vec![]
            }
        };
    }
    if model.overlay.is_some() {
        return overlay::key(model, input);
    }
    match verb::on_key(model, input) {
        Some(found) => verb::invoke(model, found),
        None => {
            pane::move_cursor(model, input);
            vec![]
        }
    }
}
