//! The session file as a whole, and how the body decides.

use toml::de::{DeTable, DeValue};

use super::agenda::{self, Defaults};
use super::key::{RULES, SITE};
use super::mistake::{Fault, Mistake};
use super::opinions;
use super::page::Page;
use super::remark::{self, Remark};
use super::roster::{self, People};
use super::table::{MayRead, Noted, Read, Table, Value};
use super::terms::{self, Written};
use super::value::{self, MOST_ID};
use super::word::{ENTITLED, MANNERS, MEASURES, POLICIES, SITES, SUBSTITUTES, UNCOUNTED};
use super::{Dossier, Files, choice, floor, moment};
use crate::session::attendance::NAME;
use crate::session::plan::{FloorRules, Plan, Rules, Site};
use crate::session::poll::Manner;
use crate::session::quorum::Quorum;
use crate::session::rule::Preset;
use crate::session::voice::Rights;
use crate::session::{DelegateId, Seconds, Time, consent};

/// How long what stands at the head of a session may be, in clusters: its title, the agencies.
pub(super) const HEAD: usize = 300;
/// The longest limit of a speech, and the longest that a lost connection counts: a day.
pub(super) const LONGEST: u32 = 86_400;
/// How many seats a site may have.
pub(super) const MOST_SEATS: u32 = 100_000;

/// The largest number of proxies to which a body may limit everybody.
pub(super) const MOST_PROXIES: u32 = 10_000;

/// How many sites a session may have.
pub(super) const MOST_SITES: usize = 500;

/// Reads the session file; what is wrong is noted on the page, what is wrong with the roster's own
/// file goes to `elsewhere`.
pub(super) fn read(
    table: &Table<'_>,
    files: &dyn Files,
    elsewhere: &mut Vec<Mistake>,
) -> Read<Dossier> {
    let id = table.must("id", table.parse("id", value::session_name));
    let title = table.must("title", table.text("title", HEAD));
    let kind = table.remark("kind", HEAD);
    let starts = table.must("starts", when(table, "starts"));
    let place = table.remark("place", HEAD);
    let room = table.remark("room", HEAD);
    let superior = table.remark("superior", HEAD);
    let agency = table.remark("agency", HEAD);
    let help = table.remark("help", HEAD);
    let sites = sites(table);
    // Who is of which group and who holds whose voice is told by the roster, which groups there are
    // and whether that may be by the rules; how much time a unit has again by the rules.
    let nothing = DeTable::new();
    let body = table.table("rules", &RULES).map(|body| {
        let none = || Table::open(table.page, &nothing, table.spot, &RULES);
        body.unwrap_or_else(none)
    });
    let floor = body.as_ref().map_err(|noted| *noted).and_then(floor::floor);
    let groups = floor.clone().map(|floor| floor.groups);
    let rights = body.as_ref().map_err(|noted| *noted).and_then(rights);
    let people = roster::read(
        table,
        &sites,
        &groups,
        rights.as_ref().ok(),
        files,
        elsewhere,
    );
    let people = people.as_ref().ok();
    let rules = body.and_then(|body| rules(&body, floor, rights, people));
    let chair = table.must("chair", person(table, "chair", people));
    let deputies = deputies(table, people);
    let secretary = table.must("secretary", person(table, "secretary", people));
    let defaults = rules.as_ref().ok();
    let defaults = defaults.map(|body| Defaults {
        rules: &body.rules,
        written: body.written,
    });
    let agenda = agenda::read(table, defaults.as_ref(), people, files);
    let opinions = opinions::read(table, defaults.as_ref());

    let (agenda, documents, contents) = agenda?;
    let (starts, utc_offset) = starts?;
    let body = rules?;
    let plan = Plan {
        id: id?,
        title: title?,
        kind: kind?,
        starts,
        utc_offset,
        place: place?,
        room: room?,
        superior: superior?,
        agency: agency?,
        help: help?,
        chair: chair?,
        deputies: deputies?,
        secretary: secretary?,
        rules: body.rules,
        sites: sites.iter().cloned().collect::<Read<_>>()?,
        agenda,
        roster: people.ok_or(Noted)?.delegates()?,
        opinions: opinions?,
        documents,
    };
    remark::of_plan(table, &plan);
    Ok(Dossier {
        plan,
        documents: contents,
        quorum_from: body.quorum_from,
        remarks: table.page.remarks(),
    })
}

/// How the body decides.
struct Body {
    rules: Rules,
    /// What of its terms was written.
    written: Written,
    /// Whose quorum it is, where none was written.
    quorum_from: Option<&'static Preset>,
}

/// A day and time of day, and the offset it was written with.
pub(super) fn when(table: &Table<'_>, key: &'static str) -> MayRead<(Time, i32)> {
    let Some(value) = table.value(key) else {
        return Ok(None);
    };
    let DeValue::Datetime(written) = value.value else {
        return value.wrong_kind(table.page, super::Kind::Moment);
    };
    let text = written.to_string();
    let starts = moment::read(written);
    starts
        .map(Some)
        .ok_or_else(|| value.wrong(table.page, Fault::WrongDate { text }))
}

/// Somebody who must stand on the roster.
pub(super) fn person(
    table: &Table<'_>,
    key: &'static str,
    people: Option<&People>,
) -> MayRead<DelegateId> {
    let value = table.value(key);
    value
        .map(|value| on_roster(table.page, &value, people))
        .transpose()
}

fn on_roster(page: &Page, value: &Value<'_>, people: Option<&People>) -> Read<DelegateId> {
    let id = value.number(page, 1, MOST_ID)?;
    if people.is_none_or(|people| people.may_have(DelegateId(id))) {
        return Ok(DelegateId(id));
    }
    let key = value.key.to_owned();
    Err(value.wrong(page, Fault::NoSuchPerson { key, id }))
}

fn deputies(table: &Table<'_>, people: Option<&People>) -> Read<Vec<DelegateId>> {
    let deputies = table.list("deputies")?.unwrap_or_default();
    // All are looked at before the first mistake ends it.
    let deputies: Vec<_> = deputies
        .iter()
        .map(|value| on_roster(table.page, value, people))
        .collect();
    deputies.into_iter().collect()
}

fn rules(
    table: &Table<'_>,
    floor: Read<FloorRules>,
    rights: Read<Rights>,
    people: Option<&People>,
) -> Read<Body> {
    let majority = terms::majority(table);
    let preset = majority
        .as_ref()
        .ok()
        .and_then(|read| read.as_ref()?.preset);
    let quorum = quorum(table, preset);
    let wait = table.number("wait_s", consent::SHORTEST, consent::LONGEST);
    let manner = table.word("ballot", MANNERS);
    let written = terms::read(table);
    let choices = choice::read(table);
    let substitutes = table.word("substitutes", SUBSTITUTES);
    let limits = floor::limits(table);
    let accounts = floor::accounts(table, people);
    if let (Ok(floor), Some(people)) = (&floor, people) {
        floor::filled(table, floor, people);
    }
    let (majority, manner) = (majority?, manner?.unwrap_or(Manner::Named));
    let written = written?;
    written.must_fit(table, manner)?;
    let terms = written.of_body(majority.as_ref());
    let majority = match majority {
        Some(majority) => majority.rule,
        None => Preset::SIMPLE.rule(),
    };
    let (quorum, quorum_from) = quorum?;
    let rules = Rules {
        quorum,
        majority,
        manner,
        choices: choices?.unwrap_or_else(choice::usual),
        terms,
        substitutes: substitutes?.unwrap_or_default(),
        rights: rights?,
        wait: wait?.map_or(consent::WAIT, Seconds),
        limits: limits?,
        floor: floor?,
        accounts: accounts?,
    };
    Ok(Body {
        rules,
        written,
        quorum_from,
    })
}

/// The quorum as it is written. Where the fraction is not, that of the preset which carries motions is
/// taken, which is then told too.
fn quorum(
    rules: &Table<'_>,
    preset: Option<&'static Preset>,
) -> Read<(Quorum, Option<&'static Preset>)> {
    let condition = rules.parse("quorum", value::quorum);
    let grace = rules.number("grace_s", 0, LONGEST);
    let policy = rules.word("quorum_policy", POLICIES);
    let measure = rules.word("quorum_by", MEASURES);
    let without = rules.list("quorum_without")?.unwrap_or_default();
    let without: Vec<_> = without
        .iter()
        .map(|value| value.word(rules.page, UNCOUNTED))
        .collect();
    let written = condition?;
    let from = preset.filter(|preset| written.is_none() && preset.quorum.is_some());
    let quorum = Quorum {
        condition: written.unwrap_or_else(|| from.and_then(Quorum::of_preset)),
        grace: grace?.map_or(Quorum::GRACE, Seconds),
        policy: policy?.unwrap_or_default(),
        without: without.into_iter().collect::<Read<_>>()?,
        measure: measure?.unwrap_or_default(),
    };
    if quorum.condition.is_none() {
        for key in ["quorum_policy", "quorum_without", "quorum_by"] {
            if rules.value(key).is_some() {
                remark::at(rules, key, Remark::WithoutQuorum { key });
            }
        }
    }
    Ok((quorum, from))
}

fn rights(rules: &Table<'_>) -> Read<Rights> {
    let entitled = rules.word("entitled", ENTITLED);
    let proxies = rules.word("proxy_votes", SUBSTITUTES);
    let most = rules.number("most_proxies", 0, MOST_PROXIES);
    Ok(Rights {
        entitled: entitled?.unwrap_or_default(),
        proxies: proxies?.unwrap_or_default(),
        most_proxies: most?.unwrap_or_default(),
    })
}

/// The sites in their order; one that is wrong keeps its place.
fn sites(session: &Table<'_>) -> Vec<Read<Site>> {
    let sites = match session.list("sites") {
        Ok(sites) => sites.unwrap_or_default(),
        Err(noted) => return vec![Err(noted)],
    };
    if sites.len() > MOST_SITES {
        let (key, most) = ("sites", MOST_SITES);
        let fault = Fault::TooMany { key, most };
        session.page.note(session.spot_of(key), fault);
        return vec![Err(Noted)];
    }
    let mut names: Vec<(String, u32)> = vec![];
    let mut read = vec![];
    for value in sites {
        read.push(value.table(session.page, &SITE).and_then(|table| {
            let name = table.must("name", table.text("name", NAME));
            let kind = table.must("kind", table.word("kind", SITES));
            let seats = table.number("seats", 0, MOST_SEATS);
            let name = name?;
            let spot = table.spot_of("name");
            if let Some((_, first)) = names.iter().find(|(known, _)| *known == name) {
                let (name, first) = (name.clone(), *first);
                session
                    .page
                    .note(spot, Fault::DuplicateSite { name, first });
            }
            names.push((name.clone(), spot.line));
            Ok(Site {
                name,
                kind: kind?,
                seats: seats?.unwrap_or(0),
            })
        }));
    }
    read
}
