//! `chair picture`: a moment of a recording as a picture of the main screen.

use std::fs;
use std::path::Path;

use anyhow::{Context, bail};
use ratatui::Terminal;
use ratatui::backend::TestBackend;

use super::args::Picture;
use super::settings::Settings;
use super::{join, replay};
use crate::console::theme::{Depth, Themes};
use crate::console::{self, Message, Model, Setup, picture};
use crate::link::News;
use crate::session::{Millis, Seq};

/// Draws the screen of a chair after one record of a recording, some time later.
///
/// # Errors
/// Where the recording can't be read, has no such record, or the picture can't be written.
pub fn run(options: &Picture, settings: &Settings) -> anyhow::Result<()> {
    let lang = settings.lang();
    join::check_theme(settings)?;
    let mut records = replay::recorded(&options.recording, lang)?;
    let at = Seq(options.at);
    let Some(last) = records.iter().find(|record| record.seq == at) else {
        let end = records.len();
        bail!(lang.fill("cli.no_record", &[("at", &at), ("end", &end)]));
    };
    let now = last.at + Millis::from(crate::session::Seconds(options.later));
    records.retain(|record| record.seq <= at);
    let (width, height) = options.size;
    let mut model = Model::new(Setup {
        depth: Depth::True,
        themes: Themes::with(join::own_themes().now()),
        size: (width, height),
        now,
        // No word about the settings in the picture.
        warning: None,
        ..join::setup(settings, "")
    });
    let joined = News::Joined {
        role: options.role,
        delegate: None,
        resumed: false,
        head: at,
    };
    for message in [
        Message::News(joined),
        Message::News(News::Records { upto: at, records }),
        Message::Tick(now),
    ] {
        console::update(&mut model, message);
    }
    let mut terminal = Terminal::new(TestBackend::new(width, height))?;
    terminal.draw(|frame| console::view(&model, frame))?;
    let picture = picture::svg(terminal.backend().buffer(), &model.theme);
    write(&options.out, &picture)
}

fn write(path: &Path, svg: &str) -> anyhow::Result<()> {
    fs::write(path, svg).with_context(|| path.display().to_string())
}
