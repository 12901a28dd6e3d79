//! What a person does at the console, and what they see.

mod able;
mod anything;
mod asked;
mod attention;
mod compact;
mod depths;
mod display;
mod editor;
mod elections;
mod floor;
mod keymap;
mod keys;
mod looks;
mod order;
mod quorum;
mod required;
mod results;
mod screens;
mod soak;
mod spoken;
pub(crate) mod states;
mod tasks;
mod themes;
mod told;
mod typing;
mod undo;
mod votes;
