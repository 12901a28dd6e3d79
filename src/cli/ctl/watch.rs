//! What happens, as it happens: a line of JSON for each record, as `chair log` prints them, and one for
//! each change of the link. When the connection breaks it is made again, and the records go on where
//! they were, without gaps and without doubles.

use std::process::ExitCode;

use serde_json::json;

use super::told::line;
use super::{bye_key, ended};
use crate::cli::host::told_to_end;
use crate::link::News;
use crate::session::Seq;
use crate::term::Unseen;
use crate::text::Lang;

/// Follows the session from this record on, else from now on, until the reader or a signal ends it.
pub(super) async fn run(
    mut console: Unseen,
    from: Option<u32>,
    lang: Lang,
) -> anyhow::Result<ExitCode> {
    let end = told_to_end();
    tokio::pin!(end);
    let mut from = from.map(Seq);
    let mut last = Seq(0);
    let mut is_lost = false;
    loop {
        let news = tokio::select! {
            _ = &mut end => return Ok(ExitCode::SUCCESS),
            news = console.hear() => news,
        };
        match news {
            Some(News::Joined {
                role,
                delegate,
                resumed,
                head,
            }) => {
                if !resumed {
                    // Another past: what was seen of the former counts no more.
                    last = Seq(0);
                }
                from.get_or_insert(Seq(head.0 + 1));
                is_lost = false;
                line(&json!({
                    "link": "live",
                    "role": role,
                    "delegate": delegate,
                    "resumed": resumed,
                    "seq": head,
                }))?;
            }
            Some(News::Records { records, .. }) => {
                for record in records {
                    let is_new = record.seq > last && from.is_some_and(|from| record.seq >= from);
                    last = last.max(record.seq);
                    if is_new {
                        line(&record)?;
                    }
                }
            }
            Some(News::Lost { bye, .. }) if !is_lost => {
                is_lost = true;
                let text = bye.map_or_else(
                    || lang.text("console.link.lost"),
                    |bye| lang.text(&bye_key(bye)),
                );
                let reason = bye.map(|bye| bye.name());
                line(&json!({"link": "lost", "reason": reason, "text": text}))?;
            }
            Some(News::Ended { bye }) => {
                let text = lang.text(&bye_key(bye));
                line(&json!({"link": "ended", "reason": bye.name(), "text": text}))?;
                return Ok(ended(bye, lang).exit());
            }
            Some(_) => {}
            None => return Ok(ExitCode::SUCCESS),
        }
    }
}
