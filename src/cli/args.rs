//! What can be said on the command line. What is said about it, and what is wrong with it, stands in
//! the catalogue: see [`command_line`](super::command_line).

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Parser, Subcommand};
use clap_complete::Shell;

use super::settings::{self, Said};
use super::tally::Way;
use crate::forms::ballots::mark;
use crate::session::election;
use crate::session::rule::{Chair, Mark, Side, TieRule};
use crate::session::{Role, Weight};
use crate::text::Lang;

/// Run meetings from the keyboard.
///
/// A full-screen console for the chair, the secretary and the technician of a meeting, and the hub
/// it connects to.
#[derive(Debug, Parser)]
#[command(name = "chair", version, arg_required_else_help = true)]
pub struct Args {
    /// The language of screens and messages: vi or en.
    #[arg(long, global = true, value_name = "LANG")]
    pub lang: Option<Lang>,
    /// What to do.
    #[command(subcommand)]
    pub verb: Verb,
}

/// The subcommands.
#[derive(Debug, Subcommand)]
pub enum Verb {
    /// Sit down at a living session: an embedded hub, the sample session, simulated people.
    Demo(Demo),
    /// Serve sessions to consoles and delegates.
    Host(Host),
    /// Join a session with a link that `host` printed.
    Join(Join),
    /// Do anything a console can do, from a script, and print what came of it as JSON; or follow what
    /// happens.
    ///
    /// The verbs are those of the console: `ctl URL verbs` tells them all, with what they ask. An answer
    /// is given as you would type it: people by number, part of the name, unit or seat, choices by number
    /// or word. `watch` prints a line of JSON for each thing that happens, `state` how the meeting stands.
    Ctl(Ctl),
    /// Check a session file: tells every mistake with its line and what to write instead; of a right
    /// one what it comes to, and what may not have been meant.
    Check {
        /// The session file.
        file: PathBuf,
        /// Print the session as it was understood, as one session file.
        #[arg(long)]
        print: bool,
    },
    /// Print the join link of everybody who may join a session, as CSV: also of those who were
    /// added since it began.
    Links {
        /// The session's short name; may be left out where only one is kept.
        session: Option<String>,
        /// The data directory; $XDG_DATA_HOME/chair where none is named.
        #[arg(long, value_name = "DIR")]
        data: Option<PathBuf>,
        /// The address as guests reach the hub; else that of the hub that runs.
        #[arg(long, value_name = "URL")]
        url: Option<String>,
    },
    /// Print the records of a session as JSON lines.
    Log {
        /// The session's short name; may be left out where only one is kept.
        session: Option<String>,
        /// The data directory; $XDG_DATA_HOME/chair where none is named.
        #[arg(long, value_name = "DIR")]
        data: Option<PathBuf>,
    },
    /// Play a recording, such as `log` prints, in the console.
    Replay(Replay),
    /// Draw a moment of a recording as a picture of the main screen (SVG).
    Picture(Picture),
    /// Check a journal or a recording: numbering, hash chain, and whether the records lead to the
    /// state they claim.
    Verify {
        /// A data directory, or a recording; $XDG_DATA_HOME/chair where none is named.
        target: Option<PathBuf>,
        /// The session's short name; all of them where it is left out.
        #[arg(long)]
        session: Option<String>,
    },
    /// Count ballots and apply a rule, without a session.
    Tally(Box<TallyArgs>),
    /// Print the settings that are in force and where each comes from.
    Config {
        /// Print a settings file to begin with instead, everything in it explained.
        #[arg(long)]
        default: bool,
        #[command(flatten)]
        #[allow(missing_docs, reason = "the doc comment would become help")]
        looks: Looks,
        #[command(flatten)]
        #[allow(missing_docs, reason = "the doc comment would become help")]
        hands: Hands,
    },
    /// Print the keys that are in force, as a keys.toml with everything in it explained.
    Keys {
        #[command(flatten)]
        #[allow(missing_docs, reason = "the doc comment would become help")]
        hands: Hands,
    },
    /// Print completions for a shell.
    Completions {
        /// Which shell.
        shell: Shell,
    },
    /// Print the man page.
    Man,
}

/// What `demo` takes.
#[derive(Debug, clap::Args)]
pub struct Demo {
    /// Where you sit: chair, secretary or technician; the others are played.
    #[arg(long, default_value = "chair", value_parser = seat)]
    pub role: Role,
    /// The display in the hall: everybody is played.
    #[arg(long, conflicts_with = "role")]
    pub display: bool,
    /// From which everything that is left to chance comes: the same seed, the same meeting.
    #[arg(long)]
    pub seed: Option<u64>,
    /// Without a terminal: so many seconds of the meeting, as fast as the hub goes, told line by
    /// line.
    #[arg(long, value_name = "SECONDS")]
    pub headless: Option<u32>,
    /// Where the journal is kept; a new folder where none is named.
    #[arg(long, value_name = "DIR")]
    pub data: Option<PathBuf>,
    /// Write the records here in the end, as a recording.
    #[arg(long, value_name = "FILE.jsonl")]
    pub record: Option<PathBuf>,
    #[command(flatten)]
    #[allow(missing_docs, reason = "the doc comment would become help")]
    pub form: Form,
    #[command(flatten)]
    #[allow(missing_docs, reason = "the doc comment would become help")]
    pub looks: Looks,
    #[command(flatten)]
    #[allow(missing_docs, reason = "the doc comment would become help")]
    pub hands: Hands,
}

/// What `host` takes.
#[derive(Debug, clap::Args)]
pub struct Host {
    /// Session files. Sessions that the data directory holds already are served as well.
    #[arg(value_name = "SESSION.toml")]
    pub files: Vec<PathBuf>,
    /// The address to listen on, else 127.0.0.1:7878; 0.0.0.0 for every network this machine is on.
    #[arg(long, value_name = "ADDR", value_parser = address)]
    pub listen: Option<SocketAddr>,
    /// The data directory, in which everything is kept; $XDG_DATA_HOME/chair where none is named.
    #[arg(long, value_name = "DIR")]
    pub data: Option<PathBuf>,
    /// The address as guests reach it, for the links; else it is made from --listen.
    #[arg(long, value_name = "URL")]
    pub url: Option<String>,
}

/// What `join` takes.
#[derive(Debug, clap::Args)]
pub struct Join {
    /// The join link: http://HOST:PORT/SESSION#TOKEN. Put it in quotes, for the # is special to
    /// shells.
    #[arg(value_name = "URL")]
    pub link: String,
    /// What this console is called in the records.
    #[arg(long)]
    pub name: Option<String>,
    /// A display in the hall: large, for everybody to see, operated by nobody. It shows what the
    /// room may know, whatever link it is given.
    #[arg(long)]
    pub display: bool,
    #[command(flatten)]
    #[allow(missing_docs, reason = "the doc comment would become help")]
    pub form: Form,
    #[command(flatten)]
    #[allow(missing_docs, reason = "the doc comment would become help")]
    pub looks: Looks,
    #[command(flatten)]
    #[allow(missing_docs, reason = "the doc comment would become help")]
    pub hands: Hands,
}

/// What `ctl` takes.
#[derive(Debug, clap::Args)]
#[command(override_usage = "chair ctl [OPTIONS] [URL] VERB [ANSWER]...\n       \
    chair ctl [OPTIONS] [URL] watch|state|verbs")]
pub struct Ctl {
    /// The join link, what to do, and what it asks. The link may be left out where CHAIR_LINK holds it,
    /// so that no list of processes shows it.
    #[arg(value_name = "WORDS", required = true)]
    pub words: Vec<String>,
    /// Confirm what can't be undone; without it the question is told and nothing done.
    #[arg(long)]
    pub yes: bool,
    /// How many seconds to wait for the hub.
    #[arg(long, value_name = "SECONDS", default_value_t = 10, value_parser = clap::value_parser!(u32).range(1..=3600))]
    pub timeout: u32,
    /// The number of the command: sent twice under the same number, it is done once.
    #[arg(long, value_name = "UUID")]
    pub id: Option<uuid::Uuid>,
    /// With watch: from which record on; else from now on.
    #[arg(long, value_name = "SEQ")]
    pub from: Option<u32>,
    /// What this console is called in the records.
    #[arg(long)]
    pub name: Option<String>,
}

/// What `replay` takes.
#[derive(Debug, clap::Args)]
pub struct Replay {
    /// The recording: JSON lines.
    pub file: PathBuf,
    #[command(flatten)]
    #[allow(missing_docs, reason = "the doc comment would become help")]
    pub looks: Looks,
    #[command(flatten)]
    #[allow(missing_docs, reason = "the doc comment would become help")]
    pub hands: Hands,
}

/// What `picture` takes.
#[derive(Debug, clap::Args)]
pub struct Picture {
    /// The recording: JSON lines.
    pub recording: PathBuf,
    /// After which record, by its number.
    #[arg(long, value_name = "SEQ")]
    pub at: u32,
    /// How many seconds after it.
    #[arg(long, value_name = "SECONDS", default_value_t = 0)]
    pub later: u32,
    /// Where the picture goes.
    #[arg(long, value_name = "FILE.svg")]
    pub out: PathBuf,
    /// Whose screen: chair, secretary, technician or delegate.
    #[arg(long, default_value = "chair", value_parser = role)]
    pub role: Role,
    /// Columns and rows.
    #[arg(long, value_name = "COLUMNSxROWS", default_value = "80x24", value_parser = size)]
    pub size: (u16, u16),
    #[command(flatten)]
    #[allow(missing_docs, reason = "the doc comment would become help")]
    pub looks: Looks,
}

/// What `tally` takes.
#[derive(Debug, clap::Args)]
pub struct TallyArgs {
    /// A sheet of ballots with the columns name, choice and, where votes weigh, weight. With
    /// --method: name, ballot (such as A>B>C) and, where many are alike, count; with --method
    /// confidence a column with the grades of each person, or person, grade, count.
    #[arg(value_name = "BALLOTS.csv", conflicts_with_all = ["yes", "no", "abstain", "invalid", "entitled"])]
    pub ballots: Option<PathBuf>,
    /// What carries the motion: a name such as `majority of members`, or conditions such as
    /// ">= 2/3 of cast and > 1/2 of present", also in words: "at least two thirds of members",
    /// "quá nửa tổng số đại biểu", "trên 50% số phiếu". With --method majority what a candidate
    /// needs, else more than half of all members.
    #[arg(long, required_unless_present = "method")]
    pub rule: Option<String>,
    /// All who have a vote in the body.
    #[arg(long, value_name = "N", value_parser = votes)]
    pub members: Option<Weight>,
    /// Those present who have a vote.
    #[arg(long, value_name = "N", value_parser = votes)]
    pub present: Option<Weight>,
    /// Those entitled to vote on this question; else all present, else all members.
    #[arg(long, value_name = "N", value_parser = votes)]
    pub entitled: Option<Weight>,
    /// Votes in favour.
    #[arg(long, value_name = "N", value_parser = votes)]
    pub yes: Option<Weight>,
    /// Votes against.
    #[arg(long, value_name = "N", value_parser = votes)]
    pub no: Option<Weight>,
    /// Abstentions.
    #[arg(long, value_name = "N", value_parser = votes)]
    pub abstain: Option<Weight>,
    /// Invalid ballots.
    #[arg(long, value_name = "N", value_parser = votes)]
    pub invalid: Option<Weight>,
    /// What is done with a tie: lost, chair-side, casting-vote, second-vote, chair-may-vote or lot.
    /// Else as the named rule has it, else lost.
    #[arg(long, value_name = "TIE", value_parser = tie())]
    pub tie: Option<TieRule>,
    /// How the chair votes: for chair-side the chair's own ballot, which is among those counted;
    /// else the additional vote. yes, no or abstain.
    #[arg(long, value_name = "CHOICE", value_parser = chair_vote)]
    pub chair_vote: Option<Chair>,
    /// The side that was drawn: yes or no.
    #[arg(long, value_name = "SIDE", value_parser = drawn)]
    pub lot: Option<Side>,
    /// How many must be present: half, majority, two thirds (một nửa, quá nửa, hai phần ba), a
    /// fraction of members, or none. Else as the named rule has it, where --present and --members are
    /// told.
    #[arg(long)]
    pub quorum: Option<String>,
    /// Count an election: plurality, majority, irv, stv, schulze; for lists sainte-lague, d-hondt,
    /// hare-niemeyer. Or a confidence vote: confidence.
    #[arg(long, value_name = "METHOD", value_parser = way(), requires = "ballots", conflicts_with_all = ["tie", "chair_vote", "lot", "quorum"])]
    pub method: Option<Way>,
    /// How many are to be elected.
    #[arg(long, value_name = "N", requires = "method", default_value_t = 1, value_parser = clap::value_parser!(u16).range(1..=MOST_SEATS))]
    pub seats: u16,
    /// Who stands, divided by commas; else everybody whom the ballots name.
    #[arg(long, value_name = "NAMES", requires = "method")]
    pub candidates: Option<String>,
    /// Who comes first of those who are level, as a lot, age or the chair has it: "B>A".
    #[arg(long, value_name = "NAMES", requires = "method")]
    pub order: Option<String>,
    /// Which ballot this is: 2 where one was held before that did not decide.
    #[arg(long, value_name = "N", requires = "method", value_parser = clap::value_parser!(u8).range(1..))]
    pub round: Option<u8>,
    /// Print one line of JSON.
    #[arg(long)]
    pub json: bool,
}

impl Args {
    /// What is said here of how everything looks and speaks.
    #[must_use]
    pub fn said(&self) -> Said {
        let looks = match &self.verb {
            Verb::Demo(demo) => Some(&demo.looks),
            Verb::Join(join) => Some(&join.looks),
            Verb::Replay(replay) => Some(&replay.looks),
            Verb::Picture(picture) => Some(&picture.looks),
            Verb::Config { looks, .. } => Some(looks),
            _ => None,
        };
        let hands = match &self.verb {
            Verb::Demo(demo) => Some(&demo.hands),
            Verb::Join(join) => Some(&join.hands),
            Verb::Replay(replay) => Some(&replay.hands),
            Verb::Config { hands, .. } | Verb::Keys { hands } => Some(hands),
            _ => None,
        };
        let is_linear = match &self.verb {
            Verb::Demo(demo) => demo.form.linear,
            Verb::Join(join) => join.form.linear,
            _ => false,
        };
        let linear = is_linear.then(|| ("linear", "yes".to_owned()));
        let lang = self.lang.map(|lang| ("language", lang.to_string()));
        let theme = looks.and_then(|looks| Some(("theme", looks.theme.clone()?)));
        let colours = looks.and_then(|looks| Some(("colours", looks.colours.clone()?)));
        let typing = hands.and_then(|hands| Some(("typing", hands.typing.clone()?)));
        let tones = hands.and_then(|hands| Some(("tones", hands.tones.clone()?)));
        let keys = hands.and_then(|hands| Some(("keys", hands.keys.clone()?)));
        [linear, lang, theme, colours, typing, tones, keys]
            .into_iter()
            .flatten()
            .collect()
    }
}

/// What kind of console it is.
#[derive(Clone, Debug, clap::Args)]
pub struct Form {
    /// Without the full screen: a line for each thing that happens, and a prompt that takes the same
    /// verbs in words. For screen readers, braille lines, logs and pipes.
    #[arg(long)]
    pub linear: bool,
}

/// How the console looks.
#[derive(Clone, Debug, clap::Args)]
pub struct Looks {
    /// The theme: dark, light, high-contrast, colour-safe, hall, or one of your own.
    #[arg(long)]
    pub theme: Option<String>,
    /// How many colours the terminal has: auto, true, 256, 16 or none.
    #[arg(long, alias = "colors", value_parser = PossibleValuesParser::new(settings::colours()))]
    pub colours: Option<String>,
}

/// What keys do, and how they are taken where something is typed.
#[derive(Debug, clap::Args)]
pub struct Hands {
    /// How Vietnamese is typed: telex, vni, off for keys as they come, or auto: telex where the
    /// screen is Vietnamese.
    #[arg(long, value_name = "METHOD", value_parser = PossibleValuesParser::new(settings::typing()))]
    pub typing: Option<String>,
    /// Where tone marks stand: old (hòa) or new (hoà).
    #[arg(long, value_name = "STYLE", value_parser = PossibleValuesParser::new(settings::tones()))]
    pub tones: Option<String>,
    /// The keys to begin with: default, vi or function; keys.toml in the folder of settings is laid
    /// over them.
    #[arg(long, value_name = "PRESET", value_parser = PossibleValuesParser::new(settings::keys()))]
    pub keys: Option<String>,
}

/// How many seats there may be at most.
const MOST_SEATS: i64 = election::MOST_SEATS as i64;

/// Reads a number of votes.
fn votes(text: &str) -> Result<Weight, &'static str> {
    let votes = Weight::read_sum(text).ok();
    let most = Weight::MOST_SUM;
    votes
        .filter(|votes| *votes <= most)
        .ok_or("help.write.votes")
}

/// Reads what the chair votes, in the words that can stand on a ballot.
fn chair_vote(text: &str) -> Result<Chair, &'static str> {
    match mark(text) {
        Some(Mark::Yes) => Ok(Chair::Votes(Side::Yes)),
        Some(Mark::No) => Ok(Chair::Votes(Side::No)),
        Some(Mark::Abstain) => Ok(Chair::Abstains),
        _ => Err("help.write.choice"),
    }
}

/// Reads what is done with a tie.
fn tie() -> impl TypedValueParser<Value = TieRule> {
    let names = TieRule::NAMES.map(|(_, name)| name);
    PossibleValuesParser::new(names).try_map(|name| name.parse())
}

/// Reads how ballots about people are counted.
fn way() -> impl TypedValueParser<Value = Way> {
    PossibleValuesParser::new(Way::names()).try_map(|name| Way::named(&name))
}

/// Reads the side that was drawn.
fn drawn(text: &str) -> Result<Side, &'static str> {
    match mark(text) {
        Some(Mark::Yes) => Ok(Side::Yes),
        Some(Mark::No) => Ok(Side::No),
        _ => Err("help.write.side"),
    }
}

/// Reads a role by its name.
fn role(text: &str) -> Result<Role, &'static str> {
    let named = Role::ALL.into_iter().find(|role| role.name() == text);
    named.ok_or("help.write.role")
}

/// Reads the role of a seat that somebody can sit down at.
fn seat(text: &str) -> Result<Role, &'static str> {
    let named = role(text).ok().filter(|role| *role != Role::Delegate);
    named.ok_or("help.write.seat")
}

/// Reads an address and a port.
fn address(text: &str) -> Result<SocketAddr, &'static str> {
    text.parse().map_err(|_| "help.write.address")
}

/// Reads columns and rows, as `80x24`.
fn size(text: &str) -> Result<(u16, u16), &'static str> {
    let read = |(columns, rows): (&str, &str)| Some((columns.parse().ok()?, rows.parse().ok()?));
    let size: Option<(u16, u16)> = text.split_once('x').and_then(read);
    size.filter(|(columns, rows)| (20..=400).contains(columns) && (5..=200).contains(rows))
        .ok_or("help.write.size")
}
