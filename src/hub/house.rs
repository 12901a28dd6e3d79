//! The sessions of one data directory, and how each is begun, taken up again and stopped.
//!
//! A house holds what all its sessions share: the store, the clock, the limits, the brake on
//! guessing. What happens inside a session is the concern of its keeper.

use std::collections::HashMap;
use std::io;
use std::net::IpAddr;
use std::sync::atomic::{AtomicBool, AtomicU32, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore, mpsc};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use super::access::{self, Brake, NoRandomness, Randomness};
use super::clock::Clock;
use super::keeper::{Housekeeping, INBOX, Keeper, KeeperError, Request};
use super::locked;
use super::seats::SeatNo;
use crate::journal::{Access, Journal, JournalError, SessionInfo, Store, StoreError};
use crate::session::plan::Document;
use crate::session::{DelegateId, DocumentId, Event, Plan, Record, Role, Seq, Time};
use crate::text::{Lang, Trouble};
use crate::wire::Bye;

/// Names that no session may bear, because something else is served there.
const TAKEN: [&str; 1] = ["health"];

/// In which steps free disk space is told, in bytes.
#[cfg(unix)]
const DISK_STEP: u64 = 64 * 1024 * 1024;

/// What a house takes.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// How many clients may be in a session at once.
    pub connections: usize,
    /// How many of these delegates may not take, so that they never shut out who runs the meeting.
    pub reserved: usize,
    /// How many sockets may be open at once: clients, those who have yet to say hello, and browsers
    /// that load a page or a document. Whoever comes then waits.
    pub sockets: usize,
    /// After how long a socket is closed to which the hub had nothing to say. Longer than the pulse
    /// of a client and the time it has to say hello.
    pub silence: Duration,
    /// How long a client may take to say hello.
    pub hello: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connections: 2_000,
            reserved: 20,
            sockets: 3_000,
            silence: Duration::from_secs(30),
            hello: Duration::from_secs(10),
        }
    }
}

/// The sessions of one data directory.
pub struct House {
    store: Arc<Store>,
    pub(super) clock: Arc<dyn Clock>,
    randomness: Arc<dyn Randomness>,
    pub(super) limits: Limits,
    sittings: Mutex<HashMap<String, Arc<Sitting>>>,
    brake: Mutex<Brake>,
    trail: Arc<Trail>,
    /// For everybody.
    permits: Arc<Semaphore>,
    /// For who is no delegate, once the others are taken.
    reserved: Arc<Semaphore>,
    pub(super) clients: TaskTracker,
    /// Fires when the house goes to rest: who comes now is told so.
    pub(super) stopping: CancellationToken,
}

/// Whether a session that was added was new.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Added {
    /// It begins now.
    New,
    /// It was kept here before and goes on where it was; what was prepared then still holds.
    Resumed,
}

/// The join links of one session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Links {
    /// For the chair.
    pub chair: String,
    /// For the secretary.
    pub secretary: String,
    /// For the technician.
    pub technician: String,
    /// The page at which delegates type their code; opens nothing by itself.
    pub room: String,
    /// For each delegate, in the order of the roster.
    pub delegates: Vec<(DelegateId, String)>,
}

/// Why a session could not be served.
#[derive(Debug, thiserror::Error)]
pub enum HouseError {
    /// What is kept cannot be read or written.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The session's journal cannot be kept.
    #[error(transparent)]
    Keeper(#[from] KeeperError),
    /// No tokens can be made.
    #[error(transparent)]
    NoRandomness(#[from] NoRandomness),
    /// The session's short name is in use for something else, or is no name.
    #[error(
        "a session cannot be called \"{0}\": choose another `id` of letters, digits and hyphens"
    )]
    NoName(String),
    /// The system gives no thread.
    #[error("no thread could be started for the session: {0}")]
    NoThread(io::Error),
}

impl HouseError {
    /// What happened, why, and what to do.
    #[must_use]
    pub fn text(&self, lang: Lang) -> String {
        let trouble = |error: &dyn std::fmt::Display| {
            let why = Trouble::unknown(error).say(lang);
            lang.fill("cli.host.not_served", &[("why", &why)])
        };
        match self {
            Self::Store(error) => error.text(lang),
            Self::Keeper(KeeperError::Journal(error)) => error.text(lang),
            Self::Keeper(KeeperError::NoPlan) => lang.text("cli.no_plan").to_owned(),
            Self::NoName(name) => lang.fill("cli.host.no_name", &[("name", name)]),
            Self::NoRandomness(error) => trouble(error),
            Self::NoThread(error) => trouble(error),
        }
    }
}

impl From<JournalError> for HouseError {
    fn from(error: JournalError) -> Self {
        Self::Keeper(error.into())
    }
}

/// One session that is being served.
pub(super) struct Sitting {
    pub(super) name: String,
    pub(super) inbox: mpsc::Sender<Request>,
    pub(super) documents: Vec<Document>,
    pub(super) too_fast: Arc<AtomicU32>,
    access: Arc<Mutex<Vec<Access>>>,
    seats: AtomicU64,
    thread: Mutex<Option<JoinHandle<()>>>,
}

impl Sitting {
    pub(super) fn next_seat(&self) -> SeatNo {
        SeatNo(self.seats.fetch_add(1, Ordering::Relaxed))
    }
}

impl House {
    /// A house over this store that serves nothing yet.
    #[must_use]
    pub fn open(
        store: Store,
        clock: Arc<dyn Clock>,
        randomness: Arc<dyn Randomness>,
        limits: Limits,
    ) -> Self {
        Self {
            store: Arc::new(store),
            clock,
            randomness,
            limits,
            sittings: Mutex::default(),
            brake: Mutex::default(),
            trail: Arc::default(),
            permits: Arc::new(Semaphore::new(
                limits.connections.saturating_sub(limits.reserved),
            )),
            reserved: Arc::new(Semaphore::new(limits.reserved.min(limits.connections))),
            clients: TaskTracker::new(),
            stopping: CancellationToken::new(),
        }
    }

    /// Room for one more client of this role, as long as the permit is kept.
    pub(super) fn room_for(&self, role: Role) -> Option<OwnedSemaphorePermit> {
        let permit = Arc::clone(&self.permits).try_acquire_owned();
        permit.ok().or_else(|| match role {
            Role::Delegate => None,
            Role::Chair | Role::Secretary | Role::Technician => {
                Arc::clone(&self.reserved).try_acquire_owned().ok()
            }
        })
    }

    /// Serves a session with its documents. One that is kept here already is taken up again.
    /// Waits for the disk.
    ///
    /// # Errors
    /// Where it cannot be kept here.
    pub fn add(
        &self,
        plan: Plan,
        documents: &[(DocumentId, Vec<u8>)],
    ) -> Result<Added, HouseError> {
        let name = plan.id.clone();
        if !is_name(&name) || TAKEN.contains(&name.as_str()) {
            return Err(HouseError::NoName(name));
        }
        if self.is_kept(&name)? {
            self.resume(&name)?;
            return Ok(Added::Resumed);
        }
        let officers = [Role::Chair, Role::Secretary, Role::Technician];
        let roles = officers.map(|role| (role, None));
        let delegates = plan.roster.iter().map(|d| (Role::Delegate, Some(d.id)));
        let access = roles
            .into_iter()
            .chain(delegates)
            .map(|(role, delegate)| self.new_access(role, delegate))
            .collect::<Result<Vec<_>, _>>()?;
        let first = Record {
            seq: Seq(1),
            at: self.clock.now(),
            by: None,
            cause: None,
            event: Event::Prepared(Box::new(plan)),
        };
        let mut number = [0; 16];
        self.randomness.fill(&mut number)?;
        let number = uuid::Builder::from_random_bytes(number).into_uuid();
        self.store
            .create(&name, number, &first, documents, &access)?;
        self.resume(&name)?;
        Ok(Added::New)
    }

    /// Takes up a session that is kept here. Waits for the disk.
    ///
    /// # Errors
    /// Where there is none of this name, or it cannot be read.
    pub fn resume(&self, name: &str) -> Result<(), HouseError> {
        if locked(&self.sittings).contains_key(name) {
            return Ok(());
        }
        let (journal, access) = (self.store.journal(name)?, self.store.access(name)?);
        self.seat(name, Box::new(journal), access)
    }

    /// Notes where this hub is reached, for whoever looks into its directory.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn note_address(&self, base: &str) -> Result<(), HouseError> {
        Ok(self.store.note_address(base)?)
    }

    /// All sessions that are kept here, served or not.
    ///
    /// # Errors
    /// Where they cannot be read.
    pub fn kept(&self) -> Result<Vec<SessionInfo>, HouseError> {
        Ok(self.store.sessions()?)
    }

    /// The join links of a session that is served; `base` is the address of this hub as its guests
    /// reach it, such as `http://10.0.0.5:8080`.
    #[must_use]
    pub fn links(&self, name: &str, base: &str) -> Option<Links> {
        let sitting = self.sitting(name)?;
        let room = format!("{}/{name}", base.trim_end_matches('/'));
        let access = locked(&sitting.access);
        let of = |role| {
            let found = access.iter().find(|access| access.role == role);
            found.map(|access| format!("{room}#{}", access.token))
        };
        let delegates = access.iter().filter(|access| access.role == Role::Delegate);
        let delegates = delegates
            .filter_map(|access| Some((access.delegate?, format!("{room}#{}", access.token))));
        Some(Links {
            chair: of(Role::Chair)?,
            secretary: of(Role::Secretary)?,
            technician: of(Role::Technician)?,
            delegates: delegates.collect(),
            room: room.clone(),
        })
    }

    /// Stops every session, tells everybody connected, and waits until all is at rest.
    pub async fn stop(&self) {
        self.stopping.cancel();
        let sittings: Vec<_> = locked(&self.sittings).drain().map(|(_, s)| s).collect();
        for sitting in &sittings {
            // A keeper that has stopped by itself takes no more requests, and needs none.
            let _ = sitting.inbox.send(Request::Stop(Bye::HubStops)).await;
        }
        for sitting in sittings {
            let Some(thread) = locked(&sitting.thread).take() else {
                continue;
            };
            let joined = tokio::task::spawn_blocking(|| thread.join()).await;
            if !matches!(joined, Ok(Ok(()))) {
                tracing::error!(
                    session = sitting.name,
                    "the session's keeper did not end well"
                );
            }
        }
        self.clients.close();
        self.clients.wait().await;
    }

    /// Lets a keeper have a journal, and lets people in with these tokens.
    pub(super) fn seat(
        &self,
        name: &str,
        journal: Box<dyn Journal>,
        access: Vec<Access>,
    ) -> Result<(), HouseError> {
        let access = Arc::new(Mutex::new(access));
        let tokens = Tokens {
            name: name.to_owned(),
            store: Arc::clone(&self.store),
            trail: Arc::clone(&self.trail),
            randomness: Arc::clone(&self.randomness),
            access: Arc::clone(&access),
        };
        let too_fast = Arc::new(AtomicU32::new(0));
        let keeper = Keeper::open(
            name,
            journal,
            Arc::clone(&self.clock),
            Box::new(tokens.clone()),
            Arc::clone(&too_fast),
        )?;
        // A hub that was killed between adding somebody and making their token makes it now.
        for attendee in keeper.session().roster.iter() {
            tokens.make_for(attendee.delegate.id)?;
        }
        let documents = keeper.session().plan.documents.clone();
        let (inbox, requests) = mpsc::channel(INBOX);
        let thread = std::thread::Builder::new()
            .name(format!("keeper of {name}"))
            .spawn(move || keeper.run(requests))
            .map_err(HouseError::NoThread)?;
        let sitting = Sitting {
            name: name.to_owned(),
            inbox,
            documents,
            too_fast,
            access,
            seats: AtomicU64::new(0),
            thread: Mutex::new(Some(thread)),
        };
        locked(&self.sittings).insert(name.to_owned(), Arc::new(sitting));
        Ok(())
    }

    pub(super) fn sitting(&self, name: &str) -> Option<Arc<Sitting>> {
        locked(&self.sittings).get(name).cloned()
    }

    /// What this token opens for somebody at this address. An unknown session and a wrong token are
    /// the same, so that neither can be guessed.
    pub(super) fn admit(
        &self,
        session: &str,
        token: &str,
        address: IpAddr,
    ) -> Result<(Arc<Sitting>, Access), Refused> {
        let now = self.clock.now();
        if !access::is_beyond_guessing(token) && locked(&self.brake).holds(address, now) {
            return Err(Refused::Held);
        }
        let found = self.sitting(session).and_then(|sitting| {
            let access = access::find(&locked(&sitting.access), token).cloned()?;
            Some((sitting, access))
        });
        found.ok_or_else(|| {
            locked(&self.brake).wrong(address, now);
            Refused::Unknown
        })
    }

    /// A document's bytes. Waits for the disk.
    pub(super) fn document(
        &self,
        session: &str,
        id: DocumentId,
    ) -> Result<Option<Vec<u8>>, StoreError> {
        self.store.document(session, id)
    }

    /// Lets every keeper see what time has brought.
    pub(super) fn tick(&self) {
        self.tell_keepers(|| Request::Tick);
    }

    /// Lets every keeper say how it fares.
    pub(super) fn report(&self) {
        self.tell_keepers(|| Request::Report);
    }

    fn tell_keepers(&self, what: fn() -> Request) {
        for sitting in locked(&self.sittings).values() {
            // A keeper that is too busy to take this has better things to do.
            let _ = sitting.inbox.try_send(what());
        }
    }

    /// Tries again to remove the trail of secret ballots, where that could not be done at once.
    /// Waits for the disk.
    pub(super) fn forget_trail(&self) {
        self.trail.settle(&self.store);
    }

    /// Lets the store tidy up. Waits for the disk.
    pub(super) fn tidy(&self) {
        if let Err(error) = self.store.checkpoint() {
            tracing::warn!(%error, "the journal could not be tidied up");
        }
    }

    pub(super) fn now(&self) -> Time {
        self.clock.now()
    }

    fn is_kept(&self, name: &str) -> Result<bool, HouseError> {
        Ok(self.kept()?.iter().any(|kept| kept.name == name))
    }

    fn new_access(&self, role: Role, delegate: Option<DelegateId>) -> Result<Access, NoRandomness> {
        let token = access::new_token(role, self.randomness.as_ref())?;
        Ok(Access {
            role,
            delegate,
            token,
        })
    }
}

/// Why somebody was not let in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Refused {
    /// The token opens nothing.
    Unknown,
    /// Too many wrong tokens came from the same address.
    Held,
}

/// Whether this can be the short name of a session.
pub(super) fn is_name(name: &str) -> bool {
    let fits = |c: char| c.is_ascii_alphanumeric() || c == '-';
    !name.is_empty() && name.len() <= 100 && name.chars().all(fits)
}

/// What secret ballots left in the write-ahead log, from which could be told in which order they
/// came. Goes when the poll is over, or, where somebody still reads the log, soon after.
#[derive(Debug, Default)]
struct Trail {
    left: AtomicBool,
}

impl Trail {
    fn settle(&self, store: &Store) {
        if !self.left.swap(false, Ordering::SeqCst) {
            return;
        }
        if let Err(error) = store.forget_trail() {
            tracing::warn!(%error, "the trail of secret ballots is still there; trying again");
            self.left.store(true, Ordering::SeqCst);
        }
    }
}

/// The tokens of one session, and what else is kept beside its journal.
#[derive(Clone)]
struct Tokens {
    name: String,
    store: Arc<Store>,
    trail: Arc<Trail>,
    randomness: Arc<dyn Randomness>,
    access: Arc<Mutex<Vec<Access>>>,
}

impl Tokens {
    fn make_for(&self, delegate: DelegateId) -> Result<(), HouseError> {
        let theirs = |access: &Access| access.delegate == Some(delegate);
        if locked(&self.access).iter().any(theirs) {
            return Ok(());
        }
        let access = Access {
            role: Role::Delegate,
            delegate: Some(delegate),
            token: access::new_token(Role::Delegate, self.randomness.as_ref())?,
        };
        self.store
            .add_access(&self.name, std::slice::from_ref(&access))?;
        locked(&self.access).push(access);
        Ok(())
    }
}

impl Housekeeping for Tokens {
    fn forget_trail(&self) {
        self.trail.left.store(true, Ordering::SeqCst);
        self.trail.settle(&self.store);
    }

    fn delegate_added(&self, delegate: DelegateId) {
        if let Err(error) = self.make_for(delegate) {
            let session = &self.name;
            tracing::error!(session, %error, "no token could be made for somebody who was added");
        }
    }

    #[cfg(unix)]
    fn disk_free(&self) -> Option<u64> {
        let disk = rustix::fs::statvfs(self.store.dir()).ok()?;
        let free = disk.f_bavail.saturating_mul(disk.f_frsize);
        // A figure that changed with every record would be told with every record.
        Some(free - free % DISK_STEP)
    }

    #[cfg(not(unix))]
    fn disk_free(&self) -> Option<u64> {
        None
    }
}
