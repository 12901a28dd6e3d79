//! Coming in, coming back, and being turned away.

use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::Message;
use uuid::Uuid;

use super::client::Client;
use super::setting::*;
use crate::hub::Limits;
use crate::session::attendance::{self, Link, Place};
use crate::session::{Command, DelegateId, Role, Seq, Time, life};
use crate::wire::{Bye, HubMessage, SUBPROTOCOL};

fn announce(text: &str) -> Command {
    Command::Life(life::Command::Announce {
        text: text.to_owned(),
    })
}

async fn bye_to(hub: &Hub, first: &str) -> Option<Bye> {
    let mut client = Client::connect(&hub.url()).await;
    client.say(first).await;
    client.bye().await
}

#[tokio::test]
async fn who_joins_is_told_what_they_are_and_all_that_happened() {
    let hub = Hub::new().await;
    let mut client = Client::connect(&hub.url()).await;
    client.hello(&token(3)).await;
    match client.next().await.unwrap() {
        HubMessage::Welcome {
            session,
            role,
            delegate,
            resumed,
            head,
            now,
            ..
        } => {
            assert_eq!(session, NAME);
            assert_eq!((role, delegate), (Role::Delegate, Some(DelegateId(3))));
            assert_eq!((resumed, now), (false, START));
            client.see(head).await;
        }
        other => panic!("{other:?}"),
    }
    assert_eq!(client.session().plan.title, "Họp giao ban");
    hub.stop().await;
}

#[tokio::test]
async fn the_subprotocol_is_confirmed_to_who_offers_it_and_not_required() {
    let hub = Hub::new().await;
    for (offered, confirmed) in [
        (Some(SUBPROTOCOL), Some(SUBPROTOCOL)),
        (Some("chair.v9, chair.v1"), Some(SUBPROTOCOL)),
        (Some("chair.v9"), None),
        (None, None),
    ] {
        let stream = TcpStream::connect(hub.address).await.unwrap();
        let offer = offered.map_or(String::new(), |offered| {
            format!("Sec-WebSocket-Protocol: {offered}\r\n")
        });
        let answer = upgrade(stream, &offer).await;
        assert!(answer.starts_with("HTTP/1.1 101"), "{offered:?}: {answer}");
        let named = answer
            .lines()
            .find_map(|line| line.strip_prefix("sec-websocket-protocol: "));
        assert_eq!(named, confirmed, "{offered:?}");
    }
    hub.join(CHAIR).await;
    hub.stop().await;
}

/// The head of the hub's answer to a handshake.
async fn upgrade(mut stream: TcpStream, header: &str) -> String {
    let request = format!(
        "GET /{NAME}/ws HTTP/1.1\r\nHost: hub\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\
         Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n{header}\r\n"
    );
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = vec![];
    while !answer.ends_with(b"\r\n\r\n") {
        answer.push(stream.read_u8().await.unwrap());
    }
    String::from_utf8(answer).unwrap()
}

#[tokio::test]
async fn a_tool_acts_for_its_delegate_and_nobody_is_here_because_of_it() {
    let hub = Hub::new().await;
    let mut chair = hub.join(CHAIR).await;
    let before = chair.upto;
    for _ in 0..3 {
        let mut tool = Client::connect(&hub.url()).await;
        tool.hello_of_tool(&token(3)).await;
        tool.welcomed().await;
    }
    let mut tool = Client::connect(&hub.url()).await;
    tool.hello_of_tool(&token(3)).await;
    tool.welcomed().await;
    let place = Place::Hall;
    let check_in = Command::Attendance(attendance::Command::CheckIn { place });
    tool.done(check_in).await;
    chair.done(announce("một")).await;
    let session = chair.session();
    let attendee = session.roster.get(DelegateId(3)).unwrap();
    assert!(attendee.presence.is_present());
    assert_eq!(attendee.link, Link::None);
    // What it did, and nothing of its coming and going.
    assert_eq!(chair.upto, Seq(before.0 + 2));
    // A device that is there stays there when a tool goes.
    let device = hub.join(&token(3)).await;
    drop(tool);
    chair.done(announce("hai")).await;
    chair.done(announce("ba")).await;
    let session = chair.session();
    let attendee = session.roster.get(DelegateId(3)).unwrap();
    assert_eq!(attendee.link, Link::Up);
    drop(device);
    hub.stop().await;
}

#[tokio::test]
async fn a_token_is_taken_however_it_was_typed() {
    let hub = Hub::new().await;
    hub.join("dddd dddd oooi").await;
    hub.stop().await;
}

#[tokio::test]
async fn who_comes_back_is_told_only_what_is_new() {
    let hub = Hub::new().await;
    let mut chair = hub.join(CHAIR).await;
    chair.done(announce("một")).await;
    let (seen, journal) = (chair.upto, chair.journal);
    chair.done(announce("hai")).await;

    let mut back = Client::connect(&hub.url()).await;
    back.hello_since(CHAIR, seen, journal).await;
    back.welcomed().await;
    assert!(back.resumed);
    let seqs: Vec<_> = back.records.iter().map(|record| record.seq).collect();
    assert_eq!(seqs, [seen.next()]);

    let mut stranger = Client::connect(&hub.url()).await;
    stranger
        .hello_since(CHAIR, seen, Some(Uuid::from_u128(99)))
        .await;
    stranger.welcomed().await;
    assert!(!stranger.resumed, "another journal is another past");
    assert_eq!(stranger.records[0].seq, Seq(1));

    let mut ahead = Client::connect(&hub.url()).await;
    ahead.hello_since(CHAIR, Seq(1_000), journal).await;
    ahead.welcomed().await;
    assert!(!ahead.resumed, "nobody has seen what has not happened");
    hub.stop().await;
}

#[tokio::test]
async fn each_bad_hello_is_told_what_is_wrong() {
    let hub = Hub::new().await;
    let right = r#"{"hello":{"version":1,"token":"0000000000000000000000CHA1"}}"#;
    for (first, bye) in [
        (right.replace(":1,", ":2,").as_str(), Bye::WrongVersion),
        (
            r#"{"hello":{"version":9,"ticket":"later words"}}"#,
            Bye::WrongVersion,
        ),
        (right.replace("CHA1", "CHA2").as_str(), Bye::UnknownToken),
        (r#"{"hello":{"version":1,"token":""}}"#, Bye::UnknownToken),
        (r#"{"ping":{"n":1}}"#, Bye::NoHello),
        (r#"{"hello":{"#, Bye::NotUnderstood),
        ("", Bye::NotUnderstood),
        (r#"{"hello":{"version":1}}"#, Bye::NotUnderstood),
    ] {
        assert_eq!(bye_to(&hub, first).await, Some(bye), "{first}");
    }
    let nowhere = format!("ws://{}/elsewhere/ws", hub.address);
    let mut client = Client::connect(&nowhere).await;
    client.say(right).await;
    assert_eq!(client.bye().await, Some(Bye::UnknownToken));
    hub.stop().await;
}

#[tokio::test]
async fn who_says_nothing_is_sent_away() {
    let limits = Limits {
        hello: Duration::from_millis(20),
        ..Limits::default()
    };
    let hub = Hub::empty(limits, "127.0.0.1:0").await;
    let mut client = Client::connect(&hub.url()).await;
    assert_eq!(client.bye().await, Some(Bye::NoHello));
    hub.stop().await;
}

#[tokio::test]
async fn there_are_no_more_connections_than_the_hub_takes() {
    let limits = Limits {
        connections: 2,
        reserved: 1,
        ..Limits::default()
    };
    let hub = Hub::empty(limits, "127.0.0.1:0").await;
    hub.seat(journal());
    let turned_away = async |token: &str| {
        let mut client = Client::connect(&hub.url()).await;
        client.hello(token).await;
        assert_eq!(client.bye().await, Some(Bye::TooManyConnections));
    };
    let mut first = hub.join(&token(1)).await;
    turned_away(&token(2)).await;
    let mut chair = hub.join(CHAIR).await;
    turned_away(SECRETARY).await;
    // Whoever goes makes room.
    first.socket.close(None).await.unwrap();
    assert_eq!(first.bye().await, None);
    let lost = Seq(chair.upto.0 + 1);
    chair.see(lost).await;
    hub.join(&token(2)).await;
    hub.stop().await;
}

#[tokio::test]
async fn guessing_is_slowed_down_and_officers_still_come_in() {
    let hub = Hub::new().await;
    let wrong = r#"{"hello":{"version":1,"token":"AAAA-AAAA-AAAA"}}"#;
    for _ in 0..10 {
        assert_eq!(bye_to(&hub, wrong).await, Some(Bye::UnknownToken));
    }
    assert_eq!(bye_to(&hub, wrong).await, Some(Bye::TooManyConnections));
    let right = wrong.replace("AAAA-AAAA-AAAA", &token(1));
    assert_eq!(bye_to(&hub, &right).await, Some(Bye::TooManyConnections));
    hub.join(CHAIR).await;
    hub.clock.set(Time(START.0 + 60_000));
    hub.join(&token(1)).await;
    hub.stop().await;
}

#[tokio::test]
async fn nonsense_ends_the_connection_and_nothing_else() {
    let hub = Hub::new().await;
    let mut chair = hub.join(CHAIR).await;
    for nonsense in [
        r#"{"command":"#.to_owned(),
        "null".to_owned(),
        r#"{"command":{"id":"x","command":{}}}"#.to_owned(),
        r#"{"hello":{"version":1,"token":"x"}}"#.to_owned(),
        format!("{}1{}", "[".repeat(30_000), "]".repeat(30_000)),
    ] {
        let mut client = hub.join(SECRETARY).await;
        client.say(nonsense).await;
        assert_eq!(client.bye().await, Some(Bye::NotUnderstood));
    }
    let mut client = hub.join(SECRETARY).await;
    let bytes = Message::binary(vec![1, 2, 3]);
    client.socket.send(bytes).await.unwrap();
    assert_eq!(client.bye().await, Some(Bye::NotUnderstood));
    chair.done(announce("vẫn họp")).await;
    hub.stop().await;
}

#[tokio::test]
async fn a_message_of_ten_megabytes_is_refused_and_the_session_is_as_it_was() {
    let hub = Hub::new().await;
    let mut chair = hub.join(CHAIR).await;
    let client = hub.join(SECRETARY).await;
    let before = client.session();
    // Split, for the hub stops reading long before all is sent.
    let records = client.upto;
    let (mut sink, mut stream) = client.socket.split();
    let sending = tokio::spawn(async move {
        let _ = sink.send(Message::text("x".repeat(10_000_000))).await;
    });
    let mut said = None;
    while let Some(Ok(message)) = stream.next().await {
        if let Message::Text(text) = message
            && let HubMessage::Bye(bye) = HubMessage::decode(&text).unwrap()
        {
            said = Some(bye);
        }
    }
    sending.await.unwrap();
    assert_eq!(said, Some(Bye::TooLong));
    assert_eq!(chair.done(announce("vẫn họp")).await, records.next());
    let mut after = chair.session();
    after.announcements.clear();
    assert_eq!(after, before);
    hub.stop().await;
}

#[tokio::test]
async fn a_delegates_first_and_last_device_stand_in_the_record() {
    let hub = Hub::new().await;
    let mut chair = hub.join(CHAIR).await;
    let before = chair.upto.0;
    let phone = hub.join(&token(4)).await;
    chair.see(Seq(before + 1)).await;
    let tablet = hub.join(&token(4)).await;
    drop(phone);
    drop(tablet);
    chair.see(Seq(before + 2)).await;
    let session = chair.session();
    assert!(session.attendee(DelegateId(4)).unwrap().link != Default::default());
    let links = &chair.records[chair.records.len() - 2..];
    assert!(links.iter().all(|record| record.by.is_none()));
    hub.stop().await;
}

#[tokio::test]
async fn everybody_is_told_when_the_hub_goes_down() {
    let hub = Hub::new().await;
    let mut chair = hub.join(CHAIR).await;
    let mut delegate = hub.join(&token(1)).await;
    let url = hub.url();
    let mut silent = Client::connect(&url).await;
    let (chair, delegate, silent, ()) =
        tokio::join!(chair.bye(), delegate.bye(), silent.bye(), hub.stop());
    assert_eq!([chair, delegate, silent], [Some(Bye::HubStops); 3]);
}
