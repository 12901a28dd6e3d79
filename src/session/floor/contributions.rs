//! What somebody was not heard with, filed in writing: by the secretary, or by themselves.
//!
//! A contribution belongs to a request that was not heard. It may be filed when the session is over,
//! too, for that is when most of them come.

use super::{Event, Floor, Request};
use crate::session::Session;
use crate::session::actor::{Actor, Role};
use crate::session::ids::RequestId;
use crate::session::refusal::Refusal;
use crate::session::time::Time;
use crate::text::clean;

/// How long a written contribution may be, in clusters.
pub const CONTRIBUTION: usize = 5_000;

/// Something filed in writing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contribution {
    /// When.
    pub at: Time,
    /// What; empty where it may not be seen.
    pub text: String,
}

impl Floor {
    /// The request with this number, if it was not heard.
    #[must_use]
    pub fn not_heard(&self, id: RequestId) -> Option<&Request> {
        self.unheard.iter().find(|request| request.id == id)
    }

    pub(super) fn file(&mut self, request: RequestId, text: &str, at: Time) {
        let text = text.to_owned();
        self.contributions
            .insert(request, Contribution { at, text });
    }
}

pub(super) fn contribute(
    session: &Session,
    actor: &Actor,
    request: RequestId,
    text: &str,
) -> Result<Event, Refusal> {
    let unheard = session.floor.not_heard(request);
    let unheard = unheard.ok_or(Refusal::NotUnheard { request })?;
    match actor.role {
        Role::Delegate => actor.must_be_themselves(unheard.delegate)?,
        _ => actor.must_be_officer()?,
    }
    let text = clean::block(text, CONTRIBUTION);
    if text.is_empty() {
        return Err(Refusal::empty("text"));
    }
    Ok(Event::Contributed { request, text })
}
