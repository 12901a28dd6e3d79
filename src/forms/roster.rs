//! The roster: everybody invited, whether they stand in the session file or in a file of their own.
//!
//! Both come here as rows of cells, so that the same rules hold for both.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use toml::de::DeValue;

use super::key::PERSON;
use super::mistake::{Fault, Kind, Mistake};
use super::page::{Page, Spot};
use super::table::{MayRead, Noted, Read, Table};
use super::word::ROLES;
use super::{Files, MOST_ROSTER, path, sheet, value};
use crate::session::attendance::{MOST_DELEGATES, NAME};
use crate::session::plan::{Delegate, Site, Substitutes};
use crate::session::voice::Rights;
use crate::session::{DelegateId, GroupId, SiteId, Weight};
use crate::text::fold;
use crate::text::near::nearest;

/// How long the name of a seat may be, in clusters.
pub(super) const SEAT: usize = 20;

/// What is told of a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Column {
    Id,
    Name,
    Title,
    Unit,
    Group,
    Site,
    Seat,
    Vote,
    Role,
    Proxy,
}

impl Column {
    pub const ALL: [(Self, &'static str); 10] = [
        (Self::Id, "id"),
        (Self::Name, "name"),
        (Self::Title, "title"),
        (Self::Unit, "unit"),
        (Self::Group, "group"),
        (Self::Site, "site"),
        (Self::Seat, "seat"),
        (Self::Vote, "vote"),
        (Self::Role, "role"),
        (Self::Proxy, "proxy"),
    ];
}

/// One thing told of a person: what, how the file calls it, and where.
pub(super) struct Cell<'r> {
    pub key: Cow<'r, str>,
    pub text: Cow<'r, str>,
    pub spot: Spot,
}

/// What is told of one person. What is empty counts as not told.
pub(super) struct Row<'r> {
    pub spot: Spot,
    pub cells: BTreeMap<Column, Read<Cell<'r>>>,
}

/// What it means that somebody has neither a vote nor a role.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unsaid {
    /// Votes are told, but none for this person: a guest.
    Guest,
    /// Neither is told of anybody: everybody has one vote.
    OneVote,
    /// Roles are told, but not this person's: nobody can know.
    Unclear,
}

/// Everybody found so far.
pub(super) struct People<'s> {
    sites: &'s [Read<Site>],
    groups: Read<&'s [String]>,
    unsaid: Unsaid,
    delegates: Vec<Read<Delegate>>,
    /// The line on which each number stands first.
    ids: BTreeMap<DelegateId, u32>,
    /// The line on which each seat of a site stands first.
    seats: BTreeMap<(Option<SiteId>, String), u32>,
    /// Who is named as the holder of whose proxy, and where.
    proxies: Vec<(DelegateId, Named)>,
    /// Whether every number could be read.
    complete: bool,
}

/// Somebody named in a row.
struct Named {
    key: String,
    holder: DelegateId,
    spot: Spot,
}

/// Reads the roster, from the session file or from the file it names.
pub(super) fn read<'s>(
    session: &Table<'_>,
    sites: &'s [Read<Site>],
    groups: &'s Read<Vec<String>>,
    rights: Option<&Rights>,
    files: &dyn Files,
    elsewhere: &mut Vec<Mistake>,
) -> Read<People<'s>> {
    let groups = groups.as_deref().map_err(|noted| *noted);
    let page = session.page;
    let value = session.must("roster", Ok(session.value("roster")))?;
    match value.value {
        DeValue::String(_) => {
            let name = value.text(page, path::LONGEST)?;
            let bytes = path::read(files, &name, MOST_ROSTER);
            let bytes = bytes.map_err(|fault| value.wrong(page, fault))?;
            let sheet = Page::open(&name, &bytes);
            let people = sheet::read(&sheet, sites, groups);
            if let (Ok(people), Some(rights)) = (&people, rights) {
                people.check_proxies(&sheet, rights);
            }
            elsewhere.extend(sheet.into_mistakes());
            people
        }
        DeValue::Array(_) => {
            let mut people = People::new(sites, groups, Unsaid::Guest);
            let list = session.list("roster")?.unwrap_or_default();
            for value in &list {
                if people.is_full(page, value.spot) {
                    break;
                }
                match value.table(page, &PERSON) {
                    Ok(table) => people.add(page, &row(&table)),
                    Err(Noted) => people.complete = false,
                }
            }
            if let Some(rights) = rights {
                people.check_proxies(page, rights);
            }
            people.not_empty(page, session.spot_of("roster"))
        }
        _ => value.wrong_kind(page, Kind::Text),
    }
}

/// A person as told in the session file.
fn row<'p>(table: &Table<'p>) -> Row<'p> {
    let mut cells = BTreeMap::new();
    for (column, key) in Column::ALL {
        let cell = table.value(key).map(|value| {
            Ok(Cell {
                key: Cow::Borrowed(key),
                text: value.written(table.page)?,
                spot: value.spot,
            })
        });
        let cell = match (column, cell) {
            (Column::Id | Column::Name, None) => {
                Some(table.must(key, Ok::<Option<Cell<'_>>, _>(None)))
            }
            (_, cell) => cell,
        };
        cells.extend(cell.map(|cell| (column, cell)));
    }
    Row {
        spot: table.spot,
        cells,
    }
}

impl<'s> People<'s> {
    /// The names of everybody.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let known = self.delegates.iter().flatten();
        known.map(|delegate| delegate.name.as_str())
    }

    pub fn new(sites: &'s [Read<Site>], groups: Read<&'s [String]>, unsaid: Unsaid) -> Self {
        Self {
            sites,
            groups,
            unsaid,
            delegates: vec![],
            ids: BTreeMap::new(),
            seats: BTreeMap::new(),
            proxies: vec![],
            complete: true,
        }
    }

    /// Whether somebody may have this number: also if not all numbers could be read.
    pub fn may_have(&self, id: DelegateId) -> bool {
        !self.complete || self.ids.contains_key(&id)
    }

    /// Everybody, if nothing was wrong.
    pub fn delegates(&self) -> Read<Vec<Delegate>> {
        self.delegates.iter().cloned().collect()
    }

    /// Whether nobody more may be added, which is noted.
    pub fn is_full(&mut self, page: &Page, spot: Spot) -> bool {
        let full = self.delegates.len() >= MOST_DELEGATES;
        if full {
            self.complete = false;
            let most = MOST_DELEGATES;
            page.note(spot, Fault::TooManyRows { most });
        }
        full
    }

    /// Itself, unless nobody was found.
    pub fn not_empty(self, page: &Page, spot: Spot) -> Read<Self> {
        if self.delegates.is_empty() && self.complete {
            page.note(spot, Fault::EmptyRoster);
            return Err(Noted);
        }
        Ok(self)
    }

    /// Adds a person, noting what is wrong with what is told of them.
    pub fn add(&mut self, page: &Page, row: &Row<'_>) {
        let delegate = self.delegate(page, row);
        self.delegates.push(delegate);
    }

    fn delegate(&mut self, page: &Page, row: &Row<'_>) -> Read<Delegate> {
        let id = self.id(page, row);
        let name = row.must(page, Column::Name, |cell| {
            value::line(&cell.key, &cell.text, NAME)
        });
        let remark = |column, most| {
            let text = row.read(page, column, |cell| {
                value::line(&cell.key, &cell.text, most)
            });
            text.map(Option::unwrap_or_default)
        };
        let title = remark(Column::Title, NAME);
        let unit = remark(Column::Unit, NAME);
        let seat = remark(Column::Seat, SEAT);
        let group = row.read(page, Column::Group, |cell| self.group(cell));
        let group = group.and_then(Option::transpose);
        let site = row.read(page, Column::Site, |cell| self.site(cell));
        let site = site.and_then(Option::transpose);
        if let (Ok(site), Ok(seat)) = (&site, &seat) {
            self.take_seat(page, row, *site, seat);
        }
        let vote = self.vote(page, row);
        let proxy = row.read(page, Column::Proxy, |cell| {
            let holder = value::id(&cell.text)?;
            let key = cell.key.clone().into_owned();
            let spot = cell.spot;
            Ok(Named { key, holder, spot })
        });
        let (id, proxy) = (id?, proxy?);
        let holder = proxy.as_ref().map(|named| named.holder);
        self.proxies.extend(proxy.map(|named| (id, named)));
        Ok(Delegate {
            id,
            name: name?,
            title: title?,
            unit: unit?,
            group: group?,
            site: site?,
            seat: seat?,
            vote: vote?,
            proxy: holder,
        })
    }

    fn id(&mut self, page: &Page, row: &Row<'_>) -> Read<DelegateId> {
        let id = row.must(page, Column::Id, |cell| value::id(&cell.text));
        self.complete &= id.is_ok();
        let (id, spot) = (id?, row.spot_of(Column::Id));
        if let Some(first) = self.ids.get(&id).copied() {
            let id = id.0;
            page.note(spot, Fault::DuplicateId { id, first });
            return Err(Noted);
        }
        self.ids.insert(id, spot.line);
        Ok(id)
    }

    /// The site of this name. Where not all sites could be read, nobody can tell that there is none.
    fn site(&self, cell: &Cell<'_>) -> Result<Read<SiteId>, Fault> {
        let name = value::line(&cell.key, &cell.text, NAME)?;
        let known = || {
            let sites = self.sites.iter().flatten();
            sites.map(|site| site.name.as_str())
        };
        let named = |site: &Read<Site>| site.as_ref().is_ok_and(|site| site.name == name);
        if let Some((_, id)) = self.sites.iter().zip(1..).find(|(site, _)| named(site)) {
            return Ok(Ok(SiteId(id)));
        }
        if self.sites.iter().any(Result::is_err) {
            return Ok(Err(Noted));
        }
        Err(Fault::UnknownSite {
            near: nearest(&name, known()).map(str::to_owned),
            known: known().map(str::to_owned).collect(),
            name,
        })
    }

    /// The group of this name. Where the rules could not be read, nobody can tell that there is none.
    fn group(&self, cell: &Cell<'_>) -> Result<Read<GroupId>, Fault> {
        let name = value::line(&cell.key, &cell.text, NAME)?;
        let Ok(groups) = self.groups else {
            return Ok(Err(Noted));
        };
        let mut known = (1..).zip(groups);
        if let Some((id, _)) = known.find(|(_, group)| **group == name) {
            return Ok(Ok(GroupId(id)));
        }
        Err(Fault::UnknownGroup {
            near: nearest(&name, groups.iter().map(String::as_str)).map(str::to_owned),
            known: groups.to_vec(),
            name,
        })
    }

    /// Notes proxies that the session's rules don't know, or that name somebody who can't hold them.
    fn check_proxies(&self, page: &Page, rights: &Rights) {
        let known = self.delegates.iter().flatten();
        let members = known.filter(|delegate| delegate.vote.is_some());
        let members: BTreeSet<_> = members.map(|delegate| delegate.id).collect();
        let member = |id: &DelegateId| members.contains(id);
        let given: BTreeSet<_> = self.proxies.iter().map(|(grantor, _)| *grantor).collect();
        let mut held: BTreeMap<DelegateId, u32> = BTreeMap::new();
        for (grantor, named) in &self.proxies {
            let (holder, most) = (named.holder, rights.most_proxies);
            let id = holder.0;
            let count = held.entry(holder).or_default();
            *count += 1;
            let fault = if rights.proxies == Substitutes::None {
                Fault::NoProxies
            } else if !self.may_have(holder) {
                let key = named.key.clone();
                Fault::NoSuchPerson { key, id }
            } else if self.ids.contains_key(&holder)
                && (!member(&holder) || given.contains(&holder))
            {
                Fault::CannotHold { id }
            } else if !member(grantor) {
                Fault::GuestProxy
            } else if most > 0 && *count > most {
                Fault::TooManyProxies { id, most }
            } else {
                continue;
            };
            page.note(named.spot, fault);
        }
    }

    fn take_seat(&mut self, page: &Page, row: &Row<'_>, site: Option<SiteId>, seat: &str) {
        if seat.is_empty() {
            return;
        }
        let spot = row.spot_of(Column::Seat);
        let place = (site, fold(seat));
        if let Some(first) = self.seats.get(&place).copied() {
            let seat = seat.to_owned();
            page.note(spot, Fault::DuplicateSeat { seat, first });
        } else {
            self.seats.insert(place, spot.line);
        }
    }

    fn vote(&self, page: &Page, row: &Row<'_>) -> MayRead<Weight> {
        let role = row.read(page, Column::Role, |cell| {
            value::word(&cell.key, &cell.text, ROLES)
        });
        let vote = row.read(page, Column::Vote, |cell| value::weight(&cell.text));
        match (role?, vote?, self.unsaid) {
            (Some(false), None, _) | (None, None, Unsaid::Guest) => Ok(None),
            (Some(true) | None, Some(vote), _) => Ok(Some(vote)),
            (Some(true), None, _) | (None, None, Unsaid::OneVote) => Ok(Some(Weight::ONE)),
            (Some(false), Some(_), _) => {
                page.note(row.spot_of(Column::Vote), Fault::GuestVotes);
                Err(Noted)
            }
            (None, None, Unsaid::Unclear) => {
                page.note(row.spot, Fault::RoleUnsaid);
                Err(Noted)
            }
        }
    }
}

impl<'r> Row<'r> {
    /// What a function makes of a cell, if something is told there.
    fn read<T>(
        &self,
        page: &Page,
        column: Column,
        read: impl FnOnce(&Cell<'r>) -> Result<T, Fault>,
    ) -> MayRead<T> {
        let Some(cell) = self.cells.get(&column) else {
            return Ok(None);
        };
        let cell = cell.as_ref().map_err(|noted| *noted)?;
        if cell.text.trim().is_empty() {
            return Ok(None);
        }
        let value = read(cell).map_err(|fault| {
            page.note(cell.spot, fault);
            Noted
        });
        value.map(Some)
    }

    /// The same for what must be told.
    fn must<T>(
        &self,
        page: &Page,
        column: Column,
        read: impl FnOnce(&Cell<'r>) -> Result<T, Fault>,
    ) -> Read<T> {
        if let Some(value) = self.read(page, column, read)? {
            return Ok(value);
        }
        if let Some(Ok(cell)) = self.cells.get(&column) {
            let key = cell.key.clone().into_owned();
            page.note(cell.spot, Fault::Empty { key });
        }
        Err(Noted)
    }

    fn spot_of(&self, column: Column) -> Spot {
        match self.cells.get(&column) {
            Some(Ok(cell)) => cell.spot,
            _ => self.spot,
        }
    }
}
