//! What is true of all text in this house.
//!
//! * [`clean`]: text from others made safe to show (NFC, no escape sequence, nothing invisible).
//! * [`width`](mod@width): how many terminal cells a text takes, and making it fit.
//! * [`fold`](mod@fold): search that finds "Đặng" for "dang".
//! * [`sort`]: Vietnamese alphabetical order, personal names by given name.
//! * [`near`]: the word that was probably meant.
//! * [`number`] and [`date`]: numbers, shares, sizes and dates as each language writes them.
//! * [`compose`]: Vietnamese letters out of plain keys, by Telex and VNI.
//! * [`doubled`](mod@doubled): words that stand twice by mistake.
//! * [`trouble`]: what the system says when it refuses something, in words of the language.
//! * [`catalog`]: the texts people read, in files a translator can edit.
//!
//! Nothing here knows what a meeting is, what a screen looks like or what time it is. Which text
//! stands where is for the rooms above; what a cleaned text may *mean* is for them too.

pub mod catalog;
pub mod clean;
pub mod compose;
pub mod date;
pub mod doubled;
pub mod fold;
mod letter;
pub mod near;
pub mod number;
pub mod sort;
#[cfg(test)]
mod testing;
pub mod trouble;
pub mod width;

pub use catalog::{Lang, UnknownLang};
pub use fold::{Folded, fold, matches};
pub use sort::SortKey;
pub use trouble::Trouble;
pub use width::{fit, fit_name, pad, pad_left, width, wrap};
