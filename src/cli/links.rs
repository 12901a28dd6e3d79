//! `chair links`: the join link of everybody who may join a session, as a table.

use std::io::{self, Write};
use std::path::Path;

use anyhow::{Context, anyhow};

use super::log;
use crate::cli::settings::Settings;
use crate::journal::{Served, Store, served};
use crate::session::{DelegateId, Record, Role, Session};
use crate::text::Lang;

/// Writes the links as CSV: role, number, name, unit, link. Also while a hub runs, so that somebody
/// who was added during the session can be given theirs.
///
/// # Errors
/// Where there is no such session, several and none named, or nothing can be written.
pub fn run(
    dir: &Path,
    session: Option<&str>,
    base: &str,
    lang: Lang,
    out: &mut dyn Write,
) -> anyhow::Result<()> {
    let store = Store::open_read_only(dir).map_err(|error| anyhow!(error.text(lang)))?;
    let name = log::named(&store, session, lang)?;
    let log = store
        .log(&name)
        .map_err(|error| anyhow!(error.text(lang)))?;
    let records = log.iter().map(|kept| serde_json::from_str(&kept.json));
    // What can't be read is no record of ours; `chair verify` tells which.
    let records: Option<Vec<Record>> = records.collect::<Result<_, _>>().ok();
    let session = records.and_then(|records| Session::replay(&records));
    let session = session.context(lang.text("cli.no_plan"))?;
    let access = store
        .access(&name)
        .map_err(|error| anyhow!(error.text(lang)))?;
    let room = format!("{}/{name}", base.trim_end_matches('/'));
    let mut table = csv::Writer::from_writer(out);
    table
        .write_record(["role", "id", "name", "unit", "link"])
        .map_err(io::Error::from)?;
    for access in access {
        let (id, name, unit) = person(&session, access.role, access.delegate);
        let link = format!("{room}#{}", access.token);
        table
            .write_record([access.role.name(), &id, &name, &unit, &link])
            .map_err(io::Error::from)?;
    }
    table.flush()?;
    Ok(())
}

/// The address that links are made for, where nobody names one: that of the hub that serves the
/// directory. Where that is not known, where a hub would be reached as it is set; then this is told.
#[must_use]
pub fn base(dir: &Path, settings: &Settings) -> (String, Option<String>) {
    let served = served(dir);
    if let Served::At(address) = served {
        return (address, None);
    }
    let usual = || format!("http://{}", settings.listen());
    let url = settings.url().map_or_else(usual, str::to_owned);
    let lang = settings.lang();
    let values: [(&str, &dyn std::fmt::Display); 2] = [("data", &dir.display()), ("url", &url)];
    let told = match served {
        Served::No => lang.fill("cli.links.assumed", &values),
        Served::Somewhere | Served::At(_) => lang.fill("cli.links.unknown", &values),
    };
    (url, Some(told))
}

fn person(session: &Session, role: Role, delegate: Option<DelegateId>) -> (String, String, String) {
    let id = match role {
        Role::Delegate => delegate,
        Role::Chair => Some(session.presiding),
        Role::Secretary => Some(session.plan.secretary),
        Role::Technician => None,
    };
    match id.and_then(|id| session.roster.get(id)) {
        Some(attendee) => {
            let person = &attendee.delegate;
            (
                person.id.to_string(),
                person.name.clone(),
                person.unit.clone(),
            )
        }
        None => Default::default(),
    }
}
