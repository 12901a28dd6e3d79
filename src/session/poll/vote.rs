//! What stands on one ballot.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::ChoiceNo;

/// Choices in the order of preference, the first rank first. Of a question one choice stands there;
/// of an election as many as its method takes, and none on a blank ballot. Those who share a rank are
/// equal, and stand in the order of the choices, so that ballots marked alike are equal.
///
/// Written as the number of its only choice, `1`, else as ranks, `[[1],[0,2]]`.
///
/// ```
/// use chair_console::session::poll::{ChoiceNo, Vote};
///
/// let one = Vote::from(ChoiceNo(1));
/// assert_eq!(serde_json::to_string(&one).unwrap(), "1");
/// let ranks = Vote::new([vec![ChoiceNo(1)], vec![ChoiceNo(2), ChoiceNo(0)]]);
/// assert_eq!(serde_json::to_string(&ranks).unwrap(), "[[1],[0,2]]");
/// assert_eq!(serde_json::from_str::<Vote>("[[1]]").unwrap(), one);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Vote(Vec<Vec<ChoiceNo>>);

impl Vote {
    /// A ballot with these ranks. Empty ranks are passed over.
    #[must_use]
    pub fn new(ranks: impl IntoIterator<Item = Vec<ChoiceNo>>) -> Self {
        let mut ranks: Vec<_> = ranks.into_iter().filter(|rank| !rank.is_empty()).collect();
        for rank in &mut ranks {
            rank.sort_unstable();
        }
        Self(ranks)
    }

    /// The only choice, where there is only one.
    #[must_use]
    pub fn only(&self) -> Option<ChoiceNo> {
        match self.0.as_slice() {
            [rank] => match rank.as_slice() {
                [choice] => Some(*choice),
                _ => None,
            },
            _ => None,
        }
    }

    /// The ranks, the first first.
    #[must_use]
    pub fn ranks(&self) -> &[Vec<ChoiceNo>] {
        &self.0
    }
}

impl From<ChoiceNo> for Vote {
    fn from(choice: ChoiceNo) -> Self {
        Self(vec![vec![choice]])
    }
}

impl Serialize for Vote {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.only() {
            Some(choice) => choice.serialize(serializer),
            None => self.0.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for Vote {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Written {
            One(ChoiceNo),
            Ranks(Vec<Vec<ChoiceNo>>),
        }
        Ok(match Written::deserialize(deserializer)? {
            Written::One(choice) => choice.into(),
            Written::Ranks(ranks) => Self::new(ranks),
        })
    }
}
