//! What becomes of a text that the person's own editor had.

use crate::console::Effect;
use crate::console::draft::Draft;
use crate::console::model::Model;
use crate::console::overlay::Overlay;
use crate::console::typing::Writing;
use crate::session::conclusions::TEXT;
use crate::text::{Trouble, clean};

/// Takes in what became of a text in the person's own editor. Where it failed, the text is as before.
pub(in crate::console) fn edited(
    model: &mut Model,
    mut draft: Draft,
    edited: Result<String, Trouble>,
) -> Vec<Effect> {
    let text = match edited {
        Ok(text) => clean::block(&text, TEXT),
        Err(why) => {
            let why = why.say(model.lang);
            let key = "console.editor.own_failed";
            model.warn(model.lang.fill(key, &[("why", &why)]));
            return vec![];
        }
    };
    let name = draft.name();
    match &mut model.overlay {
        Some(Overlay::Editor(editor)) if editor.draft.name() == name => {
            editor.text = Writing::block(&text);
            draft = editor.typed();
        }
        // What lay over the pane has changed meanwhile; the words are a draft like any other.
        _ => draft.text = text,
    }
    model.drafts.insert(name.clone(), draft.clone());
    vec![Effect::KeepDraft(name, draft)]
}
