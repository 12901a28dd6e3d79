//! `chair check FILE`: says every mistake in a session file and its roster, or what the session
//! comes to.

use std::collections::BTreeSet;
use std::io::Write;
use std::path::Path;

use anyhow::anyhow;
use jiff::Timestamp;
use jiff::tz::Offset;

use super::files::{Folder, read_up_to};
use crate::forms::{self, Dossier, FileProblem, MOST_SESSION, Mistake};
use crate::session::election::Method;
use crate::session::opinion::{Circular, Silence};
use crate::session::plan::Substitutes;
use crate::session::poll::{Changing, Contest, Entitled, Question};
use crate::session::rule::{Base, Rule};
use crate::session::{Plan, Seconds, Session, Time, Weight};
use crate::text::number::{clock, file_size, thousands};
use crate::text::{Lang, clean, date, pad, width};

/// How much of a path is shown, in clusters.
const PATH: usize = 500;
/// In place of the label of a line that goes on with the one before.
const NO_LABEL: &str = "";

/// Checks a session file; `print` writes a right one out in full instead of summing it up. Returns
/// whether it is right.
///
/// # Errors
/// Where the session file itself cannot be read, or nothing can be written.
pub fn run(file: &Path, lang: Lang, print: bool, out: &mut dyn Write) -> anyhow::Result<bool> {
    let text =
        read_up_to(file, MOST_SESSION).map_err(|problem| unreadable(file, &problem, lang))?;
    let name = file.file_name().unwrap_or(file.as_os_str());
    match forms::read(&text, &name.to_string_lossy(), &Folder::of(file)) {
        Ok(dossier) if print => {
            write!(out, "{}", forms::write(&dossier.plan, lang))?;
            Ok(true)
        }
        Ok(dossier) => {
            sum_up(&dossier, lang, out)?;
            if !dossier.remarks.is_empty() {
                writeln!(out, "{}", lang.text("forms.summary.remarks"))?;
            }
            for remark in &dossier.remarks {
                writeln!(out, "  {}", told(remark, file, lang))?;
            }
            Ok(true)
        }
        Err(mistakes) => {
            for mistake in &mistakes {
                writeln!(out, "{}", told(mistake, file, lang))?;
            }
            Ok(false)
        }
    }
}

fn unreadable(file: &Path, problem: &FileProblem, lang: Lang) -> anyhow::Error {
    let path = shown(file);
    anyhow!(match problem {
        FileProblem::Missing => lang.fill("forms.file.no_session", &[("path", &path)]),
        FileProblem::NotAFile => lang.fill("forms.file.not_a_file", &[("path", &path)]),
        other => lang.fill(
            "forms.file.unreadable",
            &[
                ("path", &path),
                ("why", &clean::line(&other.to_string(), PATH))
            ],
        ),
    })
}

/// A mistake on one line, with the path of its file as it can be opened from here.
fn told(mistake: &Mistake, session: &Path, lang: Lang) -> String {
    let path = session.with_file_name(&mistake.file);
    let mistake = Mistake {
        file: path.to_string_lossy().into_owned(),
        ..mistake.clone()
    };
    mistake.told(lang)
}

fn shown(path: &Path) -> String {
    clean::line(&path.to_string_lossy(), PATH)
}

fn sum_up(dossier: &Dossier, lang: Lang, out: &mut dyn Write) -> std::io::Result<()> {
    let plan = &dossier.plan;
    let mut lines = vec![
        ("forms.summary.title", plan.title.clone()),
        ("forms.summary.starts", starts(plan, lang)),
        ("forms.summary.people", people(plan, lang)),
        ("forms.summary.units", units(plan, lang)),
        ("forms.summary.items", items(plan, lang)),
        ("forms.summary.documents", documents(plan, lang)),
        ("forms.summary.quorum", quorum(dossier, lang)),
        ("forms.summary.majority", majority(plan, lang)),
        ("forms.summary.choices", choices(plan)),
        ("forms.summary.limits", limits(plan, lang)),
        ("forms.summary.order", order(plan, lang)),
    ];
    // What not every body has is told where it is so.
    let further = [
        ("forms.summary.votes", votes(plan, lang)),
        ("forms.summary.further", further_limits(plan, lang)),
        ("forms.summary.accounts", accounts(plan, lang)),
    ];
    lines.extend(further.into_iter().filter(|(_, value)| !value.is_empty()));
    let elections = elections(plan, lang);
    if !elections.is_empty() {
        lines.push(("forms.summary.elections", elections));
    }
    let mut label = "forms.summary.own";
    for own in own_rules(plan, lang) {
        lines.push((std::mem::replace(&mut label, NO_LABEL), own));
    }
    let mut label = "forms.summary.opinions";
    for opinion in opinions(plan, lang) {
        lines.push((std::mem::replace(&mut label, NO_LABEL), opinion));
    }
    let microphones = plan.rules.floor.microphones;
    if microphones > 1 {
        lines.push(("forms.summary.microphones", microphones.to_string()));
    }
    let label = |key| if key == NO_LABEL { "" } else { lang.text(key) };
    let labels = lines.iter().map(|(key, _)| width(label(key)));
    let widest = labels.max().unwrap_or(0);
    writeln!(out, "{}", lang.text("forms.summary.right"))?;
    for (key, value) in &lines {
        writeln!(out, "  {}  {value}", pad(label(key), widest))?;
    }
    Ok(())
}

/// What is asked in writing: until when, and what carries it.
fn opinions(plan: &Plan, lang: Lang) -> Vec<String> {
    let opinion = |circular: &Circular| {
        let values: [(&str, &dyn std::fmt::Display); 3] = [
            ("text", &circular.question.text),
            ("deadline", &moment(circular.deadline.0, plan, lang)),
            ("rule", &required(&circular.question.rule, plan, lang)),
        ];
        let said = lang.fill("forms.summary.opinion", &values);
        match circular.silence {
            Silence::NotVoting => said,
            Silence::InFavour => lang.fill("forms.summary.opinion_silence", &[("opinion", &said)]),
        }
    };
    plan.opinions.iter().map(opinion).collect()
}

fn starts(plan: &Plan, lang: Lang) -> String {
    moment(plan.starts.0, plan, lang)
}

/// A moment as the clock shows it where the session is held.
fn moment(millis: i64, plan: &Plan, lang: Lang) -> String {
    let moment = Timestamp::from_millisecond(millis).unwrap_or_default();
    let offset = Offset::from_seconds(plan.utc_offset * 60).unwrap_or(Offset::UTC);
    let local = offset.to_datetime(moment);
    let day = date::long(local.year(), local.month(), local.day(), lang);
    format!("{:02}:{:02}, {day}", local.hour(), local.minute())
}

fn people(plan: &Plan, lang: Lang) -> String {
    let members = plan.roster.iter().filter(|d| d.vote.is_some()).count();
    lang.fill(
        "forms.summary.people_value",
        &[
            ("all", &count(plan.roster.len(), lang)),
            ("members", &count(members, lang)),
            ("guests", &count(plan.roster.len() - members, lang)),
        ],
    )
}

fn units(plan: &Plan, lang: Lang) -> String {
    let units = plan.roster.iter().map(|delegate| delegate.unit.as_str());
    let units: BTreeSet<_> = units.filter(|unit| !unit.is_empty()).collect();
    count(units.len(), lang)
}

fn items(plan: &Plan, lang: Lang) -> String {
    let items = count(plan.agenda.len(), lang);
    let motions = plan.agenda.iter().filter(|item| item.motion.is_some());
    match motions.count() {
        0 => items,
        motions => lang.fill(
            "forms.summary.motions",
            &[("items", &items), ("motions", &count(motions, lang))],
        ),
    }
}

/// What is asked of people, item by item: who fills how many seats, who is graded.
fn elections(plan: &Plan, lang: Lang) -> String {
    let asks = plan.item_ids().filter_map(|id| {
        let (item, motion) = (plan.item(id)?, plan.motion(id)?);
        let mut asked = Question::of(id, motion).say_matter(lang);
        asked.truncate(1);
        let asked = asked.pop()?;
        Some(format!("{}: {asked}", item.number))
    });
    asks.collect::<Vec<_>>().join("; ")
}

fn documents(plan: &Plan, lang: Lang) -> String {
    let documents = count(plan.documents.len(), lang);
    let size = plan.documents.iter().map(|document| document.size).sum();
    lang.fill(
        "forms.summary.documents_value",
        &[("documents", &documents), ("size", &file_size(size, lang))],
    )
}

fn quorum(dossier: &Dossier, lang: Lang) -> String {
    let plan = &dossier.plan;
    let Some(condition) = plan.rules.quorum.condition else {
        return lang.text("forms.summary.quorum_none").to_owned();
    };
    let standing = Session::prepared(plan.clone()).quorum(Time(0));
    let policy = lang.text(&format!("forms.policy.{}", plan.rules.quorum.policy.name()));
    let quorum = lang.fill(
        "forms.summary.quorum_value",
        &[
            ("required", &standing.required),
            ("members", &standing.members),
            ("rule", &condition.say_plainly(lang)),
            ("policy", &policy),
        ],
    );
    let Some(preset) = dossier.quorum_from else {
        return quorum;
    };
    let preset = match lang {
        Lang::Vi => preset.vietnamese,
        Lang::En => preset.name,
    };
    lang.fill(
        "forms.summary.quorum_preset",
        &[("quorum", &quorum), ("preset", &preset)],
    )
}

/// What can be voted where an item says nothing else: as it stands on every ballot, in whatever language
/// it is read.
fn choices(plan: &Plan) -> String {
    let labels = plan.rules.choices.iter().map(|choice| &*choice.label);
    labels.collect::<Vec<_>>().join(" · ")
}

/// What carries a motion that says nothing of its own, and what is done with a tie where there can
/// be one.
fn majority(plan: &Plan, lang: Lang) -> String {
    let rule = &plan.rules.majority;
    let said = required(rule, plan, lang);
    if !rule.can_tie() {
        return said;
    }
    let tie = lang.text(&format!("forms.tie.{}", plan.rules.terms.tie.name()));
    lang.fill("forms.summary.tie", &[("rule", &said), ("tie", &tie)])
}

/// A rule in words, with the votes it requires where they are known beforehand: those of all members.
fn required(rule: &Rule, plan: &Plan, lang: Lang) -> String {
    let votes = plan.roster.iter().filter_map(|delegate| delegate.vote);
    let members = votes.fold(Weight::ZERO, |sum, vote| sum + vote);
    let conditions = rule.conditions().iter();
    let of_members = conditions.filter(|condition| condition.base == Base::Members);
    let required = of_members.map(|condition| condition.required(members, members.is_whole()));
    let said = rule.say(lang);
    match required.max() {
        Some(required) => lang.fill(
            "forms.summary.required",
            &[
                ("rule", &said),
                ("required", &required.say(lang)),
                ("members", &members.say(lang)),
            ],
        ),
        None => said,
    }
}

/// How items decide that do not decide as the body does.
fn own_rules(plan: &Plan, lang: Lang) -> Vec<String> {
    let body = &plan.rules;
    let own = plan.agenda.iter().filter_map(|item| {
        let motion = item.motion.as_ref()?;
        let elects = |contest: &Contest| contest.method == Method::Majority;
        let by_rule = motion.matter.is_motion() || motion.matter.contest().is_some_and(elects);
        let mut said = vec![];
        if by_rule && motion.rule != body.majority {
            said.push(required(&motion.rule, plan, lang));
        }
        if motion.matter.is_motion() && motion.rule.can_tie() && motion.terms.tie != body.terms.tie
        {
            let tie = lang.text(&format!("forms.tie.{}", motion.terms.tie.name()));
            said.push(lang.fill("forms.summary.own_tie", &[("tie", &tie)]));
        }
        if motion.terms.changing != body.terms.in_manner(motion.manner).changing {
            said.push(lang.text(changing(motion.terms.changing)).to_owned());
        }
        (!said.is_empty()).then(|| format!("{}: {}", item.number, said.join("; ")))
    });
    own.collect()
}

/// Until when a vote may be changed.
fn changing(changing: Changing) -> &'static str {
    match changing {
        Changing::Final => "forms.summary.final",
        Changing::UntilClose => "forms.summary.changing",
    }
}

/// What is not as usual with votes: who casts them, until when, who counts them.
fn votes(plan: &Plan, lang: Lang) -> String {
    let (terms, rights) = (&plan.rules.terms, &plan.rules.rights);
    let parts = [
        (
            terms.changing == Changing::UntilClose,
            changing(Changing::UntilClose),
        ),
        (terms.two_tellers, "forms.summary.two_tellers"),
        (
            rights.entitled == Entitled::UntilClose,
            "forms.summary.entitled",
        ),
        (
            plan.rules.substitutes == Substitutes::Attendance,
            "forms.summary.substitutes_attendance",
        ),
        (
            plan.rules.substitutes == Substitutes::Vote,
            "forms.summary.substitutes_vote",
        ),
        (
            rights.proxies == Substitutes::Attendance,
            "forms.summary.proxies_attendance",
        ),
        (
            rights.proxies == Substitutes::Vote,
            "forms.summary.proxies_vote",
        ),
    ];
    let parts = parts.into_iter().filter(|(said, _)| *said);
    let parts: Vec<_> = parts.map(|(_, key)| lang.text(key)).collect();
    parts.join(", ")
}

fn limits(plan: &Plan, lang: Lang) -> String {
    let limit = |Seconds(seconds)| match seconds {
        0 => lang.text("forms.summary.unlimited").to_owned(),
        seconds => clock(seconds.into()),
    };
    let limits = &plan.rules.limits;
    lang.fill(
        "forms.summary.limits_value",
        &[
            ("speech", &limit(limits.speech)),
            ("reply", &limit(limits.reply)),
            ("point_of_order", &limit(limits.point_of_order)),
            ("interposed", &limit(limits.interposed)),
        ],
    )
}

fn further_limits(plan: &Plan, lang: Lang) -> String {
    let limits = &plan.rules.limits;
    let of = |key, Seconds(seconds)| lang.fill(key, &[("time", &clock(i64::from(seconds)))]);
    let parts = [
        ("forms.summary.later_speech", limits.later_speech),
        ("forms.summary.presentation", limits.presentation),
        ("forms.summary.explanation", limits.explanation),
    ];
    let parts = parts.into_iter();
    let mut said: Vec<_> = parts
        .filter_map(|(key, limit)| Some(of(key, limit?)))
        .collect();
    let most = limits.speeches.iter();
    said.extend(most.map(|most| lang.fill("forms.summary.speeches", &[("most", most)])));
    said.join(", ")
}

fn accounts(plan: &Plan, lang: Lang) -> String {
    let Some(accounts) = &plan.rules.accounts else {
        return String::new();
    };
    let key = match accounts.per_item {
        true => "forms.summary.accounts_item",
        false => "forms.summary.accounts_session",
    };
    lang.fill(key, &[("time", &clock(accounts.each.0.into()))])
}

fn order(plan: &Plan, lang: Lang) -> String {
    let floor = &plan.rules.floor;
    let order = lang.text(&format!("session.policy.{}.label", floor.order.name()));
    if floor.groups.is_empty() {
        return order.to_owned();
    }
    let groups = floor.groups.join(", ");
    lang.fill(
        "forms.summary.order_between",
        &[("order", &order), ("groups", &groups)],
    )
}

fn count(n: usize, lang: Lang) -> String {
    thousands(u64::try_from(n).unwrap_or(u64::MAX), lang)
}
