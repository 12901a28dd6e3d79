//! Between a key and the text it goes into: Vietnamese typed on plain keys.
//!
//! Every place where something is typed holds a [`Writing`], and every key for it goes through
//! [`Writing::key`]: this is where letters are composed, and the one place that knows of it. What the
//! keys of a word make is the concern of [`mod@compose`].
//!
//! Whether composing is on is one setting for the whole console, [`Typing`], shown beside every field
//! and switched by one key. Where the screen is Vietnamese it is on from the start: over SSH and on
//! the machines of a meeting room there is no input method, and a secretary who types `Vieejt` must
//! not have to look for one. Whoever has one of their own is found out by it: plain keys never send
//! a ready *ê* or *đ*, so the first that comes as a key turns composing off, and two input methods
//! never meddle with one word. A paste that the terminal does not tell as one looks the same, so it is
//! said. Where the screen is English it is off from the start.

mod shown;

use ratatui::style::Style;
use ratatui_textarea::{CursorMove, TextArea, WrapMode};

use super::keys::{self, Input, Key};
use crate::text::compose::{self, Marks, Method, compose, finish};

pub use shown::Stretch;

/// The key that switches composing on and off: free in terminals, tmux, screen and PuTTY, and in the
/// text area.
pub const SWITCH: &str = "ctrl-t";

/// From how many keys on a word is none any more.
const LONGEST_WORD: usize = 32;

/// How keys are taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Typing {
    /// Whether letters are composed.
    pub on: bool,
    /// By which method.
    pub method: Method,
    /// Where tone marks stand.
    pub marks: Marks,
}

impl Typing {
    /// Letters are composed by Telex.
    pub const TELEX: Self = Self {
        on: true,
        method: Method::Telex,
        marks: Marks::Old,
    };
    /// Letters are composed by VNI.
    pub const VNI: Self = Self {
        method: Method::Vni,
        ..Self::TELEX
    };
    /// Keys as they come; by Telex once it is switched on.
    pub const OFF: Self = Self {
        on: false,
        ..Self::TELEX
    };

    /// The sign beside a field.
    #[must_use]
    pub fn sign(&self) -> &'static str {
        match (self.on, self.method) {
            (true, Method::Telex) => "VI Telex",
            (true, Method::Vni) => "VI VNI",
            (false, _) => "EN",
        }
    }
}

/// The word that is being typed.
#[derive(Clone, Debug)]
struct Word {
    /// The keys that make it.
    keys: String,
    /// What stands there for them.
    shown: String,
    /// Row and column behind it.
    end: (usize, usize),
    /// Whether all its keys were typed just now, so that they may be put in its place.
    is_own: bool,
}

/// A text being written: one line, or several.
#[derive(Clone, Debug)]
pub struct Writing {
    area: TextArea<'static>,
    has_lines: bool,
    word: Option<Word>,
}

impl Writing {
    /// One line, with the cursor at its end.
    #[must_use]
    pub fn line(before: &str) -> Self {
        Self::new(TextArea::from([before]), false)
    }

    /// Several lines, with the cursor at the end.
    #[must_use]
    pub fn block(before: &str) -> Self {
        let mut area = TextArea::from(before.lines());
        area.set_wrap_mode(WrapMode::Word);
        Self::new(area, true)
    }

    fn new(mut area: TextArea<'static>, has_lines: bool) -> Self {
        // Without marks of its own.
        area.set_cursor_line_style(Style::default());
        area.move_cursor(CursorMove::Bottom);
        area.move_cursor(CursorMove::End);
        let word = None;
        Self {
            area,
            has_lines,
            word,
        }
    }

    /// What stands there.
    #[must_use]
    pub fn text(&self) -> String {
        self.area.lines().join("\n")
    }

    /// What stands there, line by line.
    #[must_use]
    pub fn lines(&self) -> &[String] {
        self.area.lines()
    }

    /// Row and column of the cursor, in letters.
    #[must_use]
    pub fn place(&self) -> (usize, usize) {
        let cursor = self.area.cursor();
        (cursor.0, cursor.1)
    }

    /// Row and column behind what is selected, else of the cursor.
    #[must_use]
    pub fn behind_selection(&self) -> (usize, usize) {
        let selected = self.area.selection_range().map(|(_, end)| end);
        selected.unwrap_or_else(|| self.place())
    }

    /// Puts the cursor there.
    pub fn go_to(&mut self, (row, col): (usize, usize)) {
        let at = |n| u16::try_from(n).unwrap_or(u16::MAX);
        self.word = None;
        self.area.cancel_selection();
        self.area.move_cursor(CursorMove::Jump(at(row), at(col)));
    }

    /// Selects part of a row, so that what is typed takes its place.
    pub fn select(&mut self, row: usize, begin: usize, end: usize) {
        let at = |n| u16::try_from(n).unwrap_or(u16::MAX);
        self.go_to((row, begin));
        self.area.start_selection();
        self.area.move_cursor(CursorMove::Jump(at(row), at(end)));
    }

    /// Whether something is selected.
    #[must_use]
    pub fn is_selecting(&self) -> bool {
        self.area.is_selecting()
    }

    /// Puts a text in the place of another that stands before the cursor.
    pub fn put_before_cursor(&mut self, old: &str, new: &str) {
        if self.before_cursor().ends_with(old) {
            self.word = None;
            self.replace(old, new);
        }
    }

    /// Takes a key. Whether the text has changed.
    pub fn key(&mut self, typing: &mut Typing, input: &Input) -> bool {
        if keys::is(input, SWITCH) {
            return self.switch(typing);
        }
        let letter = letter(input);
        if let Some(key) = letter.filter(|key| typing.on && compose::is_key(*key, typing.method)) {
            if self.area.is_selecting() {
                self.area.delete_char();
            }
            self.compose(*typing, key);
            return true;
        }
        // Somebody's own input method.
        if letter.is_some_and(|letter| letter.is_alphabetic() && !letter.is_ascii()) {
            self.word = None;
            typing.on = false;
        }
        let erases = matches!(input.key, Key::Backspace | Key::Delete);
        let ended = !erases && self.end_word(*typing);
        self.word = None;
        // In a line as in every shell; the text area itself would take back the last change.
        if !self.has_lines && keys::is(input, "ctrl-u") {
            return self.area.delete_line_by_head() || ended;
        }
        let breaks = match input.key {
            Key::Enter => true,
            Key::Char('m' | 'j') => input.ctrl,
            Key::Char(letter) => letter.is_control(),
            _ => false,
        };
        let taken = (self.has_lines || !breaks) && self.area.input(input.clone());
        ended || taken
    }

    /// Ends the word that is being typed: what has not become a syllable is what was typed. Whether
    /// the text has changed.
    pub fn end_word(&mut self, typing: Typing) -> bool {
        let Some(word) = self.word_here().filter(|word| word.is_own && typing.on) else {
            return false;
        };
        let ended = finish(&word.keys, typing.method, typing.marks);
        self.word = None;
        self.replace(&word.shown, &ended)
    }

    /// Puts in a text as it is.
    pub fn insert(&mut self, text: &str) {
        self.word = None;
        self.area.insert_str(text);
    }

    /// Puts a text at the end, and the cursor behind it.
    pub fn append(&mut self, text: &str) {
        self.area.move_cursor(CursorMove::Bottom);
        self.area.move_cursor(CursorMove::End);
        self.insert(text);
    }

    /// Switches composing. Whoever switches it off in a word wants what was typed of it.
    fn switch(&mut self, typing: &mut Typing) -> bool {
        typing.on = !typing.on;
        let word = self.word_here().filter(|word| word.is_own && !typing.on);
        self.word = None;
        word.is_some_and(|word| self.replace(&word.shown, &word.keys))
    }

    /// The word being typed, if the cursor is behind it still.
    fn word_here(&self) -> Option<Word> {
        let word = self.word.as_ref()?;
        let here = word.end == self.place() && self.before_cursor().ends_with(&word.shown);
        here.then(|| word.clone())
    }

    /// What stands before the cursor in its row.
    #[must_use]
    pub fn before_cursor(&self) -> String {
        let (row, col) = self.place();
        let line = self.area.lines().get(row);
        line.map_or_else(String::new, |line| line.chars().take(col).collect())
    }

    /// The word that stands before the cursor already, to be written on; none where it was not
    /// composed, so that no foreign word is changed after the fact.
    fn word_before(&self, typing: Typing) -> Option<Word> {
        let before = self.before_cursor();
        let belongs = |letter: char| match typing.method {
            Method::Telex => letter.is_alphabetic(),
            Method::Vni => letter.is_alphanumeric(),
        };
        let begin = before.trim_end_matches(belongs).len();
        let shown = before[begin..].to_owned();
        let keys = compose::spell(&shown, typing.method)?;
        let same = |marks| compose(&keys, typing.method, marks) == shown;
        let is_ours = keys.len() < LONGEST_WORD && (same(Marks::Old) || same(Marks::New));
        is_ours.then(|| Word {
            is_own: shown.is_empty(),
            keys,
            shown,
            end: self.place(),
        })
    }

    /// Adds a key to the word before the cursor.
    fn compose(&mut self, typing: Typing, key: char) {
        let word = self.word_here().or_else(|| self.word_before(typing));
        let word = word.filter(|word| word.keys.len() < LONGEST_WORD);
        let Some(mut word) = word else {
            self.word = None;
            self.area.insert_char(key);
            return;
        };
        word.keys.push(key);
        let shown = compose(&word.keys, typing.method, typing.marks);
        if shown == word.keys && !word.is_own {
            // What stood there is no syllable with this key, and was not typed as it is spelled.
            self.word = None;
            self.area.insert_char(key);
            return;
        }
        self.replace(&word.shown, &shown);
        word.shown = shown;
        word.end = self.place();
        self.word = Some(word);
    }

    /// Puts a text in the place of another before the cursor. Whether they differ.
    fn replace(&mut self, old: &str, new: &str) -> bool {
        let same = old.chars().zip(new.chars()).take_while(|(a, b)| a == b);
        let same = same.count();
        for _ in same..old.chars().count() {
            self.area.delete_char();
        }
        let rest: String = new.chars().skip(same).collect();
        if !rest.is_empty() {
            self.area.insert_str(&rest);
        }
        old != new
    }
}

/// The letter that a key writes.
fn letter(input: &Input) -> Option<char> {
    match input.key {
        Key::Char(letter) if !input.ctrl && !input.alt => Some(letter),
        _ => None,
    }
}

/// Whether a key is none that writes on at a word.
#[must_use]
pub fn ends_word(input: &Input) -> bool {
    letter(input).is_none_or(|letter| !letter.is_alphanumeric())
        && !matches!(input.key, Key::Backspace | Key::Delete)
        && !keys::is(input, SWITCH)
}
