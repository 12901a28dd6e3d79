//! What keys mean at this moment, what may follow them, and how to get to something from here.

use super::sequence::shown;
use super::{Act, Binding, Does, Keymap, Layer, Sequence};
use crate::console::keys::{Input, Key};
use crate::console::model::Model;
use crate::console::verb::{self, Verb};
use crate::session::Role;
use crate::text;

/// The keys below F1 to F12.
const NUMBER_ROW: [char; 12] = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '0', '-', '='];

/// What was found under keys.
#[derive(Clone, Copy)]
pub enum Found {
    /// They do this.
    Verb(&'static Verb),
    /// More must follow.
    More,
    /// They do something, but not for this person.
    ForOthers,
    /// Nothing.
    Nothing,
}

/// What may follow keys that were pressed.
pub struct Follows {
    /// The rest of the keys, as they are shown.
    pub keys: String,
    /// What they do then.
    pub verb: &'static Verb,
}

impl Binding {
    fn verb(&self) -> Option<&'static Verb> {
        match self.does {
            Does::Verb(verb) => Some(verb),
            Does::Act(_) => None,
        }
    }
}

impl Keymap {
    /// What these keys mean here. Of several things on the same keys, the first that makes sense now.
    ///
    /// A key that a pane has for itself never does something else to the meeting when the pane's verb
    /// makes no sense just now: `p` in an empty roster does not stop a speaker's clock. Only what
    /// concerns the screen may take its place.
    #[must_use]
    pub fn find(&self, model: &Model, pressed: &[Input]) -> Found {
        let beginning = |layer: Layer| {
            let here = self.bindings.iter().filter(move |b| b.layer == layer);
            here.filter(|binding| binding.keys.begins_with(pressed))
        };
        let ours = |layer: Layer| beginning(layer).filter(|b| is_for(b, model.role));
        let is_whole = |binding: &&Binding| binding.keys.keys().len() == pressed.len();
        let pane = Layer::Pane(model.seen_pane());
        let verbs = |layer| ours(layer).filter(is_whole).filter_map(Binding::verb);
        let mut found: Vec<_> = verbs(pane).collect();
        let is_owned = ours(pane).next().is_some();
        if is_owned && found.is_empty() {
            return Found::More;
        }
        let elsewhere = verbs(Layer::Everywhere);
        found.extend(elsewhere.filter(|verb| !is_owned || verb.subject() == "screen"));
        let able = found.iter().find(|verb| verb.is_able(model));
        if let Some(verb) = able.or(found.first()) {
            return Found::Verb(verb);
        }
        if ours(Layer::Everywhere).next().is_some() {
            Found::More
        } else if [pane, Layer::Everywhere]
            .into_iter()
            .any(|l| beginning(l).next().is_some())
        {
            Found::ForOthers
        } else {
            Found::Nothing
        }
    }

    /// The key that is meant by one that follows these: where the number row stands for function keys, the
    /// one above it, unless it does something itself.
    #[must_use]
    pub fn meant(&self, model: &Model, before: &[Input], input: &Input) -> Input {
        let Key::Char(figure) = input.key else {
            return input.clone();
        };
        let above = (1..).zip(NUMBER_ROW).find(|(_, below)| *below == figure);
        let pressed = [before, std::slice::from_ref(input)].concat();
        match (above, self.find(model, &pressed)) {
            (Some((n, _)), Found::Nothing) if self.number_row => Input {
                key: Key::F(n),
                ..input.clone()
            },
            _ => input.clone(),
        }
    }

    /// What may follow these keys here, each once.
    #[must_use]
    pub fn follows(&self, model: &Model, pressed: &[Input]) -> Vec<Follows> {
        let layers = [Layer::Pane(model.seen_pane()), Layer::Everywhere];
        let mut follows: Vec<Follows> = vec![];
        for layer in layers {
            for binding in self.bindings.iter().filter(|b| b.layer == layer) {
                if !is_for(binding, model.role) || !binding.keys.begins_with(pressed) {
                    continue;
                }
                let keys = binding.keys.keys();
                let rest = shown(&keys[pressed.len()..]);
                if follows.iter().any(|follows| follows.keys == rest) {
                    continue;
                }
                if let Found::Verb(verb) = self.find(model, keys) {
                    follows.push(Follows { keys: rest, verb });
                }
            }
        }
        follows
    }

    /// All keys that a verb is on, each once, the one to be shown first first.
    #[must_use]
    pub fn keys_of(&self, verb: &Verb) -> Vec<&Sequence> {
        let mut keys: Vec<&Sequence> = vec![];
        for binding in &self.bindings {
            let does = binding.verb().is_some_and(|does| does.name == verb.name);
            if does && !keys.contains(&&binding.keys) {
                keys.push(&binding.keys);
            }
        }
        keys
    }

    /// The keys to be pressed here for a verb: those that do it at this moment, else those that do it
    /// somewhere, else none.
    #[must_use]
    pub fn way(&self, model: &Model, verb: &Verb) -> Option<&Sequence> {
        let keys = self.keys_of(verb);
        let does = |keys: &&&Sequence| self.does(model, keys, verb);
        keys.iter().find(does).or(keys.first()).copied()
    }

    /// Whether these keys do this here, at this moment.
    #[must_use]
    pub fn does(&self, model: &Model, keys: &Sequence, verb: &Verb) -> bool {
        let found = self.find(model, keys.keys());
        matches!(found, Found::Verb(found) if found.name == verb.name)
    }

    /// How many columns the widest of the keys takes that somebody of this role has.
    #[must_use]
    pub fn widest(&self, role: Role) -> usize {
        let own = self.bindings.iter().filter(|b| is_for(b, role));
        let widths = own.map(|binding| text::width(&binding.keys.shown()));
        widths.max().unwrap_or(0)
    }

    /// Whether these keys are the first of some that do what has this name.
    #[must_use]
    pub fn leads_to(&self, pressed: &[Input], name: &str) -> bool {
        let mut bindings = self.bindings.iter();
        bindings.any(|binding| binding.does.name() == name && binding.keys.begins_with(pressed))
    }

    /// The keys of a verb as they are told: what has none of its own is found by its name.
    #[must_use]
    pub fn told(&self, verb: &Verb) -> Vec<String> {
        let mut keys = self.keys_of(verb);
        if keys.is_empty() {
            let palette = verb::named("screen.palette");
            keys = palette.map_or_else(Vec::new, |palette| self.keys_of(palette));
            keys.truncate(1);
        }
        keys.into_iter().map(Sequence::shown).collect()
    }

    /// The keys to be pressed here for a verb, as a text tells them: by way of the palette where it has
    /// none.
    #[must_use]
    pub fn told_here(&self, model: &Model, verb: &Verb) -> String {
        let way = self.way(model, verb).map(Sequence::shown);
        let told = || self.told(verb).into_iter().next();
        way.or_else(told).unwrap_or_default()
    }

    /// What a key does where something is typed.
    #[must_use]
    pub fn act(&self, layer: Layer, input: &Input) -> Option<Act> {
        self.bindings.iter().find_map(|binding| match binding.does {
            Does::Act(act) if binding.layer == layer => {
                let pressed = std::slice::from_ref(input);
                binding.keys.begins_with(pressed).then_some(act)
            }
            _ => None,
        })
    }

    /// The key of what can be done where something is typed, the one to be shown.
    #[must_use]
    pub fn key_of(&self, act: Act) -> Option<&Sequence> {
        let mut bindings = self.bindings.iter();
        let found = bindings.find(|binding| matches!(binding.does, Does::Act(on) if on == act));
        found.map(|binding| &binding.keys)
    }

    /// The same as it is shown; nothing where it has none.
    #[must_use]
    pub fn act_shown(&self, act: Act) -> String {
        self.key_of(act).map_or_else(String::new, Sequence::shown)
    }
}

fn is_for(binding: &Binding, role: Role) -> bool {
    binding.verb().is_some_and(|verb| verb.is_for(role))
}
