//! What is asked in writing while the meeting goes on: one line, for whoever has to see to it.

use crate::console::draw::Sheet;
use crate::console::model::Model;
use crate::console::mouse::spot::Spot;
use crate::console::theme::Meaning;
use crate::console::words;
use crate::session::{Millis, Session};

/// The written opinion that ends first, how many have answered, and until when the others can; how
/// many more there are. For the head table only.
pub(super) fn asked(model: &Model, session: &Session, sheet: &mut Sheet<'_>) {
    if !model.role.is_officer() {
        return;
    }
    let lang = model.lang;
    let open = session.opinions.open();
    let Some(first) = open.min_by_key(|opinion| opinion.circular.deadline) else {
        return;
    };
    let deadline = first.circular.deadline;
    let left = deadline.since(model.now()).max(Millis(0)).seconds();
    let left = words::long_time(lang, left);
    let at = words::day_and_time(session, deadline, lang);
    let (part, whole) = (first.answered.len(), first.entitled.len());
    let values: [(&str, &dyn std::fmt::Display); 4] = [
        ("part", &part),
        ("whole", &whole),
        ("at", &at),
        ("left", &left),
    ];
    let said = lang.fill("console.opinion.line", &values);
    let more = session.opinions.open().count() - 1;
    let end = match more {
        0 => sheet.width(),
        more => sheet.right(0, Meaning::Dim, &format!("+{more}")),
    };
    let meaning = match part < whole {
        true => Meaning::Accent,
        false => Meaning::Good,
    };
    sheet
        .part(0, 0, end.saturating_sub(1), 1)
        .text(0, 0, meaning, &said);
    sheet.means(Spot::Verb("opinion.follow"));
}
