//! A ballot on which people are marked, ranked or graded; and the order of those who are level.
//!
//! It is looked through before it is sent: the first Enter shows what stands on it, the second sends
//! it, and any other key goes back to it. Where Enter has named somebody of those who are level, it
//! does not confirm that as well: a key pressed twice decides nothing.

mod answer;

use super::{WithVote, hints};
use crate::console::Effect;
use crate::console::draw::{Sheet, moved, window};
use crate::console::keys::{Input, Key, Move};
use crate::console::model::Model;
use crate::console::mouse::spot::Spot;
use crate::console::theme::Meaning;
use crate::session::election::Form;
use crate::session::poll::{ChoiceNo, Grade, Matter, Question, Vote};
use crate::text::{self, Lang};

/// How many names are seen at once at most.
const MOST_SEEN: usize = 12;

/// What is put beside a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sign {
    /// A mark; so many at most.
    Mark(usize),
    /// A rank; where they may be equal, several share one.
    Rank {
        /// Whether they may.
        equals: bool,
        /// How many must be ranked at least.
        least: usize,
    },
    /// A grade.
    Grade,
}

/// A ballot being filled in.
pub struct Marking {
    title: String,
    names: Vec<String>,
    sign: Sign,
    /// Beside each name: 0 for a mark, a rank from 0, or the place of a grade.
    beside: Vec<Option<usize>>,
    cursor: usize,
    /// Whether it is being looked through.
    done: bool,
    /// The key that sends what is looked through.
    sends: Key,
    /// What follows from an order, where that is to be known before it is recorded.
    follows: Option<Follows>,
    then: WithVote,
}

/// What an order comes to, in words.
pub type Follows = Box<dyn Fn(Lang, &Vote) -> String>;

impl Marking {
    /// A ballot of a question about people.
    pub(super) fn of(question: &Question, title: &str, then: WithVote) -> Self {
        let names = question.names();
        let sign = match (question.matter, question.matter.most_marks(names.len())) {
            (Matter::Confidence, _) => Sign::Grade,
            (_, Some(most)) => Sign::Mark(most),
            (_, None) => {
                let form = question.matter.contest().map(|c| c.method.form());
                let equals = form == Some(Form::RanksWithEquals);
                Sign::Rank { equals, least: 0 }
            }
        };
        Self::new(title, names, sign, then)
    }

    /// Who comes first of these: at least so many are to be named.
    pub(super) fn order(
        title: &str,
        names: Vec<String>,
        least: usize,
        follows: Follows,
        then: WithVote,
    ) -> Self {
        let equals = false;
        let follows = Some(follows);
        let order = Self::new(title, names, Sign::Rank { equals, least }, then);
        Self { follows, ..order }
    }

    fn new(title: &str, names: Vec<String>, sign: Sign, then: WithVote) -> Self {
        Self {
            title: title.to_owned(),
            beside: vec![None; names.len()],
            names,
            sign,
            cursor: 0,
            done: false,
            sends: Key::Enter,
            follows: None,
            then,
        }
    }

    pub(super) fn key(&mut self, model: &mut Model, input: &Input) -> (bool, Vec<Effect>) {
        if self.done && input.key == self.sends {
            return (false, (self.then)(model, self.vote()));
        }
        if input.key == Key::Enter {
            if !self.done {
                self.look_through(model);
            }
            return (true, vec![]);
        }
        if std::mem::take(&mut self.done) {
            return (true, vec![]);
        }
        match (input.key, self.sign) {
            (Key::Char(digit @ '1'..='3'), Sign::Grade) => {
                self.beside[self.cursor] = Some(digit as usize - '1' as usize);
                self.go_on();
            }
            (Key::Char(' '), Sign::Grade) => {
                let grade = self.beside[self.cursor].map_or(0, |grade| grade + 1);
                self.beside[self.cursor] = (grade < Grade::ALL.len()).then_some(grade);
            }
            (Key::Char(' '), _) => self.put(model, false),
            (Key::Char('='), Sign::Rank { equals: true, .. }) => self.put(model, true),
            (Key::Char(digit @ '1'..='9'), Sign::Mark(_) | Sign::Rank { .. }) => {
                let place = digit as usize - '1' as usize;
                if place < self.names.len() {
                    self.cursor = place;
                    self.put(model, false);
                }
            }
            (Key::Backspace, _) => self.take_away(),
            _ => {
                let (cursor, names) = (self.cursor, self.names.len());
                let step = Move::of(input);
                if let Some(place) = step.and_then(|step| moved(step, cursor, names, MOST_SEEN)) {
                    self.cursor = place;
                }
            }
        }
        (true, vec![])
    }

    /// Shows what stands on it. Of those who are level, whoever is under the cursor is named first where
    /// one more must be.
    fn look_through(&mut self, model: &mut Model) {
        self.sends = Key::Enter;
        let is_open = self.beside.get(self.cursor).is_some_and(Option::is_none);
        if self.missing() > 0 && is_open {
            self.put(model, false);
            self.sends = Key::Char('y');
            if self.missing() > 0 {
                self.go_on();
            }
        }
        match self.missing() {
            0 => self.done = true,
            missing => {
                let said = model
                    .lang
                    .fill("console.marking.name_more", &[("n", &missing)]);
                model.warn(said);
            }
        }
    }

    /// Marks or ranks who is under the cursor, or takes it away again.
    fn put(&mut self, model: &mut Model, level: bool) {
        if self.beside[self.cursor].is_some() {
            self.take_away();
            return;
        }
        let ranked = self.beside.iter().flatten().max().copied();
        self.beside[self.cursor] = match self.sign {
            Sign::Mark(1) => {
                self.beside.fill(None);
                Some(0)
            }
            Sign::Mark(most) if self.beside.iter().flatten().count() >= most => {
                let said = model.lang.fill("console.marking.at_most", &[("n", &most)]);
                model.warn(said);
                return;
            }
            Sign::Mark(_) | Sign::Grade => Some(0),
            Sign::Rank { .. } if level => Some(ranked.unwrap_or(0)),
            Sign::Rank { .. } => Some(ranked.map_or(0, |last| last + 1)),
        };
    }

    /// Takes away what stands beside the name under the cursor; the ranks below move up.
    fn take_away(&mut self) {
        let Some(taken) = self.beside[self.cursor].take() else {
            return;
        };
        let shared = self.beside.contains(&Some(taken));
        if matches!(self.sign, Sign::Rank { .. }) && !shared {
            for rank in self.beside.iter_mut().flatten() {
                *rank -= usize::from(*rank > taken);
            }
        }
    }

    /// On to the next beside whom nothing stands.
    fn go_on(&mut self) {
        let mut places = (self.cursor + 1..self.names.len()).chain(0..self.cursor);
        let open = places.find(|place| self.beside[*place].is_none());
        self.cursor = open.unwrap_or(self.cursor);
    }

    /// How many more must be named.
    fn missing(&self) -> usize {
        self.missing_of(&self.beside)
    }

    /// How many more must be named than these.
    fn missing_of(&self, beside: &[Option<usize>]) -> usize {
        match self.sign {
            Sign::Rank { least, .. } => least.saturating_sub(beside.iter().flatten().count()),
            Sign::Mark(_) | Sign::Grade => 0,
        }
    }

    fn no(place: usize) -> ChoiceNo {
        ChoiceNo(u8::try_from(place).unwrap_or(u8::MAX))
    }

    /// What stands on the ballot.
    fn vote(&self) -> Vote {
        let beside = || self.beside.iter().enumerate();
        match self.sign {
            Sign::Mark(_) => {
                let marked = beside().filter(|(_, sign)| sign.is_some());
                Vote::new([marked.map(|(place, _)| Self::no(place)).collect()])
            }
            Sign::Grade => {
                let graded = beside().filter_map(|(place, grade)| {
                    let grade = Grade::ALL.get((*grade)?)?;
                    Some(grade.of(place))
                });
                Vote::new([graded.collect()])
            }
            Sign::Rank { .. } => {
                let ranks = 0..self.names.len();
                Vote::new(ranks.map(|rank| {
                    let here = beside().filter(|(_, own)| **own == Some(rank));
                    here.map(|(place, _)| Self::no(place)).collect()
                }))
            }
        }
    }

    /// The question whether it is right.
    fn asks_whether_right(&self, lang: Lang) -> &'static str {
        lang.text(match self.follows {
            Some(_) => "console.marking.order_right",
            None => "console.marking.right",
        })
    }

    /// What stands on it as it is looked through, and what follows from an order.
    fn said(&self, lang: Lang) -> String {
        let vote = self.vote();
        if let Some(follows) = &self.follows {
            return follows(lang, &vote);
        }
        if vote.ranks().is_empty() {
            let key = match self.sign {
                Sign::Grade => "console.marking.blank_grades",
                Sign::Mark(_) | Sign::Rank { .. } => "console.marking.blank",
            };
            return lang.text(key).to_owned();
        }
        if self.sign == Sign::Grade {
            let graded = self.names.iter().zip(&self.beside).map(|(name, grade)| {
                let grade = grade.and_then(|grade| Grade::ALL.get(grade));
                format!("{name}: {}", grade.map_or("–", |grade| grade.say(lang)))
            });
            return graded.collect::<Vec<_>>().join("; ");
        }
        say_ballot(&self.names, &vote)
    }

    /// As [`point`](super::mouse::point).
    pub(super) fn point(&mut self, place: usize) -> Option<Key> {
        if place >= self.names.len() {
            return None;
        }
        self.cursor = place;
        Some(Key::Char(' '))
    }

    /// Whether it is being looked through before it is sent.
    pub(super) fn is_looked_through(&self) -> bool {
        self.done
    }

    /// Whether anybody was marked.
    pub(super) fn holds_marks(&self) -> bool {
        self.beside.iter().any(Option::is_some)
    }

    pub(super) fn rows(&self, width: u16) -> u16 {
        let title = text::wrap(&self.title, usize::from(width.saturating_sub(2))).len();
        let names = self.names.len().min(MOST_SEEN);
        u16::try_from(names + title.min(3) + 3).unwrap_or(u16::MAX)
    }

    pub(super) fn view(&self, model: &Model, sheet: &mut Sheet<'_>) {
        let lang = model.lang;
        sheet.rule(0);
        let last = sheet.height().saturating_sub(1);
        let row = sheet.wrapped(1, 1, 3, Meaning::Heading, &self.title);
        if self.done {
            let ask = self.asks_whether_right(lang);
            let row = sheet.wrapped(row, 1, 1, Meaning::Warning, ask);
            let room = last.saturating_sub(row);
            sheet.wrapped(row, 1, room, Meaning::Text, &self.said(lang));
            let sends = match self.sends {
                Key::Enter => ("enter", "console.hint.send"),
                _ => ("y", "console.hint.yes"),
            };
            let keys = [
                sends,
                ("backspace", "console.hint.change"),
                ("esc", "console.hint.leave"),
            ];
            hints(model, sheet, last, &keys);
            return;
        }
        let height = usize::from(last.saturating_sub(row + 1));
        let top = window(self.cursor, self.names.len(), height);
        for (place, name) in self.names.iter().enumerate().skip(top).take(height) {
            let row = row + u16::try_from(place - top).unwrap_or(0);
            let (meaning, sign) = self.sign_of(place, lang);
            let number = format!("{:>2} ", place + 1);
            let width = usize::from(sheet.width());
            let aside = text::width(&sign) + 1;
            let name = text::fit(name, width.saturating_sub(aside + 5)).into_owned();
            sheet.pieces(row, 1, &[(Meaning::Dim, &number), (Meaning::Text, &name)]);
            sheet.right(row, meaning, &format!("{sign} "));
            if place == self.cursor {
                sheet.select(row);
            }
            let mut part = sheet.part(0, row, u16::MAX, 1);
            part.means(Spot::Name(place));
        }
        sheet.text(last.saturating_sub(1), 1, Meaning::Dim, &self.state(lang));
        let space = match self.sign {
            Sign::Mark(_) => ("space", "console.hint.mark"),
            Sign::Rank { .. } => ("space", "console.hint.rank"),
            Sign::Grade => ("1–3", "console.hint.grade"),
        };
        let mut keys = vec![("up down", "console.hint.choose"), space];
        if let Sign::Rank { equals: true, .. } = self.sign {
            keys.push(("=", "console.hint.level"));
        }
        keys.extend([
            ("enter", "console.hint.look_through"),
            ("esc", "console.hint.leave"),
        ]);
        hints(model, sheet, last, &keys);
    }

    fn sign_of(&self, place: usize, lang: Lang) -> (Meaning, String) {
        let Some(own) = self.beside[place] else {
            return (Meaning::Dim, "·".to_owned());
        };
        let sign = match self.sign {
            Sign::Mark(_) => "✓".to_owned(),
            Sign::Rank { .. } => (own + 1).to_string(),
            Sign::Grade => Grade::ALL[own].say(lang).to_owned(),
        };
        (Meaning::Accent, sign)
    }

    /// How far the ballot is filled in.
    fn state(&self, lang: Lang) -> String {
        let n = self.beside.iter().flatten().count();
        let all = self.names.len();
        let (key, of) = match self.sign {
            Sign::Mark(most) => ("console.marking.marked", most),
            Sign::Rank { least: 0, .. } => ("console.marking.ranked", all),
            Sign::Rank { least, .. } => ("console.marking.ordered", least),
            Sign::Grade => ("console.marking.graded", all),
        };
        lang.fill(key, &[("n", &n), ("of", &of)])
    }
}

/// A ballot that marks or ranks, in a line: “An, Bình”, or “An > Bình = Chi” by rank.
#[must_use]
pub fn say_ballot(names: &[String], vote: &Vote) -> String {
    let name = |no: &ChoiceNo| names.get(usize::from(no.0)).map_or("–", String::as_str);
    let within = if vote.ranks().len() > 1 { " = " } else { ", " };
    let rank = |rank: &Vec<ChoiceNo>| rank.iter().map(name).collect::<Vec<_>>().join(within);
    let ranks: Vec<_> = vote.ranks().iter().map(rank).collect();
    ranks.join(" > ")
}
