//! `chair join`: a console at a hub somewhere.

use std::collections::BTreeMap;
use std::io::{self, IsTerminal};
use std::sync::Arc;

use anyhow::{Context, anyhow, bail};

use super::args::Join;
use super::settings::Settings;
use super::{files, folders, log_to_file};
use crate::console::keymap::{self, Keymap, OwnKeys};
use crate::console::modules::{self, Source};
use crate::console::theme::{Depth, NoTheme, Themes};
use crate::console::{Setup, display};
use crate::forms::{Fault, FileProblem};
use crate::hub::{Clock, SystemClock};
use crate::journal::chain::Hash;
use crate::link::{Address, remote};
use crate::session::Time;
use crate::term::{self, Drafts, KeysFile, OwnThemes, Unseen};
use crate::text::{Lang, Trouble};

/// How large a person's file of text modules may be, in bytes.
const MOST_MODULES: u64 = 1 << 18;

/// Joins the session behind the link and stays until the person leaves.
///
/// # Errors
/// Where the link is none, or there is no terminal.
pub async fn run(options: &Join, settings: &Settings) -> anyhow::Result<()> {
    let lang = settings.lang();
    let address: Address = options
        .link
        .parse()
        .map_err(|wrong: crate::link::WrongAddress| anyhow!(wrong.text(lang)))?;
    let place = address.place();
    // A display is there to be seen, also by a person who sits at no screen.
    let is_linear = settings.is_linear() && !options.display;
    if !is_linear {
        check_terminal(settings)?;
    }
    let setup = match options.display {
        true => on_display(settings, setup(settings, &place)),
        false => setup(settings, &place),
    };
    log_to_file(settings);
    let clock: Arc<dyn Clock> = Arc::new(SystemClock::new());
    let name = options.name.as_deref().unwrap_or(settings.name());
    let drafts = drafts(&address, name);
    let (orders, news) = remote::connect(address, name.to_owned(), Arc::clone(&clock));
    let ended = if is_linear {
        term::linear::converse(Unseen::new(setup, orders, news, drafts, clock)).await
    } else {
        term::sit(
            setup,
            orders,
            news,
            drafts,
            own_themes(),
            own_keys(settings),
            clock,
        )
        .await
    };
    let ended = ended.context(lang.text("cli.terminal_lost"))?;
    match ended {
        Some(bye) => bail!(lang.text(&format!("console.bye.{}", bye.name()))),
        None => Ok(()),
    }
}

/// Makes sure that there is a terminal to sit at, and such a theme.
///
/// # Errors
/// Where one of them is missing.
pub fn check_terminal(settings: &Settings) -> anyhow::Result<()> {
    let lang = settings.lang();
    if !io::stdout().is_terminal() || !io::stdin().is_terminal() {
        bail!(lang.text("cli.no_terminal"));
    }
    check_theme(settings)
}

/// Makes sure that there is a theme of this name where it was asked for on the command line. Any
/// other slip is told on the screen, and keeps nobody out.
///
/// # Errors
/// Where there is none of this name.
pub fn check_theme(settings: &Settings) -> anyhow::Result<()> {
    match no_theme(settings) {
        Some(wrong @ NoTheme::Unknown { .. }) if settings.theme().1 => {
            bail!(wrong.say(settings.lang()))
        }
        _ => Ok(()),
    }
}

/// Why the theme that is set can't be put on, if it can't.
#[must_use]
pub fn no_theme(settings: &Settings) -> Option<NoTheme> {
    let themes = Themes::with(own_themes().now());
    themes.read(settings.theme().0, Depth::None).err()
}

/// Where a person's own themes lie.
#[must_use]
pub fn own_themes() -> OwnThemes {
    folders::config().map_or_else(
        |_| OwnThemes::nowhere(),
        |config| OwnThemes::in_folder(config.join("themes")),
    )
}

/// Where a person's own keys lie, and which they are laid over: as the settings have it, also when they
/// are saved meanwhile.
#[must_use]
pub fn own_keys(settings: &Settings) -> KeysFile {
    let now = settings.clone();
    folders::config().map_or_else(
        |_| KeysFile::nowhere(settings.keys()),
        |config| KeysFile::in_folder(&config, move || now.again().keys()),
    )
}

/// What is wrong with a person's own keys, all of it.
#[must_use]
pub fn wrong_keys(settings: &Settings) -> Vec<String> {
    let lang = settings.lang();
    let Ok(config) = folders::config() else {
        return vec![];
    };
    let file = keymap::FILE.to_owned();
    let text = match files::read_up_to(&config.join(keymap::FILE), keymap::MOST_KEYS) {
        Ok(text) => text,
        Err(FileProblem::Missing) => return vec![],
        Err(problem) => {
            let (path, most) = (file, keymap::MOST_KEYS);
            let fault = Fault::File {
                path,
                problem,
                most,
            };
            return vec![fault.say(lang)];
        }
    };
    let own = OwnKeys { file, text };
    let mistakes = Keymap::of(settings.keys(), Some(&own)).err();
    let mistakes = mistakes.into_iter().flatten();
    mistakes.map(|mistake| mistake.told(lang)).collect()
}

/// What the console is to know before it joins.
#[must_use]
pub fn setup(settings: &Settings, place: &str) -> Setup {
    Setup {
        lang: settings.lang(),
        warning: settings.warning(),
        theme: settings.theme().0.to_owned(),
        themes: Themes::default(),
        depth: settings.depth(),
        typing: settings.typing(),
        alerts: settings.alerts(),
        preset: settings.keys(),
        mouse: settings.mouse(),
        own_keys: None,
        size: (0, 0),
        display: false,
        address: place.to_owned(),
        modules: own_modules(settings.lang()),
        drafts: BTreeMap::new(),
        now: Time(0),
    }
}

/// The same for a display in the hall, in its theme where none was asked for.
#[must_use]
pub fn on_display(settings: &Settings, setup: Setup) -> Setup {
    let (theme, was_asked_for) = settings.theme();
    let theme = if was_asked_for { theme } else { display::THEME };
    Setup {
        theme: theme.to_owned(),
        display: true,
        mouse: false,
        ..setup
    }
}

/// The person's own text modules, in the folder of settings.
fn own_modules(lang: Lang) -> Source {
    let Ok(config) = folders::config() else {
        return Source::Shipped;
    };
    let read = files::read_up_to(&config.join(modules::FILE), MOST_MODULES);
    let text = read.and_then(|bytes| {
        if u64::try_from(bytes.len()).map_or(true, |size| size > MOST_MODULES) {
            return Err(FileProblem::TooLarge);
        }
        String::from_utf8(bytes).map_err(|wrong| FileProblem::Unreadable(Trouble::unknown(&wrong)))
    });
    match text {
        Ok(text) => Source::of(&text),
        Err(FileProblem::Missing) => Source::Shipped,
        Err(problem) => {
            let path = modules::FILE.to_owned();
            let most = MOST_MODULES;
            let fault = Fault::File {
                path,
                problem,
                most,
            };
            Source::Broken(fault.say(lang))
        }
    }
}

/// Where texts are kept that have not arrived: apart for each link, so for each role of each session
/// of each hub, and for each name a console was given. The token itself is told to no folder.
#[must_use]
pub fn drafts(address: &Address, name: &str) -> Drafts {
    let seat = format!(
        "{}/{}#{}#{name}",
        address.host, address.session, address.token
    );
    let seat = Hash::of(seat.as_bytes()).to_string();
    let name = format!("{}-{}", address.session, seat.get(..16).unwrap_or_default());
    match folders::state() {
        Ok(state) => Drafts::in_folder(state.join("drafts").join(name)),
        Err(_) => Drafts::nowhere(),
    }
}
