//! The hub as its clients meet it: over real WebSockets, on a port of its own.

mod audience;
mod commands;
mod failing;
mod http;
mod joining;
mod people;
mod slow;

pub(crate) mod client;
pub(crate) mod setting;
