//! The keys in force, written as a file of keys: a manual to read, and a file to begin with.

use super::{Act, Does, Keymap, Layer, Sequence};
use crate::console::verb;
use crate::text::{self, Lang};

/// How wide the lines of comments are.
const WIDTH: usize = 80;
/// The column at which it is said what keys do.
const ASIDE: usize = 44;

impl Keymap {
    /// The keys as a whole file, which leads to the same keys wherever it is used; at its end, as
    /// comments, what is on no key.
    #[must_use]
    pub fn written(&self, lang: Lang) -> String {
        let mut file = String::new();
        for line in text::wrap(lang.text("console.keys.head"), WIDTH - 2) {
            file.push_str(&format!("# {line}\n"));
        }
        file.push_str("\nalone = true\n");
        for layer in Layer::all() {
            let lines = self.lines(layer);
            if lines.is_empty() {
                continue;
            }
            let about = match layer {
                Layer::Pane(pane) => pane.title(lang),
                other => lang.text(&format!("console.keys.layer.{}", other.name())),
            };
            file.push_str(&format!("\n# {about}\n[{}]\n", layer.name()));
            for (keys, does) in lines {
                let names: Vec<_> = does.iter().map(|does| quoted(does.name())).collect();
                let names = match &names[..] {
                    [name] => name.clone(),
                    names => format!("[{}]", names.join(", ")),
                };
                let labels: Vec<_> = does.iter().map(|does| label(*does, lang)).collect();
                let line = format!("{} = {names}", quoted(&keys.written()));
                let line = text::pad(&line, ASIDE.max(text::width(&line)));
                file.push_str(&format!("{line}  # {}\n", labels.join(" / ")));
            }
        }
        file.push_str(&self.unbound(lang));
        file
    }

    /// The lines of one layer, in the order of the table.
    fn lines(&self, layer: Layer) -> Vec<(&Sequence, Vec<Does>)> {
        let mut lines: Vec<(&Sequence, Vec<Does>)> = vec![];
        for binding in self.bindings.iter().filter(|b| b.layer == layer) {
            // What can't be changed stands in no file.
            if binding.keys.is(super::WAY_OUT) {
                continue;
            }
            match lines.iter_mut().find(|(keys, _)| **keys == binding.keys) {
                Some((_, does)) => does.push(binding.does),
                None => lines.push((&binding.keys, vec![binding.does])),
            }
        }
        let place = |does: &[Does]| {
            let name = does.first().map_or("", |does| does.name());
            let place = verb::all().position(|verb| verb.name == name);
            place.or_else(|| Act::ALL.iter().position(|act| act.name() == name))
        };
        lines.sort_by_key(|(_, does)| place(does));
        lines
    }

    /// What is on no key, ready to be put on one.
    fn unbound(&self, lang: Lang) -> String {
        let mut file = String::new();
        for verb in verb::all().filter(|verb| self.keys_of(verb).is_empty()) {
            if file.is_empty() {
                file.push_str(&format!("\n# {}\n", lang.text("console.keys.unbound")));
            }
            let name = quoted(verb.name);
            let line = text::pad(&format!("#\"\" = {name}"), ASIDE);
            file.push_str(&format!("{line}  # {}\n", label(Does::Verb(verb), lang)));
        }
        file
    }
}

fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

fn label(does: Does, lang: Lang) -> &'static str {
    match does {
        Does::Verb(verb) => lang.text(&format!("verb.{}.label", verb.name)),
        Does::Act(act) => lang.text(act.label()),
    }
}
