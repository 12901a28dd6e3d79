//! An election or a confidence vote in plain words, in both languages.

use std::fmt::Display;

use super::{Choice, Level, Manner, Matter, Outcome, Poll, Question, SealedBallots, Tally};
use crate::session::Session;
use crate::session::election::{Candidate, Count, Decider, End, Form, Method, Words};
use crate::session::rule::{Base, Confidence, Grades, Papers, Sums};
use crate::session::time::Time;
use crate::session::weight::Weight;
use crate::text::Lang;
use crate::text::number::percent;

impl Question {
    /// What is asked of a ballot and of a candidate: “2 of 5 to be elected: majority”, “At most 2 marked on a
    /// ballot”. Nothing of a motion.
    #[must_use]
    pub fn say_matter(&self, lang: Lang) -> Vec<String> {
        let n = self.choices.len();
        match self.matter {
            Matter::Motion => vec![],
            Matter::Confidence => vec![lang.fill("election.asks.grades", &[("n", &n)])],
            Matter::Election(contest) => {
                let (seats, method) = (contest.seats, contest.method.say(lang));
                let form = contest.method.form();
                let key = match form {
                    Form::One => "election.asks.lists",
                    _ => "election.asks.seats",
                };
                let values: [(&str, &dyn Display); 3] =
                    [("seats", &seats), ("n", &n), ("method", &method)];
                let most = self.matter.most_marks(n).unwrap_or(n);
                let ballot = match form {
                    Form::Marks => lang.fill("election.asks.marks", &[("most", &most)]),
                    Form::One => lang.text("election.asks.one").to_owned(),
                    Form::Ranks => lang.text("election.asks.ranks").to_owned(),
                    Form::RanksWithEquals => {
                        lang.text("election.asks.ranks_with_equals").to_owned()
                    }
                };
                vec![lang.fill(key, &values), ballot]
            }
        }
    }

    /// How its count is told of these names, which are those of its candidates.
    fn words<'w>(&self, names: &'w [String], lang: Lang) -> Words<'w> {
        let contest = self.matter.contest();
        Words {
            names,
            decider: contest.map_or(Decider::Order, |contest| contest.level.decider()),
            lang,
        }
    }

    /// What a candidate needs of these people, where the rule asks for more than the most votes.
    /// As long as not everything is `counted`, it is “up to” so many where that depends on how many
    /// will vote.
    fn say_required(&self, sums: &Sums, counted: bool, lang: Lang) -> Option<String> {
        let contest = self.matter.contest()?;
        let majority = contest.method == Method::Majority;
        let mut required = self.rule.required(sums).say(lang);
        if !counted && self.rule.depends_on_turnout() {
            required = lang.fill("rule.prospect.at_most", &[("n", &required)]);
        }
        let conditions = self.rule.conditions().iter().map(|condition| {
            let base = condition.base;
            let n = (counted || !base.depends_on_turnout()).then(|| sums.of(base));
            condition.said_of(&say_base(base, n, lang), lang)
        });
        let rule = conditions
            .collect::<Vec<_>>()
            .join(lang.text("session.rule.and"));
        let values: [(&str, &dyn Display); 2] = [("required", &required), ("rule", &rule)];
        majority.then(|| lang.fill("election.asks.required", &values))
    }
}

/// What a candidate's votes are a part of, with its size where that is known.
fn say_base(base: Base, n: Option<Weight>, lang: Lang) -> String {
    let key = match base {
        Base::Cast => "cast",
        Base::CastWithAbstentions => "cast_with_blank",
        Base::CastWithInvalid => "cast_with_invalid",
        Base::Present => "present",
        Base::Entitled => "entitled",
        Base::Members => "members",
    };
    match n {
        Some(n) => lang.fill(&format!("election.of.{key}"), &[("n", &n.say(lang))]),
        None => lang.text(&format!("election.of_open.{key}")).to_owned(),
    }
}

impl Session {
    /// How a poll about people stands, a sentence each.
    pub(super) fn say_standing_of_people(&self, poll: &Poll, now: Time, lang: Lang) -> Vec<String> {
        if let Some(tally) = poll.tally() {
            let mut said = told(tally, poll, lang);
            said.extend(reasons(tally, poll, lang).unwrap_or_default());
            return said;
        }
        if poll.question.manner.is_counted()
            && poll.is_open()
            && let Ok(ballots) = self.ballots_of(poll, SealedBallots::default().of(poll.id))
        {
            let quorum = self.quorum_at_close(poll, now);
            let tally = self.tally_of_people(poll, &ballots, vec![], quorum, now);
            return told(&tally, poll, lang);
        }
        let people = self.people(poll, Weight::ZERO, now);
        let all = Sums {
            no: people.entitled,
            ..people
        };
        let mut said = poll.question.say_matter(lang);
        said.extend(poll.question.say_required(&all, false, lang));
        if poll.question.matter == Matter::Confidence {
            said.push(Confidence::say_thresholds(people.members, lang));
        }
        if poll.is_open() && matches!(poll.question.manner, Manner::Named | Manner::Secret) {
            said.push(self.say_still_out(poll, lang));
        }
        said
    }
}

impl Poll {
    /// The whole count, a sentence each: of an election everybody against everybody where that is
    /// counted, every round and what came of it; of a confidence vote the grades of each. Nothing
    /// before there is a result, nor of a motion.
    #[must_use]
    pub fn say_count(&self, lang: Lang) -> Vec<String> {
        let Some(tally) = self.tally().filter(|_| !self.is_on_motion()) else {
            return vec![];
        };
        match counted(tally) {
            Some(count) => {
                let names = self.question.names();
                count.explain(self.question.words(&names, lang))
            }
            None => told(tally, self, lang),
        }
    }
}

impl Poll {
    /// Who is elected, in the order of their election; of lists, one name for each seat. Nothing where
    /// nobody was to be elected, or before there is a result.
    #[must_use]
    pub fn elected_names(&self) -> Option<Vec<String>> {
        counted(self.tally()?)?;
        let names = self.question.names();
        let name = |one: &Candidate| names.get(usize::from(one.0)).cloned();
        Some(self.elected().iter().filter_map(name).collect())
    }

    /// Who is elected and what remains to be done, in words. Nothing where nobody was to be elected, or
    /// before there is a result.
    #[must_use]
    pub fn say_elected(&self, lang: Lang) -> Option<String> {
        let tally = self.tally()?;
        let count = counted(tally).filter(|_| tally.outcome != Outcome::NoQuorum)?;
        let names = self.question.names();
        let said = count.outline(self.question.words(&names, lang));
        Some(said.join(". "))
    }
}

impl Poll {
    /// Who has how many, where seats stay open after a vote by majority: too few have what is required,
    /// or those who have it are level. Nothing otherwise.
    #[must_use]
    pub fn say_short(&self, lang: Lang) -> Option<String> {
        let tally = self.tally()?;
        let contest = self.question.matter.contest()?;
        let count = counted(tally).filter(|_| contest.method == Method::Majority)?;
        let elected = |one: &Candidate| count.elected.contains(one);
        let all = (0u16..).map(Candidate).take(self.question.choices.len());
        let others = all.filter(|one| !elected(one));
        let (key, who): (_, Vec<_>) = match &count.end {
            End::SecondBallot {
                between,
                level: true,
                ..
            } => ("election.short.level", between.clone()),
            End::SecondBallot { between, .. } if count.elected.is_empty() => {
                ("election.short.nobody", between.clone())
            }
            End::Open { .. } if count.elected.is_empty() => {
                ("election.short.nobody", others.collect())
            }
            End::SecondBallot { between, .. } => ("election.short.some", between.clone()),
            End::Open { .. } => ("election.short.some", others.collect()),
            End::Complete | End::Tied { .. } => return None,
        };
        let votes = who.iter().filter_map(|one| {
            let votes = tally.by_choice.get(one.place())?;
            let name = &self.question.choices.get(one.place())?.label;
            Some(format!("{name} {}", votes.say(lang)))
        });
        let votes = votes.collect::<Vec<_>>().join(", ");
        let required = tally.required.say(lang);
        let values: [(&str, &dyn Display); 2] = [("required", &required), ("votes", &votes)];
        Some(lang.fill(key, &values))
    }
}

/// Why a poll about people ended as it did.
fn told(tally: &Tally, poll: &Poll, lang: Lang) -> Vec<String> {
    let question = &poll.question;
    if tally.outcome == Outcome::NoQuorum {
        return vec![tally.case(question).judge().explain(lang)];
    }
    if question.matter == Matter::Confidence {
        return say_grades(tally, question, lang);
    }
    let (Some(polled), Some(count), Some(contest)) =
        (&tally.polled, counted(tally), question.matter.contest())
    else {
        return vec![];
    };
    let names = question.names();
    let words = question.words(&names, lang);
    let mut said = count.outline(words);
    if contest.method == Method::Majority {
        let counted = Sums {
            no: polled.valid,
            abstain: polled.blank,
            invalid: tally.invalid(),
            present: tally.present,
            entitled: tally.entitled,
            members: tally.members,
            ..Sums::default()
        };
        let required = question.say_required(&counted, true, lang);
        said.splice(1..1, required);
        said.extend(say_lacking(tally, question, count, lang));
        said.extend(say_without_seat(tally, question, count, lang));
    }
    if !count.needs_reasons() {
        said.extend(count.settled(words));
    }
    // The end of the count names who decides; why there is no second ballot is still to be told.
    if matches!(count.end, End::Tied { .. }) && contest.level == Level::SecondBallot {
        said.push(lang.text("election.no_second").to_owned());
    }
    // No rule here says how many ballots there may be; without a word it looks as if it went on for ever.
    if matches!(count.end, End::SecondBallot { .. }) && contest.second {
        said.push(lang.text("election.again").to_owned());
    }
    said
}

/// Why those are elected who are, where the votes of each don't tell it.
fn reasons(tally: &Tally, poll: &Poll, lang: Lang) -> Option<Vec<String>> {
    let count = counted(tally).filter(|count| count.needs_reasons())?;
    let names = poll.question.names();
    Some(count.reasons(poll.question.words(&names, lang)))
}

fn counted(tally: &Tally) -> Option<&Count> {
    Some(&tally.polled.as_ref()?.elected.as_ref()?.count)
}

/// What part of all members that is, rounded: for the ear, and decides nothing.
fn share(votes: Weight, members: Weight, lang: Lang) -> String {
    let [part, whole] = [votes, members].map(|n| n.in_millionths().into());
    percent(part, whole, lang)
}

/// What part of all members voted for each who is elected, where ballots mark people.
fn say_shares(tally: &Tally, question: &Question, lang: Lang) -> Option<String> {
    let contest = question.matter.contest()?;
    let count = counted(tally).filter(|_| contest.method.form() == Form::Marks)?;
    let of = |one: &Candidate| {
        let name = &question.choices.get(one.place())?.label;
        let votes = *tally.by_choice.get(one.place())?;
        Some(format!("{name} {}", share(votes, tally.members, lang)))
    };
    let shares: Vec<_> = count.elected.iter().filter_map(of).collect();
    let (shares, members) = (shares.join(", "), tally.members.say(lang));
    let values: [(&str, &dyn Display); 2] = [("members", &members), ("shares", &shares)];
    let known = !shares.is_empty() && tally.members > Weight::ZERO;
    known.then(|| lang.fill("election.shares", &values))
}

/// How far those who are not elected are from what is required.
fn say_lacking(tally: &Tally, question: &Question, count: &Count, lang: Lang) -> Option<String> {
    let short = question.choices.iter().zip(&tally.by_choice).enumerate();
    let short: Vec<_> = short
        .filter(|(place, _)| count.elected.iter().all(|one| one.place() != *place))
        .map(|(_, (choice, votes))| (&choice.label, tally.required.less(*votes)))
        .filter(|(_, missing)| *missing > Weight::ZERO)
        .map(|(name, missing)| format!("{name} {}", missing.say(lang)))
        .collect();
    let names = short.join(", ");
    (!short.is_empty()).then(|| lang.fill("election.lacking", &[("names", &names)]))
}

/// Who had what is required and got no seat, where nothing is open: others had more.
fn say_without_seat(
    tally: &Tally,
    question: &Question,
    count: &Count,
    lang: Lang,
) -> Option<String> {
    let standing = (0u16..).map(Candidate).zip(&question.choices);
    let without: Vec<_> = standing
        .zip(&tally.by_choice)
        .filter(|((one, _), votes)| **votes >= tally.required && !count.elected.contains(one))
        .map(|((_, choice), votes)| format!("{} {}", choice.label, votes.say(lang)))
        .collect();
    let names = without.join(", ");
    let told = count.end == End::Complete && !without.is_empty();
    told.then(|| lang.fill("election.without_seat", &[("names", &names)]))
}

/// The grades of everybody, and what follows from them.
fn say_grades(tally: &Tally, question: &Question, lang: Lang) -> Vec<String> {
    let [valid, blank] = tally
        .polled
        .as_ref()
        .map_or([Weight::ZERO; 2], |polled| [polled.valid, polled.blank]);
    let people = question.choices.iter().zip(tally.grades());
    let explain = |(person, (grades, _)): (&Choice, (Grades, Confidence))| {
        let given = [grades.high, grades.middle, grades.low].into_iter().sum();
        let papers = Papers {
            all: valid + blank + tally.invalid(),
            ungraded: valid.less(given),
            invalid: Weight::ZERO,
        };
        grades.explain(&person.label, &papers, tally.members, lang)
    };
    people.flat_map(explain).collect()
}

/// The result of a poll about people as it is read out: the votes of each, and what follows; of an
/// election that is counted in rounds every one of them.
pub(super) fn announced(tally: &Tally, poll: &Poll, lang: Lang) -> Vec<String> {
    let question = &poll.question;
    let mut votes = vec![];
    let reasons = reasons(tally, poll, lang);
    if question.matter != Matter::Confidence && reasons.is_none() {
        let choices = question.choices.iter().zip(&tally.by_choice);
        votes.extend(choices.map(|(choice, n)| format!("{} {}", choice.label, n.say(lang))));
    }
    let blank = tally.polled.as_ref().map_or(Weight::ZERO, |p| p.blank);
    for (key, n) in [
        ("election.blank", blank),
        ("rule.announce.not_voting", tally.not_voting()),
    ] {
        if n > Weight::ZERO {
            votes.push(format!("{} {}", lang.text(key), n.say(lang)));
        }
    }
    let mut said = reasons.unwrap_or_default();
    if !votes.is_empty() {
        said.push(votes.join(", "));
    }
    said.extend(told(tally, poll, lang));
    said.extend(say_shares(tally, question, lang));
    said
}
