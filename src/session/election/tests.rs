//! Published examples; what holds for any ballots stands beside them.

mod properties;

use super::*;
use crate::session::weight::Weight;
use crate::text::Lang;

/// Ballots such as `60 A>B` or `3 A=B>C`, candidates being letters.
fn ballots(lines: &[&str]) -> Ballots {
    let mut ballots = Ballots::default();
    for line in lines {
        let (weight, ranks) = line.split_once(' ').unwrap();
        let weight: Weight = weight.parse().unwrap();
        let ranks = ranks
            .split('>')
            .map(|rank| rank.split('=').map(letter).collect());
        ballots.add(Marking::For(Ranking::new(ranks)), weight);
    }
    ballots
}

fn letter(letter: &str) -> Candidate {
    Candidate(u16::from(letter.as_bytes()[0] - b'A'))
}

fn letters(candidates: &[Candidate]) -> String {
    let letter = |c: &Candidate| char::from(b'A' + u8::try_from(c.0).unwrap());
    candidates.iter().map(letter).collect()
}

fn named(order: &str) -> Vec<Candidate> {
    order.split_terminator("").skip(1).map(letter).collect()
}

fn count(method: Method, candidates: usize, seats: usize, lines: &[&str]) -> Count {
    ballots(lines).count(&Election::new(method, candidates, seats))
}

/// How it is told where nobody knows who decides.
fn words(names: &[String], lang: Lang) -> Words<'_> {
    Words {
        names,
        decider: Decider::Order,
        lang,
    }
}

/// Who is out, round by round.
fn out(count: &Count) -> Vec<String> {
    let steps = count.rounds.iter().flat_map(|round| &round.steps);
    let out = steps.filter_map(|step| match step {
        Step::Out { candidates, .. } => Some(letters(candidates)),
        _ => None,
    });
    out.collect()
}

/// The votes of each in a round, by name: `A 20, B 12.5`.
fn votes(count: &Count, round: usize) -> String {
    let mut votes = count.rounds[round - 1].votes.clone();
    votes.sort_by_key(|(candidate, _)| *candidate);
    let told = votes
        .iter()
        .map(|(candidate, votes)| format!("{} {votes}", letters(&[*candidate])));
    told.collect::<Vec<_>>().join(", ")
}

/// The example of the program py-vote-core: thirty ballots, four candidates.
const THIRTY: &[&str] = &[
    "3 A>C>D>B",
    "9 B>A>C>D",
    "8 C>D>A>B",
    "5 D>A>B>C",
    "5 D>B>C>A",
];

/// Forty-five ballots: the first example of Schulze's article.
const FORTY_FIVE: &[&str] = &[
    "5 A>C>B>E>D",
    "5 A>D>E>C>B",
    "8 B>E>D>A>C",
    "3 C>A>B>E>D",
    "7 C>A>E>B>D",
    "2 C>B>A>D>E",
    "7 D>C>E>B>A",
    "8 E>B>A>D>C",
];

#[test]
fn schulze_elects_as_published() {
    let thirty = count(Method::Schulze, 4, 1, THIRTY);
    assert_eq!(letters(&thirty.elected), "C");
    let won = |a: &str, b: &str| {
        let between = [letter(a), letter(b)];
        let mut duels = thirty.duels.iter();
        duels.find(|duel| duel.between == between).unwrap().votes
    };
    for (a, b, votes) in [
        ("A", "B", 16),
        ("A", "C", 17),
        ("A", "D", 12),
        ("B", "C", 19),
        ("B", "D", 9),
        ("C", "D", 20),
    ] {
        let [mine, theirs] = [votes, 30 - votes].map(Weight::whole);
        assert_eq!(won(a, b), [mine, theirs], "{a} {b}");
    }
    let all = count(Method::Schulze, 5, 5, FORTY_FIVE);
    assert_eq!(letters(&all.elected), "EACBD");
    let path = |a: &str, b: &str| {
        let duel = all
            .duels
            .iter()
            .find(|duel| duel.between == [letter(a), letter(b)]);
        duel.unwrap().paths.map(|path| path.to_string())
    };
    for (a, b, there, back) in [
        ("A", "B", "28", "25"),
        ("A", "C", "28", "25"),
        ("A", "D", "30", "25"),
        ("A", "E", "24", "25"),
        ("B", "C", "28", "29"),
        ("B", "D", "33", "28"),
        ("B", "E", "24", "28"),
        ("C", "D", "29", "28"),
        ("C", "E", "24", "28"),
        ("D", "E", "24", "31"),
    ] {
        assert_eq!(path(a, b), [there, back], "{a} {b}");
    }
}

#[test]
fn schulze_takes_equal_ranks_and_says_who_is_level() {
    let equal = count(Method::Schulze, 3, 1, &["2 A=B>C", "1 B>C"]);
    assert_eq!(letters(&equal.elected), "B");
    let level = count(Method::Schulze, 3, 1, &["1 A>B", "1 B>A"]);
    assert_eq!(
        level.end,
        End::Tied {
            between: named("AB"),
            seats: 1,
            what: Tie::Seat
        }
    );
    let order = named("BA");
    let told = Election {
        order: &order,
        ..Election::new(Method::Schulze, 3, 1)
    };
    assert_eq!(
        letters(&ballots(&["1 A>B", "1 B>A"]).count(&told).elected),
        "B"
    );
}

#[test]
fn instant_runoff_elects_as_computed() {
    let irv = count(Method::Irv, 4, 1, THIRTY);
    assert_eq!(
        (letters(&irv.elected), out(&irv)),
        (
            "C".to_owned(),
            named("AB").iter().map(|c| letters(&[*c])).collect()
        )
    );
    assert_eq!(votes(&irv, 1), "A 3, B 9, C 8, D 10");
    assert_eq!(votes(&irv, 2), "B 9, C 11, D 10");
    assert_eq!(votes(&irv, 3), "C 20, D 10");
}

#[test]
fn who_is_last_and_level_is_found_in_earlier_rounds_or_asked_for() {
    // B and C have five each in the second round; B had fewer in the first.
    let earlier = count(Method::Irv, 4, 1, &["6 A", "3 B", "5 C", "2 D>B"]);
    assert_eq!(out(&earlier), ["D", "B"]);
    let lines = ["6 A", "4 B>C", "4 C>B"];
    let asked = count(Method::Irv, 3, 1, &lines);
    assert_eq!(
        asked.end,
        End::Tied {
            between: named("BC"),
            seats: 1,
            what: Tie::Out
        }
    );
    assert!(asked.elected.is_empty());
    for order in ["CB", "C"] {
        let order = named(order);
        let told = Election {
            order: &order,
            ..Election::new(Method::Irv, 3, 1)
        };
        let told = ballots(&lines).count(&told);
        assert_eq!(
            (out(&told), letters(&told.elected)),
            (vec!["B".to_owned()], "C".to_owned())
        );
    }
    // One vote each, and even both are behind the next: no order of them matters.
    let harmless = count(Method::Irv, 4, 1, &["4 A", "3 B", "1 C>B", "1 D>B"]);
    assert_eq!(
        (out(&harmless)[0].as_str(), letters(&harmless.elected)),
        ("CD", "B".to_owned())
    );
}

#[test]
fn a_surplus_goes_on_as_an_exact_fraction() {
    let stv = count(Method::Stv, 3, 2, &["60 A>B", "22 C", "18 B"]);
    assert_eq!(
        stv.rounds[0].needed,
        Some(Needed::AtLeast(Votes::whole(34)))
    );
    assert_eq!(votes(&stv, 2), "A 34, B 44, C 22");
    assert_eq!(letters(&stv.elected), "AB");
    // 26 ÷ 61 of a vote each can't be written as a decimal.
    let thirds = count(Method::Stv, 3, 2, &["47 A>B", "14 A>C", "22 C", "18 B"]);
    assert_eq!(votes(&thirds, 2), "A 34, B 2367/61, C 1720/61");
}

/// Food for a party: the example with twenty guests in the encyclopaedia's article on the method.
/// A orange, B pear, C chocolate, D strawberry, E sweets; three of them can be had.
#[test]
fn a_count_of_several_rounds_comes_out_as_published() {
    let lines = ["4 A", "2 B>A", "8 C>D", "4 C>E", "1 D", "1 E"];
    let stv = count(Method::Stv, 5, 3, &lines);
    assert_eq!(stv.rounds[0].needed, Some(Needed::AtLeast(Votes::whole(6))));
    assert_eq!(votes(&stv, 1), "A 4, B 2, C 12, D 1, E 1");
    assert_eq!(votes(&stv, 2), "A 4, B 2, C 6, D 5, E 3");
    assert_eq!(votes(&stv, 3), "A 6, C 6, D 5, E 3");
    assert_eq!(
        (letters(&stv.elected), out(&stv)),
        ("CAD".to_owned(), vec!["B".to_owned(), "E".to_owned()])
    );
}

/// Two seats, 57 voters: the other example of that article.
#[test]
fn a_candidate_far_behind_is_carried_by_a_surplus() {
    let lines = ["16 A>B>C>D", "24 A>C>B>D", "17 D>A>B>C"];
    let stv = count(Method::Stv, 4, 2, &lines);
    assert_eq!(
        stv.rounds[0].needed,
        Some(Needed::AtLeast(Votes::whole(20)))
    );
    assert_eq!(votes(&stv, 2), "A 20, B 8, C 12, D 17");
    assert_eq!(votes(&stv, 3), "A 20, C 20, D 17");
    assert_eq!(letters(&stv.elected), "AC");
}

#[test]
fn half_of_a_body_elects() {
    let rule: Rule = "majority of members".parse().unwrap();
    let members = |lines: &[&str], seats, again, order: &str| {
        let order = named(order);
        let asked = Election {
            rule: Some(&rule),
            order: &order,
            again,
            people: Sums {
                members: Weight::whole(82),
                ..Sums::default()
            },
            ..Election::new(Method::Majority, 3, seats)
        };
        ballots(lines).count(&asked)
    };
    let plain = members(&["50 A", "44 B", "30 C"], 2, false, "");
    assert_eq!(
        (letters(&plain.elected), &plain.end),
        ("AB".to_owned(), &End::Complete)
    );
    // Level for the last seat: a second ballot between them.
    let level = members(&["50 A", "44 B", "44 C"], 2, false, "");
    assert_eq!(letters(&level.elected), "A");
    let second = End::SecondBallot {
        between: named("BC"),
        seats: 1,
        level: true,
    };
    assert_eq!(level.end, second);
    // Level again: the rule of the body.
    let again = members(&["44 B", "44 C"], 1, true, "");
    let asked = End::Tied {
        between: named("BC"),
        seats: 1,
        what: Tie::Seat,
    };
    assert_eq!(again.end, asked);
    let told = members(&["44 B", "44 C"], 1, true, "C");
    assert_eq!(
        (letters(&told.elected), told.end),
        ("C".to_owned(), End::Complete)
    );
    // Exactly half is not enough: the first two stand again, with whoever is level with the second.
    let half = members(&["41 A", "20 B", "20 C"], 1, false, "");
    assert!(half.elected.is_empty());
    let second = End::SecondBallot {
        between: named("ABC"),
        seats: 1,
        level: false,
    };
    assert_eq!(half.end, second);
    let half = members(&["41 A", "21 B", "20 C"], 1, false, "");
    assert!(matches!(half.end, End::SecondBallot { between, .. } if between == named("AB")));
}

#[test]
fn below_what_is_required_no_order_gives_a_seat_in_a_second_ballot_either() {
    let rule: Rule = "majority of members".parse().unwrap();
    for (n, order) in [(41, ""), (41, "B"), (20, "AB")] {
        let order = named(order);
        let asked = Election {
            rule: Some(&rule),
            order: &order,
            again: true,
            people: Sums {
                members: Weight::whole(82),
                ..Sums::default()
            },
            ..Election::new(Method::Majority, 2, 1)
        };
        let count = ballots(&[&format!("{n} A"), &format!("{n} B")]).count(&asked);
        assert!(count.elected.is_empty(), "{n} {order:?}");
        let open = End::SecondBallot {
            between: named("AB"),
            seats: 1,
            level: false,
        };
        assert_eq!(count.end, open, "{n} {order:?}");
    }
}

#[test]
fn most_votes_elect_and_who_is_level_for_the_last_seat_is_named() {
    let plain = count(Method::Plurality, 3, 2, &["2 A=B", "1 A", "1 C"]);
    assert_eq!(letters(&plain.elected), "AB");
    let level = count(Method::Plurality, 4, 2, &["3 A", "2 B", "2 C", "1 D"]);
    assert_eq!(letters(&level.elected), "A");
    assert!(matches!(level.end, End::Tied { between, seats: 1, .. } if between == named("BC")));
    let few = count(Method::Plurality, 3, 2, &["3 A"]);
    assert_eq!(
        few.end,
        End::Open { seats: 1 },
        "nobody is elected without a vote"
    );
    let tenths = count(Method::Plurality, 2, 1, &["0.1 A", "0.2 A=B", "0.1 B"]);
    assert!(matches!(tenths.end, End::Tied { .. }), "exactly level");
}

/// The example that compares the methods in the encyclopaedia's articles on them: ten seats for
/// 47,000, 16,000, 15,900, 12,000, 6,000 and 3,100 votes.
#[test]
fn lists_get_their_seats_as_published() {
    let lines = [
        "47000 A", "16000 B", "15900 C", "12000 D", "6000 E", "3100 F",
    ];
    for (method, expected) in [
        (Method::DHondt, [5, 2, 2, 1, 0, 0]),
        (Method::SainteLague, [4, 2, 2, 1, 1, 0]),
        (Method::HareNiemeyer, [5, 2, 1, 1, 1, 0]),
    ] {
        let count = count(method, 6, 10, &lines);
        let seats: Vec<_> = Candidate::all(6).map(|list| count.seats_of(list)).collect();
        assert_eq!(
            (seats.as_slice(), &count.end),
            (&expected[..], &End::Complete),
            "{method:?}"
        );
    }
    for method in [Method::DHondt, Method::SainteLague, Method::HareNiemeyer] {
        let level = count(method, 2, 3, &["5 A", "5 B"]);
        assert_eq!(letters(&level.elected), "AB");
        assert!(matches!(level.end, End::Tied { seats: 1, .. }));
        assert_eq!(count(method, 2, 3, &[]).end, End::Open { seats: 3 });
    }
}

#[test]
fn a_count_is_told_in_both_languages() {
    let names: Vec<String> = ["An", "Bình", "Cúc"].map(str::to_owned).to_vec();
    let told = count(Method::Stv, 3, 2, &["60 A>B", "22 C", "18 B"]);
    assert_eq!(
        told.explain(words(&names, Lang::En)),
        [
            "Round 1: An 60, Cúc 22, Bình 18; needed for a seat 34",
            "An is elected: 60 votes are enough",
            "The surplus of An goes on, each ballot at 13/30 of what it counted: Bình 26",
            "Round 2: Bình 44, An 34, Cúc 22; needed for a seat 34",
            "Bình is elected: 44 votes are enough",
            "Elected: An, Bình",
        ]
    );
    assert_eq!(
        told.explain(words(&names, Lang::Vi))[0],
        "Vòng 1: An 60, Cúc 22, Bình 18; cần để trúng cử 34"
    );
    let tied = count(Method::Plurality, 2, 1, &["1 A", "1 B"]);
    assert_eq!(
        tied.explain(words(&names, Lang::En))[1..],
        [
            "Nobody is elected",
            "Level for the seats still open (1): An, Bình. Who comes first is decided by the rule of the body: the older, the chair or a lot.",
        ]
    );
}

#[test]
fn the_largest_electorate_is_counted_exactly() {
    // Ten million members whose votes have six decimal places and weigh as much as they may.
    let mut ballots = Ballots::default();
    let most = Weight::millionths(Weight::MOST.in_millionths() - 1);
    let many = Weight::millionths(most.in_millionths() * 2_000_000);
    for first in 0..5_u16 {
        let order = (0..5).map(|next| Candidate((first + next * 2) % 5));
        ballots.add(Marking::For(Ranking::strict(order)), many);
    }
    ballots.add(
        Marking::For(Ranking::strict([Candidate(0)])),
        Weight::millionths(1),
    );
    for (method, _) in Method::NAMES {
        let seats = if method.fills_several() { 3 } else { 1 };
        let count = ballots.count(&Election::new(method, 5, seats));
        assert!(count.elected.len() <= seats);
        for round in &count.rounds {
            let all: Votes = round.votes.iter().map(|(_, votes)| votes).sum();
            if matches!(method, Method::Irv | Method::Stv) {
                assert_eq!(all.plus(&round.exhausted), ballots.valid().into());
            }
        }
    }
}

#[test]
fn what_an_order_decided_is_told_with_whose_order_it_is() {
    let names: Vec<String> = ["An", "Bình", "Chi"].map(str::to_owned).to_vec();
    let order = named("CB");
    let told = |method, lines: &[&str], decider, lang| {
        let asked = Election {
            order: &order,
            ..Election::new(method, 3, 1)
        };
        let count = ballots(lines).count(&asked);
        assert_eq!(count.end, End::Complete);
        let words = Words {
            decider,
            ..words(&names, lang)
        };
        [count.settled(words), count.explain(words)]
    };
    let level = ["3 B", "3 C", "1 A"];
    let [settled, all] = told(Method::Plurality, &level, Decider::Lot, Lang::En);
    assert_eq!(
        settled,
        ["Level at 3: Bình, Chi; decided by lot: Chi elected"]
    );
    assert_eq!(
        all[1],
        "Chi is elected: 3 votes, level with Bình; decided by lot"
    );
    let [settled, _] = told(Method::Plurality, &level, Decider::Chair, Lang::Vi);
    assert_eq!(
        settled,
        ["Cùng 3 phiếu: Bình, Chi; xét theo quyết định của chủ tọa: Chi trúng cử"]
    );
    let [_, all] = told(
        Method::Irv,
        &["2 A", "2 B", "2 C"],
        Decider::Older,
        Lang::En,
    );
    let out = "is out: the fewest votes (level; decided by age, the older first)";
    assert!(all.iter().any(|line| line.contains(out)), "{all:?}");
    let [settled, _] = told(
        Method::Schulze,
        &["1 B>C>A", "1 C>B>A"],
        Decider::Lot,
        Lang::En,
    );
    assert_eq!(
        settled,
        ["Chi is elected: nobody left beats Chi (level; decided by lot)"]
    );
}

#[test]
fn the_duels_of_who_is_elected_tell_why() {
    let names: Vec<String> = ["An", "Bình", "Chi"].map(str::to_owned).to_vec();
    let told =
        |lines: &[&str], lang| count(Method::Schulze, 3, 1, lines).reasons(words(&names, lang));
    let lines = ["2 A>C>B", "2 B>C>A", "1 C>A>B"];
    assert_eq!(
        told(&lines, Lang::En),
        [
            "First ranks, for information: An 2, Bình 2, Chi 1",
            "Chi is elected: nobody left beats Chi",
            "Chi beats one by one: An 3 to 2, Bình 3 to 2",
        ]
    );
    assert_eq!(
        told(&lines, Lang::Vi)[2],
        "Chi so với từng người: với An 3–2, với Bình 3–2"
    );
    // Who lost a duel wins by the paths.
    let circle = told(&["4 A>B>C", "3 B>C>A", "2 C>A>B"], Lang::En);
    assert_eq!(
        circle[2..],
        [
            "An beats one by one: Bình 6 to 3",
            "An against Chi: 4 to 5 votes; strongest paths 6 to 5",
        ]
    );
}
