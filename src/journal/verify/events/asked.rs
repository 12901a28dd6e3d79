//! Whether an event of consent or of a written opinion can follow, and what came about by itself.

use super::{follows, item_exists, known, must};
use crate::journal::flaw::{Thing, What};
use crate::session::poll::SealedBallots;
use crate::session::{Command, Context, Event, Record, Session, consent, due, opinion};

/// Whether this is what time brought by itself.
pub(super) fn came_due(session: &Session, record: &Record) -> Result<(), What> {
    let context = Context {
        now: record.at,
        sealed: &SealedBallots::default(),
    };
    let due = due(session, &context).ok_or(What::Nobody)?;
    must(due.events.first() == Some(&record.event), What::Otherwise)
}

pub(super) fn consent(
    session: &Session,
    event: &consent::Event,
    record: &Record,
) -> Result<(), What> {
    let by_table = record.by.as_ref().is_some_and(|by| by.role.is_officer());
    let command = match event {
        consent::Event::Listed { items } => consent::Command::List {
            items: items.clone(),
        },
        consent::Event::TakenOut {
            item,
            delegate,
            reason,
        } => consent::Command::TakeOut {
            item: *item,
            reason: reason.clone(),
            delegate: delegate.filter(|_| by_table),
        },
        consent::Event::Objected { poll, delegate, .. } => consent::Command::Object {
            poll: *poll,
            delegate: by_table.then_some(*delegate),
        },
        consent::Event::WaitedAnew { .. } => {
            let again = session.wait_again();
            return must(again.as_ref() == Some(&record.event), What::Otherwise);
        }
        // Both come of a command whose other event stands on the record already.
        consent::Event::Asked { poll } => {
            let question = &known(session, *poll)?.question;
            let free = session.consent.asked.is_none() && question.item.is_none();
            return must(free, What::Otherwise);
        }
        consent::Event::Decided {
            poll,
            outcome,
            items,
        } => {
            items
                .iter()
                .try_for_each(|item| item_exists(session, *item))?;
            let tally = known(session, *poll)?.tally();
            let same = tally.is_some_and(|tally| tally.outcome == *outcome);
            must(same, What::WrongTally)?;
            let listed = session.consent.items.iter().eq(items);
            let asked = session.consent.asked == Some(*poll);
            return must(listed && asked, What::Otherwise);
        }
    };
    follows(session, record, Command::Consent(command), None)
}

pub(super) fn opinion(
    session: &Session,
    event: &opinion::Event,
    record: &Record,
) -> Result<(), What> {
    let command = match event {
        opinion::Event::Circulated { circular, .. } => opinion::Command::Circulate {
            circular: circular.clone(),
        },
        opinion::Event::Answered {
            opinion,
            delegate,
            choice,
            text,
        } => {
            let by_table = record.by.as_ref().is_some_and(|by| by.role.is_officer());
            opinion::Command::Answer {
                opinion: *opinion,
                choice: choice.ok_or(What::Otherwise)?,
                text: text.clone(),
                delegate: by_table.then_some(*delegate),
            }
        }
        opinion::Event::Reminded { opinion, .. } => opinion::Command::Remind { opinion: *opinion },
        opinion::Event::Closed { opinion, .. } => opinion::Command::Close { opinion: *opinion },
        opinion::Event::Published { opinion, .. } => {
            opinion::Command::Publish { opinion: *opinion }
        }
        opinion::Event::Cancelled { opinion, reason } => opinion::Command::Cancel {
            opinion: *opinion,
            reason: reason.clone(),
        },
    };
    let id = match event {
        opinion::Event::Circulated { .. } => None,
        opinion::Event::Answered { opinion, .. }
        | opinion::Event::Reminded { opinion, .. }
        | opinion::Event::Closed { opinion, .. }
        | opinion::Event::Published { opinion, .. }
        | opinion::Event::Cancelled { opinion, .. } => Some(*opinion),
    };
    if let Some(id) = id {
        let stands = session.opinions.get(id).is_some();
        must(stands, What::Unknown(Thing::Opinion(id.0)))?;
    }
    let judged = match record.by {
        Some(_) => follows(session, record, Command::Opinion(command), None),
        None => came_due(session, record),
    };
    let is_result = matches!(
        event,
        opinion::Event::Closed { .. } | opinion::Event::Published { .. }
    );
    judged.map_err(|what| match what {
        What::Otherwise if is_result => What::WrongTally,
        what => what,
    })
}

/// Whether the event may stand behind the end of the session: what was asked in writing outlives
/// it, and the result of the consent list comes to be known with that of its poll.
pub(super) fn outlives(event: &Event) -> bool {
    match event {
        Event::Consent(event) => matches!(event, consent::Event::Decided { .. }),
        Event::Opinion(event) => !matches!(event, opinion::Event::Circulated { .. }),
        _ => false,
    }
}
