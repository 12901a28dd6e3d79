//! A client that does not read.

use std::net::SocketAddr;

use tokio::net::TcpSocket;
use tokio_tungstenite::{MaybeTlsStream, client_async};
use uuid::Uuid;

use super::client::Client;
use super::setting::*;
use crate::hub::keeper::Request;
use crate::hub::seats::SeatNo;
use crate::session::conclusions::{self, Content};
use crate::session::{Command, CommandId, ConclusionId, ItemId, Seq};
use crate::wire::Answer;

/// A client whose own system keeps as little as possible for it.
async fn narrow(address: SocketAddr, url: &str) -> Client {
    let socket = TcpSocket::new_v4().unwrap();
    socket.set_recv_buffer_size(4_096).unwrap();
    let stream = socket.connect(address).await.unwrap();
    let stream = MaybeTlsStream::Plain(stream);
    Client::over(client_async(url, stream).await.unwrap().0)
}

#[tokio::test]
async fn a_client_that_does_not_read_is_cut_off_and_comes_back() {
    let hub = Hub::new().await;
    let mut slow = narrow(hub.address, &hub.url()).await;
    slow.hello(SECRETARY).await;
    slow.welcomed().await;
    let (journal, before) = (slow.journal, slow.upto);

    // More than every buffer on the way can hold; past the limit on how fast a client may write.
    let mut chair = hub.join(CHAIR).await;
    let sitting = hub.house.sitting(NAME).unwrap();
    let edits: u32 = 700;
    let content = |version: u32| Content {
        text: format!("{version} {}", "x".repeat(9_000)),
        ..Content::default()
    };
    let write = conclusions::Command::Write {
        item: ItemId(1),
        after: None,
        level: 1,
        content: content(0),
    };
    let edit = |version| conclusions::Command::Edit {
        conclusion: ConclusionId(1),
        version,
        content: content(version),
    };
    for command in std::iter::once(write).chain((1..edits).map(edit)) {
        let id = CommandId(Uuid::now_v7());
        let command = Request::Command {
            seat: SeatNo(1),
            id,
            command: Box::new(Command::Conclusions(command)),
        };
        sitting.inbox.send(command).await.unwrap();
        // The chair reads, and is answered as if nobody else were there.
        let answer = chair.answer(id).await;
        assert!(matches!(answer, Answer::Done { .. }), "{answer:?}");
    }
    let end = Seq(before.0 + edits);
    assert_eq!(chair.upto, end);

    slow.bye().await;
    assert!(slow.upto < end, "it was cut off");
    let mut back = Client::connect(&hub.url()).await;
    back.hello_since(SECRETARY, slow.upto, journal).await;
    back.welcomed().await;
    assert!(back.resumed);
    slow.records.append(&mut back.records);
    assert_eq!(slow.session(), chair.session());
    hub.stop().await;
}
