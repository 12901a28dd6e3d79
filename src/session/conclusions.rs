//! Conclusions: what the chair concludes on each item, as an outline three levels deep that leaves
//! the room as paper (`1.`, then `-`, then `+`).
//!
//! Every edit names the version it was made on. Where somebody else was quicker it is refused with
//! what stands there now, so that nobody's words are overwritten unseen; and every version stays in
//! the journal. Until an item's conclusions are adopted, only the head table sees them.

mod due;
mod outline;
mod rules;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub use due::{Due, Kind, Month, On, Rhythm, Until};
pub use outline::{Conclusion, Content, Outline, marks};
pub(super) use rules::decide;

use super::Session;
use super::ids::{ConclusionId, ItemId};
use super::refusal::Refusal;

/// How long one conclusion may be, in clusters.
pub const TEXT: usize = 10_000;
/// How long the name of a unit or a term in words may be, in clusters.
pub const WORDS: usize = 200;
/// How many coordinating units one conclusion may name.
pub const MOST_UNITS: usize = 50;
/// How many conclusions a session may have.
pub const MOST_CONCLUSIONS: usize = 2_000;
/// How long all conclusions of a session may be together, in bytes, so that what is adopted fits in a
/// message.
pub const MOST_BYTES: usize = 2 * 1024 * 1024;
/// How deep the outline goes.
pub const DEEPEST: u8 = 3;

/// The conclusions of the session.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Conclusions {
    items: BTreeMap<ItemId, Outline>,
    last: u32,
}

impl Conclusions {
    /// The conclusions on an item.
    #[must_use]
    pub fn of(&self, item: ItemId) -> Option<&Outline> {
        self.items.get(&item)
    }

    /// The conclusion with this number in the draft, and the item it stands under.
    #[must_use]
    pub fn get(&self, id: ConclusionId) -> Option<(ItemId, &Conclusion)> {
        self.items.iter().find_map(|(item, outline)| {
            outline
                .place(id)
                .map(|place| (*item, &outline.draft[place]))
        })
    }

    fn find(&self, id: ConclusionId) -> Option<(&Outline, usize)> {
        self.items
            .values()
            .find_map(|outline| outline.place(id).map(|place| (outline, place)))
    }

    fn find_mut(&mut self, id: ConclusionId) -> Option<(&mut Outline, usize)> {
        self.items
            .values_mut()
            .find_map(|outline| outline.place(id).map(|place| (outline, place)))
    }
}

/// What can be asked of conclusions. Head table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Command {
    /// Write a new one.
    Write {
        /// On which item.
        item: ItemId,
        /// Behind which, and all that stands beneath that one at a deeper level than the new one;
        /// at the top where none is named.
        #[serde(default)]
        after: Option<ConclusionId>,
        /// How deep: 1 to 3.
        level: u8,
        /// What it says.
        content: Content,
    },
    /// Change what one says.
    Edit {
        /// Which.
        conclusion: ConclusionId,
        /// The version that the change was made on.
        version: u32,
        /// What it says now.
        content: Content,
    },
    /// Move one with all beneath it, or change its level.
    Place {
        /// Which.
        conclusion: ConclusionId,
        /// Behind which; at the top where none is named.
        #[serde(default)]
        after: Option<ConclusionId>,
        /// How deep: 1 to 3.
        level: u8,
    },
    /// Strike one that has none beneath it. Its text stays in the journal.
    Remove {
        /// Which.
        conclusion: ConclusionId,
        /// The version that was seen.
        version: u32,
    },
    /// Adopt the conclusions on an item as they stand: everybody sees them.
    Adopt {
        /// Which item.
        item: ItemId,
    },
}

/// What happened to conclusions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Event {
    /// One was written.
    Written {
        /// Its number.
        conclusion: ConclusionId,
        /// On which item.
        item: ItemId,
        /// Its place in the item's outline; 0 is the top.
        place: u32,
        /// How deep it stands.
        level: u8,
        /// What it says.
        content: Content,
    },
    /// One was changed.
    Edited {
        /// Which.
        conclusion: ConclusionId,
        /// Its version now.
        version: u32,
        /// What it says now.
        content: Content,
    },
    /// One was moved, with all beneath it.
    Placed {
        /// Which.
        conclusion: ConclusionId,
        /// Its place once it and all beneath it were taken out.
        place: u32,
        /// How deep it stands.
        level: u8,
    },
    /// One was struck.
    Removed {
        /// Which.
        conclusion: ConclusionId,
    },
    /// The conclusions on an item were adopted.
    Adopted {
        /// Which item.
        item: ItemId,
        /// All of them as they stand, for those who saw no draft.
        outline: Vec<Conclusion>,
    },
}

pub(super) fn apply(session: &mut Session, event: &Event) {
    let conclusions = &mut session.conclusions;
    match event {
        Event::Written {
            conclusion,
            item,
            place,
            level,
            content,
        } => {
            conclusions.last = conclusions.last.max(conclusion.0);
            let (id, level, content) = (*conclusion, *level, content.clone());
            let outline = conclusions.items.entry(*item).or_default();
            outline.insert(
                *place,
                [Conclusion {
                    id,
                    level,
                    version: 1,
                    content,
                }],
            );
        }
        Event::Edited {
            conclusion,
            version,
            content,
        } => {
            if let Some((outline, place)) = conclusions.find_mut(*conclusion) {
                outline.draft[place].version = *version;
                outline.draft[place].content = content.clone();
            }
        }
        Event::Placed {
            conclusion,
            place: to,
            level,
        } => {
            if let Some((outline, place)) = conclusions.find_mut(*conclusion) {
                let (from, end) = (outline.draft[place].level, outline.branch_end(place));
                let mut branch: Vec<_> = outline.draft.drain(place..end).collect();
                for moved in &mut branch {
                    moved.level = moved.level.saturating_sub(from).saturating_add(*level);
                }
                outline.insert(*to, branch);
            }
        }
        Event::Removed { conclusion } => {
            if let Some((outline, place)) = conclusions.find_mut(*conclusion) {
                outline.draft.remove(place);
            }
        }
        Event::Adopted { item, outline } => {
            let known = conclusions.items.entry(*item).or_default();
            known.adopted = Some(outline.clone());
            // Who saw no draft knows the outline from here on.
            known.draft.clone_from(outline);
            let last = outline
                .iter()
                .map(|conclusion| conclusion.id.0)
                .max()
                .unwrap_or(0);
            conclusions.last = conclusions.last.max(last);
        }
    }
}

impl Conclusions {
    fn must_find(&self, conclusion: ConclusionId) -> Result<(&Outline, usize), Refusal> {
        self.find(conclusion)
            .ok_or(Refusal::NoSuchConclusion { conclusion })
    }
}
