//! What can be done with polls.

use super::{
    Able, CHAIR, DELEGATES, EVERYWHERE, OFFICERS, Verb, holds, is_present, live, never, open,
    present, send, under_way,
};
use crate::console::Effect;
use crate::console::model::Model;
use crate::console::overlay;
use crate::console::pane::{Pane, vote};
use crate::console::words;
use crate::session::poll::{self, ChoiceNo, Manner, Poll, Question, Stage};
use crate::session::rule::{Preset, Rule};
use crate::session::{Command, PollId, plan::Motion};

fn ask(model: &mut Model, command: poll::Command) -> Vec<Effect> {
    send(model, Command::Poll(command))
}

/// The poll the meeting is busy with, or was busy with last.
fn latest(model: &Model) -> Option<&Poll> {
    vote::latest(model.session.as_ref()?)
}

/// The poll the meeting is busy with, where it stands like this.
fn standing(model: &Model, test: fn(&Poll) -> bool) -> Option<PollId> {
    latest(model).filter(|poll| test(poll)).map(|poll| poll.id)
}

fn is_prepared(poll: &Poll) -> bool {
    matches!(poll.stage, Stage::Prepared)
}

fn has_result(poll: &Poll) -> bool {
    matches!(poll.stage, Stage::Closed { .. } | Stage::Published { .. })
}

fn is_under_way(poll: &Poll) -> bool {
    is_prepared(poll) || poll.is_open()
}

fn takes_hands(poll: &Poll) -> bool {
    poll.is_open() && poll.question.manner == Manner::Hands
}

fn is_named(poll: &Poll) -> bool {
    poll.is_open() && poll.question.manner == Manner::Named
}

/// The current item's motion.
fn motion(model: &Model) -> Option<(crate::session::ItemId, &Motion)> {
    let session = model.session.as_ref()?;
    let item = session.agenda.current?;
    Some((item, session.plan.motion(item)?))
}

fn none_under_way(model: &Model) -> Able {
    let busy = latest(model).is_some_and(is_under_way);
    Able::when(!busy, "console.why.poll_under_way")
}

/// Of the delegate: may vote and has not.
fn may_vote(model: &Model) -> Able {
    let poll = latest(model).filter(|poll| poll.is_open());
    let missing = |poll: &Poll| poll.missing().any(|who| Some(who) == model.delegate);
    under_way(model)
        .and(|| Able::when(poll.is_some(), "console.why.no_open_poll"))
        .and(|| Able::when(!poll.is_some_and(takes_hands), "console.why.raise_a_hand"))
        .and(|| Able::when(poll.is_some_and(missing), "console.why.has_voted"))
        .and(|| present(model))
        .and(|| has_vote(model))
}

/// Of the delegate: has a vote as they sit there.
fn has_vote(model: &Model) -> Able {
    let vote = holds(model, |session| {
        let own = model.delegate.and_then(|own| session.roster.get(own));
        own.is_some_and(|attendee| session.has_vote(attendee))
    });
    Able::when(vote, "console.why.no_vote")
}

/// A prepared question can be put to the vote: enough are here, and there is somebody to vote.
fn may_open(model: &Model) -> Able {
    let now = model.now();
    let voters = || {
        let roster = model.session.iter().flat_map(|session| {
            let roster = session.roster.iter();
            roster.filter(move |attendee| session.may_vote(attendee, now))
        });
        roster.count()
    };
    let secret = |poll: &Poll| poll.question.manner == Manner::Secret;
    open(model)
        .and(|| {
            let prepared = standing(model, is_prepared);
            Able::when(prepared.is_some(), "console.why.no_prepared_poll")
        })
        .and(|| {
            let quorum = holds(model, |session| session.quorum(now).is_reached());
            Able::when(quorum, "console.why.no_quorum")
        })
        .and(|| Able::when(voters() > 0, "console.why.nobody_may_vote"))
        .and(|| {
            let few = latest(model).is_some_and(secret) && voters() < poll::FEWEST_SECRET;
            Able::when(!few, "console.why.too_few_for_secret")
        })
}

/// Hands have been counted where the vote is by hands, so that there is a result.
fn may_close(model: &Model) -> Able {
    let open = latest(model).filter(|poll| poll.is_open());
    let counted = |poll: &Poll| !takes_hands(poll) || poll.hands.is_some();
    under_way(model)
        .and(|| Able::when(open.is_some(), "console.why.no_open_poll"))
        .and(|| Able::when(open.is_some_and(counted), "console.why.count_hands_first"))
}

/// Whether the current item's motion has a result: it can be repeated then, with a reason, but not
/// simply put again.
fn is_decided(model: &Model) -> bool {
    let (Some(session), Some((item, motion))) = (&model.session, motion(model)) else {
        return false;
    };
    let is_motion =
        |poll: &&Poll| poll.question.item == Some(item) && poll.question.text == motion.text;
    let has_result =
        |poll: &Poll| matches!(poll.stage, Stage::Closed { .. } | Stage::Published { .. });
    session.polls.iter().filter(is_motion).any(has_result)
}

/// The person under the cursor of the vote pane has a vote that was not cast yet.
fn may_cast_for(model: &Model) -> Able {
    let voter = vote::pointed(model);
    under_way(model)
        .and(|| Able::when(standing(model, is_named).is_some(), "console.why.not_named"))
        .and(|| Able::when(voter.is_some(), "console.why.no_voter_here"))
        .and(|| {
            let missing = latest(model)
                .zip(voter)
                .is_some_and(|(poll, voter)| poll.missing().any(|who| who == voter));
            Able::when(missing, "console.why.voter_has_voted")
        })
        .and(|| {
            let here = voter.is_some_and(|voter| is_present(model, voter));
            Able::when(here, "console.why.voter_is_gone")
        })
}

/// Asks for the hands counted for each choice, until there is a number for each.
fn count_hands(model: &mut Model, before: &str) -> Vec<Effect> {
    let Some(poll) = latest(model).filter(|poll| takes_hands(poll)) else {
        return vec![];
    };
    let labels: Vec<_> = poll
        .question
        .choices
        .iter()
        .map(|choice| choice.label.as_str())
        .collect();
    let (poll, choices, labels) = (poll.id, labels.len(), labels.join(" · "));
    let title = model
        .lang
        .fill("console.prompt.hands", &[("choices", &labels)]);
    overlay::prompt(model, &title, before, move |model, text| {
        let numbers = text.split(|c: char| !c.is_ascii_digit());
        let numbers = numbers.filter(|number| !number.is_empty());
        let hands: Option<Vec<u32>> = numbers.map(|number| number.parse().ok()).collect();
        match hands {
            Some(hands) if hands.len() == choices => {
                ask(model, poll::Command::CountHands { poll, hands })
            }
            _ => {
                let wrong = model
                    .lang
                    .fill("console.why.not_so_many_numbers", &[("n", &choices)]);
                model.warn(wrong);
                count_hands(model, text)
            }
        }
    })
}

/// Rules that a question put on the spot may need, beside the body's own: few enough that each has a
/// number to choose it by.
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
    let manners = [Manner::Named, Manner::Secret, Manner::Hands];
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
    let lang = model.lang;
    let options = rules.iter().map(|rule| rule.say(lang)).collect();
    let title = lang.text("console.choose.rule");
    overlay::choose(model, title, options, move |model, place| {
        let Some(session) = &model.session else {
            return vec![];
        };
        let question = Question {
            item: session.agenda.current,
            text: text.clone(),
            manner,
            rule: rules[place].clone(),
            choices: session.plan.rules.choices.clone(),
        };
        ask(model, poll::Command::Prepare { question })
    })
}

pub(super) const VERBS: &[Verb] = &[
    Verb {
        name: "poll.prepare",
        keys: &["v"],
        panes: EVERYWHERE,
        roles: OFFICERS,
        footer: 6,
        able: |model| {
            under_way(model)
                .and(|| Able::when(motion(model).is_some(), "console.why.no_motion"))
                .and(|| none_under_way(model))
                .and(|| Able::when(!is_decided(model), "console.why.motion_decided"))
        },
        run: |model| {
            let question = motion(model).map(|(item, motion)| Question {
                item: Some(item),
                text: motion.text.clone(),
                manner: motion.manner,
                rule: motion.rule.clone(),
                choices: motion.choices.clone(),
            });
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
            let poll = standing(model, is_prepared);
            send(
                model,
                poll.map(|poll| Command::Poll(poll::Command::Open { poll })),
            )
        },
        question: words::question_poll_open,
    },
    Verb {
        name: "poll.hands",
        keys: &["#"],
        panes: EVERYWHERE,
        roles: OFFICERS,
        footer: 1,
        able: |model| {
            under_way(model).and(|| {
                let hands = standing(model, takes_hands);
                Able::when(hands.is_some(), "console.why.no_hands")
            })
        },
        run: |model| {
            let hands = latest(model).and_then(|poll| poll.hands.clone());
            let hands: Vec<_> = hands.iter().flatten().map(ToString::to_string).collect();
            count_hands(model, &hands.join(" "))
        },
        question: never,
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
        name: "poll.publish",
        keys: &["u"],
        panes: EVERYWHERE,
        roles: CHAIR,
        footer: 1,
        able: |model| {
            live(model).and(|| {
                let closed = vote::to_be_published(model);
                Able::when(closed.is_some(), "console.why.nothing_to_publish")
            })
        },
        run: |model| {
            let poll = vote::to_be_published(model).map(|poll| poll.id);
            send(
                model,
                poll.map(|poll| Command::Poll(poll::Command::Publish { poll })),
            )
        },
        question: words::question_poll_publish,
    },
    Verb {
        name: "poll.repeat",
        keys: &["r"],
        panes: EVERYWHERE,
        roles: CHAIR,
        footer: 8,
        able: |model| {
            under_way(model).and(|| {
                let result = standing(model, has_result);
                Able::when(result.is_some(), "console.why.nothing_to_repeat")
            })
        },
        run: |model| {
            let Some(poll) = standing(model, has_result) else {
                return vec![];
            };
            let title = model.lang.text("console.prompt.repeat");
            overlay::prompt(model, title, "", move |model, reason| {
                ask(
                    model,
                    poll::Command::Repeat {
                        poll,
                        reason: reason.to_owned(),
                    },
                )
            })
        },
        question: never,
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
            let Some(poll) = standing(model, is_under_way) else {
                return vec![];
            };
            let title = model.lang.text("console.prompt.cancel").to_owned();
            overlay::prompt_or_nothing(model, &title, move |model, reason| {
                ask(
                    model,
                    poll::Command::Cancel {
                        poll,
                        reason: reason.to_owned(),
                    },
                )
            })
        },
        question: never,
    },
    Verb {
        name: "poll.cast_for",
        keys: &["enter"],
        panes: &[Pane::Vote],
        roles: OFFICERS,
        footer: 2,
        able: may_cast_for,
        run: |model| {
            let Some(poll) = latest(model).filter(|poll| is_named(poll)) else {
                return vec![];
            };
            let (poll, choices) = (poll.id, poll.question.choices.clone());
            let (Some(delegate), Some(session)) = (vote::pointed(model), &model.session) else {
                return vec![];
            };
            let name = session.roster.name(delegate);
            let title = model
                .lang
                .fill("console.choose.vote_of", &[("name", &name)]);
            let options = choices.into_iter().map(|choice| choice.label).collect();
            overlay::choose_for_good(model, &title, options, move |model, place| {
                let choice = ChoiceNo(u8::try_from(place).unwrap_or(u8::MAX));
                vote::go_on(model);
                ask(
                    model,
                    poll::Command::Cast {
                        poll,
                        choice,
                        delegate: Some(delegate),
                    },
                )
            })
        },
        question: never,
    },
    Verb {
        name: "poll.ready",
        keys: &["y"],
        panes: EVERYWHERE,
        roles: DELEGATES,
        footer: 1,
        able: |model| {
            under_way(model)
                .and(|| {
                    let prepared = latest(model).filter(|poll| is_prepared(poll));
                    Able::when(prepared.is_some(), "console.why.no_prepared_poll")
                })
                .and(|| present(model))
                .and(|| has_vote(model))
                .and(|| {
                    let said =
                        |poll: &Poll| poll.ready.iter().any(|who| Some(*who) == model.delegate);
                    Able::when(!latest(model).is_some_and(said), "console.why.is_ready")
                })
        },
        run: |model| {
            let poll = standing(model, is_prepared);
            send(
                model,
                poll.map(|poll| Command::Poll(poll::Command::Ready { poll })),
            )
        },
        question: never,
    },
    Verb {
        name: "poll.vote",
        keys: &["v"],
        panes: EVERYWHERE,
        roles: DELEGATES,
        footer: 1,
        able: may_vote,
        run: |model| {
            let Some(poll) = latest(model).filter(|poll| poll.is_open()) else {
                return vec![];
            };
            let (poll, title) = (poll.id, poll.question.text.clone());
            let options = latest(model).map_or_else(Vec::new, |poll| {
                poll.question
                    .choices
                    .iter()
                    .map(|choice| choice.label.clone())
                    .collect()
            });
            overlay::choose_for_good(model, &title, options, move |model, place| {
                let choice = ChoiceNo(u8::try_from(place).unwrap_or(u8::MAX));
                ask(
                    model,
                    poll::Command::Cast {
                        poll,
                        choice,
                        delegate: None,
                    },
                )
            })
        },
        question: never,
    },
];
