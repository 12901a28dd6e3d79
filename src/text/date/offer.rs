//! What is offered to whoever begins to say a day: sayings of their language, each with the day that
//! it becomes.

use jiff::civil::Date;

use super::said::{Said, figures, said};
use super::side::{sided, term};
use crate::text::{Lang, fold};

/// A saying and its day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// As people say it.
    pub said: String,
    /// What it becomes.
    pub day: Date,
}

/// Sayings with a weekday in them, and the weekdays: of this week, of the next.
const OF_WEEKS: [&str; 2] = ["common.saying.this_week", "common.saying.next_week"];
/// What is offered before anything is typed: the weekday is Friday, when terms end.
const FRIDAY: i8 = 5;

/// The days that fit what was typed so far, the likeliest first: what was typed as it is, where that
/// is a day already, then whatever begins like it. None of them is past, and no day comes twice
/// before something is typed.
#[must_use]
pub fn offers(typed: &str, today: Date, lang: Lang) -> Vec<Offer> {
    let typed = typed.trim();
    // What says on which side of the day stays as it was said.
    let begun = sided(typed).filter(|sided| !sided.rest.is_empty());
    if let Some(sided) = begun {
        let offers = offers(sided.rest, today, lang).into_iter();
        let on_its_side = |offer: Offer| {
            let said = format!("{} {}", sided.words, offer.said);
            term(&said, today).1.day().map(|day| Offer { said, day })
        };
        return offers.filter_map(on_its_side).collect();
    }
    let own = said(typed, today).day();
    let own = own.filter(|_| figures(typed) == Said::Words);
    let mut offers: Vec<Offer> = own
        .map(|day| (typed.to_owned(), day))
        .map(|(said, day)| Offer { said, day })
        .into_iter()
        .collect();
    let begun = format!(" {}", fold(typed).trim_end());
    for saying in sayings(lang, typed.is_empty()) {
        let Some(day) = said(&saying, today).day().filter(|day| *day >= today) else {
            continue;
        };
        // From the beginning of any of its words on, without a gap: few words of few letters make up
        // all sayings.
        let folded = fold(&saying);
        let begins = format!(" {folded}").contains(&begun);
        let is_there =
            |offer: &Offer| fold(&offer.said) == folded || typed.is_empty() && offer.day == day;
        if begins && !offers.iter().any(is_there) {
            offers.push(Offer { said: saying, day });
        }
    }
    offers
}

/// The sayings of a language, the nearest first; or but the few that are said most.
fn sayings(lang: Lang, few: bool) -> Vec<String> {
    let plain = |key: &str| lang.text(key).to_owned();
    let mut sayings = vec![
        plain("common.saying.today"),
        plain("common.saying.tomorrow"),
    ];
    for week in OF_WEEKS {
        for number in 1..=7 {
            if !few || number == FRIDAY {
                let weekday = lang.text(&format!("common.weekday.{number}"));
                sayings.push(lang.fill(week, &[("weekday", &weekday)]));
            }
        }
    }
    sayings.push(plain("common.saying.end_of_month"));
    if !few {
        sayings.push(plain("common.saying.end_of_next_month"));
    }
    sayings.push(plain("common.saying.end_of_quarter"));
    sayings.push(plain("common.saying.end_of_year"));
    sayings
}

#[cfg(test)]
mod tests {
    use jiff::Span;
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;
    use Lang::{En, Vi};

    /// A Thursday.
    const TODAY: Date = date(2026, 12, 3);

    fn offered(typed: &str, lang: Lang) -> Vec<String> {
        let offers = offers(typed, TODAY, lang).into_iter();
        offers
            .map(|o| format!("{} {}", o.said, o.day.strftime("%d/%m/%Y")))
            .collect()
    }

    #[test]
    fn nothing_typed_offers_what_is_said_most() {
        assert_eq!(
            offered("", Vi),
            [
                "hôm nay 03/12/2026",
                "ngày mai 04/12/2026",
                "thứ Sáu tuần sau 11/12/2026",
                "cuối tháng 31/12/2026",
            ]
        );
        assert_eq!(
            offered(" ", En),
            [
                "today 03/12/2026",
                "tomorrow 04/12/2026",
                "next Friday 11/12/2026",
                "end of the month 31/12/2026",
            ]
        );
    }

    #[test]
    fn what_begins_like_it_is_offered_without_accents_too() {
        assert_eq!(
            offered("thu s", Vi),
            ["thứ Sáu tuần này 04/12/2026", "thứ Sáu tuần sau 11/12/2026"]
        );
        assert_eq!(
            offered("cuối", Vi),
            [
                "cuối tháng 31/12/2026",
                "cuối tháng sau 31/01/2027",
                "cuối quý 31/12/2026",
                "cuối năm 31/12/2026",
            ]
        );
        assert_eq!(
            offered("fri", En)[1..],
            ["this Friday 04/12/2026", "next Friday 11/12/2026"]
        );
        assert_eq!(offered("hàng tuần", Vi), [""; 0]);
        assert_eq!(
            offered("cham nhat thu s", Vi),
            [
                "chậm nhất thứ Sáu tuần này 04/12/2026",
                "chậm nhất thứ Sáu tuần sau 11/12/2026"
            ]
        );
        assert_eq!(
            offered("before next fr", En),
            ["before next Friday 11/12/2026"]
        );
    }

    #[test]
    fn what_is_a_day_already_comes_first() {
        assert_eq!(offered("15/1", Vi), ["15/1 15/01/2027"]);
        assert_eq!(
            offered("cuoi thang", Vi)[..2],
            ["cuoi thang 31/12/2026", "cuối tháng sau 31/01/2027"]
        );
        assert_eq!(
            offered("15/12/2026", Vi),
            [""; 0],
            "nothing is left to be said"
        );
    }

    proptest! {
        /// Whatever is offered is read as the day that is shown with it, and is not past.
        #[test]
        fn an_offer_is_what_it_says(days in 0i32..40_000, begun in "[a-zà-ỹ]{0,2}") {
            let today = date(1970, 1, 1).checked_add(Span::new().days(days)).unwrap();
            for lang in Lang::ALL {
                for offer in offers(&begun, today, lang) {
                    prop_assert_eq!(said(&offer.said, today).day(), Some(offer.day));
                    prop_assert!(offer.day >= today || offer.said == begun);
                }
            }
        }
    }

    #[test]
    fn every_saying_is_a_day_in_both_languages() {
        for lang in Lang::ALL {
            for saying in sayings(lang, false) {
                assert!(said(&saying, TODAY).day().is_some(), "{saying}");
            }
        }
    }
}
