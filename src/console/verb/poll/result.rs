//! What the chair does with a result, or where there is to be none.

use super::{ask, befall, is_under_way, latest, none_under_way, standing};
use crate::console::Effect;
use crate::console::model::Model;
use crate::console::overlay::{self, Options, Reason};
use crate::console::pane::vote;
use crate::console::verb::{
    ALL, Able, CHAIR, EVERYWHERE, OFFICERS, Verb, live, never, send, under_way,
};
use crate::console::words;
use crate::session::election::{End, Tie};
use crate::session::poll::{self, ChoiceNo, Elected, Fate, Level, Poll, Sense, Stage, Vote};
use crate::session::rule::{Side, TieRule};
use crate::session::{Command, PollId};
use crate::text::Lang;

/// The poll in which the chair is asked something.
fn asking(model: &Model) -> Option<&Poll> {
    let session = model.session.as_ref()?;
    latest(model).filter(|poll| session.asks_chair(poll))
}

/// Whether the tie is for another chair to break, as this one is recused. A lot takes no side.
fn is_for_another_chair(model: &Model, poll: &Poll) -> bool {
    let session = model.session.as_ref();
    let by_chair = match poll.question.matter.contest() {
        Some(contest) => contest.level == Level::Chair,
        None => poll.question.terms.tie != TieRule::Lot,
    };
    by_chair && session.is_some_and(|s| s.chair_is_recused(poll))
}

fn is_published(poll: &Poll) -> bool {
    matches!(poll.stage, Stage::Published { .. })
}

/// The election whose open seats go to a second ballot that is not held yet.
fn to_be_continued(model: &Model) -> Option<&Poll> {
    let session = model.session.as_ref()?;
    session.polls.iter().rev().find(|poll| {
        let next = poll.repeated_by.or(poll.continued_by);
        let next = next.and_then(|next| session.polls.get(next));
        let held = next.is_some_and(|next| !next.is_cancelled());
        !held && poll.annulled.is_none() && poll.second_ballot().is_some()
    })
}

/// Whether a second ballot is what comes next: of the election that is seen, or of the item that is being
/// dealt with, and nothing waits to be published.
pub(in crate::console::verb) fn second_ballot_is_next(model: &Model) -> bool {
    let session = model.session.as_ref();
    let both = session.zip(to_be_continued(model));
    both.is_some_and(|(session, poll)| {
        let current = session.agenda.current;
        let here = current.is_some() && poll.question.item == current;
        let seen = vote::to_be_seen(session).map(|seen| seen.id) == Some(poll.id);
        (here || seen) && vote::to_be_published(model).is_none()
    })
}

fn may_lapse(poll: &Poll) -> bool {
    poll.annulled.is_none() && (is_under_way(poll) || poll.has_result())
}

fn may_be_void(poll: &Poll) -> bool {
    poll.annulled.is_none() && poll.has_result()
}

/// Whether the casting vote is for another chair, as this one has voted already.
fn has_voted(model: &Model, poll: &Poll) -> bool {
    let session = model.session.as_ref();
    session.is_some_and(|session| session.chair_has_voted(poll))
}

/// Asks who comes first of those who are level in an election.
fn put_in_order(model: &mut Model) -> Vec<Effect> {
    let Some(poll) = asking(model) else {
        return vec![];
    };
    let elected = poll
        .tally()
        .and_then(|tally| tally.polled.as_ref()?.elected.as_ref());
    let asked = elected.and_then(Elected::to_be_ordered);
    let (Some((open, wanted)), Some(contest)) = (asked, poll.question.matter.contest()) else {
        return vec![];
    };
    let (poll, names) = (poll.id, poll.question.names());
    let names = open
        .iter()
        .filter_map(|one| names.get(one.place()).cloned());
    let names: Vec<_> = names.collect();
    let follows = match elected.map(|elected| &elected.count.end) {
        Some(End::Tied { what: Tie::Out, .. }) => "console.marking.stays",
        Some(End::Tied {
            what: Tie::Surplus, ..
        }) => "console.marking.surplus",
        _ => "console.marking.elected",
    };
    let told = names.clone();
    let follows = move |lang: Lang, vote: &Vote| {
        let first = vote.ranks().iter().flatten().take(wanted);
        let first = first.filter_map(|no| told.get(usize::from(no.0)).map(String::as_str));
        let first = first.collect::<Vec<_>>().join(", ");
        lang.fill(follows, &[("names", &first)])
    };
    let key = match contest.level {
        Level::Chair => "console.choose.order_chair",
        Level::Older => "console.choose.order_older",
        Level::Lot | Level::SecondBallot => "console.choose.order_lot",
    };
    let title = model.lang.text(key);
    overlay::put_in_order(model, title, names, wanted, follows, move |model, vote| {
        // The places are those among the ones who are level.
        let places = vote.ranks().iter().flatten();
        let order = places.filter_map(|no| open.get(usize::from(no.0)));
        let order = order.map(|one| ChoiceNo(u8::try_from(one.0).unwrap_or(u8::MAX)));
        let order = order.collect();
        let side = None;
        ask(model, poll::Command::BreakTie { poll, side, order })
    })
}

/// Asks what the tie rule needs: a side, or that no vote is cast where none need be. What each answer
/// comes to stands beside it, for none can be taken back.
fn break_tie(model: &mut Model) -> Vec<Effect> {
    let (Some(session), Some(poll)) = (&model.session, asking(model)) else {
        return vec![];
    };
    if !poll.is_on_motion() {
        return put_in_order(model);
    }
    let (tie, lang) = (poll.question.terms.tie, model.lang);
    let own = session.side_of_chair(poll);
    let title = match tie {
        TieRule::ChairSide if own.is_some() => "console.choose.side_cast",
        TieRule::ChairSide => "console.choose.side",
        TieRule::Lot => "console.choose.lot",
        TieRule::SecondVote => "console.choose.second_vote",
        TieRule::Lost | TieRule::CastingVote | TieRule::ChairMayVote => {
            "console.choose.casting_vote"
        }
    };
    let none = !matches!(tie, TieRule::ChairSide | TieRule::Lot);
    let sides = [Some(Side::Yes), Some(Side::No), None];
    let said = sides.into_iter().filter(|side| match own {
        Some(_) => *side == own,
        None => side.is_some() || none,
    });
    let said: Vec<_> = said.collect();
    let options = said.iter().map(|side| {
        let key = match side {
            Some(Side::Yes) => "console.choose.side_yes",
            Some(Side::No) => "console.choose.side_no",
            None => "console.choose.no_vote",
        };
        let outcome = poll.resolved_by(*side).map(|tally| tally.outcome.say(lang));
        let values: [(&str, &dyn std::fmt::Display); 2] = [
            ("side", &lang.text(key)),
            ("outcome", &outcome.unwrap_or_default()),
        ];
        lang.fill("console.choose.comes_to", &values)
    });
    let options = options.collect::<Vec<_>>();
    let sum = |sense| {
        let tally = poll.tally();
        let sum = tally.map(|tally| tally.of(sense, &poll.question.choices));
        sum.unwrap_or_default().say(lang)
    };
    let title = lang.fill(title, &[("yes", &sum(Sense::Yes)), ("no", &sum(Sense::No))]);
    let poll = poll.id;
    let called = said.iter().enumerate().map(|(place, side)| {
        let sense = match side {
            Some(Side::Yes) => Sense::Yes,
            Some(Side::No) => Sense::No,
            None => Sense::Abstain,
        };
        std::iter::once((place + 1).to_string())
            .chain(super::own::in_words(sense))
            .collect()
    });
    let options = Options::of(options).called(called.collect()).confirmed();
    overlay::choose(model, &title, options, move |model, place| {
        let side = said[place];
        ask(
            model,
            poll::Command::BreakTie {
                poll,
                side,
                order: vec![],
            },
        )
    })
}

/// The poll of which everything can be read: the one that is to be seen, else the last.
fn to_be_read(model: &Model) -> Option<PollId> {
    let session = model.session.as_ref()?;
    vote::meant(session).map(|poll| poll.id)
}

pub(in crate::console::verb) const VERBS: &[Verb] = &[
    Verb {
        name: "poll.break_tie",
        keys: &["B"],
        panes: EVERYWHERE,
        roles: CHAIR,
        footer: 1,
        able: |model| {
            let asked = asking(model);
            under_way(model)
                .and(|| Able::when(asked.is_some(), "console.why.no_tie"))
                .and(|| {
                    let recused = asked.is_some_and(|poll| is_for_another_chair(model, poll));
                    Able::when(!recused, "console.why.chair_is_recused")
                })
                .and(|| {
                    let voted = asked.is_some_and(|poll| has_voted(model, poll));
                    Able::when(!voted, "console.why.chair_has_voted")
                })
        },
        run: break_tie,
        question: never,
    },
    Verb {
        name: "poll.second_ballot",
        keys: &["E"],
        panes: EVERYWHERE,
        roles: CHAIR,
        footer: 2,
        able: |model| {
            under_way(model).and(|| {
                let left = to_be_continued(model);
                Able::when(left.is_some(), "console.why.no_second_ballot")
                    .and(|| {
                        let published = left.is_some_and(is_published);
                        Able::when(published, "console.why.publish_first")
                    })
                    .and(|| none_under_way(model))
            })
        },
        run: |model| {
            let poll = to_be_continued(model).map(|poll| poll.id);
            send(
                model,
                poll.map(|poll| Command::Poll(poll::Command::Continue { poll })),
            )
        },
        question: never,
    },
    Verb {
        name: "poll.read_count",
        keys: &["*"],
        panes: EVERYWHERE,
        roles: ALL,
        footer: 0,
        able: |model| Able::when(to_be_read(model).is_some(), "console.why.nothing_to_read"),
        run: |model| match to_be_read(model) {
            Some(poll) => overlay::read_count(model, poll),
            None => vec![],
        },
        question: never,
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
                let tied = closed.is_some_and(Poll::is_tied);
                Able::when(closed.is_some(), "console.why.nothing_to_publish")
                    .and(|| Able::when(!tied, "console.why.tie_waits"))
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
                let result = standing(model, Poll::has_result);
                Able::when(result.is_some(), "console.why.nothing_to_repeat")
            })
        },
        run: |model| {
            let Some(poll) = standing(model, Poll::has_result) else {
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
        name: "poll.withdraw",
        keys: &[],
        panes: EVERYWHERE,
        roles: CHAIR,
        footer: 0,
        able: |model| {
            under_way(model).and(|| {
                let poll = standing(model, is_under_way);
                Able::when(poll.is_some(), "console.why.nothing_to_cancel")
            })
        },
        run: |model| befall(model, Fate::Withdrawn, is_under_way, Reason::Required),
        question: never,
    },
    Verb {
        name: "poll.lapse",
        keys: &[],
        panes: EVERYWHERE,
        roles: CHAIR,
        footer: 0,
        able: |model| {
            under_way(model).and(|| {
                let poll = standing(model, may_lapse);
                Able::when(poll.is_some(), "console.why.nothing_to_lapse")
            })
        },
        run: |model| befall(model, Fate::Lapsed, may_lapse, Reason::Required),
        question: never,
    },
    Verb {
        name: "poll.void",
        keys: &[],
        panes: EVERYWHERE,
        roles: CHAIR,
        footer: 0,
        able: |model| {
            under_way(model).and(|| {
                let poll = standing(model, may_be_void);
                Able::when(poll.is_some(), "console.why.nothing_to_void")
            })
        },
        run: |model| befall(model, Fate::Void, may_be_void, Reason::Required),
        question: never,
    },
    Verb {
        name: "poll.note",
        keys: &[],
        panes: EVERYWHERE,
        roles: OFFICERS,
        footer: 0,
        able: |model| {
            live(model).and(|| {
                let poll = standing(model, is_published);
                Able::when(poll.is_some(), "console.why.nothing_published")
            })
        },
        run: |model| {
            let Some(poll) = standing(model, is_published) else {
                return vec![];
            };
            let title = model.lang.text("console.prompt.note");
            overlay::prompt(model, title, "", move |model, text| {
                let text = text.to_owned();
                ask(model, poll::Command::Note { poll, text })
            })
        },
        question: never,
    },
];
