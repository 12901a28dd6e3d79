//! People found by what is typed of them: the same in lists to choose from and on the roll.

use std::collections::HashMap;

use crate::session::DelegateId;
use crate::session::attendance::{Attendee, Roster};
use crate::text::{self, Folded};

/// How well somebody fits what was typed, the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fit {
    /// Whether a word that was typed is none of theirs and no beginning of one, but made up of the
    /// beginnings of several: `hung` is first of all Hùng, and only then Hữu Nghiêm.
    pub is_apart: bool,
    /// What they were found by.
    pub by: By,
}

/// What somebody is found by, the surest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum By {
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
    /// How many have each name.
    names: HashMap<String, u32>,
}

/// What was found of what was typed so far, so that with each further letter only those need to be
/// looked at who were left.
#[derive(Clone, Debug, Default)]
pub struct Narrowed {
    /// What was typed, folded.
    typed: String,
    /// How many people were known then.
    known: usize,
    /// The places of those who fitted, in order.
    found: Vec<usize>,
}

impl Narrowed {
    /// Whether nobody fits this who did not fit before.
    fn goes_on_as(&self, typed: &str, known: usize) -> bool {
        !self.typed.is_empty() && self.known == known && typed.starts_with(&self.typed)
    }
}

#[derive(Clone, Debug)]
struct Card {
    id: DelegateId,
    name: Folded,
    given: Folded,
    before_given: Folded,
    unit: Folded,
    seat: String,
    /// The first letters of all their words: few people have a word that begins with each of those
    /// that were typed.
    initials: Initials,
}

/// A set of letters and figures; all others count as one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Initials(u64);

impl Initials {
    fn of<'w>(words: impl IntoIterator<Item = &'w str>) -> Self {
        let bits = words
            .into_iter()
            .filter_map(|word| word.chars().next())
            .map(|first| match first {
                'a'..='z' => 1 << (u32::from(first) - u32::from('a')),
                '0'..='9' => 1 << (26 + u32::from(first) - u32::from('0')),
                _ => 1u64 << 40,
            });
        Self(bits.fold(0, |all, bit| all | bit))
    }

    fn has(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }
}

/// What was typed, read once for everybody.
struct Query {
    number: Option<DelegateId>,
    whole: Folded,
    words: Vec<Word>,
    initials: Initials,
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
            self.names.clear();
        }
        for attendee in roster.iter().skip(self.cards.len()) {
            self.cards.push(Card::of(attendee));
            let count = self.names.entry(attendee.delegate.name.clone());
            *count.or_default() += 1;
        }
    }

    /// Whether several people have this name, which then does not tell them apart.
    #[must_use]
    pub fn is_shared(&self, name: &str) -> bool {
        self.names.get(name).is_some_and(|count| *count > 1)
    }

    /// Whoever fits what is typed now, in the order of the roster, as [`Directory::find`] finds them:
    /// where letters were only added, among those who fitted before.
    pub fn narrow<'s>(
        &self,
        narrowed: &mut Narrowed,
        query: &str,
        roster: &'s Roster,
    ) -> Vec<(Fit, &'s Attendee)> {
        let typed = text::fold(query);
        let query = Query::of(query);
        // A number finds its person whatever the figures before it found.
        let number = query
            .number
            .and_then(|id| self.cards.iter().position(|card| card.id == id));
        let known = self.cards.len();
        let places: Vec<usize> = if narrowed.goes_on_as(&typed, known) {
            let before = std::mem::take(&mut narrowed.found);
            let missing = number.filter(|place| !before.contains(place));
            before.into_iter().chain(missing).collect()
        } else {
            (0..known).collect()
        };
        let fits = |place: &usize| {
            Some((
                self.cards.get(*place)?.fit(&query)?,
                roster.iter().nth(*place)?,
            ))
        };
        let mut found: Vec<_> = places
            .into_iter()
            .filter_map(|place| Some((place, fits(&place)?)))
            .collect();
        found.sort_by_key(|(place, _)| *place);
        narrowed.found = found.iter().map(|(place, _)| *place).collect();
        (narrowed.typed, narrowed.known) = (typed, known);
        found.into_iter().map(|(_, found)| found).collect()
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

impl Word {
    /// The word, where its first letter is that of a word of whoever is found by it.
    fn begins(&self) -> Option<&str> {
        let plain = self.plain.as_str();
        let is_word = |first: char| first.is_alphanumeric();
        plain.starts_with(is_word).then_some(plain)
    }
}

impl Query {
    fn of(typed: &str) -> Self {
        let word = |word| Word {
            plain: text::fold(word),
            folded: Folded::of(word),
        };
        let words: Vec<Word> = typed.split_whitespace().map(word).collect();
        Self {
            number: typed.trim().parse().ok().map(DelegateId),
            whole: Folded::of(typed),
            // A sign before a word is none of its letters.
            initials: Initials::of(words.iter().filter_map(Word::begins)),
            words,
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
        let (name, unit) = (Folded::of(&delegate.name), Folded::of(&delegate.unit));
        let seat = text::fold(&delegate.seat);
        let words = name.words().chain(unit.words()).chain([seat.as_str()]);
        Self {
            id: delegate.id,
            given: Folded::of(given),
            before_given: Folded::of(before),
            initials: Initials::of(words),
            name,
            unit,
            seat,
        }
    }

    fn fit(&self, query: &Query) -> Option<Fit> {
        if query.number == Some(self.id) {
            let (is_apart, by) = (false, By::Number);
            return Some(Fit { is_apart, by });
        }
        if !self.initials.has(query.initials) {
            return None;
        }
        let by_name = self.fit_by_name(query);
        match by_name {
            Some(Fit {
                is_apart: false, ..
            }) => by_name,
            _ => [by_name, self.fit_by_words(query)]
                .into_iter()
                .flatten()
                .min(),
        }
    }

    fn fit_by_name(&self, query: &Query) -> Option<Fit> {
        if !self.name.is_found_by(&query.whole) {
            return None;
        }
        let last = query.words.last();
        let begins = last.is_some_and(|word| self.given.is_found_by(&word.folded));
        let is_called = begins || !self.before_given.is_found_by(&query.whole);
        Some(Fit {
            is_apart: !self.name.begins_words_of(&query.whole),
            by: if is_called { By::Given } else { By::Name },
        })
    }

    /// Each word by name, unit or seat.
    fn fit_by_words(&self, query: &Query) -> Option<Fit> {
        let mut is_apart = false;
        for word in &query.words {
            let is_whole = self.name.begins_words_of(&word.folded)
                || self.unit.words().any(|own| own.starts_with(&word.plain))
                || self.seat.starts_with(&word.plain);
            // Beginnings run together are understood of names only; of units they would find too much.
            if !is_whole && !self.name.is_found_by(&word.folded) {
                return None;
            }
            is_apart |= !is_whole;
        }
        let by = By::Place;
        Some(Fit { is_apart, by })
    }
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::*;
    use crate::session::testing;

    /// People by number, found by a query, the best fit first.
    fn found(query: &str) -> Vec<(u32, By)> {
        let found = found_among(&PEOPLE, query).into_iter();
        found.map(|(id, fit)| (id, fit.by)).collect()
    }

    /// Name, unit, seat.
    type Person = (&'static str, &'static str, &'static str);

    const PEOPLE: [Person; 6] = [
        ("Nguyễn Văn Thanh", "Sở Y tế", "A1"),
        ("Nguyễn Thanh Nguyên", "Sở Tài chính", "A2"),
        ("Đặng Thị Ngọc", "Sở Y tế", "B1"),
        ("Nguyễn Văn Thanh", "Sở Tài chính", "B2"),
        ("Lê Nguyên", "", "10"),
        ("Y", "", ""),
    ];

    fn found_among(people: &[Person], query: &str) -> Vec<(u32, Fit)> {
        let mut plan = testing::plan();
        plan.roster.truncate(people.len());
        for (delegate, (name, unit, seat)) in plan.roster.iter_mut().zip(people) {
            delegate.name = (*name).to_owned();
            delegate.unit = (*unit).to_owned();
            delegate.seat = (*seat).to_owned();
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
        use By::{Given, Name};
        assert_eq!(found("thanh"), [(1, Given), (4, Given), (2, Name)]);
        assert_eq!(found("ngthanh"), [(1, Given), (4, Given), (2, Name)]);
        assert_eq!(
            found("nguyen"),
            [(2, Given), (5, Given), (1, Name), (4, Name)]
        );
        assert_eq!(found("dang"), [(3, Name)]);
        assert_eq!(found("Ngọc"), [(3, Given)]);
    }

    /// A word that somebody has comes before one that the beginnings of several of their words make up;
    /// who has it in their unit or seat comes between.
    #[test]
    fn beginnings_run_together_come_last() {
        let people: [Person; 8] = [
            ("Đoàn Hữu Nghiêm", "Sở Y tế", "A1"),
            ("Trần Thị Hương", "Sở Y tế", "A2"),
            ("Phạm Hùng Anh", "Sở Tài chính", "A3"),
            ("Lê Quốc Hùng", "", "A4"),
            ("Bùi Thị Lan", "Huyện Hưng Hà", "A5"),
            ("Hà Uy Nghi", "", "A6"),
            ("Nguyễn Văn Thanh", "", "A7"),
            ("Nguyễn Thành Hưng", "", "A8"),
        ];
        for (query, expected) in [
            // Hùng, Hưng; then Hùng Anh; then of Hưng Hà; then Hữu Nghiêm and Hà Uy Nghi.
            ("hung", &[4, 8, 3, 5, 1, 6][..]),
            ("Hùng", &[4, 8, 3, 5, 1, 6]),
            // A beginning of one word is as good as the word.
            ("hu", &[2, 4, 8, 1, 3, 5, 6]),
            ("hun", &[4, 8, 3, 5, 1, 6]),
            ("hungh", &[1, 6]),
            ("ngthanh", &[7, 8]),
            ("nguyenthanh", &[7, 8]),
            ("nvt", &[7]),
            ("ng thanh", &[7, 8]),
            ("thanh", &[7, 8]),
            ("thanh hung", &[8]),
            ("hung a3", &[3]),
            ("hung y", &[1]),
        ] {
            let found = found_among(&people, query);
            let ids: Vec<u32> = found.iter().map(|(id, _)| *id).collect();
            assert_eq!(ids, expected, "{query}: {found:?}");
        }
    }

    #[test]
    fn unit_and_seat_tell_people_of_one_name_apart() {
        assert_eq!(found("thanh tai"), [(2, By::Place), (4, By::Place)]);
        assert_eq!(found("van thanh tai"), [(4, By::Place)]);
        assert_eq!(found("thanh b2"), [(4, By::Place)]);
        assert_eq!(found("thanh xyz"), []);
    }

    #[test]
    fn a_number_finds_its_person_before_a_seat_of_that_number() {
        assert_eq!(found("1"), [(1, By::Number), (5, By::Place)]);
        assert_eq!(found("6"), [(6, By::Number)]);
    }

    proptest! {
        /// With every letter that is added, taken away or changed, those are found who are found by
        /// what stands there then.
        #[test]
        fn narrowing_finds_the_same(
            typed in vec(prop_oneof![4 => "[a-d0-3 ]".boxed(), 1 => "[.đ/-]".boxed(), 1 => Just("<".to_owned()).boxed()], 0..12),
            names in vec("[abcđ]{1,2}( [abcd]{1,2}){0,2}", 10),
            units in vec("[abcd]{0,2}( [abc])?", 10),
            seats in vec("[ab]?\\.?[0-3]{0,2}", 10),
        ) {
            let mut plan = testing::plan();
            for (at, delegate) in plan.roster.iter_mut().enumerate() {
                delegate.name.clone_from(&names[at]);
                delegate.unit.clone_from(&units[at]);
                delegate.seat.clone_from(&seats[at]);
            }
            let session = crate::session::Session::prepared(plan);
            let mut directory = Directory::default();
            directory.keep_up(&session.roster);
            let (mut narrowed, mut query) = (Narrowed::default(), String::new());
            for key in typed {
                if key == "<" {
                    query.pop();
                } else {
                    query.push_str(&key);
                }
                let id = |(fit, attendee): (Fit, &Attendee)| (fit, attendee.delegate.id);
                let narrow: Vec<_> =
                    directory.narrow(&mut narrowed, &query, &session.roster).into_iter().map(id).collect();
                let anew: Vec<_> = directory.find(&query, &session.roster).map(id).collect();
                prop_assert_eq!(narrow, anew, "{}", query);
            }
        }

        /// The first letters rule nobody out who fits.
        #[test]
        fn first_letters_rule_nobody_out(query in "[a-c0-2.đ/ -]{0,6}", name in "[a-cđ]{1,2}( [a-c]{1,2}){0,2}", seat in "[a0-2.]{0,3}") {
            let mut plan = testing::plan();
            plan.roster.truncate(1);
            plan.roster[0].name = name;
            plan.roster[0].seat = seat;
            let session = crate::session::Session::prepared(plan);
            let mut card = Card::of(session.roster.iter().next().unwrap());
            let query = Query::of(&query);
            let fit = card.fit(&query);
            card.initials = Initials(u64::MAX);
            prop_assert_eq!(fit, card.fit(&query));
        }
    }

    #[test]
    fn nothing_typed_finds_everybody() {
        assert_eq!(found("").len(), 6);
        assert_eq!(found(" ").len(), 6);
    }
}
