//! Vietnamese personal names made short the way people read them.

use unicode_normalization::UnicodeNormalization;

use super::{fit, width};
use crate::text::letter::tone;

/// A Vietnamese personal name in at most `cells`.
///
/// People are called by their given name, the last word, so that is kept longest. First the middle
/// names become initials, then the family name; of a name that is longer still as much is kept as
/// fits, what is left out standing between family and given name; then only the given name is left,
/// and at last that is cut: Nguyễn Thị Hồng Nhung, Nguyễn T. H. Nhung, N. T. H. Nhung,
/// N. … H. Nhung, N. … Nhung, Nhung, Nhu…
///
/// A word that its initial would not make narrower (Vũ, Lê) stays.
pub fn fit_name(name: &str, cells: usize) -> String {
    if width(name) <= cells {
        return name.to_owned();
    }
    let words: Vec<&str> = name.split_whitespace().collect();
    let Some((given, before)) = words.split_last() else {
        return fit(name, cells).into_owned();
    };
    // What stays as it is of the names before the given name: the family name, then nothing.
    for whole in [1, 0] {
        let short = before.iter().enumerate().map(|(place, word)| {
            if place < whole {
                (*word).to_owned()
            } else {
                initial(word)
            }
        });
        let shortened = short
            .chain([(*given).to_owned()])
            .collect::<Vec<_>>()
            .join(" ");
        if width(&shortened) <= cells {
            return shortened;
        }
    }
    let middle = before.get(1..).unwrap_or_default();
    // The middle names nearest to the given name say most beside it.
    for kept in (0..middle.len()).rev() {
        let nearest = middle[middle.len() - kept..]
            .iter()
            .map(|word| initial(word));
        let nearest: Vec<_> = nearest.chain([(*given).to_owned()]).collect();
        for family in [before[0].to_owned(), initial(before[0])] {
            let shortened = format!("{family} … {}", nearest.join(" "));
            if width(&shortened) <= cells {
                return shortened;
            }
        }
    }
    fit(given, cells).into_owned()
}

/// The first letter of a word, without its tone, and a dot; the word itself where that is no gain.
fn initial(word: &str) -> String {
    let mut rest = word.nfd().skip_while(|c| !c.is_alphabetic()).peekable();
    let Some(letter) = rest.next() else {
        return word.to_owned();
    };
    let mut initial: String = letter.to_uppercase().collect();
    while let Some(mark) = rest.next_if(|c| unicode_normalization::char::is_combining_mark(*c)) {
        if tone(mark).is_none() {
            initial.push(mark);
        }
    }
    initial.push('.');
    let initial: String = initial.nfc().collect();
    if width(&initial) < width(word) {
        initial
    } else {
        word.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::text::testing::any_text;

    #[test]
    fn a_name_gives_way_from_the_middle() {
        let name = "Nguyễn Thị Hồng Nhung";
        for (cells, short) in [
            (21, "Nguyễn Thị Hồng Nhung"),
            (20, "Nguyễn T. H. Nhung"),
            (18, "Nguyễn T. H. Nhung"),
            (17, "N. T. H. Nhung"),
            (14, "N. T. H. Nhung"),
            (13, "N. … H. Nhung"),
            (12, "N. … Nhung"),
            (10, "N. … Nhung"),
            (9, "Nhung"),
            (5, "Nhung"),
            (4, "Nhu…"),
            (1, "…"),
            (0, ""),
        ] {
            assert_eq!(fit_name(name, cells), short, "{cells}");
        }
    }

    #[test]
    fn of_a_very_long_name_as_much_is_kept_as_fits() {
        let name = "Công Tằng Tôn Nữ Hoàng Thị Minh Nguyệt Thu Hương";
        for (cells, short) in [
            (34, "Công T. T. Nữ H. T. M. N. T. Hương"),
            (32, "C. T. T. Nữ H. T. M. N. T. Hương"),
            (30, "Công … Nữ H. T. M. N. T. Hương"),
            (20, "C. … M. N. T. Hương"),
            (15, "Công … T. Hương"),
            (12, "Công … Hương"),
            (11, "C. … Hương"),
            (9, "Hương"),
        ] {
            assert_eq!(fit_name(name, cells), short, "{cells}");
        }
    }

    #[test]
    fn initials_are_letters_of_the_alphabet() {
        assert_eq!(fit_name("Đặng Ổn Khánh", 11), "Đ. Ổn Khánh");
        assert_eq!(fit_name("Đặng Hoàn Ướng Khánh", 17), "Đặng H. Ư. Khánh");
        assert_eq!(fit_name("Đoàn Ướng Đức", 9), "Đ. Ư. Đức");
    }

    #[test]
    fn one_word_and_foreign_names() {
        assert_eq!(fit_name("Nhung", 3), "Nh…");
        assert_eq!(fit_name("John Smith", 8), "J. Smith");
        assert_eq!(fit_name("2 1 Nhung", 6), "Nhung");
    }

    proptest! {
        #[test]
        fn a_fitted_name_fits(name in any_text(), cells in 0usize..30) {
            prop_assert!(width(&fit_name(&name, cells)) <= cells);
        }
    }
}
