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
