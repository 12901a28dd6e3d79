//! What can be wrong with a journal, and at which record: in words for the person who checks it.

use crate::session::{Refusal, Seq, Weight};
use crate::text::Lang;

/// Where a journal is not what it says, and how.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.text(Lang::En))]
pub struct Flaw {
    /// The place of the record, counted from 1. What stands before it is whole.
    pub seq: Seq,
    /// What is wrong there.
    pub what: What,
}

/// What is wrong with a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// What stands there is no record.
    NotARecord,
    /// The file is damaged there.
    Unreadable {
        /// What SQLite said.
        why: String,
    },
    /// Another number stands there: records are missing, doubled or out of order.
    WrongNumber {
        /// The number that stands there.
        found: Seq,
    },
    /// The hash does not fit the record and the one before it.
    WrongHash,
    /// The columns that repeat parts of a record say something else than the record.
    WrongColumns,
    /// It is earlier than the record before it.
    TimeBack,
    /// The first record does not tell what was prepared, or there is none.
    NoPlan,
    /// A record after the first tells what was prepared.
    SecondPlan,
    /// It names something that does not exist at that moment.
    Unknown(Thing),
    /// It brings in something that exists already.
    Doubled(Thing),
    /// It does not say who did it.
    Nobody,
    /// It speaks of an item or a speech that is not the current one.
    NotCurrent,
    /// It stands behind the end of the session.
    AfterTheEnd,
    /// A length of time in it is not what its moments give.
    WrongTime,
    /// Somebody voted who may not.
    NotEntitled,
    /// Somebody voted twice.
    VotedTwice,
    /// A secret vote says what was voted.
    NotSecret,
    /// The result is not what the votes give.
    WrongTally,
    /// The sums of a secret poll weigh something else than those who voted.
    WrongSum {
        /// What the sums weigh.
        sums: Weight,
        /// What those who voted weigh.
        voters: Weight,
    },
    /// The rules did not allow it at that moment.
    Forbidden {
        /// Why.
        refusal: Box<Refusal>,
    },
    /// The rules lead to something else at that moment.
    Otherwise,
    /// A document's bytes are missing or are not those whose hash the plan names.
    WrongDocument {
        /// The file as the plan names it.
        file: String,
    },
}

/// Something that an event can name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Thing {
    /// Somebody on the roster.
    Delegate(u32),
    /// An agenda item.
    Item(u32),
    /// A request for the floor.
    Request(u32),
    /// A poll.
    Poll(u32),
    /// A written opinion.
    Opinion(u32),
    /// A conclusion.
    Conclusion(u32),
}

impl Thing {
    fn name_and_number(self) -> (&'static str, u32) {
        match self {
            Self::Delegate(id) => ("delegate", id),
            Self::Item(id) => ("item", id),
            Self::Request(id) => ("request", id),
            Self::Poll(id) => ("poll", id),
            Self::Opinion(id) => ("opinion", id),
            Self::Conclusion(id) => ("conclusion", id),
        }
    }

    fn text(self, lang: Lang) -> String {
        let (name, id) = self.name_and_number();
        lang.fill(&format!("journal.thing.{name}"), &[("id", &id)])
    }
}

impl Flaw {
    /// The record and what is wrong with it, as one sentence.
    #[must_use]
    pub fn text(&self, lang: Lang) -> String {
        let what = self.what.text(lang);
        lang.fill("journal.flaw", &[("seq", &self.seq), ("what", &what)])
    }
}

impl What {
    fn text(&self, lang: Lang) -> String {
        let plain = |name: &str| lang.text(&format!("journal.what.{name}")).to_owned();
        match self {
            Self::NotARecord => plain("not_a_record"),
            Self::Unreadable { why } => lang.fill("journal.what.unreadable", &[("why", why)]),
            Self::WrongNumber { found } => {
                lang.fill("journal.what.wrong_number", &[("found", found)])
            }
            Self::WrongHash => plain("wrong_hash"),
            Self::WrongColumns => plain("wrong_columns"),
            Self::TimeBack => plain("time_back"),
            Self::NoPlan => plain("no_plan"),
            Self::SecondPlan => plain("second_plan"),
            Self::Unknown(thing) => {
                lang.fill("journal.what.unknown", &[("thing", &thing.text(lang))])
            }
            Self::Doubled(thing) => {
                lang.fill("journal.what.doubled", &[("thing", &thing.text(lang))])
            }
            Self::Nobody => plain("nobody"),
            Self::NotCurrent => plain("not_current"),
            Self::AfterTheEnd => plain("after_the_end"),
            Self::WrongTime => plain("wrong_time"),
            Self::NotEntitled => plain("not_entitled"),
            Self::VotedTwice => plain("voted_twice"),
            Self::NotSecret => plain("not_secret"),
            Self::WrongTally => plain("wrong_tally"),
            Self::WrongSum { sums, voters } => lang.fill(
                "journal.what.wrong_sum",
                &[("sums", sums), ("voters", voters)],
            ),
            Self::Forbidden { refusal } => {
                lang.fill("journal.what.forbidden", &[("reason", &reason(refusal))])
            }
            Self::Otherwise => plain("otherwise"),
            Self::WrongDocument { file } => {
                let file = crate::text::clean::line(file, 200);
                lang.fill("journal.what.wrong_document", &[("file", &file)])
            }
        }
    }
}

/// The name of a refusal's reason, as the wire has it.
fn reason(refusal: &Refusal) -> String {
    let json = serde_json::to_value(refusal).unwrap_or_default();
    json["reason"].as_str().unwrap_or_default().to_owned()
}
