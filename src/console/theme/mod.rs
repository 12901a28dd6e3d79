//! Themes: what each meaning looks like, read from files that people can edit.
//!
//! A theme file says three things. `inherits` names the theme from which it has what it does not
//! say itself; `ground` is the colour of the terminal that it is made for, where it leaves the ground
//! to the terminal; and each [`Meaning`] has a table:
//!
//! | key | what | when left out |
//! |---|---|---|
//! | `fg`, `bg` | letters and ground in true colour: `"#rrggbb"`, a name, or a number of the 256 | as ordinary text |
//! | `fg256`, `bg256` | the same with 256 colours | the nearest to `fg` and `bg` |
//! | `fg16`, `bg16` | the same with sixteen colours: one of their names | as ordinary text |
//! | `style` | `bold`, `dim`, `reverse`, `underline`, several with blanks between | none |
//! | `mono` | the same where there are no colours | as `style` |
//!
//! The names are `black`, `red`, `green`, `yellow`, `blue`, `magenta`, `cyan`, `white`, each also
//! with `bright` before it, and `default` for the terminal's own. A meaning without a table looks
//! like its [kin](Meaning::kin): against like an alarm, an alarm like a warning, a warning like text.
//! What stands in a file stands over what it inherits key by key; `themes/README.md` tells all this
//! to those who write one.

mod colour;
mod depth;
mod file;
mod library;
mod meaning;
mod resolved;
#[cfg(test)]
mod sight;
#[cfg(test)]
mod tests;

pub use colour::on_screen;
pub use depth::Depth;
pub use file::MOST_THEME;
pub use library::{NoTheme, OwnTheme, SHIPPED, Themes};
pub use meaning::{MEANINGS, Meaning};
pub use resolved::Theme;
