//! The stage: carries out what the director decides, with a real connection for everybody who is
//! played, and sees the session through the played secretary's.

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;
use std::time::Duration;

use anyhow::{anyhow, bail};
use tokio::sync::mpsc;
use tokio::task::JoinHandle;
use tokio::time::{Instant, sleep, timeout};

use super::director::{Act, Deed, Who};
use crate::hub::allowance::Allowance;
use crate::hub::{Clock, Links, Randomness};
use crate::link::{Address, News, Order, Ticket, remote};
use crate::session::{
    Command, CommandId, DelegateId, Event, Record, Refusal, Seq, Session, Time, attendance,
};
use crate::wire::Answer;

/// What the played officers' consoles are called in the records.
const NAME: &str = "demo";
/// How long an answer is waited for. Never so long, unless something is broken.
const PATIENCE: Duration = Duration::from_secs(20);
/// How much later than allowed the next command is sent, since the hub counts by its own clock.
const MARGIN: Duration = Duration::from_millis(50);
/// How much of what the played people hear may wait.
const WAITING: usize = 1_024;

/// Everybody who is played, and what is seen of the session.
pub(super) struct Stage {
    links: Links,
    clock: Arc<dyn Clock>,
    randomness: Arc<dyn Randomness>,
    players: BTreeMap<Who, Player>,
    heard: mpsc::Receiver<Heard>,
    tell: mpsc::Sender<Heard>,
    last_ticket: u64,
    session: Option<Session>,
    seen: Seq,
    /// Records that nobody has looked at yet.
    fresh: VecDeque<Record>,
    connections: u64,
}

/// Somebody who is played and connected.
struct Player {
    connection: u64,
    orders: mpsc::Sender<Order>,
    listener: JoinHandle<()>,
    allowance: Allowance,
}

impl Drop for Player {
    /// Nobody listens any more, so the link lets the connection go.
    fn drop(&mut self) {
        self.listener.abort();
    }
}

/// What one of those who are played heard.
struct Heard {
    who: Who,
    connection: u64,
    news: News,
}

/// What became of an act.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Became {
    /// It was done.
    Done,
    /// It was refused.
    Refused(Refusal),
}

impl Stage {
    /// Connects the played secretary, and waits until the session is seen.
    ///
    /// # Errors
    /// Where the hub does not answer.
    pub(super) async fn open(
        links: Links,
        clock: Arc<dyn Clock>,
        randomness: Arc<dyn Randomness>,
    ) -> anyhow::Result<Self> {
        let (tell, heard) = mpsc::channel(WAITING);
        let mut stage = Self {
            links,
            clock,
            randomness,
            players: BTreeMap::new(),
            heard,
            tell,
            last_ticket: 0,
            session: None,
            seen: Seq(0),
            fresh: VecDeque::new(),
            connections: 0,
        };
        stage.connect(Who::Secretary)?;
        stage.until(|stage, _| stage.session.is_some()).await?;
        Ok(stage)
    }

    /// The session as the head table sees it.
    pub(super) fn session(&self) -> Option<&Session> {
        self.session.as_ref()
    }

    /// The records that were seen since this was asked last.
    pub(super) fn fresh(&mut self) -> impl Iterator<Item = Record> {
        self.fresh.drain(..)
    }

    /// The time on the clock that everything runs on.
    pub(super) fn now(&self) -> Time {
        self.clock.now()
    }

    /// Carries out an act, and waits until its consequences are seen.
    ///
    /// # Errors
    /// Where the hub does not answer, or a connection breaks.
    pub(super) async fn perform(&mut self, act: &Act) -> anyhow::Result<Became> {
        match &act.deed {
            Deed::Connect => {
                let connection = self.connect(act.actor)?;
                let joined = move |heard: &Heard| {
                    heard.connection == connection && matches!(heard.news, News::Joined { .. })
                };
                self.until(|_, heard| joined(heard)).await?;
                self.until_link(act.actor, true).await?;
            }
            Deed::Disconnect => {
                self.players.remove(&act.actor);
                self.until_link(act.actor, false).await?;
            }
            Deed::Command(command) => {
                let wait = self.allowed_in(act.actor);
                sleep(wait).await;
                let ticket = self.send(act.actor, command.clone())?;
                return self.until_answered(ticket).await;
            }
        }
        Ok(Became::Done)
    }

    /// Carries out an act without waiting for anything.
    pub(super) fn begin(&mut self, act: &Act) {
        let begun = match &act.deed {
            Deed::Connect => self.connect(act.actor).map(|_| ()),
            Deed::Disconnect => {
                self.players.remove(&act.actor);
                Ok(())
            }
            Deed::Command(command) => self.send(act.actor, command.clone()).map(|_| ()),
        };
        if let Err(error) = begun {
            // The person at the console has done something else meanwhile; the show goes on.
            tracing::debug!(%error, "an act was left out");
        }
    }

    /// Takes in what was heard next. Nothing is lost where the waiting is given up.
    pub(super) async fn hear(&mut self) {
        if let Some(heard) = self.heard.recv().await {
            self.take(&heard);
        }
    }

    fn connect(&mut self, who: Who) -> anyhow::Result<u64> {
        let (link, name) = match who {
            Who::Chair => (self.links.chair.as_str(), NAME),
            Who::Secretary => (self.links.secretary.as_str(), NAME),
            Who::Delegate(delegate) => (link_of(&self.links, delegate)?, ""),
        };
        let address: Address = link.parse()?;
        let randomness = Arc::clone(&self.randomness);
        let numbers = Box::new(move || {
            let mut bytes = [0; 16];
            // Where the system has no random numbers there are no tokens, and nobody came this far.
            let _ = randomness.fill(&mut bytes);
            CommandId(uuid::Builder::from_random_bytes(bytes).into_uuid())
        });
        let clock = Arc::clone(&self.clock);
        let (orders, news) = remote::connect_numbering(address, name.to_owned(), clock, numbers);
        self.connections += 1;
        let connection = self.connections;
        let listener = tokio::spawn(listen(who, connection, news, self.tell.clone()));
        let player = Player {
            connection,
            orders,
            listener,
            allowance: Allowance::full(Instant::now()),
        };
        self.players.insert(who, player);
        Ok(connection)
    }

    fn send(&mut self, who: Who, command: Command) -> anyhow::Result<Ticket> {
        let player = self.players.get(&who);
        let player = player.ok_or_else(|| anyhow!("{who:?} is not connected"))?;
        self.last_ticket += 1;
        let ticket = Ticket(self.last_ticket);
        let command = Box::new(command);
        player.orders.try_send(Order::Command { ticket, command })?;
        Ok(ticket)
    }

    /// How long somebody has to wait until the hub takes another command from them.
    fn allowed_in(&mut self, who: Who) -> Duration {
        let Some(player) = self.players.get_mut(&who) else {
            return Duration::ZERO;
        };
        match player.allowance.take(Instant::now()) {
            Ok(()) => Duration::ZERO,
            Err(wait) => {
                let _ = player.allowance.take(Instant::now() + wait);
                wait + MARGIN
            }
        }
    }

    async fn until_answered(&mut self, ticket: Ticket) -> anyhow::Result<Became> {
        let mut answer = None;
        self.until(|_, heard| {
            if let News::Answered {
                ticket: t,
                answer: a,
            } = &heard.news
                && *t == ticket
            {
                answer = Some(a.clone());
            }
            answer.is_some()
        })
        .await?;
        match answer {
            Some(Answer::Done { seq }) => {
                if self.seen < seq {
                    self.until(|stage, _| stage.seen >= seq).await?;
                }
                Ok(Became::Done)
            }
            Some(Answer::Refused(refusal)) => Ok(Became::Refused(refusal)),
            None => bail!("no answer"),
        }
    }

    /// Waits until the record says whether a delegate's device is connected.
    async fn until_link(&mut self, who: Who, up: bool) -> anyhow::Result<()> {
        let Who::Delegate(delegate) = who else {
            return Ok(());
        };
        let is_so = |session: Option<&Session>| {
            let attendee = session.and_then(|session| session.roster.get(delegate));
            attendee.is_none_or(|a| (a.link == attendance::Link::Up) == up)
        };
        if is_so(self.session()) {
            return Ok(());
        }
        self.until(|stage, _| is_so(stage.session())).await
    }

    /// Takes in what is heard until something is so.
    async fn until(&mut self, mut is_so: impl FnMut(&Self, &Heard) -> bool) -> anyhow::Result<()> {
        loop {
            let heard = timeout(PATIENCE, self.heard.recv()).await?;
            let Some(heard) = heard else {
                bail!("nobody is connected any more");
            };
            self.take(&heard);
            if is_so(self, &heard) {
                return Ok(());
            }
            let is_there = self.players.get(&heard.who);
            if is_there.is_some_and(|player| player.connection == heard.connection)
                && let News::Lost { .. } | News::Ended { .. } = heard.news
            {
                bail!("{:?} lost the connection: {:?}", heard.who, heard.news);
            }
        }
    }

    fn take(&mut self, heard: &Heard) {
        match &heard.news {
            News::Joined { resumed: false, .. } if heard.who == Who::Secretary => {
                self.session = None;
            }
            News::Records { upto, records } => {
                for record in records {
                    match (&mut self.session, &record.event) {
                        (session, Event::Prepared(plan)) => {
                            *session = Some(Session::prepared((**plan).clone()));
                        }
                        (Some(session), _) => session.apply(record),
                        (None, _) => {}
                    }
                }
                self.seen = *upto;
                self.fresh.extend(records.iter().cloned());
            }
            _ => {}
        }
    }
}

/// Hears what a link tells: the session only through the secretary's, which are the stage's eyes.
async fn listen(
    who: Who,
    connection: u64,
    mut news: mpsc::Receiver<News>,
    tell: mpsc::Sender<Heard>,
) {
    while let Some(news) = news.recv().await {
        let matters = match &news {
            News::Records { .. } => who == Who::Secretary,
            News::Joined { .. } | News::Answered { .. } => true,
            News::Lost { .. } | News::Ended { .. } => true,
            _ => false,
        };
        let heard = Heard {
            who,
            connection,
            news,
        };
        if matters && tell.send(heard).await.is_err() {
            return;
        }
    }
}

fn link_of(links: &Links, delegate: DelegateId) -> anyhow::Result<&str> {
    let mut delegates = links.delegates.iter();
    let found = delegates.find(|(id, _)| *id == delegate);
    let (_, link) = found.ok_or_else(|| anyhow!("nobody on the roster has number {delegate}"))?;
    Ok(link)
}
