//! `chair links`: the join link of everybody who may join a session, as a table.

use std::io::Write;
use std::path::Path;

use anyhow::{Context, anyhow};

use super::log;
use crate::journal::Store;
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
    let records: Vec<Record> = records.collect::<Result<_, _>>()?;
    let session = Session::replay(&records).context(lang.text("cli.no_plan"))?;
    let access = store
        .access(&name)
        .map_err(|error| anyhow!(error.text(lang)))?;
    let room = format!("{}/{name}", base.trim_end_matches('/'));
    let mut table = csv::Writer::from_writer(out);
    table.write_record(["role", "id", "name", "unit", "link"])?;
    for access in access {
        let (id, name, unit) = person(&session, access.role, access.delegate);
        let link = format!("{room}#{}", access.token);
        table.write_record([access.role.name(), &id, &name, &unit, &link])?;
    }
    table.flush()?;
    Ok(())
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
