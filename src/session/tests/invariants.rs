//! What holds whatever anybody does, in whatever order.

use std::collections::{BTreeMap, BTreeSet};

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

use super::super::attendance::Attendee;
use super::super::plan::{Accounts, ItemChange, Rules, Substitutes};
use super::super::poll::{self, Changing, Entitled, Manner, Sense, Stage};
use super::super::quorum::{Policy, Quorum};
use super::super::testing::any::{Step, step};
use super::super::testing::events::{EVENT_KINDS, event_kind};
use super::super::testing::{Meeting, choices, plan};
use super::super::voice::Rights;
use super::super::{
    Command, DelegateId, Event, GroupId, Record, Refusal, Seconds, Session, Weight, floor, undo,
};
use crate::wire::{Audience, ClientMessage};

/// Lets all of this happen to a meeting, which may be open already.
fn run(steps: &[Step], opened: bool, rules: Rules) -> Meeting {
    let mut plan = plan();
    plan.rules = rules;
    for delegate in &mut plan.roster {
        delegate.group = Some(GroupId(1 + delegate.id.0 % 2));
    }
    let mut meeting = match opened {
        true => Meeting::opened(plan),
        false => Meeting::of(plan),
    };
    for step in steps {
        match step.clone().aimed(&meeting.session) {
            Step::Command(actor, command) | Step::Aimed(actor, command, _) => {
                // A refused command changes nothing: `decide` only looks at the session.
                let undoable = matches!(
                    command,
                    Command::Floor(_) | Command::Attendance(_) | Command::Agenda(_)
                );
                let before = undoable.then(|| meeting.session.clone());
                let done = meeting.by(&actor, command).is_ok();
                if let Some(before) = before.filter(|_| done) {
                    can_be_undone_at_once(&before, &meeting);
                }
            }
            Step::Link(delegate, up) => meeting.link(delegate, up),
            Step::Later(seconds) => meeting.later(seconds),
            Step::Back => meeting.comes_back(),
        }
        holds(&meeting);
    }
    meeting
}

/// Undone at once, a step leaves nothing behind but that it was done and undone.
fn can_be_undone_at_once(before: &Session, meeting: &Meeting) {
    let mut steps = meeting.session.lately.steps();
    let new = |step: &&undo::Step| before.lately.step(step.seq).is_none() && step.is_undoable();
    let Some(step) = steps.find(new) else { return };
    let (step, events) = (step.seq, step.events.clone());
    let mut meeting = meeting.clone();
    match meeting.chair(undo::Command::Step { step }) {
        Ok(_) => {}
        // Who was gone already when their speech was ended does not get it back.
        Err(Refusal::NotPresent { .. }) => return,
        Err(refused) => panic!("{refused:?}: {events:?}"),
    }
    let (mut was, mut is) = (before.clone(), meeting.session);
    assert!(was.roster.iter().eq(is.roster.iter()), "{events:?}");
    for event in &events {
        if let Event::Floor(
            floor::Event::Asked { request, .. } | floor::Event::Referred { request },
        ) = event
        {
            was.floor.number(request.id);
        }
    }
    (was.lately, was.roster) = (is.lately.clone(), is.roster.clone());
    // A clock that stood for no time at all ran on.
    for session in [&mut was, &mut is] {
        let running = session.floor.speaking.iter().filter(|s| !s.is_paused());
        let running: Vec<_> = running.map(|speech| speech.request.id).collect();
        session.floor.stand(&running, meeting.now);
        session.floor.go_on(&running, meeting.now);
        session.agenda.stand(meeting.now, meeting.now);
    }
    // What was due at that moment anyway may have come between.
    (was.watch, is.watch) = Default::default();
    assert_eq!(was, is, "{events:?}");
}

/// What holds at every moment.
fn holds(meeting: &Meeting) {
    let session = &meeting.session;
    let under_way = session.polls.iter();
    let under_way = under_way.filter(|p| matches!(p.stage, Stage::Prepared | Stage::Open { .. }));
    assert!(under_way.count() <= 1, "one question at a time");

    // Who sits in is here themselves, has no vote of their own, and sits in for nobody else.
    let mut sitting = BTreeSet::new();
    for by in session.roster.iter().filter_map(Attendee::sitting) {
        let substitute = session.attendee(by).unwrap();
        assert!(substitute.is_here_in_person() && !substitute.is_member());
        assert!(sitting.insert(by), "{by} sits in twice");
    }

    // Every request is in exactly one place.
    let floor = &session.floor;
    let speeches = floor.speeches();
    let heard = floor.heard.iter().map(|h| h.request.id);
    let requests: Vec<_> = floor
        .everybody()
        .chain(&floor.unheard)
        .map(|r| r.id)
        .collect();
    let everywhere: Vec<_> = speeches
        .map(|s| s.request.id)
        .chain(heard)
        .chain(requests)
        .collect();
    let once: BTreeSet<_> = everywhere.iter().collect();
    assert_eq!(once.len(), everywhere.len(), "nobody is doubled");

    let running = floor
        .interrupted
        .iter()
        .filter(|speech| !speech.is_paused());
    assert_eq!(running.count(), 0, "what a question paused stands still");
    let microphones = session.plan.rules.floor.microphones as usize;
    assert!(
        floor.speaking.len() <= microphones,
        "one for each microphone"
    );
    for below in &floor.interrupted {
        let above = floor
            .speeches()
            .filter(|s| s.pauses == Some(below.request.id));
        assert_eq!(above.count(), 1, "and goes on when the question is over");
    }

    for (item, outline) in session
        .plan
        .item_ids()
        .filter_map(|item| Some((item, session.conclusions.of(item)?)))
    {
        let mut above = 0;
        for conclusion in &outline.draft {
            let level = conclusion.level;
            assert!(
                (1..=above + 1).contains(&level) && level <= 3,
                "{item}: {level}"
            );
            above = level;
        }
    }

    for poll in &session.polls {
        let Some(tally) = poll.tally() else { continue };
        let of = |sense| tally.of(sense, &choices());
        let cast = tally.handed_in().less(tally.invalid());
        if poll.is_on_motion() {
            assert_eq!(cast, of(Sense::Yes) + of(Sense::No) + of(Sense::Abstain));
        }
        assert!(tally.by_choice.iter().all(|votes| *votes <= cast));
        let contest = poll.question.matter.contest();
        let seats = contest.map_or(0, |contest| usize::from(contest.seats));
        assert!(poll.elected().len() <= seats);
        assert_eq!(cast + tally.invalid() + tally.not_voting(), tally.entitled);
        assert!(cast + tally.invalid() <= tally.present && tally.present <= tally.members);
        // Only who is recused is present without being entitled.
        let recused = u32::try_from(poll.recused.len()).unwrap();
        assert!(tally.present <= tally.entitled + Weight::whole(recused));
        assert!(tally.entitled <= tally.members);
        let voted = match (&poll.hands, &poll.ledger) {
            (Some(hands), _) => hands.iter().map(|n| Weight::whole(*n)).sum(),
            (_, Some(ledger)) => Weight::whole(ledger.valid),
            _ => poll.voted.keys().map(|who| poll.entitled[who]).sum(),
        };
        assert_eq!(cast, voted);
        let asked = tally.outcome == poll::Outcome::Tied;
        assert!(!asked || !matches!(poll.stage, Stage::Published { .. }));
    }
}

/// What was not undone.
fn standing(records: &[Record]) -> impl Iterator<Item = &Record> {
    let undone = records.iter().filter_map(|record| match record.event {
        Event::Undo(undo::Event::Undone { step }) => records.iter().find(|r| r.seq == step),
        _ => None,
    });
    let undone: BTreeSet<_> = undone.filter_map(|record| record.cause).collect();
    let stands = move |record: &&Record| record.cause.is_none_or(|cause| !undone.contains(&cause));
    records.iter().filter(stands)
}

/// What everybody who asked became of: nobody is lost.
fn fates(records: &[Record]) -> BTreeMap<u32, usize> {
    let mut fates: BTreeMap<u32, usize> = BTreeMap::new();
    for record in standing(records) {
        let Event::Floor(event) = &record.event else {
            continue;
        };
        use floor::Event::{Asked, Given, Removed, Unheard, Withdrawn};
        match event {
            Asked { request, .. } => assert_eq!(fates.insert(request.id.0, 0), None),
            Given { request, .. } | Removed { request, .. } | Withdrawn { request } => {
                *fates.get_mut(&request.0).unwrap() += 1;
            }
            Unheard { requests } => {
                for request in requests {
                    *fates.get_mut(&request.0).unwrap() += 1;
                }
            }
            _ => {}
        }
    }
    fates
}

/// Rules of a body: what substitutes may do, how many microphones there are, whether everything is
/// limited that can be.
fn rules(substitutes: Substitutes, microphones: u32, strict: bool) -> Rules {
    let mut rules = plan().rules;
    rules.substitutes = substitutes;
    rules.floor.microphones = microphones;
    // Two groups of whom one comes first, so that the order has something to do.
    rules.floor.order = floor::Policy::Balanced;
    rules.floor.groups = ["A", "B"].map(str::to_owned).to_vec();
    rules.floor.points_of_order = vec!["Quy trình".to_owned()];
    if strict {
        rules.limits.speeches = Some(1);
        rules.floor.item_change = ItemChange::Keep;
        rules.accounts = Some(Accounts {
            each: Seconds(1),
            per_item: true,
            units: vec![],
        });
    }
    rules
}

fn any_rules() -> impl Strategy<Value = Rules> {
    use Substitutes::{Attendance, None, Vote};
    let substitutes = select(&[None, Attendance, Vote][..]);
    let all = (substitutes, 1..=3u32, any::<bool>());
    all.prop_flat_map(|(substitutes, microphones, strict)| {
        voting(rules(substitutes, microphones, strict))
    })
}

/// The same, with whatever a body may say of its quorum and its voices.
fn voting(rules: Rules) -> impl Strategy<Value = Rules> {
    use Substitutes::{Attendance, None, Vote};
    let entitled = select(&[Entitled::Frozen, Entitled::UntilClose][..]);
    let proxies = select(&[None, Attendance, Vote][..]);
    let policy = select(&Policy::ALL[..]);
    let all = (entitled, proxies, 0..3u32, policy);
    all.prop_map(move |(entitled, proxies, most_proxies, policy)| {
        let mut rules = rules.clone();
        rules.rights = Rights {
            entitled,
            proxies,
            most_proxies,
        };
        rules.quorum.policy = policy;
        if matches!(policy, Policy::Continuous | Policy::Challenged) {
            // Eight of nine, which a few who come and go soon lose and reach again.
            rules.quorum.condition = Quorum::read("> 4/5 of members").unwrap();
        }
        rules
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..Default::default() })]

    #[test]
    fn whatever_is_done_the_rules_hold(
        steps in vec(step(), 0..200),
        opened in any::<bool>(),
        rules in any_rules(),
    ) {
        let meeting = run(&steps, opened, rules);

        // The records tell the whole session.
        let replayed = Session::replay(&meeting.records).unwrap();
        prop_assert_eq!(&replayed, &meeting.session);

        // Every request is dealt with once, or waits.
        for (request, times) in fates(&meeting.records) {
            let floor = &meeting.session.floor;
            let waits = floor.everybody().any(|r| r.id.0 == request);
            prop_assert_eq!(times, usize::from(!waits), "request {}", request);
        }

        let (mut voted, mut cast) = (BTreeMap::new(), BTreeSet::new());
        for record in &meeting.records {
            // Everything is read as it was written.
            let json = serde_json::to_string(record).unwrap();
            let read: Record = serde_json::from_str(&json).unwrap();
            prop_assert_eq!(&read, record, "{}", json);

            if let Event::Poll(poll::Event::Cast { poll, delegate, choice }) = &record.event {
                let question = &meeting.poll(*poll).question;
                let other = voted.insert((*poll, *delegate), choice.clone()) != Some(choice.clone());
                let may_change = question.terms.changing == Changing::UntilClose;
                let first = cast.insert((*poll, *delegate));
                prop_assert!(first || may_change && other, "{delegate} votes once");
                let manner = question.manner;
                prop_assert_eq!(choice.is_some(), manner == Manner::Named);
            }
        }
    }

    #[test]
    fn what_an_audience_sees_can_be_applied(steps in vec(step(), 0..120)) {
        let meeting = run(&steps, true, rules(Substitutes::None, 1, false));
        let one = Audience::Delegate(DelegateId(5));
        for audience in Audience::COMMON.into_iter().chain([one]) {
            let seen: Vec<_> = meeting.records.iter().filter_map(|r| audience.sees(r)).collect();
            let seen = Session::replay(seen.iter().map(AsRef::as_ref)).unwrap();
            let mut floor = meeting.session.floor.clone();
            if audience != Audience::Table {
                floor.contributions.values_mut().for_each(|filed| filed.text.clear());
            }
            prop_assert_eq!(&seen.floor, &floor);
            prop_assert_eq!(&seen.agenda, &meeting.session.agenda);
            prop_assert_eq!(seen.phase, meeting.session.phase);
            for (seen, poll) in seen.polls.iter().zip(&meeting.session.polls) {
                prop_assert_eq!(&seen.entitled, &poll.entitled);
                prop_assert!(seen.voted.keys().eq(poll.voted.keys()));
                prop_assert!(seen.voted.values().all(Option::is_none));
            }
            for item in meeting.session.plan.item_ids() {
                let adopted = |session: &Session| {
                    session.conclusions.of(item).and_then(|outline| outline.adopted.clone())
                };
                prop_assert_eq!(adopted(&seen), adopted(&meeting.session));
            }
        }
    }

    #[test]
    fn events_in_any_order_are_applied_without_panic(
        steps in vec(step(), 0..80),
        order in any::<u64>(),
    ) {
        let mut records = run(&steps, true, rules(Substitutes::None, 1, false)).records;
        let mut session = Meeting::planned().session;
        let mut seed = order;
        while !records.is_empty() {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            let place = usize::try_from(seed >> 33).unwrap() % records.len();
            let record = records.swap_remove(place);
            session.apply(&record);
        }
    }

    #[test]
    fn commands_are_read_as_they_were_written(step in step()) {
        if let Step::Command(_, command) | Step::Aimed(_, command, _) = step {
            let id = super::super::CommandId(uuid::Uuid::nil());
            let message = ClientMessage::Command { id, command: Box::new(command) };
            let text = message.encode();
            prop_assert_eq!(ClientMessage::decode(&text).unwrap(), message, "{}", text);
        }
    }
}

/// The properties are worth as much as the meetings they are tried on.
#[test]
fn random_meetings_come_to_everything() {
    let mut runner = TestRunner::deterministic();
    let mut kinds = BTreeSet::new();
    for _ in 0..1_000 {
        if kinds.len() == EVENT_KINDS.len() {
            break;
        }
        let steps = vec(step(), 100..200)
            .new_tree(&mut runner)
            .unwrap()
            .current();
        let rules = voting(rules(Substitutes::Vote, 2, true));
        let rules = rules.new_tree(&mut runner).unwrap().current();
        for record in run(&steps, true, rules).records {
            kinds.insert(event_kind(&record.event));
        }
    }
    let missing: Vec<_> = EVENT_KINDS
        .iter()
        .filter(|kind| !kinds.contains(*kind))
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
}
