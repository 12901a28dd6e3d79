//! Written opinions: how far each has come, who has not answered, and what came of it.

use super::hints;
use crate::console::Effect;
use crate::console::draw::{Sheet, moved};
use crate::console::keys::{Input, Key, Move};
use crate::console::model::Model;
use crate::console::theme::Meaning;
use crate::console::words;
use crate::session::opinion::{Findings, Opinion, Silence, Stage};
use crate::session::{Millis, Session};
use crate::text::{self, Lang};

/// All written opinions, to be scrolled through.
#[derive(Default)]
pub struct Opinions {
    top: usize,
}

/// How deep what belongs to a question is set in.
const INDENT: usize = 2;

type Lines = Vec<(Meaning, String)>;

impl Opinions {
    pub(super) fn key(&mut self, model: &mut Model, input: &Input) -> (bool, Vec<Effect>) {
        if input.key == Key::Char('q') {
            return (false, vec![]);
        }
        let page = usize::from(model.size.1.saturating_sub(5));
        let rows = lines(model, model.size.0).len().saturating_sub(page) + 1;
        let step = Move::of(input);
        if let Some(top) = step.and_then(|step| moved(step, self.top, rows, page)) {
            self.top = top;
        }
        (true, vec![])
    }

    pub(super) fn view(&self, model: &Model, sheet: &mut Sheet<'_>) {
        let title = model.lang.text("console.opinion.heading");
        sheet.text(0, 1, Meaning::Heading, title);
        let lines = lines(model, sheet.width());
        let height = usize::from(sheet.height().saturating_sub(3));
        let top = self.top.min(lines.len().saturating_sub(height));
        for (place, (meaning, line)) in lines.iter().skip(top).take(height).enumerate() {
            let row = 2 + u16::try_from(place).unwrap_or(u16::MAX);
            sheet.text(row, 1, *meaning, line);
        }
        let last = sheet.height().saturating_sub(1);
        let end = (top + height).min(lines.len());
        sheet.right(last, Meaning::Dim, &format!("{end}/{} ", lines.len()));
        let keys = [
            ("down", "console.hint.scroll"),
            ("esc", "console.hint.close"),
        ];
        hints(model, sheet, last, &keys);
    }
}

/// Everything that is to be read, without the looks.
pub(super) fn content(model: &Model) -> Vec<String> {
    let lines = lines(model, u16::MAX).into_iter();
    lines.map(|(_, line)| line).collect()
}

/// Everything that is to be read, the newest question first.
fn lines(model: &Model, width: u16) -> Lines {
    let mut lines = vec![];
    let Some(session) = &model.session else {
        return lines;
    };
    let room = usize::from(width.saturating_sub(3));
    for opinion in session.opinions.iter().rev() {
        if !lines.is_empty() {
            lines.push((Meaning::Text, String::new()));
        }
        for line in text::wrap(&opinion.circular.question.text, room) {
            lines.push((Meaning::Heading, line));
        }
        let mut add = |meaning, said: &str| {
            for line in text::wrap(said, room.saturating_sub(INDENT)) {
                lines.push((meaning, format!("{:INDENT$}{line}", "")));
            }
        };
        for (meaning, said) in stands(model, session, opinion) {
            add(meaning, &said);
        }
    }
    lines
}

/// How a question stands: its term, who answered and who did not, its result.
fn stands(model: &Model, session: &Session, opinion: &Opinion) -> Lines {
    let lang = model.lang;
    let mut said = vec![term(model, session, opinion)];
    let (answered, asked) = (opinion.answered.len(), opinion.entitled.len());
    let parts: [(&str, &dyn std::fmt::Display); 2] = [("part", &answered), ("whole", &asked)];
    let mut line = lang.fill("console.opinion.answered", &parts);
    if let Some(required) = opinion.required().filter(|_| opinion.is_open()) {
        let mut required = required.say(lang);
        if opinion.circular.question.rule.depends_on_turnout() {
            required = lang.fill("rule.prospect.at_most", &[("n", &required)]);
        }
        line = format!("{line} · {}", needed(opinion, &required, lang));
    }
    said.push((Meaning::Text, line));
    if let Some(last) = opinion.reminded.last().filter(|_| opinion.is_open()) {
        let at = words::day_and_time(session, *last, lang);
        let line = lang.fill("console.opinion.reminded", &[("at", &at)]);
        said.push((Meaning::Dim, line));
    }
    let names = |ids: &mut dyn Iterator<Item = _>| {
        let names: Vec<_> = ids.map(|id| session.roster.name(id)).collect();
        names.join(", ")
    };
    if opinion.is_open() && answered < asked {
        let names = names(&mut opinion.missing());
        let line = lang.fill("console.vote.missing", &[("names", &names)]);
        said.push((Meaning::Warning, line));
    }
    if let Some(findings) = opinion.findings() {
        said.extend(result(model, session, opinion, findings));
        if !findings.silent.is_empty() {
            let names = names(&mut findings.silent.iter().copied());
            let line = lang.fill("console.opinion.silent", &[("names", &names)]);
            said.push((Meaning::Dim, line));
        }
    }
    let rule = opinion.circular.question.rule.say(lang);
    let silence = format!("console.opinion.{}", opinion.circular.silence.name());
    said.push((Meaning::Dim, format!("{rule} · {}", lang.text(&silence))));
    said
}

/// How many must be in favour, of how many who are asked.
fn needed(opinion: &Opinion, required: &str, lang: Lang) -> String {
    let asked = opinion.asked().say(lang);
    let values: [(&str, &dyn std::fmt::Display); 2] = [("required", &required), ("of", &asked)];
    lang.fill("console.opinion.required", &values)
}

/// Until when, and how long that is; or since when it is over.
fn term(model: &Model, session: &Session, opinion: &Opinion) -> (Meaning, String) {
    let lang = model.lang;
    let moment = |at| words::day_and_time(session, at, lang);
    match &opinion.stage {
        Stage::Open => {
            let deadline = opinion.circular.deadline;
            let left = deadline.since(model.now()).max(Millis(0)).seconds();
            let left = words::long_time(lang, left);
            let (at, left): (String, &dyn std::fmt::Display) = (moment(deadline), &left);
            let values: [(&str, &dyn std::fmt::Display); 2] = [("at", &at), ("left", left)];
            (Meaning::Accent, lang.fill("console.opinion.open", &values))
        }
        Stage::Closed { at, .. } => {
            let at = moment(*at);
            let said = lang.fill("console.opinion.closed", &[("at", &at)]);
            (Meaning::Warning, said)
        }
        Stage::Published { at, .. } => {
            let at = moment(*at);
            let said = lang.fill("console.opinion.published", &[("at", &at)]);
            (Meaning::Heading, said)
        }
        Stage::Cancelled { reason } => {
            let said = lang.fill("console.opinion.cancelled", &[("reason", reason)]);
            (Meaning::Dim, said)
        }
    }
}

/// The outcome, a line for each choice, and what was added to the answers.
fn result(model: &Model, session: &Session, opinion: &Opinion, findings: &Findings) -> Lines {
    let lang = model.lang;
    let tally = &findings.tally;
    let (meaning, outcome) = words::outcome(lang, tally.outcome);
    let required = needed(opinion, &tally.required.say(lang), lang);
    let mut said = vec![(meaning, format!("{outcome} · {required}"))];
    let choices = &opinion.circular.question.choices;
    for (choice, weight) in choices.iter().zip(&tally.by_choice) {
        let (sign, meaning) = words::sense(choice.sense);
        said.push((
            meaning,
            format!("{sign} {} {}", weight.say(lang), choice.label),
        ));
    }
    if opinion.circular.silence == Silence::InFavour && !findings.silent.is_empty() {
        let silent = findings.silent.len();
        let line = lang.fill("console.opinion.counted", &[("n", &silent)]);
        said.push((Meaning::Warning, line));
    }
    for (who, remark) in &findings.remarks {
        let name = session.roster.name(*who);
        let remark = remark.replace('\n', " ");
        said.push((Meaning::Text, format!("{name}: {remark}")));
    }
    said
}
