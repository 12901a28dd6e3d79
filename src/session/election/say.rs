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

/// Who speaks of whom, in which language.
struct Words<'w> {
    names: &'w [String],
    lang: Lang,
}

impl Count {
    /// What came of it as sentences: who is elected, and what remains to be done.
    #[must_use]
    pub fn outline(&self, names: &[String], lang: Lang) -> Vec<String> {
        let words = Words { names, lang };
        let mut lines = vec![words.result(self)];
        lines.extend(words.end(&self.end));
        lines
    }

    /// The rounds as sentences, each with its votes and what was done in it.
    #[must_use]
    pub fn in_rounds(&self, names: &[String], lang: Lang) -> Vec<String> {
        let words = Words { names, lang };
        let mut lines = vec![];
        for (place, round) in self.rounds.iter().enumerate() {
            lines.push(words.votes(self, place, round));
            lines.extend(round.steps.iter().map(|step| words.step(round, step)));
        }
        lines
    }

    /// The count as sentences, one a line. `names` are those of the candidates, in their order.
    #[must_use]
    pub fn explain(&self, names: &[String], lang: Lang) -> Vec<String> {
        let words = Words { names, lang };
        let mut lines = vec![];
        for duel in &self.duels {
            lines.push(words.duel(duel));
        }
        lines.extend(self.in_rounds(names, lang));
        lines.extend(self.outline(names, lang));
        lines
    }
}

impl Words<'_> {
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
            Settled::Order => self.lang.text("election.settled.order").to_owned(),
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
        Some(self.fill(key, &[("names", &names), ("seats", seats)]))
    }
}
