//! A client that speaks the wire by hand, one message after the other.

use std::io;
use std::net::TcpStream;
use std::time::Duration;

use chair_console::link::Address;
use chair_console::session::{Command, CommandId, Record, Seq};
use chair_console::wire::{Answer, ClientMessage, HubMessage, SUBPROTOCOL, VERSION};
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::{self, Message, WebSocket};
use uuid::Uuid;

use super::PATIENCE;

/// A connection that was let in.
pub struct Client {
    socket: WebSocket<TcpStream>,
    /// The journal the hub serves.
    pub journal: Uuid,
    /// How far the records came.
    pub seen: Seq,
    /// The records that came.
    pub records: Vec<Record>,
}

/// A WebSocket to the hub behind a link, before a word was said.
pub fn connect(link: &str) -> io::Result<WebSocket<TcpStream>> {
    let address: Address = link.parse().unwrap();
    let stream = TcpStream::connect((address.host.as_str(), address.port))?;
    stream.set_nodelay(true)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    let mut request = address.websocket().into_client_request().unwrap();
    let protocol = SUBPROTOCOL.parse().unwrap();
    request
        .headers_mut()
        .insert("Sec-WebSocket-Protocol", protocol);
    match tungstenite::client(request, stream) {
        Ok((socket, _)) => Ok(socket),
        Err(error) => Err(io::Error::other(error.to_string())),
    }
}

/// Says a message.
pub fn say(socket: &mut WebSocket<TcpStream>, message: &ClientMessage) -> io::Result<()> {
    let sent = socket.send(Message::text(message.encode()));
    sent.map_err(plain)
}

/// The next message; an error once the connection ends or stays silent.
pub fn hear(socket: &mut WebSocket<TcpStream>) -> io::Result<HubMessage> {
    loop {
        match socket.read().map_err(plain)? {
            Message::Text(text) => return Ok(HubMessage::decode(&text).expect(&text)),
            Message::Close(_) => return Err(io::ErrorKind::ConnectionAborted.into()),
            _ => {}
        }
    }
}

/// The system's own error where it was one, so that silence can be told from an end.
fn plain(error: tungstenite::Error) -> io::Error {
    match error {
        tungstenite::Error::Io(error) => error,
        other => io::Error::other(other),
    }
}

/// The first word of a client.
pub fn hello(link: &str, since: Option<(Uuid, Seq)>) -> ClientMessage {
    let address: Address = link.parse().unwrap();
    ClientMessage::Hello {
        version: VERSION,
        token: address.token,
        name: "test".to_owned(),
        since: since.map_or(Seq(0), |(_, seq)| seq),
        journal: since.map(|(journal, _)| journal),
        tool: false,
    }
}

impl Client {
    /// Joins, as somebody new or from the last record seen.
    ///
    /// # Errors
    /// Where there is no hub, or it is gone before it said welcome.
    pub fn join(link: &str, since: Option<(Uuid, Seq)>) -> io::Result<Self> {
        let mut socket = connect(link)?;
        say(&mut socket, &hello(link, since))?;
        match hear(&mut socket)? {
            HubMessage::Welcome {
                journal, resumed, ..
            } => Ok(Self {
                socket,
                journal,
                seen: since.filter(|_| resumed).map_or(Seq(0), |(_, seq)| seq),
                records: vec![],
            }),
            HubMessage::Bye(bye) => Err(io::Error::other(bye.name())),
            other => panic!("no welcome: {other:?}"),
        }
    }

    /// Does not wait longer than this for the hub.
    pub fn impatient(self, patience: Duration) -> Self {
        let stream = self.socket.get_ref();
        stream.set_read_timeout(Some(patience)).unwrap();
        self
    }

    /// Sends a command.
    ///
    /// # Errors
    /// Where the connection is gone.
    pub fn send(&mut self, id: CommandId, command: &Command) -> io::Result<()> {
        let command = Box::new(command.clone());
        say(&mut self.socket, &ClientMessage::Command { id, command })
    }

    /// Says a message.
    ///
    /// # Errors
    /// Where the connection is gone.
    pub fn say(&mut self, message: &ClientMessage) -> io::Result<()> {
        say(&mut self.socket, message)
    }

    /// The next message; records are kept beside.
    ///
    /// # Errors
    /// Where the connection is gone.
    pub fn hear(&mut self) -> io::Result<HubMessage> {
        let message = hear(&mut self.socket)?;
        if let HubMessage::Records { upto, records } = &message {
            self.seen = *upto;
            self.records.extend(records.iter().cloned());
        }
        Ok(message)
    }

    /// Waits for the answer to a command.
    ///
    /// # Errors
    /// Where the connection is gone before.
    pub fn answer(&mut self, to: CommandId) -> io::Result<Answer> {
        loop {
            if let HubMessage::Reply { id, answer } = self.hear()?
                && id == to
            {
                return Ok(answer);
            }
        }
    }

    /// Has something done, or fails the test.
    pub fn ask(&mut self, command: impl Into<Command>) -> Answer {
        let id = CommandId(Uuid::now_v7());
        self.send(id, &command.into()).unwrap();
        self.answer(id).unwrap()
    }
}
