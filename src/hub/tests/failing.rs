//! A journal that cannot be written.

use super::setting::*;
use crate::journal::JournalError;
use crate::session::{Command, DelegateId, Refusal, Seq, life};
use crate::wire::{Answer, Bye};

fn announce(text: &str) -> Command {
    Command::Life(life::Command::Announce {
        text: text.to_owned(),
    })
}

#[tokio::test]
async fn a_full_disk_refuses_and_the_session_goes_on_as_it_was() {
    let journal = journal();
    let hub = Hub::with(journal.clone()).await;
    let mut chair = hub.join(CHAIR).await;
    let before = journal.kept();
    journal.fail_next(JournalError::Full);
    let refused = chair.ask(announce("không ghi được")).await;
    assert_eq!(refused, Answer::Refused(Refusal::NotSaved));
    assert_eq!(journal.kept(), before);

    let seq = chair.done(announce("ghi được")).await;
    assert_eq!(seq, Seq(u32::try_from(before.records.len()).unwrap() + 1));
    let session = chair.session();
    let texts: Vec<_> = session.announcements.iter().map(|a| &a.text).collect();
    assert_eq!(texts, ["ghi được"]);
    hub.stop().await;
}

#[tokio::test]
async fn a_device_that_came_while_the_disk_was_full_is_recorded_later() {
    let journal = journal();
    let hub = Hub::with(journal.clone()).await;
    let mut chair = hub.join(CHAIR).await;
    journal.fail_next(JournalError::Full);
    let _delegate = hub.join(&token(3)).await;
    chair.done(announce("ghi được")).await;
    let link = chair.session().attendee(DelegateId(3)).unwrap().link;
    assert_eq!(link, crate::session::attendance::Link::Up);
    hub.stop().await;
}

#[tokio::test]
async fn a_lost_journal_ends_the_session_and_nothing_is_promised() {
    let journal = journal();
    let hub = Hub::with(journal.clone()).await;
    let mut chair = hub.join(CHAIR).await;
    let mut delegate = hub.join(&token(3)).await;
    journal.fail_next(JournalError::Lost {
        why: crate::text::Trouble::unknown(&"gone"),
    });
    chair.send(announce("không ghi được")).await;
    assert_eq!(chair.bye().await, Some(Bye::JournalLost));
    assert_eq!(delegate.bye().await, Some(Bye::JournalLost));
    assert!(
        !chair
            .frames
            .iter()
            .any(|frame| frame.starts_with(r#"{"reply""#))
    );
    let mut late = super::client::Client::connect(&hub.url()).await;
    late.hello(CHAIR).await;
    assert_eq!(late.bye().await, Some(Bye::JournalLost));
    hub.stop().await;
}
