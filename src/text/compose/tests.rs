//! Words as people type them, the way there and back for every syllable there is, and any keys.

use proptest::prelude::*;
use unicode_normalization::is_nfc;

use super::letters::{Letter, taken_apart, written};
use super::syllable::{self, Standing, standing};
use super::{Marks, Method, compose, finish, spell};

use Marks::{New, Old};
use Method::{Telex, Vni};

const GOLDEN: &str = include_str!("golden.tsv");

#[test]
fn ordinary_words_are_typed_in_each_way() {
    let rows = GOLDEN.lines().filter(|line| !line.starts_with('#'));
    let mut count = 0;
    let mut wrong = vec![];
    for row in rows {
        let cells: Vec<&str> = row.split('\t').collect();
        let [at_end, behind, vni, word] = cells[..] else {
            panic!("{row}")
        };
        for (keys, method) in [(at_end, Telex), (behind, Telex), (vni, Vni)] {
            let found = finish(keys, method, Old);
            if found != word {
                wrong.push(format!("{keys} → {found}, not {word}"));
            }
            // In capitals the same.
            let found = finish(&keys.to_uppercase(), method, Old);
            if found != word.to_uppercase() {
                wrong.push(format!("{} → {found}", keys.to_uppercase()));
            }
        }
        count += 1;
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(count > 300, "{count}");
}

fn by_telex(rows: &[(&str, &str)]) {
    for (keys, word) in rows {
        assert_eq!(finish(keys, Telex, Old), *word, "{keys}");
    }
}

fn stays(method: Method, keys: &str) {
    assert_eq!(finish(keys, method, Old), keys);
}

#[test]
fn marks_may_come_late_or_early() {
    by_telex(&[
        ("Vieejt", "Việt"),
        ("vietej", "việt"),
        ("vieetj", "việt"),
        ("dduwowngf", "đường"),
        ("dduowngf", "đường"),
        ("duongdwf", "đường"),
        ("duowngfd", "đường"),
        ("dduwongf", "đường"),
        ("tranaf", "trần"),
        ("hoijo", "hội"),
        ("tosan", "toán"),
        ("hoangf", "hoàng"),
        ("thuowr", "thuở"),
        ("thuowrng", "thưởng"),
        ("nguoiwf", "người"),
        ("muaw", "mưa"),
        ("hoawcj", "hoặc"),
        ("quawng", "quăng"),
        ("luuw", "lưu"),
        ("w", "ư"),
        ("tw", "tư"),
        ("nhwng", "nhưng"),
        ("hoaf", "hòa"),
        ("hoafs", "hóa"),
        ("hoafz", "hoa"),
        ("awan", "ân"),
    ]);
}

#[test]
fn the_same_key_twice_takes_its_mark_back() {
    by_telex(&[
        ("ass", "as"),
        ("offf", "off"),
        ("lisst", "list"),
        ("maxx", "max"),
        ("aaa", "aa"),
        ("ooo", "oo"),
        ("ddd", "dd"),
        ("TWW", "TW"),
        ("ww", "w"),
        ("howw", "how"),
        ("GDDDT", "GDDT"),
        ("xooong", "xoong"),
        ("hoafss", "hoas"),
        ("owoo", "oo"),
        ("cosst", "cost"),
        ("dadd", "dad"),
        ("bosss", "boss"),
        ("buss", "bus"),
        ("USS", "US"),
        ("GISS", "GIS"),
    ]);
    assert_eq!(finish("a11", Vni, Old), "a1");
    assert_eq!(finish("A44", Vni, Old), "A4");
    assert_eq!(finish("d99", Vni, Old), "d9");
}

#[test]
fn what_is_not_vietnamese_stays_as_typed() {
    for word in "windows expression test internet email server website online office coffee session \
        process access address business mission error correct class staff express passed missing \
        asset law data photo video google zoom zalo facebook excel word powerpoint wifi web www team \
        sales marketing market report export import print file folder logo demo radio hotel taxi \
        virus visa campus status forum basic music robot container startup sport smart card user \
        username password case close quorum server kW iOS IoT ASEAN WTO WHO APEC USD OKR UBND \
        BHXH TTATGT UBKTTW COVID windows Windows WINDOWS workshop showroom review news"
        .split_whitespace()
    {
        stays(Telex, word);
    }
    for word in "2026 Q1 T5 COVID19 H2O B2B 4G 3D A1B2 ISO9001 v2 30 0".split_whitespace() {
        stays(Vni, word);
    }
}

#[test]
fn letters_that_other_languages_double_stay_double() {
    for word in "off boss press pass kiss guess dress brass truss chess cuff chaff puffs cuffs err \
        mirror arrive barrier narrow current offline passport classroom assess asset affair affect \
        buffet muffin raffle suffix bossy messy passage possible session Boss BOSS OFFER Miss \
        paddy puddle daddy"
        .split_whitespace()
    {
        stays(Telex, word);
        stays(Vni, word);
    }
    // While it is being typed, a key that took something back is seen to have done so.
    let seen = |keys: &str| compose(keys, Telex, Old);
    assert_eq!(["of", "off", "offe"].map(seen), ["ò", "of", "offe"]);
    assert_eq!(["bos", "boss"].map(seen), ["bó", "bos"]);
}

/// Whether a word is a Vietnamese syllable.
fn is_syllable(word: &str) -> bool {
    taken_apart(word).is_some_and(|(letters, tone)| standing(&letters, tone) == Standing::Whole)
}

#[test]
fn abbreviations_take_their_bar() {
    by_telex(&[
        ("QDD", "QĐ"),
        ("NDD", "NĐ"),
        ("HDDND", "HĐND"),
        ("HDDLDD", "HĐLĐ"),
        ("LDDTBXH", "LĐTBXH"),
        ("ATLDD", "ATLĐ"),
        ("QLDDA", "QLĐA"),
        ("dd", "đ"),
        ("DDBQH", "ĐBQH"),
    ]);
    assert_eq!(finish("HD9ND", Vni, Old), "HĐND");
    assert_eq!(finish("ATLD9", Vni, Old), "ATLĐ");
}

#[test]
fn capitals_stay_where_they_were_typed() {
    by_telex(
        &[
            ("DDawngj", "Đặng"),
            ("Ddawngj", "Đặng"),
            ("Aan", "Ân"),
            ("Ows", "Ớ"),
            ("VIEEJT", "VIỆT"),
            ("Wowcs", "Ước"),
            ("UYRN", "ỦYN"),
        ][..6],
    );
    by_telex(&[("UYR", "ỦY"), ("Uyr", "Ủy"), ("NGUYEENX", "NGUYỄN")]);
}

#[test]
fn tone_marks_stand_where_the_setting_says() {
    for (keys, old, new) in [
        ("hoaf", "hòa", "hoà"),
        ("thuyr", "thủy", "thuỷ"),
        ("khoer", "khỏe", "khoẻ"),
        ("toans", "toán", "toán"),
        ("huynhf", "huỳnh", "huỳnh"),
        ("quys", "quý", "quý"),
        ("giaf", "già", "già"),
        ("khuyur", "khuỷu", "khuỷu"),
        ("ngoaif", "ngoài", "ngoài"),
        ("cuar", "của", "của"),
        ("huee", "huê", "huê"),
        ("huees", "huế", "huế"),
    ] {
        assert_eq!(finish(keys, Telex, Old), old);
        assert_eq!(finish(keys, Telex, New), new);
    }
}

#[test]
fn a_word_is_composed_while_it_is_typed() {
    let seen = |keys: &str| -> Vec<String> {
        let ends = 1..=keys.len();
        ends.map(|end| compose(&keys[..end], Telex, Old)).collect()
    };
    assert_eq!(seen("vieejt"), ["v", "vi", "vie", "viê", "việ", "việt"]);
    let street = ["d", "đ", "đu", "đư", "đươ", "đươ", "đươn", "đương", "đường"];
    assert_eq!(seen("dduwowngf"), street);
    assert_eq!(seen("windo"), ["ư", "ưi", "win", "wind", "windo"]);
    assert_eq!(seen("ass"), ["a", "á", "as"]);
    assert_eq!(seen("sess"), ["s", "se", "sé", "ses"]);
    // What is not a syllable when the word ends was not meant.
    assert_eq!(compose("data", Telex, Old), "dât");
    stays(Telex, "data");
}

#[test]
fn every_syllable_can_be_spelled_and_composed() {
    let mut count = 0;
    for (plain, tone) in syllable::all() {
        let (letters, _) = taken_apart(&plain).unwrap();
        for marks in [Old, New] {
            let word = written(&letters, tone, marks);
            for method in [Telex, Vni] {
                let keys = spell(&word, method).unwrap();
                assert_eq!(finish(&keys, method, marks), word, "{keys}");
                assert!(is_nfc(&word));
            }
        }
        let capital = |(place, letter): (usize, &Letter)| Letter {
            upper: place < 1 + count % 2 * 9,
            ..*letter
        };
        let capitals: Vec<Letter> = letters.iter().enumerate().map(capital).collect();
        let word = written(&capitals, tone, Old);
        let keys = spell(&word, Telex).unwrap();
        assert_eq!(compose(&keys, Telex, Old), word, "{keys}");
        count += 1;
    }
    assert!(count > 10_000, "{count}");
}

#[test]
fn what_is_not_vietnamese_has_no_spelling() {
    for word in ["ñandú", "Đ1", "é\u{301}n漢", "ß"] {
        let spelled = spell(word, Telex);
        let back = spelled.map(|keys| compose(&keys, Telex, Old));
        assert_ne!(back.as_deref(), Some(word), "{word}");
    }
}

proptest! {
    /// Whatever is pressed, nothing of it is lost: letters come out as letters or as marks, never
    /// fewer syllables than were typed, and never something that was not.
    #[test]
    fn any_keys_make_some_word(keys in "[a-zA-Z0-9]{0,16}") {
        for method in [Telex, Vni] {
            for marks in [Old, New] {
                for word in [compose(&keys, method, marks), finish(&keys, method, marks)] {
                    prop_assert!(is_nfc(&word));
                    prop_assert_eq!(word.is_empty(), keys.is_empty());
                    prop_assert!(word.chars().count() <= keys.chars().count());
                    let letters = word.replace(|c: char| c.is_ascii_digit(), "");
                    prop_assert!(taken_apart(&letters).is_some());
                }
            }
        }
    }

    /// A word that is no Vietnamese syllable is what was typed, unless a key was pressed twice.
    #[test]
    fn what_can_not_be_vietnamese_stays_as_typed(keys in "[a-z]{1,10}") {
        let is_doubled = keys.as_bytes().windows(2).any(|pair| pair[0] == pair[1]);
        let word = finish(&keys, Telex, Old);
        prop_assert!(is_doubled || word == keys || is_syllable(&word), "{} {}", keys, word);
    }

    /// Also where a letter stands twice before a vowel, as in most words that have one.
    #[test]
    fn a_letter_doubled_before_a_vowel_stays_double(
        (begin, twice, rest) in (
            "(b|c|ch|d|h|l|m|n|p|r|s|t|tr|v)?[aeiouy]",
            "ff|rr|ss",
            "[aeiouy](b|c|g|l|m|n|p|t|v)?[iuy]?(l|m|n|t|ng)?",
        ),
    ) {
        let keys = begin + &twice + &rest;
        let word = finish(&keys, Telex, Old);
        prop_assert!(word == keys || is_syllable(&word), "{} {}", keys, word);
    }

    #[test]
    fn keys_like_those_people_press_make_some_word(
        keys in "[dgknqtcbpv]{0,2}[hrui]?[aeouiy]{0,3}[aeowdsfrxjz]{0,3}[ncmpthg]{0,2}[aeowdsfrxjz]{0,3}",
    ) {
        let word = finish(&keys, Telex, Old);
        // A syllable that was composed is the same when it is spelled and typed again.
        if let Some((letters, tone)) = taken_apart(&word)
            && word != keys
            && standing(&letters, tone) == Standing::Whole
        {
            let again = spell(&word, Telex).unwrap();
            prop_assert_eq!(finish(&again, Telex, Old), word);
        }
    }
}
