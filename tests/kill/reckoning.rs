//! What was acknowledged against what the journal holds.

use std::collections::{BTreeMap, HashMap, HashSet};

use chair_console::journal::Kept;
use chair_console::session::poll::{self, ChoiceNo, Manner, SealedBallots, Vote};
use chair_console::session::{
    Actor, Command, CommandId, Context, Event, PollId, Record, Seq, Session, Weight, decide, life,
};
use chair_console::wire::Answer;

use super::common::talker::Told;

/// A command that was answered.
struct Asked<'t> {
    actor: &'t Actor,
    command: &'t Command,
    answer: &'t Answer,
}

type Answers<'t> = HashMap<CommandId, Asked<'t>>;

impl Asked<'_> {
    fn is_done(&self) -> bool {
        matches!(self.answer, Answer::Done { .. })
    }
}

/// Fails where anything acknowledged is missing, doubled, or came out otherwise.
pub fn compare(kept: &Kept, told: &[Told], announced: &[String]) {
    let mut answers = Answers::new();
    for Told {
        actor,
        answers: given,
        ..
    } in told
    {
        for (id, command, answer) in given {
            let asked = Asked {
                actor,
                command,
                answer,
            };
            assert!(answers.insert(*id, asked).is_none());
        }
    }
    let caused = caused(&kept.records);
    acknowledged_is_kept_once(&caused, &answers);
    announced_is_kept_once(&kept.records, announced);
    every_command_did_what_it_does(&caused, &answers);
    shown_is_kept(&kept.records, told);
    sealed_is_what_was_cast(kept, &answers);
}

/// The records in groups that one command caused together; what nobody asked for stands alone.
fn caused(records: &[Record]) -> Vec<&[Record]> {
    let together = |a: &Record, b: &Record| a.cause.is_some() && a.cause == b.cause;
    records.chunk_by(together).collect()
}

/// Every command that was acknowledged is there, once; of those that were refused there is nothing.
fn acknowledged_is_kept_once(caused: &[&[Record]], answers: &Answers<'_>) {
    let mut causes = HashSet::new();
    for cause in caused.iter().filter_map(|group| group[0].cause) {
        assert!(causes.insert(cause), "{cause} was done twice");
    }
    for (id, asked) in answers {
        let command = asked.command;
        match asked.answer {
            Answer::Done { seq } => {
                let group = caused.iter().find(|group| group[0].cause == Some(*id));
                let last = group.map_or(*seq, |group| group[group.len() - 1].seq);
                assert_eq!(last, *seq, "{command:?}");
            }
            Answer::Refused(refusal) => {
                assert!(!causes.contains(id), "{command:?} was refused: {refusal:?}");
            }
        }
    }
}

/// The secretary's link chose the numbers of the commands by itself; their texts tell them apart.
fn announced_is_kept_once(records: &[Record], announced: &[String]) {
    let texts = records.iter().filter_map(|record| match &record.event {
        Event::Life(life::Event::Announced { text }) => Some(text.as_str()),
        _ => None,
    });
    let mut kept: Vec<_> = texts.collect();
    let mut told: Vec<_> = announced.iter().map(String::as_str).collect();
    kept.sort_unstable();
    told.sort_unstable();
    assert_eq!(kept, told);
}

/// The records a command caused are exactly those that the rules make of it at that place; where
/// there are none, it was one that changes nothing there.
fn every_command_did_what_it_does(caused: &[&[Record]], answers: &Answers<'_>) {
    let causes: HashSet<_> = caused.iter().filter_map(|group| group[0].cause).collect();
    let mut without: HashMap<Seq, Vec<&Asked<'_>>> = HashMap::new();
    for (id, asked) in answers {
        if let Answer::Done { seq } = asked.answer
            && !causes.contains(id)
        {
            without.entry(*seq).or_default().push(asked);
        }
    }
    let mut session = Session::replay(caused[0]).unwrap();
    let mut sealed = SealedBallots::default();
    for group in &caused[1..] {
        let asked = group[0].cause.and_then(|cause| answers.get(&cause));
        if let Some(Asked { actor, command, .. }) = asked {
            let context = Context {
                now: group[0].at,
                sealed: &sealed,
            };
            let decision = decide(&session, actor, (*command).clone(), &context).unwrap();
            let events: Vec<_> = group.iter().map(|record| record.event.clone()).collect();
            assert_eq!(decision.events, events, "{command:?}");
            decision
                .sealed
                .into_iter()
                .for_each(|ballot| sealed.add(ballot));
        }
        for record in *group {
            session.apply(record);
            for asked in without.remove(&record.seq).unwrap_or_default() {
                let context = Context {
                    now: record.at,
                    sealed: &sealed,
                };
                let decision = decide(&session, asked.actor, asked.command.clone(), &context);
                let events = decision.map(|decision| decision.events);
                assert_eq!(events, Ok(vec![]), "{:?}", asked.command);
            }
        }
    }
    assert!(
        without.is_empty(),
        "answered with records that are not there"
    );
}

/// Nobody was shown anything that was lost afterwards, and nothing twice.
fn shown_is_kept(records: &[Record], told: &[Told]) {
    for told in told {
        assert!(told.shown.is_sorted_by(|a, b| a.seq < b.seq));
        for shown in &told.shown {
            let kept = &records[shown.seq.0 as usize - 1];
            assert_eq!((shown.seq, shown.at), (kept.seq, kept.at));
        }
    }
}

/// As many votes are in the sums of secret polls as there are records of voting, and they are those
/// that were sent.
fn sealed_is_what_was_cast(kept: &Kept, answers: &Answers<'_>) {
    let mut sent: BTreeMap<(PollId, Vote), Weight> = BTreeMap::new();
    for asked in answers.values().filter(|asked| asked.is_done()) {
        if let Command::Poll(poll::Command::Cast { poll, choice, .. }) = asked.command {
            // Everybody here has one vote.
            *sent.entry((*poll, choice.clone())).or_default() += Weight::ONE;
        }
    }
    let session = Session::replay(&kept.records).unwrap();
    let mut counted = 0;
    for poll in &session.polls {
        assert_eq!(poll.question.manner, Manner::Secret);
        let choices = (0..)
            .zip(&poll.question.choices)
            .map(|(no, _)| ChoiceNo(no));
        let mut sum = Weight::default();
        for choice in choices {
            let vote = Vote::from(choice);
            let mut ways = kept.sealed.of(poll.id);
            let sealed = ways.find(|(way, _)| **way == vote);
            let sealed = sealed.map_or(Weight::ZERO, |(_, weight)| weight);
            let sent = sent.remove(&(poll.id, vote)).unwrap_or_default();
            assert_eq!(sealed, sent, "{:?} {choice:?}", poll.id);
            if let Some(tally) = poll.tally() {
                assert_eq!(tally.by_choice[usize::from(choice.0)], sent);
            }
            sum += sealed;
        }
        let voted = poll.voted.len();
        let one_each: Weight = (0..voted).map(|_| Weight::ONE).sum();
        assert_eq!(sum, one_each, "{:?}", poll.id);
        counted += voted;
    }
    assert!(
        sent.is_empty(),
        "votes for polls that are not there: {sent:?}"
    );
    assert!(counted > 0, "nobody voted");
}
