//! The demo without a terminal: the whole meeting as fast as the hub goes, on a clock of its own,
//! the same to the byte for the same seed; and what happened in it, told line by line.

use std::fmt::Display;
use std::io::Write;
use std::sync::Arc;

use super::Options;
use super::director::{Act, Cast, Deed, Director, Part};
use super::embedded::EmbeddedHub;
use super::script::Script;
use super::stage::{Became, Stage};
use crate::console::keymap::Preset;
use crate::console::theme::{Depth, Themes};
use crate::console::{self, Message, Model, Setup, words};
use crate::forms::Dossier;
use crate::hub::{Clock, ManualClock, SeededRandomness};
use crate::link::News;
use crate::session::{Millis, Plan, Record, Session};
use crate::text::Lang;

/// How often the director is asked, in milliseconds of the meeting.
const STEP: i64 = 250;
/// How long before its planned time the meeting's story begins.
const BEFORE: Millis = Millis(90_000);

/// What the run came to.
#[derive(Debug, Default)]
pub(super) struct Report {
    /// Acts that were refused as they were meant to be.
    meant: usize,
    /// Acts that should have come out otherwise, in words.
    pub(super) faults: Vec<String>,
}

/// Runs so many seconds of the meeting, less where it is over before; the hub is open, and is left
/// open.
///
/// # Errors
/// Where the hub does not answer, or nothing can be written to `out`.
pub(super) async fn run(
    hub: &EmbeddedHub,
    clock: &Arc<ManualClock>,
    plan: &Plan,
    seconds: u32,
    options: &Options,
    out: &mut (dyn Write + Send),
) -> anyhow::Result<Report> {
    let cast = Cast {
        chair: Part::Played,
        secretary: Part::Played,
    };
    let mut director = Director::new(options.seed, plan, cast, Script::read(options.lang())?);
    let randomness = Arc::new(SeededRandomness::new(options.seed.wrapping_add(1)));
    let clock_of_links: Arc<dyn Clock> = Arc::<ManualClock>::clone(clock);
    let mut stage = Stage::open(hub.links.clone(), clock_of_links, randomness).await?;
    let mut teller = Teller::new(options);
    let mut report = Report::default();
    let begun = stage.now();
    for step in 0..i64::from(seconds) * 1_000 / STEP {
        clock.set(begun + Millis(step * STEP));
        while let Some(act) = next(&mut director, &stage) {
            let became = stage.perform(&act).await?;
            for record in stage.fresh() {
                teller.tell(record, out)?;
            }
            report.count(&act, &became, &teller.model);
        }
        if stage
            .session()
            .is_some_and(|session| session.phase.is_closed())
        {
            break;
        }
    }
    if let Some(session) = stage.session() {
        summarize(session, &teller, &report, options.lang(), out)?;
    }
    // The devices must not be seen to go before the hub does: that would stand on the record.
    hub.stopping().cancel();
    Ok(report)
}

fn next(director: &mut Director, stage: &Stage) -> Option<Act> {
    director.next(stage.session()?, stage.now())
}

/// The clock of a meeting that begins at its planned time.
pub(super) fn clock(dossier: &Dossier) -> ManualClock {
    ManualClock::at(dossier.plan.starts + Millis(-BEFORE.0))
}

impl Report {
    fn count(&mut self, act: &Act, became: &Became, model: &Model) {
        match (became, act.refused) {
            (Became::Done, false) => {}
            (Became::Refused(_), true) => self.meant += 1,
            (Became::Refused(refusal), false) => {
                let why = words::refusal(model, refusal);
                self.fault(act, &why, model);
            }
            (Became::Done, true) => {
                let why = model.lang.text("demo.should_refuse");
                self.fault(act, why, model);
            }
        }
    }

    fn fault(&mut self, act: &Act, why: &str, model: &Model) {
        let deed = match &act.deed {
            Deed::Command(command) => serde_json::to_string(command).unwrap_or_default(),
            deed => format!("{deed:?}"),
        };
        let time = model
            .session
            .as_ref()
            .zip(model.records.back())
            .map_or_else(String::new, |(session, last)| {
                words::exact_time(session, last.at)
            });
        let actor = format!("{:?}", act.actor);
        self.faults.push(model.lang.fill(
            "demo.fault",
            &[
                ("time", &time),
                ("actor", &actor),
                ("deed", &deed),
                ("why", &why),
            ],
        ));
    }
}

/// Tells records as the console's log does.
struct Teller {
    model: Model,
    records: usize,
}

impl Teller {
    fn new(options: &Options) -> Self {
        let setup = Setup {
            lang: options.lang(),
            warning: None,
            theme: options.settings.theme().0.to_owned(),
            themes: Themes::default(),
            depth: Depth::None,
            typing: options.settings.typing(),
            preset: Preset::default(),
            mouse: false,
            own_keys: None,
            size: (80, 24),
            alerts: Default::default(),
            display: false,
            address: String::new(),
            modules: Default::default(),
            drafts: Default::default(),
            now: Default::default(),
        };
        Self {
            model: Model::new(setup),
            records: 0,
        }
    }

    fn tell(&mut self, record: Record, out: &mut (dyn Write + Send)) -> std::io::Result<()> {
        self.records += 1;
        let news = News::Records {
            upto: record.seq,
            records: vec![record.clone()],
        };
        // The console would only want to be drawn.
        let _ = console::update(&mut self.model, Message::News(news));
        if let Some(session) = &self.model.session {
            let time = words::exact_time(session, record.at);
            writeln!(out, "{time}  {}", words::event(&self.model, &record))?;
        }
        Ok(())
    }
}

/// What the meeting came to.
fn summarize(
    session: &Session,
    teller: &Teller,
    report: &Report,
    lang: Lang,
    out: &mut (dyn Write + Send),
) -> std::io::Result<()> {
    let conclusions = session.plan.item_ids().filter_map(|item| {
        let outline = session.conclusions.of(item)?;
        Some(outline.draft.len())
    });
    let conclusions: usize = conclusions.sum();
    writeln!(
        out,
        "\n{}",
        lang.fill(
            "demo.summary",
            &[
                ("records", &teller.records),
                ("speeches", &session.floor.heard.len()),
                ("conclusions", &conclusions),
                ("refused", &report.meant),
            ],
        )
    )?;
    for poll in &session.polls {
        let Some(tally) = poll.tally() else { continue };
        let (_, outcome) = words::outcome(lang, tally.outcome);
        let choices = poll.question.choices.iter().zip(&tally.by_choice);
        let sums: Vec<_> = choices
            .map(|(choice, sum)| format!("{} {sum}", choice.label))
            .collect();
        let sums = sums.join(", ");
        let values: [(&str, &dyn Display); 3] = [
            ("question", &poll.question.text),
            ("sums", &sums),
            ("outcome", &outcome),
        ];
        writeln!(out, "{}", lang.fill("demo.vote", &values))?;
    }
    for fault in &report.faults {
        writeln!(out, "{fault}")?;
    }
    Ok(())
}
