//! What a listener is told as it happens, besides the records: what on the screen is seen without being
//! looked for. A clock that runs out, a vote that is complete, a quorum that is lost, a connection that
//! breaks.

use std::collections::BTreeMap;

use crate::console::model::{Link, Model};
use crate::console::words;
use crate::session::floor::Warning;
use crate::session::{ItemId, PollId, RequestId, Session};
use crate::text::number;

/// What was told last, so that each thing is told once.
#[derive(Debug, Default)]
pub struct Ear {
    link: Option<bool>,
    speeches: BTreeMap<RequestId, Warning>,
    late_item: Option<ItemId>,
    complete: Option<PollId>,
    has_quorum: Option<bool>,
}

impl Ear {
    /// What is new since the last time, a line for each thing, with the time of day.
    pub fn listen(&mut self, model: &Model) -> Vec<String> {
        let mut told = self.link(model);
        if let Some(session) = model.session.as_ref().filter(|_| model.is_live()) {
            told.extend(self.speeches(model, session));
            told.extend(self.item(model, session));
            told.extend(self.vote(model, session));
            told.extend(self.quorum(model, session));
            let at = words::exact_time(session, model.now());
            told = told.iter().map(|said| format!("{at} {said}")).collect();
        }
        told
    }

    fn link(&mut self, model: &Model) -> Vec<String> {
        let lang = model.lang;
        let is_live = match model.link {
            Link::Joining => return vec![],
            Link::Live => true,
            Link::Lost { .. } | Link::Ended(_) => false,
        };
        let before = self.link.replace(is_live);
        let said = match (model.link, before) {
            (Link::Ended(bye), Some(true) | None) => {
                lang.text(&format!("console.bye.{}", bye.name()))
            }
            (Link::Lost { bye: Some(bye), .. }, Some(true) | None) => {
                lang.text(&format!("console.bye.{}", bye.name()))
            }
            (_, Some(true) | None) if !is_live => lang.text("spoken.heard.lost"),
            (_, Some(false)) if is_live => lang.text("console.link.again"),
            _ => return vec![],
        };
        // The sign is for the eye.
        vec![said.trim_start_matches("✗ ").to_owned()]
    }

    /// Each clock as it comes to a new warning, but not as it goes back when time is added.
    fn speeches(&mut self, model: &Model, session: &Session) -> Vec<String> {
        let lang = model.lang;
        let mut now = BTreeMap::new();
        let mut told = vec![];
        for speech in &session.floor.speaking {
            let left = speech.left(model.now());
            let warning = Warning::of(left, speech.limit);
            let id = speech.request.id;
            let before = self.speeches.get(&id).copied().unwrap_or(Warning::Calm);
            now.insert(id, warning);
            if warning <= before {
                continue;
            }
            let name = session.roster.name(speech.request.delegate);
            let left = number::clock(left.map_or(0, |left| (left.0 + 999).max(0) / 1000));
            let values: [(&str, &dyn std::fmt::Display); 2] = [("name", &name), ("left", &left)];
            told.push(match warning {
                Warning::Over => lang.fill("spoken.heard.over", &values),
                _ => lang.fill("spoken.heard.nearly_over", &values),
            });
        }
        self.speeches = now;
        told
    }

    fn item(&mut self, model: &Model, session: &Session) -> Option<String> {
        let item = session.agenda.current;
        let left = item.and_then(|item| session.item_time_left(item, model.now()));
        let late = item.filter(|_| left.is_some_and(|left| left.0 < 0));
        let is_new = late.is_some() && late != self.late_item;
        self.late_item = late;
        let title = words::item_title(model, late.filter(|_| is_new)?);
        Some(
            model
                .lang
                .fill("spoken.heard.item_over", &[("item", &title)]),
        )
    }

    fn vote(&mut self, model: &Model, session: &Session) -> Option<String> {
        let open = session.polls.open();
        let open = open.filter(|poll| !poll.question.manner.is_counted());
        let complete = open.filter(|poll| {
            !poll.question.rule.is_no_objection() && poll.missing().next().is_none()
        });
        let complete = complete.map(|poll| poll.id);
        let is_new = complete.is_some() && complete != self.complete;
        self.complete = complete;
        is_new.then(|| model.lang.text("spoken.told.complete").to_owned())
    }

    /// While the session is open: before, people still come.
    fn quorum(&mut self, model: &Model, session: &Session) -> Option<String> {
        if !session.phase.is_open() {
            self.has_quorum = None;
            return None;
        }
        let quorum = session.quorum(model.now());
        let is_reached = quorum.is_reached();
        let before = self.has_quorum.replace(is_reached);
        if before.unwrap_or(true) == is_reached {
            return None;
        }
        let key = match is_reached {
            true => "spoken.heard.quorum_back",
            false => "spoken.heard.quorum_lost",
        };
        let values: [(&str, &dyn std::fmt::Display); 2] =
            [("present", &quorum.present), ("required", &quorum.required)];
        Some(model.lang.fill(key, &values))
    }
}
