//! How votes come in: cast by people, or counted in the room.

use super::{Changing, Event, Ledger, Manner, Poll, SealedBallot, Teller, Vote};
use crate::session::actor::Actor;
use crate::session::ids::{DelegateId, PollId};
use crate::session::refusal::Refusal;
use crate::session::time::Time;
use crate::session::{self, Context, Decision, Session};

pub(super) fn cast(
    session: &Session,
    actor: &Actor,
    poll: PollId,
    choice: Vote,
    for_whom: Option<DelegateId>,
    context: &Context<'_>,
) -> Result<Decision, Refusal> {
    let found = session.poll(poll)?;
    if let Some(at) = found.closed_at {
        return Err(Refusal::VoteClosed { poll, at });
    }
    found.must_be_open()?;
    session.must_not_be_stopped(context.now)?;
    let manner = found.question.manner;
    // Where silence is consent there is nothing to vote, only to object.
    let objects = found.question.rule.is_no_objection();
    let by_table = actor.role.is_officer();
    if objects || manner.is_counted() || (by_table && manner == Manner::Secret) {
        return Err(Refusal::WrongManner { poll });
    }
    let delegate = match for_whom {
        Some(delegate) => delegate,
        None => actor.must_be_delegate()?,
    };
    session.must_not_be_recused(session.attendee(delegate)?, found)?;
    let weight = *found
        .entitled
        .get(&delegate)
        .ok_or(Refusal::NotEntitled { poll })?;
    match found.voted.get(&delegate) {
        // The same vote once more is no other vote, however often it comes.
        Some(Some(known)) if *known == choice => return Ok(Decision::default()),
        Some(_) if found.question.terms.changing == Changing::Final => {
            return Err(Refusal::AlreadyVoted { poll });
        }
        _ => session.must_be_voter(delegate, found)?,
    }
    found.question.admits(&choice, poll)?;
    let (choice, sealed) = if manner == Manner::Secret {
        let sealed = SealedBallot {
            poll,
            vote: choice,
            weight,
        };
        (None, Some(sealed))
    } else {
        (Some(choice), None)
    };
    let event = Event::Cast {
        poll,
        delegate,
        choice,
    };
    Ok(Decision {
        events: vec![session::Event::Poll(event)],
        sealed,
    })
}

pub(super) fn count_hands(
    session: &Session,
    poll: PollId,
    hands: Vec<u32>,
    teller: Teller,
    context: &Context<'_>,
) -> Result<Event, Refusal> {
    let found = session.poll(poll)?;
    found.must_be_open()?;
    session.must_not_be_stopped(context.now)?;
    let two = found.question.terms.two_tellers;
    if found.question.rule.is_no_objection()
        || found.question.manner != Manner::Hands
        || (teller == Teller::Second && !two)
    {
        return Err(Refusal::WrongManner { poll });
    }
    if hands.len() != found.question.choices.len() {
        return Err(Refusal::NoSuchChoice { poll });
    }
    let counted: u64 = hands.iter().map(|n| u64::from(*n)).sum();
    let entitled = found.entitled.len() as u64;
    if counted > entitled {
        return Err(Refusal::TooManyHands { counted, entitled });
    }
    Ok(Event::HandsCounted {
        poll,
        hands: Some(hands),
        teller,
    })
}

pub(super) fn count_paper(
    session: &Session,
    poll: PollId,
    ledger: Ledger,
    context: &Context<'_>,
) -> Result<Event, Refusal> {
    let found = session.poll(poll)?;
    found.must_be_open()?;
    session.must_not_be_stopped(context.now)?;
    if found.question.manner != Manner::Paper || found.question.rule.is_no_objection() {
        return Err(Refusal::WrongManner { poll });
    }
    ledger.check(found)?;
    Ok(Event::PaperCounted {
        poll,
        ledger: Some(ledger),
    })
}

impl Session {
    /// How many of those entitled in an open poll are here to raise a hand or hand in a ballot.
    #[must_use]
    pub fn here_to_vote(&self, poll: &Poll, now: Time) -> u32 {
        let here = self.roster.iter().filter(|attendee| {
            poll.entitled.contains_key(&attendee.delegate.id) && self.may_vote(attendee, now)
        });
        u32::try_from(here.count()).unwrap_or(u32::MAX)
    }
}

impl Poll {
    /// The hands as they count: of two tellers, what both found.
    ///
    /// # Errors
    /// Where a count is missing, or the two differ.
    pub fn agreed_hands(&self) -> Result<&[u32], Refusal> {
        let poll = self.id;
        let none = Refusal::NoHandsCounted { poll };
        let hands = self.hands.as_deref().ok_or_else(|| none.clone())?;
        if self.question.terms.two_tellers {
            let second = self.second_count.as_deref().ok_or(none)?;
            if second != hands {
                return Err(Refusal::TellersDiffer { poll });
            }
        }
        Ok(hands)
    }
}
