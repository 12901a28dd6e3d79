//! An election or a confidence vote put on the spot.

use super::{ask, none_under_way, rule};
use crate::console::Effect;
use crate::console::model::Model;
use crate::console::overlay::{self, Aid, Options};
use crate::console::theme::Meaning;
use crate::console::verb::{EVERYWHERE, OFFICERS, Verb, never, under_way};
use crate::console::words;
use crate::session::election::{Form, Method};
use crate::session::poll::{
    self, Choice, Contest, Level, MOST_PEOPLE, Manner, Matter, Question, Sense, Terms,
};
use crate::session::rule::{Preset, Rule, TieRule};
use crate::text::Lang;

/// What an election is put by: who stands, how it is counted.
#[derive(Clone)]
struct Ballot {
    text: String,
    names: Vec<String>,
}

/// The names in a line, divided by these signs.
fn divided(line: &str, by: &[char]) -> Vec<String> {
    let names = line.split(by).map(str::trim);
    let names = names.filter(|name| !name.is_empty());
    names.map(str::to_owned).collect()
}

/// The names in a line, divided by semicolons.
fn names(line: &str) -> Vec<String> {
    divided(line, &[';'])
}

/// How many stand, and who, as one looks through them.
fn said(names: &[String], lang: Lang) -> String {
    let all = names.join(" · ");
    let values: [(&str, &dyn std::fmt::Display); 2] = [("n", &names.len()), ("names", &all)];
    lang.fill("console.prompt.stand", &values)
}

/// Who stands, as the line is understood, and people of the roster who fit what is typed last. Others
/// may stand as well.
const STANDING: Aid = Aid {
    says: |model, line| match line.contains(',') {
        true => (
            Meaning::Warning,
            model.lang.text("console.prompt.comma").to_owned(),
        ),
        false => (Meaning::Dim, said(&names(line), model.lang)),
    },
    offers: |model, line| {
        let (before, typed) = match line.rsplit_once(';') {
            Some((before, typed)) => (format!("{before}; "), typed.trim()),
            None => (String::new(), line.trim()),
        };
        let Some(session) = model.session.as_ref().filter(|_| !typed.is_empty()) else {
            return vec![];
        };
        let stand = names(&before);
        let mut found: Vec<_> = model.directory.find(typed, &session.roster).collect();
        found.sort_by_key(|(fit, _)| *fit);
        let found = found
            .into_iter()
            .map(|(_, attendee)| &attendee.delegate.name);
        let new = found.filter(|name| !stand.contains(name));
        new.take(MOST_OFFERED)
            .map(|name| (name.clone(), format!("{before}{name}")))
            .collect()
    },
};

/// How many people of the roster are offered at once.
const MOST_OFFERED: usize = 3;

/// Asks for the question, then for who stands.
fn ask_text(model: &mut Model, then: fn(&mut Model, Ballot) -> Vec<Effect>) -> Vec<Effect> {
    let title = model.lang.text("console.prompt.question");
    overlay::prompt(model, title, "", move |model, text| {
        ask_names(model, text.to_owned(), "", then)
    })
}

fn ask_names(
    model: &mut Model,
    text: String,
    before: &str,
    then: fn(&mut Model, Ballot) -> Vec<Effect>,
) -> Vec<Effect> {
    let title = model.lang.text("console.prompt.names");
    overlay::prompt_aided(model, title, before, STANDING, move |model, line| {
        let (whole, parts) = (names(line), divided(line, &[';', ',']));
        let ways = match whole == parts {
            true => vec![whole],
            false => vec![parts, whole],
        };
        if let [names] = &ways[..] {
            return stand(model, &text, names.clone(), line, then);
        }
        // A comma divides two people, or belongs to what one is called: only who typed it knows.
        let title = model.lang.text("console.prompt.who_stands");
        let options = ways.iter().map(|names| said(names, model.lang));
        let options = Options::of(options).for_good();
        let (text, line) = (text.clone(), line.to_owned());
        overlay::choose(model, title, options, move |model, place| {
            stand(model, &text, ways[place].clone(), &line, then)
        })
    })
}

/// Goes on with those who stand, if they can; else asks again with what was typed.
fn stand(
    model: &mut Model,
    text: &str,
    names: Vec<String>,
    line: &str,
    then: fn(&mut Model, Ballot) -> Vec<Effect>,
) -> Vec<Effect> {
    let text = text.to_owned();
    let alone = names.iter().enumerate();
    let mut twice = alone.filter(|(place, name)| names[..*place].contains(name));
    if names.is_empty() || names.len() > MOST_PEOPLE || twice.next().is_some() {
        model.warn(model.lang.text("refusal.wrong_people").to_owned());
        return ask_names(model, text, line, then);
    }
    then(model, Ballot { text, names })
}

/// Asks by which method the election is counted.
fn ask_method(model: &mut Model, ballot: Ballot) -> Vec<Effect> {
    let lang = model.lang;
    // By the usual rule first.
    let mut methods = Method::NAMES.map(|(method, _)| method);
    methods.swap(0, 1);
    let options = methods.map(|method| method.say(lang).to_owned());
    let title = lang.text("console.choose.method");
    overlay::choose(model, title, options.to_vec(), move |model, place| {
        let method = methods[place];
        if method.fills_several() {
            ask_seats(model, ballot.clone(), method, "1")
        } else {
            ask_level(model, ballot.clone(), method, 1)
        }
    })
}

/// Asks how many seats there are.
fn ask_seats(model: &mut Model, ballot: Ballot, method: Method, before: &str) -> Vec<Effect> {
    let title = model.lang.text("console.prompt.seats");
    overlay::prompt(model, title, before, move |model, text| {
        let most = match method.form() {
            Form::One => crate::session::election::MOST_SEATS,
            Form::Marks | Form::Ranks | Form::RanksWithEquals => ballot.names.len(),
        };
        let seats = text.trim().parse::<u16>().ok();
        match seats.filter(|seats| (1..=most).contains(&usize::from(*seats))) {
            Some(seats) => ask_level(model, ballot.clone(), method, seats),
            None => {
                let said = model.lang.fill("refusal.wrong_seats", &[("most", &most)]);
                model.warn(said);
                ask_seats(model, ballot.clone(), method, text)
            }
        }
    })
}

/// Asks what is done with those who are level.
fn ask_level(model: &mut Model, ballot: Ballot, method: Method, seats: u16) -> Vec<Effect> {
    let lang = model.lang;
    let levels = Level::NAMES.map(|(level, _)| level);
    let levels: Vec<_> = levels
        .into_iter()
        .filter(|level| *level != Level::SecondBallot || method.form() == Form::Marks)
        .collect();
    let label = |level: &Level| {
        let key = format!("console.level.{}", level.name());
        lang.text(&key).to_owned()
    };
    let options = levels.iter().map(label).collect::<Vec<_>>();
    let title = lang.text("console.choose.level");
    overlay::choose(model, title, options, move |model, place| {
        let matter = Matter::Election(Contest {
            method,
            seats,
            level: levels[place],
            second: false,
        });
        if method == Method::Majority {
            ask_rule(model, ballot.clone(), matter)
        } else {
            ask_manner(model, ballot.clone(), matter, Preset::PLURALITY.rule())
        }
    })
}

/// Asks what everybody needs who is elected, more than half of all members first.
fn ask_rule(model: &mut Model, ballot: Ballot, matter: Matter) -> Vec<Effect> {
    let rules = [
        Preset::MEMBERS,
        Preset::PRESENT,
        Preset::SIMPLE,
        Preset::TWO_THIRDS_OF_MEMBERS,
    ];
    let rules = rules.map(|preset| preset.rule());
    let title = model.lang.text("console.choose.required");
    rule::choose(model, title, rules, move |model, rule| {
        ask_manner(model, ballot.clone(), matter, rule)
    })
}

/// Asks how the vote is taken, in secret first, and prepares it.
fn ask_manner(model: &mut Model, ballot: Ballot, matter: Matter, rule: Rule) -> Vec<Effect> {
    let lang = model.lang;
    let stand = ballot.names.len();
    let manners = [Manner::Secret, Manner::Paper, Manner::Named, Manner::Hands];
    let manners: Vec<_> = manners
        .into_iter()
        .filter(|manner| matter.may_be_voted(*manner, stand).is_ok())
        .collect();
    let options = manners.iter().map(|manner| words::manner(lang, *manner));
    let title = lang.text("console.choose.manner");
    overlay::choose(
        model,
        title,
        options.collect::<Vec<_>>(),
        move |model, place| {
            let Some(session) = &model.session else {
                return vec![];
            };
            let manner = manners[place];
            let choices = ballot.names.iter().map(|name| Choice {
                label: name.clone(),
                sense: Sense::Yes,
            });
            let terms = session.plan.rules.terms.in_manner(manner);
            let question = Question {
                item: session.agenda.current,
                text: ballot.text.clone(),
                manner,
                rule: rule.clone(),
                choices: choices.collect(),
                terms: Terms {
                    tie: TieRule::Lost,
                    ..terms
                },
                matter,
            };
            ask(model, poll::Command::Prepare { question })
        },
    )
}

pub(in crate::console::verb) const VERBS: &[Verb] = &[
    Verb {
        name: "poll.elect",
        keys: &[],
        panes: EVERYWHERE,
        roles: OFFICERS,
        footer: 0,
        able: |model| under_way(model).and(|| none_under_way(model)),
        run: |model| ask_text(model, ask_method),
        question: never,
    },
    Verb {
        name: "poll.confidence",
        keys: &[],
        panes: EVERYWHERE,
        roles: OFFICERS,
        footer: 0,
        able: |model| under_way(model).and(|| none_under_way(model)),
        run: |model| {
            ask_text(model, |model, ballot| {
                ask_manner(model, ballot, Matter::Confidence, Preset::PLURALITY.rule())
            })
        },
        question: never,
    },
];
