//! The outline of an item: its conclusions in their order, three levels deep.

use serde::{Deserialize, Serialize};

use super::{DEEPEST, Due};
use crate::session::ids::ConclusionId;
use crate::session::refusal::Refusal;

/// What one conclusion says.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Content {
    /// The words.
    pub text: String,
    /// The unit that is to do it: one only.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub lead: String,
    /// The units that are to help.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub with: Vec<String>,
    /// By when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Due>,
}

impl Content {
    /// How long it is in all.
    pub(super) fn bytes(&self) -> usize {
        let words = self.due.as_ref().map_or(0, Due::bytes);
        let with: usize = self.with.iter().map(String::len).sum();
        self.text.len() + self.lead.len() + with + words
    }
}

/// One conclusion in its place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conclusion {
    /// Its number, which never changes.
    pub id: ConclusionId,
    /// How deep it stands: 1 to 3.
    pub level: u8,
    /// Counts its edits from 1.
    pub version: u32,
    /// What it says.
    #[serde(flatten)]
    pub content: Content,
}

/// The conclusions on one item, in the order in which they are read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outline {
    /// What the head table is working on.
    pub draft: Vec<Conclusion>,
    /// What was adopted last, for everybody.
    pub adopted: Option<Vec<Conclusion>>,
}

impl Outline {
    /// Whether what was adopted is what stands in the draft.
    #[must_use]
    pub fn is_adopted(&self) -> bool {
        self.adopted
            .as_ref()
            .is_some_and(|adopted| *adopted == self.draft)
    }

    pub(super) fn place(&self, id: ConclusionId) -> Option<usize> {
        self.draft.iter().position(|conclusion| conclusion.id == id)
    }

    /// The end of the branch that begins at `place`: where the next begins that is not beneath it.
    pub(super) fn branch_end(&self, place: usize) -> usize {
        let level = self.draft[place].level;
        let rest = self.draft[place + 1..].iter();
        place
            + 1
            + rest
                .take_while(|conclusion| conclusion.level > level)
                .count()
    }
}

/// The mark before each conclusion of an outline: its number on the first level, `-` on the second,
/// `+` on the third.
#[must_use]
pub fn marks(outline: &[Conclusion]) -> Vec<String> {
    let mut number = 0;
    outline
        .iter()
        .map(|conclusion| match conclusion.level {
            0 | 1 => {
                number += 1;
                format!("{number}.")
            }
            2 => "-".to_owned(),
            _ => "+".to_owned(),
        })
        .collect()
}

impl Outline {
    /// Where something of this level goes that is to stand behind `after`.
    pub(super) fn place_after(
        &self,
        after: Option<ConclusionId>,
        level: u8,
    ) -> Result<u32, Refusal> {
        let place = match after {
            None => 0,
            Some(after) => {
                let place = self
                    .place(after)
                    .ok_or(Refusal::NoSuchConclusion { conclusion: after })?;
                let rest = self.draft[place + 1..].iter();
                place
                    + 1
                    + rest
                        .take_while(|conclusion| conclusion.level > level)
                        .count()
            }
        };
        let above = place
            .checked_sub(1)
            .map_or(0, |above| self.draft[above].level);
        if level == 0 || level > DEEPEST || level > above.saturating_add(1) {
            return Err(Refusal::WrongLevel);
        }
        Ok(u32::try_from(place).unwrap_or(u32::MAX))
    }

    pub(super) fn insert(&mut self, place: u32, conclusions: impl IntoIterator<Item = Conclusion>) {
        let place = usize::try_from(place)
            .unwrap_or(usize::MAX)
            .min(self.draft.len());
        self.draft.splice(place..place, conclusions);
    }
}
