//! What holds for any ballots.

use proptest::prelude::*;

use super::*;

const CANDIDATES: usize = 5;

fn any_ranking(equals: bool) -> impl Strategy<Value = Ranking> {
    let order = Just(Candidate::all(CANDIDATES).collect::<Vec<_>>()).prop_shuffle();
    let joined = proptest::collection::vec(any::<bool>(), CANDIDATES);
    (order, joined, 0..=CANDIDATES).prop_map(move |(order, joined, length)| {
        let mut ranks: Vec<Vec<Candidate>> = vec![];
        for (candidate, join) in order.into_iter().zip(joined).take(length) {
            match ranks.last_mut() {
                Some(rank) if join && equals => rank.push(candidate),
                _ => ranks.push(vec![candidate]),
            }
        }
        Ranking::new(ranks)
    })
}

fn any_weight() -> impl Strategy<Value = Weight> {
    prop_oneof![
        (1..5_u32).prop_map(Weight::whole),
        (1..3_000_000_u64).prop_map(Weight::millionths),
        Just(Weight::MOST),
    ]
}

fn any_cast(equals: bool) -> impl Strategy<Value = Vec<(Ranking, Weight)>> {
    proptest::collection::vec((any_ranking(equals), any_weight()), 0..20)
}

fn any_method() -> impl Strategy<Value = Method> {
    proptest::sample::select(Method::NAMES.map(|(method, _)| method).to_vec())
}

fn collected(cast: &[(Ranking, Weight)]) -> Ballots {
    let mut ballots = Ballots::default();
    for (ranking, weight) in cast {
        ballots.add(Marking::For(ranking.clone()), *weight);
    }
    ballots
}

proptest! {
    #[test]
    fn the_order_of_the_ballots_never_matters(
        (cast, shuffled) in any_cast(true).prop_flat_map(|cast| {
            (Just(cast.clone()), Just(cast).prop_shuffle())
        }),
        method in any_method(),
        seats in 1..4_usize,
    ) {
        let asked = Election::new(method, CANDIDATES, if method.fills_several() { seats } else { 1 });
        prop_assert_eq!(collected(&cast).count(&asked), collected(&shuffled).count(&asked));
    }

    #[test]
    fn no_vote_is_lost_and_no_seat_is_given_twice(
        cast in any_cast(false),
        method in any_method(),
        seats in 1..7_usize,
        order in Just(Candidate::all(CANDIDATES).collect::<Vec<_>>()).prop_shuffle(),
        told in any::<bool>(),
    ) {
        let ballots = collected(&cast);
        let seats = if method.fills_several() { seats } else { 1 };
        let order = if told { order } else { vec![] };
        let asked = Election { order: &order, ..Election::new(method, CANDIDATES, seats) };
        let count = ballots.count(&asked);
        prop_assert!(count.elected.len() <= seats);
        if matches!(method, Method::Irv | Method::Stv) {
            for round in &count.rounds {
                let all: Votes = round.votes.iter().map(|(_, votes)| votes).sum();
                prop_assert_eq!(all.plus(&round.exhausted), ballots.valid().into());
            }
        }
        let lists = method.form() == Form::One;
        let mut elected = count.elected.clone();
        elected.sort_unstable();
        elected.dedup();
        prop_assert!(lists || elected.len() == count.elected.len());
        // Seats given and seats open are all the seats.
        let open = match &count.end {
            End::Complete => 0,
            End::Tied { seats, .. } | End::SecondBallot { seats, .. } | End::Open { seats } => *seats,
        };
        prop_assert_eq!(count.elected.len() + open, seats);
        if told {
            prop_assert!(!matches!(count.end, End::Tied { .. }), "{:?}", count.end);
        }
        for lang in [Lang::Vi, Lang::En] {
            let names: Vec<_> = ('A'..='E').map(String::from).collect();
            prop_assert!(count.explain(words(&names, lang)).len() >= 2);
        }
    }

    #[test]
    fn more_votes_never_cost_a_seat(
        cast in any_cast(true),
        more in any_weight(),
        favoured in 0..CANDIDATES,
        seats in 1..4_usize,
    ) {
        let asked = Election::new(Method::Plurality, CANDIDATES, seats);
        let favoured = Candidate(u16::try_from(favoured).unwrap());
        let mut ballots = collected(&cast);
        let before = ballots.count(&asked).elected.contains(&favoured);
        ballots.add(Marking::For(Ranking::marks([favoured])), more);
        prop_assert!(!before || ballots.count(&asked).elected.contains(&favoured));
    }

    #[test]
    fn who_wins_every_duel_wins(cast in any_cast(true)) {
        let count = collected(&cast).count(&Election::new(Method::Schulze, CANDIDATES, 1));
        let wins = |candidate: Candidate| count.duels.iter().all(|duel| {
            let [mine, theirs] = duel.votes;
            match duel.between {
                [a, _] if a == candidate => mine > theirs,
                [_, b] if b == candidate => theirs > mine,
                _ => true,
            }
        });
        if let Some(winner) = Candidate::all(CANDIDATES).find(|candidate| wins(*candidate)) {
            prop_assert_eq!(&count.elected, &[winner]);
        }
    }

    /// The Droop quota lets a group that fills so many quotas by itself have so many seats.
    #[test]
    fn a_solid_group_gets_its_quotas(
        sizes in proptest::collection::vec(1..40_u32, 2),
        seats in 1..4_usize,
    ) {
        // A, B and C before all others, or D and E.
        let mut ballots = Ballots::default();
        ballots.add(Marking::For(Ranking::strict(named("ABCDE"))), Weight::whole(sizes[0]));
        ballots.add(Marking::For(Ranking::strict(named("DE"))), Weight::whole(sizes[1]));
        let order = named("ABCDE");
        let asked = Election { order: &order, ..Election::new(Method::Stv, CANDIDATES, seats) };
        let count = ballots.count(&asked);
        let quota = (sizes[0] + sizes[1]) / (u32::try_from(seats).unwrap() + 1) + 1;
        let got = count.elected.iter().filter(|c| c.0 < 3).count();
        let quotas = usize::try_from(sizes[0] / quota).unwrap().min(3).min(seats);
        prop_assert!(got >= quotas, "{got} of {quotas}");
    }
}
