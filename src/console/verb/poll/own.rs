//! A delegate's own vote.

use super::{ask, awaits_objections, is_counted, is_prepared, latest, not_stopped, standing};
use crate::console::Effect;
use crate::console::model::{Asker, Model};
use crate::console::overlay::{self, Options};
use crate::console::verb::{
    Able, DELEGATES, EVERYWHERE, Verb, has_vote, never, present, send, under_way,
};
use crate::forms::ballots;
use crate::session::poll::{self, Choice, ChoiceNo, Manner, Poll, Question, Sense, Vote};
use crate::session::rule::{Mark, TieRule};
use crate::session::{Command, DelegateId};
use crate::text::fold;

/// Of the delegate: there is a voice that they may cast, or may still cast otherwise.
fn may_vote(model: &Model) -> Able {
    let poll = latest(model).filter(|poll| poll.is_open());
    under_way(model)
        .and(|| Able::when(poll.is_some(), "console.why.no_open_poll"))
        .and(|| {
            let objects = poll.is_some_and(awaits_objections);
            Able::when(!objects, "console.why.object_instead")
        })
        .and(|| Able::when(!poll.is_some_and(is_counted), "console.why.raise_a_hand"))
        .and(|| not_stopped(model))
        .and(|| present(model))
        .and(|| {
            let why = poll.map_or("", |poll| why_no_voice(model, poll));
            Able::when(!voices(model).is_empty(), why)
        })
}

/// Why the delegate has no voice left in an open poll.
fn why_no_voice(model: &Model, poll: &Poll) -> &'static str {
    if is_recused(model) {
        return "console.why.is_recused";
    }
    let Some(own) = model.delegate else {
        return "console.why.not_entitled";
    };
    let presides = model.session.as_ref().is_some_and(|s| s.presiding == own);
    match poll.voted.contains_key(&own) {
        true => "console.why.has_voted",
        false if presides && poll.question.terms.tie == TieRule::CastingVote => {
            "console.why.votes_in_a_tie"
        }
        false => "console.why.not_entitled",
    }
}

/// The voices that the delegate may still cast: their own, that of the member for whom they sit in, then
/// those whose proxies they hold.
fn voices(model: &Model) -> Vec<DelegateId> {
    let (Some(own), Some(session), Some(poll)) = (model.delegate, &model.session, latest(model))
    else {
        return vec![];
    };
    let all = session.voices_of(own);
    all.filter(|voice| !session.is_recused(voice, poll))
        .map(|voice| voice.delegate.id)
        .filter(|voice| poll.may_still_vote(*voice))
        .collect()
}

/// Whether the delegate takes no part in deciding the latest poll.
fn is_recused(model: &Model) -> bool {
    let own = || {
        let session = model.session.as_ref()?;
        let attendee = session.roster.get(session.voice_of(model.delegate?))?;
        Some(session.is_recused(attendee, latest(model)?))
    };
    own().unwrap_or_default()
}

/// Asks for the vote of one voice.
fn vote_with(model: &mut Model, voice: DelegateId) -> Vec<Effect> {
    let (Some(poll), Some(session)) = (latest(model).filter(|poll| poll.is_open()), &model.session)
    else {
        return vec![];
    };
    let own = Some(voice) == model.delegate;
    let title = if own {
        poll.question.text.clone()
    } else {
        let name = session.roster.name(voice);
        model
            .lang
            .fill("console.choose.vote_of", &[("name", &name)])
    };
    if !poll.is_on_motion() {
        let (poll, question) = (poll.id, poll.question.clone());
        return ask_people(model, &question, &title, move |model, choice| {
            let delegate = (!own).then_some(voice);
            ask(
                model,
                poll::Command::Cast {
                    poll,
                    choice,
                    delegate,
                },
            )
        });
    }
    let choices = poll.question.choices.iter();
    let options = Options::of(choices.map(|choice| choice.label.clone())).for_good();
    let options = options.called(called(&poll.question));
    let holds = model.ballots.get(&(poll.id, voice));
    let holds = holds.map(|choice| usize::from(choice.0));
    let named = poll.question.manner == Manner::Named;
    let poll = poll.id;
    let options = options.holding(holds);
    overlay::choose(model, &title, options, move |model, place| {
        let choice = ChoiceNo(u8::try_from(place).unwrap_or(u8::MAX));
        let delegate = (!own).then_some(voice);
        let cast = Command::Poll(poll::Command::Cast {
            poll,
            choice: choice.into(),
            delegate,
        });
        // What was voted in secret is kept nowhere.
        let asker = match named {
            true => Asker::Ballot {
                poll,
                voice,
                choice,
            },
            false => Asker::Verb,
        };
        vec![model.send(cast, asker)]
    })
}

/// What stands for a sense on a sheet of ballots, in either language.
pub(super) fn in_words(sense: Sense) -> impl Iterator<Item = String> {
    let mark = match sense {
        Sense::Yes => Mark::Yes,
        Sense::No => Mark::No,
        Sense::Abstain => Mark::Abstain,
    };
    let words = ballots::words().filter(move |(_, meant)| *meant == mark);
    words.map(|(word, _)| word)
}

/// What each choice of a motion is called in words: its number, and what stands for its sense, unless
/// another choice has the same sense or is called so itself.
fn called(question: &Question) -> Vec<Vec<String>> {
    let choices = &question.choices;
    let is_label = |word: &String| choices.iter().any(|choice| fold(&choice.label) == *word);
    let called = |(place, choice): (usize, &Choice)| {
        let alike = choices.iter().filter(|other| other.sense == choice.sense);
        let is_only = alike.count() == 1;
        let words = in_words(choice.sense).filter(|word| is_only && !is_label(word));
        std::iter::once((place + 1).to_string())
            .chain(words)
            .collect()
    };
    choices.iter().enumerate().map(called).collect()
}

/// Asks for a ballot: one choice, or people marked, ranked or graded.
pub(super) fn ask_ballot(
    model: &mut Model,
    question: &Question,
    title: &str,
    then: impl Fn(&mut Model, Vote) -> Vec<Effect> + 'static,
) -> Vec<Effect> {
    if !question.matter.is_motion() {
        return ask_people(model, question, title, then);
    }
    let options = Options::of(question.names()).for_good();
    let options = options.called(called(question));
    overlay::choose(model, title, options, move |model, place| {
        let choice = ChoiceNo(u8::try_from(place).unwrap_or(u8::MAX));
        then(model, choice.into())
    })
}

/// Asks for a ballot on which people are marked, ranked or graded.
fn ask_people(
    model: &mut Model,
    question: &Question,
    title: &str,
    then: impl Fn(&mut Model, Vote) -> Vec<Effect> + 'static,
) -> Vec<Effect> {
    let asked = question.say_matter(model.lang);
    let title = std::iter::once(title.to_owned()).chain(asked);
    let title = title.collect::<Vec<_>>().join(" · ");
    overlay::mark(model, question, &title, then)
}

pub(in crate::console::verb) const VERBS: &[Verb] = &[
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
                .and(|| Able::when(!is_recused(model), "console.why.is_recused"))
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
            let voices = voices(model);
            if let [voice] = voices[..] {
                return vote_with(model, voice);
            }
            let Some(session) = &model.session else {
                return vec![];
            };
            let names = voices.iter().map(|voice| session.roster.name(*voice));
            // In words a voice goes by its number on the roster, which stays while others are cast.
            let called = voices.iter().map(|voice| vec![voice.to_string()]);
            let names = Options::of(names.map(|name| name.to_string())).called(called.collect());
            let title = model.lang.text("console.choose.voice");
            overlay::choose(model, title, names, move |model, place| {
                vote_with(model, voices[place])
            })
        },
        question: never,
    },
];
