//! What was prepared before the meeting: the session as its secretary planned it.
//!
//! A plan is the first record of every session. How it is written down as a file that people edit
//! is the concern of the room `forms`.

use serde::{Deserialize, Serialize};

use super::floor::Policy;
use super::ids::{DelegateId, DocumentId, GroupId, ItemId, SiteId};
use super::poll::{Choice, Manner, Matter, Terms};
use super::quorum::Quorum;
use super::rule::Rule;
use super::time::{Seconds, Time};
use super::voice::Rights;
use super::weight::Weight;
use super::{consent, opinion};

/// A session as planned.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    /// Short name of letters, digits and hyphens by which links and the journal know the session.
    pub id: String,
    /// What the meeting is called.
    pub title: String,
    /// What kind of meeting it is, in the body's own words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub kind: String,
    /// When it is to begin.
    pub starts: Time,
    /// Minutes east of UTC at the place of the meeting, -1439 to 1439; clocks are shown so.
    pub utc_offset: i32,
    /// Town or address.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub place: String,
    /// The room.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub room: String,
    /// The agency above the issuing one.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub superior: String,
    /// The agency that holds the meeting and issues its papers.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub agency: String,
    /// Whom to call when something does not work.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub help: String,
    /// Who presides.
    pub chair: DelegateId,
    /// Who may preside in the chair's place.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub deputies: Vec<DelegateId>,
    /// Who keeps the record.
    pub secretary: DelegateId,
    /// How the body decides.
    pub rules: Rules,
    /// The places from which people take part; `SiteId(1)` is the first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sites: Vec<Site>,
    /// The agenda; `ItemId(1)` is the first.
    pub agenda: Vec<Item>,
    /// Everybody invited.
    pub roster: Vec<Delegate>,
    /// What is to be asked of all members in writing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub opinions: Vec<opinion::Circular>,
    /// Every document of every item.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub documents: Vec<Document>,
}

/// How a body decides, as its session file says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rules {
    /// How many must be present.
    pub quorum: Quorum,
    /// What carries a motion that says nothing of its own.
    pub majority: Rule,
    /// How votes are taken where nothing else is said.
    pub manner: Manner,
    /// What can be voted where nothing else is said.
    pub choices: Vec<Choice>,
    /// On what terms votes are taken where nothing else is said.
    #[serde(default, skip_serializing_if = "super::is_usual")]
    pub terms: Terms,
    /// What somebody who sits in for a delegate may do.
    pub substitutes: Substitutes,
    /// Who may vote for whom, and until when that is open.
    #[serde(default, skip_serializing_if = "super::is_usual")]
    pub rights: Rights,
    /// How long the chair waits for an objection: 3 seconds to 10 minutes.
    #[serde(
        default = "usual_wait",
        skip_serializing_if = "is_usual_wait",
        rename = "wait_s"
    )]
    pub wait: Seconds,
    /// How long each kind of speech may be.
    pub limits: Limits,
    /// How many microphones there are, what becomes of speakers and requests, who speaks next.
    #[serde(default, skip_serializing_if = "FloorRules::is_usual")]
    pub floor: FloorRules,
    /// How much time each unit has, where that is limited.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accounts: Option<Accounts>,
}

fn usual_wait() -> Seconds {
    consent::WAIT
}

fn is_usual_wait(wait: &Seconds) -> bool {
    *wait == consent::WAIT
}

/// What somebody counts for who stands in for a member: a substitute (người dự thay), who may always
/// speak, or the holder of a proxy (người được ủy quyền).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Substitutes {
    /// For nothing: the usual rule of People's Councils and Committees.
    #[default]
    None,
    /// For the quorum, but not in a vote.
    Attendance,
    /// For the quorum, and in a vote.
    Vote,
}

/// How long a speech of each kind may be; zero means no limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Limits {
    /// A speech on the item.
    pub speech: Seconds,
    /// A reply to a speech.
    pub reply: Seconds,
    /// A point of order.
    pub point_of_order: Seconds,
    /// A question put during a speech.
    pub interposed: Seconds,
    /// A second or later speech of the same person on the same item; as the first where none is
    /// said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub later_speech: Option<Seconds>,
    /// The first speech of the item's presenter; as any speech where none is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub presentation: Option<Seconds>,
    /// A later speech of the item's presenter; as any speech where none is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub explanation: Option<Seconds>,
    /// A short intervention after a speech; as a question put during one where none is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub intervention: Option<Seconds>,
    /// A question to somebody who has to answer; as one put during a speech where none is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub questioning: Option<Seconds>,
    /// The answer to such a question; as an explanation where none is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer: Option<Seconds>,
    /// How often one person may speak on one item, replies not counted; as often as they like where
    /// none is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub speeches: Option<u32>,
}

/// How many microphones there are, what becomes of speakers and requests, who speaks next.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FloorRules {
    /// How many may have the floor at once, 1 to [`MOST_MICROPHONES`].
    pub microphones: u32,
    /// Whether a delegate may ask to speak only once on an item. The head table may still add them.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub one_request: bool,
    /// What becomes of who speaks when the meeting leaves the item.
    #[serde(default)]
    pub item_change: ItemChange,
    /// The policy that proposes who is next; the chair may choose another.
    #[serde(default, skip_serializing_if = "Policy::is_usual")]
    pub order: Policy,
    /// The groups between which the floor may be balanced; `GroupId(1)` is the first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub groups: Vec<String>,
    /// What a point of order may be about, the most urgent first. Where nothing is named, all are
    /// alike.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub points_of_order: Vec<String>,
}

/// How many may have the floor at once at most.
pub const MOST_MICROPHONES: u32 = 4;

impl Default for FloorRules {
    fn default() -> Self {
        Self {
            microphones: 1,
            one_request: false,
            item_change: ItemChange::Stop,
            order: Policy::default(),
            groups: vec![],
            points_of_order: vec![],
        }
    }
}

impl FloorRules {
    fn is_usual(&self) -> bool {
        *self == Self::default()
    }

    /// The numbers of all groups, in order.
    pub fn group_ids(&self) -> impl Iterator<Item = GroupId> + use<> {
        let groups = u32::try_from(self.groups.len()).unwrap_or(u32::MAX);
        (1..=groups).map(GroupId)
    }

    /// What a group is called.
    #[must_use]
    pub fn group(&self, id: GroupId) -> Option<&str> {
        let place = usize::try_from(id.0).ok()?.checked_sub(1)?;
        self.groups.get(place).map(String::as_str)
    }

    /// What the points of order of a category are about; the first is 1.
    #[must_use]
    pub fn category(&self, category: u8) -> Option<&str> {
        let place = usize::from(category).checked_sub(1)?;
        self.points_of_order.get(place).map(String::as_str)
    }
}

/// What becomes of who speaks when the meeting leaves the item.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ItemChange {
    /// The speech ends.
    #[default]
    Stop,
    /// The speech goes on until it is ended.
    Keep,
}

/// How much time each unit has for the speeches of its people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Accounts {
    /// What a unit has that is not named below.
    pub each: Seconds,
    /// Whether every item begins with full accounts; else they are for the whole session.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub per_item: bool,
    /// Units that have another time.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub units: Vec<UnitTime>,
}

/// The time of one unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UnitTime {
    /// The unit as it stands on the roster.
    pub unit: String,
    /// How much time it has.
    pub seconds: Seconds,
}

/// A place from which people take part (điểm cầu).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Site {
    /// What it is called.
    pub name: String,
    /// What kind of place it is.
    pub kind: SiteKind,
    /// How many seats it has; 0 where nobody counts them.
    #[serde(default)]
    pub seats: u32,
}

/// What kind of place people take part from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SiteKind {
    /// The hall in which the chair sits.
    Hall,
    /// Another room of the same house, whose people count as present in the hall.
    Room,
    /// Somewhere else, joined by a line that can break.
    Remote,
}

/// One item of the agenda as planned.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Item {
    /// Its number as it is written, such as `2` or `3a`.
    pub number: String,
    /// What it is about.
    pub title: String,
    /// Who presents it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub presenter: Option<DelegateId>,
    /// How long it may take; zero means nobody said.
    pub allotted: Seconds,
    /// What is to be put to the vote.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub motion: Option<Motion>,
    /// Whether its motion stands on the consent list from the beginning.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub consent: bool,
}

/// A question that is put to the vote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Motion {
    /// The question in full.
    pub text: String,
    /// How the vote is taken.
    pub manner: Manner,
    /// What carries it.
    pub rule: Rule,
    /// What can be voted, in the order shown.
    pub choices: Vec<Choice>,
    /// On what terms.
    #[serde(default, skip_serializing_if = "super::is_usual")]
    pub terms: Terms,
    /// What it is about; of an election and of a confidence vote the choices are those who stand.
    #[serde(default, skip_serializing_if = "super::is_usual")]
    pub matter: Matter,
}

/// Somebody invited to the meeting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Delegate {
    /// The number on the roster.
    pub id: DelegateId,
    /// Family, middle and given names, in NFC.
    pub name: String,
    /// The position they hold.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub title: String,
    /// The unit they come from.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub unit: String,
    /// The group to which they belong where the floor is balanced between groups.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<GroupId>,
    /// Where they take part.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub site: Option<SiteId>,
    /// The seat they have there.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub seat: String,
    /// The weight of their vote. A guest (khách mời) has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vote: Option<Weight>,
    /// Who holds their proxy (ủy quyền), given before the meeting.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proxy: Option<DelegateId>,
}

/// A document laid before the meeting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Document {
    /// Its number.
    pub id: DocumentId,
    /// The item it belongs to.
    pub item: ItemId,
    /// What it is called.
    pub title: String,
    /// The file's path as the session file names it.
    pub file: String,
    /// Bytes.
    pub size: u64,
    /// SHA-256 of the bytes, in lower-case hexadecimal.
    pub hash: String,
    /// Whether only the head table may see it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub restricted: bool,
}

impl Plan {
    /// The site with this number.
    #[must_use]
    pub fn site(&self, id: SiteId) -> Option<&Site> {
        self.sites.get(usize::try_from(id.0).ok()?.checked_sub(1)?)
    }

    /// The agenda item with this number.
    #[must_use]
    pub fn item(&self, id: ItemId) -> Option<&Item> {
        self.agenda.get(usize::try_from(id.0).ok()?.checked_sub(1)?)
    }

    /// The numbers of all agenda items, in order.
    pub fn item_ids(&self) -> impl DoubleEndedIterator<Item = ItemId> + use<> {
        let items = u32::try_from(self.agenda.len()).unwrap_or(u32::MAX);
        (1..=items).map(ItemId)
    }

    /// The documents of one item.
    pub fn documents_of(&self, item: ItemId) -> impl Iterator<Item = &Document> {
        self.documents
            .iter()
            .filter(move |document| document.item == item)
    }

    /// What an item puts to the vote.
    #[must_use]
    pub fn motion(&self, item: ItemId) -> Option<&Motion> {
        self.item(item)?.motion.as_ref()
    }
}
