//! One client, from its hello to its goodbye.
//!
//! A connection lets nobody wait: what the client says goes into the keeper's inbox, what it is told
//! comes out of its outbox, and a client that does not read, does not speak or speaks nonsense is
//! sent away.

use std::net::IpAddr;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use axum::extract::ws::{Message, WebSocket};
use tokio::sync::OwnedSemaphorePermit;
use tokio::time::{Instant, MissedTickBehavior, interval, timeout};
use tokio_tungstenite::tungstenite;
use tokio_util::sync::CancellationToken;

use super::allowance::Allowance;
use super::documents;
use super::house::{House, Refused, Sitting};
use super::keeper::{Join, Request};
use super::outbox::{Out, Outgoing, outbox};
use super::past::Frame;
use super::seats::SeatNo;
use crate::session::plan::Document;
use crate::session::{Actor, Command, CommandId, DocumentId, Refusal, Role};
use crate::text::clean;
use crate::wire::{Answer, Bye, ClientMessage, Contents, HubMessage, VERSION};

/// How often a client is asked for a sign of life.
const PULSE: Duration = Duration::from_secs(10);
/// A client from which nothing came for so long is gone. With the pulse: noticed within 30 s.
const SILENCE: Duration = Duration::from_secs(19);
/// How long one message may take to be sent.
const SENDING: Duration = Duration::from_secs(20);
/// How long a client has to hear why it is sent away.
const FAREWELL: Duration = Duration::from_secs(1);
/// The same when the hub goes down, which everybody waits for.
const LAST_FAREWELL: Duration = Duration::from_millis(100);
/// How long a name may be that a client gives itself, in clusters.
const NAME: usize = 60;

/// Serves one client until it goes or is sent away.
pub(super) async fn serve(
    mut socket: WebSocket,
    house: Arc<House>,
    session: String,
    address: IpAddr,
) {
    let welcome = hello(&mut socket, &house, &session, address);
    let welcome = match house.stopping.run_until_cancelled(welcome).await {
        // Whatever was wrong, a house at rest is no place to find out.
        None => Err(End::Bye(Bye::HubStops)),
        Some(Err(End::Bye(_))) if house.stopping.is_cancelled() => Err(End::Bye(Bye::HubStops)),
        Some(welcome) => welcome,
    };
    let (sitting, join, outgoing, _permit) = match welcome {
        Ok(joined) => joined,
        Err(End::Bye(bye)) => {
            tracing::info!(%address, bye = bye.name(), "turned away");
            return farewell(socket, bye).await;
        }
        Err(End::Gone) => return,
    };
    let seat = join.seat;
    let role = join.actor.role;
    tracing::info!(session = sitting.name, %address, role = role.name(), "joined");
    let mut client = Client {
        socket,
        house,
        cut: outgoing.cut(),
        sitting: Arc::clone(&sitting),
        seat,
        role,
        allowance: Allowance::full(Instant::now()),
    };
    let end = match client.ask(Request::Join(Box::new(join))).await {
        Ok(()) => client.attend(outgoing).await,
        Err(end) => end,
    };
    // Where the keeper has stopped there is nobody to tell.
    let _ = sitting.inbox.send(Request::Leave(seat)).await;
    match end {
        End::Gone => tracing::info!(session = sitting.name, %address, role = role.name(), "gone"),
        End::Bye(bye) => {
            let bye_name = bye.name();
            tracing::info!(session = sitting.name, %address, bye = bye_name, "sent away");
            farewell(client.socket, bye).await;
        }
    }
}

/// How a connection ends.
#[derive(Clone, Copy, Debug)]
enum End {
    /// The client is gone.
    Gone,
    /// The client is sent away.
    Bye(Bye),
}

/// Waits for the hello and lets the client in.
async fn hello(
    socket: &mut WebSocket,
    house: &House,
    session: &str,
    address: IpAddr,
) -> Result<(Arc<Sitting>, Join, Outgoing, OwnedSemaphorePermit), End> {
    let text = timeout(house.limits.hello, text(socket))
        .await
        .map_err(|_| End::Bye(Bye::NoHello))??;
    let message = ClientMessage::decode(&text).map_err(|_| End::Bye(unreadable(&text)))?;
    let ClientMessage::Hello {
        version,
        token,
        name,
        since,
        journal,
        tool,
    } = message
    else {
        return Err(End::Bye(Bye::NoHello));
    };
    if version != VERSION {
        return Err(End::Bye(Bye::WrongVersion));
    }
    let (sitting, access) =
        house
            .admit(session, &token, address)
            .map_err(|refused| match refused {
                Refused::Unknown => End::Bye(Bye::UnknownToken),
                // A wait, not a verdict: somebody else at this address may have tried the tokens.
                Refused::Held => End::Bye(Bye::TooManyConnections),
            })?;
    let Some(permit) = house.room_for(access.role) else {
        tracing::warn!(%address, "as many connections as the hub takes");
        return Err(End::Bye(Bye::TooManyConnections));
    };
    let (outbox, outgoing) = outbox();
    let join = Join {
        seat: sitting.next_seat(),
        actor: Actor {
            role: access.role,
            delegate: access.delegate,
            name: clean::line(&name, NAME),
        },
        is_device: !tool,
        since,
        journal,
        outbox,
    };
    Ok((sitting, join, outgoing, permit))
}

/// The next text message.
async fn text(socket: &mut WebSocket) -> Result<Frame, End> {
    loop {
        match heard(socket.recv().await)? {
            Heard::Text(text) => return Ok(text),
            Heard::Sign => {}
        }
    }
}

/// What came from a client.
enum Heard {
    Text(Frame),
    /// Nothing but a sign of life.
    Sign,
}

fn heard(message: Option<Result<Message, axum::Error>>) -> Result<Heard, End> {
    match message {
        Some(Ok(Message::Text(text))) => Ok(Heard::Text(text)),
        Some(Ok(Message::Ping(_) | Message::Pong(_))) => Ok(Heard::Sign),
        Some(Ok(Message::Binary(_))) => Err(End::Bye(Bye::NotUnderstood)),
        Some(Ok(Message::Close(_))) | None => Err(End::Gone),
        Some(Err(error)) => match error.into_inner().downcast_ref::<tungstenite::Error>() {
            Some(tungstenite::Error::Capacity(_)) => Err(End::Bye(Bye::TooLong)),
            Some(tungstenite::Error::Utf8(_)) => Err(End::Bye(Bye::NotUnderstood)),
            _ => Err(End::Gone),
        },
    }
}

/// Why the first message cannot be read: a later version may say other things in its hello.
fn unreadable(text: &str) -> Bye {
    let read: Option<serde_json::Value> = serde_json::from_str(text).ok();
    let version = read.and_then(|message| message.get("hello")?.get("version")?.as_u64());
    if version.is_some_and(|version| version != u64::from(VERSION)) {
        Bye::WrongVersion
    } else {
        Bye::NotUnderstood
    }
}

/// A client that was let in.
struct Client {
    socket: WebSocket,
    house: Arc<House>,
    sitting: Arc<Sitting>,
    seat: SeatNo,
    role: Role,
    cut: CancellationToken,
    allowance: Allowance,
}

impl Client {
    /// Carries messages both ways until there is a reason to stop.
    async fn attend(&mut self, mut outgoing: Outgoing) -> End {
        let mut pulse = interval(PULSE);
        pulse.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut last_sign = Instant::now();
        let cut = self.cut.clone();
        loop {
            let step = tokio::select! {
                biased;
                () = cut.cancelled() => Err(End::Bye(Bye::TooSlow)),
                out = outgoing.next() => match out {
                    Some(Out::Frame(frame)) => self.send(Message::Text(frame)).await,
                    Some(Out::Bye(bye)) => Err(End::Bye(bye)),
                    // The keeper let go without a word: it was cut short.
                    None if cut.is_cancelled() => Err(End::Bye(Bye::TooSlow)),
                    None => Err(End::Bye(Bye::JournalLost)),
                },
                message = self.socket.recv() => match heard(message) {
                    Ok(heard) => {
                        last_sign = Instant::now();
                        match heard {
                            Heard::Text(text) => self.hear(&text).await,
                            Heard::Sign => Ok(()),
                        }
                    }
                    Err(end) => Err(end),
                },
                _ = pulse.tick() => {
                    if last_sign.elapsed() > SILENCE {
                        Err(End::Gone)
                    } else {
                        self.send(Message::Ping(axum::body::Bytes::new())).await
                    }
                }
            };
            if let Err(end) = step {
                return end;
            }
        }
    }

    async fn hear(&mut self, text: &str) -> Result<(), End> {
        match ClientMessage::decode(text) {
            Ok(ClientMessage::Command { id, command }) => self.command(id, command).await,
            Ok(ClientMessage::Ping { n }) => {
                let now = self.house.now();
                self.say(&HubMessage::Pong { n, now }).await
            }
            Ok(ClientMessage::Document { document }) => self.document(document).await,
            Ok(ClientMessage::Hello { .. }) | Err(_) => Err(End::Bye(Bye::NotUnderstood)),
        }
    }

    async fn command(&mut self, id: CommandId, command: Box<Command>) -> Result<(), End> {
        if self.allowance.take(Instant::now()).is_err() {
            self.sitting.too_fast.fetch_add(1, Ordering::Relaxed);
            let answer = Answer::Refused(Refusal::TooFast);
            return self.say(&HubMessage::Reply { id, answer }).await;
        }
        let seat = self.seat;
        self.ask(Request::Command { seat, id, command }).await
    }

    async fn document(&mut self, document: DocumentId) -> Result<(), End> {
        // Documents come out of the same allowance; there is no hurry, so too many of them wait.
        while let Err(wait) = self.allowance.take(Instant::now()) {
            tokio::time::sleep(wait).await;
        }
        let contents = match self.sitting.document(document, self.role) {
            None => Contents::Missing,
            Some(entry) => {
                let file = entry.file.clone();
                let (house, session) = (Arc::clone(&self.house), self.sitting.name.clone());
                let read = move || house.document(&session, document);
                match tokio::task::spawn_blocking(read).await {
                    Ok(Ok(Some(bytes))) => documents::contents(&file, bytes),
                    Ok(Err(error)) => {
                        let session = &self.sitting.name;
                        tracing::error!(session, %document, %error, "a document could not be read");
                        Contents::Missing
                    }
                    Ok(Ok(None)) | Err(_) => Contents::Missing,
                }
            }
        };
        self.say(&HubMessage::Document { document, contents }).await
    }

    async fn ask(&mut self, request: Request) -> Result<(), End> {
        let sent = self.sitting.inbox.send(request).await;
        sent.map_err(|_| End::Bye(Bye::JournalLost))
    }

    async fn say(&mut self, message: &HubMessage) -> Result<(), End> {
        self.send(Message::Text(message.encode().into())).await
    }

    /// Sends, unless the client does not read.
    async fn send(&mut self, message: Message) -> Result<(), End> {
        let cut = self.cut.clone();
        tokio::select! {
            biased;
            () = cut.cancelled() => Err(End::Bye(Bye::TooSlow)),
            sent = timeout(SENDING, self.socket.send(message)) => match sent {
                Ok(Ok(())) => Ok(()),
                Ok(Err(_)) => Err(End::Gone),
                Err(_) => Err(End::Bye(Bye::TooSlow)),
            },
        }
    }
}

impl Sitting {
    /// The document, where somebody of this role may see it.
    pub(super) fn document(&self, id: DocumentId, role: Role) -> Option<&Document> {
        let found = self.documents.iter().find(|document| document.id == id);
        found.filter(|document| role.is_officer() || !document.restricted)
    }
}

/// Says why, and closes. Stays for a moment: a connection that is dropped with something unread
/// takes the last word with it.
async fn farewell(mut socket: WebSocket, bye: Bye) {
    let last_word = async {
        socket
            .send(Message::Text(HubMessage::Bye(bye).encode().into()))
            .await?;
        socket.send(Message::Close(None)).await?;
        if bye == Bye::TooLong {
            // What is left of the message cannot be skipped.
            std::future::pending::<()>().await;
        }
        while socket.recv().await.is_some_and(|heard| heard.is_ok()) {}
        Ok::<_, axum::Error>(())
    };
    let patience = match bye {
        Bye::HubStops => LAST_FAREWELL,
        _ => FAREWELL,
    };
    // Whether it was heard is not ours to know.
    let _ = timeout(patience, last_word).await;
}
