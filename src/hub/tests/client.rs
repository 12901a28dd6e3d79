//! A client that says what it is told to and keeps every frame it gets.

use futures_util::{SinkExt, StreamExt};
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};
use uuid::Uuid;

use crate::session::{Command, CommandId, Record, Seq, Session};
use crate::wire::{Answer, Bye, ClientMessage, HubMessage, VERSION};

pub(crate) struct Client {
    pub(crate) socket: WebSocketStream<MaybeTlsStream<TcpStream>>,
    /// Every frame, as it came.
    pub(crate) frames: Vec<String>,
    pub(crate) records: Vec<Record>,
    pub(crate) upto: Seq,
    pub(crate) journal: Option<Uuid>,
    pub(crate) resumed: bool,
}

impl Client {
    pub(crate) async fn connect(url: &str) -> Self {
        let (socket, _) = connect_async(url).await.unwrap();
        Self::over(socket)
    }

    pub(crate) fn over(socket: WebSocketStream<MaybeTlsStream<TcpStream>>) -> Self {
        Self {
            socket,
            frames: vec![],
            records: vec![],
            upto: Seq(0),
            journal: None,
            resumed: false,
        }
    }

    pub(crate) async fn say(&mut self, text: impl Into<String>) {
        let text: String = text.into();
        self.socket.send(Message::text(text)).await.unwrap();
    }

    pub(crate) async fn hello(&mut self, token: &str) {
        self.hello_since(token, Seq(0), None).await;
    }

    pub(crate) async fn hello_since(&mut self, token: &str, since: Seq, journal: Option<Uuid>) {
        let tool = false;
        self.hello_as(token, since, journal, tool).await;
    }

    /// Of what is no device at which somebody sits.
    pub(crate) async fn hello_of_tool(&mut self, token: &str) {
        let tool = true;
        self.hello_as(token, Seq(0), None, tool).await;
    }

    async fn hello_as(&mut self, token: &str, since: Seq, journal: Option<Uuid>, tool: bool) {
        let hello = ClientMessage::Hello {
            version: VERSION,
            token: token.to_owned(),
            name: "test".to_owned(),
            since,
            journal,
            tool,
        };
        self.say(hello.encode()).await;
    }

    /// The next message; nothing once the connection has ended.
    pub(crate) async fn next(&mut self) -> Option<HubMessage> {
        loop {
            match self.socket.next().await? {
                Ok(Message::Text(text)) => {
                    self.frames.push(text.to_string());
                    let message = HubMessage::decode(&text).unwrap();
                    if let HubMessage::Records { upto, records } = &message {
                        assert!(*upto >= self.upto, "never back");
                        self.upto = *upto;
                        self.records.extend(records.iter().cloned());
                    }
                    return Some(message);
                }
                Ok(Message::Close(_)) | Err(_) => return None,
                Ok(_) => {}
            }
        }
    }

    /// Waits for the welcome and for everything that happened before.
    pub(crate) async fn welcomed(&mut self) {
        let message = self.next().await.unwrap();
        let HubMessage::Welcome {
            journal,
            resumed,
            head,
            ..
        } = message
        else {
            panic!("no welcome: {message:?}");
        };
        self.journal = Some(journal);
        self.resumed = resumed;
        self.see(head).await;
    }

    /// Waits until everything up to this record was seen.
    pub(crate) async fn see(&mut self, seq: Seq) {
        while self.upto < seq {
            self.next().await.expect("still connected");
        }
    }

    pub(crate) async fn send(&mut self, command: Command) -> CommandId {
        let id = CommandId(Uuid::now_v7());
        self.send_as(id, command).await;
        id
    }

    pub(crate) async fn send_as(&mut self, id: CommandId, command: Command) {
        let command = Box::new(command);
        self.say(ClientMessage::Command { id, command }.encode())
            .await;
    }

    pub(crate) async fn answer(&mut self, to: CommandId) -> Answer {
        loop {
            match self.next().await.expect("still connected") {
                HubMessage::Reply { id, answer } if id == to => {
                    if let Answer::Done { seq } = &answer {
                        assert!(*seq <= self.upto, "records come before the reply");
                    }
                    return answer;
                }
                _ => {}
            }
        }
    }

    /// Sends a command and waits for what became of it.
    pub(crate) async fn ask(&mut self, command: Command) -> Answer {
        let id = self.send(command).await;
        self.answer(id).await
    }

    /// Sends a command that must be accepted.
    pub(crate) async fn done(&mut self, command: Command) -> Seq {
        match self.ask(command).await {
            Answer::Done { seq } => seq,
            Answer::Refused(refusal) => panic!("refused: {refusal:?}"),
        }
    }

    /// Waits for the end of the connection, and for what is said then.
    pub(crate) async fn bye(&mut self) -> Option<Bye> {
        let mut last = None;
        while let Some(message) = self.next().await {
            if let HubMessage::Bye(bye) = message {
                last = Some(bye);
            }
        }
        last
    }

    /// The session as this client knows it.
    pub(crate) fn session(&self) -> Session {
        Session::replay(&self.records).unwrap()
    }
}
