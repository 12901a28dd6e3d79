//! A count in plain words, in both languages: every round, who is elected or out and why, and what
//! remains to be done.

use std::fmt::Display;

use super::{Candidate, Count, Duel, End, Method, Needed, Round, Settled, Step, Tie, Votes, Why};
use crate::text::Lang;

impl Method {
    /// What the method is called.
    #[must_use]
    pub fn say(self, lang: Lang) -> &'static str {
        lang.text(&format!("election.method.{}", self.name()))
    }
}

/// Who decides between those who are level, as far as it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decider {
    /// Whoever the rule of the body names; an order was told, and not whose it is.
    Order,
    /// A lot.
    Lot,
    /// The chair.
    Chair,
    /// Age: the older comes first.
    Older,
}

impl Decider {
    /// How it was decided: “by lot”.
    fn decided(self, lang: Lang) -> &'static str {
        lang.text(match self {
            Self::Order => "election.by.order",
            Self::Lot => "election.by.lot",
            Self::Chair => "election.by.chair",
            Self::Older => "election.by.older",
        })
    }

    /// How it is to be decided.
    fn decides(self, lang: Lang) -> &'static str {
        match self {
            Self::Order => lang.text("election.by.rule"),
            _ => self.decided(lang),
        }
    }
}

/// Who speaks of whom, in which language.
#[derive(Clone, Copy)]
pub struct Words<'w> {
    /// The names of the candidates, in their order.
    pub names: &'w [String],
    /// Who decides between those who are level.
    pub decider: Decider,
    /// The language.
    pub lang: Lang,
}

impl Count {
    /// What came of it as sentences: who is elected, and what remains to be done.
    #[must_use]
    pub fn outline(&self, words: Words<'_>) -> Vec<String> {
        let mut lines = vec![words.result(self)];
        lines.extend(words.end(&self.end));
        lines
    }

    /// Whether the votes of each alone don't tell who is elected: there are several rounds, or duels.
    #[must_use]
    pub fn needs_reasons(&self) -> bool {
        self.rounds.len() > 1 || !self.duels.is_empty()
    }

    /// The rounds as sentences, each with its votes and what was done in it; where there are duels,
    /// with those of everybody who is elected.
    #[must_use]
    pub fn reasons(&self, words: Words<'_>) -> Vec<String> {
        let mut lines = words.rounds(self);
        lines.extend(
            self.elected
                .iter()
                .flat_map(|one| words.duels_of(self, *one)),
        );
        lines
    }

    /// What was decided between those who were level for a seat, where no round is told.
    #[must_use]
    pub fn settled(&self, words: Words<'_>) -> Vec<String> {
        let rounds = self.rounds.iter();
        rounds.flat_map(|round| words.settled_in(round)).collect()
    }

    /// The count as sentences, one a line.
    #[must_use]
    pub fn explain(&self, words: Words<'_>) -> Vec<String> {
        let mut lines: Vec<_> = self.duels.iter().map(|duel| words.duel(duel)).collect();
        lines.extend(words.rounds(self));
        lines.extend(self.outline(words));
        lines
    }
}

/// Who has as many votes as this one in a round, in the order they stand there; and how many.
fn level_with(round: &Round, one: Candidate) -> Option<(Vec<Candidate>, &Votes)> {
    let (_, votes) = round.votes.iter().find(|(other, _)| *other == one)?;
    let level = round.votes.iter().filter(|(_, other)| other == votes);
    Some((level.map(|(candidate, _)| *candidate).collect(), votes))
}

/// Who got a seat in a round because an order was told, by votes alone.
fn first_by_votes(round: &Round) -> Vec<Candidate> {
    let steps = round.steps.iter();
    steps
        .filter_map(|step| match step {
            Step::Elected {
                candidate,
                why: Why::Most | Why::Enough,
                by: Settled::Order,
            } => Some(*candidate),
            _ => None,
        })
        .collect()
}

impl Words<'_> {
    fn rounds(&self, count: &Count) -> Vec<String> {
        let mut lines = vec![];
        for (place, round) in count.rounds.iter().enumerate() {
            lines.push(self.votes(count, place, round));
            lines.extend(round.steps.iter().map(|step| self.step(round, step)));
        }
        lines
    }

    /// “Level at 3: Bình, Chi; by lot Chi came first”; of a method that goes by more than the votes,
    /// who got a seat by the order.
    fn settled_in(&self, round: &Round) -> Vec<String> {
        let first = first_by_votes(round);
        if let Some((level, votes)) = first.first().and_then(|one| level_with(round, *one)) {
            let (names, first) = (self.list(&level), self.list(&first));
            let (votes, by) = (votes.say(self.lang), self.decider.decided(self.lang));
            let values: [(&str, &dyn Display); 4] = [
                ("votes", &votes),
                ("names", &names),
                ("by", &by),
                ("first", &first),
            ];
            return vec![self.fill("election.settled.level", &values)];
        }
        let by_order = |step: &&Step| {
            matches!(
                step,
                Step::Elected {
                    by: Settled::Order,
                    ..
                }
            )
        };
        let steps = round.steps.iter().filter(by_order);
        steps.map(|step| self.step(round, step)).collect()
    }

    /// Why one who is elected won: whom they beat and by how much, and of those they didn't beat
    /// outright the paths.
    fn duels_of(&self, count: &Count, one: Candidate) -> Vec<String> {
        let own = count.duels.iter().filter_map(|duel| duel.seen_from(one));
        let (won, rest): (Vec<_>, Vec<_>) = own.partition(|duel| duel.votes[0] > duel.votes[1]);
        let won: Vec<_> = won
            .iter()
            .map(|duel| {
                let [mine, theirs] = duel.votes.map(|votes| votes.say(self.lang));
                let name = self.name(duel.between[1]);
                let values: [(&str, &dyn Display); 3] =
                    [("name", &name), ("mine", &mine), ("theirs", &theirs)];
                self.fill("election.won.one", &values)
            })
            .collect();
        let name = self.name(one);
        let duels = won.join(", ");
        let values: [(&str, &dyn Display); 2] = [("name", &name), ("duels", &duels)];
        let won = (!won.is_empty()).then(|| self.fill("election.won.all", &values));
        let rest = rest.iter().map(|duel| self.duel(duel));
        won.into_iter().chain(rest).collect()
    }

    fn fill(&self, key: &str, values: &[(&str, &dyn Display)]) -> String {
        self.lang.fill(key, values)
    }

    fn name(&self, candidate: Candidate) -> &str {
        self.names
            .get(candidate.place())
            .map_or("–", String::as_str)
    }

    fn list(&self, candidates: &[Candidate]) -> String {
        let names: Vec<_> = candidates.iter().map(|c| self.name(*c)).collect();
        names.join(", ")
    }

    fn numbers(&self, votes: &[(Candidate, Votes)]) -> String {
        let one = |(candidate, votes): &(Candidate, Votes)| {
            format!("{} {}", self.name(*candidate), votes.say(self.lang))
        };
        votes.iter().map(one).collect::<Vec<_>>().join(", ")
    }

    fn votes(&self, count: &Count, place: usize, round: &Round) -> String {
        let votes = self.numbers(&round.votes);
        let several = matches!(count.method, Method::Irv | Method::Stv);
        let mut line = if several {
            let n = place + 1;
            self.fill("election.round.votes", &[("n", &n), ("votes", &votes)])
        } else if count.duels.is_empty() {
            self.fill("election.round.only", &[("votes", &votes)])
        } else {
            self.fill("election.round.first_ranks", &[("votes", &votes)])
        };
        if !round.exhausted.is_zero() {
            let n = round.exhausted.say(self.lang);
            line += &self.fill("election.round.exhausted", &[("n", &n)]);
        }
        match &round.needed {
            Some(Needed::AtLeast(votes)) => {
                let votes = votes.say(self.lang);
                line += &self.fill("election.round.at_least", &[("votes", &votes)]);
            }
            Some(Needed::MoreThan(votes)) => {
                let votes = votes.say(self.lang);
                line += &self.fill("election.round.more_than", &[("votes", &votes)]);
            }
            None => {}
        }
        line
    }

    fn step(&self, round: &Round, step: &Step) -> String {
        match step {
            Step::Elected {
                candidate,
                why: Why::Most,
                by: Settled::Order,
            } => {
                let (level, votes) =
                    level_with(round, *candidate).unwrap_or((vec![], &round.exhausted));
                let first = first_by_votes(round);
                let others: Vec<_> = level
                    .into_iter()
                    .filter(|one| !first.contains(one))
                    .collect();
                let (name, names) = (self.name(*candidate), self.list(&others));
                let (votes, by) = (votes.say(self.lang), self.decider.decided(self.lang));
                let values: [(&str, &dyn Display); 4] = [
                    ("name", &name),
                    ("votes", &votes),
                    ("names", &names),
                    ("by", &by),
                ];
                self.fill("election.elected.level", &values)
            }
            Step::Elected { candidate, why, by } => {
                let key = match why {
                    Why::Most => "election.elected.most",
                    Why::Enough => "election.elected.enough",
                    Why::Remaining => "election.elected.remaining",
                    Why::Unbeaten => "election.elected.unbeaten",
                    Why::Quotient => "election.elected.quotient",
                    Why::Quota => "election.elected.quota",
                    Why::Remainder => "election.elected.remainder",
                };
                let name = self.name(*candidate);
                let mut votes = round.votes.iter();
                let votes = votes.find(|(other, _)| other == candidate);
                let votes = votes.map_or_else(String::new, |(_, votes)| votes.say(self.lang));
                self.fill(key, &[("name", &name), ("votes", &votes)]) + &self.settled(*by)
            }
            Step::Out { candidates, by } => {
                let key = match candidates.len() {
                    1 => "election.out.one",
                    _ => "election.out.several",
                };
                let names = self.list(candidates);
                self.fill(key, &[("names", &names)]) + &self.settled(*by)
            }
            Step::Moved {
                from,
                to,
                exhausted,
                value,
            } => {
                let from = self.name(*from);
                let mut to = self.numbers(to);
                if !exhausted.is_zero() {
                    let n = exhausted.say(self.lang);
                    let nobody = self.fill("election.moved.nobody", &[("n", &n)]);
                    to = if to.is_empty() {
                        nobody
                    } else {
                        format!("{to}, {nobody}")
                    };
                }
                if *value == Votes::whole(1) {
                    return self.fill("election.moved.all", &[("from", &from), ("to", &to)]);
                }
                let value = value.say_exactly(self.lang);
                let values: &[(&str, &dyn Display)] =
                    &[("from", &from), ("to", &to), ("value", &value)];
                self.fill("election.moved.surplus", values)
            }
        }
    }

    fn settled(&self, by: Settled) -> String {
        match by {
            Settled::Plainly => String::new(),
            Settled::Earlier(n) => self.fill("election.settled.earlier", &[("n", &n)]),
            Settled::Order => {
                let by = self.decider.decided(self.lang);
                self.fill("election.settled.order", &[("by", &by)])
            }
        }
    }

    fn duel(&self, duel: &Duel) -> String {
        let [a, b] = duel.between.map(|candidate| self.name(candidate));
        let [for_a, for_b] = duel.votes.map(|votes| votes.say(self.lang));
        let [path_a, path_b] = duel.paths.map(|path| path.say(self.lang));
        self.fill(
            "election.duel",
            &[
                ("a", &a),
                ("b", &b),
                ("for_a", &for_a),
                ("for_b", &for_b),
                ("path_a", &path_a),
                ("path_b", &path_b),
            ],
        )
    }

    fn result(&self, count: &Count) -> String {
        if count.elected.is_empty() {
            return self.lang.text("election.nobody").to_owned();
        }
        let shares = matches!(
            count.method,
            Method::SainteLague | Method::DHondt | Method::HareNiemeyer
        );
        if !shares {
            let names = self.list(&count.elected);
            return self.fill("election.elected.all", &[("names", &names)]);
        }
        let lists = Candidate::all(self.names.len()).map(|list| (list, count.seats_of(list)));
        let seats: Vec<_> = lists
            .filter(|(_, seats)| *seats > 0)
            .map(|(list, seats)| format!("{} {seats}", self.name(list)))
            .collect();
        self.fill("election.elected.seats", &[("seats", &seats.join(", "))])
    }

    fn end(&self, end: &End) -> Option<String> {
        let (key, between, seats) = match end {
            End::Complete => return None,
            End::Open { seats } => ("election.end.open", &[][..], seats),
            End::Tied {
                between,
                seats,
                what,
            } => {
                let key = match what {
                    Tie::Seat => "election.end.tied_seat",
                    Tie::Out => "election.end.tied_out",
                    Tie::Surplus => "election.end.tied_surplus",
                };
                (key, between.as_slice(), seats)
            }
            End::SecondBallot {
                between,
                seats,
                level,
            } => {
                let key = if *level {
                    "election.end.second_level"
                } else {
                    "election.end.second"
                };
                (key, between.as_slice(), seats)
            }
        };
        let names = self.list(between);
        let by = self.decider.decides(self.lang);
        let values: [(&str, &dyn Display); 3] = [("names", &names), ("seats", seats), ("by", &by)];
        Some(self.fill(key, &values))
    }
}
