//! What a question is about: a motion, who gets seats, or how much confidence people have.
//!
//! For a motion the choices are what can be said to it, and the rule and the terms are what carries
//! it. For the others the choices are people or lists, and a ballot names them; [`Question::admits`]
//! tells which ballots are. The rule then says only what everybody needs in an election by
//! [`Method::Majority`]; elsewhere it is `plurality` and asks for nothing.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{Choice, ChoiceNo, Manner, Poll, Question, Sense, Terms, Vote};
use crate::session::election::{Decider, Form, MOST_SEATS, Method};
use crate::session::ids::PollId;
use crate::session::is_usual;
use crate::session::refusal::Refusal;
use crate::session::rule::{Preset, TieRule};
use crate::text::Lang;

/// How many people or lists may stand on one ballot.
pub const MOST_PEOPLE: usize = 60;
/// How long what a candidate or a list is called may be, in clusters.
pub const PERSON: usize = 80;

/// What a question is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Matter {
    /// A motion, carried or not.
    #[default]
    Motion,
    /// Seats, and who of the candidates gets them.
    Election(Contest),
    /// How much confidence there is in each of these people (lấy phiếu tín nhiệm): one of three
    /// grades for each.
    Confidence,
}

/// How seats are filled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contest {
    /// How ballots become seats.
    pub method: Method,
    /// How many there are to fill.
    pub seats: u16,
    /// What is done with those who are level for the last of them.
    #[serde(default, skip_serializing_if = "is_usual")]
    pub level: Level,
    /// Whether this ballot is held because an earlier one left seats open.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub second: bool,
}

/// What a body does with candidates who are level where it matters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// A lot is drawn.
    #[default]
    Lot,
    /// The chair decides.
    Chair,
    /// The older comes first (người cao tuổi hơn), as the Vietnamese election law has it where a
    /// second ballot was level, too.
    Older,
    /// A second ballot is held between them; a lot is drawn where that is level again, or where the
    /// method has none.
    SecondBallot,
}

impl Level {
    /// Every way, with its name in files and text keys.
    pub const NAMES: [(Self, &'static str); 4] = [
        (Self::Lot, "lot"),
        (Self::Chair, "chair"),
        (Self::Older, "older"),
        (Self::SecondBallot, "second-ballot"),
    ];

    /// The name in files and text keys.
    #[must_use]
    pub fn name(self) -> &'static str {
        let mut names = Self::NAMES.iter();
        names
            .find(|(level, _)| *level == self)
            .map_or("", |(_, name)| name)
    }

    /// Who decides between those who are level where no second ballot does.
    #[must_use]
    pub fn decider(self) -> Decider {
        match self {
            Self::Lot | Self::SecondBallot => Decider::Lot,
            Self::Chair => Decider::Chair,
            Self::Older => Decider::Older,
        }
    }
}

/// A grade in a confidence vote.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Grade {
    /// High confidence (tín nhiệm cao).
    High,
    /// Confidence (tín nhiệm).
    Middle,
    /// Low confidence (tín nhiệm thấp).
    Low,
}

impl Grade {
    /// The three, the highest first.
    pub const ALL: [Self; 3] = [Self::High, Self::Middle, Self::Low];

    /// The name in text keys.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::High => "high",
            Self::Middle => "middle",
            Self::Low => "low",
        }
    }

    /// The grade in words.
    #[must_use]
    pub fn say(self, lang: Lang) -> &'static str {
        lang.text(&format!("election.grade.{}", self.name()))
    }

    /// What stands on a ballot that gives this grade to the person at this place.
    #[must_use]
    pub fn of(self, person: usize) -> ChoiceNo {
        let grade = match self {
            Self::High => 0,
            Self::Middle => 1,
            Self::Low => 2,
        };
        let cell = person.saturating_mul(Self::ALL.len()).saturating_add(grade);
        ChoiceNo(u8::try_from(cell).unwrap_or(u8::MAX))
    }
}

impl Matter {
    /// Whether it is a motion.
    #[must_use]
    pub fn is_motion(&self) -> bool {
        *self == Self::Motion
    }

    /// How seats are filled, of an election.
    #[must_use]
    pub fn contest(&self) -> Option<&Contest> {
        match self {
            Self::Election(contest) => Some(contest),
            Self::Motion | Self::Confidence => None,
        }
    }

    /// How many votes are counted apart where so many choices stand: one number for each choice, or
    /// one for each grade of each.
    #[must_use]
    pub fn cells(&self, choices: usize) -> usize {
        match self {
            Self::Motion | Self::Election(_) => choices,
            Self::Confidence => choices.saturating_mul(Grade::ALL.len()),
        }
    }

    /// How many of its cells one ballot may mark at most; none where it ranks.
    #[must_use]
    pub fn most_marks(&self, choices: usize) -> Option<usize> {
        match self {
            Self::Motion => Some(1),
            Self::Confidence => Some(choices),
            Self::Election(contest) => match contest.method.form() {
                Form::Marks => Some(usize::from(contest.seats).min(choices)),
                Form::One => Some(1),
                Form::Ranks | Form::RanksWithEquals => None,
            },
        }
    }

    /// Whether it can be voted on in a manner.
    ///
    /// # Errors
    /// Hands do where everybody raises one once, and totals of paper where nothing but totals is
    /// counted.
    pub fn may_be_voted(&self, manner: Manner, choices: usize) -> Result<(), Refusal> {
        match (manner, self, self.most_marks(choices)) {
            (Manner::Hands, Self::Confidence, _) => Err(Refusal::NoGradesByHand),
            (Manner::Hands, _, Some(2..)) => Err(Refusal::OneHandEach),
            (Manner::Hands | Manner::Paper, _, None) => Err(Refusal::RankingsAreCast),
            _ => Ok(()),
        }
    }
}

impl Question {
    /// The names of those who stand, or the labels of the choices.
    #[must_use]
    pub fn names(&self) -> Vec<String> {
        self.choices.iter().map(|c| c.label.clone()).collect()
    }

    /// How many numbers a count of it has.
    #[must_use]
    pub fn cells(&self) -> usize {
        self.matter.cells(self.choices.len())
    }

    /// What a cell of a count is called: a choice, or a person and a grade.
    #[must_use]
    pub fn cell(&self, cell: usize, lang: Lang) -> String {
        let label = |place: usize| self.choices.get(place).map_or("–", |c| c.label.as_str());
        match self.matter {
            Matter::Motion | Matter::Election(_) => label(cell).to_owned(),
            Matter::Confidence => {
                let grade = Grade::ALL[cell % Grade::ALL.len()];
                format!("{} – {}", label(cell / Grade::ALL.len()), grade.say(lang))
            }
        }
    }

    /// Whether a ballot like this can be cast.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn admits(&self, vote: &Vote, poll: PollId) -> Result<(), Refusal> {
        let cells = self.cells();
        let marked: Vec<_> = vote.ranks().iter().flatten().collect();
        if marked.iter().any(|no| usize::from(no.0) >= cells) {
            return Err(Refusal::NoSuchChoice { poll });
        }
        // Whoever is named twice, or given two grades.
        let person = |no: &ChoiceNo| match self.matter {
            Matter::Confidence => usize::from(no.0) / Grade::ALL.len(),
            Matter::Motion | Matter::Election(_) => usize::from(no.0),
        };
        let people: BTreeSet<_> = marked.iter().map(|no| person(no)).collect();
        if people.len() < marked.len() {
            return Err(Refusal::NamedTwice { poll });
        }
        let form = self.matter.contest().map(|contest| contest.method.form());
        match (form, self.matter.most_marks(self.choices.len())) {
            (None, _) if self.matter.is_motion() => {
                vote.only().ok_or(Refusal::NoSuchChoice { poll })?;
            }
            (_, Some(most)) if vote.ranks().len() > 1 || marked.len() > most => {
                let most = u32::try_from(most).unwrap_or(u32::MAX);
                return Err(Refusal::TooManyMarks { poll, most });
            }
            (Some(Form::Ranks), _) if vote.ranks().iter().any(|rank| rank.len() > 1) => {
                return Err(Refusal::EqualRanks { poll });
            }
            _ => {}
        }
        Ok(())
    }

    /// The question with nothing in it that has no meaning for what it is about.
    ///
    /// # Errors
    /// What about it can't be.
    pub(super) fn about_people(self) -> Result<Self, Refusal> {
        let choices = self.choices.len();
        if choices == 0 || choices > MOST_PEOPLE {
            return Err(Refusal::WrongPeople);
        }
        self.matter.may_be_voted(self.manner, choices)?;
        let rule = match self.matter {
            Matter::Election(contest) => {
                let lists = contest.method.form() == Form::One;
                let most = if lists { MOST_SEATS } else { choices };
                let seats = usize::from(contest.seats);
                if seats == 0 || seats > most || seats > 1 && !contest.method.fills_several() {
                    let most = if contest.method.fills_several() {
                        most
                    } else {
                        1
                    };
                    let most = u32::try_from(most).unwrap_or(u32::MAX);
                    return Err(Refusal::WrongSeats { most });
                }
                if contest.method == Method::Majority {
                    // Silence elects nobody.
                    if self.rule.is_no_objection() {
                        return Err(Refusal::NoOneBySilence);
                    }
                    self.rule
                } else {
                    Preset::PLURALITY.rule()
                }
            }
            Matter::Motion | Matter::Confidence => Preset::PLURALITY.rule(),
        };
        let choices = self.choices.into_iter().map(|choice| Choice {
            sense: Sense::Yes,
            ..choice
        });
        Ok(Self {
            rule,
            choices: choices.collect(),
            terms: Terms {
                tie: TieRule::Lost,
                ..self.terms
            },
            ..self
        })
    }
}

impl Poll {
    /// Whether it is about a motion.
    #[must_use]
    pub fn is_on_motion(&self) -> bool {
        self.question.matter.is_motion()
    }
}
