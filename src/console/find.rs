//! People found by what is typed of them: the same in lists to choose from and on the roll.

use crate::session::attendance::Attendee;
use crate::text;

/// Whether what is typed finds this person: by number, by name, or each of its words by name, unit
/// or seat, so that people of the same name can be told apart by typing on.
#[must_use]
pub fn finds(query: &str, attendee: &Attendee) -> bool {
    let delegate = &attendee.delegate;
    if query == delegate.id.to_string() || text::matches(query, &delegate.name) {
        return true;
    }
    let (unit, seat) = (text::fold(&delegate.unit), text::fold(&delegate.seat));
    // Initials are understood of names only; of units they would find too much.
    query.split_whitespace().all(|word| {
        let folded = text::fold(word);
        text::matches(word, &delegate.name)
            || unit.split_whitespace().any(|own| own.starts_with(&folded))
            || seat.starts_with(&folded)
    })
}
