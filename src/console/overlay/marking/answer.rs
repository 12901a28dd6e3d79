//! A ballot about people in words: `An, Bình` marks, `An > Bình = Chi` ranks, and grades are numbers in
//! the order of the names. A name is given by its number or part of it; `-` leaves the ballot blank.

use super::{Marking, Sign};
use crate::console::Effect;
use crate::console::model::Model;
use crate::console::overlay::answer::one_of;
use crate::console::overlay::{Choice, Kind, Question, Unfit};
use crate::console::spoken::Words;
use crate::session::poll::Grade;

/// What stands for a ballot, or a grade, that is left out.
const NONE: &str = "-";

impl Marking {
    fn choices(&self) -> Vec<Choice> {
        let names = self.names.iter().enumerate();
        names.map(|(place, name)| Choice::at(place, name)).collect()
    }

    pub(in crate::console::overlay) fn asked(&self, model: &Model) -> Question {
        Question {
            kind: Kind::Text,
            text: format!("{} ({})", self.title, self.state(model.lang)),
            choices: self.choices(),
            before: String::new(),
            worked_out: false,
            may_be_empty: false,
        }
    }

    /// Takes a whole ballot in words.
    pub(in crate::console::overlay) fn answer(
        &mut self,
        model: &mut Model,
        words: &mut Words,
    ) -> Result<Vec<Effect>, Unfit> {
        let said = words.take_text().unwrap_or_default();
        let beside = self.read(said.trim())?;
        let before = std::mem::replace(&mut self.beside, beside);
        let ranked = self.beside.iter().flatten().count();
        let too_many = matches!(self.sign, Sign::Mark(most) if ranked > most);
        if too_many || self.missing() > 0 {
            self.beside = before;
            let choices = self.choices();
            return Err(Unfit::Nothing { said, choices });
        }
        Ok((self.then)(model, self.vote()))
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
        put_in_order(&mut model, "Ai trước?", names, 1, |_, _| vec![]);
        let asked = crate::console::overlay::asked(&model).unwrap();
        assert_eq!(asked.choices.len(), 2);
        let nobody = crate::console::overlay::answer(&mut model, &mut Words::one("-"));
        assert!(nobody.is_err(), "one must be named");
    }
}
