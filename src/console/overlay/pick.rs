//! People, found by typing part of what is known of them.

use std::collections::{BTreeMap, BTreeSet};

use super::answer::{self, MOST_NAMED, chosen};
use super::search::{Offer, Search, Step, columns};
use super::{Choice, Question, Unfit, WithDelegate, typing_hints};
use crate::console::Effect;
use crate::console::draw::Sheet;
use crate::console::find::{By, Fit, Narrowed};
use crate::console::keymap::{Act, Layer};
use crate::console::keys::{Input, Key};
use crate::console::model::Model;
use crate::console::pane::vote;
use crate::console::spoken::Words;
use crate::console::theme::Meaning;
use crate::console::words;
use crate::session::attendance::{Attendee, Presence};
use crate::session::floor::Kind;
use crate::session::plan::Delegate;
use crate::session::{DelegateId, Millis, Session};
use crate::text::{self, fold, number};

/// How many people are seen at once on a small screen.
const OFFERED: usize = 10;
/// How many columns stand before a name: how somebody is here, and their number.
const BEFORE_NAME: usize = 7;
/// How many columns names have at the least and at most.
const LEAST_NAME: usize = 12;
const WIDEST_NAME: usize = 40;
/// How many columns there are at the least for where somebody sits.
const LEAST_ASIDE: usize = 16;

/// Who may be picked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Candidates {
    /// Whoever is present first, then everybody else.
    Present,
    /// To speak or to wait for it, for this: as before, but those who speak or wait already come last,
    /// and it is said of them.
    ToSpeak(Kind),
    /// Those who may preside and don't, the chair of the session first, then the deputies in their order.
    Deputies,
    /// Members present who have not spoken, with how long they spoke otherwise.
    Unspoken,
    /// Whoever is not marked yet first, then everybody else.
    Unmarked,
    /// Those who have a vote in the poll at hand.
    Voters,
}

/// A person to be found.
pub struct Pick {
    title: String,
    search: Search<DelegateId>,
    candidates: Candidates,
    narrowed: Narrowed,
    /// Who fits what was typed, the likeliest first, as the session stands.
    offered: Vec<DelegateId>,
    then: WithDelegate,
    /// What other keys than Enter do with whoever is pointed at.
    others: Vec<(Act, WithDelegate)>,
}

impl Pick {
    pub(super) fn new(
        model: &Model,
        title: &str,
        candidates: Candidates,
        then: WithDelegate,
    ) -> Self {
        let mut pick = Self {
            title: title.to_owned(),
            search: Search::new(OFFERED),
            candidates,
            narrowed: Narrowed::default(),
            offered: vec![],
            then,
            others: vec![],
        };
        pick.go_to_top(model);
        pick
    }

    /// Does something else with whoever is pointed at on another key.
    pub(super) fn or(mut self, act: Act, then: WithDelegate) -> Self {
        self.others.push((act, then));
        self
    }

    fn go_to_top(&mut self, model: &Model) {
        self.look_again(model);
        self.search.go_to_top(&self.offered);
    }

    /// Looks for whoever fits, as the session stands now.
    pub(super) fn look_again(&mut self, model: &Model) {
        let Some(session) = &model.session else {
            self.offered.clear();
            return;
        };
        let query = self.search.query();
        let directory = &model.directory;
        let found = directory.narrow(&mut self.narrowed, &query, &session.roster);
        let ranked = self.ranked(model, session, found);
        self.offered = ranked.into_iter().map(|(_, delegate)| delegate).collect();
    }

    /// Who fits a query and may be picked, the likeliest first, and how well.
    fn found(&self, model: &Model, query: &str) -> Vec<(Fit, DelegateId)> {
        let Some(session) = &model.session else {
            return vec![];
        };
        let found = model.directory.find(query, &session.roster);
        self.ranked(model, session, found.collect())
    }

    /// Those of them who may be picked, the likeliest first.
    fn ranked(
        &self,
        model: &Model,
        session: &Session,
        found: Vec<(Fit, &Attendee)>,
    ) -> Vec<(Fit, DelegateId)> {
        let few: BTreeSet<_> = match self.candidates {
            Candidates::Unspoken => session.never_spoken().map(|a| a.delegate.id).collect(),
            Candidates::Voters => vote::voters(model).into_iter().collect(),
            _ => BTreeSet::new(),
        };
        let deputies: Vec<_> = match self.candidates {
            Candidates::Deputies => may_take_chair(session).collect(),
            _ => vec![],
        };
        let turn = |delegate| deputies.iter().position(|deputy| *deputy == delegate);
        let may = |delegate: DelegateId| match self.candidates {
            Candidates::ToSpeak(kind) => session.list_takes(delegate, kind),
            Candidates::Present | Candidates::Unmarked => true,
            Candidates::Unspoken | Candidates::Voters => few.contains(&delegate),
            Candidates::Deputies => turn(delegate).is_some(),
        };
        let engaged = engaged(session, self.candidates);
        let mut offered: Vec<_> = found
            .into_iter()
            .map(|(fit, attendee)| {
                let delegate = attendee.delegate.id;
                let engaged = engaged.contains_key(&delegate);
                let later = match self.candidates {
                    Candidates::Unmarked => attendee.presence != Presence::Expected,
                    _ => !attendee.presence.is_present(),
                };
                (
                    (fit.is_apart, engaged, later, fit, turn(delegate)),
                    delegate,
                )
            })
            .filter(|(_, delegate)| may(*delegate))
            .collect();
        offered.sort_by_key(|(rank, _)| *rank);
        let ranked = offered.into_iter().map(|((.., fit, _), id)| (fit, id));
        ranked.collect()
    }

    pub(super) fn asked(&self, model: &Model) -> Question {
        Question {
            kind: answer::Kind::Person,
            text: self.title.clone(),
            choices: self.fitting(model, ""),
            before: String::new(),
            worked_out: false,
            may_be_empty: false,
        }
    }

    /// Those who fit what was said, the likeliest first.
    pub(super) fn fitting(&self, model: &Model, said: &str) -> Vec<Choice> {
        named(model, self.found(model, said).into_iter().map(|(_, id)| id))
    }

    /// Takes a person in words: by number, by name, by seat, else by parts of all these that nobody
    /// else has.
    pub(super) fn answer(
        &self,
        model: &mut Model,
        words: &mut Words,
    ) -> Result<Vec<Effect>, Unfit> {
        let found = chosen(words, |said| {
            let said = said.strip_prefix('#').unwrap_or(said);
            let found = self.found(model, said);
            let roster = model.session.as_ref().map(|session| &session.roster);
            let whole = |of: fn(&Delegate) -> &str| -> Vec<DelegateId> {
                let said = fold(said);
                let is = |id: &DelegateId| {
                    let attendee = roster.and_then(|roster| roster.get(*id));
                    attendee.is_some_and(|a| !said.is_empty() && fold(of(&a.delegate)) == said)
                };
                found.iter().map(|(_, id)| *id).filter(is).collect()
            };
            let exactly = |id: &DelegateId| {
                let attendee = roster.and_then(|roster| roster.get(*id));
                attendee.is_some_and(|attendee| attendee.delegate.name == said)
            };
            let ids = || found.iter().map(|(_, id)| *id);
            let numbered = found.iter().filter(|(fit, _)| fit.by == By::Number);
            vec![
                numbered.map(|(_, id)| *id).collect(),
                ids().filter(exactly).collect(),
                whole(|delegate| &delegate.name),
                whole(|delegate| &delegate.seat),
                ids().filter(|_| !said.trim().is_empty()).collect(),
            ]
        });
        match found {
            Ok(delegate) => Ok((self.then)(model, delegate)),
            Err((said, found)) if found.is_empty() => {
                let choices = vec![];
                Err(Unfit::Nothing { said, choices })
            }
            Err((said, found)) => {
                let choices = named(model, found.into_iter());
                Err(Unfit::Several { said, choices })
            }
        }
    }

    pub(super) fn key(&mut self, model: &mut Model, input: &Input) -> (bool, Vec<Effect>) {
        let act = model.keymap.act(Layer::Roll, input);
        if let Some((_, then)) = self.others.iter().find(|(on, _)| Some(*on) == act) {
            let pointed = self.search.pointed(&self.offered);
            return pointed.map_or((true, vec![]), |who| (false, then(model, who)));
        }
        match self.search.key(
            &mut model.typing,
            input,
            &Offer::of(model.size, &self.offered, ""),
        ) {
            Step::Chose(delegate) => return (false, (self.then)(model, delegate)),
            Step::Narrowed => self.go_to_top(model),
            Step::Stayed => {}
        }
        (true, vec![])
    }

    /// As [`point`](super::mouse::point).
    pub(super) fn point(&mut self, place: usize) -> Option<Key> {
        self.search.point(&self.offered, place)
    }

    /// Puts the cursor on a letter of what was typed.
    pub(super) fn go_to(&mut self, model: &Model, place: (usize, usize)) {
        if self.search.go_to(model.typing, place) {
            self.go_to_top(model);
        }
    }

    pub(super) fn paste(&mut self, model: &Model, text: &str) -> Vec<Effect> {
        self.search.paste(text);
        self.go_to_top(model);
        vec![]
    }

    /// Whether something was typed.
    pub(super) fn holds_text(&self) -> bool {
        !self.search.query().is_empty()
    }

    pub(super) fn rows(&self, model: &Model) -> u16 {
        let offer = Offer::of(model.size, &self.offered, "");
        self.search.rows(&offer)
    }

    /// Those who are offered, as they are shown.
    fn rows_offered<'a>(&self, model: &'a Model) -> Vec<Option<Row<'a>>> {
        let Some(session) = &model.session else {
            return vec![];
        };
        let engaged = engaged(session, self.candidates);
        let until = session.floor.last_full_minute(model.now());
        let row = |delegate: &DelegateId| {
            let attendee = session.roster.get(*delegate)?;
            let spoken = match self.candidates {
                Candidates::Unspoken => session.floor.time_spoken(*delegate, until),
                _ => Millis(0),
            };
            let aside = match (engaged.get(delegate), spoken) {
                (Some(key), _) => model.lang.text(key).to_owned(),
                (None, Millis(0)) => words::place_of(session, attendee),
                (None, spoken) => number::clock(spoken.seconds()),
            };
            Some(Row { attendee, aside })
        };
        self.offered.iter().map(row).collect()
    }

    pub(super) fn view(&self, model: &Model, sheet: &mut Sheet<'_>) {
        sheet.rule(0);
        let col = sheet.text(1, 1, Meaning::Heading, &self.title) + 1;
        sheet.right(1, Meaning::Dim, &format!("{} ", self.offered.len()));
        let nobody = model.lang.text("console.pick.nobody");
        let offered = self.rows_offered(model);
        let needed = offered.iter().flatten().map(Row::columns);
        let columns = columns(sheet.width(), needed);
        self.search.view(
            model,
            sheet,
            col,
            &Offer::of(model.size, &self.offered, nobody),
            |at, row| {
                if let (Some(session), Some(Some(person))) = (&model.session, offered.get(at)) {
                    person.view(session, &mut row.part(0, 0, columns, 1));
                }
            },
        );
        if !self.others.is_empty() {
            let last = sheet.height().saturating_sub(1);
            let done = [("enter", "verb.attendance.present.label")];
            let others = self.others.iter().map(|(act, _)| (act.name(), act.label()));
            let keys: Vec<_> = done.into_iter().chain(others).collect();
            sheet.part(0, last, u16::MAX, 1).clear();
            typing_hints(
                model,
                sheet,
                last,
                &[&keys[..], &[("esc", "console.hint.leave")]].concat(),
            );
        }
    }
}

/// Who may preside instead of whoever does, in the order in which they are asked.
pub fn may_take_chair(session: &Session) -> impl Iterator<Item = DelegateId> {
    let plan = &session.plan;
    let may = std::iter::once(plan.chair).chain(plan.deputies.iter().copied());
    may.filter(|delegate| *delegate != session.presiding)
}

/// Those who speak or wait already, and which of the two it is.
fn engaged(session: &Session, candidates: Candidates) -> BTreeMap<DelegateId, &'static str> {
    let Candidates::ToSpeak(kind) = candidates else {
        return BTreeMap::new();
    };
    let floor = &session.floor;
    let waiting = floor
        .everybody()
        .filter(|request| request.kind.waits_with(kind));
    let waiting = waiting.map(|request| (request.delegate, "console.pick.waits"));
    let speaking = floor.speaking.iter().map(|speech| speech.request.delegate);
    let speaking = speaking.map(|delegate| (delegate, "console.pick.speaks"));
    waiting.chain(speaking).collect()
}

/// People as they are told apart in words.
fn named(model: &Model, people: impl Iterator<Item = DelegateId>) -> Vec<Choice> {
    let Some(session) = &model.session else {
        return vec![];
    };
    let attendees = people.filter_map(|id| session.roster.get(id));
    let choices = attendees.take(MOST_NAMED).map(|attendee| Choice {
        answer: attendee.delegate.id.to_string(),
        also: vec![attendee.delegate.name.clone()],
        label: words::who(session, attendee),
    });
    choices.collect()
}

/// A person in one row: how they are here, who they are, where they come from; and what else matters
/// of them, such as where they sit.
struct Row<'a> {
    attendee: &'a Attendee,
    aside: String,
}

impl Row<'_> {
    /// How many columns it takes uncut.
    fn columns(&self) -> usize {
        let unit = text::width(&self.attendee.delegate.unit);
        BEFORE_NAME + WIDEST_NAME + unit + text::width(&self.aside) + 4
    }

    fn view(&self, session: &Session, sheet: &mut Sheet<'_>) {
        let Self { attendee, aside } = self;
        let (sign, meaning) = words::presence_sign(session, attendee);
        let name = usize::from(sheet.width() / 2).saturating_sub(BEFORE_NAME + 1);
        let name = name.clamp(LEAST_NAME, WIDEST_NAME);
        sheet.text(0, 1, meaning, sign);
        let number = format!("{:>3}", attendee.delegate.id);
        let col = sheet.pieces(0, 3, &[(Meaning::Dim, &number), (Meaning::Text, " ")]);
        let fitted = text::pad(&text::width::fit_name(&attendee.delegate.name, name), name);
        let col = sheet.text(0, col, Meaning::Text, &fitted) + 1;
        // Where somebody belongs is told before where they sit, and the shorter of the two is a seat.
        let unit = text::width(&attendee.delegate.unit);
        let left = usize::from(sheet.width().saturating_sub(col)).saturating_sub(unit + 3);
        let aside = text::fit(aside, left.max(LEAST_ASIDE));
        let seat = sheet.right(0, Meaning::Dim, &format!("{aside} "));
        let room = seat.saturating_sub(col + 1);
        sheet
            .part(col, 0, room, 1)
            .text(0, 0, Meaning::Dim, &attendee.delegate.unit);
    }
}
