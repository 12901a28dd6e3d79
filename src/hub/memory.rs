//! Which commands were done already, so that the same command sent twice is done once.
//!
//! What a command caused stands in the journal with the command's number, so this is known again
//! after a restart. Commands that changed nothing are remembered only for a while.

use std::collections::{HashMap, VecDeque};

use crate::session::{Actor, CommandId, Record, Refusal, Seq};
use crate::wire::Answer;

/// How many commands that changed nothing are remembered.
const MOST_IDLE: usize = 10_000;

/// The commands that were done.
#[derive(Debug, Default)]
pub(super) struct Memory {
    done: HashMap<CommandId, (Actor, Seq)>,
    idle: VecDeque<CommandId>,
}

impl Memory {
    /// What became of a command that was sent before; nothing where it is new.
    pub(super) fn answer(&self, id: CommandId, actor: &Actor) -> Option<Answer> {
        let (by, seq) = self.done.get(&id)?;
        Some(answer_to(actor, by, Answer::Done { seq: *seq }))
    }

    /// Remembers what is in the journal.
    pub(super) fn keep(&mut self, record: &Record) {
        if let (Some(id), Some(by)) = (record.cause, &record.by) {
            self.done.insert(id, (by.clone(), record.seq));
        }
    }

    /// Remembers a command that was accepted and changed nothing.
    pub(super) fn keep_idle(&mut self, id: CommandId, actor: Actor, seq: Seq) {
        if self.idle.len() >= MOST_IDLE
            && let Some(oldest) = self.idle.pop_front()
        {
            self.done.remove(&oldest);
        }
        self.idle.push_back(id);
        self.done.insert(id, (actor, seq));
    }
}

/// The answer, for whom it belongs to; nobody learns what became of another's command.
pub(super) fn answer_to(asking: &Actor, by: &Actor, answer: Answer) -> Answer {
    if asking == by {
        answer
    } else {
        Answer::Refused(Refusal::CommandIdUsed)
    }
}
