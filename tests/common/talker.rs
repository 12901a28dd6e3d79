//! A client that notes what it was promised and never gives up.

use std::collections::VecDeque;
use std::io::{self, ErrorKind};
use std::sync::mpsc::Sender;
use std::sync::{Arc, Condvar, Mutex};
use std::time::{Duration, Instant};

use chair_console::session::{Actor, Command, CommandId, Record, Seq, Session};
use chair_console::wire::{Answer, HubMessage};
use uuid::Uuid;

use super::{Client, PATIENCE};

/// How long it listens before it looks whether the meeting is over.
const BREATH: Duration = Duration::from_millis(20);
/// How many commands may wait for their answers.
const AT_ONCE: usize = 3;

/// Whether the hub was started again, and whether the meeting is over.
#[derive(Default)]
pub struct Meeting {
    state: Mutex<(u32, bool)>,
    changed: Condvar,
}

impl Meeting {
    /// The hub was started again.
    pub fn up_again(&self) {
        self.state.lock().unwrap().0 += 1;
        self.changed.notify_all();
    }

    /// Nobody begins anything new.
    pub fn end(&self) {
        self.state.lock().unwrap().1 = true;
        self.changed.notify_all();
    }

    pub fn is_over(&self) -> bool {
        self.state.lock().unwrap().1
    }

    /// Waits until something changes, at most this long.
    pub fn wait(&self, at_most: Duration) {
        let state = self.state.lock().unwrap();
        let before = *state;
        let same = |state: &mut (u32, bool)| *state == before;
        let waited = self.changed.wait_timeout_while(state, at_most, same);
        drop(waited.unwrap());
    }
}

/// What somebody does, as they see the session.
pub trait Person: Send {
    /// Who they are to the hub.
    fn actor(&self) -> Actor;

    /// What they want next, if anything.
    fn next(&mut self, session: &Session, chance: &mut fastrand::Rng) -> Option<Command>;
}

/// What became of somebody's commands, and what they were shown.
pub struct Told {
    pub actor: Actor,
    pub answers: Vec<(CommandId, Command, Answer)>,
    pub shown: Vec<Record>,
}

/// Somebody with a connection.
pub struct Talker<P> {
    link: String,
    person: P,
    chance: fastrand::Rng,
    meeting: Arc<Meeting>,
    answers: Sender<()>,
    waiting: VecDeque<(CommandId, Command)>,
    session: Option<Session>,
    seen: Option<(Uuid, Seq)>,
    told: Told,
}

impl<P: Person> Talker<P> {
    pub fn new(
        link: &str,
        person: P,
        seed: u64,
        meeting: &Arc<Meeting>,
        answers: &Sender<()>,
    ) -> Self {
        let told = Told {
            actor: person.actor(),
            answers: vec![],
            shown: vec![],
        };
        Self {
            link: link.to_owned(),
            person,
            chance: fastrand::Rng::with_seed(seed),
            meeting: Arc::clone(meeting),
            answers: answers.clone(),
            waiting: VecDeque::new(),
            session: None,
            seen: None,
            told,
        }
    }

    /// Talks until the meeting is over and every command was answered.
    pub fn talk(mut self) -> Told {
        let mut last_word = Instant::now();
        loop {
            let before = self.told.answers.len();
            match self.connection() {
                Ok(()) => return self.told,
                // Killed: the hub comes back, and so do we.
                Err(_) => self.meeting.wait(BREATH),
            }
            if self.told.answers.len() > before {
                last_word = Instant::now();
            }
            assert!(last_word.elapsed() < PATIENCE, "the hub stays away");
        }
    }

    /// One connection, from the hello to the kill; fine once all is said.
    fn connection(&mut self) -> io::Result<()> {
        let mut client = Client::join(&self.link, self.seen)?.impatient(BREATH);
        let resumed = self.seen.is_none_or(|seen| seen.1 == client.seen);
        assert!(resumed, "the hub does not know what it showed before");
        for (id, command) in &self.waiting {
            client.send(*id, command)?;
        }
        loop {
            let over = self.meeting.is_over();
            if over && self.waiting.is_empty() {
                return Ok(());
            }
            if !over && self.waiting.len() < AT_ONCE {
                self.want(&mut client)?;
            }
            match client.hear() {
                Ok(HubMessage::Reply { id, answer }) => self.note(id, answer),
                Ok(_) => self.look(&mut client),
                Err(error) if is_silence(&error) => {}
                Err(error) => return Err(error),
            }
        }
    }

    /// Sends what the person wants next.
    fn want(&mut self, client: &mut Client) -> io::Result<()> {
        let session = self.session.as_ref();
        let Some(command) = session.and_then(|s| self.person.next(s, &mut self.chance)) else {
            return Ok(());
        };
        let id = CommandId(Uuid::now_v7());
        self.waiting.push_back((id, command.clone()));
        client.send(id, &command)
    }

    fn note(&mut self, id: CommandId, answer: Answer) {
        let place = self.waiting.iter().position(|(waiting, _)| *waiting == id);
        let (id, command) = self.waiting.remove(place.unwrap()).unwrap();
        self.told.answers.push((id, command, answer));
        // Nobody counts any more once the last kill is done.
        let _ = self.answers.send(());
    }

    /// Sees what happened.
    fn look(&mut self, client: &mut Client) {
        for record in client.records.drain(..) {
            match &mut self.session {
                Some(session) => session.apply(&record),
                none => *none = Session::replay([&record]),
            }
            self.told.shown.push(record);
        }
        self.seen = Some((client.journal, client.seen));
    }
}

fn is_silence(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut)
}
