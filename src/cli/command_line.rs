//! The command line in a person's own language: its help, and what is wrong with what was written.
//!
//! What can be said is written down in [`args`](super::args); what is said about it stands in the
//! catalogue like all other texts, so that a translator finds it there. Help, man page and
//! completions are made from the same table.

use std::ffi::OsString;
use std::fmt::Display;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, Command, CommandFactory, Error, FromArgMatches};

use super::args::Args;
use super::settings::{Said, Settings};
use crate::session::Weight;
use crate::text::Lang;

/// The language that is asked for on a command line, or else in the surroundings and the settings,
/// before anything else of it is understood.
#[must_use]
pub fn lang(line: &[OsString]) -> Lang {
    let words: Vec<_> = line.iter().filter_map(|word| word.to_str()).collect();
    let named = words
        .iter()
        .enumerate()
        .find_map(|(place, word)| match *word {
            "--lang" => words.get(place + 1).copied(),
            word => word.strip_prefix("--lang="),
        });
    let known = named.filter(|named| named.parse::<Lang>().is_ok());
    let said: Said = known
        .map(|lang| ("language", lang.to_owned()))
        .into_iter()
        .collect();
    Settings::here(&said).lang()
}

/// Reads a command line.
///
/// # Errors
/// What is to be printed instead, and whether it was asked for: help and version are.
pub fn read(line: Vec<OsString>) -> Result<Args, Instead> {
    let lang = lang(&line);
    let mut command = command(lang);
    let is_verb = |word: &&OsString| {
        word.to_str()
            .is_some_and(|word| command.find_subcommand(word).is_some())
    };
    let verb = line
        .iter()
        .skip(1)
        .find(is_verb)
        .and_then(|word| word.to_str())
        .map(str::to_owned);
    let line = match verb.as_deref() {
        Some(verb @ "ctl") => answers_apart(&command, verb, line),
        _ => line,
    };
    let read = command.try_get_matches_from_mut(line);
    let read = read.and_then(|mut matches| Args::from_arg_matches_mut(&mut matches));
    read.map_err(|error| match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => Instead {
            text: error.render().to_string(),
            was_asked_for: true,
        },
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => Instead {
            text: error.render().to_string(),
            was_asked_for: false,
        },
        _ => Instead {
            text: wrong(lang, verb.as_deref(), &error),
            was_asked_for: false,
        },
    })
}

/// The line with the answers behind a `--` where one begins with a hyphen and can be no option, as
/// `- 3 1`: the reader of the line would take it for one. Options stand in front then, wherever they
/// stood.
fn answers_apart(command: &Command, verb: &str, line: Vec<OsString>) -> Vec<OsString> {
    let Some(at) = line.iter().position(|word| word == verb) else {
        return line;
    };
    let (head, rest) = line.split_at(at + 1);
    let is_answer = |word: &OsString| {
        let word = word.to_str().unwrap_or_default();
        word.starts_with('-') && !may_be_option(word)
    };
    if rest.iter().any(|word| word == "--") || !rest.iter().any(is_answer) {
        return line;
    }
    let (mut options, mut answers) = (head.to_vec(), vec![]);
    let mut rest = rest.iter();
    while let Some(word) = rest.next() {
        let is_option = word.to_str().is_some_and(may_be_option);
        match is_option {
            true => options.push(word.clone()),
            false => answers.push(word.clone()),
        }
        if is_option && takes_next(command, verb, word) {
            options.extend(rest.next().cloned());
        }
    }
    options.push("--".into());
    [options, answers].concat()
}

/// Whether a word looks like an option, also like one that there is not: its name is of letters and
/// hyphens.
fn may_be_option(word: &str) -> bool {
    let Some(name) = word.strip_prefix("--").or_else(|| word.strip_prefix('-')) else {
        return false;
    };
    let name = name.split_once('=').map_or(name, |(name, _)| name);
    let fits = |c: char| c.is_ascii_alphabetic() || c == '-';
    name.starts_with(|c: char| c.is_ascii_alphabetic()) && name.chars().all(fits)
}

/// Whether the value of an option is the word behind it.
fn takes_next(command: &Command, verb: &str, word: &OsString) -> bool {
    let name = word.to_str().and_then(|word| word.strip_prefix("--"));
    let part = command.find_subcommand(verb);
    let mut args = part.into_iter().flat_map(Command::get_arguments);
    args.any(|arg| arg.get_long() == name && name.is_some() && arg.get_action().takes_values())
}

/// What is printed in the place of what a command line was to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Instead {
    /// The text.
    pub text: String,
    /// Whether it was asked for; else something was wrong.
    pub was_asked_for: bool,
}

/// All that can be said, with what is said about it in this language.
#[must_use]
pub fn command(lang: Lang) -> Command {
    let mut command = Args::command();
    // Only then the help of every part is there to be spoken.
    command.build();
    let command = part(lang, command, "");
    let after = lang.text("help.after");
    command.long_about(lang.text("help.long")).after_help(after)
}

/// A command with everything beneath it; `name` is empty for the whole.
fn part(lang: Lang, command: Command, name: &str) -> Command {
    let about = match name {
        "" => lang.text("help.about"),
        name => lang.text(&format!("help.{name}.about")),
    };
    let heading = |key| lang.text(key);
    let template = format!(
        "{{before-help}}{{about-with-newline}}\n{} {{usage}}\n\n{{all-args}}{{after-help}}",
        heading("help.part.usage")
    );
    // How a command is written names its arguments, so they come first.
    let mut command = command.mut_args(|arg| argument(lang, arg, name));
    let usage = usage(lang, &mut command);
    let mut command = command
        .about(about)
        // Only what stands in the catalogue is said: doc comments speak English.
        .long_about(None)
        .override_usage(usage)
        .help_template(template)
        .subcommand_help_heading(heading("help.part.commands"));
    if let Some(after) = lang.known(&format!("help.{name}.after")) {
        command = command.after_help(after);
    }
    let names: Vec<String> = command
        .get_subcommands()
        .map(|sub| sub.get_name().to_owned())
        .collect();
    for sub in names {
        let own = sub.clone();
        command = command.mut_subcommand(sub, |sub| part(lang, sub, &own));
    }
    command
}

/// How it is written, with the words in it that are no names in this language.
fn usage(lang: Lang, command: &mut Command) -> String {
    let usage = command.render_usage().to_string();
    let usage = usage.split_once(": ").map_or(&*usage, |(_, usage)| usage);
    let words = [
        ("[OPTIONS]", "help.part.any_option"),
        ("<COMMAND>", "help.part.a_command"),
        ("VERB", "help.part.verb"),
        ("[ANSWER]", "help.part.an_answer"),
    ];
    let said = |usage: String, (word, key): (&str, &str)| usage.replace(word, lang.text(key));
    words.into_iter().fold(usage.to_owned(), said)
}

fn argument(lang: Lang, arg: Arg, command: &str) -> Arg {
    let id = arg.get_id().as_str().to_owned();
    let own = lang.known(&format!("help.{command}.{id}"));
    let mut help = own
        .unwrap_or_else(|| lang.text(&format!("help.arg.{id}")))
        .to_owned();
    let add = |help: &mut String, key, name, value: String| {
        help.push(' ');
        help.push_str(&lang.fill(key, &[(name, &value)]));
    };
    let defaults: Vec<_> = arg
        .get_default_values()
        .iter()
        .map(|value| value.to_string_lossy())
        .collect();
    let takes_value = arg.get_action().takes_values();
    if takes_value && !defaults.is_empty() {
        add(&mut help, "help.part.default", "value", defaults.join(" "));
    }
    let values = arg.get_possible_values();
    if takes_value && !values.is_empty() && id == "shell" {
        let names: Vec<_> = values.iter().map(|value| value.get_name()).collect();
        add(&mut help, "help.part.values", "values", names.join(", "));
    }
    let heading = if arg.is_positional() {
        "help.part.arguments"
    } else {
        "help.part.options"
    };
    // Only that of the whole has a long and a short form of help, and says which of them it is.
    let arg = if id == "help" && command.is_empty() {
        arg.long_help(help.clone())
    } else {
        arg.long_help(None)
    };
    let arg = match placeholder(lang, &arg) {
        Some(name) => arg.value_name(name),
        None => arg,
    };
    arg.help(help)
        .help_heading(lang.text(heading))
        .hide_default_value(true)
        .hide_possible_values(true)
}

/// What stands for a value, in this language. Nothing where none is taken.
fn placeholder(lang: Lang, arg: &Arg) -> Option<&'static str> {
    let name = arg.get_value_names()?.first()?;
    let name = name.to_lowercase().replace('.', "_");
    let takes_value = arg.get_action().takes_values();
    let said = lang.known(&format!("help.value.{name}"));
    said.filter(|_| takes_value)
}

/// What is wrong, in sentences: what, what to write instead, where to read on.
fn wrong(lang: Lang, verb: Option<&str>, error: &Error) -> String {
    let said = |kind| error.get(kind).map(shown).unwrap_or_default();
    let (arg, value) = (
        said(ContextKind::InvalidArg),
        said(ContextKind::InvalidValue),
    );
    let fill = |key: &str, values: &[(&str, &dyn Display)]| lang.fill(key, values);
    let mut sentences = vec![match error.kind() {
        ErrorKind::UnknownArgument => fill("help.wrong.unknown", &[("arg", &arg)]),
        ErrorKind::InvalidSubcommand => {
            let verb = said(ContextKind::InvalidSubcommand);
            fill("help.wrong.unknown_verb", &[("arg", &verb)])
        }
        ErrorKind::InvalidValue if value.is_empty() => {
            fill("help.wrong.value_missing", &[("arg", &arg)])
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            fill("help.wrong.value", &[("arg", &arg), ("value", &value)])
        }
        ErrorKind::MissingRequiredArgument => fill("help.wrong.missing", &[("args", &arg)]),
        ErrorKind::ArgumentConflict => {
            let other = said(ContextKind::PriorArg);
            if other.is_empty() || other == arg {
                fill("help.wrong.twice", &[("arg", &arg)])
            } else {
                fill("help.wrong.conflict", &[("arg", &arg), ("other", &other)])
            }
        }
        ErrorKind::MissingSubcommand => lang.text("help.wrong.no_verb").to_owned(),
        ErrorKind::TooManyValues | ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            fill("help.wrong.count", &[("arg", &arg)])
        }
        ErrorKind::InvalidUtf8 => lang.text("help.wrong.not_text").to_owned(),
        _ => lang.text("help.wrong.other").to_owned(),
    }];
    // Our own readers say with a key what to write; those of others speak English only.
    let why = std::error::Error::source(error).map(ToString::to_string);
    match why.filter(|_| error.kind() == ErrorKind::ValueValidation) {
        Some(key) if lang.known(&key).is_some() => {
            let why = lang.fill(&key, &[("most", &Weight::MOST_SUM)]);
            sentences.push(fill("help.wrong.why", &[("why", &why)]));
        }
        Some(why) if lang == Lang::En => sentences.push(format!("({why})")),
        _ => {}
    }
    let values = said(ContextKind::ValidValue);
    if !values.is_empty() {
        sentences.push(fill("help.wrong.values", &[("values", &values)]));
    }
    let kinds = [
        ContextKind::SuggestedArg,
        ContextKind::SuggestedSubcommand,
        ContextKind::SuggestedValue,
    ];
    let nearest = kinds
        .into_iter()
        .map(said)
        .find(|nearest| !nearest.is_empty());
    if let Some(nearest) = nearest {
        sentences.push(fill("help.wrong.nearest", &[("nearest", &nearest)]));
    }
    // "Usage: chair tally [OPTIONS]"
    let usage = said(ContextKind::Usage);
    let usage = usage
        .split_once(": ")
        .map_or(usage.as_str(), |(_, usage)| usage)
        .trim();
    let command = verb.map_or_else(|| "chair".to_owned(), |verb| format!("chair {verb}"));
    let see = fill("help.wrong.see", &[("command", &command)]);
    let mut text = format!("chair: {}\n", sentences.join(" "));
    if !usage.is_empty() {
        text.push_str(&format!("\n{} {usage}\n", lang.text("help.part.usage")));
    }
    format!("{text}{see}\n")
}

fn shown(value: &ContextValue) -> String {
    match value {
        ContextValue::String(text) => text.clone(),
        ContextValue::Strings(texts) => texts.join(", "),
        ContextValue::StyledStr(text) => text.to_string(),
        ContextValue::StyledStrs(texts) => {
            let texts: Vec<_> = texts.iter().map(ToString::to_string).collect();
            texts.join(", ")
        }
        ContextValue::Number(number) => number.to_string(),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(line: &str) -> Instead {
        let words = std::iter::once("chair").chain(line.split_whitespace());
        read(words.map(OsString::from).collect()).unwrap_err()
    }

    fn walk(command: &Command, name: &str, lang: Lang) {
        for arg in command.get_arguments() {
            let help = arg.get_help().map(ToString::to_string).unwrap_or_default();
            let id = arg.get_id();
            assert!(
                !help.is_empty() && !help.starts_with("help."),
                "write help.{name}.{id} or help.arg.{id} in src/text/{lang}/help.toml"
            );
        }
        for sub in command.get_subcommands().filter(|_| name != "help") {
            let about = sub.get_about().map(ToString::to_string).unwrap_or_default();
            let of = sub.get_name();
            assert!(
                !about.is_empty() && !about.starts_with("help."),
                "write help.{of}.about in src/text/{lang}/help.toml"
            );
            walk(sub, of, lang);
        }
    }

    #[test]
    fn everything_that_can_be_said_is_explained_in_both_languages() {
        for lang in Lang::ALL {
            walk(&command(lang), "", lang);
        }
        command(Lang::Vi).debug_assert();
    }

    #[test]
    fn help_speaks_the_language_of_the_person() {
        let help = said("--lang vi --help");
        assert!(help.was_asked_for);
        for part in [
            "Điều hành cuộc họp",
            "Cách dùng: chair",
            "Lệnh:",
            "Tùy chọn:",
            "Mã thoát:",
        ] {
            assert!(help.text.contains(part), "{part}: {}", help.text);
        }
        for english in ["Usage", "Options:", "Commands", "Print", "default:"] {
            assert!(!help.text.contains(english), "{english}: {}", help.text);
        }
        let help = said("picture --help --lang=vi").text;
        assert!(
            help.contains("[mặc định: 80x24]") && help.contains("Tham số:"),
            "{help}"
        );
        assert!(!help.contains("default"), "{help}");
        let help = said("--lang en tally --help").text;
        assert!(
            help.contains("Usage: chair tally") && help.contains("Options:"),
            "{help}"
        );
    }

    #[test]
    fn an_answer_of_ctl_may_begin_with_a_hyphen_and_options_stand_anywhere() {
        use super::super::args::{Ctl, Verb};
        let read = |words: &[&str]| -> Option<Ctl> {
            let line = ["chair", "ctl"].iter().chain(words);
            match read(line.map(OsString::from).collect()).ok()?.verb {
                Verb::Ctl(ctl) => Some(ctl),
                _ => None,
            }
        };
        let hands = ["ws://h/s#t", "poll.hands", "- 3 1"];
        let lines: [&[&str]; 4] = [
            &[
                "ws://h/s#t",
                "poll.hands",
                "- 3 1",
                "--yes",
                "--timeout",
                "5",
            ],
            &["--yes", "ws://h/s#t", "--timeout=5", "poll.hands", "- 3 1"],
            &[
                "--timeout",
                "5",
                "ws://h/s#t",
                "poll.hands",
                "--yes",
                "- 3 1",
            ],
            &[
                "--yes",
                "--timeout",
                "5",
                "--",
                "ws://h/s#t",
                "poll.hands",
                "- 3 1",
            ],
        ];
        for line in lines {
            let ctl = read(line).unwrap_or_else(|| panic!("{line:?}"));
            assert_eq!(ctl.words, hands, "{line:?}");
            assert!(ctl.yes && ctl.timeout == 5, "{line:?}");
        }
        for answer in ["-", "-3", "-,3,1", "- Một: hai", "-4 = 1", "–"] {
            let ctl = read(&["url", "poll.hands", answer]).unwrap_or_else(|| panic!("{answer}"));
            assert_eq!(ctl.words, ["url", "poll.hands", answer]);
        }
        // An option that there is not is told as before, also beside such an answer.
        for wrong in ["--yse", "-y", "--rol=x"] {
            assert!(
                read(&["url", "poll.hands", "- 3 1", wrong]).is_none(),
                "{wrong}"
            );
        }
    }

    #[test]
    fn every_page_of_help_is_said_in_the_language_alone() {
        let english: Vec<_> = Args::command()
            .get_subcommands()
            .map(|sub| sub.get_name().to_owned())
            .collect();
        for name in english {
            for line in [
                format!("--lang vi {name} --help"),
                format!("--lang vi help {name}"),
            ] {
                let help = said(&line).text;
                assert!(help.contains("Cách dùng: chair"), "{line}: {help}");
                for word in [
                    " the ", " is ", " with ", "Print", "OPTIONS", "COMMAND", "FILE", "SESSION",
                ] {
                    assert!(!help.contains(word), "{line}: {word}: {help}");
                }
                // What stands before options is written before them, and told before them.
                let (arguments, options) = (help.find("Tham số:"), help.find("Tùy chọn:"));
                assert!(arguments.is_none() || arguments < options, "{line}: {help}");
            }
        }
    }

    #[test]
    fn what_is_wrong_is_told_with_what_to_write_instead() {
        for (line, parts) in [
            (
                "--lang vi demo --rol chair",
                [
                    "không có tùy chọn hay tham số `--rol`.",
                    "Có phải là `--role`?",
                ],
            ),
            (
                "--lang vi hots",
                ["không có lệnh `hots`.", "Có phải là `host`?"],
            ),
            (
                "--lang vi join",
                ["còn thiếu: <URL>.", "Cách dùng: chair join"],
            ),
            (
                "--lang vi demo --role king",
                [
                    "không nhận `king`.",
                    "Hãy ghi chair, secretary hoặc technician.",
                ],
            ),
            (
                "--lang vi tally --rule x --yes y",
                ["không nhận `y`.", "Hãy ghi một số từ 0 đến"],
            ),
            (
                "--lang vi demo --theme",
                ["cần một giá trị.", "Xem thêm: chair demo --help"],
            ),
            (
                "--lang vi demo --typing x",
                ["không nhận `x`.", "Hãy chọn: "],
            ),
            (
                "--lang en host --listen x",
                ["does not take `x`.", "Please write a number address"],
            ),
        ] {
            let told = said(line);
            assert!(!told.was_asked_for);
            for part in parts {
                assert!(told.text.contains(part), "{line}: {part}: {}", told.text);
            }
        }
    }
}
