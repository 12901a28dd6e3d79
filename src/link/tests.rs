//! The link against a real hub, and against a recording.

use std::sync::Arc;

use tokio::sync::mpsc;

use super::*;
use crate::hub::ManualClock;
use crate::hub::tests::setting::{CHAIR, Hub, NAME, START, TECHNICIAN, journal};
use crate::session::{Event, Refusal, Session, life};

fn link(hub: &Hub, token: &str) -> Address {
    let link = format!("http://{}/{NAME}#{token}", hub.address);
    link.parse().unwrap()
}

type Orders = mpsc::Sender<Order>;

/// One end of a link, with all it heard.
struct End {
    orders: Orders,
    news: mpsc::Receiver<News>,
    records: Vec<Record>,
    heard: Vec<News>,
}

impl End {
    fn new((orders, news): (Orders, mpsc::Receiver<News>)) -> Self {
        Self {
            orders,
            news,
            records: vec![],
            heard: vec![],
        }
    }

    fn join(hub: &Hub, token: &str) -> Self {
        let clock = Arc::new(ManualClock::at(Time(START.0 - 60_000)));
        Self::new(connect(link(hub, token), "test".to_owned(), clock))
    }

    async fn until(&mut self, mut wanted: impl FnMut(&News) -> bool) -> News {
        loop {
            let news = self.news.recv().await.expect("the link goes on");
            match &news {
                News::Joined { resumed: false, .. } => self.records.clear(),
                News::Records { records, .. } => self.records.extend(records.iter().cloned()),
                _ => {}
            }
            self.heard.push(news.clone());
            if wanted(&news) {
                return news;
            }
        }
    }

    async fn announce(&self, ticket: u64) {
        let text = format!("thông báo {ticket}");
        let command = Command::Life(life::Command::Announce { text });
        let order = Order::Command {
            ticket: Ticket(ticket),
            command: Box::new(command),
        };
        self.orders.send(order).await.unwrap();
    }

    async fn answered(&mut self, ticket: u64) -> Answer {
        let wanted =
            |news: &News| matches!(news, News::Answered { ticket: t, .. } if t.0 == ticket);
        match self.until(wanted).await {
            News::Answered { answer, .. } => answer,
            _ => unreachable!(),
        }
    }

    fn announcements(&self) -> Vec<String> {
        let session = Session::replay(&self.records).unwrap();
        session.announcements.into_iter().map(|a| a.text).collect()
    }
}

#[tokio::test]
async fn a_link_joins_learns_the_time_and_has_commands_answered() {
    let hub = Hub::new().await;
    let mut end = End::join(&hub, CHAIR);
    let joined = end.until(|_| true).await;
    assert!(matches!(
        joined,
        News::Joined {
            role: Role::Chair,
            resumed: false,
            ..
        }
    ));
    let clock = end.until(|news| matches!(news, News::Clock { .. })).await;
    let ahead = Millis(60_000);
    let round_trip = Millis(0);
    assert_eq!(clock, News::Clock { ahead, round_trip });
    end.announce(1).await;
    assert!(matches!(end.answered(1).await, Answer::Done { .. }));
    assert_eq!(end.announcements(), ["thông báo 1"]);
    hub.stop().await;
}

#[tokio::test]
async fn after_a_restart_the_link_comes_back_and_nothing_is_lost_or_doubled() {
    let journal = journal();
    let hub = Hub::with(journal.clone()).await;
    let address = hub.address.to_string();
    let mut end = End::join(&hub, CHAIR);
    end.announce(1).await;
    end.answered(1).await;
    // This one may be done before the hub stops, or after: the link cannot know, and need not.
    end.announce(2).await;
    hub.stop().await;
    let lost = end.until(|news| matches!(news, News::Lost { .. })).await;
    assert!(matches!(lost, News::Lost { attempt: 1, .. }));
    end.announce(3).await;
    end.announce(4).await;

    let hub = Hub::empty(Default::default(), &address).await;
    hub.seat(journal.clone());
    end.until(|news| matches!(news, News::Joined { resumed: true, .. }))
        .await;
    end.answered(4).await;
    let expected = ["thông báo 1", "thông báo 2", "thông báo 3", "thông báo 4"];
    assert_eq!(end.announcements(), expected);
    let session = Session::replay(&journal.kept().records).unwrap();
    assert_eq!(session.announcements.len(), 4);
    let answers = end
        .heard
        .iter()
        .filter(|news| matches!(news, News::Answered { .. }));
    assert_eq!(answers.count(), 4);
    hub.stop().await;
}

#[tokio::test]
async fn a_command_that_is_too_long_is_answered_and_ends_nothing() {
    let hub = Hub::new().await;
    let mut end = End::join(&hub, CHAIR);
    let text = "ế".repeat(30_000);
    let order = Order::Command {
        ticket: Ticket(1),
        command: Box::new(Command::Life(life::Command::Announce { text })),
    };
    end.orders.send(order).await.unwrap();
    assert_eq!(end.answered(1).await, Answer::Refused(Refusal::TooLong));
    end.announce(2).await;
    assert!(matches!(end.answered(2).await, Answer::Done { .. }));
    hub.stop().await;
}

#[tokio::test]
async fn a_link_that_is_not_wanted_here_ends() {
    let hub = Hub::new().await;
    let mut end = End::join(&hub, "AAAA-AAAA-AAAA");
    let last = end.until(|_| true).await;
    let bye = Bye::UnknownToken;
    assert_eq!(last, News::Ended { bye });
    assert_eq!(end.news.recv().await, None);
    hub.stop().await;
}

#[tokio::test]
async fn a_link_to_nowhere_keeps_trying_and_keeps_what_it_was_told() {
    let hub = Hub::new().await;
    let address = hub.address.to_string();
    let link = link(&hub, TECHNICIAN);
    hub.stop().await;
    let clock = Arc::new(ManualClock::at(START));
    let mut end = End::new(connect(link, String::new(), clock));
    end.announce(1).await;
    end.until(|news| matches!(news, News::Lost { attempt: 2, .. }))
        .await;
    let hub = Hub::empty(Default::default(), &address).await;
    hub.seat(journal());
    let role = Role::Technician;
    assert_eq!(
        end.answered(1).await,
        Answer::Refused(Refusal::NotYourRole { role })
    );
    hub.stop().await;
}

#[tokio::test]
async fn a_recording_is_played_stopped_and_stepped() {
    let record = |seq: u32, at: i64| Record {
        seq: Seq(seq),
        at: Time(at),
        by: None,
        cause: None,
        event: Event::Life(life::Event::Opened),
    };
    let records = vec![record(1, 0), record(2, 20), record(3, 3_600_020)];
    let mut end = End::new(play(records));
    let joined = end.until(|_| true).await;
    assert!(matches!(
        joined,
        News::Joined {
            role: Role::Technician,
            head: Seq(0),
            ..
        }
    ));
    let begun = tokio::time::Instant::now();
    end.until(|news| matches!(news, News::Records { upto: Seq(2), .. }))
        .await;
    assert!(begun.elapsed().as_millis() >= 20);
    end.orders.send(Order::TogglePause).await.unwrap();
    end.until(|news| matches!(news, News::Playback(Playback { paused: true, .. })))
        .await;
    end.announce(1).await;
    let role = Role::Technician;
    assert_eq!(
        end.answered(1).await,
        Answer::Refused(Refusal::NotYourRole { role })
    );
    end.orders.send(Order::Step).await.unwrap();
    end.until(|news| matches!(news, News::Playback(Playback { at: Seq(3), .. })))
        .await;
    assert_eq!(end.records.len(), 3);
}
