//! What a listener is told as it happens, besides the records: what on the screen is seen without being
//! looked for. A clock that runs out, a vote that is complete, a quorum that is lost, a connection that
//! breaks.
//!
//! It tells of moments, also of those at which something is right again; what deserves
//! [attention] is how things stand, for as long as they stand so.

use std::collections::BTreeMap;

use super::told;
use crate::console::attention;
use crate::console::model::{Link, Model};
use crate::console::words;
use crate::session::floor::Warning;
use crate::session::{ItemId, PollId, RequestId, Session};

/// What was told last, so that each thing is told once.
#[derive(Debug, Default)]
pub struct Ear {
    link: Option<bool>,
    speeches: BTreeMap<RequestId, Warning>,
    late_item: Option<ItemId>,
    complete: Option<PollId>,
    undecided: Option<String>,
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
            told.extend(self.undecided(model, session));
            told.extend(self.quorum(model, session));
            let at = words::time_of_day(session, model.now());
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
            let name = words::name(model, session, speech.request.delegate);
            let left = told::span(lang, left.map_or(0, |left| (left.0 + 999).max(0) / 1000));
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
        let complete = attention::complete(session).map(|poll| poll.id);
        let is_new = complete.is_some() && complete != self.complete;
        self.complete = complete;
        is_new.then(|| model.lang.text("spoken.told.complete").to_owned())
    }

    /// What a vote leaves to be decided, for whoever sees to it.
    fn undecided(&mut self, model: &Model, session: &Session) -> Option<String> {
        let found = attention::undecided(model, session).filter(|_| model.role.is_officer());
        let said = found.map(|undecided| undecided.said);
        let is_new = said != self.undecided;
        self.undecided.clone_from(&said);
        said.filter(|_| is_new)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::console::tests::states::{self, later, speaking, voting};
    use crate::session::attendance::{self, Mark};
    use crate::session::poll::{ChoiceNo, Manner};
    use crate::session::{DelegateId, PollId};

    /// What is told now, without the time of day.
    fn heard(ear: &mut Ear, console: &crate::console::testing::Console) -> Vec<String> {
        let told = ear.listen(&console.model).into_iter();
        let said = told.map(|line| match line.split_once(' ') {
            Some((at, rest)) if at.contains(':') => rest.to_owned(),
            _ => line,
        });
        said.collect()
    }

    #[test]
    fn a_clock_is_told_as_it_runs_low_and_out_each_once() {
        let mut ear = Ear::default();
        let mut console = speaking();
        assert_eq!(heard(&mut ear, &console), [""; 0], "calm");
        console = later(console, 110);
        let low = heard(&mut ear, &console);
        assert_eq!(low.len(), 1, "{low:?}");
        assert!(low[0].contains("Bùi Mạnh Tuyển"), "{low:?}");
        console = later(console, 1);
        assert_eq!(heard(&mut ear, &console), [""; 0], "told once");
        console = later(console, 60);
        let over = heard(&mut ear, &console);
        assert!(over.len() == 1 && over != low, "{over:?}");
        // More time calms the clock, which is no news; that it runs low anew is.
        console.keys("+");
        assert_eq!(heard(&mut ear, &console), [""; 0]);
        console = later(console, 70);
        assert_eq!(heard(&mut ear, &console).len(), 1);
    }

    #[test]
    fn a_connection_is_told_when_it_breaks_and_when_it_is_back() {
        let mut ear = Ear::default();
        let mut console = speaking();
        assert_eq!(heard(&mut ear, &console), [""; 0], "it was never lost");
        console.lose();
        let lost = heard(&mut ear, &console);
        assert_eq!(lost.len(), 1, "{lost:?}");
        console.tick();
        assert_eq!(heard(&mut ear, &console), [""; 0]);
        console.join();
        let back = heard(&mut ear, &console);
        assert!(back.len() == 1 && back != lost, "{back:?}");
        assert!(
            !back[0].contains(['✗', '⇄']),
            "no signs for the eye: {back:?}"
        );
    }

    #[test]
    fn a_vote_is_told_once_it_is_complete() {
        let mut ear = Ear::default();
        let mut console = voting(Manner::Named, 1);
        heard(&mut ear, &console);
        for id in 1..=41 {
            // Those who may not vote, or have voted, are refused.
            let _ = console.hub.borrow_mut().votes(id, PollId(1), ChoiceNo(0));
        }
        console.catch_up();
        let missing = console.model.session.as_ref().unwrap().polls.open();
        let missing = missing.map_or(0, |poll| poll.missing().count());
        let told = heard(&mut ear, &console);
        assert_eq!((missing, told.len()), (0, 1), "{told:?}");
        assert_eq!(heard(&mut ear, &console), [""; 0]);
    }

    #[test]
    fn a_quorum_is_told_when_it_is_lost_and_when_it_is_back() {
        let mut ear = Ear::default();
        let mut console = states::calm();
        heard(&mut ear, &console);
        let mark = |console: &mut crate::console::testing::Console, mark: Mark| {
            for id in 17..34 {
                let (delegate, mark) = (DelegateId(id), mark.clone());
                let command = attendance::Command::Mark { delegate, mark };
                let _ = console.hub.borrow_mut().secretary(command);
            }
            console.catch_up();
        };
        mark(&mut console, Mark::Left);
        let lost = heard(&mut ear, &console);
        assert_eq!(lost.len(), 1, "{lost:?}");
        assert_eq!(heard(&mut ear, &console), [""; 0]);
        let place = attendance::Place::Hall;
        mark(&mut console, Mark::Present { place });
        let back = heard(&mut ear, &console);
        assert!(back.len() == 1 && back != lost, "{back:?}");
    }
}
