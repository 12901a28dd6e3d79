//! What time brings by itself: what follows without anybody's asking, because its moment has come.
//!
//! The keeper of a session asks before every command, after every change and at every tick. So a
//! ballot that comes a moment after a deadline meets a poll that is over, although nobody pressed a
//! key, and the record bears the moment itself, not the moment at which somebody looked. Each
//! subject says for itself what is due; here the earliest is chosen.

use super::{Context, Event, Session, Time, consent, floor, opinion, poll, quorum, voice};

/// Something whose moment has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    /// The moment; not after the time it was asked for.
    pub at: Time,
    /// What goes on the record, in order. Once it is there, this is no longer due.
    pub events: Vec<Event>,
}

/// The earliest thing that is due by now, if anything is.
#[must_use]
pub fn due(session: &Session, context: &Context<'_>) -> Option<Due> {
    // Of a meeting that is over nothing is due; what was asked in writing outlives it.
    let meeting = [
        voice::due(session, context.now),
        quorum::due(session, context.now),
        poll::due(session, context.now),
        floor::due(session),
        consent::due(session, context),
    ];
    let meeting = meeting
        .into_iter()
        .filter(|_| !session.phase.is_closed())
        .flatten();
    meeting
        .chain(opinion::due(session))
        .filter(|due| due.at <= context.now)
        .min_by_key(|due| due.at)
}
