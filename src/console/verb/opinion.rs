//! What can be done with written opinions. All of it is rare, so none of it has a key.

use super::{
    ALL, Able, CHAIR, DELEGATES, EVERYWHERE, OFFICERS, Verb, holds, live, never, send, under_way,
};
use crate::console::Effect;
use crate::console::model::Model;
use crate::console::overlay::{self, Aid, Candidates, Options};
use crate::console::theme::Meaning;
use crate::console::words::{self, Moment};
use crate::session::opinion::{self, Circular, Opinion, Silence, Stage};
use crate::session::poll::{Choice, ChoiceNo, Manner, Matter, Question, Sense, Terms};
use crate::session::{Command, DelegateId, OpinionId, Seconds, Time};
use crate::text::Lang;

/// How long before the deadline the silent are reminded of a question that is put on the spot.
const REMIND: Seconds = Seconds(86_400);

fn ask(model: &mut Model, command: opinion::Command) -> Vec<Effect> {
    send(model, Command::Opinion(command))
}

/// Those that stand like this.
fn standing(model: &Model, test: fn(&Model, &Opinion) -> bool) -> Vec<&Opinion> {
    let all = model.session.iter().flat_map(|session| &session.opinions);
    all.filter(|opinion| test(model, opinion)).collect()
}

fn there_is(model: &Model, test: fn(&Model, &Opinion) -> bool, why: &'static str) -> Able {
    live(model).and(|| Able::when(!standing(model, test).is_empty(), why))
}

fn is_open(_: &Model, opinion: &Opinion) -> bool {
    opinion.is_open()
}

fn has_silent(_: &Model, opinion: &Opinion) -> bool {
    opinion.is_open() && opinion.missing().next().is_some()
}

fn is_complete(_: &Model, opinion: &Opinion) -> bool {
    opinion.is_open() && opinion.missing().next().is_none()
}

fn waits_to_be_published(_: &Model, opinion: &Opinion) -> bool {
    matches!(
        opinion.stage,
        Stage::Closed {
            findings: Some(_),
            ..
        }
    )
}

/// Of a delegate: can be answered by them.
fn is_mine(model: &Model, opinion: &Opinion) -> bool {
    let own = |own| opinion.entitled.contains_key(&own);
    opinion.is_open() && model.delegate.is_some_and(own)
}

/// Does it with the one there is, or asks which where there are several.
fn with_one(
    model: &mut Model,
    test: fn(&Model, &Opinion) -> bool,
    then: impl Fn(&mut Model, OpinionId) -> Vec<Effect> + 'static,
) -> Vec<Effect> {
    let found = standing(model, test);
    let ids: Vec<_> = found.iter().map(|opinion| opinion.id).collect();
    if let [only] = ids[..] {
        return then(model, only);
    }
    let texts = found.iter().map(|o| o.circular.question.text.clone());
    let options = texts.collect::<Vec<_>>();
    let title = model.lang.text("console.opinion.which");
    overlay::choose(model, title, options, move |model, place| {
        then(model, ids[place])
    })
}

/// Asks whether to do what can't be undone: one thing to choose, and a key or an arrow first.
fn surely(
    model: &mut Model,
    key: &'static str,
    test: fn(&Model, &Opinion) -> bool,
    command: fn(OpinionId) -> opinion::Command,
) -> Vec<Effect> {
    with_one(model, test, move |model, id| {
        let Some(title) = said(model, id, key) else {
            return vec![];
        };
        let yes = model.lang.text("console.hint.yes").to_owned();
        let options = Options::of([yes]).for_good();
        overlay::choose(model, &title, options, move |model, _| {
            ask(model, command(id))
        })
    })
}

/// The question in words, with how it ended where that is known.
fn said(model: &Model, id: OpinionId, key: &str) -> Option<String> {
    let opinion = model.session.as_ref()?.opinions.get(id)?;
    let outcome = opinion.findings().map(|f| f.tally.outcome);
    let outcome = outcome.map_or("", |outcome| words::outcome(model.lang, outcome).1);
    let text = &opinion.circular.question.text;
    let values: [(&str, &dyn std::fmt::Display); 2] = [("question", text), ("outcome", &outcome)];
    Some(model.lang.fill(key, &values))
}

/// Asks for the answer, then for what is to be added.
fn answer(model: &mut Model, id: OpinionId, delegate: Option<DelegateId>) -> Vec<Effect> {
    let session = model.session.as_ref();
    let Some(opinion) = session.and_then(|session| session.opinions.get(id)) else {
        return vec![];
    };
    let question = opinion.circular.question.clone();
    let labels = question.choices.iter().map(|choice| choice.label.clone());
    let options = Options::of(labels).for_good();
    overlay::choose(model, &question.text, options, move |model, place| {
        let choice = ChoiceNo(u8::try_from(place).unwrap_or(u8::MAX));
        let send = move |model: &mut Model, text: &str| {
            let text = text.to_owned();
            ask(
                model,
                opinion::Command::Answer {
                    opinion: id,
                    choice,
                    text,
                    delegate,
                },
            )
        };
        // Who is neither for nor against says what they mean.
        if question.choices[place].sense == Sense::Abstain {
            let title = model.lang.text("console.opinion.other_text");
            return overlay::prompt(model, title, "", send);
        }
        let title = model.lang.text("console.opinion.remark").to_owned();
        overlay::prompt_or_nothing(model, &title, send)
    })
}

/// A deadline as people say it.
const DEADLINE: Aid = Aid {
    says: |model, typed| match &model.session {
        Some(session) => words::moment_said(model.lang, session, typed, model.now()),
        None => (Meaning::Dim, String::new()),
    },
    offers: |model, typed| match &model.session {
        Some(session) => words::moment_offers(model.lang, session, typed, model.now()),
        None => vec![],
    },
};

/// Asks until when, and sends a question that was put on the spot.
fn ask_deadline(model: &mut Model, text: &str, before: &str) -> Vec<Effect> {
    let title = model.lang.text("console.opinion.prompt_deadline");
    let text = text.to_owned();
    overlay::prompt_aided(model, title, before, DEADLINE, move |model, typed| {
        let (Some(session), lang, now) = (&model.session, model.lang, model.now()) else {
            return vec![];
        };
        let Moment::At(deadline) = words::moment_read(session, typed, now) else {
            let (_, why) = words::moment_said(lang, session, typed, now);
            model.warn(why);
            return ask_deadline(model, &text, typed);
        };
        let circular = put(session.plan.rules.majority.clone(), &text, deadline, lang);
        ask(model, opinion::Command::Circulate { circular })
    })
}

fn put(rule: crate::session::rule::Rule, text: &str, deadline: Time, lang: Lang) -> Circular {
    let choices = [
        ("console.opinion.yes", Sense::Yes),
        ("console.opinion.no", Sense::No),
        ("console.opinion.other", Sense::Abstain),
    ];
    let choices = choices.map(|(key, sense)| Choice {
        label: lang.text(key).to_owned(),
        sense,
    });
    Circular {
        question: Question {
            item: None,
            text: text.to_owned(),
            manner: Manner::Named,
            rule,
            choices: choices.to_vec(),
            terms: Terms::default(),
            matter: Matter::Motion,
        },
        deadline,
        remind_s: REMIND,
        silence: Silence::NotVoting,
    }
}

/// Offers what was planned, and to put a question on the spot.
fn circulate(model: &mut Model) -> Vec<Effect> {
    let Some(session) = &model.session else {
        return vec![];
    };
    let planned: Vec<_> = session.to_circulate().cloned().collect();
    let until = |circular: &Circular| {
        let until = words::day_and_time(session, circular.deadline, model.lang);
        format!("{} · {until}", circular.question.text)
    };
    let mut options: Vec<_> = planned.iter().map(until).collect();
    options.push(model.lang.text("console.opinion.on_the_spot").to_owned());
    let title = model.lang.text("console.opinion.what");
    let options = Options::of(options).for_good();
    overlay::choose(model, title, options, move |model, place| {
        if let Some(circular) = planned.get(place) {
            let circular = circular.clone();
            return ask(model, opinion::Command::Circulate { circular });
        }
        let title = model.lang.text("console.opinion.prompt_text");
        overlay::prompt(model, title, "", |model, text| {
            ask_deadline(model, text, "")
        })
    })
}

/// A verb without a key, for these roles.
macro_rules! verb {
    ($name:literal, $roles:expr, $able:expr, $run:expr) => {
        Verb {
            name: $name,
            keys: &[],
            panes: EVERYWHERE,
            roles: $roles,
            footer: 0,
            able: $able,
            run: $run,
            question: never,
        }
    };
}

pub(super) const VERBS: &[Verb] = &[
    verb!(
        "opinion.follow",
        ALL,
        |model| {
            let any = holds(model, |session| session.opinions.iter().next().is_some());
            Able::when(any, "console.why.no_opinion")
        },
        overlay::opinions
    ),
    verb!("opinion.circulate", OFFICERS, under_way, circulate),
    verb!(
        "opinion.remind",
        OFFICERS,
        |model| there_is(model, has_silent, "console.why.nobody_silent"),
        |model| {
            with_one(model, has_silent, |model, opinion| {
                ask(model, opinion::Command::Remind { opinion })
            })
        }
    ),
    verb!(
        "opinion.enter",
        OFFICERS,
        |model| there_is(model, is_open, "console.why.no_open_opinion"),
        |model| {
            with_one(model, is_open, |model, opinion| {
                let title = model.lang.text("console.opinion.whose");
                overlay::pick(model, title, Candidates::Present, move |model, delegate| {
                    answer(model, opinion, Some(delegate))
                })
            })
        }
    ),
    verb!(
        "opinion.close",
        CHAIR,
        |model| there_is(model, is_complete, "console.why.answers_missing"),
        |model| {
            surely(model, "console.opinion.close", is_complete, |opinion| {
                opinion::Command::Close { opinion }
            })
        }
    ),
    verb!(
        "opinion.publish",
        CHAIR,
        |model| there_is(
            model,
            waits_to_be_published,
            "console.why.nothing_to_publish"
        ),
        |model| {
            surely(
                model,
                "console.opinion.publish",
                waits_to_be_published,
                |opinion| opinion::Command::Publish { opinion },
            )
        }
    ),
    verb!(
        "opinion.cancel",
        CHAIR,
        |model| there_is(model, is_open, "console.why.no_open_opinion"),
        |model| {
            with_one(model, is_open, |model, opinion| {
                let title = model.lang.text("console.opinion.cancel");
                overlay::prompt(model, title, "", move |model, reason| {
                    let reason = reason.to_owned();
                    ask(model, opinion::Command::Cancel { opinion, reason })
                })
            })
        }
    ),
    verb!(
        "opinion.answer",
        DELEGATES,
        |model| there_is(model, is_mine, "console.why.no_open_opinion"),
        |model| with_one(model, is_mine, |model, opinion| answer(
            model, opinion, None
        ))
    ),
];
