//! A roster as a table of its own: text that a spreadsheet program saves.

use std::borrow::Cow;

use super::columns::{Columns, Names};
use super::mistake::Fault;
use super::page::{Page, Spot};
use super::roster::{Cell, Column, People, Row, Unsaid};
use super::table::Read;
use crate::session::plan::Site;

/// What each column may be called.
const HEADERS: &Names<Column> = &[
    (Column::Id, &["mã", "id", "stt", "số"]),
    (Column::Name, &["họ và tên", "name", "họ tên", "tên"]),
    (Column::Title, &["chức vụ", "title", "position"]),
    (Column::Unit, &["đơn vị", "unit"]),
    (Column::Group, &["nhóm", "group"]),
    (Column::Site, &["điểm cầu", "site"]),
    (Column::Seat, &["ghế", "seat"]),
    (Column::Vote, &["phiếu", "vote", "weight"]),
    (Column::Role, &["vai trò", "role"]),
    (Column::Proxy, &["ủy quyền cho", "proxy"]),
];

/// Reads a roster.
pub(super) fn read<'s>(
    page: &Page,
    sites: &'s [Read<Site>],
    groups: Read<&'s [String]>,
) -> Read<People<'s>> {
    let must = [Column::Id, Column::Name];
    let missing = |column| Fault::MissingColumn { column };
    let table = Columns::read(page, HEADERS, &must, missing, Fault::EmptyRoster)?;
    let unsaid = match (table.has(Column::Role), table.has(Column::Vote)) {
        (true, _) => Unsaid::Unclear,
        (false, true) => Unsaid::Guest,
        (false, false) => Unsaid::OneVote,
    };
    let mut people = People::new(sites, groups, unsaid);
    for (spot, cells) in &table.rows {
        if people.is_full(page, *spot) {
            break;
        }
        people.add(page, &row(page, *spot, &table, cells));
    }
    people.not_empty(page, table.top)
}

fn row<'r>(page: &Page, spot: Spot, table: &'r Columns<Column>, cells: &'r [String]) -> Row<'r> {
    let told = table.cells(page, spot, cells).map(|(column, key, text)| {
        let cell = Cell {
            key: Cow::Borrowed(key),
            text: Cow::Borrowed(text),
            spot,
        };
        (column, Ok(cell))
    });
    Row {
        spot,
        cells: told.collect(),
    }
}
