//! On what terms votes are taken: `tie`, `changing` and `tellers`, for the body and for one motion.

use super::mistake::Fault;
use super::table::{MayRead, Noted, Read, Table};
use super::value;
use super::word::{CHANGING, TIES};
use crate::session::poll::{Changing, Manner, Terms};
use crate::session::rule::{Preset, Rule, TieRule};

/// A rule as it was written, with the preset whose name it is, if it is one.
pub(super) struct Majority {
    pub rule: Rule,
    pub preset: Option<&'static Preset>,
}

impl Majority {
    /// The tie rule that the preset brings; none where a tie is lost under it anyway.
    fn tie(&self) -> Option<TieRule> {
        let brought = self.preset.map(|preset| preset.tie);
        brought.filter(|tie| *tie != TieRule::Lost)
    }
}

/// What was written of the terms. What was not is taken from elsewhere.
#[derive(Clone, Copy, Default)]
pub(super) struct Written {
    tie: Option<TieRule>,
    changing: Option<Changing>,
    two_tellers: Option<bool>,
}

/// Reads `majority`.
pub(super) fn majority(table: &Table<'_>) -> MayRead<Majority> {
    table.parse("majority", |text| {
        let rule = value::rule(text)?;
        let preset = Preset::named(text.trim());
        Ok(Majority { rule, preset })
    })
}

/// Reads the terms that are written in this table.
pub(super) fn read(table: &Table<'_>) -> Read<Written> {
    let tie = table.word("tie", TIES);
    let changing = table.word("changing", CHANGING);
    let tellers = table.number("tellers", 1, 2);
    Ok(Written {
        tie: tie?,
        changing: changing?,
        two_tellers: tellers?.map(|tellers| tellers == 2),
    })
}

impl Written {
    /// The terms of the body. A preset that has a tie rule of its own brings it along, unless
    /// another is written.
    pub fn of_body(self, majority: Option<&Majority>) -> Terms {
        let tie = self.tie.or_else(|| majority?.tie());
        Terms {
            tie: tie.unwrap_or_default(),
            changing: self.changing.unwrap_or_default(),
            two_tellers: self.two_tellers.unwrap_or_default(),
        }
    }

    /// The terms of a motion in this manner. What is written goes before what comes with a preset,
    /// and what the motion says before what the body says.
    pub fn of_motion(
        self,
        manner: Manner,
        majority: Option<&Majority>,
        written: Self,
        body: Terms,
    ) -> Terms {
        let tie = self.tie.or(written.tie).or_else(|| majority?.tie());
        Terms {
            tie: tie.unwrap_or(body.tie),
            changing: self.changing.unwrap_or(body.changing),
            two_tellers: self.two_tellers.unwrap_or(body.two_tellers),
        }
        .in_manner(manner)
    }

    /// That nobody asks for secret votes that can be changed.
    pub fn must_fit(self, table: &Table<'_>, manner: Manner) -> Read<()> {
        if manner.is_secret() && self.changing == Some(Changing::UntilClose) {
            let spot = table.spot_of("changing");
            table.page.note(spot, Fault::SecretIsFinal);
            return Err(Noted);
        }
        Ok(())
    }
}
