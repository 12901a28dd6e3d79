//! What came of ballots on which people stand, and what was said to a tie.

use super::{as_tally, before, follows, must, must_weigh_the_same, told};
use crate::journal::flaw::What;
use crate::session::poll::{self, ChoiceNo, Manner, Poll, SealedBallots, Tally};
use crate::session::{Command, PollId, Record, Session};

/// Whether these are secret ballots about people, and not at hand: no sums of theirs can be taken from
/// the result.
pub(super) fn are_hidden(poll: &Poll, sealed: Option<&SealedBallots>) -> bool {
    !poll.is_on_motion() && poll.question.manner == Manner::Secret && sealed.is_none()
}

/// A secret result about people whose ballots are not at hand: it weighs what the voters weigh, and
/// where totals are enough everything else follows from them.
pub(super) fn as_told(
    session: &Session,
    poll: &Poll,
    tally: &Tally,
    record: &Record,
) -> Result<(), What> {
    must_weigh_the_same(poll, tally.handed_in())?;
    // Whether it could be closed at all; what is counted then is nothing, for want of ballots.
    let close = Command::Poll(poll::Command::Close { poll: poll.id });
    match follows(session, record, close, None) {
        Ok(()) | Err(What::Otherwise) => {}
        Err(what) => return Err(what),
    }
    let anew = session.told_anew(poll, tally, record.at);
    must(anew.is_none_or(|anew| anew == *tally), What::WrongTally)
}

/// What was said to a tie. Where the ballots of a secret election are not at hand, only that there
/// was a tie to be broken, and that nothing but who is elected came of it.
pub(super) fn tie_broken(
    session: &Session,
    id: PollId,
    tally: Option<&Tally>,
    record: &Record,
    sealed: Option<&SealedBallots>,
) -> Result<(), What> {
    let (poll, tally) = told(session, id, tally)?;
    let elected = |tally: &Tally| Some(tally.polled.as_ref()?.elected.as_ref()?.order.clone());
    let before = poll.tally().and_then(elected).unwrap_or_default();
    let order = elected(tally).unwrap_or_default();
    if are_hidden(poll, sealed) {
        let same = poll.tally().is_some_and(|known| {
            let retold = Tally {
                outcome: tally.outcome,
                polled: tally.polled.clone(),
                ..known.clone()
            };
            retold == *tally
        });
        return must(
            poll.is_tied() && same && order.starts_with(&before),
            What::WrongTally,
        );
    }
    let said = order.iter().skip(before.len());
    let said = said.map(|one| ChoiceNo(u8::try_from(one.0).unwrap_or(u8::MAX)));
    let command = poll::Command::BreakTie {
        poll: id,
        side: tally.said.side(),
        order: said.collect(),
    };
    follows(session, record, Command::Poll(command), sealed)
        .or_else(|what| before::stands(session, record, what))
        .map_err(as_tally)
}
