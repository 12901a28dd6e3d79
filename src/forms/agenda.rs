//! The agenda: items, their documents, and what they put to the vote.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use super::key::{DOCUMENT, ITEM, MOTION};
use super::mistake::Fault;
use super::roster::People;
use super::session::{HEAD, person};
use super::table::{MayRead, Noted, Read, Table};
use super::terms::{self, Written};
use super::word::MANNERS;
use super::{Files, MOST_ALL_DOCUMENTS, MOST_DOCUMENT, choice, path, people};
use crate::session::plan::{Document, Item, Motion, Rules};
use crate::session::poll::{Matter, QUESTION, Terms};
use crate::session::rule::TieRule;
use crate::session::{DocumentId, ItemId, Refusal, Seconds};
use crate::text::fold;

/// How long the number of an item may be, in clusters.
pub(super) const NUMBER: usize = 12;
/// How many seconds an item may be given: a day.
pub(super) const LONGEST: u32 = 86_400;

/// What a motion is put by that says nothing of its own.
pub(super) struct Defaults<'r> {
    /// How the body decides.
    pub rules: &'r Rules,
    /// What of its terms was written, rather than brought along by a preset.
    pub written: Written,
}

/// The bytes of the documents, by their numbers.
pub(super) type Contents = Vec<(DocumentId, Vec<u8>)>;

/// Reads the agenda with all its documents.
pub(super) fn read(
    session: &Table<'_>,
    defaults: Option<&Defaults<'_>>,
    people: Option<&People>,
    files: &dyn Files,
) -> Read<(Vec<Item>, Vec<Document>, Contents)> {
    let list = session.must("agenda", session.list("agenda"))?;
    if list.is_empty() {
        session
            .page
            .note(session.spot_of("agenda"), Fault::EmptyAgenda);
        return Err(Noted);
    }
    let mut numbers = BTreeMap::new();
    let mut folder = Folder {
        files,
        documents: vec![],
        contents: vec![],
        size: 0,
    };
    let mut items = vec![];
    for (value, item) in list.iter().zip(1..) {
        items.push(value.table(session.page, &ITEM).and_then(|table| {
            let number = number(&table, &mut numbers);
            let documents = folder.add(&table, ItemId(item));
            let item = read_item(&table, number, defaults, people);
            documents.and(item)
        }));
    }
    let items = items.into_iter().collect::<Read<_>>()?;
    Ok((items, folder.documents, folder.contents))
}

/// The number of an item, which no other has: those before it stand in `numbers` with their lines.
fn number(table: &Table<'_>, numbers: &mut BTreeMap<String, u32>) -> Read<String> {
    let number = table.must("number", table.label("number", NUMBER))?;
    let spot = table.spot_of("number");
    if let Some(first) = numbers.get(&fold(&number)).copied() {
        table
            .page
            .note(spot, Fault::DuplicateItem { number, first });
        return Err(Noted);
    }
    numbers.insert(fold(&number), spot.line);
    Ok(number)
}

fn read_item(
    table: &Table<'_>,
    number: Read<String>,
    defaults: Option<&Defaults<'_>>,
    people: Option<&People>,
) -> Read<Item> {
    let title = table.must("title", table.text("title", HEAD));
    let presenter = person(table, "presenter", people);
    let minutes = table.number("minutes", 0, LONGEST / 60);
    let seconds = table.number("seconds", 0, LONGEST);
    let motion = motion(table, defaults, people);
    let consent = table.truth("consent");
    let allotted = match (minutes?, seconds?) {
        (Some(_), Some(_)) => {
            let (one, other) = ("minutes", "seconds");
            table
                .page
                .note(table.spot_of(other), Fault::Both { one, other });
            return Err(Noted);
        }
        (Some(minutes), None) => Seconds::minutes(minutes),
        (None, seconds) => Seconds(seconds.unwrap_or(0)),
    };
    let (motion, consent) = (motion?, consent?.unwrap_or(false));
    let about_people = motion.as_ref().is_some_and(|m| !m.matter.is_motion());
    if consent && (motion.is_none() || about_people) {
        let fault = if about_people {
            Fault::Unfit {
                refusal: Refusal::OnlyMotions,
            }
        } else {
            Fault::NothingToAdopt
        };
        table.page.note(table.spot_of("consent"), fault);
        return Err(Noted);
    }
    Ok(Item {
        number: number?,
        title: title?,
        presenter: presenter?,
        allotted,
        motion,
        consent,
    })
}

/// What the item puts to the vote. Without defaults, because the body's rules are wrong, the motion
/// is only looked through for mistakes.
fn motion(
    item: &Table<'_>,
    defaults: Option<&Defaults<'_>>,
    people: Option<&People>,
) -> MayRead<Motion> {
    let Some(table) = item.table("motion", &MOTION)? else {
        return Ok(None);
    };
    let text = table.must("text", table.text("text", QUESTION));
    let manner = table.word("ballot", MANNERS);
    let majority = terms::majority(&table);
    let choices = choice::read(&table);
    let about = people::read(&table, people);
    let own = terms::read(&table);
    let Defaults { rules, written } = defaults.ok_or(Noted)?;
    let (majority, manner, own) = (majority?, manner?.unwrap_or(rules.manner), own?);
    own.must_fit(&table, manner)?;
    let terms = own.of_motion(manner, majority.as_ref(), *written, rules.terms);
    if let Some(about) = about? {
        let put = about.put(&table, manner, majority)?;
        let tie = TieRule::Lost;
        return Ok(Some(Motion {
            text: text?,
            manner,
            rule: put.rule,
            choices: put.choices,
            terms: Terms { tie, ..terms },
            matter: put.matter,
        }));
    }
    let rule = majority.map(|majority| majority.rule);
    Ok(Some(Motion {
        text: text?,
        manner,
        matter: Matter::Motion,
        rule: rule.unwrap_or_else(|| rules.majority.clone()),
        choices: choices?.unwrap_or_else(|| rules.choices.clone()),
        terms,
    }))
}

/// Where the documents lie, and those read so far.
struct Folder<'f> {
    files: &'f dyn Files,
    documents: Vec<Document>,
    contents: Contents,
    size: u64,
}

impl Folder<'_> {
    /// Reads the documents of an item.
    fn add(&mut self, item_table: &Table<'_>, item: ItemId) -> Read<()> {
        let list = item_table.list("documents")?.unwrap_or_default();
        let mut all = Ok(());
        for value in list {
            let read = value
                .table(item_table.page, &DOCUMENT)
                .and_then(|table| self.document(&table, item));
            all = all.and(read);
        }
        all
    }

    fn document(&mut self, table: &Table<'_>, item: ItemId) -> Read<()> {
        let title = table.must("title", table.text("title", HEAD));
        let restricted = table.truth("restricted");
        let file = table.must("file", table.text("file", path::LONGEST))?;
        let spot = table.value("file").map_or(table.spot, |value| value.spot);
        let note = |fault| {
            table.page.note(spot, fault);
            Noted
        };
        let bytes = path::read(self.files, &file, MOST_DOCUMENT).map_err(note)?;
        let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        // Told once, by the first document that is too much; nothing is kept after it.
        if self.size <= MOST_ALL_DOCUMENTS && self.size + size > MOST_ALL_DOCUMENTS {
            note(Fault::DocumentsTooLarge {
                most: MOST_ALL_DOCUMENTS,
            });
        }
        self.size = self.size.saturating_add(size);
        if self.size > MOST_ALL_DOCUMENTS {
            return Err(Noted);
        }
        let id = u32::try_from(self.documents.len() + 1).unwrap_or(u32::MAX);
        let id = DocumentId(id);
        self.documents.push(Document {
            id,
            item,
            title: title?,
            file,
            size,
            hash: hash(&bytes),
            restricted: restricted?.unwrap_or(false),
        });
        self.contents.push((id, bytes));
        Ok(())
    }
}

/// SHA-256 in lower-case hexadecimal.
pub(super) fn hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}
