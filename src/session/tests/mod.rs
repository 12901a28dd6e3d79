//! Tests across the subjects: whole meetings, who may do what, how things are written down, and what
//! holds whatever anybody does.

mod invariants;
mod meeting;
mod roles;
mod shape;
