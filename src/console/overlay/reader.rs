//! A document being read, what somebody filed in writing, or a count round by round.

use super::hints;
use crate::console::Effect;
use crate::console::document::{self, Kind, Row};
use crate::console::draw::{Sheet, moved};
use crate::console::keys::{Input, Key, Move};
use crate::console::model::Model;
use crate::console::pane::vote;
use crate::console::theme::Meaning;
use crate::console::words;
use crate::session::{DocumentId, PollId, RequestId};
use crate::text;
use crate::wire::Contents;

/// What is being read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// A document of the meeting.
    Document(DocumentId),
    /// What somebody who was not heard filed in writing.
    Contribution(RequestId),
    /// How a poll stands, or ended, and how it was counted.
    Count(PollId),
}

/// A text being read.
pub struct Reader {
    what: Reading,
    top: usize,
}

impl Reader {
    pub(super) fn new(what: Reading) -> Self {
        Self { what, top: 0 }
    }

    fn lines(&self, model: &Model, width: u16) -> Vec<Row> {
        let columns = usize::from(width.saturating_sub(4));
        let say = |key| document::rows(model.lang.text(key), Kind::Plain, columns);
        let session = model.session.as_ref();
        let id = match self.what {
            Reading::Document(document) => document,
            Reading::Count(poll) => {
                let found = session.and_then(|session| Some((session, session.polls.get(poll)?)));
                let whole = |(session, poll)| vote::whole(model, session, poll);
                let lines = found.map_or_else(Vec::new, whole);
                return document::rows(&lines.join("\n"), Kind::Plain, columns);
            }
            Reading::Contribution(request) => {
                let filed = session.and_then(|s| s.floor.contributions.get(&request));
                return filed.map_or_else(Vec::new, |filed| {
                    document::rows(&filed.text, Kind::Plain, columns)
                });
            }
        };
        let planned = session
            .into_iter()
            .flat_map(|session| &session.plan.documents);
        let file = planned.into_iter().find(|document| document.id == id);
        let kind = file.map_or(Kind::Plain, |document| Kind::of(&document.file));
        match model.documents.get(&id) {
            Some(Contents::Text(contents)) => document::rows(contents, kind, columns),
            Some(Contents::NotText) => say("console.document.not_text"),
            Some(Contents::TooLong) => say("console.document.too_long"),
            Some(Contents::Missing) => say("console.document.missing"),
            None => say("console.document.waiting"),
        }
    }

    /// What it is called, and what is known of it besides.
    fn head(&self, model: &Model) -> Option<(String, String)> {
        let session = model.session.as_ref()?;
        match self.what {
            Reading::Document(id) => {
                let mut documents = session.plan.documents.iter();
                let document = documents.find(|document| document.id == id)?;
                let size = text::number::file_size(document.size, model.lang);
                let file = words::file_name(document);
                Some((document.title.clone(), format!("{file} · {size}")))
            }
            Reading::Count(id) => {
                let poll = session.polls.get(id)?;
                let outcome = match poll.ending() {
                    Some(ending) => words::outcome(model.lang, ending).1,
                    None => vote::stage(model, session, poll).1,
                };
                let manner = words::manner(model.lang, poll.question.manner);
                Some((outcome.to_owned(), manner))
            }
            Reading::Contribution(id) => {
                let request = session.floor.not_heard(id)?;
                let filed = session.floor.contributions.get(&id)?;
                let name = session.roster.name(request.delegate);
                Some((name, words::time_of_day(session, filed.at)))
            }
        }
    }

    /// The whole text, to be read; nothing while a document has not come.
    pub(super) fn content(&self, model: &Model) -> Option<Vec<String>> {
        if let Reading::Document(document) = self.what {
            model.documents.get(&document)?;
        }
        let (title, aside) = self.head(model).unwrap_or_default();
        let mut content = vec![format!("{title} · {aside}")];
        let document = match self.what {
            Reading::Document(document) => model.documents.get(&document),
            Reading::Contribution(_) | Reading::Count(_) => None,
        };
        match document {
            // As it was written: pages are for the eye.
            Some(Contents::Text(text)) => content.extend(text.lines().map(str::to_owned)),
            _ => content.extend(self.lines(model, u16::MAX).into_iter().map(|line| {
                let pieces = line.into_iter().map(|(_, piece)| piece);
                pieces.collect::<String>()
            })),
        }
        Some(content)
    }

    pub(super) fn key(&mut self, model: &Model, input: &Input) -> (bool, Vec<Effect>) {
        if input.key == Key::Char('q') {
            return (false, vec![]);
        }
        let page = usize::from(model.size.1.saturating_sub(5));
        let rows = self.lines(model, model.size.0).len().saturating_sub(page) + 1;
        let step = Move::of(input);
        if let Some(top) = step.and_then(|step| moved(step, self.top, rows, page)) {
            self.top = top;
        }
        (true, vec![])
    }

    pub(super) fn view(&self, model: &Model, sheet: &mut Sheet<'_>) {
        let (title, aside) = self.head(model).unwrap_or_default();
        let end = sheet.right(0, Meaning::Dim, &format!("{aside} "));
        let title = text::fit(&title, usize::from(end.saturating_sub(3)));
        sheet.text(0, 1, Meaning::Heading, &title);
        let lines = self.lines(model, sheet.width());
        let height = usize::from(sheet.height().saturating_sub(3));
        let top = self.top.min(lines.len().saturating_sub(height));
        for (place, line) in lines.iter().skip(top).take(height).enumerate() {
            let row = 2 + u16::try_from(place).unwrap_or(u16::MAX);
            let pieces: Vec<_> = line
                .iter()
                .map(|(meaning, text)| (*meaning, text.as_str()))
                .collect();
            sheet.pieces(row, 2, &pieces);
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
