//! A console that nobody sees: the model and its link, for those who speak instead of pressing keys.
//!
//! Who speaks, and how they are told what came of it, is for those who hold it.

use std::collections::BTreeMap;
use std::sync::Arc;

use tokio::sync::mpsc;

use super::Drafts;
use crate::console::draft::Draft;
use crate::console::{self, Effect, Message, Model, Setup, view};
use crate::hub::Clock;
use crate::link::{News, Order, Ticket};

/// A console without a screen.
pub struct Unseen {
    /// What it knows.
    pub model: Model,
    orders: mpsc::Sender<Order>,
    news: mpsc::Receiver<News>,
    drafts: Drafts,
    clock: Arc<dyn Clock>,
    has_clock: bool,
}

impl Unseen {
    /// A console on this link. `clock` is the one that the link measures the hub's against.
    #[must_use]
    pub fn new(
        setup: Setup,
        orders: mpsc::Sender<Order>,
        news: mpsc::Receiver<News>,
        drafts: Drafts,
        clock: Arc<dyn Clock>,
    ) -> Self {
        let kept: BTreeMap<String, Draft> = drafts.kept();
        let setup = Setup {
            // No terminal is too small for what is not seen.
            size: view::SMALLEST,
            drafts: kept,
            now: clock.now(),
            ..setup
        };
        Self {
            model: Model::unseen(setup),
            orders,
            news,
            drafts,
            clock,
            has_clock: false,
        }
    }

    /// Waits for the next news, and takes it in. None once the link has ended.
    pub async fn hear(&mut self) -> Option<News> {
        let news = self.news.recv().await?;
        self.has_clock |= matches!(news, News::Clock { .. });
        self.tick();
        let effects = console::update(&mut self.model, Message::News(news.clone()));
        self.act(effects).await;
        Some(news)
    }

    /// Looks at the clock. What time alone brings calls for attention outside the screen, and there is no
    /// screen: whoever listens is told of it in words.
    pub fn tick(&mut self) {
        drop(console::update(
            &mut self.model,
            Message::Tick(self.clock.now()),
        ));
    }

    /// Does what is to be done outside. Gives what was sent, and whether the person leaves.
    pub async fn act(&mut self, effects: Vec<Effect>) -> (Vec<Ticket>, bool) {
        let (mut sent, mut leaves) = (vec![], false);
        for effect in effects {
            match effect {
                Effect::Order(order) => {
                    if let Order::Command { ticket, .. } = &order {
                        sent.push(*ticket);
                    }
                    // A link that has ended takes no more orders; whoever listens was told so.
                    drop(self.orders.send(order).await);
                }
                Effect::KeepDraft(name, draft) => self.drafts.keep(&name, &draft),
                Effect::DropDraft(name) => self.drafts.drop(&name),
                // There is no screen to lend, and whoever listens is told of everything.
                Effect::OpenEditor(_) | Effect::Alert(_) => {}
                Effect::Quit => leaves = true,
            }
        }
        (sent, leaves)
    }

    /// Whether everything that had happened before is known, and what time it is at the hub.
    #[must_use]
    pub fn is_up_to_date(&self) -> bool {
        let model = &self.model;
        model.is_live() && model.has_caught_up() && model.session.is_some() && self.has_clock
    }
}
