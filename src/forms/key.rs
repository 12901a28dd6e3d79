//! The keys of a session file, each with an example of how it is written.

/// A key that may stand in a table.
pub(crate) struct Key {
    pub name: &'static str,
    /// The line as it could be written.
    pub example: &'static str,
}

/// The keys of one kind of table.
pub(crate) struct Keys {
    /// How the table is begun; nothing for what stands before the first table.
    pub header: &'static str,
    pub keys: &'static [Key],
    /// The tables that stand within this one.
    pub inner: &'static [&'static Keys],
    /// The tables that such a file has once: a key that does not belong here may belong there.
    pub once: &'static [&'static Keys],
    /// The tables that it may have many times.
    pub often: &'static [&'static Keys],
}

impl Keys {
    /// No keys, and no other tables.
    pub const ALONE: Self = Self {
        header: "",
        keys: &[],
        inner: &[],
        once: &[],
        often: &[],
    };

    /// How a key is written here.
    pub fn example(&self, name: &str) -> &'static str {
        let mut keys = self.keys.iter();
        keys.find(|key| key.name == name)
            .map_or("", |key| key.example)
    }

    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        self.keys.iter().map(|key| key.name)
    }

    fn has(&self, name: &str) -> bool {
        self.names().any(|key| key == name)
    }
}

/// The tables that a session file has once.
static ONCE: [&Keys; 5] = [&SESSION, &RULES, &LIMITS, &FLOOR, &ACCOUNTS];
/// Those that it may have many times.
static OFTEN: [&Keys; 6] = [&SITE, &ITEM, &OPINION, &DOCUMENT, &MOTION, &PERSON];

macro_rules! keys {
    ($(#[$doc:meta])* $table:ident $header:literal $([$($inner:ident),*])?:
        $($name:literal => $example:literal,)*) => {
        $(#[$doc])*
        pub(super) static $table: Keys = Keys {
            header: $header,
            keys: &[$(Key { name: $name, example: $example }),*],
            inner: &[$($(&$inner),*)?],
            once: &ONCE,
            often: &OFTEN,
        };
    };
}

keys! {
    /// What stands before the first table.
    SESSION "":
    "id" => r#"id = "hop-giao-ban""#,
    "title" => r#"title = "…""#,
    "kind" => r#"kind = "…""#,
    "starts" => "starts = 2026-11-30T08:00:00+07:00",
    "place" => r#"place = "…""#,
    "room" => r#"room = "…""#,
    "superior" => r#"superior = "…""#,
    "agency" => r#"agency = "…""#,
    "help" => r#"help = "…""#,
    "chair" => "chair = 1",
    "deputies" => "deputies = [2, 3]",
    "secretary" => "secretary = 4",
    "roster" => r#"roster = "roster.csv""#,
    "rules" => "[rules]",
    "sites" => "[[sites]]",
    "agenda" => "[[agenda]]",
    "opinions" => "[[opinions]]",
}

keys! {
    /// How the body decides.
    RULES "[rules]":
    "quorum" => r#"quorum = ">= 2/3 of members""#,
    "quorum_policy" => r#"quorum_policy = "vote""#,
    "quorum_without" => r#"quorum_without = ["remote"]"#,
    "quorum_by" => r#"quorum_by = "heads""#,
    "majority" => r#"majority = "> 1/2 of members""#,
    "ballot" => r#"ballot = "named""#,
    "choices" => r#"choices = ["Tán thành", "Không tán thành", "Không biểu quyết"]"#,
    "tie" => r#"tie = "chair-side""#,
    "changing" => r#"changing = "final""#,
    "tellers" => "tellers = 2",
    "substitutes" => r#"substitutes = "none""#,
    "proxy_votes" => r#"proxy_votes = "none""#,
    "most_proxies" => "most_proxies = 1",
    "entitled" => r#"entitled = "frozen""#,
    "grace_s" => "grace_s = 60",
    "wait_s" => "wait_s = 10",
    "limits" => "[rules.limits]",
    "floor" => "[rules.floor]",
    "accounts" => "[rules.accounts]",
}

keys! {
    /// How long a speech may be.
    LIMITS "[rules.limits]":
    "preset" => r#"preset = "vn-national-assembly-71-2022""#,
    "speech" => "speech = 180",
    "later_speech" => "later_speech = 120",
    "reply" => "reply = 120",
    "point_of_order" => "point_of_order = 60",
    "interposed" => "interposed = 60",
    "presentation" => "presentation = 900",
    "explanation" => "explanation = 600",
    "intervention" => "intervention = 60",
    "questioning" => "questioning = 60",
    "answer" => "answer = 300",
    "speeches" => "speeches = 2",
}

keys! {
    /// How many microphones there are, what becomes of speakers and requests, who speaks next.
    FLOOR "[rules.floor]":
    "microphones" => "microphones = 2",
    "one_request" => "one_request = true",
    "item_change" => r#"item_change = "keep""#,
    "order" => r#"order = "first_come""#,
    "groups" => r#"groups = ["…", "…"]"#,
    "points_of_order" => r#"points_of_order = ["…", "…"]"#,
}

keys! {
    /// How much time each unit has.
    ACCOUNTS "[rules.accounts]":
    "each" => "each = 600",
    "per_item" => "per_item = true",
    "units" => r#"units = [{ unit = "…", seconds = 900 }]"#,
}

keys! {
    /// The time of one unit.
    UNIT "units":
    "unit" => r#"unit = "…""#,
    "seconds" => "seconds = 900",
}

keys! {
    /// A place from which people take part.
    SITE "[[sites]]":
    "name" => r#"name = "…""#,
    "kind" => r#"kind = "hall""#,
    "seats" => "seats = 25",
}

keys! {
    /// An item of the agenda.
    ITEM "[[agenda]]" [MOTION, DOCUMENT]:
    "number" => r#"number = "1""#,
    "title" => r#"title = "…""#,
    "presenter" => "presenter = 5",
    "minutes" => "minutes = 15",
    "seconds" => "seconds = 90",
    "documents" => r#"documents = [{ title = "…", file = "documents/….md" }]"#,
    "motion" => r#"motion = { text = "…" }"#,
    "consent" => "consent = true",
}

keys! {
    /// What is asked of all members in writing.
    OPINION "[[opinions]]":
    "text" => r#"text = "…""#,
    "deadline" => "deadline = 2026-12-04T17:00:00+07:00",
    "majority" => r#"majority = "> 1/2 of members""#,
    "choices" => r#"choices = ["Tán thành", "Không tán thành", "Ý kiến khác"]"#,
    "remind_h" => "remind_h = 24",
    "silence" => r#"silence = "not voting""#,
}

keys! {
    /// A document of an item.
    DOCUMENT "documents":
    "title" => r#"title = "…""#,
    "file" => r#"file = "documents/….md""#,
    "restricted" => "restricted = true",
}

keys! {
    /// What an item puts to the vote.
    MOTION "motion":
    "text" => r#"text = "…""#,
    "ballot" => r#"ballot = "named""#,
    "majority" => r#"majority = "> 1/2 of members""#,
    "choices" => r#"choices = ["Tán thành", "Không tán thành", "Không biểu quyết"]"#,
    "tie" => r#"tie = "chair-side""#,
    "changing" => r#"changing = "final""#,
    "tellers" => "tellers = 2",
    "candidates" => r#"candidates = ["…", "…"]"#,
    "seats" => "seats = 2",
    "method" => r#"method = "majority""#,
    "level" => r#"level = "second-ballot""#,
    "confidence" => r#"confidence = ["…", "…"]"#,
}

keys! {
    /// One choice, in its fuller form.
    CHOICE "choices":
    "label" => r#"label = "…""#,
    "sense" => r#"sense = "no""#,
}

keys! {
    /// A person on the roster.
    PERSON "[[roster]]":
    "id" => "id = 1",
    "name" => r#"name = "…""#,
    "title" => r#"title = "…""#,
    "unit" => r#"unit = "…""#,
    "group" => r#"group = "…""#,
    "site" => r#"site = "…""#,
    "seat" => r#"seat = "A1""#,
    "vote" => r#"vote = "1""#,
    "role" => r#"role = "guest""#,
    "proxy" => "proxy = 5",
}

/// Where a key belongs that does not belong where it stands: in a table within this one, or in one of
/// those that a file has once, for a line that slipped below a header is the usual cause.
pub(super) fn home(name: &str, here: &Keys) -> Option<&'static str> {
    let tables = || here.inner.iter().chain(here.once);
    tables()
        .filter(|table| table.header != here.header && table.has(name))
        .map(|table| table.header)
        .next()
}

/// Where else a key is known: of the tables that a file may have many times, nobody can tell in which
/// of them it belongs.
pub(super) fn elsewhere(name: &str, here: &Keys) -> Vec<&'static str> {
    let tables = here.often.iter();
    tables
        .filter(|table| table.header != here.header && table.has(name))
        .map(|table| table.header)
        .collect()
}
