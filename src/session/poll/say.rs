//! A poll in plain words, in both languages: what it asks, how it stands, what is announced.
//!
//! The words for a verdict are those of [`Verdict`]; nothing here says more than what is known to
//! whoever looks: a session as the room sees it holds no sums before they are published.

use super::told::announced;
use super::{Ending, Ledger, Manner, Poll, Tally};
use crate::session::rule::Sums;
use crate::session::time::Time;
use crate::session::verdict::{Case, Outcome, Verdict};
use crate::session::weight::Weight;
use crate::session::{Session, rule::Said};
use crate::text::Lang;

impl Ending {
    /// How it ended, as part of a sentence.
    #[must_use]
    pub fn say(self, lang: Lang) -> &'static str {
        match self {
            Self::Judged(outcome) => outcome.say(lang),
            Self::Fate(fate) => lang.text(&format!("rule.fate.{}", fate.name())),
        }
    }
}

impl Ledger {
    /// The ledger as it is read out: “82 issued, 80 returned: 79 valid, 1 invalid”.
    #[must_use]
    pub fn say(&self, lang: Lang) -> String {
        lang.fill(
            "rule.announce.ledger",
            &[
                ("issued", &self.issued),
                ("returned", &self.returned),
                ("valid", &self.valid),
                ("invalid", &self.invalid),
            ],
        )
    }
}

impl Session {
    /// How a poll stands, a sentence each: before and during the vote what is required and what can
    /// still come of it, after it why it ended as it did and what is missing.
    ///
    /// What was counted in the room is told as it is entered. The sums of ballots, named or secret, are
    /// told to nobody before the close, the chair least of all, whose own ballot may decide a tie: of
    /// them it is said how many can still come.
    #[must_use]
    pub fn say_standing(&self, poll: &Poll, now: Time, lang: Lang) -> Vec<String> {
        if !poll.is_on_motion() {
            let mut said: Vec<_> = say_fate(poll, lang).into_iter().collect();
            said.extend(self.say_standing_of_people(poll, now, lang));
            said.extend(self.say_vain_quorum(poll, lang));
            return said;
        }
        if let Some(tally) = poll.tally() {
            return said_of(tally, poll, lang);
        }
        if poll.is_cancelled() {
            return say_fate(poll, lang).into_iter().collect();
        }
        if let Some(by_choice) = poll.counted() {
            let case = Case {
                quorum: self.quorum_at_close(poll, now),
                ..case(poll, self.sums(poll, &by_choice, now))
            };
            let verdict = case.judge();
            return [
                Some(verdict.explain(lang)),
                verdict.lacks(lang),
                verdict.outlook(lang),
            ]
            .into_iter()
            .flatten()
            .collect();
        }
        let mut sums = self.sums(poll, &[], now);
        let may = sums.entitled;
        sums.yes = may;
        let case = case(poll, sums);
        let verdict = case.judge();
        let mut said = vec![verdict.asks(lang)];
        if matches!(verdict.outcome, Outcome::NotCarried) && may > Weight::ZERO {
            said.push(lang.fill("rule.prospect.vain", &[("n", &may.say(lang))]));
        } else if poll.is_open()
            && !poll.question.manner.is_counted()
            && !poll.question.rule.is_no_objection()
        {
            said.push(self.say_still_out(poll, lang));
        }
        said.extend(self.say_vain_quorum(poll, lang));
        said
    }

    /// That too few may vote in an open poll for a quorum of the votes cast, where that is so.
    fn say_vain_quorum(&self, poll: &Poll, lang: Lang) -> Option<String> {
        let most = self
            .quorum_at_most(poll)
            .filter(|_| poll.is_open() && !poll.is_counted())?;
        let may = most.present.say(lang);
        (!most.is_reached()).then(|| lang.fill("rule.prospect.vain_quorum", &[("n", &may)]))
    }

    /// How many ballots can still come, while a poll is open. A ballot of somebody who has gone is
    /// refused, but they may come back: so they are neither left out nor among those who can vote, and
    /// told apart.
    pub(super) fn say_still_out(&self, poll: &Poll, lang: Lang) -> String {
        let [mut here, mut cut, mut gone] = [Weight::ZERO; 3];
        for id in poll.missing() {
            let weight = poll.entitled.get(&id).copied().unwrap_or_default();
            let voter = self.must_be_voter(id, poll).ok();
            let voter = voter.and_then(|()| self.roster.get(id));
            match voter.map(|attendee| self.counts_until(attendee)) {
                Some(None) => here += weight,
                Some(Some(_)) => cut += weight,
                None => gone += weight,
            }
        }
        let all = here + cut + gone;
        let away = [("rule.prospect.gone", gone), ("rule.prospect.cut", cut)];
        let away: Vec<_> = away
            .into_iter()
            .filter(|(_, weight)| *weight > Weight::ZERO)
            .map(|(key, weight)| lang.fill(key, &[("n", &weight.say(lang))]))
            .collect();
        if all == Weight::ZERO {
            return lang.text("rule.prospect.all_in").to_owned();
        }
        let (all, here, apart) = (all.say(lang), here.say(lang), away.join("; "));
        if apart.is_empty() {
            return lang.fill("rule.prospect.open", &[("n", &all)]);
        }
        let values: [(&str, &dyn std::fmt::Display); 3] =
            [("n", &all), ("here", &here), ("away", &apart)];
        lang.fill("rule.prospect.open_apart", &values)
    }

    /// The result as the chair reads it out: the question, the votes for each choice, the share of
    /// all members, and why it ended so. Nothing before there is a result.
    #[must_use]
    pub fn announcement(&self, poll: &Poll, lang: Lang) -> Option<String> {
        let tally = poll.tally()?;
        let mut said = vec![lang.fill(
            "rule.announce.result_of",
            &[("question", &poll.question.text)],
        )];
        said.extend(tally.ledger.as_ref().map(|ledger| ledger.say(lang)));
        if !poll.is_on_motion() {
            said.extend(say_fate(poll, lang));
            said.extend(announced(tally, poll, lang));
            return Some(sentences(&said));
        }
        let choices = poll.question.choices.iter().zip(&tally.by_choice);
        let mut votes: Vec<_> = choices
            .map(|(choice, weight)| format!("{} {}", choice.label, weight.say(lang)))
            .collect();
        let missing = tally.not_voting();
        if missing > Weight::ZERO {
            let label = lang.text("rule.announce.not_voting");
            votes.push(format!("{label} {}", missing.say(lang)));
        }
        said.push(votes.join(", "));
        said.extend(tally.case(&poll.question).judge().share(lang));
        said.extend(said_of(tally, poll, lang));
        Some(sentences(&said))
    }
}

/// A poll with these sums, before anybody has said how a tie ends.
fn case(poll: &Poll, sums: Sums) -> Case<'_> {
    Case {
        rule: &poll.question.rule,
        tie: poll.question.terms.tie,
        said: Said::default(),
        quorum: None,
        sums,
    }
}

fn sentences(said: &[String]) -> String {
    let sentences: Vec<_> = said.iter().map(|said| sentence(said)).collect();
    sentences.join(" ")
}

/// What stands alone elsewhere, as a sentence of its own.
fn sentence(said: &str) -> String {
    let said = said.strip_suffix('.').unwrap_or(said);
    let mut letters = said.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).chain(['.']).collect()
}

/// What became of a poll otherwise than by votes.
fn say_fate(poll: &Poll, lang: Lang) -> Option<String> {
    let (fate, reason) = poll.fate()?;
    let fate = Ending::Fate(fate).say(lang);
    Some(lang.fill("rule.fate.line", &[("fate", &fate), ("reason", &reason)]))
}

/// Why a poll ended as it did.
fn said_of(tally: &Tally, poll: &Poll, lang: Lang) -> Vec<String> {
    let case = tally.case(&poll.question);
    let verdict = case.judge();
    // A record from before results told how far they were from a quorum names only the outcome.
    let untold = tally.outcome == Outcome::NoQuorum && tally.quorum.is_none();
    // What became of it later counts, so it comes first.
    let mut said: Vec<_> = say_fate(poll, lang).into_iter().collect();
    said.push(if untold {
        tally.outcome.say(lang).to_owned()
    } else {
        verdict.explain(lang)
    });
    let by_tie = verdict.intervention.is_some_and(|done| done.tied);
    if tally.outcome == Outcome::NotCarried && !by_tie && poll.annulled.is_none() {
        said.extend(verdict.lacks(lang));
    }
    said
}

impl Poll {
    /// What was counted in the room so far, as far as it is known here and agreed on.
    fn counted(&self) -> Option<Vec<Weight>> {
        let counted = match self.question.manner {
            Manner::Hands => self.agreed_hands().ok()?,
            Manner::Paper => &self.ledger.as_ref()?.by_choice,
            Manner::Named | Manner::Secret => return None,
        };
        Some(counted.iter().map(|n| Weight::whole(*n)).collect())
    }
}

impl Verdict<'_> {
    /// What is required before there are votes: “42 in favour required (more than half of 82
    /// members)”; “up to” so many where that depends on how many will vote.
    #[must_use]
    pub fn asks(&self, lang: Lang) -> String {
        let rule = self.case.rule;
        if rule.is_no_objection() {
            return rule.say(lang);
        }
        let needs: Vec<_> = self
            .needs()
            .map(|need| {
                let required = need.required.say(lang);
                let (required, condition) = if need.condition.base.depends_on_turnout() {
                    let most = lang.fill("rule.prospect.at_most", &[("n", &required)]);
                    (most, need.condition.say_plainly(lang))
                } else {
                    (required, need.condition.say(need.base, lang))
                };
                let values: [(&str, &dyn std::fmt::Display); 2] =
                    [("required", &required), ("condition", &condition)];
                lang.fill("rule.prospect.need", &values)
            })
            .collect();
        needs.join(lang.text("rule.verdict.and"))
    }

    /// How many votes in favour are missing, where there are too few.
    #[must_use]
    pub fn lacks(&self, lang: Lang) -> Option<String> {
        let missing = self.deciding()?.missing;
        let lacks = || lang.fill("rule.verdict.lacks", &[("n", &missing.say(lang))]);
        (missing > Weight::ZERO && self.case.sums.ballots() > Weight::ZERO).then(lacks)
    }
}
