//! Elections: who of several candidates gets the seats, by marks, by rankings or by lists.
//!
//! Pure counting. [`Ballots`] in, a [`Count`] out: every round with its votes, what was done in it
//! and why, who is elected, and what remains to be said by people. Votes are exact fractions
//! throughout; nothing is rounded before it is shown. Whose ballot it was and how it came is for
//! those who collect ballots.
//!
//! | method | a ballot | who is elected | source |
//! |---|---|---|---|
//! | `plurality` | marks at most as many as there are seats | those with the most votes | Robert's Rules, plurality |
//! | `majority` | the same | those with the most votes of whom the rule holds, by itself more than half of all members; a second ballot for the seats left | the usual rule of Vietnamese bodies |
//! | `irv` | ranks candidates | who has more than half of the votes still counting; else the last is out and their votes go on | instant-runoff voting, Robert's Rules “preferential voting” |
//! | `stv` | ranks candidates | who reaches the Droop quota; surpluses go on at a fraction of their value, else the last is out | single transferable vote with weighted inclusive Gregory transfers, Scottish Local Government Elections Order 2011 |
//! | `schulze` | ranks candidates, equal ranks too | whom nobody beats along the strongest paths | Markus Schulze, *Social Choice and Welfare* 36 (2011), strength by winning votes |
//! | `sainte-lague`, `d-hondt` | marks one list | seats to the highest quotients, by 1, 3, 5 … or 1, 2, 3 … | highest averages: German councils fill their committees by either |
//! | `hare-niemeyer` | marks one list | whole quotas first, then the largest remainders | largest remainders: the third method of the German municipal codes |
//!
//! Where votes are level and it matters, the count looks back at the earlier rounds, the last first;
//! where they were level throughout, whoever the body's rule names decides: a lot, the older, the
//! chair. That is told as an [order](Election::order) of candidates. As long as nobody told it, the
//! count stops there and says between whom: it never guesses. Nobody is elected without a vote.
//!
//! | file | what |
//! |---|---|
//! | `ballots` | ways of marking a ballot, and how many marked each |
//! | `method` | how ballots become seats, a worked example of each |
//! | `marks` | plurality and majority |
//! | `piles` | votes that go on from one candidate to the next |
//! | `transfer` | the rounds of `irv` and `stv` |
//! | `schulze` | duels and paths |
//! | `lists` | seats for lists in proportion |
//! | `level` | who comes first of those who are level |
//! | `votes` | a number of votes as an exact fraction |
//! | `say` | all of it in plain words |
//!
//! # In a meeting
//!
//! A live election is a [`poll`](super::poll) like any other: its question bears a
//! [`Contest`](super::poll::Contest), its choices are the candidates, and what is counted at the close
//! stands in the record as a [`Count`]. Rounds and sums stand there, and never a way of marking: a
//! ranking of many candidates can be as telling as a name. A tie waits for an order to be said by the
//! chair; a second ballot is a new poll between those who go into it, for the seats that are left.
//! A session file writes `candidates` beside the text of a motion; on the console it is put like any
//! motion, or on the spot.

mod ballots;
mod level;
mod lists;
mod marks;
mod method;
mod piles;
mod say;
mod schulze;
#[cfg(test)]
mod tests;
mod transfer;
mod votes;

use serde::{Deserialize, Serialize};

pub use ballots::{Ballots, Marking, Ranking};
pub use method::{Form, Method, WrongMethod};
pub use say::{Decider, Words};
pub use schulze::Duel;
pub use votes::Votes;

use super::rule::{Rule, Sums};

/// How many candidates there may be.
pub const MOST_CANDIDATES: usize = 100;
/// How many seats one election may fill.
pub const MOST_SEATS: usize = 1_000;

/// A candidate, or a list, by the place among those who stand; 0 is the first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Candidate(pub u16);

impl Candidate {
    /// So many candidates, in their order.
    fn all(candidates: usize) -> impl DoubleEndedIterator<Item = Self> + Clone {
        (0..u16::try_from(candidates).unwrap_or(u16::MAX)).map(Self)
    }

    /// The place among those who stand.
    #[must_use]
    pub fn place(self) -> usize {
        usize::from(self.0)
    }
}

/// What is asked of a count.
#[derive(Clone, Debug)]
pub struct Election<'e> {
    /// How ballots become seats.
    pub method: Method,
    /// How many stand, at most [`MOST_CANDIDATES`].
    pub candidates: usize,
    /// How many seats there are to fill, 1 to [`MOST_SEATS`]; of `irv` one is filled.
    pub seats: usize,
    /// Whom the body's rule prefers among those who are level, the first of them most; those who
    /// are not named come after them, and among themselves are undecided.
    pub order: &'e [Candidate],
    /// What more than the most votes is needed: of `majority` only.
    pub rule: Option<&'e Rule>,
    /// Who there is to vote: `present`, `entitled` and `members` are read by that rule.
    pub people: Sums,
    /// Whether this ballot was itself held because an earlier one did not decide. Of `majority`
    /// only: those who have enough votes and are level after a second ballot are not sent into a
    /// third. Where too few have enough, the seats stay open for another whatever this is.
    pub again: bool,
}

impl Election<'_> {
    /// An election in which nothing more is known than this.
    #[must_use]
    pub fn new(method: Method, candidates: usize, seats: usize) -> Self {
        Self {
            method,
            candidates,
            seats,
            order: &[],
            rule: None,
            people: Sums::default(),
            again: false,
        }
    }
}

/// What came of a count.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Count {
    /// How it was counted.
    pub method: Method,
    /// How many seats there were to fill.
    pub seats: usize,
    /// What was counted, round by round; one at least.
    pub rounds: Vec<Round>,
    /// Who has a seat, in the order they got it. A list stands here once for each of its seats.
    pub elected: Vec<Candidate>,
    /// What remains to be done.
    pub end: End,
    /// Everybody against everybody: of `schulze` only.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub duels: Vec<Duel>,
}

/// One round of a count.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Round {
    /// What each has who is in the count or has a seat, the most first.
    pub votes: Vec<(Candidate, Votes)>,
    /// Votes of ballots that name nobody who could still use them.
    #[serde(default, skip_serializing_if = "Votes::is_zero")]
    pub exhausted: Votes,
    /// What is enough for a seat, where that is a number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub needed: Option<Needed>,
    /// What was done then, in this order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<Step>,
}

/// What is enough for a seat.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Needed {
    /// This many votes.
    AtLeast(Votes),
    /// More than this.
    MoreThan(Votes),
}

impl Needed {
    fn is_met_by(&self, votes: &Votes) -> bool {
        match self {
            Self::AtLeast(needed) => votes >= needed,
            Self::MoreThan(half) => votes > half,
        }
    }
}

/// What is done in a round.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Step {
    /// Somebody gets a seat.
    Elected {
        /// Who.
        candidate: Candidate,
        /// By what.
        why: Why,
        /// What decided where others were level.
        by: Settled,
    },
    /// Somebody leaves the count; several at once where even together they are behind the next.
    Out {
        /// Who.
        candidates: Vec<Candidate>,
        /// What decided where others were level.
        by: Settled,
    },
    /// Votes go on.
    Moved {
        /// From whom.
        from: Candidate,
        /// To whom, and how many.
        to: Vec<(Candidate, Votes)>,
        /// Those that nobody can use.
        exhausted: Votes,
        /// What each ballot counts of what it counted before: 1 but for a surplus.
        value: Votes,
    },
}

/// By what somebody gets a seat.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// More votes than those without a seat.
    Most,
    /// The votes that are needed.
    Enough,
    /// As many left as there are seats left.
    Remaining,
    /// Nobody who is left beats them.
    Unbeaten,
    /// The highest quotient.
    Quotient,
    /// A whole quota.
    Quota,
    /// The largest remainder.
    Remainder,
}

/// What decided between those who were level.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Settled {
    /// Nothing had to be decided.
    Plainly,
    /// Their votes in this earlier round, from 1.
    Earlier(usize),
    /// The order that was told: a lot, the older, the chair.
    Order,
}

/// What remains to be done after a count.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum End {
    /// Every seat is filled.
    Complete,
    /// These are level, and the body's rule has to say who comes first: nobody has told it.
    Tied {
        /// Between whom.
        between: Vec<Candidate>,
        /// How many seats are open.
        seats: usize,
        /// What the order of them is needed for.
        what: Tie,
    },
    /// The seats that are open go to another ballot between these.
    SecondBallot {
        /// Who stands in it.
        between: Vec<Candidate>,
        /// How many seats are open.
        seats: usize,
        /// Whether they go there because they were level, rather than for want of votes.
        level: bool,
    },
    /// Seats stay open, because nobody is left who has a vote.
    Open {
        /// How many.
        seats: usize,
    },
}

/// What those who are level are level for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tie {
    /// The last seats.
    Seat,
    /// Who leaves the count.
    Out,
    /// Whose surplus goes on first.
    Surplus,
}

impl Ballots {
    /// Counts. The order in which the ballots came makes no difference.
    #[must_use]
    pub fn count(&self, election: &Election<'_>) -> Count {
        let counted = match election.method {
            Method::Plurality | Method::Majority => marks::count(self, election),
            Method::Irv | Method::Stv => transfer::count(self, election),
            Method::Schulze => schulze::count(self, election),
            Method::SainteLague | Method::DHondt => lists::by_divisors(self, election),
            Method::HareNiemeyer => lists::by_remainders(self, election),
        };
        debug_assert!(counted.elected.len() <= election.seats);
        counted
    }
}

impl Count {
    /// A count in which nothing has happened yet.
    fn begun(election: &Election<'_>) -> Self {
        Self {
            method: election.method,
            seats: election.seats,
            rounds: vec![],
            elected: vec![],
            end: End::Complete,
            duels: vec![],
        }
    }

    fn seats_left(&self) -> usize {
        self.seats.saturating_sub(self.elected.len())
    }

    /// Gives a seat, in the round that is being counted.
    fn elect(&mut self, candidate: Candidate, why: Why, by: Settled) {
        self.elected.push(candidate);
        self.step(Step::Elected { candidate, why, by });
    }

    fn step(&mut self, step: Step) {
        if let Some(round) = self.rounds.last_mut() {
            round.steps.push(step);
        }
    }

    /// How many seats a list has.
    #[must_use]
    pub fn seats_of(&self, list: Candidate) -> usize {
        self.elected
            .iter()
            .filter(|elected| **elected == list)
            .count()
    }
}
