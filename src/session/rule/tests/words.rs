//! Rules in words: what secretaries of either language write, what is shown, what is not guessed.

use proptest::prelude::*;

use super::{any_rule, rule};
use crate::session::quorum::Quorum;
use crate::session::rule::{Base, Compare, Condition, Preset, Rule, Wanted};
use crate::text::{Lang, fold};

#[test]
fn a_rule_is_written_in_words_of_either_language_or_both() {
    for (written, texts) in [
        (
            "> 1/2 of members",
            &[
                "> 1/2 tổng số đại biểu",
                "quá nửa tổng số đại biểu",
                "Quá nửa tổng số đại biểu Hội đồng nhân dân biểu quyết tán thành",
                "QUA NUA TONG SO THANH VIEN",
                "quá bán tổng số ủy viên",
                "more than half of members",
                "more than half of all members",
                "a majority of all members",
                "> ½ of members",
                "> 1/2 members",
                "an absolute majority of all members",
                "a majority vote of the members",
                "đa số tuyệt đối tổng số đại biểu",
                "đa số tổng số thành viên",
            ][..],
        ),
        (
            ">= 2/3 of members",
            &[
                "ít nhất hai phần ba tổng số thành viên",
                "it nhat 2/3 tong so",
                "từ 2/3 tổng số trở lên",
                "từ 2/3 trở lên trên tổng số đại biểu",
                "hai phần ba tổng số đại biểu trở lên tán thành",
                "có ít nhất hai phần ba tổng số thành viên Ủy ban nhân dân tán thành",
                "không dưới 2/3 of members",
                "tối thiểu là hai phần ba tổng số đại biểu",
                "at least two-thirds of all the members",
                "no fewer than 2 out of 3 members",
                "two thirds or more of members",
                ">= ⅔ members",
            ],
        ),
        (
            ">= 2/3 of present",
            &[
                ">= 2/3 số có mặt",
                "ít nhất 2/3 tổng số đại biểu có mặt",
                "ít nhất hai phần ba số thành viên dự họp",
                "at least two thirds of those present",
                "at least two thirds of the members present",
            ],
        ),
        (
            "> 1/2 of present",
            &[
                "đa số đại biểu có mặt",
                "simple majority of the members present",
            ],
        ),
        (
            "> 1/2 of cast",
            &[
                "simple majority",
                "majority of votes cast",
                "a majority of those present and voting",
                "simple majority of members present and voting",
            ],
        ),
        ("plurality", &["relative majority", "đa số tương đối"]),
        (
            "> 50/100 of members",
            &[
                "trên 50% tổng số thành viên",
                "nhiều hơn năm mươi phần trăm tổng số",
                "over 50 per cent of the members",
            ],
        ),
        (
            "> 50/100 of cast",
            &[
                "trên 50% số phiếu",
                "trên 50 % số phiếu tán thành và không tán thành",
                "more than fifty percent of votes for and against",
            ],
        ),
        (
            ">= 66/100 of entitled",
            &[
                ">= 66% số người được biểu quyết",
                "ít nhất sáu mươi sáu phần trăm số đại biểu có quyền biểu quyết",
                "at least sixty-six percent of those entitled to vote",
            ],
        ),
        (
            "> 1/2 of cast with abstentions",
            &[
                "quá nửa số phiếu kể cả không biểu quyết",
                "quá nửa tổng số phiếu, tính cả phiếu không biểu quyết",
                "more than half of votes cast, abstentions included",
            ],
        ),
        (
            ">= 3/4 of cast with invalid",
            &[
                "ít nhất ba phần tư số phiếu, kể cả không hợp lệ",
                "at least three quarters of votes including invalid",
            ],
        ),
        (
            ">= 1/1 of members",
            &["đủ tổng số thành viên", "tất cả thành viên", "all members"],
        ),
        (
            ">= 2/3 of cast and > 1/2 of present",
            &[
                "ít nhất 2/3 số phiếu và quá nửa số có mặt",
                "ít nhất hai phần ba số phiếu tán thành và không tán thành và trên nửa số có mặt",
                "at least two thirds of votes and > 1/2 đại biểu có mặt",
                "hai phần ba số phiếu đồng thời majority of present",
            ],
        ),
        (
            "no objection",
            &["không có ai phản đối", "unanimous consent"],
        ),
    ] {
        let meant = rule(written);
        for text in texts {
            let read = text.parse::<Rule>();
            assert_eq!(
                read.as_ref().map(ToString::to_string),
                Ok(written.to_owned()),
                "{text}"
            );
            assert_eq!(read, Ok(meant.clone()), "{text}");
            assert_eq!(
                fold(text).parse(),
                Ok(meant.clone()),
                "{text}, without accents"
            );
            assert_eq!(
                text.to_uppercase().parse(),
                Ok(meant.clone()),
                "{text}, shouted"
            );
        }
    }
}

#[test]
fn what_asks_all_or_the_most_is_read_back_as_it_is_shown() {
    let bases = Base::NAMES.map(|(_, name)| format!(">= 1/1 of {name}"));
    for written in bases.into_iter().chain(["plurality".to_owned()]) {
        let meant = rule(&written);
        for lang in Lang::ALL {
            let shown = meant.say(lang);
            assert_eq!(shown.parse(), Ok(meant.clone()), "{shown}");
        }
    }
}

#[test]
fn a_word_that_is_nearly_another_is_told_with_its_place() {
    for (text, part, near) in [
        ("> 1/2 of membres", "membres", "members"),
        ("more than haf of members", "haf", "half"),
        ("> 1/2 of members adn > 1/2 of present", "adn", "and"),
        ("quá nửa tổng số thnh viên", "thnh", "thành"),
        ("simpel", "simpel", "simple"),
    ] {
        let wrong = text.parse::<Rule>().unwrap_err();
        let meant = wrong.meant.as_ref().unwrap_or_else(|| panic!("{text}"));
        assert_eq!((&*meant.part, meant.near), (part, near), "{text}");
        assert!(text[wrong.place()..].starts_with(part), "{text}");
        assert!(wrong.say(Lang::En).contains(near), "{text}");
    }
    for text in ["> 1/2 of members and", "2/3 tổng số", "xyz", ""] {
        assert_eq!(text.parse::<Rule>().unwrap_err().meant, None, "{text}");
    }
}

#[test]
fn what_could_mean_several_things_is_not_guessed() {
    for (text, part, wanted) in [
        ("half of members", "half of members", Wanted::Compare),
        (
            "2/3 tổng số đại biểu",
            "2/3 tổng số đại biểu",
            Wanted::Compare,
        ),
        ("từ 2/3 tổng số", "", Wanted::OrMore),
        ("quá nửa số đại biểu", "số đại biểu", Wanted::PlainBase),
        ("quá nửa tổng số phiếu", "tổng số phiếu", Wanted::PlainBase),
        (
            "quá nửa tổng số phiếu hợp lệ",
            "tổng số phiếu hợp lệ",
            Wanted::PlainBase,
        ),
        ("> 50% of delegates", "delegates", Wanted::PlainBase),
        ("quá 1/2 tổng số trở lên", "trở lên", Wanted::End),
        (
            "trên 66,67% tổng số",
            "66,67% tổng số",
            Wanted::WholePercent,
        ),
        (
            "> 33.3 percent of cast",
            "33.3 percent of cast",
            Wanted::WholePercent,
        ),
        ("quá nửa", "", Wanted::Base),
        (
            "quá nửa tổng số thành viên hoặc nhất trí",
            "hoặc nhất trí",
            Wanted::End,
        ),
        ("nhất trí hết và quá nửa tổng số", "hết", Wanted::End),
        (
            "ít nhất tổng số thành viên",
            "tổng số thành viên",
            Wanted::Fraction,
        ),
        ("đa số", "đa số", Wanted::PlainMajority),
        ("đa số tuyệt đối", "đa số tuyệt đối", Wanted::PlainMajority),
        (
            "an absolute majority",
            "an absolute majority",
            Wanted::PlainMajority,
        ),
        (
            "simple and majority vote",
            "majority vote",
            Wanted::PlainMajority,
        ),
        ("tuyệt đại đa số", "tuyệt đại đa số", Wanted::PlainMajority),
        ("đa số phiếu", "đa số phiếu", Wanted::PlainMajority),
        ("đa số đặc biệt", "đa số đặc biệt", Wanted::PlainMajority),
        ("đa số đại biểu", "đại biểu", Wanted::PlainBase),
        ("absolute majority of those", "those", Wanted::Base),
        ("> 1/2 of all", "all", Wanted::PlainBase),
        ("50%+1", "50%+1", Wanted::NoPlus),
        (
            "simple and half plus one of members",
            "half plus one of members",
            Wanted::NoPlus,
        ),
        ("quá bán + 1", "quá bán + 1", Wanted::NoPlus),
    ] {
        let wrong = text.parse::<Rule>().unwrap_err();
        assert_eq!((&*wrong.part, wrong.wanted), (part, wanted), "{text}");
        if !part.is_empty() {
            assert!(text[wrong.byte..].starts_with(part), "{text}");
        }
        for lang in Lang::ALL {
            assert!(wrong.say(lang).contains('`'), "{}", wrong.say(lang));
        }
    }
}

#[test]
fn what_can_never_hold_is_refused_at_its_place() {
    for (text, part) in [
        ("> 1/1 of members", "1/1 of members"),
        ("> 100% of cast", "100% of cast"),
        ("simple and quá 2/2 tổng số", "2/2 tổng số"),
        (
            "more than one hundred percent of members",
            "one hundred percent of members",
        ),
    ] {
        let wrong = text.parse::<Rule>().unwrap_err();
        assert_eq!(
            (&*wrong.part, wrong.wanted),
            (part, Wanted::LessThanAll),
            "{text}"
        );
        let recorded = serde_json::to_string(text).unwrap();
        assert!(serde_json::from_str::<Rule>(&recorded).is_ok(), "{text}");
    }
    for text in [
        ">= 0/2 of cast",
        "> 0% tổng số",
        ">= 150% of cast",
        "> 0/1 of members",
    ] {
        let wrong = text.parse::<Rule>().unwrap_err();
        assert_eq!(wrong.wanted, Wanted::ProperFraction, "{text}");
    }
    assert_eq!(
        Quorum::read("> 1/1 of members").unwrap_err().wanted,
        Wanted::LessThanAll
    );
}

#[test]
fn a_vietnamese_hint_has_vietnamese_names_first() {
    let wrong = "> 1/2 of everyone".parse::<Rule>().unwrap_err();
    let said = wrong.say(Lang::Vi);
    for (base, name) in Base::NAMES {
        let both = format!("`{}` (`{name}`)", base.say(Lang::Vi));
        assert!(said.contains(&both), "{both}: {said}");
    }
}

#[test]
fn a_quorum_is_written_in_words_of_either_language() {
    for (text, written) in [
        ("hai phần ba", ">= 2/3 of members"),
        ("Two Thirds", ">= 2/3 of members"),
        ("một nửa", ">= 1/2 of members"),
        ("qua nua", "> 1/2 of members"),
        ("ít nhất hai phần ba tổng số đại biểu", ">= 2/3 of members"),
        ("trên 50% tổng số thành viên", "> 50/100 of members"),
    ] {
        let read = Quorum::read(text).unwrap();
        assert_eq!(
            read.map(|condition| condition.to_string()).as_deref(),
            Some(written)
        );
    }
    for none in ["none", "không xét", "Khong xet"] {
        assert_eq!(Quorum::read(none), Ok(None));
    }
    for (text, part, wanted) in [
        ("17", "17", Wanted::Quorum),
        ("nhiều người", "nhiều người", Wanted::Quorum),
        ("ít nhất 2/3 số đại biểu", "số đại biểu", Wanted::Members),
        ("quá nửa số có mặt", "số có mặt", Wanted::Members),
        ("quá nửa số phiếu", "số phiếu", Wanted::Members),
    ] {
        let wrong = Quorum::read(text).unwrap_err();
        assert_eq!((&*wrong.part, wrong.wanted), (part, wanted), "{text}");
    }
}

/// The same rule, whether or not its fractions are cancelled down; what is shown does not tell.
fn comes_to(rule: &Rule) -> Vec<(Compare, u64, u64, Base)> {
    let condition = |c: &Condition| {
        let (up, down) = (u64::from(c.numerator), u64::from(c.denominator));
        let (mut divisor, mut rest) = (down, up);
        while rest > 0 {
            (divisor, rest) = (rest, divisor % rest);
        }
        (c.compare, up / divisor, down / divisor, c.base)
    };
    rule.conditions().iter().map(condition).collect()
}

#[test]
fn what_is_shown_of_a_preset_is_read_back() {
    for (preset, lang) in Preset::ALL
        .iter()
        .flat_map(|p| Lang::ALL.map(|lang| (p, lang)))
    {
        let shown = preset.rule().say(lang);
        assert_eq!(comes_to(&rule(&shown)), comes_to(&preset.rule()), "{shown}");
    }
}

/// A name that reads as a condition as well means that condition.
#[test]
fn the_name_of_a_preset_means_what_its_words_say() {
    for preset in Preset::ALL {
        for name in [preset.name, preset.vietnamese] {
            if let Ok(condition) = name.parse::<Condition>() {
                assert_eq!(preset.rule().conditions(), [condition], "{name}");
            }
        }
    }
}

proptest! {
    #[test]
    fn what_is_shown_of_any_rule_is_read_back(rule in any_rule()) {
        for lang in Lang::ALL {
            let shown = rule.say(lang);
            let read = shown.parse::<Rule>();
            prop_assert!(read.is_ok(), "{}: {:?}", shown, read);
            prop_assert_eq!(comes_to(&read.unwrap()), comes_to(&rule), "{}", shown);
        }
    }

    #[test]
    fn no_words_are_too_strange_to_be_read(
        text in "((quá|từ|đa số|tuyệt đối|ít nhất|nửa|một|hai mươi|phần|50|%|tổng số|đại biểu|phiếu|kể cả|tán thành|và|không|of|majority|the|all|-|,|66,7|\u{301}|½|/|>) ?){0,14}",
    ) {
        match text.parse::<Rule>() {
            Ok(rule) => prop_assert_eq!(rule.to_string().parse(), Ok(rule)),
            Err(wrong) => prop_assert!(text.is_char_boundary(wrong.byte)),
        }
    }
}
