//! What becomes of a text that was sent, and of one that is written while others write.

use crate::console::Effect;
use crate::console::draft::Aim;
use crate::console::model::Model;
use crate::console::overlay::Overlay;
use crate::console::words;
use crate::session::conclusions::Content;
use crate::session::{ConclusionId, ItemId};
use crate::wire::Answer;

pub(super) fn drop_draft(model: &mut Model, name: &str) -> Vec<Effect> {
    model.drafts.remove(name);
    vec![Effect::DropDraft(name.to_owned())]
}

/// Where a new conclusion goes now that others may have come and gone since it was begun: behind the
/// one it was begun behind, else at the end; no deeper than what stands there allows.
pub(super) fn place(
    model: &Model,
    item: ItemId,
    after: Option<ConclusionId>,
    level: u8,
) -> (Option<ConclusionId>, u8) {
    let session = model.session.as_ref();
    let outline = session.and_then(|session| session.conclusions.of(item));
    let Some(outline) = outline else {
        return (None, 1);
    };
    let stands = |after| outline.draft.iter().find(|c| Some(c.id) == after);
    match stands(after) {
        Some(above) => (after, level.clamp(1, above.level + 1)),
        None => (outline.draft.last().map(|last| last.id), 1),
    }
}

/// Compares what is being written with what stands in the session now.
pub(in crate::console) fn session_changed(model: &mut Model) {
    let overlay = model.overlay.take();
    model.overlay = overlay.map(|mut overlay| {
        if let (Overlay::Editor(editor), Some(session)) = (&mut overlay, &model.session) {
            let sent = model.on_its_way(&editor.draft.name());
            editor.compare(session, sent);
        }
        overlay
    });
}

/// Takes in what became of a text that was sent.
pub(in crate::console) fn answered(
    model: &mut Model,
    name: &str,
    sent: &Content,
    answer: Answer,
) -> Vec<Effect> {
    match answer {
        Answer::Done { .. } => {
            model.say(model.lang.text("console.draft.saved").to_owned());
            arrived(model, name, sent)
        }
        Answer::Refused(refusal) => {
            session_changed(model);
            model.warn(words::refusal(model, &refusal));
            vec![]
        }
    }
}

/// The words have arrived. What was typed since they were sent stays, as a change to them.
fn arrived(model: &mut Model, name: &str, sent: &Content) -> Vec<Effect> {
    let is_open =
        |overlay: &Overlay| matches!(overlay, Overlay::Editor(e) if e.draft.name() == name);
    let open = model.overlay.as_ref().is_some_and(is_open);
    if open {
        model.looking.conclusion = written(model, name, sent).map(|(id, _)| id);
    }
    let more = model.drafts.get(name).filter(|d| d.content() != *sent);
    let Some(mut draft) = more.cloned() else {
        if open {
            model.overlay = None;
        }
        return drop_draft(model, name);
    };
    let Some((conclusion, version)) = written(model, name, sent) else {
        return vec![];
    };
    draft.aim = Aim::Change {
        conclusion,
        version,
    };
    if let Some(Overlay::Editor(editor)) = &mut model.overlay
        && open
    {
        editor.draft.aim = draft.aim;
    }
    let mut effects = drop_draft(model, name);
    model.drafts.insert(draft.name(), draft.clone());
    effects.push(Effect::KeepDraft(draft.name(), draft));
    effects
}

/// The conclusion that was made of a draft of this name with these words, and its version.
fn written(model: &Model, name: &str, sent: &Content) -> Option<(ConclusionId, u32)> {
    let session = model.session.as_ref()?;
    let draft = model.drafts.get(name)?;
    let known = match draft.aim {
        Aim::Change { conclusion, .. } => session.conclusions.get(conclusion).map(|(_, c)| c),
        // The same words may stand there already: what was written last is what was sent.
        Aim::New { .. } | Aim::Again { .. } => {
            let outline = session.conclusions.of(draft.item)?.draft.iter();
            outline.filter(|c| c.content == *sent).max_by_key(|c| c.id)
        }
    };
    known.map(|conclusion| (conclusion.id, conclusion.version))
}
