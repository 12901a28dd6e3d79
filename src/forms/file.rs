//! A file of keys and values as a whole: opened, read, and either what it says or every mistake.
//!
//! What the keys mean is for those who read it: the session file here, themes and settings in their
//! own rooms.

use toml::de::DeTable;

use super::Mistake;
use super::key::Keys;
use super::page::Page;
use super::syntax;
use super::table::{Read, Table};

/// Reads a file, called `file_name` in mistakes, whose first table has these keys.
///
/// # Errors
/// Every mistake, in the order of the lines. None where what could not be read was noted elsewhere.
pub(crate) fn read<T>(
    text: &[u8],
    file_name: &str,
    keys: &'static Keys,
    read: impl FnOnce(&Table<'_>) -> Read<T>,
) -> Result<T, Vec<Mistake>> {
    let page = Page::open(file_name, text);
    let read = {
        let text = syntax::readable(&page);
        let (root, errors) = DeTable::parse_recoverable(&text);
        syntax::note(&page, root.get_ref(), &errors);
        let table = Table::open(&page, root.get_ref(), page.spot(0), keys);
        read(&table)
    };
    let mistakes = page.into_mistakes();
    match read {
        Ok(read) if mistakes.is_empty() => Ok(read),
        _ => Err(mistakes),
    }
}
