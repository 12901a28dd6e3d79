//! What sheets of ballots of every kind share: how large they may be, how many ballots alike one line
//! may stand for, and what all of them weigh together.

use super::ballots::MOST_SHEET;
use super::mistake::{Fault, Mistake};
use super::page::{Page, Spot};
use super::value;
use crate::session::Weight;

/// How many ballots one line may stand for.
const MOST_ALIKE: u32 = 10_000_000;

/// Examines a sheet that is called `file_name` in mistakes.
///
/// # Errors
/// Every mistake, in the order of the lines. At least one.
pub(super) fn examine<T>(
    bytes: &[u8],
    file_name: &str,
    read: impl FnOnce(&Page) -> T,
) -> Result<T, Vec<Mistake>> {
    if u64::try_from(bytes.len()).map_or(true, |size| size > MOST_SHEET) {
        return Err(vec![Mistake {
            file: file_name.to_owned(),
            line: 1,
            column: None,
            what: Fault::SheetTooLarge { most: MOST_SHEET },
        }]);
    }
    let page = Page::open(file_name, bytes);
    let sheet = read(&page);
    let mistakes = page.into_mistakes();
    if mistakes.is_empty() {
        Ok(sheet)
    } else {
        Err(mistakes)
    }
}

/// How many ballots a line stands for.
pub(super) fn alike(text: &str) -> Result<u32, Fault> {
    let alike = text.parse().ok();
    alike
        .filter(|alike| (1..=MOST_ALIKE).contains(alike))
        .ok_or_else(|| Fault::WrongCount {
            text: text.to_owned(),
            most: MOST_ALIKE,
        })
}

/// What a ballot weighs.
pub(super) fn weight(text: &str) -> Result<Weight, Fault> {
    value::weight(text).map_err(|_| Fault::WrongBallotWeight {
        text: text.to_owned(),
    })
}

/// What the ballots so far weigh together, in millionths.
#[derive(Default)]
pub(super) struct Sum(u128);

impl Sum {
    /// Adds so many ballots of this weight each, and says what they weigh; that more votes than can be
    /// counted have come together is noted.
    pub fn add(&mut self, page: &Page, spot: Spot, weight: Weight, alike: u32) -> Option<Weight> {
        let together = u128::from(weight.in_millionths()) * u128::from(alike);
        self.0 += together;
        if self.0 > u128::from(Weight::MOST_SUM.in_millionths()) {
            let most = Weight::MOST_SUM;
            page.note(spot, Fault::TooManyVotes { most });
            return None;
        }
        u64::try_from(together).ok().map(Weight::millionths)
    }
}
