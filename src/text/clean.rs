//! Text from others made safe to show.
//!
//! A name, a motion or a chat line may come from anybody. Whatever passes through [`line()`] or
//! [`block()`] cannot steer a terminal, turn the reading direction, hide something or pile up over
//! the neighbouring rows. What is done, in this order:
//!
//! 1. Escape sequences are removed whole, so that `"\x1b[31mred"` becomes `"red"` and not `"[31mred"`.
//! 2. Control characters, bidirectional controls and invisible characters are removed. That takes
//!    joiners and variation selectors too: a family emoji falls apart into its members and ❤️ turns
//!    into ❤. The rule is simple, and the width of what is left is certain.
//! 3. Private use, unassigned and noncharacters are shown as U+FFFD, so that the reader sees that
//!    something stood there.
//! 4. NFC, so that equal texts are equal bytes.
//! 5. White space is folded; marks with nothing to stand on are dropped; a cluster has at most
//!    [`MARKS`] combining marks and [`CLUSTER_CHARS`] characters.
//!
//! Cleaning twice changes nothing more. Whether an empty result is acceptable is for the caller.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{is_combining_mark, is_public_assigned};
use unicode_segmentation::UnicodeSegmentation;

/// The most combining marks that one cluster keeps. Decomposed Vietnamese needs two.
pub const MARKS: usize = 4;

/// The most characters that one cluster keeps: marks are not the only way to make one endless.
pub const CLUSTER_CHARS: usize = 8;

/// The most empty lines in a row that [`block()`] keeps.
pub const EMPTY_LINES: usize = 2;

const ESC: char = '\u{1b}';
const BEL: char = '\u{7}';
const STRING_TERMINATOR: char = '\u{9c}';

/// Makes a text from others safe for one line of at most `limit` grapheme clusters.
///
/// Line breaks and tabs become a space; runs of white space are folded, both ends trimmed.
pub fn line(input: &str, limit: usize) -> String {
    let mut out = Writer::new(limit);
    for c in without_escapes(input).chars().filter_map(shown).nfc() {
        match c {
            ' ' => out.space(),
            c => out.visible(c),
        }
    }
    out.finish()
}

/// Makes a text of several lines from others safe, with at most `limit` grapheme clusters in all
/// (a line break counts as one).
///
/// Every kind of line break becomes `\n`. Of each line the indentation is kept and the trailing
/// white space dropped. At most [`EMPTY_LINES`] empty lines follow each other, and the whole is
/// trimmed at both ends.
pub fn block(input: &str, limit: usize) -> String {
    let input = without_escapes(input).replace("\r\n", "\n");
    let mut out = Writer::new(limit);
    for (number, line) in input.split(breaks_line).enumerate() {
        if number > 0 {
            out.line_break();
        }
        for c in line.chars().filter_map(shown).nfc() {
            match c {
                ' ' => out.space(),
                c => out.visible(c),
            }
        }
    }
    out.finish()
}

/// Whether a text is as [`line()`] would leave it, whatever its length.
pub fn is_clean_line(text: &str) -> bool {
    line(text, usize::MAX) == text
}

/// Removes terminal escape sequences, introduced by ESC or by a C1 control, as whole sequences.
///
/// A control string (a window title, a hyperlink) that nobody ends goes on to the next control
/// character: what stands in it was never meant to be read.
fn without_escapes(input: &str) -> Cow<'_, str> {
    if !input.contains(|c| matches!(c, ESC | '\u{80}'..='\u{9f}')) {
        return Cow::Borrowed(input);
    }
    let mut out = String::with_capacity(input.len());
    let mut rest = input.chars().peekable();
    while let Some(c) = rest.next() {
        let introducer = match c {
            // A C1 control is ESC and the letter 0x40 below it.
            '\u{80}'..='\u{9f}' => char::from_u32(u32::from(c) - 0x40),
            ESC => rest.next_if(|c| matches!(c, ' '..='~')),
            c => {
                out.push(c);
                continue;
            }
        };
        match introducer {
            Some('[') => {
                while rest.next_if(|c| matches!(c, ' '..='?')).is_some() {}
                rest.next_if(|c| matches!(c, '@'..='~'));
            }
            Some(']' | 'P' | 'X' | '^' | '_') => {
                while rest.next_if(|c| !c.is_control()).is_some() {}
                // ESC \ also ends it, and is the next sequence to be removed.
                rest.next_if(|c| matches!(*c, BEL | STRING_TERMINATOR));
            }
            Some(' '..='/') => {
                while rest.next_if(|c| matches!(c, ' '..='/')).is_some() {}
                rest.next_if(|c| matches!(c, '0'..='~'));
            }
            // NEL (ESC E) is white space, and stays so for the steps after this one.
            Some('E') => out.push('\n'),
            _ => {}
        }
    }
    Cow::Owned(out)
}

/// The character that is shown for one that came in; `None` if nothing is.
fn shown(c: char) -> Option<char> {
    // The blank braille pattern is a letter by its class and a space to the eye.
    if c.is_whitespace() || c == '\u{2800}' {
        Some(' ')
    } else if c.is_control() || is_invisible(c) {
        None
    } else if is_public_assigned(c) {
        Some(c)
    } else {
        Some(char::REPLACEMENT_CHARACTER)
    }
}

/// Characters that show nothing of their own but change or hide what stands around them: Unicode's
/// general category Cf and its property `Default_Ignorable_Code_Point`; and the Devanagari caret,
/// which is drawn between two letters and takes no place of its own.
fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{600}'..='\u{605}' | '\u{61c}' | '\u{6dd}' | '\u{70f}'
        | '\u{890}' | '\u{891}' | '\u{8e2}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
        | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
        | '\u{a8fa}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{110bd}' | '\u{110cd}'
        | '\u{13430}'..='\u{1343f}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}'
        | '\u{e0000}'..='\u{e0fff}')
}

fn breaks_line(c: char) -> bool {
    matches!(c, '\n'..='\r' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Writes a text cluster by cluster and keeps every bound while doing so.
///
/// White space is held back until something visible follows: so it is folded, and none is left at
/// either end.
struct Writer {
    out: String,
    /// Clusters that may still begin.
    room: usize,
    /// Where the last cluster begins, and its characters.
    start: usize,
    chars: usize,
    /// Combining marks since the last cluster that began with something else.
    marks: usize,
    breaks: usize,
    spaces: usize,
}

impl Writer {
    fn new(limit: usize) -> Self {
        Self {
            out: String::new(),
            room: limit,
            start: 0,
            chars: 0,
            marks: 0,
            breaks: 0,
            spaces: 0,
        }
    }

    fn space(&mut self) {
        self.spaces += 1;
    }

    fn line_break(&mut self) {
        self.breaks += 1;
        self.spaces = 0;
    }

    fn visible(&mut self, c: char) {
        let mark = is_combining_mark(c);
        let first = self.out.is_empty();
        let gap = self.breaks > 0 || self.spaces > 0;
        if mark && (first || gap) {
            // It would settle on whatever the caller puts before this text.
            return;
        }
        if gap && !first {
            for _ in 0..self.breaks.min(EMPTY_LINES + 1) {
                self.push('\n', false);
            }
            let indented = self.breaks > 0;
            for _ in 0..if indented { self.spaces } else { 1 } {
                if self.room == 0 {
                    break;
                }
                self.push(' ', false);
            }
        }
        self.breaks = 0;
        self.spaces = 0;
        self.push(c, mark);
    }

    fn push(&mut self, c: char, mark: bool) {
        if mark && self.marks == MARKS {
            return;
        }
        if self.joins(c) {
            if self.chars == CLUSTER_CHARS {
                return;
            }
        } else if self.room == 0 {
            // From here on nothing may join the last cluster either: it belongs to what was cut.
            self.chars = CLUSTER_CHARS;
            self.marks = MARKS;
            return;
        } else {
            self.room -= 1;
            self.start = self.out.len();
            self.chars = 0;
            if !mark {
                self.marks = 0;
            }
        }
        self.out.push(c);
        self.chars += 1;
        self.marks += usize::from(mark);
    }

    /// Whether a character would become part of the last cluster.
    fn joins(&self, c: char) -> bool {
        let cluster = &self.out[self.start..];
        match cluster.chars().next_back() {
            None => false,
            Some(last) if stands_alone(last) && stands_alone(c) => false,
            Some(_) => {
                let mut with = String::with_capacity(cluster.len() + c.len_utf8());
                with.push_str(cluster);
                with.push(c);
                with.graphemes(true).nth(1).is_none()
            }
        }
    }

    fn finish(mut self) -> String {
        let end = self.out.trim_end().len();
        self.out.truncate(end);
        self.out
    }
}

/// Latin letters and the like, which never join each other: nearly all text in this house.
fn stands_alone(c: char) -> bool {
    matches!(c, '\0'..='\u{2ff}' | '\u{1e00}'..='\u{1eff}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use unicode_normalization::is_nfc;
    use unicode_width::UnicodeWidthChar;

    use super::*;
    use crate::text::testing::any_text;

    const NO_LIMIT: usize = usize::MAX;

    #[test]
    fn escape_sequences_go_as_a_whole() {
        for (input, clean) in [
            ("\u{1b}[31mred\u{1b}[0m", "red"),
            ("\u{1b}[38;2;1;2;3mred", "red"),
            ("\u{1b}]0;title\u{7}name", "name"),
            ("\u{1b}]8;;http://x\u{1b}\\link\u{1b}]8;;\u{1b}\\", "link"),
            ("\u{9b}2Jname", "name"),
            ("\u{9d}0;title\u{9c}name", "name"),
            ("\u{1b}Pq#0\u{1b}\\name", "name"),
            ("\u{1b}(Bname", "name"),
            ("\u{1b}cname", "name"),
            ("name\u{1b}", "name"),
            ("\u{1b}[", ""),
            ("a\u{1b}]0;never ended", "a"),
            ("a\u{1b}]0;never ended\nb", "a b"),
            ("a\u{1b}[\u{1b}[31mb", "ab"),
            ("a\u{85}b", "a b"),
        ] {
            assert_eq!(line(input, NO_LIMIT), clean, "{input:?}");
        }
    }

    #[test]
    fn nothing_invisible_or_turning_stays() {
        for (input, clean) in [
            ("a\u{202e}b\u{2066}c\u{2069}", "abc"),
            ("a\u{200b}\u{ad}\u{feff}\u{2060}b", "ab"),
            ("a\u{e0041}\u{fe0f}b", "ab"),
            ("a\0\u{7}\u{7f}b", "ab"),
            ("a\u{e000}b", "a\u{fffd}b"),
            ("a\u{fdd0}b", "a\u{fffd}b"),
            ("\u{301}a", "a"),
            ("a \u{301}b", "a b"),
            ("\u{2800}\u{3164}", ""),
            ("👩\u{200d}🚒", "👩🚒"),
            ("🇻🇳", "🇻🇳"),
        ] {
            assert_eq!(line(input, NO_LIMIT), clean, "{input:?}");
        }
    }

    #[test]
    fn whatever_takes_no_cell_is_a_mark_or_gone() {
        let joined = |c: char| matches!(c, '\u{1161}'..='\u{11ff}' | '\u{d7b0}'..='\u{d7ff}');
        // Letters that are drawn upon the letter after them; `width` counts the two as one.
        let prepended = |c: char| format!("{c}x").graphemes(true).count() == 1;
        for c in '\0'..=char::MAX {
            if c.width() == Some(0) && !is_combining_mark(c) && !joined(c) && !prepended(c) {
                let clean = line(&format!("a{c}b"), NO_LIMIT);
                assert_eq!(clean, "ab", "U+{:04X}", u32::from(c));
            }
        }
    }

    #[test]
    fn equal_names_become_equal_bytes() {
        assert_eq!(line("Nguye\u{302}\u{303}n", NO_LIMIT), "Nguyễn");
        // Composes only once the invisible character between is gone.
        assert_eq!(line("e\u{200b}\u{302}", NO_LIMIT), "ê");
    }

    #[test]
    fn white_space_is_folded() {
        assert_eq!(
            line("  Nguyễn\t Văn\u{a0}\r\nA\u{3000} ", NO_LIMIT),
            "Nguyễn Văn A"
        );
    }

    #[test]
    fn clusters_are_bounded() {
        let zalgo = format!("a{}b", "\u{335}".repeat(1000));
        assert_eq!(
            line(&zalgo, NO_LIMIT),
            format!("a{}b", "\u{335}".repeat(MARKS))
        );
        assert_eq!(
            line(&"🏽".repeat(1000), NO_LIMIT).chars().count(),
            CLUSTER_CHARS
        );
        assert_eq!(
            line(&"\u{1100}".repeat(1000), NO_LIMIT).chars().count(),
            CLUSTER_CHARS
        );
    }

    #[test]
    fn the_limit_counts_clusters() {
        assert_eq!(line("Nguye\u{302}\u{303}n Văn", 6), "Nguyễn");
        assert_eq!(line("Nguyễn Văn", 7), "Nguyễn");
        assert_eq!(line("🇻🇳🇻🇳", 1), "🇻🇳");
        assert_eq!(line("ab\u{335}", 1), "a");
        assert_eq!(line("abc", 0), "");
        assert_eq!(block("a\nb", 2), "a");
    }

    #[test]
    fn a_block_keeps_its_lines() {
        assert_eq!(block("a\r\nb\rc\u{2028}d", NO_LIMIT), "a\nb\nc\nd");
        assert_eq!(
            block("\n\n  a  \n\t b \n\n\n\n\nc\n", NO_LIMIT),
            "a\n  b\n\n\nc"
        );
        assert_eq!(block("a  b\t\tc", NO_LIMIT), "a b c");
        assert_eq!(block("a\n \u{301}b", NO_LIMIT), "a\n b");
        assert_eq!(block("\u{1b}[2J\u{1b}]0;x\na", NO_LIMIT), "a");
    }

    proptest! {
        #[test]
        fn a_clean_line_is_clean_and_stays_as_it_is(text in any_text(), limit in 0usize..40) {
            let clean = line(&text, limit);
            prop_assert!(is_clean_line(&clean), "{clean:?}");
            prop_assert_eq!(line(&clean, limit), &*clean);
            prop_assert!(clean.graphemes(true).count() <= limit);
            prop_assert!(is_nfc(&clean));
            prop_assert!(!clean.contains(char::is_control));
            prop_assert!(!clean.contains(is_invisible));
            for cluster in clean.graphemes(true) {
                prop_assert!(cluster.chars().count() <= CLUSTER_CHARS);
                prop_assert!(cluster.chars().filter(|c| is_combining_mark(*c)).count() <= MARKS);
            }
        }

        #[test]
        fn every_line_of_a_clean_block_is_clean(text in any_text(), limit in 0usize..40) {
            let clean = block(&text, limit);
            prop_assert_eq!(block(&clean, limit), &*clean);
            prop_assert!(clean.graphemes(true).count() <= limit);
            prop_assert!(!clean.contains("\n\n\n\n"));
            prop_assert_eq!(clean.trim(), &*clean);
            for line in clean.split('\n') {
                prop_assert!(is_clean_line(line.trim_start_matches(' ')), "{line:?}");
            }
        }

        #[test]
        fn decomposed_and_composed_text_are_cleaned_alike(text in "[A-Za-zÀ-ỹđĐ ]{0,20}") {
            let decomposed: String = text.nfd().collect();
            prop_assert_eq!(line(&decomposed, NO_LIMIT), line(&text, NO_LIMIT));
        }
    }
}
