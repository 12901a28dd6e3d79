//! A mistake in a file: where it is and what it is. How it is said to a person is in `say`.

use super::FileProblem;
use super::remark::Remark;
use crate::session::rule::WrongRule;
use crate::session::{Refusal, Weight};

/// A mistake in a session file, a roster or a sheet of ballots.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// The file, as it was named to [`super::read`] or in the session file.
    pub file: String,
    /// The line, from 1. What is missing is missing where its table begins.
    pub line: u32,
    /// The character in the line, from 1; none where the whole line is meant, and in tables, whose
    /// columns have names.
    pub column: Option<u32>,
    /// What is wrong.
    pub what: Fault,
}

/// What is wrong. What is quoted from the file stands here as it came and is cleaned when said.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields say what they are by their names")]
pub enum Fault {
    /// The file is larger than any such file may be, in bytes.
    TooLarge { most: u64 },
    /// The sheet of ballots is larger than any such file may be, in bytes.
    SheetTooLarge { most: u64 },
    /// Not UTF-8 at this byte of the file.
    NotText { offset: usize },
    /// A workbook of a spreadsheet program, not the text saved from it.
    Workbook,
    /// Not TOML; the parser's own words.
    Syntax { said: String },
    /// A bracket that was opened before this line and not closed.
    Unclosed,
    /// A word for yes or no where TOML knows `true` and `false`; which of them is meant.
    BareTruth { text: String, truth: &'static str },
    /// The quotation marks that word processors put in.
    CurlyQuotes,
    /// A key that stands there already.
    DuplicateKey { key: String },
    /// A roster in a file and in the session file too.
    RosterTwice,
    /// A key that means nothing here; the tables in which it does.
    UnknownKey {
        key: String,
        near: Option<&'static str>,
        elsewhere: Vec<&'static str>,
        known: Vec<&'static str>,
    },
    /// A key that stands in the wrong table.
    MisplacedKey { key: String, home: &'static str },
    /// A key that must be there.
    MissingKey {
        key: &'static str,
        example: &'static str,
    },
    /// Secret votes that could be changed.
    SecretIsFinal,
    /// A value of another kind.
    WrongKind {
        key: String,
        wanted: Kind,
        found: Kind,
        example: &'static str,
    },
    /// Two keys of which only one may be there.
    Both {
        one: &'static str,
        other: &'static str,
    },
    /// A text that says nothing.
    Empty { key: String },
    /// More clusters than fit.
    TooLong { key: String, most: usize },
    /// A character that cannot be shown or that hides something.
    Unsafe { key: String, sign: char },
    /// A line break within a text of one line.
    LineBreak { key: String },
    /// A list with more elements than it may have.
    TooMany { key: &'static str, most: usize },
    /// A number outside its bounds.
    OutOfRange { key: String, least: i64, most: i64 },
    /// None of the words that may stand there.
    WrongWord {
        key: String,
        text: String,
        near: Option<&'static str>,
        known: Vec<&'static str>,
    },
    /// Not a name for a session; what could be written.
    WrongName { text: String, near: Option<String> },
    /// Not a rule: what is wrong with it.
    WrongRule { wrong: WrongRule },
    /// Not a quorum: the text, and what is wrong with it.
    WrongQuorum { text: String, wrong: WrongRule },
    /// Not a day and time of day.
    WrongDate { text: String },
    /// Not the weight of a vote.
    WrongWeight { text: String },
    /// Not a number on the roster.
    WrongId { text: String, most: u32 },
    /// Nobody on the roster has this number.
    NoSuchPerson { key: String, id: u32 },
    /// No site has this name.
    UnknownSite {
        name: String,
        near: Option<String>,
        known: Vec<String>,
    },
    /// No group has this name.
    UnknownGroup {
        name: String,
        near: Option<String>,
        known: Vec<String>,
    },
    /// An order between groups where fewer than two are named.
    NoGroups,
    /// A group to which nobody belongs.
    EmptyGroup { name: String },
    /// A name that stands in its list already.
    DuplicateName { key: &'static str, name: String },
    /// Two people with one number.
    DuplicateId { id: u32, first: u32 },
    /// Two people on one seat.
    DuplicateSeat { seat: String, first: u32 },
    /// Two items with one number.
    DuplicateItem { number: String, first: u32 },
    /// Two sites with one name.
    DuplicateSite { name: String, first: u32 },
    /// Nobody on the roster has this unit.
    UnknownUnit { name: String, near: Option<String> },
    /// One unit with two times.
    DuplicateUnit { name: String, first: u32 },
    /// Nothing on the agenda.
    EmptyAgenda,
    /// An item on the consent list without a motion.
    NothingToAdopt,
    /// A key that says something only beside another.
    Needs {
        key: &'static str,
        needs: &'static str,
    },
    /// A key that says nothing beside another.
    NoUse {
        key: &'static str,
        with: &'static str,
    },
    /// A key that says nothing of this method of election.
    NotOfMethod {
        key: &'static str,
        method: &'static str,
    },
    /// More seats than the method can fill with so many candidates.
    TooManySeats { seats: u32, most: usize },
    /// What the rules of the session itself would refuse.
    Unfit { refusal: Refusal },
    /// Nobody on the roster.
    EmptyRoster,
    /// Too few or too many choices.
    WrongChoices { found: usize, most: usize },
    /// Two choices with one label.
    DuplicateChoice { label: String },
    /// No choice is in favour.
    NoneInFavour,
    /// A choice whose place does not say what it means.
    NoSense { label: String },
    /// A guest with a vote.
    GuestVotes,
    /// Neither a role nor a vote.
    RoleUnsaid,
    /// A proxy, where the body knows none.
    NoProxies,
    /// The proxy of a guest.
    GuestProxy,
    /// Somebody who can't hold a proxy: no member, or gave their own away.
    CannotHold { id: u32 },
    /// More proxies than one person may hold.
    TooManyProxies { id: u32, most: u32 },
    /// A path that leads out of the session file's folder.
    PathOutside { path: String },
    /// A file that could not be had.
    File {
        path: String,
        problem: FileProblem,
        most: u64,
    },
    /// All documents together are too large, in bytes.
    DocumentsTooLarge { most: u64 },
    /// A column that means nothing.
    UnknownColumn {
        name: String,
        near: Option<&'static str>,
        known: Vec<&'static str>,
    },
    /// A column that must be there.
    MissingColumn { column: &'static str },
    /// A column that is there already.
    DuplicateColumn { name: String },
    /// More cells in a row than there are columns.
    TooManyCells { found: usize, most: usize },
    /// A column that must be there in a sheet of ballots.
    MissingBallotColumn { column: &'static str },
    /// No ballot at all.
    NoBallots,
    /// More ballots than a sheet may hold.
    TooManyBallots { most: usize },
    /// Nothing that can stand on a ballot.
    UnknownMark {
        text: String,
        near: Option<&'static str>,
    },
    /// Not the weight of a ballot.
    WrongBallotWeight { text: String },
    /// Two ballots of one name.
    DuplicateBallot { name: String, first: u32 },
    /// A column that must be there in a sheet of ballots of an election.
    MissingRankingColumn { column: &'static str },
    /// Nobody of this name stands.
    UnknownCandidate {
        name: String,
        near: Option<String>,
        known: Vec<String>,
    },
    /// A name that stands there already.
    CandidateTwice { name: String },
    /// Somebody who is named twice where people stand or are graded.
    PersonTwice { key: String, name: String },
    /// Nothing between two signs that divide names.
    NameMissing { text: String },
    /// An order, where a ballot only marks.
    RankedMarks { text: String },
    /// Equal ranks, where each rank is for one.
    EqualRanks { text: String },
    /// Not a number of ballots.
    WrongCount { text: String, most: u32 },
    /// A column that must be there in a sheet of grades.
    MissingGradeColumn { column: &'static str },
    /// No grade.
    UnknownGrade {
        text: String,
        near: Option<&'static str>,
    },
    /// More votes together than are counted.
    TooManyVotes { most: Weight },
    /// More candidates than there may be.
    TooManyCandidates { most: usize },
    /// More people than a roster may hold.
    TooManyRows { most: usize },
    /// The file is larger than a file of its kind may be, in bytes.
    FileTooLarge { most: u64 },
    /// Not a colour.
    WrongColour {
        key: String,
        text: String,
        near: Option<&'static str>,
    },
    /// No theme of this name to inherit from.
    UnknownTheme {
        name: String,
        near: Option<String>,
        known: Vec<String>,
    },
    /// A theme that inherits from itself, by way of others.
    InheritsItself { name: String },
    /// Something that cannot stand in a setting, and a line that could.
    WrongSetting {
        key: String,
        text: String,
        example: &'static str,
    },
    /// No key of a keyboard; the part that is none.
    WrongKey { text: String, part: String },
    /// A key with a meaning that can't be changed.
    FixedKey { key: String },
    /// A key that writes a letter, where letters are typed.
    KeyTypes { key: String },
    /// Nothing that a key could do.
    UnknownVerb { name: String, near: Option<String> },
    /// Something that can be done elsewhere; the table in which it can be put on a key.
    VerbElsewhere { name: String, home: String },
    /// Two things on one key.
    TwoOnOneKey {
        keys: String,
        one: String,
        other: String,
    },
    /// Keys that are the beginning of others, which could then never be pressed to their end.
    KeysBeginOthers { keys: String, others: String },
    /// This many mistakes more.
    More { more: usize },
    /// No mistake, but something that may not have been meant.
    Remark(Remark),
}

impl Fault {
    /// At which byte of the text it lies, where it lies at one.
    pub(super) fn byte(&self) -> Option<usize> {
        match self {
            Self::WrongRule { wrong } | Self::WrongQuorum { wrong, .. } => Some(wrong.place()),
            _ => None,
        }
    }

    /// Whether something is missed that may only not have been understood.
    pub(super) fn is_absence(&self) -> bool {
        matches!(
            self,
            Self::MissingKey { .. }
                | Self::EmptyAgenda
                | Self::EmptyRoster
                | Self::NoBallots
                | Self::NoSuchPerson { .. }
                | Self::UnknownSite { .. }
                | Self::UnknownUnit { .. }
                | Self::UnknownGroup { .. }
                | Self::EmptyGroup { .. }
                | Self::RoleUnsaid
        )
    }
}

/// What kind of value stands in a session file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Text in quotes.
    Text,
    /// A whole number.
    Number,
    /// A number with a fraction.
    Decimal,
    /// `true` or `false`.
    Truth,
    /// A day, a time or both.
    Moment,
    /// A list in brackets, or a row of tables.
    List,
    /// A table.
    Table,
}

impl Kind {
    /// The name of the kind in text keys.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Number => "number",
            Self::Decimal => "decimal",
            Self::Truth => "truth",
            Self::Moment => "moment",
            Self::List => "list",
            Self::Table => "table",
        }
    }
}
