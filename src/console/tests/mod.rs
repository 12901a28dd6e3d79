//! What a person does at the console, and what they see.

mod able;
mod anything;
mod asked;
mod attention;
mod compact;
mod cut;
mod depths;
mod display;
mod editor;
mod elections;
mod floor;
mod heard;
mod keymap;
mod keys;
mod lists;
mod looks;
mod modules;
mod mouse;
mod order;
mod quorum;
mod required;
mod results;
mod screens;
mod seen;
mod soak;
mod spoken;
mod stands;

pub(crate) mod states;
mod substitutes;
mod tasks;
mod terms;
mod themes;
mod told;
mod typing;
mod undo;
mod votes;
