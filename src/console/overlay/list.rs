//! Lists to choose from: people, found by typing part of what is known of them; and a few options.

use std::collections::{BTreeMap, BTreeSet};

use super::answer::{self, MOST_NAMED, chosen, one_of, yes_no, yes_or_no};
use super::search::{Offer, Search, Step};
use super::{Choice, Question, Unfit, WithDelegate, WithPlace, hints, typing_hints};
use crate::console::Effect;
use crate::console::draw::{Sheet, moved, window};
use crate::console::find::{By, Fit, Narrowed};
use crate::console::keymap::{Act, Layer};
use crate::console::keys::{Input, Key, Move};
use crate::console::model::Model;
use crate::console::mouse::spot::Spot;
use crate::console::pane::vote;
use crate::console::spoken::Words;
use crate::console::theme::Meaning;
use crate::console::words;
use crate::session::attendance::{Attendee, Presence};
use crate::session::floor::Kind;
use crate::session::plan::Delegate;
use crate::session::{DelegateId, Millis, Session};
use crate::text::{self, fold, number};

/// How many rows of a long question stay above many things to be chosen.
const MOST_TITLE: u16 = 3;
/// How many people are offered at once at most.
const MOST_OFFERED: usize = 10;

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
            search: Search::new(MOST_OFFERED),
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
        match self
            .search
            .key(&mut model.typing, input, &Offer::of(&self.offered, ""))
        {
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

    pub(super) fn rows(&self) -> u16 {
        self.search.rows(self.offered.len())
    }

    pub(super) fn view(&self, model: &Model, sheet: &mut Sheet<'_>) {
        sheet.rule(0);
        let col = sheet.text(1, 1, Meaning::Heading, &self.title) + 1;
        sheet.right(1, Meaning::Dim, &format!("{} ", self.offered.len()));
        let nobody = model.lang.text("console.pick.nobody");
        let session = model.session.as_ref();
        let engaged = session.map(|session| engaged(session, self.candidates));
        let engaged = engaged.unwrap_or_default();
        self.search.view(
            model,
            sheet,
            col,
            &Offer::of(&self.offered, nobody),
            |at, row| {
                let Some(session) = &model.session else {
                    return;
                };
                let floor = &session.floor;
                let delegate = self.offered[at];
                let engaged = engaged.get(&delegate);
                if let Some(attendee) = session.roster.get(delegate) {
                    let spoken = match self.candidates {
                        Candidates::Unspoken => {
                            floor.time_spoken(delegate, floor.last_full_minute(model.now()))
                        }
                        _ => Millis(0),
                    };
                    let aside = match (engaged, spoken) {
                        (Some(key), _) => model.lang.text(key).to_owned(),
                        (None, Millis(0)) => words::place_of(session, attendee),
                        (None, spoken) => number::clock(spoken.seconds()),
                    };
                    person(session, attendee, &aside, row);
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
fn person(session: &Session, attendee: &Attendee, aside: &str, sheet: &mut Sheet<'_>) {
    let (sign, meaning) = words::presence_sign(session, attendee);
    let name = usize::from(sheet.width() / 2).saturating_sub(8).max(12);
    sheet.text(0, 1, meaning, sign);
    let number = format!("{:>3}", attendee.delegate.id);
    let col = sheet.pieces(0, 3, &[(Meaning::Dim, &number), (Meaning::Text, " ")]);
    let fitted = text::pad(&text::width::fit_name(&attendee.delegate.name, name), name);
    let col = sheet.text(0, col, Meaning::Text, &fitted) + 1;
    let seat = sheet.right(0, Meaning::Dim, &format!("{aside} "));
    let room = seat.saturating_sub(col + 1);
    sheet
        .part(col, 0, room, 1)
        .text(0, 0, Meaning::Dim, &attendee.delegate.unit);
}

/// What can be chosen, and how.
pub struct Options {
    labels: Vec<String>,
    /// What each is called besides; by its number where nothing stands here.
    called: Vec<Vec<String>>,
    /// Whether nothing may be chosen unawares.
    for_good: bool,
    /// Whether a number only points, and Enter chooses.
    confirms: bool,
    /// The option that holds already.
    holds: Option<usize>,
    /// From which option on they stand back.
    dim: usize,
}

impl From<Vec<String>> for Options {
    fn from(labels: Vec<String>) -> Self {
        Self {
            labels,
            called: vec![],
            for_good: false,
            confirms: false,
            holds: None,
            dim: usize::MAX,
        }
    }
}

impl Options {
    /// These.
    #[must_use]
    pub fn of(labels: impl IntoIterator<Item = String>) -> Self {
        labels.into_iter().collect::<Vec<_>>().into()
    }

    /// Each has names of its own by which it is chosen in words, the surest first.
    #[must_use]
    pub fn called(self, called: Vec<Vec<String>>) -> Self {
        Self { called, ..self }
    }

    /// What is chosen can't be undone: a number or an arrow comes first, so that a key pressed twice
    /// chooses nothing.
    #[must_use]
    pub fn for_good(self) -> Self {
        Self {
            for_good: true,
            ..self
        }
    }

    /// As [`Options::for_good`], where one wrong key would be announced before everybody: a number only
    /// points, and Enter chooses.
    #[must_use]
    pub fn confirmed(self) -> Self {
        Self {
            confirms: true,
            ..self.for_good()
        }
    }

    /// From this option on they stand back behind those above.
    #[must_use]
    pub fn dim_from(self, dim: usize) -> Self {
        Self { dim, ..self }
    }

    /// This option holds already, and is marked.
    #[must_use]
    pub fn holding(self, holds: Option<usize>) -> Self {
        Self { holds, ..self }
    }
}

/// One of a few to be chosen.
pub struct Choose {
    title: String,
    options: Vec<String>,
    called: Vec<Vec<String>>,
    /// None until an arrow puts it somewhere, where nothing may be chosen unawares.
    cursor: Option<usize>,
    confirms: bool,
    holds: Option<usize>,
    /// From which option on they stand back.
    dim: usize,
    then: WithPlace,
}

impl Choose {
    pub(super) fn new(title: &str, options: Options, then: WithPlace) -> Self {
        Self {
            title: title.to_owned(),
            options: options.labels,
            called: options.called,
            cursor: (!options.for_good).then_some(0),
            confirms: options.confirms,
            holds: options.holds,
            dim: options.dim,
            then,
        }
    }

    fn choices(&self) -> Vec<Choice> {
        let options = self.options.iter().enumerate();
        let choice = |(place, label): (usize, &String)| match self.called.get(place).map(|c| &c[..])
        {
            Some([answer, also @ ..]) => Choice {
                answer: answer.clone(),
                also: also.to_vec(),
                label: label.clone(),
            },
            _ => Choice::at(place, label),
        };
        options.map(choice).collect()
    }

    /// Whether there is only one thing to choose, which can't be undone: then it is to be confirmed.
    fn is_to_be_confirmed(&self) -> bool {
        self.cursor.is_none() && self.options.len() == 1
    }

    pub(super) fn asked(&self, model: &Model) -> Question {
        // What is to be confirmed is named: there is no list in which it stands.
        let (kind, text, choices) = match &self.options[..] {
            [only] if self.is_to_be_confirmed() => {
                let text = format!("{} {only}", self.title);
                (answer::Kind::YesNo, text, yes_no(model))
            }
            _ => (answer::Kind::Choice, self.title.clone(), self.choices()),
        };
        Question {
            kind,
            text,
            choices,
            before: String::new(),
            worked_out: false,
            may_be_empty: false,
        }
    }

    /// Takes one in words.
    pub(super) fn answer(
        &self,
        model: &mut Model,
        words: &mut Words,
    ) -> Result<Vec<Effect>, Unfit> {
        let place = if self.is_to_be_confirmed() {
            match yes_or_no(model, words) {
                Ok(true) => Ok(0),
                Ok(false) => return Ok(vec![]),
                // It may be called by its own name, too.
                Err(unfit) => one_of(words, &self.choices()).map_err(|_| unfit),
            }
        } else {
            one_of(words, &self.choices())
        };
        Ok((self.then)(model, place?))
    }

    /// A number chooses at once, the arrows and Enter in two steps.
    pub(super) fn key(&mut self, model: &mut Model, input: &Input) -> (bool, Vec<Effect>) {
        let numbered = match input.key {
            Key::Char(digit) => digit.to_digit(10).and_then(|n| (n as usize).checked_sub(1)),
            Key::Enter => self.cursor,
            _ => None,
        };
        let numbered = numbered.filter(|place| *place < self.options.len());
        if self.confirms && input.key != Key::Enter && numbered.is_some() {
            self.cursor = numbered;
            return (true, vec![]);
        }
        if let Some(place) = numbered {
            return (false, (self.then)(model, place));
        }
        let (before, options) = (self.cursor.unwrap_or(0), self.options.len());
        let step = Move::of(input);
        if let Some(place) = step.and_then(|step| moved(step, before, options, 1)) {
            // The first arrow enters the list at its head.
            self.cursor = Some(self.cursor.map_or(0, |_| place));
        }
        (true, vec![])
    }

    /// As [`point`](super::mouse::point).
    pub(super) fn point(&mut self, place: usize) -> Option<Key> {
        self.cursor = Some(place).filter(|place| *place < self.options.len());
        (self.cursor.is_some() && !self.confirms).then_some(Key::Enter)
    }

    pub(super) fn rows(&self, width: u16) -> u16 {
        let title = text::wrap(&self.title, usize::from(width.saturating_sub(2))).len();
        u16::try_from(self.options.len() + title + 2).unwrap_or(u16::MAX)
    }

    pub(super) fn view(&self, model: &Model, sheet: &mut Sheet<'_>) {
        sheet.rule(0);
        // A long question gives way to what can be chosen; what has no room then is scrolled to.
        let height = sheet.height();
        let below = u16::try_from(self.options.len() + 2).unwrap_or(u16::MAX);
        let title = height.saturating_sub(below).max(MOST_TITLE.min(height / 3));
        let mut row = sheet.wrapped(1, 1, title, Meaning::Heading, &self.title);
        let (all, room) = (
            self.options.len(),
            usize::from(height.saturating_sub(row + 1)),
        );
        let top = window(self.cursor.unwrap_or(0), all, room);
        for (place, option) in self.options.iter().enumerate().skip(top).take(room) {
            let number = format!("{} ", place + 1);
            let meaning = match place < self.dim {
                true => Meaning::Text,
                false => Meaning::Dim,
            };
            sheet.pieces(row, 1, &[(Meaning::Accent, &number), (meaning, option)]);
            if self.holds == Some(place) {
                let holds = model.lang.text("console.choose.holds");
                sheet.right(row, Meaning::Good, &format!("✓ {holds} "));
            }
            if self.cursor == Some(place) {
                sheet.select(row);
            }
            let mut part = sheet.part(0, row, u16::MAX, 1);
            part.means(Spot::Option(place));
            row += 1;
        }
        if room < all {
            let shown = format!("{}–{}/{all} ", top + 1, top + room.min(all - top));
            sheet.right(row, Meaning::Dim, &shown);
        }
        let choose = "console.hint.choose";
        let leave = ("esc", "console.hint.leave");
        if self.cursor.is_some() {
            let done = ("enter", "console.hint.done");
            hints(model, sheet, row, &[("up down", choose), done, leave]);
        } else {
            // Enter does nothing yet, so it is not offered.
            let numbers = match self.options.len().min(9) {
                0 | 1 => "1".to_owned(),
                last => format!("1–{last}"),
            };
            hints(model, sheet, row, &[(&numbers, choose), leave]);
        }
    }
}
