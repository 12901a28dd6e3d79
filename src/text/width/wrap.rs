//! Text broken into lines at its words.

use unicode_segmentation::UnicodeSegmentation;

use super::{ELLIPSIS, start, width};

/// Breaks a text into lines of at most `cells`, between words; never an empty vector.
///
/// * Line breaks of the text stay, empty lines too. A line keeps its indentation, on its first row.
/// * Only spaces and tabs are places to break: a no-break space holds its words together.
/// * A word wider than a line is cut between clusters; a cluster wider than a line becomes `…`.
/// * In 0 cells nothing can be shown: one empty line.
pub fn wrap(text: &str, cells: usize) -> Vec<String> {
    if cells == 0 {
        return vec![String::new()];
    }
    let mut rows = Vec::new();
    for line in text.split('\n') {
        let line = line.strip_suffix('\r').unwrap_or(line);
        wrap_line(line, cells, &mut rows);
    }
    rows
}

fn wrap_line(line: &str, cells: usize, rows: &mut Vec<String>) {
    let indent = line.len() - line.trim_start_matches(' ').len();
    let mut row = if indent < cells {
        " ".repeat(indent)
    } else {
        String::new()
    };
    let mut begun = false;
    for word in line.split([' ', '\t']).filter(|word| !word.is_empty()) {
        let end = row.len();
        if begun {
            row.push(' ');
        }
        row.push_str(word);
        if width(&row) > cells {
            row.truncate(end);
            if begun {
                rows.push(std::mem::take(&mut row));
            }
            row = cut(word, cells, rows);
        }
        begun = true;
    }
    if !begun {
        row.clear();
    }
    rows.push(row);
}

/// Fills rows with a word for as long as it is wider than one; what is left begins the next row.
fn cut(mut word: &str, cells: usize, rows: &mut Vec<String>) -> String {
    while width(word) > cells {
        let row = start(word, cells);
        if row.is_empty() {
            let too_wide = word.graphemes(true).next().unwrap_or(word);
            word = &word[too_wide.len()..];
            rows.push(ELLIPSIS.to_owned());
        } else {
            word = &word[row.len()..];
            rows.push(row.to_owned());
        }
    }
    word.to_owned()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::text::testing::any_text;

    #[test]
    fn lines_break_between_words() {
        assert_eq!(
            wrap("Đề nghị các đại biểu cho ý kiến", 12),
            ["Đề nghị các", "đại biểu cho", "ý kiến"]
        );
        assert_eq!(wrap("một hai", 20), ["một hai"]);
        assert_eq!(wrap("51,22\u{a0}% tổng số", 9), ["51,22\u{a0}%", "tổng số"]);
    }

    #[test]
    fn lines_of_the_text_stay() {
        assert_eq!(wrap("", 5), [""]);
        assert_eq!(wrap("a\n\nb\n", 5), ["a", "", "b", ""]);
        assert_eq!(wrap("a\n  - b c", 5), ["a", "  - b", "c"]);
        assert_eq!(wrap("   \na", 5), ["", "a"]);
        assert_eq!(wrap("          a", 5), ["a"]);
    }

    #[test]
    fn long_words_are_cut() {
        assert_eq!(
            wrap("xem https://a.vn/b", 6),
            ["xem", "https:", "//a.vn", "/b"]
        );
        assert_eq!(wrap("abcd ef", 2), ["ab", "cd", "ef"]);
        assert_eq!(wrap("漢字a", 1), ["…", "…", "a"]);
        assert_eq!(wrap("abc", 0), [""]);
    }

    proptest! {
        #[test]
        fn no_line_is_wider_than_asked(text in any_text(), cells in 0usize..30) {
            let rows = wrap(&text, cells);
            prop_assert!(!rows.is_empty());
            for row in rows {
                prop_assert!(width(&row) <= cells, "{row:?}");
            }
        }

        #[test]
        fn no_letter_is_lost(text in any_text(), spare in 0usize..30) {
            let letters = |text: &str| text.replace([' ', '\t', '\n', '\r'], "");
            let widest = text.graphemes(true).map(width).max().unwrap_or_default();
            let rows = wrap(&text, widest.max(1) + spare);
            prop_assert_eq!(letters(&rows.concat()), letters(&text));
        }
    }
}
