//! Words as they are said: of a line that is typed, or of a command line.
//!
//! Where answers follow one another their ends have to be known. In quotes, or as an argument of its
//! own, an answer is whole. Else it is as many of the next words as make sense together.

use std::collections::VecDeque;

/// One word.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Word {
    text: String,
    /// An answer by itself, whatever stands beside it.
    whole: bool,
}

/// Words that are still to be understood.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    rest: VecDeque<Word>,
}

/// Of how many words a verb may be called.
const LONGEST_NAME: usize = 12;

/// What stands around words that belong together.
const QUOTES: [(char, char); 3] = [('"', '"'), ('“', '”'), ('«', '»')];

impl Words {
    /// The words of a line: divided by blanks, kept together by quotes. A quote that is never ended
    /// reaches to the end of the line. An apostrophe is a letter.
    #[must_use]
    pub fn of_line(line: &str) -> Self {
        let mut rest = VecDeque::new();
        let mut letters = line.chars().peekable();
        while letters.next_if(|c| c.is_whitespace()).is_some() || letters.peek().is_some() {
            let (mut text, mut whole) = (String::new(), false);
            while let Some(c) = letters.next_if(|c| !c.is_whitespace()) {
                match QUOTES.iter().find(|(open, _)| *open == c) {
                    Some((_, close)) => {
                        whole = true;
                        text.extend(letters.by_ref().take_while(|c| c != close));
                    }
                    None => text.push(c),
                }
            }
            if whole || !text.is_empty() {
                rest.push_back(Word { text, whole });
            }
        }
        Self { rest }
    }

    /// The arguments of a command line: each is whole.
    #[must_use]
    pub fn of_args(args: impl IntoIterator<Item = String>) -> Self {
        let whole = true;
        let rest = args.into_iter().map(|text| Word { text, whole }).collect();
        Self { rest }
    }

    /// One answer, as it stands.
    #[must_use]
    pub fn one(answer: &str) -> Self {
        Self::of_args([answer.to_owned()])
    }

    /// Whether nothing is left.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }

    /// What is left, as one text.
    #[must_use]
    pub fn text(&self) -> String {
        self.beginning(self.rest.len())
    }

    /// What one answer could be, and of how many words it is, the longest first.
    pub fn beginnings(&self) -> impl Iterator<Item = (usize, String)> {
        (1..=self.together())
            .rev()
            .map(|count| (count, self.beginning(count)))
    }

    /// What the next words are together, whole or not, and how many they are, the longest first: the name
    /// of a verb may be of several arguments.
    pub fn phrases(&self) -> impl Iterator<Item = (usize, String)> {
        (1..=self.rest.len().min(LONGEST_NAME))
            .rev()
            .map(|count| (count, self.beginning(count)))
    }

    /// So many words are understood.
    pub fn drop(&mut self, count: usize) {
        self.rest.drain(..count.min(self.rest.len()));
    }

    /// The next answer, where any text is one.
    pub fn take_text(&mut self) -> Option<String> {
        let count = self.together();
        let text = (count > 0).then(|| self.beginning(count));
        self.drop(count);
        text
    }

    /// The next answer, where that is several numbers: every word of figures, or a dash for a number that
    /// is left open, whether or not each is an argument of its own.
    pub fn take_numbers(&mut self) -> Option<String> {
        let is_number = |word: &&Word| {
            let mut letters = word.text.chars();
            !word.text.is_empty() && letters.all(|c| c.is_ascii_digit() || "-–?".contains(c))
        };
        let count = self.rest.iter().take_while(is_number).count();
        if count == 0 {
            return self.take_text();
        }
        let numbers = self.beginning(count);
        self.drop(count);
        Some(numbers)
    }

    /// Every word left that begins with one of these names and an equals sign, with what belongs to
    /// it; first, under no name, what stands before them.
    pub fn take_named<'n>(&mut self, names: &[&'n str]) -> Vec<(Option<&'n str>, String)> {
        let mut taken: Vec<(Option<&str>, String)> = vec![];
        for word in std::mem::take(&mut self.rest) {
            let named = word.text.split_once('=').and_then(|(name, value)| {
                let name = names.iter().find(|known| **known == name)?;
                Some((Some(*name), value.to_owned()))
            });
            match (named, taken.last_mut()) {
                (Some(named), _) => taken.push(named),
                (None, Some((_, text))) => {
                    text.push(' ');
                    text.push_str(&word.text);
                }
                (None, None) => taken.push((None, word.text)),
            }
        }
        taken
    }

    /// How many of the next words could be one answer.
    fn together(&self) -> usize {
        match self.rest.front() {
            None => 0,
            Some(first) if first.whole => 1,
            Some(_) => self.rest.iter().take_while(|word| !word.whole).count(),
        }
    }

    fn beginning(&self, count: usize) -> String {
        let words: Vec<_> = self.rest.iter().take(count).map(|w| &*w.text).collect();
        words.join(" ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answers(mut words: Words) -> Vec<String> {
        std::iter::from_fn(|| words.take_text()).collect()
    }

    #[test]
    fn several_numbers_are_one_answer_however_they_are_divided() {
        for words in [
            Words::of_args(["4", "1", "-", "yes"].map(str::to_owned)),
            Words::of_args(["4 1 -", "yes"].map(str::to_owned)),
            Words::of_line("4 1 - yes"),
        ] {
            let mut words = words;
            assert_eq!(words.take_numbers().as_deref(), Some("4 1 -"));
            assert_eq!(words.text(), "yes");
        }
    }

    #[test]
    fn quotes_keep_words_together() {
        for (line, wanted) in [
            ("", &[][..]),
            ("  \t ", &[]),
            ("mời các vị  về chỗ", &["mời các vị về chỗ"]),
            (
                r#"remove "Văn Thanh" xin rút"#,
                &["remove", "Văn Thanh", "xin rút"],
            ),
            (r#""" "" "#, &["", ""]),
            (r#""không hết"#, &["không hết"]),
            ("“một hai” ba", &["một hai", "ba"]),
            ("don't", &["don't"]),
        ] {
            assert_eq!(answers(Words::of_line(line)), wanted, "{line}");
        }
    }

    #[test]
    fn an_argument_is_an_answer_by_itself() {
        let args = ["một hai", "ba", ""].map(str::to_owned);
        assert_eq!(answers(Words::of_args(args.clone())), args);
    }

    #[test]
    fn an_answer_is_as_long_as_can_be() {
        let words = Words::of_line(r#"a b "c d" e"#);
        let beginnings: Vec<_> = words.beginnings().collect();
        assert_eq!(beginnings, [(2, "a b".to_owned()), (1, "a".to_owned())]);
    }

    #[test]
    fn named_parts_reach_to_the_next_name() {
        let mut words = Words::of_line(r#"Giao rà soát unit=Phòng Kế hoạch by="cuối tháng" x=1"#);
        let taken = words.take_named(&["unit", "by"]);
        let wanted = [
            (None, "Giao rà soát"),
            (Some("unit"), "Phòng Kế hoạch"),
            (Some("by"), "cuối tháng x=1"),
        ];
        assert_eq!(taken, wanted.map(|(name, text)| (name, text.to_owned())));
        assert!(words.is_empty());
    }
}
