//! The way to a hub: connect, resume where we were, send again what was not answered.
//!
//! A task of its own holds the connection. Whoever gave it orders is never made to wait for a
//! network; when the hub is gone, commands are kept in order and sent once it is back, under the
//! numbers they had, so that none is done twice. What an answer means is for those above.

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use tokio::net::TcpStream;
use tokio::sync::mpsc;
use tokio::time::{Instant, MissedTickBehavior, interval, sleep_until, timeout};
use tokio_tungstenite::tungstenite;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::http::HeaderValue;
use tokio_tungstenite::tungstenite::http::header::SEC_WEBSOCKET_PROTOCOL;
use tokio_tungstenite::tungstenite::protocol::{Message, WebSocketConfig};
use tokio_tungstenite::{WebSocketStream, client_async_with_config};
use uuid::Uuid;

use super::address::Address;
use super::offset::Offset;
use super::{News, Order, Ticket, WAITING, backoff};
use crate::hub::Clock;
use crate::session::{CommandId, DocumentId, Millis, Refusal, Seq, Time};
use crate::wire::{
    Answer, Bye, ClientMessage, HubMessage, MOST_BYTES, MOST_HUB_BYTES, SUBPROTOCOL, VERSION,
};

/// How long connecting and joining may take.
const JOINING: Duration = Duration::from_secs(10);
/// How often the hub is asked what time it is.
const PULSE: Duration = Duration::from_secs(5);
/// How long without a sign of the hub until the connection counts as lost.
const SILENCE: Duration = Duration::from_secs(10);

/// Where the numbers of commands come from.
pub type Numbers = Box<dyn Fn() -> CommandId + Send + Sync>;

/// Connects, and goes on connecting until the sender of orders or the receiver of news is dropped,
/// or the hub says that it is of no use.
///
/// `name` is what this end is called in records. `clock` is this machine's, the same that timers on
/// the screen are drawn by: [`News::Clock`] says what to add to it. Must be called within a tokio
/// runtime.
#[must_use]
pub fn connect(
    address: Address,
    name: String,
    clock: Arc<dyn Clock>,
) -> (mpsc::Sender<Order>, mpsc::Receiver<News>) {
    let numbers = Box::new(|| CommandId(Uuid::now_v7()));
    connect_numbering(address, name, clock, numbers)
}

/// The same with command numbers from elsewhere, so that a rehearsal can be repeated exactly. No
/// number may come twice, here or on another link.
#[must_use]
pub fn connect_numbering(
    address: Address,
    name: String,
    clock: Arc<dyn Clock>,
    numbers: Numbers,
) -> (mpsc::Sender<Order>, mpsc::Receiver<News>) {
    start(address, name, false, clock, numbers)
}

/// The same for a tool, such as a script: that it comes and goes says of nobody that they do.
#[must_use]
pub fn connect_tool(
    address: Address,
    name: String,
    clock: Arc<dyn Clock>,
    numbers: Numbers,
) -> (mpsc::Sender<Order>, mpsc::Receiver<News>) {
    start(address, name, true, clock, numbers)
}

fn start(
    address: Address,
    name: String,
    tool: bool,
    clock: Arc<dyn Clock>,
    numbers: Numbers,
) -> (mpsc::Sender<Order>, mpsc::Receiver<News>) {
    let (orders, order_inbox) = mpsc::channel(WAITING);
    let (news, news_inbox) = mpsc::channel(WAITING);
    let remote = Remote {
        address,
        name,
        tool,
        clock,
        numbers,
        orders: order_inbox,
        news,
        unanswered: VecDeque::new(),
        documents: vec![],
        seen: None,
        attempt: 0,
    };
    tokio::spawn(remote.run());
    (orders, news_inbox)
}

type Socket = WebSocketStream<TcpStream>;

struct Remote {
    address: Address,
    name: String,
    tool: bool,
    clock: Arc<dyn Clock>,
    numbers: Numbers,
    orders: mpsc::Receiver<Order>,
    news: mpsc::Sender<News>,
    /// Commands without an answer, in the order they were given.
    unanswered: VecDeque<Unanswered>,
    /// Documents that were asked for and have not come.
    documents: Vec<DocumentId>,
    /// The journal that was joined last, and how far it was seen.
    seen: Option<(Uuid, Seq)>,
    /// How often connecting has failed since it last succeeded.
    attempt: u32,
}

struct Unanswered {
    ticket: Ticket,
    id: CommandId,
    /// As it goes over the wire.
    text: String,
}

/// What follows from an order.
enum Then {
    /// To be sent, now or once there is a connection.
    Send(String),
    /// To be told at once.
    Tell(Box<News>),
    Nothing,
}

/// Why a connection ended.
enum End {
    /// It broke, or the hub closed it, perhaps with a word.
    Lost(Option<Bye>),
    /// Nobody above wants it any more.
    Unwanted,
}

impl From<tungstenite::Error> for End {
    fn from(error: tungstenite::Error) -> Self {
        tracing::debug!(%error, "the connection broke");
        Self::Lost(None)
    }
}

impl From<tokio::time::error::Elapsed> for End {
    fn from(_: tokio::time::error::Elapsed) -> Self {
        tracing::debug!("the hub does not answer");
        Self::Lost(None)
    }
}

impl Remote {
    async fn run(mut self) {
        loop {
            let bye = match self.connection().await {
                End::Unwanted => return,
                End::Lost(bye) => bye,
            };
            if let Some(bye) = bye.filter(|bye| !bye.may_come_back()) {
                tracing::warn!(bye = bye.name(), "the hub lets us in no more");
                // Where nobody listens any more there is nobody to tell.
                let _ = self.news.send(News::Ended { bye }).await;
                return;
            }
            self.attempt = self.attempt.saturating_add(1);
            let pause = backoff::pause(self.attempt, fastrand::u16(..));
            let lost = News::Lost {
                bye,
                attempt: self.attempt,
                retry_in: Millis(i64::try_from(pause.as_millis()).unwrap_or(i64::MAX)),
            };
            if self.tell(lost).await.is_err() || self.wait(pause).await.is_err() {
                return;
            }
        }
    }

    /// Keeps orders that come while there is no connection.
    async fn wait(&mut self, pause: Duration) -> Result<(), End> {
        let until = Instant::now() + pause;
        loop {
            tokio::select! {
                biased;
                () = sleep_until(until) => return Ok(()),
                () = self.news.closed() => return Err(End::Unwanted),
                order = self.orders.recv(), if self.has_room() => {
                    if let Then::Tell(news) = self.keep(order.ok_or(End::Unwanted)?) {
                        self.tell(*news).await?;
                    }
                }
            }
        }
    }

    /// One connection, from the first byte to the last.
    async fn connection(&mut self) -> End {
        match self.connect_and_attend().await {
            Ok(never) => match never {},
            Err(end) => end,
        }
    }

    async fn connect_and_attend(&mut self) -> Result<std::convert::Infallible, End> {
        let news = self.news.clone();
        let mut socket = tokio::select! {
            joined = timeout(JOINING, self.join()) => joined??,
            () = news.closed() => return Err(End::Unwanted),
        };
        self.attempt = 0;
        for command in &self.unanswered {
            send(&mut socket, command.text.clone()).await?;
        }
        for document in &self.documents {
            let message = ClientMessage::Document {
                document: *document,
            };
            send(&mut socket, message.encode()).await?;
        }
        self.attend(socket).await
    }

    /// Connects, says hello, and tells of the welcome.
    async fn join(&mut self) -> Result<Socket, End> {
        let mut socket = self.reach().await?;
        let hello = ClientMessage::Hello {
            version: VERSION,
            token: self.address.token.clone(),
            name: self.name.clone(),
            since: self.seen.map_or(Seq(0), |(_, seq)| seq),
            journal: self.seen.map(|(journal, _)| journal),
            tool: self.tool,
        };
        send(&mut socket, hello.encode()).await?;
        loop {
            match next(&mut socket).await? {
                Some(HubMessage::Welcome {
                    journal,
                    role,
                    delegate,
                    resumed,
                    head,
                    ..
                }) => {
                    let seen = self.seen.filter(|_| resumed);
                    self.seen = Some(seen.unwrap_or((journal, Seq(0))));
                    let joined = News::Joined {
                        role,
                        delegate,
                        resumed,
                        head,
                    };
                    self.tell(joined).await?;
                    return Ok(socket);
                }
                Some(HubMessage::Bye(bye)) => return Err(End::Lost(Some(bye))),
                Some(_) => return Err(End::Lost(None)),
                None => {}
            }
        }
    }

    async fn reach(&self) -> Result<Socket, End> {
        let Address { host, port, .. } = &self.address;
        let stream = TcpStream::connect((host.as_str(), *port)).await;
        let stream = stream.map_err(tungstenite::Error::Io)?;
        stream.set_nodelay(true).map_err(tungstenite::Error::Io)?;
        let mut request = self.address.websocket().into_client_request()?;
        let protocol = HeaderValue::from_static(SUBPROTOCOL);
        request
            .headers_mut()
            .insert(SEC_WEBSOCKET_PROTOCOL, protocol);
        // The default read buffer, 128 KiB, is filled with zeros for every single message.
        let config = WebSocketConfig::default()
            .read_buffer_size(2_048)
            .write_buffer_size(0)
            .max_message_size(Some(MOST_HUB_BYTES))
            .max_frame_size(Some(MOST_HUB_BYTES));
        let (socket, _) = client_async_with_config(request, stream, Some(config)).await?;
        Ok(socket)
    }

    /// Carries messages both ways until there is a reason to stop.
    async fn attend(&mut self, mut socket: Socket) -> Result<std::convert::Infallible, End> {
        let news = self.news.clone();
        let mut pulse = interval(PULSE);
        pulse.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut last_sign = Instant::now();
        let mut pings = Pings::default();
        loop {
            tokio::select! {
                message = next(&mut socket) => {
                    last_sign = Instant::now();
                    if let Some(message) = message? {
                        self.hear(message, &mut pings).await?;
                    }
                }
                order = self.orders.recv(), if self.has_room() => {
                    let Some(order) = order else {
                        // Said politely, so that the hub need not find out by itself.
                        let _ = timeout(SILENCE, socket.close(None)).await;
                        return Err(End::Unwanted);
                    };
                    match self.keep(order) {
                        Then::Send(text) => send(&mut socket, text).await?,
                        Then::Tell(news) => self.tell(*news).await?,
                        Then::Nothing => {}
                    }
                }
                _ = pulse.tick() => {
                    let n = pings.ask(self.clock.now());
                    send(&mut socket, ClientMessage::Ping { n }.encode()).await?;
                }
                () = sleep_until(last_sign + SILENCE) => return Err(End::Lost(None)),
                () = news.closed() => return Err(End::Unwanted),
            }
        }
    }

    async fn hear(&mut self, message: HubMessage, pings: &mut Pings) -> Result<(), End> {
        let news = match message {
            HubMessage::Records { upto, records } => {
                if let Some((_, seen)) = &mut self.seen {
                    *seen = upto;
                }
                News::Records { upto, records }
            }
            HubMessage::Reply { id, answer } => {
                let place = self.unanswered.iter().position(|command| command.id == id);
                // An answer that came twice, before and after a broken connection, counts once.
                let Some(command) = place.and_then(|place| self.unanswered.remove(place)) else {
                    return Ok(());
                };
                News::Answered {
                    ticket: command.ticket,
                    answer,
                }
            }
            HubMessage::Pong { n, now } => match pings.hear(n, now, self.clock.now()) {
                Some(clock) => clock,
                None => return Ok(()),
            },
            HubMessage::Document { document, contents } => {
                self.documents.retain(|asked| *asked != document);
                News::Document { document, contents }
            }
            HubMessage::Vitals(vitals) => News::Vitals(vitals),
            HubMessage::Bye(bye) => return Err(End::Lost(Some(bye))),
            HubMessage::Welcome { .. } => return Err(End::Lost(None)),
        };
        self.tell(news).await
    }

    /// Keeps what has to be sent until it is answered.
    fn keep(&mut self, order: Order) -> Then {
        match order {
            Order::Command { ticket, command } => {
                let id = (self.numbers)();
                let text = ClientMessage::Command { id, command }.encode();
                if text.len() > MOST_BYTES {
                    // The hub would end the connection over it, now and after every reconnect.
                    let answer = Answer::Refused(Refusal::TooLong);
                    return Then::Tell(Box::new(News::Answered { ticket, answer }));
                }
                self.unanswered.push_back(Unanswered {
                    ticket,
                    id,
                    text: text.clone(),
                });
                Then::Send(text)
            }
            Order::Document(document) => {
                if self.documents.contains(&document) {
                    return Then::Nothing;
                }
                self.documents.push(document);
                Then::Send(ClientMessage::Document { document }.encode())
            }
            // A live session can be neither stopped nor hurried.
            Order::TogglePause | Order::Step | Order::Faster | Order::Slower => Then::Nothing,
        }
    }

    /// Whether another order can be kept; if not, it is left where it is.
    fn has_room(&self) -> bool {
        self.unanswered.len() < WAITING
    }

    async fn tell(&self, news: News) -> Result<(), End> {
        self.news.send(news).await.map_err(|_| End::Unwanted)
    }
}

/// The next message from the hub; nothing where it was only a sign of life.
async fn next(socket: &mut Socket) -> Result<Option<HubMessage>, End> {
    match socket.next().await {
        Some(Ok(Message::Text(text))) => match HubMessage::decode(&text) {
            Ok(message) => Ok(Some(message)),
            Err(error) => {
                tracing::warn!(%error, "the hub said something that is not understood here");
                Err(End::Lost(None))
            }
        },
        Some(Ok(Message::Ping(_) | Message::Pong(_))) => Ok(None),
        Some(Ok(_)) | None => Err(End::Lost(None)),
        Some(Err(error)) => Err(error.into()),
    }
}

async fn send(socket: &mut Socket, text: String) -> Result<(), End> {
    timeout(SILENCE, socket.send(Message::text(text))).await??;
    Ok(())
}

/// Questions for the time that are under way, and what the answers come to.
#[derive(Default)]
struct Pings {
    last: u32,
    asked: VecDeque<(u32, Time)>,
    offset: Offset,
}

impl Pings {
    fn ask(&mut self, now: Time) -> u32 {
        self.last = self.last.wrapping_add(1);
        self.asked.push_back((self.last, now));
        self.last
    }

    fn hear(&mut self, n: u32, answered: Time, heard: Time) -> Option<News> {
        // Answers come in order, so what was asked before this one is not answered any more.
        let place = self.asked.iter().position(|(asked, _)| *asked == n)?;
        let (_, asked) = self.asked.drain(..=place).next_back()?;
        let trip = self.offset.add(asked, answered, heard);
        Some(News::Clock {
            ahead: trip.ahead,
            round_trip: trip.round_trip,
        })
    }
}
