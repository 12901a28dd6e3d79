//! `chair demo`: a living session for a newcomer, and the same without a terminal.
//!
//! An embedded hub on a loopback port with a real journal, the sample session of the language, and simulated people
//! who are real clients of that hub.
//!
//! | file | subject |
//! |---|---|
//! | `sample` | the sample sessions, carried in the program |
//! | `script` | what the played chair and secretary say and write |
//! | `company` | who comes, who is late, who stays away |
//! | `director`, `timetable` | what the played people do, and when |
//! | `stage` | a real connection for everybody who is played |
//! | `embedded` | the demo's own hub |
//! | `headless` | the whole meeting without a terminal, the same for the same seed |

mod company;
mod director;
mod embedded;
mod headless;
mod sample;
mod script;
mod stage;
#[cfg(test)]
mod tests;
mod timetable;

use std::convert::Infallible;
use std::fmt::Display;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, bail};
use tokio::time::{MissedTickBehavior, interval};

use super::settings::Settings;
use super::{folders, join, log, log_to_file};
use crate::hub::{Clock, ManualClock, SeededRandomness, SystemClock, SystemRandomness};
use crate::link::{Address, remote};
use crate::session::Role;
use crate::term::{self, Drafts, Unseen};
use crate::text::Lang;
use director::{Cast, Director, Part};
use embedded::EmbeddedHub;
use script::Script;
use stage::Stage;

/// How often the director is asked.
const ASKED: Duration = Duration::from_millis(250);
/// How many acts are begun before the person's keys are looked at again.
const AT_ONCE: usize = 20;

/// What `demo` takes.
#[derive(Clone, Debug)]
pub struct Options {
    /// Where the person sits: chair, secretary or technician.
    pub role: Role,
    /// Whether the person only looks at the display in the hall.
    pub display: bool,
    /// From which everything that is left to chance comes.
    pub seed: u64,
    /// Without a terminal: so many seconds of the meeting, as fast as it goes.
    pub headless: Option<u32>,
    /// Where the journal is kept; a new folder of its own where none is named.
    pub data: Option<PathBuf>,
    /// Where to write the recording at the end.
    pub record: Option<PathBuf>,
    /// How everything looks and speaks.
    pub settings: Settings,
}

impl Options {
    fn lang(&self) -> Lang {
        self.settings.lang()
    }

    /// A seed for when none was named.
    #[must_use]
    pub fn any_seed() -> u64 {
        // Short enough to be typed again.
        fastrand::u64(1..10_000)
    }
}

/// Runs the demo until the person leaves, or the seconds are over. Answers whether nothing was
/// refused that should not have been.
///
/// # Errors
/// Where there is no terminal, the folder cannot be used, or the hub does not answer.
pub async fn run(options: &Options, out: &mut (dyn Write + Send)) -> anyhow::Result<bool> {
    let data = options.data.clone().map_or_else(new_folder, Ok)?;
    let is_sound = match options.headless {
        Some(seconds) => rehearse(options, &data, seconds, out).await?,
        None => sit(options, &data).await?,
    };
    if let Some(path) = &options.record {
        record(&data, path, options.lang()).with_context(|| path.display().to_string())?;
    }
    let lang = options.lang();
    let values: [(&str, &dyn Display); 2] = [("data", &data.display()), ("seed", &options.seed)];
    writeln!(out, "\n{}", lang.fill("demo.left", &values))?;
    if !is_sound {
        writeln!(out, "{}", lang.text("demo.faulty"))?;
    }
    Ok(is_sound)
}

/// The meeting with everybody played.
async fn rehearse(
    options: &Options,
    data: &Path,
    seconds: u32,
    out: &mut (dyn Write + Send),
) -> anyhow::Result<bool> {
    let dossier = sample::read(options.lang())?;
    let plan = dossier.plan.clone();
    let clock = Arc::new(headless::clock(&dossier));
    let randomness = Arc::new(SeededRandomness::new(options.seed));
    let hub_clock: Arc<dyn Clock> = Arc::<ManualClock>::clone(&clock);
    let hub = EmbeddedHub::open(data, dossier, hub_clock, randomness, options.lang()).await?;
    let report = headless::run(&hub, &clock, &plan, seconds, options, out).await;
    hub.close().await?;
    Ok(report?.faults.is_empty())
}

/// The meeting with a person at the terminal.
async fn sit(options: &Options, data: &Path) -> anyhow::Result<bool> {
    let dossier = sample::read(options.lang())?;
    let plan = dossier.plan.clone();
    let place = format!("demo/{}", plan.id);
    let is_linear = options.settings.is_linear() && !options.display;
    if !is_linear {
        join::check_terminal(&options.settings)?;
    }
    let setup = join::setup(&options.settings, &place);
    let setup = match options.display {
        true => join::on_display(&options.settings, setup),
        false => setup,
    };
    log_to_file(&options.settings);
    let clock: Arc<dyn Clock> = Arc::new(SystemClock::new());
    let randomness = Arc::new(SystemRandomness);
    let hub = EmbeddedHub::open(
        data,
        dossier,
        Arc::clone(&clock),
        Arc::<SystemRandomness>::clone(&randomness),
        options.lang(),
    )
    .await?;
    let link = match options.role {
        Role::Chair => &hub.links.chair,
        Role::Secretary => &hub.links.secretary,
        Role::Technician => &hub.links.technician,
        Role::Delegate => bail!(options.lang().text("demo.no_delegate")),
    };
    let address: Address = link.parse()?;
    let (orders, news) = remote::connect(address, String::new(), Arc::clone(&clock));
    let drafts = Drafts::in_folder(data.join("drafts"));
    let part = |role| {
        if options.role == role {
            Part::Person
        } else {
            Part::Played
        }
    };
    let cast = Cast {
        chair: part(Role::Chair),
        secretary: part(Role::Secretary),
    };
    let director = Director::new(options.seed, &plan, cast, Script::read(options.lang())?);
    let mut stage = Stage::open(hub.links.clone(), Arc::clone(&clock), randomness).await?;
    let sit = async {
        if is_linear {
            term::linear::converse(Unseen::new(setup, orders, news, drafts, clock)).await
        } else {
            let (themes, keys) = (join::own_themes(), join::own_keys(&options.settings));
            term::sit(setup, orders, news, drafts, themes, keys, clock).await
        }
    };
    let left = tokio::select! {
        left = sit => left,
        never = play(director, &mut stage) => match never {},
    };
    // The devices must not be seen to go before the hub does: that would stand on the record.
    hub.close().await?;
    drop(stage);
    left.context(options.lang().text("cli.terminal_lost"))?;
    Ok(true)
}

/// Lets the played people act, for as long as anybody looks on.
async fn play(mut director: Director, stage: &mut Stage) -> Infallible {
    // One after the other until the meeting is under way; then each in their own time.
    while director.is_in_prelude() {
        let now = stage.now();
        let session = stage.session();
        let Some(act) = session.and_then(|session| director.next(session, now)) else {
            break;
        };
        if let Err(error) = stage.perform(&act).await {
            tracing::warn!(%error, "the prelude was cut short");
            break;
        }
    }
    let mut tick = interval(ASKED);
    tick.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            () = stage.hear() => {}
            _ = tick.tick() => {
                for _ in 0..AT_ONCE {
                    let now = stage.now();
                    let session = stage.session();
                    let Some(act) = session.and_then(|session| director.next(session, now)) else {
                        break;
                    };
                    stage.begin(&act);
                }
            }
        }
    }
}

/// Writes what the journal holds as a recording.
fn record(data: &Path, path: &Path, lang: Lang) -> anyhow::Result<()> {
    let mut file = BufWriter::new(File::create(path)?);
    log::run(data, None, lang, &mut file)
}

/// A folder for one demo, among those of earlier ones.
fn new_folder() -> anyhow::Result<PathBuf> {
    let now = jiff::Timestamp::now().strftime("%Y%m%d-%H%M%S");
    let name = format!("{now}-{}", std::process::id());
    Ok(folders::state()?.join("demo").join(name))
}
