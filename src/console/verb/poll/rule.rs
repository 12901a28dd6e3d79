//! A rule is asked for: one of a few, or another in words.

use std::rc::Rc;

use crate::console::Effect;
use crate::console::model::Model;
use crate::console::overlay::{self, Aid};
use crate::console::words;
use crate::session::rule::Rule;

/// How many rules are offered beside the one in words: few enough that each has a number to choose it
/// by.
const MOST_OFFERED: usize = 8;

/// What is done with the rule.
type WithRule = Rc<dyn Fn(&mut Model, Rule) -> Vec<Effect>>;

/// A rule as it is typed.
const RULE: Aid = Aid {
    says: |model, typed| words::rule_said(model.lang, typed),
    offers: |model, typed| words::rule_offers(model.lang, typed),
};

/// Asks for one of these rules, the likeliest first, or for another in words.
pub(super) fn choose(
    model: &mut Model,
    title: &str,
    rules: impl IntoIterator<Item = Rule>,
    then: impl Fn(&mut Model, Rule) -> Vec<Effect> + 'static,
) -> Vec<Effect> {
    let lang = model.lang;
    let rules: Vec<_> = rules.into_iter().take(MOST_OFFERED).collect();
    let options = rules.iter().map(|rule| rule.say(lang));
    let another = lang.text("console.choose.another_rule").to_owned();
    let options: Vec<_> = options.chain([another]).collect();
    let then: WithRule = Rc::new(then);
    overlay::choose(model, title, options, move |model, place| {
        match rules.get(place) {
            Some(rule) => then(model, rule.clone()),
            None => write(model, "", Rc::clone(&then)),
        }
    })
}

/// Asks for a rule in words until there is one.
fn write(model: &mut Model, before: &str, then: WithRule) -> Vec<Effect> {
    let title = model.lang.text("console.prompt.rule");
    overlay::prompt_aided(model, title, before, RULE, move |model, typed| match typed
        .parse::<Rule>()
    {
        Ok(rule) => then(model, rule),
        Err(wrong) => {
            model.warn(wrong.say(model.lang));
            write(model, typed, Rc::clone(&then))
        }
    })
}
