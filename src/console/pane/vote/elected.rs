//! The result of an election or a confidence vote: a row for each who stood.

use super::progress::{more, squeezed};
use crate::console::draw::Sheet;
use crate::console::model::Model;
use crate::console::theme::Meaning;
use crate::session::Weight;
use crate::session::election::{Candidate, End};
use crate::session::poll::{Matter, Poll, Polled, Tally};
use crate::session::rule::Confidence;
use crate::text::{self, Lang, number};

/// A row: a sign and what it means, who, and numbers at the right. Without numbers what it says has the
/// whole row.
struct Row {
    sign: &'static str,
    meaning: Meaning,
    name: String,
    numbers: Vec<String>,
}

impl Row {
    /// What stands before the numbers, in so many cells. People stay known by their given name.
    fn named(&self, cells: u16, people: bool) -> String {
        let cells = usize::from(cells);
        match people {
            true => text::fit_name(&self.name, cells),
            false => text::fit(&self.name, cells).into_owned(),
        }
    }
}

/// How many rows [`rows`] takes, below the outcome.
pub(super) fn height(poll: &Poll, tally: &Tally) -> u16 {
    let head = u16::from(poll.question.matter == Matter::Confidence || is_ranked(poll));
    let rest = [blank(tally), tally.invalid(), tally.not_voting()];
    let rest = rest.iter().filter(|n| **n > Weight::ZERO).count();
    head + u16::try_from(poll.question.choices.len() + rest).unwrap_or(u16::MAX - 2)
}

/// Whether the votes of each are only first choices.
fn is_ranked(poll: &Poll) -> bool {
    let most = poll.question.matter.most_marks(poll.question.choices.len());
    most.is_none()
}

fn blank(tally: &Tally) -> Weight {
    let polled = tally.polled.as_ref();
    polled.map_or(Weight::ZERO, |polled| polled.blank)
}

/// Draws them. Returns the row behind them.
pub(super) fn rows(model: &Model, poll: &Poll, tally: &Tally, sheet: &mut Sheet<'_>) -> u16 {
    let lang = model.lang;
    let mut rows = match poll.question.matter {
        Matter::Confidence => grades(poll, tally, lang),
        Matter::Motion | Matter::Election(_) => standing(poll, tally, lang),
    };
    for (key, n) in [
        ("election.blank", blank(tally)),
        ("console.vote.invalid", tally.invalid()),
        ("console.vote.not_voting", tally.not_voting()),
    ] {
        if n > Weight::ZERO {
            let (label, n) = (lang.text(key), n.say(lang));
            // The number belongs to none of the grades, so it stands in no column of theirs.
            let (name, numbers) = match poll.question.matter {
                Matter::Confidence => (format!("{label}: {n}"), vec![]),
                _ if is_of_lists(poll) => (label.to_owned(), vec![String::new(), n]),
                _ => (label.to_owned(), vec![n]),
            };
            rows.push(Row {
                sign: " ",
                meaning: Meaning::Dim,
                name,
                numbers,
            });
        }
    }
    // Numbers stand below each other.
    let columns = rows.iter().map(|row| row.numbers.len()).max().unwrap_or(0);
    let wide = |column: usize| {
        let cells = rows.iter().filter_map(|row| row.numbers.get(column));
        cells.map(|cell| text::width(cell)).max().unwrap_or(0)
    };
    let widths: Vec<_> = (0..columns).map(wide).collect();
    let (shown, left) = squeezed(rows.len(), sheet.height());
    let mut at = 0;
    for row in rows.iter().take(shown) {
        let cells = widths.iter().enumerate().map(|(column, width)| {
            let cell = row.numbers.get(column).map_or("", String::as_str);
            text::pad_left(cell, *width)
        });
        let numbers = cells.collect::<Vec<_>>().join("  ");
        let end = match row.numbers.is_empty() {
            true => sheet.width() + 1,
            false => sheet.right(at, row.meaning, &numbers),
        };
        let mut part = sheet.part(0, at, end.saturating_sub(1), 1);
        part.text(0, 0, row.meaning, row.sign);
        let quiet = row.sign == " ";
        let meaning = if quiet { row.meaning } else { Meaning::Text };
        let people = !quiet && !is_of_lists(poll);
        let name = row.named(end.saturating_sub(3), people);
        part.part(2, 0, end, 1).text(0, 0, meaning, &name);
        at += 1;
    }
    more(sheet, at, left)
}

/// Candidates in their order, with their votes: who is elected, who is level, who goes into a second
/// ballot.
fn standing(poll: &Poll, tally: &Tally, lang: Lang) -> Vec<Row> {
    let elected = poll.elected();
    let end = tally.polled.as_ref().and_then(|Polled { elected, .. }| {
        let elected = elected.as_ref()?;
        Some(&elected.count.end)
    });
    let lists = is_of_lists(poll);
    let head = is_ranked(poll).then(|| Row {
        sign: " ",
        meaning: Meaning::Dim,
        name: lang.text("console.vote.first_choices").to_owned(),
        numbers: vec![],
    });
    let choices = poll.question.choices.iter().zip(&tally.by_choice);
    let candidates = (0u16..).map(Candidate);
    let rows = candidates.zip(choices).map(|(candidate, (choice, votes))| {
        let seats = elected.iter().filter(|one| **one == candidate).count();
        let (sign, meaning) = match end {
            // A list that has seats may be level for one more.
            Some(End::Tied { between, .. })
                if between.contains(&candidate) && (lists || seats == 0) =>
            {
                ("=", Meaning::Alarm)
            }
            _ if seats > 0 => ("✓", Meaning::Yes),
            Some(End::SecondBallot { between, .. }) if between.contains(&candidate) => {
                ("↻", Meaning::Warning)
            }
            _ => ("·", Meaning::Dim),
        };
        let mut numbers = vec![votes.say(lang), share(*votes, tally, lang)];
        if lists {
            numbers.insert(0, seats_of(seats, lang));
        }
        let name = choice.label.clone();
        Row {
            sign,
            meaning,
            name,
            numbers,
        }
    });
    head.into_iter().chain(rows).collect()
}

/// Whether lists stand, and not people.
fn is_of_lists(poll: &Poll) -> bool {
    poll.question.matter.contest().is_some_and(|contest| {
        let most = poll.question.matter.most_marks(poll.question.choices.len());
        most == Some(1) && contest.method.form() == crate::session::election::Form::One
    })
}

fn seats_of(seats: usize, lang: Lang) -> String {
    lang.fill("console.vote.seats", &[("n", &seats)])
}

fn share(votes: Weight, tally: &Tally, lang: Lang) -> String {
    let (part, whole) = (votes.in_millionths(), tally.members.in_millionths());
    number::percent(part.into(), whole.into(), lang)
}

/// What each person's grades are, under a head that names the columns; and what share gave the low one.
fn grades(poll: &Poll, tally: &Tally, lang: Lang) -> Vec<Row> {
    let head = ["high", "middle", "low"].map(|grade| {
        let key = format!("console.grade.{grade}");
        lang.text(&key).to_owned()
    });
    let mut rows = vec![Row {
        sign: " ",
        meaning: Meaning::Dim,
        name: String::new(),
        numbers: head.to_vec(),
    }];
    let people = poll.question.choices.iter().zip(tally.grades());
    rows.extend(people.map(|(person, (grades, follows))| {
        let (sign, meaning) = match follows {
            Confidence::Stays => ("·", Meaning::Text),
            Confidence::MayResign => ("!", Meaning::Warning),
            Confidence::Removal => ("‼", Meaning::Alarm),
        };
        let numbers = [grades.high, grades.middle, grades.low].map(|n| n.say(lang));
        Row {
            sign,
            meaning,
            name: person.label.clone(),
            numbers: numbers.to_vec(),
        }
    }));
    rows
}
