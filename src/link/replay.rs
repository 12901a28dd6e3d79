//! A recording in the place of a hub: the same news and orders, so that the same console shows it.
//!
//! The console joins as a technician, who sees everything and touches nothing. Silences of more than
//! five seconds are cut short (see [`player`](super::player), which works out what is played when;
//! this task only waits). Reading the file is the concern of the room `journal`.

use std::time::Duration;

use tokio::sync::mpsc;
use tokio::time::{Instant, sleep};

use super::player::Player;
use super::{News, Order, WAITING};
use crate::session::{Record, Refusal, Role, Seq};
use crate::wire::{Answer, Contents};

/// How often it is told where the recording stands while it runs, even when nothing happens.
const TELL: Duration = Duration::from_millis(500);

/// Plays a recording until the sender of orders or the receiver of news is dropped. Must be called
/// within a tokio runtime.
#[must_use]
pub fn play(records: Vec<Record>) -> (mpsc::Sender<Order>, mpsc::Receiver<News>) {
    let (orders, order_inbox) = mpsc::channel(WAITING);
    let (news, news_inbox) = mpsc::channel(WAITING);
    let replay = Replay {
        player: Player::new(records),
        orders: order_inbox,
        news,
    };
    tokio::spawn(async move {
        // It ends when nobody watches any more.
        let _ = replay.run().await;
    });
    (orders, news_inbox)
}

/// What a console is told first. Nothing lies in the past of a recording: it is watched from its
/// beginning, and what is announced in it is news. Where it ends is told by
/// [`Playback`](super::Playback).
pub(crate) fn joined() -> News {
    News::Joined {
        role: Role::Technician,
        delegate: None,
        resumed: false,
        head: Seq(0),
    }
}

struct Replay {
    player: Player,
    orders: mpsc::Receiver<Order>,
    news: mpsc::Sender<News>,
}

/// Nobody watches any more.
struct Unwanted;

impl Replay {
    async fn run(mut self) -> Result<(), Unwanted> {
        self.tell(joined()).await?;
        let mut last = Instant::now();
        let mut order = None;
        loop {
            let now = Instant::now();
            let happened = self.player.pass(now - last).to_vec();
            last = now;
            self.tell_records(happened).await?;
            if let Some(order) = order.take() {
                self.obey(order).await?;
            }
            self.tell(News::Playback(self.player.playback())).await?;
            let wait = self.player.next_in();
            tokio::select! {
                () = sleep(wait.unwrap_or(TELL).min(TELL)), if wait.is_some() => {}
                given = self.orders.recv() => order = Some(given.ok_or(Unwanted)?),
                () = self.news.closed() => return Err(Unwanted),
            }
        }
    }

    async fn obey(&mut self, order: Order) -> Result<(), Unwanted> {
        match order {
            Order::TogglePause => self.player.toggle_pause(),
            Order::Faster => self.player.faster(),
            Order::Slower => self.player.slower(),
            Order::Step => {
                let happened = self.player.step().to_vec();
                self.tell_records(happened).await?;
            }
            Order::Command { ticket, .. } => {
                let role = Role::Technician;
                let answer = Answer::Refused(Refusal::NotYourRole { role });
                self.tell(News::Answered { ticket, answer }).await?;
            }
            Order::Document(document) => {
                let contents = Contents::Missing;
                self.tell(News::Document { document, contents }).await?;
            }
        }
        Ok(())
    }

    async fn tell_records(&self, records: Vec<Record>) -> Result<(), Unwanted> {
        match records.last().map(|record| record.seq) {
            Some(upto) => self.tell(News::Records { upto, records }).await,
            None => Ok(()),
        }
    }

    async fn tell(&self, news: News) -> Result<(), Unwanted> {
        self.news.send(news).await.map_err(|_| Unwanted)
    }
}
