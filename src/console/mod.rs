//! The screen as a function: what the console knows ([`Model`]), what changes it ([`update()`]), what
//! it looks like ([`view()`]).
//!
//! There is no clock, no connection and no terminal here. Keys, ticks and news from the link come in
//! as [`Message`]s; what is to be done outside goes out as [`Effect`]s. Everything a person can do is
//! one entry in the table of [`verb`]s, from which footer, help and palette are made.
//!
//! | file | what lives there |
//! |---|---|
//! | [`model`] | what the console knows |
//! | [`mod@update`] | what a message changes |
//! | [`verb`] | what can be done, by whom, when, with which key |
//! | [`pane`] | one file for each pane |
//! | [`overlay`] | what lies over a pane for a moment: questions, fields, lists, the editor |
//! | [`attention`] | what a person should look at, and what rings |
//! | [`keys`], [`theme`] | keys and looks as people write them |
//! | [`keymap`] | which keys do what |
//! | [`words`] | sentences about a session, in both languages |
//! | [`draft`] | conclusions being typed, as they are kept |
//! | [`mouse`] | what a press and the wheel do, and what a place on the screen means |
//! | [`typing`] | what stands between a key and a text: Vietnamese by Telex and VNI |
//! | [`modules`] | sentences to begin a conclusion with |
//! | [`document`] | a document in rows: Markdown, tables, plain text |
//! | [`find`] | people found by what is typed of them |
//! | [`news`] | what the link tells, written into the model |
//! | `foot` | the keys at the foot of the screen, and what may follow keys already pressed |
//! | `compact` | the console on a terminal smaller than 80×24 |
//! | [`display`] | the display in the hall |
//! | [`draw`], [`digits`] | the small things that panes draw with |
//! | [`spoken`] | without a screen: verbs called, questions answered in words |
//! | [`picture`] | a screen as a picture |

pub mod attention;
mod compact;
pub mod digits;
pub mod display;
pub mod document;
pub mod draft;
pub mod draw;
pub mod find;
mod foot;
pub mod keymap;
pub mod keys;
pub mod model;
pub mod modules;
pub mod mouse;
pub mod news;
pub mod overlay;
pub mod pane;
pub mod picture;
pub mod spoken;
pub mod theme;
pub mod typing;
pub mod update;
pub mod verb;
pub mod view;
pub mod words;

#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;

pub use model::{Model, Setup};
pub use update::update;
pub use view::view;

use crate::link::{News, Order};
use crate::session::Time;
use crate::text::Trouble;
use attention::alert::Alert;
use draft::Draft;
use keymap::{OwnKeys, Preset};
use keys::Input;
use mouse::Mouse;
use theme::OwnTheme;

/// What the console is told.
#[derive(Clone, Debug)]
pub enum Message {
    /// A key was pressed.
    Key(Input),
    /// Something was done with the mouse.
    Mouse(Mouse),
    /// Text was pasted.
    Paste(String),
    /// The terminal has this many columns and rows.
    Resized(u16, u16),
    /// These are a person's own themes now: their files have changed.
    Themes(Vec<OwnTheme>),
    /// This is the preset chosen now, and these are a person's own keys, if there are any: what stands in
    /// their files has changed.
    Keys(Preset, Option<OwnKeys>),
    /// The person's own editor had this draft, and its words are these now; or why it failed.
    Edited(Draft, Result<String, Trouble>),
    /// The link has news.
    News(News),
    /// It is this time on this machine's clock. Comes with every other message, and once a second.
    Tick(Time),
}

/// What is to be done outside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Give this to the link.
    Order(Order),
    /// Keep this text safe, so that it survives the console.
    KeepDraft(String, Draft),
    /// The text has arrived, or was given up: it needn't be kept any more.
    DropDraft(String),
    /// Open the words of this text in the person's own editor, and say with [`Message::Edited`] what
    /// became of them.
    OpenEditor(Draft),
    /// Call for attention outside the screen.
    Alert(Alert),
    /// Leave.
    Quit,
}
