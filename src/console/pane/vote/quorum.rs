//! What the quorum does to the vote, in a line above the question.

use crate::console::model::Model;
use crate::console::theme::Meaning;
use crate::console::words;
use crate::session::Session;
use crate::session::poll::Poll;
use crate::session::quorum::Policy;

/// What is to be said of the quorum while votes are taken, by the body's policy; nothing while there
/// is one, or where nobody will look any more.
pub(super) fn note(model: &Model, session: &Session, poll: &Poll) -> Option<(Meaning, String)> {
    let policy = session.plan.rules.quorum.policy;
    // How many ballots make the quorum is to be known before the first is cast.
    if !(poll.is_open() || policy == Policy::VotesCast && poll.is_under_way()) {
        return None;
    }
    let now = model.now();
    let standing = match policy {
        Policy::VotesCast => session.quorum_at_close(poll, now)?,
        _ => session.quorum(now),
    };
    let at = session.stopped();
    if standing.is_reached() && at.is_none() {
        return None;
    }
    let (meaning, key) = match (at, policy) {
        (Some(_), _) => (Meaning::Alarm, "console.quorum.stopped"),
        (None, Policy::Vote | Policy::Continuous) => (Meaning::Alarm, "console.quorum.at_close"),
        (None, Policy::VotesCast) => (Meaning::Warning, "console.quorum.by_votes"),
        (None, Policy::Challenged) => (Meaning::Warning, "console.quorum.unchallenged"),
        (None, Policy::Session) => (Meaning::Dim, "console.quorum.at_opening"),
    };
    let since = at.map_or_else(String::new, |at| words::exact_time(session, at));
    let present = standing.present.say(model.lang);
    let required = standing.required.say(model.lang);
    let values: [(&str, &dyn std::fmt::Display); 3] = [
        ("present", &present),
        ("required", &required),
        ("at", &since),
    ];
    Some((meaning, model.lang.fill(key, &values)))
}
