//! Every setting, in one table: `chair config`, the file to begin with, the checks and the README are
//! made from it. What each is for stands in the text catalogue under `settings.about.<name>`.

use std::net::SocketAddr;

use tracing_subscriber::EnvFilter;

use crate::console::attention::alert::{Bell, Notify};
use crate::console::keymap::{ELSEWHERE, Preset};
use crate::console::theme::Depth;
use crate::console::typing::Typing;
use crate::forms::Fault;
use crate::forms::key::{Key, Keys};
use crate::forms::value;
use crate::forms::word::Words;
use crate::text::Lang;
use crate::text::compose::Marks;

/// One setting.
pub struct Setting {
    /// Its name in `config.toml`.
    pub name: &'static str,
    /// The option of the command line that says the same; empty where there is none.
    pub flag: &'static str,
    /// The environment variable that says the same.
    pub variable: &'static str,
    /// How it is where nobody says anything, as it is written; empty where it is made up on the spot.
    pub default: &'static str,
    /// A line of the file.
    pub example: &'static str,
    /// Whether this can stand there.
    pub(super) check: fn(&str, &str) -> Result<(), Fault>,
}

macro_rules! settings {
    ($($name:literal $flag:literal $variable:literal $default:literal $example:literal $check:expr;)*) => {
        /// Every setting, in the order in which the file is best written.
        pub const SETTINGS: &[Setting] = &[$(Setting {
            name: $name,
            flag: $flag,
            variable: $variable,
            default: $default,
            example: $example,
            check: $check,
        }),*];

        /// The keys of `config.toml`.
        pub(super) static FILE: Keys = Keys {
            header: "",
            keys: &[$(Key { name: $name, example: $example }),*],
            once: &[&ELSEWHERE],
            ..Keys::ALONE
        };
    };
}

settings! {
    "language" "--lang" "CHAIR_LANG" "auto" r#"language = "vi""#
        |key, text| value::word(key, text, LANGUAGES).map(|_| ());
    "theme" "--theme" "CHAIR_THEME" "dark" r#"theme = "high-contrast""#
        |key, text| value::line(key, text, 60).map(|_| ());
    "colours" "--colours" "CHAIR_COLOURS" "auto" r#"colours = "256""#
        |key, text| value::word(key, text, COLOURS).map(|_| ());
    "typing" "--typing" "CHAIR_TYPING" "auto" r#"typing = "telex""#
        |key, text| value::word(key, text, TYPING).map(|_| ());
    "tones" "--tones" "CHAIR_TONES" "old" r#"tones = "new""#
        |key, text| value::word(key, text, TONES).map(|_| ());
    "keys" "--keys" "CHAIR_KEYS" "default" r#"keys = "function""#
        |key, text| value::word(key, text, KEYS).map(|_| ());
    "mouse" "" "CHAIR_MOUSE" "off" r#"mouse = "on""#
        |key, text| value::word(key, text, MOUSE).map(|_| ());
    "bell" "" "CHAIR_BELL" "off" r#"bell = "weighty""#
        |key, text| value::word(key, text, BELL).map(|_| ());
    "notify" "" "CHAIR_NOTIFY" "off" r#"notify = "osc777""#
        |key, text| value::word(key, text, NOTIFY).map(|_| ());
    "linear" "--linear" "CHAIR_LINEAR" "no" r#"linear = "yes""#
        |key, text| value::word(key, text, LINEAR).map(|_| ());
    "name" "--name" "CHAIR_NAME" "" r#"name = "Bàn chủ tọa""#
        |key, text| value::line(key, text, 100).map(|_| ());
    "data" "--data" "CHAIR_DATA" "" r#"data = "/srv/chair""#
        |key, text| value::line(key, text, 4096).map(|_| ());
    "listen" "--listen" "CHAIR_LISTEN" "127.0.0.1:7878" r#"listen = "0.0.0.0:7878""#
        |key, text| must(text.parse::<SocketAddr>().is_ok(), key, text);
    "url" "--url" "CHAIR_URL" "" r#"url = "http://hop.example.vn:7878""#
        |key, text| {
            let schemes = ["http://", "https://"];
            let is_url = schemes.iter().any(|scheme| text.len() > scheme.len() && text.starts_with(scheme));
            must(is_url, key, text)
        };
    "log" "" "CHAIR_LOG" "warn" r#"log = "info""#
        |key, text| must(EnvFilter::try_new(text).is_ok(), key, text);
}

/// What can be said of the language; none: as the system speaks.
pub(super) const LANGUAGES: &Words<Option<Lang>> = &[
    ("auto", None),
    ("vi", Some(Lang::Vi)),
    ("en", Some(Lang::En)),
];

/// What can be said of the colours; none: as the terminal says.
pub(super) const COLOURS: &Words<Option<Depth>> = &[
    ("auto", None),
    ("true", Some(Depth::True)),
    ("256", Some(Depth::Indexed)),
    ("16", Some(Depth::Sixteen)),
    ("none", Some(Depth::None)),
];

/// What can be said of typing; none: as the language of the screen is.
pub(super) const TYPING: &Words<Option<Typing>> = &[
    ("auto", None),
    ("telex", Some(Typing::TELEX)),
    ("vni", Some(Typing::VNI)),
    ("off", Some(Typing::OFF)),
];

/// What can be said of linear mode.
pub(super) const LINEAR: &Words<bool> = &[("no", false), ("yes", true)];

/// What can be said of the mouse.
pub(super) const MOUSE: &Words<bool> = &[("off", false), ("on", true)];

/// What can be said of tone marks.
pub(super) const TONES: &Words<Marks> = &[("old", Marks::Old), ("new", Marks::New)];

/// What can be said of the bell.
pub(super) const BELL: &Words<Bell> = &[
    ("off", Bell::Off),
    ("weighty", Bell::Weighty),
    ("all", Bell::All),
];

/// What can be said of notifications.
pub(super) const NOTIFY: &Words<Notify> = &[
    ("off", Notify::Off),
    ("osc9", Notify::Osc9),
    ("osc777", Notify::Osc777),
];

/// What can be said of the keys.
pub(super) const KEYS: &Words<Preset> = &[
    (Preset::Default.name(), Preset::Default),
    (Preset::Vi.name(), Preset::Vi),
    (Preset::Function.name(), Preset::Function),
];

/// What can be said of the keys, for the command line.
pub fn keys() -> impl Iterator<Item = &'static str> {
    KEYS.iter().map(|(name, _)| *name)
}

/// What can be said of the colours, for the command line.
pub fn colours() -> impl Iterator<Item = &'static str> {
    COLOURS.iter().map(|(name, _)| *name)
}

/// What can be said of typing, for the command line.
pub fn typing() -> impl Iterator<Item = &'static str> {
    TYPING.iter().map(|(name, _)| *name)
}

/// What can be said of tone marks, for the command line.
pub fn tones() -> impl Iterator<Item = &'static str> {
    TONES.iter().map(|(name, _)| *name)
}

fn must(holds: bool, key: &str, text: &str) -> Result<(), Fault> {
    if holds {
        return Ok(());
    }
    Err(Fault::WrongSetting {
        key: key.to_owned(),
        text: text.to_owned(),
        example: FILE.example(key),
    })
}
