//! What must not be seen is never sent: every frame is looked at as it came over the wire.

use super::client::Client;
use super::setting::*;
use crate::session::conclusions::{self, Content};
use crate::session::poll::{ChoiceNo, Manner};
use crate::session::{
    CallId, Command, DelegateId, DocumentId, ItemId, PollId, assistance, attendance, life, poll,
};
use crate::wire::{ClientMessage, Contents, HubMessage};

#[tokio::test]
async fn a_delegate_never_receives_a_choice_a_tally_or_a_draft() {
    let hub = Hub::new().await;
    let mut chair = hub.join(CHAIR).await;
    let mut delegate = hub.join(&token(2)).await;
    let mut voter = hub.join(&token(1)).await;
    let present = attendance::Command::MarkPresent {
        delegates: (1..=5).map(DelegateId).collect(),
    };
    let excused = attendance::Command::Mark {
        delegate: DelegateId(6),
        mark: attendance::Mark::Excused {
            reason: "private illness".to_owned(),
        },
    };
    let write = conclusions::Command::Write {
        item: ItemId(1),
        after: None,
        level: 1,
        content: Content {
            text: "secret draft".to_owned(),
            ..Content::default()
        },
    };
    let question = question(Manner::Named);
    let poll = PollId(1);
    for command in [
        Command::Attendance(present),
        Command::Attendance(excused),
        Command::Life(life::Command::Open),
        Command::Conclusions(write),
        Command::Poll(poll::Command::Prepare { question }),
        Command::Poll(poll::Command::Open { poll }),
    ] {
        chair.done(command).await;
    }
    let cast = poll::Command::Cast {
        poll,
        choice: ChoiceNo(1).into(),
        delegate: None,
    };
    voter.done(Command::Poll(cast)).await;
    let closed = chair
        .done(Command::Poll(poll::Command::Close { poll }))
        .await;
    delegate.see(closed).await;
    // One who joins later is told no more than one who was there.
    let late = hub.join(&token(3)).await;
    for frame in delegate.frames.iter().chain(&late.frames) {
        for hidden in [
            r#""choice":"#,
            "tally",
            "outcome",
            "secret draft",
            "private illness",
            "nội bộ.txt",
            "vitals",
        ] {
            assert!(!frame.contains(hidden), "{hidden} in {frame}");
        }
    }
    let seen = |text: &str| chair.frames.iter().any(|frame| frame.contains(text));
    assert!(seen("secret draft") && seen("tally") && seen("private illness"));
    let of_table = chair.frames.iter().filter(|f| f.contains(r#"{"cast":"#));
    assert!(of_table.clone().count() > 0);
    for frame in of_table {
        assert!(!frame.contains(r#""choice":1"#), "{frame}");
    }

    let published = chair
        .done(Command::Poll(poll::Command::Publish { poll }))
        .await;
    delegate.see(published).await;
    assert!(
        delegate
            .session()
            .polls
            .get(poll)
            .unwrap()
            .tally()
            .is_some()
    );
    hub.stop().await;
}

#[tokio::test]
async fn a_restricted_document_is_only_for_officers() {
    let hub = Hub::empty(Default::default(), "127.0.0.1:0").await;
    hub.house.add(plan(), &documents()).unwrap();
    let links = hub.house.links(NAME, "http://h:1").unwrap();
    let secret = |link: &str| link.rsplit('#').next().unwrap().to_owned();
    let text = |text: &str| Contents::Text(text.to_owned());
    let report = text("Số liệu tháng");
    for (link, first, second) in [
        (&links.chair, report.clone(), text("restricted words")),
        (&links.delegates[0].1, report.clone(), Contents::Missing),
        (&links.technician, report, Contents::Missing),
    ] {
        let mut client = hub.join(&secret(link)).await;
        for (document, expected) in [(1, first), (2, second), (3, Contents::Missing)] {
            let document = DocumentId(document);
            client
                .say(ClientMessage::Document { document }.encode())
                .await;
            let found = loop {
                if let HubMessage::Document { contents, .. } = client.next().await.unwrap() {
                    break contents;
                }
            };
            assert_eq!(found, expected);
        }
    }
    hub.stop().await;
}

#[tokio::test]
async fn a_call_for_help_is_told_to_those_who_help_and_to_who_called_alone() {
    let hub = Hub::new().await;
    let mut secretary = hub.join(SECRETARY).await;
    let mut technician = hub.join(TECHNICIAN).await;
    let mut caller = hub.join(&token(2)).await;
    let mut other = hub.join(&token(3)).await;
    let text = "micro không hoạt động".to_owned();
    let asked = caller
        .done(Command::Assistance(assistance::Command::Ask { text }))
        .await;
    for client in [&mut secretary, &mut technician, &mut other] {
        client.see(asked).await;
    }
    let late = (hub.join(TECHNICIAN).await, hub.join(&token(2)).await);
    let other_late = hub.join(&token(3)).await;
    let told = |client: &Client| {
        let mut frames = client.frames.iter();
        let calls = client.session().assistance.calls().count();
        (
            frames.any(|frame| frame.contains("không hoạt động")),
            calls == 1,
        )
    };
    for client in [&secretary, &technician, &caller, &late.0, &late.1] {
        assert_eq!(told(client), (true, true));
    }
    for client in [&other, &other_late] {
        assert_eq!(told(client), (false, false));
    }

    let call = CallId(1);
    let answered = technician
        .done(Command::Assistance(assistance::Command::Answer { call }))
        .await;
    for client in [&mut secretary, &mut caller, &mut other] {
        client.see(answered).await;
        assert_eq!(client.session().assistance.calls().count(), 0);
    }
    let frames = other.frames.iter().chain(&other_late.frames);
    assert!(!frames.into_iter().any(|frame| frame.contains("assistance")));
    hub.stop().await;
}
