//! A session as a session file, with the roster in it: what a secretary would have written by hand.

use std::fmt::Display;

use super::choice::sense_of_place;
use super::word::{
    self, CHANGING, ENTITLED, ITEM_CHANGES, MANNERS, MEASURES, ORDERS, POLICIES, SENSES, SILENCES,
    SITES, SUBSTITUTES, UNCOUNTED,
};
use super::{moment, opinions};
use crate::session::Seconds;
use crate::session::election::Method;
use crate::session::opinion::{Circular, Silence};
use crate::session::plan::{
    Accounts, Delegate, Document, FloorRules, Item, Motion, Plan, Rules, Site,
};
use crate::session::poll::{Choice, Terms};
use crate::text::Lang;

/// The session as a session file, with comments in this language. Reading it again beside the same
/// documents gives the same session.
///
/// That holds for every plan that [`super::read`] gives; the bounds it keeps are not checked here.
#[must_use]
pub fn write(plan: &Plan, lang: Lang) -> String {
    let mut out = Writer {
        text: String::new(),
        lang,
    };
    out.head(plan);
    out.rules(&plan.rules);
    out.sites(&plan.sites);
    out.comment("forms.write.agenda");
    for (item, id) in plan.agenda.iter().zip(plan.item_ids()) {
        let documents: Vec<_> = plan.documents_of(id).collect();
        out.item(item, &documents, &plan.rules);
    }
    if !plan.opinions.is_empty() {
        out.comment("forms.write.opinions");
    }
    for circular in &plan.opinions {
        out.opinion(circular, plan);
    }
    out.comment("forms.write.roster");
    for delegate in &plan.roster {
        out.delegate(delegate, plan);
    }
    out.text
}

struct Writer {
    text: String,
    lang: Lang,
}

impl Writer {
    fn line(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }

    fn comment(&mut self, key: &str) {
        self.line("");
        for line in self.lang.text(key).lines() {
            self.line(&format!("# {line}"));
        }
    }

    fn header(&mut self, header: &str) {
        self.line("");
        self.line(header);
    }

    fn value(&mut self, key: &str, value: impl Display) {
        self.line(&format!("{key} = {value}"));
    }

    fn text(&mut self, key: &str, text: &str) {
        self.value(key, quoted(text));
    }

    fn remark(&mut self, key: &str, text: &str) {
        if !text.is_empty() {
            self.text(key, text);
        }
    }

    fn names(&mut self, key: &str, names: &[String]) {
        if !names.is_empty() {
            let names: Vec<_> = names.iter().map(|name| quoted(name)).collect();
            self.value(key, format_args!("[{}]", names.join(", ")));
        }
    }

    fn head(&mut self, plan: &Plan) {
        for line in self.lang.text("forms.write.head").lines() {
            self.line(&format!("# {line}"));
        }
        self.text("id", &plan.id);
        self.text("title", &plan.title);
        self.remark("kind", &plan.kind);
        self.value("starts", moment::write(plan.starts, plan.utc_offset));
        self.remark("place", &plan.place);
        self.remark("room", &plan.room);
        self.remark("superior", &plan.superior);
        self.remark("agency", &plan.agency);
        self.value("chair", plan.chair);
        if !plan.deputies.is_empty() {
            let deputies: Vec<_> = plan.deputies.iter().map(ToString::to_string).collect();
            self.value("deputies", format_args!("[{}]", deputies.join(", ")));
        }
        self.value("secretary", plan.secretary);
        self.remark("help", &plan.help);
    }

    fn rules(&mut self, rules: &Rules) {
        self.comment("forms.write.rules");
        self.line("[rules]");
        let quorum = &rules.quorum;
        self.text("quorum", &quorum.to_string());
        self.text("quorum_policy", word::name(POLICIES, &quorum.policy));
        self.text("quorum_by", word::name(MEASURES, &quorum.measure));
        if !quorum.without.is_empty() {
            let without = quorum.without.iter();
            let without: Vec<_> = without
                .map(|who| quoted(word::name(UNCOUNTED, who)))
                .collect();
            self.value("quorum_without", format_args!("[{}]", without.join(", ")));
        }
        self.text("majority", &rules.majority.to_string());
        self.text("ballot", word::name(MANNERS, &rules.manner));
        self.value("choices", choices(&rules.choices));
        self.terms(rules.terms, None);
        self.text("substitutes", word::name(SUBSTITUTES, &rules.substitutes));
        let rights = &rules.rights;
        self.text("proxy_votes", word::name(SUBSTITUTES, &rights.proxies));
        self.value("most_proxies", rights.most_proxies);
        self.text("entitled", word::name(ENTITLED, &rights.entitled));
        self.value("grace_s", rules.quorum.grace.0);
        self.value("wait_s", rules.wait.0);
        self.comment("forms.write.limits");
        self.line("[rules.limits]");
        let limits = &rules.limits;
        self.value("speech", limits.speech.0);
        self.seconds("later_speech", limits.later_speech);
        self.value("reply", limits.reply.0);
        self.value("point_of_order", limits.point_of_order.0);
        self.value("interposed", limits.interposed.0);
        self.seconds("presentation", limits.presentation);
        self.seconds("explanation", limits.explanation);
        self.seconds("intervention", limits.intervention);
        self.seconds("questioning", limits.questioning);
        self.seconds("answer", limits.answer);
        if let Some(speeches) = limits.speeches {
            self.value("speeches", speeches);
        }
        self.floor(&rules.floor);
        if let Some(accounts) = &rules.accounts {
            self.accounts(accounts);
        }
    }

    fn seconds(&mut self, key: &str, seconds: Option<Seconds>) {
        if let Some(Seconds(seconds)) = seconds {
            self.value(key, seconds);
        }
    }

    /// Only what differs from the usual is said.
    fn floor(&mut self, floor: &FloorRules) {
        if *floor == FloorRules::default() {
            return;
        }
        self.comment("forms.write.floor");
        self.line("[rules.floor]");
        self.value("microphones", floor.microphones);
        self.value("one_request", floor.one_request);
        self.text("item_change", word::name(ITEM_CHANGES, &floor.item_change));
        self.text("order", word::name(ORDERS, &floor.order));
        self.names("groups", &floor.groups);
        self.names("points_of_order", &floor.points_of_order);
    }

    fn accounts(&mut self, accounts: &Accounts) {
        self.comment("forms.write.accounts");
        self.line("[rules.accounts]");
        self.value("each", accounts.each.0);
        self.value("per_item", accounts.per_item);
        if !accounts.units.is_empty() {
            self.line("units = [");
            for own in &accounts.units {
                let (unit, seconds) = (quoted(&own.unit), own.seconds.0);
                self.line(&format!("    {{ unit = {unit}, seconds = {seconds} }},"));
            }
            self.line("]");
        }
    }

    fn sites(&mut self, sites: &[Site]) {
        if !sites.is_empty() {
            self.comment("forms.write.sites");
        }
        for site in sites {
            self.header("[[sites]]");
            self.text("name", &site.name);
            self.text("kind", word::name(SITES, &site.kind));
            if site.seats > 0 {
                self.value("seats", site.seats);
            }
        }
    }

    fn item(&mut self, item: &Item, documents: &[&Document], rules: &Rules) {
        self.header("[[agenda]]");
        self.text("number", &item.number);
        self.text("title", &item.title);
        if let Some(presenter) = item.presenter {
            self.value("presenter", presenter);
        }
        let Seconds(allotted) = item.allotted;
        if !allotted.is_multiple_of(60) {
            self.value("seconds", allotted);
        } else if allotted > 0 {
            self.value("minutes", allotted / 60);
        }
        if !documents.is_empty() {
            self.line("documents = [");
            for document in documents {
                self.document(document);
            }
            self.line("]");
        }
        if item.consent {
            self.value("consent", true);
        }
        if let Some(motion) = &item.motion {
            self.motion(motion, rules);
        }
    }

    /// Only what differs from the body's rules and the usual answers is said again.
    fn opinion(&mut self, circular: &Circular, plan: &Plan) {
        self.header("[[opinions]]");
        let question = &circular.question;
        self.text("text", &question.text);
        let deadline = moment::write(circular.deadline, plan.utc_offset);
        self.value("deadline", deadline);
        if question.rule != plan.rules.majority {
            self.text("majority", &question.rule.to_string());
        }
        if question.choices != opinions::answers(&plan.rules.choices) {
            self.value("choices", choices(&question.choices));
        }
        if circular.remind_s.0 > 0 {
            self.value("remind_h", circular.remind_s.0 / opinions::HOUR);
        }
        if circular.silence != Silence::NotVoting {
            self.text("silence", word::name(SILENCES, &circular.silence));
        }
    }

    fn document(&mut self, document: &Document) {
        let (title, file) = (quoted(&document.title), quoted(&document.file));
        let restricted = if document.restricted {
            ", restricted = true"
        } else {
            ""
        };
        self.line(&format!(
            "    {{ title = {title}, file = {file}{restricted} }},"
        ));
    }

    /// Only what differs from the body's rules is said again.
    fn motion(&mut self, motion: &Motion, rules: &Rules) {
        self.header("[agenda.motion]");
        self.text("text", &motion.text);
        if motion.manner != rules.manner {
            self.text("ballot", word::name(MANNERS, &motion.manner));
        }
        if motion.matter.is_motion() {
            self.plain(motion, rules);
        } else {
            self.people(motion, rules);
        }
    }

    fn plain(&mut self, motion: &Motion, rules: &Rules) {
        if motion.rule != rules.majority {
            self.text("majority", &motion.rule.to_string());
        }
        if motion.choices != rules.choices {
            self.value("choices", choices(&motion.choices));
        }
        self.terms(motion.terms, Some(rules.terms.in_manner(motion.manner)));
    }

    /// An election or a confidence vote. Of an election everything is said that has a usual value, so
    /// that whoever reads the file need not know it.
    fn people(&mut self, motion: &Motion, rules: &Rules) {
        let names: Vec<_> = motion.choices.iter().map(|c| c.label.clone()).collect();
        if let Some(contest) = motion.matter.contest() {
            self.names("candidates", &names);
            self.value("seats", contest.seats);
            self.text("method", contest.method.name());
            if contest.method == Method::Majority {
                self.text("majority", &motion.rule.to_string());
            }
            self.text("level", contest.level.name());
        } else {
            self.names("confidence", &names);
        }
        let known = Terms {
            tie: motion.terms.tie,
            ..rules.terms.in_manner(motion.manner)
        };
        self.terms(motion.terms, Some(known));
    }

    /// The terms, as far as they are others than these.
    fn terms(&mut self, terms: Terms, known: Option<Terms>) {
        if known.is_none_or(|known| known.tie != terms.tie) {
            self.text("tie", terms.tie.name());
        }
        if known.is_none_or(|known| known.changing != terms.changing) {
            self.text("changing", word::name(CHANGING, &terms.changing));
        }
        if known.is_none_or(|known| known.two_tellers != terms.two_tellers) {
            self.value("tellers", 1 + u8::from(terms.two_tellers));
        }
    }

    fn delegate(&mut self, delegate: &Delegate, plan: &Plan) {
        self.header("[[roster]]");
        self.value("id", delegate.id);
        self.text("name", &delegate.name);
        self.remark("title", &delegate.title);
        self.remark("unit", &delegate.unit);
        let group = delegate
            .group
            .and_then(|group| plan.rules.floor.group(group));
        self.remark("group", group.unwrap_or_default());
        if let Some(site) = delegate.site.and_then(|site| plan.site(site)) {
            self.text("site", &site.name);
        }
        self.remark("seat", &delegate.seat);
        if let Some(vote) = delegate.vote {
            self.text("vote", &vote.to_string());
        }
        if let Some(holder) = delegate.proxy {
            self.value("proxy", holder);
        }
    }
}

/// Labels alone where their places say what they mean.
fn choices(choices: &[Choice]) -> String {
    let mut out = String::from("[");
    for (place, choice) in choices.iter().enumerate() {
        if place > 0 {
            out.push_str(", ");
        }
        let label = quoted(&choice.label);
        if sense_of_place(place) == Some(choice.sense) {
            out.push_str(&label);
        } else {
            let sense = word::name(SENSES, &choice.sense);
            out.push_str(&format!("{{ label = {label}, sense = \"{sense}\" }}"));
        }
    }
    out.push(']');
    out
}

fn quoted(text: &str) -> String {
    toml::Value::from(text).to_string()
}
