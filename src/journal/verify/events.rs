//! Whether one event can follow, as the session stands before it.

mod asked;
mod before;
mod people;

use std::collections::BTreeSet;

use crate::journal::flaw::{Thing, What};
use crate::session::poll::{ChoiceNo, Entitled, Manner, Poll, SealedBallot, SealedBallots, Tally};
use crate::session::{
    Command, ConclusionId, Context, DelegateId, Event, ItemId, PollId, Record, Refusal, RequestId,
    Session, Weight, agenda, assistance, attendance, conclusions, decide, floor, life, poll,
    quorum, undo, voice,
};

/// The numbers that were given out so far. None is given out twice, also after what bore it is gone.
#[derive(Default)]
pub(super) struct Given {
    requests: BTreeSet<RequestId>,
    conclusions: BTreeSet<ConclusionId>,
}

impl Given {
    pub(super) fn note(&mut self, event: &Event) -> Result<(), What> {
        let (new, thing) = match event {
            Event::Floor(
                floor::Event::Asked { request, .. } | floor::Event::Referred { request },
            ) => (
                self.requests.insert(request.id),
                Thing::Request(request.id.0),
            ),
            Event::Conclusions(conclusions::Event::Written { conclusion, .. }) => (
                self.conclusions.insert(*conclusion),
                Thing::Conclusion(conclusion.0),
            ),
            _ => return Ok(()),
        };
        if new {
            Ok(())
        } else {
            Err(What::Doubled(thing))
        }
    }
}

/// Holds a record against the session as it stands before it.
pub(super) fn check(
    session: &Session,
    record: &Record,
    sealed: Option<&SealedBallots>,
) -> Result<(), What> {
    if let Some(delegate) = record.by.as_ref().and_then(|by| by.delegate) {
        delegate_exists(session, delegate)?;
    }
    // Conclusions are often finished when the meeting is over, and a result may come to be known.
    let may_follow = matches!(
        record.event,
        Event::Conclusions(_)
            | Event::Poll(poll::Event::Published { .. } | poll::Event::Noted { .. })
            | Event::Floor(floor::Event::Contributed { .. })
    ) || asked::outlives(&record.event);
    if session.phase.is_closed() && !may_follow {
        return Err(What::AfterTheEnd);
    }
    match &record.event {
        Event::Prepared(_) => Err(What::SecondPlan),
        Event::Life(event) => {
            let command = match event {
                life::Event::Opened => life::Command::Open,
                life::Event::Suspended => life::Command::Suspend,
                life::Event::Resumed => life::Command::Resume,
                life::Event::Closed => life::Command::Close,
                life::Event::ChairHanded { to } => life::Command::HandChair { to: *to },
                life::Event::Announced { text } => life::Command::Announce { text: text.clone() },
            };
            follows(session, record, Command::Life(command), None)
        }
        Event::Attendance(event) => attendance(session, event),
        Event::Quorum(event) => quorum(session, event, record),
        Event::Voice(event) => voice(session, event, record),
        Event::Agenda(agenda::Event::Started { item }) => {
            let command = agenda::Command::Start { item: *item };
            follows(session, record, Command::Agenda(command), None)
        }
        Event::Agenda(agenda::Event::Stopped { item, .. }) => {
            item_exists(session, *item)?;
            must(session.agenda.current == Some(*item), What::NotCurrent)
        }
        Event::Floor(event) => floor(session, event, record),
        Event::Assistance(event) => assistance(session, event, record),
        Event::Poll(event) => poll(session, event, record, sealed),
        Event::Consent(event) => asked::consent(session, event, record),
        Event::Opinion(event) => asked::opinion(session, event, record),
        Event::Conclusions(event) => conclusions(session, event),
        Event::Undo(undo::Event::Undone { step }) => {
            let command = undo::Command::Step { step: *step };
            follows(session, record, Command::Undo(command), None)
        }
    }
}

/// Whether the rules, asked once more, lead to this event.
fn follows(
    session: &Session,
    record: &Record,
    command: Command,
    sealed: Option<&SealedBallots>,
) -> Result<(), What> {
    let actor = record.by.as_ref().ok_or(What::Nobody)?;
    let none = SealedBallots::default();
    let context = Context {
        now: record.at,
        sealed: sealed.unwrap_or(&none),
    };
    let decision = decide(session, actor, command, &context).map_err(|refusal| match refusal {
        Refusal::NoSuchDelegate { delegate } => What::Unknown(Thing::Delegate(delegate.0)),
        Refusal::NoSuchItem { item } => What::Unknown(Thing::Item(item.0)),
        Refusal::NoSuchPoll { poll } => What::Unknown(Thing::Poll(poll.0)),
        Refusal::NotEntitled { .. } | Refusal::NotYourself | Refusal::Recused { .. } => {
            What::NotEntitled
        }
        Refusal::AlreadyVoted { .. } => What::VotedTwice,
        refusal => What::Forbidden {
            refusal: Box::new(refusal),
        },
    })?;
    // What comes before it in the same decision stands on the record already, what comes behind it
    // is held against the session then.
    must(decision.events.contains(&record.event), What::Otherwise)
}

/// Whether the rules lead to it.
fn assistance(session: &Session, event: &assistance::Event, record: &Record) -> Result<(), What> {
    use assistance::Event::{Answered, Asked, Reworded, Withdrawn};
    let command = match event {
        Asked { text, .. } | Reworded { text, .. } => {
            assistance::Command::Ask { text: text.clone() }
        }
        Withdrawn { call, .. } => assistance::Command::Withdraw { call: *call },
        Answered { call, .. } => assistance::Command::Answer { call: *call },
    };
    follows(session, record, Command::Assistance(command), None)
}

fn attendance(session: &Session, event: &attendance::Event) -> Result<(), What> {
    match event {
        attendance::Event::Marked { delegate, .. }
        | attendance::Event::LinkChanged { delegate, .. } => delegate_exists(session, *delegate),
        attendance::Event::Added { delegate, .. } => must(
            session.roster.get(delegate.id).is_none(),
            What::Doubled(Thing::Delegate(delegate.id.0)),
        ),
    }
}

/// Whether the quorum stood so.
fn quorum(session: &Session, event: &quorum::Event, record: &Record) -> Result<(), What> {
    let standing = session.quorum(record.at);
    let so = match *event {
        quorum::Event::Counted { .. } => {
            let challenge = Command::Quorum(quorum::Command::Challenge);
            return follows(session, record, challenge, None);
        }
        // Others may have gone between the moment it was lost and the moment it was written down.
        quorum::Event::Lost { present, required } => {
            let continuous = session.plan.rules.quorum.policy == quorum::Policy::Continuous;
            continuous
                && session.phase.is_open()
                && session.watch.lost.is_none()
                && !standing.is_reached()
                && (standing.present..required).contains(&present)
                && required == standing.required
        }
        quorum::Event::Regained { present, required } => {
            standing.is_reached()
                && (present, required) == (standing.present, standing.required)
                && session.watch.lost.is_some()
        }
    };
    must(so, What::Otherwise)
}

/// Whether the rules lead to it, or, where nobody did it, whether it was due.
fn voice(session: &Session, event: &voice::Event, record: &Record) -> Result<(), What> {
    let command = match event {
        voice::Event::ProxyEnded { delegate } if record.by.is_none() => {
            delegate_exists(session, *delegate)?;
            let came = session.roster.get(*delegate);
            let came = came.is_some_and(|attendee| attendee.presence.is_present());
            let given = session.voices.proxies.contains_key(delegate);
            return must(came && given, What::Otherwise);
        }
        voice::Event::ProxyEnded { delegate } => voice::Command::EndProxy {
            delegate: *delegate,
        },
        voice::Event::ProxyGiven { delegate, to } => voice::Command::GiveProxy {
            delegate: *delegate,
            to: *to,
        },
        // A reason that is hidden here was there.
        voice::Event::Recused {
            delegate,
            on,
            reason,
        } if reason.is_empty() => {
            delegate_exists(session, *delegate)?;
            let recused = session.voices.recusal(*delegate, *on).is_some();
            return must(!recused, What::Otherwise);
        }
        voice::Event::Recused {
            delegate,
            on,
            reason,
        } => voice::Command::Recuse {
            delegate: *delegate,
            on: *on,
            reason: reason.clone(),
        },
        voice::Event::Rejoined { delegate, on } => voice::Command::Rejoin {
            delegate: *delegate,
            on: *on,
        },
    };
    follows(session, record, Command::Voice(command), None)
        .or_else(|what| before::stands(session, record, what))
}

/// Whether these came and those went.
fn entitled_changed(
    session: &Session,
    id: PollId,
    joined: &[(DelegateId, Weight)],
    left: &[DelegateId],
    recused: &[DelegateId],
    record: &Record,
) -> Result<(), What> {
    let poll = known(session, id)?;
    let may_vote = |who: &DelegateId| {
        let attendee = session.roster.get(*who);
        attendee.filter(|attendee| session.may_vote_in(attendee, poll, record.at))
    };
    let came = joined.iter().all(|(who, weight)| {
        let new = !poll.entitled.contains_key(who);
        new && may_vote(who).is_some_and(|attendee| attendee.weight() == *weight)
    });
    let gone = left.iter().all(|who| {
        let missing = poll.entitled.contains_key(who) && !poll.voted.contains_key(who);
        missing && may_vote(who).is_none()
    });
    let here = session.recused_here(poll, record.at);
    let silent = recused
        .iter()
        .all(|who| here.contains(who) && !poll.recused.contains(who));
    let open = session.plan.rules.rights.entitled == Entitled::UntilClose && poll.is_open();
    must(open && came && gone && silent, What::Otherwise)
}

fn floor(session: &Session, event: &floor::Event, record: &Record) -> Result<(), What> {
    let floor = &session.floor;
    let waits = |request: &RequestId| {
        must(
            floor.everybody().any(|r| r.id == *request),
            What::Unknown(Thing::Request(request.0)),
        )
    };
    let speaking = |request: &RequestId| floor.speech(*request).ok_or(What::NotCurrent);
    // Also one that a question has paused ends when its speaker leaves.
    let begun = |request: &RequestId| {
        let mut speeches = floor.speeches();
        let speech = speeches.find(|speech| speech.request.id == *request);
        speech.ok_or(What::NotCurrent)
    };
    let decided = |command| follows(session, record, Command::Floor(command), None);
    match event {
        floor::Event::Asked { request, .. } | floor::Event::Referred { request } => {
            delegate_exists(session, request.delegate)?;
            request
                .item
                .map_or(Ok(()), |item| item_exists(session, item))
        }
        floor::Event::Withdrawn { request } | floor::Event::Removed { request, .. } => {
            waits(request)
        }
        floor::Event::Moved { request, before } => {
            waits(request)?;
            before.as_ref().map_or(Ok(()), waits)
        }
        floor::Event::Given {
            request,
            interrupts,
            passed,
            ..
        } => {
            waits(request)?;
            passed.as_ref().map_or(Ok(()), waits)?;
            let microphones = usize::try_from(session.plan.rules.floor.microphones);
            let is_free = microphones.is_ok_and(|most| floor.speaking.len() < most.max(1));
            let fits = if *interrupts {
                floor.current().is_some()
            } else {
                is_free
            };
            must(fits, What::NotCurrent)
        }
        floor::Event::Paused { request }
        | floor::Event::Resumed { request }
        | floor::Event::Extended { request, .. } => speaking(request).map(|_| ()),
        floor::Event::Ended { request, spoken } => must(
            begun(request)?.spoken(record.at) == *spoken,
            What::WrongTime,
        ),
        floor::Event::Unheard { requests } => requests.iter().try_for_each(waits),
        floor::Event::Ordered { queue } => {
            queue.iter().try_for_each(waits)?;
            let left_out = floor.queue.iter().find(|r| !queue.contains(&r.id));
            left_out.map_or(Ok(()), |left_out| {
                Err(What::Unknown(Thing::Request(left_out.id.0)))
            })
        }
        floor::Event::Explained { request, .. } => must(
            floor.departures.contains_key(request),
            What::Unknown(Thing::Request(request.0)),
        ),
        floor::Event::PolicySet { .. }
        | floor::Event::ListOpened
        | floor::Event::ListClosed
        | floor::Event::ListEndSet { .. } => Ok(()),
        floor::Event::ListEnded => decided(floor::Command::EndList),
        floor::Event::DebateEnded => decided(floor::Command::EndDebate),
        floor::Event::Parked { request } => waits(request),
        floor::Event::Recalled { request, .. } => must(
            floor.parked.iter().any(|parked| parked.id == *request),
            What::Unknown(Thing::Request(request.0)),
        ),
        floor::Event::TimeAdded { unit, .. } => {
            decided(floor::Command::AddTime { unit: unit.clone() })
        }
        floor::Event::Contributed { request, .. } => must(
            floor.not_heard(*request).is_some(),
            What::Unknown(Thing::Request(request.0)),
        ),
    }
}

fn poll(
    session: &Session,
    event: &poll::Event,
    record: &Record,
    sealed: Option<&SealedBallots>,
) -> Result<(), What> {
    let command = match event {
        poll::Event::Prepared { question, .. } => poll::Command::Prepare {
            question: question.clone(),
        },
        poll::Event::Readied { poll, .. } => poll::Command::Ready { poll: *poll },
        poll::Event::Opened { poll, .. } => poll::Command::Open { poll: *poll },
        poll::Event::Cast {
            poll,
            delegate,
            choice,
        } => {
            let found = known(session, *poll)?;
            must(
                found.question.manner != Manner::Secret || choice.is_none(),
                What::NotSecret,
            )?;
            // Who votes for themselves is not named in the command.
            let own = record
                .by
                .as_ref()
                .is_some_and(|by| !by.role.is_officer() && by.delegate == Some(*delegate));
            poll::Command::Cast {
                poll: *poll,
                choice: choice.clone().unwrap_or(ChoiceNo(0).into()),
                delegate: (!own).then_some(*delegate),
            }
        }
        poll::Event::EntitledChanged {
            poll,
            joined,
            left,
            recused,
        } => {
            return entitled_changed(session, *poll, joined, left, recused, record);
        }
        poll::Event::HandsCounted {
            poll,
            hands,
            teller,
        } => poll::Command::CountHands {
            poll: *poll,
            hands: hands.clone().unwrap_or_default(),
            teller: *teller,
        },
        poll::Event::PaperCounted { poll, ledger } => poll::Command::CountPaper {
            poll: *poll,
            ledger: ledger.clone().ok_or(What::WrongTally)?,
        },
        poll::Event::TieBroken { poll, tally } => {
            return people::tie_broken(session, *poll, tally.as_ref(), record, sealed);
        }
        poll::Event::Continued { poll, .. } => poll::Command::Continue { poll: *poll },
        poll::Event::Closed { .. } if record.by.is_none() => {
            return asked::came_due(session, record)
                .or_else(|what| before::stands(session, record, what))
                .map_err(as_tally);
        }
        poll::Event::Published { poll, tally } if record.by.is_none() => {
            // A wait that ended by itself: everybody knows its result at once.
            let closed = known(session, *poll)?;
            let waited = closed.question.rule.is_no_objection();
            must(waited, What::Nobody)?;
            return must(closed.tally() == Some(tally), What::WrongTally);
        }
        poll::Event::Cancelled { poll, .. }
            if session.consent.asked == Some(*poll) && session.consent.items.is_empty() =>
        {
            // The last item was taken out, so there was nothing left to be asked.
            return Ok(());
        }
        poll::Event::Closed { poll, tally } => {
            return closed(session, *poll, tally.as_ref(), record, sealed);
        }
        poll::Event::Published { poll, .. } => poll::Command::Publish { poll: *poll },
        poll::Event::Noted { poll, text } => poll::Command::Note {
            poll: *poll,
            text: text.clone(),
        },
        poll::Event::Cancelled { poll, fate, reason } => poll::Command::Cancel {
            poll: *poll,
            fate: *fate,
            reason: reason.clone(),
        },
        poll::Event::Repeated { poll, reason, .. } => poll::Command::Repeat {
            poll: *poll,
            reason: reason.clone(),
        },
    };
    let judged = follows(session, record, Command::Poll(command), None)
        .or_else(|what| before::stands(session, record, what));
    match event {
        poll::Event::Published { .. } => judged.map_err(as_tally),
        _ => judged,
    }
}

/// Where a result is not what follows, it is the result that is wrong.
fn as_tally(what: What) -> What {
    match what {
        What::Otherwise => What::WrongTally,
        what => what,
    }
}

/// The result, counted once more. Where the sums of a secret poll are not at hand, they are those of
/// the result itself: then it is checked that they weigh what the voters weigh, and what follows from
/// them.
fn closed(
    session: &Session,
    id: PollId,
    tally: Option<&Tally>,
    record: &Record,
    sealed: Option<&SealedBallots>,
) -> Result<(), What> {
    let (poll, tally) = told(session, id, tally)?;
    if people::are_hidden(poll, sealed) {
        return people::as_told(session, poll, tally, record);
    }
    let mut sums = SealedBallots::default();
    if poll.is_on_motion() && poll.question.manner == Manner::Secret {
        must_weigh_the_same(poll, tally.by_choice.iter().copied().sum())?;
        for (choice, weight) in numbers(poll).zip(&tally.by_choice) {
            sums.add(SealedBallot {
                poll: id,
                vote: choice.into(),
                weight: *weight,
            });
        }
    }
    let close = Command::Poll(poll::Command::Close { poll: id });
    follows(session, record, close, Some(sealed.unwrap_or(&sums)))
        .or_else(|what| before::stands(session, record, what))
        .map_err(as_tally)
}

/// The poll, and what it is said to have come to.
fn told<'r>(
    session: &'r Session,
    id: PollId,
    tally: Option<&'r Tally>,
) -> Result<(&'r Poll, &'r Tally), What> {
    Ok((known(session, id)?, tally.ok_or(What::WrongTally)?))
}

/// The choices of a poll by number.
fn numbers(poll: &Poll) -> impl Iterator<Item = ChoiceNo> + use<> {
    (0..=u8::MAX)
        .map(ChoiceNo)
        .take(poll.question.choices.len())
}

/// Whether the sums of a secret poll weigh exactly what those who voted weigh.
pub(super) fn must_weigh_the_same(poll: &Poll, sums: Weight) -> Result<(), What> {
    let weight = |who| poll.entitled.get(who).copied().unwrap_or_default();
    let voters = poll.voted.keys().map(weight).sum();
    must(sums == voters, What::WrongSum { sums, voters })
}

fn conclusions(session: &Session, event: &conclusions::Event) -> Result<(), What> {
    match event {
        conclusions::Event::Written { item, .. } => item_exists(session, *item),
        conclusions::Event::Edited { conclusion, .. }
        | conclusions::Event::Placed { conclusion, .. }
        | conclusions::Event::Removed { conclusion } => must(
            session.conclusions.get(*conclusion).is_some(),
            What::Unknown(Thing::Conclusion(conclusion.0)),
        ),
        conclusions::Event::Adopted { item, outline } => {
            item_exists(session, *item)?;
            let draft = session.conclusions.of(*item).map(|known| &known.draft);
            must(draft == Some(outline), What::Otherwise)
        }
    }
}

fn known(session: &Session, id: PollId) -> Result<&Poll, What> {
    let unknown = What::Unknown(Thing::Poll(id.0));
    session.polls.get(id).ok_or(unknown)
}

fn delegate_exists(session: &Session, id: DelegateId) -> Result<(), What> {
    must(
        session.roster.get(id).is_some(),
        What::Unknown(Thing::Delegate(id.0)),
    )
}

fn item_exists(session: &Session, id: ItemId) -> Result<(), What> {
    must(
        session.plan.item(id).is_some(),
        What::Unknown(Thing::Item(id.0)),
    )
}

fn must(holds: bool, what: What) -> Result<(), What> {
    if holds { Ok(()) } else { Err(what) }
}
