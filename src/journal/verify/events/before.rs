//! What was decided by the rules of its time.
//!
//! Some rules were made after journals had been written: what is forbidden today may have been done
//! then. A record is not at fault for that. What it says must follow from the records before it all
//! the same: who could vote, what a tie or a wait came to.

use super::must;
use crate::journal::flaw::What;
use crate::session::poll::{self, SealedBallots};
use crate::session::{Context, Event, Record, Refusal, Session, voice};

/// Whether a record that today's rules don't lead to stands by those of its time. `what` is wrong
/// with it by today's.
pub(super) fn stands(session: &Session, record: &Record, what: What) -> Result<(), What> {
    let refusal = match &what {
        What::Forbidden { refusal } => Some(refusal.as_ref()),
        _ => None,
    };
    match (&record.event, refusal) {
        // Votes of unequal weight were taken in every manner; who was present and recused was not
        // written down.
        (
            Event::Poll(poll::Event::Opened {
                poll,
                entitled,
                recused,
            }),
            None
            | Some(Refusal::UnequalSecret | Refusal::UnequalCounted | Refusal::TooFewForSecret),
        ) if refusal.is_some() || what == What::Otherwise => {
            let found = session.polls.get(*poll).ok_or(what.clone())?;
            let here = session.recused_here(found, record.at);
            let so = session.voters(found, record.at) == *entitled;
            must(so && (recused.is_empty() || *recused == here), what)
        }
        // Whoever presided said a side, whatever they had voted.
        (
            Event::Poll(poll::Event::TieBroken {
                poll,
                tally: Some(tally),
            }),
            Some(Refusal::SideWasCast { .. } | Refusal::ChairHasVoted { .. }),
        ) => {
            let found = session.polls.get(*poll).ok_or(what.clone())?;
            let resolved = found.resolved_by(tally.said.side());
            must(resolved.as_ref() == Some(tally), what)
        }
        // A wait for objections ran out also while votes were stopped.
        (
            Event::Poll(poll::Event::Closed {
                poll,
                tally: Some(tally),
            }),
            _,
        ) if record.by.is_none() && session.stopped().is_some() => {
            let found = session.polls.get(*poll).ok_or(what.clone())?;
            let context = Context {
                now: record.at,
                sealed: &SealedBallots::default(),
            };
            let ran_out = session.waits_until(found) == Some(record.at);
            let same = session.result_of(found, &context).as_ref() == Ok(tally);
            must(ran_out && same, what)
        }
        // Hands and papers made a quorum by their number, also where weights are added up.
        (
            Event::Poll(poll::Event::Closed {
                poll,
                tally: Some(tally),
            }),
            None,
        ) if what == What::Otherwise && session.quorum_weighs_ballots() => {
            let found = session.polls.get(*poll).ok_or(what.clone())?;
            let counted = found.question.manner.is_counted();
            let context = Context {
                now: record.at,
                sealed: &SealedBallots::default(),
            };
            let same = session.result_by_heads(found, &context).as_ref() == Ok(tally);
            must(counted && same, what)
        }
        // A voice could be given to somebody who was recused on the vote that was open.
        (Event::Voice(voice::Event::ProxyGiven { .. }), Some(Refusal::HolderRecused { .. })) => {
            Ok(())
        }
        _ => Err(what),
    }
}
