//! The editor of a conclusion: its words, who is to do it, who is to help, by when.
//!
//! Nothing typed here is lost. Every change is kept as a [`Draft`] until the hub has it; where
//! somebody else changed the same conclusion meanwhile, their words are shown beside, and it is for
//! the person to bring both together.

mod answer;
mod blank;
mod complete;
mod fill;
mod lent;
mod look;
mod sent;
mod slips;
mod written;

pub(in crate::console) use answer::finish;
pub(in crate::console) use lent::edited;
pub(in crate::console) use sent::{answered, session_changed};
use sent::{drop_draft, place};

use crate::console::Effect;
use crate::console::draft::{Aim, Draft};
use crate::console::keymap::{Act, Layer};
use crate::console::keys::{Input, Key};
use crate::console::model::{Asker, Model};
use crate::console::pane::conclusions::tasks;
use crate::console::typing::{Writing, ends_word};
use crate::console::words;
use crate::session::conclusions::{Command, Conclusion, Content};
use crate::session::{self, Session};
use crate::text::{self, clean};

/// The fields, in the order in which Tab goes through them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Text,
    Lead,
    With,
    Due,
}

const PARTS: [Part; 4] = [Part::Text, Part::Lead, Part::With, Part::Due];

impl Part {
    /// Its place among the fields.
    fn place(self) -> usize {
        PARTS.iter().position(|part| *part == self).unwrap_or(0)
    }
}

/// A conclusion being written.
pub struct Editor {
    draft: Draft,
    text: Writing,
    lead: Writing,
    with: Writing,
    due: Writing,
    focus: Part,
    /// What somebody else made of it meanwhile.
    theirs: Option<Conclusion>,
    /// Asked once to give the text up.
    gives_up: bool,
    /// The list of text modules, while one is chosen.
    modules: Option<fill::Modules>,
    /// The blank of a module that is being filled.
    blank: Option<blank::Blank>,
}

impl Editor {
    pub(super) fn new(draft: Draft) -> Self {
        let text = Writing::block(&draft.text);
        let [lead, with, due] = [&draft.lead, &draft.with, &draft.due].map(|l| Writing::line(l));
        let (focus, theirs, gives_up) = (Part::Text, None, false);
        let (modules, blank) = (None, None);
        Self {
            draft,
            text,
            lead,
            with,
            due,
            focus,
            theirs,
            gives_up,
            modules,
            blank,
        }
    }

    fn input(&mut self) -> &mut Writing {
        match self.focus {
            Part::Text => &mut self.text,
            Part::Lead => &mut self.lead,
            Part::With => &mut self.with,
            Part::Due => &mut self.due,
        }
    }

    /// What stands in the fields now.
    fn typed(&self) -> Draft {
        Draft {
            text: self.text.text(),
            lead: self.lead.text(),
            with: self.with.text(),
            due: self.due.text(),
            ..self.draft.clone()
        }
    }

    /// Keeps what stands in the fields.
    fn keep(&mut self, model: &mut Model) -> Vec<Effect> {
        let draft = self.typed();
        let name = draft.name();
        model.drafts.insert(name.clone(), draft.clone());
        vec![Effect::KeepDraft(name, draft)]
    }

    pub(super) fn key(&mut self, model: &mut Model, input: &Input) -> (bool, Vec<Effect>) {
        if let Some(mut modules) = self.modules.take() {
            let (stays, chosen) = modules.key(model, input);
            self.modules = Some(modules).filter(|_| stays);
            let Some(module) = chosen else {
                return (true, vec![]);
            };
            self.put_in(&module);
            return (true, self.keep(model));
        }
        let gave_up = std::mem::take(&mut self.gives_up);
        let mut effects = vec![];
        if ends_word(input) && self.input().end_word(model.typing) {
            effects = self.keep(model);
        }
        let (stays, more) = self.press(model, input, gave_up);
        effects.extend(more);
        (stays, effects)
    }

    fn press(&mut self, model: &mut Model, input: &Input, gave_up: bool) -> (bool, Vec<Effect>) {
        let act = model.keymap.act(Layer::Editor, input);
        let mut effects = match input.key == Key::Esc || act.is_some() {
            true => self.pause(model),
            false => vec![],
        };
        let (stays, more) = match (input.key, act) {
            (Key::Esc, _) => (false, self.leave(model)),
            (_, Some(Act::Send)) => (true, self.send(model)),
            (_, Some(Act::GiveUp)) if gave_up => (false, drop_draft(model, &self.draft.name())),
            (_, Some(Act::GiveUp)) => {
                self.gives_up = true;
                (true, vec![])
            }
            (_, Some(Act::TakeTheirs)) if self.theirs.is_some() => {
                self.take_theirs(model);
                (true, self.keep(model))
            }
            // What is on its way is answered first.
            (_, Some(Act::OwnEditor)) if model.on_its_way(&self.draft.name()).is_none() => {
                let mut effects = self.keep(model);
                effects.push(Effect::OpenEditor(self.typed()));
                (true, effects)
            }
            (_, Some(Act::Modules)) => {
                self.modules = Some(fill::Modules::open(model));
                (true, vec![])
            }
            (Key::Tab, _) => (true, self.tab(model, !input.shift)),
            (Key::Enter, _) if self.is_at_blank() => {
                self.enter_in_blank(model);
                (true, self.keep(model))
            }
            (Key::Enter, _) if self.focus != Part::Text => {
                let completed = self.wants_completing(model) && self.complete(model);
                let settled = !completed && self.settle(model);
                if !completed {
                    self.turn(true);
                }
                let changed = completed || settled;
                (true, if changed { self.keep(model) } else { vec![] })
            }
            _ => {
                let rows = self.text.lines().len();
                let noted = self.write_on(model, input);
                let changed = self.input().key(&mut model.typing, input);
                let left = self.written_on(model, changed, rows);
                let changed = changed || noted || left;
                (true, if changed { self.keep(model) } else { vec![] })
            }
        };
        effects.extend(more);
        (stays, effects)
    }

    /// Something else is done than writing: what stands in the blank is noted before.
    pub(super) fn pause(&mut self, model: &mut Model) -> Vec<Effect> {
        match self.leave_blank(model) {
            true => self.keep(model),
            false => vec![],
        }
    }

    /// Completes a day in running words, goes on to the next blank, or to another field.
    fn tab(&mut self, model: &mut Model, forward: bool) -> Vec<Effect> {
        let in_text = forward && self.focus == Part::Text;
        let in_words = in_text && !self.is_at_blank();
        if in_words && self.wants_completing(model) && self.complete(model) {
            return self.keep(model);
        }
        let noted = self.leave_blank(model);
        if in_text && self.next_blank() {
            return self.keep(model);
        }
        let settled = self.settle(model);
        self.turn(forward);
        match noted || settled {
            true => self.keep(model),
            false => vec![],
        }
    }

    /// Completes what was begun in the blank, else goes on to the next.
    fn enter_in_blank(&mut self, model: &Model) {
        let is_open = self.in_blank().is_some();
        if is_open && self.wants_completing(model) && self.complete(model) {
            return self.complete_blank(model);
        }
        self.leave_blank(model);
        if !self.next_blank() {
            // Nothing is selected any more that the next key would take away.
            self.text.go_to(self.text.behind_selection());
        }
    }

    pub(super) fn paste(&mut self, model: &mut Model, text: &str) -> Vec<Effect> {
        self.gives_up = false;
        let limit = session::conclusions::TEXT;
        let text = match self.focus {
            _ if self.modules.is_some() => return vec![],
            Part::Text => clean::block(text, limit),
            _ => clean::line(text, limit),
        };
        let rows = self.text.lines().len();
        // What is pasted behind what is complete is none of the blank's.
        if self.in_blank().is_none() && !self.text.is_selecting() {
            self.leave_blank(model);
        }
        self.input().insert(&text);
        self.written_on(model, true, rows);
        self.keep(model)
    }

    /// Points at a text module, where they are offered. Gives the key that chooses it.
    pub(super) fn point(&mut self, model: &Model, place: usize) -> Option<Key> {
        self.modules.as_mut()?.point(model, place)
    }

    /// Goes to a letter of a field, as Tab goes to the field.
    pub(super) fn go_to(
        &mut self,
        model: &mut Model,
        field: usize,
        place: (usize, usize),
    ) -> Vec<Effect> {
        if let Some(modules) = &mut self.modules {
            modules.go_to(model, place);
            return vec![];
        }
        let Some(part) = PARTS.get(field) else {
            return vec![];
        };
        self.gives_up = false;
        let ended = self.input().end_word(model.typing);
        let settled = self.focus != *part && self.settle(model);
        self.focus = *part;
        self.input().go_to(place);
        let noted = self.leave_blank(model);
        match ended || settled || noted {
            true => self.keep(model),
            false => vec![],
        }
    }

    fn turn(&mut self, forward: bool) {
        let place = self.focus.place();
        let next = if forward {
            place + 1
        } else {
            place + PARTS.len() - 1
        };
        self.focus = PARTS[next % PARTS.len()];
    }

    /// Leaves; what was changed stays as a draft.
    fn leave(&self, model: &mut Model) -> Vec<Effect> {
        let typed = self.typed();
        let name = typed.name();
        if !model.drafts.contains_key(&name) {
            return vec![];
        }
        let sent = model.on_its_way(&name).is_some();
        let stands = self.stands(model).map(|conclusion| &conclusion.content);
        if !sent && (typed.is_empty() || stands == Some(&typed.content())) {
            return drop_draft(model, &name);
        }
        model.say(model.lang.text("console.draft.kept").to_owned());
        vec![]
    }

    /// The conclusion that is being changed, as it stands now.
    fn stands<'m>(&self, model: &'m Model) -> Option<&'m Conclusion> {
        let Aim::Change { conclusion, .. } = self.draft.aim else {
            return None;
        };
        let session = model.session.as_ref()?;
        session.conclusions.get(conclusion).map(|(_, found)| found)
    }

    /// Puts the date or month that the term was read as in its place. Whether there was one.
    fn settle(&mut self, model: &Model) -> bool {
        let Some(settled) = words::due_settled(&self.due.text(), today(model)) else {
            return false;
        };
        self.due = Writing::line(&settled);
        true
    }

    fn send(&mut self, model: &mut Model) -> Vec<Effect> {
        self.settle(model);
        let draft = self.typed();
        if words::due_is_in_no_calendar(&draft.due, today(model)) {
            self.focus = Part::Due;
            let (_, wrong) = words::due_read(model.lang, &draft.due, today(model));
            model.warn(wrong);
            return self.keep(model);
        }
        let name = draft.name();
        let sent = draft.content();
        if sent.text.is_empty() {
            model.warn(model.lang.text("console.draft.empty").to_owned());
            return vec![];
        }
        // What is on its way is answered first; sent twice it would stand there twice.
        if model.on_its_way(&name).is_some() {
            return vec![];
        }
        let mut effects = self.keep(model);
        let item = draft.item;
        let command = match draft.aim {
            // Whoever sends after seeing the other's words has decided.
            Aim::Change {
                conclusion,
                version,
            } => Command::Edit {
                conclusion,
                version: self.theirs.as_ref().map_or(version, |t| t.version),
                content: sent.clone(),
            },
            Aim::New { after, level } => {
                let (after, level) = place(model, item, after, level);
                Command::Write {
                    item,
                    after,
                    level,
                    content: sent.clone(),
                }
            }
            Aim::Again { .. } => {
                let (after, level) = place(model, item, None, 1);
                Command::Write {
                    item,
                    after,
                    level,
                    content: sent.clone(),
                }
            }
        };
        let asker = Asker::Editor { draft: name, sent };
        effects.push(model.send(session::Command::Conclusions(command), asker));
        effects
    }

    /// Puts the other's words beneath one's own, to be brought together by hand, and what else they
    /// noted where one has noted something different.
    fn take_theirs(&mut self, model: &Model) {
        let (Some(theirs), Aim::Change { conclusion, .. }) = (self.theirs.take(), self.draft.aim)
        else {
            return;
        };
        let own = self.typed().content();
        if theirs.content.text != own.text {
            self.text.append(&format!("\n{}", theirs.content.text));
        }
        let noted = |content: &Content| {
            (
                content.lead.clone(),
                content.with.clone(),
                content.due.clone(),
            )
        };
        if noted(&theirs.content) != noted(&own) {
            let tasks = tasks(model, &theirs);
            self.text.append(&format!("\n[{tasks}]"));
        }
        self.focus = Part::Text;
        let version = theirs.version;
        self.draft.aim = Aim::Change {
            conclusion,
            version,
        };
    }

    /// Sees whether somebody else changed or struck what is being written on. One's own words that
    /// come back are no news.
    fn compare(&mut self, session: &Session, sent: Option<&Content>) {
        let Aim::Change {
            conclusion,
            version,
        } = self.draft.aim
        else {
            return;
        };
        let Some((_, stands)) = session.conclusions.get(conclusion) else {
            self.theirs = None;
            self.draft.aim = Aim::Again { conclusion };
            return;
        };
        self.theirs = None;
        if stands.version == version {
            return;
        }
        if Some(&stands.content) == sent || stands.content == self.typed().content() {
            let version = stands.version;
            self.draft.aim = Aim::Change {
                conclusion,
                version,
            };
        } else {
            self.theirs = Some(stands.clone());
        }
    }
}

/// The day that sayings of time are counted from: that of the meeting.
fn today(model: &Model) -> jiff::civil::Date {
    model
        .session
        .as_ref()
        .map_or(jiff::civil::Date::ZERO, words::meeting_day)
}

/// The units on the roster that fit what was said, each once; all of them where nothing was.
fn units(model: &Model, said: &str) -> Vec<String> {
    let mut units: Vec<String> = vec![];
    let roster = model.session.iter().flat_map(|session| &session.roster);
    for unit in roster.map(|attendee| &attendee.delegate.unit) {
        if !unit.is_empty() && text::matches(said, unit) && !units.contains(unit) {
            units.push(unit.clone());
        }
    }
    units
}
