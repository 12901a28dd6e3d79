//! `chair`: a full-screen terminal console with which a meeting is run from the keyboard, and the
//! hub it connects to.

pub mod console;
pub mod forms;
pub mod hub;
pub mod journal;
pub mod link;
pub mod session;
pub mod term;
pub mod text;
pub mod wire;
