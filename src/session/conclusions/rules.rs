//! Who may change conclusions, and what follows.

use super::{
    Command, Conclusion, Conclusions, Content, DEEPEST, Due, Event, MOST_BYTES, MOST_CONCLUSIONS,
    MOST_UNITS, Outline, TEXT, WORDS,
};
use crate::session::actor::Actor;
use crate::session::ids::ConclusionId;
use crate::session::refusal::Refusal;
use crate::session::{self, Context, Session};
use crate::text::clean;

pub(in crate::session) fn decide(
    session: &Session,
    actor: &Actor,
    command: Command,
    _context: &Context<'_>,
) -> Result<Vec<session::Event>, Refusal> {
    // Conclusions are often finished when the meeting is over, so a closed session still takes them.
    actor.must_be_officer()?;
    let conclusions = &session.conclusions;
    let event = match command {
        Command::Write {
            item,
            after,
            level,
            content,
        } => {
            if session.plan.item(item).is_none() {
                return Err(Refusal::NoSuchItem { item });
            }
            let none = Outline::default();
            let outline = conclusions.of(item).unwrap_or(&none);
            let place = outline.place_after(after, level)?;
            let content = cleaned(content)?;
            conclusions.must_have_room(None, &content)?;
            Event::Written {
                conclusion: ConclusionId(conclusions.last.saturating_add(1)),
                item,
                place,
                level,
                content,
            }
        }
        Command::Edit {
            conclusion,
            version,
            content,
        } => {
            let (outline, place) = conclusions.must_find(conclusion)?;
            let current = &outline.draft[place];
            let content = cleaned(content)?;
            if current.content == content {
                return Ok(vec![]);
            }
            current.must_be_version(version)?;
            conclusions.must_have_room(Some(conclusion), &content)?;
            Event::Edited {
                conclusion,
                version: version.saturating_add(1),
                content,
            }
        }
        Command::Place {
            conclusion,
            after,
            level,
        } => {
            let (outline, place) = conclusions.must_find(conclusion)?;
            let end = outline.branch_end(place);
            if after
                .and_then(|a| outline.place(a))
                .is_some_and(|a| (place..end).contains(&a))
            {
                return Err(Refusal::WrongLevel);
            }
            let mut rest = outline.clone();
            let deepest = rest
                .draft
                .drain(place..end)
                .map(|c| c.level)
                .max()
                .unwrap_or(1);
            let deepest = deepest
                .saturating_sub(outline.draft[place].level)
                .saturating_add(level);
            if deepest > DEEPEST {
                return Err(Refusal::WrongLevel);
            }
            let from = outline.draft[place].level;
            let to = rest.place_after(after, level)?;
            if usize::try_from(to) == Ok(place) && level == from {
                return Ok(vec![]);
            }
            Event::Placed {
                conclusion,
                place: to,
                level,
            }
        }
        Command::Remove {
            conclusion,
            version,
        } => {
            let (outline, place) = conclusions.must_find(conclusion)?;
            outline.draft[place].must_be_version(version)?;
            if outline.branch_end(place) > place + 1 {
                return Err(Refusal::HasMoreBeneath { conclusion });
            }
            Event::Removed { conclusion }
        }
        Command::Adopt { item } => {
            let nothing = Refusal::NothingToAdopt { item };
            let outline = conclusions.of(item).ok_or(nothing.clone())?;
            if outline.is_adopted() {
                return Ok(vec![]);
            }
            // What was adopted can be taken back as a whole; else there must be something.
            if outline.draft.is_empty() && outline.adopted.is_none() {
                return Err(nothing);
            }
            Event::Adopted {
                item,
                outline: outline.draft.clone(),
            }
        }
    };
    Ok(vec![session::Event::Conclusions(event)])
}

fn cleaned(content: Content) -> Result<Content, Refusal> {
    let text = clean::block(&content.text, TEXT);
    if text.is_empty() {
        return Err(Refusal::empty("text"));
    }
    let unit = |name: &str| clean::line(name, WORDS);
    let with = content
        .with
        .iter()
        .map(|name| unit(name))
        .filter(|name| !name.is_empty());
    let due = content.due.and_then(|due| match due {
        Due::Day(_) | Due::Month(_) => Some(due),
        // What was understood of the words is for the hub to say.
        Due::Term { words, .. } | Due::Words(words) => Due::read(&words),
    });
    Ok(Content {
        text,
        lead: unit(&content.lead),
        with: with.take(MOST_UNITS).collect(),
        due,
    })
}

impl Conclusion {
    fn must_be_version(&self, version: u32) -> Result<(), Refusal> {
        if self.version == version {
            Ok(())
        } else {
            Err(Refusal::EditedMeanwhile {
                conclusion: self.id,
                version: self.version,
            })
        }
    }
}

impl Conclusions {
    /// Whether the session can hold this content, in the place of what a conclusion says now.
    fn must_have_room(
        &self,
        instead_of: Option<ConclusionId>,
        content: &Content,
    ) -> Result<(), Refusal> {
        let drafts = self.items.values().flat_map(|outline| &outline.draft);
        let (count, bytes) = drafts
            .filter(|conclusion| Some(conclusion.id) != instead_of)
            .fold((0, 0), |(count, bytes), conclusion| {
                (count + 1, bytes + conclusion.content.bytes())
            });
        if count < MOST_CONCLUSIONS && bytes + content.bytes() <= MOST_BYTES {
            Ok(())
        } else {
            Err(Refusal::TooManyConclusions)
        }
    }
}
