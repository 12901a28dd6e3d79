//! A table on the screen: columns that line up, as wide as what stands in them, and narrower where
//! there is not enough room.

use super::{Row, broken};
use crate::console::theme::Meaning;
use crate::text::{self, width};

/// A table: rows of cells, the first being the names of the columns.
#[derive(Default)]
pub(super) struct Table {
    pub(super) rows: Vec<Vec<Row>>,
}

/// What stands between two columns.
const BETWEEN: &str = " │ ";
/// How narrow a column gets at most.
const NARROWEST: usize = 4;

impl Table {
    /// The rows of the table. Columns are as wide as what stands in them; where there is not enough
    /// room the widest give way first, and what does not fit goes on in further rows.
    pub(super) fn laid_out(self, columns: usize) -> Vec<Row> {
        let count = self.rows.iter().map(Vec::len).max().unwrap_or(0);
        if count == 0 {
            return vec![];
        }
        let said = |cell: &Row| {
            cell.iter()
                .map(|(_, text)| text.as_str())
                .collect::<String>()
        };
        let mut widths = vec![1; count];
        for row in &self.rows {
            for (width, cell) in widths.iter_mut().zip(row) {
                *width = (*width).max(text::width(&said(cell)));
            }
        }
        let room = columns.saturating_sub((count - 1) * width(BETWEEN));
        while widths.iter().sum::<usize>() > room {
            let Some(widest) = widths
                .iter_mut()
                .max()
                .filter(|widest| **widest > NARROWEST)
            else {
                break;
            };
            *widest -= 1;
        }
        // Columns of numbers stand at the right, as numbers are compared.
        let numbers: Vec<bool> = (0..count)
            .map(|at| {
                let mut cells = self
                    .rows
                    .iter()
                    .skip(1)
                    .filter_map(|row| row.get(at))
                    .map(&said);
                self.rows.len() > 1 && cells.all(|cell| is_number(&cell))
            })
            .collect();
        let mut rows = vec![];
        for (place, row) in self.rows.iter().enumerate() {
            let none = vec![];
            let cells: Vec<Vec<Row>> = (0..count)
                .map(|at| broken(row.get(at).unwrap_or(&none), widths[at]))
                .collect();
            for line in 0..cells.iter().map(Vec::len).max().unwrap_or(0) {
                let mut whole: Row = vec![];
                for (at, cell) in cells.iter().enumerate() {
                    if at > 0 {
                        whole.push((Meaning::Line, BETWEEN.to_owned()));
                    }
                    let pieces = cell.get(line).cloned().unwrap_or_default();
                    let taken: usize = pieces.iter().map(|(_, text)| width(text)).sum();
                    let rest = " ".repeat(widths[at].saturating_sub(taken));
                    let named = pieces.into_iter().map(|(meaning, text)| match place {
                        0 => (Meaning::Heading, text),
                        _ => (meaning, text),
                    });
                    if numbers[at] {
                        whole.push((Meaning::Text, rest));
                        whole.extend(named);
                    } else {
                        whole.extend(named);
                        whole.push((Meaning::Text, rest));
                    }
                }
                rows.push(whole);
            }
            if place == 0 {
                let lines: Vec<String> = widths.iter().map(|width| "─".repeat(*width)).collect();
                rows.push(vec![(Meaning::Line, lines.join("─┼─"))]);
            }
        }
        rows
    }
}

fn is_number(cell: &str) -> bool {
    let cell = cell.trim();
    let figures =
        |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '%' | '-' | ' ' | '\u{a0}');
    cell.is_empty() || cell.chars().all(figures) && cell.contains(|c: char| c.is_ascii_digit())
}
