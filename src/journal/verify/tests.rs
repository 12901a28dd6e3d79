mod before;
mod people;

use super::*;
use crate::journal::flaw::Thing;
use crate::journal::testing;
use crate::session::poll::{self, ChoiceNo, Event as PollEvent, Manner, Outcome, SealedBallot};
use crate::session::testing::events::event_kind;
use crate::session::testing::{Meeting, circular, plan, question};
use crate::session::{
    Actor, DelegateId, ItemId, OpinionId, PollId, RequestId, agenda, consent, floor, life, opinion,
    quorum, undo,
};

fn check(records: &[Record]) -> Result<Verified, Flaw> {
    verify(records, Hash::NONE, Some(&testing::kept(0).sealed))
}

/// The meeting with something changed, numbered anew as somebody would who also mends the chain.
fn changed(change: impl FnOnce(&mut Vec<Record>)) -> Vec<Record> {
    let mut records = testing::records();
    change(&mut records);
    for (seq, record) in (1..).zip(&mut records) {
        record.seq = Seq(seq);
    }
    records
}

fn place(records: &[Record], of: impl Fn(&Event) -> bool) -> usize {
    records.iter().position(|record| of(&record.event)).unwrap()
}

fn is_cast_in(poll: PollId) -> impl Fn(&Event) -> bool {
    move |event| matches!(event, Event::Poll(PollEvent::Cast { poll: p, .. }) if *p == poll)
}

fn flaw(change: impl FnOnce(&mut Vec<Record>)) -> What {
    check(&changed(change)).unwrap_err().what
}

#[test]
fn a_whole_meeting_is_whole_at_every_record() {
    let kept = testing::kept(0);
    let verified = check(&kept.records).unwrap();
    assert_eq!(verified.records, kept.records.last().unwrap().seq);
    assert_eq!(
        Some(&verified.session),
        Session::replay(&kept.records).as_ref()
    );
    // As it was on the way, and as a recording, which has no sums.
    for end in 1..=kept.records.len() {
        let part = verify(&kept.records[..end], Hash::NONE, None).unwrap();
        assert_eq!(part.digest == verified.digest, end == kept.records.len());
    }
}

#[test]
fn the_plan_comes_first_and_once() {
    assert_eq!(flaw(|records| records.clear()), What::NoPlan);
    assert_eq!(flaw(|records| drop(records.remove(0))), What::NoPlan);
    assert_eq!(
        flaw(|records| records.insert(3, records[0].clone())),
        What::TimeBack
    );
    let second = |records: &mut Vec<Record>| records.insert(1, records[0].clone());
    assert_eq!(flaw(second), What::SecondPlan);
}

#[test]
fn time_never_goes_back() {
    let records = changed(|records| records[5].at.0 -= 10_000);
    let flaw = check(&records).unwrap_err();
    assert_eq!((flaw.seq, flaw.what), (Seq(6), What::TimeBack));
}

#[test]
fn a_vote_that_was_changed_shows_in_the_result() {
    let poll = PollId(1);
    let swapped = flaw(|records| {
        let place = place(records, is_cast_in(poll));
        if let Event::Poll(PollEvent::Cast { choice, .. }) = &mut records[place].event {
            *choice = Some(ChoiceNo(1).into());
        }
    });
    assert_eq!(swapped, What::WrongTally);
}

#[test]
fn a_vote_that_was_taken_out_shows_in_the_result() {
    for (poll, what) in [(PollId(1), "result"), (PollId(2), "sums of a secret poll")] {
        let records = changed(|records| {
            let place = place(records, is_cast_in(poll));
            records.remove(place);
        });
        let flaw = check(&records).unwrap_err();
        assert!(flaw.to_string().contains(what), "{flaw}");
        let closed = &records[flaw.seq.0 as usize - 1].event;
        assert!(matches!(closed, Event::Poll(PollEvent::Closed { poll: p, .. }) if *p == poll));
    }
}

#[test]
fn nobody_votes_twice_or_without_being_entitled() {
    let poll = PollId(2);
    let twice = flaw(|records| {
        let place = place(records, is_cast_in(poll));
        records.insert(place, records[place].clone());
    });
    assert_eq!(twice, What::VotedTwice);
    let guest = flaw(|records| {
        let place = place(records, is_cast_in(poll));
        records[place].by = Some(Actor::delegate(DelegateId(5)));
    });
    assert_eq!(guest, What::NotEntitled);
    let for_another = flaw(|records| {
        let place = place(records, is_cast_in(poll));
        records[place].by = Some(Actor::delegate(DelegateId(3)));
    });
    assert_eq!(for_another, What::NotEntitled);
    let told = flaw(|records| {
        let place = place(records, is_cast_in(poll));
        if let Event::Poll(PollEvent::Cast { choice, .. }) = &mut records[place].event {
            *choice = Some(ChoiceNo(0).into());
        }
    });
    assert_eq!(told, What::NotSecret);
}

#[test]
fn who_was_entitled_follows_from_attendance() {
    let what = flaw(|records| {
        let opened = |event: &Event| matches!(event, Event::Poll(PollEvent::Opened { .. }));
        let place = place(records, opened);
        if let Event::Poll(PollEvent::Opened { entitled, .. }) = &mut records[place].event {
            entitled.pop();
        }
    });
    assert_eq!(what, What::Otherwise);
}

#[test]
fn a_result_is_what_the_votes_give() {
    for poll in [PollId(1), PollId(2), PollId(3)] {
        let closed = move |event: &Event| matches!(event, Event::Poll(PollEvent::Closed { poll: p, .. }) if *p == poll);
        let what = flaw(|records| {
            let place = place(records, closed);
            if let Event::Poll(PollEvent::Closed {
                tally: Some(tally), ..
            }) = &mut records[place].event
            {
                tally.outcome = match tally.outcome {
                    Outcome::Carried => Outcome::NotCarried,
                    _ => Outcome::Carried,
                };
            }
        });
        assert_eq!(what, What::WrongTally);
        let published = move |event: &Event| matches!(event, Event::Poll(PollEvent::Published { poll: p, .. }) if *p == poll);
        let what = flaw(|records| {
            let place = place(records, published);
            if let Event::Poll(PollEvent::Published { tally, .. }) = &mut records[place].event {
                tally.by_choice.swap(0, 1);
            }
        });
        assert_eq!(what, What::WrongTally);
    }
}

#[test]
fn the_sums_of_secret_polls_weigh_what_their_voters_weigh() {
    let records = testing::records();
    let closed = |event: &Event| matches!(event, Event::Poll(PollEvent::Closed { poll, .. }) if *poll == PollId(2));
    let open = &records[..place(&records, closed)];
    let mut sealed = testing::kept(0).sealed;
    verify(open, Hash::NONE, Some(&sealed)).unwrap();
    sealed.add(SealedBallot {
        poll: PollId(2),
        vote: ChoiceNo(1).into(),
        weight: Weight::ONE,
    });
    let flaw = verify(open, Hash::NONE, Some(&sealed)).unwrap_err();
    assert_eq!(flaw.seq, open.last().unwrap().seq);
    assert!(matches!(flaw.what, What::WrongSum { .. }));
    // Closed, the result itself is not what the sums give.
    let flaw = verify(&records, Hash::NONE, Some(&sealed)).unwrap_err();
    assert_eq!(flaw.what, What::WrongTally);
}

#[test]
fn what_is_named_exists() {
    let asked = |event: &Event| matches!(event, Event::Floor(floor::Event::Asked { .. }));
    let unknown = flaw(|records| {
        let place = place(records, asked);
        if let Event::Floor(floor::Event::Asked { request, .. }) = &mut records[place].event {
            request.delegate = DelegateId(99);
        }
    });
    assert_eq!(unknown, What::Unknown(Thing::Delegate(99)));
    let twice = flaw(|records| {
        let place = place(records, asked);
        records.insert(place, records[place].clone());
    });
    assert_eq!(twice, What::Doubled(Thing::Request(1)));
    let not_asked = flaw(|records| {
        let place = place(records, asked);
        records.remove(place);
    });
    assert_eq!(not_asked, What::Unknown(Thing::Request(RequestId(1).0)));
    let no_item = flaw(|records| {
        let started = |event: &Event| matches!(event, Event::Agenda(agenda::Event::Started { .. }));
        let place = place(records, started);
        records[place].event = Event::Agenda(agenda::Event::Started { item: ItemId(9) });
    });
    assert_eq!(no_item, What::Unknown(Thing::Item(9)));
    let stranger = flaw(|records| records[1].by = Some(Actor::delegate(DelegateId(77))));
    assert_eq!(stranger, What::Unknown(Thing::Delegate(77)));
}

#[test]
fn what_the_rules_forbid_cannot_have_happened() {
    let opened = |event: &Event| matches!(event, Event::Life(life::Event::Opened));
    let by_nobody = flaw(|records| {
        let place = place(records, opened);
        records[place].by = None;
    });
    assert_eq!(by_nobody, What::Nobody);
    let by_delegate = flaw(|records| {
        let place = place(records, opened);
        records[place].by = Some(Actor::delegate(DelegateId(1)));
    });
    assert!(matches!(by_delegate, What::Forbidden { .. }));
    let after = flaw(|records| {
        let mut late = records[2].clone();
        late.at = records.last().unwrap().at;
        records.push(late);
    });
    assert_eq!(after, What::AfterTheEnd);
    let longer = flaw(|records| {
        let ended = |event: &Event| matches!(event, Event::Floor(floor::Event::Ended { .. }));
        let place = place(records, ended);
        if let Event::Floor(floor::Event::Ended { spoken, .. }) = &mut records[place].event {
            spoken.0 += 1;
        }
    });
    assert_eq!(longer, What::WrongTime);
}

/// A meeting in which the quorum is lost and reached again, somebody comes and goes during a vote,
/// and proxies and recusals are given and undone.
fn coming_and_going() -> Vec<Record> {
    use crate::session::attendance::{Command as Attendance, Mark, Place};
    use crate::session::plan::Substitutes;
    use crate::session::poll::Entitled;
    use crate::session::quorum::Policy;
    use crate::session::testing::YES;
    use crate::session::voice::{Command as Voice, Matter, Rights};

    let mut plan = plan();
    plan.rules.quorum.policy = Policy::Continuous;
    plan.rules.rights = Rights {
        entitled: Entitled::UntilClose,
        proxies: Substitutes::Vote,
        most_proxies: 0,
    };
    let mut meeting = Meeting::opened(plan);
    let mark = |meeting: &mut Meeting, id, mark| {
        let delegate = DelegateId(id);
        let command = Attendance::Mark { delegate, mark };
        meeting.secretary(command).unwrap();
    };
    mark(&mut meeting, 8, Mark::Left);
    let (delegate, to) = (DelegateId(8), DelegateId(5));
    meeting
        .delegate(8, Voice::GiveProxy { delegate, to })
        .unwrap();
    let recuse = |on, reason: &str| Voice::Recuse {
        delegate: DelegateId(6),
        on,
        reason: reason.to_owned(),
    };
    let (first, item) = (Matter::Item(ItemId(1)), Matter::Item(ItemId(2)));
    meeting.secretary(recuse(first, "Nhầm")).unwrap();
    let delegate = DelegateId(6);
    let on = first;
    meeting.secretary(Voice::Rejoin { delegate, on }).unwrap();
    meeting.secretary(recuse(item, "Người thân")).unwrap();
    meeting.link(10, true);
    let poll = meeting.vote_on(question(Manner::Named, "simple"));
    meeting.votes(5, poll, YES).unwrap();
    let held = poll::Command::Cast {
        poll,
        choice: YES.into(),
        delegate: Some(DelegateId(8)),
    };
    meeting.delegate(5, held).unwrap();
    meeting.link(10, false);
    meeting.later(600);
    for id in [2, 3, 4] {
        mark(&mut meeting, id, Mark::Left);
    }
    let place = Place::Hall;
    for id in [2, 3, 8] {
        mark(&mut meeting, id, Mark::Present { place });
    }
    meeting.votes(2, poll, YES).unwrap();
    meeting.close(poll);
    meeting.records
}

#[test]
fn the_quorum_and_the_voices_are_told_anew() {
    let whole = coming_and_going();
    verify(&whole, Hash::NONE, None).unwrap();
    for kind in [
        "quorum.lost",
        "quorum.regained",
        "voice.proxy_given",
        "voice.proxy_ended",
        "voice.recused",
        "voice.rejoined",
        "poll.entitled_changed",
    ] {
        let is = |record: &Record| event_kind(&record.event) == kind;
        let place = whole.iter().position(is);
        let place = place.unwrap_or_else(|| panic!("no {kind}"));
        // It could not have happened twice; nor, most of it, before the session was opened.
        let early = !matches!(kind, "voice.proxy_given" | "voice.recused");
        for other in [Some(place + 1), early.then_some(2)].into_iter().flatten() {
            let mut records = whole.clone();
            records.insert(other, whole[place].clone());
            for (seq, record) in (1..).zip(&mut records) {
                record.seq = Seq(seq);
                record.at = record.at.max(whole[place].at);
            }
            let flaw = verify(&records, Hash::NONE, None).map(|_| ()).unwrap_err();
            assert_eq!(flaw.seq, Seq(other as u32 + 1), "{kind}: {flaw}");
        }
    }
    let mut records = whole;
    let counted = records
        .iter_mut()
        .find_map(|record| match &mut record.event {
            Event::Quorum(quorum::Event::Regained { present, .. }) => Some(present),
            _ => None,
        });
    *counted.unwrap() = Weight::whole(9);
    let flaw = verify(&records, Hash::NONE, None).map(|_| ()).unwrap_err();
    assert_eq!(flaw.what, What::Otherwise);
}

/// A meeting in which a list is adopted without objection, one question is objected to, and members
/// are asked in writing.
fn asked() -> Vec<Record> {
    let mut plan = plan();
    plan.agenda[1].consent = true;
    let mut meeting = Meeting::opened(plan);
    let circular = circular("majority of members");
    meeting
        .secretary(opinion::Command::Circulate { circular })
        .unwrap();
    let opinion = OpinionId(1);
    for id in [1, 2, 3, 4, 5] {
        let answer = opinion::Command::Answer {
            opinion,
            choice: ChoiceNo(0),
            text: "Nhất trí".to_owned(),
            delegate: None,
        };
        meeting.delegate(id, answer).unwrap();
    }
    meeting
        .secretary(opinion::Command::Remind { opinion })
        .unwrap();
    let question = question(Manner::Named, "no objection");
    let ask = consent::Command::Ask {
        question: question.clone(),
    };
    meeting.chair(ask).unwrap();
    let open = |poll| poll::Command::Open { poll: PollId(poll) };
    meeting.chair(open(1)).unwrap();
    meeting.later(60);
    meeting.vote_on(question);
    let poll = PollId(2);
    let delegate = None;
    meeting
        .delegate(6, consent::Command::Object { poll, delegate })
        .unwrap();
    meeting.chair(open(2)).unwrap();
    meeting.close(poll);
    meeting.chair(life::Command::Close).unwrap();
    meeting.later(2 * 86_400);
    meeting
        .chair(opinion::Command::Publish { opinion })
        .unwrap();
    meeting.records
}

#[test]
fn what_silence_and_writing_brought_is_whole_and_every_change_of_it_shows() {
    let records = asked();
    let checked = |records: &[Record]| verify(records, Hash::NONE, None).map(|_| ());
    for end in 1..=records.len() {
        assert_eq!(checked(&records[..end]), Ok(()), "{:?}", records[end - 1]);
    }
    let changed = |change: &dyn Fn(&mut Record) -> bool| {
        let mut records = records.clone();
        assert!(records.iter_mut().any(change));
        checked(&records).unwrap_err().what
    };
    let outcome = changed(&|record| match &mut record.event {
        Event::Consent(consent::Event::Decided { outcome, .. }) => {
            *outcome = Outcome::NotCarried;
            true
        }
        _ => false,
    });
    assert_eq!(outcome, What::WrongTally);
    let items = changed(&|record| match &mut record.event {
        Event::Consent(consent::Event::Decided { items, .. }) => {
            items.push(ItemId(3));
            true
        }
        _ => false,
    });
    assert_eq!(items, What::Otherwise);
    let choice = changed(&|record| match &mut record.event {
        Event::Opinion(opinion::Event::Answered { choice, .. }) => {
            *choice = Some(ChoiceNo(1));
            true
        }
        _ => false,
    });
    assert_eq!(choice, What::WrongTally);
    let early = changed(&|record| {
        let closed = matches!(record.event, Event::Poll(PollEvent::Closed { .. }));
        if closed {
            record.at.0 -= 1_000;
        }
        closed
    });
    assert_eq!(early, What::Nobody);
    let reminded = changed(&|record| match &mut record.event {
        Event::Opinion(opinion::Event::Reminded { missing, .. }) => missing.pop().is_some(),
        _ => false,
    });
    assert_eq!(reminded, What::Otherwise);
}

#[test]
fn only_what_could_be_undone_was_undone() {
    let mut meeting = Meeting::open();
    meeting.asks(5, floor::Kind::Speech);
    let step = meeting.records.last().unwrap().seq;
    let undo = undo::Command::Step { step };
    meeting.chair(undo).unwrap();
    meeting.asks(5, floor::Kind::Speech);
    let told = verify(&meeting.records, Hash::NONE, None).unwrap();
    assert_eq!(told.session, meeting.session);

    let undone = |step: Seq, later: i64| {
        let mut records = meeting.records.clone();
        let last = records.last_mut().unwrap();
        last.at.0 += later * 1_000;
        last.by = Some(Actor::of(crate::session::Role::Chair));
        last.event = Event::Undo(undo::Event::Undone { step });
        verify(&records, Hash::NONE, None).unwrap_err().what
    };
    let forbidden = |refusal| What::Forbidden {
        refusal: Box::new(refusal),
    };
    use crate::session::Refusal::{AlreadyUndone, CannotBeUndone, TooLateToUndo};
    assert_eq!(undone(step, 0), forbidden(AlreadyUndone { step }));
    assert_eq!(undone(step.next(), 0), forbidden(CannotBeUndone));
    assert_eq!(undone(Seq(2), 61), forbidden(TooLateToUndo));
}
