//! How a mistake is said to a person: what is wrong, and what to write instead.

use std::fmt::Display;

use super::FileProblem;
use super::mistake::{Fault, Mistake};
use super::syntax::expected;
use crate::session::Refusal;
use crate::text::number::file_size;
use crate::text::{Lang, clean};

/// How much of what stands in a file is quoted, in clusters.
const QUOTED: usize = 60;
/// How much of what the parser says is told.
const SAID: usize = 120;
/// How much of the path of a file is shown, in clusters.
const PATH: usize = 500;

impl Mistake {
    /// Where it is and what it is, on one line: file, line, column, then as [`Self::say`].
    #[must_use]
    pub fn told(&self, lang: Lang) -> String {
        let file = clean::line(&self.file, PATH);
        let column = self.column.map_or(String::new(), |c| format!("{c}:"));
        format!("{file}:{}:{column} {}", self.line, self.say(lang))
    }

    /// What is wrong and what to write instead, in one or two sentences; without file and line.
    #[must_use]
    pub fn say(&self, lang: Lang) -> String {
        self.what.say(lang)
    }
}

/// The first of several mistakes, as it was told, and where all of them are shown; of one alone, only
/// that.
#[must_use]
pub fn first_of(told: &str, all: usize, command: &str, lang: Lang) -> String {
    match all {
        0 | 1 => told.to_owned(),
        _ => lang.fill(
            "forms.file.several",
            &[("first", &told), ("n", &all), ("command", &command)],
        ),
    }
}

impl Fault {
    /// What is wrong and what to write instead, in one or two sentences.
    #[must_use]
    pub fn say(&self, lang: Lang) -> String {
        let fill = |key: &str, values: &[(&str, &dyn Display)]| lang.fill(key, values);
        match self {
            Fault::TooLarge { most } => {
                fill("forms.file.too_large", &[("most", &size(*most, lang))])
            }
            Fault::NotText { offset } => fill("forms.file.not_text", &[("offset", offset)]),
            Fault::Workbook => lang.text("forms.file.workbook").to_owned(),
            Fault::Syntax { said } => syntax(lang, said),
            Fault::Unclosed => lang.text("forms.file.unclosed").to_owned(),
            Fault::BareTruth { text, truth } => fill(
                "forms.file.bare_truth",
                &[("text", &quoted(text)), ("truth", truth)],
            ),
            Fault::CurlyQuotes => lang.text("forms.file.curly_quotes").to_owned(),
            Fault::Remark(remark) => remark.say(lang),
            Fault::More { more } => fill("forms.file.more", &[("more", more)]),
            Fault::File {
                path,
                problem,
                most,
            } => file(lang, path, problem, *most),
            Fault::PathOutside { path } => fill("forms.file.outside", &[("path", &quoted(path))]),
            Fault::DocumentsTooLarge { most } => fill(
                "forms.file.documents_too_large",
                &[("most", &size(*most, lang))],
            ),
            Fault::DuplicateKey { key } => fill("forms.key.duplicate", &[("key", &quoted(key))]),
            Fault::UnknownKey {
                key,
                near,
                elsewhere,
                known,
            } => {
                let (key, known) = (quoted(key), known.join(", "));
                let homes = elsewhere.join("`, `");
                match near {
                    Some(near) => fill("forms.key.unknown_near", &[("key", &key), ("near", near)]),
                    None if elsewhere.is_empty() => {
                        fill("forms.key.unknown", &[("key", &key), ("known", &known)])
                    }
                    None => fill(
                        "forms.key.elsewhere",
                        &[("key", &key), ("homes", &homes), ("known", &known)],
                    ),
                }
            }
            Fault::MisplacedKey { key, home: "" } => {
                fill("forms.key.misplaced_top", &[("key", &quoted(key))])
            }
            Fault::MisplacedKey { key, home } if home.ends_with(".toml") => fill(
                "forms.key.misplaced_file",
                &[("key", &quoted(key)), ("home", home)],
            ),
            Fault::MisplacedKey { key, home } => fill(
                "forms.key.misplaced",
                &[("key", &quoted(key)), ("home", home)],
            ),
            Fault::MissingKey { key, example } => {
                fill("forms.key.missing", &[("key", key), ("example", example)])
            }
            Fault::SecretIsFinal => lang.text("forms.key.secret_is_final").to_owned(),
            Fault::Both { one, other } => fill("forms.key.both", &[("one", one), ("other", other)]),
            other => value(lang, other)
                .or_else(|| ballots(lang, other))
                .or_else(|| rankings(lang, other))
                .or_else(|| grades(lang, other))
                .or_else(|| looks(lang, other))
                .or_else(|| keys(lang, other))
                .unwrap_or_else(|| roster(lang, other)),
        }
    }
}

/// What should stand where a file is not TOML; where that is not known, the parser's own words.
fn syntax(lang: Lang, said: &str) -> String {
    match expected(said) {
        Some(name) => {
            let expected = lang.text(&format!("forms.syntax.{name}"));
            lang.fill("forms.file.syntax", &[("expected", &expected)])
        }
        None => {
            let said = clean::line(said, SAID);
            lang.fill("forms.file.syntax_unknown", &[("said", &said)])
        }
    }
}

/// What is wrong with a single value.
fn value(lang: Lang, fault: &Fault) -> Option<String> {
    let fill = |key: &str, values: &[(&str, &dyn Display)]| lang.fill(key, values);
    Some(match fault {
        Fault::WrongKind {
            key,
            wanted,
            found,
            example,
        } => {
            let kind = |kind: &super::Kind| lang.text(&format!("forms.kind.{}", kind.name()));
            let (wanted, found) = (kind(wanted), kind(found));
            fill(
                "forms.value.wrong_kind",
                &[
                    ("key", key),
                    ("wanted", &wanted),
                    ("found", &found),
                    ("example", example),
                ],
            )
        }
        Fault::Empty { key } => fill("forms.value.empty", &[("key", key)]),
        Fault::TooLong { key, most } => {
            fill("forms.value.too_long", &[("key", key), ("most", most)])
        }
        Fault::Unsafe { key, sign } => {
            let sign = format!("U+{:04X}", u32::from(*sign));
            fill("forms.value.unsafe", &[("key", key), ("sign", &sign)])
        }
        Fault::LineBreak { key } => fill("forms.value.line_break", &[("key", key)]),
        Fault::TooMany { key, most } => {
            fill("forms.value.too_many", &[("key", key), ("most", most)])
        }
        Fault::OutOfRange { key, least, most } => fill(
            "forms.value.out_of_range",
            &[("key", key), ("least", least), ("most", most)],
        ),
        Fault::WrongWord {
            key,
            text,
            near,
            known,
        } => {
            let (text, known) = (quoted(text), known.join(", "));
            match near {
                Some(near) => fill(
                    "forms.value.wrong_word_near",
                    &[("key", key), ("text", &text), ("near", near)],
                ),
                None => fill(
                    "forms.value.wrong_word",
                    &[("key", key), ("text", &text), ("known", &known)],
                ),
            }
        }
        Fault::WrongName { text, near } => {
            let text = quoted(text);
            match near {
                Some(near) => fill(
                    "forms.value.wrong_name_near",
                    &[("text", &text), ("near", near)],
                ),
                None => fill("forms.value.wrong_name", &[("text", &text)]),
            }
        }
        Fault::WrongRule { wrong } => wrong.say(lang),
        Fault::WrongQuorum { wrong, .. } if wrong.meant.is_some() => wrong.say(lang),
        Fault::WrongQuorum { text, wrong } => fill(
            "forms.value.wrong_quorum",
            &[
                ("text", &quoted(text)),
                ("place", &wrong.character),
                ("wanted", &wrong.say_wanted(lang)),
            ],
        ),
        Fault::WrongDate { text } => fill("forms.value.wrong_date", &[("text", &quoted(text))]),
        Fault::WrongWeight { text } => fill("forms.value.wrong_weight", &[("text", &quoted(text))]),
        Fault::WrongId { text, most } => fill(
            "forms.value.wrong_id",
            &[("text", &quoted(text)), ("most", most)],
        ),
        _ => return None,
    })
}

/// What is wrong with a sheet of ballots.
fn ballots(lang: Lang, fault: &Fault) -> Option<String> {
    let fill = |key: &str, values: &[(&str, &dyn Display)]| lang.fill(key, values);
    Some(match fault {
        Fault::MissingBallotColumn { column } => {
            fill("forms.ballots.missing_column", &[("column", column)])
        }
        Fault::SheetTooLarge { most } => {
            fill("forms.ballots.too_large", &[("most", &size(*most, lang))])
        }
        Fault::NoBallots => lang.text("forms.ballots.none").to_owned(),
        Fault::TooManyBallots { most } => fill("forms.ballots.too_many", &[("most", most)]),
        Fault::UnknownMark { text, near } => {
            let text = quoted(text);
            match near {
                Some(near) => fill(
                    "forms.ballots.unknown_mark_near",
                    &[("text", &text), ("near", near)],
                ),
                None => fill("forms.ballots.unknown_mark", &[("text", &text)]),
            }
        }
        Fault::WrongBallotWeight { text } => {
            fill("forms.ballots.wrong_weight", &[("text", &quoted(text))])
        }
        Fault::DuplicateBallot { name, first } => fill(
            "forms.ballots.duplicate",
            &[("name", &quoted(name)), ("first", first)],
        ),
        _ => return None,
    })
}

/// What is wrong with a sheet of grades.
fn grades(lang: Lang, fault: &Fault) -> Option<String> {
    let fill = |key: &str, values: &[(&str, &dyn Display)]| lang.fill(key, values);
    Some(match fault {
        Fault::MissingGradeColumn { column } => {
            fill("forms.grades.missing_column", &[("column", column)])
        }
        Fault::UnknownGrade { text, near } => {
            let text = quoted(text);
            match near {
                Some(near) => fill(
                    "forms.grades.unknown_near",
                    &[("text", &text), ("near", near)],
                ),
                None => fill("forms.grades.unknown", &[("text", &text)]),
            }
        }
        _ => return None,
    })
}

/// What is wrong with a ballot of an election.
fn rankings(lang: Lang, fault: &Fault) -> Option<String> {
    let fill = |key: &str, values: &[(&str, &dyn Display)]| lang.fill(key, values);
    Some(match fault {
        Fault::MissingRankingColumn { column } => {
            fill("forms.rankings.missing_column", &[("column", column)])
        }
        Fault::UnknownCandidate { name, near, known } => {
            let (name, known) = (quoted(name), several(known));
            match near {
                Some(near) => fill(
                    "forms.rankings.unknown_near",
                    &[("name", &name), ("near", &quoted(near))],
                ),
                None => fill(
                    "forms.rankings.unknown",
                    &[("name", &name), ("known", &known)],
                ),
            }
        }
        Fault::CandidateTwice { name } => fill("forms.rankings.twice", &[("name", &quoted(name))]),
        Fault::NameMissing { text } => {
            fill("forms.rankings.name_missing", &[("text", &quoted(text))])
        }
        Fault::RankedMarks { text } => fill("forms.rankings.ranked", &[("text", &quoted(text))]),
        Fault::EqualRanks { text } => fill("forms.rankings.equal", &[("text", &quoted(text))]),
        Fault::WrongCount { text, most } => fill(
            "forms.rankings.wrong_count",
            &[("text", &quoted(text)), ("most", most)],
        ),
        Fault::TooManyVotes { most } => fill(
            "forms.rankings.too_many_votes",
            &[("most", &most.say(lang))],
        ),
        Fault::TooManyCandidates { most } => fill("forms.rankings.too_many", &[("most", most)]),
        _ => return None,
    })
}

/// What is wrong with a theme or a setting.
fn looks(lang: Lang, fault: &Fault) -> Option<String> {
    let fill = |key: &str, values: &[(&str, &dyn Display)]| lang.fill(key, values);
    Some(match fault {
        Fault::FileTooLarge { most } => {
            fill("forms.file.larger_than", &[("most", &size(*most, lang))])
        }
        Fault::WrongColour { key, text, near } => {
            let text = quoted(text);
            match near {
                Some(near) => fill(
                    "forms.theme.wrong_colour_near",
                    &[("key", key), ("text", &text), ("near", near)],
                ),
                None => fill("forms.theme.wrong_colour", &[("key", key), ("text", &text)]),
            }
        }
        Fault::UnknownTheme { name, near, known } => {
            let (name, known) = (quoted(name), known.join(", "));
            match near {
                Some(near) => fill(
                    "forms.theme.unknown_near",
                    &[("name", &name), ("near", &quoted(near))],
                ),
                None => fill(
                    "forms.theme.unknown",
                    &[("name", &name), ("known", &quoted(&known))],
                ),
            }
        }
        Fault::WrongSetting { key, text, example } => fill(
            "forms.value.wrong_setting",
            &[("key", key), ("text", &quoted(text)), ("example", example)],
        ),
        Fault::InheritsItself { name } => {
            fill("forms.theme.inherits_itself", &[("name", &quoted(name))])
        }
        _ => return None,
    })
}

/// What is wrong with keys and what is put on them.
fn keys(lang: Lang, fault: &Fault) -> Option<String> {
    let fill = |key: &str, values: &[(&str, &dyn Display)]| lang.fill(key, values);
    Some(match fault {
        Fault::WrongKey { text, part } if text == part => {
            fill("forms.keys.wrong", &[("text", &quoted(text))])
        }
        Fault::WrongKey { text, part } => fill(
            "forms.keys.wrong_part",
            &[("text", &quoted(text)), ("part", &quoted(part))],
        ),
        Fault::FixedKey { key } => fill("forms.keys.fixed", &[("key", &quoted(key))]),
        Fault::KeyTypes { key } => fill("forms.keys.types", &[("key", &quoted(key))]),
        Fault::UnknownVerb { name, near } => {
            let name = quoted(name);
            match near {
                Some(near) => fill(
                    "forms.keys.unknown_near",
                    &[("name", &name), ("near", near)],
                ),
                None => fill("forms.keys.unknown", &[("name", &name)]),
            }
        }
        Fault::VerbElsewhere { name, home } => fill(
            "forms.keys.elsewhere",
            &[("name", &quoted(name)), ("home", home)],
        ),
        Fault::TwoOnOneKey { keys, one, other } => fill(
            "forms.keys.two",
            &[("keys", &quoted(keys)), ("one", one), ("other", other)],
        ),
        Fault::KeysBeginOthers { keys, others } => fill(
            "forms.keys.begin_others",
            &[("keys", &quoted(keys)), ("others", &quoted(others))],
        ),
        _ => return None,
    })
}

/// What does not fit together: people, sites, items, choices, columns.
fn roster(lang: Lang, fault: &Fault) -> String {
    let fill = |key: &str, values: &[(&str, &dyn Display)]| lang.fill(key, values);
    match fault {
        Fault::RosterTwice => lang.text("forms.roster.twice").to_owned(),
        Fault::EmptyRoster => lang.text("forms.roster.empty").to_owned(),
        Fault::TooManyRows { most } => fill("forms.roster.too_many", &[("most", most)]),
        Fault::NoSuchPerson { key, id } => {
            fill("forms.roster.no_such_person", &[("key", key), ("id", id)])
        }
        Fault::UnknownSite { name, near, known } => {
            let (name, sites) = (quoted(name), several(known));
            match near {
                Some(near) => fill(
                    "forms.roster.unknown_site_near",
                    &[("name", &name), ("near", &quoted(near))],
                ),
                None if known.is_empty() => fill("forms.roster.no_sites", &[("name", &name)]),
                None => fill(
                    "forms.roster.unknown_site",
                    &[("name", &name), ("known", &sites)],
                ),
            }
        }
        Fault::UnknownUnit { name, near } => {
            let name = quoted(name);
            match near {
                Some(near) => fill(
                    "forms.roster.unknown_unit_near",
                    &[("name", &name), ("near", &quoted(near))],
                ),
                None => fill("forms.roster.unknown_unit", &[("name", &name)]),
            }
        }
        Fault::DuplicateUnit { name, first } => fill(
            "forms.roster.duplicate_unit",
            &[("name", &quoted(name)), ("first", first)],
        ),
        Fault::UnknownGroup { name, near, known } => {
            let (name, groups) = (quoted(name), several(known));
            match near {
                Some(near) => fill(
                    "forms.roster.unknown_group_near",
                    &[("name", &name), ("near", &quoted(near))],
                ),
                None if known.is_empty() => fill("forms.roster.no_groups", &[("name", &name)]),
                None => fill(
                    "forms.roster.unknown_group",
                    &[("name", &name), ("known", &groups)],
                ),
            }
        }
        Fault::NoGroups => lang.text("forms.agenda.no_groups").to_owned(),
        Fault::EmptyGroup { name } => fill("forms.agenda.empty_group", &[("name", &quoted(name))]),
        Fault::DuplicateName { key, name } => fill(
            "forms.agenda.duplicate_name",
            &[("key", key), ("name", &quoted(name))],
        ),
        Fault::DuplicateId { id, first } => {
            fill("forms.roster.duplicate_id", &[("id", id), ("first", first)])
        }
        Fault::DuplicateSeat { seat, first } => fill(
            "forms.roster.duplicate_seat",
            &[("seat", seat), ("first", first)],
        ),
        Fault::GuestVotes => lang.text("forms.roster.guest_votes").to_owned(),
        Fault::RoleUnsaid => lang.text("forms.roster.role_unsaid").to_owned(),
        Fault::NoProxies => lang.text("forms.roster.no_proxies").to_owned(),
        Fault::GuestProxy => lang.text("forms.roster.guest_proxy").to_owned(),
        Fault::CannotHold { id } => fill("forms.roster.cannot_hold", &[("id", id)]),
        Fault::TooManyProxies { id, most } => fill(
            "forms.roster.too_many_proxies",
            &[("id", id), ("most", most)],
        ),
        Fault::UnknownColumn { name, near, known } => {
            let (name, known) = (quoted(name), known.join(", "));
            match near {
                Some(near) => fill(
                    "forms.column.unknown_near",
                    &[("name", &name), ("near", near)],
                ),
                None => fill(
                    "forms.column.unknown",
                    &[("name", &name), ("known", &known)],
                ),
            }
        }
        Fault::MissingColumn { column } => fill("forms.column.missing", &[("column", column)]),
        Fault::DuplicateColumn { name } => {
            fill("forms.column.duplicate", &[("name", &quoted(name))])
        }
        Fault::TooManyCells { found, most } => fill(
            "forms.column.too_many_cells",
            &[("found", found), ("most", most)],
        ),
        Fault::DuplicateItem { number, first } => fill(
            "forms.agenda.duplicate_item",
            &[("number", number), ("first", first)],
        ),
        Fault::DuplicateSite { name, first } => fill(
            "forms.agenda.duplicate_site",
            &[("name", name), ("first", first)],
        ),
        Fault::PersonTwice { key, name } => fill(
            "forms.people.twice",
            &[("key", key), ("name", &quoted(name))],
        ),
        Fault::Needs { key, needs } => {
            fill("forms.people.needs", &[("key", key), ("needs", needs)])
        }
        Fault::NoUse { key, with } => fill("forms.people.no_use", &[("key", key), ("with", with)]),
        Fault::Unfit { refusal } => lang.text(unfit(refusal)).to_owned(),
        Fault::NotOfMethod { key, method } => fill(
            "forms.people.not_of_method",
            &[("key", key), ("method", method)],
        ),
        Fault::TooManySeats { seats, most } => fill(
            "forms.people.too_many_seats",
            &[("seats", seats), ("most", most)],
        ),
        Fault::NothingToAdopt => lang.text("forms.agenda.nothing_to_adopt").to_owned(),
        Fault::EmptyAgenda => lang.text("forms.agenda.empty").to_owned(),
        Fault::WrongChoices { found, most } => fill(
            "forms.agenda.wrong_choices",
            &[("found", found), ("most", most)],
        ),
        Fault::DuplicateChoice { label } => {
            fill("forms.agenda.duplicate_choice", &[("label", label)])
        }
        Fault::NoneInFavour => lang.text("forms.agenda.none_in_favour").to_owned(),
        Fault::NoSense { label } => fill("forms.agenda.no_sense", &[("label", label)]),
        _ => String::new(),
    }
}

/// The words in which the session would refuse it, of those refusals that need no more than words.
fn unfit(refusal: &Refusal) -> &'static str {
    match refusal {
        Refusal::NoGradesByHand => "refusal.no_grades_by_hand",
        Refusal::OneHandEach => "refusal.one_hand_each",
        Refusal::RankingsAreCast => "refusal.rankings_are_cast",
        Refusal::NoOneBySilence => "refusal.no_one_by_silence",
        Refusal::OnlyMotions => "refusal.only_motions",
        _ => "refusal.wrong_people",
    }
}

fn file(lang: Lang, path: &str, problem: &FileProblem, most: u64) -> String {
    let path = quoted(path);
    match problem {
        FileProblem::Missing => lang.fill("forms.file.missing", &[("path", &path)]),
        FileProblem::NotAFile => lang.fill("forms.file.not_a_file", &[("path", &path)]),
        FileProblem::Outside => lang.fill("forms.file.outside", &[("path", &path)]),
        FileProblem::TooLarge => lang.fill(
            "forms.file.named_too_large",
            &[("path", &path), ("most", &size(most, lang))],
        ),
        FileProblem::Unreadable(why) => lang.fill(
            "forms.file.unreadable",
            &[("path", &path), ("why", &why.say(lang))],
        ),
    }
}

/// Something from a file, safe to show.
fn quoted(text: &str) -> String {
    let short = clean::line(text, QUOTED);
    if short.len() < clean::line(text, QUOTED + 1).len() {
        format!("{short}…")
    } else {
        short
    }
}

/// The first names of a list; of very many, not all.
fn several(known: &[String]) -> String {
    let names: Vec<_> = known.iter().take(5).map(|name| quoted(name)).collect();
    let more = if known.len() > 5 { ", …" } else { "" };
    format!("“{}”{more}", names.join("”, “"))
}

fn size(bytes: u64, lang: Lang) -> String {
    file_size(bytes, lang)
}
