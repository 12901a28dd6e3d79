//! People found by what is typed of them: the same in lists to choose from and on the roll.

use crate::session::DelegateId;
use crate::session::attendance::{Attendee, Roster};
use crate::text::{self, Folded};

/// How well somebody fits what was typed, the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fit {
    /// It is their number.
    Number,
    /// Their given name is part of it: how people are called here.
    Given,
    /// By their name.
    Name,
    /// Only with their unit or seat.
    Place,
}

/// Everybody on the roster as they are searched for. Folded once, so that ten thousand people can
/// be searched with every key.
#[derive(Clone, Debug, Default)]
pub struct Directory {
    /// In the order of the roster.
    cards: Vec<Card>,
}

#[derive(Clone, Debug)]
struct Card {
    id: DelegateId,
    name: Folded,
    given: Folded,
    before_given: Folded,
    unit: Folded,
    seat: String,
}

/// What was typed, read once for everybody.
struct Query {
    number: Option<DelegateId>,
    whole: Folded,
    words: Vec<Word>,
}

struct Word {
    /// As it was typed, without accents: seats are written with dots and strokes.
    plain: String,
    folded: Folded,
}

impl Directory {
    /// Takes in those who were added to the roster since. People are never taken off a roster, and
    /// what they are called does not change.
    pub(super) fn keep_up(&mut self, roster: &Roster) {
        if self.cards.len() > roster.len() {
            // Somebody was struck off again who had been added by mistake.
            self.cards.clear();
        }
        let known = self.cards.len();
        self.cards.extend(roster.iter().skip(known).map(Card::of));
    }

    /// Whoever fits what was typed, and how well, in the order of the roster.
    ///
    /// Somebody is found by their number, by their name, or each word by name, unit or seat, so
    /// that people of the same name can be told apart by typing on.
    pub fn find<'s>(
        &self,
        query: &str,
        roster: &'s Roster,
    ) -> impl Iterator<Item = (Fit, &'s Attendee)> {
        let query = Query::of(query);
        let known = self.cards.iter().zip(roster);
        known.filter_map(move |(card, attendee)| Some((card.fit(&query)?, attendee)))
    }
}

impl Query {
    fn of(typed: &str) -> Self {
        let word = |word| Word {
            plain: text::fold(word),
            folded: Folded::of(word),
        };
        Self {
            number: typed.trim().parse().ok().map(DelegateId),
            whole: Folded::of(typed),
            words: typed.split_whitespace().map(word).collect(),
        }
    }
}

impl Card {
    fn of(attendee: &Attendee) -> Self {
        let delegate = &attendee.delegate;
        let (before, given) = match delegate.name.rsplit_once(' ') {
            Some((before, given)) => (before, given),
            None => ("", delegate.name.as_str()),
        };
        Self {
            id: delegate.id,
            given: Folded::of(given),
            before_given: Folded::of(before),
            name: Folded::of(&delegate.name),
            unit: Folded::of(&delegate.unit),
            seat: text::fold(&delegate.seat),
        }
    }

    fn fit(&self, query: &Query) -> Option<Fit> {
        if query.number == Some(self.id) {
            return Some(Fit::Number);
        }
        if self.name.is_found_by(&query.whole) {
            let last = query.words.last();
            let begins = last.is_some_and(|word| self.given.is_found_by(&word.folded));
            let is_called = begins || !self.before_given.is_found_by(&query.whole);
            return Some(if is_called { Fit::Given } else { Fit::Name });
        }
        query
            .words
            .iter()
            .all(|word| self.has(word))
            .then_some(Fit::Place)
    }

    /// Whether one word is of their name, unit or seat.
    fn has(&self, word: &Word) -> bool {
        // Initials are understood of names only; of units they would find too much.
        self.name.is_found_by(&word.folded)
            || self.unit.words().any(|own| own.starts_with(&word.plain))
            || self.seat.starts_with(&word.plain)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::testing;

    /// People by number, found by a query, the best fit first.
    fn found(query: &str) -> Vec<(u32, Fit)> {
        let mut plan = testing::plan();
        plan.roster.truncate(6);
        let people = [
            ("Nguyễn Văn Thanh", "Sở Y tế", "A1"),
            ("Nguyễn Thanh Nguyên", "Sở Tài chính", "A2"),
            ("Đặng Thị Ngọc", "Sở Y tế", "B1"),
            ("Nguyễn Văn Thanh", "Sở Tài chính", "B2"),
            ("Lê Nguyên", "", "10"),
            ("Y", "", ""),
        ];
        for (delegate, (name, unit, seat)) in plan.roster.iter_mut().zip(people) {
            delegate.name = name.to_owned();
            delegate.unit = unit.to_owned();
            delegate.seat = seat.to_owned();
        }
        let session = crate::session::Session::prepared(plan);
        let mut directory = Directory::default();
        directory.keep_up(&session.roster);
        let found = directory.find(query, &session.roster);
        let mut found: Vec<_> = found.map(|(fit, a)| (a.delegate.id.0, fit)).collect();
        found.sort_by_key(|(_, fit)| *fit);
        found
    }

    #[test]
    fn a_given_name_comes_before_a_middle_name() {
        use Fit::{Given, Name};
        assert_eq!(found("thanh"), [(1, Given), (4, Given), (2, Name)]);
        assert_eq!(found("ngthanh"), [(1, Given), (4, Given), (2, Name)]);
        assert_eq!(
            found("nguyen"),
            [(2, Given), (5, Given), (1, Name), (4, Name)]
        );
        assert_eq!(found("dang"), [(3, Name)]);
        assert_eq!(found("Ngọc"), [(3, Given)]);
    }

    #[test]
    fn unit_and_seat_tell_people_of_one_name_apart() {
        assert_eq!(found("thanh tai"), [(2, Fit::Place), (4, Fit::Place)]);
        assert_eq!(found("van thanh tai"), [(4, Fit::Place)]);
        assert_eq!(found("thanh b2"), [(4, Fit::Place)]);
        assert_eq!(found("thanh xyz"), []);
    }

    #[test]
    fn a_number_finds_its_person_before_a_seat_of_that_number() {
        assert_eq!(found("1"), [(1, Fit::Number), (5, Fit::Place)]);
        assert_eq!(found("6"), [(6, Fit::Number)]);
    }

    #[test]
    fn nothing_typed_finds_everybody() {
        assert_eq!(found("").len(), 6);
        assert_eq!(found(" ").len(), 6);
    }
}
