//! What happens to polls, and how it is written down.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{Fate, Ledger, Note, Poll, Polls, Question, Stage, Tally, Teller, Vote};
use crate::session::Session;
use crate::session::attendance::Attendee;
use crate::session::ids::{DelegateId, PollId};
use crate::session::rule::Rule;
use crate::session::time::Time;
use crate::session::weight::Weight;

/// What happened to a poll.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Event {
    /// A question was put.
    Prepared {
        /// The new poll.
        poll: PollId,
        /// The question.
        question: Question,
    },
    /// Somebody is ready.
    Readied {
        /// In which poll.
        poll: PollId,
        /// Who.
        delegate: DelegateId,
    },
    /// Votes are taken.
    Opened {
        /// In which poll.
        poll: PollId,
        /// Who may vote, with the weight of each.
        entitled: Vec<(DelegateId, Weight)>,
        /// Who is here, too, and may not only because they are recused. Records from before recusals
        /// counted as present name nobody.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        recused: Vec<DelegateId>,
    },
    /// Others may vote than before: somebody came, or left without having voted.
    EntitledChanged {
        /// In which poll.
        poll: PollId,
        /// Who may vote now, with the weight of each.
        joined: Vec<(DelegateId, Weight)>,
        /// Who does not count any more.
        left: Vec<DelegateId>,
        /// Who came and may not vote only because they are recused.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        recused: Vec<DelegateId>,
    },
    /// Somebody voted; or, where votes may be changed, voted otherwise than before.
    Cast {
        /// In which poll.
        poll: PollId,
        /// Who.
        delegate: DelegateId,
        /// What; never there for a secret poll, nor for anybody but the journal before the close.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        choice: Option<Vote>,
    },
    /// Hands were counted.
    HandsCounted {
        /// In which poll.
        poll: PollId,
        /// For each choice; hidden from those who may not know it yet.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        hands: Option<Vec<u32>>,
        /// Whose count it is, where two tellers count.
        #[serde(default, skip_serializing_if = "super::is_usual")]
        teller: Teller,
    },
    /// The tellers of a ballot on paper reported.
    PaperCounted {
        /// In which poll.
        poll: PollId,
        /// What; hidden from those who may not know it yet.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        ledger: Option<Ledger>,
    },
    /// No more votes are taken.
    Closed {
        /// In which poll.
        poll: PollId,
        /// The result; hidden from those who may not know it yet.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        tally: Option<Tally>,
    },
    /// What a tie rule needed was said: the second phase of the same vote.
    TieBroken {
        /// In which poll.
        poll: PollId,
        /// The result, with what was said in it; hidden from those who may not know it yet.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        tally: Option<Tally>,
    },
    /// A second ballot is held for the seats that were left open. What was decided stands.
    Continued {
        /// After which.
        poll: PollId,
        /// The second ballot.
        next: PollId,
        /// What it asks.
        question: Question,
    },
    /// Everybody knows the result.
    Published {
        /// Of which poll.
        poll: PollId,
        /// The result.
        tally: Tally,
    },
    /// A note was attached to a published result.
    Noted {
        /// To which.
        poll: PollId,
        /// The note.
        text: String,
    },
    /// The question was taken off, or its result made void.
    Cancelled {
        /// Which.
        poll: PollId,
        /// What became of it.
        #[serde(default, skip_serializing_if = "super::is_usual")]
        fate: Fate,
        /// Why.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        reason: String,
    },
    /// The question is put again in a new round.
    Repeated {
        /// Which.
        poll: PollId,
        /// The new round.
        next: PollId,
        /// Why.
        reason: String,
    },
}

pub(in crate::session) fn apply(session: &mut Session, event: &Event, at: Time) {
    let polls = &mut session.polls;
    match event {
        Event::Prepared { poll, question } => {
            polls
                .polls
                .push(Poll::prepared(*poll, question.clone(), 1, None));
        }
        Event::Repeated { poll, next, reason } => {
            if let Some(old) = polls.get_mut(*poll) {
                old.repeated_by = Some(*next);
                let (question, round) = (old.question.clone(), old.round.saturating_add(1));
                let repeats = Some((*poll, reason.clone()));
                let continues = old.continues;
                let prepared = Poll::prepared(*next, question, round, repeats);
                polls.polls.push(Poll {
                    continues,
                    ..prepared
                });
                if let Some(first) = continues.and_then(|first| polls.get_mut(first)) {
                    first.continued_by = Some(*next);
                }
            }
        }
        Event::Continued {
            poll,
            next,
            question,
        } => {
            let round = polls.get_mut(*poll).map_or(1, |old| {
                old.continued_by = Some(*next);
                old.round.saturating_add(1)
            });
            let prepared = Poll::prepared(*next, question.clone(), round, None);
            polls.polls.push(Poll {
                continues: Some(*poll),
                ..prepared
            });
        }
        Event::Readied { poll, delegate } => {
            polls.change(*poll, |poll| {
                poll.ready.insert(*delegate);
            });
        }
        Event::Opened {
            poll,
            entitled,
            recused,
        } => polls.change(*poll, |poll| {
            poll.members = poll.weigh(session.roster.members().map(Attendee::weight));
            poll.entitled = entitled.iter().copied().collect();
            poll.recused = recused.iter().copied().collect();
            poll.stage = Stage::Open { since: at };
        }),
        Event::EntitledChanged {
            poll,
            joined,
            left,
            recused,
        } => polls.change(*poll, |poll| {
            poll.members = poll.weigh(session.roster.members().map(Attendee::weight));
            poll.entitled.extend(joined.iter().copied());
            poll.entitled.retain(|who, _| !left.contains(who));
            poll.recused.extend(recused);
        }),
        Event::Cast {
            poll,
            delegate,
            choice,
        } => polls.change(*poll, |poll| {
            poll.voted.insert(*delegate, choice.clone());
        }),
        Event::HandsCounted {
            poll,
            hands,
            teller,
        } => polls.change(*poll, |poll| match teller {
            Teller::First => poll.hands.clone_from(hands),
            Teller::Second => poll.second_count.clone_from(hands),
        }),
        Event::PaperCounted { poll, ledger } => {
            polls.change(*poll, |poll| poll.ledger.clone_from(ledger));
        }
        Event::Closed { poll, tally } => {
            polls.change(*poll, |poll| {
                poll.closed_at = Some(at);
                poll.stage = Stage::Closed {
                    at,
                    tally: tally.clone(),
                };
            });
        }
        Event::TieBroken { poll, tally } => polls.change(*poll, |poll| {
            if let Stage::Closed { tally: known, .. } = &mut poll.stage {
                known.clone_from(tally);
            }
        }),
        Event::Published { poll, tally } => {
            polls.change(*poll, |poll| {
                poll.stage = Stage::Published {
                    at,
                    tally: tally.clone(),
                };
            });
        }
        Event::Noted { poll, text } => polls.change(*poll, |poll| {
            poll.notes.push(Note {
                at,
                text: text.clone(),
            });
        }),
        Event::Cancelled { poll, fate, reason } => polls.change(*poll, |poll| {
            let (fate, reason) = (*fate, reason.clone());
            if poll.has_result() {
                poll.annulled = Some((fate, reason));
            } else {
                poll.stage = Stage::Cancelled { fate, reason };
            }
        }),
    }
}

impl Polls {
    /// An objection was made: the question is prepared again, to be voted on by this rule.
    pub(in crate::session) fn put_to_vote(&mut self, id: PollId, rule: Rule) {
        self.change(id, |poll| {
            let question = Question {
                rule,
                ..poll.question.clone()
            };
            let (round, repeats) = (poll.round, poll.repeats.take());
            *poll = Poll::prepared(id, question, round, repeats);
        });
    }

    /// The wait for objections begins anew.
    pub(in crate::session) fn wait_anew(&mut self, id: PollId, since: Time) {
        self.change(id, |poll| poll.stage = Stage::Open { since });
    }

    fn change(&mut self, id: PollId, change: impl FnOnce(&mut Poll)) {
        if let Some(poll) = self.get_mut(id) {
            change(poll);
        }
    }
}

impl Poll {
    pub(super) fn prepared(
        id: PollId,
        question: Question,
        round: u32,
        repeats: Option<(PollId, String)>,
    ) -> Self {
        Self {
            id,
            question,
            round,
            repeats,
            repeated_by: None,
            continues: None,
            continued_by: None,
            stage: Stage::Prepared,
            ready: BTreeSet::new(),
            entitled: BTreeMap::new(),
            recused: BTreeSet::new(),
            members: Weight::ZERO,
            voted: BTreeMap::new(),
            hands: None,
            second_count: None,
            ledger: None,
            closed_at: None,
            annulled: None,
            notes: vec![],
        }
    }
}
