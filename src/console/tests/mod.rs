//! What a person does at the console, and what they see.

mod able;
mod anything;
mod editor;
mod keys;
mod looks;
mod required;
mod screens;
pub(crate) mod states;
mod votes;
