//! What a chair, a delegate and a secretary do, as chance has it, while the hub comes and goes.

use std::sync::Arc;
use std::time::{Duration, Instant};

use chair_console::hub::SystemClock;
use chair_console::link::{News, Order, Ticket, remote};
use chair_console::session::conclusions::{self, Content};
use chair_console::session::poll::{self, ChoiceNo, Manner, Matter, Question, Stage};
use chair_console::session::{
    Actor, Command, DelegateId, ItemId, Role, Seconds, Session, agenda, attendance, floor, life,
};
use chair_console::wire::{Answer, COMMANDS_PER_SECOND};

use super::talker::{Meeting, Person};

/// Who takes part on a device of their own.
pub const DEVICES: std::ops::RangeInclusive<u32> = 6..=12;
/// How many commands the secretary leaves without an answer at most.
const UNANSWERED: usize = 8;

/// A chair who runs the meeting: the roll, the floor, one secret vote after the other.
#[derive(Default)]
pub struct Chair {
    conclusions: u32,
}

impl Person for Chair {
    fn actor(&self) -> Actor {
        Actor::of(Role::Chair)
    }

    fn next(&mut self, session: &Session, chance: &mut fastrand::Rng) -> Option<Command> {
        if session.phase.is_planned() {
            let everybody = session.roster.iter().map(|a| a.delegate.id);
            let absent = session.roster.iter().any(|a| !a.presence.is_present());
            return Some(if absent {
                let delegates = everybody.collect();
                Command::Attendance(attendance::Command::MarkPresent { delegates })
            } else {
                Command::Life(life::Command::Open)
            });
        }
        let Some(item) = session.agenda.current else {
            let item = ItemId(1);
            return Some(Command::Agenda(agenda::Command::Start { item }));
        };
        match chance.u8(0..3) {
            0 => Some(Command::Poll(vote(session, item)?)),
            1 => Some(Command::Floor(floor(session, chance)?)),
            _ => {
                self.conclusions += 1;
                let text = format!("Kết luận {}", self.conclusions);
                let content = Content {
                    text,
                    ..Content::default()
                };
                let (after, level) = (None, 1);
                Some(Command::Conclusions(conclusions::Command::Write {
                    item,
                    after,
                    level,
                    content,
                }))
            }
        }
    }
}

fn vote(session: &Session, item: ItemId) -> Option<poll::Command> {
    let prepare = || {
        let rules = &session.plan.rules;
        poll::Command::Prepare {
            question: Question {
                item: Some(item),
                text: "Bỏ phiếu kín".to_owned(),
                manner: Manner::Secret,
                rule: rules.majority.clone(),
                choices: rules.choices.clone(),
                terms: rules.terms,
                matter: Matter::Motion,
            },
        }
    };
    let Some(latest) = session.polls.latest() else {
        return Some(prepare());
    };
    let poll = latest.id;
    match latest.stage {
        Stage::Prepared => Some(poll::Command::Open { poll }),
        Stage::Open { .. } => {
            let waits = latest.missing().any(|who| DEVICES.contains(&who.0));
            (!waits).then_some(poll::Command::Close { poll })
        }
        Stage::Closed { .. } => Some(poll::Command::Publish { poll }),
        _ => Some(prepare()),
    }
}

fn floor(session: &Session, chance: &mut fastrand::Rng) -> Option<floor::Command> {
    let Some(speech) = session.floor.current() else {
        let request = session.floor.queue.first()?.id;
        return Some(floor::Command::Give { request });
    };
    let request = speech.request.id;
    Some(match chance.u8(0..3) {
        0 if speech.is_paused() => floor::Command::Resume { request },
        0 => floor::Command::Pause { request },
        1 => floor::Command::Extend {
            request,
            seconds: Seconds(60),
        },
        _ => floor::Command::End { request },
    })
}

/// A delegate who votes, asks for the floor and changes their mind.
pub struct Delegate(pub DelegateId);

impl Person for Delegate {
    fn actor(&self) -> Actor {
        Actor::delegate(self.0)
    }

    fn next(&mut self, session: &Session, chance: &mut fastrand::Rng) -> Option<Command> {
        let me = self.0;
        if !session.phase.is_open() {
            return None;
        }
        if let Some(poll) = session.polls.open()
            && poll.missing().any(|who| who == me)
        {
            let choices = u8::try_from(poll.question.choices.len()).unwrap();
            return Some(Command::Poll(poll::Command::Cast {
                poll: poll.id,
                choice: ChoiceNo(chance.u8(0..choices)).into(),
                delegate: None,
            }));
        }
        let own = session.floor.queue.iter().find(|r| r.delegate == me);
        Some(Command::Floor(match own {
            Some(own) => floor::Command::Withdraw { request: own.id },
            None => floor::Command::ask(me, floor::Kind::Speech),
        }))
    }
}

/// The time a hub grants to each command in the long run.
const EACH: Duration = Duration::from_millis(1_000 / COMMANDS_PER_SECOND as u64);

/// A secretary at the console's own link, which connects and sends again by itself. Gives the
/// announcements that were acknowledged; none may be refused, so they come no faster than the hub
/// takes them: whatever is sent again beside them fits into the burst it allows.
pub fn announce(link: &str, meeting: &Meeting) -> Vec<String> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    let clock = Arc::new(SystemClock::new());
    runtime.unwrap().block_on(async {
        let (orders, mut news) = remote::connect(link.parse().unwrap(), "thư ký".to_owned(), clock);
        let mut given: Vec<String> = vec![];
        let mut done: Vec<String> = vec![];
        let begun = Instant::now();
        while !meeting.is_over() || done.len() < given.len() {
            let granted = begun.elapsed().as_millis() / EACH.as_millis();
            let free = given.len() - done.len() < UNANSWERED && given.len() as u128 <= granted;
            if !meeting.is_over() && free {
                let text = format!("Thông báo {}", given.len());
                let announce = life::Command::Announce { text: text.clone() };
                let ticket = Ticket(given.len() as u64);
                let command = Box::new(Command::Life(announce));
                orders
                    .send(Order::Command { ticket, command })
                    .await
                    .unwrap();
                given.push(text);
            }
            // Also without news it must be seen whether the meeting is over.
            let told = tokio::time::timeout(Duration::from_millis(50), news.recv()).await;
            if let Ok(Some(News::Answered { ticket, answer })) = told {
                let text = &given[usize::try_from(ticket.0).unwrap()];
                match answer {
                    Answer::Done { .. } => done.push(text.clone()),
                    Answer::Refused(refusal) => panic!("{text}: {refusal:?}"),
                }
            }
        }
        done
    })
}
