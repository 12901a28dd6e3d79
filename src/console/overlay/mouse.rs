//! What the mouse does in what lies on top: on a row of a list, on a letter of what is typed, with the
//! wheel. Rows are answered by the keys that lists know.

use super::Overlay;
use crate::console::Effect;
use crate::console::keys::Key;
use crate::console::model::Model;

impl Overlay {
    /// How many times the wheel presses an arrow here, where a text goes by so many rows.
    pub(in crate::console) fn turned(&self, rows: usize) -> usize {
        match self {
            Self::Help(_) | Self::Reader(_) | Self::Opinions(_) => rows,
            Self::Confirm(_) | Self::Field(_) => 0,
            // Any key goes back from looking it through.
            Self::Marking(marking) => usize::from(!marking.is_looked_through()),
            Self::Pick(_)
            | Self::Choose(_)
            | Self::Lookup(_)
            | Self::Palette(_)
            | Self::Dressing(_)
            | Self::Editor(_) => 1,
        }
    }
}

/// Points at what is offered at this place of the list on top. Gives the key that does with it what a
/// press of the mouse does.
pub(in crate::console) fn point(model: &mut Model, place: usize) -> Option<Key> {
    let mut overlay = model.overlay.take()?;
    let key = match &mut overlay {
        Overlay::Pick(pick) => pick.point(place),
        Overlay::Lookup(lookup) => lookup.point(model, place),
        Overlay::Palette(palette) => palette.point(model, place),
        Overlay::Dressing(dressing) => dressing.point(model, place),
        Overlay::Choose(choose) => choose.point(place),
        Overlay::Marking(marking) => marking.point(place),
        Overlay::Editor(editor) => editor.point(model, place),
        Overlay::Confirm(_)
        | Overlay::Field(_)
        | Overlay::Help(_)
        | Overlay::Reader(_)
        | Overlay::Opinions(_) => None,
    };
    model.overlay = Some(overlay);
    key
}

/// Puts the cursor where somebody types on this letter of what is typed on top.
pub(in crate::console) fn go_to(
    model: &mut Model,
    field: usize,
    place: (usize, usize),
) -> Vec<Effect> {
    let Some(mut overlay) = model.overlay.take() else {
        return vec![];
    };
    let mut effects = vec![];
    match &mut overlay {
        Overlay::Field(line) => effects = line.go_to(model, place),
        Overlay::Editor(editor) => effects = editor.go_to(model, field, place),
        Overlay::Pick(pick) => pick.go_to(model, place),
        Overlay::Lookup(lookup) => lookup.go_to(model, place),
        Overlay::Palette(palette) => palette.go_to(model, place),
        Overlay::Dressing(dressing) => dressing.go_to(model, place),
        // Nothing is typed there.
        Overlay::Confirm(_)
        | Overlay::Choose(_)
        | Overlay::Marking(_)
        | Overlay::Help(_)
        | Overlay::Reader(_)
        | Overlay::Opinions(_) => {}
    }
    model.overlay = Some(overlay);
    effects
}
