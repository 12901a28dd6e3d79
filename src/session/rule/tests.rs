//! Rules as text and as arithmetic, against cases that others decided and for every number.

mod words;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use super::*;
use crate::session::quorum::Quorum;

fn rule(text: &str) -> Rule {
    text.parse().unwrap()
}

/// The worked example of the confidence vote on the page of presets, which is run as a test there.
const CONFIDENCE: &str = "```
use chair_console::session::Weight;
use chair_console::session::rule::{Confidence, Grades};

let members = Weight::whole(9);
let low = |votes| Grades { low: Weight::whole(votes), ..Grades::default() };
assert_eq!(Confidence::judge(&low(4), members), Confidence::Stays);
assert_eq!(Confidence::judge(&low(5), members), Confidence::MayResign);
assert_eq!(Confidence::judge(&low(6), members), Confidence::Removal);
```
";

#[test]
fn the_page_of_presets_has_every_one_as_it_is() {
    let mut page =
        "| name | in Vietnamese | conditions | tie | quorum |\n|---|---|---|---|---|\n".to_owned();
    for preset in Preset::ALL {
        let quorum = preset
            .quorum
            .map_or(String::new(), |name| format!("`{name}`"));
        page.push_str(&format!(
            "| `{}` | `{}` | `{}` | `{}` | {quorum} |\n",
            preset.name,
            preset.vietnamese,
            preset.rule(),
            preset.tie,
        ));
    }
    let (resign, removal) = (Confidence::MAY_RESIGN, Confidence::REMOVAL);
    page.push_str(&format!(
        "\nIn a confidence vote (`lấy phiếu tín nhiệm`) the low grade alone counts: given by `{resign}` \
         the person may resign, by `{removal}` removal is put to the vote. Source: Resolution \
         85/2014/QH13 of the National Assembly, of all deputies; Resolution 96/2023/QH15, which took \
         its place, has the removal and counts both parts of all ballots. Where that leads to \
         something else it is told beside the result. Of 9 members:\n\n"
    ));
    let page = page + CONFIDENCE;
    assert_eq!(include_str!("presets.md"), page);
}

#[test]
fn the_page_of_presets_names_the_quorums_as_they_are() {
    let source = include_str!("preset.rs").replace("\n/// ", " ");
    for (name, vietnamese, written) in Quorum::PRESETS {
        let said = format!("`{name}` or `{vietnamese}`, `{written}`");
        assert!(source.contains(&said), "{said}");
    }
}

#[test]
fn a_rule_is_read_and_written() {
    for text in [
        "> 1/2 of members",
        ">= 2/3 of cast and > 1/2 of present",
        "> 66/100 of cast with abstentions",
        "no objection",
        "plurality",
    ] {
        assert_eq!(rule(text).to_string(), text);
    }
    for (text, written) in [
        ("simple", "> 1/2 of cast"),
        ("≥ 2/3 of cast", ">= 2/3 of cast"),
        (
            ">=2/3  OF\tcast   with INVALID",
            ">= 2/3 of cast with invalid",
        ),
        (
            "Two Thirds of cast AND quá nửa số người có mặt",
            ">= 2/3 of cast and > 1/2 of present",
        ),
        ("ubnd", "> 1/2 of members"),
        ("khong ai phan doi", "no objection"),
        (" > 1/2 of cast ", "> 1/2 of cast"),
    ] {
        assert_eq!(rule(text).to_string(), written, "{text}");
    }
}

#[test]
fn a_wrong_rule_says_where_and_what_could_stand_there() {
    for (text, part, byte, character, wanted) in [
        ("", "", 0, 1, Wanted::Part),
        (
            "everybody of members",
            "everybody of members",
            0,
            1,
            Wanted::Part,
        ),
        ("= 1/2 of cast", "= 1/2 of cast", 0, 1, Wanted::Part),
        ("> some of cast", "some of cast", 2, 3, Wanted::Fraction),
        ("≥ 2 of cast", "2 of cast", 4, 3, Wanted::Fraction),
        (
            "> 1/99999999999 of cast",
            "99999999999 of cast",
            4,
            5,
            Wanted::Fraction,
        ),
        ("> 1/0 of cast", "1/0 of cast", 2, 3, Wanted::ProperFraction),
        (
            "> 1/2 of cast and > 3/2 of present",
            "3/2 of present",
            20,
            21,
            Wanted::ProperFraction,
        ),
        ("> 1/2 of everyone", "everyone", 9, 10, Wanted::Base),
        ("> 1/2 of", "", 8, 9, Wanted::Base),
        ("> 1/2 of cast votes", "votes", 14, 15, Wanted::End),
        ("> 1/2 of cast and", "", 17, 18, Wanted::Part),
        ("no objection and simple", "simple", 17, 18, Wanted::Alone),
        ("simple and plurality", "plurality", 11, 12, Wanted::Alone),
    ] {
        let wrong = text.parse::<Rule>().unwrap_err();
        let found = (&*wrong.part, wrong.byte, wrong.character, wrong.wanted);
        assert_eq!(found, (part, byte, character, wanted), "{text}");
    }
    let wrong = "> 1/2 of everyone".parse::<Rule>().unwrap_err();
    assert_eq!(
        wrong.to_string(),
        "“everyone”, from character 10 of the rule, cannot stand there. Write what the fraction is \
         taken of: `cast` (votes for and against), `cast with abstentions` (votes cast, abstentions \
         included), `cast with invalid` (votes cast, invalid included), `present` (those present), \
         `entitled` (those entitled), `members` (all members)."
    );
    let ends = "> 1/2".parse::<Rule>().unwrap_err();
    assert!(
        ends.to_string()
            .starts_with("At character 6 of the rule something is missing.")
    );
}

#[test]
fn a_rule_has_a_bounded_number_of_conditions() {
    let many = |n| vec!["> 1/2 of cast"; n].join(" and ");
    assert_eq!(rule(&many(MOST_CONDITIONS)).conditions().len(), 8);
    let wrong = many(MOST_CONDITIONS + 1).parse::<Rule>().unwrap_err();
    assert_eq!(wrong.wanted, Wanted::Fewer);
}

#[test]
fn every_preset_is_known_by_both_its_names() {
    for preset in Preset::ALL {
        for name in [
            preset.name,
            preset.vietnamese,
            &preset.vietnamese.to_uppercase(),
        ] {
            assert_eq!(rule(name), preset.rule(), "{name}");
            assert_eq!(Preset::named(name), Some(&preset), "{name}");
        }
        assert!(!preset.rule().conditions().is_empty());
        if let Some(quorum) = preset.quorum {
            assert!(Quorum::read(quorum).is_ok());
        }
    }
}

#[test]
fn tie_rules_are_known_by_their_names() {
    for (tie, name) in TieRule::NAMES {
        assert_eq!(name.parse(), Ok(tie));
        assert_eq!(tie.to_string(), name);
    }
    assert_eq!("coin".parse::<TieRule>(), Err(WrongTieRule));
}

#[test]
fn weights_compare_exactly() {
    let sums = Sums {
        yes: "0.3".parse().unwrap(),
        no: "0.3".parse().unwrap(),
        ..Sums::default()
    };
    assert!(!rule("> 1/2 of cast").carries(&sums));
    assert_eq!(
        rule("> 1/2 of cast").required(&sums),
        "0.300001".parse().unwrap()
    );
}

#[test]
fn nothing_is_carried_without_a_vote_in_favour() {
    for preset in Preset::ALL {
        let silent = preset.rule().is_no_objection();
        assert_eq!(preset.rule().carries(&Sums::votes(0, 0, 12)), silent);
        assert!(!preset.rule().carries(&Sums::default()), "{}", preset.name);
    }
    let required = rule(">= 2/3 of cast").required(&Sums::votes(0, 0, 12));
    assert_eq!(required, Weight::ONE);
}

/// What was recorded before such a fraction was refused is read all the same.
#[test]
fn a_fraction_of_nothing_stands_only_in_records() {
    for written in [">= 0/2 of cast", "simple and > 0/7 of members"] {
        let wrong = written.parse::<Rule>().unwrap_err();
        assert_eq!(wrong.wanted, Wanted::ProperFraction);
        assert_eq!(written.get(wrong.byte..wrong.byte + 1), Some("0"));
        let recorded = serde_json::to_string(written).unwrap();
        assert!(serde_json::from_str::<Rule>(&recorded).is_ok());
    }
    let quorum = ">= 0/2 of members";
    assert!(Quorum::read(quorum).is_err());
    let recorded = format!(r#"{{"rule":"{quorum}","grace_s":60}}"#);
    assert!(serde_json::from_str::<Quorum>(&recorded).is_ok());
}

#[test]
fn the_largest_sums_do_not_overflow() {
    let most = Weight::millionths(u64::MAX);
    let sums = Sums {
        yes: most,
        no: most,
        members: most,
        ..Sums::default()
    };
    let recorded = r#""> 4294967295/4294967295 of members""#;
    let rule: Rule = serde_json::from_str(recorded).unwrap();
    assert!(!rule.carries(&sums));
    assert_eq!(rule.required(&sums), most);
}

#[test]
fn numbers_that_cannot_be_are_found() {
    let sums = |present, entitled, members| Sums {
        present: Weight::whole(present),
        entitled: Weight::whole(entitled),
        members: Weight::whole(members),
        ..Sums::votes(60, 35, 0)
    };
    for (sums, found) in [
        (sums(95, 95, 100), None),
        (sums(0, 95, 0), None),
        (sums(94, 95, 100), Some(Excess::BallotsOfPresent)),
        (sums(95, 94, 100), Some(Excess::BallotsOfEntitled)),
        (sums(0, 0, 94), Some(Excess::BallotsOfMembers)),
        (sums(101, 100, 100), Some(Excess::PresentOfMembers)),
        (sums(100, 101, 100), Some(Excess::EntitledOfMembers)),
    ] {
        assert_eq!(sums.check().err().map(|wrong| wrong.what), found);
    }
}

/// Cases recomputed by hand, many of them votes that were really taken.
#[test]
fn known_votes_come_out_as_they_did() {
    let cases = include_str!("../../../tests/golden/votes.tsv");
    let mut lines = cases.lines();
    let header: Vec<_> = lines.next().unwrap().split('\t').collect();
    let mut count = 0;
    for line in lines {
        let cells: Vec<_> = line.split('\t').collect();
        let cell = |name: &str| {
            let place = header.iter().position(|column| *column == name).unwrap();
            cells[place]
        };
        let votes = |name: &str| match cell(name) {
            "" => Weight::ZERO,
            number => number.parse().unwrap(),
        };
        let base = match cell("base") {
            "cast_abs" => "cast with abstentions",
            "cast_inv" => "cast with invalid",
            base => base,
        };
        let written = format!("{} {} of {base}", cell("cmp"), cell("fraction"));
        let rule = rule(&written);
        let sums = Sums {
            yes: votes("Y"),
            no: votes("N"),
            abstain: votes("A"),
            invalid: votes("I"),
            present: votes("P"),
            entitled: votes("E"),
            members: votes("M"),
        };
        let id = cell("id");
        let [condition] = rule.conditions() else {
            panic!("{id} has one condition");
        };
        let whole = sums.of(condition.base);
        assert_eq!(whole, votes("base_value"), "{id}: base");
        let required = condition.required(whole, true);
        assert_eq!(required, votes("required"), "{id}: required");
        let carried = rule.carries(&sums);
        assert_eq!(carried, cell("expect") == "pass", "{id}: {written}");
        // What is shown as required is what decides, but that something must be in favour.
        let enough = Sums {
            yes: rule.required(&sums),
            ..sums
        };
        if matches!(
            condition.base,
            Base::Present | Base::Entitled | Base::Members
        ) {
            assert!(rule.carries(&enough), "{id}: {}", enough.yes);
        }
        count += 1;
    }
    assert_eq!(count, 43);
}

fn condition() -> impl Strategy<Value = Condition> {
    let fraction = prop_oneof![
        Just((1, 2)),
        (1..=u32::MAX).prop_flat_map(|down| (1..=down, Just(down))),
    ];
    let compare = select(vec![Compare::MoreThan, Compare::AtLeast]);
    let base = select(Base::NAMES.map(|(base, _)| base).to_vec());
    (fraction, compare, base).prop_map(|((numerator, denominator), compare, base)| Condition {
        // More than all can never be, and is not read.
        compare: match numerator == denominator {
            true => Compare::AtLeast,
            false => compare,
        },
        numerator,
        denominator,
        base,
    })
}

pub(in crate::session) fn any_rule() -> impl Strategy<Value = Rule> {
    prop_oneof![
        3 => vec(condition(), 1..=MOST_CONDITIONS).prop_map(|all| Rule(Form::All(all))),
        2 => select(Preset::ALL.map(|preset| preset.rule()).to_vec()),
    ]
}

/// Ten million members with up to a million votes each, to six places.
pub(in crate::session) fn any_weight() -> impl Strategy<Value = Weight> {
    const MOST: u64 = 10_000_000_000_000_000_000;
    prop_oneof![
        (0..=30u32).prop_map(Weight::whole),
        (0..=MOST / 4).prop_map(Weight::millionths),
    ]
}

prop_compose! {
    /// Sums that can be.
    pub(in crate::session) fn any_sums()(
        [yes, no, abstain, invalid] in [any_weight(), any_weight(), any_weight(), any_weight()],
        [silent, away] in [0..=1_000_000_000u64, 0..=1_000_000_000],
    ) -> Sums {
        let sums = Sums { yes, no, abstain, invalid, ..Sums::default() };
        let entitled = sums.ballots() + Weight::millionths(silent);
        let members = entitled + Weight::millionths(away);
        Sums { entitled, present: entitled, members, ..sums }
    }
}

fn any_mark() -> impl Strategy<Value = Mark> {
    select(vec![
        Mark::Yes,
        Mark::No,
        Mark::Abstain,
        Mark::Invalid,
        Mark::NotVoting,
    ])
}

proptest! {
    #[test]
    fn what_is_written_is_read_back(rule in any_rule()) {
        prop_assert_eq!(rule.to_string().parse(), Ok(rule));
    }

    #[test]
    fn no_text_is_too_strange_to_be_read(
        text in "(>|≥|>=|1/2|of|cast|and|đ|no objection|simple|\\PC| ){0,12}",
    ) {
        match text.parse::<Rule>() {
            Ok(rule) => prop_assert_eq!(rule.to_string().parse(), Ok(rule)),
            Err(wrong) => {
                prop_assert!(text.is_char_boundary(wrong.byte));
                prop_assert_eq!(wrong.character, text[..wrong.byte].chars().count() + 1);
            }
        }
    }

    #[test]
    fn more_votes_in_favour_never_lose_a_motion(
        rule in any_rule(),
        sums in any_sums(),
        more in any_weight(),
    ) {
        let with = Sums { yes: sums.yes + more, ..sums };
        prop_assert!(!rule.carries(&sums) || rule.carries(&with));
    }

    #[test]
    fn more_than_and_at_least_differ_exactly_at_equality(
        condition in condition(),
        part in any_weight(),
        whole in any_weight(),
    ) {
        let with = |compare| Condition { compare, ..condition }.holds(part, whole);
        let left = u128::from(part.in_millionths()) * u128::from(condition.denominator);
        let right = u128::from(whole.in_millionths()) * u128::from(condition.numerator);
        let differ = with(Compare::MoreThan) != with(Compare::AtLeast);
        prop_assert_eq!(differ, left == right);
    }

    /// At exactly the fraction, and a millionth of a vote on either side of it.
    #[test]
    fn at_equality_only_at_least_is_enough(
        condition in condition(),
        times in 1..=1_000_000_000u64,
    ) {
        let part = Weight::millionths(times * u64::from(condition.numerator));
        let whole = Weight::millionths(times * u64::from(condition.denominator));
        let with = |compare, part| Condition { compare, ..condition }.holds(part, whole);
        let one = Weight::millionths(1);
        for (part, more_than, at_least) in [
            (part, false, true),
            (part + one, true, true),
            (part.less(one), false, part == Weight::ZERO),
        ] {
            prop_assert_eq!(with(Compare::MoreThan, part), more_than);
            prop_assert_eq!(with(Compare::AtLeast, part), at_least);
        }
        let asks = |compare| Condition { compare, ..condition }.required(whole, false);
        prop_assert_eq!(asks(Compare::AtLeast), part);
        prop_assert_eq!(asks(Compare::MoreThan), part + one);
    }

    #[test]
    fn what_is_required_is_the_least_that_is_enough(
        condition in condition(),
        whole in any_weight(),
    ) {
        let required = condition.required(whole, false);
        prop_assert!(condition.holds(required, whole));
        let less = required.less(Weight::millionths(1));
        prop_assert!(less == required || !condition.holds(less, whole));
    }

    #[test]
    fn the_order_of_ballots_never_matters(
        (ballots, shuffled) in vec((any_mark(), any_weight()), 0..40)
            .prop_flat_map(|ballots| (Just(ballots.clone()), Just(ballots).prop_shuffle())),
    ) {
        prop_assert_eq!(count(ballots), count(shuffled));
    }

    #[test]
    fn nobody_is_lost_in_counting(ballots in vec((any_mark(), 0..=1_000_000_000_000u64), 0..40)) {
        let all: u64 = ballots.iter().map(|(_, weight)| weight).sum();
        let sums = count(ballots.into_iter().map(|(mark, w)| (mark, Weight::millionths(w))));
        prop_assert_eq!(sums.ballots() + sums.not_voting(), sums.entitled);
        prop_assert_eq!(sums.entitled, Weight::millionths(all));
    }
}
