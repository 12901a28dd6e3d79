//! The messages themselves, and their one codec: JSON.

use serde::{Deserialize, Serialize};

use crate::session::{
    Command, CommandId, DelegateId, DocumentId, Record, Refusal, Role, Seq, Time,
};

/// What a client says to the hub.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum ClientMessage {
    /// The first message: who is there, and what they saw last.
    Hello {
        /// [`VERSION`](super::VERSION).
        version: u32,
        /// The access token, as the join link has it.
        token: String,
        /// What the client calls itself.
        #[serde(default)]
        name: String,
        /// The last record seen.
        #[serde(default)]
        since: Seq,
        /// The journal it was seen in.
        #[serde(default)]
        journal: Option<uuid::Uuid>,
        /// Whether it is a tool, such as a script: nobody is taken to be here because of it.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        tool: bool,
    },
    /// Something to be done.
    Command {
        /// Chosen by the client; the same for the same command sent again.
        id: CommandId,
        /// What.
        command: Box<Command>,
    },
    /// Asks what time it is.
    Ping {
        /// Comes back in the answer.
        n: u32,
    },
    /// Asks for a document's text.
    Document {
        /// Which.
        document: DocumentId,
    },
}

/// What the hub says to a client.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum HubMessage {
    /// The answer to a hello that was accepted.
    Welcome {
        /// The version the hub speaks.
        version: u32,
        /// The session's short name.
        session: String,
        /// The journal's number; another one means another past.
        journal: uuid::Uuid,
        /// What the client may do.
        role: Role,
        /// Which person the client is, where the token belongs to one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        delegate: Option<DelegateId>,
        /// Whether the records go on after the hello's `since`; else they begin at the first.
        resumed: bool,
        /// The last record there is.
        head: Seq,
        /// The time on the hub's clock.
        now: Time,
    },
    /// What happened.
    Records {
        /// The client has now seen everything up to this record.
        upto: Seq,
        /// In order, without what this client may not see.
        records: Vec<Record>,
    },
    /// What became of a command.
    Reply {
        /// The command's number.
        id: CommandId,
        /// What became of it.
        answer: Answer,
    },
    /// The answer to a ping.
    Pong {
        /// As in the ping.
        n: u32,
        /// The time on the hub's clock.
        now: Time,
    },
    /// A document that was asked for.
    Document {
        /// Which.
        document: DocumentId,
        /// Its text, or why there is none.
        contents: Contents,
    },
    /// How the hub fares. Not for delegates.
    Vitals(Vitals),
    /// The hub ends the connection.
    Bye(Bye),
}

/// What became of a command.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Answer {
    /// It is done, and durable.
    Done {
        /// The last record that came of it, or the last there was where nothing did.
        seq: Seq,
    },
    /// It was not done, and nothing has changed.
    Refused(Refusal),
}

/// What is in a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Contents {
    /// Its text.
    Text(String),
    /// It is not text: open it on the delegate page.
    NotText,
    /// It is too long for a console.
    TooLong,
    /// There is no such document here.
    Missing,
}

/// Why the hub ends a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Bye {
    /// The hello names a version the hub does not speak.
    WrongVersion,
    /// The token opens nothing here. Also for an unknown session, so that none can be guessed.
    UnknownToken,
    /// No hello came in time, or something else came first.
    NoHello,
    /// A message was not understood.
    NotUnderstood,
    /// A message was longer than the hub takes.
    TooLong,
    /// The hub has as many connections as it takes.
    TooManyConnections,
    /// The client did not read what was sent.
    TooSlow,
    /// The hub is going down.
    HubStops,
    /// The hub can no longer write to its journal.
    JournalLost,
}

impl Bye {
    /// Whether it is of use to try again.
    #[must_use]
    pub fn may_come_back(self) -> bool {
        matches!(
            self,
            Self::TooManyConnections | Self::TooSlow | Self::HubStops | Self::JournalLost
        )
    }

    /// The name of the reason, as on the wire and in text keys.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::WrongVersion => "wrong_version",
            Self::UnknownToken => "unknown_token",
            Self::NoHello => "no_hello",
            Self::NotUnderstood => "not_understood",
            Self::TooLong => "too_long",
            Self::TooManyConnections => "too_many_connections",
            Self::TooSlow => "too_slow",
            Self::HubStops => "hub_stops",
            Self::JournalLost => "journal_lost",
        }
    }
}

/// How the hub fares with this session, told every few seconds where something changed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Vitals {
    /// Who is connected now, in the order they came.
    pub connections: Vec<Connection>,
    /// Connections that were cut off because they did not read.
    pub too_slow: u32,
    /// Commands refused because they came too fast.
    pub too_fast: u32,
    /// How long the last durable write took, in microseconds.
    pub last_write_us: u32,
    /// The longest durable write so far, in microseconds.
    pub longest_write_us: u32,
    /// Records in the journal.
    pub records: u32,
    /// Bytes free where the journal is kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub disk_free: Option<u64>,
}

/// One client that is connected.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Connection {
    /// What it may do.
    pub role: Role,
    /// Which person it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delegate: Option<DelegateId>,
    /// What it calls itself.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// Since when it is connected.
    pub since: Time,
    /// Messages it has yet to read.
    pub unread: u32,
}

macro_rules! codec {
    ($message:ident) => {
        impl $message {
            /// The message as one line of JSON.
            #[must_use]
            pub fn encode(&self) -> String {
                // Nothing in a message can fail to be written: no map has keys other than strings.
                serde_json::to_string(self).unwrap_or_default()
            }

            /// Reads a message.
            ///
            /// # Errors
            /// Where the text is no such message.
            pub fn decode(text: &str) -> Result<Self, serde_json::Error> {
                serde_json::from_str(text)
            }
        }
    };
}

codec!(ClientMessage);
codec!(HubMessage);

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::session::testing::events::every_event;
    use crate::session::{Actor, PollId, life};
    use crate::wire::{MOST_HUB_BYTES, VERSION};

    fn journal() -> uuid::Uuid {
        uuid::Uuid::from_u128(7)
    }

    fn command_id() -> CommandId {
        CommandId(uuid::Uuid::from_u128(9))
    }

    /// One message of each kind. Complete: `named` does not compile without a new one.
    fn from_clients() -> Vec<ClientMessage> {
        vec![
            ClientMessage::Hello {
                version: VERSION,
                token: "K7QM-3XPD-9TRW".to_owned(),
                name: "bàn 4".to_owned(),
                since: Seq(57),
                journal: Some(journal()),
                tool: false,
            },
            ClientMessage::Command {
                id: command_id(),
                command: Box::new(life::Command::Open.into()),
            },
            ClientMessage::Ping { n: 5 },
            ClientMessage::Document {
                document: DocumentId(1),
            },
        ]
    }

    fn name_from_client(message: &ClientMessage) -> &'static str {
        match message {
            ClientMessage::Hello { .. } => "hello",
            ClientMessage::Command { .. } => "command",
            ClientMessage::Ping { .. } => "ping",
            ClientMessage::Document { .. } => "document",
        }
    }

    fn from_hub() -> Vec<HubMessage> {
        let now = Time(1_700_000_000_000);
        let record = |event| Record {
            seq: Seq(1),
            at: now,
            by: Some(Actor::of(Role::Chair)),
            cause: Some(command_id()),
            event,
        };
        let document = DocumentId(1);
        let id = command_id();
        let poll = PollId(1);
        let answers = [
            Answer::Done { seq: Seq(9) },
            Answer::Refused(Refusal::VoteClosed { poll, at: now }),
        ];
        let contents = [
            Contents::Text("Báo cáo".to_owned()),
            Contents::NotText,
            Contents::TooLong,
            Contents::Missing,
        ];
        let vitals = Vitals {
            connections: vec![Connection {
                role: Role::Delegate,
                delegate: Some(DelegateId(5)),
                name: String::new(),
                since: now,
                unread: 2,
            }],
            disk_free: Some(u64::MAX),
            ..Vitals::default()
        };
        let mut messages = vec![
            HubMessage::Welcome {
                version: VERSION,
                session: "giao-ban".to_owned(),
                journal: journal(),
                role: Role::Delegate,
                delegate: Some(DelegateId(5)),
                resumed: true,
                head: Seq(57),
                now,
            },
            HubMessage::Records {
                upto: Seq(60),
                records: every_event().into_iter().map(record).collect(),
            },
            HubMessage::Pong { n: 5, now },
            HubMessage::Vitals(vitals),
            HubMessage::Bye(Bye::TooSlow),
        ];
        messages.extend(answers.map(|answer| HubMessage::Reply { id, answer }));
        messages.extend(contents.map(|contents| HubMessage::Document { document, contents }));
        messages
    }

    fn name_from_hub(message: &HubMessage) -> &'static str {
        match message {
            HubMessage::Welcome { .. } => "welcome",
            HubMessage::Records { .. } => "records",
            HubMessage::Reply { .. } => "reply",
            HubMessage::Pong { .. } => "pong",
            HubMessage::Document { .. } => "document",
            HubMessage::Vitals(_) => "vitals",
            HubMessage::Bye(_) => "bye",
        }
    }

    #[test]
    fn every_message_is_one_line_under_its_name_and_read_as_it_was_written() {
        for message in from_clients() {
            let text = message.encode();
            assert!(text.starts_with(&format!(r#"{{"{}":"#, name_from_client(&message))));
            assert!(!text.contains('\n'));
            assert_eq!(ClientMessage::decode(&text).unwrap(), message);
        }
        for message in from_hub() {
            let text = message.encode();
            assert!(text.starts_with(&format!(r#"{{"{}":"#, name_from_hub(&message))));
            assert!(!text.contains('\n'));
            assert_eq!(HubMessage::decode(&text).unwrap(), message);
        }
    }

    #[test]
    fn a_newcomer_says_only_version_and_token() {
        let text = r#"{"hello":{"version":1,"token":"T"}}"#;
        let hello = ClientMessage::Hello {
            version: 1,
            token: "T".to_owned(),
            name: String::new(),
            since: Seq(0),
            journal: None,
            tool: false,
        };
        assert_eq!(ClientMessage::decode(text).unwrap(), hello);
        let text = r#"{"hello":{"version":1,"token":"T","tool":true}}"#;
        let read = ClientMessage::decode(text).unwrap();
        assert!(matches!(read, ClientMessage::Hello { tool: true, .. }));
        assert!(read.encode().ends_with(r#","tool":true}}"#));
        assert!(!hello.encode().contains("tool"));
    }

    #[test]
    fn unknown_messages_and_fields_are_errors() {
        for wrong in [
            "",
            "null",
            "{}",
            "[]",
            r#""ping""#,
            r#"{"ping":{}}"#,
            r#"{"ping":{"n":-1}}"#,
            r#"{"ping":{"n":1,"m":2}}"#,
            r#"{"ping":{"n":1},"pong":{"n":1}}"#,
            r#"{"ping":{"n":1}} "#.trim_end_matches("} "),
            r#"{"ping":{"n":1}}{"ping":{"n":2}}"#,
            r#"{"pong":{"n":1,"now":0}}"#,
            r#"{"hello":{"version":1,"token":"T","role":"chair"}}"#,
            r#"{"command":{"id":"x","command":{"life":"open"}}}"#,
        ] {
            assert!(ClientMessage::decode(wrong).is_err(), "{wrong}");
        }
        for (n, message) in from_hub().into_iter().enumerate() {
            let mut json: serde_json::Value = serde_json::from_str(&message.encode()).unwrap();
            let name = name_from_hub(&message);
            if let Some(fields) = json[name].as_object_mut() {
                fields.insert("more".to_owned(), json!(1));
                assert!(
                    HubMessage::decode(&json.to_string()).is_err(),
                    "{n}: {json}"
                );
            }
        }
    }

    #[test]
    fn deep_nesting_is_refused_and_not_followed() {
        let deep = "[".repeat(100_000);
        assert!(ClientMessage::decode(&deep).is_err());
        assert!(ClientMessage::decode(&format!(r#"{{"command":{deep}"#)).is_err());
    }

    #[test]
    fn the_reason_of_a_bye_has_the_same_name_everywhere() {
        let byes = [
            Bye::WrongVersion,
            Bye::UnknownToken,
            Bye::NoHello,
            Bye::NotUnderstood,
            Bye::TooLong,
            Bye::TooManyConnections,
            Bye::TooSlow,
            Bye::HubStops,
            Bye::JournalLost,
        ];
        for bye in byes {
            assert_eq!(serde_json::to_value(bye).unwrap(), json!(bye.name()));
        }
    }

    #[test]
    fn the_roster_of_the_largest_session_fits_in_a_message() {
        use crate::session::attendance::{MOST_DELEGATES, NAME};
        let mut plan = crate::session::testing::plan();
        let mut delegate = plan.roster[0].clone();
        delegate.name = "ễ".repeat(NAME);
        plan.roster = vec![delegate; MOST_DELEGATES];
        let bytes = serde_json::to_string(&plan).unwrap().len();
        assert!(bytes < MOST_HUB_BYTES, "{bytes}");
    }
}
