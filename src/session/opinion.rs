//! Written opinions (lấy ý kiến bằng văn bản): a question that goes to all members, present or not,
//! and is answered in writing until a deadline.
//!
//! It lives beside the meeting's votes and holds none of them up. From the moment it is circulated
//! until its deadline it can be answered, whether the session is planned, open, suspended or closed:
//! the deadline alone ends it, by itself and at its very moment. Only circulating a new one needs a
//! session that is not over. The last answer counts; what was answered is known to nobody before the
//! close, as with a named vote, and who has answered to everybody.
//!
//! Silence is not voting. Only where the question was circulated with `silence = "in_favour"` do the
//! silent count in favour, and then the result names them. Those who answered are the `present` of a
//! rule; no quorum is asked, since all members are; and what is tied is not carried.

mod rules;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub(super) use rules::{decide, due};

use super::Session;
use super::ids::{DelegateId, OpinionId};
use super::poll::{ChoiceNo, Question, Tally};
use super::rule::Sums;
use super::time::{Millis, Seconds, Time};
use super::weight::Weight;

/// How long what is added to an answer may be, in clusters.
pub const TEXT: usize = 2_000;
/// How many questions a session may circulate.
pub const MOST: usize = 100;
/// How long before the deadline a reminder may go out by itself at the most: thirty days.
pub const EARLIEST_REMINDER: u32 = 30 * 86_400;

/// What the silence of a member means.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Silence {
    /// That they did not vote.
    #[default]
    NotVoting,
    /// That they are in favour: where the body's rules say so.
    InFavour,
}

impl Silence {
    /// The name in commands and text keys.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::NotVoting => "not_voting",
            Self::InFavour => "in_favour",
        }
    }

    fn is_not_voting(&self) -> bool {
        *self == Self::NotVoting
    }
}

/// What is circulated.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Circular {
    /// The question; it is answered by name. Who chooses what is neither for nor against says what
    /// they mean.
    pub question: Question,
    /// Until when it can be answered.
    pub deadline: Time,
    /// How long before the deadline the silent are reminded without anybody's asking; 0 for never.
    #[serde(default, skip_serializing_if = "is_never")]
    pub remind_s: Seconds,
    /// What silence means.
    #[serde(default, skip_serializing_if = "Silence::is_not_voting")]
    pub silence: Silence,
}

fn is_never(seconds: &Seconds) -> bool {
    seconds.0 == 0
}

/// Where a written opinion stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stage {
    /// It can be answered.
    Open,
    /// The deadline has passed. The head table knows the result.
    Closed {
        /// When.
        at: Time,
        /// The result; hidden from those who may not know it yet.
        findings: Option<Findings>,
    },
    /// Everybody knows the result.
    Published {
        /// When.
        at: Time,
        /// The result.
        findings: Findings,
    },
    /// Taken back before there was a result.
    Cancelled {
        /// Why.
        reason: String,
    },
}

/// What a written opinion came to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Findings {
    /// The sums, the outcome and who answered what. Where silence is in favour, the silent are in
    /// the sum of the first choice in favour, but not among those who answered.
    pub tally: Tally,
    /// Who did not answer, in the order of the roster.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub silent: Vec<DelegateId>,
    /// What was added to the answers, in the order of the roster.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub remarks: Vec<(DelegateId, String)>,
}

/// What somebody answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// What they chose.
    pub choice: ChoiceNo,
    /// What they added.
    pub text: String,
}

/// One question asked in writing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opinion {
    /// Its number.
    pub id: OpinionId,
    /// What was circulated.
    pub circular: Circular,
    /// Since when.
    pub since: Time,
    /// Where it stands.
    pub stage: Stage,
    /// All members at that moment, with the weight of each.
    pub entitled: BTreeMap<DelegateId, Weight>,
    /// Those who answered, with what they answered where that is known here.
    pub answered: BTreeMap<DelegateId, Option<Answer>>,
    /// When the silent were reminded.
    pub reminded: Vec<Time>,
    /// Whether they were reminded without anybody's asking.
    pub reminded_by_itself: bool,
}

impl Opinion {
    /// Whether it can be answered.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.stage == Stage::Open
    }

    /// Whether it can be answered and asks just this.
    fn asks(&self, question: &Question) -> bool {
        let own = &self.circular.question;
        self.is_open() && (own.item, &own.text) == (question.item, &question.text)
    }

    /// The result, where it is known here.
    #[must_use]
    pub fn findings(&self) -> Option<&Findings> {
        match &self.stage {
            Stage::Closed { findings, .. } => findings.as_ref(),
            Stage::Published { findings, .. } => Some(findings),
            _ => None,
        }
    }

    /// The weight of all who are asked.
    #[must_use]
    pub fn asked(&self) -> Weight {
        self.entitled.values().copied().sum()
    }

    /// How much must be in favour if everybody answers for or against; fewer answers may lower it
    /// where the rule counts only votes cast. None where silence is consent by the rule itself.
    #[must_use]
    pub fn required(&self) -> Option<Weight> {
        let rule = &self.circular.question.rule;
        let all = self.asked();
        let sums = Sums {
            yes: all,
            entitled: all,
            present: all,
            members: all,
            ..Sums::default()
        };
        (!rule.is_no_objection()).then(|| rule.required(&sums))
    }

    /// The members who have not answered yet.
    pub fn missing(&self) -> impl Iterator<Item = DelegateId> {
        let answered = |who: &DelegateId| self.answered.contains_key(who);
        self.entitled
            .keys()
            .copied()
            .filter(move |who| !answered(who))
    }

    /// When the silent are reminded without anybody's asking; none where that was so already, or
    /// where the moment lies before the circulation.
    #[must_use]
    pub fn reminds_at(&self) -> Option<Time> {
        let before = Millis(0) - self.circular.remind_s.into();
        let at = self.circular.deadline + before;
        let wanted = self.circular.remind_s.0 > 0 && !self.reminded_by_itself;
        (wanted && at > self.since).then_some(at)
    }
}

/// Everything that was asked in writing, in the order it was circulated.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Opinions {
    opinions: Vec<Opinion>,
}

impl Opinions {
    /// Every one, the earliest first.
    pub fn iter(&self) -> std::slice::Iter<'_, Opinion> {
        self.opinions.iter()
    }

    /// The one with this number.
    #[must_use]
    pub fn get(&self, id: OpinionId) -> Option<&Opinion> {
        self.opinions.iter().find(|opinion| opinion.id == id)
    }

    /// Those that can be answered.
    pub fn open(&self) -> impl Iterator<Item = &Opinion> {
        self.iter().filter(|opinion| opinion.is_open())
    }

    fn change(&mut self, id: OpinionId, change: impl FnOnce(&mut Opinion)) {
        if let Some(opinion) = self.opinions.iter_mut().find(|opinion| opinion.id == id) {
            change(opinion);
        }
    }

    fn next_id(&self) -> OpinionId {
        let last = self.opinions.last().map_or(0, |opinion| opinion.id.0);
        OpinionId(last.saturating_add(1))
    }
}

impl<'a> IntoIterator for &'a Opinions {
    type Item = &'a Opinion;
    type IntoIter = std::slice::Iter<'a, Opinion>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// What can be asked of written opinions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Command {
    /// Send a question to all members. Head table, while the session is not over.
    Circulate {
        /// What.
        circular: Circular,
    },
    /// Answer, or answer otherwise than before: a member for themselves, who is not named then; the
    /// head table for a member whose paper it was given.
    Answer {
        /// To which.
        opinion: OpinionId,
        /// What.
        choice: ChoiceNo,
        /// What is to be added; must be there for a choice that is neither for nor against.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        text: String,
        /// For whom, where the head table enters it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        delegate: Option<DelegateId>,
    },
    /// Remind those who have not answered. Head table.
    Remind {
        /// Of which.
        opinion: OpinionId,
    },
    /// Take no more answers, before the deadline: where everybody has answered. Chair.
    Close {
        /// Which.
        opinion: OpinionId,
    },
    /// Let everybody know the result. Chair.
    Publish {
        /// Of which.
        opinion: OpinionId,
    },
    /// Take the question back before there is a result. Chair.
    Cancel {
        /// Which.
        opinion: OpinionId,
        /// Why; must be said, since everybody was asked.
        reason: String,
    },
}

/// What happened to a written opinion.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Event {
    /// A question went to all members.
    Circulated {
        /// Its number.
        opinion: OpinionId,
        /// What.
        circular: Circular,
        /// Who is asked, with the weight of each.
        entitled: Vec<(DelegateId, Weight)>,
    },
    /// Somebody answered.
    Answered {
        /// To which.
        opinion: OpinionId,
        /// Who.
        delegate: DelegateId,
        /// What; only in the journal before the close.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        choice: Option<ChoiceNo>,
        /// What was added; only in the journal before the close.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        text: String,
    },
    /// Those who had not answered were reminded.
    Reminded {
        /// Of which.
        opinion: OpinionId,
        /// Who, in the order of their numbers.
        missing: Vec<DelegateId>,
        /// Whether nobody asked for it.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        by_itself: bool,
    },
    /// No more answers are taken.
    Closed {
        /// Which.
        opinion: OpinionId,
        /// The result; hidden from those who may not know it yet.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        findings: Option<Findings>,
    },
    /// Everybody knows the result.
    Published {
        /// Of which.
        opinion: OpinionId,
        /// The result.
        findings: Findings,
    },
    /// The question was taken back.
    Cancelled {
        /// Which.
        opinion: OpinionId,
        /// Why.
        reason: String,
    },
}

pub(super) fn apply(session: &mut Session, event: &Event, at: Time) {
    let opinions = &mut session.opinions;
    match event {
        Event::Circulated {
            opinion,
            circular,
            entitled,
        } => opinions.opinions.push(Opinion {
            id: *opinion,
            circular: circular.clone(),
            since: at,
            stage: Stage::Open,
            entitled: entitled.iter().copied().collect(),
            answered: BTreeMap::new(),
            reminded: vec![],
            reminded_by_itself: false,
        }),
        Event::Answered {
            opinion,
            delegate,
            choice,
            text,
        } => opinions.change(*opinion, |opinion| {
            let answer = choice.map(|choice| Answer {
                choice,
                text: text.clone(),
            });
            opinion.answered.insert(*delegate, answer);
        }),
        Event::Reminded {
            opinion, by_itself, ..
        } => opinions.change(*opinion, |opinion| {
            opinion.reminded.push(at);
            opinion.reminded_by_itself |= by_itself;
        }),
        Event::Closed { opinion, findings } => opinions.change(*opinion, |opinion| {
            let findings = findings.clone();
            opinion.stage = Stage::Closed { at, findings };
        }),
        Event::Published { opinion, findings } => opinions.change(*opinion, |opinion| {
            let findings = findings.clone();
            opinion.stage = Stage::Published { at, findings };
        }),
        Event::Cancelled { opinion, reason } => opinions.change(*opinion, |opinion| {
            let reason = reason.clone();
            opinion.stage = Stage::Cancelled { reason };
        }),
    }
}

impl Session {
    /// What was planned to be asked in writing and has not gone out yet, or was taken back.
    pub fn to_circulate(&self) -> impl Iterator<Item = &Circular> {
        let stands = |opinion: &&Opinion| !matches!(opinion.stage, Stage::Cancelled { .. });
        let gone = move |text: &str| {
            let mut gone = self.opinions.iter().filter(stands);
            gone.any(|opinion| opinion.circular.question.text == text)
        };
        let planned = self.plan.opinions.iter();
        planned.filter(move |circular| !gone(&circular.question.text))
    }
}
