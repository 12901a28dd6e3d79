//! Ties as they were decided elsewhere, outcomes that can still change, and what is said.

use proptest::prelude::*;
use proptest::sample::select;

use super::*;
use crate::session::rule::Preset;
use crate::session::rule::tests::{any_rule, any_sums, any_weight};
use crate::text::Lang;
use Outcome::{Carried, NotCarried, Tied};

const YES: Option<Chair> = Some(Chair::Votes(Side::Yes));
const NO: Option<Chair> = Some(Chair::Votes(Side::No));
const ABSTAINS: Option<Chair> = Some(Chair::Abstains);

fn rule(text: &str) -> Rule {
    text.parse().unwrap()
}

/// So many votes of a body with so many members, all of them entitled.
fn votes_of(members: u32, yes: u32, no: u32, abstain: u32) -> Sums {
    Sums {
        members: Weight::whole(members),
        present: Weight::whole(members),
        entitled: Weight::whole(members),
        ..Sums::votes(yes, no, abstain)
    }
}

fn case(rule: &Rule, tie: TieRule, chair: Option<Chair>, sums: Sums) -> Case<'_> {
    Case {
        rule,
        tie,
        said: Said { chair, drawn: None },
        quorum: None,
        sums,
    }
}

fn outcome(rule_text: &str, tie: TieRule, chair: Option<Chair>, sums: Sums) -> Outcome {
    case(&rule(rule_text), tie, chair, sums).judge().outcome
}

#[test]
fn t1_the_side_of_the_chair_wins_a_tie_and_nothing_else() {
    let tie = TieRule::ChairSide;
    let judge = |sums, chair| outcome("majority of members", tie, chair, sums);
    assert_eq!(judge(votes_of(25, 12, 12, 1), YES), Carried);
    assert_eq!(judge(votes_of(25, 12, 12, 1), NO), NotCarried);
    assert_eq!(judge(votes_of(25, 12, 12, 1), None), Tied);
    assert_eq!(judge(votes_of(25, 12, 12, 0), ABSTAINS), Tied);
    assert_eq!(judge(votes_of(25, 12, 11, 2), YES), NotCarried);
    assert_eq!(judge(votes_of(25, 0, 0, 25), YES), NotCarried);
    assert_eq!(judge(votes_of(24, 13, 11, 0), NO), Carried);
}

#[test]
fn t2_who_does_not_vote_otherwise_breaks_a_tie() {
    let senate = |chair| {
        outcome(
            "simple",
            TieRule::CastingVote,
            chair,
            votes_of(100, 50, 50, 0),
        )
    };
    assert_eq!(senate(YES), Carried);
    assert_eq!(senate(NO), NotCarried);
    assert_eq!(senate(ABSTAINS), NotCarried);
    assert_eq!(senate(None), Tied);
}

#[test]
fn t3_a_chair_who_is_a_member_may_break_or_make_a_tie() {
    let judge = |yes, no, chair| {
        outcome(
            "simple",
            TieRule::ChairMayVote,
            chair,
            votes_of(30, yes, no, 0),
        )
    };
    assert_eq!(judge(10, 10, None), NotCarried);
    assert_eq!(judge(10, 10, YES), Carried);
    assert_eq!(judge(11, 10, None), Carried);
    assert_eq!(judge(11, 10, NO), NotCarried);
    assert_eq!(judge(11, 10, YES), Carried);
}

#[test]
fn t4_what_is_tied_is_lost_where_nobody_may_break_it() {
    for chair in [None, YES, NO] {
        assert_eq!(
            outcome("simple", TieRule::Lost, chair, votes_of(30, 10, 10, 0)),
            NotCarried
        );
    }
}

#[test]
fn t5_a_second_vote_makes_six_to_five() {
    let rule = rule("simple");
    let verdict = case(&rule, TieRule::SecondVote, YES, votes_of(10, 5, 5, 0)).judge();
    assert_eq!(verdict.outcome, Carried);
    let done = verdict.intervention.unwrap();
    assert_eq!((done.yes, done.no), (Weight::whole(6), Weight::whole(5)));
}

#[test]
fn t6_the_chair_decides() {
    let judge = |chair| {
        outcome(
            "simple",
            TieRule::CastingVote,
            chair,
            votes_of(21, 10, 10, 0),
        )
    };
    assert_eq!((judge(YES), judge(NO)), (Carried, NotCarried));
}

#[test]
fn t7_a_mayor_is_asked_only_once_there_is_a_tie() {
    let judge = |yes, no, chair| {
        outcome(
            "simple",
            TieRule::CastingVote,
            chair,
            votes_of(9, yes, no, 0),
        )
    };
    assert_eq!(judge(4, 3, None), Carried);
    assert_eq!(judge(4, 3, NO), Carried);
    assert_eq!(judge(4, 4, None), Tied);
    assert_eq!(judge(4, 4, YES), Carried);
}

#[test]
fn nobody_is_asked_for_a_vote_that_would_be_too_few() {
    let judge = |chair, sums| outcome("majority of members", TieRule::CastingVote, chair, sums);
    assert_eq!(judge(None, votes_of(25, 10, 10, 5)), NotCarried);
    assert_eq!(judge(YES, votes_of(25, 10, 10, 5)), NotCarried);
    assert_eq!(judge(None, votes_of(25, 12, 12, 0)), Tied);
    assert_eq!(judge(YES, votes_of(25, 12, 12, 0)), Carried);
}

#[test]
fn a_lot_decides_when_it_has_been_drawn() {
    let rule = rule("simple");
    let mut case = case(&rule, TieRule::Lot, YES, votes_of(10, 5, 5, 0));
    assert_eq!(case.judge().outcome, Tied);
    case.said.drawn = Some(Side::Yes);
    assert_eq!(case.judge().outcome, Carried);
    case.said.drawn = Some(Side::No);
    assert_eq!(case.judge().outcome, NotCarried);
}

#[test]
fn half_is_no_tie_where_more_than_half_is_asked_or_half_is_enough() {
    for (text, expected) in [
        ("two thirds of cast", NotCarried),
        ("two thirds of cast and simple", NotCarried),
        ("unanimous", NotCarried),
        ("no objection", NotCarried),
        (">= 1/2 of cast", Carried),
        ("plurality", Tied),
        ("> 50/100 of cast", Tied),
    ] {
        let sums = votes_of(10, 5, 5, 0);
        assert_eq!(
            outcome(text, TieRule::ChairSide, None, sums),
            expected,
            "{text}"
        );
    }
}

#[test]
fn without_a_quorum_nothing_is_decided() {
    let rule = rule("simple");
    let quorum = crate::session::quorum::Quorum::read("two thirds").unwrap();
    let judge = |present| {
        let case = Case {
            quorum: Some(Standing::of(quorum, present, 25)),
            ..case(&rule, TieRule::Lost, None, votes_of(25, 16, 0, 0))
        };
        (case.judge().outcome, case.judge().explain(Lang::En))
    };
    assert_eq!(judge(17).0, Carried);
    let (outcome, said) = judge(16);
    assert_eq!(outcome, Outcome::NoQuorum);
    assert_eq!(said, "no quorum: 17 of 25 members required, 16 present");
}

#[test]
fn what_is_still_out_can_change_the_outcome_or_not() {
    let can = |text: &str, tie, sums| case(&rule(text), tie, None, sums).can_change();
    let (lost, side) = (TieRule::Lost, TieRule::ChairSide);
    assert!(!can("majority of members", lost, votes_of(82, 42, 0, 0)));
    assert!(can("majority of members", lost, votes_of(82, 41, 40, 0)));
    assert!(!can("majority of members", lost, votes_of(82, 10, 41, 0)));
    assert!(!can("simple", lost, votes_of(10, 6, 3, 1)));
    assert!(!can("simple", lost, votes_of(10, 6, 3, 0)));
    assert!(can("simple", lost, votes_of(10, 5, 4, 0)));
    // 12 to 12 would be enough with the chair's side, and 12 to 12 is all that can be reached.
    assert!(can("majority of members", side, votes_of(25, 11, 12, 1)));
    assert!(!can("majority of members", lost, votes_of(25, 11, 12, 1)));
    // 10 to 11 with two out: 12 to 11 is too few, 11 to 11 is a tie.
    assert!(can("majority of members", side, votes_of(25, 10, 11, 2)));
    assert!(can("no objection", lost, votes_of(25, 0, 0, 0)));
    assert!(!can("no objection", lost, votes_of(25, 0, 1, 0)));
}

#[test]
fn a_verdict_is_said_in_both_languages() {
    let said = |text: &str, tie, chair, sums| {
        let rule = rule(text);
        let verdict = case(&rule, tie, chair, sums).judge();
        (verdict.explain(Lang::En), verdict.explain(Lang::Vi))
    };
    let lost = TieRule::Lost;
    for ((en, vi), expected_en, expected_vi) in [
        (
            said("majority of members", lost, None, votes_of(82, 41, 3, 36)),
            "42 required (more than half of 82 members); 41 in favour: not carried",
            "41 phiếu tán thành, cần 42 (quá nửa tổng số 82 thành viên): không được thông qua",
        ),
        (
            said("double threshold", lost, None, votes_of(13, 7, 4, 2)),
            "8 required (at least 2/3 of 11 votes for and against) and 7 required (more than half \
             of 13 present); 7 in favour: not carried",
            "7 phiếu tán thành, cần 8 (ít nhất 2/3 tổng số 11 phiếu tán thành và không tán thành) và cần 7 \
             (quá nửa tổng số 13 người có mặt): không được thông qua",
        ),
        (
            said("all members", lost, None, votes_of(1250, 1250, 0, 0)),
            "1,250 required (all of 1,250 members); 1,250 in favour: carried",
            "1.250 phiếu tán thành, cần 1.250 (đủ tổng số 1.250 thành viên): được thông qua",
        ),
        (
            said("two thirds of cast", lost, None, votes_of(12, 0, 0, 12)),
            "1 required (at least 2/3 of 0 votes for and against); 0 in favour: not carried. \
             Without a vote in favour nothing is carried",
            "0 phiếu tán thành, cần 1 (ít nhất 2/3 tổng số 0 phiếu tán thành và không tán thành): không \
             được thông qua. Không có phiếu tán thành nào thì không được thông qua",
        ),
        (
            said("UBND", TieRule::ChairSide, YES, votes_of(25, 12, 12, 1)),
            "13 required (more than half of 25 members); 12 in favour, 12 against, a tie: the side \
             of the chair wins, in favour: carried. Note: the 12 in favour do not reach the 13 \
             required (more than half of 25 members); the tie rule alone carries it",
            "12 phiếu tán thành, 12 phiếu không tán thành, cần 13 (quá nửa tổng số 25 thành viên), \
             số phiếu ngang nhau: theo bên của chủ tọa, là bên tán thành: được thông qua. Lưu ý: \
             12 phiếu tán thành chưa đủ 13 (quá nửa tổng số 25 thành viên), được thông qua chỉ theo quy \
             tắc khi ngang phiếu",
        ),
        (
            said("simple", TieRule::ChairSide, YES, votes_of(100, 3, 3, 0)),
            "4 required (more than half of 6 votes for and against); 3 in favour, 3 against, a tie: the \
             side of the chair wins, in favour: carried",
            "3 phiếu tán thành, 3 phiếu không tán thành, cần 4 (quá nửa tổng số 6 phiếu tán thành và \
             không tán thành), số phiếu ngang nhau: theo bên của chủ tọa, là bên tán thành: được \
             thông qua",
        ),
        (
            said("simple", TieRule::CastingVote, YES, votes_of(9, 4, 4, 0)),
            "5 required (more than half of 8 votes for and against); 4 in favour, 4 against, a \
             tie: the chair's vote makes it 5 to 4: carried",
            "4 phiếu tán thành, 4 phiếu không tán thành, cần 5 (quá nửa tổng số 8 phiếu tán thành và \
             không tán thành), số phiếu ngang nhau: với phiếu của chủ tọa là 5 trên 4: được thông qua",
        ),
        (
            said("no objection", lost, None, votes_of(25, 0, 1, 0)),
            "no objection required; 1 against: not carried. The question has to be put to an \
             ordinary vote",
            "cần không ai phản đối, có 1 phiếu không tán thành: không được thông qua. Nội dung này \
             phải đưa ra biểu quyết",
        ),
        (
            said("no objection", lost, None, votes_of(25, 0, 0, 0)),
            "nobody objected: carried",
            "không ai phản đối: được thông qua",
        ),
    ] {
        assert_eq!(en, expected_en);
        assert_eq!(vi, expected_vi);
    }
}

#[test]
fn the_share_is_announced_of_all_members() {
    let rule = Preset::COUNCIL.rule();
    let verdict = case(&rule, TieRule::Lost, None, votes_of(82, 42, 38, 0)).judge();
    assert_eq!(
        verdict.share(Lang::Vi).unwrap(),
        "42/82 thành viên tán thành, chiếm 51,22 % tổng số thành viên"
    );
    let tied = votes_of(9, 4, 4, 0);
    let broken = case(&rule, TieRule::CastingVote, YES, tied).judge();
    let open = case(&rule, TieRule::CastingVote, None, tied).judge();
    assert_eq!(
        [broken, open].map(|verdict| verdict.share(Lang::En).unwrap()),
        [
            "5 of 9 members in favour, 55.56%",
            "4 of 9 members in favour, 44.44%"
        ]
    );
    assert_eq!(verdict.outlook(Lang::En), None);
    assert_eq!(verdict.margin().to_string(), "0");
    let verdict = case(&rule, TieRule::Lost, None, votes_of(82, 41, 3, 36)).judge();
    assert_eq!(verdict.margin().to_string(), "-1");
    let half = "0.5".parse::<Weight>().unwrap();
    assert_eq!(
        (half.say(Lang::Vi), half.say(Lang::En)),
        ("0,5".into(), "0.5".into())
    );
}

#[test]
fn an_outcome_keeps_the_name_it_has_in_records() {
    for outcome in [Carried, NotCarried, Tied, Outcome::NoQuorum] {
        let json = serde_json::to_string(&outcome).unwrap();
        assert_eq!(json, format!("\"{}\"", outcome.name()));
    }
}

fn any_said() -> impl Strategy<Value = Said> {
    let chair = select(vec![None, YES, NO, ABSTAINS]);
    let drawn = select(vec![None, Some(Side::Yes), Some(Side::No)]);
    (chair, drawn).prop_map(|(chair, drawn)| Said { chair, drawn })
}

fn any_tie() -> impl Strategy<Value = TieRule> {
    select(TieRule::NAMES.map(|(tie, _)| tie).to_vec())
}

/// As many for as against, among few people.
fn tied_sums() -> impl Strategy<Value = Sums> {
    let few = [1..30u32, 0..5, 0..5];
    few.prop_map(|[each, abstain, away]| votes_of(2 * each + abstain + away, each, each, abstain))
}

/// What the side of the chair wins, one vote more in favour can lose: it is no tie then.
#[test]
fn a_side_that_a_tie_fell_to_can_be_lost_by_one_vote_more() {
    let with = |yes, abstain| {
        let sums = votes_of(25, yes, 11, abstain);
        outcome("> 1/2 of members", TieRule::ChairSide, YES, sums)
    };
    assert_eq!(with(11, 3), Carried);
    assert_eq!(with(12, 2), NotCarried);
    assert_eq!(with(13, 1), Carried);
}

proptest! {
    #[test]
    fn every_case_has_a_verdict_and_words_for_it(
        rule in any_rule(),
        tie in any_tie(),
        said in any_said(),
        sums in any_sums(),
    ) {
        let case = Case { rule: &rule, tie, said, quorum: None, sums };
        let verdict = case.judge();
        prop_assert_eq!(sums.ballots() + sums.not_voting(), sums.entitled);
        for lang in [Lang::Vi, Lang::En] {
            let unfilled = verdict.explain(lang).contains('{');
            prop_assert!(!unfilled);
            prop_assert!(verdict.outlook(lang).is_some() == case.can_change());
        }
        // By the votes alone a motion is carried where none is missing.
        let enough = !verdict.margin().short && sums.yes > Weight::ZERO;
        if sums.yes > Weight::ZERO {
            prop_assert_eq!(rule.carries(&sums), enough);
        }
    }

    /// More votes in favour lose nothing but the side to which a tie fell, as the module's page says.
    #[test]
    fn more_votes_in_favour_lose_only_a_tie_that_fell_to_a_side(
        rule in any_rule(),
        tie in any_tie(),
        said in any_said(),
        sums in prop_oneof![any_sums(), tied_sums()],
        more in prop_oneof![(1..=30u32).prop_map(Weight::whole), any_weight()],
    ) {
        let case = Case { rule: &rule, tie, said, quorum: None, sums };
        let before = case.judge();
        let with = Sums { yes: sums.yes + more, ..sums };
        let after = Case { sums: with, ..case }.judge();
        let by_tie = before.intervention.is_some_and(|done| done.tied);
        let by_vote = matches!(tie, TieRule::CastingVote | TieRule::SecondVote);
        // A part of a vote is less than the one a chair adds.
        let may_fall = by_tie && (!by_vote || more < Weight::ONE);
        if before.outcome == Carried && !may_fall {
            prop_assert_eq!(after.outcome, Carried);
        }
    }

    /// Among few people every way in which those left can vote is tried.
    #[test]
    fn an_outcome_that_cannot_change_does_not(
        preset in select(Preset::ALL.to_vec()),
        tie in any_tie(),
        said in any_said(),
        [yes, no, abstain, left, away] in [0..6u32, 0..6, 0..3, 1..5, 0..3],
    ) {
        let members = yes + no + abstain + left + away;
        let sums = Sums {
            entitled: Weight::whole(members - away),
            ..votes_of(members, yes, no, abstain)
        };
        let rule = preset.rule();
        let case = Case { rule: &rule, tie, said, quorum: None, sums };
        let now = case.judge().outcome;
        // A chair who adds a vote is among those left.
        let left = left - u32::from(case.added().is_some());
        let mut changes = false;
        for y in 0..=left {
            for n in 0..=left - y {
                for a in 0..=left - y - n {
                    let sums = Sums {
                        yes: sums.yes + Weight::whole(y),
                        no: sums.no + Weight::whole(n),
                        abstain: sums.abstain + Weight::whole(a),
                        ..sums
                    };
                    changes |= Case { sums, ..case }.judge().outcome != now;
                }
            }
        }
        prop_assert_eq!(case.can_change(), changes);
    }
}

#[test]
fn words_fit_numbers_of_none_one_and_two() {
    let rules = Preset::ALL.map(|preset| preset.rule());
    let numbers = [0, 1, 2].into_iter();
    let sums = numbers.flat_map(|yes| (0..3).map(move |no| votes_of(yes.max(1) + no, yes, no, 0)));
    for (rule, sums) in rules
        .iter()
        .flat_map(|rule| sums.clone().map(move |s| (rule, s)))
    {
        let verdict = case(rule, TieRule::CastingVote, YES, sums).judge();
        let said = [
            Some(verdict.explain(Lang::En)),
            verdict.share(Lang::En),
            Some(verdict.asks(Lang::En)),
        ];
        for said in said.into_iter().flatten() {
            for wrong in [
                "1 votes",
                "1 members",
                "1 ballots",
                "0 vote ",
                "2 vote ",
                "2 member ",
                "all all",
                "all of all",
            ] {
                let mut words = said.match_indices(wrong);
                let wrong =
                    words.any(|(at, _)| !said[..at].ends_with(|c: char| c.is_ascii_digit()));
                assert!(!wrong, "{said}");
            }
        }
    }
}

#[test]
fn parts_of_votes_are_no_members() {
    let rule = rule("majority of members");
    let sums = Sums {
        yes: "0.1".parse().unwrap(),
        no: "0.3".parse().unwrap(),
        members: "0.400001".parse().unwrap(),
        ..Sums::default()
    };
    let verdict = case(&rule, TieRule::Lost, None, sums).judge();
    assert_eq!(
        verdict.explain(Lang::En),
        "0.200001 votes required, weights counted to the millionth of a vote \
         (more than half of 0.400001 votes of all members); 0.1 in favour: not carried"
    );
    assert_eq!(
        verdict.share(Lang::En).unwrap(),
        "0.1 of 0.400001 votes of all members in favour, 25.00%"
    );
}
