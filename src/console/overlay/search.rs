//! A list that is narrowed down by typing: what was typed, and which of what fits is pointed at.
//!
//! The list is sorted anew while things come and go, so the cursor is on a thing by what it is
//! called (`K`), not on a row: what was pointed at is what is meant. What fits, and what it looks
//! like, is left to the list that uses this.

use super::typing_hints;
use crate::console::draw::{Sheet, moved, window_of};
use crate::console::keys::{Input, Key, Move};
use crate::console::model::Model;
use crate::console::mouse::spot::Spot;
use crate::console::theme::Meaning;
use crate::console::typing::{Typing, Writing};
use crate::console::view;
use crate::text::clean;

/// How long a pasted query may be, in clusters.
const LONGEST: usize = 100;
/// The rows around a list: the line above it, what was typed, the keys.
const AROUND: u16 = 3;
/// How many columns rows have on a wide screen, so that the eye finds what stands at their right edge.
const WIDE: u16 = 110;

/// What a key did.
pub(super) enum Step<K> {
    /// This was chosen.
    Chose(K),
    /// The query has changed, so that something else is offered.
    Narrowed,
    /// Neither; the cursor may have moved.
    Stayed,
}

/// What is offered, as it is drawn.
pub(super) struct Offer<'a, K> {
    /// How large the screen is.
    pub(super) size: (u16, u16),
    /// The things.
    pub(super) things: &'a [K],
    /// How many rows each takes; one where nothing stands here.
    pub(super) rows: &'a [u16],
    /// What is said where nothing is offered.
    pub(super) nothing: &'a str,
}

impl<'a, K> Offer<'a, K> {
    /// Things that take a row each.
    pub(super) fn of(size: (u16, u16), things: &'a [K], nothing: &'a str) -> Self {
        let rows = &[];
        Self {
            size,
            things,
            rows,
            nothing,
        }
    }

    fn rows_of(&self, at: usize) -> u16 {
        self.rows.get(at).copied().unwrap_or(1)
    }

    /// How many things a page is from this one on, so that none is passed over unseen.
    fn page(&self, step: Move, from: usize, most: usize) -> usize {
        let room = |left: &mut usize, at: usize| {
            *left = left.checked_sub(usize::from(self.rows_of(at)))?;
            Some(())
        };
        // Things of several rows stand whole or not at all, so that less of them is seen at once.
        let most = match self.rows {
            [] => most,
            _ => most * 2 / 3,
        };
        match step {
            Move::PageUp => (0..from).rev().scan(most, room).count(),
            _ => (from..self.things.len()).scan(most, room).count(),
        }
    }
}

/// How many columns the rows of a list have where there are so many and each needs so many: no more
/// than are read at a glance, unless something would be cut.
pub(super) fn columns(there: u16, needed: impl Iterator<Item = usize>) -> u16 {
    let needed = needed.max().unwrap_or(0);
    let needed = u16::try_from(needed).unwrap_or(u16::MAX);
    needed.max(WIDE).min(there)
}

/// What was typed, and what is pointed at.
pub(super) struct Search<K> {
    query: Writing,
    cursor: Option<K>,
    /// How many rows are seen at once where the screen is small.
    least: usize,
}

impl<K: Clone + PartialEq> Search<K> {
    pub(super) fn new(least: usize) -> Self {
        let (query, cursor) = (Writing::line(""), None);
        Self {
            query,
            cursor,
            least,
        }
    }

    /// How many rows are seen at once at most where nothing else wants them: of a large screen half, with
    /// what is around them, so that what lies below stays in sight.
    fn most(&self, size: (u16, u16)) -> usize {
        let half = (size.1 / 2).saturating_sub(AROUND);
        self.least.max(usize::from(half))
    }

    /// How many of them there is room for.
    fn seen(&self, size: (u16, u16)) -> usize {
        let room = view::room_over(size).saturating_sub(AROUND);
        self.most(size).min(usize::from(room))
    }

    /// What was typed.
    pub(super) fn query(&self) -> String {
        self.query.text()
    }

    /// What is pointed at, where it is still offered.
    pub(super) fn pointed(&self, offered: &[K]) -> Option<K> {
        let pointed = self.cursor.clone();
        pointed.filter(|pointed| offered.contains(pointed))
    }

    /// Points at the first thing that is offered.
    pub(super) fn go_to_top(&mut self, offered: &[K]) {
        self.cursor = offered.first().cloned();
    }

    /// Points at this.
    pub(super) fn point_at(&mut self, thing: K) {
        self.cursor = Some(thing);
    }

    /// Points at what is offered at this place. Gives the key that chooses it.
    pub(super) fn point(&mut self, offered: &[K], place: usize) -> Option<Key> {
        self.cursor = Some(offered.get(place)?.clone());
        Some(Key::Enter)
    }

    /// Chooses with Enter, moves the cursor, or types.
    pub(super) fn key(
        &mut self,
        typing: &mut Typing,
        input: &Input,
        offer: &Offer<'_, K>,
    ) -> Step<K> {
        let offered = offer.things;
        if input.key == Key::Enter {
            return self.pointed(offered).map_or(Step::Stayed, Step::Chose);
        }
        // Letters are for the query, so only arrows and pages move here.
        let letter = matches!(input.key, Key::Char(_) | Key::Home | Key::End);
        let step = Move::of(input).filter(|_| !letter);
        let place = self.place(offered).unwrap_or(0);
        let page = |step| offer.page(step, place, self.seen(offer.size));
        match step.and_then(|step| moved(step, place, offered.len(), page(step))) {
            Some(place) => {
                self.cursor = offered.get(place).cloned();
                Step::Stayed
            }
            None if self.query.key(typing, input) => Step::Narrowed,
            None => Step::Stayed,
        }
    }

    /// Puts the cursor on a letter of what was typed. Whether that ended a word and changed it.
    pub(super) fn go_to(&mut self, typing: Typing, place: (usize, usize)) -> bool {
        let changed = self.query.end_word(typing);
        self.query.go_to(place);
        changed
    }

    pub(super) fn paste(&mut self, text: &str) {
        self.query.insert(&clean::line(text, LONGEST));
    }

    /// How many rows the list takes with what is around it.
    pub(super) fn rows(&self, offer: &Offer<'_, K>) -> u16 {
        let rows = (0..offer.things.len()).map(|at| usize::from(offer.rows_of(at)));
        let rows = rows.sum::<usize>().clamp(1, self.most(offer.size));
        u16::try_from(rows).unwrap_or(1) + AROUND
    }

    /// Draws the query behind column `col`, the list with `draw` for each thing, and the keys.
    pub(super) fn view(
        &self,
        model: &Model,
        sheet: &mut Sheet<'_>,
        col: u16,
        offer: &Offer<'_, K>,
        mut draw: impl FnMut(usize, &mut Sheet<'_>),
    ) {
        let offered = offer.things;
        let width = sheet.width().saturating_sub(col + 6);
        self.query.view(&mut sheet.part(col, 1, width, 1), 0, true);
        let room = sheet.height().saturating_sub(AROUND);
        let place = self.place(offered);
        let rows = |at: usize| offer.rows_of(at);
        let top = window_of(place.unwrap_or(0), offered.len(), room, rows);
        if offered.is_empty() {
            sheet.text(2, 1, Meaning::Dim, offer.nothing);
        }
        let mut row = 0;
        for at in top..offered.len() {
            // What does not fit whole is scrolled to; but the first is always seen.
            if row > 0 && row + rows(at) > room {
                break;
            }
            let rows = rows(at).min(room - row);
            let mut part = sheet.part(0, 2 + row, u16::MAX, rows);
            part.means(Spot::Option(at));
            draw(at, &mut part);
            if place == Some(at) {
                (0..rows).for_each(|more| sheet.select(2 + row + more));
            }
            row += rows;
        }
        let last = sheet.height().saturating_sub(1);
        typing_hints(
            model,
            sheet,
            last,
            &[
                ("up", "console.hint.choose"),
                ("enter", "console.hint.done"),
                ("esc", "console.hint.leave"),
            ],
        );
    }

    fn place(&self, offered: &[K]) -> Option<usize> {
        let mut offered = offered.iter();
        offered.position(|thing| self.cursor.as_ref() == Some(thing))
    }
}
