//! The keeper alone, without a network.

use std::sync::atomic::{AtomicUsize, Ordering};

use super::*;
use crate::hub::ManualClock;
use crate::hub::outbox::{Out, Outgoing, outbox};
use crate::hub::tests::setting::{START, journal, question};
use crate::journal::memory;
use crate::session::{Role, floor, life, poll::ChoiceNo};

struct Counting {
    journal: memory::Memory,
    appends: Arc<AtomicUsize>,
}

impl Journal for Counting {
    fn load(&mut self) -> Result<Kept, JournalError> {
        self.journal.load()
    }

    fn append(&mut self, records: &[Record], sealed: &[SealedBallot]) -> Result<(), JournalError> {
        self.appends.fetch_add(1, Ordering::SeqCst);
        self.journal.append(records, sealed)
    }
}

/// Counts how often a trail was to be forgotten.
struct Counter(Arc<AtomicUsize>);

impl Housekeeping for Counter {
    fn forget_trail(&self) {
        self.0.fetch_add(1, Ordering::SeqCst);
    }

    fn delegate_added(&self, _: DelegateId) {}

    fn disk_free(&self) -> Option<u64> {
        Some(5)
    }
}

struct Run {
    journal: memory::Memory,
    appends: usize,
    forgotten: usize,
}

/// Lets a keeper deal with requests that all wait when it begins.
fn run(requests: Vec<Request>) -> Run {
    let (appends, forgotten) = (Arc::default(), Arc::default());
    let journal = journal();
    let counting = Counting {
        journal: journal.clone(),
        appends: Arc::clone(&appends),
    };
    let keeper = Keeper::open(
        "test",
        Box::new(counting),
        Arc::new(ManualClock::at(START)),
        Box::new(Counter(Arc::clone(&forgotten))),
        Arc::default(),
    );
    let (inbox, waiting) = mpsc::channel(INBOX);
    for request in requests {
        inbox.try_send(request).unwrap();
    }
    drop(inbox);
    keep(keeper.unwrap(), waiting);
    Run {
        journal,
        appends: appends.load(Ordering::SeqCst),
        forgotten: forgotten.load(Ordering::SeqCst),
    }
}

/// On a thread of its own, as in a hub: a keeper waits without giving way.
fn keep(keeper: Keeper, inbox: mpsc::Receiver<Request>) {
    std::thread::spawn(move || keeper.run(inbox))
        .join()
        .unwrap();
}

fn join(seat: u64, actor: Actor) -> (Request, Outgoing) {
    let (outbox, outgoing) = outbox();
    let join = Join {
        seat: SeatNo(seat),
        actor,
        is_device: true,
        since: Seq(0),
        journal: None,
        outbox,
    };
    (Request::Join(Box::new(join)), outgoing)
}

fn command(seat: u64, command: Command) -> Request {
    Request::Command {
        seat: SeatNo(seat),
        id: CommandId(Uuid::now_v7()),
        command: Box::new(command),
    }
}

fn poll_command(seat: u64, asked: poll::Command) -> Request {
    command(seat, Command::Poll(asked))
}

async fn said(mut outgoing: Outgoing) -> Vec<HubMessage> {
    let mut all = vec![];
    while let Some(Out::Frame(frame)) = outgoing.next().await {
        all.push(HubMessage::decode(&frame).unwrap());
    }
    all
}

#[tokio::test]
async fn many_commands_at_once_are_made_durable_in_few_writes() {
    let (joined, outgoing) = join(1, Actor::of(Role::Chair));
    let mut requests = vec![joined];
    requests.extend((0..150).map(|n| {
        let text = format!("thông báo {n}");
        command(1, Command::Life(life::Command::Announce { text }))
    }));
    let run = run(requests);
    assert_eq!(run.appends, 1);
    assert_eq!(run.journal.kept().records.len(), 151);
    let done = |message: &HubMessage| {
        let answer = |answer: &Answer| matches!(answer, Answer::Done { .. });
        matches!(message, HubMessage::Reply { answer: a, .. } if answer(a))
    };
    assert_eq!(said(outgoing).await.iter().filter(|m| done(m)).count(), 150);
}

#[test]
fn a_secret_vote_leaves_no_choice_in_the_record_and_its_trail_is_forgotten() {
    let delegates: Vec<_> = (1..=6).map(DelegateId).collect();
    let poll = PollId(1);
    let (chair, _outgoing) = join(0, Actor::of(Role::Chair));
    let question = question(Manner::Secret);
    let mut requests = vec![
        chair,
        command(
            0,
            Command::Attendance(attendance::Command::MarkPresent {
                delegates: delegates.clone(),
            }),
        ),
        command(0, Command::Life(life::Command::Open)),
        poll_command(0, poll::Command::Prepare { question }),
        poll_command(0, poll::Command::Open { poll }),
    ];
    let mut outgoing = vec![];
    for delegate in delegates {
        let seat = u64::from(delegate.0);
        let (joined, theirs) = join(seat, Actor::delegate(delegate));
        outgoing.push(theirs);
        let choice = ChoiceNo(u8::from(delegate.0 > 4));
        let cast = poll::Command::Cast {
            poll,
            choice: choice.into(),
            delegate: None,
        };
        requests.extend([joined, poll_command(seat, cast)]);
    }
    requests.push(poll_command(0, poll::Command::Close { poll }));
    let run = run(requests);
    let kept = run.journal.kept();
    let json = serde_json::to_string(&kept.records).unwrap();
    assert!(!json.contains(r#""choice":"#));
    let session = Session::replay(&kept.records).unwrap();
    let tally = session.polls.get(poll).unwrap().tally().unwrap().clone();
    assert_eq!(tally.by_choice, [4, 2].map(crate::session::Weight::whole));
    assert_eq!(run.forgotten, 1);
}

#[tokio::test]
async fn those_who_watch_are_told_how_the_hub_fares_when_it_changed() {
    let (technician, watching) = join(1, Actor::of(Role::Technician));
    let (delegate, other) = join(2, Actor::delegate(DelegateId(2)));
    run(vec![technician, delegate, Request::Report]);
    let vitals = |said: Vec<HubMessage>| -> Vec<_> {
        let vitals = said.into_iter().filter_map(|message| match message {
            HubMessage::Vitals(vitals) => Some(vitals),
            _ => None,
        });
        vitals.collect()
    };
    let told = vitals(said(watching).await);
    assert_eq!(told.len(), 1);
    assert_eq!(told[0].connections.len(), 2);
    assert_eq!((told[0].records, told[0].disk_free), (2, Some(5)));
    assert!(vitals(said(other).await).is_empty());
}

#[test]
fn what_time_brings_is_written_down_before_anything_else_and_bears_its_own_moment() {
    let clock = Arc::new(ManualClock::at(START));
    let journal = journal();
    let keeper = Keeper::open(
        "test",
        Box::new(journal.clone()),
        Arc::clone(&clock) as Arc<dyn Clock>,
        Box::new(Counter(Arc::default())),
        Arc::default(),
    );
    let mut keeper = keeper.unwrap();
    let at = Time(START.0 + 60_000);
    let (chair, _outgoing) = join(0, Actor::of(Role::Chair));
    let end = Command::Floor(floor::Command::SetListEnd { at });
    assert!(keeper.handle(vec![chair, command(0, end)]).is_continue());
    clock.set(Time(at.0 + 5_000));
    let text = "muộn".to_owned();
    let announce = command(0, Command::Life(life::Command::Announce { text }));
    assert!(keeper.handle(vec![announce]).is_continue());
    let records = journal.kept().records;
    let last: Vec<_> = records.iter().rev().take(2).map(|r| r.at).collect();
    assert_eq!(last, [Time(at.0 + 5_000), at]);
    let closed = Event::Floor(floor::Event::ListClosed);
    assert_eq!(records[records.len() - 2].event, closed);
}

#[test]
fn devices_that_were_there_before_a_restart_are_lost_until_they_come_back() {
    let (joined, _outgoing) = join(1, Actor::delegate(DelegateId(2)));
    let journal = run(vec![joined]).journal;
    let keeper = Keeper::open(
        "test",
        Box::new(journal.clone()),
        Arc::new(ManualClock::at(START)),
        Box::new(Counter(Arc::default())),
        Arc::default(),
    );
    let (inbox, waiting) = mpsc::channel(INBOX);
    inbox.try_send(Request::Tick).unwrap();
    drop(inbox);
    keep(keeper.unwrap(), waiting);
    let session = Session::replay(&journal.kept().records).unwrap();
    let link = session.attendee(DelegateId(2)).unwrap().link;
    assert_eq!(link, attendance::Link::Lost { since: START });
}

#[test]
fn silence_while_the_hub_was_away_carries_nothing() {
    let delegates = (1..=6).map(DelegateId).collect();
    let poll = PollId(1);
    let question = poll::Question {
        rule: "no objection".parse().unwrap(),
        ..question(Manner::Named)
    };
    let (chair, _outgoing) = join(0, Actor::of(Role::Chair));
    let mark = attendance::Command::MarkPresent { delegates };
    let journal = run(vec![
        chair,
        command(0, Command::Attendance(mark)),
        command(0, Command::Life(life::Command::Open)),
        poll_command(0, poll::Command::Prepare { question }),
        poll_command(0, poll::Command::Open { poll }),
    ])
    .journal;
    let back = Time(START.0 + 60_000);
    let clock = Arc::new(ManualClock::at(back));
    let keeper = Keeper::open(
        "test",
        Box::new(journal.clone()),
        Arc::clone(&clock) as Arc<dyn Clock>,
        Box::new(Counter(Arc::default())),
        Arc::default(),
    );
    let mut keeper = keeper.unwrap();
    assert!(keeper.handle(vec![Request::Tick]).is_continue());
    let until = Time(back.0 + 10_000);
    let found = keeper.session().polls.get(poll).unwrap().clone();
    assert_eq!(keeper.session().waits_until(&found), Some(until));
    clock.set(Time(until.0 + 1_000));
    assert!(keeper.handle(vec![Request::Tick]).is_continue());
    let session = Session::replay(&journal.kept().records).unwrap();
    let found = session.polls.get(poll).unwrap();
    assert_eq!(found.closed_at, Some(until));
}
