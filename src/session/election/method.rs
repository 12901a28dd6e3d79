//! How ballots become seats, and what stands on a ballot for it.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// How ballots become seats.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Method {
    /// The most votes: several seats at once, nobody needs more than the next.
    ///
    /// ```
    /// # use chair_console::session::{Weight, election::*};
    /// let mut ballots = Ballots::default();
    /// for (votes, candidate) in [(5, 0), (3, 1), (3, 2)] {
    ///     let mark = Ranking::marks([Candidate(candidate)]);
    ///     ballots.add(Marking::For(mark), Weight::whole(votes));
    /// }
    /// let count = ballots.count(&Election::new(Method::Plurality, 3, 2));
    /// assert_eq!(count.elected, [Candidate(0)]);
    /// let between = vec![Candidate(1), Candidate(2)];
    /// assert_eq!(count.end, End::Tied { between, seats: 1, what: Tie::Seat });
    /// ```
    Plurality,
    /// The most votes, and enough of them.
    ///
    /// More than half of 82 members, two posts: 50, 44 and 30 votes.
    ///
    /// ```
    /// # use chair_console::session::{Weight, election::*, rule::{Rule, Sums}};
    /// let mut ballots = Ballots::default();
    /// for (votes, marks) in [(44, vec![0, 1]), (6, vec![0, 2]), (24, vec![2])] {
    ///     let marks = Ranking::marks(marks.into_iter().map(Candidate));
    ///     ballots.add(Marking::For(marks), Weight::whole(votes));
    /// }
    /// let rule: Rule = "majority of members".parse().unwrap();
    /// let count = ballots.count(&Election {
    ///     rule: Some(&rule),
    ///     people: Sums { members: Weight::whole(82), ..Sums::default() },
    ///     ..Election::new(Method::Majority, 3, 2)
    /// });
    /// assert_eq!(count.elected, [Candidate(0), Candidate(1)]);
    /// ```
    Majority,
    /// Instant-runoff voting.
    ///
    /// Thirty ballots: the first candidate is out, then the second; the third wins 20 to 10.
    ///
    /// ```
    /// # use chair_console::session::{Weight, election::*};
    /// # let mut ballots = Ballots::default();
    /// for (votes, order) in [
    ///     (3, [0, 2, 3, 1]), (9, [1, 0, 2, 3]), (8, [2, 3, 0, 1]), (5, [3, 0, 1, 2]), (5, [3, 1, 2, 0]),
    /// ] {
    ///     ballots.add(Marking::For(Ranking::strict(order.map(Candidate))), Weight::whole(votes));
    /// }
    /// let count = ballots.count(&Election::new(Method::Irv, 4, 1));
    /// assert_eq!(count.elected, [Candidate(2)]);
    /// assert_eq!(count.rounds[2].votes[0], (Candidate(2), Votes::whole(20)));
    /// ```
    Irv,
    /// Single transferable vote.
    ///
    /// A hundred ballots for two seats: 34 are enough. The first has 26 more, which go to the second
    /// choice of those voters and elect it over the third, who had more first choices.
    ///
    /// ```
    /// # use chair_console::session::{Weight, election::*};
    /// # let mut ballots = Ballots::default();
    /// for (votes, order) in [(60, vec![0, 1]), (22, vec![2]), (18, vec![1])] {
    ///     let order = order.into_iter().map(Candidate);
    ///     ballots.add(Marking::For(Ranking::strict(order)), Weight::whole(votes));
    /// }
    /// let count = ballots.count(&Election::new(Method::Stv, 3, 2));
    /// assert_eq!(count.rounds[0].needed, Some(Needed::AtLeast(Votes::whole(34))));
    /// assert_eq!(count.rounds[1].votes[0], (Candidate(1), Votes::whole(44)));
    /// assert_eq!(count.elected, [Candidate(0), Candidate(1)]);
    /// ```
    Stv,
    /// Schulze's method.
    ///
    /// Who beats both others one by one wins, though first on the fewest ballots.
    ///
    /// ```
    /// # use chair_console::session::{Weight, election::*};
    /// # let mut ballots = Ballots::default();
    /// for (votes, order) in [(4, [0, 1, 2]), (3, [2, 1, 0]), (2, [1, 2, 0])] {
    ///     ballots.add(Marking::For(Ranking::strict(order.map(Candidate))), Weight::whole(votes));
    /// }
    /// let count = ballots.count(&Election::new(Method::Schulze, 3, 1));
    /// assert_eq!(count.elected, [Candidate(1)]);
    /// assert_eq!(count.duels[0].votes, [4, 5].map(Weight::whole));
    /// ```
    Schulze,
    /// Lists in proportion, by the divisors 1, 3, 5 …: see [`Method::DHondt`].
    SainteLague,
    /// Lists in proportion, by the divisors 1, 2, 3 …, which favour the larger lists.
    ///
    /// ```
    /// # use chair_console::session::{Weight, election::*};
    /// # let mut ballots = Ballots::default();
    /// for (list, votes) in [53, 24, 23].into_iter().enumerate() {
    ///     let list = Ranking::marks([Candidate(list as u16)]);
    ///     ballots.add(Marking::For(list), Weight::whole(votes));
    /// }
    /// let seats = |method| {
    ///     let count = ballots.count(&Election::new(method, 3, 7));
    ///     [0, 1, 2].map(|list| count.seats_of(Candidate(list)))
    /// };
    /// assert_eq!(seats(Method::DHondt), [4, 2, 1]);
    /// assert_eq!(seats(Method::SainteLague), [3, 2, 2]);
    /// assert_eq!(seats(Method::HareNiemeyer), [4, 2, 1]);
    /// ```
    DHondt,
    /// Lists in proportion, by the largest remainders: see [`Method::DHondt`].
    HareNiemeyer,
}

/// What stands on a ballot of a method.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Form {
    /// One candidate or several, in no order, at most as many as there are seats.
    Marks,
    /// One list.
    One,
    /// Candidates in order, one to a rank.
    Ranks,
    /// Candidates in order, also several to a rank.
    RanksWithEquals,
}

impl Method {
    /// Every method, with its name in files, commands and on the command line.
    pub const NAMES: [(Self, &'static str); 8] = [
        (Self::Plurality, "plurality"),
        (Self::Majority, "majority"),
        (Self::Irv, "irv"),
        (Self::Stv, "stv"),
        (Self::Schulze, "schulze"),
        (Self::SainteLague, "sainte-lague"),
        (Self::DHondt, "d-hondt"),
        (Self::HareNiemeyer, "hare-niemeyer"),
    ];

    /// The name of the method.
    #[must_use]
    pub fn name(self) -> &'static str {
        let mut names = Self::NAMES.iter();
        names
            .find(|(method, _)| *method == self)
            .map_or("", |(_, name)| name)
    }

    /// What stands on its ballots.
    #[must_use]
    pub fn form(self) -> Form {
        match self {
            Self::Plurality | Self::Majority => Form::Marks,
            Self::Irv | Self::Stv => Form::Ranks,
            Self::Schulze => Form::RanksWithEquals,
            Self::SainteLague | Self::DHondt | Self::HareNiemeyer => Form::One,
        }
    }

    /// Whether it can fill more than one seat.
    #[must_use]
    pub fn fills_several(self) -> bool {
        self != Self::Irv
    }
}

/// No method has this name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WrongMethod;

impl fmt::Display for WrongMethod {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = Method::NAMES.map(|(_, name)| name);
        write!(f, "write one of: {}", names.join(", "))
    }
}

impl std::error::Error for WrongMethod {}

impl FromStr for Method {
    type Err = WrongMethod;

    fn from_str(text: &str) -> Result<Self, WrongMethod> {
        let mut names = Self::NAMES.iter();
        names
            .find(|(_, name)| *name == text)
            .map(|(method, _)| *method)
            .ok_or(WrongMethod)
    }
}
