//! A rule as it is typed: what it is understood as, and how it can go on.

use super::super::theme::Meaning;
use crate::session::rule::{Base, Preset, Rule, Wanted};
use crate::text::{Lang, fold};

/// How many ways to go on are offered at once.
const MOST_OFFERED: usize = 4;

/// Fractions that are offered.
const FRACTIONS: [&str; 4] = ["1/2", "2/3", "3/4", "3/5"];

/// What a majority may be one of, where its name could mean several things.
const MAJORITIES: [&str; 4] = [
    "> 1/2 of members",
    "> 1/2 of present",
    "> 1/2 of cast with abstentions",
    "> 1/2 of cast",
];

/// What a typed rule is understood as, or from where it is not.
#[must_use]
pub fn rule_said(lang: Lang, typed: &str) -> (Meaning, String) {
    if typed.trim().is_empty() {
        return (Meaning::Dim, lang.text("console.rule.examples").to_owned());
    }
    match typed.parse::<Rule>() {
        Ok(rule) => (Meaning::Accent, rule.say(lang)),
        Err(wrong) if wrong.meant.is_some() => (Meaning::Warning, wrong.say(lang)),
        Err(wrong) if wrong.part.is_empty() => {
            (Meaning::Dim, lang.text("console.rule.goes_on").to_owned())
        }
        Err(wrong) => {
            let said = lang.fill("console.rule.not_read", &[("part", &wrong.part)]);
            (Meaning::Warning, said)
        }
    }
}

/// How a typed rule can go on: as that is shown, and the whole line. Names in the reader's language.
#[must_use]
pub fn rule_offers(lang: Lang, typed: &str) -> Vec<(String, String)> {
    let Err(wrong) = typed.parse::<Rule>() else {
        return vec![];
    };
    let presets = Preset::ALL.map(|preset| match lang {
        Lang::Vi => preset.vietnamese,
        Lang::En => preset.name,
    });
    let whole = presets.iter().filter(|name| begins(name, typed));
    let mut offers: Vec<_> = whole
        .map(|name| ((*name).to_owned(), (*name).to_owned()))
        .collect();
    if let Some(meant) = &wrong.meant {
        offers.push((meant.near.to_owned(), meant.put_right(typed)));
    }
    let before = typed.get(..wrong.byte).unwrap_or_default();
    let part = typed.get(wrong.byte..).unwrap_or_default();
    let go_on = |words: &str| (words.to_owned(), format!("{} {words}", before.trim_end()));
    match wrong.wanted {
        // What begins a rule is offered already.
        Wanted::Part if before.is_empty() => {}
        Wanted::Part => offers.extend(
            presets
                .iter()
                .filter(|name| begins(name, part))
                .map(|name| go_on(name)),
        ),
        Wanted::Fraction | Wanted::ProperFraction | Wanted::LessThanAll | Wanted::WholePercent => {
            offers.extend(fitting(&FRACTIONS, part).map(go_on));
        }
        Wanted::Base | Wanted::PlainBase => {
            // What most rules are taken of comes first.
            let mut bases = Base::NAMES.map(|(base, _)| base.say(lang));
            bases.reverse();
            offers.extend(fitting(&bases, part).map(go_on));
        }
        Wanted::Compare => {
            let words = ["console.rule.at_least", "console.rule.more_than"];
            let words = words.map(|key| lang.text(key));
            offers.extend(words.map(|word| (word.to_owned(), format!("{before}{word} {part}"))));
        }
        Wanted::PlainMajority => {
            let meant = MAJORITIES
                .iter()
                .filter_map(|rule| rule.parse::<Rule>().ok());
            offers.extend(meant.map(|rule| go_on(&rule.say(lang))));
        }
        Wanted::NoPlus => offers.push(go_on("> 1/2")),
        Wanted::OrMore => offers.push(go_on("trở lên")),
        Wanted::End | Wanted::Alone | Wanted::Fewer | Wanted::Quorum | Wanted::Members => {}
    }
    let mut seen = vec![];
    offers.retain(|(_, line)| {
        let new = !seen.contains(line);
        seen.push(line.clone());
        new
    });
    offers.truncate(MOST_OFFERED);
    offers
        .into_iter()
        .map(|(shown, line)| (shown, line.trim_start().to_owned()))
        .collect()
}

/// The names that begin with what is typed; all, where none does.
fn fitting<'n>(names: &'n [&str], typed: &'n str) -> impl Iterator<Item = &'n str> {
    let none = !names.iter().any(|name| begins(name, typed));
    let names = names.iter().copied();
    names.filter(move |name| none || begins(name, typed))
}

/// Whether a name begins with what is typed; accents do not count.
fn begins(name: &str, typed: &str) -> bool {
    fold(name).starts_with(&fold(typed))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_that_is_offered_brings_a_rule_nearer() {
        for (lang, typed, first) in [
            (Lang::Vi, "nhat", "nhất trí"),
            (Lang::Vi, "quá", "quá nửa số phiếu"),
            (Lang::Vi, "qua 2", "qua 2/3"),
            (
                Lang::Vi,
                "quá nửa số đại biểu",
                "quá nửa tổng số thành viên",
            ),
            (Lang::Vi, "2/3 tổng số", "ít nhất 2/3 tổng số"),
            (Lang::Vi, "từ 2/3 tổng số", "từ 2/3 tổng số trở lên"),
            (Lang::En, "two", "two thirds of cast"),
            (
                Lang::En,
                "at least 2/3 of th",
                "at least 2/3 of those entitled",
            ),
            (Lang::En, "> 1/1 of members", "> 1/2"),
            (
                Lang::En,
                "absolute majority",
                "more than half of all members",
            ),
            (Lang::Vi, "đa số tuyệt đối", "quá nửa tổng số thành viên"),
            (
                Lang::En,
                "simple and maj",
                "simple and majority of cast with abstentions",
            ),
        ] {
            let offers = rule_offers(lang, typed);
            let line = offers.first().map(|(_, line)| &**line);
            assert_eq!(line, Some(first), "{typed}: {offers:?}");
            assert!(offers.len() <= MOST_OFFERED);
        }
        assert_eq!(rule_offers(Lang::En, "simple"), []);
        assert_eq!(rule_offers(Lang::En, "").len(), MOST_OFFERED);
    }
}
