//! Search that does not ask for accents.
//!
//! People type "dang" and mean Đặng, or "ngthanh" and mean Nguyễn Văn Thanh. Whether a text is found
//! depends on nothing but query and text. Which of several comes first is for the list that shows
//! them, which knows what they are wanted for.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::letter::one_d;

/// A text as it is compared in searches: lower case, no marks, đ as d, white space folded.
///
/// Other letters, digits and punctuation stay. `"Đặng Thị Ngọc"` becomes `"dang thi ngoc"`.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let letters = text
        .nfd()
        .flat_map(char::to_lowercase)
        .filter(|c| !is_combining_mark(*c))
        .map(|c| if one_d(c) == 'đ' { 'd' } else { c });
    let mut gap = false;
    // Composed again for the scripts whose letters NFD takes apart without a mark (Hangul).
    for c in letters.nfc() {
        if c.is_whitespace() {
            gap = !out.is_empty();
        } else {
            if std::mem::take(&mut gap) {
                out.push(' ');
            }
            out.push(c);
        }
    }
    out
}

/// A text folded once, to be searched many times or to search with: its words and nothing else.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Folded {
    /// Each word with a space behind it.
    words: String,
}

impl Folded {
    /// Folds a text. Punctuation separates words and is otherwise ignored.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let folded = fold(text);
        let parts = folded.split(|c: char| !c.is_alphanumeric());
        let mut words = String::with_capacity(folded.len() + 1);
        for word in parts.filter(|word| !word.is_empty()) {
            words.push_str(word);
            words.push(' ');
        }
        Self { words }
    }

    /// The words, in order.
    pub fn words(&self) -> impl DoubleEndedIterator<Item = &str> {
        self.words.split_terminator(' ')
    }

    /// Whether this text is found by a query.
    ///
    /// The words of the query stand in the text, in their order, each as the beginning of a word,
    /// or as the beginnings of several words run together: "th ngoc", "dang" and "dtngoc" all find
    /// "Đặng Thị Ngọc". Words of the text may be left out. "05/tb" finds "05/TB-UBND". An empty
    /// query finds everything.
    #[must_use]
    pub fn is_found_by(&self, query: &Self) -> bool {
        let mut rest = self.words.as_str();
        // The earliest end leaves most of the text for the words that follow, so nothing is missed.
        query.words().all(|word| match end_of(word, rest) {
            Some(end) => {
                rest = &rest[end..];
                true
            }
            None => false,
        })
    }

    /// Whether the words of this query stand in the text in their order, each as the beginning of one
    /// word: as [`Folded::is_found_by`], without beginnings that are run together.
    #[must_use]
    pub fn begins_words_of(&self, query: &Self) -> bool {
        let mut words = self.words();
        query
            .words()
            .all(|begun| words.any(|word| word.starts_with(begun)))
    }
}

/// Whether a text is found by a query; see [`Folded::is_found_by`].
#[must_use]
pub fn matches(query: &str, text: &str) -> bool {
    Folded::of(text).is_found_by(&Folded::of(query))
}

/// Up to where in the text it takes, at least, until the beginnings of some of its words, in order,
/// make up the query word.
fn end_of(word: &str, text: &str) -> Option<usize> {
    let mut end = 0;
    // Most words of most texts begin otherwise than the query does, and need no more than this.
    let mut begun = false;
    // `reached[n]`: the first n bytes of the query word are made up by the words seen so far.
    let mut reached: Vec<bool> = vec![];
    for next in text.split_terminator(' ') {
        end += next.len() + 1;
        if !begun {
            if next.as_bytes().first() != word.as_bytes().first() {
                continue;
            }
            begun = true;
            reached.resize(word.len() + 1, false);
            reached[0] = true;
        }
        // From the far end, so that no word is used twice.
        for from in (0..word.len())
            .rev()
            .filter(|at| word.is_char_boundary(*at))
        {
            if reached[from] {
                let common = word.as_bytes()[from..].iter().zip(next.as_bytes());
                let common = common.take_while(|(a, b)| a == b).count();
                reached[from + 1..=from + common].fill(true);
            }
        }
        if reached[word.len()] {
            return Some(end);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::text::testing::any_text;

    #[test]
    fn accents_and_case_are_dropped() {
        for (text, folded) in [
            ("Đặng Thị Ngọc", "dang thi ngoc"),
            ("NGUYỄN VĂN ƯỚC", "nguyen van uoc"),
            ("nguye\u{302}\u{303}n", "nguyen"),
            ("  Ðoàn \t Ɖức ", "doan duc"),
            ("05/TB-UBND", "05/tb-ubnd"),
            ("한글", "한글"),
            ("", ""),
        ] {
            assert_eq!(fold(text), folded);
        }
    }

    #[test]
    fn a_query_finds_beginnings_of_words_in_order() {
        let name = "Nguyễn Văn Thanh";
        for query in [
            "",
            " ",
            "ng",
            "nguyen",
            "Nguyễn",
            "thanh",
            "ng thanh",
            "ngthanh",
            "nvt",
            "nguyenvanthanh",
            "nv thanh",
        ] {
            assert!(matches(query, name), "{query:?}");
        }
        for query in [
            "guyen",
            "thanh ng",
            "thanhng",
            "nguyen hanh",
            "nvtt",
            "x",
            "ng ng",
            "nguyent hanh x",
        ] {
            assert!(!matches(query, name), "{query:?}");
        }
        assert!(matches("dang", "Đặng Thị Ngọc"));
        assert!(!matches("hanh", name));
    }

    #[test]
    fn a_word_is_told_from_beginnings_run_together() {
        for (query, name, is_apart) in [
            ("hung", "Lê Quốc Hùng", false),
            ("hung", "Đoàn Hữu Nghiêm", true),
            ("ng thanh", "Nguyễn Văn Thanh", false),
            ("ngthanh", "Nguyễn Văn Thanh", true),
            ("nguyen vt", "Nguyễn Văn Thanh", true),
            ("", "Y", false),
        ] {
            let (query, name) = (Folded::of(query), Folded::of(name));
            assert!(name.is_found_by(&query));
            assert_eq!(
                !name.begins_words_of(&query),
                is_apart,
                "{query:?} {name:?}"
            );
        }
        assert!(!Folded::of("Nguyễn Văn").begins_words_of(&Folded::of("van ng")));
    }

    #[test]
    fn run_together_beginnings_may_be_split_anywhere() {
        // "than" could end in the first word or in the second: both ways have to be tried.
        assert!(matches("thanh", "Tha Nhã"));
        assert!(matches("ththanh", "Thị Thanh"));
        assert!(matches("tthanh", "Thị Thanh"));
    }

    #[test]
    fn punctuation_separates() {
        assert!(matches("05/tb", "05/TB-UBND"));
        assert!(matches("ubnd", "05/TB-UBND"));
        assert!(matches("y te", "(Sở Y tế)"));
        assert!(!matches("x", ""));
    }

    proptest! {
        #[test]
        fn folding_is_final(text in any_text()) {
            let folded = fold(&text);
            prop_assert_eq!(fold(&folded), &*folded);
        }

        #[test]
        fn what_begins_words_finds_them(query in "[ab ]{0,4}", text in "[abc ]{0,8}") {
            let (query, text) = (Folded::of(&query), Folded::of(&text));
            prop_assert!(!text.begins_words_of(&query) || text.is_found_by(&query));
        }

        #[test]
        fn every_text_finds_itself_and_its_fold(text in any_text()) {
            prop_assert!(matches(&text, &text));
            prop_assert!(matches(&fold(&text), &text));
        }
    }
}
