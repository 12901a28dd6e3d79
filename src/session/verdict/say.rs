//! A verdict in plain words, in both languages.

use super::{Case, Need, Outcome, Verdict};
use crate::session::quorum::MadeBy;
use crate::session::rule::{
    Base, Chair, Compare, Condition, Excess, Impossible, Rule, Side, TieRule,
};
use crate::session::weight::Weight;
use crate::text::Lang;
use crate::text::number::{percent, thousands};

impl Weight {
    /// A number of votes as the language writes it: `1.250`, `0,5`.
    #[must_use]
    pub fn say(self, lang: Lang) -> String {
        let one = Self::ONE.in_millionths();
        let whole = thousands(self.in_millionths() / one, lang);
        match self.to_string().split_once('.') {
            Some((_, part)) => format!("{whole}{}{part}", lang.text("common.number.decimal")),
            None => whole,
        }
    }
}

impl Outcome {
    /// The outcome as part of a sentence.
    #[must_use]
    pub fn say(self, lang: Lang) -> &'static str {
        lang.text(&format!("rule.outcome.{}", self.name()))
    }
}

impl Base {
    /// What a fraction is taken of, without its size: “all members”. Understood where it stands in a
    /// written rule.
    #[must_use]
    pub fn say(self, lang: Lang) -> &'static str {
        lang.text(match self {
            Self::Cast => "session.base.cast",
            Self::CastWithAbstentions => "session.base.cast_with_abstentions",
            Self::CastWithInvalid => "session.base.cast_with_invalid",
            Self::Present => "session.base.present",
            Self::Entitled => "session.base.entitled",
            Self::Members => "session.base.members",
        })
    }
}

impl Condition {
    /// The condition with the size of its base: “more than half of 82 members”; of parts of votes “more
    /// than half of 82.5 votes of all members”.
    #[must_use]
    pub fn say(&self, base: Weight, lang: Lang) -> String {
        let key = match self.base {
            Base::Cast => "rule.base.cast",
            Base::CastWithAbstentions => "rule.base.cast_with_abstentions",
            Base::CastWithInvalid => "rule.base.cast_with_invalid",
            Base::Present if !base.is_whole() => "rule.base_weighed.present",
            Base::Entitled if !base.is_whole() => "rule.base_weighed.entitled",
            Base::Members if !base.is_whole() => "rule.base_weighed.members",
            Base::Present => "rule.base.present",
            Base::Entitled => "rule.base.entitled",
            Base::Members => "rule.base.members",
        };
        self.said_of(&lang.fill(key, &[("n", &base.say(lang))]), lang)
    }

    /// The condition without the size of its base: “more than half of all members”.
    #[must_use]
    pub fn say_plainly(&self, lang: Lang) -> String {
        if self.asks_all() {
            let key = match self.base {
                Base::Cast => "rule.all.cast",
                Base::CastWithAbstentions => "rule.all.cast_with_abstentions",
                Base::CastWithInvalid => "rule.all.cast_with_invalid",
                Base::Present => "rule.all.present",
                Base::Entitled => "rule.all.entitled",
                Base::Members => "rule.all.members",
            };
            return lang.text(key).to_owned();
        }
        self.said_of(self.base.say(lang), lang)
    }

    /// The condition of a base that is said in these words.
    pub(in crate::session) fn said_of(&self, base: &str, lang: Lang) -> String {
        let (up, down) = (self.numerator, self.denominator);
        let fraction = if self.is_half() {
            lang.text("session.rule.half").to_owned()
        } else {
            format!("{up}/{down}")
        };
        let key = match self.compare {
            Compare::AtLeast if self.asks_all() => "rule.condition.all",
            Compare::AtLeast => "session.rule.at_least",
            Compare::MoreThan => "session.rule.more_than",
        };
        lang.fill(key, &[("fraction", &fraction), ("base", &base)])
    }
}

impl Rule {
    /// The rule as people say it before there are numbers: “at least 2/3 of votes for and against
    /// and more than half of those present”.
    #[must_use]
    pub fn say(&self, lang: Lang) -> String {
        if self.is_no_objection() {
            return lang.text("session.rule.no_objection").to_owned();
        }
        if self.is_plurality() {
            return lang.text("session.rule.plurality").to_owned();
        }
        let conditions = self.conditions().iter();
        let said: Vec<_> = conditions
            .map(|condition| condition.say_plainly(lang))
            .collect();
        said.join(lang.text("session.rule.and"))
    }
}

impl Need {
    /// What is required and why: “42 required (more than half of 82 members)”. Where that is no whole number
    /// of votes, also in what steps it is reckoned.
    #[must_use]
    pub fn say(&self, lang: Lang) -> String {
        let condition = self.condition.say(self.base, lang);
        let key = match self.required.is_whole() {
            true => "rule.verdict.need",
            false => "rule.verdict.need_weighed",
        };
        lang.fill(
            key,
            &[
                ("required", &self.required.say(lang)),
                ("condition", &condition),
            ],
        )
    }
}

impl Verdict<'_> {
    /// Why the vote ended as it did: “42 required (more than half of 82 members); 41 in favour: not
    /// carried”.
    #[must_use]
    pub fn explain(&self, lang: Lang) -> String {
        let Case { rule, sums, .. } = &self.case;
        let outcome = self.outcome.say(lang);
        let (yes, no) = (sums.yes.say(lang), sums.no.say(lang));
        let mut said = vec![];
        if let (Outcome::NoQuorum, Some(standing)) = (self.outcome, &self.case.quorum) {
            // By votes cast, everybody may be here and the ballots too few.
            let key = match standing.made_by {
                MadeBy::Presence => "rule.verdict.no_quorum",
                MadeBy::Ballots => "rule.verdict.too_few_ballots",
            };
            return lang.fill(
                key,
                &[
                    ("required", &standing.required.say(lang)),
                    ("members", &standing.members.say(lang)),
                    ("present", &standing.present.say(lang)),
                ],
            );
        }
        if rule.is_no_objection() {
            let values: &[(&str, &dyn std::fmt::Display)] = &[("no", &no), ("outcome", &outcome)];
            let objected = sums.no > Weight::ZERO;
            let key = match objected {
                true => "rule.verdict.no_objection",
                false => "rule.verdict.nobody_objected",
            };
            said.push(lang.fill(key, values));
            if objected {
                said.push(lang.text("rule.verdict.to_the_vote").to_owned());
            }
        } else if let Some(how) = self.tie(lang) {
            said.push(lang.fill(
                "rule.tie.tied",
                &[
                    ("needs", &self.say_needs(lang)),
                    ("yes", &yes),
                    ("no", &no),
                    ("how", &how),
                ],
            ));
            said.extend(self.carried_below(lang));
        } else {
            let needs = self.say_needs(lang);
            said.push(lang.fill(
                "rule.verdict.line",
                &[("needs", &needs), ("yes", &yes), ("outcome", &outcome)],
            ));
            if sums.yes == Weight::ZERO {
                said.push(lang.text("rule.verdict.none_in_favour").to_owned());
            }
            if self.is_lost_by_tie() {
                said.push(lang.text("rule.tie.lost").to_owned());
            }
            if let Some(done) = self.intervention {
                let (yes, no) = (done.yes.say(lang), done.no.say(lang));
                said.push(lang.fill("rule.tie.added", &[("yes_after", &yes), ("no_after", &no)]));
            }
        }
        said.join(". ")
    }

    /// That a tie was turned although the votes in favour are fewer than the rule asks of people. Of
    /// votes it always asks for more than a tie has.
    fn carried_below(&self, lang: Lang) -> Option<String> {
        let done = self.intervention?;
        let lacks =
            |need: &Need| !need.condition.base.depends_on_turnout() && need.required > done.yes;
        let need = self.needs().find(lacks)?;
        let values: [(&str, &dyn std::fmt::Display); 3] = [
            ("yes", &done.yes.say(lang)),
            ("required", &need.required.say(lang)),
            ("condition", &need.condition.say(need.base, lang)),
        ];
        let carried = self.outcome == Outcome::Carried;
        carried.then(|| lang.fill("rule.tie.carried_below", &values))
    }

    /// What each condition requires. Of no votes at all a fraction is nothing, and yet nothing is
    /// carried without a vote in favour.
    fn say_needs(&self, lang: Lang) -> String {
        let least = self.case.unit();
        let said = self.needs().map(|need| {
            let required = need.required.max(least);
            if self.case.rule.is_plurality() {
                let values: [(&str, &dyn std::fmt::Display); 2] = [
                    ("required", &required.say(lang)),
                    ("n", &need.base.say(lang)),
                ];
                return lang.fill("rule.verdict.plurality", &values);
            }
            Need { required, ..need }.say(lang)
        });
        let said: Vec<_> = said.collect();
        said.join(lang.text("rule.verdict.and"))
    }

    /// Whether nothing but the rule that a tie is lost stood against it.
    fn is_lost_by_tie(&self) -> bool {
        let Case {
            rule, sums, tie, ..
        } = &self.case;
        let is_tied = sums.yes == sums.no && sums.yes > Weight::ZERO && rule.can_tie();
        let lost = self.outcome == Outcome::NotCarried && self.intervention.is_none();
        is_tied && lost && *tie == TieRule::Lost
    }

    /// How a tie ended, if there was one that was not simply lost.
    fn tie(&self, lang: Lang) -> Option<String> {
        let done = self.intervention.filter(|done| done.tied)?;
        let key = match (self.case.tie, done.side) {
            (TieRule::ChairSide, Some(Side::Yes)) => "rule.tie.chair_side_yes",
            (TieRule::ChairSide, Some(Side::No)) => "rule.tie.chair_side_no",
            (TieRule::ChairSide, None) if self.case.said.chair.is_some() => {
                "rule.tie.chair_side_none"
            }
            (TieRule::ChairSide, None) => "rule.tie.chair_side_open",
            (TieRule::Lot, Some(Side::Yes)) => "rule.tie.lot_yes",
            (TieRule::Lot, Some(Side::No)) => "rule.tie.lot_no",
            (TieRule::Lot, None) => "rule.tie.lot_open",
            (_, Some(_)) => "rule.tie.vote",
            (_, None) if self.outcome == Outcome::Tied => "rule.tie.vote_open",
            (_, None) if self.case.said.chair == Some(Chair::Abstains) => "rule.tie.vote_none",
            (_, None) => "rule.tie.vote_vain",
        };
        Some(lang.fill(
            key,
            &[
                ("yes_after", &done.yes.say(lang)),
                ("no_after", &done.no.say(lang)),
                ("outcome", &self.outcome.say(lang)),
            ],
        ))
    }

    /// The share of all members that voted in favour, as Vietnamese bodies announce it:
    /// “42/82 thành viên tán thành, chiếm 51,22 % tổng số thành viên”. For the ear only: the share
    /// is rounded and decides nothing. A vote that the chair added is among them. None where nobody
    /// told the number of members.
    #[must_use]
    pub fn share(&self, lang: Lang) -> Option<String> {
        let Case { sums, .. } = &self.case;
        let yes = self.intervention.map_or(sums.yes, |done| done.yes);
        let members = sums.members;
        let percent = percent(
            yes.in_millionths().into(),
            members.in_millionths().into(),
            lang,
        );
        let key = match yes.is_whole() && members.is_whole() {
            true => "rule.verdict.share",
            false => "rule.verdict.share_weighed",
        };
        let share = || {
            lang.fill(
                key,
                &[
                    ("yes", &yes.say(lang)),
                    ("members", &members.say(lang)),
                    ("percent", &percent),
                ],
            )
        };
        (members > Weight::ZERO).then(share)
    }

    /// That those who have not voted could still change the outcome, if they can.
    #[must_use]
    pub fn outlook(&self, lang: Lang) -> Option<String> {
        let left = self.case.sums.not_voting().say(lang);
        let can = self.case.can_change();
        can.then(|| lang.fill("rule.verdict.can_change", &[("n", &left)]))
    }
}

impl Impossible {
    /// Which numbers do not fit together.
    #[must_use]
    pub fn say(&self, lang: Lang) -> String {
        let key = match self.what {
            Excess::BallotsOfPresent => "rule.impossible.ballots_of_present",
            Excess::BallotsOfEntitled => "rule.impossible.ballots_of_entitled",
            Excess::BallotsOfMembers => "rule.impossible.ballots_of_members",
            Excess::PresentOfMembers => "rule.impossible.present_of_members",
            Excess::EntitledOfMembers => "rule.impossible.entitled_of_members",
        };
        let (part, whole) = (self.part.say(lang), self.whole.say(lang));
        lang.fill(key, &[("part", &part), ("whole", &whole)])
    }
}
