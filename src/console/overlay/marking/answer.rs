//! A ballot about people in words: `An, Bình` marks, `An > Bình = Chi` ranks, and grades are numbers in
//! the order of the names. A name is given by its number or part of it; `-` leaves the ballot blank.
//! What was understood is told back and asked about before it goes out, as on the screen.

use std::fmt::Display;

use super::{Marking, Sign};
use crate::console::Effect;
use crate::console::model::Model;
use crate::console::overlay::answer::{one_of, yes_no, yes_or_no};
use crate::console::overlay::{Choice, Kind, Question, Unfit};
use crate::console::spoken::Words;
use crate::session::poll::Grade;
use crate::text::Lang;

/// What stands for a ballot, or a grade, that is left out.
const NONE: &str = "-";

impl Marking {
    fn choices(&self) -> Vec<Choice> {
        let names = self.names.iter().enumerate();
        names.map(|(place, name)| Choice::at(place, name)).collect()
    }

    pub(in crate::console::overlay) fn asked(&self, model: &Model) -> Question {
        let lang = model.lang;
        let (kind, text, choices) = match self.done {
            true => {
                let (mut said, ask) = (self.said(lang), self.asks_whether_right(lang));
                if self.follows.is_none() {
                    // That it is marked in part only is not to be missed.
                    said = format!("{} ({}).", said.trim_end_matches('.'), self.state(lang));
                }
                (Kind::YesNo, format!("{said} {ask}"), yes_no(model))
            }
            false => {
                let (state, how) = (self.state(lang), self.how(lang));
                let text = format!("{} ({state}). {how}", self.title);
                (Kind::Text, text, self.choices())
            }
        };
        Question {
            kind,
            text,
            choices,
            before: String::new(),
            worked_out: false,
            may_be_empty: false,
        }
    }

    /// How a ballot is said in words.
    fn how(&self, lang: Lang) -> String {
        let names = self.names.len();
        match self.sign {
            Sign::Mark(1) => lang.text("console.marking.how.mark").to_owned(),
            Sign::Mark(most) => {
                let like = if names > 2 { "1, 3" } else { "1, 2" };
                let values: [(&str, &dyn Display); 2] = [("most", &most), ("like", &like)];
                lang.fill("console.marking.how.marks", &values)
            }
            Sign::Rank { least: 1, .. } => lang.text("console.marking.how.one").to_owned(),
            Sign::Rank { least: 2.., .. } => lang.text("console.marking.how.order").to_owned(),
            Sign::Rank { equals: true, .. } => {
                let like = if names > 2 { "2 > 1 = 3" } else { "1 = 2" };
                lang.fill("console.marking.how.level", &[("like", &like)])
            }
            Sign::Rank { .. } => lang.text("console.marking.how.ranks").to_owned(),
            Sign::Grade => {
                let grades = Grade::ALL.iter().zip(1..);
                let grades = grades.map(|(grade, n)| format!("{n} {}", grade.say(lang)));
                let grades = grades.collect::<Vec<_>>().join(", ");
                // One for each: the first graded, the last not.
                let like = match names {
                    1 => "1".to_owned(),
                    _ => format!("{}-", "1 ".repeat(names - 1)),
                };
                let values: [(&str, &dyn Display); 2] = [("grades", &grades), ("like", &like)];
                lang.fill("console.marking.how.grades", &values)
            }
        }
    }

    /// Takes a whole ballot in words; then whether it is right, as it is told back. Whether it stays.
    pub(in crate::console::overlay) fn answer(
        &mut self,
        model: &mut Model,
        words: &mut Words,
    ) -> Result<(bool, Vec<Effect>), Unfit> {
        if self.done {
            if yes_or_no(model, words)? {
                return Ok((false, (self.then)(model, self.vote())));
            }
            self.done = false;
            return Ok((true, vec![]));
        }
        let said = words.take_text().unwrap_or_default();
        let unclear = |said| Unfit::Unclear {
            said,
            how: self.how(model.lang),
            choices: self.choices(),
        };
        let beside = match self.read(said.trim()) {
            Ok(beside) => beside,
            Err(Unfit::Several { said, choices }) => return Err(Unfit::Several { said, choices }),
            Err(_) => return Err(unclear(said)),
        };
        let marked = beside.iter().flatten().count();
        let too_many = matches!(self.sign, Sign::Mark(most) if marked > most);
        if too_many || self.missing_of(&beside) > 0 {
            return Err(unclear(said));
        }
        self.beside = beside;
        self.done = true;
        Ok((true, vec![]))
    }

    /// What is put beside each name.
    fn read(&self, said: &str) -> Result<Vec<Option<usize>>, Unfit> {
        let choices = self.choices();
        let unfit = || Unfit::Nothing {
            said: said.to_owned(),
            choices: self.choices(),
        };
        let mut beside = vec![None; self.names.len()];
        if said.is_empty() {
            return Err(unfit());
        }
        if said == NONE {
            return Ok(beside);
        }
        if self.sign == Sign::Grade {
            let grades = said.split(|c: char| c.is_whitespace() || ",;".contains(c));
            let grades: Vec<_> = grades.filter(|grade| !grade.is_empty()).collect();
            if grades.len() != beside.len() {
                return Err(unfit());
            }
            for (own, grade) in beside.iter_mut().zip(grades) {
                let number = grade.parse::<usize>().ok();
                let number = number.filter(|number| (1..=Grade::ALL.len()).contains(number));
                *own = match (grade, number) {
                    (NONE, _) => None,
                    (_, Some(number)) => Some(number - 1),
                    (_, None) => return Err(unfit()),
                };
            }
            return Ok(beside);
        }
        let (ranks, equals) = match self.sign {
            Sign::Rank { equals, .. } => (true, equals),
            Sign::Mark(_) | Sign::Grade => (false, true),
        };
        let parts: Vec<_> = match ranks {
            true => said.split('>').collect(),
            false => vec![said],
        };
        for (rank, part) in parts.into_iter().enumerate() {
            let names: Vec<_> = match ranks {
                true => part.split('=').collect(),
                false => part.split([',', ';']).collect(),
            };
            if names.len() > 1 && !equals {
                return Err(unfit());
            }
            for name in names {
                let place = one_of(&mut Words::one(name.trim()), &choices)?;
                if beside[place].replace(rank).is_some() {
                    return Err(unfit());
                }
            }
        }
        Ok(beside)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::console::overlay::put_in_order;
    use crate::session::poll;

    fn marking(sign: Sign) -> Marking {
        let names = ["Lê An", "Trần Bình", "Phạm Chi", "Đỗ Bình Minh"];
        let names = names.map(str::to_owned).to_vec();
        Marking::new("Bầu", names, sign, Box::new(|_, _| vec![]))
    }

    fn read(sign: Sign, said: &str) -> Option<Vec<Option<usize>>> {
        marking(sign).read(said).ok()
    }

    const MARK: Sign = Sign::Mark(2);
    const RANK: Sign = Sign::Rank {
        equals: false,
        least: 0,
    };
    const LEVEL: Sign = Sign::Rank {
        equals: true,
        least: 0,
    };

    #[test]
    fn marks_stand_beside_names_by_number_or_by_part_of_a_name() {
        let two = Some(vec![Some(0), None, Some(0), None]);
        for said in ["Lê An, Phạm Chi", "1, 3", "an; chi", "chi ,1"] {
            assert_eq!(read(MARK, said), two, "{said}");
        }
        // A part that fits several people, nobody, or the same person twice.
        for said in ["binh", "Napoleon", "1, an", "", "1,,2", "5", "1 > 2"] {
            assert_eq!(read(MARK, said), None, "{said}");
        }
        assert_eq!(read(MARK, "-"), Some(vec![None; 4]), "a blank ballot");
    }

    #[test]
    fn ranks_follow_each_other_and_are_equal_only_where_they_may_be() {
        let order = Some(vec![Some(1), Some(0), None, None]);
        assert_eq!(read(RANK, "Trần Bình > 1"), order);
        assert_eq!(read(LEVEL, "2>an"), order);
        let level = Some(vec![Some(0), None, Some(0), Some(1)]);
        assert_eq!(read(LEVEL, "an = chi > minh"), level);
        assert_eq!(read(RANK, "an = chi > minh"), None);
        for said in ["1 > 2 > 1", "1 >", "> 1", "1, 2"] {
            assert_eq!(read(LEVEL, said), None, "{said}");
        }
    }

    #[test]
    fn grades_are_numbers_in_the_order_of_the_names() {
        let grades = Some(vec![Some(0), Some(2), None, Some(1)]);
        for said in ["1 3 - 2", "1,3,-,2", "1; 3; -; 2"] {
            assert_eq!(read(Sign::Grade, said), grades, "{said}");
        }
        for said in ["1 3 2", "1 3 2 2 2", "1 3 4 2", "1 3 0 2", "cao 1 1 1"] {
            assert_eq!(read(Sign::Grade, said), None, "{said}");
        }
    }

    #[test]
    fn a_ballot_with_too_much_or_too_little_stays_as_it_was() {
        let console = crate::console::testing::Console::chair(&crate::console::testing::opened());
        let mut model = console.model;
        let mut own = marking(MARK);
        let mut said = |own: &mut Marking, text: &str| {
            let taken = own.answer(&mut model, &mut Words::one(text));
            taken.is_ok()
        };
        assert!(!said(&mut own, "1, 2, 3"), "two at most");
        assert_eq!(own.beside, vec![None; 4]);
        assert!(said(&mut own, "1, 2"));
        assert_eq!(own.beside, vec![Some(0), Some(0), None, None]);
        let names = vec!["An".to_owned(), "Bình".to_owned()];
        let follows = |_, vote: &poll::Vote| format!("{vote:?}");
        put_in_order(&mut model, "Ai trước?", names, 1, follows, |_, _| vec![]);
        let asked = crate::console::overlay::asked(&model).unwrap();
        assert_eq!(asked.choices.len(), 2);
        let nobody = crate::console::overlay::answer(&mut model, &mut Words::one("-"));
        assert!(nobody.is_err(), "one must be named");
    }

    #[test]
    fn a_ballot_that_is_not_understood_is_told_how_to_be_said() {
        let console = crate::console::testing::Console::chair(&crate::console::testing::opened());
        let mut model = console.model;
        model.lang = Lang::En;
        for (sign, said, how) in [
            (Sign::Grade, "1 1", "1 high confidence"),
            (MARK, "1 2", "commas between, at most 2"),
            (RANK, "1, 2", "2 > 1"),
            (LEVEL, "1, 2", "= between"),
        ] {
            let unfit = marking(sign).answer(&mut model, &mut Words::one(said));
            let Err(Unfit::Unclear {
                how: told, choices, ..
            }) = unfit
            else {
                panic!("{unfit:?}")
            };
            assert!(told.contains(how), "{said}: {told}");
            let asked = marking(sign).asked(&model).text;
            assert!(asked.contains(how), "{said}: {asked}");
            let named: Vec<_> = choices
                .iter()
                .map(|choice| choice.answer.as_str())
                .collect();
            assert_eq!(named, ["1", "2", "3", "4"]);
        }
    }

    /// Also of grades, where numbers can be taken for those of people.
    #[test]
    fn a_ballot_in_words_is_told_back_and_sent_only_once_it_is_right() {
        let console = crate::console::testing::Console::chair(&crate::console::testing::opened());
        let mut model = console.model;
        model.lang = Lang::En;
        for (sign, said, told) in [
            (
                Sign::Grade,
                "1 1 - -",
                "Lê An: high confidence; Trần Bình: high confidence; Phạm Chi: –",
            ),
            (MARK, "3", "Phạm Chi"),
            (MARK, "-", "A blank ballot"),
            (LEVEL, "2 = an > 3", "Lê An = Trần Bình > Phạm Chi"),
        ] {
            let mut own = marking(sign);
            let mut answer = |own: &mut Marking, said: &str| {
                own.answer(&mut model, &mut Words::one(said))
                    .map(|(stays, _)| stays)
            };
            assert_eq!(answer(&mut own, said), Ok(true), "{said}");
            assert!(answer(&mut own, "maybe").is_err());
            assert_eq!(answer(&mut own, "no"), Ok(true), "asked again");
            assert_eq!(answer(&mut own, said), Ok(true), "{said}");
            assert_eq!(answer(&mut own, "yes"), Ok(false), "{said}");
            let asked = own.asked(&model);
            assert_eq!(asked.kind, Kind::YesNo);
            assert!(asked.text.contains(told), "{}", asked.text);
        }
    }
}
