//! The director against the rules themselves: acts are decided and applied at once, without a hub.

use super::*;
use crate::cli::demo::sample;
use crate::session::poll::SealedBallots;
use crate::session::{Actor, CommandId, Context, Event, Record, Role, Seq, decide, life};
use crate::text::Lang;

const START: Time = Time(1_796_000_000_000);
const PLAYED: Cast = Cast {
    chair: Part::Played,
    secretary: Part::Played,
};

struct Rehearsal {
    session: Session,
    director: Director,
    now: Time,
    acts: Vec<(Time, Act)>,
    commands: u128,
    seq: Seq,
}

impl Rehearsal {
    fn new(seed: u64, cast: Cast) -> Self {
        Self::held_in(Lang::Vi, seed, cast)
    }

    fn held_in(lang: Lang, seed: u64, cast: Cast) -> Self {
        let plan = sample::read(lang).unwrap().plan;
        let script = Script::read(lang).unwrap();
        Self {
            director: Director::new(seed, &plan, cast, script),
            session: Session::prepared(plan),
            now: START,
            acts: vec![],
            commands: 0,
            // The first record is what was prepared.
            seq: Seq(1),
        }
    }

    /// Lets so many seconds pass.
    fn run(&mut self, seconds: i64) {
        for _ in 0..seconds * 4 {
            while let Some(act) = self.director.next(&self.session, self.now) {
                self.perform(&act);
                self.acts.push((self.now, act));
            }
            self.now = self.now + Millis(250);
        }
    }

    fn perform(&mut self, act: &Act) {
        let (command, actor) = match (&act.deed, act.actor) {
            (Deed::Command(command), Who::Delegate(id)) => (command, Actor::delegate(id)),
            (Deed::Command(command), Who::Chair) => (command, Actor::of(Role::Chair)),
            (Deed::Command(command), Who::Secretary) => (command, Actor::of(Role::Secretary)),
            (deed, Who::Delegate(id)) => {
                let up = *deed == Deed::Connect;
                let events = self.session.link_changed(id, up, self.now);
                self.write(None, events);
                return;
            }
            _ => return,
        };
        self.command(&actor, command.clone(), act.refused);
    }

    fn command(&mut self, actor: &Actor, command: Command, refused: bool) {
        let context = Context {
            now: self.now,
            sealed: &SealedBallots::default(),
        };
        match decide(&self.session, actor, command.clone(), &context) {
            Ok(_) if refused => panic!("{command:?} was to be refused"),
            Ok(decision) => {
                self.write(Some(actor), decision.events);
            }
            Err(refusal) => assert!(refused, "{command:?}: {refusal:?}"),
        }
    }

    fn write(&mut self, by: Option<&Actor>, events: Vec<Event>) {
        self.commands += 1;
        let cause = CommandId(uuid::Uuid::from_u128(self.commands));
        for event in events {
            self.seq = self.seq.next();
            self.session.apply(&Record {
                seq: self.seq,
                at: self.now,
                by: by.cloned(),
                cause: by.map(|_| cause),
                event,
            });
        }
    }

    fn acts_of(&self, who: Who) -> usize {
        self.acts.iter().filter(|(_, act)| act.actor == who).count()
    }
}

#[test]
fn the_same_seed_gives_the_same_acts() {
    let acts = |seed| {
        let mut rehearsal = Rehearsal::new(seed, PLAYED);
        rehearsal.run(1_200);
        rehearsal.acts
    };
    assert_eq!(acts(5), acts(5));
    assert_ne!(acts(5), acts(6));
}

#[test]
fn whatever_the_seed_the_meeting_ends_and_everything_happens_in_it() {
    let seeds = |lang, seeds: std::ops::Range<u64>| seeds.map(move |seed| (lang, seed));
    for (lang, seed) in seeds(Lang::Vi, 0..60).chain(seeds(Lang::En, 0..30)) {
        let mut rehearsal = Rehearsal::held_in(lang, seed, PLAYED);
        rehearsal.run(1_200);
        let session = &rehearsal.session;
        assert!(session.phase.is_closed(), "{seed}");
        assert_eq!(session.presiding, session.plan.chair, "{seed}");
        assert_eq!(session.polls.iter().count(), 1);
        assert!(session.floor.heard.len() >= 15, "{seed}");
        let meant = rehearsal.acts.iter().filter(|(_, act)| act.refused);
        assert!((2..=3).contains(&meant.count()), "{seed}");
        let quiet = rehearsal.acts.windows(2);
        let longest = quiet.map(|pair| pair[1].0.since(pair[0].0).seconds()).max();
        assert!(
            longest < Some(30),
            "{seed}: nothing happens for {longest:?} s"
        );
    }
}

#[test]
fn who_presides_finds_the_meeting_under_way_and_is_left_alone() {
    let cast = Cast {
        chair: Part::Person,
        ..PLAYED
    };
    for seed in 0..20 {
        let mut rehearsal = Rehearsal::new(seed, cast);
        rehearsal.run(1);
        let session = &rehearsal.session;
        assert!(session.phase.is_open());
        assert!(session.agenda.current.is_some());
        assert!(session.floor.current().is_some());
        assert!((2..=3).contains(&session.floor.queue.len()), "{seed}");
        assert!(session.quorum(rehearsal.now).is_reached());
        let chair = rehearsal.acts_of(Who::Chair);
        rehearsal.run(600);
        assert_eq!(rehearsal.acts_of(Who::Chair), chair, "{seed}");
        assert!(rehearsal.session.floor.queue.len() >= 2, "{seed}");
    }
}

#[test]
fn where_a_person_keeps_the_record_the_meeting_goes_on_without_the_played_secretary() {
    let cast = Cast {
        secretary: Part::Person,
        ..PLAYED
    };
    let mut rehearsal = Rehearsal::new(3, cast);
    rehearsal.run(1_800);
    assert_eq!(rehearsal.acts_of(Who::Secretary), 0);
    assert!(rehearsal.session.phase.is_closed());
}

#[test]
fn nobody_acts_once_the_session_is_closed() {
    let mut rehearsal = Rehearsal::new(1, PLAYED);
    rehearsal.run(120);
    let close = Command::Life(life::Command::Close);
    rehearsal.command(&Actor::of(Role::Chair), close, false);
    let acts = rehearsal.acts.len();
    rehearsal.run(60);
    assert_eq!(rehearsal.acts.len(), acts);
}
