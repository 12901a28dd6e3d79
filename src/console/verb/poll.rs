//! What can be done with polls: put a question, open and close the vote.
//!
//! | file | what |
//! |---|---|
//! | `count` | the head table enters votes, hands and ballots of paper |
//! | `result` | what the chair does with a result, or without one |
//! | `own` | a delegate's own vote |
//! | `people` | an election or a confidence vote put on the spot |
//! | `rule` | a rule is asked for, of a few or in words |

pub(super) mod count;
pub(super) mod own;
pub(super) mod people;
pub(super) mod result;
mod rule;

use super::{Able, CHAIR, EVERYWHERE, OFFICERS, Verb, holds, never, open, send, under_way};
use crate::console::Effect;
use crate::console::model::Model;
use crate::console::overlay;
use crate::console::pane::vote;
use crate::console::words;
use crate::session::poll::{self, Fate, Manner, Matter, Poll, Question, Stage};
use crate::session::rule::{Preset, Rule};
use crate::session::{Command, PollId, Refusal, plan::Motion};

fn ask(model: &mut Model, command: poll::Command) -> Vec<Effect> {
    send(model, Command::Poll(command))
}

/// The poll that is seen, or the meeting was busy with last.
fn latest(model: &Model) -> Option<&Poll> {
    vote::meant(model.session.as_ref()?)
}

/// The poll the meeting is busy with, where it stands like this.
fn standing(model: &Model, test: fn(&Poll) -> bool) -> Option<PollId> {
    latest(model).filter(|poll| test(poll)).map(|poll| poll.id)
}

fn is_prepared(poll: &Poll) -> bool {
    matches!(poll.stage, Stage::Prepared)
}

fn is_under_way(poll: &Poll) -> bool {
    is_prepared(poll) || poll.is_open()
}

/// Lets this become of the question at hand, with a reason: asked together with what will happen.
fn befall(
    model: &mut Model,
    fate: Fate,
    test: fn(&Poll) -> bool,
    reason: overlay::Reason,
) -> Vec<Effect> {
    let Some(poll) = standing(model, test) else {
        return vec![];
    };
    let question = move |model: &Model| words::question_poll_fate(model, poll, fate);
    overlay::prompt_for_good(model, question, reason, move |model, reason| {
        let reason = reason.to_owned();
        ask(model, poll::Command::Cancel { poll, fate, reason })
    })
}

/// Nobody votes: it is carried unless somebody objects.
fn awaits_objections(poll: &Poll) -> bool {
    poll.is_open() && poll.question.rule.is_no_objection()
}

/// People in the room are being counted.
fn is_counted(poll: &Poll) -> bool {
    poll.is_open() && poll.question.manner.is_counted() && !awaits_objections(poll)
}

/// The current item's motion.
fn motion(model: &Model) -> Option<(crate::session::ItemId, &Motion)> {
    let session = model.session.as_ref()?;
    let item = session.agenda.current?;
    Some((item, session.plan.motion(item)?))
}

fn none_under_way(model: &Model) -> Able {
    let busy = latest(model).is_some_and(is_under_way);
    Able::when(!busy, "console.why.poll_under_way").and(|| no_tie(model))
}

/// Votes are not stopped because the quorum is lost.
fn not_stopped(model: &Model) -> Able {
    let stopped = holds(model, |session| session.stopped().is_some());
    Able::when(!stopped, "console.why.stopped")
}

/// No tie waits for the chair.
fn no_tie(model: &Model) -> Able {
    let tied = holds(model, |session| session.polls.iter().any(Poll::is_tied));
    Able::when(!tied, "console.why.tie_waits")
}

/// The current item's motion can be put, and has no result yet.
fn may_put_motion(model: &Model) -> Able {
    Able::when(motion(model).is_some(), "console.why.no_motion")
        .and(|| none_under_way(model))
        .and(|| Able::when(!is_decided(model), "console.why.motion_decided"))
}

/// What the key that opens a vote opens.
pub(in crate::console) enum ToOpen<'a> {
    /// The poll that is prepared.
    Prepared(&'a Poll),
    /// Nothing is prepared: the current item's motion, as the poll it becomes.
    Motion(Box<Poll>),
}

impl ToOpen<'_> {
    /// The poll, also one that is yet to be.
    pub(in crate::console) fn poll(&self) -> &Poll {
        match self {
            Self::Prepared(poll) => poll,
            Self::Motion(poll) => poll,
        }
    }
}

/// What is prepared, else the current item's motion where it can be put.
pub(in crate::console) fn to_open(model: &Model) -> Option<ToOpen<'_>> {
    if let Some(poll) = latest(model).filter(|poll| is_prepared(poll)) {
        return Some(ToOpen::Prepared(poll));
    }
    let session = model.session.as_ref()?;
    let (item, motion) = motion(model)?;
    let may = may_put_motion(model) == Able::Yes;
    may.then(|| ToOpen::Motion(Box::new(session.as_prepared(Question::of(item, motion)))))
}

/// Whether the key that opens a vote would put the current item's motion, which nobody has prepared.
pub(in crate::console) fn opens_motion(model: &Model) -> bool {
    matches!(to_open(model), Some(ToOpen::Motion(_)))
}

/// A question can be put to the vote: one is prepared, or the current item has one; enough are here,
/// and there is somebody to vote.
fn may_open(model: &Model) -> Able {
    let now = model.now();
    let asked = to_open(model);
    let poll = asked.as_ref().map(ToOpen::poll);
    let voters = || match (&model.session, poll) {
        (Some(session), Some(poll)) => session.voters(poll, now),
        _ => vec![],
    };
    let manner = poll.map(|poll| poll.question.manner);
    open(model)
        .and(|| match &asked {
            Some(_) => Able::Yes,
            None => may_put_motion(model),
        })
        .and(|| {
            let quorum = holds(model, |session| session.quorum_to_vote(now));
            Able::when(quorum, "console.why.no_quorum")
        })
        .and(|| Able::when(!voters().is_empty(), "console.why.nobody_may_vote"))
        .and(|| {
            let few = manner.is_some_and(Manner::is_secret) && voters().len() < poll::FEWEST_SECRET;
            Able::when(!few, "console.why.too_few_for_secret")
        })
        .and(|| {
            let unequal = manner == Some(Manner::Secret) && !poll::weigh_alike(&voters());
            Able::when(!unequal, "console.why.unequal_secret")
        })
}

/// What is counted in the room has been counted, and two tellers agree, so that there is a result.
fn may_close(model: &Model) -> Able {
    let open = latest(model).filter(|poll| poll.is_open());
    let counted = |poll: &Poll| match poll.question.manner {
        _ if awaits_objections(poll) => Able::No("console.why.wait_runs"),
        Manner::Named | Manner::Secret => Able::Yes,
        Manner::Paper => Able::when(poll.ledger.is_some(), "console.why.count_paper_first"),
        Manner::Hands => match poll.agreed_hands() {
            Ok(_) => Able::Yes,
            Err(Refusal::TellersDiffer { .. }) => Able::No("console.why.tellers_differ"),
            Err(_) if poll.second_count.is_some() => Able::No("console.vote.await_first"),
            Err(_) if poll.hands.is_some() => Able::No("console.vote.await_second"),
            Err(_) => Able::No("console.why.count_hands_first"),
        },
    };
    under_way(model).and(|| open.map_or(Able::No("console.why.no_open_poll"), counted))
}

/// Whether the current item's motion has a result: it can be repeated then, with a reason, but not
/// simply put again.
fn is_decided(model: &Model) -> bool {
    let (Some(session), Some((item, motion))) = (&model.session, motion(model)) else {
        return false;
    };
    let is_motion =
        |poll: &&Poll| poll.question.item == Some(item) && poll.question.text == motion.text;
    session.polls.iter().filter(is_motion).any(Poll::has_result)
}

/// Rules that a question put on the spot may need, beside the body's own.
const RULES: [Preset; 8] = [
    Preset::SIMPLE,
    Preset::CAST_WITH_ABSTENTIONS,
    Preset::PRESENT,
    Preset::MEMBERS,
    Preset::TWO_THIRDS_OF_CAST,
    Preset::TWO_THIRDS_OF_MEMBERS,
    Preset::THREE_QUARTERS_OF_CAST,
    Preset::UNANIMOUS,
];

/// A question put on the spot: asks how the vote is taken, then by which rule.
fn choose_manner(model: &mut Model, text: &str) -> Vec<Effect> {
    let title = model.lang.text("console.choose.manner");
    let manners = [Manner::Named, Manner::Secret, Manner::Hands, Manner::Paper];
    let options = manners.map(|manner| words::manner(model.lang, manner));
    let text = text.to_owned();
    overlay::choose(model, title, options.to_vec(), move |model, place| {
        choose_rule(model, text.clone(), manners[place])
    })
}

/// Asks for the rule, the body's own first, and prepares the vote.
fn choose_rule(model: &mut Model, text: String, manner: Manner) -> Vec<Effect> {
    let Some(session) = &model.session else {
        return vec![];
    };
    let own = session.plan.rules.majority.clone();
    let others = RULES.iter().map(Preset::rule).filter(|rule| *rule != own);
    let rules: Vec<Rule> = std::iter::once(own.clone()).chain(others).collect();
    let title = model.lang.text("console.choose.rule");
    rule::choose(model, title, rules, move |model, rule| {
        let Some(session) = &model.session else {
            return vec![];
        };
        let question = Question {
            item: session.agenda.current,
            text: text.clone(),
            manner,
            rule,
            choices: session.plan.rules.choices.clone(),
            terms: session.plan.rules.terms.in_manner(manner),
            matter: Matter::Motion,
        };
        ask(model, poll::Command::Prepare { question })
    })
}

pub(in crate::console::verb) const VERBS: &[Verb] = &[
    Verb {
        name: "poll.prepare",
        keys: &["v"],
        panes: EVERYWHERE,
        roles: OFFICERS,
        footer: 6,
        able: |model| under_way(model).and(|| may_put_motion(model)),
        run: |model| {
            let question = motion(model).map(|(item, motion)| Question::of(item, motion));
            send(
                model,
                question.map(|question| Command::Poll(poll::Command::Prepare { question })),
            )
        },
        question: never,
    },
    Verb {
        name: "poll.ask",
        keys: &["V"],
        panes: EVERYWHERE,
        roles: OFFICERS,
        footer: 0,
        able: |model| under_way(model).and(|| none_under_way(model)),
        run: |model| {
            let title = model.lang.text("console.prompt.question");
            overlay::prompt(model, title, "", choose_manner)
        },
        question: never,
    },
    Verb {
        name: "poll.open",
        keys: &["o"],
        panes: EVERYWHERE,
        roles: CHAIR,
        footer: 1,
        able: may_open,
        run: |model| {
            let command = to_open(model).map(|asked| match asked {
                ToOpen::Prepared(poll) => poll::Command::Open { poll: poll.id },
                ToOpen::Motion(poll) => poll::Command::Put {
                    question: poll.question,
                },
            });
            send(model, command.map(Command::Poll))
        },
        question: words::question_poll_open,
    },
    Verb {
        name: "poll.close",
        keys: &["c"],
        panes: EVERYWHERE,
        roles: CHAIR,
        footer: 1,
        able: may_close,
        run: |model| {
            let poll = standing(model, Poll::is_open);
            send(
                model,
                poll.map(|poll| Command::Poll(poll::Command::Close { poll })),
            )
        },
        question: words::question_poll_close,
    },
    Verb {
        name: "poll.cancel",
        keys: &["X"],
        panes: EVERYWHERE,
        roles: CHAIR,
        footer: 8,
        able: |model| {
            under_way(model).and(|| {
                let poll = standing(model, is_under_way);
                Able::when(poll.is_some(), "console.why.nothing_to_cancel")
            })
        },
        run: |model| {
            let reason = overlay::Reason::Optional;
            befall(model, Fate::Cancelled, is_under_way, reason)
        },
        question: never,
    },
];
