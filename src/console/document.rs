//! A document as it stands on the screen: rows of pieces with meanings, as wide as there is room.
//!
//! Markdown becomes headings, lists, tables and emphasis; a table of values becomes a table whose
//! columns line up; any other text stays as it is, broken between words. What a document says is
//! already safe to show (see `text::clean`).

mod table;

use std::fmt::Write as _;

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

use super::theme::Meaning;
use crate::text::{self, width};
use table::Table;

/// One row: pieces of text, each with what it means.
pub type Row = Vec<(Meaning, String)>;

/// How a text is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// As it stands there.
    Plain,
    /// With the marks of Markdown.
    Markdown,
    /// Values with commas or semicolons between them, the first row being their names.
    Values,
}

impl Kind {
    /// How a file of this name is written.
    #[must_use]
    pub fn of(file: &str) -> Self {
        let ending = file
            .rsplit_once('.')
            .map(|(_, ending)| ending.to_lowercase());
        match ending.as_deref() {
            Some("md" | "markdown") => Self::Markdown,
            Some("csv") => Self::Values,
            _ => Self::Plain,
        }
    }
}

/// A document in rows of at most this many columns.
#[must_use]
pub fn rows(contents: &str, kind: Kind, columns: usize) -> Vec<Row> {
    match kind {
        Kind::Plain => plain(contents, columns),
        Kind::Markdown => markdown(contents, columns),
        Kind::Values => values(contents, columns).unwrap_or_else(|| plain(contents, columns)),
    }
}

fn plain(contents: &str, columns: usize) -> Vec<Row> {
    let lines = text::wrap(contents, columns).into_iter();
    lines.map(|line| vec![(Meaning::Text, line)]).collect()
}

fn values(contents: &str, columns: usize) -> Option<Vec<Row>> {
    let first = contents.lines().next()?;
    let semicolons = first.matches(';').count() > first.matches(',').count();
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(if semicolons { b';' } else { b',' })
        .from_reader(contents.trim_start_matches('\u{feff}').as_bytes());
    let mut table = Table::default();
    for record in reader.records() {
        let cells = record.ok()?;
        let cells = cells
            .iter()
            .map(|cell| vec![(Meaning::Text, one_line(cell))]);
        table.rows.push(cells.collect());
    }
    Some(table.laid_out(columns))
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn markdown(contents: &str, columns: usize) -> Vec<Row> {
    let options =
        Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS;
    let mut page = Page::new(columns);
    for event in Parser::new_ext(contents, options) {
        page.take(event);
    }
    page.end_block();
    while page.rows.last().is_some_and(Vec::is_empty) {
        page.rows.pop();
    }
    page.rows
}

/// How deep quotations and lists are shown to stand in each other.
const DEEPEST: usize = 3;

/// A page of Markdown being laid out.
struct Page {
    columns: usize,
    rows: Vec<Row>,
    /// What the block that is being read says so far.
    words: Row,
    /// The lists it stands in: the number of the next item, where items are numbered.
    lists: Vec<Option<u64>>,
    /// The mark before the first row of an item.
    mark: Option<String>,
    quotes: usize,
    strong: usize,
    emphasis: usize,
    heading: bool,
    code: bool,
    table: Option<Table>,
    /// Where links that are being read lead.
    links: Vec<String>,
}

impl Page {
    fn new(columns: usize) -> Self {
        Self {
            columns,
            rows: vec![],
            words: vec![],
            lists: vec![],
            mark: None,
            quotes: 0,
            strong: 0,
            emphasis: 0,
            heading: false,
            code: false,
            table: None,
            links: vec![],
        }
    }

    fn meaning(&self) -> Meaning {
        if self.heading || self.strong > 0 {
            Meaning::Heading
        } else if self.emphasis > 0 {
            Meaning::Accent
        } else if self.quotes > 0 {
            Meaning::Dim
        } else {
            Meaning::Text
        }
    }

    fn say(&mut self, text: &str) {
        let meaning = self.meaning();
        self.words.push((meaning, text.to_owned()));
    }

    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.begin(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) if self.code => self.code_lines(&text),
            Event::Text(text) | Event::Html(text) | Event::InlineHtml(text) => self.say(&text),
            Event::Code(text) | Event::InlineMath(text) | Event::DisplayMath(text) => {
                self.words.push((Meaning::Accent, text.into_string()));
            }
            Event::SoftBreak => self.say(" "),
            Event::HardBreak => self.end_block(),
            Event::Rule => {
                self.end_block();
                let line = "─".repeat(self.columns);
                self.rows.push(vec![(Meaning::Line, line)]);
                self.gap();
            }
            Event::TaskListMarker(done) => self.say(if done { "☑ " } else { "☐ " }),
            Event::FootnoteReference(name) => self.say(&format!("[{name}]")),
        }
    }

    fn begin(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Heading { .. } => {
                self.end_block();
                self.gap();
                self.heading = true;
            }
            Tag::BlockQuote(_) => {
                self.end_block();
                self.quotes += 1;
            }
            Tag::CodeBlock(kind) => {
                self.end_block();
                self.code = true;
                if let CodeBlockKind::Fenced(_) = kind {
                    self.gap();
                }
            }
            Tag::List(first) => {
                self.end_block();
                self.lists.push(first);
            }
            Tag::Item => {
                self.end_block();
                self.mark = self.lists.last_mut().map(|next| match next {
                    Some(number) => {
                        *number += 1;
                        format!("{}. ", *number - 1)
                    }
                    None => "- ".to_owned(),
                });
            }
            Tag::Emphasis => self.emphasis += 1,
            Tag::Strong => self.strong += 1,
            Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. } => {
                self.links.push(dest_url.into_string());
            }
            Tag::Table(_) => {
                self.end_block();
                self.table = Some(Table::default());
            }
            Tag::TableHead | Tag::TableRow => {
                if let Some(table) = &mut self.table {
                    table.rows.push(vec![]);
                }
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(_) => {
                self.end_block();
                self.heading = false;
                self.gap();
            }
            TagEnd::Paragraph => {
                self.end_block();
                if self.lists.is_empty() {
                    self.gap();
                }
            }
            TagEnd::BlockQuote(_) => {
                self.end_block();
                self.quotes = self.quotes.saturating_sub(1);
                self.gap();
            }
            TagEnd::CodeBlock => {
                self.code = false;
                self.gap();
            }
            TagEnd::List(_) => {
                self.end_block();
                self.lists.pop();
                if self.lists.is_empty() {
                    self.gap();
                }
            }
            TagEnd::Item => {
                self.end_block();
                self.mark = None;
            }
            TagEnd::Emphasis => self.emphasis = self.emphasis.saturating_sub(1),
            TagEnd::Strong => self.strong = self.strong.saturating_sub(1),
            TagEnd::Link | TagEnd::Image => {
                let to = self.links.pop().unwrap_or_default();
                let said = self.words.last().is_some_and(|(_, text)| *text == to);
                if !said && !to.is_empty() {
                    self.words.push((Meaning::Dim, format!(" ({to})")));
                }
            }
            TagEnd::TableCell => {
                let cell = std::mem::take(&mut self.words);
                if let Some(row) = self.table.as_mut().and_then(|table| table.rows.last_mut()) {
                    row.push(cell);
                }
            }
            TagEnd::Table => {
                let table = self.table.take().unwrap_or_default();
                self.rows.extend(table.laid_out(self.columns));
                self.gap();
            }
            _ => {}
        }
    }

    /// What stands before each row of a block: a bar for each quotation, room for the lists.
    fn before(&self) -> (String, usize) {
        let mut before = "│ ".repeat(self.quotes.min(DEEPEST));
        let deep = self.lists.len().saturating_sub(1).min(DEEPEST);
        let _ = write!(before, "{}", "  ".repeat(deep));
        let hang = if self.lists.is_empty() { 0 } else { 2 };
        (before, hang)
    }

    fn end_block(&mut self) {
        let words = std::mem::take(&mut self.words);
        if words.iter().all(|(_, text)| text.trim().is_empty()) {
            return;
        }
        let (before, hang) = self.before();
        let mark = self.mark.take().unwrap_or_else(|| " ".repeat(hang));
        let hang = " ".repeat(width(&mark));
        let room = self
            .columns
            .saturating_sub(width(&before) + width(&mark))
            .max(1);
        for (place, row) in broken(&words, room).into_iter().enumerate() {
            let mark = if place == 0 { &mark } else { &hang };
            let mut whole = vec![
                (Meaning::Line, before.clone()),
                (Meaning::Accent, mark.clone()),
            ];
            whole.retain(|(_, text)| !text.is_empty());
            whole.extend(row);
            self.rows.push(whole);
        }
    }

    fn code_lines(&mut self, code: &str) {
        let (before, _) = self.before();
        let room = self.columns.saturating_sub(width(&before) + 2).max(1);
        for line in text::wrap(code.trim_end_matches('\n'), room) {
            self.rows.push(vec![
                (Meaning::Line, format!("{before}  ")),
                (Meaning::Accent, line),
            ]);
        }
    }

    /// An empty row, unless one is there.
    fn gap(&mut self) {
        if self.rows.last().is_some_and(|row| !row.is_empty()) {
            self.rows.push(vec![]);
        }
    }
}

/// Words broken into rows of at most this many columns, each letter with its meaning.
fn broken(words: &[(Meaning, String)], columns: usize) -> Vec<Row> {
    let mut text = String::new();
    let mut meanings: Vec<Meaning> = vec![];
    for (meaning, piece) in words {
        for letter in piece.chars() {
            let letter = if letter == '\n' || letter == '\t' {
                ' '
            } else {
                letter
            };
            if letter == ' ' && (text.is_empty() || text.ends_with(' ')) {
                continue;
            }
            text.push(letter);
            meanings.push(*meaning);
        }
    }
    let letters: Vec<char> = text.chars().collect();
    let mut at = 0;
    let mut rows = vec![];
    for line in text::wrap(&text, columns) {
        let mut row: Row = vec![];
        while letters.get(at) == Some(&' ') {
            at += 1;
        }
        for letter in line.chars() {
            let meaning = meanings.get(at).copied().unwrap_or(Meaning::Text);
            // A cluster that is wider than the row stands there as a sign for itself.
            if letters.get(at) == Some(&letter) {
                at += 1;
            }
            match row.last_mut() {
                Some((last, piece)) if *last == meaning => piece.push(letter),
                _ => row.push((meaning, letter.to_string())),
            }
        }
        rows.push(row);
    }
    rows
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn shown(contents: &str, kind: Kind, columns: usize) -> String {
        let sign = |meaning| match meaning {
            Meaning::Heading => "#",
            Meaning::Accent => "*",
            Meaning::Dim => "~",
            _ => "",
        };
        let row = |row: Row| {
            let pieces = row.into_iter().map(|(meaning, text)| {
                let sign = sign(meaning);
                format!("{sign}{text}{sign}")
            });
            pieces.collect::<String>().trim_end().to_owned()
        };
        rows(contents, kind, columns)
            .into_iter()
            .map(row)
            .collect::<Vec<_>>()
            .join("\n")
    }

    #[test]
    fn headings_lists_and_emphasis_have_their_meanings() {
        let contents = "# BÁO CÁO\n## Giải ngân\n\n*Phòng Kế hoạch*\n\n**1. Kết quả**\n\nĐạt 78,7%\ncủa `kế hoạch`.\n\n\
            - Một việc dài phải xuống dòng\n  - Việc con\n- Hai\n\n3. Ba\n4. Bốn\n\n> Trích\n\n---\n\n[Trang](https://a.vn)\n";
        assert_eq!(
            shown(contents, Kind::Markdown, 24),
            "#BÁO CÁO#\n\n#Giải ngân#\n\n*Phòng Kế hoạch*\n\n#1. Kết quả#\n\nĐạt 78,7% của *kế hoạch*.\n\n\
            *- *Một việc dài phải\n*  *xuống dòng\n*- *Việc con\n*- *Hai\n\n*3. *Ba\n*4. *Bốn\n\n│ ~Trích~\n\n\
            ────────────────────────\n\nTrang~ (https://a.vn)~"
                .replace("*- *Việc", "  *- *Việc")
        );
    }

    #[test]
    fn tables_line_up_and_give_way_where_they_are_too_wide() {
        let contents = "| STT | Nhiệm vụ | Tỷ lệ |\n|---|---|---|\n| 1 | Hoàn thành hai nhiệm vụ | 58,2% |\n| 10 | Trình | 9% |\n";
        assert_eq!(
            shown(contents, Kind::Markdown, 40),
            "#STT# │ #Nhiệm vụ#                │ #Tỷ lệ#\n────┼─────────────────────────┼──────\n  1 │ Hoàn thành hai nhiệm vụ │ 58,2%\n 10 │ Trình                   │    9%"
        );
        assert_eq!(
            shown(contents, Kind::Markdown, 26),
            "#STT# │ #Nhiệm vụ#     │ #Tỷ lệ#\n────┼──────────────┼──────\n  1 │ Hoàn thành   │ 58,2%\n    │ hai nhiệm vụ │\n 10 │ Trình        │    9%"
        );
        let values = "Khoản;Số\n\"A, B\";1\n";
        assert_eq!(
            shown(values, Kind::Values, 30),
            "#Khoản# │ #Số#\n──────┼───\nA, B  │  1"
        );
    }

    #[test]
    fn the_ending_says_how_a_file_is_written() {
        assert_eq!(Kind::of("a/bao-cao.MD"), Kind::Markdown);
        assert_eq!(Kind::of("bang.csv"), Kind::Values);
        assert_eq!(Kind::of("ghi-chu.txt"), Kind::Plain);
        assert_eq!(Kind::of("README"), Kind::Plain);
    }

    proptest! {
        /// Whatever is written, no row is wider than there is room.
        #[test]
        fn anything_fits(
            contents in prop::collection::vec(
                prop::sample::select(vec![
                    "# ", "- ", "1. ", "  ", "\n", "\n\n", "*", "**", "`", "```\n", "> ", "| a | b |\n|---|---|\n",
                    "Nguyễn", " ", "một từ rất dài không ngắt", "[x](y)", "---\n", "漢字", "<b>",
                ]),
                0..40,
            ),
            columns in 20..90usize,
        ) {
            for row in rows(&contents.concat(), Kind::Markdown, columns) {
                let wide: usize = row.iter().map(|(_, text)| width(text)).sum();
                prop_assert!(wide <= columns, "{wide} {row:?}");
            }
        }
    }
}
