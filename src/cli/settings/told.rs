//! Settings as they are told to people: what is in force and where from, a file to begin with, the
//! table in the README.

use std::io::{self, Write};

use super::{SETTINGS, Setting, Settings, Source};
use crate::text::{self, Lang, clean};

/// How wide the file to begin with is, in columns.
const WIDTH: usize = 90;

/// Tells what is in force and where each value comes from, in the form of the file, and then all
/// that is wrong.
///
/// # Errors
/// Where nothing can be written.
pub fn in_force(settings: &Settings, out: &mut dyn Write) -> io::Result<()> {
    let lang = settings.lang();
    if let Some(path) = &settings.path {
        let key = if path.exists() {
            "settings.file"
        } else {
            "settings.no_file"
        };
        let file = clean::line(&path.display().to_string(), 500);
        writeln!(out, "# {}", lang.fill(key, &[("file", &file)]))?;
    }
    let lines: Vec<_> = SETTINGS
        .iter()
        .map(|setting| line(settings, setting))
        .collect();
    let widest = lines.iter().map(|(line, _)| text::width(line)).max();
    for (line, source) in &lines {
        let source = source_said(settings, *source);
        writeln!(out, "{}  # {source}", text::pad(line, widest.unwrap_or(0)))?;
    }
    for wrong in &settings.wrong {
        writeln!(out, "\n✗ {}", wrong.say(lang))?;
    }
    Ok(())
}

fn line(settings: &Settings, setting: &Setting) -> (String, Source) {
    let (value, source) = settings.value(setting.name);
    let value = match setting.name {
        // The folder that it comes to is worth more than that nobody named one.
        "data" => settings
            .data()
            .map_or_else(|_| value.to_owned(), |data| data.display().to_string()),
        _ => value.to_owned(),
    };
    (written(setting.name, &value), source)
}

/// A line of the file.
fn written(name: &str, value: &str) -> String {
    let value = clean::line(value, 4096)
        .replace('\\', "\\\\")
        .replace('"', "\\\"");
    format!("{name} = \"{value}\"")
}

fn source_said(settings: &Settings, source: Source) -> String {
    let lang = settings.lang();
    match source {
        Source::Default => lang.text("settings.source.default").to_owned(),
        Source::System(name) => lang.fill("settings.source.system", &[("name", &name)]),
        Source::File(line) => {
            let file = settings
                .path
                .as_ref()
                .map(|path| path.display().to_string());
            let file = clean::line(&file.unwrap_or_default(), 500);
            format!("{file}:{line}")
        }
        Source::Variable(name) => lang.fill("settings.source.variable", &[("name", &name)]),
        Source::Flag(name) => lang.fill("settings.source.flag", &[("name", &name)]),
    }
}

/// What a setting is for.
fn about(setting: &Setting, lang: Lang) -> &'static str {
    lang.text(&format!("settings.about.{}", setting.name))
}

/// Where else it can be said.
fn elsewhere(setting: &Setting) -> String {
    let both = [setting.flag, setting.variable];
    let both: Vec<_> = both.into_iter().filter(|name| !name.is_empty()).collect();
    both.join(", ")
}

/// A file to begin with: every setting with what it is for, each line still a comment, so that
/// nothing changes before somebody wants it to.
#[must_use]
pub fn to_begin_with(lang: Lang) -> String {
    let mut file = String::new();
    let comment = |text: &str, file: &mut String| {
        for line in text::wrap(text, WIDTH - 2) {
            file.push_str(&format!("# {line}\n"));
        }
    };
    comment(lang.text("settings.head"), &mut file);
    for setting in SETTINGS {
        file.push('\n');
        comment(about(setting, lang), &mut file);
        let also = lang.fill("settings.also", &[("names", &elsewhere(setting))]);
        comment(&also, &mut file);
        let line = if setting.default.is_empty() {
            setting.example.to_owned()
        } else {
            written(setting.name, setting.default)
        };
        file.push_str(&format!("#{line}\n"));
    }
    file
}

/// The settings as a table in Markdown.
#[must_use]
pub fn card(lang: Lang) -> String {
    let text = |key: &str| lang.text(&format!("settings.card.{key}"));
    let mut card = format!(
        "| {} | {} | {} | {} |\n|---|---|---|---|\n",
        text("name"),
        text("what"),
        text("default"),
        text("also")
    );
    for setting in SETTINGS {
        let default = match setting.default {
            "" => String::new(),
            default => format!("`{default}`"),
        };
        let also: Vec<_> = elsewhere(setting)
            .split(", ")
            .map(|name| format!("`{name}`"))
            .collect();
        let (name, about, also) = (setting.name, about(setting, lang), also.join(" "));
        card.push_str(&format!("| `{name}` | {about} | {default} | {also} |\n"));
    }
    card
}
