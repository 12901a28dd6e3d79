//! What a secretary writes: before the meeting the session file and the roster, after it a sheet of
//! [`ballots`], of [`rankings`] or of [`grades`]. Text in, a plan or every mistake out; and a plan written back as text.
//!
//! Other files that people write, such as themes and settings, are read by the rooms that know what
//! they mean, with the same reader (`file`), so that every mistake is told in the same way.
//!
//! There is no I/O here: the files that a session file names come through [`Files`]. What a plan
//! means, and what may happen in the session, is for the room `session`.
//!
//! # The session file
//!
//! TOML, in UTF-8, at most 1 MiB. Text stands in quotes, numbers do not. Every text is one line;
//! it is composed (NFC) and its white space folded. `recordings/` holds two examples.
//!
//! | key | what | when left out |
//! |---|---|---|
//! | `id` | short name of letters without accents, digits and hyphens: part of the link | must be there |
//! | `title` | what the meeting is called | must be there |
//! | `kind` | what kind of meeting | empty |
//! | `starts` | day and time, `2026-11-30T08:00:00+07:00`; without an offset: +07:00 | must be there |
//! | `place`, `room` | where | empty |
//! | `superior`, `agency` | the agency above, and the one that issues the papers | empty |
//! | `help` | whom to call when something does not work | empty |
//! | `chair`, `secretary` | numbers on the roster | must be there |
//! | `deputies` | list of numbers on the roster | nobody |
//! | `roster` | the path of a roster, or `[[roster]]` tables (below) | must be there |
//!
//! `[rules]`, how the body decides:
//!
//! | key | what | when left out |
//! |---|---|---|
//! | `quorum` | `none` (`không xét`), `half` (`một nửa`), `majority` (`quá nửa`), `two thirds` (`hai phần ba`), or a fraction of the members such as `>= 3/4 of members` | what the preset of `majority` brings, else `none` |
//! | `quorum_policy` | when it is looked at: at the opening of the `session`; at the opening and the close of a `vote`; `continuous`, which stops a vote while it is lacking; when `challenged`; by `votes cast` instead of those present (where votes weigh differently and are added up by `weight`, only by name) | `vote` |
//! | `quorum_without` | list of who does not count: `remote`, `chair`, `recused`, `proxies` | everybody counts |
//! | `quorum_by` | what is added up: `heads`, or the `weight` of the votes | `heads` |
//! | `majority` | a preset or conditions, see below | `simple` |
//! | `ballot` | `named`, `secret`, `hands` or `paper` (secret, counted in the room) | `named` |
//! | `choices` | what can be voted, see below | Tán thành, Không tán thành, Không biểu quyết |
//! | `tie` | what is done with a tie: `lost`, `chair-side`, `casting-vote`, `second-vote`, `chair-may-vote` or `lot`; by whoever presides then, who is bound by what they voted by name | what the preset of `majority` brings, else `lost` |
//! | `changing` | until when a vote may be changed: `final` (never) or `until close`; secret votes never | `final` |
//! | `tellers` | 1, or 2 who count the hands each for themselves and must agree | 1 |
//! | `substitutes` | what they count for: `none`, `attendance` or `vote` | `none` |
//! | `proxy_votes` | what the proxy of an absent member counts for: `none`, `attendance` or `vote` | `none` |
//! | `most_proxies` | how many one person may hold; 0 means no limit | 0 |
//! | `entitled` | who may vote: whoever could when the vote was opened, `frozen`, or counted `until close`, so that who comes late may vote | `frozen` |
//! | `grace_s` | seconds that a lost connection still counts as present | 60 |
//! | `wait_s` | seconds that the chair waits for an objection, 3 to 600 | 10 |
//! | `limits`, `floor`, `accounts` | how long speeches may be, how the floor is kept, the time of units: see below | |
//!
//! A `majority`, of the body as of a motion, is the name of a [preset](crate::session::rule::Preset) or
//! one or more conditions joined by `and`: `>= 2/3 of cast and > 1/2 of present`. It may be written in
//! words of either language, or of both: `more than half of members`, `at least two thirds of cast`,
//! `quá nửa tổng số đại biểu`, `ít nhất 2/3 số có mặt`, `trên 50% số phiếu`, `từ 2/3 tổng số trở lên`.
//! A fraction is taken of one of these:
//!
//! | base | in Vietnamese | what |
//! |---|---|---|
//! | `cast` | `số phiếu`, `số phiếu tán thành và không tán thành` | votes for and against |
//! | `cast with abstentions` | `số phiếu, kể cả không biểu quyết` | and abstentions |
//! | `cast with invalid` | `số phiếu, kể cả không hợp lệ` | votes for and against, and invalid ballots |
//! | `present` | `số người có mặt`, `số đại biểu dự họp` | those present who have a vote |
//! | `entitled` | `số người được biểu quyết` | those entitled to vote on this question |
//! | `members` | `tổng số thành viên`, `tổng số đại biểu`, `tổng số` | all who have a vote, present or not |
//!
//! A substitute (người dự thay) may always speak. With `substitutes = "vote"` they also cast the one
//! vote of the member for whom they sit in. Who stands on the roster without a vote and is marked by
//! their number votes with their own link; a substitute from outside, who is marked by name, with the
//! link of the member. Whichever link it comes from, the member has one ballot, so nobody votes twice;
//! and who has a vote of their own sits in for nobody, but can be given a proxy. Who sits in once a vote
//! is open votes from the next one on, unless `entitled` is `until close`.
//!
//! `[rules.limits]`, how long a speech may be, in seconds; 0 means no limit. Instead of the table,
//! `limits = "…"` in `[rules]` names a preset:
//!
//! | key | what | when left out |
//! |---|---|---|
//! | `speech` | a speech on the item | 180 |
//! | `reply` | a reply to a speech | 120 |
//! | `point_of_order` | a point of order | 60 |
//! | `interposed` | a question put during a speech | 60 |
//! | `later_speech` | a second or later speech of one person on the item | as `speech` |
//! | `presentation` | the first speech of the item's presenter | as `speech` |
//! | `explanation` | a later speech of the item's presenter | as `speech` |
//! | `speeches` | how often one person may speak on an item, replies not counted; who asks again is referred to writing | as often as they like |
//! | `intervention` | a short intervention after a speech | as `interposed` |
//! | `questioning` | a question to somebody who has to answer | as `interposed` |
//! | `answer` | the answer to such a question | as `explanation` |
//! | `preset` | whose limits hold where none is said here, see [`PRESETS`](crate::session::floor::PRESETS) | `usual` |
//!
//! `[rules.floor]`, how the floor is kept and who speaks next:
//!
//! | key | what | when left out |
//! |---|---|---|
//! | `microphones` | how many may speak at once, 1 to 4; with all taken, who has had one longest gives way | 1 |
//! | `one_request` | `true`: delegates may ask to speak once on an item | `false` |
//! | `item_change` | whether who speaks must `stop` when the meeting leaves the item, or may `keep` the floor | `stop` |
//! | `order` | `first_come`, `fewest_speeches`, `balanced`, `strictly_balanced`, `for_and_against` or `questioner_first`; by `fewest_speeches` replies and questions count as having spoken, interposed ones too, but neither points of order nor answers | `first_come` |
//! | `groups` | the groups between which the floor is balanced, at most 20; somebody on the roster must belong to each | none |
//! | `points_of_order` | what points of order may be about, the most urgent first, at most 20 | all are alike |
//!
//! `[rules.accounts]`, how much time each unit has for the speeches of its people; without it, nobody
//! counts:
//!
//! | key | what | when left out |
//! |---|---|---|
//! | `each` | seconds | must be there |
//! | `per_item` | `true`: every item begins with full accounts | `false` |
//! | `units` | list of `{ unit = "…", seconds = 900 }`, for units that have another time | none |
//!
//! `[[sites]]`, the places from which people take part, at most 500; without any, nobody on the
//! roster has one:
//!
//! | key | what | when left out |
//! |---|---|---|
//! | `name` | what it is called, each site otherwise | must be there |
//! | `kind` | `hall`, `room` (another one of the same house) or `remote` | must be there |
//! | `seats` | how many seats it has; 0 where nobody counts them | 0 |
//!
//! `[[agenda]]`, the items in their order, at least one:
//!
//! | key | what | when left out |
//! |---|---|---|
//! | `number` | its number as it is written, each item otherwise | must be there |
//! | `title` | what it is about | must be there |
//! | `presenter` | a number on the roster | nobody |
//! | `minutes` | how long it may take; 0 means nobody said | 0 |
//! | `seconds` | the same in seconds, instead of `minutes` | |
//! | `documents` | list of `{ title = "…", file = "…" }`, where `restricted = true` shows one to the head table only | none |
//! | `motion` | `{ text = "…" }` and, where they differ from the rules, `ballot`, `majority`, `choices`, `tie`, `changing`, `tellers`; for an election or a confidence vote see below | nothing is put to the vote |
//! | `consent` | `true` where its motion stands on the consent list: adopted with others unless somebody takes it out | `false` |
//!
//! `[[opinions]]`, what is asked of all members in writing once the head table sends it out, at most
//! 100:
//!
//! | key | what | when left out |
//! |---|---|---|
//! | `text` | the question | must be there |
//! | `deadline` | day and time at which it closes by itself, as `starts` | must be there |
//! | `majority` | what carries it | the body's |
//! | `choices` | what can be answered, see below | the body's where it has its own; else Tán thành, Không tán thành, Ý kiến khác |
//! | `remind_h` | hours before the deadline at which the silent are reminded by themselves, at most 720; 0 for never | 0 |
//! | `silence` | what no answer means: `not voting` or `in favour` | `not voting` |
//!
//! `choices` is a list of 2 to 9 labels, each another. The first means in favour, the second against, the third
//! abstaining. For everything else there is a fuller form, `{ label = "…", sense = "no" }`, with
//! the senses `yes`, `no` and `abstain`; both forms may stand in one list, and at least one choice
//! must be in favour.
//!
//! Where a motion has `candidates` it is an election, and where it has `confidence` a confidence vote
//! with three grades (lấy phiếu tín nhiệm). Both are lists of 1 to 60 names. `choices` and `tie` say
//! nothing then; `ballot`, `changing` and `tellers` do, except that hands are raised only where
//! everybody raises one once, and rankings are cast in the session:
//!
//! | key | what | when left out |
//! |---|---|---|
//! | `candidates` | who stands, or the lists | it is no election |
//! | `seats` | how many are elected | 1 |
//! | `method` | `majority`, `plurality`, `irv`, `stv`, `schulze`, `sainte-lague`, `d-hondt` or `hare-niemeyer`: see [`election`](crate::session::election) | `majority` |
//! | `majority` | what everybody needs who is elected by `majority`; of no other method | `majority of members` |
//! | `level` | what is done with those who are level for the last seat: `lot`, `chair`, `older` or `second-ballot` between them | `lot` |
//! | `confidence` | of whom confidence is voted | it is no confidence vote |
//!
//! A path leads to a file in the folder of the session file or below it, its parts joined by `/`.
//! A document is at most 20 MiB, all together at most 512 MiB.
//!
//! # The roster
//!
//! `[[roster]]` tables in the session file, or a file of comma-, semicolon- or tab-separated values
//! with the same columns: at most 4 MiB, at most 10 000 people. The header names the columns, in any
//! order; case and accents do not count. A column called `ghi chú`, `note` or `notes` is passed over.
//!
//! | key | in a file also | what | when left out |
//! |---|---|---|---|
//! | `id` | mã, stt, số | a number from 1, each person otherwise | must be there |
//! | `name` | họ và tên, họ tên, tên | the name | must be there |
//! | `title` | chức vụ, position | the position they hold | empty |
//! | `unit` | đơn vị | the unit they come from | empty |
//! | `group` | nhóm | the name of a group of `[rules.floor]` | none |
//! | `site` | điểm cầu | the name of a site | none |
//! | `seat` | ghế | the seat they have there, which nobody else has | empty |
//! | `vote` | phiếu, weight | the weight of their vote, above 0 with at most six decimal places | see below |
//! | `role` | vai trò | đại biểu, delegate or member; khách mời or guest | see below |
//! | `proxy` | ủy quyền cho | the number of who holds their proxy | nobody |
//!
//! A guest has no vote. A member without a weight has one vote. Who has a weight but no role is a
//! member; who has neither is a guest. In a file with a column for the role it must be told of
//! everybody who has no weight; in a file without columns for either everybody has one vote.
//!
//! Every line with a vote is a voice. Who speaks for two units stands on two lines, the second with the
//! number of the first as its `proxy`, and has a ballot for each.

mod agenda;
pub mod ballots;
mod choice;
mod columns;
pub(crate) mod file;
mod floor;
pub mod grades;
pub(crate) mod key;
mod literal;
mod mistake;
mod moment;
mod opinions;
pub(crate) mod page;
mod papers;
mod path;
mod people;
pub mod rankings;
mod remark;
mod roster;
mod say;
mod session;
mod sheet;
mod syntax;
pub(crate) mod table;
mod terms;
#[cfg(test)]
mod tests;
pub(crate) mod value;
pub(crate) mod word;
mod wordings;
mod write;

pub use mistake::{Fault, Kind, Mistake};
pub use remark::Remark;
pub use say::first_of;
pub use write::write;

use std::io::ErrorKind;

use crate::session::rule::Preset;
use crate::session::{DocumentId, Plan};
use crate::text::{Lang, Trouble};

/// How large a session file may be, in bytes.
pub const MOST_SESSION: u64 = 1 << 20;
/// How large the file of a roster may be, in bytes.
pub const MOST_ROSTER: u64 = 4 << 20;
/// How large a document may be, in bytes.
pub const MOST_DOCUMENT: u64 = 20 << 20;
/// How large all documents of a session may be together, in bytes.
pub const MOST_ALL_DOCUMENTS: u64 = 512 << 20;

/// The files beside a session file.
pub trait Files {
    /// The bytes of the file at this path, relative to the session file. The path has been found
    /// not to climb out of the folder; links that lead out are for the implementation to refuse.
    ///
    /// # Errors
    /// Why the bytes could not be had. A file of more than [`MOST_DOCUMENT`] bytes need not be
    /// read.
    fn read(&self, path: &str) -> Result<Vec<u8>, FileProblem>;
}

/// Why a file could not be had.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FileProblem {
    /// There is none of this name.
    #[error("there is no such file")]
    Missing,
    /// It is a folder or a device.
    #[error("it is not a file")]
    NotAFile,
    /// A link leads out of the folder.
    #[error("it lies outside the folder of the session file")]
    Outside,
    /// It is larger than it may be.
    #[error("it is too large")]
    TooLarge,
    /// The system refused it.
    #[error("it cannot be read: {}", .0.say(Lang::En))]
    Unreadable(Trouble),
}

impl FileProblem {
    /// The same as what the system refuses, where nothing else is to be said of it.
    #[must_use]
    pub fn trouble(&self) -> Trouble {
        let kind = match self {
            Self::Unreadable(trouble) => return trouble.clone(),
            Self::Missing => ErrorKind::NotFound,
            Self::NotAFile => ErrorKind::IsADirectory,
            Self::Outside => ErrorKind::PermissionDenied,
            Self::TooLarge => ErrorKind::FileTooLarge,
        };
        Trouble::new(kind, self)
    }
}

/// A session as its secretary prepared it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dossier {
    /// The plan, with the size and hash of each document.
    pub plan: Plan,
    /// The documents themselves.
    pub documents: Vec<(DocumentId, Vec<u8>)>,
    /// The preset of `majority` whose quorum the body has, where the file writes none.
    pub quorum_from: Option<&'static Preset>,
    /// What its secretary may not have meant, in order of the lines.
    pub remarks: Vec<Mistake>,
}

/// Reads a session file, called `file_name` in mistakes, and the files it names.
///
/// # Errors
/// Every mistake in the session file, in order of the lines, and then every mistake in the file of
/// the roster. At least one.
pub fn read(text: &[u8], file_name: &str, files: &dyn Files) -> Result<Dossier, Vec<Mistake>> {
    if u64::try_from(text.len()).map_or(true, |size| size > MOST_SESSION) {
        return Err(vec![Mistake {
            file: file_name.to_owned(),
            line: 1,
            column: None,
            what: Fault::TooLarge { most: MOST_SESSION },
        }]);
    }
    let mut elsewhere = vec![];
    let dossier = file::read(text, file_name, &key::SESSION, |table| {
        session::read(table, files, &mut elsewhere)
    });
    match dossier {
        Ok(dossier) if elsewhere.is_empty() => Ok(dossier),
        dossier => {
            let mut mistakes = dossier.err().unwrap_or_default();
            mistakes.append(&mut elsewhere);
            Err(mistakes)
        }
    }
}
