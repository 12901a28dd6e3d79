//! `chair`: a full-screen terminal console with which a meeting is run from the keyboard, and the
//! hub it connects to.
//!
//! # The house
//!
//! Every folder of the source is a room. A room may use the rooms below it, never one above; a test
//! (`tests/layers.rs`) reads the sources and holds this. From the ground up:
//!
//! | room | pure | what lives there |
//! |---|---|---|
//! | [`text`] | yes | what is true of all text: safe to show, width, Vietnamese search and order, the two languages |
//! | [`session`] | yes | what a live session is and what may happen in it: the rule book |
//! | [`forms`] | yes | what a secretary writes beforehand: session file and roster, read and written |
//! | [`wire`] | yes | what consoles, delegates and hub say to each other, and who may see what |
//! | [`journal`] | | the durable sequence of records, chained by hash; recordings |
//! | [`hub`] | | the server: one owner for each session, connections, access, the delegates' page |
//! | [`link`] | | the console's end: connect, resume, resend; a recording in a hub's place |
//! | [`console`] | yes | the screen as a function: model, update, view |
//! | [`term`] | | a real terminal around the console |
//! | [`cli`] | | one file for each subcommand |
//!
//! The pure rooms know no clock, no randomness, no I/O, no async and no terminal: what they need of
//! the world comes in as arguments. `forms` was not in the first plan of the house. Reading what
//! people wrote is neither a rule of the session nor a paper that leaves the room, and it has a
//! concern of its own, to tell every mistake with its place; so it has a room of its own. The room
//! `paper`, what leaves the meeting, comes with the papers themselves.
//!
//! # One way through it
//!
//! A key is looked up in the table of [verbs](console::verb); the verb makes a
//! [command](session::Command); the [link] sends it, and keeps it until it is answered. The hub's
//! keeper asks [`session::decide`] what follows, makes the records durable together with all others
//! that wait, and only then sends them to everybody and answers. Every end
//! [applies](session::Session::apply) them, and the screen is drawn from what came of it.
//!
//! # How a body decides
//!
//! Every rule that has a name, its conditions, its tie rule, its quorum, its source and a worked
//! example stand on one page: [`Preset`](session::rule::Preset). What can stand in a session file,
//! and what each key means, is the front page of [`forms`].

pub mod cli;
pub mod console;
pub mod forms;
pub mod hub;
pub mod journal;
pub mod link;
pub mod session;
pub mod term;
pub mod text;
pub mod wire;
