//! The head table enters what it sees and hears: votes said aloud, hands, ballots of paper.

use super::own::ask_ballot;
use super::{ask, awaits_objections, is_counted, latest, not_stopped, standing};
use crate::console::Effect;
use crate::console::model::Model;
use crate::console::overlay::{self, Options};
use crate::console::pane::{Pane, vote};
use crate::console::verb::{Able, EVERYWHERE, OFFICERS, Verb, holds, never, under_way};
use crate::session::poll::{self, Ledger, Manner, Matter, Poll, Question, Teller};
use crate::text::Lang;

fn is_named(poll: &Poll) -> bool {
    poll.is_open() && poll.question.manner == Manner::Named && !awaits_objections(poll)
}

/// The person under the cursor of the vote pane has a vote that was not cast yet, or may
/// still be changed.
fn may_cast_for(model: &Model) -> Able {
    let voter = vote::pointed(model);
    under_way(model)
        .and(|| Able::when(standing(model, is_named).is_some(), "console.why.not_named"))
        .and(|| Able::when(voter.is_some(), "console.why.no_voter_here"))
        .and(|| {
            let both = latest(model).zip(voter);
            let missing = both.is_some_and(|(poll, voter)| poll.may_still_vote(voter));
            Able::when(missing, "console.why.voter_has_voted")
        })
        .and(|| {
            let here = voter.is_some_and(|voter| {
                holds(model, |session| {
                    let voter = session.roster.get(voter);
                    voter.is_some_and(|voter| session.here_for(voter).is_some())
                })
            });
            Able::when(here, "console.why.voter_is_gone")
        })
        .and(|| not_stopped(model))
}

/// What stands for the column that gets the rest.
const REST: [&str; 3] = ["-", "–", "?"];

/// The numbers in a line; one of them may be left to be worked out: written as `-`, or, where one
/// number is missing, the first.
struct Numbers {
    known: Vec<Option<u32>>,
}

impl Numbers {
    /// Reads so many numbers; none where there are not so many.
    fn read(text: &str, wanted: usize) -> Option<Self> {
        let parts = text.split(|c: char| c.is_whitespace() || ",;·/+=".contains(c));
        let parts = parts.filter(|part| !part.is_empty());
        let mut known = parts
            .map(|part| match REST.contains(&part) {
                true => Some(None),
                false => part.parse().ok().map(Some),
            })
            .collect::<Option<Vec<Option<u32>>>>()?;
        if known.len() + 1 == wanted && known.iter().all(Option::is_some) {
            known.insert(0, None);
        }
        let open = known.iter().filter(|number| number.is_none()).count();
        (known.len() == wanted && open <= 1).then_some(Self { known })
    }

    /// All of them, where none is left open.
    fn all(&self) -> Option<Vec<u32>> {
        self.known.iter().copied().collect()
    }

    /// The place of the number that is left open.
    fn open(&self) -> Option<usize> {
        self.known.iter().position(Option::is_none)
    }

    /// With what remains of these in the open place; none where nothing remains.
    fn filled(&self, of: u32) -> Option<Vec<u32>> {
        let counted = self
            .known
            .iter()
            .flatten()
            .try_fold(0u32, |sum, n| sum.checked_add(*n))?;
        let rest = of.checked_sub(counted)?;
        Some(
            self.known
                .iter()
                .map(|number| number.unwrap_or(rest))
                .collect(),
        )
    }
}

/// Asks for the hands counted for each choice. One number may be left open and follows from those
/// who are here to vote; it is shown before it is sent.
fn count_hands(model: &mut Model, before: &str, teller: Teller) -> Vec<Effect> {
    let (Some(poll), Some(session)) = (
        latest(model).filter(|poll| is_counted(poll)),
        &model.session,
    ) else {
        return vec![];
    };
    let here = session.here_to_vote(poll, model.now());
    let example = split(here, poll.question.choices.len());
    let rest: Vec<_> = std::iter::once("-".to_owned())
        .chain(example.iter().skip(1).map(ToString::to_string))
        .collect();
    let values: [(&str, &dyn std::fmt::Display); 2] =
        [("all", &typed(&example)), ("rest", &rest.join(" "))];
    let example = model.lang.fill("console.prompt.hands_like", &values);
    let title = hands_title(&poll.question, model.lang);
    overlay::prompt_numbers(model, &title, before, example, move |model, text| {
        hands_typed(model, text, teller)
    })
}

/// Which numbers are to be entered, in this order.
fn hands_title(question: &Question, lang: Lang) -> String {
    let labels = question.names().join(" · ");
    lang.fill("console.prompt.hands", &[("choices", &labels)])
}

/// Enters the hands that were typed; where one number was left open, asks whether what follows is
/// right.
fn hands_typed(model: &mut Model, text: &str, teller: Teller) -> Vec<Effect> {
    let (Some(poll), Some(session)) = (
        latest(model).filter(|poll| is_counted(poll)),
        &model.session,
    ) else {
        return vec![];
    };
    let (lang, here) = (model.lang, session.here_to_vote(poll, model.now()));
    let (labels, choices) = (poll.question.names(), poll.question.choices.len());
    let wrong = match Numbers::read(text, choices) {
        None => lang.fill("console.why.not_so_many_numbers", &[("n", &choices)]),
        Some(numbers) => match (numbers.all(), numbers.filled(here)) {
            (Some(hands), _) => {
                let poll = poll.id;
                let command = poll::Command::CountHands {
                    poll,
                    hands,
                    teller,
                };
                return ask(model, command);
            }
            (None, Some(hands)) => {
                let open = numbers.open().unwrap_or_default();
                let values: [(&str, &dyn std::fmt::Display); 3] = [
                    ("choice", &labels[open]),
                    ("n", &hands[open]),
                    ("here", &here),
                ];
                let how = lang.fill("console.said.rest", &values);
                let title = hands_title(&poll.question, lang);
                let then = move |model: &mut Model, text: &str| hands_typed(model, text, teller);
                return overlay::prompt_worked_out(model, &title, &typed(&hands), how, then);
            }
            (None, None) => lang.fill("console.why.no_rest", &[("here", &here)]),
        },
    };
    model.warn(wrong);
    count_hands(model, text, teller)
}

/// Asks for the ledger of a ballot on paper.
fn count_paper(model: &mut Model, before: &str) -> Vec<Effect> {
    let Some(poll) = latest(model).filter(|poll| is_counted(poll)) else {
        return vec![];
    };
    let issued = u32::try_from(poll.entitled.len()).unwrap_or(u32::MAX);
    let title = paper_title(&poll.question, model.lang);
    let (poll, choices) = (poll.id, poll.question.cells());
    let numbers = choices + 4;
    // One ballot not handed back, one that does not count.
    let (returned, valid) = (issued.saturating_sub(1), issued.saturating_sub(2));
    let example = [&[issued, returned, valid, 1], &split(valid, choices)[..]].concat();
    let example = model
        .lang
        .fill("console.prompt.paper_like", &[("all", &typed(&example))]);
    overlay::prompt_numbers(model, &title, before, example, move |model, text| {
        let read = Numbers::read(text, numbers).and_then(|numbers| numbers.all());
        match read.as_deref() {
            Some([issued, returned, valid, invalid, by_choice @ ..]) => {
                let ledger = Ledger {
                    issued: *issued,
                    returned: *returned,
                    valid: *valid,
                    invalid: *invalid,
                    by_choice: by_choice.to_vec(),
                };
                ask(model, poll::Command::CountPaper { poll, ledger })
            }
            _ => {
                let wrong = model
                    .lang
                    .fill("console.why.not_so_many_numbers", &[("n", &numbers)]);
                model.warn(wrong);
                count_paper(model, text)
            }
        }
    })
}

/// So many votes, split among so many choices somehow: for an example.
fn split(votes: u32, choices: usize) -> Vec<u32> {
    let rest = (1..choices).map(|place| votes.checked_shr(1 + u32::try_from(place).unwrap_or(31)));
    let rest: Vec<_> = rest.map(Option::unwrap_or_default).collect();
    let first = votes.saturating_sub(rest.iter().sum());
    std::iter::once(first).chain(rest).collect()
}

/// What is to be entered of ballots on paper, in this order. Of people it must be told who is first.
fn paper_title(question: &Question, lang: Lang) -> String {
    if question.matter.is_motion() {
        return lang.text("console.prompt.paper").to_owned();
    }
    let names = question.names().join(" · ");
    let key = match question.matter {
        Matter::Confidence => "console.prompt.paper_grades",
        Matter::Motion | Matter::Election(_) => "console.prompt.paper_people",
    };
    lang.fill(key, &[("names", &names)])
}

/// What was entered before, as it would be typed.
fn typed(numbers: &[u32]) -> String {
    let numbers: Vec<_> = numbers.iter().map(ToString::to_string).collect();
    numbers.join(" ")
}

/// Asks for what is counted in the room; of two tellers first whose count it is. What the other
/// teller found is not shown to who enters theirs.
fn count(model: &mut Model) -> Vec<Effect> {
    let Some(poll) = latest(model).filter(|poll| is_counted(poll)) else {
        return vec![];
    };
    if poll.question.manner == Manner::Paper {
        let before = poll.ledger.as_ref().map(|ledger| {
            let Ledger {
                issued,
                returned,
                valid,
                invalid,
                ..
            } = *ledger;
            let head = typed(&[issued, returned, valid, invalid]);
            format!("{head} {}", typed(&ledger.by_choice))
        });
        return count_paper(model, &before.unwrap_or_default());
    }
    let [first, second] =
        [&poll.hands, &poll.second_count].map(|count| typed(count.as_deref().unwrap_or_default()));
    if !poll.question.terms.two_tellers {
        return count_hands(model, &first, Teller::First);
    }
    let lang = model.lang;
    let title = lang.text("console.choose.teller");
    let options = ["console.vote.teller_1", "console.vote.teller_2"];
    let options = options.map(|key| lang.text(key).to_owned());
    let options = Options::of(options).for_good();
    overlay::choose(model, title, options, move |model, place| match place {
        0 => count_hands(model, &first, Teller::First),
        _ => count_hands(model, &second, Teller::Second),
    })
}

pub(in crate::console::verb) const VERBS: &[Verb] = &[
    Verb {
        name: "poll.hands",
        keys: &["#"],
        panes: EVERYWHERE,
        roles: OFFICERS,
        footer: 1,
        able: |model| {
            under_way(model)
                .and(|| {
                    let counted = standing(model, is_counted);
                    Able::when(counted.is_some(), "console.why.no_hands")
                })
                .and(|| not_stopped(model))
        },
        run: count,
        question: never,
    },
    Verb {
        name: "poll.cast_for",
        keys: &["enter"],
        panes: &[Pane::Vote],
        roles: OFFICERS,
        footer: 2,
        able: may_cast_for,
        run: |model| {
            let Some(poll) = latest(model).filter(|poll| is_named(poll)) else {
                return vec![];
            };
            let (poll, question) = (poll.id, poll.question.clone());
            let (Some(delegate), Some(session)) = (vote::pointed(model), &model.session) else {
                return vec![];
            };
            let name = session.roster.name(delegate);
            let title = model
                .lang
                .fill("console.choose.vote_of", &[("name", &name)]);
            ask_ballot(model, &question, &title, move |model, choice| {
                vote::go_on(model);
                ask(
                    model,
                    poll::Command::Cast {
                        poll,
                        choice,
                        delegate: Some(delegate),
                    },
                )
            })
        },
        question: never,
    },
];
