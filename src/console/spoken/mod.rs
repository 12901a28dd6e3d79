//! The console without a screen: verbs are called by words, and what they ask is answered by words.
//!
//! The same table of [verbs](super::verb) and the same questions as on the screen stand behind it; only
//! the cursor is missing, so a verb that is done to something takes that as its first answer.
//! [`begin`] does a verb with the answers that were said with it, [`go_on`] takes the answer to what is
//! asked still. What is asked stands in the model as an overlay, as on the screen.
//!
//! | file | what |
//! |---|---|
//! | [`words`] | words, and where an answer ends |
//! | `find` | verbs by what they are called |
//! | `help` | what there is, subject by subject |
//! | [`subject`] | what a verb is done to |
//! | [`offer`] | what can be said now: every verb with what it asks |
//! | [`complete`] | how a line that was begun could go on |
//! | [`told`] | the panes as lines |
//! | [`ear`] | what a listener is told as it happens |
//! | [`state`] | how the meeting stands, for programs |
//!
//! Who calls is elsewhere: a line that somebody types, in `term`, a script's command line, in `cli`.

pub mod complete;
pub mod ear;
mod find;
mod help;
pub mod offer;
pub mod state;
pub mod subject;
pub mod told;
pub mod words;

pub use find::called;
pub use words::Words;

use super::Effect;
use super::model::{Looking, Model};
use super::overlay::{self, Choice, Kind, Overlay, Question, Unfit};
use super::pane::PANES;
use super::verb::screen::{Reach, reach};
use super::verb::{self, Able, Verb};
use crate::session::Role;
use subject::Takes;

/// How whoever speaks can be asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Manner {
    /// Somebody is there to be asked, also for what may be left out.
    Conversing,
    /// Nobody is: what may be left out is left out.
    Reciting {
        /// Whether what asks to be confirmed is confirmed.
        confirms: bool,
    },
}

/// What came of words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Came {
    /// This is to be done outside; nothing is asked any more.
    Done(Vec<Effect>),
    /// This is to be done outside, and something is asked still.
    Asks(Vec<Effect>, Question),
    /// This is to be done outside, and then there is something to be read: see
    /// [`overlay::content`].
    Tells(Vec<Effect>),
    /// These lines are the answer.
    Told(Vec<String>),
}

/// Why words came to nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// No verb is called so.
    UnknownVerb {
        /// What was said.
        said: String,
        /// What was probably meant.
        near: Vec<&'static str>,
    },
    /// Several verbs are called so.
    SeveralVerbs {
        /// What was said.
        said: String,
        /// Which.
        verbs: Vec<&'static str>,
    },
    /// Another role may do what has this name.
    NotYours(&'static str),
    /// What has this name means something on a screen only, or only where somebody sits.
    NotHere(&'static str),
    /// There is no help on this.
    NoTopic(String),
    /// It makes no sense now, for this reason.
    NotAble(String),
    /// An answer does not fit.
    Unfit(Unfit),
    /// More was said than it asks. Nothing was done.
    TooMuch(String),
}

impl Wrong {
    /// Its name, as scripts read it.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::UnknownVerb { .. } => "unknown_verb",
            Self::SeveralVerbs { .. } => "ambiguous_verb",
            Self::NotYours(_) => "not_your_role",
            Self::NotHere(_) => "not_here",
            Self::NoTopic(_) => "no_such_topic",
            Self::NotAble(_) => "not_able",
            Self::Unfit(Unfit::Several { .. }) => "ambiguous",
            Self::Unfit(Unfit::Nothing { .. } | Unfit::Unclear { .. }) => "no_such_answer",
            Self::TooMuch(_) => "too_much",
        }
    }

    /// What is wrong, and what to do.
    #[must_use]
    pub fn say(&self, model: &Model) -> String {
        let lang = model.lang;
        let fill = |key, said: &String| lang.fill(key, &[("said", said)]);
        match self {
            Self::UnknownVerb { said, near } if near.is_empty() => {
                fill("spoken.wrong.unknown_verb", said)
            }
            Self::UnknownVerb { said, .. } => fill("spoken.wrong.near_verb", said),
            Self::SeveralVerbs { said, .. } => fill("spoken.wrong.several_verbs", said),
            Self::NotYours(name) => {
                let own = verb::named(name).is_some_and(|verb| verb.roles == [Role::Delegate]);
                let key = match own && model.role.is_officer() {
                    true => "console.delegates_only",
                    false => "console.not_your_role",
                };
                lang.text(key).to_owned()
            }
            Self::NotHere(name) => {
                let verb = verb::named(name);
                let label = verb.map_or("", |verb| verb.label(model)).to_owned();
                match verb.map(reach) {
                    Some(Reach::Seat) => fill("spoken.wrong.seat_only", &label),
                    _ => fill("spoken.wrong.screen_only", &label),
                }
            }
            Self::NoTopic(said) => fill("spoken.wrong.no_topic", said),
            Self::NotAble(reason) => reason.clone(),
            Self::Unfit(Unfit::Several { said, .. }) => fill("spoken.wrong.several", said),
            Self::Unfit(Unfit::Nothing { said, .. }) if said.is_empty() => {
                lang.text("spoken.wrong.empty").to_owned()
            }
            Self::Unfit(Unfit::Unclear { said, how, .. }) => {
                let nothing = match said.is_empty() {
                    true => lang.text("spoken.wrong.empty").to_owned(),
                    false => fill("spoken.wrong.unclear", said),
                };
                format!("{nothing} {how}")
            }
            Self::Unfit(Unfit::Nothing { said, .. }) => fill("spoken.wrong.nothing", said),
            Self::TooMuch(said) => fill("spoken.wrong.too_much", said),
        }
    }

    /// What could have been meant.
    #[must_use]
    pub fn choices(&self, model: &Model) -> Vec<Choice> {
        let named = |names: &[&'static str]| {
            let verbs = names.iter().filter_map(|name| verb::named(name));
            let named = verbs.map(|verb| Choice {
                answer: called(model.lang, verb).to_owned(),
                also: vec![],
                label: verb.label(model).to_owned(),
            });
            named.collect()
        };
        match self {
            Self::UnknownVerb { near, .. } => named(near),
            Self::SeveralVerbs { verbs, .. } => named(verbs),
            Self::Unfit(
                Unfit::Several { choices, .. }
                | Unfit::Nothing { choices, .. }
                | Unfit::Unclear { choices, .. },
            ) => choices.clone(),
            Self::NotYours(_)
            | Self::NotHere(_)
            | Self::NoTopic(_)
            | Self::NotAble(_)
            | Self::TooMuch(_) => vec![],
        }
    }
}

/// The verb that these words call. The words that are left are its answers.
///
/// # Errors
/// Where they call none, or several.
pub fn verb_of(model: &Model, words: &mut Words) -> Result<&'static Verb, Wrong> {
    find::verb(model, words)
}

/// Does a verb with these answers.
///
/// # Errors
/// Where it can't be done, or an answer is none. Nothing is done then.
pub fn begin(
    model: &mut Model,
    verb: &'static Verb,
    words: Words,
    manner: Manner,
) -> Result<Came, Wrong> {
    overlay::leave(model);
    model.notice = None;
    if !verb.is_for(model.role) {
        return Err(Wrong::NotYours(verb.name));
    }
    if reach(verb) == Reach::Seen {
        return Err(Wrong::NotHere(verb.name));
    }
    if subject::of(verb) == Takes::Topic {
        return help::on(model, &words.text()).map(Came::Told);
    }
    let effects = call(model, verb, &words);
    let came = answers(model, effects, words, manner, true);
    or_leave(model, came, manner)
}

/// Answers what is asked.
///
/// # Errors
/// Where it is no answer. It is asked still where somebody can be asked.
pub fn go_on(model: &mut Model, words: Words, manner: Manner) -> Result<Came, Wrong> {
    model.notice = None;
    let mut words = words;
    let came = match overlay::answer(model, &mut words) {
        Ok(effects) => answers(model, effects, words, manner, false),
        Err(unfit) => Err(Wrong::Unfit(unfit)),
    };
    or_leave(model, came, manner)
}

/// Where nobody can be asked again, a question that was answered wrongly is given up: the next line is
/// not its answer.
fn or_leave(model: &mut Model, came: Result<Came, Wrong>, manner: Manner) -> Result<Came, Wrong> {
    if came.is_err() && manner != Manner::Conversing {
        overlay::leave(model);
    }
    came
}

/// Invokes the verb, or asks first for what it is to be done to. No cursor of before counts.
fn call(model: &mut Model, verb: &'static Verb, words: &Words) -> Vec<Effect> {
    model.looking = Looking {
        concluding: model.looking.concluding,
        filter: model.looking.filter.clone(),
        ..Looking::default()
    };
    if let Some(pane) = verb.panes.first() {
        model.pane = *pane;
    }
    match subject::of(verb) {
        Takes::Always(subject) => subject.ask(model, verb),
        Takes::IfSaid(subject) if !words.is_empty() => subject.ask(model, verb),
        Takes::IfSaid(_) | Takes::Topic | Takes::Nothing => verb::invoke(model, verb),
    }
}

/// Gives the answers to what is asked, one after the other.
fn answers(
    model: &mut Model,
    mut effects: Vec<Effect>,
    mut words: Words,
    manner: Manner,
    is_said_at_once: bool,
) -> Result<Came, Wrong> {
    loop {
        let sends = effects
            .iter()
            .any(|effect| overlay::ticket(effect).is_some());
        let alarm = model.notice.as_ref().filter(|notice| notice.alarm);
        if let Some(alarm) = alarm.filter(|_| !sends) {
            return Err(Wrong::NotAble(alarm.text.clone()));
        }
        if sends || !overlay::takes_words(model) {
            if !words.is_empty() {
                overlay::forget(model, &effects);
                overlay::leave(model);
                return Err(Wrong::TooMuch(words.text()));
            }
            let tells = !sends && model.overlay.is_some();
            return Ok(if tells {
                Came::Tells(effects)
            } else {
                Came::Done(effects)
            });
        }
        if !words.is_empty() {
            effects.extend(overlay::answer(model, &mut words).map_err(Wrong::Unfit)?);
            continue;
        }
        let Some(question) = overlay::asked(model) else {
            return Ok(Came::Tells(effects));
        };
        let left_out = match (&model.overlay, manner) {
            // A conclusion that was said at once is whole; what can be added was left out.
            (Some(Overlay::Editor(_)), _) if question.may_be_empty && is_said_at_once => {
                effects.extend(overlay::editor::finish(model));
                continue;
            }
            (_, Manner::Reciting { .. }) if question.may_be_empty => "",
            (_, Manner::Reciting { confirms: true }) if question.kind == Kind::YesNo => "yes",
            // What was worked out is right.
            (_, Manner::Reciting { confirms: true }) if question.worked_out => {
                model.say(question.text);
                ""
            }
            _ => return Ok(Came::Asks(effects, question)),
        };
        let more = overlay::answer(model, &mut Words::one(left_out));
        effects.extend(more.map_err(Wrong::Unfit)?);
    }
}

/// Whether a verb does nothing but to show a pane: then the pane is to be told, see [`told::pane`].
#[must_use]
pub fn shows(verb: &Verb) -> bool {
    const OTHERS: [&str; 3] = [
        "attendance.find",
        "conclusions.next_item",
        "conclusions.item_before",
    ];
    let pane = verb.name.strip_prefix("screen.");
    let is_pane = |name| PANES.iter().any(|pane| pane.name() == name);
    pane.is_some_and(is_pane) || OTHERS.contains(&verb.name)
}

/// Whether a verb makes sense now, for something at least; else why not.
#[must_use]
pub fn able(model: &mut Model, verb: &Verb) -> Able {
    let (pane, looking) = (model.pane, model.looking.clone());
    if let Some(first) = verb.panes.first() {
        model.pane = *first;
    }
    let mut able = (verb.able)(model);
    if let Takes::Always(subject) = subject::of(verb) {
        for look in subject.looks(model) {
            model.looking = look;
            able = (verb.able)(model);
            if able == Able::Yes {
                break;
            }
        }
    }
    (model.pane, model.looking) = (pane, looking);
    able
}
