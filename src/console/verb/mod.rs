//! Everything a person can do, in one table.
//!
//! A [`Verb`] has a name, keys to begin with (the [`keymap`](super::keymap) says which are in force), the roles that may use it, the panes it belongs to, and a
//! test of whether it makes sense just now. Its label stands in the text catalogue under
//! `verb.<name>.label`, what it does under `verb.<name>.help`. Footer, help and palette are made from
//! the table; a new action is added in one place.

mod agenda;
mod assistance;
mod attendance;
mod attention;
mod conclusions;
mod consent;
pub mod fit;
mod floor;
mod life;
mod opinion;
pub(in crate::console) mod poll;
mod quorum;
pub mod screen;
pub mod undo;
mod voice;

use super::Effect;
use super::keys;
use super::model::{Asker, Model};
use super::overlay::{Confirm, Overlay};
use super::pane::Pane;
use super::{compact, view};
use crate::session::{Command, DelegateId, Role, Session};
use crate::text::Lang;

/// One thing a person can do.
pub struct Verb {
    /// Its name, such as `floor.next`.
    pub name: &'static str,
    /// The keys it is on where nobody set others; none for what is only in the palette.
    pub keys: &'static [&'static str],
    /// The panes it belongs to, in which these keys work; everywhere where none is named.
    pub panes: &'static [Pane],
    /// Who may do it.
    pub roles: &'static [Role],
    /// How much it belongs into the footer: the lowest first, 0 never.
    pub footer: u8,
    /// Whether it makes sense now.
    pub able: fn(&Model) -> Able,
    /// What it does. Where it must be confirmed, only its effects are kept until then.
    pub run: fn(&mut Model) -> Vec<Effect>,
    /// The question to be confirmed, where what it would do now can't be undone.
    pub question: fn(&Model) -> Option<String>,
}

/// For verbs whose work can be undone: they never ask.
fn never(_: &Model) -> Option<String> {
    None
}

/// Whether a verb makes sense now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Able {
    /// It does.
    Yes,
    /// It does not, for the reason that stands under this text key.
    No(&'static str),
}

impl Able {
    /// Able where this holds, else not for this reason.
    fn when(holds: bool, reason: &'static str) -> Self {
        if holds { Self::Yes } else { Self::No(reason) }
    }

    /// Both must hold; the first reason counts.
    fn and(self, then: impl FnOnce() -> Self) -> Self {
        if self == Self::Yes { then() } else { self }
    }
}

const CHAIR: &[Role] = &[Role::Chair];
const OFFICERS: &[Role] = &[Role::Chair, Role::Secretary];
const DELEGATES: &[Role] = &[Role::Delegate];
const ALL: &[Role] = &Role::ALL;
const EVERYWHERE: &[Pane] = &[];

/// The whole table, subject by subject.
pub fn all() -> impl Iterator<Item = &'static Verb> {
    [
        life::VERBS,
        agenda::VERBS,
        floor::speech::VERBS,
        floor::queue::VERBS,
        floor::order::VERBS,
        floor::ends::VERBS,
        floor::lists::VERBS,
        floor::own::VERBS,
        assistance::VERBS,
        poll::VERBS,
        poll::people::VERBS,
        poll::count::VERBS,
        poll::result::VERBS,
        poll::own::VERBS,
        consent::VERBS,
        opinion::VERBS,
        attendance::VERBS,
        quorum::VERBS,
        voice::VERBS,
        conclusions::VERBS,
        undo::VERBS,
        attention::VERBS,
        screen::VERBS,
        screen::MOVES,
    ]
    .into_iter()
    .flatten()
}

/// The verb of this name.
#[must_use]
pub fn named(name: &str) -> Option<&'static Verb> {
    all().find(|verb| verb.name == name)
}

impl Verb {
    /// Whether somebody of this role may ever do it.
    #[must_use]
    pub fn is_for(&self, role: Role) -> bool {
        self.roles.contains(&role)
    }

    /// Whether it can be done in this pane.
    #[must_use]
    pub fn is_in(&self, pane: Pane) -> bool {
        self.panes.is_empty() || self.panes.contains(&pane)
    }

    /// The subject it belongs to: the part of its name before the dot.
    #[must_use]
    pub fn subject(&self) -> &'static str {
        self.name
            .split_once('.')
            .map_or(self.name, |(subject, _)| subject)
    }

    /// Whether it makes sense now.
    #[must_use]
    pub fn is_able(&self, model: &Model) -> bool {
        (self.able)(model) == Able::Yes
    }

    /// Whether it belongs to what the meeting is busy with. What does not is not offered at the foot of the
    /// screen; it is found in the palette.
    #[must_use]
    pub fn is_next(&self, model: &Model) -> bool {
        self.name != "poll.second_ballot" || poll::result::second_ballot_is_next(model)
    }

    /// What it is called.
    #[must_use]
    pub fn label(&self, model: &Model) -> &'static str {
        model.lang.text(&format!("verb.{}.label", self.name))
    }

    /// What it does, in a sentence.
    #[must_use]
    pub fn help(&self, model: &Model) -> &'static str {
        model.lang.text(&format!("verb.{}.help", self.name))
    }
}

/// Verbs that are on one key on purpose: the state of the meeting says which one is meant.
const ALTERNATIVES: &[&[&str]] = &[
    &["agenda.start", "agenda.read"],
    &["floor.pause", "floor.resume"],
    &["floor.close_list", "floor.open_list"],
    &["floor.park", "floor.recall"],
    &["life.open", "agenda.next"],
    &["life.suspend", "life.resume"],
    &[
        "poll.close",
        "poll.open",
        "poll.publish",
        "poll.second_ballot",
        "poll.prepare",
    ],
    &["floor.request", "floor.withdraw"],
    &["poll.ready", "poll.vote"],
];

/// Whether two verbs can be on one key in one place: nobody may do both, or they are alternatives.
#[must_use]
pub fn may_share(one: &Verb, other: &Verb) -> bool {
    let both = |names: &&[&str]| names.contains(&one.name) && names.contains(&other.name);
    !Role::ALL
        .iter()
        .any(|role| one.is_for(*role) && other.is_for(*role))
        || (one.name != other.name && ALTERNATIVES.iter().any(both))
}

/// Whether the person at this console can do this now, here or after going to its pane.
#[must_use]
pub fn can(model: &Model, name: &str) -> bool {
    // On a terminal that is too small less can be done, at a display in the hall nothing.
    let is_taken = |verb: &Verb| match view::is_too_small(model.size) {
        true => compact::works(model, verb),
        false => !model.display,
    };
    named(name).is_some_and(|verb| verb.is_for(model.role) && is_taken(verb) && verb.is_able(model))
}

/// What a part of the screen says where there is nothing to be seen, and, where this person can
/// change that, with which key: a text that names it as `key`.
#[must_use]
pub fn hinted(model: &Model, name: &str, nothing: &str, press: &str) -> String {
    let said = model.text(nothing);
    let Some(verb) = named(name).filter(|verb| can(model, verb.name)) else {
        return said;
    };
    let key = model.keymap.told_here(model, verb);
    let press = model.lang.fill(press, &[("key", &key)]);
    format!("{said} {press}")
}

/// Reasons that lie with what the cursor of a pane points at: pointing at something else mends them.
const POINTED: [&str; 18] = [
    "console.why.no_request_here",
    "console.why.nobody_parked_here",
    "console.why.pointed_is_gone",
    "console.why.is_first",
    "console.why.is_last",
    "console.why.no_item_here",
    "console.why.no_document_here",
    "console.why.item_is_current",
    "console.why.not_for_list",
    "console.why.no_voter_here",
    "console.why.voter_has_voted",
    "console.why.voter_is_gone",
    "console.why.no_conclusion_here",
    "console.why.nowhere_to_go",
    "console.why.has_more_beneath",
    "console.why.nobody_here",
    "console.why.is_not_here",
    "console.why.was_not_here",
];

/// Whether a verb belongs to a pane that is not in front.
fn is_elsewhere(model: &Model, verb: &Verb) -> bool {
    !verb.panes.is_empty() && !verb.is_in(model.pane)
}

/// Why it would lead nowhere now to call a verb, here or by going to its pane.
#[must_use]
pub fn why_not(model: &Model, verb: &Verb) -> Option<&'static str> {
    match (verb.able)(model) {
        Able::Yes => None,
        Able::No(reason) => {
            let is_mended = is_elsewhere(model, verb) && POINTED.contains(&reason);
            (!is_mended).then_some(reason)
        }
    }
}

/// Does what the verb says, or asks first, or says why it can't be done now. What belongs to a pane
/// that is not in front is not done, for what it would be done to is not to be seen: the pane is
/// shown instead.
pub fn invoke(model: &mut Model, verb: &'static Verb) -> Vec<Effect> {
    if !verb.is_for(model.role) {
        model.warn(model.lang.text("console.not_your_role").to_owned());
        return vec![];
    }
    let is_small = view::is_too_small(model.size);
    if is_small && compact::is_of_panes(verb) {
        return compact::refused(model, verb);
    }
    if let Some(reason) = why_not(model, verb) {
        model.warn(model.text(reason));
        return vec![];
    }
    let effects = done(model, verb);
    match is_small {
        true => compact::seen(model, verb, effects),
        false => effects,
    }
}

/// Does what can be done now, or asks first, or shows the pane where it is done.
fn done(model: &mut Model, verb: &'static Verb) -> Vec<Effect> {
    if let Some(pane) = verb.panes.first().filter(|_| is_elsewhere(model, verb)) {
        model.pane = *pane;
        let key = model.keymap.told_here(model, verb);
        let values: [(&str, &dyn std::fmt::Display); 2] =
            [("key", &key), ("label", &verb.label(model))];
        model.say(model.lang.fill("console.shown_here", &values));
        return vec![];
    }
    if (verb.question)(model).is_none() {
        return (verb.run)(model);
    }
    // What is confirmed is what was meant: the command is made now and sent then.
    let effects = (verb.run)(model);
    let beneath = None;
    model.overlay = Some(Overlay::Confirm(Confirm {
        verb,
        effects,
        beneath,
        asked_by: model.pressed,
    }));
    vec![]
}

/// The effects of sending one command.
fn send(model: &mut Model, command: impl Into<Option<Command>>) -> Vec<Effect> {
    command
        .into()
        .map(|command| model.send(command, Asker::Verb))
        .into_iter()
        .collect()
}

/// Conclusions can be worked on and results published when the meeting is over, too: that needs
/// only a hub that can be reached and a session that is known.
fn live(model: &Model) -> Able {
    Able::when(model.session.is_some(), "console.why.no_session")
        .and(|| Able::when(model.playback.is_none(), "console.why.recording"))
        .and(|| Able::when(model.is_live(), "console.why.not_connected"))
}

/// As [`live`], and the session is not over.
fn under_way(model: &Model) -> Able {
    live(model).and(|| {
        let closed = holds(model, |session| session.phase.is_closed());
        Able::when(!closed, "console.why.closed")
    })
}

/// Whether anything of the meeting can be done at all: it is not over, and its hub can be reached.
#[must_use]
pub fn is_under_way(model: &Model) -> bool {
    under_way(model) == Able::Yes
}

/// As [`live`], and the session is open.
fn open(model: &Model) -> Able {
    under_way(model)
        .and(|| {
            let suspended = holds(model, |session| session.phase.is_suspended());
            Able::when(!suspended, "console.why.suspended")
        })
        .and(|| {
            let open = holds(model, |session| session.phase.is_open());
            Able::when(open, "console.why.not_open")
        })
}

/// No votes are being taken.
fn no_open_poll(model: &Model) -> Able {
    let open = holds(model, |session| session.polls.open().is_some());
    Able::when(!open, "console.why.vote_is_open")
}

/// Whether the session is known and this holds of it.
fn holds(model: &Model, test: impl FnOnce(&Session) -> bool) -> bool {
    model.session.as_ref().is_some_and(test)
}

/// Whether this person is present.
fn is_present(model: &Model, delegate: DelegateId) -> bool {
    holds(model, |session| {
        let attendee = session.roster.get(delegate);
        attendee.is_some_and(|attendee| attendee.presence.is_present())
    })
}

/// The person at this console is present.
fn present(model: &Model) -> Able {
    let here = model.delegate.is_some_and(|own| is_present(model, own));
    Able::when(here, "console.why.not_present")
}

/// The person at this console has a vote as they sit there.
fn has_vote(model: &Model) -> Able {
    let vote = holds(model, |session| {
        let voice = model.delegate.map(|own| session.voice_of(own));
        let attendee = voice.and_then(|voice| session.roster.get(voice));
        attendee.is_some_and(|attendee| session.has_vote(attendee))
    });
    Able::when(vote, "console.why.no_vote")
}

/// The table as Markdown: what can be done, with which key, by whom.
#[must_use]
pub fn card(lang: Lang) -> String {
    let text = |key: &str| lang.text(&format!("console.card.{key}"));
    let mut card = String::new();
    let mut subject = "";
    for verb in all() {
        if verb.subject() != subject {
            subject = verb.subject();
            let title = lang.text(&format!("verb.subject.{subject}"));
            let (key, what, who) = (text("key"), text("what"), text("who"));
            let head = format!("### {title}\n\n| {key} | {what} | {who} |\n|---|---|---|\n");
            card.push_str(if card.is_empty() { "" } else { "\n" });
            card.push_str(&head);
        }
        let ways = if verb.keys.is_empty() {
            &[":"]
        } else {
            verb.keys
        };
        let keys: Vec<_> = ways
            .iter()
            .map(|key| format!("`{}`", keys::shown(key)))
            .collect();
        let label = lang.text(&format!("verb.{}.label", verb.name));
        let help = lang.text(&format!("verb.{}.help", verb.name));
        let panes: Vec<_> = verb.panes.iter().map(|pane| pane.title(lang)).collect();
        let panes = if panes.is_empty() {
            String::new()
        } else {
            format!(" ({})", panes.join(", "))
        };
        let roles: Vec<_> = verb
            .roles
            .iter()
            .map(|role| lang.text(&format!("session.role.{}", role.name())))
            .collect();
        let roles = if verb.roles == ALL {
            text("everybody").to_owned()
        } else {
            roles.join(", ")
        };
        let keys = keys.join(" ");
        card.push_str(&format!(
            "| {keys} | **{label}**{panes}: {help} | {roles} |\n"
        ));
    }
    card
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::console::pane::PANES;

    #[test]
    fn every_verb_has_one_name_and_texts_in_both_languages() {
        let mut names = BTreeSet::new();
        for verb in all() {
            assert!(names.insert(verb.name), "{} twice", verb.name);
            for lang in Lang::ALL {
                for part in ["label", "help"] {
                    let key = format!("verb.{}.{part}", verb.name);
                    assert_ne!(lang.text(&key), key, "no text for {key}");
                }
            }
        }
    }

    #[test]
    fn every_key_can_be_pressed() {
        for verb in all() {
            for key in verb.keys {
                assert!(keys::parse(key).is_some(), "{}: {key}", verb.name);
            }
        }
    }

    #[test]
    fn alternatives_are_verbs() {
        for name in ALTERNATIVES.iter().copied().flatten() {
            assert!(named(name).is_some(), "{name}");
        }
    }

    #[test]
    fn no_two_verbs_are_on_one_key() {
        for role in Role::ALL {
            for (pane, own) in PANES
                .into_iter()
                .flat_map(|pane| [(pane, true), (pane, false)])
            {
                let verbs: Vec<_> = all()
                    .filter(|v| v.is_for(role) && v.is_in(pane) && v.panes.is_empty() != own)
                    .collect();
                for (place, verb) in verbs.iter().enumerate() {
                    for other in &verbs[place + 1..] {
                        let both = verb.keys.iter().find(|key| other.keys.contains(key));
                        assert!(
                            both.is_none() || may_share(verb, other),
                            "{} and {} on {both:?} for {role:?} in {pane:?}",
                            verb.name,
                            other.name
                        );
                    }
                }
            }
        }
    }
}
