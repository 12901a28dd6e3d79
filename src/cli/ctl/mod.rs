//! `chair ctl`: a console for programs. A verb and its answers come from the command line, what came of
//! it goes out as JSON; or what happens is followed, a line of JSON for each record.
//!
//! | file | what |
//! |---|---|
//! | `told` | what is said, as JSON, and the exit code that goes with it |
//! | `deed` | one verb, from joining to the records that came of it |
//! | `watch` | what happens, until the reader has enough |

mod deed;
mod told;
mod watch;

use std::process::ExitCode;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde_json::{Map, Value, json};
use tokio::time::Instant;
use uuid::Uuid;

use super::args::Ctl;
use super::settings::Settings;
use super::{join, log_to_file};
use crate::console::spoken::offer::{self, Offer};
use crate::console::spoken::state;
use crate::console::verb;
use crate::console::verb::screen::{Reach, reach};
use crate::hub::{Clock, SystemClock};
use crate::link::{Address, News, remote};
use crate::session::CommandId;
use crate::term::{Drafts, Unseen};
use crate::text::Lang;
use crate::wire::Bye;
use told::{Code, Told, say};

/// The variable in which the link may stand, so that its token is not seen among the processes.
pub const LINK: &str = "CHAIR_LINK";

/// What the command line asks for.
enum Wanted {
    /// One verb, with its answers.
    Deed(Vec<String>),
    /// What happens.
    Watch,
    /// How the meeting stands.
    State,
    /// What can be done.
    Verbs,
}

/// Does what the command line says.
///
/// # Errors
/// Where nothing can be written.
pub async fn run(options: &Ctl, settings: &Settings) -> anyhow::Result<ExitCode> {
    let lang = settings.lang();
    let (link, wanted) = match understood(&options.words) {
        Ok(understood) => understood,
        Err(key) => return say(&Told::wrong(Code::Misused, "no_link", lang.text(key))),
    };
    let address: Address = match link.parse() {
        Ok(address) => address,
        Err(wrong) => {
            let wrong: crate::link::WrongAddress = wrong;
            return say(&Told::wrong(Code::Misused, "wrong_link", wrong.text(lang)));
        }
    };
    log_to_file(settings);
    let place = address.place();
    let clock: Arc<dyn Clock> = Arc::new(SystemClock::new());
    let name = options.name.as_deref().unwrap_or(settings.name());
    let ids = Ids::beginning_with(options.id);
    let numbers = ids.numbers();
    let (orders, news) =
        remote::connect_tool(address, name.to_owned(), Arc::clone(&clock), numbers);
    let setup = join::setup(settings, &place);
    let mut console = Unseen::new(setup, orders, news, Drafts::nowhere(), clock);
    if let Wanted::Watch = wanted {
        return watch::run(console, options.from, lang).await;
    }
    let until = Instant::now() + Duration::from_secs(options.timeout.into());
    if let Err(told) = joined(&mut console, until, lang).await {
        return say(&told);
    }
    let told = match wanted {
        Wanted::Deed(words) => deed::done(&mut console, &ids, words, options.yes, until).await,
        Wanted::State => {
            let mut told = Told::ok();
            if let Value::Object(state) = state::state(&console.model) {
                for (name, value) in &state {
                    told = told.with(name, value);
                }
            }
            told
        }
        Wanted::Verbs | Wanted::Watch => verbs(&mut console),
    };
    say(&told)
}

/// The link, and what is wanted. The link may stand behind what is wanted, too.
fn understood(words: &[String]) -> Result<(String, Wanted), &'static str> {
    let mut words = words.to_vec();
    let stands = words.iter().take(2).position(|word| word.contains("://"));
    let link = match stands {
        Some(place) => words.remove(place),
        None => match std::env::var(LINK) {
            Ok(link) if link.trim().is_empty() => return Err("cli.ctl.empty_link"),
            Ok(link) => link,
            Err(_) => return Err("cli.ctl.no_link"),
        },
    };
    let alone = words.len() == 1;
    let wanted = match words.first().map(String::as_str) {
        None => return Err("cli.ctl.no_verb"),
        Some("watch") if alone => Wanted::Watch,
        Some("state") if alone => Wanted::State,
        Some("verbs") if alone => Wanted::Verbs,
        Some(_) => Wanted::Deed(words),
    };
    Ok((link, wanted))
}

/// Waits until the console knows all that had happened before.
async fn joined(console: &mut Unseen, until: Instant, lang: Lang) -> Result<(), Told> {
    let mut said = None;
    while !console.is_up_to_date() {
        match tokio::time::timeout_at(until, console.hear()).await {
            Ok(Some(News::Lost { bye, .. })) => said = bye.or(said),
            Ok(Some(News::Ended { bye })) => return Err(ended(bye, lang)),
            Ok(Some(_)) => {}
            Ok(None) => break,
            Err(_) => {
                let address = &console.model.address;
                let mut text = lang.fill("cli.ctl.no_connection", &[("address", address)]);
                if let Some(bye) = said {
                    text = format!("{text} {}", lang.text(&bye_key(bye)));
                }
                return Err(Told::wrong(Code::NoConnection, "no_connection", &text));
            }
        }
    }
    Ok(())
}

fn bye_key(bye: Bye) -> String {
    format!("console.bye.{}", bye.name())
}

/// The hub lets this link in no more.
fn ended(bye: Bye, lang: Lang) -> Told {
    Told::wrong(Code::NoConnection, bye.name(), lang.text(&bye_key(bye)))
}

/// What can be done here, with what it asks.
fn verbs(console: &mut Unseen) -> Told {
    let offers = offer::offers(&mut console.model);
    // Where nobody sits there is nothing to leave and no language to change.
    let is_here = |offer: &&Offer| verb::named(offer.name).map(reach) != Some(Reach::Seat);
    let verbs = offers.iter().filter(is_here).map(|offer| {
        let mut verb = Map::new();
        verb.insert("verb".to_owned(), json!(offer.name));
        verb.insert("label".to_owned(), json!(offer.label));
        verb.insert("help".to_owned(), json!(offer.help));
        verb.insert("able".to_owned(), json!(offer.why_not.is_none()));
        if let Some(why_not) = &offer.why_not {
            verb.insert("why_not".to_owned(), json!(why_not));
        }
        if let Some(subject) = offer.subject {
            verb.insert("of".to_owned(), json!(subject));
        }
        if let Some(question) = &offer.question {
            verb.insert("asks".to_owned(), told::question(question));
        }
        if !offer.further.is_empty() {
            let further = offer.further.iter().map(told::question);
            verb.insert("may_ask".to_owned(), further.collect());
        }
        Value::Object(verb)
    });
    let verbs: Vec<_> = verbs.collect();
    Told::ok()
        .with("role", &console.model.role)
        .with("verbs", &verbs)
}

/// The numbers that commands were given here.
struct Ids {
    /// The number that was asked for.
    asked: Option<CommandId>,
    given: Arc<Mutex<Vec<CommandId>>>,
}

impl Ids {
    fn beginning_with(id: Option<Uuid>) -> Self {
        Self {
            asked: id.map(CommandId),
            given: Arc::default(),
        }
    }

    /// Numbers for a link: first the one that was asked for, then new ones.
    fn numbers(&self) -> remote::Numbers {
        let (asked, given) = (self.asked, Arc::clone(&self.given));
        Box::new(move || {
            let mut given = given
                .lock()
                .unwrap_or_else(|poisoned| poisoned.into_inner());
            let first = asked.filter(|_| given.is_empty());
            let id = first.unwrap_or_else(|| CommandId(Uuid::now_v7()));
            given.push(id);
            id
        })
    }

    fn given(&self) -> Vec<CommandId> {
        let given = self.given.lock();
        let given = given.unwrap_or_else(|poisoned| poisoned.into_inner());
        given.clone()
    }
}
