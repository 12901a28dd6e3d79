//! A document being read.

use super::hints;
use crate::console::Effect;
use crate::console::draw::{Sheet, moved};
use crate::console::keys::{Input, Key};
use crate::console::model::Model;
use crate::console::theme::Meaning;
use crate::session::DocumentId;
use crate::text;
use crate::wire::Contents;

/// A document being read.
pub struct Reader {
    document: DocumentId,
    top: usize,
}

impl Reader {
    pub(super) fn new(document: DocumentId) -> Self {
        Self { document, top: 0 }
    }

    fn lines(&self, model: &Model, width: u16) -> Vec<String> {
        let say = |key| vec![model.lang.text(key).to_owned()];
        match model.documents.get(&self.document) {
            Some(Contents::Text(contents)) => {
                text::wrap(contents, usize::from(width.saturating_sub(4)))
            }
            Some(Contents::NotText) => say("console.document.not_text"),
            Some(Contents::TooLong) => say("console.document.too_long"),
            Some(Contents::Missing) => say("console.document.missing"),
            None => say("console.document.waiting"),
        }
    }

    pub(super) fn key(&mut self, model: &Model, input: &Input) -> (bool, Vec<Effect>) {
        if input.key == Key::Char('q') {
            return (false, vec![]);
        }
        let page = usize::from(model.size.1.saturating_sub(5));
        let rows = self.lines(model, model.size.0).len().saturating_sub(page) + 1;
        if let Some(top) = moved(input, self.top, rows, page) {
            self.top = top;
        }
        (true, vec![])
    }

    pub(super) fn view(&self, model: &Model, sheet: &mut Sheet<'_>) {
        let found = model.session.as_ref().and_then(|session| {
            session
                .plan
                .documents
                .iter()
                .find(|document| document.id == self.document)
        });
        if let Some(document) = found {
            sheet.text(0, 1, Meaning::Heading, &document.title);
            let size = text::number::file_size(document.size, model.lang);
            let hash = document.hash.get(..12).unwrap_or_default();
            sheet.right(0, Meaning::Dim, &format!("{size} · {hash} "));
        }
        let lines = self.lines(model, sheet.width());
        let height = usize::from(sheet.height().saturating_sub(3));
        let top = self.top.min(lines.len().saturating_sub(height));
        for (place, line) in lines.iter().skip(top).take(height).enumerate() {
            let row = 2 + u16::try_from(place).unwrap_or(u16::MAX);
            sheet.text(row, 2, Meaning::Text, line);
        }
        let last = sheet.height().saturating_sub(1);
        let end = (top + height).min(lines.len());
        sheet.right(last, Meaning::Dim, &format!("{end}/{} ", lines.len()));
        hints(
            model,
            sheet,
            last,
            &[
                ("down", "console.hint.scroll"),
                ("esc", "console.hint.close"),
            ],
        );
    }
}
